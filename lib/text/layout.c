/* layout.c -- the lines of a PDF to paragraphs, by where they stand on the page. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/pdf.h"
#include "values/values.h"

enum { NEAR = 40 };	/* lines before and after, among which a line's column shows */

struct layout {
	struct dg_document *doc;
	struct dg_pdf *pdf;
	struct dg_grower grower;
	double body, pitch;	/* commonest size of type; commonest distance of two lines */
	size_t n_lines;		/* of the paragraph that grows */
	bool item;		/* it began with a bullet */
	bool wide;		/* blanks between figures and Chinese are none */
	bool hyphenates;	/* words are parted at the ends of lines */
	size_t note;		/* the first line of notes that wait; n: none */
};

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, by_value);
	return n ? v[n / 2] : 0;
}

/* The size that most of the text has, and how far its lines are apart. */
static bool
measure(struct layout *l)
{
	const struct dg_pdf *p = l->pdf;
	double *v = malloc((p->n ? p->n : 1) * sizeof *v);
	size_t n = 0;

	if (!v)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->lines[i].n > 30)
			v[n++] = p->lines[i].size;
	for (size_t i = 0; n == 0 && i < p->n; i++)
		v[i] = p->lines[i].size;
	l->body = median(v, n ? n : p->n);
	n = 0;
	for (size_t i = 0; i + 1 < p->n; i++) {
		double dy = p->lines[i + 1].y0 - p->lines[i].y0;

		if (p->lines[i].page == p->lines[i + 1].page && dy > 0.5 * l->body && dy < 3 * l->body)
			v[n++] = dy;
	}
	/* paragraphs are further apart than lines, and there are more lines */
	qsort(v, n, sizeof *v, by_value);
	l->pitch = n ? v[n / 3] : 1.2 * l->body;
	free(v);
	return true;
}

/* Where one line in thirty and more ends in a hyphen, they are not all of compounds. */
static bool
hyphenates(const struct layout *l)
{
	size_t hyphens = 0;

	for (size_t i = 0; i < l->pdf->n; i++) {
		struct dg_bytes s = dg_pdf_text(l->pdf, i);

		hyphens += s.n > 2 && s.p[s.n - 1] == '-' && s.p[s.n - 2] != ' ';
	}
	return hyphens * 30 >= l->pdf->n;
}

static bool
is_ascii_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c | 32) - 'a' < 26;
}

/* The blank at `at`, one byte, stands between a Chinese and a Western character. */
static bool
between_scripts(struct dg_bytes s, uint32_t before, size_t at)
{
	uint32_t after;

	if (s.p[at] != ' ' || ++at >= s.n)
		return false;
	after = dg_next(s, &at);
	return (dg_is_wide(before) && is_ascii_word(after)) || (is_ascii_word(before) && dg_is_wide(after));
}

/* Most figures in Chinese have no blank beside them: those that seem to are set wide. */
static bool
sets_wide(const struct layout *l)
{
	struct dg_bytes s = dg_buf_bytes(&l->pdf->text);
	size_t with = 0, without = 0;
	uint32_t last = 0;

	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t c = dg_next(s, &i);

		with += between_scripts(s, last, at);
		without += (dg_is_wide(last) && is_ascii_word(c)) || (is_ascii_word(last) && dg_is_wide(c));
		last = c;
	}
	return with < without;
}

/* ---- paragraphs ---- */

static bool
same_size(const struct dg_pdf_line *a, const struct dg_pdf_line *b)
{
	return a->size <= 1.12 * b->size && b->size <= 1.12 * a->size;
}

static bool
overlap(const struct dg_pdf_line *a, const struct dg_pdf_line *b)
{
	double from = a->x0 > b->x0 ? a->x0 : b->x0, to = a->x1 < b->x1 ? a->x1 : b->x1;

	return a->page == b->page && to - from > 0;
}

