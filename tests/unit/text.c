/* text.c -- pages in: characters, paragraphs, and nothing of the page around. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/text.h"

/* [paragraph][paragraph] with <br> as /; NULL where the page is refused. */
static char *
brackets(struct dg_bytes raw, bool all, struct dg_page **page)
{
	struct dg_page_options opt = { .all = all };
	struct dg_buf out = { 0 };
	struct dg_error err;

	if (dg_page_read(page, raw, &opt, &err) != DG_OK)
		return NULL;
	for (size_t i = 0; i < (*page)->n; i++) {
		struct dg_bytes s = (*page)->paragraphs[i].text;

		dg_put_char(&out, '[');
		for (size_t k = 0; k < s.n; k++)
			if (s.n - k > 2 && memcmp(s.p + k, "\xE2\x80\xA8", 3) == 0) {
				dg_put_char(&out, '/');
				k += 2;
			} else {
				dg_put_char(&out, s.p[k]);
			}
		dg_put_char(&out, ']');
	}
	dg_put_char(&out, '\0');
	return out.p;
}

static void
expect(const char *name, struct dg_bytes raw, bool all, const char *want)
{
	struct dg_page *page = NULL;
	char *got = brackets(raw, all, &page);

	if (!got || strcmp(got, want) != 0)
		print_message("row: %s\n", name);
	assert_non_null(got);
	assert_string_equal(got, want);
	free(got);
	dg_page_free(page);
}

static void
bytes_become_characters(void **state)
{
	static const struct { const char *name, *in; size_t n; const char *charset, *out; size_t bad; }
	rows[] = {
#define B(s) s, sizeof s - 1
		{ "iso-8859-1 is windows-1252",
		    B("<meta charset=iso-8859-1><p>\x91" "a\x92 \x93" "b\x94 \x96 \x97 \x85 \x9C"),
		    "windows-1252", "[‘a’ “b” – — … œ]", 0 },
		{ "us-ascii too", B("<meta charset='us-ascii'><p>caf\xE9"), "windows-1252", "[café]", 0 },
		{ "http-equiv", B("<meta http-equiv=\"Content-Type\" content=\"text/html; "
		    "charset=ISO-8859-15\"><p>\xA4 \xBD"), "ISO-8859-15", "[€ œ]", 0 },
		{ "gb2312 is GB18030", B("<meta charset=gb2312><p>\x8A\x7A\xD6\xD0\xB9\xFA"),
		    "GBK", "[妟中国]", 0 },
		{ "xml declaration", B("<?xml version=\"1.0\" encoding=\"gbk\"?><html><p>\xD6\xD0\xB9\xFA"),
		    "GBK", "[中国]", 0 },
		{ "big5", B("<meta charset=big5><p>\xA4\xA4\xB0\xEA"), "Big5", "[中國]", 0 },
		{ "UTF-8 undeclared", B("<html><p>\xC3\xA9t\xC3\xA9"), "UTF-8", "[été]", 0 },
		{ "said gb2312, is UTF-8", B("<meta charset=gb2312><p>\xE4\xB8\xAD\xE5\x9B\xBD\xE3\x80\x82"),
		    "UTF-8", "[中国。]", 0 },
		{ "said and valid: believed", B("<meta charset=iso-8859-1><p>\xC3\xA9"),
		    "windows-1252", "[Ã©]", 0 },
		{ "said and valid, but UTF-8 all over", B("<meta charset=iso-8859-1><p>\xC3\xA9t\xC3\xA9 "
		    "\xC3\xA0"), "UTF-8", "[été à]", 0 },
		{ "said gbk, is UTF-8 all over", B("<meta charset=gbk><p>\xC3\xA9t\xC3\xA9 \xC3\xA0"),
		    "UTF-8", "[été à]", 0 },
		{ "utf-16 in ASCII", B("<meta charset=utf-16><p>\xC3\xA9"), "UTF-8", "[é]", 0 },
		{ "said UTF-8, is not", B("<meta charset=utf-8><p>d\xE9j\xE0 pr\xE9sent\xE9 \xE0 l'\xE9t\xE9"),
		    "windows-1252", "[déjà présenté à l'été]", 0 },
		{ "mark before declaration", B("\xEF\xBB\xBF<meta charset=gbk><p>\xC3\xA9"),
		    "UTF-8", "[é]", 0 },
		{ "UTF-16LE with mark", B("\xFF\xFE<\0p\0>\0\x2D\x4E\xFD\x56"), "UTF-16LE", "[中国]", 0 },
		{ "UTF-16LE without", B("<\0p\0>\0a\0b\0\x2D\x4E\xFD\x56<\0/\0p\0>\0"),
		    "UTF-16LE", "[ab中国]", 0 },
		{ "UTF-16BE without", B("\0<\0p\0>\0a\0b\x4E\x2D\x56\xFD\0<\0/\0p\0>"),
		    "UTF-16BE", "[ab中国]", 0 },
		{ "NUL in a page", B("<html><p>a\0b</p><p>c"), "UTF-8", "[a\xEF\xBF\xBD" "b][c]", 1 },
		{ "bad byte in UTF-8", B("<meta charset=utf-8><p>\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
		    "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xE4\xB8"
		    "<p>c"), "UTF-8", "[éééééééé \xEF\xBF\xBD\xEF\xBF\xBD][c]", 2 },
		{ "character references", B("<html><p>&#146; &laquo;&nbsp;&eacute; &#x4E2D; &amp;lt;"),
		    "UTF-8", "[’ «\xC2\xA0é 中 &lt;]", 0 },
		{ "references without their end", B("<html><p>&eacute &laquo a&nbsp&raquo &copyx &zothing"),
		    "UTF-8", "[é « a\xC2\xA0» ©x &zothing]", 0 },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_page *page = NULL;
		char *got = brackets((struct dg_bytes){ rows[i].in, rows[i].n }, true, &page);

		if (!got || strcmp(got, rows[i].out) != 0 ||
		    strcmp(page->charset, rows[i].charset) != 0 || page->bad_bytes != rows[i].bad)
			print_message("row: %s\n", rows[i].name);
		assert_non_null(got);
		assert_string_equal(got, rows[i].out);
		assert_string_equal(page->charset, rows[i].charset);
		assert_int_equal(page->bad_bytes, rows[i].bad);
		free(got);
		dg_page_free(page);
	}
}

