/* collect.c -- a unit while it is read: one growing text, and spans of it. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

enum { UNIT_MAX = 64 << 20, WORDS_KNOWN = 32, WORDS_MAX = 64 << 10 };

static void
begin_words(struct words *w)
{
	w->next = 0;
	if (w->n > WORDS_KNOWN || w->text.n > WORDS_MAX)
		w->n = w->text.n = 0;
}

void
collect_clear(struct collect *c)
{
	begin_words(&c->names);
	begin_words(&c->tags);
	c->text.n = 0;
	c->sides_n = c->props_n = 0;
	c->id = c->doc = (struct span){ 0, 0 };
}

void
collect_text(struct collect *c, struct xml *x, struct dg_bytes s)
{
	dg_put_bytes(&c->text, s);
	if (c->text.failed)
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else if (c->text.n > UNIT_MAX)
		xml_too_much(x, UNIT_MAX);
}

void
collect_bound(const struct collect *c, struct xml *x)
{
	if (c->text.n + c->names.text.n + c->tags.text.n + c->props_n * sizeof *c->props +
	    c->sides_n * sizeof *c->sides > UNIT_MAX)
		xml_too_much(x, UNIT_MAX);
}

struct span
collect_put(struct collect *c, struct dg_bytes s)
{
	size_t from = c->text.n;

	dg_put_bytes(&c->text, s);
	return collect_since(c, from);
}

struct span
collect_since(const struct collect *c, size_t from)
{
	/* a unit may begin within what was being read, in a file that mocks the DTD */
	return (struct span){ from, c->text.n > from ? c->text.n - from : 0 };
}

struct dg_bytes
collect_bytes(const struct collect *c, struct span s)
{
	if (s.n == 0)
		return (struct dg_bytes){ "", 0 };
	return (struct dg_bytes){ c->text.p + s.at, s.n };
}

/* ---- words ---- */

static struct dg_bytes
text_of(const struct words *w, struct span s)
{
	return (struct dg_bytes){ s.n ? w->text.p + s.at : "", s.n };
}

/* Most often it is the one that came after the last one in the unit before. */
static int
find(struct words *w, struct dg_bytes raw)
{
	size_t n = w->n < WORDS_KNOWN ? w->n : WORDS_KNOWN;

	for (size_t k = 0; k < n; k++) {
		size_t i = w->next < n ? w->next : 0;

		w->next = i + 1;
		if (w->at[i].raw.n == raw.n && (raw.n == 0 ||
		    memcmp(w->text.p + w->at[i].raw.at, raw.p, raw.n) == 0))
			return (int)i;
	}
	return NO_WORD;
}

static struct word *
add(struct words *w, struct dg_bytes raw)
{
	if (w->n >= INT_MAX || !dg_grow(&w->at, &w->cap, w->n + 1, sizeof *w->at)) {
		w->text.failed = true;
		return NULL;
	}
	w->at[w->n] = (struct word){ .raw = memory_keep(&w->text, raw) };
	return &w->at[w->n++];
}

int
collect_tag(struct collect *c, struct dg_bytes tag)
{
	struct words *w = &c->tags;
	int i = find(w, tag);
	struct word *new;

	if (i != NO_WORD || !(new = add(w, tag)))
		return i;
	new->made.at = w->text.n;
	for (size_t k = 0; k < tag.n && tag.p[k] != '.' && tag.p[k] != '@'; k++)
		dg_put_char(&w->text, tag.p[k] == '_' ? '-' : tag.p[k]);
	new->made.n = w->text.n - new->made.at;
	return (int)w->n - 1;
}

/* The three properties that every bitext has go to their own places; what an
 * earlier tool of ours called them is understood too. */
enum own { OWN_NONE, OWN_SCORE, OWN_BEAD, OWN_DOC };

