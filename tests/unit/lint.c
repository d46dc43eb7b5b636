/* lint.c -- what the linters of TMX and XLIFF find, a row a constraint, and what is odd but legal
 * beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "drogman.h"

struct row { const char *in, *want; };
typedef enum dg_status linter(struct dg_in *in, dg_found *found, void *ctx, struct dg_error *err);

static void
count_finding(void *ctx, const struct dg_finding *finding)
{
	struct dg_buf *got = ctx;

	dg_put_format(got, "%s;", finding->text);
}

#define TMXH(body) "<tmx version=\"1.4\"><header creationtool=\"a\" creationtoolversion=\"1\"" \
    " segtype=\"sentence\" o-tmf=\"a\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>" \
    "<body>" body "</body></tmx>"
#define FR "<tuv xml:lang=\"fr\"><seg>b</seg></tuv></tu>"
#define TUV "<tuv xml:lang=\"en\"><seg>a</seg></tuv>"

/* Lint it; what was found stands in `got`, NUL-terminated. */
static void
lint(linter *how, struct dg_bytes file, struct dg_buf *got)
{
	struct dg_in *in;
	struct dg_error err;

	assert_int_equal(dg_in_memory(&in, file, &err), DG_OK);
	assert_int_equal(how(in, count_finding, got, &err), DG_OK);
	dg_put(got, "", 1);
	dg_in_free(in);
}

static void
check(linter *how, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct dg_buf got = { 0 };

		lint(how, dg_bytes_of(rows[i].in), &got);
		assert_string_equal(got.p, rows[i].want);
		dg_buf_free(&got);
	}
}

static void
of_tmx_this_and_nothing_else(void **state)
{
	static const struct row rows[] = {
		{ TMXH("<tu>" TUV FR), "" },
		{ TMXH("<tu creationdate=\"20190521T235960Z\">" TUV FR), "" },
		{ TMXH("<tu creationdate=\"20190229T000000\">" TUV FR),
		    "creationdate '20190229T000000' is no date (YYYYMMDDThhmmssZ);" },
		{ TMXH("<tu>" TUV "</tu>"), "unit with one tuv;" },
		{ TMXH("<tu><tuv xml:lang=\"de\"><seg>a</seg></tuv>" FR),
		    "no tuv in the source language 'en';" },
		{ TMXH("<tu srclang=\"*all*\"><tuv xml:lang=\"de\"><seg>a</seg></tuv>" FR), "" },
		{ TMXH("<tu><tuv xml:lang=\"EN\"><seg>a</seg></tuv>" FR), "" },
		{ TMXH("<tu>" TUV TUV FR), "two tuvs of the language 'en';" },
		{ TMXH("<tu tuid=\"1\">" TUV FR "<tu tuid=\"1\">" TUV FR
		    "<tu tuid=\"1\">" TUV FR), "tuid stands more than once;" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg>\n </seg></tuv>" FR), "empty seg;" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg><ph/></seg></tuv>" FR), "" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg><bpt i=\"1\"/>a<ept i=\"1\"/></seg></tuv>"
		    FR), "" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg><bpt i=\"1\"/>a<ept i=\"2\"/></seg></tuv>"
		    FR), "bpt and ept do not pair;" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg>a<ept i=\"1\"/><bpt i=\"1\"/></seg></tuv>"
		    FR), "bpt and ept do not pair;" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg>a&#1;b</seg></tuv>" FR),
		    "a character that XML does not allow;" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg>a\x01" "b</seg></tuv>" FR),
		    "a character that XML does not allow;" },
		{ TMXH("<tu>" TUV "<tuv xml:lang=\"ZH-CN\"><seg>b</seg></tuv></tu>"), "" },
		{ TMXH("<tu>" TUV "<tuv xml:lang=\"zh-Hans-CN\"><seg>b</seg></tuv></tu>"), "" },
		{ TMXH("<tu>" TUV "<tuv xml:lang=\"zh_CN\"><seg>b</seg></tuv></tu>"), "xml:lang "
		    "'zh_CN' is no language tag (a hyphen, not an underscore);" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg>a<it>x</it></seg></tuv>" FR), "it without pos;" },
		{ TMXH("<tu><tuv xml:lang=\"en\"><seg>a<it pos=\"begin\">x</it></seg></tuv>" FR), "" },
		{ TMXH("<tu segtype=\"line\">" TUV FR), "segtype 'line' is not allowed;" },
		{ TMXH("<tu segtype=\"phrase\">" TUV FR), "" },
		{ "<tmx version=\"1.4\"><header creationtool=\"a\" creationtoolversion=\"1\""
		    " segtype=\"sentence\" o-tmf=\"a\" adminlang=\"en\" srclang=\"en\" datatype=\"x\">"
		    "<ude name=\"u\" base=\"b\"><map unicode=\"#xF8FF\" code=\"#x1\"/></ude>"
		    "<ude name=\"u\"><map unicode=\"#xF8FE\"/></ude></header><body/></tmx>", "" },
		{ "<tmx version=\"1.4\"><header creationtool=\"a\" creationtoolversion=\"1\""
		    " segtype=\"sentence\" o-tmf=\"a\" adminlang=\"en\" srclang=\"en\" datatype=\"x\">"
		    "<ude name=\"u\"><map unicode=\"#xF8FF\" code=\"#x1\"/></ude></header><body/></tmx>",
		    "map with code, in a ude without base;" },
	};
	(void)state;

	check(dg_tmx_lint, rows, sizeof rows / sizeof *rows);
}

