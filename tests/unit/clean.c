/* clean.c -- each rule of the cleaner: a row that it is for, and one that it must leave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "drogman.h"

/* The rule that drops the row, or, with "?", that reports it; "" none. */
static const struct { const char *want, *la, *a, *lb, *b; } rows[] = {
	{ "", "fr", "Le ministre a salué la visite de M. Wang à Paris.", "en",
	    "The minister welcomed Mr. Wang's visit to Paris." },
	{ "empty", "fr", "Le ministre a parlé.", "en", "\xe2\x80\x8b \xc2\xa0" },
	{ "characters", "fr", "Le ministre a parl\xef\xbf\xbd hier soir.", "en",
	    "The minister spoke last night." },
	{ "characters", "fr", "Le ministre a parl\xe9 hier soir.", "en",
	    "The minister spoke last night." },
	{ "mojibake", "fr", "Le ministre a parlÃ© hier soir.", "en", "The minister spoke last night." },
	/* a no-break space before a guillemet is no second byte */
	{ "", "fr", "Il a qualifié la visite « d’amitié\xc2\xa0».", "en",
	    "He called the visit \"a friendship\"." },
	{ "markup", "fr", "Le <b>ministre</b> a parlé.", "en", "The minister spoke." },
	{ "markup", "fr", "Le ministre&nbsp;a parlé.", "en", "The minister spoke." },
	{ "", "fr", "Si a < b et c > d, alors la liste est triée.", "en",
	    "If a < b and c > d, then the list is sorted." },
	{ "url", "fr", "https://example.org/a/b.html", "en", "https://example.org/a/c.html" },
	{ "letters", "fr", "12 345 – 67", "en", "12,345 – 67" },
	{ "boilerplate", "fr", "Imprimer | Partager", "en", "Print | Share" },
	/* the quote was opened in the row before */
	{ "", "fr", "Nous y sommes prêts », a écrit le ministre", "en",
	    "“We are ready for it,” the minister wrote" },
	{ "boilerplate", "fr", "Accueil » Actualités » Discours", "en", "Home » News » Speeches" },
	{ "boilerplate", "zh", "推荐给朋友 | 打印", "en", "Send to a friend | Print" },
	{ "copy", "fr", "The minister spoke last night.", "en", "The Minister spoke last night" },
	{ "", "fr", "Emmanuel Macron", "en", "Emmanuel Macron" },
	{ "language", "fr", "The minister of foreign affairs spoke to the press on this day.", "en",
	    "The minister of foreign affairs has spoken to the press." },
	{ "language", "fr", "外交部长会见了记者", "en", "The foreign minister met the press." },
	{ "language", "zh", "The foreign minister met the press.", "en",
	    "The Foreign Minister saw journalists." },
	/* accents are no English; one small word of twelve is enough where none is French */
	{ "language", "en", "« Le camp est démantelé », précise-t-on côté français.", "zh", "法国表示，营地已拆除。" },
	{ "language", "fr", "The new ferry docks quietly beside a fishing pier (Reuters/Photographer).", "zh",
	    "新渡轮静静地停靠在渔港码头旁边（路透社/摄影师）。" },
	/* too short for small words: by the lexicon's */
	{ "language", "fr", "Fresh bread is expensive.", "zh", "新鲜面包很贵。" },
	{ "language", "en", "Le pain frais coûte cher.", "zh", "新鲜面包很贵。" },
	{ "", "en", "Foreign investment reached 4.6 billion dollars last month, up 12 per cent.", "zh",
	    "上个月外国投资达46亿美元，增长12%。" },
	{ "", "fr", "Boulangerie New York Bread Factory", "zh", "纽约面包厂" },
	{ "", "zh", "CNN America 的 Barbara Jordan 在 Madison Garden 球场", "en",
	    "CNN America's Barbara Jordan at the Madison Garden arena" },
	{ "", "zh", "Sainsbury's 计划进军英国美容市场", "en", "Sainsbury's plans push into UK beauty market" },
	{ "number", "fr", "Les échanges ont atteint 1,2 milliard d’euros.", "en",
	    "Trade reached 1.3 billion euros." },
	{ "", "fr", "Les échanges ont atteint 1,2 milliard d’euros.", "zh", "贸易额达12亿欧元。" },
	{ "number", "fr", "La visite aura lieu le 21 mai 2019.", "zh", "访问将于2019年6月21日举行。" },
	/* the same number twice, the second time mistyped */
	{ "number", "fr", "Il faut au moins 50 voix au Sénat pour que le vote passe.", "zh",
	    "需要至少57票，如果拿到这50张选票，提案即可在参议院通过。" },
	{ "number", "fr", "L’ouragan de catégorie 1 est arrivé à 5 h du matin.", "zh",
	    "这场一级飓风于早上1点抵达。" },
	{ "", "fr", "Des milliers de manifestants ont défilé dans les rues.", "zh",
	    "几百名示威者走上了街头游行。" },
	{ "?missing", "fr", "Les échanges ont atteint 1,2 milliard d’euros.", "en",
	    "Trade has reached a record in euros." },
	{ "words", "fr", "Le ministre des affaires étrangères a rencontré la presse à Paris.", "en",
	    "Our cat likes to sleep on the warm roof of the old garage." },
	{ "truncated", "fr", "Le président de la République a reçu vendredi le ministre chinois des "
	    "affaires étrangères, avec lequel il a évoqué la paix et le développement.", "en",
	    "On Friday the President of the Republic received the Chinese minister" },
	{ "glued", "fr", "Le président a reçu le ministre chinois.", "en", "The President received the "
	    "Chinese minister. They spoke about peace and trade." },
	{ "?quotes", "fr", "« Le ministre a parlé hier soir.", "en", "The minister spoke last night." },
	{ "glued", "fr", "Le ministre a reçu l’ambassadeur. La France et la Chine ont signé un accord sur "
	    "la sécurité alimentaire.", "zh", "部长会见了大使。" },
	{ "ratio", "fr", "Le ministre", "en", "The minister of foreign affairs welcomed the visit of the "
	    "ambassador, with whom he spoke about peace, trade and the situation of the region." },
	{ "?negation", "fr", "Le ministre n’a pas parlé hier soir.", "en",
	    "The minister spoke last night." },
	{ "?names", "fr", "Hier soir le ministre Dupont a parlé.", "en",
	    "Last night the minister Martinez spoke." },
	{ "?capitals", "fr", "LE MINISTRE A PARLÉ HIER SOIR.", "en", "THE MINISTER SPOKE LAST NIGHT." },
};

