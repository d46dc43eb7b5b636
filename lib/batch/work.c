/* work.c -- one document of a batch: its pages to its part. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "batch/batch.h"

enum { FIRST_SIDE = 3 };

/* ---- the columns of the corpus ---- */

static void
put_name(struct dg_buf *store, const char *a, const char *b)
{
	dg_put_format(store, "%s%s", a, b);
	dg_put(store, "", 1);
}

/* Columns of each language that are there where the manifest has none of the name. */
static const char *const of_a_side[] = { "date-", "url-" };

static bool
has_column(const struct dg_manifest *m, size_t from, const char *name)
{
	for (size_t c = from; c < m->columns; c++)
		if (strcmp(manifest_name(m, c), name) == 0)
			return true;
	return false;
}

enum dg_status
columns_new(struct batch_columns *c, const struct dg_manifest *m, struct dg_error *err)
{
	*c = (struct batch_columns){ .names = calloc(3 * m->columns + 9, sizeof *c->names) };
	put_name(&c->store, "doc", "");
	put_name(&c->store, "bead", "");
	put_name(&c->store, "score", "");
	for (size_t i = 1; i <= m->sides; i++)
		put_name(&c->store, manifest_name(m, i), "");
	put_name(&c->store, "paragraph", "");
	put_name(&c->store, "sentence", "");
	if (!has_column(m, m->sides + 1, "date"))
		put_name(&c->store, "date", "");
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 1; i <= m->sides; i++) {
			size_t at = c->store.n;

			put_name(&c->store, of_a_side[k], manifest_name(m, i));
			if (!c->store.failed && has_column(m, m->sides + 1, c->store.p + at))
				c->store.n = at;
		}
	for (size_t i = m->sides + 1; i < m->columns; i++)
		put_name(&c->store, manifest_name(m, i), "");
	if (!c->names || c->store.failed) {
		columns_free(c);
		return dg_fail_nomem(err);
	}
	for (size_t at = 0; at < c->store.n; at += c->names[c->n++].n + 1)
		c->names[c->n] = dg_bytes_of(c->store.p + at);
	return DG_OK;
}

void
columns_free(struct batch_columns *c)
{
	free(c->names);
	dg_buf_free(&c->store);
}

/* ---- pages ---- */

/* "path: what is wrong", as the tools say it. */
static void
say(struct dg_buf *out, const char *what, const struct dg_error *err)
{
	out->n = 0;
	if (err->line)
		dg_put_format(out, "%s:%llu: %s", what, (unsigned long long)err->line, err->text);
	else
		dg_put_format(out, "%s: %s", what, err->text);
}

bool
work_key(struct batch_worker *w, size_t document, char key[BATCH_KEY], struct dg_buf *error)
{
	struct dg_error err;

	memcpy(key, "unread", sizeof "unread");
	for (size_t s = 0; s < w->m->sides; s++) {
		const char *cell = manifest_cell(w->m, document, 1 + s);

		if (!manifest_has(w->m, document, s))
			continue;
		if (page_read(&w->page[s], cell, w->opt->root, &err) != DG_OK) {
			say(error, cell, &err);
			return false;
		}
	}
	key_of_document(w->m, document, w->page, w->run, key);
	return true;
}

/* ---- rows ---- */

/* The bead over all the manifest's languages; one that the document lacks is empty. */
static void
put_bead(const struct dg_manifest *m, const struct dg_bead *bead, const int side_of[],
    struct dg_buf *out)
{
	struct dg_bead all = { .score = bead->score };

	for (size_t s = 0; s < m->sides; s++)
		if (side_of[s] >= 0) {
			all.from[s] = bead->from[side_of[s]];
			all.to[s] = bead->to[side_of[s]];
		}
	dg_bead_format(&all, m->sides, out);
}

/* Where the statement has a cell of that name; SIZE_MAX: nowhere. */
static size_t
cell_named(const struct dg_statement *st, const char *name)
{
	for (size_t c = 0; c < st->head.n; c++)
		if (dg_bytes_equal(st->head.names[c], dg_bytes_of(name)))
			return c;
	return SIZE_MAX;
}

