/* wordset.c -- small sets of short words, asked very often.
 *
 * A word of up to twelve letters a-z is one number, five bits a letter: comparing words is
 * comparing numbers, and no word is two.
 */
#include <stdlib.h>

#include "base/base.h"

uint64_t
dg_word_pack(const char *word, size_t n)
{
	uint64_t key = 0;

	if (n > 12)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (word[i] < 'a' || word[i] > 'z')
			return 0;
		key = key << 5 | (uint64_t)(word[i] - 'a' + 1);
	}
	return key;
}

static bool
widen(struct dg_wordset *set)
{
	struct dg_wordset wide = { .cap = set->cap ? 2 * set->cap : 256, .n = set->n };

	if (!(wide.at = calloc(wide.cap, sizeof *wide.at)))
		return false;
	for (size_t i = 0; i < set->cap; i++)
		if (set->at[i].key)
			wide.at[dg_wordset_slot(&wide, set->at[i].key)] = set->at[i];
	free(set->at);
	*set = wide;
	return true;
}

bool
dg_wordset_put(struct dg_wordset *set, uint64_t key, uint32_t bits)
{
	size_t i;

	if (key == 0)
		return true;
	if (4 * (set->n + 1) > set->cap && !widen(set))
		return false;
	i = dg_wordset_slot(set, key);
	set->n += set->at[i].key == 0;
	set->at[i].key = key;
	set->at[i].bits |= bits;
	return true;
}

void
dg_wordset_free(struct dg_wordset *set)
{
	free(set->at);
	*set = (struct dg_wordset){ NULL, 0, 0 };
}
