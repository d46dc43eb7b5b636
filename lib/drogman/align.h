/* drogman/align.h -- which segments translate which */
#ifndef DROGMAN_ALIGN_H
#define DROGMAN_ALIGN_H

#include "drogman/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { DG_TEXTS_MAX = 3 };	/* that can be aligned at once */

/* The segments of a text in order; `opens` tells the first of each paragraph.
 * Views into `text` live until the next add. */
struct dg_segments {
	struct dg_bytes *at;
	bool *opens;
	size_t n;
	struct dg_buf text;	/* the rest is dg_segments_add's own */
	size_t *start, cap;
};
DG_API struct dg_segments *dg_segments_new(void);	/* NULL: out of memory */
DG_API enum dg_status dg_segments_add(struct dg_segments *s, struct dg_bytes text, bool opens,
    struct dg_error *err);
/* A .seg stream: one segment a line, an empty line ends a paragraph. */
DG_API enum dg_status dg_segments_read(struct dg_segments **ret, struct dg_in *in,
    struct dg_error *err);
/* Append segments from … to - 1 as the one text that a bitext holds: joined by a blank,
 * in a language written without blanks by nothing; tabs become blanks. */
DG_API void dg_segments_join(const struct dg_segments *s, const char *lang, uint32_t from,
    uint32_t to, struct dg_buf *out);
DG_API void dg_segments_free(struct dg_segments *s);

/* A bead: on each side the segments from ≤ id < to, perhaps none.  `score` is the
 * probability, 0 to 1, that the bead is right; `evidence` the log-likelihood ratio
 * of its words, a token (0 where a side is empty). */
struct dg_bead {
	uint32_t from[DG_TEXTS_MAX], to[DG_TEXTS_MAX];
	double score, evidence;
};

struct dg_alignment {
	struct dg_bead *beads;
	size_t n, cap, sides;
	double mean;		/* of the scores */
	double evidence[DG_TEXTS_MAX];	/* of each side with the one it goes best with, a token */
	struct dg_bead *moves;	/* runs of segments found elsewhere, each as one large bead */
	size_t moved, cap_moves;
	size_t widened;		/* how often the band of the search was found too narrow, and widened */
	bool strange[DG_TEXTS_MAX];	/* a text is not in the script of its language */
	bool unrelated;		/* a text does not look like a translation of any other */
};

/* Kinds of evidence that can be left out, to see what each is worth. */
enum dg_signal {
	DG_SIGNAL_LEXICON = 1, DG_SIGNAL_LENGTH = 2, DG_SIGNAL_MARKS = 4, DG_SIGNAL_NUMBERS = 8,
	DG_SIGNAL_NAMES = 16, DG_SIGNAL_COGNATES = 32, DG_SIGNAL_PARAGRAPHS = 64
};

/* Beads given as ids from 0, as their files have them: "[3, 4]:[3]", three-way
 * "[8]:[8]:[8, 9]". */
struct dg_bead_side { size_t at, n; };	/* ids[at] … ids[at + n - 1], rising */
struct dg_beads {
	size_t n, sides;
	struct dg_bead_side *side;	/* n × sides */
	uint32_t *ids;
	uint64_t *line;			/* n: where each was read */
	size_t cap, n_ids, cap_ids;
};

/* What dg_align has found out about the words it met with this lexicon, which must live as long
 * (NULL: none), kept for the next call: a short text is then read in half the time.  Beads and
 * scores are the same with one and without.  One thread's at a time.  NULL: out of memory. */
struct dg_align_cache;
DG_API struct dg_align_cache *dg_align_cache_new(const struct dg_lexicon *lexicon);
DG_API void dg_align_cache_free(struct dg_align_cache *cache);

