/* face.c -- what a text looks like, counted in one walk. */
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

static void
count_ascii(struct face *f, unsigned char c)
{
	if ((c | 32) >= 'a' && (c | 32) <= 'z') {
		f->latin++;
		f->upper += c < 'a';
	} else if (c >= '0' && c <= '9') {
		f->digits++;
	} else {
		f->lower_than |= c == '<';
		f->ampersand |= c == '&';
		f->slash |= c == '/';
		f->at_sign |= c == '@';
		f->bad += c < 0x20 && c != '\t';
	}
}

void
face_read(struct face *f, struct dg_bytes text)
{
	struct seen seen = { 0, 0, 0 };

	*f = (struct face){ .text = text };
	for (size_t at = 0; at < text.n;) {
		unsigned char first = (unsigned char)text.p[at];
		uint32_t c;
		size_t *script;

		if (first < 0x80) {
			at++;
			seen.need = 0;
			f->chars += first != ' ' && first != '\t';
			count_ascii(f, first);
			continue;
		}
		c = dg_decode(text, &at);
		f->suspects += suspect(&seen, c);
		if (is_blank(c))
			continue;
		if (is_invisible(c)) {
			f->invisible++;
			continue;
		}
		f->chars++;
		if ((script = script_of(f, c)))
			++*script;
		else if (c >= 0xFF10 && c <= 0xFF19)
			f->digits++;
		f->upper += c >= 0xC0 && c <= 0xDE && c != 0xD7;
		f->bad += is_bad(c);
	}
	f->letters = f->latin + f->han + f->kana + f->hangul + f->cyrillic + f->arabic + f->other;
}
