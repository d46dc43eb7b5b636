/* pair.c -- whatever pages hold: every page that was taken in exactly one group, in its own place
 * or none, confidences between 0 and 1; and the same again from the same pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PAGES = 24 };

static const char *const langs[] = { "fr", "zh", "en" };

struct pile { char names[PAGES][8]; bool taken[PAGES]; size_t n; };

/* \1 parts the pages; the first byte of one says which language it is hinted to be in. */
static struct dg_pairing *
pair(struct pile *pile, const uint8_t *data, size_t n, size_t sides, const struct dg_lexicon *lex)
{
	struct dg_pairing *pg;
	struct dg_error err;
	size_t from = 0;

	if (dg_pairing_new(&pg, langs, sides, lex, &err) != DG_OK)
		return NULL;
	pile->n = 0;
	for (size_t i = 0; i <= n && pile->n < PAGES; i++) {
		size_t k = pile->n;

		if (i < n && data[i] != 1)
			continue;
		snprintf(pile->names[k], sizeof pile->names[k], "p%zu", k);
		pile->taken[k] = i > from && dg_pairing_add(pg, pile->names[k],
		    (struct dg_bytes){ (const char *)data + from, i - from },
		    langs[data[from] % sides], &err) == DG_OK;
		pile->n++;
		from = i + 1;
	}
	if (dg_pairing_run(pg, &err) == DG_OK)
		return pg;
	dg_pairing_free(pg);
	return NULL;
}

static void
check(const struct dg_pairing *pg, const struct pile *pile, size_t sides)
{
	bool seen[PAGES] = { false };

	for (size_t i = 0; i < dg_pairing_groups(pg); i++) {
		struct dg_pairing_group g;
		size_t pages = 0;

		dg_pairing_group(pg, i, &g);
		if (!(g.confidence >= 0 && g.confidence <= 1))
			abort();
		for (size_t s = 0; s < sides; s++) {
			size_t k;

			if (!g.page[s])
				continue;
			k = (size_t)atoi(g.page[s] + 1);
			if (k >= pile->n || !pile->taken[k] || seen[k])
				abort();
			seen[k] = true;
			pages++;
		}
		if (pages == 0 || pages != g.pages)
			abort();
	}
	for (size_t k = 0; k < pile->n; k++)
		if (pile->taken[k] != seen[k])
			abort();
}

static void
same(const struct dg_pairing *a, const struct dg_pairing *b, size_t sides)
{
	if (dg_pairing_groups(a) != dg_pairing_groups(b))
		abort();
	for (size_t i = 0; i < dg_pairing_groups(a); i++) {
		struct dg_pairing_group g, h;

		dg_pairing_group(a, i, &g);
		dg_pairing_group(b, i, &h);
		if (memcmp(&g.confidence, &h.confidence, sizeof g.confidence) != 0)
			abort();
		for (size_t s = 0; s < sides; s++)
			if (!g.page[s] != !h.page[s] || (g.page[s] && strcmp(g.page[s], h.page[s]) != 0))
				abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct dg_lexicon *lex;
	struct dg_pairing *pg, *again;
	struct pile pile, other;
	struct dg_error err;
	size_t sides;

	if (n < 2 || n > 8192 || (!lex && dg_lexicon_open(&lex, NULL, &err) != DG_OK))
		return 0;
	sides = 2 + (data[0] & 1u);
	if (!(pg = pair(&pile, data + 1, n - 1, sides, lex)))
		return 0;
	check(pg, &pile, sides);
	if ((again = pair(&other, data + 1, n - 1, sides, lex)))
		same(pg, again, sides);
	dg_pairing_free(again);
	dg_pairing_free(pg);
	return 0;
}
