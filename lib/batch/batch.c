/* batch.c -- a corpus of statements: parts, then what is made of them. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/batch.h"

void
run_count(struct batch_run *r, size_t document, const struct batch_part *part)
{
	struct dg_batch_counts *c = r->counts;

	memcpy(r->keys[document], part->key, BATCH_KEY);
	r->places[document] = part->place;
	r->full &= part->facts.full;
	c->kept += part->facts.kept;
	c->dropped += part->facts.dropped;
	c->rows += part->facts.kept + part->facts.dropped;
	c->failed += part->error.n > 0;
	c->warned += part->warning.n > 0;
}

enum dg_status
run_part(struct batch_run *r, size_t document, struct batch_reader *reader,
    struct batch_part *part, struct dg_error *err)
{
	if (r->opt->stop && r->opt->stop(r->opt->ctx))
		return DG_END;
	if (!reader_part(reader, r->places[document], part) ||
	    strcmp(part->key, r->keys[document]) != 0)
		return dg_fail(err, DG_EIO, 0, "%s/parts: the result of %s changed under our hands",
		    r->opt->directory, manifest_cell(r->m, document, 0));
	return DG_OK;
}

/* Every document has its part; under the lock of all, old ones are looked through. */
static enum dg_status
run_parts(struct batch_run *r, struct dg_error *err)
{
	enum dg_status st = key_of_run(r->m, r->opt, r->run, err);

	if (st == DG_OK && !r->opt->shards)
		folder_sweep(r->opt);
	if (st == DG_OK)
		st = store_open(&r->store, r->opt, err);
	if (st == DG_OK)
		st = r->opt->merge ? merge_check(r, err) : pool_run(r, err);
	return st;
}

static enum dg_status
run_all(struct batch_run *r, struct dg_error *err)
{
	enum dg_status st;

	/* without memory for it, it waits until all are made */
	if (r->opt->threads > 1 && !r->opt->shards && !r->opt->merge)
		ahead_open(&r->ahead, r->m->n);
	st = run_parts(r, err);
	if (st == DG_OK && !r->opt->shards)
		st = merge_run(r, err);
	else
		merge_drop(r);
	if (st == DG_OK && !r->opt->shards)
		store_tidy(r);
	ahead_close(&r->ahead);
	store_free(r->store);
	return st;
}

/* The parts of the first pass are a folder of their own: so the second one is kept, and
 * found again, as any other run's. */
static enum dg_status
first_pass(const struct batch_run *r, const char *lexicon, struct dg_error *err)
{
	struct dg_batch_options opt = *r->opt;
	struct batch_run first = *r;
	struct dg_buf folder = { 0 };
	enum dg_status st;

	first.opt = &opt;
	first.errors = true;
	opt.directory = folder_path(r->opt, "first", &folder);
	if (folder.failed)
		return dg_fail_nomem(err);
	r->counts->pass = 1;
	if ((st = folder_make(r->opt, "first", err)) == DG_OK)
		st = folder_make(&opt, "parts", err);
	if (st == DG_OK)
		st = run_parts(&first, err);
	if (st == DG_OK && !opt.shards)
		st = learn_run(&first, r->opt, lexicon, err);
	if (st == DG_OK && !opt.shards)
		store_tidy(&first);
	store_free(first.store);
	dg_buf_free(&folder);
	return st;
}

/* Shards have a lexicon in common only when all have ended: they stop behind the first pass,
 * their merge behind the lexicon, and the second pass is a run of its own that goes by it.
 * Otherwise what failed in the first pass has been told when the second begins, and counts as failed
 * though the second may have found it: what was taught is without it. */
static enum dg_status
run_twice(struct batch_run *r, struct dg_error *err)
{
	struct dg_batch_options opt = *r->opt;
	struct batch_run second = *r;
	struct dg_buf lexicon = { 0 };
	enum dg_status st;

	opt.lexicon = folder_path(r->opt, "learnt.lex", &lexicon);
	st = lexicon.failed ? dg_fail_nomem(err) : first_pass(r, opt.lexicon, err);
	if (st == DG_OK && !r->opt->shards && !r->opt->merge) {
		size_t failed = r->counts->failed;

		*r->counts = (struct dg_batch_counts){ .documents = r->m->n, .pass = 2 };
		second.opt = &opt;
		second.warnings = true;
		second.errors = failed == 0;
		st = run_all(&second, err);
		if (r->counts->failed < failed)
			r->counts->failed = failed;
	}
	dg_buf_free(&lexicon);
	return st;
}

static enum dg_status
run_once(struct batch_run *r, struct dg_error *err)
{
	r->errors = r->warnings = true;
	return run_all(r, err);
}

enum dg_status
dg_batch_run(const struct dg_manifest *m, const struct dg_batch_options *opt,
    struct dg_batch_counts *counts, struct dg_error *err)
{
	struct batch_run r = { .m = m, .opt = opt, .full = ~0u, .counts = counts };
	enum dg_status st;
	int lock;

	*counts = (struct dg_batch_counts){ .documents = m->n };
	if (opt->shards && (opt->merge || opt->shard >= opt->shards))
		return dg_fail(err, DG_EUSAGE, 0, "shard %zu of %zu, and merge, do not go together",
		    opt->shard, opt->shards);
	r.keys = calloc(m->n, sizeof *r.keys);
	r.places = calloc(m->n, sizeof *r.places);
	if (!r.keys || !r.places)
		st = dg_fail_nomem(err);
	else if ((st = folder_open(opt, &lock, err)) == DG_OK) {
		st = opt->learn ? run_twice(&r, err) : run_once(&r, err);
		close(lock);
	}
	free(r.keys);
	free(r.places);
	return st;
}
