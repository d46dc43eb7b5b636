/* office.c -- DOCX (ECMA-376 part 1, §17) and ODT (OpenDocument 1.2 part 1) become blocks.
 * One pass over the events of libxml2's reader; only the notes are kept beside. */
#include <stdlib.h>
#include <string.h>

#include "text/text.h"
#include "text/zip.h"

/* What an element does; of both formats, by their local names. */
enum does {
	NOTHING,
	PARAGRAPH,
	HEADING,	/* an ODT paragraph with an outline level */
	RUN, TEXT,	/* w:r, and w:t: the characters in it count */
	SKIP,		/* what is inside is no text of the document, or no longer */
	BREAK, BLANK, NO_BREAK_HYPHEN, SOFT_HYPHEN,
	NOTE_MARK, END_MARK,	/* w:footnoteReference, w:endnoteReference */
	NOTE,		/* w:footnote */
	CITATION,	/* text:note-citation: the mark, as it is shown */
	CELL, ITEM, PROPERTIES, STYLE, LEVEL, NUMBERED, VANISH, DELETED
};
struct rule { const char *name; enum does does; };

static const struct rule docx_rules[] = {
	{ "p", PARAGRAPH }, { "r", RUN }, { "t", TEXT }, { "br", BREAK }, { "cr", BREAK },
	{ "tab", BLANK }, { "noBreakHyphen", NO_BREAK_HYPHEN }, { "softHyphen", SOFT_HYPHEN },
	{ "footnoteReference", NOTE_MARK }, { "endnoteReference", END_MARK },
	{ "footnote", NOTE }, { "endnote", NOTE }, { "moveFrom", SKIP }, { "Fallback", SKIP },
	{ "rt", SKIP }, { "tc", CELL }, { "pPr", PROPERTIES }, { "pStyle", STYLE },
	{ "outlineLvl", LEVEL }, { "numPr", NUMBERED }, { "vanish", VANISH }, { "del", DELETED },
	{ NULL, NOTHING }
};
static const struct rule odt_rules[] = {
	{ "p", PARAGRAPH }, { "h", HEADING }, { "line-break", BREAK }, { "s", BLANK }, { "tab", BLANK },
	{ "tracked-changes", SKIP }, { "annotation", SKIP }, { "note-citation", CITATION },
	{ "ruby-text", SKIP }, { "hidden-text", SKIP }, { "table-cell", CELL },
	{ "list-item", ITEM }, { NULL, NOTHING }
};

struct note { char *id; bool at_end; size_t at, n; };

struct office {
	struct dg_document *doc;
	struct dg_grower grower;
	const struct rule *rules;
	bool odt;
	bool notes_part, at_end;	/* reading footnotes.xml, endnotes.xml */
	unsigned paragraphs;		/* depth: a second one is a note or a text box in the first */
	unsigned skip, cells, items, text;
	unsigned marks[2];		/* how many foot- and endnotes there were */
	bool citation;
	bool properties, vanished, numbered, joins;	/* joins: the paragraph's end was deleted */
	int level;			/* of the paragraph; 0: no heading; -1: the title */
	/* what stands apart from its paragraph, a line each: the notes' texts, and from
	 * `from` on what comes after the paragraph that is open */
	struct dg_buf aside;
	size_t from;
	struct note *notes;
	size_t n_notes, cap_notes;
};

static enum does
does(const struct office *o, const char *name)
{
	for (const struct rule *r = o->rules; r->name; r++)
		if (strcmp(r->name, name) == 0)
			return r->does;
	return NOTHING;
}

/* The value of the attribute, whatever its prefix; NULL: there is none. */
static char *
attribute(xmlTextReaderPtr r, const char *name)
{
	char *value = NULL;

	while (!value && xmlTextReaderMoveToNextAttribute(r) == 1)
		if (strcmp((const char *)xmlTextReaderConstLocalName(r), name) == 0)
			value = (char *)xmlTextReaderValue(r);
	xmlTextReaderMoveToElement(r);
	return value;
}

