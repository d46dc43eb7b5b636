/* drogman.h -- pages in three languages in, a checked translation memory out.
 *
 * Encoding: all text is UTF-8 unless a call says otherwise.  Offsets and
 *   lengths are bytes.  Languages are BCP 47 tags ("fr", "zh-Hant", "en").
 * Ownership: what a *_new or *_open call gives you, you *_free; *_free(NULL)
 *   is fine.  A struct dg_bytes is borrowed: it is not NUL-terminated, may
 *   hold any byte, and lives until the next call on the object that lent it.
 * Errors: a call that can fail returns enum dg_status; when that is an error
 *   it also fills *err.  Nothing in here prints, exits or reads the
 *   environment.
 * Threads: an object belongs to one thread at a time; a struct dg_lexicon may
 *   be read by many at once.  There is no global state but the list of files that
 *   are being written (dg_out_abandon_all).
 *
 * The sections stand in the order in which data goes through them.
 */
#ifndef DROGMAN_H
#define DROGMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DG_VERSION "0.1.0"

#if defined __GNUC__
#define DG_API __attribute__((visibility("default")))
#define DG_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define DG_API
#define DG_PRINTF(f, a)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- base: bytes, errors, input, lines, output ------------------------- */

enum dg_status {
	DG_OK,		/* done */
	DG_END,		/* nothing more to read; not an error */
	DG_ENOMEM,	/* out of memory */
	DG_EIO,		/* the system refused a read, a write, an open … */
	DG_EINPUT,	/* the input is not what it should be */
	DG_ELIMIT,	/* a stated limit was crossed; nothing was cut */
	DG_EUSAGE	/* the caller asked for what does not exist */
};

struct dg_error {
	enum dg_status status;
	uint64_t line;		/* 1-based line of the input, 0 where there is none */
	char text[232];		/* what is wrong: lower case, no full stop, UTF-8 */
};

struct dg_bytes { const char *p; size_t n; };

/* Growing output.  Start from {0}.  The first failed allocation sets `failed`
 * and later puts do nothing, so callers test it once, at the end. */
struct dg_buf { char *p; size_t n, cap; bool failed; };

DG_API void dg_put(struct dg_buf *out, const void *p, size_t n);
DG_API void dg_put_bytes(struct dg_buf *out, struct dg_bytes s);
DG_API void dg_put_str(struct dg_buf *out, const char *s);
DG_API void dg_put_char(struct dg_buf *out, char c);
/* Append code point `c` as UTF-8 (surrogates and beyond U+10FFFF: U+FFFD). */
DG_API void dg_put_code(struct dg_buf *out, uint32_t c);
DG_API void dg_put_format(struct dg_buf *out, const char *format, ...) DG_PRINTF(2, 3);
DG_API void dg_buf_free(struct dg_buf *buf);

/* The bytes of a NUL-terminated string; of a buffer. */
DG_API struct dg_bytes dg_bytes_of(const char *s);
DG_API struct dg_bytes dg_buf_bytes(const struct dg_buf *buf);
/* True for a language written without blanks between words (zh, ja …). */
DG_API bool dg_language_unspaced(const char *lang);
/* True when the primary subtags agree ("fr-CA", "fr"). */
DG_API bool dg_language_same(const char *a, const char *b);
DG_API bool dg_bytes_equal(struct dg_bytes a, struct dg_bytes b);

/* Decode the code point at *at < s.n and step over it.  A byte that does not
 * begin a valid UTF-8 sequence gives 0xDC00 + byte (never a valid code point)
 * and is stepped over alone, so every byte of `s` can be told again. */
DG_API uint32_t dg_decode(struct dg_bytes s, size_t *at);

/* Columns of a terminal that code point `c` takes, 0 to 2 (UAX #11; ambiguous ones
 * take one). */
DG_API size_t dg_code_width(uint32_t c);

/* A byte source: a file, standard input ("-"), or memory.  gzip is told by its
 * magic number and undone on the way, members one after another; a truncated
 * or damaged one is an error (DG_EIO/DG_EINPUT), never a quiet end. */
struct dg_in;
DG_API enum dg_status dg_in_open(struct dg_in **ret, const char *path, struct dg_error *err);
/* `data` is borrowed and must outlive the object. */
DG_API enum dg_status dg_in_memory(struct dg_in **ret, struct dg_bytes data, struct dg_error *err);
/* Up to `cap` bytes into `buf`, *n ≥ 1 of them; DG_END (with *n = 0) at the end. */
DG_API enum dg_status dg_in_read(struct dg_in *in, char *buf, size_t cap, size_t *n,
    struct dg_error *err);
/* The next 4 to 64 bytes, or what is left, which dg_in_read will give again; before the
 * first dg_in_read.  They live until then. */
DG_API enum dg_status dg_in_look(struct dg_in *in, struct dg_bytes *ahead,
    struct dg_error *err);
/* Append all that is left to `out`; more than `max` bytes is DG_ELIMIT. */
DG_API enum dg_status dg_in_all(struct dg_in *in, size_t max, struct dg_buf *out,
    struct dg_error *err);
DG_API void dg_in_free(struct dg_in *in);

/* Lines of a source, which is borrowed.  The line end (LF or CR LF) is not part
 * of a line; a byte-order mark at the very start is skipped; a last line
 * without LF counts.  A line longer than `max` bytes is DG_ELIMIT.  Memory: the
 * longest line. */
struct dg_lines;
DG_API enum dg_status dg_lines_new(struct dg_lines **ret, struct dg_in *in, size_t max,
    struct dg_error *err);
/* DG_OK with the next line, DG_END after the last. */
DG_API enum dg_status dg_lines_next(struct dg_lines *lines, struct dg_bytes *line,
    struct dg_error *err);
/* The next line or, of one longer than `max`, a window: `more` is true, and the next call
 * gives what dg_lines_used did not take off its front with more behind it. */
DG_API enum dg_status dg_lines_window(struct dg_lines *lines, struct dg_bytes *text, bool *more,
    struct dg_error *err);
DG_API void dg_lines_used(struct dg_lines *lines, size_t n);
DG_API uint64_t dg_lines_number(const struct dg_lines *lines);	/* of the last one given, from 1 */
DG_API void dg_lines_free(struct dg_lines *lines);

