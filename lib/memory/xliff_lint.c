/* xliff_lint.c -- what is wrong with an XLIFF file, by XLIFF 1.2 §2-3 and by what CAT tools
 * make of it; xliff_lint2.c has what 2.x wants. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/xliff_lint.h"

const char *const lint_sides[2] = { "source", "target" };

void
lint_note(struct xml *x, struct lint *l, uint64_t line, const char *format, ...)
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

bool
lint_one_of(struct dg_bytes s, const char *const *names)
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
			lint_note(x, l, 0, "no %s", name);
		return;
	}
	if (!memory_good_tag(tag) || (tag.n == 2 && !dg_is_language(tag)))
		lint_note(x, l, 0, "%s '%.*s' is no language tag", name, memory_brief(tag), tag.p);
}

static void
start_xliff(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const versions[] = { "1.0", "1.1", "1.2", "2.0", "2.1", "2.2", NULL };
	struct dg_bytes version = xml_attr(attrs, "version");

	if (!version.p)
		lint_note(x, l, 0, "xliff without version");
	else if (!lint_one_of(version, versions))
		lint_note(x, l, 0, "version '%.*s' is not known", memory_brief(version), version.p);
	l->two = (version.n && version.p[0] == '2') || xml_attr(attrs, "srcLang").p;
	if (!l->two)
		return;
	take_language(x, l, 0, "srcLang", attrs);
	take_language(x, l, 1, "trgLang", attrs);
}

void
lint_id(struct xml *x, struct lint *l, const char *what, uint64_t scope, struct dg_bytes id)
{
	uint64_t *times;

	if (!id.p || id.n == 0)
		lint_note(x, l, 0, "%s without id", what);
	else if (l->two && !lint_is_token(id))
		lint_note(x, l, 0, "%s id '%.*s' is no NMTOKEN", what, memory_brief(id), id.p);
	else if (!(times = memory_set_at(&l->ids, memory_hash(memory_hash(scope,
	    dg_bytes_of(what)), id))))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else if (++*times == 2)
		lint_note(x, l, 0, "%s id '%.*s' stands more than once", what, memory_brief(id), id.p);
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
			lint_note(x, l, 0, "file without %s", required[i]);
	take_language(x, l, 0, "source-language", attrs);
	take_language(x, l, 1, "target-language", attrs);
}

static void
start_segment(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	l->in_segment = true;
	l->segments++;
	l->segment_line = xml_line(x);
	l->has[0] = l->has[1] = l->filled[0] = l->filled[1] = false;
	l->state.n = 0;
	if (!l->two)
		return;
	lint_place(x, l, attrs);
	lint_state(x, l, attrs);
	memory_set_text(&l->state, xml_attr(attrs, "state"));
}

static void
start_unit(struct xml *x, struct lint *l, const char *name, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	memory_set_text(&l->id, id);
	l->in_unit = true;
	l->units++;
	refs_clear(&l->refs);
	l->open[0].n = l->open[1].n = l->orders_n = 0;
	l->unpaired[0] = l->unpaired[1] = l->segmented = false;
	l->segments = 0;
	l->unit_line = xml_line(x);
	l->approved = memory_is(xml_attr(attrs, "approved"), "yes");
	xml_in_unit(x, l->units, id);
	if (l->files == 0)
		lint_note(x, l, 0, "%s outside a file", name);
	lint_id(x, l, name, l->files, id);
	if (!l->two)
		start_segment(x, l, attrs);
}

void
lint_target_language(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	if (l->lang[1].n || l->told || (!l->two && xml_attr(attrs, "xml:lang").p))
		return;
	l->told = true;
	lint_note(x, l, 0, "a target, but no %s", l->two ? "trgLang" : "target-language");
}

/* XLIFF 1.2 §3: the states of a target, or x- and one's own. */
static void
check_target(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const states[] = { "final", "needs-adaptation", "needs-l10n",
	    "needs-review-adaptation", "needs-review-l10n", "needs-review-translation",
	    "needs-translation", "new", "signed-off", "translated", NULL };
	struct dg_bytes state = xml_attr(attrs, "state");

	if (state.p && !lint_one_of(state, states) && !(state.n > 2 && memcmp(state.p, "x-", 2) == 0))
		lint_note(x, l, 0, "state '%.*s' is not allowed", memory_brief(state), state.p);
	memory_set_text(&l->state, state);
}

static void
start_text(struct xml *x, struct lint *l, int side, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang");

	if (l->has[side])
		lint_note(x, l, 0, "two %ss", lint_sides[side]);
	l->has[side] = true;
	l->side = side;
	l->inner = 0;
	if (lang.p && l->lang[side].n && !memory_same_tag(lang, dg_buf_bytes(&l->lang[side])))
		lint_note(x, l, 0, "xml:lang '%.*s' of the %s is not the file's '%.*s'",
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
			lint_note(x, l, 0, "meta without type");
		break;
	case XLIFF_SEGMENT:
		if (l->two && l->in_unit)
			start_segment(x, l, attrs);
		break;
	}
}

static void
on_start(struct xml *x, void *ctx, int element, const char *name, const struct xml_attrs *attrs)
{
	struct lint *l = ctx;

	if (l->skip || (l->side < 0 && xliff_is_aside(element))) {
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
		lint_note(x, l, line, "no source");
	else if (!l->filled[0])
		lint_note(x, l, line, "empty source");
	if (state.n && !lint_one_of(state, open) && !l->filled[1])
		lint_note(x, l, line, "state '%.*s' without a target", memory_brief(state), state.p);
	else if (l->approved && !l->filled[1])
		lint_note(x, l, line, "approved without a target");
	l->in_segment = false;
}

static void
on_end(struct xml *x, void *ctx, int element, const char *name)
{
	struct lint *l = ctx;

	(void)name;
	if (l->skip) {
		lint_end_aside(x, l, element);
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
	lint_unit(x, l);
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
	refs_free(&l.refs);
	dg_buf_free(&l.open[0]);
	dg_buf_free(&l.open[1]);
	free(l.orders);
	memory_set_free(&l.ids);
	return st;
}
