/* merge.c -- the parts of all documents, in the manifest's order, to the corpus.
 *
 * Two tasks walk over the parts, each on a thread of its own where there are two: the
 * tables, and the memory.  Every file is written beside its name, and all appear when all
 * are whole; `state` then says of which parts they were made, so that a run with nothing
 * to do does nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/batch.h"

/* ---- rows of a part ---- */

bool
row_next(struct dg_bytes *rows, struct dg_bytes *row)
{
	const char *end = rows->n ? memchr(rows->p, '\n', rows->n) : NULL;

	if (!end)
		return false;
	*row = (struct dg_bytes){ rows->p, (size_t)(end - rows->p) };
	*rows = (struct dg_bytes){ end + 1, rows->n - row->n - 1 };
	return true;
}

size_t
row_cells(struct dg_bytes row, struct dg_bytes *cells, size_t columns)
{
	size_t n = 0;

	while (n < columns) {
		const char *tab = memchr(row.p, '\t', row.n);
		size_t k = tab ? (size_t)(tab - row.p) : row.n;

		cells[n++] = (struct dg_bytes){ row.p, k };
		if (!tab)
			break;
		row = (struct dg_bytes){ tab + 1, row.n - k - 1 };
	}
	return n;
}

/* ---- what is written ---- */

enum { CORPUS, DROPPED, DOCUMENTS, TIMES, MEMORY, FILES };

static const char *const file_name[FILES] = {
	"corpus.tsv.gz", "dropped.tsv.gz", "documents.tsv", "times.tsv", "corpus.tmx.gz"
};

enum { MOSES_MAX = DG_TEXTS_MAX * (DG_TEXTS_MAX - 1) };

struct moses { struct dg_out *out; size_t side, other; };

struct merge {
	struct batch_run *r;
	struct batch_columns columns;
	struct dg_out *out[FILES];
	struct moses moses[MOSES_MAX];
	size_t moses_n;
	struct batch_report report;
	/* the tasks, and how each has ended */
	pthread_t thread[2];
	size_t threads;
	enum dg_status st[2];
	struct dg_error err[2];
};

static enum dg_status
open_out(struct merge *g, const char *name, struct dg_out **out, struct dg_error *err)
{
	struct dg_buf path = { 0 };
	int level = g->r->opt->level ? g->r->opt->level : 1;
	enum dg_status st = dg_out_open(out, folder_path(g->r->opt, name, &path), level, err);

	dg_buf_free(&path);
	return st;
}

/* corpus.fr-zh.fr beside corpus.fr-zh.zh. */
static enum dg_status
open_moses(struct merge *g, struct dg_error *err)
{
	const struct dg_manifest *m = g->r->m;
	enum dg_status st = DG_OK;

	for (size_t a = 0; a < m->sides; a++)
		for (size_t b = a + 1; b < m->sides; b++)
			for (int k = 0; k < 2 && st == DG_OK; k++) {
				struct moses *to = &g->moses[g->moses_n++];
				char name[128];

				*to = (struct moses){ NULL, k ? b : a, k ? a : b };
				snprintf(name, sizeof name, "corpus.%s-%s.%s", manifest_name(m, 1 + a),
				    manifest_name(m, 1 + b), manifest_name(m, 1 + to->side));
				st = open_out(g, name, &to->out, err);
			}
	return st;
}

static enum dg_status
open_all(struct merge *g, struct dg_error *err)
{
	enum dg_status st = columns_new(&g->columns, g->r->m, err);

	for (size_t i = 0; i < FILES && st == DG_OK; i++)
		st = open_out(g, file_name[i], &g->out[i], err);
	if (st == DG_OK && g->r->opt->moses)
		st = open_moses(g, err);
	return st;
}

static enum dg_status
commit_all(struct merge *g, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < FILES && st == DG_OK; i++)
		st = dg_out_commit(g->out[i], err);
	for (size_t i = 0; i < g->moses_n && st == DG_OK; i++)
		st = dg_out_commit(g->moses[i].out, err);
	return st;
}

