/* align.h -- the inside of the align room: tokens, links, lattices. */
#ifndef DG_ALIGN_H
#define DG_ALIGN_H

#include "drogman/align.h"
#include "base/base.h"
#include "lexicon/lexicon.h"

/* ---- tokens: what a segment says, in comparable pieces ---- */

enum token_kind {
	TOKEN_WORD = 'w',	/* a stem, an expression of stems, a Han string of the lexicon */
	TOKEN_NUMBER = '#',	/* a value, whatever its script */
	TOKEN_MONTH = 'm',
	TOKEN_DAY = 'd',	/* of the week */
	TOKEN_MARK = '.',	/* punctuation, folded across scripts */
	TOKEN_PINYIN = 'p',	/* a Chinese name in Latin letters or in Han */
	TOKEN_SOUNDS = 's'	/* consonants of a foreign name, spelt or transcribed */
};

/* A kind of token and where it stands; equal keys are one type. */
struct type {
	uint32_t key, key_n;	/* kind, then text, in the pool */
	uint32_t hash;		/* of both */
	uint32_t lex;		/* the lexicon's id, LEX_NONE */
	float q;		/* background probability */
	bool optional;		/* says something only where the other side has it too */
	bool word;		/* a single word in Latin letters: a cognate is looked for */
	uint32_t times;		/* how often it stands in the text */
	uint32_t capital, small;/* how often it stands with a capital inside a segment, without */
};

enum { SOME = 256 };

struct text {
	const char *lang;
	int lex_lang;
	size_t n;		/* segments */
	size_t *first;		/* n + 1: first token of each segment */
	uint32_t *token;	/* type of each token */
	size_t tokens, cap_tokens;
	struct type *type;
	size_t types, cap_types;
	uint32_t *hash;		/* of keys: type + 1 */
	size_t cells;
	uint32_t *by_lex;	/* of the lexicon's ids: type + 1; as many cells */
	uint64_t some[SOME];	/* a bit of each of them: most that are not there are told by it */
	struct dg_buf pool;
	struct stem { uint64_t fold; uint32_t type, at, n; } *stem;	/* single words in plain Latin */
	size_t stems, cap_stems;	/* sorted by the first eight letters, `fold` */
	size_t letters, han;	/* that are no Han characters; that are */
	double *length;		/* n + 1: letters before each segment, scaled for the language */
	uint8_t *border;	/* n + 1: with what the segment before each ends */
	const bool *opens;	/* n: is the first of its paragraph */
	size_t paragraphs;
};

enum dg_status text_read(struct text **ret, const struct dg_segments *segments,
    const char *lang, struct dg_align_cache *cache, struct dg_error *err);
void text_free(struct text *t);
struct dg_bytes text_key(const struct text *t, uint32_t type);
/* How likely a word is anywhere: what the text is about stands all over it, and tells little of
 * which segment is which. */
double text_background(const struct text *t, uint32_t type);
/* Type of a key, added when new; LEX_NONE when memory is out. */
uint32_t text_type(struct text *t, char kind, struct dg_bytes key);
bool text_put(struct text *t, uint32_t type);
/* The type that has the key of one of another text. */
uint32_t text_find(const struct text *t, const struct text *of, uint32_t type);
/* The same by the lexicon's id; a type's id is told once. */
void text_learn(struct text *t, uint32_t type, uint32_t lex);
uint32_t text_find_lex(const struct text *t, uint32_t lex);

static inline uint32_t
text_lex_hash(uint32_t lex)
{
	return lex * 2654435761u;
}

/* No: it is certainly not there. */
static inline bool
text_may_hold(const struct text *t, uint32_t lex)
{
	uint32_t h = text_lex_hash(lex) >> 18;

	return t->some[h / 64] >> h % 64 & 1;
}

/* A type that is a single word takes its place among the stems, by its plain letters and the
 * first eight of them; once they are all there, they are sorted. */
bool text_stem(struct text *t, uint32_t type, struct dg_bytes plain, uint64_t fold);
void text_sort_stems(struct text *t);

/* ---- borders: with what segments end (border.c) ---- */

