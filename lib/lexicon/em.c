/* em.c -- IBM Model 1 by EM: P(t | s), each t of a sentence drawn from one s of it or from
 * nothing; from one at about the same place rather than from one far off, as in Dyer, Chahuneau
 * and Smith, "A Simple, Fast, and Effective Reparameterization of IBM Model 2" (NAACL 2013), with
 * their figures.
 *
 * Expected counts are summed as whole numbers, so that their order, and with it the number of
 * threads, makes no difference. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "lexicon/learn.h"

enum { THREADS_MAX = 64, CHUNK = 256 };

/* How much the place counts, and the probability of nothing. */
static const double TENSION = 4, NOTHING = 0.08;

struct job {
	struct dg_learner *l;
	atomic_size_t *next;	/* sentence that nobody has taken */
	bool alone;		/* nobody else adds */
	uint32_t room[(TOKENS_MAX + 1) * (TOKENS_MAX + 1)];
};

static inline void
add(const struct job *j, _Atomic uint64_t *to, double share)
{
	uint64_t n = (uint64_t)(share * UNIT);

	if (n == 0)
		return;
	if (j->alone)
		atomic_store_explicit(to, atomic_load_explicit(to, memory_order_relaxed) + n,
		    memory_order_relaxed);
	else
		atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

/* How much less a place counts for lying `far` words away, one word being nothing. */
static double
away(double far, uint32_t sources)
{
	return far <= 1 ? 1 : exp(-TENSION / (double)sources * (far - 1));
}

/* Probability of each source's place, nothing at 0, for target t.  Behind two steps away the next
 * is one factor of the last. */
static void
places(double place[TOKENS_MAX + 1], uint32_t t, uint32_t targets, uint32_t sources, double step)
{
	double at = ((double)t - 0.5) / (double)targets * (double)sources + 0.5, sum = 0, scale;
	uint32_t top = (uint32_t)at, k;

	top = top < 1 ? 1 : top > sources ? sources : top;
	for (k = top; k <= sources; k++)
		place[k] = k < top + 3 ? away(fabs((double)k - at), sources) : place[k - 1] * step;
	for (k = top; k > 1; k--)
		place[k - 1] = k + 2 > top ? away(fabs((double)k - 1 - at), sources) : place[k] * step;
	for (k = 1; k <= sources; k++)
		sum += place[k];
	scale = (1 - NOTHING) / sum;
	for (k = 1; k <= sources; k++)
		place[k] *= scale;
	place[0] = NOTHING;
}

/* The E step of one sentence in direction `d`: targets of side `d` from sources of the other. */
static void
expect(struct job *j, const struct sentence *s, const uint32_t *cell, int d)
{
	struct dg_learner *l = j->l;
	const float *p = l->cells.p[d];
	uint32_t sources = s->n[!d], targets = s->n[d];
	size_t across = d ? 1 : s->n[1] + 1, along = d ? s->n[1] + 1 : 1;
	double given[TOKENS_MAX + 1] = { 0 }, part[TOKENS_MAX + 1];
	double step = exp(-TENSION / (double)sources);

	for (uint32_t t = 1; t <= targets; t++) {
		const uint32_t *at = cell + t * across;
		double sum = 0;

		places(part, t, targets, sources, step);
		for (uint32_t k = 0; k <= sources; k++)
			sum += part[k] *= (double)p[at[k * along]];
		sum = 1 / sum;
		for (uint32_t k = 0; k <= sources; k++) {
			uint32_t c = at[k * along];
			double share = part[k] * sum;

			given[k] += share;
			if (c)
				add(j, &l->cells.count[d][c], share);
		}
	}
	for (uint32_t k = 0; k <= sources; k++)
		add(j, &l->total[!d][learn_word(l, s, !d, k)], given[k]);
}

static void *
expect_all(void *arg)
{
	struct job *j = arg;
	struct dg_learner *l = j->l;

	for (;;) {
		size_t i = atomic_fetch_add(j->next, CHUNK), end = i + CHUNK;

		if (i >= l->n)
			return NULL;
		for (; i < end && i < l->n; i++) {
			const uint32_t *cell = learn_cells_of(l, &l->sentence[i], j->room);

			expect(j, &l->sentence[i], cell, 0);
			expect(j, &l->sentence[i], cell, 1);
		}
	}
}

/* One pass over all sentences. */
static void
expect_by(struct job *job, size_t threads)
{
	pthread_t thread[THREADS_MAX];
	bool runs[THREADS_MAX] = { false };
	atomic_size_t next = 0;

	for (size_t i = 0; i < threads; i++)
		job[i].next = &next;
	for (size_t i = 1; i < threads; i++)
		runs[i] = pthread_create(&thread[i], NULL, expect_all, &job[i]) == 0;
	expect_all(&job[0]);	/* what no thread could be had for, this one does */
	for (size_t i = 1; i < threads; i++)
		if (runs[i])
			pthread_join(thread[i], NULL);
}

/* The M step; the counts begin anew with `again`. */
static void
maximize(struct dg_learner *l, bool again)
{
	struct cells *c = &l->cells;

	for (int d = 0; d < 2; d++) {
		for (size_t i = 1; i < c->n; i++) {
			uint64_t total = l->total[!d][c->word[i][!d]];

			c->p[d][i] = total ? (float)((double)c->count[d][i] / (double)total) : 0;
			if (again)
				c->count[d][i] = 0;
		}
		for (size_t i = 0; i <= l->b->lang[l->lang[!d]].n && again; i++)
			l->total[!d][i] = 0;
	}
}

bool
learn_em(struct dg_learner *l, size_t iterations, size_t threads)
{
	struct job *job;

	threads = threads < THREADS_MAX ? threads : THREADS_MAX;
	if (!(job = calloc(threads, sizeof *job)))
		return false;
	for (size_t i = 0; i < threads; i++) {
		job[i].l = l;
		job[i].alone = threads == 1;
	}
	for (int d = 0; d < 2; d++)
		for (size_t i = 0; i < l->cells.n; i++)
			l->cells.p[d][i] = 1 / (float)(l->b->lang[l->lang[d]].n + 1);
	for (size_t i = 0; i < iterations; i++) {
		expect_by(job, threads);
		maximize(l, i + 1 < iterations);
	}
	free(job);
	return true;
}
