/* locale.c -- one row a norm, with where it is written down. */
#include <string.h>

#include "typography/typography.h"

#define FRENCH_QUOTES(gap) { { "«", "»", gap }, { "“", "”", GAP_NONE }, { "‘", "’", GAP_NONE } }
#define ENGLISH_QUOTES { { "“", "”", GAP_NONE }, { "‘", "’", GAP_NONE }, { "“", "”", GAP_NONE } }

/* Tags in the order of strcmp; a bare language is the norm of its first home. */
static const struct locale locales[] = {
	/* Duden, Rechtschreibung, D 8 to D 12: „ “ and ‚ ‘ */
	{ "de", { { "„", "“", GAP_NONE }, { "‚", "‘", GAP_NONE }, { "„", "“", GAP_NONE } },
	    GAP_NONE, GAP_NONE, GAP_NBSP, GAP_NONE, false, false, "…", "–" },
	/* New Hart's Rules (2014), 9.2.1: single outside, double inside */
	{ "en-GB", { { "‘", "’", GAP_NONE }, { "“", "”", GAP_NONE }, { "‘", "’", GAP_NONE } },
	    GAP_NONE, GAP_NONE, GAP_NONE, GAP_NONE, false, false, "…", "—" },
	/* Chicago Manual of Style, 17th ed., 13.30 and 6.85 */
	{ "en-US", ENGLISH_QUOTES,
	    GAP_NONE, GAP_NONE, GAP_NONE, GAP_NONE, false, false, "…", "—" },
	/* RAE, Ortografía de la lengua española (2010), III 3.4.8: « », “ ”, ‘ ’ */
	{ "es", FRENCH_QUOTES(GAP_NONE),
	    GAP_NONE, GAP_NONE, GAP_NBSP, GAP_THIN, false, false, "…", "—" },
	/* Lexique des règles typographiques en usage à l'Imprimerie nationale (2002),
	 * Guillemets, Ponctuation, Nombres: no-break blank inside « » and before :,
	 * thin one before ; ! ? and between groups of three digits */
	{ "fr", FRENCH_QUOTES(GAP_NBSP),
	    GAP_NBSP, GAP_THIN, GAP_NBSP, GAP_THIN, true, false, "…", "—" },
	/* OQLF, Banque de dépannage linguistique, Espacement avant et après les
	 * signes de ponctuation: nothing before ; ! ?, no-break blank before : and % */
	{ "fr-CA", FRENCH_QUOTES(GAP_NBSP),
	    GAP_NBSP, GAP_NONE, GAP_NBSP, GAP_NBSP, true, false, "…", "—" },
	/* Guide du typographe (Lausanne, 2015) and Chancellerie fédérale,
	 * Instructions de présentation: a thin blank everywhere */
	{ "fr-CH", { { "«", "»", GAP_THIN }, { "‹", "›", GAP_THIN }, { "“", "”", GAP_NONE } },
	    GAP_THIN, GAP_THIN, GAP_NBSP, GAP_THIN, true, false, "…", "–" },
	/* Code de rédaction interinstitutionnel, 6.4: nothing before ; : ! ? nor
	 * inside « », a no-break blank before % */
	{ "fr-EU", FRENCH_QUOTES(GAP_NONE),
	    GAP_NONE, GAP_NONE, GAP_NBSP, GAP_NBSP, true, false, "…", "—" },
	/* Nations Unies, as the resolutions are published: U+00A0 throughout */
	{ "fr-UN", FRENCH_QUOTES(GAP_NBSP),
	    GAP_NBSP, GAP_NBSP, GAP_NBSP, GAP_NBSP, true, false, "…", "–" },
	/* Розенталь, Справочник по правописанию, § 132 и след.: « » and „ “ */
	{ "ru", { { "«", "»", GAP_NONE }, { "„", "“", GAP_NONE }, { "«", "»", GAP_NONE } },
	    GAP_NONE, GAP_NONE, GAP_NBSP, GAP_NBSP, false, false, "…", "—" },
	/* GB/T 15834-2011, 4.9 引号, 4.10 括号, 4.11 破折号, 4.12 省略号 */
	{ "zh-Hans", ENGLISH_QUOTES,
	    GAP_NONE, GAP_NONE, GAP_NONE, GAP_NONE, false, true, "……", "——" },
	/* 教育部《重訂標點符號手冊》(2008): 引號, 夾注號, 破折號, 刪節號 */
	{ "zh-Hant", { { "「", "」", GAP_NONE }, { "『", "』", GAP_NONE }, { "「", "」", GAP_NONE } },
	    GAP_NONE, GAP_NONE, GAP_NONE, GAP_NONE, false, true, "……", "——" },
};

static const struct { const char *tag, *norm; } others[] = {
	{ "en", "en-US" }, { "en-CA", "en-US" }, { "fr-BE", "fr" }, { "fr-FR", "fr" },
	{ "zh", "zh-Hans" }, { "zh-CN", "zh-Hans" }, { "zh-HK", "zh-Hant" },
	{ "zh-MO", "zh-Hant" }, { "zh-SG", "zh-Hans" }, { "zh-TW", "zh-Hant" },
};

static bool
same_tag(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] + 32) : a[i];
		char y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] + 32) : b[i];

		if ((x == '_' ? '-' : x) != y)
			return false;
	}
	return b[n] == '\0';
}

/* The row of `tag`, else of `tag` less its last part (zh-Hant-TW → zh-Hant). */
const struct locale *
dg_typography_locale(const char *tag)
{
	for (size_t n = strlen(tag); n > 0; n--) {
		if (tag[n] != '\0' && tag[n] != '-' && tag[n] != '_')
			continue;
		for (size_t i = 0; i < sizeof others / sizeof *others; i++)
			if (same_tag(tag, others[i].tag, n))
				return dg_typography_locale(others[i].norm);
		for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
			if (same_tag(tag, locales[i].tag, n))
				return &locales[i];
	}
	return NULL;
}
