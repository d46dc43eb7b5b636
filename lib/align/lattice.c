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

/* How much worse than the best path with few shapes one may be whose cells are looked
 * at with all shapes; three texts together may overrule what a pair of them says. */
static const double REACH_TWO = 10, REACH_THREE = 20;

/* ---- priors ---- */

void
shapes_init(struct shapes *s, size_t max)
{
	s->n = 0;
	s->side = max;
	for (size_t a = 0; a <= SIDE_MAX; a++)
		for (size_t b = 0; b <= SIDE_MAX; b++) {
			s->index[a][b] = -1;
			if (a > max || b > max || weights.share[a][b] <= 0)
				continue;
			s->index[a][b] = (int8_t)s->n;
			s->at[s->n++] = (struct shape){ (uint8_t)a, (uint8_t)b,
			    (float)log(weights.share[a][b]) };
		}
}

void
shapes_learn(struct shapes *s, const struct dg_alignment *al)
{
	double seen[SHAPES_MAX] = { 0 }, sum = 0;

	if (al->sides != 2)
		return;
	for (size_t k = 0; k < al->n; k++) {
		const struct dg_bead *b = &al->beads[k];
		int i = s->index[b->to[0] - b->from[0]][b->to[1] - b->from[1]];

		if (i >= 0)
			seen[i] += b->score;
		sum += b->score;
	}
	for (size_t k = 0; k < s->n; k++)
		s->at[k].prior = (float)log((weights.share[s->at[k].a][s->at[k].b] *
		    weights.learn_prior + seen[k]) / (weights.learn_prior + sum));
}

void
shapes_keep_first(struct shapes *s)
{
	size_t n = 0;

	memset(s->index, -1, sizeof s->index);
	for (size_t k = 0; k < s->n; k++)
		if (s->at[k].a == 1 || (s->at[k].a == 0 && s->at[k].b == 1)) {
			s->index[s->at[k].a][s->at[k].b] = (int8_t)n;
			s->at[n++] = s->at[k];
		}
	s->n = n;
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
	float spread = (float)weights.spread, floor = (float)weights.floor;
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
	sum = -weights.inside * inside;
	if (s->opens[i] != t->opens[j])
		sum -= weights.differ;
	else if (s->opens[i] && s->paragraphs * 2 < s->n)
		sum += weights.opens;
	return sum;
}

static float
score_bead(const struct pair *p, double words, size_t i, size_t j, const struct shape *shape)
{
	size_t i1 = i + shape->a, j1 = j + shape->b;
	double x = (p->text[0]->length[i1] - p->text[0]->length[i]) * p->ratio;
	double y = p->text[1]->length[j1] - p->text[1]->length[j];

	double sum = weights.words * words;

	if (!(p->without & DG_SIGNAL_LENGTH))
		sum += weights.length * (double)length_evidence((float)x, (float)y);
	if (!(p->without & DG_SIGNAL_PARAGRAPHS))
		sum += paragraph_evidence(p, i, shape->a, j, shape->b);
	if (!(p->without & DG_SIGNAL_MARKS))
		sum += border_evidence(p->text[0]->border[i1], p->text[1]->border[j1]);
	return (float)sum + shape->prior;
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

			if (i1 > b->n || j1 < b->low[i1] || j1 > b->high[i1] ||
			    (l->pins->n && !pins_allow(l->pins, i, s->a, j, s->b)))
				*score = -INFINITY;
			else if (!s->a || !s->b)
				*score = s->prior;
			else
				*score = score_bead(l->pair, evidence_words(e, j, s->a, s->b),
				    i, j, s);
		}
}

static enum dg_status
lattice_fill(struct lattice *l, bool both, struct dg_error *err)
{
	struct evidence *e = NULL;
	enum dg_status st = evidence_new(&e, l->pair, &l->band, l->shapes->side,
	    both, err);

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
    size_t texts, const struct pins *pins, struct dg_error *err)
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
	l->pins = pins;
	shapes_few(&few, shapes);
	l->shapes = pins->n ? shapes : &few;	/* pins may ask for any shape */
	if (!band_new(&l->band, pair->text[0]->n, pair->text[1]->n) ||
	    !band_find(&l->band, pair, pins))
		st = dg_fail_nomem(err);
	while (st == DG_OK && touched) {
		if ((st = lattice_fill(l, false, err)) == DG_OK)
			st = lattice_prune(l, texts == 2 ? REACH_TWO : REACH_THREE, &fine, &touched, err);
		l->widened += touched;
	}
	band_free(&l->band);
	l->band = fine;
	l->shapes = shapes;
	if (st == DG_OK)
		st = lattice_fill(l, true, err);
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
	return lattice_fill(l, true, err);
}

enum dg_status
lattice_join(struct lattice *a, struct lattice *b, struct dg_error *err)
{
	enum dg_status st;

	band_join(&a->band, &b->band);
	band_join(&b->band, &a->band);
	st = lattice_fill(a, true, err);
	return st == DG_OK ? lattice_fill(b, true, err) : st;
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
