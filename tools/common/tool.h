/* tool.h -- the frame of every main(): options, help, messages, the file loop,
 * the exit status.  Exit 0 done, 1 done and something was found, 2 trouble. */
#ifndef TOOL_H
#define TOOL_H

#include "drogman.h"

/* The longest line that a tool takes (64 MiB) unless it says otherwise. */
#define TOOL_LINE_MAX ((size_t)64 << 20)

/* One row an option; help, parsing and completion are made from it.  `key` is
 * the letter of the short form, or 256 and up where there is only a long one.
 * -h, -q, -v and --version are every tool's and stand in no table. */
struct tool_option {
	int key;
	const char *name;	/* long form without dashes, NULL: none */
	const char *arg;	/* name of its argument, NULL: takes none */
	const char *help;	/* NULL: not told */
};

struct tool {
	const char *name;
	const char *synopsis;	/* what follows the name in the usage line */
	const char *about;	/* one sentence and, if need be, an example or two */
	const struct tool_option *options;	/* ends in { 0 } */
	bool reads_on;		/* reads files that the command line does not name */
};

extern bool tool_quiet, tool_verbose;

/* The next option's key with *arg its argument; -1 when only operands are left
 * (they begin at argv[*operand]).  Help and version are answered and exit; an
 * unknown option prints the usage line and exits 2. */
int tool_option(const struct tool *tool, int argc, char *argv[], const char **arg, int *operand);

/* One line on stderr, "name: …"; tool_note only with -v, tool_warn not with -q. */
int tool_error(const char *file, const struct dg_error *err);	/* returns 2 */
int tool_fail(const char *format, ...) DG_PRINTF(1, 2);		/* returns 2 */
void tool_warn(const char *format, ...) DG_PRINTF(1, 2);
void tool_note(const char *format, ...) DG_PRINTF(1, 2);
int tool_usage(void);						/* usage line; returns 2 */

/* What the messages begin with. */
const char *tool_name(void);
/* From now on no memory for ICU or libxml2 is the end: a message, exit 2; tool_option does it. */
void tool_catch_lack(void);

/* Give up all that is not needed to read what `argv` names (all files, where the tool reads
 * on), to load libraries and to write `outputs`; tool_option does it when the options are read. */
void tool_confine(bool reads_on, const char *const outputs[], size_t outputs_n, int argc,
    char *const argv[]);

/* Each file in turn (none: standard input, "-"), the worst status wins. */
int tool_each(char *const files[], int (*one)(const char *file, struct dg_in *in, void *ctx),
    void *ctx);

/* stdout of a tool that writes lines of data: open before, and tool_end last. */
struct dg_out *tool_stdout(void);
/* Last statement of every main: a full disk must not look like success. */
int tool_end(int rc);

/* May colours be used on stdout: a terminal, not dumb, NO_COLOR unset. */
bool tool_colours(void);

/* A whole number in [low, high], or exit 2 with a message that names the option. */
long tool_number(const char *option, const char *text, long low, long high);
double tool_real(const char *option, const char *text, double low, double high);

#endif
