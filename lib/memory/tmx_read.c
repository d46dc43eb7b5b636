/* tmx_read.c -- TMX 1.1 to 1.4 to units; one unit in memory. */
#include <string.h>

#include "memory/memory.h"

const char *const tmx_elements[] = { [TMX_TUV] = "tuv", [TMX_SEG] = "seg", [TMX_PROP] = "prop",
    [TMX_TU] = "tu", [TMX_NOTE] = "note", [TMX_TMX] = "tmx", [TMX_HEADER] = "header",
    [TMX_BODY] = "body", [TMX_UDE] = "ude", [TMX_MAP] = "map", [TMX_BPT] = "bpt",
    [TMX_EPT] = "ept", [TMX_IT] = "it", [TMX_PH] = "ph", [TMX_UT] = "ut", [TMX_HI] = "hi", [TMX_SUB] = "sub", NULL };

const char *const tmx_history[] = { "creationdate", "creationid", "changedate", "changeid",
    "lastusagedate", "usagecount", NULL };

bool
tmx_is_history(struct dg_bytes name)
{
	/* most names are told by their first letter */
	if (name.n == 0 || !memchr("clu", name.p[0], 3))
		return false;
	for (size_t i = 0; tmx_history[i]; i++)
		if (memory_is(name, tmx_history[i]))
			return true;
	return false;
}

struct reader {
	const struct dg_memory_events *events;
	struct collect c;		/* of the unit, or of the header */
	uint64_t units;
	bool in_tu, in_tuv, in_header, in_seg, told, markup;
	int code;			/* how deep within code that is left out */
	int lang, name;			/* of the tuv, of the property */
	struct span source, columns, tags;
	struct dg_buf head;		/* their texts */
	size_t from;			/* where the text being read began */
	size_t behind;			/* the inline tag that began last */
	bool in_prop;
};

/* The header is told as late as the first unit, which not every file has. */
static void
tell_head(struct xml *x, struct reader *r)
{
	struct dg_memory_head head = {
		.source = memory_kept(&r->head, r->source), .target = { "", 0 }, .date = { "", 0 },
		.columns = memory_kept(&r->head, r->columns), .tags = memory_kept(&r->head, r->tags),
	};
	enum dg_status st;

	if (r->told)
		return;
	r->told = true;
	if (r->head.failed) {
		xml_stop(x, dg_fail_nomem(xml_error(x)));
		return;
	}
	if (r->events->head &&
	    (st = r->events->head(r->events->ctx, &head, xml_error(x))) != DG_OK)
		xml_stop(x, st);
}

static void
take_history(struct xml *x, struct reader *r, const struct xml_attrs *attrs, int tag)
{
	for (size_t i = 0; attrs->n > 1 && tmx_history[i]; i++) {
		struct dg_bytes value = xml_attr(attrs, tmx_history[i]);

		if (value.n && !collect_prop(&r->c,
		    collect_name(&r->c, dg_bytes_of(tmx_history[i])), collect_put(&r->c, value), tag))
			xml_stop(x, dg_fail_nomem(xml_error(x)));
	}
}

static void
start_unit(struct xml *x, struct reader *r, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "tuid");

	tell_head(x, r);
	r->in_tu = true;
	collect_clear(&r->c);
	r->c.id = collect_put(&r->c, id);
	take_history(x, r, attrs, NO_WORD);
	xml_in_unit(x, ++r->units, id);
}

static void
start_tuv(struct xml *x, struct reader *r, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang");

	if (!lang.p)
		lang = xml_attr(attrs, "lang");	/* TMX 1.1, 1.2 */
	r->in_tuv = true;
	r->lang = collect_tag(&r->c, lang);
	take_history(x, r, attrs, r->lang);
}

static void
start_inline(struct reader *r, const char *name, const struct xml_attrs *attrs)
{
	enum dg_inline how = r->events->inlines;

	if (how == DG_INLINE_MARKUP && !r->markup) {
		inline_escape(&r->c.text, r->from);
		r->markup = true;
	}
	if (how == DG_INLINE_KEEP || how == DG_INLINE_MARKUP) {
		inline_start(&r->c.text, name, attrs);
		r->behind = r->c.text.n;
	} else if (how == DG_INLINE_DROP && (r->code || inline_is_code(name))) {
		r->code++;
	}
}

