/* pair.c -- one-to-one assignment, and small piles of which one knows the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "pair/pair.h"

/* Values as "bidder object value", outcome as objects in the bidders' order. */
static const struct {
	const char *name;
	struct bid bids[12];
	size_t n;
	const char *want;
} deals[] = {
	{ "the sum counts, not the best pair", { { 0, 0, 10 }, { 0, 1, 9 }, { 1, 0, 8 } }, 3, "1 0 -" },
	{ "nothing is better than less than nothing", { { 0, 0, 0 }, { 1, 0, -3 } }, 2, "- - -" },
	{ "one object, three bidders", { { 0, 1, 2 }, { 1, 1, 3 }, { 2, 1, 1 } }, 3, "- 1 -" },
	{ "a chain", { { 0, 0, 5 }, { 1, 0, 6 }, { 1, 1, 5 }, { 2, 1, 6 }, { 2, 2, 5 } }, 5, "0 1 2" },
	{ "a tie falls to the first", { { 0, 0, 4 }, { 1, 0, 4 } }, 2, "0 - -" },
};

static void
deals_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof deals / sizeof *deals; i++) {
		struct bid bids[12];
		uint32_t out[3];
		struct dg_error err;
		char text[32] = "";

		memcpy(bids, deals[i].bids, sizeof bids);
		assert_int_equal(assign(bids, deals[i].n, 3, 3, out, &err), DG_OK);
		for (size_t k = 0; k < 3; k++)
			snprintf(text + strlen(text), sizeof text - strlen(text),
			    out[k] == UINT32_MAX ? "%s-" : "%s%u", k ? " " : "", out[k]);
		if (strcmp(text, deals[i].want) != 0)
			fail_msg("%s: %s, not %s", deals[i].name, text, deals[i].want);
	}
}

/* As good as trying every way, on many small tables. */
static double
best_of_all(double value[5][5], size_t bidder, unsigned taken)
{
	double best;

	if (bidder == 5)
		return 0;
	best = best_of_all(value, bidder + 1, taken);
	for (unsigned o = 0; o < 5; o++)
		if (!(taken & 1u << o)) {
			double sum = value[bidder][o] + best_of_all(value, bidder + 1, taken | 1u << o);

			best = sum > best ? sum : best;
		}
	return best;
}

static void
deals_best(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 300; round++) {
		double value[5][5], sum = 0;
		struct bid bids[25];
		uint32_t out[5];
		struct dg_error err;
		size_t n = 0;

		for (uint32_t b = 0; b < 5; b++)
			for (uint32_t o = 0; o < 5; o++) {
				seed = seed * 1664525 + 1013904223;
				value[b][o] = (seed >> 24) % 30 - 8.;
				bids[n++] = (struct bid){ b, o, value[b][o] };
			}
		assert_int_equal(assign(bids, n, 5, 5, out, &err), DG_OK);
		for (uint32_t b = 0; b < 5; b++)
			sum += out[b] == UINT32_MAX ? 0 : value[b][out[b]];
		assert_float_equal(sum, best_of_all(value, 0, 0), .01);
	}
}

/* Piles: pages as "name|text", what must come out as names joined by '+'. */
static const struct { const char *name; const char *pages[8]; const char *want; } piles[] = {
	{ "figures tell", {
	    "f1|Le ministre a reçu 4 812 personnes à Genève.",
	    "f2|Le ministre a reçu 1 377 personnes à Genève.",
	    "e1|The minister received 1,377 people in Geneva.",
	    "e2|The minister received 4,812 people in Geneva." },
	    "f1+e2 f2+e1" },
	{ "units are figures too", {
	    "f1|Le commerce bilatéral a atteint 1,2 milliard de dollars.",
	    "f2|Le commerce bilatéral a atteint 1,7 milliard de dollars.",
	    "z1|双边贸易额达到17亿美元。", "z2|双边贸易额达到12亿美元。" }, "f1+z2 f2+z1" },
	{ "dates tell", {
	    "f1|La rencontre a eu lieu le 21 mai 2019 entre les deux ministres.",
	    "f2|La rencontre a eu lieu le 3 mai 2019 entre les deux ministres.",
	    "z1|2019年5月3日，两国部长举行会晤。", "z2|2019年5月21日，两国部长举行会晤。" }, "f1+z2 f2+z1" },
	{ "three languages agree", {
	    "f1|Le ministre a offert 350 bourses.", "f2|Le ministre a offert 480 bourses.",
	    "z1|部长提供480个奖学金名额。", "z2|部长提供350个奖学金名额。",
	    "e1|The minister offered 350 scholarships.",
	    "e2|The minister offered 480 scholarships." },
	    "f1+z2+e1 f2+z1+e2" },
	{ "file names that differ in the language", {
	    "site/fr/t1.html|Communiqué de presse de la conférence.",
	    "site/fr/t2.html|Communiqué de presse de la conférence !",
	    "site/en/t2.html|Press release of the conference.",
	    "site/en/t1.html|Press release of the conference!" },
	    "site/fr/t1.html+site/en/t1.html site/fr/t2.html+site/en/t2.html" },
};

