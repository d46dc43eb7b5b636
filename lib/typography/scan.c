/* scan.c -- find the quotation marks of a line and look at their neighbours. */
#include <string.h>

#include "typography/typography.h"

static const struct {
	const char *text;
	uint8_t n;
	int8_t direction;	/* -1 opens, 1 closes, 0 either */
	bool single;
} signs[SIGNS] = {
	[S_DOUBLE] = { "\"", 1, 0, false },
	[S_CURLY] = { "“", 3, -1, false }, [S_CURLY_END] = { "”", 3, 1, false },
	[S_LOW] = { "„", 3, -1, false },
	[S_GUILLEMET] = { "«", 2, -1, false }, [S_GUILLEMET_END] = { "»", 2, 1, false },
	[S_ANGLE] = { "<<", 2, -1, false }, [S_ANGLE_END] = { ">>", 2, 1, false },
	[S_TICKS] = { "``", 2, -1, false }, [S_TICKS_END] = { "''", 2, 1, false },
	[S_CORNER] = { "「", 3, -1, false }, [S_CORNER_END] = { "」", 3, 1, false },
	[S_PRIME] = { "〝", 3, -1, false }, [S_PRIME_END] = { "〞", 3, 1, false },
	[S_SINGLE] = { "'", 1, 0, true },
	[S_CURL1] = { "‘", 3, -1, true }, [S_CURL1_END] = { "’", 3, 1, true },
	[S_LOW1] = { "‚", 3, -1, true },
	[S_GUIL1] = { "‹", 3, -1, true }, [S_GUIL1_END] = { "›", 3, 1, true },
	[S_WHITE] = { "『", 3, -1, true }, [S_WHITE_END] = { "』", 3, 1, true },
	[S_TITLE] = { "<<", 2, -1, true }, [S_TITLE_END] = { ">>", 2, 1, true },
	[S_ACUTE] = { "´", 2, 1, true },
};

int
dg_sign_direction(enum sign sign)
{
	return signs[sign].direction;
}

/* “ and ‘, where they are the right half of a pair: „ “, ‚ ‘ */
bool
dg_sign_closes(const struct locale *l, enum sign sign)
{
	if (sign != S_CURLY && sign != S_CURL1)
		return false;
	for (size_t i = 0; i < LEVELS; i++)
		if (strcmp(l->quote[i].close, signs[sign].text) == 0)
			return true;
	return false;
}

bool
dg_sign_title(enum sign sign)
{
	return sign == S_TITLE || sign == S_TITLE_END;
}

bool
dg_sign_single(enum sign sign)
{
	return signs[sign].single;
}

static enum sign
sign_ascii(struct dg_bytes s, size_t at)
{
	char c = s.p[at], next = at + 1 < s.n ? s.p[at + 1] : 0;
	bool twice = next == c && !(at + 2 < s.n && s.p[at + 2] == c) &&
	    !(at > 0 && s.p[at - 1] == c);

	switch (c) {
	case '"':
		return S_DOUBLE;
	case '\'':
		return twice ? S_TICKS_END : S_SINGLE;
	case '`':
		return twice ? S_TICKS : SIGNS;
	case '<':
		return twice ? S_ANGLE : SIGNS;
	case '>':
		return twice ? S_ANGLE_END : SIGNS;
	default:
		return SIGNS;
	}
}

enum sign
dg_sign_of(uint32_t c)
{
	switch (c) {
	case 0xAB: return S_GUILLEMET;
	case 0xBB: return S_GUILLEMET_END;
	case 0xB4: return S_ACUTE;
	case 0x2018: return S_CURL1;
	case 0x2019: return S_CURL1_END;
	case 0x201A: return S_LOW1;
	case 0x201C: return S_CURLY;
	case 0x201D: return S_CURLY_END;
	case 0x201E: case 0x201F: return S_LOW;
	case 0x2039: return S_GUIL1;
	case 0x203A: return S_GUIL1_END;
	case 0x300C: return S_CORNER;
	case 0x300D: return S_CORNER_END;
	case 0x300E: return S_WHITE;
	case 0x300F: return S_WHITE_END;
	case 0x301D: return S_PRIME;
	case 0x301E: case 0x301F: return S_PRIME_END;
	case 0xFF02: return S_DOUBLE;
	case 0xFF07: return S_SINGLE;
	default: return SIGNS;
	}
}

