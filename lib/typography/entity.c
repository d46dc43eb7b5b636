/* entity.c -- HTML entities that somebody left escaped. */
#include <string.h>

#include "typography/typography.h"

enum { ENTITY_MAX = 10, AMP_MAX = 1024 };

/* Those that pages in French, English and Chinese hold (HTML 4.01, 24),
 * in the order of strcmp. */
static const struct { char name[8]; uint16_t c; } names[] = {
	{ "Agrave", 0xC0 }, { "Ccedil", 0xC7 }, { "Eacute", 0xC9 }, { "Ecirc", 0xCA },
	{ "Egrave", 0xC8 }, { "OElig", 0x152 }, { "aacute", 0xE1 }, { "acirc", 0xE2 },
	{ "aelig", 0xE6 }, { "agrave", 0xE0 }, { "amp", '&' }, { "apos", '\'' }, { "auml", 0xE4 },
	{ "bdquo", 0x201E }, { "bull", 0x2022 }, { "ccedil", 0xE7 }, { "cent", 0xA2 },
	{ "copy", 0xA9 }, { "deg", 0xB0 }, { "eacute", 0xE9 }, { "ecirc", 0xEA },
	{ "egrave", 0xE8 }, { "euml", 0xEB }, { "euro", 0x20AC }, { "frac12", 0xBD },
	{ "gt", '>' }, { "hellip", 0x2026 }, { "iacute", 0xED }, { "icirc", 0xEE },
	{ "iuml", 0xEF }, { "laquo", 0xAB }, { "ldquo", 0x201C }, { "lsaquo", 0x2039 },
	{ "lsquo", 0x2018 }, { "lt", '<' }, { "mdash", 0x2014 }, { "middot", 0xB7 },
	{ "nbsp", 0xA0 }, { "ndash", 0x2013 }, { "ntilde", 0xF1 }, { "oacute", 0xF3 },
	{ "ocirc", 0xF4 }, { "oelig", 0x153 }, { "ouml", 0xF6 }, { "pound", 0xA3 },
	{ "quot", '"' }, { "raquo", 0xBB }, { "rdquo", 0x201D }, { "reg", 0xAE },
	{ "rsaquo", 0x203A }, { "rsquo", 0x2019 }, { "sbquo", 0x201A }, { "sect", 0xA7 },
	{ "szlig", 0xDF }, { "thinsp", 0x2009 }, { "times", 0xD7 }, { "trade", 0x2122 },
	{ "uacute", 0xFA }, { "ucirc", 0xFB }, { "ugrave", 0xF9 }, { "uuml", 0xFC }, { "yen", 0xA5 },
};

static uint32_t
named(struct dg_bytes name)
{
	size_t low = 0, high = sizeof names / sizeof *names;

	while (low < high) {
		size_t mid = low + (high - low) / 2, len = strlen(names[mid].name);
		int c = memcmp(names[mid].name, name.p, len < name.n ? len : name.n);

		if (c == 0 && len == name.n)
			return names[mid].c;
		if (c < 0 || (c == 0 && len < name.n))
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

/* &#8217; and &#x2019;.  Only what stays as it is afterwards: no controls, no
 * invisible ones, no accents that would join, nothing that could make a new entity. */
static uint32_t
numbered(struct dg_bytes s)
{
	bool hex = s.n > 1 && (s.p[0] == 'x' || s.p[0] == 'X');
	uint32_t c = 0;

	for (size_t i = hex; i < s.n; i++) {
		char d = s.p[i];
		uint32_t v = d >= '0' && d <= '9' ? (uint32_t)(d - '0') :
		    hex && d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a' + 10) :
		    hex && d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A' + 10) : 99;

		if (v == 99 || c > 0x10FFFF)
			return 0;
		c = c * (hex ? 16 : 10) + v;
	}
	if (c < 0x21 || (c < 0x7F && (dg_class_of(c) == C_LETTER || dg_class_of(c) == C_DIGIT ||
	    c == '#' || c == ';')) || c == 0xAD || (c >= 0x7F && c < 0xA0))
		return 0;
	return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x202F && c <= 0x205E) ||
	    (c >= 0x20A0 && c <= 0x20BF) || (c >= 0x3001 && c <= 0x3029) ||
	    (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x400 && c <= 0x482) ||
	    (c >= 0xFF01 && c <= 0xFF5E) ? c : 0;
}

/* One entity whose text begins after the & at s[at - 1]. */
static size_t
once(struct dg_bytes s, size_t at, uint32_t *c)
{
	size_t end = at;
	struct dg_bytes body;

	while (end < s.n && end - at < ENTITY_MAX && s.p[end] != ';' && s.p[end] != '&')
		end++;
	if (end >= s.n || s.p[end] != ';' || end == at)
		return 0;
	body = (struct dg_bytes){ s.p + at, end - at };
	if (body.p[0] == '#')
		*c = numbered((struct dg_bytes){ body.p + 1, body.n - 1 });
	else
		*c = named(body);
	return *c ? end + 1 - at : 0;
}

size_t
dg_entity(struct dg_bytes s, size_t at, uint32_t *c)
{
	size_t n = 0, more;

	for (int i = 0; i < AMP_MAX; i++) {
		more = once(s, at + 1 + n, c);
		if (!more) {
			*c = '&';
			return n ? n + 1 : 0;
		}
		n += more;
		if (*c != '&')
			break;
	}
	return n + 1;
}
