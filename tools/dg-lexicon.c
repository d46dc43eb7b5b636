/* dg-lexicon -- build a lexicon from glossaries, or ask one. */
#include <stdio.h>
#include <string.h>

#include "tool.h"

enum { KEY_COUNT = 256 };

static const struct tool_option options[] = {
	{ 'l', "languages", "LIST", "build: languages of the lexicon (default zh,fr,en)" },
	{ 'o', "output", "FILE.lex", "build: write here" },
	{ 'x', "lexicon", "FILE.lex", "show: ask this one instead of the built-in" },
	{ KEY_COUNT, "count", "LANG=FILE", "build: count the words of a text of that language" },
	{ 0 }
};

static const struct tool self = {
	"dg-lexicon", "build -o FILE.lex [-l LIST] [--count LANG=FILE]... GLOSSARY.tsv...\n"
	"       dg-lexicon show [-x FILE.lex] -l FROM,TO WORD...",
	"Build a lexicon from TSV glossaries, CLDR's names of regions and the word counts of texts,\n"
	"or show the translations that one holds.", options
};

struct work {
	const char *output, *languages, *lexicon;
	const char *count[1024];
	size_t counts;
	struct dg_lexicon_builder *builder;
	const char *file;
	int rc;
};

static void
bad_row(uint64_t line, const char *what, void *ctx)
{
	struct work *w = ctx;
	struct dg_error err = { .line = line };

	snprintf(err.text, sizeof err.text, "%s", what);
	w->rc = tool_error(w->file, &err);
}

static int
one_glossary(const char *file, struct dg_in *in, void *ctx)
{
	struct work *w = ctx;
	struct dg_error err;

	w->file = file;
	if (dg_lexicon_builder_glossary(w->builder, in, bad_row, w, &err) != DG_OK)
		w->rc = tool_error(file, &err);
	return w->rc;
}

static int
count_text(struct work *w, const char *spec)
{
	const char *file = strchr(spec, '=');
	char lang[16] = "";
	struct dg_in *in = NULL;
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	struct dg_error err;
	enum dg_status st;

	if (!file || (size_t)(file - spec) >= sizeof lang)
		return tool_fail("--count: '%s' is not LANG=FILE", spec);
	memcpy(lang, spec, (size_t)(file++ - spec));
	if ((st = dg_in_open(&in, file, &err)) == DG_OK &&
	    (st = dg_lines_new(&lines, in, TOOL_LINE_MAX, &err)) == DG_OK)
		while ((st = dg_lines_next(lines, &line, &err)) == DG_OK &&
		    (st = dg_lexicon_builder_count(w->builder, lang, line, &err)) == DG_OK)
			;
	dg_lines_free(lines);
	dg_in_free(in);
	return st == DG_END ? 0 : tool_error(file, &err);
}

/* "zh,fr,en" into its parts; returns how many. */
static size_t
split_list(char *list, const char *part[], size_t max)
{
	size_t n = 0;

	for (char *p = strtok(list, ","); p && n < max; p = strtok(NULL, ","))
		part[n++] = p;
	return n;
}

static int
build(struct work *w, char *files[])
{
	char list[256];
	const char *lang[16];
	struct dg_error err;
	struct dg_out *out = NULL;
	int rc;

	if (!w->output || !*files)
		return tool_usage();
	snprintf(list, sizeof list, "%s", w->languages ? w->languages : "zh,fr,en");
	if (dg_lexicon_builder_new(&w->builder, lang, split_list(list, lang, 16), &err) != DG_OK)
		return tool_error(w->output, &err);
	rc = tool_each(files, one_glossary, w);
	if (dg_lexicon_builder_regions(w->builder, &err) != DG_OK)
		rc = tool_error("regions", &err);
	for (size_t i = 0; i < w->counts; i++)
		rc = count_text(w, w->count[i]) ? 2 : rc;
	if (dg_out_open(&out, w->output, 0, &err) != DG_OK ||
	    dg_lexicon_builder_save(w->builder, out, &err) != DG_OK ||
	    dg_out_commit(out, &err) != DG_OK)
		rc = tool_error(w->output, &err);
	dg_out_free(out);
	dg_lexicon_builder_free(w->builder);
	return rc;
}

static void
print_translation(struct dg_bytes text, double weight, void *ctx)
{
	(void)ctx;
	dg_out_format(tool_stdout(), "%.3f\t%.*s\n", weight, (int)text.n, text.p);
}

static int
show(struct work *w, char *words[])
{
	char list[256] = "";
	const char *lang[3];
	struct dg_lexicon *lex;
	struct dg_error err;
	int rc = 0;

	if (w->languages)
		snprintf(list, sizeof list, "%s", w->languages);
	if (split_list(list, lang, 3) != 2 || !*words)
		return tool_usage();
	if (dg_lexicon_open(&lex, w->lexicon, &err) != DG_OK)
		return tool_error(w->lexicon ? w->lexicon : "built-in lexicon", &err);
	for (; *words; words++) {
		size_t n;

		if (dg_lexicon_lookup(lex, lang[0], lang[1], dg_bytes_of(*words), &n,
		    print_translation, NULL, &err) != DG_OK)
			rc = tool_error(*words, &err);
		else if (n == 0)
			rc = rc ? rc : 1;
	}
	dg_lexicon_free(lex);
	return rc;
}

int
main(int argc, char *argv[])
{
	struct work w = { 0 };
	const char *arg;
	int key, at, rc;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'l': w.languages = arg; break;
		case 'o': w.output = arg; break;
		case 'x': w.lexicon = arg; break;
		case KEY_COUNT:
			if (w.counts == sizeof w.count / sizeof *w.count)
				return tool_end(tool_fail("too many --count"));
			w.count[w.counts++] = arg;
			break;
		}
	if (at < argc && strcmp(argv[at], "build") == 0)
		rc = build(&w, argv + at + 1);
	else if (at < argc && strcmp(argv[at], "show") == 0)
		rc = show(&w, argv + at + 1);
	else
		rc = tool_usage();
	return tool_end(rc);
}
