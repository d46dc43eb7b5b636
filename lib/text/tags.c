/* tags.c -- what the names of elements and of their classes say. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/text.h"

/* HTML, with the elements that have no part in the flow of text left out:
 * unknown ones are inline.  Sorted. */
static const struct dg_tag tags[] = {
	{ "a", TAG_LINK, 0, 0 },
	{ "address", TAG_BLOCK, 0, 0 },
	{ "applet", TAG_SKIP, 0, 0 },
	{ "article", TAG_BLOCK | TAG_GROUP, 0, 0 },
	{ "aside", TAG_BLOCK | TAG_AROUND, 0, 0 },
	{ "audio", TAG_SKIP, 0, 0 },
	{ "b", TAG_STRONG, 0, 0 },
	{ "base", 0, 0, TAG_IS_BASE },
	{ "big", 0, 0, TAG_IS_BIG },
	{ "blockquote", TAG_BLOCK | TAG_GROUP, 0, TAG_IS_BLOCKQUOTE },
	{ "body", TAG_BLOCK, 0, TAG_IS_BODY },
	{ "br", TAG_BR, 0, 0 },
	{ "button", TAG_SKIP, 0, TAG_IS_BUTTON },
	{ "canvas", TAG_SKIP, 0, 0 },
	{ "caption", TAG_BLOCK, 0, 0 },
	{ "center", TAG_BLOCK, 0, TAG_IS_CENTER },
	{ "datalist", TAG_SKIP, 0, 0 },
	{ "dd", TAG_BLOCK | TAG_ITEM, 0, 0 },
	{ "details", TAG_BLOCK | TAG_GROUP, 0, 0 },
	{ "dialog", TAG_BLOCK | TAG_AROUND, 0, 0 },
	{ "dir", TAG_BLOCK, 0, 0 },
	{ "div", TAG_BLOCK, 0, TAG_IS_DIV },
	{ "dl", TAG_BLOCK, 0, TAG_IS_DL },
	{ "dt", TAG_BLOCK | TAG_ITEM, 0, 0 },
	{ "embed", TAG_SKIP, 0, 0 },
	{ "fieldset", TAG_BLOCK, 0, 0 },
	{ "figcaption", TAG_BLOCK, 0, TAG_IS_FIGCAPTION },
	{ "figure", TAG_BLOCK, 0, 0 },
	{ "font", 0, 0, TAG_IS_FONT },
	{ "footer", TAG_BLOCK | TAG_AROUND, 0, TAG_IS_FOOTER },
	{ "form", TAG_BLOCK | TAG_AROUND, 0, 0 },
	{ "frame", TAG_SKIP, 0, 0 },
	{ "frameset", TAG_SKIP, 0, 0 },
	{ "h1", TAG_BLOCK, 1, 0 },
	{ "h2", TAG_BLOCK, 2, 0 },
	{ "h3", TAG_BLOCK, 3, 0 },
	{ "h4", TAG_BLOCK, 4, 0 },
	{ "h5", TAG_BLOCK, 5, 0 },
	{ "h6", TAG_BLOCK, 6, 0 },
	{ "header", TAG_BLOCK | TAG_WEAK, 0, 0 },
	{ "hgroup", TAG_BLOCK, 0, 0 },
	{ "hr", TAG_BLOCK, 0, 0 },
	{ "html", TAG_BLOCK, 0, TAG_IS_HTML },
	{ "iframe", TAG_SKIP, 0, 0 },
	{ "legend", TAG_BLOCK, 0, 0 },
	{ "li", TAG_BLOCK | TAG_ITEM, 0, TAG_IS_LI },
	{ "link", 0, 0, TAG_IS_LINK },
	{ "main", TAG_BLOCK, 0, 0 },
	{ "map", TAG_SKIP, 0, 0 },
	{ "marquee", TAG_BLOCK | TAG_AROUND, 0, 0 },
	{ "menu", TAG_BLOCK | TAG_AROUND, 0, 0 },
	{ "meta", 0, 0, TAG_IS_META },
	{ "nav", TAG_BLOCK | TAG_AROUND, 0, 0 },
	{ "noembed", TAG_SKIP, 0, 0 },
	{ "noframes", TAG_SKIP, 0, 0 },
	{ "noscript", TAG_SKIP, 0, 0 },
	{ "object", TAG_SKIP, 0, 0 },
	{ "ol", TAG_BLOCK | TAG_LIST, 0, TAG_IS_OL },
	{ "option", TAG_SKIP, 0, 0 },
	{ "p", TAG_BLOCK | TAG_GROUP, 0, 0 },
	{ "pre", TAG_BLOCK | TAG_PRE | TAG_GROUP, 0, 0 },
	{ "rp", TAG_SKIP, 0, 0 },
	{ "rt", TAG_SKIP, 0, 0 },
	{ "rtc", TAG_SKIP, 0, 0 },
	{ "script", TAG_SKIP, 0, TAG_IS_SCRIPT },
	{ "section", TAG_BLOCK | TAG_GROUP, 0, 0 },
	{ "select", TAG_SKIP, 0, 0 },
	{ "strong", TAG_STRONG, 0, 0 },
	{ "style", TAG_SKIP, 0, TAG_IS_STYLE },
	{ "summary", TAG_BLOCK, 0, TAG_IS_SUMMARY },
	{ "sup", 0, 0, TAG_IS_SUP },
	{ "svg", TAG_SKIP, 0, 0 },
	{ "table", TAG_BLOCK | TAG_TABLE, 0, 0 },
	{ "tbody", TAG_BLOCK, 0, 0 },
	{ "td", TAG_BLOCK | TAG_CELL, 0, 0 },
	{ "template", TAG_SKIP, 0, 0 },
	{ "textarea", TAG_SKIP, 0, 0 },
	{ "tfoot", TAG_BLOCK, 0, 0 },
	{ "th", TAG_BLOCK | TAG_CELL, 0, 0 },
	{ "thead", TAG_BLOCK, 0, 0 },
	{ "time", TAG_DATED, 0, TAG_IS_TIME },
	{ "title", TAG_SKIP, 0, TAG_IS_TITLE },
	{ "tr", TAG_BLOCK, 0, 0 },
	{ "ul", TAG_BLOCK | TAG_LIST, 0, TAG_IS_UL },
	{ "video", TAG_SKIP, 0, 0 },
	{ "xmp", TAG_BLOCK | TAG_PRE, 0, 0 },
};

