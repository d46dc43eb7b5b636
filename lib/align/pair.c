/* pair.c -- which types of one text speak for which of the other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

enum { AHEAD = 10 };

struct maker {
	struct pair *p;
	const struct text *from, *to;
	struct links *l;
	const struct learnt *learnt;
	struct lex_rows rows;	/* none without a lexicon */
	struct span { uint32_t at, n; } *span;	/* of them, by type, and AHEAD - 1 that are empty */
	uint32_t *stem_of;	/* by type of `from` */
	struct sound { uint64_t packed; uint32_t type; } *sound;	/* of `to`, by the first */
	size_t sounds, first_sound[17];
};

double
pair_missed(const struct text *t, uint32_t type)
{
	char kind = t->pool.p[t->type[type].key];

	return !t->type[type].optional && (kind == TOKEN_NUMBER || kind == TOKEN_MONTH ||
	    kind == TOKEN_DAY) ? weights.missed : 1;
}

static bool
add(struct links *l, uint32_t to, double rho, double w, const struct text *t)
{
	if (!dg_grow(&l->at, &l->cap, l->n + 1, sizeof *l->at))
		return false;
	l->at[l->n++] = (struct link){ to, (float)(rho * w / text_background(t, to) /
	    pair_missed(t, to)) };
	return true;
}

/* A lexicon is large and a text's words stand all over it: where each one's links are is asked
 * of all types in one go, so that the waits for memory overlap, and the links themselves are on
 * their way before they are read. */
static bool
find_spans(struct maker *m)
{
	const struct lex_rows *r = &m->rows;

	if (!(m->span = calloc(m->from->types + AHEAD, sizeof *m->span)))
		return false;
	for (uint32_t t = 0; t < m->from->types && r->rows; t++) {
		uint32_t id = m->from->type[t].lex;

		if (id < r->rows && r->row[id] <= r->row[id + 1] && r->row[id + 1] <= r->links)
			m->span[t] = (struct span){ r->row[id], r->row[id + 1] - r->row[id] };
	}
	return true;
}

static void
fetch(const struct maker *m, uint32_t type)
{
#if defined __GNUC__
	const struct span *s = &m->span[type + AHEAD - 1];

	if (s->n)
		__builtin_prefetch(&m->rows.link[s->at]);
	if (s->n > 8)	/* in one line of the cache */
		__builtin_prefetch(&m->rows.link[s->at + 8]);
#else
	(void)m, (void)type;
#endif
}

static bool
add_lexicon(struct maker *m, uint32_t from)
{
	size_t n = m->span[from].n;
	const struct lex_link *link = n ? m->rows.link + m->span[from].at : NULL;
	float known = 0;

	fetch(m, from);
	for (size_t i = 0; i < n; i++)
		known += link[i].weight;
	/* a word whose translations are known in part may still be translated by anything */
	if (n)
		m->l->known[from] = (float)weights.lexicon * (known < 1 ? known : 1);
	for (size_t i = 0; i < n; i++) {
		uint32_t to;

		if (!text_may_hold(m->to, link[i].to))
			continue;
		to = text_find_lex(m->to, link[i].to);
		if (to != LEX_NONE && !add(m->l, to, weights.lexicon, (double)link[i].weight, m->to))
			return false;
	}
	return true;
}

/* What switches a kind of token off; 0: nothing does. */
static unsigned
signal_of(char kind)
{
	switch (kind) {
	case TOKEN_NUMBER: case TOKEN_MONTH: case TOKEN_DAY: return DG_SIGNAL_NUMBERS;
	case TOKEN_MARK: return DG_SIGNAL_MARKS;
	case TOKEN_PINYIN: case TOKEN_SOUNDS: return DG_SIGNAL_NAMES;
	case TOKEN_WORD: return DG_SIGNAL_COGNATES;
	}
	return 0;
}

static bool
is_name(const struct type *t)
{
	return t->word && t->capital > t->small;
}

/* Numbers, months, marks, pinyin names and words written alike. */
static bool
add_same(struct maker *m, uint32_t from)
{
	struct dg_bytes key = text_key(m->from, from);
	uint32_t to = text_find(m->to, m->from, from);
	double w = 0;

	switch (key.p[0]) {
	case TOKEN_NUMBER: case TOKEN_MONTH: w = weights.value; break;
	case TOKEN_MARK: w = weights.mark; break;
	case TOKEN_PINYIN: w = weights.person; break;
	case TOKEN_SOUNDS: w = weights.sounds; break;
	case TOKEN_WORD: w = key.n <= 3 ? 0 : weights.same; break;
	}
	if (key.p[0] == TOKEN_NUMBER || key.p[0] == TOKEN_MONTH)
		m->l->known[from] = (float)weights.value;
	if (to == LEX_NONE || w == 0 || m->p->without & signal_of(key.p[0]))
		return true;
	if (is_name(&m->from->type[from]) && is_name(&m->to->type[to]))
		w = weights.name;
	if (m->l->known[from] < (float)w)
		m->l->known[from] = (float)w;
	return add(m->l, to, w, key.p[0] == TOKEN_MARK ? 0.5 : 0.9, m->to);
}

