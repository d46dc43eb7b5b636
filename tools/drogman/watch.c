/* watch.c -- what a long run says of itself: a bar on a terminal, elsewhere a line every half
 * minute, and on SIGUSR1 a line at once.  A thread of its own tells it, so that a page that
 * takes its time, or a file system that hangs, is seen too. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "drogman/commands.h"

enum { EVERY_SECONDS = 30, BAR_WIDTH = 20 };

struct watch {
	pthread_mutex_t lock;
	pthread_t thread;
	bool running, over;		/* there is a thread; it is to end */
	bool terminal, drawn;
	double begun, told;
	struct dg_batch_counts now;
};

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
clear(struct watch *w)
{
	if (w->drawn)
		fputs("\r\033[K", stderr);
	w->drawn = false;
}

/* "412 of 1000 documents, 5321 rows, 96.2 documents/s, 0:06 left, 3 warnings" */
static void
say_where(const struct watch *w)
{
	const struct dg_batch_counts *c = &w->now;
	size_t ready = c->done + c->reused;
	double rate = (double)c->done / (seconds() - w->begun + 1e-9);
	unsigned left = rate > 0 ? (unsigned)((double)(c->documents - ready) / rate) : 0;

	if (c->pass)
		fprintf(stderr, "pass %d of 2: ", c->pass);
	fprintf(stderr, "%zu of %zu documents, %llu rows, %.1f documents/s", ready, c->documents,
	    (unsigned long long)c->rows, rate);
	if (rate > 0)
		fprintf(stderr, ", %u:%02u left", left / 60, left % 60);
	if (c->warned)
		fprintf(stderr, ", %zu warnings", c->warned);
	if (c->failed)
		fprintf(stderr, ", %zu failed", c->failed);
}

static void
say_line(struct watch *w)
{
	w->told = seconds();
	clear(w);
	fputs("drogman build: ", stderr);
	say_where(w);
	fputc('\n', stderr);
}

static void
draw(struct watch *w)
{
	const struct dg_batch_counts *c = &w->now;
	size_t full = c->documents ? (c->done + c->reused) * BAR_WIDTH / c->documents : 0;

	w->told = seconds();
	fputs("\r\033[K[", stderr);
	for (size_t i = 0; i < BAR_WIDTH; i++)
		fputc(i < full ? '#' : ' ', stderr);
	fputs("] ", stderr);
	say_where(w);
	w->drawn = true;
}

static void
set_of_usr1(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGUSR1);
}

static void *
tell(void *arg)
{
	const struct timespec tick = { .tv_sec = 1 };
	struct watch *w = arg;
	sigset_t set;
	bool over = false;

	set_of_usr1(&set);
	while (!over) {
		bool asked = sigtimedwait(&set, NULL, &tick) == SIGUSR1;

		pthread_mutex_lock(&w->lock);
		over = w->over;
		if (over)
			;
		else if (asked || (!w->terminal && !tool_quiet && seconds() - w->told >= EVERY_SECONDS))
			say_line(w);
		else if (w->terminal && !tool_quiet)
			draw(w);
		pthread_mutex_unlock(&w->lock);
	}
	return NULL;
}

struct watch *
watch_begin(void)
{
	struct watch *w = calloc(1, sizeof *w);
	sigset_t set;

	if (!w)
		return NULL;
	w->terminal = isatty(STDERR_FILENO) != 0;
	w->begun = w->told = seconds();
	/* held back in all threads, so that the one that waits for it gets it */
	set_of_usr1(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	pthread_mutex_init(&w->lock, NULL);
	w->running = pthread_create(&w->thread, NULL, tell, w) == 0;
	return w;
}

void
watch_take(struct watch *w, const struct dg_batch_counts *now)
{
	pthread_mutex_lock(&w->lock);
	w->now = *now;
	if (w->terminal && !tool_quiet && seconds() - w->told >= 0.1)
		draw(w);
	pthread_mutex_unlock(&w->lock);
}

void
watch_clear(struct watch *w)
{
	pthread_mutex_lock(&w->lock);
	clear(w);
	pthread_mutex_unlock(&w->lock);
}

void
watch_end(struct watch *w)
{
	pthread_mutex_lock(&w->lock);
	w->over = true;
	clear(w);
	pthread_mutex_unlock(&w->lock);
	if (w->running) {
		pthread_kill(w->thread, SIGUSR1);
		pthread_join(w->thread, NULL);
	}
	pthread_mutex_destroy(&w->lock);
	free(w);
}
