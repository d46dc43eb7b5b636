/* element.c -- what an element of a page says of itself and of the text in it. */
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/html.h"

const char *
dg_attribute(const xmlChar **atts, const char *name)
{
	for (; atts && atts[0]; atts += 2)
		if (strcmp((const char *)atts[0], name) == 0)
			return atts[1] ? (const char *)atts[1] : "";
	return NULL;
}

bool
dg_is_word(const char *value, const char *word)
{
	return value && strcasecmp(value, word) == 0;
}

/* Where an attribute of that name is put; NULL: it does not count. */
static const char **
place_of(struct dg_given *g, const char *name)
{
	static const struct { const char *name; size_t at; } all[] = {
#define ROW(x) { #x, offsetof(struct dg_given, x) / sizeof(const char *) }
		{ "aria-controls", offsetof(struct dg_given, controls) / sizeof(const char *) },
		ROW(align), ROW(class), ROW(dir), ROW(hidden), ROW(href), ROW(id), ROW(lang), ROW(reversed),
		ROW(role), ROW(size), ROW(start), ROW(style), ROW(type), ROW(value)
#undef ROW
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].name[0] == name[0] && strcmp(all[i].name, name) == 0)
			return &g->class + all[i].at;
	return NULL;
}

void
dg_given_read(struct dg_given *ret, const xmlChar **atts)
{
	*ret = (struct dg_given){ 0 };
	for (; atts && atts[0]; atts += 2) {
		const char **at = place_of(ret, (const char *)atts[0]);

		if (at && !*at)
			*at = atts[1] ? (const char *)atts[1] : "";
	}
}

/* Some pages show the whole of their text by a script: of blocks it is believed within
 * reason. */
bool
dg_is_hidden(const struct dg_given *given)
{
	struct dg_bytes rules = dg_bytes_of(given->style ? given->style : "");

	return given->style && (dg_style_has(rules, "display:none") || dg_style_has(rules, "visibility:hidden"));
}

bool
dg_is_away(const struct dg_given *given)
{
	const char *href = given->href;

	/* &quot; where a quote was meant */
	href += href ? strspn(href, "\"' ") : 0;
	return href && *href && (href[0] != '#' || href[1] == '\0') && strncasecmp(href, "mailto:", 7) != 0 &&
	    strncasecmp(href, "tel:", 4) != 0;
}

/* A place of the whole line, for a block that is no table. */
static bool
is_centred(const struct dg_tag *tag, const struct dg_given *given)
{
	return tag->which == TAG_IS_CENTER || ((tag->is & TAG_BLOCK) && !(tag->is & TAG_TABLE) &&
	    (dg_is_word(given->align, "center") || dg_is_word(given->align, "middle"))) ||
	    (given->style && dg_style_has(dg_bytes_of(given->style), "text-align:center"));
}

uint8_t
dg_large_type(const struct dg_tag *tag, const struct dg_given *given)
{
	const char *size = given->size;

	if (tag->which == TAG_IS_FONT)
		return size && (*size == '+' || *size >= '4') ? 2 : 0;
	return tag->which == TAG_IS_BIG ? 2 : is_centred(tag, given);
}

static uint32_t
hash(uint32_t h, const char *s)
{
	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h * 31 + 7;
}

