/* typography.c -- tables of what a typist types and what the norm writes.
 * In the tables _ is U+00A0, ~ is U+202F, / parts lines (// paragraphs). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "drogman.h"
#include "spell.h"

struct row { const char *name, *in, *out; };

/* `s` in the norm, without the LF of the last line. */
static void
normalize(struct dg_buf *out, struct dg_bytes s, const char *locale, const char *space)
{
	struct dg_typography *t;
	struct dg_bytes lines[64];
	struct dg_error err;
	size_t n = cut(s, lines, 64);

	out->n = 0;
	assert_int_equal(dg_typography_new(&t, locale,
	    &(struct dg_typography_options){ .space = space }, &err), DG_OK);
	assert_int_equal(dg_typography_document(t, lines, n, out, NULL, NULL, &err), DG_OK);
	dg_typography_free(t);
	out->n--;
}

/* Each row comes out as it says, and comes out the same when done again. */
static void
check(const struct row *rows, size_t n, const char *locale, const char *space)
{
	struct dg_buf in = { 0 }, want = { 0 }, got = { 0 }, again = { 0 };

	for (size_t i = 0; i < n; i++) {
		spell(&in, rows[i].in);
		spell(&want, rows[i].out);
		normalize(&got, dg_buf_bytes(&in), locale, space);
		if (!dg_bytes_equal(dg_buf_bytes(&got), dg_buf_bytes(&want)))
			fail_msg("%s, %s:\n want %.*s\n  got %.*s", locale, rows[i].name,
			    (int)want.n, want.p, (int)got.n, got.p);
		normalize(&again, dg_buf_bytes(&got), locale, space);
		if (!dg_bytes_equal(dg_buf_bytes(&got), dg_buf_bytes(&again)))
			fail_msg("%s, %s: twice is not once:\n %.*s\n %.*s", locale,
			    rows[i].name, (int)got.n, got.p, (int)again.n, again.p);
	}
	dg_buf_free(&in);
	dg_buf_free(&want);
	dg_buf_free(&got);
	dg_buf_free(&again);
}

#define CHECK(locale, space) check(rows, sizeof rows / sizeof *rows, locale, space)

