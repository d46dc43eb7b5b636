/* review.h -- the inside of the review room: a bitext as one page for a browser, and what
 * came back from it.
 *
 * json.c      any bytes as text of a data block
 * cells.c     a cell to its segments
 * lacks.c     numbers, dates and names of one side that another side lacks
 * names.c     those of them that are names, by the lexicon
 * people.c    and by the way they are written
 * page.c      the page, row by row
 * key.c       the key of a bitext's content
 * apply.c     a saved bitext back onto the one that it was made from
 */
#ifndef DG_REVIEW_H
#define DG_REVIEW_H

#include "drogman/review.h"
#include "drogman/segment.h"
#include "base/base.h"
#include "values/values.h"

/* ---- json.c ---- */

/* A JSON string that is inert wherever HTML may hold it: of what it holds, neither tags nor
 * line ends nor controls nor marks of direction stand there as such.  A byte that is
 * not UTF-8 becomes the lone surrogate U+DC00 + byte, and so can be told again. */
void json_text(struct dg_buf *out, struct dg_bytes s);

/* Offsets of bytes as JavaScript counts them; asked in rising order. */
struct json_units { struct dg_bytes text; size_t at, units; };
size_t json_units_at(struct json_units *u, size_t byte);

/* ---- cells.c ---- */

struct cells {
	size_t sides;
	char lang[DG_SIDES_MAX][64];
	const struct dg_segments *const *texts;	/* of each side, or NULL */
	struct dg_segmenter *segmenter[DG_SIDES_MAX];	/* opened where one is needed */
};
void cells_free(struct cells *c);
/* The ids of side `s` of a bead cell "[3, 4]:[3]", as text; false where it is none. */
bool cells_ids(struct dg_bytes bead, size_t s, struct dg_bytes *ids, size_t *n);
/* The segments that the cell of side `s` holds, all of it but what joins them.  One span
 * where its borders cannot be told. */
enum dg_status cells_cut(struct cells *c, size_t s, struct dg_bytes bead, struct dg_bytes cell,
    struct dg_spans *out, struct dg_error *err);

/* ---- lacks.c, names.c, people.c ---- */

/* Bytes; bit s: side s lacks it; x: its value, a month's below 0, nought's -0.5,
 * 0 of a name. */
struct lack { size_t from, to; unsigned sides; double x; };
struct lack_list { struct lack *at; size_t n, cap; };

struct names;
enum dg_status names_new(struct names **ret, const struct dg_lexicon *lex,
    const char (*langs)[64], size_t sides, struct dg_error *err);
void names_free(struct names *n);
/* Names of cells[s], by what the lexicon knows of them, that other sides lack. */
bool names_lacking(struct names *n, const struct dg_bytes *cells, size_t s, struct lack_list *out);

/* Of people_lacking, once people_read has read the cells of all sides, the same for names that the
 * lexicon need not know.  False: out of memory. */
struct people;
struct word;
bool word_shouted(struct dg_bytes cell, const struct word *w);	/* two ASCII capitals or more */
enum dg_status people_new(struct people **ret, const struct dg_lexicon *lex,
    const char (*langs)[64], size_t sides, struct dg_error *err);
void people_free(struct people *p);
bool people_read(struct people *p, size_t s, struct dg_bytes cell);
/* On side o, which is written in other characters, stands the word w of `cell` itself or, if it
 * is an acronym, another one. */
bool people_stand_as_is(const struct people *p, size_t o, struct dg_bytes cell,
    const struct word *w);
bool people_lacking(struct people *p, const struct dg_bytes *cells, size_t s,
    struct lack_list *out);

struct lacks {
	size_t sides;
	const char (*langs)[64];
	struct names *names;		/* NULL: not looked for */
	struct values values[DG_SIDES_MAX];
	struct lack_list list[DG_SIDES_MAX];	/* by `from` */
};
bool lack_add(struct lack_list *l, size_t from, size_t to, unsigned sides, double x);
/* Fills l->list for the cells of a row; false: out of memory. */
bool lacks_find(struct lacks *l, const struct dg_bytes *cells);
void lacks_free(struct lacks *l);

/* ---- key.c ---- */

struct review_key;
struct review_key *review_key_new(void);
void review_key_row(struct review_key *k, const struct dg_bytes *cells, size_t n);
enum { KEY_SIZE = 17 };
void review_key_text(struct review_key *k, char text[KEY_SIZE]);
void review_key_free(struct review_key *k);

#endif
