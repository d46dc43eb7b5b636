/* candidates.c -- which pages come into question, by an inverted index. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

enum {
	WORK = 24000,		/* postings that are walked for a page, the rarest first */
	NEAR = 40,		/* pages that are remembered of them */
	HUB = 10,		/* of the nearest ones, for the mean that makes a hub */
	KEPT = 12		/* that are looked at in full */
};

bool
page_has(const struct page *a, uint32_t clue)
{
	size_t low = 0, high = a->n_types;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (a->types[mid] < clue)
			low = mid + 1;
		else
			high = mid;
	}
	return low < a->n_types && a->types[low] == clue;
}

enum dg_status
pile_index(struct pile *p, struct dg_error *err)
{
	size_t all = 0;

	free(p->first);
	free(p->posting);
	free(p->stamps[0]);
	free(p->stamps[1]);
	for (size_t i = 0; i < p->n; i++)
		all += p->pages[i].n_types;
	p->first = calloc(p->clues.n + 2, sizeof *p->first);
	p->posting = malloc((all + 1) * sizeof *p->posting);
	for (int i = 0; i < 2; i++)
		p->stamps[i] = calloc(p->clues.n + 1, sizeof *p->stamps[i]);
	if (!p->first || !p->posting || !p->stamps[0] || !p->stamps[1])
		return dg_fail_nomem(err);
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->pages[i].n_types; k++)
			p->first[p->pages[i].types[k] + 2]++;
	for (size_t c = 2; c < p->clues.n + 2; c++)
		p->first[c] += p->first[c - 1];
	for (uint32_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->pages[i].n_types; k++)
			p->posting[p->first[p->pages[i].types[k] + 1]++] = i;
	return DG_OK;
}

struct near { uint32_t page; float score; };

struct search {
	struct pile *p;
	float *sum;		/* of each page */
	uint32_t *met;
	size_t n_met;
	uint32_t *seen;		/* of each clue: the page that last asked for it, + 1 */
	const struct tie **tie;
	size_t n_ties, cap_ties;
	struct near *near;	/* NEAR of each page and other side */
	float *mean;		/* of the nearest ones of each page, by side */
};

static int
by_rarity(const void *a, const void *b)
{
	const struct tie *x = *(const struct tie *const *)a, *y = *(const struct tie *const *)b;

	if (x->gain != y->gain)
		return x->gain < y->gain ? 1 : -1;
	return (x->to > y->to) - (x->to < y->to);
}

static int
by_nearness(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->page > y->page) - (x->page < y->page);
}

/* The clues of side y that page a speaks for, each once, the rarest first. */
static bool
collect(struct search *s, uint32_t a, size_t y)
{
	const struct pile *p = s->p;
	const struct page *page = &p->pages[a];
	const struct bridge *b = &p->bridge[page->side][y];
	size_t n = 0;

	s->n_ties = 0;
	for (size_t k = 0; k < page->n_types; k++)
		for (size_t i = b->first[page->types[k]]; i < b->first[page->types[k] + 1]; i++) {
			if (!dg_grow(&s->tie, &s->cap_ties, s->n_ties + 1, sizeof *s->tie))
				return false;
			s->tie[s->n_ties++] = &b->ties[i];
		}
	if (s->n_ties)
		qsort(s->tie, s->n_ties, sizeof *s->tie, by_rarity);
	for (size_t i = 0; i < s->n_ties; i++) {
		uint32_t to = s->tie[i]->to;

		if (s->seen[to] == a + 1)
			continue;
		s->seen[to] = a + 1;
		s->tie[n++] = s->tie[i];
	}
	for (size_t i = 0; i < n; i++)
		s->seen[s->tie[i]->to] = 0;
	s->n_ties = n;
	return true;
}

static void
walk(struct search *s, const struct tie *t, size_t y, size_t *left)
{
	const struct pile *p = s->p;
	size_t from = p->first[t->to], to = p->first[t->to + 1];

	if (to - from > *left) {
		*left = 0;
		return;
	}
	*left -= to - from;
	for (size_t i = from; i < to; i++) {
		uint32_t b = p->posting[i];

		if (p->pages[b].side != y)
			continue;
		if (s->sum[b] == 0)
			s->met[s->n_met++] = b;
		s->sum[b] += t->gain;
	}
}

static struct near *
near_of(const struct search *s, uint32_t a, size_t y)
{
	return s->near + ((size_t)a * s->p->sides + y) * NEAR;
}