static enum own
own_place(struct dg_bytes name)
{
	static const struct { const char *name; enum own own; } places[] = {
		{ "score", OWN_SCORE }, { "align-score", OWN_SCORE }, { "bead", OWN_BEAD },
		{ "align-bead", OWN_BEAD }, { "document", OWN_DOC }, { "doc", OWN_DOC },
	};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (memory_is(name, places[i].name))
			return places[i].own;
	return OWN_NONE;
}

int
collect_name(struct collect *c, struct dg_bytes name)
{
	int i = find(&c->names, name);
	struct word *new;

	if (i != NO_WORD || !(new = add(&c->names, name)))
		return i;
	new->made = new->raw;
	new->own = (int)own_place(name);
	return (int)c->names.n - 1;
}

int
collect_x_name(struct collect *c, struct dg_bytes name)
{
	bool x = name.n > 2 && name.p[0] == 'x' && name.p[1] == '-';

	return collect_name(c, x ? (struct dg_bytes){ name.p + 2, name.n - 2 } : name);
}

static struct dg_bytes
word(const struct words *w, int i)
{
	return i < 0 || (size_t)i >= w->n ? (struct dg_bytes){ "", 0 } : text_of(w, w->at[i].made);
}

struct dg_bytes
collect_name_of(const struct collect *c, int name)
{
	return word(&c->names, name);
}

/* ---- the unit ---- */

bool
collect_side(struct collect *c, int tag, struct span text, bool markup)
{
	if (!dg_grow(&c->sides, &c->sides_cap, c->sides_n + 1, sizeof *c->sides))
		return false;
	c->sides[c->sides_n++] = (struct collect_side){ tag, text, markup };
	return true;
}

bool
collect_prop(struct collect *c, int name, struct span value, int tag)
{
	if (!dg_grow(&c->props, &c->props_cap, c->props_n + 1, sizeof *c->props))
		return false;
	c->props[c->props_n++] = (struct collect_prop){ name, tag, value };
	return true;
}

static void
take_prop(struct collect *c, const struct collect_prop *p)
{
	struct dg_unit *u = &c->unit;
	struct dg_bytes value = collect_bytes(c, p->value);
	struct dg_bytes *own[] = { NULL, &u->score, &u->bead, &u->doc };
	bool named = p->name >= 0 && (size_t)p->name < c->names.n;
	int place = named && p->tag == NO_WORD ? c->names.at[p->name].own : OWN_NONE;

	if (place != OWN_NONE && own[place]->n == 0)
		*own[place] = value;
	else
		c->out_props[u->props_n++] = (struct dg_prop){ word(&c->names, p->name), value,
		    word(&c->tags, p->tag) };
}

const struct dg_unit *
collect_unit(struct collect *c)
{
	if (c->text.failed || c->names.text.failed || c->tags.text.failed ||
	    !dg_grow(&c->out_sides, &c->out_sides_cap, c->sides_n, sizeof *c->out_sides) ||
	    !dg_grow(&c->out_props, &c->out_props_cap, c->props_n, sizeof *c->out_props))
		return NULL;
	c->unit = (struct dg_unit){ .id = collect_bytes(c, c->id), .doc = collect_bytes(c, c->doc),
	    .bead = { "", 0 }, .score = { "", 0 }, .sides = c->out_sides,
	    .sides_n = c->sides_n, .props = c->out_props };
	for (size_t i = 0; i < c->sides_n; i++)
		c->out_sides[i] = (struct dg_side){ word(&c->tags, c->sides[i].tag),
		    collect_bytes(c, c->sides[i].text), c->sides[i].markup };
	for (size_t i = 0; i < c->props_n; i++)
		take_prop(c, &c->props[i]);
	return &c->unit;
}

void
collect_free(struct collect *c)
{
	dg_buf_free(&c->text);
	dg_buf_free(&c->names.text);
	dg_buf_free(&c->tags.text);
	free(c->names.at);
	free(c->tags.at);
	free(c->sides);
	free(c->props);
	free(c->out_sides);
	free(c->out_props);
}
