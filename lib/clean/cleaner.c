/* cleaner.c -- a row judged by all the rules. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "clean/clean.h"

enum script
script_of(const char *lang)
{
	static const char *const latin[] = { "fr", "en", "de", "es", "it", "pt", "nl" };

	if (dg_language_same(lang, "zh"))
		return SCRIPT_HAN;
	if (dg_language_same(lang, "ru"))
		return SCRIPT_CYRILLIC;
	for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
		if (dg_language_same(lang, latin[i]))
			return SCRIPT_LATIN;
	return SCRIPT_ANY;
}

/* What the rules know of the languages, once. */
static bool
know_languages(struct dg_cleaner *c)
{
	bool good = words_open(&c->small);

	for (size_t s = 0; s < c->sides; s++) {
		const char *lang = c->lang[s];

		c->tongue[s] = (struct tongue){ words_language(lang), dg_language_unspaced(lang),
		    script_of(lang), expansion(lang) };
		good = good && words_figures(&c->small, lang);
	}
	return good;
}

enum dg_status
dg_cleaner_new(struct dg_cleaner **ret, const char *const langs[], size_t sides,
    const struct dg_lexicon *lexicon, struct dg_error *err)
{
	struct dg_cleaner *c;
	enum dg_status st;

	*ret = NULL;
	if (sides < 2 || sides > DG_TEXTS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "rows have two or three texts, not %zu", sides);
	for (size_t s = 0; s < sides; s++)
		if (strlen(langs[s]) >= sizeof c->lang[s])
			return dg_fail(err, DG_EUSAGE, 0, "language tag '%.40s' is too long", langs[s]);
	if (!(c = calloc(1, sizeof *c)))
		return dg_fail_nomem(err);
	c->lexicon = lexicon;
	c->words = dg_align_cache_new(lexicon);
	c->sides = sides;
	c->reports = true;
	for (size_t s = 0; s < sides; s++)
		memcpy(c->lang[s], langs[s], strlen(langs[s]) + 1);
	for (size_t i = 0; i < RULES; i++)
		c->rule[i] = (struct rule_state){ rule_table[i].mode, rule_table[i].limit };
	st = c->words && know_languages(c) ? trust_open(c, err) : dg_fail_nomem(err);
	if (st == DG_OK)
		st = vocabulary_open(&c->vocabulary, lexicon, err);
	if (st != DG_OK) {
		dg_cleaner_free(c);
		return st;
	}
	*ret = c;
	return DG_OK;
}

void
dg_cleaner_free(struct dg_cleaner *c)
{
	if (!c)
		return;
	for (size_t s = 0; s < DG_TEXTS_MAX; s++) {
		values_free(&c->values[s]);
		dg_buf_free(&c->face[s].fold);
	}
	free(c->lost[0]);
	free(c->lost[1]);
	dg_buf_free(&c->scratch);
	dg_wordset_free(&c->small.set);
	vocabulary_free(&c->vocabulary);
	dg_cover_free(&c->cover);
	dg_align_cache_free(c->words);
	free(c);
}

void
dg_cleaner_reports(struct dg_cleaner *c, bool wanted)
{
	c->reports = wanted;
}

uint64_t
dg_cleaner_key(struct dg_cleaner *c, struct dg_bytes text, bool near)
{
	if (!near)
		return XXH3_64bits(text.p, text.n);
	c->scratch.n = 0;
	dg_fold(&c->scratch, text);
	/* marks alone: their bytes tell them apart */
	if (c->scratch.n == 0)
		return XXH3_64bits(text.p, text.n);
	return XXH3_64bits(c->scratch.p, c->scratch.n);
}

uint64_t
dg_cleaner_judged_key(struct dg_cleaner *c, size_t side)
{
	const struct face *f = &c->face[side];

	if (!c->folded)
		return dg_cleaner_key(c, f->text, true);
	return f->fold.n ? XXH3_64bits(f->fold.p, f->fold.n) : XXH3_64bits(f->text.p, f->text.n);
}

static void
forget(struct dg_cleaner *c)
{
	c->scanned = false;
	for (size_t a = 0; a < DG_TEXTS_MAX; a++)
		for (size_t b = 0; b < DG_TEXTS_MAX; b++)
			c->measures[a][b].asked = false;
}

bool
dg_cleaner_measures(struct dg_cleaner *c, const struct dg_bytes texts[], size_t a, size_t b,
    const double **x, size_t *n)
{
	forget(c);
	for (size_t s = 0; s < c->sides; s++)
		face_read(&c->face[s], texts[s], &c->small);
	*n = MEASURES;
	return c->face[a].chars > 0 && c->face[b].chars > 0 && trust_measure(c, a, b, x);
}

/* Does the rule speak, over all sides or pairs of them that are there? */
static bool
speaks(struct dg_cleaner *c, size_t i, double *value, size_t *side)
{
	const struct rule_info *r = &rule_table[i];
	double limit = c->rule[i].limit;

	for (size_t a = 0; a < c->sides; a++) {
		bool there = c->face[a].chars > 0;

		*side = a;
		if (r->single && (there || i == RULE_EMPTY) && r->single(c, a, limit, value))
			return true;
		for (size_t b = a + 1; b < c->sides && r->across && there; b++)
			if (c->face[b].chars > 0 && r->across(c, a, b, limit, value))
				return true;
	}
	return false;
}

static bool
asks_anything(const struct dg_cleaner *c)
{
	for (size_t i = 0; i < RULES; i++)
		if (c->rule[i].mode == DG_DROP || (c->rule[i].mode == DG_REPORT && c->reports))
			return true;
	return false;
}

enum dg_status
dg_cleaner_judge(struct dg_cleaner *c, const struct dg_bytes texts[], double score,
    struct dg_verdict *verdicts, size_t *n, struct dg_error *err)
{
	*n = 0;
	if (!asks_anything(c)) {
		for (size_t s = 0; s < c->sides; s++)
			c->face[s].text = texts[s];
		c->folded = false;
		return DG_OK;
	}
	forget(c);
	c->folded = true;
	for (size_t s = 0; s < c->sides; s++)
		face_read(&c->face[s], texts[s], &c->small);
	for (size_t i = 0; i < RULES; i++) {
		struct dg_verdict v = { rule_table[i].name, c->rule[i].mode, score, 0 };

		if (v.mode == DG_OFF || (v.mode == DG_REPORT && !c->reports))
			continue;
		if (i == RULE_SCORE ? score >= 0 && score < c->rule[i].limit :
		    speaks(c, i, &v.value, &v.side))
			verdicts[(*n)++] = v;
		if (*n && verdicts[*n - 1].mode == DG_DROP)
			break;
	}
	for (size_t s = 0; s < c->sides; s++)
		if (c->face[s].fold.failed)
			return dg_fail_nomem(err);
	return c->scratch.failed || c->failed ? dg_fail_nomem(err) : DG_OK;
}
