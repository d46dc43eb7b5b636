/* tmx_write.h -- what the two halves of the TMX writer share. */
#ifndef DG_TMX_WRITE_H
#define DG_TMX_WRITE_H

#include "memory/memory.h"

struct dg_tmx_write {
	struct dg_out *out;
	struct dg_tmx_rules rules;
	char *source;		/* NULL: "*all*", or to be found */
	char *target;		/* NULL: each of the others */
	bool search, begun;	/* search for the source; the header is written */
	struct dg_buf head;		/* date, columns, tags of it */
	struct span date, columns, all_tags;
	struct dg_buf candidates;	/* for the source; each ends in a tab */
	struct dg_buf tags;		/* of the last unit, found good; likewise */
	char *opens[DG_SIDES_MAX];	/* <tuv …> of each of them */
	struct memory_set ids;		/* how often a tuid was made */
	struct memory_set pairs;	/* source text and languages: see struct pair */
};

/* tmx_choose.c: what becomes of a unit whose tags are good, which sides of it are written
 * (put->sides), and under what id. */
enum dg_status tmx_choose(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_put *put,
    struct dg_error *err);

#endif
