/* text.c -- a segment as tokens: words, expressions, numbers, names, marks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* ---- putting tokens ---- */

uint32_t
reader_put(struct reader *r, char kind, struct dg_bytes key, float q, bool optional)
{
	uint32_t type = text_type(r->t, kind, key);

	if (!text_put(r->t, type)) {
		r->good = false;
		return LEX_NONE;
	}
	r->t->type[type].q = q;
	r->t->type[type].optional = optional;
	return type;
}

/* Small numbers are everywhere, large ones nowhere twice.  The key is the value itself:
 * rounded, so that 1.2e9 and 1.2 × 1e9 are the same. */
void
reader_number(struct reader *r, double value, bool optional)
{
	float key = (float)value;

	reader_put(r, TOKEN_NUMBER, (struct dg_bytes){ (const char *)&key, sizeof key },
	    value < 13 ? 4e-3f : value < 32 ? 2e-3f : 5e-4f, optional);
}

void
reader_small(struct reader *r, char kind, int value, float q)
{
	char key = (char)value;

	reader_put(r, kind, (struct dg_bytes){ &key, 1 }, q, false);
}

void
reader_entry(struct reader *r, uint32_t id)
{
	uint32_t type = text_find_lex(r->t, id);

	if (type == LEX_NONE && (type = text_type(r->t, TOKEN_WORD,
	    lex_string(r->lex, r->t->lex_lang, id))) != LEX_NONE) {
		text_learn(r->t, type, id);
		r->t->type[type].q = (float)lex_unigram(r->lex, r->t->lex_lang, id);
	}
	r->good = text_put(r->t, type) && r->good;
}

/* ---- words and expressions ---- */

/* The type of a term in this text; LEX_NONE when memory is out. */
static uint32_t
term_type(struct reader *r, uint32_t term)
{
	struct term *x = &r->v->term[term];
	struct type *t;

	if (x->text == r->v->texts)
		return x->type;
	if ((x->type = text_type(r->t, TOKEN_WORD, term_key(r->v, term))) == LEX_NONE)
		return LEX_NONE;
	t = &r->t->type[x->type];
	text_learn(r->t, x->type, x->lex);
	t->q = x->q;
	if (x->stem && !t->word && !text_stem(r->t, x->type,
	    (struct dg_bytes){ r->v->pool.p + x->plain, x->plain_n }, x->fold))
		return LEX_NONE;
	x->text = r->v->texts;
	return x->type;
}

/* Every expression of the lexicon that ends with this term; those that go on stay open. */
static void
put_expressions(struct reader *r, uint32_t term)
{
	size_t kept = 0;

	for (size_t k = 0; k < r->opens; k++) {
		const struct step *s = vocabulary_step(r->v, r->open[k], term);

		if (!s || (s->entry != LEX_NONE && !text_put(r->t, term_type(r, s->entry)))) {
			r->good = false;
			return;
		}
		if (s->to)
			r->open[kept++] = s->to;
	}
	r->opens = kept;
	if (r->v->term[term].node && r->opens < sizeof r->open / sizeof *r->open)
		r->open[r->opens++] = r->v->term[term].node;
}

static void
forget_words(struct reader *r)
{
	r->opens = 0;
}

/* ---- names ---- */

static void
put_sounds(struct reader *r, struct form *f)
{
	if (f->text != r->v->texts) {
		f->type = text_type(r->t, TOKEN_SOUNDS, (struct dg_bytes){
		    r->v->pool.p + f->sounds, f->sounds_n });
		if (f->type != LEX_NONE) {
			r->t->type[f->type].q = 1e-3f;
			r->t->type[f->type].optional = true;
			f->text = r->v->texts;
		}
	}
	r->good = text_put(r->t, f->type) && r->good;
}

/* "Wang Yi" → pinyin name; "Atamkulov" → sounds.  Both say something only where
 * the Chinese side has the like. */
