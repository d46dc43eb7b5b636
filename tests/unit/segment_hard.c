/* segment_hard.c -- the hard places of the three languages, one kind a row: attributions,
 * cites, initials, turns, lists, marks in a row.  A row is the text as it must be cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drogman.h"

static const char *const french[] = {
	"Le président Macron a reçu S.E. M. Lu Shaye à 10 h 30.|L'entretien a duré une heure.",
	"« La Chine et la France sont amies », a déclaré le ministre.",
	"« C'est un succès. »|Le ministre s'est félicité.",
	"« Nous sommes prêts ! », a-t-il lancé.|« Êtes-vous sûrs ? » a demandé un journaliste.|« Oui. »",
	"« Êtes-vous d'accord ? »|Le porte-parole a répondu que oui.",
	"« La paix (...) est possible », a-t-il dit.",
	"« \"La Route\" est ouverte.|Elle est longue », dit-il.",
	"« Il m'a dit : “Venez demain.”|Je suis venu », raconte-t-elle.",
	"M. Xi Jinping et Mme Peng Liyuan sont arrivés.|MM. Wang et Li aussi.",
	"Cf. art. L. 123-4 du Code civil.|L'al. 2 est abrogé.",
	"Cass. civ. 1re, 12 janv. 2010, n° 08-12.345, Bull. civ. I, n° 5.|La Cour casse.",
	"CEDH, 5 mai 2011, Dupont c. France, req. n° 1234/05.|La Cour condamne.",
	"Conseil d'État, 3 avr. 2006, M. B. c/ Ministre.|Rejet.",
	"Voir l'arrêt R. c. Oakes, [1986] 1 R.C.S. 103.|La Cour suprême a tranché.",
	"Le 1er janv. 2020, la loi est entrée en vigueur.|Le 2 févr., elle a été modifiée.",
	"Écrivez à presse@exemple.fr.|Ou visitez www.exemple.fr/contact.",
	"Voir http://www.exemple.fr/a.b?c=d.|Le fichier rapport.v2.pdf est joint.",
	"J. R. R. Tolkien et J.-J. Rousseau ont écrit.|Victor H. aussi.",
	"Le prix est de 1 234,50 €.|La hausse est de 3,5 %.|C'est peu.",
	"La population est de 1,4 milliard d'hab. en 2020.|Elle croît.",
	"Q. Que pensez-vous de cela ?|R. Rien.",
	"Question : Que pensez-vous ?|Réponse : Rien du tout.",
	"1. Le premier point.|2. Le deuxième point.|3. Le troisième.",
	"1) Le premier ;|2) le deuxième ;|3) le troisième.",
	"I. Introduction|II. Développement",
	"a. Un point.|b. Un autre.",
	"Il est né à St. Gall.|Il vit à St-Étienne.",
	"Né vers 150 av. J.-C., il mourut en 90 av. J.-C.|Rome pleura.",
	"Au XIXe s., puis au XXe s., la Chine changea.|Elle change encore.",
	"C'est-à-dire, p. ex., la paix, etc.|Tout cela compte.",
	"Le Dr. Martin et le Pr Dupont arrivent.|Me Durand aussi.",
	"L'U.E. et l'O.N.U. coopèrent.|L'O.M.S. aussi.",
	"Il travaille à l'O.N.U.|Elle travaille à la S.N.C.F.",
	"Il habite aux É.-U.|Il aime ça.",
	"Ah ! que c'est beau !|Oh ? vraiment ?",
	"Hélas ! la guerre éclata.",
	"Comment faire ?...|On ne sait pas.",
	"Quoi ?!|Non !!!|Si...",
	"Il hésita… puis partit.|Il revint…|Elle aussi.",
	"« Bonjour », dit-il.|« Au revoir », dit-elle.",
	"— Bonjour !|— Salut.|Comment vas-tu ?",
	"– Oui.|– Non.",
	"Il a répondu « non ».|Elle a dit « oui ».",
	"Il a crié « Non ! ».|Elle a ri.",
	"Il a crié « Non ! » et il est parti.",
	"Il a demandé « Pourquoi ? ».|Silence.",
	"(Il pleut.)|Il fait froid.",
	"Il pleut (c'est la saison. Tant pis).|Il fait froid.",
	"Le film « Où va-t-on ? » est sorti.|Il est bon.",
	"Tél. : 01 23 45 67 89.|Fax : 01 23 45 67 90.",
	"Le ministre (M. Le Drian) est arrivé.|M. Le Drian a parlé.",
	"C'est l'affaire de M. X.|Elle est close.",
	"Vitamine C.|Elle est utile.",
	"Le point no 5 est retiré.|Le n° 6 reste.",
	"Paris, le 21 mai 2019.|Le ministre s'est exprimé.",
	"(Paris, 21 mai 2019) – Le ministre s'est exprimé.|Il a conclu.",
	"Déclaration de S.E.M. Zhai Jun, Ambassadeur de Chine.|Il est en France.",
	"Le gouvernement a dit: \"Oui.\"|Puis: \"Non.\"",
	"\"Est-ce vrai ?\" a-t-il demandé.|\"Oui.\"",
	"Il a dit: «Oui.»|Elle: «Non.»",
	"« Oui », a dit M. Wang.|« Non », a dit Mme Li.",
	"« Oui. », dit-il.|Fin.",
	"« La Chine […] continuera. »|Et d'ajouter : « Toujours. »",
	"« Merci. »|(Applaudissements.)",
	"(Rires.)|Merci.",
	"Le juge Roberts, cf. note 3, p. 12, s'abstient.|Il se tait.",
	"M. le Premier ministre, MM. les ministres, Mmes et MM. les députés, merci.",
	"Il arrive à 8 h.|Elle part à 9 h 15.",
	"L'entreprise Dupont & Cie a fermé.|Ses salariés partent.",
	"Les « Gilets jaunes » manifestent.|Le préfet « s'inquiète ».",
	"Né le 3 févr. 1950 à Nancy (Meurthe-et-Moselle), il fut ambassadeur.",
	"Il vaut 3 M€.|Elle vaut 4 Md€.",
	"Il a lu « Qui suis-je ? » et « Que faire ? ».|Il dort.",
	"Le président a affirmé que « la France est là ».|« Elle restera. », a-t-il ajouté.",
	"« Pourquoi ?|Parce que c'est ainsi. »",
	NULL
};

static const char *const english[] = {
	"H.E. Mr. Lu Shaye met with Sen. John McCain (R-Ariz.) on Capitol Hill.|They spoke at length.",
	"\"We are ready,\" said Mr. Wang.|\"Are you?\"",
	"\"We are ready!\" said Mr. Wang, smiling.|\"Are you sure?\" a reporter asked.",
	"\"We are ready.\"|Mr. Wang smiled.",
	"“It is a success.|We will go on,” he said.",
	"“Is it true?” she asked.|“Yes.”",
	"He asked, “Is it true?” and left.",
	"She said “no.”|He said “yes.”",
	"The U.S. and the U.K. agreed.|The E.U. did not.",
	"He moved to the U.S. in 1999.|She stayed in the U.K.",
	"He moved to Washington, D.C.|She stayed.",
	"He lives in Washington, D.C. with his wife.",
	"Brown v. Board of Education, 347 U.S. 483 (1954).|The Court held so.",
	"See Smith v. Jones, No. 12-345, slip op. at 5 (9th Cir. 2012).|We agree.",
	"See 42 U.S.C. § 1983.|The statute is clear.",
	"Under Art. 5 of the Treaty, Sec. 2 applies.|See also para. 12.",
	"On Jan. 20, 2021, Pres. Biden took office.|Gen. Austin followed.",
	"It opens at 9 a.m. and closes at 5 p.m.|Admission is free.",
	"It opens at 9 a.m. Monday.|It closes late.",
	"The meeting is at 5 p.m. EST on Friday.",
	"Apple Inc. announced it.|Google LLC did too.",
	"The company, Huawei Technologies Co., Ltd., responded.|It denied it.",
	"Mr. J. P. Morgan and Dr. A. B. Smith Jr. attended.|George W. Bush did not.",
	"He got a Ph.D. in 1999.|She has an M.A.",
	"Q. What do you think?|A. Nothing.",
	"Q: What is your comment?|A: We have noted it.",
	"1. First point.|2. Second point.|3. Third point.",
	"(a) the first;|(b) the second.",
	"(1) The first one.|(2) The second one.",
	"I. Introduction.|II. Development.",
	"E-mail press@example.com.|Visit www.example.com/contact today.",
	"See http://example.com/a.b?c=d.|The file report.v2.pdf is attached.",
	"Prices rose 3.5 percent to $1.2 billion.|That is a lot.",
	"What?!|No!!!|Really...|Yes.",
	"He hesitated... then left.|She came back....|He did too.",
	"He hesitated … then left.",
	"“I . . . do not know,” he said.|She left.",
	"(It rains.)|It is cold.",
	"It rains (which is sad. It was fine).|It is cold.",
	"The film “Who Are You?” was released.|It is good.",
	"Yahoo! Inc. was sold.|It was big.",
	"He works for Jeopardy! in L.A.|She does not.",
	"The St. Louis office and Mt. Everest are far.|Ft. Worth too.",
	"Approx. 5 people came, i.e. few, e.g. Tom, et al., etc.|All left.",
	"Vitamin C.|It is useful.",
	"He is no. 5.|She said no.|They left.",
	"BEIJING, May 21 (Xinhua) -- The minister said so.|He added more.",
	"'I am here,' he said.|'Are you?'",
	"'Is it true?' he asked.|'It is.'",
	"He said: \"Yes.\"|She said: \"No.\"",
	"\"Yes,\" he said, \"it is.\"|\"No,\" she said.",
	"\"He told me, 'Come here.'\"|She nodded.",
	"He said, “She told me, ‘Come here.’”|Then he left.",
	"The results (see Fig. 3) are clear.|See Table 2.",
	"It costs $5.|It's cheap.",
	"The rate is 5%.|It rose.",
	"It was 25 °C.|It was hot.",
	"Version 2.0 is out.|Ver. 3.0 follows.",
	"Thank you.|(Applause.)",
	"Note: see below.|End.",
	"The U.N. Security Council met.|The U.N. Charter says so.",
	"Rep. Smith (D-Calif.) voted.|Gov. Lee did not.",
	"She was born in the 1980s.|He was not.",
	"Are you from the U.S.?|Yes, I am.",
	"Did he say \"Let's go\"?|Yes.",
	"Ladies and gentlemen, thank you.|Mr. Secretary-General, welcome.",
	"The Hon. Judge Roberts, C.J., dissenting, said no.|He sat down.",
	"He earns $3 bn. a year.|She earns more.",
	"\"Why?|Because it is so.\"",
	"The minister (Mr. Lee) arrived.|Mr. Lee spoke.",
	"At 10 a.m. the talks began.|They ended at 6 p.m.",
	"China's GDP grew 6.8 pct.|Exports fell.",
	"Call +33 (0)1 23 45 67 89.|Or write.",
	NULL
};

static const char *const chinese[] = {
	"国家主席习近平会见法国总统马克龙。|双方就中法关系交换意见。",
	"王毅说：“中法是好朋友。|我们愿加强合作。”|双方还讨论了其他问题。",
	"“我们准备好了！”他说。|“你确定吗？”记者问。|“是的。”",
	"他问：“是真的吗？”|她答：“是。”",
	"他问“是真的吗？”，然后走了。",
	"发言人指出：“这是‘一带一路’的成果。”|她还说：“我们欢迎。”",
	"（一）加强合作。|（二）深化友谊。",
	"1、加强合作；|2、深化友谊。",
	"1. 加强合作。|2. 深化友谊。",
	"第一，合作。|第二，友谊。",
	"问：你对此有何评论？|答：我们注意到有关报道。|问：还有吗？|答：没有。",
	"记者：请问……？|发言人：不予置评。",
	"增长3.5%，达1.2亿元。|很好。",
	"访问www.example.cn。|或写信至press@example.cn。",
	"他叫J. K. 罗琳。|她是作家。",
	"约翰·史密斯先生来了。|他很高兴。",
	"他犹豫……然后走了。",
	"他犹豫了……。|她也是。",
	"（掌声。）|谢谢。",
	"天下雨（真可惜。本来很好）。|很冷。",
	"《你好，李焕英》上映了。|很好看。",
	"他看了《谁的青春不迷茫？》这部电影。|很好。",
	"2019年5月21日，北京。|会谈开始。",
	"“一国两制”成功。|香港繁荣。",
	"他说:\"好。\"|她说:\"不。\"",
	"「你好。」他說。|「再見。」她說。",
	"『真的嗎？』他問。",
	"他說：「她告訴我：『來吧。』」|然後離開。",
	"他说：“她告诉我：‘来吧。’”|然后离开。",
	"中方主张：一是合作；二是共赢；三是和平。|各方同意。",
	"“我……我不知道。”她说。",
	"请看图1.2。|很清楚。",
	"联合国安理会（下称“安理会”）开会。|通过决议。",
	"A公司（A Co., Ltd.）宣布。|B公司否认。",
	"\"好!\"他说.|\"不好.\"她说.",
	"哦，是吗?|是的.",
	"“我们准备好了。”王毅表示，“中方愿意合作。”他强调说。",
	"一、加强合作；|二、深化友谊；|三、扩大交流。",
	"（1）加强合作；|（2）深化友谊。",
	NULL
};

/* The text is the row without its |, with a blank there unless it is Chinese. */
static void
try_row(struct dg_segmenter *s, const char *row, const char *blank)
{
	struct dg_buf text = { 0 }, got = { 0 };
	struct dg_spans spans = { 0 };
	struct dg_error err;

	for (const char *p = row; *p; p++)
		if (*p == '|')
			dg_put_str(&text, blank);
		else
			dg_put_char(&text, *p);
	assert_int_equal(dg_segment(s, dg_buf_bytes(&text), &spans, &err), DG_OK);
	for (size_t i = 0; i < spans.n; i++) {
		dg_put_str(&got, i > 0 ? "|" : "");
		dg_put(&got, text.p + spans.at[i].start, spans.at[i].end - spans.at[i].start);
	}
	dg_put(&got, "", 1);
	assert_string_equal(got.p, row);
	dg_buf_free(&text);
	dg_buf_free(&got);
	dg_spans_free(&spans);
}

