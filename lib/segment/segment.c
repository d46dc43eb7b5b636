/* segment.c -- paragraphs to segments: find the places, ask the rules, cut. */
#include <stdlib.h>
#include <string.h>

#include "segment/segment.h"

/* ---- making one */

static enum dg_status
add_srx(struct dg_segmenter *s, struct dg_bytes text, const char *lang, bool *any,
    struct dg_error *err)
{
	struct srx srx = { 0 };
	enum dg_status st = srx_read(&srx, text, err);

	if (st == DG_OK)
		st = rules_add(&s->rules, &srx, lang, any, err);
	srx_free(&srx);
	return st;
}

static enum dg_status
new_segmenter(struct dg_segmenter **ret, struct dg_error *err)
{
	if (!(*ret = calloc(1, sizeof **ret)))
		return dg_fail_nomem(err);
	(*ret)->rules.before.backwards = true;
	return DG_OK;
}

static enum dg_status
finish(struct dg_segmenter **ret, enum dg_status st, struct dg_error *err)
{
	if (st == DG_OK)
		st = rules_ready(&(*ret)->rules, err);
	if (st != DG_OK) {
		dg_segmenter_free(*ret);
		*ret = NULL;
	}
	return st;
}

enum dg_status
dg_segmenter_srx(struct dg_segmenter **ret, struct dg_bytes srx, const char *lang,
    struct dg_error *err)
{
	enum dg_status st = new_segmenter(ret, err);
	bool any = false;

	if (st != DG_OK)
		return st;
	if ((st = add_srx(*ret, srx, lang, &any, err)) == DG_OK && !any)
		st = dg_fail(err, DG_EINPUT, 0, "no language map takes '%s'", lang);
	return finish(ret, st, err);
}

/* "rules/fr.srx" for fr, fr-CA, FR_be; NULL bytes where there is none. */
static struct dg_bytes
rules_for(const char *lang)
{
	char name[32];
	size_t n = strcspn(lang, "-_");
	struct dg_buf path = { 0 };
	struct dg_bytes found = { NULL, 0 };

	if (n == 0 || n > 8)
		return found;
	for (size_t i = 0; i < n; i++)
		name[i] = (char)(lang[i] >= 'A' && lang[i] <= 'Z' ? lang[i] | 0x20 : lang[i]);
	name[n] = '\0';
	if (strcmp(name, "default") == 0)
		return found;
	dg_put_format(&path, "rules/%s.srx", name);
	dg_put(&path, "", 1);
	if (!path.failed)
		found = dg_embedded(path.p);
	dg_buf_free(&path);
	return found;
}

enum dg_status
dg_segmenter_new(struct dg_segmenter **ret, const char *lang, struct dg_error *err)
{
	struct dg_bytes own = rules_for(lang);
	enum dg_status st = new_segmenter(ret, err);
	bool any;

	if (st != DG_OK)
		return st;
	if (!own.p) {
		dg_put_str(&(*ret)->rules.title, "UAX #29");
		st = uax29_new(&(*ret)->uax29, lang, err);
		return finish(ret, st, err);
	}
	/* what the language says goes before what is so everywhere */
	if ((st = add_srx(*ret, own, lang, &any, err)) == DG_OK)
		st = add_srx(*ret, dg_embedded("rules/default.srx"), lang, &any, err);
	return finish(ret, st, err);
}

void
dg_segmenter_free(struct dg_segmenter *s)
{
	if (!s)
		return;
	rules_free(&s->rules);
	guards_free(&s->guards);
	uax29_free(s->uax29);
	wide_free(&s->wide);
	dg_buf_free(&s->why);
	free(s->places);
	free(s);
}

const char *
dg_segmenter_name(const struct dg_segmenter *s)
{
	return s->rules.title.p;
}

bool
dg_segmenter_is_fallback(const struct dg_segmenter *s)
{
	return s->uax29 != NULL;
}

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

		if (!is_blank(dg_decode(s, &next)))
			break;
		at = next;
	}
	return at;
}

static enum dg_status
cut(struct look *l, size_t at, const char *why)
{
	size_t next = skip_blanks(l->text, at);

	if (next < l->text.n)
		tell(l, at, true, why);
	if (!push(l, l->start, at))
		return dg_fail_nomem(l->err);
	l->start = next;
	return DG_OK;
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

static enum dg_status
place(struct look *l, size_t at)
{
	struct rules *r = &l->s->rules;
	enum dg_status st;
	size_t n;

	if ((st = ask(l, at, &n)) != DG_OK || n == SIZE_MAX)
		return st;
	if (r->at[n].cuts && !is_separator(l, at)) {
		if (after_marker(l, at)) {
			tell(l, at, false, "after a list marker");
			return DG_OK;
		}
		if (guards_inside(&l->s->guards, at, l->start)) {
			tell(l, at, false, "inside brackets");
			return DG_OK;
		}
	}
	if (r->at[n].cuts)
		return cut(l, at, r->names.p + r->at[n].name);
	tell(l, at, false, r->names.p + r->at[n].name);
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
		st = uax29_all(s->uax29, l->text, found_place, s, l->err);
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

static inline bool
can_end(struct look *l, uint32_t c)
{
	struct rules *r = &l->s->rules;
	uint16_t class;

	if (r->anywhere || c == '"')	/* a straight quote is shown as another one */
		return true;
	class = sets_known_class(&r->sets, c);
	return r->sets.classes[class].ends;
}

/* Behind the next character at or after `at` that can end a beforebreak. */
static size_t
next_end(struct look *l, size_t at, size_t limit)
{
	while (at < limit) {
		uint64_t ends;

		if (at - l->block >= 64) {
			l->block = at;
			l->ends = scanner_mask(&l->s->rules.ends, l->text.p + at, l->text.n - at);
		}
		if ((ends = l->ends >> (at - l->block)) != 0) {
			at += (size_t)__builtin_ctzll(ends);
			if (at >= limit)
				break;
			if (can_end(l, decode_ahead(l->text, &at)))
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

	if (s->uax29)
		return cut(l, at, "UAX #29");
	if (l->item < s->guards.items_n && s->guards.items[l->item].at == at)
		return cut(l, at, "before a list marker");
	return place(l, at);
}

enum dg_status
dg_segment(struct dg_segmenter *s, struct dg_bytes paragraph, struct dg_spans *out,
    struct dg_error *err)
{
	struct look l = { .s = s, .text = paragraph, .out = out, .err = err };
	enum dg_status st;
	size_t at;

	out->n = 0;
	at = l.start = skip_blanks(paragraph, 0);
	l.block = SIZE_MAX - 64;	/* none yet */
	if ((st = guards_look(&s->guards, &s->rules, paragraph, err)) != DG_OK ||
	    (st = find_places(&l)) != DG_OK)
		return st;
	while ((at = next_place(&l, at)) < paragraph.n) {
		if ((st = one_place(&l, at)) != DG_OK)
			return st;
		if (l.start > at)
			at = l.start;
	}
	return push(&l, l.start, paragraph.n) ? DG_OK : dg_fail_nomem(err);
}
