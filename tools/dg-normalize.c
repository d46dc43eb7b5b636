/* dg-normalize -- bring text into the typographic norm of its locale.
 * Lines in, as many lines out; a file is one document and is in memory whole. */
#include <stdlib.h>
#include <string.h>

#include "tool.h"

enum { KEY_SPACE = 256, KEY_CHECK, KEY_REPORT, KEY_MAP, KEY_RULE, KEY_LIST, KEY_NORMS, RULES_MAX = 64 };
#define DOCUMENT_MAX ((size_t)1 << 30)

static const struct tool_option options[] = {
	{ 'l', "locale", "LOCALE", "fr, fr-CA, fr-CH, fr-EU, fr-UN, en, en-GB, zh, zh-TW, de, es, ru" },
	{ KEY_SPACE, "space", "KIND", "fine (default), nbsp, plain or keep" },
	{ KEY_CHECK, "check", NULL, "list what would change; exit 1 if anything" },
	{ KEY_REPORT, "report", "FILE", "write each change to FILE as TSV" },
	{ KEY_MAP, "map", "FILE", "write where each byte came from to FILE as TSV" },
	{ KEY_RULE, "rule", "NAME=on|off", "turn a rule on or off" },
	{ KEY_LIST, "list-rules", NULL, "print the names of the rules and exit" },
	{ KEY_NORMS, "list-locales", NULL, "print the locales and where their norm is written" },
	{ 0 }
};

static const struct tool tool = {
	"dg-normalize", "-l locale [--space kind] [--check] [--report file] [--map file] "
	"[--rule name=on|off] [file ...]",
	"Bring quotes, blanks and marks into the norm of a locale, one document a file.\n\n"
	"  dg-normalize -l fr a.txt          \"oui\" : 5 %  →  « oui » : 5 %, with no-break blanks\n"
	"  dg-normalize -l fr --check *.txt  what would change, file:line:byte: rule: before → after\n"
	"  dg-normalize -l fr --report r.tsv a.txt > b.txt\n"
	"  awk '$3 == \"doubt\"' r.tsv        the marks that were left because they could be either\n"
	"  dg-normalize -l fr-CA --space plain --rule ellipsis=off < a.txt",
	options, false
};

struct job {
	struct dg_typography *t;
	const char *file;
	bool check;
	struct dg_out *report, *map;
	size_t changes, skip;	/* bytes of a mark before the first line */
	struct dg_buf text, out;
	struct dg_bytes *lines;
	size_t cap;
};

static void
put_field(struct dg_out *out, struct dg_bytes s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\t' || c == '\n' || c == '\r' || c == '\\' || c == '\0')
			dg_out_format(out, "\\%c", c == '\t' ? 't' : c == '\n' ? 'n' :
			    c == '\r' ? 'r' : c == '\0' ? '0' : '\\');
		else
			dg_out_put(out, &c, 1);
	}
}

/* The characters that no terminal shows: blanks, controls, what has no width. */
static bool
is_unseen(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
	    (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 ||
	    (c >= 0xE000 && c <= 0xF8FF) || c == 0xFEFF;
}

/* As a reader of the list wants it: U+00A0 for what cannot be seen, "" for nothing. */
static void
put_seen(struct dg_out *out, struct dg_bytes s)
{
	if (s.n == 0)
		dg_out_str(out, "\"\"");
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t c = dg_decode(s, &at);

		if (c == ' ')
			dg_out_str(out, "␣");
		else if (c >= 0xDC80 && c <= 0xDCFF)
			dg_out_format(out, "\\x%02X", (unsigned)(c - 0xDC00));
		else if (is_unseen(c))
			dg_out_format(out, "U+%04X", (unsigned)c);
		else
			dg_out_put(out, s.p + from, at - from);
	}
}

static void
tell(const struct dg_change *c, void *ctx)
{
	struct job *job = ctx;
	bool same = dg_bytes_equal(c->before, c->after);
	size_t byte;

	job->changes += !same;
	byte = c->byte + (c->line == 1 ? job->skip : 0);
	if (job->check && !same) {
		dg_out_format(tool_stdout(), "%s:%zu:%zu: %s: ", job->file, c->line, byte + 1,
		    c->rule);
		put_seen(tool_stdout(), c->before);
		dg_out_str(tool_stdout(), " → ");
		put_seen(tool_stdout(), c->after);
		dg_out_put(tool_stdout(), "\n", 1);
	}
	if (job->report) {
		dg_out_format(job->report, "%zu\t%zu\t%s\t", c->line, byte, c->rule);
		put_field(job->report, c->before);
		dg_out_put(job->report, "\t", 1);
		put_field(job->report, c->after);
		dg_out_format(job->report, "\t%.2f\t", c->confidence);
		put_field(job->report, dg_bytes_of(job->file));
		dg_out_put(job->report, "\n", 1);
	}
}

