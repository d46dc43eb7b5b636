/* read.c -- a page to tokens, a sentence at a time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexicon.h"
#include "pair/pair.h"
#include "values/values.h"

enum {
	EXPRESSION = 6,		/* words of the longest that is looked for */
	CLOSE = 6		/* bytes between the parts of a date: " de ", "年" */
};

struct gatherer {
	const struct dg_lexicon *lex;
	const char *lang;
	int lex_lang;
	size_t side;
	bool unspaced;
	struct clues *types;
	struct dg_segmenter *segmenter;
	struct dg_spans spans;
	struct stems *stems;
	struct han_names *names;
	struct values values;
	struct tokens out;
	struct { uint32_t *at; size_t n, cap; } ends, seen;
	uint32_t *codes;
	size_t cap_codes;
};

enum dg_status
gather_new(struct gatherer **ret, const struct dg_lexicon *lex, const char *lang, size_t side,
    struct clues *types, struct dg_error *err)
{
	struct gatherer *r = calloc(1, sizeof *r);
	enum dg_status st;

	*ret = NULL;
	if (!r)
		return dg_fail_nomem(err);
	*r = (struct gatherer){ .lex = lex, .lang = lang, .side = side, .types = types,
	    .lex_lang = lex_language(lex, lang), .unspaced = dg_language_unspaced(lang) };
	if ((st = dg_segmenter_new(&r->segmenter, lang, err)) == DG_OK)
		st = stems_new(&r->stems, lang, err);
	if (st == DG_OK && !(r->names = han_names_new(lex)))
		st = dg_fail_nomem(err);
	if (st != DG_OK) {
		gather_free(r);
		return st;
	}
	*ret = r;
	return DG_OK;
}

void
gather_free(struct gatherer *r)
{
	if (!r)
		return;
	dg_segmenter_free(r->segmenter);
	dg_spans_free(&r->spans);
	stems_free(r->stems);
	han_names_free(r->names);
	values_free(&r->values);
	free(r->out.at);
	free(r->ends.at);
	free(r->seen.at);
	free(r->codes);
	free(r);
}

/* ---- figures ---- */

static uint32_t
figure_type(struct gatherer *r, enum clue_kind kind, double x)
{
	float key = (float)x;

	return clues_put(r->types, kind, 0, (struct dg_bytes){ (const char *)&key, sizeof key });
}

static void
put_figure(struct gatherer *r, const struct value *v)
{
	enum clue_kind kind = v->spelled ? CLUE_SPELLED : CLUE_NUMBER;

	if (v->kind == VALUE_MONTH)
		return;
	/* in words or in digits, it is one figure: the kind tells only how sure it is */
	tokens_put(&r->out, figure_type(r, kind, v->x), false);
	tokens_put(&r->out, figure_type(r, v->spelled ? CLUE_NUMBER : CLUE_SPELLED, v->x), true);
	if (v->other != v->x)
		tokens_put(&r->out, figure_type(r, kind, v->other), true);
}

struct date { int y, m, d; };

static void
put_date(struct gatherer *r, const struct date *d)
{
	struct dg_buf key = { 0 };

	dg_put_format(&key, "%d-%d-%d", d->y, d->m, d->d);
	tokens_put(&r->out, clues_put(r->types, CLUE_DATE, 0, dg_buf_bytes(&key)), false);
	if (d->y && d->d) {
		key.n = 0;
		dg_put_format(&key, "0-%d-%d", d->m, d->d);
		tokens_put(&r->out, clues_put(r->types, CLUE_DATE, 0, dg_buf_bytes(&key)), true);
	}
	dg_buf_free(&key);
}

/* Where a value goes in a date; NULL: nowhere. */
static int *
date_part(const struct value *v, struct date *d)
{
	if (v->kind == VALUE_MONTH)
		return &d->m;
	if (v->unit || v->x != floor(v->x))
		return NULL;
	return v->x >= 1 && v->x <= 31 ? &d->d : v->x >= 1000 && v->x <= 2200 ? &d->y : NULL;
}

/* The values from `i` on that make up one date, close to one another and each part once;
 * how many, 0: they have no month. */
static size_t
take_date(const struct values *v, size_t i, struct date *d)
{
	size_t k = i;

	*d = (struct date){ 0, 0, 0 };
	for (; k < v->n; k++) {
		int *part = date_part(&v->at[k], d);

		if (!part || *part || (k > i && v->at[k].from > v->at[k - 1].to + CLOSE))
			break;
		*part = (int)v->at[k].x;
	}
	return d->m ? k - i : 0;
}