/* Lexique des règles typographiques en usage à l'Imprimerie nationale, Guillemets */
static void
french_quotes(void **state)
{
	static const struct row rows[] = {
		{ "straight",		"Il dit \"oui\".",		"Il dit «_oui_»." },
		{ "no blanks",		"«oui»",			"«_oui_»" },
		{ "plain blanks",	"« oui »",			"«_oui_»" },
		{ "two blanks",		"«  oui  »",			"«_oui_»" },
		{ "angles",		"<< oui >>, dit-il",		"«_oui_», dit-il" },
		{ "curly",		"“oui”",			"«_oui_»" },
		{ "in the norm",	"«_dit “la Route” ici_»",	"«_dit “la Route” ici_»" },
		{ "inner straight",	"« dit \"la Route\" »",		"«_dit “la Route”_»" },
		{ "inner single",	"“dit ‘la Route’ ici”",		"«_dit “la Route” ici_»" },
		{ "two depths alike",	"\"dit \"la Route\" ici\"",	"«_dit “la Route” ici_»" },
		{ "ends together",	"« \"Elle a pleuré\" »",	"«_“Elle a pleuré”_»" },
		{ "after elision",	"l'\"eau\" d'\"ici\"",		"l’«_eau_» d’«_ici_»" },
		{ "in brackets",	"(\"oui\")",			"(«_oui_»)" },
		{ "across segments",	"« Le \"a b\" c./Fin », dit-il.", "«_Le “a b” c./Fin_», dit-il." },
		{ "across paragraphs",	"« A./« B \"c\" d./« E. »",	"«_A./«_B “c” d./«_E._»" },
		{ "lost closing",	"\"A b./C \"d\" e./F \"g\".",	"«_A b./C «_d_» e./F «_g_»." },
		{ "lost opening",	"a b\", dit-il. \"C.\"",	"a b_», dit-il. «_C._»" },
		{ "blank both sides",	"dit \" oui \" ici",		"dit «_oui_» ici" },
		{ "marks quoted",	"les \":\" et \".so\"",		"les «_:_» et «_.so_»" },
		{ "mark mentioned",	"le signe « \" » seul",		"le signe «_\"_» seul" },
		{ "speech left open",	"\"A dit : \"B c\", d./Il va. E\", f.", "«_A dit_: «_B c_», d./Il va. E_», f." },
		{ "two makes",		"“A “b” c », d",		"«_A “b” c_», d" },
		{ "two makes, the inner closed by the outer", 
		    "\"A “b\" c, “d\", e\" f", "«_A “b” c, “d”, e_» f" },
		{ "closed the wrong way", "un “mot“ suite, “b“.",	"un «_mot_» suite, «_b_»." },
		{ "closed the wrong way before a mark", "\"un mot“ !",	"«_un mot_»~!" },
		{ "opened the wrong way", "un ”mot” suite",	"un «_mot_» suite" },
		{ "as Germans do",	"un „mot“ suite",		"un «_mot_» suite" },
		{ "closing by its opening", "« a ‘b' c » et 'd’ e", "«_a “b” c_» et 'd’ e" },
		{ "single, directed",	"l'Asie est ‘une chance’, dit-il", "l’Asie est «_une chance_», dit-il" },
		{ "single, of code",	"le mot 'oui' seul",		"le mot 'oui' seul" },
		{ "code in a text with guillemets", "« a » et \"$HOME\"/\"b\"", "«_a_» et \"$HOME\"/«_b_»" },
		{ "words beside code", "« a » et \"$HOME\", \"b\", \"b c\"",
		    "«_a_» et \"$HOME\", \"b\", «_b c_»" },
		{ "command", "faire \"$(f \"$(g -u)\" \":\")\" là", "faire \"$(f \"$(g -u)\" \":\")\" là" },
		{ "command named", "la forme \"$( f )\"", "la forme «_$( f )_»" },
		{ "inch at the end",	"un écran de 19\".",		"un écran de 19\"." },
		{ "inch",		"un écran 19\" plat",		"un écran 19\" plat" },
		{ "feet and inches",	"il mesure 5'10\" en tout",	"il mesure 5'10\" en tout" },
		{ "shell",		"[ \"$a\" = \"$b\" ]",		"[ \"$a\" = \"$b\" ]" },
		{ "attribute",		"<a href=\"x\">\"y\"<b>",	"<a href=\"x\">«_y_»<b>" },
		{ "here-document",	"cat <<EOF >>f",		"cat <<EOF >>f" },
		{ "angles beside markup", "<b><< oui >></b>",		"<b>«_oui_»</b>" },
		{ "an elision before an e-mail", "à l'adresse d'a@b.fr",	"à l’adresse d’a@b.fr" },
	};
	(void)state;

	CHECK("fr", "fine");
}

