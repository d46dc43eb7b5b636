/* scan.c -- a text to its values, in one pass. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "values/values.h"

enum { WORD_MAX = 24 };

struct scanner {
	struct dg_bytes s;
	const char *lang;
	bool comma;		/* the decimal mark of the language is the comma */
	struct values *out;
	bool failed;
};

/* ---- characters ---- */

/* The character at `at`, full-width ones as ASCII; 0 at the end. */
static uint32_t
peek(const struct scanner *sc, size_t at, size_t *after)
{
	uint32_t c;

	*after = at;
	if (at >= sc->s.n)
		return 0;
	if ((unsigned char)sc->s.p[at] < 0x80) {
		*after = at + 1;
		return (unsigned char)sc->s.p[at];
	}
	c = dg_decode(sc->s, after);
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || c == '~' || (c >= 0x2010 && c <= 0x2015) || c == 0x301C;
}

/* A letter of a Latin word without its accent and case; 0: none. */
static char
latin(uint32_t c)
{
	static const char folded[] =		/* U+00C0 … U+00FF */
	    "aaaaaaaceeeeiiiidnooooo\0ouuuuyps"
	    "aaaaaaaceeeeiiiidnooooo\0ouuuuypy";

	if ((c | 32) >= 'a' && (c | 32) <= 'z' && c < 0x80)
		return (char)(c | 32);
	if (c >= 0xC0 && c <= 0xFF)
		return folded[c - 0xC0];
	return c == 0x153 || c == 0x152 ? 'o' : 0;
}

static bool
starts(const struct scanner *sc, size_t at, const char *what)
{
	size_t n;

	/* mostly the first byte tells */
	if (at >= sc->s.n || sc->s.p[at] != what[0])
		return false;
	n = strlen(what);
	return sc->s.n - at >= n && memcmp(sc->s.p + at, what, n) == 0;
}

/* Does what stands before `at` end so? */
static bool
ends(const struct scanner *sc, size_t at, const char *what)
{
	size_t n = strlen(what);

	return at >= n && sc->s.p[at - 1] == what[n - 1] && memcmp(sc->s.p + at - n, what, n) == 0;
}

static size_t
skip_blank(const struct scanner *sc, size_t at)
{
	size_t after;

	return is_blank(peek(sc, at, &after)) ? after : at;
}

/* ---- values ---- */

static struct value *
put(struct scanner *sc, double x, size_t from, size_t to)
{
	struct values *v = sc->out;

	if (!dg_grow(&v->at, &v->cap, v->n + 1, sizeof *v->at)) {
		sc->failed = true;
		return NULL;
	}
	v->at[v->n] = (struct value){ .x = x, .other = x, .from = from, .to = to };
	return &v->at[v->n++];
}

/* ---- words ---- */

/* The word at `at`, folded (cut at WORD_MAX), and as it stands; where it ends. */
static size_t
read_word(const struct scanner *sc, size_t at, char word[WORD_MAX], char asis[WORD_MAX])
{
	size_t n = 0, after;
	char l;

	while (at < sc->s.n) {
		unsigned char b = (unsigned char)sc->s.p[at];

		after = at + 1;
		if ((unsigned)(b | 32) - 'a' < 26)
			l = (char)(b | 32);
		else if (b < 0x80 || !(l = latin(peek(sc, at, &after))))
			break;
		if (n + 1 < WORD_MAX) {
			asis[n] = b < 0x80 ? (char)b : l;
			word[n++] = l;
		}
		at = after;
	}
	word[n] = asis[n] = '\0';
	return at;
}

/* "XX" of "XXe siècle", "IV" of "Henri IV"; 0: none.  A single letter is a letter. */
static double
roman(const char *s, const char **end)
{
	static const char letters[] = "IVXLC";
	static const int worth[] = { 1, 5, 10, 50, 100 };
	int total = 0, last = 1000, n = 0;

	for (; *s && strchr(letters, *s); s++, n++) {
		int w = worth[strchr(letters, *s) - letters];

		total += w > last ? w - 2 * last : w;
		last = w;
	}
	*end = s;
	return n > 1 && total < 100 ? total : 0;
}

static void
take_roman(struct scanner *sc, const char *asis, size_t from, size_t to)
{
	const char *end;
	double x = roman(asis, &end);
	struct value *v;

	if (x > 0 && (!*end || strcmp(end, "e") == 0 || strcmp(end, "eme") == 0) &&
	    (v = put(sc, x, from, to)))
		v->spelled = true;
}

