/* lattice.c -- the score of every bead near the path.
 *
 * Lexical evidence is that of IBM Model 1 against the unigram, both ways: for a
 * bead with source tokens S and target tokens T
 *
 *   LLR(T|S) = Σ_t log((1 + Σ_s [(1-ρ_s) + ρ_s·w(t|s)/q(t)]) / (|S|+1))
 *
 * (Brown et al. 1993 for Model 1; Moore 2002 for its use in aligning sentences).
 * To it come the length, as a normal density against a flat one (Gale and Church
 * 1993), the bead's prior, and the paragraphs.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* What the evidence of words and of lengths weighs beside the priors; found, like ρ in
 * pair.c, on one half of the development documents and confirmed on the other. */
static const double WORDS = 0.56, LENGTH = 1.18;

/* A link between one token of text 1 (by its place) and a segment of text 0, or
 * the other way round: how much more likely the token is than by chance. */
struct hit { uint32_t token; float gain; };

struct hits {
	size_t *row;		/* segments + 1 */
	struct hit *at;
	size_t n, cap;
	double *heard, *known;	/* segments: tokens that count; Σ ρ of them */
};

struct work {
	struct lattice *l;
	struct hits hits[2];
	uint32_t *place[2], *place_row[2];	/* tokens of each type, by place */
	float *scratch;
	uint32_t *touched;
	size_t n_touched;
};

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

/* ---- hits ---- */

/* The places of each type's tokens in a text, in order. */
static bool
index_places(struct work *w, int side)
{
	const struct text *t = w->l->pair->text[side];
	uint32_t *row = calloc(t->types + 2, sizeof *row), *place;

	w->place_row[side] = row;
	place = w->place[side] = malloc((t->tokens + 1) * sizeof *place);
	if (!row || !place)
		return false;
	for (size_t k = 0; k < t->tokens; k++)
		row[t->token[k] + 2]++;
	for (size_t k = 2; k < t->types + 2; k++)
		row[k] += row[k - 1];
	for (size_t k = 0; k < t->tokens; k++)
		place[row[t->token[k] + 1]++] = (uint32_t)k;
	return true;
}

static int
by_token(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->token != y->token)
		return x->token < y->token ? -1 : 1;
	return (x->gain > y->gain) - (x->gain < y->gain);
}

/* First of the rising places[a … z) that is not before `low`. */
static uint32_t
first_place(const uint32_t *places, uint32_t a, uint32_t z, size_t low)
{
	while (a < z) {
		uint32_t mid = a + (z - a) / 2;

		if (places[mid] < low)
			a = mid + 1;
		else
			z = mid;
	}
	return a;
}

static bool
hits_of_segment(struct work *w, int from, size_t i, size_t low, size_t high)
{
	const struct pair *p = w->l->pair;
	const struct text *s = p->text[from];
	const struct links *links = &p->links[from];
	struct hits *h = &w->hits[from];
	size_t start = h->n, n;

	for (size_t k = s->first[i]; k < s->first[i + 1]; k++) {
		uint32_t type = s->token[k];

		if (p->silent[from][type])
			continue;
		h->heard[i] += 1;
		h->known[i] += (double)links->known[type];
		for (uint32_t x = links->row[type]; x < links->row[type + 1]; x++) {
			const uint32_t *row = w->place_row[!from] + links->at[x].to;

			for (uint32_t y = first_place(w->place[!from], row[0], row[1], low);
			    y < row[1] && w->place[!from][y] < high; y++) {
				uint32_t place = w->place[!from][y];

				if (!dg_grow(&h->at, &h->cap, h->n + 1, sizeof *h->at))
					return false;
				h->at[h->n++] = (struct hit){ place, links->at[x].gain };
			}
		}
	}
	if (h->n > start)
		qsort(h->at + start, h->n - start, sizeof *h->at, by_token);
	for (size_t k = n = start; k < h->n; k++) {
		if (n > start && h->at[n - 1].token == h->at[k].token)
			h->at[n - 1].gain += h->at[k].gain;
		else
			h->at[n++] = h->at[k];
	}
	h->n = n;
	h->row[i + 1] = n;
	return true;
}

