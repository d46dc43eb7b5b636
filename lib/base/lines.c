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

enum dg_status
dg_lines_next(struct dg_lines *l, struct dg_bytes *line, struct dg_error *err)
{
	enum dg_status st;
	size_t seen = 0, n;
	const char *nl = NULL;

	for (;;) {
		n = l->end - l->start;
		if (n > seen)
			nl = memchr(l->buf + l->start + seen, '\n', n - seen);
		if (nl || l->eof)
			break;
		seen = n;
		if (n > l->max + 4)
			break;
		if ((st = more(l, err)) != DG_OK)
			return st;
	}
	skip_bom(l);
	n = nl ? (size_t)(nl - (l->buf + l->start)) : l->end - l->start;
	if (!nl && n == 0 && l->eof)
		return DG_END;
	if (n > l->max)
		return dg_fail(err, DG_ELIMIT, l->number + 1, "line longer than %zu bytes", l->max);
	*line = (struct dg_bytes){ l->buf + l->start, n };
	if (nl && n > 0 && line->p[n - 1] == '\r')
		line->n--;
	l->start += nl ? n + 1 : n;
	l->number++;
	return DG_OK;
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