/* Lexique, Ponctuation; Nombres; Abréviations */
static void
french_blanks(void **state)
{
	static const struct row rows[] = {
		{ "colon",		"ceci : cela",		"ceci_: cela" },
		{ "colon, no blank",	"ceci: cela",		"ceci_: cela" },
		{ "high marks",		"Quoi ? Oui ! Non ;",	"Quoi~? Oui~! Non~;" },
		{ "marks in a row",	"Quoi ?! Oui !!!",	"Quoi~?! Oui~!!!" },
		{ "in the norm",	"Quoi~? Oui_: non",	"Quoi~? Oui_: non" },
		{ "quoted mark",	"« ! »",		"«_!_»" },
		{ "in brackets",	"(!) [?]",		"(!) [?]" },
		{ "time and ratio",	"12:30 et 4:3",		"12:30 et 4:3" },
		{ "smileys",		"oui :) non ;-)",	"oui :) non ;-)" },
		{ "before three dots",	"à 5 €:... soit",	"à 5_€_:… soit" },
		{ "before two angles",	"<<Quoi?>>, dit-il",	"«_Quoi~?_», dit-il" },
		{ "head of line",	": a",			": a" },
		{ "number",		"1 000,50 € et 12 345 678",	"1~000,50_€ et 12~345~678" },
		{ "telephone",		"01 23 45 67 89",	"01 23 45 67 89" },
		{ "percent",		"12 % et 12%",		"12_% et 12_%" },
		{ "titles",		"M. Wang et Mme Li",	"M._Wang et Mme_Li" },
		{ "excellencies",	"S.E.M. Wang, Me Li",	"S.E.M._Wang, Me_Li" },
		{ "signs",		"3€, 25°C, 1,5°C ; 2° et 48°Ce", "3_€, 25_°C, 1,5_°C~; 2° et 48°Ce" },
		{ "currencies",		"440 yuans, 2 M€, 5 m², 3 Md$", "440_yuans, 2_M€, 5_m², 3_Md$" },
		{ "paragraph",		"N° 5, § 3, av. J.-C.",	"N°_5, §_3, av._J.-C." },
		{ "references",		"n° 5, p. 12, art. 3",	"n°_5, p._12, art._3" },
		{ "date",		"le 21 mai 2019",	"le 21_mai_2019" },
		{ "hour",		"à 11 h 15 ou 9 h 5",	"à 11_h_15 ou 9_h_5" },
		{ "numbered title",	"7.2.1. Le but/D.3. Fin/Tableau 5.6. Vue", "7.2.1._Le but/D.3._Fin/Tableau_5.6._Vue" },
		{ "no litres",		"le 2 l'eau",		"le 2 l’eau" },
		{ "dashes, on request",	"a -- b",		"a -- b" },
		{ "ordinals",		"le 1er et la 2e",	"le 1er et la 2e" },
	};
	static const struct row plain[] = {
		{ "plain", "«_oui_»_: 1~000 €~!", "« oui » : 1 000 € !" },
	};
	static const struct row nbsp[] = { { "nbsp", "« oui » : quoi ?", "«_oui_»_: quoi_?" } };
	static const struct row keep[] = {
		{ "keep", "\"oui\"  : 12 % «a », M. Li", "«oui»  : 12 % «a », M. Li" },
	};
	(void)state;

	CHECK("fr", "fine");
	check(plain, 1, "fr", "plain");
	check(nbsp, 1, "fr", "nbsp");
	check(keep, 1, "fr", "keep");
}

/* A writer of guillemets means something else by a few straight marks. */
static void
few_straight_marks_are_literal(void **state)
{
	static const struct row few[] = {
		{ "told", "« a »/« b »/« c »/« d »/« e »/« f \"g\" h » et \"i\"",
		    "«_a_»/«_b_»/«_c_»/«_d_»/«_e_»/«_f \"g\" h_» et \"i\"" },
		{ "five pairs do not tell", "« a »/« b »/« c »/« d »/« f \"g\" h » et \"i\"",
		    "«_a_»/«_b_»/«_c_»/«_d_»/«_f “g” h_» et «_i_»" },
		{ "within quotations it is a habit", "« a »/« b »/« c \"d\" e »/« f \"g\" h »/« i \"j\" k »/"
		    "« l »/« m »/« n »/« o » et \"p\"",
		    "«_a_»/«_b_»/«_c “d” e_»/«_f “g” h_»/«_i “j” k_»/«_l_»/«_m_»/«_n_»/«_o_» et «_p_»" },
		{ "nor do two makes", "« a »/« b »/« c »/« d »/“e”/« f \"g\" h » et \"i\"",
		    "«_a_»/«_b_»/«_c_»/«_d_»/«_e_»/«_f “g” h_» et «_i_»" },
	};
	(void)state;

	check(few, sizeof few / sizeof *few, "fr", "fine");
}