/* A number word that may follow `last` in one number: "vingt-cinq", "two hundred and six". */
static bool
goes_on(double current, double x, bool multiplies, bool french)
{
	if (multiplies)
		return true;
	if (french && current == 4 && x == 20)
		return true;
	if (french && (fmod(current, 100) == 60 || fmod(current, 100) == 80) && x < 20)
		return true;
	return x < 10 ? current >= 20 && fmod(current, 10) == 0 :
	    current >= 100 && fmod(current, 100) == 0;
}

/* Number words from `at`; where they end, `at` when there are none. */
static size_t
take_number_words(struct scanner *sc, size_t at)
{
	char word[WORD_MAX], asis[WORD_MAX];
	bool french = sc->out->french, multiplies, any = false;
	bool plural = false;	/* "hundreds" alone is no figure */
	size_t words = 0;
	double total = 0, current = 0;
	size_t end = at, here = at;

	for (;;) {
		size_t next = read_word(sc, here, word, asis), after;
		double x = next > here ? values_word(&sc->out->words, word, &multiplies) : 0;
		uint32_t c;

		if (any && x == 0 && (strcmp(word, "et") == 0 || strcmp(word, "and") == 0)) {
			c = peek(sc, next, &after);
			if (!is_blank(c) && c != '-')
				break;
			here = after;
			next = read_word(sc, here, word, asis);
			x = values_word(&sc->out->words, word, &multiplies);
			/* "five and six" are two */
			if (!(current >= 20 || total > 0))
				x = 0;
		}
		/* "m" and "k" alone are units, "million" alone is "a million" */
		if (x == 0 || (!any && multiplies && !word[1]) ||
		    (any && !goes_on(current, x, multiplies, french)))
			break;
		if (french && current == 4 && x == 20)
			current = 80;
		else if (!multiplies)
			current += x;
		else if (x == 100)
			current = (current > 0 ? current : 1) * 100;
		else {
			total += (current > 0 ? current : 1) * x;
			current = 0;
		}
		any = true;
		words++;
		plural = multiplies && sc->s.p[next - 1] == 's';
		end = next;
		c = peek(sc, next, &after);
		if (!is_blank(c) && c != '-')
			break;
		here = after;
	}
	if (any) {
		struct value *v = put(sc, total + current, at, end);

		if (v) {
			v->spelled = true;
			v->vague = words == 1 && plural;
		}
	}
	return end;
}

/* Most words are no values: where this one ends, and whether it may be one. */
static size_t
pass_word(const struct scanner *sc, size_t at, bool *maybe)
{
	const char *p = sc->s.p;
	uint64_t key = 0;
	size_t n = 0, after, from = at;
	char l;

	for (; at < sc->s.n; at = after, n++) {
		unsigned char b = (unsigned char)p[at];

		after = at + 1;
		if ((unsigned)(b | 32) - 'a' < 26)
			l = (char)(b | 32);
		else if (b < 0x80 || !(l = latin(peek(sc, at, &after))))
			break;
		key = key << 5 | (l & 31);
	}
	*maybe = (n <= 12 && dg_wordset_get(&sc->out->words, key) != 0) ||
	    (n > 1 && strchr("IVXLC", p[from]) && p[from + 1] < 'a');
	return at;
}

static size_t
take_word(struct scanner *sc, size_t at)
{
	char word[WORD_MAX], asis[WORD_MAX];
	bool maybe, capital;
	size_t end = pass_word(sc, at, &maybe), words;
	int month;
	struct value *v;

	if (!maybe)
		return end;
	read_word(sc, at, word, asis);
	capital = asis[0] >= 'A' && asis[0] <= 'Z';
	month = values_month(&sc->out->words, word);
	/* "may" and "march" are other words */
	if (month && (capital || !sc->out->english)) {
		if ((v = put(sc, month, at, end))) {
			v->kind = VALUE_MONTH;
			v->date = true;
		}
		return end;
	}
	words = take_number_words(sc, at);
	if (words > at)
		return words;
	take_roman(sc, asis, at, end);
	return end;
}

/* ---- digits ---- */

