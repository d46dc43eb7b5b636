/* pair.h -- which page translates which: the parts of the room.
 *
 * clues.c       strings to numbers: words, figures, dates, names
 * read.c        a page to tokens, a sentence at a time
 * names.c       names in Latin letters and in Han characters, as sounds
 * address.c     alternate links and file names
 * bridge.c      which clue of one language speaks for which of another, and how loudly
 * learn.c       the same, learnt from pages that surely translate each other
 * candidates.c  which pages come into question, by an inverted index
 * score.c       a pair of pages in full
 * assign.c      one-to-one, two languages
 * groups.c      one-to-one, all languages at once
 * value.c       what a pair is worth above strangers
 * run.c         all of this in turn
 * pairing.c     the pile: pages in, what is known of them
 * report.c      groups, confidence, evidence as text
 */
#ifndef DG_PAIR_H
#define DG_PAIR_H

#include <limits.h>

#include "drogman/pair.h"
#include "drogman/segment.h"
#include "base/base.h"

enum { SIDES = DG_TEXTS_MAX };

/* ---- clues ---- */

enum clue_kind {
	CLUE_WORD,		/* of one language: a stem, an expression, two Han characters */
	CLUE_NUMBER, CLUE_SPELLED, CLUE_DATE,
	CLUE_LATIN,		/* a capitalised word, as two Latin languages share it */
	CLUE_SOUNDS, CLUE_PINYIN,	/* names across scripts */
	CLUE_LINK,		/* an address that a page has, or names as a translation's */
	CLUE_FILE,		/* a file name or an address but for its language */
	CLUE_KINDS
};

#define NO_CLUE UINT32_MAX

struct clue {
	uint32_t key;		/* in the pool: kind, side, text */
	uint32_t n;
	uint32_t df[SIDES];	/* pages that have it */
	float usual;		/* share of pages that have it, anywhere in the world */
};

struct clues {
	struct clue *at;
	size_t n, cap;
	struct dg_buf pool;
	uint32_t *hash;
	size_t cells;
};

/* The clue of `text`; of words, `side` is the language's.  NO_CLUE: out of memory, and
 * in clues_find that there is none. */
uint32_t clues_put(struct clues *t, enum clue_kind kind, size_t side, struct dg_bytes text);
uint32_t clues_find(const struct clues *t, enum clue_kind kind, size_t side,
    struct dg_bytes text);
enum clue_kind clues_kind(const struct clues *t, uint32_t clue);
struct dg_bytes clues_text(const struct clues *t, uint32_t clue);
void clues_free(struct clues *t);

/* ---- pages ---- */

/* A token is a clue; with ALSO it is another reading of the token before it. */
#define ALSO (UINT32_C(1) << 31)

enum { ADDRESSES = 8 };

struct page {
	char *name;
	uint8_t side;
	bool old;		/* a manifest had it */
	uint32_t same;		/* the first page with its bytes: itself, or another */
	long day;		/* posted, days since some day; NO_DAY */
	uint32_t *tokens;	/* of sentence s: end[s - 1] … end[s] - 1 */
	uint32_t *end;
	uint32_t *types;	/* sorted, each once */
	uint32_t n_tokens, n_sentences, n_types;
	uint32_t address[ADDRESSES], n_addresses;
};
#define NO_DAY LONG_MIN
#define NO_GROUP UINT32_MAX
#define NO_PAGE UINT32_MAX

/* What reads the pages of one language. */
struct gatherer;
enum dg_status gather_new(struct gatherer **ret, const struct dg_lexicon *lex, const char *lang,
    size_t side, struct clues *types, struct dg_error *err);
enum dg_status gather_page(struct gatherer *r, const struct dg_page *from, struct page *to,
    struct dg_error *err);
void gather_free(struct gatherer *r);

/* Tokens as they come. */
struct tokens { uint32_t *at; size_t n, cap; bool failed; };
void tokens_put(struct tokens *out, uint32_t type, bool also);

/* Names that a run of Han characters may hold. */
struct han_names;
struct han_names *han_names_new(const struct dg_lexicon *lex);
void han_names_read(struct han_names *h, const uint32_t *codes, size_t n, struct clues *clues,
    struct tokens *out);
void han_names_free(struct han_names *h);
/* A word in lower-case ASCII that begins with a capital; `before`: the one before it, or "". */
void latin_names_read(const char *plain, const char *before, struct clues *types,
    struct tokens *out);

/* ---- the pile ---- */

struct tie { uint32_t to; float gain, share; };

