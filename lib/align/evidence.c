/* evidence.c -- what the words of a bead's sides say of each other.
 *
 * Lexical evidence is that of IBM Model 1 against the unigram, both ways: for a
 * bead with source tokens S and target tokens T
 *
 *   LLR(T|S) = Σ_t log((1 + Σ_s [(1-ρ_s) + ρ_s·w(t|s)/q(t)]) / (|S|+1))
 *
 * (Brown et al. 1993 for Model 1; Moore 2002 for its use in aligning sentences).
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

struct half {
	const struct text *from, *to;
	const struct links *links;
	const double *heard, *known, *count;
	float (*gain)[2 * LANES];	/* by type of `to`: Σ ρ·w/q of each segment in a lane */
	uint8_t *live;			/* by type of `to`: lanes that are not 0 */
	size_t start, end;		/* segments that stand in lanes */
};

struct evidence {
	const struct band *band;
	size_t side;
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
	for (size_t k = h->from->first[x]; k < h->from->first[x + 1]; k++) {
		uint32_t type = h->from->token[k];

		for (uint32_t n = h->links->row[type]; n < h->links->row[type + 1]; n++) {
			float *g = h->gain[h->links->at[n].to] + lane;

			g[0] += h->links->at[n].gain;
			g[LANES] = g[0];
			h->live[h->links->at[n].to] |= (uint8_t)(1u << lane);
		}
	}
}

static void
clear_lane(struct half *h, size_t x, size_t lane)
{
	for (size_t k = h->from->first[x]; k < h->from->first[x + 1]; k++) {
		uint32_t type = h->from->token[k];

		for (uint32_t n = h->links->row[type]; n < h->links->row[type + 1]; n++) {
			float *g = h->gain[h->links->at[n].to] + lane;

			g[0] = g[LANES] = 0;
			h->live[h->links->at[n].to] &= (uint8_t)~(1u << lane);
		}
	}
}

/* Segments x … x + side - 1 in lanes, no other. */
static void
move_lanes(struct half *h, size_t x, size_t side)
{
	for (; h->start < x && h->start < h->end; h->start++)
		clear_lane(h, h->start, h->start % LANES);
	h->start = x;
	if (h->end < x)
		h->end = x;
	for (; h->end < x + side && h->end < h->from->n; h->end++)
		put_lane(h, h->end, h->end % LANES);
}

/* ---- one source against one segment ---- */

/* Of the sources that begin in one segment, by how many segments they take: */
struct source {
	float inverse[LANES];	/* 1 / (1 + Σ (1-ρ)) */
	float quiet[LANES];	/* what a token says that none of its tokens speaks for */
};

static void
source_init(const struct half *h, size_t x, size_t side, struct source *s)
{
	for (size_t a = 0; a < side; a++) {
		size_t end = x + a + 1 < h->from->n ? x + a + 1 : h->from->n;
		double heard = h->heard[end] - h->heard[x];
		double base = 1 + heard - (h->known[end] - h->known[x]);

		s->inverse[a] = (float)(1 / base);
		s->quiet[a] = logf((float)(base / (heard + 1)));
	}
}

/* log, to 1e-5 and better: exponent and, of the mantissa m in √½ … √2, the series of
 * log m = 2 artanh((m-1)/(m+1)). */
static inline float
quick_log(float x)
{
	uint32_t bits;
	float m, t, t2;
	int e;

	memcpy(&bits, &x, sizeof bits);
	e = (int)(bits - 0x3F3504F3) >> 23;
	bits -= (uint32_t)e << 23;
	memcpy(&m, &bits, sizeof m);
	t = (m - 1) / (m + 1);
	t2 = t * t;
	return 0.69314718f * (float)e + t * (2 + t2 * (0.66666667f + t2 * (0.4f + t2 * 0.28571429f)));
}

/* Add to `sum` what segment y says of each source.  The factors of one token are at
 * most some 10⁵, so six of them may wait for their logarithm. */
