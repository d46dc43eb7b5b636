/* style.c -- the names that a page's own style sheet does not display.  Only rules of
 * one class or id count: what a script shows later has longer selectors as a rule. */
#include <string.h>
#include <strings.h>

#include "text/text.h"

enum { NAMES_MAX = 16 * 1024 };

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct dg_bytes
trim(struct dg_bytes s)
{
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
dg_style_has(struct dg_bytes style, const char *rule)
{
	size_t n = strlen(rule);

	for (size_t p = 0; p + n <= style.n; p++) {
		size_t q = p, i = 0;

		for (; i < n && q < style.n; q++) {
			if (is_blank(style.p[q]))
				continue;
			if ((style.p[q] | 32) != (rule[i] | 32))
				break;
			i++;
		}
		if (i == n)
			return true;
	}
	return false;
}

/* Where `name` stands in the list; n: nowhere. */
static size_t
find(const struct dg_buf *names, struct dg_bytes name)
{
	for (size_t at = 0; at < names->n;) {
		size_t n = strlen(names->p + at);

		if (n == name.n && memcmp(names->p + at, name.p, n) == 0)
			return at;
		at += n + 1;
	}
	return names->n;
}

static void
add(struct dg_buf *names, struct dg_bytes name, bool hides)
{
	size_t at = find(names, name);

	if (hides && at == names->n && names->n < NAMES_MAX) {
		dg_put_bytes(names, name);
		dg_put_char(names, '\0');
	} else if (!hides && at < names->n) {
		/* a later rule shows it again */
		names->p[at] = '!';
	}
}

/* `.class` or `#id`, perhaps behind the name of an element. */
static bool
is_simple(struct dg_bytes *s)
{
	size_t dot = 0;

	while (dot < s->n && s->p[dot] != '.' && s->p[dot] != '#')
		dot++;
	for (size_t i = 0; i < s->n; i++)
		if (i != dot && (is_blank(s->p[i]) || strchr(".#:>+~[]*@(\"'", s->p[i])))
			return false;
	s->p += dot;
	s->n -= dot;
	return s->n > 1;
}

static void
read_rule(struct dg_buf *names, struct dg_bytes selectors, struct dg_bytes body)
{
	bool hides = dg_style_has(body, "display:none") || dg_style_has(body, "visibility:hidden");

	if (!hides && !dg_style_has(body, "display:"))
		return;
	for (size_t from = 0, i = 0; i <= selectors.n; i++)
		if (i == selectors.n || selectors.p[i] == ',') {
			struct dg_bytes one = trim((struct dg_bytes){ selectors.p + from, i - from });

			if (is_simple(&one))
				add(names, one, hides);
			from = i + 1;
		}
}

/* One past the comment or the block in braces that begins at `at`. */
static size_t
past(struct dg_bytes css, size_t at)
{
	size_t depth = 0;

	if (css.p[at] == '/') {
		for (at += 2; at + 1 < css.n; at++)
			if (css.p[at] == '*' && css.p[at + 1] == '/')
				return at + 2;
		return css.n;
	}
	for (; at < css.n; at++) {
		depth += css.p[at] == '{';
		if (css.p[at] == '}' && --depth == 0)
			return at + 1;
	}
	return css.n;
}

/* CSS 2.2 §4.1.1, as far as rule sets go; what stands in @media is for other media. */
void
dg_style_read(struct dg_buf *names, struct dg_bytes css)
{
	size_t from = 0;

	for (size_t at = 0; at < css.n;) {
		size_t end;

		if (css.p[at] == '/' && at + 1 < css.n && css.p[at + 1] == '*') {
			end = past(css, at);
			if (trim((struct dg_bytes){ css.p + from, at - from }).n == 0)
				from = end;
			at = end;
		} else if (css.p[at] == '{') {
			struct dg_bytes head = trim((struct dg_bytes){ css.p + from, at - from });

			end = past(css, at);
			if (head.n && head.p[0] != '@')
				read_rule(names, head, (struct dg_bytes){ css.p + at, end - at });
			at = from = end;
		} else {
			if (css.p[at] == ';' || css.p[at] == '}')
				from = at + 1;
			at++;
		}
	}
}

/* Does the list hold the id, or one of the classes? */
bool
dg_style_hides(const struct dg_buf *names, const char *class, const char *id)
{
	char name[128] = ".";

	for (const char *p = class; p && *p;) {
		size_t n = strcspn(p, " \t\r\n\f");

		if (n && n < sizeof name - 1) {
			memcpy(name + 1, p, n);
			if (find(names, (struct dg_bytes){ name, n + 1 }) < names->n)
				return true;
		}
		p += n + (p[n] != '\0');
	}
	if (!id || strlen(id) >= sizeof name - 1)
		return false;
	name[0] = '#';
	memcpy(name + 1, id, strlen(id));
	return find(names, (struct dg_bytes){ name, strlen(id) + 1 }) < names->n;
}
