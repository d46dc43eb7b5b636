/* drogman/lexicon.h -- which words translate which */
#ifndef DROGMAN_LEXICON_H
#define DROGMAN_LEXICON_H

#include "drogman/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A lexicon says which strings of one language translate which of another, with
 * probabilities; background frequencies, statistics of pairs of languages, readings of Han
 * characters and their simplified forms stand beside.  What it knows comes from sources,
 * each a section with its licence, and every translation tells its section.  It is one
 * file (.lex), mapped, never changed; opening one costs some microseconds whatever
 * its size. */
struct dg_lexicon;
/* NULL opens the lexicon that the library carries (the glossary of corpora/).  A
 * file that is cut or foreign, or whose head is damaged, is refused (DG_EINPUT) by a
 * checksum of its head and its size.  Damage further in gives wrong answers at
 * worst, never a read outside the file; dg_lexicon_verify finds it. */
DG_API enum dg_status dg_lexicon_open(struct dg_lexicon **ret, const char *path,
    struct dg_error *err);
/* One in memory, at a multiple of 8; `data` is borrowed. */
DG_API enum dg_status dg_lexicon_memory(struct dg_lexicon **ret, struct dg_bytes data,
    struct dg_error *err);
/* Read all of it: the checksum of the whole, every offset, every order. */
DG_API enum dg_status dg_lexicon_verify(const struct dg_lexicon *lex, struct dg_error *err);
DG_API size_t dg_lexicon_entries(const struct dg_lexicon *lex);

/* Where entries come from.  `trust` is the weight of what the section says of a word beside
 * other sections that know it too (0: 1); where their trusts sum to less than 1, the word is
 * known to that part.  Texts may be NULL when given, never when got; those
 * got live as long as the lexicon. */
struct dg_lexicon_section {
	const char *name, *licence, *date, *origin;
	double trust;
	size_t entries;
};
/* Section `i`, from 0; false behind the last. */
DG_API bool dg_lexicon_section_at(const struct dg_lexicon *lex, size_t i,
    struct dg_lexicon_section *ret);

struct dg_translation {
	struct dg_bytes text;	/* stems joined by blanks, or Han characters */
	double weight;		/* the section's part of P(text | word) */
	size_t section;
};
/* Call `each` with every translation of a word or an expression (Han: any script;
 * others: found by their stems, and given as stems), *n of them, by their bytes; what
 * several sections know comes once from each, and the weights add up. */
DG_API enum dg_status dg_lexicon_lookup(const struct dg_lexicon *lex, const char *from,
    const char *to, struct dg_bytes word, size_t *n,
    void (*each)(const struct dg_translation *t, void *ctx), void *ctx, struct dg_error *err);
/* Call `each` with every stretch of a text of an unspaced language that is an entry, by
 * beginning, then by end (bytes of `text`), in one pass.  A language that is not there, or is
 * spaced, is DG_EUSAGE. */
DG_API enum dg_status dg_lexicon_scan(const struct dg_lexicon *lex, const char *lang,
    struct dg_bytes text, void (*each)(size_t start, size_t end, void *ctx), void *ctx,
    struct dg_error *err);
/* Every translation of every entry of section `section` (SIZE_MAX: of all), in order of
 * languages, words, translations. */
struct dg_lexicon_row { const char *from, *to; struct dg_bytes word; struct dg_translation t; };
DG_API void dg_lexicon_dump(const struct dg_lexicon *lex, size_t section,
    void (*each)(const struct dg_lexicon_row *row, void *ctx), void *ctx);

/* What texts of a pair of languages are like: letters of `b` for one of `a`, the variance
 * that this has a letter, shares of beads by number of segments on either side. */
struct dg_pair_statistics { double ratio, variance, share[7][7]; size_t beads; };
/* False where the lexicon has none of the pair. */
DG_API bool dg_lexicon_pair(const struct dg_lexicon *lex, const char *a, const char *b,
    struct dg_pair_statistics *ret);

/* Call `each` with every string of a language and its background probability. */
DG_API enum dg_status dg_lexicon_unigrams(const struct dg_lexicon *lex, const char *lang,
    void (*each)(struct dg_bytes text, double probability, void *ctx), void *ctx,
    struct dg_error *err);

/* What a lexicon holds of a language: strings that are entries, all strings, links out;
 * false behind the last. */
