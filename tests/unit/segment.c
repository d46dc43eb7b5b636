/* segment.c -- paragraphs to segments: the convention by table, SRX, any bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drogman.h"

/* The segments of `text`, with | between them. */
static void
cut(struct dg_segmenter *s, struct dg_bytes text, struct dg_buf *out)
{
	struct dg_spans spans = { 0 };
	struct dg_error err;

	out->n = 0;
	assert_int_equal(dg_segment(s, text, &spans, &err), DG_OK);
	for (size_t i = 0; i < spans.n; i++) {
		if (i > 0)
			dg_put_char(out, '|');
		dg_put(out, text.p + spans.at[i].start, spans.at[i].end - spans.at[i].start);
	}
	dg_put(out, "", 1);
	dg_spans_free(&spans);
}

/* A row is the text as it must be cut; what is cut is the row without its |. */
static void
try_rows(const char *lang, const char *const *rows)
{
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_buf text = { 0 }, got = { 0 };

	assert_int_equal(dg_segmenter_new(&s, lang, &err), DG_OK);
	for (; *rows; rows++) {
		text.n = 0;
		for (const char *p = *rows; *p; p++)
			if (*p != '|')
				dg_put_char(&text, *p);
			else if (strncmp(lang, "zh", 2) != 0)
				dg_put_char(&text, ' ');
		cut(s, dg_buf_bytes(&text), &got);
		assert_string_equal(got.p, *rows);
	}
	dg_buf_free(&text);
	dg_buf_free(&got);
	dg_segmenter_free(s);
}

static void
french(void **state)
{
	static const char *const rows[] = {
		"Un.|Deux !|Trois ?|Quatre…|Cinq.",
		"M. Wang et MM. Li et Zhao ont vu Mme Zhang et S.E.M. Lu Shaye.|Ils ont parlé.",
		"L'art. 5 de la loi n° 12 (cf. p. 3) s'applique, etc.|Il est clair.",
		"Des fruits, etc. et des fleurs.",
		"Au Ier siècle av. J.-C. les Romains, et en 52 av. J.-C.|Les Gaulois.",
		"J.-P. Dupont et J. K. Rowling sont là.",
		"Du premier vol.|Elle a rappelé le vol. 3 de la série.",
		"« Nous voulons la paix ! » s'est-il exclamé.|Puis il est parti.",
		"« Êtes-vous prêts ? », a demandé M. Wang.",
		"« Le premier.|Le second »,\u00A0a conclu M. Wang.",
		"« Oui.\u00A0»|Il sourit.",
		"« Oui.\u202F»|« Non ?\u202F»|Il sourit.",
		"«Oui.»|Il sourit.",
		"\"Oui.\"|\"Non.\"|Il sourit.",
		"Le show \" Mamma Mia ! \"|Du Vatican.",
		"Il parle de \"la Route\" et de l'\"Initiative\".|Fin.",
		"Quoi ? dit-il.|Rien... ou presque.|Non…|Si.",
		"Il est 15 h 30, le taux est de 3.5 et la version 1.2.3.|Voir www.exemple.fr/a.html.|Fin.",
		"Le plan (de 2010. Il est vieux !) est revu.|(Voir la note.|Elle est courte.)|Fin.",
		"1. Premier.|2. Deuxième.|3. Troisième.",
		"a) un premier|b) un second",
		"Q : Qui ?|R : Personne ; vraiment : personne.",
		"Il fait 25 °C.|La nuit tombe.",
		NULL
	};
	(void)state;

	try_rows("fr", rows);
	try_rows("fr-CA", rows);
}

static void
english(void **state)
{
	static const char *const rows[] = {
		"One.|Two!|Three?|Four…|Five.",
		"H.E. Mr. Lu met Dr. Smith at 5 p.m. on Jan. 5.|They spoke.",
		"At 5 a.m. Mr. Smith left.|He came at 6 P.M.|Mr. Smith slept.",
		"No. 5 is here.|No.|I disagree.",
		"I live in the U.S.|The U.S. Government, too.",
		"The Co., Ltd. in question.|Apple Inc. said so.",
		"J. K. Rowling and George W. Bush.|You and I.|Did you see?",
		"She said, \"This is great.\"|She left.",
		"\"What?\" she asked, and \"Why?\" Mr. Wang asked.",
		"\"Really?\" Mr. Wang asked.|\"Yes.\"",
		"\xE2\x80\x9CYes.\xE2\x80\x9D|\xE2\x80\x9CNo.\xE2\x80\x9D|Fine.",
		"Wait... what?|I mean . . . I did.|Then [...] it ended.",
		"See https://a.b/c?d=e.|Or j.doe@example.com.|README.md is 3.5 kB.",
		"1) The first item|2) The second item",
		"\xE2\x80\xA2 9. The first item|\xE2\x80\xA2 10. The second item",
		"Hi (I am Bob. He is not!) there.|(Applause.)|Thanks.",
		"Yahoo! in the news.",
		"Q: What?|A: This; or that: no.",
		NULL
	};
	(void)state;

	try_rows("en", rows);
}