/* The sign that begins at `at` and its length. */
static enum sign
sign_at(struct dg_bytes s, size_t at, size_t *len)
{
	enum sign sign;
	size_t end = at;

	if ((unsigned char)s.p[at] < 0x80) {
		sign = sign_ascii(s, at);
		*len = sign < SIGNS ? signs[sign].n : 1;
		return sign;
	}
	sign = dg_sign_of(dg_decode(s, &end));
	*len = end - at;
	return sign;
}

/* l d j m t s c n, qu, jusqu, lorsqu, puisqu, quoiqu, presqu, quelqu: the words
 * that end in an apostrophe (Grevisse, Le bon usage, § 45). */
static bool
elided(struct dg_bytes s, size_t at)
{
	size_t from = at, n;

	while (from > 0 && at - from < 8 && dg_class_before(s, from) == C_LETTER &&
	    (unsigned char)s.p[from - 1] < 0x80)
		from--;
	n = at - from;
	if (n == 0 || (from > 0 && dg_class_before(s, from) == C_LETTER))
		return false;
	if (n == 1)
		return strchr("ldjmtscnLDJMTSCN", s.p[from]) != NULL;
	return (s.p[at - 1] == 'u' || s.p[at - 1] == 'U') && (s.p[at - 2] == 'q' ||
	    s.p[at - 2] == 'Q');
}

/* 'n', 'em, 'tis: English words that have lost their head (Chicago Manual of Style, 6.117). */
static bool
beheaded(struct dg_bytes s, size_t at)
{
	static const char *const words[] = { "cause", "em", "n", "til", "tis", "twas", "twere" };
	size_t end = at;

	while (end < s.n && end - at < 8 && dg_class_at(s, end) == C_LETTER &&
	    (unsigned char)s.p[end] < 0x80)
		end++;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == end - at && (s.p[at] | 0x20) == words[i][0] &&
		    memcmp(s.p + at + 1, words[i] + 1, end - at - 1) == 0)
			return true;
	return false;
}

