/* content.c -- the blocks that are the statement. */
#include <string.h>

#include "text/text.h"

/* A row of asterisks. */
static bool
is_rule(const struct dg_block *b)
{
	return b->unlinked == 0 && b->links == 0 && b->han == 0;
}

static bool
ends_in_colon(const struct dg_document *doc, size_t i)
{
	struct dg_bytes s = dg_block_text(doc, i);

	return (s.n && s.p[s.n - 1] == ':') ||
	    (s.n > 2 && (unsigned char)s.p[s.n - 3] == 0xEF && (unsigned char)s.p[s.n - 2] == 0xBC &&
	    (unsigned char)s.p[s.n - 1] == 0x9A);
}

/* It opens nothing of the text. */
static bool
opens_nothing(const struct dg_document *doc, size_t i)
{
	const struct dg_block *b = &doc->blocks[i];

	if (!b->opener)
		return false;
	return i + 1 == doc->n_blocks || b[1].opener || dg_is_around(&b[1]) ||
	    !(b[1].prose > 0 || b[1].ends || b[1].kind == DG_ITEM || b[1].kind == DG_CELL);
}

/* "Location:", on a line of its own, and no date: the next line is its value. */
static bool
is_field(const struct dg_document *doc, size_t i)
{
	return (doc->blocks[i].shape & SHAPE_KIND) && (doc->blocks[i].shape & SHAPE_STAMP) &&
	    ends_in_colon(doc, i);
}

/* Of the page, above the text: a kind of document, an hour, a field and its value, an entry of
 * a table of contents. */
static bool
is_about(const struct dg_document *doc, size_t i)
{
	const struct dg_block *b = &doc->blocks[i];

	return is_rule(b) || (b->shape & SHAPE_KIND) || opens_nothing(doc, i) ||
	    (b->kind == DG_ITEM && b->links && b->unlinked == 0) ||
	    (i > 0 && is_field(doc, i - 1) && !b->ends && b->width < 60) ||
	    dg_is_hour_line(dg_block_text(doc, i));
}

/* From the title to the text: date, place, subtitle, lead. */
static void
keep_above(struct dg_document *doc, const struct dg_region *r)
{
	size_t from = r->title < doc->n_blocks ? r->title : r->begin;
	uint32_t cell = r->element == NO_ELEMENT ? NO_ELEMENT : doc->elements[r->element].cell;

	for (size_t i = from; i < r->first; i++) {
		struct dg_block *b = &doc->blocks[i];
		bool outside = i < r->begin && b->element != NO_ELEMENT;

		if (i == r->title || (b->date && !b->around))
			b->keep = true;
		else if (!dg_is_around(b) && !is_about(doc, i) &&
		    !(outside && b->prose > 0 && doc->elements[b->element].cell != cell))
			b->keep = true;
	}
	/* a date line right above */
	for (size_t i = from, n = 0; i-- > 0 && n < 3 && from - i < 8; n += !doc->blocks[i].meta) {
		const struct dg_block *b = &doc->blocks[i];

		if (dg_is_around(b) && !(b->meta && !b->around))
			break;
		if (b->date) {
			doc->blocks[i].keep = true;
			break;
		}
	}
}

/* Does block `i` stand as block `k` does: beside it, or in a box made alike? */
static bool
stands_like(const struct dg_document *doc, size_t i, size_t k)
{
	const struct dg_element *e = doc->elements;
	uint32_t a = doc->blocks[i].element, b = doc->blocks[k].element;

	if (a == NO_ELEMENT || b == NO_ELEMENT || a == b || e[a].parent == e[b].parent)
		return true;
	a = e[a].parent;
	b = e[b].parent;
	return a != NO_ELEMENT && b != NO_ELEMENT && e[a].parent == e[b].parent && e[a].like == e[b].like;
}

/* A sentence that asks to subscribe or the like, among the paragraphs of the text and as they. */
static bool
is_call(const struct dg_document *doc, size_t i, size_t last)
{
	const struct dg_block *b = &doc->blocks[i];

	return (b->shape & SHAPE_CALL) && !(b->shape & ~(unsigned)(SHAPE_CALL | SHAPE_WORDS)) &&
	    b->ends && b->link == 0 && stands_like(doc, i, last);
}

/* Within the text a link, a word like "Contact" or a bar between two numbers
 * is the text's own, unless it stands there as a line of the page does. */
static bool
is_own(const struct dg_document *doc, size_t i, bool announced)
{
	const struct dg_block *b = &doc->blocks[i];

	if (b->around || b->meta || (b->shape & SHAPE_SECTION) || opens_nothing(doc, i))
		return false;
	if (b->prose > 0)
		return true;
	if (b->shape & SHAPE_WORDS)
		return b->link == 0 && (b->kind != DG_BODY || (i > 0 && is_call(doc, i, i - 1)));
	if (b->shape & SHAPE_LINKS)
		return announced || b->kind == DG_CELL || (b->kind == DG_ITEM && i > 0 &&
		    doc->blocks[i - 1].keep && doc->blocks[i - 1].kind == DG_ITEM);
	return !(b->shape & SHAPE_TRAIL) || b->link == 0;
}

