/* twice.c -- an input that is read more than once. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

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
	int rc;

	*t = (struct memory_twice){ .fd = -1 };
	if (strcmp(file, "-") != 0 && (stat(file, &sb) != 0 || S_ISREG(sb.st_mode))) {
		t->path = strdup(file);
		return t->path ? 0 : tool_fail("out of memory");
	}
	if (dg_in_open(&in, file, &err) != DG_OK)
		return tool_error(file, &err);
	/* unlinked at once and reached by its number: whatever ends us leaves nothing */
	dg_put_format(&name, "%s/drogman-XXXXXX", dir && *dir ? dir : "/tmp");
	dg_put(&name, "", 1);
	if (name.failed || (t->fd = mkstemp(name.p)) < 0) {
		rc = tool_fail("temporary file: %s", strerror(name.failed ? ENOMEM : errno));
	} else {
		unlink(name.p);
		name.n = 0;
		dg_put_format(&name, "/dev/fd/%d", t->fd);
		dg_put(&name, "", 1);
		t->path = name.failed ? NULL : strdup(name.p);
		rc = t->path ? copy_to(t->fd, in, file) : tool_fail("out of memory");
	}
	dg_buf_free(&name);
	dg_in_free(in);
	return rc;
}

void
memory_twice_close(struct memory_twice *t)
{
	if (t->path && t->fd >= 0)
		close(t->fd);
	free(t->path);
}
