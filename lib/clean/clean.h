/* clean.h -- what the files of the cleaning room share.
 *
 * rules.c     the rules: names, limits, what each is for; rules files
 * face.c      what one text looks like: its letters, scripts, oddities
 * single.c    rules that look at one text
 * across.c    rules that hold the texts of a row against each other
 * trust.c     how much the words and lengths of two texts agree
 * words.c     which function words are whose
 * cleaner.c   a row judged by all of them
 */
#ifndef DG_CLEAN_H
#define DG_CLEAN_H

#include "drogman/clean.h"
#include "text/text.h"
#include "values/values.h"

/* The order is that in which a row is judged: the cheap and sure ones first. */
enum rule {
	RULE_EMPTY, RULE_CHARACTERS, RULE_MOJIBAKE, RULE_MARKUP, RULE_URL, RULE_LETTERS,
	RULE_LONG, RULE_SHORT, RULE_BOILERPLATE, RULE_COPY, RULE_LANGUAGE, RULE_SCORE,
	RULE_RATIO, RULE_NUMBER, RULE_WORDS, RULE_TRUNCATED, RULE_GLUED,
	RULE_MISSING, RULE_QUOTES, RULE_NEGATION, RULE_NAMES, RULE_CAPITALS,
	RULES
};

/* In what script a language is written; SCRIPT_ANY: the rules do not know. */
enum script { SCRIPT_ANY, SCRIPT_LATIN, SCRIPT_HAN, SCRIPT_CYRILLIC };

struct rule_state { enum dg_mode mode; double limit; };

/* Small words of a text, in all and by the list that they are in (words.c). */
enum { FUNCTION_LANGS = 7, NEGATING_LANGS = 2, WORD_LISTS = FUNCTION_LANGS + NEGATING_LANGS };
enum { BIT_FIGURE = 31 };	/* of the set of small words: a number or a month of the row's languages */

/* What a walk over a text counts. */
struct face {
	struct dg_bytes text;
	struct dg_buf fold;	/* the text as dg_fold makes it */
	uint32_t words, of[WORD_LISTS];
	bool figures;		/* there may be values: digits, number words, Han or Roman numerals */
	size_t chars;		/* code points that are no blanks */
	size_t letters, latin, han, kana, hangul, cyrillic, arabic, other;
	size_t upper, digits, blanks;	/* blanks: in ASCII */
	size_t accents;		/* letters that fold to ASCII and are none */
	size_t bad;		/* U+FFFD, controls, private use, noncharacters, broken UTF-8 */
	size_t invisible;	/* zero-width and the like */
	size_t suspects;	/* UTF-8 read as cp1252: sequences */
	bool lower_than, ampersand, slash, at_sign;
	bool separator;		/* what parts a menu may be there */
};

/* The text is borrowed.  Small words are looked up in `small`. */
void face_read(struct face *f, struct dg_bytes text, const struct dg_wordset *small);

/* What two texts are judged by: 1, how far the lengths are from the pair's mean in standard
 * deviations, the aligner's evidence a word for the whole, for each half of the one against
 * the other, and of the other, and what a short text leaves to chance. */
enum { MEASURE_ONE, MEASURE_LENGTH, MEASURE_WHOLE, MEASURE_HALF, MEASURE_CHANCE = MEASURE_HALF + 4,
    MEASURES };
struct measures { bool asked, halves; double x[MEASURES]; };

/* What may be wrong with them, each a logistic of the measures. */
enum doubt { DOUBT_WORDS, DOUBT_TRUNCATED, DOUBT_GLUED, DOUBTS };

struct tongue { int words; bool unspaced; enum script script; double expansion; };

struct dg_cleaner {
	const struct dg_lexicon *lexicon;
	struct dg_align_cache *words;	/* that the aligner has met */
	size_t sides;
	char lang[DG_TEXTS_MAX][32];
	struct tongue tongue[DG_TEXTS_MAX];	/* what the rules know of them */
	struct rule_state rule[RULES];
	struct face face[DG_TEXTS_MAX];
	struct values values[DG_TEXTS_MAX];
	bool folded;		/* the faces are those of the row at hand */
	bool *lost[2];
	size_t cap_lost[2];
	bool reports;		/* wanted */
	bool scanned;		/* values are those of the row at hand */
	struct measures measures[DG_TEXTS_MAX][DG_TEXTS_MAX];	/* of the row at hand */
	double weight[DOUBTS][MEASURES];
	double shift[DG_TEXTS_MAX][DG_TEXTS_MAX][DOUBTS];	/* of the pair: lexicons know them unequally */
	struct dg_wordset small;	/* the small words of languages */
	struct dg_buf scratch;
};

/* A rule over one side, or over two; true: it speaks, with *value what it measured. */
typedef bool single_rule(struct dg_cleaner *c, size_t side, double limit, double *value);
typedef bool across_rule(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value);

struct rule_info {
	const char *name, *about;
	enum dg_mode mode;
	double limit;
	const char *unit;	/* what the limit counts; NULL: the rule has none */
	single_rule *single;
	across_rule *across;
};
extern const struct rule_info rule_table[RULES];

single_rule single_empty, single_characters, single_mojibake, single_markup, single_url,
    single_letters, single_long, single_short, single_boilerplate, single_language, single_quotes,
    single_capitals;
across_rule across_copy, across_ratio, across_number, across_words, across_truncated,
    across_glued, across_missing, across_negation, across_names;

/* ln of how many characters a language takes where English takes one. */
double expansion(const char *lang);
/* The weights of the doubts, from data/clean.tsv. */
enum dg_status trust_open(struct dg_cleaner *c, struct dg_error *err);
/* All measures of two texts of the row at hand; false: the words cannot be asked. */
bool trust_measure(struct dg_cleaner *c, size_t a, size_t b, const double **x);
/* How far ln(length b / length a) is from the pair's mean, in standard deviations. */
double length_z(const struct dg_cleaner *c, size_t a, size_t b);

/* The small words of FUNCTION_LANGS languages, and those that deny, into one set. */
bool words_open(struct dg_wordset *set);
/* The words that stand for numbers and months in `lang`, into the same set. */
bool words_figures(struct dg_wordset *set, const char *lang);
/* The number of a language among them; -1: it has no list. */
int words_language(const char *lang);
/* Negating words of `lang` in the text; -1: a language without a list. */
int negations(const struct face *f, const char *lang);

#endif
