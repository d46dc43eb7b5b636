/* space.c -- blanks before marks, in numbers, before units, after titles. */
#include <string.h>

#include "typography/typography.h"

/* The smiley :) ;-) :( :D and the like: a mark after a blank that has no blank
 * after it. */
static bool
ends_word(struct dg_bytes s, size_t at)
{
	static const char *const marks[] = { "...", ">>", NULL };	/* to be … and » */
	enum class c = dg_class_at(s, at);
	uint32_t next = dg_char_at(s, at);

	if (c == C_EDGE || c == C_BLANK || c == C_QUOTE || next == ')' || next == ']')
		return true;
	for (size_t i = 0; marks[i]; i++)
		if (s.n - at >= strlen(marks[i]) && memcmp(s.p + at, marks[i], strlen(marks[i])) == 0)
			return true;
	return next == '!' || next == '?' || next == 0x2026 || next == '<';
}

/* The blank that belongs before the mark ; : ! ? at `at`. */
void
dg_space_before(struct pen *pen, size_t at, enum gap gap, enum rule rule)
{
	struct dg_bytes s = pen->s;
	size_t from = dg_skip_blanks_back(s, at);
	enum class before = dg_class_before(s, from);
	uint32_t c = dg_char_before(s, from);

	if (pen->t->space == SPACE_KEEP || from == 0 || from < pen->done)
		return;
	if (c == '(' || c == '[' || c == '{' || c == 0xAB || c == 0x201C || c == 0x2018 ||
	    c == '!' || c == '?' || c == ';' || c == ':' || before == C_BLANK ||
	    (pen->opened && from <= pen->opened))
		return;
	/* a blank typed: the mark stands alone or is a smiley; none: it ends a word */
	if (!ends_word(s, at + 1) || (from < at && (dg_char_at(s, at + 1) == ')' ||
	    dg_char_at(s, at + 1) == ']')))
		return;
	dg_pen_put(pen, from, at, dg_bytes_of(dg_gap(pen->t, gap)), rule, 1);
}

enum { TITLE_MAX = 8 };
struct word { const char *p; size_t n; };
#define W(s) { s, sizeof s - 1 }

/* In the order of strcmp.  Words before which the blank after a number does not break: symbols of the
 * SI brochure (9th ed.), and the magnitudes and units that the Lexique de
 * l'Imprimerie nationale keeps with their number (Nombres, Unités de mesure). */
static const struct word units[] = {
	W("$"), W("A"), W("C"), W("GB"), W("GHz"), W("GW"), W("GWh"), W("Go"), W("Hz"),
	W("K"), W("Ko"), W("M$"), W("MB"), W("MHz"), W("MW"), W("MWh"), W("Md$"), W("Md€"),
	W("Mo"), W("M€"),
	W("N"), W("TW"), W("TWh"), W("To"), W("V"), W("W"), W("ans"), W("août"), W("avril"),
	W("barils"), W("bits"), W("cl"), W("cm"), W("degrés"), W("dollars"), W("décembre"),
	W("euros"), W("francs"), W("février"), W("g"), W("h"), W("ha"), W("hectares"),
	W("heures"), W("janvier"), W("jours"), W("juillet"), W("juin"), W("k$"), W("kW"), W("kWh"),
	W("kg"), W("kilomètres"), W("kilos"), W("km"), W("km/h"), W("km2"), W("km²"),
	W("ko"), W("k€"), W("l"), W("m"), W("m2"), W("mai"), W("mars"), W("mg"), W("milliard"),
	W("milliards"), W("milliers"), W("million"), W("millions"), W("min"), W("minutes"),
	W("ml"), W("mm"), W("mois"), W("m²"), W("m³"), W("mètres"), W("novembre"),
	W("octobre"), W("pieds"), W("pouces"), W("roubles"), W("s"), W("secondes"),
	W("semaines"), W("septembre"), W("t"), W("tonnes"),
	W("yuan"), W("yuans"), W("£"), W("¥"), W("°C"), W("°F"), W("‰"), W("€"),
};

/* In the order of strcmp.  Words after which the blank does not break: civilities and the abbreviations
 * of references (Lexique, Abréviations; Titres). */
static const struct word titles[] = {
	W("Annexe"), W("Chapitre"), W("Dr"), W("Exemple"), W("Figure"), W("M."), W("MM."),
	W("Me"), W("Mgr"), W("Mlle"), W("Mme"), W("Mmes"), W("N°"), W("Pr"), W("S.E."),
	W("S.E.M."), W("S.M."), W("Section"), W("Tableau"), W("art."), W("av."), W("chap."),
	W("fig."), W("nos"), W("n°"), W("nº"), W("nᵒ"), W("p."), W("pp."), W("t."),
	W("vol."), W("§"),
};

