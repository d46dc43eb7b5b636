/* plain.c -- a plain text page becomes blocks: lines are paragraphs, unless the
 * text is wrapped at a margin; then blank lines, indents and short lines tell. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/text.h"

/* A margin further out than this is a paragraph's end, not a margin. */
enum { MARGIN_MAX = 132, MARGIN_MIN = 40 };

struct line {
	struct dg_bytes text;	/* without blanks at the ends */
	uint32_t width, indent, first;	/* first: width of the first word */
	bool blank;
};

/* Tags that pages are made of: two of them, and it is one. */
static bool
is_known_tag(struct dg_bytes s, size_t at)
{
	char name[16];
	size_t n = 0;

	if (at < s.n && s.p[at] == '/')
		at++;
	/* | 32 makes letters small and leaves digits as they are */
	for (; at < s.n && n < sizeof name - 1 && isalnum((unsigned char)s.p[at]); at++)
		name[n++] = (char)(s.p[at] | 32);
	name[n] = '\0';
	return n && (dg_tag_find(name) || strcmp(name, "head") == 0 || strcmp(name, "meta") == 0 ||
	    strcmp(name, "span") == 0 || strcmp(name, "font") == 0);
}

bool
dg_looks_like_html(struct dg_bytes s)
{
	size_t look = s.n < 64 * 1024 ? s.n : 64 * 1024, tags = 0;

	/* a page may be one paragraph, but then it begins with its tag */
	for (size_t i = 0; i < look && isspace((unsigned char)s.p[i]); i++)
		tags = i + 1 < look && s.p[i + 1] == '<';
	tags |= look > 0 && s.p[0] == '<';
	for (size_t i = 0; i + 1 < look && tags < 2; i++) {
		const char *next = memchr(s.p + i, '<', look - 1 - i);

		if (!next)
			break;
		i = (size_t)(next - s.p);
		tags += s.n - i >= 9 && strncasecmp(next, "<!doctype", 9) == 0 ? 2 :
		    is_known_tag(s, i + 1);
	}
	return tags > 1;
}

static uint32_t
code_width(uint32_t c)
{
	return dg_is_wide(c) ? 2 : 1;
}

static bool
is_indent(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000;
}

/* The characters of one column that `raw` has from `at` on, no blanks: how many bytes. */
static size_t
narrow_run(struct dg_bytes raw, size_t at)
{
	size_t n = at;

	while (n < raw.n && (unsigned)(unsigned char)raw.p[n] - '!' < 0x80 - '!')
		n++;
	return n - at;
}

static void
measure(struct line *l, struct dg_bytes raw)
{
	size_t at = 0, start = 0, end = raw.n;
	bool word = true;

	*l = (struct line){ .blank = true };
	while (at < raw.n) {
		size_t n = narrow_run(raw, at);
		uint32_t c, width;

		if (n) {
			l->blank = false;
			l->width += (uint32_t)n;
			l->first += word ? (uint32_t)n : 0;
			end = at += n;
			continue;
		}
		c = dg_decode(raw, &at);
		if (l->blank && is_indent(c)) {
			l->indent += c == '\t' ? 8 : code_width(c) + (c == 0x3000);
			start = at;
			continue;
		}
		width = code_width(c);
		l->blank = false;
		if (c == ' ')
			word = false;
		l->width += width;
		if (word && (l->first == 0 || width == 1))
			l->first += width;
		if (width == 2)
			word = false;
		if (!is_indent(c))
			end = at;
	}
	l->text = (struct dg_bytes){ raw.p + start, l->blank ? 0 : end - start };
}

static bool
split_lines(struct dg_bytes s, struct line **lines, size_t *n)
{
	size_t cap = 0, from = 0;

	*lines = NULL;
	*n = 0;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\f')
			continue;
		if (!(i > 0 && i < s.n && s.p[i] == '\n' && s.p[i - 1] == '\r')) {
			if (!dg_grow(lines, &cap, *n + 1, sizeof **lines))
				return false;
			measure(&(*lines)[(*n)++], (struct dg_bytes){ s.p + from, i - from });
		}
		from = i + 1;
	}
	return true;
}

/* Would the next line's first word not have gone onto this one? */
static bool
is_full(const struct line *l, uint32_t margin)
{
	return l->indent + l->width + 1 + l[1].first > margin;
}

/* Where the text is wrapped; 0: it is not.  Most of the lines that another
 * follows must then reach the margin. */
static uint32_t
find_margin(const struct line *lines, size_t n)
{
	uint32_t margin = 0;
	size_t full = 0, inner = 0;

	for (size_t i = 0; i < n; i++)
		if (lines[i].indent + lines[i].width > margin)
			margin = lines[i].indent + lines[i].width;
	if (margin > MARGIN_MAX || margin < MARGIN_MIN)
		return 0;
	for (size_t i = 0; i + 1 < n; i++)
		if (!lines[i].blank && !lines[i + 1].blank) {
			inner++;
			full += is_full(&lines[i], margin);
		}
	return full >= 3 && full * 2 >= inner ? margin : 0;
}

/* "- ", "• ", "1. ", "2) ", "一、": a line of a list begins. */
static bool
is_bullet(struct dg_bytes s)
{
	size_t at = 0, digits = 0;
	uint32_t c = s.n ? dg_decode(s, &at) : 0;

	if ((c == '-' || c == '*' || c == 0x2022 || c == 0x2013 || c == 0xB7) && at < s.n &&
	    s.p[at] == ' ')
		return true;
	while (digits < s.n && digits < 3 && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits && digits + 1 < s.n && (s.p[digits] == '.' || s.p[digits] == ')') &&
	    s.p[digits + 1] == ' ')
		return true;
	return dg_is_han(c) && s.n - at >= 3 && memcmp(s.p + at, "\xE3\x80\x81", 3) == 0;
}

static bool
joins(const struct line *lines, size_t i, uint32_t margin)
{
	const struct line *a = &lines[i], *b = &lines[i + 1];

	if (!margin || a->blank || b->blank || !is_full(a, margin) || is_bullet(b->text))
		return false;
	/* a first line's indent begins a paragraph; a hanging one does not */
	if (b->indent >= a->indent + 2 && b->indent < a->indent + 12 && !is_bullet(a->text) &&
	    !(i > 0 && !lines[i - 1].blank && lines[i - 1].indent == b->indent))
		return false;
	return !dg_is_date_line(a->text) && !dg_is_date_line(b->text);
}

enum dg_status
dg_plain_blocks(struct dg_document *doc, struct dg_bytes utf8, struct dg_error *err)
{
	struct dg_grower g = { .doc = doc, .element = NO_ELEMENT };
	struct line *lines;
	size_t n;
	uint32_t margin;
	bool ok = split_lines(utf8, &lines, &n);

	margin = ok ? find_margin(lines, n) : 0;
	for (size_t i = 0; ok && i < n; i++) {
		if (lines[i].blank)
			continue;
		dg_grow_text(&g, lines[i].text);
		if (i + 1 < n && joins(lines, i, margin))
			dg_grow_text(&g, dg_bytes_of("\n"));
		else
			dg_grow_end(&g);
	}
	free(lines);
	if (!ok || doc->failed || doc->text.failed)
		return dg_fail_nomem(err);
	return DG_OK;
}
