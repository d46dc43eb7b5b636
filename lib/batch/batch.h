/* batch.h -- what the files of the batch room share.
 *
 * manifest.c  which documents, of which pages
 * page.c      the bytes of a page
 * key.c       what a result depends on, as 128 bits
 * part.c      the result of one document as a record
 * store.c     the records of all documents, in few files
 * tidy.c      the same without what is out of date
 * work.c      one document: pages to part
 * pool.c      all documents, over threads
 * ahead.c     which documents at the manifest's head are there, for the next
 * merge.c     parts to the corpus
 * report.c    the corpus for eyes and for programs
 * learn.c     between two passes, a lexicon
 * folder.c    the directory: its lock, its debris
 */
#ifndef DG_BATCH_H
#define DG_BATCH_H

#include <pthread.h>

#include "drogman/batch.h"
#include "drogman/memory.h"
#include "base/base.h"

/* ---- manifest ---- */

/* A document: its cells lie in `store`, one behind the other, NUL-terminated. */
struct batch_document {
	size_t cell;		/* index of its first cell */
	uint64_t line;		/* of the manifest */
};

struct dg_manifest {
	struct dg_buf store;
	size_t *cells, n_cells, cap_cells;	/* offsets into store; the header's first */
	size_t columns, sides;			/* cells of a row; languages, columns 1 … sides */
	struct batch_document *documents;
	size_t n, cap;
};

const char *manifest_name(const struct dg_manifest *m, size_t column);
const char *manifest_cell(const struct dg_manifest *m, size_t document, size_t column);
/* Empty and "-" are no page. */
bool manifest_has(const struct dg_manifest *m, size_t document, size_t side);

/* ---- page ---- */

/* Of a record of a crawl its URL and its charset as well, NUL-terminated; else empty. */
struct batch_page { struct dg_buf raw, url, charset; };

/* A cell is sought from where the program runs, then below `root` (NULL: not there). */
enum dg_status page_read(struct batch_page *page, const char *cell, const char *root,
    struct dg_error *err);
void page_free(struct batch_page *page);

/* ---- key ---- */

enum { BATCH_KEY = 33 };	/* 32 hexadecimal digits and a NUL */

/* Of bytes; of what every document of a run depends on; of one document's pages. */
void key_of(struct dg_bytes bytes, char key[BATCH_KEY]);
enum dg_status key_of_run(const struct dg_manifest *m, const struct dg_batch_options *opt,
    char key[BATCH_KEY], struct dg_error *err);
void key_of_document(const struct dg_manifest *m, size_t document, const struct batch_page *pages,
    const char run[BATCH_KEY], char key[BATCH_KEY]);

/* ---- part ---- */

/* What is known of one document besides its rows. */
struct batch_facts {
	size_t segments[DG_TEXTS_MAX];	/* by column of the manifest */
	size_t beads, one, many, null;	/* 1-1(-1), the other full ones, those with an empty side */
	size_t kept, dropped;
	unsigned full;			/* bit s: language s has a text in every row kept */
	size_t mean_millionths;		/* of the scores: as a whole number it is the same everywhere */
	uint64_t microseconds;		/* of CPU */
};

/* Where its record lies; no length: nowhere. */
struct batch_place { uint64_t offset, length; size_t log; };

struct batch_part {
	/* of what every document depends on, of the document's name, of all that it depends on */
	char run[BATCH_KEY], document[BATCH_KEY], key[BATCH_KEY];
	struct batch_facts facts;
	struct dg_bytes warning, error;	/* empty: none */
	struct dg_bytes kept, dropped;	/* rows of TSV */
	struct batch_place place;
	struct dg_buf file;		/* what the bytes lie in */
};

/* How a record begins. */
struct batch_head { char run[BATCH_KEY], document[BATCH_KEY], key[BATCH_KEY]; size_t length; };

enum { PART_HEAD = 13 + 3 * BATCH_KEY + 13 };

void part_format(const struct batch_part *part, struct dg_buf *out);
/* Of PART_HEAD bytes and a NUL; false: that is none. */
bool part_head(const char *head, struct batch_head *h);
/* Of part->file, which ends in a NUL; false: that is no record, or not a whole one. */
bool part_parse(struct batch_part *part);
void part_free(struct batch_part *part);

