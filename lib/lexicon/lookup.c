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
    struct dg_bytes word, size_t *n, void (*each)(const struct dg_translation *t, void *ctx),
    void *ctx, struct dg_error *err)
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
		for (size_t i = 0; i < *n; i++) {
			struct dg_translation t = { lex_string(lex, b, link[i].to),
			    (double)link[i].weight, link[i].section };

			each(&t, ctx);
		}
	}
	dg_buf_free(&key);
	return st;
}

/* ---- all entries of a text ---- */

enum { WINDOW = 1024, AHEAD = 8 };

/* The text's characters in simplified form, some at a time. */
struct window {
	uint16_t code[WINDOW];		/* 0: none of the trie's */
	size_t at[WINDOW + 1];		/* where each begins, and the last one ends */
	size_t n, next;			/* characters held; byte of the next one */
};

/* Forget the first `done` characters, then take as many as there is room for. */
static void
window_fill(struct window *w, const struct dg_lexicon *lex, struct dg_bytes s, size_t done)
{
	const uint16_t *simplified = lex_table_at(lex, &lex_head(lex)->simplified);

	w->n -= done;
	memmove(w->code, w->code + done, w->n * sizeof *w->code);
	memmove(w->at, w->at + done, w->n * sizeof *w->at);
	for (; w->n < WINDOW && w->next < s.n; w->n++) {
		uint32_t c;

		w->at[w->n] = w->next;
		c = dg_decode(s, &w->next);
		if (c < HAN_FIRST || c >= HAN_END)
			w->code[w->n] = 0;
		else
			w->code[w->n] = simplified[c - HAN_FIRST] ? simplified[c - HAN_FIRST] :
			    (uint16_t)c;
	}
	w->at[w->n] = w->next;
}

/* The cell that the second step from place `i` will ask for is on its way before. */
static inline void
fetch(const struct lex_trie *t, const struct window *w, size_t i)
{
#if defined __GNUC__
	uint32_t edge;

	if (i + 1 >= w->n || (edge = lex_trie_step(t, 0, w->code[i])) == 0)
		return;
	__builtin_prefetch(&t->edge[lex_edge_slot(lex_edge_key(edge >> 2, w->code[i + 1]),
	    t->mask)]);
#else
	(void)t, (void)w, (void)i;
#endif
}

enum dg_status
dg_lexicon_scan(const struct dg_lexicon *lex, const char *lang, struct dg_bytes text,
    void (*each)(size_t start, size_t end, void *ctx), void *ctx, struct dg_error *err)
{
	int l = lex_language(lex, lang);
	struct lex_trie t = lex_trie(lex, l);
	size_t longest = lex_longest(lex, l) < WINDOW / 2 ? lex_longest(lex, l) : WINDOW / 2;
	struct window w = { .n = 0 };
	size_t done = 0;

	if (!t.root)
		return dg_fail(err, DG_EUSAGE, 0,
		    "the lexicon has no '%s' that is written without blanks", lang);
	do {
		window_fill(&w, lex, text, done);
		for (done = 0; done < w.n && (done + longest <= w.n || w.next == text.n); done++) {
			fetch(&t, &w, done + AHEAD);
			for (size_t k = done, node = 0; k < w.n && w.code[k]; k++) {
				uint32_t edge = lex_trie_step(&t, (uint32_t)node, w.code[k]);

				if (edge & LEX_IS_ENTRY)
					each(w.at[done], w.at[k + 1], ctx);
				if (!(edge & LEX_IS_PREFIX) || (node = edge >> 2) == 0)
					break;
			}
		}
	} while (w.next < text.n || done < w.n);
	return DG_OK;
}

/* ---- what is in one ---- */

