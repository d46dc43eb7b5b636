/* tmx_lint.c -- what is wrong with a TMX file, by TMX 1.4b and by what CAT tools
 * make of it.  What is odd but legal (no DOCTYPE, "ZH-CN", lang for xml:lang)
 * passes. */
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

enum { GOOD_TAGS_MAX = 200 };

static const char *const segtypes[] = { "block", "paragraph", "sentence", "phrase", NULL };

struct lint {
	struct dg_buf source, unit_source;	/* srclang of the header, of the unit */
	struct dg_buf langs;		/* of the unit's tuvs, tab-separated */
	struct dg_buf good_tags;	/* some that were found good; each ends in a tab */
	struct memory_set ids;
	size_t tuvs, segs;
	bool header, body, base, in_tu, in_tuv, in_seg, has_source, content;
	uint64_t units, unit_line;
	struct pairs pairs;		/* of the seg's bpt and ept */
};

/* Attributes that must be there, among them some whose values are a date. */
static void
check_dates(struct xml *x, const struct xml_attrs *attrs)
{
	static const char *const dates[] = { "creationdate", "changedate", "lastusagedate" };

	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct dg_bytes d = xml_attr(attrs, dates[i]);

		if (d.p && !memory_good_date(d))
			xml_note(x, 0, "%s '%.*s' is no date (YYYYMMDDThhmmssZ)", dates[i],
			    memory_brief(d), d.p);
	}
}

static void
check_tag(struct xml *x, struct lint *l, const char *what, struct dg_bytes tag)
{
	const char *underscore = tag.n ? memchr(tag.p, '_', tag.n) : NULL;

	/* the same few come again and again, and ICU takes its time */
	struct dg_bytes seen = dg_buf_bytes(&l->good_tags), one;

	while (memory_field(&seen, &one))
		if (tag.n && dg_bytes_equal(one, tag))
			return;
	if (memory_good_tag(tag) && (tag.n > 2 || dg_is_language(tag))) {
		if (l->good_tags.n < GOOD_TAGS_MAX) {
			dg_put_bytes(&l->good_tags, tag);
			dg_put_char(&l->good_tags, '\t');
		}
		return;
	}
	xml_note(x, 0, "%s '%.*s' is no language tag%s", what, memory_brief(tag),
	    tag.n ? tag.p : "", underscore ? " (a hyphen, not an underscore)" : "");
}

static void
check_choice(struct xml *x, const char *what, struct dg_bytes s, const char *const *choices)
{
	if (s.p && !memory_one_of(s, choices))
		xml_note(x, 0, "%s '%.*s' is not allowed", what, memory_brief(s), s.p);
}

static void
start_tmx(struct xml *x, const struct xml_attrs *attrs)
{
	static const char *const versions[] = { "1.1", "1.2", "1.3", "1.4", NULL };
	struct dg_bytes version = xml_attr(attrs, "version");

	if (!version.p)
		xml_note(x, 0, "tmx without version");
	check_choice(x, "version", version, versions);
}

static void
start_header(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	static const char *const required[] = { "creationtool", "creationtoolversion", "segtype",
	    "o-tmf", "adminlang", "srclang", "datatype" };
	struct dg_bytes source = xml_attr(attrs, "srclang"), admin = xml_attr(attrs, "adminlang");

	l->header = true;
	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		if (!xml_attr(attrs, required[i]).p)
			xml_note(x, 0, "header without %s", required[i]);
	check_choice(x, "segtype", xml_attr(attrs, "segtype"), segtypes);
	check_dates(x, attrs);
	if (admin.p)
		check_tag(x, l, "adminlang", admin);
	if (source.p && !memory_is(source, "*all*"))
		check_tag(x, l, "srclang", source);
	memory_set_text(&l->source, source);
}

/* TMX 1.4b §3.4.2: a code is one of the encoding that ude names. */
static void
start_map(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	if (!l->base && xml_attr(attrs, "code").p)
		xml_note(x, 0, "map with code, in a ude without base");
}

static void
start_unit(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, "tuid"), source = xml_attr(attrs, "srclang");
	uint64_t *times;

	if (!l->header && l->units == 0)
		xml_note(x, 0, "no header before the first unit");
	l->in_tu = true;
	l->tuvs = 0;
	l->has_source = false;
	l->langs.n = 0;
	l->unit_line = xml_line(x);
	xml_in_unit(x, ++l->units, id);
	check_dates(x, attrs);
	check_choice(x, "segtype", xml_attr(attrs, "segtype"), segtypes);
	if (source.p && !memory_is(source, "*all*"))
		check_tag(x, l, "srclang", source);
	memory_set_text(&l->unit_source, source.p ? source : dg_buf_bytes(&l->source));
	if (!id.p)
		return;
	if (id.n == 0)
		xml_note(x, 0, "empty tuid");
	else if (!(times = memory_set_at(&l->ids, memory_hash(0, id))))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else if (++*times == 2)
		xml_note(x, 0, "tuid stands more than once");
}

static bool
seen_before(const struct lint *l, struct dg_bytes lang)
{
	struct dg_bytes list = dg_buf_bytes(&l->langs), one;

	while (memory_field(&list, &one))
		if (memory_same_tag(one, lang))
			return true;
	return false;
}

