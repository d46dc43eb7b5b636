/* dg-tmx -- a bitext (TSV) to a translation memory (TMX 1.4), and back; memories
 * merged, filtered, turned round.  Keeps one unit in memory, and some bits of each
 * that it wrote.  See dg-tmx(1). */
#include <stdlib.h>
#include <string.h>

#include "dg-tmx/work.h"

enum { KEY_LINT = 256, KEY_TAG, KEY_MIN, KEY_ALTERNATIVES, KEY_INLINE, KEY_MERGE, KEY_DEDUP,
    KEY_FILTER, KEY_REVERSE, KEY_STATS, KEY_SPLIT, KEY_CONTEXT, KEY_KEEP };

static const struct tool_option options[] = {
	{ 'o', "output", "FILE", "write there, compressed if it ends in .gz (default: stdout)" },
	{ 's', "source", "LANG", "source language; units without it are left out; *all*: none is" },
	{ KEY_TAG, "tag", "LANG=TAG", "the tag for a language (zh=zh-Hans)" },
	{ KEY_MIN, "min-score", "X", "leave out rows below this score, or without one" },
	{ KEY_ALTERNATIVES, "alternatives", "HOW", "drop or keep further translations of a source" },
	{ KEY_SPLIT, "split", NULL, "a file for every two languages: OUT.zh-CN_fr-FR.tmx" },
	{ KEY_CONTEXT, "context", NULL, "say with each unit what stands before and after it" },
	{ KEY_MERGE, "merge", NULL, "several inputs, bitexts or memories, to one memory" },
	{ KEY_DEDUP, "dedup", NULL, "leave out units whose texts were there before" },
	{ KEY_FILTER, "filter", "COND", "leave out units but those with, say, score>=0.8" },
	{ KEY_REVERSE, "reverse", NULL, "exchange source and target" },
	{ KEY_STATS, "stats", NULL, "print what is in it, in numbers" },
	{ 'd', "decode", NULL, "read TMX 1.1 to 1.4, write a bitext" },
	{ KEY_INLINE, "inline", "HOW", "inline tags of a memory: text, drop or keep (-d: text)" },
	{ KEY_KEEP, "keep-going", NULL, "write the good units though the input has trouble" },
	{ KEY_LINT, "lint", NULL, "say what a CAT tool may stumble over" },
	MEMORY_LEVELS,
	{ 0 }
};

static const struct tool self = {
	"dg-tmx", "[-o OUT.tmx[.gz]] [-s LANG] [--tag LANG=TAG] [BITEXT.tsv]"
	" | --merge FILE... | -d FILE.tmx | --lint FILE...",
	"Turn a bitext into a translation memory (TMX 1.4) and back; work on memories.", options, false
};

static bool
keep_alternatives(const char *arg)
{
	if (strcmp(arg, "keep") != 0 && strcmp(arg, "drop") != 0)
		exit(tool_fail("--alternatives: '%s' is neither drop nor keep", arg));
	return strcmp(arg, "keep") == 0;
}

static void
add_filter(struct work *w, const char *arg)
{
	struct dg_error err;

	if (w->filters_n == FILTERS_MAX)
		exit(tool_fail("--filter: more than %d", (int)FILTERS_MAX));
	if (dg_filter_new(&w->filters[w->filters_n], arg, &err) != DG_OK)
		exit(tool_fail("--filter: %s", err.text));
	w->filters_n++;
}

static bool
take(void *ctx, const struct dg_unit *unit)
{
	return work_takes(ctx, unit);
}

static int
decode(struct work *w, const char *file)
{
	struct memory_decode how = { dg_tmx_read, w->inlines, w->keep_going, take, w };
	struct dg_out *out;
	int rc = memory_out_open(&out, w->output);

	if (rc)
		return rc;
	rc = memory_to_rows(&how, file, out);
	return memory_out_finish_or_keep(out, w->output, rc, w->keep_going);
}

int
main(int argc, char *argv[])
{
	struct work w = { .output = "-", .rules = { .temporary = getenv("TMPDIR") } };
	const char *inlines = NULL;
	bool back = false, lint = false, merge = false;
	const char *arg;
	int key, at, rc;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': w.output = arg; break;
		case 's': w.source = arg; break;
		case 'd': back = true; break;
		case KEY_LINT: lint = true; break;
		case KEY_TAG: memory_tag(&w.tags, arg); break;
		case KEY_MIN: w.rules.min_score = tool_real("--min-score", arg, 0, 1); break;
		case KEY_ALTERNATIVES: w.rules.alternatives = keep_alternatives(arg); break;
		case KEY_INLINE: inlines = arg; break;
		case KEY_MERGE: merge = true; break;
		case KEY_DEDUP: w.dedup = true; break;
		case KEY_FILTER: add_filter(&w, arg); break;
		case KEY_REVERSE: w.reverse = true; break;
		case KEY_STATS: w.stats = true; break;
		case KEY_SPLIT: w.split = true; break;
		case KEY_CONTEXT: w.context = true; break;
		case KEY_KEEP: w.keep_going = true; break;
		MEMORY_LEVEL_CASES: memory_level = key - '0'; break;
		}
	if (lint)
		return tool_end(memory_lint(dg_tmx_lint, argv + at));
	if (argc - at > 1 && (back || !(merge || w.stats)))
		return tool_usage();
	if (w.split && strcmp(w.output, "-") == 0)
		return tool_end(tool_fail("--split wants -o OUT.tmx"));
	/* as text a tag is text; from memory to memory it can stay one */
	w.inlines = memory_inline(inlines ? inlines : back || w.stats ? "text" : "keep");
	if (!back && w.inlines == DG_INLINE_KEEP)
		w.inlines = DG_INLINE_MARKUP;
	if (back)
		rc = decode(&w, argc > at ? argv[at] : "-");
	else
		rc = work_run(&w, argv + at);
	work_free(&w);
	return tool_end(rc);
}
