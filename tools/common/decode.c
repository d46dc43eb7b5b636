/* decode.c -- the units of a memory as a bitext.  The columns of a foreign file are known
 * when all of it is read, so its rows wait in a file without a name. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

struct convert {
	const struct memory_decode *how;
	const char *file;
	struct dg_table *table;
	struct dg_out *out;
	bool held;
	size_t units, lost, spoilt, illegal;
};

static enum dg_status
put_head(struct convert *c, struct dg_error *err)
{
	size_t n;
	const struct dg_bytes *names = dg_table_head(c->table, &n, err);

	if (!names)
		return err->status;
	dg_bitext_put(c->out, names, n);
	return DG_OK;
}

static enum dg_status
on_head(void *ctx, const struct dg_memory_head *head, struct dg_error *err)
{
	struct convert *c = ctx;
	enum dg_status st = dg_table_take(c->table, head, err);

	if (st == DG_OK)
		return put_head(c, err);
	if (st != DG_END)
		return st;
	c->held = true;
	dg_out_hold(c->out, getenv("TMPDIR"));
	return DG_OK;
}

/* A unit that has no place in a bitext is told, and the rest goes on. */
static enum dg_status
see(struct convert *c, const struct dg_unit *unit, bool *good, struct dg_error *err)
{
	enum dg_status st = c->held ? dg_table_see(c->table, unit, err) : DG_OK;

	*good = st != DG_EINPUT;
	if (*good)
		return st;
	c->spoilt++;
	tool_warn("%s: unit %zu (%.*s): %s: left out", c->file, c->units + c->spoilt,
	    (int)(unit->id.n < 60 ? unit->id.n : 60), unit->id.n ? unit->id.p : "", err->text);
	return DG_OK;
}

static enum dg_status
on_unit(void *ctx, const struct dg_unit *unit, struct dg_error *err)
{
	struct convert *c = ctx;
	const struct dg_bytes *cells;
	enum dg_status st;
	size_t lost;
	bool good;

	if (c->how->take && !c->how->take(c->how->ctx, unit))
		return DG_OK;
	if ((st = see(c, unit, &good, err)) != DG_OK || !good)
		return st;
	if ((st = dg_table_row(c->table, unit, &cells, &lost, err)) != DG_OK)
		return st;
	dg_bitext_put(c->out, cells, dg_table_width(c->table));
	c->units++;
	c->lost += lost;
	return dg_out_failed(c->out) ? DG_END : DG_OK;
}

static void
on_illegal(void *ctx, const struct dg_finding *f)
{
	struct convert *c = ctx;

	c->illegal++;
	tool_warn("%s:%llu:%.*s%s%s: not kept", c->file, (unsigned long long)f->line,
	    (int)f->unit.n, f->unit.p, f->unit.n ? ": " : " ", f->text);
}

/* The rows that waited, each with all the columns. */
static enum dg_status
widen(struct convert *c, struct dg_in *rows, struct dg_error *err)
{
	struct dg_lines *lines = NULL;
	struct dg_bytes line, *cells = NULL;
	uint64_t row = 0;
	enum dg_status st = dg_lines_new(&lines, rows, SIZE_MAX / 2, err);

	cells = calloc(dg_table_width(c->table) + 1, sizeof *cells);
	while (st == DG_OK && cells && (st = dg_lines_next(lines, &line, err)) == DG_OK) {
		const struct dg_bytes *all;
		size_t n = 0;

		for (const char *p = line.p, *end = line.p + line.n; p; n++) {
			const char *tab = p < end ? memchr(p, '\t', (size_t)(end - p)) : NULL;

			cells[n] = (struct dg_bytes){ p, (size_t)((tab ? tab : end) - p) };
			p = tab ? tab + 1 : NULL;
		}
		if (!(all = dg_table_widen(c->table, row++, cells, err)))
			st = err->status;
		else
			dg_bitext_put(c->out, all, dg_table_width(c->table));
	}
	free(cells);
	dg_lines_free(lines);
	return st == DG_END ? DG_OK : st;
}

static enum dg_status
pour(struct convert *c, struct dg_error *err)
{
	struct dg_in *rows = NULL;
	enum dg_status st = dg_out_held(c->out, &rows, err);
	char buf[16 * 1024];
	size_t n;

	if (st == DG_OK)
		st = put_head(c, err);
	if (st == DG_OK && dg_table_grew(c->table)) {
		st = widen(c, rows, err);
	} else if (st == DG_OK) {
		while ((st = dg_in_read(rows, buf, sizeof buf, &n, err)) == DG_OK)
			dg_out_put(c->out, buf, n);
		st = st == DG_END ? DG_OK : st;
	}
	dg_in_free(rows);
	return st;
}

int
memory_to_rows(const struct memory_decode *how, const char *file, struct dg_out *out)
{
	struct convert c = { .how = how, .out = out,
	    .file = strcmp(file, "-") ? file : "standard input" };
	struct dg_memory_events events = { on_head, on_unit, &c, how->inlines,
	    how->keep_going ? on_illegal : NULL };
	struct dg_error err;
	struct dg_in *in = NULL;
	int rc = 0;
	enum dg_status st = dg_table_new(&c.table, &err);

	if (st == DG_OK)
		st = dg_in_open(&in, file, &err);
	if (st == DG_OK)
		st = how->read(in, &events, &err);
	if (st != DG_OK)
		rc = tool_error(file, &err);
	if (c.held && (st == DG_OK || how->keep_going) && pour(&c, &err) != DG_OK)
		rc = tool_error(file, &err);
	if (c.lost)
		tool_warn("%s: %zu text(s) or note(s) had no column of their own and were left out",
		    c.file, c.lost);
	tool_note("%s: %zu unit(s)", c.file, c.units);
	dg_table_free(c.table);
	dg_in_free(in);
	return rc < 1 && (c.spoilt || c.illegal) ? 1 : rc;
}
