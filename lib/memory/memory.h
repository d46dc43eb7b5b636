/* memory.h -- what the files of the memory room share. */
#ifndef DG_MEMORY_H
#define DG_MEMORY_H

#include "memory/set.h"

/* ---- escape.c: any bytes into well-formed XML; returns how many became U+FFFD */
size_t memory_put_text(struct dg_out *out, struct dg_bytes s);
/* XML that was well-formed, but for characters: inline.c made it */
size_t memory_put_markup(struct dg_out *out, struct dg_bytes s);
size_t memory_put_attr(struct dg_out *out, const char *name, struct dg_bytes s);
/* what stands between the quotes of an attribute */
size_t memory_put_value(struct dg_out *out, struct dg_bytes s);

/* ---- text.c: small questions about text and tags */
bool memory_is(struct dg_bytes s, const char *name);
bool memory_same_tag(struct dg_bytes a, struct dg_bytes b);	/* BCP 47: case is nothing */
uint64_t memory_tag_hash(struct dg_bytes tag);		/* likewise */
bool memory_good_tag(struct dg_bytes tag);		/* a well-formed tag */
bool memory_good_date(struct dg_bytes date);		/* YYYYMMDDThhmmssZ */
/* "0.93" and "1e-05"; false for what is no number (no locale is asked) */
bool memory_number(struct dg_bytes s, double *x);
/* The next field of a tab-separated list, which is shortened; false at its end. */
bool memory_field(struct dg_bytes *list, struct dg_bytes *field);
bool memory_there(const struct dg_side *side);		/* it has a text */
/* The side of language `tag` that is there, or NULL; the first one where `tag` is NULL. */
const struct dg_side *memory_side(const struct dg_unit *unit, const char *tag);
/* A NUL-terminated copy; the caller's to free, NULL: out of memory. */
char *memory_copy(struct dg_bytes s);
/* A text that is put behind those that `buf` has, and found again though they move. */
struct span { size_t at, n; };
struct span memory_keep(struct dg_buf *buf, struct dg_bytes s);
struct dg_bytes memory_kept(const struct dg_buf *buf, struct span span);
/* `buf` holds `s` and nothing else. */
void memory_set_text(struct dg_buf *buf, struct dg_bytes s);
bool memory_one_of(struct dg_bytes s, const char *const *names);
/* At most 60 bytes of `s` for a message, cut between characters. */
int memory_brief(struct dg_bytes s);

/* ---- xml.c: the parser, fenced in */
struct xml;
struct xml_attrs { const unsigned char **p; int n; };
/* NULL p where there is none; name "xml:lang" for the one with that prefix. */
struct dg_bytes xml_attr(const struct xml_attrs *attrs, const char *name);
bool xml_attr_at(const struct xml_attrs *attrs, int i, struct dg_bytes *prefix,
    struct dg_bytes *name, struct dg_bytes *value);
enum { XML_OTHER = -1 };
struct xml_events {
	/* Names, NULL behind the last: an element is told as the place of its name, else
	 * XML_OTHER. */
	const char *const *elements;
	void (*start)(struct xml *x, void *ctx, int element, const char *name,
	    const struct xml_attrs *attrs);
	void (*end)(struct xml *x, void *ctx, int element, const char *name);
	void (*text)(struct xml *x, void *ctx, struct dg_bytes s);
	/* NULL, or hears, with a context of its own, of what xml_note says, and of each
	 * character that XML does not allow; it is left out */
	dg_found *found;
	void *found_ctx;
};
/* The file's outermost element must be `root` (NULL: any). */
enum dg_status xml_read(struct dg_in *in, const char *root, const struct xml_events *events,
    void *ctx, struct dg_error *err);
uint64_t xml_line(const struct xml *x);
struct dg_error *xml_error(struct xml *x);
/* End the reading with `st`; an error is already told in *xml_error(x). */
void xml_stop(struct xml *x, enum dg_status st);
/* The unit is larger than `max` bytes. */
void xml_too_much(struct xml *x, size_t max);
/* What is wrong with the unit that we are in, for events->found; line 0: here. */
void xml_note(struct xml *x, uint64_t line, const char *format, ...) DG_PRINTF(3, 4);
/* Where we are, for messages: NULL id: outside any unit. */
void xml_in_unit(struct xml *x, uint64_t number, struct dg_bytes id);
void xml_out_of_unit(struct xml *x);
struct dg_bytes xml_unit_id(const struct xml *x);	/* empty outside units */

