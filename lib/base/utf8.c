/* utf8.c -- code points out of bytes that need not be UTF-8. */
#include "base/base.h"

/* Table 3-7 of the Unicode Standard: the second byte's range depends on the
 * first, which is what keeps out overlong forms, surrogates and > U+10FFFF. */
static size_t
sequence_length(const unsigned char *p, size_t left)
{
	size_t n;
	unsigned char low = 0x80, high = 0xBF;

	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (n > left)
		return 0;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return n;
}

uint32_t
dg_decode(struct dg_bytes s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	uint32_t c;
	size_t n;

	if (p[0] < 0x80) {
		++*at;
		return p[0];
	}
	n = sequence_length(p, s.n - *at);
	if (n == 0) {
		++*at;
		return 0xDC00u + p[0];
	}
	c = p[0] & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3Fu);
	*at += n;
	return c;
}

bool
dg_is_han(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
	    (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xF900 && c <= 0xFAFF) ||
	    c == 0x3005 || c == 0x3007;
}
