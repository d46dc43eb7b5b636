/* lessons.c -- what the beads of a collection teach: a lexicon that holds all of the one that
 * they were found by, a section of what the beads translate by what (IBM Model 1, see
 * lib/lexicon/learn.c), how often words stand in the texts, and how long the texts are and in what
 * beads.  The same beads in the same order give the same bytes. */
#include <stdlib.h>

#include "align/align.h"

enum { PAIRS_MAX = DG_TEXTS_MAX * (DG_TEXTS_MAX - 1) / 2 };

struct subject { size_t a, b; struct dg_learner *learner; struct dg_pair_sum sum; };

struct dg_lessons {
	const char *lang[DG_TEXTS_MAX];
	size_t sides, subjects;
	struct dg_lexicon_builder *builder;
	struct subject subject[PAIRS_MAX];
};

void
dg_lessons_free(struct dg_lessons *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->subjects; i++)
		dg_learner_free(l->subject[i].learner);
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
	for (size_t a = 0; a < l->sides; a++)
		for (size_t b = a + 1; b < l->sides && st == DG_OK; b++) {
			struct subject *x = &l->subject[l->subjects++];

			*x = (struct subject){ .a = a, .b = b };
			st = dg_learner_new(&x->learner, l->builder, l->lang[a], l->lang[b], err);
		}
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
	enum dg_status st = DG_OK;

	for (size_t s = 0; s < l->sides && st == DG_OK; s++)
		if (texts[s].n)
			st = dg_lexicon_builder_count(l->builder, l->lang[s], texts[s], 1, err);
	for (size_t i = 0; i < l->subjects && st == DG_OK; i++) {
		struct subject *x = &l->subject[i];

		if (texts[x->a].n == 0 && texts[x->b].n == 0)
			continue;
		dg_pair_sum_add(&x->sum, texts[x->a], texts[x->b], segments[x->a],
		    segments[x->b]);
		if (texts[x->a].n && texts[x->b].n)
			st = dg_learner_add(x->learner, texts[x->a], texts[x->b], err);
	}
	return st;
}

enum dg_status
dg_lessons_save(struct dg_lessons *l, size_t threads, struct dg_out *to, struct dg_error *err)
{
	struct dg_learn_options how = { .threads = threads };
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < l->subjects && st == DG_OK; i++) {
		struct subject *x = &l->subject[i];
		struct dg_pair_statistics stat;

		st = dg_learner_run(x->learner, &how, err);
		if (st == DG_OK && dg_pair_sum_end(&x->sum, &stat))
			st = dg_lexicon_builder_pair(l->builder, l->lang[x->a], l->lang[x->b], &stat,
			    err);
		/* its table is large: one at a time */
		dg_learner_free(x->learner);
		x->learner = NULL;
	}
	return st == DG_OK ? dg_lexicon_builder_save(l->builder, to, err) : st;
}
