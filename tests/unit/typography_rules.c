/* typography_rules.c -- every rule of dg-normalize --list-rules alone, and every norm of
 * --list-locales, with the book or the standard that says so.  A rule or a norm without a
 * row fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drogman.h"
#include "spell.h"

/* `out` is what the rule makes alone, all others off; where it equals `in`, the rule only
 * tells. */
static const struct { const char *rule, *locale, *in, *out, *source; } rules[] = {
	{ "mojibake", "fr", "Ã©tÃ©", "été", "WHATWG Encoding, index windows-1252" },
	{ "utf8", "fr", "a\xFF" "b", "a\uFFFDb", "Unicode 15, 3.9, U+FFFD substitution" },
	{ "control", "fr", "a\x07" "b", "ab", "Unicode 15, 23.1; XML 1.0, 2.2 Char" },
	{ "cp1252", "fr", "l\xC2\x92" "eau", "l’eau", "WHATWG Encoding, index windows-1252" },
	{ "bom", "fr", "a\uFEFFb", "ab", "Unicode 15, 23.8" },
	{ "soft-hyphen", "fr", "mi\xC2\xADnistre", "ministre", "UAX #14, 5.4" },
	{ "zero-width", "fr", "a\u200Bb", "ab", "Unicode 15, 23.2" },
	{ "bidi", "fr", "a\u200Eb", "ab", "UAX #9, 2; Unicode 15, 23.2" },
	{ "separator", "fr", "a\u2028b", "a b", "Unicode 15, 5.8" },
	{ "nfc", "fr", "e\xCC\x81tat", "état", "UAX #15" },
	{ "entity", "fr", "&eacute;t&amp;eacute;", "été", "HTML, 13.5 Named character references" },
	{ "replacement", "fr", "a\uFFFDb", "a\uFFFDb", "Unicode 15, 23.8" },
	{ "private-use", "fr", "a\uE000b", "a\uE000b", "Unicode 15, 23.5" },
	{ "ligature", "fr", "eﬃcace", "efficace", "Unicode 15, Alphabetic Presentation Forms" },
	{ "homoglyph", "en", "Рaris", "Paris", "UTS #39, 4" },
	{ "wide-ascii", "en", "Ａ１", "A1", "UAX #11, Fullwidth" },
	{ "simplified", "zh", "漢語", "汉语", "UAX #38, kSimplifiedVariant" },
	{ "traditional", "zh-TW", "汉语", "漢語", "UAX #38, kTraditionalVariant" },
	{ "quote", "fr", "\"oui\"", "«oui»", "Lexique, Guillemets" },
	{ "quote-space", "fr", "«oui»", "«_oui_»", "Lexique, Guillemets" },
	{ "doubt", "fr", "mot\"mot", "mot\"mot", "none: what both norms allow is left and told" },
	{ "literal", "fr", "« a »/« b »/« c »/« d »/« e »/« f » et \"g h\"",
	    "« a »/« b »/« c »/« d »/« e »/« f » et \"g h\"", "none: a habit of manuals" },
	{ "apostrophe", "fr", "l'eau", "l’eau", "Lexique, Apostrophe" },
	{ "apostrophe", "en", "the '80s, don't", "the ’80s, don’t", "Chicago, 6.115, 6.117" },
	{ "colon", "fr", "ceci : cela", "ceci_: cela", "Lexique, Ponctuation" },
	{ "high-mark", "fr", "Quoi ? Non ; oui !", "Quoi~? Non~; oui~!", "Lexique, Ponctuation" },
	{ "high-mark", "fr-CA", "Quoi ? Non ; oui !", "Quoi? Non; oui!", "OQLF, Espacement" },
	{ "ellipsis", "fr", "Oui...", "Oui…", "Lexique, Ponctuation, Points de suspension" },
	{ "ellipsis", "zh", "等等...", "等等……", "GB/T 15834-2011, 4.11" },
	{ "dash", "en", "it -- but", "it — but", "Chicago, 6.85" },
	{ "dash", "zh", "好--吧", "好——吧", "GB/T 15834-2011, 4.10" },
	{ "number", "fr", "1 000,50 et 12 345", "1~000,50 et 12~345", "Lexique, Nombres; SI, 5.4.4" },
	{ "unit", "fr", "12 km, 5 %, 3 €", "12_km, 5_%, 3_€", "SI brochure (9th ed.), 5.4.3, 5.4.7" },
	{ "title", "fr", "M. Wang, n° 5, art. 3", "M._Wang, n°_5, art._3", "Lexique, Abréviations" },
	{ "full-width", "zh", "他说,好(吗)?", "他说，好（吗）？", "GB/T 15834-2011, 5.1" },
	{ "half-width", "zh", "２０１９年", "2019年", "GB/T 15835-2011" },
};

/* The whole norm. */
static const struct { const char *locale, *in, *out; } norms[] = {
	{ "de", "\"a \"b\" c\" -- 5 %", "„a ‚b‘ c“ – 5_%" },
	{ "en-GB", "\"a \"b\" c\": 5%", "‘a “b” c’: 5%" },
	{ "en-US", "\"a \"b\" c\" -- d...", "“a ‘b’ c” — d…" },
	{ "es", "\"a \"b\" c\" 1 000", "«a “b” c» 1~000" },
	{ "fr", "\"a \"b\" c\" : d ; 1 000 %", "«_a “b” c_»_: d~; 1~000_%" },
	{ "fr-CA", "\"a \"b\" c\" : d ; 1 000 %", "«_a “b” c_»_: d; 1_000_%" },
	{ "fr-CH", "\"a \"b\" c\" : d ; 1 000 %", "«~a ‹~b~› c~»~: d~; 1~000_%" },
	{ "fr-EU", "\"a \"b\" c\" : d ; 1 000 %", "«a “b” c»: d; 1_000_%" },
	{ "fr-UN", "\"a \"b\" c\" : d ; 1 000 %", "«_a “b” c_»_: d_; 1_000_%" },
	{ "ru", "\"а \"б\" в\" 1 000 %", "«а „б“ в» 1_000_%" },
	{ "zh-Hans", "他说:\"我去\"她\",\"好...", "他说：“我去‘她’，”好……" },
	{ "zh-Hant", "他說:\"我『去』了\".", "他說：「我『去』了」。" },
};

