/* lexicon.h -- the inside of the lexicon room, shared with lib/align. */
#ifndef DG_LEXICON_H
#define DG_LEXICON_H

#include "base/base.h"

/* ---- words of running text ---- */

enum word_kind {
	WORD_END,
	WORD_LETTERS,		/* a run of letters outside the scripts written without blanks */
	WORD_DIGITS,		/* a run of decimal digits of any script */
	WORD_HAN,		/* one Han character */
	WORD_MARK		/* any one other visible character */
};

enum { WORD_MAX = 96 };		/* bytes; a longer run of letters is cut there */

struct word {
	enum word_kind kind;
	uint32_t code;		/* of a HAN or a MARK, full-width forms folded */
	bool capital;		/* LETTERS: begins with a capital */
	size_t start, end;	/* bytes of the text */
	char text[WORD_MAX + 1];/* LETTERS: lower case; DIGITS: ASCII digits */
	size_t n;
};

struct word_scan {
	struct dg_bytes s;
	size_t at;
};

/* The next word; kind WORD_END after the last.  Blanks, controls and bytes
 * that are not UTF-8 are passed over. */
void word_next(struct word_scan *scan, struct word *w);

/* Snowball stems, one object a language and thread; a language that has no
 * stemmer gets its words back as they are. */
struct stems;
enum dg_status stems_new(struct stems **ret, const char *lang, struct dg_error *err);
/* Replace w->text of a LETTERS word by its stem. */
void stems_apply(struct stems *stems, struct word *w);
void stems_free(struct stems *stems);

/* Lower-case ASCII of a Latin word: accents off, ligatures open.  Anything else
 * is dropped.  Returns the length written to out[WORD_MAX + 1]. */
size_t word_fold(const char *text, size_t n, char *out);

/* ---- the .lex file ---- */

#define LEX_NONE UINT32_MAX
enum { LEX_LANGS_MAX = 16 };

struct lex_link { uint32_t to; float weight; };	/* weight: P(to | from), 0 to 1 */

/* Index of a language in the file, -1 when it is not there. */
int lex_language(const struct dg_lexicon *lex, const char *tag);
/* Id of a string (stems joined by one blank, or Han characters in simplified
 * form) of language `lang`; LEX_NONE when unknown. */
uint32_t lex_find(const struct dg_lexicon *lex, int lang, struct dg_bytes s);
/* Is `s` the beginning of a longer entry? (cheap pruning of phrase look-ups) */
bool lex_prefix(const struct dg_lexicon *lex, int lang, struct dg_bytes s);
/* Its text: stems joined by blanks, or Han characters. */
struct dg_bytes lex_string(const struct dg_lexicon *lex, int lang, uint32_t id);
/* The translations of string `id` of language `from` into `to`. */
const struct lex_link *lex_links(const struct dg_lexicon *lex, int from, int to, uint32_t id,
    size_t *n);
/* Background probability of a string; the floor of unseen ones for LEX_NONE. */
double lex_unigram(const struct dg_lexicon *lex, int lang, uint32_t id);
/* Longest entry of a language in words (or characters where unspaced). */
size_t lex_longest(const struct dg_lexicon *lex, int lang);
/* Simplified form of a Han character; its first Mandarin reading without tone
 * ("" when unknown). */
uint32_t lex_simplified(const struct dg_lexicon *lex, uint32_t c);
const char *lex_reading(const struct dg_lexicon *lex, uint32_t c);

/* File format, version 1: all little-endian 32-bit words, 8-byte aligned sections.
 *   head, then for each language: strings (offsets into the pool),
 *   hash (open addressing, string id + 1), flags (bit 0: an entry; bit 1: a prefix of one),
 *   unigrams (float), and for each ordered pair of languages a compressed-row table:
 *   row starts and links.  Then the Han tables: code → simplified, code → reading. */
#define LEX_MAGIC "drogman\n"
enum { LEX_VERSION = 1, LEX_ENDIAN = 0x01020304, HAN_FIRST = 0x3400, HAN_END = 0xA000 };

struct lex_table { uint32_t at, n; };		/* byte offset in the file, number of items */

struct lex_head {
	char magic[8];
	uint32_t version, endian, size, crc;	/* crc: CRC-32 of what follows the head */
	uint32_t langs, entries;
	char tag[LEX_LANGS_MAX][12];
	uint32_t longest[LEX_LANGS_MAX];
	float floor[LEX_LANGS_MAX];
	struct lex_table strings[LEX_LANGS_MAX];	/* n + 1 offsets into the pool */
	struct lex_table hash[LEX_LANGS_MAX];
	struct lex_table flags[LEX_LANGS_MAX];
	struct lex_table unigrams[LEX_LANGS_MAX];
	struct lex_table rows[LEX_LANGS_MAX][LEX_LANGS_MAX];
	struct lex_table links[LEX_LANGS_MAX][LEX_LANGS_MAX];
	struct lex_table pool, simplified, reading, syllables;
};

enum { LEX_IS_ENTRY = 1, LEX_IS_PREFIX = 2, SYLLABLE_SIZE = 8 };

uint32_t lex_hash(struct dg_bytes s);

#endif
