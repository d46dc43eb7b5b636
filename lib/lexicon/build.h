/* build.h -- making a .lex: what its parts share. */
#ifndef DG_LEXICON_BUILD_H
#define DG_LEXICON_BUILD_H

#include "lexicon/lexicon.h"

/* One language of a lexicon in the making. */
struct build_language {
	char tag[12];
	struct stems *stems;
	struct build_stem *stem_of;	/* of words met lately, by their hash */
	bool unspaced;
	struct build_string { uint32_t at, n; uint8_t flags; uint32_t count; } *strings;
	size_t n, cap;
	/* open addressing; both in a cell, so that a string is looked at only where it is the one */
	struct build_cell { uint32_t hash, id; } *hash;		/* id + 1 */
	size_t cells;
	uint64_t counted;	/* tokens seen in running text */
	size_t longest;
};

/* A word and its stem: a stemmer takes longer than everything else that is done to a word. */
struct build_stem { uint8_t n, stem_n; char text[30], stem[30]; };
enum { STEMS_KEPT = 1 << 13 };

/* What a link's weight is. */
enum build_kind {
	BUILD_WHOLE,		/* a share of an entry, whole forms on both sides */
	BUILD_PART,		/* the same, a word of a longer form on one side */
	BUILD_GIVEN		/* a probability, as it is */
};

struct build_link { uint32_t from, to; float weight; uint8_t section, kind; };
struct build_links { struct build_link *at; size_t n, cap; };

struct build_section { uint32_t name, licence, date, origin, entries; float trust; };

struct dg_lexicon_builder {
	struct dg_buf pool;
	struct build_language lang[LEX_LANGS_MAX];
	size_t langs;
	struct build_links links[LEX_LANGS_MAX][LEX_LANGS_MAX];
	struct lex_pair pairs[LEX_LANGS_MAX][LEX_LANGS_MAX];
	uint32_t entries;
	struct dg_buf texts;			/* of the sections, NUL after each */
	struct build_section section[LEX_SECTIONS_MAX];
	size_t sections;			/* the last one is being filled */
	uint16_t simplified[HAN_END - HAN_FIRST], reading[HAN_END - HAN_FIRST];
	char (*syllables)[SYLLABLE_SIZE];
	size_t threads;				/* that saving may use */
	size_t n_syllables, cap_syllables;
};

/* Id of a string, LEX_NONE when it is not there. */
uint32_t build_find(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s);
/* Id of a string, added when new; LEX_NONE when memory is out. */
uint32_t build_string(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes s);
/* Id of an entry: the string marked as one, with all its beginnings where unspaced;
 * `words` is its length in words or characters. */
uint32_t build_entry(struct dg_lexicon_builder *b, size_t lang, struct dg_bytes key, size_t words);
/* The key under which a text is found: stems joined by a blank, Han characters
 * simplified.  *words counts them. */
void build_key(const struct dg_lexicon_builder *b, size_t lang, struct dg_bytes text,
    struct dg_buf *key, size_t *words);
bool build_link(struct build_links *l, struct build_link link);
/* The section being filled; one without a name where none was begun. */
uint8_t build_section(struct dg_lexicon_builder *b);
/* Language of a tag, LEX_LANGS_MAX when the builder has none such. */
size_t build_language(const struct dg_lexicon_builder *b, const char *tag);
struct dg_bytes build_text(const struct dg_lexicon_builder *b, size_t lang, uint32_t id);
/* Links of one pair of strings and section made one, then weights made probabilities:
 * what each section says of a string sums to one. */
void build_settle(struct build_links *l);
/* What the trusts of the sections that speak of a string are parts of: their sum, and 1 at
 * least.  So what only sources of little trust know is known in part, and the rest of the
 * word is left open. */
static inline double
build_share(double trusts)
{
	return trusts > 1 ? trusts : 1;
}
/* The sections that speak of a string share it by their trust. */
void build_mix(const struct dg_lexicon_builder *b, struct build_links *l);
/* Readings and simplified forms of Han characters, from ICU's transliterators. */
enum dg_status build_han(struct dg_lexicon_builder *b, struct dg_error *err);
/* Names of the world's regions in every language of the builder, from CLDR. */
enum dg_status build_regions(struct dg_lexicon_builder *b, struct dg_error *err);

/* ---- what dictionaries say, made into cells ---- */

/* Append one gloss to a cell as a form of its own: what stands in brackets left out,
 * blanks as one, "to", "the" and the like at its head left out.  Nothing is appended
 * where nothing is left, or more than a look-up could ever find. */
void gloss_put(struct dg_buf *cell, struct dg_bytes gloss);
/* Glosses parted by any of the characters of `marks`, outside brackets. */
void gloss_put_each(struct dg_buf *cell, struct dg_bytes text, const char *marks);

#endif
