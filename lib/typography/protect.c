/* protect.c -- the stretches of a line that are nobody's prose: addresses,
 * e-mails, markup, code between backticks, assignments, paths. */
#include <string.h>

#include "typography/typography.h"

/* Which failed searches need not be tried again, so that a line of 10⁵ `<`
 * costs no more than another. */
struct search { bool no_tick, no_angle, ticked, tick; size_t last; };

/* Bytes of a command that are looked at for its end. */
enum { COMMAND = 512 };

static bool
is_word(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_';
}

static bool
in_address(unsigned char c)
{
	return is_word(c) || (c < 0x80 && c > ' ' && strchr("!#$%&()*+,-./:;=?@[]~", c) != NULL);
}

static bool
in_mail(unsigned char c)
{
	return is_word(c) || c == '.' || c == '-' || c == '+' || c == '%';
}

/* A ' within a word of an address (RFC 3986, 2.2), no 's of the sentence. */
static bool
quote_in_address(struct dg_bytes s, size_t at)
{
	if (s.p[at] != '\'' || at + 1 >= s.n || !is_word((unsigned char)s.p[at - 1]) ||
	    !is_word((unsigned char)s.p[at + 1]))
		return false;
	return s.p[at + 1] != 's' || (at + 2 < s.n && is_word((unsigned char)s.p[at + 2]));
}

/* An address ends before the marks that belong to the sentence around it. */
static size_t
address_end(struct dg_bytes s, size_t at)
{
	size_t end = at;

	while (end < s.n && (in_address((unsigned char)s.p[end]) || quote_in_address(s, end)))
		end++;
	while (end > at && strchr(".,;:!?)]", s.p[end - 1]))
		end--;
	return end;
}

static bool
begins(struct dg_bytes s, size_t at, const char *what)
{
	size_t n = strlen(what);

	return s.n - at >= n && memcmp(s.p + at, what, n) == 0;
}

static struct span
scheme(struct dg_bytes s, size_t at, size_t last)
{
	size_t from = at;

	if (!begins(s, at, "://"))
		return (struct span){ 0, 0 };
	while (from > last && is_word((unsigned char)s.p[from - 1]))
		from--;
	return (struct span){ (uint32_t)from, (uint32_t)address_end(s, at + 3) };
}

/* o'neil@a.ie (RFC 5322, 3.2.3); not d'a@b.fr, where the letter is a word that lost its end. */
static bool
quote_in_mail(struct dg_bytes s, size_t at, size_t last)
{
	return at > last + 1 && s.p[at - 1] == '\'' && is_word((unsigned char)s.p[at - 2]) &&
	    ((at > last + 2 && in_mail((unsigned char)s.p[at - 3])) ||
	    !strchr("ldjmtscnLDJMTSCN", s.p[at - 2]));
}

static struct span
mail(struct dg_bytes s, size_t at, size_t last)
{
	size_t from = at, to = at + 1;

	while (from > last && (in_mail((unsigned char)s.p[from - 1]) ||
	    quote_in_mail(s, from, last)))
		from--;
	while (to < s.n && in_mail((unsigned char)s.p[to]))
		to++;
	while (to > at + 1 && !is_word((unsigned char)s.p[to - 1]))
		to--;
	if (from == at || to == at + 1)
		return (struct span){ 0, 0 };
	return (struct span){ (uint32_t)from, (uint32_t)to };
}

