/* machine.c -- which mark opens, which closes, and how deep.
 *
 * One pass over the marks of the whole document keeps a stack of the quotes
 * that are open.  A mark that has a direction keeps it; for the others the
 * neighbours speak first (a quote opens after a blank and before a word), the
 * stack second.  A quote that never closes does not count when the depth is
 * told, so that one lost mark spoils its own line and not the document. */
#include <string.h>

#include "typography/machine.h"

/* A quote may run over so many paragraphs. */
enum { REACH = 6 };

static struct mark *
top(const struct machine *q)
{
	return q->n ? q->open[q->n - 1] : NULL;
}

static const enum sign partner[SIGNS] = {
	[S_DOUBLE] = S_DOUBLE, [S_CURLY_END] = S_CURLY, [S_GUILLEMET_END] = S_GUILLEMET,
	[S_ANGLE_END] = S_ANGLE, [S_TICKS_END] = S_TICKS, [S_CORNER_END] = S_CORNER,
	[S_PRIME_END] = S_PRIME, [S_SINGLE] = S_SINGLE, [S_CURL1_END] = S_CURL1,
	[S_GUIL1_END] = S_GUIL1, [S_WHITE_END] = S_WHITE, [S_TITLE_END] = S_TITLE,
	/* „ “ and ‚ ‘, as German and Russian close; » « and › ‹ */
	[S_CURLY] = S_LOW, [S_CURL1] = S_LOW1, [S_GUILLEMET] = S_GUILLEMET_END,
	[S_GUIL1] = S_GUIL1_END,
};

enum sign
dg_sign_partner(enum sign sign)
{
	return partner[sign];
}

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
	o->alike = m->alike = partner[m->sign] == o->sign;
	m->plain = o->sign == S_SINGLE;
	o->far = q->t->lines[o->line].paragraph != q->t->lines[m->line].paragraph;
	q->n = i;
}

/* Does the line have, after `m`, the mark that closes `o`? */
static bool
closes_later(const struct machine *q, const struct mark *o, const struct mark *m)
{
	const struct mark *end = q->t->marks + q->t->n_marks;

	for (size_t n = 0; ++m < end && m->line == o->line && n < NESTING_MAX; n++)
		if (partner[m->sign] == o->sign)
			return true;
	return false;
}

/* The opening mark of the same make on the same line, else the innermost.  In "“a" b" the
 * straight mark closes “, which has no ” of its own. */
