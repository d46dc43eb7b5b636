/* link.c -- from shares of entries to probabilities. */
#include <stdlib.h>

#include "lexicon/build.h"

/* How much a single word of an expression says beside the whole of it: "partenariat
 * stratégique global" also speaks for each of its words. */
static const float PART = 0.35f;

/* Links of one string brought together, in the order they were in: one pass of counting, where
 * comparing would take twenty.  Nothing is done where memory is out; the order of a group is
 * made by comparing all the same. */
static bool
gather(struct build_links *l)
{
	uint32_t most = 0, *at;
	struct build_link *out;

	for (size_t i = 0; i < l->n; i++)
		most = l->at[i].from > most ? l->at[i].from : most;
	at = calloc((size_t)most + 2, sizeof *at);
	out = malloc(l->n * sizeof *out);
	if (!at || !out) {
		free(at);
		free(out);
		return false;
	}
	for (size_t i = 0; i < l->n; i++)
		at[l->at[i].from + 1]++;
	for (uint32_t i = 0; i < most; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < l->n; i++)
		out[at[l->at[i].from]++] = l->at[i];
	free(at);
	free(l->at);
	l->at = out;
	l->cap = l->n;
	return true;
}

/* Sort links whose strings stand together already, string by string. */
static void
sort_groups(struct build_links *l, int (*order)(const void *, const void *))
{
	for (size_t i = 0, j; i < l->n; i = j) {
		for (j = i + 1; j < l->n && l->at[j].from == l->at[i].from; j++)
			;
		if (j - i > 1)
			qsort(l->at + i, j - i, sizeof *l->at, order);
	}
}

static int
by_source(const void *a, const void *b)
{
	const struct build_link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->section != y->section)
		return x->section < y->section ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->weight > y->weight) - (x->weight < y->weight);
}

/* Of what one section says of one string: the sum of the shares that stand for whole
 * forms, or of all where the string is only ever a part. */
static float
whole(const struct build_link *l, size_t n)
{
	float sum = 0, all = 0;

	for (size_t i = 0; i < n; i++) {
		if (l[i].kind == BUILD_GIVEN)
			return 1;
		all += l[i].weight;
		if (l[i].kind == BUILD_WHOLE)
			sum += l[i].weight;
	}
	return sum > 0 ? sum : all > 1 ? all : 1;
}

void
build_settle(struct build_links *l)
{
	size_t n = 0;

	if (l->n && gather(l))
		sort_groups(l, by_source);
	else if (l->n)
		qsort(l->at, l->n, sizeof *l->at, by_source);
	for (size_t i = 0, j; i < l->n; i = j) {
		struct build_link first = l->at[i];
		float sum;

		for (j = i; j < l->n && l->at[j].from == first.from &&
		    l->at[j].section == first.section; j++)
			;
		sum = whole(l->at + i, j - i);
		for (size_t k = i; k < j; k++) {
			struct build_link x = l->at[k];

			x.weight /= x.kind == BUILD_PART ? sum / PART : sum;
			x.kind = BUILD_GIVEN;
			if (k > i && l->at[n - 1].to == x.to)
				l->at[n - 1].weight += x.weight;
			else
				l->at[n++] = x;
		}
	}
	l->n = n;
	for (size_t i = 0; i < n; i++)
		if (l->at[i].weight > 1)
			l->at[i].weight = 1;
}

static int
by_target(const void *a, const void *b)
{
	const struct build_link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return (x->section > y->section) - (x->section < y->section);
}

void
build_mix(const struct dg_lexicon_builder *b, struct build_links *l)
{
	for (size_t i = 0, j; i < l->n; i = j) {
		float trust = 0;

		for (j = i; j < l->n && l->at[j].from == l->at[i].from; j++)
			if (j == i || l->at[j].section != l->at[j - 1].section)
				trust += b->section[l->at[j].section].trust;
		for (size_t k = i; k < j; k++)
			l->at[k].weight *= b->section[l->at[k].section].trust /
			    (float)build_share((double)trust);
	}
	sort_groups(l, by_target);
}
