/* cells.c -- the pairs of words that are worth a probability of their own.
 *
 * What stands together fewer than min_count times can never count for more, so such pairs
 * get no cell: a sketch of counters finds them first. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/learn.h"

enum { SKETCH = 1 << 26 };

static uint64_t
mix(uint32_t a, uint32_t b)
{
	uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;

	return h ^ h >> 29;
}

static uint8_t *
counter(uint8_t *sketch, uint32_t a, uint32_t b)
{
	return &sketch[mix(a, b) >> 32 & (SKETCH - 1)];
}

/* The slot of a pair, or where it would go. */
static uint32_t *
slot_of(const struct cells *c, uint32_t a, uint32_t b)
{
	size_t at = mix(a, b) & (c->slots - 1);

	while (c->slot[at] && (c->word[c->slot[at]][0] != a || c->word[c->slot[at]][1] != b))
		at = (at + 1) & (c->slots - 1);
	return &c->slot[at];
}

static bool
grow(struct cells *c)
{
	uint32_t *old = c->slot;

	if (!dg_grow(&c->word, &c->cap, c->n + 2, sizeof *c->word))
		return false;
	if (c->slots > 2 * (c->n + 1))
		return true;
	if (!(c->slot = calloc(c->slots ? 2 * c->slots : 1 << 16, sizeof *c->slot))) {
		c->slot = old;
		return false;
	}
	c->slots = c->slots ? 2 * c->slots : 1 << 16;
	free(old);
	for (uint32_t i = 1; i < c->n; i++)
		*slot_of(c, c->word[i][0], c->word[i][1]) = i;
	return true;
}

/* The number of a pair's cell, made where it is the first time. */
static bool
take(struct cells *c, uint32_t a, uint32_t b, uint32_t *ret)
{
	uint32_t *slot;

	if (!grow(c) || c->n == UINT32_MAX)
		return false;
	slot = slot_of(c, a, b);
	if (*slot == 0) {
		c->word[c->n][0] = a;
		c->word[c->n][1] = b;
		*slot = (uint32_t)c->n++;
	}
	*ret = *slot;
	return true;
}

/* Cells of sentences are kept from pass to pass while there is room; those of further ones are looked
 * up each time. */
static bool
take_sentence(struct dg_learner *l, struct sentence *s, uint8_t *sketch, unsigned least,
    size_t kept)
{
	struct cells *c = &l->cells;
	size_t area = (size_t)(s->n[0] + 1) * (s->n[1] + 1);
	bool keep = c->n_kept + area <= kept / sizeof *c->kept;

	if (keep && !dg_grow(&c->kept, &c->cap_kept, c->n_kept + area, sizeof *c->kept))
		return false;
	s->cells = keep ? c->n_kept : SIZE_MAX;
	for (uint32_t x = 0; x <= s->n[0]; x++)
		for (uint32_t y = 0; y <= s->n[1]; y++) {
			uint32_t a = learn_word(l, s, 0, x), b = learn_word(l, s, 1, y), id = 0;

			if ((x | y) && *counter(sketch, a, b) >= least && !take(c, a, b, &id))
				return false;
			if (keep)
				c->kept[c->n_kept++] = id;
		}
	return true;
}

static void
count_sentence(const struct dg_learner *l, const struct sentence *s, uint8_t *sketch)
{
	for (uint32_t x = 0; x <= s->n[0]; x++)
		for (uint32_t y = 0; y <= s->n[1]; y++) {
			uint8_t *n = counter(sketch, learn_word(l, s, 0, x), learn_word(l, s, 1, y));

			*n = (uint8_t)(*n + (*n < 255));
		}
}

bool
learn_cells(struct dg_learner *l, unsigned least, size_t kept)
{
	struct cells *c = &l->cells;
	uint8_t *sketch = calloc(SKETCH, 1);
	bool good = sketch != NULL && grow(c);

	c->n = 1;
	for (size_t i = 0; i < l->n && good; i++)
		count_sentence(l, &l->sentence[i], sketch);
	for (size_t i = 0; i < l->n && good; i++)
		good = take_sentence(l, &l->sentence[i], sketch, least, kept);
	free(sketch);
	for (int d = 0; d < 2 && good; d++) {
		c->p[d] = calloc(c->n, sizeof *c->p[d]);
		c->count[d] = calloc(c->n, sizeof *c->count[d]);
		good = c->p[d] && c->count[d];
	}
	return good;
}

const uint32_t *
learn_cells_of(const struct dg_learner *l, const struct sentence *s, uint32_t *room)
{
	uint32_t *to = room;

	if (s->cells != SIZE_MAX)
		return l->cells.kept + s->cells;
	for (uint32_t x = 0; x <= s->n[0]; x++)
		for (uint32_t y = 0; y <= s->n[1]; y++)
			*to++ = *slot_of(&l->cells, learn_word(l, s, 0, x), learn_word(l, s, 1, y));
	return room;
}

void
learn_cells_free(struct cells *c)
{
	free(c->word);
	free(c->slot);
	free(c->kept);
	for (int d = 0; d < 2; d++) {
		free(c->p[d]);
		free(c->count[d]);
	}
}
