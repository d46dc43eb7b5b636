/* xliff_lint_unit.c -- the constraints of a unit of XLIFF 2.0 to 2.2 that no schema can say (2.1
 * §4.2, §4.3, §5.1, §5.2, and the Schematron rules that go with it), and of 1.2 what resembles
 * them: codes that pair, segments of a target. */
#include <stdlib.h>
#include <string.h>

#include "memory/xliff_lint.h"

/* ---- what refers to what ---- */

bool
lint_is_token(struct dg_bytes id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!strchr("-._:", id.p[i]) && !(id.p[i] >= '0' && id.p[i] <= '9') &&
		    !((id.p[i] | 0x20) >= 'a' && (id.p[i] | 0x20) <= 'z') &&
		    (unsigned char)id.p[i] < 0x80)
			return false;
	return id.n > 0 && !memchr(id.p, '\0', id.n);
}

struct ref *
lint_name(struct xml *x, struct lint *l, enum ref_kind kind, struct dg_bytes id)
{
	struct ref *ref;

	if (!lint_is_token(id))
		xml_note(x, 0, "id '%.*s' is no NMTOKEN", memory_brief(id), id.p);
	if (!(ref = refs_name(&l->refs, kind, id, xml_line(x))))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	return ref;
}

void
lint_use(struct xml *x, struct lint *l, enum ref_kind kind, struct dg_bytes id, const char *what)
{
	if (id.p && !refs_use(&l->refs, kind, id, what, xml_line(x)))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
}

/* A fragment (2.1 §4.4): "#s1" and "#f=f1/u=u1/s1" are parts or codes, "#n=n1" a note,
 * "#d=d1" data, "#t=1" a code of the target; what has another letter is elsewhere. */
char
lint_use_fragment(struct xml *x, struct lint *l, struct dg_bytes ref, const char *what)
{
	char prefix = '\0';
	size_t from = 0;
	struct dg_bytes id;

	for (size_t i = 0; i < ref.n; i++)
		if (ref.p[i] == '#' || ref.p[i] == '/')
			from = i + 1;
	id = (struct dg_bytes){ ref.p + from, ref.n - from };
	if (id.n > 1 && id.p[1] == '=') {
		prefix = id.p[0];
		id = (struct dg_bytes){ id.p + 2, id.n - 2 };
	}
	if (prefix == 'n')
		lint_use(x, l, REF_NOTE, id, what);
	else if (prefix == 'd')
		lint_use(x, l, REF_DATA, id, what);
	else if (prefix == '\0' || prefix == 't')
		lint_use(x, l, REF_ANY, id, what);
	return prefix;
}

/* ---- segments ---- */

void
lint_place(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	if (id.p)
		lint_name(x, l, REF_PART, id);
	if (!dg_grow(&l->orders, &l->orders_cap, l->orders_n + 1, sizeof *l->orders)) {
		xml_stop(x, dg_fail_nomem(xml_error(x)));
		return;
	}
	l->orders_n++;
	l->orders[l->orders_n - 1] = l->orders_n;
}

void
lint_order(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes order = xml_attr(attrs, "order");
	double n;

	if (!order.p || l->orders_n == 0)
		return;
	if (!memory_number(order, &n) || n < 1 || n > 1e9)
		xml_note(x, 0, "order '%.*s' is no whole number from 1", memory_brief(order),
		    order.p);
	else
		l->orders[l->orders_n - 1] = (size_t)n;
}

/* XLIFF 2.1 §4.3.1.21: the orders of a unit are a permutation of 1 to n. */
static void
check_orders(struct xml *x, struct lint *l)
{
	bool *there = calloc(l->orders_n + 1, sizeof *there);

	if (!there) {
		xml_stop(x, dg_fail_nomem(xml_error(x)));
		return;
	}
	for (size_t i = 0; i < l->orders_n; i++) {
		size_t order = l->orders[i];

		if (order > l->orders_n)
			xml_note(x, l->unit_line, "order %zu of a target, of %zu", order, l->orders_n);
		else if (there[order])
			xml_note(x, l->unit_line, "two targets have the order %zu", order);
		if (order > l->orders_n || there[order])
			break;
		there[order] = true;
	}
	free(there);
}

void
lint_state(struct xml *x, const struct xml_attrs *attrs)
{
	static const char *const states[] = { "initial", "translated", "reviewed", "final", NULL };
	struct dg_bytes state = xml_attr(attrs, "state"), sub = xml_attr(attrs, "subState");
	const char *colon = sub.n ? memchr(sub.p, ':', sub.n) : NULL;

	if (state.p && !memory_one_of(state, states))
		xml_note(x, 0, "state '%.*s' is not allowed", memory_brief(state), state.p);
	if (sub.p && !state.p)
		xml_note(x, 0, "subState without state");
	if (sub.p && (!colon || colon == sub.p || colon + 1 == sub.p + sub.n))
		xml_note(x, 0, "subState '%.*s' is not authority:state", memory_brief(sub), sub.p);
}

