/* measure -- run a command; say on the third descriptor what it took: seconds of
 * CPU (user and system) and the largest resident size in KiB.
 *
 *   measure COMMAND [ARG...] 3>FILE */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/wait.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char *argv[])
{
	struct rusage use;
	int status = 0;
	pid_t child;

	if (argc < 2 || (child = fork()) == -1)
		return 2;
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (waitpid(child, &status, 0) == -1 || getrusage(RUSAGE_CHILDREN, &use) == -1)
		return 2;
	dprintf(3, "%.3f %.3f %ld\n", seconds(use.ru_utime), seconds(use.ru_stime), use.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