static void
chinese(void **state)
{
	static const char *const rows[] = {
		"你好。|再见！|好吗？|好。",
		"王毅说：“中哈是伙伴。|我们要合作。”王毅说。|双方同意。",
		"“……！”他说。|“你好吗？”他问。|完。",
		"“不。”|他说民主党正在抵抗。",
		"“好！”他说道，“我来。”|走。",
		"“坚决反对！”的口号。|完。",
		"《摔跤吧！爸爸》很好看。|他读《你好吗？》一书。",
		"会议（很长。很久！）结束。|（鼓掌。）|谢谢。",
		"问：有何评论？|答：没有；真的：没有。",
		"一、合作。|二、友谊。|（一）经济。",
		"增长3.5%。|版本1.2.3!|好吗?|好。",
		"他说……然后走了。",
		NULL
	};
	static const char *const traditional[] = {
		"他說：「你好。」|她說：「再見！」|然後離開。|『真的嗎？』我問。|走。",
		NULL
	};
	(void)state;

	try_rows("zh", rows);
	try_rows("zh-Hant", traditional);
}

static void
a_line_separator_cuts(void **state)
{
	static const char *const langs[] = { "fr", "en", "zh", "de" };
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_buf got = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		assert_int_equal(dg_segmenter_new(&s, langs[i], &err), DG_OK);
		cut(s, dg_bytes_of("un (a\u2028\u2028 b) deux"), &got);
		assert_string_equal(got.p, "un (a|b) deux");
		dg_segmenter_free(s);
	}
	dg_buf_free(&got);
}

static void
a_language_without_rules_falls_back(void **state)
{
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_buf got = { 0 };
	(void)state;

	assert_int_equal(dg_segmenter_new(&s, "de", &err), DG_OK);
	assert_true(dg_segmenter_is_fallback(s));
	assert_string_equal(dg_segmenter_name(s), "Every language, UAX #29");
	cut(s, dg_bytes_of(" Ja. Nein! „Gut.“ Er ging usw. und kam. (Ja. Ja.) "), &got);
	assert_string_equal(got.p, "Ja.|Nein!|„Gut.“|Er ging usw. und kam.|(Ja.|Ja.)");
	dg_segmenter_free(s);
	assert_int_equal(dg_segmenter_new(&s, "hi", &err), DG_OK);
	cut(s, dg_bytes_of("यह एक है। यह दो है।"), &got);
	assert_string_equal(got.p, "यह एक है।|यह दो है।");
	dg_segmenter_free(s);
	assert_int_equal(dg_segmenter_new(&s, "fr", &err), DG_OK);
	assert_false(dg_segmenter_is_fallback(s));
	assert_string_equal(dg_segmenter_name(s), "French, Every language");
	dg_segmenter_free(s);
	dg_buf_free(&got);
}

static void
abbreviations_of_ones_own(void **state)
{
	static const struct { const char *list, *in, *out; } rows[] = {
		{ "Abt\n\n# Moses\nNr #NUMERIC_ONLY#\n z. B. \nYahoo!", "Die Abt. Presse. Nr. 5. Nr. A. Z. B. C",
		    "Die Abt. Presse.|Nr. 5.|Nr.|A. Z. B. C" },
		{ "z. B.", "Im Text, z. B. Hier.", "Im Text, z. B. Hier." },
		{ "(sic).\r\nÉd", "Oui (sic). Non. Éd. Seuil. Péd. Non", "Oui (sic). Non.|Éd. Seuil.|Péd.|Non" },
		{ "", "A b. C", "A b.|C" },
	};
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_buf got = { 0 };
	struct dg_segmenter_options opt = { .abbreviations = { "a\nb\0c", 5 } };
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_segmenter_options o = { .abbreviations = dg_bytes_of(rows[i].list) };

		assert_int_equal(dg_segmenter_open(&s, "de", &o, &err), DG_OK);
		cut(s, dg_bytes_of(rows[i].in), &got);
		assert_string_equal(got.p, rows[i].out);
		dg_segmenter_free(s);
	}
	assert_int_equal(dg_segmenter_open(&s, "fr", &opt, &err), DG_EINPUT);
	assert_true(opt.at_abbreviations);
	assert_int_equal(err.line, 2);
	dg_buf_free(&got);
}

