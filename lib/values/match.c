/* match.c -- which values of one text are not in another. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "values/values.h"

enum { LEFT_MAX = 64 };		/* of what has no equal, so many are tried in other ways */

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-6 * (fabs(a) + fabs(b));
}

/* For qsort: pointers into one array of values, by x, digits before words. */
static int
by_x(const void *a, const void *b)
{
	const struct value *x = *(const struct value *const *)a, *y = *(const struct value *const *)b;

	if (x->x != y->x)
		return x->x < y->x ? -1 : 1;
	if (x->spelled != y->spelled)
		return x->spelled ? 1 : -1;
	return (x > y) - (x < y);
}

static const struct value **
sorted(const struct values *v)
{
	const struct value **p = malloc((v->n + 1) * sizeof *p);

	for (size_t i = 0; i < v->n && p; i++)
		p[i] = &v->at[i];
	if (p)
		qsort(p, v->n, sizeof *p, by_x);
	return p;
}

/* Equal values, by a walk over both in order. */
static void
match_equal(const struct value **pa, size_t na, const struct value *a0, bool *lost_a,
    const struct value **pb, size_t nb, const struct value *b0, bool *lost_b)
{
	size_t i = 0, k = 0;

	while (i < na && k < nb) {
		if (near(pa[i]->x, pb[k]->x)) {
			lost_a[pa[i++] - a0] = false;
			lost_b[pb[k++] - b0] = false;
		} else if (pa[i]->x < pb[k]->x) {
			i++;
		} else {
			k++;
		}
	}
}

/* One of the readings of each agrees. */
static bool
other_reading(const struct value *a, const struct value *b)
{
	return near(a->x, b->other) || near(a->other, b->x) ||
	    (a->other != a->x && b->other != b->x && near(a->other, b->other));
}

/* A decimal of one side that is two numbers of the other: 9.30 and 9h30. */
static bool
in_two(double x, const struct values *b, bool *lost_b)
{
	double whole = floor(x), rest = x - whole;

	if (rest < 1e-9 || x > 1e5)
		return false;
	for (size_t k = 0; k + 1 < b->n; k++) {
		double part = b->at[k + 1].x;

		if (lost_b[k] && near(b->at[k].x, whole) && part < 100 &&
		    (fabs(rest * 100 - part) < 1e-6 || fabs(rest * 10 - part) < 1e-6)) {
			lost_b[k] = lost_b[k + 1] = false;
			return true;
		}
	}
	return false;
}

/* Miles to kilometres and so on; translators round: 2 inches are 5 cm, 200 miles 300 km. */
static bool
converted(const struct value *a, const struct value *b)
{
	double x, y;

	if (!a->unit || !b->unit || a->unit->measures != b->unit->measures)
		return false;
	if (a->unit->measures == 't')
		return fabs((a->x - 32) / 1.8 - b->x) < 1.5 || fabs((b->x - 32) / 1.8 - a->x) < 1.5;
	if (a->unit->metric == b->unit->metric)
		return false;
	x = a->x * a->unit->factor;
	y = b->x * b->unit->factor;
	return fabs(x - y) < 0.08 * (x > y ? x : y);
}

typedef bool agree(const struct value *a, const struct value *b);

static void
match_left(const struct values *a, bool *lost_a, const struct values *b, bool *lost_b, agree *yes)
{
	size_t tried = 0;

	for (size_t i = 0; i < a->n && tried < LEFT_MAX; i++) {
		size_t seen = 0;

		if (!lost_a[i])
			continue;
		tried++;
		for (size_t k = 0; k < b->n && seen < LEFT_MAX; k++) {
			seen += lost_b[k];
			if (lost_b[k] && yes(&a->at[i], &b->at[k])) {
				lost_a[i] = lost_b[k] = false;
				break;
			}
		}
	}
}

static void
match_pieces(const struct values *a, bool *lost_a, const struct values *b, bool *lost_b)
{
	for (size_t i = 0; i < a->n; i++)
		if (lost_a[i] && !a->at[i].spelled && (in_two(a->at[i].x, b, lost_b) ||
		    in_two(a->at[i].other, b, lost_b)))
			lost_a[i] = false;
}

bool
values_match(const struct values *a, const struct values *b, bool *lost_a, bool *lost_b)
{
	const struct value **pa = sorted(a), **pb = sorted(b);
	bool good = pa && pb;

	memset(lost_a, true, a->n);
	memset(lost_b, true, b->n);
	if (good) {
		match_equal(pa, a->n, a->at, lost_a, pb, b->n, b->at, lost_b);
		match_left(a, lost_a, b, lost_b, other_reading);
		match_pieces(a, lost_a, b, lost_b);
		match_pieces(b, lost_b, a, lost_a);
		match_left(a, lost_a, b, lost_b, converted);
	}
	free(pa);
	free(pb);
	return good;
}
