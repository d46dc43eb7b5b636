/* review.c -- what stands in the data of a review page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "review/review.h"

static const struct { const char *text; size_t n; const char *want; } written[] = {
	{ "Bonjour « monde »", 0, "\"Bonjour « monde »\"" },
	{ "\"\\", 0, "\"\\u0022\\u005c\"" },
	{ "</script>", 0, "\"\\u003c/script\\u003e\"" },
	{ "<!-- & '", 0, "\"\\u003c!-- \\u0026 \\u0027\"" },
	{ "a\0b\r\x1f\x7f", 6, "\"a\\u0000b\\u000d\\u001f\\u007f\"" },
	{ "\u2028\u2029\xC2\x85", 0, "\"\\u2028\\u2029\\u0085\"" },
	{ "\u202E\u2066\u200F\u061C", 0, "\"\\u202e\\u2066\\u200f\\u061c\"" },
	{ "\uFEFF\uFFFE\U0001FFFF", 0, "\"\\ufeff\\ufffe\\ud83f\\udfff\"" },
	{ "\U0001F600 中", 0, "\"\U0001F600 中\"" },
	{ "\xFF\xC3(\xED\xA0\x80", 0, "\"\\udcff\\udcc3(\\udced\\udca0\\udc80\"" },
	{ "", 0, "\"\"" },
};

static void
writes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
		struct dg_buf out = { 0 };

		json_text(&out, (struct dg_bytes){ written[i].text,
		    written[i].n ? written[i].n : strlen(written[i].text) });
		dg_put(&out, "", 1);
		assert_string_equal(out.p, written[i].want);
		dg_buf_free(&out);
	}
}

/* Offsets as JavaScript counts: beyond U+FFFF two, a stray byte one. */
static void
counts_units(void **state)
{
	struct json_units u = { dg_bytes_of("é\U0001F600\xFF中x"), 0, 0 };
	static const size_t byte[] = { 0, 2, 6, 7, 10, 11 }, units[] = { 0, 1, 3, 4, 5, 6 };

	(void)state;
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(json_units_at(&u, byte[i]), units[i]);
}

static const struct { const char *bead; size_t side; const char *ids; size_t n; } beads[] = {
	{ "[3, 4]:[3]", 0, "3, 4", 2 },
	{ "[3, 4]:[3]", 1, "3", 1 },
	{ "[]:[10,11,12]", 0, "", 0 },
	{ "[]:[10,11,12]", 1, "10,11,12", 3 },
	{ "[8]:[8]:[8, 9]", 2, "8, 9", 2 },
	{ "[8]:[8]", 2, NULL, 0 },
	{ "1-1", 0, NULL, 0 },
	{ "[a]:[1]", 0, NULL, 0 },
	{ "[1", 0, NULL, 0 },
	{ "", 0, NULL, 0 },
};

static void
reads_ids(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof beads / sizeof *beads; i++) {
		struct dg_bytes ids;
		size_t n;

		assert_int_equal(cells_ids(dg_bytes_of(beads[i].bead), beads[i].side, &ids, &n),
		    beads[i].ids != NULL);
		if (!beads[i].ids)
			continue;
		assert_int_equal(n, beads[i].n);
		assert_true(dg_bytes_equal(ids, dg_bytes_of(beads[i].ids)));
	}
}

/* Segments between bars; by the rules, or by the texts where they stand. */
static const struct { const char *lang, *bead, *cell, *want; bool texts; } cells[] = {
	{ "fr", "[0, 1]:[0]", "Un. Deux.", "Un.|Deux.", false },
	{ "fr", "[0]:[0]", "Un. Deux.", "Un. Deux.", false },
	{ "fr", "1-1", "Un. Deux.", "Un.|Deux.", false },
	{ "fr", "[0, 1]:[0]", "Titre sans point Suite", "Titre sans point Suite", false },
	{ "fr", "[2, 3]:[0]", "Titre sans point Suite", "Titre sans point|Suite", true },
	{ "fr", "[2, 3]:[0]", "Autre texte. Suite", "Autre texte.|Suite", true },
	{ "fr", "[2, 9]:[0]", "Titre sans point Suite", "Titre sans point Suite", true },
	{ "zh", "[0, 1]:[0]", "他来了。他看了。", "他来了。|他看了。", false },
	{ "fr", "[0, 1]:[0]", " Un.  Deux. ", " Un.|Deux. ", false },
	{ "fr", "[]:[0]", "", "", false },
};

static void
cuts(void **state)
{
	struct dg_segments *text = dg_segments_new();
	const struct dg_segments *texts[1] = { text };
	static const char *const segments[] = { "Un.", "Deux.", "Titre sans point", "Suite" };
	struct dg_error err;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(dg_segments_add(text, dg_bytes_of(segments[i]), false, &err), DG_OK);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct cells c = { .sides = 1, .texts = cells[i].texts ? texts : NULL };
		struct dg_spans spans = { 0 };
		char got[256] = "";

		strcpy(c.lang[0], cells[i].lang);
		assert_int_equal(cells_cut(&c, 0, dg_bytes_of(cells[i].bead),
		    dg_bytes_of(cells[i].cell), &spans, &err), DG_OK);
		for (size_t k = 0; k < spans.n; k++)
			snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", k ? "|" : "",
			    (int)(spans.at[k].end - spans.at[k].start),
			    cells[i].cell + spans.at[k].start);
		assert_string_equal(got, cells[i].want);
		dg_spans_free(&spans);
		cells_free(&c);
	}
	dg_segments_free(text);
}

