/* xliff_lint.c -- what is wrong with an XLIFF file, by XLIFF 1.2 §2-3, by the
 * constraints of 2.1 §4, and by what CAT tools make of it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/xliff.h"

struct lint {
	dg_found *found;
	void *ctx;
	bool two;
	uint64_t files, units, unit_line, segment_line;
	struct dg_buf id, lang[2], state;
	struct memory_set ids;
	bool ignorable;			/* that is skipped, not a match and the like */
	bool in_unit, in_segment, has[2], filled[2], approved, told;
	int side;		/* of the text we are in, -1 outside */
	int inner, skip;
	size_t segments;
	/* of the unit: ids that a match may refer to, what matches do refer to, codes that
	 * are open on each side, and where each segment's target stands in the order */
	struct dg_buf names, refs, open[2];
	bool unpaired[2];
	size_t *orders, orders_n, orders_cap;
};

static const char *const sides[2] = { "source", "target" };

static void note(struct xml *x, struct lint *l, uint64_t line, const char *format, ...)
    DG_PRINTF(4, 5);

static void
note(struct xml *x, struct lint *l, uint64_t line, const char *format, ...)
{
	char text[256];
	struct dg_finding f = { .line = line ? line : xml_line(x), .text = text };
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	if (l->in_unit)
		f.unit = dg_buf_bytes(&l->id);
	l->found(l->ctx, &f);
}

static bool
one_of(struct dg_bytes s, const char *const *names)
{
	for (; *names; names++)
		if (memory_is(s, *names))
			return true;
	return false;
}

static void
take_language(struct xml *x, struct lint *l, int side, const char *name,
    const struct xml_attrs *attrs)
{
	struct dg_bytes tag = xml_attr(attrs, name);

	memory_set_text(&l->lang[side], tag);
	if (!tag.p) {
		if (side == 0)
			note(x, l, 0, "no %s", name);
		return;
	}
	if (!memory_good_tag(tag) || (tag.n == 2 && !dg_is_language(tag)))
		note(x, l, 0, "%s '%.*s' is no language tag", name, memory_brief(tag), tag.p);
}

static void
start_xliff(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const versions[] = { "1.0", "1.1", "1.2", "2.0", "2.1", "2.2", NULL };
	struct dg_bytes version = xml_attr(attrs, "version");

	if (!version.p)
		note(x, l, 0, "xliff without version");
	else if (!one_of(version, versions))
		note(x, l, 0, "version '%.*s' is not known", memory_brief(version), version.p);
	l->two = (version.n && version.p[0] == '2') || xml_attr(attrs, "srcLang").p;
	if (!l->two)
		return;
	take_language(x, l, 0, "srcLang", attrs);
	take_language(x, l, 1, "trgLang", attrs);
}

/* An id that must be there, and once within `scope`. */
static void
check_id(struct xml *x, struct lint *l, const char *what, uint64_t scope, struct dg_bytes id)
{
	uint64_t *times;

	if (!id.p || id.n == 0)
		note(x, l, 0, "%s without id", what);
	else if (!(times = memory_set_at(&l->ids, memory_hash(memory_hash(scope,
	    dg_bytes_of(what)), id))))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else if (++*times == 2)
		note(x, l, 0, "%s id '%.*s' stands more than once", what, memory_brief(id), id.p);
}

static void
start_file(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const required[] = { "original", "datatype" };

	l->files++;
	l->told = false;
	if (l->two) {
		check_id(x, l, "file", 0, xml_attr(attrs, "id"));
		return;
	}
	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		if (!xml_attr(attrs, required[i]).p)
			note(x, l, 0, "file without %s", required[i]);
	take_language(x, l, 0, "source-language", attrs);
	take_language(x, l, 1, "target-language", attrs);
}

/* A segment or an ignorable: the next place in the natural order. */
static void
take_place(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	if (id.p) {
		check_id(x, l, "segment", 1000 + l->units, id);
		dg_put_bytes(&l->names, id);
		dg_put_char(&l->names, '\t');
	}
	if (!dg_grow(&l->orders, &l->orders_cap, l->orders_n + 1, sizeof *l->orders)) {
		xml_stop(x, dg_fail_nomem(xml_error(x)));
		return;
	}
	l->orders_n++;
	l->orders[l->orders_n - 1] = l->orders_n;
}

static void
take_order(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes order = xml_attr(attrs, "order");
	double n;

	if (!order.p || l->orders_n == 0)
		return;
	if (!memory_number(order, &n) || n < 1 || n > 1e9)
		note(x, l, 0, "order '%.*s' is no whole number from 1", memory_brief(order),
		    order.p);
	else
		l->orders[l->orders_n - 1] = (size_t)n;
}

