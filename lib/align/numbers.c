/* numbers.c -- values in three scripts: 1,2 milliard = 12亿 = 1.2 billion. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* ---- digits ---- */

static uint32_t
peek(struct dg_bytes s, size_t at, size_t *after)
{
	uint32_t c;

	*after = at;
	if (at >= s.n)
		return 0;
	c = dg_decode(s, after);
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_group_blank(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x2019;
}

/* Digits from `at`: their value, how many, and where they end. */
static double
run_of_digits(struct dg_bytes s, size_t at, size_t *count, size_t *end)
{
	double v = 0;
	size_t after;
	uint32_t c;

	*count = 0;
	while (is_digit(c = peek(s, at, &after))) {
		v = v * 10 + (c - '0');
		++*count;
		at = after;
	}
	*end = at;
	return v;
}

/* French takes the comma for decimals and a blank or a point for groups of
 * three; English and Chinese the other way round. */
static double
plain_number(struct dg_bytes s, size_t *at, const char *lang)
{
	uint32_t decimal = dg_language_same(lang, "fr") || dg_language_same(lang, "de") ||
	    dg_language_same(lang, "es") || dg_language_same(lang, "ru") ? ',' : '.';
	uint32_t group = decimal == ',' ? '.' : ',';
	size_t count, end, after, next;
	double v = run_of_digits(s, *at, &count, &end);
	bool grouped = count <= 3;

	for (;;) {
		uint32_t c = peek(s, end, &after);
		double part = run_of_digits(s, after, &count, &next);

		if (grouped && count == 3 && (c == group || is_group_blank(c))) {
			v = v * 1000 + part;
		} else if (count > 0 && (c == decimal || (c == group && count != 3))) {
			/* 1.2.3 or 10.12.2019 is no decimal */
			uint32_t more = peek(s, next, &after);

			if (more == c && is_digit(peek(s, after, &after)))
				break;
			v += part / pow(10, (double)count);
			end = next;
			break;
		} else {
			break;
		}
		end = next;
	}
	*at = end;
	return v;
}

/* ---- multipliers ---- */

static const struct multiplier { const char *word; double value; } multipliers[] = {
	{ "thousand", 1e3 }, { "mille", 1e3 }, { "milliers", 1e3 },
	{ "million", 1e6 }, { "millions", 1e6 },
	{ "billion", 1e9 }, { "billions", 1e9 },	/* English; French says milliard */
	{ "milliard", 1e9 }, { "milliards", 1e9 },
	{ "trillion", 1e12 }, { "trillions", 1e12 },
	{ "万亿", 1e12 }, { "萬億", 1e12 }, { "亿", 1e8 }, { "億", 1e8 },
	{ "千万", 1e7 }, { "千萬", 1e7 }, { "百万", 1e6 }, { "百萬", 1e6 },
	{ "万", 1e4 }, { "萬", 1e4 },
};

static double
multiplier_after(struct dg_bytes s, size_t *at)
{
	size_t start = *at, after;

	if (is_group_blank(peek(s, start, &after)))
		start = after;
	for (size_t i = 0; i < sizeof multipliers / sizeof *multipliers; i++) {
		size_t n;

		if (start >= s.n || s.p[start] != multipliers[i].word[0])
			continue;
		n = strlen(multipliers[i].word);
		if (s.n - start < n || memcmp(s.p + start, multipliers[i].word, n) != 0)
			continue;
		/* "million" must not be the beginning of another word */
		if (start + n < s.n && (unsigned char)multipliers[i].word[0] < 0x80 &&
		    ((s.p[start + n] | 32) >= 'a' && (s.p[start + n] | 32) <= 'z'))
			continue;
		*at = start + n;
		return multipliers[i].value;
	}
	return 1;
}

double
number_read(struct dg_bytes s, size_t *at, const char *lang)
{
	double v = plain_number(s, at, lang);

	return v * multiplier_after(s, at);
}
