/* machine.c -- which mark opens, which closes, and how deep.
 *
 * One pass over the marks of the whole document keeps a stack of the quotes
 * that are open.  A mark that has a direction keeps it; for the others the
 * neighbours speak first (a quote opens after a blank and before a word), the
 * stack second.  A quote that never closes does not count when the depth is
 * told, so that one lost mark spoils its own line and not the document. */
#include <string.h>

#include "typography/typography.h"

/* A quote may run over so many paragraphs. */
enum { REACH = 6 };
/* So many directed marks show what their author quotes with. */
enum { LITERAL_MIN = 12 };
/* Bytes that are looked at for a bracket, for the one who spoke. */
enum { NEAR = 512, NAME = 36, TOKEN = 64 };

struct machine {
	struct dg_typography *t;
	struct mark *open[NESTING_MAX];
	size_t n;
	size_t rest;	/* marks without direction on this line, from the present one */
	bool directed;	/* there are double marks with a direction in the text */
	bool literal;	/* straight double marks are not this author's quotes */
	size_t code;	/* where the code ends that the last mark left alone began */
};

static bool
is_double(const struct mark *m)
{
	return !dg_sign_single(m->sign);
}

static struct mark *
top(const struct machine *q)
{
	return q->n ? q->open[q->n - 1] : NULL;
}

/* The innermost open double (or single) quote of the line of `m`. */
static struct mark *
open_here(const struct machine *q, const struct mark *m, bool twofold)
{
	for (size_t i = q->n; i-- > 0 && q->open[i]->line == m->line;)
		if (is_double(q->open[i]) == twofold)
			return q->open[i];
	return NULL;
}

static bool
opens_after(uint8_t c)
{
	return c == C_EDGE || c == C_BLANK || c == C_OPEN;
}

static bool
closes_before(uint8_t c)
{
	return c == C_EDGE || c == C_BLANK || c == C_CLOSE;
}

static const enum sign partner[SIGNS] = {
	[S_DOUBLE] = S_DOUBLE, [S_CURLY_END] = S_CURLY, [S_GUILLEMET_END] = S_GUILLEMET,
	[S_ANGLE_END] = S_ANGLE, [S_TICKS_END] = S_TICKS, [S_CORNER_END] = S_CORNER,
	[S_PRIME_END] = S_PRIME, [S_SINGLE] = S_SINGLE, [S_CURL1_END] = S_CURL1,
	[S_GUIL1_END] = S_GUIL1, [S_WHITE_END] = S_WHITE,
	/* „ “ and ‚ ‘, as German and Russian close; » « and › ‹ */
	[S_CURLY] = S_LOW, [S_CURL1] = S_LOW1, [S_GUILLEMET] = S_GUILLEMET_END,
	[S_GUIL1] = S_GUIL1_END,
};

static void
push(struct machine *q, struct mark *m)
{
	m->role = ROLE_OPEN;
	if (q->n == NESTING_MAX) {
		/* deeper than any text: what is outermost is forgotten, and that is told */
		q->open[0]->forgotten = true;
		for (size_t i = 1; i < NESTING_MAX; i++)
			q->open[i - 1] = q->open[i];
		q->n--;
	}
	q->open[q->n++] = m;
}

/* A mark at the head of a paragraph repeats the quote that the paragraph before
 * left open; elsewhere, the same mark again says that the other was lost. */
static void
open_quote(struct machine *q, struct mark *m)
{
	const struct line *lines = q->t->lines;
	const struct mark *latest = NULL;

	if (!m->head && dg_sign_direction(m->sign) == 0) {
		push(q, m);
		return;
	}
	for (size_t i = q->n; i-- > 0;) {
		struct mark *o = q->open[i];

		if (o->line == m->line || o->sign != m->sign)
			continue;
		if (!latest && m->head &&
		    lines[m->line].paragraph == lines[o->line].paragraph + 1)
			m->again = o->paired = o->alike = true;
		latest = o;
		q->n = i;
	}
	push(q, m);
}

/* What an opening mark learns from its closing one: «a “b” c” is no flat text, and
 * a mark without direction that finds its like in another paragraph only, was
 * rather left open. */
static void
close_with(struct machine *q, size_t i, struct mark *m)
{
	struct mark *o = q->open[i];

	o->paired = m->paired = true;
	o->alike = partner[m->sign] == o->sign;
	m->plain = o->sign == S_SINGLE;
	o->far = q->t->lines[o->line].paragraph != q->t->lines[m->line].paragraph;
	q->n = i;
}

