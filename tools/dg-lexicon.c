/* dg-lexicon -- build a lexicon from dictionaries, learn one from texts, or ask one.
 * Keeps the whole lexicon in memory while it makes one, maps the file otherwise.  See
 * dg-lexicon(1). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

enum { KEY_FIRST = 256, KEY_ITERATIONS = KEY_FIRST + STEP_KINDS, KEY_MIN };

static const struct tool_option options[] = {
	{ 'l', "languages", "LIST", "languages of the lexicon (zh,fr,en); show: FROM,TO" },
	{ 'o', "output", "FILE.lex", "build, learn, merge: write here" },
	{ 'x', "lexicon", "FILE.lex", "ask this one, not the built-in; learn: begin with it" },
	{ 's', "section", "NAME", "show, dump: of this source alone" },
	{ 'j', "threads", "N", "work on so many threads; the result is the same" },
	{ KEY_FIRST + STEP_SOURCE, "source", "TEXT",
	    "what follows is of the source \"name; licence; date; origin; trust\"" },
	{ KEY_FIRST + STEP_TSV, "tsv", "FILE", "build: a glossary, as the operands are" },
	{ KEY_FIRST + STEP_CEDICT, "cedict", "FILE", "build: CC-CEDICT" },
	{ KEY_FIRST + STEP_DICTD, "dictd", "FROM,TO=FILE.index",
	    "build: a dictionary of dictd's (FreeDict), its data beside the index" },
	{ KEY_FIRST + STEP_UNIHAN, "unihan", "FILE", "build: Unihan_Readings.txt" },
	{ KEY_FIRST + STEP_MO, "mo", "FILE.mo", "build: short messages of a gettext catalogue" },
	{ KEY_FIRST + STEP_TBX, "tbx", "FILE", "build: a term base" },
	{ KEY_FIRST + STEP_TMX, "tmx", "FILE", "build: a memory of terms" },
	{ KEY_FIRST + STEP_LEX, "lex", "FILE.lex", "build: all of another lexicon" },
	{ KEY_FIRST + STEP_REGIONS, "regions", NULL, "build: CLDR's names of countries" },
	{ KEY_FIRST + STEP_PIVOT, "pivot", "FROM,BY,TO", "build: translations by way of a third language" },
	{ KEY_FIRST + STEP_COUNT, "count", "LANG=FILE", "build: count the words of a text" },
	{ KEY_FIRST + STEP_FREQUENCIES, "frequencies", "LANG=FILE", "build: words with their counts" },
	{ KEY_FIRST + STEP_UNIGRAMS, "unigrams", "LANG=FILE", "build: what the command of that name prints" },
	{ KEY_FIRST + STEP_PAIRS, "pairs", "FILE", "build: statistics of pairs, as pairs prints them" },
	{ KEY_FIRST + STEP_DROP, "drop", "NAME", "merge: leave this source out" },
	{ KEY_ITERATIONS, "iterations", "N", "learn: passes over the text (5)" },
	{ KEY_MIN, "min-count", "X", "learn: drop what is seen less often (3)" },
	{ 0 }
};

static const struct tool self = {
	"dg-lexicon", "build -o FILE.lex [-l LIST] [-j N] [SOURCE-OPTION...] [GLOSSARY.tsv...]\n"
	"       dg-lexicon learn -o FILE.lex [-l LIST] [-x FILE.lex] [-j N] TEXT.tsv|.tmx|.mo...\n"
	"       dg-lexicon merge -o FILE.lex [-l LIST] [--drop NAME]... FILE.lex...\n"
	"       dg-lexicon show [-x FILE.lex] [-s NAME] -l FROM,TO WORD...\n"
	"       dg-lexicon stat | dump [-s NAME] | verify | pairs | unigrams -l LANG [FILE.lex...]",
	"Build a lexicon for dg-align from dictionaries, learn one from parallel texts, or look\n"
	"into one.  Every source is a section of its own, with its licence.  For example:\n"
	"  dg-lexicon build -o my.lex --source 'ours; MIT; 2026' terms.tsv\n"
	"  dg-lexicon show -x my.lex -l fr,zh partenariat", options,
	true	/* the data of a dictd dictionary lie beside the index that is named */
};

/* ---- looking into one ---- */

struct show { const struct dg_lexicon *lex; const char *section; size_t shown; };

static bool
wanted(const struct dg_lexicon *lex, size_t section, const char *name,
    struct dg_lexicon_section *s)
{
	return dg_lexicon_section_at(lex, section, s) && (!name || strcmp(s->name, name) == 0);
}

