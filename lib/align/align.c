/* align.c -- two or three texts in, beads with probabilities out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* ---- segments ---- */

struct dg_segments *
dg_segments_new(void)
{
	return calloc(1, sizeof(struct dg_segments));
}

/* The bytes move when the buffer grows, so views are made when they settle. */
static void
settle(struct dg_segments *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->at[i] = (struct dg_bytes){ s->text.p + s->start[i],
		    s->start[i + 1] - s->start[i] };
}

enum dg_status
dg_segments_add(struct dg_segments *s, struct dg_bytes text, bool opens, struct dg_error *err)
{
	size_t cap = s->cap;
	const char *was = s->text.p;

	if (!dg_grow(&s->at, &cap, s->n + 2, sizeof *s->at))
		return dg_fail_nomem(err);
	cap = s->cap;
	if (!dg_grow(&s->start, &cap, s->n + 2, sizeof *s->start))
		return dg_fail_nomem(err);
	if (!dg_grow(&s->opens, &s->cap, s->n + 2, sizeof *s->opens))
		return dg_fail_nomem(err);
	s->start[s->n] = s->text.n;
	dg_put_bytes(&s->text, text);
	if (s->text.failed)
		return dg_fail_nomem(err);
	s->start[++s->n] = s->text.n;
	s->opens[s->n - 1] = opens || s->n == 1;
	if (s->text.p != was)
		settle(s);
	else
		s->at[s->n - 1] = (struct dg_bytes){ s->text.p + s->start[s->n - 1], text.n };
	return DG_OK;
}

enum dg_status
dg_segments_read(struct dg_segments **ret, struct dg_in *in, struct dg_error *err)
{
	struct dg_segments *s = dg_segments_new();
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	enum dg_status st;
	bool opens = true;

	*ret = NULL;
	if (!s)
		return dg_fail_nomem(err);
	st = dg_lines_new(&lines, in, (size_t)64 << 20, err);
	while (st == DG_OK && (st = dg_lines_next(lines, &line, err)) == DG_OK) {
		if (line.n)
			st = dg_segments_add(s, line, opens, err);
		opens = line.n == 0;
	}
	dg_lines_free(lines);
	if (st != DG_END) {
		dg_segments_free(s);
		return st;
	}
	*ret = s;
	return DG_OK;
}

void
dg_segments_free(struct dg_segments *s)
{
	if (!s)
		return;
	free(s->at);
	free(s->start);
	free(s->opens);
	dg_buf_free(&s->text);
	free(s);
}

void
dg_segments_join(const struct dg_segments *s, const char *lang, uint32_t from, uint32_t to,
    struct dg_buf *out)
{
	size_t was = out->n;

	for (uint32_t k = from; k < to; k++) {
		if (k > from && !dg_language_unspaced(lang))
			dg_put_char(out, ' ');
		dg_put_bytes(out, s->at[k]);
	}
	for (size_t i = was; !out->failed && i < out->n; i++)
		if (out->p[i] == '\t')
			out->p[i] = ' ';
}

/* ---- beads ---- */

enum dg_status
alignment_put(struct dg_alignment *al, const struct dg_bead *bead, struct dg_error *err)
{
	if (!dg_grow(&al->beads, &al->cap, al->n + 1, sizeof *al->beads))
		return dg_fail_nomem(err);
	al->beads[al->n++] = *bead;
	return DG_OK;
}

void
alignment_reverse(struct dg_alignment *al)
{
	for (size_t a = 0, z = al->n; a + 1 < z; a++) {
		struct dg_bead swap = al->beads[a];

		al->beads[a] = al->beads[--z];
		al->beads[z] = swap;
	}
}

void
dg_alignment_free(struct dg_alignment *al)
{
	if (!al)
		return;
	free(al->beads);
	free(al->moves);
	free(al);
}

static double
sigmoid(double x)
{
	return 1 / (1 + exp(-x));
}

/* How likely two texts of so much evidence a token are translations.  With the lexicon
 * unrelated ones lie below -.07 and translations above .2, whatever the pair; without any,
 * translations come down to -.04. */
static double
trust_in(double evidence)
{
	return sigmoid((evidence + 0.05) * 120);
}

/* What the words of each bead say, a token; and of each side with the one it goes best
 * with, over the beads that hold both. */
