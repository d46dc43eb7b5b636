/* build.c -- drogman build: a corpus of statements out of a manifest.
 * Keeps the manifest and a document a thread in memory.  See drogman-build(1).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drogman/commands.h"
#include "memory.h"

enum {
	KEY_SHARD = 256, KEY_MERGE, KEY_MOSES, KEY_XLIFF, KEY_KEEP, KEY_SPACE, KEY_MIN, KEY_ERRORS,
	KEY_GZIP, KEY_RULES, KEY_LEARN, KEY_WAIT, THREADS_MAX = 256
};

static const struct tool_option options[] = {
	{ 'o', "output", "DIR", "where the corpus goes; made where it is missing" },
	{ 'j', "jobs", "N", "threads (default: as many as there are processors)" },
	{ 'x', "lexicon", "FILE.lex", "use this lexicon instead of the built-in one" },
	{ KEY_LEARN, "learn", NULL, "two passes: align again with what the first one taught" },
	{ KEY_SHARD, "shard", "I/N", "make the documents of part I of N only" },
	{ KEY_MERGE, "merge", NULL, "put together what the shards made" },
	{ KEY_WAIT, "wait", NULL, "for another run in DIR to end, instead of refusing" },
	{ KEY_ERRORS, "max-errors", "N", "stop when N documents have failed (default: never)" },
	{ KEY_MIN, "min-score", "X", "drop beads that score below X (default 0.3)" },
	{ KEY_RULES, "rules", "FILE", "what drops rows, as for dg-clean" },
	{ KEY_MOSES, "moses", NULL, "also two plain files a pair of languages" },
	{ KEY_XLIFF, "xliff", "1.2|2.0|2.1|2.2", "also an XLIFF a document" },
	{ KEY_KEEP, "keep", NULL, "leave characters and typography as they are" },
	{ KEY_SPACE, "space", "fine|nbsp|plain|keep", "blanks before marks in the first text" },
	{ KEY_GZIP, "level", "1-9", "of gzip (default 1: quickest)" },
	{ 0 }
};

static const struct tool self = {
	"drogman build", "[-j N] [--shard I/N | --merge] -o DIR MANIFEST.tsv",
	"Make a corpus of all the statements that a manifest names: corpus.tsv.gz, corpus.tmx.gz,\n"
	"what was dropped and why, and a report.  Run it again to go on where it was stopped.\n\n"
	"  drogman manifest 'pages/{fr,zh,en}/*.html' > pages.tsv\n"
	"  drogman build -o corpus pages.tsv", options, true
};

/* ---- signals ---- */

static volatile sig_atomic_t interrupted;

static void
on_signal(int sig)
{
	interrupted = sig;
}

/* The first SIGINT ends the run in order, a second one at once; what is being read is read on. */
static void
catch_signals(void)
{
	struct sigaction end = { .sa_handler = on_signal };

	end.sa_flags = (int)(SA_RESETHAND | SA_RESTART);
	sigemptyset(&end.sa_mask);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGTERM, &end, NULL);
}

static bool
stop(void *ctx)
{
	(void)ctx;
	return interrupted != 0;
}

/* ---- what is shown while it runs ---- */

static void
progress(const struct dg_batch_counts *c, void *ctx)
{
	watch_take(ctx, c);
}

static void
told(const char *doc, const char *what, bool error, void *ctx)
{
	watch_clear(ctx);
	if (error)
		tool_fail("%s: %s", doc, what);
	else
		tool_warn("%s: %s", doc, what);
}

/* ---- the run ---- */

/* Pages are sought below the manifest's own folder too. */
static char *
folder_of(const char *manifest)
{
	const char *slash = strrchr(manifest, '/');
	size_t n = slash ? (size_t)(slash - manifest) : 0;
	char *folder = slash ? malloc(n + 2) : NULL;

	if (folder) {
		memcpy(folder, manifest, n);
		strcpy(folder + n, n ? "" : "/");
	}
	return folder;
}

static int
say_end(const char *manifest, const struct dg_batch_options *opt, enum dg_status st,
    const struct dg_batch_counts *c, const struct dg_error *err)
{
	size_t ready = c->done + c->reused;

	if (st == DG_END && interrupted)
		return tool_fail("interrupted: %zu of %zu documents are done and kept; the same "
		    "command goes on from there", ready, c->documents);
	if (st == DG_END)
		return tool_fail("stopped: %zu documents failed; %zu of %zu are done and kept",
		    c->failed, ready - c->failed, c->documents);
	if (st != DG_OK) {
		struct dg_error e = *err;

		return e.line ? tool_error(manifest, &e) : tool_fail("%s", e.text);
	}
	if (!tool_quiet)
		fprintf(stderr, "drogman build: %zu documents: %zu made, %zu from before, %zu failed; "
		    "%llu rows = %llu kept + %llu dropped%s%s%s\n", c->documents, c->done, c->reused,
		    c->failed, (unsigned long long)c->rows, (unsigned long long)c->kept,
		    (unsigned long long)c->dropped, opt->shards ? "" : "; see ",
		    opt->shards ? "" : opt->directory, opt->learn && opt->merge ? "/learnt.lex" : "");
	/* a shard, or a first pass, has done its work; the merge will tell */
	return c->failed && !opt->shards && !(opt->learn && opt->merge);
}

