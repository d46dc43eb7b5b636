/* values.c -- words that name a number, a month or a day of the week.  The ordinals of
 * dates ("1er", "21st") are digits; those written out ("troisième") are here. */
#include "align/align.h"

#define N TOKEN_NUMBER
#define M TOKEN_MONTH
#define D TOKEN_DAY

static const struct value_word french[] = {
	{ "deux", N, 2 }, { "trois", N, 3 }, { "quatre", N, 4 }, { "cinq", N, 5 },
	{ "six", N, 6 }, { "sept", N, 7 }, { "huit", N, 8 }, { "neuf", N, 9 }, { "dix", N, 10 },
	{ "onze", N, 11 }, { "douze", N, 12 }, { "treize", N, 13 }, { "quatorze", N, 14 },
	{ "quinze", N, 15 }, { "seize", N, 16 }, { "vingt", N, 20 }, { "trente", N, 30 },
	{ "quarante", N, 40 }, { "cinquante", N, 50 }, { "soixante", N, 60 },
	{ "cent", N, 100 }, { "cents", N, 100 }, { "mille", N, 1000 },
	{ "janvier", M, 1 }, { "février", M, 2 }, { "mars", M, 3 }, { "avril", M, 4 },
	{ "mai", M, 5 }, { "juin", M, 6 }, { "juillet", M, 7 }, { "août", M, 8 },
	{ "septembre", M, 9 }, { "octobre", M, 10 }, { "novembre", M, 11 }, { "décembre", M, 12 },
	{ "lundi", D, 1 }, { "mardi", D, 2 }, { "mercredi", D, 3 }, { "jeudi", D, 4 },
	{ "vendredi", D, 5 }, { "samedi", D, 6 }, { "dimanche", D, 7 },
};

static const struct value_word english[] = {
	{ "two", N, 2 }, { "three", N, 3 }, { "four", N, 4 }, { "five", N, 5 }, { "six", N, 6 },
	{ "seven", N, 7 }, { "eight", N, 8 }, { "nine", N, 9 }, { "ten", N, 10 },
	{ "eleven", N, 11 }, { "twelve", N, 12 }, { "thirteen", N, 13 }, { "fourteen", N, 14 },
	{ "fifteen", N, 15 }, { "sixteen", N, 16 }, { "twenty", N, 20 }, { "thirty", N, 30 },
	{ "forty", N, 40 }, { "fifty", N, 50 }, { "sixty", N, 60 }, { "hundred", N, 100 },
	{ "thousand", N, 1000 },
	{ "january", M, 1 }, { "february", M, 2 }, { "march", M, 3 }, { "april", M, 4 },
	{ "may", M, 5 }, { "june", M, 6 }, { "july", M, 7 }, { "august", M, 8 },
	{ "september", M, 9 }, { "october", M, 10 }, { "november", M, 11 }, { "december", M, 12 },
	{ "monday", D, 1 }, { "tuesday", D, 2 }, { "wednesday", D, 3 }, { "thursday", D, 4 },
	{ "friday", D, 5 }, { "saturday", D, 6 }, { "sunday", D, 7 },
};

static const struct value_word german[] = {
	{ "zwei", N, 2 }, { "drei", N, 3 }, { "vier", N, 4 }, { "fünf", N, 5 }, { "sechs", N, 6 },
	{ "sieben", N, 7 }, { "acht", N, 8 }, { "neun", N, 9 }, { "zehn", N, 10 },
	{ "elf", N, 11 }, { "zwölf", N, 12 }, { "dreizehn", N, 13 }, { "vierzehn", N, 14 },
	{ "fünfzehn", N, 15 }, { "sechzehn", N, 16 }, { "zwanzig", N, 20 }, { "dreissig", N, 30 },
	{ "dreißig", N, 30 }, { "vierzig", N, 40 }, { "fünfzig", N, 50 }, { "sechzig", N, 60 },
	{ "hundert", N, 100 }, { "tausend", N, 1000 },
	{ "januar", M, 1 }, { "februar", M, 2 }, { "märz", M, 3 }, { "april", M, 4 },
	{ "mai", M, 5 }, { "juni", M, 6 }, { "juli", M, 7 }, { "august", M, 8 },
	{ "september", M, 9 }, { "oktober", M, 10 }, { "november", M, 11 }, { "dezember", M, 12 },
	{ "montag", D, 1 }, { "dienstag", D, 2 }, { "mittwoch", D, 3 }, { "donnerstag", D, 4 },
	{ "freitag", D, 5 }, { "samstag", D, 6 }, { "sonnabend", D, 6 }, { "sonntag", D, 7 },
};

const struct value_word *
value_words(const char *lang, size_t *n)
{
	static const struct { const char *lang; const struct value_word *word; size_t n; } all[] = {
		{ "fr", french, sizeof french / sizeof *french },
		{ "en", english, sizeof english / sizeof *english },
		{ "de", german, sizeof german / sizeof *german },
	};

	*n = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (dg_language_same(all[i].lang, lang)) {
			*n = all[i].n;
			return all[i].word;
		}
	return NULL;
}
