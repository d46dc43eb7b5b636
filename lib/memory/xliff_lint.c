/* xliff_lint.c -- what is wrong with an XLIFF file, by XLIFF 1.2 §2-3 and by what CAT tools
 * make of it; the other xliff_lint_*.c have what 2.x wants. */
#include <stdlib.h>
#include <string.h>

#include "memory/xliff_lint.h"

const char *const lint_sides[2] = { "source", "target" };

static void
take_language(struct xml *x, struct lint *l, int side, const char *name,
    const struct xml_attrs *attrs)
{
	struct dg_bytes tag = xml_attr(attrs, name);

	memory_set_text(&l->lang[side], tag);
	if (!tag.p) {
		if (side == 0)
			xml_note(x, 0, "no %s", name);
		return;
	}
	if (!memory_good_tag(tag) || (tag.n == 2 && !dg_is_language(tag)))
		xml_note(x, 0, "%s '%.*s' is no language tag", name, memory_brief(tag), tag.p);
}

static void
start_xliff(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const versions[] = { "1.0", "1.1", "1.2", "2.0", "2.1", "2.2", NULL };
	struct dg_bytes version = xml_attr(attrs, "version");

	if (!version.p)
		xml_note(x, 0, "xliff without version");
	else if (!memory_one_of(version, versions))
		xml_note(x, 0, "version '%.*s' is not known", memory_brief(version), version.p);
	l->two = (version.n && version.p[0] == '2') || xml_attr(attrs, "srcLang").p;
	if (!l->two)
		return;
	l->since_2_1 = !memory_is(version, "2.0");
	take_language(x, l, 0, "srcLang", attrs);
	take_language(x, l, 1, "trgLang", attrs);
}

void
lint_id(struct xml *x, struct lint *l, const char *what, uint64_t scope, struct dg_bytes id)
{
	uint64_t *times;

	if (!id.p || id.n == 0)
		xml_note(x, 0, "%s without id", what);
	else if (l->two && !lint_is_token(id))
		xml_note(x, 0, "%s id '%.*s' is no NMTOKEN", what, memory_brief(id), id.p);
	else if (!(times = memory_set_at(&l->ids, lint_key(what, scope, id))))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else if (++*times == 2)
		xml_note(x, 0, "%s id '%.*s' stands more than once", what, memory_brief(id), id.p);
}

static void
start_file(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const required[] = { "original", "datatype" };

	l->files++;
	l->told = false;
	if (l->two) {
		lint_id(x, l, "file", 0, xml_attr(attrs, "id"));
		return;
	}
	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		if (!xml_attr(attrs, required[i]).p)
			xml_note(x, 0, "file without %s", required[i]);
	lint_promise(x, l, "tool-id", "tool", xml_attr(attrs, "tool-id"));
	take_language(x, l, 0, "source-language", attrs);
	take_language(x, l, 1, "target-language", attrs);
}

static void
start_segment(struct xml *x, struct lint *l, bool ignorable, const struct xml_attrs *attrs)
{
	l->ignorable = ignorable;
	l->in_segment = true;
	l->segments += !l->ignorable;
	l->segment_line = xml_line(x);
	l->has[0] = l->has[1] = l->filled[0] = l->filled[1] = false;
	l->state.n = 0;
	if (!l->two)
		return;
	lint_place(x, l, attrs);
	lint_state(x, attrs);
	memory_set_text(&l->state, xml_attr(attrs, "state"));
}

static void
start_unit(struct xml *x, struct lint *l, const char *name, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	l->in_unit = true;
	l->units++;
	refs_clear(&l->refs);
	for (int i = 0; i < 2; i++) {
		pairs_clear(&l->pairs[i]);
		l->in_order[i] = false;
	}
	l->segments = l->orders_n = 0;
	l->segmented = false;
	l->unit_line = xml_line(x);
	l->approved = memory_is(xml_attr(attrs, "approved"), "yes");
	xml_in_unit(x, l->units, id);
	if (l->files == 0)
		xml_note(x, 0, "%s outside a file", name);
	lint_id(x, l, name, l->files, id);
	if (!l->two)
		start_segment(x, l, false, attrs);
}

void
lint_target_language(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	if (l->lang[1].n || l->told || (!l->two && xml_attr(attrs, "xml:lang").p))
		return;
	l->told = true;
	xml_note(x, 0, "a target, but no %s", l->two ? "trgLang" : "target-language");
}

/* XLIFF 1.2 §3: the states of a target, or x- and one's own. */
static void
check_target(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const states[] = { "final", "needs-adaptation", "needs-l10n",
	    "needs-review-adaptation", "needs-review-l10n", "needs-review-translation",
	    "needs-translation", "new", "signed-off", "translated", NULL };
	struct dg_bytes state = xml_attr(attrs, "state");

	if (state.p && !memory_one_of(state, states) && !(state.n > 2 && memcmp(state.p, "x-", 2) == 0))
		xml_note(x, 0, "state '%.*s' is not allowed", memory_brief(state), state.p);
	memory_set_text(&l->state, state);
}

