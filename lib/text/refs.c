/* refs.c -- `&eacute` without its semicolon, as old pages have it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* The names that browsers take without a semicolon (WHATWG HTML §13.5), sorted. */
static const char *const names[] = {
	"AElig", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "Ccedil", "ETH", "Eacute",
	"Ecirc", "Egrave", "Euml", "Iacute", "Icirc", "Igrave", "Iuml", "Ntilde", "Oacute", "Ocirc",
	"Ograve", "Oslash", "Otilde", "Ouml", "THORN", "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute",
	"aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar",
	"ccedil", "cedil", "cent", "copy", "curren", "deg", "divide", "eacute", "ecirc", "egrave",
	"eth", "euml", "frac12", "frac14", "frac34", "gt", "iacute", "icirc", "iexcl", "igrave",
	"iquest", "iuml", "laquo", "lt", "macr", "micro", "middot", "nbsp", "not", "ntilde", "oacute",
	"ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn", "pound",
	"quot", "raquo", "reg", "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times",
	"uacute", "ucirc", "ugrave", "uml", "uuml", "yacute", "yen", "yuml",
};
enum { LONGEST = 6 };

static int
by_name(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

/* The length of the name that `s` begins with; 0: none, or it has its end. */
static size_t
unended(struct dg_bytes s)
{
	char name[LONGEST + 1];
	size_t n = 0;

	while (n < s.n && n < 32 && isalnum((unsigned char)s.p[n]))
		n++;
	if (n < s.n && s.p[n] == ';')
		return 0;
	for (n = n < LONGEST ? n : LONGEST; n > 1; n--) {
		memcpy(name, s.p, n);
		name[n] = '\0';
		if (bsearch(name, names, sizeof names / sizeof *names, sizeof *names, by_name))
			return n;
	}
	return 0;
}

/* In text only: in the query of a link, &copy= is a name, not ©. */
void
dg_end_references(struct dg_buf *out, struct dg_bytes s)
{
	size_t from = 0, at = 0;
	bool in_tag = false, any = false;

	for (size_t i = 0; i < s.n && !any; i++) {
		const char *amp = memchr(s.p + i, '&', s.n - i);

		if (!amp)
			break;
		i = (size_t)(amp - s.p);
		any = unended((struct dg_bytes){ amp + 1, s.n - i - 1 }) > 0;
	}
	if (!any)
		return;

	while (at < s.n) {
		char c = s.p[at++];
		size_t n;

		if (c == '<')
			in_tag = at < s.n && isalpha((unsigned char)s.p[at]);
		else if (c == '>')
			in_tag = false;
		else if (c == '&' && !in_tag &&
		    (n = unended((struct dg_bytes){ s.p + at, s.n - at }))) {
			at += n;
			dg_put(out, s.p + from, at - from);
			dg_put_char(out, ';');
			from = at;
		}
	}
	if (from)
		dg_put(out, s.p + from, s.n - from);
}
