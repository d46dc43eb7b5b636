/* number.c -- numbers out of texts that need not hold one. */
#include <stdlib.h>

#include "base/base.h"

int
dg_whole(const char *text, int low, int high)
{
	long n = strtol(text, NULL, 10);	/* beyond a long: the nearest one */

	return n < low ? low : n > high ? high : (int)n;
}
