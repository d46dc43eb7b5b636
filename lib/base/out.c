/* out.c -- a byte sink that is whole or not there. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gzip.h"

enum { CHUNK = 64 * 1024 };

struct dg_out {
	int fd;
	int failed;		/* errno of the first failure */
	bool direct;		/* stdout, or a device: nothing to rename */
	char *path, *beside;
	struct dg_buf pending;
	struct gzip *gzip;	/* NULL: plain */
	int spool;		/* keeps what follows a gap, -1: none */
	size_t gap;		/* its width; 0: none is open */
	bool in_place;		/* it can be filled there */
	off_t gap_at;		/* where it is, without a spool */
};

/* The files begun and not yet whole, for a handler of signals. */
enum { BEGUN_MAX = 64 };
static _Atomic(char *) begun[BEGUN_MAX];

static void
enter(char *path)
{
	for (size_t i = 0; i < BEGUN_MAX; i++) {
		char *none = NULL;

		if (atomic_compare_exchange_strong(&begun[i], &none, path))
			return;
	}
}

static void
leave(char *path)
{
	for (size_t i = 0; path && i < BEGUN_MAX; i++) {
		char *own = path;

		if (atomic_compare_exchange_strong(&begun[i], &own, NULL))
			return;
	}
}

void
dg_out_abandon_all(void)
{
	for (size_t i = 0; i < BEGUN_MAX; i++) {
		char *path = atomic_load(&begun[i]);

		if (path)
			unlink(path);
	}
}

static bool
ends_in_gz(const char *path)
{
	size_t n = strlen(path);

	return n > 3 && strcmp(path + n - 3, ".gz") == 0;
}

static void
fail(struct dg_out *out, int code)
{
	if (!out->failed)
		out->failed = code;
}

/* To the spool where there is one, else to the sink. */
static void
put_through(struct dg_out *out, const void *p, size_t n)
{
	if (out->failed)
		return;
	if (out->spool >= 0 || !out->gzip)
		fail(out, write_whole(out->spool >= 0 ? out->spool : out->fd, p, n));
	else
		gzip_put(out->gzip, p, n);
}

static void
drain(struct dg_out *out)
{
	if (out->pending.failed)
		fail(out, ENOMEM);
	put_through(out, out->pending.p, out->pending.n);
	out->pending.n = 0;
}

/* Where a link that leads to nothing yet leads to: that is made, the link stays. */
static char *
end_of_links(const char *path)
{
	enum { LINKS_MAX = 40 };
	char *at = strdup(path), to[4096];

	for (int i = 0; at && i < LINKS_MAX; i++) {
		ssize_t n = readlink(at, to, sizeof to);
		const char *slash = strrchr(at, '/');
		size_t dir = slash && *to != '/' ? (size_t)(slash - at) + 1 : 0;
		char *next;

		if (n < 0 || n == sizeof to)
			break;
		if ((next = malloc(dir + (size_t)n + 1))) {
			memcpy(next, at, dir);
			memcpy(next + dir, to, (size_t)n);
			next[dir + (size_t)n] = '\0';
		}
		free(at);
		at = next;
	}
	return at;
}

/* The file is made beside its final name; it has the rights of the one that it
 * replaces (a private memory stays private), else those that the user's umask gives. */
static enum dg_status
open_file_beside(struct dg_out *out, const struct stat *was, struct dg_error *err)
{
	struct dg_buf name = { 0 };

	dg_put_format(&name, "%s.part-%ld", out->path, (long)getpid());
	dg_put(&name, "", 1);
	if (name.failed) {
		dg_buf_free(&name);
		return dg_fail_nomem(err);
	}
	out->beside = name.p;
	enter(out->beside);
	/* what stands there is of a run that was killed, or a trap: never written to */
	unlink(name.p);
	out->fd = open(name.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, was ? 0600 : 0666);
	if (out->fd < 0 || (was && fchmod(out->fd, was->st_mode & 0777) != 0))
		return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	return DG_OK;
}

/* A symbolic link is followed, so that it stays one; what is no file is written to
 * as it is; what is write-protected is not replaced. */
