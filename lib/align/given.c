/* given.c -- what a person has already decided: segments that belong together, and the
 * beads of a pair that a third text joins. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* ---- anchors ---- */

/* The ids of side `s` of line k, as a run; false where there are none. */
static bool
run_of(const struct dg_beads *b, size_t k, size_t s, uint32_t *from, uint32_t *to)
{
	const struct dg_bead_side *side = &b->side[k * b->sides + s];

	if (side->n == 0)
		return false;
	*from = b->ids[side->at];
	*to = b->ids[side->at + side->n - 1] + 1;
	return true;
}

static enum dg_status
in_range(const struct dg_beads *b, size_t k, size_t s, size_t n, struct dg_error *err)
{
	uint32_t from, to;

	if (run_of(b, k, s, &from, &to) && to > n)
		return dg_fail(err, DG_EINPUT, b->line[k],
		    "there is no segment %u in text %zu, which has %zu", to - 1, s + 1, n);
	return DG_OK;
}

enum dg_status
anchors_check(const struct dg_beads *b, const struct dg_segments *const texts[], size_t sides,
    size_t max, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	if (b->n && b->sides != sides)
		return dg_fail(err, DG_EINPUT, b->line[0], "%zu sides for %zu texts", b->sides,
		    sides);
	for (size_t k = 0; k < b->n && st == DG_OK; k++)
		for (size_t s = 0; s < sides && st == DG_OK; s++) {
			uint32_t from, to;

			st = in_range(b, k, s, texts[s]->n, err);
			if (st == DG_OK && run_of(b, k, s, &from, &to) && to - from > max)
				st = dg_fail(err, DG_EINPUT, b->line[k],
				    "no bead holds %u segments of one text", to - from);
		}
	return st;
}

static int
by_first(const void *a, const void *b)
{
	const struct pin *x = a, *y = b;

	return x->from[0] != y->from[0] ? (x->from[0] < y->from[0] ? -1 : 1) :
	    x->from[1] < y->from[1] ? -1 : x->from[1] > y->from[1];
}

/* The anchors of one pair of texts, in order. */
enum dg_status
pins_new(struct pins *ret, const struct dg_beads *b, size_t s, size_t t, struct dg_error *err)
{
	*ret = (struct pins){ 0 };
	if (!(ret->at = malloc((b->n + 1) * sizeof *ret->at)))
		return dg_fail_nomem(err);
	for (size_t k = 0; k < b->n; k++) {
		struct pin p = { .line = b->line[k] };

		if (run_of(b, k, s, &p.from[0], &p.to[0]) &&
		    run_of(b, k, t, &p.from[1], &p.to[1]))
			ret->at[ret->n++] = p;
	}
	if (ret->n)
		qsort(ret->at, ret->n, sizeof *ret->at, by_first);
	for (size_t k = 1; k < ret->n; k++)
		if (ret->at[k].from[1] < ret->at[k - 1].from[1])
			return dg_fail(err, DG_EINPUT, ret->at[k].line,
			    "this anchor crosses that of line %llu",
			    (unsigned long long)ret->at[k - 1].line);
	return DG_OK;
}

/* Of two runs: does a bead that holds some of one hold all of both? */
static bool
together(const struct pin *p, size_t i, size_t a, size_t j, size_t b)
{
	bool some = (p->from[0] < i + a && p->to[0] > i) || (p->from[1] < j + b && p->to[1] > j);

	return !some || (p->from[0] >= i && p->to[0] <= i + a && p->from[1] >= j &&
	    p->to[1] <= j + b);
}

bool
pins_allow(const struct pins *pins, size_t i, size_t a, size_t j, size_t b)
{
	size_t low = 0, high = pins->n;

	/* the first that may reach the bead, on whichever side comes first; then on */
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (pins->at[mid].from[0] + SIDE_MAX < i && pins->at[mid].from[1] + SIDE_MAX < j)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < pins->n && (pins->at[low].from[0] < i + a || pins->at[low].from[1] < j + b);
	    low++)
		if (!together(&pins->at[low], i, a, j, b))
			return false;
	return true;
}

