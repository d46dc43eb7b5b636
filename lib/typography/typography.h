/* typography.h -- the parts of the typography room.
 *
 * A document goes through four steps: hygiene repairs the bytes of each line
 * (hygiene.c, entity.c), scan finds the quotation marks and the text that is
 * nobody's prose (scan.c, protect.c), machine says which mark opens, which
 * closes and how deep (machine.c, balance.c, turn.c, author.c), render writes the lines in the
 * norm (render.c, space.c, chinese.c); what was written is read again until it stays (document.c,
 * settle.c). */
#ifndef DG_TYPOGRAPHY_H
#define DG_TYPOGRAPHY_H

#include "drogman/typography.h"
#include "base/base.h"

enum rule {
	R_MOJIBAKE, R_UTF8, R_CONTROL, R_CP1252, R_BOM, R_SOFT_HYPHEN, R_ZERO_WIDTH, R_BIDI, R_SEPARATOR,
	R_NFC, R_ENTITY, R_REPLACEMENT, R_PRIVATE,
	R_LIGATURE, R_HOMOGLYPH, R_WIDE_ASCII, R_SIMPLIFIED, R_TRADITIONAL,	/* on request */
	R_QUOTE, R_QUOTE_SPACE, R_DOUBT, R_LITERAL, R_APOSTROPHE, R_COLON, R_HIGH, R_ELLIPSIS, R_DASH,
	R_NUMBER, R_UNIT, R_TITLE, R_FULLWIDTH, R_HALFWIDTH,
	RULES,
	FIRST_ON_REQUEST = R_LIGATURE, FIRST_OF_NORM = R_QUOTE	/* those before repair characters */
};

/* What stands between a mark and its word. */
enum gap { GAP_NONE, GAP_NBSP, GAP_THIN };

enum space { SPACE_FINE, SPACE_NBSP, SPACE_PLAIN, SPACE_KEEP };

enum { LEVELS = 3, NESTING_MAX = 64, HYGIENE_STEPS = 7 };

struct quote_style { const char *open, *close; uint8_t gap; };

struct locale {
	const char *tag;
	const char *source;	/* where the norm is written down */
	struct quote_style quote[LEVELS];	/* outermost first */
	uint8_t colon, high, percent;	/* enum gap before : and before ; ! ? and before % € */
	uint8_t group;			/* enum gap between groups of three digits */
	bool french;			/* elision, M. and n°, blanks before marks are ours */
	bool chinese;			/* full-width marks */
	bool english;			/* 'tis, 'em */
	const char *ellipsis, *dash;	/* for ... and --, NULL: as typed */
};

const struct locale *dg_typography_locale(const char *tag);

/* The kinds of characters that tell an opening from a closing mark. */
enum class {
	C_EDGE,		/* before the first or after the last character */
	C_BLANK, C_LETTER, C_DIGIT, C_HAN,
	C_OPEN,		/* ( [ { and dashes: a quote may open after it */
	C_CLOSE,	/* , . ; : ! ? ) ] } …: a quote may close before it */
	C_QUOTE, C_OTHER
};

static inline bool
opens_after(uint8_t c)
{
	return c == C_EDGE || c == C_BLANK || c == C_OPEN;
}

static inline bool
closes_before(uint8_t c)
{
	return c == C_EDGE || c == C_BLANK || c == C_CLOSE;
}

enum class dg_class_of(uint32_t c);
extern const uint8_t dg_class_ascii[128];
uint32_t dg_char_before_wide(struct dg_bytes s, size_t at);

/* The character that ends before `at`, that begins at `at`; 0 at the edge. */
static inline uint32_t
dg_char_before(struct dg_bytes s, size_t at)
{
	if (at == 0)
		return 0;
	return (unsigned char)s.p[at - 1] < 0x80 ? (unsigned char)s.p[at - 1] :
	    dg_char_before_wide(s, at);
}

static inline uint32_t
dg_char_at(struct dg_bytes s, size_t at)
{
	return at >= s.n ? 0 : (unsigned char)s.p[at] < 0x80 ? (unsigned char)s.p[at] :
	    dg_decode(s, &at);
}

static inline enum class
dg_class_before(struct dg_bytes s, size_t at)
{
	if (at == 0)
		return C_EDGE;
	return (unsigned char)s.p[at - 1] < 0x80 ? dg_class_ascii[(unsigned char)s.p[at - 1]] :
	    dg_class_of(dg_char_before_wide(s, at));
}

static inline enum class
dg_class_at(struct dg_bytes s, size_t at)
{
	if (at >= s.n)
		return C_EDGE;
	return (unsigned char)s.p[at] < 0x80 ? dg_class_ascii[(unsigned char)s.p[at]] :
	    dg_class_of(dg_decode(s, &at));
}

