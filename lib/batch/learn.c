/* learn.c -- between two passes: a lexicon out of what the first one is sure of.
 *
 * It holds all of the lexicon that the first pass went by, a section of what the rows
 * kept translate by what (see lib/lexicon/learn.c), how often words stand in the corpus,
 * and how long its texts are and in what beads.  Rows come in the manifest's order, so
 * the bytes are the same for any number of threads.
 */
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

/* A row below this teaches nothing: with a wrong bead the next pass would go wrong as well. */
static const double CONFIDENT = 0.8;

enum { PAIRS_MAX = DG_TEXTS_MAX * (DG_TEXTS_MAX - 1) / 2, FIRST_SIDE = 3 };

struct pair { size_t a, b; struct dg_learner *learner; struct dg_pair_sum sum; };

struct lesson {
	const struct dg_manifest *m;
	struct dg_lexicon_builder *builder;
	struct pair pair[PAIRS_MAX];
	size_t pairs;
};

static void
close_lesson(struct lesson *l)
{
	for (size_t i = 0; i < l->pairs; i++)
		dg_learner_free(l->pair[i].learner);
	dg_lexicon_builder_free(l->builder);
}

/* What the first pass knew comes first: its entries are the words of unspaced text. */
static enum dg_status
open_lesson(struct lesson *l, const char *lexicon, struct dg_error *err)
{
	const struct dg_lexicon_section learnt = { .name = "learnt" };
	const char *langs[DG_TEXTS_MAX];
	struct dg_lexicon *known = NULL;
	enum dg_status st;

	for (size_t s = 0; s < l->m->sides; s++)
		langs[s] = manifest_name(l->m, 1 + s);
	st = dg_lexicon_builder_new(&l->builder, langs, l->m->sides, err);
	if (st == DG_OK && (st = dg_lexicon_open(&known, lexicon, err)) == DG_OK)
		st = dg_lexicon_builder_merge(l->builder, known, NULL, NULL, err);
	dg_lexicon_free(known);
	if (st == DG_OK)
		st = dg_lexicon_builder_section(l->builder, &learnt, err);
	for (size_t a = 0; a < l->m->sides; a++)
		for (size_t b = a + 1; b < l->m->sides && st == DG_OK; b++) {
			struct pair *x = &l->pair[l->pairs++];

			*x = (struct pair){ .a = a, .b = b };
			st = dg_learner_new(&x->learner, l->builder, langs[a], langs[b], err);
		}
	return st;
}

/* Segments a side of "[3, 4]:[3]". */
static void
count_segments(struct dg_bytes bead, size_t n[DG_TEXTS_MAX])
{
	size_t side = 0;

	memset(n, 0, DG_TEXTS_MAX * sizeof *n);
	for (size_t i = 1; i < bead.n && side < DG_TEXTS_MAX; i++) {
		if (bead.p[i] == ':')
			side++;
		else if (bead.p[i] == ',' || (bead.p[i] == ']' && bead.p[i - 1] != '['))
			n[side]++;
	}
}

static enum dg_status
take_row(struct lesson *l, const struct dg_bytes cells[], struct dg_error *err)
{
	const struct dg_bytes *text = &cells[FIRST_SIDE];
	size_t segments[DG_TEXTS_MAX];
	enum dg_status st = DG_OK;

	count_segments(cells[1], segments);
	for (size_t s = 0; s < l->m->sides && st == DG_OK; s++)
		if (text[s].n)
			st = dg_lexicon_builder_count(l->builder, manifest_name(l->m, 1 + s),
			    text[s], 1, err);
	for (size_t i = 0; i < l->pairs && st == DG_OK; i++) {
		struct pair *x = &l->pair[i];

		if (text[x->a].n == 0 && text[x->b].n == 0)
			continue;
		dg_pair_sum_add(&x->sum, text[x->a], text[x->b], segments[x->a], segments[x->b]);
		if (text[x->a].n && text[x->b].n)
			st = dg_learner_add(x->learner, text[x->a], text[x->b], err);
	}
	return st;
}

