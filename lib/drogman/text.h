/* drogman/text.h -- page bytes to paragraphs */
#ifndef DROGMAN_TEXT_H
#define DROGMAN_TEXT_H

#include "drogman/base.h"

#ifdef __cplusplus
extern "C" {
#endif

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
	int number;		/* of an item in a numbered list; see numbering */
	char numbering;		/* how the page shows it: '1', 'a', 'A', 'i', 'I'; 0: not at all */
	const char *lang;	/* BCP 47, where an element says another than that of the page; NULL */
	bool rtl;		/* written from right to left, an element says */
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
	const char *format;	/* "html", "text", "docx", "odt", "pdf"; static */
};

struct dg_page_options {
	bool all;		/* every block, in the page's order */
	const char *lang;	/* the language, where the caller knows it */
	const char *charset;	/* likewise, e.g. from an HTTP header */
	const char *url;	/* where it was found: its url, unless it says another; may date it */
	size_t max;		/* bytes that a part of a document may unpack to; 0: 256 MiB */
};

/* The paragraphs of the statement that `raw`, an HTML or a plain text page or a DOCX, ODT
 * or PDF document (told by looking; PDF where poppler-glib is installed), holds; title and
 * date line included, the page around it not.  Encoding: byte-order mark, opt->charset, zero
 * bytes of UTF-16, the page's declaration as the WHATWG Encoding Standard reads it, valid
 * UTF-8, ICU's detector.  A declaration that the bytes break yields to UTF-8 that they do
 * not, and any to UTF-8 with three and more characters beyond ASCII.  The content is found in
 * the manner of Readability (Arc90): prose weighs, links do not, in the column below the title
 * that the head names; then small lists of words ("Print", "打印本页").  Binary data and
 * a page without text are DG_EINPUT.  `opt` may be NULL; `raw` is not kept.
 * Everything in *ret lives until dg_page_free. */
DG_API enum dg_status dg_page_read(struct dg_page **ret, struct dg_bytes raw,
    const struct dg_page_options *opt, struct dg_error *err);
DG_API void dg_page_free(struct dg_page *page);
/* Is `label` an encoding's, by the WHATWG Encoding Standard?  One that is none is passed over in
 * opt->charset, as servers say many things. */
DG_API bool dg_charset_known(const char *label);
/* What stands before an item: "3.", "c.", "III." as the page's <ol type> or list-style-type has it
 * (letters go on aa, ab …; a number that letters or Roman figures do not have is decimal); "":
 * it is not numbered.  Returns ret. */
enum { DG_MARKER = 24 };
DG_API const char *dg_item_marker(const struct dg_paragraph *p, char ret[DG_MARKER]);
/* The language of UTF-8 `text`, by its script and its commonest words: "fr",
 * "en", "zh" ("zh-Hant" when its forms are mostly traditional) …; NULL: too
 * little to tell.  A static string. */
DG_API const char *dg_language_guess(struct dg_bytes text);

/* The pages of a crawl: the records of a WARC 1.0 or 1.1 file (ISO 28500), gzip undone,
 * that hold a page that was found (HTTP 2xx, HTML, text, DOCX, ODT or PDF by its type), one
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

#ifdef __cplusplus
}
#endif

#endif
