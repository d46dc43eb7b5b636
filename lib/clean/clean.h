/* clean.h -- what the files of the cleaning room share.
 *
 * rules.c     the rules: names, limits, what each is for; rules files
 * face.c      what one text looks like: its letters, scripts, oddities
 * single.c    rules that look at one text
 * across.c    rules that hold the texts of a row against each other
 * trust.c     how much the words and lengths of two texts agree
 * ends.c      where sentences end in a text
 * words.c     which function words are whose
 * vocabulary.c  whose words a text is made of
 * cleaner.c   a row judged by all of them
 */
#ifndef DG_CLEAN_H
#define DG_CLEAN_H

#include "drogman/clean.h"
#include "lexicon/lexicon.h"
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
/* Of the set of small words, in the row's languages: a month, and a number from ten up. */
enum { MONTH_AT = 16, MONTH_BITS = 15, BIT_FIGURE = 31 };

/* Words and what lists they are in; most words are in none, and the sieve, a bit of which is
 * set for each that is, tells without a look at the set. */
enum { SIEVE_BITS = 14 };
struct small_words { struct dg_wordset set; uint64_t sieve[(1 << SIEVE_BITS) / 64]; };

static inline size_t
sieve_bit(uint64_t key)
{
	return (size_t)((key * 0x9E3779B97F4A7C15u) >> (64 - SIEVE_BITS));
}

static inline uint32_t
words_get(const struct small_words *w, uint64_t key)
{
	size_t bit = sieve_bit(key);

	return w->sieve[bit / 64] >> bit % 64 & 1 ? dg_wordset_get(&w->set, key) : 0;
}

/* What a walk over a text counts. */
struct face {
	struct dg_bytes text;
	struct dg_buf fold;	/* the text as dg_fold makes it */
	uint32_t words, of[WORD_LISTS];
	bool figures;		/* there may be values: digits, months, what `spelled` tells */
	bool spelled;		/* number words from ten up, Han or Roman numerals */
	uint64_t runs;		/* of ASCII digits, months as theirs: the same in any order */
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
void face_read(struct face *f, struct dg_bytes text, const struct small_words *small);

/* What two texts are judged by.  Of mixed ways of writing the spaced one is a. */
enum {
	MEASURE_ONE,
	MEASURE_LENGTH, MEASURE_FAR, MEASURE_FAR_SQUARE,	/* from the pair's mean length */
	MEASURE_CHANCE,		/* what a short text leaves to it */
	MEASURE_WHOLE, MEASURE_WHOLE_CHANCE,	/* evidence of the words, a token */
	MEASURE_OF_A, MEASURE_OF_B,		/* the same of each text */
	MEASURE_SPOKEN,		/* share of the tokens that the other text speaks for */
	MEASURE_CUT_A, MEASURE_CUT_B,	/* what speaks for an end of the text being foreign */
	MEASURE_OPEN_A, MEASURE_OPEN_B,	/* only this text ends without a mark */
	MEASURE_MORE_A, MEASURE_MORE_B,	/* more sentences end inside this one */
	MEASURE_CUT_A_MORE, MEASURE_CUT_B_MORE, MEASURE_CUT_A_OPEN, MEASURE_CUT_B_OPEN,
	MEASURE_KNOWN, MEASURE_KNOWN_WHOLE,	/* how much the lexicon knows of both */
	MEASURES
};
struct measures { bool asked, known; double x[MEASURES]; };

/* Where sentences end: inside the text, and whether with its end. */
struct ends { unsigned inside; bool closed; };
struct ends ends_of(struct dg_bytes text);

/* What may be wrong with them, each a logistic of the measures. */
enum doubt { DOUBT_WORDS, DOUBT_TRUNCATED, DOUBT_GLUED, DOUBTS };

struct tongue { int words; bool unspaced; enum script script; double expansion; };

/* The languages of Latin script of a lexicon. */
enum { VOCABULARIES = 8 };
struct vocabulary_of { const char *lang; int number; struct stems *stems; };
struct vocabulary {
	const struct dg_lexicon *lex;
	struct vocabulary_of tongue[VOCABULARIES];
	size_t n;
};

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
	struct dg_cover cover;	/* room for what the words of two texts say */
	double weight[2][DOUBTS][MEASURES];	/* of the same and of mixed ways of writing */
	double shift[DG_TEXTS_MAX][DG_TEXTS_MAX][DOUBTS];	/* of the pair: lexicons know them unequally */
	struct small_words small;	/* of languages */
	struct vocabulary vocabulary;
	struct dg_buf scratch;
	bool failed;		/* memory was out while a row was looked at */
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

enum script script_of(const char *lang);

enum dg_status vocabulary_open(struct vocabulary *v, const struct dg_lexicon *lex,
    struct dg_error *err);
/* How much likelier than in `lang` the words of a text are in the likeliest other language, as
 * a natural logarithm; 0: none is, or the lexicon does not have `lang`. */
double vocabulary_foreign(const struct vocabulary *v, struct dg_bytes text, const char *lang);
void vocabulary_free(struct vocabulary *v);

/* ln of how many characters a language takes where English takes one. */
double expansion(const char *lang);
/* The weights of the doubts, from data/clean.tsv. */
enum dg_status trust_open(struct dg_cleaner *c, struct dg_error *err);
/* All measures of two texts of the row at hand; false: the words cannot be asked. */
bool trust_measure(struct dg_cleaner *c, size_t a, size_t b, const double **x);
/* How far ln(length b / length a) is from the pair's mean, in standard deviations, were there
 * such a share of each text. */
double length_z(const struct dg_cleaner *c, size_t a, size_t b, double of_a, double of_b);

/* The small words of FUNCTION_LANGS languages, and those that deny, into one set. */
bool words_open(struct small_words *set);
/* The words that stand for months and numbers from ten up in `lang`, into the same set. */
bool words_figures(struct small_words *set, const char *lang);
/* The number of a language among them; -1: it has no list. */
int words_language(const char *lang);
/* Negating words of `lang` in the text; -1: a language without a list. */
int negations(const struct face *f, const char *lang);

#endif
