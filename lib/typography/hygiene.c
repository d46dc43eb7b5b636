/* hygiene.c -- bytes that no text means: broken UTF-8, controls, leftovers of
 * other encodings, invisible characters, escaped entities, loose accents. */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "typography/typography.h"

/* Windows-1252 at 0x80 to 0x9F (the WHATWG Encoding Standard's table); holes
 * are controls. */
const uint16_t dg_cp1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static bool
is_rtl(uint32_t c)
{
	return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
	    (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
	    (c >= 0x1E800 && c <= 0x1EFFF);
}

static bool
is_bidi(uint32_t c)
{
	return c == 0x200E || c == 0x200F || c == 0x61C || (c >= 0x202A && c <= 0x202E) ||
	    (c >= 0x2066 && c <= 0x2069);
}

static bool
is_private(uint32_t c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* CJK compatibility ideographs are kept: NFC would make other characters of
 * them that some fonts and some people's names do not take. */
static bool
is_compatibility(uint32_t c)
{
	return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* Scripts in which no character changes under NFC pass without a question. */
static bool
needs_nfc(uint32_t c)
{
	if (c < 0x300 || (c >= 0x400 && c <= 0x482) || (c >= 0x2010 && c <= 0x2120) ||
	    (c >= 0x3001 && c <= 0x3098) || (c >= 0x309B && c <= 0xABFF) ||
	    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFE30 && c <= 0xFFFF) || is_compatibility(c) ||
	    is_private(c))
		return false;
	return u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
}

/* The characters of French and Chinese pass without a question. */
static bool
is_odd(uint32_t c)
{
	return c < 0xA0 || c == 0xAD || (c >= 0xDC80 && c < 0xDD00) || (c >= 0x200B && c <= 0x200D) ||
	    c == 0xFEFF || c == 0x2028 || c == 0x2029 || c == 0xFFFD || is_bidi(c) ||
	    is_private(c) || needs_nfc(c);
}

bool
dg_hygiene_clean(const struct dg_typography *t, struct dg_bytes s, size_t stop)
{
	size_t next = 0;
	uint32_t c;

	if (t->requested && s.n)
		return false;
	for (; stop < t->n_stops; stop++) {
		size_t i = t->stops[stop];
		unsigned char b = (unsigned char)s.p[i];

		if (i < next || !(t->look[b] & LOOK_ODD))
			continue;
		/* é and its like */
		if (b == 0xC3 && i + 1 < s.n && ((unsigned char)s.p[i + 1] & 0xC0) == 0x80) {
			next = i + 2;
			continue;
		}
		if (b < 0x80) {
			if (b != '&' || dg_entity(s, i, &c))
				return false;
			continue;
		}
		next = i;
		if (is_odd(dg_decode(s, &next)) || dg_mojibake_lead(s, i))
			return false;
	}
	return true;
}

/* ---- where a byte of the repaired line came from ------------------------ */

static void
step_begin(struct hygiene *h)
{
	h->steps[h->depth++].n = 0;
}

size_t
dg_hygiene_origin(const struct hygiene *h, size_t at)
{
	for (int i = h->depth; i-- > 0;)
		at = dg_edits_origin(&h->steps[i], at);
	return at;
}

/* ---- the three steps ---------------------------------------------------- */

/* Write `text` for the bytes [from, to), which were the last ones read. */
void
dg_wash_change(struct wash *w, size_t from, size_t to, struct dg_bytes text, enum rule rule)
{
	struct dg_bytes old = { w->s.p + from, to - from };
	struct hygiene *h = &w->t->hygiene;
	size_t origin = from, at = w->out->n;

	for (int i = h->depth - 1; i-- > 0;)
		origin = dg_edits_origin(&h->steps[i], origin);
	if (!w->t->on[rule])
		text = old;
	else if (w->report)
		dg_typography_tell(w->t, w->line, origin, rule, old, text, 1);
	dg_put_bytes(w->out, text);
	if (!dg_bytes_equal(old, text) &&
	    !dg_edit_add(&h->steps[h->depth - 1], from, to, at, w->out->n))
		w->out->failed = true;
}

static bool
rule_of(const struct wash *w, uint32_t c, enum rule *rule, uint32_t *to)
{
	*to = 0;
	if (c >= 0xDC80 && c < 0xDD00) {
		*rule = R_UTF8;
		*to = 0xFFFD;
	} else if (c >= 0x80 && c < 0xA0) {
		*rule = dg_cp1252[c - 0x80] ? R_CP1252 : R_CONTROL;
		*to = dg_cp1252[c - 0x80];
	} else if ((c < 0x20 && c != '\t') || c == 0x7F) {
		*rule = R_CONTROL;
	} else if (c == 0xFEFF) {
		*rule = R_BOM;
	} else if (c == 0xAD) {
		*rule = R_SOFT_HYPHEN;
	} else if (c == 0x200B) {
		*rule = R_ZERO_WIDTH;
	} else if (is_bidi(c) && !w->rtl) {
		*rule = R_BIDI;
	} else if (c == 0x2028 || c == 0x2029) {
		*rule = R_SEPARATOR;
		*to = ' ';
	} else if (c == 0xFFFD) {
		*rule = R_REPLACEMENT;
		*to = c;
	} else if (is_private(c)) {
		*rule = R_PRIVATE;
		*to = c;
	} else {
		return false;
	}
	return true;
}

/* Latin, Greek, Cyrillic, Han and the edge: nothing that joins or could. */
static bool
joins_nothing(uint32_t c)
{
	return c < 0x530 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x30FF) ||
	    dg_is_han(c);
}

static bool
is_idle_joiner(struct dg_bytes s, size_t from, size_t to, uint32_t c)
{
	return (c == 0x200C || c == 0x200D) && joins_nothing(dg_char_before(s, from)) &&
	    joins_nothing(dg_char_at(s, to));
}

static void
wash_bytes(struct wash *w)
{
	struct dg_buf one = { 0 };
	size_t at = 0, from;
	enum rule rule;
	uint32_t c, to;

	for (size_t i = 0; i < w->s.n && !w->rtl;)
		w->rtl = is_rtl(dg_decode(w->s, &i));
	while (at < w->s.n) {
		from = at;
		c = dg_decode(w->s, &at);
		if (is_idle_joiner(w->s, from, at, c)) {
			rule = R_ZERO_WIDTH;
			to = 0;
		} else if (!rule_of(w, c, &rule, &to)) {
			dg_put(w->out, w->s.p + from, at - from);
			continue;
		}
		one.n = 0;
		if (to)
			dg_put_code(&one, to);
		dg_wash_change(w, from, at, dg_buf_bytes(&one), rule);
	}
	w->out->failed |= one.failed;
	dg_buf_free(&one);
}

/* Compose s[from, to), which begins and ends at a boundary of normalization. */
static void
compose(struct wash *w, const UNormalizer2 *nfc, size_t from, size_t to)
{
	struct dg_bytes old = { w->s.p + from, to - from };
	int32_t n = (int32_t)(to - from), length = 0;
	UErrorCode e = U_ZERO_ERROR;
	struct dg_buf wide = { 0 }, text = { 0 };
	UChar *a, *b;

	/* a byte makes at most one unit, a unit at most three under NFC */
	if (!dg_grow(&wide.p, &wide.cap, (size_t)n * 8 + 16, sizeof *a) ||
	    !dg_grow(&text.p, &text.cap, (size_t)n * 12 + 16, 1)) {
		w->out->failed = true;
	} else {
		a = (UChar *)(void *)wide.p;
		b = a + n + 1;
		u_strFromUTF8(a, n + 1, &length, old.p, n, &e);
		length = unorm2_normalize(nfc, a, length, b, 3 * n + 8, &e);
		u_strToUTF8(text.p, n * 12 + 16, &length, b, length, &e);
		text.n = (size_t)length;
		if (U_FAILURE(e) || dg_bytes_equal(old, dg_buf_bytes(&text)))
			dg_put_bytes(w->out, old);
		else
			dg_wash_change(w, from, to, dg_buf_bytes(&text), R_NFC);
	}
	dg_buf_free(&wide);
	dg_buf_free(&text);
}

static void
wash_nfc(struct wash *w)
{
	UErrorCode e = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
	size_t at = 0, from, base = 0;
	uint32_t c;

	/* `base`: the last boundary; the text before it is written */
	while (at < w->s.n && U_SUCCESS(e)) {
		from = at;
		c = dg_decode(w->s, &at);
		if (c < 0x300 || is_compatibility(c) || unorm2_hasBoundaryBefore(nfc, (UChar32)c)) {
			dg_put(w->out, w->s.p + base, from - base);
			base = from;
		}
		if (!needs_nfc(c))
			continue;
		while (at < w->s.n) {
			size_t next = at;

			c = dg_decode(w->s, &next);
			if (is_compatibility(c) || unorm2_hasBoundaryBefore(nfc, (UChar32)c))
				break;
			at = next;
		}
		if (is_compatibility(dg_char_at(w->s, base)) ||
		    (at - base > (size_t)1 << 24))
			dg_put(w->out, w->s.p + base, at - base);
		else
			compose(w, nfc, base, at);
		base = at;
	}
	dg_put(w->out, w->s.p + base, w->s.n - base);
}

/* Escaped twice is escaped once more: what & makes of the rest is looked at
 * again.  A character that the other steps would change stays escaped. */
static void
wash_entities(struct wash *w)
{
	struct dg_buf one = { 0 };
	size_t at = 0, n, from;
	uint32_t c;

	while (at < w->s.n) {
		const char *next = memchr(w->s.p + at, '&', w->s.n - at);

		from = next ? (size_t)(next - w->s.p) : w->s.n;
		dg_put(w->out, w->s.p + at, from - at);
		at = from;
		if (!next)
			break;
		if (!(n = dg_entity(w->s, at, &c))) {
			dg_put_char(w->out, '&');
			at++;
			continue;
		}
		one.n = 0;
		dg_put_code(&one, c);
		dg_wash_change(w, at, at + n, dg_buf_bytes(&one), R_ENTITY);
		at += n;
	}
	w->out->failed |= one.failed;
	dg_buf_free(&one);
}

/* Is there anything for a step to do? */
static bool
wanted(const struct dg_typography *t, void (*step)(struct wash *), struct dg_bytes s)
{
	if (step == dg_wash_mojibake)
		return t->on[R_MOJIBAKE];
	if (step == wash_nfc)
		return t->on[R_NFC];
	if (step == wash_entities)
		return t->on[R_ENTITY] && memchr(s.p, '&', s.n);
	if (step == dg_wash_forms)
		return t->on[R_LIGATURE] || t->on[R_WIDE_ASCII];
	if (step == dg_wash_homoglyphs)
		return t->on[R_HOMOGLYPH];
	if (step == dg_wash_han)
		return t->on[R_SIMPLIFIED] || t->on[R_TRADITIONAL];
	return true;
}

struct dg_bytes
dg_hygiene(struct dg_typography *t, struct dg_bytes s, size_t line, bool report)
{
	static void (*const steps[HYGIENE_STEPS])(struct wash *) = { dg_wash_mojibake, wash_bytes,
	    wash_nfc, wash_entities, dg_wash_forms, dg_wash_homoglyphs, dg_wash_han };
	struct hygiene *h = &t->hygiene;
	struct wash w = { .t = t, .s = s, .line = line, .report = report };

	h->depth = 0;
	for (size_t i = 0; i < HYGIENE_STEPS; i++) {
		if (w.s.n == 0 || !wanted(t, steps[i], w.s))
			continue;
		w.out = w.s.p == h->a.p ? &h->b : &h->a;
		w.out->n = 0;
		step_begin(h);
		steps[i](&w);
		w.s = dg_buf_bytes(w.out);
		if (!w.s.p)
			w.s.p = "";
	}
	return w.s;
}
