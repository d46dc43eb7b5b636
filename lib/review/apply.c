/* apply.c -- a bitext that a review saved, back onto the one that it was made from.
 *
 * A saved row says what it was made from: "KEY:FIRST-LAST:I/N", the I-th of N rows that stand
 * in the place of the rows FIRST to LAST (from 1) of the bitext whose content has the key.
 * Rows in place of which nothing stands stay as they are. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/review.h"

struct origin { uint64_t first, last, i, n; };

struct edits {
	struct dg_bitext *reader;
	const struct dg_bitext_head *head;
	const struct dg_bytes *cells;	/* of the row at hand; NULL behind the last */
	struct origin origin;
	int origin_column, reviewed_column;
	uint64_t behind;	/* rows of the bitext that are replaced so far */
	const char *key;
};

static int
column(const struct dg_bitext_head *head, struct dg_bytes name)
{
	for (size_t i = 0; i < head->n; i++)
		if (dg_bytes_equal(head->names[i], name))
			return (int)i;
	return -1;
}

static bool
take_number(struct dg_bytes *s, char end, uint64_t *n)
{
	size_t at = 0;

	for (*n = 0; at < s->n && s->p[at] >= '0' && s->p[at] <= '9' && *n < UINT64_MAX / 100; at++)
		*n = *n * 10 + (uint64_t)(s->p[at] - '0');
	if (at == 0 || (end ? at == s->n || s->p[at] != end : at != s->n))
		return false;
	at += end != 0;
	s->p += at;
	s->n -= at;
	return true;
}

static enum dg_status
read_origin(struct edits *e, uint64_t rows, struct dg_error *err)
{
	struct dg_bytes s = e->cells[e->origin_column];
	struct origin *o = &e->origin;
	uint64_t line = dg_bitext_line(e->reader);

	if (s.n < KEY_SIZE || s.p[KEY_SIZE - 1] != ':')
		return dg_fail(err, DG_EINPUT, line, "'%.*s' in the column origin is no origin",
		    (int)(s.n < 64 ? s.n : 64), s.p);
	if (memcmp(s.p, e->key, KEY_SIZE - 1) != 0)
		return dg_fail(err, DG_EINPUT, line, "belongs to another bitext (%.16s, this one is "
		    "%s)", s.p, e->key);
	s.p += KEY_SIZE;
	s.n -= KEY_SIZE;
	if (!take_number(&s, '-', &o->first) || !take_number(&s, ':', &o->last) ||
	    !take_number(&s, '/', &o->i) || !take_number(&s, '\0', &o->n) || o->first == 0 ||
	    o->last < o->first || o->last > rows || o->i == 0 || o->i > o->n)
		return dg_fail(err, DG_EINPUT, line, "the origin is damaged");
	return DG_OK;
}

/* The next row; it must go on where the last one left off. */
static enum dg_status
next_edit(struct edits *e, uint64_t rows, struct dg_error *err)
{
	struct origin was = e->origin;
	bool within = e->cells && was.i < was.n;
	enum dg_status st = dg_bitext_next(e->reader, &e->cells, err);

	if (st == DG_END) {
		e->cells = NULL;
		return !within ? DG_OK : dg_fail(err, DG_EINPUT, 0, "row %" PRIu64 " of the %" PRIu64
		    " in place of rows %" PRIu64 " to %" PRIu64 " is missing", was.i + 1, was.n,
		    was.first, was.last);
	}
	if (st != DG_OK || (st = read_origin(e, rows, err)) != DG_OK)
		return st;
	if (within && (e->origin.first != was.first || e->origin.last != was.last ||
	    e->origin.n != was.n || e->origin.i != was.i + 1))
		return dg_fail(err, DG_EINPUT, dg_bitext_line(e->reader), "row %" PRIu64 " of the %"
		    PRIu64 " in place of rows %" PRIu64 " to %" PRIu64 " is missing", was.i + 1,
		    was.n, was.first, was.last);
	if (!within && (e->origin.i != 1 || e->origin.first <= e->behind))
		return dg_fail(err, DG_EINPUT, dg_bitext_line(e->reader),
		    "rows are missing before this one, or not in order");
	e->behind = e->origin.last;
	return DG_OK;
}

static enum dg_status
open_edits(struct edits *e, struct dg_in *in, const struct dg_bitext_head *head,
    struct dg_error *err)
{
	enum dg_status st = dg_bitext_new(&e->reader, in, err);

	if (st != DG_OK)
		return st;
	e->head = dg_bitext_head(e->reader);
	e->origin_column = column(e->head, dg_bytes_of("origin"));
	e->reviewed_column = column(e->head, dg_bytes_of("reviewed"));
	if (e->origin_column < 0 || e->reviewed_column < 0)
		return dg_fail(err, DG_EINPUT, 1, "no column '%s': not saved by a review",
		    e->origin_column < 0 ? "origin" : "reviewed");
	for (size_t i = 0; i < head->n; i++)
		if (column(e->head, head->names[i]) < 0)
			return dg_fail(err, DG_EINPUT, 1, "no column '%.*s', which the bitext has",
			    (int)(head->names[i].n < 64 ? head->names[i].n : 64), head->names[i].p);
	return DG_OK;
}

/* Reads all of both: whether they belong together, before anything is written. */
static enum dg_status
check(struct edits *e, struct dg_bitext *bitext, char key[KEY_SIZE], uint64_t *rows, bool *at_edits,
    struct dg_error *err)
{
	const struct dg_bitext_head *head = dg_bitext_head(bitext);
	struct review_key *k = review_key_new();
	const struct dg_bytes *cells;
	enum dg_status st = k ? DG_OK : dg_fail_nomem(err);

