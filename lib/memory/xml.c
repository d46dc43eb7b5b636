/* xml.c -- libxml2's parser behind a fence: no tree, no DTD, no entities, no network, a
 * bounded depth, and errors that name line and unit.  It asks for bytes as it needs
 * them: the push parser looks for the end of each tag before it reads the tag, which is
 * a tenth of its time. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "memory/memory.h"

enum { DEPTH_MAX = 100, KNOWN_BITS = 7, KNOWN = 1 << KNOWN_BITS };

struct xml {
	xmlParserCtxt *ctxt;
	struct dg_in *in;
	size_t total;		/* bytes read */
	/* the names of events->elements, by where libxml2 keeps them */
	struct known { const xmlChar *name; int element; } known[KNOWN];
	const struct xml_events *events;
	void *ctx;
	const char *root;
	struct dg_error *err;
	enum dg_status st;
	int depth;
	bool ending;		/* all bytes are given */
	bool illegal;		/* characters were, and somebody heard of it */
	bool raw;		/* bytes were that are not UTF-8: libxml2 looks at none now */
	bool raw_told;		/* the first of them are told, and come as text perhaps */
	struct dg_buf text;	/* what was put right of them, with what may go on behind it */
	uint64_t unit;		/* number, 0 outside units */
	struct dg_buf id;
};

/* Names are short, and most differ in their first letter. */
static inline bool
same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

struct dg_bytes
xml_attr(const struct xml_attrs *attrs, const char *name)
{
	const char *colon = name[0] == 'x' && name[1] == 'm' ? strchr(name, ':') : NULL;
	const char *const *a = (const char *const *)attrs->p;

	name = colon ? colon + 1 : name;
	for (int i = 0; i < attrs->n; i++, a += 5)
		if (same(a[0], name) && (colon ? a[1] && same(a[1], "xml") : !a[1]))
			return (struct dg_bytes){ a[3], (size_t)(a[4] - a[3]) };
	return (struct dg_bytes){ NULL, 0 };
}

/* SAX2 gives five pointers an attribute: name, prefix, URI, value, its end. */
bool
xml_attr_at(const struct xml_attrs *attrs, int i, struct dg_bytes *prefix, struct dg_bytes *name,
    struct dg_bytes *value)
{
	const unsigned char *const *a;

	if (i >= attrs->n)
		return false;
	a = (const unsigned char *const *)attrs->p + 5 * (size_t)i;
	*name = dg_bytes_of((const char *)a[0]);
	*prefix = dg_bytes_of(a[1] ? (const char *)a[1] : "");
	*value = (struct dg_bytes){ (const char *)a[3], (size_t)(a[4] - a[3]) };
	return true;
}

uint64_t
xml_line(const struct xml *x)
{
	int line = x->ctxt && x->ctxt->input ? x->ctxt->input->line : 0;

	return line > 0 ? (uint64_t)line : 0;
}

struct dg_error *
xml_error(struct xml *x)
{
	return x->err;
}

void
xml_stop(struct xml *x, enum dg_status st)
{
	if (x->st == DG_OK)
		x->st = st;
}

/* xmlStopParser frees the input, and with it the attributes that a handler may
 * still be looking at: it is only for the end of a callback.  (In the middle of
 * libxml2's own errors it is not for us at all.) */
static void
halt(struct xml *x)
{
	if (x->st != DG_OK)
		xmlStopParser(x->ctxt);
}

void
xml_in_unit(struct xml *x, uint64_t number, struct dg_bytes id)
{
	x->unit = number;
	memory_set_text(&x->id, id);
}

void
xml_out_of_unit(struct xml *x)
{
	x->unit = 0;
}

struct dg_bytes
xml_unit_id(const struct xml *x)
{
	return x->unit ? dg_buf_bytes(&x->id) : (struct dg_bytes){ "", 0 };
}

void
xml_too_much(struct xml *x, size_t max)
{
	xml_stop(x, dg_fail(x->err, DG_ELIMIT, xml_line(x), "unit %llu: larger than %zu bytes",
	    (unsigned long long)x->unit, max));
}

/* One line out of libxml2's message, with the unit before it. */
static void
fail(struct xml *x, enum dg_status st, uint64_t line, const char *text)
{
	char said[160];
	size_t n;

	if (x->st != DG_OK)
		return;
	/* libxml2 would name what it expected there */
	if (x->ending && x->ctxt->input && x->ctxt->input->cur >= x->ctxt->input->end)
		text = "the file ends in the middle";
	snprintf(said, sizeof said, "%s", text ? text : "not well-formed");
	n = strcspn(said, "\n");
	said[n] = '\0';
	/* "Opening and …" but not "PCDATA …" */
	if (said[0] >= 'A' && said[0] <= 'Z' && said[1] >= 'a' && said[1] <= 'z')
		said[0] = (char)(said[0] + 'a' - 'A');
	if (x->unit && x->id.n)
		dg_fail(x->err, st, line, "unit %llu (%.*s): %s", (unsigned long long)x->unit,
		    memory_brief(dg_buf_bytes(&x->id)), x->id.p, said);
	else if (x->unit)
		dg_fail(x->err, st, line, "unit %llu: %s", (unsigned long long)x->unit, said);
	else
		dg_fail(x->err, st, line, "%s", said);
	xml_stop(x, st);
}

