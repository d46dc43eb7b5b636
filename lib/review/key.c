/* key.c -- what tells one bitext from another: a hash (XXH3) of its header and cells. */
#include <inttypes.h>
#include <stdio.h>

#include <xxhash.h>

#include "review/review.h"

struct review_key *
review_key_new(void)
{
	XXH3_state_t *state = XXH3_createState();

	if (state)
		XXH3_64bits_reset(state);
	return (struct review_key *)state;
}

/* As the file has it: a line end of CR LF, a byte-order mark, gzip make no other content. */
void
review_key_row(struct review_key *k, const struct dg_bytes *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (cells[i].n)
			XXH3_64bits_update((XXH3_state_t *)k, cells[i].p, cells[i].n);
		XXH3_64bits_update((XXH3_state_t *)k, i + 1 < n ? "\t" : "\n", 1);
	}
}

void
review_key_text(struct review_key *k, char text[KEY_SIZE])
{
	snprintf(text, KEY_SIZE, "%016" PRIx64, (uint64_t)XXH3_64bits_digest((XXH3_state_t *)k));
}

void
review_key_free(struct review_key *k)
{
	XXH3_freeState((XXH3_state_t *)k);
}
