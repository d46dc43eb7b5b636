/* types.c -- the different tokens of a text, each held once. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/align.h"

struct dg_bytes
text_key(const struct text *t, uint32_t type)
{
	return (struct dg_bytes){ t->pool.p + t->type[type].key, t->type[type].key_n };
}

double
text_background(const struct text *t, uint32_t type)
{
	double here = weights.local * ((double)t->type[type].times - 1) /
	    ((double)t->tokens + weights.longer);

	return fmax(here, fmax((double)t->type[type].q, weights.least));
}

static uint32_t
hash_of(char kind, struct dg_bytes key)
{
	return lex_hash(key) ^ (uint32_t)kind * 0x9E3779B1u;
}

static size_t
slot(const struct text *t, char kind, struct dg_bytes key, uint32_t hash)
{
	size_t at = hash & (t->cells - 1);

	for (; t->hash[at]; at = (at + 1) & (t->cells - 1)) {
		const struct type *have = &t->type[t->hash[at] - 1];
		const char *p = t->pool.p + have->key;

		if (have->hash == hash && have->key_n == key.n + 1 && p[0] == kind &&
		    memcmp(p + 1, key.p, key.n) == 0)
			break;
	}
	return at;
}

static size_t
lex_slot(const struct text *t, uint32_t lex)
{
	size_t at = (text_lex_hash(lex) >> 7) & (t->cells - 1);

	while (t->by_lex[at] && t->type[t->by_lex[at] - 1].lex != lex)
		at = (at + 1) & (t->cells - 1);
	return at;
}

uint32_t
text_find(const struct text *t, const struct text *of, uint32_t type)
{
	struct dg_bytes key = text_key(of, type);

	return t->cells ? t->hash[slot(t, key.p[0], (struct dg_bytes){ key.p + 1, key.n - 1 },
	    of->type[type].hash)] - 1 : LEX_NONE;
}

uint32_t
text_find_lex(const struct text *t, uint32_t lex)
{
	return t->cells ? t->by_lex[lex_slot(t, lex)] - 1 : LEX_NONE;
}

void
text_learn(struct text *t, uint32_t type, uint32_t lex)
{
	uint32_t h = text_lex_hash(lex) >> 18;

	if (lex == LEX_NONE || t->type[type].lex != LEX_NONE)
		return;
	t->by_lex[lex_slot(t, lex)] = type + 1;
	t->some[h / 64] |= (uint64_t)1 << h % 64;
	t->type[type].lex = lex;
}

static bool
rehash(struct text *t)
{
	uint32_t *hash, *by_lex;
	size_t cells;

	if (t->cells > 2 * (t->types + 1))
		return true;
	cells = t->cells ? 4 * t->cells : 1024;
	hash = calloc(cells, sizeof *hash);
	by_lex = calloc(cells, sizeof *by_lex);
	if (!hash || !by_lex) {
		free(hash);
		free(by_lex);
		return false;
	}
	free(t->hash);
	free(t->by_lex);
	t->hash = hash;
	t->by_lex = by_lex;
	t->cells = cells;
	for (uint32_t i = 0; i < t->types; i++) {
		size_t at = t->type[i].hash & (t->cells - 1);

		while (t->hash[at])	/* they are all different */
			at = (at + 1) & (t->cells - 1);
		t->hash[at] = i + 1;
		if (t->type[i].lex != LEX_NONE)
			t->by_lex[lex_slot(t, t->type[i].lex)] = i + 1;
	}
	return true;
}

uint32_t
text_type(struct text *t, char kind, struct dg_bytes key)
{
	size_t start = t->pool.n, at;
	uint32_t hash = hash_of(kind, key);

	if (!rehash(t))
		return LEX_NONE;
	at = slot(t, kind, key, hash);
	if (t->hash[at])
		return t->hash[at] - 1;
	dg_put_char(&t->pool, kind);
	dg_put_bytes(&t->pool, key);
	if (t->pool.failed)
		return LEX_NONE;
	if (!dg_grow(&t->type, &t->cap_types, t->types + 1, sizeof *t->type))
		return LEX_NONE;
	t->type[t->types] = (struct type){ .key = (uint32_t)start, .key_n = (uint32_t)key.n + 1,
	    .hash = hash, .lex = LEX_NONE, .q = 1e-4f };
	t->hash[at] = (uint32_t)++t->types;
	return (uint32_t)t->types - 1;
}

bool
text_put(struct text *t, uint32_t type)
{
	if (type == LEX_NONE || (t->tokens == t->cap_tokens &&
	    !dg_grow(&t->token, &t->cap_tokens, t->tokens + 1, sizeof *t->token)))
		return false;
	t->token[t->tokens++] = type;
	t->type[type].times++;
	return true;
}

/* ---- single words, by their plain letters ---- */

bool
text_stem(struct text *t, uint32_t type, struct dg_bytes plain, uint64_t fold)
{
	t->type[type].word = true;
	if (plain.n < 4)
		return true;
	if (!dg_grow(&t->stem, &t->cap_stems, t->stems + 1, sizeof *t->stem))
		return false;
	t->stem[t->stems++] = (struct stem){ fold, type, (uint32_t)t->pool.n,
	    (uint32_t)plain.n };
	dg_put(&t->pool, plain.p, plain.n + 1);
	return !t->pool.failed;
}

static int
by_fold(const void *a, const void *b)
{
	const struct stem *x = a, *y = b;

	if (x->fold != y->fold)
		return x->fold < y->fold ? -1 : 1;
	return x->type < y->type ? -1 : x->type > y->type;
}

void
text_sort_stems(struct text *t)
{
	if (t->stems)
		qsort(t->stem, t->stems, sizeof *t->stem, by_fold);
}

void
text_free(struct text *t)
{
	if (!t)
		return;
	free(t->first);
	free(t->token);
	free(t->type);
	free(t->hash);
	free(t->by_lex);
	free(t->stem);
	free(t->length);
	free(t->border);
	dg_buf_free(&t->pool);
	free(t);
}
