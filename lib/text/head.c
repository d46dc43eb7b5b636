/* head.c -- what the head of a page says of it: title, date, language, addresses. */
#include <string.h>

#include "text/html.h"

/* The first thing said counts. */
void
dg_head_say(struct dg_document *doc, int which, const char *value)
{
	struct dg_buf *b = &doc->head[which];

	if (value && b->n == 0)
		dg_put_str(b, value);
}

void
dg_head_meta(struct dg_document *doc, const xmlChar **atts)
{
	static const struct { const char *name; int which; } names[] = {
		{ "og:title", HEAD_OG_TITLE }, { "ArticleTitle", HEAD_OG_TITLE },
		{ "twitter:title", HEAD_OG_TITLE }, { "DC.title", HEAD_OG_TITLE },
		{ "article:published_time", HEAD_DATE }, { "PubDate", HEAD_DATE },
		{ "DC.date", HEAD_DATE }, { "dcterms.issued", HEAD_DATE },
		{ "firstpublishedtime", HEAD_DATE }, { "DC.date.issued", HEAD_DATE },
		{ "dcterms.created", HEAD_DATE }, { "datePublished", HEAD_DATE },
		{ "date", HEAD_DATE }, { "publishdate", HEAD_DATE },
		{ "content-language", HEAD_LANG }, { "og:locale", HEAD_LOCALE },
		{ "og:url", HEAD_OG_URL }, { "og:site_name", HEAD_SITE },
		{ "SiteName", HEAD_SITE }, { "application-name", HEAD_SITE },
	};
	const char *name = dg_attribute(atts, "property"), *content = dg_attribute(atts, "content");

	name = name ? name : dg_attribute(atts, "name");
	name = name ? name : dg_attribute(atts, "itemprop");
	name = name ? name : dg_attribute(atts, "http-equiv");
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (dg_is_word(name, names[i].name))
			dg_head_say(doc, names[i].which, content);
}

void
dg_head_link(struct dg_document *doc, const xmlChar **atts)
{
	const char *rel = dg_attribute(atts, "rel"), *href = dg_attribute(atts, "href"),
	    *lang = dg_attribute(atts, "hreflang");

	if (dg_is_word(rel, "canonical"))
		dg_head_say(doc, HEAD_URL, href);
	if (dg_is_word(rel, "alternate") && href && lang && *lang) {
		dg_put(&doc->alternates, lang, strlen(lang) + 1);
		dg_put(&doc->alternates, href, strlen(href) + 1);
	}
}

/* schema.org: "datePublished": "2019-05-21T10:00:00Z". */
void
dg_head_json(struct dg_document *doc, struct dg_buf *json)
{
	static const char key[] = "\"datePublished\"";
	struct dg_buf value = { 0 };
	const char *p;

	dg_put_char(json, '\0');
	if (json->failed || !(p = strstr(json->p, key)))
		return;
	p += sizeof key - 1;
	p += strspn(p, " \t\r\n:");
	if (*p != '"')
		return;
	dg_put(&value, p + 1, strcspn(p + 1, "\""));
	dg_put_char(&value, '\0');
	if (!value.failed)
		dg_head_say(doc, HEAD_JSON_DATE, value.p);
	dg_buf_free(&value);
}
