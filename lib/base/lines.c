/* lines.c -- the lines of a source; memory follows the longest line. */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

enum { CHUNK = 64 * 1024 };

struct dg_lines {
	struct dg_in *in;
	char *buf;
	size_t start, end, cap, max;
	uint64_t number;
	bool eof;
	bool inside;		/* of a line that is given in windows */
};

enum dg_status
dg_lines_new(struct dg_lines **ret, struct dg_in *in, size_t max, struct dg_error *err)
{
	struct dg_lines *l;

	*ret = NULL;
	if (!(l = calloc(1, sizeof *l)))
		return dg_fail_nomem(err);
	if (!(l->buf = malloc(CHUNK))) {
		free(l);
		return dg_fail_nomem(err);
	}
	l->cap = CHUNK;
	l->in = in;
	l->max = max;
	*ret = l;
	return DG_OK;
}

/* More bytes behind `end`: move the line to the front, then grow. */
static enum dg_status
more(struct dg_lines *l, struct dg_error *err)
{
	enum dg_status st;
	size_t n;

	if (l->start > 0) {
		memmove(l->buf, l->buf + l->start, l->end - l->start);
		l->end -= l->start;
		l->start = 0;
	}
	if (!dg_grow(&l->buf, &l->cap, l->end + CHUNK / 2, 1))
		return dg_fail_nomem(err);
	st = dg_in_read(l->in, l->buf + l->end, l->cap - l->end, &n, err);
	if (st == DG_END) {
		l->eof = true;
		return DG_OK;
	}
	if (st != DG_OK) {
		if (err)
			err->line = l->number + 1;
		return st;
	}
	l->end += n;
	return DG_OK;
}

static void
skip_bom(struct dg_lines *l)
{
	if (l->number == 0 && l->end - l->start >= 3 &&
	    memcmp(l->buf + l->start, "\xEF\xBB\xBF", 3) == 0)
		l->start += 3;
}

/* Read until the line at hand is whole, its end in *nl or the file's, or longer than
 * `want`: *n bytes of it. */
static enum dg_status
fill(struct dg_lines *l, size_t want, size_t *n, const char **nl, struct dg_error *err)
{
	enum dg_status st;
	size_t seen = 0;

	for (*nl = NULL;; seen = *n) {
		*n = l->end - l->start;
		if (*n > seen)
			*nl = memchr(l->buf + l->start + seen, '\n', *n - seen);
		if (*nl || l->eof || *n > want)
			break;
		if ((st = more(l, err)) != DG_OK)
			return st;
	}
	if (!l->inside)
		skip_bom(l);
	*n = *nl ? (size_t)(*nl - (l->buf + l->start)) : l->end - l->start;
	return !*nl && *n == 0 && l->eof && !l->inside ? DG_END : DG_OK;
}

/* The line, or the rest of it, that ends at `nl` or with the file. */
static void
give(struct dg_lines *l, struct dg_bytes *line, size_t n, const char *nl)
{
	*line = (struct dg_bytes){ l->buf + l->start, n };
	if (nl && n > 0 && line->p[n - 1] == '\r')
		line->n--;
	l->start += nl ? n + 1 : n;
	if (!l->inside)
		l->number++;
	l->inside = false;
}

enum dg_status
dg_lines_next(struct dg_lines *l, struct dg_bytes *line, struct dg_error *err)
{
	const char *nl;
	size_t n;
	enum dg_status st = fill(l, l->max + 4, &n, &nl, err);

	if (st != DG_OK)
		return st;
	if (n > l->max)
		return dg_fail(err, DG_ELIMIT, l->number + 1, "line longer than %zu bytes", l->max);
	give(l, line, n, nl);
	return DG_OK;
}

enum dg_status
dg_lines_window(struct dg_lines *l, struct dg_bytes *text, bool *more, struct dg_error *err)
{
	const char *nl;
	size_t left = l->inside ? l->end - l->start : 0, n;
	enum dg_status st = fill(l, left + l->max, &n, &nl, err);

	if (st != DG_OK)
		return st;
	*more = !nl && !l->eof;
	if (!*more) {
		give(l, text, n, nl);
		return DG_OK;
	}
	*text = (struct dg_bytes){ l->buf + l->start, n };
	if (!l->inside)
		l->number++;
	l->inside = true;
	return DG_OK;
}

void
dg_lines_used(struct dg_lines *l, size_t n)
{
	if (l->inside)
		l->start += n;
}

uint64_t
dg_lines_number(const struct dg_lines *l)
{
	return l->number;
}

void
dg_lines_free(struct dg_lines *l)
{
	if (!l)
		return;
	free(l->buf);
	free(l);
}
