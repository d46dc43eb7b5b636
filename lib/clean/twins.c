/* twins.c -- which of the rows that say the same is the best.
 *
 * An open table of 64-bit keys; of rows with one key the highest score wins, the first row
 * among equals.  A collision of two keys in 10^8 rows has a chance of 3 in 10,000.
 */
#include <stdlib.h>

#include "drogman/clean.h"
#include "base/base.h"

struct twin { uint64_t key; uint32_t row; float score; };

struct dg_twins {
	struct twin *at;
	size_t n, cap;		/* cap: a power of two; key 0: free */
};

enum dg_status
dg_twins_new(struct dg_twins **ret, struct dg_error *err)
{
	*ret = calloc(1, sizeof **ret);
	return *ret ? DG_OK : dg_fail_nomem(err);
}

void
dg_twins_free(struct dg_twins *t)
{
	if (t)
		free(t->at);
	free(t);
}

static struct twin *
find(struct twin *at, size_t cap, uint64_t key)
{
	size_t i = (size_t)(key >> 7) & (cap - 1);

	while (at[i].key && at[i].key != key)
		i = (i + 1) & (cap - 1);
	return &at[i];
}

static bool
widen(struct dg_twins *t)
{
	size_t cap = t->cap ? 2 * t->cap : 1024;
	struct twin *at = calloc(cap, sizeof *at);

	if (!at)
		return false;
	for (size_t i = 0; i < t->cap; i++)
		if (t->at[i].key)
			*find(at, cap, t->at[i].key) = t->at[i];
	free(t->at);
	t->at = at;
	t->cap = cap;
	return true;
}

enum dg_status
dg_twins_put(struct dg_twins *t, uint64_t key, double score, uint32_t row, struct dg_error *err)
{
	struct twin *w;

	key += key == 0;
	if (2 * (t->n + 1) > t->cap && !widen(t))
		return dg_fail_nomem(err);
	w = find(t->at, t->cap, key);
	if (!w->key)
		t->n++;
	if (!w->key || (float)score > w->score)
		*w = (struct twin){ key, row, (float)score };
	return DG_OK;
}

bool
dg_twins_best(const struct dg_twins *t, uint64_t key, uint32_t *row)
{
	const struct twin *w;

	key += key == 0;
	if (t->cap == 0)
		return false;
	w = find(t->at, t->cap, key);
	*row = w->row;
	return w->key != 0;
}
