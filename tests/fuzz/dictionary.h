/* dictionary.h -- what holds for every source of a lexicon: what is built of any bytes is whole,
 * every Chinese word that it shows is found (others are shown as stems), another lexicon that takes it over shows the
 * same, and the same bytes give the same lexicon. */
#ifndef FUZZ_DICTIONARY_H
#define FUZZ_DICTIONARY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drogman.h"

typedef enum dg_status source(struct dg_lexicon_builder *, struct dg_in *, dg_bad_row *, void *,
    struct dg_error *);

static const char *const dictionary_langs[] = { "zh", "fr", "en" };

static void
bad_row(uint64_t line, const char *what, void *ctx)
{
	(void)line, (void)ctx;
	if (!what || !*what)
		abort();
}

enum { LONGEST_ASKED = 90 };	/* bytes; a word is cut at 96 */

struct asked { struct dg_bytes text; bool found; };

static void
translation(const struct dg_translation *t, void *ctx)
{
	struct asked *a = ctx;

	if (!(t->weight > 0 && t->weight <= 1.0001))
		abort();
	a->found = a->found || dg_bytes_equal(a->text, t->text);
}

struct shown { const struct dg_lexicon *lex; struct dg_buf rows; size_t n; };

static void
row(const struct dg_lexicon_row *r, void *ctx)
{
	struct shown *s = ctx;
	struct asked a = { r->t.text, false };
	struct dg_error err;
	size_t n;

	dg_put_format(&s->rows, "%s\t%s\t%.*s\t%.*s\t%.4f\n", r->from, r->to, (int)r->word.n, r->word.p,
	    (int)r->t.text.n, r->t.text.p, r->t.weight);
	/* Latin words of a Chinese entry stand there without blanks; asked for like that, a very long
	 * one is cut as a word.
	 */
	if (s->n++ >= 200 || strcmp(r->from, "zh") != 0 || r->word.n > LONGEST_ASKED)
		return;
	if (dg_lexicon_lookup(s->lex, r->from, r->to, r->word, &n, translation, &a, &err) != DG_OK ||
	    n == 0 || !a.found)
		abort();
}

/* The lexicon of a builder, out of the file that it makes. */
static struct dg_lexicon *
saved(struct dg_lexicon_builder *b)
{
	static char path[] = "/dev/shm/fuzz-lex-XXXXXX";
	struct dg_lexicon *lex;
	struct dg_error err;
	struct dg_out *out;

	if (path[sizeof path - 2] == 'X')
		close(mkstemp(path));
	if (dg_out_open(&out, path, 0, &err) != DG_OK || dg_lexicon_builder_save(b, out, &err) != DG_OK ||
	    dg_out_commit(out, &err) != DG_OK || dg_lexicon_open(&lex, path, &err) != DG_OK ||
	    dg_lexicon_verify(lex, &err) != DG_OK)
		abort();
	dg_out_free(out);
	return lex;
}

static struct shown
show(const struct dg_lexicon *lex)
{
	struct shown s = { lex, { 0 }, 0 };

	dg_lexicon_dump(lex, SIZE_MAX, row, &s);
	return s;
}

static struct dg_lexicon_builder *
builder(void)
{
	struct dg_lexicon_builder *b;
	struct dg_error err;

	if (dg_lexicon_builder_new(&b, dictionary_langs, 3, &err) != DG_OK)
		abort();
	return b;
}

/* What has been put into `b`, which is freed. */
static struct dg_buf
check_builder(struct dg_lexicon_builder *b)
{
	struct dg_lexicon *lex = saved(b), *over;
	struct dg_lexicon_builder *other = builder();
	struct shown first = show(lex), second;
	struct dg_error err;

	if (dg_lexicon_builder_merge(other, lex, NULL, NULL, &err) != DG_OK)
		abort();
	over = saved(other);
	second = show(over);
	if (first.n != second.n)
		abort();
	dg_lexicon_free(lex);
	dg_lexicon_free(over);
	dg_lexicon_builder_free(b);
	dg_lexicon_builder_free(other);
	dg_buf_free(&second.rows);
	return first.rows;
}

static inline struct dg_buf
check_source_once(source *from, struct dg_bytes text)
{
	struct dg_lexicon_builder *b = builder();
	struct dg_error err;
	struct dg_in *in;

	if (dg_in_memory(&in, text, &err) != DG_OK)
		abort();
	if (from(b, in, bad_row, NULL, &err) != DG_OK && !*err.text)
		abort();
	dg_in_free(in);
	return check_builder(b);
}

static inline void
check_source(source *from, struct dg_bytes text)
{
	struct dg_buf a = check_source_once(from, text), b = check_source_once(from, text);

	if (!dg_bytes_equal(dg_buf_bytes(&a), dg_buf_bytes(&b)))
		abort();
	dg_buf_free(&a);
	dg_buf_free(&b);
}

#endif