static double
run_of_digits(const struct scanner *sc, size_t at, size_t *count, size_t *end)
{
	double x = 0;
	size_t after;
	uint32_t c;

	*count = 0;
	while (is_digit(c = peek(sc, at, &after))) {
		x = x * 10 + (c - '0');
		++*count;
		at = after;
	}
	*end = at;
	return x;
}

/* Digits with their groups and decimals.  Where one mark and three digits could be
 * either, the language says which, and *other is the other. */
static double
plain_number(const struct scanner *sc, size_t at, size_t *end, double *other)
{
	uint32_t decimal = sc->comma ? ',' : '.', group = sc->comma ? '.' : ',';
	size_t count, after, next, groups = 0;
	double x = run_of_digits(sc, at, &count, end);
	bool grouped = count <= 3 && count > 0;

	*other = x;
	for (;;) {
		uint32_t c = peek(sc, *end, &after);
		double part = run_of_digits(sc, after, &count, &next);

		if (grouped && count == 3 && (c == group || is_blank(c) || c == 0x2019 || c == '\'')) {
			*other = c == group && groups == 0 ? x + part / 1000 : x * 1000 + part;
			x = x * 1000 + part;
			groups++;
		} else if (count > 0 && (c == decimal || (c == group && count != 3))) {
			uint32_t more = peek(sc, next, &after);

			/* 1.2.3 or 10.12.2019 is no decimal */
			if (more == c && is_digit(peek(sc, after, &after)))
				break;
			*other = count == 3 && grouped && groups == 0 ? x * 1000 + part :
			    x + part / pow(10, (double)count);
			x += part / pow(10, (double)count);
			*end = next;
			break;
		} else {
			break;
		}
		*end = next;
		if (groups == 0 || *other != x)
			continue;
		*other = x;
	}
	return x;
}

/* Units of ten in Chinese, behind digits: 12亿, 3.5万, 2千. */
static double
han_unit(const struct scanner *sc, size_t *at)
{
	static const struct { const char *word; double x; } units[] = {
		{ "万亿", 1e12 }, { "萬億", 1e12 }, { "亿", 1e8 }, { "億", 1e8 },
		{ "千万", 1e7 }, { "千萬", 1e7 }, { "百万", 1e6 }, { "百萬", 1e6 },
		{ "十万", 1e5 }, { "十萬", 1e5 }, { "万", 1e4 }, { "萬", 1e4 },
		{ "千", 1e3 }, { "百", 1e2 },
	};
	size_t here = skip_blank(sc, *at);

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (starts(sc, here, units[i].word)) {
			*at = here + strlen(units[i].word);
			return units[i].x;
		}
	return 1;
}

/* The factor of the units behind x; 16万8千 is 168000, so 16 takes 1.05 of 万. */
static double
han_multiplier(const struct scanner *sc, size_t *at, double x)
{
	double unit = han_unit(sc, at), total = x * unit, last = unit;

	while (last >= 1e3 && x > 0) {
		size_t count, end, here;
		double part = run_of_digits(sc, *at, &count, &end), less;

		here = end;
		less = count && count < 5 ? han_unit(sc, &here) : 1;
		if (less == 1 || less >= last)
			break;
		total += part * less;
		last = less;
		*at = here;
	}
	return x > 0 ? total / x : unit;
}

static double
multiplier(const struct scanner *sc, size_t *at, double number)
{
	char word[WORD_MAX], asis[WORD_MAX];
	size_t here = *at, after, end;
	bool multiplies, attached = true;
	double x;

	if (sc->out->unspaced)
		return han_multiplier(sc, at, number);
	if (is_blank(peek(sc, here, &after)) || peek(sc, here, &after) == '-') {
		here = after;
		attached = false;
	}
	end = read_word(sc, here, word, asis);
	/* "125m" is a million, "125 m" are metres */
	if (end == here || (!word[1] && !attached))
		return 1;
	x = values_word(&sc->out->words, word, &multiplies);
	if (x == 0 || !multiplies)
		return 1;
	*at = end;
	return x;
}

/* What stands behind a number in a date. */
static bool
in_date(const struct scanner *sc, size_t at, struct value *v)
{
	static const char *const marks[] = { "年", "月", "日", "号", "號" };

	at = skip_blank(sc, at);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (starts(sc, at, marks[i])) {
			/* 第75号公报: a number, no day */
			if (i > 2 && (v->x > 31 || ends(sc, v->from, "第")))
				return false;
			if (i == 1 && v->x <= 12 && !starts(sc, at, "月份以"))
				v->kind = VALUE_MONTH;
			return true;
		}
	return false;
}

