/* merge.c -- a lexicon taken into another; translations by way of a third language. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

/* ---- merge ---- */

struct merger {
	struct dg_lexicon_builder *b;
	const struct dg_lexicon *lex;
	uint8_t section[LEX_SECTIONS_MAX + 1];	/* in the builder, of each of the lexicon */
	bool dropped[LEX_SECTIONS_MAX + 1];
	size_t lang[LEX_LANGS_MAX];		/* likewise; LEX_LANGS_MAX: not there */
};

static size_t
count_words(struct dg_bytes s, bool unspaced)
{
	size_t n = 0;

	for (size_t at = 0; at < s.n;) {
		uint32_t c = dg_decode(s, &at);

		n += unspaced || c == ' ';
	}
	return unspaced ? n : n + 1;
}

/* Undo build_mix: what a section said before others shared the word with it. */
static void
unmix(const struct dg_lexicon *lex, const struct lex_link *link, size_t n,
    double scale[LEX_SECTIONS_MAX + 1])
{
	const struct lex_section *s = lex_table_at(lex, &lex_head(lex)->sections);
	double all = 0;
	bool seen[LEX_SECTIONS_MAX + 1] = { false };

	for (size_t i = 0; i < n; i++) {
		size_t k = link[i].section;

		if (k < lex_head(lex)->sections.n && !seen[k]) {
			seen[k] = true;
			all += (double)s[k].trust;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (link[i].section < lex_head(lex)->sections.n)
			scale[link[i].section] = build_share(all) / (double)s[link[i].section].trust;
}

static uint32_t
take_string(struct merger *m, int lang, uint32_t id)
{
	struct dg_bytes s = lex_string(m->lex, lang, id);
	size_t l = m->lang[lang];

	return build_entry(m->b, l, s, count_words(s, m->b->lang[l].unspaced));
}

static bool
take_links(struct merger *m, int a, int b, uint32_t id)
{
	size_t n;
	const struct lex_link *link = lex_links(m->lex, a, b, id, &n);
	double scale[LEX_SECTIONS_MAX + 1] = { 0 };
	uint32_t from = LEX_NONE;

	unmix(m->lex, link, n, scale);
	for (size_t i = 0; i < n; i++) {
		struct build_link x = { .kind = BUILD_GIVEN };
		size_t s = link[i].section;

		if (s >= lex_head(m->lex)->sections.n || m->dropped[s])
			continue;
		if (from == LEX_NONE && (from = take_string(m, a, id)) == LEX_NONE)
			return false;
		x.from = from;
		x.to = take_string(m, b, link[i].to);
		x.weight = (float)((double)link[i].weight * scale[s]);
		x.section = m->section[s];
		if (x.to == LEX_NONE || !build_link(&m->b->links[m->lang[a]][m->lang[b]], x))
			return false;
	}
	return true;
}

/* What was counted there, in whole tokens of a text of its size. */
static bool
take_counts(struct merger *m, int lang)
{
	const struct lex_tongue *t = &lex_head(m->lex)->lang[lang];
	struct build_language *to = &m->b->lang[m->lang[lang]];
	double half = (double)t->floor, n = half > 0 ? 0.5 / half : 0;

	for (uint32_t id = 0; id < t->flags.n; id++) {
		double count = lex_unigram(m->lex, lang, id) * n - 0.5;
		uint32_t mine;

		if (!(count >= 0.5 && count < 1e9))
			continue;
		mine = build_string(m->b, m->lang[lang], lex_string(m->lex, lang, id));
		if (mine == LEX_NONE)
			return false;
		to->strings[mine].count += (uint32_t)(count + 0.5);
		to->counted += (uint64_t)(count + 0.5);
	}
	return true;
}

static enum dg_status
take_sections(struct merger *m, bool (*drop)(const char *section, void *ctx), void *ctx,
    struct dg_error *err)
{
	struct dg_lexicon_section s;
	enum dg_status st = DG_OK;

	for (size_t i = 0; st == DG_OK && i <= LEX_SECTIONS_MAX &&
	    dg_lexicon_section_at(m->lex, i, &s); i++) {
		m->dropped[i] = drop && drop(s.name, ctx);
		if (m->dropped[i])
			continue;
		if ((st = dg_lexicon_builder_section(m->b, &s, err)) == DG_OK) {
			m->section[i] = build_section(m->b);
			m->b->section[m->section[i]].entries = (uint32_t)s.entries;
			m->b->entries += (uint32_t)s.entries;
		}
	}
	return st;
}

static void
take_pairs(struct merger *m)
{
	struct dg_pair_statistics stat;
	struct dg_error err;
	int n = (int)lex_head(m->lex)->langs;

	for (int a = 0; a < n; a++)
		for (int b = a + 1; b < n; b++) {
			const char *x = lex_head(m->lex)->lang[a].tag,
			    *y = lex_head(m->lex)->lang[b].tag;

			if (m->lang[a] < LEX_LANGS_MAX && m->lang[b] < LEX_LANGS_MAX &&
			    dg_lexicon_pair(m->lex, x, y, &stat))
				(void)dg_lexicon_builder_pair(m->b, x, y, &stat, &err);
		}
}

enum dg_status
dg_lexicon_builder_merge(struct dg_lexicon_builder *b, const struct dg_lexicon *lex,
    bool (*drop)(const char *section, void *ctx), void *ctx, struct dg_error *err)
{
	struct merger m = { .b = b, .lex = lex };
	int n = (int)lex_head(lex)->langs;
	enum dg_status st = take_sections(&m, drop, ctx, err);
	bool good = true;

	for (int a = 0; a < n; a++)
		m.lang[a] = build_language(b, lex_head(lex)->lang[a].tag);
	for (int a = 0; st == DG_OK && good && a < n; a++) {
		if (m.lang[a] == LEX_LANGS_MAX)
			continue;
		good = take_counts(&m, a);
		for (int c = 0; c < n && good; c++)
			for (uint32_t id = 0; c != a && m.lang[c] < LEX_LANGS_MAX && good &&
			    id < lex_head(lex)->lang[a].flags.n; id++)
				good = take_links(&m, a, c, id);
	}
	take_pairs(&m);
	return st == DG_OK && !good ? dg_fail_nomem(err) : st;
}

enum dg_status
dg_lexicon_builder_pair(struct dg_lexicon_builder *b, const char *a, const char *c,
    const struct dg_pair_statistics *stat, struct dg_error *err)
{
	size_t x = build_language(b, a), y = build_language(b, c);
	struct lex_pair *p;

	if (x == LEX_LANGS_MAX || y == LEX_LANGS_MAX || x == y)
		return dg_fail(err, DG_EUSAGE, 0, "no pair '%s', '%s' in this lexicon", a, c);
	p = &b->pairs[x < y ? x : y][x < y ? y : x];
	p->beads = (uint32_t)stat->beads;
	p->ratio = (float)(x < y ? stat->ratio : 1 / stat->ratio);
	p->variance = (float)(x < y ? stat->variance :
	    stat->variance / (stat->ratio * stat->ratio * stat->ratio));
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			p->prior[x < y ? i : j][x < y ? j : i] = (float)stat->share[i][j];
	return DG_OK;
}

/* ---- pivot ---- */

enum { PIVOT_MAX = 24 };		/* translations kept of a word */
static const float PIVOT_LEAST = 0.02f;

struct pivot {
	const struct build_links *first, *second;	/* settled and mixed, by source */
	uint32_t *row;			/* of second */
	float *sum;			/* of each target string */
	uint32_t *touched;
	size_t n;
};

/* Where the links of each of the strings begin, which stand by their sources; NULL when
 * memory is out. */
static uint32_t *
rows_of(const struct build_links *l, size_t strings)
{
	uint32_t *row = calloc(strings + 2, sizeof *row);

	for (size_t i = 0; i < l->n && row; i++)
		row[l->at[i].from + 1]++;
	for (size_t i = 0; i < strings && row; i++)
		row[i + 1] += row[i];
	return row;
}

static int
by_weight(const void *a, const void *b)
{
	const struct build_link *x = a, *y = b;

	if (x->weight > y->weight || x->weight < y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

/* The best translations of one word, whose links to the pivot are l[0 … n). */
static bool
pivot_word(struct pivot *p, const struct build_link *l, size_t n, uint8_t section,
    struct build_links *out)
{
	size_t start = out->n;

	p->n = 0;
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = p->row[l[i].to]; k < p->row[l[i].to + 1]; k++) {
			uint32_t to = p->second->at[k].to;

			if (p->sum[to] <= 0)
				p->touched[p->n++] = to;
			p->sum[to] += l[i].weight * p->second->at[k].weight;
		}
	for (size_t i = 0; i < p->n; i++) {
		uint32_t to = p->touched[i];
		struct build_link x = { l->from, to, p->sum[to], section, BUILD_GIVEN };

		p->sum[to] = 0;
		if (x.weight >= PIVOT_LEAST && !build_link(out, x))
			return false;
	}
	if (out->n - start > PIVOT_MAX) {
		qsort(out->at + start, out->n - start, sizeof *out->at, by_weight);
		out->n = start + PIVOT_MAX;
	}
	return true;
}

/* A settled and mixed copy: what the lexicon would answer so far, but for words that are
 * only a part of an expression; by way of them anything goes. */
static bool
answer(const struct dg_lexicon_builder *b, const struct build_links *l, struct build_links *out)
{
	*out = (struct build_links){ 0 };
	if (l->n && !(out->at = malloc(l->n * sizeof *l->at)))
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].kind != BUILD_PART)
			out->at[out->n++] = l->at[i];
	out->cap = l->n;
	build_settle(out);
	build_mix(b, out);
	return true;
}

/* A character by itself is a part of hundreds of words, each with a sense of its own; by way
 * of those it would translate half of the other language. */
static bool
is_lone(const struct dg_lexicon_builder *b, size_t lang, uint32_t id)
{
	struct dg_bytes s = build_text(b, lang, id);
	size_t at = 0;

	if (b->lang[lang].unspaced && s.n)
		dg_decode(s, &at);
	return at == s.n;
}

static bool
pivot_links(struct dg_lexicon_builder *b, size_t from, size_t by, size_t to, uint8_t section,
    struct build_links *out)
{
	struct build_links first = { 0 }, second = { 0 };
	struct pivot p = { &first, &second, NULL, NULL, NULL, 0 };
	bool good = answer(b, &b->links[from][by], &first) &&
	    answer(b, &b->links[by][to], &second) && (p.row = rows_of(&second, b->lang[by].n)) &&
	    (p.sum = calloc(b->lang[to].n + 1, sizeof *p.sum)) &&
	    (p.touched = calloc(b->lang[to].n + 1, sizeof *p.touched));

	for (size_t i = 0, j; i < first.n && good; i = j) {
		for (j = i; j < first.n && first.at[j].from == first.at[i].from; j++)
			;
		if (!is_lone(b, from, first.at[i].from))
			good = pivot_word(&p, first.at + i, j - i, section, out);
	}
	free(first.at);
	free(second.at);
	free(p.row);
	free(p.sum);
	free(p.touched);
	return good;
}

/* What is a way there and back.  A word of several senses leads there to all that each of its
 * translations may mean; few of those lead back to it. */
static bool
append_both(struct build_links *to, const struct build_links *l, const struct build_links *back,
    const uint32_t *row)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct build_link *x = &l->at[i];
		uint32_t k = row[x->to], end = row[x->to + 1];

		while (k < end && back->at[k].to != x->from)
			k++;
		if (k < end && !build_link(to, *x))
			return false;
	}
	return true;
}