static void
french_homes(void **state)
{
	static const struct row quebec[] = {	/* OQLF */
		{ "marks", "« Quoi ? » : oui ;", "«_Quoi?_»_: oui;" },
	};
	static const struct row swiss[] = {	/* Guide du typographe */
		{ "marks", "« Quoi ? » : oui", "«~Quoi~?~»~: oui" },
	};
	static const struct row union_[] = {	/* Code de rédaction interinstitutionnel, 6.4 */
		{ "marks", "« Quoi ? » : oui ; 5 %", "«Quoi?»: oui; 5_%" },
	};
	static const struct row nations[] = {
		{ "marks", "« Quoi ? » : oui ;", "«_Quoi_?_»_: oui_;" },
	};
	(void)state;

	check(quebec, 1, "fr-CA", "fine");
	check(swiss, 1, "fr-CH", "fine");
	check(union_, 1, "fr-EU", "fine");
	check(nations, 1, "fr-UN", "fine");
}

/* Lexique, Apostrophe; the Chicago Manual of Style, 6.117 */
static void
apostrophes(void **state)
{
	static const struct row rows[] = {
		{ "elision",		"l'eau d'ici",		"l’eau d’ici" },
		{ "acute accent",	"l´eau",		"l’eau" },
		{ "turned",		"l‘eau",		"l’eau" },
		{ "before a figure",	"l'11 mai",		"l’11_mai" },
		{ "primes",		"48° 51' 24\"",		"48° 51' 24\"" },
		{ "code",		"`l'eau`",		"`l'eau`" },
		{ "ellipsis",		"Oui... Non....",	"Oui… Non...." },
	};
	static const struct row english[] = {
		{ "word",	"don't",		"don’t" },
		{ "plural",	"the dogs' bowl",	"the dogs’ bowl" },
		{ "year",	"the '80s",		"the ’80s" },
		{ "beheaded",	"rock 'n' roll, 'tis, get 'em, 'no'", "rock ’n’ roll, ’tis, get ’em, ‘no’" },
		{ "single",	"say 'yes' now",	"say ‘yes’ now" },
		{ "inner",	"\"say 'yes' now\"",	"“say ‘yes’ now”" },
		{ "guillemets",	"« yes »: no",		"“yes”: no" },
		{ "the wrong way", "of “yes“ to “no“.", "of “yes“ to “no“." },
		{ "the wrong way, its own blank", "« yes«_ to « no« .", "“yes“ to “no“." },
		{ "LaTeX",	"``yes'': no",		"“yes”: no" },
		{ "wiki",	"'''no''' to 'b'''s'''", "'''no''' to 'b'''s'''" },
		{ "dash",	"it -- but, a--b",	"it — but, a—b" },
		{ "option",	"use --force",		"use --force" },
		{ "speech",	"\"A./\"B.\" he said",	"“A./“B.” he said" },
		{ "a control and Han", "coute\"Wang a\x01 一.", "coute\"Wang a 一." },
	};
	static const struct row british[] = {	/* New Hart's Rules, 9.2.1 */
		{ "outer and inner", "\"say \"yes\" now\"", "‘say “yes” now’" },
		{ "over paragraphs", "\"A \"b\" c./\"D \"e\" f,\" he said.",
		    "‘A “b” c./‘D “e” f,’ he said." },
	};
	(void)state;

	CHECK("fr", "fine");
	check(english, sizeof english / sizeof *english, "en", "fine");
	check(british, 2, "en-GB", "fine");
}

