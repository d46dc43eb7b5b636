/* xliff_read.c -- XLIFF 1.2 to 2.2 to units: a trans-unit, or a segment, at a
 * time.  What stands beside the text (matches, codes, skeletons) is passed over. */
#include <string.h>

#include "memory/xliff.h"

const char *const xliff_elements[] = { [XLIFF_ALT_TRANS] = "alt-trans",
    [XLIFF_SEG_SOURCE] = "seg-source", [XLIFF_SKL] = "skl", [XLIFF_BIN_UNIT] = "bin-unit",
    [XLIFF_MATCHES] = "matches", [XLIFF_SKELETON] = "skeleton",
    [XLIFF_IGNORABLE] = "ignorable", [XLIFF_ORIGINAL_DATA] = "originalData",
    [XLIFF_CHANGE_TRACK] = "changeTrack", [XLIFF_COUNT_GROUP] = "count-group",
    [XLIFF_GLOSSARY] = "glossary", [XLIFF_SOURCE] = "source", [XLIFF_TARGET] = "target",
    [XLIFF_TRANS_UNIT] = "trans-unit", [XLIFF_UNIT] = "unit", [XLIFF_SEGMENT] = "segment",
    [XLIFF_CONTEXT] = "context", [XLIFF_META] = "meta", [XLIFF_NOTE] = "note",
    [XLIFF_GROUP] = "group", [XLIFF_FILE] = "file", [XLIFF_XLIFF] = "xliff",
    [XLIFF_MATCH] = "match", [XLIFF_DATA] = "data", [XLIFF_NOTES] = "notes",
    [XLIFF_PHASE] = "phase", [XLIFF_TOOL] = "tool", [XLIFF_COUNT] = "count",
    [XLIFF_INTERNAL_FILE] = "internal-file", [XLIFF_EXTERNAL_FILE] = "external-file",
    [XLIFF_GLOSS_ENTRY] = "glossEntry", [XLIFF_TRANSLATION] = "translation",
    [XLIFF_DEFINITION] = "definition", [XLIFF_CONTEXT_GROUP] = "context-group",
    [XLIFF_PROP_GROUP] = "prop-group", [XLIFF_PROP] = "prop", [XLIFF_METADATA] = "metadata",
    [XLIFF_META_GROUP] = "metaGroup",
    [XLIFF_BPT] = "bpt", [XLIFF_EPT] = "ept", [XLIFF_SC] = "sc", [XLIFF_EC] = "ec",
    [XLIFF_CP] = "cp", [XLIFF_PH] = "ph", [XLIFF_PC] = "pc", [XLIFF_MRK] = "mrk",
    [XLIFF_SM] = "sm", [XLIFF_EM] = "em", [XLIFF_BX] = "bx", [XLIFF_EX] = "ex", NULL };

enum where { NOWHERE, IN_SOURCE, IN_TARGET, IN_PROP, IN_FILE_PROP };

struct reader {
	const struct dg_memory_events *events;
	struct collect c;
	uint64_t units;
	enum where where;
	bool two, in_unit, told, ours;
	int skip, code, inner;	/* inner: elements open within the text */
	size_t from, behind;	/* of the text; the inline tag that began last */
	int name, lang[2];
	struct span text[2], state;
	bool has[2];
	/* what outlives a unit */
	struct dg_buf source, target, original, columns, tags;
};

static struct dg_bytes
bytes(const struct dg_buf *buf)
{
	return (struct dg_bytes){ buf->n ? buf->p : "", buf->n };
}

static void
stop(struct xml *x, enum dg_status st)
{
	struct dg_error *err = xml_error(x);

	if (st == DG_OK)
		return;
	if (st != DG_END && err->line == 0)
		err->line = xml_line(x);
	xml_stop(x, st);
}

static void
tell_head(struct xml *x, struct reader *r)
{
	struct dg_memory_head head = { .source = bytes(&r->source), .target = bytes(&r->target),
	    .date = { "", 0 }, .columns = bytes(&r->columns), .tags = bytes(&r->tags) };

	if (r->told)
		return;
	r->told = true;
	r->ours = head.columns.n > 0;
	if (r->events->head)
		stop(x, r->events->head(r->events->ctx, &head, xml_error(x)));
}

/* What the program calls the text, which the number of the unit does not say, and that it is
 * approved. */
static void
take_names(struct xml *x, struct reader *r, const struct xml_attrs *attrs)
{
	enum { APPROVED = 2 };
	static const char *const names[] = { "resname", "name", [APPROVED] = "approved" };

	for (size_t i = 0; i < sizeof names / sizeof *names && !r->ours; i++) {
		struct dg_bytes value = xml_attr(attrs, names[i]);

		if (i == APPROVED && !memory_is(value, "yes"))
			continue;
		if (value.n && !collect_prop(&r->c, collect_name(&r->c, dg_bytes_of(names[i])),
		    collect_put(&r->c, value), NO_WORD))
			stop(x, dg_fail_nomem(xml_error(x)));
	}
}

