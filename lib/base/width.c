/* width.c -- columns that a character takes on a terminal. */
#include <unicode/uchar.h>

#include "base/base.h"

size_t
dg_code_width(uint32_t c)
{
	int type;

	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 1;
	type = u_charType((UChar32)c);
	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
	    type == U_CONTROL_CHAR)
		return c == 0xAD ? 1 : 0;
	switch (u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_WIDE: case U_EA_FULLWIDTH:
		return 2;
	}
	return 1;
}
