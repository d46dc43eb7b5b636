/* page.c -- a page's bytes in, the statement's paragraphs out. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* The page that is lent out, and the memory that it points into. */
struct whole {
	struct dg_page page;	/* first: dg_page_free is given its address */
	struct dg_buf text;	/* of the paragraphs */
	char **strings;
	size_t n_strings, cap_strings;
	bool failed;
};

/* A copy in one line, blanks folded; NULL where nothing is left. */
static char *
keep_string(struct whole *w, struct dg_bytes s)
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
keep_tag(struct whole *w, struct dg_bytes s)
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

/* Templates are copied from language to language and their lang with them: what
 * the text looks like goes before what the page says. */
static void
set_language(struct whole *w, const struct dg_page_options *opt, const struct dg_document *doc)
{
	const char *looks = dg_language_guess(dg_buf_bytes(&w->text));
	const char *said = keep_tag(w, dg_buf_bytes(&doc->head[HEAD_LANG]));

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

static void
set_date(struct whole *w, const struct dg_document *doc)
{
	bool english = w->page.lang && same_language(w->page.lang, "en");
	struct dg_bytes meta = dg_buf_bytes(&doc->head[HEAD_DATE]);
	struct dg_date d = { 0 };
	bool found = false;
	char iso[40];

	for (size_t i = 0; i < w->page.n && !found; i++)
		found = w->page.paragraphs[i].kind == DG_DATE &&
		    dg_date_find(w->page.paragraphs[i].text, english, &d);
	/* metadata may go on with the time: 2019-05-21T10:00 */
	if (!found && meta.n)
		found = dg_date_find((struct dg_bytes){ meta.p, strcspn(meta.p, "T") }, english, &d);
	if (found) {
		snprintf(iso, sizeof iso, "%04d-%02d-%02d", d.year, d.month, d.day);
		w->page.date = keep_string(w, dg_bytes_of(iso));
	}
}

static void
set_title(struct whole *w, const struct dg_document *doc)
{
	for (size_t i = 0; i < w->page.n && !w->page.title; i++)
		if (w->page.paragraphs[i].kind == DG_TITLE)
			w->page.title = keep_string(w, w->page.paragraphs[i].text);
	if (!w->page.title)
		w->page.title = keep_string(w, dg_buf_bytes(&doc->head[HEAD_OG_TITLE]));
	if (!w->page.title)
		w->page.title = keep_string(w, dg_buf_bytes(&doc->head[HEAD_TITLE]));
}

static void
set_alternates(struct whole *w, const struct dg_document *doc)
{
	size_t cap = 0, at = 0;

	while (at < doc->alternates.n) {
		const char *lang = doc->alternates.p + at, *url = lang + strlen(lang) + 1;
		struct dg_alternate a;

		at += strlen(lang) + strlen(url) + 2;
		a.lang = keep_tag(w, dg_bytes_of(lang));
		a.url = keep_string(w, dg_bytes_of(url));
		if (!a.lang || !a.url)
			continue;
		if (!dg_grow(&w->page.alternates, &cap, w->page.n_alternates + 1, sizeof a)) {
			w->failed = true;
			return;
		}
		w->page.alternates[w->page.n_alternates++] = a;
	}
}

static void
set_paragraphs(struct whole *w, const struct dg_document *doc, bool all)
{
	size_t at = 0, k = 0, n = 0;

	for (size_t i = 0; i < doc->n_blocks; i++) {
		n += doc->blocks[i].keep;
		if (all || doc->blocks[i].keep) {
			dg_put_bytes(&w->text, dg_block_text(doc, i));
			dg_put_char(&w->text, '\n');
		}
	}
	w->page.n_around = doc->n_blocks - n;
	n = all ? doc->n_blocks : n;
	w->page.paragraphs = calloc(n ? n : 1, sizeof *w->page.paragraphs);
	if (!w->page.paragraphs || w->text.failed) {
		w->failed = true;
		return;
	}
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct dg_block *b = &doc->blocks[i];

		if (!all && !b->keep)
			continue;
		w->page.paragraphs[k++] = (struct dg_paragraph){ { w->text.p + at, b->n }, b->kind };
		at += b->n + 1;
	}
	w->page.n = n;
}

