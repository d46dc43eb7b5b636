/* blocks.c -- a paragraph grows out of characters: blanks fold, breaks cut. */
#include <string.h>

#include "text/text.h"

enum { NBSP = 0xA0, INDENT = 0x3000, BREAK = 0x2028, NARROW = 0x202F };

struct dg_bytes
dg_block_text(const struct dg_document *doc, size_t i)
{
	return (struct dg_bytes){ doc->text.p + doc->blocks[i].at, doc->blocks[i].n };
}

bool
dg_is_wide(uint32_t c)
{
	return dg_is_han(c) || (c >= 0x3001 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF60);
}

/* Quotes, dashes and dots that Chinese shares with the West: as wide as what
 * stands beside them. */
static bool
is_shared(uint32_t c)
{
	return (c >= 0x2014 && c <= 0x2026) || c == 0xB7;
}

static bool
no_blank_between(uint32_t a, uint32_t b)
{
	return (dg_is_wide(a) && (dg_is_wide(b) || is_shared(b))) ||
	    (is_shared(a) && dg_is_wide(b));
}

bool
dg_is_sentence_mark(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
	    c == 0xFF1F;
}

static bool
is_comma(uint32_t c)
{
	return c == ',' || c == ';' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B;
}

/* What ASCII characters are to a paragraph: the same as the functions say, faster. */
enum { A_PLAIN = 1, A_MARK = 2, A_COMMA = 4, A_CLOSING = 8, A_LETTER = 16 };
static const uint8_t ascii[128] = {
	['!'] = A_PLAIN | A_MARK, ['.'] = A_PLAIN | A_MARK, ['?'] = A_PLAIN | A_MARK,
	[','] = A_PLAIN | A_COMMA, [';'] = A_PLAIN | A_COMMA, ['"'] = A_PLAIN | A_CLOSING,
	['\''] = A_PLAIN | A_CLOSING, [')'] = A_PLAIN | A_CLOSING, [']'] = A_PLAIN | A_CLOSING,
#define L(c) [c] = A_PLAIN | A_LETTER
	L('0'), L('1'), L('2'), L('3'), L('4'), L('5'), L('6'), L('7'), L('8'), L('9'),
	L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'), L('H'), L('I'), L('J'), L('K'),
	L('L'), L('M'), L('N'), L('O'), L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'),
	L('W'), L('X'), L('Y'), L('Z'), L('a'), L('b'), L('c'), L('d'), L('e'), L('f'), L('g'),
	L('h'), L('i'), L('j'), L('k'), L('l'), L('m'), L('n'), L('o'), L('p'), L('q'), L('r'),
	L('s'), L('t'), L('u'), L('v'), L('w'), L('x'), L('y'), L('z'),
#undef L
	['#'] = A_PLAIN, ['$'] = A_PLAIN, ['%'] = A_PLAIN, ['&'] = A_PLAIN, ['('] = A_PLAIN,
	['*'] = A_PLAIN, ['+'] = A_PLAIN, ['-'] = A_PLAIN, ['/'] = A_PLAIN, [':'] = A_PLAIN,
	['<'] = A_PLAIN, ['='] = A_PLAIN, ['>'] = A_PLAIN, ['@'] = A_PLAIN, ['['] = A_PLAIN,
	['\\'] = A_PLAIN, ['^'] = A_PLAIN, ['_'] = A_PLAIN, ['`'] = A_PLAIN, ['{'] = A_PLAIN,
	['|'] = A_PLAIN, ['}'] = A_PLAIN, ['~'] = A_PLAIN,
};

/* What may follow the mark that ends a sentence. */
static bool
is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D ||
	    c == 0x2019 || c == 0xFF09 || c == 0x300D || c == 0x300F || c == NBSP ||
	    c == NARROW || c == ' ';
}

/* What a line is moved in with: an ideographic blank or one of a given width (U+2000 to
 * U+200A), and two of the no-break ones. */
static unsigned
indent_of(uint32_t c)
{
	return c == NBSP ? 1 : c == INDENT || (c >= 0x2000 && c <= 0x200A) ? 2 : 0;
}

/* Marks of no width, which a copied text carries along. */
static bool
is_nothing(uint32_t c)
{
	return c == 0x200B || c == 0xFEFF;
}

