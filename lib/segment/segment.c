/* segment.c -- paragraphs to segments: find the places, ask the rules, cut. */
#include <stdlib.h>
#include <string.h>

#include "segment/segment.h"

void
dg_segmenter_trace(struct dg_segmenter *s, dg_segment_told *told, void *ctx)
{
	s->told = told;
	s->told_ctx = ctx;
}

void
dg_spans_free(struct dg_spans *spans)
{
	free(spans->at);
	*spans = (struct dg_spans){ 0 };
}

/* ---- one place */

static void
tell(struct look *l, size_t at, bool cut, const char *why)
{
	if (l->s->told)
		l->s->told(l->s->told_ctx, at, cut, why);
}

static bool
push(struct look *l, size_t start, size_t end)
{
	struct dg_spans *out = l->out;

	while (end > start) {
		size_t before = end;

		if (!is_blank(decode_back(l->text, &before)))
			break;
		end = before;
	}
	if (end == start)
		return true;
	if (!dg_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at))
		return false;
	out->at[out->n++] = (struct dg_span){ start, end };
	return true;
}

static size_t
skip_blanks(struct dg_bytes s, size_t at)
{
	while (at < s.n) {
		size_t next = at;

		if (!is_blank(decode_ahead(s, &next)))
			break;
		at = next;
	}
	return at;
}

/* Where the character begins that byte `at` belongs to. */
static size_t
begin_of(struct dg_bytes s, size_t at)
{
	size_t begin = at;

	while (begin > 0 && at - begin < 3 && begin < s.n && is_tail(s.p[begin]))
		begin--;
	return begin < s.n && is_tail(s.p[begin]) ? at : begin;
}

/* The last blank that lets the open segment stay within `max`, else the last
 * character that ends there. */
static size_t
last_resort(const struct look *l, size_t max)
{
	size_t end = l->start + max, at = end;

	while (at > l->start) {
		size_t before = at;

		if (is_blank(decode_back(l->text, &before)))
			return at;
		at = before;
	}
	at = begin_of(l->text, end);
	if (at <= l->start)
		decode_ahead(l->text, &at);
	return at;
}

static enum dg_status
cut_here(struct look *l, size_t at, const char *why)
{
	size_t next = skip_blanks(l->text, at);

	if (next < l->text.n || l->window->more)
		tell(l, at, true, why);
	if (!push(l, l->start, at))
		return dg_fail_nomem(l->err);
	l->start = next;
	return DG_OK;
}

/* No segment may be longer than the window's max. */
static enum dg_status
shorten(struct look *l, size_t end)
{
	size_t max = l->window->max;
	enum dg_status st = DG_OK;

	while (max && end > l->start && end - l->start > max && st == DG_OK) {
		st = cut_here(l, last_resort(l, max), "longer than the limit");
		l->window->forced++;
	}
	return st;
}

static enum dg_status
cut(struct look *l, size_t at, const char *why)
{
	enum dg_status st = shorten(l, at);

	return st == DG_OK ? cut_here(l, at, why) : st;
}

/* Is the place between a list marker and its item? */
static bool
after_marker(struct look *l, size_t at)
{
	const struct guards *g = &l->s->guards;

	for (size_t i = l->item < 2 ? 0 : l->item - 1; i < g->items_n && g->items[i].at < at; i++)
		if (at <= g->items[i].end)
			return true;
	return false;
}

static bool
is_separator(const struct look *l, size_t at)
{
	return at >= 3 && memcmp(l->text.p + at - 3, "\xE2\x80\xA8", 3) == 0;
}

/* Why a place that a rule would cut is kept; NULL: it is not. */
static const char *
guarded(struct look *l, size_t at)
{
	if (is_separator(l, at))
		return NULL;
	return after_marker(l, at) ? "after a list marker" :
	    guards_inside(&l->s->guards, at, l->start) ? "inside brackets" : NULL;
}

static enum dg_status
place(struct look *l, size_t at, bool uax29)
{
	struct rules *r = &l->s->rules;
	const char *why = "UAX #29", *guard;
	bool cuts = uax29;
	enum dg_status st;
	size_t n;

	if ((st = ask(l, at, &n)) != DG_OK)
		return st;
	if (n != SIZE_MAX) {
		cuts = r->at[n].cuts;
		why = r->names.p + r->at[n].name;
	} else if (!uax29) {
		return DG_OK;
	}
	if (cuts && (guard = guarded(l, at))) {
		cuts = false;
		why = guard;
	}
	if (cuts)
		return cut(l, at, why);
	tell(l, at, false, why);
	return DG_OK;
}

/* ---- one paragraph */

static void
found_place(void *ctx, size_t at)
{
	struct dg_segmenter *s = ctx;

	if (dg_grow(&s->places, &s->places_cap, s->places_n + 1, sizeof *s->places))
		s->places[s->places_n++] = at;
	else
		s->places_failed = true;
}

/* UAX #29 counts the blanks behind a sentence to it, SRX does not. */
static void
found_sentence(void *ctx, size_t at)
{
	const struct look *l = ctx;
	size_t before = at;

	while (before > l->start && is_blank(decode_back(l->text, &before)))
		at = before;
	found_place(l->s, at);
}