static void
fill_page(struct whole *w, const struct dg_document *doc, const struct dg_page_options *opt)
{
	w->page.html = doc->html;
	set_paragraphs(w, doc, opt->all);
	if (w->failed)
		return;
	set_language(w, opt, doc);
	set_title(w, doc);
	set_date(w, doc);
	set_alternates(w, doc);
	w->page.site = keep_string(w, dg_buf_bytes(&doc->head[HEAD_SITE]));
	w->page.url = keep_string(w, dg_buf_bytes(&doc->head[HEAD_URL]));
	if (!w->page.url)
		w->page.url = keep_string(w, dg_buf_bytes(&doc->head[HEAD_OG_URL]));
}

static void
free_document(struct dg_document *doc)
{
	for (size_t i = 0; i < sizeof doc->head / sizeof *doc->head; i++)
		dg_buf_free(&doc->head[i]);
	dg_buf_free(&doc->alternates);
	dg_buf_free(&doc->langs);
	dg_buf_free(&doc->text);
	free(doc->blocks);
	free(doc->elements);
}

/* strcspn and friends need an end; the head's strings get one. */
static void
terminate_heads(struct dg_document *doc)
{
	for (size_t i = 0; i < sizeof doc->head / sizeof *doc->head; i++)
		if (doc->head[i].n) {
			dg_put_char(&doc->head[i], '\0');
			doc->failed |= doc->head[i].failed;
			doc->head[i].n--;
		}
	doc->failed |= doc->alternates.failed;
}

static enum dg_status
read_blocks(struct dg_document *doc, struct dg_bytes utf8, struct dg_error *err)
{
	struct dg_buf ended = { 0 }, tame = { 0 };
	enum dg_status st;

	if (!dg_looks_like_html(utf8))
		return dg_plain_blocks(doc, utf8, err);
	dg_end_references(&ended, utf8);
	if (ended.n)
		utf8 = dg_buf_bytes(&ended);
	dg_tame(&tame, utf8);
	if (tame.n)
		utf8 = dg_buf_bytes(&tame);
	if (ended.failed || tame.failed)
		st = dg_fail_nomem(err);
	else
		st = dg_html_blocks(doc, utf8, err);
	dg_buf_free(&ended);
	dg_buf_free(&tame);
	return st;
}

static enum dg_status
read_document(struct dg_document *doc, struct dg_bytes utf8, const struct dg_page_options *opt,
    struct dg_error *err)
{
	enum dg_status st = read_blocks(doc, utf8, err);
	bool found;

	if (st != DG_OK)
		return st;
	terminate_heads(doc);
	found = dg_find_statement(doc);
	if (doc->failed)
		return dg_fail_nomem(err);
	if (doc->n_blocks == 0)
		return dg_fail(err, DG_EINPUT, 0, "no text in the page");
	if (!found && !opt->all)
		return dg_fail(err, DG_EINPUT, 0, "no text in the page but navigation and the like");
	return DG_OK;
}

enum dg_status
dg_page_read(struct dg_page **ret, struct dg_bytes raw, const struct dg_page_options *opt,
    struct dg_error *err)
{
	static const struct dg_page_options none = { 0 };
	struct dg_document doc = { 0 };
	struct dg_buf utf8 = { 0 };
	struct whole *w;
	enum dg_status st;

	*ret = NULL;
	opt = opt ? opt : &none;
	if (raw.n > INT_MAX / 3)
		return dg_fail(err, DG_ELIMIT, 0, "larger than %d bytes", INT_MAX / 3);
	if (!(w = calloc(1, sizeof *w)))
		return dg_fail_nomem(err);
	st = dg_text_decode(&utf8, raw, opt, &w->page.charset, &w->page.bad_bytes, err);
	if (st == DG_OK)
		st = read_document(&doc, dg_buf_bytes(&utf8), opt, err);
	if (st == DG_OK) {
		fill_page(w, &doc, opt);
		if (w->failed)
			st = dg_fail_nomem(err);
	}
	free_document(&doc);
	dg_buf_free(&utf8);
	if (st != DG_OK)
		dg_page_free(&w->page);
	else
		*ret = &w->page;
	return st;
}

void
dg_page_free(struct dg_page *page)
{
	/* the page is the first member of the whole */
	struct whole *w = (struct whole *)page;

	if (!w)
		return;
	for (size_t i = 0; i < w->n_strings; i++)
		free(w->strings[i]);
	free(w->strings);
	dg_buf_free(&w->text);
	free(w->page.paragraphs);
	free(w->page.alternates);
	free(w);
}
