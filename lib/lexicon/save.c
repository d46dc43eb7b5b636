/* save.c -- the builder's tables laid out as a .lex file. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "lexicon/build.h"

struct saver {
	struct dg_lexicon_builder *b;
	struct lex_head h;
	struct dg_buf out, pool;
	uint32_t *order[LEX_LANGS_MAX];	/* ids of the builder, sorted by their bytes */
	uint32_t *rank[LEX_LANGS_MAX];	/* the file's id of each of the builder's */
	bool failed;
};

/* ---- several threads ---- */

enum { THREADS_MAX = 64 };

struct work {
	struct saver *s;
	void (*one)(struct saver *s, size_t i);
	size_t n;
	atomic_size_t next;
};

static void *
work_on(void *arg)
{
	struct work *w = arg;

	for (size_t i; (i = atomic_fetch_add(&w->next, 1)) < w->n;)
		w->one(w->s, i);
	return NULL;
}

/* `one` for each of 0 … n - 1, which have nothing to do with each other. */
static void
each_by_threads(struct saver *s, void (*one)(struct saver *s, size_t i), size_t n)
{
	struct work w = { .s = s, .one = one, .n = n };
	size_t threads = s->b->threads < THREADS_MAX ? s->b->threads : THREADS_MAX;
	pthread_t thread[THREADS_MAX];
	bool runs[THREADS_MAX] = { false };

	for (size_t i = 1; i < threads && i < n; i++)
		runs[i] = pthread_create(&thread[i], NULL, work_on, &w) == 0;
	work_on(&w);		/* what no thread could be had for, this one does */
	for (size_t i = 1; i < threads && i < n; i++)
		if (runs[i])
			pthread_join(thread[i], NULL);
}

static struct lex_table
begin(struct dg_buf *out, size_t n)
{
	while (out->n % 8 && !out->failed)
		dg_put_char(out, 0);
	return (struct lex_table){ (uint32_t)out->n, (uint32_t)n };
}

/* ---- strings ---- */

/* The first eight bytes as a number, so that most comparisons need not look at the string. */
struct key { uint64_t head; struct dg_bytes s; uint32_t id; };

static uint64_t
head_of(struct dg_bytes s)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < s.n ? (unsigned char)s.p[i] : 0u);
	return head;
}

static int
by_bytes(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	size_t n = x->s.n < y->s.n ? x->s.n : y->s.n;
	int c;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	c = n > 8 ? memcmp(x->s.p + 8, y->s.p + 8, n - 8) : 0;
	return c ? c : (x->s.n > y->s.n) - (x->s.n < y->s.n);
}

/* Nothing is left in `order` where memory is out. */
static void
sort_strings(struct saver *s, size_t lang)
{
	size_t n = s->b->lang[lang].n;
	struct key *key = calloc(n + 1, sizeof *key);

	s->order[lang] = calloc(n + 1, sizeof **s->order);
	s->rank[lang] = calloc(n + 1, sizeof **s->rank);
	if (!key || !s->order[lang] || !s->rank[lang]) {
		free(key);
		free(s->order[lang]);
		s->order[lang] = NULL;
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct dg_bytes text = build_text(s->b, lang, i);

		key[i] = (struct key){ head_of(text), text, i };
	}
	qsort(key, n, sizeof *key, by_bytes);
	for (uint32_t i = 0; i < n; i++) {
		s->order[lang][i] = key[i].id;
		s->rank[lang][key[i].id] = i;
	}
	free(key);
}

static void
put_hash(struct saver *s, size_t lang, struct lex_tongue *t)
{
	size_t n = s->b->lang[lang].n, cells = 4;
	uint32_t *cell;

	while (cells < n + n / 2)
		cells *= 2;
	t->hash = begin(&s->out, cells);
	if (!(cell = calloc(cells, sizeof *cell))) {
		s->failed = true;
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t hash = lex_hash(build_text(s->b, lang, s->order[lang][i]));
		size_t at = hash & (cells - 1);

		while (cell[at])
			at = (at + 1) & (cells - 1);
		cell[at] = (hash & 0xFF000000u) | (i + 1);
	}
	dg_put(&s->out, cell, cells * sizeof *cell);
	free(cell);
}

/* The edge that leads to string `id` of an unspaced language from the string that it
 * has but for its last character; false where a character is none of the trie's. */
