/* pair.c -- which types of one text speak for which of the other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* How far a source of evidence is believed: ρ of the formula in lattice.c. */
static const double LEXICON = 0.3, VALUE = 0.9, MARK = 0.3, SAME_WORD = 0.45, COGNATE = 0.4,
    PERSON = 0.8, SOUNDS = 0.6;

struct maker {
	struct pair *p;
	const struct text *from, *to;
	struct links *l;
	uint32_t *by_lex;	/* lexicon id of `to`'s language → type + 1 */
	size_t lex_cells;
	struct stem_key { char fold[8]; uint32_t type; } *stem;	/* `to`'s words by their first letters */
	size_t stems;
};

static bool
add(struct links *l, uint32_t to, double rho, double w, const struct text *t)
{
	double q = (double)t->type[to].q;

	if (!dg_grow(&l->at, &l->cap, l->n + 1, sizeof *l->at))
		return false;
	l->at[l->n++] = (struct link){ to, (float)(rho * w / (q > 5e-5 ? q : 5e-5)) };
	return true;
}

static bool
add_lexicon(struct maker *m, uint32_t from)
{
	size_t n;
	const struct type *a = &m->from->type[from];
	const struct lex_link *link;

	if (a->lex == LEX_NONE)
		return true;
	link = lex_links(m->p->lex, m->from->lex_lang, m->to->lex_lang, a->lex, &n);
	if (n)
		m->l->known[from] = (float)LEXICON;
	for (size_t i = 0; i < n; i++) {
		size_t at = (link[i].to * 2654435761u) & (m->lex_cells - 1);

		for (; m->by_lex[at]; at = (at + 1) & (m->lex_cells - 1)) {
			uint32_t t = m->by_lex[at] - 1;

			if (m->to->type[t].lex != link[i].to)
				continue;
			if (!add(m->l, t, LEXICON, (double)link[i].weight, m->to))
				return false;
			break;
		}
	}
	return true;
}

/* Numbers, months, marks, pinyin names and words written alike. */
static bool
add_same(struct maker *m, uint32_t from)
{
	struct dg_bytes key = text_key(m->from, from);
	uint32_t to = text_find(m->to, key);
	double w = 0;

	switch (key.p[0]) {
	case TOKEN_NUMBER: case TOKEN_MONTH: w = VALUE; break;
	case TOKEN_MARK: w = MARK; break;
	case TOKEN_PINYIN: w = PERSON; break;
	case TOKEN_SOUNDS: w = SOUNDS; break;
	case TOKEN_WORD: w = key.n > 3 ? SAME_WORD : 0; break;
	}
	if (key.p[0] == TOKEN_NUMBER || key.p[0] == TOKEN_MONTH)
		m->l->known[from] = (float)VALUE;
	if (to == LEX_NONE || w == 0)
		return true;
	if (m->l->known[from] < (float)w)
		m->l->known[from] = (float)w;
	return add(m->l, to, w, key.p[0] == TOKEN_MARK ? 0.5 : 0.9, m->to);
}

/* ---- cognates: "coopération", "cooperation" ---- */

static int
by_fold(const void *a, const void *b)
{
	const struct stem_key *x = a, *y = b;
	int c = strncmp(x->fold, y->fold, 4);

	return c ? c : x->type < y->type ? -1 : x->type > y->type;
}

