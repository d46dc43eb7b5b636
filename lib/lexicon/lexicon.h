/* lexicon.h -- the inside of the lexicon room, shared with lib/align. */
#ifndef DG_LEXICON_H
#define DG_LEXICON_H

#include "drogman/lexicon.h"
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
enum { LEX_LANGS_MAX = 16, LEX_SECTIONS_MAX = 255 };

/* weight: the part of P(to | from) that this section gives; what several sections say
 * of the same pair stands in several links, whose weights add up. */
struct lex_link { uint32_t to : 24, section : 8; float weight; };

/* Index of a language in the file, -1 when it is not there. */
int lex_language(const struct dg_lexicon *lex, const char *tag);
/* Id of a string (stems joined by one blank, or Han characters in simplified
 * form) of language `lang`; LEX_NONE when unknown. */
uint32_t lex_find(const struct dg_lexicon *lex, int lang, struct dg_bytes s);
/* Every entry that begins at a place of unspaced text: begin with node 0, step with
 * each (simplified) character; the id of the entry that ends there or LEX_NONE.  *node is
 * LEX_NONE when no longer entry begins so. */
uint32_t lex_step(const struct dg_lexicon *lex, int lang, uint32_t *node, uint32_t code);
/* Is `s` the beginning of a longer string: by some characters, or by words after a blank? */
bool lex_prefix(const struct dg_lexicon *lex, int lang, struct dg_bytes s);
/* Its text: stems joined by blanks, or Han characters. */
struct dg_bytes lex_string(const struct dg_lexicon *lex, int lang, uint32_t id);
/* The translations of string `id` of language `from` into `to`, by rising id. */
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

/* File format, version 2: words of the machine that wrote it, told by `endian`; tables
 * begin at multiples of 8.  After the head, for each language: its strings, sorted by
 * their bytes (offsets into the pool), a hash of them (open addressing; id + 1 in the low
 * 24 bits, bits of the hash above), flags, unigrams (float) and, where unspaced, a trie of
 * the entries of Han characters: its nodes are the strings themselves, 0 being the empty
 * one; the edges from 0 by their character (roots), the others in a hash (lex_edge_key,
 * as 64 bits).  For each ordered pair of languages a compressed-row table: row starts and
 * links.  Then the statistics of pairs, the Han tables: code → simplified, code → reading;
 * the pool.  What opening looks at lies together, right behind the head: the sections,
 * their texts, the syllables.
 *
 * Opening checks the head alone, by a checksum of its own, and that every table lies
 * inside the file.  What a table holds is checked where it is used, so a damaged file
 * gives wrong answers at worst; dg_lexicon_verify reads all of it. */
#define LEX_MAGIC "drogman\n"
enum { LEX_VERSION = 2, LEX_ENDIAN = 0x01020304, HAN_FIRST = 0x3400, HAN_END = 0xA000 };

struct lex_table { uint32_t at, n; };		/* byte offset in the file, number of items */

struct lex_tongue {
	char tag[12];
	uint32_t longest;
	float floor;
	struct lex_table strings;	/* n + 1 offsets into the pool */
	struct lex_table hash, flags, unigrams, edges, roots;
};

struct lex_section {
	uint32_t name, licence, date, origin;	/* offsets of NUL-terminated text in `texts` */
	uint32_t entries;
	float trust;
};

struct lex_pair { float ratio, variance, prior[7][7]; uint32_t beads; };

struct lex_head {
	char magic[8];
	uint32_t version, endian, size, reserved;
	uint64_t sum;			/* XXH3 of all that follows the head */
	uint32_t langs, entries;
	struct lex_tongue lang[LEX_LANGS_MAX];
	struct lex_table rows[LEX_LANGS_MAX][LEX_LANGS_MAX];
	struct lex_table links[LEX_LANGS_MAX][LEX_LANGS_MAX];
	struct lex_table pairs[LEX_LANGS_MAX][LEX_LANGS_MAX];	/* a < b: one or none */
	struct lex_table sections, texts, pool, simplified, reading, syllables;
	uint64_t own_sum;		/* XXH3 of the head up to here */
};

enum { LEX_IS_ENTRY = 1, LEX_IS_PREFIX = 2, SYLLABLE_SIZE = 8 };

/* An edge of the trie in 64 bits: parent 24, code 16, child 22, then its two flags; one
 * from the root: the last 24 of them. */
enum { EDGE_CHILD_MAX = (1 << 22) - 1, EDGE_PARENT_MAX = (1 << 24) - 1 };

static inline uint64_t
lex_edge_key(uint32_t parent, uint32_t code)
{
	return (uint64_t)parent << 40 | (uint64_t)code << 24;
}

static inline uint32_t
lex_edge_slot(uint64_t key, uint32_t mask)
{
	return (uint32_t)((key >> 24) * 0x9E3779B97F4A7C15u >> 34) & mask;
}

/* The trie of a language, for a walk; roots is NULL where it has none. */
struct lex_trie { const uint64_t *edge; const uint32_t *root; uint32_t mask, strings; };
struct lex_trie lex_trie(const struct dg_lexicon *lex, int lang);

/* lex_step on it: the edge's child and flags, 0 where there is none. */
static inline uint32_t
lex_trie_step(const struct lex_trie *t, uint32_t node, uint32_t code)
{
	uint64_t key;
	uint32_t at;

	if (node == 0)
		return code >= HAN_FIRST && code < HAN_END ? t->root[code - HAN_FIRST] & 0xFFFFFF : 0;
	if (node > EDGE_PARENT_MAX || code > 0xFFFF)
		return 0;
	key = lex_edge_key(node, code);
	at = lex_edge_slot(key, t->mask);
	for (uint32_t tries = 0; t->edge[at] && tries <= t->mask; tries++, at = (at + 1) & t->mask)
		if ((t->edge[at] ^ key) >> 24 == 0)
			return (uint32_t)t->edge[at] & 0xFFFFFF;
	return 0;
}

/* The translations of one language into another, for a walk; `rows` is 0 where there are none. */
struct lex_rows { const uint32_t *row; const struct lex_link *link; uint32_t rows, links; };
struct lex_rows lex_rows(const struct dg_lexicon *lex, int from, int to);

/* lex_links on it. */
static inline const struct lex_link *
lex_row(const struct lex_rows *r, uint32_t id, size_t *n)
{
	*n = 0;
	if (id >= r->rows || r->row[id] > r->row[id + 1] || r->row[id + 1] > r->links)
		return NULL;
	*n = r->row[id + 1] - r->row[id];
	return r->link + r->row[id];
}

uint32_t lex_hash(struct dg_bytes s);
const struct lex_head *lex_head(const struct dg_lexicon *lex);
/* A table's bytes; its place has been checked. */
const void *lex_table_at(const struct dg_lexicon *lex, const struct lex_table *t);
/* A text of a section, "" when it is not one. */
const char *lex_text(const struct dg_lexicon *lex, uint32_t at);

#endif
