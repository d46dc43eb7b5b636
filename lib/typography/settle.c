/* settle.c -- lines that need not be read again.
 *
 * What is written is read once more, to see that it stays as it is.  A line whose quotes
 * are plain text outside and plain text inside cannot change by itself, only by what the
 * lines before it leave open: of such a line the marks are given to the machine as they
 * were written, and no byte is looked at. */
#include <string.h>

#include "typography/typography.h"

/* The sign that opens or closes a quote of the outer two levels; SIGNS: none, or a
 * single mark, which may be an apostrophe. */
static enum sign
sign_written(const struct dg_typography *t, const struct mark *m)
{
	const struct quote_style *q;
	enum sign sign;

	if (m->level > 1 || !m->paired || m->wrong ||
	    (m->doubt && dg_sign_direction(m->sign) != 0) || m->forgotten || m->role == ROLE_LEFT ||
	    m->role == ROLE_APOSTROPHE)
		return SIGNS;
	q = &t->locale->quote[m->level];
	sign = dg_sign_of(dg_char_at(dg_bytes_of(m->role == ROLE_OPEN ? q->open : q->close), 0));
	return sign < SIGNS && !dg_sign_single(sign) ? sign : SIGNS;
}

/* Before an opening mark: the edge, a bracket, one blank behind a word, a comma or a
 * colon; no number and no dot, which may number what follows. */
static bool
plain_before(struct dg_bytes s, size_t at)
{
	size_t blank = dg_blank_before(s, at);
	char c;

	if (at == 0 || s.p[at - 1] == '(')
		return true;
	if (blank == 0 || blank == at)
		return false;
	c = s.p[at - blank - 1];
	return c == ',' || c == ':' || dg_class_before(s, at - blank) == C_LETTER;
}

/* Behind a closing mark. */
static bool
plain_after(struct dg_bytes s, size_t at)
{
	return at == s.n || s.p[at] == ',' || s.p[at] == '.' || s.p[at] == ')' ||
	    dg_blank_at(s, at) > 0;
}

static bool
plain_end(struct dg_bytes s, size_t at)
{
	char c = at ? s.p[at - 1] : 0;

	return c == '.' || c == ',' || c == '!' || c == '?' || c == ')' ||
	    dg_class_before(s, at) == C_LETTER;
}

/* Is `m` among plain text?  Says what will stand on its inner side. */
static bool
is_plain(const struct dg_typography *t, struct dg_bytes s, const struct mark *m, uint8_t *inner)
{
	size_t end = m->at + m->len, far;
	bool opens = m->role == ROLE_OPEN;

	far = opens ? dg_skip_blanks(s, end) : dg_skip_blanks_back(s, m->at);
	*inner = (uint8_t)(opens ? dg_class_at(s, far) : dg_class_before(s, far));
	if (far != (opens ? end : m->at) && !t->locale->french)
		return false;
	if (t->locale->quote[m->level].gap != GAP_NONE)
		*inner = C_BLANK;
	if (opens)
		return plain_before(s, m->at) && (dg_class_at(s, far) == C_LETTER ||
		    dg_class_at(s, far) == C_DIGIT);
	return plain_after(s, end) && plain_end(s, far);
}

/* The mark as the next reading will find it, with what it was for this one. */
static void
as_written(const struct dg_typography *t, struct dg_bytes s, struct mark *m)
{
	bool opens = m->role == ROLE_OPEN;
	uint8_t inner;

	is_plain(t, s, m, &inner);
	*m = (struct mark){ .line = m->line, .at = m->at, .len = m->len, .head = m->head,
	    .sign = (uint8_t)sign_written(t, m), .was_role = m->role, .was_level = m->level,
	    .before = opens ? (uint8_t)dg_class_before(s, m->at) : inner,
	    .after = opens ? inner : (uint8_t)dg_class_at(s, m->at + m->len) };
}

/* Line `i` was just written: may it be passed over at the next reading?  If so, its marks
 * are made ready for that. */
bool
dg_settle_line(struct dg_typography *t, size_t i)
{
	const struct line *l = &t->lines[i], *next = i + 1 < t->n_lines ? l + 1 : NULL;
	struct mark *from = t->marks + l->mark, *end = t->marks + (next ? next->mark : t->n_marks);
	struct dg_bytes s = dg_line_text(t, l);
	uint8_t inner;

	if (from == end || l->dirty || t->locale->chinese || t->space == SPACE_KEEP ||
	    !t->on[R_QUOTE] || !t->on[R_QUOTE_SPACE] ||
	    l->span != (next ? next->span : t->n_spans))
		return false;
	for (const struct mark *m = from; m < end; m++)
		if (dg_sign_single(m->sign) || m->sign == S_TICKS || m->sign == S_TICKS_END ||
		    sign_written(t, m) == SIGNS || !is_plain(t, s, m, &inner))
			return false;
	for (struct mark *m = from; m < end; m++)
		as_written(t, s, m);
	return true;
}

/* Give this reading the `n` marks from `first` on of the last one. */
bool
dg_settle_marks(struct dg_typography *t, size_t first, size_t n)
{
	if (!dg_grow(&t->marks, &t->cap_marks, t->n_marks + n, sizeof *t->marks))
		return false;
	if (n)
		memcpy(t->marks + t->n_marks, t->marks_before + first, n * sizeof *t->marks);
	t->n_marks += n;
	return true;
}

/* Would the marks of line `i` be written as they were? */
bool
dg_is_settled(const struct dg_typography *t, size_t i)
{
	const struct mark *m = t->marks + t->lines[i].mark;
	const struct mark *end = t->marks + (i + 1 < t->n_lines ? t->lines[i + 1].mark : t->n_marks);

	for (; m < end; m++)
		if (m->role != m->was_role || m->level != m->was_level || m->wrong)
			return false;
	return true;
}
