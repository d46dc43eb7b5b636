/* base.h -- what the rooms of lib/ share and users do not see. */
#ifndef DG_BASE_H
#define DG_BASE_H

#include "drogman/base.h"

/* Fill *err and return `status`: every failure in lib/ is this one statement. */
enum dg_status dg_fail(struct dg_error *err, enum dg_status status, uint64_t line,
    const char *format, ...) DG_PRINTF(4, 5);
enum dg_status dg_fail_nomem(struct dg_error *err);

/* Grow the array *items of `size`-byte items to hold `need`; false when memory
 * is out (the array stays as it was). */
bool dg_grow(void *items, size_t *cap, size_t need, size_t size);

/* Its decimal digits: what is written by the million need not go through a format. */
void dg_put_number(struct dg_buf *out, uint64_t n);

/* To be called where `n` bytes could not be had and nobody is told: see dg_on_lack. */
bool dg_lacks(size_t n);	/* false */

/* dg_in_open, but from that byte of the file on; gzip is told by what stands there. */
enum dg_status dg_in_open_at(struct dg_in **ret, const char *path, uint64_t offset,
    struct dg_error *err);

/* Before each first call of libxml2: once, whichever thread comes first. */
void dg_xml_begin(void);

/* Files compiled into the library: lib/rules, lib/data and what is built from
 * corpora.  `name` is the path below the source tree or the build tree, e.g.
 * "rules/fr.srx".  NULL bytes when there is none of that name. */
struct dg_bytes dg_embedded(const char *name);

/* The generated table behind it. */
struct dg_embedded_file { const char *name, *start, *end; };
extern const struct dg_embedded_file dg_embedded_files[];
extern const size_t dg_embedded_count;

/* The whole number that a text of a file begins with, 0 where it begins with none; one that lies outside
 * is the bound that it passed. */
int dg_whole(const char *text, int low, int high);

/* A set of words, each with bits of its own; start from {0}.  Words are a-z, at most twelve
 * letters, and stand packed: 0 for what is none.  put joins the bits of a word that is there,
 * false: out of memory; get: 0 for a word that is not. */
struct dg_wordset { struct dg_wordset_word { uint64_t key; uint32_t bits; } *at; size_t n, cap; };
uint64_t dg_word_pack(const char *word, size_t n);
bool dg_wordset_put(struct dg_wordset *set, uint64_t key, uint32_t bits);
void dg_wordset_free(struct dg_wordset *set);

/* The slot of a key, or the free one where it would stand. */
static inline size_t
dg_wordset_slot(const struct dg_wordset *set, uint64_t key)
{
	size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (set->cap - 1);

	while (set->at[i].key && set->at[i].key != key)
		i = (i + 1) & (set->cap - 1);
	return i;
}

static inline uint32_t
dg_wordset_get(const struct dg_wordset *set, uint64_t key)
{
	return key && set->cap ? set->at[dg_wordset_slot(set, key)].bits : 0;
}

/* True for Han characters (URO and extensions, compatibility, 々 〇). */
bool dg_is_han(uint32_t c);

/* ---- out.c: room for `n` bytes that the caller writes; NULL: none, use dg_out_put */
char *dg_out_room(struct dg_out *out, size_t n);

#endif