/* Where the reading of a segment stands, token by token. */
struct border {
	size_t at;		/* behind the last token */
	uint8_t end;		/* the mark there */
	bool closes;		/* and a quotation */
	bool open;		/* one goes on, from segment to segment */
};
void border_mark(struct border *b, struct dg_bytes segment, const struct word *mark);
void border_word(struct border *b);
/* What there is behind the last token. */
uint8_t border_state(const struct border *b);
/* What it says of a bead that its sides end at these. */
double border_evidence(uint8_t a, uint8_t b);

/* ---- vocabulary: what is known of a language's words (vocabulary.c) ---- */

/* A word as it is written, in lower case. */
struct form {
	uint32_t raw, n;	/* in the pool */
	uint32_t term;		/* its stem; LEX_NONE: not sought yet */
	uint32_t sounds, sounds_n;	/* in the pool; sounds_n 0: none */
	uint32_t plain;		/* in the pool: its plain Latin letters, NUL-terminated */
	bool named;		/* sounds, plain and pinyin are found */
	bool pinyin;
	char kind;		/* number, month or day of the week, and which; 0: none */
	float value;
	uint32_t text, type;	/* of its sounds, in the text of that number */
};

/* A stem, or an expression of stems. */
struct term {
	uint32_t at, n;		/* in the pool */
	uint32_t lex;		/* the lexicon's id, LEX_NONE */
	float q;
	bool stem;
	uint32_t plain, plain_n;/* of a stem: its plain Latin letters */
	uint64_t fold;		/* the first eight of them */
	uint32_t node;		/* where expressions that begin with it go on; 0: there are none */
	uint32_t text, type;	/* its type in the text of that number */
};

/* What the lexicon has of node `from` and `term` after it. */
struct step {
	uint32_t from, term;
	uint32_t to;		/* node; 0: nothing goes on */
	uint32_t entry;		/* term of the expression that ends here; LEX_NONE */
};

struct vocabulary {
	const struct dg_lexicon *lex;
	int lex_lang;
	struct stems *stems;
	struct form *form;
	size_t forms, cap_forms;
	struct term *term;
	size_t terms, cap_terms;
	uint32_t *hash, *stem;	/* of forms; of stems: term + 1 */
	size_t cells;		/* of either */
	struct dg_buf pool;
	struct node { uint32_t at, n; } *node;	/* beginnings of expressions, in the pool */
	size_t nodes, cap_nodes;
	struct step *step;	/* a hash */
	size_t steps, step_cells;
	uint8_t *about;		/* of each Han character: HAN_… */
	uint32_t texts;		/* that it was there for */
	char lang[];
};

/* That of a language; it lives as long as the cache. */
enum dg_status cache_vocabulary(struct dg_align_cache *c, const char *lang,
    struct vocabulary **ret, struct dg_error *err);
bool cache_fits(const struct dg_align_cache *c, const struct dg_lexicon *lex);
/* The form of a word, added when new; LEX_NONE when memory is out. */
uint32_t vocabulary_form(struct vocabulary *v, struct dg_bytes raw);
/* The stem of the form, whose word is w; LEX_NONE when memory is out. */
uint32_t vocabulary_term(struct vocabulary *v, uint32_t form, struct word *w);
struct dg_bytes term_key(const struct vocabulary *v, uint32_t term);
/* Asked of the lexicon once; NULL: memory is out. */
const struct step *vocabulary_step(struct vocabulary *v, uint32_t from, uint32_t term);
/* What a capitalised word may be as a name; false: memory is out. */
bool vocabulary_name(struct vocabulary *v, uint32_t form);

/* ---- reading: the part of a text that is being read (text.c, chinese.c) ---- */

/* Characters of a run of Han, in simplified form, and where they stand. */
struct han { uint32_t code; size_t at; };

struct reader {
	struct text *t;
	struct vocabulary *v;
	const struct dg_lexicon *lex;
	struct dg_bytes s;	/* the segment */
	bool unspaced, good;
	uint32_t open[8];	/* nodes of the expressions that the last words may begin */
	size_t opens;
	uint32_t capital;	/* form of the capitalised word just before; LEX_NONE */
	double letters;
	struct border border;
	struct han *han;
	size_t hans, cap_han;
};

