/* lattice.c -- the score of every bead that a good path may take.
 *
 * To the evidence of words (evidence.c) come the length, as a normal density against a
 * flat one (Gale and Church 1993), the bead's prior, and the paragraphs.  Found from
 * coarse to fine: with the few commonest shapes in a wide band first; then all shapes
 * in those cells alone through which a path leads that is nearly as good as the best. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* What the evidence of words and of lengths weighs beside the priors; found, like ρ in
 * pair.c, on one half of the development documents and confirmed on the other. */
static const double WORDS = 0.56, LENGTH = 1.18;

/* How much worse than the best path with few shapes one may be whose cells are looked
 * at with all shapes; three texts together may overrule what a pair of them says. */
static const double REACH_TWO = 10, REACH_THREE = 20;

/* ---- priors ---- */

void
shapes_init(struct shapes *s, size_t max)
{
	/* weights of bead shapes by the number of segments on either side: near the
	 * shares that Gale and Church found, the rarer ones and nulls drawn to where the
	 * development documents align best (see WORDS); they need not sum to one */
	static const double share[SIDE_MAX + 1][SIDE_MAX + 1] = {
		{ 0,	 .056 },
		{ .056,	 .85,	.033,	.0036,	.0005,	.00013,	.00004 },
		{ 0,	 .033,	.0063,	.0011,	.0003 },
		{ 0,	 .0036,	.0011,	.0006,	.0002 },
		{ 0,	 .0005,	.0003,	.0002,	.00013 },
		{ 0,	 .00013 },
		{ 0,	 .00004 },
	};

	s->n = 0;
	s->side = max;
	for (size_t a = 0; a <= SIDE_MAX; a++)
		for (size_t b = 0; b <= SIDE_MAX; b++) {
			s->index[a][b] = -1;
			if (a > max || b > max || share[a][b] <= 0)
				continue;
			s->index[a][b] = (int8_t)s->n;
			s->at[s->n++] = (struct shape){ (uint8_t)a, (uint8_t)b,
			    (float)log(share[a][b]) };
		}
}

void
shapes_few(struct shapes *few, const struct shapes *all)
{
	few->n = 0;
	few->side = all->side < 2 ? all->side : 2;
	memset(few->index, -1, sizeof few->index);
	for (size_t k = 0; k < all->n; k++)
		if (all->at[k].a + all->at[k].b <= 3 && all->at[k].a <= 2 && all->at[k].b <= 2) {
			few->index[all->at[k].a][all->at[k].b] = (int8_t)few->n;
			few->at[few->n++] = all->at[k];
		}
}

/* ---- one bead ---- */

/* How much better length y fits x than any length would: a normal whose variance
 * grows with the length, against a density of 1 / (y + 30); never below a floor,
 * since a text may be abridged. */
static float
length_evidence(float x, float y)
{
	const float spread = 6.0f, floor = 0.003f;	/* variance a letter */
	float mean = (x + y) / 2, variance = spread * mean + 30;
	float density = 0.3989423f * expf(-(y - x) * (y - x) / (2 * variance)) / sqrtf(variance);

	return logf(density * (mean + 30) * 0.97f + floor);
}

/* Beads begin where paragraphs begin, on both sides, and seldom run over one. */
static double
paragraph_evidence(const struct pair *p, size_t i, size_t a, size_t j, size_t b)
{
	const struct text *s = p->text[0], *t = p->text[1];
	uint32_t inside;
	double sum;

	if (s->paragraphs < 2 || t->paragraphs < 2)
		return 0;
	inside = p->opens[0][i + a] - p->opens[0][i + 1] + p->opens[1][j + b] -
	    p->opens[1][j + 1];
	sum = -2.5 * inside;
	if (s->opens[i] != t->opens[j])
		sum -= 0.7;
	else if (s->opens[i] && s->paragraphs * 2 < s->n)
		sum += 0.5;
	return sum;
}

