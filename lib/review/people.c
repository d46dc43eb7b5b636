/* people.c -- names that no lexicon lists, and what stands for them on another side: M. Thillen
 * and 蒂伦, Wang Yi and 王毅, OMC and WTO.  Judged is what is surely a name by the way it is
 * written: behind a title, two words of pinyin of which the first is a surname, two capitalised words
 * in a language that keeps capitals for names, Han characters of transcription on both sides of
 * a dot, a word of capitals.  What could be its counterpart, even in part, counts. */
#include <stdlib.h>
#include <string.h>

#include "align/align.h"
#include "lexicon/lexicon.h"
#include "review/review.h"

enum {
	RUN_MAX = 8,		/* characters of a transcription */
	NAME_PARTS = 4, ACRONYM_MAX = 6,
	ALIKE = 4,		/* letters in which words of two languages begin alike */
	SOUNDS_SURE = 4		/* with fewer a name is not said to be lacking */
};

struct token {
	struct word w;			/* Han: the simplified form */
	char plain[WORD_MAX + 1];	/* letters: lower-case ASCII */
	char sounds[16];		/* "": too few to tell */
	bool shouted;			/* two capitals or more, nothing else */
	uint8_t about;			/* Han */
};

struct side {
	struct token *at;
	size_t n, cap;
	bool han;
	int index;			/* of the language in the lexicon */
	bool names_alone;		/* capitals are for names, but for those that open a sentence */
	struct stems *stems;
};

struct people {
	const struct dg_lexicon *lex;
	size_t sides;
	struct side side[DG_SIDES_MAX];
	uint8_t about[HAN_END - HAN_FIRST];
};

enum dg_status
people_new(struct people **ret, const struct dg_lexicon *lex, const char (*langs)[64],
    size_t sides, struct dg_error *err)
{
	struct people *p = *ret = calloc(1, sizeof *p);
	enum dg_status st = p ? DG_OK : dg_fail_nomem(err);

	if (!p)
		return st;
	p->lex = lex;
	p->sides = sides;
	name_mark(p->about);
	for (size_t s = 0; s < sides && st == DG_OK; s++) {
		p->side[s].han = dg_language_unspaced(langs[s]);
		p->side[s].index = lex_language(lex, langs[s]);
		p->side[s].names_alone = !dg_language_same(langs[s], "en") &&
		    !dg_language_same(langs[s], "de");
		st = stems_new(&p->side[s].stems, langs[s], err);
	}
	return st;
}

void
people_free(struct people *p)
{
	if (!p)
		return;
	for (size_t s = 0; s < p->sides; s++) {
		stems_free(p->side[s].stems);
		free(p->side[s].at);
	}
	free(p);
}

/* ---- a cell to words ---- */

bool
word_shouted(struct dg_bytes cell, const struct word *w)
{
	for (size_t i = w->start; i < w->end; i++)
		if (cell.p[i] < 'A' || cell.p[i] > 'Z')
			return false;
	return w->n >= 2;
}

static void
look_at(const struct people *p, struct dg_bytes cell, struct token *t)
{
	t->plain[0] = t->sounds[0] = '\0';
	t->shouted = false;
	t->about = 0;
	if (t->w.kind == WORD_HAN) {
		t->w.code = lex_simplified(p->lex, t->w.code);
		if (t->w.code >= HAN_FIRST && t->w.code < HAN_END)
			t->about = p->about[t->w.code - HAN_FIRST];
	} else if (t->w.kind == WORD_LETTERS) {
		t->plain[word_fold(t->w.text, t->w.n, t->plain)] = '\0';
		t->shouted = word_shouted(cell, &t->w);
		name_sounds(t->plain, t->sounds);
	}
}

bool
people_read(struct people *p, size_t s, struct dg_bytes cell)
{
	struct word_scan scan = { cell, 0 };
	struct side *side = &p->side[s];

	for (side->n = 0;; side->n++) {
		struct token *t;

		if (!dg_grow(&side->at, &side->cap, side->n + 1, sizeof *side->at))
			return false;
		t = &side->at[side->n];
		word_next(&scan, &t->w);
		look_at(p, cell, t);
		if (t->w.kind == WORD_END)
			return true;
	}
}

