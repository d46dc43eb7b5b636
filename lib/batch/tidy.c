/* tidy.c -- logs in which most is out of date are written anew as one; those in which all is, go. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/store.h"

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Documents of the manifest by what their records are found by, in its order; sorted. */
static uint64_t *
documents_sorted(const struct batch_run *r)
{
	uint64_t *all = malloc((r->m->n + 1) * sizeof *all);

	for (size_t i = 0; i < r->m->n && all; i++) {
		char key[BATCH_KEY];

		key_of(dg_bytes_of(manifest_cell(r->m, i, 0)), key);
		all[i] = store_short(key);
	}
	if (all)
		qsort(all, r->m->n, sizeof *all, by_number);
	return all;
}

/* The last record of each document that this manifest does not name: it may be asked for by
 * another one.  They come to the front of the entries; how many. */
static size_t
keep_others(struct batch_store *s, const uint64_t *documents, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->entries_n; i++) {
		const struct store_entry *e = &s->entries[i];

		if (i + 1 < s->entries_n && e[1].document == e->document)
			continue;
		if (!bsearch(&e->document, documents, n, sizeof *documents, by_number))
			s->entries[kept++] = *e;
	}
	return kept;
}

static enum dg_status
copy(struct batch_reader *reader, struct batch_place *place, struct dg_out *out, size_t log,
    uint64_t *at, struct batch_part *part, struct dg_error *err)
{
	if (!reader_part(reader, *place, part))
		return dg_fail(err, DG_EIO, 0, "a record cannot be read");
	dg_out_put(out, part->file.p, part->file.n);
	*place = (struct batch_place){ *at, place->length, log };
	*at += place->length;
	return DG_OK;
}

/* Into one log, in the manifest's order; places[] are those in it then. */
static enum dg_status
rewrite(struct batch_run *r, struct batch_place *places, size_t others, struct dg_error *err)
{
	struct batch_store *s = r->store;
	struct batch_reader reader;
	struct batch_part part = { .file = { 0 } };
	struct batch_writer name = { .store = s, .fd = -1 };
	struct dg_buf path = { 0 };
	struct dg_out *out = NULL;
	uint64_t at = 0;
	enum dg_status st = store_create(&name, err);

	reader_open(&reader, s);
	if (st == DG_OK) {
		close(name.fd);
		store_path(s, name.log, &path);
		st = path.failed ? dg_fail_nomem(err) : dg_out_open(&out, path.p, 0, err);
	}
	for (size_t i = 0; i < r->m->n && st == DG_OK; i++)
		st = copy(&reader, &places[i], out, name.log, &at, &part, err);
	for (size_t i = 0; i < others && st == DG_OK; i++)
		st = copy(&reader, &s->entries[i].place, out, name.log, &at, &part, err);
	if (st == DG_OK)
		st = dg_out_commit(out, err);
	if (st != DG_OK && path.n)
		unlink(path.p);
	dg_out_free(out);
	reader_close(&reader);
	part_free(&part);
	dg_buf_free(&path);
	return st;
}

/* Of the first n those in which nothing is alive. */
static void
remove_logs(struct batch_store *s, size_t n)
{
	struct dg_buf path = { 0 };

	for (size_t i = 0; i < n; i++) {
		store_path(s, i, &path);
		if (!path.failed && s->logs[i].alive == 0)
			unlink(path.p);
	}
	dg_buf_free(&path);
}

/* Is less than half alive, or is it in too many files?  Each log learns how much in it is. */
static bool
is_untidy(struct batch_run *r, size_t others)
{
	struct batch_store *s = r->store;
	uint64_t all = 0, alive = 0;
	size_t files = 0;

	for (size_t i = 0; i < r->m->n; i++)
		s->logs[r->places[i].log].alive += r->places[i].length;
	for (size_t i = 0; i < others; i++)
		s->logs[s->entries[i].place.log].alive += s->entries[i].place.length;
	for (size_t i = 0; i < s->n; i++) {
		all += s->logs[i].alive ? s->logs[i].size : 0;
		alive += s->logs[i].alive;
		files += s->logs[i].alive > 0;
	}
	return all - alive > alive || files > TIDY_LOGS;
}

void
store_tidy(struct batch_run *r)
{
	struct batch_store *s = r->store;
	uint64_t *documents = documents_sorted(r);
	struct batch_place *places = malloc(r->m->n * sizeof *places);
	size_t logs = s->n, others;
	struct dg_error err;

	if (documents && places && logs) {
		others = keep_others(s, documents, r->m->n);
		s->entries_n = 0;
		memcpy(places, r->places, r->m->n * sizeof *places);
		if (is_untidy(r, others) && rewrite(r, places, others, &err) == DG_OK) {
			memcpy(r->places, places, r->m->n * sizeof *places);
			for (size_t i = 0; i < logs; i++)
				s->logs[i].alive = 0;
		}
		remove_logs(s, logs);
	}
	free(documents);
	free(places);
}