/* The opening mark of the same make on the same line, else the innermost. */
static void
close_quote(struct machine *q, struct mark *m)
{
	const struct line *lines = q->t->lines;
	size_t i;

	m->role = ROLE_CLOSE;
	for (i = q->n; i-- > 0 && q->open[i]->line == m->line;)
		if (q->open[i]->sign == partner[m->sign]) {
			close_with(q, i, m);
			return;
		}
	for (i = q->n; i-- > 0;)
		if (is_double(q->open[i])) {
			if (lines[m->line].paragraph - lines[q->open[i]->line].paragraph <= REACH)
				close_with(q, i, m);
			else
				q->n = 0;
			return;
		}
}

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
	return !open_here(q, m, true) && digits <= 2 && m->after == C_BLANK;
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
	bool open = open_here(q, m, true) != NULL;

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
	return top(q) || m->at > s.n - m->at ? 1 : -1;
}

/* Words on both sides: only balance can tell, and in Chinese it must. */
static int
turn_tight(const struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	uint32_t c = dg_char_before(s, m->at);
	const struct mark *o = open_here(q, m, true);

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

/* "$HOME", "LANG=fr_FR", "/etc/fstab": one word that is no prose, in a text whose
 * author has other marks for his quotes. */
static bool
is_code(struct machine *q, const struct mark *m)
{
	struct dg_bytes s = dg_line_text(q->t, &q->t->lines[m->line]);
	size_t end = m->at + m->len;
	bool code = end < s.n && (s.p[end] == '/' || s.p[end] == '-');

	if (q->code && q->code == m->at)
		return true;
	if (!q->directed || !opens_after(m->before))
		return false;
	while (end < s.n && end - m->at < TOKEN && (dg_class_at(s, end) == C_DIGIT ||
	    ((unsigned char)s.p[end] < 0x80 && dg_class_at(s, end) == C_LETTER) ||
	    strchr("/-.:,+_=$\\{}|~*", s.p[end]))) {
		code |= strchr("_=$\\{}|~", s.p[end]) != NULL;
		end++;
	}
	if (!code || end >= s.n || s.p[end] != '"')
		return false;
	q->code = end;
	return true;
}

static void
double_neutral(struct machine *q, struct mark *m)
{
	bool left = opens_after(m->before), right = closes_before(m->after);
	int turn;

	if (is_inch(q, m) || is_mentioned(q, m))
		return;
	if (q->literal || is_code(q, m)) {
		m->doubt = true;
		return;
	}
	if (left != right) {
		turn = left ? -1 : 1;
	} else {
		turn = left ? turn_loose(q, m) : turn_tight(q, m);
		m->doubt = true;
	}
	if (turn < 0)
		open_quote(q, m);
	else if (turn > 0)
		close_quote(q, m);
}

static void
double_directed(struct machine *q, struct mark *m)
{
	const struct mark *here = open_here(q, m, true);
	int direction = dg_sign_direction(m->sign);

	if (direction < 0 && here && here->sign == partner[m->sign] &&
	    (m->sign == S_CURLY || m->sign == S_GUILLEMET) && !opens_after(m->before))
		direction = 1;
	if (m->sign == S_GUILLEMET_END && !q->n && !q->t->locale->french &&
	    opens_after(m->before) && !closes_before(m->after))
		direction = -1;
	/* '' is two apostrophes unless `` stands before it */
	if (m->sign == S_TICKS_END && !(top(q) && !dg_sign_single(top(q)->sign)) &&
	    opens_after(m->before) && closes_before(m->after))
		return;
	if (direction < 0)
		open_quote(q, m);
	else
		close_quote(q, m);
}

/* A single mark that closes must find its like on top, on the same line:
 * anything else after a letter is an apostrophe (les amis', the dogs'). */
static void
close_single(struct machine *q, struct mark *m)
{
	struct mark *o = top(q);

	if (o && !is_double(o) && o->line == m->line) {
		m->role = ROLE_CLOSE;
		close_with(q, q->n - 1, m);
	} else if (m->before == C_LETTER && (m->sign == S_SINGLE || m->sign == S_CURL1_END)) {
		m->role = ROLE_APOSTROPHE;
	} else if (dg_sign_direction(m->sign) > 0 && m->sign != S_CURL1_END) {
		m->role = ROLE_CLOSE;
	}
}

static void
single(struct machine *q, struct mark *m)
{
	bool left = opens_after(m->before), right = closes_before(m->after);
	struct mark *o = top(q);
	bool open = o && !is_double(o) && o->line == m->line;

	switch (m->sign) {
	case S_SINGLE:
		if (left && !right)
			push(q, m);
		else if (right && !left)
			close_single(q, m);
		else if (!left && (m->before == C_HAN || m->after == C_HAN)) {
			if (open)
				close_single(q, m);
			else
				push(q, m);
		}
		break;
	case S_CURL1:
		if (open && o->sign == S_LOW1 && !left)
			close_single(q, m);
		else
			push(q, m);
		break;
	case S_LOW1: case S_GUIL1: case S_WHITE:
		push(q, m);
		break;
	default:
		close_single(q, m);
		break;
	}
}

/* Where two quotes touch, the second begins where the first does. */
static void
mend_before(struct mark *m, const struct mark *last)
{
	if (m->before != C_QUOTE)
		return;
	if (last && last->line == m->line && last->at + last->len == m->at)
		m->before = last->role == ROLE_CLOSE ? C_CLOSE : C_OPEN;
	else
		m->before = C_OPEN;	/* l'"eau" */
}

/* At the end of a line: single quotes do not run over; of the undirected ones
 * only those of the last line that left some open, the others were lost. */
static void
end_line(struct machine *q)
{
	size_t kept = 0;
	uint32_t last = 0;

	for (size_t i = 0; i < q->n; i++)
		if (q->open[i]->sign == S_DOUBLE && q->open[i]->line > last)
			last = q->open[i]->line;
	for (size_t i = 0; i < q->n; i++) {
		struct mark *o = q->open[i];

		if (is_double(o) && (o->sign != S_DOUBLE || o->line == last)) {
			q->open[kept++] = o;
		} else if (o->sign == S_SINGLE) {
			/* '80s */
			o->role = o->after == C_DIGIT && o->before != C_DIGIT ?
			    ROLE_APOSTROPHE : ROLE_LEFT;
		}
	}
	q->n = kept;
}

/* Depth counts pairs only.  The same directed pair inside itself is no inner
 * quote: either a mark was lost, or its author knows but one kind. */
static void
tell_levels(struct mark *marks, size_t n)
{
	struct { uint8_t sign, level, inside; bool loose; } in[NESTING_MAX + 1];
	size_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		struct mark *m = &marks[i];
		bool directed = dg_sign_direction(m->sign) != 0, flat;

		if (depth && (m->again || (m->role == ROLE_CLOSE && m->paired)))
			depth--;
		flat = depth && m->role == ROLE_OPEN && in[depth - 1].sign == m->sign &&
		    directed && !(in[depth - 1].loose && m->alike);
		m->level = flat ? in[depth - 1].level : depth ? in[depth - 1].inside : 0;
		if (m->role == ROLE_CLOSE && m->paired)
			m->level = in[depth].level;
		if (m->role == ROLE_OPEN && m->paired && depth < NESTING_MAX) {
			in[depth].sign = m->sign;
			in[depth].loose = !m->alike && !m->far;
			in[depth].inside = (uint8_t)(m->level + (directed || !m->far));
			in[depth++].level = m->level;
		}
	}
}