/* XLIFF 2.1 §4.3.1.21: the orders of a unit are a permutation of 1 to n. */
static void
check_orders(struct xml *x, struct lint *l)
{
	for (size_t i = 0; i < l->orders_n; i++) {
		size_t times = 0;

		if (l->orders[i] > l->orders_n) {
			note(x, l, l->unit_line, "order %zu of a target, of %zu", l->orders[i],
			    l->orders_n);
			return;
		}
		/* natural places are found at a glance, others have to be looked for */
		for (size_t k = 0; l->orders[i] != i + 1 && k < l->orders_n; k++)
			times += l->orders[k] == l->orders[i];
		if (times > 1) {
			note(x, l, l->unit_line, "two targets have the order %zu", l->orders[i]);
			return;
		}
	}
}

/* What stands behind the last of # / = in a reference is an id of the unit. */
static void
check_refs(struct xml *x, struct lint *l)
{
	struct dg_bytes refs = dg_buf_bytes(&l->refs), ref;

	while (refs.n && memory_field(&refs, &ref)) {
		struct dg_bytes names = dg_buf_bytes(&l->names), id = ref, name;
		bool found = false;

		for (size_t i = 0; i < ref.n; i++)
			if (ref.p[i] == '#' || ref.p[i] == '/' || ref.p[i] == '=')
				id = (struct dg_bytes){ ref.p + i + 1, ref.n - i - 1 };
		while (!found && names.n && memory_field(&names, &name))
			found = dg_bytes_equal(name, id);
		if (!found)
			note(x, l, l->unit_line, "a match refers to '%.*s', which is nothing here",
			    memory_brief(ref), ref.p);
	}
}

/* Codes within a text: ids once on each side, bpt with ept, sc with ec. */
static void
take_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id"), start = xml_attr(attrs, "startRef");
	struct dg_bytes rid = xml_attr(attrs, "rid");
	struct dg_buf *open = &l->open[l->side];
	bool isolated = memory_is(xml_attr(attrs, "isolated"), "yes"), good = true;

	if (l->two && id.p) {
		check_id(x, l, "code", 2000 + 2 * l->units + (uint64_t)l->side, id);
		dg_put_bytes(&l->names, id);
		dg_put_char(&l->names, '\t');
	}
	if (element == XLIFF_BPT || (element == XLIFF_SC && !isolated))
		good = inline_open(open, rid.p ? rid : id);
	else if (element == XLIFF_EPT)
		good = inline_close(open, rid.p ? rid : id);
	else if (element == XLIFF_EC && !isolated)
		good = inline_close(open, start);
	l->unpaired[l->side] |= !good;
}

static void
check_pairs(struct xml *x, struct lint *l)
{
	for (size_t i = 0; i < 2; i++)
		if (l->unpaired[i] || l->open[i].n)
			note(x, l, l->unit_line, "%s: %s do not pair", sides[i],
			    l->two ? "sc and ec" : "bpt and ept");
}

static void
start_segment(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const states[] = { "initial", "translated", "reviewed", "final", NULL };
	struct dg_bytes state = xml_attr(attrs, "state");

	l->in_segment = true;
	l->segments++;
	l->segment_line = xml_line(x);
	l->has[0] = l->has[1] = l->filled[0] = l->filled[1] = false;
	l->state.n = 0;
	if (!l->two)
		return;
	take_place(x, l, attrs);
	if (state.p && !one_of(state, states))
		note(x, l, 0, "state '%.*s' is not allowed", memory_brief(state), state.p);
	memory_set_text(&l->state, state);
}

static void
start_unit(struct xml *x, struct lint *l, const char *name, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	memory_set_text(&l->id, id);
	l->in_unit = true;
	l->units++;
	l->names.n = l->refs.n = l->open[0].n = l->open[1].n = l->orders_n = 0;
	l->unpaired[0] = l->unpaired[1] = false;
	l->segments = 0;
	l->unit_line = xml_line(x);
	l->approved = memory_is(xml_attr(attrs, "approved"), "yes");
	xml_in_unit(x, l->units, id);
	if (l->files == 0)
		note(x, l, 0, "%s outside a file", name);
	check_id(x, l, name, l->files, id);
	if (!l->two)
		start_segment(x, l, attrs);
}

/* XLIFF 1.2 §3: the states of a target, or x- and one's own. */
static void
check_target(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const states[] = { "final", "needs-adaptation", "needs-l10n",
	    "needs-review-adaptation", "needs-review-l10n", "needs-review-translation",
	    "needs-translation", "new", "signed-off", "translated", NULL };
	struct dg_bytes state = xml_attr(attrs, "state");

	if (l->lang[1].n == 0 && !l->told && !(!l->two && xml_attr(attrs, "xml:lang").p)) {
		l->told = true;
		note(x, l, 0, "a target, but no %s", l->two ? "trgLang" : "target-language");
	}
	if (l->two)
		return;
	if (state.p && !one_of(state, states) && !(state.n > 2 && memcmp(state.p, "x-", 2) == 0))
		note(x, l, 0, "state '%.*s' is not allowed", memory_brief(state), state.p);
	memory_set_text(&l->state, state);
}

