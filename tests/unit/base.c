/* base.c -- bytes, lines, input and output. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "drogman.h"
#include "base/base.h"

static void
lines_end_in_lf_or_crlf(void **state)
{
	static const struct { const char *name, *in; size_t n; const char *out; } rows[] = {
		{ "empty",		"", 0,			"" },
		{ "plain",		"a\nb\n", 4,		"[a][b]" },
		{ "no final newline",	"a\nb", 3,		"[a][b]" },
		{ "crlf",		"a\r\nb\r\n", 6,	"[a][b]" },
		{ "cr inside",		"a\rb\n", 4,		"[a\rb]" },
		{ "empty lines",	"\n\na\n", 4,		"[][][a]" },
		{ "byte-order mark",	"\xEF\xBB\xBF" "a\n", 5,	"[a]" },
		{ "mark alone",		"\xEF\xBB\xBF", 3,	"" },
		{ "mark inside",	"a\n\xEF\xBB\xBF\n", 6,	"[a][\xEF\xBB\xBF]" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_in *in;
		struct dg_lines *lines;
		struct dg_bytes line;
		struct dg_buf got = { 0 };
		struct dg_error err;

		assert_int_equal(dg_in_memory(&in, (struct dg_bytes){ rows[i].in, rows[i].n },
		    &err), DG_OK);
		assert_int_equal(dg_lines_new(&lines, in, 100, &err), DG_OK);
		while (dg_lines_next(lines, &line, &err) == DG_OK) {
			dg_put_char(&got, '[');
			dg_put_bytes(&got, line);
			dg_put_char(&got, ']');
		}
		dg_put(&got, "", 1);
		assert_string_equal(got.p, rows[i].out);
		dg_buf_free(&got);
		dg_lines_free(lines);
		dg_in_free(in);
	}
}

static void
a_long_line_is_an_error(void **state)
{
	struct dg_in *in;
	struct dg_lines *lines;
	struct dg_bytes line;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_in_memory(&in, dg_bytes_of("ok\n12345678901\n"), &err), DG_OK);
	assert_int_equal(dg_lines_new(&lines, in, 10, &err), DG_OK);
	assert_int_equal(dg_lines_next(lines, &line, &err), DG_OK);
	assert_int_equal(dg_lines_next(lines, &line, &err), DG_ELIMIT);
	assert_int_equal(err.line, 2);
	assert_string_equal(err.text, "line longer than 10 bytes");
	dg_lines_free(lines);
	dg_in_free(in);
}

static void
every_byte_decodes(void **state)
{
	static const struct { const char *in; size_t n; uint32_t code[3]; } rows[] = {
		{ "a", 1, { 'a' } },
		{ "\xC3\xA9", 2, { 0xE9 } },
		{ "\xE4\xB8\xAD", 3, { 0x4E2D } },
		{ "\xF0\xA0\x80\x80", 4, { 0x20000 } },
		{ "\xC0\x80", 2, { 0xDCC0, 0xDC80 } },			/* overlong */
		{ "\xED\xA0\x80", 3, { 0xDCED, 0xDCA0, 0xDC80 } },	/* surrogate */
		{ "\xE4\xB8", 2, { 0xDCE4, 0xDCB8 } },			/* cut short */
		{ "\xFF" "a", 2, { 0xDCFF, 'a' } },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t at = 0;
		struct dg_bytes s = { rows[i].in, rows[i].n };

		for (size_t k = 0; at < s.n; k++)
			assert_int_equal(dg_decode(s, &at), rows[i].code[k]);
	}
}