static void
close_all(struct merge *g)
{
	for (size_t i = 0; i < FILES; i++)
		dg_out_free(g->out[i]);
	for (size_t i = 0; i < g->moses_n; i++)
		dg_out_free(g->moses[i].out);
	columns_free(&g->columns);
	report_free(&g->report);
}

/* ---- the tables ---- */

static void
put_heads(struct merge *g)
{
	struct dg_bytes *n = g->columns.names;
	size_t k = g->columns.n;
	const struct dg_manifest *m = g->r->m;

	dg_bitext_put(g->out[CORPUS], n, k);
	n[k] = dg_bytes_of("rule");
	n[k + 1] = dg_bytes_of("value");
	dg_bitext_put(g->out[DROPPED], n, k + 2);
	dg_out_str(g->out[DOCUMENTS], "doc");
	for (size_t s = 1; s <= m->sides; s++)
		dg_out_format(g->out[DOCUMENTS], "\tsegments-%s", manifest_name(m, s));
	dg_out_str(g->out[DOCUMENTS], "\tbeads\tone\tmany\tnull\tmean\tkept\tdropped\twarning\terror\n");
	dg_out_str(g->out[TIMES], "doc\tmilliseconds\n");
}

static void
put_document(struct merge *g, size_t document, const struct batch_part *part)
{
	const struct batch_facts *f = &part->facts;
	struct dg_bytes doc = dg_bytes_of(manifest_cell(g->r->m, document, 0));
	const struct dg_bytes notes[2] = { part->warning, part->error };
	struct dg_out *to = g->out[DOCUMENTS];

	dg_out_put(to, doc.p, doc.n);
	for (size_t s = 0; s < g->r->m->sides; s++)
		dg_out_format(to, "\t%zu", f->segments[s]);
	dg_out_format(to, "\t%zu\t%zu\t%zu\t%zu\t%zu.%06zu\t%zu\t%zu\t", f->beads, f->one, f->many,
	    f->null, f->mean_millionths / 1000000, f->mean_millionths % 1000000, f->kept,
	    f->dropped);
	dg_bitext_put(to, notes, 2);
	dg_out_put(g->out[TIMES], doc.p, doc.n);
	dg_out_format(g->out[TIMES], "\t%.3f\n", (double)f->microseconds / 1000);
}

static void
put_moses(struct merge *g, struct dg_bytes rows)
{
	struct dg_bytes row, cells[3 + DG_TEXTS_MAX];

	while (row_next(&rows, &row)) {
		if (row_cells(row, cells, 3 + g->r->m->sides) < 3 + g->r->m->sides)
			continue;
		for (size_t i = 0; i < g->moses_n; i++) {
			const struct moses *to = &g->moses[i];

			if (!dg_is_blank(cells[3 + to->side]) && !dg_is_blank(cells[3 + to->other]))
				dg_bitext_put(to->out, &cells[3 + to->side], 1);
		}
	}
}

/* The part, when it is there. */
static enum dg_status
next_part(struct merge *g, size_t document, struct batch_reader *reader, struct batch_part *part,
    struct dg_error *err)
{
	enum dg_status st = ahead_wait(&g->r->ahead, document);

	return st == DG_OK ? run_part(g->r, document, reader, part, err) : st;
}

static enum dg_status
write_tables(struct merge *g, struct dg_error *err)
{
	struct batch_part part = { .file = { 0 } };
	struct batch_reader reader;
	enum dg_status st = DG_OK;

	put_heads(g);
	reader_open(&reader, g->r->store);
	for (size_t i = 0; i < g->r->m->n && st == DG_OK; i++) {
		if ((st = next_part(g, i, &reader, &part, err)) != DG_OK)
			break;
		dg_out_put(g->out[CORPUS], part.kept.p, part.kept.n);
		dg_out_put(g->out[DROPPED], part.dropped.p, part.dropped.n);
		put_document(g, i, &part);
		if (g->moses_n)
			put_moses(g, part.kept);
		report_take(&g->report, i, &part);
	}
	part_free(&part);
	reader_close(&reader);
	return st;
}

/* ---- the memory ---- */

struct memory {
	struct merge *g;
	struct dg_bitext_head head;
	struct dg_rows *rows;
	struct dg_bytes *cells;
	struct dg_tmx_write *tmx;
};

