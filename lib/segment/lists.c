/* lists.c -- lists that are counted on within a paragraph: 1) … 2) …, (a) … (b) …, • … • …,
 * I. … II. …, 一、……；二、…… */
#include <string.h>

#include "segment/segment.h"

enum { NOTHING = 0, HAN = 0x4E00 };

/* What closes a marker, and what opened it: a bit each. */
enum { STOP = 1, STOP_WIDE = 2, COMMA_WIDE = 4 };
enum { ROUND = 1, ROUND_WIDE = 2, OPENED = 4 };

static bool
is_bullet(uint32_t c)
{
	return c == 0x2022 || c == 0x2043 || c == 0x2023 || c == 0x25AA || c == 0x25CF ||
	    c == 0x25E6 || c == 0x25A0;
}

static bool
same_list(const struct marker *a, const struct marker *b)
{
	return a->bullet == b->bullet && a->kind == b->kind && a->dot == b->dot &&
	    a->round == b->round && (a->kind == NOTHING || b->value == a->value + 1);
}

/* 一 to 九十九, by their bytes in order of value; *end is behind them. */
static uint32_t
han_number(struct dg_bytes s, size_t *end)
{
	static const char digits[] = "一二三四五六七八九十";
	uint32_t value = 0;

	for (size_t i = *end; s.n - i >= 3 && i - *end < 9; i += 3) {
		uint32_t digit = 0;

		while (digit < 10 && memcmp(s.p + i, digits + 3 * digit, 3) != 0)
			digit++;
		if (digit == 10) {
			*end = i;
			return value;
		}
		value = digit < 9 ? value + digit + 1 : value ? value * 10 : 10;
	}
	return 0;
}

static bool
starts(struct dg_bytes s, size_t at, const char *mark)
{
	return s.n - at >= 3 && memcmp(s.p + at, mark, 3) == 0;
}

/* I to XXXIX */
static size_t
roman_number(struct dg_bytes s, size_t at, struct marker *m)
{
	static const char *const ones[] = { "IX", "IV", "VIII", "VII", "VI", "V", "III", "II", "I" };
	static const uint32_t worth[] = { 9, 4, 8, 7, 6, 5, 3, 2, 1 };
	size_t i = at;

	for (m->value = 0; i < s.n && s.p[i] == 'X' && i - at < 3; i++)
		m->value += 10;
	for (size_t k = 0; k < sizeof ones / sizeof *ones; k++) {
		size_t n = strlen(ones[k]);

		if (s.n - i >= n && memcmp(s.p + i, ones[k], n) == 0) {
			m->value += worth[k];
			i += n;
			break;
		}
	}
	return i;
}

/* 12, b, XI, 三: its kind and value; the end, `at` where there is none. */
static size_t
read_number(struct dg_bytes s, size_t at, struct marker *m)
{
	size_t i = at;
	unsigned char c = i < s.n ? (unsigned char)s.p[i] : 0;

	if (c >= '0' && c <= '9') {
		m->kind = '0';
		for (; i < s.n && i - at < 3 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			m->value = m->value * 10 + (uint32_t)(s.p[i] - '0');
	} else if ((c == 'I' || c == 'V' || c == 'X') && (i = roman_number(s, at, m)) > at) {
		m->kind = 'I';
	} else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
		m->kind = c & 0x20 ? 'a' : 'A';
		m->value = c;
		i++;
	} else if (c >= 0xE4 && (m->value = han_number(s, &i)) > 0) {
		m->kind = HAN;
	} else {
		i = at;
	}
	return i;
}

/* What closes the number: the end, `at` where nothing does. */
static size_t
read_close(struct dg_bytes s, size_t at, struct marker *m)
{
	for (; at < s.n; at++) {
		if (s.p[at] == '.' && !m->dot)
			m->dot = STOP;
		else if (s.p[at] == ')' && !(m->round & ROUND))
			m->round |= ROUND;
		else
			break;
	}
	if (m->dot || m->round & ROUND)
		return at;
	m->dot = starts(s, at, "、") ? COMMA_WIDE : starts(s, at, "．") ? STOP_WIDE : 0;
	m->round |= starts(s, at, "）") ? ROUND_WIDE : 0;
	return m->dot || m->round & ROUND_WIDE ? at + 3 : at;
}

/* A marker at `at`: its end, or 0. */
static size_t
read_marker(struct dg_bytes s, size_t at, struct marker *m)
{
	size_t end = at, number, i;
	uint32_t c;

	*m = (struct marker){ 0 };
	if (at < s.n && is_bullet(c = decode_ahead(s, &end)))
		m->bullet = c;
	else
		end = at;
	for (i = end; m->bullet && i < s.n && s.p[i] == ' '; i++)
		;
	if (i < s.n && (s.p[i] == '(' || starts(s, i, "（"))) {
		i += s.p[i] == '(' ? 1 : 3;
		m->round = OPENED;
	}
	if ((number = read_number(s, i, m)) > i && (i = read_close(s, number, m)) > number &&
	    (m->round < OPENED || m->round > OPENED) &&
	    (m->dot > STOP || m->round & ROUND_WIDE || (i < s.n && s.p[i] == ' ')))
		return i;
	m->kind = m->value = m->dot = m->round = NOTHING;
	return m->bullet ? end : 0;
}

/* A. Lincoln begins no list, nor does h. */
static bool
is_initial(const struct marker *m)
{
	return (m->kind == 'A' && !m->round) || (m->kind == 'I' && m->value != 1) ||
	    ((m->kind | 0x20) == 'a' && (m->value | 0x20) != 'a');
}

static bool
add_item(struct guards *g, size_t at, size_t end)
{
	if (!dg_grow(&g->items, &g->items_cap, g->items_n + 1, sizeof *g->items))
		return false;
	g->items[g->items_n++] = (struct item){ at, end };
	return true;
}

/* The marker that the paragraph begins with, if there is one. */
static bool
first_item(struct guards *g, struct dg_bytes s)
{
	size_t at = 0, end;

	g->began = true;
	while (at < s.n && s.p[at] == ' ')
		at++;
	g->items_to = end = read_marker(s, at, &g->last);
	if (end == 0 || is_initial(&g->last)) {
		g->items_to = SIZE_MAX;
		return true;
	}
	return add_item(g, at, end);
}

/* Behind the next blank or, as Chinese goes without, the next ；. */
static size_t
next_begin(const struct guards *g, struct dg_bytes s, size_t limit)
{
	bool wide = g->last.dot > STOP || g->last.round & ROUND_WIDE;
	size_t at = g->items_to;
	const char *p;

	while (at < limit && (p = memchr(s.p + at, wide ? 0xEF : ' ', limit - at))) {
		at = (size_t)(p - s.p) + 1;
		if (!wide)
			return at;
		if (starts(s, at - 1, "；"))
			return at + 2;
	}
	return limit;
}

bool
lists_look(struct guards *g, struct dg_bytes s, size_t limit)
{
	struct marker m;
	size_t at, end;

	if (!g->began && !first_item(g, s))
		return false;
	while (g->items_to < limit) {
		if ((at = next_begin(g, s, limit)) >= limit) {
			g->items_to = limit;
			break;
		}
		g->items_to = at;
		if ((end = read_marker(s, at, &m)) == 0 || !same_list(&g->last, &m))
			continue;
		if (!add_item(g, at, end))
			return false;
		g->last = m;
	}
	return true;
}

