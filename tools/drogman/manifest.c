/* manifest.c -- drogman manifest: a manifest out of file names.
 * The braces of a pattern hold the languages, what its wildcards stand for names the document.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drogman/commands.h"
#include "tool.h"

static const struct tool_option options[] = { { 0 } };

static const struct tool self = {
	"drogman manifest", "'PATTERN'",
	"Print a manifest of the pages whose names the pattern matches.  Its braces hold the\n"
	"languages, the translation first; what its * and ? stand for names the document.\n\n"
	"  drogman manifest 'pages/{fr,zh,en}/*.html' > pages.tsv\n"
	"  drogman manifest 'press/*/index.{fr,en}.html' > press.tsv", options, true
};

struct page { char *doc, *path; size_t side; };

struct pages {
	struct page *at;
	size_t n, cap;
	char *langs[DG_TEXTS_MAX];
	size_t sides;
	const char *before, *after;	/* the pattern around the braces */
};

/* ---- which part of a name a wildcard stands for ---- */

/* As glob(7), for * ? [...]; what each stood for goes to `doc`, parted by '-'. */
static bool
match(const char *p, const char *s, struct dg_buf *doc)
{
	size_t was = doc->n;

	for (; *p; p++, s++) {
		if (*p == '*') {
			for (size_t k = 0;; k++) {
				doc->n = was;
				if (doc->n)
					dg_put_char(doc, '-');
				dg_put(doc, s, k);
				if (match(p + 1, s + k, doc))
					return true;
				if (!s[k] || s[k] == '/')
					return false;
			}
		}
		if (*p == '?' || *p == '[') {
			const char *end = *p == '[' ? strchr(p + 2, ']') : p;

			if (!*s || *s == '/' || !end)
				return false;
			dg_put_char(doc, *s);
			was = doc->n;
			p = end;
		} else if (*p != *s) {
			return false;
		}
	}
	return !*s;
}

/* ---- the pattern ---- */

/* "a{fr,zh}b" apart; the languages must be some. */
static int
read_pattern(char *pattern, struct pages *pages)
{
	char *open = strchr(pattern, '{'), *close = open ? strchr(open, '}') : NULL;

	if (!close)
		return tool_fail("'%s' has no {fr,zh,en}", pattern);
	*open = *close = '\0';
	pages->before = pattern;
	pages->after = close + 1;
	for (char *p = strtok(open + 1, ","); p; p = strtok(NULL, ",")) {
		if (!dg_is_language(dg_bytes_of(p)))
			return tool_fail("'%s' is no language tag", p);
		if (pages->sides == DG_TEXTS_MAX)
			return tool_fail("more than %d languages", DG_TEXTS_MAX);
		pages->langs[pages->sides++] = p;
	}
	return pages->sides < 2 ? tool_fail("a manifest has two or three languages") : 0;
}

static char *
copy(const char *s, size_t n)
{
	char *c = malloc(n + 1);

	if (!c)
		exit(tool_fail("out of memory"));
	memcpy(c, s, n);
	c[n] = '\0';
	return c;
}

static void
add_page(struct pages *pages, size_t side, const char *pattern, const char *path)
{
	struct dg_buf doc = { 0 };

	if (strpbrk(path, "\t\n\r")) {
		tool_warn("'%s' has a tab or a line break in its name and is left out", path);
		return;
	}
	if (pages->n == pages->cap) {
		pages->cap = pages->cap ? 2 * pages->cap : 256;
		pages->at = realloc(pages->at, pages->cap * sizeof *pages->at);
	}
	if (!pages->at || (!match(pattern, path, &doc) || doc.failed))
		exit(tool_fail("%s: cannot tell its document", path));
	pages->at[pages->n++] = (struct page){ copy(doc.p ? doc.p : "", doc.n),
	    copy(path, strlen(path)), side };
	dg_buf_free(&doc);
}

static int
find_pages(struct pages *pages)
{
	for (size_t s = 0; s < pages->sides; s++) {
		struct dg_buf pattern = { 0 };
		glob_t found;
		int g;

		dg_put_format(&pattern, "%s%s%s", pages->before, pages->langs[s], pages->after);
		dg_put(&pattern, "", 1);
		if (pattern.failed)
			return tool_fail("out of memory");
		g = glob(pattern.p, 0, NULL, &found);
		for (size_t i = 0; g == 0 && i < found.gl_pathc; i++)
			add_page(pages, s, pattern.p, found.gl_pathv[i]);
		if (g == 0)
			globfree(&found);
		else if (g != GLOB_NOMATCH)
			return tool_fail("%s: cannot be searched", pattern.p);
		dg_buf_free(&pattern);
	}
	return pages->n ? 0 : tool_fail("no file matches");
}

/* ---- the manifest ---- */

static int
by_document(const void *a, const void *b)
{
	const struct page *x = a, *y = b;
	int c = strcmp(x->doc, y->doc);

	return c ? c : (x->side > y->side) - (x->side < y->side);
}

static void
put_document(const struct pages *pages, size_t from, size_t to)
{
	struct dg_bytes row[1 + DG_TEXTS_MAX] = { dg_bytes_of(pages->at[from].doc) };

	if (row[0].n == 0)
		row[0] = dg_bytes_of("1");
	for (size_t i = from; i < to; i++)
		row[1 + pages->at[i].side] = dg_bytes_of(pages->at[i].path);
	dg_bitext_put(tool_stdout(), row, 1 + pages->sides);
}

static void
put_manifest(struct pages *pages)
{
	struct dg_bytes head[1 + DG_TEXTS_MAX] = { dg_bytes_of("doc") };
	size_t alone = 0, to;

	for (size_t s = 0; s < pages->sides; s++)
		head[1 + s] = dg_bytes_of(pages->langs[s]);
	dg_bitext_put(tool_stdout(), head, 1 + pages->sides);
	qsort(pages->at, pages->n, sizeof *pages->at, by_document);
	for (size_t from = 0; from < pages->n; from = to) {
		for (to = from + 1; to < pages->n &&
		    strcmp(pages->at[to].doc, pages->at[from].doc) == 0; )
			to++;
		if (to - from > 1)
			put_document(pages, from, to);
		else
			alone++;
	}
	if (alone)
		tool_warn("%zu pages have no counterpart in another language and are left out", alone);
}

int
manifest_main(int argc, char *argv[])
{
	struct pages pages = { 0 };
	const char *arg;
	char *pattern;
	int at, rc;

	while (tool_option(&self, argc, argv, &arg, &at) != -1)
		continue;
	if (argc - at != 1)
		return tool_end(tool_usage());
	pattern = copy(argv[at], strlen(argv[at]));
	if ((rc = read_pattern(pattern, &pages)) == 0 && (rc = find_pages(&pages)) == 0)
		put_manifest(&pages);
	for (size_t i = 0; i < pages.n; i++) {
		free(pages.at[i].doc);
		free(pages.at[i].path);
	}
	free(pages.at);
	free(pattern);
	return tool_end(rc);
}
