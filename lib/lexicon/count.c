/* count.c -- background unigrams: how often each string stands in running text. */
#include <string.h>

#include "lexicon/build.h"

/* Count every string of the builder that begins at `from` in `key`, words
 * parted by blanks or, where unspaced, every character; false when memory is out. */
static bool
count_from(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes key, bool unspaced,
    uint32_t times)
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
			return words > 1;
		l->strings[id].count += times < UINT32_MAX - l->strings[id].count ? times : 0;
		l->counted += times;
	}
	return true;
}

enum dg_status
dg_lexicon_builder_count(struct dg_lexicon_builder *b, const char *lang, struct dg_bytes text,
    uint32_t times, struct dg_error *err)
{
	struct dg_buf key = { 0 };
	size_t words, l;
	bool unspaced, good = true;

	if ((l = build_language(b, lang)) == LEX_LANGS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "no language '%s' in this lexicon", lang);
	unspaced = b->lang[l].unspaced;
	build_key(b, l, text, &key, &words);
	for (size_t at = 0; at < key.n && !key.failed && good;) {
		good = count_from(b, l, (struct dg_bytes){ key.p + at, key.n - at }, unspaced, times);
		if (unspaced) {
			dg_decode(dg_buf_bytes(&key), &at);
		} else {
			while (at < key.n && key.p[at] != ' ')
				at++;
			at++;
		}
	}
	good = good && !key.failed;
	dg_buf_free(&key);
	return good ? DG_OK : dg_fail_nomem(err);
}

/* Exactly this string, where it is one of the builder's. */
static enum dg_status
count_string(struct dg_lexicon_builder *b, const char *lang, struct dg_bytes word,
    uint32_t times, struct dg_error *err)
{
	size_t l = build_language(b, lang);
	uint32_t id;

	if (l == LEX_LANGS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "no language '%s' in this lexicon", lang);
	if ((id = build_find(b, l, word)) == LEX_NONE)
		return DG_OK;
	b->lang[l].strings[id].count += times;
	b->lang[l].counted += times;
	return DG_OK;
}

/* "的 3188252 uj": the word and its count; false where the line is none of the kind. */
static bool
read_frequency(struct dg_bytes line, struct dg_bytes *word, uint32_t *times)
{
	size_t i = 0, k;
	uint64_t n = 0;
	const char *tab = memchr(line.p, '\t', line.n);

	while (i < line.n && line.p[i] != (tab ? '\t' : ' '))
		i++;
	*word = (struct dg_bytes){ line.p, i };
	for (k = ++i; i < line.n && line.p[i] >= '0' && line.p[i] <= '9' && n < UINT32_MAX; i++)
		n = n * 10 + (uint64_t)(line.p[i] - '0');
	*times = n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
	return word->n > 0 && i > k && (i == line.n || line.p[i] == ' ' || line.p[i] == '\t');
}

static enum dg_status
read_frequencies(struct dg_lexicon_builder *b, const char *lang, struct dg_in *in,
    enum dg_status (*count)(struct dg_lexicon_builder *, const char *, struct dg_bytes, uint32_t,
    struct dg_error *), dg_bad_row *bad, void *ctx, struct dg_error *err)
{
	struct dg_lines *lines;
	struct dg_bytes line, word;
	uint32_t times;
	enum dg_status st;

	if ((st = dg_lines_new(&lines, in, 1 << 20, err)) != DG_OK)
		return st;
	while (st == DG_OK && (st = dg_lines_next(lines, &line, err)) == DG_OK)
		if (line.n == 0 || line.p[0] == '#')
			continue;
		else if (read_frequency(line, &word, &times))
			st = count(b, lang, word, times, err);
		else
			bad(dg_lines_number(lines), "not a word and how often it stands", ctx);
	dg_lines_free(lines);
	return st == DG_END ? DG_OK : st;
}

enum dg_status
dg_lexicon_builder_frequencies(struct dg_lexicon_builder *b, const char *lang, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err)
{
	return read_frequencies(b, lang, in, dg_lexicon_builder_count, bad, ctx, err);
}

enum dg_status
dg_lexicon_builder_unigrams(struct dg_lexicon_builder *b, const char *lang, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err)
{
	return read_frequencies(b, lang, in, count_string, bad, ctx, err);
}
