/* build.c -- entries and running text in, a .lex file out. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum dg_status
dg_lexicon_builder_new(struct dg_lexicon_builder **ret, const char *const langs[], size_t n,
    struct dg_error *err)
{
	struct dg_lexicon_builder *b;
	enum dg_status st;

	*ret = NULL;
	if (n < 2 || n > LEX_LANGS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "a lexicon has 2 to %d languages",
		    LEX_LANGS_MAX);
	if (!(b = calloc(1, sizeof *b)))
		return dg_fail_nomem(err);
	for (size_t l = 0; l < n; l++) {
		if (strlen(langs[l]) >= sizeof b->lang[l].tag) {
			dg_lexicon_builder_free(b);
			return dg_fail(err, DG_EUSAGE, 0, "language tag '%s' is too long",
			    langs[l]);
		}
		memcpy(b->lang[l].tag, langs[l], strlen(langs[l]) + 1);
		b->lang[l].unspaced = dg_language_unspaced(langs[l]);
		b->langs++;
		b->lang[l].stem_of = calloc(STEMS_KEPT, sizeof *b->lang[l].stem_of);
		st = b->lang[l].stem_of ? stems_new(&b->lang[l].stems, langs[l], err) :
		    dg_fail_nomem(err);
		if (st != DG_OK) {
			dg_lexicon_builder_free(b);
			return st;
		}
	}
	if ((st = build_han(b, err)) != DG_OK) {
		dg_lexicon_builder_free(b);
		return st;
	}
	*ret = b;
	return DG_OK;
}

void
dg_lexicon_builder_free(struct dg_lexicon_builder *b)
{
	if (!b)
		return;
	for (size_t l = 0; l < b->langs; l++) {
		stems_free(b->lang[l].stems);
		free(b->lang[l].stem_of);
		free(b->lang[l].strings);
		free(b->lang[l].hash);
		for (size_t m = 0; m < b->langs; m++)
			free(b->links[l][m].at);
	}
	free(b->syllables);
	dg_buf_free(&b->texts);
	dg_buf_free(&b->pool);
	free(b);
}

/* ---- strings ---- */

static void
hash_put(struct build_language *l, uint32_t hash, uint32_t id)
{
	size_t at = hash & (l->cells - 1);

	while (l->hash[at].id)
		at = (at + 1) & (l->cells - 1);
	l->hash[at] = (struct build_cell){ hash, id + 1 };
}

static bool
hash_grow(struct build_language *l)
{
	struct build_cell *old = l->hash;
	size_t n = l->cells;

	if (l->cells > 2 * (l->n + 1))
		return true;
	if (!(l->hash = calloc(n ? 2 * n : 1024, sizeof *l->hash))) {
		l->hash = old;
		return false;
	}
	l->cells = n ? 2 * n : 1024;
	for (size_t i = 0; i < n; i++)
		if (old[i].id)
			hash_put(l, old[i].hash, old[i].id - 1);
	free(old);
	return true;
}

static uint32_t
find(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s, uint32_t hash)
{
	const struct build_language *l = &b->lang[lang];

	if (!l->cells)
		return LEX_NONE;
	for (size_t at = hash & (l->cells - 1); l->hash[at].id; at = (at + 1) & (l->cells - 1)) {
		const struct build_string *have;

		if (l->hash[at].hash != hash)
			continue;
		have = &l->strings[l->hash[at].id - 1];
		if (dg_bytes_equal((struct dg_bytes){ b->pool.p + have->at, have->n }, s))
			return l->hash[at].id - 1;
	}
	return LEX_NONE;
}

uint32_t
build_find(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s)
{
	return find(b, lang, s, lex_hash(s));
}

struct dg_bytes
build_text(const struct dg_lexicon_builder *b, size_t lang, uint32_t id)
{
	const struct build_string *s = &b->lang[lang].strings[id];

	return (struct dg_bytes){ s->n ? b->pool.p + s->at : "", s->n };
}

size_t
build_language(const struct dg_lexicon_builder *b, const char *tag)
{
	size_t l = 0;

	while (l < b->langs && !dg_language_same(b->lang[l].tag, tag))
		l++;
	return l < b->langs ? l : LEX_LANGS_MAX;
}

uint32_t
build_string(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s)
{
	struct build_language *l = &b->lang[lang];
	uint32_t hash = lex_hash(s), id = find(b, lang, s, hash);

	if (id != LEX_NONE)
		return id;
	if (!dg_grow(&l->strings, &l->cap, l->n + 1, sizeof *l->strings) || !hash_grow(l))
		return LEX_NONE;
	l->strings[l->n] = (struct build_string){ .at = (uint32_t)b->pool.n, .n = (uint32_t)s.n };
	dg_put_bytes(&b->pool, s);
	if (b->pool.failed)
		return LEX_NONE;
	hash_put(l, hash, (uint32_t)l->n);
	return (uint32_t)l->n++;
}

