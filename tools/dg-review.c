/* dg-review -- a bitext as a page in which it is put right, and what came of it back.
 * Keeps one row in memory.  See dg-review(1). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { KEY_APPLY = 256, KEY_ROWS, KEY_SEGMENTS, KEY_NAME };

static const struct tool_option options[] = {
	{ 'o', "output", "FILE", "write the page, or with --apply the bitext, there (default: stdout)" },
	{ KEY_APPLY, "apply", "EDITS.tsv", "put what a page of this bitext saved back into it" },
	{ KEY_ROWS, "max-rows", "N", "rows in the page (default 50000); the rest stay as they are" },
	{ KEY_SEGMENTS, "segments", "A.seg,B.seg[,C.seg]", "the segments that the beads number" },
	{ KEY_NAME, "name", "NAME", "what the page is called (default: the file's name)" },
	{ 'x', "lexicon", "FILE.lex", "use this lexicon instead of the built-in one" },
	{ 0 }
};

static const struct tool self = {
	"dg-review", "[-o PAGE.html] [--segments A.seg,B.seg[,C.seg]] [BITEXT.tsv]"
	" | --apply EDITS.tsv [-o OUT.tsv] BITEXT.tsv",
	"Make a page of a bitext: look it over in a browser, put it right by keyboard, save it.\n"
	"One file, no server, no network.\n\n"
	"  dg-review -o page.html bitext.tsv\n"
	"  dg-review --apply bitext.reviewed.tsv bitext.tsv | dg-tmx --min-score 0.5 -o memory.tmx",
	options, false
};

struct job {
	const char *output, *edits, *name, *lexicon;
	char *segment_files;
	struct dg_segments *texts[DG_SIDES_MAX];
	size_t texts_n;
	size_t max_rows;
};

/* ---- the page ---- */

static int
read_segments(struct job *job)
{
	int rc = 0;

	for (char *p = job->segment_files ? strtok(job->segment_files, ",") : NULL; p;
	    p = strtok(NULL, ",")) {
		struct dg_error err;
		struct dg_in *in = NULL;

		if (job->texts_n == DG_SIDES_MAX)
			return tool_fail("--segments: more than %d files", (int)DG_SIDES_MAX);
		if (dg_in_open(&in, p, &err) != DG_OK ||
		    dg_segments_read(&job->texts[job->texts_n++], in, &err) != DG_OK)
			rc = tool_error(p, &err);
		dg_in_free(in);
	}
	return rc;
}

static void
tell(const char *file, const struct dg_review_counts *n)
{
	if (n->full)
		tool_warn("%s: the page came to 256 MB; the first %" PRIu64 " of %" PRIu64
		    " rows are in it", file, n->shown, n->rows);
	else if (n->shown < n->rows)
		tool_warn("%s: the first %" PRIu64 " of %" PRIu64 " rows are in the page "
		    "(--max-rows)", file, n->shown, n->rows);
	tool_note("%s: %" PRIu64 " rows", file, n->shown);
}

static enum dg_status
put_rows(struct dg_review *r, struct dg_bitext *reader, struct dg_out *out, struct dg_error *err)
{
	const struct dg_bytes *cells;
	enum dg_status st = DG_OK;

	while (!dg_out_failed(out) && (st = dg_bitext_next(reader, &cells, err)) == DG_OK)
		if ((st = dg_review_put(r, cells, err)) != DG_OK)
			return st;
	return st == DG_END ? DG_OK : st;
}

static enum dg_status
make_page(const struct job *job, const char *file, struct dg_in *in, struct dg_lexicon *lex,
    struct dg_out *out, struct dg_error *err)
{
	const char *name = strcmp(file, "-") == 0 ? "bitext" : file;
	struct dg_review_options opt = { .name = job->name ? job->name : name,
	    .max_rows = job->max_rows, .lexicon = lex };
	struct dg_bitext *reader = NULL;
	struct dg_review *r = NULL;
	struct dg_review_counts counts;
	enum dg_status st = dg_bitext_new(&reader, in, err);

	if (st == DG_OK && job->texts_n) {
		if (job->texts_n != dg_bitext_head(reader)->sides) {
			tool_fail("--segments names %zu files for %zu languages", job->texts_n,
			    dg_bitext_head(reader)->sides);
			exit(tool_end(2));
		}
		opt.texts = (const struct dg_segments *const *)job->texts;
	}
	if (st == DG_OK)
		st = dg_review_new(&r, out, dg_bitext_head(reader), &opt, err);
	if (st == DG_OK)
		st = put_rows(r, reader, out, err);
	if (st == DG_OK) {
		dg_review_end(r, &counts);
		tell(name, &counts);
	}
	dg_review_free(r);
	dg_bitext_free(reader);
	return st;
}