static void
keep_inside(struct dg_document *doc, const struct dg_region *r)
{
	bool announced = false, aside = false;
	size_t last = r->first;

	for (size_t i = r->first; i <= r->last; i++) {
		struct dg_block *b = &doc->blocks[i];

		/* "Read also" takes the lines below with it, down to the text */
		if (b->shape & SHAPE_SECTION)
			aside = true;
		else if (b->prose > 0 && stands_like(doc, i, last))
			aside = false;
		b->keep = !aside && is_own(doc, i, announced);
		if (b->keep && b->prose > 0)
			last = i;
		if (b->keep && !(b->shape & SHAPE_LINKS))
			announced = ends_in_colon(doc, i);
	}
}

static bool
same_table(const struct dg_document *doc, const struct dg_block *a, const struct dg_block *b)
{
	return a->element != NO_ELEMENT && b->element != NO_ELEMENT &&
	    doc->elements[a->element].table == doc->elements[b->element].table;
}

/* A heading above a list of links is the heading of that list. */
static bool
heads_links(const struct dg_document *doc, size_t i, size_t end)
{
	const struct dg_block *b = &doc->blocks[i];

	return i + 1 < end && (b[1].shape & (SHAPE_LINKS | SHAPE_WORDS)) && !b[1].rights &&
	    !b->ends && !ends_in_colon(doc, i) &&
	    (b->kind == DG_CELL ? same_table(doc, b, b + 1) :
	    b->kind == DG_HEADING || b->large);
}

/* A telephone number or an address of mail, and no sentence. */
static bool
is_contact(const struct dg_document *doc, size_t i)
{
	struct dg_bytes s = dg_block_text(doc, i);
	size_t digits = 0;
	bool at = false;

	if (doc->blocks[i].ends || s.n > 400)
		return false;
	for (size_t k = 0; k < s.n; k++) {
		digits += s.p[k] >= '0' && s.p[k] <= '9';
		at |= s.p[k] == '@';
	}
	return at || (digits > 6 && digits * 8 > s.n);
}

/* The box that block `i` is in is not of the text: neither are its lines before this one. */
static void
leave_box(struct dg_document *doc, const struct dg_region *r, size_t i)
{
	while (i-- > r->last + 1 && doc->blocks[i].keep && !doc->blocks[i].ends &&
	    !stands_like(doc, i, r->last))
		doc->blocks[i].keep = false;
}

/* "2006/412", "Released on May 7, 2006" where the date has stood above. */
static bool
is_stamp_below(const struct dg_document *doc, size_t i)
{
	struct dg_bytes s = dg_block_text(doc, i);
	struct dg_date d;
	bool code = s.n < 24 && memchr(s.p, '/', s.n) && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9';

	for (size_t k = 0; k < s.n && code; k++)
		code = (unsigned char)s.p[k] < 0x80 && s.p[k] != ' ' && !(s.p[k] >= 'a' && s.p[k] <= 'z');
	if (code || dg_is_hour_line(s))
		return true;
	if (!doc->blocks[i].date || !dg_date_find(s, false, &d) || d.at == 0 ||
	    !dg_is_date_label((struct dg_bytes){ s.p, d.at }))
		return false;
	for (size_t k = 0; k < i; k++)
		if (doc->blocks[k].date && doc->blocks[k].keep)
			return true;
	return false;
}

/* Below the text: signature, place, "(fin)", until the page begins again. */
static void
keep_below(struct dg_document *doc, const struct dg_region *r)
{
	bool announced = ends_in_colon(doc, r->last);

	for (size_t i = r->last + 1; i < r->end; i++) {
		struct dg_block *b = &doc->blocks[i];

		if (b->around || b->meta || opens_nothing(doc, i) || is_stamp_below(doc, i))
			continue;
		if ((b->shape & SHAPE_NEVER) && !(b->kind == DG_CELL && b->link == 0) &&
		    !is_call(doc, i, r->last))
			return;
		if (b->kind != DG_CELL && !stands_like(doc, i, r->last) && is_contact(doc, i)) {
			leave_box(doc, r, i);
			return;
		}
		if (b->shape & SHAPE_LINKS ? !announced : heads_links(doc, i, r->end))
			return;
		b->keep = true;
		if (!(b->shape & SHAPE_LINKS))
			announced = ends_in_colon(doc, i);
	}
}

/* "Last updated" dates the text where nothing else above it does. */
static void
date_by_stamp(struct dg_document *doc, const struct dg_region *r)
{
	size_t from = r->title < doc->n_blocks ? r->title : r->begin, stamp = r->first;

	for (size_t i = from; i < r->first; i++) {
		const struct dg_block *b = &doc->blocks[i];

		if (b->date && !b->around)
			return;
		if ((b->shape & SHAPE_STAMP) && stamp == r->first && dg_is_date_line(dg_block_text(doc, i)))
			stamp = i;
	}
	if (stamp < r->first) {
		doc->blocks[stamp].date = true;
		doc->blocks[stamp].shape &= ~(unsigned)SHAPE_WORDS;
	}
}

