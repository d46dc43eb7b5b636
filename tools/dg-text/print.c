/* print.c -- a page as lines, as a line of JSON, as a line of base64; what it says of
 * itself; why each block was kept or left out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

static const char *const kinds[] = { "body", "title", "date", "heading", "item", "cell", "around" };

static void
put_string(struct dg_out *out, struct dg_bytes s)
{
	size_t from = 0;

	dg_out_str(out, "\"");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		dg_out_put(out, s.p + from, i - from);
		if (c < 0x20)
			dg_out_format(out, "\\u%04x", c);
		else
			dg_out_format(out, "\\%c", c);
		from = i + 1;
	}
	dg_out_put(out, s.p + from, s.n - from);
	dg_out_str(out, "\"");
}

static void
put_member(struct dg_out *out, const char *name, const char *value)
{
	dg_out_format(out, ",\"%s\":", name);
	if (value)
		put_string(out, dg_bytes_of(value));
	else
		dg_out_str(out, "null");
}

/* The members that META and the lines of JSON share, without the closing brace. */
static void
put_facts(struct dg_out *out, const char *name, const struct dg_page *page)
{
	dg_out_str(out, "{\"file\":");
	put_string(out, dg_bytes_of(name));
	put_member(out, "title", page->title);
	put_member(out, "date", page->date);
	put_member(out, "language", page->lang);
	put_member(out, "format", page->format);
	put_member(out, "charset", page->charset);
	put_member(out, "url", page->url);
	put_member(out, "site", page->site);
	dg_out_str(out, ",\"alternates\":[");
	for (size_t i = 0; i < page->n_alternates; i++) {
		dg_out_str(out, i ? ",{\"hreflang\":" : "{\"hreflang\":");
		put_string(out, dg_bytes_of(page->alternates[i].lang));
		put_member(out, "url", page->alternates[i].url);
		dg_out_str(out, "}");
	}
	dg_out_str(out, "]");
}

static size_t
count(const struct dg_page *page, enum dg_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++)
		n += page->paragraphs[i].kept && page->paragraphs[i].kind == kind;
	return n;
}

/* Places are those of the paragraphs that are kept, from 0. */
static void
put_headings(struct dg_out *out, const struct dg_page *page)
{
	size_t at = 0;
	bool first = true;

	dg_out_str(out, ",\"headings\":[");
	for (size_t i = 0; i < page->n; i++) {
		const struct dg_paragraph *p = &page->paragraphs[i];

		if (p->kept && p->kind == DG_HEADING) {
			dg_out_format(out, "%s{\"paragraph\":%zu,\"level\":%u}", first ? "" : ",", at, p->level);
			first = false;
		}
		at += p->kept;
	}
	dg_out_str(out, "]");
}

void
print_meta(struct dg_out *out, const char *name, const struct dg_page *page)
{
	size_t kept = 0, bytes = 0;

	for (size_t i = 0; i < page->n; i++) {
		kept += page->paragraphs[i].kept;
		bytes += page->paragraphs[i].kept ? page->paragraphs[i].text.n : 0;
	}
	put_facts(out, name, page);
	put_headings(out, page);
	dg_out_format(out, ",\"html\":%s,\"paragraphs\":%zu,\"items\":%zu,\"cells\":%zu,\"bytes\":%zu,"
	    "\"around\":%zu,\"bad_bytes\":%zu}\n", page->html ? "true" : "false", kept,
	    count(page, DG_ITEM), count(page, DG_CELL), bytes, page->n_around, page->bad_bytes);
}

static void
print_json(struct dg_out *out, const char *name, const struct dg_page *page, bool all)
{
	char marker[DG_MARKER];
	bool first = true;

	put_facts(out, name, page);
	dg_out_str(out, ",\"paragraphs\":[");
	for (size_t i = 0; i < page->n; i++) {
		const struct dg_paragraph *p = &page->paragraphs[i];

		if (!p->kept && !all)
			continue;
		dg_out_format(out, "%s{\"kind\":\"%s\"", first ? "" : ",", kinds[p->kind]);
		if (p->level)
			dg_out_format(out, ",\"level\":%u", p->level);
		if (p->numbering)
			dg_out_format(out, ",\"number\":%d,\"marker\":\"%s\"", p->number, dg_item_marker(p, marker));
		if (p->lang)
			put_member(out, "language", p->lang);
		if (p->rtl)
			dg_out_str(out, ",\"dir\":\"rtl\"");
		if (all)
			dg_out_format(out, ",\"reason\":\"%s\"", p->reason);
		dg_out_str(out, ",\"text\":");
		put_string(out, p->text);
		dg_out_str(out, "}");
		first = false;
	}
	dg_out_str(out, "]}\n");
}

/* RFC 4648 §4 of what was put; a group of three that is not full waits. */
struct base64 { struct dg_out *out; unsigned char group[3]; size_t n; };

static void
base64_flush(struct base64 *b)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned v = (unsigned)b->group[0] << 16 | (unsigned)b->group[1] << 8 | b->group[2];
	char four[4] = { digits[v >> 18], digits[v >> 12 & 63], b->n > 1 ? digits[v >> 6 & 63] : '=',
	    b->n > 2 ? digits[v & 63] : '=' };

	if (b->n)
		dg_out_put(b->out, four, 4);
	memset(b->group, 0, sizeof b->group);
	b->n = 0;
}

static void
base64_put(struct base64 *b, struct dg_bytes s)
{
	for (size_t i = 0; i < s.n; i++) {
		b->group[b->n++] = (unsigned char)s.p[i];
		if (b->n == 3)
			base64_flush(b);
	}
}

void
print_page(struct dg_out *out, const struct print_how *how, const char *name,
    const struct dg_page *page)
{
	struct base64 b = { .out = out };

	if (how->form == PRINT_JSON) {
		print_json(out, name, page, how->all);
		return;
	}
	for (size_t i = 0; i < page->n; i++) {
		const struct dg_paragraph *p = &page->paragraphs[i];
		char marker[DG_MARKER] = "";

		if (!p->kept && !how->all)
			continue;
		if (how->numbers)
			dg_item_marker(p, marker);
		if (*marker)
			strcat(marker, " ");
		if (how->form == PRINT_BASE64) {
			base64_put(&b, dg_bytes_of(marker));
			base64_put(&b, p->text);
			base64_put(&b, dg_bytes_of("\n"));
		} else {
			dg_out_str(out, marker);
			dg_out_put(out, p->text.p, p->text.n);
			dg_out_str(out, "\n");
		}
	}
	if (how->form == PRINT_BASE64) {
		base64_flush(&b);
		dg_out_str(out, "\n");
	}
}

void
print_report_head(struct dg_out *out)
{
	dg_out_str(out, "page\tfate\tkind\treason\ttext\n");
}

void
print_report(struct dg_out *out, const char *name, const struct dg_page *page)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct dg_paragraph *p = &page->paragraphs[i];

		dg_out_format(out, "%s\t%s\t%s\t%s\t", name, p->kept ? "kept" : "left out", kinds[p->kind],
		    p->reason);
		dg_out_put(out, p->text.p, p->text.n);
		dg_out_str(out, "\n");
	}
}
