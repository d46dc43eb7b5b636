/* document.c -- the texts of one document, and its beads as files. */
#include <string.h>

#include "dg-align/document.h"

static void
put_side(struct dg_buf *out, const struct work *w, const struct dg_bead *b, size_t s)
{
	dg_segments_join(w->text[s], w->lang[s], b->from[s], b->to[s], out);
}

static void
put_tsv(const struct work *w, const struct dg_alignment *al, struct dg_out *out)
{
	struct dg_buf row = { 0 };

	dg_out_str(out, "doc\tbead\tscore");
	for (size_t s = 0; s < w->sides; s++)
		dg_out_format(out, "\t%s", w->lang[s]);
	dg_out_str(out, "\n");
	for (size_t k = 0; k < al->n; k++) {
		row.n = 0;
		dg_put_format(&row, "%s\t", w->document);
		dg_bead_format(&al->beads[k], w->sides, &row);
		dg_put_format(&row, "\t%.4f", al->beads[k].score);
		for (size_t s = 0; s < w->sides; s++) {
			dg_put_char(&row, '\t');
			put_side(&row, w, &al->beads[k], s);
		}
		dg_put_char(&row, '\n');
		dg_out_buf(out, &row);
	}
	dg_buf_free(&row);
}

static void
put_beads(const struct work *w, const struct dg_alignment *al, struct dg_out *out)
{
	struct dg_buf row = { 0 };

	for (size_t k = 0; k < al->n; k++) {
		row.n = 0;
		dg_bead_format(&al->beads[k], w->sides, &row);
		dg_put_char(&row, '\n');
		dg_out_buf(out, &row);
	}
	dg_buf_free(&row);
}

/* hunalign's ladder: the rungs between beads as ids, and the score. */
static void
put_ladder(const struct work *w, const struct dg_alignment *al, struct dg_out *out)
{
	for (size_t k = 0; k <= al->n; k++) {
		for (size_t s = 0; s < w->sides; s++)
			dg_out_format(out, "%u\t", k < al->n ? al->beads[k].from[s] :
			    (unsigned)w->text[s]->n);
		dg_out_format(out, "%.4f\n", k < al->n ? al->beads[k].score : 0.0);
	}
}

/* Moses: one file a language, a line a bead, null beads left out. */
static int
put_moses(const struct work *w, const struct dg_alignment *al)
{
	struct dg_buf row = { 0 }, name = { 0 };
	struct dg_error err;
	int rc = 0;

	for (size_t s = 0; s < w->sides && rc == 0; s++) {
		struct dg_out *out = NULL;

		name.n = 0;
		dg_put_format(&name, "%s.%s", w->output, w->lang[s]);
		if (dg_out_open(&out, name.p, 0, &err) != DG_OK) {
			rc = tool_error(name.p, &err);
			break;
		}
		for (size_t k = 0; k < al->n; k++) {
			bool full = true;

			for (size_t t = 0; t < w->sides; t++)
				full = full && al->beads[k].to[t] > al->beads[k].from[t];
			if (!full)
				continue;
			row.n = 0;
			put_side(&row, w, &al->beads[k], s);
			dg_put_char(&row, '\n');
			dg_out_buf(out, &row);
		}
		if (dg_out_commit(out, &err) != DG_OK)
			rc = tool_error(name.p, &err);
		dg_out_free(out);
	}
	dg_buf_free(&row);
	dg_buf_free(&name);
	return rc;
}

int
put_alignment(const struct work *w, const struct dg_alignment *al)
{
	struct dg_out *out;
	struct dg_error err;
	int rc = 0;

	if (strcmp(w->format, "moses") == 0)
		return put_moses(w, al);
	if (!w->output)
		out = tool_stdout();
	else if (dg_out_open(&out, w->output, 0, &err) != DG_OK)
		return tool_error(w->output, &err);
	if (strcmp(w->format, "tsv") == 0)
		put_tsv(w, al, out);
	else if (strcmp(w->format, "beads") == 0)
		put_beads(w, al, out);
	else
		put_ladder(w, al, out);
	if (w->output) {
		if (dg_out_commit(out, &err) != DG_OK)
			rc = tool_error(w->output, &err);
		dg_out_free(out);
	}
	return rc;
}

int
read_texts(struct work *w)
{
	int rc = 0;

	for (size_t s = 0; s < w->sides; s++) {
		struct dg_error err;
		struct dg_in *in = NULL;

		if (dg_in_open(&in, w->file[s], &err) != DG_OK ||
		    dg_segments_read(&w->text[s], in, &err) != DG_OK)
			rc = tool_error(w->file[s], &err);
		dg_in_free(in);
	}
	return rc;
}
