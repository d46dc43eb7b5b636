/* tmx_write.c -- units to TMX 1.4b. */
#include <stdlib.h>
#include <string.h>

#include "memory/tmx_write.h"

static void
put_prop(struct dg_out *out, const char *indent, const char *type, struct dg_bytes value)
{
	dg_out_str(out, indent);
	dg_out_str(out, "<prop");
	memory_put_attr(out, "type", dg_bytes_of(type));
	dg_out_str(out, ">");
	memory_put_text(out, value);
	dg_out_str(out, "</prop>\n");
}

/* ---- the header ---- */

static const char *
head_end(const struct dg_tmx_write *w)
{
	return w->columns.n ? "\">" : "\"/>";
}

/* The longest that the source can turn out to be. */
static size_t
widest(const struct dg_tmx_write *w)
{
	struct dg_bytes list = dg_buf_bytes(&w->candidates), tag;
	size_t n = strlen("*all*");

	while (memory_field(&list, &tag))
		n = tag.n > n ? tag.n : n;
	return n;
}

/* The seven required attributes (TMX 1.4b §3.2), and two that tools like to see.  The
 * source comes last: it may be known only when all is written. */
static void
begin(struct dg_tmx_write *w)
{
	struct dg_out *out = w->out;

	if (w->begun)
		return;
	w->begun = true;
	dg_out_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n"
	    "  <header creationtool=\"drogman\" creationtoolversion=\"" DG_VERSION "\""
	    " segtype=\"sentence\" o-tmf=\"drogman\" adminlang=\"en-US\""
	    " datatype=\"plaintext\" o-encoding=\"UTF-8\"");
	if (w->date.n)
		memory_put_attr(out, "creationdate", memory_kept(&w->head, w->date));
	dg_out_str(out, " srclang=\"");
	if (w->search) {
		dg_out_gap(out, widest(w) + strlen(head_end(w)), w->rules.temporary);
	} else {
		dg_out_str(out, w->source ? w->source : "*all*");
		dg_out_str(out, head_end(w));
	}
	dg_out_str(out, "\n");
	if (w->columns.n) {
		put_prop(out, "    ", "x-drogman-columns", memory_kept(&w->head, w->columns));
		put_prop(out, "    ", "x-drogman-tags", memory_kept(&w->head, w->all_tags));
		dg_out_str(out, "  </header>\n");
	}
	dg_out_str(out, "  <body>\n");
}

static enum dg_status
check_head(const struct dg_memory_head *head, struct dg_error *err)
{
	if (head->source.n && !memory_is(head->source, "*all*") && !memory_good_tag(head->source))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag",
		    memory_brief(head->source), head->source.p);
	if (head->date.n && !memory_good_date(head->date))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no date (YYYYMMDDThhmmssZ)",
		    memory_brief(head->date), head->date.p);
	return DG_OK;
}

enum dg_status
dg_tmx_write_new(struct dg_tmx_write **ret, struct dg_out *out, const struct dg_memory_head *head,
    const struct dg_tmx_rules *rules, struct dg_error *err)
{
	struct dg_tmx_write *w;
	bool good = true;
	enum dg_status st;

	*ret = NULL;
	if ((st = check_head(head, err)) != DG_OK)
		return st;
	if (!(w = calloc(1, sizeof *w)))
		return dg_fail_nomem(err);
	w->out = out;
	w->rules = *rules;
	w->search = head->source.n == 0;
	w->date = memory_keep(&w->head, head->date);
	w->columns = memory_keep(&w->head, head->columns);
	w->all_tags = memory_keep(&w->head, head->tags);
	if (head->source.n && !memory_is(head->source, "*all*"))
		good = (w->source = memory_copy(head->source));
	if (head->target.n)
		good = good && (w->target = memory_copy(head->target));
	if (!good || w->head.failed) {
		dg_tmx_write_free(w);
		return dg_fail_nomem(err);
	}
	if (!w->search)
		begin(w);
	*ret = w;
	return DG_OK;
}

/* ---- a unit ---- */

/* Units come by the thousand with the same tags, and asking ICU takes time. */
static bool
same_tags(const struct dg_tmx_write *w, const struct dg_unit *unit)
{
	size_t at = 0;

	for (size_t i = 0; i < unit->sides_n; i++) {
		struct dg_bytes tag = unit->sides[i].tag;

		if (tag.n == 0 || tag.n >= w->tags.n - at ||
		    memcmp(w->tags.p + at, tag.p, tag.n) != 0 || w->tags.p[at + tag.n] != '\t')
			return false;
		at += tag.n + 1;
	}
	return at == w->tags.n;
}

