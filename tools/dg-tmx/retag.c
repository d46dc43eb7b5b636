/* retag.c -- --tag for units of a memory. */
#include <stdint.h>
#include <stdlib.h>

#include "dg-tmx/work.h"

static struct dg_bytes
chosen(const struct work *w, struct dg_bytes tag)
{
	struct dg_bytes other = dg_memory_chosen(w->tags.tags, w->tags.n, tag);

	return other.p ? other : tag;
}

static void *
room_for(void *items, size_t *cap, size_t n, size_t size)
{
	if (n <= *cap)
		return items;
	if (n > SIZE_MAX / 2 / size || !(items = realloc(items, 2 * n * size)))
		exit(tool_fail("out of memory"));
	*cap = 2 * n;
	return items;
}

const struct dg_unit *
retag_unit(struct work *w, const struct dg_unit *unit)
{
	struct retag *r = &w->retag;

	if (w->tags.n == 0)
		return unit;
	r->sides = room_for(r->sides, &r->sides_cap, unit->sides_n, sizeof *r->sides);
	r->props = room_for(r->props, &r->props_cap, unit->props_n, sizeof *r->props);
	for (size_t i = 0; i < unit->sides_n; i++) {
		r->sides[i] = unit->sides[i];
		r->sides[i].tag = chosen(w, unit->sides[i].tag);
	}
	for (size_t i = 0; i < unit->props_n; i++) {
		r->props[i] = unit->props[i];
		if (unit->props[i].lang.n)
			r->props[i].lang = chosen(w, unit->props[i].lang);
	}
	r->unit = *unit;
	r->unit.sides = r->sides;
	r->unit.props = r->props;
	return &r->unit;
}

void
retag_head(struct work *w, struct dg_memory_head *head)
{
	struct dg_bytes tags = head->tags;
	struct dg_buf *list = &w->retag.tags;

	if (w->tags.n == 0)
		return;
	head->source = chosen(w, head->source);
	head->target = chosen(w, head->target);
	for (size_t at = 0; at < tags.n;) {
		const char *from = tags.p + at;
		size_t n = 0;

		while (at + n < tags.n && from[n] != '\t')
			n++;
		dg_put_bytes(list, chosen(w, (struct dg_bytes){ from, n }));
		if ((at += n + 1) <= tags.n)
			dg_put_char(list, '\t');
	}
	if (list->failed)
		exit(tool_fail("out of memory"));
	head->tags = dg_buf_bytes(list);
}

void
retag_free(struct retag *r)
{
	free(r->sides);
	free(r->props);
	dg_buf_free(&r->tags);
}
