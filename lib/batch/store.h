/* store.h -- what store.c and tidy.c share. */
#ifndef DG_BATCH_STORE_H
#define DG_BATCH_STORE_H

#include "batch/batch.h"

enum { LOG_NAME = 64 };

/* A record by the first 64 bits of what names it; what is read is compared whole. */
struct store_entry {
	uint64_t document, key;
	struct batch_place place;
};

struct store_log {
	char name[LOG_NAME];
	uint64_t size;		/* as it was found, or has become */
	uint64_t alive;		/* of it, what is still wanted; counted at the end */
};

struct batch_store {
	const struct dg_batch_options *opt;
	pthread_mutex_t lock;	/* of the logs: they become more while threads are at work */
	struct store_log *logs;
	size_t n, cap;
	struct store_entry *entries;	/* by document, then as they were written */
	size_t entries_n, entries_cap;
};

/* The first 64 bits of a key; 0 of one that is no number. */
uint64_t store_short(const char *key);
/* Of a log, NUL-terminated. */
void store_path(struct batch_store *s, size_t log, struct dg_buf *path);
/* A log of a name that nobody else has, open in w->fd. */
enum dg_status store_create(struct batch_writer *w, struct dg_error *err);

#endif