static bool
listed(const struct word list[], size_t n, struct dg_bytes word)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2, len = list[mid].n;
		int c = memcmp(list[mid].p, word.p, len < word.n ? len : word.n);

		if (c == 0 && len == word.n)
			return true;
		if (c < 0 || (c == 0 && len < word.n))
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static bool
is_digit(struct dg_bytes s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static size_t
digits_from(struct dg_bytes s, size_t at)
{
	size_t end = at;

	while (end - at < 4 && is_digit(s, end))
		end++;
	return end - at;
}

static size_t
digits_before(struct dg_bytes s, size_t at)
{
	size_t n = 0;

	while (n < 4 && n < at && is_digit(s, at - n - 1))
		n++;
	return n;
}

/* 1 000, 12 345 678,90: one to three digits, a blank, exactly three. */
static bool
parts_group(struct dg_bytes s, size_t from, size_t to)
{
	size_t before = digits_before(s, from);
	uint32_t c = dg_char_before(s, from - before);

	return before >= 1 && before <= 3 && digits_from(s, to) == 3 &&
	    dg_class_of(c) != C_LETTER && c != '.' && c != ',' && c != '-' && c != '/' &&
	    s.p[from - before] != '0';
}

static struct dg_bytes
word_at(struct dg_bytes s, size_t at)
{
	size_t end = at;

	while (end < s.n && end - at < 16 && dg_blank_at(s, end) == 0 &&
	    !strchr(",.;:!?)]\"'", s.p[end]) && !((unsigned char)s.p[end] == 0xC2 &&
	    end + 1 < s.n && (unsigned char)s.p[end + 1] == 0xBB))
		end++;
	return (struct dg_bytes){ s.p + at, end - at };
}

static bool
before_unit(struct dg_bytes s, size_t from, size_t to)
{
	struct dg_bytes word = word_at(s, to);

	/* 2 l'eau: no litres */
	if (to + word.n < s.n && s.p[to + word.n] == '\'')
		return false;
	return digits_before(s, from) > 0 &&
	    listed(units, sizeof units / sizeof *units, word);
}

/* A letter, a dot, a byte of § ° º ᵒ. */
static bool
in_title(char c)
{
	return c == '.' || ((unsigned char)c < 0x80 ? dg_class_ascii[(unsigned char)c] == C_LETTER :
	    strchr("\xC2\xA7\xB0\xBA\xE1\xB5\x92", c) != NULL);
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
after_title(struct dg_bytes s, size_t from, size_t to)
{
	size_t start = from;
	uint32_t next = dg_char_at(s, to);
	enum class c = dg_class_of(next);

	if (!(c == C_DIGIT || (next >= 'A' && next <= 'Z') || (next >= 0xC0 && next <= 0xDE)))
		return false;
	while (start > 0 && from - start <= TITLE_MAX && in_title(s.p[start - 1]))
		start--;
	/* most words: of the small ones that end in a letter, nos alone is a title */
	if (start < from && is_small(s.p[start]) && is_small(s.p[from - 1]) &&
	    !(from - start == 3 && memcmp(s.p + start, "nos", 3) == 0))
		return false;
	c = dg_class_before(s, start);
	if (from - start > TITLE_MAX || !(c == C_EDGE || c == C_BLANK || c == C_OPEN || c == C_QUOTE))
		return false;
	return listed(titles, sizeof titles / sizeof *titles,
	    (struct dg_bytes){ s.p + start, from - start });
}

/* 7.2.1. Titre, D.3. Titre at the head of a line; Tableau 5.6. Titre anywhere: a
 * number keeps what it numbers (Lexique, Énumérations). */
static bool
after_ordinal(struct dg_bytes s, size_t from, size_t to)
{
	size_t start = from, blank;
	uint32_t next = dg_char_at(s, to);
	enum class class = dg_class_at(s, to);
	bool digit = false;

	if (from < 2 || s.p[from - 1] != '.')
		return false;
	if (class == C_QUOTE && next != 0xAB && next != 0x201C &&
	    !(next == '"' && dg_class_at(s, to + 1) == C_LETTER))
		return false;
	if (class == C_CLOSE || class == C_BLANK || class == C_EDGE ||
	    (class == C_OTHER && next != '<'))
		return false;
	while (start > 0 && from - start < 16 && (is_digit(s, start - 1) || s.p[start - 1] == '.'))
		digit |= is_digit(s, --start);
	if (!digit)
		return false;
	if (start > 0 && s.p[start - 1] >= 'A' && s.p[start - 1] <= 'Z')
		start--;
	blank = dg_blank_before(s, start);
	return start == 0 || (blank && after_title(s, start - blank, start));
}

/* mai 2019: in the order of strcmp */
static bool
before_year(struct dg_bytes s, size_t from, size_t to)
{
	static const struct word months[] = { W("août"), W("avril"), W("décembre"), W("février"),
	    W("janvier"), W("juillet"), W("juin"), W("mai"), W("mars"), W("novembre"),
	    W("octobre"), W("septembre") };
	size_t start = from;

	if (digits_from(s, to) != 4 || is_digit(s, to + 4))
		return false;
	while (start > 0 && from - start < 10 && dg_class_before(s, start) == C_LETTER)
		start--;
	return listed(months, sizeof months / sizeof *months,
	    (struct dg_bytes){ s.p + start, from - start });
}

/* 11 h 15 */
static bool
after_hour(struct dg_bytes s, size_t from, size_t to)
{
	return from >= 2 && s.p[from - 1] == 'h' && is_digit(s, to) &&
	    (is_digit(s, from - 2) || (dg_blank_before(s, from - 1) &&
	    is_digit(s, dg_skip_blanks_back(s, from - 1) - 1)));
}

static size_t
percent(struct pen *pen, size_t from, size_t at)
{
	const struct locale *l = pen->t->locale;

	if (pen->t->space != SPACE_KEEP && digits_before(pen->s, from) > 0 &&
	    l->percent != GAP_NONE && from >= pen->done &&
	    dg_class_at(pen->s, at + 1) != C_LETTER && dg_class_at(pen->s, at + 1) != C_DIGIT)
		dg_pen_put(pen, from, at, dg_bytes_of(dg_gap(pen->t, l->percent)), R_UNIT, 1);
	return at + 1;
}

/* 3€ and 25°C, typed without the blank that stands between a number and its unit (SI
 * brochure, 5.4.3); 48°C… of an address and a footnote's 2° have none. */
void
dg_space_sign(struct pen *pen, size_t at, size_t end)
{
	struct dg_bytes s = pen->s;
	uint32_t next = dg_char_at(s, end);
	bool celsius = (unsigned char)s.p[at] == 0xC2;
	enum class after;

	if (celsius && next != 'C' && next != 'F')
		return;
	after = dg_class_at(s, end + celsius);
	if (pen->t->space != SPACE_KEEP && digits_before(s, at) > 0 && at >= pen->done &&
	    after != C_LETTER && after != C_DIGIT)
		dg_pen_put(pen, at, at, dg_bytes_of(dg_gap(pen->t, GAP_NBSP)), R_UNIT, 0.9);
}

/* The blanks (or the %) at `at`; the place after them. */
size_t
dg_space_blank(struct pen *pen, size_t at)
{
	const struct locale *l = pen->t->locale;
	struct dg_bytes s = pen->s;
	size_t end = dg_skip_blanks(s, at);
	enum gap gap = GAP_NONE;
	enum rule rule = R_UNIT;

	/* a small é or à */
	if (end + 1 < s.n && (unsigned char)s.p[end] == 0xC3 && (unsigned char)s.p[end + 1] > 0x9E &&
	    !is_digit(s, at - 1))
		return end;
	if (end < s.n && s.p[end] == '%')
		return percent(pen, at, end);
	if (pen->t->space == SPACE_KEEP || at == 0 || end == s.n ||
	    end - at != dg_blank_at(s, at) || at < pen->done)
		return end;
	if (is_digit(s, at - 1)) {
		if (l->group != GAP_NONE && parts_group(s, at, end)) {
			gap = l->group;
			rule = R_NUMBER;
		} else if (l->percent != GAP_NONE && before_unit(s, at, end)) {
			gap = GAP_NBSP;
		}
	} else if (l->french && after_hour(s, at, end)) {
		gap = GAP_NBSP;
	} else if (l->french && (after_title(s, at, end) || after_ordinal(s, at, end) ||
	    before_year(s, at, end))) {
		gap = GAP_NBSP;
		rule = R_TITLE;
	}
	if (gap != GAP_NONE)
		dg_pen_put(pen, at, end, dg_bytes_of(dg_gap(pen->t, gap)), rule, 0.9);
	return end;
}
