/* text.c -- a segment as tokens: words, expressions, numbers, names, marks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* ---- types ---- */

struct dg_bytes
text_key(const struct text *t, uint32_t type)
{
	return (struct dg_bytes){ t->pool.p + t->type[type].key, t->type[type].key_n };
}

static size_t
slot(const struct text *t, struct dg_bytes key)
{
	size_t at = lex_hash(key) & (t->cells - 1);

	while (t->hash[at] && !dg_bytes_equal(text_key(t, t->hash[at] - 1), key))
		at = (at + 1) & (t->cells - 1);
	return at;
}

uint32_t
text_find(const struct text *t, struct dg_bytes key)
{
	return t->cells ? t->hash[slot(t, key)] - 1 : LEX_NONE;
}

static bool
rehash(struct text *t)
{
	if (t->cells > 2 * (t->types + 1))
		return true;
	t->cells = t->cells ? 2 * t->cells : 512;
	free(t->hash);
	if (!(t->hash = calloc(t->cells, sizeof *t->hash)))
		return false;
	for (uint32_t i = 0; i < t->types; i++)
		t->hash[slot(t, text_key(t, i))] = i + 1;
	return true;
}

uint32_t
text_type(struct text *t, char kind, struct dg_bytes key)
{
	size_t start = t->pool.n, at;

	dg_put_char(&t->pool, kind);
	dg_put_bytes(&t->pool, key);
	if (t->pool.failed || !rehash(t))
		return LEX_NONE;
	at = slot(t, (struct dg_bytes){ t->pool.p + start, key.n + 1 });
	if (t->hash[at]) {
		t->pool.n = start;
		return t->hash[at] - 1;
	}
	if (!dg_grow(&t->type, &t->cap_types, t->types + 1, sizeof *t->type))
		return LEX_NONE;
	t->type[t->types] = (struct type){ .key = (uint32_t)start, .key_n = (uint32_t)key.n + 1,
	    .lex = LEX_NONE, .q = 1e-4f };
	t->hash[at] = (uint32_t)++t->types;
	return (uint32_t)t->types - 1;
}

bool
text_put(struct text *t, uint32_t type)
{
	if (type == LEX_NONE ||
	    !dg_grow(&t->token, &t->cap_tokens, t->tokens + 1, sizeof *t->token))
		return false;
	t->token[t->tokens++] = type;
	return true;
}

/* ---- reading one segment ---- */

struct reader {
	struct text *t;
	const struct dg_lexicon *lex;
	struct stems *stems;
	struct dg_bytes s;
	bool unspaced, good;
	/* the last words, for expressions and names */
	struct dg_buf recent;
	struct recent { size_t at; } word[16];
	size_t words;
	char capital[WORD_MAX + 1];	/* the capitalised word just before, plain Latin */
	double letters;
};

static uint32_t
put(struct reader *r, char kind, const char *key, float q, bool optional)
{
	uint32_t type = text_type(r->t, kind, dg_bytes_of(key));

	if (!text_put(r->t, type)) {
		r->good = false;
		return LEX_NONE;
	}
	r->t->type[type].q = q;
	r->t->type[type].optional = optional;
	return type;
}

static void
put_number(struct reader *r, double value, bool optional)
{
	char key[40];

	snprintf(key, sizeof key, "%.10g", value);
	/* small numbers are everywhere, large ones nowhere twice */
	put(r, TOKEN_NUMBER, key, value < 13 ? 4e-3f : value < 32 ? 2e-3f : 5e-4f, optional);
}

static void
put_month(struct reader *r, int month)
{
	char key[8];

	snprintf(key, sizeof key, "%d", month);
	put(r, TOKEN_MONTH, key, 1e-3f, false);
}

/* A string of the lexicon, single word or expression. */
static uint32_t
put_entry(struct reader *r, struct dg_bytes key, uint32_t id)
{
	uint32_t type = text_type(r->t, TOKEN_WORD, key);

	if (!text_put(r->t, type)) {
		r->good = false;
		return LEX_NONE;
	}
	r->t->type[type].lex = id;
	r->t->type[type].q = (float)lex_unigram(r->lex, r->t->lex_lang, id);
	return type;
}

