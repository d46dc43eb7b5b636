/* collect.c -- a unit while it is read: one growing text, and spans of it. */
#include <stdlib.h>

#include "memory/memory.h"

enum { UNIT_MAX = 64 << 20 };

void
collect_clear(struct collect *c)
{
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

struct span
collect_put(struct collect *c, struct dg_bytes s)
{
	size_t from = c->text.n;

	dg_put_bytes(&c->text, s);
	return collect_since(c, from);
}

struct span
collect_tag(struct collect *c, struct dg_bytes tag)
{
	size_t from = c->text.n;

	for (size_t i = 0; i < tag.n && tag.p[i] != '.' && tag.p[i] != '@'; i++)
		dg_put_char(&c->text, tag.p[i] == '_' ? '-' : tag.p[i]);
	return collect_since(c, from);
}

struct span
collect_since(const struct collect *c, size_t from)
{
	return (struct span){ from, c->text.n - from };
}

struct dg_bytes
collect_bytes(const struct collect *c, struct span s)
{
	if (s.n == 0)
		return (struct dg_bytes){ "", 0 };
	return (struct dg_bytes){ c->text.p + s.at, s.n };
}

bool
collect_side(struct collect *c, struct span tag, struct span text, bool markup)
{
	if (!dg_grow(&c->sides, &c->sides_cap, c->sides_n + 1, sizeof *c->sides))
		return false;
	c->sides[c->sides_n++] = (struct collect_side){ tag, text, markup };
	return true;
}

bool
collect_prop(struct collect *c, struct span name, struct span value, struct span lang)
{
	if (!dg_grow(&c->props, &c->props_cap, c->props_n + 1, sizeof *c->props))
		return false;
	c->props[c->props_n++] = (struct collect_prop){ name, value, lang };
	return true;
}

/* The three properties that every bitext has go to their own places; what an
 * earlier tool of ours called them is understood too. */
static struct dg_bytes *
own_place(struct dg_unit *u, struct dg_bytes name)
{
	if (memory_is(name, "score") || memory_is(name, "align-score"))
		return &u->score;
	if (memory_is(name, "bead") || memory_is(name, "align-bead"))
		return &u->bead;
	if (memory_is(name, "document") || memory_is(name, "doc"))
		return &u->doc;
	return NULL;
}

const struct dg_unit *
collect_unit(struct collect *c)
{
	struct dg_unit *u = &c->unit;

	if (c->text.failed ||
	    !dg_grow(&c->out_sides, &c->out_sides_cap, c->sides_n, sizeof *c->out_sides) ||
	    !dg_grow(&c->out_props, &c->out_props_cap, c->props_n, sizeof *c->out_props))
		return NULL;
	*u = (struct dg_unit){ .id = collect_bytes(c, c->id), .doc = collect_bytes(c, c->doc),
	    .bead = { "", 0 }, .score = { "", 0 }, .sides = c->out_sides,
	    .sides_n = c->sides_n, .props = c->out_props };
	for (size_t i = 0; i < c->sides_n; i++) {
		c->out_sides[i].tag = collect_bytes(c, c->sides[i].tag);
		c->out_sides[i].text = collect_bytes(c, c->sides[i].text);
		c->out_sides[i].markup = c->sides[i].markup;
	}
	for (size_t i = 0; i < c->props_n; i++) {
		struct dg_bytes name = collect_bytes(c, c->props[i].name);
		struct dg_bytes value = collect_bytes(c, c->props[i].value), *own;
		struct dg_bytes lang = collect_bytes(c, c->props[i].lang);

		if (name.n > 2 && name.p[0] == 'x' && name.p[1] == '-')
			name = (struct dg_bytes){ name.p + 2, name.n - 2 };
		if (lang.n == 0 && (own = own_place(u, name)) && own->n == 0)
			*own = value;
		else
			c->out_props[u->props_n++] = (struct dg_prop){ name, value, lang };
	}
	return u;
}

void
collect_free(struct collect *c)
{
	dg_buf_free(&c->text);
	free(c->sides);
	free(c->props);
	free(c->out_sides);
	free(c->out_props);
}
