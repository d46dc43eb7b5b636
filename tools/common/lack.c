/* lack.c -- the end of a tool when not even a small allocation can be had.
 * ICU then gives a shorter answer as if it were the right one, libxml2 2.9 may crash, and not
 * every corner of our own can say more than "no".  So it is the end, told like any other.  What
 * is large (a page, a text) fails by itself: the other files still run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/xmlmemory.h>
#include <unicode/uclean.h>

#include "tool.h"

/* Nothing that allocates, and no atexit: what was begun goes, what stood there stays. */
static void
end(void)
{
	static const char text[] = ": out of memory\n";
	const char *name = tool_name();

	dg_out_abandon_all();
	if (write(STDERR_FILENO, name, strlen(name)) < 0 ||
	    write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(2);
	_exit(2);
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
	UErrorCode e = U_ZERO_ERROR;

	xmlMemSetup(free, xml_malloc, xml_realloc, xml_strdup);
	dg_on_lack(end);
	u_setMemoryFunctions(NULL, icu_malloc, icu_realloc, icu_free, &e);
}
