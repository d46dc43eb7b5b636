/* render.c -- write a line in the norm of its locale.
 *
 * The line is copied from left to right; at each place of interest the bytes
 * [from, to) are replaced.  A replacement never reaches back behind what is
 * already written, so two rules cannot fight for one blank. */
#include <string.h>

#include "typography/typography.h"

const char *
dg_gap(const struct dg_typography *t, enum gap gap)
{
	if (gap == GAP_NONE)
		return "";
	if (t->space == SPACE_PLAIN)
		return " ";
	return gap == GAP_THIN && t->space == SPACE_FINE ? "\xE2\x80\xAF" : "\xC2\xA0";
}

static void
copy(struct dg_buf *out, const char *p, size_t n)
{
	if (out->cap - out->n < n) {
		dg_put(out, p, n);
	} else if (n) {
		memcpy(out->p + out->n, p, n);
		out->n += n;
	}
}

void
dg_pen_put(struct pen *pen, size_t from, size_t to, struct dg_bytes text, enum rule rule,
    double confidence)
{
	struct dg_typography *t = pen->t;
	struct dg_bytes old;

	if (from < pen->done)
		from = pen->done;
	if (to < from)
		to = from;
	old = (struct dg_bytes){ pen->s.p + from, to - from };
	pen->done = to;
	if (!t->on[rule] || dg_bytes_equal(old, text))
		return;
	t->changed = true;
	if (t->dry)
		return;
	copy(t->out, pen->s.p + pen->written, from - pen->written);
	if (t->track && !dg_edit_add(&pen->edits, from, to, t->out->n - pen->start,
	    t->out->n - pen->start + text.n))
		t->out->failed = true;
	copy(t->out, text.p, text.n);
	pen->written = to;
	dg_typography_tell(t, pen->line, from, rule, old, text, confidence);
}

static void
apostrophe(struct pen *pen, size_t at, size_t len)
{
	if (!pen->t->locale->chinese)
		dg_pen_put(pen, at, at + len, dg_bytes_of("’"), R_APOSTROPHE, 1);
}

static const struct quote_style title = { "《", "》", GAP_NONE };

/* How a quote is written at its level.  Singles outside any other quote are
 * somebody's choice: they get the locale's own single marks, where it has some. */
static const struct quote_style *
style_of(const struct dg_typography *t, const struct mark *m)
{
	const struct locale *l = t->locale;
	size_t level = m->level < LEVELS ? m->level : LEVELS - 1;

	if (dg_sign_title(m->sign))
		return m->paired ? &title : NULL;
	/* ‘…’ and ‹…› outside any other quote are French quotations in foreign dress */
	if (l->french && m->paired && m->level == 0 && !m->plain && m->sign != S_SINGLE &&
	    dg_sign_single(m->sign))
		return &l->quote[0];
	/* ' in French is code or a foreign word as often as a quote */
	if (l->french && (m->plain || (m->sign == S_SINGLE && (m->role == ROLE_OPEN || !m->paired))))
		return NULL;
	if (!dg_sign_single(m->sign) || m->level > 0)
		return &l->quote[level];
	if (!m->paired && m->sign != S_WHITE && m->sign != S_WHITE_END)
		return NULL;
	for (size_t i = 0; i < LEVELS; i++)
		if (strcmp(l->quote[i].open, "‘") == 0 || strcmp(l->quote[i].open, "『") == 0 ||
		    strcmp(l->quote[i].open, "‚") == 0)
			return l->french || l->quote[0].open[0] == '\xC2' ? NULL : &l->quote[i];
	return NULL;
}

/* Blanks inside a quote go where its style has none and the mark had some by
 * its own norm (« », or " in Western text), stay where the mark stays. */
static bool
owns_blanks(const struct pen *pen, const struct mark *m, const struct quote_style *q, bool same)
{
	const struct dg_typography *t = pen->t;

	if (t->space == SPACE_KEEP || !t->on[R_QUOTE_SPACE])
		return false;
	if (q->gap != GAP_NONE || t->locale->french)
		return true;
	return !same && (m->sign == S_GUILLEMET || m->sign == S_GUILLEMET_END ||
	    m->sign == S_ANGLE || m->sign == S_ANGLE_END || m->sign == S_GUIL1 ||
	    m->sign == S_GUIL1_END || !t->locale->chinese);
}

/* “mot“ stays so. */
static const char *
glyph(const struct mark *m, const struct quote_style *q)
{
	return (m->role == ROLE_OPEN) != m->wrong ? q->open : q->close;
}

static bool
is_written(struct dg_bytes as_is, const struct mark *m, const struct quote_style *q)
{
	return dg_bytes_equal(as_is, dg_bytes_of(glyph(m, q)));
}

