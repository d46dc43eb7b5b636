/* drogman/statement.h -- the whole way in one call */
#ifndef DROGMAN_STATEMENT_H
#define DROGMAN_STATEMENT_H

#include "drogman/text.h"
#include "drogman/align.h"
#include "drogman/bitext.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a statement comes from: the bytes of a page and, where the caller knows them,
 * the language (NULL: told by looking), the charset (e.g. of an HTTP header; NULL: likewise)
 * and the address, for pages that do not say their own. */
struct dg_source {
	const char *name;
	struct dg_bytes raw;
	const char *lang, *charset, *url;
};

/* Rules that statements share, compiled once a language, at its first statement, and what
 * is known of words: the lexicon of the statements must live as long.  Belongs to one thread
 * at a time. */
struct dg_kit;
DG_API enum dg_status dg_kit_new(struct dg_kit **ret, struct dg_error *err);
DG_API void dg_kit_free(struct dg_kit *kit);

struct dg_statement_options {
	const struct dg_lexicon *lexicon;
	struct dg_kit *kit;	/* NULL: one for this statement alone */
	bool keep;		/* neither hygiene nor typography */
	const char *space;	/* of struct dg_typography_options */
	size_t max_bead;	/* of struct dg_align_options */
	const char *document;	/* its name; NULL: the first source's */
};

struct dg_statement_side {
	char lang[32];
	struct dg_page *page;
	const char *url;	/* the page's, or the source's; NULL */
	struct dg_segments *segments;
	uint32_t *paragraph;	/* of each segment, from 0 */
};

struct dg_statement {
	size_t sides;
	struct dg_statement_side side[DG_TEXTS_MAX];
	struct dg_alignment *alignment;
	struct dg_bitext_head head;	/* columns of its bitext */
	struct dg_buf store;		/* what the columns' names lie in */
	const char *document;
};

/* The whole way of one statement: pages to paragraphs, segments, typography (the
 * locale's norm for the first source, hygiene alone for its originals), beads.  Two
 * or three sources of different languages.  When a page is at fault, *at is its
 * index and *err says what is wrong; sources are borrowed until dg_statement_free. */
DG_API enum dg_status dg_statement_make(struct dg_statement **ret,
    const struct dg_source sources[], size_t n, const struct dg_statement_options *opt,
    size_t *at, struct dg_error *err);
/* The cells of bead `k`, as many as head.n; they live in `row`, which starts from
 * {0} and is the caller's to free. */
struct dg_row { struct dg_buf text; struct dg_bytes *cells; size_t cap; };
DG_API enum dg_status dg_statement_row(const struct dg_statement *st, size_t k,
    struct dg_row *row, struct dg_error *err);
DG_API void dg_row_free(struct dg_row *row);
DG_API void dg_statement_free(struct dg_statement *st);

#ifdef __cplusplus
}
#endif

#endif
