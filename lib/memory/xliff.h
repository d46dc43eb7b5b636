/* xliff.h -- the elements of XLIFF, and its two dialects behind one writer. */
#ifndef DG_XLIFF_H
#define DG_XLIFF_H

#include "memory/memory.h"

/* ---- xliff_read.c: those up to the glossary hold nothing that is read; the code
 * elements, from bpt on, stand within a text */
enum xliff_element { XLIFF_ALT_TRANS, XLIFF_SEG_SOURCE, XLIFF_SKL, XLIFF_BIN_UNIT, XLIFF_MATCHES,
    XLIFF_SKELETON, XLIFF_IGNORABLE, XLIFF_ORIGINAL_DATA, XLIFF_CHANGE_TRACK, XLIFF_COUNT_GROUP,
    XLIFF_GLOSSARY, XLIFF_SOURCE, XLIFF_TARGET, XLIFF_TRANS_UNIT, XLIFF_UNIT, XLIFF_SEGMENT,
    XLIFF_CONTEXT, XLIFF_META, XLIFF_NOTE, XLIFF_GROUP, XLIFF_FILE, XLIFF_XLIFF, XLIFF_MATCH,
    XLIFF_DATA, XLIFF_NOTES, XLIFF_PHASE, XLIFF_TOOL, XLIFF_COUNT, XLIFF_INTERNAL_FILE,
    XLIFF_EXTERNAL_FILE, XLIFF_GLOSS_ENTRY, XLIFF_TRANSLATION, XLIFF_DEFINITION,
    XLIFF_CONTEXT_GROUP, XLIFF_PROP_GROUP, XLIFF_PROP, XLIFF_METADATA, XLIFF_META_GROUP,
    XLIFF_BPT, XLIFF_EPT, XLIFF_SC, XLIFF_EC, XLIFF_CP, XLIFF_PH, XLIFF_PC, XLIFF_MRK, XLIFF_SM,
    XLIFF_EM, XLIFF_BX, XLIFF_EX };
extern const char *const xliff_elements[];
/* What else a unit has is of a tool's own namespace, as memoQ's history of it, and may have
 * sources, targets and notes of its own. */
static inline bool
xliff_is_aside(int element, bool in_unit)
{
	return (element >= XLIFF_ALT_TRANS && element <= XLIFF_GLOSSARY) ||
	    (in_unit && element == XML_OTHER);
}
/* unit or trans-unit, segment or trans-unit: by version */
static inline int
xliff_unit(bool two)
{
	return two ? XLIFF_UNIT : XLIFF_TRANS_UNIT;
}
static inline int
xliff_segment(bool two)
{
	return two ? XLIFF_SEGMENT : XLIFF_TRANS_UNIT;
}

/* ---- xliff_write.c */
struct dg_xliff_write {
	struct dg_out *out;
	struct dg_xliff_rules rules;
	char *source, *target;
	struct dg_buf head;		/* date, columns and tags, for each <file> */
	struct span date, columns, tags;
	struct dg_buf doc;		/* of the open <file> */
	struct dg_buf paragraph;	/* of the open <group> */
	uint64_t files, units, groups;
	bool file_open, group_open;
};

/* One unit as the dialects see it. */
struct xliff_item {
	const struct dg_unit *unit;
	const struct dg_side *source, *target;	/* target may be NULL */
	bool reviewed;
	double score;		/* below 0: unknown */
};

/* Each returns how many characters XML could not hold. */
struct xliff_dialect {
	/* <group> of a paragraph: how far in, and the attribute that has its name */
	const char *group_indent, *group_name;
	void (*begin)(struct dg_xliff_write *w);
	size_t (*begin_file)(struct dg_xliff_write *w);
	size_t (*put)(struct dg_xliff_write *w, const struct xliff_item *item);
	void (*end_file)(struct dg_xliff_write *w);
};
extern const struct xliff_dialect xliff_dialect_1, xliff_dialect_2;

struct dg_bytes xliff_columns(const struct dg_xliff_write *w);
struct dg_bytes xliff_tags(const struct dg_xliff_write *w);
struct dg_bytes xliff_date(const struct dg_xliff_write *w);
/* An element with text, a line of its own.  Names are attribute text. */
size_t xliff_put_line(struct dg_out *out, const char *start, struct dg_bytes text,
    const char *end);
/* "score 0.93, bead 1-2", for people; nothing where neither is known. */
size_t xliff_put_about(struct dg_out *out, const char *start, const struct dg_unit *unit,
    const char *end);

/* Its name, and the tag of the side it belongs to: "url-fr-FR". */
void xliff_prop_name(struct dg_buf *out, const struct dg_prop *prop);

/* A column's name as context-type of 1.2, which takes no white space: %20. */
void xliff_pack_name(struct dg_buf *out, struct dg_bytes name);
void xliff_unpack_name(struct dg_buf *out, struct dg_bytes name);

#endif