static bool
make_hits(struct work *w, int from)
{
	const struct text *s = w->l->pair->text[from], *t = w->l->pair->text[!from];
	struct hits *h = &w->hits[from];

	h->row = calloc(s->n + 1, sizeof *h->row);
	h->heard = calloc(s->n + 1, sizeof *h->heard);
	h->known = calloc(s->n + 1, sizeof *h->known);
	if (!h->row || !h->heard || !h->known)
		return false;
	for (size_t i = 0, low = 0, high = 0; i < s->n; i++) {
		size_t end;

		if (from == 0) {	/* only what the band can reach */
			low = w->l->low[i];
			high = w->l->high[i];
		} else {		/* the rows whose band holds this column */
			while (low < t->n && w->l->high[low] + SIDE_MAX < i)
				low++;
			while (high < t->n && w->l->low[high] <= i)
				high++;
		}
		end = high + SIDE_MAX < t->n ? high + SIDE_MAX : t->n;
		if (!hits_of_segment(w, from, i, t->first[low], t->first[end]))
			return false;
	}
	return true;
}

/* ---- one bead ---- */

/* LLR(T|S) of the bead with segments [s0, s1) of `from` and [t0, t1) of the other. */
static double
likelihood(struct work *w, int from, size_t s0, size_t s1, size_t t0, size_t t1)
{
	const struct text *t = w->l->pair->text[!from];
	const struct hits *h = &w->hits[from], *back = &w->hits[!from];
	size_t low = t->first[t0], high = t->first[t1];
	double heard = 0, known = 0, targets = 0, sum = 0, base;

	w->n_touched = 0;
	for (size_t i = s0; i < s1; i++) {
		size_t a = h->row[i], z = h->row[i + 1];

		heard += h->heard[i];
		known += h->known[i];
		while (a < z) {		/* first hit at or behind `low` */
			size_t mid = (a + z) / 2;

			if (h->at[mid].token < low)
				a = mid + 1;
			else
				z = mid;
		}
		for (; a < h->row[i + 1] && h->at[a].token < high; a++) {
			uint32_t k = h->at[a].token - (uint32_t)low;

			if (w->scratch[k] == 0)
				w->touched[w->n_touched++] = k;
			w->scratch[k] += h->at[a].gain;
		}
	}
	for (size_t j = t0; j < t1; j++)
		targets += back->heard[j];
	base = 1 + heard - known;
	for (size_t k = 0; k < w->n_touched; k++) {
		sum += log((base + (double)w->scratch[w->touched[k]]) / (heard + 1));
		w->scratch[w->touched[k]] = 0;
	}
	return sum + (targets - (double)w->n_touched) * log(base / (heard + 1));
}

/* How much better length y fits x than any length would: a normal whose variance
 * grows with the length, against a density of 1 / (y + 30); never below a floor,
 * since a text may be abridged. */
static double
length_evidence(double x, double y)
{
	const double spread = 6.0, floor = 0.003;	/* variance a letter */
	double variance = spread * (x + y) / 2 + 30;
	double z2 = (y - x) * (y - x) / variance;
	double density = exp(-z2 / 2) / sqrt(2 * 3.14159265358979 * variance);

	return log(density * ((x + y) / 2 + 30) * 0.97 + floor);
}

/* Beads begin where paragraphs begin, on both sides, and seldom run over one. */
static double
paragraph_evidence(const struct pair *p, size_t i, size_t a, size_t j, size_t b)
{
	const struct text *s = p->text[0], *t = p->text[1];
	double sum = 0;

	if (s->paragraphs < 2 || t->paragraphs < 2)
		return 0;
	for (size_t k = i + 1; k < i + a; k++)
		sum -= s->opens[k] ? 2.5 : 0;
	for (size_t k = j + 1; k < j + b; k++)
		sum -= t->opens[k] ? 2.5 : 0;
	if (a && b && s->opens[i] != t->opens[j])
		sum -= 0.7;
	else if (a && b && s->opens[i] && s->paragraphs * 2 < s->n)
		sum += 0.5;
	return sum;
}

static void
score_bead(struct work *w, size_t i, size_t j, const struct shape *shape, float *score,
    float *evidence)
{
	const struct pair *p = w->l->pair;
	size_t i1 = i + shape->a, j1 = j + shape->b;
	double lexical, x, y, tokens;

	*evidence = 0;
	if (!shape->a || !shape->b) {
		*score = shape->prior;
		return;
	}
	lexical = (likelihood(w, 0, i, i1, j, j1) + likelihood(w, 1, j, j1, i, i1)) / 2;
	x = (p->text[0]->length[i1] - p->text[0]->length[i]) * p->ratio;
	y = p->text[1]->length[j1] - p->text[1]->length[j];
	tokens = 1;
	for (size_t k = i; k < i1; k++)
		tokens += w->hits[0].heard[k];
	for (size_t k = j; k < j1; k++)
		tokens += w->hits[1].heard[k];
	*evidence = (float)(lexical / tokens);
	*score = (float)(WORDS * lexical + LENGTH * length_evidence(x, y) +
	    paragraph_evidence(p, i, shape->a, j, shape->b)) + shape->prior;
}