#define SRX(cascade, rules, maps) "<srx xmlns='http://www.lisa.org/srx20' version='2.0'>\n" \
	"<header segmentsubflows='yes' cascade='" cascade "'/>\n<body><languagerules>\n" \
	rules "</languagerules><maprules>" maps "</maprules></body></srx>"
#define RULE(breaks, before, after) "<rule break='" breaks "'><beforebreak>" before \
	"</beforebreak><afterbreak>" after "</afterbreak></rule>\n"
#define LANGUAGE(name, rules) "<languagerule languagerulename='" name "'>\n" rules "</languagerule>\n"
#define MAP(pattern, name) "<languagemap languagepattern='" pattern "' languagerulename='" name "'/>"
#define ONE(rules) SRX("no", LANGUAGE("A", rules), MAP(".*", "A"))

static void
anybodys_rules(void **state)
{
	static const struct { const char *name, *srx, *in, *out; } rows[] = {
		{ "no rule, no cut", ONE(""), "a. b", "a. b" },
		{ "one rule", ONE(RULE("yes", "\\.", "\\s")), "a. b.c", "a.|b.c" },
		{ "the first rule decides", ONE(RULE("no", "\\bM\\.", "\\s") RULE("yes", "\\.", "\\s")),
		    "M. b. AM. c", "M. b.|AM.|c" },
		{ "… even when it is the wrong one", ONE(RULE("yes", "\\.", "\\s")
		    RULE("no", "\\bM\\.", "\\s")), "M. b", "M.|b" },
		{ "a long list of words", ONE(RULE("no", "\\b(?:Mr|Mrs|Dr|Prof|St)\\.", "\\s")
		    RULE("yes", "[.?!]+", "\\s")), "Prof. X St. Y XSt. Z", "Prof. X St. Y XSt.|Z" },
		{ "break is yes by default", ONE("<rule><beforebreak>x</beforebreak></rule>"),
		    "axb", "ax|b" },
		{ "empty beforebreak", ONE(RULE("yes", "", "B")), "aBcB", "a|Bc|B" },
		{ "repeats", ONE(RULE("yes", "a{2,3}b?", "c+d")), "aacd abcd aaabccd", "aa|cd abcd aaab|ccd" },
		{ "sets", ONE(RULE("yes", "[^a-c\\d\\s]", "[\\p{Lu}_-]")), "aB xB 1B y_ z-", "aB x|B 1B y|_ z|-" },
		{ "the start", ONE(RULE("no", "^\\d\\.", "\\s") RULE("yes", "\\.", "\\s")),
		    "1. a. 1. b", "1. a.|1.|b" },
		{ "look-ahead is ICU's", ONE(RULE("yes", "\\.", "\\s(?!x)")), "a. b. x", "a.|b. x" },
		{ "a flag is ICU's", ONE(RULE("no", "(?i)dr\\.", "\\s") RULE("yes", "\\.", "\\s")),
		    "DR. a. b", "DR. a.|b" },
		{ "ICU before the automaton, and behind it", ONE(RULE("no", "(?i)b\\.", "\\s")
		    RULE("yes", "\\.", "\\s") RULE("yes", "(?i)!+", " ")), "B. a. c! d", "B. a.|c!|d" },
		{ "a back reference in afterbreak", ONE(RULE("yes", "\\.", "\\s(x)\\1")), "a. xx", "a.|xx" },
		{ "beyond the plane", ONE(RULE("yes", "(?i)\\x{1F600}", "")), "a\xF0\x9F\x98\x80" "b", "a\xF0\x9F\x98\x80|b" },
		{ "no cascade: the first map", SRX("no", LANGUAGE("A", RULE("yes", "a", ""))
		    LANGUAGE("B", RULE("yes", "b", "")), MAP("f.", "A") MAP(".*", "B")), "xaybz", "xa|ybz" },
		{ "cascade: all maps", SRX("yes", LANGUAGE("A", RULE("yes", "a", ""))
		    LANGUAGE("B", RULE("yes", "b", "")), MAP("(?i)F.", "A") MAP(".*", "B")),
		    "xaybz", "xa|yb|z" },
		{ "a map takes the whole language", SRX("yes", LANGUAGE("A", RULE("yes", "a", ""))
		    LANGUAGE("B", RULE("yes", "b", "")), MAP("f", "A") MAP(".*", "B")), "xaybz", "xayb|z" },
		{ "character data of all kinds", ONE(RULE("yes", "&#x3002;<![CDATA[|\\.]]>", "")),
		    "a。b.c", "a。|b.|c" },
	};
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_buf got = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(dg_segmenter_srx(&s, dg_bytes_of(rows[i].srx), "fr", &err), DG_OK);
		cut(s, dg_bytes_of(rows[i].in), &got);
		if (strcmp(got.p, rows[i].out) != 0)
			print_error("%s\n", rows[i].name);
		assert_string_equal(got.p, rows[i].out);
		dg_segmenter_free(s);
	}
	dg_buf_free(&got);
}

