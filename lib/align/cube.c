/* cube.c -- three texts at once: a bead has three sides, its score is the sum of
 * what the three pairs say of it, and the best path runs through a cube.
 *
 * The cube is not filled: for each segment of the first text only those places of
 * the others count that lie near the best paths of its two pairs.  When the best
 * path of the cube touches that bound, the bound is doubled and all done again, so
 * a bound never decides what comes out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

const uint8_t pair_side[3][2] = { { 0, 1 }, { 0, 2 }, { 1, 2 } };

enum { REACH = 8, TRIPLES_MAX = (SIDE_MAX + 1) * (SIDE_MAX + 1) * (SIDE_MAX + 1) };

/* Three pairs say what two independent ones would. */
static const double SHARE = 2.0 / 3.0;

struct triple { uint8_t side[3]; };

struct cube {
	struct lattice *const *pair;	/* 0: sides 0 and 1; 1: 0 and 2; 2: 1 and 2 */
	size_t n, m, o;			/* segments of the three texts */
	size_t *low[2], *high[2];	/* by segment of text 0: places in texts 1 and 2 */
	size_t *base;
	struct triple triple[TRIPLES_MAX];
	size_t triples;
	double *forward, *backward, *best;
	uint16_t *from;
	float *score;			/* cells × triples */
};

static bool
triple_fits(const struct shapes *s, size_t a, size_t b, size_t c)
{
	int some = (a > 0) + (b > 0) + (c > 0);

	if (some == 1)
		return a + b + c == 1;
	/* a pair with nothing on one side is so many nulls */
	return some && (!a || !b || s->index[a][b] >= 0) && (!a || !c || s->index[a][c] >= 0) &&
	    (!b || !c || s->index[b][c] >= 0);
}

static void
list_triples(struct cube *q)
{
	for (size_t a = 0; a <= SIDE_MAX; a++)
		for (size_t b = 0; b <= SIDE_MAX; b++)
			for (size_t c = 0; c <= SIDE_MAX; c++)
				if (triple_fits(q->pair[0]->shapes, a, b, c))
					q->triple[q->triples++] = (struct triple){
					    { (uint8_t)a, (uint8_t)b, (uint8_t)c } };
}

static double
pair_score(const struct lattice *l, size_t i, size_t a, size_t j, size_t b)
{
	if (a && b)
		return lattice_score(l, i, j, a, b);
	return (double)(a + b) * (double)l->shapes->at[l->shapes->index[0][1]].prior;
}

static double
triple_score(const struct cube *q, size_t i, size_t j, size_t k, const struct triple *t)
{
	size_t a = t->side[0], b = t->side[1], c = t->side[2];
	double x = pair_score(q->pair[0], i, a, j, b);

	if (!isinf(x))
		x += pair_score(q->pair[1], i, a, k, c);
	return isinf(x) ? x : SHARE * (x + pair_score(q->pair[2], j, b, k, c));
}

/* ---- the part of the cube that counts ---- */

/* Places of the other text that lie within `reach` of the pair's best path. */
static enum dg_status
near_path(struct cube *q, int which, size_t reach, struct dg_error *err)
{
	struct dg_alignment path = { 0 };
	const struct lattice *l = q->pair[which];
	size_t *low = q->low[which], *high = q->high[which];
	enum dg_status st = lattice_best(l, &path, err);

	for (size_t i = 0; i <= l->n; i++) {
		low[i] = SIZE_MAX;
		high[i] = 0;
	}
	for (size_t x = 0; x <= path.n && st == DG_OK; x++) {
		size_t i0 = x < path.n ? path.beads[x].from[0] : l->n;
		size_t i1 = x < path.n ? path.beads[x].to[0] : l->n;
		size_t j0 = x < path.n ? path.beads[x].from[1] : l->m;
		size_t j1 = x < path.n ? path.beads[x].to[1] : l->m;

		for (size_t i = i0; i <= i1; i++) {
			low[i] = j0 < low[i] ? j0 : low[i];
			high[i] = j1 > high[i] ? j1 : high[i];
		}
	}
	for (size_t i = 0; i <= l->n && st == DG_OK; i++) {
		low[i] = low[i] > reach ? low[i] - reach : 0;
		high[i] = high[i] + reach < l->m ? high[i] + reach : l->m;
	}
	free(path.beads);
	return st;
}

