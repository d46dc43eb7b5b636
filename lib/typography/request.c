/* request.c -- what is changed on request only: ligatures, homoglyphs inside one
 * word, full-width ASCII, simplified and traditional characters. */
#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "typography/typography.h"

/* Letters that look alike (Unicode confusables, UTS #39): Latin and its double in
 * Cyrillic or Greek. */
static const struct { char latin; uint16_t other; } alike[] = {
	{ 'A', 0x391 }, { 'A', 0x410 }, { 'B', 0x392 }, { 'B', 0x412 }, { 'C', 0x421 },
	{ 'E', 0x395 }, { 'E', 0x415 }, { 'H', 0x397 }, { 'H', 0x41D }, { 'I', 0x399 },
	{ 'I', 0x406 }, { 'J', 0x408 }, { 'K', 0x39A }, { 'K', 0x41A }, { 'M', 0x39C },
	{ 'M', 0x41C }, { 'N', 0x39D }, { 'O', 0x39F }, { 'O', 0x41E }, { 'P', 0x3A1 },
	{ 'P', 0x420 }, { 'S', 0x405 }, { 'T', 0x3A4 }, { 'T', 0x422 }, { 'X', 0x3A7 },
	{ 'X', 0x425 }, { 'Y', 0x3A5 }, { 'Z', 0x396 }, { 'a', 0x430 }, { 'c', 0x441 },
	{ 'e', 0x435 }, { 'i', 0x456 }, { 'j', 0x458 }, { 'o', 0x3BF }, { 'o', 0x43E },
	{ 'p', 0x440 }, { 's', 0x455 }, { 'x', 0x445 }, { 'y', 0x443 },
};

enum script { LATIN, GREEK, CYRILLIC, SCRIPTS };

static enum script
script_of(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F))
		return c == 0xD7 || c == 0xF7 ? SCRIPTS : LATIN;
	if (c >= 0x386 && c <= 0x3FF)
		return GREEK;
	return c >= 0x400 && c <= 0x52F ? CYRILLIC : SCRIPTS;
}

/* The double of `c` in `to`; 0: it has none. */
static uint32_t
double_in(uint32_t c, enum script to)
{
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
		if (to == LATIN && alike[i].other == c)
			return (unsigned char)alike[i].latin;
		if (to != LATIN && (uint32_t)alike[i].latin == c && script_of(alike[i].other) == to)
			return alike[i].other;
	}
	return 0;
}

/* The word s[from, to) of two scripts is of that which most of its letters have, if
 * all the others have a double there.  SCRIPTS: leave it. */
static enum script
script_of_word(struct dg_bytes s, size_t from, size_t to)
{
	size_t n[SCRIPTS + 1] = { 0 }, at = from;
	enum script most = LATIN, second = SCRIPTS;

	while (at < to)
		n[script_of(dg_decode(s, &at))]++;
	for (enum script i = LATIN; i < SCRIPTS; i++)
		if (n[i] > n[most])
			most = i;
	for (enum script i = LATIN; i < SCRIPTS; i++)
		if (i != most && n[i]) {
			if (second != SCRIPTS || n[i] == n[most])
				return SCRIPTS;
			second = i;
		}
	for (at = from; at < to && second != SCRIPTS;) {
		uint32_t c = dg_decode(s, &at);

		if (script_of(c) == second && !double_in(c, most))
			return SCRIPTS;
	}
	return second == SCRIPTS ? SCRIPTS : most;
}

static void
word(struct wash *w, size_t from, size_t to)
{
	enum script script = script_of_word(w->s, from, to);
	struct dg_buf one = { 0 };

	for (size_t at = from, last; at < to;) {
		uint32_t c;

		last = at;
		c = dg_decode(w->s, &at);
		one.n = 0;
		dg_put_code(&one, script == SCRIPTS || script_of(c) == script ? c :
		    double_in(c, script));
		dg_wash_change(w, last, at, dg_buf_bytes(&one), R_HOMOGLYPH);
	}
	w->out->failed |= one.failed;
	dg_buf_free(&one);
}

