/* in.c -- a byte source: a file, standard input or memory, gzip undone. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/gzip.h"

enum { CHUNK = 64 * 1024, LOOK_MIN = 4 };

struct dg_in {
	int fd;			/* -1: memory */
	bool close;
	struct dg_bytes memory;
	char *raw;		/* bytes read, not yet given or inflated */
	size_t at, n;
	bool eof, started;
	bool gzip, inside;	/* inside: within a gzip member */
	char ahead[64];		/* looked at and not yet given */
	size_t ahead_at, ahead_n;
	z_stream z;
};

static enum dg_status
new_source(struct dg_in **ret, struct dg_error *err)
{
	struct dg_in *in;

	*ret = NULL;
	if (!(in = calloc(1, sizeof *in)))
		return dg_fail_nomem(err);
	in->fd = -1;
	if (!(in->raw = aligned_alloc(64, CHUNK))) {
		free(in);
		return dg_fail_nomem(err);
	}
	*ret = in;
	return DG_OK;
}

enum dg_status
dg_in_open(struct dg_in **ret, const char *path, struct dg_error *err)
{
	enum dg_status st;
	struct stat sb;

	if ((st = new_source(ret, err)) != DG_OK)
		return st;
	if (strcmp(path, "-") == 0) {
		(*ret)->fd = STDIN_FILENO;
	} else {
		(*ret)->fd = open(path, O_RDONLY | O_CLOEXEC);
		(*ret)->close = true;
	}
	if ((*ret)->fd < 0 || fstat((*ret)->fd, &sb) != 0)
		st = dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	else if (S_ISDIR(sb.st_mode))
		st = dg_fail(err, DG_EIO, 0, "%s", strerror(EISDIR));
	if (st != DG_OK) {
		dg_in_free(*ret);
		*ret = NULL;
	}
	return st;
}

enum dg_status
in_of_fd(struct dg_in **ret, int fd, struct dg_error *err)
{
	enum dg_status st = new_source(ret, err);

	if (st == DG_OK) {
		(*ret)->fd = fd;
		(*ret)->close = (*ret)->started = true;
	}
	return st;
}

enum dg_status
dg_in_open_at(struct dg_in **ret, const char *path, uint64_t offset, struct dg_error *err)
{
	enum dg_status st = dg_in_open(ret, path, err);

	if (st == DG_OK && lseek((*ret)->fd, (off_t)offset, SEEK_SET) < 0) {
		st = dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
		dg_in_free(*ret);
		*ret = NULL;
	}
	return st;
}

enum dg_status
dg_in_memory(struct dg_in **ret, struct dg_bytes data, struct dg_error *err)
{
	enum dg_status st = new_source(ret, err);

	if (st == DG_OK)
		(*ret)->memory = data;
	return st;
}

/* Fill `raw` when it is empty; eof when nothing is left. */
static enum dg_status
fill(struct dg_in *in, struct dg_error *err)
{
	ssize_t got;

	if (in->at < in->n || in->eof)
		return DG_OK;
	in->at = 0;
	if (in->fd < 0) {
		in->n = in->memory.n < CHUNK ? in->memory.n : CHUNK;
		if (in->n)
			memcpy(in->raw, in->memory.p, in->n);
		in->memory.p = in->n ? in->memory.p + in->n : in->memory.p;
		in->memory.n -= in->n;
		in->eof = in->n == 0;
		return DG_OK;
	}
	do
		got = read(in->fd, in->raw, CHUNK);
	while (got < 0 && errno == EINTR);
	in->n = got > 0 ? (size_t)got : 0;
	if (got < 0)
		return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	in->eof = got == 0;
	return DG_OK;
}

/* A pipe may give one byte at a time; the magic number needs two. */
static enum dg_status
look(struct dg_in *in, struct dg_error *err)
{
	enum dg_status st;
	ssize_t got;

	in->started = true;
	if ((st = fill(in, err)) != DG_OK)
		return st;
	while (in->fd >= 0 && in->n == 1 && (unsigned char)in->raw[0] == 0x1F) {
		do
			got = read(in->fd, in->raw + 1, CHUNK - 1);
		while (got < 0 && errno == EINTR);
		if (got < 0)
			return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
		if (got == 0)
			break;
		in->n += (size_t)got;
	}
	in->gzip = in->n >= 2 && memcmp(in->raw, "\x1F\x8B", 2) == 0;
	return DG_OK;
}

