/* page.c -- the bytes of a page: a file of its own, or a record of a crawl. */
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

static const size_t PAGE_MAX = (size_t)64 << 20;

static enum dg_status
read_file(struct batch_page *page, const char *path, struct dg_error *err)
{
	struct dg_in *in = NULL;
	enum dg_status st = dg_in_open(&in, path, err);

	if (st == DG_OK)
		st = dg_in_all(in, PAGE_MAX, &page->raw, err);
	dg_in_free(in);
	return st;
}

static bool
ends(const char *s, size_t n, const char *with)
{
	size_t k = strlen(with);

	return n > k && memcmp(s + n - k, with, k) == 0;
}

/* "crawl.warc.gz#1234": the file's name is the first *n bytes. */
static bool
is_record(const char *cell, size_t *n, uint64_t *offset)
{
	const char *hash = strrchr(cell, '#'), *p;

	*n = hash ? (size_t)(hash - cell) : 0;
	*offset = 0;
	if (!hash || !hash[1] || !(ends(cell, *n, ".warc") || ends(cell, *n, ".warc.gz")))
		return false;
	for (p = hash + 1; *p >= '0' && *p <= '9' && *offset < INT64_MAX / 10; p++)
		*offset = *offset * 10 + (uint64_t)(*p - '0');
	return *p == '\0';
}

static void
put_string(struct dg_buf *to, const char *s)
{
	if (s)
		dg_put(to, s, strlen(s) + 1);
}

static enum dg_status
read_record(struct batch_page *page, const char *path, uint64_t offset, struct dg_error *err)
{
	struct dg_warc *warc = NULL;
	struct dg_warc_record record;
	enum dg_status st = dg_warc_open_at(&warc, path, offset, PAGE_MAX, &record, err);

	if (st == DG_OK) {
		dg_put_bytes(&page->raw, record.body);
		put_string(&page->url, record.url);
		put_string(&page->charset, record.charset);
		if (page->raw.failed || page->url.failed || page->charset.failed)
			st = dg_fail_nomem(err);
	}
	dg_warc_free(warc);
	return st;
}

static enum dg_status
read_cell(struct batch_page *page, const char *cell, struct dg_error *err)
{
	enum dg_status st;
	uint64_t offset;
	char *path;
	size_t n;

	page->raw.n = page->url.n = page->charset.n = 0;
	if (!is_record(cell, &n, &offset))
		return read_file(page, cell, err);
	if (!(path = strndup(cell, n)))
		return dg_fail_nomem(err);
	st = read_record(page, path, offset, err);
	free(path);
	return st;
}

enum dg_status
page_read(struct batch_page *page, const char *cell, const char *root, struct dg_error *err)
{
	struct dg_error other;
	struct dg_buf path = { 0 };
	enum dg_status st = read_cell(page, cell, err);

	if (st == DG_OK || !root || cell[0] == '/')
		return st;
	dg_put_format(&path, "%s/%s", root, cell);
	dg_put(&path, "", 1);
	/* where neither is there, the first answer is the one that names the cell */
	st = path.failed ? dg_fail_nomem(err) : read_cell(page, path.p, &other);
	dg_buf_free(&path);
	return st;
}

void
page_free(struct batch_page *page)
{
	dg_buf_free(&page->raw);
	dg_buf_free(&page->url);
	dg_buf_free(&page->charset);
}