struct dg_lexicon_count { const char *lang; size_t entries, strings, links; };
DG_API bool dg_lexicon_language_at(const struct dg_lexicon *lex, size_t i,
    struct dg_lexicon_count *ret);
DG_API void dg_lexicon_free(struct dg_lexicon *lex);

/* Making one: entries with a cell a language, in which " | " parts alternatives,
 * the preferred first; an empty cell is none.  They go into the section begun last.  What is
 * given, tags and texts, is copied. */
struct dg_lexicon_builder;
DG_API enum dg_status dg_lexicon_builder_new(struct dg_lexicon_builder **ret,
    const char *const langs[], size_t n, struct dg_error *err);
DG_API enum dg_status dg_lexicon_builder_section(struct dg_lexicon_builder *b,
    const struct dg_lexicon_section *s, struct dg_error *err);
DG_API enum dg_status dg_lexicon_builder_entry(struct dg_lexicon_builder *b,
    const struct dg_bytes cells[], double weight, struct dg_error *err);

/* Sources.  Each is told row by row to `bad` what it cannot use, and the rest is used. */
typedef void dg_bad_row(uint64_t line, const char *what, void *ctx);
/* A TSV glossary: a header with the languages' tags (other columns are left
 * alone), then an entry a row; # begins a comment. */
DG_API enum dg_status dg_lexicon_builder_glossary(struct dg_lexicon_builder *b, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err);
/* CC-CEDICT: "漢字 汉字 [han4 zi4] /Chinese character/…/". */
DG_API enum dg_status dg_lexicon_builder_cedict(struct dg_lexicon_builder *b, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err);
/* A dictionary in the format of dictd (dictfmt(1)) as FreeDict makes them: the index, and
 * the data, whole; headwords are of `from`, translations of `to`. */
DG_API enum dg_status dg_lexicon_builder_dictd(struct dg_lexicon_builder *b, struct dg_in *index,
    struct dg_in *data, const char *from, const char *to, dg_bad_row *bad, void *ctx,
    struct dg_error *err);
/* Unihan_Readings.txt (UAX #38): English definitions and Mandarin readings. */
DG_API enum dg_status dg_lexicon_builder_unihan(struct dg_lexicon_builder *b, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err);
/* TBX: basic or core, in the element names of ISO 30042:2008 or :2019. */
DG_API enum dg_status dg_lexicon_builder_tbx(struct dg_lexicon_builder *b, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err);
/* The names of the world's regions, from ICU's CLDR data. */
DG_API enum dg_status dg_lexicon_builder_regions(struct dg_lexicon_builder *b,
    struct dg_error *err);
/* All that another lexicon holds, its sections as sections; without those whose name
 * `drop` says true of (NULL: keep all). */
DG_API enum dg_status dg_lexicon_builder_merge(struct dg_lexicon_builder *b,
    const struct dg_lexicon *lex, bool (*drop)(const char *section, void *ctx), void *ctx,
    struct dg_error *err);
/* A section of translations from `from` to `to`, and back, by way of `by`: whatever the sections
 * so far say of from → by and of by → to, where the way back is one too; single characters
 * of an unspaced language, parts of too many words, get none. */
DG_API enum dg_status dg_lexicon_builder_pivot(struct dg_lexicon_builder *b, const char *from,
    const char *by, const char *to, struct dg_error *err);
/* Count the words of running text (after the entries, which tell what counts), as if it
 * stood there `times` times. */
DG_API enum dg_status dg_lexicon_builder_count(struct dg_lexicon_builder *b, const char *lang,
    struct dg_bytes text, uint32_t times, struct dg_error *err);
/* A frequency list: a word, a blank or a tab, how often it stands in some body of text; what follows
 * is left alone. */
DG_API enum dg_status dg_lexicon_builder_frequencies(struct dg_lexicon_builder *b,
    const char *lang, struct dg_in *in, dg_bad_row *bad, void *ctx, struct dg_error *err);
/* The same, but each is a string as dg_lexicon_unigrams gives it, and counts for itself alone;
 * those that no entry has are passed over. */
DG_API enum dg_status dg_lexicon_builder_unigrams(struct dg_lexicon_builder *b,
    const char *lang, struct dg_in *in, dg_bad_row *bad, void *ctx, struct dg_error *err);
/* Statistics of one pair of the builder's languages, in place of those it had. */
DG_API enum dg_status dg_lexicon_builder_pair(struct dg_lexicon_builder *b, const char *a,
    const char *b_lang, const struct dg_pair_statistics *stat, struct dg_error *err);
