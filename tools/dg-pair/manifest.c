/* manifest.c -- the old manifest in, the new one out. */
#include <stdlib.h>
#include <string.h>

#include "pile.h"

const char *
old_cell(const struct old_manifest *m, size_t row, size_t column)
{
	return m->text.p + m->cell[row * m->columns + column];
}

const char *
old_page(const struct old_manifest *m, size_t row, size_t side)
{
	const char *cell = old_cell(m, row, m->lang[side]);

	return *cell && strcmp(cell, "-") != 0 ? cell : NULL;
}

void
old_free(struct old_manifest *m)
{
	dg_buf_free(&m->text);
	free(m->cell);
}

static size_t
put_cells(struct old_manifest *m, struct dg_bytes line, size_t at)
{
	size_t n = 1;

	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == '\t';
	if (at + n > m->cap) {
		void *p = realloc(m->cell, (2 * m->cap + n) * sizeof *m->cell);

		if (!p)
			exit(tool_fail("out of memory"));
		m->cell = p;
		m->cap = 2 * m->cap + n;
	}
	m->cell[at++] = m->text.n;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\t') {
			dg_put(&m->text, "", 1);
			m->cell[at++] = m->text.n;
		} else {
			dg_put(&m->text, line.p + i, 1);
		}
	}
	dg_put(&m->text, "", 1);
	if (m->text.failed)
		exit(tool_fail("out of memory"));
	return n;
}

/* Every language has its column. */
static int
find_columns(struct old_manifest *m, const char *file, const char *const langs[], size_t n)
{
	if (strcmp(old_cell(m, 0, 0), "doc") != 0)
		return tool_fail("%s:1: the header does not begin with 'doc'", file);
	for (size_t s = 0; s < n; s++) {
		m->lang[s] = 0;
		for (size_t c = 1; c < m->columns && !m->lang[s]; c++)
			if (strcmp(old_cell(m, 0, c), langs[s]) == 0)
				m->lang[s] = c;
		if (!m->lang[s])
			return tool_fail("%s:1: no column is named '%s'", file, langs[s]);
	}
	return 0;
}

int
old_read(struct old_manifest *m, const char *file, const char *const langs[], size_t n)
{
	struct dg_in *in = NULL;
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	struct dg_error err;
	enum dg_status st = dg_in_open(&in, file, &err);
	int rc = 0;

	if (st == DG_OK)
		st = dg_lines_new(&lines, in, 1 << 20, &err);
	while (rc == 0 && st == DG_OK && (st = dg_lines_next(lines, &line, &err)) == DG_OK) {
		size_t cells;

		if (line.n == 0)
			continue;
		cells = put_cells(m, line, m->rows * m->columns);
		if (m->rows++ == 0) {
			m->columns = cells;
			rc = find_columns(m, file, langs, n);
		} else if (cells != m->columns) {
			rc = tool_fail("%s:%zu: %zu cells where the header has %zu", file,
			    (size_t)dg_lines_number(lines), cells, m->columns);
		}
	}
	dg_lines_free(lines);
	dg_in_free(in);
	if (rc == 0 && st != DG_END)
		rc = tool_error(file, &err);
	if (rc == 0 && m->rows == 0)
		rc = tool_fail("%s: the manifest has no header", file);
	return rc;
}

/* ---- out ---- */

/* Names of documents that are taken. */
struct names { char **at; size_t n, cells; };

static size_t
name_slot(const struct names *names, const char *name)
{
	size_t hash = 5381;

	for (const char *p = name; *p; p++)
		hash = hash * 33 ^ (unsigned char)*p;
	hash &= names->cells - 1;
	while (names->at[hash] && strcmp(names->at[hash], name) != 0)
		hash = (hash + 1) & (names->cells - 1);
	return hash;
}

static bool
take_name(struct names *names, const char *name)
{
	size_t at = name_slot(names, name);

	if (names->at[at])
		return false;
	if (!(names->at[at] = strdup(name)))
		exit(tool_fail("out of memory"));
	return true;
}