static bool
is_letter(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    (c >= 0xC0 && c < 0x2000);
}

/* The number and the language that the elements around give: a number is of the
 * first paragraph of its item. */
static void
take_number(struct dg_grower *g)
{
	struct dg_element *e = g->doc->elements;
	int number = e[g->element].number;

	g->block.lang = e[g->element].lang;
	g->block.rtl = e[g->element].rtl;
	g->block.number = number;
	g->block.numbering = e[g->element].numbering;
	for (uint32_t at = g->element; at != NO_ELEMENT && e[at].numbering && e[at].number == number;
	    at = e[at].parent)
		e[at].numbering = 0;
}

static void
begin(struct dg_grower *g)
{
	g->block = (struct dg_block){ .at = g->doc->text.n, .element = g->element };
	g->block.caption = g->caption > 0;
	g->block.opener = g->opener > 0;
	g->before = g->block;
	g->run = g->run_marked = 0;
	g->open = true;
	g->last = 0;
	if (g->element != NO_ELEMENT)
		take_number(g);
}

/* What is open around `width` columns of text, `letters` characters of them letters. */
static void
count_open(struct dg_grower *g, uint32_t width, uint32_t letters)
{
	struct dg_block *b = &g->block;

	b->width += width;
	g->run += width;
	if (g->marked)
		g->run_marked += width;
	if (g->anchor && b->tail == 0)
		b->tail = (uint32_t)(g->doc->text.n - b->at);
	else if (!g->anchor && letters)
		b->tail = 0;
	if (g->link)
		b->link += width;
	b->links += g->links;
	g->links = 0;
	if (!g->anchor)
		b->unlinked += letters;
	if (g->strong)
		b->bold += width;
	if (g->hinted)
		b->hinted += width;
	b->large |= g->large > 0;
	b->centred |= g->centred > 0;
	b->titled |= g->titled > 0;
}

static void
count(struct dg_grower *g, uint32_t c)
{
	struct dg_block *b = &g->block;
	bool han = dg_is_han(c);

	if (dg_is_sentence_mark(c))
		b->ends = true;
	else if (!is_closing(c))
		b->ends = false;
	b->marks += dg_is_sentence_mark(c) || is_comma(c);
	b->han += han;
	count_open(g, han || dg_is_wide(c) ? 2 : 1, is_letter(c) || han);
}

static void
put(struct dg_grower *g, uint32_t c)
{
	dg_put_code(&g->doc->text, c);
	g->last = c;
}

/* The blanks and breaks that were put off until something follows them. */
static void
settle(struct dg_grower *g, uint32_t c)
{
	if (g->open && (g->breaks > 1 || (g->breaks && g->indent > 1)))
		dg_grow_end(g);
	if (!g->open)
		begin(g);
	else if (g->breaks) {
		put(g, BREAK);
		g->before = g->block;
		g->before.n = g->doc->text.n;
		g->run = g->run_marked = 0;
	} else if (g->blank == 1 || (g->blank == 2 && !no_blank_between(g->last, c))) {
		put(g, ' ');
		g->block.width++;
	}
	g->blank = 0;
	g->breaks = g->indent = 0;
}

static void
grow(struct dg_grower *g, uint32_t c)
{
	if (g->pre && g->blank == 2 && c == INDENT)
		g->breaks = 2;
	/* indentation: at the start, and after a break, where it shows that the
	 * break ends a paragraph (an ideographic blank, or two of the others) */
	if ((!g->open || g->breaks) && (indent_of(c) || is_nothing(c))) {
		g->indent += indent_of(c);
		return;
	}
	if (c == BREAK || c == 0x2029) {
		dg_grow_break(g);
		return;
	}
	settle(g, c);
	count(g, c);
	put(g, c);
}

static void
grow_blank(struct dg_grower *g, uint32_t c)
{
	bool newline = c == '\n' || c == '\r';

	if (g->pre && c == '\n' && g->open) {
		/* a blank line ends the paragraph, a wrap is a blank */
		if (g->blank == 2)
			g->breaks = 2;
		g->blank = 2;
	} else if (newline) {
		g->blank = 2;
	} else if (g->blank == 0) {
		g->blank = 1;
	}
}

static uint8_t
ascii_is(char c)
{
	return (unsigned char)c < 128 ? ascii[(unsigned char)c] : 0;
}

