/* xliff_lint.h -- what the linter's files share, and the names that the parts of a unit and of
 * a file call each other by. */
#ifndef DG_XLIFF_LINT_H
#define DG_XLIFF_LINT_H

#include "memory/xliff.h"

/* ---- xliff_refs.c: names within one unit, and what refers to them.  Parts are segments and
 * ignorables; codes have their names from them, but source and target may share one. */
enum ref_kind { REF_PART, REF_SOURCE, REF_TARGET, REF_NOTE, REF_DATA, REF_MATCH,
    /* of uses: a part or a code; a code that may be copied; one that must be in the target */
    REF_ANY, REF_COPY, REF_KEPT };
struct refs {
	struct dg_buf text;
	struct ref {
		uint64_t key, line;
		enum ref_kind kind;
		struct span id, what;
		/* of a code: its element, the segment it is in, and that it is not for copying */
		int element;
		size_t place;
		bool fixed;
	} *names, *uses;
	size_t names_n, names_cap, uses_n, uses_cap;
};
/* `id` is a name: what else is known of it is the caller's to say, before the next call.
 * NULL: out of memory. */
struct ref *refs_name(struct refs *r, enum ref_kind kind, struct dg_bytes id, uint64_t line);
/* `what` refers to it; false: out of memory. */
bool refs_use(struct refs *r, enum ref_kind kind, struct dg_bytes id, const char *what,
    uint64_t line);
/* Names that stand twice and uses of what is not there. */
void refs_check(struct refs *r, struct xml *x);
void refs_clear(struct refs *r);
void refs_free(struct refs *r);

/* ---- promises: what refers to a name that the file has further down, perhaps.  Memory
 * follows those that refer forward. */
struct promises {
	struct dg_buf text;
	struct promise {
		uint64_t key, line;
		const char *what, *kind;
		struct span id, unit;
	} *at;
	size_t n, cap;
};

/* ---- xliff_lint.c */
struct lint {
	bool two, since_2_1;
	uint64_t files, units, notes, unit_line, segment_line;
	struct dg_buf lang[2], state;
	struct memory_set ids;
	struct promises promises;
	bool in_unit, in_segment, has[2], filled[2], approved, told;
	int side;		/* of the text we are in, -1 outside */
	int inner, skip;
	size_t segments;
	bool ignorable;		/* the segment we are in is none */
	/* of what is skipped: the source's segments of 1.2; a match and its texts; a skeleton; an
	 * entry of a glossary */
	bool segmented, in_match, match[2], reference, in_skeleton, href, content, explained;
	/* of the unit: codes that pair on each side, whether the last one must stay behind the one
	 * before, and where each segment's target stands in the order */
	struct refs refs;
	struct pairs pairs[2];
	bool in_order[2];
	size_t *orders, orders_n, orders_cap;
};
/* An id that must be there, and once within `scope`. */
void lint_id(struct xml *x, struct lint *l, const char *what, uint64_t scope, struct dg_bytes id);
void lint_target_language(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
extern const char *const lint_sides[2];

/* ---- xliff_lint_file.c: the names of a file, and what stands beside its units */
/* What has the name `id` in this file; lint_id has found none. */
uint64_t lint_key(const char *kind, uint64_t scope, struct dg_bytes id);
/* `what` names a `kind` of this file: one that is there, or promised until the file ends. */
void lint_promise(struct xml *x, struct lint *l, const char *what, const char *kind,
    struct dg_bytes id);
/* Likewise a list of them. */
void lint_promise_all(struct xml *x, struct lint *l, const char *what, const char *kind,
    struct dg_bytes list);
void lint_end_file(struct xml *x, struct lint *l);
/* Phases, tools, skeletons and other files: of any element outside a text. */
void lint_beside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs);
void lint_end_skeleton(struct xml *x, struct lint *l, int element);

/* ---- xliff_lint_unit.c: what 2.x wants of a unit, and of 1.2 what resembles it */
bool lint_is_token(struct dg_bytes id);		/* NMTOKEN */
/* NULL: out of memory, and the reading ends. */
struct ref *lint_name(struct xml *x, struct lint *l, enum ref_kind kind, struct dg_bytes id);
void lint_use(struct xml *x, struct lint *l, enum ref_kind kind, struct dg_bytes id,
    const char *what);
/* A reference "#f=f1/u=u1/n=n1"; returns the letter before its last name, 0: none. */
char lint_use_fragment(struct xml *x, struct lint *l, struct dg_bytes ref, const char *what);
/* A segment or an ignorable: the next place in the natural order. */
void lint_place(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
void lint_order(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
void lint_state(struct xml *x, const struct xml_attrs *attrs);
void lint_note_element(struct xml *x, struct lint *l, const struct xml_attrs *attrs);
/* Elements that hold no text of the unit, but may be referred to, or refer. */
void lint_aside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs);
void lint_end_aside(struct xml *x, struct lint *l, int element);
/* The unit ends. */
void lint_unit(struct xml *x, struct lint *l);

/* ---- xliff_lint_code.c: codes within a text */
void lint_code(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs);

#endif
