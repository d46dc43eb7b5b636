/* cube.c -- three texts at once: a bead has three sides, its score is the sum of
 * what the three pairs say of it, and the best path runs through a cube.
 *
 * Of the cube those cells alone count whose three faces lie in the three pairs' bands,
 * as lattice.c has found them; should no path be left in there, the bands are widened and
 * all is done again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

const uint8_t pair_side[3][2] = { { 0, 1 }, { 0, 2 }, { 1, 2 } };

/* A bead from one cell to another. */
struct edge { uint32_t to; float score; uint8_t side[4]; };

struct cube {
	struct lattice *const *pair;	/* 0: sides 0 and 1; 1: 0 and 2; 2: 1 and 2 */
	/* by pair, cells × shapes: what it says of a bead; of the best two beads within it */
	float *whole[3], *divided[3];
	float prior[SIDE_MAX + 1][SIDE_MAX + 1][SIDE_MAX + 1];
	bool pinned;
	uint32_t *low, *high;		/* by cell of pair 0: places in text 2; low > high: none */
	size_t *base;			/* by cell of pair 0, + 1: cells of the cube before it */
	size_t *first;			/* by cell of the cube, + 1: its first edge */
	struct edge *edge;
	size_t edges, cap;
	double *best, *forward, *backward;
	uint32_t *from;			/* edge that leads here on the best path */
	size_t *start;			/* by segment of text 0, + 1: its first cell */
	uint32_t *scaled[2];		/* by segment of text 0: how often forward, backward were */
};

static size_t
cell(const struct cube *q, size_t i, size_t j, size_t k)
{
	size_t c = band_cell(&q->pair[0]->band, i, j);

	return c == SIZE_MAX || k < q->low[c] || k > q->high[c] ? SIZE_MAX :
	    q->base[c] + k - q->low[c];
}

/* ---- cells ---- */

static void
mark_cells(struct cube *q)
{
	const struct band *b = &q->pair[0]->band, *x = &q->pair[1]->band, *y = &q->pair[2]->band;

	for (size_t i = 0, c = 0; i <= b->n; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c++) {
			q->low[c] = x->low[i] > y->low[j] ? x->low[i] : y->low[j];
			q->high[c] = x->high[i] < y->high[j] ? x->high[i] : y->high[j];
			q->base[c + 1] = q->base[c] + (q->low[c] <= q->high[c] ?
			    q->high[c] - q->low[c] + 1u : 0);
		}
}

/* ---- faces ---- */

/* What a pair says of its two sides; the prior is the whole bead's. */
static bool
face_all(const struct lattice *l, float **ret)
{
	size_t cells = l->band.base[l->band.n + 1], n = l->shapes->n;
	float *at = *ret = malloc(cells * n * sizeof *at);

	for (size_t c = 0; c < cells && at; c++)
		for (size_t k = 0; k < n; k++)
			*at++ = l->score[c * n + k] - l->shapes->at[k].prior;
	return at != NULL;
}

/* Where a clause of one text stands behind the border of a sentence in the two others, the
 * sentences of those two still go one by one, and a bead of three texts joins what they hold apart.
 * So one face of a bead may be what the best two beads within it say, nulls among them. */
static float
part(const struct lattice *l, const float *whole, size_t i, size_t a, size_t j, size_t b)
{
	int k = l->shapes->index[a][b];
	size_t c;

	if (!a || !b)
		return (float)(a + b) * l->shapes->at[l->shapes->index[a > 0][b > 0]].prior;
	c = k < 0 ? SIZE_MAX : band_cell(&l->band, i, j);
	return c == SIZE_MAX ? -INFINITY : whole[c * l->shapes->n + (size_t)k];
}

static float
divide(const struct lattice *l, const float *whole, size_t i, size_t a, size_t j, size_t b)
{
	float best = -INFINITY;

	for (size_t x = 0; x <= a; x++)
		for (size_t y = x == 0; y <= b - (x == a); y++) {
			float sum = part(l, whole, i, x, j, y) +
			    part(l, whole, i + x, a - x, j + y, b - y);

			best = sum > best ? sum : best;
		}
	return best;
}

