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

static uint32_t
entry_type(struct reader *r, struct dg_bytes key, uint32_t id)
{
	uint32_t type = text_type(r->t, TOKEN_WORD, key);

	if (type != LEX_NONE) {
		text_learn(r->t, type, id);
		r->t->type[type].q = (float)lex_unigram(r->lex, r->t->lex_lang, id);
	}
	return type;
}

void
reader_entry(struct reader *r, uint32_t id)
{
	uint32_t type = text_find_lex(r->t, id);

	if (type == LEX_NONE)
		type = entry_type(r, lex_string(r->lex, r->t->lex_lang, id), id);
	r->good = text_put(r->t, type) && r->good;
}

/* ---- words as they are written ---- */

static size_t
form_slot(const struct reader *r, struct dg_bytes raw)
{
	size_t at = lex_hash(raw) & (r->cells - 1);

	for (; r->hash[at]; at = (at + 1) & (r->cells - 1)) {
		const struct form *f = &r->form[r->hash[at] - 1];

		if (f->n == raw.n && memcmp(r->pool.p + f->raw, raw.p, raw.n) == 0)
			break;
	}
	return at;
}

static bool
forms_grow(struct reader *r)
{
	if (r->cells > 2 * (r->forms + 1))
		return true;
	r->cells = r->cells ? 4 * r->cells : 1024;
	free(r->hash);
	if (!(r->hash = calloc(r->cells, sizeof *r->hash)))
		return false;
	for (uint32_t i = 0; i < r->forms; i++)
		r->hash[form_slot(r, (struct dg_bytes){ r->pool.p + r->form[i].raw,
		    r->form[i].n })] = i + 1;
	return true;
}

/* The form of a word, added when new; LEX_NONE when memory is out. */
static uint32_t
form_of(struct reader *r, struct dg_bytes raw)
{
	size_t at;

	if (!forms_grow(r))
		return LEX_NONE;
	at = form_slot(r, raw);
	if (r->hash[at])
		return r->hash[at] - 1;
	if (!dg_grow(&r->form, &r->cap_forms, r->forms + 1, sizeof *r->form))
		return LEX_NONE;
	r->form[r->forms] = (struct form){ .raw = (uint32_t)r->pool.n, .n = (uint32_t)raw.n,
	    .type = LEX_NONE, .sounds = LEX_NONE };
	dg_put_bytes(&r->pool, raw);
	if (r->pool.failed)
		return LEX_NONE;
	r->hash[at] = (uint32_t)++r->forms;
	return (uint32_t)r->forms - 1;
}

/* The words whose sense is a number or a date stand among the forms from the start. */
static bool
know_values(struct reader *r)
{
	size_t n;
	const struct value_word *w = value_words(r->t->lang, &n);

	for (size_t i = 0; i < n; i++) {
		uint32_t f = form_of(r, dg_bytes_of(w[i].word));

		if (f == LEX_NONE)
			return false;
		r->form[f].kind = w[i].kind;
		r->form[f].value = w[i].value;
	}
	return true;
}

/* ---- expressions ---- */

/* A beginning of expressions; 0: memory is out. */
static uint32_t
put_node(struct reader *r, struct dg_bytes text)
{
	if (!dg_grow(&r->node, &r->cap_nodes, r->nodes + 2, sizeof *r->node))
		return 0;
	r->node[++r->nodes] = (struct node){ (uint32_t)r->pool.n, (uint32_t)text.n };
	dg_put_bytes(&r->pool, text);
	return r->pool.failed ? 0 : (uint32_t)r->nodes;
}

static struct step *
step_slot(struct reader *r, uint32_t from, uint32_t type)
{
	size_t at = (from * 0x9E3779B1u ^ type * 0x85EBCA6Bu) >> 3 & (r->step_cells - 1);

	while (r->step[at].from && (r->step[at].from != from || r->step[at].type != type))
		at = (at + 1) & (r->step_cells - 1);
	return &r->step[at];
}