/* The first language is the translation; the first other one with a text in every row is
 * the source, where there is none it is *all*: as of now. */
static size_t
choose_source(const struct merge *g)
{
	unsigned full = g->r->ahead.there ? ahead_full(&g->r->ahead) : g->r->full;
	size_t s = 1;

	while (s < g->r->m->sides && !(full & 1u << s))
		s++;
	return s;
}

static enum dg_status
open_memory(struct memory *mem, size_t s, struct dg_error *err)
{
	struct batch_run *r = mem->g->r;
	struct batch_columns *c = &mem->g->columns;
	struct dg_memory_head head = { .date = dg_bytes_of(r->opt->date ? r->opt->date : "") };
	struct dg_tmx_rules rules = { .min_score = 0 };
	enum dg_status st;

	mem->head = (struct dg_bitext_head){ .names = c->names, .n = c->n, .doc = 0, .bead = 1,
	    .score = 2, .first_side = 3, .sides = r->m->sides };
	if (!(mem->cells = calloc(c->n, sizeof *mem->cells)))
		return dg_fail_nomem(err);
	if ((st = dg_rows_new(&mem->rows, &mem->head, NULL, 0, err)) != DG_OK)
		return st;
	head.target = dg_rows_tag(mem->rows, 0);
	head.source = s < r->m->sides ? dg_rows_tag(mem->rows, s) : dg_bytes_of("*all*");
	if ((st = dg_rows_describe(mem->rows, false, &head, err)) != DG_OK)
		return st;
	return dg_tmx_write_new(&mem->tmx, mem->g->out[MEMORY], &head, &rules, err);
}

/* The document as an XLIFF of its own: its first text as the translation of the next. */
static enum dg_status
put_xliff(struct memory *mem, size_t document, struct dg_bytes kept, struct dg_error *err)
{
	struct batch_run *r = mem->g->r;
	struct dg_memory_head head = { .date = dg_bytes_of(r->opt->date ? r->opt->date : "") };
	struct dg_xliff_rules rules = { .version = r->opt->xliff, .reviewed_above = 2 };
	struct dg_xliff_write *xliff = NULL;
	struct dg_buf name = { 0 };
	struct dg_out *out = NULL;
	struct dg_bytes row;
	struct dg_put put;
	size_t side[2], n = 0;
	enum dg_status st;

	for (size_t s = 0; s < r->m->sides && n < 2; s++)
		if (manifest_has(r->m, document, s))
			side[n++] = s;
	if (n < 2 || kept.n == 0)
		return DG_OK;
	dg_put_str(&name, "xliff/");
	for (const char *p = manifest_cell(r->m, document, 0); *p; p++)
		dg_put_str(&name, *p == '/' ? "%2F" : *p == '%' ? "%25" : (char[]){ *p, 0 });
	dg_put(&name, ".xlf", 5);
	head.target = dg_rows_tag(mem->rows, side[0]);
	head.source = dg_rows_tag(mem->rows, side[1]);
	st = name.failed ? dg_fail_nomem(err) : open_out(mem->g, name.p, &out, err);
	if (st == DG_OK)
		st = dg_rows_describe(mem->rows, true, &head, err);
	if (st == DG_OK)
		st = dg_xliff_write_new(&xliff, out, &head, &rules, err);
	while (st == DG_OK && row_next(&kept, &row)) {
		row_cells(row, mem->cells, mem->head.n);
		st = dg_xliff_write_put(xliff, dg_rows_unit(mem->rows, mem->cells), &put, err);
	}
	if (st == DG_OK) {
		dg_xliff_write_end(xliff);
		st = dg_out_commit(out, err);
	}
	dg_xliff_write_free(xliff);
	dg_out_free(out);
	dg_buf_free(&name);
	return st;
}

static enum dg_status
put_units(struct memory *mem, struct dg_bytes kept, struct dg_error *err)
{
	struct dg_bytes row;
	struct dg_put put;
	enum dg_status st = DG_OK;

	while (st == DG_OK && row_next(&kept, &row))
		if (row_cells(row, mem->cells, mem->head.n) == mem->head.n)
			st = dg_tmx_write_put(mem->tmx, dg_rows_unit(mem->rows, mem->cells), &put,
			    err);
	return st;
}

