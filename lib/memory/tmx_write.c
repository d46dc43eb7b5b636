/* tmx_write.c -- units to TMX 1.4b. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

struct dg_tmx_write {
	struct dg_out *out;
	struct dg_tmx_rules rules;
	char *source;		/* NULL: "*all*", or to be found */
	char *target;		/* NULL: each of the others */
	bool search, begun;	/* search for the source; the header is written */
	struct dg_buf head;		/* date, columns, tags of it */
	struct span date, columns, all_tags;
	struct dg_buf candidates;	/* for the source; each ends in a tab */
	struct dg_buf tags;		/* of the last unit, found good; likewise */
	char *opens[DG_SIDES_MAX];	/* <tuv …> of each of them */
	struct memory_set ids;		/* how often a tuid was made */
	struct memory_set pairs;	/* source text and languages: see struct pair */
};

/* What is known of a source text: hashes of its translation, and of the first tuid that
 * had both. */
struct pair { uint32_t text, id; };

/* How a unit stands to those before. */
struct sight {
	bool fresh;		/* some pair of it was never seen: so its tuid was not */
	uint64_t pairs[DG_SIDES_MAX];	/* key of each other side, 0: not asked */
	uint32_t text[DG_SIDES_MAX];
	bool known[DG_SIDES_MAX];
	uint32_t ids[DG_SIDES_MAX];	/* of the first that had the same pair */
};

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

static struct span
keep(struct dg_buf *buf, struct dg_bytes s)
{
	struct span span = { buf->n, s.n };

	dg_put_bytes(buf, s);
	return span;
}