static void
stretch(const struct dg_stretch *s, void *ctx)
{
	struct job *job = ctx;
	size_t skip = s->line == 1 ? job->skip : 0;

	put_field(job->map, dg_bytes_of(job->file));
	dg_out_format(job->map, "\t%zu\t%zu\t%zu\t%zu\t%zu\t%s\n", s->line, s->at, s->end,
	    s->from + skip, s->to + skip, s->same ? "same" : "changed");
}

/* Cut `text` at its line ends; false when memory is out. */
static bool
cut(struct job *job, size_t *n)
{
	const char *p = job->text.p, *end = p + job->text.n;

	for (*n = 0; p < end; ++*n) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t len = (size_t)((nl ? nl : end) - p);

		if (*n == job->cap) {
			size_t cap = job->cap ? 2 * job->cap : 1024;
			void *more = realloc(job->lines, cap * sizeof *job->lines);

			if (!more)
				return false;
			job->lines = more;
			job->cap = cap;
		}
		job->lines[*n] = (struct dg_bytes){ p, len - (nl && len && p[len - 1] == '\r') };
		p = nl ? nl + 1 : end;
	}
	return true;
}

static int
one_file(const char *file, struct dg_in *in, void *ctx)
{
	struct job *job = ctx;
	struct dg_error err;
	size_t n;

	job->file = strcmp(file, "-") == 0 ? "(standard input)" : file;
	job->text.n = job->out.n = 0;
	if (dg_in_all(in, DOCUMENT_MAX, &job->text, &err) != DG_OK)
		return tool_error(file, &err);
	if (!cut(job, &n))
		return tool_fail("%s: out of memory", file);
	/* a mark at the very start says UTF-8 and is no text */
	job->skip = n && job->lines[0].n >= 3 && memcmp(job->lines[0].p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	if (n) {
		job->lines[0].p += job->skip;
		job->lines[0].n -= job->skip;
	}
	if (dg_typography_document(job->t, job->lines, n, &job->out,
	    job->check || job->report ? tell : NULL, job, &err) != DG_OK)
		return tool_error(file, &err);
	if (!job->check)
		dg_out_buf(tool_stdout(), &job->out);
	return 0;
}

static int
list(bool (*row)(size_t, const char **, const char **))
{
	const char *name, *about;

	for (size_t i = 0; row(i, &name, &about); i++)
		dg_out_format(tool_stdout(), "%-14s %s\n", name, about);
	return tool_end(0);
}

/* Open the TSV file `path`, if any, with its head. */
static int
begin(struct dg_out **out, const char *path, const char *head)
{
	struct dg_error err;

	if (!path)
		return 0;
	if (dg_out_open(out, path, 0, &err) != DG_OK)
		return tool_error(path, &err);
	dg_out_str(*out, head);
	return 0;
}

static int
finish(struct dg_out *out, const char *path, int rc)
{
	struct dg_error err;

	if (out && dg_out_commit(out, &err) != DG_OK)
		rc = tool_error(path, &err);
	dg_out_free(out);
	return rc;
}

static int
run(struct job *job, const char *locale, const struct dg_typography_options *opt,
    const char *report, const char *map, char *const files[])
{
	struct dg_error err;
	int rc;

	if (dg_typography_new(&job->t, locale, opt, &err) != DG_OK)
		return tool_fail("%s", err.text);
	rc = begin(&job->report, report, "line\tbyte\trule\tbefore\tafter\tconfidence\tfile\n");
	if (rc == 0)
		rc = begin(&job->map, map, "file\tline\tat\tend\tfrom\tto\tis\n");
	if (job->map)
		dg_typography_map(job->t, stretch, job);
	if (rc == 0)
		rc = tool_each(files, one_file, job);
	rc = finish(job->report, report, rc);
	rc = finish(job->map, map, rc);
	if (rc == 0 && job->check && job->changes)
		rc = 1;
	dg_typography_free(job->t);
	dg_buf_free(&job->text);
	dg_buf_free(&job->out);
	free(job->lines);
	return rc;
}

int
main(int argc, char *argv[])
{
	const char *arg, *locale = NULL, *report = NULL, *map = NULL, *rules[RULES_MAX + 1] = { NULL };
	struct dg_typography_options opt = { .rules = rules };
	struct job job = { 0 };
	size_t n = 0;
	int key, operand;

	while ((key = tool_option(&tool, argc, argv, &arg, &operand)) != -1)
		switch (key) {
		case 'l': locale = arg; break;
		case KEY_SPACE: opt.space = arg; break;
		case KEY_CHECK: job.check = true; break;
		case KEY_REPORT: report = arg; break;
		case KEY_MAP: map = arg; break;
		case KEY_LIST: return list(dg_typography_rule);
		case KEY_NORMS: return list(dg_typography_norm);
		default:
			if (n == RULES_MAX)
				return tool_fail("more than %d rules", RULES_MAX);
			rules[n++] = arg;
			break;
		}
	if (!locale)
		return tool_usage();
	return tool_end(run(&job, locale, &opt, report, map, argv + operand));
}
