/* drogman/bitext.h -- beads, and the TSV of beads */
#ifndef DROGMAN_BITEXT_H
#define DROGMAN_BITEXT_H

#include "drogman/align.h"

#ifdef __cplusplus
extern "C" {
#endif

/* beads as files */

/* What follows the last side of a line (":0.93") is passed over.  A segment in two
 * beads, or a line that is no bead, is DG_EINPUT with its line. */
DG_API enum dg_status dg_beads_read(struct dg_beads **ret, struct dg_in *in,
    struct dg_error *err);
DG_API void dg_beads_free(struct dg_beads *beads);
/* One bead of an alignment as text. */
DG_API void dg_bead_format(const struct dg_bead *bead, size_t sides, struct dg_buf *out);

/* Precision over the beads of the test, nulls included; recall over those beads of
 * the gold that have two sides at least; sums over documents are kept by calling
 * dg_beads_score again with the same struct, which starts from {0}. */
struct dg_tally { size_t test, test_right, gold, gold_found; };
struct dg_score { struct dg_tally strict, lax, paired, one, many, null; };
DG_API enum dg_status dg_beads_score(const struct dg_beads *gold, const struct dg_beads *test,
    struct dg_score *sum, struct dg_error *err);
/* 0 to 1; 0 where there is nothing to divide by. */
DG_API double dg_tally_precision(const struct dg_tally *t);
DG_API double dg_tally_recall(const struct dg_tally *t);
DG_API double dg_tally_f1(const struct dg_tally *t);

/* the TSV */

enum { DG_SIDES_MAX = 8 };	/* languages of one bitext */

/* The header line.  The language columns are the run after `score` (or, where
 * there is none, the first run) whose names are BCP 47 tags of a language that
 * ICU knows. */
struct dg_bitext_head {
	const struct dg_bytes *names;
	size_t n;
	int doc, bead, score;		/* column, or -1 */
	size_t first_side, sides;	/* the run of languages */
};

/* True for a well-formed BCP 47 tag whose language ICU knows ("url" is none). */
DG_API bool dg_is_language(struct dg_bytes tag);

/* True where there is no text: nothing, or white space alone. */
DG_API bool dg_is_blank(struct dg_bytes cell);

/* Rows of a bitext; the source is borrowed.  No header, a column without a name
 * or of a name that was there, fewer than one language or more than
 * DG_SIDES_MAX are DG_EINPUT.  Memory: the longest row. */
struct dg_bitext;
DG_API enum dg_status dg_bitext_new(struct dg_bitext **ret, struct dg_in *in,
    struct dg_error *err);
DG_API const struct dg_bitext_head *dg_bitext_head(const struct dg_bitext *reader);
/* DG_OK with head->n cells, which stand in one line with a tab between, DG_END after the last
 * row.  A row with another number of cells is DG_EINPUT with its line; the next call goes on behind it. */
DG_API enum dg_status dg_bitext_next(struct dg_bitext *reader, const struct dg_bytes **cells,
    struct dg_error *err);
DG_API uint64_t dg_bitext_line(const struct dg_bitext *reader);	/* of the last row given */
DG_API void dg_bitext_free(struct dg_bitext *reader);

/* Write one row.  A tab, LF, CR or CR LF inside a cell becomes one blank. */
DG_API void dg_bitext_put(struct dg_out *out, const struct dg_bytes *cells, size_t n);

#ifdef __cplusplus
}
#endif

#endif
