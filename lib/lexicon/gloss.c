/* gloss.c -- what dictionaries say of a word, cut into forms that a text may have. */
#include <string.h>

#include "lexicon/build.h"

/* A longer explanation is no translation: nothing will ever match the whole of it. */
enum { GLOSS_WORDS = 7, GLOSS_BYTES = 120 };

/* What a headword carries that running text seldom does. */
static const char *const heads[] = { "to be ", "to ", "a ", "an ", "the ", "sth ", "sb ",
    "se ", "s'", "s’", "le ", "la ", "les ", "l'", "l’", "un ", "une ", NULL };

static bool
opens(char c)
{
	return c == '(' || c == '[' || c == '<' || c == '{';
}

static bool
closes(char c)
{
	return c == ')' || c == ']' || c == '>' || c == '}';
}

/* The gloss without what stands in brackets, blanks single, none at the ends. */
static size_t
plain(struct dg_bytes gloss, char out[GLOSS_BYTES])
{
	size_t n = 0, depth = 0;

	for (size_t i = 0; i < gloss.n; i++) {
		char c = gloss.p[i];

		depth += opens(c);
		if (depth == 0 && (c != ' ' || (n && out[n - 1] != ' '))) {
			if (n == GLOSS_BYTES)
				return 0;
			out[n++] = c == '\t' || c == '|' ? ' ' : c;
		}
		if (closes(c) && depth)
			depth--;
	}
	while (n && strchr(" .,;:", out[n - 1]))
		n--;
	return n;
}

static struct dg_bytes
without_head(struct dg_bytes s)
{
	for (size_t i = 0; heads[i]; i++) {
		size_t k = strlen(heads[i]);

		if (s.n > k + 1 && memcmp(s.p, heads[i], k) == 0)
			return (struct dg_bytes){ s.p + k, s.n - k };
	}
	return s;
}

void
gloss_put(struct dg_buf *cell, struct dg_bytes gloss)
{
	char text[GLOSS_BYTES];
	struct dg_bytes s = { text, plain(gloss, text) };
	size_t words = 1;

	s = without_head(s);
	for (size_t i = 0; i < s.n; i++)
		words += s.p[i] == ' ';
	if (s.n == 0 || words > GLOSS_WORDS)
		return;
	if (cell->n)
		dg_put_str(cell, " | ");
	dg_put_bytes(cell, s);
}

void
gloss_put_each(struct dg_buf *cell, struct dg_bytes text, const char *marks)
{
	size_t start = 0, depth = 0;

	for (size_t i = 0; i <= text.n; i++) {
		char c = i < text.n ? text.p[i] : '\0';

		depth += opens(c);
		if (i < text.n && (depth || !strchr(marks, c))) {
			if (closes(c) && depth)
				depth--;
			continue;
		}
		gloss_put(cell, (struct dg_bytes){ text.p + start, i - start });
		start = i + 1;
	}
}
