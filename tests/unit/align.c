/* align.c -- values, names, beads and whole alignments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "align/align.h"
#include "drogman.h"
#include "values/values.h"

static void
numbers_are_values(void **state)
{
	static const struct { const char *lang, *text; double value; size_t end; } rows[] = {
		{ "fr", "1,2 milliard de dollars", 1.2e9, 12 },
		{ "en", "1.2 billion dollars", 1.2e9, 11 },
		{ "zh", "12亿美元", 12e8, 5 },
		{ "zh", "3万亿元", 3e12, 7 },
		{ "fr", "1 000,50 €", 1000.5, 8 },
		{ "fr", "1\xC2\xA0" "000 tonnes", 1000, 6 },
		{ "fr", "12\xE2\x80\xAF" "500 hommes", 12500, 8 },
		{ "en", "12,500 men", 12500, 6 },
		{ "fr", "12.500 hommes", 12500, 6 },
		{ "en", "3.5%", 3.5, 3 },
		{ "fr", "3,5 %", 3.5, 3 },
		{ "en", "2019 was", 2019, 4 },
		{ "fr", "en", 0, 0 },
		{ "en", "1.2.3", 1, 1 },
		{ "fr", "2 millions d'euros", 2e6, 10 },
		{ "en", "5 millionaires", 5, 1 },
		{ "zh", "１２％", 12, 6 },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t at = 0;

		assert_float_equal(number_read(dg_bytes_of(rows[i].text), &at, rows[i].lang),
		    rows[i].value, 1e-6);
		assert_int_equal(at, rows[i].end);
	}
}

static void
han_numerals_are_values(void **state)
{
	static const struct { const char *text; double value; } rows[] = {
		{ "十二", 12 }, { "二十", 20 }, { "二十一日", 21 }, { "一百二十万", 1200000 },
		{ "二〇一九年", 2019 }, { "三亿五千万", 350000000 }, { "两", 2 }, { "一千零一", 1001 },
		{ "一百", 100 }, { "萬", 0 },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t at = 0;
		double value;
		bool is = values_han(dg_bytes_of(rows[i].text), &at, &value);

		assert_int_equal(is, rows[i].value > 0);
		if (is)
			assert_float_equal(value, rows[i].value, 1e-6);
	}
}

static void
names_sound_alike(void **state)
{
	/* the Latin name and the pinyin of its transcription */
	static const struct { const char *latin, *han; bool alike; } rows[] = {
		{ "atamkulov", "atamukuluofu", true },		/* 阿塔姆库洛夫 */
		{ "nazarbayev", "nazhaerbayefu", true },	/* 纳扎尔巴耶夫 */
		{ "kazakhstan", "hasakesitan", false },		/* K against H: the lexicon's matter */
		{ "macron", "makelong", true },
		{ "merkel", "mokeer", false },
		{ "paris", "beijing", false },
	};
	static uint8_t about[HAN_END - HAN_FIRST];
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char a[16], b[16];

		name_sounds(rows[i].latin, a);
		name_sounds(rows[i].han, b);
		assert_int_equal(a[0] && b[0] && name_sounds_alike(name_pack(dg_bytes_of(a)),
		    name_pack(dg_bytes_of(b))), rows[i].alike);
	}
	assert_true(name_is_pinyin("wang"));
	assert_true(name_is_pinyin("xiaoping"));
	assert_false(name_is_pinyin("washington"));
	name_mark(about);
	assert_int_equal(about[0x738B - HAN_FIRST], HAN_SURNAME);	/* 王 */
	assert_int_equal(about[0x59C6 - HAN_FIRST], HAN_SOUND);	/* 姆 */
	assert_int_equal(about[0x5341 - HAN_FIRST], HAN_NUMERAL);	/* 十 */
	assert_int_equal(about[0x7684 - HAN_FIRST], 0);		/* 的 */
}

static void
latin_words_fold(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "éàüç", "eauc" }, { "œuvre", "oeuvre" }, { "straße", "strase" }, { "Łódź", "lodz" },
		{ "ÿ", "y" }, { "ø", "o" }, { "ž", "z" }, { "ĸ", "k" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct word_scan scan = { dg_bytes_of(rows[i].in), 0 };
		struct word w;
		char out[WORD_MAX + 1];

		word_next(&scan, &w);
		word_fold(w.text, w.n, out);
		assert_string_equal(out, rows[i].out);
	}
}

/* Segments parted by |, paragraphs by ||. */
static struct dg_segments *
segments(const char *text)
{
	struct dg_segments *s = dg_segments_new();
	struct dg_error err;
	bool opens = true;

	assert_non_null(s);
	while (*text) {
		size_t n = strcspn(text, "|");

		if (n)
			assert_int_equal(dg_segments_add(s, (struct dg_bytes){ text, n }, opens,
			    &err), DG_OK);
		opens = n == 0;
		text += n + (text[n] == '|');
	}
	return s;
}

