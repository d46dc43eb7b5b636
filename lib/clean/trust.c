/* trust.c -- how much the words, lengths and marks of two texts agree, and what that makes
 * likely: that they are no translations, that one was cut, that one has a neighbour's text, too.
 *
 * Each is a logistic regression over a few measures.  Its weights are data (data/clean.tsv),
 * fitted by tests/quality/clean_fit.py on rows that were damaged on purpose; two texts of one
 * way of writing have others than a spaced and an unspaced one, which share no cognates.
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

/* A doubt, "same" or "mixed", and its weights. */
static enum dg_status
read_weights(struct dg_cleaner *c, struct dg_bytes line, struct dg_error *err)
{
	static const char *const names[2][DOUBTS] = {
		{ "words\tsame\t", "truncated\tsame\t", "glued\tsame\t" },
		{ "words\tmixed\t", "truncated\tmixed\t", "glued\tmixed\t" },
	};
	char text[512], *at;

	if (line.n == 0 || line.p[0] == '#')
		return DG_OK;
	if (line.n >= sizeof text)
		return dg_fail(err, DG_EINPUT, 0, "data/clean.tsv: a line is too long");
	memcpy(text, line.p, line.n);
	text[line.n] = '\0';
	if (strncmp(text, "shift\t", 6) == 0) {
		read_shift(c, text + 6);
		return DG_OK;
	}
	for (size_t k = 0; k < 2 * DOUBTS; k++) {
		const char *name = names[k / DOUBTS][k % DOUBTS];

		if (strncmp(text, name, strlen(name)) != 0)
			continue;
		at = text + strlen(name);
		for (size_t i = 0; i < MEASURES; i++)
			c->weight[k / DOUBTS][k % DOUBTS][i] = strtod(at, &at);
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

/* A stretch at an end of text `which`, most of its words foreign to the other text and the lengths
 * nearer to the pair's usual one without it: the best such cut, in natural logarithms.  Half of
 * what the words say is believed, for they do not speak independently, and seven tenths of
 * the lengths. */
static double
best_cut(const struct dg_cleaner *c, size_t a, size_t b, int which)
{
	static const double LEAST = .15, MOST = .85, WORDS = .5, LENGTH = .35, FAR = 60;
	const float *says = c->cover.says[which];
	size_t n = c->cover.n[which];
	double z = length_z(c, a, b, 1, 1), best = -3, before = fmin(z * z, FAR);

	for (int way = 0; way < 2 && n >= 4; way++) {
		double foreign = 0, share = 0;

		for (size_t k = 0; k < n; k++) {
			foreign -= (double)says[way ? k : n - 1 - k];
			share = (double)(k + 1) / (double)n;
			if (share > MOST)
				break;
			if (share < LEAST || (WORDS * foreign + LENGTH * before <= best))
				continue;
			z = which ? length_z(c, a, b, 1, 1 - share) : length_z(c, a, b, 1 - share, 1);
			best = fmax(best, WORDS * foreign + LENGTH * (before - fmin(z * z, FAR)));
		}
	}
	return n < 4 ? 0 : fmin(best, 15) / 5;
}

static double
sum_of(const struct dg_cover *c, int side, size_t *spoken)
{
	double sum = 0;

	for (size_t k = 0; k < c->n[side]; k++) {
		sum += (double)c->says[side][k];
		*spoken += c->says[side][k] > 0;
	}
	return sum;
}

static void
measure_words(struct dg_cleaner *c, size_t a, size_t b, double x[MEASURES])
{
	size_t spoken = 0;
	double na = 1 + (double)c->cover.n[0], nb = 1 + (double)c->cover.n[1];
	double sa = sum_of(&c->cover, 0, &spoken), sb = sum_of(&c->cover, 1, &spoken);

	x[MEASURE_WHOLE] = (sa + sb) / 2 / (na + nb - 1);
	x[MEASURE_OF_A] = fmin(2, sa / na);
	x[MEASURE_OF_B] = fmin(2, sb / nb);
	x[MEASURE_SPOKEN] = (double)spoken / (na + nb - 1);
	x[MEASURE_KNOWN] = (c->cover.known[0] + c->cover.known[1]) / 2;
	x[MEASURE_KNOWN_WHOLE] = x[MEASURE_KNOWN] * x[MEASURE_WHOLE];
	x[MEASURE_CUT_A] = best_cut(c, a, b, 0);
	x[MEASURE_CUT_B] = best_cut(c, a, b, 1);
}

/* Whether sentences end, inside and at the end, on one side alone. */
static void
measure_ends(const struct dg_cleaner *c, size_t a, size_t b, double x[MEASURES])
{
	struct ends ea = ends_of(c->face[a].text), eb = ends_of(c->face[b].text);

	x[MEASURE_OPEN_A] = !ea.closed && eb.closed;
	x[MEASURE_OPEN_B] = ea.closed && !eb.closed;
	x[MEASURE_MORE_A] = ea.inside > eb.inside;
	x[MEASURE_MORE_B] = eb.inside > ea.inside;
	x[MEASURE_CUT_A_MORE] = x[MEASURE_CUT_A] * x[MEASURE_MORE_A];
	x[MEASURE_CUT_B_MORE] = x[MEASURE_CUT_B] * x[MEASURE_MORE_B];
	x[MEASURE_CUT_A_OPEN] = x[MEASURE_CUT_A] * x[MEASURE_OPEN_B];
	x[MEASURE_CUT_B_OPEN] = x[MEASURE_CUT_B] * x[MEASURE_OPEN_A];
}

/* Columns of a text, a Han character being three; below 18 a heading may be
 * translated freely, and words tell nothing. */
static double
columns(const struct face *f)
{
	return (double)(f->chars + 2 * (f->han + f->kana));
}

/* Of two texts, the spaced one first. */
static bool
measure(struct dg_cleaner *c, size_t a, size_t b, double x[MEASURES])
{
	enum { FEW = 18 };
	double la = columns(&c->face[a]), lb = columns(&c->face[b]), n = la < lb ? la : lb;
	const struct dg_bytes texts[2] = { c->face[a].text, c->face[b].text };
	const char *const langs[2] = { c->lang[a], c->lang[b] };
	struct dg_error err;
	double z;

	if (!c->lexicon || la < FEW || lb < FEW)
		return false;
	if (dg_cover(&c->cover, texts, langs, c->lexicon, c->words, &err) != DG_OK) {
		/* no doubt is no praise: the row was not looked at */
		c->failed = true;
		return dg_lacks(0);
	}
	z = fmax(-4, fmin(4, length_z(c, a, b, 1, 1)));
	x[MEASURE_ONE] = 1;
	x[MEASURE_LENGTH] = z;
	x[MEASURE_FAR] = fabs(z);
	x[MEASURE_FAR_SQUARE] = z * z / 4;
	x[MEASURE_CHANCE] = 5 / sqrt(n);
	measure_words(c, a, b, x);
	measure_ends(c, a, b, x);
	x[MEASURE_WHOLE_CHANCE] = x[MEASURE_WHOLE] * x[MEASURE_CHANCE];
	return true;
}

static bool
is_mixed(const struct dg_cleaner *c, size_t a, size_t b)
{
	return c->tongue[a].unspaced != c->tongue[b].unspaced;
}

bool
trust_measure(struct dg_cleaner *c, size_t a, size_t b, const double **x)
{
	struct measures *m = &c->measures[a][b];
	bool turn = is_mixed(c, a, b) && c->tongue[a].unspaced;

	if (!m->asked) {
		m->asked = true;
		m->known = turn ? measure(c, b, a, m->x) : measure(c, a, b, m->x);
	}
	*x = m->x;
	return m->known;
}

/* ---- doubts ---- */

static bool
doubt(struct dg_cleaner *c, size_t a, size_t b, enum doubt d, double *p)
{
	const double *x, *weight = c->weight[is_mixed(c, a, b)][d];
	double sum = c->shift[a][b][d];

	if (!trust_measure(c, a, b, &x))
		return false;
	for (size_t i = 0; i < MEASURES; i++)
		sum += weight[i] * x[i];
	*p = 1 / (1 + exp(-sum));
	return true;
}

/* The doubt speaks, and none that drops rows speaks louder: a row has one reason. */
static bool
loudest(struct dg_cleaner *c, size_t a, size_t b, enum doubt d, double limit, double *p)
{
	static const enum rule rule[DOUBTS] = { RULE_WORDS, RULE_TRUNCATED, RULE_GLUED };
	double other;

	if (!doubt(c, a, b, d, p) || *p <= limit)
		return false;
	for (enum doubt k = 0; k < DOUBTS; k++)
		if (k != d && c->rule[rule[k]].mode == DG_DROP && doubt(c, a, b, k, &other) &&
		    other > *p && other > c->rule[rule[k]].limit)
			return false;
	return true;
}

bool
across_words(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	return loudest(c, a, b, DOUBT_WORDS, limit, value);
}

/* Without words there is the length alone: 3.2 standard deviations are odd enough. */
static bool
length_alone(struct dg_cleaner *c, size_t a, size_t b, double sign, double *value)
{
	double z = sign * length_z(c, a, b, 1, 1);

	*value = 1 / (1 + exp(3.2 - z));
	return z > 3.2;
}

bool
across_truncated(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	if (c->lexicon)
		return loudest(c, a, b, DOUBT_TRUNCATED, limit, value);
	return length_alone(c, a, b, -1, value);
}

bool
across_glued(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	if (c->lexicon)
		return loudest(c, a, b, DOUBT_GLUED, limit, value);
	return length_alone(c, a, b, 1, value);
}
