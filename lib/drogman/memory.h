/* drogman/memory.h -- TMX and XLIFF */
#ifndef DROGMAN_MEMORY_H
#define DROGMAN_MEMORY_H

#include "drogman/bitext.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One unit of a memory.  A side whose text is empty or blank is not there.  With `markup`
 * its text is XML, with the inline tags of TMX, as DG_INLINE_MARKUP reads it. */
struct dg_side { struct dg_bytes tag, text; bool markup; };
/* `lang`: the tag of the side that the property belongs to, empty: the unit's. */
struct dg_prop { struct dg_bytes name, value, lang; };
struct dg_unit {
	struct dg_bytes id;	/* tuid; empty: the writer makes one */
	struct dg_bytes doc, bead, score;	/* text as in the TSV, empty where unknown */
	const struct dg_side *sides;
	size_t sides_n;
	const struct dg_prop *props;		/* further columns, by name */
	size_t props_n;
};

/* What a file says of itself.  `columns` (the header line of the TSV it came
 * from) and `tags` (the tags that its language columns became), tab-separated,
 * let the same TSV be made again; both may be empty. */
struct dg_memory_head {
	struct dg_bytes source;		/* tag; in TMX also "*all*", empty: see there */
	struct dg_bytes target;		/* tag; may be empty in TMX */
	struct dg_bytes date;		/* YYYYMMDDThhmmssZ or empty */
	struct dg_bytes columns, tags;
};

/* What became of a unit. */
enum dg_fate {
	DG_FATE_WRITTEN,
	DG_FATE_ALONE,		/* fewer than two sides */
	DG_FATE_NO_SOURCE,	/* no text in the source language */
	DG_FATE_LOW,		/* below min_score, or no score */
	DG_FATE_ALTERNATIVE	/* its source stands there with another translation */
};
struct dg_put {
	enum dg_fate fate;
	char id[80];		/* of the unit, written or not */
	size_t replaced;	/* characters XML cannot hold, now U+FFFD */
	size_t alternatives;	/* TMX: sides left out of a unit, see below */
	uint64_t sides;		/* TMX: bit i: the i-th side is written */
};

/* The tag that CAT tools want for `lang`, into `out`: with a region (zh: zh-CN,
 * fr: fr-FR, zh-Hant: zh-TW, by ICU's likely subtags), letter case as in RFC
 * 5646.  What is no language is DG_EUSAGE. */
DG_API enum dg_status dg_memory_tag(struct dg_buf *out, struct dg_bytes lang,
    struct dg_error *err);

/* TMX 1.4b writer.  Any bytes give well-formed output: what XML 1.0 cannot hold
 * becomes U+FFFD.  Every tu has two or more tuvs, one a language, none empty,
 * one of them in the header's source language (unless that is "*all*").
 * A source has one translation: with a head->target, each side is a source of it,
 * and a side whose text stood before with another translation is left out;
 * without one, the head->source (or first side) keeps its first translations.  A
 * unit that so loses its source, or all but one side, is DG_FATE_ALTERNATIVE.
 * An empty head->source is found: the first side of the first unit, head->target not
 * counted, that stands in every unit; "*all*" where there is none.
 * Memory: a few megabytes and two bytes a pair of texts; more of them in files without a
 * name. */
struct dg_tmx_rules {
	double min_score;	/* 0: no limit */
	bool alternatives;	/* keep a source's second translation */
	const char *temporary;	/* of dg_out_gap; borrowed; NULL: /tmp */
};
struct dg_tmx_write;
DG_API enum dg_status dg_tmx_write_new(struct dg_tmx_write **ret, struct dg_out *out,
    const struct dg_memory_head *head, const struct dg_tmx_rules *rules, struct dg_error *err);
/* Two sides of one language are DG_EUSAGE, a tag that is none likewise. */
DG_API enum dg_status dg_tmx_write_put(struct dg_tmx_write *w, const struct dg_unit *unit,
    struct dg_put *put, struct dg_error *err);
