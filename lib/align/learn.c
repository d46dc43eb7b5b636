/* learn.c -- what a pair of texts teaches about its own words: IBM Model 1 (Brown et al.
 * 1993), both ways, on the beads that a first pass is sure of, after which the texts are
 * aligned again (Moore 2002 learns so from all of a corpus).
 *
 * Words that stand in two such beads or more are counted, each once a bead.  What the lexicon
 * knows takes its share of the explaining, so that little is learnt where it knows enough; and
 * a count is lowered by one, since a bead must not speak for itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

enum { ROUNDS = 4, CELLS_MAX = 1 << 21, BEAD_MAX = 4096 };

/* Two words that stand together in some bead. */
struct couple {
	uint32_t type[2];
	float known[2];		/* what the lexicon has of it: from 0 to 1, and back */
	float w[2], count[2];
};

/* A bead's words: of either text, in words[], then couples[n × m]. */
struct lesson { uint32_t words[2], couples; uint16_t n[2]; float sure; };

struct learner {
	const struct pair *p;
	struct couple *couple;
	size_t couples, cap_couples;
	uint32_t *hash;		/* of couples: index + 1 */
	size_t cells;
	struct lesson *lesson;
	size_t lessons, cap_lessons;
	uint32_t *word, *cell;	/* types; couples */
	size_t n_words, cap_words, n_cells, cap_cells;
	uint32_t *seen[2];	/* of each type: sure beads it stands in; then in which one last */
	uint32_t *last[2];
	double *total[2];	/* of each type: what it explains */
};

/* ---- the couples ---- */

static size_t
couple_slot(const struct learner *l, uint32_t a, uint32_t b)
{
	size_t at = (a * 0x9E3779B1u ^ b * 0x85EBCA6Bu) >> 4 & (l->cells - 1);

	while (l->hash[at] && (l->couple[l->hash[at] - 1].type[0] != a ||
	    l->couple[l->hash[at] - 1].type[1] != b))
		at = (at + 1) & (l->cells - 1);
	return at;
}

static bool
couples_grow(struct learner *l)
{
	if (l->cells > 2 * (l->couples + 1))
		return true;
	l->cells = l->cells ? 4 * l->cells : 4096;
	free(l->hash);
	if (!(l->hash = calloc(l->cells, sizeof *l->hash)))
		return false;
	for (uint32_t k = 0; k < l->couples; k++)
		l->hash[couple_slot(l, l->couple[k].type[0], l->couple[k].type[1])] = k + 1;
	return true;
}

static bool
put_couple(struct learner *l, uint32_t a, uint32_t b)
{
	size_t at;

	if (!couples_grow(l) ||
	    !dg_grow(&l->cell, &l->cap_cells, l->n_cells + 1, sizeof *l->cell))
		return false;
	at = couple_slot(l, a, b);
	if (!l->hash[at]) {
		if (!dg_grow(&l->couple, &l->cap_couples, l->couples + 1, sizeof *l->couple))
			return false;
		l->couple[l->couples++] = (struct couple){ .type = { a, b } };
		l->hash[at] = (uint32_t)l->couples;
	}
	l->cell[l->n_cells++] = l->hash[at] - 1;
	return true;
}

/* ---- the beads ---- */

static bool
is_sure(const struct dg_bead *b, size_t s, size_t t)
{
	return b->score >= weights.learn_sure && b->to[s] > b->from[s] && b->to[t] > b->from[t];
}

static bool
is_word(const struct text *t, uint32_t type)
{
	return t->pool.p[t->type[type].key] == TOKEN_WORD;
}

/* In how many sure beads each word stands. */
static void
count_beads(struct learner *l, const struct dg_alignment *al, const size_t side[2])
{
	for (uint32_t k = 0; k < al->n; k++)
		for (int x = 0; x < 2 && is_sure(&al->beads[k], side[0], side[1]); x++) {
			const struct text *t = l->p->text[x];
			const struct dg_bead *b = &al->beads[k];

			for (size_t i = t->first[b->from[side[x]]]; i < t->first[b->to[side[x]]]; i++)
				if (l->last[x][t->token[i]] != k + 1) {
					l->last[x][t->token[i]] = k + 1;
					l->seen[x][t->token[i]]++;
				}
		}
}

