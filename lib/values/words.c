/* words.c -- numbers and months as words.  The words are those of any grammar of the
 * language; a further language is further rows. */
#include <string.h>

#include "values/values.h"

struct number_word { const char *lang, *word; double x; bool multiplies; };

static const struct number_word numbers[] = {
	{ "fr", "deux", 2, 0 }, { "fr", "trois", 3, 0 }, { "fr", "quatre", 4, 0 },
	{ "fr", "cinq", 5, 0 }, { "fr", "six", 6, 0 }, { "fr", "sept", 7, 0 },
	{ "fr", "huit", 8, 0 }, { "fr", "neuf", 9, 0 }, { "fr", "dix", 10, 0 },
	{ "fr", "onze", 11, 0 }, { "fr", "douze", 12, 0 }, { "fr", "treize", 13, 0 },
	{ "fr", "quatorze", 14, 0 }, { "fr", "quinze", 15, 0 }, { "fr", "seize", 16, 0 },
	{ "fr", "vingt", 20, 0 }, { "fr", "vingts", 20, 0 }, { "fr", "trente", 30, 0 },
	{ "fr", "quarante", 40, 0 }, { "fr", "cinquante", 50, 0 }, { "fr", "soixante", 60, 0 },
	{ "fr", "septante", 70, 0 }, { "fr", "huitante", 80, 0 }, { "fr", "nonante", 90, 0 },
	{ "fr", "cent", 100, 1 }, { "fr", "cents", 100, 1 }, { "fr", "mille", 1e3, 1 },
	{ "fr", "millier", 1e3, 1 }, { "fr", "milliers", 1e3, 1 }, { "fr", "million", 1e6, 1 },
	{ "fr", "millions", 1e6, 1 },
	{ "fr", "milliard", 1e9, 1 }, { "fr", "milliards", 1e9, 1 },
	{ "fr", "billion", 1e12, 1 }, { "fr", "billions", 1e12, 1 },
	{ "fr", "dizaine", 10, 0 }, { "fr", "douzaine", 12, 0 }, { "fr", "midi", 12, 0 }, { "fr", "quinzaine", 15, 0 },
	{ "fr", "vingtaine", 20, 0 }, { "fr", "trentaine", 30, 0 }, { "fr", "quarantaine", 40, 0 },
	{ "fr", "cinquantaine", 50, 0 }, { "fr", "soixantaine", 60, 0 }, { "fr", "centaine", 100, 0 },
	{ "fr", "deuxieme", 2, 0 }, { "fr", "troisieme", 3, 0 }, { "fr", "quatrieme", 4, 0 },
	{ "fr", "cinquieme", 5, 0 }, { "fr", "sixieme", 6, 0 }, { "fr", "septieme", 7, 0 },
	{ "fr", "huitieme", 8, 0 }, { "fr", "neuvieme", 9, 0 }, { "fr", "dixieme", 10, 0 },
	{ "fr", "onzieme", 11, 0 }, { "fr", "douzieme", 12, 0 }, { "fr", "treizieme", 13, 0 },
	{ "fr", "quatorzieme", 14, 0 }, { "fr", "quinzieme", 15, 0 }, { "fr", "seizieme", 16, 0 },
	{ "fr", "vingtieme", 20, 0 }, { "fr", "trentieme", 30, 0 }, { "fr", "quarantieme", 40, 0 },
	{ "fr", "cinquantieme", 50, 0 }, { "fr", "soixantieme", 60, 0 }, { "fr", "centieme", 100, 0 },
	{ "en", "two", 2, 0 }, { "en", "three", 3, 0 }, { "en", "four", 4, 0 },
	{ "en", "five", 5, 0 }, { "en", "six", 6, 0 }, { "en", "seven", 7, 0 },
	{ "en", "eight", 8, 0 }, { "en", "nine", 9, 0 }, { "en", "ten", 10, 0 },
	{ "en", "eleven", 11, 0 }, { "en", "twelve", 12, 0 }, { "en", "thirteen", 13, 0 },
	{ "en", "fourteen", 14, 0 }, { "en", "fifteen", 15, 0 }, { "en", "sixteen", 16, 0 },
	{ "en", "seventeen", 17, 0 }, { "en", "eighteen", 18, 0 }, { "en", "nineteen", 19, 0 },
	{ "en", "twenty", 20, 0 }, { "en", "thirty", 30, 0 }, { "en", "forty", 40, 0 },
	{ "en", "fifty", 50, 0 }, { "en", "sixty", 60, 0 }, { "en", "seventy", 70, 0 },
	{ "en", "eighty", 80, 0 }, { "en", "ninety", 90, 0 },
	{ "en", "twenties", 20, 0 }, { "en", "thirties", 30, 0 }, { "en", "forties", 40, 0 },
	{ "en", "fifties", 50, 0 }, { "en", "sixties", 60, 0 }, { "en", "seventies", 70, 0 },
	{ "en", "eighties", 80, 0 }, { "en", "nineties", 90, 0 }, { "en", "dozen", 12, 0 }, { "en", "noon", 12, 0 },
	{ "en", "hundred", 100, 1 }, { "en", "hundreds", 100, 1 },
	{ "en", "thousand", 1e3, 1 }, { "en", "thousands", 1e3, 1 }, { "en", "k", 1e3, 1 },
	{ "en", "million", 1e6, 1 }, { "en", "millions", 1e6, 1 }, { "en", "mn", 1e6, 1 },
	{ "en", "m", 1e6, 1 }, { "en", "bn", 1e9, 1 }, { "en", "billion", 1e9, 1 },
	{ "en", "billions", 1e9, 1 }, { "en", "trillion", 1e12, 1 }, { "en", "trillions", 1e12, 1 },
	{ "en", "second", 2, 0 }, { "en", "third", 3, 0 }, { "en", "fourth", 4, 0 },
	{ "en", "fifth", 5, 0 }, { "en", "sixth", 6, 0 }, { "en", "seventh", 7, 0 },
	{ "en", "eighth", 8, 0 }, { "en", "ninth", 9, 0 }, { "en", "tenth", 10, 0 },
	{ "en", "eleventh", 11, 0 }, { "en", "twelfth", 12, 0 }, { "en", "thirteenth", 13, 0 },
	{ "en", "fourteenth", 14, 0 }, { "en", "fifteenth", 15, 0 }, { "en", "sixteenth", 16, 0 },
	{ "en", "seventeenth", 17, 0 }, { "en", "eighteenth", 18, 0 }, { "en", "nineteenth", 19, 0 },
	{ "en", "twentieth", 20, 0 },
};

