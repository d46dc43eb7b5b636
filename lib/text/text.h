/* text.h -- the parts of the text room: bytes → characters (charset.c, decode.c)
 * → blocks (html.c or plain.c, through blocks.c) → the statement among them
 * (features.c, content.c, title.c) → a page (page.c). */
#ifndef DG_TEXT_H
#define DG_TEXT_H

#include "drogman/text.h"
#include "base/base.h"

/* ---- characters ---- */

/* The ICU converter for a label of the WHATWG Encoding Standard (any case,
 * blanks around it), with the name by which mail and web know it; false: no
 * such label. */
struct dg_charset { const char *label, *icu, *name; };
bool dg_charset_find(struct dg_bytes label, struct dg_charset *ret);
/* The label that the page declares: <meta charset>, http-equiv, <?xml encoding>. */
bool dg_charset_declared(struct dg_bytes raw, struct dg_bytes *label);

/* "PNG image" …, by the magic number; NULL: none that is known. */
const char *dg_binary_kind(struct dg_bytes raw);
bool dg_is_zip(struct dg_bytes raw);
bool dg_is_pdf(struct dg_bytes raw);

/* *page becomes UTF-8 without NUL, without other characters that XML cannot hold: what it
 * was, where it was that, else a view of *own. */
enum dg_status dg_text_decode(struct dg_bytes *page, struct dg_buf *own,
    const struct dg_page_options *opt, const char **charset, size_t *bad, struct dg_error *err);

/* ---- tags ---- */

enum dg_tag_is {
	TAG_BLOCK = 1,		/* begins and ends a paragraph */
	TAG_SKIP = 2,		/* what is inside is no text of the page */
	TAG_AROUND = 4,		/* nav, footer …: by its name not the statement */
	TAG_WEAK = 8,		/* header: title and date line may be in it */
	TAG_STRONG = 16,	/* bold */
	TAG_PRE = 32,
	TAG_TABLE = 64,
	TAG_CELL = 128,
	TAG_ITEM = 256,
	TAG_BR = 512,
	TAG_LINK = 1024,
	TAG_GROUP = 2048,	/* sections of one text: siblings belong together */
	TAG_META = 4096,	/* about the text: of its lines only the date counts */
	TAG_DATED = 8192,	/* by name a date */
	TAG_LIST = 65536,	/* its items alone are never the whole of a text */
	TAG_NOTES = 32768,	/* foot or end notes, wherever they stand */
	TAG_HIDDEN = 16384	/* not displayed, says the page's style sheet */
};
/* Those that are read for more than that. */
enum dg_tag_which { TAG_IS_BASE = 1, TAG_IS_BIG, TAG_IS_BLOCKQUOTE, TAG_IS_BODY, TAG_IS_BUTTON,
	TAG_IS_CENTER, TAG_IS_DIV, TAG_IS_DL, TAG_IS_FIGCAPTION, TAG_IS_FONT, TAG_IS_FOOTER, TAG_IS_HTML,
	TAG_IS_LI, TAG_IS_LINK, TAG_IS_META, TAG_IS_OL, TAG_IS_SCRIPT, TAG_IS_STYLE, TAG_IS_SUMMARY,
	TAG_IS_SUP, TAG_IS_TIME, TAG_IS_TITLE, TAG_IS_UL };
struct dg_tag { const char *name; unsigned is, level, which; };
const struct dg_tag *dg_tag_find(const char *name);
/* TAG_AROUND where class or id says so, TAG_WEAK for a header, TAG_SKIP for
 * text that only a screen reader sees; else 0.  Sets *titled for title classes. */
unsigned dg_class_is(const char *class, bool *titled);

/* ---- styles ---- */

/* Add to `names` (`.class` NUL `#id` NUL …) what the rules of `css` do not display. */
void dg_style_read(struct dg_buf *names, struct dg_bytes css);
bool dg_style_hides(const struct dg_buf *names, const char *class, const char *id);
/* `rule` (`display:none`) stands in `style`, blanks and case aside. */
bool dg_style_has(struct dg_bytes style, const char *rule);

