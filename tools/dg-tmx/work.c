/* work.c -- units out of bitexts and memories, one file after another. */
#include <stdlib.h>
#include <string.h>

#include "dg-tmx/work.h"

bool
work_takes(struct work *w, const struct dg_unit *unit)
{
	struct dg_error err;
	bool before = false;

	for (size_t i = 0; i < w->filters_n; i++)
		if (!dg_filter_takes(w->filters[i], unit)) {
			w->filtered++;
			return false;
		}
	if (!w->dedup && !w->stats)
		return true;
	if ((!w->seen && dg_seen_new(&w->seen, &err) != DG_OK) ||
	    dg_seen_before(w->seen, unit, &before, &err) != DG_OK)
		exit(tool_fail("%s", err.text));
	w->repeated += before;
	return !(before && w->dedup);
}

/* A unit that is complete. */
static enum dg_status
take(struct work *w, const char *file, uint64_t line, const struct dg_unit *unit,
    struct dg_error *err)
{
	if (!work_takes(w, unit))
		return DG_OK;
	if (w->stats)
		return stats_take(w, unit, err);
	return work_put(w, file, line, unit, err);
}

static enum dg_status
feed(struct work *w, const char *file, uint64_t line, const struct dg_unit *unit,
    struct dg_error *err)
{
	const struct dg_unit *ready = unit;
	enum dg_status st = DG_OK;

	if (w->context && !w->neighbours)
		st = dg_context_new(&w->neighbours, err);
	if (st == DG_OK && w->context)
		st = dg_context_next(w->neighbours, w->source_tag, unit, &ready, err);
	return st == DG_OK && ready ? take(w, file, line, ready, err) : st;
}

struct dg_bytes
work_keep(struct work *w, struct dg_bytes s)
{
	char *p = malloc(s.n + 1);

	if (!p || w->text.n == sizeof w->text.at / sizeof *w->text.at)
		exit(tool_fail("out of memory"));
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	w->text.at[w->text.n++] = p;
	return (struct dg_bytes){ p, s.n };
}

/* The first file's head is the output's; of its columns only where it is alone. */
static void
take_head(struct work *w, const struct dg_memory_head *head)
{
	if (w->begun)
		return;
	w->begun = true;
	w->head.date = dg_bytes_of(memory_date());
	if (w->inputs == 1 && !w->split) {
		w->head.columns = work_keep(w, head->columns);
		w->head.tags = work_keep(w, head->tags);
	}
	w->source_tag = work_keep(w, head->source);
	w->target_tag = work_keep(w, head->target);
}

/* ---- a bitext ---- */

static enum dg_status
named_source(const struct work *w, const struct dg_rows *rows, struct dg_bytes *source,
    struct dg_error *err)
{
	*source = dg_bytes_of(w->source);
	if (strcmp(w->source, "*all*") == 0)
		return DG_OK;
	*source = dg_rows_find(rows, *source);
	if (source->n)
		return DG_OK;
	err->status = DG_EUSAGE;
	err->line = 1;
	strcpy(err->text, "no column of the language that -s names");
	return DG_EUSAGE;
}

static enum dg_status
feed_rows(struct work *w, const char *file, struct dg_bitext *reader, struct dg_rows *rows,
    struct dg_error *err)
{
	const struct dg_bytes *cells;
	uint64_t last = 0;
	enum dg_status st = DG_OK;

	while (st == DG_OK && !work_full(w)) {
		if ((st = dg_bitext_next(reader, &cells, err)) == DG_OK) {
			st = feed(w, file, dg_bitext_line(reader), dg_rows_unit(rows, cells), err);
		} else if (st != DG_END && memory_step_over(file, err, w->keep_going, &last)) {
			w->trouble = true;
			st = DG_OK;
		}
	}
	return st == DG_END ? DG_OK : st;
}

static enum dg_status
read_bitext(struct work *w, const char *file, struct dg_in *in, struct dg_error *err)
{
	struct dg_memory_head head = { .source = { "", 0 } };
	struct dg_bitext *reader = NULL;
	struct dg_rows *rows = NULL;
	enum dg_status st = dg_bitext_new(&reader, in, err);

	if (st == DG_OK)
		st = dg_rows_new(&rows, dg_bitext_head(reader), w->tags.tags, w->tags.n, err);
	if (st == DG_OK && w->source)
		st = named_source(w, rows, &head.source, err);
	if (st == DG_OK)
		st = dg_rows_describe(rows, false, &head, err);
	/* the first column is what the others are translated into */
	if (st == DG_OK && !dg_bytes_equal(head.source, dg_rows_tag(rows, 0)))
		head.target = dg_rows_tag(rows, 0);
	if (st == DG_OK) {
		take_head(w, &head);
		st = feed_rows(w, file, reader, rows, err);
	}
	dg_rows_free(rows);
	dg_bitext_free(reader);
	return st;
}

