/* balance.c -- the cheapest way to pair the straight marks of a document.
 *
 * A mark whose neighbours do not say which way it turns is tried both ways.  The cost of a
 * document is the sum of what its neighbours hold against each turn, of the quotes that
 * close nothing, never close or run on from line to line, and of those within their
 * like; the cheapest is found mark by mark with the depth as the state (Viterbi, 1967). */
#include "typography/machine.h"

enum { DEPTHS = 5 };
enum { CLOSES_NOTHING = 20, NEVER_CLOSED = 15, RUNS_ON = 6, WITHIN = 18, FAR = 1 << 28 };
/* A quotation that runs on over more lines than this costs no more. */
enum { RUNS_ON_MAX = 3 };

/* The cheapest way to each depth; a step is the depth before it and the turn. */
struct path { unsigned cost[DEPTHS]; uint8_t whence[DEPTHS]; };

static uint8_t
step_of(size_t whence, int turn)
{
	return (uint8_t)(whence << 2 | (size_t)(turn + 1));
}

/* At the end of a line what is open runs on or is given up.  cost[] is read from `to`
 * upwards only, so it may be written on the way. */
static void
cross(struct path *path, size_t lines)
{
	unsigned far = (unsigned)(lines < RUNS_ON_MAX ? lines : RUNS_ON_MAX);

	for (size_t to = 0; to < DEPTHS; to++) {
		unsigned best = FAR;

		for (size_t from = to; from < DEPTHS; from++) {
			unsigned cost = path->cost[from] + NEVER_CLOSED * (unsigned)(from - to);

			if (cost < best) {
				best = cost;
				path->whence[to] = (uint8_t)from;
			}
		}
		path->cost[to] = best + RUNS_ON * far * (unsigned)to;
	}
}

/* One mark: it opens, closes or stays as it is. */
static void
step(struct path *path, const struct turn_cost *turn, uint8_t *steps)
{
	struct path next;

	for (size_t d = 0; d < DEPTHS; d++) {
		next.cost[d] = path->cost[d] + turn->none;
		steps[d] = step_of(path->whence[d], 0);
		next.whence[d] = (uint8_t)d;
	}
	for (size_t d = 0; d < DEPTHS; d++) {
		size_t up = d + 1 < DEPTHS ? d + 1 : d, down = d ? d - 1 : 0;
		unsigned open = path->cost[d] + turn->open + (d ? WITHIN : 0);
		unsigned close = path->cost[d] + turn->close + (d ? 0 : CLOSES_NOTHING);

		if (open < next.cost[up]) {
			next.cost[up] = open;
			steps[up] = step_of(path->whence[d], -1);
		}
		if (close < next.cost[down]) {
			next.cost[down] = close;
			steps[down] = step_of(path->whence[d], 1);
		}
	}
	*path = next;
}

static void
read_back(struct dg_typography *t, size_t depth)
{
	for (size_t i = t->n_marks; i-- > 0;) {
		uint8_t step = t->steps[i * DEPTHS + depth];

		if (is_double(&t->marks[i])) {
			t->marks[i].turn = (int8_t)((step & 3) - 1);
			depth = step >> 2;
		}
	}
}

/* Is there a mark whose neighbours do not say which way it turns? */
static bool
asks(const struct dg_typography *t)
{
	for (const struct mark *m = t->marks, *end = m + t->n_marks; m < end; m++)
		if (is_straight(m) && (opens_after(m->before) == closes_before(m->after) ||
		    dg_asks_both(t, m)))
			return true;
	return false;
}

bool
dg_balance(struct machine *q)
{
	struct dg_typography *t = q->t;
	struct path path = { .whence = { 0, 1, 2, 3, 4 } };
	const struct mark *last = NULL;
	size_t best = 0;

	if (q->literal || !asks(t))
		return true;
	if (!dg_grow(&t->steps, &t->cap_steps, t->n_marks * DEPTHS, sizeof *t->steps))
		return false;
	for (size_t d = 1; d < DEPTHS; d++)
		path.cost[d] = FAR;
	for (size_t i = 0; i < t->n_marks; i++) {
		struct mark *m = &t->marks[i];
		struct turn_cost turn;

		if (!is_double(m))
			continue;
		if (last && last->line != m->line) {
			cross(&path, t->lines[m->line].paragraph - t->lines[last->line].paragraph);
			q->code = 0;
		}
		turn = dg_turn_cost(q, m, last);
		m->asked = is_straight(m) && dg_asks_both(t, m);
		step(&path, &turn, t->steps + i * DEPTHS);
		last = m;
	}
	for (size_t d = 1; d < DEPTHS; d++)
		if (path.cost[d] + NEVER_CLOSED * d < path.cost[best] + NEVER_CLOSED * best)
			best = d;
	read_back(t, best);
	q->code = 0;
	q->seen = false;
	return true;
}
