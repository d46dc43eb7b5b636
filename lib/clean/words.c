/* words.c -- the small words of a language: what tells it in a short text, and what denies.
 * The commonest articles, pronouns, prepositions and auxiliaries of any grammar; words that
 * two of the languages share tell nothing and are left out. */
#include <string.h>

#include "clean/clean.h"

static const struct { const char *lang, *words; } function[] = {
	{ "fr", " le la les des du et est une dans pour par sur au aux avec ce cette ces qui que il elle "
	    "nous vous ils elles ne pas plus son sa ses leur leurs ont sont etait ete mais ou donc je "
	    "l d qu c n j comme aussi entre sans sous apres avant lors cela dont deux tout tous toute toutes "
	    "meme encore deja tres peu fait faire etre avoir avait sera peut selon chez vers depuis jusqu ainsi alors "
	    "cet celui celle autre autres autour quand ni y " },
	{ "en", " the of and to in is that for it with as was on be by at this are from have has had not but "
	    "they his her she he which or an were their been will would there we you its who about into "
	    "said after when what can could than more also only just being many people made these those some such "
	    "then while through where most because over between against during under being get got make does did do "
	    "all other any very how if so him them us me my your its " },
	{ "de", " der die das und ist nicht mit den dem ein eine einen auf sich als auch es an werden aus er "
	    "hat dass sie nach bei einer um am sind noch wie einem uber im zu von fur war " },
	{ "es", " el los las y una del al por con para su sus lo como pero mas este esta fue ha son muy sobre "
	    "tambien hay desde cuando entre ser tiene anos que " },
	{ "it", " il lo gli di che non una del della dei per con sono anche come piu nel alla ma ha questo "
	    "essere dal stato suo tra ai si " },
	{ "pt", " o os da do dos das em um uma para com nao por mais como mas foi ao ele se na no pela pelo "
	    "sua seu ou quando muito " },
	{ "nl", " het een van en dat op te zijn met voor niet aan er om ook als bij maar naar dan nog uit worden "
	    "wordt hij ze heeft " },
};

/* "n" and "pas" are one negation: the count is not to be compared, only whether there is one. */
static const struct { const char *lang, *words; } negating[] = {
	{ "fr", " ne n pas jamais aucun aucune rien sans ni non nul nulle personne guere " },
	{ "en", " not no never none nothing without nor neither cannot t nobody nowhere hardly unable fail failed "
	    "refuse refused denied lack lacks " },
};

enum { FUNCTION = sizeof function / sizeof *function, NEGATING = sizeof negating / sizeof *negating };
_Static_assert((int)FUNCTION == (int)FUNCTION_LANGS && (int)NEGATING == (int)NEGATING_LANGS,
    "clean.h counts the languages");

static bool
add(struct small_words *w, uint64_t key, uint32_t bits)
{
	size_t bit = sieve_bit(key);

	w->sieve[bit / 64] |= (uint64_t)1 << bit % 64;
	return dg_wordset_put(&w->set, key, bits);
}

static bool
add_list(struct small_words *set, const char *words, uint32_t bit)
{
	bool good = true;

	for (const char *p = words; *p;) {
		size_t n = strcspn(p, " ");

		good &= add(set, dg_word_pack(p, n), bit);
		p += n + (p[n] == ' ');
	}
	return good;
}

bool
words_open(struct small_words *set)
{
	bool good = true;

	for (size_t i = 0; i < FUNCTION; i++)
		good &= add_list(set, function[i].words, 1u << i);
	for (size_t i = 0; i < NEGATING; i++)
		good &= add_list(set, negating[i].words, 1u << (FUNCTION + i));
	return good;
}

int
words_language(const char *lang)
{
	for (int i = 0; i < FUNCTION; i++)
		if (dg_language_same(function[i].lang, lang))
			return i;
	return -1;
}

bool
words_figures(struct small_words *set, const char *lang)
{
	struct dg_wordset numbers = { NULL, 0, 0 };
	bool good = values_words(lang, &numbers);

	for (size_t i = 0; i < numbers.cap && good; i++) {
		uint32_t bits = values_month_of(numbers.at[i].bits) << MONTH_AT |
		    (uint32_t)values_large(numbers.at[i].bits) << BIT_FIGURE;

		good = bits == 0 || add(set, numbers.at[i].key, bits);
	}
	dg_wordset_free(&numbers);
	return good;
}

/* Chinese is not cut into words: characters that deny, outside of words that do not. */
static int
chinese_negations(struct dg_bytes text)
{
	static const char *const marks[] = { "不", "没", "沒", "无", "無", "未", "非", "莫", "勿" };
	static const char *const other[] = { "不仅", "不僅", "不但", "不断", "不斷", "不久", "不同", "非常",
	    "非洲", "南非", "未来", "未來", "无论", "無論", "不过", "不過", "不得不", "不少", "莫斯科", "无线" };
	int n = 0;

	for (size_t at = 0; at + 3 <= text.n; at++) {
		bool skip = false;

		for (size_t i = 0; i < sizeof other / sizeof *other && !skip; i++) {
			size_t k = strlen(other[i]);

			if (text.n - at >= k && memcmp(text.p + at, other[i], k) == 0) {
				at += k - 1;
				skip = true;
			}
		}
		for (size_t i = 0; i < sizeof marks / sizeof *marks && !skip; i++)
			n += memcmp(text.p + at, marks[i], 3) == 0;
	}
	return n;
}

int
negations(const struct face *f, const char *lang)
{
	if (dg_language_same(lang, "zh"))
		return chinese_negations(f->text);
	for (int i = 0; i < NEGATING; i++)
		if (dg_language_same(negating[i].lang, lang))
			return (int)f->of[FUNCTION + i];
	return -1;
}
