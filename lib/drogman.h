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
 *   be read by many at once.  There is no global state.
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
DG_API bool dg_bytes_equal(struct dg_bytes a, struct dg_bytes b);

/* Decode the code point at *at < s.n and step over it.  A byte that does not
 * begin a valid UTF-8 sequence gives 0xDC00 + byte (never a valid code point)
 * and is stepped over alone, so every byte of `s` can be told again. */
DG_API uint32_t dg_decode(struct dg_bytes s, size_t *at);

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
DG_API uint64_t dg_lines_number(const struct dg_lines *lines);	/* of the last one given, from 1 */
DG_API void dg_lines_free(struct dg_lines *lines);

/* A byte sink: "-" is standard output; a path is written beside its final name
 * and renamed onto it by dg_out_commit, so that nobody ever sees half a file.
 * A path that ends in .gz is compressed at `level` (1 to 9, 0: the default).
 * Puts never fail by themselves: the first error is kept and told by commit.
 * dg_out_free without commit leaves no trace of a file. */
struct dg_out;
DG_API enum dg_status dg_out_open(struct dg_out **ret, const char *path, int level,
    struct dg_error *err);
DG_API void dg_out_put(struct dg_out *out, const void *p, size_t n);
DG_API void dg_out_str(struct dg_out *out, const char *s);
DG_API void dg_out_format(struct dg_out *out, const char *format, ...) DG_PRINTF(2, 3);
/* True once a write has failed: the moment to stop a long run. */
DG_API bool dg_out_failed(const struct dg_out *out);
DG_API enum dg_status dg_out_commit(struct dg_out *out, struct dg_error *err);
DG_API void dg_out_free(struct dg_out *out);

/* ---- text: page bytes to paragraphs ------------------------------------ */

/* ---- segment: paragraphs to segments ----------------------------------- */

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
 * NULL-terminated "NAME=on" and "NAME=off"; every rule is on at first. */
struct dg_typography_options {
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
 * further reading changed.  Time is linear. */
DG_API enum dg_status dg_typography_document(struct dg_typography *t,
    const struct dg_bytes *lines, size_t n, struct dg_buf *out,
    void (*report)(const struct dg_change *, void *), void *ctx, struct dg_error *err);
DG_API void dg_typography_free(struct dg_typography *t);
/* The name and the sense of rule `i`, from 0; false behind the last. */
DG_API bool dg_typography_rule(size_t i, const char **name, const char **about);

/* ---- lexicon: which words translate which ------------------------------ */

/* ---- bitext: beads, and the TSV of beads ------------------------------- */

/* ---- align: which segments translate which ----------------------------- */

/* ---- memory: TMX and XLIFF --------------------------------------------- */

/* ---- statement: the whole way in one call ------------------------------ */

#ifdef __cplusplus
}
#endif

#endif
