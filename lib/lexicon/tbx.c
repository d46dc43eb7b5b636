/* tbx.c -- term bases in TBX (ISO 30042), of its 2008 or its 2019 edition.
 *
 * Of either only this matters: an entry (termEntry, conceptEntry) holds a section a
 * language (langSet, langSec, with xml:lang), and that holds terms.  A DTD is neither
 * loaded nor believed: a reference to an entity beyond XML's own five is an error. */
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "lexicon/build.h"

enum { TBX_MAX = 1 << 28 };

struct reader {
	struct dg_lexicon_builder *b;
	struct dg_buf cell[LEX_LANGS_MAX], term;
	size_t lang;			/* of the section we are in, LEX_LANGS_MAX: none of ours */
	bool in_term;
	uint64_t line;			/* of the entry */
	size_t others;			/* sections of other languages in the entry */
	dg_bad_row *bad;
	void *ctx;
};

static bool
named(const xmlChar *name, const char *a, const char *b)
{
	return name && (strcmp((const char *)name, a) == 0 || strcmp((const char *)name, b) == 0);
}

static void
open_element(struct reader *r, xmlTextReaderPtr x)
{
	const xmlChar *name = xmlTextReaderConstLocalName(x);
	xmlChar *lang;

	if (named(name, "termEntry", "conceptEntry")) {
		for (size_t l = 0; l < r->b->langs; l++)
			r->cell[l].n = 0;
		r->line = (uint64_t)xmlGetLineNo(xmlTextReaderCurrentNode(x));
		r->others = 0;
	} else if (named(name, "langSet", "langSec")) {
		lang = xmlTextReaderGetAttribute(x, (const xmlChar *)"xml:lang");
		r->lang = lang ? build_language(r->b, (const char *)lang) : LEX_LANGS_MAX;
		r->others += r->lang == LEX_LANGS_MAX;
		xmlFree(lang);
	} else if (named(name, "term", "term")) {
		r->in_term = !xmlTextReaderIsEmptyElement(x);
		r->term.n = 0;
	}
}

static enum dg_status
end_entry(struct reader *r, struct dg_error *err)
{
	struct dg_bytes cells[LEX_LANGS_MAX];
	size_t sides = 0;

	for (size_t l = 0; l < r->b->langs; l++) {
		if (r->cell[l].failed)
			return dg_fail_nomem(err);
		cells[l] = dg_buf_bytes(&r->cell[l]);
		sides += cells[l].n > 0;
	}
	if (sides >= 2)
		return dg_lexicon_builder_entry(r->b, cells, 1, err);
	if (sides + r->others < 2)
		r->bad(r->line, "an entry with fewer than two languages", r->ctx);
	return DG_OK;
}

static enum dg_status
close_element(struct reader *r, const xmlChar *name, struct dg_error *err)
{
	if (named(name, "termEntry", "conceptEntry"))
		return end_entry(r, err);
	if (named(name, "langSet", "langSec"))
		r->lang = LEX_LANGS_MAX;
	if (named(name, "term", "term")) {
		r->in_term = false;
		if (r->lang < LEX_LANGS_MAX && !r->term.failed)
			gloss_put(&r->cell[r->lang], dg_buf_bytes(&r->term));
	}
	return DG_OK;
}

static enum dg_status
one_node(struct reader *r, xmlTextReaderPtr x, struct dg_error *err)
{
	const xmlChar *text;

	switch (xmlTextReaderNodeType(x)) {
	case XML_READER_TYPE_ELEMENT:
		open_element(r, x);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		return close_element(r, xmlTextReaderConstLocalName(x), err);
	case XML_READER_TYPE_TEXT: case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		text = xmlTextReaderConstValue(x);
		for (const xmlChar *p = text; r->in_term && p && *p; p++)
			dg_put_char(&r->term, *p == '\n' || *p == '\t' ? ' ' : (char)*p);
		break;
	case XML_READER_TYPE_ENTITY_REFERENCE:
		return dg_fail(err, DG_EINPUT, (uint64_t)xmlTextReaderGetParserLineNumber(x),
		    "a reference to an entity");
	}
	return DG_OK;
}

/* Keeps libxml2 from printing; what is wrong is told once, by read_all. */
static void
hear(void *ctx, xmlErrorPtr error)
{
	(void)ctx, (void)error;
}

static enum dg_status
read_all(struct reader *r, struct dg_bytes file, struct dg_error *err)
{
	xmlTextReaderPtr x;
	xmlStructuredErrorFunc before;
	void *before_ctx;
	enum dg_status st = DG_OK;
	bool any = false;
	int more = 1;

	dg_xml_begin();
	before = xmlStructuredError;
	before_ctx = xmlStructuredErrorContext;
	x = xmlReaderForMemory(file.p, (int)file.n, NULL, NULL, XML_PARSE_NONET |
	    XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!x)
		return dg_fail_nomem(err);
	xmlTextReaderSetStructuredErrorHandler(x, hear, NULL);
	xmlSetStructuredErrorFunc(NULL, hear);	/* of this thread: the encoders know no reader */
	while (st == DG_OK && (more = xmlTextReaderRead(x)) == 1) {
		if (!any && xmlTextReaderNodeType(x) == XML_READER_TYPE_ELEMENT) {
			any = true;
			if (!named(xmlTextReaderConstLocalName(x), "martif", "tbx"))
				st = dg_fail(err, DG_EINPUT, 0, "not TBX");
		}
		if (st == DG_OK)
			st = one_node(r, x, err);
	}
	if (st == DG_OK && (more < 0 || !any))
		st = dg_fail(err, DG_EINPUT, (uint64_t)xmlTextReaderGetParserLineNumber(x),
		    "not well-formed XML");
	xmlFreeTextReader(x);
	xmlSetStructuredErrorFunc(before_ctx, before);
	return st;
}

enum dg_status
dg_lexicon_builder_tbx(struct dg_lexicon_builder *b, struct dg_in *in, dg_bad_row *bad,
    void *ctx, struct dg_error *err)
{
	struct reader r = { .b = b, .lang = LEX_LANGS_MAX, .bad = bad, .ctx = ctx };
	struct dg_buf file = { 0 };
	enum dg_status st = dg_in_all(in, TBX_MAX, &file, err);

	if (st == DG_OK)
		st = read_all(&r, dg_buf_bytes(&file), err);
	for (size_t l = 0; l < b->langs; l++)
		dg_buf_free(&r.cell[l]);
	dg_buf_free(&r.term);
	dg_buf_free(&file);
	return st;
}