/* Put a token; its type, LEX_NONE where memory is out. */
uint32_t reader_put(struct reader *r, char kind, struct dg_bytes key, float q, bool optional);
void reader_number(struct reader *r, double value, bool optional);
void reader_small(struct reader *r, char kind, int value, float q);
/* A string of the lexicon that stands in the text. */
void reader_entry(struct reader *r, uint32_t id);
/* The run of Han characters that begins with `w`; the scan goes behind it. */
void read_han(struct reader *r, struct word_scan *scan, const struct word *w);

/* A number that begins with the digits at s[*at], multiplier and all ("1,2 milliard",
 * "12亿"); *at goes behind it. */
double number_read(struct dg_bytes s, size_t *at, const char *lang);
/* Words that name numbers, months and days of the week: all of a language, in lower case. */
struct value_word { const char *word; char kind; float value; };
const struct value_word *value_words(const char *lang, size_t *n);
/* The consonants of a name, by class; "" when it is too short to tell anything.
 * `out` holds 16 bytes. */
void name_sounds(const char *latin, char *out);
/* Characters of foreign names in Chinese, and Chinese surnames: each `to` its bit in
 * about[code - HAN_FIRST], of HAN_END - HAN_FIRST. */
enum { HAN_SURNAME = 1, HAN_SOUND = 2, HAN_NUMERAL = 4 };
void name_mark(uint8_t *about);
/* Writes at latin[n] what a character of a transcription stands for, by its reading, and returns
 * the new length: a final ng is one sound, er stands for an l or an r. */
size_t name_put_reading(char *latin, size_t n, const char *reading);
/* Splits a lower-case word into at most three pinyin syllables. */
bool name_is_pinyin(const char *word);
/* Sounds in four bits each, the first in the highest. */
uint64_t name_pack(struct dg_bytes sounds);
bool name_sounds_alike(uint64_t a, uint64_t b);

/* ---- weights (weights.c) ---- */

#ifndef DG_CONST
#define DG_CONST const
#endif
enum { SIDE_MAX = 6, SHAPES_MAX = (SIDE_MAX + 1) * (SIDE_MAX + 1) };

struct weights {
	/* ρ: how far a source of evidence is believed */
	double lexicon, value, mark, same, name, cognate, person, sounds;
	double least;		/* no background probability counts for less */
	/* nor for less than this of its share of the text, as if that were so many tokens longer */
	double local, longer;
	double missed;		/* what is left of a number's background probability where it has no fellow */
	double words, length;	/* what the evidence of words and of lengths weighs */
	double spread, floor;	/* of lengths: variance a letter; least density */
	double inside, differ, opens;	/* of paragraphs: one begins inside; on one side; on both */
	/* of the marks that end both sides of a bead: alike; a stop against another; a comma or the
	 * like, or none, against another; and of a quotation that ends or goes on: on one side alone */
	double ends_alike, ends_stop, ends_soft, quoted;
	double share[SIDE_MAX + 1][SIDE_MAX + 1];	/* priors of bead shapes; need not sum to one */
	double temper;		/* the share of the evidence at which posteriors are taken */
	double three;		/* and at which three pairs are summed */
	/* of beads of three texts: a segment alone; a side that is missing; the pairs' priors */
	double one_of_three, two_of_three, prior_of_three;
	double divided;		/* of beads of three that are two beads in one of the pairs */
	/* a bead is worth its probability less what it costs to be wrong; one of one side less */
	double unsure, alone;
	/* from posteriors to scores: by the lexicon; by what the text has taught as well */
	struct sure { double logit, paired, alone; } sure[2];
	/* what a text teaches: beads of that score do; ρ; how many sights less, and more, a word
	 * counts; what a link must say at least */
	double learn_sure, learnt, learn_few, learn_smooth, learn_gain, learn_prior;
};
extern DG_CONST struct weights weights;

/* ---- links: which types of one text speak for which of another ---- */

struct link { uint32_t to; float gain; };	/* ρ · w(to | from) / q(to) */

struct links {
	uint32_t *row;		/* types + 1 */
	struct link *at;
	size_t n, cap;
	float *known;		/* ρ of each type of the source: what the lexicon knows of it */
	bool *linked;		/* types of the source that have a link */
};

struct lanes;

