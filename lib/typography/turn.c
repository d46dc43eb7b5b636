/* turn.c -- which way a straight mark turns: by its neighbours where they speak, else
 * by what is open on its line; primes, inches, code and marks that are spoken of are
 * told from quotes. */
#include <string.h>

#include "typography/machine.h"

/* Bytes that are looked at for a bracket, for the one who spoke, for a word of code. */
enum { NEAR = 512, NAME = 36, TOKEN = 64 };
/* What it costs to turn a mark against its neighbours, against what is usual there, and
 * to leave it.  A quotation that is never closed costs 15, see balance.c. */
enum { AGAINST = 60, ODD = 15, CLAUSE = 20, SENTENCE = 20, STRANGER = 4, LEFT = 45 };

/* 5'10", 48° 51′ 24", a 19" screen */
static bool
is_inch(const struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	size_t from = m->at, digits;
	uint32_t c;

	if (m->before != C_DIGIT)
		return false;
	while (from > 0 && dg_class_before(s, from) == C_DIGIT)
		from--;
	digits = m->at - from;
	from = dg_skip_blanks_back(s, from);
	c = dg_char_before(s, from);
	if ((c == '\'' || c == 0x2019 || c == 0x2032) &&
	    dg_class_before(s, from - (c == '\'' ? 1 : 3)) == C_DIGIT)
		return true;
	/* 15". ends a sentence: where something is open, it may end a quotation, too */
	return !open_here(q, m) && digits <= 2 && (m->after == C_BLANK ||
	    (q->n == 0 && closes_before(m->after)));
}

/* The mark after the quote ends a clause (", and); in ":" and ".so" it is quoted. */
static bool
ends_there(const struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	size_t at = m->at + m->len;

	return closes_before((uint8_t)dg_class_of(dg_char_at(s, at))) && at < s.n &&
	    opens_after((uint8_t)dg_class_at(s, at + 1));
}

/* Blanks, edges or brackets on both sides. */
static struct turn_cost
cost_loose(const struct machine *q, const struct mark *m)
{
	uint32_t c = dg_char_before(dg_line_text(q->t, &q->t->lines[m->line]), m->at);

	if (m->before == C_EDGE && m->after == C_EDGE)
		return (struct turn_cost){ 10, 5, 8 };
	if (m->after == C_CLOSE && c != '(' && c != '[' && c != '{' && ends_there(q, m))
		return (struct turn_cost){ ODD, 0, LEFT };
	if (m->before == C_EDGE)
		return (struct turn_cost){ 0, ODD, LEFT };
	if (m->after == C_EDGE)
		return (struct turn_cost){ ODD, 0, LEFT };
	return (struct turn_cost){ 0, 0, LEFT };
}

/* True when a bracket opened after the quote `o` is open still at `m`: quotes and
 * brackets do not cross. */
static bool
in_bracket(struct dg_bytes s, const struct mark *o, const struct mark *m)
{
	size_t depth = 0, at = m->at;

	while (at > o->at + o->len && m->at - at < NEAR) {
		uint32_t c = dg_char_before(s, at);

		if (c == ')' || c == 0xFF09)
			depth++;
		else if ((c == '(' || c == 0xFF08) && depth-- == 0)
			return true;
		at -= c < 0x80 || (c >= 0xDC80 && c < 0xDD00) ? 1 : c < 0x800 ? 2 :
		    c < 0x10000 ? 3 : 4;
	}
	return false;
}

/* Ann Lee 说, weather.com 報導: the place behind a foreign name; `at` where there is none. */
static size_t
after_name(struct dg_bytes s, size_t at)
{
	size_t end = at;
	enum class c;

	for (; end < s.n && end - at < NAME; dg_decode(s, &end)) {
		c = dg_class_at(s, end);
		if (c != C_LETTER && c != C_DIGIT && c != C_BLANK && s.p[end] != '.' && s.p[end] != '-')
			break;
	}
	return end;
}

