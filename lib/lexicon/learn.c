/* learn.c -- translations learnt from parallel text: IBM Model 1, both ways.
 *
 * Brown, Della Pietra, Della Pietra and Mercer, "The Mathematics of Statistical Machine
 * Translation" (Computational Linguistics 19, 1993), §4: EM over P(t | s), each t of a
 * sentence drawn from one s of it or from nothing.
 *
 * What stands together fewer than min_count times can never count for more, so such pairs
 * get no cell: a sketch of counters finds them first, and in EM they hold a small fixed
 * probability.  Expected counts are summed as whole numbers, so that their order, and with
 * it the number of threads, makes no difference. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum { THREADS_MAX = 64, TOKENS_MAX = 100, CHUNK = 256, SKETCH = 1 << 26 };

/* One count is this many units. */
#define UNIT 16777216.0

static const float LEAST = 0.01f;	/* probability of a link that is kept */

struct sentence { size_t at; uint32_t n[2]; };	/* tokens: one side, then the other */

/* Two strings that stand together; [0]: P(1st | 2nd) and its count, [1]: P(2nd | 1st). */
struct cell { uint32_t word[2]; float p[2]; _Atomic uint64_t count[2]; };

struct dg_learner {
	struct dg_lexicon_builder *b;
	size_t lang[2];
	struct sentence *sentence;
	size_t n, cap;
	uint32_t *token;	/* string id + 1; 0 is nothing */
	size_t tokens, cap_tokens;
	/* EM */
	struct cell *cell;	/* open addressing; {0, 0} is an empty one */
	size_t cells, used;
	_Atomic uint64_t *total[2];	/* of each word: what it was given as a source */
	float rest[2];		/* probability of a pair without a cell */
};

enum dg_status
dg_learner_new(struct dg_learner **ret, struct dg_lexicon_builder *b, const char *from,
    const char *to, struct dg_error *err)
{
	struct dg_learner *l;
	size_t x = build_language(b, from), y = build_language(b, to);

	*ret = NULL;
	if (x == LEX_LANGS_MAX || y == LEX_LANGS_MAX || x == y)
		return dg_fail(err, DG_EUSAGE, 0, "no '%s' to '%s' in this lexicon", from, to);
	if (!(l = calloc(1, sizeof *l)))
		return dg_fail_nomem(err);
	*l = (struct dg_learner){ .b = b, .lang = { x, y } };
	*ret = l;
	return DG_OK;
}

void
dg_learner_free(struct dg_learner *l)
{
	if (!l)
		return;
	free(l->sentence);
	free(l->token);
	free(l->cell);
	free(l->total[0]);
	free(l->total[1]);
	free(l);
}

/* ---- tokens ---- */

static bool
put_token(struct dg_learner *l, uint32_t id)
{
	if (id == LEX_NONE || !dg_grow(&l->token, &l->cap_tokens, l->tokens + 1, sizeof *l->token))
		return false;
	l->token[l->tokens++] = id + 1;
	return true;
}

/* Words of a key by their blanks. */
static bool
put_words(struct dg_learner *l, size_t lang, struct dg_bytes key)
{
	size_t start = 0;

	for (size_t i = 0; i <= key.n; i++) {
		if (i < key.n && key.p[i] != ' ')
			continue;
		if (i > start && !put_token(l, build_string(l->b, lang,
		    (struct dg_bytes){ key.p + start, i - start })))
			return false;
		start = i + 1;
	}
	return true;
}

/* The longest entry at each place, else one character: unspaced text has no words to
 * see, and its entries are the best ones known. */
static bool
put_longest(struct dg_learner *l, size_t lang, struct dg_bytes key)
{
	const struct build_string *strings = l->b->lang[lang].strings;

	for (size_t at = 0; at < key.n;) {
		size_t end = at, best;
		uint32_t id;

		dg_decode(key, &end);
		best = end;
		id = build_find(l->b, lang, (struct dg_bytes){ key.p + at, end - at });
		while (id != LEX_NONE && (strings[id].flags & LEX_IS_PREFIX) && end < key.n) {
			dg_decode(key, &end);
			id = build_find(l->b, lang, (struct dg_bytes){ key.p + at, end - at });
			if (id != LEX_NONE && (strings[id].flags & LEX_IS_ENTRY))
				best = end;
		}
		if (!put_token(l, build_string(l->b, lang,
		    (struct dg_bytes){ key.p + at, best - at })))
			return false;
		strings = l->b->lang[lang].strings;
		at = best;
	}
	return true;
}

