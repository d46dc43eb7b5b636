/* band.c -- the cells that a path may pass: a strip along the line on which words that
 * stand rarely in both texts meet, so that time and memory grow with the length of the
 * texts and not with its square. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* Texts of so few cells are looked at whole.  Of others a strip of HALF segments to
 * either side of the line, and of more where the next sure point is far. */
enum { WHOLE = 4000, HALF = 6, MOST_HALF = 400, ROUNDS = 3 };

bool
band_new(struct band *b, size_t n, size_t m)
{
	b->n = n;
	b->m = m;
	b->low = calloc(n + 1, sizeof *b->low);
	b->high = calloc(n + 1, sizeof *b->high);
	b->base = calloc(n + 2, sizeof *b->base);
	return b->low && b->high && b->base;
}

void
band_free(struct band *b)
{
	free(b->low);
	free(b->high);
	free(b->base);
	*b = (struct band){ 0 };
}

void
band_settle(struct band *b)
{
	b->low[0] = 0;
	b->high[b->n] = (uint32_t)b->m;
	for (size_t i = b->n; i-- > 0;)
		if (b->low[i] > b->low[i + 1])
			b->low[i] = b->low[i + 1];
	for (size_t i = 1; i <= b->n; i++) {
		if (b->high[i] < b->high[i - 1])
			b->high[i] = b->high[i - 1];
		if (b->low[i] > b->high[i - 1])
			b->low[i] = b->high[i - 1];
	}
	for (size_t i = 0; i <= b->n; i++)
		b->base[i + 1] = b->base[i] + b->high[i] - b->low[i] + 1;
}

bool
band_widen(struct band *b, const uint32_t row[], size_t rows)
{
	size_t cells = b->n + 1, next = 0;
	uint32_t *was = malloc(2 * cells * sizeof *was);

	if (!was)
		return false;
	memcpy(was, b->low, cells * sizeof *was);
	memcpy(was + cells, b->high, cells * sizeof *was);
	for (size_t x = 0; x < rows; x++) {
		uint32_t i = row[x], more = (was[cells + i] - was[i] + 2) / 2;
		size_t reach = 2 * more + 8, to = i + reach < b->n ? i + reach : b->n;

		if (i < next)	/* the last one's reach does for it */
			continue;
		next = i + reach / 2;
		for (size_t k = i > reach ? i - reach : 0; k <= to; k++) {
			uint32_t low = was[k] > more ? was[k] - more : 0;
			uint32_t high = was[cells + k] + more < b->m ? was[cells + k] + more :
			    (uint32_t)b->m;

			b->low[k] = low < b->low[k] ? low : b->low[k];
			b->high[k] = high > b->high[k] ? high : b->high[k];
		}
	}
	free(was);
	band_settle(b);
	return true;
}

void
band_join(struct band *b, const struct band *other)
{
	for (size_t i = 0; i <= b->n; i++) {
		b->low[i] = b->low[i] < other->low[i] ? b->low[i] : other->low[i];
		b->high[i] = b->high[i] > other->high[i] ? b->high[i] : other->high[i];
	}
	band_settle(b);
}

size_t
band_cell(const struct band *b, size_t i, size_t j)
{
	return i > b->n || j < b->low[i] || j > b->high[i] ? SIZE_MAX :
	    b->base[i] + j - b->low[i];
}

/* ---- points where the path is likely to pass ---- */

struct point { uint32_t i, j; float weight; };

struct points {
	const struct pair *p;
	uint32_t *row[2], *place[2];	/* segments in which each type stands, in order */
	uint32_t *mate;			/* type of text 1 that speaks most for one of text 0 */
	float *gain, *weight;		/* how much, and its logarithm */
	uint32_t *near;			/* of each type of text 1: which of its places is near the line */
	float *line;			/* n + 1: the column that belongs to each row, as far as known */
	struct point *at;
	size_t n, cap;
};

