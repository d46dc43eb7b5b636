/* dg-pair -- which page translates which.
 * A pile of pages in, a manifest out; some kilobytes a page in memory.  See dg-pair(1). */
#include <stdlib.h>
#include <string.h>

#include "dg-pair/pile.h"

enum { KEY_EXPLAIN = 256, KEY_MANIFEST, KEY_ORPHANS };

struct job {
	char list[256];
	const char *langs[DG_TEXTS_MAX + 1];
	size_t n;
	const char *output, *lexicon, *manifest, *orphans;
	bool explain;
	struct pile_files files;
	struct old_manifest old;
	struct dg_pairing *pairing;
	size_t skipped;
};

static const struct tool_option options[] = {
	{ 'l', "lang", "LANG,LANG[,LANG]", "the languages, the translation first (fr,zh,en)" },
	{ 'o', "output", "FILE", "write the manifest there" },
	{ 'x', "lexicon", "FILE", "a lexicon other than the built-in one" },
	{ KEY_MANIFEST, "manifest", "OLD.tsv", "keep the pairs of this one; pair what is new" },
	{ KEY_ORPHANS, "orphans", "FILE", "write the pages that stay alone there, one a line" },
	{ KEY_EXPLAIN, "explain", NULL, "the first two operands are pages: what speaks for this pair" },
	{ 0 }
};

static const struct tool tool = { "dg-pair",
	"[-l LANGS] [-x LEXICON] [--manifest OLD.tsv] [--orphans FILE] [-o OUT.tsv] DIR|LIST ...\n"
	"       dg-pair [-l LANGS] --explain PAGE PAGE [DIR|LIST ...]",
	"Find which page translates which in a pile of pages in two or three languages, and print a\n"
	"manifest that drogman build reads.  DIR: all pages below it; LIST: a file of names, - for\n"
	"standard input.  Names of files need not tell anything: the texts are compared.", options, true };

static void
split_languages(struct job *j, const char *list)
{
	if (strlen(list) >= sizeof j->list)
		exit(tool_fail("-l: too long"));
	strcpy(j->list, list);
	j->n = 0;
	for (char *p = strtok(j->list, ","); p; p = strtok(NULL, ",")) {
		if (j->n == DG_TEXTS_MAX)
			exit(tool_fail("-l: more than %d languages", DG_TEXTS_MAX));
		if (!dg_is_language(dg_bytes_of(p)))
			exit(tool_fail("-l: '%s' is no language", p));
		for (size_t i = 0; i < j->n; i++)
			if (dg_language_same(j->langs[i], p))
				exit(tool_fail("-l: '%s' and '%s' are one language", j->langs[i], p));
		j->langs[j->n++] = p;
	}
	if (j->n < 2)
		exit(tool_fail("-l: two or three languages, as in fr,zh,en"));
}

/* A page that cannot be used is named and left out; 1, or 2 when it was asked for by name. */
static int
add_page(struct job *j, const struct pile_file *f)
{
	struct dg_in *in = NULL;
	struct dg_buf raw = { 0 };
	struct dg_error err;
	enum dg_status st = dg_in_open(&in, f->name, &err);

	if (st == DG_OK)
		st = dg_in_all(in, (size_t)64 << 20, &raw, &err);
	if (st == DG_OK)
		st = dg_pairing_add(j->pairing, f->name, dg_buf_bytes(&raw), f->hint, &err);
	dg_in_free(in);
	dg_buf_free(&raw);
	if (st == DG_OK)
		return 0;
	tool_error(f->name, &err);
	j->skipped++;
	return st == DG_EIO || st == DG_ENOMEM ? 2 : 1;
}

static int
worse(int a, int b)
{
	return a > b ? a : b;
}

/* The pages of the old manifest first, so that the pile is in an order that lasts. */
static int
keep_old(struct job *j)
{
	struct dg_error err;
	int rc = 0;

	for (size_t i = 1; i < j->old.rows; i++) {
		const char *pages[DG_TEXTS_MAX] = { NULL };

		for (size_t s = 0; s < j->n; s++)
			if ((pages[s] = old_page(&j->old, i, s)) != NULL)
				rc = worse(rc, add_page(j, &(struct pile_file){
				    (char *)pages[s], j->langs[s] }) ? 1 : 0);
		if (dg_pairing_keep(j->pairing, pages, &err) != DG_OK)
			return tool_error(j->manifest, &err);
	}
	return rc;
}

