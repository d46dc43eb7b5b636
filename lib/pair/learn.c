/* learn.c -- which words of one language stand in the translations of pages with which
 * words of the other: from the pairs of this very pile that are sure already. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

enum {
	SAMPLE = 160,		/* pages that a word is looked at in */
	TIES = 4		/* that are kept of it */
};

static const double DOUBT = 2;	/* pages of doubt that a share is what was believed before */

struct learner {
	struct pile *p;
	size_t x, y;
	uint32_t *partner;	/* of each page, by the sure pairs */
	uint32_t *count;	/* of each clue: pages of the sample's partners that have it */
	uint32_t *met;		/* those counted */
	size_t n_met;
	struct bridge was, now;
	uint32_t *asked, *found;	/* of each clue that both write alike */
	uint32_t sample[SAMPLE];
	size_t n;
};

/* Pages of side x that have the clue and a partner; evenly out of all of them. */
static void
take_sample(struct learner *l, uint32_t clue)
{
	const struct pile *p = l->p;
	size_t from = p->first[clue], to = p->first[clue + 1], step = 1, all = 0;

	for (size_t i = from; i < to; i++)
		all += p->pages[p->posting[i]].side == l->x &&
		    l->partner[p->posting[i]] != NO_PAGE;
	if (all > SAMPLE)
		step = (all + SAMPLE - 1) / SAMPLE;
	l->n = all = 0;
	for (size_t i = from; i < to; i++)
		if (p->pages[p->posting[i]].side == l->x &&
		    l->partner[p->posting[i]] != NO_PAGE && all++ % step == 0)
			l->sample[l->n++] = l->partner[p->posting[i]];
}

static void
count_words(struct learner *l)
{
	const struct clues *clues = &l->p->clues;

	l->n_met = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct page *b = &l->p->pages[l->sample[i]];

		for (size_t k = 0; k < b->n_types; k++) {
			uint32_t t = b->types[k];

			if (clues_kind(clues, t) != CLUE_WORD)
				continue;
			if (l->count[t]++ == 0)
				l->met[l->n_met++] = t;
		}
	}
}

/* What is gained by knowing it, on average (Kullback and Leibler). */
static double
worth(double share, double chance)
{
	return share <= chance ? 0 : share * log(share / chance) +
	    (1 - share) * log((1 - share) / (1 - chance));
}

struct choice { uint32_t to; double worth, share; };

static void
choose(struct choice best[TIES], size_t *n, struct choice c)
{
	size_t i = *n < TIES ? (*n)++ : TIES;

	for (; i > 0 && (best[i - 1].worth < c.worth ||
	    (best[i - 1].worth == c.worth && best[i - 1].to > c.to)); i--)
		if (i < TIES)
			best[i] = best[i - 1];
	if (i < TIES)
		best[i] = c;
}

static double
believed(const struct bridge *b, uint32_t clue, uint32_t to, double chance)
{
	for (size_t i = b->first[clue]; i < b->first[clue + 1]; i++)
		if (b->ties[i].to == to)
			return fmax((double)b->ties[i].share, chance);
	return chance;
}

/* How many of the sample have one of the words kept. */
static double
any_of(const struct learner *l, const struct choice best[], size_t n)
{
	size_t any = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct page *b = &l->p->pages[l->sample[i]];
		bool has = false;

		for (size_t k = 0; k < n && !has; k++)
			has = page_has(b, best[k].to);
		any += has;
	}
	return (double)any;
}

static bool
learn_word(struct learner *l, uint32_t clue)
{
	struct choice best[TIES] = { { 0 } };
	size_t n = 0;
	double none = 1, share;

	take_sample(l, clue);
	count_words(l);
	for (size_t i = l->was.first[clue]; i < l->was.first[clue + 1]; i++)
		if (l->count[l->was.ties[i].to] == 0)
			l->met[l->n_met++] = l->was.ties[i].to;
	for (size_t i = 0; i < l->n_met; i++) {
		uint32_t t = l->met[i];
		double chance = pile_chance(l->p, t, l->y);
		double was = believed(&l->was, clue, t, chance);

		share = ((double)l->count[t] + DOUBT * was) / ((double)l->n + DOUBT);
		if (l->count[t] >= 3 || was > chance)
			choose(best, &n, (struct choice){ t, worth(fmin(share, .98), chance), share });
	}
	while (n > 0 && best[n - 1].worth < .05)
		n--;
	for (size_t i = 0; i < n; i++) {
		double chance = pile_chance(l->p, best[i].to, l->y);

		none *= 1 - chance;
		if (!bridge_put(&l->now, best[i].to, log(fmin(best[i].share, .98) / chance),
		    best[i].share))
			return false;
	}
	if (n && l->n) {
		share = (any_of(l, best, n) + DOUBT * .6) / ((double)l->n + DOUBT);
		l->now.miss[clue] = (float)fmin(0, log((1 - fmin(share, .98)) / none));
	}
	for (size_t i = 0; i < l->n_met; i++)
		l->count[l->met[i]] = 0;
	return true;
}

