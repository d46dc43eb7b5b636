/* machine.h -- what the quote machine knows while it walks over the marks of a
 * document; shared by machine.c (the stack), turn.c (which way a straight mark turns),
 * balance.c (which way is cheapest for all of them) and author.c (what its author types). */
#ifndef DG_TYPOGRAPHY_MACHINE_H
#define DG_TYPOGRAPHY_MACHINE_H

#include "typography/typography.h"

struct machine {
	struct dg_typography *t;
	struct mark *open[NESTING_MAX];
	size_t n;
	bool directed;	/* there are double marks with a direction in the text */
	bool literal;	/* straight double marks are not this author's quotes */
	bool singles;	/* the outer quotes of the locale are ‘ and ’ */
	size_t code;	/* where the code ends that the last mark left alone began */
	uint32_t line;	/* the last one that was looked through for code, if one was `seen` */
	bool seen, coded;	/* and whether it had some */
};

static inline bool
is_double(const struct mark *m)
{
	return !dg_sign_single(m->sign);
}

static inline bool
is_straight(const struct mark *m)
{
	return is_double(m) && dg_sign_direction(m->sign) == 0;
}

/* The innermost open double quote of the line of `m`. */
static inline struct mark *
open_here(const struct machine *q, const struct mark *m)
{
	for (size_t i = q->n; i-- > 0 && q->open[i]->line == m->line;)
		if (is_double(q->open[i]))
			return q->open[i];
	return NULL;
}

/* The opening sign that `sign` closes; S_DOUBLE, which is 0: none of its own. */
enum sign dg_sign_partner(enum sign sign);
/* Look at all the marks: fill `directed` and `literal`. */
void dg_author(struct machine *q);
/* What speaks against each turn of a mark. */
struct turn_cost { unsigned open, close, none; };
/* Of the mark `m`; `last` is the double one before it. */
struct turn_cost dg_turn_cost(struct machine *q, const struct mark *m, const struct mark *last);
/* Find the cheapest balance of the document: fill `turn` of the straight marks, where
 * one needs it.  False when memory is out. */
bool dg_balance(struct machine *q);
/* May `m` turn either way, whatever its neighbours say? */
bool dg_asks_both(const struct dg_typography *t, const struct mark *m);
/* Which way a straight double mark turns: -1 opens, 1 closes, 0 stays as it is.  Sets
 * its `doubt` where the neighbours did not say. */
int dg_turn(struct machine *q, struct mark *m);

#endif
