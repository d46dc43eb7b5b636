/* trust.c -- how much the words and lengths of two texts agree, and what that makes likely:
 * that they are no translations, that one was cut, that one has a neighbour's text, too.
 *
 * Each is a logistic regression over a few measures.  Its weights are data (data/clean.tsv),
 * fitted by tests/quality/clean_fit.py on rows that were damaged on purpose.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"

/* ---- weights ---- */

static bool
is_side(const struct dg_cleaner *c, size_t side, struct dg_bytes tag)
{
	char text[16];

	if (tag.n >= sizeof text)
		return false;
	memcpy(text, tag.p, tag.n);
	text[tag.n] = '\0';
	return strcmp(text, "*") == 0 || dg_language_same(text, c->lang[side]);
}

/* "shift", two languages in either order (* is any), and what is added to each doubt. */
static void
read_shift(struct dg_cleaner *c, char *text)
{
	struct dg_bytes x = { text, strcspn(text, "\t") }, y = { x.p + x.n + 1, 0 };
	char *at;

	y.n = strcspn(y.p, "\t");
	for (size_t a = 0; a < c->sides; a++)
		for (size_t b = a + 1; b < c->sides; b++) {
			if (!(is_side(c, a, x) && is_side(c, b, y)) && !(is_side(c, a, y) && is_side(c, b, x)))
				continue;
			at = text + x.n + 1 + y.n;
			for (size_t d = 0; d < DOUBTS; d++)
				c->shift[a][b][d] = strtod(at, &at);
		}
}

static enum dg_status
read_weights(struct dg_cleaner *c, struct dg_bytes line, struct dg_error *err)
{
	static const char *const names[DOUBTS] = { "words", "truncated", "glued" };
	char text[256], *at;

	if (line.n == 0 || line.p[0] == '#')
		return DG_OK;
	if (line.n >= sizeof text)
		return dg_fail(err, DG_EINPUT, 0, "data/clean.tsv: a line is too long");
	memcpy(text, line.p, line.n);
	text[line.n] = '\0';
	at = text + strcspn(text, "\t");
	if (strncmp(text, "shift\t", 6) == 0) {
		read_shift(c, text + 6);
		return DG_OK;
	}
	for (size_t d = 0; d < DOUBTS; d++) {
		if (strncmp(text, names[d], (size_t)(at - text)) != 0)
			continue;
		for (size_t i = 0; i < MEASURES; i++)
			c->weight[d][i] = strtod(at, &at);
		return DG_OK;
	}
	return dg_fail(err, DG_EINPUT, 0, "data/clean.tsv: '%.40s' is none of its names", text);
}

enum dg_status
trust_open(struct dg_cleaner *c, struct dg_error *err)
{
	struct dg_lines *lines = NULL;
	struct dg_in *in = NULL;
	struct dg_bytes line;
	enum dg_status st = dg_in_memory(&in, dg_embedded("data/clean.tsv"), err);

	if (st == DG_OK)
		st = dg_lines_new(&lines, in, 1024, err);
	while (st == DG_OK && (st = dg_lines_next(lines, &line, err)) == DG_OK)
		st = read_weights(c, line, err);
	dg_lines_free(lines);
	dg_in_free(in);
	return st == DG_END ? DG_OK : st;
}

/* ---- measures ---- */

static struct dg_segments *
one_segment(struct dg_bytes text)
{
	struct dg_segments *s = dg_segments_new();
	struct dg_error err;

	if (s && dg_segments_add(s, text, true, &err) != DG_OK) {
		dg_segments_free(s);
		s = NULL;
	}
	return s;
}

/* The aligner's evidence that the two are translations, a word, in the one bead that is asked for;
 * where it cannot be told, all is well. */
static double
evidence(const struct dg_cleaner *c, size_t a, struct dg_bytes text_a, size_t b,
    struct dg_bytes text_b)
{
	struct dg_segments *s[2] = { one_segment(text_a), one_segment(text_b) };
	const struct dg_segments *const texts[2] = { s[0], s[1] };
	const char *const langs[2] = { c->lang[a], c->lang[b] };
	struct dg_bead_side side[2] = { { 0, 1 }, { 1, 1 } };
	uint32_t ids[2] = { 0, 0 };
	uint64_t line = 1;
	const struct dg_beads together = { .n = 1, .sides = 2, .side = side, .ids = ids, .line = &line };
	struct dg_align_options opt = { .lexicon = c->lexicon, .cache = c->words, .anchors = &together };
	struct dg_alignment *al = NULL;
	struct dg_error err;
	double e = 1;

