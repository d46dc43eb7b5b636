/* show.h -- an alignment side by side on a terminal. */
#ifndef TOOL_SHOW_H
#define TOOL_SHOW_H

#include "tool.h"

/* A bead a block: the sides beside one another in `columns` columns of text, wrapped
 * at blanks (between Han characters anywhere), the score before them. */
void show_statement(struct dg_out *out, const struct dg_statement *st, size_t columns,
    bool colours);
/* "14 / 15 / 17 segments, 14 beads: 9 1-1-1, 5 n-m, 0 null; mean confidence 0.97" */
void show_figures(struct dg_out *out, const struct dg_statement *st);
/* The width of the terminal that stdout is; 100 where it is none. */
size_t show_columns(void);

#endif