/* ---- blocks ---- */

#define NO_ELEMENT UINT32_MAX

/* An element of the page.  Parents stand before their children. */
struct dg_element {
	uint32_t parent, end;	/* end: one past the last descendant */
	uint32_t cell;		/* nearest td or th, NO_ELEMENT */
	uint32_t table;		/* nearest table */
	uint32_t like;		/* hash of tag and class: equal for sections of one text */
	unsigned is;		/* enum dg_tag_is of the tag and of its class */
	uint8_t level;		/* h1–h6 here or above: 1–6 */
	bool item, around, weak, meta, notes, hidden, in_group, nested, rtl;
	int number;		/* of a list item: what the list counts */
	char numbering;		/* of it, while it is not given: see struct dg_paragraph */
	struct { int next, step, n; char numbering; } list;	/* its next item; items so far */
	uint32_t lang;		/* in `langs` of the document, 0: not said */
	uint32_t cells, blocks, linked;	/* linked: blocks that are links */
	uint32_t widest, fullest;	/* of a table: its cell with most text, most blocks */
	double width, prose;	/* of the blocks inside */
};

enum { SHAPE_LINKS = 1, SHAPE_WORDS = 2, SHAPE_TRAIL = 4, SHAPE_SECTION = 8, SHAPE_STAMP = 16,
	SHAPE_KIND = 32, SHAPE_CALL = 64,	/* to subscribe, to tell of an error; a text may do so, too */
	SHAPE_NEVER = SHAPE_WORDS | SHAPE_TRAIL | SHAPE_SECTION };

/* A paragraph to be.  Widths count a Han character as two. */
struct dg_block {
	size_t at, n;		/* in the text of the document */
	uint32_t element;
	uint32_t width, link, bold, hinted, han;
	uint32_t links, marks;	/* anchors; sentence marks and commas */
	uint32_t unlinked;	/* letters and digits outside of any anchor */
	uint32_t tail;		/* bytes before the links that the block ends in; 0: none */
	bool ends;		/* in a sentence mark */
	bool large, centred;	/* type */
	bool titled, caption;	/* by a class; by <figcaption> */
	bool opener;		/* what is below is shown when one clicks on it */
	bool rights;		/* says whose they are: © and a year */
	unsigned shape;
	bool around, weak, meta, notes, hidden, date, keep, rtl;
	int number;		/* of the list item that begins here */
	char numbering;		/* see struct dg_paragraph */
	uint8_t level;		/* of a heading, 1–6; 0: none, or not said */
	uint32_t lang;
	double agree;		/* 0 to 1: with what the head says is the title */
	double prose;		/* weight as running text */
	enum dg_kind kind;
};

struct dg_document {
	struct dg_buf text;
	struct dg_block *blocks;
	size_t n_blocks, cap_blocks;
	struct dg_element *elements;	/* none in plain text */
	size_t n_elements, cap_elements;
	struct dg_buf head[11];		/* what the head of the page says, see below */
	struct dg_buf alternates;	/* lang NUL url NUL … */
	struct dg_buf langs;		/* what elements say: NUL, then tag NUL … */
	bool begun;			/* running text has been seen */
	bool html, failed;
	const char *format;		/* "html", "text", "docx", "odt", "pdf" */
};
enum { HEAD_TITLE, HEAD_OG_TITLE, HEAD_DATE, HEAD_JSON_DATE, HEAD_TIME, HEAD_LANG, HEAD_LOCALE, HEAD_URL, HEAD_OG_URL,
	HEAD_SITE, HEAD_BASE };