static void
stem(const struct build_language *l, struct word *w)
{
	struct build_stem *kept;

	if (w->kind != WORD_LETTERS || w->n > sizeof kept->text) {
		stems_apply(l->stems, w);
		return;
	}
	kept = &l->stem_of[lex_hash((struct dg_bytes){ w->text, w->n }) & (STEMS_KEPT - 1)];
	if (kept->n != w->n || memcmp(kept->text, w->text, w->n) != 0) {
		kept->n = (uint8_t)w->n;
		memcpy(kept->text, w->text, w->n);
		stems_apply(l->stems, w);
		if (w->n > sizeof kept->stem) {
			kept->n = 0;
			return;
		}
		kept->stem_n = (uint8_t)w->n;
		memcpy(kept->stem, w->text, w->n);
	}
	w->n = kept->stem_n;
	memcpy(w->text, kept->stem, w->n);
	w->text[w->n] = '\0';
}

void
build_key(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes text,
    struct dg_buf *key, size_t *words)
{
	struct word_scan scan = { text, 0 };
	struct word w;

	key->n = 0;
	*words = 0;
	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w)) {
		if (w.kind == WORD_HAN) {
			uint32_t s = w.code < HAN_FIRST || w.code >= HAN_END ? 0 :
			    b->simplified[w.code - HAN_FIRST];

			dg_put_code(key, s ? s : w.code);
			++*words;
			continue;
		}
		if (w.kind != WORD_LETTERS && w.kind != WORD_DIGITS)
			continue;
		stem(&b->lang[lang], &w);
		if (key->n && !b->lang[lang].unspaced)
			dg_put_char(key, ' ');
		dg_put(key, w.text, w.n);
		++*words;
	}
}

/* ---- sections ---- */

static uint32_t
put_text(struct dg_buf *texts, const char *s)
{
	uint32_t at = (uint32_t)texts->n;

	dg_put(texts, s ? s : "", s ? strlen(s) + 1 : 1);
	return at;
}

enum dg_status
dg_lexicon_builder_section(struct dg_lexicon_builder *b, const struct dg_lexicon_section *s,
    struct dg_error *err)
{
	struct build_section *to = &b->section[b->sections];

	if (b->sections == LEX_SECTIONS_MAX)
		return dg_fail(err, DG_ELIMIT, 0, "more than %d sources", LEX_SECTIONS_MAX);
	to->name = put_text(&b->texts, s->name);
	to->licence = put_text(&b->texts, s->licence);
	to->date = put_text(&b->texts, s->date);
	to->origin = put_text(&b->texts, s->origin);
	to->trust = s->trust > 0 ? (float)s->trust : 1;
	b->sections++;
	return b->texts.failed ? dg_fail_nomem(err) : DG_OK;
}

uint8_t
build_section(struct dg_lexicon_builder *b)
{
	static const struct dg_lexicon_section plain = { .name = "entries" };
	struct dg_error err;

	if (b->sections == 0)
		(void)dg_lexicon_builder_section(b, &plain, &err);
	return (uint8_t)(b->sections - 1);
}

/* ---- entries ---- */

enum { ALTERNATES_MAX = 16, PARTS_MAX = 12 };

struct form { uint32_t id; uint32_t part[PARTS_MAX]; size_t parts; };
struct side { struct form form[ALTERNATES_MAX]; size_t n; };

/* Where the last character before `end` begins. */
static size_t
last_code(struct dg_bytes s, size_t end)
{
	if (end > 0)
		end--;
	while (end > 0 && ((unsigned char)s.p[end] & 0xC0) == 0x80)
		end--;
	return end;
}

uint32_t
build_entry(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes key, size_t words)
{
	struct build_language *l = &b->lang[lang];
	uint32_t id = build_string(b, lang, key), begin;
	size_t end = key.n;

	if (id == LEX_NONE || l->strings[id].flags & LEX_IS_ENTRY)
		return id;
	l->strings[id].flags |= LEX_IS_ENTRY;
	if (words > l->longest)
		l->longest = words;
	/* every beginning is marked as such, so that a look-up can stop early; the longest first,
	 * for those of one that is marked are marked */
	while (l->unspaced && (end = last_code(key, end)) > 0) {
		if ((begin = build_string(b, lang, (struct dg_bytes){ key.p, end })) == LEX_NONE)
			return LEX_NONE;
		if (l->strings[begin].flags & LEX_IS_PREFIX)
			break;
		l->strings[begin].flags |= LEX_IS_PREFIX;
	}
	return id;
}