/* Full names, and what newspapers cut them to. */
static const struct { const char *lang, *word; int month; } months[] = {
	{ "fr", "janvier", 1 }, { "fr", "fevrier", 2 }, { "fr", "mars", 3 }, { "fr", "avril", 4 },
	{ "fr", "mai", 5 }, { "fr", "juin", 6 }, { "fr", "juillet", 7 }, { "fr", "aout", 8 },
	{ "fr", "septembre", 9 }, { "fr", "octobre", 10 }, { "fr", "novembre", 11 },
	{ "fr", "decembre", 12 }, { "fr", "janv", 1 }, { "fr", "fevr", 2 }, { "fr", "juil", 7 },
	{ "fr", "oct", 10 }, { "fr", "nov", 11 }, { "fr", "dec", 12 },
	{ "en", "january", 1 }, { "en", "february", 2 }, { "en", "march", 3 }, { "en", "april", 4 },
	{ "en", "may", 5 }, { "en", "june", 6 }, { "en", "july", 7 }, { "en", "august", 8 },
	{ "en", "september", 9 }, { "en", "october", 10 }, { "en", "november", 11 },
	{ "en", "december", 12 }, { "en", "jan", 1 }, { "en", "feb", 2 }, { "en", "mar", 3 },
	{ "en", "apr", 4 }, { "en", "jun", 6 }, { "en", "jul", 7 }, { "en", "aug", 8 },
	{ "en", "sept", 9 }, { "en", "sep", 9 }, { "en", "oct", 10 }, { "en", "nov", 11 },
	{ "en", "dec", 12 },
};

/* Bits of a word: the number of its row in `numbers` plus one, and its month. */
enum { NUMBER_BITS = 12, MONTH_SHIFT = NUMBER_BITS };

bool
values_words(const char *lang, struct dg_wordset *set)
{
	bool good = true;

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (dg_language_same(numbers[i].lang, lang))
			good &= dg_wordset_put(set, dg_word_pack(numbers[i].word,
			    strlen(numbers[i].word)), (uint32_t)i + 1);
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (dg_language_same(months[i].lang, lang))
			good &= dg_wordset_put(set, dg_word_pack(months[i].word,
			    strlen(months[i].word)), (uint32_t)months[i].month << MONTH_SHIFT);
	return good;
}

bool
values_large(uint32_t bits)
{
	enum { SMALL = 10 };
	uint32_t row = bits & ((1u << NUMBER_BITS) - 1);

	return row && (numbers[row - 1].multiplies || numbers[row - 1].x >= SMALL);
}

unsigned
values_month_of(uint32_t bits)
{
	return bits >> MONTH_SHIFT;
}