/* A byte sink: "-" is standard output; a path is written beside its final name
 * and renamed onto it by dg_out_commit, so that nobody ever sees half a file.
 * A path that ends in .gz is compressed at `level` (1 to 9, 0: the default), by a
 * thread of its own.
 * Puts never fail by themselves: the first error is kept and told by commit.
 * dg_out_free without commit leaves no trace of a file. */
struct dg_out;
DG_API enum dg_status dg_out_open(struct dg_out **ret, const char *path, int level,
    struct dg_error *err);
DG_API void dg_out_put(struct dg_out *out, const void *p, size_t n);
DG_API void dg_out_str(struct dg_out *out, const char *s);
DG_API void dg_out_format(struct dg_out *out, const char *format, ...) DG_PRINTF(2, 3);
/* Leave room for `n` bytes that are known only later: dg_out_fill puts them there,
 * with blanks up to `n`.  One gap at a time.  In a plain file it is filled in place;
 * elsewhere what follows waits in a file without a name in `dir` (NULL: /tmp). */
DG_API void dg_out_gap(struct dg_out *out, size_t n, const char *dir);
DG_API void dg_out_fill(struct dg_out *out, const void *p, size_t n);
/* What is put from now on waits, in a file without a name in `dir`; dg_out_held gives
 * it as a source, to be looked at once more, and the sink is itself again.  What is
 * held and never asked for is not written. */
DG_API void dg_out_hold(struct dg_out *out, const char *dir);
DG_API enum dg_status dg_out_held(struct dg_out *out, struct dg_in **ret,
    struct dg_error *err);
/* True once a write has failed: the moment to stop a long run. */
DG_API bool dg_out_failed(const struct dg_out *out);
DG_API enum dg_status dg_out_commit(struct dg_out *out, struct dg_error *err);
DG_API void dg_out_free(struct dg_out *out);
/* Remove every file that was begun and is not whole, by whatever thread.  For the
 * handler of a signal that ends the process: it calls nothing but unlink. */
DG_API void dg_out_abandon_all(void);

/* ---- text: page bytes to paragraphs ------------------------------------ */

enum dg_kind {
	DG_BODY,	/* running text */
	DG_TITLE,	/* of the statement, as the page shows it */
	DG_DATE,	/* the line that dates it */
	DG_HEADING,	/* inside the body, or a subtitle */
	DG_ITEM,	/* of a list */
	DG_CELL,	/* of a table of data */
	DG_AROUND	/* navigation, footers …: only where `all` was asked for */
};

/* A U+2028 inside the text is a <br>: it ends a segment, not the paragraph.
 * There is no other line break, no tab, no blank at either end. */
struct dg_paragraph {
	struct dg_bytes text;
	enum dg_kind kind;
	uint8_t level;		/* of a heading, 1–6; 0: none, or the page does not say */
	int number;		/* of an item in a numbered list; 0: none */
	bool kept;		/* false only where `all` was asked for */
	const char *reason;	/* why it was kept or left out, in a few words; static */
};

/* <link rel=alternate hreflang=…>: where the page says its translations are. */
struct dg_alternate { const char *lang, *url; };

struct dg_page {
	struct dg_paragraph *paragraphs;
	size_t n;
	const char *title;	/* the DG_TITLE line, else what <title> says; NULL: none */
	const char *date;	/* ISO 8601, of the date line, else of the page's metadata */
	const char *lang;	/* BCP 47, from the page or by looking; NULL: unknown */
	const char *charset;	/* the IANA name of what the bytes were */
	const char *url;	/* canonical; NULL: the page does not say */
	const char *site;	/* its name for itself; NULL: the page does not say */
	struct dg_alternate *alternates;
	size_t n_alternates;
	size_t n_around;	/* blocks of the page that are not of the statement */
	size_t bad_bytes;	/* NULs and bytes that are no text: each a U+FFFD now */
	bool html;
	const char *format;	/* "html", "text", "docx", "odt"; static */
};

struct dg_page_options {
	bool all;		/* every block, in the page's order */
	const char *lang;	/* the language, where the caller knows it */
	const char *charset;	/* likewise, e.g. from an HTTP header */
	size_t max;		/* bytes that a part of a DOCX or ODT may unpack to; 0: 256 MiB */
};

/* The paragraphs of the statement that `raw`, an HTML or a plain text page or a
 * DOCX or ODT document (told by looking), holds; title and date line included, the page around it
 * not.  Encoding: byte-order mark, opt->charset, zero bytes of UTF-16, the
 * page's declaration as the WHATWG Encoding Standard reads it, valid UTF-8, ICU's
 * detector.  A declaration that the bytes break yields to UTF-8 that they do
 * not, and any to UTF-8 with three and more characters beyond ASCII.  The content is found in the manner of Readability (Arc90): prose weighs,
 * links do not; then small lists of words ("Print", "打印本页").  Binary data and
 * a page without text are DG_EINPUT.  `opt` may be NULL; `raw` is not kept.
 * Everything in *ret lives until dg_page_free. */
DG_API enum dg_status dg_page_read(struct dg_page **ret, struct dg_bytes raw,
    const struct dg_page_options *opt, struct dg_error *err);
DG_API void dg_page_free(struct dg_page *page);
/* The language of UTF-8 `text`, by its script and its commonest words: "fr",
 * "en", "zh" ("zh-Hant" when its forms are mostly traditional) …; NULL: too
 * little to tell.  A static string. */
DG_API const char *dg_language_guess(struct dg_bytes text);

/* The pages of a crawl: the records of a WARC 1.0 or 1.1 file (ISO 28500), gzip undone,
 * that hold a page that was found (HTTP 2xx, HTML, text, DOCX or ODT by its type), one
 * after the other; the others are passed over.  `in` is borrowed.  Memory: the largest
 * record, at most `max` bytes. */
struct dg_warc;
struct dg_warc_record {
	const char *url;
	const char *charset;	/* of the HTTP header; NULL: it does not say */
	struct dg_bytes body;	/* without the HTTP header, unpacked */
};
DG_API enum dg_status dg_warc_new(struct dg_warc **ret, struct dg_in *in, size_t max,
    struct dg_error *err);
/* DG_OK with a record, which lives until the next call; DG_END after the last.  A record
 * beyond `max`, or one that cannot be unpacked, is an error that the next call goes on
 * behind; after one that is no record there is only DG_END. */
