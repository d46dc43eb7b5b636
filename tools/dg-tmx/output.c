/* output.c -- units to one memory, or to one for every two languages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dg-tmx/work.h"

bool
work_full(const struct work *w)
{
	for (size_t i = 0; i < w->files_n; i++)
		if (dg_out_failed(w->files[i].out))
			return true;
	return false;
}

static bool
same_tag(struct dg_bytes a, struct dg_bytes b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if ((a.p[i] | 0x20) != (b.p[i] | 0x20))
			return false;
	return true;
}

/* "memory.tmx.gz" and two tags: memory.zh-CN_fr-FR.tmx.gz. */
static char *
path_of_pair(const char *path, struct dg_bytes source, struct dg_bytes target)
{
	size_t n = strlen(path), stem = n;
	char *made = malloc(n + source.n + target.n + 3);

	if (n > 3 && strcmp(path + n - 3, ".gz") == 0)
		stem -= 3;
	if (stem > 4 && strncmp(path + stem - 4, ".tmx", 4) == 0)
		stem -= 4;
	if (!made)
		exit(tool_fail("out of memory"));
	sprintf(made, "%.*s.%.*s_%.*s%s", (int)stem, path, (int)source.n, source.p,
	    (int)target.n, target.p, path + stem);
	return made;
}

static int
open_file(struct work *w, const char *path, struct dg_bytes source, struct dg_bytes target)
{
	struct work_file *f = &w->files[w->files_n];
	struct dg_memory_head head = w->head;
	struct dg_error err;
	char *name = strdup(path);
	int rc = name ? memory_out_open(&f->out, path) : tool_fail("out of memory");

	if (rc) {
		free(name);
		return rc;
	}
	w->files_n++;
	f->path = name;
	f->tags[0] = source, f->tags[1] = target;
	head.source = source;
	head.target = target;
	return dg_tmx_write_new(&f->writer, f->out, &head, &w->rules, &err) == DG_OK ? 0 :
	    tool_error(path, &err);
}

/* The side that `tag` means: itself, else another of its language; sides_n: none. */
static size_t
side_named(const struct dg_unit *u, struct dg_bytes tag)
{
	char a[64], b[64];

	for (size_t i = 0; i < u->sides_n; i++)
		if (same_tag(u->sides[i].tag, tag))
			return i;
	snprintf(a, sizeof a, "%.*s", (int)tag.n, tag.n ? tag.p : "");
	for (size_t i = 0; i < u->sides_n; i++) {
		snprintf(b, sizeof b, "%.*s", (int)u->sides[i].tag.n, u->sides[i].tag.p);
		if (dg_language_same(a, b))
			return i;
	}
	return u->sides_n;
}

/* With the first unit the languages are known: -s by its tag, and the other direction
 * for --reverse. */
static enum dg_status
settle(struct work *w, const struct dg_unit *u, struct dg_error *err)
{
	struct dg_bytes all = dg_bytes_of("*all*");
	size_t source = side_named(u, w->source_tag), other;
	bool named = w->source_tag.n && !same_tag(w->source_tag, all);

	if (named && source == u->sides_n && w->source) {
		err->status = DG_EINPUT;
		err->line = 0;
		snprintf(err->text, sizeof err->text, "no text of the language '%.60s' in the "
		    "first unit", w->source);
		return DG_EINPUT;
	}
	if (named && source < u->sides_n)
		w->source_tag = work_keep(w, u->sides[source].tag);
	if (!w->reverse || u->sides_n < 2)
		return DG_OK;
	if (!named || source == u->sides_n)
		source = 1;
	other = side_named(u, w->target_tag);
	if (w->target_tag.n == 0 || other == u->sides_n || other == source)
		other = source == 0;
	w->source_tag = work_keep(w, u->sides[other].tag);
	w->target_tag.n = 0;
	return DG_OK;
}

static int
open_whole(struct work *w)
{
	return w->files_n ? 0 : open_file(w, w->output, w->source_tag, w->target_tag);
}

