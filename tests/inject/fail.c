/* fail.c -- the n-th call of a kind fails; preloaded, in front of libc or (NEXT) of what looks for
 * leaks, which has a malloc of its own.
 * FAIL_PROGRAM: the program that is meant, for a shell is on the way; FAIL_CALL: alloc, write,
 * read, close, fsync, rename, mmap or open; FAIL_AT: which one, from 1, 0: none; FAIL_HOW: an
 * errno, or "short"; FAIL_COUNT: a file that gets the number of calls at the end; FAIL_TRACE: say where.
 * What stdio calls inside libc is not seen here: contract.t fills the disk under it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int __open_2(const char *, int);
ssize_t __read_chk(int, void *, size_t, size_t);

static const char *kind;
static long at, how;
static bool shortened;
static atomic_long seen;

__attribute__((constructor)) static void
begin(void)
{
	const char *program = getenv("FAIL_PROGRAM"), *text = getenv("FAIL_HOW");

	if (!program || strcmp(program, program_invocation_short_name) != 0)
		return;
	at = atol(getenv("FAIL_AT"));
	shortened = text && strcmp(text, "short") == 0;
	how = text && !shortened ? atol(text) : ENOMEM;
	kind = getenv("FAIL_CALL");
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("FAIL_COUNT");
	char text[32];
	int n, fd;

	if (!kind || !path)
		return;
	n = snprintf(text, sizeof text, "%ld\n", atomic_load(&seen));
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	syscall(SYS_write, fd, text, n);
	syscall(SYS_close, fd);
}

static bool
fails(const char *call)
{
	if (!kind || strcmp(kind, call) != 0 || atomic_fetch_add(&seen, 1) + 1 != at)
		return false;
	if (getenv("FAIL_TRACE")) {	/* where: for addr2line */
		void *frames[40];

		backtrace_symbols_fd(frames, backtrace(frames, 40), STDERR_FILENO);
	}
	errno = (int)how;
	return true;
}

#ifdef NEXT
static void *(*next_malloc)(size_t), *(*next_calloc)(size_t, size_t),
    *(*next_realloc)(void *, size_t);

static void
find_next(void)
{
	next_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
	next_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
	next_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
}

#define REAL(f) (*(next_##f ? &next_##f : (find_next(), &next_##f)))
#else
#define REAL(f) __libc_##f
void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
#endif

void *
malloc(size_t n)
{
	return fails("alloc") ? NULL : REAL(malloc)(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails("alloc") ? NULL : REAL(calloc)(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails("alloc") ? NULL : REAL(realloc)(p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (fd != STDERR_FILENO && fails("write")) {
		if (!shortened)
			return -1;
		n = (n + 1) / 2;
	}
	return syscall(SYS_write, fd, p, n);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t to)
{
	if (fails("write")) {
		if (!shortened)
			return -1;
		n = (n + 1) / 2;
	}
	return syscall(SYS_pwrite64, fd, p, n, to);
}

ssize_t
read(int fd, void *p, size_t n)
{
	if (fails("read")) {
		if (!shortened)
			return -1;
		n = n > 1 ? 1 : n;
	}
	return syscall(SYS_read, fd, p, n);
}

int
close(int fd)
{
	int rc = (int)syscall(SYS_close, fd);

	return fails("close") ? -1 : rc;
}

int
fsync(int fd)
{
	return fails("fsync") ? -1 : (int)syscall(SYS_fsync, fd);
}

int
rename(const char *from, const char *to)
{
	return fails("rename") ? -1 : (int)syscall(SYS_rename, from, to);
}

void *
mmap(void *p, size_t n, int prot, int flags, int fd, off_t from)
{
	if (fails("mmap"))
		return MAP_FAILED;
	return (void *)syscall(SYS_mmap, p, n, prot, flags, fd, from);
}

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;

	if (flags & (O_CREAT | __O_TMPFILE)) {
		va_list ap;

		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	return fails("open") ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* What the fortified headers make of open and read. */
int
__open_2(const char *path, int flags)
{
	return open(path, flags);
}

ssize_t
__read_chk(int fd, void *p, size_t n, size_t room)
{
	return read(fd, p, n < room ? n : room);
}
