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
	r->full &= part->facts.full;
	c->kept += part->facts.kept;
	c->dropped += part->facts.dropped;
	c->rows += part->facts.kept + part->facts.dropped;
	c->failed += part->error.n > 0;
	c->warned += part->warning.n > 0;
}

static enum dg_status
run_all(struct batch_run *r, struct dg_error *err)
{
	enum dg_status st = key_of_run(r->m, r->opt, r->run, err);

	if (st == DG_OK && !r->opt->shards)
		folder_sweep(r->opt);
	if (st == DG_OK)
		st = r->opt->merge ? merge_check(r, err) : pool_run(r, err);
	if (st == DG_OK && !r->opt->shards)
		st = merge_run(r, err);
	return st;
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
	if (!(r.keys = calloc(m->n, sizeof *r.keys)))
		return dg_fail_nomem(err);
	if ((st = folder_open(opt, &lock, err)) == DG_OK) {
		st = run_all(&r, err);
		close(lock);
	}
	free(r.keys);
	return st;
}
