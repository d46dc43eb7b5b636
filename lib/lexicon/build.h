/* build.h -- making a .lex: what its parts share. */
#ifndef DG_LEXICON_BUILD_H
#define DG_LEXICON_BUILD_H

#include "lexicon/lexicon.h"

/* One language of a lexicon in the making. */
struct build_language {
	char tag[12];
	struct stems *stems;
	struct build_string { uint32_t at, n; uint8_t flags; uint32_t count; } *strings;
	size_t n, cap;
	uint32_t *hash;		/* id + 1, open addressing */
	size_t cells;
	uint64_t counted;	/* tokens seen in running text */
	size_t longest;
};

struct build_link { uint32_t from, to; float weight; };
struct build_links { struct build_link *at; size_t n, cap; };

struct dg_lexicon_builder {
	struct dg_buf pool;
	struct build_language lang[LEX_LANGS_MAX];
	size_t langs;
	struct build_links links[LEX_LANGS_MAX][LEX_LANGS_MAX];
	uint32_t entries;
	uint16_t simplified[HAN_END - HAN_FIRST], reading[HAN_END - HAN_FIRST];
	char (*syllables)[SYLLABLE_SIZE];
	size_t n_syllables, cap_syllables;
};

/* Id of a string, LEX_NONE when it is not there. */
uint32_t build_find(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s);
/* Id of a string, added when new; LEX_NONE when memory is out. */
uint32_t build_string(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s);
/* The key under which a text is found: stems joined by a blank, Han characters
 * simplified.  *words counts them. */
void build_key(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes text,
    struct dg_buf *key, size_t *words);
/* Readings and simplified forms of Han characters, from ICU's transliterators. */
enum dg_status build_han(struct dg_lexicon_builder *b, struct dg_error *err);
/* Names of the world's regions in every language of the builder, from CLDR. */
enum dg_status build_regions(struct dg_lexicon_builder *b, struct dg_error *err);

#endif
