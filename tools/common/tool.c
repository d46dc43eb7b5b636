/* tool.c -- the frame of every main(). */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

enum { KEY_VERSION = 1000, KEY_OPTIONS, OPTIONS_MAX = 64 };

bool tool_quiet, tool_verbose;

static const struct tool *self;
static struct dg_out *out;

static const struct tool_option common[] = {
	{ 'h', "help", NULL, "print this help and exit" },
	{ 'q', "quiet", NULL, "no warnings" },
	{ 'v', "verbose", NULL, "say more on standard error" },
	{ KEY_VERSION, "version", NULL, "print the version and exit" },
	{ KEY_OPTIONS, "options", NULL, NULL },		/* the table itself, for completion.sh */
	{ 0 }
};

const char *
tool_name(void)
{
	return self ? self->name : "drogman";
}

static bool
is_one_of(const struct tool_option *options, int key, const char *const names[])
{
	for (const struct tool_option *o = options; o->key; o++)
		for (size_t i = 0; o->key == key && o->name && names[i]; i++)
			if (strcmp(o->name, names[i]) == 0)
				return true;
	return false;
}

static void
say(const char *format, va_list ap)
{
	fprintf(stderr, "%s: ", tool_name());
	vfprintf(stderr, format, ap);
	fputc('\n', stderr);
}

int
tool_fail(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(format, ap);
	va_end(ap);
	return 2;
}

void
tool_warn(const char *format, ...)
{
	va_list ap;

	if (tool_quiet)
		return;
	va_start(ap, format);
	say(format, ap);
	va_end(ap);
}

void
tool_note(const char *format, ...)
{
	va_list ap;

	if (!tool_verbose)
		return;
	va_start(ap, format);
	say(format, ap);
	va_end(ap);
}

int
tool_error(const char *file, const struct dg_error *err)
{
	const char *name = strcmp(file, "-") == 0 ? "standard input" : file;

	if (err->line)
		return tool_fail("%s:%llu: %s", name, (unsigned long long)err->line, err->text);
	return tool_fail("%s: %s", name, err->text);
}

int
tool_usage(void)
{
	fprintf(stderr, "usage: %s %s\n", self->name, self->synopsis);
	return 2;
}

static void
help_options(const struct tool_option *o)
{
	for (; o->key; o++) {
		char left[64];
		int n = 0;

		if (!o->help)
			continue;
		if (o->key < 256)
			n = snprintf(left, sizeof left, "-%c%s", o->key, o->name ? ", " : "");
		else
			n = snprintf(left, sizeof left, "    ");
		if (o->name)
			n += snprintf(left + n, sizeof left - (size_t)n, "--%s", o->name);
		if (o->arg)
			snprintf(left + n, sizeof left - (size_t)n, " %s", o->arg);
		printf("  %-24s  %s\n", left, o->help);
	}
}

static void
help(void)
{
	printf("usage: %s %s\n\n%s\n\noptions:\n", self->name, self->synopsis, self->about);
	help_options(self->options);
	help_options(common);
	printf("\nThe whole story: man %s\n", self->name);
	exit(tool_end(0));
}

/* A row an option: short form, long form, argument, help; parted by tabs. */
static void
list_options(void)
{
	const struct tool_option *tables[2] = { self->options, common };

	for (int t = 0; t < 2; t++)
		for (const struct tool_option *o = tables[t]; o->key; o++)
			if (o->help)
				printf("%s%.1s\t%s%s\t%s\t%s\n", o->key < 256 ? "-" : "",
				    o->key < 256 ? (char[]){ (char)o->key, '\0' } : "",
				    o->name ? "--" : "", o->name ? o->name : "", o->arg ? o->arg : "",
				    o->help);
	exit(tool_end(0));
}

/* getopt_long's two forms of the one table. */
static int
parse(int argc, char *argv[])
{
	struct option longs[OPTIONS_MAX + 1] = { 0 };
	char shorts[2 * OPTIONS_MAX + 1];
	size_t n = 0, s = 0;
	const struct tool_option *tables[2] = { self->options, common };

	for (int t = 0; t < 2; t++)
		for (const struct tool_option *o = tables[t]; o->key && n < OPTIONS_MAX; o++) {
			if (o->key < 256) {
				shorts[s++] = (char)o->key;
				if (o->arg)
					shorts[s++] = ':';
			}
			if (o->name)
				longs[n++] = (struct option){ o->name,
				    o->arg ? required_argument : no_argument, NULL, o->key };
		}
	shorts[s] = '\0';
	return getopt_long(argc, argv, shorts, longs, NULL);
}