static bool
put_side(struct dg_learner *l, int side, struct dg_bytes text, uint32_t *n)
{
	struct dg_buf key = { 0 };
	size_t words, before = l->tokens;
	bool good;

	build_key(l->b, l->lang[side], text, &key, &words);
	good = !key.failed &&
	    (dg_language_unspaced(l->b->lang[l->lang[side]].tag) ?
	    put_longest(l, l->lang[side], dg_buf_bytes(&key)) :
	    put_words(l, l->lang[side], dg_buf_bytes(&key)));
	if (l->tokens - before > TOKENS_MAX)
		l->tokens = before + TOKENS_MAX;
	*n = (uint32_t)(l->tokens - before);
	dg_buf_free(&key);
	return good;
}

enum dg_status
dg_learner_add(struct dg_learner *l, struct dg_bytes from, struct dg_bytes to,
    struct dg_error *err)
{
	struct sentence s = { .at = l->tokens };

	if (!put_side(l, 0, from, &s.n[0]) || !put_side(l, 1, to, &s.n[1]) ||
	    !dg_grow(&l->sentence, &l->cap, l->n + 1, sizeof s))
		return dg_fail_nomem(err);
	if (s.n[0] == 0 || s.n[1] == 0)
		l->tokens = s.at;
	else
		l->sentence[l->n++] = s;
	return DG_OK;
}

/* ---- cells ---- */

/* Token k of a side, nothing for k = 0. */
static uint32_t
word(const struct dg_learner *l, const struct sentence *s, int side, uint32_t k)
{
	return k == 0 ? 0 : l->token[s->at + (side ? s->n[0] : 0) + k - 1];
}

static uint64_t
mix(uint32_t a, uint32_t b)
{
	uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;

	return h ^ h >> 29;
}

static struct cell *
find_cell(const struct dg_learner *l, uint32_t a, uint32_t b)
{
	size_t at = mix(a, b) & (l->cells - 1);

	while ((l->cell[at].word[0] != a || l->cell[at].word[1] != b) &&
	    (l->cell[at].word[0] | l->cell[at].word[1]))
		at = (at + 1) & (l->cells - 1);
	return &l->cell[at];
}

static bool
is_empty(const struct cell *c)
{
	return (c->word[0] | c->word[1]) == 0;
}

static bool
grow_cells(struct dg_learner *l)
{
	struct cell *old = l->cell;
	size_t n = l->cells;

	if (l->cells > l->used + l->used / 2 + 2)
		return true;
	l->cells = n ? 2 * n : 1 << 16;
	if (!(l->cell = calloc(l->cells, sizeof *l->cell))) {
		l->cell = old;
		l->cells = n;
		return false;
	}
	for (size_t i = 0; i < n; i++)
		if (!is_empty(&old[i]))
			memcpy(find_cell(l, old[i].word[0], old[i].word[1]), &old[i], sizeof *old);
	free(old);
	return true;
}

/* Cells of all pairs that the sketch has seen `least` times. */
static bool
make_cells(struct dg_learner *l, const uint8_t *sketch, unsigned least)
{
	for (size_t i = 0; i < l->n; i++)
		for (uint32_t x = 0; x <= l->sentence[i].n[0]; x++)
			for (uint32_t y = 0; y <= l->sentence[i].n[1]; y++) {
				uint32_t a = word(l, &l->sentence[i], 0, x);
				uint32_t b = word(l, &l->sentence[i], 1, y);
				struct cell *c;

				if ((x | y) == 0 || sketch[mix(a, b) >> 32 & (SKETCH - 1)] < least)
					continue;
				if (!grow_cells(l))
					return false;
				if (is_empty(c = find_cell(l, a, b))) {
					c->word[0] = a;
					c->word[1] = b;
					l->used++;
				}
			}
	return true;
}

