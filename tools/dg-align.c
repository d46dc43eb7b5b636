/* dg-align -- which segments of two or three texts translate each other.
 * Keeps one document in memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "dg-align/document.h"
#include "dg-align/many.h"
#include "dg-align/plot.h"

enum { KEY_MAX = 256, KEY_NONE, KEY_PLOT, KEY_ORDER, KEY_FIXED, KEY_ANCHOR, KEY_MOVED,
	KEY_WITHOUT, KEY_DOCUMENTS, KEY_LEARN };

static const struct tool_option options[] = {
	{ 'l', "languages", "fr,zh[,en]", "languages of the files, in their order" },
	{ 'x', "lexicon", "FILE.lex", "use this lexicon instead of the built-in one" },
	{ 'f', "format", "tsv|beads|moses|hunalign", "form of the output (default tsv)" },
	{ 'o', "output", "OUT", "write here; for moses the stem of the names" },
	{ 'd', "document", "NAME", "name of the document in the TSV (default: the first file's)" },
	{ KEY_DOCUMENTS, "documents", "LIST", "many documents, a line each: its name and files, parted by tabs;"
	    " -o is a folder" },
	{ KEY_LEARN, "learn", NULL, "align them twice, the second time by what the first has taught" },
	{ 'j', "threads", "N", "with --documents: so many threads; the result is the same" },
	{ KEY_MAX, "max-bead", "N", "most segments on one side of a bead, 1 to 6 (default 6)" },
	{ KEY_FIXED, "fixed", "PAIR.beads", "keep these beads of the first two texts, and add the third" },
	{ KEY_ANCHOR, "anchor", "FILE", "segments that must stand in one bead, as beads, one a line" },
	{ KEY_MOVED, "moved", "FILE", "write here which runs of segments stand elsewhere, as beads" },
	{ KEY_ORDER, "in-order", NULL, "do not look for paragraphs that stand elsewhere in one text" },
	{ KEY_PLOT, "plot", "FILE.svg", "also draw the path, what else was likely, and how sure each bead is" },
	{ KEY_NONE, "no-lexicon", NULL, "align by length, numbers and names alone" },
	{ KEY_WITHOUT, "without", "LIST", "leave out lexicon, length, marks, numbers, names, cognates, paragraphs" },
	{ 0 }
};

static const struct tool self = {
	"dg-align", "-l LANG,LANG[,LANG] [-x LEXICON] [-f FORMAT] [-o OUT] A.seg B.seg [C.seg]\n"
	"       dg-align -l LANG,LANG[,LANG] [--learn] [-j N] -o DIR --documents LIST",
	"Align two or three segmented texts; a bead a row, with the probability that it is right.",
	options, false
};

static int
read_beads(const char *file, struct dg_beads **ret)
{
	struct dg_in *in = NULL;
	struct dg_error err;
	int rc = 0;

	if (file && (dg_in_open(&in, file, &err) != DG_OK ||
	    dg_beads_read(ret, in, &err) != DG_OK))
		rc = tool_error(file, &err);
	dg_in_free(in);
	return rc;
}

/* What stands elsewhere in one text, run by run. */
static int
put_moved(const struct work *w, const struct dg_alignment *al)
{
	struct dg_buf row = { 0 };
	struct dg_out *out = NULL;
	struct dg_error err;
	int rc = 0;

	if (!w->moved)
		return 0;
	for (size_t k = 0; k < al->moved; k++) {
		dg_bead_format(&al->moves[k], w->sides, &row);
		dg_put_char(&row, '\n');
	}
	if (dg_out_open(&out, w->moved, 0, &err) == DG_OK) {
		dg_out_buf(out, &row);
		if (dg_out_commit(out, &err) != DG_OK)
			rc = tool_error(w->moved, &err);
	} else {
		rc = tool_error(w->moved, &err);
	}
	dg_out_free(out);
	dg_buf_free(&row);
	return rc;
}