DG_API enum dg_status dg_warc_next(struct dg_warc *warc, struct dg_warc_record *ret,
    struct dg_error *err);
/* The record that begins at byte `offset` of the file, as CDX indexes give it: of the gzip member
 * in a .warc.gz, whose records are members of their own.  DG_EINPUT: none begins there, or it
 * holds no page that was found.  *record lives until dg_warc_free(*ret), which is
 * needed after a failure too. */
DG_API enum dg_status dg_warc_open_at(struct dg_warc **ret, const char *path, uint64_t offset,
    size_t max, struct dg_warc_record *record, struct dg_error *err);
DG_API void dg_warc_free(struct dg_warc *warc);

/* ---- segment: paragraphs to segments ----------------------------------- */

/* Rules are SRX 2.0 (https://www.gala-global.org/srx-20-april-7-2008): of the
 * rules that match at a place the first one says whether it is a boundary; where
 * none matches there is none.  Expressions are ICU's; a rule sees at most 1000
 * characters to each side.  Reading an SRX file loads no DTD and no entity. */
struct dg_span { size_t start, end; };		/* bytes of the paragraph */
struct dg_spans { struct dg_span *at; size_t n, cap; };	/* start from {0} */
DG_API void dg_spans_free(struct dg_spans *spans);

struct dg_segmenter;
/* The rules that come with the library, for `lang`; a language that has none of its own
 * gets those that hold everywhere and, where they say nothing, the sentences of UAX #29,
 * by ICU. */
DG_API enum dg_status dg_segmenter_new(struct dg_segmenter **ret, const char *lang,
    struct dg_error *err);
/* Anybody's SRX file, which is not kept.  DG_EINPUT with its line where it is no
 * SRX, an expression is none, or no language map takes `lang`. */
DG_API enum dg_status dg_segmenter_srx(struct dg_segmenter **ret, struct dg_bytes srx,
    const char *lang, struct dg_error *err);
/* Either, and the user's own abbreviations, which come first: one a line, with or without
 * its full stop, behind which there is no cut; # begins a comment, #NUMERIC_ONLY# behind
 * a word (as Moses has it) says: only before a number. */
struct dg_segmenter_options {
	struct dg_bytes srx;		/* .p NULL: the library's */
	struct dg_bytes abbreviations;	/* .p NULL: none */
	bool at_abbreviations;		/* out: that is where the error is */
};
DG_API enum dg_status dg_segmenter_open(struct dg_segmenter **ret, const char *lang,
    struct dg_segmenter_options *opt, struct dg_error *err);
/* Which rules these are: "French, Every language", or "Every language, UAX #29". */
DG_API const char *dg_segmenter_name(const struct dg_segmenter *s);
/* True where the language has no rules of its own. */
DG_API bool dg_segmenter_is_fallback(const struct dg_segmenter *s);
/* From now on `told` hears of every place where a rule spoke: the offset, whether
 * it is a cut, and which rule ("French, line 12"; "inside brackets").  The text
 * of `why` lives until told returns.  NULL: nobody listens. */
typedef void dg_segment_told(void *ctx, size_t at, bool cut, const char *why);
DG_API void dg_segmenter_trace(struct dg_segmenter *s, dg_segment_told *told, void *ctx);
/* The segments of `paragraph`, in order, in place of what `out` held.  They do not
 * overlap and are not empty; between them, before and after there are only
 * blanks (White_Space).  Any bytes will do: what is not UTF-8 is never cut into.
 * A rule of a foreign SRX file that takes too long is DG_ELIMIT. */
DG_API enum dg_status dg_segment(struct dg_segmenter *s, struct dg_bytes paragraph,
    struct dg_spans *out, struct dg_error *err);
/* The same in windows, for a paragraph that is not to be held at once: each call
 * gives the segments that are certain by now, and the next window must begin behind
 * the `done` bytes of this one and be longer than what they left.  The cuts do not
 * depend on how the text was divided, nor, but for the rules of a foreign SRX file
 * that look further, on dividing it at all.  The last window (`more` false) ends the
 * paragraph, as does an error. */
struct dg_window {
	struct dg_bytes text;
	bool more;	/* the paragraph goes on behind it */
	size_t max;	/* bytes; a longer segment is cut at its last blank before; 0: never */
	size_t done;	/* out: bytes at the front that may go */
	size_t forced;	/* out: cuts for the sake of `max` */
};
DG_API enum dg_status dg_segment_window(struct dg_segmenter *s, struct dg_window *window,
    struct dg_spans *out, struct dg_error *err);
DG_API void dg_segmenter_free(struct dg_segmenter *s);
/* What joins two lines of a text that was wrapped: "" between two Han characters (or kana,
 * or full-width marks) and behind a hyphen that ends a word's first part, else " ". */
DG_API const char *dg_line_joint(struct dg_bytes left, struct dg_bytes right);

/* ---- typography: quotes, spaces, marks --------------------------------- */

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
 * of the lines, and at the end once (byte 0, the whole line) for a line that a
 * further reading changed.  Time is linear; of more than 64 quotes inside one another
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

/* ---- lexicon: which words translate which ------------------------------ */

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

/* Where entries come from.  `trust` is the weight of what the section says of a word that
 * other sections know too (0: 1).  Texts may be NULL when given, never when got; those
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
 * the preferred first; an empty cell is none.  They go into the section begun last. */
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
 * so far say of from → by and of by → to. */
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
DG_API enum dg_status dg_lexicon_builder_pair(struct dg_lexicon_builder *b, const char *a,
    const char *b_lang, const struct dg_pair_statistics *stat, struct dg_error *err);
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
 * translation; accelerators (& and _ before a letter) are left out. */
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

/* Learning translations from parallel text: IBM Model 1 (Brown et al. 1993), both ways,
 * on stems and, where unspaced, on the entries that the builder has and single characters.
 * The same pairs give the same bytes for any number of threads. */
struct dg_learner;
struct dg_learn_options {
	size_t iterations;	/* 0: 5 */
	size_t threads;		/* 0: 1 */
	double min_count;	/* expected count below which a link is dropped; 0: 3 */
};
DG_API enum dg_status dg_learner_new(struct dg_learner **ret, struct dg_lexicon_builder *b,
    const char *from, const char *to, struct dg_error *err);
