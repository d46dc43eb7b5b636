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

/* What may follow the mark that ends a sentence. */
static bool
is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D ||
	    c == 0x2019 || c == 0xFF09 || c == 0x300D || c == 0x300F || c == NBSP ||
	    c == NARROW || c == ' ';
}

static bool
is_letter(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    (c >= 0xC0 && c < 0x2000);
}

static void
begin(struct dg_grower *g)
{
	g->block = (struct dg_block){ .at = g->doc->text.n, .element = g->element };
	g->block.caption = g->caption > 0;
	g->open = true;
	g->last = 0;
}

static void
count(struct dg_grower *g, uint32_t c)
{
	struct dg_block *b = &g->block;
	unsigned width = dg_is_wide(c) ? 2 : 1;

	if (dg_is_sentence_mark(c))
		b->ends = true;
	else if (!is_closing(c))
		b->ends = false;
	b->marks += dg_is_sentence_mark(c) || is_comma(c);
	b->han += dg_is_han(c);
	b->width += width;
	if (g->link)
		b->link += width;
	b->links += g->links;
	g->links = 0;
	b->unlinked += !g->anchor && (is_letter(c) || dg_is_han(c));
	if (g->strong)
		b->bold += width;
	if (g->hinted)
		b->hinted += width;
	b->large |= g->large > 0;
	b->titled |= g->titled > 0;
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
	else if (g->breaks)
		put(g, BREAK);
	else if (g->blank == 1 || (g->blank == 2 && !no_blank_between(g->last, c))) {
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
	if ((!g->open || g->breaks) && (c == INDENT || c == NBSP || c == 0x2003)) {
		g->indent += c == NBSP ? 1 : 2;
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

void
dg_grow_text(struct dg_grower *g, struct dg_bytes s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t c = dg_decode(s, &i);

		if (c == ' ' || (c >= '\t' && c <= '\r'))
			grow_blank(g, c);
		else
			grow(g, c);
	}
}

void
dg_grow_break(struct dg_grower *g)
{
	if (g->open && g->breaks < 2)
		g->breaks++;
	g->blank = 0;
}

static bool
ends_blank(struct dg_bytes s, size_t *n)
{
	static const struct { const char *p; size_t n; } blanks[] = { { " ", 1 },
		{ "\xC2\xA0", 2 }, { "\xE3\x80\x80", 3 }, { "\xE2\x80\xA8", 3 },
		{ "\xE2\x80\xAF", 3 } };

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (s.n >= blanks[i].n &&
		    memcmp(s.p + s.n - blanks[i].n, blanks[i].p, blanks[i].n) == 0) {
			*n = blanks[i].n;
			return true;
		}
	return false;
}

void
dg_grow_end(struct dg_grower *g)
{
	struct dg_document *doc = g->doc;
	struct dg_block *b = &g->block;
	size_t cut;

	if (g->open && !doc->text.failed) {
		struct dg_bytes s = { doc->text.p + b->at, doc->text.n - b->at };

		while (ends_blank(s, &cut))
			s.n -= cut;
		b->n = s.n;
		doc->text.n = b->at + b->n;
		if (b->n && !dg_grow(&doc->blocks, &doc->cap_blocks, doc->n_blocks + 1, sizeof *b))
			doc->failed = true;
		else if (b->n)
			doc->blocks[doc->n_blocks++] = *b;
	}
	g->open = false;
	g->blank = 0;
	g->breaks = g->indent = 0;
}
