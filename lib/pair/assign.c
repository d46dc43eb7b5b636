/* assign.c -- one-to-one, as much value as can be: the auction of Bertsekas (1988) on what
 * few pairs come into question. */
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

int
bid_order(const void *a, const void *b)
{
	const struct bid *x = a, *y = b;

	if (x->bidder != y->bidder)
		return x->bidder < y->bidder ? -1 : 1;
	return (x->object > y->object) - (x->object < y->object);
}

struct auction {
	const struct bid *bids;
	uint32_t *first;	/* of each bidder */
	double *price;
	uint32_t *owner;	/* of each object */
	uint32_t *out;
	uint32_t *queue;
	size_t n;
};

static const double STEP = 1e-3;	/* how far the outcome may be from the best, a bidder */

/* The bidder takes what is worth most to it over its price, and raises that by as much
 * as the second best falls short; nothing is worth 0. */
static void
bid(struct auction *au, uint32_t who)
{
	double best = 0, second = 0;
	uint32_t object = UINT32_MAX;

	for (size_t i = au->first[who]; i < au->first[who + 1]; i++) {
		double worth = au->bids[i].value - au->price[au->bids[i].object];

		if (worth > best) {
			second = best;
			best = worth;
			object = au->bids[i].object;
		} else if (worth > second) {
			second = worth;
		}
	}
	if (object == UINT32_MAX)
		return;
	if (au->owner[object] != UINT32_MAX) {
		au->out[au->owner[object]] = UINT32_MAX;
		au->queue[au->n++] = au->owner[object];
	}
	au->price[object] += best - second + STEP;
	au->owner[object] = who;
	au->out[who] = object;
}

enum dg_status
assign(struct bid *bids, size_t n, size_t bidders, size_t objects, uint32_t *out,
    struct dg_error *err)
{
	struct auction au = { .bids = bids, .out = out };
	enum dg_status st = DG_OK;

	if (n)
		qsort(bids, n, sizeof *bids, bid_order);
	au.first = calloc(bidders + 1, sizeof *au.first);
	au.price = calloc(objects + 1, sizeof *au.price);
	au.owner = malloc((objects + 1) * sizeof *au.owner);
	au.queue = malloc((bidders + 1) * sizeof *au.queue);
	if (!au.first || !au.price || !au.owner || !au.queue) {
		st = dg_fail_nomem(err);
	} else {
		memset(au.owner, 0xFF, (objects + 1) * sizeof *au.owner);
		memset(out, 0xFF, bidders * sizeof *out);
		for (size_t i = 0; i < n; i++)
			au.first[bids[i].bidder + 1]++;
		for (size_t i = 0; i < bidders; i++)
			au.first[i + 1] += au.first[i];
		for (size_t i = bidders; i > 0; i--)
			au.queue[au.n++] = (uint32_t)i - 1;
		while (au.n)
			bid(&au, au.queue[--au.n]);
	}
	free(au.first);
	free(au.price);
	free(au.owner);
	free(au.queue);
	return st;
}
