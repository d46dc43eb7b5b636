/* xliff_lint_code.c -- what XLIFF 2.x wants of the codes within a text (2.1 §4.2.3, §4.3.1, §4.7,
 * and the Schematron rules that go with it), and of 1.2 what resembles it. */
#include <stdlib.h>
#include <string.h>

#include "memory/xliff_lint.h"

/* What may be done with a code; both of a pair must say it alike, and firstNo is the no of
 * the first (2.1 §4.2.3.4). */
static unsigned
hints(const struct xml_attrs *attrs)
{
	static const char *const names[] = { "canCopy", "canDelete", "canOverlap", "canReorder" };
	unsigned bits = 0;

	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		struct dg_bytes s = xml_attr(attrs, names[i]);

		if (memory_is(s, "no") || memory_is(s, "firstNo"))
			bits |= 1u << i;
	}
	return bits;
}

/* bpt with ept, bx with ex, sc with ec, sm with em. */
static void
put_pair(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id"), rid = xml_attr(attrs, "rid");
	bool opens = element == XLIFF_BPT || element == XLIFF_BX || element == XLIFF_SC ||
	    element == XLIFF_SM;
	bool good = true;

	switch (element) {
	case XLIFF_BPT:
	case XLIFF_EPT:
	case XLIFF_BX:
	case XLIFF_EX:
		good = pairs_put(&l->pairs[l->side], rid.p ? rid : id, opens, 0);
		break;
	case XLIFF_SC:
	case XLIFF_EC:
	case XLIFF_SM:
	case XLIFF_EM:
		if (!memory_is(xml_attr(attrs, "isolated"), "yes"))
			good = pairs_put(&l->pairs[l->side], opens ? id : xml_attr(attrs, "startRef"),
			    opens, hints(attrs));
		break;
	}
	if (!good)
		xml_stop(x, dg_fail_nomem(xml_error(x)));
}

/* XLIFF 2.1 §4.2.3.1: cp is for what XML cannot hold, and for that alone. */
static void
check_cp(struct xml *x, struct dg_bytes hex)
{
	unsigned long c = 0;
	char digits[8] = "", *end = digits;

	if (hex.n > 0 && hex.n < sizeof digits) {
		memcpy(digits, hex.p, hex.n);
		digits[hex.n] = '\0';
		c = strtoul(digits, &end, 16);
	}
	if (end == digits || *end || c > 0x10FFFF)
		xml_note(x, 0, "cp hex '%.*s' is no code point", memory_brief(hex),
		    hex.n ? hex.p : "");
	else if (c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
	    (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF))
		xml_note(x, 0, "cp for a character that XML allows, U+%04lX", c);
}

/* A comment has its text, or the note that has it. */
static void
check_annotation(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes ref = xml_attr(attrs, "ref"), type = xml_attr(attrs, "type");
	bool comment = memory_is(type, "comment"), value = xml_attr(attrs, "value").p;
	char letter = 'n';

	if (comment && value == (ref.p != NULL))
		xml_note(x, 0, "a comment has either value or ref");
	if (memory_is(type, "mtc:match") && ref.p)
		xml_note(x, 0, "an annotation of a match has no ref");
	else if (ref.n && ref.p[0] == '#')
		letter = lint_use_fragment(x, l, ref, "an annotation");
	if (comment && letter != 'n')
		xml_note(x, 0, "the ref of a comment, '%.*s', is no note's", memory_brief(ref), ref.p);
}

static void
check_end(struct xml *x, int element, const struct xml_attrs *attrs)
{
	bool isolated = memory_is(xml_attr(attrs, "isolated"), "yes");
	bool start = xml_attr(attrs, "startRef").p;

	if (element == XLIFF_EM && !start)
		xml_note(x, 0, "em without startRef");
	if (element != XLIFF_EC)
		return;
	if (isolated == start)
		xml_note(x, 0, "ec has startRef, or is isolated");
	else if (start && xml_attr(attrs, "id").p)
		xml_note(x, 0, "ec with startRef and id");
	if (!isolated && xml_attr(attrs, "dir").p)
		xml_note(x, 0, "dir of an ec that is not isolated");
}

static void
check_code_id(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id"), state = dg_buf_bytes(&l->state);
	bool isolated = memory_is(xml_attr(attrs, "isolated"), "yes");
	struct ref *ref;

	if (id.p && (ref = lint_name(x, l, l->side ? REF_TARGET : REF_SOURCE, id))) {
		ref->element = element;
		ref->place = l->orders_n;
		ref->fixed = xml_attr(attrs, "dataRef").p || xml_attr(attrs, "dataRefStart").p ||
		    xml_attr(attrs, "dataRefEnd").p || memory_is(xml_attr(attrs, "canCopy"), "no");
	} else if (!id.p && (element == XLIFF_PH || element == XLIFF_PC || element == XLIFF_SC ||
	    element == XLIFF_MRK || element == XLIFF_SM || (element == XLIFF_EC && isolated))) {
		xml_note(x, 0, "%s without id", xliff_elements[element]);
	}
	if (l->side == 0 && memory_is(state, "final") && memory_is(xml_attr(attrs, "canDelete"), "no"))
		lint_use(x, l, REF_KEPT, id, "canDelete");
}

