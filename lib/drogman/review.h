/* drogman/review.h -- a bitext as a page, and what came back */
#ifndef DROGMAN_REVIEW_H
#define DROGMAN_REVIEW_H

#include "drogman/bitext.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A page (HTML, one file, nothing loaded from anywhere) in which a bitext of two languages or
 * more is looked at and put right; its script is known to it by its SHA-256 alone (Content
 * Security Policy Level 3).  Rows are data of the page, as JSON (RFC 8259), and hold any
 * bytes.  Marked in them is where segments meet, and which numbers, dates and names another
 * side lacks. */
struct dg_review_options {
	const char *name;	/* of the bitext: the title, and names of what is saved */
	size_t max_rows;	/* of the page, 0: 50,000; further ones are counted */
	const struct dg_lexicon *lexicon;	/* what tells names; NULL: they are not sought */
	/* The segments that the beads number, one a side; NULL: they are told by the rules of
	 * the language, where these find as many as the bead has. */
	const struct dg_segments *const *texts;
};
struct dg_review_counts {
	uint64_t rows, shown;	/* put; in the page */
	uint64_t text;		/* bytes of them */
	bool full;		/* the page came to 256 MB: what follows is not in it */
};
struct dg_review;
/* Fewer than two languages are DG_EINPUT.  `head` and what `opt` names are borrowed
 * until dg_review_free.  Memory: the longest row. */
DG_API enum dg_status dg_review_new(struct dg_review **ret, struct dg_out *out,
    const struct dg_bitext_head *head, const struct dg_review_options *opt,
    struct dg_error *err);
DG_API enum dg_status dg_review_put(struct dg_review *r, const struct dg_bytes *cells,
    struct dg_error *err);
DG_API void dg_review_end(struct dg_review *r, struct dg_review_counts *counts);
DG_API void dg_review_free(struct dg_review *r);

/* The bitext that the page saved, `edits`, back onto the one that the page was made from.
 * First dg_review_check reads both to their ends; DG_EINPUT when `edits` does not belong
 * to `bitext` or lacks rows in a place that it changes (`at_edits`: there is the fault).  Then
 * dg_review_apply, with both sources opened anew and the same `counts`, writes: rows that
 * `edits` has in their places, the others as they are, and the column `reviewed` (approved,
 * rejected, changed, or empty).  Memory: the longest row. */
struct dg_review_applied {
	char key[17];
	bool at_edits;
	uint64_t source_rows, rows, approved, rejected, changed;
};
DG_API enum dg_status dg_review_check(struct dg_in *bitext, struct dg_in *edits,
    struct dg_review_applied *counts, struct dg_error *err);
DG_API enum dg_status dg_review_apply(struct dg_out *out, struct dg_in *bitext,
    struct dg_in *edits, struct dg_review_applied *counts, struct dg_error *err);

#ifdef __cplusplus
}
#endif

#endif