static void
note(const struct dg_change *c, void *ctx)
{
	dg_put_format(ctx, " %s ", c->rule);
}

/* `in` by `locale`, rule `name` set to `on`; `others`: so are the others. */
static void
run(struct dg_buf *out, struct dg_buf *told, struct dg_bytes in, const char *locale,
    const char *name, bool on, bool others)
{
	struct dg_typography *t;
	struct dg_buf sets[64] = { 0 };
	const char *options[65] = { NULL }, *rule, *about;
	struct dg_bytes lines[16];
	struct dg_error err;
	size_t n = cut(in, lines, 16);

	for (size_t i = 0; name && dg_typography_rule(i, &rule, &about); i++) {
		dg_put_format(&sets[i], "%s=%s", rule,
		    (strcmp(rule, name) == 0 ? on : others) ? "on" : "off");
		dg_put(&sets[i], "", 1);
		options[i] = sets[i].p;
	}
	assert_int_equal(dg_typography_new(&t, locale,
	    &(struct dg_typography_options){ .rules = options }, &err), DG_OK);
	out->n = told->n = 0;
	assert_int_equal(dg_typography_document(t, lines, n, out, note, told, &err), DG_OK);
	out->n--;
	dg_put(told, "", 1);
	dg_typography_free(t);
	for (size_t i = 0; i < 64; i++)
		dg_buf_free(&sets[i]);
}

static bool
tells(const struct dg_buf *told, const char *rule)
{
	struct dg_buf name = { 0 };
	bool found;

	dg_put_format(&name, " %s ", rule);
	dg_put(&name, "", 1);
	found = strstr(told->p, name.p) != NULL;
	dg_buf_free(&name);
	return found;
}

/* Alone the rule does what its row says and tells it; turned off it tells nothing. */
static void
a_rule_alone_does_what_its_source_says(void **state)
{
	struct dg_buf in = { 0 }, want = { 0 }, got = { 0 }, told = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		spell(&in, rules[i].in);
		spell(&want, rules[i].out);
		run(&got, &told, dg_buf_bytes(&in), rules[i].locale, rules[i].rule, true, false);
		if (!dg_bytes_equal(dg_buf_bytes(&got), dg_buf_bytes(&want)))
			fail_msg("%s, %s:\n want %.*s\n  got %.*s", rules[i].rule, rules[i].source,
			    (int)want.n, want.p, (int)got.n, got.p);
		if (!tells(&told, rules[i].rule))
			fail_msg("%s is not told:%s", rules[i].rule, told.p);
		run(&got, &told, dg_buf_bytes(&in), rules[i].locale, rules[i].rule, false, false);
		if (!dg_bytes_equal(dg_buf_bytes(&got), dg_buf_bytes(&in)))
			fail_msg("%s is off and something changes: %.*s", rules[i].rule,
			    (int)got.n, got.p);
		if (tells(&told, rules[i].rule))
			fail_msg("%s is off and told", rules[i].rule);
	}
	dg_buf_free(&in);
	dg_buf_free(&want);
	dg_buf_free(&got);
	dg_buf_free(&told);
}

static void
a_norm_writes_as_its_book_does(void **state)
{
	struct dg_buf in = { 0 }, want = { 0 }, got = { 0 }, told = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof norms / sizeof *norms; i++) {
		spell(&in, norms[i].in);
		spell(&want, norms[i].out);
		run(&got, &told, dg_buf_bytes(&in), norms[i].locale, NULL, false, false);
		if (!dg_bytes_equal(dg_buf_bytes(&got), dg_buf_bytes(&want)))
			fail_msg("%s:\n want %.*s\n  got %.*s", norms[i].locale, (int)want.n, want.p,
			    (int)got.n, got.p);
	}
	dg_buf_free(&in);
	dg_buf_free(&want);
	dg_buf_free(&got);
	dg_buf_free(&told);
}

static void
every_rule_has_a_row_and_a_source(void **state)
{
	const char *name, *about;
	(void)state;

	for (size_t i = 0; dg_typography_rule(i, &name, &about); i++) {
		size_t found = 0;

		for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
			found += strcmp(rules[k].rule, name) == 0 && rules[k].source[0] != '\0';
		if (!found)
			fail_msg("no row for rule %s", name);
	}
}

static void
every_norm_has_a_row_and_a_source(void **state)
{
	const char *tag, *source, *last = "";
	(void)state;

	for (size_t i = 0; dg_typography_norm(i, &tag, &source); i++) {
		size_t found = 0;

		for (size_t k = 0; k < sizeof norms / sizeof *norms; k++)
			found += strcmp(norms[k].locale, tag) == 0;
		if (!found || strlen(source) < 10 || strcmp(last, tag) >= 0)
			fail_msg("norm %s: %zu rows, source '%s'", tag, found, source);
		last = tag;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_alone_does_what_its_source_says),
		cmocka_unit_test(a_norm_writes_as_its_book_does),
		cmocka_unit_test(every_rule_has_a_row_and_a_source),
		cmocka_unit_test(every_norm_has_a_row_and_a_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