static bool
make_edge(const struct saver *s, size_t lang, uint32_t id, uint64_t *edge)
{
	struct dg_bytes text = build_text(s->b, lang, id);
	size_t at = 0, last = 0;
	uint32_t c = 0, parent;
	uint8_t flags = s->b->lang[lang].strings[id].flags;

	if (text.n == 0 || !(flags & (LEX_IS_ENTRY | LEX_IS_PREFIX)))
		return false;
	while (at < text.n) {
		last = at;
		c = dg_decode(text, &at);
		if (!dg_is_han(c) || c > 0xFFFF)
			return false;
	}
	parent = build_find(s->b, lang, (struct dg_bytes){ text.p, last });
	if (parent == LEX_NONE)
		return false;
	*edge = lex_edge_key(s->rank[lang][parent], c) | (uint64_t)s->rank[lang][id] << 2 | flags;
	return true;
}

static void
put_edges(struct saver *s, size_t lang, struct lex_tongue *t)
{
	size_t n = s->b->lang[lang].n, cells = 4;
	uint32_t *root = calloc(HAN_END - HAN_FIRST, sizeof *root);
	uint64_t *cell, edge;

	while (cells < n + n / 2)
		cells *= 2;
	if (n > EDGE_CHILD_MAX || !root || !(cell = calloc(cells, sizeof *cell))) {
		s->failed = true;
		free(root);
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t code;
		size_t at;

		if (!make_edge(s, lang, s->order[lang][i], &edge))
			continue;
		code = (uint32_t)(edge >> 24) & 0xFFFF;
		if (edge >> 40 == 0) {
			if (code >= HAN_FIRST && code < HAN_END)
				root[code - HAN_FIRST] = (uint32_t)edge & 0xFFFFFF;
			continue;
		}
		at = lex_edge_slot(edge, (uint32_t)cells - 1);
		while (cell[at])
			at = (at + 1) & (cells - 1);
		cell[at] = edge;
	}
	t->edges = begin(&s->out, cells);
	dg_put(&s->out, cell, cells * sizeof *cell);
	t->roots = begin(&s->out, HAN_END - HAN_FIRST);
	dg_put(&s->out, root, (HAN_END - HAN_FIRST) * sizeof *root);
	free(cell);
	free(root);
}

static void
put_tongue(struct saver *s, size_t lang)
{
	const struct build_language *l = &s->b->lang[lang];
	struct lex_tongue *t = &s->h.lang[lang];
	/* additive smoothing: an unseen string counts half */
	double total = (double)l->counted + 0.5 * (double)l->n + 1;

	memcpy(t->tag, l->tag, sizeof t->tag);
	t->longest = (uint32_t)l->longest;
	t->floor = (float)(0.5 / total);
	t->strings = begin(&s->out, l->n + 1);
	for (size_t i = 0; i <= l->n; i++) {
		uint32_t at = (uint32_t)s->pool.n;

		dg_put(&s->out, &at, 4);
		if (i < l->n)
			dg_put_bytes(&s->pool, build_text(s->b, lang, s->order[lang][i]));
	}
	put_hash(s, lang, t);
	t->flags = begin(&s->out, l->n);
	for (size_t i = 0; i < l->n; i++)
		dg_put_char(&s->out, (char)l->strings[s->order[lang][i]].flags);
	t->unigrams = begin(&s->out, l->n);
	for (size_t i = 0; i < l->n; i++) {
		float q = (float)(((double)l->strings[s->order[lang][i]].count + 0.5) / total);

		dg_put(&s->out, &q, 4);
	}
	t->edges = t->roots = begin(&s->out, 0);
	if (l->unspaced)
		put_edges(s, lang, t);
}

/* ---- links ---- */

/* Pair `pair` of languages: its links as they will stand in the file. */
static void
settle_pair(struct saver *s, size_t pair)
{
	size_t from = pair / s->b->langs, to = pair % s->b->langs;
	struct build_links *l = &s->b->links[from][to];

	for (size_t i = 0; i < l->n; i++) {
		l->at[i].from = s->rank[from][l->at[i].from];
		l->at[i].to = s->rank[to][l->at[i].to];
	}
	build_settle(l);
	build_mix(s->b, l);
}

static void
put_links(struct saver *s, size_t from, size_t to, const struct build_links *l)
{
	size_t at = 0, n = s->b->lang[from].n;

	if (l->n == 0)
		return;
	s->h.rows[from][to] = begin(&s->out, n + 1);
	for (uint32_t i = 0; i <= n; i++) {
		while (at < l->n && l->at[at].from < i)
			at++;
		dg_put(&s->out, &(uint32_t){ (uint32_t)at }, 4);
	}
	s->h.links[from][to] = begin(&s->out, l->n);
	for (size_t i = 0; i < l->n; i++) {
		struct lex_link x = { l->at[i].to & 0xFFFFFF, l->at[i].section, l->at[i].weight };

		dg_put(&s->out, &x, sizeof x);
	}
}

