/* guards.c -- what a paragraph holds that no rule of SRX can see: which way a
 * straight quote points, what is inside brackets, where a list is counted on. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "segment/segment.h"

/* A pair further apart is taken for two lone brackets (":(" … ":)"); it also
 * bounds how deep brackets can nest. */
enum { BRACKET_MAX = 600, LOOK_BACK = 16, QUOTE_SIGHT = 2000, NOTHING = 0 };

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
	size_t before = at, rest = s.n - at - 1;
	const char *next;
	uint32_t c = ' ';

	while (before > 0 && at - before < QUOTE_SIGHT && is_blank(c))
		c = decode_back(s, &before);
	if (c != '.' && c != '!' && c != '?')
		return true;
	if (!(next = memchr(s.p + at + 1, '"', rest < QUOTE_SIGHT ? rest : QUOTE_SIGHT)))
		return false;
	at = (size_t)(next - s.p);
	return leads_out(char_after(s, at + 1));
}

/* The surroundings decide; where they say both or nothing, parity does. */
static bool
look_for_quotes(struct guards *g, struct dg_bytes s, size_t limit)
{
	const char *p;

	while (g->quotes_to < limit &&
	    (p = memchr(s.p + g->quotes_to, '"', limit - g->quotes_to))) {
		size_t at = (size_t)(p - s.p);
		bool beside = g->quotes_n && g->quotes[g->quotes_n - 1].at + 1 == at;
		bool in = beside ? g->quotes[g->quotes_n - 1].opens : leads_in(char_before(s, at));
		bool out = leads_out(char_after(s, at + 1)), open = g->quote_open;

		open = in != out ? in : !open && (!in || closed_later(s, at));
		if (!dg_grow(&g->quotes, &g->quotes_cap, g->quotes_n + 1, sizeof *g->quotes))
			return false;
		g->quotes[g->quotes_n++] = (struct quote){ at, open };
		g->quote_open = open;
		g->quotes_to = at + 1;
	}
	if (g->quotes_to < limit)
		g->quotes_to = limit;
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
	    !dg_grow(&g->open, &g->open_cap, g->open_n + 1, sizeof *g->open) ||
	    !dg_grow(&g->stack, &g->stack_cap, g->brackets_n + 1, sizeof *g->stack))
		return false;
	/* those too far away to be closed: how many are waiting stays bounded */
	while (g->open_first < g->open_n &&
	    at - g->brackets[g->open[g->open_first]].open > BRACKET_MAX)
		g->open_first++;
	if (g->open_first == g->open_n)
		g->open_first = g->open_n = 0;
	g->open[g->open_n++] = g->brackets_n;
	g->brackets[g->brackets_n++] = (struct bracket){ at, OPEN, pair->title, false };
	return true;
}

static void
close_bracket(struct guards *g, struct dg_bytes s, size_t at, const struct pair *pair)
{
	for (size_t n = 1; n <= LOOK_BACK && n <= g->open_n - g->open_first; n++) {
		struct bracket *b = &g->brackets[g->open[g->open_n - n]];

		if (at - b->open > BRACKET_MAX)
			return;
		if (char_after(s, b->open) != pair->open)
			continue;
		/* （很长！）结束: no blank, no capital says that the sentence goes on */
		b->close = pair->close >= 0x3000 ? at + 3 : at;
		g->open_n -= n;
		return;
	}
}

/* :) ;-( at the end of a word is a face, no bracket. */
static bool
is_face(struct dg_bytes s, size_t at)
{
	if (at > 0 && s.p[at - 1] == '-')
		at--;
	return at > 1 && (s.p[at - 1] == ':' || s.p[at - 1] == ';') &&
	    is_blank((unsigned char)s.p[at - 2]);
}

static bool
bracket_at(struct guards *g, const struct rules *r, struct dg_bytes s, size_t at)
{
	uint32_t c = char_after(s, at);

	if (c < 0x80 && is_face(s, at))
		return true;
	for (size_t k = 0; k < r->pairs_n && r->sign[c & 0xFF]; k++) {
		if (c == r->pairs[k].open && !open_bracket(g, at, &r->pairs[k]))
			return false;
		if (c == r->pairs[k].close)
			close_bracket(g, s, at, &r->pairs[k]);
	}
	return true;
}

