/* glossary.c -- TSV glossaries: a header that names the columns, a row an entry. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum { COLUMNS_MAX = 64 };

static size_t
split(struct dg_bytes line, struct dg_bytes cell[COLUMNS_MAX])
{
	size_t n = 0, start = 0;

	for (size_t i = 0; i <= line.n; i++) {
		if (i < line.n && line.p[i] != '\t')
			continue;
		if (n == COLUMNS_MAX)
			break;
		cell[n++] = (struct dg_bytes){ line.p + start, i - start };
		start = i + 1;
	}
	return n;
}

/* Column of each of the builder's languages; a row of one column is a comment. */
static enum dg_status
read_header(const struct dg_lexicon_builder *b, struct dg_bytes line, size_t column[],
    size_t *columns, struct dg_error *err)
{
	struct dg_bytes name[COLUMNS_MAX];
	size_t found = 0;

	*columns = split(line, name);
	for (size_t l = 0; l < b->langs; l++) {
		column[l] = COLUMNS_MAX;
		for (size_t c = 0; c < *columns; c++)
			if (dg_bytes_equal(name[c], dg_bytes_of(b->lang[l].tag))) {
				column[l] = c;
				found++;
			}
	}
	if (found < 2)
		return dg_fail(err, DG_EINPUT, 1,
		    "the header names fewer than two of the lexicon's languages");
	return DG_OK;
}

enum dg_status
dg_lexicon_builder_glossary(struct dg_lexicon_builder *b, struct dg_in *in,
    void (*bad)(uint64_t line, const char *what, void *ctx), void *ctx, struct dg_error *err)
{
	struct dg_lines *lines;
	struct dg_bytes line, cell[COLUMNS_MAX], side[LEX_LANGS_MAX];
	size_t column[LEX_LANGS_MAX], columns = 0;
	enum dg_status st;

	if ((st = dg_lines_new(&lines, in, 1 << 20, err)) != DG_OK)
		return st;
	if ((st = dg_lines_next(lines, &line, err)) == DG_OK)
		st = read_header(b, line, column, &columns, err);
	else if (st == DG_END)
		st = dg_fail(err, DG_EINPUT, 0, "empty glossary");
	while (st == DG_OK && (st = dg_lines_next(lines, &line, err)) == DG_OK) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (split(line, cell) != columns) {
			bad(dg_lines_number(lines), "wrong number of columns", ctx);
			continue;
		}
		for (size_t l = 0; l < b->langs; l++)
			side[l] = column[l] < columns ? cell[column[l]] :
			    (struct dg_bytes){ NULL, 0 };
		st = dg_lexicon_builder_entry(b, side, 1, err);
	}
	dg_lines_free(lines);
	return st == DG_END ? DG_OK : st;
}