static void
start_unit(struct xml *x, struct reader *r, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "id");

	tell_head(x, r);
	collect_clear(&r->c);
	r->c.id = collect_put(&r->c, id);
	r->c.doc = collect_put(&r->c, bytes(&r->original));
	r->has[0] = r->has[1] = false;
	r->state = (struct span){ 0, 0 };
	r->in_unit = true;
	xml_in_unit(x, ++r->units, id);
	take_names(x, r, attrs);
}

/* The file's languages count; xml:lang only where it says none. */
static void
start_text(struct reader *r, int side, const struct xml_attrs *attrs)
{
	const struct dg_buf *lang = side ? &r->target : &r->source;

	r->where = side ? IN_TARGET : IN_SOURCE;
	r->lang[side] = collect_tag(&r->c, lang->n ? bytes(lang) : xml_attr(attrs, "xml:lang"));
	if (side && !r->two)
		r->state = collect_put(&r->c, xml_attr(attrs, "state"));
	r->from = r->c.text.n;
	r->inner = 0;
}

/* Only 1.2 has an x- before the names. */
static void
start_prop(struct reader *r, struct dg_bytes name)
{
	size_t at = r->c.text.n;

	if (r->in_unit && !r->two) {
		xliff_unpack_name(&r->c.text, name);
		r->name = collect_x_name(&r->c, collect_bytes(&r->c, collect_since(&r->c, at)));
	} else {
		r->name = collect_name(&r->c, name);
	}
	r->from = r->c.text.n;
	r->where = r->in_unit ? IN_PROP : IN_FILE_PROP;
}

/* A character XML cannot hold, by its number; U+FFFD: there is none of that number. */
static uint32_t
code_point(struct dg_bytes hex)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	uint32_t c = 0;

	for (size_t i = 0; i < hex.n && c < 0x110000; i++) {
		const char *d = hex.p[i] ? strchr(digits, hex.p[i]) : NULL;

		if (!d)
			return 0xFFFD;
		c = c << 4 | (uint32_t)((d - digits) & 15);
	}
	return c == 0 || c >= 0x110000 || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c;
}

static void
start_inline(struct reader *r, int element, const char *name, const struct xml_attrs *attrs)
{
	enum dg_inline how = r->events->inlines;
	struct dg_bytes hex = xml_attr(attrs, "hex");

	r->inner++;
	if (element == XLIFF_CP && hex.p) {
		dg_put_code(&r->c.text, code_point(hex));
	} else if (how == DG_INLINE_KEEP) {
		inline_start(&r->c.text, name, attrs);
		r->behind = r->c.text.n;
	} else if (r->code || (how == DG_INLINE_DROP && inline_is_code(name)) ||
	    (element == XLIFF_MRK && memory_is(xml_attr(attrs, "mtype"), "x-sdl-deleted"))) {
		r->code++;	/* what a reviser has struck out is no text either */
	}
}

static void
start_file(struct reader *r, const struct xml_attrs *attrs)
{
	struct dg_bytes original = xml_attr(attrs, "original");

	if (memory_is(original, "-"))
		original.n = 0;		/* ours, where the name is not known */
	memory_set_text(&r->original, original);
	collect_clear(&r->c);
	if (r->two)
		return;
	memory_set_text(&r->source, xml_attr(attrs, "source-language"));
	memory_set_text(&r->target, xml_attr(attrs, "target-language"));
}

static void
start_note(struct reader *r, const struct xml_attrs *attrs)
{
	struct dg_bytes from = xml_attr(attrs, r->two ? "category" : "from");

	if (!r->in_unit)
		start_prop(r, from);
	else if (!memory_is(from, "drogman"))	/* ours says again what the columns say */
		start_prop(r, dg_bytes_of("note"));
}

static void
start_xliff(struct reader *r, const struct xml_attrs *attrs)
{
	r->two = xml_attr(attrs, "srcLang").p != NULL;
	memory_set_text(&r->source, xml_attr(attrs, "srcLang"));
	memory_set_text(&r->target, xml_attr(attrs, "trgLang"));
}

static void
start_segment(struct reader *r, const struct xml_attrs *attrs)
{
	r->c.sides_n = 0;
	r->has[0] = r->has[1] = false;
	r->state = collect_put(&r->c, xml_attr(attrs, "state"));
}

static void
start_in_unit(struct reader *r, int element, const struct xml_attrs *attrs)
{
	switch (element) {
	case XLIFF_SEGMENT: start_segment(r, attrs); break;
	case XLIFF_SOURCE: start_text(r, 0, attrs); break;
	case XLIFF_TARGET: start_text(r, 1, attrs); break;
	case XLIFF_CONTEXT: start_prop(r, xml_attr(attrs, "context-type")); break;
	case XLIFF_PROP: start_prop(r, xml_attr(attrs, "prop-type")); break;
	}
}

