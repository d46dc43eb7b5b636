/* han.c -- what ICU and CLDR know of Han characters and of regions, taken once
 * when a lexicon is built, so that no tool opens a transliterator at run time. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "lexicon/build.h"

static enum dg_status
open_transliterator(UTransliterator **ret, const char *id, struct dg_error *err)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar name[64];

	u_uastrcpy(name, id);
	*ret = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
	if (U_FAILURE(e))
		return dg_fail(err, DG_EUSAGE, 0, "ICU has no transliterator %s (%s)", id,
		    u_errorName(e));
	return DG_OK;
}

/* One character through a transliterator; false when nothing came of it. */
static bool
transliterate(const UTransliterator *t, uint32_t c, UChar *out, int32_t cap, int32_t *n)
{
	UErrorCode e = U_ZERO_ERROR;
	int32_t limit = 1;

	out[0] = (UChar)c;
	*n = 1;
	utrans_transUChars(t, out, n, cap, 0, &limit, &e);
	return U_SUCCESS(e) && !(*n == 1 && out[0] == (UChar)c);
}

static enum dg_status
put_reading(struct dg_lexicon_builder *b, uint32_t c, const UChar *s, int32_t n,
    struct dg_error *err)
{
	char text[SYLLABLE_SIZE] = "";
	size_t k = 0, i;

	for (int32_t j = 0; j < n && k + 1 < SYLLABLE_SIZE; j++)
		if (s[j] >= 'a' && s[j] <= 'z')
			text[k++] = (char)s[j];
	for (i = 0; i < b->n_syllables; i++)
		if (memcmp(b->syllables[i], text, SYLLABLE_SIZE) == 0)
			break;
	if (i == b->n_syllables) {
		if (!dg_grow(&b->syllables, &b->cap_syllables, i + 1, SYLLABLE_SIZE))
			return dg_fail_nomem(err);
		memcpy(b->syllables[b->n_syllables++], text, SYLLABLE_SIZE);
	}
	b->reading[c - HAN_FIRST] = (uint16_t)i;
	return DG_OK;
}

/* The lexicon that the library carries has them already: half a second less than asking ICU
 * of every character again.  False where the library carries none yet. */
static bool
copy_han(struct dg_lexicon_builder *b)
{
	struct dg_lexicon *own;
	struct dg_error err;
	const struct lex_head *h;
	bool good;

	if (dg_lexicon_open(&own, NULL, &err) != DG_OK)
		return false;
	h = lex_head(own);
	good = h->simplified.n == HAN_END - HAN_FIRST && h->reading.n == HAN_END - HAN_FIRST &&
	    dg_grow(&b->syllables, &b->cap_syllables, h->syllables.n, SYLLABLE_SIZE);
	if (good) {
		memcpy(b->simplified, lex_table_at(own, &h->simplified), sizeof b->simplified);
		memcpy(b->reading, lex_table_at(own, &h->reading), sizeof b->reading);
		b->n_syllables = h->syllables.n;
		memcpy(b->syllables, lex_table_at(own, &h->syllables), SYLLABLE_SIZE * b->n_syllables);
	}
	dg_lexicon_free(own);
	return good;
}

static enum dg_status
ask_icu(struct dg_lexicon_builder *b, struct dg_error *err)
{
	UTransliterator *simple = NULL, *latin = NULL;
	UChar out[32] = { 0 };
	int32_t n;
	enum dg_status st;

	if ((st = put_reading(b, HAN_FIRST, out, 0, err)) != DG_OK)	/* syllable 0: none */
		return st;
	if ((st = open_transliterator(&simple, "Hant-Hans", err)) != DG_OK ||
	    (st = open_transliterator(&latin, "Han-Latin; Latin-ASCII; Lower", err)) != DG_OK)
		goto done;
	for (uint32_t c = HAN_FIRST; c < HAN_END && st == DG_OK; c++) {
		if (transliterate(simple, c, out, 32, &n) && n == 1)
			b->simplified[c - HAN_FIRST] = out[0];
		if (transliterate(latin, c, out, 32, &n))
			st = put_reading(b, c, out, n, err);
	}
done:
	if (simple)
		utrans_close(simple);
	if (latin)
		utrans_close(latin);
	return st;
}

enum dg_status
build_han(struct dg_lexicon_builder *b, struct dg_error *err)
{
	return copy_han(b) ? DG_OK : ask_icu(b, err);
}

static bool
region_name(const char *region, const char *lang, struct dg_buf *out)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar name[128];
	char locale[16] = "und_", utf8[384];
	int32_t n, m;

	strncat(locale, region, 4);
	n = uloc_getDisplayCountry(locale, lang, name, 128, &e);
	if (U_FAILURE(e) || e == U_USING_DEFAULT_WARNING || n <= 0 || n >= 128)
		return false;
	u_strToUTF8(utf8, sizeof utf8, &m, name, n, &e);
	out->n = 0;
	if (U_SUCCESS(e))
		dg_put(out, utf8, (size_t)m);
	return U_SUCCESS(e) && !out->failed;
}

enum dg_status
build_regions(struct dg_lexicon_builder *b, struct dg_error *err)
{
	struct dg_buf name[LEX_LANGS_MAX] = { { 0 } };
	enum dg_status st = DG_OK;

	for (const char *const *r = uloc_getISOCountries(); *r && st == DG_OK; r++) {
		struct dg_bytes cell[LEX_LANGS_MAX];

		for (size_t l = 0; l < b->langs; l++) {
			if (!region_name(*r, b->lang[l].tag, &name[l]))
				name[l].n = 0;
			cell[l] = dg_buf_bytes(&name[l]);
		}
		st = dg_lexicon_builder_entry(b, cell, 0.5, err);
	}
	for (size_t l = 0; l < LEX_LANGS_MAX; l++)
		dg_buf_free(&name[l]);
	return st;
}
