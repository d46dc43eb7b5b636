/* words.c -- lines that belong to pages, whatever they are about. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "text/text.h"

enum how {
	WHOLE,		/* the line is made of such phrases */
	LABEL,		/* what follows it is of the page too: "Tags: …" */
	SECTION,	/* and so are the lines below: "Read also" */
	OPENS,		/* a section, whatever it is named after: "More from …" */
	STAMP,		/* a label, even before a date: "Last modified: …" */
	FACTS,		/* a label of a document's number: "Reference: …" */
	FIELD,		/* the name of a field, when it stands alone: "Date:" */
	CREDIT,		/* a label of who took a picture */
	KIND,		/* what kind of document the page holds: "Press release" */
	BYLINE,		/* who wrote it, whatever follows */
	BRIEF,		/* inside a line that is short */
	ANYWHERE	/* even inside a sentence */
};

/* Folded: small, without accents, other marks as blanks (see dg_fold).  A
 * further language is further rows. */
static const struct { enum how how; const char *phrases; } words[] = {
	/* what one can do with the page */
	{ WHOLE, "print|print this page|print page|printer friendly|printer friendly version|"
	    "imprimer|imprimer la page|imprimer cette page|version imprimable|"
	    "打印|打印本页|打印本頁|列印|列印本頁|打印此页|打印页面|打印文章|友好打印|我要打印" },
	{ WHOLE, "suggest to a friend|suggest|send to a friend|tell a friend|recommend|email to a friend|"
	    "e mail|email|mail|send|send by email|email this page|envoyer|envoyer a un ami|"
	    "envoyer par mail|envoyer par courriel|courriel|recommander|recommander a un ami|"
	    "suggerer a un ami|推荐|推荐给朋友|推薦給朋友|推荐给好友|转发|轉寄|转寄好友|邮件|发送邮件" },
	{ WHOLE, "share|share this|share this page|share on|share via|partager|partager sur|"
	    "partager cette page|partager la page|partager l article|分享|分享到|分享至|分享本页|"
	    "facebook|twitter|x|linkedin|whatsapp|weibo|wechat|telegram|instagram|youtube|"
	    "pinterest|tumblr|reddit|messenger|bluesky|threads|flickr|rss|qq|微博|微信|新浪微博|"
	    "腾讯微博|qq空间|人人网|开心网|豆瓣|朋友圈|更多|copy link|copier le lien|复制链接|扫一扫" },
	{ WHOLE, "a|aa|aaa|large|small|medium|font size|text size|taille du texte|taille|"
	    "agrandir|reduire|grand|moyen|petit|字体|字号|字號|字体大小|大|中|小|放大|缩小|默认|"
	    "save|save as pdf|pdf|download pdf|telecharger en pdf|enregistrer|收藏|收藏本页|加入收藏|"
	    "保存|关闭|关闭窗口|關閉|關閉視窗|close|close window|fermer|fermer la fenetre|收起|展开|"
	    "ecouter|listen|收听|朗读|评论|纠错" },
	/* where one can go */
	{ WHOLE, "home|home page|homepage|accueil|portada|inicio|首页|首頁|主页|网站首页|返回首页|"
	    "back to index|return to index|retour au sommaire|sommaire|index|publication date|"
	    "date de publication|back|back to top|top|top of page|go back|return|retour|retour en haut|"
	    "retour a l accueil|retour a la liste|haut de page|haut de la page|返回|返回顶部|回到顶部|"
	    "返回列表|页首|回頂端|"
	    "next|previous|previous article|next article|next page|suivant|precedent|"
	    "article suivant|article precedent|page suivante|page precedente|上一页|下一页|"
	    "search|rechercher|recherche|搜索|搜尋|menu|navigation|contact|contact us|contactez nous|"
	    "nous contacter|联系我们|聯絡我們|site map|sitemap|plan du site|网站地图|網站地圖|"
	    "about us|a propos|关于我们|關於我們|legal notice|mentions legales|"
	    "privacy policy|terms of use|cookies|accessibility|accessibilite|"
	    "page contents|on this page|contents of this page|dans cette page|sur cette page|本页目录|"
	    "skip to content|skip to main content|aller au contenu|aller au contenu principal|"
	    "read more|more|lire la suite|en savoir plus|learn more|see all|voir tout|查看更多|"
	    "english|francais|deutsch|espanol|中文|中文版|简体中文|繁體中文|繁体版|简体版|英文版|法文版|"
	    "log in|login|connexion|登录|注册" },
	{ LABEL, "tags|tag|mots cles|mot cle|keywords|themes|topics|etiquettes|热词|标签|标签|關鍵字|关键词|关键字|标签云|"
	    "read also|lire aussi|a lire aussi|voir aussi|see also|related|延伸阅读|延伸閱讀|另请参阅|"
	    "share|partager|partager sur|share on|分享到|分享至|字体|字号|字號|字体大小|font size|"
	    "text size|taille du texte|责任编辑|責任編輯|编辑|浏览次数|点击数|阅读次数|点击次数|阅读量|"
	    "views|hits|vues|visites|访问量|点击率|阅读数|人气|访问次数|nombre de visites|"
	    "you are here|vous etes ici|您的位置|"
	    "当前位置|您现在的位置|您所在的位置|目前位置|所在位置|previous|next|article precedent|"
	    "article suivant|上一篇|下一篇|上一条|下一条|previous post|next post|categories|filed under|"
	    "source|sources|author|auteur|来源|來源|文章来源|信息来源|稿源|消息来源|作者|文章类型|"
	    "posted in|classe dans|rubrique|publie dans|archive sous|permalink|版权声明|"
	    "adresse de cette page|page address|本文网址|本页地址|原文链接|html|pdf|available languages|"
	    "other languages|langues disponibles|autres langues|其他语言|"
	    "follow us|suivez nous|关注我们|webmaster|技术支持|主办|承办|visiteurs|發布單位|發佈單位|發布機關|資料點閱次數|點閱次數|點閱數|"
	    "瀏覽次數|瀏覽人次|點擊數|文章來源" },
	{ SECTION, "read also|lire aussi|a lire aussi|voir aussi|a voir aussi|see also|related|related articles|"
	    "related news|related stories|related links|related content|more news|latest news|"
	    "updates to this page|you may also like|recommended|most read|most viewed|top stories|"
	    "articles lies|articles similaires|sur le meme sujet|dans la meme rubrique|"
	    "dans la meme categorie|a lire egalement|voir egalement|liens utiles|liens connexes|"
	    "recent posts|recent articles|recent news|in this section|also in this section|more stories|"
	    "discover more|discover also|more to read|read next|up next|latest|latest updates|"
	    "autres articles|autres actualites|articles recents|toute l actualite|a decouvrir|"
	    "a decouvrir aussi|a decouvrir egalement|pour aller plus loin|pour en savoir plus|"
	    "actualites|actualites liees|dernieres actualites|a la une|plus d articles|"
	    "les plus lus|documents lies|相关新闻|相關新聞|相关链接|相關連結|相关文章|相关报道|"
	    "相关阅读|相关信息|相关内容|相关文档|相关附件|相關資訊|延伸阅读|延伸閱讀|推荐阅读|"
	    "相关稿件|相关热词|猜你喜欢|往期回顾|更多精彩|精彩推荐|热图推荐|点击排行|热门文章|热点新闻|最新消息|最新动态|更多新闻|友情链接|其他新闻|您可能感兴趣" },
	{ OPENS, "more from|more on this|more about|more in|plus d infos sur|plus d articles|voir tous les|"
	    "voir toutes les|tous les articles|see all|view all|更多" },
	{ SECTION, "press contact|press contacts|media contact|media contacts|media enquiries|media inquiries|"
	    "for journalists|press enquiries|contact presse|contacts presse|contact medias|"
	    "contacts medias|"
	    "pour les journalistes|personnes ressources|新闻联系人|媒体联络|媒体联系人" },
	{ SECTION, "responses to this|reponses|replies|responses|条评论|网友留言|comments|comment|"
	    "commentaires|leave a comment|leave a reply|post a comment|"
	    "laisser un commentaire|votre commentaire|reagir|repondre a cet article|评论|发表评论|"
	    "网友评论|我要评论|我来评论|我来说两句|留言" },
	{ STAMP, "last modified|last updated|last update|updated|page updated|page last updated|"
	    "derniere mise a jour|derniere modification|derniere modification le|"
	    "mis a jour|mise a jour|mis a jour le|"
	    "page mise a jour|mise a jour le|derniere mise a jour le|modifie le|last modified on|"
	    "last updated on|updated on|today is|nous sommes le|今天是|今日是|最后更新|最后修改|更新时间|更新日期|最後更新|最后更新时间|修改时间|最後更新日期" },
	{ KIND, "press release|news release|media release|press statement|press releases|statement|speech|"
	    "speeches|remarks|news|news story|announcement|communique|communique de presse|communiques|"
	    "declaration|declarations|discours|actualite|allocution|point de presse|新闻稿|新聞稿|要闻|讲话|"
	    "声明|公告|通知公告|新闻动态" },
	{ FACTS, "reference|references|ref|n ref|our ref|document number|document no|numero de document|"
	    "location|place|venue|lieu|speaker|orateur|地点|地點|"
	    "索引号|索 引 号|发文字号|文号|发文机关|发文机构|主题分类|主题词|公文种类|成文日期|信息分类|文种" },
	{ FIELD, "date|date de publication|publication date|日期|发布日期|發布日期|时间|發布時間" },
	{ CREDIT, "photo|photo by|photo credit|photo credits|photo courtesy|image credit|picture credit|"
	    "credit photo|credits photo|credits photos|credit photographique|图片来源|图源|供图|摄影|图 文|文 图|图文|撰稿|供稿" },
	{ BYLINE, "publie il y a|mis a jour il y a|temps de lecture|lecture|reading time|"
	    "written by|posted by|submitted by|ecrit par|publie par|redige par|soumis par|mis en ligne par" },
	{ BRIEF, "newsletter|lettre d information|infolettre|mailing list|subscribe to our|"
	    "sign up for our|sign up to our|"
	    "s abonner a notre|cette page vous|cet article vous|"
	    "this page helpful|this page useful|this article helpful|problem with this page|"
	    "error on this page|improve this page|erreur sur cette page|probleme sur cette page|本页内容|"
	    "页面纠错|公众号|公眾號|扫码|扫描二维码|扫一扫" },
	{ ANYWHERE, "all rights reserved|tous droits reserves|版权所有|版權所有|京icp备|icp备|"
	    "京公网安备|copyright" },
	{ ANYWHERE, "best viewed|you are visitor|visitor number|vous etes le visiteur|您是第|位访客" },
	{ ANYWHERE, "this site uses cookies|this website uses cookies|we use cookies|uses cookies to|"
	    "ce site utilise des cookies|utilise des cookies|utilisons des cookies|depot de cookies|"
	    "utilisation de cookies|utilisation des cookies|本网站使用cookie|使用 cookie|使用cookie|"
	    "enable javascript|activer javascript|subscribe to our newsletter|"
	    "abonnez vous a|inscrivez vous a la|订阅我们" },
};