static const char not_utf8[] = "bytes that are not UTF-8";

void
xml_note(struct xml *x, uint64_t line, const char *format, ...)
{
	char text[256];
	struct dg_finding f = { line ? line : xml_line(x), xml_unit_id(x), text };
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	x->events->found(x->events->found_ctx, &f);
}

/* No file gets as far as to have an entity of its own, so libxml2 tells of each
 * reference: as an error, or as a warning where the file names a DTD. */
static void
on_error(void *user, xmlErrorPtr e)
{
	xmlParserCtxt *ctxt = user;
	struct xml *x = ctxt->_private;
	enum dg_status st = e->code == XML_ERR_NO_MEMORY ? DG_ENOMEM : DG_EINPUT;

	uint64_t line = e->line > 0 ? (uint64_t)e->line : xml_line(x);

	if (e->code == XML_ERR_INVALID_CHAR && x->st == DG_OK) {
		bool raw = e->message && strncmp(e->message, "Input is not", 12) == 0;
		const char *text = raw ? not_utf8 : "a character that XML does not allow";

		if (!x->events->found) {
			fail(x, st, line, text);
			return;
		}
		x->illegal = true;
		x->raw |= raw;
		x->raw_told = raw;
		xml_note(x, line, "%s", text);
		return;
	}
	if (e->level == XML_ERR_FATAL || e->code == XML_WAR_UNDECLARED_ENTITY ||
	    e->code == XML_ERR_NO_MEMORY)
		fail(x, st, line, e->message);
}

/* libxml2 keeps each name once (xmlDictLookup), so that its address is the name. */
static struct known *
place_of(struct xml *x, const xmlChar *name)
{
	size_t i = (size_t)((uint32_t)(uintptr_t)name * 0x9E3779B1u >> (32 - KNOWN_BITS));

	while (x->known[i].name && x->known[i].name != name)
		i = (i + 1) % KNOWN;
	return &x->known[i];
}

static bool
know(struct xml *x, const char *const *elements)
{
	for (int i = 0; elements[i]; i++) {
		const xmlChar *name = xmlDictLookup(x->ctxt->dict, (const xmlChar *)elements[i], -1);

		if (!name)
			return false;
		*place_of(x, name) = (struct known){ name, i };
	}
	return true;
}

static int
element_of(struct xml *x, const xmlChar *name)
{
	const struct known *known = place_of(x, name);

	return known->name ? known->element : XML_OTHER;
}

/* How many bytes at the end are a character that has only begun. */
static size_t
begun(struct dg_bytes s)
{
	for (size_t n = 1; n <= 3 && n <= s.n; n++) {
		unsigned char c = (unsigned char)s.p[s.n - n];

		if (c >= 0xC0)
			return n < 2 + (size_t)(c >= 0xE0) + (c >= 0xF0) ? n : 0;
		if (c < 0x80)
			break;
	}
	return 0;
}

/* Text that may be anything, with U+FFFD for what is no character; `end`: it is all of
 * it, else what may go on waits. */
static void
mend(struct xml *x, bool end)
{
	struct dg_bytes all = dg_buf_bytes(&x->text), s = { all.p, all.n - (end ? 0 : begun(all)) };
	struct dg_buf good = { 0 };
	bool bad = false;

	for (size_t at = 0; at < s.n;) {
		uint32_t c = dg_decode(s, &at);

		bad |= c >= 0xD800 && c < 0xE000;
		dg_put_code(&good, c);
	}
	if (bad && !x->raw_told)
		xml_note(x, 0, "%s", not_utf8);
	x->raw_told &= !bad;
	if (good.failed || x->text.failed)
		fail(x, DG_ENOMEM, xml_line(x), "out of memory");
	else if (good.n)
		x->events->text(x, x->ctx, dg_buf_bytes(&good));
	x->text.n = 0;
	for (size_t i = s.n; i < all.n; i++)
		x->text.p[x->text.n++] = all.p[i];
	dg_buf_free(&good);
}

