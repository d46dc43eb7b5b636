/* drogman/typography.h -- quotes, spaces, marks */
#ifndef DROGMAN_TYPOGRAPHY_H
#define DROGMAN_TYPOGRAPHY_H

#include "drogman/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One change, or one thing told and left (before equals after).  `line` counts
 * from 1, `byte` from 0 in the line as given; all of it lives for the call only. */
struct dg_change {
	size_t line, byte;
	const char *rule;
	struct dg_bytes before, after;
	double confidence;	/* 1: the norm says so; below ½: it could be otherwise */
};

/* NULL or {0} is the norm.  `space`: "fine" (U+202F where the norm says thin, the
 * default), "nbsp" (U+00A0 everywhere), "plain", "keep" (as typed).  `rules`:
 * NULL-terminated "NAME=on" and "NAME=off"; at first every rule is on but those on
 * request (ligature, homoglyph, wide-ascii, simplified, traditional; dash in French),
 * with `hygiene` those alone that repair characters. */
struct dg_typography_options {
	bool hygiene;
	const char *space;
	const char *const *rules;
};

/* The typography of `locale`: fr, fr-CA, fr-CH, fr-EU, fr-UN, en-US, en-GB,
 * zh-Hans, zh-Hant, de, es, ru and their usual other names (zh, zh-TW, fr-FR …).
 * A locale, a space or a rule that does not exist is DG_EUSAGE. */
struct dg_typography;
DG_API enum dg_status dg_typography_new(struct dg_typography **ret, const char *locale,
    const struct dg_typography_options *opt, struct dg_error *err);
/* One document: `lines` in, as many lines out (appended to `out`, each with LF).
 * A quote may open in one line and close in another; an empty line parts
 * paragraphs, and where there is none every line is one.  Letters and digits
 * stay, except where bytes are repaired (UTF-8, entities, NFC); text in the norm
 * comes back byte for byte; done twice is done once: the text is read again until
 * nothing changes.  `report`, when given, is called for each change in the order
 * of the lines, reading by reading: the place is always one of the line as given, `before`
 * what the reading before has made of it.  Time is linear; of more than 64 quotes inside one another
 * the outermost are forgotten, and told (doubt). */
DG_API enum dg_status dg_typography_document(struct dg_typography *t,
    const struct dg_bytes *lines, size_t n, struct dg_buf *out,
    void (*report)(const struct dg_change *, void *), void *ctx, struct dg_error *err);
/* One stretch of a line: the bytes [from, to) of it as given stand behind the bytes
 * [at, end) of it as written; where `same`, they are those bytes. */
struct dg_stretch { size_t line, from, to, at, end; bool same; };
/* From now on `map` is called at the end of each document with the stretches of
 * each line (from 1), in order: they cover the line as given and the line as written
 * whole, so that a place in the one can be found in the other.  NULL: no map. */
DG_API void dg_typography_map(struct dg_typography *t,
    void (*map)(const struct dg_stretch *, void *), void *ctx);
DG_API void dg_typography_free(struct dg_typography *t);
/* The name and the sense of rule `i`, from 0; false behind the last. */
DG_API bool dg_typography_rule(size_t i, const char **name, const char **about);
/* The tag of norm `i`, from 0, and the book it is written in; false behind the last. */
DG_API bool dg_typography_norm(size_t i, const char **tag, const char **source);

#ifdef __cplusplus
}
#endif

#endif
