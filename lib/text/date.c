/* date.c -- dates as statements write them, and the lines that hold one. */
#include <string.h>

#include "text/text.h"
#include "values/values.h"

/* Names of the months, and what newspapers cut them to, folded. */
static const struct { const char *name; int month; } months[] = {
	{ "janvier", 1 }, { "january", 1 }, { "janv", 1 }, { "jan", 1 }, { "enero", 1 },
	{ "fevrier", 2 }, { "february", 2 }, { "fevr", 2 }, { "feb", 2 }, { "febrero", 2 },
	{ "mars", 3 }, { "march", 3 }, { "mar", 3 }, { "marzo", 3 },
	{ "avril", 4 }, { "april", 4 }, { "avr", 4 }, { "apr", 4 }, { "abril", 4 },
	{ "mai", 5 }, { "may", 5 }, { "mayo", 5 },
	{ "juin", 6 }, { "june", 6 }, { "jun", 6 }, { "junio", 6 },
	{ "juillet", 7 }, { "july", 7 }, { "juil", 7 }, { "jul", 7 }, { "julio", 7 },
	{ "aout", 8 }, { "august", 8 }, { "aug", 8 }, { "agosto", 8 },
	{ "septembre", 9 }, { "september", 9 }, { "sept", 9 }, { "sep", 9 }, { "septiembre", 9 },
	{ "octobre", 10 }, { "october", 10 }, { "oct", 10 }, { "octubre", 10 },
	{ "novembre", 11 }, { "november", 11 }, { "nov", 11 }, { "noviembre", 11 },
	{ "decembre", 12 }, { "december", 12 }, { "dec", 12 }, { "diciembre", 12 },
};

/* Tokens of a line: numbers, words, and the marks between them. */
enum what { NUMBER, WORD, MARK };
struct token { enum what what; int value, digits; size_t at, n; uint32_t mark; };
enum { TOKENS = 48, RESIDUE_WIDTH = 28, RESIDUE_WORDS = 4, DATELINE = 90 };

/* 二〇一九 or 21 in Han numerals, as a number of so many characters; false: none. */
static bool
han_number(struct dg_bytes s, size_t *at, struct token *t)
{
	size_t end = *at;
	double x;

	if (!values_han(s, &end, &x) || x >= 1e8)
		return false;
	t->what = NUMBER;
	t->value = (int)x;
	t->digits = (int)((end - *at) / 3);
	*at = end;
	return true;
}

static int
month_of(struct dg_bytes word)
{
	struct dg_buf f = { 0 };
	int month = 0;

	dg_fold(&f, word);
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (f.n && months[i].name[0] == f.p[0] && strlen(months[i].name) == f.n &&
		    memcmp(months[i].name, f.p, f.n) == 0)
			month = months[i].month;
	dg_buf_free(&f);
	return month;
}

static bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000);
}

/* The token at *at; false at the end. */
static bool
next_token(struct dg_bytes s, size_t *at, struct token *t)
{
	size_t next;
	uint32_t c;

	while (*at < s.n && (s.p[*at] == ' '))
		++*at;
	if (*at >= s.n)
		return false;
	*t = (struct token){ .what = MARK, .at = *at };
	next = *at;
	c = dg_decode(s, &next);
	if (c >= '0' && c <= '9') {
		t->what = NUMBER;
		for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9' && t->digits < 8; ++*at) {
			t->value = t->value * 10 + (s.p[*at] - '0');
			t->digits++;
		}
	} else if (is_letter(c)) {
		t->what = WORD;
		while (*at < s.n) {
			next = *at;
			if (!is_letter(dg_decode(s, &next)))
				break;
			*at = next;
		}
	} else if (!han_number(s, at, t)) {
		t->mark = c;
		*at = next;
	}
	t->n = *at - t->at;
	return true;
}

static bool
is_ordinal(struct dg_bytes s, const struct token *t)
{
	return t->what == WORD && (t->n == 2 || t->n == 3) && (memcmp(s.p + t->at, "st", 2) == 0 ||
	    memcmp(s.p + t->at, "nd", 2) == 0 || memcmp(s.p + t->at, "rd", 2) == 0 ||
	    memcmp(s.p + t->at, "th", 2) == 0 || memcmp(s.p + t->at, "er", 2) == 0);
}