static bool
steps_grow(struct reader *r)
{
	struct step *was = r->step;
	size_t cells = r->step_cells;

	if (cells > 2 * (r->steps + 1))
		return true;
	r->step_cells = cells ? 4 * cells : 512;
	if (!(r->step = calloc(r->step_cells, sizeof *r->step))) {
		r->step = was;
		r->step_cells = cells;
		return false;
	}
	for (size_t i = 0; i < cells; i++)
		if (was[i].from)
			*step_slot(r, was[i].from, was[i].type) = was[i];
	free(was);
	return true;
}

/* What the lexicon has of node `from` and the word `type` after it, asked once. */
static const struct step *
step(struct reader *r, uint32_t from, uint32_t type)
{
	struct dg_bytes word = text_key(r->t, type), key;
	struct dg_buf text = { 0 };
	struct step *s, found = { .from = from, .type = type, .entry = LEX_NONE };
	uint32_t id;

	if (!steps_grow(r))
		return NULL;
	if ((s = step_slot(r, from, type))->from)
		return s;
	dg_put(&text, r->pool.p + r->node[from].at, r->node[from].n);
	dg_put_char(&text, ' ');
	dg_put(&text, word.p + 1, word.n - 1);
	key = dg_buf_bytes(&text);
	if (text.failed)
		goto nomem;
	if ((id = lex_find(r->lex, r->t->lex_lang, key)) != LEX_NONE &&
	    (found.entry = entry_type(r, key, id)) == LEX_NONE)
		goto nomem;
	if (lex_prefix(r->lex, r->t->lex_lang, key) && (found.to = put_node(r, key)) == 0)
		goto nomem;
	dg_buf_free(&text);
	*s = found;
	r->steps++;
	return s;
nomem:
	dg_buf_free(&text);
	return NULL;
}

/* Every expression of the lexicon that ends with this word; those that go on stay open. */
static void
put_expressions(struct reader *r, uint32_t type)
{
	size_t kept = 0;

	for (size_t k = 0; k < r->opens; k++) {
		const struct step *s = step(r, r->open[k], type);

		if (!s || (s->entry != LEX_NONE && !text_put(r->t, s->entry))) {
			r->good = false;
			return;
		}
		if (s->to)
			r->open[kept++] = s->to;
	}
	r->opens = kept;
	if (r->t->type[type].node && r->opens < sizeof r->open / sizeof *r->open)
		r->open[r->opens++] = r->t->type[type].node;
}

static void
forget_words(struct reader *r)
{
	r->opens = 0;
}

/* The type of a form's stem. */
static uint32_t
stem_type(struct reader *r, uint32_t form, struct word *w)
{
	struct dg_bytes stem;
	uint32_t type;

	stems_apply(r->stems, w);
	stem = (struct dg_bytes){ w->text, w->n };
	type = entry_type(r, stem, r->lex ? lex_find(r->lex, r->t->lex_lang, stem) : LEX_NONE);
	if (type == LEX_NONE)
		return type;
	if (!r->t->type[type].word && !text_stem(r->t, type))
		return LEX_NONE;
	if (r->lex && lex_prefix(r->lex, r->t->lex_lang, stem) &&
	    (r->t->type[type].node = put_node(r, stem)) == 0)
		return LEX_NONE;
	r->form[form].type = type;
	return type;
}

/* ---- names ---- */

/* What a capitalised word may be as a name. */
static bool
find_name(struct reader *r, struct form *f)
{
	char plain[WORD_MAX + 1], sounds[16];
	size_t n = word_fold(r->pool.p + f->raw, f->n, plain);

	f->named = true;
	f->pinyin = name_is_pinyin(plain);
	f->plain = (uint32_t)r->pool.n;
	dg_put(&r->pool, plain, n + 1);
	name_sounds(plain, sounds);
	if (n >= 4 && sounds[0]) {
		f->sounds = text_type(r->t, TOKEN_SOUNDS, dg_bytes_of(sounds));
		if (f->sounds == LEX_NONE)
			return false;
		r->t->type[f->sounds].q = 1e-3f;
		r->t->type[f->sounds].optional = true;
	}
	return !r->pool.failed;
}

/* "Wang Yi" → pinyin name; "Atamkulov" → sounds.  Both say something only where
 * the Chinese side has the like. */