/* 他说, 王毅外长表示: who spoke and that he did, before the next mark; 我知道 is none. */
static bool
is_attribution(struct dg_bytes s, size_t at)
{
	static const char *const verbs[] = { "说", "說", "道", "报导", "報導", "表示", "指出",
	    "补充", "補充", "称", "稱", "强调", "強調", "写", "寫", "问", "問", "回答" };
	size_t from = after_name(s, at), end = from;

	while (end < s.n && end - from < NAME && dg_class_at(s, end) == C_HAN)
		dg_decode(s, &end);
	for (size_t i = from; i < end; dg_decode(s, &i))
		for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
			if (i > at && end - i >= strlen(verbs[k]) &&
			    memcmp(s.p + i, verbs[k], strlen(verbs[k])) == 0)
				return i == from || memcmp(s.p + i - 3, "知", 3) != 0;
	return false;
}

/* 他说："从未说过"不可能"三个字。": what is said after a colon is a sentence, and its mark
 * stands within (GB/T 15834-2011, 4.8.3).  True when `o` opens such a one and one of the
 * marks behind `m` ends it. */
static bool
in_speech(const struct machine *q, struct dg_bytes s, const struct mark *o, const struct mark *m)
{
	const struct mark *end = q->t->marks + q->t->n_marks;
	uint32_t c;

	if (o->line != m->line || m->before != C_HAN)	/* s is the line of m */
		return false;
	c = dg_char_before(s, o->at);
	if (c != 0xFF1A && c != ':')
		return false;
	for (size_t n = 0; ++m < end && m->line == o->line && n < NESTING_MAX; n++)
		if (is_straight(m) && m->before == C_CLOSE && closes_before(m->after))
			return true;
	return false;
}

/* In Chinese words stand close on both sides. */
static struct turn_cost
cost_han(const struct machine *q, const struct mark *m, struct dg_bytes s, const struct mark *last)
{
	uint32_t c = dg_char_before(s, m->at);
	size_t mark = m->at - (c < 0x80 ? 1 : 3);

	if (is_attribution(s, m->at + m->len))
		return (struct turn_cost){ ODD, 0, LEFT };
	if (last && in_speech(q, s, last, m))
		return (struct turn_cost){ 0, SENTENCE, LEFT };
	/* ”， and the next quotation begins */
	if (m->before == C_CLOSE && m->at > 3 && dg_class_before(s, mark) == C_QUOTE)
		return (struct turn_cost){ 0, 10, LEFT };
	if (m->before == C_CLOSE && c != 0xFF0C && c != ',')
		return (struct turn_cost){ 5, 0, LEFT };
	return (struct turn_cost){ 0, 0, LEFT };
}

/* Words on both sides. */
static struct turn_cost
cost_tight(const struct machine *q, const struct mark *m, const struct mark *last)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	uint32_t c = dg_char_before(s, m->at);
	bool han = m->before == C_HAN || m->after == C_HAN || q->t->lines[m->line].han;
	struct turn_cost cost = { 12, 5, 3 };

	if (c == 0xFF1A || (c == ':' && m->after == C_HAN))
		return (struct turn_cost){ 0, AGAINST, LEFT };
	if (c == ':')
		return (struct turn_cost){ 0, 10, LEFT };
	if (han)
		cost = cost_han(q, m, s, last);
	else if (m->before == C_CLOSE)
		cost = (struct turn_cost){ 0, 5, LEFT };
	/* what runs on from another line ends with its clause */
	if (last && last->line == m->line) {
		if (in_bracket(s, last, m))
			cost.close += ODD;
	} else if (m->before == C_HAN && cost.open == 0) {
		/* what runs on from another line ends with its clause */
		cost.close += CLAUSE;
	}
	return cost;
}

/* « " »: the mark is spoken of */
static bool
is_mentioned(const struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	uint32_t before = dg_char_before(s, dg_skip_blanks_back(s, m->at));
	uint32_t after = dg_char_at(s, dg_skip_blanks(s, m->at + m->len));

	return (before == 0xAB || before == 0x201C || before == '<' || before == 0x300C) &&
	    (after == 0xBB || after == 0x201D || after == '>' || after == 0x300D);
}

