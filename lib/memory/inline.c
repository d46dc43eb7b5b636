/* inline.c -- the tags within a text: TMX 1.4b §3.3.4, XLIFF 1.2 §2.4, 2.1 §4.2.3. */
#include <string.h>

#include "memory/memory.h"

/* Elements whose content is the code of another format.  The others (hi, sub, g,
 * mrk, pc) hold text of the language, or nothing (x, bx, ex, sc, ec). */
bool
inline_is_code(const char *name)
{
	static const char *const codes[] = { "bpt", "ept", "it", "ph", "ut" };

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i], name) == 0)
			return true;
	return false;
}

static void
put_escaped(struct dg_buf *text, struct dg_bytes s, bool attr)
{
	for (size_t i = 0; i < s.n; i++) {
		const char *as = NULL;

		switch (s.p[i]) {
		case '&': as = "&amp;"; break;
		case '<': as = "&lt;"; break;
		case '>': as = attr ? NULL : "&gt;"; break;
		case '"': as = attr ? "&quot;" : NULL; break;
		case '\t': as = attr ? "&#9;" : NULL; break;
		case '\n': as = attr ? "&#10;" : NULL; break;
		case '\r': as = "&#13;"; break;
		}
		if (as)
			dg_put_str(text, as);
		else
			dg_put_char(text, s.p[i]);
	}
}

void
inline_text(struct dg_buf *text, struct dg_bytes s)
{
	put_escaped(text, s, false);
}

void
inline_escape(struct dg_buf *text, size_t from)
{
	struct dg_buf plain = { 0 };

	dg_put(&plain, text->p + from, text->n - from);
	text->n = from;
	text->failed |= plain.failed;
	put_escaped(text, dg_buf_bytes(&plain), false);
	dg_buf_free(&plain);
}

void
inline_start(struct dg_buf *text, const char *name, const struct xml_attrs *attrs)
{
	struct dg_bytes prefix, local, value;

	dg_put_format(text, "<%s", name);
	for (int i = 0; xml_attr_at(attrs, i, &prefix, &local, &value); i++) {
		dg_put_char(text, ' ');
		dg_put_bytes(text, prefix);
		dg_put_str(text, prefix.n ? ":" : "");
		dg_put_bytes(text, local);
		dg_put_str(text, "=\"");
		put_escaped(text, value, true);
		dg_put_char(text, '"');
	}
	dg_put_char(text, '>');
}

void
inline_end(struct dg_buf *text, const char *name, size_t behind)
{
	if (text->n == behind && behind > 0) {
		text->n--;
		dg_put_str(text, "/>");
	} else {
		dg_put_format(text, "</%s>", name);
	}
}
