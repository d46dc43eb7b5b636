/* vocabulary.c -- what is known of the words of a language: what a form's stem is, what the
 * lexicon has of it, where expressions go on.  Found once a form; a vocabulary outlives the
 * text it was made for, so that of a thousand short texts the last ones meet hardly a word
 * that is new. */
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

/* So many forms are enough; a vocabulary that holds more begins anew with the next text. */
enum { FORMS_MAX = 1 << 18 };

struct dg_align_cache {
	const struct dg_lexicon *lex;
	struct vocabulary **at;
	size_t n, cap;
};

/* ---- hashes of strings in the pool ---- */

static size_t
form_slot(const struct vocabulary *v, struct dg_bytes raw)
{
	size_t at = lex_hash(raw) & (v->cells - 1);

	for (; v->hash[at]; at = (at + 1) & (v->cells - 1)) {
		const struct form *f = &v->form[v->hash[at] - 1];

		if (f->n == raw.n && memcmp(v->pool.p + f->raw, raw.p, raw.n) == 0)
			break;
	}
	return at;
}

static size_t
stem_slot(const struct vocabulary *v, struct dg_bytes stem)
{
	size_t at = lex_hash(stem) & (v->cells - 1);

	for (; v->stem[at]; at = (at + 1) & (v->cells - 1))
		if (dg_bytes_equal(term_key(v, v->stem[at] - 1), stem))
			break;
	return at;
}

/* There are no more stems than forms, so both hashes grow together. */
static bool
forms_grow(struct vocabulary *v)
{
	uint32_t *hash, *stem;
	size_t cells;

	if (v->cells > 2 * (v->forms + 1))
		return true;
	cells = v->cells ? 4 * v->cells : 1024;
	hash = calloc(cells, sizeof *hash);
	stem = calloc(cells, sizeof *stem);
	if (!hash || !stem) {	/* the next text may still be read with what there is */
		free(hash);
		free(stem);
		return false;
	}
	free(v->hash);
	free(v->stem);
	v->hash = hash;
	v->stem = stem;
	v->cells = cells;
	for (uint32_t i = 0; i < v->forms; i++)
		v->hash[form_slot(v, (struct dg_bytes){ v->pool.p + v->form[i].raw,
		    v->form[i].n })] = i + 1;
	for (uint32_t i = 0; i < v->terms; i++)
		if (v->term[i].stem)
			v->stem[stem_slot(v, term_key(v, i))] = i + 1;
	return true;
}

uint32_t
vocabulary_form(struct vocabulary *v, struct dg_bytes raw)
{
	size_t at;

	if (!forms_grow(v))
		return LEX_NONE;
	at = form_slot(v, raw);
	if (v->hash[at])
		return v->hash[at] - 1;
	if (!dg_grow(&v->form, &v->cap_forms, v->forms + 1, sizeof *v->form))
		return LEX_NONE;
	v->form[v->forms] = (struct form){ .raw = (uint32_t)v->pool.n, .n = (uint32_t)raw.n,
	    .term = LEX_NONE };
	dg_put_bytes(&v->pool, raw);
	if (v->pool.failed)
		return LEX_NONE;
	v->hash[at] = (uint32_t)++v->forms;
	return (uint32_t)v->forms - 1;
}

/* The words whose sense is a number or a date stand among the forms from the start. */
static bool
know_values(struct vocabulary *v)
{
	size_t n;
	const struct value_word *w = value_words(v->lang, &n);

	for (size_t i = 0; i < n; i++) {
		uint32_t f = vocabulary_form(v, dg_bytes_of(w[i].word));

		if (f == LEX_NONE)
			return false;
		v->form[f].kind = w[i].kind;
		v->form[f].value = w[i].value;
	}
	return true;
}

/* ---- terms ---- */

struct dg_bytes
term_key(const struct vocabulary *v, uint32_t term)
{
	return (struct dg_bytes){ v->pool.p + v->term[term].at, v->term[term].n };
}

