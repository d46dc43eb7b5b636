/* store.c -- the results of many documents in few files: parts/NAME.log, a record (part.c) behind
 * the other, each file written by one thread of one process alone, and only at its end.
 *
 * Why not a file a document: creating and renaming a small file took a third of a document's time.
 * What a killed run leaves half at the end of its log is no
 * record, its sum says so; whoever lives on unknown to us writes on in a log of his own.  Two
 * records of one document and key hold the same rows, so that it does not matter which is found.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "batch/store.h"

/* "unread" is no number, and 0. */
uint64_t
store_short(const char *key)
{
	char digits[17];
	char *end;
	uint64_t n;

	snprintf(digits, sizeof digits, "%.16s", key);
	n = strtoull(digits, &end, 16);
	return end == digits + 16 ? n : 0;
}

/* ---- logs ---- */

static enum dg_status
add_log(struct batch_store *s, const char *name, uint64_t size, struct dg_error *err)
{
	if (!dg_grow(&s->logs, &s->cap, s->n + 1, sizeof *s->logs))
		return dg_fail_nomem(err);
	s->logs[s->n] = (struct store_log){ .size = size };
	snprintf(s->logs[s->n++].name, LOG_NAME, "%s", name);
	return DG_OK;
}

void
store_path(struct batch_store *s, size_t log, struct dg_buf *path)
{
	path->n = 0;
	pthread_mutex_lock(&s->lock);
	dg_put_format(path, "%s/parts/%s", s->opt->directory, s->logs[log].name);
	pthread_mutex_unlock(&s->lock);
	dg_put(path, "", 1);
}

static int
open_log(struct batch_store *s, size_t log)
{
	struct dg_buf path = { 0 };
	int fd;

	store_path(s, log, &path);
	fd = path.failed ? -1 : open(path.p, O_RDONLY | O_CLOEXEC);
	dg_buf_free(&path);
	return fd;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct store_log *)a)->name, ((const struct store_log *)b)->name);
}

/* Names begin with the time: in their order the logs are in the order of their begin. */
static enum dg_status
find_logs(struct batch_store *s, struct dg_error *err)
{
	struct dg_buf path = { 0 };
	const char *name = folder_path(s->opt, "parts", &path);
	DIR *dir = path.failed ? NULL : opendir(name);
	struct dirent *d;
	enum dg_status st = dir ? DG_OK : path.failed ? dg_fail_nomem(err) :
	    dg_fail(err, DG_EIO, 0, "%s: %s", name, strerror(errno));

	while (st == DG_OK && (d = readdir(dir))) {
		size_t n = strlen(d->d_name);

		if (n > 4 && n < LOG_NAME && strcmp(d->d_name + n - 4, ".log") == 0)
			st = add_log(s, d->d_name, 0, err);
	}
	if (dir)
		closedir(dir);
	dg_buf_free(&path);
	if (st == DG_OK && s->n)
		qsort(s->logs, s->n, sizeof *s->logs, by_name);
	return st;
}

/* ---- records ---- */

static enum dg_status
add_entry(struct batch_store *s, const struct batch_head *h, struct batch_place place,
    struct dg_error *err)
{
	if (!dg_grow(&s->entries, &s->entries_cap, s->entries_n + 1, sizeof *s->entries))
		return dg_fail_nomem(err);
	s->entries[s->entries_n++] = (struct store_entry){ store_short(h->document),
	    store_short(h->key), place };
	return DG_OK;
}

/* The heads alone: what a record holds is looked at when it is wanted.  A log that cannot be
 * read has none; they are made again. */
static enum dg_status
read_heads(struct batch_store *s, size_t log, struct dg_error *err)
{
	int fd = open_log(s, log);
	char head[PART_HEAD + 1] = "";
	struct batch_head h;
	struct stat sb;
	uint64_t at = 0;
	enum dg_status st = DG_OK;

	if (fd < 0)
		return DG_OK;
	if (fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode))
		s->logs[log].size = (uint64_t)sb.st_size;
	while (st == DG_OK && s->logs[log].size - at > PART_HEAD &&
	    pread(fd, head, PART_HEAD, (off_t)at) == PART_HEAD && part_head(head, &h) &&
	    h.length <= s->logs[log].size - at) {
		st = add_entry(s, &h, (struct batch_place){ at, h.length, log }, err);
		at += h.length;
	}
	close(fd);
	return st;
}

static int
by_document(const void *a, const void *b)
{
	const struct store_entry *x = a, *y = b;

	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	if (x->place.log != y->place.log)
		return x->place.log < y->place.log ? -1 : 1;
	return x->place.offset < y->place.offset ? -1 : x->place.offset > y->place.offset;
}

enum dg_status
store_open(struct batch_store **ret, const struct dg_batch_options *opt, struct dg_error *err)
{
	struct batch_store *s = calloc(1, sizeof *s);
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!s || pthread_mutex_init(&s->lock, NULL) != 0) {
		free(s);
		return dg_fail_nomem(err);
	}
	s->opt = opt;
	st = find_logs(s, err);
	for (size_t i = 0; i < s->n && st == DG_OK; i++)
		st = read_heads(s, i, err);
	if (st != DG_OK) {
		store_free(s);
		return st;
	}
	if (s->entries_n)
		qsort(s->entries, s->entries_n, sizeof *s->entries, by_document);
	*ret = s;
	return DG_OK;
}

void
store_free(struct batch_store *s)
{
	if (!s)
		return;
	pthread_mutex_destroy(&s->lock);
	free(s->logs);
	free(s->entries);
	free(s);
}

/* ---- reading ---- */

void
reader_open(struct batch_reader *r, struct batch_store *s)
{
	r->store = s;
	for (size_t i = 0; i < READER_FILES; i++)
		r->fd[i] = -1;
}

