/* score.c -- precision and recall of beads, as the aligners' scorers count them:
 * precision over every bead of the test, nulls included; recall over the beads of
 * the gold that have two sides at least.  Strict: the very same sets.  Lax: one
 * link shared (vecalign, Thompson and Koehn 2019). */
#include <stdlib.h>
#include <string.h>

#include "drogman/bitext.h"
#include "base/base.h"

enum kind { EMPTY, NULLS, ONES, MANY };

static bool
same_bead(const struct dg_beads *a, size_t i, const struct dg_beads *b, size_t j)
{
	for (size_t s = 0; s < a->sides; s++) {
		const struct dg_bead_side *x = &a->side[i * a->sides + s];
		const struct dg_bead_side *y = &b->side[j * b->sides + s];

		if (x->n != y->n || (x->n &&
		    memcmp(a->ids + x->at, b->ids + y->at, x->n * sizeof *a->ids) != 0))
			return false;
	}
	return true;
}

static enum kind
kind_of(const struct dg_beads *b, size_t k)
{
	size_t full = 0, ones = 0;

	for (size_t s = 0; s < b->sides; s++) {
		full += b->side[k * b->sides + s].n > 0;
		ones += b->side[k * b->sides + s].n == 1;
	}
	/* three-way: a null is a bead that stands alone on its side; of two of three sides may be left a
	 * bead without any */
	return full == 0 ? EMPTY : full < 2 ? NULLS : ones == b->sides ? ONES : MANY;
}

/* For each segment of each side, the bead that it stands in, plus one. */
struct index { uint32_t *bead[DG_TEXTS_MAX]; size_t n[DG_TEXTS_MAX]; };

static void
index_free(struct index *x)
{
	for (size_t s = 0; s < DG_TEXTS_MAX; s++)
		free(x->bead[s]);
}

static bool
index_make(struct index *x, const struct dg_beads *b)
{
	*x = (struct index){ { NULL }, { 0 } };
	for (size_t s = 0; s < b->sides; s++) {
		for (size_t k = 0; k < b->n; k++) {
			const struct dg_bead_side *d = &b->side[k * b->sides + s];

			if (d->n && b->ids[d->at + d->n - 1] >= x->n[s])
				x->n[s] = b->ids[d->at + d->n - 1] + 1;
		}
		if (!(x->bead[s] = calloc(x->n[s] + 1, sizeof *x->bead[s])))
			return false;
		for (size_t k = 0; k < b->n; k++) {
			const struct dg_bead_side *d = &b->side[k * b->sides + s];

			for (size_t i = 0; i < d->n; i++)
				x->bead[s][b->ids[d->at + i]] = (uint32_t)k + 1;
		}
	}
	return true;
}

static uint32_t
bead_of(const struct index *x, size_t side, uint32_t id)
{
	return id < x->n[side] ? x->bead[side][id] : 0;
}

/* Is the bead, strictly, in the other file? */
static bool
found(const struct dg_beads *a, size_t k, const struct dg_beads *b, const struct index *bx)
{
	for (size_t s = 0; s < a->sides; s++) {
		const struct dg_bead_side *d = &a->side[k * a->sides + s];

		if (d->n) {
			uint32_t other = bead_of(bx, s, a->ids[d->at]);

			return other && same_bead(a, k, b, other - 1);
		}
	}
	return false;
}

/* Laxly: two segments of it, on two sides, stand in one bead of the other. */
static bool
linked(const struct dg_beads *a, size_t k, const struct index *bx)
{
	const struct dg_bead_side *side = &a->side[k * a->sides];

	for (size_t s = 0; s < a->sides; s++)
		for (size_t t = s + 1; t < a->sides; t++)
			for (size_t i = 0; i < side[s].n; i++)
				for (size_t j = 0; j < side[t].n; j++) {
					uint32_t x = bead_of(bx, s, a->ids[side[s].at + i]);

					if (x && x == bead_of(bx, t, a->ids[side[t].at + j]))
						return true;
				}
	return false;
}

static void
count(struct dg_tally *t, bool hit, bool precision)
{
	if (precision) {
		t->test++;
		t->test_right += hit;
	} else {
		t->gold++;
		t->gold_found += hit;
	}
}

static void
count_side(struct dg_score *score, const struct dg_beads *a, const struct dg_beads *b,
    const struct index *bx, bool precision)
{
	for (size_t k = 0; k < a->n; k++) {
		enum kind kind = kind_of(a, k);
		bool hit = found(a, k, b, bx);
		struct dg_tally *own = kind == NULLS ? &score->null : kind == ONES ? &score->one :
		    &score->many;

		if (kind == EMPTY)
			continue;
		count(own, hit, precision);
		if (kind != NULLS)
			count(&score->paired, hit, precision);
		if (!precision && kind == NULLS)
			continue;
		count(&score->strict, hit, precision);
		count(&score->lax, hit || linked(a, k, bx), precision);
	}
}

enum dg_status
dg_beads_score(const struct dg_beads *gold, const struct dg_beads *test, struct dg_score *sum,
    struct dg_error *err)
{
	struct index gx = { 0 }, tx = { 0 };
	enum dg_status st = DG_OK;

	if (gold->n && test->n && gold->sides != test->sides)
		return dg_fail(err, DG_EINPUT, 0, "gold has beads of %zu sides, test of %zu",
		    gold->sides, test->sides);
	if (!index_make(&gx, gold) || !index_make(&tx, test)) {
		st = dg_fail_nomem(err);
	} else {
		count_side(sum, test, gold, &gx, true);
		count_side(sum, gold, test, &tx, false);
	}
	index_free(&gx);
	index_free(&tx);
	return st;
}

double
dg_tally_precision(const struct dg_tally *t)
{
	return t->test ? (double)t->test_right / (double)t->test : 0;
}

double
dg_tally_recall(const struct dg_tally *t)
{
	return t->gold ? (double)t->gold_found / (double)t->gold : 0;
}

double
dg_tally_f1(const struct dg_tally *t)
{
	double p = dg_tally_precision(t), r = dg_tally_recall(t);

	return p + r > 0 ? 2 * p * r / (p + r) : 0;
}
