/* xliff_lint2.c -- the constraints of XLIFF 2.0 to 2.2 that no schema can say (2.1 §4.2, §4.3,
 * §5.1), and of 1.2 what resembles them: codes that pair, segments of a target. */
#include <stdarg.h>
#include <stdio.h>
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

static void
name(struct xml *x, struct lint *l, enum ref_kind kind, struct dg_bytes id)
{
	if (!lint_is_token(id))
		lint_note(x, l, 0, "id '%.*s' is no NMTOKEN", memory_brief(id), id.p);
	if (!refs_name(&l->refs, kind, id, xml_line(x)))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
}

static void
use(struct xml *x, struct lint *l, enum ref_kind kind, struct dg_bytes id, const char *what)
{
	if (id.p && !refs_use(&l->refs, kind, id, what, xml_line(x)))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
}

/* A fragment (2.1 §4.4): "#s1" and "#f=f1/u=u1/s1" are parts or codes, "#n=n1" a note,
 * "#d=d1" data, "#t=1" a code of the target; what has another letter is elsewhere. */
static void
use_fragment(struct xml *x, struct lint *l, struct dg_bytes ref, const char *what)
{
	const char *prefix = "";
	size_t from = 0;
	struct dg_bytes id;

	for (size_t i = 0; i < ref.n; i++)
		if (ref.p[i] == '#' || ref.p[i] == '/')
			from = i + 1;
	id = (struct dg_bytes){ ref.p + from, ref.n - from };
	if (id.n > 1 && id.p[1] == '=') {
		prefix = id.p;
		id = (struct dg_bytes){ id.p + 2, id.n - 2 };
	}
	if (*prefix == 'n')
		use(x, l, REF_NOTE, id, what);
	else if (*prefix == 'd')
		use(x, l, REF_DATA, id, what);
	else if (*prefix == '\0' || *prefix == 't')
		use(x, l, REF_ANY, id, what);
}

/* ---- segments ---- */

void
lint_place(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	if (id.p)
		name(x, l, REF_PART, id);
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
		lint_note(x, l, 0, "order '%.*s' is no whole number from 1", memory_brief(order),
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
			lint_note(x, l, l->unit_line, "order %zu of a target, of %zu", order, l->orders_n);
		else if (there[order])
			lint_note(x, l, l->unit_line, "two targets have the order %zu", order);
		if (order > l->orders_n || there[order])
			break;
		there[order] = true;
	}
	free(there);
}

void
lint_state(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const states[] = { "initial", "translated", "reviewed", "final", NULL };
	struct dg_bytes state = xml_attr(attrs, "state"), sub = xml_attr(attrs, "subState");
	const char *colon = sub.n ? memchr(sub.p, ':', sub.n) : NULL;

	if (state.p && !lint_one_of(state, states))
		lint_note(x, l, 0, "state '%.*s' is not allowed", memory_brief(state), state.p);
	if (sub.p && !state.p)
		lint_note(x, l, 0, "subState without state");
	if (sub.p && (!colon || colon == sub.p || colon + 1 == sub.p + sub.n))
		lint_note(x, l, 0, "subState '%.*s' is not authority:state", memory_brief(sub), sub.p);
}

/* ---- codes ---- */

/* bpt with ept, sc with ec, sm with em; false: no pair. */
static bool
pair(struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id"), rid = xml_attr(attrs, "rid");
	struct dg_buf *open = &l->open[l->side];
	bool isolated = memory_is(xml_attr(attrs, "isolated"), "yes");

	switch (element) {
	case XLIFF_BPT:
		return inline_open(open, rid.p ? rid : id);
	case XLIFF_EPT:
		return inline_close(open, rid.p ? rid : id);
	case XLIFF_SC:
	case XLIFF_SM:
		return isolated || inline_open(open, id);
	case XLIFF_EC:
	case XLIFF_EM:
		return isolated || inline_close(open, xml_attr(attrs, "startRef"));
	default:
		return true;
	}
}

/* XLIFF 2.1 §4.2.3.1: cp is for what XML cannot hold, and for that alone. */
static void
check_cp(struct xml *x, struct lint *l, struct dg_bytes hex)
{
	unsigned long c = 0;
	char digits[8] = "", *end = digits;

	if (hex.n > 0 && hex.n < sizeof digits) {
		memcpy(digits, hex.p, hex.n);
		digits[hex.n] = '\0';
		c = strtoul(digits, &end, 16);
	}
	if (end == digits || *end || c > 0x10FFFF)
		lint_note(x, l, 0, "cp hex '%.*s' is no code point", memory_brief(hex),
		    hex.n ? hex.p : "");
	else if (c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
	    (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF))
		lint_note(x, l, 0, "cp for a character that XML allows, U+%04lX", c);
}

/* A comment has its text, or the note that has it. */
static void
check_annotation(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes ref = xml_attr(attrs, "ref");
	bool value = xml_attr(attrs, "value").p;

	if (memory_is(xml_attr(attrs, "type"), "comment") && value == (ref.p != NULL))
		lint_note(x, l, 0, "a comment has either value or ref");
	if (ref.n && ref.p[0] == '#')
		use_fragment(x, l, ref, "an annotation");
}

