/* memory.h -- what dg-tmx and dg-xliff do alike. */
#ifndef TOOL_MEMORY_H
#define TOOL_MEMORY_H

#include "tool.h"

/* --tag LANG=TAG, as often as it stands. */
struct memory_tags { struct dg_bytes tags[32]; size_t n; };
void memory_tag(struct memory_tags *tags, const char *arg);

/* A file to read more than once: what is no plain file is copied beside. */
struct memory_twice { char *path; bool temporary; };
int memory_twice_open(struct memory_twice *t, const char *file);	/* 0, or 2 with a message */
void memory_twice_close(struct memory_twice *t);

/* -d: the units of `file` as TSV to `out`. */
typedef enum dg_status memory_reader(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);
int memory_to_rows(memory_reader *read, const char *file, enum dg_inline inlines,
    struct dg_out *out);

/* --lint: the findings of each file on stdout; 1 when there were some. */
typedef enum dg_status memory_linter(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);
int memory_lint(memory_linter *lint, char *const files[]);

enum dg_inline memory_inline(const char *arg);
/* "1.2" to 12 and so on, or exit 2. */
int memory_xliff_version(const char *arg);
/* SOURCE_DATE_EPOCH as YYYYMMDDThhmmssZ; empty where it is not set. */
const char *memory_date(void);

/* What became of the rows. */
struct memory_count { size_t written, alone, sourceless, low, alternatives, replaced; };
void memory_tally(struct memory_count *n, const char *file, uint64_t line,
    const struct dg_put *put);
void memory_report(const struct memory_count *n, const char *file);

/* Where the result goes: -o, or stdout; finish commits it where rc is below 2. */
int memory_out_open(struct dg_out **out, const char *path);
int memory_out_finish(struct dg_out *out, const char *path, int rc);

#endif
