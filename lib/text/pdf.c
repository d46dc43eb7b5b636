/* pdf.c -- a PDF to its lines, by poppler-glib, which is loaded when the first PDF is met:
 * it brings forty libraries, and most pages are none.  Without its headers at build time
 * (DG_POPPLER: the library's name), a PDF is refused. */
#include <stdlib.h>
#include <string.h>

#include "text/pdf.h"

void
dg_pdf_free(struct dg_pdf *pdf)
{
	dg_buf_free(&pdf->text);
	free(pdf->lines);
}

#ifndef DG_POPPLER

enum dg_status
dg_pdf_read(struct dg_pdf *ret, struct dg_document *doc, struct dg_bytes raw, size_t max,
    struct dg_error *err)
{
	(void)ret, (void)doc, (void)raw, (void)max;
	return dg_fail(err, DG_EINPUT, 0, "not a text page (PDF document; built without poppler-glib)");
}

#else

#include <dlfcn.h>
#include <pthread.h>

#include <poppler.h>

#define CALLS \
	CALL(g_bytes_new_static) CALL(g_bytes_unref) CALL(g_error_free) CALL(g_free) \
	CALL(g_object_unref) CALL(g_log_set_default_handler) CALL(poppler_error_quark) \
	CALL(poppler_document_new_from_bytes) CALL(poppler_document_get_n_pages) \
	CALL(poppler_document_get_page) CALL(poppler_document_get_title) \
	CALL(poppler_document_get_creation_date) CALL(poppler_page_get_size) \
	CALL(poppler_page_get_text) CALL(poppler_page_get_text_layout) \
	CALL(poppler_page_get_text_attributes) CALL(poppler_page_free_text_attributes)

static struct {
#define CALL(f) __typeof__(f) *f;
	CALLS
#undef CALL
	bool there;
} poppler;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
silence(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
	(void)domain, (void)level, (void)message, (void)data;
}

