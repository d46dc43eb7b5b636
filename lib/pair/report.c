/* report.c -- groups in their order, how sure they are, and on what evidence. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

/* Clues lean on each other: the odds are nearer to even than their sum says. */
static const double TEMPER = .3;	/* by the reliability that tests/quality/pair.sh prints */

/* ---- confidence ---- */

/* What would be gained if group `g` had `page` of group `h`, and that one g's instead; -INFINITY:
 * the two pages are copies, and that is no choice. */
static double
exchange(const struct pile *p, const struct group *g, const struct group *h, uint32_t page)
{
	uint32_t own = g->page[p->pages[page].side];

	if (own != NO_PAGE && p->pages[own].same == p->pages[page].same)
		return -INFINITY;
	return group_worth(p, g, page) + group_worth(p, h, own) - group_worth(p, g, own) -
	    group_worth(p, h, page);
}

static void
at_least(double *x, double y)
{
	*x = fmax(*x, y);
}

/* For each group the best exchange with another: every page that is a candidate of one of its
 * pages may be had for its own; NULL: out of memory. */
static double *
best_exchanges(const struct dg_pairing *pg)
{
	const struct pile *p = &pg->pile;
	uint32_t *of = malloc((p->n + 1) * sizeof *of);
	double *best = malloc((pg->n_groups + 1) * sizeof *best);

	if (!of || !best) {
		free(of);
		free(best);
		return NULL;
	}
	for (uint32_t i = 0; i < pg->n_groups; i++) {
		best[i] = -INFINITY;
		for (size_t s = 0; s < p->sides; s++)
			if (pg->groups[i].page[s] != NO_PAGE)
				of[pg->groups[i].page[s]] = i;
	}
	for (size_t i = 0; i < p->n_edges; i++) {
		const struct edge *e = &p->edges[i];
		uint32_t x = of[e->a], y = of[e->b];
		double gain;

		if (x == y)
			continue;
		gain = fmax(exchange(p, &pg->groups[x], &pg->groups[y], e->b),
		    exchange(p, &pg->groups[y], &pg->groups[x], e->a));
		at_least(&best[x], gain);
		at_least(&best[y], gain);
	}
	free(of);
	return best;
}

/* Against the best exchange, and against each page's standing alone. */
static double
confidence(const struct pile *p, const struct group *g, double gain)
{
	double alone = -INFINITY;

	for (size_t s = 0; s < p->sides; s++)
		if (g->page[s] != NO_PAGE)
			at_least(&alone, -group_worth(p, g, g->page[s]));
	return 1 / (1 + exp(TEMPER * alone) + exp(TEMPER * gain));
}

/* ---- groups ---- */

static size_t
count_pages(const struct group *g)
{
	size_t n = 0;

	for (size_t s = 0; s < SIDES; s++)
		n += g->page[s] != NO_PAGE;
	return n;
}

/* Old ones as they were, then by the page that was added first, single ones last. */
static int
in_order(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	bool alone_x = !x->old && count_pages(x) < 2, alone_y = !y->old && count_pages(y) < 2;

	if (alone_x != alone_y)
		return alone_x ? 1 : -1;
	for (size_t s = 0; s < SIDES; s++)
		if (x->page[s] != y->page[s])
			return x->page[s] < y->page[s] ? -1 : 1;
	return 0;
}

enum dg_status
groups_finish(struct dg_pairing *pg, struct dg_error *err)
{
	struct pile *p = &pg->pile;
	double *best;
	size_t old = p->n_known;

	pg->outcome = calloc(pg->n_groups + 1, sizeof *pg->outcome);
	if (!pg->outcome)
		return dg_fail_nomem(err);
	qsort(pg->groups + old, pg->n_groups - old, sizeof *pg->groups, in_order);
	if (!(best = best_exchanges(pg)))
		return dg_fail_nomem(err);
	for (size_t i = 0; i < pg->n_groups; i++)
		pg->outcome[i] = (struct outcome){ confidence(p, &pg->groups[i], best[i]),
		    count_pages(&pg->groups[i]) };
	free(best);
	return DG_OK;
}

