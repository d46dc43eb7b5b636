/* words.c -- words of running text, their stems and their plain Latin form. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>
#include <unicode/uchar.h>

#include "lexicon/lexicon.h"

/* Full-width ASCII forms (U+FF01–FF5E) stand for their half-width ones. */
static uint32_t
fold_width(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	return c == 0x3000 ? ' ' : c;
}

static inline uint32_t
next_code(struct dg_bytes s, size_t *at)
{
	if ((unsigned char)s.p[*at] < 0x80)
		return (unsigned char)s.p[(*at)++];
	return fold_width(dg_decode(s, at));
}

static inline bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z';
	/* combining marks belong to the letter before them */
	return c <= 0x10FFFF && !dg_is_han(c) && (u_isalpha((UChar32)c) ||
	    (U_GET_GC_MASK((UChar32)c) & U_GC_MN_MASK));
}

static void
put_code(struct word *w, uint32_t c)
{
	struct dg_buf b = { w->text, w->n, sizeof w->text, false };

	if (w->n + 4 <= WORD_MAX) {
		dg_put_code(&b, c);
		w->n = b.n;
	}
}

static inline bool
is_plain(unsigned char c)
{
	return (unsigned char)((c | 32) - 'a') < 26;
}

/* The plain letters that follow, which are nearly all there are. */
static void
plain_letters(struct word_scan *scan, struct word *w)
{
	const char *p = scan->s.p;
	size_t at = scan->at, n = w->n, end = scan->s.n;

	if (end - at > WORD_MAX - 4 - n)
		end = at + (WORD_MAX - 4 - n);
	while (at < end && is_plain((unsigned char)p[at]))
		w->text[n++] = (char)(p[at++] | 32);
	w->n = n;
	scan->at = at;
}

static void
letters(struct word_scan *scan, struct word *w, uint32_t c)
{
	w->kind = WORD_LETTERS;
	w->capital = c < 0x80 ? (c & 32) == 0 : u_isupper((UChar32)c);
	for (;;) {
		size_t at;

		if (c < 0x80 && w->n < WORD_MAX - 4) {
			w->text[w->n++] = (char)(c | 32);
			plain_letters(scan, w);
		} else {
			put_code(w, (uint32_t)u_tolower((UChar32)c));
		}
		w->end = at = scan->at;
		if (at == scan->s.n || !is_letter(c = next_code(scan->s, &at)))
			return;
		scan->at = at;
	}
}

static void
digits(struct word_scan *scan, struct word *w, uint32_t c)
{
	w->kind = WORD_DIGITS;
	for (;;) {
		size_t at = scan->at;

		if (w->n < WORD_MAX)
			w->text[w->n++] = (char)('0' + u_charDigitValue((UChar32)c));
		w->end = at;
		if (at == scan->s.n)
			return;
		c = next_code(scan->s, &at);
		if (u_charType((UChar32)c) != U_DECIMAL_DIGIT_NUMBER)
			return;
		scan->at = at;
	}
}

void
word_next(struct word_scan *scan, struct word *w)
{
	w->n = 0;
	w->capital = false;
	w->kind = WORD_END;
	while (scan->at < scan->s.n) {
		uint32_t c;

		w->start = scan->at;
		c = next_code(scan->s, &scan->at);
		w->end = scan->at;
		w->code = c;
		if (c <= ' ' || c == 0xA0 || c == 0xAD || (c >= 0xD800 && c <= 0xDFFF) ||
		    c > 0x10FFFF || (c > 0x7F && u_isUWhiteSpace((UChar32)c)))
			continue;
		if (is_letter(c))
			letters(scan, w, c);
		else if (dg_is_han(c))
			w->kind = WORD_HAN;
		else if (c < 0x80 ? c >= '0' && c <= '9' :
		    u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER)
			digits(scan, w, c);
		else
			w->kind = WORD_MARK;
		break;
	}
	w->text[w->n] = '\0';
}

/* ---- stems ---- */

struct stems { struct sb_stemmer *snowball; };

enum dg_status
stems_new(struct stems **ret, const char *lang, struct dg_error *err)
{
	char primary[4] = "";

	if (!(*ret = calloc(1, sizeof **ret)))
		return dg_fail_nomem(err);
	for (size_t i = 0; i < 3 && lang[i] && lang[i] != '-'; i++)
		primary[i] = lang[i];
	/* NULL where Snowball has no algorithm of that ISO 639 code, and where memory is out */
	errno = 0;
	(*ret)->snowball = sb_stemmer_new(primary, "UTF_8");
	if (!(*ret)->snowball && errno == ENOMEM) {
		free(*ret);
		*ret = NULL;
		return dg_fail_nomem(err);
	}
	return DG_OK;
}

void
stems_apply(struct stems *stems, struct word *w)
{
	const sb_symbol *p;
	int n;

	if (!stems->snowball || w->kind != WORD_LETTERS)
		return;
	p = sb_stemmer_stem(stems->snowball, (const sb_symbol *)w->text, (int)w->n);
	n = sb_stemmer_length(stems->snowball);
	if (!p)
		dg_lacks(0);
	if (!p || n <= 0 || n > WORD_MAX)
		return;
	memcpy(w->text, p, (size_t)n);
	w->n = (size_t)n;
	w->text[n] = '\0';
}

void
stems_free(struct stems *stems)
{
	if (!stems)
		return;
	if (stems->snowball)
		sb_stemmer_delete(stems->snowball);
	free(stems);
}

/* ---- plain Latin ---- */

/* Latin-1 Supplement and Latin Extended-A, U+00DF–017F, without their accents;
 * '.' where a letter opens into two, ' ' where there is nothing to keep. */
static const char plain[] =
    "saaaaaa.ceeeeiiiidnooooo ouuuuy.y"				/* 00DF–00FF */
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkk"	/* 0100–0138 */
    "llllllllllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuu"	/* 0139–0173 */
    "wwyyyzzzzzzs";						/* 0174–017F */

size_t
word_fold(const char *text, size_t n, char *out)
{
	struct dg_bytes s = { text, n };
	size_t k = 0;

	for (size_t at = 0; at < n && k + 2 < WORD_MAX;) {
		uint32_t c = dg_decode(s, &at);

		if (c < 0x80) {
			c |= 32;
			if (c >= 'a' && c <= 'z')
				out[k++] = (char)c;
			continue;
		}
		if (c == 0xE6 || c == 0x153 || c == 0xDE || c == 0xFE || c == 0x133) {
			memcpy(out + k, c == 0xE6 ? "ae" : c == 0x153 ? "oe" : c == 0x133 ? "ij"
			    : "th", 2);
			k += 2;
		} else if (c >= 0xDF && c - 0xDF < sizeof plain - 1 && plain[c - 0xDF] >= 'a') {
			out[k++] = plain[c - 0xDF];
		} else if (c == 0x219 || c == 0x21B) {
			out[k++] = c == 0x219 ? 's' : 't';
		}
	}
	out[k] = '\0';
	return k;
}
