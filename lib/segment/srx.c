/* srx.c -- reading SRX 2.0 with libxml2's reader: no network, no DTD, no entity. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "segment/segment.h"

enum { SRX_MAX = 64 << 20 };

struct reading {
	struct srx *srx;
	xmlTextReaderPtr x;
	struct dg_error *err;
	enum dg_status st;
	bool root, after;	/* after: in <afterbreak> */
	struct dg_buf *text;	/* of the expression that is open */
	struct dg_buf before_text, after_text;
};

static unsigned
line_of(struct reading *r)
{
	/* of the element: the parser itself has read ahead */
	xmlNodePtr node = xmlTextReaderCurrentNode(r->x);
	long n = node ? xmlGetLineNo(node) : xmlTextReaderGetParserLineNumber(r->x);

	return n > 0 ? (unsigned)n : 0;
}

static void
fail(struct reading *r, enum dg_status st, const char *what)
{
	if (r->st == DG_OK)
		r->st = dg_fail(r->err, st, line_of(r), "%s", what);
}

/* Keep a copy; bytes of no length where memory is out, with the status set. */
static struct dg_bytes
keep(struct reading *r, const char *p, size_t n)
{
	struct srx *s = r->srx;
	char *copy = malloc(n + 1);

	if (!copy || !dg_grow(&s->texts, &s->texts_cap, s->texts_n + 1, sizeof *s->texts)) {
		free(copy);
		fail(r, DG_ENOMEM, "out of memory");
		return (struct dg_bytes){ "", 0 };
	}
	if (n)
		memcpy(copy, p, n);
	copy[n] = '\0';
	s->texts[s->texts_n++] = copy;
	return (struct dg_bytes){ copy, n };
}

static struct dg_bytes
attribute(struct reading *r, const char *name)
{
	xmlChar *value = xmlTextReaderGetAttribute(r->x, (const xmlChar *)name);
	struct dg_bytes kept = { NULL, 0 };

	if (value)
		kept = keep(r, (const char *)value, strlen((const char *)value));
	xmlFree(value);
	return kept;
}

static bool
is(struct dg_bytes s, const char *text)
{
	return s.p && dg_bytes_equal(s, dg_bytes_of(text));
}

static void
add_language(struct reading *r)
{
	struct srx *s = r->srx;
	struct dg_bytes name = attribute(r, "languagerulename");

	if (!name.p)
		fail(r, DG_EINPUT, "<languagerule> without languagerulename");
	else if (!dg_grow(&s->languages, &s->languages_cap, s->languages_n + 1,
	    sizeof *s->languages))
		fail(r, DG_ENOMEM, "out of memory");
	else
		s->languages[s->languages_n++] = name;
}

static void
begin_rule(struct reading *r)
{
	struct srx *s = r->srx;
	struct dg_bytes breaks = attribute(r, "break");
	struct srx_rule rule = { .cuts = !is(breaks, "no"), .line = line_of(r) };

	if (breaks.p && rule.cuts && !is(breaks, "yes"))
		fail(r, DG_EINPUT, "break is neither \"yes\" nor \"no\"");
	else if (s->languages_n == 0)
		fail(r, DG_EINPUT, "<rule> outside <languagerule>");
	else if (!dg_grow(&s->rules, &s->rules_cap, s->rules_n + 1, sizeof *s->rules))
		fail(r, DG_ENOMEM, "out of memory");
	else {
		rule.language = s->languages_n - 1;
		s->rules[s->rules_n++] = rule;
	}
	r->before_text.n = r->after_text.n = 0;
}

static void
end_rule(struct reading *r)
{
	struct srx_rule *rule;

	if (r->st != DG_OK || r->srx->rules_n == 0)
		return;
	rule = &r->srx->rules[r->srx->rules_n - 1];
	if (r->before_text.failed || r->after_text.failed)
		fail(r, DG_ENOMEM, "out of memory");
	rule->before = keep(r, r->before_text.p, r->before_text.n);
	rule->after = keep(r, r->after_text.p, r->after_text.n);
}

static void
add_map(struct reading *r)
{
	struct srx *s = r->srx;
	struct srx_map map = { attribute(r, "languagepattern"), attribute(r, "languagerulename") };

	if (!map.pattern.p || !map.name.p)
		fail(r, DG_EINPUT, "<languagemap> without languagepattern or languagerulename");
	else if (!dg_grow(&s->maps, &s->maps_cap, s->maps_n + 1, sizeof *s->maps))
		fail(r, DG_ENOMEM, "out of memory");
	else
		s->maps[s->maps_n++] = map;
}

/* pairs="()[]": two characters a pair */
static void
add_pairs(struct reading *r, bool title)
{
	struct dg_bytes pairs = attribute(r, "pairs");
	struct srx *s = r->srx;

	for (size_t at = 0; at < pairs.n;) {
		struct pair pair = { dg_decode(pairs, &at), 0, title };

		if (at >= pairs.n || s->pairs_n == PAIRS_MAX) {
			fail(r, DG_EINPUT, "pairs: half a pair, or more than 32");
			return;
		}
		pair.close = dg_decode(pairs, &at);
		s->pairs[s->pairs_n++] = pair;
	}
}

