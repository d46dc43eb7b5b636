/* evidence.c -- what the words of a bead's sides say of each other.
 *
 * Lexical evidence is that of IBM Model 1 against the unigram, both ways: for a
 * bead with source tokens S and target tokens T
 *
 *   LLR(T|S) = Σ_t log((1 + Σ_s [(1-ρ_s) + ρ_s·w(t|s)/q(t)]) / (|S|+1))
 *
 * (Brown et al. 1993 for Model 1; Moore 2002 for its use in aligning sentences).
 *
 * where t is a number, the first 1 is less: few numbers are lost in translation.
 *
 * A term depends on its t and on the whole of S, so LLR(T|S) is a sum over the
 * segments of T.  For each segment x of one text, for the sources x, x…x+1, x…x+2 and
 * so on, and for each segment y of the other text in reach, the sum over the tokens of
 * y is made once; running sums over y then give every bead by one subtraction. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* Segments of the source text stand in lanes, each twice, so that any SIDE_MAX of them
 * that follow each other lie together. */
enum { LANES = 8 };

struct lanes {
	size_t types;			/* of the other text */
	float (*gain)[2 * LANES];	/* by type: Σ ρ·w/q of each segment in a lane */
	uint8_t *live;			/* likewise: lanes that are not 0 */
	uint32_t *touched;		/* lanes × types: those that are not 0 in a lane */
	uint32_t n_touched[LANES];
};

struct half {
	size_t n;			/* segments of `from` */
	const size_t *first, *to_first;
	const uint32_t *token, *to_token;
	const struct links *links;
	const double *heard, *known, *count, *missed;
	struct lanes *lanes;
	size_t start, end;		/* segments that stand in lanes */
};

struct evidence {
	const struct band *band;
	size_t side, stride;		/* lanes in use; lanes that are held */
	bool both;			/* ways; else from text 0 to text 1 alone */
	struct half half[2];
	size_t row, next;		/* row at work; next column to be made */
	float *across;			/* of the row: running sums over columns */
	float *down;			/* of each column in reach: running sums over rows */
	uint32_t *top;			/* of each column: its first row */
	size_t ring, height;		/* columns kept; rows of each */
	size_t first_row, last_row;	/* rows whose band holds column `next` */
};

/* ---- lanes ---- */

static void
put_lane(struct half *h, size_t x, size_t lane)
{
	struct lanes *to = h->lanes;
	uint8_t bit = (uint8_t)(1u << lane);
	uint32_t *touched = to->touched + lane * to->types, n = to->n_touched[lane];

	for (size_t k = h->first[x]; k < h->first[x + 1]; k++) {
		const struct link *l = h->links->at + h->links->row[h->token[k]];
		const struct link *end = h->links->at + h->links->row[h->token[k] + 1];

		for (; l < end; l++) {
			float *g = to->gain[l->to] + lane;

			if (!(to->live[l->to] & bit)) {
				to->live[l->to] |= bit;
				touched[n++] = l->to;
			}
			g[0] += l->gain;
			g[LANES] = g[0];
		}
	}
	to->n_touched[lane] = n;
}

static void
clear_lane(struct half *h, size_t lane)
{
	struct lanes *l = h->lanes;
	const uint32_t *touched = l->touched + lane * l->types;

	for (size_t k = 0; k < l->n_touched[lane]; k++) {
		float *g = l->gain[touched[k]] + lane;

		g[0] = g[LANES] = 0;
		l->live[touched[k]] &= (uint8_t)~(1u << lane);
	}
	l->n_touched[lane] = 0;
}

/* Segments x … x + side - 1 in lanes, no other. */
static void
move_lanes(struct half *h, size_t x, size_t side)
{
	for (; h->start < x && h->start < h->end; h->start++)
		clear_lane(h, h->start % LANES);
	h->start = x;
	if (h->end < x)
		h->end = x;
	for (; h->end < x + side && h->end < h->n; h->end++)
		put_lane(h, h->end, h->end % LANES);
}

/* ---- one source against one segment ---- */

/* Four lanes at a time; a first look makes do with four, all need eight. */
typedef float v4 __attribute__((vector_size(16)));
typedef int32_t i4 __attribute__((vector_size(16)));

static inline v4
load(const float *p)
{
	v4 v;

	memcpy(&v, p, sizeof v);
	return v;
}

static inline v4
all(float x)
{
	return (v4){ x, x, x, x };
}

/* Running sums inside a vector. */
static inline v4
sums(v4 v)
{
	const v4 zero = { 0, 0, 0, 0 };

	v += __builtin_shufflevector(zero, v, 3, 4, 5, 6);
	return v + __builtin_shufflevector(zero, v, 2, 3, 4, 5);
}

/* log, to 1e-5 and better: exponent and, of the mantissa m in √½ … √2, the series of
 * log m = 2 artanh((m-1)/(m+1)). */
