/* escape.c -- any bytes into XML 1.0 text. */
#include <string.h>

#include "memory/memory.h"

/* Char of XML 1.0 (fifth edition) §2.2; dg_decode gives what is no UTF-8 as
 * lone surrogates, which are no Char either. */
static bool
fits(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c < 0xD800 || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
}

enum place { TEXT, ATTR, MARKUP };

/* A carriage return would be read back as a line feed (§2.11), white space in an
 * attribute as a blank (§3.3.3): they go as references. */
static const char *
reference(uint32_t c, enum place place)
{
	bool attr = place == ATTR;

	if (place == MARKUP)
		return NULL;
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";	/* for "]]>" */
	case '"': return attr ? "&quot;" : NULL;
	case '\t': return "&#9;";
	case '\n': return attr ? "&#10;" : NULL;
	case '\r': return "&#13;";
	default: return NULL;
	}
}

/* How many bytes from `p` stand for themselves, seen eight at a time: a byte is one of
 * ours if it is below 0x20, above 0x7F, or turns to 0 by the XOR with a sign (the test for
 * a zero byte is Mycroft's; what it says of the lowest byte that it names is true). */
static size_t
plain_ascii(const char *p, size_t n)
{
	static const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	size_t at = 0;

	for (; n - at >= 8; at += 8) {
		uint64_t w, amp, less, more, quote, hits;

		memcpy(&w, p + at, 8);
		amp = w ^ ones * '&';
		less = w ^ ones * '<';
		more = w ^ ones * '>';
		quote = w ^ ones * '"';
		hits = (w | (w - ones * 0x20) | (amp - ones) | (less - ones) | (more - ones) |
		    (quote - ones)) & tops;
#if defined __GNUC__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		if (hits)
			return at + (size_t)__builtin_ctzll(hits) / 8;
#else
		if (hits)
			break;
#endif
	}
	while (at < n && p[at] >= 0x20 && p[at] < 0x7F && p[at] != '&' && p[at] != '<' &&
	    p[at] != '>' && p[at] != '"')
		at++;
	return at;
}

/* Characters of two or three bytes that are surely Chars: not those that begin with E0,
 * ED and EF, of which the second byte tells. */
static size_t
plain_sequences(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t at = 0;

	for (;;) {
		unsigned char c = n - at >= 2 ? p[at] : 0;

		if (c >= 0xC2 && c < 0xE0 && (p[at + 1] & 0xC0) == 0x80)
			at += 2;
		else if (c > 0xE0 && c < 0xEF && c != 0xED && n - at >= 3 &&
		    (p[at + 1] & 0xC0) == 0x80 && (p[at + 2] & 0xC0) == 0x80)
			at += 3;
		else
			return at;
	}
}

static size_t
put(struct dg_out *out, struct dg_bytes s, enum place place)
{
	size_t from = 0, at = 0, bad = 0;

	while (at < s.n) {
		size_t here;
		const char *as;
		uint32_t c;

		at += plain_ascii(s.p + at, s.n - at);
		at += plain_sequences(s.p + at, s.n - at);
		if (at == s.n)
			break;
		here = at;
		c = dg_decode(s, &at);
		as = reference(c, place);
		if (!fits(c)) {
			as = "\xEF\xBF\xBD";
			bad++;
		}
		if (!as)
			continue;
		dg_out_put(out, s.p + from, here - from);
		dg_out_str(out, as);
		from = at;
	}
	if (s.n > from)
		dg_out_put(out, s.p + from, s.n - from);
	return bad;
}

size_t
memory_put_text(struct dg_out *out, struct dg_bytes s)
{
	return put(out, s, TEXT);
}

size_t
memory_put_markup(struct dg_out *out, struct dg_bytes s)
{
	return put(out, s, MARKUP);
}

size_t
memory_put_value(struct dg_out *out, struct dg_bytes s)
{
	return put(out, s, ATTR);
}

size_t
memory_put_attr(struct dg_out *out, const char *name, struct dg_bytes s)
{
	size_t bad;

	dg_out_str(out, " ");
	dg_out_str(out, name);
	dg_out_str(out, "=\"");
	bad = put(out, s, ATTR);
	dg_out_str(out, "\"");
	return bad;
}
