/* values.c -- figures of three languages, and which have a counterpart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "values/values.h"

/* Values as text: "w" behind those in words, "m" before months. */
static void
write_values(const struct values *v, char *out, size_t cap)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < v->n && n < cap; i++)
		n += (size_t)snprintf(out + n, cap - n, "%s%s%.10g%s", i ? " " : "",
		    v->at[i].kind == VALUE_MONTH ? "m" : "", v->at[i].x,
		    v->at[i].spelled ? "w" : "");
}

static const struct { const char *lang, *text, *want; } reading[] = {
	{ "fr", "1,2 milliard de dollars", "1200000000" },
	{ "zh", "12亿美元", "1200000000" },
	{ "en", "$1.2 billion, £125m, 10k", "1200000000 125000000 10000" },
	{ "fr", "1 234 567,5 euros", "1234567.5" },
	{ "en", "1,234,567.5 euros", "1234567.5" },
	{ "fr", "le 21 mai 2019", "21 m5 2019" },
	{ "en", "May 21, 2019: it may be", "m5 21 2019" },
	{ "zh", "2019年5月21日", "2019 m5 21" },
	{ "zh", "二〇一九年五月二十一日", "2019w m5w 21w" },
	{ "fr", "quatre-vingt-dix-sept", "97w" },
	{ "fr", "deux cent cinquante et un mille", "250w 1000w" },
	{ "en", "two hundred and six people", "206w" },
	{ "en", "five and six", "5w 6w" },
	{ "en", "twenty-five thousand", "25000w" },
	{ "fr", "le XXe siècle, Louis XIV", "20w 14w" },
	{ "zh", "大约16萬8千人", "168000" },
	{ "zh", "三百五十人，星期三，一些", "350w" },
	{ "zh", "１２月", "m12" },
	{ "fr", "la 2e session, le 1er mai", "2 1 m5" },
	{ "en", "the 21st session", "21" },
	{ "fr", "10.12.2019", "10 12 2019" },
	{ "fr", "un an", "" },
};

static void
reads(void **state)
{
	struct values v = { 0 };
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof reading / sizeof *reading; i++) {
		assert_true(values_scan(dg_bytes_of(reading[i].text), reading[i].lang, &v));
		write_values(&v, text, sizeof text);
		if (strcmp(text, reading[i].want) != 0)
			fail_msg("%s: %s, not %s", reading[i].text, text, reading[i].want);
	}
	values_free(&v);
}

/* What is lost on each side: "a/b". */
static const struct { const char *la, *a, *lb, *b, *lost; } matching[] = {
	{ "fr", "1,2 milliard", "zh", "12亿", "/" },
	{ "fr", "1,2 milliard", "zh", "21亿", "1200000000/2100000000" },
	{ "fr", "trente pays", "en", "30 countries", "/" },
	{ "fr", "à 15h30", "en", "at 3.30 pm", "/" },
	{ "fr", "à 15 heures", "zh", "下午3点", "/" },
	{ "fr", "les années 90", "en", "the 1990s", "/" },
	{ "fr", "de 13 h à 21 h 15", "en", "from 1 p.m. to 9:15 p.m.", "/" },
	{ "fr", "de 10 h à midi", "en", "from 10 a.m. to noon", "/" },
	{ "fr", "une remise de 20 %", "zh", "可享八折优惠", "/" },
	{ "zh", "20世纪90年代", "en", "the 1990s", "/" },
	{ "zh", "二十世纪六十年代", "fr", "les années 1960", "/" },
	{ "fr", "300 km", "en", "200 miles", "/" },
	{ "fr", "300 euros", "en", "200 euros", "300/200" },
	{ "fr", "26 degrés", "en", "80 degrees", "/" },
	{ "fr", "4 à 5 millions", "zh", "400至500万", "/" },
	{ "fr", "en juin", "zh", "6月", "/" },
	{ "fr", "en juin", "zh", "8月", "m6/m8" },
	{ "en", "10 of 10", "fr", "10 sur 30", "10/30" },
};

static void
keep_lost(struct values *v, const bool *lost)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n; i++)
		if (lost[i])
			v->at[n++] = v->at[i];
	v->n = n;
}

static void
matches(void **state)
{
	struct values a = { 0 }, b = { 0 };
	bool lost_a[16], lost_b[16];
	char text[256], other[128];

	(void)state;
	for (size_t i = 0; i < sizeof matching / sizeof *matching; i++) {
		assert_true(values_scan(dg_bytes_of(matching[i].a), matching[i].la, &a));
		assert_true(values_scan(dg_bytes_of(matching[i].b), matching[i].lb, &b));
		assert_true(values_match(&a, &b, lost_a, lost_b));
		keep_lost(&a, lost_a);
		keep_lost(&b, lost_b);
		write_values(&a, text, 128);
		write_values(&b, other, sizeof other);
		strcat(strcat(text, "/"), other);
		if (strcmp(text, matching[i].lost) != 0)
			fail_msg("%s | %s: %s, not %s", matching[i].a, matching[i].b, text,
			    matching[i].lost);
	}
	values_free(&a);
	values_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reads), cmocka_unit_test(matches) };

	return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