static bool
find_cells(struct dg_learner *l, unsigned least)
{
	uint8_t *sketch = calloc(SKETCH, 1);
	bool good = sketch && grow_cells(l);

	for (size_t i = 0; i < l->n && good; i++)
		for (uint32_t x = 0; x <= l->sentence[i].n[0]; x++)
			for (uint32_t y = 0; y <= l->sentence[i].n[1]; y++) {
				uint8_t *count = &sketch[mix(word(l, &l->sentence[i], 0, x),
				    word(l, &l->sentence[i], 1, y)) >> 32 & (SKETCH - 1)];

				*count = (uint8_t)(*count + (*count < 255));
			}
	good = good && make_cells(l, sketch, least);
	free(sketch);
	return good;
}

/* ---- EM ---- */

struct job {
	struct dg_learner *l;
	atomic_size_t *next;	/* sentence that nobody has taken */
	struct cell **at;	/* of the sentence at work, (n₀ + 1) × (n₁ + 1) */
};

/* The E step of one sentence in direction `d`: targets of side `d` from sources of the other. */
static void
expect(struct job *j, const struct sentence *s, int d)
{
	struct dg_learner *l = j->l;
	uint32_t sources = s->n[!d], targets = s->n[d];
	size_t across = d ? 1 : s->n[1] + 1, along = d ? s->n[1] + 1 : 1;
	double given[TOKENS_MAX + 1] = { 0 };

	for (uint32_t t = 1; t <= targets; t++) {
		struct cell **at = j->at + t * across;
		double sum = 0;

		for (uint32_t k = 0; k <= sources; k++)
			sum += (double)(at[k * along] ? at[k * along]->p[d] : l->rest[d]);
		for (uint32_t k = 0; k <= sources; k++) {
			struct cell *c = at[k * along];
			double share = (double)(c ? c->p[d] : l->rest[d]) / sum;

			given[k] += share;
			if (c)
				atomic_fetch_add_explicit(&c->count[d], (uint64_t)(share * UNIT),
				    memory_order_relaxed);
		}
	}
	for (uint32_t k = 0; k <= sources; k++)
		atomic_fetch_add_explicit(&l->total[!d][word(l, s, !d, k)],
		    (uint64_t)(given[k] * UNIT), memory_order_relaxed);
}

static void *
expect_all(void *arg)
{
	struct job *j = arg;
	struct dg_learner *l = j->l;

	for (;;) {
		size_t i = atomic_fetch_add(j->next, CHUNK), end = i + CHUNK;

		if (i >= l->n)
			return NULL;
		for (; i < end && i < l->n; i++) {
			const struct sentence *s = &l->sentence[i];

			for (uint32_t x = 0; x <= s->n[0]; x++)
				for (uint32_t y = 0; y <= s->n[1]; y++) {
					struct cell *c = find_cell(l, word(l, s, 0, x),
					    word(l, s, 1, y));

					j->at[x * (s->n[1] + 1) + y] = is_empty(c) ? NULL : c;
				}
			expect(j, s, 0);
			expect(j, s, 1);
		}
	}
}

/* One pass over all sentences by `threads`; false when memory is out. */
static bool
expect_by(struct dg_learner *l, size_t threads)
{
	pthread_t thread[THREADS_MAX];
	struct job job[THREADS_MAX] = { { 0 } };
	bool runs[THREADS_MAX] = { false }, good = true;
	atomic_size_t next = 0;

	for (size_t i = 0; i < threads; i++) {
		job[i] = (struct job){ l, &next,
		    malloc((size_t)(TOKENS_MAX + 1) * (TOKENS_MAX + 1) * sizeof(struct cell *)) };
		good = good && job[i].at;
	}
	for (size_t i = 1; i < threads && good; i++)
		runs[i] = pthread_create(&thread[i], NULL, expect_all, &job[i]) == 0;
	if (good)		/* what no thread could be had for, this one does */
		expect_all(&job[0]);
	for (size_t i = 0; i < threads; i++) {
		if (runs[i])
			pthread_join(thread[i], NULL);
		free(job[i].at);
	}
	return good;
}

/* The M step. */
static void
maximize(struct dg_learner *l)
{
	for (size_t i = 0; i < l->cells; i++) {
		struct cell *c = &l->cell[i];

		for (int d = 0; d < 2 && !is_empty(c); d++) {
			uint64_t total = l->total[!d][c->word[!d]];

			c->p[d] = total ? (float)((double)c->count[d] / (double)total) : 0;
		}
	}
}

