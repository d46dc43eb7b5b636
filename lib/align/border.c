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

static bool
is_blank_at(struct dg_bytes s, size_t at)
{
	return at >= s.n || is_blank(dg_decode(s, &at));
}

/* Does a quotation begin (1) or end (-1) with c?  An apostrophe is no quote. */
static int
quote_of(const struct border *b, struct dg_bytes s, const struct word *w)
{
	bool before = w->start == 0 || w->start > b->at;	/* is a blank */
	size_t end = w->end;

	switch (w->code) {
	case '\'': case 0x2018: case 0x2019:
		if (before && !is_blank_at(s, w->end))
			return w->code != 0x2019;
		return -(b->end && !before && (is_blank_at(s, w->end) || s.p[w->end] == '"' ||
		    is_closing(dg_decode(s, &end))));
	case '"':
		return before ? 1 : is_blank_at(s, w->end) || b->open ? -1 : 1;
	case 0xAB: case 0x201C: case 0x300C: case 0x300E:
		return 1;
	}
	return -is_closing(w->code);
}

void
border_mark(struct border *b, struct dg_bytes s, const struct word *w)
{
	int quote;

	if (w->code == ')' || w->code == 0xFF09)
		return;
	quote = quote_of(b, s, w);
	if (quote)
		b->open = quote > 0;
	b->closes = quote < 0;
	if (!b->closes)
		b->end = end_of(w->code);
}

void
border_word(struct border *b)
{
	b->closes = false;
	b->end = END_NONE;
}

uint8_t
border_state(const struct border *b)
{
	return (uint8_t)(b->end | (b->closes ? CLOSES : 0) | (b->open ? OPEN : 0));
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
