/* plot.c -- an alignment as a picture: the path through a pair of texts, a rectangle a bead,
 * over all that the texts leave open, and below it the probability of each bead.  Texts of any length
 * come to the same size. */
#include <stdlib.h>

#include "dg-align/plot.h"

enum { GRID = 200 };	/* cells of the band a side at the most: two units of the picture each */
enum { SIZE = 400, MARGIN = 48, STRIP = 72, GAP = 28, PANEL = SIZE + MARGIN };

static const double THIN = 1.5;		/* what is seen of a bead with an empty side, or a very small one */

/* ---- where the path may lead ---- */

static size_t
cells(const struct plot_band *b, int side)
{
	return b->n[side] < GRID ? b->n[side] : GRID;
}

bool
plot_open(struct plot *p, size_t sides, const size_t segments[])
{
	size_t k = 0;

	p->sides = sides;
	for (size_t s = 0; s < sides; s++)
		for (size_t t = s + 1; t < sides; t++, k++) {
			struct plot_band *b = &p->band[k];

			b->n[0] = segments[s];
			b->n[1] = segments[t];
			if (!(b->at = calloc(cells(b, 0) * cells(b, 1) + 1, sizeof *b->at)))
				return false;
		}
	return true;
}

void
plot_close(struct plot *p)
{
	for (int k = 0; k < 3; k++)
		free(p->band[k].at);
}

/* A cell of the grid says the most that any of its pairs does. */
void
plot_posterior(void *ctx, size_t s, size_t t, size_t i, size_t j, double p)
{
	struct plot *plot = ctx;
	struct plot_band *b = &plot->band[s + t - 1];
	size_t x = i * cells(b, 0) / b->n[0], y = j * cells(b, 1) / b->n[1];
	float *at = &b->at[y * cells(b, 0) + x];

	*at = (float)p > *at ? (float)p : *at;
}

static void
put_band(struct dg_out *out, const struct plot_band *b)
{
	size_t w = cells(b, 0), h = cells(b, 1);
	double x = w ? (double)SIZE / (double)w : 0, y = h ? (double)SIZE / (double)h : 0;

	for (size_t k = 0; k < w * h; k++) {
		size_t row = k / w;

		if (b->at[k] >= 0.02f)
			dg_out_format(out, "<rect class=\"open\" x=\"%.2f\" y=\"%.2f\" "
			    "width=\"%.2f\" height=\"%.2f\" fill-opacity=\"%.2f\"/>\n",
			    (double)(k % w) * x, (double)row * y, x, y, 0.12 + (double)b->at[k] * 0.48);
	}
}

/* ---- the beads ---- */

static const char *
tone(double score)
{
	return score < 0.5 ? "bad" : score < 0.8 ? "fair" : "good";
}

/* A tag is the user's; what is none must not become markup. */
static void
put_tag(struct dg_out *out, const char *lang)
{
	for (; *lang; lang++)
		dg_out_put(out, *lang == '<' || *lang == '&' || (unsigned char)*lang < ' ' ? "?" : lang, 1);
}

/* Segments of a side: beads may come in any order. */
static double
length_of(const struct dg_alignment *al, size_t side)
{
	uint32_t n = 1;

	for (size_t k = 0; k < al->n; k++)
		n = al->beads[k].to[side] > n ? al->beads[k].to[side] : n;
	return n;
}

static void
put_bead(struct dg_out *out, const struct dg_bead *b, size_t a, size_t c, double step_x,
    double step_y)
{
	double x = step_x * b->from[a], w = step_x * (b->to[a] - b->from[a]);
	double y = step_y * b->from[c], h = step_y * (b->to[c] - b->from[c]);

	if (w == 0 && h == 0)
		return;
	dg_out_format(out, "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
	    "<title>%u–%u : %u–%u, %.3f</title></rect>\n", w > 0 && h > 0 ? tone(b->score) : "null", x,
	    y, w > THIN ? w : THIN, h > THIN ? h : THIN, b->from[a], b->to[a], b->from[c], b->to[c],
	    b->score);
	if (w > 0)
		dg_out_format(out, "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>\n",
		    tone(b->score), x, SIZE + GAP + STRIP * (1 - b->score), w > THIN ? w : THIN,
		    STRIP * b->score);
}

static void
put_panel(struct dg_out *out, const struct plot_band *band, const struct dg_alignment *al,
    const char *const langs[], size_t a, size_t c, size_t place)
{
	double x = length_of(al, a), y = length_of(al, c);

	dg_out_format(out, "<g transform=\"translate(%zu %d)\">\n", MARGIN + place * PANEL, MARGIN);
	dg_out_format(out, "<rect class=\"frame\" width=\"%d\" height=\"%d\"/>\n<rect class=\"frame\" "
	    "y=\"%d\" width=\"%d\" height=\"%d\"/>\n", SIZE, SIZE, SIZE + GAP, SIZE, STRIP);
	put_band(out, band);
	for (size_t k = 0; k < al->n; k++)
		put_bead(out, &al->beads[k], a, c, SIZE / x, SIZE / y);
	dg_out_str(out, "<text x=\"0\" y=\"-8\">");
	put_tag(out, langs[a]);
	dg_out_format(out, ": %.0f segments →</text>\n<text transform=\"rotate(90)\" x=\"0\" y=\"12\">", x);
	put_tag(out, langs[c]);
	dg_out_format(out, ": %.0f →</text>\n<text x=\"0\" y=\"%d\">probability of each bead, 0 to 1</text>\n"
	    "</g>\n", y, SIZE + GAP - 8);
}

int
plot_alignment(const char *path, const struct plot *p, const struct dg_alignment *al,
    const char *const langs[])
{
	size_t panels = al->sides == 2 ? 1 : 3, place = 0;
	struct dg_out *out;
	struct dg_error err;
	int rc = 0;

	if (dg_out_open(&out, path, 0, &err) != DG_OK)
		return tool_error(path, &err);
	dg_out_format(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %zu %d\" "
	    "font-family=\"sans-serif\" font-size=\"12\">\n<style>\n.frame { fill: none; stroke: #bbb; } "
	    ".good { fill: #2f7d4f; } .fair { fill: #b7791f; } .bad { fill: #b3261e; } .null { fill: #999; } "
	    ".open { fill: #5b7fb5; }\n"
	    "@media (prefers-color-scheme: dark) { text { fill: #ccc; } .frame { stroke: #555; } "
	    ".good { fill: #6fc28d; } .fair { fill: #e0ad55; } .bad { fill: #f0837a; } }\n</style>\n",
	    MARGIN + panels * PANEL, SIZE + GAP + STRIP + 2 * MARGIN);
	for (size_t a = 0; a < al->sides; a++)
		for (size_t c = a + 1; c < al->sides; c++) {
			put_panel(out, &p->band[place], al, langs, a, c, place);
			place++;
		}
	dg_out_str(out, "</svg>\n");
	if (dg_out_commit(out, &err) != DG_OK)
		rc = tool_error(path, &err);
	dg_out_free(out);
	return rc;
}