static bool
is_year(const struct token *t)
{
	return t->what == NUMBER && t->digits == 4 && t->value >= 1800 && t->value < 2200;
}

static bool
set(struct dg_date *d, int year, int month, int day, const struct token *first,
    const struct token *last)
{
	*d = (struct dg_date){ year, month, day, first->at, last->at + last->n - first->at, false };
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* 2019-05-21, 2019/5/21, 2019.05.21, 2019年5月21日, 21/05/2019, 05/21/2019. */
static bool
numeric(const struct token *t, size_t n, bool english, struct dg_date *d)
{
	bool same;

	if (n < 5 || t[0].what != NUMBER || t[2].what != NUMBER || t[4].what != NUMBER)
		return false;
	if (is_year(t) && t[1].mark == 0x5E74 && t[3].mark == 0x6708)
		return set(d, t[0].value, t[2].value, t[4].value, t,
		    n > 5 && (t[5].mark == 0x65E5 || t[5].mark == 0x53F7) ? t + 5 : t + 4);
	same = t[1].mark == t[3].mark && (t[1].mark == '-' || t[1].mark == '/' || t[1].mark == '.');
	if (same && is_year(t) && t[2].digits <= 2 && t[4].digits <= 2)
		return set(d, t[0].value, t[2].value, t[4].value, t, t + 4);
	if (same && is_year(t + 4) && t[0].digits <= 2 && t[2].digits <= 2) {
		bool month_first = t[2].value > 12 || (english && t[0].value <= 12 && t[1].mark == '/');

		if (!set(d, t[4].value, t[month_first ? 0 : 2].value, t[month_first ? 2 : 0].value, t, t + 4))
			return false;
		d->doubtful = t[0].value <= 12 && t[2].value <= 12 && t[0].value != t[2].value;
		return true;
	}
	return false;
}

/* 21 mai 2019, 1er mai 2019, 21st of May, 2019; May 21, 2019. */
static bool
named(struct dg_bytes s, const struct token *t, size_t n, struct dg_date *d)
{
	size_t i = 1;
	int month;

	if (t[0].what == NUMBER && t[0].digits <= 2) {
		if (i < n && is_ordinal(s, &t[i]))
			i++;
		if (i < n && t[i].what == WORD && t[i].n == 2 && memcmp(s.p + t[i].at, "of", 2) == 0)
			i++;
		if (i < n && t[i].what == WORD && (month = month_of((struct dg_bytes){ s.p + t[i].at,
		    t[i].n }))) {
			for (i++; i < n && (t[i].mark == ',' || t[i].mark == '.'); i++)
				;
			return i < n && is_year(&t[i]) && set(d, t[i].value, month, t[0].value, t, t + i);
		}
		return false;
	}
	if (t[0].what != WORD || n < 2 || !(t[1].what == NUMBER || t[1].mark == '.') ||
	    !(month = month_of((struct dg_bytes){ s.p + t[0].at, t[0].n })))
		return false;
	if (i < n && t[i].mark == '.')
		i++;
	if (i >= n || t[i].what != NUMBER || t[i].digits > 2)
		return false;
	const struct token *day = &t[i++];
	if (i < n && is_ordinal(s, &t[i]))
		i++;
	if (i < n && t[i].mark == ',')
		i++;
	return i < n && is_year(&t[i]) && set(d, t[i].value, month, day->value, t, t + i);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Four digits in a row: one of each four bytes is among them. */
static bool
has_four_digits(struct dg_bytes s)
{
	for (size_t i = 3; i < s.n; i += 4) {
		size_t from = i, to = i;

		if (!is_digit(s.p[i]))
			continue;
		while (from > 0 && is_digit(s.p[from - 1]))
			from--;
		while (to < s.n && is_digit(s.p[to]))
			to++;
		if (to - from >= 4)
			return true;
	}
	return false;
}

/* Four digits in a row, or 年: without a year there is no date, and most lines have none. */
static bool
may_hold_year(struct dg_bytes s)
{
	const char *p = s.p, *end = s.p + s.n;

	if (has_four_digits(s))
		return true;
	/* 年 is E5 B9 B4: its last byte is the rarest */
	for (; p < end && (p = memchr(p, 0xB4, (size_t)(end - p))); p++)
		if (p - s.p > 1 && memcmp(p - 2, "年", 3) == 0)
			return true;
	return false;
}

bool
dg_date_find(struct dg_bytes s, bool english, struct dg_date *ret)
{
	struct token t[TOKENS];
	size_t at = 0, n = 0;

	if (!may_hold_year(s))
		return false;

	while (n < TOKENS && next_token(s, &at, &t[n]))
		n++;
	for (size_t i = 0; i < n; i++)
		if (numeric(t + i, n - i, english, ret) || named(s, t + i, n - i, ret))
			return true;
	return false;
}

/* `n` digits at `at` as a number; -1: they are not all there, or there are more. */
static int
digits(struct dg_bytes s, size_t at, size_t n)
{
	int value = 0;

	if (at + n > s.n || (at && s.p[at - 1] >= '0' && s.p[at - 1] <= '9'))
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		value = value * 10 + (s.p[i] - '0');
	}
	return at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9' ? -1 : value;
}

static bool
is_day(int year, int month, int day)
{
	return year >= 1990 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool
dg_date_in_url(struct dg_bytes s, struct dg_date *ret)
{
	for (size_t i = 0; i + 8 <= s.n; i++) {
		int whole = digits(s, i, 8), year = digits(s, i, 4), month = -1, day = -1;
		size_t n = 8;

		if (whole > 0) {
			year = whole / 10000;
			month = whole / 100 % 100;
			day = whole % 100;
		} else if (year > 0 && strchr("/-_", s.p[i + 4])) {
			n = digits(s, i + 5, 2) >= 0 ? 2 : 1;
			month = digits(s, i + 5, n);
			if (i + 5 + n < s.n && strchr("/-_", s.p[i + 5 + n])) {
				day = digits(s, i + 6 + n, 2);
				day = day < 0 ? digits(s, i + 6 + n, 1) : day;
			}
		}
		if (is_day(year, month, day)) {
			*ret = (struct dg_date){ year, month, day, i, n, false };
			return true;
		}
	}
	return false;
}

/* What stands beside a date without being said by anyone. */
static bool
is_filler(struct dg_bytes word)
{
	static const char fillers[] = "|le|la|on|the|at|a|by|from|of|du|de|publie|publiee|published|posted|"
	    "date|dated|mis|mise|en|ligne|issued|released|updated|source|release|lundi|mardi|mercredi|"
	    "jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|"
	    "sunday|mon|tue|wed|thu|fri|sat|sun|am|pm|h|gmt|heure|time|publication|ce|communique|"
	    "发布时间|發布時間|发布日期|时间|日期|时|分|星期|周|来源|发布|发表|发表时间|"
	    "發佈日期|上午|下午|年|月|日|作者|点击|点击数|浏览|浏览次数|浏览量|阅读|阅读量|阅读次数|次|编辑|"
	    "责任编辑|文章来源|文章类型|内容分类|信息来源|消息来源|稿源|发布机构|發布日期|author|auteur|views|hits|vues|";
	struct dg_buf f = { 0 };
	bool found = false;

	dg_put_char(&f, '|');
	dg_fold(&f, word);
	dg_put_char(&f, '|');
	dg_put_char(&f, '\0');
	found = !f.failed && strstr(fillers, f.p) != NULL;
	dg_buf_free(&f);
	return found;
}

/* The width of the words that are neither date, time nor filler, and how many. */
static void
residue(struct dg_bytes s, const struct dg_date *d, size_t *width, size_t *words)
{
	size_t from = 0;
	bool in = false, label = false, value = false;	/* "Author: x": the word behind a label */

	*width = *words = 0;
	for (size_t i = 0; i <= s.n;) {
		size_t start = i;
		uint32_t c = ' ';
		bool letter;

		if (i < s.n)
			c = dg_decode(s, &i);
		else
			i++;
		if (start >= d->at && start < d->at + d->n)
			c = ' ';
		letter = is_letter(c) || (dg_is_han(c));
		if (letter && !in)
			from = start;
		if (*width > RESIDUE_WIDTH || *words > RESIDUE_WORDS)
			return;
		if (!letter && in) {
			label = is_filler((struct dg_bytes){ s.p + from, start - from });
			for (size_t k = from; k < start && !label && !value; ++*width)
				if (dg_is_wide(dg_decode(s, &k)))
					++*width;
			*words += !label && !value;
			value = false;
		}
		value |= label && (c == ':' || c == 0xFF1A);
		in = letter;
	}
}

/* More than a date, its hour and what stands beside it have. */
static bool
has_many_words(struct dg_bytes s)
{
	size_t blanks = 0;

	for (size_t i = 0; i < s.n; i++)
		blanks += s.p[i] == ' ';
	return blanks > 18;
}

/* "Le 6 novembre 2009 – Ottawa (Ontario) – Ministère …", "Berne, 11.05.2021 - ": a place at
 * most, the date, then a dash. */
static bool
begins_dateline(struct dg_bytes s, const struct dg_date *d)
{
	enum { PLACE = 32 };
	size_t at = d->at + d->n;

	while (at < s.n && s.p[at] == ' ')
		at++;
	return d->at <= PLACE && at + 3 < s.n && (memcmp(s.p + at, "–", 3) == 0 ||
	    memcmp(s.p + at, "—", 3) == 0 || memcmp(s.p + at, "- ", 2) == 0);
}

bool
dg_is_dated(struct dg_bytes s, bool english, struct dg_date *ret)
{
	return dg_date_find(s, english, ret) && begins_dateline(s, ret);
}

bool
dg_is_date_label(struct dg_bytes s)
{
	struct dg_date none = { .at = s.n };
	size_t width, words;

	residue(s, &none, &width, &words);
	return words == 0;
}

bool
dg_is_date_line(struct dg_bytes s)
{
	struct dg_date d;
	size_t width, words;

	if (s.n > 200 || has_many_words(s) || !dg_date_find(s, false, &d))
		return false;
	residue(s, &d, &width, &words);
	if (words <= RESIDUE_WORDS && width <= RESIDUE_WIDTH)
		return true;
	return begins_dateline(s, &d) && s.n <= DATELINE && s.p[s.n - 1] != '.';
}

/* Of `words`, each between bars. */
static bool
is_among(const char *words, struct dg_bytes word)
{
	char key[16] = "|";

	if (word.n > sizeof key - 3)
		return false;
	for (size_t i = 0; i < word.n; i++)
		key[i + 1] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
	memcpy(key + 1 + word.n, "|", 2);
	return strstr(words, key) != NULL;
}

bool
dg_is_hour_line(struct dg_bytes s)
{
	static const char words[] = "|a|à|at|h|am|pm|min|hrs|hours|gmt|utc|cet|cest|est|heure|heures|locale|"
	    "local|time|de|时|時|点|點|分|秒|北|京|香|港|间|間|上|下|午|早|晚|";
	static const char hours[] = "|:|：|h|H|am|pm|AM|PM|heures|时|時|点|點|";
	struct token t, last = { .what = MARK };
	bool hour = false, of = false;
	size_t at = 0, places = 0;

	while (s.n < 60 && next_token(s, &at, &t)) {
		struct dg_bytes is = { s.p + t.at, t.n };

		if (t.what == NUMBER ? t.digits > 2 || t.value > 59 : t.what == MARK && !is_among(words, is) &&
		    !is_among("|:|：|,|(|)|", is))
			return false;
		places += t.what == WORD && !is_among(words, is);
		of |= is_among("|heure|time|", is);
		hour |= last.what == NUMBER && last.value < 25 && is_among(hours, is);
		last = t;
	}
	/* "10:42 (Paris time)" */
	return hour && places <= of && s.n < 60;
}
