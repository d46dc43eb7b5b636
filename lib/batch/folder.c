/* folder.c -- the directory of a batch: paths, the lock, the debris of dead runs. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "batch/batch.h"

const char *
folder_path(const struct dg_batch_options *opt, const char *name, struct dg_buf *path)
{
	path->n = 0;
	dg_put_format(path, "%s/%s", opt->directory, name);
	dg_put(path, "", 1);
	return path->p;
}

static enum dg_status
make(const char *path, struct dg_error *err)
{
	struct stat sb;

	if (mkdir(path, 0777) == 0)
		return DG_OK;
	if (errno == EEXIST && stat(path, &sb) == 0 && S_ISDIR(sb.st_mode))
		return DG_OK;
	return dg_fail(err, DG_EIO, 0, "%s: %s", path,
	    strerror(errno == EEXIST ? ENOTDIR : errno));
}

enum dg_status
folder_make(const struct dg_batch_options *opt, const char *name, struct dg_error *err)
{
	struct dg_buf path = { 0 };
	enum dg_status st = make(folder_path(opt, name, &path), err);

	dg_buf_free(&path);
	return st;
}

/* Who has it, as far as the system knows. */
static enum dg_status
refused(const struct dg_batch_options *opt, int fd, struct flock who, struct dg_error *err)
{
	if (fcntl(fd, F_GETLK, &who) == 0 && who.l_type != F_UNLCK)
		return dg_fail(err, DG_EUSAGE, 0, "%s: another run is at work here (process %ld)",
		    opt->directory, (long)who.l_pid);
	return dg_fail(err, DG_EUSAGE, 0, "%s: another run is at work here", opt->directory);
}

/* Who waits looks again and again, so that it can be interrupted as a run can. */
static enum dg_status
lock_one(const struct dg_batch_options *opt, int fd, struct flock *part, struct dg_error *err)
{
	static const struct timespec tick = { .tv_nsec = 200000000 };

	while (fcntl(fd, F_SETLK, part) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EACCES && errno != EAGAIN)
			return dg_fail(err, DG_EIO, 0, "%s/lock: %s", opt->directory, strerror(errno));
		if (!opt->wait)
			return refused(opt, fd, *part, err);
		if (opt->stop && opt->stop(opt->ctx))
			return DG_END;
		nanosleep(&tick, NULL);
	}
	return DG_OK;
}

/* Byte 0 of the lock file is the whole directory; a shard shares that and has a
 * byte of its own.  POSIX record locks go with their process, however it ends, and work
 * over NFS. */
static enum dg_status
lock(const struct dg_batch_options *opt, int fd, struct dg_error *err)
{
	struct flock part = { .l_whence = SEEK_SET, .l_start = 0, .l_len = 1,
	    .l_type = opt->shards ? F_RDLCK : F_WRLCK };
	enum dg_status st = lock_one(opt, fd, &part, err);

	if (st != DG_OK || !opt->shards)
		return st;
	part.l_type = F_WRLCK;
	part.l_start = (off_t)opt->shard + 1;
	return lock_one(opt, fd, &part, err);
}

enum dg_status
folder_open(const struct dg_batch_options *opt, int *fd, struct dg_error *err)
{
	struct dg_buf path = { 0 };
	enum dg_status st = make(opt->directory, err);

	*fd = -1;
	if (st == DG_OK && (*fd = open(folder_path(opt, "lock", &path),
	    O_RDWR | O_CREAT | O_CLOEXEC, 0666)) < 0)
		st = dg_fail(err, DG_EIO, 0, "%s: %s", path.p, strerror(errno));
	if (st == DG_OK)
		st = lock(opt, *fd, err);
	if (st == DG_OK)
		st = folder_make(opt, "parts", err);
	dg_buf_free(&path);
	if (st != DG_OK && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	return st;
}

static void
sweep(const struct dg_batch_options *opt, const char *name, struct dg_buf *path)
{
	DIR *dir = opendir(folder_path(opt, name, path));
	struct dirent *d;

	while (dir && (d = readdir(dir)))
		if (strstr(d->d_name, ".part-")) {
			path->n = 0;
			dg_put_format(path, "%s/%s/%s", opt->directory, name, d->d_name);
			dg_put(path, "", 1);
			if (!path->failed)
				unlink(path->p);
		}
	if (dir)
		closedir(dir);
}

void
folder_sweep(const struct dg_batch_options *opt)
{
	struct dg_buf path = { 0 };

	sweep(opt, ".", &path);
	sweep(opt, "xliff", &path);
	sweep(opt, "parts", &path);
	dg_buf_free(&path);
}

bool
folder_says(const struct dg_batch_options *opt, const char *name, const char *text)
{
	struct dg_buf path = { 0 };
	char was[2 * BATCH_KEY + 1];
	size_t n = strlen(text);
	FILE *f = n + 1 <= sizeof was ? fopen(folder_path(opt, name, &path), "re") : NULL;
	bool says = f && fread(was, 1, sizeof was, f) == n + 1 && memcmp(was, text, n) == 0;

	if (f)
		(void)fclose(f);
	dg_buf_free(&path);
	return says;
}

enum dg_status
folder_say(const struct dg_batch_options *opt, const char *name, const char *text,
    struct dg_error *err)
{
	struct dg_buf path = { 0 };
	struct dg_out *out = NULL;
	enum dg_status st = dg_out_open(&out, folder_path(opt, name, &path), 0, err);

	if (st == DG_OK) {
		dg_out_format(out, "%s\n", text);
		st = dg_out_commit(out, err);
	}
	dg_out_free(out);
	dg_buf_free(&path);
	return st;
}