static inline v4
quick_log(v4 x)
{
	i4 bits = (i4)x, e = (bits - 0x3F3504F3) >> 23;
	v4 m = (v4)(bits - (e << 23)), t = (m - 1) / (m + 1), t2 = t * t;

	return 0.69314718f * __builtin_convertvector(e, v4) +
	    t * (2 + t2 * (0.66666667f + t2 * (0.4f + t2 * 0.28571429f)));
}

/* Of the sources that begin in one segment, by how many segments they take: */
struct source {
	v4 inverse[2];	/* 1 / (1 + Σ (1-ρ)) */
	v4 quiet[2];	/* what a token says that none of its tokens speaks for */
};

static void
source_init(const struct half *h, size_t x, size_t side, struct source *s)
{
	float base[LANES], quiet[LANES];

	for (size_t a = 0; a < LANES; a++) {
		size_t end = x + (a < side ? a + 1 : side);
		double heard, open;

		end = end < h->n ? end : h->n;
		heard = h->heard[end] - h->heard[x];
		open = 1 + heard - (h->known[end] - h->known[x]);
		base[a] = (float)open;
		quiet[a] = (float)(open / (heard + 1));
	}
	for (size_t v = 0; v < 2; v++) {
		s->inverse[v] = 1 / load(base + 4 * v);
		s->quiet[v] = quick_log(load(quiet + 4 * v));
	}
}

/* Add to `sum` what segment y says of each source.  The factors of one token are at
 * most some 10⁵, so six of them may wait for their logarithm. */
static inline void
tally(const struct half *h, size_t lane, const struct source *s, size_t y, size_t vectors,
    v4 sum[])
{
	v4 product[2] = { { 1, 1, 1, 1 }, { 1, 1, 1, 1 } };
	float count = (float)(h->count[y + 1] - h->count[y]);
	float lost = (float)(h->missed[y + 1] - h->missed[y]);
	const struct lanes *l = h->lanes;
	size_t waiting = 0;

	for (size_t k = h->to_first[y]; k < h->to_first[y + 1]; k++) {
		const float *g;
		v4 a;

		if (!l->live[h->to_token[k]])
			continue;
		g = l->gain[h->to_token[k]] + lane;
		a = sums(load(g));
		product[0] *= 1 + a * s->inverse[0];
		if (vectors == 2)
			product[1] *= 1 + (sums(load(g + 4)) + all(a[3])) * s->inverse[1];
		if (++waiting == 6) {
			waiting = 0;
			for (size_t v = 0; v < vectors; v++) {
				sum[v] += quick_log(product[v]);
				product[v] = all(1);
			}
		}
	}
	for (size_t v = 0; v < vectors; v++)
		sum[v] += quick_log(product[v]) + count * s->quiet[v] + lost;
}

/* Running sums over y0 ≤ y < y1 for the sources that begin in segment x. */
static void
sum_over(struct half *h, size_t x, size_t side, size_t y0, size_t y1, float *out)
{
	v4 sum[2] = { { 0 }, { 0 } };
	struct source s;

	move_lanes(h, x, side);
	source_init(h, x, side, &s);
	if (side > 4) {
		memcpy(out, sum, sizeof sum);
		for (size_t y = y0; y < y1; y++) {
			tally(h, x % LANES, &s, y, 2, sum);
			memcpy(out += 2 * 4, sum, sizeof sum);
		}
	} else {
		memcpy(out, sum, sizeof *sum);
		for (size_t y = y0; y < y1; y++) {
			tally(h, x % LANES, &s, y, 1, sum);
			memcpy(out += 4, sum, sizeof *sum);
		}
	}
}

/* ---- rows and columns ---- */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void
make_column(struct evidence *e, size_t j)
{
	const struct band *b = e->band;
	size_t slot = j % e->ring;

	while (b->high[e->first_row] < j)
		e->first_row++;
	while (e->last_row < b->n && b->low[e->last_row + 1] <= j)
		e->last_row++;
	e->top[slot] = (uint32_t)e->first_row;
	sum_over(&e->half[1], j, e->side, e->first_row, least(e->last_row + e->side, b->n),
	    e->down + slot * e->height * e->stride);
}

void
evidence_row(struct evidence *e, size_t i)
{
	const struct band *b = e->band;
	size_t last = least(i + e->side, b->n), end = least(b->high[last], b->high[i] + e->side);

	e->row = i;
	if (i == b->n)
		return;
	sum_over(&e->half[0], i, e->side, b->low[i], end, e->across);
	if (e->next < b->low[i])
		e->next = b->low[i];
	for (; e->both && e->next <= b->high[i] && e->next < b->m; e->next++)
		make_column(e, e->next);
}

double
evidence_words(const struct evidence *e, size_t j, size_t a, size_t b)
{
	const float *across = e->across + (j - e->band->low[e->row]) * e->stride + a - 1;
	const float *down;

	if (!e->both)
		return (double)(across[b * e->stride] - across[0]);
	down = e->down + (j % e->ring * e->height + e->row - e->top[j % e->ring]) *
	    e->stride + b - 1;

	return (double)(across[b * e->stride] - across[0] + down[a * e->stride] - down[0]) / 2;
}