static void
put_figures(struct gatherer *r, struct dg_bytes text)
{
	if (!values_scan(text, r->lang, &r->values)) {
		r->out.failed = true;
		return;
	}
	for (size_t i = 0; i < r->values.n; i++) {
		struct date d;
		size_t n = take_date(&r->values, i, &d);

		if (n) {
			put_date(r, &d);
			i += n - 1;
		} else {
			put_figure(r, &r->values.at[i]);
		}
	}
}

static bool
is_digit(struct dg_bytes text, size_t at)
{
	return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

/* 10:32, 2019-05-21, 21/5/2019: a mark joins the figures of a time or a date. */
static bool
is_joined(struct dg_bytes text, const struct value *v)
{
	static const char marks[] = ":-/.";

	return (v->from > 1 && strchr(marks, text.p[v->from - 1]) && is_digit(text, v->from - 2)) ||
	    (v->to < text.n && strchr(marks, text.p[v->to]) && is_digit(text, v->to + 1));
}

/* Of the line that dates a page the number that it may give it: `Communiqué n° 75 du 20 mai'.
 * When it was posted is looked at apart. */
static void
put_serial(struct gatherer *r, struct dg_bytes text)
{
	if (!values_scan(text, r->lang, &r->values)) {
		r->out.failed = true;
		return;
	}
	for (size_t i = 0; i < r->values.n; i++) {
		const struct value *v = &r->values.at[i];
		struct date d;
		size_t n = take_date(&r->values, i, &d);

		if (n)
			i += n - 1;
		else if (!v->date && !v->spelled && !v->hour && !is_joined(text, v))
			put_figure(r, v);
	}
}

/* ---- words ---- */

static void
put_word(struct gatherer *r, struct dg_bytes text)
{
	tokens_put(&r->out, clues_put(r->types, CLUE_WORD, r->side, text), false);
}

/* Pairs of characters, and the longer entries of the lexicon. */
static void
put_han(struct gatherer *r, size_t n)
{
	char text[64];
	struct dg_buf b = { .p = text, .cap = sizeof text };

	for (size_t i = 0; i < n; i++) {
		b.n = 0;
		for (size_t k = i; k < n && k < i + 2; k++)
			dg_put_code(&b, r->codes[k]);
		if (i + 1 < n)
			put_word(r, dg_buf_bytes(&b));
		for (uint32_t node = 0, k = (uint32_t)i, id; r->lex_lang >= 0 && k < n; k++) {
			id = lex_step(r->lex, r->lex_lang, &node, r->codes[k]);
			if (id != LEX_NONE && k > i + 1)
				put_word(r, lex_string(r->lex, r->lex_lang, id));
			if (node == LEX_NONE)
				break;
		}
	}
	han_names_read(r->names, r->codes, n, r->types, &r->out);
}

/* The run of Han characters that begins with `w`. */
static void
take_han(struct gatherer *r, struct word_scan *scan, struct word *w)
{
	size_t n = 0, behind = scan->at;

	for (; w->kind == WORD_HAN; word_next(scan, w)) {
		if (!dg_grow(&r->codes, &r->cap_codes, n + 1, sizeof *r->codes)) {
			r->out.failed = true;
			break;
		}
		r->codes[n++] = lex_simplified(r->lex, w->code);
		behind = scan->at;
	}
	scan->at = behind;
	put_han(r, n);
}

/* Expressions of the lexicon that end with the word just read; `open` holds beginnings. */
struct open { struct dg_buf text[EXPRESSION]; size_t n; };

static void
put_expressions(struct gatherer *r, struct open *o, struct dg_bytes stem)
{
	size_t kept = 0;

	for (size_t i = 0; i < o->n; i++) {
		struct dg_buf text = o->text[i];

		dg_put_char(&text, ' ');
		dg_put_bytes(&text, stem);
		o->text[i] = text;
		if (lex_find(r->lex, r->lex_lang, dg_buf_bytes(&text)) != LEX_NONE)
			put_word(r, dg_buf_bytes(&text));
		if (lex_prefix(r->lex, r->lex_lang, dg_buf_bytes(&text))) {
			o->text[i] = o->text[kept];
			o->text[kept++] = text;
		}
	}
	o->n = kept;
	if (o->n < EXPRESSION && lex_prefix(r->lex, r->lex_lang, stem)) {
		o->text[o->n].n = 0;
		dg_put_bytes(&o->text[o->n++], stem);
	}
}

static void
take_letters(struct gatherer *r, struct word *w, struct open *o, char *before)
{
	char plain[WORD_MAX + 1];
	bool capital = w->capital;

	if (capital) {
		plain[word_fold(w->text, w->n, plain)] = '\0';
		latin_names_read(plain, before, r->types, &r->out);
	}
	strcpy(before, capital ? plain : "");
	stems_apply(r->stems, w);
	if (w->n >= 3)
		put_word(r, (struct dg_bytes){ w->text, w->n });
	if (r->lex_lang >= 0 && !r->unspaced)
		put_expressions(r, o, (struct dg_bytes){ w->text, w->n });
}

static void
put_words(struct gatherer *r, struct dg_bytes text)
{
	struct word_scan scan = { text, 0 };
	struct open open = { .n = 0 };
	char before[WORD_MAX + 1] = "";
	struct word w;

	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w)) {
		if (w.kind == WORD_LETTERS) {
			take_letters(r, &w, &open, before);
			continue;
		}
		open.n = 0;
		before[0] = '\0';
		if (w.kind == WORD_HAN)
			take_han(r, &scan, &w);
	}
	for (size_t i = 0; i < EXPRESSION; i++)
		dg_buf_free(&open.text[i]);
}