static void
try_rows(const char *lang, const char *const *rows)
{
	struct dg_segmenter *s;
	struct dg_error err;

	assert_int_equal(dg_segmenter_new(&s, lang, &err), DG_OK);
	for (; *rows; rows++)
		try_row(s, *rows, strncmp(lang, "zh", 2) == 0 ? "" : " ");
	dg_segmenter_free(s);
}

static void
hard_french(void **state)
{
	(void)state;
	try_rows("fr", french);
	try_rows("fr-CA", french);
	try_rows("fr-CH", french);
}

static void
hard_english(void **state)
{
	(void)state;
	try_rows("en", english);
}

static void
hard_chinese(void **state)
{
	(void)state;
	try_rows("zh", chinese);
	try_rows("zh-Hant", chinese);
}

static void
what_a_region_adds(void **state)
{
	static const char *const canada[] = { "L.R.C. (1985), ch. C-46, par. 5, s'applique.|Le tribunal l'a dit.",
		"1234, boul. René-Lévesque, bur. 5, Montréal.|Fermé.", NULL };
	static const char *const switzerland[] = { "Art. 8 al. 2 let. A Cst. et consid. 3 de l'arrêt.|Il coûte 5 fr. 50.|C'est peu.",
		"Cela coûte 3 mio. Environ.", NULL };
	static const char *const taiwan[] = { "他說「你好嗎？」云云。|她走了。", NULL };
	(void)state;

	try_rows("fr-CA", canada);
	try_rows("fr-CH", switzerland);
	try_rows("zh-TW", taiwan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hard_french),
		cmocka_unit_test(hard_english),
		cmocka_unit_test(hard_chinese),
		cmocka_unit_test(what_a_region_adds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