static enum dg_status
take_rows(struct lesson *l, struct dg_bytes rows, struct dg_error *err)
{
	size_t columns = FIRST_SIDE + l->m->sides;
	struct dg_bytes row, cells[FIRST_SIDE + DG_TEXTS_MAX];
	enum dg_status st = DG_OK;

	while (st == DG_OK && row_next(&rows, &row))
		/* a tab ends the number */
		if (row_cells(row, cells, columns) == columns &&
		    strtod(cells[2].p, NULL) >= CONFIDENT)
			st = take_row(l, cells, err);
	return st;
}

static enum dg_status
take_parts(struct lesson *l, struct batch_run *first, struct dg_error *err)
{
	struct batch_part part = { .file = { 0 } };
	struct dg_buf path = { 0 };
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < l->m->n && st == DG_OK; i++)
		if ((st = run_part(first, i, &part, &path, err)) == DG_OK)
			st = take_rows(l, part.kept, err);
	part_free(&part);
	dg_buf_free(&path);
	return st;
}

static enum dg_status
save(struct lesson *l, const char *path, struct dg_error *err)
{
	struct dg_out *out = NULL;
	enum dg_status st = dg_out_open(&out, path, 0, err);

	if (st == DG_OK)
		st = dg_lexicon_builder_save(l->builder, out, err);
	if (st == DG_OK)
		st = dg_out_commit(out, err);
	dg_out_free(out);
	return st;
}

static enum dg_status
learn(struct batch_run *first, const char *path, struct dg_error *err)
{
	struct lesson l = { .m = first->m };
	struct dg_learn_options how = { .threads = first->opt->threads };
	enum dg_status st = open_lesson(&l, first->opt->lexicon, err);

	if (st == DG_OK)
		st = take_parts(&l, first, err);
	for (size_t i = 0; i < l.pairs && st == DG_OK; i++) {
		struct pair *x = &l.pair[i];
		struct dg_pair_statistics stat;

		st = dg_learner_run(x->learner, &how, err);
		if (st == DG_OK && dg_pair_sum_end(&x->sum, &stat))
			st = dg_lexicon_builder_pair(l.builder, manifest_name(l.m, 1 + x->a),
			    manifest_name(l.m, 1 + x->b), &stat, err);
		/* its table is large: one at a time */
		dg_learner_free(x->learner);
		x->learner = NULL;
	}
	if (st == DG_OK)
		st = save(&l, path, err);
	close_lesson(&l);
	return st;
}

/* What the lexicon was made of, and what it is. */
static enum dg_status
put_keys(const struct batch_run *first, const char *path, struct dg_buf *out,
    struct dg_error *err)
{
	char made[BATCH_KEY], is[BATCH_KEY] = "";
	struct dg_in *in = NULL;
	struct dg_buf all = { 0 };
	enum dg_status st;

	out->n = 0;
	dg_put(out, first->run, BATCH_KEY);
	dg_put(out, first->keys, first->m->n * sizeof *first->keys);
	key_of(dg_buf_bytes(out), made);
	st = dg_in_open(&in, path, err);
	if (st == DG_OK && (st = dg_in_all(in, SIZE_MAX, &all, err)) == DG_OK)
		key_of(dg_buf_bytes(&all), is);
	dg_in_free(in);
	dg_buf_free(&all);
	out->n = 0;
	dg_put_format(out, "%s %s", made, is);
	dg_put(out, "", 1);
	return out->failed ? dg_fail_nomem(err) : st;
}

enum dg_status
learn_run(struct batch_run *first, const struct dg_batch_options *opt, const char *path,
    struct dg_error *err)
{
	struct dg_buf keys = { 0 };
	enum dg_status st = put_keys(first, path, &keys, err);

	if (st != DG_OK || !folder_says(opt, "learnt.state", keys.p)) {
		st = learn(first, path, err);
		if (st == DG_OK)
			st = put_keys(first, path, &keys, err);
		if (st == DG_OK)
			st = folder_say(opt, "learnt.state", keys.p, err);
	}
	dg_buf_free(&keys);
	return st;
}
