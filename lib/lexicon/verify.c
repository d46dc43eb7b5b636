/* verify.c -- all of a .lex file read and found to hold together. */
#include <math.h>
#include <string.h>

#include <xxhash.h>

#include "lexicon/lexicon.h"

static bool
rises(const uint32_t *v, uint32_t n, uint32_t most)
{
	for (uint32_t i = 1; i < n; i++)
		if (v[i] < v[i - 1])
			return false;
	return n > 0 && v[0] == 0 && v[n - 1] <= most;
}

/* Strings rise by their bytes, each is found by its hash and, in a trie, by its steps. */
static bool
strings_good(const struct dg_lexicon *lex, int l)
{
	const struct lex_tongue *t = &lex_head(lex)->lang[l];
	const uint32_t *offset = lex_table_at(lex, &t->strings);
	const unsigned char *flags = lex_table_at(lex, &t->flags);
	const uint32_t *cell = lex_table_at(lex, &t->hash);
	struct dg_bytes last = { "", 0 };

	for (uint32_t i = 1; i < t->strings.n; i++)
		if (offset[i] < offset[i - 1])
			return false;
	if (offset[t->strings.n - 1] > lex_head(lex)->pool.n)
		return false;
	for (uint32_t i = 0; i < t->hash.n; i++)
		if (cell[i] && (cell[i] & 0xFFFFFF) - 1 >= t->flags.n)
			return false;
	for (uint32_t i = 0; i < t->flags.n; i++) {
		struct dg_bytes s = lex_string(lex, l, i);
		size_t n = s.n < last.n ? s.n : last.n;
		int c = n ? memcmp(last.p, s.p, n) : 0;

		if (i > 0 && (c > 0 || (c == 0 && last.n >= s.n)))
			return false;
		if ((flags[i] & LEX_IS_ENTRY) && lex_find(lex, l, s) != i)
			return false;
		last = s;
	}
	return true;
}

static bool
trie_good(const struct dg_lexicon *lex, int l)
{
	const struct lex_tongue *t = &lex_head(lex)->lang[l];
	const uint64_t *edge = lex_table_at(lex, &t->edges);

	for (uint32_t i = 0; i < t->edges.n; i++) {
		uint32_t node = (uint32_t)(edge[i] >> 40), child = (uint32_t)edge[i] >> 2 &
		    EDGE_CHILD_MAX;

		if (edge[i] == 0)
			continue;
		if (child >= t->flags.n || node >= t->flags.n)
			return false;
		if ((edge[i] & LEX_IS_ENTRY) &&
		    lex_step(lex, l, &node, (uint32_t)(edge[i] >> 24) & 0xFFFF) != child)
			return false;
	}
	return true;
}

static bool
links_good(const struct dg_lexicon *lex, uint32_t a, uint32_t b)
{
	const struct lex_head *h = lex_head(lex);
	const struct lex_table *links = &h->links[a][b];
	const struct lex_link *link = lex_table_at(lex, links);

	if (h->rows[a][b].n == 0)
		return true;
	if (!rises(lex_table_at(lex, &h->rows[a][b]), h->rows[a][b].n, links->n))
		return false;
	for (uint32_t i = 0; i < links->n; i++)
		if (link[i].to >= h->lang[b].flags.n || link[i].section >= h->sections.n ||
		    !(link[i].weight >= 0 && link[i].weight <= 1.0001f))
			return false;
	return true;
}

enum dg_status
dg_lexicon_verify(const struct dg_lexicon *lex, struct dg_error *err)
{
	const struct lex_head *h = lex_head(lex);
	const char *base = (const char *)h;

	if (XXH3_64bits(base + sizeof *h, h->size - sizeof *h) != h->sum)
		return dg_fail(err, DG_EINPUT, 0, "lexicon with a wrong checksum");
	for (uint32_t a = 0; a < h->langs; a++)
		if (!strings_good(lex, (int)a) || !trie_good(lex, (int)a))
			return dg_fail(err, DG_EINPUT, 0, "damaged lexicon: strings of %s",
			    h->lang[a].tag);
	for (uint32_t a = 0; a < h->langs; a++)
		for (uint32_t b = 0; b < h->langs; b++)
			if (!links_good(lex, a, b))
				return dg_fail(err, DG_EINPUT, 0, "damaged lexicon: links of %s to %s",
				    h->lang[a].tag, h->lang[b].tag);
	return DG_OK;
}
