/* ahead.c -- the corpus is put together beside the making: whoever does it waits here for the
 * next document of the manifest.
 *
 * It begins with the first document that is made without error, as from there on the outputs
 * are others than those that stand there, and where there is more than one thread.
 */
#include <stdlib.h>

#include "batch/batch.h"

bool
ahead_open(struct batch_ahead *a, size_t documents)
{
	*a = (struct batch_ahead){ .n = documents, .full = ~0u,
	    .there = calloc(documents + 1, sizeof *a->there) };
	if (a->there && pthread_mutex_init(&a->lock, NULL) != 0) {
		free(a->there);
		a->there = NULL;
	} else if (a->there && pthread_cond_init(&a->change, NULL) != 0) {
		pthread_mutex_destroy(&a->lock);
		free(a->there);
		a->there = NULL;
	}
	return a->there != NULL;
}

void
ahead_close(struct batch_ahead *a)
{
	if (!a->there)
		return;
	pthread_cond_destroy(&a->change);
	pthread_mutex_destroy(&a->lock);
	free(a->there);
	a->there = NULL;
}

/* Who waits is woken when there is something to do for a while, not for each document. */
void
ahead_tell(struct batch_ahead *a, size_t document, unsigned full)
{
	enum { WAKE = 32 };
	size_t before;

	if (!a->there)
		return;
	pthread_mutex_lock(&a->lock);
	before = a->whole;
	a->there[document] = true;
	a->full = full;
	while (a->whole < a->n && a->there[a->whole])
		a->whole++;
	if (a->whole / WAKE != before / WAKE || a->whole == a->n)
		pthread_cond_broadcast(&a->change);
	pthread_mutex_unlock(&a->lock);
}

void
ahead_over(struct batch_ahead *a)
{
	if (!a->there)
		return;
	pthread_mutex_lock(&a->lock);
	a->over = true;
	pthread_cond_broadcast(&a->change);
	pthread_mutex_unlock(&a->lock);
}

enum dg_status
ahead_wait(struct batch_ahead *a, size_t document)
{
	enum dg_status st;

	if (!a->there)
		return DG_OK;
	pthread_mutex_lock(&a->lock);
	while (a->whole <= document && !a->over)
		pthread_cond_wait(&a->change, &a->lock);
	st = a->whole > document ? DG_OK : DG_END;
	pthread_mutex_unlock(&a->lock);
	return st;
}

unsigned
ahead_full(struct batch_ahead *a)
{
	unsigned full;

	pthread_mutex_lock(&a->lock);
	full = a->full;
	pthread_mutex_unlock(&a->lock);
	return full;
}
