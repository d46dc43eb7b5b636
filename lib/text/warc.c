/* warc.c -- the pages of a crawl: WARC 1.0 and 1.1 (ISO 28500) records one after the
 * other, with the HTTP response (RFC 9112) in each taken apart. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/text.h"

enum { CHUNK = 64 * 1024, LINE_MAX_ = 64 * 1024 };

struct dg_warc {
	struct dg_in *in;		/* borrowed */
	struct dg_in *own;		/* or, of dg_warc_open_at, not */
	size_t max;
	char buf[CHUNK];
	size_t at, n;
	bool eof;
	uint64_t left;			/* of the record that is being read */
	uint64_t record;
	struct dg_buf line, body, plain;
	struct dg_buf url, charset, type;
};

enum dg_status
dg_warc_new(struct dg_warc **ret, struct dg_in *in, size_t max, struct dg_error *err)
{
	if (!(*ret = calloc(1, sizeof **ret)))
		return dg_fail_nomem(err);
	(*ret)->in = in;
	(*ret)->max = max;
	return DG_OK;
}

static enum dg_status
fill(struct dg_warc *w, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	if (w->at < w->n)
		return DG_OK;
	w->at = w->n = 0;
	if (!w->eof)
		st = dg_in_read(w->in, w->buf, CHUNK, &w->n, err);
	w->eof |= st == DG_END;
	return w->eof ? DG_END : st;
}

/* A line without its end; DG_END where there is none. */
static enum dg_status
read_line(struct dg_warc *w, struct dg_error *err)
{
	enum dg_status st;

	w->line.n = 0;
	for (;;) {
		const char *nl;
		size_t n;

		if ((st = fill(w, err)) != DG_OK)
			return st == DG_END && w->line.n ? DG_OK : st;
		nl = memchr(w->buf + w->at, '\n', w->n - w->at);
		n = nl ? (size_t)(nl - w->buf) - w->at : w->n - w->at;
		dg_put(&w->line, w->buf + w->at, n);
		w->at += n + (nl != NULL);
		if (w->line.n > LINE_MAX_)
			return dg_fail(err, DG_EINPUT, 0, "record %llu: a header line without end",
			    (unsigned long long)w->record);
		if (nl)
			break;
	}
	if (w->line.n && w->line.p[w->line.n - 1] == '\r')
		w->line.n--;
	return DG_OK;
}

/* The value of the header `name` if `line` is that header. */
static bool
value_of(struct dg_bytes line, const char *name, struct dg_bytes *value)
{
	size_t n = strlen(name);

	if (line.n <= n || line.p[n] != ':' || strncasecmp(line.p, name, n) != 0)
		return false;
	for (n++; n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'); n++)
		;
	*value = (struct dg_bytes){ line.p + n, line.n - n };
	while (value->n && (value->p[value->n - 1] == ' ' || value->p[value->n - 1] == '\r'))
		value->n--;
	return true;
}

static void
set(struct dg_buf *to, struct dg_bytes s)
{
	to->n = 0;
	dg_put_bytes(to, s);
	dg_put_char(to, '\0');
	to->n -= !to->failed;
}

static uint64_t
number(struct dg_bytes s)
{
	uint64_t v = 0;

	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < UINT64_MAX / 20; i++)
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	return v;
}

/* The header of the next record, down to its empty line. */
static enum dg_status
read_header(struct dg_warc *w, struct dg_error *err)
{
	enum dg_status st;
	struct dg_bytes v;
	bool sized = false;

	do
		if ((st = read_line(w, err)) != DG_OK)
			return st;
	while (w->line.n == 0);
	w->record++;
	if (w->line.n < 5 || memcmp(w->line.p, "WARC/", 5) != 0)
		return dg_fail(err, DG_EINPUT, 0, w->own ? "no record begins there" :
		    w->record == 1 ? "not a WARC file" :
		    "record %llu does not begin with WARC/", (unsigned long long)w->record);
	set(&w->url, (struct dg_bytes){ "", 0 });
	set(&w->type, (struct dg_bytes){ "", 0 });
	set(&w->charset, (struct dg_bytes){ "", 0 });
	while ((st = read_line(w, err)) == DG_OK && w->line.n) {
		struct dg_bytes line = dg_buf_bytes(&w->line);

		if (value_of(line, "WARC-Type", &v))
			set(&w->type, v);
		else if (value_of(line, "WARC-Target-URI", &v))
			set(&w->url, v.n > 1 && v.p[0] == '<' ? (struct dg_bytes){ v.p + 1, v.n - 2 } : v);
		else if (value_of(line, "Content-Length", &v)) {
			w->left = number(v);
			sized = true;
		}
	}
	if (st != DG_OK && st != DG_END)
		return st;
	if (!sized)
		return dg_fail(err, DG_EINPUT, 0, "record %llu has no Content-Length",
		    (unsigned long long)w->record);
	return w->line.failed || w->url.failed || w->type.failed || w->charset.failed ?
	    dg_fail_nomem(err) : DG_OK;
}