static void
check_code_id(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");
	bool isolated = memory_is(xml_attr(attrs, "isolated"), "yes");

	if (id.p)
		name(x, l, l->side ? REF_TARGET : REF_SOURCE, id);
	else if (element == XLIFF_PH || element == XLIFF_PC || element == XLIFF_SC ||
	    element == XLIFF_MRK || element == XLIFF_SM || (element == XLIFF_EC && isolated))
		lint_note(x, l, 0, "%s without id", xliff_elements[element]);
	if (element == XLIFF_EC && isolated == (xml_attr(attrs, "startRef").p != NULL))
		lint_note(x, l, 0, "ec has startRef, or is isolated");
	if (element == XLIFF_EM && !xml_attr(attrs, "startRef").p)
		lint_note(x, l, 0, "em without startRef");
}

static void
check_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	static const char *const data[] = { "dataRef", "dataRefStart", "dataRefEnd" };

	check_code_id(x, l, element, attrs);
	for (size_t i = 0; i < sizeof data / sizeof *data; i++)
		use(x, l, REF_DATA, xml_attr(attrs, data[i]), data[i]);
	use(x, l, REF_ANY, xml_attr(attrs, "copyOf"), "copyOf");
	if (xml_attr(attrs, "subType").p && !xml_attr(attrs, "type").p)
		lint_note(x, l, 0, "subType without type");
	if (element == XLIFF_CP)
		check_cp(x, l, xml_attr(attrs, "hex"));
	if (element == XLIFF_MRK || element == XLIFF_SM)
		check_annotation(x, l, attrs);
}

void
lint_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	l->unpaired[l->side] |= !pair(l, element, attrs);
	if (l->two)
		check_code(x, l, element, attrs);
	else if (l->segmented && l->side && element == XLIFF_MRK &&
	    memory_is(xml_attr(attrs, "mtype"), "seg"))
		use(x, l, REF_PART, xml_attr(attrs, "mid"), "a segment of the target");
}

static void
check_pairs(struct xml *x, struct lint *l)
{
	for (size_t i = 0; i < 2; i++)
		if (l->unpaired[i] || l->open[i].n)
			lint_note(x, l, l->unit_line, "%s: %s do not pair", lint_sides[i],
			    l->two ? "sc and ec, or sm and em," : "bpt and ept");
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
		name(x, l, REF_NOTE, id);
	else
		lint_id(x, l, "note", (uint64_t)1 << 40 | l->notes, id);
}

static void
start_match(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const shares[] = { "similarity", "matchQuality", "matchSuitability" };
	struct dg_bytes ref = xml_attr(attrs, "ref");
	double n;

	l->in_match = true;
	l->match[0] = l->match[1] = false;
	l->reference = memory_is(xml_attr(attrs, "reference"), "yes");
	if (ref.p)
		use_fragment(x, l, ref, "a match");
	else
		lint_note(x, l, 0, "match without ref");
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		struct dg_bytes share = xml_attr(attrs, shares[i]);

		if (share.p && !(memory_number(share, &n) && n <= 100))
			lint_note(x, l, 0, "%s '%.*s' is not from 0 to 100", shares[i],
			    memory_brief(share), share.p);
	}
}

static void
start_match_text(struct xml *x, struct lint *l, int side, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang"), want = dg_buf_bytes(&l->lang[side]);

	l->match[side] = true;
	if (lang.p && want.n && !(side && l->reference) && !memory_same_tag(lang, want))
		lint_note(x, l, 0, "xml:lang '%.*s' of a match is not the file's '%.*s'",
		    memory_brief(lang), lang.p, memory_brief(want), want.p);
}

void
lint_aside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id"), mid = xml_attr(attrs, "mid");
	bool text = element == XLIFF_SOURCE || element == XLIFF_TARGET;

	if (!l->in_unit)
		return;
	if (!l->two) {
		l->segmented |= element == XLIFF_SEG_SOURCE && l->skip == 0;
		if (l->segmented && element == XLIFF_MRK && mid.p &&
		    memory_is(xml_attr(attrs, "mtype"), "seg"))
			name(x, l, REF_PART, mid);
	} else if (element == XLIFF_IGNORABLE) {
		l->ignorable = true;
		lint_place(x, l, attrs);
	} else if (element == XLIFF_DATA && id.p && !l->in_match) {
		name(x, l, REF_DATA, id);
	} else if (element == XLIFF_TARGET && l->ignorable) {
		lint_target_language(x, l, attrs);
		lint_order(x, l, attrs);
	} else if (element == XLIFF_MATCH) {
		start_match(x, l, attrs);
	} else if (text && l->in_match) {
		start_match_text(x, l, element == XLIFF_TARGET, attrs);
	}
}

void
lint_end_aside(struct xml *x, struct lint *l, int element)
{
	if (!l->in_match || element != XLIFF_MATCH)
		return;
	l->in_match = false;
	for (size_t i = 0; i < 2; i++)
		if (!l->match[i])
			lint_note(x, l, 0, "match without %s", lint_sides[i]);
}

/* ---- the unit ---- */

struct telling { struct xml *x; struct lint *l; };

static void tell(void *ctx, uint64_t line, const char *format, ...) DG_PRINTF(3, 4);

static void
tell(void *ctx, uint64_t line, const char *format, ...)
{
	struct telling *t = ctx;
	char text[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	lint_note(t->x, t->l, line, "%s", text);
}

void
lint_unit(struct xml *x, struct lint *l)
{
	if (l->segments == 0)
		lint_note(x, l, l->unit_line, "unit without segment");
	check_orders(x, l);
	refs_check(&l->refs, tell, &(struct telling){ x, l });
	check_pairs(x, l);
}