static enum dg_status
put_to(struct work *w, struct work_file *f, const char *file, uint64_t line,
    const struct dg_unit *unit, struct dg_error *err)
{
	struct dg_put put;
	enum dg_status st = dg_tmx_write_put(f->writer, unit, &put, err);

	if (st == DG_OK)
		memory_tally(&w->count, file, line, &put);
	return st;
}

/* The file of two languages, the first of them the source. */
static struct work_file *
file_of(struct work *w, struct dg_bytes source, struct dg_bytes target)
{
	char *path;

	for (size_t i = 0; i < w->files_n; i++)
		if (same_tag(w->files[i].tags[0], source) && same_tag(w->files[i].tags[1], target))
			return &w->files[i];
	if (w->files_n == FILES_MAX)
		exit(tool_fail("more than %d pairs of languages", (int)FILES_MAX));
	path = path_of_pair(w->output, source, target);
	if (open_file(w, path, work_keep(w, source), work_keep(w, target)) != 0) {
		free(path);
		return NULL;
	}
	free(path);
	return &w->files[w->files_n - 1];
}

static bool
blank(const struct dg_unit *u, size_t i)
{
	return dg_is_blank(u->sides[i].text);
}

static enum dg_status
put_pairs(struct work *w, const char *file, uint64_t line, const struct dg_unit *u,
    struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < u->sides_n; i++)
		for (size_t k = i + 1; st == DG_OK && k < u->sides_n; k++) {
			bool first = same_tag(u->sides[i].tag, w->source_tag);
			struct dg_side two[2] = { u->sides[i], u->sides[k] };
			struct dg_unit pair = *u;
			struct work_file *f;

			if (blank(u, i) || blank(u, k))
				continue;
			f = file_of(w, two[!first].tag, two[first].tag);
			if (!f) {
				err->status = DG_EIO;
				err->line = 0;
				strcpy(err->text, "not all pairs of languages could be written");
				return DG_EIO;
			}
			pair.sides = two;
			pair.sides_n = 2;
			st = put_to(w, f, file, line, &pair, err);
		}
	return st;
}

enum dg_status
work_put(struct work *w, const char *file, uint64_t line, const struct dg_unit *unit,
    struct dg_error *err)
{
	struct dg_side sides[DG_SIDES_MAX];
	struct dg_unit turned = *unit;
	enum dg_status st = w->count.seen++ ? DG_OK : settle(w, unit, err);

	if (st == DG_OK && w->reverse && unit->sides_n <= DG_SIDES_MAX) {
		size_t at = side_named(unit, w->source_tag);

		/* what is the source now takes the place of what was */
		memcpy(sides, unit->sides, unit->sides_n * sizeof *sides);
		if (at < unit->sides_n && unit->sides_n > 1) {
			size_t to = at == 0 ? 1 : 0;
			struct dg_side side = sides[at];

			sides[at] = sides[to];
			sides[to] = side;
		}
		turned.sides = sides;
	}
	if (st == DG_OK && w->split)
		return put_pairs(w, file, line, &turned, err);
	if (st == DG_OK && open_whole(w) != 0) {
		err->status = DG_EIO;
		err->line = 0;
		strcpy(err->text, "nothing could be written");
		return DG_EIO;
	}
	return st == DG_OK ? put_to(w, &w->files[0], file, line, &turned, err) : st;
}

static void
report(const struct work *w)
{
	memory_report(&w->count, w->inputs == 1 ? w->name : "all files");
	if (w->filtered)
		tool_note("%zu unit(s) left out by --filter", w->filtered);
	if (w->repeated && w->dedup)
		tool_note("%zu repeated unit(s) left out", w->repeated);
}

int
work_finish(struct work *w, int rc)
{
	bool good = rc < 2 || w->keep_going;

	if (w->stats) {
		if (good)
			stats_print(w, tool_stdout());
		return rc;
	}
	if (good && !w->split && open_whole(w) != 0)
		rc = 2;
	for (size_t i = 0; i < w->files_n; i++) {
		struct work_file *f = &w->files[i];

		if (f->writer && good)
			dg_tmx_write_end(f->writer);
		dg_tmx_write_free(f->writer);
		rc = memory_out_finish_or_keep(f->out, f->path, rc, w->keep_going);
		free(f->path);
	}
	if (good)
		report(w);
	return rc;
}
