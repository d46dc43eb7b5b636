/* dg-xliff -- a bitext (TSV) to XLIFF 1.2, 2.0, 2.1 or 2.2, and back.
 * Keeps one unit in memory.  See dg-xliff(1). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { KEY_LINT = 256, KEY_TAG, KEY_FORMAT, KEY_REVIEWED, KEY_INLINE, KEY_KEEP };

static const struct tool_option options[] = {
	{ 's', "source", "LANG", "source language, by column name or tag" },
	{ 't', "target", "LANG", "target language" },
	{ 'o', "output", "FILE", "write there, compressed if it ends in .gz (default: stdout)" },
	{ KEY_FORMAT, "xliff-version", "N",
	    "the XLIFF to write: 1.2 (default), 2.0, 2.1 or 2.2; also --version N" },
	{ KEY_TAG, "tag", "LANG=TAG", "the tag for a language column (zh=zh-Hans)" },
	{ KEY_REVIEWED, "reviewed-above", "X", "call targets of this score or more reviewed" },
	{ 'd', "decode", NULL, "read XLIFF 1.2 to 2.2, write a bitext" },
	{ KEY_INLINE, "inline", "HOW", "with -d, inline tags: text, drop or keep" },
	{ KEY_KEEP, "keep-going", NULL, "write the good units though the input has trouble" },
	{ KEY_LINT, "lint", NULL, "say what a CAT tool may stumble over" },
	MEMORY_LEVELS,
	{ 0 }
};

static const struct tool self = {
	"dg-xliff", "[--version 1.2|2.0|2.1|2.2] -s LANG -t LANG [-o OUT.xlf] [BITEXT.tsv]"
	" | -d FILE.xlf | --lint FILE...",
	"Turn a bitext into XLIFF, for review in a CAT tool, and back.", options, false
};

struct job {
	const char *source, *target, *output;
	struct memory_tags tags;
	struct dg_xliff_rules rules;
	enum dg_inline inlines;
	struct memory_count count;
	bool keep_going, trouble;
};

/* --version N is ours, --version alone is every tool's: give ours its long name. */
static void
tell_versions_apart(int argc, char *argv[])
{
	static char with_dash[] = "--xliff-version", joined[32];

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *next = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--version") == 0 && *next >= '0' && *next <= '9') {
			argv[i] = with_dash;
		} else if (strncmp(argv[i], "--version=", 10) == 0) {
			snprintf(joined, sizeof joined, "%s=%s", with_dash, argv[i] + 10);
			argv[i] = joined;
		}
	}
}

/* The tags of -s and -t; without them, the two languages that there are. */
static enum dg_status
find_languages(const struct job *job, const struct dg_rows *rows, size_t sides,
    struct dg_memory_head *head, struct dg_error *err)
{
	const char *want[2] = { job->source, job->target };
	struct dg_bytes *tags[2] = { &head->source, &head->target };

	for (size_t i = 0; i < 2; i++) {
		if (want[i])
			*tags[i] = dg_rows_find(rows, dg_bytes_of(want[i]));
		else if (sides == 2 && !want[!i])
			*tags[i] = dg_rows_tag(rows, i);
		if (tags[i]->n)
			continue;
		*err = (struct dg_error){ .status = DG_EUSAGE, .line = 1 };
		if (want[i])
			snprintf(err->text, sizeof err->text,
			    "no column of the language '%.60s'", want[i]);
		else
			snprintf(err->text, sizeof err->text, "-%c LANG is missing", "st"[i]);
		return DG_EUSAGE;
	}
	return DG_OK;
}

static enum dg_status
write_rows(struct job *job, const char *file, struct dg_bitext *reader, struct dg_rows *rows,
    struct dg_out *out, struct dg_error *err)
{
	struct dg_memory_head head = { .date = dg_bytes_of(memory_date()) };
	struct dg_xliff_write *w = NULL;
	const struct dg_bytes *cells;
	struct dg_put put;
	uint64_t last = 0;
	enum dg_status st;

	st = find_languages(job, rows, dg_bitext_head(reader)->sides, &head, err);
	if (st == DG_OK)
		st = dg_rows_describe(rows, true, &head, err);
	if (st == DG_OK)
		st = dg_xliff_write_new(&w, out, &head, &job->rules, err);
	while (st == DG_OK && !dg_out_failed(out)) {
		if ((st = dg_bitext_next(reader, &cells, err)) == DG_OK &&
		    (st = dg_xliff_write_put(w, dg_rows_unit(rows, cells), &put, err)) == DG_OK) {
			memory_tally(&job->count, file, dg_bitext_line(reader), &put);
		} else if (memory_step_over(file, err, st != DG_END && job->keep_going, &last)) {
			job->trouble = true;
			st = DG_OK;
		}
	}
	if (w)
		dg_xliff_write_end(w);
	dg_xliff_write_free(w);
	return st == DG_END ? DG_OK : st;
}

static int
encode(struct job *job, const char *file, struct dg_out *out)
{
	const char *name = strcmp(file, "-") ? file : "standard input";
	struct dg_bitext *reader = NULL;
	struct dg_rows *rows = NULL;
	struct dg_error err;
	struct dg_in *in;
	enum dg_status st = dg_in_open(&in, file, &err);

	if (st == DG_OK)
		st = dg_bitext_new(&reader, in, &err);
	if (st == DG_OK)
		st = dg_rows_new(&rows, dg_bitext_head(reader), job->tags.tags, job->tags.n,
		    &err);
	if (st == DG_OK)
		st = write_rows(job, name, reader, rows, out, &err);
	dg_rows_free(rows);
	dg_bitext_free(reader);
	dg_in_free(in);
	if (st != DG_OK)
		return tool_error(file, &err);
	memory_report(&job->count, name);
	return job->trouble ? 2 : 0;
}

int
main(int argc, char *argv[])
{
	struct job job = { .output = "-", .rules = { 12, 2 } };
	struct dg_out *out;
	bool decode = false, lint = false;
	const char *arg, *file;
	int key, at, rc;

	tell_versions_apart(argc, argv);
	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': job.output = arg; break;
		case 's': job.source = arg; break;
		case 't': job.target = arg; break;
		case 'd': decode = true; break;
		case KEY_LINT: lint = true; break;
		case KEY_FORMAT: job.rules.version = memory_xliff_version("--version", arg); break;
		case KEY_TAG: memory_tag(&job.tags, arg); break;
		case KEY_REVIEWED:
			job.rules.reviewed_above = tool_real("--reviewed-above", arg, 0, 1);
			break;
		case KEY_INLINE: job.inlines = memory_inline(arg); break;
		case KEY_KEEP: job.keep_going = true; break;
		MEMORY_LEVEL_CASES: memory_level = key - '0'; break;
		}
	if (lint)
		return tool_end(memory_lint(dg_xliff_lint, argv + at));
	if (argc - at > 1)
		return tool_usage();
	file = argc > at ? argv[at] : "-";
	if ((rc = memory_out_open(&out, job.output)) != 0)
		return tool_end(rc);
	if (decode)
		rc = memory_to_rows(&(struct memory_decode){ .read = dg_xliff_read,
		    .inlines = job.inlines, .keep_going = job.keep_going }, file, out);
	else
		rc = encode(&job, file, out);
	return tool_end(memory_out_finish_or_keep(out, job.output, rc, job.keep_going));
}
