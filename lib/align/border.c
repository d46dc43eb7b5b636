/* border.c -- the marks with which segments end: a question is translated by a question, a
 * clause by a clause, and what is quoted is quoted on both sides. */
#include "align/align.h"

enum { END = 3, END_NONE = 0, END_SOFT, END_STOP, END_CALL, CLOSES = 4, OPEN = 8 };

static uint8_t
end_of(uint32_t c)
{
	switch (c) {
	case ',': case ';': case ':': case 0x3001: case 0xFF0C: case 0xFF1A: case 0xFF1B:
		return END_SOFT;
	case '.': case 0x2026: case 0x3002:
		return END_STOP;
	case '!': case '?': case 0xFF01: case 0xFF1F:
		return END_CALL;
	}
	return END_NONE;
}

static bool
is_blank(uint32_t c)
{
	return c == 0 || c == ' ' || c == 0xA0 || c == 0x202F || c == 0x3000;
}

static bool
is_closing(uint32_t c)
{
	return c == 0xBB || c == 0x201D || c == 0x300D || c == 0x300F || c == 0x2019;
}

/* Does a quotation begin (1) or end (-1) with c?  An apostrophe is no quote. */
static int
quote_of(uint32_t before, uint32_t c, uint32_t after, bool open)
{
	switch (c) {
	case '\'': case 0x2018: case 0x2019:
		if (is_blank(before) && !is_blank(after))
			return c != 0x2019;
		return -(end_of(before) && (is_blank(after) || after == '"' || is_closing(after)));
	case '"':
		return is_blank(before) ? 1 : is_blank(after) || open ? -1 : 1;
	case 0xAB: case 0x201C: case 0x300C: case 0x300E:
		return 1;
	}
	return -is_closing(c);
}

void
border_put(uint8_t *border, size_t i, struct dg_bytes s)
{
	size_t at = 0;
	uint32_t before, c = 0, after = at < s.n ? dg_decode(s, &at) : 0;
	bool closes = false, open = border[i] & OPEN;
	uint8_t end = END_NONE;

	while (after) {
		int quote;

		before = c;
		c = after;
		after = at < s.n ? dg_decode(s, &at) : 0;
		if (is_blank(c) || c == ')' || c == 0xFF09)
			continue;
		quote = quote_of(before, c, after, open);
		if (quote)
			open = quote > 0;
		closes = quote < 0;
		if (!closes)
			end = end_of(c);
	}
	border[i + 1] = (uint8_t)(end | (closes ? CLOSES : 0) | (open ? OPEN : 0));
}

double
border_evidence(uint8_t a, uint8_t b)
{
	uint8_t x = a & END, y = b & END;
	double sum = x == y ? weights.ends_alike :
	    x >= END_STOP && y >= END_STOP ? -weights.ends_stop : -weights.ends_soft;

	if ((a ^ b) & CLOSES)
		sum -= weights.quoted;
	if ((a ^ b) & OPEN)
		sum -= weights.quoted;
	return sum;
}
