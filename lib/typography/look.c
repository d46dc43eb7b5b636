/* look.c -- find the bytes of a line at which something may have to be done: about
 * one in eight of a French text.  All the steps that follow look at these alone. */
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "typography/typography.h"

static void
add(struct dg_typography *t, const char *bytes, unsigned look)
{
	for (; *bytes; bytes++)
		t->look[(unsigned char)*bytes] |= (uint8_t)(look | LOOK_STOP);
}

void
dg_look_for(struct dg_typography *t)
{
	memset(t->look, 0, sizeof t->look);
	for (int c = 0; c < 256; c++) {
		if ((c < ' ' && c != '\t') || c >= 0x7F)
			t->look[c] = LOOK_ODD | LOOK_STOP;
		/* 12 km, 4.1. images */
		if (c >= '.' && c <= '9')
			t->look[c] |= LOOK_DIGIT | LOOK_CAPITAL;
		/* "…" may be made guillemets, before which a number keeps its blank */
		if ((c >= 'A' && c <= 'Z') || c >= 0x80 || (c >= '"' && c <= '\'') || c == '<' ||
		    c == '`')
			t->look[c] |= LOOK_CAPITAL;
	}
	add(t, "&", LOOK_ODD);
	add(t, ":@<`/\"'.", LOOK_PROTECT);
	add(t, "\"'`<>\xC2\xE2\xE3\xEF", LOOK_QUOTE);
	add(t, "'.-;:!?\xC2\xE2", LOOK_RENDER);
	if (t->locale->chinese) {
		add(t, ",()\xE3\xEF", LOOK_RENDER);
	} else {
		add(t, "%", LOOK_RENDER);
		/* to look at beside a digit and before a capital only */
		t->look[' '] = LOOK_BLANK;
	}
	/* in a line that is clean the bytes that may be broken are no stops; Han is told
	 * by them, though */
	memcpy(t->look_clean, t->look, sizeof t->look);
	for (int c = 0; c < 256 && !t->locale->chinese; c++)
		if (!(t->look[c] & (LOOK_PROTECT | LOOK_QUOTE | LOOK_RENDER)))
			t->look_clean[c] &= LOOK_BLANK | LOOK_DIGIT | LOOK_CAPITAL;
}

/* Add the stops among the bytes [from, to): no branch, the next one is written over
 * what was none. */
static size_t
look_at(const uint8_t *look, const unsigned char *p, size_t size, size_t from, size_t to,
    uint32_t *stops)
{
	unsigned before = from ? look[p[from - 1]] : 0, here = look[p[from]], after;
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		after = i + 1 < size ? look[p[i + 1]] : 0;
		stops[n] = (uint32_t)i;
		n += (here | (here << 3 & (before << 2 | after << 1))) >> 7 & 1;
		before = here;
		here = after;
	}
	return n;
}

#ifdef __SSE2__
/* One bit for each of 16 bytes that may be a stop: those beyond ASCII and controls,
 * ! to /, : to @, ` and what follows z. */
static unsigned
candidates(__m128i b, __m128i *blank)
{
	__m128i low = _mm_cmplt_epi8(b, _mm_set1_epi8(' '));
	__m128i high = _mm_cmpgt_epi8(b, _mm_set1_epi8('z'));
	__m128i tick = _mm_cmpeq_epi8(b, _mm_set1_epi8('`'));
	__m128i marks = _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8(' ')),
	    _mm_cmplt_epi8(b, _mm_set1_epi8('0')));
	__m128i signs = _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8('9')),
	    _mm_cmplt_epi8(b, _mm_set1_epi8('A')));

	*blank = _mm_cmpeq_epi8(b, _mm_set1_epi8(' '));
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, high),
	    _mm_or_si128(tick, _mm_or_si128(marks, signs))));
}

/* Which of 16 bytes make a blank beside them matter. */
static unsigned
neighbours(__m128i b, unsigned *digits)
{
	__m128i digit = _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8('-')),
	    _mm_cmplt_epi8(b, _mm_set1_epi8(':')));
	__m128i capital = _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8('@')),
	    _mm_cmplt_epi8(b, _mm_set1_epi8('[')));

	__m128i quote = _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8('!')),
	    _mm_cmplt_epi8(b, _mm_set1_epi8('(')));
	__m128i other = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('<')),
	    _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('`')),
	    _mm_cmplt_epi8(b, _mm_setzero_si128())));

	*digits = (unsigned)_mm_movemask_epi8(digit);
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(capital, digit),
	    _mm_or_si128(quote, other)));
}

/* Where all that is beyond ASCII is à to ÿ and their like (0xC3 and a byte that goes
 * on), in order: those bytes, which are nobody's concern.  A 0xC3 that ends the
 * 16 stays, for its second byte is not here; `open` says that one did. */
static unsigned
accents(__m128i b, unsigned *open)
{
	unsigned wide = (unsigned)_mm_movemask_epi8(b);
	unsigned second = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(b, _mm_set1_epi8(-64)));
	unsigned first = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(b, _mm_set1_epi8(-61)));
	unsigned right = (first << 1 | *open) & 0xFFFF;

	*open = first >> 15;
	return (wide ^ second) == first && second == right ? wide & ~(first & 0x8000) : 0;
}

/* As look_at, 16 bytes at a time while one more stands on either side. */
static size_t
look_wide(const uint8_t *look, const unsigned char *p, size_t size, size_t *at, uint32_t *stops)
{
	size_t n = 0, i = *at;
	unsigned open = i && p[i - 1] == 0xC3;

	for (; i + 17 <= size; i += 16) {
		__m128i blank, b = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		unsigned maybe = candidates(b, &blank), digits, next, blanks;

		next = neighbours(b, &digits) >> 1 | (unsigned)(look[p[i + 16]] & LOOK_CAPITAL) << 9;
		blanks = (unsigned)_mm_movemask_epi8(blank);
		maybe |= blanks & (next | digits << 1 | (unsigned)(look[p[i - 1]] & LOOK_DIGIT) >> 5);
		maybe &= ~accents(b, &open);
		for (; maybe; maybe &= maybe - 1) {
			size_t k = i + (size_t)__builtin_ctz(maybe);

			stops[n] = (uint32_t)k;
			n += look[p[k]] >> 7 || look[p[k]] & LOOK_BLANK;
		}
	}
	*at = i;
	return n;
}
#endif

bool
dg_look(struct dg_typography *t, struct dg_bytes s, bool clean)
{
	const uint8_t *look = clean ? t->look_clean : t->look;
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t *stops;
	size_t n = 0, at = 0;

	if (!dg_grow(&t->stops, &t->cap_stops, t->n_stops + s.n + 1, sizeof *t->stops))
		return false;
	if (s.n == 0)
		return true;
	stops = t->stops + t->n_stops;
#ifdef __SSE2__
	n = look_at(look, p, s.n, 0, at = 1, stops);
	n += look_wide(look, p, s.n, &at, stops + n);
#endif
	if (at < s.n)
		n += look_at(look, p, s.n, at, s.n, stops + n);
	t->n_stops += n;
	return true;
}
