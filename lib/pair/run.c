/* run.c -- from what the lexicon knows to what the pile itself teaches, to groups. */
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

enum { LESSONS = 1 };	/* a second one changes little */

static void
score_edges(struct pile *p)
{
	for (size_t i = 0; i < p->n_edges; i++) {
		struct verdict v;

		pair_score(p, p->edges[i].a, p->edges[i].b, &v);
		p->edges[i].score = (float)v.score;
	}
}

/* The best of each side for every page: of score above 0, and both ways the best. */
static enum dg_status
find_partners(const struct pile *p, uint32_t *partner[SIDES], struct dg_error *err)
{
	float *best[SIDES] = { NULL };
	struct edge *one_sided = malloc((p->n * p->sides + 1) * sizeof *one_sided);
	enum dg_status st = one_sided ? DG_OK : dg_fail_nomem(err);
	size_t n = 0;

	for (size_t y = 0; y < p->sides; y++) {
		best[y] = calloc(p->n + 1, sizeof *best[y]);
		if (!best[y])
			st = dg_fail_nomem(err);
		memset(partner[y], 0xFF, (p->n + 1) * sizeof *partner[y]);
	}
	for (size_t i = 0; i < p->n_edges && st == DG_OK; i++) {
		const struct edge *e = &p->edges[i];
		size_t x = p->pages[e->a].side, y = p->pages[e->b].side;

		if (e->score > best[y][e->a]) {
			best[y][e->a] = e->score;
			partner[y][e->a] = e->b;
		}
		if (e->score > best[x][e->b]) {
			best[x][e->b] = e->score;
			partner[x][e->b] = e->a;
		}
	}
	for (size_t y = 0; y < p->sides; y++)
		free(best[y]);
	for (uint32_t i = 0; i < p->n && st == DG_OK; i++)
		for (size_t y = 0; y < p->sides; y++)
			if (partner[y][i] != NO_PAGE &&
			    partner[p->pages[i].side][partner[y][i]] != i)
				one_sided[n++] = (struct edge){ i, (uint32_t)y, 0 };
	for (size_t i = 0; i < n; i++)
		partner[one_sided[i].b][one_sided[i].a] = NO_PAGE;
	free(one_sided);
	return st;
}

static enum dg_status
learn(struct pile *p, struct dg_error *err)
{
	uint32_t *partner[SIDES] = { NULL };
	enum dg_status st = DG_OK;

	for (size_t y = 0; y < p->sides; y++)
		if (!(partner[y] = malloc((p->n + 1) * sizeof *partner[y])))
			st = dg_fail_nomem(err);
	if (st == DG_OK)
		st = find_partners(p, partner, err);
	if (st == DG_OK)
		st = bridges_learn(p, partner, err);
	for (size_t y = 0; y < p->sides; y++)
		free(partner[y]);
	return st;
}

/* Pages in at least two languages, or there is nothing to do. */
static enum dg_status
check_languages(const struct pile *p, struct dg_error *err)
{
	size_t only = 0, sides = 0;

	for (size_t s = 0; s < p->sides; s++)
		if (p->count[s]) {
			only = s;
			sides++;
		}
	if (sides > 1)
		return DG_OK;
	return sides ? dg_fail(err, DG_EINPUT, 0, "all %zu pages are in '%s': there is nothing to pair",
	    p->count[only], p->lang[only]) : dg_fail(err, DG_EINPUT, 0, "there is no page to pair");
}

static void
find_span(struct pile *p)
{
	long first = LONG_MAX, last = LONG_MIN;

	for (size_t i = 0; i < p->n; i++)
		if (p->pages[i].day != NO_DAY) {
			first = p->pages[i].day < first ? p->pages[i].day : first;
			last = p->pages[i].day > last ? p->pages[i].day : last;
		}
	p->span = last > first ? (double)(last - first) : 0;
}

/* Pairs that an old manifest has are edges whatever they look like. */
static enum dg_status
put_known(struct pile *p, struct dg_error *err)
{
	for (size_t i = 0; i < p->n_known; i++)
		for (size_t x = 0; x < p->sides; x++)
			for (size_t y = x + 1; y < p->sides; y++)
				if (p->known[i].page[x] != NO_PAGE && p->known[i].page[y] != NO_PAGE &&
				    !edge_put(p, p->known[i].page[x], p->known[i].page[y]))
					return dg_fail_nomem(err);
	edges_sort(p);
	return DG_OK;
}

static enum dg_status
find_edges(struct pile *p, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (int lesson = 0; st == DG_OK; lesson++) {
		if ((st = candidates_find(p, err)) != DG_OK || (st = put_known(p, err)) != DG_OK)
			break;
		score_edges(p);
		if (lesson == LESSONS)
			break;
		st = learn(p, err);
	}
	return st;
}

enum dg_status
dg_pairing_run(struct dg_pairing *pg, struct dg_error *err)
{
	struct pile *p = &pg->pile;
	enum dg_status st;

	if ((st = check_languages(p, err)) != DG_OK)
		return st;
	find_span(p);
	if ((st = pile_index(p, err)) == DG_OK && (st = bridges_make(p, err)) == DG_OK &&
	    (st = find_edges(p, err)) == DG_OK && (st = edges_value(p, err)) == DG_OK)
		st = groups_make(p, &pg->groups, &pg->n_groups, err);
	return st == DG_OK ? groups_finish(pg, err) : st;
}