/* GB/T 15834-2011; 《重訂標點符號手冊》 */
static void
chinese(void **state)
{
	static const struct row rows[] = {
		{ "quotes",	"他说:\"我去了,\"后来.",	"他说：“我去了，”后来。" },
		{ "in the norm", "“一带一路”，《文摘》（1967年）", "“一带一路”，《文摘》（1967年）" },
		{ "corners",	"「一带『一』路」",	"“一带‘一’路”" },
		{ "number",	"增长2.7%,达1,000人",	"增长2.7%，达1,000人" },
		{ "time",	"早上7:55在",		"早上7:55在" },
		{ "wide",	"２０１９年ＢＢＣ５％",	"2019年BBC5%" },
		{ "brackets",	"罗琳(Rowling)说",	"罗琳（Rowling）说" },
		{ "after Latin",	"在(Bd),Ab做", 	"在（Bd），Ab做" },
		{ "blank before a bracket", "美金 (《报》是)啊", "美金 (《报》是)啊" },
		{ "odd, before who spoke", "我别无选择\"他说，好。", "我别无选择”他说，好。" },
		{ "odd, after a quote",	"他说\"好吗？\"，\"是的，我们走。", "他说“好吗？”，“是的，我们走。" },
		{ "pairs within a pair", "\"他表态，\"没问题，\" 我们去。\"", "“他表态，‘没问题，’ 我们去。”" },
		{ "opens here, closes below", "他\"身处\"。/她做了，\"是为了你。/不要坐。\"",
		    "他“身处”。/她做了，“是为了你。/不要坐。”" },
		{ "one left open does not turn the next", "他说：\"甲乙。/请放弃\"丙丁\"计划。\"",
		    "他说：“甲乙。/请放弃“丙丁”计划。”" },
		{ "within speech, which ends with its mark", "他说：\"从未说过\"不可能\"三个字。\"",
		    "他说：“从未说过‘不可能’三个字。”" },
		{ "no speech after the colon", "口号：\"和平\"与\"发展\"。", "口号：“和平”与“发展”。" },
		{ "no attribution", "他表示\"我知道，\"。", "他表示“我知道，”。" },
		{ "quotes in brackets",	"\"我不会(支持他的\"艺术\")去。", "“我不会（支持他的“艺术”）去。" },
		{ "with blanks", "德比 (Derby) 附近",	"德比 (Derby) 附近" },
		{ "initials",	"J.K.罗琳",		"J.K.罗琳" },
		{ "odd, before a foreign name", "甲乙，\"weather.com 报导。", "甲乙，”weather.com 报导。" },
		{ "two that touch, before a blank", "\"甲？\"\" 是的。\"", "“甲？”“ 是的。”" },
		{ "both close before a blank", "\"他说\"好\"\" 然后", "“他说‘好’” 然后" },
		{ "foreign word at the end", "称为 auto. 在这里", "称为 auto。 在这里" },
		{ "abbreviation",	"作者 etc. 在这里", "作者 etc. 在这里" },
		{ "foreign",	"Hello, world. (ok)",	"Hello, world. (ok)" },
		{ "marks in a row", "a?\?\?\?" "<<王>>",	"a?\?\?？《王》" },
		{ "a title",	"发表<<关于\"合作\"的声明>>", "发表《关于“合作”的声明》" },
		{ "two titles",		"读<<论语>>、<<孟子>>。", "读《论语》、《孟子》。" },
		{ "half a title closes no quotation", "\"甲>>乙\"与“丙>>丁”", "“甲>>乙”与“丙>>丁”" },
		{ "a title and a quotation that cross", "<<甲\"乙>>丙\"丁", "《甲“乙》丙”丁" },
		{ "ellipsis",	"等等...好--吧",	"等等……好——吧" },
		{ "compatibility", "\xEF\xA4\x80",	"\xEF\xA4\x80" },
	};
	static const struct row traditional[] = {
		{ "quotes",	"他說:\"我『去』了\".",	"他說：「我『去』了」。" },
		{ "curly",	"“一‘帶’路”",		"「一『帶』路」" },
	};
	(void)state;

	CHECK("zh", "fine");
	check(traditional, 2, "zh-TW", "fine");
}

/* Duden D 8 to 12; RAE, Ortografía III 3.4.8; Розенталь § 132 */
static void
others(void **state)
{
	static const struct row german[] = {
		{ "outer and inner", "\"a \"b\" c\"", "„a ‚b‘ c“" },
		{ "in the norm", "„a ‚b‘ c“", "„a ‚b‘ c“" },
	};
	static const struct row german_keep[] = {
		{ "closes after a blank", "„a ‚ b ‘“, „ c “ und “d”", "„a ‚ b ‘“, „ c “ und „d“" },
	};
	static const struct row spanish[] = { { "depths", "\"a \"b\" c\"", "«a “b” c»" } };
	static const struct row russian[] = {
		{ "depths", "\"а \"б\" в\"", "«а „б“ в»" },
		{ "the wrong way, odd", "_«Le» ’‘» é”'. « !", "_«Le» ’‘«é«'. « !" },
	};
	(void)state;

	check(german, 2, "de", "fine");
	check(german_keep, 1, "de", "keep");
	check(spanish, 1, "es", "fine");
	check(russian, 2, "ru", "fine");
}