static bool
look_for_brackets(struct guards *g, const struct rules *r, struct dg_bytes s, size_t limit)
{
	for (; g->brackets_to < limit; g->brackets_to += 64) {
		size_t block = g->brackets_to;
		uint64_t signs = scanner_mask(&r->signs, s.p + block, limit - block);

		for (; signs; signs &= signs - 1)
			if (!bracket_at(g, r, s, block + (size_t)__builtin_ctzll(signs)))
				return false;
	}
	g->brackets_to = limit;
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

/* ---- all of them */

enum dg_status
guards_look(struct guards *g, const struct rules *r, struct dg_bytes text, bool more,
    struct dg_error *err)
{
	size_t n = text.n, less = more ? 8 : 0;
	size_t quotes = !more ? n : n > QUOTE_SIGHT + less ? n - QUOTE_SIGHT - less : 0;
	size_t items = n > MARKER_SIGHT ? n - (more ? MARKER_SIGHT : 1) : more || n == 0 ? 0 : n - 1;

	if ((r->guards & GUARD_QUOTES && !look_for_quotes(g, text, quotes)) ||
	    (r->guards & GUARD_BRACKETS &&
	    !look_for_brackets(g, r, text, n > less ? n - less : 0)) ||
	    (r->guards & GUARD_ENUMERATIONS && !lists_look(g, text, items)))
		return dg_fail_nomem(err);
	return DG_OK;
}

void
guards_begin(struct guards *g)
{
	g->quotes_n = g->brackets_n = g->items_n = g->stack_n = g->open_n = g->open_first = 0;
	g->quotes_to = g->brackets_to = g->items_to = g->next = 0;
	g->quote_open = g->began = false;
}

/* Drop the first `n` of what `stack` names, and count from there. */
static void
renumber(size_t *stack, size_t *first, size_t *stack_n, size_t n)
{
	size_t kept = 0;

	for (size_t i = *first; i < *stack_n; i++)
		if (stack[i] >= n)
			stack[kept++] = stack[i] - n;
	*first = 0;
	*stack_n = kept;
}

static void
drop_brackets(struct guards *g, size_t before, size_t shift)
{
	size_t n = 0, first = 0;

	while (n < g->brackets_n && g->brackets[n].open < before && n < g->next)
		n++;
	g->brackets_n -= n;
	g->next -= n;
	for (size_t i = 0; i < g->brackets_n; i++) {
		g->brackets[i] = g->brackets[i + n];
		g->brackets[i].open -= shift;
		if (g->brackets[i].close != OPEN)
			g->brackets[i].close -= shift;
	}
	renumber(g->open, &g->open_first, &g->open_n, n);
	renumber(g->stack, &first, &g->stack_n, n);
}

void
guards_drop(struct guards *g, size_t before, size_t shift)
{
	size_t n = 0;

	drop_brackets(g, before, shift);
	while (n < g->quotes_n && g->quotes[n].at < before)
		n++;
	g->quotes_n -= n;
	for (size_t i = 0; i < g->quotes_n; i++) {
		g->quotes[i] = g->quotes[i + n];
		g->quotes[i].at -= shift;
	}
	for (n = 0; n < g->items_n && g->items[n].at < before;)
		n++;
	g->items_n -= n;
	for (size_t i = 0; i < g->items_n; i++) {
		g->items[i].at = g->items[i + n].at - shift;
		g->items[i].end = g->items[i + n].end - shift;
	}
	g->quotes_to -= shift < g->quotes_to ? shift : g->quotes_to;
	g->brackets_to -= shift < g->brackets_to ? shift : g->brackets_to;
	if (g->items_to != SIZE_MAX)
		g->items_to -= shift < g->items_to ? shift : g->items_to;
}

void
guards_free(struct guards *g)
{
	free(g->quotes);
	free(g->brackets);
	free(g->items);
	free(g->stack);
	free(g->open);
	*g = (struct guards){ 0 };
}