DG_API enum dg_status dg_learner_add(struct dg_learner *l, struct dg_bytes from, struct dg_bytes to,
    struct dg_error *err);
/* Estimate and put what was learnt into the builder's last section. */
DG_API enum dg_status dg_learner_run(struct dg_learner *l, const struct dg_learn_options *opt,
    struct dg_error *err);
DG_API void dg_learner_free(struct dg_learner *l);

/* ---- align: which segments translate which ----------------------------- */

enum { DG_TEXTS_MAX = 3 };	/* that can be aligned at once */

/* The segments of a text in order; `opens` tells the first of each paragraph.
 * Views into `text` live until the next add. */
struct dg_segments {
	struct dg_bytes *at;
	bool *opens;
	size_t n;
	struct dg_buf text;	/* the rest is dg_segments_add's own */
	size_t *start, cap;
};
DG_API struct dg_segments *dg_segments_new(void);	/* NULL: out of memory */
DG_API enum dg_status dg_segments_add(struct dg_segments *s, struct dg_bytes text, bool opens,
    struct dg_error *err);
/* A .seg stream: one segment a line, an empty line ends a paragraph. */
DG_API enum dg_status dg_segments_read(struct dg_segments **ret, struct dg_in *in,
    struct dg_error *err);
/* Append segments from … to - 1 as the one text that a bitext holds: joined by a blank,
 * in a language written without blanks by nothing; tabs become blanks. */
DG_API void dg_segments_join(const struct dg_segments *s, const char *lang, uint32_t from,
    uint32_t to, struct dg_buf *out);
DG_API void dg_segments_free(struct dg_segments *s);

/* A bead: on each side the segments from ≤ id < to, perhaps none.  `score` is the
 * probability, 0 to 1, that the bead is right; `evidence` the log-likelihood ratio
 * of its words, a token (0 where a side is empty). */
struct dg_bead {
	uint32_t from[DG_TEXTS_MAX], to[DG_TEXTS_MAX];
	double score, evidence;
};

struct dg_alignment {
	struct dg_bead *beads;
	size_t n, cap, sides;
	double mean;		/* of the scores */
	double evidence[DG_TEXTS_MAX];	/* of each side with the one it goes best with, a token */
	struct dg_bead *moves;	/* runs of segments found elsewhere, each as one large bead */
	size_t moved, cap_moves;
	bool unrelated;		/* a text does not look like a translation of any other */
};

/* Kinds of evidence that can be left out, to see what each is worth. */
enum dg_signal {
	DG_SIGNAL_LEXICON = 1, DG_SIGNAL_LENGTH = 2, DG_SIGNAL_MARKS = 4, DG_SIGNAL_NUMBERS = 8,
	DG_SIGNAL_NAMES = 16, DG_SIGNAL_COGNATES = 32, DG_SIGNAL_PARAGRAPHS = 64
};

struct dg_beads;

struct dg_align_options {
	const struct dg_lexicon *lexicon;	/* NULL: none */
	size_t max_bead;	/* most segments on one side, 1 to 6; 0: the default, 6 */
	bool moved;		/* look for paragraphs that stand elsewhere in one text */
	unsigned without;	/* enum dg_signal, or-ed */
	/* Segments that must stand in one bead, a line an anchor. */
	const struct dg_beads *anchors;
	/* Of three texts: beads of the first two that must come out as they are; segments
	 * that none of them holds stand alone.  Not together with anchors. */
	const struct dg_beads *fixed;
};

/* Align two or three texts whose languages are `langs`; three at once, so that the
 * beads of the pairs agree.  Every segment comes out in exactly one bead, beads in
 * order on every side (of the first alone where something has moved).  Anchors and fixed
 * beads that hold ids which a text does not have, that cross each other (anchors) or
 * that no bead can hold are DG_EINPUT, with the line of their file.  Lexical evidence: IBM Model 1 against the unigram (Brown et
 * al. 1993, Moore 2002); length: a normal density (Gale and Church 1993); search:
 * dynamic programming over all bead shapes in a band found from coarse to fine,
 * posteriors by forward–backward.  Time and memory grow with the sum of the lengths. */
DG_API enum dg_status dg_align(struct dg_alignment **ret,
    const struct dg_segments *const texts[], const char *const langs[], size_t sides,
    const struct dg_align_options *opt, struct dg_error *err);
DG_API void dg_alignment_free(struct dg_alignment *al);

/* ---- bitext: beads, and the TSV of beads ------------------------------- */

/* beads as files: "[3, 4]:[3]", three-way "[8]:[8]:[8, 9]"; ids from 0 */
struct dg_bead_side { size_t at, n; };	/* ids[at] … ids[at + n - 1], rising */
struct dg_beads {
	size_t n, sides;
	struct dg_bead_side *side;	/* n × sides */
	uint32_t *ids;
	uint64_t *line;			/* n: where each was read */
	size_t cap, n_ids, cap_ids;
};
/* What follows the last side of a line (":0.93") is passed over.  A segment in two
 * beads, or a line that is no bead, is DG_EINPUT with its line. */
DG_API enum dg_status dg_beads_read(struct dg_beads **ret, struct dg_in *in,
    struct dg_error *err);
DG_API void dg_beads_free(struct dg_beads *beads);
/* One bead of an alignment as text. */
DG_API void dg_bead_format(const struct dg_bead *bead, size_t sides, struct dg_buf *out);

/* Precision over the beads of the test, nulls included; recall over those beads of
 * the gold that have two sides at least; sums over documents are kept by calling
 * dg_beads_score again with the same struct, which starts from {0}. */
struct dg_tally { size_t test, test_right, gold, gold_found; };
struct dg_score { struct dg_tally strict, lax, paired, one, many, null; };
DG_API enum dg_status dg_beads_score(const struct dg_beads *gold, const struct dg_beads *test,
    struct dg_score *sum, struct dg_error *err);
DG_API double dg_tally_precision(const struct dg_tally *t);
DG_API double dg_tally_recall(const struct dg_tally *t);
DG_API double dg_tally_f1(const struct dg_tally *t);

/* the TSV */

enum { DG_SIDES_MAX = 8 };	/* languages of one bitext */

