/* manifest.c -- which documents a batch has, and of which pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

enum { COLUMNS_MAX = 256, LINE_MAX_BYTES = 1 << 20 };

static const char *
cell_at(const struct dg_manifest *m, size_t cell)
{
	return m->store.p + m->cells[cell];
}

const char *
manifest_name(const struct dg_manifest *m, size_t column)
{
	return cell_at(m, column);
}

const char *
manifest_cell(const struct dg_manifest *m, size_t document, size_t column)
{
	return cell_at(m, m->documents[document].cell + column);
}

bool
manifest_has(const struct dg_manifest *m, size_t document, size_t side)
{
	const char *cell = manifest_cell(m, document, 1 + side);

	return *cell && strcmp(cell, "-") != 0;
}

size_t
dg_manifest_documents(const struct dg_manifest *m)
{
	return m->n;
}

/* The cells of a line into the store; how many. */
static enum dg_status
add_cells(struct dg_manifest *m, struct dg_bytes line, size_t *n, struct dg_error *err)
{
	size_t start = 0;

	*n = 0;
	for (size_t i = 0; i <= line.n; i++) {
		if (i < line.n && line.p[i] != '\t')
			continue;
		if (!dg_grow(&m->cells, &m->cap_cells, m->n_cells + 1, sizeof *m->cells))
			return dg_fail_nomem(err);
		m->cells[m->n_cells++] = m->store.n;
		dg_put(&m->store, line.p + start, i - start);
		dg_put(&m->store, "", 1);
		start = i + 1;
		++*n;
	}
	return m->store.failed ? dg_fail_nomem(err) : DG_OK;
}

/* "doc", two or three languages, then names that are no language and not ours. */
static enum dg_status
check_header(struct dg_manifest *m, uint64_t line, struct dg_error *err)
{
	static const char *const ours[] = { "doc", "bead", "score", "paragraph", "sentence", "rule", "value" };

	if (strcmp(manifest_name(m, 0), "doc") != 0)
		return dg_fail(err, DG_EINPUT, line, "the header does not begin with 'doc' but with '%.40s'",
		    manifest_name(m, 0));
	for (size_t c = 1; c < m->columns; c++) {
		const char *name = manifest_name(m, c);

		if (c == m->sides + 1 && dg_is_language(dg_bytes_of(name)))
			m->sides++;
		for (size_t k = 0; k < c; k++)
			if (strcmp(manifest_name(m, k), name) == 0)
				return dg_fail(err, DG_EINPUT, line, "two columns are named '%.40s'", name);
		for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
			if (strcmp(ours[k], name) == 0)
				return dg_fail(err, DG_EINPUT, line,
				    "a column named '%s' would hide one of the corpus", name);
		if (!*name)
			return dg_fail(err, DG_EINPUT, line, "column %zu has no name", c + 1);
	}
	if (m->sides < 2 || m->sides > DG_TEXTS_MAX)
		return dg_fail(err, DG_EINPUT, line,
		    "%zu columns behind 'doc' are languages, not two or three", m->sides);
	for (size_t i = 1; i <= m->sides; i++)
		for (size_t k = 1; k < i; k++)
			if (dg_language_same(manifest_name(m, i), manifest_name(m, k)))
				return dg_fail(err, DG_EINPUT, line, "'%s' and '%s' are one language",
				    manifest_name(m, k), manifest_name(m, i));
	return DG_OK;
}

static enum dg_status
add_document(struct dg_manifest *m, struct dg_bytes text, uint64_t line, struct dg_error *err)
{
	size_t first = m->n_cells, n;
	enum dg_status st = add_cells(m, text, &n, err);

	if (st != DG_OK)
		return st;
	if (n != m->columns)
		return dg_fail(err, DG_EINPUT, line, "%zu cells where the header has %zu", n,
		    m->columns);
	if (!dg_grow(&m->documents, &m->cap, m->n + 1, sizeof *m->documents))
		return dg_fail_nomem(err);
	m->documents[m->n++] = (struct batch_document){ first, line };
	if (!*manifest_cell(m, m->n - 1, 0))
		return dg_fail(err, DG_EINPUT, line, "the document has no name");
	return DG_OK;
}

/* qsort has no context: the names are sorted as pointers, the line is found by them. */
static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum dg_status
check_names(const struct dg_manifest *m, struct dg_error *err)
{
	const char **names = malloc((m->n + 1) * sizeof *names), *twice = NULL;
	enum dg_status st = DG_OK;

	if (!names)
		return dg_fail_nomem(err);
	for (size_t i = 0; i < m->n; i++)
		names[i] = manifest_cell(m, i, 0);
	qsort(names, m->n, sizeof *names, by_name);
	for (size_t i = 1; i < m->n && !twice; i++)
		if (strcmp(names[i], names[i - 1]) == 0)
			twice = names[i];
	for (size_t i = 0, seen = 0; i < m->n && twice && st == DG_OK; i++)
		if (strcmp(manifest_cell(m, i, 0), twice) == 0 && seen++)
			st = dg_fail(err, DG_EINPUT, m->documents[i].line,
			    "document '%.60s' stands here a second time", twice);
	free(names);
	return st;
}

static enum dg_status
read_all(struct dg_manifest *m, struct dg_lines *lines, struct dg_error *err)
{
	struct dg_bytes line;
	enum dg_status st;

	while ((st = dg_lines_next(lines, &line, err)) == DG_OK) {
		uint64_t at = dg_lines_number(lines);

		if (line.n == 0)
			continue;
		if (memchr(line.p, 0, line.n))
			return dg_fail(err, DG_EINPUT, at, "a NUL byte");
		if (m->columns == 0) {
			if ((st = add_cells(m, line, &m->columns, err)) == DG_OK)
				st = m->columns > COLUMNS_MAX ? dg_fail(err, DG_ELIMIT, at,
				    "more than %d columns", COLUMNS_MAX) : check_header(m, at, err);
		} else {
			st = add_document(m, line, at, err);
		}
		if (st != DG_OK)
			return st;
	}
	if (st == DG_END && m->n == 0)
		return dg_fail(err, DG_EINPUT, 0, "the manifest names no document");
	return st == DG_END ? check_names(m, err) : st;
}

enum dg_status
dg_manifest_read(struct dg_manifest **ret, struct dg_in *in, struct dg_error *err)
{
	struct dg_manifest *m = calloc(1, sizeof *m);
	struct dg_lines *lines = NULL;
	enum dg_status st;

	*ret = NULL;
	if (!m)
		return dg_fail_nomem(err);
	if ((st = dg_lines_new(&lines, in, LINE_MAX_BYTES, err)) == DG_OK)
		st = read_all(m, lines, err);
	dg_lines_free(lines);
	if (st != DG_OK) {
		dg_manifest_free(m);
		return st;
	}
	*ret = m;
	return DG_OK;
}

void
dg_manifest_free(struct dg_manifest *m)
{
	if (!m)
		return;
	dg_buf_free(&m->store);
	free(m->cells);
	free(m->documents);
	free(m);
}