enum dg_status
dg_lexicon_builder_pivot(struct dg_lexicon_builder *b, const char *from, const char *by,
    const char *to, struct dg_error *err)
{
	size_t x = build_language(b, from), y = build_language(b, by), z = build_language(b, to);
	struct build_links there = { 0 }, back = { 0 };
	uint32_t *row[2] = { NULL, NULL };
	uint8_t section = build_section(b);
	size_t old;
	bool good;

	if (x == LEX_LANGS_MAX || y == LEX_LANGS_MAX || z == LEX_LANGS_MAX || x == y ||
	    y == z || x == z)
		return dg_fail(err, DG_EUSAGE, 0, "no way from '%s' by '%s' to '%s' in this lexicon",
		    from, by, to);
	old = b->links[x][z].n;
	good = pivot_links(b, x, y, z, section, &there) && pivot_links(b, z, y, x, section, &back) &&
	    (row[0] = rows_of(&there, b->lang[x].n)) && (row[1] = rows_of(&back, b->lang[z].n)) &&
	    append_both(&b->links[x][z], &there, &back, row[1]) &&
	    append_both(&b->links[z][x], &back, &there, row[0]);
	for (size_t i = old; i < b->links[x][z].n && good; i++)
		b->section[section].entries += i == old ||
		    b->links[x][z].at[i].from != b->links[x][z].at[i - 1].from;
	free(row[0]);
	free(row[1]);
	free(there.at);
	free(back.at);
	return good ? DG_OK : dg_fail_nomem(err);
}