/* Every expression of the lexicon that ends with the word just read. */
static void
put_expressions(struct reader *r)
{
	size_t longest = lex_longest(r->lex, r->t->lex_lang);

	for (size_t back = 2; back <= r->words && back <= longest; back++) {
		size_t at = r->word[r->words - back].at;
		struct dg_bytes key = { r->recent.p + at, r->recent.n - at };
		uint32_t id = lex_find(r->lex, r->t->lex_lang, key);

		if (id != LEX_NONE)
			put_entry(r, key, id);
	}
}

static void
forget_words(struct reader *r)
{
	r->recent.n = 0;
	r->words = 0;
}

static void
remember_word(struct reader *r, const struct word *w)
{
	if (r->words == sizeof r->word / sizeof *r->word) {
		size_t cut = r->word[1].at;

		memmove(r->recent.p, r->recent.p + cut, r->recent.n - cut);
		r->recent.n -= cut;
		for (size_t i = 1; i < r->words; i++)
			r->word[i - 1].at = r->word[i].at - cut;
		r->words--;
	}
	if (r->words)
		dg_put_char(&r->recent, ' ');
	r->word[r->words++].at = r->recent.n;
	dg_put(&r->recent, w->text, w->n);
	r->good = r->good && !r->recent.failed;
}

/* "Wang Yi" → pinyin name; "Atamkulov" → sounds.  Both say something only where
 * the Chinese side has the like. */
static void
put_name(struct reader *r, const struct word *w)
{
	char plain[WORD_MAX + 1], key[2 * WORD_MAX + 2], sounds[16];

	if (!w->capital) {
		r->capital[0] = '\0';
		return;
	}
	word_fold(w->text, w->n, plain);
	if (r->capital[0] && name_is_pinyin(r->capital) && name_is_pinyin(plain)) {
		snprintf(key, sizeof key, "%s%s", r->capital, plain);
		put(r, TOKEN_PINYIN, key, 5e-4f, true);
	}
	name_sounds(plain, sounds);
	if (strlen(plain) >= 4 && sounds[0])
		put(r, TOKEN_SOUNDS, sounds, 1e-3f, true);
	memcpy(r->capital, plain, sizeof plain);
}

static void
read_letters(struct reader *r, struct word *w)
{
	int month = month_word(r->t->lang, w->text, w->capital);
	double value = number_word(r->t->lang, w->text);
	uint32_t type;

	r->letters += (double)w->n;
	if (month)
		put_month(r, month);
	if (value > 0)
		put_number(r, value, true);
	put_name(r, w);
	stems_apply(r->stems, w);
	type = put_entry(r, (struct dg_bytes){ w->text, w->n }, r->lex ?
	    lex_find(r->lex, r->t->lex_lang, (struct dg_bytes){ w->text, w->n }) : LEX_NONE);
	if (type != LEX_NONE)
		r->t->type[type].word = true;
	remember_word(r, w);
	put_expressions(r);
}

/* ---- Chinese: every string of the lexicon that begins here ---- */

static uint32_t
han_at(const struct reader *r, size_t *at)
{
	struct word_scan scan = { r->s, *at };
	struct word w;

	word_next(&scan, &w);
	*at = scan.at;
	return w.kind == WORD_HAN ? lex_simplified(r->lex, w.code) : 0;
}

static void
put_strings(struct reader *r, size_t at)
{
	int lang = r->t->lex_lang;

	for (uint32_t node = 0, c; node != LEX_NONE && (c = han_at(r, &at)) != 0;) {
		uint32_t id = lex_step(r->lex, lang, &node, c);

		if (id != LEX_NONE)
			put_entry(r, lex_string(r->lex, lang, id), id);
	}
}

/* A surname and one or two characters may be a person. */
static void
put_person(struct reader *r, size_t at)
{
	char key[4 * SYLLABLE_SIZE] = "";

	for (int n = 0; n < 3; n++) {
		uint32_t c = han_at(r, &at);

		if (!c || (n == 0 && !name_is_surname(c)))
			return;
		strncat(key, lex_reading(r->lex, c), SYLLABLE_SIZE);
		if (n > 0)
			put(r, TOKEN_PINYIN, key, 5e-4f, true);
	}
}

