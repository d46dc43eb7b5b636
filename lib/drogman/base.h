/* drogman/base.h -- bytes, errors, input, lines, output */
#ifndef DROGMAN_BASE_H
#define DROGMAN_BASE_H

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

/* Append bytes; a string without its NUL; one byte; what printf makes. */
DG_API void dg_put(struct dg_buf *out, const void *p, size_t n);
DG_API void dg_put_bytes(struct dg_buf *out, struct dg_bytes s);
DG_API void dg_put_str(struct dg_buf *out, const char *s);
DG_API void dg_put_char(struct dg_buf *out, char c);
/* Append code point `c` as UTF-8 (surrogates and beyond U+10FFFF: U+FFFD). */
DG_API void dg_put_code(struct dg_buf *out, uint32_t c);
DG_API void dg_put_format(struct dg_buf *out, const char *format, ...) DG_PRINTF(2, 3);
DG_API void dg_buf_free(struct dg_buf *buf);

/* Call `end` (NULL, the default: nobody) when a buffer or an array could not grow to less
 * than 64 KiB: there is no memory at all then, and a program may rather end than go on;
 * dg_out_abandon_all is what it should call first.  Where `end` comes back, and where more was
 * wanted, the call that needed it fails with DG_ENOMEM.  Set it before there are threads. */
DG_API void dg_on_lack(void (*end)(void));

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
/* What stands in `buf`; one that failed to grow is a failure of the sink (DG_ENOMEM). */
DG_API void dg_out_buf(struct dg_out *out, const struct dg_buf *buf);
DG_API void dg_out_str(struct dg_out *out, const char *s);
DG_API void dg_out_format(struct dg_out *out, const char *format, ...) DG_PRINTF(2, 3);
/* Leave room for `n` bytes that are known only later: dg_out_fill puts them there,
 * with blanks up to `n`, some thousand at the most.  One gap at a time.  In a file,
 * compressed or not, it is filled in place; elsewhere what follows waits in a file without
 * a name in `dir` (NULL: /tmp). */
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
/* Write what is left, to the disk (fsync), and give the file its name.  The first error there
 * was, DG_EIO or DG_ENOMEM: what stood under the name stands there still, and *err says why.
 * Once; dg_out_free is needed after it all the same. */
DG_API enum dg_status dg_out_commit(struct dg_out *out, struct dg_error *err);
DG_API void dg_out_free(struct dg_out *out);
/* Remove every file that was begun and is not whole, by whatever thread.  For the
 * handler of a signal that ends the process: it calls nothing but unlink. */
DG_API void dg_out_abandon_all(void);

#ifdef __cplusplus
}
#endif

#endif
