/* facts.c -- what a page says of itself: title, date, language, where else it is. */
#include <stdio.h>
#include <string.h>

#include <libxml/uri.h>

#include "text/text.h"

/* A copy in one line, blanks folded; NULL where nothing is left. */
static char *
keep_string(struct dg_whole *w, struct dg_bytes s)
{
	struct dg_buf copy = { 0 };
	bool gap = false;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = dg_decode(s, &i);

		if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0x2028) {
			gap = copy.n > 0;
			continue;
		}
		if (gap)
			dg_put_char(&copy, ' ');
		gap = false;
		dg_put_code(&copy, c);
	}
	if (copy.n == 0 && !copy.failed)
		return NULL;
	dg_put_char(&copy, '\0');
	if (copy.failed ||
	    !dg_grow(&w->strings, &w->cap_strings, w->n_strings + 1, sizeof *w->strings)) {
		dg_buf_free(&copy);
		w->failed = true;
		return NULL;
	}
	w->strings[w->n_strings++] = copy.p;
	return copy.p;
}

/* "fr_FR" and "zh-CN, zh" stand where a tag should. */
static char *
keep_tag(struct dg_whole *w, struct dg_bytes s)
{
	char *tag = keep_string(w, s), *p;

	if (!tag)
		return NULL;
	tag[strcspn(tag, ",; ")] = '\0';
	for (p = tag; *p; p++) {
		if (*p == '_')
			*p = '-';
		if (*p != '-' && !((*p | 32) >= 'a' && (*p | 32) <= 'z') && !(*p >= '0' && *p <= '9'))
			return NULL;
	}
	return p - tag >= 2 && p - tag <= 35 ? tag : NULL;
}

static bool
same_language(const char *a, const char *b)
{
	size_t n = strcspn(a, "-");

	return n == strcspn(b, "-") && strncmp(a, b, n) == 0;
}

/* What the text looks like, from the paragraphs that it begins with. */
static const char *
language_of(const struct dg_page *page)
{
	enum { LOOK = 4 * 1024 };
	struct dg_buf text = { 0 };
	const char *lang;

	for (size_t i = 0; i < page->n && text.n < LOOK; i++) {
		struct dg_bytes s = page->paragraphs[i].text;

		dg_put(&text, s.p, s.n < LOOK ? s.n : LOOK);
		dg_put_char(&text, '\n');
	}
	lang = dg_language_guess(dg_buf_bytes(&text));
	dg_buf_free(&text);
	return lang;
}

/* Templates are copied from language to language and their lang with them: what
 * the text looks like goes before what the page says. */
static void
set_language(struct dg_whole *w, const struct dg_page_options *opt, const struct dg_document *doc)
{
	const char *looks = opt->lang ? NULL : language_of(&w->page);
	const char *said = NULL;

	/* the element around the text is nearer than <html> */
	for (size_t i = 0; i < doc->n_blocks && !said; i++)
		if (doc->blocks[i].keep && doc->blocks[i].prose > 0 && doc->blocks[i].lang)
			said = keep_tag(w, dg_bytes_of(doc->langs.p + doc->blocks[i].lang));
	if (!said)
		said = keep_tag(w, dg_buf_bytes(&doc->head[HEAD_LANG]));
	if (!said)
		said = keep_tag(w, dg_buf_bytes(&doc->head[HEAD_LOCALE]));
	if (opt->lang)
		said = keep_tag(w, dg_bytes_of(opt->lang));
	else if (looks && (!said || !same_language(said, looks)))
		said = looks;
	else if (looks && strcmp(looks, "zh-Hant") == 0 &&
	    (strcmp(said, "zh") == 0 || strcmp(said, "zh-CN") == 0))
		said = looks;
	w->page.lang = said;
}

/* The metadata may go on with the time: 2019-05-21T10:00. */
static bool
date_of(const struct dg_buf *said, struct dg_date *d)
{
	struct dg_bytes s = dg_buf_bytes(said);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == 'T')
			s.n = i;
	return s.n && dg_date_find(s, false, d);
}

