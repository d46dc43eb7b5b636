/* drogman -- pages of one statement in two or three languages to a translation memory.
 * Keeps the statement in memory; writes nothing when a page is at fault.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drogman/commands.h"
#include "memory.h"
#include "show.h"

enum { KEY_KEEP = 256, KEY_SPACE, KEY_SHOW, KEY_GOLD, KEY_MIN, KEY_XLIFF, OUTPUTS_MAX = 16 };

static const size_t PAGE_MAX = (size_t)64 << 20;

static const struct tool_option options[] = {
	{ 'o', "output", "FILE", "write FILE.tmx, .xlf, .tsv (.gz too) or .html; may be repeated" },
	{ 'l', "languages", "fr,zh[,en]", "languages of the pages (default: told by looking)" },
	{ 'x', "lexicon", "FILE.lex", "use this lexicon instead of the built-in one" },
	{ 'd', "document", "NAME", "name of the document (default: the first page's)" },
	{ KEY_KEEP, "keep", NULL, "leave characters and typography as they are" },
	{ KEY_SPACE, "space", "fine|nbsp|plain|keep", "blanks before marks in the first text" },
	{ KEY_MIN, "min-score", "X", "TMX: leave out beads that score below X (default 0.3)" },
	{ KEY_XLIFF, "xliff", "1.2|2.0|2.1|2.2", "version of XLIFF (default 1.2)" },
	{ KEY_SHOW, "show", NULL, "print the alignment side by side, and its figures" },
	{ KEY_GOLD, "gold", "FILE.beads", "with --show, score the alignment against these beads" },
	{ 0 }
};

static const struct tool self = {
	"drogman", "[-o OUT.tmx|OUT.xlf|OUT.tsv|OUT.html]... [-l LANG,LANG[,LANG]] [--show] FR ZH [EN]",
	"Align a statement with its originals: two or three pages (HTML or plain text) in,\n"
	"a translation memory (TMX), XLIFF or a bitext (TSV, also the default on stdout) out,\n"
	"or a page to review it in (HTML, see dg-review).\n\n"
	"  drogman fr.html zh.html en.html -o statement.tmx -o statement.tsv\n\n"
	"Many statements: drogman manifest --help, drogman build --help.", options, false
};

struct work {
	const char *page[DG_TEXTS_MAX];
	struct dg_buf raw[DG_TEXTS_MAX];
	struct dg_source source[DG_TEXTS_MAX];
	size_t pages;
	const char *output[OUTPUTS_MAX];
	struct dg_out *out[OUTPUTS_MAX];
	size_t outputs;
	char *list;
	const char *lexicon, *document, *gold, *space;
	struct dg_lexicon *lex;
	char stem[128];
	bool keep, show;
	double min_score;
	int xliff;
};

/* ---- pages ---- */

static int
read_pages(struct work *w)
{
	int rc = 0;

	for (size_t i = 0; i < w->pages; i++) {
		struct dg_in *in = NULL;
		struct dg_error err;

		if (dg_in_open(&in, w->page[i], &err) != DG_OK ||
		    dg_in_all(in, PAGE_MAX, &w->raw[i], &err) != DG_OK)
			rc = tool_error(w->page[i], &err);
		dg_in_free(in);
		w->source[i].name = w->page[i];
		w->source[i].raw = dg_buf_bytes(&w->raw[i]);
	}
	return rc;
}

/* "pages/fr.html" is the document "fr". */
static void
name_document(struct work *w)
{
	const char *slash = strrchr(w->page[0], '/'), *name = slash ? slash + 1 : w->page[0];
	size_t n = strcspn(name, ".");

	if (w->document)
		return;
	snprintf(w->stem, sizeof w->stem, "%.*s", (int)(n ? n : strlen(name)), name);
	w->document = w->stem;
}

/* ---- outputs ---- */

enum form { FORM_TSV, FORM_TMX, FORM_XLIFF, FORM_REVIEW, FORM_NONE };

