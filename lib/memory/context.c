/* context.c -- units and their neighbours: one unit is held back until its successor is
 * known. */
#include <stdlib.h>

#include "memory/memory.h"

struct dg_context {
	struct collect units[2];
	struct dg_buf before;		/* text before the one held back, empty: none */
	size_t at;			/* units[at] is held back */
	bool held;
};

enum dg_status
dg_context_new(struct dg_context **ret, struct dg_error *err)
{
	*ret = calloc(1, sizeof **ret);
	return *ret ? DG_OK : dg_fail_nomem(err);
}

static struct dg_bytes
text_of(const struct dg_unit *u, struct dg_bytes lang)
{
	for (size_t i = 0; i < u->sides_n; i++)
		if (memory_same_tag(u->sides[i].tag, lang))
			return u->sides[i].text;
	return u->sides_n ? u->sides[0].text : (struct dg_bytes){ "", 0 };
}

static bool
add(struct collect *c, const char *name, struct dg_bytes value)
{
	return value.n == 0 || collect_prop(c, collect_name(c, dg_bytes_of(name)),
	    collect_put(c, value), NO_WORD);
}

static bool
copy(struct collect *c, const struct dg_unit *u)
{
	bool good = true;

	collect_clear(c);
	c->id = collect_put(c, u->id);
	c->doc = collect_put(c, u->doc);
	good = add(c, "score", u->score) && add(c, "bead", u->bead);
	for (size_t i = 0; i < u->sides_n; i++) {
		int tag = collect_tag(c, u->sides[i].tag);

		good = good && collect_side(c, tag, collect_put(c, u->sides[i].text),
		    u->sides[i].markup);
	}
	for (size_t i = 0; i < u->props_n; i++) {
		const struct dg_prop *p = &u->props[i];
		int tag = p->lang.n ? collect_tag(c, p->lang) : NO_WORD;

		good = good && collect_prop(c, collect_name(c, p->name), collect_put(c, p->value),
		    tag);
	}
	return good && !c->text.failed;
}

enum dg_status
dg_context_next(struct dg_context *x, struct dg_bytes lang, const struct dg_unit *unit,
    const struct dg_unit **ready, struct dg_error *err)
{
	struct collect *held = &x->units[x->at], *next = &x->units[!x->at];
	const struct dg_unit *before = x->held ? collect_unit(held) : NULL;
	bool good = !x->held || before, same;

	*ready = NULL;
	same = good && unit && before && dg_bytes_equal(before->doc, unit->doc);
	if (before) {
		struct dg_buf own = { 0 };	/* adding to a unit moves its texts */

		dg_put_bytes(&own, text_of(before, lang));
		good = !own.failed && add(held, "context-pre", dg_buf_bytes(&x->before)) &&
		    (!same || add(held, "context-post", text_of(unit, lang))) &&
		    (*ready = collect_unit(held)) != NULL;
		dg_buf_free(&x->before);
		x->before = own;
	}
	if (!same)
		x->before.n = 0;
	x->held = unit != NULL;
	x->at = !x->at;
	return good && (!unit || copy(next, unit)) ? DG_OK : dg_fail_nomem(err);
}

void
dg_context_free(struct dg_context *x)
{
	if (!x)
		return;
	collect_free(&x->units[0]);
	collect_free(&x->units[1]);
	dg_buf_free(&x->before);
	free(x);
}
