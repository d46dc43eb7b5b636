/* count.c -- background unigrams: how often each string stands in running text. */
#include <string.h>

#include "lexicon/build.h"

/* Count every string of the builder that begins at `from` in `key`, words
 * parted by blanks or, where unspaced, every character. */
static void
count_from(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes key, bool unspaced)
{
	struct build_language *l = &b->lang[lang];
	size_t words = 0;

	for (size_t at = 0; at < key.n && words <= l->longest;) {
		uint32_t c = dg_decode(key, &at), id;

		if (!unspaced && at < key.n && key.p[at] != ' ')
			continue;
		if (c == ' ')
			continue;
		words++;
		/* adding keeps the table complete: single words that no entry has count too */
		id = words == 1 ? build_string(b, lang, (struct dg_bytes){ key.p, at }) :
		    build_find(b, lang, (struct dg_bytes){ key.p, at });
		if (id == LEX_NONE)
			return;
		l->strings[id].count++;
		l->counted++;
	}
}

enum dg_status
dg_lexicon_builder_count(struct dg_lexicon_builder *b, const char *lang, struct dg_bytes text,
    struct dg_error *err)
{
	struct dg_buf key = { 0 };
	size_t words, l;
	bool unspaced;

	if ((l = build_language(b, lang)) == LEX_LANGS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "no language '%s' in this lexicon", lang);
	unspaced = dg_language_unspaced(lang);
	build_key(b, l, text, &key, &words);
	for (size_t at = 0; at < key.n && !key.failed;) {
		count_from(b, l, (struct dg_bytes){ key.p + at, key.n - at }, unspaced);
		if (unspaced) {
			dg_decode(dg_buf_bytes(&key), &at);
		} else {
			while (at < key.n && key.p[at] != ' ')
				at++;
			at++;
		}
	}
	dg_buf_free(&key);
	return key.failed ? dg_fail_nomem(err) : DG_OK;
}

/* ---- pairs of texts ---- */

/* Characters of its words. */
static double
letters(struct dg_bytes text)
{
	struct word_scan scan = { text, 0 };
	struct word w;
	double n = 0;

	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w))
		for (size_t at = w.start; w.kind != WORD_MARK && at < w.end; n++)
			dg_decode(text, &at);
	return n;
}

void
dg_pair_sum_add(struct dg_pair_sum *sum, struct dg_bytes a, struct dg_bytes b,
    size_t segments_a, size_t segments_b)
{
	double x = letters(a), y = letters(b);

	if (segments_a < 7 && segments_b < 7)
		sum->shape[segments_a][segments_b]++;
	sum->beads++;
	if (segments_a == 0 || segments_b == 0)
		return;
	sum->a += x;
	sum->b += y;
	sum->aa += x * x;
	sum->ab += x * y;
	sum->bb += y * y;
}

bool
dg_pair_sum_end(const struct dg_pair_sum *sum, struct dg_pair_statistics *ret)
{
	if (sum->a <= 0 || sum->b <= 0)
		return false;
	*ret = (struct dg_pair_statistics){ .ratio = sum->b / sum->a, .beads = sum->beads };
	/* Gale and Church (1993): of b around ratio · a, a letter */
	ret->variance = (sum->bb - 2 * ret->ratio * sum->ab + ret->ratio * ret->ratio * sum->aa) /
	    sum->a;
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			ret->share[i][j] = (double)sum->shape[i][j] / (double)sum->beads;
	return true;
}
