/* drogman/batch.h -- a corpus of statements */
#ifndef DROGMAN_BATCH_H
#define DROGMAN_BATCH_H

#include "drogman/statement.h"
#include "drogman/clean.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A manifest: a header line `doc` and then a column a language (its BCP 47 tag), a row
 * a document.  A cell is the path of a page, or empty or "-" where the document has none
 * in that language; `WARC#N` is the record at byte N of a WARC file.  Further
 * columns ride along into the corpus.  DG_EINPUT with its line: a header of another kind,
 * another number of cells, a document twice, no row at all. */
struct dg_manifest;
DG_API enum dg_status dg_manifest_read(struct dg_manifest **ret, struct dg_in *in,
    struct dg_error *err);
DG_API size_t dg_manifest_documents(const struct dg_manifest *m);
DG_API void dg_manifest_free(struct dg_manifest *m);

/* Counts of a run, or of what has been done of it so far. */
struct dg_batch_counts {
	size_t documents;	/* of the manifest, or of the shard */
	size_t done;		/* made now */
	size_t reused;		/* found whole from a run before */
	size_t failed;		/* of these, with an error instead of rows */
	size_t warned;		/* with a warning */
	uint64_t rows, kept, dropped;
	int pass;		/* 1 or 2 where there are two, else 0 */
};

struct dg_batch_options {
	const char *directory;		/* of the results; made where it is missing */
	const char *root;		/* pages not found from here are sought below it; NULL */
	const char *lexicon;		/* path, NULL: the built-in one */
	bool keep;			/* as in struct dg_statement_options */
	const char *space;
	double min_score;		/* beads that score below are dropped */
	struct dg_bytes rules;		/* a rules file of the cleaner, or {0} */
	size_t threads;			/* 0: one */
	size_t shard, shards;		/* the documents k with k mod shards = shard; 0 shards: all */
	bool merge;			/* make nothing, put together what the shards made */
	bool learn;			/* two passes: the second has what the first one's rows taught;
					 * with shards or merge the first and what it teaches alone */
	bool wait;			/* for another run in the directory to end: else DG_EUSAGE */
	size_t max_errors;		/* stop behind so many failed documents; 0: never */
	bool moses;			/* also two plain files a pair of languages */
	int xliff;			/* also an XLIFF a document: 12, 20, 21, 22; 0: none */
	int level;			/* of gzip, 1 to 9; 0: 1 */
	const char *date;		/* of the TMX, YYYYMMDDThhmmssZ, or NULL */
	/* Called by one thread at a time; each may be NULL. */
	void (*progress)(const struct dg_batch_counts *now, void *ctx);
	void (*told)(const char *doc, const char *what, bool error, void *ctx);
	bool (*stop)(void *ctx);	/* true: finish what is begun, begin nothing */
	void *ctx;
};

/* The whole way for every document of the manifest, each result kept as a record below
 * directory/parts under a key of its pages' bytes, the options, the lexicon's bytes and
 * the program's version, so that another run makes only what is missing or changed; then,
 * in the manifest's order, corpus.tsv.gz, corpus.tmx.gz, dropped.tsv.gz (with the rule that
 * dropped each row), documents.tsv, times.tsv, report.json and report.html.  But for the times and the
 * reports, the bytes are the same for any number of threads, shards and interruptions.
 * A document that fails is told, counted and listed; the others go on.  A shard makes its
 * part only.  DG_END: stopped as asked, or at max_errors, with nothing lost.  DG_EINPUT with
 * `merge`: documents are missing, or were made with other options, another lexicon or
 * another version (each is told).  With `learn` all is made twice: of the rows that score 0.8
 * and more at first (parts below directory/first) directory/learnt.lex is made, a lexicon that
 * holds the one used so far, and with it the corpus.  A shard that is to learn makes its part of
 * the first pass, and merge then the lexicon; the second pass are shards and a merge with that as their
 * `lexicon`, and the corpus is the same.  DG_EUSAGE: another run is at work in the directory.
 * *counts is filled in any case. */
DG_API enum dg_status dg_batch_run(const struct dg_manifest *m, const struct dg_batch_options *opt,
    struct dg_batch_counts *counts, struct dg_error *err);

#ifdef __cplusplus
}
#endif

#endif
