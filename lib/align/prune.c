/* prune.c -- from coarse to fine: which cells of a lattice a good path may pass. */
#include <math.h>
#include <stdlib.h>

#include "align/align.h"

struct ways {
	double *here, *onward;	/* cells: best way from the beginning; best way to the end */
	uint32_t *edge;		/* rows where the best path touches the band's edge */
	size_t edges;
};

static size_t
target(const struct band *b, size_t i, size_t j, const struct shape *s)
{
	return b->base[i + s->a] + j + s->b - b->low[i + s->a];
}

static void
best_onward(const struct lattice *l, double *onward)
{
	const struct band *b = &l->band;
	const struct shapes *s = l->shapes;

	for (size_t i = b->n + 1; i-- > 0;)
		for (size_t j = b->high[i] + 1u; j-- > b->low[i];) {
			size_t c = b->base[i] + j - b->low[i];
			double best = i == b->n && j == b->m ? 0 : -INFINITY;

			for (size_t k = 0; k < s->n; k++) {
				double x = (double)l->score[c * s->n + k];

				if (x > -INFINITY && (x += onward[target(b, i, j, &s->at[k])]) > best)
					best = x;
			}
			onward[c] = best;
		}
}

static void
best_here(const struct lattice *l, double *here)
{
	const struct band *b = &l->band;
	const struct shapes *s = l->shapes;

	for (size_t c = 0; c < b->base[b->n + 1]; c++)
		here[c] = -INFINITY;
	here[0] = 0;
	for (size_t i = 0; i <= b->n; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++) {
			size_t c = b->base[i] + j - b->low[i];

			for (size_t k = 0; k < s->n; k++) {
				double x = (double)l->score[c * s->n + k];
				size_t d;

				if (x == -INFINITY)
					continue;
				d = target(b, i, j, &s->at[k]);
				if (here[c] + x > here[d])
					here[d] = here[c] + x;
			}
		}
}

/* Follow the best path and list the rows where it touches an edge of the band behind
 * which there are cells. */
static void
find_edges(const struct lattice *l, struct ways *w)
{
	const struct band *b = &l->band;
	size_t i = 0, j = 0;

	while (i < b->n || j < b->m) {
		size_t c = band_cell(b, i, j), best = 0;
		double most = -INFINITY;

		if (((j == b->low[i] && j > 0) || (j == b->high[i] && j < b->m)) &&
		    (w->edges == 0 || w->edge[w->edges - 1] != i))
			w->edge[w->edges++] = (uint32_t)i;
		for (size_t k = 0; k < l->shapes->n; k++) {
			double x = (double)l->score[c * l->shapes->n + k];

			if (x > -INFINITY && (x += w->onward[target(b, i, j,
			    &l->shapes->at[k])]) > most) {
				most = x;
				best = k;
			}
		}
		i += l->shapes->at[best].a;
		j += l->shapes->at[best].b;
	}
}

static void
keep_near(const struct lattice *l, const struct ways *w, double reach, struct band *ret)
{
	const struct band *b = &l->band;
	double least = w->onward[0] - reach;

	for (size_t i = 0; i <= b->n; i++) {
		ret->low[i] = (uint32_t)b->m;
		ret->high[i] = 0;
		for (size_t j = b->low[i]; j <= b->high[i]; j++) {
			size_t c = b->base[i] + j - b->low[i];

			if (w->here[c] + w->onward[c] < least)
				continue;
			ret->low[i] = j < ret->low[i] ? (uint32_t)j : ret->low[i];
			ret->high[i] = (uint32_t)j;
		}
	}
	band_settle(ret);
}

enum dg_status
lattice_prune(struct lattice *l, double reach, struct band *ret, bool *touched,
    struct dg_error *err)
{
	size_t cells = l->band.base[l->band.n + 1];
	struct ways w = { malloc(cells * sizeof *w.here), malloc(cells * sizeof *w.onward),
	    malloc((l->band.n + 1) * sizeof *w.edge), 0 };
	enum dg_status st = DG_OK;

	*touched = false;
	if (!w.here || !w.onward || !w.edge) {
		st = dg_fail_nomem(err);
	} else {
		best_onward(l, w.onward);
		if (isinf(w.onward[0]))
			st = dg_fail(err, DG_EINPUT, 0,
			    "no beads of the sizes allowed join the anchors");
		else
			find_edges(l, &w);
		*touched = w.edges > 0;
		if (*touched && !band_widen(&l->band, w.edge, w.edges))
			st = dg_fail_nomem(err);
	}
	if (st == DG_OK && !*touched) {
		best_here(l, w.here);
		if (!band_new(ret, l->band.n, l->band.m))
			st = dg_fail_nomem(err);
		else
			keep_near(l, &w, reach, ret);
	}
	free(w.here);
	free(w.onward);
	free(w.edge);
	return st;
}