/* The record's block into `body`, or past it; a block that ends early is an error. */
static enum dg_status
read_block(struct dg_warc *w, bool wanted, struct dg_error *err)
{
	bool large = w->left > w->max;
	enum dg_status st;

	w->body.n = 0;
	while (w->left) {
		size_t n;

		if ((st = fill(w, err)) != DG_OK)
			return st != DG_END ? st : dg_fail(err, DG_EINPUT, 0,
			    "record %llu ends in the middle", (unsigned long long)w->record);
		n = w->n - w->at < w->left ? w->n - w->at : (size_t)w->left;
		if (wanted && !large)
			dg_put(&w->body, w->buf + w->at, n);
		w->at += n;
		w->left -= n;
	}
	if (wanted && large)
		return dg_fail(err, DG_ELIMIT, 0, "%s: larger than %zu bytes", w->url.p, w->max);
	return w->body.failed ? dg_fail_nomem(err) : DG_OK;
}

/* Chunks (RFC 9112 §7.1) in place; what is no chunk stays as it is. */
static struct dg_bytes
without_chunks(struct dg_bytes s)
{
	char *p = (char *)(uintptr_t)s.p;
	size_t at = 0, out = 0;

	while (at < s.n) {
		size_t size = 0, digits = 0;

		for (; at < s.n && digits < 8; at++, digits++) {
			int c = s.p[at] | 32, d = c >= '0' && c <= '9' ? c - '0' :
			    c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;

			/* | 32 leaves digits as they are */
			if (d < 0)
				break;
			size = size * 16 + (size_t)d;
		}
		while (at < s.n && s.p[at] != '\n')
			at++;
		at++;
		if (digits == 0 || at > s.n)
			return out ? (struct dg_bytes){ s.p, out } : s;
		if (size == 0)
			break;
		size = size < s.n - at ? size : s.n - at;
		memmove(p + out, s.p + at, size);
		out += size;
		at += size;
		while (at < s.n && (s.p[at] == '\r' || s.p[at] == '\n'))
			at++;
	}
	return (struct dg_bytes){ s.p, out };
}

static void
take_charset(struct dg_warc *w, struct dg_bytes type)
{
	for (size_t i = 0; i + 8 < type.n; i++)
		if (strncasecmp(type.p + i, "charset=", 8) == 0) {
			struct dg_bytes v = { type.p + i + 8, type.n - i - 8 };

			if (v.n && (*v.p == '"' || *v.p == '\''))
				v = (struct dg_bytes){ v.p + 1, v.n - 1 };
			for (size_t k = 0; k < v.n; k++)
				if (strchr("\"'; ", v.p[k]))
					v.n = k;
			set(&w->charset, v);
			return;
		}
}

