/* lexicon.c -- what each source says, and what a damaged one does not do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "drogman.h"

struct told { char text[512]; };

static void
bad(uint64_t line, const char *what, void *ctx)
{
	struct told *t = ctx;
	size_t n = strlen(t->text);

	snprintf(t->text + n, sizeof t->text - n, "%s%u: %s", n ? "; " : "", (unsigned)line, what);
}

static struct dg_lexicon_builder *
builder(void)
{
	static const char *const langs[] = { "zh", "fr", "en" };
	struct dg_lexicon_builder *b;
	struct dg_error err;

	assert_int_equal(DG_OK, dg_lexicon_builder_new(&b, langs, 3, &err));
	return b;
}

static char *path;

static void
save(struct dg_lexicon_builder *b)
{
	struct dg_out *out;
	struct dg_error err;

	assert_int_equal(DG_OK, dg_out_open(&out, path, 0, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_save(b, out, &err));
	assert_int_equal(DG_OK, dg_out_commit(out, &err));
	dg_out_free(out);
	dg_lexicon_builder_free(b);
}

static struct dg_lexicon *
saved(struct dg_lexicon_builder *b)
{
	struct dg_lexicon *lex;
	struct dg_error err;

	save(b);
	assert_int_equal(DG_OK, dg_lexicon_open(&lex, path, &err));
	assert_int_equal(DG_OK, dg_lexicon_verify(lex, &err));
	return lex;
}

static void
note(const struct dg_translation *t, void *ctx)
{
	struct told *to = ctx;
	size_t n = strlen(to->text);

	snprintf(to->text + n, sizeof to->text - n, "%s%.*s %.2f", n ? ", " : "", (int)t->text.n,
	    t->text.p, t->weight);
}

static void
asks(const struct dg_lexicon *lex, const char *from, const char *to, const char *word,
    const char *want)
{
	struct told got = { "" };
	struct dg_error err;
	size_t n;

	assert_int_equal(DG_OK, dg_lexicon_lookup(lex, from, to, dg_bytes_of(word), &n, note, &got,
	    &err));
	assert_string_equal(want, got.text);
}

typedef enum dg_status source(struct dg_lexicon_builder *, struct dg_in *, dg_bad_row *, void *,
    struct dg_error *);

/* One text through one source: what is told of it, and one question. */
static const struct row {
	source *read;
	const char *text, *told, *from, *to, *word, *want;
} rows[] = {
	{ dg_lexicon_builder_cedict, "# comment\n合作 合作 [he2 zuo4] /to cooperate/collaboration/\n", "",
	    "zh", "en", "合作", "collabor 0.50, cooper 0.50" },
	{ dg_lexicon_builder_cedict, "漢字 汉字 [Han4 zi4] /Chinese character/CL:個|个[ge4]/\n", "",
	    "zh", "en", "漢字", "charact 0.35, chines 0.35, chines charact 1.00" },
	{ dg_lexicon_builder_cedict, "北約 北约 /NATO/\n書 书 [shu1] /book (for reading)/\n", "1: no pinyin",
	    "en", "zh", "books", "书 1.00" },
	{ dg_lexicon_builder_cedict, "書 书 [shu1 /book/\n書 书 [shu1]\n書\n書 书 [shu1] /book/\n",
	    "1: no end of pinyin; 2: no senses; 3: no simplified form", "zh", "en", "书", "book 1.00" },
	{ dg_lexicon_builder_unihan, "# UAX 38\nU+6CB3\tkDefinition\triver; stream\nU+6CB3\tkMandarin\thé\n",
	    "", "zh", "en", "河", "river 0.50, stream 0.50" },
	{ dg_lexicon_builder_unihan, "U+6CB3 river\nU+6CB3\tkDefinition\triver\n",
	    "1: not a code point, a field and a value", "zh", "en", "河", "river 1.00" },
	{ dg_lexicon_builder_glossary, "zh\tfr\n合作\tcoopération | collaboration\n合作\n条约\ttraité\n",
	    "3: wrong number of columns", "zh", "fr", "条约", "trait 1.00" },
	{ dg_lexicon_builder_tbx, "<martif><termEntry><langSet xml:lang='fr'><tig><term>traité</term></tig>"
	    "</langSet><langSet xml:lang='en'><tig><term>treaty</term></tig></langSet></termEntry></martif>",
	    "", "fr", "en", "traités", "treati 1.00" },
	{ dg_lexicon_builder_tbx, "<tbx><conceptEntry>\n<langSec xml:lang='fr'><termSec><term>loi</term>"
	    "</termSec></langSec></conceptEntry>\n<conceptEntry><langSec xml:lang='fr-FR'><term>mer</term>"
	    "</langSec><langSec xml:lang='zh-CN'><term>海</term></langSec></conceptEntry></tbx>",
	    "1: an entry with fewer than two languages", "zh", "fr", "海", "mer 1.00" },
};

