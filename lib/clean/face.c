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
block_of(struct face *f, uint32_t c)
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
	const struct small_words *small;
	size_t n;		/* of the fold */
	uint64_t word;		/* the letters of the word at hand, packed */
	unsigned length;	/* of it */
	bool gap;		/* a mark or a blank since the last character of the fold */
	bool roman;		/* the last character may be of a Roman numeral */
	struct seen seen;
};

/* `run`: the digits with a 1 before them, which keeps zeros. */
static inline void
add_run(struct face *f, uint64_t run)
{
	f->runs += run * run * 0x9E3779B97F4A7C15u;
	f->figures = true;
}

static void
add_month(struct face *f, unsigned month)
{
	add_run(f, month < 10 ? 10 + month : 100 + month);
}

static inline void
end_word(struct walk *w)
{
	uint32_t bits;

	if (w->length == 0)
		return;
	bits = w->length <= 12 ? words_get(w->small, w->word) : 0;
	w->f->words++;
	w->f->spelled |= bits >> BIT_FIGURE;
	if (bits >> MONTH_AT & MONTH_BITS)	/* mai, May: as the 5 of 5月 */
		add_month(w->f, bits >> MONTH_AT & MONTH_BITS);
	for (bits &= (1u << WORD_LISTS) - 1; bits; bits &= bits - 1)
		w->f->of[__builtin_ctz(bits)]++;
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

/* The first byte in the lowest eight bits. */
static inline uint64_t
in_order(uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static inline uint64_t
load_eight(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return in_order(v);
}

static inline void
store_eight(char *p, uint64_t v)
{
	v = in_order(v);
	memcpy(p, &v, sizeof v);
}

static const uint64_t EACH = 0x0101010101010101u, HIGH = 0x8080808080808080u;

/* Of eight bytes, the first in the lowest, the high bits of those that are ASCII letters. */
static inline uint64_t
letters_among(uint64_t v)
{
	uint64_t lower = (v | EACH * 0x20) & ~HIGH;

	return (lower + EACH * (0x80 - 'a')) & ~(lower + EACH * (0x80 - 'z' - 1)) & ~v & HIGH;
}

/* The first n of eight letters as dg_word_pack has them: in pairs, in fours, all. */
static inline uint64_t
pack_letters(uint64_t v, unsigned n)
{
	uint64_t x = __builtin_bswap64(v & EACH * 31) >> (64 - 8 * n);

	x = (x & 0x001F001F001F001Fu) | (x & 0x1F001F001F001F00u) >> 3;
	x = (x & 0x000003FF000003FFu) | (x & 0x03FF000003FF0000u) >> 6;
	return (x & 0xFFFFF) | (x & 0x000FFFFF00000000u) >> 12;
}

/* Two capitals of Roman numerals in a row, the one before this run among them. */
static bool
has_roman(struct walk *w, const unsigned char *p, size_t n)
{
	bool before = w->roman, found = false;

	for (size_t i = 0; i < n; i++) {
		found |= before && is_roman(p[i]);
		before = is_roman(p[i]);
	}
	return found;
}

/* Eight ASCII letters or fewer, where eight bytes can be read; returns how many. */
static inline size_t
walk_eight(struct walk *w, const unsigned char *p)
{
	uint64_t v = load_eight(p), letters = letters_among(v), upper;
	unsigned n = letters == HIGH ? 8 : (unsigned)__builtin_ctzll(~letters & HIGH) / 8;

	if (n == 0)
		return 0;
	upper = ~(v << 2) & HIGH >> (64 - 8 * n);
	store_eight(w->f->fold.p + w->n, v | EACH * 0x20);
	w->word = w->word << 5 * n | pack_letters(v, n);
	if (upper) {
		unsigned capitals = (unsigned)__builtin_popcountll(upper);

		w->f->upper += capitals;
		if (w->roman || capitals > 1)
			w->f->spelled |= has_roman(w, p, n);
	}
	w->roman = is_roman(p[n - 1]);
	w->length += n;
	w->n += n;
	return n;
}

/* A run of ASCII letters; returns its length. */
static inline size_t
walk_letters(struct walk *w, const unsigned char *p, size_t left)
{
	size_t n = 0, more = 8;

	put_gap(w);
	while (more == 8 && left - n >= 8)
		n += more = walk_eight(w, p + n);
	for (; more == 8 && n < left && (unsigned)(p[n] | 32) - 'a' < 26; n++) {
		w->f->spelled |= w->roman && is_roman(p[n]);
		w->roman = is_roman(p[n]);
		w->f->upper += p[n] < 'a';
		put_letter(w, p[n] | 32);
	}
	w->seen.need = 0;
	w->f->latin += n;
	return n;
}

/* A run of ASCII digits; returns its length. */
static inline size_t
walk_digits(struct walk *w, const unsigned char *p, size_t left)
{
	uint64_t run = 1;
	size_t n = 0;

	end_word(w);
	put_gap(w);
	do {
		run = run * 10 + (p[n] - '0');
		w->f->fold.p[w->n++] = (char)p[n];
	} while (++n < left && (unsigned)p[n] - '0' < 10);
	w->f->digits += n;
	add_run(w->f, run);
	w->seen.need = 0;
	w->roman = false;
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
	if ((script = block_of(f, c))) {
		++*script;
	} else if (c >= 0xFF10 && c <= 0xFF19) {
		f->digits++;
		f->spelled = true;
	}
	f->spelled |= is_numeral(c);
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
	w->f->spelled |= is_numeral(c);
	put_gap(w);
	memcpy(w->f->fold.p + w->n, p, 3);
	w->n += 3;
	return true;
}

void
face_read(struct face *f, struct dg_bytes text, const struct small_words *small)
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
		} else if ((unsigned)p[at] - '0' < 10) {
			size_t n = walk_digits(&w, p + at, text.n - at);

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
	f->figures |= f->spelled || f->digits > 0;
	f->letters = f->latin + f->han + f->kana + f->hangul + f->cyrillic + f->arabic + f->other;
}
