/* lessons.c -- what the beads of a collection teach: a lexicon that holds all of the one that
 * they were found by, a section of what the beads translate by what (IBM Model 1, see
 * lib/lexicon/learn.c), and how long the texts are and in what beads.  How often words stand in
 * general stays as it was known: what is frequent in a few documents is what they are about, and
 * to count it as common took from it the weight it should have (NTREX fr-zh .962, without .968).
 * The same beads in the same order give the same bytes. */
#include <stdlib.h>

#include "align/align.h"

/* Cells kept between passes over a pair, in bytes.  More is quicker where all of them fit; of a corpus
 * of ten thousand statements 16 MB are a thirtieth. */
static const size_t KEPT = (size_t)1 << 20;

/* Expected count below which a link is dropped: beads of a score are seldom wrong. */
static const double SIGHTS = 2;

struct dg_lessons {
	const char *lang[DG_TEXTS_MAX];
	size_t sides;
	struct dg_lexicon_builder *builder;
	/* the pair at hand: */
	size_t a, b;
	struct dg_learner *learner;
	struct dg_pair_sum sum;
};

void
dg_lessons_free(struct dg_lessons *l)
{
	if (!l)
		return;
	dg_learner_free(l->learner);
	dg_lexicon_builder_free(l->builder);
	free(l);
}

/* What is known comes first: its entries are the words of unspaced text. */
static enum dg_status
begin(struct dg_lessons *l, const struct dg_lexicon *known, struct dg_error *err)
{
	const struct dg_lexicon_section learnt = { .name = "learnt" };
	enum dg_status st = dg_lexicon_builder_new(&l->builder, l->lang, l->sides, err);

	if (st == DG_OK && known)
		st = dg_lexicon_builder_merge(l->builder, known, NULL, NULL, err);
	if (st == DG_OK)
		st = dg_lexicon_builder_section(l->builder, &learnt, err);
	l->b = 1;
	if (st == DG_OK)
		st = dg_learner_new(&l->learner, l->builder, l->lang[0], l->lang[1], err);
	return st;
}

enum dg_status
dg_lessons_new(struct dg_lessons **ret, const char *const langs[], size_t sides,
    const struct dg_lexicon *known, struct dg_error *err)
{
	struct dg_lessons *l = calloc(1, sizeof *l);
	enum dg_status st;

	*ret = NULL;
	if (!l)
		return dg_fail_nomem(err);
	l->sides = sides < DG_TEXTS_MAX ? sides : DG_TEXTS_MAX;
	for (size_t s = 0; s < l->sides; s++)
		l->lang[s] = langs[s];
	if ((st = begin(l, known, err)) != DG_OK)
		dg_lessons_free(l);
	else
		*ret = l;
	return st;
}

enum dg_status
dg_lessons_add(struct dg_lessons *l, const struct dg_bytes texts[], const size_t segments[],
    struct dg_error *err)
{
	struct dg_bytes x = texts[l->a], y = texts[l->b];

	if (x.n == 0 && y.n == 0)
		return DG_OK;
	dg_pair_sum_add(&l->sum, x, y, segments[l->a], segments[l->b]);
	return x.n && y.n ? dg_learner_add(l->learner, x, y, err) : DG_OK;
}

enum dg_status
dg_lessons_next(struct dg_lessons *l, size_t threads, struct dg_error *err)
{
	struct dg_learn_options how = { .threads = threads, .kept = KEPT, .min_count = SIGHTS };
	struct dg_pair_statistics stat;
	enum dg_status st = dg_learner_run(l->learner, &how, err);

	if (st == DG_OK && dg_pair_sum_end(&l->sum, &stat))
		st = dg_lexicon_builder_pair(l->builder, l->lang[l->a], l->lang[l->b], &stat, err);
	dg_learner_free(l->learner);
	l->learner = NULL;
	l->sum = (struct dg_pair_sum){ 0 };
	if (++l->b == l->sides)
		l->b = ++l->a + 1;
	if (st != DG_OK || l->b >= l->sides)
		return st == DG_OK ? DG_END : st;
	return dg_learner_new(&l->learner, l->builder, l->lang[l->a], l->lang[l->b], err);
}

enum dg_status
dg_lessons_save(struct dg_lessons *l, struct dg_out *to, struct dg_error *err)
{
	return dg_lexicon_builder_save(l->builder, to, err);
}