static size_t
common_prefix(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

static bool
index_stems(struct maker *m)
{
	char fold[WORD_MAX + 1];

	if (!(m->stem = calloc(m->to->types + 1, sizeof *m->stem)))
		return false;
	for (uint32_t t = 0; t < m->to->types; t++) {
		struct dg_bytes key = text_key(m->to, t);

		if (!m->to->type[t].word || word_fold(key.p + 1, key.n - 1, fold) < 4)
			continue;
		memcpy(m->stem[m->stems].fold, fold, 4);
		m->stem[m->stems++].type = t;
	}
	qsort(m->stem, m->stems, sizeof *m->stem, by_fold);
	return true;
}

static size_t
first_stem(const struct maker *m, const char *fold)
{
	size_t low = 0, high = m->stems;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strncmp(m->stem[mid].fold, fold, 4) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
add_cognates(struct maker *m, uint32_t from)
{
	struct dg_bytes key = text_key(m->from, from);
	char a[WORD_MAX + 1], b[WORD_MAX + 1];
	size_t n;

	if (!m->from->type[from].word || (n = word_fold(key.p + 1, key.n - 1, a)) < 4)
		return true;
	for (size_t i = first_stem(m, a); i < m->stems && strncmp(m->stem[i].fold, a, 4) == 0; i++) {
		struct dg_bytes other = text_key(m->to, m->stem[i].type);
		size_t k = word_fold(other.p + 1, other.n - 1, b), same = common_prefix(a, b);
		size_t longer = n > k ? n : k;

		if (dg_bytes_equal(key, other) || same * 10 < longer * 7)
			continue;
		if (m->l->known[from] < (float)COGNATE)
			m->l->known[from] = (float)COGNATE;
		if (!add(m->l, m->stem[i].type, COGNATE, 0.5, m->to))
			return false;
	}
	return true;
}

/* Names that sound alike though not spelt so: 阿塔姆库洛夫, Atamkulov. */
static bool
add_sounds(struct maker *m, uint32_t from)
{
	struct dg_bytes a = text_key(m->from, from);
	char x[20], y[20];

	if (a.p[0] != TOKEN_SOUNDS)
		return true;
	memcpy(x, a.p + 1, a.n - 1);
	x[a.n - 1] = '\0';
	for (uint32_t t = 0; t < m->to->types; t++) {
		struct dg_bytes b = text_key(m->to, t);

		if (b.p[0] != TOKEN_SOUNDS || dg_bytes_equal(a, b))
			continue;
		memcpy(y, b.p + 1, b.n - 1);
		y[b.n - 1] = '\0';
		if (name_sounds_alike(x, y) && !add(m->l, t, SOUNDS, 0.3, m->to))
			return false;
	}
	return true;
}

/* ---- all links of one direction ---- */

static bool
index_lexicon(struct maker *m)
{
	for (m->lex_cells = 64; m->lex_cells < 2 * (m->to->types + 1); m->lex_cells *= 2)
		;
	if (!(m->by_lex = calloc(m->lex_cells, sizeof *m->by_lex)))
		return false;
	for (uint32_t t = 0; t < m->to->types; t++) {
		uint32_t id = m->to->type[t].lex;
		size_t at = (id * 2654435761u) & (m->lex_cells - 1);

		if (id == LEX_NONE)
			continue;
		while (m->by_lex[at])
			at = (at + 1) & (m->lex_cells - 1);
		m->by_lex[at] = t + 1;
	}
	return true;
}

static bool
make_links(struct pair *p, int back)
{
	struct maker m = { .p = p, .from = p->text[back], .to = p->text[!back],
	    .l = &p->links[back] };
	bool han = dg_language_unspaced(m.from->lang) || dg_language_unspaced(m.to->lang);
	bool good = (m.l->row = calloc(m.from->types + 1, sizeof *m.l->row)) &&
	    (m.l->known = calloc(m.from->types + 1, sizeof *m.l->known)) &&
	    (m.l->linked = calloc(m.from->types + 1, 1)) && index_lexicon(&m) && index_stems(&m);

	for (uint32_t t = 0; t < m.from->types && good; t++) {
		good = add_lexicon(&m, t) && add_same(&m, t) &&
		    (han ? add_sounds(&m, t) : add_cognates(&m, t));
		m.l->row[t + 1] = (uint32_t)m.l->n;
		m.l->linked[t] = m.l->row[t + 1] > m.l->row[t];
	}
	free(m.by_lex);
	free(m.stem);
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

/* Sums before each segment, so that any run of them is one subtraction. */
static bool
sum_segments(struct pair *p, int side)
{
	const struct text *t = p->text[side];
	double heard = 0, known = 0;
	uint32_t opens = 0;

	p->heard[side] = malloc((t->n + 1) * sizeof *p->heard[side]);
	p->known[side] = malloc((t->n + 1) * sizeof *p->known[side]);
	p->opens[side] = malloc((t->n + 1) * sizeof *p->opens[side]);
	if (!p->heard[side] || !p->known[side] || !p->opens[side])
		return false;
	for (size_t i = 0; i <= t->n; i++) {
		p->heard[side][i] = heard;
		p->known[side][i] = known;
		p->opens[side][i] = opens;
		if (i == t->n)
			break;
		opens += t->opens[i];
		for (size_t k = t->first[i]; k < t->first[i + 1]; k++)
			if (!p->silent[side][t->token[k]]) {
				heard += 1;
				known += (double)p->links[side].known[t->token[k]];
			}
	}
	return true;
}

enum dg_status
pair_new(struct pair **ret, const struct text *a, const struct text *b,
    const struct dg_lexicon *lex, struct dg_error *err)
{
	struct pair *p = calloc(1, sizeof *p);
	bool good = p != NULL;

	*ret = NULL;
	if (good) {
		p->text[0] = a;
		p->text[1] = b;
		p->lex = lex;
		p->ratio = length_ratio(a, b);
		p->ratio = fmin(2, fmax(0.5, p->ratio));
		good = make_links(p, 0) && make_links(p, 1);
	}
	for (int side = 0; side < 2 && good; side++) {
		const struct text *t = p->text[side];

		good = (p->silent[side] = calloc(t->types + 1, 1)) != NULL;
		for (size_t k = 0; k < t->types && good; k++)
			p->silent[side][k] = t->type[k].optional && !p->links[side].linked[k];
		good = good && sum_segments(p, side);
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
		free(p->silent[side]);
		free(p->heard[side]);
		free(p->known[side]);
		free(p->opens[side]);
	}
	free(p);
}