/* A file half-written is nobody's: it goes, and the signal does what it always does; who calls exit in
 * the middle leaves none either. */
static void
on_end(int sig)
{
	dg_out_abandon_all();
	(void)raise(sig);
}

static void
catch_ends(void)
{
	static const int ends[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGXFSZ };
	struct sigaction end = { .sa_handler = on_end, .sa_flags = (int)SA_RESETHAND }, before;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (sigaction(ends[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			sigaction(ends[i], &end, NULL);
	if (atexit(dg_out_abandon_all) != 0)
		exit(2);
}

/* Who closes a standard stream must not get the next file that is opened in its place:
 * a stream that refuses stands there instead. */
static void
hold_streams(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(2);
}

/* The outputs are collected on the way; with the last option it is known what is needed. */
static void
confine(int argc, char *argv[], int key)
{
	enum { MORE = 16 };
	static const char *const written[] = { "ambiguous", "dropped", "map", "meta", "moved",
	    "orphans", "output", "plot", "report", NULL }, *const lists[] = { "documents", NULL };
	static const char **outputs;
	static size_t n;
	static bool reads_on, done;

	if (key != -1 && is_one_of(self->options, key, lists))
		reads_on = true;
	if (key != -1 && optarg && is_one_of(self->options, key, written)) {
		void *p = n % MORE ? outputs : realloc(outputs, (n + MORE) * sizeof *outputs);

		if (!p)
			exit(tool_fail("out of memory"));
		outputs = p;
		outputs[n++] = optarg;
	} else if (key == -1 && !done) {
		tool_confine(reads_on || self->reads_on, outputs, n, argc, argv);
		free(outputs);
		outputs = NULL;
		done = true;
	}
}

int
tool_option(const struct tool *tool, int argc, char *argv[], const char **arg, int *operand)
{
	int key;

	if (!self) {
		hold_streams();
		catch_ends();
		tool_catch_lack();
	}
	self = tool;
	for (;;) {
		key = parse(argc, argv);
		confine(argc, argv, key);
		*arg = optarg;
		*operand = optind;
		switch (key) {
		case 'h':
			help();
			break;
		case 'q':
			tool_quiet = true;
			break;
		case 'v':
			tool_verbose = true;
			break;
		case KEY_OPTIONS:
			list_options();
			break;
		case KEY_VERSION:
			printf("%s (drogman) %s\n", self->name, DG_VERSION);
			exit(tool_end(0));
		case '?':
			exit(tool_usage());
		default:
			return key;
		}
	}
}

int
tool_each(char *const files[], int (*one)(const char *, struct dg_in *, void *), void *ctx)
{
	static char stdin_name[] = "-";
	static char *const none[] = { stdin_name, NULL };
	struct dg_error err;
	struct dg_in *in;
	int worst = 0, rc;

	for (char *const *f = *files ? files : none; *f; f++) {
		if (dg_in_open(&in, *f, &err) != DG_OK)
			rc = tool_error(*f, &err);
		else
			rc = one(*f, in, ctx);
		dg_in_free(in);
		worst = rc > worst ? rc : worst;
		if (out && dg_out_failed(out))
			break;
	}
	return worst;
}

struct dg_out *
tool_stdout(void)
{
	struct dg_error err;

	if (!out && dg_out_open(&out, "-", 0, &err) != DG_OK)
		exit(tool_error("standard output", &err));
	return out;
}

int
tool_end(int rc)
{
	struct dg_error err;
	bool bad;

	if (out && dg_out_commit(out, &err) != DG_OK)
		rc = tool_error("standard output", &err);
	dg_out_free(out);
	out = NULL;
	errno = 0;
	bad = fflush(stdout) != 0 || ferror(stdout);
	if (fclose(stdout) != 0 || bad)
		rc = tool_fail("standard output: %s", strerror(errno ? errno : EIO));
	return rc;
}

bool
tool_colours(void)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

long
tool_number(const char *option, const char *text, long low, long high)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || end == text || *end || n < low || n > high)
		exit(tool_fail("%s: '%s' is no whole number from %ld to %ld", option, text, low,
		    high));
	return n;
}

double
tool_real(const char *option, const char *text, double low, double high)
{
	char *end;
	double x;

	errno = 0;
	x = strtod(text, &end);
	if (errno || end == text || *end || !(x >= low && x <= high))
		exit(tool_fail("%s: '%s' is no number from %g to %g", option, text, low, high));
	return x;
}
