/* joint.c -- what a line break that only wraps stands for. */
#include <unicode/uchar.h>

#include "segment/segment.h"

/* Han, kana, their marks and the full-width forms: written without blanks. */
static bool
is_wide(uint32_t c)
{
	return dg_is_han(c) || (c >= 0x3001 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF60);
}

static bool
is_letter(uint32_t c)
{
	return U_GET_GC_MASK((UChar32)c) & U_GC_L_MASK;
}

const char *
dg_line_joint(struct dg_bytes left, struct dg_bytes right)
{
	size_t at = left.n, start = 0;
	uint32_t last, next;

	if (left.n == 0 || right.n == 0)
		return " ";
	last = decode_back(left, &at);
	next = dg_decode(right, &start);
	if (is_wide(last) && is_wide(next))
		return "";
	/* whether the hyphen is the word's own only the writer knows: it stays as typed */
	if ((last == '-' || last == 0xAD || last == 0x2010) && at > 0 && is_letter(next) &&
	    is_letter(decode_back(left, &at)))
		return "";
	return " ";
}
