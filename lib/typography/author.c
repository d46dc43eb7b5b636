/* author.c -- what the marks of a whole document tell about the one who typed it. */
#include "typography/machine.h"

/* So many directed marks show what their author quotes with. */
enum { LITERAL_MIN = 12 };

/* “ and ” are of one make, as « and », << and >>. */
static enum sign
make_of(enum sign sign)
{
	return dg_sign_direction(sign) > 0 ? dg_sign_partner(sign) : sign == S_LOW ? S_CURLY : sign;
}

/* A text whose quotes are all of one directed make, six pairs and more, and that
 * has a few straight marks (one in three at the most) means something else by
 * these: code, a string, a quote within its source. */
void
dg_author(struct machine *q)
{
	const struct dg_typography *t = q->t;
	size_t straight = 0, directed = 0;
	uint32_t makes = 0;

	for (size_t i = 0; i < t->n_marks && t->on[R_LITERAL]; i++) {
		enum sign sign = t->marks[i].sign;

		if (dg_sign_single(sign))
			continue;
		if (dg_sign_direction(sign) == 0) {
			straight++;
		} else {
			directed++;
			makes |= 1u << make_of(sign);
		}
	}
	q->directed = directed > 0;
	q->literal = straight && directed >= LITERAL_MIN && 3 * straight <= directed &&
	    (makes & (makes - 1)) == 0;
}
