/* escape.c -- any bytes into XML 1.0 text. */
#include "memory/memory.h"

/* Char of XML 1.0 (fifth edition) §2.2; dg_decode gives what is no UTF-8 as
 * lone surrogates, which are no Char either. */
static bool
fits(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c < 0xD800 || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
}

/* A carriage return would be read back as a line feed (§2.11), white space in an
 * attribute as a blank (§3.3.3): they go as references. */
static const char *
reference(uint32_t c, bool attr)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";	/* for "]]>" */
	case '"': return attr ? "&quot;" : NULL;
	case '\t': return "&#9;";
	case '\n': return attr ? "&#10;" : NULL;
	case '\r': return "&#13;";
	default: return NULL;
	}
}

static size_t
put(struct dg_out *out, struct dg_bytes s, bool attr)
{
	size_t from = 0, at = 0, bad = 0;

	while (at < s.n) {
		size_t here = at;
		uint32_t c = dg_decode(s, &at);
		const char *as = reference(c, attr);

		if (!fits(c)) {
			as = "\xEF\xBF\xBD";
			bad++;
		}
		if (!as)
			continue;
		dg_out_put(out, s.p + from, here - from);
		dg_out_str(out, as);
		from = at;
	}
	if (s.n > from)
		dg_out_put(out, s.p + from, s.n - from);
	return bad;
}

size_t
memory_put_text(struct dg_out *out, struct dg_bytes s)
{
	return put(out, s, false);
}

size_t
memory_put_attr(struct dg_out *out, const char *name, struct dg_bytes s)
{
	size_t bad;

	dg_out_str(out, " ");
	dg_out_str(out, name);
	dg_out_str(out, "=\"");
	bad = put(out, s, true);
	dg_out_str(out, "\"");
	return bad;
}
