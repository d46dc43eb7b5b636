/* bridge.c -- which clue of one language speaks for which of another: the lexicon's
 * translations, and what is written alike. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexicon.h"
#include "pair/pair.h"

/* Of the clues of a kind, how many a translation has too: before anything is learnt. */
static const double usual[CLUE_KINDS] = {
	[CLUE_WORD] = .6, [CLUE_NUMBER] = .9, [CLUE_SPELLED] = .5, [CLUE_DATE] = .9,
	[CLUE_LATIN] = .5, [CLUE_SOUNDS] = .3, [CLUE_PINYIN] = .3, [CLUE_LINK] = .9,
	[CLUE_FILE] = .5
};

/* Pages of the world at large that a pile is thought to have besides its own: a small one
 * does not tell what is common. */
static const double WORLD = 10;

double
pile_chance(const struct pile *p, uint32_t clue, size_t side)
{
	const struct clue *c = &p->clues.at[clue];

	return (c->df[side] + WORLD * (double)c->usual) / ((double)p->count[side] + WORLD);
}

/* How common clues are on pages of some hundred words. */
static void
set_usual(struct pile *p)
{
	static const double words = 300;
	static const float of_kind[CLUE_KINDS] = { [CLUE_NUMBER] = .05f, [CLUE_SPELLED] = .3f,
	    [CLUE_DATE] = .02f, [CLUE_LATIN] = .02f, [CLUE_SOUNDS] = .05f, [CLUE_PINYIN] = .05f,
	    [CLUE_LINK] = .01f, [CLUE_FILE] = .01f };

	for (uint32_t i = 0; i < p->clues.n; i++) {
		struct clue *c = &p->clues.at[i];
		enum clue_kind kind = clues_kind(&p->clues, i);
		size_t side = (size_t)p->clues.pool.p[c->key + 1];
		int lang = lex_language(p->lex, p->lang[side]);

		c->usual = of_kind[kind];
		if (kind == CLUE_WORD)
			c->usual = (float)fmin(.95, fmax(.01, words * (lang < 0 ? 0 :
			    lex_unigram(p->lex, lang, lex_find(p->lex, lang,
			    clues_text(&p->clues, i))))));
	}
}

/* The log of how much likelier a clue is where `share` of the pages that should have it do. */
double
clue_gain(double share, double chance)
{
	return log1p(share * (1 - chance) / chance);
}

bool
bridge_put(struct bridge *b, uint32_t to, double gain, double share)
{
	if (!dg_grow(&b->ties, &b->cap, b->n + 1, sizeof *b->ties))
		return false;
	b->ties[b->n++] = (struct tie){ to, (float)gain, (float)share };
	return true;
}

static void
set_kinds(const struct pile *p, size_t x, size_t y)
{
	struct bridge *b = (struct bridge *)&p->bridge[x][y];
	bool across = p->unspaced[x] != p->unspaced[y];

	for (int k = 0; k < CLUE_KINDS; k++) {
		b->share[k] = usual[k];
		b->kind[k] = true;
	}
	b->kind[CLUE_LATIN] = !p->unspaced[x] && !p->unspaced[y];
	b->kind[CLUE_SOUNDS] = b->kind[CLUE_PINYIN] = across;
}

/* The translations of a word that some page of side y has. */
static bool
put_translations(struct pile *p, size_t x, size_t y, uint32_t word)
{
	int from = lex_language(p->lex, p->lang[x]), to = lex_language(p->lex, p->lang[y]);
	uint32_t id = from < 0 || to < 0 ? LEX_NONE :
	    lex_find(p->lex, from, clues_text(&p->clues, word));
	const struct lex_link *link;
	size_t n;

	if (id == LEX_NONE)
		return true;
	link = lex_links(p->lex, from, to, id, &n);
	for (size_t i = 0; i < n; i++) {
		uint32_t t = clues_find(&p->clues, CLUE_WORD, y,
		    lex_string(p->lex, to, link[i].to));
		double share = fmin(.15 + .6 * (double)link[i].weight, .75);

		if (t != NO_CLUE && p->clues.at[t].df[y] &&
		    !bridge_put(&p->bridge[x][y], t, clue_gain(share, pile_chance(p, t, y)), share))
			return false;
	}
	return true;
}

bool
bridge_shared(struct pile *p, size_t x, size_t y, uint32_t clue, double share)
{
	struct bridge *b = &p->bridge[x][y];
	enum clue_kind kind = clues_kind(&p->clues, clue);

	b->miss[clue] = (float)log1p(-share);
	return !b->kind[kind] || p->clues.at[clue].df[y] == 0 ||
	    bridge_put(b, clue, clue_gain(share, pile_chance(p, clue, y)), share);
}

static enum dg_status
make(struct pile *p, size_t x, size_t y, struct dg_error *err)
{
	struct bridge *b = &p->bridge[x][y];

	set_kinds(p, x, y);
	if (!(b->first = calloc(p->clues.n + 1, sizeof *b->first)) ||
	    !(b->miss = calloc(p->clues.n + 1, sizeof *b->miss)))
		return dg_fail_nomem(err);
	for (uint32_t c = 0; c < p->clues.n; c++) {
		b->first[c] = (uint32_t)b->n;
		if (p->clues.at[c].df[x] && !(clues_kind(&p->clues, c) == CLUE_WORD ?
		    put_translations(p, x, y, c) : bridge_shared(p, x, y, c,
		    b->share[clues_kind(&p->clues, c)])))
			return dg_fail_nomem(err);
	}
	b->first[p->clues.n] = (uint32_t)b->n;
	return DG_OK;
}

enum dg_status
bridges_make(struct pile *p, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	set_usual(p);
	for (size_t x = 0; x < p->sides; x++)
		for (size_t y = 0; y < p->sides && st == DG_OK; y++)
			if (x != y)
				st = make(p, x, y, err);
	return st;
}

void
bridge_free(struct bridge *b)
{
	free(b->first);
	free(b->ties);
	free(b->miss);
	*b = (struct bridge){ 0 };
}