static void
add_guard(struct reading *r)
{
	struct dg_bytes kind = attribute(r, "kind");

	if (is(kind, "straight-quotes")) {
		r->srx->guards |= GUARD_QUOTES;
	} else if (is(kind, "enumerations")) {
		r->srx->guards |= GUARD_ENUMERATIONS;
	} else if (is(kind, "brackets") || is(kind, "titles")) {
		r->srx->guards |= GUARD_BRACKETS;
		add_pairs(r, is(kind, "titles"));
	} else {
		fail(r, DG_EINPUT, "unknown kind of guard");
	}
}

static void
begin_root(struct reading *r, const char *name)
{
	if (strcmp(name, "srx") != 0)
		fail(r, DG_EINPUT, "no SRX: the root element is not <srx>");
	else if (!is(attribute(r, "version"), "2.0"))
		fail(r, DG_EINPUT, "not SRX 2.0: its version says otherwise");
	r->root = true;
}

static void
begin_element(struct reading *r)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(r->x);
	const char *ns = (const char *)xmlTextReaderConstNamespaceUri(r->x);
	bool empty = xmlTextReaderIsEmptyElement(r->x) == 1;

	if (!r->root)
		begin_root(r, name);
	else if (ns && strcmp(ns, "urn:drogman:srx") == 0 && strcmp(name, "guard") == 0)
		add_guard(r);
	else if (ns && strcmp(ns, "http://www.lisa.org/srx20") != 0)
		return;		/* somebody's extension */
	else if (strcmp(name, "header") == 0)
		/* required, but OmegaT writes none and means yes */
		r->srx->cascade = !is(attribute(r, "cascade"), "no");
	else if (strcmp(name, "languagerule") == 0)
		add_language(r);
	else if (strcmp(name, "languagemap") == 0)
		add_map(r);
	else if (strcmp(name, "rule") == 0) {
		begin_rule(r);
		if (empty)
			end_rule(r);
	} else if (!empty && strcmp(name, "beforebreak") == 0)
		r->text = &r->before_text;
	else if (!empty && strcmp(name, "afterbreak") == 0)
		r->text = &r->after_text;
	/* formathandle: segmentation of mark-up, which paragraphs do not hold */
}

static void
end_element(struct reading *r)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(r->x);

	if (strcmp(name, "beforebreak") == 0 || strcmp(name, "afterbreak") == 0)
		r->text = NULL;
	else if (strcmp(name, "rule") == 0)
		end_rule(r);
}

static void
node(struct reading *r)
{
	switch (xmlTextReaderNodeType(r->x)) {
	case XML_READER_TYPE_ELEMENT:
		begin_element(r);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		end_element(r);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		if (r->text)
			dg_put_str(r->text, (const char *)xmlTextReaderConstValue(r->x));
		break;
	case XML_READER_TYPE_ENTITY_REFERENCE:
		fail(r, DG_EINPUT, "an entity reference; they are not loaded");
		break;
	default:
		break;
	}
}

/* libxml2's first word on what is wrong, without its line end */
static void
xml_error(void *ctx, const char *message, xmlParserSeverities severity,
    xmlTextReaderLocatorPtr locator)
{
	struct reading *r = ctx;
	int line = xmlTextReaderLocatorLineNumber(locator);

	if (r->st != DG_OK || severity == XML_PARSER_SEVERITY_WARNING ||
	    severity == XML_PARSER_SEVERITY_VALIDITY_WARNING)
		return;
	r->st = dg_fail(r->err, DG_EINPUT, line > 0 ? (unsigned)line : 0, "XML: %.*s",
	    (int)strcspn(message, "\n"), message);
}

enum dg_status
srx_read(struct srx *srx, struct dg_bytes text, struct dg_error *err)
{
	struct reading r = { .srx = srx, .err = err };
	int more = 1;

	if (text.n > SRX_MAX)
		return dg_fail(err, DG_ELIMIT, 0, "SRX larger than %d bytes", SRX_MAX);
	if (text.n == 0)
		return dg_fail(err, DG_EINPUT, 0, "no SRX: the file is empty");
	dg_xml_begin();
	r.x = xmlReaderForMemory(text.p, (int)text.n, NULL, NULL, XML_PARSE_NONET);
	if (!r.x)
		return dg_fail_nomem(err);
	xmlTextReaderSetErrorHandler(r.x, xml_error, &r);
	while (r.st == DG_OK && (more = xmlTextReaderRead(r.x)) == 1)
		node(&r);
	if (more < 0)
		fail(&r, DG_EINPUT, "not well-formed XML");
	xmlFreeTextReader(r.x);
	dg_buf_free(&r.before_text);
	dg_buf_free(&r.after_text);
	return r.st;
}

void
srx_free(struct srx *s)
{
	for (size_t i = 0; i < s->texts_n; i++)
		free(s->texts[i]);
	free(s->texts);
	free(s->languages);
	free(s->rules);
	free(s->maps);
	*s = (struct srx){ 0 };
}
