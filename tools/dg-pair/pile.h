/* pile.h -- the parts of dg-pair. */
#ifndef TOOL_PILE_H
#define TOOL_PILE_H

#include "tool.h"

/* Files of a pile, in the order of their names; those of an old manifest first. */
struct pile_file { char *name; const char *hint; };
struct pile_files { struct pile_file *at; size_t n, cap; };

/* The pages below a directory, or named in a list, a line each ("-": standard input); 0, or 2
 * with a message.  `hint` is the language where nothing else tells. */
int pile_collect(struct pile_files *files, const char *operand, const char *hint);
void pile_put(struct pile_files *files, const char *name, const char *hint);
void pile_sort(struct pile_files *files, size_t from);
void pile_free(struct pile_files *files);

/* An old manifest: its columns, and its rows as they are. */
struct old_manifest {
	struct dg_buf text;
	size_t *cell;		/* offsets, `columns` a row, the header first */
	size_t rows, columns, cap;
	size_t lang[DG_TEXTS_MAX];	/* column of each language */
};
int old_read(struct old_manifest *m, const char *file, const char *const langs[], size_t n);
const char *old_cell(const struct old_manifest *m, size_t row, size_t column);
/* The page of a row, NULL: none. */
const char *old_page(const struct old_manifest *m, size_t row, size_t side);
void old_free(struct old_manifest *m);

/* The manifest of what was found to `out`; "doc", languages, confidence, evidence, and what
 * further columns an old one has. */
enum dg_status manifest_put(struct dg_out *out, struct dg_pairing *pg, const char *const langs[],
    size_t n, const struct old_manifest *old, struct dg_error *err);

#endif