static void
put_pairs(struct saver *s)
{
	for (size_t a = 0; a < s->b->langs; a++)
		for (size_t b = a + 1; b < s->b->langs; b++)
			if (s->b->pairs[a][b].beads) {
				s->h.pairs[a][b] = begin(&s->out, 1);
				dg_put(&s->out, &s->b->pairs[a][b], sizeof s->b->pairs[a][b]);
			}
}

/* ---- the rest ---- */

/* What opening looks at. */
static void
put_sections(struct saver *s)
{
	const struct dg_lexicon_builder *b = s->b;

	s->h.sections = begin(&s->out, b->sections);
	for (size_t i = 0; i < b->sections; i++) {
		const struct build_section *x = &b->section[i];
		struct lex_section y = { x->name, x->licence, x->date, x->origin, x->entries,
		    x->trust };

		dg_put(&s->out, &y, sizeof y);
	}
	s->h.texts = begin(&s->out, b->texts.n);
	dg_put_bytes(&s->out, dg_buf_bytes(&b->texts));
	s->h.syllables = begin(&s->out, b->n_syllables);
	dg_put(&s->out, b->syllables, SYLLABLE_SIZE * b->n_syllables);
}

static void
put_han(struct saver *s)
{
	const struct dg_lexicon_builder *b = s->b;

	s->h.simplified = begin(&s->out, HAN_END - HAN_FIRST);
	dg_put(&s->out, b->simplified, sizeof b->simplified);
	s->h.reading = begin(&s->out, HAN_END - HAN_FIRST);
	dg_put(&s->out, b->reading, sizeof b->reading);
}

static void
put_all(struct saver *s, struct dg_lexicon_builder *b)
{
	dg_put(&s->out, &s->h, sizeof s->h);
	put_sections(s);
	/* node 0 of the trie; a language without a string still has its tables */
	for (size_t l = 0; l < b->langs; l++)
		s->failed = build_string(b, l, dg_bytes_of("")) == LEX_NONE || s->failed;
	if (!s->failed)
		each_by_threads(s, sort_strings, b->langs);
	for (size_t l = 0; l < b->langs; l++)
		s->failed = s->failed || !s->order[l];
	for (size_t l = 0; l < b->langs && !s->failed; l++)
		put_tongue(s, l);
	if (!s->failed)
		each_by_threads(s, settle_pair, b->langs * b->langs);
	for (size_t l = 0; l < b->langs && !s->failed; l++)
		for (size_t m = 0; m < b->langs; m++)
			if (l != m)
				put_links(s, l, m, &b->links[l][m]);
	put_pairs(s);
	put_han(s);
	s->h.pool = begin(&s->out, s->pool.n);
	dg_put_bytes(&s->out, dg_buf_bytes(&s->pool));
	begin(&s->out, 0);
}

static void
seal(struct saver *s)
{
	struct lex_head *h = &s->h;

	h->size = (uint32_t)s->out.n;
	h->sum = XXH3_64bits(s->out.p + sizeof *h, s->out.n - sizeof *h);
	h->own_sum = XXH3_64bits(h, offsetof(struct lex_head, own_sum));
	memcpy(s->out.p, h, sizeof *h);
}

enum dg_status
dg_lexicon_builder_save(struct dg_lexicon_builder *b, struct dg_out *to, struct dg_error *err)
{
	struct saver s = { .b = b, .h = { .magic = LEX_MAGIC, .version = LEX_VERSION,
	    .endian = LEX_ENDIAN, .langs = (uint32_t)b->langs, .entries = b->entries } };
	enum dg_status st = DG_OK;

	put_all(&s, b);
	for (size_t l = 0; l < b->langs; l++)
		if (b->lang[l].n >= 0xFFFFFF)
			st = dg_fail(err, DG_ELIMIT, 0, "more than %d strings in one language",
			    0xFFFFFF - 1);
	if (st == DG_OK && (b->texts.failed || b->pool.failed || s.failed || s.out.failed ||
	    s.pool.failed || s.out.n > UINT32_MAX))
		st = dg_fail_nomem(err);
	if (st == DG_OK) {
		seal(&s);
		dg_out_buf(to, &s.out);
	}
	for (size_t l = 0; l < b->langs; l++) {
		free(s.order[l]);
		free(s.rank[l]);
	}
	dg_buf_free(&s.out);
	dg_buf_free(&s.pool);
	return st;
}
