/* scan.c -- the bytes that matter, 64 at once.
 *
 * A set of bytes is a bit matrix, low half by high half; a shuffle fetches the row
 * of 16 or 32 low halves at a time, a second one the bit of their high halves. */
#include <string.h>

#include "segment/segment.h"

static uint64_t
mask_plain(const struct scanner *s, const unsigned char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)s->in[p[i]] << i;
	return mask;
}

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

__attribute__((target("avx2"))) static inline uint32_t
mask_32(const struct scanner *s, const unsigned char *p)
{
	const __m256i top = _mm256_set1_epi8((char)0x80);
	const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
	__m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)s->low));
	__m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)s->high));
	__m256i v = _mm256_loadu_si256((const __m256i *)p);
	/* a shuffle gives 0 where the top bit is set: each row in its own half */
	__m256i row = _mm256_or_si256(_mm256_shuffle_epi8(low, v),
	    _mm256_shuffle_epi8(high, _mm256_xor_si256(v, top)));
	__m256i column = _mm256_shuffle_epi8(bit,
	    _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(7)));
	__m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(row, column), _mm256_setzero_si256());

	return ~(uint32_t)_mm256_movemask_epi8(none);
}

__attribute__((target("avx2"))) static uint64_t
mask_avx2(const struct scanner *s, const unsigned char *p)
{
	return mask_32(s, p) | (uint64_t)mask_32(s, p + 32) << 32;
}

static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}
#else
#define mask_avx2 mask_plain
#define has_avx2() false
#endif

void
scanner_set(struct scanner *s, const bool in[256])
{
	*s = (struct scanner){ .mask = has_avx2() ? mask_avx2 : mask_plain };
	memcpy(s->in, in, sizeof s->in);
	for (unsigned c = 0; c < 256; c++)
		if (in[c])
			(c < 0x80 ? s->low : s->high)[c & 15] |= (uint8_t)(1 << (c >> 4 & 7));
}

uint64_t
scanner_mask(const struct scanner *s, const char *p, size_t n)
{
	unsigned char last[64] = { 0 };

	if (n >= 64)
		return s->mask(s, (const unsigned char *)p);
	memcpy(last, p, n);
	return s->mask(s, last) & ((UINT64_C(1) << n) - 1);
}