size_t
dg_pairing_groups(const struct dg_pairing *pg)
{
	return pg->n_groups;
}

void
dg_pairing_group(const struct dg_pairing *pg, size_t i, struct dg_pairing_group *ret)
{
	const struct pile *p = &pg->pile;
	const struct group *g = &pg->groups[i];

	*ret = (struct dg_pairing_group){ .pages = pg->outcome[i].pages, .old = g->old,
	    .confidence = pg->outcome[i].confidence };
	for (size_t s = 0; s < p->sides; s++) {
		if (g->page[s] == NO_PAGE)
			continue;
		ret->page[s] = p->pages[g->page[s]].name;
		if (ret->pages == 1 && p->pages[g->page[s]].same != g->page[s])
			ret->same = p->pages[p->pages[g->page[s]].same].name;
	}
}

/* ---- evidence ---- */

static void
put_share(struct dg_buf *out, const char *what, unsigned found, unsigned asked)
{
	if (asked)
		dg_put_format(out, ", %s %u/%u", what, found, asked);
}

/* What is asked of the first page of the second. */
static void
put_verdict(struct dg_buf *out, const struct pile *p, uint32_t a, uint32_t b,
    const struct verdict *v)
{
	unsigned names = v->found[0][CLUE_LATIN] + v->found[0][CLUE_SOUNDS] +
	    v->found[0][CLUE_PINYIN];

	dg_put_format(out, "%s-%s", p->lang[p->pages[a].side], p->lang[p->pages[b].side]);
	if (v->linked)
		dg_put_str(out, ", linked");
	if (v->named)
		dg_put_str(out, ", file names");
	put_share(out, "dates", v->found[0][CLUE_DATE], v->asked[0][CLUE_DATE]);
	put_share(out, "figures", v->found[0][CLUE_NUMBER] + v->found[0][CLUE_SPELLED],
	    v->asked[0][CLUE_NUMBER] + v->asked[0][CLUE_SPELLED]);
	put_share(out, "words", v->found[0][CLUE_WORD], v->asked[0][CLUE_WORD]);
	if (names)
		dg_put_format(out, ", names %u", names);
	if (v->clash[0] || v->clash[1])
		dg_put_format(out, ", sentences with other figures %u+%u", v->clash[0], v->clash[1]);
	if (v->days != NO_DAY)
		dg_put_format(out, ", %ld day%s apart", v->days, v->days == 1 ? "" : "s");
}

enum dg_status
dg_pairing_evidence(struct dg_pairing *pg, size_t i, struct dg_buf *out, struct dg_error *err)
{
	struct pile *p = &pg->pile;
	const struct group *g = &pg->groups[i];
	bool first = true;

	for (size_t x = 0; x < p->sides; x++)
		for (size_t y = x + 1; y < p->sides; y++) {
			struct verdict v;

			if (g->page[x] == NO_PAGE || g->page[y] == NO_PAGE)
				continue;
			pair_score(p, g->page[x], g->page[y], &v);
			dg_put_str(out, first ? "" : "; ");
			put_verdict(out, p, g->page[x], g->page[y], &v);
			first = false;
		}
	return out->failed ? dg_fail_nomem(err) : DG_OK;
}

/* ---- one pair in full ---- */

static const char *const kind_name[CLUE_KINDS] = { "word", "figure", "figure", "date", "name",
	"name, by its sounds", "name, in pinyin", "address", "file name" };

static void
put_clue(struct dg_buf *out, const struct pile *p, uint32_t clue)
{
	enum clue_kind kind = clues_kind(&p->clues, clue);
	struct dg_bytes text = clues_text(&p->clues, clue);
	float x;

	if ((kind == CLUE_NUMBER || kind == CLUE_SPELLED) && text.n == sizeof x) {
		memcpy(&x, text.p, sizeof x);
		dg_put_format(out, "%.9g", (double)x);
	} else {
		dg_put_bytes(out, text);
	}
}