/* Pages that the old manifest names are in already. */
static int
in_old(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
add_new(struct job *j)
{
	size_t n = 0;
	const char **known = malloc((j->old.rows * j->n + 1) * sizeof *known);
	int rc = 0;

	if (!known)
		return tool_fail("out of memory");
	for (size_t i = 1; i < j->old.rows; i++)
		for (size_t s = 0; s < j->n; s++)
			if (old_page(&j->old, i, s))
				known[n++] = old_page(&j->old, i, s);
	if (n)
		qsort(known, n, sizeof *known, in_old);
	for (size_t i = 0; i < j->files.n; i++) {
		const char *name = j->files.at[i].name;

		if (j->explain && i >= 2 && (strcmp(name, j->files.at[0].name) == 0 ||
		    strcmp(name, j->files.at[1].name) == 0))
			continue;
		if (!n || !bsearch(&name, known, n, sizeof *known, in_old))
			rc = worse(rc, add_page(j, &j->files.at[i]));
	}
	free(known);
	return rc;
}

static int
put_orphans(struct job *j)
{
	struct dg_out *out = NULL;
	struct dg_error err;
	enum dg_status st = dg_out_open(&out, j->orphans, 0, &err);

	for (size_t i = 0; st == DG_OK && i < dg_pairing_groups(j->pairing); i++) {
		struct dg_pairing_group g;

		dg_pairing_group(j->pairing, i, &g);
		for (size_t s = 0; s < j->n && g.pages == 1 && !g.old; s++)
			if (g.page[s])
				dg_out_format(out, "%s\t%s\n", g.page[s], j->langs[s]);
	}
	if (st == DG_OK)
		st = dg_out_commit(out, &err);
	dg_out_free(out);
	return st == DG_OK ? 0 : tool_error(j->orphans, &err);
}

/* The page of a group that has one. */
static const char *
alone(const struct dg_pairing_group *g)
{
	for (size_t s = 0; s < DG_TEXTS_MAX; s++)
		if (g->page[s])
			return g->page[s];
	return "";
}

static void
report(const struct job *j)
{
	size_t by[DG_TEXTS_MAX + 1] = { 0 };

	for (size_t i = 0; i < dg_pairing_groups(j->pairing); i++) {
		struct dg_pairing_group g;

		dg_pairing_group(j->pairing, i, &g);
		by[g.pages]++;
		if (g.same)
			tool_warn("%s: the same page as '%s'; left alone", alone(&g), g.same);
	}
	tool_note("%zu documents of three pages, %zu of two, %zu pages alone, %zu left out", by[3],
	    by[2], by[1], j->skipped);
}

static int
explain(struct job *j, struct dg_out *out)
{
	struct dg_buf text = { 0 };
	struct dg_error err;
	int rc = 0;

	if (dg_pairing_explain(j->pairing, j->files.at[0].name, j->files.at[1].name, &text, &err) !=
	    DG_OK)
		rc = tool_fail("%s", err.text);
	else
		dg_out_buf(out, &text);
	dg_buf_free(&text);
	return rc;
}

/* The pile is there: pair it and say what came out. */
static int
pair(struct job *j)
{
	struct dg_out *out = j->output ? NULL : tool_stdout();
	struct dg_error err;
	int rc = 0;

	if (dg_pairing_run(j->pairing, &err) != DG_OK)
		return tool_fail("%s", err.text);
	if (j->explain)
		return explain(j, out);
	if (j->output && dg_out_open(&out, j->output, 0, &err) != DG_OK)
		return tool_error(j->output, &err);
	if (manifest_put(out, j->pairing, j->langs, j->n, &j->old, &err) != DG_OK)
		rc = tool_fail("%s", err.text);
	if (j->output) {
		if (rc == 0 && dg_out_commit(out, &err) != DG_OK)
			rc = tool_error(j->output, &err);
		dg_out_free(out);
	}
	if (rc == 0 && j->orphans)
		rc = put_orphans(j);
	report(j);
	return rc;
}

static int
collect(struct job *j, char *operands[])
{
	size_t n = 0;
	int rc = 0;

	while (operands[n])
		n++;
	if (j->explain) {
		if (n < 2)
			return tool_fail("--explain wants two pages");
		pile_put(&j->files, operands[0], NULL);
		pile_put(&j->files, operands[1], NULL);
		operands += 2;
		n -= 2;
	} else if (n == 0) {
		return tool_fail("a folder or a list of pages is wanted");
	}
	for (size_t i = 0; i < n; i++)
		rc = worse(rc, pile_collect(&j->files, operands[i], n == j->n ? j->langs[i] : NULL));
	/* what comes out is the same in whatever order the pages came */
	if (!j->explain)
		pile_sort(&j->files, 0);
	return rc;
}

static int
run(struct job *j, char *operands[])
{
	struct dg_lexicon *lex = NULL;
	struct dg_error err;
	int rc;

	if ((j->manifest && old_read(&j->old, j->manifest, j->langs, j->n)) ||
	    collect(j, operands))
		return 2;
	if (dg_lexicon_open(&lex, j->lexicon, &err) != DG_OK)
		return tool_error(j->lexicon ? j->lexicon : "lexicon", &err);
	if (dg_pairing_new(&j->pairing, j->langs, j->n, lex, &err) != DG_OK) {
		rc = tool_fail("%s", err.text);
	} else {
		rc = keep_old(j);
		if (rc < 2)
			rc = worse(rc, add_new(j));
		rc = worse(rc, pair(j));
	}
	dg_pairing_free(j->pairing);
	dg_lexicon_free(lex);
	return rc;
}

int
main(int argc, char *argv[])
{
	struct job j = { .langs = { "fr", "zh", "en" }, .n = 3 };
	const char *arg;
	int key, operand, rc;

	while ((key = tool_option(&tool, argc, argv, &arg, &operand)) != -1)
		switch (key) {
		case 'l': split_languages(&j, arg); break;
		case 'o': j.output = arg; break;
		case 'x': j.lexicon = arg; break;
		case KEY_MANIFEST: j.manifest = arg; break;
		case KEY_ORPHANS: j.orphans = arg; break;
		case KEY_EXPLAIN: j.explain = true; break;
		}
	(void)tool_stdout();
	rc = run(&j, argv + operand);
	pile_free(&j.files);
	old_free(&j.old);
	return tool_end(rc);
}
