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

	for (l = 0; l < b->langs && !dg_language_same(b->lang[l].tag, lang); l++)
		;
	if (l == b->langs)
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
