/* path.c -- how sure each bead of a lattice of two texts is, by forward and backward
 * sums over all paths (Baum 1972), and the path whose beads are right most often.
 *
 * That is not the likeliest path: where one large bead is a little likelier than any
 * single way to divide it, most ways may agree on where to (Goodman 1996 for parses).
 *
 * Sums are kept as multiples of the best path to a cell: a step costs one exponential.
 * They still grow with the number of paths, so in long texts they are scaled down now
 * and then, row by row, and each row knows how often. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

struct sums {
	double *best;			/* cells: score of the best path here */
	double *forward, *backward;	/* cells: all paths, against it */
	uint8_t *from;			/* shape that led here */
	float *share;			/* cells × shapes: of a step, beside the best one to where it leads */
	uint32_t *scaled[2];		/* rows: how often forward, backward were scaled */
};

static const double SCALE = 1e100;

bool
sums_scale(double *sum, const size_t *start, size_t i, size_t last)
{
	bool large = false;
	size_t end = start[(last - i > SIDE_MAX ? i + SIDE_MAX : last) + 1];

	for (size_t c = start[i]; c < start[i + 1]; c++)
		large = large || sum[c] > SCALE;
	for (size_t c = start[i]; c < end && large; c++)
		sum[c] /= SCALE;
	return large;
}

double
sums_unscale(double share, int64_t times)
{
	for (; times > 0 && share < 1; times--)
		share *= SCALE;
	for (; times < 0 && share > 0; times++)
		share /= SCALE;
	return share;
}

static size_t
target(const struct lattice *l, size_t i, size_t j, size_t k)
{
	const struct shape *s = &l->shapes->at[k];

	return l->band.base[i + s->a] + j + s->b - l->band.low[i + s->a];
}

/* Nothing is reached but the first cell. */
static void
best_begin(const struct band *b, struct sums *s)
{
	size_t cells = b->base[b->n + 1];

	for (size_t c = 0; c < cells; c++)
		s->best[c] = -INFINITY;
	s->best[0] = 0;
}

static void
go_best(const struct lattice *l, struct sums *s)
{
	const struct band *b = &l->band;
	size_t n = l->shapes->n;

	best_begin(b, s);
	for (size_t i = 0, c = 0; i <= b->n; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c++)
			for (size_t k = 0; k < n; k++) {
				double x = (double)l->score[c * n + k] + s->best[c];
				size_t d;

				if (isinf(x) || x <= s->best[d = target(l, i, j, k)])
					continue;
				s->best[d] = x;
				s->from[d] = (uint8_t)k;
			}
}

static void
go_forward(const struct lattice *l, struct sums *s)
{
	const struct band *b = &l->band;
	size_t n = l->shapes->n;
	uint32_t scaled = 0;

	memset(s->forward, 0, b->base[b->n + 1] * sizeof *s->forward);
	s->forward[0] = 1;
	for (size_t i = 0, c = 0; i <= b->n; i++) {
		scaled += sums_scale(s->forward, b->base, i, b->n);
		s->scaled[0][i] = scaled;
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c++)
			for (size_t k = 0; k < n; k++) {
				float *share = &s->share[c * n + k];
				double x = (double)l->score[c * n + k] + s->best[c];
				size_t d;

				*share = 0;
				if (isinf(x))
					continue;
				d = target(l, i, j, k);
				if ((x = weights.temper * (x - s->best[d])) < -25)
					continue;
				*share = expf((float)x);
				s->forward[d] += s->forward[c] * (double)*share;
			}
	}
}

static void
go_backward(const struct lattice *l, struct sums *s)
{
	const struct band *b = &l->band;
	size_t n = l->shapes->n, c = b->base[b->n + 1];

	for (size_t i = b->n + 1; i-- > 0;) {
		s->scaled[1][i] = i < b->n ? s->scaled[1][i + 1] : 0;
		for (size_t j = b->high[i] + 1u; j-- > b->low[i];) {
			double sum = c-- == b->base[b->n + 1] ? 1 : 0;

			for (size_t k = 0; k < n; k++)
				if (s->share[c * n + k] > 0)
					sum += (double)s->share[c * n + k] *
					    s->backward[target(l, i, j, k)];
			s->backward[c] = sum;
		}
		if (sums_scale(s->backward, b->base, i, b->n))
			for (size_t k = i; k <= b->n && k <= i + SIDE_MAX; k++)
				s->scaled[1][k]++;
	}
}

