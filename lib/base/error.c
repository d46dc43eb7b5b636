/* error.c -- one way to fail. */
#include <stdarg.h>
#include <stdio.h>

#include "base/base.h"

enum dg_status
dg_fail(struct dg_error *err, enum dg_status status, uint64_t line, const char *format, ...)
{
	va_list ap;

	if (!err)
		return status;
	err->status = status;
	err->line = line;
	va_start(ap, format);
	vsnprintf(err->text, sizeof err->text, format, ap);
	va_end(ap);
	return status;
}

enum dg_status
dg_fail_nomem(struct dg_error *err)
{
	return dg_fail(err, DG_ENOMEM, 0, "out of memory");
}
