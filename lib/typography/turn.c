/* turn.c -- which way a straight mark turns: by its neighbours where they speak, else
 * by what is open on its line; primes, inches, code and marks that are spoken of are
 * told from quotes. */
#include <string.h>

#include "typography/machine.h"

/* Bytes that are looked at for a bracket, for the one who spoke, for a word of code. */
enum { NEAR = 512, NAME = 36, TOKEN = 64 };

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
	return !open_here(q, m) && digits <= 2 && m->after == C_BLANK;
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

/* Blanks, edges or brackets on both sides: 1 closes, -1 opens, 0 who knows. */
static int
turn_loose(const struct machine *q, const struct mark *m)
{
	bool open = open_here(q, m) != NULL;

	if (m->before == C_EDGE && m->after == C_EDGE)
		return q->n ? 1 : 0;
	if (m->before == C_EDGE)
		return m->after == C_CLOSE && ends_there(q, m) ? 1 : -1;
	if (m->after == C_EDGE || open)
		return 1;
	return m->after == C_CLOSE && m->before == C_BLANK && ends_there(q, m) ? 1 : -1;
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

/* 他说, 王毅外长表示: who spoke and that he did, before the next mark. */
static bool
is_attribution(struct dg_bytes s, size_t at)
{
	static const char *const verbs[] = { "说", "說", "道", "表示", "指出", "补充", "補充",
	    "称", "稱", "强调", "強調", "写", "寫", "问", "問", "回答" };
	size_t end = at;

	while (end < s.n && end - at < NAME && dg_class_at(s, end) == C_HAN)
		dg_decode(s, &end);
	for (size_t i = at; i < end; dg_decode(s, &i))
		for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
			if (i > at && end - i >= strlen(verbs[k]) &&
			    memcmp(s.p + i, verbs[k], strlen(verbs[k])) == 0)
				return true;
	return false;
}

/* An odd mark in Chinese that nothing on its line closes or opens: it ends what
 * was said before the one who said it, or after a clause where that is longer. */
static int
turn_odd(const struct machine *q, const struct mark *m, struct dg_bytes s)
{
	size_t mark = m->at - ((unsigned char)s.p[m->at - 1] < 0x80 ? 1 : 3);

	if (q->rest % 2 == 0)
		return -1;
	if (is_attribution(s, m->at + m->len))
		return 1;
	if (m->before != C_CLOSE || (m->at > 3 && dg_class_before(s, mark) == C_QUOTE))
		return -1;
	return q->n || m->at > s.n - m->at ? 1 : -1;
}

/* Words on both sides: only balance can tell, and in Chinese it must. */
static int
turn_tight(const struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	uint32_t c = dg_char_before(s, m->at);
	const struct mark *o = open_here(q, m);

	if (c == 0xFF1A || (c == ':' && m->after == C_HAN))
		return -1;
	if (o)
		return in_bracket(s, o, m) ? -1 : 1;
	if (c == ':')
		return -1;
	if (m->before == C_HAN || m->after == C_HAN || q->t->lines[m->line].han)
		return m->at ? turn_odd(q, m, s) : -1;
	return m->before == C_CLOSE ? -1 : 0;
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
	    strchr("/-.:,+_=$\\{}|~*", s.p[end]))) {
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

int
dg_turn(struct machine *q, struct mark *m)
{
	bool left = opens_after(m->before), right = closes_before(m->after);

	if (is_inch(q, m) || is_mentioned(q, m))
		return 0;
	m->doubt = q->literal || is_code(q, m);
	if (m->doubt)
		return 0;
	if (left != right)
		return left ? -1 : 1;
	m->doubt = true;
	return left ? turn_loose(q, m) : turn_tight(q, m);
}
