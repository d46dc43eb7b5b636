/* clues.c -- strings to numbers: words, figures, dates, names. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexicon.h"
#include "pair/pair.h"

static bool
is_at(const struct clues *t, uint32_t id, char kind, char side, struct dg_bytes text)
{
	const char *key = t->pool.p + t->at[id].key;

	return t->at[id].n == text.n && key[0] == kind && key[1] == side &&
	    memcmp(key + 2, text.p, text.n) == 0;
}

static size_t
slot(const struct clues *t, char kind, char side, struct dg_bytes text)
{
	size_t at = (lex_hash(text) ^ (uint32_t)(kind * 31 + side) * 0x9E3779B1u) & (t->cells - 1);

	while (t->hash[at] && !is_at(t, t->hash[at] - 1, kind, side, text))
		at = (at + 1) & (t->cells - 1);
	return at;
}

static bool
grow(struct clues *t)
{
	size_t cells = t->cells ? 2 * t->cells : 4096;
	uint32_t *hash;

	if (t->cells > 2 * (t->n + 1))
		return true;
	if (!(hash = calloc(cells, sizeof *hash)))
		return false;
	free(t->hash);
	t->hash = hash;
	t->cells = cells;
	for (uint32_t i = 0; i < t->n; i++) {
		const char *key = t->pool.p + t->at[i].key;

		t->hash[slot(t, key[0], key[1], clues_text(t, i))] = i + 1;
	}
	return true;
}

uint32_t
clues_find(const struct clues *t, enum clue_kind kind, size_t side, struct dg_bytes text)
{
	size_t at;

	if (t->cells == 0)
		return NO_CLUE;
	at = slot(t, (char)kind, kind == CLUE_WORD ? (char)side : 0, text);
	return t->hash[at] ? t->hash[at] - 1 : NO_CLUE;
}

uint32_t
clues_put(struct clues *t, enum clue_kind kind, size_t side, struct dg_bytes text)
{
	char head[2] = { (char)kind, kind == CLUE_WORD ? (char)side : 0 };
	size_t at;

	if (!grow(t))
		return NO_CLUE;
	at = slot(t, head[0], head[1], text);
	if (t->hash[at])
		return t->hash[at] - 1;
	if (t->n >= ALSO - 1 || t->pool.n > UINT32_MAX - text.n - 2 ||
	    !dg_grow(&t->at, &t->cap, t->n + 1, sizeof *t->at))
		return NO_CLUE;
	t->at[t->n] = (struct clue){ .key = (uint32_t)t->pool.n, .n = (uint32_t)text.n };
	dg_put(&t->pool, head, 2);
	dg_put_bytes(&t->pool, text);
	if (t->pool.failed)
		return NO_CLUE;
	t->hash[at] = (uint32_t)++t->n;
	return (uint32_t)t->n - 1;
}

enum clue_kind
clues_kind(const struct clues *t, uint32_t type)
{
	return (enum clue_kind)t->pool.p[t->at[type].key];
}

struct dg_bytes
clues_text(const struct clues *t, uint32_t type)
{
	return (struct dg_bytes){ t->pool.p + t->at[type].key + 2, t->at[type].n };
}

void
clues_free(struct clues *t)
{
	free(t->at);
	free(t->hash);
	dg_buf_free(&t->pool);
}