/* 3 pm, 下午3点: also 15. */
static bool
afternoon(const struct scanner *sc, size_t from, size_t to)
{
	size_t at = to, after, count;

	/* 9:15 p.m. */
	if (peek(sc, at, &after) == ':')
		run_of_digits(sc, after, &count, &at);
	at = skip_blank(sc, at);
	if (ends(sc, from, "下午") || ends(sc, from, "晚上"))
		return true;
	return starts(sc, at, "pm") || starts(sc, at, "p.m") || starts(sc, at, "PM");
}

/* 5 h, 5h30, 17 heures; 5 pm, 5 o'clock; 5点, 5时. */
static bool
is_hour(const struct scanner *sc, size_t to)
{
	static const char *const marks[] = { "点", "點", "时", "時", "pm", "p.m", "PM", "am", "a.m", "AM",
	    "o'clock", "o’clock", "heure" };
	size_t at = skip_blank(sc, to), after;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (starts(sc, at, marks[i]))
			return true;
	return sc->out->french && peek(sc, at, &after) == 'h' && !latin(peek(sc, after, &after));
}

/* "4 à 5 millions", "400-500万": the first number has the second's unit, too;
 * "2 to 3 inches". */
static void
share_unit(struct scanner *sc, const struct value *v, double unit)
{
	static const char *const joints[] = { "a", "to", "et", "and", "ou", "or" };
	struct value *before = sc->out->n > 1 ? &sc->out->at[sc->out->n - 2] : NULL;
	char word[WORD_MAX], asis[WORD_MAX];
	size_t at, after;
	bool joined;

	if (!before || (unit == 1 && !v->unit) || v->from - before->to > 12)
		return;
	at = skip_blank(sc, before->to);
	joined = is_dash(peek(sc, at, &after)) || starts(sc, at, "至") || starts(sc, at, "到");
	read_word(sc, at, word, asis);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		joined |= strcmp(joints[i], word) == 0;
	if (joined && unit != 1)
		before->other = before->x * unit;
	if (joined && !before->unit)
		before->unit = v->unit;
}

/* 20世纪80年代 is one figure, 1980: behind a century, the decade. */
static bool
in_century(const struct scanner *sc, size_t *at, double *x)
{
	size_t here = *at, count = 0, end;
	double decade;

	if (!starts(sc, here, "世纪") && !starts(sc, here, "世紀"))
		return false;
	here += strlen("世纪");
	decade = run_of_digits(sc, here, &count, &end);
	if (count == 0 && (end = here, !values_han(sc->s, &end, &decade)))
		return false;
	if (decade >= 100 || !starts(sc, end, "年代"))
		return false;
	*x = (*x - 1) * 100 + decade;
	*at = end;
	return true;
}

/* "les années 1990" */
static bool
decade_before(const struct scanner *sc, size_t from)
{
	return ends(sc, from, "années ");
}

static size_t
take_digits(struct scanner *sc, size_t at)
{
	/* 10.12.2019: no part of a date is a decimal */
	bool part = at > 1 && sc->s.p[at - 1] == '.' && is_digit((unsigned char)sc->s.p[at - 2]);
	size_t end, after, count;
	double other, x = part ? other = run_of_digits(sc, at, &count, &end) :
	    plain_number(sc, at, &end, &other);
	double unit = multiplier(sc, &end, x);
	struct value *v;

	if (unit == 1 && in_century(sc, &end, &x))
		other = x;
	if (!(v = put(sc, x * unit, at, end)))
		return end;
	v->other = other * unit;
	v->hour = v->x < 25 && is_hour(sc, end);
	v->date = in_date(sc, end, v);
	v->unit = values_unit(sc->s, end);
	if (v->other == v->x && v->x < 12 && afternoon(sc, at, end))
		v->other = v->x + 12;
	if (v->other == v->x && v->x < 10 && starts(sc, end, "折"))
		v->other = 100 - 10 * v->x;
	/* decades: the 1990s, les années 1990, 90年代 */
	if (v->x >= 1800 && v->x < 2100 && fmod(v->x, 10) == 0 &&
	    (peek(sc, end, &after) == 's' || starts(sc, end, "年代") || decade_before(sc, at)))
		v->other = fmod(v->x, 100);
	else if (v->x >= 10 && v->x < 100 && starts(sc, skip_blank(sc, end), "年代"))
		v->other = v->x + 1900;
	else if (v->x < 100 && at > 0 && (sc->s.p[at - 1] == '\'' ||
	    (at > 2 && memcmp(sc->s.p + at - 3, "\xe2\x80\x99", 3) == 0)))
		v->other = v->x + (v->x < 40 ? 2000 : 1900);
	share_unit(sc, v, unit);
	/* the letters of 1er, 21st, 2e are no word */
	if (latin(peek(sc, end, &after))) {
		char word[WORD_MAX], asis[WORD_MAX];

		end = read_word(sc, end, word, asis);
	}
	return end;
}

