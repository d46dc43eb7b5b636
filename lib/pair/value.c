/* value.c -- what a pair is worth above two pages that have nothing to do with each other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

enum { NEIGHBOURS = 10 };
/* A sentence of a pair is worth so much at least on average more than one of strangers, which is
 * worth so little. */
static const double LEAST = .8, STRANGE = -.3;
/* Where those near are no strangers but copies, one figure tells the pair, however
 * many sentences they have: it is so much likelier, as a natural logarithm. */
static const double ABOVE = 4;

struct side { float best[NEIGHBOURS]; uint8_t n; };

static void
see(struct side *s, float score)
{
	size_t i = s->n < NEIGHBOURS ? s->n++ : NEIGHBOURS;

	for (; i > 0 && s->best[i - 1] < score; i--)
		if (i < NEIGHBOURS)
			s->best[i] = s->best[i - 1];
	if (i < NEIGHBOURS)
		s->best[i] = score;
}

/* The median of the nearest but the first: versions of the same are few among them. */
static double
usual(const struct side *s, const struct page *page)
{
	if (s->n < 4)
		return STRANGE * 2 * page->n_sentences;
	return (double)s->best[(1 + s->n) / 2];
}

/* Cross-domain similarity local scaling once more, on the whole scores. */
enum dg_status
edges_value(struct pile *p, struct dg_error *err)
{
	struct side *sides = calloc(p->n * p->sides + 1, sizeof *sides);

	if (!sides)
		return dg_fail_nomem(err);
	for (size_t i = 0; i < p->n_edges; i++) {
		const struct edge *e = &p->edges[i];

		see(&sides[e->a * p->sides + p->pages[e->b].side], e->score);
		see(&sides[e->b * p->sides + p->pages[e->a].side], e->score);
	}
	for (size_t i = 0; i < p->n_edges; i++) {
		struct edge *e = &p->edges[i];
		const struct page *a = &p->pages[e->a], *b = &p->pages[e->b];
		double near = (usual(&sides[e->a * p->sides + b->side], a) +
		    usual(&sides[e->b * p->sides + a->side], b)) / 2;
		double n = a->n_sentences + b->n_sentences;

		e->score -= (float)fmax(fmin(near, STRANGE * n) + LEAST * n, near + ABOVE);
	}
	free(sides);
	return DG_OK;
}