static void
put_name(struct reader *r, uint32_t form)
{
	struct form *f = &r->form[form];
	char key[2 * WORD_MAX + 2];

	if (!f->named && !find_name(r, f)) {
		r->good = false;
		return;
	}
	if (f->pinyin && r->capital != LEX_NONE && r->form[r->capital].pinyin) {
		strcpy(key, r->pool.p + r->form[r->capital].plain);
		strcat(key, r->pool.p + f->plain);
		reader_put(r, TOKEN_PINYIN, dg_bytes_of(key), 5e-4f, true);
	}
	if (f->sounds != LEX_NONE)
		r->good = text_put(r->t, f->sounds) && r->good;
}

static void
read_letters(struct reader *r, struct word *w)
{
	uint32_t form = form_of(r, (struct dg_bytes){ w->text, w->n }), type;
	const struct form *f;

	if (form == LEX_NONE) {
		r->good = false;
		return;
	}
	f = &r->form[form];
	r->letters += (double)w->n;
	if (f->kind == TOKEN_NUMBER)
		reader_number(r, (double)f->value, true);
	else if (f->kind && (w->capital || !dg_language_same(r->t->lang, "en")))
		reader_small(r, f->kind, (int)f->value, 1e-3f);	/* "may", "march": no months */
	if (w->capital)
		put_name(r, form);
	r->capital = w->capital ? form : LEX_NONE;
	type = r->form[form].type;
	if (type == LEX_NONE)
		type = stem_type(r, form, w);
	if (!text_put(r->t, type)) {
		r->good = false;
		return;
	}
	if (!w->capital)
		r->t->type[type].small++;
	else if (w->start > 0)
		r->t->type[type].capital++;
	put_expressions(r, type);
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
read_segment(struct reader *r, struct dg_bytes s)
{
	struct word_scan scan = { s, 0 };
	struct word w;

	r->s = s;
	r->capital = LEX_NONE;
	forget_words(r);
	for (word_next(&scan, &w); w.kind != WORD_END && r->good; word_next(&scan, &w))
		switch (w.kind) {
		case WORD_LETTERS: read_letters(r, &w); break;
		case WORD_DIGITS: read_digits(r, &scan, &w); break;
		case WORD_HAN:
			forget_words(r);
			r->capital = LEX_NONE;
			read_han(r, &scan, &w);
			break;
		case WORD_MARK: read_mark(r, &w); break;
		case WORD_END: break;
		}
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
reader_free(struct reader *r)
{
	stems_free(r->stems);
	free(r->form);
	free(r->hash);
	free(r->han);
	free(r->about);
	free(r->node);
	free(r->step);
	dg_buf_free(&r->pool);
}

static void
read_all(struct reader *r, const struct dg_segments *segments)
{
	struct text *t = r->t;
	double scale = letter_scale(t->lang);

	r->good = know_values(r);
	for (size_t i = 0; i < t->n && r->good; i++) {
		r->letters = 0;
		read_segment(r, segments->at[i]);
		t->first[i + 1] = t->tokens;
		t->length[i + 1] = t->length[i] + r->letters * scale;
		t->paragraphs += t->opens[i];
	}
	text_sort_stems(t);
}

enum dg_status
text_read(struct text **ret, const struct dg_segments *segments, const char *lang,
    const struct dg_lexicon *lex, struct dg_error *err)
{
	struct text *t = calloc(1, sizeof *t);
	struct reader r = { .t = t, .lex = lex };
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!t || !(t->first = calloc(segments->n + 1, sizeof *t->first)) ||
	    !(t->length = calloc(segments->n + 1, sizeof *t->length)))
		st = dg_fail_nomem(err);
	else
		st = stems_new(&r.stems, lang, err);
	if (st == DG_OK) {
		t->lang = lang;
		t->n = segments->n;
		t->opens = segments->opens;
		t->lex_lang = lex ? lex_language(lex, lang) : -1;
		r.unspaced = dg_language_unspaced(lang);
		read_all(&r, segments);
		if (!r.good)
			st = dg_fail_nomem(err);
	}
	reader_free(&r);
	if (st != DG_OK)
		text_free(t);
	else
		*ret = t;
	return st;
}
