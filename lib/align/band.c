/* band.c -- how near the diagonal a path must stay, so that time and memory grow
 * with the length of the texts and not with its square. */
#include <math.h>
#include <stdlib.h>

#include "align/align.h"

/* A lattice of so many cells is made whole; a larger one keeps near its anchors, by
 * WIDTH segments and half the gap between two of them, as far as MOST cells allow. */
enum { WHOLE = 400 * 1000, MOST = 1000 * 1000, WIDTH = 32 };

/* A token that stands once in either text and is linked only to one that does
 * too: a point where the path is likely to pass. */
struct anchor { size_t i, j; };

static size_t
segment_of(const struct text *t, size_t token)
{
	size_t low = 0, high = t->n;

	while (high - low > 1) {
		size_t mid = (low + high) / 2;

		if (t->first[mid] <= token)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Place of each type's only token, SIZE_MAX where it has several or none. */
static size_t *
only_places(const struct text *t)
{
	size_t *at = malloc((t->types + 1) * sizeof *at);
	uint32_t *count = calloc(t->types + 1, sizeof *count);

	for (size_t k = 0; at && count && k < t->tokens; k++)
		at[t->token[k]] = count[t->token[k]]++ ? SIZE_MAX : k;
	free(count);
	return count ? at : (free(at), NULL);
}

static struct anchor *
find_anchors(const struct pair *p, size_t *n)
{
	const struct text *s = p->text[0], *t = p->text[1];
	const struct links *l = &p->links[0];
	size_t *in_s = only_places(s), *in_t = only_places(t), cap = 0;
	struct anchor *a = NULL;
	bool good = in_s && in_t;

	*n = 0;
	for (size_t k = 0; k < s->tokens && good; k++) {
		uint32_t type = s->token[k];
		size_t to = SIZE_MAX, hits = 0;

		if (in_s[type] != k)
			continue;
		for (uint32_t x = l->row[type]; x < l->row[type + 1]; x++)
			if (in_t[l->at[x].to] != SIZE_MAX && l->at[x].gain > 50) {
				to = in_t[l->at[x].to];
				hits++;
			}
		if (hits != 1)
			continue;
		if ((good = dg_grow(&a, &cap, *n + 1, sizeof *a)))
			a[(*n)++] = (struct anchor){ segment_of(s, k), segment_of(t, to) };
	}
	free(in_s);
	free(in_t);
	if (good)
		return a ? a : malloc(sizeof *a);
	free(a);
	return NULL;
}

/* The longest chain of anchors that rises in both texts (patience sorting). */
static size_t
longest_chain(struct anchor *a, size_t n)
{
	size_t *tail = malloc((n + 1) * sizeof *tail), *before = malloc((n + 1) * sizeof *before);
	size_t length = 0, at, kept;

	if (!tail || !before) {
		free(tail);
		free(before);
		return SIZE_MAX;
	}
	for (size_t k = 0; k < n; k++) {
		size_t low = 0, high = length;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (a[tail[mid]].j < a[k].j)
				low = mid + 1;
			else
				high = mid;
		}
		before[k] = low ? tail[low - 1] : SIZE_MAX;
		tail[low] = k;
		length = low == length ? length + 1 : length;
	}
	at = length ? tail[length - 1] : SIZE_MAX;
	for (kept = length; kept > 0; kept--, at = before[at])
		tail[kept - 1] = at;
	for (size_t k = 0; k < length; k++)	/* tail[k] ≥ k: in place */
		a[k] = a[tail[k]];
	free(tail);
	free(before);
	return length;
}

static void
widen(struct lattice *l, size_t i, double j, size_t width)
{
	size_t at = j < 0 ? 0 : (size_t)j;

	if (i > l->n)
		return;
	at = at > l->m ? l->m : at;
	if (l->low[i] > at || at - l->low[i] > width)
		l->low[i] = at > width ? at - width : 0;
	if (l->high[i] < at + width)
		l->high[i] = at + width < l->m ? at + width : l->m;
}

/* Rows between two points of the chain, straight; the wider the gap, the wider
 * the band. */
static void
stretch(struct lattice *l, struct anchor from, struct anchor to)
{
	size_t rows = to.i - from.i, gap = rows > to.j - from.j ? rows : to.j - from.j;
	size_t most = MOST / 2 / (l->n + 1), width = WIDTH + gap / 2;

	if (width > most)
		width = most > WIDTH ? most : WIDTH;

	for (size_t k = 0; k <= rows; k++) {
		double j = (double)from.j + (rows ? (double)k / (double)rows : 0) *
		    (double)(to.j - from.j);
		size_t i = from.i + k;

		l->low[i] = l->m;
		l->high[i] = 0;
		widen(l, i, j, width);
	}
}

/* An anchor that strays from both neighbours is a chance meeting. */
static size_t
drop_strays(struct anchor *a, size_t n)
{
	size_t kept = 0;

	for (size_t k = 0; k < n; k++) {
		double near = INFINITY;

		for (size_t x = k > 3 ? k - 3 : 0; x < n && x <= k + 3; x++)
			if (x != k)
				near = fmin(near, fabs((double)a[x].j - (double)a[k].j -
				    ((double)a[x].i - (double)a[k].i)));
		if (near < WIDTH / 2)
			a[kept++] = a[k];
	}
	return kept;
}

bool
band_find(struct lattice *l)
{
	struct anchor *a, last = { 0, 0 }, end = { l->n, l->m };
	size_t n;

	for (size_t i = 0; i <= l->n; i++)
		l->high[i] = l->m;
	if ((l->n + 1) <= WHOLE / (l->m + 1))
		return true;
	if (!(a = find_anchors(l->pair, &n)))
		return false;
	n = drop_strays(a, n);
	if ((n = longest_chain(a, n)) == SIZE_MAX) {
		free(a);
		return false;
	}
	for (size_t k = 0; k <= n; k++) {
		struct anchor next = k < n ? a[k] : end;

		if (k < n && (next.i <= last.i || next.i - last.i < 8))
			continue;
		stretch(l, last, next);
		last = next;
	}
	free(a);
	/* a band that only widens to the right is what the sums rely on */
	for (size_t i = l->n; i-- > 0;)
		if (l->low[i] > l->low[i + 1])
			l->low[i] = l->low[i + 1];
	for (size_t i = 1; i <= l->n; i++)
		if (l->high[i] < l->high[i - 1])
			l->high[i] = l->high[i - 1];
	l->low[0] = 0;
	l->high[l->n] = l->m;
	return true;
}