/* One word between straight marks, the first at `at`: the place of the second; 0: none.
 * `code`: it is no prose, as in "$HOME", "LANG=fr_FR", "/etc/fstab". */
static size_t
word_between(struct dg_bytes s, size_t at, bool *code)
{
	size_t end = at + 1;

	*code = end < s.n && (s.p[end] == '/' || s.p[end] == '-');
	while (end < s.n && end - at < TOKEN && (dg_class_at(s, end) == C_DIGIT ||
	    ((unsigned char)s.p[end] < 0x80 && dg_class_at(s, end) == C_LETTER) ||
	    (s.p[end] && strchr("/-.:,+_=$\\{}|~*", s.p[end])))) {
		*code |= strchr("_=$\\{}|~", s.p[end]) != NULL;
		end++;
	}
	return end < s.n && s.p[end] == '"' ? end : 0;
}

/* Has the line of `m` a word of code between straight marks? */
static bool
line_has_code(const struct machine *q, const struct mark *m, struct dg_bytes s)
{
	const struct mark *end = q->t->marks + q->t->n_marks;
	bool code = false;

	for (; m < end && m->line == q->line && !code; m++)
		if (is_straight(m) && opens_after(m->before) && !word_between(s, m->at, &code))
			code = false;
	return code;
}

/* One word of code, or one word on a line that has code, in a text whose author has
 * other marks for his quotes. */
static bool
is_code(struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	size_t end;
	bool code;

	if (q->code && q->code == m->at)
		return true;
	if (!q->directed)
		return false;
	if (q->line != m->line || !q->seen) {
		q->line = m->line;
		q->seen = true;
		q->coded = line_has_code(q, m, s);
	}
	if (!q->coded || !opens_after(m->before) || !(end = word_between(s, m->at, &code)))
		return false;
	q->code = end;
	return true;
}

/* ？"" 是: in Chinese a blank after the second of two marks that touch is as often the
 * typist's as the sentence's. */
bool
dg_asks_both(const struct dg_typography *t, const struct mark *m)
{
	return m->before == C_QUOTE && m->after == C_BLANK && t->lines[m->line].han;
}

struct turn_cost
dg_turn_cost(struct machine *q, const struct mark *m, const struct mark *last)
{
	bool left = opens_after(m->before), right = closes_before(m->after);
	int direction = dg_sign_direction(m->sign);

	/* a directed mark has its like; that it is the other half of a straight one is rare */
	if (direction != 0)
		return direction < 0 ? (struct turn_cost){ STRANGER, AGAINST, 0 } :
		    (struct turn_cost){ AGAINST, STRANGER, 0 };
	/* where quotes touch, the one before has not been told yet */
	if (m->before == C_QUOTE)
		left = !right;
	if (is_mentioned(q, m) || is_code(q, m))
		return (struct turn_cost){ AGAINST, AGAINST, 0 };
	if (dg_asks_both(q->t, m))
		return (struct turn_cost){ ODD, 0, AGAINST };
	if (m->before == C_DIGIT && right)
		return (struct turn_cost){ AGAINST, 0, 5 };
	if (left != right)
		return left ? (struct turn_cost){ 0, AGAINST, AGAINST } :
		    (struct turn_cost){ AGAINST, 0, AGAINST };
	return left ? cost_loose(q, m) : cost_tight(q, m, last);
}

int
dg_turn(struct machine *q, struct mark *m)
{
	bool left = opens_after(m->before), right = closes_before(m->after);

	if (is_inch(q, m) || is_mentioned(q, m))
		return 0;
	m->literal = q->literal;
	m->doubt = q->literal || is_code(q, m);
	if (m->doubt)
		return 0;
	if (left != right && !m->asked)
		return left ? -1 : 1;
	m->doubt = true;
	return m->turn;
}