/* Which cells of the statement's rows go behind the texts: asked once, not a row. */
static void
choose_cells(struct batch_worker *w, const struct dg_statement *st)
{
	const struct dg_manifest *m = w->m;
	size_t n = 0;

	w->cells[n++] = cell_named(st, "paragraph");
	w->cells[n++] = cell_named(st, "sentence");
	if (!has_column(m, m->sides + 1, "date"))
		w->cells[n++] = cell_named(st, "date");
	for (size_t i = 0; i < 2; i++)
		for (size_t s = 1; s <= m->sides; s++) {
			char name[64];

			snprintf(name, sizeof name, "%s%s", of_a_side[i], manifest_name(m, s));
			if (!has_column(m, m->sides + 1, name))
				w->cells[n++] = cell_named(st, name);
		}
	w->cells_n = n;
}

static void
put_cell(struct dg_buf *out, struct dg_bytes cell)
{
	dg_put_char(out, '\t');
	dg_put_bytes(out, cell);
}

static void
put_row(struct batch_worker *w, size_t document, const struct dg_statement *st, size_t k,
    const int side_of[], struct dg_buf *out)
{
	static const struct dg_bytes empty = { "", 0 };
	const struct dg_manifest *m = w->m;
	const struct dg_row *row = &w->row;

	dg_put_str(out, manifest_cell(m, document, 0));
	dg_put_char(out, '\t');
	/* with all the languages, its own bead is the manifest's */
	if (st->sides == m->sides)
		dg_put_bytes(out, row->cells[st->head.bead]);
	else
		put_bead(m, &st->alignment->beads[k], side_of, out);
	put_cell(out, row->cells[st->head.score]);
	for (size_t s = 0; s < m->sides; s++)
		put_cell(out, side_of[s] < 0 ? empty : row->cells[FIRST_SIDE + side_of[s]]);
	for (size_t i = 0; i < w->cells_n; i++)
		put_cell(out, w->cells[i] == SIZE_MAX ? empty : row->cells[w->cells[i]]);
	for (size_t c = m->sides + 1; c < m->columns; c++)
		put_cell(out, dg_bytes_of(manifest_cell(m, document, c)));
}

static void
count_bead(struct batch_facts *f, const struct dg_bead *b, size_t sides, const int side_of[],
    bool kept)
{
	size_t ones = 0, empty = 0;

	for (size_t i = 0; i < sides; i++) {
		ones += b->to[i] - b->from[i] == 1;
		empty += b->to[i] == b->from[i];
	}
	for (int s = 0; s < DG_TEXTS_MAX && kept; s++)
		if (side_of[s] < 0 || b->to[side_of[s]] == b->from[side_of[s]])
			f->full &= ~(1u << s);
	f->beads++;
	f->null += empty > 0;
	f->one += ones == sides;
	f->many += !empty && ones < sides;
}

/* Why the row at hand is no pair of translations; no rule: it is kept. */
static enum dg_status
judge(struct batch_worker *w, const struct dg_bead *b, const int side_of[],
    struct dg_verdict *why, struct dg_error *err)
{
	struct dg_bytes texts[DG_TEXTS_MAX];
	struct dg_verdict said[BATCH_VERDICTS];
	size_t n;
	enum dg_status st;

	for (size_t s = 0; s < w->m->sides; s++)
		texts[s] = side_of[s] < 0 ? (struct dg_bytes){ "", 0 } :
		    w->row.cells[FIRST_SIDE + side_of[s]];
	st = dg_cleaner_judge(w->cleaner, texts, b->score, said, &n, err);
	*why = (struct dg_verdict){ .rule = NULL };
	if (st == DG_OK && n && said[n - 1].mode == DG_DROP)
		*why = said[n - 1];
	return st;
}