static void
wrong_rules_are_told(void **state)
{
	static const struct { const char *srx; unsigned line; const char *text; } rows[] = {
		{ "", 0, "no SRX: the file is empty" },
		{ "<tmx/>", 1, "no SRX: the root element is not <srx>" },
		{ "<srx version='1.0'/>", 1, "not SRX 2.0: its version says otherwise" },
		{ ONE(RULE("yes", "a", "b") RULE("no", "(a", "b")), 6,
		    "A: no regular expression (U_REGEX_MISMATCHED_PAREN)" },
		{ ONE(RULE("yes", "a", "[b")), 5,
		    "A: no regular expression (U_REGEX_MISSING_CLOSE_BRACKET)" },
		{ ONE(RULE("yes", "a)(b", "")), 5,
		    "A: no regular expression (U_REGEX_MISMATCHED_PAREN)" },
		{ ONE(RULE("perhaps", "a", "b")), 5, "break is neither \"yes\" nor \"no\"" },
		{ SRX("no", LANGUAGE("A", ""), MAP("zh", "A")), 0, "no language map takes 'fr'" },
		{ SRX("no", "<languagerule/>", ""), 4, "<languagerule> without languagerulename" },
		{ "<!DOCTYPE srx [<!ENTITY e 'x'>]>" ONE(RULE("yes", "&e;", "")), 5,
		    "an entity reference; they are not loaded" },
	};
	struct dg_segmenter *s;
	struct dg_error err;
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(dg_segmenter_srx(&s, dg_bytes_of(rows[i].srx), "fr", &err),
		    DG_EINPUT);
		assert_null(s);
		assert_string_equal(err.text, rows[i].text);
		assert_int_equal(err.line, rows[i].line);
	}
	assert_int_equal(dg_segmenter_srx(&s, dg_bytes_of("<srx version='2.0'>"), "fr", &err),
	    DG_EINPUT);
	assert_memory_equal(err.text, "XML: ", 5);
}