/* A term that the lexicon knows as `id`; LEX_NONE when memory is out. */
static uint32_t
put_term(struct vocabulary *v, struct dg_bytes key, uint32_t id)
{
	if (!dg_grow(&v->term, &v->cap_terms, v->terms + 1, sizeof *v->term))
		return LEX_NONE;
	v->term[v->terms] = (struct term){ .at = (uint32_t)v->pool.n, .n = (uint32_t)key.n,
	    .lex = id, .q = (float)lex_unigram(v->lex, v->lex_lang, id) };
	dg_put_bytes(&v->pool, key);
	return v->pool.failed ? LEX_NONE : (uint32_t)v->terms++;
}

/* A beginning of expressions; 0: memory is out. */
static uint32_t
put_node(struct vocabulary *v, struct dg_bytes text)
{
	if (!dg_grow(&v->node, &v->cap_nodes, v->nodes + 2, sizeof *v->node))
		return 0;
	v->node[++v->nodes] = (struct node){ (uint32_t)v->pool.n, (uint32_t)text.n };
	dg_put_bytes(&v->pool, text);
	return v->pool.failed ? 0 : (uint32_t)v->nodes;
}

/* The term of a stem: its letters in plain Latin, and the first eight of them. */
static uint32_t
put_stem(struct vocabulary *v, struct dg_bytes stem)
{
	char plain[WORD_MAX + 1];
	uint32_t id = v->lex ? lex_find(v->lex, v->lex_lang, stem) : LEX_NONE;
	uint32_t term = put_term(v, stem, id);
	struct term *t;

	if (term == LEX_NONE)
		return term;
	t = &v->term[term];
	t->stem = true;
	t->plain_n = (uint32_t)word_fold(stem.p, stem.n, plain);
	for (size_t i = 0; i < 8; i++)
		t->fold = t->fold << 8 | (i < t->plain_n ? (unsigned char)plain[i] : 0u);
	t->plain = (uint32_t)v->pool.n;
	dg_put(&v->pool, plain, t->plain_n + 1);
	if (v->pool.failed || (v->lex && lex_prefix(v->lex, v->lex_lang, stem) &&
	    (t->node = put_node(v, stem)) == 0))
		return LEX_NONE;
	return term;
}

uint32_t
vocabulary_term(struct vocabulary *v, uint32_t form, struct word *w)
{
	uint32_t term = v->form[form].term;
	struct dg_bytes stem;
	size_t at;

	if (term != LEX_NONE)
		return term;
	stems_apply(v->stems, w);
	stem = (struct dg_bytes){ w->text, w->n };
	at = stem_slot(v, stem);
	term = v->stem[at] ? v->stem[at] - 1 : put_stem(v, stem);
	if (term == LEX_NONE)
		return term;
	v->stem[at] = term + 1;
	return v->form[form].term = term;
}

/* ---- expressions ---- */

static struct step *
step_slot(struct vocabulary *v, uint32_t from, uint32_t term)
{
	size_t at = (from * 0x9E3779B1u ^ term * 0x85EBCA6Bu) >> 3 & (v->step_cells - 1);

	while (v->step[at].from && (v->step[at].from != from || v->step[at].term != term))
		at = (at + 1) & (v->step_cells - 1);
	return &v->step[at];
}

static bool
steps_grow(struct vocabulary *v)
{
	struct step *was = v->step;
	size_t cells = v->step_cells;

	if (cells > 2 * (v->steps + 1))
		return true;
	v->step_cells = cells ? 4 * cells : 512;
	if (!(v->step = calloc(v->step_cells, sizeof *v->step))) {
		v->step = was;
		v->step_cells = cells;
		return false;
	}
	for (size_t i = 0; i < cells; i++)
		if (was[i].from)
			*step_slot(v, was[i].from, was[i].term) = was[i];
	free(was);
	return true;
}