static void
test_sources(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_lexicon_builder *b = builder();
		struct dg_lexicon *lex;
		struct told t = { "" };
		struct dg_error err;
		struct dg_in *in;

		assert_int_equal(DG_OK, dg_in_memory(&in, dg_bytes_of(rows[i].text), &err));
		assert_int_equal(DG_OK, rows[i].read(b, in, bad, &t, &err));
		dg_in_free(in);
		assert_string_equal(rows[i].told, t.text);
		lex = saved(b);
		asks(lex, rows[i].from, rows[i].to, rows[i].word, rows[i].want);
		dg_lexicon_free(lex);
	}
}

static void
test_tbx_refused(void **state)
{
	static const char *const texts[] = { "", "no XML", "<tmx/>", "<martif><termEntry></martif>",
		("<!DOCTYPE martif [<!ENTITY a 'b'>]><martif><termEntry><langSet xml:lang='fr'><term>&a;</term>"
		"</langSet></termEntry></martif>") };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct dg_lexicon_builder *b = builder();
		struct told t = { "" };
		struct dg_error err;
		struct dg_in *in;

		assert_int_equal(DG_OK, dg_in_memory(&in, dg_bytes_of(texts[i]), &err));
		assert_int_equal(DG_EINPUT, dg_lexicon_builder_tbx(b, in, bad, &t, &err));
		dg_in_free(in);
		dg_lexicon_builder_free(b);
	}
}

/* ---- dictd ---- */

static const char data[] = "00database\nHaus /haʊs/ <n, neut>\n1. maison\n2. demeure, logis\n"
    "loi /lwa/\nlaw\nune règle\n";

static const struct { const char *index, *told, *word, *want; } dictd_rows[] = {
	{ "loi\t+\tZ\n", "", "loi", "law 1.00" },
	{ "loi\t+\tZ\nLOI\t+\tZ\n", "", "loi", "law 1.00" },
	{ "00databaseinfo\tA\tL\nhaus\tL\tz\n", "", "haus", "demeur 0.25, logi 0.25, maison 0.50" },
	{ "loi\t+\tZ\nfar\tBAAA\tB\n", "2: an entry outside of the data", "loi", "law 1.00" },
	{ "loi\t+\tZ\nlong\tA\tBAAAAAAA\n", "2: an entry outside of the data", "loi", "law 1.00" },
	{ "loi\t+\n\nfar\tB?\tB\nloi\t+\tZ\n", "1: not a word, an offset and a length; "
	    "3: an offset or a length that is no number", "loi", "law 1.00" },
};

static void
test_dictd(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof dictd_rows / sizeof *dictd_rows; i++) {
		struct dg_lexicon_builder *b = builder();
		struct dg_lexicon *lex;
		struct told t = { "" };
		struct dg_error err;
		struct dg_in *index, *text;

		assert_int_equal(DG_OK, dg_in_memory(&index, dg_bytes_of(dictd_rows[i].index), &err));
		assert_int_equal(DG_OK, dg_in_memory(&text, dg_bytes_of(data), &err));
		assert_int_equal(DG_OK, dg_lexicon_builder_dictd(b, index, text, "fr", "en", bad, &t,
		    &err));
		dg_in_free(index);
		dg_in_free(text);
		assert_string_equal(dictd_rows[i].told, t.text);
		lex = saved(b);
		asks(lex, "fr", "en", dictd_rows[i].word, dictd_rows[i].want);
		dg_lexicon_free(lex);
	}
}

/* ---- message catalogues ---- */

static void
word(struct dg_buf *out, uint32_t w, bool big)
{
	for (int i = 0; i < 4; i++)
		dg_put_char(out, (char)(w >> (big ? 24 - 8 * i : 8 * i) & 0xFF));
}

/* A catalogue of three messages, one with a context, one with plural forms. */
static void
catalogue(struct dg_buf *out, bool big, uint32_t shift)
{
	static const struct { const char *p; uint32_t n; } s[] = { { "", 0 }, { "menu\4File", 9 },
	    { "one day\0%d days", 15 }, { "Language: zh_CN\n", 16 }, { "文件", 6 }, { "一天\0两天", 13 } };
	uint32_t at = 28 + 6 * 8;

	out->n = 0;
	word(out, 0x950412DE, big);
	word(out, 0, big);
	word(out, 3, big);
	word(out, 28, big);
	word(out, 28 + 24, big);
	word(out, 0, big);
	word(out, 0, big);
	for (size_t i = 0; i < 6; at += s[i++].n + 1) {
		word(out, s[i].n, big);
		word(out, i == 4 ? at + shift : at, big);
	}
	for (size_t i = 0; i < 6; i++)
		dg_put(out, s[i].p, s[i].n + 1);
}