/* ---- store ---- */

struct batch_store;
struct batch_run;

enum dg_status store_open(struct batch_store **ret, const struct dg_batch_options *opt,
    struct dg_error *err);
void store_free(struct batch_store *s);
/* Where most of it is out of date, or lies in many files, write it anew as one; only under the
 * lock of all, when every document has its place and no reader is open. */
void store_tidy(struct batch_run *r);

enum { READER_FILES = 64, TIDY_LOGS = 256 };

/* One thread's own. */
struct batch_reader { struct batch_store *store; size_t log[READER_FILES]; int fd[READER_FILES]; };
struct batch_writer { struct batch_store *store; size_t log; int fd; uint64_t end; struct dg_buf text; };

void reader_open(struct batch_reader *r, struct batch_store *s);
void reader_close(struct batch_reader *r);
/* False: there is no whole record. */
bool reader_part(struct batch_reader *r, struct batch_place place, struct batch_part *part);
/* The last record of the document that is of the run and has the key, where these are asked for. */
bool reader_find(struct batch_reader *r, const char *document, const char *run, const char *key,
    struct batch_part *part);

/* A log comes with the first record; part->place becomes where that one is. */
void writer_open(struct batch_writer *w, struct batch_store *s);
enum dg_status writer_put(struct batch_writer *w, struct batch_part *part, struct dg_error *err);
enum dg_status writer_close(struct batch_writer *w, struct dg_error *err);

/* ---- work ---- */

enum { BATCH_VERDICTS = 64 };

/* What one thread has for itself. */
struct batch_worker {
	const struct dg_manifest *m;
	const struct dg_batch_options *opt;
	const char *run;
	const struct dg_lexicon *lexicon;
	struct dg_kit *kit;
	struct dg_cleaner *cleaner;
	struct batch_store *store;
	struct batch_reader reader;
	struct batch_writer writer;
	struct batch_page page[DG_TEXTS_MAX];
	struct dg_buf rows[2], warning, error;
	struct dg_row row;
	size_t cells[3 + 2 * DG_TEXTS_MAX], cells_n;	/* of the row, behind its texts */
};

enum batch_fate { BATCH_MADE, BATCH_REUSED, BATCH_TROUBLE };

/* The part of a document, made or found; what a made one borrows lives until the worker's
 * next document.  BATCH_TROUBLE: the directory refuses (*err); what is wrong with the
 * document itself is in the part. */
enum batch_fate work_document(struct batch_worker *w, size_t document, struct batch_part *part,
    struct dg_error *err);
/* Its key, from its pages as they are now; where one cannot be read, "unread" and why. */
bool work_key(struct batch_worker *w, size_t document, char key[BATCH_KEY], struct dg_buf *error);
enum dg_status worker_open(struct batch_worker *w, struct dg_error *err);
/* What it has written is on its way to the disk, or *err says why not. */
enum dg_status worker_close(struct batch_worker *w, struct dg_error *err);

/* The columns of the corpus: doc bead score, the languages, paragraph sentence date, a date
 * (where it is another) and a url a language, then the manifest's further ones, which win over ours of that name. */
struct batch_columns { struct dg_bytes *names; size_t n; struct dg_buf store; };
enum dg_status columns_new(struct batch_columns *c, const struct dg_manifest *m,
    struct dg_error *err);
void columns_free(struct batch_columns *c);

/* ---- ahead ---- */

/* How far the documents are there, in the manifest's order.  Without `there` nobody tells, and
 * all are: the calls do nothing. */
struct batch_ahead {
	pthread_mutex_t lock;
	pthread_cond_t change;
	/* under the lock: */
	bool *there, over;
	size_t whole, n;	/* documents before `whole` are there, of n */
	unsigned full;		/* of the run, as of now */
};
bool ahead_open(struct batch_ahead *a, size_t documents);
void ahead_close(struct batch_ahead *a);
/* The document has its place; what is known of the run then. */
void ahead_tell(struct batch_ahead *a, size_t document, unsigned full);
/* No more will come. */
void ahead_over(struct batch_ahead *a);
/* Wait for it; DG_END: it will not come. */
enum dg_status ahead_wait(struct batch_ahead *a, size_t document);
unsigned ahead_full(struct batch_ahead *a);	/* where there is `there` */