/* Of the clues of each kind on the pages of side x, how many the partner has. */
static void
learn_kinds(struct learner *l, struct bridge *b)
{
	double asked[CLUE_KINDS] = { 0 }, found[CLUE_KINDS] = { 0 };

	for (size_t i = 0; i < l->p->n; i++) {
		const struct page *a = &l->p->pages[i], *o;

		if (a->side != l->x || l->partner[i] == NO_PAGE)
			continue;
		o = &l->p->pages[l->partner[i]];
		for (size_t k = 0; k < a->n_addresses; k++) {
			enum clue_kind kind = clues_kind(&l->p->clues, a->address[k]);

			asked[kind]++;
			found[kind] += page_has(o, a->address[k]);
		}
		for (size_t k = 0; k < a->n_tokens; k++) {
			uint32_t t = a->tokens[k];
			enum clue_kind kind = clues_kind(&l->p->clues, t & ~ALSO);
			uint32_t first = t & ~ALSO;
			bool has = false;

			if (t & ALSO || kind == CLUE_WORD)
				continue;
			has = page_has(o, t);
			while (k + 1 < a->n_tokens && a->tokens[k + 1] & ALSO)
				has |= page_has(o, a->tokens[++k] & ~ALSO);
			asked[kind]++;
			found[kind] += has;
			l->asked[first]++;
			l->found[first] += has;
		}
	}
	for (int k = 0; k < CLUE_KINDS; k++)
		b->share[k] = fmin(.97, (found[k] + 10 * b->share[k]) / (asked[k] + 10));
}

/* What is known of one clue, and of its kind. */
static double
share_of(const struct learner *l, const struct bridge *b, uint32_t clue)
{
	double kind = b->share[clues_kind(&l->p->clues, clue)];

	return fmin(.98, (l->found[clue] + 5 * kind) / (l->asked[clue] + 5.));
}

static enum dg_status
learn(struct learner *l, struct dg_error *err)
{
	struct pile *p = l->p;
	struct bridge *b = &p->bridge[l->x][l->y];

	l->was = *b;
	l->now = (struct bridge){ 0 };
	memset(l->asked, 0, l->p->clues.n * sizeof *l->asked);
	memset(l->found, 0, l->p->clues.n * sizeof *l->found);
	learn_kinds(l, b);
	memcpy(l->now.share, b->share, sizeof b->share);
	memcpy(l->now.kind, b->kind, sizeof b->kind);
	if (!(l->now.first = calloc(p->clues.n + 1, sizeof *b->first)) ||
	    !(l->now.miss = calloc(p->clues.n + 1, sizeof *b->miss)))
		goto nomem;
	*b = l->now;
	for (uint32_t c = 0; c < p->clues.n; c++) {
		bool good = true;

		l->now.first[c] = (uint32_t)l->now.n;
		if (p->clues.at[c].df[l->x] == 0)
			continue;
		if (clues_kind(&p->clues, c) == CLUE_WORD) {
			good = learn_word(l, c);
		} else {
			*b = l->now;
			good = bridge_shared(p, l->x, l->y, c, share_of(l, b, c));
			l->now = *b;
		}
		if (!good)
			goto nomem;
	}
	l->now.first[p->clues.n] = (uint32_t)l->now.n;
	*b = l->now;
	bridge_free(&l->was);
	return DG_OK;
nomem:
	bridge_free(&l->was);
	*b = l->now;
	return dg_fail_nomem(err);
}

enum dg_status
bridges_learn(struct pile *p, uint32_t *const partner[SIDES], struct dg_error *err)
{
	struct learner l = { .p = p };
	enum dg_status st = DG_OK;

	l.count = calloc(p->clues.n + 1, sizeof *l.count);
	l.asked = calloc(p->clues.n + 1, sizeof *l.asked);
	l.found = calloc(p->clues.n + 1, sizeof *l.found);
	l.met = malloc((p->clues.n + 64) * sizeof *l.met);
	if (!l.count || !l.met || !l.asked || !l.found)
		st = dg_fail_nomem(err);
	for (l.x = 0; l.x < p->sides; l.x++)
		for (l.y = 0; l.y < p->sides && st == DG_OK; l.y++) {
			if (l.x == l.y)
				continue;
			l.partner = partner[l.y];
			st = learn(&l, err);
		}
	free(l.count);
	free(l.met);
	free(l.asked);
	free(l.found);
	return st;
}
