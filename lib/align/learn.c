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

/* Two words that stand together in some bead; couples of one word of text 0 follow each other. */
struct couple {
	uint32_t type[2];
	float known[2];		/* what the lexicon has of it: from 0 to 1, and back */
};

/* Of a couple in one direction: what one explains of the other, and what was counted. */
struct weight { float p, count; };

/* A bead's words: of either text, in words[], then couples[n[0] × n[1]]. */
struct lesson { uint32_t words[2], couples; uint16_t n[2]; float sure; };

struct learner {
	const struct pair *p;
	struct couple *couple;
	size_t couples, cap_couples;
	struct weight *weight;	/* of the couples */
	struct lesson *lesson;
	size_t lessons, cap_lessons;
	uint32_t *word, *cell;	/* types; couples */
	size_t n_words, cap_words, n_cells;
	uint32_t *seen[2];	/* of each type: sure beads it stands in; then in which one last */
	uint32_t *last[2];
	double *total[2];	/* of each type: what it explains */
};

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
	l->n_cells += (size_t)now.n[0] * now.n[1];
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

static double
background(const struct learner *l, int side, uint32_t type)
{
	return fmax((double)l->p->text[side]->type[type].q, weights.least);
}

/* ---- the couples ---- */

/* Things that belong to a type, type by type: at[start[type]] … */
struct places { uint32_t *start; struct place { uint32_t of, at; } *at; };

static bool
places_new(struct places *p, size_t types, size_t n)
{
	p->start = calloc(types + 2, sizeof *p->start);
	p->at = malloc((n + 1) * sizeof *p->at);
	return p->start && p->at;
}

static void
places_free(struct places *p)
{
	free(p->start);
	free(p->at);
}

/* Counts have been put two behind their type; now each type has its start one behind, which
 * places_put moves on to where it belongs. */
static void
places_settle(struct places *p, size_t types)
{
	for (size_t t = 2; t < types + 2; t++)
		p->start[t] += p->start[t - 1];
}

static void
places_put(struct places *p, uint32_t type, uint32_t of, uint32_t at)
{
	p->at[p->start[type + 1]++] = (struct place){ of, at };
}

/* Where each word of text 0 stands: lesson, and cells there. */
static bool
find_words(const struct learner *l, struct places *p)
{
	size_t types = l->p->text[0]->types;

	if (!places_new(p, types, l->n_words))
		return false;
	for (size_t k = 0; k < l->lessons; k++)
		for (size_t i = 0; i < l->lesson[k].n[0]; i++)
			p->start[l->word[l->lesson[k].words[0] + i] + 2]++;
	places_settle(p, types);
	for (uint32_t k = 0; k < l->lessons; k++)
		for (uint32_t i = 0; i < l->lesson[k].n[0]; i++)
			places_put(p, l->word[l->lesson[k].words[0] + i], k,
			    l->lesson[k].couples + i * l->lesson[k].n[1]);
	return true;
}

/* The links from text 1, by where they lead. */
static bool
find_back(const struct learner *l, struct places *p)
{
	const struct links *back = &l->p->links[1];
	size_t types = l->p->text[0]->types;

	if (!places_new(p, types, back->n))
		return false;
	for (size_t k = 0; k < back->n; k++)
		p->start[back->at[k].to + 2]++;
	places_settle(p, types);
	for (uint32_t t = 0; t < l->p->text[1]->types; t++)
		for (uint32_t k = back->row[t]; k < back->row[t + 1]; k++)
			places_put(p, back->at[k].to, t, k);
	return true;
}

/* The couples of one word of text 0.  `couple` has, of each type of text 1, the couple that it was
 * in last, + 1. */
static bool
couple_word(struct learner *l, uint32_t type, const struct places *words, uint32_t *couple)
{
	uint32_t first = (uint32_t)l->couples;

	for (uint32_t k = words->start[type]; k < words->start[type + 1]; k++) {
		const struct lesson *b = &l->lesson[words->at[k].of];
		uint32_t *cell = l->cell + words->at[k].at;

		for (size_t j = 0; j < b->n[1]; j++) {
			uint32_t other = l->word[b->words[1] + j];

			if (couple[other] <= first) {
				if (!dg_grow(&l->couple, &l->cap_couples, l->couples + 1,
				    sizeof *l->couple))
					return false;
				l->couple[l->couples++] = (struct couple){ .type = { type, other } };
				couple[other] = (uint32_t)l->couples;
			}
			cell[j] = couple[other] - 1;
		}
	}
	return true;
}

