/* cover.c -- two short texts without a search: what every token of each says of the other.
 *
 * The terms of the sum that evidence.c makes (IBM Model 1 against the unigram), one by one
 * and in the order of the text, so that a stretch which nothing on the other side speaks for
 * can be seen where it stands.  A number without its fellow is as foreign as a word.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* Σ ρ·w/q of each type of the other text. */
static void
add_gains(const struct pair *p, int from, float *gain)
{
	const struct links *l = &p->links[from];

	for (size_t k = 0; k < p->first[from][1]; k++)
		for (uint32_t i = l->row[p->token[from][k]]; i < l->row[p->token[from][k] + 1]; i++)
			gain[l->at[i].to] += l->at[i].gain;
}

static bool
one_side(const struct pair *p, int side, float *gain, struct dg_cover *c)
{
	const struct text *t = p->text[side];
	const struct links *own = &p->links[side];
	double heard = p->heard[!side][1], base = 1 + heard - p->known[!side][1];
	size_t n = 0;

	if (!dg_grow(&c->says[side], &c->cap[side], t->tokens + 1, sizeof *c->says[side]))
		return false;
	memset(gain, 0, t->types * sizeof *gain);
	add_gains(p, !side, gain);
	for (size_t k = 0; k < t->tokens; k++) {
		uint32_t type = t->token[k];
		double x = own->linked[type] ? (double)gain[type] * pair_missed(t, type) : 0;

		if (own->linked[type] || !t->type[type].optional)
			c->says[side][n++] = (float)log((base + x) / (heard + 1));
	}
	c->n[side] = n;
	c->known[side] = p->known[side][1] / (1 + p->heard[side][1]);
	return true;
}

static enum dg_status
cover(struct dg_cover *ret, struct text *const text[2], const struct dg_align_options *opt,
    struct dg_error *err)
{
	size_t types = text[0]->types > text[1]->types ? text[0]->types : text[1]->types;
	float *gain = malloc((types + 1) * sizeof *gain);
	struct pair *p = NULL;
	enum dg_status st = gain ? pair_new(&p, text[0], text[1], NULL, opt, err) : dg_fail_nomem(err);

	if (st == DG_OK && !(one_side(p, 0, gain, ret) && one_side(p, 1, gain, ret)))
		st = dg_fail_nomem(err);
	pair_free(p);
	free(gain);
	return st;
}

enum dg_status
dg_cover(struct dg_cover *ret, const struct dg_bytes texts[2], const char *const langs[2],
    const struct dg_lexicon *lexicon, struct dg_align_cache *cache, struct dg_error *err)
{
	struct dg_align_options opt = { .lexicon = lexicon, .cache = cache };
	struct text *text[2] = { NULL, NULL };
	struct dg_bytes at[2] = { texts[0], texts[1] };
	bool opens = true;		/* the texts go on pointing to both */
	enum dg_status st = DG_OK;

	for (int s = 0; s < 2 && st == DG_OK; s++) {
		struct dg_segments one = { .at = &at[s], .opens = &opens, .n = 1 };

		st = text_read(&text[s], &one, langs[s], cache, err);
	}
	if (st == DG_OK)
		st = cover(ret, text, &opt, err);
	text_free(text[0]);
	text_free(text[1]);
	return st;
}

void
dg_cover_free(struct dg_cover *c)
{
	free(c->says[0]);
	free(c->says[1]);
	*c = (struct dg_cover){ .n = { 0, 0 } };
}