static void
close_quote(struct machine *q, struct mark *m)
{
	const struct line *lines = q->t->lines;
	const struct mark *here = open_here(q, m);
	bool inner = here && is_straight(m) && !is_straight(here) && !closes_later(q, here, m);
	size_t i;

	m->role = ROLE_CLOSE;
	for (i = q->n; i-- > 0 && !inner && q->open[i]->line == m->line;)
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

static void
double_straight(struct machine *q, struct mark *m)
{
	int turn = dg_turn(q, m);

	if (turn < 0)
		open_quote(q, m);
	else if (turn > 0)
		close_quote(q, m);
}

/* “mot“ suite, le ”mot”: the words around the mark and what is open say that its author
 * took the other one of the pair.  Where „ and “ are a pair, “ closes by its own right. */
static bool
is_wrong_way(const struct machine *q, const struct mark *m, const struct mark *here)
{
	const struct locale *l = q->t->locale;
	bool left = opens_after(m->before), right = closes_before(m->after);

	if (!l->french && !l->english && !l->chinese)
		return false;
	if (m->sign == S_CURLY || m->sign == S_GUILLEMET)
		return !left && right && m->before != C_QUOTE && here && here->sign == m->sign;
	return m->sign == S_CURLY_END && left && m->after == C_LETTER && q->n == 0;
}

/* French blanks stand within the marks: there the right mark is written.  Elsewhere the
 * mark stays as it was meant to look, and that is told. */
static int
right_way(const struct machine *q, struct mark *m, int direction)
{
	m->wrong = !q->t->locale->french;
	m->doubt = true;
	return -direction;
}

static void
double_directed(struct machine *q, struct mark *m)
{
	const struct mark *here = open_here(q, m);
	int direction = dg_sign_direction(m->sign);

	if (direction < 0 && here && here->sign == partner[m->sign] &&
	    (m->sign == S_CURLY || m->sign == S_GUILLEMET) && (!opens_after(m->before) ||
	    (closes_before(m->after) && dg_sign_closes(q->t->locale, m->sign))))
		direction = 1;
	else if (is_wrong_way(q, m, here))
		direction = right_way(q, m, direction);
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

/* Where ‘ and ’ are the outer quotes, they run over lines as double ones do; ‘80s does not. */
static bool
runs_over(const struct machine *q, const struct mark *m)
{
	return q->singles && m->sign == S_CURL1 && opens_after(m->before) && m->after != C_DIGIT;
}

/* May `m` close `o`, which is on top?  On another line only ,’ and .’ do, for s’ is an
 * apostrophe. */
static bool
may_close(const struct machine *q, const struct mark *o, const struct mark *m)
{
	const struct line *lines = q->t->lines;

	if (!o || is_double(o) || dg_sign_title(o->sign))
		return false;
	if (o->line == m->line)
		return true;
	return m->sign == S_CURL1_END && m->before == C_CLOSE && closes_before(m->after) &&
	    lines[m->line].paragraph - lines[o->line].paragraph <= REACH;
}

/* A single mark that closes must find its like on top: anything else after a letter is
 * an apostrophe (les amis', the dogs'). */
static void
close_single(struct machine *q, struct mark *m)
{
	struct mark *o = top(q);

	if (may_close(q, o, m)) {
		m->role = ROLE_CLOSE;
		close_with(q, q->n - 1, m);
	} else if (m->before == C_LETTER && (m->sign == S_SINGLE || m->sign == S_CURL1_END)) {
		m->role = ROLE_APOSTROPHE;
	} else if (dg_sign_direction(m->sign) > 0 && m->sign != S_CURL1_END) {
		m->role = ROLE_CLOSE;
	}
}

/* Titles and quotations do not count as each other's inside: only the mark of the title
 * leaves the stack. */
static void
close_title(struct machine *q, struct mark *m)
{
	for (size_t i = q->n; i-- > 0 && q->open[i]->line == m->line;) {
		if (q->open[i]->sign != S_TITLE)
			continue;
		m->role = ROLE_CLOSE;
		q->open[i]->paired = m->paired = true;
		for (q->n--; i < q->n; i++)
			q->open[i] = q->open[i + 1];
		return;
	}
}

static void
single(struct machine *q, struct mark *m)
{
	bool left = opens_after(m->before), right = closes_before(m->after);
	struct mark *o = top(q);
	bool open = o && !is_double(o) && !dg_sign_title(o->sign) && o->line == m->line;

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
		if (open && o->sign == S_LOW1 && (!left ||
		    (right && dg_sign_closes(q->t->locale, m->sign))))
			close_single(q, m);
		else if (runs_over(q, m))
			open_quote(q, m);
		else
			push(q, m);
		break;
	case S_LOW1: case S_GUIL1: case S_WHITE: case S_TITLE:
		push(q, m);
		break;
	case S_TITLE_END:
		close_title(q, m);
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

		if (runs_over(q, o) || (is_double(o) && (o->sign != S_DOUBLE || o->line == last))) {
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

		/* <<…>> becomes 《…》, which is no quotation */
		if (dg_sign_title(m->sign))
			continue;
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

bool
dg_machine(struct dg_typography *t)
{
	struct machine q = { .t = t };
	struct mark *end = t->marks + t->n_marks, *last = NULL;

	q.singles = strcmp(t->locale->quote[0].open, "‘") == 0;
	dg_author(&q);
	if (!dg_balance(&q))
		return false;
	for (struct mark *m = t->marks; m < end; last = m++) {
		if (!last || last->line != m->line) {
			end_line(&q);
			q.code = 0;
		}
		mend_before(m, last);
		if (dg_sign_single(m->sign))
			single(&q, m);
		else if (dg_sign_direction(m->sign) == 0)
			double_straight(&q, m);
		else
			double_directed(&q, m);
	}
	end_line(&q);
	tell_levels(t->marks, t->n_marks);
	return true;
}