	*rows = 0;
	if (st == DG_OK)
		review_key_row(k, head->names, head->n);
	while (st == DG_OK && (st = dg_bitext_next(bitext, &cells, err)) == DG_OK) {
		review_key_row(k, cells, head->n);
		++*rows;
	}
	if (k)
		review_key_text(k, key);
	review_key_free(k);
	if (st != DG_END)
		return st;
	*at_edits = true;
	e->key = key;
	do
		st = next_edit(e, *rows, err);
	while (st == DG_OK && e->cells);
	return st;
}

struct merge {
	struct edits edits;
	struct dg_bitext *bitext;
	const struct dg_bitext_head *head;
	struct dg_bytes *row;		/* head->n + 1 cells */
	int *from;			/* the column of the edits for each of the bitext */
	size_t width;
	int reviewed;			/* column of the bitext, -1: a new one, the last */
	uint64_t rows;
	struct dg_out *out;
	struct dg_review_applied *counts;
};

static void
put_edit(struct merge *m)
{
	const struct edits *e = &m->edits;
	struct dg_bytes mark = e->cells[e->reviewed_column];

	for (size_t i = 0; i < m->head->n; i++)
		m->row[i] = e->cells[m->from[i]];
	if (m->reviewed < 0)
		m->row[m->head->n] = mark;
	m->counts->approved += dg_bytes_equal(mark, dg_bytes_of("approved"));
	m->counts->rejected += dg_bytes_equal(mark, dg_bytes_of("rejected"));
	m->counts->changed += dg_bytes_equal(mark, dg_bytes_of("changed"));
	m->counts->rows++;
	dg_bitext_put(m->out, m->row, m->width);
}

static void
put_as_is(struct merge *m, const struct dg_bytes *cells)
{
	memcpy(m->row, cells, m->head->n * sizeof *m->row);
	if (m->reviewed < 0)
		m->row[m->head->n] = (struct dg_bytes){ "", 0 };
	m->counts->rows++;
	dg_bitext_put(m->out, m->row, m->width);
}

/* All that stands in the place at hand. */
static enum dg_status
put_place(struct merge *m, struct dg_error *err)
{
	struct edits *e = &m->edits;
	enum dg_status st;
	bool more;

	do {
		more = e->origin.i < e->origin.n;
		put_edit(m);
		st = next_edit(e, m->rows, err);
	} while (st == DG_OK && more);
	return st;
}

static enum dg_status
merge_rows(struct merge *m, bool *at_edits, struct dg_error *err)
{
	struct edits *e = &m->edits;
	const struct dg_bytes *cells;
	enum dg_status st;

	*at_edits = true;
	st = next_edit(e, m->rows, err);
	for (uint64_t row = 1; st == DG_OK; row++) {
		*at_edits = false;
		if ((st = dg_bitext_next(m->bitext, &cells, err)) != DG_OK)
			break;
		if (!e->cells || row < e->origin.first) {
			put_as_is(m, cells);
		} else if (row == e->origin.last) {
			*at_edits = true;
			st = put_place(m, err);
		}
	}
	return st == DG_END ? DG_OK : st;
}

static enum dg_status
merge_open(struct merge *m, struct dg_in *bitext, struct dg_in *edits, bool *at_edits,
    struct dg_error *err)
{
	enum dg_status st = dg_bitext_new(&m->bitext, bitext, err);

	if (st != DG_OK)
		return st;
	m->head = dg_bitext_head(m->bitext);
	*at_edits = true;
	if ((st = open_edits(&m->edits, edits, m->head, err)) != DG_OK)
		return st;
	*at_edits = false;
	m->reviewed = column(m->head, dg_bytes_of("reviewed"));
	m->width = m->head->n + (m->reviewed < 0);
	m->row = calloc(m->head->n + 1, sizeof *m->row);
	m->from = calloc(m->head->n, sizeof *m->from);
	if (!m->row || !m->from)
		return dg_fail_nomem(err);
	for (size_t i = 0; i < m->head->n; i++)
		m->from[i] = column(m->edits.head, m->head->names[i]);
	return DG_OK;
}

static void
merge_close(struct merge *m)
{
	dg_bitext_free(m->bitext);
	dg_bitext_free(m->edits.reader);
	free(m->row);
	free(m->from);
}

enum dg_status
dg_review_check(struct dg_in *bitext, struct dg_in *edits, struct dg_review_applied *counts,
    struct dg_error *err)
{
	struct merge m = { 0 };
	enum dg_status st;

	*counts = (struct dg_review_applied){ 0 };
	st = merge_open(&m, bitext, edits, &counts->at_edits, err);
	if (st == DG_OK)
		st = check(&m.edits, m.bitext, counts->key, &counts->source_rows,
		    &counts->at_edits, err);
	merge_close(&m);
	return st;
}

enum dg_status
dg_review_apply(struct dg_out *out, struct dg_in *bitext, struct dg_in *edits,
    struct dg_review_applied *counts, struct dg_error *err)
{
	struct merge m = { .out = out, .counts = counts };
	enum dg_status st;

	counts->at_edits = false;
	st = merge_open(&m, bitext, edits, &counts->at_edits, err);
	if (st == DG_OK) {
		m.edits.key = counts->key;
		m.rows = counts->source_rows;
		memcpy(m.row, m.head->names, m.head->n * sizeof *m.row);
		m.row[m.head->n] = dg_bytes_of("reviewed");
		dg_bitext_put(out, m.row, m.width);
		st = merge_rows(&m, &counts->at_edits, err);
	}
	merge_close(&m);
	return st;
}
