/* align.h -- the inside of the align room: tokens, links, lattices. */
#ifndef DG_ALIGN_H
#define DG_ALIGN_H

#include "base/base.h"
#include "lexicon/lexicon.h"

/* ---- tokens: what a segment says, in comparable pieces ---- */

enum token_kind {
	TOKEN_WORD = 'w',	/* a stem, an expression of stems, a Han string of the lexicon */
	TOKEN_NUMBER = '#',	/* a value, whatever its script */
	TOKEN_MONTH = 'm',
	TOKEN_MARK = '.',	/* punctuation, folded across scripts */
	TOKEN_PINYIN = 'p',	/* a Chinese name in Latin letters or in Han */
	TOKEN_SOUNDS = 's'	/* consonants of a foreign name, spelt or transcribed */
};

/* A kind of token and where it stands; equal keys are one type. */
struct type {
	uint32_t key, key_n;	/* kind, then text, in the pool */
	uint32_t lex;		/* the lexicon's id, LEX_NONE */
	float q;		/* background probability */
	bool optional;		/* says something only where the other side has it too */
	bool word;		/* a single word in Latin letters: a cognate is looked for */
};

struct text {
	const char *lang;
	int lex_lang;
	size_t n;		/* segments */
	size_t *first;		/* n + 1: first token of each segment */
	uint32_t *token;	/* type of each token */
	size_t tokens, cap_tokens;
	struct type *type;
	size_t types, cap_types;
	uint32_t *hash;
	size_t cells;
	struct dg_buf pool;
	double *length;		/* n + 1: letters before each segment, scaled for the language */
	const bool *opens;	/* n: is the first of its paragraph */
	size_t paragraphs;
};

enum dg_status text_read(struct text **ret, const struct dg_segments *segments,
    const char *lang, const struct dg_lexicon *lex, struct dg_error *err);
void text_free(struct text *t);
struct dg_bytes text_key(const struct text *t, uint32_t type);
/* Type of a key, added when new; LEX_NONE when memory is out. */
uint32_t text_type(struct text *t, char kind, struct dg_bytes key);
bool text_put(struct text *t, uint32_t type);
uint32_t text_find(const struct text *t, struct dg_bytes key);

/* A number that begins with the digits at s[*at], multiplier and all ("1,2 milliard",
 * "12亿"); *at goes behind it. */
double number_read(struct dg_bytes s, size_t *at, const char *lang);
/* A number written in Han numerals at s[*at]; false when there is none. */
bool number_read_han(struct dg_bytes s, size_t *at, double *value);
/* Value of a number word ("deux", "twelve"), 0 when it is none. */
double number_word(const char *lang, const char *word);
/* 1 to 12 when `word` (lower case) names a month. */
int month_word(const char *lang, const char *word, bool capital);
/* The consonants of a name, by class; "" when it is too short to tell anything.
 * `out` holds 16 bytes. */
void name_sounds(const char *latin, char *out);
bool name_is_transcription(uint32_t han);
bool name_is_surname(uint32_t han);
/* Splits a lower-case word into at most three pinyin syllables. */
bool name_is_pinyin(const char *word);
bool name_sounds_alike(const char *a, const char *b);

/* ---- links: which types of one text speak for which of another ---- */

struct link { uint32_t to; float gain; };	/* ρ · w(to | from) / q(to) */

struct links {
	uint32_t *row;		/* types + 1 */
	struct link *at;
	size_t n, cap;
	float *known;		/* ρ of each type of the source: what the lexicon knows of it */
	bool *linked;		/* types of the source that have a link */
};

struct pair {
	const struct text *text[2];
	const struct dg_lexicon *lex;
	struct links links[2];	/* 0: from text 0 to text 1; 1: back */
	double ratio;		/* length of text 1 for one of text 0 */
	bool *silent[2];	/* types that are left out: optional and unlinked */
};

enum dg_status pair_new(struct pair **ret, const struct text *a, const struct text *b,
    const struct dg_lexicon *lex, struct dg_error *err);
void pair_free(struct pair *p);

/* ---- lattice: scores of all beads near the path ---- */

enum { SIDE_MAX = 6, SHAPES_MAX = (SIDE_MAX + 1) * (SIDE_MAX + 1) };

struct shapes {
	size_t n;
	struct shape { uint8_t a, b; float prior; } at[SHAPES_MAX];
	int8_t index[SIDE_MAX + 1][SIDE_MAX + 1];	/* -1: no such bead */
};

/* Log priors of bead shapes with up to `max` segments a side. */
void shapes_init(struct shapes *s, size_t max);

struct lattice {
	const struct pair *pair;
	const struct shapes *shapes;
	size_t n, m;
	size_t *low, *high;	/* n + 1: columns of each row, low ≤ j ≤ high */
	size_t *base;		/* n + 2: number of cells before each row */
	float *score;		/* cells × shapes: the bead that begins here */
	float *evidence;	/* cells × shapes: its lexical part alone, per token */
};

/* Fill low and high of every row; false when memory is out. */
bool band_find(struct lattice *l);
enum dg_status lattice_new(struct lattice **ret, const struct pair *pair,
    const struct shapes *shapes, struct dg_error *err);
void lattice_free(struct lattice *l);
/* Score of the bead of `shape` at (i, j), -INFINITY outside the band. */
double lattice_score(const struct lattice *l, size_t i, size_t j, size_t a, size_t b);
double lattice_evidence(const struct lattice *l, size_t i, size_t j, size_t a, size_t b);

/* log(e^a + e^b), -INFINITY for nothing. */
double log_add(double a, double b);
/* The share of the evidence at which posteriors are taken (path.c). */
extern const double TEMPER;

/* Best path with posteriors, two or three texts. */
enum dg_status lattice_best(const struct lattice *l, struct dg_alignment *out,
    struct dg_error *err);
enum dg_status cube_best(struct lattice *const pairs[3], struct dg_alignment *out,
    struct dg_error *err);
/* The pairs of three texts: 0 and 1, 0 and 2, 1 and 2. */
extern const uint8_t pair_side[3][2];

/* Runs of lonely segments that translate each other, joined. */
enum dg_status moved_find(struct dg_alignment *al, const struct dg_segments *const texts[],
    const char *const langs[], const struct dg_align_options *opt, struct dg_error *err);

void alignment_reverse(struct dg_alignment *al);
enum dg_status alignment_put(struct dg_alignment *al, const struct dg_bead *bead,
    struct dg_error *err);

#endif