static void
start_tuv(struct xml *x, struct lint *l, const struct xml_attrs *attrs)
{
	struct dg_bytes lang = xml_attr(attrs, "xml:lang");

	if (!lang.p)
		lang = xml_attr(attrs, "lang");
	l->in_tuv = true;
	l->tuvs++;
	l->segs = 0;
	check_dates(x, attrs);
	if (!lang.p) {
		xml_note(x, 0, "tuv without xml:lang");
		return;
	}
	check_tag(x, l, "xml:lang", lang);
	if (l->langs.n && seen_before(l, lang))
		xml_note(x, 0, "two tuvs of the language '%.*s'", memory_brief(lang), lang.p);
	dg_put_str(&l->langs, l->langs.n ? "\t" : "");
	dg_put_bytes(&l->langs, lang);
	if (memory_same_tag(lang, dg_buf_bytes(&l->unit_source)))
		l->has_source = true;
}

static void
start_inline(struct xml *x, struct lint *l, int element, const char *name,
    const struct xml_attrs *attrs)
{
	bool pairs = element == TMX_BPT || element == TMX_EPT;

	if (element < TMX_BPT)
		xml_note(x, 0, "<%s> within a seg", name);
	if (element == TMX_IT && !xml_attr(attrs, "pos").p)
		xml_note(x, 0, "it without pos");
	if (pairs && !xml_attr(attrs, "i").p)
		xml_note(x, 0, "%s without i", name);
	if (pairs && !pairs_put(&l->pairs, xml_attr(attrs, "i"), element == TMX_BPT, 0))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	l->content = true;	/* a code alone is something to translate around */
}

static void
start_seg(struct xml *x, struct lint *l)
{
	if (!l->in_tuv)
		xml_note(x, 0, "seg outside a tuv");
	if (++l->segs > 1 && l->in_tuv)
		xml_note(x, 0, "two segs in one tuv");
	l->in_seg = true;
	l->content = false;
	pairs_clear(&l->pairs);
}

static void
start_prop(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	if (l->in_tu && !l->in_tuv && l->tuvs)
		xml_note(x, 0, "%s after a tuv", tmx_elements[element]);
	if (element == TMX_PROP && !xml_attr(attrs, "type").p)
		xml_note(x, 0, "prop without type");
}

static void
start_in_unit(struct xml *x, struct lint *l, int element, const char *name,
    const struct xml_attrs *attrs)
{
	switch (element) {
	case TMX_TUV: start_tuv(x, l, attrs); break;
	case TMX_SEG: start_seg(x, l); break;
	case TMX_PROP:
	case TMX_NOTE: start_prop(x, l, element, attrs); break;
	default: xml_note(x, 0, "<%s> within a unit", name);
	}
}

static void
on_start(struct xml *x, void *ctx, int element, const char *name, const struct xml_attrs *attrs)
{
	struct lint *l = ctx;

	if (l->in_seg) {
		start_inline(x, l, element, name, attrs);
		return;
	}
	if (l->in_tu) {
		start_in_unit(x, l, element, name, attrs);
		return;
	}
	switch (element) {
	case TMX_TU: start_unit(x, l, attrs); break;
	case TMX_PROP: start_prop(x, l, element, attrs); break;
	case TMX_TMX: start_tmx(x, attrs); break;
	case TMX_HEADER: start_header(x, l, attrs); break;
	case TMX_BODY: l->body = true; break;
	case TMX_UDE: l->base = xml_attr(attrs, "base").p; break;
	case TMX_MAP: start_map(x, l, attrs); break;
	}
}

static void
end_unit(struct xml *x, struct lint *l)
{
	struct dg_bytes source = dg_buf_bytes(&l->unit_source);

	if (l->tuvs == 0)
		xml_note(x, l->unit_line, "unit without tuv");
	else if (l->tuvs == 1)
		xml_note(x, l->unit_line, "unit with one tuv");
	if (l->tuvs && source.n && !memory_is(source, "*all*") && !l->has_source)
		xml_note(x, l->unit_line, "no tuv in the source language '%.*s'",
		    memory_brief(source), source.p);
	l->in_tu = false;
	xml_out_of_unit(x);
}

static void
end_seg(struct xml *x, struct lint *l)
{
	if (!l->content)
		xml_note(x, 0, "empty seg");
	pairs_end(&l->pairs);
	if (l->pairs.unpaired)
		xml_note(x, 0, "bpt and ept do not pair");
	l->in_seg = false;
}

static void
on_end(struct xml *x, void *ctx, int element, const char *name)
{
	struct lint *l = ctx;

	(void)name;
	switch (element) {
	case TMX_SEG:
		if (l->in_seg)
			end_seg(x, l);
		break;
	case TMX_TUV:
		if (l->in_tuv && l->segs == 0)
			xml_note(x, 0, "tuv without seg");
		l->in_tuv = false;
		break;
	case TMX_TU:
		if (l->in_tu)
			end_unit(x, l);
		break;
	case TMX_TMX:
		if (!l->header && l->units == 0)
			xml_note(x, 0, "no header");
		if (!l->body)
			xml_note(x, 0, "no body");
		break;
	}
}

static void
on_text(struct xml *x, void *ctx, struct dg_bytes s)
{
	struct lint *l = ctx;

	(void)x;
	if (l->in_seg && !l->content && !dg_is_blank(s))
		l->content = true;
}

enum dg_status
dg_tmx_lint(struct dg_in *in, dg_found *found, void *ctx, struct dg_error *err)
{
	const struct xml_events calls = { tmx_elements, on_start, on_end, on_text,
	    found, ctx };
	struct lint l = { .units = 0 };
	enum dg_status st = xml_read(in, "tmx", &calls, &l, err);

	dg_buf_free(&l.source);
	dg_buf_free(&l.unit_source);
	dg_buf_free(&l.langs);
	dg_buf_free(&l.good_tags);
	pairs_free(&l.pairs);
	memory_set_free(&l.ids);
	return st;
}