/* The first line of that kind whose date is in no doubt, else the first in doubt. */
static bool
date_above(const struct dg_whole *w, bool english, struct dg_date *d)
{
	struct dg_date in_doubt = { 0 };

	for (size_t i = 0; i < w->page.n; i++) {
		if (w->page.paragraphs[i].kind != DG_DATE ||
		    !dg_date_find(w->page.paragraphs[i].text, english, d))
			continue;
		if (!d->doubtful)
			return true;
		in_doubt = in_doubt.year ? in_doubt : *d;
	}
	*d = in_doubt;
	return d->year != 0;
}

/* The date lines: the one above the text first, else the last below it. */
static bool
date_of_lines(const struct dg_whole *w, bool english, struct dg_date *d)
{
	if (date_above(w, english, d))
		return true;
	for (size_t i = w->page.n; i-- > 0 && w->page.n - i < 5;)
		if (w->page.paragraphs[i].kind == DG_BODY &&
		    dg_is_date_line(w->page.paragraphs[i].text) &&
		    dg_date_find(w->page.paragraphs[i].text, english, d))
			return true;
	return false;
}

/* "Berne, 11.05.2021 - The Council has …": one of the first paragraphs begins with it. */
static bool
date_of_opening(const struct dg_whole *w, bool english, struct dg_date *d)
{
	enum { LOOK = 4 };

	for (size_t i = 0, n = 0; i < w->page.n && n < LOOK; i++) {
		if (!w->page.paragraphs[i].kept)
			continue;
		n++;
		if (w->page.paragraphs[i].kind != DG_TITLE && dg_is_dated(w->page.paragraphs[i].text, english, d))
			return true;
	}
	return false;
}

/* "Published: 17/06/2022", outside of the text and nowhere else. */
static bool
date_outside(const struct dg_document *doc, const struct dg_buf *text, bool english, struct dg_date *d)
{
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct dg_block *b = &doc->blocks[i];
		struct dg_bytes s = { text->p + b->at, b->n };

		if (!b->keep && b->n < 80 && !(b->shape & (SHAPE_LINKS | SHAPE_STAMP)) && dg_is_date_line(s) &&
		    dg_date_find(s, english, d) && d->at > 0 &&
		    dg_is_date_label((struct dg_bytes){ s.p, d->at }))
			return true;
	}
	return false;
}

/* By the address, else by the metadata. */
static bool
date_said(const struct dg_document *doc, const char *url, struct dg_date *d)
{
	return dg_date_in_url(dg_buf_bytes(&doc->head[HEAD_URL]), d) ||
	    dg_date_in_url(dg_buf_bytes(&doc->head[HEAD_OG_URL]), d) ||
	    (url && dg_date_in_url(dg_bytes_of(url), d)) || date_of(&doc->head[HEAD_DATE], d) ||
	    date_of(&doc->head[HEAD_JSON_DATE], d) || date_of(&doc->head[HEAD_TIME], d);
}

/* 5/6 or 6/5: the address and the metadata know. */
static void
settle_doubt(const struct dg_document *doc, const char *url, struct dg_date *d)
{
	struct dg_date other;

	if (!d->doubtful || !date_said(doc, url, &other))
		return;
	if (other.year == d->year && other.month == d->day && other.day == d->month) {
		d->month = other.month;
		d->day = other.day;
	}
}

/* In this order: the line, the address, the metadata, <time>, the title. */
static void
set_date(struct dg_whole *w, const struct dg_document *doc, const char *url)
{
	bool english = w->page.lang && same_language(w->page.lang, "en");
	struct dg_date d = { 0 };
	char iso[40];

	if (!date_of_lines(w, english, &d) && !date_of_opening(w, english, &d) && !date_said(doc, url, &d) &&
	    !date_outside(doc, &w->text, english, &d) &&
	    !(w->page.title && dg_date_find(dg_bytes_of(w->page.title), english, &d)))
		return;
	settle_doubt(doc, url, &d);
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", d.year, d.month, d.day);
	w->page.date = keep_string(w, dg_bytes_of(iso));
}

