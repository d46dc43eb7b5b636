/* segment.h -- the inside of the segment room.
 *
 * The way of a rule: srx.c reads it as text, regex.c makes a tree of it, nfa.c a
 * program, dfa.c runs all programs at once.  SRX asks only whether *some* text
 * that ends here is matched by `beforebreak` and *some* text that starts here by
 * `afterbreak`; that is membership in a regular language, so greed and the order
 * of alternatives do not matter and one automaton can carry every rule: it is run
 * backwards from a place over all beforebreaks and forwards over all afterbreaks,
 * and its cost does not grow with the number of rules or of abbreviations (a list
 * of words becomes a trie by itself, in the lazily built states).  An expression
 * beyond regular languages, or rarer than regex.c reads, is left to ICU (icu.c). */
#ifndef DG_SEGMENT_H
#define DG_SEGMENT_H

#include "drogman/segment.h"
#include "base/base.h"

enum {
	SEGMENT_SIGHT = 1000,	/* characters that a rule sees to each side */
	/* bytes that a place in a window must have on both sides: the sight of a rule and, ahead,
	 * of the guards */
	WINDOW_BEHIND = 4 * SEGMENT_SIGHT + 64, WINDOW_AHEAD = 4 * SEGMENT_SIGHT + 4096
};

/* ---- utf8.c: characters, to both sides */

bool is_blank(uint32_t c);	/* White_Space */

static inline bool
is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Three bytes that are a character, as in most Chinese text? */
static inline bool
is_three(const char *p)
{
	unsigned char lead = (unsigned char)p[0];

	return lead > 0xE0 && lead < 0xF0 && lead != 0xED && is_tail(p[1]) && is_tail(p[2]);
}

static inline uint32_t
three(const char *p)
{
	return ((unsigned char)p[0] & 0xFu) << 12 | ((unsigned char)p[1] & 0x3Fu) << 6 |
	    ((unsigned char)p[2] & 0x3Fu);
}

/* dg_decode, and the code point that ends at `at` > 0 and where it begins. */
static inline uint32_t
decode_ahead(struct dg_bytes s, size_t *at)
{
	const char *p = s.p + *at;

	if ((unsigned char)*p < 0x80) {
		++*at;
		return (unsigned char)*p;
	}
	if (s.n - *at >= 3 && is_three(p)) {
		*at += 3;
		return three(p);
	}
	return dg_decode(s, at);
}

uint32_t decode_back_slowly(struct dg_bytes s, size_t *at);

static inline uint32_t
decode_back(struct dg_bytes s, size_t *at)
{
	const char *end = s.p + *at;

	if ((unsigned char)end[-1] < 0x80) {
		--*at;
		return (unsigned char)end[-1];
	}
	if (*at >= 3 && is_three(end - 3)) {
		*at -= 3;
		return three(end - 3);
	}
	return decode_back_slowly(s, at);
}

/* ---- sets.c: sets of code points, and classes of those that no set tells apart */

enum item_kind { ITEM_RANGE, ITEM_CATEGORIES, ITEM_WORD, ITEM_SPACE, ITEM_HAN };
struct set_item {
	enum item_kind kind;
	bool not;
	uint32_t low, high;	/* ITEM_CATEGORIES: low is a mask of U_GC_… */
};
struct set {
	bool not;
	size_t first, n;	/* in sets.items */
	bool ends;		/* one of its characters can end a beforebreak */
};
enum { CLASS_EDGE = 0, CLASS_MAX = 65535 };
enum kind_of_char { KIND_OTHER, KIND_WORD, KIND_EDGE };	/* for \b and ^ */
struct char_class {
	enum kind_of_char kind;
	bool ends;		/* in a set that does */
	uint64_t *in;		/* one bit a set */
};
struct sets {
	struct set_item *items;
	size_t items_n, items_cap;
	struct set *at;
	size_t n, cap;
	struct char_class *classes;	/* [0] is the edge of the text */
	size_t classes_n, classes_cap;
	uint16_t ascii[128];		/* class of a code point, 0: not yet known */
	uint16_t **pages;		/* the same for all, 256 a page */
	bool failed;
};
size_t sets_add(struct sets *s, struct set set);	/* of items already put; merges equal ones */
bool sets_put_item(struct sets *s, struct set_item item);
bool set_has(const struct sets *s, size_t set, uint32_t c);
uint16_t sets_class(struct sets *s, uint32_t c);	/* CLASS_EDGE when memory is out */
static inline uint16_t
sets_known_class(struct sets *s, uint32_t c)
{
	if (c < 0x80 && s->ascii[c])
		return s->ascii[c];
	if (s->pages && s->pages[c >> 8] && s->pages[c >> 8][c & 0xFF])
		return s->pages[c >> 8][c & 0xFF];
	return sets_class(s, c);
}
bool class_in(const struct sets *s, uint16_t class, size_t set);
void sets_free(struct sets *s);