/* What clues of side `from` say of a page of side `to`. */
struct bridge {
	uint32_t *first;	/* of each clue, clues + 1 of them */
	struct tie *ties;
	size_t n, cap;
	float *miss;		/* of each clue: what it says when none of its ties is there */
	double share[CLUE_KINDS];	/* of tokens of a kind that a translation has too */
	bool kind[CLUE_KINDS];	/* kinds that mean something between these two */
};

/* The log of how much likelier a clue is where a share of the pages have it. */
double clue_gain(double share, double chance);
bool bridge_put(struct bridge *b, uint32_t to, double gain, double share);

/* Two pages of different sides, the lower side first. */
struct edge { uint32_t a, b; float score; };

/* Pages that translate each other, NO_PAGE where there is none. */
struct group {
	uint32_t page[SIDES];
	uint8_t fixed;		/* bit s: side s is as an old manifest has it */
	bool old;
};

/* A pair of pages, looked at in full. */
struct verdict {
	double score;		/* log of how much likelier than by chance */
	double ways[2], posted;	/* parts of it */
	unsigned found[2][CLUE_KINDS], asked[2][CLUE_KINDS];	/* each way */
	unsigned clash[2];	/* sentences found whose figures are not, each way */
	long days;		/* between the postings; NO_DAY */
	bool linked, named;	/* by alternate links; by file names */
};

/* Pages by a hash, + 1; 0: none. */
struct booked { uint64_t hash; uint32_t page; };
struct book { struct booked *at; size_t n, cells; };

struct pile {
	struct book names, bytes;
	const struct dg_lexicon *lex;
	char lang[SIDES][32];
	size_t sides;
	bool unspaced[SIDES];
	struct clues clues;
	struct page *pages;
	size_t n, cap;
	size_t count[SIDES];	/* pages of a side */
	double span;		/* days from the first posting to the last */
	struct bridge bridge[SIDES][SIDES];
	uint32_t *first, *posting;	/* of each clue: the pages that have it, rising */
	uint32_t *stamps[2], looked[2];	/* of each clue: the page that was looked at last, + 1 */
	struct edge *edges;	/* candidates, by a, b */
	size_t n_edges, cap_edges;
	struct group *known;	/* of an old manifest */
	size_t n_known, cap_known;
};

bool addresses_read(struct pile *p, const struct dg_page *from, const char *name, struct page *to);
/* What two pages have in common that no third of their languages has; NO_CLUE. */
uint32_t address_shared(const struct pile *p, const struct page *a, const struct page *b,
    enum clue_kind kind);
bool page_has(const struct page *a, uint32_t clue);
/* How often a page of side `side` has the clue, by chance. */
double pile_chance(const struct pile *p, uint32_t clue, size_t side);
enum dg_status pile_index(struct pile *p, struct dg_error *err);
enum dg_status bridges_make(struct pile *p, struct dg_error *err);
bool bridge_shared(struct pile *p, size_t x, size_t y, uint32_t clue, double share);
/* partner[y][page] is the page of side y that surely translates it, or NO_PAGE. */
enum dg_status bridges_learn(struct pile *p, uint32_t *const partner[SIDES],
    struct dg_error *err);
void bridge_free(struct bridge *b);
enum dg_status candidates_find(struct pile *p, struct dg_error *err);
bool edge_put(struct pile *p, uint32_t a, uint32_t b);
void edges_sort(struct pile *p);
struct edge *edge_find(const struct pile *p, uint32_t a, uint32_t b);
void pair_score(struct pile *p, uint32_t a, uint32_t b, struct verdict *v);
/* Scores become what a pair is worth above two pages that have nothing to do with each other. */
enum dg_status edges_value(struct pile *p, struct dg_error *err);

/* ---- who goes with whom ---- */

/* Bidders and objects, values above 0 only; out[i] is i's object or UINT32_MAX. */
struct bid { uint32_t bidder, object; double value; };
int bid_order(const void *a, const void *b);
enum dg_status assign(struct bid *bids, size_t n, size_t bidders, size_t objects,
    uint32_t *out, struct dg_error *err);
/* Groups, those of an old manifest first. */
/* What a page is worth to a group: the sum over the group's pages in other languages; 0: no page. */
double group_worth(const struct pile *p, const struct group *g, uint32_t page);
enum dg_status groups_make(struct pile *p, struct group **ret, size_t *n, struct dg_error *err);

/* ---- the object ---- */

struct outcome { double confidence; size_t pages; };

struct dg_pairing {
	struct pile pile;
	struct gatherer *gatherer[SIDES];
	struct group *groups;	/* of an old manifest, of several pages, of one */
	struct outcome *outcome;
	size_t n_groups;
};

uint32_t pile_page(const struct pile *p, const char *name);
enum dg_status groups_finish(struct dg_pairing *pg, struct dg_error *err);

#endif