/* A good tag has nothing to escape. */
static bool
make_open(char **open, struct dg_bytes tag)
{
	struct dg_buf text = { 0 };

	dg_put_format(&text, "      <tuv xml:lang=\"%.*s\"", (int)tag.n, tag.p);
	dg_put(&text, "", 1);
	free(*open);
	*open = text.failed ? NULL : text.p;
	return *open != NULL;
}

/* No two sides of one language, no tag that is none: the caller's mistake. */
static enum dg_status
check_tags(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_error *err)
{
	if (unit->sides_n && same_tags(w, unit))
		return DG_OK;
	if (unit->sides_n > DG_SIDES_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "more than %d sides", (int)DG_SIDES_MAX);
	w->tags.n = 0;
	for (size_t i = 0; i < unit->sides_n; i++) {
		struct dg_bytes tag = unit->sides[i].tag;

		if (!memory_good_tag(tag))
			return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag",
			    memory_brief(tag), tag.n ? tag.p : "");
		for (size_t k = 0; k < i; k++)
			if (memory_same_tag(tag, unit->sides[k].tag))
				return dg_fail(err, DG_EUSAGE, 0, "two sides are '%.*s'",
				    memory_brief(tag), tag.p);
	}
	for (size_t i = 0; i < unit->sides_n; i++) {
		dg_put_bytes(&w->tags, unit->sides[i].tag);
		dg_put_char(&w->tags, '\t');
		if (!make_open(&w->opens[i], unit->sides[i].tag))
			w->tags.failed = true;
	}
	return w->tags.failed ? dg_fail_nomem(err) : DG_OK;
}

/* ---- what is written ---- */

/* Is the i-th property an attribute of its tu or tuv?  A column may be called so and hold
 * something else, or be there twice. */
static bool
is_attribute(const struct dg_unit *unit, size_t i)
{
	const struct dg_prop *p = &unit->props[i];
	double n;

	if (p->value.n == 0 || !tmx_is_history(p->name))
		return false;
	for (size_t k = 0; k < i; k++)
		if (dg_bytes_equal(unit->props[k].name, p->name) &&
		    memory_same_tag(unit->props[k].lang, p->lang))
			return false;
	if (memory_is(p->name, "usagecount"))
		return memory_number(p->value, &n);
	return memory_is(p->name, "creationid") || memory_is(p->name, "changeid") ||
	    memory_good_date(p->value);
}

static size_t
put_history(struct dg_out *out, const struct dg_unit *unit, struct dg_bytes tag)
{
	size_t bad = 0;

	for (size_t i = 0; i < unit->props_n; i++) {
		const struct dg_prop *p = &unit->props[i];
		char name[16];

		if (!memory_same_tag(p->lang, tag) || !is_attribute(unit, i))
			continue;
		memcpy(name, p->name.p, p->name.n);
		name[p->name.n] = '\0';
		bad += memory_put_attr(out, name, p->value);
	}
	return bad;
}

/* A property of one language goes with its text, where that is written. */
static bool
has_place(const struct dg_unit *unit, const struct dg_prop *p, uint64_t sides)
{
	for (size_t i = 0; p->lang.n && i < unit->sides_n; i++)
		if ((sides >> i & 1) && memory_same_tag(unit->sides[i].tag, p->lang))
			return true;
	return false;
}

static size_t
put_named(struct dg_out *out, const char *indent, const struct dg_prop *p, bool with_lang)
{
	bool note = !p->lang.n && memory_is(p->name, "note");
	size_t bad = 0;

	if (p->value.n == 0)
		return 0;
	dg_out_str(out, indent);
	if (note) {
		dg_out_str(out, "<note>");
	} else {
		dg_out_str(out, "<prop type=\"x-");
		bad += memory_put_value(out, p->name);
		if (with_lang && p->lang.n) {
			dg_out_str(out, "-");
			bad += memory_put_value(out, p->lang);
		}
		dg_out_str(out, "\">");
	}
	bad += memory_put_text(out, p->value);
	dg_out_str(out, note ? "</note>" : "</prop>");
	return bad;
}

static size_t
put_props(struct dg_out *out, const struct dg_unit *unit, uint64_t sides)
{
	const struct { const char *type; struct dg_bytes value; } own[] = {
		{ "x-document", unit->doc }, { "x-bead", unit->bead }, { "x-score", unit->score },
	};
	size_t bad = 0;

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (own[i].value.n == 0)
			continue;
		dg_out_str(out, "      <prop type=\"");
		dg_out_str(out, own[i].type);
		dg_out_str(out, "\">");
		bad += memory_put_text(out, own[i].value);
		dg_out_str(out, "</prop>\n");
	}
	for (size_t i = 0; i < unit->props_n; i++)
		if (unit->props[i].value.n && !has_place(unit, &unit->props[i], sides) &&
		    (unit->props[i].lang.n || !is_attribute(unit, i))) {
			bad += put_named(out, "      ", &unit->props[i], true);
			dg_out_str(out, "\n");
		}
	return bad;
}

