/* tmx_write.c -- units to TMX 1.4b. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

struct dg_tmx_write {
	struct dg_out *out;
	struct dg_tmx_rules rules;
	char *source;		/* NULL: "*all*" */
	char *target;		/* NULL: each of the others */
	struct dg_buf tags;		/* of the last unit, found good; each ends in a tab */
	struct memory_set ids;		/* how often a tuid was made */
	struct memory_set targets;	/* source and target language: target text */
};

enum { SIDES_MAX = 64 };	/* bits of dg_put.sides */

static struct dg_bytes
source_of(const struct dg_tmx_write *w)
{
	return dg_bytes_of(w->source ? w->source : "*all*");
}

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

/* The seven required attributes (TMX 1.4b §3.2), and two that tools like to see. */
static void
put_head(struct dg_tmx_write *w, const struct dg_memory_head *head)
{
	struct dg_out *out = w->out;

	dg_out_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n"
	    "  <header creationtool=\"drogman\" creationtoolversion=\"" DG_VERSION "\""
	    " segtype=\"sentence\" o-tmf=\"drogman\" adminlang=\"en-US\"");
	memory_put_attr(out, "srclang", source_of(w));
	dg_out_str(out, " datatype=\"plaintext\" o-encoding=\"UTF-8\"");
	if (head->date.n)
		memory_put_attr(out, "creationdate", head->date);
	if (head->columns.n == 0) {
		dg_out_str(out, "/>\n  <body>\n");
		return;
	}
	dg_out_str(out, ">\n");
	put_prop(out, "    ", "x-drogman-columns", head->columns);
	put_prop(out, "    ", "x-drogman-tags", head->tags);
	dg_out_str(out, "  </header>\n  <body>\n");
}

enum dg_status
dg_tmx_write_new(struct dg_tmx_write **ret, struct dg_out *out, const struct dg_memory_head *head,
    const struct dg_tmx_rules *rules, struct dg_error *err)
{
	struct dg_tmx_write *w;
	bool all = memory_is(head->source, "*all*"), good = true;

	*ret = NULL;
	if (!all && !memory_good_tag(head->source))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag",
		    memory_brief(head->source), head->source.n ? head->source.p : "");
	if (head->date.n && !memory_good_date(head->date))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no date (YYYYMMDDThhmmssZ)",
		    memory_brief(head->date), head->date.p);
	if (!(w = calloc(1, sizeof *w)))
		return dg_fail_nomem(err);
	w->out = out;
	w->rules = *rules;
	if (!all)
		good = (w->source = memory_copy(head->source));
	if (head->target.n)
		good = good && (w->target = memory_copy(head->target));
	if (!good) {
		dg_tmx_write_free(w);
		return dg_fail_nomem(err);
	}
	put_head(w, head);
	*ret = w;
	return DG_OK;
}

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

/* No two sides of one language, no tag that is none: the caller's mistake. */
static enum dg_status
check_tags(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_error *err)
{
	if (unit->sides_n && same_tags(w, unit))
		return DG_OK;
	if (unit->sides_n > SIDES_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "more than %d sides", (int)SIDES_MAX);
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
	}
	return w->tags.failed ? dg_fail_nomem(err) : DG_OK;
}

static bool
there(const struct dg_side *side)
{
	return !dg_is_blank(side->text);
}

/* The side of language `tag`, or NULL; the first one there where `tag` is NULL. */
static const struct dg_side *
side_of(const struct dg_unit *unit, const char *tag)
{
	for (size_t i = 0; i < unit->sides_n; i++)
		if (there(&unit->sides[i]) && (!tag ||
		    memory_same_tag(unit->sides[i].tag, dg_bytes_of(tag))))
			return &unit->sides[i];
	return NULL;
}

static uint64_t
hash_unit(const struct dg_unit *unit, uint64_t sides)
{
	uint64_t h = memory_hash(0, unit->doc);

	for (size_t i = 0; i < unit->sides_n; i++)
		if (sides >> i & 1) {
			h = memory_hash(h, unit->sides[i].tag);
			h = memory_hash(h, unit->sides[i].text);
		}
	return h;
}

/* One source, one target.  Towards the target language each other side is a
 * source; without one, the source has the others as targets.  *sides loses those
 * others whose pair has another translation already; with `learn`, the pairs
 * that are left are remembered. */
static enum dg_status
compare(struct dg_tmx_write *w, const struct dg_unit *unit, bool learn, uint64_t *sides,
    struct dg_error *err)
{
	const struct dg_side *pivot = side_of(unit, w->target ? w->target : w->source);

	for (size_t i = 0; pivot && i < unit->sides_n; i++) {
		const struct dg_side *other = &unit->sides[i];
		const struct dg_side *from = w->target ? other : pivot;
		const struct dg_side *to = w->target ? pivot : other;
		uint64_t key, text, *known;

		if (other == pivot || !(*sides >> i & 1))
			continue;
		key = memory_hash(memory_hash(memory_hash(1, from->tag), from->text), to->tag);
		text = memory_hash(2, to->text) | 1;
		if (!(known = memory_set_at(&w->targets, key)))
			return dg_fail_nomem(err);
		if (learn)
			*known = text;
		else if (*known && *known != text)
			*sides &= ~((uint64_t)1 << i);
	}
	return DG_OK;
}

static int
count(uint64_t sides)
{
	int n = 0;

	for (; sides; sides &= sides - 1)
		n++;
	return n;
}

static bool
has_source(const struct dg_tmx_write *w, const struct dg_unit *unit, uint64_t sides)
{
	const struct dg_side *source = side_of(unit, w->source);

	return source && (!w->source || sides >> (source - unit->sides) & 1);
}

