/* vocabulary.c -- whose words a text is made of, by what the lexicon knows of how often each
 * language of Latin script has them: naive Bayes over stems. */
#include <math.h>
#include <string.h>

#include "clean/clean.h"

static const double UNSEEN = 2e-6;	/* is added to every share: a word not seen is no proof */
static const double MOST = 4;		/* that one word may say */
static const double NAME = 1;		/* that a capitalised one may: names travel */

enum dg_status
vocabulary_open(struct vocabulary *v, const struct dg_lexicon *lex, struct dg_error *err)
{
	enum dg_status st = DG_OK;
	struct dg_lexicon_count l;

	for (size_t i = 0; lex && st == DG_OK && dg_lexicon_language_at(lex, i, &l); i++) {
		if (v->n == VOCABULARIES || script_of(l.lang) != SCRIPT_LATIN)
			continue;
		v->tongue[v->n] = (struct vocabulary_of){ l.lang, lex_language(lex, l.lang), NULL };
		st = stems_new(&v->tongue[v->n++].stems, l.lang, err);
	}
	v->lex = lex;
	return st;
}

void
vocabulary_free(struct vocabulary *v)
{
	for (size_t i = 0; i < v->n; i++)
		stems_free(v->tongue[i].stems);
}

static double
log_share(const struct vocabulary *v, size_t i, struct word w)
{
	int lang = v->tongue[i].number;
	uint32_t id;

	stems_apply(v->tongue[i].stems, &w);
	id = lex_find(v->lex, lang, (struct dg_bytes){ w.text, w.n });
	return log(UNSEEN + (id == LEX_NONE ? 0 : lex_unigram(v->lex, lang, id)));
}

double
vocabulary_foreign(const struct vocabulary *v, struct dg_bytes text, const char *lang)
{
	struct word_scan scan = { text, 0 };
	double sum[VOCABULARIES] = { 0 }, most = 0;
	size_t own = 0;
	struct word w;

	while (own < v->n && !dg_language_same(v->tongue[own].lang, lang))
		own++;
	if (own == v->n)
		return 0;
	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w)) {
		double bound = w.capital && w.start > 0 ? NAME : MOST, is;

		if (w.kind != WORD_LETTERS)
			continue;
		is = log_share(v, own, w);
		for (size_t i = 0; i < v->n; i++)
			sum[i] += fmax(-bound, fmin(bound, log_share(v, i, w) - is));
	}
	for (size_t i = 0; i < v->n; i++)
		most = fmax(most, sum[i]);
	return most;
}
