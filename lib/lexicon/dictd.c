/* dictd.c -- dictionaries in the format of dictd, as FreeDict publishes them.
 *
 * The index has a line a headword: word, offset and length, tab-separated, the numbers
 * in the base-64 digits of dictfmt(1).  At that place of the data stands the entry:
 *   Haus /haʊs/ <n, neut>          the headword, its sounds, its grammar
 *   1. maison                      translations, numbered where there are several senses
 *   eine Erklärung                 what else there is to say
 * The data are gzip with an index of their own (dictzip), which plain gunzip reads. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum { DATA_MAX = 1 << 30, LINE_MAX_BYTES = 1 << 16 };

struct place { uint64_t at, n, line; };
struct places { struct place *at; size_t n, cap; };

static bool
read_number(struct dg_bytes s, uint64_t *ret)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	*ret = 0;
	if (s.n == 0 || s.n > 8)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		const char *p = s.p[i] ? strchr(digits, s.p[i]) : NULL;

		if (!p)
			return false;
		*ret = *ret << 6 | (uint64_t)(p - digits);
	}
	return true;
}

/* NULL, or what is wrong with the line. */
static const char *
read_place(struct dg_bytes line, size_t size, struct place *p)
{
	const char *end = line.p + line.n, *one = memchr(line.p, '\t', line.n), *two;

	if (!one || !(two = memchr(one + 1, '\t', (size_t)(end - one - 1))))
		return "not a word, an offset and a length";
	if (!read_number((struct dg_bytes){ one + 1, (size_t)(two - one - 1) }, &p->at) ||
	    !read_number((struct dg_bytes){ two + 1, (size_t)(end - two - 1) }, &p->n))
		return "an offset or a length that is no number";
	if (p->at > size || p->n > size - p->at)
		return "an entry outside of the data";
	return NULL;
}

static int
by_offset(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

static enum dg_status
read_index(struct dg_in *in, size_t size, struct places *places, dg_bad_row *bad, void *ctx,
    struct dg_error *err)
{
	struct dg_lines *lines;
	struct dg_bytes line;
	enum dg_status st;

	if ((st = dg_lines_new(&lines, in, LINE_MAX_BYTES, err)) != DG_OK)
		return st;
	while ((st = dg_lines_next(lines, &line, err)) == DG_OK) {
		struct place p = { .line = dg_lines_number(lines) };
		const char *wrong;

		/* what dictfmt itself puts in: 00databaseinfo and its like */
		if (line.n == 0 || (line.n > 10 && memcmp(line.p, "00database", 10) == 0))
			continue;
		if ((wrong = read_place(line, size, &p)) != NULL)
			bad(p.line, wrong, ctx);
		else if (!dg_grow(&places->at, &places->cap, places->n + 1, sizeof p))
			st = dg_fail_nomem(err);
		else
			places->at[places->n++] = p;
		if (st != DG_OK)
			break;
	}
	dg_lines_free(lines);
	if (places->n)
		qsort(places->at, places->n, sizeof *places->at, by_offset);
	return st == DG_END ? DG_OK : st;
}

static bool
next_line(struct dg_bytes *rest, struct dg_bytes *line)
{
	const char *nl;

	if (rest->n == 0)
		return false;
	nl = memchr(rest->p, '\n', rest->n);
	*line = (struct dg_bytes){ rest->p, nl ? (size_t)(nl - rest->p) : rest->n };
	*rest = (struct dg_bytes){ rest->p + line->n + (nl != NULL),
	    rest->n - line->n - (nl != NULL) };
	while (line->n && line->p[0] == ' ')
		*line = (struct dg_bytes){ line->p + 1, line->n - 1 };
	return true;
}

/* "Haus /haʊs/ <n>" → "Haus" */
static struct dg_bytes
headword(struct dg_bytes line)
{
	for (size_t i = 0; i + 1 < line.n; i++)
		if (line.p[i] == ' ' && (line.p[i + 1] == '/' || line.p[i + 1] == '<' ||
		    line.p[i + 1] == '['))
			return (struct dg_bytes){ line.p, i };
	return line;
}

/* "2. demeure" → "demeure"; false where there is no number. */
static bool
numbered(struct dg_bytes *line)
{
	size_t i = 0;

	while (i < line->n && line->p[i] >= '0' && line->p[i] <= '9')
		i++;
	if (i == 0 || i > 2 || i + 1 >= line->n || line->p[i] != '.')
		return false;
	*line = (struct dg_bytes){ line->p + i + 1, line->n - i - 1 };
	return true;
}

static enum dg_status
put_entry(struct dg_lexicon_builder *b, struct dg_bytes text, size_t from, size_t to,
    struct dg_buf cell[2], struct dg_error *err)
{
	struct dg_bytes cells[LEX_LANGS_MAX] = { { NULL, 0 } }, line;
	bool first = true;

	cell[0].n = cell[1].n = 0;
	if (!next_line(&text, &line))
		return DG_OK;
	gloss_put(&cell[0], headword(line));
	for (; next_line(&text, &line); first = false)
		if (numbered(&line) || first)
			gloss_put_each(&cell[1], line, ",;");
	if (cell[0].failed || cell[1].failed)
		return dg_fail_nomem(err);
	if (cell[0].n == 0 || cell[1].n == 0)
		return DG_OK;
	cells[from] = dg_buf_bytes(&cell[0]);
	cells[to] = dg_buf_bytes(&cell[1]);
	return dg_lexicon_builder_entry(b, cells, 1, err);
}

enum dg_status
dg_lexicon_builder_dictd(struct dg_lexicon_builder *b, struct dg_in *index, struct dg_in *data,
    const char *from, const char *to, dg_bad_row *bad, void *ctx, struct dg_error *err)
{
	size_t x = build_language(b, from), y = build_language(b, to);
	struct dg_buf text = { 0 }, cell[2] = { { 0 } };
	struct places places = { 0 };
	enum dg_status st;

	if (x == LEX_LANGS_MAX || y == LEX_LANGS_MAX || x == y)
		return dg_fail(err, DG_EUSAGE, 0, "no '%s' to '%s' in this lexicon", from, to);
	if ((st = dg_in_all(data, DATA_MAX, &text, err)) == DG_OK)
		st = read_index(index, text.n, &places, bad, ctx, err);
	for (size_t i = 0; i < places.n && st == DG_OK; i++)
		if (i == 0 || places.at[i].at != places.at[i - 1].at)
			st = put_entry(b, (struct dg_bytes){ text.p + places.at[i].at,
			    (size_t)places.at[i].n }, x, y, cell, err);
	free(places.at);
	dg_buf_free(&text);
	dg_buf_free(&cell[0]);
	dg_buf_free(&cell[1]);
	return st;
}