/* Rules that need a setting or a score before they speak, and what they must leave. */
static const struct { const char *want, *rule, *value; double score; } settings[] = {
	{ "long", "long", "20", -1 }, { "", "long", "200", -1 },
	{ "short", "short", "200", -1 }, { "", "short", "2", -1 },
	{ "score", "score", "0.3", .29 }, { "", "score", "0.3", .31 }, { "", "score", "off", .1 },
	{ "negation", "negation", "on", -1 }, { "", "negation", "off", -1 },
};

static const char *
judge(const char *la, const char *a, const char *lb, const char *b, bool *report)
{
	const char *const langs[2] = { la, lb };
	const struct dg_bytes texts[2] = { dg_bytes_of(a), dg_bytes_of(b) };
	struct dg_verdict v[64];
	struct dg_lexicon *lex;
	struct dg_cleaner *c;
	struct dg_error err;
	const char *said = "";
	size_t n;

	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	assert_int_equal(dg_cleaner_new(&c, langs, 2, lex, &err), DG_OK);
	assert_int_equal(dg_cleaner_judge(c, texts, -1, v, &n, &err), DG_OK);
	if (n) {
		said = v[n - 1].rule;
		*report = v[n - 1].mode == DG_REPORT;
	}
	dg_cleaner_free(c);
	dg_lexicon_free(lex);
	return said;
}

static void
rules_by_their_limits(void **state)
{
	const char *const langs[2] = { "fr", "en" };
	const struct dg_bytes texts[2] = { dg_bytes_of("Le ministre n’a pas parlé hier soir."),
	    dg_bytes_of("The minister spoke last night.") };

	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		struct dg_verdict v[64];
		struct dg_cleaner *c;
		struct dg_error err;
		size_t n;

		assert_int_equal(dg_cleaner_new(&c, langs, 2, NULL, &err), DG_OK);
		dg_cleaner_reports(c, false);
		assert_int_equal(dg_cleaner_set(c, dg_bytes_of(settings[i].rule),
		    dg_bytes_of(settings[i].value), &err), DG_OK);
		assert_int_equal(dg_cleaner_judge(c, texts, settings[i].score, v, &n, &err), DG_OK);
		assert_string_equal(n ? v[n - 1].rule : "", settings[i].want);
		dg_cleaner_free(c);
	}
}

