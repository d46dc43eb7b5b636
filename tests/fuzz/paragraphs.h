/* paragraphs.h -- what holds of every paragraph, whatever the bytes were. */
#ifndef FUZZ_PARAGRAPHS_H
#define FUZZ_PARAGRAPHS_H

#include <stdlib.h>
#include <string.h>

#include "drogman.h"

/* Valid UTF-8, no control character, no blank at either end, not empty. */
static inline void
check_paragraphs(const struct dg_page *page)
{
	for (size_t i = 0; i < page->n; i++) {
		struct dg_bytes s = page->paragraphs[i].text;
		uint32_t c = ' ', first = 0;

		for (size_t at = 0; at < s.n;) {
			c = dg_decode(s, &at);
			first = first ? first : c;
			if (c < 0x20 || (c & 0xFFFFFF00u) == 0xDC00u)
				abort();
		}
		if (s.n == 0 || first == ' ' || c == ' ' || c == 0x2028 || !page->paragraphs[i].reason)
			abort();
	}
}

#endif