/* Behind an opening mark that closes, its own blank goes and the one of the words stays:
 * « mot«  suite, « mot« , suite. */
static void
drop_blank(struct pen *pen, size_t at, double sure)
{
	size_t end = at + dg_blank_at(pen->s, at);
	uint32_t after = dg_char_at(pen->s, end);
	bool french = pen->t->locale->french;

	/* before ; : ! ? the blank is that mark's in French */
	if (end > at && (after == ',' || after == '.' || dg_class_of(after) == C_BLANK ||
	    (!french && dg_class_of(after) == C_CLOSE)))
		dg_pen_put(pen, at, end, (struct dg_bytes){ "", 0 }, R_QUOTE_SPACE, sure);
}

static void
write_quote(struct pen *pen, const struct mark *m, const struct quote_style *q)
{
	const char *mark = glyph(m, q);
	const char *gap = dg_gap(pen->t, q->gap);
	size_t from = m->at, to = m->at + m->len, far;
	bool same = is_written((struct dg_bytes){ pen->s.p + from, m->len }, m, q);
	bool ours = owns_blanks(pen, m, q, same);
	double sure = m->doubt ? 0.6 : m->paired ? 1 : 0.8;

	if (m->role == ROLE_OPEN) {
		far = ours ? dg_skip_blanks(pen->s, to) : to;
		dg_pen_put(pen, from, to, dg_bytes_of(mark), R_QUOTE, sure);
		if (ours && far < pen->s.n)
			dg_pen_put(pen, to, far, dg_bytes_of(gap), R_QUOTE_SPACE, sure);
		pen->opened = far;
	} else {
		far = ours ? dg_skip_blanks_back(pen->s, from) : from;
		if (ours && far > 0 && far >= pen->done && !(pen->opened && far <= pen->opened))
			dg_pen_put(pen, far, from, dg_bytes_of(gap), R_QUOTE_SPACE, sure);
		dg_pen_put(pen, from, to, dg_bytes_of(mark), R_QUOTE, sure);
		if (ours && m->doubt && dg_sign_direction(m->sign) < 0)
			drop_blank(pen, to, sure);
	}
	pen->wide = pen->han;
}

static void
quote(struct pen *pen, const struct mark *m)
{
	const struct quote_style *style = NULL;
	struct dg_bytes as_is = { pen->s.p + m->at, m->len };
	enum rule left = m->literal ? R_LITERAL : R_DOUBT;

	if (m->role == ROLE_APOSTROPHE) {
		apostrophe(pen, m->at, m->len);
		return;
	}
	if (m->role != ROLE_LEFT)
		style = style_of(pen->t, m);
	if (style && (pen->t->on[R_QUOTE] || is_written(as_is, m, style)))
		write_quote(pen, m, style);
	if (((m->role == ROLE_LEFT && m->doubt) || m->forgotten || m->wrong) && pen->t->on[left])
		dg_typography_tell(pen->t, pen->line, m->at, left, as_is, as_is, 0.3);
}

/* Three dots, no more, no path. */
static size_t
dots(struct pen *pen, size_t at)
{
	struct dg_bytes s = pen->s;
	size_t end = at;
	uint32_t before = dg_char_before(s, at), after;

	while (end < s.n && s.p[end] == '.')
		end++;
	after = dg_char_at(s, end);
	if (end - at == 3 && pen->t->locale->ellipsis && before != '/' && after != '/' &&
	    before != 0x2026 && after != 0x2026 && dg_class_at(s, end) != C_DIGIT &&
	    (!pen->t->locale->chinese || pen->han))
		dg_pen_put(pen, at, end, dg_bytes_of(pen->t->locale->ellipsis), R_ELLIPSIS, 0.9);
	return end;
}

/* -- between two words or two blanks; not --option, not --- */
static size_t
hyphens(struct pen *pen, size_t at)
{
	struct dg_bytes s = pen->s;
	size_t end = at;
	enum class before = dg_class_before(s, at), after;

	while (end < s.n && s.p[end] == '-')
		end++;
	after = dg_class_at(s, end);
	if (end - at == 2 && pen->t->locale->dash && (pen->t->locale->chinese ?
	    (before == C_HAN || after == C_HAN || pen->wide) :
	    (before == C_BLANK && after == C_BLANK) ||
	    (before == C_LETTER && after == C_LETTER)))
		dg_pen_put(pen, at, end, dg_bytes_of(pen->t->locale->dash), R_DASH, 0.9);
	return end;
}

static size_t
tick(struct pen *pen, size_t at, size_t len)
{
	if (dg_is_apostrophe(pen->t, pen->s, at, len))
		apostrophe(pen, at, len);
	return at + len;
}