static enum dg_status
open_path(struct dg_out *out, const char *path, struct dg_error *err)
{
	struct stat sb;
	bool there;

	if (!(out->path = realpath(path, NULL)) && !(out->path = end_of_links(path)))
		return dg_fail_nomem(err);
	there = stat(out->path, &sb) == 0;
	if (there && S_ISDIR(sb.st_mode))
		return dg_fail(err, DG_EIO, 0, "%s", strerror(EISDIR));
	if (there && access(out->path, W_OK) != 0)
		return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	if (!there || S_ISREG(sb.st_mode))
		return open_file_beside(out, there ? &sb : NULL, err);
	out->direct = true;
	if ((out->fd = open(out->path, O_WRONLY | O_CLOEXEC)) < 0)
		return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	return DG_OK;
}

enum dg_status
dg_out_open(struct dg_out **ret, const char *path, int level, struct dg_error *err)
{
	struct dg_out *out;
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!(out = calloc(1, sizeof *out)))
		return dg_fail_nomem(err);
	out->fd = out->spool = -1;
	if (strcmp(path, "-") == 0) {
		out->direct = true;
		out->fd = STDOUT_FILENO;
	} else {
		st = open_path(out, path, err);
	}
	if (st == DG_OK && ends_in_gz(path) && !(out->gzip = gzip_new(out->fd, level)))
		st = dg_fail_nomem(err);
	if (st != DG_OK) {
		dg_out_free(out);
		return st;
	}
	*ret = out;
	return DG_OK;
}

void
dg_out_put(struct dg_out *out, const void *p, size_t n)
{
	if (out->failed)
		return;
	if (out->pending.n + n > CHUNK)
		drain(out);
	if (n <= out->pending.cap - out->pending.n && n > 0) {
		memcpy(out->pending.p + out->pending.n, p, n);
		out->pending.n += n;
	} else if (n > CHUNK) {
		put_through(out, p, n);
	} else {
		dg_put(&out->pending, p, n);
	}
}

char *
dg_out_room(struct dg_out *out, size_t n)
{
	char *p;

	if (out->pending.n + n > CHUNK)
		drain(out);
	if (out->failed || n > CHUNK || !dg_grow(&out->pending.p, &out->pending.cap, CHUNK, 1))
		return NULL;
	p = out->pending.p + out->pending.n;
	out->pending.n += n;
	return p;
}

void
dg_out_buf(struct dg_out *out, const struct dg_buf *buf)
{
	if (buf->failed)
		fail(out, ENOMEM);
	else
		dg_out_put(out, buf->p, buf->n);
}

void
dg_out_str(struct dg_out *out, const char *s)
{
	dg_out_put(out, s, strlen(s));
}

void
dg_out_format(struct dg_out *out, const char *format, ...)
{
	char small[512];
	va_list ap, again;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, format, ap);
	va_end(ap);
	if (n < 0) {
		fail(out, EINVAL);
	} else if ((size_t)n < sizeof small) {
		dg_out_put(out, small, (size_t)n);
	} else {
		char *big = malloc((size_t)n + 1);

		if (big) {
			vsnprintf(big, (size_t)n + 1, format, again);
			dg_out_put(out, big, (size_t)n);
			free(big);
		} else {
			fail(out, ENOMEM);
		}
	}
	va_end(again);
}

/* A gap can be filled in place where the sink is a plain file of which we know the
 * end; elsewhere what follows it waits in a file without a name. */
static bool
fills_in_place(const struct dg_out *out)
{
	struct stat sb;
	int flags = fcntl(out->fd, F_GETFL);

	return flags >= 0 && !(flags & O_APPEND) && fstat(out->fd, &sb) == 0 &&
	    S_ISREG(sb.st_mode);
}

void
dg_out_gap(struct dg_out *out, size_t n, const char *dir)
{
	drain(out);
	if (out->failed || n == 0)
		return;
	out->gap = n;
	out->in_place = fills_in_place(out);
	if (out->in_place && out->gzip) {
		gzip_gap(out->gzip, n);
	} else if (out->in_place) {
		if ((out->gap_at = lseek(out->fd, 0, SEEK_CUR)) < 0)
			fail(out, errno);
		while (n-- > 0)
			dg_put_char(&out->pending, ' ');
	} else if ((out->spool = temporary_file(dir)) < 0) {
		fail(out, errno);
	}
}