/* ---- what stands on a side ---- */

static bool
word_stands(const struct side *o, const char *plain)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->at[i].plain[0] && strncmp(o->at[i].plain, plain, ALIKE) == 0)
			return true;
	return false;
}

bool
people_stand_as_is(const struct people *p, size_t o, struct dg_bytes cell, const struct word *w)
{
	const struct side *side = &p->side[o];
	char plain[WORD_MAX + 1];

	plain[word_fold(w->text, w->n, plain)] = '\0';
	for (size_t i = 0; i < side->n && word_shouted(cell, w); i++)
		if (side->at[i].shouted)
			return true;
	return word_stands(side, plain);
}

/* Characters whose readings together are this. */
static bool
reading_stands(const struct people *p, const struct side *o, const char *key)
{
	size_t n = strlen(key);

	for (size_t i = 0; i < o->n; i++) {
		size_t at = 0;

		for (size_t k = i; k < o->n && o->at[k].w.kind == WORD_HAN && at < n; k++) {
			const char *reading = lex_reading(p->lex, o->at[k].w.code);
			size_t m = strlen(reading);

			if (m == 0 || strncmp(key + at, reading, m) != 0)
				break;
			at += m;
		}
		if (at == n)
			return true;
	}
	return false;
}

/* The fewest sounds to add, drop and change between two names. */
static size_t
sounds_between(const char *a, const char *b)
{
	size_t n = strlen(b), row[16], was;

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		was = row[0]++;
		for (size_t j = 0; j < n; j++) {
			size_t least = was + (a[i] != b[j]);

			was = row[j + 1];
			if (row[j] + 1 < least)
				least = row[j] + 1;
			row[j + 1] = was + 1 < least ? was + 1 : least;
		}
	}
	return row[n];
}

static bool
sounds_like(const char *name, const char *latin)
{
	char sounds[16];
	size_t n = strlen(name);

	name_sounds(latin, sounds);
	return sounds[0] && sounds_between(name, sounds) <= (n < SOUNDS_SURE ? 0 : n < 7 ? 1u : 2u);
}

/* Characters from i on sound like the name, which has sounds; ji stands for ki and gi too. */
static bool
run_sounds(const struct people *p, const struct side *o, size_t i, size_t end, const char *name)
{
	char latin[(RUN_MAX + 1) * SYLLABLE_SIZE] = "", hard[sizeof latin];
	size_t n = 0;

	for (size_t k = i; k < end && k < i + RUN_MAX && o->at[k].w.kind == WORD_HAN; k++) {
		n = name_put_reading(latin, n, lex_reading(p->lex, o->at[k].w.code));
		strcpy(hard, latin);
		for (char *c = hard; (c = strchr(c, 'j')); )
			*c = 'k';
		if (k > i && (sounds_like(name, latin) || sounds_like(name, hard)))
			return true;
	}
	return false;
}

static bool
sounds_stand(const struct people *p, const struct side *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->at[i].about & HAN_SOUND && run_sounds(p, o, i, o->n, name))
			return true;
	return false;
}

/* ---- names in Latin letters ---- */

static bool
is_known(const struct people *p, const struct side *side, const struct token *t)
{
	struct word w = t->w;

	stems_apply(side->stems, &w);
	return side->index >= 0 &&
	    lex_find(p->lex, side->index, (struct dg_bytes){ w.text, w.n }) != LEX_NONE;
}

static bool
is_title(const struct token *t)
{
	static const char *const titles[] = { "m", "mm", "mme", "mmes", "mlle", "mr", "mrs", "ms" };

	for (size_t i = 0; t->w.capital && i < sizeof titles / sizeof *titles; i++)
		if (strcmp(t->plain, titles[i]) == 0)
			return true;
	return false;
}

static bool
is_surname(const struct people *p, const char *plain)
{
	for (uint32_t c = HAN_FIRST; c < HAN_END; c++)
		if (p->about[c - HAN_FIRST] & HAN_SURNAME && strcmp(lex_reading(p->lex, c), plain) == 0)
			return true;
	return false;
}

