/* names.c -- names in Latin letters and in Han characters, brought to one form: pinyin for
 * Chinese people, classes of consonants for transcriptions. */
#include <stdlib.h>
#include <string.h>

#include "align/align.h"
#include "lexicon/lexicon.h"
#include "pair/pair.h"

struct han_names {
	const struct dg_lexicon *lex;
	uint8_t about[HAN_END - HAN_FIRST];
};

struct han_names *
han_names_new(const struct dg_lexicon *lex)
{
	struct han_names *h = calloc(1, sizeof *h);

	if (h) {
		h->lex = lex;
		name_mark(h->about);
	}
	return h;
}

void
han_names_free(struct han_names *h)
{
	free(h);
}

void
tokens_put(struct tokens *out, uint32_t type, bool also)
{
	if (type == NO_CLUE || !dg_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at)) {
		out->failed = true;
		return;
	}
	out->at[out->n++] = also ? type | ALSO : type;
}

static uint8_t
about(const struct han_names *h, uint32_t c)
{
	return c >= HAN_FIRST && c < HAN_END ? h->about[c - HAN_FIRST] : 0;
}

/* A surname and one or two characters may be a person. */
static void
person(struct han_names *h, const uint32_t *codes, size_t n, struct clues *types,
    struct tokens *out)
{
	char key[4 * SYLLABLE_SIZE] = "";

	for (size_t i = 0; i < n && i < 3; i++) {
		strncat(key, lex_reading(h->lex, codes[i]), SYLLABLE_SIZE);
		if (i > 0)
			tokens_put(out, clues_put(types, CLUE_PINYIN, 0, dg_bytes_of(key)), i > 1);
	}
}

/* A run of transcription characters may be a foreign name: every length of it. */
static void
foreign(struct han_names *h, const uint32_t *codes, size_t n, struct clues *types,
    struct tokens *out)
{
	char latin[12 * SYLLABLE_SIZE] = "", sounds[16], last[16] = "";
	size_t m = 0;
	bool also = false;

	for (size_t i = 0; i < n && i < 9 && about(h, codes[i]) & HAN_SOUND; i++) {
		m = name_put_reading(latin, m, lex_reading(h->lex, codes[i]));
		name_sounds(latin, sounds);
		if (i == 0 || !sounds[0] || strcmp(sounds, last) == 0)
			continue;
		strcpy(last, sounds);
		tokens_put(out, clues_put(types, CLUE_SOUNDS, 0, dg_bytes_of(sounds)), also);
		also = true;
	}
}

void
han_names_read(struct han_names *h, const uint32_t *codes, size_t n, struct clues *types,
    struct tokens *out)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t is = about(h, codes[i]);

		if (is & HAN_SURNAME && i + 1 < n)
			person(h, codes + i, n - i, types, out);
		if (is & HAN_SOUND)
			foreign(h, codes + i, n - i, types, out);
	}
}

void
latin_names_read(const char *plain, const char *before, struct clues *types, struct tokens *out)
{
	char sounds[16], full[2 * WORD_MAX + 2];
	size_t n = strlen(plain);

	if (n >= 3)
		tokens_put(out, clues_put(types, CLUE_LATIN, 0,
		    (struct dg_bytes){ plain, n < 7 ? n : 7 }), false);
	name_sounds(plain, sounds);
	if (n >= 4 && sounds[0])
		tokens_put(out, clues_put(types, CLUE_SOUNDS, 0, dg_bytes_of(sounds)), false);
	if (*before && name_is_pinyin(before) && name_is_pinyin(plain)) {
		strcpy(full, before);
		strcat(full, plain);
		tokens_put(out, clues_put(types, CLUE_PINYIN, 0, dg_bytes_of(full)), false);
	}
}