static bool
divide_all(const struct lattice *l, const float *whole, float **ret)
{
	const struct band *b = &l->band;
	float *at = *ret = malloc(b->base[b->n + 1] * l->shapes->n * sizeof *at);
	float cost = logf((float)weights.divided);

	for (size_t i = 0; i <= b->n && at; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++)
			for (size_t k = 0; k < l->shapes->n; k++) {
				const struct shape *s = &l->shapes->at[k];
				bool fits = s->a && s->b && s->a + s->b > 2 &&
				    band_cell(b, i + s->a, j + s->b) != SIZE_MAX;

				*at++ = fits ? cost + divide(l, whole, i, s->a, j, s->b) : -INFINITY;
			}
	return at != NULL;
}

/* That of the pair of sides that differ most, as the two other pairs follow from it. */
static double
prior(const struct shapes *s, size_t a, size_t b, size_t c)
{
	size_t least = SIDE_MAX, most = 0, side[3] = { a, b, c }, sides = 0;

	for (int k = 0; k < 3; k++)
		if (side[k]) {
			least = side[k] < least ? side[k] : least;
			most = side[k] > most ? side[k] : most;
			sides++;
		}
	if (sides <= 1)
		return most == 1 ? log(weights.one_of_three) : -INFINITY;
	if (s->index[least][most] < 0)
		return -INFINITY;
	return weights.prior_of_three * (double)s->at[s->index[least][most]].prior +
	    (sides == 2 ? log(weights.two_of_three) : 0);
}

static bool
make_faces(struct cube *q)
{
	for (size_t a = 0; a <= SIDE_MAX; a++)
		for (size_t b = 0; b <= SIDE_MAX; b++)
			for (size_t c = 0; c <= SIDE_MAX; c++)
				q->prior[a][b][c] = (float)prior(q->pair[0]->shapes, a, b, c);
	for (int p = 0; p < 3; p++) {
		q->pinned = q->pinned || q->pair[p]->pins->n;
		if (!face_all(q->pair[p], &q->whole[p]) ||
		    !divide_all(q->pair[p], q->whole[p], &q->divided[p]))
			return false;
	}
	return true;
}

/* ---- edges ---- */

/* What has one side at most in a pair is not in its lattice: do the pins let it be? */
static bool
allowed(const struct cube *q, const size_t at[3], size_t a, size_t b, size_t c)
{
	size_t side[3] = { a, b, c };

	for (int p = 0; p < 3; p++) {
		size_t s = pair_side[p][0], t = pair_side[p][1];

		if (q->pair[p]->pins->n && (!side[s] || !side[t]) && side[s] + side[t] &&
		    !pins_allow(q->pair[p]->pins, at[s], side[s], at[t], side[t]))
			return false;
	}
	return true;
}

/* What one pair says of the beads at a cell of it: whole, and divided. */
struct view { const struct shapes *shapes; const float *whole, *divided; };

static struct view
view(const struct cube *q, int pair, size_t i, size_t j)
{
	const struct lattice *l = q->pair[pair];
	size_t at = band_cell(&l->band, i, j) * l->shapes->n;

	return (struct view){ l->shapes, q->whole[pair] + at, q->divided[pair] + at };
}

struct said { float whole, divided; };

static inline struct said
said(const struct view *v, size_t a, size_t b)
{
	int k;

	if (!a || !b)
		return (struct said){ 0, -INFINITY };
	k = v->shapes->index[a][b];
	return k < 0 ? (struct said){ -INFINITY, -INFINITY } :
	    (struct said){ v->whole[k], v->divided[k] };
}

/* What pair 0 has at a cell of its: how many segments of texts 0 and 1, where they lead, and what it
 * says of them. */
struct way { uint8_t a, b; size_t to; struct said said; };
struct ways { size_t n; struct way at[(SIDE_MAX + 1) * (SIDE_MAX + 1)]; };

