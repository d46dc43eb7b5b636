/* plot.h -- an alignment as a picture. */
#ifndef TOOL_PLOT_H
#define TOOL_PLOT_H

#include "tool.h"

/* How likely the segments of two texts stand together, brought to a grid; start from {0}, with
 * the numbers of segments. */
struct plot_band { size_t n[2]; float *at; };
/* For each pair of texts, in their order; `segments`: of each text.  False: out of memory. */
struct plot { size_t sides; struct plot_band band[3]; };
bool plot_open(struct plot *p, size_t sides, const size_t segments[]);
/* What struct dg_align_options calls; ctx is the struct plot. */
void plot_posterior(void *ctx, size_t s, size_t t, size_t i, size_t j, double p);
void plot_close(struct plot *p);

/* Write `path`, an SVG: for each pair of texts where the path may lead, the path of the beads
 * and below it how sure each bead is.  0, or 2 with a message. */
int plot_alignment(const char *path, const struct plot *p, const struct dg_alignment *al,
    const char *const langs[]);

#endif