static void
start_text(struct xml *x, struct lint *l, int side, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang");

	if (l->has[side])
		xml_note(x, 0, "two %ss", lint_sides[side]);
	l->has[side] = true;
	l->side = side;
	l->inner = 0;
	if (lang.p && l->lang[side].n && !memory_same_tag(lang, dg_buf_bytes(&l->lang[side])))
		xml_note(x, 0, "xml:lang '%.*s' of the %s is not the file's '%.*s'",
		    memory_brief(lang), lang.p, lint_sides[side],
		    memory_brief(dg_buf_bytes(&l->lang[side])), l->lang[side].p);
	if (side == 0)
		return;
	lint_target_language(x, l, attrs);
	if (l->two)
		lint_order(x, l, attrs);
	else
		check_target(x, l, attrs);
}

static void
start_other(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	switch (element) {
	case XLIFF_XLIFF:
		start_xliff(x, l, attrs);
		break;
	case XLIFF_FILE:
		start_file(x, l, attrs);
		break;
	case XLIFF_GROUP:
		if (l->two || id.p)
			lint_id(x, l, "group", l->files, id);
		break;
	case XLIFF_NOTES:
		l->notes++;
		break;
	case XLIFF_NOTE:
		if (l->two)
			lint_note_element(x, l, attrs);
		break;
	case XLIFF_META:
		if (l->two && !xml_attr(attrs, "type").p)
			xml_note(x, 0, "meta without type");
		break;
	case XLIFF_SEGMENT:
	case XLIFF_IGNORABLE:
		if (l->two && l->in_unit)
			start_segment(x, l, element == XLIFF_IGNORABLE, attrs);
		break;
	}
}

/* Ignorables of 2.x have codes that others refer to, or pair with. */
static bool
is_aside(const struct lint *l, int element)
{
	return xliff_is_aside(element, l->in_unit) && !(l->two && l->in_unit && element == XLIFF_IGNORABLE);
}

static void
on_start(struct xml *x, void *ctx, int element, const char *name, const struct xml_attrs *attrs)
{
	struct lint *l = ctx;

	if (l->side < 0)
		lint_beside(x, l, element, attrs);
	if (l->skip || (l->side < 0 && is_aside(l, element))) {
		lint_aside(x, l, element, attrs);
		l->skip++;
	} else if (l->side >= 0) {
		lint_code(x, l, element, attrs);
		l->inner++;
		l->filled[l->side] = true;	/* a code alone is something */
	} else if (element == xliff_unit(l->two)) {
		start_unit(x, l, name, attrs);
	} else if (l->in_segment && (element == XLIFF_SOURCE || element == XLIFF_TARGET)) {
		start_text(x, l, element == XLIFF_TARGET, attrs);
	} else {
		start_other(x, l, element, attrs);
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
		xml_note(x, line, "no source");
	else if (!l->filled[0] && !l->ignorable)
		xml_note(x, line, "empty source");
	if (state.n && !memory_one_of(state, open) && !l->filled[1])
		xml_note(x, line, "state '%.*s' without a target", memory_brief(state), state.p);
	else if (l->approved && !l->filled[1])
		xml_note(x, line, "approved without a target");
	l->in_segment = false;
}

static void
on_end(struct xml *x, void *ctx, int element, const char *name)
{
	struct lint *l = ctx;

	(void)name;
	if (l->skip) {
		lint_end_aside(x, l, element);
		lint_end_skeleton(x, l, element);
		l->skip--;
	} else if (l->side >= 0) {
		if (l->inner-- == 0)
			l->side = -1;
	} else if (l->in_segment && element == (l->ignorable ? XLIFF_IGNORABLE :
	    xliff_segment(l->two))) {
		end_segment(x, l);
	} else if (element == XLIFF_FILE) {
		lint_end_file(x, l);
	}
	if (l->skip || !l->in_unit || element != xliff_unit(l->two))
		return;
	lint_unit(x, l);
	l->in_unit = false;
	xml_out_of_unit(x);
}

static void
on_text(struct xml *x, void *ctx, struct dg_bytes s)
{
	struct lint *l = ctx;

	(void)x;
	if (l->in_skeleton && !l->content && !dg_is_blank(s))
		l->content = true;
	if (!l->skip && l->side >= 0 && !l->filled[l->side] && !dg_is_blank(s))
		l->filled[l->side] = true;
}

enum dg_status
dg_xliff_lint(struct dg_in *in, dg_found *found, void *ctx, struct dg_error *err)
{
	const struct xml_events calls = { xliff_elements, on_start, on_end, on_text,
	    found, ctx };
	struct lint l = { .side = -1 };
	enum dg_status st = xml_read(in, "xliff", &calls, &l, err);

	dg_buf_free(&l.lang[0]);
	dg_buf_free(&l.lang[1]);
	dg_buf_free(&l.state);
	refs_free(&l.refs);
	pairs_free(&l.pairs[0]);
	pairs_free(&l.pairs[1]);
	dg_buf_free(&l.promises.text);
	free(l.promises.at);
	free(l.orders);
	memory_set_free(&l.ids);
	return st;
}