/* The innermost element around the title and the text, no further out than two below the
 * root; NO_ELEMENT: none. */
static uint32_t
column_of(const struct dg_document *doc, const struct dg_region *r)
{
	const struct dg_element *e = doc->elements;
	uint32_t at = r->element, title;

	if (at == NO_ELEMENT || r->title == doc->n_blocks)
		return NO_ELEMENT;
	title = doc->blocks[r->title].element;
	while (at != NO_ELEMENT && (title < at || title >= e[at].end))
		at = e[at].parent;
	return at == NO_ELEMENT || e[at].parent == NO_ELEMENT ||
	    e[e[at].parent].parent == NO_ELEMENT ? NO_ELEMENT : at;
}

/* "For further information, write to …", what an accordion shows: sentences in a box of their
 * own below the text, where title and text stand in one column with it. */
static void
keep_boxes(struct dg_document *doc, const struct dg_region *r)
{
	const struct dg_element *e = doc->elements;
	uint32_t column = column_of(doc, r);

	if (column == NO_ELEMENT || r->end == 0 || !doc->blocks[r->end - 1].keep)
		return;
	for (size_t i = r->end; i < doc->n_blocks; i++) {
		struct dg_block *b = &doc->blocks[i];

		if (b->notes)
			continue;
		if (b->opener && !dg_is_around(b) && b->element < e[column].end && !opens_nothing(doc, i)) {
			b->keep = true;
			continue;
		}
		if (b->element == NO_ELEMENT || b->element >= e[column].end || dg_is_around(b) ||
		    b->prose <= 0 || !b->ends || b->links || b->kind != DG_BODY)
			return;
		b->keep = true;
	}
}

/* Notes belong to the text wherever the page has put them. */
static void
keep_notes(struct dg_document *doc, const struct dg_region *r)
{
	for (size_t i = r->last + 1; i < doc->n_blocks; i++)
		if (doc->blocks[i].notes && !dg_is_around(&doc->blocks[i]))
			doc->blocks[i].keep = true;
}

/* The date that stands nowhere above the text: among what is said about it ("Published",
 * below the lead), or in the line right behind it. */
static void
date_elsewhere(struct dg_document *doc, const struct dg_region *r)
{
	enum { NEAR = 2 };
	struct dg_date d;
	size_t i;

	for (i = r->title < doc->n_blocks ? r->title : 0; i < r->first; i++)
		if (doc->blocks[i].date && doc->blocks[i].keep)
			return;
	if (dg_is_dated(dg_block_text(doc, r->first), false, &d))
		return;
	for (i = r->first; i < r->last && !(doc->blocks[i].meta && doc->blocks[i].date); i++)
		;
	if (i >= r->last)
		for (i = r->last + 1; i < r->end && i < doc->n_blocks && doc->blocks[i].keep; i++)
			;
	for (size_t k = i; k < doc->n_blocks && k < i + NEAR && !dg_is_around(&doc->blocks[k]); k++) {
		if (!doc->blocks[k].date)
			continue;
		/* with "(End)" before it */
		for (size_t n = i; n <= k; n++)
			doc->blocks[n].keep = true;
		doc->blocks[k].kind = DG_DATE;
		return;
	}
}

static void
name_kinds(struct dg_document *doc, const struct dg_region *r)
{
	for (size_t i = 0; i < doc->n_blocks; i++) {
		struct dg_block *b = &doc->blocks[i];

		if (b->element != NO_ELEMENT)
			b->level = doc->elements[b->element].level;
		if (!b->keep)
			b->kind = DG_AROUND;
		else if (i == r->title)
			b->kind = DG_TITLE;
		else if (b->date && i < r->first)
			b->kind = DG_DATE;
	}
}

const char *
dg_block_reason(const struct dg_document *doc, size_t i)
{
	const struct dg_block *b = &doc->blocks[i];

	if (b->keep)
		return b->kind == DG_TITLE ? "title" : b->kind == DG_DATE ? "date line" :
		    b->prose > 0 ? "prose" : "with the text";
	if (b->hidden)
		return "not displayed";
	if (b->around)
		return "in an element that is none of the text by its name";
	if (b->shape & SHAPE_STAMP)
		return "stamp of the page";
	if (b->shape & SHAPE_SECTION)
		return "heading of other pages";
	if (b->shape & SHAPE_WORDS)
		return "words of a page";
	if (b->shape & SHAPE_LINKS)
		return "links";
	if (b->shape & SHAPE_TRAIL)
		return "row of short parts";
	return b->meta ? "about the text" : "away from the text";
}

bool
dg_find_statement(struct dg_document *doc)
{
	struct dg_region r;

	dg_features(doc);
	if (!dg_find_region(doc, &r))
		return false;
	r.title = dg_find_title(doc, r.first);
	date_by_stamp(doc, &r);
	keep_above(doc, &r);
	keep_inside(doc, &r);
	keep_below(doc, &r);
	keep_boxes(doc, &r);
	keep_notes(doc, &r);
	date_elsewhere(doc, &r);
	name_kinds(doc, &r);
	return true;
}