/* A run of transcription characters may be a foreign name; given at its start. */
static void
put_transcription(struct reader *r, size_t at)
{
	char latin[12 * SYLLABLE_SIZE] = "", sounds[16];
	uint32_t c;

	for (int n = 0; n < 9 && (c = han_at(r, &at)) && name_is_transcription(c); n++) {
		const char *reading = lex_reading(r->lex, c);
		size_t k = strlen(reading);

		/* a final n or ng is a sound of its own, -er an l */
		strncat(latin, reading, SYLLABLE_SIZE);
		if (strcmp(reading, "er") == 0)
			latin[strlen(latin) - 2] = 'l', latin[strlen(latin) - 1] = '\0';
		else if (k > 2 && reading[k - 1] == 'g')
			latin[strlen(latin) - 1] = '\0';
		if (n < 1)
			continue;
		name_sounds(latin, sounds);
		if (sounds[0])
			put(r, TOKEN_SOUNDS, sounds, 1e-3f, true);
	}
}

static void
read_han(struct reader *r, const struct word *w)
{
	size_t at = w->start;
	double value;

	r->letters += 1;
	forget_words(r);
	r->capital[0] = '\0';
	if (!r->lex)
		return;
	if (r->unspaced)
		put_strings(r, w->start);
	put_person(r, w->start);
	put_transcription(r, w->start);
	if (number_read_han(r->s, &at, &value)) {
		size_t after = at;

		if (value <= 12 && at < r->s.n && dg_decode(r->s, &after) == 0x6708)	/* 月 */
			put_month(r, (int)value);
		else
			put_number(r, value, true);
	}
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
	put_number(r, part[0], false);
	put_month(r, part[1]);
	put_number(r, part[2], false);
	return at;
}

static void
read_digits(struct reader *r, struct word_scan *scan, const struct word *w)
{
	size_t at = w->start, after, end = read_date(r, w->start);
	double value;

	r->letters += (double)w->n;
	r->capital[0] = '\0';
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
		put_month(r, (int)value);
		scan->at = after;
	} else {
		put_number(r, value, false);
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
	char mark = mark_class(w->code), key[2] = { mark, '\0' };

	if (w->code != '-' && w->code != '\'' && w->code != 0x2019) {
		forget_words(r);
		if (w->code != '.')
			r->capital[0] = '\0';
	}
	for (size_t i = 0; mark && i < sizeof rate / sizeof *rate; i++)
		if (rate[i].mark == mark)
			put(r, TOKEN_MARK, key, rate[i].q, false);
}

static void
read_segment(struct reader *r, struct dg_bytes s)
{
	struct word_scan scan = { s, 0 };
	struct word w;

	r->s = s;
	r->capital[0] = '\0';
	forget_words(r);
	for (word_next(&scan, &w); w.kind != WORD_END && r->good; word_next(&scan, &w))
		switch (w.kind) {
		case WORD_LETTERS: read_letters(r, &w); break;
		case WORD_DIGITS: read_digits(r, &scan, &w); break;
		case WORD_HAN: read_han(r, &w); break;
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

enum dg_status
text_read(struct text **ret, const struct dg_segments *segments, const char *lang,
    const struct dg_lexicon *lex, struct dg_error *err)
{
	struct text *t = calloc(1, sizeof *t);
	struct reader r = { .t = t, .lex = lex, .good = true };
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
		for (size_t i = 0; i < t->n && r.good; i++) {
			r.letters = 0;
			read_segment(&r, segments->at[i]);
			t->first[i + 1] = t->tokens;
			t->length[i + 1] = t->length[i] + r.letters * letter_scale(lang);
			t->paragraphs += t->opens[i];
		}
		if (!r.good)
			st = dg_fail_nomem(err);
	}
	stems_free(r.stems);
	dg_buf_free(&r.recent);
	if (st != DG_OK)
		text_free(t);
	else
		*ret = t;
	return st;
}

void
text_free(struct text *t)
{
	if (!t)
		return;
	free(t->first);
	free(t->token);
	free(t->type);
	free(t->hash);
	free(t->length);
	dg_buf_free(&t->pool);
	free(t);
}