static void
start_prop(struct reader *r, int element, const struct xml_attrs *attrs)
{
	r->name = collect_x_name(&r->c, element == TMX_NOTE ? dg_bytes_of("note") :
	    xml_attr(attrs, "type"));
	r->in_prop = true;
	r->from = r->c.text.n;
}

static void
on_start(struct xml *x, void *ctx, int element, const char *name, const struct xml_attrs *attrs)
{
	struct reader *r = ctx;

	if (r->in_seg) {
		start_inline(r, name, attrs);
		return;
	}
	switch (element) {
	case TMX_HEADER:
		r->in_header = true;
		r->source = memory_keep(&r->head, xml_attr(attrs, "srclang"));
		break;
	case TMX_TU:
		start_unit(x, r, attrs);
		break;
	case TMX_TUV:
		if (r->in_tu)
			start_tuv(x, r, attrs);
		break;
	case TMX_SEG:
		r->in_seg = r->in_tu;
		r->from = r->c.text.n;
		break;
	case TMX_PROP:
	case TMX_NOTE:
		if (r->in_tu || r->in_header)
			start_prop(r, element, attrs);
		break;
	}
}

static void
end_prop(struct xml *x, struct reader *r)
{
	struct span value = collect_since(&r->c, r->from);

	r->in_prop = false;
	if (r->in_header) {
		struct dg_bytes name = collect_name_of(&r->c, r->name);

		if (memory_is(name, "drogman-columns"))
			r->columns = memory_keep(&r->head, collect_bytes(&r->c, value));
		else if (memory_is(name, "drogman-tags"))
			r->tags = memory_keep(&r->head, collect_bytes(&r->c, value));
	} else if (!collect_prop(&r->c, r->name, value, r->in_tuv ? r->lang : NO_WORD)) {
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	} else {
		collect_bound(&r->c, x);
	}
}

static void
end_unit(struct xml *x, struct reader *r)
{
	const struct dg_unit *unit = collect_unit(&r->c);
	enum dg_status st;

	r->in_tu = false;
	if (!unit)
		st = dg_fail_nomem(xml_error(x));
	else
		st = r->events->unit(r->events->ctx, unit, xml_error(x));
	if (st != DG_OK)
		xml_stop(x, st);
	xml_out_of_unit(x);
}

static void
end_seg(struct xml *x, struct reader *r)
{
	r->in_seg = false;
	r->code = 0;
	if (!collect_side(&r->c, r->lang, collect_since(&r->c, r->from), r->markup))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else
		collect_bound(&r->c, x);
	r->markup = false;
}

static void
on_end(struct xml *x, void *ctx, int element, const char *name)
{
	struct reader *r = ctx;

	if (r->in_seg && element != TMX_SEG) {
		if (r->markup || r->events->inlines == DG_INLINE_KEEP)
			inline_end(&r->c.text, name, r->behind);
		else if (r->code)
			r->code--;
		return;
	}
	switch (element) {
	case TMX_SEG:
		if (r->in_seg)
			end_seg(x, r);
		break;
	case TMX_PROP:
	case TMX_NOTE:
		if (r->in_prop)
			end_prop(x, r);
		break;
	case TMX_TUV:
		r->in_tuv = false;
		break;
	case TMX_TU:
		if (r->in_tu)
			end_unit(x, r);
		break;
	case TMX_HEADER:
		r->in_header = false;
		break;
	case TMX_BODY:
	case TMX_TMX:
		tell_head(x, r);
		break;
	}
}

static void
on_text(struct xml *x, void *ctx, struct dg_bytes s)
{
	struct reader *r = ctx;

	if (!(r->in_seg && !r->code) && !r->in_prop)
		return;
	if (r->markup)
		inline_text(&r->c.text, s);
	collect_text(&r->c, x, r->markup ? (struct dg_bytes){ "", 0 } : s);
}

enum dg_status
dg_tmx_read(struct dg_in *in, const struct dg_memory_events *events, struct dg_error *err)
{
	const struct xml_events calls = { tmx_elements, on_start, on_end, on_text,
	    events->illegal, events->ctx };
	struct reader r = { .events = events };
	enum dg_status st = xml_read(in, "tmx", &calls, &r, err);

	collect_free(&r.c);
	dg_buf_free(&r.head);
	return st;
}
