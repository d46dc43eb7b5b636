/* memory.c -- TMX and XLIFF: tags, what becomes of a unit, what is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "drogman.h"

static void
tags_get_the_region_that_tools_want(void **state)
{
	static const struct { const char *lang, *tag; } rows[] = {
		{ "zh", "zh-CN" }, { "fr", "fr-FR" }, { "en", "en-US" },
		{ "zh-Hant", "zh-TW" }, { "zh-Hans", "zh-CN" }, { "ZH-hk", "zh-HK" },
		{ "zh-Hant-HK", "zh-Hant-HK" }, { "fr-CA", "fr-CA" }, { "de", "de-DE" },
		{ "sr", "sr-RS" }, { "sr-Latn", "sr-Latn-RS" }, { "es-419", "es-419" },
		{ "zh_CN", NULL }, { "", NULL }, { "not a tag", NULL },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_buf got = { 0 };
		struct dg_error err;
		enum dg_status st = dg_memory_tag(&got, dg_bytes_of(rows[i].lang), &err);

		assert_int_equal(st, rows[i].tag ? DG_OK : DG_EUSAGE);
		dg_put(&got, "", 1);
		assert_string_equal(got.p, rows[i].tag ? rows[i].tag : "");
		dg_buf_free(&got);
	}
}

/* Units of French, Chinese and English; the memory is French from the others. */
static void
what_becomes_of_a_unit(void **state)
{
	static const struct {
		const char *name, *score, *text[3];
		enum dg_fate fate;
		unsigned sides;
	} rows[] = {
		{ "plain",		"0.9", { "Un", "一", "One" }, DG_FATE_WRITTEN, 7 },
		{ "the same again",	"0.9", { "Un", "一", "One" }, DG_FATE_WRITTEN, 7 },
		{ "two sides do",	"0.9", { "", "二", "Two" }, DG_FATE_WRITTEN, 6 },
		{ "one does not",	"0.9", { "", "", "Two" }, DG_FATE_ALONE, 4 },
		{ "blank is nothing",	"0.9", { " \xC2\xA0", "\xE3\x80\x80", "Two" },
		    DG_FATE_ALONE, 4 },
		{ "no Chinese",		"0.9", { "Un", "", "One" }, DG_FATE_NO_SOURCE, 5 },
		{ "a low score",	"0.49", { "Bas", "低", "" }, DG_FATE_LOW, 3 },
		{ "no score",		"", { "Bas", "低", "" }, DG_FATE_LOW, 3 },
		{ "a short score",	"5e-1", { "Bas", "低", "" }, DG_FATE_WRITTEN, 3 },
		{ "other French",	"0.9", { "Une", "一", "" }, DG_FATE_ALTERNATIVE, 1 },
		{ "… by its Chinese",	"0.9", { "Une", "一", "A" }, DG_FATE_ALTERNATIVE, 5 },
		{ "… was not learnt",	"0.9", { "Un", "甲", "A" }, DG_FATE_WRITTEN, 7 },
		{ "other Chinese",	"0.9", { "Un", "壹", "" }, DG_FATE_WRITTEN, 3 },
		{ "other English: without it", "0.9", { "Deux", "两", "One" },
		    DG_FATE_WRITTEN, 3 },
	};
	static const char *const tags[] = { "fr-FR", "zh-CN", "en-US" };
	struct dg_memory_head head = { .source = dg_bytes_of("zh-CN"),
	    .target = dg_bytes_of("fr-FR") };
	struct dg_tmx_rules rules = { .min_score = 0.5 };
	struct dg_tmx_write *w;
	struct dg_out *out;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_out_open(&out, "/dev/null", 0, &err), DG_OK);
	assert_int_equal(dg_tmx_write_new(&w, out, &head, &rules, &err), DG_OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_side sides[3];
		struct dg_unit unit = { .score = dg_bytes_of(rows[i].score), .sides = sides,
		    .sides_n = 3 };
		struct dg_put put;

		for (size_t k = 0; k < 3; k++)
			sides[k] = (struct dg_side){ .tag = dg_bytes_of(tags[k]),
			    .text = dg_bytes_of(rows[i].text[k]) };
		assert_int_equal(dg_tmx_write_put(w, &unit, &put, &err), DG_OK);
		if (put.fate != rows[i].fate || put.sides != rows[i].sides)
			fail_msg("%s: fate %d, sides %u", rows[i].name, (int)put.fate,
			    (unsigned)put.sides);
	}
	dg_tmx_write_free(w);
	dg_out_free(out);
}

