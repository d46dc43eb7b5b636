/* dg-tmx -- a bitext (TSV) to a translation memory (TMX 1.4), and back.
 * Keeps one unit in memory, and some bits of each that it wrote.  See
 * dg-tmx(1). */
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { KEY_LINT = 256, KEY_TAG, KEY_MIN, KEY_ALTERNATIVES, KEY_INLINE };

static const struct tool_option options[] = {
	{ 'o', "output", "FILE", "write there, compressed if it ends in .gz (default: stdout)" },
	{ 's', "source", "LANG", "source language; units without it are left out; *all*: none is" },
	{ KEY_TAG, "tag", "LANG=TAG", "the tag for a language column (zh=zh-Hans)" },
	{ KEY_MIN, "min-score", "X", "leave out rows below this score, or without one" },
	{ KEY_ALTERNATIVES, "alternatives", "HOW", "drop or keep further translations of a source" },
	{ 'd', "decode", NULL, "read TMX 1.1 to 1.4, write a bitext" },
	{ KEY_INLINE, "inline", "HOW", "with -d, inline tags: text, drop or keep" },
	{ KEY_LINT, "lint", NULL, "say what a CAT tool may stumble over" },
	{ 0 }
};

static const struct tool self = {
	"dg-tmx", "[-o OUT.tmx[.gz]] [-s LANG] [--tag LANG=TAG] [BITEXT.tsv]"
	" | -d FILE.tmx | --lint FILE...",
	"Turn a bitext into a translation memory (TMX 1.4) and back.", options
};

struct job {
	const char *source, *output;
	struct memory_tags tags;
	struct dg_tmx_rules rules;
	enum dg_inline inlines;
	struct memory_count count;
};

static enum dg_status
named_source(const struct job *job, const struct dg_rows *rows, struct dg_bytes *source,
    struct dg_error *err)
{
	*source = dg_bytes_of(job->source);
	if (strcmp(job->source, "*all*") == 0)
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
write_rows(struct job *job, const char *file, struct dg_bitext *reader, struct dg_rows *rows,
    struct dg_tmx_write *w, struct dg_out *out, struct dg_error *err)
{
	const struct dg_bytes *cells;
	struct dg_put put;
	enum dg_status st = DG_OK;

	while (!dg_out_failed(out) &&
	    (st = dg_bitext_next(reader, &cells, err)) == DG_OK &&
	    (st = dg_tmx_write_put(w, dg_rows_unit(rows, cells), &put, err)) == DG_OK)
		memory_tally(&job->count, file, dg_bitext_line(reader), &put);
	dg_tmx_write_end(w);
	return st == DG_END ? DG_OK : st;
}

static enum dg_status
convert(struct job *job, const char *file, struct dg_in *in, struct dg_out *out,
    struct dg_error *err)
{
	struct dg_memory_head head = { .date = dg_bytes_of(memory_date()) };
	struct dg_bitext *reader = NULL;
	struct dg_rows *rows = NULL;
	struct dg_tmx_write *w = NULL;
	enum dg_status st = dg_bitext_new(&reader, in, err);

	if (st == DG_OK)
		st = dg_rows_new(&rows, dg_bitext_head(reader), job->tags.tags, job->tags.n, err);
	if (st == DG_OK && job->source)
		st = named_source(job, rows, &head.source, err);
	if (st == DG_OK)
		st = dg_rows_describe(rows, false, &head, err);
	/* the first column is what the others are translated into */
	if (st == DG_OK && !dg_bytes_equal(head.source, dg_rows_tag(rows, 0)))
		head.target = dg_rows_tag(rows, 0);
	if (st == DG_OK)
		st = dg_tmx_write_new(&w, out, &head, &job->rules, err);
	if (st == DG_OK)
		st = write_rows(job, file, reader, rows, w, out, err);
	dg_tmx_write_free(w);
	dg_rows_free(rows);
	dg_bitext_free(reader);
	return st;
}

static int
encode(struct job *job, const char *file, struct dg_out *out)
{
	struct dg_error err;
	struct dg_in *in;
	int rc = 0;

	if (dg_in_open(&in, file, &err) != DG_OK || convert(job, file, in, out, &err) != DG_OK)
		rc = tool_error(file, &err);
	else
		memory_report(&job->count, strcmp(file, "-") ? file : "standard input");
	dg_in_free(in);
	return rc;
}

static bool
keep_alternatives(const char *arg)
{
	if (strcmp(arg, "keep") != 0 && strcmp(arg, "drop") != 0)
		exit(tool_fail("--alternatives: '%s' is neither drop nor keep", arg));
	return strcmp(arg, "keep") == 0;
}

int
main(int argc, char *argv[])
{
	struct job job = { .output = "-", .rules = { .temporary = getenv("TMPDIR") } };
	struct dg_out *out;
	bool decode = false, lint = false;
	const char *arg, *file;
	int key, at, rc;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': job.output = arg; break;
		case 's': job.source = arg; break;
		case 'd': decode = true; break;
		case KEY_LINT: lint = true; break;
		case KEY_TAG: memory_tag(&job.tags, arg); break;
		case KEY_MIN: job.rules.min_score = tool_real("--min-score", arg, 0, 1); break;
		case KEY_ALTERNATIVES: job.rules.alternatives = keep_alternatives(arg); break;
		case KEY_INLINE: job.inlines = memory_inline(arg); break;
		}
	if (lint)
		return tool_end(memory_lint(dg_tmx_lint, argv + at));
	if (argc - at > 1)
		return tool_usage();
	file = argc > at ? argv[at] : "-";
	if ((rc = memory_out_open(&out, job.output)) != 0)
		return tool_end(rc);
	rc = decode ? memory_to_rows(dg_tmx_read, file, job.inlines, out) :
	    encode(&job, file, out);
	return tool_end(memory_out_finish(out, job.output, rc));
}