static void
print_translation(const struct dg_translation *t, void *ctx)
{
	struct show *s = ctx;
	struct dg_lexicon_section from;

	if (!wanted(s->lex, t->section, s->section, &from))
		return;
	s->shown++;
	dg_out_format(tool_stdout(), "%.3f\t%.*s\t%s\n", t->weight, (int)t->text.n, t->text.p,
	    from.name);
}

int
lexicon_show(struct lexicon_job *j, char *words[])
{
	struct show s = { .section = j->section };
	struct dg_lexicon *lex;
	struct dg_error err;

	if (!j->languages || lexicon_languages(j, j->languages) != 2 || !*words)
		return tool_usage();
	if (dg_lexicon_open(&lex, j->lexicon, &err) != DG_OK)
		return tool_error(j->lexicon ? j->lexicon : "built-in lexicon", &err);
	s.lex = lex;
	for (; *words; words++) {
		size_t n;

		s.shown = 0;
		if (dg_lexicon_lookup(lex, j->lang[0], j->lang[1], dg_bytes_of(*words), &n,
		    print_translation, &s, &err) != DG_OK)
			j->rc = tool_error(*words, &err);
		else if (s.shown == 0)
			j->rc = j->rc ? j->rc : 1;
	}
	dg_lexicon_free(lex);
	return j->rc;
}

static void
print_stat(const struct dg_lexicon *lex)
{
	struct dg_out *out = tool_stdout();
	struct dg_lexicon_section s;
	struct dg_lexicon_count c, d;
	struct dg_pair_statistics p;

	dg_out_format(out, "entries\t%zu\n", dg_lexicon_entries(lex));
	for (size_t i = 0; dg_lexicon_language_at(lex, i, &c); i++)
		dg_out_format(out, "language\t%s\tentries %zu\tstrings %zu\ttranslations %zu\n",
		    c.lang, c.entries, c.strings, c.links);
	for (size_t i = 0; dg_lexicon_section_at(lex, i, &s); i++)
		dg_out_format(out, "source\t%s\tentries %zu\ttrust %.2f\t%s\t%s\t%s\n", s.name,
		    s.entries, s.trust, s.licence, s.date, s.origin);
	for (size_t a = 0; dg_lexicon_language_at(lex, a, &c); a++)
		for (size_t b = a + 1; dg_lexicon_language_at(lex, b, &d); b++)
			if (dg_lexicon_pair(lex, c.lang, d.lang, &p))
				dg_out_format(out, "pair\t%s\t%s\tbeads %zu\tratio %.3f\tvariance %.2f"
				    "\t1-1 %.3f\n", c.lang, d.lang, p.beads, p.ratio, p.variance,
				    p.share[1][1]);
}

/* Each file, or the built-in one, through `one`. */
static int
each_lexicon(char *files[], int (*one)(const char *name, struct dg_lexicon *lex,
    struct lexicon_job *j), struct lexicon_job *j)
{
	char *built_in[] = { NULL, NULL };
	int rc = 0;

	for (char **f = *files ? files : built_in; f == built_in || *f; f++) {
		struct dg_lexicon *lex = NULL;
		struct dg_error err;
		const char *name = *f ? *f : "built-in lexicon";

		if (dg_lexicon_open(&lex, *f, &err) != DG_OK)
			rc = tool_error(name, &err);
		else if (one(name, lex, j) != 0)
			rc = 2;
		dg_lexicon_free(lex);
		if (f == built_in)
			break;
	}
	return rc;
}

static int
stat_one(const char *name, struct dg_lexicon *lex, struct lexicon_job *j)
{
	(void)name, (void)j;
	print_stat(lex);
	return 0;
}

int
lexicon_stat(struct lexicon_job *j, char *files[])
{
	return each_lexicon(files, stat_one, j);
}

static void
print_row(const struct dg_lexicon_row *row, void *ctx)
{
	struct show *s = ctx;
	struct dg_lexicon_section from;

	if (wanted(s->lex, row->t.section, s->section, &from))
		dg_out_format(tool_stdout(), "%s\t%s\t%.*s\t%.*s\t%.6f\t%s\n", row->from, row->to,
		    (int)row->word.n, row->word.p, (int)row->t.text.n, row->t.text.p,
		    row->t.weight, from.name);
}

static int
dump_one(const char *name, struct dg_lexicon *lex, struct lexicon_job *j)
{
	struct show s = { lex, j->section, 0 };

	(void)name;
	dg_lexicon_dump(lex, SIZE_MAX, print_row, &s);
	return 0;
}