static int
page(struct job *job, const char *file, struct dg_out *out)
{
	struct dg_lexicon *lex = NULL;
	struct dg_in *in = NULL;
	struct dg_error err;
	int rc = read_segments(job);

	if (rc == 0 && dg_lexicon_open(&lex, job->lexicon, &err) != DG_OK)
		rc = tool_error(job->lexicon ? job->lexicon : "built-in lexicon", &err);
	if (rc == 0 && (dg_in_open(&in, file, &err) != DG_OK ||
	    make_page(job, file, in, lex, out, &err) != DG_OK))
		rc = tool_error(file, &err);
	dg_in_free(in);
	dg_lexicon_free(lex);
	for (size_t s = 0; s < job->texts_n; s++)
		dg_segments_free(job->texts[s]);
	return rc;
}

/* ---- and back ---- */

struct pair { struct dg_in *bitext, *edits; };

static int
open_pair(struct pair *p, const struct memory_twice *bitext, const char *file,
    const struct memory_twice *edits, const char *edits_file)
{
	struct dg_error err;

	*p = (struct pair){ NULL, NULL };
	if (dg_in_open(&p->bitext, bitext->path, &err) != DG_OK)
		return tool_error(file, &err);
	if (dg_in_open(&p->edits, edits->path, &err) != DG_OK)
		return tool_error(edits_file, &err);
	return 0;
}

static void
close_pair(struct pair *p)
{
	dg_in_free(p->bitext);
	dg_in_free(p->edits);
}

/* Twice through both: first whether they belong together, then the writing. */
static int
apply_twice(const struct job *job, const char *file, const struct memory_twice *bitext,
    const struct memory_twice *edits, struct dg_out *out)
{
	struct dg_review_applied n;
	struct dg_error err;
	struct pair p;
	int rc;

	for (int write = 0; write < 2; write++) {
		if ((rc = open_pair(&p, bitext, file, edits, job->edits)) == 0 &&
		    (write ? dg_review_apply(out, p.bitext, p.edits, &n, &err) :
		    dg_review_check(p.bitext, p.edits, &n, &err)) != DG_OK)
			rc = tool_error(n.at_edits ? job->edits : file, &err);
		close_pair(&p);
		if (rc != 0)
			return rc;
	}
	tool_note("%s: %" PRIu64 " rows, %" PRIu64 " approved, %" PRIu64 " changed, %" PRIu64
	    " rejected", file, n.rows, n.approved, n.changed, n.rejected);
	return 0;
}

static int
apply(const struct job *job, const char *file, struct dg_out *out)
{
	struct memory_twice bitext = { 0 }, edits = { 0 };
	int rc;

	if (strcmp(file, "-") == 0 && strcmp(job->edits, "-") == 0)
		return tool_fail("--apply: standard input cannot be both");
	if ((rc = memory_twice_open(&bitext, file)) == 0 &&
	    (rc = memory_twice_open(&edits, job->edits)) == 0)
		rc = apply_twice(job, file, &bitext, &edits, out);
	memory_twice_close(&bitext);
	memory_twice_close(&edits);
	return rc;
}

int
main(int argc, char *argv[])
{
	struct job job = { .output = "-" };
	char *files = NULL;
	struct dg_out *out;
	const char *arg, *file;
	int key, at, rc;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': job.output = arg; break;
		case 'x': job.lexicon = arg; break;
		case KEY_APPLY: job.edits = arg; break;
		case KEY_NAME: job.name = arg; break;
		case KEY_ROWS: job.max_rows = (size_t)tool_number("--max-rows", arg, 1, 10000000); break;
		case KEY_SEGMENTS:
			free(files);
			job.segment_files = files = strdup(arg);
			break;
		}
	if (argc - at > 1)
		return tool_usage();
	file = argc > at ? argv[at] : "-";
	if ((rc = memory_out_open(&out, job.output)) == 0) {
		rc = job.edits ? apply(&job, file, out) : page(&job, file, out);
		rc = memory_out_finish(out, job.output, rc);
	}
	free(files);
	return tool_end(rc);
}
