/* plot.h -- an alignment as a picture. */
#ifndef TOOL_PLOT_H
#define TOOL_PLOT_H

#include "tool.h"

/* Write `path`, an SVG: for each pair of texts the path of the beads, and below it how sure
 * each bead is.  0, or 2 with a message. */
int plot_alignment(const char *path, const struct dg_alignment *al, const char *const langs[]);

#endif