static size_t
put_tuv(struct dg_tmx_write *w, const struct dg_unit *unit, size_t at)
{
	const struct dg_side *side = &unit->sides[at];
	struct dg_out *out = w->out;
	size_t bad = 0;

	dg_out_str(out, w->opens[at]);
	bad += put_history(out, unit, side->tag);
	dg_out_str(out, ">");
	for (size_t i = 0; i < unit->props_n; i++)
		if (unit->props[i].lang.n && memory_same_tag(unit->props[i].lang, side->tag) &&
		    !is_attribute(unit, i))
			bad += put_named(out, "", &unit->props[i], false);
	dg_out_str(out, "<seg>");
	bad += side->markup ? memory_put_markup(out, side->text) :
	    memory_put_text(out, side->text);
	dg_out_str(out, "</seg></tuv>\n");
	return bad;
}

/* Of the languages of the first unit, but for the one translated into, keep those that
 * stand in this one too. */
static bool
thin_out(struct dg_tmx_write *w, const struct dg_unit *unit, uint64_t sides)
{
	struct dg_bytes list = dg_buf_bytes(&w->candidates), tag;
	size_t n = 0;

	if (!w->begun) {
		for (size_t i = 0; i < unit->sides_n; i++) {
			if (!(sides >> i & 1) || (w->target &&
			    memory_same_tag(unit->sides[i].tag, dg_bytes_of(w->target))))
				continue;
			dg_put_bytes(&w->candidates, unit->sides[i].tag);
			dg_put_char(&w->candidates, '\t');
		}
		return !w->candidates.failed;
	}
	while (memory_field(&list, &tag) && tag.n) {
		for (size_t i = 0; i < unit->sides_n; i++)
			if ((sides >> i & 1) && memory_same_tag(unit->sides[i].tag, tag)) {
				memmove(w->candidates.p + n, tag.p, tag.n + 1);
				n += tag.n + 1;
				break;
			}
	}
	w->candidates.n = n;
	return true;
}

enum dg_status
dg_tmx_write_put(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_put *put,
    struct dg_error *err)
{
	enum dg_status st;

	*put = (struct dg_put){ 0 };
	if ((st = check_tags(w, unit, err)) != DG_OK ||
	    (st = tmx_choose(w, unit, put, err)) != DG_OK || put->fate != DG_FATE_WRITTEN)
		return st;
	if (w->search && !thin_out(w, unit, put->sides))
		return dg_fail_nomem(err);
	begin(w);
	dg_out_str(w->out, "    <tu");
	put->replaced += memory_put_attr(w->out, "tuid", dg_bytes_of(put->id));
	put->replaced += put_history(w->out, unit, (struct dg_bytes){ "", 0 });
	dg_out_str(w->out, ">\n");
	put->replaced += put_props(w->out, unit, put->sides);
	for (size_t i = 0; i < unit->sides_n; i++)
		if (put->sides >> i & 1)
			put->replaced += put_tuv(w, unit, i);
	dg_out_str(w->out, "    </tu>\n");
	return DG_OK;
}

/* The source that was found: the first language that stands in every unit. */
static void
tell_source(struct dg_tmx_write *w)
{
	struct dg_bytes list = dg_buf_bytes(&w->candidates), tag = { "", 0 };
	struct dg_buf text = { 0 };

	memory_field(&list, &tag);
	dg_put_bytes(&text, tag.n ? tag : dg_bytes_of("*all*"));
	dg_put_str(&text, head_end(w));
	if (text.failed)
		dg_out_buf(w->out, &text);
	dg_out_fill(w->out, text.failed ? "" : text.p, text.n);
	dg_buf_free(&text);
}

void
dg_tmx_write_end(struct dg_tmx_write *w)
{
	begin(w);
	dg_out_str(w->out, "  </body>\n</tmx>\n");
	if (w->search)
		tell_source(w);
}

void
dg_tmx_write_free(struct dg_tmx_write *w)
{
	if (!w)
		return;
	dg_buf_free(&w->head);
	dg_buf_free(&w->candidates);
	dg_buf_free(&w->tags);
	for (size_t i = 0; i < DG_SIDES_MAX; i++)
		free(w->opens[i]);
	memory_set_free(&w->ids);
	memory_set_free(&w->pairs);
	free(w->source);
	free(w->target);
	free(w);
}
