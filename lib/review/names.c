/* names.c -- names of one side that another side lacks.  A name is what the lexicon has from
 * its source of regions, or what it knows in several words that the text writes with capitals.
 * It is there when any of its translations is, in whatever form: one that begins alike
 * (France, français), in Chinese the first character (哈萨克斯坦, 中哈).  What the lexicon does
 * not know people.c judges by the way it is written. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexicon.h"
#include "review/review.h"

enum { NAME_WORDS = 4, ALIKE = 3 };

struct names {
	const struct dg_lexicon *lex;
	size_t sides, regions;		/* the section of regions, SIZE_MAX: none */
	const char (*langs)[64];
	int index[DG_SIDES_MAX];	/* of the language in the lexicon */
	struct stems *stems[DG_SIDES_MAX];
	struct dg_buf found[DG_SIDES_MAX];	/* what is sought in: "\nword\nword", or simplified Han */
	struct word *words;
	size_t cap;
	struct people *people;
};

enum dg_status
names_new(struct names **ret, const struct dg_lexicon *lex, const char (*langs)[64],
    size_t sides, struct dg_error *err)
{
	struct names *n = calloc(1, sizeof *n);
	struct dg_lexicon_section section;
	enum dg_status st = n ? DG_OK : dg_fail_nomem(err);

	*ret = n;
	if (!n)
		return st;
	*n = (struct names){ .lex = lex, .sides = sides, .regions = SIZE_MAX, .langs = langs };
	for (size_t i = 0; dg_lexicon_section_at(lex, i, &section); i++)
		if (strcmp(section.name, "cldr") == 0)
			n->regions = i;
	for (size_t s = 0; s < sides && st == DG_OK; s++) {
		n->index[s] = lex_language(lex, langs[s]);
		st = stems_new(&n->stems[s], langs[s], err);
	}
	if (st == DG_OK)
		st = people_new(&n->people, lex, langs, sides, err);
	return st;
}

void
names_free(struct names *n)
{
	if (!n)
		return;
	for (size_t s = 0; s < n->sides; s++) {
		stems_free(n->stems[s]);
		dg_buf_free(&n->found[s]);
	}
	free(n->words);
	people_free(n->people);
	free(n);
}

/* ---- what is sought in ---- */

static bool
fill(struct names *n, size_t s, struct dg_bytes cell)
{
	struct word_scan scan = { cell, 0 };
	struct dg_buf *b = &n->found[s];
	struct word w;

	b->n = 0;
	for (word_next(&scan, &w); w.kind != WORD_END; word_next(&scan, &w)) {
		char plain[WORD_MAX + 1];

		if (w.kind == WORD_HAN) {
			dg_put_code(b, lex_simplified(n->lex, w.code));
		} else if (w.kind == WORD_LETTERS) {
			dg_put_char(b, '\n');
			dg_put(b, plain, word_fold(w.text, w.n, plain));
		}
	}
	dg_put(b, "", 1);
	return !b->failed;
}

static bool
stands(const struct names *n, size_t side, struct dg_bytes translation)
{
	char part[8 + ALIKE];
	char plain[WORD_MAX + 1];
	size_t at = 0, len;

	if (dg_language_unspaced(n->langs[side])) {
		dg_decode(translation, &at);
		memcpy(part, translation.p, at);
		part[at] = '\0';
		return strstr(n->found[side].p, part) != NULL;
	}
	/* the first word that is more than an article or a preposition */
	for (;;) {
		const char *blank = memchr(translation.p, ' ', translation.n);

		len = blank ? (size_t)(blank - translation.p) : translation.n;
		if (!blank || len >= ALIKE)
			break;
		translation.p += len + 1;
		translation.n -= len + 1;
	}
	len = word_fold(translation.p, len > WORD_MAX ? WORD_MAX : len, plain);
	part[0] = '\n';
	memcpy(part + 1, plain, len = len < ALIKE ? len : ALIKE);
	part[1 + len] = '\0';
	return strstr(n->found[side].p, part) != NULL;
}

/* ---- names ---- */

/* The sides that have text, for which entry `id` of side `s` has translations, and of them none. */
static unsigned
lacking(const struct names *n, const struct dg_bytes *cells, size_t s, uint32_t id, bool *region)
{
	unsigned sides = 0;

	*region = false;
	for (size_t o = 0; o < n->sides; o++) {
		const struct lex_link *link;
		size_t links;
		bool there = false;

		if (o == s || n->index[o] < 0 || n->index[o] == n->index[s] || dg_is_blank(cells[o]))
			continue;
		link = lex_links(n->lex, n->index[s], n->index[o], id, &links);
		for (size_t i = 0; i < links; i++) {
			there = there || stands(n, o, lex_string(n->lex, n->index[o], link[i].to));
			*region = *region || link[i].section == n->regions;
		}
		if (links && !there)
			sides |= 1u << o;
	}
	return sides;
}

