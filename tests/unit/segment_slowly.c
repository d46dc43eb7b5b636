/* segment_slowly.c -- the automaton against the plainest reading of SRX 2.0: every rule, in
 * order, is tried by ICU's regular expressions at every position, and the first one that
 * matches decides.  Nothing here knows how the library does it.
 *
 *   segment_slowly                                own rules, the corpus: part of `make check`
 *   segment_slowly LANG TEXT SRX...               these rules, one set behind the other */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/tree.h>
#include <libxml/parser.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "drogman.h"

enum { RULES_MAX = 4000, LOOK_BEHIND = 1000 };

struct slow {
	struct { char *before, *after; bool cuts; URegularExpression *re; } rules[RULES_MAX];
	size_t n;
};

static bool
named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static char *
content_of(xmlNode *rule, const char *name)
{
	for (xmlNode *c = rule->children; c; c = c->next)
		if (named(c, name)) {
			xmlChar *text = xmlNodeGetContent(c);
			char *copy = strdup((const char *)text);

			xmlFree(text);
			return copy;
		}
	return strdup("");
}

static void
add_rules(struct slow *s, xmlNode *language)
{
	for (xmlNode *r = language->children; r; r = r->next) {
		xmlChar *breaks;

		if (!named(r, "rule"))
			continue;
		assert_true(s->n < RULES_MAX);
		breaks = xmlGetProp(r, (const xmlChar *)"break");
		s->rules[s->n].cuts = !breaks || strcmp((const char *)breaks, "no") != 0;
		s->rules[s->n].before = content_of(r, "beforebreak");
		s->rules[s->n++].after = content_of(r, "afterbreak");
		xmlFree(breaks);
	}
}

static xmlNode *
find(xmlNode *at, const char *name, const char *attribute, const char *value)
{
	for (; at; at = at->next) {
		xmlNode *below;
		xmlChar *is = attribute ? xmlGetProp(at, (const xmlChar *)attribute) : NULL;
		bool found = named(at, name) && (!value || (is && strcmp((char *)is, value) == 0));

		xmlFree(is);
		if (found)
			return at;
		if (at->type == XML_ELEMENT_NODE && (below = find(at->children, name, attribute, value)))
			return below;
	}
	return NULL;
}

static URegularExpression *
compile(const char *pattern, uint32_t flags)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar *wide = malloc((strlen(pattern) + 1) * sizeof *wide);
	URegularExpression *re;
	int32_t n;

	u_strFromUTF8(wide, (int32_t)strlen(pattern) + 1, &n, pattern, -1, &e);
	re = uregex_open(wide, n, flags, NULL, &e);
	if (U_FAILURE(e))
		fail_msg("%s: %s", pattern, u_errorName(e));
	free(wide);
	return re;
}

static bool
takes(const char *pattern, const char *lang)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar wide[64];
	URegularExpression *re = compile(pattern, UREGEX_CASE_INSENSITIVE);
	bool yes;

	u_uastrncpy(wide, lang, 63);
	uregex_setText(re, wide, u_strlen(wide), &e);
	yes = uregex_matches(re, 0, &e);
	uregex_close(re);
	return yes;
}

/* The rules of every map that takes `lang`: all files at hand say cascade, or nothing. */
static void
read_srx(struct slow *s, struct dg_bytes text, const char *lang)
{
	xmlDoc *doc = xmlReadMemory(text.p, (int)text.n, NULL, NULL, XML_PARSE_NONET);
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlNode *maps = find(root, "maprules", NULL, NULL);

	for (xmlNode *m = maps->children; m; m = m->next) {
		xmlChar *pattern, *name;

		if (!named(m, "languagemap"))
			continue;
		pattern = xmlGetProp(m, (const xmlChar *)"languagepattern");
		name = xmlGetProp(m, (const xmlChar *)"languagerulename");
		if (takes((char *)pattern, lang))
			add_rules(s, find(root, "languagerule", "languagerulename", (char *)name));
		xmlFree(pattern);
		xmlFree(name);
	}
	xmlFreeDoc(doc);
}

/* ICU's look-behind must end somewhere: *, + and {n,} outside of sets get a limit. */
static void
put_limited(struct dg_buf *out, const char *p)
{
	bool set = false;

	for (; *p; p++) {
		if (*p == '\\' && p[1]) {
			dg_put(out, p++, 2);
			continue;
		}
		set = *p == '[' || (set && *p != ']');
		if (!set && *p == '*')
			dg_put_format(out, "{0,%d}", LOOK_BEHIND);
		else if (!set && *p == '+')
			dg_put_format(out, "{1,%d}", LOOK_BEHIND);
		else if (!set && strncmp(p, ",}", 2) == 0)
			dg_put_format(out, ",%d", LOOK_BEHIND);
		else
			dg_put(out, p, 1);
	}
}