#define V1(file, body) "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\"" \
    " target-language=\"fr\" datatype=\"x\"" file ">" body "</file></xliff>"
#define TU(attrs, more) "<trans-unit id=\"1\"" attrs "><source>a</source>" more "</trans-unit>"
#define PHASES "<header><phase-group><phase phase-name=\"p\" process-name=\"x\"/></phase-group>" \
    "</header>"

static void
of_xliff_1_this_and_nothing_else(void **state)
{
	static const struct row rows[] = {
		/* §2.2.1, the keys of the schema: phases and tools */
		{ V1("", PHASES "<body>" TU(" phase-name=\"p\"", "") "</body>"), "" },
		{ V1("", PHASES "<body>" TU(" phase-name=\"q\"", "") "</body>"),
		    "phase-name 'q': the file has no such phase;" },
		{ V1("", PHASES "<body>" TU("", "<target phase-name=\"q\">b</target>") "</body>"),
		    "phase-name 'q': the file has no such phase;" },
		{ V1("", "<header><phase-group><phase phase-name=\"p\"/><phase phase-name=\"p\"/><phase/>"
		    "</phase-group></header><body>" TU("", "") "</body>"),
		    "phase-name 'p' stands more than once;phase without phase-name;" },
		{ V1(" tool-id=\"t\"", "<header><tool tool-id=\"t\"/></header><body>" TU("", "") "</body>"),
		    "" },
		{ V1(" tool-id=\"t\"", "<body>" TU("", "<alt-trans tool-id=\"t\"/>") "</body>"),
		    "tool-id 't': the file has no such tool;tool-id 't': the file has no such tool;" },
		{ V1("", "<header><count-group name=\"c\"><count phase-name=\"q\">1</count></count-group>"
		    "</header><body>" TU("", "") "</body>"), "phase-name 'q': the file has no such phase;" },
		/* §2.2.1: skeletons and other files */
		{ V1("", "<header><skl><internal-file>x</internal-file></skl></header><body/>"), "" },
		{ V1("", "<header><skl><external-file href=\"s.skl\"/></skl></header><body/>"), "" },
		{ V1("", "<header><skl/></header><body/>"), "skl without internal-file or external-file;" },
		{ V1("", "<header><skl><external-file/></skl><reference><external-file/></reference>"
		    "</header><body/>"), "external-file without href;external-file without href;" },
		/* §2.4: a code names the unit that has its text */
		{ V1("", "<body><trans-unit id=\"1\"><source><ph id=\"1\" xid=\"2\"/></source></trans-unit>"
		    "<trans-unit id=\"2\"><source>a</source></trans-unit></body>"), "" },
		{ V1("", "<body><trans-unit id=\"1\"><source><ph id=\"1\" xid=\"b\"/></source></trans-unit>"
		    "<bin-unit id=\"b\" mime-type=\"x\"/></body>"), "" },
		{ V1("", "<body><trans-unit id=\"1\"><source><ph id=\"1\" xid=\"2\"/></source></trans-unit>"
		    "</body>"), "xid '2': the file has no such trans-unit;" },
		{ V1("", "<body>" TU("", "<target><bx id=\"1\" rid=\"7\"/>b<ex id=\"2\" rid=\"7\"/></target>")
		    "</body>"), "" },
		{ V1("", "<body>" TU("", "<target><bx id=\"1\"/>b</target>") "</body>"),
		    "target: bpt and ept, or bx and ex, do not pair;" },
		{ V1("", "<body>" TU("", "<seg-source><mrk mtype=\"seg\" mid=\"1\">a</mrk></seg-source>"
		    "<alt-trans mid=\"1\"/><alt-trans mid=\"2\"/>") "</body>"),
		    "alt-trans refers to '2', which is nothing here;" },
		{ V1("", "<body>" TU("", "<alt-trans mid=\"2\"/>") "</body>"), "" },
	};
	(void)state;

	check(dg_xliff_lint, rows, sizeof rows / sizeof *rows);
}

