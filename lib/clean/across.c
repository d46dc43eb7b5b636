/* across.c -- rules that hold the texts of a row against each other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"

/* ---- copies ---- */

bool
across_copy(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	const struct face *f = &c->face[a];

	(void)limit;
	*value = 1;
	/* a name or a number is the same in both: a copy has a sentence's letters, as many */
	if (f->letters < 16 || c->face[b].letters != f->letters)
		return false;
	return dg_bytes_equal(dg_buf_bytes(&f->fold), dg_buf_bytes(&c->face[b].fold));
}

/* ---- lengths ---- */

/* ln of how many characters a language takes where English takes one: medians over the
 * gold beads of corpora/statements and of NTREX-128 (Federmann et al. 2022); German, Spanish
 * and Russian by the lengths of the Universal Declaration of Human Rights. */
double
expansion(const char *lang)
{
	static const struct { const char *lang; double x; } table[] = {
		{ "en", 0 }, { "fr", 0.138 }, { "zh", -0.944 }, { "de", 0.13 }, { "es", 0.12 },
		{ "ru", 0.05 }, { "ja", -0.65 }, { "ko", -0.6 },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (dg_language_same(table[i].lang, lang))
			return table[i].x;
	return 0;
}

/* How far ln(length b / length a) is from its mean, in standard deviations: the variance is
 * v0 + v1 / length (after Gale and Church 1993, who had no v0), fitted on the same beads. */
double
length_z(const struct dg_cleaner *c, size_t a, size_t b, double of_a, double of_b)
{
	double la = (double)c->face[a].chars * of_a, lb = (double)c->face[b].chars * of_b;
	bool mixed = c->tongue[a].unspaced != c->tongue[b].unspaced;
	double v0 = mixed ? 0.021 : 0.005, v1 = mixed ? 2.8 : 1.8;

	if (la < 1 || lb < 1)
		return 0;
	return (log(lb / la) - c->tongue[b].expansion + c->tongue[a].expansion) /
	    sqrt(v0 + v1 / sqrt(la * lb));
}

bool
across_ratio(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	*value = length_z(c, a, b, 1, 1);
	return fabs(*value) > limit;
}

/* ---- figures ---- */

static bool
scan(struct dg_cleaner *c)
{
	if (c->scanned)
		return true;
	for (size_t s = 0; s < c->sides; s++)
		if (!values_scan(c->face[s].text, c->lang[s], &c->values[s]))
			return false;
	c->scanned = true;
	return true;
}

/* Written in digits, or too large a word to be an article or a figure of speech. */
static bool
is_sure(const struct value *v)
{
	return !v->vague && (!v->spelled || v->x > 12);
}

static size_t
count_lost(const struct values *v, const bool *lost)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n; i++)
		n += lost[i] && is_sure(&v->at[i]);
	return n;
}

/* Figures of each side that the other lacks; false: out of memory, which the judge says then. */
static bool
lost_figures(struct dg_cleaner *c, size_t a, size_t b, size_t *of_a, size_t *of_b)
{
	if (!scan(c) || !dg_grow(&c->lost[0], &c->cap_lost[0], c->values[a].n + 1, 1) ||
	    !dg_grow(&c->lost[1], &c->cap_lost[1], c->values[b].n + 1, 1) ||
	    !values_match(&c->values[a], &c->values[b], c->lost[0], c->lost[1])) {
		c->failed = true;
		return false;
	}
	*of_a = count_lost(&c->values[a], c->lost[0]);
	*of_b = count_lost(&c->values[b], c->lost[1]);
	return true;
}

/* Two whole numbers of as many digits, all but one of them the same. */
static bool
one_digit_off(double x, double y)
{
	char a[32], b[32];
	size_t off = 0;
	int n = snprintf(a, sizeof a, "%.0f", x);

	if (x < 10 || y < 10 || x > 1e15 || y > 1e15 || x != floor(x) || y != floor(y) ||
	    snprintf(b, sizeof b, "%.0f", y) != n)
		return false;
	for (int i = 0; i < n; i++)
		off += a[i] != b[i];
	return off == 1;
}