static int
by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct dg_tag *)row)->name);
}

const struct dg_tag *
dg_tag_find(const char *name)
{
	return bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, by_name);
}

/* Words of class and id names, as the makers of pages in three languages use
 * them; a trailing * takes any ending, a leading = the whole name alone (a label-hidden
 * is no hidden one).  Chinese ones are pinyin. */
static const struct { const char *word; unsigned is; } hints[] = {
	{ "nav*", TAG_AROUND }, { "menu*", TAG_AROUND }, { "topmenu", TAG_AROUND },
	{ "submenu", TAG_AROUND }, { "breadcrumb*", TAG_AROUND }, { "crumb*", TAG_AROUND },
	{ "ariane", TAG_AROUND }, { "filariane", TAG_AROUND }, { "chemin", TAG_AROUND },
	{ "weizhi", TAG_AROUND }, { "dqwz", TAG_AROUND }, { "curpos", TAG_AROUND },
	{ "mbx", TAG_AROUND }, { "daohang", TAG_AROUND }, { "foot", TAG_AROUND },
	{ "footer*", TAG_AROUND }, { "pied", TAG_AROUND }, { "piedpage", TAG_AROUND },
	{ "colophon", TAG_AROUND }, { "dibu", TAG_AROUND }, { "copyright", TAG_AROUND },
	{ "sidebar*", TAG_AROUND }, { "aside", TAG_AROUND }, { "share*", TAG_AROUND },
	{ "sharing", TAG_AROUND }, { "sharedaddy", TAG_AROUND }, { "partage*", TAG_AROUND },
	{ "social*", TAG_AROUND }, { "sociaux", TAG_AROUND }, { "addthis*", TAG_AROUND },
	{ "fenxiang", TAG_AROUND }, { "bdsharebuttonbox", TAG_AROUND },
	{ "comment", TAG_AROUND }, { "comments", TAG_AROUND }, { "commentaire*", TAG_AROUND },
	{ "disqus*", TAG_AROUND }, { "respond", TAG_AROUND }, { "pinglun", TAG_AROUND },
	{ "related*", TAG_AROUND }, { "relatedposts", TAG_AROUND }, { "xiangguan", TAG_AROUND },
	{ "recommend*", TAG_AROUND }, { "connexe*", TAG_AROUND }, { "voiraussi", TAG_AROUND },
	{ "lireaussi", TAG_AROUND }, { "cookie*", TAG_AROUND }, { "gdpr", TAG_AROUND },
	{ "rgpd", TAG_AROUND }, { "consent*", TAG_AROUND }, { "tarteaucitron*", TAG_AROUND },
	{ "banner", TAG_AROUND }, { "newsletter*", TAG_AROUND }, { "subscribe", TAG_AROUND },
	{ "pagination", TAG_AROUND }, { "pager", TAG_AROUND }, { "tags", TAG_AROUND },
	{ "tagcloud", TAG_AROUND }, { "motscles", TAG_AROUND }, { "print", TAG_AROUND },
	{ "imprim*", TAG_AROUND }, { "dayin", TAG_AROUND }, { "toolbar", TAG_AROUND },
	{ "tools", TAG_AROUND }, { "outils", TAG_AROUND }, { "search*", TAG_AROUND },
	{ "recherche*", TAG_AROUND }, { "login", TAG_AROUND }, { "popup", TAG_AROUND },
	{ "modal", TAG_AROUND }, { "widget*", TAG_AROUND }, { "promo", TAG_AROUND },
	{ "ad", TAG_AROUND }, { "ads", TAG_AROUND }, { "adsbygoogle", TAG_AROUND },
	{ "advert*", TAG_AROUND }, { "publicite", TAG_AROUND }, { "guanggao", TAG_AROUND },
	{ "skip", TAG_AROUND }, { "evitement", TAG_AROUND }, { "langues", TAG_AROUND },
	{ "langs", TAG_AROUND }, { "languages", TAG_AROUND }, { "toc", TAG_AROUND },
	{ "sommaire", TAG_AROUND }, { "header", TAG_WEAK }, { "masthead", TAG_AROUND },
	{ "logo", TAG_AROUND }, { "=hide", TAG_AROUND }, { "=hidden", TAG_AROUND }, { "entete", TAG_WEAK },
	{ "encart", TAG_AROUND }, { "credit", TAG_AROUND },
	{ "editsection", TAG_SKIP }, { "sitesub", TAG_AROUND }, { "cta", TAG_AROUND },
	{ "property", TAG_META }, { "properties", TAG_META },
	{ "meta", TAG_META }, { "metadata", TAG_META }, { "byline", TAG_META },
	{ "author", TAG_META }, { "auteur", TAG_META }, { "zuozhe", TAG_META },
	{ "date", TAG_DATED }, { "newsdate", TAG_DATED }, { "pubdate", TAG_DATED },
	{ "published", TAG_DATED }, { "time", TAG_DATED }, { "newstime", TAG_DATED },
	{ "datetime", TAG_DATED }, { "posted", TAG_DATED }, { "riqi", TAG_DATED },
	{ "shijian", TAG_DATED }, { "fbsj", TAG_DATED },
	{ "notes", TAG_NOTES }, { "footnote*", TAG_NOTES }, { "endnote*", TAG_NOTES },
	{ "sronly", TAG_SKIP }, { "=elementinvisible", TAG_SKIP }, { "=frsronly", TAG_SKIP },
	{ "=wbinv", TAG_SKIP }, { "screenreadertext", TAG_SKIP }, { "visuallyhidden", TAG_SKIP },
};

