/* guards.c -- what a paragraph holds that no rule of SRX can see: which way a
 * straight quote points, what is inside brackets, where a list is counted on. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "segment/segment.h"

/* A pair further apart is taken for two lone brackets (":(" … ":)"); it also
 * bounds how deep brackets can nest. */
enum { BRACKET_MAX = 600, LOOK_BACK = 16, NOTHING = 0 };

static const size_t OPEN = SIZE_MAX;

static uint32_t
char_before(struct dg_bytes s, size_t at)
{
	return at > 0 ? decode_back(s, &at) : NOTHING;
}

static uint32_t
char_after(struct dg_bytes s, size_t at)
{
	return at < s.n ? decode_ahead(s, &at) : NOTHING;
}

/* ---- straight quotes */

/* What stands before an opening quote: nothing, a blank, an opening mark, a dash,
 * an elision (l'"exigence"). */
static bool
leads_in(uint32_t c)
{
	return c == NOTHING || is_blank(c) || c == '\'' || c == 0x2019 || c == '=' || c == ':' ||
	    c == 0xFF1A || c == '/' ||
	    (U_GET_GC_MASK((UChar32)c) & (U_GC_PS_MASK | U_GC_PI_MASK | U_GC_PD_MASK));
}

static bool
leads_out(uint32_t c)
{
	return c == NOTHING || is_blank(c) || (c != '"' && c != '\'' && c != '#' && c != '@' &&
	    c != '&' && c != '%' && (U_GET_GC_MASK((UChar32)c) &
	    (U_GC_PE_MASK | U_GC_PF_MASK | U_GC_PO_MASK | U_GC_PD_MASK)));
}

/* A quote between blanks, `tu es une bête ! " Les`, that would open by parity but
 * stands behind a mark: it opens only when what follows can close it. */
static bool
closed_later(struct dg_bytes s, size_t at)
{
	size_t before = at;
	const char *next;
	uint32_t c = ' ';

	while (before > 0 && is_blank(c))
		c = decode_back(s, &before);
	if (c != '.' && c != '!' && c != '?')
		return true;
	if (!(next = memchr(s.p + at + 1, '"', s.n - at - 1)))
		return false;
	at = (size_t)(next - s.p);
	return leads_out(char_after(s, at + 1));
}

/* The surroundings decide; where they say both or nothing, parity does. */
static bool
look_for_quotes(struct guards *g, struct dg_bytes s)
{
	const char *p = s.n ? memchr(s.p, '"', s.n) : NULL;
	bool open = false;

	while (p) {
		size_t at = (size_t)(p - s.p);
		bool beside = g->quotes_n && g->quotes[g->quotes_n - 1].at + 1 == at;
		bool in = beside ? g->quotes[g->quotes_n - 1].opens : leads_in(char_before(s, at));
		bool out = leads_out(char_after(s, at + 1));

		open = in != out ? in : !open && (!in || closed_later(s, at));
		if (!dg_grow(&g->quotes, &g->quotes_cap, g->quotes_n + 1, sizeof *g->quotes))
			return false;
		g->quotes[g->quotes_n++] = (struct quote){ at, open };
		p = memchr(p + 1, '"', s.n - at - 1);
	}
	return true;
}