static enum dg_status
put_rows(struct batch_worker *w, size_t document, const struct dg_statement *st,
    const int side_of[], struct batch_part *part, struct dg_error *err)
{
	struct batch_facts *f = &part->facts;

	choose_cells(w, st);
	for (size_t k = 0; k < st->alignment->n; k++) {
		const struct dg_bead *b = &st->alignment->beads[k];
		struct dg_verdict why;
		struct dg_buf *out;
		enum dg_status rc = dg_statement_row(st, k, &w->row, err);

		if (rc == DG_OK)
			rc = judge(w, b, side_of, &why, err);
		if (rc != DG_OK)
			return rc;
		out = &w->rows[why.rule != NULL];
		put_row(w, document, st, k, side_of, out);
		if (why.rule)
			dg_put_format(out, "\t%s\t%.4g", why.rule, why.value);
		dg_put_char(out, '\n');
		count_bead(f, b, st->sides, side_of, !why.rule);
		*(why.rule ? &f->dropped : &f->kept) += 1;
	}
	for (size_t s = 0; s < w->m->sides; s++)
		if (side_of[s] >= 0)
			f->segments[s] = st->side[side_of[s]].segments->n;
	f->mean_millionths = (size_t)(st->alignment->mean * 1e6 + 0.5);
	return DG_OK;
}

/* ---- one document ---- */

static void
warn(const struct dg_statement *st, const struct dg_source sources[], struct dg_buf *out)
{
	out->n = 0;
	if (st->alignment->unrelated)
		dg_put_str(out, "the pages do not look like translations of each other");
	for (size_t i = 0; i < st->sides; i++)
		if (st->side[i].page->bad_bytes)
			dg_put_format(out, "%s%s: %zu bytes that are no text", out->n ? "; " : "",
			    sources[i].name, st->side[i].page->bad_bytes);
}

/* What is wrong with the document goes into the part, what is wrong with the machine
 * into *err. */
static enum dg_status
make(struct batch_worker *w, size_t document, struct batch_part *part, struct dg_error *err)
{
	struct dg_statement_options opt = { .lexicon = w->lexicon, .kit = w->kit,
	    .keep = w->opt->keep, .space = w->opt->space,
	    .document = manifest_cell(w->m, document, 0) };
	struct dg_source sources[DG_TEXTS_MAX] = { 0 };
	struct dg_statement *st = NULL;
	int side_of[DG_TEXTS_MAX] = { -1, -1, -1 };
	size_t n = 0, at;
	enum dg_status rc;

	for (size_t s = 0; s < w->m->sides; s++)
		if (manifest_has(w->m, document, s)) {
			const struct batch_page *p = &w->page[s];

			side_of[s] = (int)n;
			sources[n++] = (struct dg_source){ manifest_cell(w->m, document, 1 + s),
			    dg_buf_bytes(&p->raw), manifest_name(w->m, 1 + s),
			    p->charset.n ? p->charset.p : NULL, p->url.n ? p->url.p : NULL };
		}
	if (n < 2) {
		dg_put_str(&w->error, "the manifest names fewer than two pages");
		return DG_OK;
	}
	rc = dg_statement_make(&st, sources, n, &opt, &at, err);
	if (rc == DG_OK) {
		rc = put_rows(w, document, st, side_of, part, err);
		warn(st, sources, &w->warning);
	} else if (rc != DG_ENOMEM) {
		say(&w->error, sources[at].name, err);
		rc = DG_OK;
	}
	dg_statement_free(st);
	return rc;
}

static uint64_t
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

/* What could not be read has no key of its own: it is tried again at every run. */
static enum dg_status
make_part(struct batch_worker *w, size_t document, struct batch_part *part, bool keyed,
    struct dg_error *err)
{
	uint64_t begun = cpu_now();
	enum dg_status st = DG_OK;

