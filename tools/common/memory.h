/* memory.h -- what dg-tmx and dg-xliff do alike. */
#ifndef TOOL_MEMORY_H
#define TOOL_MEMORY_H

#include "tool.h"

/* --tag LANG=TAG, as often as it stands. */
struct memory_tags { struct dg_bytes tags[32]; size_t n; };
void memory_tag(struct memory_tags *tags, const char *arg);

/* A file to read more than once: what is no plain file is copied beside. */
struct memory_twice { char *path; int fd; };	/* fd: of a file without a name, -1: none */
int memory_twice_open(struct memory_twice *t, const char *file);	/* 0, or 2 with a message */
void memory_twice_close(struct memory_twice *t);

/* -1 to -9, for what ends in .gz; 0: the default. */
extern int memory_level;
/* The rows of tool_option for them; only the first and the last stand in the help. */
#define MEMORY_LEVELS \
	{ '1', NULL, NULL, "compress a .gz fast … (-2 to -8: between)" }, \
	{ '9', NULL, NULL, "… or well" }, \
	{ '2', NULL, NULL, NULL }, { '3', NULL, NULL, NULL }, { '4', NULL, NULL, NULL }, \
	{ '5', NULL, NULL, NULL }, { '6', NULL, NULL, NULL }, { '7', NULL, NULL, NULL }, \
	{ '8', NULL, NULL, NULL }
#define MEMORY_LEVEL_CASES \
	case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9'

/* -d: the units of `file` as TSV to `out`; 1 where some unit could not be kept whole.
 * With keep_going, what stands before trouble is written though 2 is returned, and
 * characters that XML does not allow are left out. */
typedef enum dg_status memory_reader(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);
struct memory_decode {
	memory_reader *read;
	enum dg_inline inlines;
	bool keep_going;
	bool (*take)(void *ctx, const struct dg_unit *unit);	/* NULL: all of them */
	void *ctx;
};
int memory_to_rows(const struct memory_decode *how, const char *file, struct dg_out *out);

/* --lint: the findings of each file on stdout; 1 when there were some. */
typedef enum dg_status memory_linter(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);
int memory_lint(memory_linter *lint, char *const files[]);

enum dg_inline memory_inline(const char *arg);
/* "1.2" to 12 and so on, or exit 2. */
int memory_xliff_version(const char *option, const char *arg);
/* SOURCE_DATE_EPOCH as YYYYMMDDThhmmssZ; empty where it is not set. */
const char *memory_date(void);

/* What became of the rows. */
struct memory_count { size_t seen, written, alone, sourceless, low, alternatives, replaced; };
void memory_tally(struct memory_count *n, const char *file, uint64_t line,
    const struct dg_put *put);
void memory_report(const struct memory_count *n, const char *file);

/* Where the result goes: -o, or stdout; finish commits it where rc is below 2, or `keep`. */
int memory_out_open(struct dg_out **out, const char *path);
int memory_out_finish(struct dg_out *out, const char *path, int rc);
int memory_out_finish_or_keep(struct dg_out *out, const char *path, int rc, bool keep);
/* A row that is none of the header's is told and stepped over with `keep`; false: stop. */
bool memory_step_over(const char *file, const struct dg_error *err, bool keep, uint64_t *last);

#endif
