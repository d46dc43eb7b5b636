/* files.c -- which files a pile consists of. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pile.h"

/* Names of what is data about pages, not a page. */
static const char *const data[] = { ".tsv", ".csv", ".json", ".jsonl", ".xml", ".tmx", ".xlf",
    ".xliff", ".seg", ".beads", ".lex", ".srx", ".css", ".js", NULL };

void
pile_put(struct pile_files *files, const char *name, const char *hint)
{
	struct pile_file f = { strdup(name), hint };

	if (files->n == files->cap) {
		size_t cap = files->cap ? 2 * files->cap : 256;
		void *p = realloc(files->at, cap * sizeof *files->at);

		if (!p)
			exit(tool_fail("out of memory"));
		files->at = p;
		files->cap = cap;
	}
	if (!f.name)
		exit(tool_fail("out of memory"));
	files->at[files->n++] = f;
}

static int
by_name(const void *a, const void *b)
{
	const struct pile_file *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : strcmp(x->hint ? x->hint : "", y->hint ? y->hint : "");
}

void
pile_sort(struct pile_files *files, size_t from)
{
	if (files->n > from)
		qsort(files->at + from, files->n - from, sizeof *files->at, by_name);
}

void
pile_free(struct pile_files *files)
{
	for (size_t i = 0; i < files->n; i++)
		free(files->at[i].name);
	free(files->at);
}

static bool
is_data(const char *name)
{
	size_t n = strlen(name);

	if (n > 3 && strcmp(name + n - 3, ".gz") == 0)
		n -= 3;
	for (size_t i = 0; data[i]; i++) {
		size_t k = strlen(data[i]);

		if (n > k && strncmp(name + n - k, data[i], k) == 0)
			return true;
	}
	return false;
}

static int
trouble(const char *name)
{
	return tool_fail("%s: %s", name, strerror(errno));
}

/* Hidden files and links to directories are left alone. */
static int
walk(struct pile_files *files, const char *folder, const char *hint)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	int rc = 0;

	if (!dir)
		return trouble(folder);
	while ((e = readdir(dir)) != NULL) {
		struct dg_buf path = { 0 };
		struct stat st, target;
		const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";

		if (e->d_name[0] == '.')
			continue;
		if (strcmp(folder, ".") != 0)
			dg_put_format(&path, "%s%s", folder, slash);
		dg_put_str(&path, e->d_name);
		dg_put(&path, "", 1);
		if (path.failed)
			exit(tool_fail("out of memory"));
		if (lstat(path.p, &st) != 0 || stat(path.p, &target) != 0)
			rc = trouble(path.p);
		else if (S_ISDIR(st.st_mode))
			rc |= walk(files, path.p, hint);
		else if (S_ISREG(target.st_mode) && is_data(e->d_name))
			tool_note("%s: data, not a page; left out", path.p);
		else if (S_ISREG(target.st_mode))
			pile_put(files, path.p, hint);
		dg_buf_free(&path);
	}
	closedir(dir);
	return rc;
}

/* A name in a list is sought from here, then beside the list. */
static void
put_listed(struct pile_files *files, const char *list, struct dg_bytes line, const char *hint)
{
	const char *slash = strrchr(list, '/');
	struct dg_buf path = { 0 };
	struct stat st;

	dg_put_bytes(&path, line);
	dg_put(&path, "", 1);
	if (!path.failed && slash && *path.p != '/' && stat(path.p, &st) != 0) {
		struct dg_buf beside = { 0 };

		dg_put(&beside, list, (size_t)(slash - list) + 1);
		dg_put_bytes(&beside, line);
		dg_put(&beside, "", 1);
		if (!beside.failed && stat(beside.p, &st) == 0) {
			struct dg_buf swap = path;

			path = beside;
			beside = swap;
		}
		dg_buf_free(&beside);
	}
	if (path.failed)
		exit(tool_fail("out of memory"));
	pile_put(files, path.p, hint);
	dg_buf_free(&path);
}

static int
read_list(struct pile_files *files, const char *list, const char *hint)
{
	struct dg_in *in = NULL;
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	struct dg_error err;
	enum dg_status st = dg_in_open(&in, list, &err);

	if (st == DG_OK)
		st = dg_lines_new(&lines, in, 1 << 16, &err);
	while (st == DG_OK && (st = dg_lines_next(lines, &line, &err)) == DG_OK) {
		if (line.n && memchr(line.p, 0, line.n))
			return tool_fail("%s: not a list of pages, a name a line", list);
		if (line.n)
			put_listed(files, list, line, hint);
	}
	dg_lines_free(lines);
	dg_in_free(in);
	return st == DG_END ? 0 : tool_error(list, &err);
}

int
pile_collect(struct pile_files *files, const char *operand, const char *hint)
{
	struct stat st;
	size_t from = files->n;
	int rc;

	if (strcmp(operand, "-") != 0 && stat(operand, &st) == 0 && S_ISDIR(st.st_mode)) {
		rc = walk(files, operand, hint);
		pile_sort(files, from);
		return rc;
	}
	return read_list(files, operand, hint);
}