/* What is set in the file must be settable before anything is made. */
static int
read_rules(const char *file, struct dg_buf *text)
{
	static const char *const langs[2] = { "fr", "en" };
	struct dg_in *in = NULL, *again = NULL;
	struct dg_cleaner *c = NULL;
	struct dg_error err;
	int rc = 0;

	if (dg_in_open(&in, file, &err) != DG_OK || dg_in_all(in, 1 << 20, text, &err) != DG_OK ||
	    dg_cleaner_new(&c, langs, 2, NULL, &err) != DG_OK ||
	    dg_in_memory(&again, dg_buf_bytes(text), &err) != DG_OK ||
	    dg_cleaner_read(c, again, &err) != DG_OK)
		rc = tool_error(file, &err);
	dg_cleaner_free(c);
	dg_in_free(again);
	dg_in_free(in);
	return rc;
}

static int
run(const char *name, const struct dg_batch_options *asked_for)
{
	struct dg_batch_options opt = *asked_for;
	struct dg_manifest *m = NULL;
	struct dg_batch_counts counts;
	struct dg_in *in = NULL;
	struct dg_error err;
	char *root = folder_of(name);
	int rc;

	if (dg_in_open(&in, name, &err) != DG_OK || dg_manifest_read(&m, in, &err) != DG_OK) {
		rc = tool_error(name, &err);
	} else {
		struct watch *watch = watch_begin();
		enum dg_status st;

		opt.root = root;
		opt.ctx = watch;
		opt.progress = progress;
		opt.told = told;
		opt.stop = stop;
		catch_signals();
		if (!watch)
			exit(tool_fail("out of memory"));
		st = dg_batch_run(m, &opt, &counts, &err);
		watch_end(watch);
		rc = say_end(name, &opt, st, &counts, &err);
	}
	dg_manifest_free(m);
	dg_in_free(in);
	free(root);
	return rc;
}

/* "3/8": I counts modulo N, so that 1 … N and 0 … N-1 both name all the parts. */
static void
take_shard(struct dg_batch_options *opt, const char *arg)
{
	unsigned long i, n;
	char end;

	/* eight digits at most: NOLINTNEXTLINE(cert-err34-c) */
	if (sscanf(arg, "%8lu/%8lu%c", &i, &n, &end) != 2 || n == 0 || n > 1000000 || i > n ||
	    strpbrk(arg, "+- "))
		exit(tool_fail("--shard: '%s' is not I/N with I from 1 to N", arg));
	opt->shard = i % n;
	opt->shards = n;
}

static long
processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : n;
}

int
build_main(int argc, char *argv[])
{
	struct dg_batch_options opt = { .min_score = 0.3, .threads = (size_t)processors() };
	struct dg_buf rules = { 0 };
	const char *arg, *rules_file = NULL;
	int key, at, rc;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': opt.directory = arg; break;
		case 'j': opt.threads = (size_t)tool_number("-j", arg, 1, THREADS_MAX); break;
		case 'x': opt.lexicon = arg; break;
		case KEY_SHARD: take_shard(&opt, arg); break;
		case KEY_MERGE: opt.merge = true; break;
		case KEY_LEARN: opt.learn = true; break;
		case KEY_WAIT: opt.wait = true; break;
		case KEY_ERRORS:
			opt.max_errors = (size_t)tool_number("--max-errors", arg, 1, 1000000000);
			break;
		case KEY_MIN: opt.min_score = tool_real("--min-score", arg, 0, 1); break;
		case KEY_RULES: rules_file = arg; break;
		case KEY_MOSES: opt.moses = true; break;
		case KEY_XLIFF: opt.xliff = memory_xliff_version("--xliff", arg); break;
		case KEY_KEEP: opt.keep = true; break;
		case KEY_SPACE: opt.space = arg; break;
		case KEY_GZIP: opt.level = (int)tool_number("--level", arg, 1, 9); break;
		}
	if (argc - at != 1)
		return tool_end(tool_usage());
	if (!opt.directory || (opt.merge && opt.shards))
		return tool_end(tool_fail(opt.directory ? "--shard and --merge: one at a time" :
		    "-o DIR is missing: where shall the corpus go?"));
	opt.date = memory_date();
	rc = rules_file ? read_rules(rules_file, &rules) : 0;
	opt.rules = dg_buf_bytes(&rules);
	if (rc == 0)
		rc = run(argv[at], &opt);
	dg_buf_free(&rules);
	return tool_end(rc);
}