static void
add_pages(struct dg_pairing *pg, const char *const pages[8])
{
	struct dg_error err;

	for (size_t k = 0; k < 8 && pages[k]; k++) {
		char name[64] = "";
		const char *bar = strchr(pages[k], '|');
		const char *base = strrchr(pages[k], '/');
		char l = base && base < bar ? pages[k][5] : pages[k][0];

		memcpy(name, pages[k], (size_t)(bar - pages[k]));
		if (dg_pairing_add(pg, name, dg_bytes_of(bar + 1),
		    l == 'f' ? "fr" : l == 'z' ? "zh" : "en", &err) != DG_OK)
			fail_msg("%s: %s", name, err.text);
	}
}

static void
pairs(void **state)
{
	static const char *const langs[] = { "fr", "zh", "en" };
	struct dg_lexicon *lex;
	struct dg_error err;

	(void)state;
	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	for (size_t i = 0; i < sizeof piles / sizeof *piles; i++) {
		struct dg_pairing *pg;
		char text[256] = "";

		assert_int_equal(dg_pairing_new(&pg, langs, 3, lex, &err), DG_OK);
		add_pages(pg, piles[i].pages);
		assert_int_equal(dg_pairing_run(pg, &err), DG_OK);
		for (size_t k = 0; k < dg_pairing_groups(pg); k++) {
			struct dg_pairing_group g;
			const char *joint = *text ? " " : "";

			dg_pairing_group(pg, k, &g);
			for (size_t s = 0; s < 3; s++)
				if (g.page[s]) {
					strcat(strcat(text, joint), g.page[s]);
					joint = "+";
				}
		}
		if (strcmp(text, piles[i].want) != 0)
			fail_msg("%s: %s, not %s", piles[i].name, text, piles[i].want);
		dg_pairing_free(pg);
	}
	dg_lexicon_free(lex);
}

/* What cannot be used is refused, and the pile goes on. */
static void
refuses(void **state)
{
	static const char *const langs[] = { "fr", "en" };
	struct dg_pairing *pg;
	struct dg_lexicon *lex;
	struct dg_error err;

	(void)state;
	assert_int_equal(dg_lexicon_open(&lex, NULL, &err), DG_OK);
	assert_int_equal(dg_pairing_new(&pg, langs, 1, lex, &err), DG_EUSAGE);
	assert_null(pg);
	assert_int_equal(dg_pairing_new(&pg, langs, 2, lex, &err), DG_OK);
	assert_int_equal(dg_pairing_run(pg, &err), DG_EINPUT);
	assert_int_equal(dg_pairing_add(pg, "png", (struct dg_bytes){ "\x89PNG\r\n\x1A\n\0\0", 10 },
	    NULL, &err), DG_EINPUT);
	assert_int_equal(dg_pairing_add(pg, "empty", dg_bytes_of(""), NULL, &err), DG_EINPUT);
	assert_int_equal(dg_pairing_add(pg, "zh", dg_bytes_of("两国部长在北京举行会晤。"), NULL, &err),
	    DG_EINPUT);
	assert_int_equal(dg_pairing_add(pg, "fr", dg_bytes_of("Le ministre a parlé de la paix."),
	    NULL, &err), DG_OK);
	assert_int_equal(dg_pairing_add(pg, "fr", dg_bytes_of("Le ministre a parlé de la guerre."),
	    NULL, &err), DG_EINPUT);
	assert_int_equal(dg_pairing_run(pg, &err), DG_EINPUT);
	dg_pairing_free(pg);
	dg_lexicon_free(lex);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(deals_out), cmocka_unit_test(deals_best),
		cmocka_unit_test(pairs), cmocka_unit_test(refuses) };

	return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
