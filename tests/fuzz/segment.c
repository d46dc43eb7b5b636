/* segment.c -- fuzz: spans are in order, apart and not empty, hold no blank at their
 * ends, and only blanks lie between them; one that looks the same alone as it does in its
 * paragraph is not cut again; and a paragraph in windows is cut as it is in one.
 *
 *   clang -fsanitize=fuzzer,address,undefined -Ilib tests/fuzz/segment.c … -o segment */
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct dg_segmenter *segmenters[4];

static bool
is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	    c == 0x205F || c == 0x3000;
}

static void
check_gap(struct dg_bytes text, size_t at, size_t end)
{
	if (at > end)
		abort();
	while (at < end)
		if (!is_blank(dg_decode(text, &at)))
			abort();
	if (at != end)
		abort();	/* the gap ends within a character */
}

/* Quotes are counted and lists are numbered over the paragraph, brackets may be
 * cut in two, and ^ in a rule sees the new start: without those a segment is its
 * own segmentation. */
static bool
stands_alone(struct dg_bytes s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c = dg_decode(s, &at);

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '.' ||
		    c == '?' || c == '!'))
			return false;
	}
	return s.n > 4 && s.p[0] <= 'Z' && s.p[1] >= 'a' && s.p[2] >= 'a' && s.p[3] >= 'a';
}

static void
check(struct dg_segmenter *s, struct dg_bytes text, bool again)
{
	struct dg_spans spans = { 0 }, inner = { 0 };
	struct dg_error err;
	size_t at = 0;

	if (dg_segment(s, text, &spans, &err) != DG_OK)
		abort();
	for (size_t i = 0; i < spans.n; i++) {
		struct dg_span span = spans.at[i];
		struct dg_bytes one = { text.p + span.start, span.end - span.start };
		size_t first = span.start;

		if (span.start >= span.end || is_blank(dg_decode(text, &first)))
			abort();
		check_gap(text, at, span.start);
		at = span.end;
		if (again && stands_alone(one) &&
		    (dg_segment(s, one, &inner, &err) != DG_OK || inner.n != 1))
			abort();
	}
	check_gap(text, at, text.n);
	dg_spans_free(&spans);
	dg_spans_free(&inner);
}

static size_t
hash_spans(size_t hash, const struct dg_spans *spans, size_t base)
{
	for (size_t i = 0; i < spans->n; i++) {
		hash = (hash ^ (base + spans->at[i].start)) * 1099511628211u;
		hash = (hash ^ (base + spans->at[i].end)) * 1099511628211u;
	}
	return hash;
}

/* The text over and over, until it is longer than what a place must see. */
static void
check_windows(struct dg_segmenter *s, struct dg_bytes text, size_t piece)
{
	enum { LONG = 20000 };
	struct dg_spans spans = { 0 };
	struct dg_window w = { .more = true };
	struct dg_error err;
	char *all = malloc(LONG);
	size_t base = 0, end = 0, whole, pieces = 1;

	for (size_t i = 0; i < LONG; i++)
		all[i] = text.p[i % text.n];
	if (dg_segment(s, (struct dg_bytes){ all, LONG }, &spans, &err) != DG_OK)
		abort();
	whole = hash_spans(1, &spans, 0);
	for (; w.more; base += w.done) {
		end = end + piece < LONG ? end + piece : LONG;
		w.text = (struct dg_bytes){ all + base, end - base };
		w.more = end < LONG;
		if (dg_segment_window(s, &w, &spans, &err) != DG_OK || w.done > w.text.n)
			abort();
		pieces = hash_spans(pieces, &spans, base);
	}
	if (pieces != whole)
		abort();
	dg_spans_free(&spans);
	free(all);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "fr", "en", "zh", "th" };
	struct dg_error err;
	unsigned which = size ? data[0] % 4 : 0;
	struct dg_bytes text = { (const char *)data + 1, size - 1 };

	if (size < 2)
		return 0;
	if (!segmenters[which] && dg_segmenter_new(&segmenters[which], langs[which], &err) != DG_OK)
		abort();
	check(segmenters[which], text, which == 0);
	if (data[0] >= 0xF0 && which < 3)
		check_windows(segmenters[which], text, 1000 + (size_t)(data[0] & 0xC) * 700);
	return 0;
}