/* The header line.  The language columns are the run after `score` (or, where
 * there is none, the first run) whose names are BCP 47 tags of a language that
 * ICU knows. */
struct dg_bitext_head {
	const struct dg_bytes *names;
	size_t n;
	int doc, bead, score;		/* column, or -1 */
	size_t first_side, sides;	/* the run of languages */
};

/* True for a well-formed BCP 47 tag whose language ICU knows ("url" is none). */
DG_API bool dg_is_language(struct dg_bytes tag);

/* True where there is no text: nothing, or white space alone. */
DG_API bool dg_is_blank(struct dg_bytes cell);

/* Rows of a bitext; the source is borrowed.  No header, a column without a name
 * or of a name that was there, fewer than one language or more than
 * DG_SIDES_MAX are DG_EINPUT.  Memory: the longest row. */
struct dg_bitext;
DG_API enum dg_status dg_bitext_new(struct dg_bitext **ret, struct dg_in *in,
    struct dg_error *err);
DG_API const struct dg_bitext_head *dg_bitext_head(const struct dg_bitext *reader);
/* DG_OK with head->n cells, DG_END after the last row.  A row with another number
 * of cells is DG_EINPUT with its line; the next call goes on behind it. */
DG_API enum dg_status dg_bitext_next(struct dg_bitext *reader, const struct dg_bytes **cells,
    struct dg_error *err);
DG_API uint64_t dg_bitext_line(const struct dg_bitext *reader);	/* of the last row given */
DG_API void dg_bitext_free(struct dg_bitext *reader);

/* Write one row.  A tab, LF, CR or CR LF inside a cell becomes one blank. */
DG_API void dg_bitext_put(struct dg_out *out, const struct dg_bytes *cells, size_t n);

/* ---- memory: TMX and XLIFF --------------------------------------------- */

/* One unit of a memory.  A side whose text is empty or blank is not there. */
struct dg_side { struct dg_bytes tag, text; };
/* `lang`: the tag of the side that the property belongs to, empty: the unit's. */
struct dg_prop { struct dg_bytes name, value, lang; };
struct dg_unit {
	struct dg_bytes id;	/* tuid; empty: the writer makes one */
	struct dg_bytes doc, bead, score;	/* text as in the TSV, empty where unknown */
	const struct dg_side *sides;
	size_t sides_n;
	const struct dg_prop *props;		/* further columns, by name */
	size_t props_n;
};

/* What a file says of itself.  `columns` (the header line of the TSV it came
 * from) and `tags` (the tags that its language columns became), tab-separated,
 * let the same TSV be made again; both may be empty. */
struct dg_memory_head {
	struct dg_bytes source;		/* tag; in TMX also "*all*", empty: see there */
	struct dg_bytes target;		/* tag; may be empty in TMX */
	struct dg_bytes date;		/* YYYYMMDDThhmmssZ or empty */
	struct dg_bytes columns, tags;
};

/* What became of a unit. */
enum dg_fate {
	DG_FATE_WRITTEN,
	DG_FATE_ALONE,		/* fewer than two sides */
	DG_FATE_NO_SOURCE,	/* no text in the source language */
	DG_FATE_LOW,		/* below min_score, or no score */
	DG_FATE_ALTERNATIVE	/* its source stands there with another translation */
};
struct dg_put {
	enum dg_fate fate;
	char id[80];		/* of the unit, written or not */
	size_t replaced;	/* characters XML cannot hold, now U+FFFD */
	size_t alternatives;	/* TMX: sides left out of a unit, see below */
	uint64_t sides;		/* TMX: bit i: the i-th side is written */
};

/* The tag that CAT tools want for `lang`, into `out`: with a region (zh: zh-CN,
 * fr: fr-FR, zh-Hant: zh-TW, by ICU's likely subtags), letter case as in RFC
 * 5646.  What is no language is DG_EUSAGE. */
DG_API enum dg_status dg_memory_tag(struct dg_buf *out, struct dg_bytes lang,
    struct dg_error *err);

/* TMX 1.4b writer.  Any bytes give well-formed output: what XML 1.0 cannot hold
 * becomes U+FFFD.  Every tu has two or more tuvs, one a language, none empty,
 * one of them in the header's source language (unless that is "*all*").
 * A source has one translation: with a head->target, each side is a source of it,
 * and a side whose text stood before with another translation is left out;
 * without one, the head->source (or first side) keeps its first translations.  A
 * unit that so loses its source, or all but one side, is DG_FATE_ALTERNATIVE.
 * An empty head->source is found: the first side of the first unit, head->target not
 * counted, that stands in every unit; "*all*" where there is none.
 * Memory: a few megabytes and two bytes a pair of texts; more of them in files without a
 * name. */
struct dg_tmx_rules {
	double min_score;	/* 0: no limit */
	bool alternatives;	/* keep a source's second translation */
	const char *temporary;	/* of dg_out_gap; borrowed; NULL: /tmp */
};
struct dg_tmx_write;
DG_API enum dg_status dg_tmx_write_new(struct dg_tmx_write **ret, struct dg_out *out,
    const struct dg_memory_head *head, const struct dg_tmx_rules *rules, struct dg_error *err);
/* Two sides of one language are DG_EUSAGE, a tag that is none likewise. */
DG_API enum dg_status dg_tmx_write_put(struct dg_tmx_write *w, const struct dg_unit *unit,
    struct dg_put *put, struct dg_error *err);
DG_API void dg_tmx_write_end(struct dg_tmx_write *w);	/* the closing tags; commit is the caller's */
DG_API void dg_tmx_write_free(struct dg_tmx_write *w);

/* XLIFF 1.2 (plain source and target) or 2.0, 2.1, 2.2 (core, metadata module)
 * of the sides head->source and head->target.  A <file> is a run of units of one
 * document; ids are unique.  A unit without a source is left out, one without a
 * target has none.  A target whose score is `reviewed_above` or more is approved
 * (1.2) or reviewed (2.x). */