/* U+00C0 to U+017F without their accents; '.' where the base is no letter. */
static const char base_letters[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuyts"
    "aaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

uint32_t
dg_fold_wide(uint32_t c)
{
	if (c >= 0xFF21 && c <= 0xFF5A)
		c -= 0xFEE0;
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (c >= 0xC0 && c <= 0x17F)
		c = (unsigned char)base_letters[c - 0xC0];
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0x180 && c < 0x2000) ||
	    dg_is_han(c) || (c >= 0x3041 && c <= 0x30FF) || (c >= 0xAC00 && c < 0xD7A4))
		return c;
	return ' ';
}

static char *
put_three(char *to, uint32_t c)
{
	to[0] = (char)(0xE0 | c >> 12);
	to[1] = (char)(0x80 | (c >> 6 & 0x3F));
	to[2] = (char)(0x80 | (c & 0x3F));
	return to + 3;
}

static char *
put_other(struct dg_buf *out, char *to, uint32_t c)
{
	out->n = (size_t)(to - out->p);
	dg_put_code(out, c);
	return out->p + out->n;
}

/* ASCII letters small, digits; 0: a mark. */
static const char folded[128] = {
#define L(c) [c] = c, [c - 32] = c
	L('a'), L('b'), L('c'), L('d'), L('e'), L('f'), L('g'), L('h'), L('i'), L('j'), L('k'), L('l'),
	L('m'), L('n'), L('o'), L('p'), L('q'), L('r'), L('s'), L('t'), L('u'), L('v'), L('w'), L('x'),
	L('y'), L('z'),
#undef L
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9',
};