/* Words i … i + len - 1 as the lexicon has them. */
static uint32_t
entry_of(const struct names *n, size_t s, size_t i, size_t len)
{
	char key[NAME_WORDS * (WORD_MAX + 1)];
	size_t at = 0;

	for (size_t k = 0; k < len; k++) {
		struct word w = n->words[i + k];

		if (w.kind != WORD_LETTERS)
			return LEX_NONE;
		stems_apply(n->stems[s], &w);
		if (k)
			key[at++] = ' ';
		memcpy(key + at, w.text, w.n);
		at += w.n;
	}
	return lex_find(n->lex, n->index[s], (struct dg_bytes){ key, at });
}

/* "ONU"; "Wang Yi", "Organisation de coopération de Shanghai" not: half of its words are common ones. */
static bool
written_as_name(const struct names *n, struct dg_bytes cell, size_t i, size_t len)
{
	for (size_t k = 0; k < len; k++)
		if (!n->words[i + k].capital)
			return false;
	return len > 1 || (word_shouted(cell, &n->words[i]) && n->words[i + 1].kind != WORD_DIGITS &&
	    n->words[i + 1].code != '$');
}

/* The name that begins with word i: its words, 0 where there is none. */
static size_t
name_at(struct names *n, const struct dg_bytes *cells, size_t s, size_t words, size_t i,
    struct lack_list *out, bool *good)
{
	for (size_t len = words - i < NAME_WORDS ? words - i : NAME_WORDS; len > 0; len--) {
		uint32_t id = entry_of(n, s, i, len);
		unsigned sides;
		bool region;

		if (id == LEX_NONE)
			continue;
		sides = lacking(n, cells, s, id, &region);
		for (size_t o = 0; o < n->sides; o++)
			if (sides >> o & 1 && dg_language_unspaced(n->langs[o]) &&
			    people_stand_as_is(n->people, o, cells[s], &n->words[i]))
				sides &= ~(1u << o);
		if (!region && !written_as_name(n, cells[s], i, len))
			continue;
		if (sides)
			*good = lack_add(out, n->words[i].start, n->words[i + len - 1].end, sides, 0);
		return len;
	}
	return 0;
}

static bool
names_spaced(struct names *n, const struct dg_bytes *cells, size_t s, struct lack_list *out)
{
	struct word_scan scan = { cells[s], 0 };
	bool good = true;
	size_t words = 0;

	for (;; words++) {
		if (!dg_grow(&n->words, &n->cap, words + 1, sizeof *n->words))
			return false;
		word_next(&scan, &n->words[words]);
		if (n->words[words].kind == WORD_END)
			break;
	}
	for (size_t i = 0; i < words && good; ) {
		size_t len = n->words[i].kind == WORD_LETTERS && n->words[i].capital ?
		    name_at(n, cells, s, words, i, out, &good) : 0;

		i += len ? len : 1;
	}
	return good;
}

/* Part of a foreign name: 约瑟夫-马里·埃邦盖 is not from Mali. */
static bool
beside_dot(struct dg_bytes cell, size_t start, size_t end)
{
	return (start >= 2 && memcmp(cell.p + start - 2, "\xC2\xB7", 2) == 0) ||
	    (start >= 1 && cell.p[start - 1] == '-') ||
	    (cell.n - end >= 2 && memcmp(cell.p + end, "\xC2\xB7", 2) == 0);
}

/* Regions alone: Han characters have no capitals. */
static bool
names_unspaced(struct names *n, const struct dg_bytes *cells, size_t s, struct lack_list *out)
{
	struct dg_bytes cell = cells[s];
	bool good = true;

	for (size_t at = 0; at < cell.n && good; ) {
		size_t start = at, end = 0, next = at;
		uint32_t node = 0, id = LEX_NONE;
		bool region;
		unsigned sides;

		dg_decode(cell, &at);
		while (next < cell.n && node != LEX_NONE) {
			uint32_t c = dg_decode(cell, &next), hit;

			hit = lex_step(n->lex, n->index[s], &node, lex_simplified(n->lex, c));
			if (hit != LEX_NONE) {
				id = hit;
				end = next;
			}
		}
		if (id == LEX_NONE)
			continue;
		sides = lacking(n, cells, s, id, &region);
		if (region && sides && !beside_dot(cell, start, end))
			good = lack_add(out, start, end, sides, 0);
		at = end;
	}
	return good;
}

bool
names_lacking(struct names *n, const struct dg_bytes *cells, size_t s, struct lack_list *out)
{
	/* sides come in order: the first fills for all */
	for (size_t o = 0; o < n->sides && s == 0; o++)
		if (!fill(n, o, cells[o]) || !people_read(n->people, o, cells[o]))
			return false;
	if (n->index[s] >= 0 && !(dg_language_unspaced(n->langs[s]) ?
	    names_unspaced(n, cells, s, out) : names_spaced(n, cells, s, out)))
		return false;
	return people_lacking(n->people, cells, s, out);
}
