/* json.c -- any bytes as text of a data block of HTML. */
#include <string.h>

#include "review/review.h"

/* What may end the block, begin a comment, break a line, or turn the text's direction. */
static bool
is_plain(uint32_t c)
{
	if (c < 0x80)
		return c >= 0x20 && c != 0x7F && !strchr("\"\\<>&'", (int)c);
	return c >= 0xA0 && c != 0x061C && !(c >= 0x200B && c <= 0x200F) &&
	    !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF &&
	    !(c >= 0xD800 && c <= 0xDFFF) && (c & 0xFFFE) != 0xFFFE;
}

static void
put_escaped(struct dg_buf *out, uint32_t c)
{
	if (c < 0x10000)
		dg_put_format(out, "\\u%04x", (unsigned)c);
	else
		dg_put_format(out, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (c >> 10)),
		    (unsigned)(0xDC00 + (c & 0x3FF)));
}

void
json_text(struct dg_buf *out, struct dg_bytes s)
{
	size_t from = 0;

	dg_put_char(out, '"');
	for (size_t at = 0; at < s.n; ) {
		size_t start = at;
		uint32_t c = dg_decode(s, &at);

		if (is_plain(c))
			continue;
		if (start > from)
			dg_put(out, s.p + from, start - from);
		put_escaped(out, c);
		from = at;
	}
	if (s.n > from)
		dg_put(out, s.p + from, s.n - from);
	dg_put_char(out, '"');
}

size_t
json_units_at(struct json_units *u, size_t byte)
{
	while (u->at < byte)
		u->units += dg_decode(u->text, &u->at) > 0xFFFF ? 2 : 1;
	return u->units;
}