/* ---- tmx_read.c: the elements of TMX; those from bpt on stand within a seg */
enum tmx_element { TMX_TUV, TMX_SEG, TMX_PROP, TMX_TU, TMX_NOTE, TMX_TMX, TMX_HEADER, TMX_BODY,
    TMX_UDE, TMX_MAP,
    TMX_BPT, TMX_EPT, TMX_IT, TMX_PH, TMX_UT, TMX_HI, TMX_SUB };
extern const char *const tmx_elements[];
/* Who made or used a unit or a text, and when: attributes of tu and tuv, properties here. */
extern const char *const tmx_history[];
bool tmx_is_history(struct dg_bytes name);

/* ---- collect.c: a unit while it is read; spans, as the text still moves.  The names of
 * properties and the tags of languages come again with every unit: each is kept once, as a
 * word, and told by its number. */
struct words {
	struct dg_buf text;
	struct word { struct span raw, made; int own; } *at;
	size_t n, cap, next;
};
enum { NO_WORD = -1 };
struct collect {
	struct dg_buf text;
	struct words names, tags;
	struct span id, doc;
	struct collect_side { int tag; struct span text; bool markup; } *sides;
	struct collect_prop { int name, tag; struct span value; } *props;
	size_t sides_n, sides_cap, props_n, props_cap;
	struct dg_side *out_sides;
	struct dg_prop *out_props;
	size_t out_sides_cap, out_props_cap;
	struct dg_unit unit;
};
void collect_clear(struct collect *c);
/* Text at the end of the unit that is read; too much of it ends the reading. */
void collect_text(struct collect *c, struct xml *x, struct dg_bytes s);
/* What else the unit has must not be too much either. */
void collect_bound(const struct collect *c, struct xml *x);
struct span collect_put(struct collect *c, struct dg_bytes s);
/* A tag as other tools spell it: with hyphens, and without what POSIX adds. */
int collect_tag(struct collect *c, struct dg_bytes tag);
/* A name as it is, and as TMX and XLIFF 1.2 have it, with an x- before it or not. */
int collect_name(struct collect *c, struct dg_bytes name);
int collect_x_name(struct collect *c, struct dg_bytes name);
struct dg_bytes collect_name_of(const struct collect *c, int name);
/* What was put since `from`. */
struct span collect_since(const struct collect *c, size_t from);
struct dg_bytes collect_bytes(const struct collect *c, struct span s);
bool collect_side(struct collect *c, int tag, struct span text, bool markup);
/* tag NO_WORD: of the unit */
bool collect_prop(struct collect *c, int name, struct span value, int tag);
/* The unit, NULL when memory is out; lives until the next put or clear. */
const struct dg_unit *collect_unit(struct collect *c);
void collect_free(struct collect *c);

/* ---- pairs.c: codes that open and close, by name; from {0}.  Memory follows those that
 * are open, time is that of sorting. */
struct pairs {
	struct pair_mark { uint64_t id; size_t at; bool opens; unsigned hints; } *marks;
	size_t n, cap, count, settled;
	bool unpaired;		/* one that nothing closes, or opens; true at the end only */
	bool differ;		/* of a pair, the hints */
};
/* `hints`: what both of a pair must say alike.  False: out of memory. */
bool pairs_put(struct pairs *p, struct dg_bytes id, bool opens, unsigned hints);
void pairs_end(struct pairs *p);
void pairs_clear(struct pairs *p);
void pairs_free(struct pairs *p);

/* ---- inline.c: tags within a text */
bool inline_is_code(const char *name);	/* its content is code, not text */
void inline_start(struct dg_buf *text, const char *name, const struct xml_attrs *attrs);
/* `behind`: where the text ended behind the start of the tag: what is empty is "<x/>" */
void inline_end(struct dg_buf *text, const char *name, size_t behind);
void inline_text(struct dg_buf *text, struct dg_bytes s);	/* escaped */
void inline_escape(struct dg_buf *text, size_t from);	/* what was put since `from` */

#endif