/* dg_decode, in place where it is ASCII, two bytes or, mostly, Chinese. */
static inline uint32_t
dg_next(struct dg_bytes s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;

	if (p[0] < 0x80) {
		++*at;
		return p[0];
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0 && s.n - *at > 1 && (p[1] & 0xC0) == 0x80) {
		*at += 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	/* neither overlong (E0), nor a surrogate (ED) */
	if (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && s.n - *at > 2 && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80) {
		*at += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	return dg_decode(s, at);
}

struct dg_bytes dg_block_text(const struct dg_document *doc, size_t i);

/* Where a paragraph grows, character by character. */
struct dg_grower {
	struct dg_document *doc;
	struct dg_block block;
	bool open;
	int blank;		/* pending: 0 none, 1 a blank, 2 a line end */
	unsigned breaks, indent;
	uint32_t last;
	/* depths of what is open */
	uint32_t link, anchor, strong, hinted, large, centred, titled, pre, caption, opener;
	uint32_t marked;		/* depth of inline elements that name a title or a date */
	struct dg_block before;		/* the block as it was where the line begins */
	uint32_t run, run_marked;	/* widths since then, of all and of what is marked */
	uint32_t links;		/* anchors begun since the last character */
	uint32_t element;
	/* where an inline element began right behind another one, without a blank */
	struct { struct dg_block block; size_t at, closed; bool armed; } glued;
	/* where an anchor to this page began: how the block was; open: there was one */
	struct { struct dg_block block; size_t at; bool open, armed; } anchored;
	uint32_t raised, refers;	/* depths of <sup>, of anchors to a place of a page */
	struct { size_t at; bool armed; } mark;	/* where the innermost of them began */
};
/* <sup>, or an anchor to a place of a page, begins; it ends: if it holds the mark of a note,
 * that is set off from the word before, its figures raised. */
void dg_grow_mark(struct dg_grower *g);
void dg_grow_mark_end(struct dg_grower *g);
void dg_put_raised(struct dg_buf *out, struct dg_bytes s);	/* ⁰ to ⁹ for its figures */
/* An anchor to a place of this page begins; it ends: if it shows but a sign, as "#" behind
 * a heading or "↩" behind a note, that is no text. */
void dg_grow_anchor(struct dg_grower *g);
void dg_grow_anchor_end(struct dg_grower *g);
void dg_grow_text(struct dg_grower *g, struct dg_bytes s);
void dg_grow_break(struct dg_grower *g);	/* <br> */
void dg_grow_end(struct dg_grower *g);		/* the paragraph ends, if there is one */
/* An inline element begins: right behind a date that has an element of its own?  It ends: was
 * it all a date, and what is before it in the line an element of its own? */
void dg_grow_inline(struct dg_grower *g);
void dg_grow_inline_end(struct dg_grower *g);

bool dg_is_wide(uint32_t c);	/* Han, kana, and their punctuation */
bool dg_is_sentence_mark(uint32_t c);

/* `s` with the semicolons that its references lack; nothing where none does. */
void dg_end_references(struct dg_buf *out, struct dg_bytes s);
/* `s` without the declarations that are comments to a browser, <![if …]>; nothing where there
 * are none. */
void dg_drop_bogus(struct dg_buf *out, struct dg_bytes s);
/* `s` without what would take a parser for ever; nothing where there is nothing. */
void dg_tame(struct dg_buf *out, struct dg_bytes s);
enum dg_status dg_html_blocks(struct dg_document *doc, struct dg_bytes utf8, struct dg_error *err);
enum dg_status dg_plain_blocks(struct dg_document *doc, struct dg_bytes utf8, struct dg_error *err);
/* A DOCX or ODT, no part of it unpacked beyond `max` bytes.  Kinds are set, all is kept. */
enum dg_status dg_office_blocks(struct dg_document *doc, struct dg_bytes raw, size_t max,
    struct dg_error *err);
void dg_office_kinds(struct dg_document *doc);
bool dg_looks_like_html(struct dg_bytes utf8);

/* ---- words, dates ---- */

/* Lower case without accents, everything but letters and digits a blank. */
void dg_fold(struct dg_buf *out, struct dg_bytes s);
/* What becomes of a character that is not ASCII; ' ': a mark. */
uint32_t dg_fold_wide(uint32_t c);
/* The phrases of pages, sorted by their first byte: once a process. */
enum { DG_PHRASES = 1024 };
struct dg_phrase { const char *p; uint8_t n, how; };
struct dg_words {
	struct dg_phrase phrases[DG_PHRASES];
	size_t begin[257];
	uint8_t starts[8192];		/* a bit a hash of three first bytes: a phrase has them */
	uint8_t anywhere[8192];		/* likewise of those that may stand inside a line */
	uint8_t further[8192];		/* of those, a hash of the next three */
};
void dg_words_sort(struct dg_words *words);
const struct dg_words *dg_words(void);
/* False: a line, as dg_fold has made it, has no such shape; quickly. */
bool dg_words_maybe(const struct dg_words *words, struct dg_bytes line);
/* SHAPE_WORDS, with SHAPE_SECTION or SHAPE_STAMP where it is one, if the line is
 * of a page, not of a text. */
unsigned dg_words_shape(const struct dg_words *words, struct dg_bytes line,
    struct dg_buf *scratch);
/* A row of short parts: `Home > News`, `A | B | C`. */
bool dg_is_trail(struct dg_bytes line);

/* Finds the first date; false: none.  `english` reads 5/6 as May 6. */
struct dg_date {
	int year, month, day;
	size_t at, n;
	bool doubtful;		/* 5/6/2019: the day may be the month */
};
bool dg_date_find(struct dg_bytes s, bool english, struct dg_date *ret);
/* In an address: /2019/05/21/, /t20190521_12.html, /2019-05/21/. */
bool dg_date_in_url(struct dg_bytes url, struct dg_date *ret);
/* A line that gives a date, with a place or "published on" at most. */
bool dg_is_date_line(struct dg_bytes s);
/* "Published on:": what stands before a date, and no more. */
bool dg_is_date_label(struct dg_bytes s);
/* A text that begins "Berne, 11.05.2021 - ". */
bool dg_is_dated(struct dg_bytes s, bool english, struct dg_date *ret);
/* A line that gives an hour and nothing else: "10:42", "à 9 h 30", "北京时间16时30分". */
bool dg_is_hour_line(struct dg_bytes s);

/* ---- the statement ---- */

/* Shapes, kinds and weights of all blocks; elements get the sums. */
void dg_features(struct dg_document *doc);
/* Where the text is. */
struct dg_region {
	uint32_t element;	/* the innermost one around the text */
	size_t begin, end;	/* its blocks */
	size_t first, last;	/* the first and last of prose among them */
	size_t title;		/* n_blocks: none */
};
/* False: nothing there is prose.  Leaves `title` to dg_find_title. */
bool dg_find_region(const struct dg_document *doc, struct dg_region *r);
/* Decide which blocks are of the statement: `keep` and `kind`.  False: none. */
bool dg_find_statement(struct dg_document *doc);
/* The title among the blocks before `first`; n_blocks: there is none. */
/* How much a block looks like a heading: its level, class, type. */
double dg_heading_weight(const struct dg_document *doc, const struct dg_block *b);
size_t dg_find_title(const struct dg_document *doc, size_t first);
/* ---- the page that is lent out, and the memory that it points into ---- */

struct dg_whole {
	struct dg_page page;	/* first: dg_page_free is given its address */
	struct dg_buf text;	/* of the paragraphs */
	struct dg_buf langs;	/* that they are in */
	char **strings;
	size_t n_strings, cap_strings;
	bool failed;
};
/* Language, title, date, site, addresses: what the page says and the text shows. */
void dg_page_facts(struct dg_whole *w, const struct dg_document *doc,
    const struct dg_page_options *opt);
/* Why block `i` was kept or left out, in a few words. */
const char *dg_block_reason(const struct dg_document *doc, size_t i);

/* Not of the statement by its shape or place. */
bool dg_is_around(const struct dg_block *b);

#endif