	if (s[0] && s[1] && dg_align(&al, texts, langs, 2, &opt, &err) == DG_OK)
		e = al->beads[0].evidence;
	dg_alignment_free(al);
	dg_segments_free(s[0]);
	dg_segments_free(s[1]);
	return e < -0.3 ? -0.3 : e > 1 ? 1 : e;
}

/* The two halves, cut between characters, at a blank where words have them. */
static void
halve(struct dg_bytes text, bool blanks, struct dg_bytes half[2])
{
	size_t m = text.n / 2, k;

	while (m < text.n && ((unsigned char)text.p[m] & 0xC0) == 0x80)
		m++;
	for (k = m; k < text.n && text.p[k] != ' '; )
		k++;
	if (blanks && k < text.n)
		m = k;
	half[0] = (struct dg_bytes){ text.p, m };
	half[1] = (struct dg_bytes){ text.p + m, text.n - m };
}

static void
measure_halves(struct dg_cleaner *c, size_t a, size_t b, double x[MEASURES])
{
	struct dg_bytes ta = c->face[a].text, tb = c->face[b].text, half[2];

	halve(ta, !dg_language_unspaced(c->lang[a]), half);
	x[MEASURE_HALF] = evidence(c, a, half[0], b, tb);
	x[MEASURE_HALF + 1] = evidence(c, a, half[1], b, tb);
	halve(tb, !dg_language_unspaced(c->lang[b]), half);
	x[MEASURE_HALF + 2] = evidence(c, a, ta, b, half[0]);
	x[MEASURE_HALF + 3] = evidence(c, a, ta, b, half[1]);
}

/* Columns of a text, a Han character being three; below two dozen a heading may be
 * translated freely, and words tell nothing. */
static double
columns(const struct face *f)
{
	return (double)(f->chars + 2 * (f->han + f->kana));
}

static bool
measure(struct dg_cleaner *c, size_t a, size_t b, struct measures *m)
{
	enum { FEW = 24 };
	double la = columns(&c->face[a]), lb = columns(&c->face[b]), n = la < lb ? la : lb;

	if (!c->lexicon || la < FEW || lb < FEW)
		return false;
	if (!m->asked) {
		m->asked = true;
		m->x[MEASURE_ONE] = 1;
		m->x[MEASURE_LENGTH] = length_z(c, a, b);
		m->x[MEASURE_WHOLE] = evidence(c, a, c->face[a].text, b, c->face[b].text);
		m->x[MEASURE_CHANCE] = 5 / sqrt(n);
	}
	return true;
}

bool
trust_measure(struct dg_cleaner *c, size_t a, size_t b, const double **x)
{
	struct measures *m = &c->measures[a][b];

	if (!measure(c, a, b, m))
		return false;
	if (!m->halves)
		measure_halves(c, a, b, m->x);
	m->halves = true;
	*x = m->x;
	return true;
}

/* ---- doubts ---- */

/* The probability of a doubt.  Where the whole agrees well and the lengths as well, none of
 * them is likely, and the halves need not be looked at. */
static bool
doubt(struct dg_cleaner *c, size_t a, size_t b, enum doubt d, double *p)
{
	struct measures *m = &c->measures[a][b];
	const double *x;
	double sum = c->shift[a][b][d];

	if (!measure(c, a, b, m))
		return false;
	if (!m->halves && m->x[MEASURE_WHOLE] > 0.5 && fabs(m->x[MEASURE_LENGTH]) < 1)
		return false;
	trust_measure(c, a, b, &x);
	for (size_t i = 0; i < MEASURES; i++)
		sum += c->weight[d][i] * x[i];
	*p = 1 / (1 + exp(-sum));
	return true;
}

bool
across_words(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	return doubt(c, a, b, DOUBT_WORDS, value) && *value > limit;
}

/* Without words there is the length alone: 3.2 standard deviations are odd enough. */
static bool
length_alone(struct dg_cleaner *c, size_t a, size_t b, double sign, double *value)
{
	double z = sign * length_z(c, a, b);

	*value = 1 / (1 + exp(3.2 - z));
	return z > 3.2;
}

bool
across_truncated(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	if (doubt(c, a, b, DOUBT_TRUNCATED, value))
		return *value > limit;
	return !c->lexicon && length_alone(c, a, b, -1, value);
}

bool
across_glued(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	if (doubt(c, a, b, DOUBT_GLUED, value))
		return *value > limit;
	return !c->lexicon && length_alone(c, a, b, 1, value);
}
