/* lack.c -- the end of a tool when not even a small allocation can be had.
 * ICU then gives a shorter answer as if it were the right one, libxml2 2.9 may crash, and not
 * every corner of our own can say more than "no".  So it is the end, told like any other.  What
 * is large (a page, a text) fails by itself: the other files still run.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/xmlmemory.h>
#include <unicode/uclean.h>

#include "tool.h"

/* Nothing that allocates, and no atexit: what was begun goes, what stood there stays.  Of several
 * threads one has the word. */
static _Noreturn void
end_with(const char *text)
{
	static atomic_flag taken = ATOMIC_FLAG_INIT;
	const char *name = tool_name();

	while (atomic_flag_test_and_set(&taken))
		pause();
	dg_out_abandon_all();
	if (write(STDERR_FILENO, name, strlen(name)) < 0 || write(STDERR_FILENO, text, strlen(text)) < 0)
		_exit(2);
	_exit(2);
}

static void
end(void)
{
	end_with(": out of memory\n");
}

/* poppler and GLib have no other answer to a failed allocation than to abort, or to trap. */
static void
on_abort(int sig)
{
	(void)sig;
	end_with(": a library gave up: out of memory, or worse\n");
}

static void *
or_end(void *p)
{
	if (!p)
		end();
	return p;
}

static void *
xml_malloc(size_t n)
{
	return or_end(malloc(n ? n : 1));
}

static void *
xml_realloc(void *p, size_t n)
{
	return or_end(realloc(p, n ? n : 1));
}

static char *
xml_strdup(const char *s)
{
	return or_end(strdup(s));
}

static void *
icu_malloc(const void *ctx, size_t n)
{
	(void)ctx;
	return xml_malloc(n);
}

static void *
icu_realloc(const void *ctx, void *p, size_t n)
{
	(void)ctx;
	return xml_realloc(p, n);
}

static void
icu_free(const void *ctx, void *p)
{
	(void)ctx;
	free(p);
}

void
tool_catch_lack(void)
{
	struct sigaction aborts = { .sa_handler = on_abort, .sa_flags = (int)SA_RESETHAND };
	UErrorCode e = U_ZERO_ERROR;

	sigaction(SIGABRT, &aborts, NULL);
	sigaction(SIGTRAP, &aborts, NULL);

	xmlMemSetup(free, xml_malloc, xml_realloc, xml_strdup);
	dg_on_lack(end);
	u_setMemoryFunctions(NULL, icu_malloc, icu_realloc, icu_free, &e);
}
