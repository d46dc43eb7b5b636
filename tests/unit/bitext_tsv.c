/* bitext_tsv.c -- the table between the tools. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "drogman.h"

static void
languages_are_told_from_other_columns(void **state)
{
	static const struct { const char *tag; bool is; } rows[] = {
		{ "fr", true }, { "zh", true }, { "en", true }, { "fr-CA", true },
		{ "zh-Hant", true }, { "zh-Hant-HK", true }, { "ZH-CN", true },
		{ "yue", true }, { "sr-Latn", true },
		{ "url", false }, { "doc", false }, { "score", false }, { "paragraph", false },
		{ "zh_CN", false }, { "x", false }, { "", false }, { "fr-", false },
		{ "x-private", false }, { "fr CA", false }, { "français", false },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (dg_is_language(dg_bytes_of(rows[i].tag)) != rows[i].is)
			fail_msg("'%s'", rows[i].tag);
}

/* The header as "doc bead score first+sides", or the error. */
static void
the_header_says_what_stands_where(void **state)
{
	static const struct { const char *header, *want; } rows[] = {
		{ "doc\tbead\tscore\tfr\tzh\ten",	"0 1 2 3+3" },
		{ "doc\tbead\tscore\tfr\tzh\turl",	"0 1 2 3+2" },
		{ "fr\tzh",				"-1 -1 -1 0+2" },
		{ "doc\tscore\tfr\tzh-Hant",		"0 -1 1 2+2" },
		{ "en\tdoc\tscore\tfr\tzh",		"1 -1 2 3+2" },	/* after score */
		{ "score\tdoc\tfr\tzh",			"1 -1 0 2+2" },	/* the first run */
		{ "zh\turl\tfr",			"-1 -1 -1 0+1" },
		{ "\xEF\xBB\xBF" "fr\tzh\r",		"-1 -1 -1 0+2" },
		{ "doc\tbead",		"1: no language among the columns" },
		{ "fr\t\tzh",		"1: column 2 has no name" },
		{ "fr\tzh\tx\tx",	"1: column 'x' stands twice" },
		{ "fr\tzh\ten\tde\tes\tit\tja\tko\tru",	"1: 9 languages, the most is 8" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char got[300], text[200];
		struct dg_in *in;
		struct dg_bitext *b;
		struct dg_error err;

		snprintf(text, sizeof text, "%s\n", rows[i].header);
		assert_int_equal(dg_in_memory(&in, dg_bytes_of(text), &err), DG_OK);
		if (dg_bitext_new(&b, in, &err) == DG_OK) {
			const struct dg_bitext_head *h = dg_bitext_head(b);

			snprintf(got, sizeof got, "%d %d %d %zu+%zu", h->doc, h->bead, h->score,
			    h->first_side, h->sides);
		} else {
			snprintf(got, sizeof got, "%d: %s", (int)err.line, err.text);
		}
		assert_string_equal(got, rows[i].want);
		dg_bitext_free(b);
		dg_in_free(in);
	}
}

static void
a_row_that_does_not_fit_is_told_and_passed_over(void **state)
{
	static const char text[] = "doc\tfr\tzh\n1\ta\tb\n2\tc\n3\td\te\tf\n\n4\t\t\n";
	static const struct { enum dg_status st; uint64_t line; const char *what; } rows[] = {
		{ DG_OK, 2, "a" }, { DG_EINPUT, 3, "2 cells where the header has 3" },
		{ DG_EINPUT, 4, "4 cells where the header has 3" },
		{ DG_EINPUT, 5, "1 cells where the header has 3" },
		{ DG_OK, 6, "" }, { DG_END, 0, NULL },
	};
	struct dg_in *in;
	struct dg_bitext *b;
	struct dg_error err;
	const struct dg_bytes *cells;
	(void)state;

	assert_int_equal(dg_in_memory(&in, dg_bytes_of(text), &err), DG_OK);
	assert_int_equal(dg_bitext_new(&b, in, &err), DG_OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(dg_bitext_next(b, &cells, &err), rows[i].st);
		if (rows[i].st == DG_OK) {
			assert_int_equal(dg_bitext_line(b), rows[i].line);
			assert_true(dg_bytes_equal(cells[1], dg_bytes_of(rows[i].what)));
		} else if (rows[i].st == DG_EINPUT) {
			assert_int_equal(err.line, rows[i].line);
			assert_string_equal(err.text, rows[i].what);
		}
	}
	dg_bitext_free(b);
	dg_in_free(in);
}

static void
a_cell_cannot_break_its_row(void **state)
{
	static const struct { const char *cell, *want; } rows[] = {
		{ "plain",		"plain" },
		{ "",			"" },
		{ "a\tb",		"a b" },
		{ "a\nb\rc",		"a b c" },
		{ "a\r\nb\n\nc\t",	"a b  c " },
	};
	char path[] = "/tmp/drogman-unit-XXXXXX";
	struct dg_buf want = { 0 }, got = { 0 };
	struct dg_out *out;
	struct dg_in *in;
	struct dg_error err;
	int fd = mkstemp(path);
	(void)state;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(dg_out_open(&out, path, 0, &err), DG_OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_bytes cells[2] = { dg_bytes_of(rows[i].cell), dg_bytes_of("x") };

		dg_bitext_put(out, cells, 2);
		dg_put_format(&want, "%s\tx\n", rows[i].want);
	}
	assert_int_equal(dg_out_commit(out, &err), DG_OK);
	dg_out_free(out);
	assert_int_equal(dg_in_open(&in, path, &err), DG_OK);
	assert_int_equal(dg_in_all(in, 1000, &got, &err), DG_OK);
	assert_true(dg_bytes_equal(dg_buf_bytes(&want), dg_buf_bytes(&got)));
	dg_in_free(in);
	dg_buf_free(&want);
	dg_buf_free(&got);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_are_told_from_other_columns),
		cmocka_unit_test(the_header_says_what_stands_where),
		cmocka_unit_test(a_row_that_does_not_fit_is_told_and_passed_over),
		cmocka_unit_test(a_cell_cannot_break_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