/* ---- regex.c: the tree of an expression */

enum node_kind { NODE_CAT, NODE_ALT, NODE_REPEAT, NODE_SET, NODE_ASSERT };
enum assertion { ASSERT_WORD_EDGE, ASSERT_NO_WORD_EDGE, ASSERT_BEGIN, ASSERT_END };
struct node {
	enum node_kind kind;
	size_t set;		/* NODE_SET; NODE_ASSERT: which */
	unsigned min, max;	/* NODE_REPEAT */
	size_t first, last, previous, next;	/* children and siblings, 0: none */
};
#define REPEAT_NO_END (~0u)
struct tree { struct node *at; size_t n, cap; bool failed; };
/* The root of `text`, or 0 where it holds what this parser does not know. */
size_t regex_parse(struct tree *tree, struct sets *sets, struct dg_bytes text);
size_t tree_add(struct tree *tree, size_t parent, struct node node);

/* ---- nfa.c: programs */

enum op { OP_SET, OP_SPLIT, OP_ASSERT, OP_ACCEPT };
struct inst { enum op op; uint32_t arg, next, other, rule; };
#define NFA_NONE UINT32_MAX
struct nfa {
	struct inst *at;
	size_t n, cap;
	uint32_t *starts;	/* by rule; NFA_NONE: not here */
	size_t starts_n, starts_cap;
	bool backwards;
};
/* Add what accepts `rule`; false when it would grow beyond reason or memory. */
bool nfa_add(struct nfa *nfa, const struct tree *tree, size_t root, uint32_t rule);
/* Rules before `rule` that were not added have no start; false: memory is out. */
bool nfa_skip(struct nfa *nfa, uint32_t rule);
void nfa_free(struct nfa *nfa);

/* ---- dfa.c: all programs at once */

struct state {
	uint32_t *at;		/* waiting instructions, rising; then the accepted rules */
	size_t waiting, accepted;
	enum kind_of_char behind;
	uint32_t same_bucket;
	uint32_t ahead[3];	/* of a beforebreak's: where its afterbreaks start */
	bool cuts;		/* one of the accepted rules does */
};
struct marks { uint32_t *list, *where; size_t n; };	/* a sparse set */
enum { DFA_BUCKETS = 4096 };
struct dfa {
	const struct nfa *nfa;
	struct sets *sets;
	const struct rule *rules;	/* NULL: nobody asks what cuts */
	struct state *states;
	size_t n, cap;
	uint32_t *table;	/* [state << shift | class] to state, STATE_NONE: not yet made */
	size_t rows;
	unsigned shift;
	uint32_t buckets[DFA_BUCKETS];
	uint32_t start[3];
	struct marks now, then;		/* instructions reached */
	struct marks accepted;
	uint32_t *stack, *waiting;
};
struct dfa *dfa_new(const struct nfa *nfa, struct sets *sets);
void dfa_free(struct dfa *dfa);
/* A state's name is its number, and STATE_DONE where nothing waits for more. */
#define STATE_DONE (UINT32_C(1) << 31)
#define STATE_NONE UINT32_MAX	/* from a call: memory is out */
uint32_t dfa_make_start(struct dfa *dfa, enum kind_of_char behind);
static inline uint32_t
dfa_start(struct dfa *dfa, enum kind_of_char behind)
{
	return dfa->start[behind] != STATE_NONE ? dfa->start[behind] : dfa_make_start(dfa, behind);
}
/* Where the rules that `before` accepted in `state` start. */
uint32_t dfa_start_for(struct dfa *after, struct dfa *before, uint32_t state,
    enum kind_of_char behind);
