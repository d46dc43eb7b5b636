/* columns.c -- the lines of a PDF's page into reading order, where it has columns: a gutter
 * is a place that few lines cross; those that do part the page into bands, and in a band
 * the left comes before the right (after Nagy and Seth's X-Y cut, 1984). */
#include <stdlib.h>

#include "text/pdf.h"

/* Columns of fewer lines are cells; more columns than a gutter on a gutter on a gutter has
 * no page; of more lines than MANY a page is no page either. */
enum { COLUMN = 4, DEPTH = 3, MANY = 4000 };

static int
by_height(const void *a, const void *b)
{
	const struct dg_pdf_line *x = a, *y = b;
	double dx = x->y1 - y->y1;

	if (dx != 0)
		return dx < 0 ? -1 : 1;
	return (x->x0 > y->x0) - (x->x0 < y->x0);
}

/* Left of x, right of it, across it. */
static void
sides(const struct dg_pdf_line *line, size_t n, double x, size_t count[3])
{
	count[0] = count[1] = count[2] = 0;
	for (size_t i = 0; i < n; i++)
		count[line[i].x1 <= x ? 0 : line[i].x0 >= x ? 1 : 2]++;
}

/* The gutter that fewest lines cross, just left of where some line begins; negative: none. */
static double
gutter(const struct dg_pdf_line *line, size_t n)
{
	double best = -1;
	size_t fewest = n / 4 + 1;

	for (size_t i = 0; i < n; i++) {
		double x = line[i].x0 - 0.01;
		size_t count[3];

		if (i > 0 && line[i].x0 >= line[i - 1].x0 - 0.5 && line[i].x0 <= line[i - 1].x0 + 0.5)
			continue;
		sides(line, n, x, count);
		if (count[0] >= COLUMN && count[1] >= COLUMN && count[2] < fewest) {
			fewest = count[2];
			best = x;
		}
	}
	return best;
}

static void order(struct dg_pdf_line *line, size_t n, struct dg_pdf_line *spare, int depth);

/* Lines that do not cross the gutter, of one band: the left ones, then the right ones. */
static void
order_band(struct dg_pdf_line *line, size_t n, double x, struct dg_pdf_line *spare, int depth)
{
	size_t left = 0, k = 0;

	for (size_t i = 0; i < n; i++)
		if (line[i].x1 <= x)
			spare[left++] = line[i];
	for (size_t i = 0; i < n; i++)
		if (line[i].x1 > x)
			spare[left + k++] = line[i];
	for (size_t i = 0; i < n; i++)
		line[i] = spare[i];
	order(line, left, spare, depth + 1);
	order(line + left, k, spare, depth + 1);
}

static void
order(struct dg_pdf_line *line, size_t n, struct dg_pdf_line *spare, int depth)
{
	double x = depth < DEPTH && n >= 2 * COLUMN && n < MANY ? gutter(line, n) : -1;
	size_t from = 0;

	if (x < 0)
		return;
	qsort(line, n, sizeof *line, by_height);
	for (size_t i = 0; i <= n; i++)
		if (i == n || (line[i].x0 < x && line[i].x1 > x)) {
			order_band(line + from, i - from, x, spare, depth);
			from = i + 1;
		}
}

bool
dg_pdf_columns(struct dg_pdf *pdf)
{
	struct dg_pdf_line *spare = malloc((pdf->n ? pdf->n : 1) * sizeof *spare);

	if (!spare)
		return false;
	for (size_t i = 0, n; i < pdf->n; i += n) {
		for (n = 1; i + n < pdf->n && pdf->lines[i + n].page == pdf->lines[i].page; n++)
			;
		order(pdf->lines + i, n, spare, 0);
	}
	free(spare);
	return true;
}
