/* lacks.c -- what of one side has no counterpart in another: figures by their value,
 * whatever script they are in, then names. */
#include <stdlib.h>

#include "review/review.h"

/* "un", "deux", 一: of words for small numbers too many are no numbers. */
static const double SPELLED_FROM = 13;

void
lacks_free(struct lacks *l)
{
	for (size_t s = 0; s < l->sides; s++) {
		values_free(&l->values[s]);
		free(l->list[s].at);
	}
	names_free(l->names);
}

bool
lack_add(struct lack_list *l, size_t from, size_t to, unsigned sides, double x)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].from == from && l->at[i].to == to) {
			l->at[i].sides |= sides;
			return true;
		}
	if (!dg_grow(&l->at, &l->cap, l->n + 1, sizeof *l->at))
		return false;
	l->at[l->n++] = (struct lack){ from, to, sides, x };
	return true;
}

/* As the page knows it: a month below 0, a name 0, and so nought is something else. */
static double
known_as(const struct value *v)
{
	return v->kind == VALUE_MONTH ? -v->x : v->x == 0 ? -0.5 : v->x;
}

/* A word for a small number, or the minutes of 12:00, which is noon and 12 h. */
static bool
says_little(struct dg_bytes cell, const struct value *v)
{
	return v->vague || (v->spelled && v->x < SPELLED_FROM) ||
	    (v->x == 0 && v->from > 0 && (cell.p[v->from - 1] == ':' || cell.p[v->from - 1] == '.'));
}

static bool
add_lost(struct lack_list *list, struct dg_bytes cell, const struct values *v, const bool *lost,
    size_t other)
{
	bool good = true;

	for (size_t i = 0; i < v->n && good; i++)
		if (lost[i] && !says_little(cell, &v->at[i]))
			good = lack_add(list, v->at[i].from, v->at[i].to, 1u << other,
			    known_as(&v->at[i]));
	return good;
}

static bool
match(struct lacks *l, const struct dg_bytes *cells, size_t a, size_t b)
{
	struct values *x = &l->values[a], *y = &l->values[b];
	bool *lost = malloc((x->n + y->n + 1) * sizeof *lost), good = lost != NULL;

	good = good && values_match(x, y, lost, lost + x->n) &&
	    add_lost(&l->list[a], cells[a], x, lost, b) &&
	    add_lost(&l->list[b], cells[b], y, lost + x->n, a);
	free(lost);
	return good;
}

static int
by_place(const void *a, const void *b)
{
	const struct lack *x = a, *y = b;

	return x->from != y->from ? (x->from > y->from) - (x->from < y->from) :
	    (x->to > y->to) - (x->to < y->to);
}

/* In order, and none into another. */
static void
settle(struct lack_list *l)
{
	size_t n = 0;

	if (l->n)
		qsort(l->at, l->n, sizeof *l->at, by_place);
	for (size_t i = 0; i < l->n; i++) {
		if (n && l->at[i].from < l->at[n - 1].to) {
			l->at[n - 1].sides |= l->at[i].sides;
			if (l->at[i].to > l->at[n - 1].to)
				l->at[n - 1].to = l->at[i].to;
		} else {
			l->at[n++] = l->at[i];
		}
	}
	l->n = n;
}

bool
lacks_find(struct lacks *l, const struct dg_bytes *cells)
{
	bool good = true;

	for (size_t s = 0; s < l->sides && good; s++) {
		l->list[s].n = 0;
		good = values_scan(cells[s], l->langs[s], &l->values[s]);
	}
	for (size_t a = 0; a < l->sides && good; a++)
		for (size_t b = a + 1; b < l->sides && good; b++)
			if (!dg_is_blank(cells[a]) && !dg_is_blank(cells[b]))
				good = match(l, cells, a, b);
	for (size_t s = 0; s < l->sides && good; s++) {
		if (l->names)
			good = names_lacking(l->names, cells, s, &l->list[s]);
		settle(&l->list[s]);
	}
	return good;
}