uint32_t dfa_make_step(struct dfa *dfa, uint32_t state, uint16_t class);
/* From a state that is not done. */
static inline uint32_t
dfa_step(struct dfa *dfa, uint32_t state, uint16_t class)
{
	uint32_t to = STATE_NONE;

	if (!(class >> dfa->shift))
		to = dfa->table[((size_t)state << dfa->shift) + class];
	return to != STATE_NONE ? to : dfa_make_step(dfa, state, class);
}
/* To be called where no state is held: drops them when there are too many. */
void dfa_forget(struct dfa *before, struct dfa *after);
enum { DFA_CELLS = 1 << 19 };	/* of a table, 4 bytes each */
static inline void
dfa_tidy(struct dfa *before, struct dfa *after)
{
	if (before->n << before->shift > DFA_CELLS || after->n << after->shift > DFA_CELLS)
		dfa_forget(before, after);
}
/* Could a rule cut between characters of these two classes, for all that they say?  True
 * as well when memory is out. */
bool dfa_may_cut(struct dfa *before, struct dfa *after, uint16_t behind, uint16_t ahead);

/* ---- icu.c: the rules that the automaton cannot hold */

struct icu_rule;
enum dg_status icu_rule_new(struct icu_rule **ret, struct dg_bytes before, struct dg_bytes after,
    struct dg_error *err);
void icu_rule_free(struct icu_rule *rule);
/* A paragraph in UTF-16; `bytes` maps its units to offsets, one more at the end. */
struct wide { uint16_t *at; size_t *bytes; size_t n, cap, bytes_cap; };
enum dg_status wide_set(struct wide *w, struct dg_bytes text, struct dg_error *err);
void wide_free(struct wide *w);
/* Does it match at byte offset `at`?  The next offset ≥ `at` where it does, or SIZE_MAX? */
enum dg_status icu_rule_at(struct icu_rule *rule, const struct wide *w, size_t at, bool *yes,
    struct dg_error *err);
enum dg_status icu_rule_all(struct icu_rule *rule, const struct wide *w,
    void (*found)(void *ctx, size_t at), void *ctx, struct dg_error *err);
bool icu_matches(struct dg_bytes pattern, const char *text);
/* The sentences of UAX #29. */
struct UBreakIterator;
enum dg_status uax29_new(struct UBreakIterator **ret, const char *lang, struct dg_error *err);
enum dg_status uax29_all(struct UBreakIterator *it, struct dg_bytes text, size_t from,
    void (*found)(void *ctx, size_t at), void *ctx, struct dg_error *err);
void uax29_free(struct UBreakIterator *it);

/* ---- srx.c: the file */

struct srx_rule {
	bool cuts;
	unsigned line;
	size_t language;	/* index in srx.languages */
	struct dg_bytes before, after;
};
struct srx_map { struct dg_bytes pattern, name; };
/* An element <dg:guard xmlns:dg="urn:drogman:srx"> in <header>: what SRX cannot
 * say, see guards.c.  Other tools pass it over, as SRX 2.0 has it. */
enum { GUARD_QUOTES = 1, GUARD_BRACKETS = 2, GUARD_ENUMERATIONS = 4, PAIRS_MAX = 32 };
struct pair { uint32_t open, close; bool title; };
struct srx {
	struct dg_bytes *languages;
	size_t languages_n, languages_cap;
	struct srx_rule *rules;
	size_t rules_n, rules_cap;
	struct srx_map *maps;
	size_t maps_n, maps_cap;
	bool cascade;
	unsigned guards;
	struct pair pairs[PAIRS_MAX];
	size_t pairs_n;
	char **texts;		/* owns what the above point to */
	size_t texts_n, texts_cap;
};
enum dg_status srx_read(struct srx *srx, struct dg_bytes text, struct dg_error *err);
void srx_free(struct srx *srx);

/* ---- scan.c: the bytes that matter, 64 at once */

struct scanner {
	uint8_t low[16], high[16];	/* by low half: a bit for each high half, 0-7, 8-15 */
	bool in[256];
	uint64_t (*mask)(const struct scanner *s, const unsigned char *p);
};
void scanner_set(struct scanner *s, const bool in[256]);
/* A bit for each of at most 64 bytes at `p` that is in the set. */
uint64_t scanner_mask(const struct scanner *s, const char *p, size_t n);

/* ---- rules.c: the rules of one language, ready to run */