static void
texts_align(void **state)
{
	static const struct { const char *name, *fr, *zh, *en, *beads; } rows[] = {
		{ "one to one",
		  "La Chine a signé 12 accords.|Le Kazakhstan en a signé 31 en 2019.",
		  "中国签署了12项协议。|哈萨克斯坦2019年签署了31项。", NULL,
		  "[0]:[0] [1]:[1] " },
		{ "one to two",
		  "La Chine a signé 12 accords et le Kazakhstan en a signé 31 en 2019.|Fin des 45 débats.",
		  "中国签署了12项协议。|哈萨克斯坦2019年签署了31项。|45场辩论结束。", NULL,
		  "[0]:[0, 1] [1]:[2] " },
		{ "three texts",
		  "La Chine a signé 12 accords et le Kazakhstan en a signé 31 en 2019.",
		  "中国签署了12项协议。|哈萨克斯坦2019年签署了31项。",
		  "China signed 12 agreements, and Kazakhstan signed 31 in 2019.",
		  "[0]:[0, 1]:[0] " },
		{ "numbers behind the border of a sentence",
		  "La Chine a signé 12 accords et ouvert 40 écoles dans 25 pays.|Le Kazakhstan a signé 31 contrats en 2019.",
		  "中国签署了12项协议。|在25个国家开办了40所学校，哈萨克斯坦2019年签署了31项合同。", NULL,
		  "[0, 1]:[0, 1] " },
		{ "a clause behind the border of a sentence in one text of three",
		  "La Chine a signé 12 accords avec 17 ministères et 18 régions en 2018 et ouvert 40 écoles dans plusieurs pays.|"
		  "Le Kazakhstan a signé 31 contrats avec 64 entreprises en 2019.",
		  "中国2018年同17个部门和18个地区签署了12项协议。|在多个国家开办了40所学校，哈萨克斯坦2019年同64家企业签署了31项合同。",
		  "China signed 12 agreements with 17 ministries and 18 regions in 2018 and opened 40 schools in several countries.|"
		  "Kazakhstan signed 31 contracts with 64 companies in 2019.",
		  "[0, 1]:[0, 1]:[0, 1] " },
		{ "a side is empty", "Bonjour.|Merci.", "", NULL, "[0]:[] [1]:[] " },
		{ "both are empty", "", "", NULL, "" },
		{ "one is left out",
		  "La Chine a signé 12 accords.|Une phrase de plus, sans rien de connu, qui parle d'autre "
		  "chose.|Le Kazakhstan en a signé 31 en 2019.",
		  "中国签署了12项协议。|哈萨克斯坦2019年签署了31项。", NULL,
		  "[0]:[0] [1]:[] [2]:[1] " },
	};
	static const char *const langs[] = { "fr", "zh", "en" };
	struct dg_align_options opt = { 0 };
	struct dg_align_cache *cache;
	struct dg_lexicon *lex;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	assert_non_null(cache = dg_align_cache_new(lex));
	opt.lexicon = lex;
	/* each with nothing known of any word, then with what the ones before have left */
	for (size_t round = 0; round < 2 * sizeof rows / sizeof *rows; round++) {
		size_t i = round / 2, sides = rows[i].en ? 3 : 2;
		struct dg_segments *s[3] = { segments(rows[i].fr), segments(rows[i].zh),
		    segments(rows[i].en ? rows[i].en : "") };
		struct dg_alignment *al;
		struct dg_buf got = { 0 };

		opt.cache = round % 2 ? cache : NULL;
		assert_int_equal(dg_align(&al, (const struct dg_segments *const *)s, langs, sides,
		    &opt, &err), DG_OK);
		for (size_t k = 0; k < al->n; k++) {
			dg_bead_format(&al->beads[k], sides, &got);
			dg_put_char(&got, ' ');
			assert_true(al->beads[k].score >= 0 && al->beads[k].score <= 1);
		}
		dg_put(&got, "", 1);
		assert_string_equal(got.p, rows[i].beads);
		dg_buf_free(&got);
		dg_alignment_free(al);
		for (size_t k = 0; k < 3; k++)
			dg_segments_free(s[k]);
	}
	dg_align_cache_free(cache);
	dg_lexicon_free(lex);
}

/* The border behind a segment. */
static uint8_t
border_of(const char *text, const char *lang)
{
	struct dg_segments *s = segments(text);
	struct dg_align_cache *cache = dg_align_cache_new(NULL);
	struct dg_error err;
	struct text *t;
	uint8_t is;

	assert_int_equal(text_read(&t, s, lang, cache, &err), DG_OK);
	is = t->border[t->n];
	text_free(t);
	dg_align_cache_free(cache);
	dg_segments_free(s);
	return is;
}

