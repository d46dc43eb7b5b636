/* groups.c -- one-to-one, all languages at once: pages in groups, a page a language. */
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

enum { ROUNDS = 8 };

struct grouping {
	struct pile *p;
	struct group *groups;	/* no more than pages */
	size_t n;
	uint32_t *of;		/* of each page, its group */
	struct bid *bids;
	size_t n_bids, cap;
	uint32_t *dealt;	/* of each page of the side that is dealt out: its group */
};

/* Two pages that were never looked at together do not look like a pair. */
static const double UNSEEN = -10;

static bool
put_bid(struct grouping *g, uint32_t page, uint32_t group)
{
	if (!dg_grow(&g->bids, &g->cap, g->n_bids + 1, sizeof *g->bids))
		return false;
	g->bids[g->n_bids++] = (struct bid){ page, group, 0 };
	return true;
}

double
group_worth(const struct pile *p, const struct group *g, uint32_t page)
{
	double sum = 0;

	for (size_t s = 0; s < p->sides && page != NO_PAGE; s++) {
		const struct edge *e;

		if (s == p->pages[page].side || g->page[s] == NO_PAGE)
			continue;
		e = edge_find(p, page, g->page[s]);
		sum += e ? (double)e->score : UNSEEN;
	}
	return sum;
}

/* Every page of side s with every group that it has a good edge to. */
static bool
collect_bids(struct grouping *g, size_t s)
{
	const struct pile *p = g->p;
	size_t n = 0;

	g->n_bids = 0;
	for (size_t i = 0; i < p->n_edges; i++) {
		uint32_t a = p->edges[i].a, b = p->edges[i].b;
		uint32_t page = p->pages[a].side == s ? a : b, other = page == a ? b : a;

		if (p->pages[page].side == s && p->edges[i].score > 0 &&
		    g->of[page] == NO_GROUP && g->of[other] != NO_GROUP &&
		    !put_bid(g, page, g->of[other]))
			return false;
	}
	if (g->n_bids)
		qsort(g->bids, g->n_bids, sizeof *g->bids, bid_order);
	for (size_t i = 0; i < g->n_bids; i++) {
		if (n && bid_order(&g->bids[n - 1], &g->bids[i]) == 0)
			continue;
		g->bids[n] = g->bids[i];
		g->bids[n].value = group_worth(g->p, &g->groups[g->bids[i].object], g->bids[i].bidder);
		n += g->bids[n].value > 0;
	}
	g->n_bids = n;
	return true;
}

/* Take the pages of side s out; groups without pages go. */
static void
take_out(struct grouping *g, size_t s)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		struct group own = g->groups[i];
		bool any = own.old;

		if (!(own.fixed & 1 << s) && own.page[s] != NO_PAGE) {
			g->of[own.page[s]] = NO_GROUP;
			own.page[s] = NO_PAGE;
		}
		for (size_t y = 0; y < g->p->sides; y++)
			if (own.page[y] != NO_PAGE) {
				g->of[own.page[y]] = (uint32_t)n;
				any = true;
			}
		if (any)
			g->groups[n++] = own;
	}
	g->n = n;
}

static void
put_alone(struct grouping *g, uint32_t page)
{
	struct group alone = { .old = false };

	memset(alone.page, 0xFF, sizeof alone.page);
	alone.page[g->p->pages[page].side] = page;
	g->of[page] = (uint32_t)g->n;
	g->groups[g->n++] = alone;
}

/* Deal the pages of side s out anew, to groups that have none of the side. */
static enum dg_status
deal(struct grouping *g, size_t s, struct dg_error *err)
{
	enum dg_status st;
	size_t n = 0;

	take_out(g, s);
	if (!collect_bids(g, s))
		return dg_fail_nomem(err);
	for (size_t i = 0; i < g->n_bids; i++)
		if (!(g->groups[g->bids[i].object].fixed & 1 << s))
			g->bids[n++] = g->bids[i];
	if ((st = assign(g->bids, n, g->p->n, g->n, g->dealt, err)) != DG_OK)
		return st;
	for (uint32_t i = 0; i < g->p->n; i++) {
		if (g->p->pages[i].side != s || g->of[i] != NO_GROUP)
			continue;
		if (g->dealt[i] == UINT32_MAX) {
			put_alone(g, i);
		} else {
			g->groups[g->dealt[i]].page[s] = i;
			g->of[i] = g->dealt[i];
		}
	}
	return DG_OK;
}

static double
total(const struct grouping *g)
{
	const struct pile *p = g->p;
	double sum = 0;

	for (size_t i = 0; i < p->n_edges; i++)
		if (g->of[p->edges[i].a] == g->of[p->edges[i].b])
			sum += (double)p->edges[i].score;
	return sum;
}

/* The side whose pages are least like any other's is dealt last. */
static void
order_sides(const struct pile *p, size_t order[SIDES])
{
	double sum[SIDES] = { 0 };

	for (size_t i = 0; i < p->n_edges; i++)
		if (p->edges[i].score > 0) {
			sum[p->pages[p->edges[i].a].side] += (double)p->edges[i].score;
			sum[p->pages[p->edges[i].b].side] += (double)p->edges[i].score;
		}
	for (size_t i = 0; i < p->sides; i++) {
		size_t k = i;

		for (; k > 0 && sum[order[k - 1]] < sum[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
}

static enum dg_status
deal_all(struct grouping *g, struct dg_error *err)
{
	size_t order[SIDES];
	enum dg_status st = DG_OK;
	double was = -1, now = 0;

	order_sides(g->p, order);
	for (size_t round = 0; round < ROUNDS && now > was + 1e-6; round++) {
		for (size_t i = 0; i < g->p->sides && st == DG_OK; i++)
			st = deal(g, order[i], err);
		if (st != DG_OK)
			return st;
		was = round ? now : -1;
		now = total(g);
	}
	return DG_OK;
}

enum dg_status
groups_make(struct pile *p, struct group **ret, size_t *n, struct dg_error *err)
{
	struct grouping g = { .p = p };
	enum dg_status st = DG_OK;

	*ret = NULL;
	g.groups = malloc((p->n + p->n_known + 1) * sizeof *g.groups);
	g.of = malloc((p->n + 1) * sizeof *g.of);
	g.dealt = malloc((p->n + 1) * sizeof *g.dealt);
	if (!g.groups || !g.of || !g.dealt) {
		st = dg_fail_nomem(err);
	} else {
		memset(g.of, 0xFF, (p->n + 1) * sizeof *g.of);
		if (p->n_known)
			memcpy(g.groups, p->known, p->n_known * sizeof *g.groups);
		g.n = p->n_known;
		st = deal_all(&g, err);
	}
	if (st == DG_OK) {
		*ret = g.groups;
		*n = g.n;
	} else {
		free(g.groups);
	}
	free(g.of);
	free(g.dealt);
	free(g.bids);
	return st;
}