void
reader_close(struct batch_reader *r)
{
	for (size_t i = 0; i < READER_FILES && r->store; i++)
		if (r->fd[i] >= 0)
			close(r->fd[i]);
	r->store = NULL;
}

static int
reader_log(struct batch_reader *r, size_t log)
{
	size_t at = log % READER_FILES;

	if (r->fd[at] >= 0 && r->log[at] == log)
		return r->fd[at];
	if (r->fd[at] >= 0)
		close(r->fd[at]);
	r->log[at] = log;
	return r->fd[at] = open_log(r->store, log);
}

bool
reader_part(struct batch_reader *r, struct batch_place place, struct batch_part *part)
{
	struct dg_buf *to = &part->file;
	int fd = place.length ? reader_log(r, place.log) : -1;
	ssize_t got = 1;

	to->n = 0;
	if (fd < 0 || !dg_grow(&to->p, &to->cap, place.length + 1, 1))
		return false;
	while (to->n < place.length && got != 0) {
		got = pread(fd, to->p + to->n, place.length - to->n, (off_t)(place.offset + to->n));
		if (got < 0 && errno != EINTR)
			return false;
		to->n += got > 0 ? (size_t)got : 0;
	}
	to->p[to->n] = '\0';
	part->place = place;
	return part_parse(part);
}

/* The first of its records, and behind the last. */
static void
records_of(const struct batch_store *s, uint64_t document, size_t *from, size_t *to)
{
	size_t low = 0, high = s->entries_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->entries[middle].document < document)
			low = middle + 1;
		else
			high = middle;
	}
	*from = *to = low;
	while (*to < s->entries_n && s->entries[*to].document == document)
		++*to;
}

bool
reader_find(struct batch_reader *r, const char *document, const char *run, const char *key,
    struct batch_part *part)
{
	const struct batch_store *s = r->store;
	uint64_t wanted = key ? store_short(key) : 0;
	size_t from, to;

	records_of(s, store_short(document), &from, &to);
	while (to-- > from)
		if ((!key || s->entries[to].key == wanted) &&
		    reader_part(r, s->entries[to].place, part) &&
		    strcmp(part->document, document) == 0 &&
		    (!run || strcmp(part->run, run) == 0) && (!key || strcmp(part->key, key) == 0))
			return true;
	return false;
}

/* ---- writing ---- */

/* Processes of several machines may share the directory: who has the name has made it. */
enum dg_status
store_create(struct batch_writer *w, struct dg_error *err)
{
	struct batch_store *s = w->store;
	struct timespec now;
	struct dg_buf path = { 0 };
	char name[LOG_NAME];
	enum dg_status st = DG_OK;

	do {
		clock_gettime(CLOCK_REALTIME, &now);
		snprintf(name, sizeof name, "%09llx%08lx-%lx.log", (unsigned long long)now.tv_sec,
		    (unsigned long)now.tv_nsec, (unsigned long)getpid());
		path.n = 0;
		dg_put_format(&path, "%s/parts/%s", s->opt->directory, name);
		dg_put(&path, "", 1);
		w->fd = path.failed ? -1 :
		    open(path.p, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
	} while (w->fd < 0 && !path.failed && errno == EEXIST);
	if (path.failed)
		st = dg_fail_nomem(err);
	else if (w->fd < 0)
		st = dg_fail(err, DG_EIO, 0, "%s: %s", path.p, strerror(errno));
	dg_buf_free(&path);
	if (st != DG_OK)
		return st;
	pthread_mutex_lock(&s->lock);
	w->log = s->n;
	st = add_log(s, name, 0, err);
	pthread_mutex_unlock(&s->lock);
	return st;
}

static enum dg_status
refused(struct batch_writer *w, int number, struct dg_error *err)
{
	struct dg_buf path = { 0 };
	enum dg_status st;

	store_path(w->store, w->log, &path);
	st = dg_fail(err, DG_EIO, 0, "%s: %s", path.failed ? "parts" : path.p, strerror(number));
	dg_buf_free(&path);
	return st;
}

/* Not synced: ten thousand times would be the run.  What a power cut leaves half is no
 * record, and is made again. */
enum dg_status
writer_put(struct batch_writer *w, struct batch_part *part, struct dg_error *err)
{
	struct dg_bytes left;

	w->text.n = 0;
	part_format(part, &w->text);
	if (w->text.failed)
		return dg_fail_nomem(err);
	if (w->fd < 0) {
		enum dg_status st = store_create(w, err);

		if (st != DG_OK)
			return st;
	}
	for (left = dg_buf_bytes(&w->text); left.n; ) {
		ssize_t put = write(w->fd, left.p, left.n);

		if (put < 0 && errno != EINTR) {
			int number = errno;

			if (ftruncate(w->fd, (off_t)w->end) != 0)
				number = errno;
			return refused(w, number, err);
		}
		if (put > 0)
			left = (struct dg_bytes){ left.p + put, left.n - (size_t)put };
	}
	part->place = (struct batch_place){ w->end, w->text.n, w->log };
	w->end += w->text.n;
	return DG_OK;
}

void
writer_open(struct batch_writer *w, struct batch_store *s)
{
	w->store = s;
	w->fd = -1;
	w->end = 0;
}

enum dg_status
writer_close(struct batch_writer *w, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	if (w->store && w->fd >= 0) {
		pthread_mutex_lock(&w->store->lock);
		w->store->logs[w->log].size = w->end;
		pthread_mutex_unlock(&w->store->lock);
		/* over NFS a full disk may be told here only */
		if (close(w->fd) != 0)
			st = refused(w, errno, err);
	}
	dg_buf_free(&w->text);
	w->fd = -1;
	return st;
}