DG_API void dg_tmx_write_end(struct dg_tmx_write *w);	/* the closing tags; commit is the caller's */
DG_API void dg_tmx_write_free(struct dg_tmx_write *w);

/* XLIFF 1.2 (plain source and target) or 2.0, 2.1, 2.2 (core, metadata module)
 * of the sides head->source and head->target.  A <file> is a run of units of one
 * document; ids are unique.  A unit without a source is left out, one without a
 * target has none.  A target whose score is `reviewed_above` or more is approved
 * (1.2) or reviewed (2.x). */
struct dg_xliff_rules {
	int version;		/* 12, 20, 21 or 22 */
	double reviewed_above;	/* > 1: none */
};
struct dg_xliff_write;
DG_API enum dg_status dg_xliff_write_new(struct dg_xliff_write **ret, struct dg_out *out,
    const struct dg_memory_head *head, const struct dg_xliff_rules *rules,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_write_put(struct dg_xliff_write *w, const struct dg_unit *unit,
    struct dg_put *put, struct dg_error *err);
DG_API void dg_xliff_write_end(struct dg_xliff_write *w);
DG_API void dg_xliff_write_free(struct dg_xliff_write *w);

/* Readers: TMX 1.1 to 1.4, XLIFF 1.2 to 2.2, any encoding that libxml2 knows.
 * No network, no DTD, no entity but the five of XML: to declare one, or to refer
 * to another, is DG_EINPUT.  Elements nested too deep or a unit too large are DG_ELIMIT.  An
 * error names line and unit.  Memory: the longest unit. */
struct dg_finding {
	uint64_t line;
	struct dg_bytes unit;	/* tuid or id, empty outside units */
	const char *text;
};
enum dg_inline {
	DG_INLINE_TEXT,		/* codes (bpt, ph, …) give their content as text */
	DG_INLINE_DROP,		/* codes are left out */
	DG_INLINE_KEEP,		/* inline tags stand in the text as they are */
	DG_INLINE_MARKUP	/* TMX: a text with inline tags is XML and says so, for the writer
				 * of TMX; XLIFF: as DG_INLINE_TEXT */
};
struct dg_memory_events {
	/* Once, before the first unit; may be NULL.  Anything but DG_OK ends the
	 * reading, DG_END without being an error. */
	enum dg_status (*head)(void *ctx, const struct dg_memory_head *head,
	    struct dg_error *err);
	enum dg_status (*unit)(void *ctx, const struct dg_unit *unit, struct dg_error *err);
	void *ctx;
	enum dg_inline inlines;
	/* Hears of each character that XML does not allow, which is left out then, and of
	 * each text with bytes that are not UTF-8, now U+FFFD; NULL: such a file is
	 * DG_EINPUT. */
	void (*illegal)(void *ctx, const struct dg_finding *finding);
};
DG_API enum dg_status dg_tmx_read(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_read(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);

/* Linters: `found` hears of each thing that a CAT tool may stumble over, characters
 * that XML does not allow included.  A file that else is not well-formed is DG_EINPUT.
 * Memory: two bytes a unit, and each name that stands before what it refers to. */
typedef void dg_found(void *ctx, const struct dg_finding *finding);
DG_API enum dg_status dg_tmx_lint(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_lint(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);

/* A condition on units, "score>=0.8": a name, one of >= <= != > < = ~, a value.  The name
 * is score, doc, bead, tuid, a property's, or a language's (its text).  ~ asks whether the
 * value stands in it; numbers are compared as numbers, and what is not there or is no
 * number is neither more nor less.  DG_EUSAGE where it is none. */
struct dg_filter;
DG_API enum dg_status dg_filter_new(struct dg_filter **ret, const char *text,
    struct dg_error *err);
DG_API bool dg_filter_takes(const struct dg_filter *filter, const struct dg_unit *unit);
DG_API void dg_filter_free(struct dg_filter *filter);

/* Which units were there: the same texts in the same languages, of whatever document.
 * Memory: as dg_tmx_write. */
struct dg_seen;
DG_API enum dg_status dg_seen_new(struct dg_seen **ret, struct dg_error *err);
DG_API enum dg_status dg_seen_before(struct dg_seen *seen, const struct dg_unit *unit,
    bool *before, struct dg_error *err);
DG_API void dg_seen_free(struct dg_seen *seen);

/* Units with what stands before and after them in their document, as the properties
 * context-pre and context-post: the text of side `lang`, else of the first.  Give each
 * unit, then NULL; *ready is the one before, NULL where there is none, and lives until
 * the next call but one. */
struct dg_context;
DG_API enum dg_status dg_context_new(struct dg_context **ret, struct dg_error *err);
DG_API enum dg_status dg_context_next(struct dg_context *context, struct dg_bytes lang,
    const struct dg_unit *unit, const struct dg_unit **ready, struct dg_error *err);
DG_API void dg_context_free(struct dg_context *context);

/* What `chosen`, "zh=zh-Hans" and the like, has for the tag or column `lang`, or else for
 * its language alone; NULL p where it has nothing. */
DG_API struct dg_bytes dg_memory_chosen(const struct dg_bytes *chosen, size_t n,
    struct dg_bytes lang);

/* Rows to units.  `chosen` are "zh=zh-Hans" and the like, which come before
 * dg_memory_tag; two columns that become one tag are DG_EUSAGE. */
struct dg_rows;
DG_API enum dg_status dg_rows_new(struct dg_rows **ret, const struct dg_bitext_head *head,
    const struct dg_bytes *chosen, size_t n, struct dg_error *err);
/* The unit of a row; it borrows from the row and from `rows`. */
DG_API const struct dg_unit *dg_rows_unit(struct dg_rows *rows, const struct dg_bytes *cells);
/* The tag of the i-th language column, or of the column named `lang` (by its
 * name, else by its tag); empty where there is none. */
DG_API struct dg_bytes dg_rows_tag(const struct dg_rows *rows, size_t i);
DG_API struct dg_bytes dg_rows_find(const struct dg_rows *rows, struct dg_bytes lang);
/* head->columns and head->tags for a writer, of all languages or, with `two`, of
 * head->source and head->target; they live as long as `rows`. */
DG_API enum dg_status dg_rows_describe(struct dg_rows *rows, bool two,
    struct dg_memory_head *head, struct dg_error *err);
DG_API void dg_rows_free(struct dg_rows *rows);

/* Units to rows.  The columns come from a head that tells them, or from the
 * units seen, in the order of their first appearance. */
struct dg_table;
DG_API enum dg_status dg_table_new(struct dg_table **ret, struct dg_error *err);
/* DG_OK when the head told all the columns, DG_END when units must be seen. */
DG_API enum dg_status dg_table_take(struct dg_table *table, const struct dg_memory_head *head,
    struct dg_error *err);
DG_API enum dg_status dg_table_see(struct dg_table *table, const struct dg_unit *unit,
    struct dg_error *err);
/* The header row, then the row of a unit; *lost counts texts and properties
 * that have no cell of their own. */
DG_API const struct dg_bytes *dg_table_head(struct dg_table *table, size_t *n,
    struct dg_error *err);
DG_API enum dg_status dg_table_row(struct dg_table *table, const struct dg_unit *unit,
    const struct dg_bytes **cells, size_t *lost, struct dg_error *err);
DG_API size_t dg_table_width(const struct dg_table *table);	/* cells of a row */
/* A row that dg_table_row gave, the `row`-th from 0, with cells for the columns that
 * were seen since. */
DG_API const struct dg_bytes *dg_table_widen(struct dg_table *table, uint64_t row,
    const struct dg_bytes *cells, struct dg_error *err);
DG_API bool dg_table_grew(const struct dg_table *table);	/* since the first row */
DG_API void dg_table_free(struct dg_table *table);

#ifdef __cplusplus
}
#endif

#endif
