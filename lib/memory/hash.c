/* hash.c -- hashes of texts. */
#define XXH_INLINE_ALL	/* texts are short: a call would cost as much */
#include <xxhash.h>

#include "memory/set.h"

uint64_t
memory_hash(uint64_t seed, struct dg_bytes s)
{
	return XXH3_64bits_withSeed(s.n ? s.p : "", s.n, seed);
}
