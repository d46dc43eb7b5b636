/* chinese.c -- full-width marks beside Chinese, half-width letters and digits
 * (GB/T 15834-2011; 《重訂標點符號手冊》). */
#include <string.h>

#include "typography/typography.h"

static bool
is_chinese(uint32_t c)
{
	enum class k = dg_class_of(c);

	return k == C_HAN || (c >= 0x3001 && c <= 0x301F) ||
	    (c >= 0xFF01 && c <= 0xFF5E && k != C_DIGIT && k != C_LETTER) || c == 0x201C ||
	    c == 0x201D || c == 0x2026;
}

static bool
is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xFF21 && c <= 0xFF3A);
}

/* J.K.罗琳: one capital before the dot is a name. */
static bool
is_initial(struct dg_bytes s, size_t at)
{
	uint32_t c = dg_char_before(s, at);

	return is_capital(c) && dg_class_of(dg_char_before(s, at - (c < 0x80 ? 1 : 3))) != C_LETTER;
}

/* 图.txt: two to four small letters and no more */
static bool
is_extension(struct dg_bytes s, size_t at)
{
	size_t n = 0;

	while (n < 5 && at + n < s.n && s.p[at + n] >= 'a' && s.p[at + n] <= 'z')
		n++;
	return n >= 2 && n <= 4;
}

/* 称为 auto. 在: a foreign word of four small letters or more is hardly an abbreviation. */
static bool
ends_sentence(struct dg_bytes s, size_t at)
{
	size_t from = at, next = dg_skip_blanks(s, at + 1);

	while (from > 0 && s.p[from - 1] >= 'a' && s.p[from - 1] <= 'z')
		from--;
	return at - from >= 4 && next > at + 1 && dg_class_at(s, next) == C_HAN &&
	    dg_class_before(s, from) == C_BLANK &&
	    dg_class_before(s, dg_skip_blanks_back(s, from)) == C_HAN;
}

/* , . ; : ! ? after Chinese, or after a foreign word that ends before Chinese or
 * at the end of a Chinese line. */
static bool
belongs(const struct pen *pen, size_t at)
{
	struct dg_bytes s = pen->s;
	uint32_t before = dg_char_before(s, at), after = dg_char_at(s, at + 1);
	enum class last = dg_class_of(before), next = dg_class_at(s, at + 1);

	if (!pen->han || at == 0 || (last == C_DIGIT && next == C_DIGIT))
		return false;
	/* "?=" and "!" are quoted, not said */
	if (last == C_QUOTE && pen->opened == at)
		return false;
	if (s.p[at] == '.' && (before == '.' || after == '.' || is_initial(s, at) ||
	    is_extension(s, at + 1) || before == 0x3002 ||
	    (last == C_LETTER && (after == 0xFF09 || after == ')'))))
		return false;
	if (last == C_HAN || (pen->wide && at == pen->done) || is_chinese(before))
		return true;
	if (next == C_EDGE || next == C_QUOTE || next == C_HAN || after == 0x300A ||
	    after == 0xFF08)
		return !(last == C_DIGIT && next == C_HAN && s.p[at] == '.');
	/* GB/T 15834: 在范德堡(Vanderbilt),Abercrombie, with no blank, is a Chinese comma */
	if ((s.p[at] == ',' || s.p[at] == ';') && next == C_LETTER)
		return true;
	if (s.p[at] == '.' && ends_sentence(s, at))
		return true;
	if (last == C_BLANK && next == C_BLANK)
		return dg_class_before(s, dg_skip_blanks_back(s, at)) == C_HAN;
	return (last == C_QUOTE || before == ')' || before == '%') && next == C_BLANK;
}

/* (1967年), 罗琳(Rowling) and (Rowling)说: what is Chinese outside or inside.
 * 《x》(X) alone is as typed. */
static bool
wide_open(const struct pen *pen, size_t at)
{
	struct dg_bytes s = pen->s;
	uint32_t before = dg_char_before(s, at);
	size_t i = at + 1;

	if (!pen->han)
		return false;
	if (dg_class_of(before) == C_BLANK)
		return false;
	if (before != 0x300B && before != 0x300D &&
	    ((pen->wide && at == pen->done) || is_chinese(before)))
		return true;
	while (i < s.n && i - at < 64 && s.p[i] != ')')
		if (dg_class_of(dg_decode(s, &i)) == C_HAN)
			return true;
	return i < s.n && s.p[i] == ')' && dg_class_at(s, i + 1) == C_HAN &&
	    dg_class_before(s, at) != C_BLANK;
}

static bool
paren(struct pen *pen, size_t at)
{
	bool wide;

	if (pen->s.p[at] == '(') {
		wide = wide_open(pen, at);
		pen->parens = pen->parens << 1 | wide;
	} else {
		wide = pen->parens & 1;
		pen->parens >>= 1;
	}
	return wide;
}

size_t
dg_chinese_mark(struct pen *pen, size_t at)
{
	static const char half[] = ",.;:!?()";
	static const char *const full[] = { "，", "。", "；", "：", "！", "？", "（", "）" };
	char c = pen->s.p[at];
	bool wide = c == '(' || c == ')' ? paren(pen, at) : belongs(pen, at);

	if (wide)
		dg_pen_put(pen, at, at + 1, dg_bytes_of(full[strchr(half, c) - half]),
		    R_FULLWIDTH, 0.9);
	pen->wide = wide;
	return at + 1;
}

/* Ａ and １ are written A and 1; ％ and ＋ too, ， and （ not. */
size_t
dg_chinese_wide(struct pen *pen, size_t at)
{
	size_t end = at;
	uint32_t c = dg_decode(pen->s, &end);
	char half = (char)(c - 0xFEE0);

	pen->wide = true;
	if (c == 0xFF08)
		pen->parens = pen->parens << 1 | 1;
	else if (c == 0xFF09)
		pen->parens >>= 1;
	if ((half >= '0' && half <= '9') || (half >= 'A' && half <= 'Z') ||
	    (half >= 'a' && half <= 'z') || half == '%') {
		dg_pen_put(pen, at, end, (struct dg_bytes){ &half, 1 }, R_HALFWIDTH, 1);
		pen->wide = false;
	}
	return end;
}