struct dg_align_options {
	const struct dg_lexicon *lexicon;	/* NULL: none */
	size_t max_bead;	/* most segments on one side, 1 to 6; 0: the default, 6 */
	bool moved;		/* look for paragraphs that stand elsewhere in one text */
	unsigned without;	/* enum dg_signal, or-ed */
	/* Segments that must stand in one bead, a line an anchor. */
	const struct dg_beads *anchors;
	/* Of three texts: beads of the first two that must come out as they are; segments
	 * that none of them holds stand alone.  Not together with anchors. */
	const struct dg_beads *fixed;
	/* Told, at the end, of texts s < t which segments i of s and j of t stand in one bead with
	 * what probability, from 0.001 up, by rising s, t, i, j; the beads that come out are one
	 * of the ways to join them.  Not calibrated, as scores are.  Not with fixed beads. */
	void (*posterior)(void *ctx, size_t s, size_t t, size_t i, size_t j, double p);
	void *posterior_ctx;
	struct dg_align_cache *cache;	/* of the same lexicon; NULL: none is kept */
};

/* Align two or three texts whose languages are `langs`; three at once, so that the
 * beads of the pairs agree.  Every segment comes out in exactly one bead, beads in
 * order on every side (of the first alone where something has moved).  Anchors and fixed
 * beads that hold ids which a text does not have, that cross each other (anchors) or
 * that no bead can hold are DG_EINPUT, with the line of their file.  Lexical evidence:
 * IBM Model 1 against the unigram (Brown et al. 1993, Moore 2002), in which a number seldom has
 * no fellow; length: a normal density (Gale and Church 1993); the marks and quotations with which the
 * sides end; of three texts the sum of the pairs, one of which may have two beads in one; search: dynamic
 * programming over all bead shapes in a band found from coarse to fine, posteriors by
 * forward–backward.  Beads that are sure teach words and shapes of beads, and texts of 100 to
 * 4,000 beads are aligned again by them (Moore 2002,
 * on one text).  Time and memory grow with the sum of the lengths. */
DG_API enum dg_status dg_align(struct dg_alignment **ret,
    const struct dg_segments *const texts[], const char *const langs[], size_t sides,
    const struct dg_align_options *opt, struct dg_error *err);
DG_API void dg_alignment_free(struct dg_alignment *al);

/* What the words of two short texts say of each other, for which no beads are sought: of every
 * token of a side, in the order of the text, the natural logarithm of how much likelier it is
 * beside the other text than anywhere.  Words, expressions, numbers, names and marks are tokens;
 * what the other side has nothing of says a little less than 0.  `known`: how much of a side the lexicon
 * knows, 0 to 1.  Start from {0}; room is kept from call to call. */
struct dg_cover { float *says[2]; size_t n[2], cap[2]; double known[2]; };
DG_API enum dg_status dg_cover(struct dg_cover *ret, const struct dg_bytes texts[2],
    const char *const langs[2], const struct dg_lexicon *lexicon, struct dg_align_cache *cache,
    struct dg_error *err);
DG_API void dg_cover_free(struct dg_cover *c);

/* What the beads of a collection of documents teach, to align it again: a lexicon of all that
 * `known` has (NULL: nothing), of what the beads translate by what (section "learnt"), and of
 * the length of texts and the shape of beads.  `langs` is borrowed.  Beads of score
 * DG_LESSON_SCORE and more are what it is for; a wrong one teaches what is wrong.  The same beads
 * in the same order give the same bytes for any number of threads. */
struct dg_lessons;
#define DG_LESSON_SCORE 0.8
DG_API enum dg_status dg_lessons_new(struct dg_lessons **ret, const char *const langs[],
    size_t sides, const struct dg_lexicon *known, struct dg_error *err);
/* A bead: the text of each side, perhaps none, and of how many segments it is. */
DG_API enum dg_status dg_lessons_add(struct dg_lessons *l, const struct dg_bytes texts[],
    const size_t segments[], struct dg_error *err);
/* Learn of one pair of languages, for which memory is held; DG_OK: add the same beads again, for
 * the next pair; DG_END: that was the last. */
DG_API enum dg_status dg_lessons_next(struct dg_lessons *l, size_t threads, struct dg_error *err);
/* Behind the last pair: write the lexicon. */
DG_API enum dg_status dg_lessons_save(struct dg_lessons *l, struct dg_out *to, struct dg_error *err);
DG_API void dg_lessons_free(struct dg_lessons *l);

#ifdef __cplusplus
}
#endif

#endif