/* How far to the right the lines of this one's column go. */
static double
right_edge(const struct layout *l, size_t i)
{
	const struct dg_pdf_line *line = l->pdf->lines;
	double right = line[i].x1;

	for (size_t k = i > NEAR ? i - NEAR : 0; k < l->pdf->n && k < i + NEAR; k++)
		if (!line[k].out && same_size(&line[i], &line[k]) && overlap(&line[i], &line[k]) &&
		    line[k].x0 > line[i].x0 - 4 * l->body && line[k].x0 < line[i].x0 + 4 * l->body &&
		    line[k].x1 > right)
			right = line[k].x1;
	return right;
}

/* Would the next line's first word have stood on this one? */
static bool
is_short(const struct layout *l, size_t i, size_t next)
{
	const struct dg_pdf_line *line = l->pdf->lines;

	return line[i].x1 + line[next].first + 0.5 * line[i].size < right_edge(l, i);
}

/* 1. or a) or 一、, which a line may also begin with by chance. */
static bool
is_number(struct dg_bytes s)
{
	size_t digits = 0, han = 0;
	double x;

	if (values_han(s, &han, &x))
		return s.n - han > 2 && memcmp(s.p + han, "、", 3) == 0;
	while (digits < s.n && digits < 4 && isdigit((unsigned char)s.p[digits]))
		digits++;
	if (digits && digits + 1 < s.n && strchr(".)", s.p[digits]) && s.p[digits + 1] == ' ')
		return true;
	return s.n > 2 && (s.p[1] == ')' || (s.p[0] == '(' && s.p[2] == ')'));
}

static bool
is_bullet(struct dg_bytes s)
{
	size_t at = 0;
	uint32_t c = s.n ? dg_next(s, &at) : 0;

	return c == 0x2022 || c == 0x25AA || c == 0x25CF || c == 0x25E6 || c == 0xB7 || c == 0x27A2 ||
	    c == 0xF0B7 || ((c == '-' || c == 0x2013 || c == 0x2014) && at < s.n && s.p[at] == ' ');
}

static bool
ends_sentence(struct dg_bytes s)
{
	bool ends = false;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = dg_next(s, &i);

		if (dg_is_sentence_mark(c) || c == ':' || c == 0xFF1A)
			ends = true;
		else if (c != '"' && c != ')' && c != ' ' && c != 0xA0 && c != 0x202F && c != 0xBB &&
		    c != 0x201D && c != 0xFF09)
			ends = false;
	}
	return ends;
}

/* A sentence, or an item of a list. */
static bool
ends_part(struct dg_bytes s)
{
	return ends_sentence(s) || (s.n && (s.p[s.n - 1] == ';' || s.p[s.n - 1] == ',')) ||
	    (s.n > 2 && memcmp(s.p + s.n - 3, "；", 3) == 0);
}

static bool
begins_small(struct dg_bytes s)
{
	size_t at = 0;
	uint32_t c = s.n ? dg_next(s, &at) : 0;

	return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF);
}

static bool
is_letter(uint32_t c)
{
	return (c | 32) - 'a' < 26 || (c >= 0xC0 && c < 0x250);
}

static bool
begins_letter(struct dg_bytes s)
{
	size_t at = 0;

	return s.n && (is_letter(dg_next(s, &at)) || isdigit((unsigned char)s.p[0]));
}

