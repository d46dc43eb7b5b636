/* documents -- dg_align on small documents, in one process, after the lexicon is open:
 * milliseconds of CPU a document of two texts, of three, and a pair of single segments (as
 * dg-clean asks for each row of a bitext).
 *
 *   documents ROUNDS FOLDER...	each with fr.seg, zh.seg and en.seg */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "drogman/align.h"

static const char *const langs[] = { "fr", "zh", "en" };

struct document { struct dg_segments *text[DG_TEXTS_MAX]; };

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
trouble(const char *where, const struct dg_error *err)
{
	fprintf(stderr, "documents: %s: %s\n", where, err->text);
	exit(2);
}

static void
read_document(struct document *d, const char *folder)
{
	struct dg_error err;

	for (int s = 0; s < DG_TEXTS_MAX; s++) {
		char name[4096];
		struct dg_in *in;

		snprintf(name, sizeof name, "%s/%s.seg", folder, langs[s]);
		if (dg_in_open(&in, name, &err) != DG_OK ||
		    dg_segments_read(&d->text[s], in, &err) != DG_OK)
			trouble(name, &err);
		dg_in_free(in);
	}
}

static void
align(const struct dg_segments *const texts[], const char *const tags[], size_t sides,
    const struct dg_lexicon *lex, struct dg_align_cache *cache)
{
	struct dg_align_options opt = { .lexicon = lex, .cache = cache, .moved = true };
	struct dg_alignment *al;
	struct dg_error err;

	if (dg_align(&al, texts, tags, sides, &opt, &err) != DG_OK)
		trouble("align", &err);
	dg_alignment_free(al);
}

/* Segment i of the two texts alone, as long as both have one; how many there were. */
static size_t
align_rows(const struct document *d, const struct dg_lexicon *lex, struct dg_align_cache *cache)
{
	size_t n = d->text[0]->n < d->text[2]->n ? d->text[0]->n : d->text[2]->n;
	struct dg_error err;

	for (size_t i = 0; i < n; i++) {
		struct dg_segments *one = dg_segments_new(), *two = dg_segments_new();
		const struct dg_segments *const texts[] = { one, two };
		const char *const tags[] = { "fr", "en" };

		if (!one || !two || dg_segments_add(one, d->text[0]->at[i], true, &err) != DG_OK ||
		    dg_segments_add(two, d->text[2]->at[i], true, &err) != DG_OK)
			trouble("row", &err);
		align(texts, tags, 2, lex, cache);
		dg_segments_free(one);
		dg_segments_free(two);
	}
	return n;
}

static void
report(const char *what, double took, size_t n, size_t segments)
{
	printf("%s: %.3f ms of CPU each", what, took / (double)n * 1e3);
	if (segments)
		printf(" (%.0f segments a second, all texts counted)", (double)segments / took);
	printf("\n");
}

int
main(int argc, char *argv[])
{
	size_t rounds, n = (size_t)(argc > 2 ? argc - 2 : 0), segments[2] = { 0 }, rows = 0;
	struct document *d = calloc(n + 1, sizeof *d);
	struct dg_align_cache *cache;
	struct dg_lexicon *lex;
	struct dg_error err;
	double start;

	if (!d || n == 0)
		return 2;
	rounds = (size_t)strtoul(argv[1], NULL, 10);
	if (dg_lexicon_open(&lex, NULL, &err) != DG_OK)
		trouble("lexicon", &err);
	if (!(cache = dg_align_cache_new(lex)))
		return 2;
	for (size_t i = 0; i < n; i++) {
		read_document(&d[i], argv[2 + i]);
		segments[0] += rounds * (d[i].text[0]->n + d[i].text[1]->n);
		segments[1] += rounds * (d[i].text[0]->n + d[i].text[1]->n + d[i].text[2]->n);
	}
	for (size_t sides = 2; sides <= 3; sides++) {
		start = seconds();
		for (size_t r = 0; r < rounds; r++)
			for (size_t i = 0; i < n; i++)
				align((const struct dg_segments *const *)d[i].text, langs, sides, lex,
				    cache);
		report(sides == 2 ? "a statement, fr-zh" : "a statement, three texts",
		    seconds() - start, rounds * n, segments[sides - 2]);
	}
	start = seconds();
	for (size_t r = 0; r < rounds; r++)
		for (size_t i = 0; i < n; i++)
			rows += align_rows(&d[i], lex, cache);
	report("a row of one segment, fr-en", seconds() - start, rows, 0);
	for (size_t i = 0; i < n; i++)
		for (int s = 0; s < DG_TEXTS_MAX; s++)
			dg_segments_free(d[i].text[s]);
	free(d);
	dg_align_cache_free(cache);
	dg_lexicon_free(lex);
	return 0;
}
