/* hash.c -- hashes of texts, and a table of them. */
#include <stdlib.h>

#include "memory/memory.h"

struct memory_slot { uint64_t hash, value; };

/* FNV-1a, 64 bits, and the finalizer of MurmurHash3 (both public domain), so
 * that the low bits can index a table.  The length goes in, so that neither
 * ("ab", "c") nor ("a", "bc") is the other. */
uint64_t
memory_hash(uint64_t seed, struct dg_bytes s)
{
	uint64_t h = seed ^ 0xCBF29CE484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001B3u;
	h ^= s.n;
	h = (h ^ h >> 33) * 0xFF51AFD7ED558CCDu;
	h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53u;
	return h ^ h >> 33;
}

static struct memory_slot *
find(struct memory_slot *slots, size_t cap, uint64_t hash)
{
	size_t i = (size_t)hash & (cap - 1);

	while (slots[i].hash && slots[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static bool
widen(struct memory_set *set)
{
	size_t cap = set->cap ? set->cap * 2 : 256;
	struct memory_slot *slots = calloc(cap, sizeof *slots);

	if (!slots)
		return false;
	for (size_t i = 0; i < set->cap; i++)
		if (set->slots[i].hash)
			*find(slots, cap, set->slots[i].hash) = set->slots[i];
	free(set->slots);
	set->slots = slots;
	set->cap = cap;
	return true;
}

uint64_t *
memory_set_at(struct memory_set *set, uint64_t hash)
{
	struct memory_slot *slot;

	hash += hash == 0;	/* 0 marks a free slot */
	if (set->n >= set->cap / 4 * 3 && !widen(set))
		return NULL;
	slot = find(set->slots, set->cap, hash);
	if (!slot->hash) {
		slot->hash = hash;
		set->n++;
	}
	return &slot->value;
}

void
memory_set_free(struct memory_set *set)
{
	free(set->slots);
	*set = (struct memory_set){ 0 };
}