static void
start_text(struct xml *x, struct lint *l, int side, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang");

	if (l->has[side])
		note(x, l, 0, "two %ss", sides[side]);
	l->has[side] = true;
	l->side = side;
	l->inner = 0;
	if (lang.p && l->lang[side].n && !memory_same_tag(lang, dg_buf_bytes(&l->lang[side])))
		note(x, l, 0, "xml:lang '%.*s' of the %s is not the file's '%.*s'",
		    memory_brief(lang), lang.p, sides[side],
		    memory_brief(dg_buf_bytes(&l->lang[side])), l->lang[side].p);
	if (side == 1)
		check_target(x, l, attrs);
	if (side == 1 && l->two)
		take_order(x, l, attrs);
}

/* Elements that hold no text of the unit, but may be referred to, or refer. */
static void
start_aside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes ref = xml_attr(attrs, "ref");

	if (!l->in_unit || !l->two)
		return;
	if (element == XLIFF_IGNORABLE) {
		l->ignorable = true;
		take_place(x, l, attrs);
	} else if (element == XLIFF_TARGET && l->ignorable) {
		take_order(x, l, attrs);
	} else if (element == XLIFF_MATCH && ref.p) {
		dg_put_bytes(&l->refs, ref);
		dg_put_char(&l->refs, '\t');
	} else if (element == XLIFF_MATCH) {
		note(x, l, 0, "match without ref");
	}
}

static void
on_start(struct xml *x, void *ctx, int element, const char *name, const struct xml_attrs *attrs)
{
	struct lint *l = ctx;

	if (l->skip || (l->side < 0 && xliff_is_aside(element))) {
		start_aside(x, l, element, attrs);
		l->skip++;
	} else if (l->side >= 0) {
		take_code(x, l, element, attrs);
		l->inner++;
		l->filled[l->side] = true;	/* a code alone is something */
	} else if (element == XLIFF_XLIFF) {
		start_xliff(x, l, attrs);
	} else if (element == XLIFF_FILE) {
		start_file(x, l, attrs);
	} else if (element == xliff_unit(l->two)) {
		start_unit(x, l, name, attrs);
	} else if (element == XLIFF_GROUP && xml_attr(attrs, "id").p) {
		check_id(x, l, "group", l->files, xml_attr(attrs, "id"));
	} else if (l->in_unit && l->two && element == XLIFF_SEGMENT) {
		start_segment(x, l, attrs);
	} else if (l->in_segment && (element == XLIFF_SOURCE || element == XLIFF_TARGET)) {
		start_text(x, l, element == XLIFF_TARGET, attrs);
	}
}

static void
end_segment(struct xml *x, struct lint *l)
{
	struct dg_bytes state = dg_buf_bytes(&l->state);
	/* states of a segment, or a target, that has yet to be translated */
	static const char *const open[] = { "initial", "new", "needs-translation", NULL };
	uint64_t line = l->segment_line;

	if (!l->has[0])
		note(x, l, line, "no source");
	else if (!l->filled[0])
		note(x, l, line, "empty source");
	if (state.n && !one_of(state, open) && !l->filled[1])
		note(x, l, line, "state '%.*s' without a target", memory_brief(state), state.p);
	else if (l->approved && !l->filled[1])
		note(x, l, line, "approved without a target");
	l->in_segment = false;
}

static void
on_end(struct xml *x, void *ctx, int element, const char *name)
{
	struct lint *l = ctx;

	(void)name;
	if (l->skip) {
		if (--l->skip == 0)
			l->ignorable = false;
	} else if (l->side >= 0) {
		if (l->inner-- == 0)
			l->side = -1;
	} else if (l->in_segment && element == xliff_segment(l->two)) {
		end_segment(x, l);
	}
	if (l->skip || !l->in_unit || element != xliff_unit(l->two))
		return;
	if (l->segments == 0)
		note(x, l, l->unit_line, "unit without segment");
	check_orders(x, l);
	check_refs(x, l);
	check_pairs(x, l);
	l->in_unit = false;
	xml_out_of_unit(x);
}

static void
on_text(struct xml *x, void *ctx, struct dg_bytes s)
{
	struct lint *l = ctx;

	(void)x;
	if (!l->skip && l->side >= 0 && !l->filled[l->side] && !dg_is_blank(s))
		l->filled[l->side] = true;
}

enum dg_status
dg_xliff_lint(struct dg_in *in, dg_found *found, void *ctx, struct dg_error *err)
{
	const struct xml_events calls = { xliff_elements, on_start, on_end, on_text,
	    found, ctx };
	struct lint l = { .found = found, .ctx = ctx, .side = -1 };
	enum dg_status st = xml_read(in, "xliff", &calls, &l, err);

	dg_buf_free(&l.id);
	dg_buf_free(&l.lang[0]);
	dg_buf_free(&l.lang[1]);
	dg_buf_free(&l.state);
	dg_buf_free(&l.names);
	dg_buf_free(&l.refs);
	dg_buf_free(&l.open[0]);
	dg_buf_free(&l.open[1]);
	free(l.orders);
	memory_set_free(&l.ids);
	return st;
}