static void
borders_agree(void **state)
{
	enum { ALIKE, UNLIKE };
	static const struct { const char *name, *a, *b; int is; } rows[] = {
		{ "stops", "Il est venu.", "他来了。", ALIKE },
		{ "questions", "Vient-il\xC2\xA0?", "他来吗？", ALIKE },
		{ "a question, and none", "Vient-il\xC2\xA0?", "他来了。", UNLIKE },
		{ "a clause", "Il est venu,", "他来了。", UNLIKE },
		{ "clauses", "Il dit :", "他说：", ALIKE },
		{ "a mark before a bracket", "Fin. (Voir plus haut.)", "完。", ALIKE },
		{ "quotes", "«\xC2\xA0Merci.\xC2\xA0»", "“谢谢。”", ALIKE },
		{ "straight ones", "\"Thank you.\"", "“谢谢。”", ALIKE },
		{ "single ones", "'Thank you.'", "“谢谢。”", ALIKE },
		{ "one that goes on", "«\xC2\xA0Merci.", "“谢谢。”", UNLIKE },
		{ "both go on", "«\xC2\xA0Merci.", "“谢谢。", ALIKE },
		{ "an apostrophe", "It's the ministers'.", "是部长的。", ALIKE },
		{ "a quotation within", "\"Yes\", he said.", "“是”，他说。", ALIKE },
		{ "nothing", "", "", ALIKE },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if ((border_evidence(border_of(rows[i].a, "fr"), border_of(rows[i].b, "zh")) > 0) !=
		    (rows[i].is == ALIKE))
			fail_msg("%s", rows[i].name);
}

static void
a_cache_has_its_lexicon(void **state)
{
	static const char *const langs[] = { "fr", "zh" };
	struct dg_segments *s[2] = { segments("Bonjour."), segments("你好。") };
	struct dg_align_options opt = { .cache = dg_align_cache_new(NULL) };
	struct dg_alignment *al = NULL;
	struct dg_lexicon *lex;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	opt.lexicon = lex;
	assert_int_equal(dg_align(&al, (const struct dg_segments *const *)s, langs, 2, &opt, &err),
	    DG_EUSAGE);
	assert_null(al);
	opt.lexicon = NULL;
	assert_int_equal(dg_align(&al, (const struct dg_segments *const *)s, langs, 2, &opt, &err),
	    DG_OK);
	dg_alignment_free(al);
	dg_align_cache_free(opt.cache);
	dg_lexicon_free(lex);
	dg_segments_free(s[0]);
	dg_segments_free(s[1]);
}

/* Of each segment of the first text: how likely anything of the second stands beside it. */
static void
add_row(void *ctx, size_t s, size_t t, size_t i, size_t j, double p)
{
	double *sum = ctx;

	assert_true(s < t && t < 3 && p >= 0 && p <= 1);
	if (s == 0 && t == 1)
		sum[i * 3 + j] = p;
}

static void
posteriors_are_told(void **state)
{
	static const char *const langs[] = { "fr", "zh", "en" };
	struct dg_segments *s[3] = {
	    segments("La Chine a signé 12 accords et le Kazakhstan en a signé 31.|Fin des 45 débats."),
	    segments("中国签署了12项协议。|哈萨克斯坦签署了31项。|45场辩论结束。"),
	    segments("China signed 12 agreements, and Kazakhstan signed 31.|End of the 45 debates.") };
	struct dg_lexicon *lex;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	for (size_t sides = 2; sides <= 3; sides++) {
		double sum[2 * 3] = { 0 };
		struct dg_align_options opt = { .lexicon = lex, .posterior = add_row,
		    .posterior_ctx = sum };
		struct dg_alignment *al;

		assert_int_equal(dg_align(&al, (const struct dg_segments *const *)s, langs, sides,
		    &opt, &err), DG_OK);
		assert_true(sum[0] > 0.7 && sum[1] > 0.7 && sum[5] > 0.7);
		assert_true(sum[2] < 0.3 && sum[3] < 0.3 && sum[4] < 0.3);
		dg_alignment_free(al);
	}
	dg_lexicon_free(lex);
	for (size_t k = 0; k < 3; k++)
		dg_segments_free(s[k]);
}

static void
beads_are_read(void **state)
{
	static const struct { const char *name, *in; enum dg_status st; uint64_t line; size_t n; }
	    rows[] = {
		{ "pairs",	"[0]:[0]\n[1, 2]:[]\n[]:[1]\n", DG_OK, 0, 3 },
		{ "with cost",	"[0]:[0]:0.93\n[1]:[1]:1\n", DG_OK, 0, 2 },
		{ "three",	"[0]:[0]:[0, 1]\n", DG_OK, 0, 1 },
		{ "crossing",	"[0]:[1]\n[1]:[0]\n", DG_OK, 0, 2 },
		{ "none",	"", DG_OK, 0, 0 },
		{ "twice",	"[0]:[0]\n[0]:[1]\n", DG_EINPUT, 2, 0 },
		{ "falling",	"[1, 0]:[0]\n", DG_EINPUT, 1, 0 },
		{ "mixed",	"[0]:[0]\n[1]:[1]:[0]\n", DG_EINPUT, 2, 0 },
		{ "one side",	"[0]\n", DG_EINPUT, 1, 0 },
		{ "words",	"[a]:[0]\n", DG_EINPUT, 1, 0 },
		{ "huge id",	"[99999999999]:[0]\n", DG_EINPUT, 1, 0 },
		{ "unclosed",	"[0:[0]\n", DG_EINPUT, 1, 0 },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_in *in;
		struct dg_beads *b = NULL;
		struct dg_error err = { 0 };

		assert_int_equal(dg_in_memory(&in, dg_bytes_of(rows[i].in), &err), DG_OK);
		assert_int_equal(dg_beads_read(&b, in, &err), rows[i].st);
		if (rows[i].st == DG_OK)
			assert_int_equal(b->n, rows[i].n);
		else
			assert_int_equal(err.line, rows[i].line);
		dg_beads_free(b);
		dg_in_free(in);
	}
}

static void
beads_are_scored(void **state)
{
	static const char gold[] = "[0]:[0]\n[1]:[1, 2]\n[2]:[]\n[3]:[3]\n";
	static const char test[] = "[0]:[0]\n[]:[]\n[1]:[1]\n[]:[2]\n[2]:[]\n[3]:[3]\n";
	struct dg_in *in;
	struct dg_beads *g, *t;
	struct dg_score s = { 0 };
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_in_memory(&in, dg_bytes_of(gold), &err), DG_OK);
	assert_int_equal(dg_beads_read(&g, in, &err), DG_OK);
	dg_in_free(in);
	assert_int_equal(dg_in_memory(&in, dg_bytes_of(test), &err), DG_OK);
	assert_int_equal(dg_beads_read(&t, in, &err), DG_OK);
	dg_in_free(in);
	assert_int_equal(dg_beads_score(g, t, &s, &err), DG_OK);
	/* of five test beads three are right; of three paired gold beads two are found */
	assert_float_equal(dg_tally_precision(&s.strict), 3.0 / 5, 1e-9);
	assert_float_equal(dg_tally_recall(&s.strict), 2.0 / 3, 1e-9);
	assert_float_equal(dg_tally_recall(&s.lax), 1, 1e-9);
	assert_float_equal(dg_tally_precision(&s.lax), 4.0 / 5, 1e-9);
	dg_beads_free(g);
	dg_beads_free(t);
}