/* Capitalised words, parted by a blank or a hyphen, from i on: how many tokens. */
static size_t
capitals(const struct side *side, size_t i)
{
	size_t n = 0;

	for (size_t k = i; k < side->n && n < 2 * NAME_PARTS; k++) {
		const struct token *t = &side->at[k];
		bool hyphen = k > i && t->w.kind == WORD_MARK && t->w.code == '-';

		if (!hyphen && !(t->w.kind == WORD_LETTERS && t->w.capital))
			break;
		if (k > i && t->w.start > side->at[k - 1].w.end + 2)
			break;
		n = hyphen ? n : k - i + 1;
	}
	return n;
}

static bool
opens_sentence(const struct side *side, size_t i)
{
	return i == 0 || (side->at[i - 1].w.kind == WORD_MARK && side->at[i - 1].w.code != ',' &&
	    side->at[i - 1].w.code != '\'' && side->at[i - 1].w.code != 0x2019 &&
	    side->at[i - 1].w.code != '(');
}

/* In Han characters stands what one of the words sounds like, or all of them in pinyin. */
static bool
name_in_han(const struct people *p, const struct side *o, const struct token *t, size_t n,
    bool *judged)
{
	char key[2 * NAME_PARTS * WORD_MAX + 1] = "";
	bool pinyin = true;

	for (size_t i = 0; i < n; i++) {
		pinyin = pinyin && (!t[i].plain[0] || name_is_pinyin(t[i].plain));
		strcat(key, t[i].plain);
		if (t[i].plain[0] && word_stands(o, t[i].plain))
			return true;
		if (!t[i].sounds[0])
			continue;
		*judged = *judged || strlen(t[i].sounds) >= SOUNDS_SURE;
		if (sounds_stand(p, o, t[i].sounds))
			return true;
	}
	*judged = *judged || pinyin;
	return pinyin && reading_stands(p, o, key);
}

static bool
name_in_latin(const struct side *o, const struct token *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (t[i].plain[0] && word_stands(o, t[i].plain))
			return true;
	return false;
}

/* The sides that lack the name of n tokens; `latin`: in Latin letters alone is it surely one. */
static unsigned
name_lacking(const struct people *p, const struct dg_bytes *cells, size_t s, size_t i, size_t n,
    bool latin)
{
	const struct token *t = p->side[s].at + i;
	unsigned sides = 0;

	for (size_t o = 0; o < p->sides; o++) {
		const struct side *other = &p->side[o];
		bool judged = !other->han, there;

		if (o == s || dg_is_blank(cells[o]) || (latin && other->han))
			continue;
		there = other->han ? name_in_han(p, other, t, n, &judged) : name_in_latin(other, t, n);
		if (judged && !there)
			sides |= 1u << o;
	}
	return sides;
}

/* Letters of an acronym may stand as another one, or as the words that they begin. */
static bool
acronym_stands(const struct side *o, const char *plain)
{
	size_t initials = 0;

	for (size_t i = 0; i < o->n; i++) {
		if (o->at[i].shouted)
			return true;
		initials += o->at[i].w.kind == WORD_LETTERS && o->at[i].w.capital &&
		    strchr(plain, o->at[i].plain[0]) != NULL;
	}
	return initials >= 2;
}

/* US$500, CHF 2.9: money, which figures tell; COP26: behind it stands what tells it. */
static bool
beside_figure(const struct side *side, size_t i)
{
	const struct token *next = &side->at[i + 1];

	return next->w.kind == WORD_DIGITS || (next->w.kind == WORD_MARK && (next->w.code == '$' ||
	    next->w.code == 0x20AC)) || (i > 0 && side->at[i - 1].w.kind == WORD_DIGITS);
}

static unsigned
acronym_lacking(const struct people *p, const struct dg_bytes *cells, size_t s, size_t i)
{
	const struct side *side = &p->side[s];
	unsigned sides = 0;

	if (side->at[i].w.n > ACRONYM_MAX ||
	    strspn(side->at[i].plain, "ivxlcdm") == side->at[i].w.n ||
	    (i > 0 && side->at[i - 1].shouted) || side->at[i + 1].shouted || beside_figure(side, i))
		return 0;
	for (size_t o = 0; o < p->sides; o++)
		if (o != s && !p->side[o].han && !dg_is_blank(cells[o]) &&
		    !acronym_stands(&p->side[o], side->at[i].plain))
			sides |= 1u << o;
	return sides;
}

