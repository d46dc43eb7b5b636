/* document.c -- one document through the steps, and the public calls. */
#include <stdlib.h>
#include <string.h>

#include "typography/typography.h"

enum { PASSES_MAX = 8 };

struct dg_bytes
dg_line_text(const struct dg_typography *t, const struct line *l)
{
	/* a line of controls alone may leave nothing, and `clean` nowhere */
	if (l->dirty && l->n == 0)
		return (struct dg_bytes){ "", 0 };
	return l->dirty ? (struct dg_bytes){ t->clean.p + l->at, l->n } : l->in;
}

void
dg_typography_tell(struct dg_typography *t, size_t line, size_t byte, enum rule rule,
    struct dg_bytes before, struct dg_bytes after, double confidence)
{
	const struct line *l = &t->lines[line - 1];

	/* what is seen and left was told by the first reading */
	if (!t->report || t->dry || (t->further && dg_bytes_equal(before, after)))
		return;
	/* hygiene tells places of the line that was read by itself */
	if (rule >= R_QUOTE && l->dirty)
		byte = dg_hygiene_origin(&t->hygiene, byte);
	if (t->further)
		byte = dg_edits_origin(&(struct edits){ t->edits_before.p + l->edit, l->edit_n, 0 },
		    byte);
	t->report(&(struct dg_change){ line, byte, dg_rule_name(rule), before, after, confidence },
	    t->ctx);
}

/* Nothing may come of it but what was there: a private character is only told. */
static bool
wash_line(struct dg_typography *t, struct line *l, size_t i)
{
	struct dg_bytes s = dg_hygiene(t, l->in, i + 1, false);

	l->dirty = true;
	if (!dg_bytes_equal(s, l->in))
		t->changed = true;
	l->at = t->clean.n;
	l->n = s.n;
	dg_put_bytes(&t->clean, s);
	t->n_stops = l->stop;
	return !t->clean.failed && dg_look(t, dg_line_text(t, l), true);
}

static bool
take_line(struct dg_typography *t, struct dg_bytes in, size_t i, size_t n, uint32_t *paragraph)
{
	struct line *l = &t->lines[i];
	struct dg_bytes s;
	struct line was = { 0 };
	size_t marks = 0;
	bool clean;

	if (t->further) {
		was = *l;
		marks = (i + 1 < n ? l[1].mark : t->n_before) - l->mark;
	}
	*l = (struct line){ .in = in, .mark = (uint32_t)t->n_marks, .span = (uint32_t)t->n_spans,
	    .stop = t->n_stops, .edit = was.edit, .edit_n = was.edit_n };
	*paragraph += !t->any_break || in.n == 0;
	l->paragraph = *paragraph;
	/* no quotes were there and none can have come: what was put right stays so */
	if (was.quiet) {
		l->quiet = true;
		return true;
	}
	if (was.settled && t->dry) {
		l->settled = true;
		return dg_settle_marks(t, was.mark, marks);
	}
	/* only an & can have become something new in a line that was clean */
	clean = t->further && !was.dirty && (in.n == 0 || !memchr(in.p, '&', in.n));
	if (!dg_look(t, in, clean) ||
	    (!clean && !dg_hygiene_clean(t, in, l->stop) && !wash_line(t, l, i)))
		return false;
	s = dg_line_text(t, l);
	if (!dg_protect(t, s, l->stop) || !dg_scan_line(t, (uint32_t)i))
		return false;
	l->quiet = !t->dry && !l->dirty && l->mark == t->n_marks && !t->locale->chinese;
	return true;
}

/* The marks of the reading before are at hand, those of the one before that are not. */
static void
keep_marks(struct dg_typography *t)
{
	struct mark *marks = t->marks;
	size_t cap = t->cap_marks;

	t->marks = t->marks_before;
	t->cap_marks = t->cap_before;
	t->marks_before = marks;
	t->cap_before = cap;
	t->n_before = t->n_marks;
}

