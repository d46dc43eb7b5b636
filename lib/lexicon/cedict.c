/* cedict.c -- CC-CEDICT and Unihan: what Chinese words and characters mean in English.
 *
 * CC-CEDICT's format is told on its wiki: a line an entry,
 *   traditional simplified [pin1 yin1] /sense; near synonym/sense/
 * Unihan_Readings.txt is described in UAX #38: code point, field, value. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum { LINE_MAX_BYTES = 1 << 20 };

static bool
begins(struct dg_bytes s, const char *with)
{
	return s.n >= strlen(with) && memcmp(s.p, with, strlen(with)) == 0;
}

/* Senses that speak of the word, not of what it means. */
static bool
is_note(struct dg_bytes sense)
{
	static const char *const notes[] = { "CL:", "see ", "see also ", "variant of ", "old variant of ",
	    "also written ", "also pr. ", "Taiwan pr. ", "abbr. ", "erroneous ", "used in ",
	    "Japanese variant of ", "surname ", "(surname", "archaic variant ", "same as ", "pr. ", NULL };

	for (size_t i = 0; notes[i]; i++)
		if (begins(sense, notes[i]))
			return true;
	return false;
}

static void
put_senses(struct dg_buf *cell, struct dg_bytes text)
{
	size_t start = 0;

	cell->n = 0;
	for (size_t i = 0; i <= text.n; i++) {
		struct dg_bytes sense = { text.p + start, i - start };

		if (i < text.n && text.p[i] != '/')
			continue;
		if (sense.n && !is_note(sense))
			gloss_put_each(cell, sense, ";");
		start = i + 1;
	}
}

/* What is wrong with a line, NULL: nothing. */
static const char *
split(struct dg_bytes line, struct dg_bytes *word, struct dg_bytes *senses)
{
	const char *end = line.p + line.n, *blank, *open, *close, *slash;

	if (!(blank = memchr(line.p, ' ', line.n)))
		return "no simplified form";
	if (!(open = memchr(line.p, '[', line.n)) || open < blank + 2)
		return "no pinyin";
	if (!(close = memchr(open, ']', (size_t)(end - open))))
		return "no end of pinyin";
	if (!(slash = memchr(close, '/', (size_t)(end - close))))
		return "no senses";
	*word = (struct dg_bytes){ blank + 1, (size_t)(open - blank - 1) };
	while (word->n && word->p[word->n - 1] == ' ')
		word->n--;
	*senses = (struct dg_bytes){ slash + 1, (size_t)(end - slash - 1) };
	return word->n ? NULL : "no simplified form";
}

struct reader {
	struct dg_lexicon_builder *b;
	size_t zh, en;
	struct dg_buf cell;
	dg_bad_row *bad;
	void *ctx;
};

static enum dg_status
put_entry(struct reader *r, struct dg_bytes word, double weight, struct dg_error *err)
{
	struct dg_bytes cells[LEX_LANGS_MAX] = { { NULL, 0 } };

	if (r->cell.failed)
		return dg_fail_nomem(err);
	if (r->cell.n == 0)
		return DG_OK;
	cells[r->zh] = word;
	cells[r->en] = dg_buf_bytes(&r->cell);
	return dg_lexicon_builder_entry(r->b, cells, weight, err);
}

static enum dg_status
cedict_line(struct reader *r, struct dg_bytes line, uint64_t number, struct dg_error *err)
{
	struct dg_bytes word, senses;
	const char *wrong;

	if (line.n == 0 || line.p[0] == '#')
		return DG_OK;
	if ((wrong = split(line, &word, &senses)) != NULL) {
		r->bad(number, wrong, r->ctx);
		return DG_OK;
	}
	put_senses(&r->cell, senses);
	return put_entry(r, word, 1, err);
}