static size_t
neutral_on_line(const struct mark *m, const struct mark *end)
{
	size_t n = 0;

	for (const struct mark *k = m; k < end && k->line == m->line; k++)
		n += dg_sign_direction(k->sign) == 0 && is_double(k);
	return n;
}

/* “ and ” are of one make, as « and », << and >>. */
static enum sign
make_of(enum sign sign)
{
	return dg_sign_direction(sign) > 0 ? partner[sign] : sign == S_LOW ? S_CURLY : sign;
}

/* A text whose quotes are all of one directed make, six pairs and more, and that
 * has a few straight marks (one in three at the most) means something else by
 * these: code, a string, a quote within its source. */
static void
look_at_makes(struct machine *q)
{
	const struct dg_typography *t = q->t;
	size_t straight = 0, directed = 0;
	uint32_t makes = 0;

	for (size_t i = 0; i < t->n_marks && t->on[R_LITERAL]; i++) {
		enum sign sign = t->marks[i].sign;

		if (dg_sign_single(sign))
			continue;
		if (dg_sign_direction(sign) == 0) {
			straight++;
		} else {
			directed++;
			makes |= 1u << make_of(sign);
		}
	}
	q->directed = directed > 0;
	q->literal = straight && directed >= LITERAL_MIN && 3 * straight <= directed &&
	    (makes & (makes - 1)) == 0;
}

void
dg_machine(struct dg_typography *t)
{
	struct machine q = { .t = t };
	struct mark *end = t->marks + t->n_marks, *last = NULL;

	look_at_makes(&q);
	for (struct mark *m = t->marks; m < end; last = m++) {
		if (!last || last->line != m->line) {
			end_line(&q);
			q.code = 0;
			q.rest = neutral_on_line(m, end);
		}
		mend_before(m, last);
		if (dg_sign_single(m->sign))
			single(&q, m);
		else if (dg_sign_direction(m->sign) == 0)
			double_neutral(&q, m);
		else
			double_directed(&q, m);
		q.rest -= dg_sign_direction(m->sign) == 0 && is_double(m);
	}
	end_line(&q);
	tell_levels(t->marks, t->n_marks);
}