/* The single words of an expression, where it has several; short ones are
 * articles and prepositions that say nothing. */
static bool
add_parts(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes key, struct form *f)
{
	size_t start = 0;

	f->parts = 0;
	if (b->lang[lang].unspaced || !memchr(key.p, ' ', key.n))
		return true;
	for (size_t i = 0; i <= key.n && f->parts < PARTS_MAX; i++) {
		if (i < key.n && key.p[i] != ' ')
			continue;
		if (i - start > 3) {
			uint32_t id = build_entry(b, lang,
			    (struct dg_bytes){ key.p + start, i - start }, 1);

			if (id == LEX_NONE)
				return false;
			f->part[f->parts++] = id;
		}
		start = i + 1;
	}
	return true;
}

static bool
add_form(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes text, struct side *side)
{
	struct dg_buf key = { 0 };
	struct form *f = &side->form[side->n];
	size_t words;
	bool good;

	build_key(b, lang, text, &key, &words);
	good = !key.failed;
	if (good && key.n) {
		f->id = build_entry(b, lang, dg_buf_bytes(&key), words);
		good = f->id != LEX_NONE && add_parts(b, lang, dg_buf_bytes(&key), f);
		side->n += good;
	}
	dg_buf_free(&key);
	return good;
}

static struct dg_bytes
trimmed(struct dg_bytes s)
{
	while (s.n && s.p[0] == ' ')
		s = (struct dg_bytes){ s.p + 1, s.n - 1 };
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* A cell holds alternatives, the preferred first: "a | b". */
static bool
add_cell(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes cell, struct side *side)
{
	size_t start = 0;

	side->n = 0;
	for (size_t i = 0; cell.n && i <= cell.n && side->n < ALTERNATES_MAX; i++) {
		if (i < cell.n && cell.p[i] != '|')
			continue;
		if (!add_form(b, lang, trimmed((struct dg_bytes){ cell.p + start, i - start }),
		    side))
			return false;
		start = i + 1;
	}
	return true;
}

bool
build_link(struct build_links *l, struct build_link link)
{
	if (!dg_grow(&l->at, &l->cap, l->n + 1, sizeof *l->at))
		return false;
	l->at[l->n++] = link;
	return true;
}

/* The preferred form takes half, the others share the rest. */
static float
share(const struct side *s, size_t i)
{
	if (s->n == 1)
		return 1;
	return i == 0 ? 0.5f : 0.5f / (float)(s->n - 1);
}

static bool
link_forms(struct build_links *l, const struct side *a, const struct side *b, float weight,
    uint8_t section)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++) {
			const struct form *f = &a->form[i], *g = &b->form[j];
			struct build_link x = { f->id, g->id, weight * share(b, j),
			    section, BUILD_WHOLE };
			bool good = build_link(l, x);

			x.kind = BUILD_PART;
			for (size_t k = 0; k < g->parts && good; k++) {
				x.to = g->part[k];
				good = build_link(l, x);
			}
			x.to = g->id;
			x.weight /= (float)(f->parts ? f->parts : 1);
			for (size_t k = 0; k < f->parts && good; k++) {
				x.from = f->part[k];
				good = build_link(l, x);
			}
			if (!good)
				return false;
		}
	return true;
}

enum dg_status
dg_lexicon_builder_entry(struct dg_lexicon_builder *b, const struct dg_bytes cells[],
    double weight, struct dg_error *err)
{
	struct side *side = calloc(b->langs, sizeof *side);
	bool good = side != NULL;
	uint8_t section = build_section(b);

	for (size_t l = 0; l < b->langs && good; l++)
		good = add_cell(b, l, cells[l], &side[l]);
	for (size_t l = 0; l < b->langs && good; l++)
		for (size_t m = 0; m < b->langs && good; m++)
			if (l != m)
				good = link_forms(&b->links[l][m], &side[l], &side[m],
				    (float)weight, section);
	b->entries++;
	b->section[section].entries++;
	free(side);
	return good ? DG_OK : dg_fail_nomem(err);
}

void
dg_lexicon_builder_threads(struct dg_lexicon_builder *b, size_t threads)
{
	b->threads = threads;
}

enum dg_status
dg_lexicon_builder_regions(struct dg_lexicon_builder *b, struct dg_error *err)
{
	return build_regions(b, err);
}
