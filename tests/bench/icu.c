/* icu -- the floor of the obvious solution: lines in, the sentences of ICU's
 * BreakIterator out, one a line, an empty line between paragraphs.
 *
 *   icu LANG <text >segments */
#include <stdio.h>
#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

static void
put(const char *p, int64_t start, int64_t end)
{
	while (end > start && (p[end - 1] == ' ' || p[end - 1] == '\n'))
		end--;
	if (end > start) {
		fwrite(p + start, 1, (size_t)(end - start), stdout);
		putchar('\n');
	}
}

static void
sentences(UBreakIterator *it, UText *u, const char *p)
{
	int32_t start = ubrk_first(it), end;

	(void)u;
	while ((end = ubrk_next(it)) != UBRK_DONE) {
		put(p, start, end);
		start = end;
	}
}

int
main(int argc, char *argv[])
{
	UErrorCode e = U_ZERO_ERROR;
	UBreakIterator *it = ubrk_open(UBRK_SENTENCE, argc > 1 ? argv[1] : "en", NULL, 0, &e);
	UText *u = NULL;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while (U_SUCCESS(e) && (n = getline(&line, &cap, stdin)) != -1) {
		u = utext_openUTF8(u, line, n, &e);
		ubrk_setUText(it, u, &e);
		if (U_FAILURE(e))
			break;
		sentences(it, u, line);
		putchar('\n');
	}
	utext_close(u);
	ubrk_close(it);
	free(line);
	return U_FAILURE(e) || fclose(stdout) != 0 ? 2 : 0;
}
