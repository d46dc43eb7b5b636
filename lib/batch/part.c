/* part.c -- the result of one document as a file that says of itself whether it is
 * whole:
 *
 *	drogman-part <run> <key>
 *	facts <segments a side…> <beads> <one> <many> <null> <kept> <dropped> <full> <mean·10⁶> <µs>
 *	bytes <warning> <error> <kept> <dropped>
 *	<these, one behind the other>
 *	<the key of all bytes before>
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "batch/batch.h"

_Static_assert(DG_TEXTS_MAX == 3, "the facts line names three sides");

void
part_path(const struct dg_batch_options *opt, const char *doc, struct dg_buf *path)
{
	char key[BATCH_KEY];

	key_of(dg_bytes_of(doc), key);
	path->n = 0;
	dg_put_format(path, "%s/parts/%.2s/%s", opt->directory, key, key + 2);
	dg_put(path, "", 1);
}

static void
format(const struct batch_part *p, struct dg_buf *out)
{
	const struct batch_facts *f = &p->facts;
	char sum[BATCH_KEY];

	dg_put_format(out, "drogman-part %s %s\n", p->run, p->key);
	dg_put_format(out, "facts %zu %zu %zu %zu %zu %zu %zu %zu %zu %u %zu %" PRIu64 "\n",
	    f->segments[0], f->segments[1], f->segments[2], f->beads, f->one, f->many, f->null,
	    f->kept, f->dropped, f->full, f->mean_millionths, f->microseconds);
	dg_put_format(out, "bytes %zu %zu %zu %zu\n", p->warning.n, p->error.n, p->kept.n,
	    p->dropped.n);
	dg_put_bytes(out, p->warning);
	dg_put_bytes(out, p->error);
	dg_put_bytes(out, p->kept);
	dg_put_bytes(out, p->dropped);
	key_of(dg_buf_bytes(out), sum);
	dg_put_str(out, sum);
}

static enum dg_status
write_whole(int fd, struct dg_bytes data, const char *path, struct dg_error *err)
{
	int failed = 0;

	while (data.n && !failed) {
		ssize_t put = write(fd, data.p, data.n);

		if (put < 0 && errno != EINTR)
			failed = errno;
		else if (put > 0)
			data = (struct dg_bytes){ data.p + put, data.n - (size_t)put };
	}
	if (close(fd) != 0 && !failed)
		failed = errno;
	return failed ? dg_fail(err, DG_EIO, 0, "%s: %s", path, strerror(failed)) : DG_OK;
}

static int
create(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

/* The same in a folder that the first of its documents makes. */
static int
create_in_folder(struct dg_buf *path)
{
	int fd = create(path->p);
	char *slash = strrchr(path->p, '/');

	if (fd >= 0 || errno != ENOENT || !slash)
		return fd;
	*slash = '\0';
	fd = mkdir(path->p, 0777);
	*slash = '/';
	return fd != 0 && errno != EEXIST ? -1 : create(path->p);
}

/* Not dg_out: ten thousand fsyncs would be the run.  What a power cut leaves half is no
 * part, its sum says so, and it is made again. */
enum dg_status
part_write(const struct batch_part *part, const char *path, struct dg_error *err)
{
	struct dg_buf text = { 0 }, beside = { 0 };
	struct timespec now;
	enum dg_status st = DG_OK;
	int fd = -1;

	format(part, &text);
	/* processes of several machines may share the directory: the clock tells them apart */
	clock_gettime(CLOCK_REALTIME, &now);
	dg_put_format(&beside, "%s.part-%ld-%lx", path, (long)getpid(), (unsigned long)now.tv_nsec);
	dg_put(&beside, "", 1);
	if (text.failed || beside.failed)
		st = dg_fail_nomem(err);
	else if ((fd = create_in_folder(&beside)) < 0)
		st = dg_fail(err, DG_EIO, 0, "%s: %s", beside.p, strerror(errno));
	if (st == DG_OK) {
		st = write_whole(fd, dg_buf_bytes(&text), beside.p, err);
		if (st == DG_OK && rename(beside.p, path) != 0)
			st = dg_fail(err, DG_EIO, 0, "%s: %s", path, strerror(errno));
		if (st != DG_OK)
			unlink(beside.p);
	}
	dg_buf_free(&text);
	dg_buf_free(&beside);
	return st;
}

/* ---- reading ---- */

static bool
read_whole(const char *path, struct dg_buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat sb;
	ssize_t got = 1;

	out->n = 0;
	if (fd < 0)
		return false;
	if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) ||
	    !dg_grow(&out->p, &out->cap, (size_t)sb.st_size + 1, 1)) {
		close(fd);
		return false;
	}
	while (out->n < (size_t)sb.st_size && got != 0) {
		got = read(fd, out->p + out->n, (size_t)sb.st_size - out->n);
		if (got < 0 && errno != EINTR)
			break;
		out->n += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	out->p[out->n] = '\0';
	return out->n == (size_t)sb.st_size;
}

/* The next n bytes of what is left. */
static struct dg_bytes
take(struct dg_bytes *rest, size_t n)
{
	struct dg_bytes s = { rest->p, n };

	*rest = (struct dg_bytes){ rest->p + n, rest->n - n };
	return s;
}

bool
part_read(struct batch_part *p, const char *path)
{
	struct batch_facts *f = &p->facts;
	size_t n[4], sum_at;
	char sum[BATCH_KEY];
	struct dg_bytes rest;
	int head = 0;

	if (!read_whole(path, &p->file) || p->file.n < BATCH_KEY)
		return false;
	sum_at = p->file.n - (BATCH_KEY - 1);
	key_of((struct dg_bytes){ p->file.p, sum_at }, sum);
	if (memcmp(p->file.p + sum_at, sum, BATCH_KEY - 1) != 0)
		return false;
	/* a checksum has said that it is ours: NOLINTNEXTLINE(cert-err34-c) */
	if (sscanf(p->file.p, "drogman-part %32s %32s\n"
	    "facts %zu %zu %zu %zu %zu %zu %zu %zu %zu %u %zu %" SCNu64 "\n"
	    "bytes %zu %zu %zu %zu%n", p->run, p->key, &f->segments[0], &f->segments[1],
	    &f->segments[2], &f->beads, &f->one, &f->many, &f->null, &f->kept, &f->dropped,
	    &f->full, &f->mean_millionths, &f->microseconds, &n[0], &n[1], &n[2], &n[3], &head) != 18)
		return false;
	rest = (struct dg_bytes){ p->file.p + head + 1, sum_at - (size_t)head - 1 };
	if (n[0] + n[1] + n[2] + n[3] != rest.n)
		return false;
	p->warning = take(&rest, n[0]);
	p->error = take(&rest, n[1]);
	p->kept = take(&rest, n[2]);
	p->dropped = take(&rest, n[3]);
	return true;
}

void
part_free(struct batch_part *part)
{
	dg_buf_free(&part->file);
}
