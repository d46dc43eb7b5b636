/* single.c -- rules that look at one text. */
#include <string.h>

#include "clean/clean.h"

/* Fewer than two texts are there: asked of the first side for all. */
bool
single_empty(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	size_t there = 0;

	(void)limit;
	if (side > 0)
		return false;
	for (size_t i = 0; i < c->sides; i++)
		there += c->face[i].chars > 0;
	*value = (double)there;
	return there < 2;
}

bool
single_characters(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	*value = (double)c->face[side].bad;
	return c->face[side].bad > 0 && *value >= limit;
}

bool
single_mojibake(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	*value = (double)c->face[side].suspects;
	return c->face[side].suspects > 0 && *value >= limit;
}

/* ---- markup ---- */

static bool
is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* <p class="x">, </a>, <!-- -->; not "a < b". */
static bool
is_tag(const char *p, const char *end)
{
	p++;
	if (p < end && (*p == '/' || *p == '!'))
		p++;
	if (p >= end || !(is_letter(*p) || *p == '-'))
		return false;
	return memchr(p, '>', (size_t)(end - p)) != NULL;
}

/* &nbsp; &#160; &#xA0; */
static bool
is_reference(const char *p, const char *end)
{
	const char *from = ++p;

	if (p < end && *p == '#')
		p++;
	while (p < end && p - from < 10 && (is_letter(*p) || (*p >= '0' && *p <= '9')))
		p++;
	return p < end && *p == ';' && p - from > 1;
}

bool
single_markup(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];
	const char *end = f->text.p + f->text.n;

	*value = 0;
	if (!f->lower_than && !f->ampersand)
		return false;
	for (const char *p = f->text.p; p < end; p++)
		if ((*p == '<' && is_tag(p, end)) || (*p == '&' && is_reference(p, end)))
			++*value;
	return *value > 0 && *value >= limit;
}

/* ---- addresses ---- */

/* A word with a scheme, an @, or a path's slashes and dots. */
static bool
is_address(const char *p, size_t n)
{
	size_t slashes = 0, dots = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '@' || (p[i] == ':' && n - i > 2 && p[i + 1] == '/' && p[i + 2] == '/'))
			return true;
		slashes += p[i] == '/';
		dots += p[i] == '.' && i + 1 < n;
	}
	return (n > 4 && memcmp(p, "www.", 4) == 0) || (slashes > 1 && dots > 0);
}

bool
single_url(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];
	const char *p = f->text.p, *end = p + f->text.n;
	size_t addresses = 0, letters = 0;

	(void)limit;
	if (!f->slash && !f->at_sign)
		return false;
	while (p < end) {
		const char *word = p;

		while (p < end && *p != ' ' && *p != '\t')
			p++;
		if (p > word && is_address(word, (size_t)(p - word)))
			addresses++;
		else
			for (const char *q = word; q < p; q++)
				letters += is_letter(*q) || (unsigned char)*q >= 0x80;
		p += p < end;
	}
	*value = (double)addresses;
	/* "URL: http://…" is an address, too */
	return addresses > 0 && letters <= 12;
}

/* ---- letters, lengths ---- */

bool
single_letters(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];

	(void)limit;
	*value = (double)f->letters;
	return f->chars > 0 && f->letters == 0;
}

bool
single_long(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];

	*value = (double)(f->chars + 2 * (f->han + f->kana));
	return *value > limit;
}

bool
single_short(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];

	*value = (double)f->chars;
	return f->chars > 0 && *value < limit;
}

bool
single_boilerplate(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];

	(void)limit;
	*value = 1;
	/* such lines are short, and their labels no sentences */
	if (f->letters == 0 || f->chars + 2 * f->han > 160)
		return false;
	if (f->separator && dg_is_trail(f->text))
		return true;
	return dg_words_maybe(dg_words(), dg_buf_bytes(&f->fold)) &&
	    dg_words_shape(dg_words(), f->text, &c->scratch) != 0;
}

bool
single_capitals(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	const struct face *f = &c->face[side];

	*value = (double)f->upper;
	return (double)f->latin >= limit && f->latin > 10 * f->han && f->upper * 20 > f->latin * 19;
}

/* ---- language ---- */

/* A Chinese text has Han, with names in Latin letters among them; a Latin one has Latin. */
static bool
wrong_script(const struct face *f, enum script script)
{
	switch (script) {
	case SCRIPT_HAN:
		/* a headline may be names in Latin letters for the most part */
		return f->kana + f->hangul > f->han || (f->han * 12 < f->letters && f->letters > 12) ||
		    (f->han == 0 && f->letters > 3);
	case SCRIPT_CYRILLIC:
		return f->cyrillic * 2 < f->letters;
	case SCRIPT_LATIN:
		return f->latin * 2 < f->letters || (f->han > 3 && f->han * 3 > f->latin);
	case SCRIPT_ANY:
		break;
	}
	return false;
}

static bool
small_words_of_another(const struct face *f, uint32_t mine, uint32_t best, const char *lang)
{
	/* English has no accents but in names */
	return (best >= 2 && best > 2 * mine) ||
	    (f->accents > 2 && mine <= best && dg_language_same(lang, "en"));
}

/* A name alone is in every language: what small words leave open is asked of the lexicon, and
 * a text that it does not know has to be long, and to have those of another language. */
bool
single_language(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	static const double FOREIGN = 6;	/* natural logarithm */
	const struct face *f = &c->face[side];
	uint32_t best = 0, mine;
	int own = c->tongue[side].words;
	double foreign;

	(void)limit;
	*value = 1;
	if (f->letters == 0)
		return false;
	if (wrong_script(f, c->tongue[side].script))
		return true;
	if (f->latin * 2 < f->letters || own < 0)
		return false;
	for (int i = 0; i < FUNCTION_LANGS; i++)
		best = i != own && f->of[i] > best ? f->of[i] : best;
	mine = f->of[own];
	*value = (double)mine - (double)best;
	if (mine * 6 > f->words && mine > best)
		return false;
	if (mine * 6 <= f->words && small_words_of_another(f, mine, best, c->lang[side]))
		return true;
	if (f->words < 3)
		return false;
	foreign = vocabulary_foreign(&c->vocabulary, f->text, c->lang[side]);
	/* one small word of a long text ("per cent" is no Italian) wants the lexicon's assent */
	return foreign > FOREIGN || (mine == 0 && best > 0 && f->words >= 8 &&
	    (foreign > 0 || c->vocabulary.n == 0));
}

/* ---- quotes ---- */

bool
single_quotes(struct dg_cleaner *c, size_t side, double limit, double *value)
{
	static const struct { const char *open, *close; } pairs[] = {
		{ "\xc2\xab", "\xc2\xbb" }, { "\xe2\x80\x9c", "\xe2\x80\x9d" }, { "(", ")" },
		{ "（", "）" }, { "「", "」" }, { "『", "』" }, { "《", "》" }, { "[", "]" },
	};
	struct dg_bytes text = c->face[side].text;

	(void)limit;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t n = strlen(pairs[i].open);
		int open = 0;

		for (size_t at = 0; at + n <= text.n; at++)
			open += (memcmp(text.p + at, pairs[i].open, n) == 0) -
			    (memcmp(text.p + at, pairs[i].close, n) == 0);
		*value = open;
		if (open != 0)
			return true;
	}
	return false;
}