static int
by_size(const void *a, const void *b)
{
	size_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

static enum dg_status
find_places(struct look *l)
{
	struct dg_segmenter *s = l->s;
	enum dg_status st = DG_OK;

	s->places_n = 0;
	s->places_failed = false;
	if (s->uax29)
		st = uax29_all(s->uax29, l->text, l->start, found_sentence, l, l->err);
	for (size_t i = 0; i < s->rules.icu_n && st == DG_OK; i++) {
		const struct rule *rule = &s->rules.at[s->rules.icu[i]];

		if (rule->cuts && (st = see_wide(l)) == DG_OK)
			st = icu_rule_all(rule->icu, &s->wide, found_place, s, l->err);
	}
	if (s->places_n)
		qsort(s->places, s->places_n, sizeof *s->places, by_size);
	if (st == DG_OK && s->places_failed)
		st = dg_fail_nomem(l->err);
	return st;
}

/* Could a rule cut behind `c`, before what is at `at`?  Who listens hears of the places
 * that are kept as well. */
static inline bool
may_cut(struct look *l, uint32_t c, size_t at)
{
	struct rules *r = &l->s->rules;
	uint16_t behind, ahead = CLASS_EDGE;
	uint8_t *between;

	if (r->anywhere || c == '"')	/* a straight quote is shown as another one */
		return true;
	if ((behind = sets_known_class(&r->sets, c)) == CLASS_EDGE)
		return true;	/* out of memory: who asks at the place says so */
	if (!r->sets.classes[behind].ends)
		return false;
	if (at < l->text.n && l->text.p[at] != '"')
		ahead = sets_known_class(&r->sets, decode_ahead(l->text, &at));
	if (ahead == CLASS_EDGE || behind > 0xFF || ahead > 0xFF || l->s->told)
		return true;
	between = &r->between[(size_t)behind << 8 | ahead];
	if (*between == BETWEEN_UNKNOWN)
		*between = dfa_may_cut(r->before_dfa, r->after_dfa, behind, ahead) ?
		    BETWEEN_PERHAPS : BETWEEN_NEVER;
	return *between == BETWEEN_PERHAPS;
}

/* Behind the next character at or after `at` that can end a beforebreak. */
static size_t
next_end(struct look *l, size_t at, size_t limit)
{
	while (at < limit) {
		uint64_t ends;
		uint32_t c;

		if (at - l->block >= 64) {
			l->block = at;
			l->ends = scanner_mask(&l->s->rules.ends, l->text.p + at, l->text.n - at);
		}
		if ((ends = l->ends >> (at - l->block)) != 0) {
			at += (size_t)__builtin_ctzll(ends);
			if (at >= limit)
				break;
			c = decode_ahead(l->text, &at);
			if (may_cut(l, c, at))
				return at;
			continue;
		}
		at = l->block + 64;
	}
	return limit;
}

/* The next place after `at` where a rule may have something to say: behind a
 * character that can end a beforebreak, or where ICU or a list said so. */
static size_t
next_place(struct look *l, size_t at)
{
	const struct dg_segmenter *s = l->s;
	size_t limit = l->text.n;

	while (l->place < s->places_n && s->places[l->place] <= at)
		l->place++;
	if (l->place < s->places_n)
		limit = s->places[l->place];
	while (l->item < s->guards.items_n && s->guards.items[l->item].at <= at)
		l->item++;
	if (l->item < s->guards.items_n && s->guards.items[l->item].at < limit)
		limit = s->guards.items[l->item].at;
	return next_end(l, at, limit);
}

static enum dg_status
one_place(struct look *l, size_t at)
{
	const struct dg_segmenter *s = l->s;

	if (l->item < s->guards.items_n && s->guards.items[l->item].at == at)
		return cut(l, at, "before a list marker");
	return place(l, at, s->uax29 && l->place < s->places_n && s->places[l->place] == at);
}

/* Every place before `limit`; *at is where to go on from. */
static enum dg_status
every_place(struct look *l, size_t *at, size_t limit)
{
	enum dg_status st;
	size_t next;

	while (*at < limit && (next = next_place(l, *at)) < limit) {
		if ((st = one_place(l, next)) != DG_OK)
			return st;
		*at = l->start > next ? l->start : next;
	}
	/* before the character that ends at the limit: that place is yet to be asked */
	if (*at < limit && (limit = begin_of(l->text, limit - 1)) > *at)
		*at = limit;
	return DG_OK;
}

enum dg_status
dg_segment_window(struct dg_segmenter *s, struct dg_window *w, struct dg_spans *out,
    struct dg_error *err)
{
	struct look l = { .s = s, .text = w->text, .out = out, .err = err, .window = w,
	    .start = s->start, .block = SIZE_MAX - 64 };
	size_t at = s->at, n = w->text.n, limit = !w->more ? n : n > WINDOW_AHEAD ?
	    n - WINDOW_AHEAD : 0, seen;
	enum dg_status st;

	out->n = w->forced = w->done = 0;
	if (at == l.start)
		at = l.start = skip_blanks(w->text, at);
	if ((st = guards_look(&s->guards, &s->rules, w->text, w->more, err)) == DG_OK &&
	    (st = find_places(&l)) == DG_OK && (st = every_place(&l, &at, limit)) == DG_OK)
		st = shorten(&l, limit);
	if (st == DG_OK && !w->more && !push(&l, l.start, n))
		st = dg_fail_nomem(err);
	if (st != DG_OK || !w->more) {
		s->at = s->start = 0;
		guards_begin(&s->guards);
		w->done = n;
		return st;
	}
	if (at < l.start)
		at = l.start;
	seen = at > WINDOW_BEHIND ? begin_of(w->text, at - WINDOW_BEHIND) : 0;
	w->done = seen < l.start ? seen : l.start;
	guards_drop(&s->guards, seen, w->done);
	s->at = at - w->done;
	s->start = l.start - w->done;
	return DG_OK;
}

enum dg_status
dg_segment(struct dg_segmenter *s, struct dg_bytes paragraph, struct dg_spans *out,
    struct dg_error *err)
{
	struct dg_window whole = { .text = paragraph };

	if (s->at || s->start) {	/* windows that were not brought to their end */
		s->at = s->start = 0;
		guards_begin(&s->guards);
	}
	return dg_segment_window(s, &whole, out, err);
}