static void
put_name(struct reader *r, uint32_t form)
{
	struct form *f = &r->v->form[form];
	const struct form *before = r->capital == LEX_NONE ? NULL : &r->v->form[r->capital];
	char key[2 * WORD_MAX + 2];

	if (!vocabulary_name(r->v, form)) {
		r->good = false;
		return;
	}
	if (f->pinyin && before && before->pinyin) {
		strcpy(key, r->v->pool.p + before->plain);
		strcat(key, r->v->pool.p + f->plain);
		reader_put(r, TOKEN_PINYIN, dg_bytes_of(key), 5e-4f, true);
	}
	if (f->sounds_n)
		put_sounds(r, f);
}

static void
read_letters(struct reader *r, struct word *w)
{
	uint32_t form = vocabulary_form(r->v, (struct dg_bytes){ w->text, w->n }), term, type;
	const struct form *f;

	if (form == LEX_NONE) {
		r->good = false;
		return;
	}
	f = &r->v->form[form];
	r->letters += (double)w->n;
	r->t->letters += w->n;
	if (f->kind == TOKEN_NUMBER)
		reader_number(r, (double)f->value, true);
	else if (f->kind && (w->capital || !dg_language_same(r->t->lang, "en")))
		reader_small(r, f->kind, (int)f->value, 1e-3f);	/* "may", "march": no months */
	if (w->capital)
		put_name(r, form);
	r->capital = w->capital ? form : LEX_NONE;
	if ((term = vocabulary_term(r->v, form, w)) == LEX_NONE ||
	    (type = term_type(r, term)) == LEX_NONE || !text_put(r->t, type)) {
		r->good = false;
		return;
	}
	if (!w->capital)
		r->t->type[type].small++;
	else if (w->start > 0)
		r->t->type[type].capital++;
	put_expressions(r, term);
}

/* ---- digits and marks ---- */

/* 2019-05-21, 2019/05/21: year, month and day; returns where it ends, 0: none. */
static size_t
read_date(struct reader *r, size_t at)
{
	static const size_t digits[] = { 4, 2, 2 };
	int part[3] = { 0 };

	for (int k = 0; k < 3; k++) {
		size_t n = 0;

		while (at < r->s.n && r->s.p[at] >= '0' && r->s.p[at] <= '9' && n < 5) {
			part[k] = part[k] * 10 + (r->s.p[at++] - '0');
			n++;
		}
		if (n > digits[k] || n == 0 || (k == 0 && n != 4))
			return 0;
		if (k < 2 && (at == r->s.n || !strchr("-/.", r->s.p[at++])))
			return 0;
	}
	if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
		return 0;
	reader_number(r, part[0], false);
	reader_small(r, TOKEN_MONTH, part[1], 1e-3f);
	reader_number(r, part[2], false);
	return at;
}

static void
read_digits(struct reader *r, struct word_scan *scan, const struct word *w)
{
	size_t at = w->start, after, end = read_date(r, w->start);
	double value;

	r->letters += (double)w->n;
	r->capital = LEX_NONE;
	forget_words(r);
	if (end) {
		scan->at = end;
		return;
	}
	value = number_read(r->s, &at, r->t->lang);
	if (at <= w->start) {		/* digits of another script: their plain value */
		value = strtod(w->text, NULL);
		at = w->end;
	}
	scan->at = after = at;
	if (value <= 12 && at < r->s.n && dg_decode(r->s, &after) == 0x6708) {	/* 月 */
		reader_small(r, TOKEN_MONTH, (int)value, 1e-3f);
		scan->at = after;
	} else {
		reader_number(r, value, false);
	}
}

/* Marks that do the same work in the three languages, by one sign. */
static char
mark_class(uint32_t c)
{
	switch (c) {
	case ',': case 0x3001: return ',';
	case '.': case 0x3002: return '.';
	case 0xAB: case 0xBB: case '"': case 0x201C: case 0x201D: case 0x201E: case 0x300C:
	case 0x300D: case 0x300A: case 0x300B: case 0x300E: case 0x300F: return '"';
	case ';': case ':': case '?': case '!': case '(': case ')': case '%': case '$':
		return (char)c;
	case 0x2026: return '~';
	case 0x20AC: return 'E';
	}
	return 0;
}