static bool
is_apart(const struct office *o)
{
	return o->notes_part || o->paragraphs > 1;
}

static void
put_text(struct office *o, const char *s)
{
	if (o->skip || o->vanished || o->paragraphs == 0)
		return;
	if (is_apart(o))
		dg_put_str(&o->aside, s);
	else
		dg_grow_text(&o->grower, dg_bytes_of(s));
}

/* What stood apart becomes paragraphs of its own. */
static void
put_aside(struct office *o)
{
	for (size_t i = o->from, start = i; i < o->aside.n; i++)
		if (o->aside.p[i] == '\n') {
			dg_grow_text(&o->grower, (struct dg_bytes){ o->aside.p + start, i - start });
			dg_grow_end(&o->grower);
			start = i + 1;
		}
	o->aside.n = o->from;
}

static void
close_paragraph(struct office *o)
{
	struct dg_document *doc = o->doc;
	size_t before = doc->n_blocks;

	dg_grow_end(&o->grower);
	for (size_t i = before; i < doc->n_blocks; i++) {
		struct dg_block *b = &doc->blocks[i];

		b->kind = o->level ? DG_HEADING : o->cells ? DG_CELL :
		    o->items || o->numbered ? DG_ITEM : DG_BODY;
		b->level = (uint8_t)(o->level > 0 ? o->level : 0);
		b->titled = o->level < 0;
	}
	if (!o->aside.failed)
		put_aside(o);
}

static void
end_paragraph(struct office *o)
{
	if (o->paragraphs == 0)
		return;
	if (is_apart(o))
		dg_put_char(&o->aside, '\n');
	else if (!o->joins)
		close_paragraph(o);
	o->paragraphs--;
}

/* The ids of styles are Word's own in each language; Chinese and Russian ones are "1". */
static int
style_level(const char *style)
{
	static const char *const names[] = { "Heading", "heading", "Titre", "berschrift", "Ttulo" };

	if (strcmp(style, "Title") == 0 || strcmp(style, "Titre") == 0 || strcmp(style, "a3") == 0)
		return -1;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *p = strstr(style, names[i]);

		p = p ? p + strlen(names[i]) : NULL;
		if (p && *p >= '1' && *p <= '9')
			return *p - '0';
	}
	return style[0] >= '1' && style[0] <= '6' && style[1] == '\0' ? style[0] - '0' : 0;
}

/* Figures are raised, as the page shows them: behind a year they would be read with it. */
static void
put_mark(struct office *o, const char *mark)
{
	bool apart = is_apart(o);
	struct dg_buf all = { 0 };

	dg_put_raised(&all, dg_bytes_of(mark));
	dg_put_char(&all, '\0');
	o->doc->failed |= all.failed;
	if (!all.failed && !o->skip && !o->vanished && o->paragraphs) {
		put_text(o, all.p);
		/* the note itself begins with it */
		if (!apart) {
			dg_put_str(&o->aside, all.p);
			dg_put_char(&o->aside, ' ');
		}
	}
	dg_buf_free(&all);
}