/* The probability of the bead of shape k at cell c of row i. */
static double
posterior(const struct lattice *l, const struct sums *s, size_t i, size_t c, size_t k, size_t d)
{
	size_t n = l->band.n;

	return sums_unscale(s->forward[c] / s->forward[l->band.base[n + 1] - 1] * s->backward[d] *
	    (double)s->share[c * l->shapes->n + k], (int64_t)s->scaled[0][i] +
	    s->scaled[1][i + l->shapes->at[k].a] - s->scaled[0][n]);
}

double
path_gain(double probability, size_t sides)
{
	return (sides > 1 ? probability : weights.alone * probability) - weights.unsure;
}

static void
go_surest(const struct lattice *l, struct sums *s)
{
	const struct band *b = &l->band;
	size_t n = l->shapes->n;

	best_begin(b, s);
	for (size_t i = 0, c = 0; i <= b->n; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c++)
			for (size_t k = 0; k < n; k++) {
				const struct shape *shape = &l->shapes->at[k];
				double x;
				size_t d;

				if (s->share[c * n + k] <= 0)
					continue;
				d = target(l, i, j, k);
				x = s->best[c] + path_gain(posterior(l, s, i, c, k, d),
				    (size_t)(shape->a > 0) + (shape->b > 0));
				if (x > s->best[d]) {
					s->best[d] = x;
					s->from[d] = (uint8_t)k;
				}
			}
}

static enum dg_status
weigh_all(const struct lattice *l, const struct sums *s, struct mass **ret, struct dg_error *err)
{
	const struct band *b = &l->band;
	size_t n = l->shapes->n;
	enum dg_status st = mass_new(ret, b, err);

	for (size_t i = 0, c = 0; i <= b->n && st == DG_OK; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c++)
			for (size_t k = 0; k < n; k++) {
				const struct shape *shape = &l->shapes->at[k];

				if (s->share[c * n + k] > 0)
					mass_add(*ret, i, shape->a, j, shape->b,
					    posterior(l, s, i, c, k, target(l, i, j, k)));
			}
	return st;
}

static enum dg_status
trace(const struct lattice *l, const struct sums *s, struct dg_alignment *out,
    struct dg_error *err)
{
	const struct band *b = &l->band;
	enum dg_status st = DG_OK;
	size_t i = b->n, j = b->m;

	while ((i || j) && st == DG_OK) {
		size_t d = band_cell(b, i, j), k = s->from[d];
		const struct shape *shape = &l->shapes->at[k];
		struct dg_bead bead = { .to = { (uint32_t)i, (uint32_t)j } };

		i -= shape->a;
		j -= shape->b;
		bead.from[0] = (uint32_t)i;
		bead.from[1] = (uint32_t)j;
		bead.score = posterior(l, s, i, band_cell(b, i, j), k, d);
		st = alignment_put(out, &bead, err);
	}
	alignment_reverse(out);		/* found from the end */
	return st;
}

static void
sum_paths(const struct lattice *l, struct sums *s)
{
	go_best(l, s);
	go_forward(l, s);
	go_backward(l, s);
	go_surest(l, s);
}

enum dg_status
lattice_best(const struct lattice *l, struct dg_alignment *out, struct mass **mass,
    struct dg_error *err)
{
	size_t cells = l->band.base[l->band.n + 1];
	struct sums s = { malloc(cells * sizeof *s.best), malloc(cells * sizeof *s.forward),
	    malloc(cells * sizeof *s.backward), calloc(cells, 1),
	    malloc(cells * l->shapes->n * sizeof *s.share),
	    { calloc(l->band.n + 1, sizeof **s.scaled), calloc(l->band.n + 1, sizeof **s.scaled) } };
	enum dg_status st;

	if (!s.best || !s.forward || !s.backward || !s.from || !s.share || !s.scaled[0] || !s.scaled[1]) {
		st = dg_fail_nomem(err);
	} else {
		/* a band is connected, and there are beads of one segment: there is a path */
		sum_paths(l, &s);
		st = trace(l, &s, out, err);
		if (st == DG_OK && mass)
			st = weigh_all(l, &s, mass, err);
	}
	free(s.best);
	free(s.forward);
	free(s.backward);
	free(s.from);
	free(s.share);
	free(s.scaled[0]);
	free(s.scaled[1]);
	return st;
}