static bool
read_lines(struct dg_typography *t, const struct dg_bytes *lines, size_t n)
{
	uint32_t paragraph = 0;

	keep_marks(t);
	t->n_lines = t->n_marks = t->n_spans = t->n_stops = t->clean.n = 0;
	t->any_break = false;
	if (!dg_grow(&t->lines, &t->cap_lines, n, sizeof *t->lines) ||
	    !dg_grow(&t->marks, &t->cap_marks, 1, sizeof *t->marks) ||
	    !dg_grow(&t->spans, &t->cap_spans, 1, sizeof *t->spans))
		return false;
	for (size_t i = 0; i < n; i++)
		t->any_break |= lines[i].n == 0 && i + 1 < n;
	for (size_t i = 0; i < n; i++) {
		t->n_lines = i + 1;
		if (!take_line(t, lines[i], i, n, &paragraph))
			return false;
	}
	return true;
}

/* `lines` through all the steps into `out`. */
static bool
pass(struct dg_typography *t, const struct dg_bytes *lines, size_t n, struct dg_buf *out)
{
	t->out = out;
	t->changed = false;
	if (t->track && !t->dry) {
		struct edits swap = t->edits;

		t->edits = t->edits_before;
		t->edits_before = swap;
		t->edits.n = 0;
	}
	if (!read_lines(t, lines, n) || !dg_machine(t))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (t->dry && t->lines[i].settled) {
			t->changed |= !dg_is_settled(t, i);
			continue;
		}
		dg_render_line(t, i);
		t->lines[i].settled = !t->dry && !t->lines[i].quiet && dg_settle_line(t, i);
	}
	return !(t->out->failed || t->clean.failed || t->hygiene.a.failed || t->hygiene.b.failed);
}

static void
cut(const struct dg_buf *text, size_t from, struct dg_bytes *lines, size_t n)
{
	const char *p = text->p + from, *end = text->p + text->n;

	for (size_t i = 0; i < n; i++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		lines[i] = (struct dg_bytes){ p, (size_t)(nl - p) };
		p = nl + 1;
	}
}

/* Marks made right can tell more about their neighbours than the typed ones did:
 * the text is read again until nothing more changes, so that twice is once.
 * The second reading nearly always finds nothing, and writes only when it does. */
static bool
settle(struct dg_typography *t, size_t n, struct dg_buf *out, size_t from)
{
	struct dg_buf *next = &t->again;

	t->further = true;
	for (int i = 0; t->changed && i < PASSES_MAX; i++) {
		if (!dg_grow(&t->cuts, &t->cap_cuts, n, sizeof *t->cuts))
			return false;
		cut(out, from, t->cuts, n);
		t->dry = true;
		if (!pass(t, t->cuts, n, next))
			return false;
		t->dry = false;
		if (!t->changed)
			break;
		next->n = 0;
		if (!pass(t, t->cuts, n, next))
			return false;
		out->n = from;
		dg_put(out, next->p, next->n);
	}
	return !out->failed;
}

static void
tell_map(const struct dg_typography *t, size_t n, const struct dg_buf *out, size_t from)
{
	const char *p = out->p + from, *end = out->p + out->n;

	for (size_t i = 0; i < n; i++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		dg_map_tell(t, i + 1, &t->lines[i], (size_t)(nl - p));
		p = nl + 1;
	}
}

enum dg_status
dg_typography_document(struct dg_typography *t, const struct dg_bytes *lines, size_t n,
    struct dg_buf *out, void (*report)(const struct dg_change *, void *), void *ctx,
    struct dg_error *err)
{
	size_t from = out->n;

	if (n > UINT32_MAX - 1)
		return dg_fail(err, DG_ELIMIT, 0, "a document of more than 2^32 lines");
	for (size_t i = 0; i < n; i++)
		if (lines[i].n > UINT32_MAX / 4)
			return dg_fail(err, DG_ELIMIT, i + 1, "line longer than 1 GiB");
	t->report = report;
	t->ctx = ctx;
	t->track = report || t->map;
	t->further = t->dry = false;
	if (!pass(t, lines, n, out) || !settle(t, n, out, from))
		return dg_fail_nomem(err);
	if (t->map && n)
		tell_map(t, n, out, from);
	return DG_OK;
}

