/* work.h -- what dg-tmx does with units, wherever they come from. */
#ifndef DG_TMX_WORK_H
#define DG_TMX_WORK_H

#include "memory.h"

enum { FILTERS_MAX = 16, FILES_MAX = DG_SIDES_MAX * (DG_SIDES_MAX - 1) / 2 };

/* A file that is written: the memory, or with --split that of two languages. */
struct work_file {
	struct dg_out *out;
	struct dg_tmx_write *writer;
	char *path;
	struct dg_bytes tags[2];	/* as in the first unit; kept in work.text */
};

struct work_stats;

/* A unit, and the tags of a head, as --tag wants them. */
struct retag {
	struct dg_side *sides;
	struct dg_prop *props;
	size_t sides_cap, props_cap;
	struct dg_unit unit;
	struct dg_buf tags;
};

struct work {
	/* asked for */
	const char *source, *output;
	struct memory_tags tags;
	struct dg_tmx_rules rules;
	enum dg_inline inlines;		/* of memories */
	bool keep_going, dedup, reverse, split, stats, context;
	struct dg_filter *filters[FILTERS_MAX];
	size_t filters_n;
	size_t inputs;
	const char *name;	/* of the first */
	/* found out */
	struct dg_seen *seen;
	struct dg_context *neighbours;
	struct work_stats *numbers;
	struct retag retag;
	struct memory_count count;
	size_t filtered, repeated;
	bool trouble, spoilt, begun;
	struct dg_memory_head head;	/* its texts are kept in `text` */
	struct dg_bytes source_tag, target_tag;
	struct dg_arena { char *at[FILES_MAX * 2 + 8]; size_t n; } text;
	struct work_file files[FILES_MAX];
	size_t files_n;
};

/* The conditions alone, for -d too: is the unit taken? */
bool work_takes(struct work *w, const struct dg_unit *unit);
/* All the inputs to the output (or the numbers to stdout); the exit status. */
int work_run(struct work *w, char *const inputs[]);
void work_free(struct work *w);
/* A copy that stays until work_free. */
struct dg_bytes work_keep(struct work *w, struct dg_bytes s);

/* retag.c: the unit lives until the next; the head borrows until retag_free. */
const struct dg_unit *retag_unit(struct work *w, const struct dg_unit *unit);
void retag_head(struct work *w, struct dg_memory_head *head);
void retag_free(struct retag *r);

/* output.c: a unit that was taken, the end of all units, and what is said of them. */
enum dg_status work_put(struct work *w, const char *file, uint64_t line,
    const struct dg_unit *unit, struct dg_error *err);
int work_finish(struct work *w, int rc);
bool work_full(const struct work *w);	/* a write has failed */

/* stats.c */
enum dg_status stats_take(struct work *w, const struct dg_unit *unit, struct dg_error *err);
void stats_print(const struct work *w, struct dg_out *out);
void stats_free(struct work_stats *s);

#endif