static inline void
tally(const struct half *h, size_t lane, const struct source *s, size_t y, size_t side,
    const float *before, float *after)
{
	float product[LANES] = { 1, 1, 1, 1, 1, 1, 1, 1 }, count;
	size_t waiting = 0;

	for (size_t a = 0; a < side; a++)
		after[a] = before[a];
	for (size_t k = h->to->first[y]; k < h->to->first[y + 1]; k++) {
		const float *g;
		float all = 0;

		if (!h->live[h->to->token[k]])
			continue;
		g = h->gain[h->to->token[k]] + lane;
		for (size_t a = 0; a < side; a++) {
			all += g[a];
			product[a] *= 1 + all * s->inverse[a];
		}
		if (++waiting == 6) {
			waiting = 0;
			for (size_t a = 0; a < side; a++) {
				after[a] += quick_log(product[a]);
				product[a] = 1;
			}
		}
	}
	count = (float)(h->count[y + 1] - h->count[y]);
	for (size_t a = 0; a < side; a++)
		after[a] += quick_log(product[a]) + count * s->quiet[a];
}

/* Running sums over y0 ≤ y < y1 for the sources that begin in segment x. */
static void
sum_over(struct half *h, size_t x, size_t side, size_t y0, size_t y1, float *out)
{
	struct source s;

	move_lanes(h, x, side);
	source_init(h, x, side, &s);
	for (size_t a = 0; a < side; a++)
		out[a] = 0;
	for (size_t y = y0; y < y1; y++, out += side)
		switch (side) {		/* known to the compiler, the two that matter */
		case 2: tally(h, x % LANES, &s, y, 2, out, out + 2); break;
		case 6: tally(h, x % LANES, &s, y, 6, out, out + 6); break;
		default: tally(h, x % LANES, &s, y, side, out, out + side);
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
	    e->down + slot * e->height * e->side);
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
	for (; e->next <= b->high[i] && e->next < b->m; e->next++)
		make_column(e, e->next);
}

double
evidence_words(const struct evidence *e, size_t j, size_t a, size_t b)
{
	const float *across = e->across + (j - e->band->low[e->row]) * e->side + a - 1;
	const float *down = e->down + (j % e->ring * e->height + e->row - e->top[j % e->ring]) *
	    e->side + b - 1;

	return (double)(across[b * e->side] - across[0] + down[a * e->side] - down[0]) / 2;
}

/* ---- one bead alone ---- */

static double
one_way(struct half *h, size_t x, size_t a, size_t y, size_t b)
{
	double heard = h->heard[x + a] - h->heard[x];
	double base = 1 + heard - (h->known[x + a] - h->known[x]);
	struct source s = { .inverse = { (float)(1 / base) },
	    .quiet = { (float)log(base / (heard + 1)) } };
	float sum = 0;

	move_lanes(h, h->from->n, 0);
	for (size_t k = x; k < x + a; k++)
		put_lane(h, k, 0);
	for (size_t k = y; k < y + b; k++)
		tally(h, 0, &s, k, 1, &sum, &sum);
	for (size_t k = x; k < x + a; k++)
		clear_lane(h, k, 0);
	return (double)sum;
}

double
evidence_bead(struct evidence *e, size_t i, size_t a, size_t j, size_t b)
{
	return (one_way(&e->half[0], i, a, j, b) + one_way(&e->half[1], j, b, i, a)) / 2;
}

/* ---- making one ---- */

static bool
half_init(struct half *h, const struct pair *p, int from)
{
	*h = (struct half){ .from = p->text[from], .to = p->text[!from], .links = &p->links[from],
	    .heard = p->heard[from], .known = p->known[from], .count = p->heard[!from] };
	h->gain = calloc(h->to->types + 1, sizeof *h->gain);
	h->live = calloc(h->to->types + 1, 1);
	return h->gain && h->live;
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
    struct dg_error *err)
{
	struct evidence *e = calloc(1, sizeof *e);
	size_t width = 0;

	*ret = NULL;
	if (!e)
		return dg_fail_nomem(err);
	e->band = b;
	e->side = side;
	measure(b, &width, &e->height);
	e->ring = width;
	e->height += side + 1;
	e->across = malloc((width + side + 1) * side * sizeof *e->across);
	e->down = malloc(e->ring * e->height * side * sizeof *e->down);
	e->top = calloc(e->ring, sizeof *e->top);
	if (!half_init(&e->half[0], p, 0) || !half_init(&e->half[1], p, 1) || !e->across ||
	    !e->down || !e->top) {
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
	for (int k = 0; k < 2; k++) {
		free(e->half[k].gain);
		free(e->half[k].live);
	}
	free(e->across);
	free(e->down);
	free(e->top);
	free(e);
}