static void
find_ways(const struct cube *q, const size_t at[3], struct ways *w)
{
	const struct view v = view(q, 0, at[0], at[1]);

	w->n = 0;
	/* SIDE_MAX is 6: NOLINTNEXTLINE(bugprone-too-small-loop-variable) */
	for (uint8_t a = 0; a <= SIDE_MAX; a++)
		for (uint8_t b = 0; b <= SIDE_MAX; b++) { /* NOLINT(bugprone-too-small-loop-variable) */
			size_t to = band_cell(&q->pair[0]->band, at[0] + a, at[1] + b);
			struct said x = said(&v, a, b);

			if (to != SIZE_MAX && !(isinf(x.whole) && isinf(x.divided)))
				w->at[w->n++] = (struct way){ a, b, to, x };
		}
}

/* The beads of such a way and any number of segments of text 2. */
static bool
put_edges(struct cube *q, const size_t at[3], const struct way *w, const struct view v[2])
{
	size_t low = q->low[w->to], high = q->high[w->to];
	struct said x = w->said;

	for (size_t c = 0; c <= SIDE_MAX && at[2] + c <= high; c++) {
		struct said y, z;
		float sum = q->prior[w->a][w->b][c];

		if (at[2] + c < low || isinf(sum) || (q->pinned && !allowed(q, at, w->a, w->b, c)))
			continue;
		y = said(&v[0], w->a, c);
		z = said(&v[1], w->b, c);
		sum += (float)weights.three * fmaxf(fmaxf(fmaxf(x.whole, x.divided) + y.whole + z.whole,
		    x.whole + y.divided + z.whole), x.whole + y.whole + z.divided);
		if (isinf(sum))
			continue;
		if (!dg_grow(&q->edge, &q->cap, q->edges + 1, sizeof *q->edge))
			return false;
		q->edge[q->edges++] = (struct edge){ (uint32_t)(q->base[w->to] + at[2] + c - low),
		    sum, { w->a, w->b, (uint8_t)c, 0 } };
	}
	return true;
}

static bool
put_cell(struct cube *q, const size_t at[3], const struct ways *w)
{
	const struct view v[2] = { view(q, 1, at[0], at[2]), view(q, 2, at[1], at[2]) };

	for (size_t k = 0; k < w->n; k++)
		if (!put_edges(q, at, &w->at[k], v))
			return false;
	return true;
}

static bool
put_all_edges(struct cube *q)
{
	const struct band *face0 = &q->pair[0]->band;
	size_t c = 0, c0 = 0, cells = q->base[face0->base[face0->n + 1]], at[3];
	struct ways w = { 0 };

	if (cells > UINT32_MAX || !(q->first = malloc((cells + 1) * sizeof *q->first)))
		return false;
	for (at[0] = 0; at[0] <= face0->n; at[0]++)
		for (at[1] = face0->low[at[0]]; at[1] <= face0->high[at[0]]; at[1]++, c0++) {
			if (q->low[c0] <= q->high[c0])
				find_ways(q, at, &w);
			for (at[2] = q->low[c0]; at[2] <= q->high[c0]; at[2]++) {
				q->first[c++] = q->edges;
				if (!put_cell(q, at, &w))
					return false;
			}
		}
	q->first[c] = q->edges;
	return true;
}

/* ---- sums over paths, as in path.c ---- */

static void
go_best(struct cube *q, size_t cells)
{
	for (size_t c = 0; c < cells; c++)
		q->best[c] = c ? -INFINITY : 0;
	for (size_t c = 0; c < cells; c++)
		for (size_t e = q->first[c]; e < q->first[c + 1]; e++) {
			double x = q->best[c] + (double)q->edge[e].score;

			if (x > q->best[q->edge[e].to]) {
				q->best[q->edge[e].to] = x;
				q->from[q->edge[e].to] = (uint32_t)e;
			}
		}
}