/* "shuǐ" → "shui": tones off, ü as in ICU's Latin-ASCII. */
static void
put_reading(struct dg_lexicon_builder *b, uint32_t c, struct dg_bytes pinyin)
{
	char plain[WORD_MAX + 1], text[SYLLABLE_SIZE] = "";
	size_t n = 0, i;

	while (n < pinyin.n && pinyin.p[n] != ' ')
		n++;
	n = word_fold(pinyin.p, n, plain);
	if (n == 0 || n >= SYLLABLE_SIZE || c < HAN_FIRST || c >= HAN_END ||
	    b->reading[c - HAN_FIRST])
		return;
	memcpy(text, plain, n);
	for (i = 0; i < b->n_syllables; i++)
		if (memcmp(b->syllables[i], text, SYLLABLE_SIZE) == 0)
			break;
	if (i < b->n_syllables)		/* a syllable that no character has is an error there */
		b->reading[c - HAN_FIRST] = (uint16_t)i;
}

static enum dg_status
unihan_line(struct reader *r, struct dg_bytes line, uint64_t number, struct dg_error *err)
{
	const char *tab, *value, *end = line.p + line.n;
	struct dg_bytes field, text;
	struct dg_buf word = { 0 };
	uint32_t c;
	enum dg_status st = DG_OK;

	if (line.n == 0 || line.p[0] == '#')
		return DG_OK;
	if (!begins(line, "U+") || !(tab = memchr(line.p, '\t', line.n)) ||
	    !(value = memchr(tab + 1, '\t', (size_t)(end - tab - 1)))) {
		r->bad(number, "not a code point, a field and a value", r->ctx);
		return DG_OK;
	}
	c = (uint32_t)strtoul(line.p + 2, NULL, 16);
	field = (struct dg_bytes){ tab + 1, (size_t)(value - tab - 1) };
	text = (struct dg_bytes){ value + 1, (size_t)(end - value - 1) };
	if (dg_bytes_equal(field, dg_bytes_of("kMandarin")))
		put_reading(r->b, c, text);
	if (!dg_bytes_equal(field, dg_bytes_of("kDefinition")) || !dg_is_han(c))
		return DG_OK;
	r->cell.n = 0;
	gloss_put_each(&r->cell, text, ";,");
	dg_put_code(&word, c);
	st = word.failed ? dg_fail_nomem(err) : put_entry(r, dg_buf_bytes(&word), 1, err);
	dg_buf_free(&word);
	return st;
}

static enum dg_status
read_lines(struct dg_lexicon_builder *b, struct dg_in *in, dg_bad_row *bad, void *ctx,
    enum dg_status (*one)(struct reader *, struct dg_bytes, uint64_t, struct dg_error *),
    struct dg_error *err)
{
	struct reader r = { b, build_language(b, "zh"), build_language(b, "en"), { 0 }, bad, ctx };
	struct dg_lines *lines;
	struct dg_bytes line;
	enum dg_status st;

	if (r.zh == LEX_LANGS_MAX || r.en == LEX_LANGS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "needs zh and en in the lexicon");
	if ((st = dg_lines_new(&lines, in, LINE_MAX_BYTES, err)) != DG_OK)
		return st;
	while ((st = dg_lines_next(lines, &line, err)) == DG_OK &&
	    (st = one(&r, line, dg_lines_number(lines), err)) == DG_OK)
		;
	dg_lines_free(lines);
	dg_buf_free(&r.cell);
	return st == DG_END ? DG_OK : st;
}

enum dg_status
dg_lexicon_builder_cedict(struct dg_lexicon_builder *b, struct dg_in *in, dg_bad_row *bad,
    void *ctx, struct dg_error *err)
{
	return read_lines(b, in, bad, ctx, cedict_line, err);
}

enum dg_status
dg_lexicon_builder_unihan(struct dg_lexicon_builder *b, struct dg_in *in, dg_bad_row *bad,
    void *ctx, struct dg_error *err)
{
	return read_lines(b, in, bad, ctx, unihan_line, err);
}
