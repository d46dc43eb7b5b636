/* language.c -- which language a text is in: its script, then its commonest words. */
#include <pthread.h>
#include <string.h>

#include "text/text.h"

/* So much of a text is enough; a commonest word is no longer than WORD_MAX. */
enum { LOOK = 4 * 1024, WORD_MAX = 8, HAN_LOOK = 300 };

/* The commonest words that the others do not share, folded. */
static const struct { const char *lang, *words; } latin[] = {
	{ "fr", " le la les des du et est une dans pour qui que sur par avec au aux ce cette ont ete sont "
	    "il elle nous vous pas plus ses leur l d entre ministre " },
	{ "en", " the of and to in is that for with was on as by at from has have this which be are "
	    "it its will he she his not or we you our been between minister " },
	{ "es", " el los las y es una en por que con para se del al su como ha han fue lo sus entre mas " },
	{ "de", " der die das und ist ein eine in den von zu mit des auf dem fur im nicht auch sich " },
	{ "it", " il lo gli e di che un una in per con del della dei le sono ha al alla nel non " },
	{ "pt", " o os as e de que um uma em por com para do da dos das no na ao foi mais nao " },
};

/* Pairs of one frequent character in its traditional and its simplified form,
 * the most frequent ones of the Table of General Standard Chinese Characters
 * that no other character shares. */
static const char traditional[] = "國會們說這來時個對發關與為學問開見長東車馬門電話書語請讓認議"
    "過還進運達違遠邊選華萬業無點熱愛現經結給統維總線級約紀練組際";
static const char simplified[] = "国会们说这来时个对发关与为学问开见长东车马门电话书语请让认议"
    "过还进运达违远边选华万业无点热爱现经结给统维总线级约纪练组际";

/* Of the characters from U+4E00 to U+9FFF: 1 traditional, 2 simplified. */
enum { HAN_FIRST = 0x4E00, HAN_N = 0x5200 };
static uint8_t sides[HAN_N];

static void
collect_characters(const char *list, uint8_t side)
{
	struct dg_bytes s = dg_bytes_of(list);

	for (size_t i = 0; i < s.n;) {
		uint32_t c = dg_next(s, &i);

		if (c >= HAN_FIRST && c - HAN_FIRST < HAN_N)
			sides[c - HAN_FIRST] |= side;
	}
}

struct scripts { size_t han, kana, hangul, cyrillic, arabic, greek, latin; size_t hant, hans; };

static struct scripts
count_scripts(struct dg_bytes s)
{
	struct scripts n = { 0 };

	for (size_t i = 0; i < s.n;) {
		uint32_t c = dg_next(s, &i);

		if (c < 0x250) {
			n.latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
		} else if (dg_is_han(c)) {
			if (c >= HAN_FIRST && c - HAN_FIRST < HAN_N && n.han < HAN_LOOK) {
				n.hant += sides[c - HAN_FIRST] == 1;
				n.hans += sides[c - HAN_FIRST] == 2;
			}
			n.han++;
		} else {
			n.kana += c >= 0x3041 && c <= 0x30FA;
			n.hangul += c >= 0xAC00 && c < 0xD7A4;
			n.cyrillic += c >= 0x400 && c < 0x500;
			n.arabic += c >= 0x600 && c < 0x700;
			n.greek += c >= 0x370 && c < 0x400;
		}
	}
	return n;
}

/* The words of all languages, by their hash, each with a bit for those that have it. */
enum { SLOTS = 1024 };
struct common { const char *p; uint8_t n, langs; };

static size_t
slot_of(const struct common *all, const char *p, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619u;
	for (h ^= h >> 15;; h++) {
		const struct common *c = &all[h % SLOTS];

		if (c->n == 0 || (c->n == n && memcmp(c->p, p, n) == 0))
			return h % SLOTS;
	}
}

static struct common all_words[SLOTS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
collect(void)
{
	struct common *all = all_words;

	collect_characters(traditional, 1);
	collect_characters(simplified, 2);
	for (size_t l = 0; l < sizeof latin / sizeof *latin; l++)
		for (const char *p = latin[l].words; *p;) {
			size_t n = strcspn(p, " ");
			struct common *c = &all[slot_of(all, p, n)];

			if (n) {
				c->p = p;
				c->n = (uint8_t)n;
				c->langs |= (uint8_t)(1u << l);
			}
			p += n + (p[n] == ' ');
		}
}

static const char *
latin_language(struct dg_bytes s)
{
	enum { LANGS = sizeof latin / sizeof *latin };
	size_t hits[LANGS] = { 0 }, best = 0, second = LANGS;
	struct dg_buf f = { 0 };

	dg_fold(&f, s);
	for (size_t at = 0; at < f.n && !f.failed;) {
		const char *end = memchr(f.p + at, ' ', f.n - at);
		size_t n = end ? (size_t)(end - f.p) - at : f.n - at;

		if (n && n <= WORD_MAX) {
			unsigned langs = all_words[slot_of(all_words, f.p + at, n)].langs;

			for (size_t i = 0; i < LANGS; i++)
				hits[i] += langs >> i & 1;
		}
		at += n + 1;
	}
	dg_buf_free(&f);
	for (size_t i = 1; i < LANGS; i++)
		if (hits[i] > hits[best])
			best = i;
	for (size_t i = 0; i < LANGS; i++)
		if (i != best && (second == LANGS || hits[i] > hits[second]))
			second = i;
	return hits[best] >= 2 && hits[best] > hits[second] ? latin[best].lang : NULL;
}

const char *
dg_language_guess(struct dg_bytes text)
{
	struct dg_bytes s = { text.p, text.n < LOOK ? text.n : LOOK };
	struct scripts n;
	size_t wide;

	pthread_once(&once, collect);
	n = count_scripts(s);
	wide = n.han + n.kana + n.hangul;

	/* a Han character says what four or five letters say */
	if (wide * 4 > n.latin && wide > 1 && wide * 2 > n.cyrillic + n.arabic) {
		if (n.hangul * 2 > wide)
			return "ko";
		if (n.kana * 10 > wide)
			return "ja";
		return n.hant > n.hans ? "zh-Hant" : "zh";
	}
	if (n.cyrillic > n.latin && n.cyrillic > n.arabic)
		return "ru";
	if (n.arabic > n.latin)
		return "ar";
	if (n.greek > n.latin)
		return "el";
	return latin_language(s);
}
