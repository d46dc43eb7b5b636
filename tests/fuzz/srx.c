/* srx.c -- fuzz: no SRX file and no expression of one crashes the reader or runs away, and
 * whatever rules they are, the text comes back whole.  An input is an SRX file or, behind a
 * first byte that is even, lines: a beforebreak, an afterbreak, and a text to cut. */
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_escaped(struct dg_buf *out, struct dg_bytes s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '<' || s.p[i] == '&')
			dg_put_format(out, "&#%d;", s.p[i]);
		else
			dg_put(out, s.p + i, 1);
}

static struct dg_bytes
line(struct dg_bytes *rest)
{
	const char *nl = memchr(rest->p, '\n', rest->n);
	struct dg_bytes first = { rest->p, nl ? (size_t)(nl - rest->p) : rest->n };
	size_t used = first.n + (nl ? 1 : 0);

	*rest = (struct dg_bytes){ rest->p + used, rest->n - used };
	return first;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	    c == 0x205F || c == 0x3000;
}

static void
cut(struct dg_segmenter *s, struct dg_bytes text)
{
	struct dg_spans spans = { 0 };
	struct dg_error err;
	size_t at = 0;

	if (dg_segment(s, text, &spans, &err) == DG_OK)
		for (size_t i = 0; i <= spans.n; i++) {
			size_t end = i < spans.n ? spans.at[i].start : text.n;

			while (at < end)
				if (!is_blank(dg_decode(text, &at)))
					abort();
			if (at != end)
				abort();
			at = i < spans.n ? spans.at[i].end : at;
		}
	else if (err.status != DG_ELIMIT)
		abort();
	dg_spans_free(&spans);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_bytes rest = { (const char *)data + 1, size - 1 };
	struct dg_segmenter *s;
	struct dg_buf srx = { 0 };
	struct dg_error err;

	if (size < 2)
		return 0;
	if (data[0] % 2) {
		dg_put_bytes(&srx, rest);
		rest = dg_bytes_of("Un. Deux ! « Trois. » 4.");
	} else {
		dg_put_str(&srx, "<srx version='2.0'><languagerule languagerulename='A'><rule><beforebreak>");
		put_escaped(&srx, line(&rest));
		dg_put_str(&srx, "</beforebreak><afterbreak>");
		put_escaped(&srx, line(&rest));
		dg_put_str(&srx, "</afterbreak></rule><rule><beforebreak>\\.</beforebreak></rule>"
		    "</languagerule><languagemap languagepattern='.*' languagerulename='A'/></srx>");
	}
	if (!srx.failed && dg_segmenter_srx(&s, dg_buf_bytes(&srx), "fr", &err) == DG_OK) {
		cut(s, rest);
		dg_segmenter_free(s);
	}
	dg_buf_free(&srx);
	return 0;
}
