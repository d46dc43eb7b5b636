/* typography_soup.c -- soups of marks, blanks and bits of words, from a seed: in every norm
 * and with every kind of blank, twice is once and lines in are lines out.  A soup that fails
 * is boiled down before it is shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drogman.h"
#include "spell.h"

enum { SOUPS = 400, BITS_MAX = 48, LINES_MAX = 2 * BITS_MAX };

/* Twice what shall be met more often. */
static const char *const bits[] = { "\"", "\"", "\"", "“", "”", "„", "‟", "'", "'", "‘", "’", "‚",
	"«", "«", "»", "»", "«_", "_»", "‹", "›", "<<", ">>", "``", "''", "「", "」", "『", "』",
	"〝", "〞", "＂", "a", "É", " a", "a ", "mot", " mot ", "5", "10", "l", "qu", "M.", "km", "王",
	" ", " ", "  ", "_", "~", "\t", ",", ".", ":", ";", "!", "?", "...", "(", ")", "-", "--", "–",
	"%", " %", "€", "=", "$", "&", "@", "，", "。", "/", "/", "//" };

enum { BITS = sizeof bits / sizeof *bits, NONE = BITS };

struct soup { uint8_t bit[BITS_MAX]; size_t n; };

/* xorshift (Marsaglia, Journal of Statistical Software 8 (2003), no. 14) */
static size_t
roll(uint64_t *state, size_t n)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 16) % n;
}

static struct soup
cook(uint64_t *state)
{
	struct soup soup = { .n = 3 + roll(state, BITS_MAX - 2) };

	for (size_t i = 0; i < soup.n; i++)
		soup.bit[i] = (uint8_t)roll(state, BITS);
	return soup;
}

static void
serve(struct dg_buf *out, const struct soup *soup)
{
	struct dg_buf shorthand = { 0 };

	for (size_t i = 0; i < soup->n; i++)
		if (soup->bit[i] < NONE)
			dg_put_str(&shorthand, bits[soup->bit[i]]);
	dg_put(&shorthand, "", 1);
	spell(out, shorthand.p);
	dg_buf_free(&shorthand);
}

/* `in` into `out`; the number of its lines. */
static size_t
normalize(struct dg_typography *t, struct dg_bytes in, struct dg_buf *out)
{
	struct dg_bytes lines[LINES_MAX];
	struct dg_error err;
	size_t n = cut(in, lines, LINES_MAX);

	out->n = 0;
	assert_int_equal(dg_typography_document(t, lines, n, out, NULL, NULL, &err), DG_OK);
	out->n--;
	return n;
}

static bool
is_good(struct dg_typography *t, const struct soup *soup)
{
	struct dg_buf in = { 0 }, once = { 0 }, twice = { 0 };
	size_t n, m;
	bool good;

	serve(&in, soup);
	n = normalize(t, dg_buf_bytes(&in), &once);
	m = normalize(t, dg_buf_bytes(&once), &twice);
	good = n == m && dg_bytes_equal(dg_buf_bytes(&once), dg_buf_bytes(&twice));
	dg_buf_free(&in);
	dg_buf_free(&once);
	dg_buf_free(&twice);
	return good;
}

/* The least of a bad soup that is bad still. */
static void
show(struct dg_typography *t, struct soup *soup, const char *locale, const char *space)
{
	struct dg_buf left = { 0 };

	for (size_t i = 0; i < soup->n; i++) {
		uint8_t was = soup->bit[i];

		soup->bit[i] = NONE;
		if (was != NONE && is_good(t, soup))
			soup->bit[i] = was;
	}
	serve(&left, soup);
	fail_msg("%s, --space %s: twice is not once:\n%.*s", locale, space, (int)left.n, left.p);
}

static void
twice_is_once_in_any_soup(void **state)
{
	static const char *const spaces[] = { "fine", "nbsp", "plain", "keep" };
	struct dg_typography *t;
	const char *tag, *source;
	struct dg_error err;
	uint64_t seed = 1;
	(void)state;

	for (size_t i = 0; dg_typography_norm(i, &tag, &source); i++)
		for (size_t k = 0; k < sizeof spaces / sizeof *spaces; k++) {
			assert_int_equal(dg_typography_new(&t, tag,
			    &(struct dg_typography_options){ .space = spaces[k] }, &err), DG_OK);
			for (size_t n = 0; n < SOUPS; n++) {
				struct soup soup = cook(&seed);

				if (!is_good(t, &soup))
					show(t, &soup, tag, spaces[k]);
			}
			dg_typography_free(t);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(twice_is_once_in_any_soup) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
