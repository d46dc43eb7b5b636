/* han.c -- numbers in Han numerals (Unihan kPrimaryNumeric). */
#include "values/values.h"

static int
digit_of(uint32_t c)
{
	static const uint32_t digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	    0x516D, 0x4E03, 0x516B, 0x4E5D };		/* 〇一二三四五六七八九 */

	if (c == 0x4E24 || c == 0x5169)			/* 两 兩 */
		return 2;
	if (c == 0x96F6 || c == 0x25CB)			/* 零, and ○ in its place */
		return 0;
	for (int i = 0; i < 10; i++)
		if (digits[i] == c)
			return i;
	return -1;
}

static double
unit_of(uint32_t c)
{
	switch (c) {
	case 0x5341: return 10;			/* 十 */
	case 0x767E: return 100;		/* 百 */
	case 0x5343: return 1000;		/* 千 */
	case 0x4E07: case 0x842C: return 1e4;	/* 万 萬 */
	case 0x4EBF: case 0x5104: return 1e8;	/* 亿 億 */
	}
	return 0;
}

bool
values_han(struct dg_bytes s, size_t *at, double *x)
{
	double total = 0, wan = 0, section = 0, digit = 0;
	size_t here = *at, n = 0, digits = 0;
	bool units = false;

	for (;; n++) {
		size_t after = here;
		uint32_t c = here < s.n ? dg_decode(s, &after) : 0;
		double unit = unit_of(c);
		int d = digit_of(c);

		if (unit >= 1e8) {
			total = (total + wan + section + digit) * unit;
			wan = section = digit = 0;
		} else if (unit >= 1e4) {
			wan = (wan + section + digit) * unit;
			section = digit = 0;
		} else if (unit > 0) {
			section += (digit == 0 && !digits ? 1 : digit) * unit;
			digit = 0;
		} else if (d >= 0) {
			digit = units ? d : digit * 10 + d;	/* 二〇一九 has no units */
		} else {
			break;
		}
		units = units || unit > 0;
		digits = d >= 0 ? digits + 1 : 0;
		here = after;
	}
	*x = total + wan + section + digit;
	*at = here;
	return n > 0 && *x > 0;
}