static void
compile_all(struct slow *s)
{
	struct dg_buf pattern = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		pattern.n = 0;
		dg_put_format(&pattern, "(?=%s)(?<=(?:", s->rules[i].after);
		put_limited(&pattern, s->rules[i].before);
		dg_put(&pattern, "))", 3);
		s->rules[i].re = compile(pattern.p, 0);
	}
	dg_buf_free(&pattern);
}

static void
slow_free(struct slow *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->rules[i].before);
		free(s->rules[i].after);
		uregex_close(s->rules[i].re);
	}
	free(s);
}

/* The same rules as one file of one language, for the library. */
static void
put_srx(struct dg_buf *out, const struct slow *s)
{
	dg_put_str(out, "<srx xmlns='http://www.lisa.org/srx20' version='2.0'><header cascade='no'/>"
	    "<body><languagerules><languagerule languagerulename='All'>\n");
	for (size_t i = 0; i < s->n; i++) {
		xmlChar *before = xmlEncodeSpecialChars(NULL, (xmlChar *)s->rules[i].before);
		xmlChar *after = xmlEncodeSpecialChars(NULL, (xmlChar *)s->rules[i].after);

		dg_put_format(out, "<rule break='%s'><beforebreak>%s</beforebreak><afterbreak>%s"
		    "</afterbreak></rule>\n", s->rules[i].cuts ? "yes" : "no", before, after);
		xmlFree(before);
		xmlFree(after);
	}
	dg_put_str(out, "</languagerule></languagerules><maprules><languagemap languagepattern='.*' "
	    "languagerulename='All'/></maprules></body></srx>");
}

static bool
is_blank(UChar c)
{
	return u_isUWhiteSpace(c);
}

/* Where the paragraph is cut, in UTF-16; a bit for each unit. */
static void
cuts_of(const struct slow *s, const UChar *text, int32_t n, bool *cuts)
{
	bool *seen = calloc((size_t)n + 1, 1);

	memset(cuts, 0, (size_t)n + 1);
	for (size_t i = 0; i < s->n; i++) {
		UErrorCode e = U_ZERO_ERROR;
		URegularExpression *re = s->rules[i].re;

		uregex_setText(re, text, n, &e);
		while (uregex_findNext(re, &e)) {
			int32_t at = uregex_start(re, 0, &e);

			if (!seen[at])
				cuts[at] = s->rules[i].cuts;
			seen[at] = true;
		}
		assert_true(U_SUCCESS(e));
	}
	free(seen);
}

static void
put_slowly(const struct slow *s, struct dg_bytes text, struct dg_buf *out)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar *wide = malloc((text.n + 1) * sizeof *wide);
	bool *cuts = malloc(text.n + 1);
	char *piece = malloc(3 * text.n + 1);
	int32_t n, start = 0;

	u_strFromUTF8(wide, (int32_t)text.n + 1, &n, text.p, (int32_t)text.n, &e);
	cuts_of(s, wide, n, cuts);
	for (int32_t at = 1; at <= n; at++) {
		int32_t end = at, bytes;

		if (at < n && !cuts[at])
			continue;
		while (start < end && is_blank(wide[start]))
			start++;
		while (end > start && is_blank(wide[end - 1]))
			end--;
		u_strToUTF8(piece, (int32_t)(3 * text.n + 1), &bytes, wide + start, end - start, &e);
		if (bytes > 0) {
			dg_put(out, piece, (size_t)bytes);
			dg_put_str(out, "\n");
		}
		start = at;
	}
	free(wide);
	free(cuts);
	free(piece);
}

static void
put_fast(struct dg_segmenter *fast, struct dg_bytes text, struct dg_buf *out)
{
	struct dg_spans spans = { 0 };
	struct dg_error err;

	assert_int_equal(dg_segment(fast, text, &spans, &err), DG_OK);
	for (size_t i = 0; i < spans.n; i++) {
		dg_put(out, text.p + spans.at[i].start, spans.at[i].end - spans.at[i].start);
		dg_put_str(out, "\n");
	}
	dg_spans_free(&spans);
}