static void
clear_counts(struct dg_learner *l)
{
	for (size_t i = 0; i < l->cells; i++)
		l->cell[i].count[0] = l->cell[i].count[1] = 0;
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i <= l->b->lang[l->lang[side]].n; i++)
			l->total[side][i] = 0;
}

static bool
begin(struct dg_learner *l, double min_count)
{
	unsigned least = min_count > 250 ? 250 : (unsigned)(min_count < 1 ? 1 : min_count);

	for (int side = 0; side < 2; side++) {
		size_t n = l->b->lang[l->lang[side]].n;

		l->rest[side] = 1 / (float)(n + 1);
		if (!(l->total[side] = calloc(n + 1, sizeof *l->total[side])))
			return false;
	}
	if (!find_cells(l, least))
		return false;
	for (size_t i = 0; i < l->cells; i++)
		for (int d = 0; d < 2; d++)
			l->cell[i].p[d] = l->rest[d];
	return true;
}

/* ---- what was learnt ---- */

static bool
is_word(const struct dg_learner *l, int side, uint32_t token)
{
	struct dg_bytes s = build_text(l->b, l->lang[side], token - 1);

	/* digits say what they say without a lexicon */
	return s.n > 0 && !(s.p[0] >= '0' && s.p[0] <= '9');
}

static bool
put_link(struct dg_learner *l, const struct cell *c, int d, uint8_t section)
{
	size_t from = l->lang[!d], to = l->lang[d];
	struct build_link x = { .weight = c->p[d], .section = section, .kind = BUILD_GIVEN };
	uint32_t *end[2] = { &x.from, &x.to };

	for (int k = 0; k < 2; k++) {
		size_t lang = k ? to : from;
		struct dg_bytes s = build_text(l->b, lang, c->word[k ? d : !d] - 1);
		struct dg_buf copy = { 0 };	/* the pool may move while it grows */
		size_t words = 0;

		dg_put_bytes(&copy, s);
		for (size_t at = 0; at < copy.n; words++)
			dg_decode(dg_buf_bytes(&copy), &at);
		*end[k] = copy.failed ? LEX_NONE : build_entry(l->b, lang, dg_buf_bytes(&copy),
		    dg_language_unspaced(l->b->lang[lang].tag) ? words : 1);
		dg_buf_free(&copy);
		if (*end[k] == LEX_NONE)
			return false;
	}
	return build_link(&l->b->links[from][to], x);
}

static int
by_words(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->word[0] != y->word[0])
		return x->word[0] < y->word[0] ? -1 : 1;
	return (x->word[1] > y->word[1]) - (x->word[1] < y->word[1]);
}

static bool
put_links(struct dg_learner *l, double min_count)
{
	uint8_t section = build_section(l->b);
	size_t n = 0;

	for (size_t i = 0; i < l->cells; i++)
		if (l->cell[i].word[0] && l->cell[i].word[1])
			memmove(&l->cell[n++], &l->cell[i], sizeof *l->cell);
	qsort(l->cell, n, sizeof *l->cell, by_words);
	for (size_t i = 0; i < n; i++) {
		struct cell *c = &l->cell[i];

		if (!is_word(l, 0, c->word[0]) || !is_word(l, 1, c->word[1]))
			continue;
		for (int d = 0; d < 2; d++)
			if (c->p[d] >= LEAST && (double)c->count[d] >= min_count * UNIT &&
			    !put_link(l, c, d, section))
				return false;
	}
	l->b->section[section].entries += (uint32_t)l->n;
	return true;
}

enum dg_status
dg_learner_run(struct dg_learner *l, const struct dg_learn_options *opt, struct dg_error *err)
{
	size_t iterations = opt && opt->iterations ? opt->iterations : 5;
	size_t threads = opt && opt->threads ? opt->threads : 1;
	double min_count = opt && opt->min_count > 0 ? opt->min_count : 3;
	bool good = begin(l, min_count);

	for (size_t i = 0; i < iterations && good; i++) {
		clear_counts(l);
		good = expect_by(l, threads < THREADS_MAX ? threads : THREADS_MAX);
		maximize(l);
	}
	return good && put_links(l, min_count) ? DG_OK : dg_fail_nomem(err);
}
