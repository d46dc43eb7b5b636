/* dg-text -- the paragraphs of a statement out of its page.
 * One page in memory.  See dg-text(1). */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

enum { KEY_ALL = 256, KEY_CHARSET, KEY_MAX };

struct options {
	struct dg_page_options page;
	struct dg_out *meta;
	size_t max;
};

static const struct tool_option options[] = {
	{ 'l', "lang", "LANG", "the language of the pages, a BCP 47 tag" },
	{ 'm', "meta", "FILE", "write what the pages say of themselves, as JSON" },
	{ KEY_ALL, "all", NULL, "every block of the page, navigation and all" },
	{ KEY_CHARSET, "charset", "NAME", "the encoding, where a server said it" },
	{ KEY_MAX, "max-input", "BYTES", "the largest page (64 MiB)" },
	{ 0 }
};

static const struct tool tool = { "dg-text",
	"[--all] [-l LANG] [-m META.json] [--charset NAME] [--max-input BYTES] [PAGE ...]",
	"Print the paragraphs of the statement that a page holds, one a line, UTF-8:\n"
	"title, date line and body; navigation, share links and footers are left out.", options };

static void
put_json_string(struct dg_out *out, const char *s)
{
	dg_out_str(out, "\"");
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			dg_out_format(out, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			dg_out_format(out, "\\u%04x", *s);
		else
			dg_out_put(out, s, 1);
	}
	dg_out_str(out, "\"");
}

static void
put_member(struct dg_out *out, const char *name, const char *value)
{
	dg_out_format(out, ",\"%s\":", name);
	if (value)
		put_json_string(out, value);
	else
		dg_out_str(out, "null");
}

/* One object a line: for one page the whole is JSON, for several JSON Lines. */
static void
put_meta(struct dg_out *out, const char *file, const struct dg_page *page)
{
	dg_out_str(out, "{\"file\":");
	put_json_string(out, file);
	put_member(out, "title", page->title);
	put_member(out, "date", page->date);
	put_member(out, "language", page->lang);
	put_member(out, "charset", page->charset);
	put_member(out, "url", page->url);
	put_member(out, "site", page->site);
	dg_out_str(out, ",\"alternates\":[");
	for (size_t i = 0; i < page->n_alternates; i++) {
		dg_out_str(out, i ? ",{\"hreflang\":" : "{\"hreflang\":");
		put_json_string(out, page->alternates[i].lang);
		put_member(out, "url", page->alternates[i].url);
		dg_out_str(out, "}");
	}
	dg_out_format(out, "],\"html\":%s,\"paragraphs\":%zu,\"around\":%zu,\"bad_bytes\":%zu}\n",
	    page->html ? "true" : "false", page->n, page->n_around, page->bad_bytes);
}

static int
one_file(const char *file, struct dg_in *in, void *ctx)
{
	struct options *opt = ctx;
	struct dg_buf raw = { 0 };
	struct dg_page *page = NULL;
	struct dg_error err;
	int rc = 0;

	if (dg_in_all(in, opt->max, &raw, &err) != DG_OK ||
	    dg_page_read(&page, dg_buf_bytes(&raw), &opt->page, &err) != DG_OK) {
		rc = tool_error(file, &err);
	} else {
		for (size_t i = 0; i < page->n; i++) {
			dg_out_put(tool_stdout(), page->paragraphs[i].text.p,
			    page->paragraphs[i].text.n);
			dg_out_str(tool_stdout(), "\n");
		}
		if (page->bad_bytes)
			tool_warn("%s: %zu bytes are no %s; each is U+FFFD now", file,
			    page->bad_bytes, page->charset);
		tool_note("%s: %s, %s, %zu paragraphs, %zu blocks left out", file, page->charset,
		    page->lang ? page->lang : "language unknown", page->n, page->n_around);
		if (opt->meta)
			put_meta(opt->meta, file, page);
	}
	dg_page_free(page);
	dg_buf_free(&raw);
	return rc;
}

int
main(int argc, char *argv[])
{
	struct options opt = { .max = (size_t)64 << 20 };
	const char *arg, *meta = NULL;
	struct dg_error err;
	int key, operand, rc;

	while ((key = tool_option(&tool, argc, argv, &arg, &operand)) != -1)
		switch (key) {
		case 'l': opt.page.lang = arg; break;
		case 'm': meta = arg; break;
		case KEY_ALL: opt.page.all = true; break;
		case KEY_CHARSET: opt.page.charset = arg; break;
		case KEY_MAX: opt.max = (size_t)tool_number("--max-input", arg, 1, 700000000); break;
		}
	(void)tool_stdout();
	if (meta && dg_out_open(&opt.meta, meta, 0, &err) != DG_OK)
		return tool_end(tool_error(meta, &err));
	rc = tool_each(argv + operand, one_file, &opt);
	if (opt.meta && dg_out_commit(opt.meta, &err) != DG_OK)
		rc = tool_error(meta, &err);
	dg_out_free(opt.meta);
	return tool_end(rc);
}
