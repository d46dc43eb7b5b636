/* class.c -- what kind of character stands beside a mark. */
#include "typography/typography.h"

#define BY_8(x) x, x, x, x, x, x, x, x
#define LETTERS \
	BY_8(C_LETTER), BY_8(C_LETTER), BY_8(C_LETTER), C_LETTER, C_LETTER

const uint8_t dg_class_ascii[128] = {
	BY_8(C_OTHER), C_OTHER, C_BLANK, C_OTHER, C_OTHER, C_OTHER, C_OTHER, C_OTHER, C_OTHER,
	BY_8(C_OTHER), BY_8(C_OTHER),
	/* blank ! " # $ % & ' */
	C_BLANK, C_CLOSE, C_QUOTE, C_OTHER, C_OTHER, C_OTHER, C_OTHER, C_QUOTE,
	/* ( ) * + , - . / */
	C_OPEN, C_CLOSE, C_OTHER, C_OTHER, C_CLOSE, C_OPEN, C_CLOSE, C_OPEN,
	BY_8(C_DIGIT), C_DIGIT, C_DIGIT,
	/* : ; < = > ? @ */
	C_CLOSE, C_CLOSE, C_OTHER, C_OTHER, C_OTHER, C_CLOSE, C_OTHER,
	LETTERS,
	/* [ \ ] ^ _ ` */
	C_OPEN, C_OTHER, C_CLOSE, C_OTHER, C_OTHER, C_QUOTE,
	LETTERS,
	/* { | } ~ */
	C_OPEN, C_OTHER, C_CLOSE, C_OTHER, C_OTHER,
};

static enum class
class_of_general(uint32_t c)
{
	if (c == 0x2026 || c == 0x3002 || c == 0x3001 || (c >= 0x2030 && c <= 0x2031))
		return C_CLOSE;
	if (c >= 0x2010 && c <= 0x2015)
		return C_OPEN;
	if ((c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A || c == 0xFF02 ||
	    (c >= 0x300C && c <= 0x300F) || (c >= 0x301D && c <= 0x301F))
		return C_QUOTE;
	if ((c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000)
		return C_BLANK;
	if (c >= 0x2000 && c < 0x2C00)
		return C_OTHER;
	if (c >= 0x3008 && c <= 0x3011)
		return c & 1 ? C_CLOSE : C_OPEN;
	if (c >= 0x3041 && c <= 0x30FF)
		return C_HAN;
	if (c >= 0xFF00 && c <= 0xFF5E)
		return c == 0xFF08 ? C_OPEN : (c >= 0xFF10 && c <= 0xFF19) ? C_DIGIT :
		    dg_class_ascii[c - 0xFEE0] == C_LETTER ? C_LETTER : C_CLOSE;
	if (dg_is_han(c))
		return C_HAN;
	return c >= 0x3000 && c < 0x3400 ? C_OTHER : C_LETTER;
}

enum class
dg_class_of(uint32_t c)
{
	if (c < 0x80)
		return dg_class_ascii[c];
	if (c == 0xA0)
		return C_BLANK;
	if (c == 0xAB || c == 0xBB || c == 0xB4)
		return C_QUOTE;
	if (c == 0xA1 || c == 0xBF)
		return C_OPEN;
	if (c < 0xC0)
		return c == 0xAA || c == 0xB5 || c == 0xBA ? C_LETTER : C_OTHER;
	if (c == 0xD7 || c == 0xF7 || (c >= 0xDC80 && c < 0xDD00))
		return C_OTHER;
	return c < 0x2000 ? C_LETTER : class_of_general(c);
}

uint32_t
dg_char_before_wide(struct dg_bytes s, size_t at)
{
	size_t from = at;

	do
		from--;
	while (from > 0 && at - from < 4 && ((unsigned char)s.p[from] & 0xC0) == 0x80);
	return dg_decode((struct dg_bytes){ s.p, at }, &from);
}

size_t
dg_blank_at(struct dg_bytes s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t left = s.n - at;

	if (left == 0)
		return 0;
	if (p[0] == ' ' || p[0] == '\t')
		return 1;
	if (left >= 2 && p[0] == 0xC2 && p[1] == 0xA0)
		return 2;
	if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80 &&
	    ((p[2] >= 0x80 && p[2] <= 0x8A) || p[2] == 0xAF))
		return 3;
	return 0;
}

size_t
dg_blank_before(struct dg_bytes s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;

	if (at == 0)
		return 0;
	if (p[-1] == ' ' || p[-1] == '\t')
		return 1;
	if (at >= 2 && p[-2] == 0xC2 && p[-1] == 0xA0)
		return 2;
	if (at >= 3 && p[-3] == 0xE2 && p[-2] == 0x80 &&
	    ((p[-1] >= 0x80 && p[-1] <= 0x8A) || p[-1] == 0xAF))
		return 3;
	return 0;
}

size_t
dg_skip_blanks_back(struct dg_bytes s, size_t at)
{
	size_t n;

	while ((n = dg_blank_before(s, at)) > 0)
		at -= n;
	return at;
}

size_t
dg_skip_blanks(struct dg_bytes s, size_t at)
{
	size_t n;

	while ((n = dg_blank_at(s, at)) > 0)
		at += n;
	return at;
}
