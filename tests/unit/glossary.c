/* glossary.c -- corpora/glossary.tsv, row by row, by what ICU knows of scripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "drogman.h"

static const char file[] = "corpora/glossary.tsv";

enum { ZH, HANT, FR, EN, POS, GENDER, FIELD, COLUMNS };

/* Traditional forms that ICU's character tables do not bring back. */
static const char *const one_way[] = { "答覆", "反覆", "覆信", "復甦", "噁心", "諮詢", "銀髮經濟", "經濟復甦" };

static void
each_row(void (*one)(const struct dg_bytes cell[], uint64_t line, void *ctx), void *ctx)
{
	struct dg_lines *lines;
	struct dg_bytes line, cell[COLUMNS];
	struct dg_error err;
	struct dg_in *in;

	assert_int_equal(DG_OK, dg_in_open(&in, file, &err));
	assert_int_equal(DG_OK, dg_lines_new(&lines, in, 1 << 16, &err));
	while (dg_lines_next(lines, &line, &err) == DG_OK) {
		size_t n = 0, start = 0;

		for (size_t i = 0; i <= line.n; i++)
			if (i == line.n || line.p[i] == '\t') {
				if (n < COLUMNS)
					cell[n] = (struct dg_bytes){ line.p + start, i - start };
				n++;
				start = i + 1;
			}
		if (n != COLUMNS)
			fail_msg("%s:%u: %zu columns", file, (unsigned)dg_lines_number(lines), n);
		if (dg_lines_number(lines) > 1)
			one(cell, dg_lines_number(lines), ctx);
	}
	dg_lines_free(lines);
	dg_in_free(in);
}

/* Chinese in Han, with figures and marks, names in Latin letters apart; French and English in
 * Latin letters. */
static void
scripts(const struct dg_bytes cell[], uint64_t line, void *ctx)
{
	(void)ctx;
	for (int k = ZH; k <= EN; k++) {
		bool han = false;

		for (size_t at = 0; at < cell[k].n;) {
			uint32_t c = dg_decode(cell[k], &at);
			UErrorCode e = U_ZERO_ERROR;
			UScriptCode s = uscript_getScript((UChar32)c, &e);

			han = han || s == USCRIPT_HAN;
			if (s != USCRIPT_COMMON && s != USCRIPT_INHERITED && s != USCRIPT_LATIN &&
			    !(k <= HANT && s == USCRIPT_HAN))
				fail_msg("%s:%u: U+%04X is of another script", file, (unsigned)line, c);
		}
		if (k == ZH && !han)
			fail_msg("%s:%u: no Chinese", file, (unsigned)line);
	}
}

static struct dg_bytes
simplified(UTransliterator *t, struct dg_bytes s, char out[1024])
{
	UChar text[512];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n = 0, limit, bytes = 0;

	u_strFromUTF8(text, 512, &n, s.p, (int32_t)s.n, &e);
	limit = n;
	utrans_transUChars(t, text, &n, 512, 0, &limit, &e);
	u_strToUTF8(out, 1024, &bytes, text, n, &e);
	assert_true(U_SUCCESS(e));
	return (struct dg_bytes){ out, (size_t)bytes };
}

static bool
is_one_way(struct dg_bytes hant)
{
	for (size_t i = 0; i < sizeof one_way / sizeof *one_way; i++)
		if (dg_bytes_equal(hant, dg_bytes_of(one_way[i])))
			return true;
	return false;
}

/* The traditional form simplifies to the simplified one, or to what ICU makes of that (it
 * has 着 for 著). */
static void
agree(const struct dg_bytes cell[], uint64_t line, void *ctx)
{
	char a[1024], b[1024];
	struct dg_bytes back;

	if (cell[HANT].n == 0)
		return;
	if (dg_bytes_equal(cell[ZH], cell[HANT]))
		fail_msg("%s:%u: zh-Hant is not left empty where it does not differ", file,
		    (unsigned)line);
	back = simplified(ctx, cell[HANT], b);
	if (!is_one_way(cell[HANT]) && !dg_bytes_equal(cell[ZH], back) &&
	    !dg_bytes_equal(simplified(ctx, cell[ZH], a), back))
		fail_msg("%s:%u: %.*s and %.*s", file, (unsigned)line, (int)cell[ZH].n, cell[ZH].p,
		    (int)cell[HANT].n, cell[HANT].p);
}

static void
test_scripts(void **state)
{
	(void)state;
	each_row(scripts, NULL);
}

static void
test_agree(void **state)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar id[16];
	UTransliterator *t;

	(void)state;
	u_uastrcpy(id, "Hant-Hans");
	t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
	assert_true(U_SUCCESS(e));
	each_row(agree, t);
	utrans_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_agree) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
