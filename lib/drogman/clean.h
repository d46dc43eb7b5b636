/* drogman/clean.h -- rows that one can trust */
#ifndef DROGMAN_CLEAN_H
#define DROGMAN_CLEAN_H

#include "drogman/bitext.h"
#include "drogman/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

enum dg_mode { DG_OFF, DG_DROP, DG_REPORT };

/* A rule by its number, from 0; false behind the last.  `unit` says what the limit
 * counts, NULL where the rule has none. */
struct dg_rule { const char *name, *about, *unit; enum dg_mode mode; double limit; };
DG_API bool dg_cleaner_rule(size_t i, struct dg_rule *ret);

/* Judges rows of two or three texts in `langs`.  The lexicon is borrowed; without one
 * (NULL) the rules that look at words are silent. */
struct dg_cleaner;
DG_API enum dg_status dg_cleaner_new(struct dg_cleaner **ret, const char *const langs[],
    size_t sides, const struct dg_lexicon *lexicon, struct dg_error *err);
/* Set a rule: `value` is "on" (drop), "off", "report", or a number that becomes its
 * limit.  A name that is no rule, or another value, is DG_EUSAGE. */
DG_API enum dg_status dg_cleaner_set(struct dg_cleaner *c, struct dg_bytes name,
    struct dg_bytes value, struct dg_error *err);
/* Set them from a file: a line "name = value" each, # begins a comment.  What cannot be set
 * is DG_EINPUT with its line. */
DG_API enum dg_status dg_cleaner_read(struct dg_cleaner *c, struct dg_in *in,
    struct dg_error *err);

/* Rules that only report are not asked when nobody wants to hear them (default: they are). */
DG_API void dg_cleaner_reports(struct dg_cleaner *c, bool wanted);

struct dg_verdict {
	const char *rule;
	enum dg_mode mode;	/* DG_DROP or DG_REPORT */
	double value;		/* what the rule measured */
	size_t side;		/* the text it speaks of, the first of two */
};
/* What the rules say of a row: reports, and at last, where there is one, the first rule
 * that drops it.  `texts` are UTF-8, one a language, an empty one is not there; `score` is
 * the bead's, below 0: unknown.  Room for dg_cleaner_rule's number of verdicts is enough. */
DG_API enum dg_status dg_cleaner_judge(struct dg_cleaner *c, const struct dg_bytes texts[],
    double score, struct dg_verdict *verdicts, size_t *n, struct dg_error *err);
/* The measures that the rules `words`, `truncated` and `glued` weigh for texts `a` < `b`, *n of
 * them; they live until the next call.  False: no lexicon, or too little text; or out of memory, which the
 * next dg_cleaner_judge tells. */
DG_API bool dg_cleaner_measures(struct dg_cleaner *c, const struct dg_bytes texts[], size_t a,
    size_t b, const double **x, size_t *n);
/* What makes two texts one: their bytes, or (`near`) their letters and digits without case,
 * accents, quotes, blanks and marks.  64 bits. */
DG_API uint64_t dg_cleaner_key(struct dg_cleaner *c, struct dg_bytes text, bool near);
/* The near key of text `side` of the row judged last, which has been folded already. */
DG_API uint64_t dg_cleaner_judged_key(struct dg_cleaner *c, size_t side);
DG_API void dg_cleaner_free(struct dg_cleaner *c);

/* Of rows that say the same, the best: put every row under its key, then ask which row
 * has it (the highest score, the first among equals).  Keys are dg_cleaner_key's; what fails is
 * memory alone.  32 to 64 bytes a key. */
struct dg_twins;
DG_API enum dg_status dg_twins_new(struct dg_twins **ret, struct dg_error *err);
DG_API enum dg_status dg_twins_put(struct dg_twins *t, uint64_t key, double score, uint32_t row,
    struct dg_error *err);
/* False: nothing was put under that key. */
DG_API bool dg_twins_best(const struct dg_twins *t, uint64_t key, uint32_t *row);
DG_API void dg_twins_free(struct dg_twins *t);

#ifdef __cplusplus
}
#endif

#endif
