/* moved.c -- a paragraph that stands elsewhere in one text.
 *
 * A path through the lattice keeps the order of the texts, so a moved paragraph
 * comes out as a run of lonely segments in either place.  Two such runs, of sides
 * that complete each other, are aligned with each other; what then looks like a
 * translation takes the place of both. */
#include <stdlib.h>

#include "align/align.h"

enum { RUNS_MAX = 64, LEAST = 2, TRIES_MAX = 100 };

/* Beads first … last - 1, all with text on the same sides. */
struct run { size_t first, last; unsigned sides; };

struct mover {
	struct dg_alignment *al;
	const struct dg_segments *const *texts;
	const char *const *langs;
	const struct dg_align_options *opt;
	struct run run[RUNS_MAX];
	size_t runs, tries;
};

static unsigned
sides_of(const struct dg_bead *b, size_t sides)
{
	unsigned set = 0;

	for (size_t s = 0; s < sides; s++)
		set |= b->to[s] > b->from[s] ? 1u << s : 0;
	return set;
}

static void
find_runs(struct mover *m)
{
	unsigned all = (1u << m->al->sides) - 1;

	m->runs = 0;
	for (size_t k = 0, end; k < m->al->n; k = end) {
		unsigned set = sides_of(&m->al->beads[k], m->al->sides);

		for (end = k + 1; end < m->al->n &&
		    sides_of(&m->al->beads[end], m->al->sides) == set; end++)
			;
		if (set != all && end - k >= LEAST && m->runs < RUNS_MAX)
			m->run[m->runs++] = (struct run){ k, end, set };
	}
}

/* Where the run's segments of a side begin and end. */
static void
range(const struct mover *m, const struct run *r, size_t side, uint32_t *from, uint32_t *to)
{
	*from = m->al->beads[r->first].from[side];
	*to = m->al->beads[r->last - 1].to[side];
}

/* Runs that could be each other's translation: of sides that complete each other, and not
 * too unlike in length. */
static bool
may_match(const struct run *a, const struct run *b, unsigned all)
{
	size_t m = a->last - a->first, n = b->last - b->first;

	return (a->sides & 1) && (a->sides ^ b->sides) == all && m <= 3 * n && n <= 3 * m;
}

static enum dg_status
copy_range(struct dg_segments **ret, const struct dg_segments *text, uint32_t from, uint32_t to,
    struct dg_error *err)
{
	enum dg_status st = DG_OK;

	if (!(*ret = dg_segments_new()))
		return dg_fail_nomem(err);
	for (uint32_t k = from; k < to && st == DG_OK; k++)
		st = dg_segments_add(*ret, text->at[k], text->opens[k], err);
	return st;
}

/* The two runs put together in one array: the new beads where the run with the first
 * side stood, nothing where the other did. */
static enum dg_status
replace(struct mover *m, const struct run *a, const struct run *b, const struct dg_alignment *sub,
    const uint32_t from[], struct dg_error *err)
{
	struct dg_alignment now = { 0 };
	struct dg_bead move = { 0 };
	enum dg_status st = DG_OK;

	if (!dg_grow(&m->al->moves, &m->al->cap_moves, m->al->moved + 1, sizeof move))
		return dg_fail_nomem(err);
	for (size_t s = 0; s < m->al->sides; s++)
		range(m, a->sides >> s & 1 ? a : b, s, &move.from[s], &move.to[s]);
	move.score = sub->mean;
	for (size_t k = 0; k < m->al->n && st == DG_OK; k++) {
		if (k == a->first)
			for (size_t x = 0; x < sub->n && st == DG_OK; x++) {
				struct dg_bead bead = sub->beads[x];

				for (size_t s = 0; s < m->al->sides; s++) {
					bead.from[s] += from[s];
					bead.to[s] += from[s];
				}
				st = alignment_put(&now, &bead, err);
			}
		if ((k < a->first || k >= a->last) && (k < b->first || k >= b->last))
			st = st == DG_OK ? alignment_put(&now, &m->al->beads[k], err) : st;
	}
	if (st != DG_OK) {
		free(now.beads);
		return st;
	}
	free(m->al->beads);
	m->al->beads = now.beads;
	m->al->n = now.n;
	m->al->cap = now.cap;
	m->al->moves[m->al->moved++] = move;
	return DG_OK;
}

/* Do two runs translate each other?  `a` is the one that holds the first side. */
static enum dg_status
try_runs(struct mover *m, const struct run *a, const struct run *b, bool *done,
    struct dg_error *err)
{
	struct dg_align_options opt = *m->opt;
	struct dg_segments *part[DG_TEXTS_MAX] = { NULL };
	struct dg_alignment *sub = NULL;
	uint32_t from[DG_TEXTS_MAX], to;
	enum dg_status st = DG_OK;

	opt.moved = false;
	opt.posterior = NULL;
	for (size_t s = 0; s < m->al->sides && st == DG_OK; s++) {
		range(m, a->sides >> s & 1 ? a : b, s, &from[s], &to);
		st = copy_range(&part[s], m->texts[s], from[s], to, err);
	}
	if (st == DG_OK)
		st = dg_align(&sub, (const struct dg_segments *const *)part, m->langs,
		    m->al->sides, &opt, err);
	*done = st == DG_OK && !sub->unrelated && sub->mean > 0.6;
	if (*done)
		st = replace(m, a, b, sub, from, err);
	dg_alignment_free(sub);
	for (size_t s = 0; s < m->al->sides; s++)
		dg_segments_free(part[s]);
	return st;
}

enum dg_status
moved_find(struct dg_alignment *al, const struct dg_segments *const texts[],
    const char *const langs[], const struct dg_align_options *opt, struct dg_error *err)
{
	struct mover m = { .al = al, .texts = texts, .langs = langs, .opt = opt };
	unsigned all = (1u << al->sides) - 1;
	enum dg_status st = DG_OK;
	bool done = true;

	while (done && st == DG_OK) {
		done = false;
		find_runs(&m);
		for (size_t a = 0; a < m.runs && !done && st == DG_OK; a++)
			for (size_t b = 0; b < m.runs && !done && st == DG_OK; b++)
				if (may_match(&m.run[a], &m.run[b], all) &&
				    m.tries++ < TRIES_MAX)
					st = try_runs(&m, &m.run[a], &m.run[b], &done, err);
	}
	return st;
}