bool
dg_lexicon_section_at(const struct dg_lexicon *lex, size_t i, struct dg_lexicon_section *ret)
{
	const struct lex_head *h = lex_head(lex);
	const struct lex_section *s = lex_table_at(lex, &h->sections);

	if (i >= h->sections.n)
		return false;
	*ret = (struct dg_lexicon_section){ lex_text(lex, s[i].name), lex_text(lex, s[i].licence),
	    lex_text(lex, s[i].date), lex_text(lex, s[i].origin), (double)s[i].trust,
	    s[i].entries };
	return true;
}

bool
dg_lexicon_language_at(const struct dg_lexicon *lex, size_t i, struct dg_lexicon_count *ret)
{
	const struct lex_head *h = lex_head(lex);
	const char *flags;

	if (i >= h->langs)
		return false;
	flags = lex_table_at(lex, &h->lang[i].flags);
	*ret = (struct dg_lexicon_count){ .lang = h->lang[i].tag, .strings = h->lang[i].flags.n };
	for (size_t k = 0; k < h->lang[i].flags.n; k++)
		ret->entries += (flags[k] & LEX_IS_ENTRY) != 0;
	for (size_t b = 0; b < h->langs; b++)
		ret->links += h->links[i][b].n;
	return true;
}

bool
dg_lexicon_pair(const struct dg_lexicon *lex, const char *a, const char *b,
    struct dg_pair_statistics *ret)
{
	int x = lex_language(lex, a), y = lex_language(lex, b), low = x < y ? x : y;
	const struct lex_table *t;
	const struct lex_pair *p;

	if (low < 0 || x == y)
		return false;
	t = &lex_head(lex)->pairs[low][x < y ? y : x];
	if (t->n == 0)
		return false;
	p = lex_table_at(lex, t);
	*ret = (struct dg_pair_statistics){ .ratio = (double)p->ratio,
	    .variance = (double)p->variance, .beads = p->beads };
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			ret->share[i][j] = (double)(x < y ? p->prior[i][j] : p->prior[j][i]);
	if (x > y) {		/* the other way round: the inverse ratio, in the other letters */
		ret->variance = ret->variance / (ret->ratio * ret->ratio * ret->ratio);
		ret->ratio = 1 / ret->ratio;
	}
	return true;
}

enum dg_status
dg_lexicon_unigrams(const struct dg_lexicon *lex, const char *lang,
    void (*each)(struct dg_bytes text, double probability, void *ctx), void *ctx,
    struct dg_error *err)
{
	int l = lex_language(lex, lang);

	if (l < 0)
		return dg_fail(err, DG_EUSAGE, 0, "the lexicon has no '%s'", lang);
	for (uint32_t id = 0; id < lex_head(lex)->lang[l].flags.n; id++)
		each(lex_string(lex, l, id), lex_unigram(lex, l, id), ctx);
	return DG_OK;
}

static void
dump_pair(const struct dg_lexicon *lex, int a, int b, size_t section,
    void (*each)(const struct dg_lexicon_row *row, void *ctx), void *ctx)
{
	const struct lex_head *h = lex_head(lex);
	struct dg_lexicon_row row = { .from = h->lang[a].tag, .to = h->lang[b].tag };

	for (uint32_t id = 0; id < h->lang[a].flags.n; id++) {
		size_t n;
		const struct lex_link *link = lex_links(lex, a, b, id, &n);

		row.word = lex_string(lex, a, id);
		for (size_t i = 0; i < n; i++)
			if (section == SIZE_MAX || link[i].section == section) {
				row.t = (struct dg_translation){ lex_string(lex, b, link[i].to),
				    (double)link[i].weight, link[i].section };
				each(&row, ctx);
			}
	}
}

void
dg_lexicon_dump(const struct dg_lexicon *lex, size_t section,
    void (*each)(const struct dg_lexicon_row *row, void *ctx), void *ctx)
{
	int n = (int)lex_head(lex)->langs;

	for (int a = 0; a < n; a++)
		for (int b = 0; b < n; b++)
			if (a != b)
				dump_pair(lex, a, b, section, each, ctx);
}