static enum form
form_of(const char *name)
{
	size_t n = strlen(name);
	static const struct { const char *end; enum form form; } forms[] = {
		{ ".tsv", FORM_TSV }, { ".tmx", FORM_TMX }, { ".xlf", FORM_XLIFF },
		{ ".xliff", FORM_XLIFF }, { ".html", FORM_REVIEW },
	};

	if (strcmp(name, "-") == 0)
		return FORM_TSV;
	if (n > 3 && strcmp(name + n - 3, ".gz") == 0)
		n -= 3;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		size_t k = strlen(forms[i].end);

		if (n > k && strncmp(name + n - k, forms[i].end, k) == 0)
			return forms[i].form;
	}
	return FORM_NONE;
}

static enum dg_status
put_tsv(const struct dg_statement *st, struct dg_out *out, struct dg_error *err)
{
	struct dg_row row = { 0 };
	enum dg_status rc = DG_OK;

	dg_bitext_put(out, st->head.names, st->head.n);
	for (size_t k = 0; k < st->alignment->n && rc == DG_OK; k++)
		if ((rc = dg_statement_row(st, k, &row, err)) == DG_OK)
			dg_bitext_put(out, row.cells, st->head.n);
	dg_row_free(&row);
	return rc;
}

static enum dg_status
put_review(const struct work *w, const struct dg_statement *st, struct dg_out *out,
    struct dg_error *err)
{
	const struct dg_segments *texts[DG_TEXTS_MAX];
	struct dg_review_options opt = { .name = st->document, .lexicon = w->lex, .texts = texts };
	struct dg_review_counts counts;
	struct dg_review *r;
	struct dg_row row = { 0 };
	enum dg_status rc;

	for (size_t i = 0; i < st->sides; i++)
		texts[i] = st->side[i].segments;
	rc = dg_review_new(&r, out, &st->head, &opt, err);
	for (size_t k = 0; k < st->alignment->n && rc == DG_OK; k++)
		if ((rc = dg_statement_row(st, k, &row, err)) == DG_OK)
			rc = dg_review_put(r, row.cells, err);
	if (rc == DG_OK)
		dg_review_end(r, &counts);
	dg_review_free(r);
	dg_row_free(&row);
	return rc;
}

/* An original that has a text in every unit is the source; where none has, TMX
 * says *all*. */
static size_t
full_side(const struct dg_statement *st)
{
	for (size_t s = 1; s <= st->sides; s++) {
		size_t side = s % st->sides;
		bool full = true;

		for (size_t k = 0; k < st->alignment->n; k++) {
			const struct dg_bead *b = &st->alignment->beads[k];
			size_t others = 0;

			for (size_t i = 0; i < st->sides; i++)
				others += i != side && b->to[i] > b->from[i];
			full = full && !(others > 1 && b->to[side] == b->from[side]);
		}
		if (full)
			return side;
	}
	return st->sides;
}

struct writer {
	struct dg_tmx_write *tmx;
	struct dg_xliff_write *xliff;
};

static enum dg_status
open_writer(const struct work *w, struct writer *to, enum form form, struct dg_out *out,
    const struct dg_statement *st, struct dg_rows *rows, struct dg_error *err)
{
	struct dg_memory_head head = { .date = dg_bytes_of(memory_date()) };
	struct dg_tmx_rules tmx = { .min_score = w->min_score };
	struct dg_xliff_rules xliff = { .version = w->xliff, .reviewed_above = 2 };
	size_t source = full_side(st);
	enum dg_status rc;

	/* the first page is the translation, the others its originals */
	head.target = dg_rows_tag(rows, 0);
	if (form == FORM_TMX)
		head.source = source < st->sides ? dg_rows_tag(rows, source) :
		    dg_bytes_of("*all*");
	else
		head.source = dg_rows_tag(rows, 1);
	if (dg_bytes_equal(head.source, head.target))
		head.target.n = 0;
	if ((rc = dg_rows_describe(rows, form == FORM_XLIFF, &head, err)) != DG_OK)
		return rc;
	if (form == FORM_TMX)
		return dg_tmx_write_new(&to->tmx, out, &head, &tmx, err);
	return dg_xliff_write_new(&to->xliff, out, &head, &xliff, err);
}