static enum dg_status
write_units(struct merge *g, size_t source, struct dg_error *err)
{
	struct memory mem = { .g = g };
	struct batch_part part = { .file = { 0 } };
	struct batch_reader reader;
	enum dg_status st = open_memory(&mem, source, err);

	reader_open(&reader, g->r->store);
	for (size_t i = 0; i < g->r->m->n && st == DG_OK; i++) {
		if ((st = next_part(g, i, &reader, &part, err)) == DG_OK)
			st = put_units(&mem, part.kept, err);
		if (st == DG_OK && g->r->opt->xliff)
			st = put_xliff(&mem, i, part.kept, err);
	}
	if (st == DG_OK)
		dg_tmx_write_end(mem.tmx);
	dg_tmx_write_free(mem.tmx);
	dg_rows_free(mem.rows);
	free(mem.cells);
	part_free(&part);
	reader_close(&reader);
	return st;
}

/* The header stands before the units, and which language is in all of them is known behind
 * the last: what the first documents say is nearly always so, else it is written again. */
static enum dg_status
write_memory(struct merge *g, struct dg_error *err)
{
	enum { LOOK = 64 };
	size_t n = g->r->m->n, source = 0;
	enum dg_status st = n ? ahead_wait(&g->r->ahead, (n < LOOK ? n : LOOK) - 1) : DG_OK;

	while (st == DG_OK && choose_source(g) != source) {
		if (source) {
			dg_out_free(g->out[MEMORY]);
			g->out[MEMORY] = NULL;
			st = open_out(g, file_name[MEMORY], &g->out[MEMORY], err);
		}
		source = choose_source(g);
		if (st == DG_OK)
			st = write_units(g, source, err);
	}
	return st;
}

static void *
tables_thread(void *arg)
{
	struct merge *g = arg;

	g->st[0] = write_tables(g, &g->err[0]);
	return NULL;
}

static void *
memory_thread(void *arg)
{
	struct merge *g = arg;

	g->st[1] = write_memory(g, &g->err[1]);
	return NULL;
}

/* ---- what stands there already ---- */

/* The key of all that the outputs depend on. */
static enum dg_status
state_key(const struct batch_run *r, char key[BATCH_KEY], struct dg_error *err)
{
	struct dg_buf text = { 0 };
	bool failed;

	dg_put_format(&text, "moses %d xliff %d level %d date %s\n", r->opt->moses, r->opt->xliff,
	    r->opt->level, r->opt->date ? r->opt->date : "");
	dg_put(&text, r->run, BATCH_KEY);
	dg_put(&text, r->keys, r->m->n * sizeof *r->keys);
	for (size_t i = 0; i < r->m->n; i++)
		dg_put_str(&text, manifest_cell(r->m, i, 0));
	failed = text.failed;
	key_of(dg_buf_bytes(&text), key);
	dg_buf_free(&text);
	return failed ? dg_fail_nomem(err) : DG_OK;
}

static bool
state_stands(const struct batch_run *r, const char key[BATCH_KEY])
{
	struct dg_buf path = { 0 };
	bool stands = folder_says(r->opt, "state", key);

	for (size_t i = 0; i < FILES && stands; i++)
		stands = access(folder_path(r->opt, file_name[i], &path), R_OK) == 0;
	stands = stands && access(folder_path(r->opt, "report.html", &path), R_OK) == 0 &&
	    access(folder_path(r->opt, "report.json", &path), R_OK) == 0;
	dg_buf_free(&path);
	return stands;
}

/* The files of an older state go first: what stands is of one make. */
static void
state_clear(const struct batch_run *r)
{
	struct dg_buf path = { 0 };

	unlink(folder_path(r->opt, "state", &path));
	dg_buf_free(&path);
}

/* ---- all of it ---- */