static void
read_mark(struct reader *r, const struct word *w)
{
	/* how often each stands in running text, roughly, of all tokens */
	static const struct { char mark; float q; } rate[] = { { ',', 6e-2f }, { '.', 4e-2f },
	    { '"', 2e-2f }, { ';', 2e-3f }, { ':', 5e-3f }, { '?', 2e-3f }, { '!', 1e-3f },
	    { '(', 3e-3f }, { ')', 3e-3f }, { '%', 1e-3f }, { '$', 1e-3f }, { '~', 1e-3f },
	    { 'E', 1e-3f } };
	char mark = mark_class(w->code);

	if (w->code != '-' && w->code != '\'' && w->code != 0x2019) {
		forget_words(r);
		if (w->code != '.')
			r->capital = LEX_NONE;
	}
	for (size_t i = 0; mark && i < sizeof rate / sizeof *rate; i++)
		if (rate[i].mark == mark)
			reader_put(r, TOKEN_MARK, (struct dg_bytes){ &mark, 1 }, rate[i].q, false);
}

static void
read_token(struct reader *r, struct word_scan *scan, struct word *w)
{
	if (w->kind == WORD_MARK)
		border_mark(&r->border, r->s, w);
	else
		border_word(&r->border);
	switch (w->kind) {
	case WORD_LETTERS: read_letters(r, w); break;
	case WORD_DIGITS: read_digits(r, scan, w); break;
	case WORD_HAN:
		forget_words(r);
		r->capital = LEX_NONE;
		read_han(r, scan, w);
		break;
	case WORD_MARK: read_mark(r, w); break;
	case WORD_END: break;
	}
	r->border.at = scan->at;
}

static void
read_segment(struct reader *r, struct dg_bytes s)
{
	struct word_scan scan = { s, 0 };
	struct word w;

	r->s = s;
	r->capital = LEX_NONE;
	forget_words(r);
	border_word(&r->border);
	for (word_next(&scan, &w); w.kind != WORD_END && r->good; word_next(&scan, &w))
		read_token(r, &scan, &w);
}

/* How many letters of French one letter of the language is worth; measured on
 * corpora/statements (characters that are no blanks and no marks). */
static double
letter_scale(const char *lang)
{
	static const struct { const char *lang; double scale; } rows[] = {
		{ "fr", 1 }, { "en", 1.1 }, { "zh", 3.2 }, { "ja", 2.6 }, { "ko", 2.4 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (dg_language_same(rows[i].lang, lang))
			return rows[i].scale;
	return 1;
}

static void
read_all(struct reader *r, const struct dg_segments *segments)
{
	struct text *t = r->t;
	double scale = letter_scale(t->lang);

	r->good = true;
	for (size_t i = 0; i < t->n && r->good; i++) {
		r->letters = 0;
		read_segment(r, segments->at[i]);
		t->first[i + 1] = t->tokens;
		t->length[i + 1] = t->length[i] + r->letters * scale;
		t->border[i + 1] = border_state(&r->border);
		t->paragraphs += t->opens[i];
	}
	text_sort_stems(t);
}

enum dg_status
text_read(struct text **ret, const struct dg_segments *segments, const char *lang,
    struct dg_align_cache *cache, struct dg_error *err)
{
	struct text *t = calloc(1, sizeof *t);
	struct reader r = { .t = t };
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!t || !(t->first = calloc(segments->n + 1, sizeof *t->first)) ||
	    !(t->length = calloc(segments->n + 1, sizeof *t->length)) ||
	    !(t->border = calloc(segments->n + 1, 1)))
		st = dg_fail_nomem(err);
	else
		st = cache_vocabulary(cache, lang, &r.v, err);
	if (st == DG_OK) {
		t->lang = lang;
		t->n = segments->n;
		t->opens = segments->opens;
		t->lex_lang = r.v->lex_lang;
		r.lex = r.v->lex;
		r.unspaced = dg_language_unspaced(lang);
		r.v->texts++;
		read_all(&r, segments);
		if (!r.good)
			st = dg_fail_nomem(err);
	}
	free(r.han);
	if (st != DG_OK)
		text_free(t);
	else
		*ret = t;
	return st;
}
