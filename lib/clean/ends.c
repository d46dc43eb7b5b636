/* ends.c -- where sentences end in a text, as far as marks tell: enough to see that one of two
 * texts breaks off, or has a sentence more. */
#include "clean/clean.h"

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x3000;
}

static bool
closes(uint32_t c)
{
	return c == '"' || c == ')' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x300D ||
	    c == 0x300F || c == 0xFF09;
}

static bool
is_full_stop(uint32_t c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

static bool
is_end(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026 || is_full_stop(c);
}

/* What a sentence may begin with behind a blank: a capital, a digit, an opening quote. */
static bool
begins(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c >= 0xC0 && c <= 0xDE) || c == '"' ||
	    c == 0xAB || c == 0x201C || c == '(' || dg_is_han(c);
}

static bool
is_word(uint32_t c)
{
	return c == '\'' || c == '-' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	    (c >= 0xC0 && c < 0x250) || dg_is_han(c);
}

/* Without the blanks and closing marks at its end; *closed: an end of a sentence stood there. */
static size_t
last_mark(struct dg_bytes text, bool *closed)
{
	size_t end = text.n;

	*closed = false;
	while (end > 0) {
		size_t at = end - 1, from;
		uint32_t c;

		while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
			at--;
		from = at;
		c = dg_decode(text, &at);
		if (is_end(c))
			*closed = true;
		else if (!is_blank(c) && !closes(c))
			break;
		end = from;
	}
	return end;
}

/* Words of three letters and more: others are abbreviations and initials as often as not. */
struct ends
ends_of(struct dg_bytes text)
{
	enum { NOWHERE, MARK, GAP } state = NOWHERE;
	struct ends ends = { 0, false };
	size_t letters = 0, at = 0, end = last_mark(text, &ends.closed);

	while (at < end) {
		uint32_t c = dg_decode(text, &at);

		if (is_full_stop(c)) {
			ends.inside++;
			state = NOWHERE;
			while (at < end && (is_full_stop(c) || closes(c)))
				c = dg_decode(text, &at);
		}
		if (state == GAP && begins(c))
			ends.inside++;
		if (is_end(c) && !is_full_stop(c))
			state = c == '.' && letters < 3 ? NOWHERE : MARK;
		else if (is_blank(c))
			state = state == NOWHERE ? NOWHERE : GAP;
		else if (!closes(c))
			state = NOWHERE;
		letters = is_word(c) ? letters + 1 : 0;
	}
	return ends;
}