/* The letters and digits that `s` begins with, folded, while they are ASCII: how many. */
static size_t
fold_word(char *to, struct dg_bytes s)
{
	size_t n = 0;

	while (n < s.n && (unsigned char)s.p[n] < 0x80 && folded[(unsigned char)s.p[n]]) {
		to[n] = folded[(unsigned char)s.p[n]];
		n++;
	}
	return n;
}

void
dg_fold(struct dg_buf *out, struct dg_bytes s)
{
	bool gap = false;
	char *to;

	/* folding never makes more bytes than there were */
	if (!dg_grow(&out->p, &out->cap, out->n + s.n + 1, 1)) {
		out->failed = true;
		return;
	}
	to = out->p + out->n;
	for (size_t i = 0; i < s.n;) {
		bool ascii = (unsigned char)s.p[i] < 0x80;
		bool word = ascii && folded[(unsigned char)s.p[i]];
		size_t start = i;
		uint32_t c = ' ';

		if (!ascii)
			c = dg_fold_wide(dg_next(s, &i));
		else if (!word)
			i++;
		if (!word && c == ' ') {
			gap = to > out->p;
			continue;
		}
		if (gap)
			*to++ = ' ';
		gap = false;
		if (word) {
			i += fold_word(to, (struct dg_bytes){ s.p + i, s.n - i });
			to += i - start;
		} else if (c < 0x80) {
			*to++ = (char)c;
		} else if (c >= 0x800 && c < 0x10000 && i - start == 3) {
			to = put_three(to, c);
		} else {
			to = put_other(out, to, c);
		}
	}
	out->n = (size_t)(to - out->p);
}

