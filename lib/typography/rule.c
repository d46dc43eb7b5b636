/* rule.c -- the names by which rules are told and turned off. */
#include "typography/typography.h"

static const struct { const char *name, *about; } rules[RULES] = {
	[R_MOJIBAKE] = { "mojibake", "UTF-8 read as Windows-1252 (Ã©), where nothing else can be meant" },
	[R_UTF8] = { "utf8", "a byte that is not UTF-8 becomes U+FFFD" },
	[R_CONTROL] = { "control", "control characters go" },
	[R_CP1252] = { "cp1252", "U+0080 to U+009F become what Windows-1252 means by them" },
	[R_BOM] = { "bom", "a byte-order mark inside the text goes" },
	[R_SOFT_HYPHEN] = { "soft-hyphen", "U+00AD goes" },
	[R_ZERO_WIDTH] = { "zero-width", "U+200B goes, joiners where nothing joins" },
	[R_BIDI] = { "bidi", "direction controls go where nothing runs from right to left" },
	[R_SEPARATOR] = { "separator", "U+2028 and U+2029 become a blank" },
	[R_NFC] = { "nfc", "Normalization Form C, CJK compatibility ideographs kept" },
	[R_ENTITY] = { "entity", "HTML entities that were left escaped" },
	[R_REPLACEMENT] = { "replacement", "U+FFFD is told, never changed" },
	[R_PRIVATE] = { "private-use", "private-use characters are told, never changed" },
	[R_LIGATURE] = { "ligature", "on request: \uFB01 becomes fi" },
	[R_HOMOGLYPH] = { "homoglyph", "on request: letters of a second script inside one word" },
	[R_WIDE_ASCII] = { "wide-ascii", "on request: full-width ASCII becomes ASCII" },
	[R_SIMPLIFIED] = { "simplified", "on request: traditional characters become simplified" },
	[R_TRADITIONAL] = { "traditional", "on request: simplified characters become traditional" },
	[R_QUOTE] = { "quote", "quotation marks of the locale, by depth" },
	[R_QUOTE_SPACE] = { "quote-space", "blanks inside quotation marks" },
	[R_DOUBT] = { "doubt", "a quotation mark that could be either is told, never changed" },
	[R_LITERAL] = { "literal", "a few \" in a text that quotes with other marks are told, never changed" },
	[R_APOSTROPHE] = { "apostrophe", "' becomes ’ in words" },
	[R_COLON] = { "colon", "the blank before :" },
	[R_HIGH] = { "high-mark", "the blank before ; ! ?" },
	[R_ELLIPSIS] = { "ellipsis", "... becomes … (…… in Chinese)" },
	[R_DASH] = { "dash", "-- becomes the dash of the locale" },
	[R_NUMBER] = { "number", "the blank between groups of three digits" },
	[R_UNIT] = { "unit", "the blank between a number and its unit or %" },
	[R_TITLE] = { "title", "the blank after M., Mme, n°, p., art." },
	[R_FULLWIDTH] = { "full-width", "marks beside Chinese are full-width" },
	[R_HALFWIDTH] = { "half-width", "letters and digits are half-width in Chinese" },
};

const char *
dg_rule_name(enum rule rule)
{
	return rules[rule].name;
}

bool
dg_typography_rule(size_t i, const char **name, const char **about)
{
	if (i >= RULES)
		return false;
	*name = rules[i].name;
	*about = rules[i].about;
	return true;
}