/* Undeclared, so ICU has to look. */
static void
undeclared_bytes_are_told_by_looking(void **state)
{
	static const struct { const char *in, *charset; } rows[] = {
		{ "<html><body><p>Le ministre a d\xE9" "clar\xE9 que la coop\xE9ration entre les deux pays "
		    "\xE9tait tr\xE8s satisfaisante et qu'elle se poursuivrait cette ann\xE9" "e.</p>",
		    "windows-1252" },
		{ "<html><body><p>\xCD\xF5\xD2\xE3\xCB\xB5\xA3\xAC\xD6\xD0\xB9\xFE\xCA\xC7\xC8\xAB\xC3\xE6"
		    "\xD5\xBD\xC2\xD4\xBB\xEF\xB0\xE9\xA1\xA3\xC9\xCF\xB8\xF6\xD4\xC2\xA3\xAC\xCA\xD7\xC8\xCE"
		    "\xD7\xDC\xCD\xB3\xC0\xB4\xBB\xAA\xB3\xF6\xCF\xAF\xA1\xA3</p>", "gb18030" },
	};
	struct dg_error err;
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_page *page;

		assert_int_equal(dg_page_read(&page, dg_bytes_of(rows[i].in), NULL, &err), DG_OK);
		if (i == 0)
			assert_string_equal(page->charset, rows[i].charset);
		else
			assert_string_equal(page->lang, "zh");
		dg_page_free(page);
	}
}

static void
elements_become_paragraphs(void **state)
{
	static const struct { const char *name, *in, *out; } rows[] = {
		{ "p", "<p>a</p>\n<p>b</p>", "[a][b]" },
		{ "p without end", "<p>a<p>b", "[a][b]" },
		{ "div with text", "<div>a<div>b</div>c</div>", "[a][b][c]" },
		{ "headings, lists", "<h1>a</h1><ul><li>b<li>c</ul><dl><dt>d<dd>e</dl>", "[a][b][c][d][e]" },
		{ "quote", "<blockquote>a<p>b</p></blockquote>", "[a][b]" },
		{ "cells", "<table><tr><th>a<th>b<tr><td>c<td>d</table>", "[a][b][c][d]" },
		{ "one break", "<p>a<br>b", "[a/b]" },
		{ "two breaks", "<p>a<br> <br/>b<br>&nbsp;<br>c", "[a][b][c]" },
		{ "break and indent", "<p>　　一<br>　　二<br>&nbsp;&nbsp;&nbsp;三<br>四", "[一][二][三/四]" },
		{ "breaks at the ends", "<p><br>a<br></p>", "[a]" },
		{ "inline", "<p>a<b>b</b><i> c</i> <span>d</span><sup>er</sup>", "[ab c der]" },
		{ "blanks fold", "<p>  a \n\t b\r\n</p>", "[a b]" },
		{ "no-break blanks stay", "<p>a&nbsp;: b\xE2\x80\xAF; c &nbsp;d", "[a\xC2\xA0: b\xE2\x80\xAF; c \xC2\xA0" "d]" },
		{ "wrap within Chinese", "<p>中\n国，\n“我\n们”a\nb", "[中国，“我们”a b]" },
		{ "blank within Chinese", "<p>中 国", "[中 国]" },
		{ "soft hyphen", "<p>co&shy;opé", "[co\xC2\xAD" "opé]" },
		{ "pre", "<pre>one\ntwo\n\nthree\n中\n国</pre>", "[one two][three 中国]" },
		{ "hidden", "<p hidden>a</p><p><b style='Display : none'>b</b>c", "[c]" },
		{ "ruby", "<p><ruby>外<rp>(</rp><rt>wài</rt><rp>)</rp>交</ruby>部", "[外交部]" },
		{ "no text", "<script>a</script><style>b</style><template>c</template><noscript>d</noscript>"
		    "<textarea>e</textarea><!-- f --><p>g", "[g]" },
		{ "script with a tag in it", "<script>x='<p>a</p>'</script><p>b", "[b]" },
		{ "nothing but blanks", "<p>&nbsp;</p><p>　</p><p>a", "[a]" },
		{ "ordinals, references, powers", "<p>le 1<sup>er</sup> mai<sup><a href='#n1'>1</a></sup>, "
		    "10 m<sup>2</sup> de CO<sub>2</sub>", "[le 1er mai¹, 10 m2 de CO2]" },
		{ "marks of notes", "<p>mai<sup>1</sup> 2019<sup><a href=#a>2</a>, <a href='/x#b'>13</a></sup> km<sup>2</sup> "
		    "« a »<a href=#c><sup>3</sup></a> b<sup><a href=#d>*</a></sup><sup><a href=#e>c</a></sup> "
		    "2<sup>e</sup> 10<sup>6</sup> M<sup>me</sup> 条约<sup>1</sup>规定 d<sup><a href=#f>[4]</a></sup> "
		    "mots<a href=#g>5</a> point <a href=#h>6</a>", "[mai¹ 2019², ¹³ km2 « a »³ b*[c] 2e 106 Mme 条约¹规定 d[4] "
		    "mots⁵ point 6]" },
		{ "a tab, a wrap, a comment between words", "<p>a<!-- x --> b<wbr>c\td<span>\ne</span>", "[a bc d e]" },
		{ "from right to left", "<p dir=rtl>مرحبا <b>بكم</b></p><p>a <bdo dir=rtl>b</bdo></p>", "[مرحبا بكم][a b]" },
		{ "captions, notes of a table", "<table><caption>a</caption><tr><td>b</table><figure><img>"
		    "<figcaption>c</figcaption></figure><details><summary>d</summary>e</details>", "[a][b][c][d][e]" },
		{ "nested", "<table><tr><td><table><tr><td>a</table>b</table>", "[a][b]" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_buf page = { 0 };

		dg_put_str(&page, "<html><head><title>t</title><body>");
		dg_put_str(&page, rows[i].in);
		expect(rows[i].name, dg_buf_bytes(&page), true, rows[i].out);
		dg_buf_free(&page);
	}
}

static void
items_are_numbered_as_the_page_shows_them(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "<ol><li>a<li>b</ol><ol start=3><li>c<li value=7>d<li>e</ol>", "1.a2.b3.c7.d8.e" },
		{ "<ol type=a><li>a<li>b<p>c</ol><ol type=A start=26><li>d<li>e</ol>", "a.ab.bcZ.dAA.e" },
		{ "<ol type=i start=4><li>a<li>b</ol><ol type=I start=1999><li>c</ol>", "iv.av.bMCMXCIX.c" },
		{ "<ol reversed><li>a<li>b<ol reversed><li>x<li>y</ol><li>c</ol>", "3.a2.b2.x1.y1.c" },
		{ "<ol reversed start=1><li>a<li>b<li>c</ol>", "1.a0.b-1.c" },
		{ "<ol style='list-style-type: lower-roman'><li>a</ol><ol style='list-style:none'><li>1) b</ol>",
		    "i.a1) b" },
		{ "<ol type=a start=0><li>a<li>b</ol><ol type=I start=4000><li>c</ol>", "0.aa.b4000.c" },
		{ "<ol start=99999999999><li>a</ol><ul><li>b</ul>", "268435456.ab" },
	};
	struct dg_page_options all = { .all = true };
	struct dg_page *page;
	struct dg_error err;
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_buf out = { 0 };
		char marker[DG_MARKER];

		assert_int_equal(dg_page_read(&page, dg_bytes_of(rows[i].in), &all, &err), DG_OK);
		for (size_t k = 0; k < page->n; k++) {
			dg_put_str(&out, dg_item_marker(&page->paragraphs[k], marker));
			dg_put_bytes(&out, page->paragraphs[k].text);
		}
		dg_put_char(&out, '\0');
		assert_string_equal(out.p, rows[i].out);
		dg_buf_free(&out);
		dg_page_free(page);
	}
}

