/* sets.c -- sets of code points, and the classes of code points that no set of the
 * rules tells apart: an automaton over classes needs few columns. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "segment/segment.h"

/* \w as ICU's regular expressions have it (UTS #18, Annex C). */
#define WORD_CATEGORIES (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)

/* dg_decode gives 0xDC80…0xDCFF for bytes that are no UTF-8: no letter, no blank */
static bool
is_word(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) - 'a' < 26 || c - '0' < 10 || c == '_';
	return u_hasBinaryProperty((UChar32)c, UCHAR_ALPHABETIC) ||
	    (U_GET_GC_MASK((UChar32)c) & WORD_CATEGORIES) || c == 0x200C || c == 0x200D;
}

bool
sets_put_item(struct sets *s, struct set_item item)
{
	if (!dg_grow(&s->items, &s->items_cap, s->items_n + 1, sizeof *s->items)) {
		s->failed = true;
		return false;
	}
	s->items[s->items_n++] = item;
	return true;
}

static bool
same_items(const struct sets *s, struct set a, struct set b)
{
	if (a.not != b.not || a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		const struct set_item *x = &s->items[a.first + i], *y = &s->items[b.first + i];

		if (x->kind != y->kind || x->not != y->not || x->low != y->low ||
		    x->high != y->high)
			return false;
	}
	return true;
}

size_t
sets_add(struct sets *s, struct set set)
{
	for (size_t i = 0; i < s->n; i++)
		if (same_items(s, s->at[i], set)) {
			s->items_n = set.first;
			return i;
		}
	if (!dg_grow(&s->at, &s->cap, s->n + 1, sizeof *s->at)) {
		s->failed = true;
		return 0;
	}
	s->at[s->n] = set;
	return s->n++;
}

static bool
item_has(const struct set_item *item, uint32_t c)
{
	switch (item->kind) {
	case ITEM_RANGE:
		return c >= item->low && c <= item->high;
	case ITEM_CATEGORIES:
		return (U_GET_GC_MASK((UChar32)c) & item->low) != 0;
	case ITEM_WORD:
		return is_word(c);
	case ITEM_SPACE:
		return is_blank(c);
	case ITEM_HAN:
		return dg_is_han(c);
	}
	return false;
}

bool
set_has(const struct sets *s, size_t set, uint32_t c)
{
	const struct set *t = &s->at[set];

	for (size_t i = 0; i < t->n; i++) {
		const struct set_item *item = &s->items[t->first + i];

		if (item_has(item, c) != item->not)
			return !t->not;
	}
	return t->not;
}

bool
class_in(const struct sets *s, uint16_t class, size_t set)
{
	return class != CLASS_EDGE && (s->classes[class].in[set / 64] >> set % 64 & 1);
}

static bool
add_class(struct sets *s, struct char_class class)
{
	if (s->classes_n > CLASS_MAX ||
	    !dg_grow(&s->classes, &s->classes_cap, s->classes_n + 1, sizeof *s->classes)) {
		s->failed = true;
		return false;
	}
	s->classes[s->classes_n++] = class;
	return true;
}

/* The class of a code point that is met for the first time. */
static uint16_t
find_class(struct sets *s, uint32_t c)
{
	size_t words = s->n / 64 + 1;
	struct char_class new = { .kind = is_word(c) ? KIND_WORD : KIND_OTHER };

	if (s->classes_n == 0 && !add_class(s, (struct char_class){ .kind = KIND_EDGE }))
		return CLASS_EDGE;
	if (!(new.in = calloc(words, sizeof *new.in))) {
		s->failed = true;
		return CLASS_EDGE;
	}
	for (size_t i = 0; i < s->n; i++)
		if (set_has(s, i, c)) {
			new.in[i / 64] |= UINT64_C(1) << i % 64;
			new.ends |= s->at[i].ends;
		}
	for (size_t i = 1; i < s->classes_n; i++)
		if (s->classes[i].kind == new.kind &&
		    memcmp(s->classes[i].in, new.in, words * sizeof *new.in) == 0) {
			free(new.in);
			return (uint16_t)i;
		}
	if (!add_class(s, new)) {
		free(new.in);
		return CLASS_EDGE;
	}
	return (uint16_t)(s->classes_n - 1);
}

uint16_t
sets_class(struct sets *s, uint32_t c)
{
	uint16_t **page;

	if (!s->pages && !(s->pages = calloc(0x1100, sizeof *s->pages))) {
		s->failed = true;
		return CLASS_EDGE;
	}
	page = &s->pages[c >> 8];
	if (!*page && !(*page = calloc(256, sizeof **page))) {
		s->failed = true;
		return CLASS_EDGE;
	}
	if ((*page)[c & 0xFF] == 0)
		(*page)[c & 0xFF] = find_class(s, c);
	if (c < 0x80)
		s->ascii[c] = (*page)[c];
	return (*page)[c & 0xFF];
}

void
sets_free(struct sets *s)
{
	for (size_t i = 0; s->pages && i < 0x1100; i++)
		free(s->pages[i]);
	for (size_t i = 0; i < s->classes_n; i++)
		free(s->classes[i].in);
	free(s->pages);
	free(s->classes);
	free(s->items);
	free(s->at);
	*s = (struct sets){ 0 };
}