int
lexicon_dump(struct lexicon_job *j, char *files[])
{
	dg_out_str(tool_stdout(), "from\tto\tword\ttranslation\tweight\tsource\n");
	return each_lexicon(files, dump_one, j);
}

/* How often in ten million; what comes to less than one is left to the floor. */
static void
print_unigram(struct dg_bytes text, double probability, void *ctx)
{
	(void)ctx;
	if (text.n && probability >= 1e-7)
		dg_out_format(tool_stdout(), "%.*s\t%.0f\n", (int)text.n, text.p, probability * 1e7);
}

static int
unigrams_one(const char *name, struct dg_lexicon *lex, struct lexicon_job *j)
{
	struct dg_error err;

	return dg_lexicon_unigrams(lex, j->lang[0], print_unigram, NULL, &err) == DG_OK ? 0 :
	    tool_error(name, &err);
}

int
lexicon_unigrams(struct lexicon_job *j, char *files[])
{
	if (!j->languages || lexicon_languages(j, j->languages) != 1)
		return tool_usage();
	return each_lexicon(files, unigrams_one, j);
}

static int
pairs_one(const char *name, struct dg_lexicon *lex, struct lexicon_job *j)
{
	struct dg_out *out = tool_stdout();
	struct dg_lexicon_count c, d;
	struct dg_pair_statistics p;

	(void)name, (void)j;
	for (size_t a = 0; dg_lexicon_language_at(lex, a, &c); a++)
		for (size_t b = a + 1; dg_lexicon_language_at(lex, b, &d); b++) {
			if (!dg_lexicon_pair(lex, c.lang, d.lang, &p))
				continue;
			dg_out_format(out, "%s\t%s\t%zu\t%.4f\t%.3f\t", c.lang, d.lang, p.beads,
			    p.ratio, p.variance);
			for (int i = 0, n = 0; i < 49; i++)
				if (p.share[i / 7][i % 7] > 0)
					dg_out_format(out, "%s%d-%d:%.4f", n++ ? " " : "", i / 7,
					    i % 7, p.share[i / 7][i % 7]);
			dg_out_str(out, "\n");
		}
	return 0;
}

int
lexicon_pairs(struct lexicon_job *j, char *files[])
{
	return each_lexicon(files, pairs_one, j);
}

static int
verify_one(const char *name, struct dg_lexicon *lex, struct lexicon_job *j)
{
	struct dg_error err;

	(void)j;
	return dg_lexicon_verify(lex, &err) == DG_OK ? 0 : tool_error(name, &err);
}

int
lexicon_verify(char *files[])
{
	return each_lexicon(files, verify_one, NULL);
}

static int
command(struct lexicon_job *j, const char *name, char *files[])
{
	if (strcmp(name, "build") == 0)
		return lexicon_build(j, files);
	if (strcmp(name, "learn") == 0)
		return lexicon_learn(j, files);
	if (strcmp(name, "merge") == 0)
		return lexicon_merge(j, files);
	if (strcmp(name, "show") == 0)
		return lexicon_show(j, files);
	if (strcmp(name, "stat") == 0)
		return lexicon_stat(j, files);
	if (strcmp(name, "dump") == 0)
		return lexicon_dump(j, files);
	if (strcmp(name, "verify") == 0)
		return lexicon_verify(files);
	if (strcmp(name, "pairs") == 0)
		return lexicon_pairs(j, files);
	if (strcmp(name, "unigrams") == 0)
		return lexicon_unigrams(j, files);
	return tool_usage();
}

int
main(int argc, char *argv[])
{
	struct lexicon_job *j = calloc(1, sizeof *j);
	const char *arg;
	int key, at, rc;

	if (!j)
		return tool_end(tool_fail("out of memory"));
	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'l': j->languages = arg; break;
		case 'o': j->output = arg; break;
		case 'x': j->lexicon = arg; break;
		case 's': j->section = arg; break;
		case 'j': j->threads = (size_t)tool_number("-j", arg, 1, 64); break;
		case KEY_ITERATIONS:
			j->iterations = (size_t)tool_number("--iterations", arg, 1, 100);
			break;
		case KEY_MIN: j->min_count = tool_real("--min-count", arg, 1, 1000); break;
		default: lexicon_step(j, (enum step_kind)(key - KEY_FIRST), arg);
		}
	rc = at < argc ? command(j, argv[at], argv + at + 1) : tool_usage();
	free(j);
	return tool_end(rc);
}
