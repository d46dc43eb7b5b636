/* page.c -- a page's bytes in, the statement's paragraphs out. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/pdf.h"

static const size_t UNPACKED_MAX = (size_t)256 << 20;

/* The text is the document's from now on the page's: paragraphs are views of it. */
static void
set_paragraphs(struct dg_whole *w, struct dg_document *doc, bool all)
{
	size_t k = 0, n = 0;

	for (size_t i = 0; i < doc->n_blocks; i++)
		n += doc->blocks[i].keep;
	w->page.n_around = doc->n_blocks - n;
	n = all ? doc->n_blocks : n;
	w->page.paragraphs = calloc(n ? n : 1, sizeof *w->page.paragraphs);
	if (!w->page.paragraphs) {
		w->failed = true;
		return;
	}
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct dg_block *b = &doc->blocks[i];

		if (!all && !b->keep)
			continue;
		w->page.paragraphs[k++] = (struct dg_paragraph){ .text = dg_block_text(doc, i), .kind = b->kind,
		    .level = b->level, .number = b->number, .numbering = b->numbering, .rtl = b->rtl, .kept = b->keep,
		    .lang = b->lang ? doc->langs.p + b->lang : NULL, .reason = dg_block_reason(doc, i) };
	}
	w->page.n = n;
	w->text = doc->text;
	doc->text = (struct dg_buf){ 0 };
}

static void
fill_page(struct dg_whole *w, struct dg_document *doc, const struct dg_page_options *opt)
{
	w->page.html = doc->html;
	set_paragraphs(w, doc, opt->all);
	if (w->failed)
		return;
	w->page.format = doc->format;
	dg_page_facts(w, doc, opt);
	w->langs = doc->langs;
	doc->langs = (struct dg_buf){ 0 };
	for (size_t i = 0; i < w->page.n; i++) {
		struct dg_paragraph *p = &w->page.paragraphs[i];

		if (p->lang && w->page.lang && strcasecmp(p->lang, w->page.lang) == 0)
			p->lang = NULL;
	}
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
	struct dg_buf ended = { 0 }, bare = { 0 }, tame = { 0 };
	enum dg_status st;

	if (!dg_looks_like_html(utf8)) {
		doc->format = "text";
		return dg_plain_blocks(doc, utf8, err);
	}
	doc->format = "html";
	dg_end_references(&ended, utf8);
	if (ended.n)
		utf8 = dg_buf_bytes(&ended);
	dg_drop_bogus(&bare, utf8);
	if (bare.n)
		utf8 = dg_buf_bytes(&bare);
	dg_tame(&tame, utf8);
	if (tame.n)
		utf8 = dg_buf_bytes(&tame);
	if (ended.failed || bare.failed || tame.failed)
		st = dg_fail_nomem(err);
	else
		st = dg_html_blocks(doc, utf8, err);
	dg_buf_free(&ended);
	dg_buf_free(&bare);
	dg_buf_free(&tame);
	return st;
}

/* What is no page but a document is the statement from end to end. */
static enum dg_status
close_document(struct dg_document *doc, struct dg_error *err)
{
	terminate_heads(doc);
	if (doc->failed || doc->text.failed)
		return dg_fail_nomem(err);
	if (doc->n_blocks == 0)
		return dg_fail(err, DG_EINPUT, 0, "no text in the document");
	dg_office_kinds(doc);
	return DG_OK;
}

static enum dg_status
read_office(struct dg_document *doc, struct dg_bytes raw, const struct dg_page_options *opt,
    struct dg_error *err)
{
	enum dg_status st = dg_office_blocks(doc, raw, opt->max ? opt->max : UNPACKED_MAX, err);

	return st == DG_OK ? close_document(doc, err) : st;
}

static enum dg_status
read_pdf(struct dg_document *doc, struct dg_bytes raw, const struct dg_page_options *opt,
    struct dg_error *err)
{
	struct dg_pdf pdf = { 0 };
	enum dg_status st = dg_pdf_read(&pdf, doc, raw, opt->max ? opt->max : UNPACKED_MAX, err);

	doc->format = "pdf";
	if (st == DG_OK)
		dg_pdf_layout(doc, &pdf);
	dg_pdf_free(&pdf);
	return st == DG_OK ? close_document(doc, err) : st;
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
	struct dg_whole *w;
	enum dg_status st;

	*ret = NULL;
	opt = opt ? opt : &none;
	if (raw.n > INT_MAX / 3)
		return dg_fail(err, DG_ELIMIT, 0, "larger than %d bytes", INT_MAX / 3);
	if (!(w = calloc(1, sizeof *w)))
		return dg_fail_nomem(err);
	if (dg_is_zip(raw)) {
		w->page.charset = "UTF-8";
		st = read_office(&doc, raw, opt, err);
	} else if (dg_is_pdf(raw)) {
		w->page.charset = "UTF-8";
		st = read_pdf(&doc, raw, opt, err);
	} else {
		st = dg_text_decode(&raw, &utf8, opt, &w->page.charset, &w->page.bad_bytes, err);
	}
	if (st == DG_OK && !doc.format)
		st = read_document(&doc, raw, opt, err);
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
	struct dg_whole *w = (struct dg_whole *)page;

	if (!w)
		return;
	for (size_t i = 0; i < w->n_strings; i++)
		free(w->strings[i]);
	free(w->strings);
	dg_buf_free(&w->text);
	dg_buf_free(&w->langs);
	free(w->page.paragraphs);
	free(w->page.alternates);
	free(w);
}