static size_t
width(const struct cube *q, int which, size_t i)
{
	return q->high[which][i] - q->low[which][i] + 1;
}

static size_t
cell(const struct cube *q, size_t i, size_t j, size_t k)
{
	if (i > q->n || j < q->low[0][i] || j > q->high[0][i] || k < q->low[1][i] ||
	    k > q->high[1][i])
		return SIZE_MAX;
	return q->base[i] + (j - q->low[0][i]) * width(q, 1, i) + k - q->low[1][i];
}

static void
cube_clear(struct cube *q)
{
	free(q->forward);
	free(q->backward);
	free(q->best);
	free(q->from);
	free(q->score);
	q->forward = q->backward = q->best = NULL;
	q->from = NULL;
	q->score = NULL;
}

static bool
cube_fill(struct cube *q)
{
	size_t cells = 0, at = 0;

	for (size_t i = 0; i <= q->n; i++) {
		q->base[i] = cells;
		cells += width(q, 0, i) * width(q, 1, i);
	}
	q->base[q->n + 1] = cells;
	q->forward = malloc(cells * sizeof *q->forward);
	q->backward = malloc(cells * sizeof *q->backward);
	q->best = malloc(cells * sizeof *q->best);
	q->from = calloc(cells, sizeof *q->from);
	q->score = malloc(cells * q->triples * sizeof *q->score);
	if (!q->forward || !q->backward || !q->best || !q->from || !q->score)
		return false;
	for (size_t i = 0; i <= q->n; i++)
		for (size_t j = q->low[0][i]; j <= q->high[0][i]; j++)
			for (size_t k = q->low[1][i]; k <= q->high[1][i]; k++)
				for (size_t t = 0; t < q->triples; t++, at++) {
					const struct triple *s = &q->triple[t];

					q->score[at] = cell(q, i + s->side[0], j + s->side[1],
					    k + s->side[2]) == SIZE_MAX ? -INFINITY :
					    (float)triple_score(q, i, j, k, s);
				}
	return true;
}

/* ---- sums over paths ---- */

static void
forward_from(struct cube *q, size_t i, size_t j, size_t k)
{
	size_t c = cell(q, i, j, k);

	if (isinf(q->forward[c]))
		return;
	for (size_t t = 0; t < q->triples; t++) {
		double x = (double)q->score[c * q->triples + t];
		const struct triple *s = &q->triple[t];
		size_t d;

		if (isinf(x))
			continue;
		d = cell(q, i + s->side[0], j + s->side[1], k + s->side[2]);
		q->forward[d] = log_add(q->forward[d], q->forward[c] + TEMPER * x);
		if (q->best[c] + x > q->best[d]) {
			q->best[d] = q->best[c] + x;
			q->from[d] = (uint16_t)t;
		}
	}
}

static void
backward_to(struct cube *q, size_t i, size_t j, size_t k)
{
	size_t c = cell(q, i, j, k);
	double sum = i == q->n && j == q->m && k == q->o ? 0 : -INFINITY;

	for (size_t t = 0; t < q->triples; t++) {
		double x = (double)q->score[c * q->triples + t];
		const struct triple *s = &q->triple[t];

		if (!isinf(x))
			sum = log_add(sum, TEMPER * x +
			    q->backward[cell(q, i + s->side[0], j + s->side[1], k + s->side[2])]);
	}
	q->backward[c] = sum;
}

static void
cube_sum(struct cube *q)
{
	size_t cells = q->base[q->n + 1];

	for (size_t c = 0; c < cells; c++)
		q->forward[c] = q->best[c] = -INFINITY;
	q->forward[cell(q, 0, 0, 0)] = q->best[cell(q, 0, 0, 0)] = 0;
	for (size_t i = 0; i <= q->n; i++)
		for (size_t j = q->low[0][i]; j <= q->high[0][i]; j++)
			for (size_t k = q->low[1][i]; k <= q->high[1][i]; k++)
				forward_from(q, i, j, k);
	for (size_t i = q->n + 1; i-- > 0;)
		for (size_t j = q->high[0][i] + 1; j-- > q->low[0][i];)
			for (size_t k = q->high[1][i] + 1; k-- > q->low[1][i];)
				backward_to(q, i, j, k);
}