/* Bytes of a blank (space, tab, U+00A0, U+2000 to U+200A, U+202F) at `at`, before `at`; 0: none. */
size_t dg_blank_at(struct dg_bytes s, size_t at);
size_t dg_blank_before(struct dg_bytes s, size_t at);
/* The place before the run of blanks that ends at `at`, after the one that begins there. */
size_t dg_skip_blanks_back(struct dg_bytes s, size_t at);
size_t dg_skip_blanks(struct dg_bytes s, size_t at);

enum sign {
	S_DOUBLE, S_CURLY, S_CURLY_END, S_LOW, S_GUILLEMET, S_GUILLEMET_END, S_ANGLE, S_ANGLE_END,
	S_TICKS, S_TICKS_END, S_CORNER, S_CORNER_END, S_PRIME, S_PRIME_END,
	S_SINGLE, S_CURL1, S_CURL1_END, S_LOW1, S_GUIL1, S_GUIL1_END, S_WHITE, S_WHITE_END,
	S_TITLE, S_TITLE_END,	/* << and >> in Chinese */
	S_ACUTE, SIGNS
};

enum role { ROLE_LEFT, ROLE_OPEN, ROLE_CLOSE, ROLE_APOSTROPHE };

struct mark {
	uint32_t line, at;
	uint8_t len, sign;
	uint8_t before, after;	/* enum class; after: behind the quotes that follow at once */
	uint8_t role, level;
	int8_t turn;		/* of a straight mark by the cheapest balance: -1 opens */
	bool doubt;		/* the neighbours did not say */
	bool literal;		/* its author quotes with other marks */
	bool paired;
	bool alike;		/* its other mark is of the same make */
	bool plain;		/* closes what ' opened */
	bool wrong;		/* opens with a closing mark or closes with an opening one */
	bool asked;		/* the balance said which way it turns, not its neighbours */
	uint8_t was_role, was_level;	/* in the reading before, of a line that is `settled` */
	bool far;		/* closes in another paragraph */
	bool again;		/* repeats, at the head of a paragraph, the quote that is open */
	bool head;		/* first on its line */
	bool forgotten;		/* NESTING_MAX others opened inside it */
};

struct span { uint32_t from, to; };

/* Why a byte is looked at; the others are passed over. */
enum look {
	LOOK_ODD = 1, LOOK_PROTECT = 2, LOOK_QUOTE = 4, LOOK_RENDER = 8,
	LOOK_BLANK = 16, LOOK_DIGIT = 32, LOOK_CAPITAL = 64,	/* a blank beside these two */
	LOOK_STOP = 128
};

struct line {
	struct dg_bytes in;	/* as given */
	size_t at, n;		/* in `clean` when `dirty`, else `in` is the text */
	bool dirty, han, quiet, settled;
	uint32_t paragraph;
	size_t stop;
	uint32_t mark, span;	/* the first of this line */
	size_t edit, edit_n;	/* of the map */
};

/* The bytes [from, to) of one text became [at, end) of the next. */
struct edit { size_t from, to, at, end; };
struct edits { struct edit *p; size_t n, cap; };

struct hygiene {
	struct dg_buf a, b;
	struct edits steps[HYGIENE_STEPS];
	int depth;
};

struct dg_typography {
	const struct locale *locale;
	enum space space;
	bool on[RULES];
	bool requested;		/* one of the rules on request is on */
	void *han[2];		/* ICU's way to simplified, to traditional characters */
	struct hygiene hygiene;
	struct dg_buf clean, again;
	struct line *lines;
	struct mark *marks, *marks_before;	/* of this reading, of the one before */
	struct span *spans;
	uint8_t *steps;		/* of the balance */
	size_t cap_steps;
	uint32_t *stops;	/* the bytes to look at, from the head of their line */
	size_t n_lines, n_marks, n_spans, cap_lines, cap_marks, cap_spans, n_before, cap_before, n_stops, cap_stops;
	uint8_t look[256], look_clean[256];	/* enum look of each byte in this locale */
	struct dg_bytes *cuts;	/* the lines of a further reading */
	size_t cap_cuts;
	bool changed;		/* by the present reading */
	bool any_break;		/* empty lines part the paragraphs */
	bool further;		/* not the first reading of the text */
	bool track;		/* keep the edits: a map or a report wants them */
	bool dry;		/* look whether anything would change, write nothing */
	void (*map)(const struct dg_stretch *, void *);
	void *map_ctx;
	struct edits edits, edits_before;	/* of the map, line by line */
	struct edits pen_edits, scratch[2];
	void (*report)(const struct dg_change *, void *);
	void *ctx;
	struct dg_buf *out;
};

struct dg_bytes dg_line_text(const struct dg_typography *t, const struct line *l);
const char *dg_rule_name(enum rule rule);

/* Find the bytes of `s` at which something may have to be done; `clean`: hygiene has
 * nothing to do there. */