static struct dg_bytes
kept(const struct dg_buf *buf, struct span s)
{
	return (struct dg_bytes){ s.n ? buf->p + s.at : "", s.n };
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
		memory_put_attr(out, "creationdate", kept(&w->head, w->date));
	dg_out_str(out, " srclang=\"");
	if (w->search) {
		dg_out_gap(out, widest(w) + strlen(head_end(w)), w->rules.temporary);
	} else {
		dg_out_str(out, w->source ? w->source : "*all*");
		dg_out_str(out, head_end(w));
	}
	dg_out_str(out, "\n");
	if (w->columns.n) {
		put_prop(out, "    ", "x-drogman-columns", kept(&w->head, w->columns));
		put_prop(out, "    ", "x-drogman-tags", kept(&w->head, w->all_tags));
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
	w->date = keep(&w->head, head->date);
	w->columns = keep(&w->head, head->columns);
	w->all_tags = keep(&w->head, head->tags);
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

	dg_put_format(&text, "      <tuv xml:lang=\"%.*s\">", (int)tag.n, tag.p);
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

static struct pair
unpack(uint64_t value)
{
	return (struct pair){ (uint32_t)(value >> 32), (uint32_t)value };
}

/* One source, one target.  Towards the target language each other side is a
 * source; without one, the source has the others as targets.  *sides loses those
 * others whose pair has another translation already. */
static enum dg_status
compare(struct dg_tmx_write *w, const struct dg_unit *unit, struct sight *sight, uint64_t *sides,
    struct dg_error *err)
{
	const struct dg_side *pivot = side_of(unit, w->target ? w->target : w->source);

	for (size_t i = 0; pivot && i < unit->sides_n; i++) {
		const struct dg_side *other = &unit->sides[i];
		const struct dg_side *from = w->target ? other : pivot;
		const struct dg_side *to = w->target ? pivot : other;
		uint64_t value;
		struct pair known;

		if (other == pivot || !(*sides >> i & 1))
			continue;
		sight->pairs[i] = memory_hash(memory_hash(memory_hash(1, from->tag), to->tag),
		    from->text) | 1;
		sight->text[i] = (uint32_t)memory_hash(2, to->text) | 1;
		if (!memory_set_get(&w->pairs, sight->pairs[i], &value))
			return dg_fail_nomem(err);
		known = unpack(value);
		sight->known[i] = known.text != 0;
		sight->ids[i] = known.id;
		if (!known.text)
			sight->fresh = true;
		else if (known.text != sight->text[i])
			*sides &= ~((uint64_t)1 << i);
	}
	return DG_OK;
}

/* The pairs of a unit that is written, under its tuid where they are new. */
static enum dg_status
learn(struct dg_tmx_write *w, const struct sight *sight, uint64_t sides, uint32_t id,
    struct dg_error *err)
{
	for (size_t i = 0; i < DG_SIDES_MAX; i++)
		if (sight->pairs[i] && !sight->known[i] && (sides >> i & 1) &&
		    !memory_set_add(&w->pairs, sight->pairs[i],
		    (uint64_t)sight->text[i] << 32 | id))
			return dg_fail_nomem(err);
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
judge(struct dg_tmx_write *w, const struct dg_unit *unit, struct sight *sight,
    struct dg_put *put, struct dg_error *err)
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
	if ((st = compare(w, unit, sight, &put->sides, err)) != DG_OK)
		return st;
	put->alternatives = (size_t)(before - count(put->sides));
	if (count(put->sides) < 2 || !has_source(w, unit, put->sides))
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

static void
put_hex(char *to, uint64_t x)
{
	for (int i = 16; i-- > 0; x >>= 4)
		to[i] = "0123456789abcdef"[x & 15];
	to[16] = '\0';
}

/* The same document and texts always give the same tuid; where they stand in one file
 * again, the second is …-2.  A unit with a pair that was never seen cannot be there
 * already; of the others, some pair remembers the first tuid, and `ids` has the rest. */
static enum dg_status
make_id(struct dg_tmx_write *w, const struct dg_unit *unit, struct sight *sight,
    struct dg_put *put, struct dg_error *err)
{
	bool own = usable_id(unit->id), first = false;
	uint32_t id;
	size_t n;

	if (own)
		memcpy(put->id, unit->id.p, unit->id.n);
	else
		put_hex(put->id, unit->id.n ? memory_hash(3, unit->id) :
		    hash_unit(unit, put->sides));
	if (put->fate != DG_FATE_WRITTEN)
		return DG_OK;
	n = strlen(put->id);
	id = (uint32_t)memory_hash(4, dg_bytes_of(put->id));
	for (size_t i = 0; i < unit->sides_n; i++)
		first = first || (sight->pairs[i] && sight->ids[i] == id);
	while (own || !sight->fresh) {
		uint64_t *times = memory_set_at(&w->ids,
		    memory_hash(4, dg_bytes_of(put->id)));

		if (!times)
			return dg_fail_nomem(err);
		if (*times == 0 && first && !own)
			*times = 1;
		first = false;
		if (++*times == 1)
			break;
		snprintf(put->id + n, sizeof put->id - n, "-%" PRIu64, *times);
	}
	return learn(w, sight, put->sides, id, err);
}

/* ---- what is written ---- */

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
		struct dg_buf type = { 0 };

		dg_out_str(out, "<prop");
		dg_put_str(&type, "x-");
		dg_put_bytes(&type, p->name);
		if (with_lang && p->lang.n) {
			dg_put_char(&type, '-');
			dg_put_bytes(&type, p->lang);
		}
		bad += memory_put_attr(out, "type", dg_buf_bytes(&type));
		dg_buf_free(&type);
		dg_out_str(out, ">");
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
		if (unit->props[i].value.n && !has_place(unit, &unit->props[i], sides)) {
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
	for (size_t i = 0; i < unit->props_n; i++)
		if (unit->props[i].lang.n && memory_same_tag(unit->props[i].lang, side->tag))
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
	struct sight sight = { .fresh = false };
	enum dg_status st;

	*put = (struct dg_put){ 0 };
	if ((st = check_tags(w, unit, err)) != DG_OK ||
	    (st = judge(w, unit, &sight, put, err)) != DG_OK ||
	    (st = make_id(w, unit, &sight, put, err)) != DG_OK ||
	    put->fate != DG_FATE_WRITTEN)
		return st;
	if (w->search && !thin_out(w, unit, put->sides))
		return dg_fail_nomem(err);
	begin(w);
	dg_out_str(w->out, "    <tu");
	put->replaced += memory_put_attr(w->out, "tuid", dg_bytes_of(put->id));
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
