/* score.c -- a pair of pages in full: how much likelier it is that one translates the other
 * than that they met by chance. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "pair/pair.h"

/* Words of a sentence do not speak independently: their sum counts for a part. */
static const double PART = .5, MOST = 2, LEAST = -5, LEFT_OUT = .07;
static const double LINKED = 60;
static const double KNOWN = 2.5;	/* words from which a sentence is recognised */

struct sum { double words, misses, figures, lost; bool figure_lost; };

static void
look_at(struct pile *p, int which, uint32_t page)
{
	const struct page *a = &p->pages[page];

	if (p->looked[which] == page + 1)
		return;
	p->looked[which] = page + 1;
	for (size_t i = 0; i < a->n_types; i++)
		p->stamps[which][a->types[i]] = page + 1;
}

/* The best of the clue's ties that the page has; false: none. */
static bool
tied(const struct pile *p, const struct bridge *b, uint32_t clue, int other, double *gain)
{
	bool found = false;

	for (size_t i = b->first[clue]; i < b->first[clue + 1]; i++)
		if (p->stamps[other][b->ties[i].to] == p->looked[other] &&
		    (!found || (double)b->ties[i].gain > *gain)) {
			*gain = (double)b->ties[i].gain;
			found = true;
		}
	return found;
}

static bool
is_sure(enum clue_kind kind)
{
	return kind == CLUE_NUMBER || kind == CLUE_DATE;
}

/* The token at *k with its other readings. */
static void
add_token(const struct pile *p, const struct bridge *b, const struct page *a, size_t *k,
    int other, struct sum *s, struct verdict *v)
{
	uint32_t clue = a->tokens[*k];
	enum clue_kind kind = clues_kind(&p->clues, clue);
	double gain = 0, more = 0;
	bool found;

	found = tied(p, b, clue, other, &gain);
	for (; *k + 1 < a->n_tokens && a->tokens[*k + 1] & ALSO; ++*k)
		if (tied(p, b, a->tokens[*k + 1] & ~ALSO, other, &more)) {
			gain = found ? fmax(gain, more) : more;
			found = true;
		}
	if (!b->kind[kind])
		return;
	v->asked[!other][kind] += found || b->miss[clue] < 0;
	v->found[!other][kind] += found;
	if (!found)
		*(kind == CLUE_WORD ? &s->misses : &s->lost) += (double)b->miss[clue];
	else
		*(kind == CLUE_WORD ? &s->words : &s->figures) += gain;
	s->figure_lost |= is_sure(kind) && !found;
}

static double
sentence(const struct sum *s)
{
	double words = PART * s->words, lost = PART * s->misses + s->lost;

	if (words > KNOWN)
		return fmax(fmin(words + s->figures, MOST) + lost, LEAST);
	return fmin(MOST, log((1 - LEFT_OUT) * exp(words + s->figures + lost) + LEFT_OUT));
}

static double
one_way(struct pile *p, uint32_t from, uint32_t to, int other, struct verdict *v, unsigned *clash)
{
	const struct page *a = &p->pages[from];
	const struct bridge *b = &p->bridge[a->side][p->pages[to].side];
	double score = 0;
	size_t k = 0;

	for (size_t i = 0; i < a->n_sentences; i++) {
		struct sum s = { 0 };

		for (; k < a->end[i]; k++)
			add_token(p, b, a, &k, other, &s, v);
		*clash += s.figure_lost && PART * s.words > KNOWN;
		score += sentence(&s);
	}
	return score;
}

/* Statements are posted within days of one another, or at any time. */
static double
posting(const struct pile *p, const struct page *a, const struct page *b, struct verdict *v)
{
	double span = p->span > 30 ? p->span : 30;

	v->days = NO_DAY;
	if (a->day == NO_DAY || b->day == NO_DAY)
		return 0;
	v->days = labs(a->day - b->day);
	return log(.9 * exp(-(double)v->days / 2) / 4 * span + .1);
}

/* That a page names the other as its translation weighs more than all it says; what their
 * file names have in common as much as it does among pairs that are sure. */
static double
addresses(const struct pile *p, const struct page *a, const struct page *b, struct verdict *v)
{
	const struct bridge *br = &p->bridge[a->side][b->side];
	uint32_t file = address_shared(p, a, b, CLUE_FILE);

	v->linked = address_shared(p, a, b, CLUE_LINK) != NO_CLUE;
	v->named = file != NO_CLUE && br->share[CLUE_FILE] > .3;
	return (v->linked ? LINKED : 0) + (file == NO_CLUE ? 0 : 2 * br->share[CLUE_FILE] *
	    clue_gain(br->share[CLUE_FILE], pile_chance(p, file, b->side)));
}

void
pair_score(struct pile *p, uint32_t a, uint32_t b, struct verdict *v)
{
	*v = (struct verdict){ 0 };
	look_at(p, 0, a);
	look_at(p, 1, b);
	v->ways[0] = one_way(p, a, b, 1, v, &v->clash[0]);
	v->ways[1] = one_way(p, b, a, 0, v, &v->clash[1]);
	v->posted = posting(p, &p->pages[a], &p->pages[b], v);
	v->score = v->ways[0] + v->ways[1] + v->posted +
	    addresses(p, &p->pages[a], &p->pages[b], v);
}