/* Paragraphs of `text` that the two cut differently; the first few are shown. */
static size_t
compare(const struct slow *s, struct dg_segmenter *fast, struct dg_bytes text)
{
	struct dg_buf a = { 0 }, b = { 0 };
	size_t bad = 0;

	for (size_t at = 0; at < text.n;) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		struct dg_bytes line = { text.p + at, nl ? (size_t)(nl - text.p) - at : text.n - at };

		a.n = b.n = 0;
		put_slowly(s, line, &a);
		put_fast(fast, line, &b);
		if ((a.n != b.n || (a.n && memcmp(a.p, b.p, a.n) != 0)) && ++bad < 4)
			print_error("slowly:\n%.*sby the automaton:\n%.*s\n", (int)a.n, a.p, (int)b.n, b.p);
		at += line.n + 1;
	}
	dg_buf_free(&a);
	dg_buf_free(&b);
	return bad;
}

static void
read_file(const char *path, struct dg_buf *out)
{
	struct dg_error err;
	struct dg_in *in;

	if (dg_in_open(&in, path, &err) != DG_OK)
		fail_msg("%s: %s", path, err.text);
	assert_int_equal(dg_in_all(in, 1 << 30, out, &err), DG_OK);
	dg_in_free(in);
}

/* One file goes to the library as it is, several as one set of rules. */
static void
run(const char *lang, const char *const *files, size_t n, struct dg_bytes text)
{
	struct slow *s = calloc(1, sizeof *s);
	struct dg_segmenter *fast;
	struct dg_buf srx = { 0 };
	struct dg_error err = { 0 };

	for (size_t i = 0; i < n; i++) {
		srx.n = 0;
		read_file(files[i], &srx);
		read_srx(s, dg_buf_bytes(&srx), lang);
	}
	compile_all(s);
	if (n > 1) {
		srx.n = 0;
		put_srx(&srx, s);
	}
	if (dg_segmenter_srx(&fast, dg_buf_bytes(&srx), lang, &err) != DG_OK)
		fail_msg("%s", err.text);
	assert_int_equal(compare(s, fast, text), 0);
	dg_segmenter_free(fast);
	slow_free(s);
	dg_buf_free(&srx);
}

/* ---- what `make check` tries: a statement of the corpus, and its words in disorder */

static void
put_disorder(struct dg_buf *out)
{
	char *copy = malloc(out->n);
	struct dg_bytes text = { copy, out->n };
	uint32_t seed = 3;

	memcpy(copy, out->p, out->n);
	for (int i = 0; i < 400; i++) {
		size_t at, n;

		seed = seed * 1664525u + 1013904223u;
		at = seed % text.n;
		n = seed >> 24 & 15;
		while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
			at++;
		while (at + n < text.n && ((unsigned char)text.p[at + n] & 0xC0) == 0x80)
			n++;
		if (at + n <= text.n)
			dg_put(out, text.p + at, n);
		dg_put_str(out, seed >> 28 == 0 ? ". " : seed >> 28 == 1 ? "? " : seed >> 28 == 2 ? "» " : "");
	}
	free(copy);
}

static void
own_rules(void **state)
{
	static const char *const langs[] = { "fr", "en", "zh" };
	char rules[64], path[128];
	const char *files[2] = { rules, "lib/rules/default.srx" };
	struct dg_buf text = { 0 };
	(void)state;

	for (size_t i = 0; i < 3; i++) {
		snprintf(rules, sizeof rules, "lib/rules/%s.srx", langs[i]);
		snprintf(path, sizeof path, "corpora/statements/press-conference/%s.seg", langs[i]);
		text.n = 0;
		read_file(path, &text);
		put_disorder(&text);
		run(langs[i], files, 2, dg_buf_bytes(&text));
	}
	dg_buf_free(&text);
}

static int given_n;
static char **given;

static void
given_rules(void **state)
{
	struct dg_buf text = { 0 };
	(void)state;

	read_file(given[2], &text);
	run(given[1], (const char *const *)given + 3, (size_t)given_n - 3, dg_buf_bytes(&text));
	dg_buf_free(&text);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest own[] = { cmocka_unit_test(own_rules) };
	const struct CMUnitTest others[] = { cmocka_unit_test(given_rules) };

	given_n = argc;
	given = argv;
	return argc > 3 ? cmocka_run_group_tests(others, NULL, NULL) :
	    cmocka_run_group_tests(own, NULL, NULL);
}