/* Statistics of pairs, a line each: two languages, beads, ratio, variance, and the shares of
 * beads as "1-1:0.89 2-1:0.05", between tabs; # begins a comment.  Pairs of other languages
 * than the builder's are passed over. */
DG_API enum dg_status dg_lexicon_builder_pairs(struct dg_lexicon_builder *b, struct dg_in *in,
    dg_bad_row *bad, void *ctx, struct dg_error *err);
/* How many threads saving may use (one, where it is not told); the bytes are the same. */
DG_API void dg_lexicon_builder_threads(struct dg_lexicon_builder *b, size_t threads);
DG_API enum dg_status dg_lexicon_builder_save(struct dg_lexicon_builder *b, struct dg_out *to,
    struct dg_error *err);
DG_API void dg_lexicon_builder_free(struct dg_lexicon_builder *b);

/* Message catalogues (gettext .mo) of either byte order: parallel text whose first side is the
 * msgid.  `each` is told msgid and translation, plural forms one by one, contexts left
 * out; `lang` gets the catalogue's own tag ("zh_CN" → "zh-CN"), "" where it has none. */
DG_API enum dg_status dg_mo_read(struct dg_in *in, char lang[16],
    void (*each)(struct dg_bytes id, struct dg_bytes text, void *ctx), void *ctx,
    dg_bad_row *bad, void *bad_ctx, struct dg_error *err);

/* Catalogues of several languages joined by their msgids, which are of langs[0]. */
struct dg_messages;
DG_API enum dg_status dg_messages_new(struct dg_messages **ret, const char *const langs[], size_t n,
    struct dg_error *err);
/* Add a catalogue of `lang` (NULL: what it says itself); of one that is none of the languages,
 * *lang_known is false and nothing is taken. */
DG_API enum dg_status dg_messages_add(struct dg_messages *m, struct dg_in *in, const char *lang,
    bool *lang_known, dg_bad_row *bad, void *ctx, struct dg_error *err);
/* Call `each` with the cells of every message, one a language, empty where there is no
 * translation; accelerators (& and _ before a letter) are left out.  Cells live as long as the
 * object; what `each` returns beside DG_OK ends it and is returned. */
DG_API enum dg_status dg_messages_each(const struct dg_messages *m,
    enum dg_status (*each)(const struct dg_bytes cells[], void *ctx, struct dg_error *err),
    void *ctx, struct dg_error *err);
DG_API void dg_messages_free(struct dg_messages *m);

/* Sums over the beads of a pair, from {0}, and what they come to; letters are
 * characters that are neither blanks nor marks. */
struct dg_pair_sum { double a, b, aa, ab, bb; size_t beads, shape[7][7]; };
DG_API void dg_pair_sum_add(struct dg_pair_sum *sum, struct dg_bytes a, struct dg_bytes b,
    size_t segments_a, size_t segments_b);
DG_API bool dg_pair_sum_end(const struct dg_pair_sum *sum, struct dg_pair_statistics *ret);

/* Learning translations from parallel text: IBM Model 1 (Brown et al. 1993), both ways, with a
 * preference for about the same place (Dyer et al. 2013), on stems and, where unspaced, on the
 * entries that the builder has and single characters.
 * The same pairs give the same bytes for any number of threads. */
/* The builder is borrowed until dg_learner_free; the texts of a pair are copied. */
struct dg_learner;
struct dg_learn_options {
	size_t iterations;	/* 0: 5 */
	size_t threads;		/* 0: 1 */
	double min_count;	/* expected count below which a link is dropped; 0: 3 */
	size_t kept;		/* bytes that may be kept to save time; 0: 256 MB */
};
DG_API enum dg_status dg_learner_new(struct dg_learner **ret, struct dg_lexicon_builder *b,
    const char *from, const char *to, struct dg_error *err);
DG_API enum dg_status dg_learner_add(struct dg_learner *l, struct dg_bytes from, struct dg_bytes to,
    struct dg_error *err);
/* Estimate and put what was learnt into the builder's last section. */
DG_API enum dg_status dg_learner_run(struct dg_learner *l, const struct dg_learn_options *opt,
    struct dg_error *err);
DG_API void dg_learner_free(struct dg_learner *l);

#ifdef __cplusplus
}
#endif

#endif