#define P1 "Le ministre a reçu son homologue à Paris, le 21 mai, pour un entretien de deux heures."
#define P2 "Ils ont évoqué la coopération, les échanges commerciaux et la préparation du sommet."
#define Z1 "王毅表示，中方愿同哈方一道，落实两国元首共识，密切高层交往，深化务实合作。"

static void
the_page_around_is_left_out(void **state)
{
	static const struct { const char *name, *in, *out; } rows[] = {
		{ "menus and footers",
		    "<ul><li><a href=/>Accueil</a><li><a href=/a>Presse</a></ul><h1>Entretien à Paris</h1>"
		    "<p>21 mai 2019</p><p>" P1 "</p><p>" P2 "</p><p><a href=#>Imprimer</a></p>"
		    "<div>© 2019 Ministère. Tous droits réservés.</div>",
		    "[Entretien à Paris][21 mai 2019][" P1 "][" P2 "]" },
		{ "layout table, font tags",
		    "<table><tr><td><a href=a>首页</a><br><a href=b>新闻</a></td><td><center><font size=5>"
		    "<b>王毅会见外长</b></font></center><p align=center>2019-05-21</p><p>　　" Z1 "</p>"
		    "<p>【<a href='javascript:window.print()'>打印本页</a>】【<a href=#>关闭</a>】</p></td></tr></table>",
		    "[王毅会见外长][2019-05-21][" Z1 "]" },
		{ "the title of the head decides",
		    "<title>Entretien avec M. Li - Ministère</title><h2>Le ministère</h2>"
		    "<h2>Entretien avec M. Li</h2><p>" P1 "</p>",
		    "[Entretien avec M. Li][" P1 "]" },
		{ "the text is below the title, whatever stands beside it",
		    "<title>Entretien à Paris</title><div><div><p>Visas</p><p>" P2 "</p></div><div><h1>"
		    "Entretien à Paris</h1><p>" P1 "</p></div><div><p>Note</p><p>" P2 "</p></div></div>",
		    "[Entretien à Paris][" P1 "]" },
		{ "sizes of type by letters", "<h1>Entretien à Paris</h1><p>" P1 "</p><p>" P2 "</p><p>A</p><p>A A A</p>",
		    "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "a number of comments", "<h1>Entretien à Paris</h1><p>" P1 "</p><p>" P2 "</p><div><h3>2 commentaires"
		    "</h3><div><b>Léa</b><p>Bravo, quelle belle initiative, et merci à toute l’équipe.</p></div></div>",
		    "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "the next text of a blog",
		    "<article><h2>Entretien à Paris</h2><p>" P1 "</p><p>" P2 "</p></article>"
		    "<article><h2>Visite à Lyon</h2><p>" P1 "</p></article>",
		    "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "tools behind the date",
		    "<h1>王毅会见外长</h1><p>2019年5月21日 来源：外交部 【<a href=#c>评论</a>】 【打印】</p><p>" Z1 "</p>",
		    "[王毅会见外长][2019年5月21日 来源：外交部][" Z1 "]" },
		{ "a letterhead of contacts below",
		    "<h1>Entretien à Paris</h1><div><p>" P1 "</p><p>" P2 "</p></div><div><div><h4>Service</h4>"
		    "<p>Tél. : 01 43 17 53 53</p></div></div>",
		    "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "a call that is the text's own, and one of the page",
		    "<h1>暂停办公的通知</h1><div><p>" Z1 "</p><p>请关注我馆微信公众号。</p><p>" Z1 "</p><p>欢迎扫码关注公众号。"
		    "</p><p>大使馆</p></div><div><div><p>关注公众号，获取提醒。</p></div></div>",
		    "[暂停办公的通知][" Z1 "][请关注我馆微信公众号。][" Z1 "][欢迎扫码关注公众号。][大使馆]" },
		{ "what is for Explorer, in a comment", "<!--[if IE]><p>a</p><![endif]--><p>" P1 "<p>" P2,
		    "[" P1 "][" P2 "]" },
		{ "what Word writes for others", "<p>" P1 "<p><![if !supportLists]>· <![endif]>" P2,
		    "[" P1 "][· " P2 "]" },
		{ "read also",
		    "<h1>Entretien à Paris</h1><p>" P1 "</p><h3>À lire aussi</h3><ul><li><a href=a>Visite à "
		    "Lyon</a><li><a href=b>Sommet</a></ul>", "[Entretien à Paris][" P1 "]" },
		{ "a list of the text stays",
		    "<h1>Avis aux Français</h1><p>" P1 "</p><p>Documents à fournir :</p><ul><li>passeport"
		    "<li>deux photographies</ul><p>" P2 "</p>",
		    "[Avis aux Français][" P1 "][Documents à fournir :][passeport][deux photographies][" P2 "]" },
		{ "share, tags, last modified, between",
		    "<article><h1>Entretien à Paris</h1><div>Partager sur : <a href=f>Facebook</a></div>"
		    "<time>Publié le 21 mai 2019</time><p>" P1 "</p><p>" P2 "</p><p>Mots-clés : Chine, visite</p>"
		    "<p>Dernière mise à jour : 22 mai 2019</p></article>",
		    "[Entretien à Paris][Publié le 21 mai 2019][" P1 "][" P2 "]" },
		{ "a form around everything",
		    "<form><div class=content><h1>Entretien à Paris</h1><p>" P1 "</p></div></form>",
		    "[Entretien à Paris][" P1 "]" },
		{ "cells without a table",
		    "<td><h1>Entretien à Paris</h1></td><td><p>" P1 "</p></td>",
		    "[Entretien à Paris][" P1 "]" },
		{ "cookies and comments",
		    "<div>Ce site utilise des cookies pour améliorer votre visite, et pour la mesurer. "
		    "<a href=c>OK</a></div><div><h1>Entretien à Paris</h1><p>" P1 "</p><p>" P2 "</p>"
		    "<div id=comments><h3>Commentaires</h3><p>Très bien, merci pour ce long et bel article, "
		    "que j'ai lu.</p></div></div>", "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "hidden by a style, in line or of a class",
		    "<style>/* x */ .gone, p#off { display : none } .back{display:none} .back{display:block}"
		    "@media print { .seen { display: none } }</style><h1>Entretien à Paris</h1><p class=gone>" P2
		    "</p><p id=off>" P2 "</p><p class=seen>" P1 "</p><p class=back>" P2 "</p><p>" P1
		    "</p><div style='color:red; DISPLAY: none'><p>" P2 "</div>",
		    "[Entretien à Paris][" P1 "][" P2 "][" P1 "]" },
		{ "hidden until a script shows it",
		    "<h1>Entretien à Paris</h1><div style='visibility: hidden'><p>" P1 "</p><p>" P2 "</p></div>",
		    "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "title and date in one block",
		    "<h1></h1><div><span class=NewsTitle>Entretien à Paris</span><br><span>21 mai 2019</span><br><br>"
		    P1 "<br><br>" P2 "</div>", "[Entretien à Paris][21 mai 2019][" P1 "][" P2 "]" },
		{ "a date beside something else",
		    "<h1>Entretien à Paris</h1><div><time>21 mai 2019</time><span>3 minutes de lecture</span></div>"
		    "<p>" P1 "</p>", "[Entretien à Paris][21 mai 2019][3 minutes de lecture][" P1 "]" },
		{ "teasers in a row",
		    "<h1>Entretien à Paris</h1><div class=t><p>" P1 "</p><p>" P2 "</p></div>"
		    "<div><div class=c><a href=a>Une visite</a><p>" P2 "</p></div><div class=c><a href=b>Une autre"
		    "</a><p>" P2 "</p></div></div>", "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "a caption is of the text",
		    "<h1>Entretien à Paris</h1><p>" P1 "</p><figure><img><figcaption>Les deux ministres"
		    "</figcaption></figure><p>" P2 "</p>",
		    "[Entretien à Paris][" P1 "][Les deux ministres][" P2 "]" },
		{ "updated, where nothing else is a date",
		    "<h1>Entretien à Paris</h1><p>Mis à jour le 21 mai 2019</p><p>" P1 "</p>",
		    "[Entretien à Paris][Mis à jour le 21 mai 2019][" P1 "]" },
		{ "a menu's tools behind the date",
		    "<h1>Entretien à Paris</h1><p>21 mai 2019 | <a href=p>Imprimer</a></p><p>" P1 "</p>",
		    "[Entretien à Paris][21 mai 2019][" P1 "]" },
		{ "a date among labels", "<h1>王毅会见外长</h1><p>时间:2019-05-21 15:30来源:新闻司 作者:新闻司 "
		    "点击:208次</p><p>" Z1 "</p>",
		    "[王毅会见外长][时间:2019-05-21 15:30来源:新闻司 作者:新闻司 点击:208次][" Z1 "]" },
		{ "indents of any width", "<h1>王毅会见外长</h1><p>&ensp;&ensp;&ensp;&ensp;" Z1 "</p><p>&#8203;"
		    Z1 "&#8203;</p>", "[王毅会见外长][" Z1 "][" Z1 "]" },
		{ "signs that lead to a place, and notes that lead back",
		    "<h2>Entretien à Paris<a href='#a'>#</a></h2><p>" P1 "<sup><a href='#n'>1</a></sup></p>"
		    "<aside><div class=notes><p><a href='#r'>1</a> Le 21 mai. <a href='#r'>↩</a></p></div></aside>",
		    "[Entretien à Paris][" P1 "¹][1 Le 21 mai.]" },
		{ "an accordion", "<h1>Entretien à Paris</h1><p>" P1 "</p><h3><button>Le sommet</button></h3><p>"
		    P2 "</p><button class=accordion>La suite</button><p>" P2 "</p><button>Imprimer</button>",
		    "[Entretien à Paris][" P1 "][Le sommet][" P2 "][La suite][" P2 "]" },
		{ "questions that open their answers", "<h1>Entretien à Paris</h1><p>" P1 "</p><details><summary>Quand ?"
		    "</summary><p>Le 21 mai.</p></details><div class=faq><button aria-controls=a>Et le sommet ?</button>"
		    "<div id=a><p>" P2 "</p></div></div><button aria-controls=s>Outils de la page</button>"
		    "<div id=s><a href=/p>PDF</a></div>",
		    "[Entretien à Paris][" P1 "][Quand ?][Le 21 mai.][Et le sommet ?][" P2 "]" },
		{ "an hour, a document's number and the credits of pictures", "<h1>Entretien à Paris</h1>"
		    "<p>Référence : 14/98 Date : 22/05/2019</p><p>21 mai 2019</p><p>10 h 42 (heure de Paris)</p><p>" P1
		    "</p><p>Photo : MAE / F. Martin</p><p>© Présidence / B. Li</p><p>9h30</p><p>" P2 "</p>"
		    "<div class=encart><p>" P2 "</p></div>",
		    "[Entretien à Paris][21 mai 2019][" P1 "][9h30][" P2 "]" },
		{ "a letterhead above the title of a plain text", "<title>x</title><pre>\n     MINISTERE DES AFFAIRES "
		    "ETRANGERES\n       Service de presse\n\n  21 mai 2019\n\n  Entretien à Paris\n\n" P1 "\n\n" P2 "</pre>",
		    "[21 mai 2019][Entretien à Paris][" P1 "][" P2 "]" },
		{ "a ministry in the title", "<title>x</title><pre>Ministry statement on the talks\n\n21 May 2019\n\n"
		    "Excellency,\n\n" P1 "\n\n" P2 "</pre>",
		    "[Ministry statement on the talks][21 May 2019][Excellency,][" P1 "][" P2 "]" },
		{ "a date glued to what is before it", "<h1>Entretien à Paris</h1><div><span>Avis</span><span>•</span>"
		    "<span>21 mai 2019</span><span>Vues : 3</span></div><p>" P1 "</p><p>" P2 "</p>",
		    "[Entretien à Paris][21 mai 2019][" P1 "][" P2 "]" },
		{ "a date behind its label", "<h1>Entretien à Paris</h1><div><span>Publié le </span><span>21 mai 2019"
		    "</span></div><p>" P1 "</p><p>" P2 "</p>",
		    "[Entretien à Paris][Publié le 21 mai 2019][" P1 "][" P2 "]" },
		{ "fields, a table of contents, the date of today", "<p>Nous sommes le 3 juin 2020</p>"
		    "<h1>Entretien à Paris</h1><p>Date :</p><p>21 mai 2019</p><p>Lieu :</p><p>New York</p>"
		    "<ul><li><a href=#a>Entretien</a><li><a href=#b>Suite</a></ul><p>" P1 "</p><p>" P2 "</p>",
		    "[Entretien à Paris][21 mai 2019][" P1 "][" P2 "]" },
		{ "a number, the date once more, an hour below", "<h1>Entretien à Paris</h1><p>21 mai 2019</p><p>" P1
		    "</p><p>" P2 "</p><p>La direction</p><p>2019/412</p><p>Publié le 21 mai 2019</p><p>16 h 30</p>",
		    "[Entretien à Paris][21 mai 2019][" P1 "][" P2 "][La direction]" },
		{ "who is quoted, and a list that is most of the text", "<h1>Entretien à Paris</h1><div><ol><li>" P1
		    "<li>" P2 "</ol><blockquote><p>Tout est dit.</p><footer>– Le ministre</footer></blockquote></div>",
		    "[Entretien à Paris][" P1 "][" P2 "][Tout est dit.][– Le ministre]" },
		{ "salutations below a plain title", "<title>Site</title><div><div>Entretien à Paris</div>"
		    "<div>21 mai 2019</div><div><p>Monsieur le Président,</p><p>Mesdames, Messieurs :</p><p>" P1 "</p><p>"
		    P2 "</p></div></div>", "[Entretien à Paris][21 mai 2019][Monsieur le Président,][Mesdames, Messieurs :]["
		    P1 "][" P2 "]" },
		{ "notes in a box as the text's", "<main><h1>Entretien à Paris</h1><div class=t><p>"
		    P1 "</p><p>" P2 "</p></div><div class=s></div><div class=t><p>Notes</p><p>Un seul.</p></div></main>",
		    "[Entretien à Paris][" P1 "][" P2 "][Notes][Un seul.]" },
		{ "a label-hidden is no hidden one", "<h1>Entretien à Paris</h1><div class='field label-hidden'>"
		    "21 mai 2019</div><p>" P1 "</p><p>" P2 "</p><div class=hidden><p>Brouillon</p></div>",
		    "[Entretien à Paris][21 mai 2019][" P1 "][" P2 "]" },
		{ "what the foot calls the site is no title",
		    "<title>Le Conseil</title><center><font size=6><b>Le Conseil</b></font></center><h2>Entretien "
		    "à Paris</h2><p>" P1 "</p><p>" P2 "</p><p>Copyright © 2002 Le Conseil</p>",
		    "[Entretien à Paris][" P1 "][" P2 "]" },
		{ "a box below in the column of the text",
		    "<div><div><h1>Entretien à Paris</h1><div><div><p>" P1 "</p><p>" P2 "</p></div></div><div>"
		    "<p>Pour en savoir davantage, prière d’écrire à presse@exemple.fr.</p></div></div></div><div class=bas><p>"
		    "Le présent site est géré par le bureau de la presse, qui ne répond pas des liens.</p></div>",
		    "[Entretien à Paris][" P1 "][" P2 "][Pour en savoir davantage, prière d’écrire à "
		    "presse@exemple.fr.]" },
		{ "dated below", "<div><h1>王毅会见外长</h1><div><p>" Z1 "</p><p>" Z1 "</p></div><div>2019年5月21日（星期二）"
		    "<br>16时30分</div></div>", "[王毅会见外长][" Z1 "][" Z1 "][2019年5月21日（星期二）]" },
		{ "lead in a box of its own",
		    "<h1>Entretien à Paris</h1><div class=chapo><p>" P2 "</p></div><div class=texte><p>" P1
		    "</p><p>" P1 "</p><p>" P1 "</p></div>",
		    "[Entretien à Paris][" P2 "][" P1 "][" P1 "][" P1 "]" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_buf page = { 0 };

		dg_put_str(&page, "<html><meta charset=utf-8>");
		dg_put_str(&page, rows[i].in);
		expect(rows[i].name, dg_buf_bytes(&page), false, rows[i].out);
		dg_buf_free(&page);
	}
}

static void
plain_text_is_read_by_its_lines(void **state)
{
	static const struct { const char *name, *in, *out; } rows[] = {
		{ "one line", "Bonjour le monde. Il fait beau.\n", "[Bonjour le monde. Il fait beau.]" },
		{ "no final newline", "Bonjour.", "[Bonjour.]" },
		{ "around",
		    "Accueil  | Aperçu  | Services presse\n    Portada > Informations\nEntretien à Paris\n"
		    "2019-05-21\n\n" P1 "\n\n" P2 "\n\nSuggest To A Friend\n  Print",
		    "[Entretien à Paris][2019-05-21][" P1 "][" P2 "]" },
		{ "several on a line", "首页 > 重要新闻\n王毅会见外长\n2019-05-21\n\n" Z1 "\n\n打印本页  推荐给朋友\n",
		    "[王毅会见外长][2019-05-21][" Z1 "]" },
		{ "wrapped",
		    "Meeting in Paris\nMay 21, 2019\n\n"
		    "The minister received his counterpart in Paris on the twenty-first\n"
		    "of May, and they spoke about cooperation, about trade between the\n"
		    "two countries, and about the summit.\n\n"
		    "They will meet again in the autumn, when the council of ministers\n"
		    "comes together in Geneva.\n",
		    "[Meeting in Paris][May 21, 2019][The minister received his counterpart in Paris on the "
		    "twenty-first of May, and they spoke about cooperation, about trade between the two "
		    "countries, and about the summit.][They will meet again in the autumn, when the council "
		    "of ministers comes together in Geneva.]" },
		{ "crlf", "Bonjour.\r\n\r\nBonsoir.\r\n", "[Bonjour.][Bonsoir.]" },
		{ "a < b is no tag", "Si a < b, alors b > a, dit-il.", "[Si a < b, alors b > a, dit-il.]" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(rows[i].name, dg_bytes_of(rows[i].in), false, rows[i].out);
}

static void
metadata_is_told(void **state)
{
	static const char in[] = "<html lang=fr_FR><head><title>Entretien à Paris | Site</title>"
	    "<meta property=og:site_name content=Site><link rel=canonical href=http://x.example/1>"
	    "<link rel=alternate hreflang=zh href=/zh/1></head><h1>Entretien<br>à Paris</h1>"
	    "<p>Paris, le 1er mai 2019</p><p>" P1 "</p>";
	static const char doubtful[] = "<html lang=en><meta name=date content=2009-11-06>"
	    "<h1>Meeting in Paris</h1><p>06/11/2009</p><p>The ministers met for two hours, and will meet "
	    "again in the spring, they said.</p>";
	static const struct { const char *line, *iso; } dates[] = {
		{ "2019-05-21", "2019-05-21" }, { "2019/5/21", "2019-05-21" },
		{ "2019年5月21日", "2019-05-21" }, { "二〇一九年五月二十一日", "2019-05-21" },
		{ "21 mai 2019", "2019-05-21" }, { "Le 2 février 2019", "2019-02-02" },
		{ "21/05/2019", "2019-05-21" }, { "May 21, 2019", "2019-05-21" },
		{ "21st of May, 2019", "2019-05-21" }, { "Publié le mardi 21 mai 2019 à 10h00", "2019-05-21" },
		{ "2019年10月10日 来源：外交部", "2019-10-10" },
		{ "November 6, 2009 – Ottawa, Ontario – Department of External Affairs", "2009-11-06" },
	};
	/* before the text, in its first paragraph; behind the page */
	static const char *const elsewhere[][2] = {
		{ "Berne, 21.05.2019 - ", "" }, { "Paris, le 21 mai 2019 – ", "Mis en ligne le : 22/05/2019" },
		{ "", "<p>Contact</p><p>Mis en ligne le : 21/05/2019</p>" },
	};
	struct dg_page *page;
	struct dg_error err;
	(void)state;

	assert_int_equal(dg_page_read(&page, dg_bytes_of(in), NULL, &err), DG_OK);
	assert_string_equal(page->title, "Entretien à Paris");
	assert_string_equal(page->date, "2019-05-01");
	assert_string_equal(page->lang, "fr-FR");
	assert_string_equal(page->url, "http://x.example/1");
	assert_string_equal(page->site, "Site");
	assert_int_equal(page->n_alternates, 1);
	assert_string_equal(page->alternates[0].lang, "zh");
	assert_string_equal(page->alternates[0].url, "http://x.example/zh/1");
	assert_int_equal(page->paragraphs[0].kind, DG_TITLE);
	assert_int_equal(page->paragraphs[1].kind, DG_DATE);
	dg_page_free(page);
	assert_int_equal(dg_page_read(&page, dg_bytes_of(doubtful), NULL, &err), DG_OK);
	assert_string_equal(page->date, "2009-11-06");
	dg_page_free(page);
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
		struct dg_buf text = { 0 };

		dg_put_format(&text, "<title>x</title><main><h1>Entretien à Paris</h1><p>%s" P1 "</p><p>" P2
		    "</p></main><div>%s</div>", elsewhere[i][0], elsewhere[i][1]);
		assert_int_equal(dg_page_read(&page, dg_buf_bytes(&text), NULL, &err), DG_OK);
		assert_string_equal(page->date, "2019-05-21");
		dg_page_free(page);
		dg_buf_free(&text);
	}
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct dg_buf text = { 0 };

		dg_put_format(&text, "Entretien à Paris\n%s\n\n" P1 "\n", dates[i].line);
		assert_int_equal(dg_page_read(&page, dg_buf_bytes(&text), NULL, &err), DG_OK);
		assert_non_null(page->date);
		assert_string_equal(page->date, dates[i].iso);
		dg_page_free(page);
		dg_buf_free(&text);
	}
}

static void
addresses_are_made_absolute(void **state)
{
	static const struct { const char *head, *where, *url; } rows[] = {
		{ "<link rel=canonical href=/fr/1>", "https://x.example/crawl?id=1", "https://x.example/fr/1" },
		{ "<link rel=canonical href=2.htm>", "https://x.example/fr/1.htm", "https://x.example/fr/2.htm" },
		{ "<link rel=canonical href=//y.example/a>", "https://x.example/", "https://y.example/a" },
		{ "<base href=http://z.example/b/><link rel=canonical href=c>", NULL, "http://z.example/b/c" },
		{ "<base href=/b/><link rel=canonical href=c>", "http://z.example/", "http://z.example/b/c" },
		{ "<meta property=og:url content=http://x.example/a/b><link rel=canonical href=c>", NULL,
		    "http://x.example/a/c" },
		{ "<link rel=canonical href=/fr/1>", NULL, "/fr/1" },
		{ "<link rel=canonical href='/新闻/1'>", "https://x.example/", "/新闻/1" },
		{ "<meta property=og:url content=/a>", "https://x.example/b", "https://x.example/a" },
		{ "", "https://x.example/b", "https://x.example/b" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_page_options opt = { .all = true, .url = rows[i].where };
		struct dg_page *page;
		struct dg_error err;
		struct dg_buf text = { 0 };

		dg_put_format(&text, "<html><head>%s</head><p>a</p>", rows[i].head);
		assert_int_equal(dg_page_read(&page, dg_buf_bytes(&text), &opt, &err), DG_OK);
		assert_string_equal(page->url, rows[i].url);
		dg_page_free(page);
		dg_buf_free(&text);
	}
}

static void
languages_are_guessed(void **state)
{
	static const struct { const char *text, *lang; } rows[] = {
		{ P1, "fr" }, { Z1, "zh" }, { "兩國關係進一步發展，雙方將繼續開展對話與合作。", "zh-Hant" },
		{ "The two sides will continue to work on this together.", "en" },
		{ "これは日本語の文章です。", "ja" }, { "Две стороны продолжат сотрудничество.", "ru" },
		{ "", NULL }, { "12345", NULL }, { "Xyzzy plugh", NULL },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = dg_language_guess(dg_bytes_of(rows[i].text));

		assert_true((got == NULL) == (rows[i].lang == NULL));
		if (got)
			assert_string_equal(got, rows[i].lang);
	}
}

static void
what_is_no_page_is_refused(void **state)
{
	static const struct { const char *in; size_t n; const char *text; } rows[] = {
		{ B("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "not a text page (PNG image)" },
		{ B("\xFF\xD8\xFF\xE0"), "not a text page (JPEG image)" },
		{ B("PK\x03\x04"), "damaged ZIP archive" },
		{ B("\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F\x10\x11\x12"), "not a text page (binary data)" },
		{ B("<html><script>x</script></html>"), "no text in the page" },
		{ B("<html><ul><li><a href=/>Accueil</a><li><a href=/p>Presse</a></ul></html>"),
		    "no text in the page but navigation and the like" },
		{ B(""), "no text in the page" },
	};
	struct dg_page *page;
	struct dg_error err;
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(dg_page_read(&page, (struct dg_bytes){ rows[i].in, rows[i].n }, NULL,
		    &err), DG_EINPUT);
		assert_string_equal(err.text, rows[i].text);
		assert_null(page);
	}
}

/* What libxml2 would cut or refuse: depth beyond 256, text beyond 10 MB. */
static void
deep_and_large_pages_lose_nothing(void **state)
{
	enum { DEEP = 5000, LARGE = 11 * 1000 * 1000 };
	struct dg_buf page = { 0 };
	struct dg_page *got;
	struct dg_error err;
	(void)state;

	dg_put_str(&page, "<html><body>");
	for (int i = 0; i < DEEP; i++)
		dg_put_str(&page, "<div><span>");
	dg_put_str(&page, "<p>" P1 "</p>");
	for (int i = 0; i < LARGE / 10; i++)
		dg_put_str(&page, "word, and ");
	dg_put_str(&page, "end.<p>" P2);
	assert_int_equal(dg_page_read(&got, dg_buf_bytes(&page), NULL, &err), DG_OK);
	assert_int_equal(got->n, 3);
	assert_int_equal(got->paragraphs[1].text.n, LARGE + 4);
	assert_memory_equal(got->paragraphs[2].text.p, P2, strlen(P2));
	dg_page_free(got);
	dg_buf_free(&page);
}

/* The paragraphs that follow from the .seg file of the statement in shared/. */
static void
put_gold(struct dg_buf *out, FILE *seg, const char *between)
{
	char line[8192];
	bool open = false;

	dg_put_char(out, '[');
	while (fgets(line, sizeof line, seg)) {
		line[strcspn(line, "\n")] = '\0';
		if (!*line) {
			dg_put_str(out, "][");
		} else {
			dg_put_str(out, open ? between : "");
			dg_put_str(out, line);
		}
		open = *line != '\0';
	}
	dg_put_str(out, "]");
	dg_put_char(out, '\0');
}

static void
the_model_statement_comes_out_exactly(void **state)
{
	static const struct { const char *lang, *between; } rows[] = {
		{ "fr", " " }, { "en", " " }, { "zh", "" } };
	(void)state;

	for (size_t i = 0; i < 3; i++) {
		char path[64];
		struct dg_buf gold = { 0 }, raw = { 0 };
		struct dg_in *in;
		struct dg_error err;
		FILE *seg;

		snprintf(path, sizeof path, "../shared/statement/%s.seg", rows[i].lang);
		if (!(seg = fopen(path, "r"))) {
			/* cmocka's skip() is `not ok` in TAP */
			print_message("# skipped: no %s\n", path);
			return;
		}
		put_gold(&gold, seg, rows[i].between);
		fclose(seg);
		snprintf(path, sizeof path, "../shared/statement/%s.page.txt", rows[i].lang);
		assert_int_equal(dg_in_open(&in, path, &err), DG_OK);
		assert_int_equal(dg_in_all(in, 1 << 20, &raw, &err), DG_OK);
		expect(path, dg_buf_bytes(&raw), false, gold.p);
		dg_in_free(in);
		dg_buf_free(&gold);
		dg_buf_free(&raw);
	}
}

/* A line that ends in the middle of what could be a date; its bytes end there, too, so that
 * the sanitizer sees who reads on. */
static void
dates_end_with_their_line(void **state)
{
	static const char *const lines[] = { "18078070H0H", "21 m", "1 s", "May 2", "2019年5", "3 t" };

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		size_t n = strlen(lines[i]);
		char *exact = malloc(n);
		struct dg_date date;

		assert_non_null(exact);
		memcpy(exact, lines[i], n);
		assert_false(dg_date_find((struct dg_bytes){ exact, n }, true, &date));
		free(exact);
	}
}

static unsigned
shape_of(const char *form, const struct dg_phrase *phrase)
{
	struct dg_buf line = { 0 }, scratch = { 0 };
	unsigned shape;

	dg_put_format(&line, form, (int)phrase->n, phrase->p);
	shape = dg_words_shape(dg_words(), dg_buf_bytes(&line), &scratch);
	dg_buf_free(&line);
	dg_buf_free(&scratch);
	return shape;
}

/* A long line is looked through before it is folded, a short one is not: both find the
 * same phrases. */
static void
phrases_are_found_in_long_lines(void **state)
{
	static const char *const forms[][2] = {
		{ "%.*s: un", "%.*s: un, deux, trois, quatre, cinq, six, sept, huit" },
		{ "un, %.*s", "un, deux, trois, quatre, cinq, six, %.*s" },
		{ "Où (%.*s)", "Été, étang, élu, à, ç, œ, 部长, 外交; (%.*s) sept" },
	};
	const struct dg_words *w = dg_words();

	(void)state;
	for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
		size_t found = 0;

		for (size_t i = 0; i < w->begin[256]; i++) {
			if (!shape_of(forms[f][0], &w->phrases[i]))
				continue;
			found++;
			if (!shape_of(forms[f][1], &w->phrases[i]))
				fail_msg("%.*s", (int)w->phrases[i].n, w->phrases[i].p);
		}
		assert_true(found > 10);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_end_with_their_line),
		cmocka_unit_test(phrases_are_found_in_long_lines),
		cmocka_unit_test(bytes_become_characters),
		cmocka_unit_test(undeclared_bytes_are_told_by_looking),
		cmocka_unit_test(elements_become_paragraphs),
		cmocka_unit_test(items_are_numbered_as_the_page_shows_them),
		cmocka_unit_test(the_page_around_is_left_out),
		cmocka_unit_test(plain_text_is_read_by_its_lines),
		cmocka_unit_test(metadata_is_told),
		cmocka_unit_test(addresses_are_made_absolute),
		cmocka_unit_test(languages_are_guessed),
		cmocka_unit_test(what_is_no_page_is_refused),
		cmocka_unit_test(deep_and_large_pages_lose_nothing),
		cmocka_unit_test(the_model_statement_comes_out_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
