/* memory.c -- what dg-tmx and dg-xliff do alike. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "memory.h"

int memory_level;

void
memory_tag(struct memory_tags *t, const char *arg)
{
	const char *tag = strchr(arg, '=');
	struct dg_buf made = { 0 };
	struct dg_error err;

	if (!tag)
		exit(tool_fail("--tag: '%s' is not LANG=TAG", arg));
	if (dg_memory_tag(&made, dg_bytes_of(tag + 1), &err) != DG_OK)
		exit(tool_fail("--tag: %s", err.text));
	dg_buf_free(&made);
	if (t->n == sizeof t->tags / sizeof *t->tags)
		exit(tool_fail("--tag: more than %zu", t->n));
	t->tags[t->n++] = dg_bytes_of(arg);
}

struct lint { const char *file; size_t found; };

static void
on_finding(void *ctx, const struct dg_finding *f)
{
	struct lint *l = ctx;
	struct dg_out *out = tool_stdout();

	l->found++;
	dg_out_format(out, "%s:%llu:", l->file, (unsigned long long)f->line);
	if (f->unit.n) {
		dg_out_put(out, f->unit.p, f->unit.n);
		dg_out_str(out, ":");
	}
	dg_out_format(out, " %s\n", f->text);
}

static int
lint_one(const char *file, struct dg_in *in, void *ctx)
{
	memory_linter *const *lint = ctx;
	struct lint l = { .file = strcmp(file, "-") == 0 ? "standard input" : file };
	struct dg_error err;

	if ((*lint)(in, on_finding, &l, &err) != DG_OK)
		return tool_error(file, &err);
	return l.found ? 1 : 0;
}

int
memory_lint(memory_linter *lint, char *const files[])
{
	return tool_each(files, lint_one, &lint);
}

enum dg_inline
memory_inline(const char *arg)
{
	if (strcmp(arg, "text") == 0)
		return DG_INLINE_TEXT;
	if (strcmp(arg, "drop") == 0)
		return DG_INLINE_DROP;
	if (strcmp(arg, "keep") == 0)
		return DG_INLINE_KEEP;
	exit(tool_fail("--inline: '%s' is none of text, drop, keep", arg));
}

const char *
memory_date(void)
{
	static char text[32];
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct tm tm;
	time_t t;

	if (!epoch || !*epoch)
		return "";
	t = (time_t)tool_number("SOURCE_DATE_EPOCH", epoch, 0, 253402300799L);
	if (!gmtime_r(&t, &tm) || !strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &tm))
		return "";
	return text;
}

void
memory_tally(struct memory_count *n, const char *file, uint64_t line, const struct dg_put *put)
{
	unsigned long long at = line;

	switch (put->fate) {
	case DG_FATE_WRITTEN:
		n->written++;
		break;
	case DG_FATE_ALONE:
		n->alone++;
		break;
	case DG_FATE_NO_SOURCE:
		n->sourceless++;
		break;
	case DG_FATE_LOW:
		n->low++;
		break;
	case DG_FATE_ALTERNATIVE:
		break;
	}
	if (put->alternatives)
		tool_note("%s:%llu: unit %s: its source has another translation", file, at,
		    put->id);
	n->alternatives += put->alternatives;
	if (put->replaced)
		tool_warn("%s:%llu: unit %s: %zu character(s) that XML cannot hold became U+FFFD",
		    file, at, put->id, put->replaced);
	n->replaced += put->replaced;
}

void
memory_report(const struct memory_count *n, const char *file)
{
	tool_note("%s: %zu unit(s) written", file, n->written);
	if (n->alone)
		tool_note("%s: %zu row(s) of fewer than two sides left out", file, n->alone);
	if (n->low)
		tool_note("%s: %zu row(s) below --min-score left out", file, n->low);
	if (n->sourceless)
		tool_warn("%s: %zu row(s) without text in the source language left out", file,
		    n->sourceless);
	if (n->alternatives)
		tool_warn("%s: %zu alternative translation(s) left out "
		    "(--alternatives keep writes them)", file, n->alternatives);
}

int
memory_out_open(struct dg_out **out, const char *path)
{
	struct dg_error err;

	if (strcmp(path, "-") == 0)
		*out = tool_stdout();
	else if (dg_out_open(out, path, memory_level, &err) != DG_OK)
		return tool_error(path, &err);
	return 0;
}

int
memory_out_finish(struct dg_out *out, const char *path, int rc)
{
	return memory_out_finish_or_keep(out, path, rc, false);
}

int
memory_out_finish_or_keep(struct dg_out *out, const char *path, int rc, bool keep)
{
	struct dg_error err;

	if (strcmp(path, "-") == 0)
		return rc;	/* tool_end commits */
	if ((rc < 2 || keep) && dg_out_commit(out, &err) != DG_OK)
		rc = tool_error(path, &err);
	dg_out_free(out);
	return rc;
}

int
memory_xliff_version(const char *option, const char *arg)
{
	static const struct { const char *name; int version; } versions[] = {
		{ "1.2", 12 }, { "2.0", 20 }, { "2.1", 21 }, { "2.2", 22 },
	};

	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
		if (strcmp(versions[i].name, arg) == 0)
			return versions[i].version;
	exit(tool_fail("%s: '%s' is none of 1.2, 2.0, 2.1, 2.2", option, arg));
}

/* Trouble at the place of the trouble before is a reader that does not get on. */
bool
memory_step_over(const char *file, const struct dg_error *err, bool keep, uint64_t *last)
{
	if (!keep || err->status != DG_EINPUT || err->line == 0 || err->line == *last)
		return false;
	*last = err->line;
	tool_error(file, err);
	return true;
}