/* In digits, and no part of a date, of which texts have several that are alike. */
static bool
is_count(const struct values *v, size_t i)
{
	const struct value *x = &v->at[i];

	return !x->spelled && !x->date && x->kind == VALUE_NUMBER && (x->x < 1900 || x->x > 2100) &&
	    !(i + 1 < v->n && x[1].kind == VALUE_MONTH && x[1].from <= x->to + 4);
}

/* A number that stands twice and is another the second time: 50 … 57 where the other text
 * has 50 and 50, or 50 once. */
static size_t
count_mistyped(const struct values *v, const bool *lost)
{
	size_t n = 0;

	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < v->n && lost[i] && is_count(v, i); k++)
			if (!lost[k] && is_count(v, k) && one_digit_off(v->at[i].x, v->at[k].x)) {
				n++;
				break;
			}
	return n;
}

/* The one hour of the text; NULL: none, or several. */
static const struct value *
one_hour(const struct values *v)
{
	const struct value *found = NULL;

	for (size_t i = 0; i < v->n; i++)
		if (v->at[i].hour) {
			if (found)
				return NULL;
			found = &v->at[i];
		}
	return found;
}

/* 5 h and 1点, though the 1 stands elsewhere, too. */
static bool
hours_differ(const struct values *a, const struct values *b)
{
	const struct value *x = one_hour(a), *y = one_hour(b);

	return x && y && fabs(fmod(floor(x->x), 12) - fmod(floor(y->x), 12)) > 1e-9;
}

/* Most texts have no figure, or the very same digits and nothing in words: then there is nothing
 * to read. */
static bool
may_differ(const struct face *a, const struct face *b)
{
	return a->figures && b->figures && (a->spelled || b->spelled || a->runs != b->runs);
}

bool
across_number(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	size_t of_a, of_b;

	if (!may_differ(&c->face[a], &c->face[b]) || !lost_figures(c, a, b, &of_a, &of_b))
		return false;
	if (of_a > 0 && of_b == 0)
		of_b = count_mistyped(&c->values[a], c->lost[0]);
	else if (of_b > 0 && of_a == 0)
		of_a = count_mistyped(&c->values[b], c->lost[1]);
	*value = (double)(of_a < of_b ? of_a : of_b);
	if (*value < 1 && hours_differ(&c->values[a], &c->values[b]))
		*value = 1;
	return *value > 0 && *value >= limit;
}

bool
across_missing(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	size_t of_a, of_b;

	if (!lost_figures(c, a, b, &of_a, &of_b))
		return false;
	*value = (double)(of_a > of_b ? of_a : of_b);
	return *value > 0 && *value >= limit;
}

bool
across_negation(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	int x = negations(&c->face[a], c->lang[a]), y = negations(&c->face[b], c->lang[b]);

	(void)limit;
	*value = x - y;
	return x >= 0 && y >= 0 && (x == 0) != (y == 0);
}

/* ---- names ---- */

static bool
has_word(struct dg_bytes text, const char *word, size_t n)
{
	for (size_t at = 0; at + n <= text.n; at++)
		if (memcmp(text.p + at, word, n) == 0)
			return true;
	return false;
}

/* Capitals inside a sentence, of four ASCII letters and more; between two languages of the
 * Latin script most are the same word. */
bool
across_names(struct dg_cleaner *c, size_t a, size_t b, double limit, double *value)
{
	struct dg_bytes from = c->face[b].text;
	size_t lost = 0;

	if (c->face[a].latin * 2 < c->face[a].letters || c->face[b].latin * 2 < c->face[b].letters)
		return false;
	for (size_t at = 0; at < from.n;) {
		size_t end = at;

		while (end < from.n && ((from.p[end] | 32) >= 'a' && (from.p[end] | 32) <= 'z'))
			end++;
		if (end - at >= 4 && at > 1 && from.p[at - 1] == ' ' && from.p[at - 2] != '.' &&
		    from.p[at] <= 'Z' && !has_word(c->face[a].text, from.p + at, 4))
			lost++;
		at = end > at ? end : at + 1;
	}
	*value = (double)lost;
	return lost > 0 && *value >= limit;
}
