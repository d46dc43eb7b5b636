/* cells.c -- the segments that a cell of the bitext holds.  The bead tells how many; where one
 * ends and the next begins the texts themselves tell or, where they are not at hand, the
 * rules that made them. */
#include <stdlib.h>
#include <string.h>

#include "review/review.h"

void
cells_free(struct cells *c)
{
	for (size_t s = 0; s < c->sides; s++)
		dg_segmenter_free(c->segmenter[s]);
}

static bool
is_id_text(char c)
{
	return (c >= '0' && c <= '9') || c == ',' || c == ' ';
}

bool
cells_ids(struct dg_bytes bead, size_t s, struct dg_bytes *ids, size_t *n)
{
	size_t at = 0, side = 0;

	for (;;) {
		size_t start = at + 1;
		bool digit = false;

		*n = 0;
		if (at == bead.n || bead.p[at] != '[')
			return false;
		for (at++; at < bead.n && is_id_text(bead.p[at]); at++) {
			bool now = bead.p[at] != ',' && bead.p[at] != ' ';

			*n += now && !digit;
			digit = now;
		}
		if (at == bead.n || bead.p[at] != ']')
			return false;
		if (side++ == s) {
			*ids = (struct dg_bytes){ bead.p + start, at - start };
			return true;
		}
		if (++at == bead.n || bead.p[at++] != ':')
			return false;
	}
}

static enum dg_status
put_span(struct dg_spans *out, size_t start, size_t end, struct dg_error *err)
{
	if (!dg_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at))
		return dg_fail_nomem(err);
	out->at[out->n++] = (struct dg_span){ start, end };
	return DG_OK;
}

/* A segment stands in the cell as it is, but for tabs. */
static bool
stands_at(struct dg_bytes cell, size_t at, struct dg_bytes segment)
{
	if (segment.n > cell.n - at)
		return false;
	for (size_t i = 0; i < segment.n; i++)
		if (cell.p[at + i] != (segment.p[i] == '\t' ? ' ' : segment.p[i]))
			return false;
	return true;
}

/* By the text; out->n is 0 where the cell is not what its ids say. */
static enum dg_status
cut_by_text(const struct cells *c, size_t s, struct dg_bytes ids, struct dg_bytes cell,
    struct dg_spans *out, struct dg_error *err)
{
	size_t joint = dg_language_unspaced(c->lang[s]) ? 0 : 1, at = 0;
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < ids.n && st == DG_OK; ) {
		size_t id = 0, end;

		if (ids.p[i] == ',' || ids.p[i] == ' ') {
			i++;
			continue;
		}
		for (; i < ids.n && ids.p[i] >= '0' && ids.p[i] <= '9' && id < UINT32_MAX; i++)
			id = id * 10 + (size_t)(ids.p[i] - '0');
		at += out->n ? joint : 0;
		if (id >= c->texts[s]->n || at > cell.n ||
		    !stands_at(cell, at, c->texts[s]->at[id])) {
			out->n = 0;
			return DG_OK;
		}
		end = at + c->texts[s]->at[id].n;
		st = put_span(out, at, end, err);
		at = end;
	}
	if (at != cell.n)
		out->n = 0;
	return st;
}

static enum dg_status
cut_by_rules(struct cells *c, size_t s, struct dg_bytes cell, struct dg_spans *out,
    struct dg_error *err)
{
	enum dg_status st = DG_OK;

	if (!c->segmenter[s])
		st = dg_segmenter_new(&c->segmenter[s], c->lang[s], err);
	if (st == DG_OK)
		st = dg_segment(c->segmenter[s], cell, out, err);
	/* blanks at the ends belong to the cell */
	if (st == DG_OK && out->n) {
		out->at[0].start = 0;
		out->at[out->n - 1].end = cell.n;
	}
	return st;
}

enum dg_status
cells_cut(struct cells *c, size_t s, struct dg_bytes bead, struct dg_bytes cell,
    struct dg_spans *out, struct dg_error *err)
{
	struct dg_bytes ids = { NULL, 0 };
	size_t n = 0;
	bool told = cells_ids(bead, s, &ids, &n);
	enum dg_status st = DG_OK;

	out->n = 0;
	if (cell.n == 0)
		return DG_OK;
	if (told && n > 1 && c->texts)
		st = cut_by_text(c, s, ids, cell, out, err);
	if (st == DG_OK && out->n == 0 && (!told || n > 1)) {
		st = cut_by_rules(c, s, cell, out, err);
		if (told && out->n != n)
			out->n = 0;
	}
	if (st == DG_OK && out->n == 0)
		st = put_span(out, 0, cell.n, err);
	return st;
}