/* Word counts footnotes 1, 2, 3 and endnotes i, ii, iii; other ways are not followed. */
static void
put_number(struct office *o, bool at_end)
{
	static const char *const tens[] = { "", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc" },
	    *const ones[] = { "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" };
	unsigned n = ++o->marks[at_end];
	struct dg_buf mark = { 0 };

	if (at_end && n < 100)
		dg_put_format(&mark, "[%s%s]", tens[n / 10], ones[n % 10]);
	else
		dg_put_format(&mark, at_end ? "[%u]" : "%u", n);
	dg_put_char(&mark, '\0');
	o->doc->failed |= mark.failed;
	if (!mark.failed)
		put_mark(o, mark.p);
	dg_buf_free(&mark);
}

static void
note_mark(struct office *o, const char *id, bool at_end, bool custom)
{
	for (size_t i = 0; i < o->n_notes; i++)
		if (o->notes[i].at_end == at_end && strcmp(o->notes[i].id, id) == 0 && !o->aside.failed) {
			struct dg_buf copy = { 0 };

			if (!custom)
				put_number(o, at_end);
			dg_put(&copy, o->aside.p + o->notes[i].at, o->notes[i].n);
			dg_put_bytes(&o->aside, dg_buf_bytes(&copy));
			o->doc->failed |= copy.failed;
			dg_buf_free(&copy);
			return;
		}
}

static void
begin_note(struct office *o, xmlTextReaderPtr r)
{
	struct note *a;
	char *id = attribute(r, "id");

	if (!o->notes_part || !id ||
	    !dg_grow(&o->notes, &o->cap_notes, o->n_notes + 1, sizeof *a)) {
		xmlFree(id);
		return;
	}
	o->notes[o->n_notes++] = (struct note){ id, o->at_end, o->aside.n, 0 };
}

/* w:customMarkFollows: the mark is text like any other. */
static bool
has_own_mark(xmlTextReaderPtr r)
{
	char *v = attribute(r, "customMarkFollows");
	bool own = v && strcmp(v, "0") != 0 && strcmp(v, "false") != 0;

	xmlFree(v);
	return own;
}

/* The properties that carry a value. */
static void
take_value(struct office *o, enum does what, xmlTextReaderPtr r)
{
	char *v = attribute(r, what == HEADING ? "outline-level" : what == PARAGRAPH ? "style-name" :
	    what == NOTE_MARK || what == END_MARK ? "id" : what == BREAK ? "type" : "val");
	bool no = v && (strcmp(v, "0") == 0 || strcmp(v, "false") == 0);

	if (what == VANISH)
		o->vanished = !no;
	else if (what == NUMBERED)
		o->numbered = true;
	else if (what == BREAK && o->paragraphs && !o->skip && !(v && strcmp(v, "textWrapping") != 0)) {
		if (is_apart(o))
			put_text(o, " ");
		else
			dg_grow_break(&o->grower);
	} else if (v && (what == NOTE_MARK || what == END_MARK) && !o->skip)
		note_mark(o, v, what == END_MARK, has_own_mark(r));
	else if (v && !is_apart(o) && (what == STYLE || what == PARAGRAPH))
		o->level = style_level(v);
	else if (v && !is_apart(o) && what == LEVEL)
		o->level = (dg_whole(v, -1, 9) + 1) % 10;
	else if (v && !is_apart(o) && what == HEADING)
		o->level = dg_whole(v, 0, 10);
	xmlFree(v);
}

static void
start_paragraph(struct office *o, enum does what, xmlTextReaderPtr r)
{
	o->paragraphs++;
	o->vanished = false;
	if (!is_apart(o) && !o->joins) {
		o->level = 0;
		o->numbered = false;
	}
	if (!is_apart(o))
		o->joins = false;
	if (o->odt)
		take_value(o, what, r);
}

static void
start(struct office *o, enum does what, xmlTextReaderPtr r, bool empty)
{
	switch (what) {
	case NOTHING: break;
	case PARAGRAPH:
	case HEADING:
		if (!o->skip) {
			start_paragraph(o, what, r);
			if (empty)
				end_paragraph(o);
		}
		break;
	case RUN: o->vanished = false; break;
	case TEXT: o->text += !empty; break;
	case SKIP: o->skip += !empty; break;
	case BLANK: put_text(o, o->properties ? "" : " "); break;
	case NO_BREAK_HYPHEN: put_text(o, "\xE2\x80\x91"); break;
	case SOFT_HYPHEN: put_text(o, "\xC2\xAD"); break;
	case NOTE: begin_note(o, r); break;
	case CITATION: o->citation = !empty; break;
	case CELL: o->cells += !empty; break;
	case ITEM: o->items += !empty; break;
	case PROPERTIES: o->properties = !empty; break;
	/* a deleted run holds no w:t; a deleted end of a paragraph joins it with the next */
	case DELETED: o->joins |= o->properties && !is_apart(o); break;
	default: take_value(o, what, r);
	}
}

static void
end(struct office *o, enum does what)
{
	struct note *last = o->n_notes ? &o->notes[o->n_notes - 1] : NULL;

	if ((what == PARAGRAPH || what == HEADING) && !o->skip)
		end_paragraph(o);
	else if (what == RUN)
		o->vanished = false;
	else if (what == TEXT)
		o->text -= o->text > 0;
	else if (what == SKIP)
		o->skip -= o->skip > 0;
	else if (what == CELL)
		o->cells -= o->cells > 0;
	else if (what == ITEM)
		o->items -= o->items > 0;
	else if (what == PROPERTIES)
		o->properties = false;
	else if (what == CITATION)
		o->citation = false;
	else if (what == NOTE && o->notes_part && last)
		last->n = o->aside.n - last->at;
}

static enum dg_status
read_part(struct office *o, struct dg_zip *zip, const char *name, size_t max, struct dg_error *err)
{
	xmlTextReaderPtr r = dg_zip_xml(zip, name, max, err);
	int got;

	if (!r)
		return DG_EINPUT;
	while ((got = xmlTextReaderRead(r)) == 1 && !o->doc->failed) {
		int type = xmlTextReaderNodeType(r);

		if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
			enum does what = does(o, (const char *)xmlTextReaderConstLocalName(r));

			if (type == XML_READER_TYPE_ELEMENT)
				start(o, what, r, xmlTextReaderIsEmptyElement(r) == 1);
			else
				end(o, what);
		} else if ((type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
		    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) && (o->odt || o->text)) {
			if (o->citation)
				put_mark(o, (const char *)xmlTextReaderConstValue(r));
			else
				put_text(o, (const char *)xmlTextReaderConstValue(r));
		}
	}
	return dg_zip_xml_end(zip, r, got, err);
}

