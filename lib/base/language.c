/* language.c -- what a BCP 47 tag tells by itself. */
#include <string.h>

#include "base/base.h"

static size_t
primary_length(const char *tag)
{
	return strcspn(tag, "-_");
}

bool
dg_language_same(const char *a, const char *b)
{
	size_t n = primary_length(a);

	return n == primary_length(b) && strncmp(a, b, n) == 0;
}

bool
dg_language_unspaced(const char *lang)
{
	static const char *const unspaced[] = { "zh", "ja", "yue", "lzh", "wuu" };

	for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
		if (dg_language_same(lang, unspaced[i]))
			return true;
	return false;
}