/* The nearest pages of side y, and their mean. */
static bool
look(struct search *s, uint32_t a, size_t y, struct near *found)
{
	struct near *near = near_of(s, a, y);
	size_t left = WORK, n;
	double sum = 0;

	if (!collect(s, a, y))
		return false;
	s->n_met = 0;
	for (size_t i = 0; i < s->n_ties && left; i++)
		walk(s, s->tie[i], y, &left);
	for (size_t i = 0; i < s->n_met; i++) {
		found[i] = (struct near){ s->met[i], s->sum[s->met[i]] };
		s->sum[s->met[i]] = 0;
	}
	qsort(found, s->n_met, sizeof *found, by_nearness);
	n = s->n_met < NEAR ? s->n_met : NEAR;
	memcpy(near, found, n * sizeof *near);
	if (n < NEAR)
		near[n].page = NO_PAGE;
	for (size_t i = 0; i < n && i < HUB; i++)
		sum += (double)near[i].score;
	s->mean[(size_t)a * s->p->sides + y] = (float)(sum / HUB);
	return true;
}

bool
edge_put(struct pile *p, uint32_t a, uint32_t b)
{
	bool swap = p->pages[a].side > p->pages[b].side;

	if (!dg_grow(&p->edges, &p->cap_edges, p->n_edges + 1, sizeof *p->edges))
		return false;
	p->edges[p->n_edges++] = (struct edge){ swap ? b : a, swap ? a : b, 0 };
	return true;
}

/* Cross-domain similarity local scaling (Conneau et al. 2018): what is near to everything is
 * not near to this page. */
static bool
keep(struct search *s, uint32_t a, size_t y)
{
	struct near *near = near_of(s, a, y);
	size_t n = 0;

	for (; n < NEAR && near[n].page != NO_PAGE; n++)
		near[n].score = 2 * near[n].score -
		    s->mean[(size_t)near[n].page * s->p->sides + s->p->pages[a].side];
	qsort(near, n, sizeof *near, by_nearness);
	for (size_t i = 0; i < n && i < KEPT; i++)
		if (!edge_put(s->p, a, near[i].page))
			return false;
	return true;
}

static int
by_pages(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

void
edges_sort(struct pile *p)
{
	size_t n = 0;

	if (p->n_edges)
		qsort(p->edges, p->n_edges, sizeof *p->edges, by_pages);
	for (size_t i = 0; i < p->n_edges; i++)
		if (n == 0 || p->edges[n - 1].a != p->edges[i].a || p->edges[n - 1].b != p->edges[i].b)
			p->edges[n++] = p->edges[i];
	p->n_edges = n;
}

struct edge *
edge_find(const struct pile *p, uint32_t a, uint32_t b)
{
	bool swap = p->pages[a].side > p->pages[b].side;
	struct edge key = { swap ? b : a, swap ? a : b, 0 };

	return p->n_edges ? bsearch(&key, p->edges, p->n_edges, sizeof key, by_pages) : NULL;
}

static enum dg_status
search(struct search *s, struct near *found, struct dg_error *err)
{
	struct pile *p = s->p;

	for (uint32_t a = 0; a < p->n; a++)
		for (size_t y = 0; y < p->sides; y++)
			if (y != p->pages[a].side && !look(s, a, y, found))
				return dg_fail_nomem(err);
	p->n_edges = 0;
	for (uint32_t a = 0; a < p->n; a++)
		for (size_t y = 0; y < p->sides; y++)
			if (y != p->pages[a].side && !keep(s, a, y))
				return dg_fail_nomem(err);
	edges_sort(p);
	return DG_OK;
}

enum dg_status
candidates_find(struct pile *p, struct dg_error *err)
{
	struct search s = { .p = p };
	struct near *found = malloc((p->n + 1) * sizeof *found);
	enum dg_status st;

	s.sum = calloc(p->n + 1, sizeof *s.sum);
	s.met = malloc((p->n + 1) * sizeof *s.met);
	s.near = malloc((p->n * p->sides + 1) * NEAR * sizeof *s.near);
	s.seen = calloc(p->clues.n + 1, sizeof *s.seen);
	s.mean = calloc(p->n * p->sides + 1, sizeof *s.mean);
	if (found && s.sum && s.met && s.near && s.mean && s.seen)
		st = search(&s, found, err);
	else
		st = dg_fail_nomem(err);
	free(found);
	free(s.sum);
	free(s.met);
	free(s.near);
	free(s.mean);
	free(s.tie);
	free(s.seen);
	return st;
}