/* ---- pairs ---- */

static void
check_pairs(struct xml *x, struct lint *l)
{
	for (size_t i = 0; i < 2; i++) {
		pairs_end(&l->pairs[i]);
		if (l->pairs[i].unpaired)
			xml_note(x, l->unit_line, "%s: %s do not pair", lint_sides[i],
			    l->two ? "sc and ec, or sm and em," : "bpt and ept, or bx and ex,");
		if (l->pairs[i].differ)
			xml_note(x, l->unit_line, "%s: what may be done with an sc may not be done with "
			    "its ec", lint_sides[i]);
	}
}

/* ---- asides ---- */

/* A note of a unit may be referred to from it; those of a file and of a group not. */
void
lint_note_element(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	if (!id.p)
		return;
	if (l->in_unit)
		lint_name(x, l, REF_NOTE, id);
	else
		lint_id(x, l, "note", (uint64_t)1 << 40 | l->notes, id);
}

static void
start_match(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const shares[] = { "similarity", "matchQuality", "matchSuitability" };
	struct dg_bytes ref = xml_attr(attrs, "ref"), id = xml_attr(attrs, "id");
	double n;

	l->in_match = true;
	l->match[0] = l->match[1] = false;
	l->reference = memory_is(xml_attr(attrs, "reference"), "yes");
	if (id.p)
		lint_name(x, l, REF_MATCH, id);
	if (ref.p)
		lint_use_fragment(x, l, ref, "a match");
	else
		xml_note(x, 0, "match without ref");
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		struct dg_bytes share = xml_attr(attrs, shares[i]);

		if (share.p && !(memory_number(share, &n) && n <= 100))
			xml_note(x, 0, "%s '%.*s' is not from 0 to 100", shares[i],
			    memory_brief(share), share.p);
	}
}

static void
start_match_text(struct xml *x, struct lint *l, int side, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang"), want = dg_buf_bytes(&l->lang[side]);

	l->match[side] = true;
	if (lang.p && want.n && !(side && l->reference) && !memory_same_tag(lang, want))
		xml_note(x, 0, "xml:lang '%.*s' of a match is not the file's '%.*s'",
		    memory_brief(lang), lang.p, memory_brief(want), want.p);
}

/* XLIFF 2.1 §5.2: an entry says more of a term than that it is one. */
static void
start_entry(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes ref = xml_attr(attrs, "ref");

	l->explained = false;
	if (ref.n && ref.p[0] == '#')
		lint_use_fragment(x, l, ref, "an entry of the glossary");
}

static void
aside_1(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes mid = xml_attr(attrs, "mid");

	l->segmented |= element == XLIFF_SEG_SOURCE && l->skip == 0;
	if (!l->segmented || !mid.p)
		return;
	if (element == XLIFF_MRK && memory_is(xml_attr(attrs, "mtype"), "seg"))
		lint_name(x, l, REF_PART, mid);
	else if (element == XLIFF_ALT_TRANS)
		lint_use(x, l, REF_PART, mid, "alt-trans");
}

void
lint_aside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	if (!l->in_unit)
		return;
	if (!l->two)
		aside_1(x, l, element, attrs);
	else if (element == XLIFF_DATA && id.p && !l->in_match)
		lint_name(x, l, REF_DATA, id);
	else if (element == XLIFF_MATCH)
		start_match(x, l, attrs);
	else if (element == XLIFF_GLOSS_ENTRY)
		start_entry(x, l, attrs);
	else if (element == XLIFF_TRANSLATION || element == XLIFF_DEFINITION)
		l->explained = true;
	else if (l->in_match && (element == XLIFF_SOURCE || element == XLIFF_TARGET))
		start_match_text(x, l, element == XLIFF_TARGET, attrs);
}

void
lint_end_aside(struct xml *x, struct lint *l, int element)
{
	if (l->two && l->in_unit && element == XLIFF_GLOSS_ENTRY && !l->explained)
		xml_note(x, 0, "an entry of the glossary without translation or definition");
	if (!l->in_match || element != XLIFF_MATCH)
		return;
	l->in_match = false;
	for (size_t i = 0; i < 2; i++)
		if (!l->match[i])
			xml_note(x, 0, "match without %s", lint_sides[i]);
}

/* ---- the unit ---- */

void
lint_unit(struct xml *x, struct lint *l)
{
	if (l->segments == 0)
		xml_note(x, l->unit_line, "unit without segment");
	check_orders(x, l);
	refs_check(&l->refs, x);
	check_pairs(x, l);
}