/* ---- a memory ---- */

struct reading { struct work *w; const char *file; uint64_t units; };

static enum dg_status
on_head(void *ctx, const struct dg_memory_head *head, struct dg_error *err)
{
	struct reading *r = ctx;
	struct dg_memory_head mine = *head;
	const char *tab = head->tags.n ? memchr(head->tags.p, '\t', head->tags.n) : NULL;

	(void)err;
	/* ours says which language the others are translated into */
	if (tab)
		mine.target = (struct dg_bytes){ head->tags.p, (size_t)(tab - head->tags.p) };
	if (dg_bytes_equal(mine.source, dg_bytes_of("*all*")))
		mine.source.n = 0;
	if (dg_bytes_equal(mine.source, mine.target))
		mine.target.n = 0;
	retag_head(r->w, &mine);
	if (r->w->source)
		mine.source = dg_bytes_of(r->w->source);
	take_head(r->w, &mine);
	return DG_OK;
}

/* A unit that cannot be saved is told, and the rest goes on. */
static enum dg_status
on_unit(void *ctx, const struct dg_unit *unit, struct dg_error *err)
{
	struct reading *r = ctx;
	enum dg_status st = feed(r->w, r->file, ++r->units, retag_unit(r->w, unit), err);

	if (st == DG_EUSAGE) {
		tool_warn("%s: unit %llu (%.*s): %s: left out", r->file,
		    (unsigned long long)r->units, (int)(unit->id.n < 60 ? unit->id.n : 60),
		    unit->id.n ? unit->id.p : "", err->text);
		r->w->spoilt = true;
		st = DG_OK;
	}
	return st == DG_OK && work_full(r->w) ? DG_END : st;
}

static void
on_illegal(void *ctx, const struct dg_finding *f)
{
	struct reading *r = ctx;

	r->w->spoilt = true;
	tool_warn("%s:%llu:%.*s%s%s: not kept", r->file, (unsigned long long)f->line,
	    (int)f->unit.n, f->unit.p, f->unit.n ? ": " : " ", f->text);
}

/* Text that begins with a "<", in whatever encoding, is no bitext. */
static bool
looks_like_xml(struct dg_bytes ahead)
{
	size_t at = 0;

	if (ahead.n >= 2 && (memcmp(ahead.p, "\xFE\xFF", 2) == 0 ||
	    memcmp(ahead.p, "\xFF\xFE", 2) == 0))
		return true;
	if (ahead.n >= 3 && memcmp(ahead.p, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	while (at < ahead.n && strchr(" \r\n", ahead.p[at]))
		at++;	/* a NUL counts as one, for UTF-16 without a mark */
	return at < ahead.n && ahead.p[at] == '<';
}

static int
read_one(const char *file, struct dg_in *in, void *ctx)
{
	struct work *w = ctx;
	struct reading r = { w, strcmp(file, "-") ? file : "standard input", 0 };
	struct dg_memory_events events = { on_head, on_unit, &r, w->inlines,
	    w->keep_going ? on_illegal : NULL };
	struct dg_bytes ahead;
	struct dg_error err;
	enum dg_status st = dg_in_look(in, &ahead, &err);

	if (st == DG_OK)
		st = looks_like_xml(ahead) ? dg_tmx_read(in, &events, &err) :
		    read_bitext(w, r.file, in, &err);
	if ((st == DG_OK || w->keep_going) && w->context &&
	    feed(w, r.file, r.units, NULL, &err) != DG_OK)
		st = err.status;
	return st == DG_OK ? 0 : tool_error(file, &err);
}

int
work_run(struct work *w, char *const inputs[])
{
	int rc;

	for (w->inputs = 0; inputs[w->inputs]; w->inputs++)
		;
	w->name = w->inputs && strcmp(inputs[0], "-") != 0 ? inputs[0] : "standard input";
	w->inputs += w->inputs == 0;
	rc = tool_each(inputs, read_one, w);
	if (w->trouble)
		rc = 2;
	else if (rc == 0 && w->spoilt)
		rc = 1;
	return work_finish(w, rc);
}

void
work_free(struct work *w)
{
	for (size_t i = 0; i < w->filters_n; i++)
		dg_filter_free(w->filters[i]);
	for (size_t i = 0; i < w->text.n; i++)
		free(w->text.at[i]);
	dg_seen_free(w->seen);
	dg_context_free(w->neighbours);
	stats_free(w->numbers);
	retag_free(&w->retag);
}