enum between { BETWEEN_UNKNOWN, BETWEEN_NEVER, BETWEEN_PERHAPS };

struct rule { bool cuts; unsigned line; size_t name; struct icu_rule *icu; };
struct rules {
	struct rule *at;
	size_t n, cap;
	size_t *icu;		/* which are ICU's, in order */
	size_t icu_n, icu_cap;
	struct dg_buf names;	/* NUL-terminated, one after another */
	struct dg_buf title;
	struct sets sets;
	struct nfa before, after;
	struct dfa *before_dfa, *after_dfa;
	bool may_end[256];	/* first bytes of characters after which there may be a cut */
	bool anywhere;		/* a beforebreak is empty */
	uint8_t *between;	/* [class behind << 8 | class ahead]: enum between */
	struct scanner ends, signs;	/* of may_end; of what guards look for */
	bool sign[256];		/* by the low byte of the character */
	unsigned guards;
	struct pair pairs[PAIRS_MAX];
	size_t pairs_n;
};
enum dg_status rules_add(struct rules *r, const struct srx *srx, const char *lang, bool *any,
    struct dg_error *err);
enum dg_status rules_ready(struct rules *r, struct dg_error *err);
void rules_free(struct rules *r);

/* ---- lists.c and guards.c: what a paragraph holds that no rule of SRX can see */

struct quote { size_t at; bool opens; };
struct bracket { size_t open, close; bool title, begins; };
struct item { size_t at, end; };	/* a list marker: cut before, never after */
struct marker { uint32_t bullet, kind, value, dot, round; };
struct guards {
	struct quote *quotes;
	size_t quotes_n, quotes_cap;
	bool quote_open;	/* the last one is */
	struct bracket *brackets;
	size_t brackets_n, brackets_cap;
	size_t *open;		/* brackets that wait to be closed: from open_first on */
	size_t open_first, open_n, open_cap;
	struct item *items;
	size_t items_n, items_cap;
	struct marker last;	/* of the list */
	bool began;
	size_t *stack;		/* brackets around the place at hand */
	size_t stack_n, stack_cap;
	size_t next;		/* bracket that no place has reached yet */
	size_t quotes_to, brackets_to, items_to;	/* how far they have been looked for */
};
void guards_signs(struct rules *r);	/* fills r->signs */
enum { MARKER_SIGHT = 24 };	/* bytes of a list marker at the most */
bool lists_look(struct guards *g, struct dg_bytes s, size_t limit);
void guards_begin(struct guards *g);	/* a paragraph */
/* Look on in `text`, as far as can be told while `more` is to come. */
enum dg_status guards_look(struct guards *g, const struct rules *r, struct dg_bytes text,
    bool more, struct dg_error *err);
/* The text loses `shift` bytes at its front; nobody asks for what is `before`. */
void guards_drop(struct guards *g, size_t before, size_t shift);
/* Is the place inside brackets in a sentence that began, at `start`, before them?
 * Places must come in rising order. */
bool guards_inside(struct guards *g, size_t place, size_t start);
/* The straight quote at `at`, as “ or ”. */
uint32_t guards_quote(const struct guards *g, size_t at);
void guards_free(struct guards *g);

struct dg_segmenter {
	struct rules rules;
	struct UBreakIterator *uax29;
	struct guards guards;
	struct wide wide;
	size_t *places;		/* where rules of ICU may cut */
	size_t places_n, places_cap;
	bool places_failed;
	dg_segment_told *told;
	void *told_ctx;
	size_t at, start;	/* between two windows: where to look on, the open segment */
};

/* ---- ask.c: one place */

struct look {
	struct dg_segmenter *s;
	struct dg_bytes text;
	struct dg_spans *out;
	struct dg_error *err;
	struct dg_window *window;
	size_t start;		/* of the segment that is open */
	size_t place, item;	/* next of s->places, of guards.items */
	size_t block;		/* the 64 bytes that `ends` tells of */
	uint64_t ends;
	bool wide;		/* s->wide holds the paragraph */
};
/* The first rule that matches at `at`, SIZE_MAX: none.  Unless somebody listens
 * a place where no rule cuts is "none" as well. */
enum dg_status ask(struct look *l, size_t at, size_t *rule);
enum dg_status see_wide(struct look *l);

#endif