/* What follows the translation has nothing to say; what it is of, has. */
static void
a_foreign_end_is_seen(void **state)
{
	const char *const langs[2] = { "fr", "en" };
	const struct dg_bytes texts[2] = { dg_bytes_of("Le président a reçu le ministre chinois."),
	    dg_bytes_of("The president received the Chinese minister while cats slept on warm roofs") };
	struct dg_cover c = { .n = { 0, 0 } };
	struct dg_align_cache *cache;
	struct dg_lexicon *lex;
	struct dg_error err;
	double head = 0, tail = 0;

	(void)state;
	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	assert_non_null(cache = dg_align_cache_new(lex));
	assert_int_equal(dg_cover(&c, texts, langs, lex, cache, &err), DG_OK);
	assert_true(c.n[1] >= 10);
	for (size_t k = 0; k < c.n[1]; k++)
		*(k < c.n[1] / 2 ? &head : &tail) += (double)c.says[1][k];
	assert_true(head > 0 && tail < 0);
	assert_true(c.known[0] > 0 && c.known[0] < 1);
	dg_cover_free(&c);
	dg_align_cache_free(cache);
	dg_lexicon_free(lex);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_values),
		cmocka_unit_test(han_numerals_are_values),
		cmocka_unit_test(names_sound_alike),
		cmocka_unit_test(latin_words_fold),
		cmocka_unit_test(texts_align),
		cmocka_unit_test(borders_agree),
		cmocka_unit_test(a_cache_has_its_lexicon),
		cmocka_unit_test(a_foreign_end_is_seen),
		cmocka_unit_test(posteriors_are_told),
		cmocka_unit_test(beads_are_read),
		cmocka_unit_test(beads_are_scored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
