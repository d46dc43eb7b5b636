/* chinese.c -- Han characters as tokens, without a segmenter: every string of the lexicon
 * counts, and what may be a person, a foreign name, a number or a date. */
#include <stdlib.h>
#include <string.h>

#include "align/align.h"
#include "values/values.h"

static uint8_t
about(const struct reader *r, size_t k)
{
	uint32_t c = k < r->hans ? r->han[k].code : 0;

	return c >= HAN_FIRST && c < HAN_END ? r->v->about[c - HAN_FIRST] : 0;
}

/* Every string of the lexicon that begins here. */
static void
put_strings(struct reader *r, size_t k)
{
	for (uint32_t node = 0, id; node != LEX_NONE && k < r->hans; k++)
		if ((id = lex_step(r->lex, r->t->lex_lang, &node, r->han[k].code)) != LEX_NONE)
			reader_entry(r, id);
}

/* A surname and one or two characters may be a person. */
static void
put_person(struct reader *r, size_t k)
{
	char key[4 * SYLLABLE_SIZE] = "";

	for (size_t n = 0; n < 3 && k + n < r->hans; n++) {
		strncat(key, lex_reading(r->lex, r->han[k + n].code), SYLLABLE_SIZE);
		if (n > 0)
			reader_put(r, TOKEN_PINYIN, dg_bytes_of(key), 5e-4f, true);
	}
}

/* A run of transcription characters may be a foreign name; given at its start. */
static void
put_transcription(struct reader *r, size_t k)
{
	char latin[12 * SYLLABLE_SIZE] = "", sounds[16];
	size_t n = 0;

	for (size_t x = k; x < k + 9 && about(r, x) & HAN_SOUND; x++) {
		n = name_put_reading(latin, n, lex_reading(r->lex, r->han[x].code));
		if (x == k)
			continue;
		name_sounds(latin, sounds);
		if (sounds[0])
			reader_put(r, TOKEN_SOUNDS, dg_bytes_of(sounds), 1e-3f, true);
	}
}

/* 星期一, 周一, 礼拜天: Monday is 1, Sunday 7; 0: none. */
static int
weekday(const struct reader *r, size_t k)
{
	static const uint32_t days[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x65E5,
	    0x5929 };		/* 一二三四五六日天 */
	uint32_t c = r->han[k].code, d = k + 1 < r->hans ? r->han[k + 1].code : 0;

	if ((c == 0x661F && d == 0x671F) || (c == 0x793C && d == 0x62DC))	/* 星期 礼拜 */
		d = k + 2 < r->hans ? r->han[k + 2].code : 0;
	else if (c != 0x5468)							/* 周 */
		return 0;
	for (int i = 0; i < 8; i++)
		if (days[i] == d)
			return i < 7 ? i + 1 : 7;
	return 0;
}

/* A number in Han numerals from character k; returns the first one behind it. */
static size_t
put_numeral(struct reader *r, size_t k)
{
	size_t at = r->han[k].at, after;
	double value;

	if (!values_han(r->s, &at, &value))
		return k + 1;
	after = at;
	if (value <= 12 && at < r->s.n && dg_decode(r->s, &after) == 0x6708)	/* 月 */
		reader_small(r, TOKEN_MONTH, (int)value, 1e-3f);
	else
		reader_number(r, value, true);
	while (k < r->hans && r->han[k].at < at)
		k++;
	return k;
}

static bool
collect(struct reader *r, struct word_scan *scan, const struct word *w)
{
	struct word next = { .kind = WORD_HAN, .code = w->code, .start = w->start };

	r->hans = 0;
	for (;;) {
		size_t behind = scan->at;

		if (!dg_grow(&r->han, &r->cap_han, r->hans + 1, sizeof *r->han))
			return false;
		r->han[r->hans++] = (struct han){ r->lex ? lex_simplified(r->lex, next.code) :
		    next.code, next.start };
		word_next(scan, &next);
		if (next.kind == WORD_HAN)
			continue;
		scan->at = behind;
		break;
	}
	if (!r->v->about && (r->v->about = calloc(HAN_END - HAN_FIRST, 1)))
		name_mark(r->v->about);
	return r->v->about != NULL;
}

void
read_han(struct reader *r, struct word_scan *scan, const struct word *w)
{
	size_t numeral = 0;	/* characters before this one have been read as a number */
	int day;

	if (!collect(r, scan, w)) {
		r->good = false;
		return;
	}
	r->letters += (double)r->hans;
	r->t->han += r->hans;
	for (size_t k = 0; k < r->hans && r->good; k++) {
		uint8_t is = about(r, k);

		if (r->lex && r->unspaced)
			put_strings(r, k);
		if (r->lex && is & HAN_SURNAME)
			put_person(r, k);
		if (r->lex && is & HAN_SOUND)
			put_transcription(r, k);
		if (is & HAN_NUMERAL && k >= numeral)
			numeral = put_numeral(r, k);
		if ((day = weekday(r, k)) != 0)
			reader_small(r, TOKEN_DAY, day, 1e-3f);
	}
}