/* ---- cognates: "coopération", "cooperation" ---- */

/* First of the sorted stems that begins with the four letters of `fold`, or behind. */
static size_t
first_stem(const struct text *t, uint64_t fold)
{
	size_t low = 0, high = t->stems;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->stem[mid].fold >> 32 < fold >> 32)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static size_t
common_prefix(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* The place of each type among the stems of its text, + 1. */
static bool
index_stems(struct maker *m)
{
	if (!(m->stem_of = calloc(m->from->types + 1, sizeof *m->stem_of)))
		return false;
	for (size_t i = 0; i < m->from->stems; i++)
		m->stem_of[m->from->stem[i].type] = (uint32_t)i + 1;
	return true;
}

static bool
add_cognates(struct maker *m, uint32_t from)
{
	const struct text *s = m->from, *t = m->to;
	const struct stem *a = s->stem + m->stem_of[from] - 1;

	if (!m->stem_of[from] || m->p->without & DG_SIGNAL_COGNATES)
		return true;
	for (size_t i = first_stem(t, a->fold); i < t->stems &&
	    t->stem[i].fold >> 32 == a->fold >> 32; i++) {
		const struct stem *b = &t->stem[i];
		size_t longer = a->n > b->n ? a->n : b->n;

		if (common_prefix(s->pool.p + a->at, t->pool.p + b->at) * 10 < longer * 7 ||
		    dg_bytes_equal(text_key(s, from), text_key(t, b->type)))
			continue;
		if (m->l->known[from] < (float)weights.cognate)
			m->l->known[from] = (float)weights.cognate;
		if (!add(m->l, b->type, weights.cognate, 0.5, t))
			return false;
	}
	return true;
}

/* ---- sounds ---- */

/* The sounds of `to`, by the first of them. */
static bool
index_sounds(struct maker *m)
{
	size_t at[16] = { 0 }, sum = 0;

	for (uint32_t t = 0; t < m->to->types; t++)
		m->sounds += *text_key(m->to, t).p == TOKEN_SOUNDS;
	if (!(m->sound = malloc((m->sounds + 1) * sizeof *m->sound)))
		return false;
	for (int round = 0; round < 2; round++) {
		for (uint32_t t = 0; t < m->to->types; t++) {
			struct dg_bytes key = text_key(m->to, t);
			uint64_t packed;

			if (*key.p != TOKEN_SOUNDS)
				continue;
			packed = name_pack((struct dg_bytes){ key.p + 1, key.n - 1 });
			if (round == 0)
				m->first_sound[(packed >> 60) + 1]++;
			else
				m->sound[at[packed >> 60]++] = (struct sound){ packed, t };
		}
		for (size_t k = 0; k < 16 && round == 0; k++)
			at[k] = sum += m->first_sound[k];
	}
	for (size_t k = 1; k < 17; k++)
		m->first_sound[k] += m->first_sound[k - 1];
	return true;
}

/* Names that sound alike though not spelt so: 阿塔姆库洛夫, Atamkulov. */
static bool
add_sounds(struct maker *m, uint32_t from)
{
	struct dg_bytes a = text_key(m->from, from);
	uint64_t packed;

	if (a.p[0] != TOKEN_SOUNDS || m->p->without & DG_SIGNAL_NAMES)
		return true;
	packed = name_pack((struct dg_bytes){ a.p + 1, a.n - 1 });
	for (size_t i = m->first_sound[packed >> 60]; i < m->first_sound[(packed >> 60) + 1]; i++)
		if (m->sound[i].packed != packed && name_sounds_alike(m->sound[i].packed, packed) &&
		    !add(m->l, m->sound[i].type, weights.sounds, 0.3, m->to))
			return false;
	return true;
}

/* ---- what a first pass has taught ---- */

static bool
add_learnt(struct maker *m, uint32_t from)
{
	const struct learnt *l = m->learnt;

	if (!l || l->row[from] == l->row[from + 1])
		return true;
	if (m->l->known[from] < (float)weights.learnt)
		m->l->known[from] = (float)weights.learnt;
	for (uint32_t k = l->row[from]; k < l->row[from + 1]; k++) {
		if (!dg_grow(&m->l->at, &m->l->cap, m->l->n + 1, sizeof *m->l->at))
			return false;
		m->l->at[m->l->n++] = l->at[k];
	}
	return true;
}

/* ---- all links of one direction ---- */

static bool
make_links(struct pair *p, int back, const struct learnt *learnt)
{
	struct maker m = { .p = p, .from = p->text[back], .to = p->text[!back],
	    .l = &p->links[back], .learnt = learnt };
	bool han = dg_language_unspaced(m.from->lang) || dg_language_unspaced(m.to->lang);
	bool good;

	if (p->lex && !(p->without & DG_SIGNAL_LEXICON))
		m.rows = lex_rows(p->lex, m.from->lex_lang, m.to->lex_lang);
	good = find_spans(&m) && (m.l->row = calloc(m.from->types + 1, sizeof *m.l->row)) &&
	    (m.l->known = calloc(m.from->types + 1, sizeof *m.l->known)) &&
	    (m.l->linked = calloc(m.from->types + 1, 1)) &&
	    (han ? index_sounds(&m) : index_stems(&m));

	for (uint32_t t = 0; t < m.from->types && good; t++) {
		good = add_lexicon(&m, t) && add_same(&m, t) &&
		    (han ? add_sounds(&m, t) : add_cognates(&m, t)) && add_learnt(&m, t);
		m.l->row[t + 1] = (uint32_t)m.l->n;
		m.l->linked[t] = m.l->row[t + 1] > m.l->row[t];
	}
	free(m.span);
	free(m.stem_of);
	free(m.sound);
	return good;
}

/* The document's own ratio of lengths, drawn towards the languages' usual one
 * (which letter_scale has made 1). */
static double
length_ratio(const struct text *a, const struct text *b)
{
	const double usual = 600;	/* letters that the usual ratio weighs */

	return (b->length[b->n] + usual) / (a->length[a->n] + usual);
}

/* Is a token that has no link as if it were not there?  What is optional is; and an entry of
 * the lexicon that is none for this pair of languages, which stands beside the words that it
 * is made of.  Where the lexicon has nothing of the pair, that says nothing. */
static bool
may_be_silent(const struct links *l, const struct text *t, uint32_t type, bool told)
{
	const struct type *x = &t->type[type];

	return x->optional || (told && x->lex != LEX_NONE && !x->word && l->known[type] <= 0);
}

/* Sums before each segment, so that any run of them is one subtraction; and the tokens
 * that have links.  What is optional and has none is as if it were not there. */
static bool
sum_segments(struct pair *p, int side)
{
	const struct text *t = p->text[side];
	const struct links *l = &p->links[side];
	double heard = 0, known = 0, lost = 0, left;
	uint32_t opens = 0;
	size_t n = 0;
	bool told = p->lex && !(p->without & DG_SIGNAL_LEXICON) &&
	    lex_rows(p->lex, t->lex_lang, p->text[!side]->lex_lang).links > 0;

	p->heard[side] = malloc((t->n + 1) * sizeof *p->heard[side]);
	p->known[side] = malloc((t->n + 1) * sizeof *p->known[side]);
	p->missed[side] = malloc((t->n + 1) * sizeof *p->missed[side]);
	p->opens[side] = malloc((t->n + 1) * sizeof *p->opens[side]);
	p->first[side] = malloc((t->n + 1) * sizeof *p->first[side]);
	p->token[side] = malloc((t->tokens + 1) * sizeof *p->token[side]);
	if (!p->heard[side] || !p->known[side] || !p->missed[side] || !p->opens[side] || !p->first[side] ||
	    !p->token[side])
		return false;
	for (size_t i = 0; i <= t->n; i++) {
		p->heard[side][i] = heard;
		p->known[side][i] = known;
		p->missed[side][i] = lost;
		p->opens[side][i] = opens;
		p->first[side][i] = n;
		if (i == t->n)
			break;
		opens += t->opens[i];
		for (size_t k = t->first[i]; k < t->first[i + 1]; k++) {
			uint32_t type = t->token[k];
			char kind = t->pool.p[t->type[type].key];

			if (kind != TOKEN_WORD && p->without & signal_of(kind))
				continue;
			if (l->linked[type])
				p->token[side][n++] = type;
			if (l->linked[type] || !may_be_silent(l, t, type, told)) {
				heard += 1;
				known += (double)l->known[type];
				if (l->linked[type] && (left = pair_missed(t, type)) < 1)
					lost += log(left);
			}
		}
	}
	return true;
}

enum dg_status
pair_new(struct pair **ret, const struct text *a, const struct text *b,
    const struct learnt *learnt, const struct dg_align_options *opt, struct dg_error *err)
{
	struct pair *p = calloc(1, sizeof *p);
	bool good = p != NULL;

	*ret = NULL;
	if (good) {
		p->text[0] = a;
		p->text[1] = b;
		p->lex = opt->lexicon;
		p->without = opt->without;
		p->ratio = length_ratio(a, b);
		p->ratio = fmin(2, fmax(0.5, p->ratio));
		good = make_links(p, 0, learnt ? &learnt[0] : NULL) &&
		    make_links(p, 1, learnt ? &learnt[1] : NULL) && sum_segments(p, 0) &&
		    sum_segments(p, 1) && (p->lanes[0] = lanes_new(b->types)) &&
		    (p->lanes[1] = lanes_new(a->types));
	}
	if (!good) {
		pair_free(p);
		return dg_fail_nomem(err);
	}
	*ret = p;
	return DG_OK;
}

void
pair_free(struct pair *p)
{
	if (!p)
		return;
	for (int side = 0; side < 2; side++) {
		free(p->links[side].row);
		free(p->links[side].at);
		free(p->links[side].known);
		free(p->links[side].linked);
		free(p->heard[side]);
		free(p->known[side]);
		free(p->missed[side]);
		free(p->opens[side]);
		lanes_free(p->lanes[side]);
		free(p->first[side]);
		free(p->token[side]);
	}
	free(p);
}