/* Why what the shards made of the document is not of this run; NULL: it is, in *part. */
static const char *
what_is_wrong(struct batch_worker *w, size_t document, struct batch_part *part)
{
	char key[BATCH_KEY], doc[BATCH_KEY];

	w->error.n = 0;
	work_key(w, document, key, &w->error);
	key_of(dg_bytes_of(manifest_cell(w->m, document, 0)), doc);
	if (reader_find(&w->reader, doc, w->run, key, part))
		return NULL;
	if (reader_find(&w->reader, doc, w->run, NULL, part))
		return "its pages have changed since";
	return reader_find(&w->reader, doc, NULL, NULL, part) ?
	    "made with other options, another lexicon or another version" : "no shard has made it";
}

enum dg_status
merge_check(struct batch_run *r, struct dg_error *err)
{
	struct batch_worker w = { .m = r->m, .opt = r->opt, .run = r->run, .store = r->store };
	struct batch_part part = { .file = { 0 } };
	size_t bad = 0;
	enum dg_status st;

	reader_open(&w.reader, w.store);
	writer_open(&w.writer, w.store);
	for (size_t i = 0; i < r->m->n; i++) {
		const char *what = what_is_wrong(&w, i, &part);

		if (what && r->opt->told)
			r->opt->told(manifest_cell(r->m, i, 0), what, true, r->opt->ctx);
		if (!what) {
			r->counts->reused++;
			run_count(r, i, &part);
		}
		bad += what != NULL;
	}
	st = worker_close(&w, err);
	part_free(&part);
	return st != DG_OK || !bad ? st : dg_fail(err, DG_EINPUT, 0,
	    "%zu of %zu documents cannot be put together", bad, r->m->n);
}

/* The tasks on threads of their own; what could not begin there is done by merge_join. */
static void
merge_begin(struct merge *g)
{
	static void *(*const tasks[])(void *) = { tables_thread, memory_thread };
	enum dg_status st = DG_OK;

	if (g->r->opt->xliff)
		st = folder_make(g->r->opt, "xliff", &g->err[0]);
	if (st == DG_OK)
		st = open_all(g, &g->err[0]);
	g->st[0] = g->st[1] = st;
	while (st == DG_OK && g->r->opt->threads > 1 && g->threads < 2 &&
	    pthread_create(&g->thread[g->threads], NULL, tasks[g->threads], g) == 0)
		g->threads++;
}

static enum dg_status
merge_join(struct merge *g, struct dg_error *err)
{
	bool begun = g->threads > 0 || g->st[0] == DG_OK;

	if (begun && g->threads < 1)
		tables_thread(g);
	if (begun && g->threads < 2)
		memory_thread(g);
	while (g->threads > 0)
		pthread_join(g->thread[--g->threads], NULL);
	for (int i = 0; i < 2; i++)
		if (g->st[i] != DG_OK) {
			*err = g->err[i];
			return g->st[i];
		}
	return DG_OK;
}

void
merge_ahead(struct batch_run *r)
{
	struct merge *g = calloc(1, sizeof *g);

	if (!g)
		return;
	g->r = r;
	merge_begin(g);
	r->merge = g;
}

void
merge_drop(struct batch_run *r)
{
	struct merge *g = r->merge;

	if (!g)
		return;
	ahead_over(&r->ahead);
	while (g->threads > 0)
		pthread_join(g->thread[--g->threads], NULL);
	close_all(g);
	free(g);
	r->merge = NULL;
}

/* All stands beside its name: to its name. */
static enum dg_status
merge_commit(struct merge *g, const char *key, struct dg_error *err)
{
	enum dg_status st;

	state_clear(g->r);
	st = commit_all(g, err);
	if (st == DG_OK)
		st = report_write(&g->report, g->r, err);
	return st == DG_OK ? folder_say(g->r->opt, "state", key, err) : st;
}

enum dg_status
merge_run(struct batch_run *r, struct dg_error *err)
{
	char key[BATCH_KEY];
	enum dg_status st = state_key(r, key, err);

	if (st == DG_OK && !state_stands(r, key)) {
		if (!r->merge)
			merge_ahead(r);
		if (!r->merge)
			st = dg_fail_nomem(err);
		if (st == DG_OK)
			st = merge_join(r->merge, err);
		if (st == DG_OK)
			st = merge_commit(r->merge, key, err);
	}
	merge_drop(r);
	return st;
}