static void
go_forward(struct cube *q, size_t rows)
{
	uint32_t scaled = 0;

	q->forward[0] = 1;
	for (size_t i = 0; i < rows; i++) {
		scaled += sums_scale(q->forward, q->start, i, rows - 1);
		q->scaled[0][i] = scaled;
		for (size_t c = q->start[i]; c < q->start[i + 1]; c++)
			for (size_t n = q->first[c]; n < q->first[c + 1]; n++) {
				struct edge *e = &q->edge[n];
				double x = weights.temper * (q->best[c] + (double)e->score -
				    q->best[e->to]);

				e->score = isinf(q->best[c]) || x < -25 ? 0 : expf((float)x);
				q->forward[e->to] += q->forward[c] * (double)e->score;
			}
	}
}

static void
go_backward(struct cube *q, size_t rows)
{
	for (size_t i = rows; i-- > 0;) {
		q->scaled[1][i] = i + 1 < rows ? q->scaled[1][i + 1] : 0;
		for (size_t c = q->start[i + 1]; c-- > q->start[i];) {
			q->backward[c] = c + 1 == q->start[rows] ? 1 : 0;
			for (size_t e = q->first[c]; e < q->first[c + 1]; e++)
				q->backward[c] += (double)q->edge[e].score *
				    q->backward[q->edge[e].to];
		}
		if (sums_scale(q->backward, q->start, i, rows - 1))
			for (size_t k = i; k < rows && k <= i + SIDE_MAX; k++)
				q->scaled[1][k]++;
	}
}

static bool
sum_paths(struct cube *q, size_t cells)
{
	const struct band *face0 = &q->pair[0]->band;
	size_t rows = face0->n + 1;

	q->best = malloc(cells * sizeof *q->best);
	q->forward = calloc(cells, sizeof *q->forward);
	q->backward = malloc(cells * sizeof *q->backward);
	q->from = calloc(cells, sizeof *q->from);
	q->start = malloc((rows + 1) * sizeof *q->start);
	q->scaled[0] = calloc(rows, sizeof **q->scaled);
	q->scaled[1] = calloc(rows, sizeof **q->scaled);
	if (!q->best || !q->forward || !q->backward || !q->from || !q->start ||
	    !q->scaled[0] || !q->scaled[1])
		return false;
	for (size_t i = 0; i <= rows; i++)
		q->start[i] = q->base[face0->base[i]];
	go_best(q, cells);
	go_forward(q, rows);
	go_backward(q, rows);
	return true;
}

/* The probability of an edge from cell c of row i. */
static double
posterior(const struct cube *q, size_t i, size_t c, const struct edge *e)
{
	size_t n = q->pair[0]->band.n;

	return sums_unscale(q->forward[c] / q->forward[q->start[n + 1] - 1] *
	    q->backward[e->to] * (double)e->score, (int64_t)q->scaled[0][i] +
	    q->scaled[1][i + e->side[0]] - q->scaled[0][n]);
}

static void
go_surest(struct cube *q, size_t rows)
{
	for (size_t c = 0; c < q->start[rows]; c++)
		q->best[c] = c ? -INFINITY : 0;
	for (size_t i = 0; i < rows; i++)
		for (size_t c = q->start[i]; c < q->start[i + 1]; c++)
			for (size_t n = q->first[c]; n < q->first[c + 1]; n++) {
				const struct edge *e = &q->edge[n];
				double x;

				if (e->score <= 0)
					continue;
				x = q->best[c] + path_gain(posterior(q, i, c, e),
				    (size_t)(e->side[0] > 0) + (e->side[1] > 0) + (e->side[2] > 0));
				if (x > q->best[e->to]) {
					q->best[e->to] = x;
					q->from[e->to] = (uint32_t)n;
				}
			}
}