static enum dg_status
inflate_some(struct dg_in *in, char *buf, size_t cap, size_t *n, struct dg_error *err)
{
	enum dg_status st;
	int z;

	in->z.next_out = (unsigned char *)buf;
	in->z.avail_out = (unsigned)(cap < CHUNK ? cap : CHUNK);
	while (in->z.next_out == (unsigned char *)buf) {
		if ((st = fill(in, err)) != DG_OK)
			return st;
		if (in->eof && !in->inside)
			return DG_END;
		if (in->eof)
			return dg_fail(err, DG_EINPUT, 0, "gzip data ends in the middle");
		if (!in->inside) {
			if (in->z.state)
				z = inflateReset(&in->z);
			else
				z = inflateInit2(&in->z, 15 + 16);
			if (z != Z_OK)
				return dg_fail_nomem(err);
			in->inside = true;
		}
		in->z.next_in = (unsigned char *)in->raw + in->at;
		in->z.avail_in = (unsigned)(in->n - in->at);
		z = inflate(&in->z, Z_NO_FLUSH);
		in->at = in->n - in->z.avail_in;
		if (z == Z_STREAM_END)
			in->inside = false;
		else if (z == Z_MEM_ERROR)
			return dg_fail_nomem(err);
		else if (z != Z_OK && z != Z_BUF_ERROR)
			return dg_fail(err, DG_EINPUT, 0, "damaged gzip data (%s)",
			    in->z.msg ? in->z.msg : "unknown");
	}
	*n = (size_t)((char *)in->z.next_out - buf);
	return DG_OK;
}

enum dg_status
dg_in_look(struct dg_in *in, struct dg_bytes *ahead, struct dg_error *err)
{
	enum dg_status st = DG_OK;
	char buf[sizeof in->ahead];
	size_t n;

	while (st == DG_OK && in->ahead_at == 0 && in->ahead_n < LOOK_MIN) {
		size_t have = in->ahead_n;

		in->ahead_n = 0;
		st = dg_in_read(in, buf, sizeof in->ahead - have, &n, err);
		if (st == DG_OK)
			memcpy(in->ahead + have, buf, n);
		in->ahead_n = have + (st == DG_OK ? n : 0);
	}
	*ahead = (struct dg_bytes){ in->ahead + in->ahead_at, in->ahead_n - in->ahead_at };
	return st == DG_END ? DG_OK : st;
}

enum dg_status
dg_in_read(struct dg_in *in, char *buf, size_t cap, size_t *n, struct dg_error *err)
{
	enum dg_status st;

	*n = in->ahead_n - in->ahead_at;
	if (*n) {
		*n = *n < cap ? *n : cap;
		memcpy(buf, in->ahead + in->ahead_at, *n);
		in->ahead_at += *n;
		return DG_OK;
	}
	if (!in->started && (st = look(in, err)) != DG_OK)
		return st;
	if (in->gzip)
		return inflate_some(in, buf, cap, n, err);
	if ((st = fill(in, err)) != DG_OK)
		return st;
	if (in->eof)
		return DG_END;
	*n = in->n - in->at < cap ? in->n - in->at : cap;
	memcpy(buf, in->raw + in->at, *n);
	in->at += *n;
	return DG_OK;
}

enum dg_status
dg_in_all(struct dg_in *in, size_t max, struct dg_buf *out, struct dg_error *err)
{
	enum dg_status st;
	size_t start = out->n, n;

	for (;;) {
		if (!dg_grow(&out->p, &out->cap, out->n + CHUNK, 1))
			return dg_fail_nomem(err);
		if ((st = dg_in_read(in, out->p + out->n, out->cap - out->n, &n, err)) != DG_OK)
			return st == DG_END ? DG_OK : st;
		out->n += n;
		if (out->n - start > max)
			return dg_fail(err, DG_ELIMIT, 0, "larger than %zu bytes", max);
	}
}

void
dg_in_free(struct dg_in *in)
{
	if (!in)
		return;
	if (in->close && in->fd >= 0)
		close(in->fd);
	if (in->z.state)
		inflateEnd(&in->z);
	free(in->raw);
	free(in);
}