double
values_word(const struct dg_wordset *set, const char *word, bool *multiplies)
{
	uint32_t row = dg_wordset_get(set, dg_word_pack(word, strlen(word))) &
	    ((1u << NUMBER_BITS) - 1);

	*multiplies = row && numbers[row - 1].multiplies;
	return row ? numbers[row - 1].x : 0;
}

int
values_month(const struct dg_wordset *set, const char *word)
{
	return (int)(dg_wordset_get(set, dg_word_pack(word, strlen(word))) >> MONTH_SHIFT);
}

/* NIST SP 811, appendix B.  Names are beginnings; the longer before the shorter. */
static const struct value_unit units[] = {
	{ "mile", 'l', false, 1609.344 }, { "mph", 'l', false, 1609.344 },
	{ "mille", 'l', false, 1609.344 }, { "英里", 'l', false, 1609.344 },
	{ "yard", 'l', false, 0.9144 }, { "码", 'l', false, 0.9144 }, { "碼", 'l', false, 0.9144 },
	{ "foot", 'l', false, 0.3048 }, { "feet", 'l', false, 0.3048 }, { "ft", 'l', false, 0.3048 },
	{ "pied", 'l', false, 0.3048 }, { "英尺", 'l', false, 0.3048 }, { "英呎", 'l', false, 0.3048 },
	{ "inch", 'l', false, 0.0254 }, { "pouce", 'l', false, 0.0254 },
	{ "英寸", 'l', false, 0.0254 }, { "英吋", 'l', false, 0.0254 },
	{ "km", 'l', true, 1000 }, { "kilom", 'l', true, 1000 }, { "公里", 'l', true, 1000 },
	{ "千米", 'l', true, 1000 }, { "cm", 'l', true, 0.01 }, { "centim", 'l', true, 0.01 },
	{ "厘米", 'l', true, 0.01 }, { "公分", 'l', true, 0.01 }, { "mm", 'l', true, 0.001 },
	{ "millim", 'l', true, 0.001 }, { "毫米", 'l', true, 0.001 },
	{ "m\xc3\xa8tre", 'l', true, 1 }, { "metre", 'l', true, 1 }, { "meter", 'l', true, 1 },
	{ "m ", 'l', true, 1 }, { "m,", 'l', true, 1 }, { "米", 'l', true, 1 },
	{ "公尺", 'l', true, 1 },
	{ "pound", 'w', false, 0.45359 }, { "lb", 'w', false, 0.45359 },
	{ "livre", 'w', false, 0.45359 }, { "磅", 'w', false, 0.45359 },
	{ "ounce", 'w', false, 0.02835 }, { "once", 'w', false, 0.02835 },
	{ "盎司", 'w', false, 0.02835 }, { "kg", 'w', true, 1 }, { "kilo", 'w', true, 1 },
	{ "公斤", 'w', true, 1 }, { "千克", 'w', true, 1 }, { "gram", 'w', true, 0.001 },
	{ "克", 'w', true, 0.001 },
	{ "acre", 'a', false, 0.40469 }, { "英亩", 'a', false, 0.40469 },
	{ "英畝", 'a', false, 0.40469 }, { "hectare", 'a', true, 1 }, { "ha ", 'a', true, 1 },
	{ "公顷", 'a', true, 1 }, { "公頃", 'a', true, 1 },
	{ "gallon", 'v', false, 3.7854 }, { "加仑", 'v', false, 3.7854 },
	{ "加侖", 'v', false, 3.7854 }, { "litre", 'v', true, 1 }, { "liter", 'v', true, 1 },
	{ "升", 'v', true, 1 },
	{ "degr", 't', true, 1 }, { "\xc2\xb0", 't', true, 1 }, { "度", 't', true, 1 },
	{ "华氏", 't', true, 1 }, { "華氏", 't', true, 1 }, { "摄氏", 't', true, 1 },
	{ "攝氏", 't', true, 1 },
};

static bool
begins(struct dg_bytes s, size_t at, const char *what)
{
	size_t n;

	if (at >= s.n || s.p[at] != what[0])
		return false;
	n = strlen(what);
	return s.n - at >= n && memcmp(s.p + at, what, n) == 0;
}

const struct value_unit *
values_unit(struct dg_bytes s, size_t at)
{
	/* "300 多公里": some 300 */
	static const char *const between[] = { " ", "-", "\xc2\xa0", "\xe2\x80\xaf", "多" };

	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if (begins(s, at, between[i]))
			at += strlen(between[i]);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (begins(s, at, units[i].name))
			return &units[i];
	return NULL;
}
