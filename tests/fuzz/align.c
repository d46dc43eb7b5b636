/* align.c -- whatever two or three texts hold: every segment in exactly one bead, the
 * order kept, scores between 0 and 1; and what earlier texts left in the cache changes none. */
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(const struct dg_alignment *al, struct dg_segments *const text[])
{
	uint32_t at[DG_TEXTS_MAX] = { 0 };

	for (size_t k = 0; k < al->n; k++) {
		const struct dg_bead *b = &al->beads[k];

		if (!(b->score >= 0 && b->score <= 1))
			abort();
		for (size_t s = 0; s < al->sides; s++) {
			if (b->from[s] != at[s] || b->to[s] < b->from[s])
				abort();
			at[s] = b->to[s];
		}
	}
	for (size_t s = 0; s < al->sides; s++)
		if (at[s] != text[s]->n)
			abort();
}

static void
same(const struct dg_alignment *a, const struct dg_alignment *b)
{
	if (a->n != b->n || a->unrelated != b->unrelated)
		abort();
	for (size_t k = 0; k < a->n; k++)
		if (memcmp(&a->beads[k], &b->beads[k], sizeof *a->beads) != 0)
			abort();
}

/* The first byte chooses sides and bead size; \1 parts the texts, \n segments. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const langs[] = { "fr", "zh", "en" };
	static struct dg_lexicon *lex;
	static struct dg_align_cache *cache;
	struct dg_segments *text[DG_TEXTS_MAX];
	struct dg_align_options opt = { 0 };
	struct dg_alignment *al, *again;
	struct dg_error err;
	size_t sides, s = 0, start = 1;

	if (n < 1 || n > 4096 || (!lex && (dg_lexicon_open(&lex, NULL, &err) != DG_OK ||
	    !(cache = dg_align_cache_new(lex)))))
		return 0;
	sides = 2 + (data[0] & 1u);
	opt.max_bead = 1 + (data[0] >> 1) % 6u;
	opt.lexicon = data[0] & 0x40 ? NULL : lex;
	for (size_t k = 0; k < DG_TEXTS_MAX; k++)
		if (!(text[k] = dg_segments_new()))
			abort();
	for (size_t i = 1; i <= n; i++) {
		if (i < n && data[i] != '\n' && data[i] != 1)
			continue;
		if (s < sides && i > start && dg_segments_add(text[s], (struct dg_bytes){
		    (const char *)data + start, i - start }, (data[start] & 7) == 0, &err) != DG_OK)
			abort();
		if (i < n && data[i] == 1)
			s++;
		start = i + 1;
	}
	if (dg_align(&al, (const struct dg_segments *const *)text, langs, sides, &opt, &err) == DG_OK) {
		check(al, text);
		opt.cache = opt.lexicon ? cache : NULL;
		if (dg_align(&again, (const struct dg_segments *const *)text, langs, sides, &opt,
		    &err) != DG_OK)
			abort();
		same(al, again);
		dg_alignment_free(again);
	} else if (err.status != DG_ELIMIT) {
		abort();
	}
	dg_alignment_free(al);
	for (size_t k = 0; k < DG_TEXTS_MAX; k++)
		dg_segments_free(text[k]);
	return 0;
}
