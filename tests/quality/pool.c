/* pool.c -- how often the true translation comes first in a pool, by the words and the
 * lengths alone, order unknown: what a lexicon is worth.
 *
 *   pool LANG,LANG LEXICON N A.seg B.seg
 *
 * Of the first N lines, line i of one translates line i of the other; the lines behind them
 * translate none of those.  LEXICON may be "-", the built-in one, or "none".  Prints how
 * many of the N find theirs first, from A and from B, and the sizes of the two pools. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

static void
die(const char *what, const struct dg_error *err)
{
	fprintf(stderr, "pool: %s: %s\n", what, err->text);
	exit(2);
}

static struct dg_segments *
segments(const char *file)
{
	struct dg_segments *s = NULL;
	struct dg_error err;
	struct dg_in *in;

	if (dg_in_open(&in, file, &err) != DG_OK || dg_segments_read(&s, in, &err) != DG_OK)
		die(file, &err);
	dg_in_free(in);
	return s;
}

/* Σ_s ρ·w/q of each type of the other text, for the tokens of segment i; returns
 * 1 + Σ (1-ρ). */
static double
gains(const struct pair *p, int from, size_t i, float *gain, double *heard)
{
	const struct links *l = &p->links[from];

	memset(gain, 0, p->text[!from]->types * sizeof *gain);
	for (size_t k = p->first[from][i]; k < p->first[from][i + 1]; k++) {
		uint32_t type = p->token[from][k];

		for (uint32_t x = l->row[type]; x < l->row[type + 1]; x++)
			gain[l->at[x].to] += l->at[x].gain;
	}
	*heard = p->heard[from][i + 1] - p->heard[from][i];
	return 1 + *heard - (p->known[from][i + 1] - p->known[from][i]);
}

/* LLR(T|S) of segment j, as in lib/align/evidence.c. */
static double
likelihood(const struct pair *p, int to, size_t j, const float *gain, double base, double heard)
{
	size_t n = p->first[to][j + 1] - p->first[to][j];
	double sum = (p->heard[to][j + 1] - p->heard[to][j] - (double)n) * log(base / (heard + 1));

	for (size_t k = p->first[to][j]; k < p->first[to][j + 1]; k++)
		sum += log((base + (double)gain[p->token[to][k]]) / (heard + 1));
	return sum;
}

static double
length(const struct pair *p, size_t i, size_t j)
{
	double x = (p->text[0]->length[i + 1] - p->text[0]->length[i]) * p->ratio;
	double y = p->text[1]->length[j + 1] - p->text[1]->length[j];
	double variance = 6 * (x + y) / 2 + 30;

	return -(y - x) * (y - x) / (2 * variance) - log(variance) / 2;
}

/* Scores of every segment of one text with every one of the other. */
static double *
matrix(const struct pair *p, size_t n, size_t m)
{
	double *score = calloc(n * m + 1, sizeof *score), heard;
	float *gain = calloc(p->text[0]->types + p->text[1]->types + 1, sizeof *gain);

	if (!score || !gain)
		exit(2);
	for (size_t i = 0; i < n; i++) {
		double base = gains(p, 0, i, gain, &heard);

		for (size_t j = 0; j < m; j++)
			score[i * m + j] = likelihood(p, 1, j, gain, base, heard) / 2 +
			    length(p, i, j);
	}
	for (size_t j = 0; j < m; j++) {
		double base = gains(p, 1, j, gain, &heard);

		for (size_t i = 0; i < n; i++)
			score[i * m + j] += likelihood(p, 0, i, gain, base, heard) / 2;
	}
	free(gain);
	return score;
}

/* Is score[i, i] the highest of its `n` that lie `step` apart from `first`? */
static bool
is_first(const double *score, size_t own, size_t first, size_t step, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (first + k * step != own && score[first + k * step] >= score[own])
			return false;
	return true;
}

int
main(int argc, char *argv[])
{
	char a[16] = "", b[16] = "";
	struct dg_align_options opt = { .lexicon = NULL };
	struct dg_lexicon *lex = NULL;
	struct dg_align_cache *cache;
	struct dg_segments *s[2];
	struct text *t[2];
	struct pair *p;
	struct dg_error err;
	size_t n, m, right[2] = { 0, 0 };
	double *score;

	if (argc != 6 || sscanf(argv[1], "%15[^,],%15s", a, b) != 2)
		return 2;
	if (strcmp(argv[2], "none") != 0 && dg_lexicon_open(&lex,
	    strcmp(argv[2], "-") == 0 ? NULL : argv[2], &err) != DG_OK)
		die(argv[2], &err);
	s[0] = segments(argv[4]);
	s[1] = segments(argv[5]);
	n = strtoul(argv[3], NULL, 10);
	m = s[1]->n;
	if (n == 0 || n > s[0]->n || n > m)
		return 2;
	opt.lexicon = lex;
	if (!(cache = dg_align_cache_new(lex)))
		return 2;
	if (text_read(&t[0], s[0], a, cache, &err) != DG_OK ||
	    text_read(&t[1], s[1], b, cache, &err) != DG_OK ||
	    pair_new(&p, t[0], t[1], NULL, &opt, &err) != DG_OK)
		die(argv[1], &err);
	score = matrix(p, s[0]->n, m);
	for (size_t i = 0; i < n; i++) {
		right[0] += is_first(score, i * m + i, i * m, 1, m);
		right[1] += is_first(score, i * m + i, i, m, s[0]->n);
	}
	printf("%.3f %.3f %zu %zu\n", (double)right[0] / (double)n, (double)right[1] / (double)n,
	    s[0]->n, m);
	return 0;
}
