/* map.c -- where a byte came from: the edits that lead from a line as it was given
 * to the line as it is written, over all the steps and readings. */
#include <string.h>

#include "typography/typography.h"

bool
dg_edit_add(struct edits *edits, size_t from, size_t to, size_t at, size_t end)
{
	if (!dg_grow(&edits->p, &edits->cap, edits->n + 1, sizeof *edits->p))
		return false;
	edits->p[edits->n++] = (struct edit){ from, to, at, end };
	return true;
}

size_t
dg_edits_origin(const struct edits *edits, size_t at)
{
	size_t low = 0, high = edits->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (edits->p[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < edits->n && edits->p[low].at <= at)
		return edits->p[low].from;
	return low ? edits->p[low - 1].to + (at - edits->p[low - 1].end) : at;
}

/* Does [from, to) belong to the stretch [low, high) of the text between?  Where
 * either is empty, touching is enough. */
static bool
meets(size_t from, size_t to, size_t low, size_t high)
{
	return from < high || (from == high && (from == to || low == high));
}

/* One edit of the whole that takes in all that overlap in the text between. */
bool
dg_edits_join(struct edits *out, const struct edit *a, size_t n_a, const struct edit *b,
    size_t n_b)
{
	size_t i = 0, j = 0, i0, j0, low, high;

	while (i < n_a || j < n_b) {
		bool first = j == n_b || (i < n_a && a[i].at <= b[j].from);

		i0 = i;
		j0 = j;
		low = first ? a[i].at : b[j].from;
		high = first ? a[i++].end : b[j++].to;
		for (;;) {
			if (i < n_a && meets(a[i].at, a[i].end, low, high))
				high = a[i].end > high ? a[i].end : high, i++;
			else if (j < n_b && meets(b[j].from, b[j].to, low, high))
				high = b[j].to > high ? b[j].to : high, j++;
			else
				break;
		}
		if (!dg_edit_add(out,
		    low + (i0 ? a[i0 - 1].to - a[i0 - 1].end : 0),
		    high + (i ? a[i - 1].to - a[i - 1].end : 0),
		    low + (j0 ? b[j0 - 1].end - b[j0 - 1].to : 0),
		    high + (j ? b[j - 1].end - b[j - 1].to : 0)))
			return false;
	}
	return true;
}

bool
dg_map_line(struct dg_typography *t, struct line *l, const struct edits *pen)
{
	const struct hygiene *h = &t->hygiene;
	const struct edit *all = NULL;
	size_t n = 0;
	int turn = 0;

	if (l->edit_n) {
		all = t->edits_before.p + l->edit;
		n = l->edit_n;
	}
	for (int i = 0; i <= (l->dirty ? h->depth : 0); i++) {
		const struct edits *next = l->dirty && i < h->depth ? &h->steps[i] : pen;

		t->scratch[turn].n = 0;
		if (!dg_edits_join(&t->scratch[turn], all, n, next->p, next->n))
			return false;
		all = t->scratch[turn].p;
		n = t->scratch[turn].n;
		turn = !turn;
	}
	l->edit = t->edits.n;
	for (size_t i = 0; i < n; i++)
		if (!dg_edit_add(&t->edits, all[i].from, all[i].to, all[i].at, all[i].end))
			return false;
	l->edit_n = t->edits.n - l->edit;
	return true;
}

static void
tell(const struct dg_typography *t, size_t line, const struct edit *e, bool same)
{
	if (e->from != e->to || e->at != e->end)
		t->map(&(struct dg_stretch){ line, e->from, e->to, e->at, e->end, same }, t->map_ctx);
}

void
dg_map_tell(const struct dg_typography *t, size_t line, const struct line *l, size_t n)
{
	size_t from = 0, at = 0;

	for (size_t i = 0; i < l->edit_n; i++) {
		const struct edit *e = &t->edits.p[l->edit + i];

		tell(t, line, &(struct edit){ from, e->from, at, e->at }, true);
		tell(t, line, e, false);
		from = e->to;
		at = e->end;
	}
	tell(t, line, &(struct edit){ from, from + (n - at), at, n }, true);
}