/* ---- a page ---- */

static bool
end_sentence(struct gatherer *r)
{
	if (!dg_grow(&r->ends.at, &r->ends.cap, r->ends.n + 1, sizeof *r->ends.at))
		return false;
	r->ends.at[r->ends.n++] = (uint32_t)r->out.n;
	return true;
}

static enum dg_status
read_date_line(struct gatherer *r, struct dg_bytes text, struct dg_error *err)
{
	size_t before = r->out.n;

	put_serial(r, text);
	return r->out.n == before || end_sentence(r) ? DG_OK : dg_fail_nomem(err);
}

static enum dg_status
read_paragraph(struct gatherer *r, struct dg_bytes text, struct dg_error *err)
{
	enum dg_status st = dg_segment(r->segmenter, text, &r->spans, err);

	for (size_t i = 0; i < r->spans.n && st == DG_OK; i++) {
		struct dg_bytes s = { text.p + r->spans.at[i].start,
		    r->spans.at[i].end - r->spans.at[i].start };

		put_figures(r, s);
		put_words(r, s);
		if (!end_sentence(r))
			return dg_fail_nomem(err);
	}
	return st;
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Its types, each once. */
static bool
collect_types(struct gatherer *r, const struct page *page)
{
	size_t n = 0, all = r->out.n;

	if (!dg_grow(&r->seen.at, &r->seen.cap, r->out.n + ADDRESSES, sizeof *r->seen.at))
		return false;
	for (size_t i = 0; i < r->out.n; i++)
		r->seen.at[i] = r->out.at[i] & ~ALSO;
	for (size_t i = 0; i < page->n_addresses; i++)
		r->seen.at[all++] = page->address[i];
	qsort(r->seen.at, all, sizeof *r->seen.at, by_value);
	for (size_t i = 0; i < all; i++)
		if (i == 0 || r->seen.at[i] != r->seen.at[n - 1])
			r->seen.at[n++] = r->seen.at[i];
	r->seen.n = n;
	return true;
}

/* One block: tokens, ends, types. */
static bool
keep(struct gatherer *r, struct page *to)
{
	size_t a = r->out.n, b = r->ends.n, c = r->seen.n;

	if (!(to->tokens = malloc((a + b + c + 1) * sizeof *to->tokens)))
		return false;
	to->end = to->tokens + a;
	to->types = to->end + b;
	if (a)
		memcpy(to->tokens, r->out.at, a * sizeof *to->tokens);
	if (b)
		memcpy(to->end, r->ends.at, b * sizeof *to->end);
	memcpy(to->types, r->seen.at, c * sizeof *to->types);
	to->n_tokens = (uint32_t)a;
	to->n_sentences = (uint32_t)b;
	to->n_types = (uint32_t)c;
	return true;
}

enum dg_status
gather_page(struct gatherer *r, const struct dg_page *from, struct page *to, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	r->out.n = r->ends.n = 0;
	r->out.failed = false;
	for (size_t i = 0; i < from->n && st == DG_OK; i++)
		st = (from->paragraphs[i].kind == DG_DATE ? read_date_line : read_paragraph)(r,
		    from->paragraphs[i].text, err);
	if (st != DG_OK)
		return st;
	if (r->out.failed || !collect_types(r, to) || !keep(r, to))
		return dg_fail_nomem(err);
	for (size_t i = 0; i < to->n_types; i++)
		r->types->at[to->types[i]].df[r->side]++;
	return DG_OK;
}
