/* learn.c -- translations learnt from parallel text: IBM Model 1, both ways.
 *
 * Brown, Della Pietra, Della Pietra and Mercer, "The Mathematics of Statistical Machine
 * Translation" (Computational Linguistics 19, 1993), §4.  Here: sentences in, links out; cells.c
 * finds the pairs of words that are worth counting, em.c counts them. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/learn.h"

static const float LEAST = 0.01f;	/* probability of a link that is kept */

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
	learn_cells_free(&l->cells);
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
	    (l->b->lang[l->lang[side]].unspaced ?
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

/* ---- what was learnt ---- */

static bool
is_word(const struct dg_learner *l, int side, uint32_t token)
{
	struct dg_bytes s = build_text(l->b, l->lang[side], token - 1);

	/* digits say what they say without a lexicon */
	return s.n > 0 && !(s.p[0] >= '0' && s.p[0] <= '9');
}

static bool
put_link(struct dg_learner *l, uint32_t c, int d, uint8_t section)
{
	size_t from = l->lang[!d], to = l->lang[d];
	struct build_link x = { .weight = l->cells.p[d][c], .section = section, .kind = BUILD_GIVEN };
	uint32_t *end[2] = { &x.from, &x.to };

	for (int k = 0; k < 2; k++) {
		size_t lang = k ? to : from;
		struct dg_bytes s = build_text(l->b, lang, l->cells.word[c][k ? d : !d] - 1);
		struct dg_buf copy = { 0 };	/* the pool may move while it grows */
		size_t words = 0;

		dg_put_bytes(&copy, s);
		for (size_t at = 0; at < copy.n; words++)
			dg_decode(dg_buf_bytes(&copy), &at);
		*end[k] = copy.failed ? LEX_NONE : build_entry(l->b, lang, dg_buf_bytes(&copy),
		    l->b->lang[lang].unspaced ? words : 1);
		dg_buf_free(&copy);
		if (*end[k] == LEX_NONE)
			return false;
	}
	return build_link(&l->b->links[from][to], x);
}

/* A cell and the words it is for. */
struct learnt { uint32_t word[2], cell; };

static int
by_words(const void *a, const void *b)
{
	const struct learnt *x = a, *y = b;

	if (x->word[0] != y->word[0])
		return x->word[0] < y->word[0] ? -1 : 1;
	return (x->word[1] > y->word[1]) - (x->word[1] < y->word[1]);
}

static bool
is_learnt(const struct dg_learner *l, uint32_t c, int d, double min_count)
{
	return l->cells.p[d][c] >= LEAST && (double)l->cells.count[d][c] >= min_count * UNIT;
}

static bool
put_links(struct dg_learner *l, double min_count)
{
	uint8_t section = build_section(l->b);
	struct learnt *all = NULL;
	size_t n = 0, cap = 0;
	bool good = true;

	for (uint32_t c = 1; c < l->cells.n && good; c++) {
		const uint32_t *w = l->cells.word[c];

		if (!w[0] || !w[1] || !is_word(l, 0, w[0]) || !is_word(l, 1, w[1]) ||
		    (!is_learnt(l, c, 0, min_count) && !is_learnt(l, c, 1, min_count)))
			continue;
		if ((good = dg_grow(&all, &cap, n + 1, sizeof *all)))
			all[n++] = (struct learnt){ { w[0], w[1] }, c };
	}
	if (n)
		qsort(all, n, sizeof *all, by_words);
	for (size_t i = 0; i < n && good; i++)
		for (int d = 0; d < 2 && good; d++)
			if (is_learnt(l, all[i].cell, d, min_count))
				good = put_link(l, all[i].cell, d, section);
	free(all);
	l->b->section[section].entries += (uint32_t)l->n;
	return good;
}

static bool
begin(struct dg_learner *l, double min_count, size_t kept)
{
	unsigned least = min_count > 250 ? 250 : (unsigned)(min_count < 1 ? 1 : min_count);

	for (int side = 0; side < 2; side++) {
		size_t n = l->b->lang[l->lang[side]].n;

		if (!(l->total[side] = calloc(n + 1, sizeof *l->total[side])))
			return false;
	}
	return learn_cells(l, least, kept);
}

enum dg_status
dg_learner_run(struct dg_learner *l, const struct dg_learn_options *opt, struct dg_error *err)
{
	size_t iterations = opt && opt->iterations ? opt->iterations : 5;
	size_t threads = opt && opt->threads ? opt->threads : 1;
	double min_count = opt && opt->min_count > 0 ? opt->min_count : 3;
	size_t kept = opt && opt->kept ? opt->kept : (size_t)256 << 20;

	return begin(l, min_count, kept) && learn_em(l, iterations, threads) && put_links(l, min_count) ?
	    DG_OK : dg_fail_nomem(err);
}
