/* html.c -- an HTML page becomes blocks and elements, in one pass over the
 * events of libxml2's parser: no tree is built, so nothing is deep or large. */
#include <stdlib.h>
#include <string.h>

#include "text/html.h"

/* An end tag without a beginning makes the parser search the whole stack; more
 * searching than this is no page that anyone wrote. */
enum { SEARCH_MAX = 50 * 1000 * 1000, TAGS_SEEN = 64 };

/* One open element; what it turned on is turned off at its end. */
struct open {
	const struct dg_tag *tag;
	uint32_t element;
	uint8_t large;
	bool skip, link, anchor, here, raised, refers, hinted, titled, caption, opener, marked;
	bool in_title, in_style, in_json;
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
	struct { const xmlChar *name; const struct dg_tag *tag; } seen[TAGS_SEEN];
};

static const struct dg_tag inline_tag = { "", 0, 0, 0 };

/* The parser names an element by the same pointer each time. */
static const struct dg_tag *
tag_of(struct reader *r, const xmlChar *name)
{
	size_t slot = ((uintptr_t)name >> 3 ^ (uintptr_t)name >> 9) % TAGS_SEEN;

	if (r->seen[slot].name != name) {
		const struct dg_tag *tag = dg_tag_find((const char *)name);

		r->seen[slot].name = name;
		r->seen[slot].tag = tag ? tag : &inline_tag;
	}
	return r->seen[slot].tag;
}

static void
start_head(struct reader *r, struct open *o, const xmlChar **atts)
{
	switch (o->tag->which) {
	case TAG_IS_META:
		dg_head_meta(r->doc, atts);
		break;
	case TAG_IS_BASE:
		dg_head_say(r->doc, HEAD_BASE, dg_attribute(atts, "href"));
		break;
	case TAG_IS_LINK:
		dg_head_link(r->doc, atts);
		break;
	case TAG_IS_HTML:
		dg_head_say(r->doc, HEAD_LANG, dg_attribute(atts, dg_attribute(atts, "lang") ? "lang" :
		    "xml:lang"));
		break;
	case TAG_IS_TITLE:
		o->in_title = r->skip == 0 && !r->had_title;
		r->in_title |= o->in_title;
		r->had_title |= o->in_title;
		break;
	case TAG_IS_TIME:
		dg_head_say(r->doc, HEAD_TIME, dg_attribute(atts, "datetime"));
		break;
	case TAG_IS_SCRIPT:
		o->in_json = dg_is_word(dg_attribute(atts, "type"), "application/ld+json");
		break;
	case TAG_IS_STYLE:
		o->in_style = !dg_is_word(dg_attribute(atts, "media"), "print");
		break;
	default:
		break;
	}
}

/* Turn on, or at the end off, what the element does to the text in it. */
static void
turn(struct reader *r, const struct open *o, uint32_t by)
{
	struct dg_grower *g = &r->grower;

	r->skip += o->skip ? by : 0;
	g->link += o->link ? by : 0;
	g->anchor += o->anchor ? by : 0;
	g->raised += o->raised ? by : 0;
	g->refers += o->refers ? by : 0;
	g->hinted += o->hinted ? by : 0;
	g->large += o->large == 2 ? by : 0;
	g->centred += o->large == 1 ? by : 0;
	g->titled += o->titled ? by : 0;
	g->caption += o->caption ? by : 0;
	g->opener += o->opener ? by : 0;
	g->marked += o->marked ? by : 0;
	g->strong += o->tag->is & TAG_STRONG ? by : 0;
	g->pre += o->tag->is & TAG_PRE ? by : 0;
}

/* An accordion: the heading of a section is a button that shows it. */
static bool
opens_section(const struct reader *r, const struct dg_given *given)
{
	uint32_t at = r->grower.element;

	return given->controls || (given->class && (strstr(given->class, "accordion") ||
	    strstr(given->class, "faq") || strstr(given->class, "question"))) ||
	    (at != NO_ELEMENT && r->doc->elements[at].level);
}

/* What the element is to the text in it. */
static void
mean(struct reader *r, struct open *o, const struct dg_given *given, unsigned what)
{
	struct dg_grower *g = &r->grower;

	o->skip = (what & TAG_SKIP) || given->hidden || (!(what & TAG_BLOCK) && dg_is_hidden(given));
	o->anchor = (what & TAG_LINK) && given->href;
	o->link = o->anchor && dg_is_away(given);
	o->here = o->anchor && given->href[0] == '#';
	o->hinted = !(what & TAG_BLOCK) && (what & (TAG_AROUND | TAG_HIDDEN));
	o->marked = !(what & TAG_BLOCK) && (o->titled || (what & TAG_DATED));
	o->large = dg_large_type(o->tag, given);
	o->caption = o->tag->which == TAG_IS_FIGCAPTION;
	o->raised = o->tag->which == TAG_IS_SUP;
	o->refers = o->anchor && strchr(given->href, '#');
	g->links += o->anchor;
	if (o->here)
		dg_grow_anchor(g);
	if (o->raised || o->refers)
		dg_grow_mark(g);
}

static void
start(void *data, const xmlChar *name, const xmlChar **atts)
{
	struct reader *r = data;
	struct dg_grower *g = &r->grower;
	struct dg_given given;
	struct open *o;
	unsigned what;

	if (!dg_grow(&r->open, &r->cap_open, r->n_open + 1, sizeof *o)) {
		r->doc->failed = true;
		return;
	}
	o = &r->open[r->n_open++];
	*o = (struct open){ .tag = tag_of(r, name), .element = g->element };
	dg_given_read(&given, atts);
	start_head(r, o, atts);
	if (o->tag->is & TAG_BLOCK)
		dg_grow_end(g);
	else if (o->tag->is & TAG_BR)
		dg_grow_break(g);
	what = dg_element_is(o->tag, &given, &r->hides, &o->titled);
	if (!(what & (TAG_BLOCK | TAG_BR)))
		dg_grow_inline(g);
	/* "— A. Name": who said it */
	if (o->tag->which == TAG_IS_FOOTER && r->n_open > 1 && o[-1].tag->which == TAG_IS_BLOCKQUOTE)
		what &= ~(unsigned)TAG_AROUND;
	if (r->skip == 0 && (what & TAG_BLOCK))
		o->element = dg_element_new(r->doc, g->element, o->tag, (const char *)name, &given, what);
	o->opener = o->tag->which == TAG_IS_SUMMARY ||
	    (o->tag->which == TAG_IS_BUTTON && opens_section(r, &given));
	if (o->opener)
		what = (what & ~(unsigned)TAG_SKIP) | TAG_BLOCK;
	mean(r, o, &given, what);
	turn(r, o, 1);
	g->element = o->element;
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
	if (o->raised || o->refers)
		dg_grow_mark_end(g);
	if (o->here)
		dg_grow_anchor_end(g);
	if (o->tag->is & TAG_BLOCK)
		dg_grow_end(g);
	else
		dg_grow_inline_end(g);
	if (o->tag->which == TAG_IS_OL && r->skip == 0)
		dg_list_end(r->doc, o->element);
	turn(r, o, (uint32_t)-1);
	if (o->in_title)
		r->in_title = false;
	if (o->in_json && !r->css.failed) {
		dg_head_json(r->doc, &r->css);
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
	dg_xml_begin();
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