/* ; : ! ? where the norm is Western. */
static size_t
high_mark(struct pen *pen, size_t at)
{
	const struct locale *l = pen->t->locale;
	bool colon = pen->s.p[at] == ':';

	if (l->french)
		dg_space_before(pen, at, colon ? l->colon : l->high, colon ? R_COLON : R_HIGH);
	return at + 1;
}

static size_t
multibyte(struct pen *pen, size_t at)
{
	size_t end = at;
	uint32_t c = dg_decode(pen->s, &end);

	if (c == 0xB4 || c == 0x2018 || c == 0x2019)
		return tick(pen, at, end - at);
	if ((c == 0xA0 || c == 0x202F) && !pen->t->locale->chinese)
		return dg_space_blank(pen, at);
	if ((c == 0xB0 || c == 0x20AC) && pen->t->locale->french)
		dg_space_sign(pen, at, end);
	if (c >= 0xFF01 && c <= 0xFF5E && pen->t->locale->chinese)
		return dg_chinese_wide(pen, at);
	if (c >= 0x3000)
		pen->wide = (c >= 0x3001 && c <= 0x3011) || c >= 0xFF00;
	return end;
}

static size_t
place(struct pen *pen, size_t at)
{
	bool chinese = pen->t->locale->chinese;
	char c = pen->s.p[at];

	switch (c) {
	case '\'':
		return tick(pen, at, 1);
	case '.':
		if (at + 2 < pen->s.n && pen->s.p[at + 1] == '.' && pen->s.p[at + 2] == '.')
			return dots(pen, at);
		return chinese ? dg_chinese_mark(pen, at) : at + 1;
	case '-':
		return hyphens(pen, at);
	case ',': case '(': case ')':
		return chinese ? dg_chinese_mark(pen, at) : at + 1;
	case ';': case ':': case '!': case '?':
		return chinese ? dg_chinese_mark(pen, at) : high_mark(pen, at);
	case ' ': case '%':
		return chinese ? at + 1 : dg_space_blank(pen, at);
	default:
		return (unsigned char)c >= 0x80 ? multibyte(pen, at) : at + 1;
	}
}

/* The stops that belong to no quote and to no address. */
static void
render_to(struct pen *pen, size_t *at, size_t end)
{
	const struct dg_typography *t = pen->t;
	size_t i = *at;

	for (; pen->stop < pen->stop_end && t->stops[pen->stop] < end; pen->stop++) {
		size_t next = t->stops[pen->stop];

		if (next < i || !(t->look[(unsigned char)pen->s.p[next]] &
		    (LOOK_RENDER | LOOK_BLANK)))
			continue;
		/* what was passed over is no full-width mark */
		if (next > i)
			pen->wide = false;
		i = place(pen, next);
	}
	if (i < end)
		pen->wide = false;
	*at = i < end ? end : i;
}

static void
render(struct pen *pen)
{
	size_t n = pen->s.n, i = 0, mark, from;

	for (;;) {
		mark = pen->mark < pen->mark_end ? pen->mark->at : n;
		from = pen->span < pen->span_end ? pen->span->from : n;
		if (mark == n && from == n)
			break;
		render_to(pen, &i, mark < from ? mark : from);
		if (from < mark) {
			i = i > pen->span->to ? i : pen->span->to;
			pen->span++;
			pen->wide = false;
		} else {
			quote(pen, pen->mark);
			i = mark + pen->mark->len;
			pen->mark++;
		}
	}
	render_to(pen, &i, n);
	if (!pen->t->dry)
		copy(pen->t->out, pen->s.p + pen->written, n - pen->written);
}

void
dg_render_line(struct dg_typography *t, size_t line)
{
	struct line *l = &t->lines[line];
	const struct line *next = line + 1 < t->n_lines ? l + 1 : NULL;
	struct pen pen = { .t = t, .s = dg_line_text(t, l), .line = line + 1, .han = l->han,
	    .start = t->out->n, .edits = t->pen_edits,
	    .stop = l->stop, .stop_end = next ? next->stop : t->n_stops,
	    .mark = t->marks + l->mark,
	    .mark_end = t->marks + (next ? next->mark : t->n_marks),
	    .span = t->spans + l->span, .span_end = t->spans + (next ? next->span : t->n_spans) };

	if (t->track && l->dirty && !t->dry)
		pen.s = dg_hygiene(t, l->in, pen.line, true);
	pen.edits.n = 0;
	render(&pen);
	if (t->dry)
		return;
	t->pen_edits = pen.edits;
	if (t->track && !dg_map_line(t, l, &pen.edits))
		t->out->failed = true;
	dg_put_char(t->out, '\n');
}