/* A mistake in given beads has a line of their file. */
static int
align_failed(const struct work *w, const struct dg_error *err)
{
	if (err->status == DG_EINPUT && (w->anchor || w->fixed))
		return tool_error(w->anchor ? w->anchor : w->fixed, err);
	return tool_error(w->file[0], err);
}

static int
ask_for_plot(const struct work *w, struct plot *plot, struct dg_align_options *opt)
{
	size_t segments[DG_TEXTS_MAX];

	for (size_t s = 0; s < w->sides; s++)
		segments[s] = w->text[s]->n;
	opt->posterior = plot_posterior;
	opt->posterior_ctx = plot;
	return plot_open(plot, w->sides, segments) ? 0 : tool_fail("out of memory");
}

static int
align(struct work *w)
{
	struct dg_align_options opt = { .max_bead = w->max_bead, .moved = !w->in_order,
	    .without = w->without };
	struct dg_beads *fixed = NULL, *anchor = NULL;
	struct dg_lexicon *lex = NULL;
	struct dg_alignment *al = NULL;
	struct plot plot = { 0 };
	struct dg_error err;
	int rc = read_texts(w);

	if (read_beads(w->fixed, &fixed) != 0 || read_beads(w->anchor, &anchor) != 0)
		rc = 2;
	opt.fixed = fixed;
	opt.anchors = anchor;
	if (rc == 0 && w->plot)
		rc = ask_for_plot(w, &plot, &opt);
	if (rc == 0 && !w->no_lexicon && dg_lexicon_open(&lex, w->lexicon, &err) != DG_OK)
		rc = tool_error(w->lexicon ? w->lexicon : "built-in lexicon", &err);
	opt.lexicon = lex;
	if (rc == 0 && dg_align(&al, (const struct dg_segments *const *)w->text, w->lang, w->sides,
	    &opt, &err) != DG_OK)
		rc = align_failed(w, &err);
	if (rc == 0) {
		for (size_t s = 0; s < w->sides; s++)
			if (al->strange[s])
				tool_warn("%s: this does not look like '%s'", w->file[s], w->lang[s]);
		if (al->unrelated)
			tool_warn("%s: the texts do not look like translations of each other",
			    w->file[0]);
		if (al->moved)
			tool_note("%s: %zu runs of segments stand elsewhere in one text",
			    w->file[0], al->moved);
		if (al->widened)
			tool_note("%s: the path came to the edge of the band, which was widened %zu times",
			    w->file[0], al->widened);
		tool_note("%s: %zu beads, mean score %.3f", w->file[0], al->n, al->mean);
		rc = put_alignment(w, al);
		if (rc == 0 && w->plot)
			rc = plot_alignment(w->plot, &plot, al, w->lang);
		if (put_moved(w, al) != 0)
			rc = 2;
	}
	plot_close(&plot);
	dg_beads_free(fixed);
	dg_beads_free(anchor);
	dg_alignment_free(al);
	dg_lexicon_free(lex);
	for (size_t s = 0; s < w->sides; s++)
		dg_segments_free(w->text[s]);
	return rc;
}

/* Options that are of one document, or of many. */
static const char *
mixed_up(const struct work *w, bool many, bool learn, size_t threads)
{
	if (!many)
		return learn || threads ? "--learn and -j go with --documents" : NULL;
	if (!w->output)
		return "--documents writes a file a document: name their folder with -o";
	if (strcmp(w->format, "moses") == 0)
		return "--documents: -f moses is of one document";
	return w->fixed || w->anchor || w->moved || w->plot || w->document ?
	    "--documents does without -d, --fixed, --anchor, --moved, --plot" : NULL;
}

/* Parts the list in place; 0 when it has another number of parts than 2 or 3. */
static size_t
split_languages(char *list, const char *part[DG_TEXTS_MAX])
{
	size_t n = 0;

	for (char *p = strtok(list, ","); p; p = strtok(NULL, ",")) {
		if (n == DG_TEXTS_MAX)
			return 0;
		part[n++] = p;
	}
	return n < 2 ? 0 : n;
}

