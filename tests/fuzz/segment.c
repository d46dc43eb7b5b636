/* segment.c -- fuzz: spans are in order, apart and not empty, hold no blank at their
 * ends, and only blanks lie between them; and one that looks the same alone as it
 * does in its paragraph is not cut again.
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

		if (c > 0x7F || (c < 'a' && c != ' ' && c != '.' && c != ',') || c > 'z')
			return false;
	}
	return s.n > 4 && s.p[0] >= 'a' && s.p[1] >= 'a' && s.p[2] >= 'a' && s.p[3] >= 'a';
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "fr", "en", "zh", "th" };
	struct dg_error err;
	struct dg_segmenter *foreign;
	struct dg_bytes text = { (const char *)data + 1, size - 1 };

	if (size < 2)
		return 0;
	if (data[0] % 5 == 4) {	/* the bytes as rules */
		if (dg_segmenter_srx(&foreign, text, "fr", &err) == DG_OK)
			check(foreign, dg_bytes_of("Un. Deux ! « Trois. » 4."), false);
		dg_segmenter_free(foreign);
		return 0;
	}
	if (!segmenters[data[0] % 5] &&
	    dg_segmenter_new(&segmenters[data[0] % 5], langs[data[0] % 5], &err) != DG_OK)
		abort();
	check(segmenters[data[0] % 5], text, data[0] % 5 < 2);
	return 0;
}
