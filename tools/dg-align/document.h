/* document.h -- the texts of one document, and its beads as files. */
#ifndef TOOL_DOCUMENT_H
#define TOOL_DOCUMENT_H

#include "tool.h"

struct work {
	const char *lang[DG_TEXTS_MAX], *file[DG_TEXTS_MAX];
	size_t sides;
	struct dg_segments *text[DG_TEXTS_MAX];
	const char *lexicon, *format, *output, *document, *plot;
	const char *fixed, *anchor, *moved;
	bool no_lexicon, in_order;
	size_t max_bead;
	unsigned without;
};

/* The segments of each file; 0, or 2 with a message.  What was read is the caller's to free. */
int read_texts(struct work *w);
/* To w->output, or stdout where there is none; 0, or 2 with a message. */
int put_alignment(const struct work *w, const struct dg_alignment *al);

#endif