static enum dg_status
put_memory(const struct work *w, const char *name, enum form form, const struct dg_statement *st,
    struct dg_out *out, struct dg_error *err)
{
	struct dg_rows *rows = NULL;
	struct writer to = { 0 };
	struct dg_row row = { 0 };
	struct dg_put put;
	struct memory_count count = { 0 };
	enum dg_status rc = dg_rows_new(&rows, &st->head, NULL, 0, err);

	if (rc == DG_OK)
		rc = open_writer(w, &to, form, out, st, rows, err);
	for (size_t k = 0; k < st->alignment->n && rc == DG_OK; k++) {
		const struct dg_unit *unit;

		if ((rc = dg_statement_row(st, k, &row, err)) != DG_OK)
			break;
		unit = dg_rows_unit(rows, row.cells);
		rc = form == FORM_TMX ? dg_tmx_write_put(to.tmx, unit, &put, err) :
		    dg_xliff_write_put(to.xliff, unit, &put, err);
		if (rc == DG_OK)
			memory_tally(&count, name, k + 2, &put);
	}
	if (rc == DG_OK && form == FORM_TMX)
		dg_tmx_write_end(to.tmx);
	else if (rc == DG_OK)
		dg_xliff_write_end(to.xliff);
	if (rc == DG_OK) {
		memory_report(&count, name);
		if (count.low)
			tool_warn("%s: %zu of %zu beads score below %g and were left out", name,
			    count.low, st->alignment->n, w->min_score);
	}
	dg_tmx_write_free(to.tmx);
	dg_xliff_write_free(to.xliff);
	dg_rows_free(rows);
	dg_row_free(&row);
	return rc;
}

static enum dg_status
put_form(const struct work *w, const char *name, const struct dg_statement *st, struct dg_out *out,
    struct dg_error *err)
{
	enum form form = form_of(name);

	return form == FORM_TSV ? put_tsv(st, out, err) :
	    form == FORM_REVIEW ? put_review(w, st, out, err) :
	    put_memory(w, name, form, st, out, err);
}

/* All files are written beside their names first; only when every one is whole do
 * they appear. */
static int
write_outputs(struct work *w, const struct dg_statement *st)
{
	struct dg_error err;
	int rc = 0;

	for (size_t i = 0; i < w->outputs && rc == 0; i++) {
		if (dg_out_open(&w->out[i], w->output[i], 0, &err) != DG_OK ||
		    put_form(w, w->output[i], st, w->out[i], &err) != DG_OK)
			rc = tool_error(w->output[i], &err);
	}
	for (size_t i = 0; i < w->outputs && rc == 0; i++)
		if (dg_out_commit(w->out[i], &err) != DG_OK)
			rc = tool_error(w->output[i], &err);
	for (size_t i = 0; i < w->outputs; i++)
		dg_out_free(w->out[i]);
	return rc;
}

/* ---- what is shown ---- */

static int
score_gold(const struct work *w, const struct dg_statement *st)
{
	struct dg_buf text = { 0 };
	struct dg_in *in = NULL, *own = NULL;
	struct dg_beads *gold = NULL, *test = NULL;
	struct dg_score score = { 0 };
	struct dg_error err;
	int rc = 0;

	for (size_t k = 0; k < st->alignment->n; k++) {
		dg_bead_format(&st->alignment->beads[k], st->sides, &text);
		dg_put_char(&text, '\n');
	}
	if (dg_in_open(&in, w->gold, &err) != DG_OK || dg_beads_read(&gold, in, &err) != DG_OK ||
	    dg_in_memory(&own, dg_buf_bytes(&text), &err) != DG_OK ||
	    dg_beads_read(&test, own, &err) != DG_OK ||
	    dg_beads_score(gold, test, &score, &err) != DG_OK)
		rc = tool_error(w->gold, &err);
	else
		dg_out_format(tool_stdout(), "against the gold beads: P %.3f  R %.3f  F1 %.3f\n",
		    dg_tally_precision(&score.strict), dg_tally_recall(&score.strict),
		    dg_tally_f1(&score.strict));
	dg_beads_free(gold);
	dg_beads_free(test);
	dg_in_free(in);
	dg_in_free(own);
	dg_buf_free(&text);
	return rc;
}