/* ---- the whole ---- */

static bool
make_band(struct lattice *l)
{
	size_t cells = 0;

	l->low = calloc(l->n + 1, sizeof *l->low);
	l->high = calloc(l->n + 1, sizeof *l->high);
	l->base = calloc(l->n + 2, sizeof *l->base);
	if (!l->low || !l->high || !l->base || !band_find(l))
		return false;
	for (size_t i = 0; i <= l->n; i++) {
		cells += l->high[i] - l->low[i] + 1;
		l->base[i + 1] = cells;
	}
	l->score = malloc(cells * l->shapes->n * sizeof *l->score);
	l->evidence = malloc(cells * l->shapes->n * sizeof *l->evidence);
	return l->score && l->evidence;
}

static void
score_all(struct work *w)
{
	struct lattice *l = w->l;
	size_t at = 0;

	for (size_t i = 0; i <= l->n; i++)
		for (size_t j = l->low[i]; j <= l->high[i]; j++)
			for (size_t k = 0; k < l->shapes->n; k++, at++) {
				const struct shape *s = &l->shapes->at[k];
				size_t i1 = i + s->a, j1 = j + s->b;

				l->score[at] = -INFINITY;
				l->evidence[at] = 0;
				if (i1 <= l->n && j1 <= l->m && j1 >= l->low[i1] &&
				    j1 <= l->high[i1])
					score_bead(w, i, j, s, &l->score[at], &l->evidence[at]);
			}
}

static void
work_free(struct work *w)
{
	for (int side = 0; side < 2; side++) {
		free(w->hits[side].row);
		free(w->hits[side].at);
		free(w->hits[side].heard);
		free(w->hits[side].known);
		free(w->place[side]);
		free(w->place_row[side]);
	}
	free(w->scratch);
	free(w->touched);
}

enum dg_status
lattice_new(struct lattice **ret, const struct pair *pair, const struct shapes *shapes,
    struct dg_error *err)
{
	struct lattice *l = calloc(1, sizeof *l);
	struct work w = { .l = l };
	size_t tokens;
	bool good = l != NULL;

	*ret = NULL;
	if (good) {
		l->pair = pair;
		l->shapes = shapes;
		l->n = pair->text[0]->n;
		l->m = pair->text[1]->n;
		tokens = pair->text[0]->tokens + pair->text[1]->tokens + 1;
		good = (w.scratch = calloc(tokens, sizeof *w.scratch)) &&
		    (w.touched = calloc(tokens, sizeof *w.touched)) && make_band(l) &&
		    index_places(&w, 0) && index_places(&w, 1) && make_hits(&w, 0) &&
		    make_hits(&w, 1);
	}
	if (good)
		score_all(&w);
	work_free(&w);
	if (!good) {
		lattice_free(l);
		return dg_fail_nomem(err);
	}
	*ret = l;
	return DG_OK;
}

void
lattice_free(struct lattice *l)
{
	if (!l)
		return;
	free(l->low);
	free(l->high);
	free(l->base);
	free(l->score);
	free(l->evidence);
	free(l);
}

static size_t
cell_of(const struct lattice *l, size_t i, size_t j, size_t a, size_t b)
{
	int k = a <= SIDE_MAX && b <= SIDE_MAX ? l->shapes->index[a][b] : -1;

	if (k < 0 || i > l->n || j < l->low[i] || j > l->high[i])
		return SIZE_MAX;
	return (l->base[i] + j - l->low[i]) * l->shapes->n + (size_t)k;
}

double
lattice_score(const struct lattice *l, size_t i, size_t j, size_t a, size_t b)
{
	size_t at = cell_of(l, i, j, a, b);

	return at == SIZE_MAX ? -INFINITY : (double)l->score[at];
}

double
lattice_evidence(const struct lattice *l, size_t i, size_t j, size_t a, size_t b)
{
	size_t at = cell_of(l, i, j, a, b);

	return at == SIZE_MAX ? 0 : (double)l->evidence[at];
}