static void
an_endless_rule_is_a_limit(void **state)
{
	struct dg_segmenter *s;
	struct dg_spans spans = { 0 };
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_segmenter_srx(&s, dg_bytes_of(ONE(RULE("yes", "\\.",
	    "(?:(x+x+)+)\\1y"))), "fr", &err), DG_OK);
	assert_int_equal(dg_segment(s, dg_bytes_of(
	    ".xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), &spans, &err), DG_ELIMIT);
	dg_spans_free(&spans);
	dg_segmenter_free(s);
}

static void
remember(void *ctx, size_t at, bool is_cut, const char *why)
{
	dg_put_format(ctx, "%zu %s %s\n", at, is_cut ? "cut" : "keep", why);
}

static void
the_rule_behind_is_told(void **state)
{
	static const char in[] = "M. A (b. C.) d. E";
	struct dg_segmenter *s;
	struct dg_spans spans = { 0 };
	struct dg_error err;
	struct dg_buf told = { 0 };
	(void)state;

	assert_int_equal(dg_segmenter_srx(&s, dg_bytes_of(
	    "<srx version='2.0' xmlns:dg='urn:drogman:srx'><header>"
	    "<dg:guard kind='brackets' pairs='()'/></header>\n"
	    "<languagerule languagerulename='A'>\n" RULE("no", "M\\.", " ") RULE("yes", "\\.", " ")
	    "</languagerule>" MAP(".*", "A") "</srx>"), "fr", &err), DG_OK);
	dg_segmenter_trace(s, remember, &told);
	assert_int_equal(dg_segment(s, dg_bytes_of(in), &spans, &err), DG_OK);
	dg_put(&told, "", 1);
	assert_string_equal(told.p, "2 keep A, line 3\n8 keep inside brackets\n15 cut A, line 4\n");
	dg_buf_free(&told);
	dg_spans_free(&spans);
	dg_segmenter_free(s);
}

/* Any bytes: the spans are in order, hold no blank at their ends, and lose nothing
 * but blanks; what is not UTF-8 is not cut into. */
static void
any_bytes_come_back(void **state)
{
	static const char *const pieces[] = { "a", "B", ". ", "! ", "。", "“", "”", "\"", " ", "\u00A0",
		"\xE3\x80", "\xFF", "(", ")", "《", "》", "\u2028", "1. ", "M. ", "…", "他说。" };
	static const char *const langs[] = { "fr", "en", "zh", "de" };
	struct dg_error err;
	struct dg_spans spans = { 0 };
	struct dg_buf text = { 0 };
	uint32_t seed = 1;
	(void)state;

	for (size_t l = 0; l < sizeof langs / sizeof *langs; l++) {
		struct dg_segmenter *s;

		assert_int_equal(dg_segmenter_new(&s, langs[l], &err), DG_OK);
		for (int round = 0; round < 500; round++) {
			size_t at = 0;

			text.n = 0;
			for (int i = 0; i < 40; i++) {
				seed = seed * 1664525u + 1013904223u;
				dg_put_str(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
				if (seed >> 28 == 0)
					dg_put(&text, "", 1);
			}
			assert_int_equal(dg_segment(s, dg_buf_bytes(&text), &spans, &err), DG_OK);
			for (size_t i = 0; i <= spans.n; i++) {
				size_t end = i < spans.n ? spans.at[i].start : text.n;

				assert_true(at <= end);
				while (at < end) {
					uint32_t c = dg_decode(dg_buf_bytes(&text), &at);

					assert_true(c == ' ' || c == 0xA0 || c == 0x2028);
				}
				if (i < spans.n) {
					assert_true(spans.at[i].end > end);
					at = spans.at[i].end;
				}
			}
		}
		dg_segmenter_free(s);
	}
	dg_spans_free(&spans);
	dg_buf_free(&text);
}

static void
put_spans(struct dg_buf *out, const struct dg_spans *spans, size_t base)
{
	for (size_t i = 0; i < spans->n; i++)
		dg_put_format(out, "%zu-%zu ", base + spans->at[i].start, base + spans->at[i].end);
}

/* The same cuts, whatever pieces the paragraph comes in. */
static void
in_windows(struct dg_segmenter *s, struct dg_bytes text, size_t piece, size_t max,
    struct dg_buf *out)
{
	struct dg_window w = { .more = true, .max = max };
	struct dg_spans spans = { 0 };
	struct dg_error err;
	size_t base = 0, end = 0;

	for (out->n = 0; w.more; base += w.done) {
		end = end + piece < text.n ? end + piece : text.n;
		w.text = (struct dg_bytes){ text.p + base, end - base };
		w.more = end < text.n;
		assert_int_equal(dg_segment_window(s, &w, &spans, &err), DG_OK);
		put_spans(out, &spans, base);
		assert_true(w.done <= w.text.n);
	}
	dg_put(out, "", 1);
	dg_spans_free(&spans);
}

static void
windows_change_nothing(void **state)
{
	static const char *const pieces[] = { "un mot ", "B", ". ", "! ", "。", "“", "” ", "\"", " ", "\u00A0",
		"\xE3\x80", "(", ") ", "《", "》", "1. ", "2. ", "3) ", "M. ", "…", "他说。", "une phrase entière. Et " };
	static const char *const langs[] = { "fr", "en", "zh" };
	struct dg_error err;
	struct dg_spans spans = { 0 };
	struct dg_buf text = { 0 }, whole = { 0 }, got = { 0 };
	uint32_t seed = 7;
	(void)state;

	for (size_t l = 0; l < 3; l++) {
		struct dg_segmenter *s;

		assert_int_equal(dg_segmenter_new(&s, langs[l], &err), DG_OK);
		for (text.n = 0; text.n < 100000;) {
			seed = seed * 1664525u + 1013904223u;
			dg_put_str(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		assert_int_equal(dg_segment(s, dg_buf_bytes(&text), &spans, &err), DG_OK);
		whole.n = 0;
		put_spans(&whole, &spans, 0);
		dg_put(&whole, "", 1);
		for (size_t piece = 997; piece < 60000; piece = piece * 3 + 1) {
			in_windows(s, dg_buf_bytes(&text), piece, 1 << 20, &got);
			assert_string_equal(got.p, whole.p);
		}
		dg_segmenter_free(s);
	}
	dg_spans_free(&spans);
	dg_buf_free(&text);
	dg_buf_free(&whole);
	dg_buf_free(&got);
}

static void
what_never_ends_is_cut_at_a_blank(void **state)
{
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_buf text = { 0 }, got = { 0 };
	(void)state;

	assert_int_equal(dg_segmenter_new(&s, "fr", &err), DG_OK);
	in_windows(s, dg_bytes_of("un deux trois. Quatre"), 100, 9, &got);
	assert_string_equal(got.p, "0-7 8-14 15-21 ");
	in_windows(s, dg_bytes_of("œœœœ. abcdefgh"), 100, 5, &got);
	assert_string_equal(got.p, "0-4 4-9 10-15 15-18 ");
	while (text.n < 50000)
		dg_put_str(&text, "mot ");
	for (size_t piece = 1000; piece < 60000; piece = piece * 3 + 1) {
		in_windows(s, dg_buf_bytes(&text), piece, 30000, &got);
		assert_string_equal(got.p, "0-29999 30000-49999 ");
	}
	dg_segmenter_free(s);
	dg_buf_free(&text);
	dg_buf_free(&got);
}

static void
lines_are_joined(void **state)
{
	static const struct { const char *left, *right, *joint; } rows[] = {
		{ "un", "mot", " " }, { "王", "毅", "" }, { "王毅，", "他", "" }, { "王", "Wang", " " },
		{ "porte-", "monnaie", "" }, { "un -", "deux", " " }, { "--", "a", " " }, { "2019-", "a", " " },
		{ "서울", "시", " " }, { "", "a", " " }, { "a", "", " " }, { "\xFF", "\xFF", " " },
		{ "プ", "ロ", "" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(dg_line_joint(dg_bytes_of(rows[i].left),
		    dg_bytes_of(rows[i].right)), rows[i].joint);
}

/* One endless line, of what costs most: it must not take minutes. */
static void
an_endless_line_is_linear(void **state)
{
	static const char *const units[] = {
		("（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）"
		"（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）（）好。"),
		"(", "(a. B) ", "\" ", ". ", "M. ", "a", "。", "“",
		"\u2028", "1. a ", "... ", "\xFF", "他说", "好（好。）", "（好。）" };
	struct dg_segmenter *s;
	struct dg_error err;
	struct dg_spans spans = { 0 };
	struct dg_buf text = { 0 };
	(void)state;

	assert_int_equal(dg_segmenter_new(&s, "zh", &err), DG_OK);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		text.n = 0;
		while (text.n < 1 << 18)
			dg_put_str(&text, units[i]);
		assert_int_equal(dg_segment(s, dg_buf_bytes(&text), &spans, &err), DG_OK);
		assert_true(spans.n > 0 || units[i][0] == '\xE2');
	}
	dg_segmenter_free(s);
	dg_spans_free(&spans);
	dg_buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(french),
		cmocka_unit_test(english),
		cmocka_unit_test(chinese),
		cmocka_unit_test(a_line_separator_cuts),
		cmocka_unit_test(a_language_without_rules_falls_back),
		cmocka_unit_test(abbreviations_of_ones_own),
		cmocka_unit_test(anybodys_rules),
		cmocka_unit_test(wrong_rules_are_told),
		cmocka_unit_test(an_endless_rule_is_a_limit),
		cmocka_unit_test(the_rule_behind_is_told),
		cmocka_unit_test(any_bytes_come_back),
		cmocka_unit_test(windows_change_nothing),
		cmocka_unit_test(what_never_ends_is_cut_at_a_blank),
		cmocka_unit_test(lines_are_joined),
		cmocka_unit_test(an_endless_line_is_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
