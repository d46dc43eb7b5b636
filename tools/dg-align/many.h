/* many.h -- many documents in one process, and a second time by what the first has taught. */
#ifndef TOOL_MANY_H
#define TOOL_MANY_H

#include "dg-align/document.h"

/* Documents of `list` ("-": standard input), a line each: its name and its files, parted by
 * tabs.  What they are given as goes to the folder w->output, DIR/NAME.tsv or the like, by so
 * many threads; with `learn` after a second pass by DIR/learnt.lex.  A document that cannot be read
 * is told, and the others go on.  The exit status. */
int align_many(const struct work *w, const char *list, bool learn, size_t threads);

#endif