/* What the document says of itself, in core.xml or meta.xml; that it says nothing is fine. */
static void
read_meta(struct dg_document *doc, struct dg_zip *zip, const char *name, size_t max)
{
	static const struct { const char *name; int which; } names[] = {
		{ "title", HEAD_OG_TITLE }, { "language", HEAD_LANG },
		{ "created", HEAD_DATE }, { "creation-date", HEAD_DATE } };
	struct dg_error err;
	xmlTextReaderPtr r = dg_zip_has(zip, name) ? dg_zip_xml(zip, name, max, &err) : NULL;
	int which = -1, got;

	if (!r)
		return;
	while ((got = xmlTextReaderRead(r)) == 1)
		if (xmlTextReaderNodeType(r) == XML_READER_TYPE_ELEMENT) {
			which = -1;
			for (size_t i = 0; i < sizeof names / sizeof *names; i++)
				if (strcmp((const char *)xmlTextReaderConstLocalName(r), names[i].name) == 0)
					which = names[i].which;
		} else if (xmlTextReaderNodeType(r) == XML_READER_TYPE_TEXT && which >= 0) {
			dg_put_str(&doc->head[which], (const char *)xmlTextReaderConstValue(r));
			which = -1;
		}
	dg_zip_xml_end(zip, r, got, &err);
}

static enum dg_status
read_docx(struct office *o, struct dg_zip *zip, size_t max, struct dg_error *err)
{
	static const char *const parts[] = { "word/footnotes.xml", "word/endnotes.xml" };
	enum dg_status st = DG_OK;

	o->rules = docx_rules;
	o->notes_part = true;
	for (size_t i = 0; i < 2 && st == DG_OK; i++) {
		/* the ids of the two begin anew */
		o->at_end = i == 1;
		if (dg_zip_has(zip, parts[i]))
			st = read_part(o, zip, parts[i], max, err);
	}
	o->notes_part = false;
	o->from = o->aside.n;
	return st == DG_OK ? read_part(o, zip, "word/document.xml", max, err) : st;
}