static enum dg_status
judge(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_put *put,
    struct dg_error *err)
{
	enum dg_status st;
	double score;
	int before;

	for (size_t i = 0; i < unit->sides_n; i++)
		put->sides |= (uint64_t)there(&unit->sides[i]) << i;
	before = count(put->sides);
	if (before < 2)
		put->fate = DG_FATE_ALONE;
	else if (!has_source(w, unit, put->sides))
		put->fate = DG_FATE_NO_SOURCE;
	else if (w->rules.min_score > 0 &&
	    (!memory_number(unit->score, &score) || score < w->rules.min_score))
		put->fate = DG_FATE_LOW;
	if (put->fate != DG_FATE_WRITTEN || w->rules.alternatives)
		return DG_OK;
	if ((st = compare(w, unit, false, &put->sides, err)) != DG_OK)
		return st;
	put->alternatives = (size_t)(before - count(put->sides));
	if (count(put->sides) >= 2 && has_source(w, unit, put->sides))
		return compare(w, unit, true, &put->sides, err);
	put->fate = DG_FATE_ALTERNATIVE;
	return DG_OK;
}

/* A tuid has no white space (TMX 1.4b §3.3); ours has room for a suffix. */
static bool
usable_id(struct dg_bytes id)
{
	size_t at = 0;

	while (at < id.n) {
		uint32_t c = dg_decode(id, &at);

		if (c <= 0x20 || c == 0x7F || (c >= 0xD800 && c < 0xE000) || c >= 0xFFFE)
			return false;
	}
	return id.n > 0 && id.n < sizeof ((struct dg_put *)NULL)->id - 24;
}

/* The same document and texts always give the same tuid; where they stand in
 * one file again, the second is …-2. */
static enum dg_status
make_id(struct dg_tmx_write *w, const struct dg_unit *unit, bool written, struct dg_put *put,
    struct dg_error *err)
{
	size_t n;

	if (usable_id(unit->id))
		memcpy(put->id, unit->id.p, unit->id.n);
	else
		snprintf(put->id, sizeof put->id, "%016" PRIx64,
		    unit->id.n ? memory_hash(3, unit->id) : hash_unit(unit, put->sides));
	n = strlen(put->id);
	while (written) {
		struct dg_bytes id = dg_bytes_of(put->id);
		uint64_t *times = memory_set_at(&w->ids, memory_hash(4, id));

		if (!times)
			return dg_fail_nomem(err);
		if (++*times == 1)
			break;
		snprintf(put->id + n, sizeof put->id - n, "-%" PRIu64, *times);
	}
	return DG_OK;
}

static size_t
put_props(struct dg_out *out, const struct dg_unit *unit)
{
	const struct { const char *type; struct dg_bytes value; } own[] = {
		{ "x-document", unit->doc }, { "x-bead", unit->bead }, { "x-score", unit->score },
	};
	size_t bad = 0;

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (own[i].value.n == 0)
			continue;
		dg_out_format(out, "      <prop type=\"%s\">", own[i].type);
		bad += memory_put_text(out, own[i].value);
		dg_out_str(out, "</prop>\n");
	}
	for (size_t i = 0; i < unit->props_n; i++) {
		const struct dg_prop *p = &unit->props[i];
		bool note = memory_is(p->name, "note");

		if (p->value.n == 0)
			continue;
		dg_out_str(out, note ? "      <note>" : "      <prop");
		if (!note) {
			struct dg_buf type = { 0 };

			dg_put_str(&type, "x-");
			dg_put_bytes(&type, p->name);
			bad += memory_put_attr(out, "type", dg_buf_bytes(&type));
			dg_buf_free(&type);
			dg_out_str(out, ">");
		}
		bad += memory_put_text(out, p->value);
		dg_out_str(out, note ? "</note>\n" : "</prop>\n");
	}
	return bad;
}

static size_t
put_tuv(struct dg_out *out, const struct dg_side *side)
{
	size_t bad;

	dg_out_str(out, "      <tuv");
	memory_put_attr(out, "xml:lang", side->tag);
	dg_out_str(out, "><seg>");
	bad = memory_put_text(out, side->text);
	dg_out_str(out, "</seg></tuv>\n");
	return bad;
}

enum dg_status
dg_tmx_write_put(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_put *put,
    struct dg_error *err)
{
	enum dg_status st;

	*put = (struct dg_put){ 0 };
	if ((st = check_tags(w, unit, err)) != DG_OK ||
	    (st = judge(w, unit, put, err)) != DG_OK ||
	    (st = make_id(w, unit, put->fate == DG_FATE_WRITTEN, put, err)) != DG_OK ||
	    put->fate != DG_FATE_WRITTEN)
		return st;
	dg_out_str(w->out, "    <tu");
	put->replaced += memory_put_attr(w->out, "tuid", dg_bytes_of(put->id));
	dg_out_str(w->out, ">\n");
	put->replaced += put_props(w->out, unit);
	for (size_t i = 0; i < unit->sides_n; i++)
		if (put->sides >> i & 1)
			put->replaced += put_tuv(w->out, &unit->sides[i]);
	dg_out_str(w->out, "    </tu>\n");
	return DG_OK;
}

void
dg_tmx_write_end(struct dg_tmx_write *w)
{
	dg_out_str(w->out, "  </body>\n</tmx>\n");
}

void
dg_tmx_write_free(struct dg_tmx_write *w)
{
	if (!w)
		return;
	dg_buf_free(&w->tags);
	memory_set_free(&w->ids);
	memory_set_free(&w->targets);
	free(w->source);
	free(w->target);
	free(w);
}
