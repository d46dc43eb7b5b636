/* text.c -- small questions about texts, tags, dates and numbers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uloc.h>

#include "memory/memory.h"

enum { TAG_MAX = 64 };

bool
memory_is(struct dg_bytes s, const char *name)
{
	return dg_bytes_equal(s, dg_bytes_of(name));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool
memory_same_tag(struct dg_bytes a, struct dg_bytes b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

uint64_t
memory_tag_hash(struct dg_bytes tag)
{
	char name[TAG_MAX];
	size_t n = tag.n < sizeof name ? tag.n : sizeof name;

	for (size_t i = 0; i < n; i++)
		name[i] = lower(tag.p[i]);
	return memory_hash(5, (struct dg_bytes){ name, n });
}

bool
memory_good_tag(struct dg_bytes tag)
{
	char name[TAG_MAX + 1], locale[ULOC_FULLNAME_CAPACITY];
	UErrorCode u = U_ZERO_ERROR;
	int32_t parsed = 0;

	if (tag.n < 2 || tag.n > TAG_MAX || memchr(tag.p, '\0', tag.n) ||
	    memchr(tag.p, '_', tag.n))
		return false;
	memcpy(name, tag.p, tag.n);
	name[tag.n] = '\0';
	uloc_forLanguageTag(name, locale, sizeof locale, &parsed, &u);
	return U_SUCCESS(u) && (size_t)parsed == tag.n;
}

bool
memory_there(const struct dg_side *side)
{
	return !dg_is_blank(side->text);
}

const struct dg_side *
memory_side(const struct dg_unit *unit, const char *tag)
{
	for (size_t i = 0; i < unit->sides_n; i++)
		if (memory_there(&unit->sides[i]) && (!tag ||
		    memory_same_tag(unit->sides[i].tag, dg_bytes_of(tag))))
			return &unit->sides[i];
	return NULL;
}

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

bool
memory_good_date(struct dg_bytes d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int month, day;

	if (d.n != 16 || d.p[8] != 'T' || d.p[15] != 'Z')
		return false;
	for (size_t i = 0; i < 15; i++)
		if (i != 8 && (d.p[i] < '0' || d.p[i] > '9'))
			return false;
	month = two(d.p + 4);
	day = two(d.p + 6);
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return two(d.p + 9) < 24 && two(d.p + 11) < 60 && two(d.p + 13) <= 60;
}

static bool
digits(struct dg_bytes s, size_t *at, double *x, int *places)
{
	size_t from = *at;

	for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at) {
		*x = *x * 10 + (s.p[*at] - '0');
		++*places;
	}
	return *at > from;
}

bool
memory_number(struct dg_bytes s, double *x)
{
	size_t at = 0;
	int places = 0, whole = 0, expo_places = 0;
	double e = 0;
	bool minus = false;

	*x = 0;
	if (s.n > 40 || !digits(s, &at, x, &whole))
		return false;
	if (at < s.n && s.p[at] == '.' && (at++, !digits(s, &at, x, &places)))
		return false;
	if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
		at++;
		if (at < s.n && (s.p[at] == '-' || s.p[at] == '+'))
			minus = s.p[at++] == '-';
		if (!digits(s, &at, &e, &expo_places))
			return false;
	}
	*x *= pow(10, (minus ? -e : e) - places);
	return at == s.n;
}

bool
memory_field(struct dg_bytes *list, struct dg_bytes *field)
{
	const char *tab;

	if (!list->p)
		return false;
	tab = list->n ? memchr(list->p, '\t', list->n) : NULL;
	field->p = list->p;
	field->n = tab ? (size_t)(tab - list->p) : list->n;
	list->n -= field->n + (tab != NULL);
	list->p = tab ? tab + 1 : NULL;
	return true;
}

int
memory_brief(struct dg_bytes s)
{
	size_t n = s.n < 60 ? s.n : 60;

	while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return (int)n;
}

char *
memory_copy(struct dg_bytes s)
{
	char *p = malloc(s.n + 1);

	if (p && s.n)
		memcpy(p, s.p, s.n);
	if (p)
		p[s.n] = '\0';
	return p;
}

struct span
memory_keep(struct dg_buf *buf, struct dg_bytes s)
{
	struct span span = { buf->n, s.n };

	dg_put_bytes(buf, s);
	return span;
}

struct dg_bytes
memory_kept(const struct dg_buf *buf, struct span span)
{
	return (struct dg_bytes){ span.n ? buf->p + span.at : "", span.n };
}

bool
memory_one_of(struct dg_bytes s, const char *const *names)
{
	for (; *names; names++)
		if (memory_is(s, *names))
			return true;
	return false;
}

void
memory_set_text(struct dg_buf *buf, struct dg_bytes s)
{
	buf->n = 0;
	dg_put_bytes(buf, s);
}