static bool
may_start(struct xml *x, const char *name)
{
	char text[100];

	if (++x->depth > DEPTH_MAX) {
		fail(x, DG_ELIMIT, xml_line(x), "elements nested too deep");
	} else if (x->depth == 1 && x->root && strcmp(name, x->root) != 0) {
		snprintf(text, sizeof text, "the file is <%.40s>, not <%s>", name, x->root);
		fail(x, DG_EINPUT, xml_line(x), text);
	}
	return x->st == DG_OK;
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespaces_n, const xmlChar **namespaces, int n, int defaulted, const xmlChar **attrs)
{
	struct xml *x = ((xmlParserCtxt *)user)->_private;
	struct xml_attrs a = { attrs, n };

	(void)prefix, (void)uri, (void)namespaces_n, (void)namespaces, (void)defaulted;
	if (x->text.n && x->st == DG_OK)
		mend(x, true);
	if (x->st != DG_OK)
		return;
	if (may_start(x, (const char *)name))
		x->events->start(x, x->ctx, element_of(x, name), (const char *)name, &a);
	halt(x);
}

static void
on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *x = ((xmlParserCtxt *)user)->_private;

	(void)prefix, (void)uri;
	if (x->text.n && x->st == DG_OK)
		mend(x, true);
	if (x->st != DG_OK)
		return;
	x->depth--;
	x->events->end(x, x->ctx, element_of(x, name), (const char *)name);
	halt(x);
}

static void
on_text(void *user, const xmlChar *p, int n)
{
	struct xml *x = ((xmlParserCtxt *)user)->_private;

	if (x->st != DG_OK || n <= 0)
		return;
	if (x->raw) {
		dg_put(&x->text, p, (size_t)n);
		mend(x, false);
	} else {
		x->events->text(x, x->ctx, (struct dg_bytes){ (const char *)p, (size_t)n });
	}
	halt(x);
}

static void
on_reference(void *user, const xmlChar *name)
{
	struct xml *x = ((xmlParserCtxt *)user)->_private;
	char text[100];

	snprintf(text, sizeof text, "entity '%.60s' is not expanded", (const char *)name);
	fail(x, DG_EINPUT, xml_line(x), text);
	halt(x);
}

/* Where nobody listens, libxml2 keeps entities by itself, and decodes them to
 * look them over; nothing that we read has need of one. */
static void
on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	struct xml *x = ((xmlParserCtxt *)user)->_private;
	char text[100];

	(void)type, (void)public_id, (void)system_id, (void)content;
	snprintf(text, sizeof text, "declares an entity ('%.60s')", (const char *)name);
	fail(x, DG_EINPUT, xml_line(x), text);
	halt(x);
}

/* libxml2 asks for nothing else: what is NULL here does not happen. */
static void
fence(xmlSAXHandler *sax)
{
	memset(sax, 0, sizeof *sax);
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_text;
	sax->reference = on_reference;
	sax->entityDecl = on_entity;
	sax->serror = on_error;
}

/* What libxml2 asks for; it takes less for an answer, but not fewer than the four bytes
 * that tell the encoding. */
static int
on_read(void *user, char *buf, int size)
{
	struct xml *x = user;
	enum dg_status st = DG_OK;
	size_t have = 0, n;

	while (x->st == DG_OK && have < 4 && have < (size_t)size &&
	    (st = dg_in_read(x->in, buf + have, (size_t)size - have, &n, x->err)) == DG_OK)
		have += n;
	x->total += have;
	if (st == DG_END && x->total == 0)
		fail(x, DG_EINPUT, 0, "empty file");
	x->ending = st == DG_END;
	if (st != DG_OK && st != DG_END) {
		x->err->line = xml_line(x);
		xml_stop(x, st);
	}
	return (int)have;
}

enum dg_status
xml_read(struct dg_in *in, const char *root, const struct xml_events *events, void *ctx,
    struct dg_error *err)
{
	struct dg_error none = { 0 };
	struct xml x = { .in = in, .events = events, .ctx = ctx, .root = root,
	    .err = err ? err : &none };
	xmlSAXHandler sax;

	fence(&sax);
	/* with NULL user data the callbacks get the context itself */
	dg_xml_begin();
	x.ctxt = xmlCreateIOParserCtxt(&sax, NULL, on_read, NULL, &x, XML_CHAR_ENCODING_NONE);
	if (!x.ctxt || !know(&x, events->elements)) {
		xmlFreeParserCtxt(x.ctxt);
		return dg_fail_nomem(err);
	}
	/* without NOENT an "&amp;" in an attribute is given as "&#38;"; other entities there
	 * are none, see on_entity */
	xmlCtxtUseOptions(x.ctxt, XML_PARSE_NONET | XML_PARSE_NOENT |
	    (events->found ? XML_PARSE_RECOVER : 0));
	x.ctxt->_private = &x;
	xmlParseDocument(x.ctxt);
	if (!x.ctxt->wellFormed && !x.illegal)
		fail(&x, DG_EINPUT, xml_line(&x), NULL);
	xmlFreeDoc(x.ctxt->myDoc);	/* libxml2 may have begun one, to hold entities */
	x.ctxt->myDoc = NULL;
	xmlFreeParserCtxt(x.ctxt);
	dg_buf_free(&x.text);
	dg_buf_free(&x.id);
	return x.st == DG_END ? DG_OK : x.st;
}