/* XLIFF 2.1 §4.3.1.4: what is not reordered stays whole, and in one piece behind a code with
 * firstNo. */
static void
check_hints(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes reorder = xml_attr(attrs, "canReorder");
	bool no = memory_is(reorder, "no"), first = memory_is(reorder, "firstNo");

	if ((no || first) && !(memory_is(xml_attr(attrs, "canCopy"), "no") &&
	    memory_is(xml_attr(attrs, "canDelete"), "no")))
		xml_note(x, 0, "canReorder='%.*s' without canCopy='no' and canDelete='no'",
		    memory_brief(reorder), reorder.p);
	if (no && !l->in_order[l->side])
		xml_note(x, 0, "canReorder='no' without a firstNo before it");
	l->in_order[l->side] = no || first;
}

static void
check_data(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const names[] = { "dataRef", "dataRefStart", "dataRefEnd" };
	struct dg_bytes copy = xml_attr(attrs, "copyOf");
	bool data = false;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct dg_bytes id = xml_attr(attrs, names[i]);

		lint_use(x, l, REF_DATA, id, names[i]);
		data |= id.p != NULL;
	}
	lint_use(x, l, REF_COPY, copy, "copyOf");
	if (copy.p && data)
		xml_note(x, 0, "copyOf beside a reference to data");
}

static void
check_flows(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	static const char *const flows[] = { "subFlows", "subFlowsStart", "subFlowsEnd" };
	static const char *const both[][2] = { { "dataRefStart", "dataRefEnd" },
	    { "subFlowsStart", "subFlowsEnd" }, { "equivStart", "equivEnd" } };

	for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
		lint_promise_all(x, l, flows[i], "unit", xml_attr(attrs, flows[i]));
	for (size_t i = 0; element == XLIFF_PC && l->since_2_1 && i < sizeof both / sizeof *both; i++) {
		bool start = xml_attr(attrs, both[i][0]).p, end = xml_attr(attrs, both[i][1]).p;

		if (start != end)
			xml_note(x, 0, "pc with %s and without %s", both[i][!start], both[i][start]);
	}
}

/* XLIFF 2.1 §4.3.1.36: those with the prefix xlf are of one type each. */
static void
check_type(struct xml *x, const struct xml_attrs *attrs)
{
	static const char *const format[] = { "xlf:lb", "xlf:pb", "xlf:b", "xlf:i", "xlf:u", NULL };
	struct dg_bytes type = xml_attr(attrs, "type"), sub = xml_attr(attrs, "subType");
	const char *want = NULL;

	if (!sub.p)
		return;
	if (memory_one_of(sub, format))
		want = "fmt";
	else if (memory_is(sub, "xlf:var"))
		want = "ui";
	if (!type.p)
		xml_note(x, 0, "subType without type");
	else if (want && !memory_is(type, want))
		xml_note(x, 0, "subType '%.*s' is of the type '%s'", memory_brief(sub), sub.p, want);
	else if (!want && sub.n > 4 && memcmp(sub.p, "xlf:", 4) == 0)
		xml_note(x, 0, "subType '%.*s' is not known", memory_brief(sub), sub.p);
}

static void
check_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	check_code_id(x, l, element, attrs);
	check_end(x, element, attrs);
	check_type(x, attrs);
	switch (element) {
	case XLIFF_PH:
	case XLIFF_PC:
	case XLIFF_SC:
	case XLIFF_EC:
		check_data(x, l, attrs);
		check_flows(x, l, element, attrs);
		check_hints(x, l, attrs);
		break;
	case XLIFF_MRK:
	case XLIFF_SM:
		check_annotation(x, l, attrs);
		break;
	case XLIFF_CP:
		check_cp(x, xml_attr(attrs, "hex"));
		break;
	}
}

void
lint_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	put_pair(x, l, element, attrs);
	if (l->two) {
		check_code(x, l, element, attrs);
		return;
	}
	lint_promise(x, l, "xid", "trans-unit", xml_attr(attrs, "xid"));
	if (l->segmented && l->side && element == XLIFF_MRK &&
	    memory_is(xml_attr(attrs, "mtype"), "seg"))
		lint_use(x, l, REF_PART, xml_attr(attrs, "mid"), "a segment of the target");
}