static void
on_start(struct xml *x, void *ctx, int element, const char *name, const struct xml_attrs *attrs)
{
	struct reader *r = ctx;

	if (r->skip || (r->where == NOWHERE && xliff_is_aside(element, r->in_unit))) {
		r->skip++;
		return;
	}
	if (r->where == IN_SOURCE || r->where == IN_TARGET) {
		start_inline(r, element, name, attrs);
		return;
	}
	switch (element) {
	case XLIFF_XLIFF: start_xliff(r, attrs); break;
	case XLIFF_FILE: start_file(r, attrs); break;
	case XLIFF_TRANS_UNIT:
	case XLIFF_UNIT: start_unit(x, r, attrs); break;
	case XLIFF_NOTE: start_note(r, attrs); break;
	case XLIFF_META: start_prop(r, xml_attr(attrs, "type")); break;
	default:
		if (r->in_unit)
			start_in_unit(r, element, attrs);
	}
}

static void
emit(struct xml *x, struct reader *r)
{
	size_t props = r->c.props_n;
	const struct dg_unit *unit;

	r->c.sides_n = 0;
	for (int i = 0; i < 2; i++)
		if (r->has[i] && !collect_side(&r->c, r->lang[i], r->text[i], false))
			r->c.text.failed = true;
	/* our own files have all they need in their columns */
	if (!r->ours && r->state.n &&
	    !collect_prop(&r->c, collect_name(&r->c, dg_bytes_of("state")), r->state, NO_WORD))
		r->c.text.failed = true;
	unit = collect_unit(&r->c);
	stop(x, unit ? r->events->unit(r->events->ctx, unit, xml_error(x)) :
	    dg_fail_nomem(xml_error(x)));
	r->c.props_n = props;
}

static void
end_text(struct reader *r)
{
	int side = r->where == IN_TARGET;

	r->text[side] = collect_since(&r->c, r->from);
	r->has[side] = true;
	r->where = NOWHERE;
	r->code = 0;
}

static void
end_prop(struct xml *x, struct reader *r)
{
	struct span value = collect_since(&r->c, r->from);
	struct dg_bytes name = collect_name_of(&r->c, r->name);

	if (r->where == IN_PROP) {
		if (!collect_prop(&r->c, r->name, value, NO_WORD))
			stop(x, dg_fail_nomem(xml_error(x)));
		else
			collect_bound(&r->c, x);
	} else if (memory_is(name, r->two ? "columns" : "drogman-columns")) {
		memory_set_text(&r->columns, collect_bytes(&r->c, value));
	} else if (memory_is(name, r->two ? "tags" : "drogman-tags")) {
		memory_set_text(&r->tags, collect_bytes(&r->c, value));
	}
	r->where = NOWHERE;
}

static void
end_inline(struct reader *r, int element, const char *name)
{
	r->inner--;
	if (r->events->inlines == DG_INLINE_KEEP && element != XLIFF_CP)
		inline_end(&r->c.text, name, r->behind);
	else if (r->code)
		r->code--;
}

static void
on_end(struct xml *x, void *ctx, int element, const char *name)
{
	struct reader *r = ctx;
	bool in_text = r->where == IN_SOURCE || r->where == IN_TARGET;

	if (r->skip)
		r->skip--;
	else if (in_text && r->inner)
		end_inline(r, element, name);
	else if (in_text)
		end_text(r);
	else if (r->where != NOWHERE && (element == XLIFF_NOTE || element == XLIFF_CONTEXT ||
	    element == XLIFF_META || element == XLIFF_PROP))
		end_prop(x, r);
	else if (r->in_unit && element == xliff_segment(r->two))
		emit(x, r);
	if (!r->skip && (element == XLIFF_TRANS_UNIT || element == XLIFF_UNIT)) {
		r->in_unit = false;
		xml_out_of_unit(x);
	} else if (element == XLIFF_XLIFF) {
		tell_head(x, r);
	}
}

static void
on_text(struct xml *x, void *ctx, struct dg_bytes s)
{
	struct reader *r = ctx;

	if (r->skip || r->code || r->where == NOWHERE)
		return;
	collect_text(&r->c, x, s);
}

enum dg_status
dg_xliff_read(struct dg_in *in, const struct dg_memory_events *events, struct dg_error *err)
{
	const struct xml_events calls = { xliff_elements, on_start, on_end, on_text,
	    events->illegal, events->ctx };
	struct reader r = { .events = events };
	enum dg_status st = xml_read(in, "xliff", &calls, &r, err);

	collect_free(&r.c);
	dg_buf_free(&r.source);
	dg_buf_free(&r.target);
	dg_buf_free(&r.original);
	dg_buf_free(&r.columns);
	dg_buf_free(&r.tags);
	return st;
}
