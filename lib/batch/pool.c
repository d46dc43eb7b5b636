/* pool.c -- every document of a batch or a shard, over threads.
 *
 * Threads take the next document from one counter and share nothing but the lexicon, which
 * is read only; what they find out is told under one mutex.  The result of a document does
 * not depend on who made it, so neither does the corpus.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

enum { THREADS_MAX = 256 };

struct pool {
	struct batch_run *r;		/* counted into under the lock */
	const struct dg_manifest *m;
	const struct dg_batch_options *opt;
	const struct dg_lexicon *lexicon;
	pthread_mutex_t lock;
	/* under the lock: */
	size_t next;
	bool stopped, begun;		/* begun: the corpus is being put together */
	enum dg_status st;
	struct dg_error *err;
};

/* The next document for a thread; false: there is none, or the run is to end. */
static bool
next_document(struct pool *p, size_t *document)
{
	const struct dg_batch_options *opt = p->opt;
	bool found = false;

	pthread_mutex_lock(&p->lock);
	if (!p->stopped && opt->stop && opt->stop(opt->ctx))
		p->stopped = true;
	if (!p->stopped && p->st == DG_OK && p->next < p->m->n) {
		*document = p->next;
		p->next += opt->shards ? opt->shards : 1;
		found = true;
	}
	pthread_mutex_unlock(&p->lock);
	return found;
}

static void
tell(struct pool *p, size_t document, struct dg_bytes what, bool error)
{
	struct dg_buf text = { 0 };

	dg_put_bytes(&text, what);
	dg_put(&text, "", 1);
	if (!text.failed && p->opt->told)
		p->opt->told(manifest_cell(p->m, document, 0), text.p, error, p->opt->ctx);
	dg_buf_free(&text);
}

/* The directory or the machine refuses: the first trouble ends the run. */
static void
give_up(struct pool *p, const struct dg_error *err)
{
	pthread_mutex_lock(&p->lock);
	if (p->st == DG_OK) {
		*p->err = *err;
		p->st = err->status;
	}
	pthread_mutex_unlock(&p->lock);
}

static void
take_in(struct pool *p, size_t document, bool made, const struct batch_part *part)
{
	struct dg_batch_counts *c = p->r->counts;
	bool begin = made && part->error.n == 0 && p->r->ahead.there;

	pthread_mutex_lock(&p->lock);
	*(made ? &c->done : &c->reused) += 1;
	run_count(p->r, document, part);
	ahead_tell(&p->r->ahead, document, p->r->full);
	begin = begin && !p->begun;
	p->begun |= begin;
	if (part->error.n && p->r->errors)
		tell(p, document, part->error, true);
	else if (part->warning.n && p->r->warnings)
		tell(p, document, part->warning, false);
	p->stopped |= p->opt->max_errors && c->failed >= p->opt->max_errors;
	if (p->opt->progress)
		p->opt->progress(c, p->opt->ctx);
	pthread_mutex_unlock(&p->lock);
	if (begin)
		merge_ahead(p->r);
}

static void *
work(void *arg)
{
	struct pool *p = arg;
	struct batch_worker w = { .m = p->m, .opt = p->opt, .run = p->r->run,
	    .lexicon = p->lexicon, .store = p->r->store };
	struct batch_part part = { .file = { 0 } };
	struct dg_error err;
	size_t document;
	bool open = worker_open(&w, &err) == DG_OK;

	if (!open)
		give_up(p, &err);
	while (open && next_document(p, &document)) {
		enum batch_fate fate = work_document(&w, document, &part, &err);

		if (fate == BATCH_TROUBLE)
			give_up(p, &err);
		else
			take_in(p, document, fate == BATCH_MADE, &part);
	}
	part_free(&part);
	if (worker_close(&w, &err) != DG_OK)
		give_up(p, &err);
	return NULL;
}

/* One of the threads is the caller's own. */
static void
start(struct pool *p)
{
	pthread_t thread[THREADS_MAX];
	size_t want = p->opt->threads, n = 0;

	want = want < THREADS_MAX ? want : THREADS_MAX;
	while (n + 1 < want && pthread_create(&thread[n], NULL, work, p) == 0)
		n++;
	work(p);
	while (n > 0)
		pthread_join(thread[--n], NULL);
}

static size_t
documents(const struct dg_manifest *m, const struct dg_batch_options *opt)
{
	if (!opt->shards)
		return m->n;
	return opt->shard < m->n ? (m->n - opt->shard - 1) / opt->shards + 1 : 0;
}

enum dg_status
pool_run(struct batch_run *r, struct dg_error *err)
{
	struct pool p = { .r = r, .m = r->m, .opt = r->opt, .err = err,
	    .next = r->opt->shards ? r->opt->shard : 0 };
	struct dg_lexicon *lexicon = NULL;
	enum dg_status st = dg_lexicon_open(&lexicon, r->opt->lexicon, err);

	r->counts->documents = documents(r->m, r->opt);
	if (st != DG_OK)
		return st;
	p.lexicon = lexicon;
	if (pthread_mutex_init(&p.lock, NULL) != 0) {
		dg_lexicon_free(lexicon);
		return dg_fail_nomem(err);
	}
	if (r->opt->progress)
		r->opt->progress(r->counts, r->opt->ctx);
	start(&p);
	ahead_over(&r->ahead);
	pthread_mutex_destroy(&p.lock);
	dg_lexicon_free(lexicon);
	if (p.st == DG_OK && p.stopped && r->counts->done + r->counts->reused < r->counts->documents)
		return DG_END;
	return p.st;
}