/* A letter of Latin-1, U+00C0 to U+00FF, in two bytes. */
static bool
is_latin1(struct dg_bytes s, size_t i)
{
	return (unsigned char)s.p[i] == 0xC3 && i + 1 < s.n && ((unsigned char)s.p[i + 1] & 0xC0) == 0x80;
}

/* The plain ASCII characters and Latin-1 letters that `s` begins with, and single blanks
 * between them, at once: how many bytes. */
static size_t
grow_latin(struct dg_grower *g, struct dg_bytes s)
{
	struct dg_block *b = &g->block;
	uint32_t letters = 0, blanks = 0, second = 0;
	size_t n = 0;

	settle(g, (unsigned char)s.p[0]);
	for (; n < s.n; n++) {
		uint8_t is = ascii_is(s.p[n]);

		if (is & A_LETTER) {
			letters++;
			b->ends = false;
		} else if (is) {
			b->marks += (is & (A_MARK | A_COMMA)) != 0;
			b->ends = (is & A_MARK) || ((is & A_CLOSING) && b->ends);
		} else if (is_latin1(s, n)) {
			letters++;
			second++;
			n++;
			b->ends = false;
		} else if (s.p[n] == ' ' && n + 1 < s.n && (ascii_is(s.p[n + 1]) || is_latin1(s, n + 1))) {
			blanks++;
		} else {
			break;
		}
	}
	count_open(g, (uint32_t)n - blanks - second, letters);
	b->width += blanks;
	dg_put(&g->doc->text, s.p, n);
	g->last = (unsigned char)s.p[n - 1];
	return n;
}

void
dg_grow_text(struct dg_grower *g, struct dg_bytes s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t c;

		if (ascii_is(s.p[i]) || is_latin1(s, i)) {
			i += grow_latin(g, (struct dg_bytes){ s.p + i, s.n - i });
			continue;
		}
		c = dg_next(s, &i);
		if (c == ' ' || (c >= '\t' && c <= '\r'))
			grow_blank(g, c);
		else
			grow(g, c);
	}
}

static bool
ends_blank(struct dg_bytes s, size_t *n)
{
	static const struct { const char *p; size_t n; } blanks[] = { { " ", 1 },
		{ "\xC2\xA0", 2 }, { "\xE3\x80\x80", 3 }, { "\xE2\x80\xA8", 3 },
		{ "\xE2\x80\x82", 3 }, { "\xE2\x80\x83", 3 }, { "\xE2\x80\x8B", 3 }, { "\xEF\xBB\xBF", 3 },
		{ "\xE2\x80\xAF", 3 } };

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (s.n >= blanks[i].n &&
		    memcmp(s.p + s.n - blanks[i].n, blanks[i].p, blanks[i].n) == 0) {
			*n = blanks[i].n;
			return true;
		}
	return false;
}

/* What stands from the block's beginning to the end of the text is the block. */
static void
add_block(struct dg_grower *g, struct dg_block *b)
{
	struct dg_document *doc = g->doc;
	struct dg_bytes s = { doc->text.p + b->at, doc->text.n - b->at };
	size_t cut;

	while (ends_blank(s, &cut))
		s.n -= cut;
	b->n = s.n;
	doc->begun |= b->marks > 1 && b->width - b->link > 150;
	if (b->n && !dg_grow(&doc->blocks, &doc->cap_blocks, doc->n_blocks + 1, sizeof *b))
		doc->failed = true;
	else if (b->n)
		doc->blocks[doc->n_blocks++] = *b;
}

/* Above the running text: is the line that ends here a paragraph of its own, a date
 * or what an element names the title? */
static bool
stands_alone(const struct dg_grower *g)
{
	struct dg_bytes run = { g->doc->text.p + g->before.n, g->doc->text.n - g->before.n };

	if (g->doc->begun || g->doc->text.failed || g->run == 0 || g->run > 120)
		return false;
	if (g->before.n == 0)
		run = (struct dg_bytes){ g->doc->text.p + g->block.at, g->doc->text.n - g->block.at };
	return g->run_marked == g->run || dg_is_date_line(run);
}

