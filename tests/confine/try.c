/* try.c -- a tool that was led astray: it is given a file and an output, and tries the rest.
 * Prints a line a try, "yes", or why not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tool.h"

static const struct tool_option options[] = { { 'o', "output", "FILE", "what is written" }, { 0 } };
static const struct tool self = { "try", "[-o FILE] FILE OTHER", "Try what is not allowed.", options,
	false };

static void
told(const char *what, bool good)
{
	printf("%s: %s\n", what, good ? "yes" : strerror(errno));
}

static bool
opens(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void *
beside(void *other)
{
	told("another file, by a thread", opens(other, O_RDONLY));
	return NULL;
}

int
main(int argc, char *argv[])
{
	const char *arg, *output = NULL;
	char *const sh[] = { (char[]){ "sh" }, NULL };
	pthread_t thread;
	int at;

	while (tool_option(&self, argc, argv, &arg, &at) != -1)
		output = arg;
	if (argc - at != 1 || !output)
		return tool_usage();
	told("the file", opens(argv[at], O_RDONLY));
	told("the output", opens(output, O_WRONLY | O_CREAT));
	told("another file", opens("other", O_RDONLY));
	told("writing the file", opens(argv[at], O_WRONLY));
	told("a new file elsewhere", opens("new", O_WRONLY | O_CREAT));
	told("removing another file", unlink("other") == 0);
	told("the system's files", opens("/etc/passwd", O_RDONLY));
	told("the network", socket(AF_INET, SOCK_STREAM, 0) >= 0);
	told("a socket of this machine", socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
	told("another process", ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0);
	told("another program", execve("/bin/sh", sh, NULL) == 0);
	if (pthread_create(&thread, NULL, beside, (char[]){ "other" }) == 0)
		pthread_join(thread, NULL);
	return tool_end(0);
}