static void
hear(struct dg_bytes id, struct dg_bytes text, void *ctx)
{
	struct told *t = ctx;
	size_t n = strlen(t->text);

	snprintf(t->text + n, sizeof t->text - n, "%.*s=%.*s;", (int)id.n, id.p, (int)text.n, text.p);
}

static void
test_mo(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		struct dg_buf file = { 0 };
		struct told t = { "" }, wrong = { "" };
		struct dg_error err;
		struct dg_in *in;
		char lang[16];

		catalogue(&file, i & 1, i & 2 ? 1u << 30 : 0);
		assert_int_equal(DG_OK, dg_in_memory(&in, dg_buf_bytes(&file), &err));
		assert_int_equal(DG_OK, dg_mo_read(in, lang, hear, &t, bad, &wrong, &err));
		dg_in_free(in);
		assert_string_equal("zh-CN", lang);
		assert_string_equal(i & 2 ? "one day=一天;%d days=两天;" :
		    "File=文件;one day=一天;%d days=两天;", t.text);
		assert_string_equal(i & 2 ? "2: a message outside of the file" : "", wrong.text);
		for (size_t n = 0; n < 76; n += 5) {	/* its tables cut short */
			assert_int_equal(DG_OK, dg_in_memory(&in, (struct dg_bytes){ file.p, n }, &err));
			assert_int_equal(DG_EINPUT, dg_mo_read(in, lang, hear, &t, bad, &wrong, &err));
			dg_in_free(in);
		}
		dg_buf_free(&file);
	}
}

/* ---- the file ---- */

