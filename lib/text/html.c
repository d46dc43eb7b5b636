/* html.c -- an HTML page becomes blocks and elements, in one pass over the
 * events of libxml2's parser: no tree is built, so nothing is deep or large. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#include "text/text.h"

/* An end tag without a beginning makes the parser search the whole stack; more
 * searching than this is no page that anyone wrote. */
enum { SEARCH_MAX = 50 * 1000 * 1000 };

/* One open element; what it turned on is turned off at its end. */
struct open {
	const struct dg_tag *tag;
	uint32_t element;
	uint8_t large;
	bool skip, link, anchor, here, hinted, titled, caption, marked, in_title, in_style, in_json;
};

struct reader {
	struct dg_document *doc;
	struct dg_grower grower;
	htmlParserCtxtPtr parser;
	struct open *open;
	size_t n_open, cap_open;
	uint32_t skip;			/* depth of elements whose text is not read */
	bool in_title, had_title;
	struct dg_buf css, hides;	/* the style sheet or JSON that is read; what they all hide */
	uint64_t searched;
};

static const struct dg_tag inline_tag = { "", 0, 0 };

static const char *
attribute(const xmlChar **atts, const char *name)
{
	for (; atts && atts[0]; atts += 2)
		if (strcmp((const char *)atts[0], name) == 0)
			return atts[1] ? (const char *)atts[1] : "";
	return NULL;
}

static bool
is(const char *value, const char *word)
{
	return value && strcasecmp(value, word) == 0;
}

/* The first thing said counts. */
static void
head(struct dg_document *doc, int which, const char *value)
{
	struct dg_buf *b = &doc->head[which];

	if (value && b->n == 0)
		dg_put_str(b, value);
}

static void
read_meta(struct dg_document *doc, const xmlChar **atts)
{
	static const struct { const char *name; int which; } names[] = {
		{ "og:title", HEAD_OG_TITLE }, { "ArticleTitle", HEAD_OG_TITLE },
		{ "twitter:title", HEAD_OG_TITLE }, { "DC.title", HEAD_OG_TITLE },
		{ "article:published_time", HEAD_DATE }, { "PubDate", HEAD_DATE },
		{ "DC.date", HEAD_DATE }, { "DC.date.issued", HEAD_DATE },
		{ "dcterms.created", HEAD_DATE }, { "datePublished", HEAD_DATE },
		{ "date", HEAD_DATE }, { "publishdate", HEAD_DATE },
		{ "content-language", HEAD_LANG }, { "og:locale", HEAD_LOCALE },
		{ "og:url", HEAD_OG_URL }, { "og:site_name", HEAD_SITE },
		{ "SiteName", HEAD_SITE }, { "application-name", HEAD_SITE },
	};
	const char *name = attribute(atts, "property"), *content = attribute(atts, "content");

	name = name ? name : attribute(atts, "name");
	name = name ? name : attribute(atts, "itemprop");
	name = name ? name : attribute(atts, "http-equiv");
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (is(name, names[i].name))
			head(doc, names[i].which, content);
}

static void
read_link(struct dg_document *doc, const xmlChar **atts)
{
	const char *rel = attribute(atts, "rel"), *href = attribute(atts, "href"),
	    *lang = attribute(atts, "hreflang");

	if (is(rel, "canonical"))
		head(doc, HEAD_URL, href);
	if (is(rel, "alternate") && href && lang && *lang) {
		dg_put(&doc->alternates, lang, strlen(lang) + 1);
		dg_put(&doc->alternates, href, strlen(href) + 1);
	}
}

/* Some pages show the whole of their text by a script: of blocks it is believed within
 * reason. */
static bool
is_hidden(const xmlChar **atts)
{
	const char *style = attribute(atts, "style");
	struct dg_bytes rules = dg_bytes_of(style ? style : "");

	return dg_style_has(rules, "display:none") || dg_style_has(rules, "visibility:hidden");
}

