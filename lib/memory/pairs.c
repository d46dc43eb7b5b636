/* pairs.c -- codes of a text that open and close: bpt and ept, sc and ec, sm and em. */
#include <stdlib.h>

#include "memory/memory.h"

enum { FIRST_LOOK = 64 };

static int
compare(const void *a, const void *b)
{
	const struct pair_mark *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Of the marks of a name, in the order of the text, each that closes belongs to the one
 * before it, which opens; what is left is open. */
static void
settle(struct pairs *p)
{
	size_t n = 0;

	if (p->n > 1)
		qsort(p->marks, p->n, sizeof *p->marks, compare);
	for (size_t i = 0; i < p->n; i++) {
		const struct pair_mark *m = &p->marks[i];
		bool open = n > 0 && p->marks[n - 1].id == m->id;

		if (open != m->opens) {
			if (!m->opens)
				p->differ |= p->marks[--n].hints != m->hints;
			else
				p->marks[n++] = *m;
		} else {
			p->unpaired = true;
		}
	}
	p->n = n;
}

bool
pairs_put(struct pairs *p, struct dg_bytes id, bool opens, unsigned hints)
{
	/* what is paired goes when there is as much of it again as is open */
	if (p->n >= FIRST_LOOK && p->n >= 2 * p->settled) {
		settle(p);
		p->settled = p->n;
	}
	if (!dg_grow(&p->marks, &p->cap, p->n + 1, sizeof *p->marks))
		return false;
	p->marks[p->n++] = (struct pair_mark){ memory_hash(0, id), p->count++, opens, hints };
	return true;
}

void
pairs_end(struct pairs *p)
{
	settle(p);
	p->unpaired |= p->n > 0;
}

void
pairs_clear(struct pairs *p)
{
	p->n = p->count = p->settled = 0;
	p->unpaired = p->differ = false;
}

void
pairs_free(struct pairs *p)
{
	free(p->marks);
	*p = (struct pairs){ 0 };
}