struct pair {
	const struct text *text[2];
	const struct dg_lexicon *lex;
	unsigned without;	/* enum dg_signal */
	struct links links[2];	/* 0: from text 0 to text 1; 1: back */
	double ratio;		/* length of text 1 for one of text 0 */
	/* tokens that have links, of each segment: all that the search looks at */
	size_t *first[2];
	uint32_t *token[2];
	/* before each segment, and behind the last: */
	double *heard[2];	/* tokens that count */
	double *known[2];	/* Σ ρ of them */
	double *missed[2];	/* Σ log of what is left of those that have no fellow */
	uint32_t *opens[2];	/* paragraphs that have begun */
	struct lanes *lanes[2];	/* what the evidence of either way is written on */
};

/* Links beside those of the lexicon, by type of either text. */
struct learnt { uint32_t *row; struct link *at; };

/* `learnt`: NULL, or of both texts. */
enum dg_status pair_new(struct pair **ret, const struct text *a, const struct text *b,
    const struct learnt *learnt, const struct dg_align_options *opt, struct dg_error *err);
void pair_free(struct pair *p);
/* What is left of the background probability of a token that nothing of the other side
 * translates: numbers are seldom lost in translation. */
double pair_missed(const struct text *t, uint32_t type);

/* ---- learning (learn.c) ---- */

/* What the beads of sides s and t teach about the words of the pair. */
enum dg_status pair_learn(struct learnt ret[2], const struct pair *p,
    const struct dg_alignment *al, size_t s, size_t t, struct dg_error *err);
void learnt_free(struct learnt l[2]);

/* ---- given: what a person has decided (given.c) ---- */

/* Segments from ≤ id < to of two texts that must stand in one bead. */
struct pin { uint32_t from[2], to[2]; uint64_t line; };
struct pins { struct pin *at; size_t n; };	/* rising on both sides */

enum dg_status anchors_check(const struct dg_beads *b, const struct dg_segments *const texts[],
    size_t sides, size_t max, struct dg_error *err);
/* Those of texts s and t; at is the caller's to free, whatever the status. */
enum dg_status pins_new(struct pins *ret, const struct dg_beads *b, size_t s, size_t t,
    struct dg_error *err);
/* May the bead of a and b segments at (i, j) be?  One of a or b may be 0. */
bool pins_allow(const struct pins *pins, size_t i, size_t a, size_t j, size_t b);
/* The third text beside the fixed beads of the first two. */
enum dg_status fixed_align(struct dg_alignment *out, struct text *const text[3],
    const struct dg_beads *beads, const struct dg_segments *const texts[],
    const struct dg_align_options *opt, struct dg_error *err);

/* ---- band: the cells that a path may pass ---- */

/* Cell (i, j): i segments of text 0 and j of text 1 are behind.  In row i the columns
 * low ≤ j ≤ high, neither of which ever falls; row i + 1 begins within row i. */
struct band {
	size_t n, m;		/* segments of the two texts */
	uint32_t *low, *high;	/* n + 1 */
	size_t *base;		/* n + 2: cells before each row */
};

bool band_new(struct band *b, size_t n, size_t m);
void band_free(struct band *b);
/* After low and high have been written: makes them keep the rules, counts cells. */
void band_settle(struct band *b);
/* Where the path may be, found from words that stand rarely in both texts. */
bool band_find(struct band *b, const struct pair *p, const struct pins *pins);
/* The cells of both. */
void band_join(struct band *b, const struct band *other);
/* Twice as wide around these rows, which rise. */
bool band_widen(struct band *b, const uint32_t row[], size_t rows);
/* SIZE_MAX outside. */
size_t band_cell(const struct band *b, size_t i, size_t j);

/* ---- evidence: what the words say of every bead in a band, row by row ---- */

/* Beads have up to `side` segments a side.  Both ways, or, for a first look, from text 0 to
 * text 1 alone. */
struct evidence;
/* Room for so many types of the other text, for one evidence after the other. */
struct lanes *lanes_new(size_t types);
void lanes_free(struct lanes *l);
enum dg_status evidence_new(struct evidence **ret, const struct pair *p, const struct band *b,
    size_t side, bool both, struct dg_error *err);
void evidence_free(struct evidence *e);
/* Go on to row i; rows come in order, none is left out. */
void evidence_row(struct evidence *e, size_t i);
/* Of the bead of a, b ≥ 1 segments at (row, j), which ends inside the band: the mean of
 * the two log-likelihood ratios. */