/* Does line `next` begin a paragraph, when line `i` was the last one of the text? */
static bool
parts(const struct layout *l, size_t i, size_t next)
{
	const struct dg_pdf_line *a = &l->pdf->lines[i], *b = &l->pdf->lines[next];
	double dy = b->y0 - a->y0;
	bool large = a->size > 1.15 * l->body;

	if (!same_size(a, b) || is_bullet(dg_pdf_text(l->pdf, next)))
		return true;
	if (is_number(dg_pdf_text(l->pdf, next)) && (l->item || ends_part(dg_pdf_text(l->pdf, i))))
		return true;
	/* the next column or page: the sentence tells */
	if (a->page != b->page || dy < 0)
		return is_short(l, i, next) || (ends_sentence(dg_pdf_text(l->pdf, i)) &&
		    !begins_small(dg_pdf_text(l->pdf, next)));
	/* two cells of a row */
	if (dy < 0.5 * a->size)
		return b->x0 > a->x1 + 2 * a->size || b->x1 < a->x0;
	if (dy > 1.3 * l->pitch * (large ? a->size / l->body : 1))
		return true;
	if (large)
		return false;
	if (b->x0 > a->x0 + 0.8 * a->size && !(l->item && l->n_lines == 1))
		return true;
	/* a first line, moved in, below another that is all of its paragraph */
	if (l->n_lines == 1 && !l->item && next + 1 < l->pdf->n && b[1].page == b->page &&
	    b->x0 > a->x0 - 0.5 * a->size && b[1].x0 < b->x0 - 0.8 * b->size && b[1].y0 > b->y0)
		return true;
	return is_short(l, i, next) || (l->n_lines > 1 && !l->item && b->x0 < a->x0 - 0.8 * a->size);
}

/* Where the last word of `s` begins, the hyphen at its end aside. */
static size_t
last_word(struct dg_bytes s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = dg_next(s, &i);

		if (!is_letter(c) && i < s.n)
			from = i;
	}
	return from;
}

/* Is `a`-`b`, parted at its hyphen, written with one elsewhere in the text, not too far off? */
static bool
has_hyphen(const struct layout *l, struct dg_bytes a, struct dg_bytes b)
{
	enum { FAR = 128 * 1024 };
	struct dg_bytes text = dg_buf_bytes(&l->pdf->text);
	size_t n = 0, here = (size_t)(a.p - text.p), from = here > FAR ? here - FAR : 0;

	while (n < b.n) {
		size_t next = n;

		if (!is_letter(dg_next(b, &next)))
			break;
		n = next;
	}
	text.n = text.n > here + FAR ? here + FAR : text.n;
	for (size_t i = from; a.n && i + a.n + n < text.n; i++) {
		const char *p = memchr(text.p + i, a.p[0], text.n - n - a.n - i);

		if (!p)
			return false;
		i = (size_t)(p - text.p);
		if (p[a.n] == '-' && p + a.n + 1 != b.p && memcmp(p, a.p, a.n) == 0 &&
		    memcmp(p + a.n + 1, b.p, n) == 0 && p != a.p)
			return true;
	}
	return false;
}

/* The bytes of line `i` without the hyphen that its end alone put there; *glued: the next
 * line goes on in the same word. */
static struct dg_bytes
without_hyphen(const struct layout *l, size_t i, size_t next, bool *glued)
{
	struct dg_bytes s = dg_pdf_text(l->pdf, i), word;
	size_t n = 0;

	*glued = false;
	if (s.n > 2 && s.p[s.n - 1] == '-')
		n = 1;
	else if (s.n > 3 && (memcmp(s.p + s.n - 2, "\xC2\xAD", 2) == 0))
		n = 2;
	else if (s.n > 4 && memcmp(s.p + s.n - 3, "\xE2\x80\x90", 3) == 0)
		n = 3;
	if (n == 0 || !begins_letter(dg_pdf_text(l->pdf, next)))
		return s;
	word = (struct dg_bytes){ s.p, s.n - n };
	word.p += last_word(word);
	word.n = (size_t)(s.p + s.n - n - word.p);
	if (word.n == 0)
		return s;
	*glued = true;
	if (n != 2 && (!begins_small(dg_pdf_text(l->pdf, next)) || !l->hyphenates ||
	    has_hyphen(l, word, dg_pdf_text(l->pdf, next))))
		return s;
	s.n -= n;
	return s;
}

