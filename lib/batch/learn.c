/* learn.c -- between two passes: a lexicon out of what the first one is sure of (see
 * dg_lessons).  Rows come in the manifest's order, so the bytes are the same for any number of
 * threads.
 */
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

enum { FIRST_SIDE = 3 };

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
take_rows(struct dg_lessons *l, size_t sides, struct dg_bytes rows, struct dg_error *err)
{
	size_t columns = FIRST_SIDE + sides, segments[DG_TEXTS_MAX];
	struct dg_bytes row, cells[FIRST_SIDE + DG_TEXTS_MAX];
	enum dg_status st = DG_OK;

	while (st == DG_OK && row_next(&rows, &row))
		/* a tab ends the number */
		if (row_cells(row, cells, columns) == columns &&
		    strtod(cells[2].p, NULL) >= DG_LESSON_SCORE) {
			count_segments(cells[1], segments);
			st = dg_lessons_add(l, &cells[FIRST_SIDE], segments, err);
		}
	return st;
}

static enum dg_status
take_parts(struct dg_lessons *l, struct batch_run *first, struct dg_error *err)
{
	struct batch_part part = { .file = { 0 } };
	struct batch_reader reader;
	enum dg_status st = DG_OK;

	reader_open(&reader, first->store);
	for (size_t i = 0; i < first->m->n && st == DG_OK; i++)
		if ((st = run_part(first, i, &reader, &part, err)) == DG_OK)
			st = take_rows(l, first->m->sides, part.kept, err);
	part_free(&part);
	reader_close(&reader);
	return st;
}

static enum dg_status
save(struct dg_lessons *l, const char *path, struct dg_error *err)
{
	struct dg_out *out = NULL;
	enum dg_status st = dg_out_open(&out, path, 0, err);

	if (st == DG_OK)
		st = dg_lessons_save(l, out, err);
	if (st == DG_OK)
		st = dg_out_commit(out, err);
	dg_out_free(out);
	return st;
}

static enum dg_status
learn(struct batch_run *first, const char *path, struct dg_error *err)
{
	const char *langs[DG_TEXTS_MAX];
	struct dg_lessons *l = NULL;
	struct dg_lexicon *known = NULL;
	enum dg_status st = dg_lexicon_open(&known, first->opt->lexicon, err);

	for (size_t s = 0; s < first->m->sides; s++)
		langs[s] = manifest_name(first->m, 1 + s);
	if (st == DG_OK)
		st = dg_lessons_new(&l, langs, first->m->sides, known, err);
	dg_lexicon_free(known);
	while (st == DG_OK)
		if ((st = take_parts(l, first, err)) == DG_OK &&
		    (st = dg_lessons_next(l, first->opt->threads, err)) == DG_END) {
			st = save(l, path, err);
			break;
		}
	dg_lessons_free(l);
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