static bool
is_text(struct dg_bytes type)
{
	static const char *const types[] = { "text/html", "application/xhtml+xml", "text/plain",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.oasis.opendocument.text", "application/pdf" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (type.n >= strlen(types[i]) && strncasecmp(type.p, types[i], strlen(types[i])) == 0)
			return true;
	return type.n == 0;
}

/* Status, headers and body of the response; false: no page that was found. */
static bool
take_response(struct dg_warc *w, struct dg_bytes *body)
{
	struct dg_bytes s = dg_buf_bytes(&w->body), v, type = { "", 0 };
	bool chunked = false, ok;
	size_t at = 0;

	if (s.n < 12 || memcmp(s.p, "HTTP/", 5) != 0)
		return false;
	while (at < s.n && s.p[at] != ' ' && s.p[at] != '\n')
		at++;
	ok = at + 1 < s.n && s.p[at + 1] == '2';
	for (;;) {
		const char *nl = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;
		struct dg_bytes line;

		if (!nl)
			return false;
		line = (struct dg_bytes){ s.p + at, (size_t)(nl - s.p) - at };
		at += line.n + 1;
		if (line.n == 0 || (line.n == 1 && line.p[0] == '\r'))
			break;
		if (value_of(line, "Content-Type", &v))
			type = v;
		else if (value_of(line, "Transfer-Encoding", &v))
			chunked |= v.n >= 7 && strncasecmp(v.p + v.n - 7, "chunked", 7) == 0;
	}
	*body = (struct dg_bytes){ s.p + at, s.n - at };
	if (!ok || !is_text(type) || body->n == 0)
		return false;
	take_charset(w, type);
	if (chunked)
		*body = without_chunks(*body);
	return body->n > 0;
}

/* A body that the server sent packed is told by its magic number. */
static enum dg_status
unpack(struct dg_warc *w, struct dg_bytes *body, struct dg_error *err)
{
	struct dg_in *in;
	enum dg_status st;

	if (body->n < 2 || memcmp(body->p, "\x1F\x8B", 2) != 0)
		return DG_OK;
	w->plain.n = 0;
	if ((st = dg_in_memory(&in, *body, err)) != DG_OK)
		return st;
	st = dg_in_all(in, w->max, &w->plain, err);
	dg_in_free(in);
	*body = dg_buf_bytes(&w->plain);
	return st;
}

/* The next record; *page: it holds one that was found. */
static enum dg_status
read_record(struct dg_warc *w, struct dg_warc_record *ret, bool *page, struct dg_error *err)
{
	enum dg_status st = read_header(w, err);
	bool response, resource;

	*page = false;
	if (st != DG_OK) {
		w->eof = true;	/* where the next record begins is not known */
		w->at = w->n = 0;
		return st;
	}
	response = strcmp(w->type.p, "response") == 0;
	resource = strcmp(w->type.p, "resource") == 0;
	if ((st = read_block(w, response || resource, err)) != DG_OK)
		return st;
	ret->body = dg_buf_bytes(&w->body);
	*page = response ? take_response(w, &ret->body) : resource && ret->body.n;
	if (*page && (st = unpack(w, &ret->body, err)) == DG_OK) {
		ret->url = w->url.p;
		ret->charset = w->charset.n ? w->charset.p : NULL;
	}
	return st;
}

enum dg_status
dg_warc_next(struct dg_warc *w, struct dg_warc_record *ret, struct dg_error *err)
{
	enum dg_status st;
	bool page;

	do
		st = read_record(w, ret, &page, err);
	while (st == DG_OK && !page);
	return st;
}

enum dg_status
dg_warc_open_at(struct dg_warc **ret, const char *path, uint64_t offset, size_t max,
    struct dg_warc_record *record, struct dg_error *err)
{
	struct dg_in *in;
	enum dg_status st = dg_in_open_at(&in, path, offset, err);
	bool page;

	*ret = NULL;
	if (st != DG_OK)
		return st;
	if ((st = dg_warc_new(ret, in, max, err)) != DG_OK) {
		dg_in_free(in);
		return st;
	}
	(*ret)->own = in;
	st = read_record(*ret, record, &page, err);
	if (st == DG_END)
		st = dg_fail(err, DG_EINPUT, 0, "the file ends before");
	else if (st == DG_OK && !page)
		st = dg_fail(err, DG_EINPUT, 0, "the record is no page that was found");
	return st;
}

void
dg_warc_free(struct dg_warc *w)
{
	if (!w)
		return;
	dg_buf_free(&w->line);
	dg_buf_free(&w->body);
	dg_buf_free(&w->plain);
	dg_buf_free(&w->url);
	dg_buf_free(&w->charset);
	dg_buf_free(&w->type);
	dg_in_free(w->own);
	free(w);
}