#define V2(version, body) "<xliff version=\"" version "\" srcLang=\"en\" trgLang=\"fr\">" \
    "<file id=\"f\">" body "</file></xliff>"
#define UNIT(source, target) V2("2.1", "<unit id=\"u\"><segment><source>" source "</source><target>" \
    target "</target></segment></unit>")
#define SEGMENT "<segment><source>a</source></segment>"
#define FINAL(target) V2("2.1", "<unit id=\"u\"><segment state=\"final\"><source>a" \
    "<ph id=\"1\" canDelete=\"no\"/></source><target>" target "</target></segment></unit>")
#define KEEP " canCopy=\"no\" canDelete=\"no\""

static void
of_xliff_2_this_and_nothing_else(void **state)
{
	static const struct row rows[] = {
		/* 2.1 §4.3.1.33: sub-flows are units of the file */
		{ V2("2.1", "<unit id=\"u\"><segment><source><ph id=\"1\" subFlows=\"v w\"/></source></segment>"
		    "</unit><unit id=\"v\">" SEGMENT "</unit><group id=\"g\"><unit id=\"w\">" SEGMENT
		    "</unit></group>"), "" },
		{ V2("2.1", "<unit id=\"v\">" SEGMENT "</unit><unit id=\"u\"><segment><source>"
		    "<pc id=\"1\" subFlowsStart=\"v\" subFlowsEnd=\"v g\">a</pc></source></segment></unit>"
		    "<group id=\"g\"/>"), "subFlowsEnd 'g': the file has no such unit;" },
		{ UNIT("<pc id=\"1\" subFlowsStart=\"u\" dataRefEnd=\"d\" equivStart=\"x\">a</pc>", "b"),
		    "pc with dataRefEnd and without dataRefStart;"
		    "pc with subFlowsStart and without subFlowsEnd;pc with equivStart and without equivEnd;"
		    "dataRefEnd refers to 'd', which is nothing here;" },
		{ V2("2.0", "<unit id=\"u\"><segment><source><pc id=\"1\" equivStart=\"x\">a</pc></source>"
		    "</segment></unit>"), "" },
		/* §4.2.2.5 */
		{ V2("2.1", "<skeleton href=\"s\"/><unit id=\"u\">" SEGMENT "</unit>"), "" },
		{ V2("2.1", "<skeleton>s</skeleton><unit id=\"u\">" SEGMENT "</unit>"), "" },
		{ V2("2.1", "<skeleton><x:s xmlns:x=\"urn:x\"/></skeleton><unit id=\"u\">" SEGMENT "</unit>"),
		    "" },
		{ V2("2.1", "<skeleton/><unit id=\"u\">" SEGMENT "</unit>"),
		    "empty skeleton without href;" },
		{ V2("2.1", "<skeleton href=\"s\">s</skeleton><unit id=\"u\">" SEGMENT "</unit>"),
		    "skeleton with href, but it is not empty;" },
		/* §4.2.3.5: the end of a code */
		{ UNIT("<sc id=\"1\"/>a<ec id=\"2\" startRef=\"1\"/>", "b"), "ec with startRef and id;" },
		{ UNIT("<sc id=\"1\"/>a<ec dir=\"ltr\" startRef=\"1\"/>", "b"),
		    "dir of an ec that is not isolated;" },
		{ UNIT("<sc id=\"1\" canCopy=\"no\"/>a<ec startRef=\"1\"/>", "b"),
		    "source: what may be done with an sc may not be done with its ec;" },
		{ UNIT("<sc id=\"1\"" KEEP " canReorder=\"firstNo\"/>a<ec startRef=\"1\"" KEEP
		    " canReorder=\"no\"/>", "b"), "" },
		/* a code may end in what is ignored */
		{ V2("2.1", "<unit id=\"u\"><segment><source><sc id=\"1\"/>a</source></segment>"
		    "<ignorable><source> <ec startRef=\"1\"/></source></ignorable></unit>"), "" },
		{ V2("2.1", "<unit id=\"u\">" SEGMENT "<ignorable/></unit>"), "no source;" },
		{ V2("2.1", "<unit id=\"u\"><ignorable><source> </source></ignorable></unit>"),
		    "unit without segment;" },
		/* §4.3.1.36 */
		{ UNIT("<ph id=\"1\" type=\"fmt\" subType=\"xlf:lb\"/><ph id=\"2\" type=\"ui\""
		    " subType=\"xlf:var\"/><ph id=\"3\" type=\"ui\" subType=\"my:b\"/>", "b"), "" },
		{ UNIT("<ph id=\"1\" type=\"ui\" subType=\"xlf:b\"/><ph id=\"2\" type=\"fmt\""
		    " subType=\"xlf:var\"/><ph id=\"3\" type=\"fmt\" subType=\"xlf:x\"/>", "b"),
		    "subType 'xlf:b' is of the type 'fmt';subType 'xlf:var' is of the type 'ui';"
		    "subType 'xlf:x' is not known;" },
		/* §4.7.3: copies */
		{ UNIT("<ph id=\"1\"/>", "<ph id=\"1\"/><ph id=\"2\" copyOf=\"1\"/>"), "" },
		{ UNIT("<ph id=\"1\" canCopy=\"no\"/>", "<ph id=\"1\" canCopy=\"no\"/>"
		    "<ph id=\"2\" copyOf=\"1\"/>"),
		    "copyOf refers to '1', which has data or may not be copied;" },
		{ V2("2.1", "<unit id=\"u\"><originalData><data id=\"d\">x</data></originalData><segment>"
		    "<source><ph id=\"1\"/><ph id=\"2\" copyOf=\"1\" dataRef=\"d\"/></source></segment></unit>"),
		    "copyOf beside a reference to data;" },
		/* §4.7.4: what may be done with a code */
		{ UNIT("<ph id=\"1\"" KEEP " canReorder=\"firstNo\"/><ph id=\"2\"" KEEP
		    " canReorder=\"no\"/>", "b"), "" },
		{ UNIT("<ph id=\"1\" canReorder=\"firstNo\"/>", "b"),
		    "canReorder='firstNo' without canCopy='no' and canDelete='no';" },
		{ UNIT("<ph id=\"1\"" KEEP " canReorder=\"no\"/>", "b"),
		    "canReorder='no' without a firstNo before it;" },
		{ UNIT("<ph id=\"1\"" KEEP " canReorder=\"firstNo\"/><ph id=\"2\"/><ph id=\"3\"" KEEP
		    " canReorder=\"no\"/>", "b"), "canReorder='no' without a firstNo before it;" },
		{ FINAL("b<ph id=\"1\" canDelete=\"no\"/>"), "" },
		{ FINAL("b"), "code '1' may not be deleted, but the target is final and has none;" },
		{ UNIT("a<ph id=\"1\" canDelete=\"no\"/>", "b"), "" },
		/* §4.3.1.12: a code of the target is the one of the source */
		{ UNIT("<pc id=\"1\">a</pc><mrk id=\"2\" type=\"term\">b</mrk>",
		    "<sc id=\"1\"/>a<ec startRef=\"1\"/><sm id=\"2\" type=\"term\"/>b<em startRef=\"2\"/>"),
		    "" },
		{ UNIT("<pc id=\"1\">a</pc>", "<ph id=\"1\"/>"),
		    "code id '1' is a pc in the source, a ph in the target;" },
		{ V2("2.1", "<unit id=\"u\"><segment><source>a<ph id=\"1\"/></source><target>b</target></segment>"
		    "<segment><source>c</source><target>d<ph id=\"1\"/></target></segment></unit>"),
		    "code id '1' of the target is in another segment's source;" },
		/* §4.7.3.1.3, §5.1.4.1: annotations */
		{ UNIT("<mrk id=\"1\" type=\"comment\" ref=\"#1\">a</mrk>", "b"),
		    "the ref of a comment, '#1', is no note's;" },
		{ UNIT("<mrk id=\"1\" type=\"mtc:match\" ref=\"#x\">a</mrk>", "b"),
		    "an annotation of a match has no ref;" },
		{ V2("2.1", "<unit id=\"u\"><matches><match id=\"m\" ref=\"#s\"><source>a</source><target>b</target>"
		    "</match><match id=\"m\" ref=\"#s\"><source>a</source><target>b</target></match></matches>"
		    "<segment id=\"s\"><source>a</source></segment></unit>"),
		    "match id 'm' stands more than once;" },
		/* §5.2 */
		{ V2("2.1", "<unit id=\"u\"><glossary><glossEntry ref=\"#m\"><term>a</term><translation>b"
		    "</translation></glossEntry></glossary><segment><source><mrk id=\"m\" type=\"term\">a</mrk>"
		    "</source></segment></unit>"), "" },
		{ V2("2.1", "<unit id=\"u\"><glossary><glossEntry ref=\"#9\"><term>a</term></glossEntry></glossary>"
		    SEGMENT "</unit>"), "an entry of the glossary without translation or definition;"
		    "an entry of the glossary refers to '9', which is nothing here;" },
	};
	(void)state;

	check(dg_xliff_lint, rows, sizeof rows / sizeof *rows);
}