/* Ids that differ in their numbers alone are of one series. */
static uint32_t
hash_id(uint32_t h, const char *s)
{
	for (; s && *s; s++)
		if (*s < '0' || *s > '9')
			h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static bool
in_tight_group(const struct dg_tag *tag)
{
	return (tag->is & TAG_GROUP) || tag->level || tag->which == TAG_IS_DIV || tag->which == TAG_IS_DL ||
	    tag->which == TAG_IS_UL || tag->which == TAG_IS_OL;
}

static unsigned
role_is(const char *role)
{
	if (dg_is_word(role, "doc-endnotes") || dg_is_word(role, "doc-footnote"))
		return TAG_NOTES;
	return dg_is_word(role, "navigation") || dg_is_word(role, "search") ||
	    dg_is_word(role, "complementary") || dg_is_word(role, "contentinfo") ? TAG_AROUND : 0;
}

unsigned
dg_element_is(const struct dg_tag *tag, const struct dg_given *given, const struct dg_buf *hides,
    bool *titled)
{
	unsigned what = tag->is;

	*titled = false;
	/* the class of the whole says nothing about its parts */
	if (tag->which == TAG_IS_BODY || tag->which == TAG_IS_HTML)
		return what;
	if (given->role) {
		*titled = dg_is_word(given->role, "heading");
		what |= role_is(given->role);
	}
	if (given->class)
		what |= dg_class_is(given->class, titled);
	if (given->id)
		what |= dg_class_is(given->id, titled);
	if (dg_is_hidden(given) || (hides->n && dg_style_hides(hides, given->class, given->id)))
		what |= TAG_HIDDEN;
	return what;
}

static void
enter_table(struct dg_document *doc, struct dg_element *e, uint32_t at,
    const struct dg_given *given)
{
	if (e->is & TAG_TABLE) {
		if (e->table != NO_ELEMENT)
			doc->elements[e->table].nested = true;
		e->table = at;
		e->cell = NO_ELEMENT;
		e->item = false;
		e->nested = dg_is_word(given->role, "presentation");
	} else if (e->is & TAG_CELL) {
		e->cell = at;
		if (e->table != NO_ELEMENT)
			doc->elements[e->table].cells++;
	}
}

/* Numbers are less; one that counts down to 1 begins there until it ends. */
enum { NUMBER_MAX = 1 << 28, FAR = 1 << 30 };

/* '1', 'a', 'A', 'i', 'I' by the type of a list or an item, else by its style; 0: none shown;
 * otherwise what it was. */
static char
numbering_of(const struct dg_given *given, char was)
{
	static const struct { const char *rule; char is; } rules[] = {
		{ "list-style-type:none", 0 }, { "list-style:none", 0 },
		{ "list-style-type:decimal", '1' },
		{ "list-style-type:lower-alpha", 'a' }, { "list-style-type:lower-latin", 'a' },
		{ "list-style-type:upper-alpha", 'A' }, { "list-style-type:upper-latin", 'A' },
		{ "list-style-type:lower-roman", 'i' }, { "list-style-type:upper-roman", 'I' },
	};

	for (size_t i = 0; given->style && i < sizeof rules / sizeof *rules; i++)
		if (dg_style_has(dg_bytes_of(given->style), rules[i].rule))
			return rules[i].is;
	if (given->type && given->type[0] && !given->type[1] && strchr("1aAiI", given->type[0]))
		return given->type[0];
	return was;
}

/* HTML: `start`, `type` and `reversed` of a list, `value` of an item. */
static void
number_item(struct dg_document *doc, struct dg_element *e, const struct dg_tag *tag,
    const struct dg_given *given)
{
	if (tag->which == TAG_IS_OL) {
		e->list.step = given->reversed ? -1 : 1;
		e->list.next = given->start ? dg_whole(given->start, -NUMBER_MAX, NUMBER_MAX) :
		    given->reversed ? FAR : 1;
		e->list.numbering = numbering_of(given, '1');
	} else if (tag->which == TAG_IS_LI) {
		struct dg_element *up = e->parent == NO_ELEMENT ? NULL : &doc->elements[e->parent];

		e->numbering = 0;
		if (!up || !up->list.step || up->list.n >= NUMBER_MAX)
			return;
		if (given->value && *given->value)
			up->list.next = dg_whole(given->value, -NUMBER_MAX, NUMBER_MAX);
		up->list.n++;
		e->number = up->list.next;
		up->list.next += up->list.step;
		e->numbering = numbering_of(given, up->list.numbering);
	}
}

void
dg_list_end(struct dg_document *doc, uint32_t element)
{
	const struct dg_element *list = element < doc->n_elements ? &doc->elements[element] : NULL;

	if (!list || list->list.step >= 0)
		return;
	for (size_t i = doc->n_blocks; i-- > 0 && doc->blocks[i].element != NO_ELEMENT &&
	    doc->blocks[i].element >= element;)
		if (doc->blocks[i].number > NUMBER_MAX)
			doc->blocks[i].number += list->list.n - FAR;
}

/* What an element says of its language goes for what is in it. */
static void
say_language(struct dg_document *doc, struct dg_element *e, const char *lang)
{
	struct dg_bytes all = dg_buf_bytes(&doc->langs);
	size_t n = lang ? strlen(lang) : 0;

	if (n < 2 || n > 35 || e->parent == NO_ELEMENT)
		return;
	if (all.n == 0)
		dg_put_char(&doc->langs, '\0');
	all = dg_buf_bytes(&doc->langs);
	for (size_t at = 1; at < all.n; at += strlen(all.p + at) + 1)
		if (strcmp(all.p + at, lang) == 0) {
			e->lang = (uint32_t)at;
			return;
		}
	if (all.n > 4096)
		return;
	e->lang = (uint32_t)all.n;
	dg_put(&doc->langs, lang, n + 1);
}

uint32_t
dg_element_new(struct dg_document *doc, uint32_t above, const struct dg_tag *tag, const char *name,
    const struct dg_given *given, unsigned what)
{
	uint32_t at = (uint32_t)doc->n_elements;
	struct dg_element *e;

	if (at >= NO_ELEMENT || !dg_grow(&doc->elements, &doc->cap_elements, at + 1, sizeof *e)) {
		doc->failed = true;
		return above;
	}
	e = &doc->elements[doc->n_elements++];
	*e = (struct dg_element){ .parent = above, .end = at + 1, .cell = NO_ELEMENT,
	    .table = NO_ELEMENT, .is = what };
	if (above != NO_ELEMENT) {
		const struct dg_element *p = &doc->elements[above];

		e->cell = p->cell;
		e->table = p->table;
		e->level = p->level;
		e->item = p->item;
		e->number = p->number;
		e->numbering = p->numbering;
		e->lang = p->lang;
		e->rtl = p->rtl;
	}
	enter_table(doc, e, at, given);
	number_item(doc, e, tag, given);
	say_language(doc, e, given->lang);
	if (given->dir)
		e->rtl = dg_is_word(given->dir, "rtl");
	if (tag->level)
		e->level = (uint8_t)tag->level;
	e->item |= (what & TAG_ITEM) != 0;
	e->in_group = in_tight_group(tag);
	e->like = hash(hash(2166136261u, name), given->class);
	if (!given->class)
		e->like = hash_id(e->like, given->id);
	return at;
}
