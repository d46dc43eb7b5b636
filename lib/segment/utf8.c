/* utf8.c -- characters backwards, and blanks. */
#include "segment/segment.h"

uint32_t
decode_back_slowly(struct dg_bytes s, size_t *at)
{
	unsigned char last = (unsigned char)s.p[*at - 1];

	if (last >= 0x80)
		for (size_t n = 2; n <= 4 && n <= *at; n++) {
			size_t start = *at - n, end = start;
			uint32_t c = dg_decode((struct dg_bytes){ s.p, *at }, &end);

			if (end == *at) {
				*at = start;
				return c;
			}
		}
	--*at;
	return last < 0x80 ? last : 0xDC00u + last;
}

/* PropList.txt, White_Space, which is a closed set */
bool
is_blank(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