static bool
index_places(struct points *q, int side)
{
	const struct text *t = q->p->text[side];
	const size_t *first = q->p->first[side];
	const uint32_t *token = q->p->token[side];
	uint32_t *row = q->row[side] = calloc(t->types + 2, sizeof *row);
	uint32_t *place = q->place[side] = malloc((first[t->n] + 1) * sizeof *place);

	if (!row || !place)
		return false;
	for (size_t k = 0; k < first[t->n]; k++)
		row[token[k] + 2]++;
	for (size_t k = 2; k < t->types + 2; k++)
		row[k] += row[k - 1];
	for (size_t j = 0; j < t->n; j++)
		for (size_t k = first[j]; k < first[j + 1]; k++)
			place[row[token[k] + 1]++] = (uint32_t)j;
	return true;
}

static size_t
count(const struct points *q, int side, uint32_t type)
{
	return q->row[side][type + 1] - q->row[side][type];
}

/* A type that stands everywhere leads nowhere. */
static bool
find_mates(struct points *q)
{
	const struct links *l = &q->p->links[0];
	size_t types = q->p->text[0]->types, most = 8 + q->p->text[1]->n / 32;

	q->mate = malloc((types + 1) * sizeof *q->mate);
	q->gain = calloc(types + 1, sizeof *q->gain);
	q->weight = malloc((types + 1) * sizeof *q->weight);
	if (!q->mate || !q->gain || !q->weight)
		return false;
	for (uint32_t type = 0; type < types; type++) {
		q->mate[type] = UINT32_MAX;
		if (count(q, 0, type) > most)
			continue;
		for (uint32_t x = l->row[type]; x < l->row[type + 1]; x++)
			if (l->at[x].gain > q->gain[type] && l->at[x].gain > 30 &&
			    count(q, 1, l->at[x].to) <= most) {
				q->mate[type] = l->at[x].to;
				q->gain[type] = l->at[x].gain;
			}
		q->weight[type] = logf(q->gain[type]);
	}
	return true;
}

static bool
put_point(struct points *q, size_t i, size_t j, uint32_t type)
{
	if (!dg_grow(&q->at, &q->cap, q->n + 1, sizeof *q->at))
		return false;
	q->at[q->n++] = (struct point){ (uint32_t)i, (uint32_t)j, q->weight[type] };
	return true;
}

/* To begin with: a word and its translation that stand equally often stand, the first
 * with the first, the second with the second. */
static bool
by_rank(struct points *q)
{
	const struct text *s = q->p->text[0];
	const size_t *first = q->p->first[0];
	uint32_t *seen = calloc(s->types + 1, sizeof *seen);
	bool good = seen != NULL;

	for (size_t i = 0; i < s->n && good; i++)
		for (size_t k = first[i]; k < first[i + 1] && good; k++) {
			uint32_t type = q->p->token[0][k], mate = q->mate[type], rank = seen[type]++;

			if (mate != UINT32_MAX && count(q, 0, type) == count(q, 1, mate))
				good = put_point(q, i, q->place[1][q->row[1][mate] + rank], type);
		}
	free(seen);
	return good;
}

/* The place of `type` in text 1 nearest to `at`, which never falls; UINT32_MAX where another
 * is nearly as near: it must be three times nearer than any other. */
static uint32_t
nearest(const struct points *q, uint32_t type, float at)
{
	const uint32_t *place = q->place[1] + q->row[1][type];
	size_t n = count(q, 1, type), low = q->near[type], best;
	float near, other = INFINITY;

	while (low < n && (float)place[low] < at)
		low++;
	q->near[type] = (uint32_t)low;
	best = low == n || (low > 0 && at - (float)place[low - 1] < (float)place[low] - at) ?
	    low - 1 : low;
	near = fabsf((float)place[best] - at);
	if (best > 0)
		other = at - (float)place[best - 1];
	if (best + 1 < n)
		other = fminf(other, (float)place[best + 1] - at);
	return 3 * near + 2 < other ? place[best] : UINT32_MAX;
}

/* Then: the place nearest to the line so far. */
static bool
by_line(struct points *q)
{
	const struct text *s = q->p->text[0];
	const size_t *first = q->p->first[0];
	bool good = true;

	memset(q->near, 0, (q->p->text[1]->types + 1) * sizeof *q->near);
	for (size_t i = 0; i < s->n && good; i++)
		for (size_t k = first[i]; k < first[i + 1] && good; k++) {
			uint32_t type = q->p->token[0][k], j;

			if (q->mate[type] != UINT32_MAX && (j = nearest(q, q->mate[type],
			    (q->line[i] + q->line[i + 1]) / 2)) != UINT32_MAX)
				good = put_point(q, i, j, type);
		}
	return good;
}