/* ' between two letters, or after an elision whatever follows. */
bool
dg_is_apostrophe(const struct dg_typography *t, struct dg_bytes s, size_t at, size_t len)
{
	enum class before = dg_class_before(s, at), after = dg_class_at(s, at + len);

	if (before != C_LETTER && t->locale->english && after == C_LETTER && beheaded(s, at + len))
		return true;
	if (before != C_LETTER)
		return before == C_DIGIT && after == C_LETTER && !t->locale->chinese;
	/* the other end of 'n' */
	if (t->locale->english && at > 1 && s.p[at - 1] == 'n' &&
	    dg_class_before(s, at - 1) == C_QUOTE && after == C_BLANK)
		return true;
	if (after == C_LETTER)
		return true;
	if (after == C_DIGIT)
		return t->locale->french;
	return t->locale->french && after != C_EDGE && after != C_CLOSE && elided(s, at);
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
in_word(enum class c)
{
	return c == C_LETTER || c == C_DIGIT || c == C_OTHER;
}

/* Comparisons, shifts and here-documents (<<EOF) are no quotes: << stands against
 * a blank outside, >> too. */
static bool
angle_is_quote(struct dg_bytes s, size_t at, enum sign sign)
{
	enum class before = dg_class_before(s, at), after = dg_class_at(s, at + 2);

	bool eof = at + 3 < s.n && is_capital(s.p[at + 2]) && is_capital(s.p[at + 3]);

	/* <b><< oui >></b> */
	if (sign == S_ANGLE)
		return !eof && (!in_word(before) || s.p[at - 1] == '>') && after != C_EDGE;
	return (!in_word(after) || s.p[at + 2] == '<') && before != C_EDGE;
}

static bool
push_mark(struct dg_typography *t, uint32_t line, struct dg_bytes s, size_t at, size_t len,
    enum sign sign, bool head)
{
	struct mark *m;

	if (!dg_grow(&t->marks, &t->cap_marks, t->n_marks + 1, sizeof *t->marks))
		return false;
	m = &t->marks[t->n_marks++];
	*m = (struct mark){ .line = line, .at = (uint32_t)at, .len = (uint8_t)len,
	    .sign = (uint8_t)sign, .head = head };
	m->before = (uint8_t)dg_class_before(s, at);
	m->after = (uint8_t)dg_class_at(s, at + len);
	/* <b>"oui"</b>: markup is as good as a bracket */
	if (at > 0 && s.p[at - 1] == '>')
		m->before = C_OPEN;
	if (at + len < s.n && s.p[at + len] == '<')
		m->after = C_CLOSE;
	return true;
}

/* Where quotes touch, an opening one is as good as the word after it, a closing
 * one as good as the blank, and behind either we look further. */
static void
look_past_quotes(const struct dg_typography *t, struct mark *marks, size_t n)
{
	for (size_t i = n; i-- > 1;) {
		int direction = dg_sign_direction(marks[i].sign);

		if (closes_before(marks[i].after) && dg_sign_closes(t->locale, marks[i].sign))
			direction = 1;
		if (marks[i - 1].at + marks[i - 1].len == marks[i].at)
			marks[i - 1].after = direction == 0 ? marks[i].after :
			    direction < 0 ? C_LETTER : C_CLOSE;
	}
}

/* The signs that may be an apostrophe. */
static bool
is_tick(enum sign sign)
{
	return sign == S_SINGLE || sign == S_CURL1 || sign == S_CURL1_END || sign == S_ACUTE;
}

static bool
is_mark(const struct dg_typography *t, struct dg_bytes s, size_t at, size_t len, enum sign sign)
{
	if (sign == SIGNS || sign == S_ACUTE)
		return false;
	if (sign == S_ANGLE || sign == S_ANGLE_END)
		return angle_is_quote(s, at, sign);
	return !is_tick(sign) || !dg_is_apostrophe(t, s, at, len);
}

/* In Chinese << and >> stand for the marks of a title, which no keyboard has (GB/T
 * 15834-2011, 4.15; 《重訂標點符號手冊》, 書名號): they quote nothing. */
static enum sign
in_locale(const struct dg_typography *t, enum sign sign)
{
	if (!t->locale->chinese)
		return sign;
	return sign == S_ANGLE ? S_TITLE : sign == S_ANGLE_END ? S_TITLE_END : sign;
}

bool
dg_scan_line(struct dg_typography *t, uint32_t line)
{
	struct line *l = &t->lines[line];
	struct dg_bytes s = dg_line_text(t, l);
	const struct span *span = t->spans + l->span, *end = t->spans + t->n_spans;
	size_t len, first = t->n_marks, head = dg_skip_blanks(s, 0), next = 0;
	enum sign sign;

	for (size_t k = l->stop; k < t->n_stops; k++) {
		size_t i = t->stops[k];
		unsigned char c = (unsigned char)s.p[i];

		/* elsewhere these bytes are no stops in a line that was washed */
		if (c >= 0xE4 && c <= 0xE9)
			l->han = t->locale->chinese;
		if (!(t->look[c] & LOOK_QUOTE) || i < next)
			continue;
		while (span < end && span->to <= i)
			span++;
		if (span < end && span->from <= i) {
			next = span->to;
			continue;
		}
		sign = sign_at(s, i, &len);
		if (is_mark(t, s, i, len, sign) &&
		    !push_mark(t, line, s, i, len, in_locale(t, sign), i == head))
			return false;
		next = i + len;
	}
	look_past_quotes(t, t->marks + first, t->n_marks - first);
	return true;
}