struct dg_xliff_rules {
	int version;		/* 12, 20, 21 or 22 */
	double reviewed_above;	/* > 1: none */
};
struct dg_xliff_write;
DG_API enum dg_status dg_xliff_write_new(struct dg_xliff_write **ret, struct dg_out *out,
    const struct dg_memory_head *head, const struct dg_xliff_rules *rules,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_write_put(struct dg_xliff_write *w, const struct dg_unit *unit,
    struct dg_put *put, struct dg_error *err);
DG_API void dg_xliff_write_end(struct dg_xliff_write *w);
DG_API void dg_xliff_write_free(struct dg_xliff_write *w);

/* Readers: TMX 1.1 to 1.4, XLIFF 1.2 to 2.2, any encoding that libxml2 knows.
 * No network, no DTD, no entity but the five of XML: to declare one, or to refer
 * to another, is DG_EINPUT.  Elements nested too deep or a unit too large are DG_ELIMIT.  An
 * error names line and unit.  Memory: the longest unit. */
struct dg_finding {
	uint64_t line;
	struct dg_bytes unit;	/* tuid or id, empty outside units */
	const char *text;
};
enum dg_inline {
	DG_INLINE_TEXT,		/* codes (bpt, ph, …) give their content as text */
	DG_INLINE_DROP,		/* codes are left out */
	DG_INLINE_KEEP		/* inline tags stand in the text as they are */
};
struct dg_memory_events {
	/* Once, before the first unit; may be NULL.  Anything but DG_OK ends the
	 * reading, DG_END without being an error. */
	enum dg_status (*head)(void *ctx, const struct dg_memory_head *head,
	    struct dg_error *err);
	enum dg_status (*unit)(void *ctx, const struct dg_unit *unit, struct dg_error *err);
	void *ctx;
	enum dg_inline inlines;
	/* Hears of each character that XML does not allow, which is left out then; NULL:
	 * such a file is DG_EINPUT. */
	void (*illegal)(void *ctx, const struct dg_finding *finding);
};
DG_API enum dg_status dg_tmx_read(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_read(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);

/* Linters: `found` hears of each thing that a CAT tool may stumble over, characters
 * that XML does not allow included.  A file that else is not well-formed is DG_EINPUT.
 * Memory: two bytes a unit. */
typedef void dg_found(void *ctx, const struct dg_finding *finding);
DG_API enum dg_status dg_tmx_lint(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_lint(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);

/* A condition on units, "score>=0.8": a name, one of >= <= != > < = ~, a value.  The name
 * is score, doc, bead, tuid, a property's, or a language's (its text).  ~ asks whether the
 * value stands in it; numbers are compared as numbers, and what is not there or is no
 * number is neither more nor less.  DG_EUSAGE where it is none. */
struct dg_filter;
DG_API enum dg_status dg_filter_new(struct dg_filter **ret, const char *text,
    struct dg_error *err);
DG_API bool dg_filter_takes(const struct dg_filter *filter, const struct dg_unit *unit);
DG_API void dg_filter_free(struct dg_filter *filter);

/* Which units were there: the same texts in the same languages, of whatever document.
 * Memory: as dg_tmx_write. */
struct dg_seen;
DG_API enum dg_status dg_seen_new(struct dg_seen **ret, struct dg_error *err);
DG_API enum dg_status dg_seen_before(struct dg_seen *seen, const struct dg_unit *unit,
    bool *before, struct dg_error *err);
DG_API void dg_seen_free(struct dg_seen *seen);

/* Units with what stands before and after them in their document, as the properties
 * context-pre and context-post: the text of side `lang`, else of the first.  Give each
 * unit, then NULL; *ready is the one before, NULL where there is none, and lives until
 * the next call but one. */
struct dg_context;
DG_API enum dg_status dg_context_new(struct dg_context **ret, struct dg_error *err);
DG_API enum dg_status dg_context_next(struct dg_context *context, struct dg_bytes lang,
    const struct dg_unit *unit, const struct dg_unit **ready, struct dg_error *err);
DG_API void dg_context_free(struct dg_context *context);

/* Rows to units.  `chosen` are "zh=zh-Hans" and the like, which come before
 * dg_memory_tag; two columns that become one tag are DG_EUSAGE. */
struct dg_rows;
DG_API enum dg_status dg_rows_new(struct dg_rows **ret, const struct dg_bitext_head *head,
    const struct dg_bytes *chosen, size_t n, struct dg_error *err);
/* The unit of a row; it borrows from the row and from `rows`. */
DG_API const struct dg_unit *dg_rows_unit(struct dg_rows *rows, const struct dg_bytes *cells);
/* The tag of the i-th language column, or of the column named `lang` (by its
 * name, else by its tag); empty where there is none. */
DG_API struct dg_bytes dg_rows_tag(const struct dg_rows *rows, size_t i);
DG_API struct dg_bytes dg_rows_find(const struct dg_rows *rows, struct dg_bytes lang);
/* head->columns and head->tags for a writer, of all languages or, with `two`, of
 * head->source and head->target; they live as long as `rows`. */
DG_API enum dg_status dg_rows_describe(struct dg_rows *rows, bool two,
    struct dg_memory_head *head, struct dg_error *err);
DG_API void dg_rows_free(struct dg_rows *rows);

/* Units to rows.  The columns come from a head that tells them, or from the
 * units seen, in the order of their first appearance. */
struct dg_table;
DG_API enum dg_status dg_table_new(struct dg_table **ret, struct dg_error *err);
/* DG_OK when the head told all the columns, DG_END when units must be seen. */
DG_API enum dg_status dg_table_take(struct dg_table *table, const struct dg_memory_head *head,
    struct dg_error *err);
DG_API enum dg_status dg_table_see(struct dg_table *table, const struct dg_unit *unit,
    struct dg_error *err);
/* The header row, then the row of a unit; *lost counts texts and properties
 * that have no cell of their own. */
DG_API const struct dg_bytes *dg_table_head(struct dg_table *table, size_t *n,
    struct dg_error *err);
DG_API enum dg_status dg_table_row(struct dg_table *table, const struct dg_unit *unit,
    const struct dg_bytes **cells, size_t *lost, struct dg_error *err);
DG_API size_t dg_table_width(const struct dg_table *table);	/* cells of a row */
/* A row that dg_table_row gave, the `row`-th from 0, with cells for the columns that
 * were seen since. */
DG_API const struct dg_bytes *dg_table_widen(struct dg_table *table, uint64_t row,
    const struct dg_bytes *cells, struct dg_error *err);
DG_API bool dg_table_grew(const struct dg_table *table);	/* since the first row */
DG_API void dg_table_free(struct dg_table *table);

/* ---- review: a bitext as a page, and what came back -------------------- */

/* A page (HTML, one file, nothing loaded from anywhere) in which a bitext of two languages or
 * more is looked at and put right; its script is known to it by its SHA-256 alone (Content
 * Security Policy Level 3).  Rows are data of the page, as JSON (RFC 8259), and hold any
 * bytes.  Marked in them is where segments meet, and which numbers, dates and names another
 * side lacks. */
struct dg_review_options {
	const char *name;	/* of the bitext: the title, and names of what is saved */
	size_t max_rows;	/* of the page, 0: 50,000; further ones are counted */
	const struct dg_lexicon *lexicon;	/* what tells names; NULL: they are not sought */
	/* The segments that the beads number, one a side; NULL: they are told by the rules of
	 * the language, where these find as many as the bead has. */
	const struct dg_segments *const *texts;
};
struct dg_review_counts {
	uint64_t rows, shown;	/* put; in the page */
	uint64_t text;		/* bytes of them */
	bool full;		/* the page came to 256 MB: what follows is not in it */
};
struct dg_review;
/* Fewer than two languages are DG_EINPUT.  `head` and what `opt` names are borrowed
 * until dg_review_free.  Memory: the longest row. */
DG_API enum dg_status dg_review_new(struct dg_review **ret, struct dg_out *out,
    const struct dg_bitext_head *head, const struct dg_review_options *opt,
    struct dg_error *err);
DG_API enum dg_status dg_review_put(struct dg_review *r, const struct dg_bytes *cells,
    struct dg_error *err);
DG_API void dg_review_end(struct dg_review *r, struct dg_review_counts *counts);
DG_API void dg_review_free(struct dg_review *r);

/* The bitext that the page saved, `edits`, back onto the one that the page was made from.
 * First dg_review_check reads both to their ends; DG_EINPUT when `edits` does not belong
 * to `bitext` or lacks rows in a place that it changes (`at_edits`: there is the fault).  Then
 * dg_review_apply, with both sources opened anew and the same `counts`, writes: rows that
 * `edits` has in their places, the others as they are, and the column `reviewed` (approved,
 * rejected, changed, or empty).  Memory: the longest row. */
struct dg_review_applied {
	char key[17];
	bool at_edits;
	uint64_t source_rows, rows, approved, rejected, changed;
};
DG_API enum dg_status dg_review_check(struct dg_in *bitext, struct dg_in *edits,
    struct dg_review_applied *counts, struct dg_error *err);
DG_API enum dg_status dg_review_apply(struct dg_out *out, struct dg_in *bitext,
    struct dg_in *edits, struct dg_review_applied *counts, struct dg_error *err);

/* ---- statement: the whole way in one call ------------------------------ */

/* Where a statement comes from: the bytes of a page and, where the caller knows them,
 * the language (NULL: told by looking), the charset (e.g. of an HTTP header; NULL: likewise)
 * and the address, for pages that do not say their own. */
struct dg_source {
	const char *name;
	struct dg_bytes raw;
	const char *lang, *charset, *url;
};

/* Rules that statements share: compiled once a language, at its first statement.
 * Belongs to one thread at a time. */
struct dg_kit;
DG_API enum dg_status dg_kit_new(struct dg_kit **ret, struct dg_error *err);
DG_API void dg_kit_free(struct dg_kit *kit);

struct dg_statement_options {
	const struct dg_lexicon *lexicon;
	struct dg_kit *kit;	/* NULL: one for this statement alone */
	bool keep;		/* neither hygiene nor typography */
	const char *space;	/* of struct dg_typography_options */
	size_t max_bead;	/* of struct dg_align_options */
	const char *document;	/* its name; NULL: the first source's */
};

struct dg_statement_side {
	char lang[32];
	struct dg_page *page;
	const char *url;	/* the page's, or the source's; NULL */
	struct dg_segments *segments;
	uint32_t *paragraph;	/* of each segment, from 0 */
};

struct dg_statement {
	size_t sides;
	struct dg_statement_side side[DG_TEXTS_MAX];
	struct dg_alignment *alignment;
	struct dg_bitext_head head;	/* columns of its bitext */
	struct dg_buf store;		/* what the columns' names lie in */
	const char *document;
};

/* The whole way of one statement: pages to paragraphs, segments, typography (the
 * locale's norm for the first source, hygiene alone for its originals), beads.  Two
 * or three sources of different languages.  When a page is at fault, *at is its
 * index and *err says what is wrong; sources are borrowed until dg_statement_free. */
DG_API enum dg_status dg_statement_make(struct dg_statement **ret,
    const struct dg_source sources[], size_t n, const struct dg_statement_options *opt,
    size_t *at, struct dg_error *err);
/* The cells of bead `k`, as many as head.n; they live in `row`, which starts from
 * {0} and is the caller's to free. */
struct dg_row { struct dg_buf text; struct dg_bytes *cells; size_t cap; };
DG_API enum dg_status dg_statement_row(const struct dg_statement *st, size_t k,
    struct dg_row *row, struct dg_error *err);
DG_API void dg_row_free(struct dg_row *row);
DG_API void dg_statement_free(struct dg_statement *st);

/* ---- pair: which page translates which --------------------------------- */

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
	double confidence;	/* 0 to 1: of its least certain pair */
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

/* ---- clean: rows that one can trust ------------------------------------ */

enum dg_mode { DG_OFF, DG_DROP, DG_REPORT };

/* A rule by its number, from 0; false behind the last.  `unit` says what the limit
 * counts, NULL where the rule has none. */
struct dg_rule { const char *name, *about, *unit; enum dg_mode mode; double limit; };
DG_API bool dg_cleaner_rule(size_t i, struct dg_rule *ret);

/* Judges rows of two or three texts in `langs`.  The lexicon is borrowed; without one
 * (NULL) the rules that look at words are silent. */
struct dg_cleaner;
DG_API enum dg_status dg_cleaner_new(struct dg_cleaner **ret, const char *const langs[],
    size_t sides, const struct dg_lexicon *lexicon, struct dg_error *err);
/* Set a rule: `value` is "on" (drop), "off", "report", or a number that becomes its
 * limit.  A name that is no rule, or another value, is DG_EUSAGE. */
DG_API enum dg_status dg_cleaner_set(struct dg_cleaner *c, struct dg_bytes name,
    struct dg_bytes value, struct dg_error *err);
/* Set them from a file: a line "name = value" each, # begins a comment.  What cannot be set
 * is DG_EINPUT with its line. */
DG_API enum dg_status dg_cleaner_read(struct dg_cleaner *c, struct dg_in *in,
    struct dg_error *err);

/* Rules that only report are not asked when nobody wants to hear them (default: they are). */
DG_API void dg_cleaner_reports(struct dg_cleaner *c, bool wanted);

struct dg_verdict {
	const char *rule;
	enum dg_mode mode;	/* DG_DROP or DG_REPORT */
	double value;		/* what the rule measured */
	size_t side;		/* the text it speaks of, the first of two */
};
/* What the rules say of a row: reports, and at last, where there is one, the first rule
 * that drops it.  `texts` are UTF-8, one a language, an empty one is not there; `score` is
 * the bead's, below 0: unknown.  Room for dg_cleaner_rule's number of verdicts is enough. */
DG_API enum dg_status dg_cleaner_judge(struct dg_cleaner *c, const struct dg_bytes texts[],
    double score, struct dg_verdict *verdicts, size_t *n, struct dg_error *err);
/* The measures that the rules `words`, `truncated` and `glued` weigh for texts `a` < `b`, *n of
 * them; they live until the next call.  False: no lexicon, or too little text. */
DG_API bool dg_cleaner_measures(struct dg_cleaner *c, const struct dg_bytes texts[], size_t a,
    size_t b, const double **x, size_t *n);
/* What makes two texts one: their bytes, or (`near`) their letters and digits without case,
 * accents, quotes, blanks and marks.  64 bits. */
DG_API uint64_t dg_cleaner_key(struct dg_cleaner *c, struct dg_bytes text, bool near);
DG_API void dg_cleaner_free(struct dg_cleaner *c);

/* Of rows that say the same, the best: put every row under its key, then ask which row
 * has it (the highest score, the first among equals).  16 to 32 bytes a key. */
struct dg_twins;
DG_API enum dg_status dg_twins_new(struct dg_twins **ret, struct dg_error *err);
DG_API enum dg_status dg_twins_put(struct dg_twins *t, uint64_t key, double score, uint32_t row,
    struct dg_error *err);
/* False: nothing was put under that key. */
DG_API bool dg_twins_best(const struct dg_twins *t, uint64_t key, uint32_t *row);
DG_API void dg_twins_free(struct dg_twins *t);

/* ---- batch: a corpus of statements ------------------------------------- */

/* A manifest: a header line `doc` and then a column a language (its BCP 47 tag), a row
 * a document.  A cell is the path of a page, or empty or "-" where the document has none
 * in that language; `WARC#N` is the record at byte N of a WARC file.  Further
 * columns ride along into the corpus.  DG_EINPUT with its line: a header of another kind,
 * another number of cells, a document twice, no row at all. */
struct dg_manifest;
DG_API enum dg_status dg_manifest_read(struct dg_manifest **ret, struct dg_in *in,
    struct dg_error *err);
DG_API size_t dg_manifest_documents(const struct dg_manifest *m);
DG_API void dg_manifest_free(struct dg_manifest *m);

/* Counts of a run, or of what has been done of it so far. */
struct dg_batch_counts {
	size_t documents;	/* of the manifest, or of the shard */
	size_t done;		/* made now */
	size_t reused;		/* found whole from a run before */
	size_t failed;		/* of these, with an error instead of rows */
	size_t warned;		/* with a warning */
	uint64_t rows, kept, dropped;
	int pass;		/* 1 or 2 where there are two, else 0 */
};

struct dg_batch_options {
	const char *directory;		/* of the results; made where it is missing */
	const char *root;		/* pages not found from here are sought below it; NULL */
	const char *lexicon;		/* path, NULL: the built-in one */
	bool keep;			/* as in struct dg_statement_options */
	const char *space;
	double min_score;		/* beads that score below are dropped */
	struct dg_bytes rules;		/* a rules file of the cleaner, or {0} */
	size_t threads;			/* 0: one */
	size_t shard, shards;		/* the documents k with k mod shards = shard; 0 shards: all */
	bool merge;			/* make nothing, put together what the shards made */
	bool learn;			/* two passes: the second has what the first one's rows taught */
	size_t max_errors;		/* stop behind so many failed documents; 0: never */
	bool moses;			/* also two plain files a pair of languages */
	int xliff;			/* also an XLIFF a document: 12, 20, 21, 22; 0: none */
	int level;			/* of gzip, 1 to 9; 0: 1 */
	const char *date;		/* of the TMX, YYYYMMDDThhmmssZ, or NULL */
	/* Called by one thread at a time; each may be NULL. */
	void (*progress)(const struct dg_batch_counts *now, void *ctx);
	void (*told)(const char *doc, const char *what, bool error, void *ctx);
	bool (*stop)(void *ctx);	/* true: finish what is begun, begin nothing */
	void *ctx;
};

/* The whole way for every document of the manifest, each result kept by itself below
 * directory/parts under a key of its pages' bytes, the options, the lexicon's bytes and
 * the program's version, so that another run makes only what is missing or changed; then,
 * in the manifest's order, corpus.tsv.gz, corpus.tmx.gz, dropped.tsv.gz (with the rule that
 * dropped each row), documents.tsv, times.tsv, report.json and report.html.  But for the times and the
 * reports, the bytes are the same for any number of threads, shards and interruptions.
 * A document that fails is told, counted and listed; the others go on.  A shard makes its
 * part only.  DG_END: stopped as asked, or at max_errors, with nothing lost.  DG_EINPUT with
 * `merge`: documents are missing, or were made with other options, another lexicon or
 * another version (each is told).  With `learn` all is made twice: of the rows that score 0.8
 * and more at first (parts below directory/first) directory/learnt.lex is made, a lexicon that
 * holds the one used so far, and with it the corpus.  DG_EUSAGE: another run is at work in the directory.
 * *counts is filled in any case. */
DG_API enum dg_status dg_batch_run(const struct dg_manifest *m, const struct dg_batch_options *opt,
    struct dg_batch_counts *counts, struct dg_error *err);

#ifdef __cplusplus
}
#endif

#endif
