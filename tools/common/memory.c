/* memory.c -- what dg-tmx and dg-xliff do alike. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "memory.h"

void
memory_tag(struct memory_tags *t, const char *arg)
{
	if (!strchr(arg, '='))
		exit(tool_fail("--tag: '%s' is not LANG=TAG", arg));
	if (t->n == sizeof t->tags / sizeof *t->tags)
		exit(tool_fail("--tag: more than %zu", t->n));
	t->tags[t->n++] = dg_bytes_of(arg);
}

static int
copy_to(int fd, struct dg_in *in, const char *file)
{
	struct dg_error err;
	char buf[16 * 1024];
	enum dg_status st;
	size_t n;

	while ((st = dg_in_read(in, buf, sizeof buf, &n, &err)) == DG_OK)
		for (size_t at = 0; at < n;) {
			ssize_t put = write(fd, buf + at, n - at);

			if (put < 0 && errno != EINTR)
				return tool_fail("temporary file: %s", strerror(errno));
			at += put > 0 ? (size_t)put : 0;
		}
	return st == DG_END ? 0 : tool_error(file, &err);
}

int
memory_twice_open(struct memory_twice *t, const char *file)
{
	const char *dir = getenv("TMPDIR");
	struct dg_buf name = { 0 };
	struct dg_error err;
	struct dg_in *in;
	struct stat sb;
	int fd, rc;

	*t = (struct memory_twice){ 0 };
	if (strcmp(file, "-") != 0 && (stat(file, &sb) != 0 || S_ISREG(sb.st_mode))) {
		t->path = strdup(file);
		return t->path ? 0 : tool_fail("out of memory");
	}
	if (dg_in_open(&in, file, &err) != DG_OK)
		return tool_error(file, &err);
	dg_put_format(&name, "%s/drogman-XXXXXX", dir && *dir ? dir : "/tmp");
	dg_put(&name, "", 1);
	if (name.failed || (fd = mkstemp(name.p)) < 0) {
		rc = tool_fail("temporary file: %s", strerror(name.failed ? ENOMEM : errno));
		dg_buf_free(&name);
	} else {
		t->path = name.p;
		t->temporary = true;
		rc = copy_to(fd, in, file);
		close(fd);
	}
	dg_in_free(in);
	return rc;
}

void
memory_twice_close(struct memory_twice *t)
{
	if (t->temporary)
		unlink(t->path);
	free(t->path);
}

struct convert {
	struct dg_table *table;
	struct dg_out *out;
	size_t units, lost;
};

static enum dg_status
on_head(void *ctx, const struct dg_memory_head *head, struct dg_error *err)
{
	struct convert *c = ctx;
	enum dg_status st = dg_table_take(c->table, head, err);

	/* all told: no need to see the units first */
	return st == DG_OK ? DG_END : st == DG_END ? DG_OK : st;
}

static enum dg_status
see_unit(void *ctx, const struct dg_unit *unit, struct dg_error *err)
{
	return dg_table_see(((struct convert *)ctx)->table, unit, err);
}

static enum dg_status
write_unit(void *ctx, const struct dg_unit *unit, struct dg_error *err)
{
	struct convert *c = ctx;
	const struct dg_bytes *cells;
	enum dg_status st;
	size_t lost, n;

	if ((st = dg_table_row(c->table, unit, &cells, &lost, err)) != DG_OK)
		return st;
	n = dg_table_width(c->table);
	dg_bitext_put(c->out, cells, n);
	c->units++;
	c->lost += lost;
	return dg_out_failed(c->out) ? DG_END : DG_OK;
}

static enum dg_status
pass(memory_reader *read, const char *path, const struct dg_memory_events *events,
    struct dg_error *err)
{
	struct dg_in *in;
	enum dg_status st = dg_in_open(&in, path, err);

	if (st == DG_OK)
		st = read(in, events, err);
	dg_in_free(in);
	return st;
}

int
memory_to_rows(memory_reader *read, const char *file, enum dg_inline inlines, struct dg_out *out)
{
	struct convert c = { .out = out };
	struct dg_memory_events first = { on_head, see_unit, &c, inlines };
	struct dg_memory_events second = { NULL, write_unit, &c, inlines };
	struct memory_twice twice;
	const struct dg_bytes *names;
	struct dg_error err;
	enum dg_status st;
	size_t n;
	int rc = memory_twice_open(&twice, file);

	if (rc == 0) {
		st = dg_table_new(&c.table, &err);
		if (st == DG_OK)
			st = pass(read, twice.path, &first, &err);
		if (st == DG_OK && (names = dg_table_head(c.table, &n, &err))) {
			dg_bitext_put(out, names, n);
			st = pass(read, twice.path, &second, &err);
		} else if (st == DG_OK) {
			st = err.status;
		}
		if (st != DG_OK)
			rc = tool_error(file, &err);
	}
	if (c.lost)
		tool_warn("%s: %zu text(s) or note(s) had no column of their own and were left out",
		    file, c.lost);
	tool_note("%s: %zu unit(s)", file, c.units);
	dg_table_free(c.table);
	memory_twice_close(&twice);
	return rc;
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
	else if (dg_out_open(out, path, 0, &err) != DG_OK)
		return tool_error(path, &err);
	return 0;
}

int
memory_out_finish(struct dg_out *out, const char *path, int rc)
{
	struct dg_error err;

	if (strcmp(path, "-") == 0)
		return rc;	/* tool_end commits */
	if (rc < 2 && dg_out_commit(out, &err) != DG_OK)
		rc = tool_error(path, &err);
	dg_out_free(out);
	return rc;
}

int
memory_xliff_version(const char *arg)
{
	static const struct { const char *name; int version; } versions[] = {
		{ "1.2", 12 }, { "2.0", 20 }, { "2.1", 21 }, { "2.2", 22 },
	};

	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
		if (strcmp(versions[i].name, arg) == 0)
			return versions[i].version;
	exit(tool_fail("--xliff: '%s' is none of 1.2, 2.0, 2.1, 2.2", arg));
}