static enum dg_status
weigh(struct dg_alignment *al, struct pair *const pair[3], struct dg_error *err)
{
	static const struct band none;
	size_t pairs = al->sides == 2 ? 1 : 3;

	for (size_t s = 0; s < al->sides; s++)
		al->evidence[s] = -1;
	for (size_t p = 0; p < pairs; p++) {
		size_t s = pair_side[p][0], t = pair_side[p][1];
		double sum = 0, weight = 0;
		struct evidence *e;
		enum dg_status st = evidence_new(&e, pair[p], &none, 1, true, err);

		if (st != DG_OK)
			return st;
		for (size_t k = 0; k < al->n; k++) {
			struct dg_bead *b = &al->beads[k];
			size_t m = b->to[s] - b->from[s], n = b->to[t] - b->from[t], full = 0;
			double words;

			weight += (double)(m + n);
			if (!m || !n)
				continue;
			words = evidence_bead(e, b->from[s], m, b->from[t], n) /
			    (1 + pair[p]->heard[0][b->to[s]] - pair[p]->heard[0][b->from[s]] +
			    pair[p]->heard[1][b->to[t]] - pair[p]->heard[1][b->from[t]]);
			sum += (double)(m + n) * words;
			for (size_t x = 0; x < al->sides; x++)
				full += b->to[x] > b->from[x];
			b->evidence += words / (full == 2 ? 1 : 3);
		}
		evidence_free(e);
		al->evidence[s] = fmax(al->evidence[s], weight > 0 ? sum / weight : 0);
		al->evidence[t] = fmax(al->evidence[t], weight > 0 ? sum / weight : 0);
	}
	return DG_OK;
}

/* What the posterior of a bead is worth: a line through its log odds, found on the
 * development documents.  What a text has taught speaks for itself too loudly. */
static double
calibrate(double posterior, bool alone, bool taught)
{
	const struct sure *w = &weights.sure[taught];
	double p = fmin(1 - 1e-6, fmax(1e-6, posterior));

	return sigmoid(w->logit * log(p / (1 - p)) + (alone ? w->alone : w->paired));
}

/* That the sides are translations at all the words of the texts as a whole must say. */
static void
finish(struct dg_alignment *al, bool taught)
{
	for (size_t s = 0; s < al->sides; s++)
		al->unrelated = al->unrelated || (al->n && trust_in(al->evidence[s]) < 0.3);
	for (size_t k = 0; k < al->n; k++) {
		struct dg_bead *b = &al->beads[k];
		double trust = 1;
		size_t full = 0;

		for (size_t s = 0; s < al->sides; s++)
			if (b->to[s] > b->from[s]) {
				trust = fmin(trust, trust_in(al->evidence[s]));
				full++;
			}
		b->score = calibrate(b->score, full < 2, taught) * trust;
	}
}

/* Chinese with hardly a Han character, a language with spaces with hardly anything else; Japanese
 * may be all kana. */
static bool
is_strange(const struct text *t)
{
	enum { FEW = 20, TIMES = 10 };

	if (t->letters + t->han < FEW)
		return false;
	return dg_language_same(t->lang, "zh") ? t->han * TIMES < t->letters :
	    t->letters * TIMES < t->han && !dg_language_unspaced(t->lang);
}

struct job {
	struct text *text[DG_TEXTS_MAX];
	struct pair *pair[3], *taught[3];	/* by the lexicon; by these texts too */
	struct pins pins[3];
	struct lattice *lattice[3];
	struct mass *mass[3];			/* where posteriors are asked for */
	struct shapes shapes;
};

static void
job_free(struct job *j)
{
	for (int k = 0; k < 3; k++) {
		lattice_free(j->lattice[k]);
		mass_free(j->mass[k]);
		free(j->pins[k].at);
		pair_free(j->pair[k]);
		pair_free(j->taught[k]);
		text_free(j->text[k]);
	}
}

static enum dg_status
open_pairs(struct job *j, size_t sides, const struct dg_align_options *opt, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t p = 0; p < (sides == 2 ? 1 : 3) && st == DG_OK; p++) {
		size_t s = pair_side[p][0], t = pair_side[p][1];

		if (opt->anchors)
			st = pins_new(&j->pins[p], opt->anchors, s, t, err);
		if (st == DG_OK)
			st = pair_new(&j->pair[p], j->text[s], j->text[t], NULL, opt, err);
	}
	return st;
}

static enum dg_status
find_path(struct job *j, struct pair *const pair[3], size_t sides,
    const struct dg_align_options *opt, struct dg_alignment *al, struct dg_error *err)
{
	struct mass **mass = opt->posterior ? j->mass : NULL;
	enum dg_status st = DG_OK;

	for (size_t p = 0; p < (sides == 2 ? 1 : 3) && st == DG_OK; p++)
		st = lattice_new(&j->lattice[p], pair[p], &j->shapes, sides, &j->pins[p], err);
	if (st != DG_OK)
		return st;
	for (size_t p = 0; p < (sides == 2 ? 1 : 3); p++)
		al->widened += j->lattice[p]->widened;
	return sides == 2 ? lattice_best(j->lattice[0], al, mass, err) :
	    cube_best(j->lattice, al, mass, err);
}

/* Texts of fewer beads teach little; those of more would take twice as long, and of the
 * first pass fewer are wrong. */
enum { LEAST_LESSONS = 100, MOST_LESSONS = 4000, PASSES = 2 };

