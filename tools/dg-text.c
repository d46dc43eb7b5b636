/* dg-text -- the paragraphs of a statement out of its page.
 * One page in memory.  See dg-text(1). */
#include <stdlib.h>
#include <string.h>

#include "dg-text/print.h"
#include "tool.h"

enum { KEY_ALL = 256, KEY_CHARSET, KEY_MAX, KEY_REPORT, KEY_JSON, KEY_BASE64, KEY_WARC, KEY_NUMBERS };

struct options {
	struct dg_page_options page;
	struct dg_out *meta, *report;
	size_t max;
	struct print_how how;
	bool warc;
	size_t printed;		/* documents so far */
};

static const struct tool_option options[] = {
	{ 'l', "lang", "LANG", "the language of the pages, a BCP 47 tag" },
	{ 'm', "meta", "FILE", "write what the pages say of themselves, as JSON" },
	{ KEY_ALL, "all", NULL, "every block of the page, navigation and all" },
	{ KEY_REPORT, "report", "FILE", "say of every block why it was kept or left out" },
	{ KEY_JSON, "json", NULL, "a page a line, as JSON" },
	{ KEY_BASE64, "base64", NULL, "a page a line, its text as base64" },
	{ KEY_NUMBERS, "numbers", NULL, "print the numbers of numbered lists too" },
	{ KEY_WARC, "warc", NULL, "the files are WARC: all pages of the crawl" },
	{ KEY_CHARSET, "charset", "NAME", "the encoding, where a server said it" },
	{ KEY_MAX, "max-input", "BYTES", "the largest page, or part of a document (64 MiB)" },
	{ 0 }
};

static const struct tool tool = { "dg-text",
	"[--all] [--json | --base64] [--warc] [-l LANG] [-m META.json] [--report FILE] [PAGE ...]",
	"Print the paragraphs of the statement that a page holds, one a line, UTF-8:\n"
	"title, date line and body; navigation, share links and footers are left out.\n"
	"A page is HTML, plain text, DOCX, ODT or PDF, told by looking.", options, false };

/* One page, read and told of. */
static int
one_page(const char *name, struct dg_bytes raw, const char *charset, struct options *opt)
{
	struct dg_page_options how = opt->page;
	struct dg_page *page;
	struct dg_error err;

	how.charset = how.charset ? how.charset : charset;
	how.all = opt->how.all || opt->report;
	how.url = opt->warc ? name : NULL;
	how.max = opt->max;
	if (dg_page_read(&page, raw, &how, &err) != DG_OK)
		return tool_error(name, &err);
	if (opt->warc && opt->how.form == PRINT_LINES)
		dg_out_format(tool_stdout(), "%s==> %s <==\n", opt->printed ? "\n" : "", name);
	opt->printed++;
	print_page(tool_stdout(), &opt->how, name, page);
	if (page->bad_bytes)
		tool_warn("%s: %zu bytes are no %s; each is U+FFFD now", name, page->bad_bytes,
		    page->charset);
	tool_note("%s: %s, %s, %zu paragraphs, %zu blocks left out", name, page->charset,
	    page->lang ? page->lang : "language unknown", page->n, page->n_around);
	if (opt->meta)
		print_meta(opt->meta, name, page);
	if (opt->report)
		print_report(opt->report, name, page);
	dg_page_free(page);
	return 0;
}

/* Each page of it; one that is none is told of, the others still come. */
static int
one_crawl(const char *file, struct dg_in *in, struct options *opt)
{
	struct dg_warc *warc;
	struct dg_warc_record record;
	struct dg_error err;
	enum dg_status st;
	int rc = 0;

	if (dg_warc_new(&warc, in, opt->max, &err) != DG_OK)
		return tool_error(file, &err);
	while ((st = dg_warc_next(warc, &record, &err)) != DG_END) {
		if (st != DG_OK) {
			rc = tool_error(file, &err);
			continue;
		}
		if (one_page(record.url, record.body, record.charset, opt) != 0)
			rc = 2;
		if (dg_out_failed(tool_stdout()))
			break;
	}
	dg_warc_free(warc);
	return rc;
}

static int
one_file(const char *file, struct dg_in *in, void *ctx)
{
	struct options *opt = ctx;
	struct dg_buf raw = { 0 };
	struct dg_error err;
	int rc;

	if (opt->warc)
		return one_crawl(file, in, opt);
	if (dg_in_all(in, opt->max, &raw, &err) != DG_OK)
		rc = tool_error(file, &err);
	else
		rc = one_page(file, dg_buf_bytes(&raw), NULL, opt);
	dg_buf_free(&raw);
	return rc;
}

/* Opened before any page is read; NULL stays NULL. */
static int
open_out(struct dg_out **ret, const char *path)
{
	struct dg_error err;

	return path && dg_out_open(ret, path, 0, &err) != DG_OK ? tool_error(path, &err) : 0;
}

static int
close_out(struct dg_out *out, const char *path)
{
	struct dg_error err;
	int rc = 0;

	if (out && dg_out_commit(out, &err) != DG_OK)
		rc = tool_error(path, &err);
	dg_out_free(out);
	return rc;
}

int
main(int argc, char *argv[])
{
	struct options opt = { .max = (size_t)64 << 20 };
	const char *arg, *meta = NULL, *report = NULL;
	int key, operand, rc;

	while ((key = tool_option(&tool, argc, argv, &arg, &operand)) != -1)
		switch (key) {
		case 'l': opt.page.lang = arg; break;
		case 'm': meta = arg; break;
		case KEY_ALL: opt.how.all = true; break;
		case KEY_REPORT: report = arg; break;
		case KEY_JSON: opt.how.form = PRINT_JSON; break;
		case KEY_BASE64: opt.how.form = PRINT_BASE64; break;
		case KEY_NUMBERS: opt.how.numbers = true; break;
		case KEY_WARC: opt.warc = true; break;
		case KEY_CHARSET: opt.page.charset = arg; break;
		case KEY_MAX: opt.max = (size_t)tool_number("--max-input", arg, 1, 700000000); break;
		}
	if (opt.page.charset && !dg_charset_known(opt.page.charset))
		return tool_end(tool_fail("--charset: no encoding is called '%s'", opt.page.charset));
	(void)tool_stdout();
	rc = open_out(&opt.meta, meta);
	rc = rc ? rc : open_out(&opt.report, report);
	if (rc == 0) {
		if (opt.report)
			print_report_head(opt.report);
		rc = tool_each(argv + operand, one_file, &opt);
	}
	if (close_out(opt.meta, meta) || close_out(opt.report, report))
		rc = 2;
	return tool_end(rc);
}
