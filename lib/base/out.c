/* out.c -- a byte sink that is whole or not there. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/base.h"

enum { CHUNK = 64 * 1024 };

struct dg_out {
	int fd;
	int failed;		/* errno of the first failure */
	bool gzip, direct;	/* direct: stdout, or a device: nothing to rename */
	char *path, *beside;
	struct dg_buf pending;
	unsigned char *packed;
	z_stream z;
};

static bool
ends_in_gz(const char *path)
{
	size_t n = strlen(path);

	return n > 3 && strcmp(path + n - 3, ".gz") == 0;
}

static void
write_all(struct dg_out *out, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0 && !out->failed) {
		ssize_t put = write(out->fd, p, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0) {
			out->failed = errno;
			return;
		}
		p += put;
		n -= (size_t)put;
	}
}

static void
deflate_all(struct dg_out *out, int flush)
{
	int z;

	out->z.next_in = (unsigned char *)out->pending.p;
	out->z.avail_in = (unsigned)out->pending.n;
	do {
		out->z.next_out = out->packed;
		out->z.avail_out = CHUNK;
		z = deflate(&out->z, flush);
		write_all(out, out->packed, CHUNK - out->z.avail_out);
	} while (!out->failed && (flush == Z_FINISH ? z != Z_STREAM_END : out->z.avail_out == 0));
}

static void
drain(struct dg_out *out, int flush)
{
	if (out->pending.failed && !out->failed)
		out->failed = ENOMEM;
	if (!out->failed) {
		if (out->gzip)
			deflate_all(out, flush);
		else
			write_all(out, out->pending.p, out->pending.n);
	}
	out->pending.n = 0;
}

/* The file is made beside its final name, with the rights that the user's
 * umask gives; a symbolic link is followed, so that it stays one. */
static enum dg_status
open_beside(struct dg_out *out, const char *path, struct dg_error *err)
{
	struct stat sb;
	struct dg_buf name = { 0 };
	char *real = realpath(path, NULL);

	if (!real && !(real = strdup(path)))
		return dg_fail_nomem(err);
	out->path = real;
	if (stat(real, &sb) == 0 && !S_ISREG(sb.st_mode)) {
		if (S_ISDIR(sb.st_mode))
			return dg_fail(err, DG_EIO, 0, "%s", strerror(EISDIR));
		out->direct = true;
		out->fd = open(real, O_WRONLY | O_CLOEXEC);
	} else {
		dg_put_format(&name, "%s.part-%ld", real, (long)getpid());
		dg_put(&name, "", 1);
		if (name.failed)
			return dg_fail_nomem(err);
		out->beside = name.p;
		out->fd = open(name.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	}
	if (out->fd < 0)
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
	out->fd = -1;
	if (strcmp(path, "-") == 0) {
		out->direct = true;
		out->fd = STDOUT_FILENO;
	} else {
		st = open_beside(out, path, err);
	}
	if (st == DG_OK && ends_in_gz(path)) {
		out->gzip = true;
		if (!(out->packed = malloc(CHUNK)) ||
		    deflateInit2(&out->z, level ? level : Z_DEFAULT_COMPRESSION, Z_DEFLATED,
		    15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
			st = dg_fail_nomem(err);
	}
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
		drain(out, Z_NO_FLUSH);
	if (n > CHUNK && !out->gzip)
		write_all(out, p, n);
	else
		dg_put(&out->pending, p, n);
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
		out->failed = out->failed ? out->failed : EINVAL;
	} else if ((size_t)n < sizeof small) {
		dg_out_put(out, small, (size_t)n);
	} else {
		char *big = malloc((size_t)n + 1);

		if (big) {
			vsnprintf(big, (size_t)n + 1, format, again);
			dg_out_put(out, big, (size_t)n);
			free(big);
		} else {
			out->failed = out->failed ? out->failed : ENOMEM;
		}
	}
	va_end(again);
}

bool
dg_out_failed(const struct dg_out *out)
{
	return out->failed != 0;
}

enum dg_status
dg_out_commit(struct dg_out *out, struct dg_error *err)
{
	drain(out, Z_FINISH);
	if (!out->failed && out->beside && fsync(out->fd) != 0)
		out->failed = errno;
	/* stdout stays open for others, but a full disk must not look like
	 * success: closing a copy of it tells what NFS and friends held back */
	if (out->fd == STDOUT_FILENO) {
		int copy = dup(out->fd);

		if (copy >= 0 && close(copy) != 0 && !out->failed)
			out->failed = errno;
	} else if (out->fd >= 0 && close(out->fd) != 0 && !out->failed) {
		out->failed = errno;
	}
	out->fd = -1;
	if (!out->failed && out->beside && rename(out->beside, out->path) != 0)
		out->failed = errno;
	if (out->failed)
		return dg_fail(err, out->failed == ENOMEM ? DG_ENOMEM : DG_EIO, 0, "%s",
		    strerror(out->failed));
	free(out->beside);
	out->beside = NULL;
	return DG_OK;
}

void
dg_out_free(struct dg_out *out)
{
	if (!out)
		return;
	if (out->fd >= 0 && out->fd != STDOUT_FILENO)
		close(out->fd);
	if (out->beside)
		unlink(out->beside);
	if (out->z.state)
		deflateEnd(&out->z);
	dg_buf_free(&out->pending);
	free(out->packed);
	free(out->beside);
	free(out->path);
	free(out);
}