void
dg_wash_homoglyphs(struct wash *w)
{
	size_t at = 0, from, end;

	while (at < w->s.n) {
		from = end = at;
		while (at < w->s.n && script_of(dg_decode(w->s, &at)) != SCRIPTS)
			end = at;
		if (end > from)
			word(w, from, end);
		dg_put(w->out, w->s.p + end, at - end);
	}
}

/* ﬁ is fi (Alphabetic Presentation Forms); Ａ is A. */
void
dg_wash_forms(struct wash *w)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
	size_t at = 0, from;

	while (at < w->s.n) {
		uint32_t c;
		char half;

		from = at;
		c = dg_decode(w->s, &at);
		half = (char)(c - 0xFEE0);
		if (c >= 0xFB00 && c <= 0xFB06)
			dg_wash_change(w, from, at, dg_bytes_of(ligatures[c - 0xFB00]), R_LIGATURE);
		else if (c >= 0xFF01 && c <= 0xFF5E)
			dg_wash_change(w, from, at, (struct dg_bytes){ &half, 1 }, R_WIDE_ASCII);
		else
			dg_put(w->out, w->s.p + from, at - from);
	}
}

/* ---- simplified, traditional --------------------------------------------- */

/* The Han characters s[from, to) through ICU's tables; what comes out shorter or
 * longer is one change, else each character is its own. */
static void
convert(struct wash *w, const UTransliterator *t, enum rule rule, size_t from, size_t to)
{
	enum { HERE = 256 };
	UChar was[HERE], is[2 * HERE];
	char text[8 * HERE];
	struct dg_bytes now = { text, 0 };
	int32_t n = 0, m, limit;
	UErrorCode e = U_ZERO_ERROR;

	u_strFromUTF8(was, HERE, &n, w->s.p + from, (int32_t)(to - from), &e);
	memcpy(is, was, sizeof was);
	m = limit = n;
	utrans_transUChars(t, is, &m, 2 * HERE, 0, &limit, &e);
	u_strToUTF8(text, sizeof text, &limit, is, m, &e);
	if (U_FAILURE(e)) {
		dg_put(w->out, w->s.p + from, to - from);
		return;
	}
	now.n = (size_t)limit;
	for (size_t a = from, b = 0; a < to || b < now.n;) {
		size_t a0 = a, b0 = b;

		if (n != m || b >= now.n || a >= to) {
			a = to;
			b = now.n;
		} else {
			dg_decode(w->s, &a);
			dg_decode(now, &b);
		}
		dg_wash_change(w, a0, a, (struct dg_bytes){ text + b0, b - b0 }, rule);
	}
}

static UTransliterator *
transliterator(struct dg_typography *t, enum rule rule)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar name[32];

	if (!t->han[rule == R_TRADITIONAL]) {
		u_uastrcpy(name, rule == R_TRADITIONAL ? "Simplified-Traditional" :
		    "Traditional-Simplified");
		t->han[rule == R_TRADITIONAL] = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
	}
	return t->han[rule == R_TRADITIONAL];
}

void
dg_wash_han(struct wash *w)
{
	enum rule rule = w->t->on[R_TRADITIONAL] ? R_TRADITIONAL : R_SIMPLIFIED;
	const UTransliterator *t = transliterator(w->t, rule);
	size_t at = 0, from, end;

	if (!t)
		w->out->failed = true;
	while (at < w->s.n && t) {
		from = end = at;
		while (at < w->s.n && at - from < 240 && dg_is_han(dg_decode(w->s, &at)))
			end = at;
		if (end > from)
			convert(w, t, rule, from, end);
		dg_put(w->out, w->s.p + end, at - end);
	}
}

void
dg_request_free(struct dg_typography *t)
{
	utrans_close(t->han[0]);
	utrans_close(t->han[1]);
}
