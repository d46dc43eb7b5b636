/* author.c -- what the marks of a whole document tell about the one who typed it. */
#include "typography/machine.h"

/* So many directed marks show what their author quotes with; so many straight ones
 * between them, what he quotes within a quotation with. */
enum { LITERAL_MIN = 12, HABIT_MIN = 6 };

/* The double marks of a text; `inner`: the straight ones that a directed pair of
 * their line stands around. */
struct hand { size_t straight, directed, inner; uint32_t makes; };

/* “ and ” are of one make, as « and », << and >>. */
static enum sign
make_of(enum sign sign)
{
	return dg_sign_direction(sign) > 0 ? dg_sign_partner(sign) : sign == S_LOW ? S_CURLY : sign;
}

static struct hand
read_hand(const struct mark *marks, size_t n)
{
	struct hand hand = { 0 };
	size_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		const struct mark *m = &marks[i];

		if (i == 0 || marks[i - 1].line != m->line)
			depth = 0;
		if (!is_double(m))
			continue;
		if (is_straight(m)) {
			hand.straight++;
			hand.inner += depth > 0;
			continue;
		}
		hand.directed++;
		hand.makes |= 1u << make_of(m->sign);
		if (dg_sign_direction(m->sign) < 0)
			depth++;
		else if (depth > 0)
			depth--;
	}
	return hand;
}

/* A text whose quotes are all of one directed make, six pairs and more, and that
 * has a few straight marks (one in three at the most) means something else by
 * these: code, a string, a quote within its source.  Three pairs within quotations
 * are a habit, though, as in « … de "la Ceinture et la Route" … ». */
void
dg_author(struct machine *q)
{
	const struct dg_typography *t = q->t;
	struct hand hand = read_hand(t->marks, t->n_marks);

	q->directed = hand.directed > 0;
	q->literal = t->on[R_LITERAL] && hand.straight && hand.directed >= LITERAL_MIN &&
	    3 * hand.straight <= hand.directed && hand.inner < HABIT_MIN &&
	    (hand.makes & (hand.makes - 1)) == 0;
}