bool dg_look(struct dg_typography *t, struct dg_bytes s, bool clean);
void dg_look_for(struct dg_typography *t);
/* True when every byte of `s` is in order and nothing needs looking at. */
bool dg_hygiene_clean(const struct dg_typography *t, struct dg_bytes s, size_t stop);
/* Repair `s`; the result lives in `h` until the next call.  Reports when told to. */
struct dg_bytes dg_hygiene(struct dg_typography *t, struct dg_bytes s, size_t line, bool report);
/* The byte of the line as given that stands behind byte `at` of the repaired one. */
size_t dg_hygiene_origin(const struct hygiene *h, size_t at);
/* One step of the hygiene: `s` is read, `out` written. */
struct wash {
	struct dg_typography *t;
	struct dg_bytes s;
	struct dg_buf *out;
	size_t line;
	bool report, rtl;
};
/* Write `text` for the bytes [from, to), which were the last ones read. */
void dg_wash_change(struct wash *w, size_t from, size_t to, struct dg_bytes text, enum rule rule);
void dg_wash_mojibake(struct wash *w);
void dg_wash_forms(struct wash *w);
void dg_wash_homoglyphs(struct wash *w);
void dg_wash_han(struct wash *w);
void dg_request_free(struct dg_typography *t);
/* Windows-1252 at 0x80 to 0x9F; 0: a hole. */
extern const uint16_t dg_cp1252[32];
/* May the characters before and at `at` be one, read as Windows-1252? */
bool dg_mojibake_lead(struct dg_bytes s, size_t at);
/* The character that the entity at s[at] = '&' stands for and its length; 0: none. */
size_t dg_entity(struct dg_bytes s, size_t at, uint32_t *c);

bool dg_protect(struct dg_typography *t, struct dg_bytes s, size_t stop);
bool dg_scan_line(struct dg_typography *t, uint32_t line);
bool dg_machine(struct dg_typography *t);	/* false when memory is out */
bool dg_is_apostrophe(const struct dg_typography *t, struct dg_bytes s, size_t at, size_t len);
enum sign dg_sign_of(uint32_t c);	/* that is one character beyond ASCII; SIGNS: none */
int dg_sign_direction(enum sign sign);	/* -1 opens, 1 closes, 0 either */
bool dg_sign_single(enum sign sign);
bool dg_sign_title(enum sign sign);
bool dg_sign_closes(const struct locale *l, enum sign sign);	/* though it opens elsewhere */

/* May line `i`, just written, be passed over at the next reading?  Makes its marks ready. */
bool dg_settle_line(struct dg_typography *t, size_t i);
bool dg_settle_marks(struct dg_typography *t, size_t first, size_t n);
bool dg_is_settled(const struct dg_typography *t, size_t i);

/* One line on its way out. */
struct pen {
	struct dg_typography *t;
	struct dg_bytes s;
	size_t line;		/* from 1 */
	size_t done;		/* bytes of `s` that are dealt with */
	size_t written;		/* bytes of `s` that are in the output */
	size_t start;		/* where the line begins in the output */
	struct edits edits;
	size_t opened;		/* where the last opening quote and its blanks end */
	size_t stop, stop_end;
	const struct mark *mark, *mark_end;
	const struct span *span, *span_end;
	bool han;
	uint64_t parens;	/* one bit for each ( that is open: is it full-width */
	bool wide;		/* the last character written is a full-width mark */
};

/* Write `text` in place of the bytes [from, to) of the line, and tell. */
void dg_pen_put(struct pen *pen, size_t from, size_t to, struct dg_bytes text, enum rule rule,
    double confidence);
void dg_render_line(struct dg_typography *t, size_t line);
/* The blank that `gap` asks for, as the options want it. */
const char *dg_gap(const struct dg_typography *t, enum gap gap);
void dg_space_before(struct pen *pen, size_t at, enum gap gap, enum rule rule);
size_t dg_space_blank(struct pen *pen, size_t at);
void dg_space_sign(struct pen *pen, size_t at, size_t end);
size_t dg_chinese_mark(struct pen *pen, size_t at);
size_t dg_chinese_wide(struct pen *pen, size_t at);
/* Add one; join what led from one text to the next and from there to a third.
 * False when memory is out. */
bool dg_edit_add(struct edits *edits, size_t from, size_t to, size_t at, size_t end);
bool dg_edits_join(struct edits *out, const struct edit *a, size_t n_a, const struct edit *b,
    size_t n_b);
/* The place in the first text of place `at` in the second. */
size_t dg_edits_origin(const struct edits *edits, size_t at);
/* Join what earlier readings, the hygiene and the pen did to line `l`. */
bool dg_map_line(struct dg_typography *t, struct line *l, const struct edits *pen);
/* Tell the stretches of a line of `n` bytes. */
void dg_map_tell(const struct dg_typography *t, size_t line, const struct line *l, size_t n);
void dg_typography_tell(struct dg_typography *t, size_t line, size_t byte, enum rule rule,
    struct dg_bytes before, struct dg_bytes after, double confidence);

#endif
