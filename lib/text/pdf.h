/* pdf.h -- between the lines that poppler finds on the pages (pdf.c), their order
 * (columns.c), what runs along them (running.c) and the paragraphs that they make (layout.c). */
#ifndef DG_TEXT_PDF_H
#define DG_TEXT_PDF_H

#include "text/text.h"

/* A line of a column, in reading order; points, y downwards from the top of the page. */
struct dg_pdf_line {
	size_t at, n;		/* in the text */
	unsigned page;
	double x0, x1, y0, y1;
	double size;		/* mean of its type */
	double first;		/* width of its first word */
	bool out;		/* running header or footer, page number */
	bool note;		/* of the foot of the page */
};

struct dg_pdf {
	struct dg_buf text;
	struct dg_pdf_line *lines;
	size_t n, cap;
	unsigned pages;
	double height;		/* of the last page */
};

/* The lines of all pages; DG_EINPUT where there is no poppler, no PDF or a password. */
enum dg_status dg_pdf_read(struct dg_pdf *ret, struct dg_document *doc, struct dg_bytes raw,
    size_t max, struct dg_error *err);
void dg_pdf_free(struct dg_pdf *pdf);

/* Lines into reading order where pages have columns; false: no memory. */
bool dg_pdf_columns(struct dg_pdf *pdf);

/* Set `out` and `note` of the lines; `body`: the size of the type of most; false: no memory. */
bool dg_pdf_running(struct dg_pdf *pdf, double body);

static inline struct dg_bytes
dg_pdf_text(const struct dg_pdf *pdf, size_t line)
{
	return (struct dg_bytes){ pdf->text.p + pdf->lines[line].at, pdf->lines[line].n };
}

/* Lines to paragraphs: what runs along all pages goes, lines are joined, words that were
 * parted at a line's end too; notes follow the paragraph in which their page ends. */
void dg_pdf_layout(struct dg_document *doc, struct dg_pdf *pdf);

#endif