static void
addresses_are_left_alone(void **state)
{
	static const char *const rows[] = {
		"voir https://a.fr?x='y';z:t", "<i>x</i> <!-- l'eau : \"x\" ; -->", "C:\\x", "fe80::1",
		"cat ./a...b, ~/.x", "www.a.fr/?q=1;2", "http://a.fr/l'ete?b", "jean.d'o@a.fr, o'neil@a.ie",
	};
	struct dg_buf got = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		normalize(&got, dg_bytes_of(rows[i]), "fr", "fine");
		dg_put(&got, "", 1);
		assert_string_equal(got.p, rows[i]);
	}
	dg_buf_free(&got);
}

static void
hygiene(void **state)
{
	static const struct { const char *name, *in; size_t n; const char *out; } rows[] = {
		{ "UTF-8",		"a\xFF" "b", 3,			"a\xEF\xBF\xBD" "b" },
		{ "NUL and controls",	"a\0b\x07\tc", 6,		"ab\tc" },
		{ "Windows-1252",	"l\xC2\x92" "eau", 6,		"l’eau" },
		{ "mark inside",	"a\xEF\xBB\xBF" "b", 5,		"ab" },
		{ "soft hyphen",	"a\xC2\xAD" "b", 4,		"ab" },
		{ "zero-width",		"a\xE2\x80\x8B" "b", 5,		"ab" },
		{ "bidi",		"a\xE2\x80\x8E" "b", 5,		"ab" },
		{ "bidi in Hebrew",	"\xD7\x90\xE2\x80\x8E", 5,	"\xD7\x90\xE2\x80\x8E" },
		{ "line separator",	"a\xE2\x80\xA8" "b", 5,		"a b" },
		{ "entity",		"R&amp;D &eacute;t&#233;", 24,	"R&D été" },
		{ "escaped twice",	"l&amp;rsquo;eau", 15,		"l’eau" },
		{ "no entity",		"a & b; c&d", 10,		"a & b; c&d" },
		{ "NFC",		"e\xCC\x81t", 4,		"ét" },
		{ "joiner in Latin",	"a\xE2\x80\x8D" "b", 5,		"ab" },
		{ "joiner in Persian",	"\xD9\x87\xE2\x80\x8C\xD9\x87", 7, "\xD9\x87\xE2\x80\x8C\xD9\x87" },
		/* UTF-8 read as Windows-1252 (WHATWG Encoding Standard) */
		{ "mojibake",		"Ã©tÃ© lâ€™eau", 0,		"été l’eau" },
		{ "mojibake, a run",	"æ–‡å\xC2\xAD—ä½“æ–‡", 0,	"文字体文" },
		{ "mojibake mentioned",	"“Ã©” or “Ã¨”", 0,		"“Ã©” or “Ã¨”" },
		{ "capitals, a guillemet", "IRMÃ»", 0,			"IRMÃ”" },
		{ "é and a guillemet",	"café\xC2\xA0»", 0,		"café”" },
		{ "private use kept",	"\xEE\x80\x80", 3,		"\xEE\x80\x80" },
		{ "compatibility kept",	"e\xCC\x81\xEF\xA4\x80", 6,	"é\xEF\xA4\x80" },
	};
	struct dg_buf got = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t len = rows[i].n ? rows[i].n : strlen(rows[i].in);

		normalize(&got, (struct dg_bytes){ rows[i].in, len }, "en", "fine");
		dg_put(&got, "", 1);
		if (strcmp(got.p, rows[i].out) != 0)
			fail_msg("%s: want %s, got %s", rows[i].name, rows[i].out, got.p);
	}
	dg_buf_free(&got);
}