static void
a_caller_s_mistakes_are_told(void **state)
{
	struct dg_side same[2] = { { dg_bytes_of("fr-FR"), dg_bytes_of("a"), false },
	    { dg_bytes_of("FR-fr"), dg_bytes_of("b"), false } };
	struct dg_side none[2] = { { dg_bytes_of("fr-FR"), dg_bytes_of("a"), false },
	    { dg_bytes_of("zh_CN"), dg_bytes_of("b"), false } };
	struct dg_unit unit = { .sides = same, .sides_n = 2 };
	struct dg_memory_head head = { .source = dg_bytes_of("fr_FR") };
	struct dg_tmx_rules rules = { 0 };
	struct dg_tmx_write *w;
	struct dg_put put;
	struct dg_out *out;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_out_open(&out, "/dev/null", 0, &err), DG_OK);
	assert_int_equal(dg_tmx_write_new(&w, out, &head, &rules, &err), DG_EUSAGE);
	head = (struct dg_memory_head){ .source = dg_bytes_of("*all*"),
	    .date = dg_bytes_of("2019-05-21") };
	assert_int_equal(dg_tmx_write_new(&w, out, &head, &rules, &err), DG_EUSAGE);
	head.date = dg_bytes_of("20190521T000000Z");
	assert_int_equal(dg_tmx_write_new(&w, out, &head, &rules, &err), DG_OK);
	assert_int_equal(dg_tmx_write_put(w, &unit, &put, &err), DG_EUSAGE);
	assert_string_equal(err.text, "two sides are 'FR-fr'");
	unit.sides = none;
	assert_int_equal(dg_tmx_write_put(w, &unit, &put, &err), DG_EUSAGE);
	assert_string_equal(err.text, "'zh_CN' is no language tag");
	dg_tmx_write_free(w);
	dg_out_free(out);
}

static enum dg_status
tell_unit(void *ctx, const struct dg_unit *u, struct dg_error *err)
{
	struct dg_buf *got = ctx;

	(void)err;
	for (size_t i = 0; i < u->sides_n; i++) {
		dg_put_str(got, i ? "|" : "");
		dg_put_bytes(got, u->sides[i].tag);
		dg_put_char(got, '=');
		dg_put_bytes(got, u->sides[i].text);
	}
	dg_put_char(got, ';');
	return DG_OK;
}

#define TMX(body) "<tmx version=\"1.4\"><header srclang=\"en\"/><body>" body "</body></tmx>"
#define EN "<tu><tuv xml:lang=\"en\"><seg>"
#define END "</seg></tuv></tu>"

static void
tmx_is_read_from_any_hand(void **state)
{
	static const struct { const char *in, *want; } rows[] = {
		{ TMX(EN "a" END EN "b" END), "en=a;en=b;" },
		{ TMX(EN " a &amp; &#233;<![CDATA[<b>]]> " END), "en= a & é<b> ;" },
		{ TMX("<tu><tuv lang=\"FR\"><seg>x</seg></tuv><tuv xml:lang=\"zh-CN\">"
		    "<seg/></tuv></tu>"), "FR=x|zh-CN=;" },
		{ TMX(EN "a<hi>b</hi><ph>c</ph>" END), "en=abc;" },
		{ TMX("<tu/>"), ";" },
		{ TMX(""), "" },
		{ "<t:tmx xmlns:t=\"http://www.lisa.org/tmx14\"><t:body><t:tu>"
		    "<t:tuv xml:lang=\"en\"><t:seg>a</t:seg></t:tuv></t:tu></t:body></t:tmx>",
		    "en=a;" },
		{ "", "0: empty file" },
		{ "<html/>", "1: the file is <html>, not <tmx>" },
		{ TMX(EN "a" END EN "b"), NULL },
		{ "<tmx>\n<tu tuid='x'>\n<tuv>", "3: unit 1 (x): the file ends in the middle" },
		{ TMX(EN "&nbsp;" END), "1: unit 1: entity 'nbsp' not defined" },
		{ "<!DOCTYPE tmx [<!ENTITY a 'b'>]>" TMX(EN "&a;" END),
		    "1: declares an entity ('a')" },
		{ "<!DOCTYPE tmx [<!ENTITY % a 'b'>]>" TMX(""), "1: declares an entity ('a')" },
		{ "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" TMX(""),
		    "1: declares an entity ('a')" },
		{ "<!DOCTYPE tmx SYSTEM 'file:///etc/passwd'>" TMX(EN "x" END), "en=x;" },
		{ "<tmx>\xC3</tmx>", NULL },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_buf got = { 0 };
		struct dg_memory_events events = { NULL, tell_unit, &got, DG_INLINE_TEXT, NULL };
		struct dg_in *in;
		struct dg_error err;
		enum dg_status st;

		assert_int_equal(dg_in_memory(&in, dg_bytes_of(rows[i].in), &err), DG_OK);
		if ((st = dg_tmx_read(in, &events, &err)) != DG_OK) {
			got.n = 0;
			dg_put_format(&got, "%d: %s", (int)err.line, err.text);
		}
		dg_put(&got, "", 1);
		if (rows[i].want)
			assert_string_equal(got.p, rows[i].want);
		else
			assert_int_equal(st, DG_EINPUT);
		dg_buf_free(&got);
		dg_in_free(in);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_get_the_region_that_tools_want),
		cmocka_unit_test(what_becomes_of_a_unit),
		cmocka_unit_test(a_caller_s_mistakes_are_told),
		cmocka_unit_test(tmx_is_read_from_any_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