const struct step *
vocabulary_step(struct vocabulary *v, uint32_t from, uint32_t term)
{
	struct dg_bytes word = term_key(v, term), key;
	struct dg_buf text = { 0 };
	struct step *s, found = { .from = from, .term = term, .entry = LEX_NONE };
	uint32_t id;

	if (!steps_grow(v))
		return NULL;
	if ((s = step_slot(v, from, term))->from)
		return s;
	dg_put(&text, v->pool.p + v->node[from].at, v->node[from].n);
	dg_put_char(&text, ' ');
	dg_put_bytes(&text, word);
	key = dg_buf_bytes(&text);
	if (text.failed)
		goto nomem;
	if ((id = lex_find(v->lex, v->lex_lang, key)) != LEX_NONE &&
	    (found.entry = put_term(v, key, id)) == LEX_NONE)
		goto nomem;
	if (lex_prefix(v->lex, v->lex_lang, key) && (found.to = put_node(v, key)) == 0)
		goto nomem;
	dg_buf_free(&text);
	*s = found;
	v->steps++;
	return s;
nomem:
	dg_buf_free(&text);
	return NULL;
}

/* ---- names ---- */

bool
vocabulary_name(struct vocabulary *v, uint32_t form)
{
	struct form *f = &v->form[form];
	char plain[WORD_MAX + 1], sounds[16];
	size_t n;

	if (f->named)
		return true;
	n = word_fold(v->pool.p + f->raw, f->n, plain);
	f->named = true;
	f->pinyin = name_is_pinyin(plain);
	f->plain = (uint32_t)v->pool.n;
	dg_put(&v->pool, plain, n + 1);
	name_sounds(plain, sounds);
	if (n >= 4 && sounds[0]) {
		f->sounds = (uint32_t)v->pool.n;
		f->sounds_n = (uint32_t)strlen(sounds);
		dg_put(&v->pool, sounds, f->sounds_n);
	}
	return !v->pool.failed;
}

/* ---- one of them ---- */

static void
vocabulary_free(struct vocabulary *v)
{
	if (!v)
		return;
	free(v->form);
	free(v->hash);
	free(v->stem);
	free(v->term);
	free(v->node);
	free(v->step);
	dg_buf_free(&v->pool);
	stems_free(v->stems);
	free(v->about);
	free(v);
}

static enum dg_status
vocabulary_new(struct vocabulary **ret, const char *lang, const struct dg_lexicon *lex,
    struct dg_error *err)
{
	size_t n = strlen(lang) + 1;
	struct vocabulary *v = calloc(1, sizeof *v + n);
	enum dg_status st;

	*ret = NULL;
	if (!v)
		return dg_fail_nomem(err);
	memcpy(v->lang, lang, n);
	v->lex = lex;
	v->lex_lang = lex ? lex_language(lex, lang) : -1;
	st = stems_new(&v->stems, lang, err);
	if (st == DG_OK && !know_values(v))
		st = dg_fail_nomem(err);
	if (st == DG_OK)
		*ret = v;
	else
		vocabulary_free(v);
	return st;
}

/* ---- those of all languages ---- */

struct dg_align_cache *
dg_align_cache_new(const struct dg_lexicon *lexicon)
{
	struct dg_align_cache *c = calloc(1, sizeof *c);

	if (c)
		c->lex = lexicon;
	return c;
}

void
dg_align_cache_free(struct dg_align_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		vocabulary_free(c->at[i]);
	free(c->at);
	free(c);
}

enum dg_status
cache_vocabulary(struct dg_align_cache *c, const char *lang, struct vocabulary **ret,
    struct dg_error *err)
{
	enum dg_status st;
	size_t i = 0;

	while (i < c->n && strcmp(c->at[i]->lang, lang) != 0)
		i++;
	if (i < c->n && c->at[i]->forms > FORMS_MAX) {
		vocabulary_free(c->at[i]);
		c->at[i] = c->at[--c->n];
		i = c->n;
	}
	if (i == c->n) {
		if (!dg_grow(&c->at, &c->cap, c->n + 1, sizeof *c->at))
			return dg_fail_nomem(err);
		if ((st = vocabulary_new(&c->at[c->n], lang, c->lex, err)) != DG_OK)
			return st;
		c->n++;
	}
	*ret = c->at[i];
	return DG_OK;
}

bool
cache_fits(const struct dg_align_cache *c, const struct dg_lexicon *lex)
{
	return c->lex == lex;
}