/* What waited, behind the gap that is full now. */
static void
pour(struct dg_out *out)
{
	int from = out->spool;
	char buf[16 * 1024];
	ssize_t n = 0;

	out->spool = -1;
	if (lseek(from, 0, SEEK_SET) < 0)
		fail(out, errno);
	while (!out->failed && ((n = read(from, buf, sizeof buf)) > 0 ||
	    (n < 0 && errno == EINTR)))
		if (n > 0)
			put_through(out, buf, (size_t)n);
	if (n < 0)
		fail(out, errno);
	close(from);
}

void
dg_out_fill(struct dg_out *out, const void *p, size_t n)
{
	struct dg_buf text = { 0 };

	drain(out);
	if (out->failed || out->gap == 0)
		return;
	dg_put(&text, p, n < out->gap ? n : out->gap);
	while (text.n < out->gap && !text.failed)
		dg_put_char(&text, ' ');
	if (text.failed) {
		fail(out, ENOMEM);
	} else if (out->in_place && out->gzip) {
		gzip_fill(out->gzip, text.p);
	} else if (out->spool >= 0) {
		int spool = out->spool;

		out->spool = -1;
		put_through(out, text.p, text.n);
		out->spool = spool;
		pour(out);
	} else {
		fail(out, write_whole_at(out->fd, text.p, text.n, out->gap_at));
	}
	out->gap = 0;
	dg_buf_free(&text);
}

void
dg_out_hold(struct dg_out *out, const char *dir)
{
	drain(out);
	if (!out->failed && (out->spool = temporary_file(dir)) < 0)
		fail(out, errno);
}

enum dg_status
dg_out_held(struct dg_out *out, struct dg_in **ret, struct dg_error *err)
{
	int from = out->spool;

	*ret = NULL;
	drain(out);
	out->spool = -1;
	if (!out->failed && lseek(from, 0, SEEK_SET) < 0)
		fail(out, errno);
	if (out->failed) {
		if (from >= 0)
			close(from);
		return dg_fail(err, DG_EIO, 0, "%s", strerror(out->failed));
	}
	return in_of_fd(ret, from, err);
}

bool
dg_out_failed(const struct dg_out *out)
{
	return out->failed || (out->gzip && gzip_failed(out->gzip));
}

enum dg_status
dg_out_commit(struct dg_out *out, struct dg_error *err)
{
	if (out->gap)
		dg_out_fill(out, "", 0);
	if (out->spool >= 0)	/* held and not asked for */
		out->pending.n = 0;
	drain(out);
	if (out->gzip)
		fail(out, gzip_end(out->gzip));
	if (!out->failed && out->beside && fsync(out->fd) != 0)
		fail(out, errno);
	/* stdout stays open for others, but a full disk must not look like
	 * success: closing a copy of it tells what NFS and friends held back */
	if (out->fd == STDOUT_FILENO) {
		int copy = dup(out->fd);

		if (copy >= 0 && close(copy) != 0)
			fail(out, errno);
	} else if (out->fd >= 0 && close(out->fd) != 0) {
		fail(out, errno);
	}
	out->fd = -1;
	if (!out->failed && out->beside && rename(out->beside, out->path) != 0)
		fail(out, errno);
	if (out->failed)
		return dg_fail(err, out->failed == ENOMEM ? DG_ENOMEM : DG_EIO, 0, "%s",
		    strerror(out->failed));
	leave(out->beside);
	free(out->beside);
	out->beside = NULL;
	return DG_OK;
}

void
dg_out_free(struct dg_out *out)
{
	if (!out)
		return;
	gzip_free(out->gzip);
	if (out->fd >= 0 && out->fd != STDOUT_FILENO)
		close(out->fd);
	if (out->spool >= 0)
		close(out->spool);
	if (out->beside)
		unlink(out->beside);
	leave(out->beside);
	dg_buf_free(&out->pending);
	free(out->beside);
	free(out->path);
	free(out);
}
