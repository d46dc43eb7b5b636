/* pairs.c -- what texts of a pair of languages are like: counted, and read from where it was
 * written down. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum { LINE_MAX_BYTES = 4096, FIELDS = 6 };

/* Characters of its words. */
static double
letters(struct dg_bytes text)
{
	struct word_scan scan = { text, 0 };
	struct word w;
	double n = 0;

	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w))
		for (size_t at = w.start; w.kind != WORD_MARK && at < w.end;) {
			dg_decode(text, &at);
			n++;
		}
	return n;
}

void
dg_pair_sum_add(struct dg_pair_sum *sum, struct dg_bytes a, struct dg_bytes b,
    size_t segments_a, size_t segments_b)
{
	double x = letters(a), y = letters(b);

	if (segments_a < 7 && segments_b < 7)
		sum->shape[segments_a][segments_b]++;
	sum->beads++;
	if (segments_a == 0 || segments_b == 0)
		return;
	sum->a += x;
	sum->b += y;
	sum->aa += x * x;
	sum->ab += x * y;
	sum->bb += y * y;
}

bool
dg_pair_sum_end(const struct dg_pair_sum *sum, struct dg_pair_statistics *ret)
{
	if (sum->a <= 0 || sum->b <= 0)
		return false;
	*ret = (struct dg_pair_statistics){ .ratio = sum->b / sum->a, .beads = sum->beads };
	/* Gale and Church (1993): of b around ratio · a, a letter */
	ret->variance = (sum->bb - 2 * ret->ratio * sum->ab + ret->ratio * ret->ratio * sum->aa) /
	    sum->a;
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			ret->share[i][j] = (double)sum->shape[i][j] / (double)sum->beads;
	return true;
}

/* ---- statistics written down ---- */

/* "1-1:0.89 2-1:0.05"; false where it is none such. */
static bool
read_shares(const char *text, double share[7][7])
{
	unsigned i, j;
	double x;
	int n;

	/* a digit each: NOLINTNEXTLINE(cert-err34-c) */
	for (; sscanf(text, " %1u-%1u:%lf%n", &i, &j, &x, &n) == 3; text += n) {
		if (i > 6 || j > 6 || !(x >= 0 && x <= 1))
			return false;
		share[i][j] = x;
	}
	return text[strspn(text, " ")] == '\0';
}

/* A line, which is taken apart; NULL, or what is wrong with it. */
static const char *
read_pair(char *line, char *lang[2], struct dg_pair_statistics *stat)
{
	char *field[FIELDS], *end;
	size_t n = 0;

	for (char *p = line; n < FIELDS; p += strlen(p) + 1) {
		field[n++] = p;
		if (!strchr(p, '\t'))
			break;
		*strchr(p, '\t') = '\0';
	}
	if (n < FIELDS)
		return "not two languages, beads, ratio, variance and shares";
	lang[0] = field[0];
	lang[1] = field[1];
	stat->beads = strtoul(field[2], &end, 10);
	if (*end || stat->beads == 0)
		return "not a number of beads";
	stat->ratio = strtod(field[3], &end);
	if (*end || !(stat->ratio > 0 && stat->ratio < 100))
		return "not a ratio";
	stat->variance = strtod(field[4], &end);
	if (*end || !(stat->variance >= 0 && stat->variance < 1e6))
		return "not a variance";
	return read_shares(field[5], stat->share) ? NULL : "not shares of beads";
}

enum dg_status
dg_lexicon_builder_pairs(struct dg_lexicon_builder *b, struct dg_in *in, dg_bad_row *bad,
    void *ctx, struct dg_error *err)
{
	struct dg_lines *lines;
	struct dg_bytes line;
	enum dg_status st;

	if ((st = dg_lines_new(&lines, in, LINE_MAX_BYTES, err)) != DG_OK)
		return st;
	while (st == DG_OK && (st = dg_lines_next(lines, &line, err)) == DG_OK) {
		struct dg_pair_statistics stat = { 0 };
		char text[LINE_MAX_BYTES + 1], *lang[2];
		const char *wrong;

		if (line.n == 0 || line.p[0] == '#')
			continue;
		memcpy(text, line.p, line.n);
		text[line.n] = '\0';
		if ((wrong = read_pair(text, lang, &stat)) != NULL)
			bad(dg_lines_number(lines), wrong, ctx);
		else if (build_language(b, lang[0]) < LEX_LANGS_MAX &&
		    build_language(b, lang[1]) < LEX_LANGS_MAX)
			st = dg_lexicon_builder_pair(b, lang[0], lang[1], &stat, err);
	}
	dg_lines_free(lines);
	return st == DG_END ? DG_OK : st;
}
