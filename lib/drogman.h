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

/* ---- lexicon: which words translate which ------------------------------ */

/* ---- bitext: beads, and the TSV of beads ------------------------------- */

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

/* ---- align: which segments translate which ----------------------------- */

/* ---- memory: TMX and XLIFF --------------------------------------------- */

/* One unit of a memory.  A side whose text is empty or blank is not there. */
struct dg_side { struct dg_bytes tag, text; };
struct dg_prop { struct dg_bytes name, value; };
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
	struct dg_bytes source;		/* tag; in TMX also "*all*" */
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
 * Memory: some hashes a unit. */
struct dg_tmx_rules {
	double min_score;	/* 0: no limit */
	bool alternatives;	/* keep a source's second translation */
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
};
DG_API enum dg_status dg_tmx_read(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_read(struct dg_in *in, const struct dg_memory_events *events,
    struct dg_error *err);

/* Linters: `found` hears of each thing that a CAT tool may stumble over.  A file
 * that is not well-formed is DG_EINPUT.  Memory: a hash a unit. */
struct dg_finding {
	uint64_t line;
	struct dg_bytes unit;	/* tuid or id, empty outside units */
	const char *text;
};
typedef void dg_found(void *ctx, const struct dg_finding *finding);
DG_API enum dg_status dg_tmx_lint(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);
DG_API enum dg_status dg_xliff_lint(struct dg_in *in, dg_found *found, void *ctx,
    struct dg_error *err);

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
DG_API void dg_table_free(struct dg_table *table);

/* ---- statement: the whole way in one call ------------------------------ */

#ifdef __cplusplus
}
#endif

#endif