/* <b>, </b>, <!-- and <?xml, not < alone and not << */
static struct span
tag(struct dg_bytes s, size_t at, struct search *search)
{
	const char *end;
	unsigned char c = at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0;

	if (search->no_angle || (at > 0 && s.p[at - 1] == '<') ||
	    !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!'))
		return (struct span){ 0, 0 };
	if (!(end = memchr(s.p + at, '>', s.n - at))) {
		search->no_angle = true;
		return (struct span){ 0, 0 };
	}
	return (struct span){ (uint32_t)at, (uint32_t)(end - s.p + 1) };
}

/* `code`, as Markdown writes it; ``quotes'' are not */
static struct span
ticks(struct dg_bytes s, size_t at, struct search *search)
{
	const char *end;

	if (search->no_tick || begins(s, at, "``") || (at > 0 && s.p[at - 1] == '`'))
		return (struct span){ 0, 0 };
	if (!(end = memchr(s.p + at + 1, '`', s.n - at - 1))) {
		search->no_tick = true;
		return (struct span){ 0, 0 };
	}
	return (struct span){ (uint32_t)at, (uint32_t)(end - s.p + 1) };
}

/* '''bold''', as MediaWiki writes it, '''a string''', as Python does: three and more in a
 * row.  On a line with a backtick they may be ` within ``, as TeX closes them. */
static struct span
triple(struct dg_bytes s, size_t at, struct search *search)
{
	size_t to = at;

	while (to < s.n && s.p[to] == '\'')
		to++;
	if (!search->ticked) {
		search->tick = memchr(s.p, '`', s.n) != NULL;
		search->ticked = true;
	}
	return search->tick ? (struct span){ 0, 0 } : (struct span){ (uint32_t)at, (uint32_t)to };
}

/* "$(cut -d ":" -f 6)": what a shell runs within its quotes ends with the bracket. */
static struct span
command(struct dg_bytes s, size_t at)
{
	size_t depth = 0;

	for (size_t i = at + 2; i + 1 < s.n && i - at < COMMAND; i++) {
		depth += s.p[i] == '(';
		if (s.p[i] == ')' && --depth == 0)
			return s.p[i + 1] != '"' ? (struct span){ 0, 0 } :
			    (struct span){ (uint32_t)at, (uint32_t)(i + 2) };
	}
	return (struct span){ 0, 0 };
}

/* name="value", [ "$a" = "$b" ], $(f "$x") */
static struct span
assignment(struct dg_bytes s, size_t at)
{
	const char *end;
	size_t next = at + 1;
	bool value = at > 1 && s.p[at - 1] == '=' && is_word((unsigned char)s.p[at - 2]);
	size_t code = at > 1 && s.p[at - 1] == ' ' ? at - 2 : at - 1;
	bool variable = at > 0 && next + 1 < s.n && s.p[next] == '$' &&
	    s.p[next + 1] > '9' && is_word((unsigned char)s.p[next + 1]) &&
	    s.p[code] != 0 && strchr("[=(|&;", s.p[code]);

	if (!(value || variable) || next >= s.n ||
	    !(end = memchr(s.p + next, s.p[at], s.n - next)))
		return (struct span){ 0, 0 };
	return (struct span){ (uint32_t)at, (uint32_t)(end - s.p + 1) };
}

/* /etc/…, ~/…, ./… and ../… up to the next blank or mark */
static struct span
path(struct dg_bytes s, size_t at, size_t last)
{
	size_t from = at, to = at + 1;

	while (from > last && (s.p[from - 1] == '.' || s.p[from - 1] == '~'))
		from--;
	if (from > 0 && (is_word((unsigned char)s.p[from - 1]) ||
	    (unsigned char)s.p[from - 1] >= 0x80) && from == at)
		return (struct span){ 0, 0 };
	while (to < s.n && (in_mail((unsigned char)s.p[to]) || s.p[to] == '/' || s.p[to] == '~'))
		to++;
	while (to > at && (s.p[to - 1] == '.' || s.p[to - 1] == '%'))
		to--;
	return to > at + 1 ? (struct span){ (uint32_t)from, (uint32_t)to } : (struct span){ 0, 0 };
}

static struct span
span_at(struct dg_bytes s, size_t at, struct search *search)
{
	switch (s.p[at]) {
	case ':':
		return scheme(s, at, search->last);
	case '@':
		return mail(s, at, search->last);
	case '<':
		return tag(s, at, search);
	case '`':
		return ticks(s, at, search);
	case '/':
		return path(s, at, search->last);
	case '"':
		if (begins(s, at + 1, "$(") && dg_blank_at(s, at + 3) == 0)
			return command(s, at);
		return assignment(s, at);
	case '\'':
		return begins(s, at, "'''") ? triple(s, at, search) : assignment(s, at);
	case '.':
		if (at >= search->last + 3 && memcmp(s.p + at - 3, "www", 3) == 0 &&
		    (at == 3 || !is_word((unsigned char)s.p[at - 4])))
			return (struct span){ (uint32_t)at - 3, (uint32_t)address_end(s, at - 3) };
		/* fall through */
	default:
		return (struct span){ 0, 0 };
	}
}

/* Append the spans of one line; false when memory is out. */
bool
dg_protect(struct dg_typography *t, struct dg_bytes s, size_t stop)
{
	struct search search = { .last = 0 };
	struct span span;

	for (; stop < t->n_stops; stop++) {
		size_t i = t->stops[stop];

		if (!(t->look[(unsigned char)s.p[i]] & LOOK_PROTECT) || i < search.last)
			continue;
		span = span_at(s, i, &search);
		if (span.to <= i)
			continue;
		if (!dg_grow(&t->spans, &t->cap_spans, t->n_spans + 1, sizeof *t->spans))
			return false;
		t->spans[t->n_spans++] = span;
		search.last = span.to;
	}
	return true;
}
