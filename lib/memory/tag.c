/* tag.c -- the language tags that CAT tools want. */
#include <string.h>

#include <unicode/uloc.h>

#include "memory/memory.h"

/* The likely form of language-region: is the script that goes without saying
 * there the one we have?  (zh-TW: Hant; sr-RS: Cyrl, so sr-Latn keeps Latn.) */
static bool
script_is_understood(const char *language, const char *region, const char *script)
{
	char plain[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY];
	char its[ULOC_SCRIPT_CAPACITY];
	UErrorCode u = U_ZERO_ERROR;

	strcat(strcat(strcpy(plain, language), "_"), region);
	uloc_addLikelySubtags(plain, likely, sizeof likely, &u);
	uloc_getScript(likely, its, sizeof its, &u);
	return U_SUCCESS(u) && strcmp(its, script) == 0;
}

/* A bare language, or language and script: give it its likely region. */
static bool
add_region(char *locale)
{
	char likely[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY];
	char script[ULOC_SCRIPT_CAPACITY], region[ULOC_COUNTRY_CAPACITY];
	UErrorCode u = U_ZERO_ERROR;
	bool bare = !strpbrk(locale, "_@");

	uloc_addLikelySubtags(locale, likely, sizeof likely, &u);
	uloc_getLanguage(likely, language, sizeof language, &u);
	uloc_getScript(likely, script, sizeof script, &u);
	uloc_getCountry(likely, region, sizeof region, &u);
	if (U_FAILURE(u))
		return false;
	if (!region[0])
		return true;
	strcpy(locale, language);
	if (!bare && !script_is_understood(language, region, script))
		strcat(strcat(locale, "_"), script);
	strcat(strcat(locale, "_"), region);
	return true;
}

enum dg_status
dg_memory_tag(struct dg_buf *out, struct dg_bytes lang, struct dg_error *err)
{
	char name[72], locale[ULOC_FULLNAME_CAPACITY], region[ULOC_COUNTRY_CAPACITY];
	char variant[ULOC_FULLNAME_CAPACITY], tag[ULOC_FULLNAME_CAPACITY];
	UErrorCode u = U_ZERO_ERROR;

	if (!memory_good_tag(lang))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag",
		    memory_brief(lang), lang.n ? lang.p : "");
	memcpy(name, lang.p, lang.n);
	name[lang.n] = '\0';
	uloc_forLanguageTag(name, locale, sizeof locale, NULL, &u);
	uloc_getCountry(locale, region, sizeof region, &u);
	uloc_getVariant(locale, variant, sizeof variant, &u);
	if (U_SUCCESS(u) && !region[0] && !variant[0] && !strchr(locale, '@') &&
	    !add_region(locale))
		u = U_INTERNAL_PROGRAM_ERROR;
	uloc_toLanguageTag(locale, tag, sizeof tag, true, &u);
	if (U_FAILURE(u))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag",
		    memory_brief(lang), lang.p);
	dg_put_str(out, tag);
	return out->failed ? dg_fail_nomem(err) : DG_OK;
}
