/* marks.c -- the marks of notes in running text: raised, so that "mai" and its note 1 are not
 * read as one word; and the marks before the items of a list. */
#include <stdio.h>
#include <string.h>

#include "text/text.h"

/* A mark has at most this many bytes; a unit of measure, at most two letters. */
enum { MARK_MAX = 3, UNIT_MAX = 2 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

void
dg_put_raised(struct dg_buf *out, struct dg_bytes s)
{
	static const char *const raised[] = { "\xE2\x81\xB0", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3",
		"\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7", "\xE2\x81\xB8", "\xE2\x81\xB9" };

	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			dg_put_str(out, raised[s.p[i] - '0']);
		else
			dg_put_char(out, s.p[i]);
}

static bool
is_letter(uint32_t c)
{
	return (c | 32) - 'a' < 26 || (c >= 0xC0 && c < 0x2000) || dg_is_han(c);
}

/* Does `s` end in more letters than a unit of measure has, or in the mark that closes a
 * quotation or a sentence? */
static bool
ends_word(struct dg_bytes s)
{
	size_t at = s.n > 24 ? s.n - 24 : 0, letters = 0;
	uint32_t last = 0;

	while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at++;
	while (at < s.n) {
		last = dg_next(s, &at);
		letters = is_letter(last) ? letters + (dg_is_han(last) ? UNIT_MAX + 1 : 1) : 0;
	}
	return letters > UNIT_MAX || last == 0xBB || last == 0x201D || last == 0x300D || last == 0xFF09 ||
	    last == ')' || (last > 0x7F && dg_is_sentence_mark(last));
}

/* One to three figures: 1; as many letters: 2; else 0. */
static int
mark_kind(struct dg_bytes s)
{
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < s.n && i <= MARK_MAX; i++) {
		digits += is_digit(s.p[i]);
		letters += (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z';
	}
	if (s.n == 0 || s.n > MARK_MAX)
		return 0;
	return digits == s.n ? 1 : letters == s.n ? 2 : 0;
}

void
dg_grow_mark(struct dg_grower *g)
{
	g->mark.armed = true;
	g->mark.at = g->doc->text.n;
}

void
dg_grow_mark_end(struct dg_grower *g)
{
	struct dg_buf *text = &g->doc->text, own = { 0 };
	size_t begin = g->block.at, at = g->mark.at > begin ? g->mark.at : begin;
	bool armed = g->mark.armed, both = g->raised && g->refers;
	struct dg_bytes before, mark;
	int kind;

	g->mark.armed = false;
	if (!armed || !g->open || text->failed || at >= text->n)
		return;
	before = (struct dg_bytes){ text->p + begin, at - begin };
	mark = (struct dg_bytes){ text->p + at, text->n - at };
	if (mark.p[0] == ' ')
		mark = (struct dg_bytes){ mark.p + 1, mark.n - 1 };
	kind = mark_kind(mark);
	/* 1<sup>er</sup> and m<sup>2</sup> are none, whatever they lead to */
	if (kind == 0 || (!both && (kind == 2 || mark.p > before.p + before.n || !ends_word(before))))
		return;
	dg_put_str(&own, kind == 2 ? "[" : "");
	dg_put_raised(&own, mark);
	dg_put_str(&own, kind == 2 ? "]" : "");
	text->n -= mark.n;
	dg_put_bytes(text, dg_buf_bytes(&own));
	text->failed |= own.failed;
	/* a figure raised is no letter to what follows */
	g->last = ']';
	dg_buf_free(&own);
}

/* a … z, aa, ab …, at the end of `to`: where they begin. */
static char *
put_letters(char *end, int number, char first)
{
	*end = '\0';
	for (; number > 0; number = (number - 1) / 26)
		*--end = (char)(first + (number - 1) % 26);
	return end;
}

/* Figures of 4, 9, 40 … are two; `small`: the case bit. */
static void
put_roman(char *to, int number, char small)
{
	static const struct { int value; char figures[3]; } steps[] = { { 1000, "M" }, { 900, "CM" },
		{ 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" },
		{ 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } };

	for (size_t i = 0; number > 0; i++)
		for (; number >= steps[i].value; number -= steps[i].value)
			for (const char *p = steps[i].figures; *p; p++)
				*to++ = (char)(*p | small);
	*to = '\0';
}

const char *
dg_item_marker(const struct dg_paragraph *p, char ret[DG_MARKER])
{
	enum { ROMAN_MAX = 3999 };
	char figures[DG_MARKER - 2];
	const char *from = figures;

	ret[0] = '\0';
	if (!p->numbering)
		return ret;
	if ((p->numbering | 32) == 'a' && p->number > 0)
		from = put_letters(figures + sizeof figures - 1, p->number, p->numbering);
	else if ((p->numbering | 32) == 'i' && p->number > 0 && p->number <= ROMAN_MAX)
		put_roman(figures, p->number, p->numbering & 32);
	else
		snprintf(figures, sizeof figures, "%d", p->number);
	snprintf(ret, DG_MARKER, "%s.", from);
	return ret;
}