/* A link away, or to do something; not an anchor, a note or an address. */
static bool
is_away(const xmlChar **atts)
{
	const char *href = attribute(atts, "href");

	/* &quot; where a quote was meant */
	href += href ? strspn(href, "\"' ") : 0;
	return href && *href && (href[0] != '#' || href[1] == '\0') && strncasecmp(href, "mailto:", 7) != 0 &&
	    strncasecmp(href, "tel:", 4) != 0;
}

/* 2: big type; 1: centred; 0: neither. */
static uint8_t
large_type(const struct dg_tag *tag, const char *name, const xmlChar **atts)
{
	const char *size = attribute(atts, "size"), *align = attribute(atts, "align"),
	    *style = attribute(atts, "style");

	if (is(name, "font"))
		return size && (*size == '+' || *size >= '4') ? 2 : 0;
	if (is(name, "big"))
		return 2;
	return is(name, "center") ||
	    ((tag->is & TAG_BLOCK) && !(tag->is & TAG_TABLE) &&
	    (is(align, "center") || is(align, "middle"))) ||
	    (style && dg_style_has(dg_bytes_of(style), "text-align:center"));
}

static uint32_t
hash(uint32_t h, const char *s)
{
	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h * 31 + 7;
}

/* Ids that differ in their numbers alone are of one series. */
static uint32_t
hash_id(uint32_t h, const char *s)
{
	for (; s && *s; s++)
		if (*s < '0' || *s > '9')
			h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static bool
in_tight_group(const struct dg_tag *tag)
{
	return (tag->is & TAG_GROUP) || strcmp(tag->name, "div") == 0 || tag->level ||
	    strcmp(tag->name, "dl") == 0 || strcmp(tag->name, "ul") == 0 || strcmp(tag->name, "ol") == 0;
}

/* What the element's own name, class and role say. */
static unsigned
element_is(const struct reader *r, const struct dg_tag *tag, const char *name,
    const xmlChar **atts, bool *titled)
{
	const char *class = attribute(atts, "class"), *id = attribute(atts, "id"),
	    *role = attribute(atts, "role");
	unsigned what = tag->is;

	*titled = is(role, "heading");
	/* the class of the whole says nothing about its parts */
	if (!atts || strcmp(name, "body") == 0 || strcmp(name, "html") == 0)
		return what;
	if (class)
		what |= dg_class_is(class, titled);
	if (id)
		what |= dg_class_is(id, titled);
	if (is_hidden(atts) || (r->hides.n && dg_style_hides(&r->hides, class, id)))
		what |= TAG_HIDDEN;
	if (is(role, "doc-endnotes") || is(role, "doc-footnote"))
		what |= TAG_NOTES;
	if (is(role, "navigation") || is(role, "search") || is(role, "complementary") ||
	    is(role, "contentinfo"))
		what |= TAG_AROUND;
	return what;
}

static void
enter_table(struct dg_document *doc, struct dg_element *e, uint32_t at, const xmlChar **atts)
{
	if (e->is & TAG_TABLE) {
		if (e->table != NO_ELEMENT)
			doc->elements[e->table].nested = true;
		e->table = at;
		e->cell = NO_ELEMENT;
		e->item = false;
		e->nested = is(attribute(atts, "role"), "presentation");
	} else if (e->is & TAG_CELL) {
		e->cell = at;
		if (e->table != NO_ELEMENT)
			doc->elements[e->table].cells++;
	}
}

/* HTML: `start` of a list, `value` of an item. */
static void
number_item(struct dg_document *doc, struct dg_element *e, const char *name, const xmlChar **atts)
{
	const char *given;

	if (strcmp(name, "ol") == 0) {
		given = attribute(atts, "start");
		e->next = given ? atoi(given) : 1;
	} else if (strcmp(name, "li") == 0) {
		given = attribute(atts, "value");
		e->number = 0;
		if (e->parent != NO_ELEMENT && doc->elements[e->parent].next) {
			struct dg_element *list = &doc->elements[e->parent];

			if (given && atoi(given) > 0)
				list->next = atoi(given);
			e->number = list->next < INT_MAX ? list->next++ : 0;
		}
	}
}

/* What an element says of its language goes for what is in it. */
static void
say_language(struct dg_document *doc, struct dg_element *e, const char *lang)
{
	struct dg_bytes all = dg_buf_bytes(&doc->langs);
	size_t n = lang ? strlen(lang) : 0;

	if (n < 2 || n > 35 || e->parent == NO_ELEMENT)
		return;
	if (all.n == 0)
		dg_put_char(&doc->langs, '\0');
	all = dg_buf_bytes(&doc->langs);
	for (size_t at = 1; at < all.n; at += strlen(all.p + at) + 1)
		if (strcmp(all.p + at, lang) == 0) {
			e->lang = (uint32_t)at;
			return;
		}
	if (all.n > 4096)
		return;
	e->lang = (uint32_t)all.n;
	dg_put(&doc->langs, lang, n + 1);
}

/* The row of a block element, with what it takes over from its parent. */
static void
new_element(struct reader *r, struct open *o, const char *name, const xmlChar **atts,
    unsigned what)
{
	struct dg_document *doc = r->doc;
	uint32_t at = (uint32_t)doc->n_elements, above = r->grower.element;
	struct dg_element *e;

	if (at >= NO_ELEMENT || !dg_grow(&doc->elements, &doc->cap_elements, at + 1, sizeof *e)) {
		doc->failed = true;
		return;
	}
	e = &doc->elements[doc->n_elements++];
	*e = (struct dg_element){ .parent = above, .end = at + 1, .cell = NO_ELEMENT,
	    .table = NO_ELEMENT, .is = what };
	if (above != NO_ELEMENT) {
		const struct dg_element *p = &doc->elements[above];

		e->cell = p->cell;
		e->table = p->table;
		e->level = p->level;
		e->item = p->item;
		e->number = p->number;
		e->lang = p->lang;
	}
	enter_table(doc, e, at, atts);
	number_item(doc, e, name, atts);
	say_language(doc, e, attribute(atts, "lang"));
	if (o->tag->level)
		e->level = (uint8_t)o->tag->level;
	e->item |= (what & TAG_ITEM) != 0;
	e->in_group = in_tight_group(o->tag);
	e->like = hash(hash(2166136261u, name), attribute(atts, "class"));
	if (!attribute(atts, "class"))
		e->like = hash_id(e->like, attribute(atts, "id"));
	o->element = at;
}

static void
start_head(struct reader *r, struct open *o, const char *name, const xmlChar **atts)
{
	if (strcmp(name, "meta") == 0)
		read_meta(r->doc, atts);
	else if (strcmp(name, "link") == 0)
		read_link(r->doc, atts);
	else if (strcmp(name, "html") == 0)
		head(r->doc, HEAD_LANG, attribute(atts, attribute(atts, "lang") ? "lang" : "xml:lang"));
	else if (strcmp(name, "title") == 0 && r->skip == 0 && !r->had_title)
		o->in_title = r->in_title = r->had_title = true;
	else if (strcmp(name, "time") == 0)
		head(r->doc, HEAD_TIME, attribute(atts, "datetime"));
	else if (strcmp(name, "script") == 0 && is(attribute(atts, "type"), "application/ld+json"))
		o->in_json = true;
	else if (strcmp(name, "style") == 0 && !is(attribute(atts, "media"), "print"))
		o->in_style = true;
}

/* Turn on, or at the end off, what the element does to the text in it. */
static void
turn(struct reader *r, const struct open *o, uint32_t by)
{
	struct dg_grower *g = &r->grower;

	r->skip += o->skip ? by : 0;
	g->link += o->link ? by : 0;
	g->anchor += o->anchor ? by : 0;
	g->hinted += o->hinted ? by : 0;
	g->large += o->large == 2 ? by : 0;
	g->centred += o->large == 1 ? by : 0;
	g->titled += o->titled ? by : 0;
	g->caption += o->caption ? by : 0;
	g->marked += o->marked ? by : 0;
	g->strong += o->tag->is & TAG_STRONG ? by : 0;
	g->pre += o->tag->is & TAG_PRE ? by : 0;
}

/* An accordion: the heading of a section is a button that shows it. */
static bool
opens_section(const struct reader *r, const xmlChar **atts)
{
	const char *class = attribute(atts, "class");
	uint32_t at = r->grower.element;

	return (class && strstr(class, "accordion")) ||
	    (at != NO_ELEMENT && r->doc->elements[at].level);
}

static void
start(void *data, const xmlChar *xname, const xmlChar **atts)
{
	struct reader *r = data;
	const char *name = (const char *)xname;
	const struct dg_tag *tag = dg_tag_find(name);
	struct dg_grower *g = &r->grower;
	struct open *o;
	unsigned what;

	if (!dg_grow(&r->open, &r->cap_open, r->n_open + 1, sizeof *o)) {
		r->doc->failed = true;
		return;
	}
	o = &r->open[r->n_open++];
	*o = (struct open){ .tag = tag ? tag : &inline_tag, .element = g->element };
	start_head(r, o, name, atts);
	if (o->tag->is & TAG_BLOCK)
		dg_grow_end(g);
	else if (o->tag->is & TAG_BR)
		dg_grow_break(g);
	what = element_is(r, o->tag, name, atts, &o->titled);
	if (!(what & (TAG_BLOCK | TAG_BR)))
		dg_grow_inline(g);
	if (r->skip == 0 && (what & TAG_BLOCK))
		new_element(r, o, name, atts, what);
	if (is(name, "button") && opens_section(r, atts))
		what = (what & ~(unsigned)TAG_SKIP) | TAG_BLOCK;
	o->skip = (what & TAG_SKIP) || attribute(atts, "hidden") ||
	    (!(what & TAG_BLOCK) && is_hidden(atts));
	o->anchor = (what & TAG_LINK) && attribute(atts, "href");
	o->link = o->anchor && is_away(atts);
	o->hinted = !(what & TAG_BLOCK) && (what & (TAG_AROUND | TAG_HIDDEN));
	o->marked = !(what & TAG_BLOCK) && (o->titled || (what & TAG_DATED));
	o->large = large_type(o->tag, name, atts);
	o->caption = strcmp(name, "figcaption") == 0;
	g->links += o->anchor;
	o->here = o->anchor && attribute(atts, "href")[0] == '#';
	if (o->here)
		dg_grow_anchor(g);
	turn(r, o, 1);
	g->element = o->element;
}

/* schema.org: "datePublished": "2019-05-21T10:00:00Z". */
static void
json_date(struct reader *r)
{
	static const char key[] = "\"datePublished\"";
	struct dg_buf value = { 0 };
	const char *p;

	dg_put_char(&r->css, '\0');
	if (r->css.failed || !(p = strstr(r->css.p, key)))
		return;
	p += sizeof key - 1;
	p += strspn(p, " \t\r\n:");
	if (*p != '"')
		return;
	dg_put(&value, p + 1, strcspn(p + 1, "\""));
	dg_put_char(&value, '\0');
	if (!value.failed)
		head(r->doc, HEAD_JSON_DATE, value.p);
	dg_buf_free(&value);
}

static void
end(void *data, const xmlChar *name)
{
	struct reader *r = data;
	struct dg_grower *g = &r->grower;
	struct open *o;

	(void)name;
	if (r->doc->failed || r->n_open == 0)
		return;
	o = &r->open[--r->n_open];
	if (o->here)
		dg_grow_anchor_end(g);
	if (o->tag->is & TAG_BLOCK)
		dg_grow_end(g);
	turn(r, o, (uint32_t)-1);
	if (o->in_title)
		r->in_title = false;
	if (o->in_json && !r->css.failed) {
		json_date(r);
		r->css.n = 0;
	}
	if (o->in_style && !r->css.failed) {
		dg_style_read(&r->hides, dg_buf_bytes(&r->css));
		r->css.n = 0;
	}
	g->element = r->n_open ? r->open[r->n_open - 1].element : NO_ELEMENT;
}

/* References like &#146; come as C1 controls and mean windows-1252 (WHATWG
 * HTML, "numeric character reference end state"). */
static void
put_text(struct dg_grower *g, struct dg_bytes s)
{
	static const uint16_t c1[32] = { 0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018,
		0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A,
		0x153, 0x9D, 0x17E, 0x178 };
	struct dg_buf one = { 0 };
	size_t from = 0;

	for (size_t i = 0; i + 1 < s.n; i++) {
		const char *at = memchr(s.p + i, 0xC2, s.n - 1 - i);

		if (!at)
			break;
		i = (size_t)(at - s.p);
		if ((unsigned char)s.p[i + 1] < 0xA0) {
			dg_grow_text(g, (struct dg_bytes){ s.p + from, i - from });
			one.n = 0;
			dg_put_code(&one, c1[(unsigned char)s.p[i + 1] - 0x80]);
			dg_grow_text(g, dg_buf_bytes(&one));
			g->doc->failed |= one.failed;
			from = i + 2;
		}
	}
	dg_grow_text(g, (struct dg_bytes){ s.p + from, s.n - from });
	dg_buf_free(&one);
}

static void
characters(void *data, const xmlChar *p, int n)
{
	struct reader *r = data;
	struct dg_bytes s = { (const char *)p, (size_t)n };

	if (r->doc->failed)
		return;
	if (r->in_title)
		dg_put_bytes(&r->doc->head[HEAD_TITLE], s);
	else if (r->n_open && (r->open[r->n_open - 1].in_style ||
	    r->open[r->n_open - 1].in_json))
		dg_put_bytes(&r->css, s);
	else if (r->skip == 0)
		put_text(&r->grower, s);
}

/* Silence; and a stop to a page that is made to take for ever. */
static void
complaint(void *data, xmlErrorPtr error)
{
	struct reader *r = data;

	if (error && error->code == XML_ERR_TAG_NAME_MISMATCH &&
	    (r->searched += (uint64_t)r->parser->nameNr) > SEARCH_MAX)
		xmlStopParser(r->parser);
}

static void
listen(struct reader *r)
{
	xmlSAXHandler *sax = r->parser->sax;

	memset(sax, 0, sizeof *sax);
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElement = start;
	sax->endElement = end;
	sax->characters = characters;
	sax->ignorableWhitespace = characters;
	sax->serror = complaint;
	r->parser->userData = r;
}

enum dg_status
dg_html_blocks(struct dg_document *doc, struct dg_bytes utf8, struct dg_error *err)
{
	struct reader r = { .doc = doc, .grower = { .doc = doc, .element = NO_ELEMENT } };

	doc->html = true;
	if (utf8.n == 0)
		return DG_OK;
	if (!(r.parser = htmlCreateMemoryParserCtxt(utf8.p, (int)utf8.n)))
		return dg_fail_nomem(err);
	htmlCtxtUseOptions(r.parser, HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOWARNING |
	    HTML_PARSE_IGNORE_ENC);
	r.parser->options |= XML_PARSE_HUGE;
	/* the bytes were made UTF-8: nothing is left to guess */
	r.parser->charset = XML_CHAR_ENCODING_UTF8;
	listen(&r);
	htmlParseDocument(r.parser);
	dg_grow_end(&r.grower);
	if (r.searched > SEARCH_MAX)
		dg_fail(err, DG_ELIMIT, 0, "too many end tags without a beginning");
	else if (doc->failed || doc->text.failed)
		dg_fail_nomem(err);
	htmlFreeParserCtxt(r.parser);
	free(r.open);
	doc->failed |= r.hides.failed || doc->langs.failed;
	dg_buf_free(&r.css);
	dg_buf_free(&r.hides);
	if (r.searched > SEARCH_MAX)
		return DG_ELIMIT;
	return doc->failed || doc->text.failed ? DG_ENOMEM : DG_OK;
}