/* The name of the first page without folders and endings; with a number where it is taken. */
static void
put_name(struct dg_out *out, struct names *names, const char *page)
{
	const char *slash = strrchr(page, '/'), *base = slash ? slash + 1 : page;
	size_t n = strcspn(base, ".");
	struct dg_buf name = { 0 };

	for (size_t k = 1; k == 1 || !take_name(names, name.p); k++) {
		name.n = 0;
		dg_put(&name, base, n ? n : strlen(base));
		if (k > 1)
			dg_put_format(&name, "-%zu", k);
		dg_put(&name, "", 1);
		if (name.failed)
			exit(tool_fail("out of memory"));
		if (k == 1 && take_name(names, name.p))
			break;
	}
	dg_out_str(out, name.p);
	dg_buf_free(&name);
}

static bool
is_ours(const struct old_manifest *old, size_t column, size_t n)
{
	const char *name = old_cell(old, 0, column);

	for (size_t s = 0; s < n; s++)
		if (old->lang[s] == column)
			return true;
	return column == 0 || strcmp(name, "confidence") == 0 || strcmp(name, "evidence") == 0;
}

/* What further columns the old manifest has: of its row, else empty. */
static void
put_further(struct dg_out *out, const struct old_manifest *old, size_t row, size_t n)
{
	for (size_t c = 0; c < old->columns; c++)
		if (!is_ours(old, c, n)) {
			dg_out_str(out, "\t");
			dg_out_str(out, row == SIZE_MAX ? "" : old_cell(old, row, c));
		}
	dg_out_str(out, "\n");
}

static const char *
page_of(const struct old_manifest *old, const struct dg_pairing_group *g, size_t row, size_t side)
{
	const char *was = row == SIZE_MAX ? NULL : old_page(old, row, side);

	return was ? was : g->page[side] ? g->page[side] : "-";
}

static void
put_head(struct dg_out *out, const char *const langs[], size_t n, const struct old_manifest *old)
{
	dg_out_str(out, "doc");
	for (size_t s = 0; s < n; s++)
		dg_out_format(out, "\t%s", langs[s]);
	dg_out_str(out, "\tconfidence\tevidence");
	put_further(out, old, 0, n);
}

static enum dg_status
put_rows(struct dg_out *out, struct dg_pairing *pg, size_t n, const struct old_manifest *old,
    struct names *names, struct dg_error *err)
{
	struct dg_buf evidence = { 0 };
	enum dg_status st = DG_OK;

	for (size_t i = 1; i < old->rows; i++)
		take_name(names, old_cell(old, i, 0));
	for (size_t i = 0; i < dg_pairing_groups(pg) && st == DG_OK; i++) {
		struct dg_pairing_group g;
		size_t row = i + 1 < old->rows ? i + 1 : SIZE_MAX;
		const char *first = NULL;

		dg_pairing_group(pg, i, &g);
		if (g.pages < 2 && row == SIZE_MAX)
			break;		/* those behind are alone as well */
		evidence.n = 0;
		st = dg_pairing_evidence(pg, i, &evidence, err);
		for (size_t s = 0; s < n && !first; s++)
			first = g.page[s];
		if (row != SIZE_MAX)
			dg_out_str(out, old_cell(old, row, 0));
		else
			put_name(out, names, first);
		for (size_t s = 0; s < n; s++)
			dg_out_format(out, "\t%s", page_of(old, &g, row, s));
		dg_out_format(out, "\t%.3f\t", g.confidence);
		dg_out_buf(out, &evidence);
		put_further(out, old, row, n);
	}
	dg_buf_free(&evidence);
	return st;
}

enum dg_status
manifest_put(struct dg_out *out, struct dg_pairing *pg, const char *const langs[], size_t n,
    const struct old_manifest *old, struct dg_error *err)
{
	struct names names = { .cells = 64 };
	enum dg_status st;

	while (names.cells < 2 * (dg_pairing_groups(pg) + old->rows + 1))
		names.cells *= 2;
	if (!(names.at = calloc(names.cells, sizeof *names.at)))
		exit(tool_fail("out of memory"));
	put_head(out, langs, n, old);
	st = put_rows(out, pg, n, old, &names, err);
	for (size_t i = 0; i < names.cells; i++)
		free(names.at[i]);
	free(names.at);
	return st;
}
