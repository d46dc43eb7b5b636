/* lookup.c -- nanoseconds of CPU that a lexicon takes to open, to look a word up, and to find
 * every entry in a Chinese text; beside each, the same by the plainest means: reading the
 * file's first page, hashing the word, reading the text's characters.
 *
 *   lookup LEXICON TEXT.zh */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lexicon/lexicon.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static size_t sink;

static double
bench_open(const char *path, double *floor)
{
	enum { N = 2000 };
	char page[4096];
	double start = now(), mid;

	for (int i = 0; i < N; i++) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);

		sink += (size_t)read(fd, page, sizeof page);
		close(fd);
	}
	mid = now();
	for (int i = 0; i < N; i++) {
		struct dg_lexicon *lex;
		struct dg_error err;

		if (dg_lexicon_open(&lex, path, &err) != DG_OK)
			exit(2);
		dg_lexicon_free(lex);
	}
	*floor = (mid - start) / N;
	return (now() - mid) / N;
}

struct words { struct dg_bytes *at; size_t n, cap; struct dg_buf pool; };

static void
take(const struct dg_lexicon_row *row, void *ctx)
{
	struct words *w = ctx;

	if (strcmp(row->from, "fr") != 0 || (w->n && dg_bytes_equal(w->at[w->n - 1], row->word)) ||
	    !dg_grow(&w->at, &w->cap, w->n + 1, sizeof *w->at))
		return;
	w->at[w->n++] = row->word;
}

/* Every French word of it, in an order that no cache foresees. */
static double
bench_find(const struct dg_lexicon *lex, double *floor)
{
	struct words w = { 0 };
	int fr = lex_language(lex, "fr"), zh = lex_language(lex, "zh");
	double start, mid;
	size_t step = 7919, rounds;

	dg_lexicon_dump(lex, SIZE_MAX, take, &w);
	if (w.n == 0)
		exit(2);
	while (w.n % step == 0)
		step += 2;
	rounds = 4000000 / w.n + 1;
	start = now();
	for (size_t i = 0, k = 0; i < rounds * w.n; i++, k = (k + step) % w.n)
		sink += lex_hash(w.at[k]);
	mid = now();
	for (size_t i = 0, k = 0; i < rounds * w.n; i++, k = (k + step) % w.n) {
		size_t n;

		lex_links(lex, fr, zh, lex_find(lex, fr, w.at[k]), &n);
		sink += n;
	}
	*floor = (mid - start) / (double)(rounds * w.n);
	return (now() - mid) / (double)(rounds * w.n);
}

static void
count(size_t start, size_t end, void *ctx)
{
	(void)start, (void)end;
	++*(size_t *)ctx;
}

static double
bench_scan(const struct dg_lexicon *lex, const char *path, double *floor, double *found)
{
	struct dg_buf text = { 0 };
	struct dg_error err;
	struct dg_in *in;
	size_t characters = 0, hits = 0, rounds;
	double start, mid;

	if (dg_in_open(&in, path, &err) != DG_OK || dg_in_all(in, 1 << 28, &text, &err) != DG_OK)
		exit(2);
	dg_in_free(in);
	for (size_t at = 0; at < text.n; characters++)
		dg_decode(dg_buf_bytes(&text), &at);
	rounds = 20000000 / (characters + 1) + 1;
	start = now();
	for (size_t r = 0; r < rounds; r++)
		for (size_t at = 0; at < text.n;)
			sink += dg_decode(dg_buf_bytes(&text), &at);
	mid = now();
	for (size_t r = 0; r < rounds; r++)
		if (dg_lexicon_scan(lex, "zh", dg_buf_bytes(&text), count, &hits, &err) != DG_OK)
			exit(2);
	*floor = (mid - start) / (double)(rounds * characters);
	*found = (double)hits / (double)(rounds * characters);
	start = now();
	dg_buf_free(&text);
	return (start - mid) / (double)(rounds * characters);
}

int
main(int argc, char *argv[])
{
	struct dg_lexicon *lex;
	struct dg_error err;
	double t, floor, found;

	if (argc != 3)
		return 2;
	t = bench_open(argv[1], &floor);
	printf("open: %.1f us, %.1f times an open and read of one page\n", t / 1000, t / floor);
	if (dg_lexicon_open(&lex, argv[1], &err) != DG_OK)
		return 2;
	t = bench_find(lex, &floor);
	printf("look-ups: %.1f M/s, %.1f times the hash of the word\n", 1000 / t, t / floor);
	t = bench_scan(lex, argv[2], &floor, &found);
	printf("substrings: %.1f M characters/s, %.1f entries a character, %.1f times its decoding\n",
	    1000 / t, found, t / floor);
	dg_lexicon_free(lex);
	return sink == 42;
}
