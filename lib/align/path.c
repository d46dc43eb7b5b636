/* path.c -- the best path through a lattice of two texts, and how sure each of
 * its beads is: forward and backward sums over all paths (Baum 1972). */
#include <math.h>
#include <stdlib.h>

#include "align/align.h"

/* The evidence of a bead is counted from tokens that do not vote independently;
 * posteriors are taken at this share of it. */
const double TEMPER = 0.6;

double
log_add(double a, double b)
{
	if (a < b)
		return isinf(b) ? b : b + log1p(exp(a - b));
	return isinf(a) ? a : a + log1p(exp(b - a));
}

struct sums {
	double *forward, *backward;	/* cells */
	double *best;
	uint8_t *from;			/* shape that led here */
};

static size_t
cell(const struct lattice *l, size_t i, size_t j)
{
	return l->base[i] + j - l->low[i];
}

static void
go_forward(const struct lattice *l, struct sums *s)
{
	size_t cells = l->base[l->n + 1];

	for (size_t c = 0; c < cells; c++)
		s->forward[c] = s->best[c] = -INFINITY;
	s->forward[cell(l, 0, 0)] = s->best[cell(l, 0, 0)] = 0;
	for (size_t i = 0; i <= l->n; i++)
		for (size_t j = l->low[i]; j <= l->high[i]; j++) {
			size_t c = cell(l, i, j);

			if (isinf(s->forward[c]))
				continue;
			for (size_t k = 0; k < l->shapes->n; k++) {
				double x = (double)l->score[c * l->shapes->n + k];
				size_t d;

				if (isinf(x))
					continue;
				d = cell(l, i + l->shapes->at[k].a, j + l->shapes->at[k].b);
				s->forward[d] = log_add(s->forward[d], s->forward[c] + TEMPER * x);
				if (s->best[c] + x > s->best[d]) {
					s->best[d] = s->best[c] + x;
					s->from[d] = (uint8_t)k;
				}
			}
		}
}

static void
go_backward(const struct lattice *l, struct sums *s)
{
	for (size_t i = l->n + 1; i-- > 0;)
		for (size_t j = l->high[i] + 1; j-- > l->low[i];) {
			size_t c = cell(l, i, j);

			s->backward[c] = i == l->n && j == l->m ? 0 : -INFINITY;
			for (size_t k = 0; k < l->shapes->n; k++) {
				double x = (double)l->score[c * l->shapes->n + k];

				if (!isinf(x))
					s->backward[c] = log_add(s->backward[c], TEMPER * x +
					    s->backward[cell(l, i + l->shapes->at[k].a,
					    j + l->shapes->at[k].b)]);
			}
		}
}

static enum dg_status
trace(const struct lattice *l, const struct sums *s, struct dg_alignment *out,
    struct dg_error *err)
{
	double all = s->forward[cell(l, l->n, l->m)];
	enum dg_status st = DG_OK;
	size_t i = l->n, j = l->m;

	while ((i || j) && st == DG_OK) {
		size_t d = cell(l, i, j), k = s->from[d], c;
		const struct shape *shape = &l->shapes->at[k];
		struct dg_bead bead = { .to = { (uint32_t)i, (uint32_t)j } };

		i -= shape->a;
		j -= shape->b;
		c = cell(l, i, j);
		bead.from[0] = (uint32_t)i;
		bead.from[1] = (uint32_t)j;
		bead.score = exp(s->forward[c] + TEMPER * (double)l->score[c * l->shapes->n + k] +
		    s->backward[d] - all);
		bead.evidence = (double)l->evidence[c * l->shapes->n + k];
		st = alignment_put(out, &bead, err);
	}
	alignment_reverse(out);		/* found from the end */
	return st;
}

enum dg_status
lattice_best(const struct lattice *l, struct dg_alignment *out, struct dg_error *err)
{
	size_t cells = l->base[l->n + 1];
	struct sums s = { 0 };
	enum dg_status st;

	s.forward = malloc(cells * sizeof *s.forward);
	s.backward = malloc(cells * sizeof *s.backward);
	s.best = malloc(cells * sizeof *s.best);
	s.from = calloc(cells, 1);
	if (!s.forward || !s.backward || !s.best || !s.from) {
		st = dg_fail_nomem(err);
	} else {
		go_forward(l, &s);
		if (isinf(s.forward[cell(l, l->n, l->m)])) {
			st = dg_fail(err, DG_ELIMIT, 0,
			    "the texts are too unlike to align with these bead sizes");
		} else {
			go_backward(l, &s);
			st = trace(l, &s, out, err);
		}
	}
	free(s.forward);
	free(s.backward);
	free(s.best);
	free(s.from);
	return st;
}