/* ---- fixed beads ---- */

/* Units: the fixed beads, and between them what none of them holds. */
struct units {
	const struct dg_beads *beads;
	struct dg_bead *at;
	size_t n, cap;
	uint32_t next[2];	/* the first segment that is in no unit yet, if nothing crosses */
	bool *held[2];
};

static enum dg_status
put_unit(struct units *u, uint32_t a0, uint32_t a1, uint32_t b0, uint32_t b1,
    struct dg_error *err)
{
	if (!dg_grow(&u->at, &u->cap, u->n + 1, sizeof *u->at))
		return dg_fail_nomem(err);
	u->at[u->n++] = (struct dg_bead){ .from = { a0, b0 }, .to = { a1, b1 } };
	return DG_OK;
}

/* Segments before `end` of side s that no bead holds, each alone. */
static enum dg_status
put_lonely(struct units *u, size_t s, uint32_t end, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (; u->next[s] < end && st == DG_OK; u->next[s]++) {
		uint32_t k = u->next[s];

		if (!u->held[s][k])
			st = s == 0 ? put_unit(u, k, k + 1, u->next[1], u->next[1], err) :
			    put_unit(u, u->next[0], u->next[0], k, k + 1, err);
	}
	return st;
}

static enum dg_status
hold(struct units *u, const struct dg_segments *const texts[], struct dg_error *err)
{
	const struct dg_beads *b = u->beads;
	enum dg_status st = DG_OK;

	for (size_t k = 0; k < b->n && st == DG_OK; k++)
		for (size_t s = 0; s < 2 && st == DG_OK; s++) {
			uint32_t from, to;

			if ((st = in_range(b, k, s, texts[s]->n, err)) != DG_OK ||
			    !run_of(b, k, s, &from, &to))
				continue;
			if (to - from != b->side[k * b->sides + s].n)
				st = dg_fail(err, DG_EINPUT, b->line[k],
				    "the segments of one side do not follow each other");
			for (; from < to && st == DG_OK; from++)
				u->held[s][from] = true;
		}
	return st;
}

static enum dg_status
make_units(struct units *u, const struct dg_segments *const texts[], struct dg_error *err)
{
	const struct dg_beads *b = u->beads;
	enum dg_status st;

	if (b->n && b->sides != 2)
		return dg_fail(err, DG_EINPUT, b->line[0], "fixed beads have two sides");
	for (int s = 0; s < 2; s++)
		if (!(u->held[s] = calloc(texts[s]->n + 1, 1)))
			return dg_fail_nomem(err);
	st = hold(u, texts, err);
	for (size_t k = 0; k < b->n && st == DG_OK; k++) {
		uint32_t from[2], to[2];

		for (size_t s = 0; s < 2 && st == DG_OK; s++)
			if (run_of(b, k, s, &from[s], &to[s]))
				st = put_lonely(u, s, from[s], err);
		for (size_t s = 0; s < 2; s++) {
			if (!run_of(b, k, s, &from[s], &to[s]))
				from[s] = to[s] = u->next[s];
			u->next[s] = to[s] > u->next[s] ? to[s] : u->next[s];
		}
		if (st == DG_OK)
			st = put_unit(u, from[0], to[0], from[1], to[1], err);
	}
	for (size_t s = 0; s < 2 && st == DG_OK; s++)
		st = put_lonely(u, s, (uint32_t)texts[s]->n, err);
	return st;
}

/* A text whose segments are one side of the units. */
static bool
unit_text(struct text *ret, const struct text *t, const struct units *u, size_t s)
{
	bool *opens;
	size_t n = 0;

	*ret = *t;
	ret->n = u->n;
	ret->first = malloc((u->n + 1) * sizeof *ret->first);
	ret->token = malloc((t->tokens + 1) * sizeof *ret->token);
	ret->length = malloc((u->n + 1) * sizeof *ret->length);
	ret->opens = opens = calloc(u->n + 1, 1);
	if (!ret->first || !ret->token || !ret->length || !opens)
		return false;
	ret->length[0] = 0;
	for (size_t k = 0; k < u->n; k++) {
		uint32_t from = u->at[k].from[s], to = u->at[k].to[s];
		size_t tokens = t->first[to] - t->first[from];

		ret->first[k] = n;
		memcpy(ret->token + n, t->token + t->first[from], tokens * sizeof *t->token);
		n += tokens;
		ret->length[k + 1] = ret->length[k] + t->length[to] - t->length[from];
		opens[k] = from < to && t->opens[from];
	}
	ret->first[u->n] = ret->tokens = n;
	return true;
}