static void
close_paragraph(struct layout *l)
{
	struct dg_document *doc = l->doc;
	size_t before = doc->n_blocks;

	dg_grow_end(&l->grower);
	if (doc->n_blocks > before && l->item)
		doc->blocks[before].kind = DG_ITEM;
	l->n_lines = 0;
	l->item = false;
}

static void
grow_line(struct layout *l, struct dg_bytes s)
{
	size_t from = 0;
	uint32_t last = 0;

	for (size_t i = 0; l->wide && i < s.n;) {
		size_t at = i;

		if (between_scripts(s, last, at)) {
			dg_grow_text(&l->grower, (struct dg_bytes){ s.p + from, at - from });
			from = at + 1;
		}
		last = dg_next(s, &i);
	}
	dg_grow_text(&l->grower, (struct dg_bytes){ s.p + from, s.n - from });
}

/* `next`: the line that follows in the paragraph; n: it ends. */
static void
put_line(struct layout *l, size_t i, size_t next)
{
	const struct dg_pdf_line *line = &l->pdf->lines[i];
	struct dg_bytes s = dg_pdf_text(l->pdf, i);
	bool glued = false;

	if (l->n_lines++ == 0)
		l->item = is_bullet(s) || is_number(s);
	if (next < l->pdf->n)
		s = without_hyphen(l, i, next, &glued);
	grow_line(l, s);
	l->grower.block.large |= line->size > 1.15 * l->body;
	if (!glued)
		dg_grow_text(&l->grower, dg_bytes_of("\n"));
}

/* The next line of the text, or of the notes; n: there is none. */
static size_t
following(const struct layout *l, size_t i, bool note)
{
	for (i++; i < l->pdf->n && (l->pdf->lines[i].out || l->pdf->lines[i].note != note); i++)
		;
	return i;
}

/* The notes of the pages before `page`. */
static void
put_notes(struct layout *l, unsigned page)
{
	while (l->note < l->pdf->n && l->pdf->lines[l->note].page < page) {
		size_t next = following(l, l->note, true);
		bool ends = next == l->pdf->n || l->pdf->lines[next].page >= page ||
		    isdigit((unsigned char)l->pdf->text.p[l->pdf->lines[next].at]) ||
		    parts(l, l->note, next);

		put_line(l, l->note, ends ? l->pdf->n : next);
		if (ends)
			close_paragraph(l);
		l->note = next;
	}
}

static void
put_text(struct layout *l)
{
	const struct dg_pdf_line *line = l->pdf->lines;
	size_t n = l->pdf->n;

	for (size_t i = following(l, SIZE_MAX, false); i < n;) {
		size_t next = following(l, i, false);
		bool ends = next == n || parts(l, i, next);

		put_line(l, i, ends ? n : next);
		if (ends) {
			close_paragraph(l);
			put_notes(l, next == n ? (unsigned)-1 : line[next].page);
		}
		i = next;
	}
	put_notes(l, (unsigned)-1);
}

/* Large type is a heading; the largest of the first page, where it comes first, the title. */
static void
name_headings(struct dg_document *doc)
{
	bool titled = false;

	for (size_t i = 0; i < doc->n_blocks; i++) {
		struct dg_block *b = &doc->blocks[i];

		if (!b->large || b->width > 400 || b->kind == DG_ITEM)
			continue;
		b->kind = DG_HEADING;
		b->titled = !titled;
		titled = true;
	}
}

void
dg_pdf_layout(struct dg_document *doc, struct dg_pdf *pdf)
{
	struct layout l = { .doc = doc, .pdf = pdf, .grower = { .doc = doc, .element = NO_ELEMENT } };

	doc->begun = true;
	if (!dg_pdf_columns(pdf) || !measure(&l) || !dg_pdf_running(pdf, l.body)) {
		doc->failed = true;
		return;
	}
	l.hyphenates = hyphenates(&l);
	l.wide = sets_wide(&l);
	l.note = following(&l, SIZE_MAX, true);
	put_text(&l);
	name_headings(doc);
}