/* ---- one bead alone ---- */

/* The first lane, of the types that stand in y0 ≤ y < y1 alone. */
static void
mark_tokens(struct half *h, size_t y0, size_t y1, uint8_t live)
{
	for (size_t k = h->to_first[y0]; k < h->to_first[y1]; k++) {
		h->lanes->live[h->to_token[k]] = live;
		h->lanes->gain[h->to_token[k]][0] = 0;
	}
}

static void
put_marked(struct half *h, uint32_t token)
{
	const struct link *l = h->links->at + h->links->row[token];
	const struct link *end = h->links->at + h->links->row[token + 1];

	for (; l < end; l++)
		if (h->lanes->live[l->to])
			h->lanes->gain[l->to][0] += l->gain;
}

static double
one_way(struct half *h, size_t x, size_t a, size_t y, size_t b)
{
	double heard = h->heard[x + a] - h->heard[x];
	double base = 1 + heard - (h->known[x + a] - h->known[x]);
	struct source s = { .inverse = { all((float)(1 / base)) },
	    .quiet = { all((float)log(base / (heard + 1))) } };
	v4 sum = { 0 };

	move_lanes(h, h->n, 0);
	mark_tokens(h, y, y + b, 1);
	for (size_t k = h->first[x]; k < h->first[x + a]; k++)
		put_marked(h, h->token[k]);
	for (size_t k = y; k < y + b; k++)
		tally(h, 0, &s, k, 1, &sum);
	mark_tokens(h, y, y + b, 0);
	return (double)sum[0];
}

double
evidence_bead(struct evidence *e, size_t i, size_t a, size_t j, size_t b)
{
	return (one_way(&e->half[0], i, a, j, b) + one_way(&e->half[1], j, b, i, a)) / 2;
}

/* ---- making one ---- */

struct lanes *
lanes_new(size_t types)
{
	struct lanes *l = calloc(1, sizeof *l);

	if (!l)
		return NULL;
	l->types = types + 1;
	l->gain = calloc(l->types, sizeof *l->gain);
	l->live = calloc(l->types, 1);
	l->touched = malloc(LANES * l->types * sizeof *l->touched);
	if (l->gain && l->live && l->touched)
		return l;
	lanes_free(l);
	return NULL;
}

void
lanes_free(struct lanes *l)
{
	if (!l)
		return;
	free(l->gain);
	free(l->live);
	free(l->touched);
	free(l);
}

static struct half
half_of(const struct pair *p, int from)
{
	return (struct half){ .n = p->text[from]->n, .lanes = p->lanes[from],
	    .first = p->first[from], .token = p->token[from], .to_first = p->first[!from],
	    .to_token = p->token[!from], .links = &p->links[from],
	    .heard = p->heard[from], .known = p->known[from], .count = p->heard[!from],
	    .missed = p->missed[!from] };
}

/* The widest row, and the tallest column. */
static void
measure(const struct band *b, size_t *width, size_t *height)
{
	size_t row = 0;

	*width = *height = 1;
	if (!b->high)
		return;
	for (size_t i = 0; i <= b->n; i++) {
		size_t w = b->high[i] - b->low[i] + 1u;

		*width = w > *width ? w : *width;
		while (b->high[row] < b->low[i])	/* rows that reach this one's first column */
			row++;
		*height = i - row + 1 > *height ? i - row + 1 : *height;
	}
}

enum dg_status
evidence_new(struct evidence **ret, const struct pair *p, const struct band *b, size_t side,
    bool both, struct dg_error *err)
{
	struct evidence *e = calloc(1, sizeof *e);
	size_t width = 0;

	*ret = NULL;
	if (!e)
		return dg_fail_nomem(err);
	e->band = b;
	e->side = side;
	e->stride = side > 4 ? 8 : 4;
	e->both = both;
	measure(b, &width, &e->height);
	e->ring = width;
	e->height += side + 1;
	e->across = malloc((width + side + 1) * e->stride * sizeof *e->across);
	e->down = malloc(e->ring * e->height * e->stride * sizeof *e->down);
	e->top = calloc(e->ring, sizeof *e->top);
	e->half[0] = half_of(p, 0);
	e->half[1] = half_of(p, 1);
	if (!e->across || !e->down || !e->top) {
		evidence_free(e);
		return dg_fail_nomem(err);
	}
	*ret = e;
	return DG_OK;
}

void
evidence_free(struct evidence *e)
{
	if (!e)
		return;
	for (int k = 0; k < 2 && e->half[k].lanes; k++)
		move_lanes(&e->half[k], e->half[k].n, 0);
	free(e->across);
	free(e->down);
	free(e->top);
	free(e);
}