static int
show(const struct work *w, const struct dg_statement *st)
{
	show_statement(tool_stdout(), st, show_columns(), tool_colours());
	show_figures(tool_stdout(), st);
	return w->gold ? score_gold(w, st) : 0;
}

/* ---- all of it ---- */

static int
put(struct work *w, const struct dg_statement *st)
{
	struct dg_error err;
	int rc;

	if (st->alignment->unrelated)
		tool_warn("the pages do not look like translations of each other "
		    "(mean confidence %.2f)", st->alignment->mean);
	if ((rc = write_outputs(w, st)) != 0)
		return rc;
	if (w->show)
		rc = show(w, st);
	else if (w->outputs == 0 && put_tsv(st, tool_stdout(), &err) != DG_OK)
		rc = tool_error("standard output", &err);
	if (rc == 0 && st->alignment->unrelated)
		rc = 1;
	return rc;
}

static int
run(struct work *w)
{
	struct dg_statement_options opt = { .keep = w->keep, .space = w->space,
	    .document = w->document };
	struct dg_statement *st = NULL;
	struct dg_error err;
	size_t at;
	int rc = read_pages(w);

	if (rc == 0 && dg_lexicon_open(&w->lex, w->lexicon, &err) != DG_OK)
		rc = tool_error(w->lexicon ? w->lexicon : "built-in lexicon", &err);
	opt.lexicon = w->lex;
	if (rc == 0 && dg_statement_make(&st, w->source, w->pages, &opt, &at, &err) != DG_OK)
		rc = tool_error(w->page[at], &err);
	if (rc == 0)
		rc = put(w, st);
	dg_statement_free(st);
	dg_lexicon_free(w->lex);
	for (size_t i = 0; i < w->pages; i++)
		dg_buf_free(&w->raw[i]);
	return rc;
}

static void
add_output(struct work *w, const char *name)
{
	if (form_of(name) == FORM_NONE)
		exit(tool_fail("-o: '%s' ends in none of .tmx .xlf .tsv .html (.gz)", name));
	if (w->outputs == OUTPUTS_MAX)
		exit(tool_fail("-o: more than %d outputs", OUTPUTS_MAX));
	w->output[w->outputs++] = name;
}

/* The languages in the order of the pages; as many, or trouble. */
static int
take_languages(struct work *w)
{
	size_t n = 0;

	for (char *p = w->list ? strtok(w->list, ",") : NULL; p; p = strtok(NULL, ",")) {
		if (n < w->pages)
			w->source[n].lang = p;
		n++;
	}
	if (w->list && n != w->pages)
		return tool_fail("-l names %zu languages for %zu pages", n, w->pages);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct work w = { .min_score = 0.3, .xliff = 12 };
	char list[128];
	const char *arg;
	int key, at;

	if (argc > 1 && strcmp(argv[1], "build") == 0)
		return build_main(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "manifest") == 0)
		return manifest_main(argc - 1, argv + 1);
	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': add_output(&w, arg); break;
		case 'l':
			snprintf(list, sizeof list, "%s", arg);
			w.list = list;
			break;
		case 'x': w.lexicon = arg; break;
		case 'd': w.document = arg; break;
		case KEY_KEEP: w.keep = true; break;
		case KEY_SPACE: w.space = arg; break;
		case KEY_MIN: w.min_score = tool_real("--min-score", arg, 0, 1); break;
		case KEY_XLIFF: w.xliff = memory_xliff_version("--xliff", arg); break;
		case KEY_SHOW: w.show = true; break;
		case KEY_GOLD: w.gold = arg; break;
		}
	if (argc - at < 2 || argc - at > DG_TEXTS_MAX)
		return tool_end(tool_usage());
	for (w.pages = 0; at < argc; at++)
		w.page[w.pages++] = argv[at];
	name_document(&w);
	if (take_languages(&w) != 0)
		return tool_end(2);
	return tool_end(run(&w));
}
