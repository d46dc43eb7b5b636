/* statement.h -- what the files of this room share. */
#ifndef DG_STATEMENT_H
#define DG_STATEMENT_H

#include "drogman/statement.h"
#include "drogman/segment.h"
#include "drogman/typography.h"
#include "base/base.h"

/* The segmenter of `lang`, and the typography of `lang` (its hygiene alone, or the
 * whole norm with `space`): made at the first call, the kit's afterwards.  A
 * language without a norm of its own gets the hygiene of English. */
enum dg_status kit_segmenter(struct dg_kit *kit, const char *lang, struct dg_segmenter **ret,
    struct dg_error *err);
enum dg_status kit_typography(struct dg_kit *kit, const char *lang, bool hygiene,
    const char *space, struct dg_typography **ret, struct dg_error *err);
/* What the aligner has found out about words; NULL: out of memory. */
struct dg_align_cache *kit_words(struct dg_kit *kit, const struct dg_lexicon *lexicon);

#endif
