/* drogman/segment.h -- paragraphs to segments */
#ifndef DROGMAN_SEGMENT_H
#define DROGMAN_SEGMENT_H

#include "drogman/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rules are SRX 2.0 (https://www.gala-global.org/srx-20-april-7-2008): of the
 * rules that match at a place the first one says whether it is a boundary; where
 * none matches there is none.  Expressions are ICU's; a rule sees at most 1000
 * characters to each side.  Reading an SRX file loads no DTD and no entity. */
struct dg_span { size_t start, end; };		/* bytes of the paragraph */
struct dg_spans { struct dg_span *at; size_t n, cap; };	/* start from {0} */
DG_API void dg_spans_free(struct dg_spans *spans);

struct dg_segmenter;
/* The rules that come with the library, for `lang`; a language that has none of its own
 * gets those that hold everywhere and, where they say nothing, the sentences of UAX #29,
 * by ICU. */
DG_API enum dg_status dg_segmenter_new(struct dg_segmenter **ret, const char *lang,
    struct dg_error *err);
/* Anybody's SRX file, which is not kept.  DG_EINPUT with its line where it is no
 * SRX, an expression is none, or no language map takes `lang`. */
DG_API enum dg_status dg_segmenter_srx(struct dg_segmenter **ret, struct dg_bytes srx,
    const char *lang, struct dg_error *err);
/* Either, and the user's own abbreviations, which come first: one a line, with or without
 * its full stop, behind which there is no cut; # begins a comment, #NUMERIC_ONLY# behind
 * a word (as Moses has it) says: only before a number. */
struct dg_segmenter_options {
	struct dg_bytes srx;		/* .p NULL: the library's */
	struct dg_bytes abbreviations;	/* .p NULL: none */
	bool at_abbreviations;		/* out: that is where the error is */
};
DG_API enum dg_status dg_segmenter_open(struct dg_segmenter **ret, const char *lang,
    struct dg_segmenter_options *opt, struct dg_error *err);
/* Which rules these are: "French, Every language", or "Every language, UAX #29". */
DG_API const char *dg_segmenter_name(const struct dg_segmenter *s);
/* True where the language has no rules of its own. */
DG_API bool dg_segmenter_is_fallback(const struct dg_segmenter *s);
/* From now on `told` hears of every place where a rule spoke: the offset, whether
 * it is a cut, and which rule ("French, line 12"; "inside brackets").  The text
 * of `why` lives until told returns.  NULL: nobody listens. */
typedef void dg_segment_told(void *ctx, size_t at, bool cut, const char *why);
DG_API void dg_segmenter_trace(struct dg_segmenter *s, dg_segment_told *told, void *ctx);
/* The segments of `paragraph`, in order, in place of what `out` held.  They do not
 * overlap and are not empty; between them, before and after there are only
 * blanks (White_Space).  Any bytes will do: what is not UTF-8 is never cut into.
 * A rule of a foreign SRX file that takes too long is DG_ELIMIT. */
DG_API enum dg_status dg_segment(struct dg_segmenter *s, struct dg_bytes paragraph,
    struct dg_spans *out, struct dg_error *err);
/* The same in windows, for a paragraph that is not to be held at once: each call
 * gives the segments that are certain by now, and the next window must begin behind
 * the `done` bytes of this one and be longer than what they left.  The cuts do not
 * depend on how the text was divided, nor, but for the rules of a foreign SRX file
 * that look further, on dividing it at all.  The last window (`more` false) ends the
 * paragraph, as does an error. */
struct dg_window {
	struct dg_bytes text;
	bool more;	/* the paragraph goes on behind it */
	size_t max;	/* bytes; a longer segment is cut at its last blank before; 0: never */
	size_t done;	/* out: bytes at the front that may go */
	size_t forced;	/* out: cuts for the sake of `max` */
};
DG_API enum dg_status dg_segment_window(struct dg_segmenter *s, struct dg_window *window,
    struct dg_spans *out, struct dg_error *err);
DG_API void dg_segmenter_free(struct dg_segmenter *s);
/* What joins two lines of a text that was wrapped: "" between two Han characters (or kana,
 * or full-width marks) and behind a hyphen that ends a word's first part, else " ". */
DG_API const char *dg_line_joint(struct dg_bytes left, struct dg_bytes right);

#ifdef __cplusplus
}
#endif

#endif