/* OpenDocument part 3 §4.3: a part that is encrypted says so in the manifest. */
static bool
is_encrypted(struct dg_zip *zip, size_t max)
{
	struct dg_error err;
	xmlTextReaderPtr r = dg_zip_has(zip, "META-INF/manifest.xml") ?
	    dg_zip_xml(zip, "META-INF/manifest.xml", max, &err) : NULL;
	bool found = false;
	int got = 0;

	if (!r)
		return false;
	while (!found && (got = xmlTextReaderRead(r)) == 1)
		found = strcmp((const char *)xmlTextReaderConstLocalName(r), "encryption-data") == 0;
	dg_zip_xml_end(zip, r, got, &err);
	return found;
}

static enum dg_status
read_odt(struct office *o, struct dg_zip *zip, size_t max, struct dg_error *err)
{
	o->rules = odt_rules;
	o->odt = true;
	if (is_encrypted(zip, max))
		return dg_fail(err, DG_EINPUT, 0, "encrypted OpenDocument text");
	return read_part(o, zip, "content.xml", max, err);
}

enum dg_status
dg_office_blocks(struct dg_document *doc, struct dg_bytes raw, size_t max, struct dg_error *err)
{
	struct office o = { .doc = doc, .grower = { .doc = doc, .element = NO_ELEMENT } };
	struct dg_zip *zip;
	enum dg_status st = dg_zip_open(&zip, raw, err);

	if (st != DG_OK)
		return st;
	/* no line of a document stands alone for what it looks like */
	doc->begun = true;
	if (dg_zip_has(zip, "word/document.xml")) {
		doc->format = "docx";
		st = read_docx(&o, zip, max, err);
		read_meta(doc, zip, "docProps/core.xml", max);
	} else if (dg_zip_has(zip, "content.xml")) {
		doc->format = "odt";
		st = read_odt(&o, zip, max, err);
		read_meta(doc, zip, "meta.xml", max);
	} else {
		st = dg_fail(err, DG_EINPUT, 0, "not a text page (ZIP archive, no DOCX or ODT)");
	}
	/* an end that was deleted with nothing after it */
	if (st == DG_OK && !o.aside.failed)
		close_paragraph(&o);
	doc->failed |= o.aside.failed;
	for (size_t i = 0; i < o.n_notes; i++)
		xmlFree(o.notes[i].id);
	free(o.notes);
	dg_buf_free(&o.aside);
	dg_zip_free(zip);
	return st;
}

/* All of it is the text; the first line of its head is the title, a date line is a date. */
void
dg_office_kinds(struct dg_document *doc)
{
	size_t title = doc->n_blocks, head = doc->n_blocks < 8 ? doc->n_blocks : 8;

	for (size_t i = 0; i < doc->n_blocks; i++) {
		struct dg_block *b = &doc->blocks[i];

		b->keep = true;
		if (i < head && title == doc->n_blocks && b->titled)
			title = i;
	}
	for (size_t i = 0; i < head && title == doc->n_blocks; i++)
		if (doc->blocks[i].kind == DG_HEADING)
			title = i;
	if (title == doc->n_blocks && doc->n_blocks && doc->blocks[0].kind == DG_BODY &&
	    doc->blocks[0].width <= 200 && !doc->blocks[0].ends &&
	    !dg_is_date_line(dg_block_text(doc, 0)))
		title = 0;
	if (title < doc->n_blocks)
		doc->blocks[title].kind = DG_TITLE;
	for (size_t i = 0; i < head; i++)
		if (doc->blocks[i].kind == DG_BODY && dg_is_date_line(dg_block_text(doc, i)))
			doc->blocks[i].kind = DG_DATE;
}