static bool
format_known(const char *format)
{
	static const char *const known[] = { "tsv", "beads", "moses", "hunalign" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i], format) == 0)
			return true;
	return false;
}

/* "length,marks" as bits; exits where a name is none. */
static unsigned
signals(const char *list)
{
	static const struct { const char *name; unsigned bit; } all[] = {
		{ "lexicon", DG_SIGNAL_LEXICON }, { "length", DG_SIGNAL_LENGTH },
		{ "marks", DG_SIGNAL_MARKS }, { "numbers", DG_SIGNAL_NUMBERS },
		{ "names", DG_SIGNAL_NAMES }, { "cognates", DG_SIGNAL_COGNATES },
		{ "paragraphs", DG_SIGNAL_PARAGRAPHS },
	};
	unsigned bits = 0;

	for (size_t n; *list; list += n + (list[n] == ',')) {
		size_t i = 0, count = sizeof all / sizeof *all;

		n = strcspn(list, ",");
		while (i < count && (strlen(all[i].name) != n ||
		    strncmp(all[i].name, list, n) != 0))
			i++;
		if (i == count)
			exit(tool_end(tool_fail("--without: no '%.*s' (lexicon, length, marks, "
			    "numbers, names, cognates, paragraphs)", (int)n, list)));
		bits |= all[i].bit;
	}
	return bits;
}

/* A text's tables are made one after the other and freed: they go over the same memory, which is
 * asked for in few, large pieces and given back at the end.  Each page that is new costs more than what
 * is written on it. */
static void
keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TOP_PAD, 16 << 20);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

int
main(int argc, char *argv[])
{
	struct work w = { .format = "tsv" };
	const char *documents = NULL, *arg, *wrong;
	char list[128] = "";
	size_t threads = 0;
	bool learn = false;
	int key, at;

	keep_memory();
	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'l': snprintf(list, sizeof list, "%s", arg); break;
		case 'x': w.lexicon = arg; break;
		case 'f': w.format = arg; break;
		case 'o': w.output = arg; break;
		case 'd': w.document = arg; break;
		case KEY_MAX: w.max_bead = (size_t)tool_number("--max-bead", arg, 1, 6); break;
		case KEY_ORDER: w.in_order = true; break;
		case KEY_PLOT: w.plot = arg; break;
		case KEY_NONE: w.no_lexicon = true; break;
		case KEY_FIXED: w.fixed = arg; break;
		case KEY_ANCHOR: w.anchor = arg; break;
		case KEY_MOVED: w.moved = arg; break;
		case KEY_DOCUMENTS: documents = arg; break;
		case KEY_LEARN: learn = true; break;
		case 'j': threads = (size_t)tool_number("-j", arg, 1, 64); break;
		case KEY_WITHOUT: w.without |= signals(arg); break;
		}
	if (!format_known(w.format))
		return tool_end(tool_fail("-f: no format '%s' (tsv, beads, moses, hunalign)",
		    w.format));
	if (strcmp(w.format, "moses") == 0 && !w.output)
		return tool_end(tool_fail("-f moses writes one file a language: name them with -o"));
	w.sides = split_languages(list, w.lang);
	if (w.sides == 0 || (size_t)(argc - at) != (documents ? 0 : w.sides))
		return tool_end(tool_usage());
	if ((wrong = mixed_up(&w, documents != NULL, learn, threads)) != NULL)
		return tool_end(tool_fail("%s", wrong));
	if (documents)
		return tool_end(align_many(&w, documents, learn, threads ? threads : 1));
	if (w.fixed && (w.sides != 3 || w.anchor))
		return tool_end(tool_fail("--fixed adds a third text to two, without --anchor"));
	for (size_t s = 0; s < w.sides; s++)
		w.file[s] = argv[at + (int)s];
	if (!w.document)
		w.document = w.file[0];
	return tool_end(align(&w));
}