/* What is lacking, in brackets. */
static const struct { const char *fr, *zh, *en, *want; } lacking[] = {
	{ "12 villes", "12座城", "12 towns", "12 villes|12座城|12 towns" },
	{ "12 villes", "十五座城", "12 towns", "[12] villes|[十五]座城|[12] towns" },
	{ "1,2 milliard", "12亿", "1.2 billion", "1,2 milliard|12亿|1.2 billion" },
	{ "le 21 mai", "6月21日", "May 21", "le 21 [mai]|[6]月21日|[May] 21" },
	{ "deux villes", "城", "towns", "deux villes|城|towns" },
	{ "12 villes", "", "12 towns", "12 villes||12 towns" },
	{ "au Kazakhstan", "在哈萨克斯坦", "in Kazakhstan", "au Kazakhstan|在哈萨克斯坦|in Kazakhstan" },
	{ "au Kazakhstan", "在那里", "there", "au [Kazakhstan]|在那里|there" },
	{ "là-bas", "在哈萨克斯坦", "in Kazakhstan", "là-bas|在[哈萨克斯坦]|in [Kazakhstan]" },
	{ "0 faute", "没有错", "0 mistakes", "[0] faute|没有错|[0] mistakes" },
	{ "à 12 h", "12:00", "at 12:00", "à 12 h|12:00|at 12:00" },
	/* that no lexicon lists, by the way they are written */
	{ "M. Lindqvist a dit", "林奎斯特说", "he said", "M. [Lindqvist] a dit|林奎斯特说|he said" },
	{ "M. Lindqvist a dit", "他说", "Mr. Lindqvist said", "M. [Lindqvist] a dit|他说|Mr. [Lindqvist] said" },
	{ "avec Mme Shen Xiaorong", "会见沈筱镕", "met Shen Xiaorong",
	    "avec Mme Shen Xiaorong|会见沈筱镕|met Shen Xiaorong" },
	{ "avec Mme Shen Xiaorong", "会见赵喆", "met her",
	    "avec Mme [Shen Xiaorong]|会见赵喆|met her" },
	{ "par Ibrahima Diakité", "由他", "by Ibrahima Diakite", "par Ibrahima Diakité|由他|by Ibrahima Diakite" },
	{ "par Ibrahima Diakité", "由他", "by him", "par [Ibrahima Diakité]|由他|by him" },
	{ "il l’a dit", "费利克斯·奥德马特说", "Felix Odermatt said",
	    "il l’a dit|[费利克斯·奥德马特]说|Felix Odermatt said" },
	{ "selon l’OCDE", "据悉", "according to the OECD", "selon l’[OCDE]|据悉|according to the [OECD]" },
	{ "selon l’OCDE", "经合组织", "according to the OECD", "selon l’OCDE|经合组织|according to the OECD" },
	{ "dit l’AFDI", "AFDI", "DFIA says", "dit l’AFDI|AFDI|DFIA says" },
	{ "selon l’OCDE", "据悉", "they say", "selon l’[OCDE]|据悉|they say" },
	{ "Louis XIV", "路易十四", "Louis the Great", "Louis [XIV]|路易[十四]|Louis the Great" },
	{ "200 dollars", "200美元", "US$200", "200 dollars|200美元|US$200" },
	{ "M. Joseph-Marie Ebongué", "约瑟夫-马里·埃邦盖", "Joseph-Marie Ebongué",
	    "M. Joseph-Marie Ebongué|约瑟夫-马里·埃邦盖|Joseph-Marie Ebongué" },
	{ "sur CNN et l’IA", "在CNN谈AI", "on CNN about AI", "sur CNN et l’IA|在CNN谈AI|on CNN about AI" },
	{ "a dit M. Mandagi", "Mandagi先生说", "Mr. Mandagi said", "a dit M. Mandagi|Mandagi先生说|Mr. Mandagi said" },
	{ "la France et la Chine", "中法", "France and China", "la France et la Chine|中法|France and China" },
};

static void
write_lacking(char *out, size_t cap, const struct dg_bytes *side, const struct lacks *l)
{
	for (size_t s = 0, n = 0; s < 3; s++) {
		size_t at = 0;

		n += (size_t)snprintf(out + n, cap - n, "%s", s ? "|" : "");
		for (size_t k = 0; k < l->list[s].n; k++) {
			const struct lack *x = &l->list[s].at[k];

			n += (size_t)snprintf(out + n, cap - n, "%.*s[%.*s]", (int)(x->from - at),
			    side[s].p + at, (int)(x->to - x->from), side[s].p + x->from);
			at = x->to;
		}
		n += (size_t)snprintf(out + n, cap - n, "%.*s", (int)(side[s].n - at), side[s].p + at);
	}
}

static void
finds_lacking(void **state)
{
	static const char langs[3][64] = { "fr", "zh", "en" };
	struct lacks l = { .sides = 3, .langs = langs };
	struct dg_lexicon *lex;
	struct dg_error err;

	(void)state;
	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	assert_int_equal(names_new(&l.names, lex, langs, 3, &err), DG_OK);
	for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
		struct dg_bytes side[3] = { dg_bytes_of(lacking[i].fr), dg_bytes_of(lacking[i].zh),
		    dg_bytes_of(lacking[i].en) };
		char got[256];

		assert_true(lacks_find(&l, side));
		write_lacking(got, sizeof got, side, &l);
		assert_string_equal(got, lacking[i].want);
	}
	lacks_free(&l);
	dg_lexicon_free(lex);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes), cmocka_unit_test(counts_units), cmocka_unit_test(reads_ids),
		cmocka_unit_test(cuts), cmocka_unit_test(finds_lacking),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
