/* values.h -- what figures mean, in whatever script and style they are written:
 * 1,2 milliard = 12亿 = 1.2 billion; 21 mai = May 21 = 5月21日; XXe = 20th = 二十.
 *
 * words.c  numbers and months as words of a language (data)
 * han.c    numbers in Han numerals
 * scan.c   a text to its values
 * match.c  which values of one text are not in another
 */
#ifndef DG_VALUES_H
#define DG_VALUES_H

#include "base/base.h"

enum value_kind {
	VALUE_NUMBER,
	VALUE_MONTH		/* x is 1 to 12 */
};

/* A unit that translators convert: what it measures, and how many of the metric base unit
 * it is; degrees are of either scale. */
struct value_unit { const char *name; char measures; bool metric; double factor; };

struct value {
	enum value_kind kind;
	bool spelled;		/* in words, Han or Roman numerals: less sure than digits */
	bool date;		/* part of a date */
	bool vague;		/* hundreds, des milliers, 几百: no figure to hold anybody to */
	bool hour;		/* 5 h, 5 pm, 5点 */
	const struct value_unit *unit;	/* of measure, behind it; NULL: none */
	double x;
	double other;		/* another reading ("1.234", "3 pm", "'90s"), or x again */
	size_t from, to;	/* bytes of the text */
};

struct values {				/* start from {0} */
	struct value *at;
	size_t n, cap;
	struct dg_wordset words;	/* of `lang`: made at the first scan */
	char lang[16];
	bool unspaced, english, french;	/* what the tag says */
};

/* The values of UTF-8 `text`, in place of what `out` held, in order; false: out of memory. */
bool values_scan(struct dg_bytes text, const char *lang, struct values *out);
void values_free(struct values *v);

/* A number in Han numerals at *at ("三百五十", "二〇一九", "12.5亿" only from 亿 on is not
 * one); false where there is none, else *at is behind it. */
bool values_han(struct dg_bytes s, size_t *at, double *x);

/* The number words and months of a language into a set; false: out of memory. */
bool values_words(const char *lang, struct dg_wordset *set);
/* Of the bits of a word in that set: is it a number, and more than an article or a small one, which
 * are figures of speech as often as not; what month it is, 1 to 12, 0: none. */
bool values_large(uint32_t bits);
unsigned values_month_of(uint32_t bits);
/* A folded word (a-z): the value of a number word and whether it multiplies ("million"), 0:
 * none; a month, 1 to 12, 0: none. */
double values_word(const struct dg_wordset *set, const char *word, bool *multiplies);
int values_month(const struct dg_wordset *set, const char *word);
/* The unit of measure that stands at `at`, behind a blank or a hyphen; NULL: none. */
const struct value_unit *values_unit(struct dg_bytes s, size_t at);

/* One-to-one, as many as can be: marks in `lost_a`, `lost_b` (of a->n, b->n) those without
 * a counterpart.  What is converted between two measures (miles and kilometres, °F and °C)
 * is a counterpart.
 * False: out of memory. */
bool values_match(const struct values *a, const struct values *b, bool *lost_a, bool *lost_b);

#endif
