/* xliff_lint.h -- what the linter's two files share, and the names that the parts of a unit
 * call each other by. */
#ifndef DG_XLIFF_LINT_H
#define DG_XLIFF_LINT_H

#include "memory/xliff.h"

/* ---- xliff_refs.c: names within one unit, and what refers to them.  Parts are segments and
 * ignorables; codes have their names from them, but source and target may share one. */
enum ref_kind { REF_PART, REF_SOURCE, REF_TARGET, REF_NOTE, REF_DATA, REF_ANY };
struct refs {
	struct dg_buf text;
	struct ref { uint64_t key, line; enum ref_kind kind; struct span id, what; } *names, *uses;
	size_t names_n, names_cap, uses_n, uses_cap;
};
/* `id` is a name; false: out of memory, as for the next. */
bool refs_name(struct refs *r, enum ref_kind kind, struct dg_bytes id, uint64_t line);
/* `what` refers to it.  A kind of text, or REF_ANY, asks for parts and codes. */
bool refs_use(struct refs *r, enum ref_kind kind, struct dg_bytes id, const char *what,
    uint64_t line);
/* Hears of names that stand twice and of uses of what is not there. */
typedef void refs_told(void *ctx, uint64_t line, const char *format, ...) DG_PRINTF(3, 4);
void refs_check(struct refs *r, refs_told *told, void *ctx);
void refs_clear(struct refs *r);
void refs_free(struct refs *r);

/* ---- xliff_lint.c */
struct lint {
	dg_found *found;
	void *ctx;
	bool two;
	uint64_t files, units, notes, unit_line, segment_line;
	struct dg_buf id, lang[2], state;
	struct memory_set ids;
	bool in_unit, in_segment, has[2], filled[2], approved, told;
	int side;		/* of the text we are in, -1 outside */
	int inner, skip;
	size_t segments;
	/* of what is skipped: an ignorable; the source's segments of 1.2; a match and its texts */
	bool ignorable, segmented, in_match, match[2], reference;
	/* of the unit: codes that are open on each side, and where each segment's target
	 * stands in the order */
	struct refs refs;
	struct dg_buf open[2];
	bool unpaired[2];
	size_t *orders, orders_n, orders_cap;
};
void lint_note(struct xml *x, struct lint *l, uint64_t line, const char *format, ...)
    DG_PRINTF(4, 5);
bool lint_one_of(struct dg_bytes s, const char *const *names);
/* An id that must be there, and once within `scope`. */
void lint_id(struct xml *x, struct lint *l, const char *what, uint64_t scope, struct dg_bytes id);
void lint_target_language(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
extern const char *const lint_sides[2];

/* ---- xliff_lint2.c: what 2.x wants, and of 1.2 what resembles it */
bool lint_is_token(struct dg_bytes id);		/* NMTOKEN */
/* A segment or an ignorable: the next place in the natural order. */
void lint_place(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
void lint_order(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
void lint_state(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
void lint_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs);
void lint_note_element(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
/* Elements that hold no text of the unit, but may be referred to, or refer. */
void lint_aside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs);
void lint_end_aside(struct xml *x, struct lint *l, int element);
/* The unit ends. */
void lint_unit(struct xml *x, struct lint *l);

#endif