static struct dg_lexicon_builder *
small(void)
{
	struct dg_lexicon_builder *b = builder();
	struct dg_lexicon_section one = { "one", "MIT", "2026", "here", 1, 0 },
	    two = { "two", "GPL-2+", "2022", "there", 3, 0 };
	struct dg_bytes first[] = { dg_bytes_of("上海合作组织"), dg_bytes_of("Organisation de coopération de Shanghai"),
	    dg_bytes_of("SCO") }, second[] = { dg_bytes_of("合作"), dg_bytes_of("coopération"), { NULL, 0 } },
	    third[] = { dg_bytes_of("合作"), dg_bytes_of("coopérer"), { NULL, 0 } };
	struct dg_error err;

	assert_int_equal(DG_OK, dg_lexicon_builder_section(b, &one, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_entry(b, first, 1, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_entry(b, second, 1, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_section(b, &two, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_entry(b, third, 1, &err));
	return b;
}

static void
test_sections(void **state)
{
	struct dg_lexicon *lex = saved(small());
	struct dg_lexicon_section s;

	(void)state;
	assert_true(dg_lexicon_section_at(lex, 1, &s));
	assert_string_equal("two", s.name);
	assert_string_equal("GPL-2+", s.licence);
	assert_int_equal(1, s.entries);
	assert_false(dg_lexicon_section_at(lex, 2, &s));
	asks(lex, "zh", "fr", "合作", "cooper 0.25, cooper 0.75");
	dg_lexicon_free(lex);
}

static bool
drop_two(const char *section, void *ctx)
{
	(void)ctx;
	return strcmp(section, "two") == 0;
}

static void
test_merge(void **state)
{
	struct dg_lexicon *lex = saved(small()), *again;
	struct dg_lexicon_builder *b = builder();
	struct dg_error err;

	(void)state;
	assert_int_equal(DG_OK, dg_lexicon_builder_merge(b, lex, drop_two, NULL, &err));
	dg_lexicon_free(lex);
	again = saved(b);
	asks(again, "zh", "fr", "合作", "cooper 1.00");	/* what `one` said by itself */
	assert_int_equal(2, dg_lexicon_entries(again));
	dg_lexicon_free(again);
}

static void
span(size_t start, size_t end, void *ctx)
{
	struct told *t = ctx;
	size_t n = strlen(t->text);

	snprintf(t->text + n, sizeof t->text - n, "%zu-%zu ", start / 3, end / 3);
}

static void
test_scan(void **state)
{
	struct dg_lexicon *lex = saved(small());
	struct told t = { "" };
	struct dg_error err;

	(void)state;
	assert_int_equal(DG_OK, dg_lexicon_scan(lex, "zh", dg_bytes_of("在上海合作組織的合作上海合"), span, &t,
	    &err));
	assert_string_equal("1-7 3-5 8-10 ", t.text);
	assert_int_equal(DG_EUSAGE, dg_lexicon_scan(lex, "fr", dg_bytes_of("x"), span, &t, &err));
	dg_lexicon_free(lex);
}

/* What only sources of little trust know is known in part, also when they are merged. */
static void
test_trust(void **state)
{
	struct dg_lexicon_builder *b = builder();
	static const struct { const char *section; double trust; const char *zh, *fr; } entries[] = {
		{ "least", .125, "河流", "fleuve" }, { "little", .25, "河流", "rivière" },
		{ "little", .25, "银行", "banque" }, { "more", 1.75, "银行", "caisse" },
	};
	struct dg_lexicon *lex, *again;
	struct dg_error err;

	(void)state;
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		struct dg_lexicon_section s = { .name = entries[i].section, .trust = entries[i].trust };

		assert_int_equal(DG_OK, dg_lexicon_builder_section(b, &s, &err));
		assert_int_equal(DG_OK, dg_lexicon_builder_entry(b, (struct dg_bytes[]){
		    dg_bytes_of(entries[i].zh), dg_bytes_of(entries[i].fr), dg_bytes_of("") }, 1, &err));
	}
	lex = saved(b);
	b = builder();
	assert_int_equal(DG_OK, dg_lexicon_builder_merge(b, lex, NULL, NULL, &err));
	again = saved(b);
	for (int k = 0; k < 2; k++) {
		asks(k ? again : lex, "zh", "fr", "河流", "fleuv 0.12, rivi 0.25");
		asks(k ? again : lex, "zh", "fr", "银行", "banqu 0.12, caiss 0.88");
	}
	dg_lexicon_free(lex);
	dg_lexicon_free(again);
}

static void
test_pivot(void **state)
{
	struct dg_lexicon_builder *b = builder();
	static const struct { const char *zh, *fr, *en; double weight; } entries[] = {
		{ "河流", "", "river", 1 }, { "河", "", "river", 1 }, { "", "rivière | fleuve", "river", 1 },
		{ "银行", "", "bank", 1 }, { "河滩", "", "bank", 0.01 }, { "", "banque", "bank", 1 },
	};
	struct dg_lexicon_section s = { .name = "pivot", .trust = 0.5 };
	struct dg_lexicon *lex;
	struct dg_error err;

	(void)state;
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		assert_int_equal(DG_OK, dg_lexicon_builder_entry(b, (struct dg_bytes[]){
		    dg_bytes_of(entries[i].zh), dg_bytes_of(entries[i].fr), dg_bytes_of(entries[i].en) },
		    entries[i].weight, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_section(b, &s, &err));
	assert_int_equal(DG_OK, dg_lexicon_builder_pivot(b, "zh", "en", "fr", &err));
	lex = saved(b);
	asks(lex, "zh", "fr", "河流", "fleuv 0.25, rivi 0.25");
	asks(lex, "fr", "zh", "fleuve", "河流 0.25");
	asks(lex, "zh", "fr", "河", "");	/* a character alone */
	asks(lex, "zh", "fr", "银行", "banqu 0.50");	/* half: the pivot's trust */
	asks(lex, "zh", "fr", "河滩", "");	/* no way back */
	dg_lexicon_free(lex);
}

/* A head with any byte changed, and any length but its own, is refused. */
static void
test_damage(void **state)
{
	struct dg_buf file = { 0 };
	struct dg_lexicon *lex;
	struct dg_error err;
	struct dg_in *in;
	char *copy;

	(void)state;
	save(small());
	assert_int_equal(DG_OK, dg_in_open(&in, path, &err));
	assert_int_equal(DG_OK, dg_in_all(in, 1 << 24, &file, &err));
	dg_in_free(in);
	assert_non_null(copy = malloc(file.n));
	for (size_t n = 0; n < file.n; n += 997) {
		memcpy(copy, file.p, file.n);
		assert_int_equal(DG_EINPUT, dg_lexicon_memory(&lex, (struct dg_bytes){ copy, n }, &err));
		if (n < 4000) {
			copy[n] ^= 1;
			assert_int_equal(DG_EINPUT, dg_lexicon_memory(&lex,
			    (struct dg_bytes){ copy, file.n }, &err));
			continue;
		}
		copy[n] ^= 1;			/* further in: opens, verify finds it */
		if (dg_lexicon_memory(&lex, (struct dg_bytes){ copy, file.n }, &err) != DG_OK)
			continue;
		assert_int_equal(DG_EINPUT, dg_lexicon_verify(lex, &err));
		dg_lexicon_free(lex);
	}
	free(copy);
	dg_buf_free(&file);
}

/* ---- learning ---- */

static void
learn(size_t threads, struct dg_buf *file)
{
	static const char *const pairs[][2] = { { "la maison", "the house" }, { "la fleur", "the flower" },
	    { "maison bleue", "blue house" }, { "la mer bleue", "the blue sea" }, { "fleur bleue", "blue flower" },
	    { "la mer", "the sea" } };
	struct dg_lexicon_builder *b = builder();
	struct dg_learn_options opt = { .iterations = 8, .threads = threads };
	struct dg_learner *l;
	struct dg_error err;
	struct dg_in *in;

	assert_int_equal(DG_OK, dg_learner_new(&l, b, "fr", "en", &err));
	for (size_t i = 0; i < 600; i++)
		assert_int_equal(DG_OK, dg_learner_add(l, dg_bytes_of(pairs[i % 6][0]),
		    dg_bytes_of(pairs[i % 6][1]), &err));
	assert_int_equal(DG_OK, dg_learner_run(l, &opt, &err));
	dg_learner_free(l);
	save(b);
	assert_int_equal(DG_OK, dg_in_open(&in, path, &err));
	assert_int_equal(DG_OK, dg_in_all(in, 1 << 24, file, &err));
	dg_in_free(in);
}

static void
best(const struct dg_translation *t, void *ctx)
{
	struct told *to = ctx;

	if (t->weight > 0.5)
		snprintf(to->text, sizeof to->text, "%.*s", (int)t->text.n, t->text.p);
}

static void
test_learn(void **state)
{
	static const char *const words[][2] = { { "maison", "hous" }, { "fleur", "flower" },
	    { "mer", "sea" }, { "bleue", "blue" } };
	struct dg_buf one = { 0 }, four = { 0 };
	struct dg_lexicon *lex;
	struct dg_error err;
	size_t n;

	(void)state;
	learn(1, &one);
	learn(4, &four);
	assert_int_equal(one.n, four.n);
	assert_memory_equal(one.p, four.p, one.n);
	assert_int_equal(DG_OK, dg_lexicon_open(&lex, path, &err));
	for (size_t i = 0; i < 4; i++) {
		struct told t = { "" };

		assert_int_equal(DG_OK, dg_lexicon_lookup(lex, "fr", "en", dg_bytes_of(words[i][0]), &n,
		    best, &t, &err));
		assert_string_equal(words[i][1], t.text);
	}
	dg_lexicon_free(lex);
	dg_buf_free(&one);
	dg_buf_free(&four);
}

static void
test_pair_statistics(void **state)
{
	struct dg_pair_sum sum = { 0 };
	struct dg_pair_statistics s;
	struct dg_lexicon_builder *b = builder();
	struct dg_lexicon *lex;
	struct dg_error err;

	(void)state;
	dg_pair_sum_add(&sum, dg_bytes_of("abcdef, !"), dg_bytes_of("一二三"), 1, 1);
	dg_pair_sum_add(&sum, dg_bytes_of("abcd"), dg_bytes_of("一二"), 2, 1);
	assert_true(dg_pair_sum_end(&sum, &s));
	assert_float_equal(0.5, s.ratio, 1e-9);
	assert_float_equal(0, s.variance, 1e-9);
	assert_float_equal(0.5, s.share[2][1], 1e-9);
	assert_int_equal(DG_OK, dg_lexicon_builder_pair(b, "fr", "zh", &s, &err));
	lex = saved(b);
	assert_true(dg_lexicon_pair(lex, "zh", "fr", &s));
	assert_float_equal(2, s.ratio, 1e-6);
	assert_float_equal(0.5, s.share[1][2], 1e-6);
	assert_false(dg_lexicon_pair(lex, "zh", "en", &s));
	dg_lexicon_free(lex);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sources), cmocka_unit_test(test_tbx_refused),
		cmocka_unit_test(test_dictd), cmocka_unit_test(test_mo),
		cmocka_unit_test(test_sections), cmocka_unit_test(test_merge),
		cmocka_unit_test(test_scan), cmocka_unit_test(test_trust), cmocka_unit_test(test_pivot),
		cmocka_unit_test(test_damage), cmocka_unit_test(test_learn),
		cmocka_unit_test(test_pair_statistics),
	};
	static char name[] = "/tmp/drogman-lexicon-XXXXXX";
	int fd = mkstemp(name), rc;

	if (fd < 0)
		return 1;
	close(fd);
	path = name;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(name);
	return rc;
}