/* Points of the same cell are one, of the sum of their weights; they come in rows. */
static void
join_points(struct points *q)
{
	size_t kept = 0;

	for (size_t k = 0; k < q->n; k++) {
		struct point p = q->at[k];
		size_t x = kept;

		while (x > 0 && q->at[x - 1].i == p.i && q->at[x - 1].j > p.j)
			x--;
		if (x > 0 && q->at[x - 1].i == p.i && q->at[x - 1].j == p.j) {
			q->at[x - 1].weight += p.weight;
			continue;
		}
		if (x < kept)
			memmove(q->at + x + 1, q->at + x, (kept - x) * sizeof *q->at);
		q->at[x] = p;
		kept++;
	}
	q->n = kept;
}

/* ---- the chain of points that rises in both texts and weighs most ---- */

/* A tree of prefix maxima over columns (Fenwick 1994): heaviest chain that ends before
 * a column, by the number of its last point + 1. */
struct chain { float *sum; uint32_t *before, *tree; };

static uint32_t
heaviest(const struct chain *c, size_t j)
{
	uint32_t best = 0;

	for (; j > 0; j -= j & (~j + 1))
		if (c->tree[j] && (!best || c->sum[c->tree[j] - 1] > c->sum[best - 1]))
			best = c->tree[j];
	return best;
}

static void
offer(struct chain *c, size_t j, size_t m, uint32_t k)
{
	for (; j <= m; j += j & (~j + 1))
		if (!c->tree[j] || c->sum[c->tree[j] - 1] < c->sum[k])
			c->tree[j] = k + 1;
}

static size_t
collect(struct point *at, const struct chain *c, uint32_t last)
{
	size_t n = 0;

	for (uint32_t k = last; k; k = c->before[k - 1])
		n++;
	for (size_t k = n; k-- > 0; last = c->before[last - 1])
		c->tree[k] = last - 1;		/* the tree is no longer needed */
	for (size_t k = 0; k < n; k++)
		at[k] = at[c->tree[k]];
	return n;
}

static bool
heaviest_chain(struct points *q)
{
	size_t m = q->p->text[1]->n, room = q->n > m ? q->n : m;
	struct chain c = { malloc((q->n + 1) * sizeof *c.sum), malloc((q->n + 1) *
	    sizeof *c.before), calloc(room + 2, sizeof *c.tree) };
	bool good = c.sum && c.before && c.tree;

	/* points of one row do not follow each other: they are offered together */
	for (size_t k = 0, end; k < q->n && good; k = end) {
		for (end = k; end < q->n && q->at[end].i == q->at[k].i; end++) {
			c.before[end] = heaviest(&c, q->at[end].j);
			c.sum[end] = q->at[end].weight +
			    (c.before[end] ? c.sum[c.before[end] - 1] : 0);
		}
		for (size_t x = k; x < end; x++)
			offer(&c, q->at[x].j + 1u, m, (uint32_t)x);
	}
	if (good)
		q->n = collect(q->at, &c, heaviest(&c, m));
	free(c.sum);
	free(c.before);
	free(c.tree);
	return good;
}

/* A point that strays from its neighbours is a chance meeting. */
static size_t
drop_strays(struct point *a, size_t n)
{
	size_t kept = 0;

	for (size_t k = 0; k < n; k++) {
		double near = n < 4 ? 0 : INFINITY;

		for (size_t x = k > 3 ? k - 3 : 0; x < n && x <= k + 3; x++)
			if (x != k)
				near = fmin(near, fabs((double)a[x].j - (double)a[k].j -
				    ((double)a[x].i - (double)a[k].i)) - (double)(a[x].i > a[k].i ?
				    a[x].i - a[k].i : a[k].i - a[x].i) / 2);
		if (near < HALF)
			a[kept++] = a[k];
	}
	return kept;
}