double evidence_words(const struct evidence *e, size_t j, size_t a, size_t b);
/* Of any bead whatever, found alone. */
double evidence_bead(struct evidence *e, size_t i, size_t a, size_t j, size_t b);

/* ---- lattice: scores of all beads in a band ---- */

struct shapes {
	size_t n, side;		/* how many; most segments on one side */
	struct shape { uint8_t a, b; float prior; } at[SHAPES_MAX];
	int8_t index[SIDE_MAX + 1][SIDE_MAX + 1];	/* -1: no such bead */
};

/* Log priors of bead shapes with up to `max` segments a side. */
void shapes_init(struct shapes *s, size_t max);
/* Nearer to what the beads of two texts show. */
void shapes_learn(struct shapes *s, const struct dg_alignment *al);
/* Leave those alone that have one segment of text 0, or none of it and one of text 1. */
void shapes_keep_first(struct shapes *s);
/* Those of them that a first look makes do with. */
void shapes_few(struct shapes *few, const struct shapes *all);

struct lattice {
	const struct pair *pair;
	const struct shapes *shapes;
	const struct pins *pins;
	struct band band;
	float *score;		/* cells × shapes: the bead that begins here */
	size_t widened;		/* how often its band was found too narrow */
};

/* The whole search for where the path is: a wide band with few shapes first, then
 * all shapes where a path can be that is nearly as good as the best.  `texts`: the pair
 * is one of two, or of three.  DG_EINPUT: the pins leave no path. */
enum dg_status lattice_new(struct lattice **ret, const struct pair *pair,
    const struct shapes *shapes, size_t texts, const struct pins *pins, struct dg_error *err);
/* Both over the cells of either. */
enum dg_status lattice_join(struct lattice *a, struct lattice *b, struct dg_error *err);
/* Every row by `more` cells to either side. */
enum dg_status lattice_widen(struct lattice *l, size_t more, struct dg_error *err);
void lattice_free(struct lattice *l);
/* Score of the bead of `shape` at (i, j), -INFINITY outside the band. */
double lattice_score(const struct lattice *l, size_t i, size_t j, size_t a, size_t b);
/* A band of the cells through which a path leads that falls short of the best by less
 * than `reach`.  Where the best path touches the edge of l's own band, that is widened
 * instead, and *touched says so. */
enum dg_status lattice_prune(struct lattice *l, double reach, struct band *ret, bool *touched,
    struct dg_error *err);

/* Sums over paths grow with the number of paths.  Where one of row i is large, scale down
 * those of row i and of all rows that a step leads to from it or from rows before it; cells of row r are
 * start[r] … start[r + 1] - 1.  Tells whether it did. */
bool sums_scale(double *sum, const size_t *start, size_t i, size_t last);
/* What a product of such sums is, had they not been scaled so often. */
double sums_unscale(double share, int64_t times);

/* ---- mass: how likely two segments stand in one bead (mass.c) ---- */

struct mass;
enum dg_status mass_new(struct mass **ret, const struct band *b, struct dg_error *err);
/* A bead of the lattice, with its posterior. */
void mass_add(struct mass *m, size_t i, size_t a, size_t j, size_t b, double p);
/* To opt->posterior, as that of texts s and t. */
void mass_tell(const struct mass *m, size_t s, size_t t, const struct dg_align_options *opt);
void mass_free(struct mass *m);

/* What a bead of so many sides is worth to the path. */
double path_gain(double probability, size_t sides);

/* Best path with posteriors, two or three texts; `mass`: NULL, or what gets those of all beads,
 * a pair of texts each. */
enum dg_status lattice_best(const struct lattice *l, struct dg_alignment *out, struct mass **mass,
    struct dg_error *err);
enum dg_status cube_best(struct lattice *const pairs[3], struct dg_alignment *out,
    struct mass *mass[3], struct dg_error *err);
/* The pairs of three texts: 0 and 1, 0 and 2, 1 and 2. */
extern const uint8_t pair_side[3][2];

/* Runs of lonely segments that translate each other, joined. */
enum dg_status moved_find(struct dg_alignment *al, const struct dg_segments *const texts[],
    const char *const langs[], const struct dg_align_options *opt, struct dg_error *err);

void alignment_reverse(struct dg_alignment *al);
enum dg_status alignment_put(struct dg_alignment *al, const struct dg_bead *bead,
    struct dg_error *err);

#endif