/* Once more, by what the beads have taught. */
static enum dg_status
learn_and_find(struct job *j, size_t sides, const struct dg_align_options *opt,
    struct dg_alignment *al, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t p = 0; p < (sides == 2 ? 1 : 3) && st == DG_OK; p++) {
		size_t s = pair_side[p][0], t = pair_side[p][1];
		struct learnt learnt[2] = { { NULL, NULL }, { NULL, NULL } };

		lattice_free(j->lattice[p]);
		j->lattice[p] = NULL;
		mass_free(j->mass[p]);
		j->mass[p] = NULL;
		pair_free(j->taught[p]);
		j->taught[p] = NULL;
		st = pair_learn(learnt, j->pair[p], al, s, t, err);
		if (st == DG_OK)
			st = pair_new(&j->taught[p], j->text[s], j->text[t], learnt, opt, err);
		learnt_free(learnt);
	}
	shapes_learn(&j->shapes, al);
	al->n = 0;
	return st == DG_OK ? find_path(j, j->taught, sides, opt, al, err) : st;
}

/* Whatever was learnt: that the texts belong together, and how well beads fit, the lexicon says. */
static enum dg_status
find_beads(struct job *j, const struct dg_segments *const texts[], size_t sides,
    const struct dg_align_options *opt, struct dg_alignment *al, struct dg_error *err)
{
	enum dg_status st;

	if (opt->fixed)
		return fixed_align(al, j->text, opt->fixed, texts, opt, err);
	st = find_path(j, j->pair, sides, opt, al, err);
	for (int pass = 1; pass <= PASSES && st == DG_OK && al->n >= LEAST_LESSONS &&
	    al->n <= MOST_LESSONS; pass++)
		st = learn_and_find(j, sides, opt, al, err);
	return st;
}

static enum dg_status
align_all(struct job *j, const struct dg_segments *const texts[], const char *const langs[],
    size_t sides, const struct dg_align_options *opt, struct dg_alignment *al,
    struct dg_error *err)
{
	enum dg_status st = DG_OK;

	if (opt->anchors)
		st = anchors_check(opt->anchors, texts, sides, j->shapes.side, err);
	for (size_t s = 0; s < sides && st == DG_OK; s++)
		st = text_read(&j->text[s], texts[s], langs[s], opt->cache, err);
	if (st == DG_OK && (st = open_pairs(j, sides, opt, err)) == DG_OK &&
	    (st = find_beads(j, texts, sides, opt, al, err)) == DG_OK &&
	    (st = weigh(al, j->pair, err)) == DG_OK)
		finish(al, j->taught[0] != NULL);
	for (size_t s = 0; s < sides && st == DG_OK; s++)
		al->strange[s] = is_strange(j->text[s]);
	for (size_t p = 0; p < 3 && st == DG_OK; p++)
		if (j->mass[p])
			mass_tell(j->mass[p], pair_side[p][0], pair_side[p][1], opt);
	return st;
}

static enum dg_status
align_once(const struct dg_segments *const texts[], const char *const langs[], size_t sides,
    const struct dg_align_options *opt, struct dg_alignment *al, struct dg_error *err)
{
	struct job j = { 0 };
	enum dg_status st;

	shapes_init(&j.shapes, opt->max_bead);
	st = align_all(&j, texts, langs, sides, opt, al, err);
	job_free(&j);
	return st;
}

enum dg_status
dg_align(struct dg_alignment **ret, const struct dg_segments *const texts[],
    const char *const langs[], size_t sides, const struct dg_align_options *given,
    struct dg_error *err)
{
	struct dg_align_options opt = { 0 };
	struct dg_align_cache *own = NULL;
	struct dg_alignment *al;
	enum dg_status st;

	*ret = NULL;
	if (given)
		opt = *given;
	if (opt.max_bead == 0 || opt.max_bead > SIDE_MAX)
		opt.max_bead = SIDE_MAX;
	if (sides < 2 || sides > DG_TEXTS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "two or three texts can be aligned, not %zu",
		    sides);
	if (opt.fixed && (sides != 3 || opt.anchors))
		return dg_fail(err, DG_EUSAGE, 0,
		    "fixed beads are of two of three texts, and do without anchors");
	if (opt.cache && !cache_fits(opt.cache, opt.lexicon))
		return dg_fail(err, DG_EUSAGE, 0, "the cache is another lexicon's");
	if (!(al = calloc(1, sizeof *al)) ||
	    (!opt.cache && !(opt.cache = own = dg_align_cache_new(opt.lexicon)))) {
		free(al);
		return dg_fail_nomem(err);
	}
	al->sides = sides;
	st = align_once(texts, langs, sides, &opt, al, err);
	if (st == DG_OK && opt.moved && !opt.fixed && !opt.anchors)
		st = moved_find(al, texts, langs, &opt, err);
	for (size_t k = 0; k < al->n && st == DG_OK; k++)
		al->mean += al->beads[k].score / (double)al->n;
	dg_align_cache_free(own);
	if (st != DG_OK) {
		dg_alignment_free(al);
		return st;
	}
	*ret = al;
	return DG_OK;
}