/* Straight between two points of the chain. */
static void
draw(struct points *q, struct point from, struct point to)
{
	float rows = (float)(to.i - from.i);

	for (uint32_t i = from.i; i <= to.i; i++)
		q->line[i] = (float)from.j + (rows > 0 ? (float)(i - from.i) / rows : 0) *
		    (float)(to.j - from.j);
}

/* ---- the band ---- */

/* Between two points of the chain: along the straight line, the wider the farther they
 * are; where that is not much, the whole rectangle. */
static void
stretch(struct band *b, struct point from, struct point to)
{
	size_t rows = to.i - from.i, columns = to.j - from.j;
	size_t gap = rows > columns ? rows : columns, half = HALF + gap / 3;

	half = half > MOST_HALF ? MOST_HALF : half;
	for (size_t k = 0; k <= rows; k++) {
		size_t i = from.i + k, j = from.j + (rows ? k * columns / rows : 0);
		size_t low = j > half ? j - half : 0, high = j + half < b->m ? j + half : b->m;

		if (rows == 0 || (rows + 1) * (columns + 1) <= WHOLE) {
			low = from.j < low ? from.j : low;
			high = to.j > high ? to.j : high;
		}
		b->low[i] = (uint32_t)low < b->low[i] ? (uint32_t)low : b->low[i];
		b->high[i] = (uint32_t)high > b->high[i] ? (uint32_t)high : b->high[i];
	}
}

static void
follow(struct band *b, struct points *q, bool last)
{
	struct point from = { 0, 0, 0 }, end = { (uint32_t)b->n, (uint32_t)b->m, 0 };

	for (size_t k = 0; k <= q->n; k++) {
		struct point to = k < q->n ? q->at[k] : end;

		if (last)
			stretch(b, from, to);
		else
			draw(q, from, to);
		from = to;
	}
}

/* The line through the heaviest chain, drawn anew in each round; in the last, the band. */
static bool
find_line(struct band *b, struct points *q)
{
	const struct text *s = q->p->text[0];

	if (!(q->line = calloc(b->n + 2, sizeof *q->line)) || !index_places(q, 0) ||
	    !index_places(q, 1) || !find_mates(q) ||
	    !(q->near = malloc((q->p->text[1]->types + 1) * sizeof *q->near)))
		return false;
	for (int round = 1; round <= ROUNDS; round++) {
		q->n = 0;
		if (!(round == 1 ? by_rank(q) : by_line(q)))
			return false;
		join_points(q);
		if (!heaviest_chain(q))
			return false;
		q->n = drop_strays(q->at, q->n);
		follow(b, q, round == ROUNDS);
		q->line[s->n] = (float)b->m;
		q->line[s->n + 1] = (float)b->m;
	}
	return true;
}

/* Wherever the line is, the pins lie in the band. */
static void
hold_pins(struct band *b, const struct pins *pins)
{
	for (size_t k = 0; k < pins->n; k++) {
		const struct pin *p = &pins->at[k];
		uint32_t low = p->from[1] > SIDE_MAX ? p->from[1] - SIDE_MAX : 0;
		uint32_t high = p->to[1] + SIDE_MAX < b->m ? p->to[1] + SIDE_MAX :
		    (uint32_t)b->m;

		for (uint32_t i = p->from[0]; i <= p->to[0]; i++) {
			b->low[i] = low < b->low[i] ? low : b->low[i];
			b->high[i] = high > b->high[i] ? high : b->high[i];
		}
	}
}

bool
band_find(struct band *b, const struct pair *p, const struct pins *pins)
{
	struct points q = { .p = p };
	bool whole = (b->n + 1) <= WHOLE / (b->m + 1), good;

	for (size_t i = 0; i <= b->n; i++) {
		b->low[i] = whole ? 0 : (uint32_t)b->m;
		b->high[i] = whole ? (uint32_t)b->m : 0;
	}
	good = whole || find_line(b, &q);
	free(q.line);
	for (int side = 0; side < 2; side++) {
		free(q.row[side]);
		free(q.place[side]);
	}
	free(q.mate);
	free(q.gain);
	free(q.weight);
	free(q.near);
	free(q.at);
	hold_pins(b, pins);
	band_settle(b);
	return good;
}