/* ---- Han ---- */

/* 周三 is a day of the week, 一 alone an article, 十分 an adverb. */
static bool
han_is_figure(const struct scanner *sc, size_t from, size_t to, double x)
{
	static const char *const before[] = { "周", "週", "星期", "礼拜", "禮拜", "统", "統", "唯",
	    "万", "同", "之" };
	static const char *const behind[] = { "些", "般", "样", "樣", "起", "直", "定", "切", "旦", "致",
	    "方面", "分之", "足", "姓" };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (ends(sc, from, before[i]))
			return false;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		if (starts(sc, to, behind[i]))
			return false;
	return x >= 2 || starts(sc, to, "月") || starts(sc, to, "日") || starts(sc, to, "级") ||
	    starts(sc, to, "級") || ends(sc, from, "第");
}

/* 几百, 数千, 上万: hundreds, thousands, ten thousands. */
static bool
is_vague(const struct scanner *sc, size_t from)
{
	static const char *const before[] = { "几", "幾", "数", "數", "上", "成" };
	size_t after;
	bool unit = false;

	switch (peek(sc, from, &after)) {
	case 0x5341: case 0x767E: case 0x5343: case 0x4E07: case 0x842C: case 0x4EBF: case 0x5104:
		unit = true;
	}
	for (size_t i = 0; i < sizeof before / sizeof *before && unit; i++)
		if (ends(sc, from, before[i]))
			return true;
	return false;
}

static size_t
take_han(struct scanner *sc, size_t at)
{
	size_t end = at;
	bool decade;
	double x;
	struct value *v;

	if (!values_han(sc->s, &end, &x))
		return end > at ? end : at;
	decade = in_century(sc, &end, &x);
	if (han_is_figure(sc, at, end, x) && (v = put(sc, x, at, end))) {
		v->spelled = true;
		v->date = in_date(sc, end, v);
		v->hour = x < 25 && is_hour(sc, end);
		v->vague = is_vague(sc, at);
		if (decade)
			v->other = fmod(x, 100);
		if (x < 12 && afternoon(sc, at, end))
			v->other = x + 12;
		else if (x < 10 && starts(sc, end, "折"))	/* 八折: a fifth off */
			v->other = 100 - 10 * x;
	}
	return end;
}

/* ---- all ---- */

bool
values_scan(struct dg_bytes text, const char *lang, struct values *out)
{
	struct scanner sc = { text, lang, false, out, false };
	size_t at = 0;

	out->n = 0;
	if (strcmp(out->lang, lang) != 0) {
		dg_wordset_free(&out->words);
		snprintf(out->lang, sizeof out->lang, "%s", lang);
		out->unspaced = dg_language_unspaced(lang);
		out->english = dg_language_same(lang, "en");
		out->french = dg_language_same(lang, "fr");
		if (!values_words(lang, &out->words))
			return false;
	}
	sc.comma = !out->unspaced && !out->english;
	while (at < text.n && !sc.failed) {
		size_t after, end;
		uint32_t c = peek(&sc, at, &after);

		if (is_digit(c)) {
			at = take_digits(&sc, at);
		} else if (latin(c)) {
			at = take_word(&sc, at);
		} else if (out->unspaced && dg_is_han(c)) {
			end = take_han(&sc, at);
			at = end > at ? end : after;
		} else {
			at = after;
		}
	}
	return !sc.failed;
}

void
values_free(struct values *v)
{
	free(v->at);
	dg_wordset_free(&v->words);
	*v = (struct values){ .at = NULL };
}