static const char *const title_words[] = { "title", "titre", "headline", "biaoti", "articletitle",
	"entrytitle", "posttitle", "bigtitle", "newstitle", "contenttitle", "contentheading", "pagetitle",
	"doctitle", "arttitle", "artitle", "tit" };

static bool
matches(const char *pattern, const char *word, size_t n)
{
	size_t m = strlen(pattern);

	if (m && pattern[m - 1] == '*')
		return n >= m - 1 && strncmp(pattern, word, m - 1) == 0;
	return m == n && strncmp(pattern, word, n) == 0;
}

static unsigned
word_is(const char *word, size_t n, bool whole, bool *titled)
{
	unsigned is = 0;

	for (size_t i = 0; n > 1 && i < sizeof hints / sizeof *hints; i++) {
		const char *pattern = hints[i].word;

		if (*pattern == '=' && whole)
			pattern++;
		if (*pattern == *word && matches(pattern, word, n))
			is |= hints[i].is;
	}
	for (size_t i = 0; i < sizeof title_words / sizeof *title_words; i++)
		*titled |= matches(title_words[i], word, n);
	return is;
}

static bool
is_lower(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Each name of the list twice: cut at hyphens and capitals (post-nav, postNav),
 * and as a whole without them (screen-reader-text). */
unsigned
dg_class_is(const char *class, bool *titled)
{
	char whole[64], part[64];
	size_t w = 0, n = 0;
	unsigned is = 0;

	for (const char *p = class;; p++) {
		bool letter = is_lower(*p) || is_upper(*p);
		bool hump = is_upper(*p) && p > class && is_lower(p[-1]);

		if ((!letter || hump) && n) {
			is |= word_is(part, n, false, titled);
			n = 0;
		}
		if (letter && n < sizeof part)
			part[n++] = (char)(is_upper(*p) ? *p + 32 : *p);
		if (letter && w < sizeof whole)
			whole[w++] = (char)(is_upper(*p) ? *p + 32 : *p);
		if (!letter && *p != '-' && *p != '_') {
			is |= word_is(whole, w, true, titled);
			w = 0;
		}
		/* the notes of a form for comments are none of the text */
		if (!*p)
			return is & TAG_AROUND ? is & ~(unsigned)TAG_NOTES : is;
	}
}
