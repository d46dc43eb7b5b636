/* spell.h -- how the tables of the typography tests write blanks and lines: _ is U+00A0,
 * ~ is U+202F, / parts lines (// paragraphs). */
#ifndef SPELL_H
#define SPELL_H

#include <string.h>

#include "drogman.h"

/* The table's shorthand as text. */
static inline void
spell(struct dg_buf *out, const char *s)
{
	out->n = 0;
	for (; *s; s++)
		if (*s == '_')
			dg_put_code(out, 0xA0);
		else if (*s == '~')
			dg_put_code(out, 0x202F);
		else if (*s == '/')
			dg_put_char(out, '\n');
		else
			dg_put_char(out, *s);
}

/* The lines of `s`, at most `max`. */
static inline size_t
cut(struct dg_bytes s, struct dg_bytes *lines, size_t max)
{
	size_t n = 0;

	for (const char *p = s.p, *end = s.p + s.n; n < max; n++) {
		const char *nl = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;

		lines[n] = (struct dg_bytes){ p, (size_t)((nl ? nl : end) - p) };
		if (!nl)
			return n + 1;
		p = nl + 1;
	}
	return n;
}

#endif