static void
each_rule_has_its_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool report = false;
		const char *said = judge(rows[i].la, rows[i].a, rows[i].lb, rows[i].b, &report);
		char text[40];

		snprintf(text, sizeof text, "%s%s", report && *said ? "?" : "", said);
		if (strcmp(text, rows[i].want) != 0 && !(report && !*rows[i].want))
			fail_msg("%s | %s: '%s', not '%s'", rows[i].a, rows[i].b, text, rows[i].want);
	}
}

static void
rules_are_set(void **state)
{
	static const struct { const char *name, *value; enum dg_status st; } sets[] = {
		{ "long", "600", DG_OK }, { "negation", "on", DG_OK }, { "words", "off", DG_OK },
		{ "quotes", "report", DG_OK }, { "long", "many", DG_EUSAGE },
		{ "long", "-1", DG_EUSAGE }, { "copy", "3", DG_EUSAGE }, { "none", "on", DG_EUSAGE },
	};
	static const char file[] = "# mine\nlong = 600\n\nwords=off # quick\nlang = on\n";
	const char *const langs[2] = { "fr", "zh" };
	struct dg_cleaner *c;
	struct dg_error err;
	struct dg_in *in;

	(void)state;
	assert_int_equal(dg_cleaner_new(&c, langs, 2, NULL, &err), DG_OK);
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		assert_int_equal(dg_cleaner_set(c, dg_bytes_of(sets[i].name),
		    dg_bytes_of(sets[i].value), &err), sets[i].st);
	assert_int_equal(dg_in_memory(&in, dg_bytes_of(file), &err), DG_OK);
	assert_int_equal(dg_cleaner_read(c, in, &err), DG_EINPUT);
	assert_int_equal(err.line, 5);
	dg_in_free(in);
	dg_cleaner_free(c);
}

/* What is one text, and what is two. */
static void
keys(void **state)
{
	static const struct { const char *a, *b; bool exact, near; } pairs[] = {
		{ "Oui.", "Oui.", true, true },
		{ "« Oui »", "\"OUI\"", false, true },
		{ "En  2018, oui", "en 2018 oui", false, true },
		{ "En 2018", "En 2019", false, false },
		{ "十二亿", "十三亿", false, false },
		{ "—", "***", false, false },
	};
	const char *const langs[2] = { "fr", "zh" };
	struct dg_cleaner *c;
	struct dg_error err;

	(void)state;
	assert_int_equal(dg_cleaner_new(&c, langs, 2, NULL, &err), DG_OK);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (int near = 0; near < 2; near++)
			assert_int_equal(dg_cleaner_key(c, dg_bytes_of(pairs[i].a), near) ==
			    dg_cleaner_key(c, dg_bytes_of(pairs[i].b), near),
			    near ? pairs[i].near : pairs[i].exact);
	dg_cleaner_free(c);
}

static void
the_best_twin_stays(void **state)
{
	struct dg_twins *t;
	struct dg_error err;
	uint32_t row;

	(void)state;
	assert_int_equal(dg_twins_new(&t, &err), DG_OK);
	assert_false(dg_twins_best(t, 7, &row));
	for (uint32_t i = 0; i < 5000; i++)
		assert_int_equal(dg_twins_put(t, i % 1000, i == 2007 ? 0.9 : 0.5, i, &err), DG_OK);
	assert_true(dg_twins_best(t, 7, &row));
	assert_int_equal(row, 2007);
	assert_true(dg_twins_best(t, 8, &row));
	assert_int_equal(row, 8);
	dg_twins_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_has_its_row),
		cmocka_unit_test(rules_by_their_limits), cmocka_unit_test(rules_are_set),
		cmocka_unit_test(keys), cmocka_unit_test(the_best_twin_stays),
	};

	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