/* Alphabetic Presentation Forms; UTS #39; Halfwidth and Fullwidth Forms; ICU */
static void
on_request(void **state)
{
	static const struct { const char *rule, *in, *out; } rows[] = {
		{ "ligature", "eﬃcace", "efficace" },
		{ "homoglyph", "Рaris, Mосква, Москва, аb", "Paris, Москва, Москва, аb" },
		{ "wide-ascii", "Ａ１！", "A1!" },
		{ "simplified", "漢語abc", "汉语abc" },
		{ "traditional", "汉语abc", "漢語abc" },
	};
	struct dg_buf got = { 0 }, set = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_bytes line = dg_bytes_of(rows[i].in);
		const char *rules[] = { NULL, NULL };
		struct dg_typography *t;
		struct dg_error err;

		for (int on = 0; on < 2; on++) {
			set.n = got.n = 0;
			dg_put_format(&set, "%s=%s", rows[i].rule, on ? "on" : "off");
			dg_put(&set, "", 1);
			rules[0] = set.p;
			assert_int_equal(dg_typography_new(&t, "en",
			    &(struct dg_typography_options){ .rules = rules }, &err), DG_OK);
			assert_int_equal(dg_typography_document(t, &line, 1, &got, NULL, NULL, &err),
			    DG_OK);
			got.p[got.n - 1] = '\0';
			assert_string_equal(got.p, on ? rows[i].out : rows[i].in);
			dg_typography_free(t);
		}
	}
	dg_buf_free(&got);
	dg_buf_free(&set);
}

static void
note(const struct dg_change *c, void *ctx)
{
	dg_put_format(ctx, "%zu:%zu %s [%.*s|%.*s]%s\n", c->line, c->byte, c->rule, (int)c->before.n,
	    c->before.p, (int)c->after.n, c->after.p, c->confidence < 0.5 ? " ?" : "");
}

static void
changes_are_told_in_bytes_of_the_line_as_given(void **state)
{
	static const struct dg_bytes lines[] = {
		{ "a \"b\" &amp;rsquo; l'eau", 23 }, { "x\xC2\xAD l'an", 8 }, { "a\"b", 3 },
	};
	struct dg_typography *t;
	struct dg_buf out = { 0 }, told = { 0 };
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_typography_new(&t, "en", NULL, &err), DG_OK);
	assert_int_equal(dg_typography_document(t, lines, 3, &out, note, &told, &err), DG_OK);
	dg_put(&told, "", 1);
	assert_string_equal(told.p,
	    "1:6 entity [&amp;rsquo;|’]\n1:2 quote [\"|“]\n1:4 quote [\"|”]\n"
	    "1:19 apostrophe ['|’]\n2:1 soft-hyphen [\xC2\xAD|]\n2:5 apostrophe ['|’]\n"
	    "3:1 doubt [\"|\"] ?\n");
	dg_typography_free(t);
	dg_buf_free(&out);
	dg_buf_free(&told);
}

/* The first reading makes “ of <<, the second sees that ? stands beside it. */
static void
what_a_further_reading_changes_is_told_at_its_place(void **state)
{
	static const char in[] = "&amp;a?\?\?\?<<王>>";
	struct dg_bytes line = { in, sizeof in - 1 };
	struct dg_typography *t;
	struct dg_buf out = { 0 }, told = { 0 };
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_typography_new(&t, "zh", NULL, &err), DG_OK);
	assert_int_equal(dg_typography_document(t, &line, 1, &out, note, &told, &err), DG_OK);
	dg_put(&told, "", 1);
	assert_string_equal(told.p,
	    "1:0 entity [&amp;|&]\n1:10 quote [<<|《]\n1:15 quote [>>|》]\n1:9 full-width [?|？]\n");
	dg_typography_free(t);
	dg_buf_free(&out);
	dg_buf_free(&told);
}

static void
note_stretch(const struct dg_stretch *s, void *ctx)
{
	dg_put_format(ctx, "%zu:%zu-%zu<%zu-%zu%s ", s->line, s->at, s->end, s->from, s->to,
	    s->same ? "" : "!");
}