/* ---- the best path ---- */

static double
triple_evidence(const struct cube *q, const size_t at[3], const struct triple *t)
{
	double sum = 0;
	int n = 0;

	for (int p = 0; p < 3; p++) {
		size_t a = t->side[pair_side[p][0]], b = t->side[pair_side[p][1]];

		if (!a || !b)
			continue;
		sum += lattice_evidence(q->pair[p], at[pair_side[p][0]], at[pair_side[p][1]], a, b);
		n++;
	}
	return n ? sum / n : 0;
}

static bool
touches(const struct cube *q, const size_t at[3])
{
	const size_t end[2] = { q->m, q->o };

	for (int w = 0; w < 2; w++)
		if ((at[w + 1] == q->low[w][at[0]] && at[w + 1] > 0) ||
		    (at[w + 1] == q->high[w][at[0]] && at[w + 1] < end[w]))
			return true;
	return false;
}

static enum dg_status
trace(const struct cube *q, struct dg_alignment *out, bool *edge, struct dg_error *err)
{
	size_t at[3] = { q->n, q->m, q->o };
	double all = q->forward[cell(q, q->n, q->m, q->o)];
	enum dg_status st = DG_OK;

	*edge = isinf(all);
	while ((at[0] || at[1] || at[2]) && st == DG_OK && !*edge) {
		size_t d = cell(q, at[0], at[1], at[2]), t = q->from[d], c;
		struct dg_bead bead = { 0 };

		*edge = touches(q, at);
		for (int s = 0; s < 3; s++) {
			bead.to[s] = (uint32_t)at[s];
			at[s] -= q->triple[t].side[s];
			bead.from[s] = (uint32_t)at[s];
		}
		c = cell(q, at[0], at[1], at[2]);
		bead.score = exp(q->forward[c] + TEMPER * (double)q->score[c * q->triples + t] +
		    q->backward[d] - all);
		bead.evidence = triple_evidence(q, at, &q->triple[t]);
		st = alignment_put(out, &bead, err);
	}
	alignment_reverse(out);		/* found from the end */
	return st;
}

static bool
cube_open(struct cube *q, struct lattice *const pairs[3])
{
	q->pair = pairs;
	q->n = pairs[0]->n;
	q->m = pairs[0]->m;
	q->o = pairs[1]->m;
	list_triples(q);
	q->base = calloc(q->n + 2, sizeof *q->base);
	for (int w = 0; w < 2; w++) {
		q->low[w] = calloc(q->n + 1, sizeof *q->low[w]);
		q->high[w] = calloc(q->n + 1, sizeof *q->high[w]);
	}
	return q->base && q->low[0] && q->low[1] && q->high[0] && q->high[1];
}

enum dg_status
cube_best(struct lattice *const pairs[3], struct dg_alignment *out, struct dg_error *err)
{
	struct cube *q = calloc(1, sizeof *q);
	enum dg_status st = q && cube_open(q, pairs) ? DG_OK : dg_fail_nomem(err);
	size_t reach = REACH;
	bool edge = true;

	for (; st == DG_OK && edge; reach *= 2) {
		out->n = 0;
		if ((st = near_path(q, 0, reach, err)) != DG_OK ||
		    (st = near_path(q, 1, reach, err)) != DG_OK)
			break;
		if (!cube_fill(q)) {
			st = dg_fail_nomem(err);
			break;
		}
		cube_sum(q);
		st = trace(q, out, &edge, err);
		if (reach > q->m && reach > q->o)
			edge = false;
		cube_clear(q);
	}
	if (q) {
		cube_clear(q);
		free(q->base);
		for (int w = 0; w < 2; w++) {
			free(q->low[w]);
			free(q->high[w]);
		}
	}
	free(q);
	return st;
}