static void
load(void)
{
	void *lib = dlopen(DG_POPPLER, RTLD_NOW | RTLD_LOCAL), *f;

	if (!lib)
		return;
	poppler.there = true;
	/* a pointer to an object becomes one to a function, as POSIX dlsym has it */
#define CALL(name) \
	if ((f = dlsym(lib, #name))) \
		memcpy(&poppler.name, &f, sizeof f); \
	else \
		poppler.there = false;
	CALLS
#undef CALL
	if (poppler.there)
		poppler.g_log_set_default_handler(silence, NULL);
}

/* A character of the page: its bytes, its box, the size of its type. */
struct glyph {
	size_t at, n;
	uint32_t c, before;	/* before: of a blank, what stands there */
	bool blank;
	PopplerRectangle box;
	double size;
};

static void
widen(struct dg_pdf_line *line, const struct glyph *g, size_t count)
{
	if (count == 0) {
		line->x0 = g->box.x1;
		line->x1 = g->box.x2;
		line->y0 = g->box.y1;
		line->y1 = g->box.y2;
	}
	line->x0 = g->box.x1 < line->x0 ? g->box.x1 : line->x0;
	line->x1 = g->box.x2 > line->x1 ? g->box.x2 : line->x1;
	line->y0 = g->box.y1 < line->y0 ? g->box.y1 : line->y0;
	line->y1 = g->box.y2 > line->y1 ? g->box.y2 : line->y1;
	line->size += g->size;
}

static bool
is_opening(uint32_t c)
{
	return c == 0xAB || c == '(' || c == 0x201C || c == 0x2018 || c == 0xFF08 || c == 0x300A ||
	    c == 0x300C || c == 0x300E;
}

/* Marks that do not begin a line. */
static bool
is_bound(uint32_t c)
{
	return c == 0xBB || c == ':' || c == ';' || c == '!' || c == '?' || c == '%' || c == ')' ||
	    c == ',' || c == '.' || c == 0x201D || c == 0x2019 || c == 0x3001 || c == 0x3002 ||
	    c == 0x300B || c == 0x300D || c == 0x300F || c == 0xFF01 || c == 0xFF09 || c == 0xFF0C ||
	    c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

/* Up to where the line could first have been broken: before a word, in Chinese before any
 * character, but not between a mark and what it is bound to. */
static void
measure_word(struct dg_pdf_line *line, const struct glyph *g, const struct glyph *last)
{
	bool wide = dg_is_wide(g->c) || dg_is_wide(last->c);

	if (line->first > 0 || g->c == ' ' || is_bound(g->c) || is_opening(last->c))
		return;
	if (last->blank && !is_opening(last->before))
		line->first = last->box.x1 - line->x0;
	else if (wide && !last->blank)
		line->first = g->box.x1 - line->x0;
}

/* What XML has no place for, and the marks of pages and lines. */
static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c & 0xFFFFFF00u) == 0xDC00u || (c & 0xFFFE) == 0xFFFE;
}

static void
add_line(struct dg_pdf *pdf, struct dg_pdf_line *line, size_t count)
{
	line->n = pdf->text.n - line->at;
	if (count == 0)
		return;
	line->size /= (double)count;
	line->first = line->first > 0 ? line->first : line->x1 - line->x0;
	if (!dg_grow(&pdf->lines, &pdf->cap, pdf->n + 1, sizeof *line))
		pdf->text.failed = true;
	else
		pdf->lines[pdf->n++] = *line;
}

/* The text of a page is a character for each box; `fonts` says the size of each run. */
struct page_text {
	struct dg_bytes text;
	PopplerRectangle *boxes;
	guint n;
	GList *fonts;
};

/* Poppler takes what stands on one height in two columns for one line. */
static bool
is_gap(const struct dg_pdf_line *line, const struct glyph *g, size_t count)
{
	return count && g->c != ' ' && (g->box.x1 > line->x1 + 1.5 * g->size || g->box.x2 < line->x0);
}

/* A blank that was only moved over. */
static bool
is_apart(const struct dg_pdf_line *line, const struct glyph *g, const struct glyph *last,
    size_t count)
{
	return count && !g->blank && !last->blank && g->box.x1 > line->x1 + 0.3 * g->size &&
	    !dg_is_wide(g->c) && !dg_is_wide(last->c);
}

static void
read_lines(struct dg_pdf *pdf, const struct page_text *t)
{
	struct dg_pdf_line line = { .at = pdf->text.n, .page = pdf->pages };
	const GList *font = t->fonts;
	struct glyph last = { 0 };
	size_t count = 0;
	guint k = 0;

	for (size_t i = 0; i < t->text.n && k < t->n; k++) {
		struct glyph g = { .at = i, .box = t->boxes[k] };

		while (font && font->next && ((PopplerTextAttributes *)font->data)->end_index < (gint)k)
			font = font->next;
		g.size = font ? ((PopplerTextAttributes *)font->data)->font_size : 10;
		g.c = dg_next(t->text, &i);
		g.n = i - g.at;
		g.blank = g.c == ' ';
		g.before = last.blank ? last.before : last.c;
		if (g.c == '\n' || is_gap(&line, &g, count)) {
			add_line(pdf, &line, count);
			count = 0;
			line = (struct dg_pdf_line){ .at = pdf->text.n, .page = pdf->pages };
		}
		if (!is_control(g.c) && !(g.c == ' ' && count == 0)) {
			/* Chinese set wide has no blanks, though it looks so */
			if (last.blank && count && dg_is_wide(g.c) && dg_is_wide(last.before))
				pdf->text.n--;
			if (is_apart(&line, &g, &last, count))
				dg_put_char(&pdf->text, ' ');
			widen(&line, &g, count++);
			if (count > 1)
				measure_word(&line, &g, &last);
			last = g;
			dg_put(&pdf->text, t->text.p + g.at, g.n);
		}
	}
	add_line(pdf, &line, count);
}

static void
read_page(struct dg_pdf *pdf, PopplerPage *page)
{
	char *text = poppler.poppler_page_get_text(page);
	struct page_text t = { .text = dg_bytes_of(text ? text : "") };
	double width;

	poppler.poppler_page_get_size(page, &width, &pdf->height);
	t.fonts = poppler.poppler_page_get_text_attributes(page);
	if (poppler.poppler_page_get_text_layout(page, &t.boxes, &t.n))
		read_lines(pdf, &t);
	poppler.poppler_page_free_text_attributes(t.fonts);
	poppler.g_free(t.boxes);
	poppler.g_free(text);
	pdf->pages++;
}

/* The time is seconds since 1970, as the document's own zone gives it. */
static void
read_facts(struct dg_document *doc, PopplerDocument *pdf)
{
	char *title = poppler.poppler_document_get_title(pdf), date[32];
	time_t at = poppler.poppler_document_get_creation_date(pdf);
	struct tm day;

	if (title && *title)
		dg_put_str(&doc->head[HEAD_TITLE], title);
	poppler.g_free(title);
	if (at > 0 && gmtime_r(&at, &day) && strftime(date, sizeof date, "%Y-%m-%d", &day))
		dg_put_str(&doc->head[HEAD_DATE], date);
}

static enum dg_status
refuse(GError *error, struct dg_error *err)
{
	bool secret = error && error->domain == poppler.poppler_error_quark() &&
	    error->code == POPPLER_ERROR_ENCRYPTED;

	if (error)
		poppler.g_error_free(error);
	return dg_fail(err, DG_EINPUT, 0, secret ? "encrypted PDF" : "damaged PDF");
}

enum dg_status
dg_pdf_read(struct dg_pdf *ret, struct dg_document *doc, struct dg_bytes raw, size_t max,
    struct dg_error *err)
{
	GError *error = NULL;
	PopplerDocument *pdf;
	GBytes *bytes;
	enum dg_status st = DG_OK;
	int pages;

	pthread_once(&once, load);
	if (!poppler.there)
		return dg_fail(err, DG_EINPUT, 0, "PDF: %s is not installed", DG_POPPLER);
	bytes = poppler.g_bytes_new_static(raw.p, raw.n);
	pdf = poppler.poppler_document_new_from_bytes(bytes, NULL, &error);
	poppler.g_bytes_unref(bytes);
	if (!pdf)
		return refuse(error, err);
	pages = poppler.poppler_document_get_n_pages(pdf);
	for (int i = 0; i < pages && st == DG_OK; i++) {
		PopplerPage *page = poppler.poppler_document_get_page(pdf, i);

		if (page) {
			read_page(ret, page);
			poppler.g_object_unref(page);
		}
		if (ret->text.n > max)
			st = dg_fail(err, DG_ELIMIT, 0, "PDF with more than %zu bytes of text", max);
	}
	read_facts(doc, pdf);
	poppler.g_object_unref(pdf);
	if (st == DG_OK && ret->text.failed)
		st = dg_fail_nomem(err);
	if (st == DG_OK && ret->n == 0)
		st = dg_fail(err, DG_EINPUT, 0, "no text in the PDF (%d pages, images perhaps)", pages);
	return st;
}

#endif