/* What the links of the pair say already of the couples of a word, from `first` on. */
static void
know(struct learner *l, uint32_t type, uint32_t first, const struct places *back,
    const uint32_t *couple)
{
	const struct links *on = &l->p->links[0];

	for (uint32_t k = on->row[type]; k < on->row[type + 1]; k++)
		if (couple[on->at[k].to] > first)
			l->couple[couple[on->at[k].to] - 1].known[0] += on->at[k].gain *
			    (float)text_background(l->p->text[1], on->at[k].to);
	for (uint32_t k = back->start[type]; k < back->start[type + 1]; k++)
		if (couple[back->at[k].of] > first)
			l->couple[couple[back->at[k].of] - 1].known[1] +=
			    l->p->links[1].at[back->at[k].at].gain * (float)text_background(l->p->text[0], type);
}

static bool
put_couples(struct learner *l)
{
	struct places words = { NULL, NULL }, back = { NULL, NULL };
	uint32_t *couple = calloc(l->p->text[1]->types + 1, sizeof *couple);
	bool good = couple && find_words(l, &words) && find_back(l, &back) &&
	    (l->cell = malloc((l->n_cells + 1) * sizeof *l->cell));

	for (uint32_t t = 0; t < l->p->text[0]->types && good; t++) {
		uint32_t first = (uint32_t)l->couples;

		good = couple_word(l, t, &words, couple);
		if (good && l->couples > first)
			know(l, t, first, &back, couple);
	}
	free(couple);
	places_free(&words);
	places_free(&back);
	return good && (l->weight = malloc((l->couples + 1) * sizeof *l->weight));
}

/* ---- the model ---- */

/* Each word of side !x of a bead is explained by those of side x, or by none of them. */
static void
explain(struct learner *l, const struct lesson *b, int x)
{
	const uint32_t *cell = l->cell + b->couples, *word = l->word + b->words[!x];
	double sum[BEAD_MAX];

	for (size_t k = 0; k < b->n[!x]; k++)
		sum[k] = background(l, !x, word[k]);
	for (size_t i = 0, c = 0; i < b->n[0]; i++)
		for (size_t j = 0; j < b->n[1]; j++, c++)
			sum[x ? i : j] += (double)l->weight[cell[c]].p;
	for (size_t k = 0; k < b->n[!x]; k++)
		sum[k] = (double)b->sure / sum[k];
	for (size_t i = 0, c = 0; i < b->n[0]; i++)
		for (size_t j = 0; j < b->n[1]; j++, c++) {
			struct weight *w = &l->weight[cell[c]];

			w->count += (float)((double)w->p * sum[x ? i : j]);
		}
}

static void
add_up(struct learner *l, int x)
{
	memset(l->total[x], 0, l->p->text[x]->types * sizeof *l->total[x]);
	for (size_t k = 0; k < l->couples; k++)
		l->total[x][l->couple[k].type[x]] += (double)l->weight[k].count;
}

/* From counts to what is explained by what. */
static void
estimate(struct learner *l, int x)
{
	add_up(l, x);
	for (size_t k = 0; k < l->couples; k++) {
		const struct couple *c = &l->couple[k];

		l->weight[k].p = (float)((double)l->weight[k].count /
		    (l->total[x][c->type[x]] + weights.learn_smooth)) + c->known[x];
		l->weight[k].count = 0;
	}
}

static void
teach(struct learner *l, int x)
{
	for (size_t k = 0; k < l->couples; k++)
		l->weight[k].count = 1;
	for (int round = 1; round < ROUNDS; round++) {
		estimate(l, x);
		for (size_t b = 0; b < l->lessons; b++)
			explain(l, &l->lesson[b], x);
	}
	add_up(l, x);
}

/* ---- what was learnt, as links ---- */

static double
gain_of(const struct learner *l, size_t k, int x)
{
	const struct couple *c = &l->couple[k];
	double count = (double)l->weight[k].count - weights.learn_few / (double)(l->lessons + 1);
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
	for (size_t k = 0; k < l->couples; k++) {
		l->weight[k].p = (float)gain_of(l, k, x);
		if ((double)l->weight[k].p > weights.learn_gain) {
			ret->row[l->couple[k].type[x] + 2]++;
			n++;
		}
	}
	if (!(ret->at = malloc((n + 1) * sizeof *ret->at)))
		return false;
	for (size_t t = 2; t < types + 2; t++)
		ret->row[t] += ret->row[t - 1];
	for (size_t k = 0; k < l->couples; k++) {
		const struct couple *c = &l->couple[k];

		if ((double)l->weight[k].p > weights.learn_gain)
			ret->at[ret->row[c->type[x] + 1]++] = (struct link){ c->type[!x],
			    l->weight[k].p };
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
	if (!put_lessons(l, al, side) || !put_couples(l))
		return false;
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
	free(l.weight);
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