struct line { double gain; uint32_t clue, to; };

static int
by_gain(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (fabs(x->gain) != fabs(y->gain))
		return fabs(x->gain) < fabs(y->gain) ? 1 : -1;
	return (x->clue > y->clue) - (x->clue < y->clue);
}

/* What each clue of `a` says of `b`, the loudest first. */
static size_t
collect_lines(const struct pile *p, const struct page *a, const struct page *b, struct line *out)
{
	const struct bridge *br = &p->bridge[a->side][b->side];
	size_t n = 0;

	for (size_t k = 0; k < a->n_types; k++) {
		uint32_t c = a->types[k];
		enum clue_kind kind = clues_kind(&p->clues, c);
		struct line l = { (double)br->miss[c], c, NO_CLUE };

		for (size_t i = br->first[c]; i < br->first[c + 1]; i++)
			if (page_has(b, br->ties[i].to) &&
			    (l.to == NO_CLUE || (double)br->ties[i].gain > l.gain))
				l = (struct line){ (double)br->ties[i].gain, c, br->ties[i].to };
		if (kind != CLUE_SPELLED && br->kind[kind] && (l.to != NO_CLUE ? l.gain > .5 : l.gain < -.5 &&
		    (kind == CLUE_NUMBER || kind == CLUE_DATE || kind == CLUE_WORD)))
			out[n++] = l;
	}
	qsort(out, n, sizeof *out, by_gain);
	return n;
}

static bool
put_lines(struct dg_buf *out, const struct pile *p, const struct page *a, const struct page *b)
{
	struct line *line = malloc((a->n_types + 1) * sizeof *line);
	size_t n = line ? collect_lines(p, a, b, line) : 0;

	for (size_t i = 0; i < n; i++) {
		dg_put_format(out, "%+.2f\t%s\t%s\t", line[i].gain, p->lang[a->side],
		    kind_name[clues_kind(&p->clues, line[i].clue)]);
		put_clue(out, p, line[i].clue);
		dg_put_char(out, '\t');
		if (line[i].to != NO_CLUE)
			put_clue(out, p, line[i].to);
		else
			dg_put_char(out, '-');
		dg_put_char(out, '\n');
	}
	free(line);
	return line != NULL;
}

enum dg_status
dg_pairing_explain(struct dg_pairing *pg, const char *a, const char *b, struct dg_buf *out,
    struct dg_error *err)
{
	struct pile *p = &pg->pile;
	uint32_t x = pile_page(p, a), y = pile_page(p, b);
	const struct edge *e;
	struct verdict v;

	if (x == NO_PAGE || y == NO_PAGE)
		return dg_fail(err, DG_EUSAGE, 0, "'%.150s' is not in the pile", x == NO_PAGE ? a : b);
	if (p->pages[x].side == p->pages[y].side)
		return dg_fail(err, DG_EUSAGE, 0, "both pages are in '%s'", p->lang[p->pages[x].side]);
	pair_score(p, x, y, &v);
	dg_put_format(out, "score\t%.2f\t%s to %s %.2f, back %.2f, posting %+.2f, addresses %+.2f\n",
	    v.score, p->lang[p->pages[x].side], p->lang[p->pages[y].side], v.ways[0], v.ways[1],
	    v.posted, v.score - v.ways[0] - v.ways[1] - v.posted);
	if ((e = edge_find(p, x, y)))
		dg_put_format(out, "above\t%.2f\twhat it is worth above strangers; a pair from 0 on\n",
		    (double)e->score);
	dg_put_str(out, "found\t");
	put_verdict(out, p, x, y, &v);
	dg_put_char(out, '\n');
	if (!put_lines(out, p, &p->pages[x], &p->pages[y]) ||
	    !put_lines(out, p, &p->pages[y], &p->pages[x]) || out->failed)
		return dg_fail_nomem(err);
	return DG_OK;
}