static float
score_bead(const struct pair *p, double words, size_t i, size_t j, const struct shape *shape)
{
	size_t i1 = i + shape->a, j1 = j + shape->b;
	double x = (p->text[0]->length[i1] - p->text[0]->length[i]) * p->ratio;
	double y = p->text[1]->length[j1] - p->text[1]->length[j];

	return (float)(WORDS * words + LENGTH * (double)length_evidence((float)x, (float)y) +
	    paragraph_evidence(p, i, shape->a, j, shape->b)) + shape->prior;
}

/* ---- all beads of a band ---- */

static void
score_row(const struct lattice *l, const struct evidence *e, size_t i)
{
	const struct band *b = &l->band;
	float *score = l->score + b->base[i] * l->shapes->n;

	for (size_t j = b->low[i]; j <= b->high[i]; j++)
		for (size_t k = 0; k < l->shapes->n; k++, score++) {
			const struct shape *s = &l->shapes->at[k];
			size_t i1 = i + s->a, j1 = j + s->b;

			if (i1 > b->n || j1 < b->low[i1] || j1 > b->high[i1])
				*score = -INFINITY;
			else if (!s->a || !s->b)
				*score = s->prior;
			else
				*score = score_bead(l->pair, evidence_words(e, j, s->a, s->b),
				    i, j, s);
		}
}

static enum dg_status
lattice_fill(struct lattice *l, struct dg_error *err)
{
	struct evidence *e = NULL;
	enum dg_status st = evidence_new(&e, l->pair, &l->band, l->shapes->side,
	    l->shapes->n > 5, err);

	free(l->score);
	l->score = malloc(l->band.base[l->band.n + 1] * l->shapes->n * sizeof *l->score);
	if (st == DG_OK && !l->score)
		st = dg_fail_nomem(err);
	for (size_t i = 0; i <= l->band.n && st == DG_OK; i++) {
		evidence_row(e, i);
		score_row(l, e, i);
	}
	evidence_free(e);
	return st;
}

enum dg_status
lattice_new(struct lattice **ret, const struct pair *pair, const struct shapes *shapes,
    size_t texts, struct dg_error *err)
{
	struct lattice *l = calloc(1, sizeof *l);
	struct shapes few;
	struct band fine = { 0 };
	enum dg_status st = DG_OK;
	bool touched = true;

	*ret = NULL;
	if (!l)
		return dg_fail_nomem(err);
	l->pair = pair;
	shapes_few(&few, shapes);
	l->shapes = &few;
	if (!band_new(&l->band, pair->text[0]->n, pair->text[1]->n) ||
	    !band_find(&l->band, pair))
		st = dg_fail_nomem(err);
	while (st == DG_OK && touched) {
		if ((st = lattice_fill(l, err)) == DG_OK)
			st = lattice_prune(l, texts == 2 ? REACH_TWO : REACH_THREE, &fine, &touched, err);
		l->widened += touched;
	}
	band_free(&l->band);
	l->band = fine;
	l->shapes = shapes;
	if (st == DG_OK)
		st = lattice_fill(l, err);
	if (st != DG_OK)
		lattice_free(l);
	else
		*ret = l;
	return st;
}

enum dg_status
lattice_widen(struct lattice *l, size_t more, struct dg_error *err)
{
	struct band *b = &l->band;

	for (size_t i = 0; i <= b->n; i++) {
		b->low[i] = b->low[i] > more ? b->low[i] - (uint32_t)more : 0;
		b->high[i] = b->high[i] + more < b->m ? b->high[i] + (uint32_t)more :
		    (uint32_t)b->m;
	}
	band_settle(b);
	return lattice_fill(l, err);
}

void
lattice_free(struct lattice *l)
{
	if (!l)
		return;
	band_free(&l->band);
	free(l->score);
	free(l);
}

double
lattice_score(const struct lattice *l, size_t i, size_t j, size_t a, size_t b)
{
	int k = a <= SIDE_MAX && b <= SIDE_MAX ? l->shapes->index[a][b] : -1;
	size_t c = band_cell(&l->band, i, j);

	return k < 0 || c == SIZE_MAX ? -INFINITY :
	    (double)l->score[c * l->shapes->n + (size_t)k];
}