/* Of each pair of texts. */
static enum dg_status
weigh_all(const struct cube *q, struct mass *ret[3], struct dg_error *err)
{
	const struct band *b = &q->pair[0]->band;
	enum dg_status st = DG_OK;

	for (int p = 0; p < 3 && st == DG_OK; p++)
		st = mass_new(&ret[p], &q->pair[p]->band, err);
	for (size_t i = 0, c0 = 0, c = 0; i <= b->n && st == DG_OK; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c0++)
			for (size_t k = q->low[c0]; k <= q->high[c0]; k++, c++)
				for (size_t n = q->first[c]; n < q->first[c + 1]; n++) {
					const struct edge *e = &q->edge[n];
					double x = e->score > 0 ? posterior(q, i, c, e) : 0;

					mass_add(ret[0], i, e->side[0], j, e->side[1], x);
					mass_add(ret[1], i, e->side[0], k, e->side[2], x);
					mass_add(ret[2], j, e->side[1], k, e->side[2], x);
				}
	return st;
}

static enum dg_status
trace(const struct cube *q, struct dg_alignment *out, struct dg_error *err)
{
	size_t at[3] = { q->pair[0]->band.n, q->pair[0]->band.m, q->pair[1]->band.m };
	enum dg_status st = DG_OK;

	while ((at[0] || at[1] || at[2]) && st == DG_OK) {
		const struct edge *e = &q->edge[q->from[cell(q, at[0], at[1], at[2])]];
		struct dg_bead bead = { 0 };

		for (int s = 0; s < 3; s++) {
			bead.to[s] = (uint32_t)at[s];
			at[s] -= e->side[s];
			bead.from[s] = (uint32_t)at[s];
		}
		bead.score = posterior(q, at[0], cell(q, at[0], at[1], at[2]), e);
		st = alignment_put(out, &bead, err);
	}
	alignment_reverse(out);		/* found from the end */
	return st;
}

/* ---- the whole ---- */

static void
cube_free(struct cube *q)
{
	for (int p = 0; p < 3; p++) {
		free(q->whole[p]);
		free(q->divided[p]);
	}
	free(q->low);
	free(q->high);
	free(q->base);
	free(q->first);
	free(q->edge);
	free(q->best);
	free(q->forward);
	free(q->backward);
	free(q->from);
	free(q->start);
	free(q->scaled[0]);
	free(q->scaled[1]);
}

/* DG_END: there is no path. */
static enum dg_status
cube_try(struct cube *q, struct dg_alignment *out, struct mass *mass[3], struct dg_error *err)
{
	enum dg_status st;

	size_t faces = q->pair[0]->band.base[q->pair[0]->band.n + 1], cells, end;

	q->low = malloc(faces * sizeof *q->low);
	q->high = malloc(faces * sizeof *q->high);
	q->base = calloc(faces + 1, sizeof *q->base);
	if (!q->low || !q->high || !q->base)
		return dg_fail_nomem(err);
	mark_cells(q);
	cells = q->base[faces];
	end = cell(q, q->pair[0]->band.n, q->pair[0]->band.m, q->pair[1]->band.m);
	if (!make_faces(q) || !put_all_edges(q) || !sum_paths(q, cells))
		return dg_fail_nomem(err);
	if (isinf(q->best[end]))
		return DG_END;
	go_surest(q, q->pair[0]->band.n + 1);
	st = trace(q, out, err);
	return st == DG_OK && mass ? weigh_all(q, mass, err) : st;
}

enum dg_status
cube_best(struct lattice *const pairs[3], struct dg_alignment *out, struct mass *mass[3],
    struct dg_error *err)
{
	enum dg_status st = DG_END;

	for (size_t more = 4, last = 0; st == DG_END; more *= 2) {
		struct cube q = { .pair = pairs };

		st = cube_try(&q, out, mass, err);
		cube_free(&q);
		if (st == DG_END && last)
			return dg_fail(err, DG_EINPUT, 0,
			    "no beads of the sizes allowed join the anchors");
		last = more > pairs[0]->band.n + pairs[0]->band.m + pairs[1]->band.m;
		for (int p = 0; p < 3 && st == DG_END; p++)
			if (lattice_widen(pairs[p], more, err) != DG_OK)
				return err->status;
	}
	return st;
}
