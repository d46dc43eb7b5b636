/* face.c -- what a text looks like, counted in one walk: its letters and oddities, its small
 * words, whether there may be figures, and what it folds to. */
#include <string.h>

#include "clean/clean.h"

/* The byte that Windows-1252 has for a character; 0: none (WHATWG Encoding Standard, index
 * windows-1252).  Its five free places are the C1 controls. */
static unsigned
cp1252(uint32_t c)
{
	static const uint16_t high[] = {	/* 0x80 … 0x9F */
		0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160,
		0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
		0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178
	};

	if (c >= 0xA0 && c <= 0xFF)
		return c;
	for (unsigned i = 0; i < 32 && c >= 0x80; i++)
		if (high[i] == c)
			return 0x80 + i;
	return 0;
}

/* UTF-8 sequences seen through Windows-1252, fed character by character.  `é »` with a
 * no-break space has the bytes E9 A0 BB: ends of words before a guillemet are no mojibake. */
struct seen { unsigned need, bytes, second; };

static size_t
suspect(struct seen *s, uint32_t c)
{
	unsigned b = cp1252(c);

	if (s->need && b >= 0x80 && b <= 0xBF) {
		s->bytes++;
		if (s->bytes == 2)
			s->second = b;
		if (--s->need == 0)
			return s->second != 0xA0 || s->bytes == 2;
		return 0;
	}
	s->need = b >= 0xC2 && b <= 0xDF ? 1 : b >= 0xE0 && b <= 0xEF ? 2 : b >= 0xF0 && b <= 0xF4 ? 3 : 0;
	s->bytes = 1;
	return 0;
}

static bool
is_bad(uint32_t c)
{
	return c == 0xFFFD || (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) ||
	    (c >= 0xDC00 && c < 0xE000) ||	/* dg_decode's broken bytes */
	    (c >= 0xE000 && c < 0xF900) || (c & 0xFFFE) == 0xFFFE || c >= 0xF0000;
}

