/* set.h -- hashes, and a set of them that remembers a value for each. */
#ifndef DG_SET_H
#define DG_SET_H

#include "drogman/memory.h"
#include "base/base.h"

/* XXH3 (libxxhash), whose values stay the same from release to release. */
uint64_t memory_hash(uint64_t seed, struct dg_bytes s);

/* Starts from {0}.  Beyond some ten thousand hashes they stand in files without a name,
 * and ten bits of each in memory; in memory alone where no file can be had. */
struct memory_set {
	struct memory_slot *slots;
	struct memory_run *runs;
	size_t n, runs_n, runs_cap;
	int bits;
};
/* The value's place until the next call, 0 at first sight; NULL when memory is out. */
uint64_t *memory_set_at(struct memory_set *set, uint64_t hash);
/* The value, 0 where there is none, and nothing is remembered; false on failure. */
bool memory_set_get(const struct memory_set *set, uint64_t hash, uint64_t *value);
/* A hash that memory_set_get has just said is not there. */
bool memory_set_add(struct memory_set *set, uint64_t hash, uint64_t value);
void memory_set_free(struct memory_set *set);

#endif