static void
set_title(struct dg_whole *w, const struct dg_document *doc)
{
	for (size_t i = 0; i < w->page.n && !w->page.title; i++)
		if (w->page.paragraphs[i].kind == DG_TITLE)
			w->page.title = keep_string(w, w->page.paragraphs[i].text);
	if (!w->page.title)
		w->page.title = keep_string(w, dg_buf_bytes(&doc->head[HEAD_OG_TITLE]));
	if (!w->page.title)
		w->page.title = keep_string(w, dg_buf_bytes(&doc->head[HEAD_TITLE]));
}

static const char *
base_of(const struct dg_document *doc)
{
	return doc->head[HEAD_BASE].n ? doc->head[HEAD_BASE].p : NULL;
}

static bool
is_absolute(const char *url)
{
	size_t n = url ? strcspn(url, ":/?#") : 0;

	return n > 1 && url[n] == ':';
}

/* An address as the page has it, made absolute by <base> and by `where`, the address of the
 * page (RFC 3986 §5); as it stands where neither is known or it is no URI. */
static char *
keep_address(struct dg_whole *w, struct dg_bytes s, const char *base, const char *where)
{
	char *url = keep_string(w, s);
	xmlChar *root = NULL, *whole = NULL;

	if (!url || is_absolute(url))
		return url;
	if (base && !is_absolute(base) && is_absolute(where))
		root = xmlBuildURI((const xmlChar *)base, (const xmlChar *)where);
	if (root || is_absolute(base) || is_absolute(where))
		whole = xmlBuildURI((const xmlChar *)url, root ? root :
		    (const xmlChar *)(is_absolute(base) ? base : where));
	if (whole)
		url = keep_string(w, dg_bytes_of((const char *)whole));
	xmlFree(root);
	xmlFree(whole);
	return url;
}

/* <link rel=canonical>, else og:url, else where it was found. */
static void
set_url(struct dg_whole *w, const struct dg_document *doc, const char *where)
{
	struct dg_bytes said = dg_buf_bytes(&doc->head[HEAD_URL]), og = dg_buf_bytes(&doc->head[HEAD_OG_URL]);

	if (!where && og.n && is_absolute(og.p))
		where = og.p;
	w->page.url = keep_address(w, said.n ? said : og, base_of(doc), where);
	if (!w->page.url && where)
		w->page.url = keep_string(w, dg_bytes_of(where));
}

static void
set_alternates(struct dg_whole *w, const struct dg_document *doc, const char *where)
{
	size_t cap = 0, at = 0;

	while (at < doc->alternates.n) {
		const char *lang = doc->alternates.p + at, *url = lang + strlen(lang) + 1;
		struct dg_alternate a;

		at += strlen(lang) + strlen(url) + 2;
		a.lang = keep_tag(w, dg_bytes_of(lang));
		a.url = keep_address(w, dg_bytes_of(url), base_of(doc), where);
		if (!a.lang || !a.url)
			continue;
		if (!dg_grow(&w->page.alternates, &cap, w->page.n_alternates + 1, sizeof a)) {
			w->failed = true;
			return;
		}
		w->page.alternates[w->page.n_alternates++] = a;
	}
}

void
dg_page_facts(struct dg_whole *w, const struct dg_document *doc, const struct dg_page_options *opt)
{
	set_language(w, opt, doc);
	set_title(w, doc);
	set_date(w, doc, opt->url);
	set_url(w, doc, opt->url);
	set_alternates(w, doc, opt->url ? opt->url : w->page.url);
	w->page.site = keep_string(w, dg_buf_bytes(&doc->head[HEAD_SITE]));
}
