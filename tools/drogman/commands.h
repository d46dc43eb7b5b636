/* commands.h -- the subcommands of drogman, and what they share. */
#ifndef DG_COMMANDS_H
#define DG_COMMANDS_H

#include "drogman.h"
#include "tool.h"

int build_main(int argc, char *argv[]);
int manifest_main(int argc, char *argv[]);

/* watch.c: says on standard error where a run is, until it ends; NULL: out of memory. */
struct watch;
struct watch *watch_begin(void);
void watch_take(struct watch *w, const struct dg_batch_counts *now);
/* Before a message: the bar goes, and comes back by itself. */
void watch_clear(struct watch *w);
void watch_end(struct watch *w);

#endif
