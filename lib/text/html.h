/* html.h -- between the events of the HTML parser (html.c), what a head says (head.c) and
 * what elements say of themselves (element.c). */
#ifndef DG_TEXT_HTML_H
#define DG_TEXT_HTML_H

#include <libxml/HTMLparser.h>

#include "text/text.h"

/* The attributes that count, NULL where they are not given: borrowed from the parser. */
struct dg_given {
	const char *class, *controls, *id, *role, *style, *lang, *dir, *hidden, *href, *align, *reversed,
	    *size, *start, *type, *value;
};

const char *dg_attribute(const xmlChar **atts, const char *name);
/* `value` is `word`, case aside; NULL is no word. */
bool dg_is_word(const char *value, const char *word);

void dg_head_say(struct dg_document *doc, int which, const char *value);
void dg_head_meta(struct dg_document *doc, const xmlChar **atts);
void dg_head_link(struct dg_document *doc, const xmlChar **atts);
void dg_head_json(struct dg_document *doc, struct dg_buf *json);

void dg_given_read(struct dg_given *ret, const xmlChar **atts);
/* What the element's own name, class and role say; `hides`: see dg_style_hides. */
unsigned dg_element_is(const struct dg_tag *tag, const struct dg_given *given,
    const struct dg_buf *hides, bool *titled);
/* A link away, or to do something; not an anchor, a note or an address. */
bool dg_is_away(const struct dg_given *given);
bool dg_is_hidden(const struct dg_given *given);
/* 2: big type; 1: centred; 0: neither. */
uint8_t dg_large_type(const struct dg_tag *tag, const struct dg_given *given);
/* The row of a block element in `above`, with what it takes over from there; where it is,
 * `above` when there is no memory. */
uint32_t dg_element_new(struct dg_document *doc, uint32_t above, const struct dg_tag *tag,
    const char *name, const struct dg_given *given, unsigned what);
/* The list ends: one that counts down to 1 knows now where it began. */
void dg_list_end(struct dg_document *doc, uint32_t element);

#endif
