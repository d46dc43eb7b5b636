/* drogman/pair.h -- which page translates which */
#ifndef DROGMAN_PAIR_H
#define DROGMAN_PAIR_H

#include "drogman/text.h"
#include "drogman/align.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A pile of pages in two or three languages, in no order and under any names, to groups of pages
 * that translate each other.  Evidence: alternate links; file names that differ in the
 * language alone; dates, figures and names as values; words by the lexicon and by what the
 * sure pairs of the pile teach (association of words with the pages they stand in).
 * Each sentence of a page says how likely it is that the other page has its translation
 * or leaves it out; one that is found with other figures speaks against.  Candidates
 * come from an inverted index, hubs taken off by cross-domain similarity local scaling
 * (Conneau et al. 2018); they are dealt out one to one by auction (Bertsekas 1988), a language
 * at a time to groups of the others until nothing changes.  Time grows with the pages
 * times a bounded number of candidates; memory is some kilobytes a page.  The same pages in the
 * same order give the same groups. */
struct dg_pairing;
/* The lexicon is borrowed.  DG_EUSAGE: not two or three languages. */
DG_API enum dg_status dg_pairing_new(struct dg_pairing **ret, const char *const langs[], size_t n,
    const struct dg_lexicon *lexicon, struct dg_error *err);
/* Add a page, which is not kept.  Its language is that of its text, else the one that it
 * claims, else `hint` (may be NULL).  DG_EINPUT, with no harm done: it is no text page, is in no
 * language of the pile or in none that can be told, or its name was given before. */
DG_API enum dg_status dg_pairing_add(struct dg_pairing *pg, const char *name,
    struct dg_bytes raw, const char *hint, struct dg_error *err);
/* A row of an old manifest: names of pages, one a language, NULL where there is none; such rows
 * come first among the groups, in their order.  Their pages stay together, and only sides without
 * a name can be filled.  A name that was not added is let be.  DG_EUSAGE: a page of two rows. */
DG_API enum dg_status dg_pairing_keep(struct dg_pairing *pg, const char *const pages[],
    struct dg_error *err);
/* Once, when all pages are there.  DG_EINPUT: they are all in one language. */
DG_API enum dg_status dg_pairing_run(struct dg_pairing *pg, struct dg_error *err);
/* Groups: those of the old manifest, those of several pages, then pages that stay alone. */
struct dg_pairing_group {
	const char *page[DG_TEXTS_MAX];	/* names as added; NULL: none, or not added */
	const char *same;	/* of a page alone: one that has its very bytes; NULL */
	size_t pages;
	bool old;
	double confidence;	/* 0 to 1: that its pages belong together */
};
DG_API size_t dg_pairing_groups(const struct dg_pairing *pg);
DG_API void dg_pairing_group(const struct dg_pairing *pg, size_t i, struct dg_pairing_group *ret);
/* Append what speaks for group `i`, on one line; nothing for a page alone. */
DG_API enum dg_status dg_pairing_evidence(struct dg_pairing *pg, size_t i, struct dg_buf *out,
    struct dg_error *err);
/* Append all that speaks for and against two pages: the score, then a line a clue with
 * tabs, its weight (a natural logarithm) first.  DG_EUSAGE: one was not added, or both are in
 * one language. */
DG_API enum dg_status dg_pairing_explain(struct dg_pairing *pg, const char *a, const char *b,
    struct dg_buf *out, struct dg_error *err);
DG_API void dg_pairing_free(struct dg_pairing *pg);

#ifdef __cplusplus
}
#endif

#endif