/* Two pairs' lattices over the same cells made one: units against the third text. */
static void
add_faces(struct lattice *to, const struct lattice *other, const struct units *u)
{
	const struct band *b = &to->band;
	size_t n = to->shapes->n;

	for (size_t i = 0, c = 0; i <= b->n; i++)
		for (size_t j = b->low[i]; j <= b->high[i]; j++, c++)
			for (size_t k = 0; k < n; k++) {
				const struct shape *s = &to->shapes->at[k];
				double x = 0;

				if (!s->a || !s->b || isinf(to->score[c * n + k]))
					continue;
				if (u->at[i].to[0] > u->at[i].from[0])
					x += (double)(to->score[c * n + k] - s->prior);
				if (u->at[i].to[1] > u->at[i].from[1])
					x += (double)(other->score[c * n + k] - s->prior);
				to->score[c * n + k] = (float)(weights.three * x) + s->prior;
			}
}

static enum dg_status
align_units(const struct units *u, struct pair *const pair[2], struct dg_alignment *out,
    struct dg_error *err)
{
	struct lattice *l[2] = { NULL, NULL };
	struct dg_alignment path = { .sides = 2 };
	struct pins none = { 0 };
	struct shapes shapes;
	uint32_t at[2] = { 0 };
	enum dg_status st = DG_OK;

	shapes_init(&shapes, SIDE_MAX);
	shapes_keep_first(&shapes);
	for (int k = 0; k < 2 && st == DG_OK; k++)
		st = lattice_new(&l[k], pair[k], &shapes, 3, &none, err);
	if (st == DG_OK && (st = lattice_join(l[0], l[1], err)) == DG_OK) {
		add_faces(l[0], l[1], u);
		st = lattice_best(l[0], &path, NULL, err);
	}
	for (size_t k = 0; k < path.n && st == DG_OK; k++) {
		struct dg_bead bead = path.beads[k], *unit = &u->at[bead.from[0]];
		bool alone = bead.from[0] == bead.to[0];	/* of the third text */

		bead.from[2] = bead.from[1];
		bead.to[2] = bead.to[1];
		for (int s = 0; s < 2; s++) {
			bead.from[s] = alone ? at[s] : unit->from[s];
			bead.to[s] = alone ? at[s] : unit->to[s];
			at[s] = bead.to[s];
		}
		st = alignment_put(out, &bead, err);
	}
	free(path.beads);
	lattice_free(l[0]);
	lattice_free(l[1]);
	return st;
}

enum dg_status
fixed_align(struct dg_alignment *out, struct text *const text[3], const struct dg_beads *beads,
    const struct dg_segments *const texts[], const struct dg_align_options *opt,
    struct dg_error *err)
{
	struct units u = { .beads = beads };
	struct text side[2] = { { 0 }, { 0 } };
	struct pair *pair[2] = { NULL, NULL };
	enum dg_status st = make_units(&u, texts, err);

	for (size_t s = 0; s < 2 && st == DG_OK; s++)
		st = unit_text(&side[s], text[s], &u, s) ?
		    pair_new(&pair[s], &side[s], text[2], NULL, opt, err) : dg_fail_nomem(err);
	if (st == DG_OK)
		st = align_units(&u, pair, out, err);
	for (size_t s = 0; s < 2; s++) {
		pair_free(pair[s]);
		free(side[s].first);
		free(side[s].token);
		free(side[s].length);
		free((void *)(uintptr_t)side[s].opens);
		free(u.held[s]);
	}
	free(u.at);
	return st;
}