static unsigned
pair_of(const char *p)
{
	return (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

static unsigned
hash_of(const char *p)
{
	return (pair_of(p) * 31u + (unsigned char)p[2]) & 0xFFFF;
}

/* No phrase begins the line; a few are shorter than three bytes, and so are their lines. */
static bool
begins_otherwise(const struct dg_words *w, struct dg_bytes s)
{
	return s.n > 8 && !(w->starts[hash_of(s.p) >> 3] >> (hash_of(s.p) & 7) & 1);
}

static void
add_phrases(struct dg_words *w, size_t row, bool count)
{
	for (const char *p = words[row].phrases; *p;) {
		size_t n = strcspn(p, "|");
		unsigned char first = (unsigned char)*p;

		if (count)
			w->begin[first + 1]++;
		else if (w->begin[first] < DG_PHRASES)
			w->phrases[w->begin[first]++] = (struct dg_phrase){ p, (uint8_t)n,
			    (uint8_t)words[row].how };
		if (n > 2)
			w->starts[hash_of(p) >> 3] |= (uint8_t)(1 << (hash_of(p) & 7));
		if (words[row].how == ANYWHERE || words[row].how == BRIEF) {
			assert(n >= 6);
			w->anywhere[hash_of(p) >> 3] |= (uint8_t)(1 << (hash_of(p) & 7));
			w->further[hash_of(p + 3) >> 3] |= (uint8_t)(1 << (hash_of(p + 3) & 7));
		}
		p += n + (p[n] == '|');
	}
}

/* A counting sort by the first byte: once to count, once to put in place. */
void
dg_words_sort(struct dg_words *w)
{
	enum { ROWS = sizeof words / sizeof *words };

	*w = (struct dg_words){ 0 };
	for (size_t i = 0; i < ROWS; i++)
		add_phrases(w, i, true);
	for (size_t c = 0; c < 256; c++)
		w->begin[c + 1] += w->begin[c];
	assert(w->begin[256] <= DG_PHRASES);
	for (size_t i = 0; i < ROWS; i++)
		add_phrases(w, i, false);
	/* each beginning has moved to its end: move them back */
	for (size_t c = 256; c > 0; c--)
		w->begin[c] = w->begin[c - 1];
	w->begin[0] = 0;
}

static struct dg_words sorted;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
sort_phrases(void)
{
	dg_words_sort(&sorted);
}

const struct dg_words *
dg_words(void)
{
	pthread_once(&once, sort_phrases);
	return &sorted;
}

/* A phrase ends where a word ends; a Chinese one anywhere. */
static bool
ends_well(struct dg_bytes s, size_t n)
{
	return n == s.n || s.p[n] == ' ' || (unsigned char)s.p[n] >= 0x80 ||
	    (unsigned char)s.p[n - 1] >= 0x80;
}

/* The longest phrase of that kind that `s` begins with; 0: none. */
static size_t
begins_with(const struct dg_words *w, struct dg_bytes s, enum how how)
{
	size_t best = 0, c = s.n ? (unsigned char)s.p[0] : 0;

	for (size_t i = w->begin[c]; i < w->begin[c + 1]; i++) {
		const struct dg_phrase *p = &w->phrases[i];

		if (p->how == how && p->n > best && p->n <= s.n && (p->n == 1 || p->p[1] == s.p[1]) &&
		    memcmp(s.p, p->p, p->n) == 0 &&
		    (how >= BRIEF || ends_well(s, p->n)))
			best = p->n;
	}
	return best;
}

/* Where the next word begins, a Chinese one with any character. */
static size_t
next_word(struct dg_bytes s, size_t i, bool ascii)
{
	const char *blank;

	if (ascii) {
		blank = memchr(s.p + i, ' ', s.n - i);
		return blank ? (size_t)(blank - s.p) + 1 : s.n;
	}
	if ((unsigned char)s.p[i] >= 0x80)
		return i + 1;
	while (i < s.n && s.p[i] != ' ' && (unsigned char)s.p[i] < 0x80)
		i++;
	return i + (i < s.n && s.p[i] == ' ');
}

static bool
is_ascii(struct dg_bytes s)
{
	uint64_t all = 0, v;
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		memcpy(&v, s.p + i, 8);
		all |= v;
	}
	for (; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return (all & 0x8080808080808080u) == 0;
}

enum { LABEL_MAX = 100 };

/* Of a short line what is no more than a call counts, too. */
static unsigned
inside_shape(const struct dg_words *w, struct dg_bytes s)
{
	bool ascii = is_ascii(s);
	unsigned shape = 0;

	for (size_t i = 0; i + 2 < s.n; i = next_word(s, i, ascii)) {
		struct dg_bytes rest = { s.p + i, s.n - i };

		if (!(w->anywhere[hash_of(rest.p) >> 3] >> (hash_of(rest.p) & 7) & 1))
			continue;
		if (begins_with(w, rest, ANYWHERE))
			return SHAPE_WORDS;
		if (s.n < LABEL_MAX && begins_with(w, rest, BRIEF))
			shape = SHAPE_WORDS | SHAPE_CALL;
	}
	return shape;
}

/* Nothing but phrases of one kind, and numbers: "Partager 12". */
static bool
is_made_of(const struct dg_words *w, struct dg_bytes s)
{
	size_t at = 0, found = 0;

	while (at < s.n) {
		size_t n = begins_with(w, (struct dg_bytes){ s.p + at, s.n - at }, WHOLE);

		if (n)
			found++;
		else if (s.p[at] == ' ' || (s.p[at] >= '0' && s.p[at] <= '9'))
			n = 1;
		if (!n)
			return false;
		at += n;
	}
	return found > 0;
}

/* The line up to its first colon; without one, the whole line. */
static struct dg_bytes
before_colon(struct dg_bytes line)
{
	for (size_t i = 0; i < line.n && i < LABEL_MAX;) {
		size_t start = i;
		uint32_t c = dg_next(line, &i);

		if (c == ':' || c == 0xFF1A)
			return (struct dg_bytes){ line.p, start };
	}
	return line;
}

/* A label is the whole line, or stands before a colon or a number. */
static bool
is_label(const struct dg_words *w, struct dg_bytes s, struct dg_bytes label, enum how how)
{
	size_t n = begins_with(w, label, how);

	return n && (n == label.n || (n + 1 < s.n && s.p[n + (s.p[n] == ' ')] >= '0' &&
	    s.p[n + (s.p[n] == ' ')] <= '9'));
}

/* "2 comments", "Commentaires (2)": the line without what it counts. */
static struct dg_bytes
without_count(struct dg_bytes s)
{
	while (s.n && (*s.p == ' ' || (*s.p >= '0' && *s.p <= '9'))) {
		s.p++;
		s.n--;
	}
	if (s.n > 3 && memcmp(s.p + s.n - 3, "条", 3) == 0)
		s.n -= 3;
	while (s.n && (s.p[s.n - 1] == ' ' || (s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')))
		s.n--;
	return s;
}

static unsigned
section_shape(const struct dg_words *w, struct dg_bytes s, struct dg_bytes line)
{
	struct dg_bytes bare = without_count(s);

	if (bare.n && begins_with(w, bare, SECTION) == bare.n)
		return SHAPE_SECTION | SHAPE_WORDS;
	if (s.n < 60 && begins_with(w, s, OPENS) && !dg_is_sentence_mark((unsigned char)line.p[line.n - 1]))
		return SHAPE_SECTION | SHAPE_WORDS;
	return begins_with(w, s, KIND) == s.n || (s.n < LABEL_MAX && begins_with(w, s, BYLINE)) ?
	    SHAPE_KIND : 0;
}

/* The character at *i as dg_fold has it; 0: a mark. */
static uint32_t
folded_code(struct dg_bytes s, size_t *i)
{
	uint32_t c;

	if ((unsigned char)s.p[*i] < 0x80)
		return (unsigned char)folded[(unsigned char)s.p[(*i)++]];
	c = dg_fold_wide(dg_next(s, i));
	return c == ' ' ? 0 : c;
}

static char *
put_two(char *to, uint32_t c)
{
	to[0] = (char)(0xC0 | c >> 6);
	to[1] = (char)(0x80 | (c & 0x3F));
	return to + 2;
}

/* The `n` bytes that the fold of `s` from `i` on begins with, and up to two more; false: it has
 * fewer. */
static bool
first_bytes(struct dg_bytes s, size_t i, char *bytes, size_t n)
{
	size_t k = 0;
	bool gap = false;

	while (k < n && i < s.n) {
		uint32_t c = folded_code(s, &i);

		if (c == 0) {
			gap = k > 0;
			continue;
		}
		if (gap)
			bytes[k++] = ' ';
		gap = false;
		if (c < 0x80)
			bytes[k++] = (char)c;
		else if (c < 0x800)
			k = (size_t)(put_two(bytes + k, c) - bytes);
		else
			k = (size_t)(put_three(bytes + k, c) - bytes);
	}
	return k >= n;
}

static bool
is_set(const uint8_t *bits, const char *three)
{
	return bits[hash_of(three) >> 3] >> (hash_of(three) & 7) & 1;
}

/* first_bytes, of three: in place where they are ASCII letters. */
static inline bool
first_three(struct dg_bytes s, size_t i, char *three)
{
	for (size_t k = 0; k < 3; k++) {
		unsigned char c = i + k < s.n ? (unsigned char)s.p[i + k] : 0;

		if (c >= 0x80 || !folded[c])
			return first_bytes(s, i, three, 3);
		three[k] = folded[c];
	}
	return true;
}

/* False: folded, the line begins with no phrase and holds none; told without folding it. */
static bool
may_match(const struct dg_words *w, struct dg_bytes s)
{
	bool start = true, first = true;
	char six[9];

	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t c = folded_code(s, &i);
		bool word = c != 0, wide = c >= 0x80;

		if (word && (start || wide) && first_three(s, at, six)) {
			if ((first && is_set(w->starts, six)) || (is_set(w->anywhere, six) &&
			    first_bytes(s, at, six, 6) && is_set(w->further, six + 3)))
				return true;
			first = false;
		}
		start = !word || wide;
		while (!start && i < s.n && (unsigned char)s.p[i] < 0x80 && folded[(unsigned char)s.p[i]])
			i++;
	}
	return first;
}

bool
dg_words_maybe(const struct dg_words *w, struct dg_bytes line)
{
	return line.n > 0 && (!begins_otherwise(w, line) || inside_shape(w, line));
}

/* "Photo: A. Name", "（图/文 …）". */
static bool
is_credit(const struct dg_words *w, struct dg_bytes s, struct dg_bytes label, struct dg_bytes line,
    bool has_colon)
{
	bool bracket = line.p[0] == '(' || (line.n > 3 && memcmp(line.p, "（", 3) == 0);

	return !dg_is_sentence_mark((unsigned char)line.p[line.n - 1]) &&
	    ((has_colon && is_label(w, s, label, CREDIT)) || (bracket && begins_with(w, s, CREDIT)));
}

unsigned
dg_words_shape(const struct dg_words *w, struct dg_bytes line, struct dg_buf *scratch)
{
	struct dg_bytes s, label;
	bool has_colon;
	unsigned shape;
	size_t n;

	if (line.n > 800 || (line.n > 40 && !may_match(w, line)))
		return 0;
	scratch->n = 0;
	dg_fold(scratch, line);
	n = scratch->n;
	s = (struct dg_bytes){ scratch->p, n };
	if (n == 0 || scratch->failed)
		return 0;
	if (begins_otherwise(w, s) && !(s.p[0] >= '0' && s.p[0] <= '9'))
		return inside_shape(w, s);
	/* the label is folded like the line, so it is a beginning of it */
	label = before_colon(line);
	has_colon = label.n < line.n;
	if (label.n < line.n)
		dg_fold(scratch, label);
	if (scratch->failed)
		return 0;
	s = (struct dg_bytes){ scratch->p, n };
	if (label.n < line.n)
		label = (struct dg_bytes){ scratch->p + n, scratch->n - n };
	else
		label = s;
	if (label.n && label.p[0] == ' ')
		label = (struct dg_bytes){ label.p + 1, label.n - 1 };
	if ((shape = section_shape(w, s, line)))
		return shape;
	if (n < 240 && (is_label(w, s, label, STAMP) || (begins_with(w, s, STAMP) && dg_is_date_line(line))))
		return SHAPE_WORDS | SHAPE_STAMP;
	if (n < 240 && is_label(w, s, label, LABEL))
		return SHAPE_WORDS;
	if (n < 240 && has_colon && (is_label(w, s, label, FACTS) || begins_with(w, s, FIELD) == n))
		return SHAPE_KIND | SHAPE_STAMP;
	if (n < 80 && is_credit(w, s, label, line, has_colon))
		return SHAPE_WORDS;
	if ((shape = inside_shape(w, s)))
		return shape;
	return n < 160 && is_made_of(w, s) ? SHAPE_WORDS : 0;
}

/* What stands between the parts of a breadcrumb or of a menu in one line. */
static bool
is_separator(uint32_t c)
{
	return c == '>' || c == '|' || c == 0x203A || c == 0x2192 || c == 0x25B6 || c == 0xFF1E ||
	    c == 0xFF5C || c == 0xBB || c == 0x276F;
}

/* Behind a guillemet these go on with a sentence whose quote was opened elsewhere. */
static bool
is_quote_end(struct dg_bytes s, size_t at)
{
	uint32_t c;

	do
		c = at < s.n ? dg_next(s, &at) : 0;
	while (c == ' ' || c == 0xA0 || c == 0x202F);
	return c == ',' || c == '.' || c == ':' || c == ';' || c == '!' || c == '?';
}

enum { TRAIL_PART = 80, TRAIL_MAX = 400 };

/* Only these bytes begin one of them. */
static bool
may_have_separator(struct dg_bytes s)
{
	static const char bytes[] = ">|\xC2\xE2\xEF";

	for (const char *b = bytes; *b && s.n; b++)
		if (memchr(s.p, *b, s.n))
			return true;
	return false;
}

bool
dg_is_trail(struct dg_bytes s)
{
	size_t part = 0, longest = 0, separators = 0, parts = 0, total = 0;
	uint32_t last = 0, c = 0;

	if (s.n > 4 * TRAIL_MAX || !may_have_separator(s))
		return false;
	for (size_t i = 0; i < s.n;) {
		c = dg_next(s, &i);
		/* a guillemet that opens makes the closing one a quote's, and so does a comma */
		if (c == 0xAB || c == 0x2028 || (c == 0xBB && is_quote_end(s, i)))
			return false;
		if (is_separator(c)) {
			separators++;
			parts += part > 1;
			longest = part > longest ? part : longest;
			part = 0;
		} else {
			part += dg_is_wide(c) ? 2 : 1;
			last = c == ' ' ? last : c;
		}
		total++;
		if (part > TRAIL_PART || total > TRAIL_MAX)
			return false;
	}
	longest = part > longest ? part : longest;
	parts += part > 1;
	return parts > 1 && longest <= 60 + 20 * (separators > 1) &&
	    !(dg_is_sentence_mark(last) && part > 20);
}