void
dg_typography_map(struct dg_typography *t, void (*map)(const struct dg_stretch *, void *), void *ctx)
{
	t->map = map;
	t->map_ctx = ctx;
}

static bool
set_rule(struct dg_typography *t, const char *set)
{
	const char *eq = strchr(set, '=');
	size_t n = eq ? (size_t)(eq - set) : 0;
	bool on = eq && strcmp(eq + 1, "on") == 0;

	if (!eq || (!on && strcmp(eq + 1, "off") != 0))
		return false;
	for (enum rule i = 0; i < RULES; i++)
		if (strlen(dg_rule_name(i)) == n && strncmp(dg_rule_name(i), set, n) == 0) {
			t->on[i] = on;
			return true;
		}
	return false;
}

static enum dg_status
refuse_rule(const char *set, struct dg_error *err)
{
	const char *eq = strchr(set, '=');

	if (eq && (strcmp(eq, "=on") == 0 || strcmp(eq, "=off") == 0))
		return dg_fail(err, DG_EUSAGE, 0, "there is no rule '%.*s'", (int)(eq - set), set);
	return dg_fail(err, DG_EUSAGE, 0, "'%s' is not NAME=on or NAME=off", set);
}

static enum dg_status
set_options(struct dg_typography *t, const struct dg_typography_options *opt, struct dg_error *err)
{
	static const char *const spaces[] = { [SPACE_FINE] = "fine", [SPACE_NBSP] = "nbsp",
	    [SPACE_PLAIN] = "plain", [SPACE_KEEP] = "keep" };
	int i;

	if (opt && opt->space) {
		for (i = 0; i < 4 && strcmp(opt->space, spaces[i]) != 0; i++)
			;
		if (i == 4)
			return dg_fail(err, DG_EUSAGE, 0,
			    "'%s' is no kind of blank; there are fine, nbsp, plain, keep",
			    opt->space);
		t->space = (enum space)i;
	}
	for (const char *const *r = opt ? opt->rules : NULL; r && *r; r++)
		if (!set_rule(t, *r))
			return refuse_rule(*r, err);
	return DG_OK;
}

enum dg_status
dg_typography_new(struct dg_typography **ret, const char *locale,
    const struct dg_typography_options *opt, struct dg_error *err)
{
	const struct locale *row = dg_typography_locale(locale);
	struct dg_typography *t;
	enum dg_status st;

	*ret = NULL;
	if (!row)
		return dg_fail(err, DG_EUSAGE, 0, "no typography is known for '%s'", locale);
	if (!(t = calloc(1, sizeof *t)))
		return dg_fail_nomem(err);
	t->locale = row;
	for (int i = 0; i < RULES; i++)
		t->on[i] = i < FIRST_ON_REQUEST || (i >= FIRST_OF_NORM && !(opt && opt->hygiene));
	/* -- does not say which of its two dashes a French text wants */
	if (row->french)
		t->on[R_DASH] = false;
	dg_look_for(t);
	if ((st = set_options(t, opt, err)) != DG_OK) {
		dg_typography_free(t);
		return st;
	}
	for (int i = FIRST_ON_REQUEST; i < FIRST_OF_NORM; i++)
		t->requested |= t->on[i];
	*ret = t;
	return DG_OK;
}

void
dg_typography_free(struct dg_typography *t)
{
	if (!t)
		return;
	for (int i = 0; i < HYGIENE_STEPS; i++)
		free(t->hygiene.steps[i].p);
	dg_request_free(t);
	free(t->edits.p);
	free(t->edits_before.p);
	free(t->pen_edits.p);
	free(t->scratch[0].p);
	free(t->scratch[1].p);
	free(t->stops);
	free(t->steps);
	dg_buf_free(&t->hygiene.a);
	dg_buf_free(&t->hygiene.b);
	dg_buf_free(&t->clean);
	dg_buf_free(&t->again);
	free(t->cuts);
	free(t->lines);
	free(t->marks);
	free(t->marks_before);
	free(t->spans);
	free(t);
}
