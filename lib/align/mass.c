/* mass.c -- how likely two segments stand in one bead, whichever that is: the sum of the
 * posteriors of all beads that hold both. */
#include <stdlib.h>

#include "align/align.h"

static const double LEAST = 1e-3;	/* what is less is not told */

struct mass {
	size_t n;		/* segments of the first text */
	uint32_t *low;		/* n: first segment of the second text that any bead has beside */
	size_t *base;		/* n + 1: sums before each row */
	float *sum;
};

enum dg_status
mass_new(struct mass **ret, const struct band *b, struct dg_error *err)
{
	struct mass *m = calloc(1, sizeof *m);

	*ret = m;
	if (!m || !(m->low = malloc((b->n + 1) * sizeof *m->low)) ||
	    !(m->base = calloc(b->n + 1, sizeof *m->base)))
		goto nomem;
	m->n = b->n;
	for (size_t i = 0; i < b->n; i++) {
		/* a bead of the segment begins so many rows before at most, and ends so many behind */
		size_t first = i + 1 > SIDE_MAX ? i + 1 - SIDE_MAX : 0;
		size_t last = i + SIDE_MAX < b->n ? i + SIDE_MAX : b->n;

		m->low[i] = b->low[first];
		m->base[i + 1] = m->base[i] + b->high[last] - b->low[first];
	}
	if ((m->sum = calloc(m->base[b->n] + 1, sizeof *m->sum)))
		return DG_OK;
nomem:
	mass_free(m);
	*ret = NULL;
	return dg_fail_nomem(err);
}

void
mass_add(struct mass *m, size_t i, size_t a, size_t j, size_t b, double p)
{
	for (size_t x = i; x < i + a; x++) {
		float *row = m->sum + m->base[x];

		for (size_t y = j; y < j + b; y++)
			row[y - m->low[x]] += (float)p;
	}
}

void
mass_tell(const struct mass *m, size_t s, size_t t, const struct dg_align_options *opt)
{
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = m->base[i]; k < m->base[i + 1]; k++) {
			double p = (double)m->sum[k];

			if (p >= LEAST)
				opt->posterior(opt->posterior_ctx, s, t, i, m->low[i] + k - m->base[i],
				    p < 1 ? p : 1);
		}
}

void
mass_free(struct mass *m)
{
	if (!m)
		return;
	free(m->low);
	free(m->base);
	free(m->sum);
	free(m);
}
