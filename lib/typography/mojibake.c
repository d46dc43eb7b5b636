/* mojibake.c -- UTF-8 that somebody read as Windows-1252 (or Latin-1): Ã© for é, â€™
 * for ’.  Put right only where nothing else can be meant. */
#include "typography/typography.h"

enum { HAN_RUN = 3 };

/* The byte that Windows-1252 reads as `c`; 0: none beyond ASCII. */
static unsigned
byte_of(uint32_t c)
{
	if (c >= 0x80 && c <= 0xFF)
		return (unsigned)c;
	for (unsigned b = 0x80; c > 0xFF && b < 0xA0; b++)
		if (dg_cp1252[b - 0x80] == c)
			return b;
	return 0;
}

/* The character that the characters at `at` are the bytes of; 0: they are none.
 * *end is the place behind them. */
static uint32_t
read_again(struct dg_bytes s, size_t at, size_t *end)
{
	char bytes[4];
	size_t n = 0, need, i = at, zero = 0;
	unsigned b = at < s.n ? byte_of(dg_decode(s, &i)) : 0;
	uint32_t c;

	need = b >= 0xC2 && b <= 0xDF ? 2 : b >= 0xE0 && b <= 0xEF ? 3 : 0;
	for (; need && n < need; n++) {
		bytes[n] = (char)b;
		*end = i;
		b = n + 1 < need && i < s.n ? byte_of(dg_decode(s, &i)) : 0;
	}
	if (!need)
		return 0;
	c = dg_decode((struct dg_bytes){ bytes, need }, &zero);
	return zero == need ? c : 0;
}

static bool
is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE);
}

/* IRMÃ» is a word in capitals before a guillemet; "é »" read again would be Han. */
static bool
is_certain(struct dg_bytes s, size_t at, uint32_t c, size_t end)
{
	uint32_t next = c;

	if ((c >= 0x2010 && c <= 0x2026) || c == 0x2039 || c == 0x203A || c == 0x20AC || c == 0x2122)
		return true;
	if ((c >= 0xA0 && c <= 0xFF) || c == 0x152 || c == 0x153)
		return !is_capital(dg_char_before(s, at));
	for (int i = 1; i < HAN_RUN && (dg_is_han(next) || next == 0x3002 || next == 0xFF0C); i++)
		next = read_again(s, end, &end);
	return dg_is_han(c) && (dg_is_han(next) || next == 0x3002 || next == 0xFF0C);
}

/* Behind the first three of a run, the others are as certain. */
static uint32_t
certain_at(struct dg_bytes s, size_t at, size_t *end, bool *run)
{
	uint32_t c = read_again(s, at, end);

	if (*run && c >= 0x3000 && c <= 0xFFEF)
		return c;
	*run = false;
	if (!c || !is_certain(s, at, c, *end))
		return 0;
	*run = c >= 0x3000;
	return c;
}

bool
dg_mojibake_lead(struct dg_bytes s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t end;

	if (at < 2 || p[-2] != 0xC3)
		return false;
	switch (p[-1]) {
	case 0x82: case 0x83: case 0x85: case 0xA2:
		return true;
	case 0xA3: case 0xA4: case 0xA5: case 0xA6: case 0xA7: case 0xA8: case 0xA9:
		return read_again(s, at - 2, &end) >= 0x3000 && read_again(s, end, &end) >= 0x3000;
	case 0xAF:
		return read_again(s, at - 2, &end) >= 0xFF00;
	default:
		return false;
	}
}

/* A line in which such characters stand alone speaks of them (« Ã© »): one at least
 * must belong to a word. */
static bool
has_word(struct dg_bytes s)
{
	size_t at = 0, from, end;
	bool run = false;

	while (at < s.n) {
		from = at;
		if ((unsigned char)s.p[at] < 0xC3 || !certain_at(s, at, &end, &run)) {
			dg_decode(s, &at);
			continue;
		}
		if (run || dg_class_before(s, from) == C_LETTER || dg_class_at(s, end) == C_LETTER)
			return true;
		at = end;
	}
	return false;
}

void
dg_wash_mojibake(struct wash *w)
{
	struct dg_buf one = { 0 };
	size_t at = 0, from, end;
	bool run = false;
	uint32_t c;

	if (!has_word(w->s)) {
		dg_put_bytes(w->out, w->s);
		return;
	}
	while (at < w->s.n) {
		from = at;
		if ((unsigned char)w->s.p[at] >= 0xC3 && (c = certain_at(w->s, at, &end, &run)) != 0) {
			one.n = 0;
			dg_put_code(&one, c);
			dg_wash_change(w, from, end, dg_buf_bytes(&one), R_MOJIBAKE);
			at = end;
			continue;
		}
		dg_decode(w->s, &at);
		dg_put(w->out, w->s.p + from, at - from);
	}
	w->out->failed |= one.failed;
	dg_buf_free(&one);
}