/* Seconds that a text with n codes open at once takes; each closes, in the order they began. */
static double
seconds_of_codes(unsigned n)
{
	struct dg_buf file = { 0 }, got = { 0 };
	clock_t begun;

	dg_put_str(&file, "<tmx version=\"1.4\"><header creationtool=\"a\" creationtoolversion=\"1\""
	    " segtype=\"sentence\" o-tmf=\"a\" adminlang=\"en\" srclang=\"en\" datatype=\"x\"/><body>"
	    "<tu><tuv xml:lang=\"en\"><seg>a");
	for (unsigned i = 0; i < n; i++)
		dg_put_format(&file, "<bpt i=\"%u\"/>", i);
	for (unsigned i = 0; i < n; i++)
		dg_put_format(&file, "<ept i=\"%u\"/>", i);
	dg_put_str(&file, "</seg></tuv>" FR "</body></tmx>");
	begun = clock();
	lint(dg_tmx_lint, dg_buf_bytes(&file), &got);
	assert_string_equal(got.p, "");
	dg_buf_free(&file);
	dg_buf_free(&got);
	return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

static void
many_open_codes_take_no_longer_each(void **state)
{
	double few = seconds_of_codes(10000), many = seconds_of_codes(200000);
	(void)state;

	/* twenty times as many: 400 times as long, each looked for among all that are open */
	assert_true(many < 100 * few);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_tmx_this_and_nothing_else),
		cmocka_unit_test(of_xliff_1_this_and_nothing_else),
		cmocka_unit_test(of_xliff_2_this_and_nothing_else),
		cmocka_unit_test(many_open_codes_take_no_longer_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
