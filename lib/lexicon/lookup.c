/* lookup.c -- the public question: what translates this word? */
#include <string.h>

#include "lexicon/lexicon.h"

/* The key of a word or an expression, as the builder makes it. */
static enum dg_status
make_key(const struct dg_lexicon *lex, const char *lang, struct dg_bytes text,
    struct dg_buf *key, struct dg_error *err)
{
	struct word_scan scan = { text, 0 };
	struct stems *stems;
	struct word w;
	enum dg_status st;

	if ((st = stems_new(&stems, lang, err)) != DG_OK)
		return st;
	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w)) {
		if (w.kind == WORD_HAN)
			dg_put_code(key, lex_simplified(lex, w.code));
		if (w.kind != WORD_LETTERS && w.kind != WORD_DIGITS)
			continue;
		stems_apply(stems, &w);
		if (key->n && !dg_language_unspaced(lang))
			dg_put_char(key, ' ');
		dg_put(key, w.text, w.n);
	}
	stems_free(stems);
	return key->failed ? dg_fail_nomem(err) : DG_OK;
}

enum dg_status
dg_lexicon_lookup(const struct dg_lexicon *lex, const char *from, const char *to,
    struct dg_bytes word, size_t *n,
    void (*each)(struct dg_bytes translation, double weight, void *ctx), void *ctx,
    struct dg_error *err)
{
	int a = lex_language(lex, from), b = lex_language(lex, to);
	struct dg_buf key = { 0 };
	const struct lex_link *link;
	enum dg_status st;

	*n = 0;
	if (a < 0 || b < 0 || a == b)
		return dg_fail(err, DG_EUSAGE, 0, "the lexicon has no '%s' to '%s'", from, to);
	if ((st = make_key(lex, from, word, &key, err)) == DG_OK) {
		link = lex_links(lex, a, b, lex_find(lex, a, dg_buf_bytes(&key)), n);
		for (size_t i = 0; i < *n; i++)
			each(lex_string(lex, b, link[i].to), (double)link[i].weight, ctx);
	}
	dg_buf_free(&key);
	return st;
}