static void
the_map_leads_back_over_every_step(void **state)
{
	static const struct dg_bytes lines[] = {
		{ "a b\"", 4 }, { "", 0 }, { "x\xC2\xAD l'&amp;rsquo;", 17 }, { "oui", 3 },
	};
	struct dg_typography *t;
	struct dg_buf out = { 0 }, told = { 0 };
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_typography_new(&t, "fr", NULL, &err), DG_OK);
	dg_typography_map(t, note_stretch, &told);
	assert_int_equal(dg_typography_document(t, lines, 4, &out, NULL, NULL, &err), DG_OK);
	dg_put(&told, "", 1);
	dg_put(&out, "", 1);
	assert_string_equal(out.p, "a b\xC2\xA0»\n\nx l’’\noui\n");
	assert_string_equal(told.p, "1:0-3<0-3 1:3-7<3-4! 3:0-1<0-1 3:1-1<1-3! 3:1-3<3-5 "
	    "3:3-6<5-6! 3:6-9<6-17! 4:0-3<0-3 ");
	dg_typography_free(t);
	dg_buf_free(&out);
	dg_buf_free(&told);
}

static void
what_does_not_exist_is_refused(void **state)
{
	static const char *const rule[] = { "quote=of", NULL };
	struct dg_typography_options space = { .space = "wide" }, rules = { .rules = rule };
	struct dg_typography *t;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_typography_new(&t, "xx", NULL, &err), DG_EUSAGE);
	assert_string_equal(err.text, "no typography is known for 'xx'");
	assert_int_equal(dg_typography_new(&t, "fr", &space, &err), DG_EUSAGE);
	assert_int_equal(dg_typography_new(&t, "fr", &rules, &err), DG_EUSAGE);
	assert_int_equal(dg_typography_new(&t, "zh-Hant-TW", NULL, &err), DG_OK);
	dg_typography_free(t);
}

/* 10⁵ of anything that opens, on one line and on as many, in little time. */
static void
deep_nesting_is_linear(void **state)
{
	static const char *const opens[] = { "«", "\"", " \"a", "'", "<<", "<a", "`", "&amp;", "(", "1 " };
	enum { N = 100000 };
	struct dg_bytes *lines = calloc(N, sizeof *lines);
	struct dg_buf in = { 0 }, out = { 0 };
	struct dg_typography *t;
	struct dg_error err;
	clock_t start = clock();
	(void)state;

	assert_non_null(lines);
	assert_int_equal(dg_typography_new(&t, "fr", NULL, &err), DG_OK);
	for (size_t k = 0; k < sizeof opens / sizeof *opens; k++) {
		in.n = out.n = 0;
		for (size_t i = 0; i < N; i++) {
			dg_put_str(&in, opens[k]);
			lines[i] = dg_bytes_of(opens[k]);
		}
		struct dg_bytes one = dg_buf_bytes(&in);

		assert_int_equal(dg_typography_document(t, &one, 1, &out, NULL, NULL, &err), DG_OK);
		assert_int_equal(dg_typography_document(t, lines, N, &out, NULL, NULL, &err), DG_OK);
	}
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
	dg_typography_free(t);
	dg_buf_free(&in);
	dg_buf_free(&out);
	free(lines);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(french_quotes),
		cmocka_unit_test(french_blanks),
		cmocka_unit_test(few_straight_marks_are_literal),
		cmocka_unit_test(french_homes),
		cmocka_unit_test(apostrophes),
		cmocka_unit_test(chinese),
		cmocka_unit_test(others),
		cmocka_unit_test(addresses_are_left_alone),
		cmocka_unit_test(hygiene),
		cmocka_unit_test(on_request),
		cmocka_unit_test(changes_are_told_in_bytes_of_the_line_as_given),
		cmocka_unit_test(what_a_further_reading_changes_is_told_at_its_place),
		cmocka_unit_test(the_map_leads_back_over_every_step),
		cmocka_unit_test(what_does_not_exist_is_refused),
		cmocka_unit_test(deep_nesting_is_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
