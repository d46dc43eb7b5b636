/* locale.c -- one row a norm, with where it is written down. */
#include <string.h>

#include "typography/typography.h"

#define FRENCH_QUOTES(gap) \
	{ { "«", "»", gap }, { "“", "”", GAP_NONE }, { "‘", "’", GAP_NONE } }
#define ENGLISH_QUOTES \
	{ { "“", "”", GAP_NONE }, { "‘", "’", GAP_NONE }, { "“", "”", GAP_NONE } }
#define BLANKS(before_colon, before_high, before_percent, between_digits) \
	.colon = before_colon, .high = before_high, .percent = before_percent, .group = between_digits

/* Tags in the order of strcmp; a bare language is the norm of its first home. */
static const struct locale locales[] = {
	{ "de", "Duden, Die deutsche Rechtschreibung, D 8 to D 12",
	    { { "„", "“", GAP_NONE }, { "‚", "‘", GAP_NONE }, { "„", "“", GAP_NONE } },
	    BLANKS(GAP_NONE, GAP_NONE, GAP_NBSP, GAP_NONE), .ellipsis = "…", .dash = "–" },
	/* single outside, double inside */
	{ "en-GB", "New Hart's Rules (2014), 9.2.1",
	    { { "‘", "’", GAP_NONE }, { "“", "”", GAP_NONE }, { "‘", "’", GAP_NONE } },
	    .english = true, .ellipsis = "…", .dash = "—" },
	{ "en-US", "Chicago Manual of Style (17th ed.), 6.85, 13.30",
	    ENGLISH_QUOTES, .english = true, .ellipsis = "…", .dash = "—" },
	{ "es", "RAE, Ortografía de la lengua española (2010), III 3.4.8",
	    FRENCH_QUOTES(GAP_NONE),
	    BLANKS(GAP_NONE, GAP_NONE, GAP_NBSP, GAP_THIN), .ellipsis = "…", .dash = "—" },
	/* no-break blank inside « » and before :, thin one before ; ! ? and between groups
	 * of three digits */
	{ "fr", "Lexique des règles typographiques en usage à l'Imprimerie nationale (2002), "
	    "Guillemets, Ponctuation, Nombres",
	    FRENCH_QUOTES(GAP_NBSP), BLANKS(GAP_NBSP, GAP_THIN, GAP_NBSP, GAP_THIN),
	    .french = true, .ellipsis = "…", .dash = "—" },
	/* nothing before ; ! ?, no-break blank before : and % */
	{ "fr-CA", "OQLF, Banque de dépannage linguistique, Espacement avant et après les signes "
	    "de ponctuation",
	    FRENCH_QUOTES(GAP_NBSP), BLANKS(GAP_NBSP, GAP_NONE, GAP_NBSP, GAP_NBSP),
	    .french = true, .ellipsis = "…", .dash = "—" },
	/* a thin blank everywhere */
	{ "fr-CH", "Guide du typographe (Lausanne, 2015); Chancellerie fédérale, Instructions de "
	    "présentation",
	    { { "«", "»", GAP_THIN }, { "‹", "›", GAP_THIN }, { "“", "”", GAP_NONE } },
	    BLANKS(GAP_THIN, GAP_THIN, GAP_NBSP, GAP_THIN),
	    .french = true, .ellipsis = "…", .dash = "–" },
	/* nothing before ; : ! ? nor inside « », a no-break blank before % */
	{ "fr-EU", "Code de rédaction interinstitutionnel, 6.4",
	    FRENCH_QUOTES(GAP_NONE), BLANKS(GAP_NONE, GAP_NONE, GAP_NBSP, GAP_NBSP),
	    .french = true, .ellipsis = "…", .dash = "—" },
	/* U+00A0 throughout */
	{ "fr-UN", "Nations Unies, the resolutions as they are published",
	    FRENCH_QUOTES(GAP_NBSP), BLANKS(GAP_NBSP, GAP_NBSP, GAP_NBSP, GAP_NBSP),
	    .french = true, .ellipsis = "…", .dash = "–" },
	{ "ru", "Розенталь, Справочник по правописанию, § 132",
	    { { "«", "»", GAP_NONE }, { "„", "“", GAP_NONE }, { "«", "»", GAP_NONE } },
	    BLANKS(GAP_NONE, GAP_NONE, GAP_NBSP, GAP_NBSP), .ellipsis = "…", .dash = "—" },
	/* 引号, 括号, 破折号, 省略号 */
	{ "zh-Hans", "GB/T 15834-2011, 4.8 to 4.11",
	    ENGLISH_QUOTES, .chinese = true, .ellipsis = "……", .dash = "——" },
	/* 引號, 夾注號, 破折號, 刪節號 */
	{ "zh-Hant", "教育部《重訂標點符號手冊》(2008)",
	    { { "「", "」", GAP_NONE }, { "『", "』", GAP_NONE }, { "「", "」", GAP_NONE } },
	    .chinese = true, .ellipsis = "……", .dash = "——" },
};

bool
dg_typography_norm(size_t i, const char **tag, const char **source)
{
	if (i >= sizeof locales / sizeof *locales)
		return false;
	*tag = locales[i].tag;
	*source = locales[i].source;
	return true;
}

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