/* The words of a bead's side that stand in other beads as well. */
static bool
put_words(struct learner *l, struct lesson *now, int x, uint32_t from, uint32_t to, uint32_t mark)
{
	const struct text *t = l->p->text[x];

	now->words[x] = (uint32_t)l->n_words;
	for (size_t i = t->first[from]; i < t->first[to]; i++) {
		uint32_t type = t->token[i];

		if (l->last[x][type] == mark || l->seen[x][type] < 2 || !is_word(t, type))
			continue;
		l->last[x][type] = mark;
		if (!dg_grow(&l->word, &l->cap_words, l->n_words + 1, sizeof *l->word))
			return false;
		l->word[l->n_words++] = type;
		now->n[x]++;
	}
	return true;
}

static bool
put_lesson(struct learner *l, const struct dg_bead *b, const size_t side[2], uint32_t mark)
{
	struct lesson now = { .couples = (uint32_t)l->n_cells, .sure = (float)b->score };

	for (int x = 0; x < 2; x++)
		if (!put_words(l, &now, x, b->from[side[x]], b->to[side[x]], mark))
			return false;
	if ((size_t)now.n[0] * now.n[1] == 0 || now.n[0] * now.n[1] > BEAD_MAX)
		return true;
	for (size_t i = 0; i < now.n[0]; i++)
		for (size_t j = 0; j < now.n[1]; j++)
			if (!put_couple(l, l->word[now.words[0] + i], l->word[now.words[1] + j]))
				return false;
	if (!dg_grow(&l->lesson, &l->cap_lessons, l->lessons + 1, sizeof *l->lesson))
		return false;
	l->lesson[l->lessons++] = now;
	return true;
}

static bool
put_lessons(struct learner *l, const struct dg_alignment *al, const size_t side[2])
{
	bool good = true;

	count_beads(l, al, side);
	for (uint32_t k = 0; k < al->n && good && l->n_cells < CELLS_MAX; k++)
		if (is_sure(&al->beads[k], side[0], side[1]))
			good = put_lesson(l, &al->beads[k], side, (uint32_t)al->n + k + 1);
	return good;
}

/* ---- the model ---- */

static double
background(const struct learner *l, int side, uint32_t type)
{
	return fmax((double)l->p->text[side]->type[type].q, weights.least);
}

/* What the links of the pair say already. */
static void
know(struct learner *l)
{
	for (size_t k = 0; k < l->couples; k++) {
		struct couple *c = &l->couple[k];

		for (int x = 0; x < 2; x++) {
			const struct links *s = &l->p->links[x];

			for (uint32_t i = s->row[c->type[x]]; i < s->row[c->type[x] + 1]; i++)
				if (s->at[i].to == c->type[!x])
					c->known[x] += s->at[i].gain *
					    (float)background(l, !x, c->type[!x]);
		}
	}
}

/* Each word of side !x of a bead is explained by those of side x, or by none of them. */
static void
explain(struct learner *l, const struct lesson *b, int x)
{
	size_t step[2] = { b->n[1], 1 };	/* from couple to couple along either side */

	for (size_t j = 0; j < b->n[!x]; j++) {
		const uint32_t *cell = l->cell + b->couples + j * step[!x];
		double sum = background(l, !x, l->word[b->words[!x] + j]);

		for (size_t i = 0; i < b->n[x]; i++) {
			const struct couple *c = &l->couple[cell[i * step[x]]];

			sum += (double)(c->w[x] + c->known[x]);
		}
		for (size_t i = 0; i < b->n[x]; i++) {
			struct couple *c = &l->couple[cell[i * step[x]]];

			c->count[x] += b->sure * (float)((double)(c->w[x] + c->known[x]) / sum);
		}
	}
}