uint32_t
guards_quote(const struct guards *g, size_t at)
{
	size_t low = 0, high = g->quotes_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (g->quotes[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == g->quotes_n || g->quotes[low].at != at)
		return '"';
	return g->quotes[low].opens ? 0x201C : 0x201D;
}

/* ---- brackets */

static bool
open_bracket(struct guards *g, size_t at, const struct pair *pair)
{
	if (!dg_grow(&g->brackets, &g->brackets_cap, g->brackets_n + 1, sizeof *g->brackets) ||
	    !dg_grow(&g->stack, &g->stack_cap, g->stack_n + 1, sizeof *g->stack))
		return false;
	g->stack[g->stack_n++] = g->brackets_n;
	g->brackets[g->brackets_n++] = (struct bracket){ at, OPEN, pair->title, false };
	return true;
}

static void
close_bracket(struct guards *g, struct dg_bytes s, size_t at, const struct pair *pair)
{
	for (size_t n = 1; n <= LOOK_BACK && n <= g->stack_n; n++) {
		struct bracket *b = &g->brackets[g->stack[g->stack_n - n]];

		if (char_after(s, b->open) != pair->open)
			continue;
		/* （很长！）结束: no blank, no capital says that the sentence goes on */
		if (at - b->open <= BRACKET_MAX)
			b->close = pair->close >= 0x3000 ? at + 3 : at;
		g->stack_n -= n;
		return;
	}
}

static bool
bracket_at(struct guards *g, const struct rules *r, struct dg_bytes s, size_t at)
{
	uint32_t c = char_after(s, at);

	for (size_t k = 0; k < r->pairs_n && r->sign[c & 0xFF]; k++) {
		if (c == r->pairs[k].open && !open_bracket(g, at, &r->pairs[k]))
			return false;
		if (c == r->pairs[k].close)
			close_bracket(g, s, at, &r->pairs[k]);
	}
	return true;
}

static bool
look_for_brackets(struct guards *g, const struct rules *r, struct dg_bytes s)
{
	for (size_t block = 0; block < s.n; block += 64) {
		uint64_t signs = scanner_mask(&r->signs, s.p + block, s.n - block);

		for (; signs; signs &= signs - 1)
			if (!bracket_at(g, r, s, block + (size_t)__builtin_ctzll(signs)))
				return false;
	}
	g->stack_n = 0;
	return true;
}

void
guards_signs(struct rules *r)
{
	bool first[256] = { false };

	for (size_t i = 0; i < r->pairs_n; i++)
		for (int side = 0; side < 2; side++) {
			uint32_t c = side ? r->pairs[i].close : r->pairs[i].open;

			r->sign[c & 0xFF] = true;
			first[c < 0x80 ? c : c < 0x800 ? 0xC0 | c >> 6 : c < 0x10000 ?
			    0xE0 | c >> 12 : 0xF0 | c >> 18] = true;
		}
	scanner_set(&r->signs, first);
}

bool
guards_inside(struct guards *g, size_t place, size_t start)
{
	bool inside = false;

	for (; g->next < g->brackets_n && g->brackets[g->next].open < place; g->next++) {
		struct bracket *b = &g->brackets[g->next];

		if (b->close == OPEN)
			continue;
		while (g->stack_n && g->brackets[g->stack[g->stack_n - 1]].close <= b->open)
			g->stack_n--;
		/* a sentence that begins with its bracket is cut inside as any other */
		b->begins = b->open == start;
		g->stack[g->stack_n++] = g->next;
	}
	while (g->stack_n && g->brackets[g->stack[g->stack_n - 1]].close < place)
		g->stack_n--;
	for (size_t i = 0; i < g->stack_n && !inside; i++) {
		const struct bracket *b = &g->brackets[g->stack[i]];

		inside = b->title || !b->begins;
	}
	return inside;
}

/* ---- lists that are counted on within a paragraph: 1) … 2) …, a. … b. …, • … • … */

struct marker { uint32_t bullet, kind, value, dot, round; };

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

/* A marker at `at`: its end, or 0. */
static size_t
read_marker(struct dg_bytes s, size_t at, struct marker *m)
{
	size_t i = at, digits = 0, end;
	uint32_t c;

	*m = (struct marker){ 0 };
	end = at;
	if (i < s.n && is_bullet(c = dg_decode(s, &end))) {
		m->bullet = c;
		for (i = end; i < s.n && s.p[i] == ' '; i++)
			;
	}
	for (; i < s.n && digits < 3 && s.p[i] >= '0' && s.p[i] <= '9'; i++, digits++)
		m->value = m->value * 10 + (uint32_t)(s.p[i] - '0');
	m->kind = '0';
	if (digits == 0 && i < s.n && ((unsigned)(unsigned char)s.p[i] | 0x20) - 'a' < 26) {
		m->kind = s.p[i] & 0x20 ? 'a' : 'A';
		m->value = (unsigned char)s.p[i++];
		digits = 1;
	}
	for (; digits && i < s.n && (s.p[i] == '.' ? !m->dot : s.p[i] == ')' && !m->round); i++) {
		m->dot |= s.p[i] == '.';
		m->round |= s.p[i] == ')';
	}
	if (digits && (m->dot || m->round) && i < s.n && s.p[i] == ' ')
		return i;
	m->kind = m->value = m->dot = m->round = NOTHING;
	return m->bullet ? end : 0;
}

/* A. Lincoln begins no list, nor does h. */
static bool
is_initial(const struct marker *m)
{
	return (m->kind == 'A' && !m->round) || ((m->kind | 0x20) == 'a' && (m->value | 0x20) != 'a');
}

static bool
add_item(struct guards *g, size_t at, size_t end)
{
	if (!dg_grow(&g->items, &g->items_cap, g->items_n + 1, sizeof *g->items))
		return false;
	g->items[g->items_n++] = (struct item){ at, end };
	return true;
}

static bool
look_for_items(struct guards *g, struct dg_bytes s)
{
	struct marker last, m;
	size_t at = 0, end;

	while (at < s.n && s.p[at] == ' ')
		at++;
	if ((end = read_marker(s, at, &last)) == 0 || is_initial(&last))
		return true;
	if (!add_item(g, at, end))
		return false;
	for (at = end; at + 1 < s.n; at++) {
		const char *blank = memchr(s.p + at, ' ', s.n - at - 1);

		if (!blank)
			break;
		at = (size_t)(blank - s.p);
		if ((end = read_marker(s, at + 1, &m)) == 0 || !same_list(&last, &m))
			continue;
		if (!add_item(g, at + 1, end))
			return false;
		last = m;
	}
	return true;
}

enum dg_status
guards_look(struct guards *g, const struct rules *r, struct dg_bytes text, struct dg_error *err)
{
	g->quotes_n = g->brackets_n = g->items_n = g->stack_n = g->next = 0;
	if ((r->guards & GUARD_QUOTES && !look_for_quotes(g, text)) ||
	    (r->guards & GUARD_BRACKETS && !look_for_brackets(g, r, text)) ||
	    (r->guards & GUARD_ENUMERATIONS && !look_for_items(g, text)))
		return dg_fail_nomem(err);
	return DG_OK;
}

void
guards_free(struct guards *g)
{
	free(g->quotes);
	free(g->brackets);
	free(g->items);
	free(g->stack);
	*g = (struct guards){ 0 };
}
