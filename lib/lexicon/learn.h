/* learn.h -- learning translations: what its parts share. */
#ifndef DG_LEXICON_LEARN_H
#define DG_LEXICON_LEARN_H

#include <stdatomic.h>

#include "lexicon/build.h"

enum { TOKENS_MAX = 100 };		/* of a sentence; what is behind is left out */

/* One count is this many units. */
#define UNIT 16777216.0

/* Tokens: one side, then the other; its cells, where they are kept. */
struct sentence { size_t at, cells; uint32_t n[2]; };

/* Two strings that stand together often enough, numbered as they come: what one sentence
 * needs lies close together.  Cell 0 stands for all other pairs. */
struct cells {
	uint32_t (*word)[2];
	float *p[2];			/* [0]: P(1st | 2nd), [1]: P(2nd | 1st) */
	_Atomic uint64_t *count[2];
	size_t n, cap;
	uint32_t *slot;			/* cell of a pair, open addressing; 0 is an empty one */
	size_t slots;
	uint32_t *kept;			/* of the sentences, row by row of the first side */
	size_t n_kept, cap_kept;
};

struct dg_learner {
	struct dg_lexicon_builder *b;
	size_t lang[2];
	struct sentence *sentence;
	size_t n, cap;
	uint32_t *token;		/* string id + 1; 0 is nothing */
	size_t tokens, cap_tokens;
	struct cells cells;
	_Atomic uint64_t *total[2];	/* of each word: what it was given as a source */
};

/* Token k of a side, nothing for k = 0. */
static inline uint32_t
learn_word(const struct dg_learner *l, const struct sentence *s, int side, uint32_t k)
{
	return k == 0 ? 0 : l->token[s->at + (side ? s->n[0] : 0) + k - 1];
}

/* Cells for all pairs that stand together `least` times, those of sentences kept in `kept` bytes;
 * false when memory is out. */
bool learn_cells(struct dg_learner *l, unsigned least, size_t kept);
/* The cells of a sentence, (n₀ + 1) × (n₁ + 1): kept ones, or looked up into `room`. */
const uint32_t *learn_cells_of(const struct dg_learner *l, const struct sentence *s, uint32_t *room);
void learn_cells_free(struct cells *c);

/* EM over the sentences from even probabilities; false when memory is out. */
bool learn_em(struct dg_learner *l, size_t iterations, size_t threads);

#endif