/* Two gaps, one within the first buffer and one behind many, filled in turn. */
static void
what_is_known_late_stands_where_it_belongs(void **state)
{
	static const char *const names[] = { "gap.txt", "gap.gz" };
	char dir[] = "/tmp/drogman-unit-XXXXXX", path[64];
	struct dg_buf want = { 0 }, got = { 0 };
	struct dg_error err;
	struct dg_out *out;
	struct dg_in *in;
	(void)state;

	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		assert_int_equal(dg_out_open(&out, path, 0, &err), DG_OK);
		want.n = got.n = 0;
		dg_put_str(&want, "source=\"fr   \"");
		dg_out_str(out, "source=\"");
		dg_out_gap(out, 5, dir);
		dg_out_str(out, "\"");
		for (unsigned k = 0; k < 200000; k++) {
			dg_put_format(&want, "%u\n", k * k);
			dg_out_format(out, "%u\n", k * k);
		}
		dg_out_fill(out, "fr", 2);
		dg_out_gap(out, 4, dir);
		dg_out_str(out, "end");
		dg_put_str(&want, "1999end");
		dg_out_fill(out, "1999", 4);
		assert_int_equal(dg_out_commit(out, &err), DG_OK);
		dg_out_free(out);
		assert_int_equal(dg_in_open(&in, path, &err), DG_OK);
		assert_int_equal(dg_in_all(in, (size_t)1 << 24, &got, &err), DG_OK);
		dg_in_free(in);
		assert_int_equal(got.n, want.n);
		assert_memory_equal(got.p, want.p, want.n);
		unlink(path);
	}
	rmdir(dir);
	dg_buf_free(&want);
	dg_buf_free(&got);
}

static void
gzip_is_undone_and_a_cut_one_told(void **state)
{
	unsigned char packed[256];
	uLongf n = sizeof packed;
	z_stream z = { 0 };
	struct dg_in *in;
	struct dg_buf out = { 0 };
	struct dg_error err;
	(void)state;

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0), Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)"bonjour bonjour bonjour";
	z.avail_in = 23;
	z.next_out = packed;
	z.avail_out = (unsigned)n;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	n = z.total_out;
	deflateEnd(&z);

	assert_int_equal(dg_in_memory(&in, (struct dg_bytes){ (char *)packed, n }, &err), DG_OK);
	assert_int_equal(dg_in_all(in, 100, &out, &err), DG_OK);
	assert_int_equal(out.n, 23);
	assert_memory_equal(out.p, "bonjour bonjour bonjour", 23);
	dg_in_free(in);
	out.n = 0;
	assert_int_equal(dg_in_memory(&in, (struct dg_bytes){ (char *)packed, n - 9 }, &err),
	    DG_OK);
	assert_int_equal(dg_in_all(in, 100, &out, &err), DG_EINPUT);
	dg_in_free(in);
	dg_buf_free(&out);
}

static void
a_number_is_one_or_the_bound_that_it_passes(void **state)
{
	(void)state;
	assert_int_equal(dg_whole("12 pages", 0, 100), 12);
	assert_int_equal(dg_whole("", 0, 100), 0);
	assert_int_equal(dg_whole("x", -1, 9), 0);
	assert_int_equal(dg_whole("-3", 0, 9), 0);
	assert_int_equal(dg_whole("256", 0, 10), 10);
	assert_int_equal(dg_whole("99999999999999999999999", INT_MIN, INT_MAX), INT_MAX);
	assert_int_equal(dg_whole("-99999999999999999999999", INT_MIN, INT_MAX), INT_MIN);
}

static void
a_file_appears_whole_or_not_at_all(void **state)
{
	char dir[] = "/tmp/drogman-unit-XXXXXX", path[64];
	struct dg_out *out;
	struct dg_error err;
	(void)state;

	assert_non_null(mkdtemp(dir));
	(void)strcat(strcpy(path, dir), "/x.txt");
	assert_int_equal(dg_out_open(&out, path, 0, &err), DG_OK);
	dg_out_str(out, "half");
	assert_int_not_equal(access(path, F_OK), 0);
	dg_out_free(out);
	assert_int_not_equal(access(path, F_OK), 0);

	assert_int_equal(dg_out_open(&out, path, 0, &err), DG_OK);
	dg_out_format(out, "%s %d", "whole", 1);
	assert_int_equal(dg_out_commit(out, &err), DG_OK);
	dg_out_free(out);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(dir), 0);
	assert_int_equal(dg_out_open(&out, "/nowhere/x", 0, &err), DG_EIO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_in_lf_or_crlf),
		cmocka_unit_test(a_long_line_is_an_error),
		cmocka_unit_test(every_byte_decodes),
		cmocka_unit_test(what_is_known_late_stands_where_it_belongs),
		cmocka_unit_test(gzip_is_undone_and_a_cut_one_told),
		cmocka_unit_test(a_number_is_one_or_the_bound_that_it_passes),
		cmocka_unit_test(a_file_appears_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
