/* save.c -- the builder's tables laid out as a .lex file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lexicon/build.h"

static struct lex_table
begin(struct dg_buf *out, size_t n)
{
	while (out->n % 8 && !out->failed)
		dg_put_char(out, 0);
	return (struct lex_table){ (uint32_t)out->n, (uint32_t)n };
}

static int
by_ends(const void *a, const void *b)
{
	const struct build_link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->weight > y->weight ? -1 : x->weight < y->weight;
}

/* The same link from several entries is one: its weights add up; then the
 * weights out of a string sum to one at most, as probabilities do. */
static void
settle(struct build_links *l)
{
	size_t n = 0;

	if (l->n)
		qsort(l->at, l->n, sizeof *l->at, by_ends);
	for (size_t i = 0; i < l->n; i++) {
		if (n && l->at[n - 1].from == l->at[i].from && l->at[n - 1].to == l->at[i].to)
			l->at[n - 1].weight += l->at[i].weight;
		else
			l->at[n++] = l->at[i];
	}
	l->n = n;
	for (size_t i = 0, j; i < n; i = j) {
		float sum = 0;

		for (j = i; j < n && l->at[j].from == l->at[i].from; j++)
			sum += l->at[j].weight;
		for (size_t k = i; k < j && sum > 1; k++)
			l->at[k].weight /= sum;
	}
}

static void
put_strings(const struct dg_lexicon_builder *b, const struct build_language *l,
    struct lex_head *h, size_t k, struct dg_buf *pool, struct dg_buf *out)
{
	/* additive smoothing: an unseen string counts half */
	double total = (double)l->counted + 0.5 * (double)l->n + 1;

	h->strings[k] = begin(out, l->n + 1);
	for (size_t i = 0; i <= l->n; i++) {
		uint32_t at = (uint32_t)pool->n;

		dg_put(out, &at, 4);
		if (i < l->n)
			dg_put(pool, b->pool.p + l->strings[i].at, l->strings[i].n);
	}
	h->hash[k] = begin(out, l->cells);
	dg_put(out, l->hash, 4 * l->cells);
	h->flags[k] = begin(out, l->n);
	for (size_t i = 0; i < l->n; i++)
		dg_put_char(out, (char)l->strings[i].flags);
	h->unigrams[k] = begin(out, l->n);
	for (size_t i = 0; i < l->n; i++) {
		float q = (float)(((double)l->strings[i].count + 0.5) / total);

		dg_put(out, &q, 4);
	}
	h->floor[k] = (float)(0.5 / total);
	h->longest[k] = (uint32_t)l->longest;
	memcpy(h->tag[k], l->tag, sizeof h->tag[k]);
}

static void
put_links(const struct build_language *from, struct build_links *l, struct lex_table *rows,
    struct lex_table *links, struct dg_buf *out)
{
	size_t at = 0;

	settle(l);
	*rows = begin(out, from->n + 1);
	for (uint32_t i = 0; i <= from->n; i++) {
		while (at < l->n && l->at[at].from < i)
			at++;
		dg_put(out, &(uint32_t){ (uint32_t)at }, 4);
	}
	*links = begin(out, l->n);
	for (size_t i = 0; i < l->n; i++)
		dg_put(out, &(struct lex_link){ l->at[i].to, l->at[i].weight },
		    sizeof(struct lex_link));
}

static void
put_han(const struct dg_lexicon_builder *b, struct lex_head *h, struct dg_buf *out)
{
	h->simplified = begin(out, HAN_END - HAN_FIRST);
	dg_put(out, b->simplified, sizeof b->simplified);
	h->reading = begin(out, HAN_END - HAN_FIRST);
	dg_put(out, b->reading, sizeof b->reading);
	h->syllables = begin(out, b->n_syllables);
	dg_put(out, b->syllables, SYLLABLE_SIZE * b->n_syllables);
}

enum dg_status
dg_lexicon_builder_save(struct dg_lexicon_builder *b, struct dg_out *to, struct dg_error *err)
{
	struct lex_head h = { .magic = LEX_MAGIC, .version = LEX_VERSION, .endian = LEX_ENDIAN };
	struct dg_buf out = { 0 }, pool = { 0 };
	enum dg_status st = DG_OK;

	h.langs = (uint32_t)b->langs;
	h.entries = b->entries;
	dg_put(&out, &h, sizeof h);
	for (size_t l = 0; l < b->langs; l++) {
		/* a language without a string still has its (empty) tables */
		if (build_string(b, l, dg_bytes_of("")) == LEX_NONE)
			pool.failed = true;
		else
			put_strings(b, &b->lang[l], &h, l, &pool, &out);
	}
	for (size_t l = 0; l < b->langs; l++)
		for (size_t m = 0; m < b->langs; m++)
			if (l != m)
				put_links(&b->lang[l], &b->links[l][m], &h.rows[l][m],
				    &h.links[l][m], &out);
	put_han(b, &h, &out);
	h.pool = begin(&out, pool.n);
	dg_put_bytes(&out, dg_buf_bytes(&pool));
	begin(&out, 0);
	if (out.failed || pool.failed || out.n > UINT32_MAX) {
		st = dg_fail_nomem(err);
	} else {
		h.size = (uint32_t)out.n;
		h.crc = (uint32_t)crc32(crc32(0, Z_NULL, 0), (const Bytef *)out.p + sizeof h,
		    (uInt)(out.n - sizeof h));
		memcpy(out.p, &h, sizeof h);
		dg_out_put(to, out.p, out.n);
	}
	dg_buf_free(&out);
	dg_buf_free(&pool);
	return st;
}