/* ---- the run ---- */

/* What pool or check found of each document, for whoever puts the parts together. */
struct batch_run {
	const struct dg_manifest *m;
	const struct dg_batch_options *opt;
	char run[BATCH_KEY];
	struct batch_store *store;
	char (*keys)[BATCH_KEY];	/* by document */
	struct batch_place *places;
	unsigned full;			/* bit s: language s has a text in every row kept */
	struct dg_batch_counts *counts;
	bool errors, warnings;		/* are told */
	struct batch_ahead ahead;
	struct merge *merge;		/* NULL: it has not begun */
};

/* Count a part in; under a lock where there are threads. */
void run_count(struct batch_run *r, size_t document, const struct batch_part *part);

enum dg_status pool_run(struct batch_run *r, struct dg_error *err);
/* A part that was whole a moment ago; DG_END: the run is to end. */
enum dg_status run_part(struct batch_run *r, size_t document, struct batch_reader *reader,
    struct batch_part *part, struct dg_error *err);

/* ---- learn ---- */

/* Make the lexicon `path` of the parts of the first pass, if it is not that already. */
enum dg_status learn_run(struct batch_run *first, const struct dg_batch_options *opt,
    const char *path, struct dg_error *err);

/* ---- merge, report ---- */

/* The parts of all shards are there and belong to this run, or DG_EINPUT. */
enum dg_status merge_check(struct batch_run *r, struct dg_error *err);
/* Put them together, or end what has begun beside the making of them. */
enum dg_status merge_run(struct batch_run *r, struct dg_error *err);
/* Begin now; what is wrong is told by merge_run, which must come, or merge_drop. */
void merge_ahead(struct batch_run *r);
void merge_drop(struct batch_run *r);

enum { SCORE_BINS = 20, LENGTH_BINS = 16, RANKED = 20, KINDS_MAX = 64 };

/* Documents by a figure, the first of the order first. */
struct batch_rank { size_t document; double figure; };

/* How often something was said. */
struct batch_kind { char *name; uint64_t n; };

struct batch_report {
	uint64_t scores[SCORE_BINS];	/* rows by score, of equal width */
	uint64_t lengths[LENGTH_BINS];	/* rows by characters of the first language: < 2, 4, 8 … */
	uint64_t one, many, null;
	uint64_t segments[DG_TEXTS_MAX];
	uint64_t microseconds;
	struct batch_rank worst[RANKED], slowest[RANKED];
	size_t worst_n, slowest_n;
	struct batch_kind rules[KINDS_MAX], errors[KINDS_MAX];
	size_t rules_n, errors_n;
};

void report_take(struct batch_report *rep, size_t document, const struct batch_part *part);
enum dg_status report_write(const struct batch_report *rep, const struct batch_run *r,
    struct dg_error *err);
void report_free(struct batch_report *rep);

/* The next row of the part's rows; its cells, `columns` of them and no more. */
bool row_next(struct dg_bytes *rows, struct dg_bytes *row);
size_t row_cells(struct dg_bytes row, struct dg_bytes *cells, size_t columns);

/* ---- folder ---- */

/* `name` below the directory, NUL-terminated. */
const char *folder_path(const struct dg_batch_options *opt, const char *name,
    struct dg_buf *path);
/* Make the directory and what it holds, take the lock: of all, or of one shard.  *fd
 * keeps it until it is closed. */
enum dg_status folder_open(const struct dg_batch_options *opt, int *fd, struct dg_error *err);
/* A folder of that name below it. */
enum dg_status folder_make(const struct dg_batch_options *opt, const char *name,
    struct dg_error *err);
/* Temporary files that dead runs left; only under the lock of all. */
void folder_sweep(const struct dg_batch_options *opt);
/* Does the file of that name say so, in a line (of two keys at most)?  Make it say so. */
bool folder_says(const struct dg_batch_options *opt, const char *name, const char *text);
enum dg_status folder_say(const struct dg_batch_options *opt, const char *name,
    const char *text, struct dg_error *err);

#endif