/* The block without its last line, which becomes the block. */
static void
part_line(struct dg_grower *g)
{
	struct dg_block line = g->block, *b = &g->before;
	size_t at = b->n, end = g->doc->text.n;

	line.at = at;
	line.width -= b->width;
	line.link -= b->link;
	line.bold -= b->bold;
	line.hinted -= b->hinted;
	line.han -= b->han;
	line.links -= b->links;
	line.marks -= b->marks;
	line.unlinked -= b->unlinked;
	line.numbering = 0;
	line.tail = line.tail > at - b->at ? line.tail - (uint32_t)(at - b->at) : 0;
	g->doc->text.n = at;
	add_block(g, b);
	g->doc->text.n = end;
	g->block = line;
	g->before = (struct dg_block){ 0 };
}

void
dg_grow_end(struct dg_grower *g)
{
	struct dg_document *doc = g->doc;

	if (g->open && !doc->text.failed) {
		if (g->before.n && stands_alone(g))
			part_line(g);
		add_block(g, &g->block);
		doc->text.n = g->block.at + g->block.n;
	}
	g->open = false;
	g->blank = 0;
	g->breaks = g->indent = 0;
}

void
dg_grow_break(struct dg_grower *g)
{
	if (g->open && g->breaks == 0 && stands_alone(g)) {
		if (g->before.n)
			part_line(g);
		dg_grow_end(g);
	}
	if (g->open && g->breaks < 2)
		g->breaks++;
	g->blank = 0;
}

void
dg_grow_inline(struct dg_grower *g)
{
	if (g->open && g->breaks == 0 && g->blank == 0 && g->marked == 0 && g->run &&
	    g->run_marked == g->run && stands_alone(g))
		dg_grow_end(g);
	g->glued.armed = g->open && g->breaks == 0 && g->blank == 0 && !g->doc->begun &&
	    g->glued.closed == g->doc->text.n && g->block.width < 40;
	if (g->glued.armed) {
		g->glued.block = g->block;
		g->glued.at = g->doc->text.n;
	}
}

void
dg_grow_inline_end(struct dg_grower *g)
{
	size_t at = g->glued.at, n = g->doc->text.n;
	bool heading = g->element != NO_ELEMENT && g->doc->elements[g->element].level;

	if (g->glued.armed && g->open && g->block.at == g->glued.block.at && at < n && !heading &&
	    !g->doc->text.failed && dg_is_date_line((struct dg_bytes){ g->doc->text.p + at, n - at }) &&
	    !dg_is_date_label((struct dg_bytes){ g->doc->text.p + g->block.at, at - g->block.at })) {
		g->before = g->glued.block;
		g->before.n = at;
		/* the author, the section: of the page */
		g->block.hinted += g->before.width - g->before.hinted;
		g->before.hinted = g->before.width;
		part_line(g);
		dg_grow_end(g);
	}
	g->glued.armed = false;
	g->glued.closed = g->doc->text.n;
}

void
dg_grow_anchor(struct dg_grower *g)
{
	g->anchored.armed = true;
	g->anchored.open = g->open;
	g->anchored.at = g->doc->text.n;
	g->anchored.block = g->block;
}

/* # ¶ § ↩ ↑ and the like, and what makes emoji of them. */
static bool
is_sign(uint32_t c)
{
	return c == '#' || c == ' ' || c == '^' || c == NBSP || c == 0xA7 || c == 0xB6 ||
	    (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2900 && c <= 0x297F) || (c & ~1u) == 0xFE0E ||
	    c == 0x1F517 || c == 0x1F51D;
}

void
dg_grow_anchor_end(struct dg_grower *g)
{
	struct dg_buf *text = &g->doc->text;
	struct dg_bytes s;
	bool armed = g->anchored.armed, same = g->anchored.open &&
	    g->block.at == g->anchored.block.at;

	g->anchored.armed = false;
	if (!armed || !g->open || text->failed || g->anchored.at >= text->n || text->n - g->anchored.at > 24 ||
	    !(same || (!g->anchored.open && g->block.at >= g->anchored.at)))
		return;
	s = (struct dg_bytes){ text->p + g->anchored.at, text->n - g->anchored.at };
	for (size_t i = 0; i < s.n;)
		if (!is_sign(dg_decode(s, &i)))
			return;
	g->open = same;
	text->n = same ? g->anchored.at : g->block.at;
	if (same)
		g->block = g->anchored.block;
}