static bool
is_invisible(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0xAD || c == 0x2060 ||
	    (c >= 0x202A && c <= 0x202E);
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
	    c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Scripts by their blocks: what the rules ask, not all that Unicode knows. */
static size_t *
script_of(struct face *f, uint32_t c)
{
	if (c < 0x250)
		return c >= 0xC0 && c != 0xD7 && c != 0xF7 ? &f->latin : NULL;
	if (c >= 0x370 && c < 0x400)
		return &f->other;
	if (c >= 0x400 && c < 0x530)
		return &f->cyrillic;
	if (c >= 0x530 && c < 0x600)
		return &f->other;
	if (c >= 0x620 && c < 0x780)
		return &f->arabic;
	if (c >= 0x900 && c < 0x1E00)
		return &f->other;
	if (c >= 0x1E00 && c < 0x1F00)
		return &f->latin;
	if (c >= 0x3041 && c <= 0x30FF && c != 0x30FB)
		return &f->kana;
	if (c >= 0xAC00 && c < 0xD7A4)
		return &f->hangul;
	if ((c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A))
		return &f->latin;
	return dg_is_han(c) ? &f->han : NULL;
}

/* Beyond ASCII, what dg_is_trail knows as a separator. */
static bool
parts_menus(uint32_t c)
{
	return c == 0xBB || c == 0x203A || c == 0x2192 || c == 0x25B6 || c == 0xFF1E || c == 0xFF5C ||
	    c == 0x276F;
}

/* Numerals of the URO that values are made of, and units of ten. */
static bool
is_numeral(uint32_t c)
{
	switch (c) {
	case 0x3007: case 0x4E00: case 0x4E8C: case 0x4E09: case 0x56DB: case 0x4E94: case 0x516D:
	case 0x4E03: case 0x516B: case 0x4E5D: case 0x4E24: case 0x5169: case 0x96F6: case 0x5341:
	case 0x767E: case 0x5343: case 0x4E07: case 0x842C: case 0x4EBF: case 0x5104: case 0x534A:
		return true;
	}
	return false;
}

/* ---- the walk ---- */

struct walk {
	struct face *f;
	const struct dg_wordset *small;
	size_t n;		/* of the fold */
	uint64_t word;		/* the letters of the word at hand, packed */
	unsigned length;	/* of it */
	bool gap;		/* a mark or a blank since the last character of the fold */
	bool roman;		/* the last character may be of a Roman numeral */
	struct seen seen;
};

static inline void
end_word(struct walk *w)
{
	uint32_t bits;

	if (w->length == 0)
		return;
	bits = w->length <= 12 ? dg_wordset_get(w->small, w->word) : 0;
	w->f->words++;
	w->f->figures |= bits >> BIT_FIGURE;
	for (int i = 0; i < WORD_LISTS && bits; i++, bits >>= 1)
		w->f->of[i] += bits & 1;
	w->word = 0;
	w->length = 0;
}

/* What a mark parts has one blank between. */
static inline void
put_gap(struct walk *w)
{
	if (w->gap && w->n)
		w->f->fold.p[w->n++] = ' ';
	w->gap = false;
}

static inline void
put_letter(struct walk *w, unsigned char lower)
{
	put_gap(w);
	w->f->fold.p[w->n++] = (char)lower;
	w->word = w->word << 5 | (lower & 31);
	w->length++;
}

/* May two of them in a row be a Roman numeral? */
static inline bool
is_roman(unsigned char c)
{
	return c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C';
}

/* A run of ASCII letters, counted in registers; returns its length. */
static inline size_t
walk_letters(struct walk *w, const unsigned char *p, size_t left)
{
	char *to;
	uint64_t word = w->word;
	size_t n = 0, upper = 0;
	bool roman = w->roman, romans = false;

	put_gap(w);
	to = w->f->fold.p + w->n;
	do {
		unsigned char c = p[n], lower = c | 32;

		if (c < 'a') {
			upper++;
			romans |= roman & is_roman(c);
			roman = is_roman(c);
		} else {
			roman = false;
		}
		to[n] = (char)lower;
		word = word << 5 | (lower & 31);
	} while (++n < left && (unsigned)(p[n] | 32) - 'a' < 26);
	w->word = word;
	w->length += (unsigned)n;
	w->roman = roman;
	w->n += n;
	w->seen.need = 0;
	w->f->latin += n;
	w->f->upper += upper;
	w->f->figures |= romans;
	return n;
}

static inline void
walk_ascii(struct walk *w, unsigned char c)
{
	struct face *f = w->f;

	end_word(w);
	w->seen.need = 0;
	w->roman = false;
	if (c == ' ') {
		f->blanks++;
		w->gap = true;
		return;
	}
	if (c >= '0' && c <= '9') {
		f->digits++;
		put_gap(w);
		f->fold.p[w->n++] = (char)c;
		return;
	}
	w->gap = true;
	f->blanks += c == '\t';
	f->lower_than |= c == '<';
	f->ampersand |= c == '&';
	f->slash |= c == '/';
	f->at_sign |= c == '@';
	f->separator |= c == '>' || c == '|';
	f->bad += (c < 0x20 && c != '\t') || c == 0x7F;
}

static void
fold_character(struct walk *w, uint32_t c)
{
	uint32_t folded = dg_fold_wide(c);

	if (folded >= 'a' && folded <= 'z') {
		w->f->accents++;
		put_letter(w, (unsigned char)folded);
		return;
	}
	end_word(w);
	if (folded == ' ' || folded == '.') {	/* a mark, or a letter without a base */
		w->gap = true;
		return;
	}
	put_gap(w);
	w->f->fold.n = w->n;
	dg_put_code(&w->f->fold, folded);
	w->n = w->f->fold.n;
}

static void
walk_wide(struct walk *w, uint32_t c)
{
	struct face *f = w->f;
	size_t *script;

	w->roman = false;
	f->suspects += suspect(&w->seen, c);
	fold_character(w, c);
	if (is_blank(c))
		return;
	if (is_invisible(c)) {
		f->invisible++;
		return;
	}
	f->chars++;
	if ((script = script_of(f, c)))
		++*script;
	else if (c >= 0xFF10 && c <= 0xFF19)
		f->digits++;
	f->figures |= is_numeral(c);
	f->separator |= parts_menus(c);
	f->upper += c >= 0xC0 && c <= 0xDE && c != 0xD7;
	f->bad += is_bad(c);
}

/* U+4E00 to U+9FFF, which fold to themselves: most of a Chinese text. */
static inline bool
walk_han(struct walk *w, const unsigned char *p)
{
	uint32_t c = (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);

	if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || c < 0x4E00)
		return false;
	end_word(w);
	w->seen.need = 0;
	w->roman = false;
	w->f->han++;
	w->f->figures |= is_numeral(c);
	put_gap(w);
	memcpy(w->f->fold.p + w->n, p, 3);
	w->n += 3;
	return true;
}

void
face_read(struct face *f, struct dg_bytes text, const struct dg_wordset *small)
{
	struct walk w = { .f = f, .small = small };
	const unsigned char *p = (const unsigned char *)text.p;
	size_t ascii = 0, han = 0, at = 0;

	*f = (struct face){ .text = text, .fold = f->fold };
	/* folding never makes more bytes than there were, but dg_put_code asks for four */
	if (!dg_grow(&f->fold.p, &f->fold.cap, text.n + 8, 1)) {
		f->fold.failed = true;
		return;
	}
	while (at < text.n) {
		if ((unsigned)(p[at] | 32) - 'a' < 26) {
			size_t n = walk_letters(&w, p + at, text.n - at);

			at += n;
			ascii += n;
		} else if (p[at] < 0x80) {
			walk_ascii(&w, p[at++]);
			ascii++;
		} else if (p[at] >= 0xE4 && p[at] <= 0xE9 && text.n - at > 2 && walk_han(&w, p + at)) {
			at += 3;
			han++;
		} else {
			walk_wide(&w, dg_decode(text, &at));
		}
	}
	end_word(&w);
	f->fold.n = w.n;
	f->chars += ascii - f->blanks + han;
	f->figures |= f->digits > 0;
	f->letters = f->latin + f->han + f->kana + f->hangul + f->cyrillic + f->arabic + f->other;
}