/* A surname and a given name. */
static bool
is_pinyin(const struct people *p, const struct token *t, size_t n)
{
	if (n < 2 || strlen(t[n - 1].plain) < 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (t[i].plain[0] && !name_is_pinyin(t[i].plain))
			return false;
	return is_surname(p, t[0].plain);
}

/* At token i: how many tokens are a name, 0: none, and the sides that lack it. */
static size_t
latin_name(const struct people *p, const struct dg_bytes *cells, size_t s, size_t i, unsigned *lack)
{
	const struct side *side = &p->side[s];
	const struct token *t = side->at + i;
	size_t n = capitals(side, i);
	bool titled = i > 0 && (is_title(t - 1) || (i > 1 && t[-1].w.code == '.' && is_title(t - 2)));

	*lack = 0;
	if (n == 0 || is_title(t))
		return 0;
	if (titled && (n > 1 || !is_known(p, side, t) || name_is_pinyin(t->plain))) {
		*lack = name_lacking(p, cells, s, i, n, false);
		return n;
	}
	if (is_pinyin(p, t, n) && !is_known(p, side, t + n - 1)) {
		*lack = name_lacking(p, cells, s, i, n, false);
		return n;
	}
	if (n >= 2 && side->names_alone && !opens_sentence(side, i) && !t[0].shouted &&
	    !is_known(p, side, t + n - 1)) {
		*lack = name_lacking(p, cells, s, i, n, true);
		return n;
	}
	if (t->shouted && !is_known(p, side, t))
		*lack = acronym_lacking(p, cells, s, i);
	return t->shouted;
}

/* ---- names in Han characters ---- */

static bool
is_dot(const struct token *t)
{
	return t->w.kind == WORD_MARK && (t->w.code == 0xB7 || t->w.code == 0x30FB || t->w.code == 0x2022);
}

/* Tokens from `first` on that are transcription and dots around one; returns behind it. */
static size_t
dotted(const struct side *side, size_t first)
{
	size_t k = first, dots = 0;

	for (; k < side->n; k++) {
		bool dot = is_dot(&side->at[k]) && k > first && side->at[k + 1].about & HAN_SOUND;

		if (!dot && !(side->at[k].about & HAN_SOUND))
			break;
		dots += dot;
	}
	return dots ? k : first;
}

/* A capitalised word sounds like some of the characters, or is a name too short to tell. */
static bool
han_name_stands(const struct people *p, const struct side *han, size_t first, size_t end,
    const struct side *o)
{
	for (size_t k = 0; k < o->n; k++) {
		const struct token *t = &o->at[k];

		if (!t->w.capital || !t->plain[0])
			continue;
		if (!t->sounds[0] && !opens_sentence(o, k) && !is_title(t) && !is_known(p, o, t))
			return true;
		for (size_t i = first; i < end && t->sounds[0]; i++)
			if (run_sounds(p, han, i, end + 3 < han->n ? end + 3 : han->n, t->sounds))
				return true;
	}
	return false;
}

static size_t
han_name(const struct people *p, const struct dg_bytes *cells, size_t s, size_t i, unsigned *lack)
{
	const struct side *side = &p->side[s];
	size_t end = dotted(side, i);

	*lack = 0;
	for (size_t o = 0; o < p->sides && end > i + 4; o++)
		if (!p->side[o].han && !dg_is_blank(cells[o]) &&
		    !han_name_stands(p, side, i, end, &p->side[o]))
			*lack |= 1u << o;
	return end - i;
}

bool
people_lacking(struct people *p, const struct dg_bytes *cells, size_t s, struct lack_list *out)
{
	const struct side *side = &p->side[s];
	bool good = true;

	for (size_t i = 0; i < side->n && good; ) {
		unsigned lack;
		size_t n = side->han ? han_name(p, cells, s, i, &lack) :
		    latin_name(p, cells, s, i, &lack);

		if (n && lack)
			good = lack_add(out, side->at[i].w.start, side->at[i + n - 1].w.end, lack, 0);
		i += n ? n : 1;
	}
	return good;
}