static void
estimate(struct learner *l, int x)
{
	for (size_t k = 0; k < l->couples; k++)
		l->total[x][l->couple[k].type[x]] += (double)l->couple[k].count[x];
	for (size_t k = 0; k < l->couples; k++) {
		struct couple *c = &l->couple[k];

		c->w[x] = (float)((double)c->count[x] /
		    (l->total[x][c->type[x]] + weights.learn_smooth));
	}
	memset(l->total[x], 0, l->p->text[x]->types * sizeof *l->total[x]);
}

static void
teach(struct learner *l, int x)
{
	for (size_t k = 0; k < l->couples; k++)
		l->couple[k].count[x] = 1;
	for (int round = 0; round < ROUNDS; round++) {
		if (round > 0)
			for (size_t k = 0; k < l->couples; k++)
				l->couple[k].count[x] = 0;
		for (size_t b = 0; b < l->lessons && round > 0; b++)
			explain(l, &l->lesson[b], x);
		if (round + 1 < ROUNDS)
			estimate(l, x);
	}
	for (size_t k = 0; k < l->couples; k++)
		l->total[x][l->couple[k].type[x]] += (double)l->couple[k].count[x];
}

/* ---- what was learnt, as links ---- */

static double
gain_of(const struct learner *l, const struct couple *c, int x)
{
	double count = (double)c->count[x] - weights.learn_few / (double)(l->lessons + 1);
	double w = count / (l->total[x][c->type[x]] + weights.learn_smooth) -
	    (double)c->known[x];

	return weights.learnt * w / background(l, !x, c->type[!x]);
}

static bool
make_learnt(const struct learner *l, int x, struct learnt *ret)
{
	size_t types = l->p->text[x]->types, n = 0;

	if (!(ret->row = calloc(types + 2, sizeof *ret->row)))
		return false;
	for (size_t k = 0; k < l->couples; k++)
		if (gain_of(l, &l->couple[k], x) > weights.learn_gain) {
			ret->row[l->couple[k].type[x] + 2]++;
			n++;
		}
	if (!(ret->at = malloc((n + 1) * sizeof *ret->at)))
		return false;
	for (size_t t = 2; t < types + 2; t++)
		ret->row[t] += ret->row[t - 1];
	for (size_t k = 0; k < l->couples; k++) {
		const struct couple *c = &l->couple[k];
		double gain = gain_of(l, c, x);

		if (gain > weights.learn_gain)
			ret->at[ret->row[c->type[x] + 1]++] = (struct link){ c->type[!x],
			    (float)gain };
	}
	return true;
}

static bool
learn(struct learner *l, const struct dg_alignment *al, const size_t side[2], struct learnt ret[2])
{
	for (int x = 0; x < 2; x++) {
		size_t types = l->p->text[x]->types + 1;

		l->seen[x] = calloc(types, sizeof *l->seen[x]);
		l->last[x] = calloc(types, sizeof *l->last[x]);
		l->total[x] = calloc(types, sizeof *l->total[x]);
		if (!l->seen[x] || !l->last[x] || !l->total[x])
			return false;
	}
	if (!put_lessons(l, al, side))
		return false;
	know(l);
	for (int x = 0; x < 2; x++) {
		teach(l, x);
		if (!make_learnt(l, x, &ret[x]))
			return false;
	}
	return true;
}

enum dg_status
pair_learn(struct learnt ret[2], const struct pair *p, const struct dg_alignment *al, size_t s,
    size_t t, struct dg_error *err)
{
	struct learner l = { .p = p };
	const size_t side[2] = { s, t };
	bool good = learn(&l, al, side, ret);

	for (int x = 0; x < 2; x++) {
		free(l.seen[x]);
		free(l.last[x]);
		free(l.total[x]);
	}
	free(l.couple);
	free(l.hash);
	free(l.lesson);
	free(l.word);
	free(l.cell);
	if (!good) {
		learnt_free(ret);
		return dg_fail_nomem(err);
	}
	return DG_OK;
}

void
learnt_free(struct learnt l[2])
{
	for (int x = 0; x < 2; x++) {
		free(l[x].row);
		free(l[x].at);
		l[x] = (struct learnt){ NULL, NULL };
	}
}