	w->rows[0].n = w->rows[1].n = w->warning.n = 0;
	part->facts = (struct batch_facts){ .full = (1u << DG_TEXTS_MAX) - 1 };
	if (keyed)
		st = make(w, document, part, err);
	part->facts.microseconds = cpu_now() - begun;
	part->warning = dg_buf_bytes(&w->warning);
	part->error = dg_buf_bytes(&w->error);
	part->kept = dg_buf_bytes(&w->rows[0]);
	part->dropped = dg_buf_bytes(&w->rows[1]);
	if (st == DG_OK && (w->warning.failed || w->error.failed || w->rows[0].failed ||
	    w->rows[1].failed))
		st = dg_fail_nomem(err);
	return st;
}

/* What cannot be read is told at every run; it is kept once. */
static bool
was_unread(struct batch_worker *w, struct batch_part *part)
{
	struct dg_bytes said = dg_buf_bytes(&w->error);

	return reader_find(&w->reader, part->document, w->run, "unread", part) &&
	    dg_bytes_equal(part->error, said);
}

enum batch_fate
work_document(struct batch_worker *w, size_t document, struct batch_part *part,
    struct dg_error *err)
{
	char key[BATCH_KEY], doc[BATCH_KEY];
	bool keyed;

	w->error.n = 0;
	key_of(dg_bytes_of(manifest_cell(w->m, document, 0)), doc);
	memcpy(part->document, doc, sizeof doc);
	keyed = work_key(w, document, key, &w->error);
	if (keyed && reader_find(&w->reader, doc, w->run, key, part))
		return BATCH_REUSED;
	if (!keyed && was_unread(w, part))
		return BATCH_MADE;
	memcpy(part->run, w->run, BATCH_KEY);
	memcpy(part->document, doc, sizeof doc);
	memcpy(part->key, key, sizeof key);
	if (make_part(w, document, part, keyed, err) != DG_OK ||
	    writer_put(&w->writer, part, err) != DG_OK)
		return BATCH_TROUBLE;
	return BATCH_MADE;
}

/* The aligner has looked at the words, and its score says what it saw: the rules that would
 * ask it again are off. */
static enum dg_status
open_cleaner(struct batch_worker *w, struct dg_error *err)
{
	static const char *const off[] = { "words", "truncated", "glued" };
	const char *langs[DG_TEXTS_MAX];
	char score[32];
	struct dg_in *in = NULL;
	enum dg_status st;

	for (size_t s = 0; s < w->m->sides; s++)
		langs[s] = manifest_name(w->m, 1 + s);
	st = dg_cleaner_new(&w->cleaner, langs, w->m->sides, NULL, err);
	for (size_t i = 0; i < sizeof off / sizeof *off && st == DG_OK; i++)
		st = dg_cleaner_set(w->cleaner, dg_bytes_of(off[i]), dg_bytes_of("off"), err);
	snprintf(score, sizeof score, "%.6f", w->opt->min_score);
	if (st == DG_OK)
		st = dg_cleaner_set(w->cleaner, dg_bytes_of("score"), dg_bytes_of(score), err);
	if (st == DG_OK && w->opt->rules.n) {
		st = dg_in_memory(&in, w->opt->rules, err);
		if (st == DG_OK)
			st = dg_cleaner_read(w->cleaner, in, err);
		dg_in_free(in);
	}
	if (st == DG_OK)
		dg_cleaner_reports(w->cleaner, false);
	return st;
}

enum dg_status
worker_open(struct batch_worker *w, struct dg_error *err)
{
	enum dg_status st = dg_kit_new(&w->kit, err);

	reader_open(&w->reader, w->store);
	writer_open(&w->writer, w->store);
	return st == DG_OK ? open_cleaner(w, err) : st;
}

enum dg_status
worker_close(struct batch_worker *w, struct dg_error *err)
{
	enum dg_status st = writer_close(&w->writer, err);

	reader_close(&w->reader);
	dg_kit_free(w->kit);
	dg_cleaner_free(w->cleaner);
	for (size_t s = 0; s < DG_TEXTS_MAX; s++)
		page_free(&w->page[s]);
	dg_buf_free(&w->rows[0]);
	dg_buf_free(&w->rows[1]);
	dg_buf_free(&w->warning);
	dg_buf_free(&w->error);
	dg_row_free(&w->row);
	return st;
}
