/* running.c -- what runs along the pages of a PDF: headers, footers, page numbers; and the
 * notes at their feet. */
#include <ctype.h>
#include <stdlib.h>

#include "text/pdf.h"

/* The line without its figures, folded; *numbers: how many there were, *large: one is no
 * page's. */
static void
without_figures(struct dg_buf *out, struct dg_bytes s, size_t *numbers, bool *large)
{
	struct dg_buf f = { 0 };

	out->n = 0;
	*numbers = 0;
	*large = false;
	dg_fold(&f, s);
	for (size_t i = 0, run = 0; i < f.n; i++) {
		bool digit = isdigit((unsigned char)f.p[i]);

		run = digit ? run + 1 : 0;
		*numbers += run == 1;
		*large |= run > 3;
		if (!digit && f.p[i] != ' ')
			dg_put_char(out, f.p[i]);
	}
	dg_buf_free(&f);
}

static bool
is_page_number(struct dg_bytes key, size_t numbers, bool large)
{
	static const char *const around[] = { "", "p", "page", "pageof", "pagesur", "第页", "第页共页", "of",
		"sur" };

	for (size_t i = 0; numbers > 0 && numbers < 3 && !large && i < sizeof around / sizeof *around; i++)
		if (dg_bytes_equal(key, dg_bytes_of(around[i])))
			return true;
	return false;
}

static bool
in_margin(const struct dg_pdf *pdf, const struct dg_pdf_line *line)
{
	return line->y1 < 0.12 * pdf->height || line->y0 > 0.88 * pdf->height;
}

/* How many lines in the margins of other pages are the same but for their figures; pages
 * far away tell no more than near ones. */
static size_t
count_same(const struct dg_pdf *pdf, const size_t *margin, const struct dg_buf *keys, size_t n, size_t k)
{
	enum { LOOK = 24 };
	size_t same = 0;

	for (size_t i = k > LOOK ? k - LOOK : 0; i < n && i < k + LOOK; i++)
		same += i != k && pdf->lines[margin[i]].page != pdf->lines[margin[k]].page &&
		    dg_bytes_equal(dg_buf_bytes(&keys[i]), dg_buf_bytes(&keys[k]));
	return same;
}

static bool
mark_running(struct dg_pdf *pdf)
{
	size_t n = 0, *margin = malloc((pdf->n ? pdf->n : 1) * sizeof *margin);
	struct dg_buf *keys = calloc(pdf->n ? pdf->n : 1, sizeof *keys);
	bool ok = margin && keys;

	for (size_t i = 0; ok && i < pdf->n; i++) {
		size_t numbers;
		bool large;

		if (!in_margin(pdf, &pdf->lines[i]))
			continue;
		without_figures(&keys[n], dg_pdf_text(pdf, i), &numbers, &large);
		ok = !keys[n].failed;
		pdf->lines[i].out = is_page_number(dg_buf_bytes(&keys[n]), numbers, large);
		margin[n++] = i;
	}
	for (size_t k = 0; ok && k < n; k++)
		if (keys[k].n && count_same(pdf, margin, keys, n, k) > 0)
			pdf->lines[margin[k]].out = true;
	for (size_t k = 0; keys && k < n; k++)
		dg_buf_free(&keys[k]);
	free(keys);
	free(margin);
	return ok;
}

/* Smaller type at the foot of a page, below larger, down to its end. */
static void
mark_notes(struct dg_pdf *pdf, double body)
{
	struct dg_pdf_line *line = pdf->lines;
	bool foot = true;

	for (size_t i = pdf->n; i-- > 0;) {
		if (i + 1 == pdf->n || line[i + 1].page != line[i].page)
			foot = true;
		if (line[i].out)
			continue;
		foot = foot && line[i].size < 0.9 * body;
		line[i].note = foot;
	}
}

bool
dg_pdf_running(struct dg_pdf *pdf, double body)
{
	if (!mark_running(pdf))
		return false;
	mark_notes(pdf, body);
	return true;
}
