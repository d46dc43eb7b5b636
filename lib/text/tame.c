/* tame.c -- what libxml2 takes quadratic time for is cut from the bytes before it sees
 * them: thousands of attributes in one tag, end tags of what was never begun.  Both say
 * nothing about the text. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/text.h"

/* Pages below TAME bytes are too small to hurt; of a tag's attributes the first ones count. */
enum { TAME = 64 * 1024, TAG_LONG = 4096, ATTRIBUTES = 256, NAMES = 4096 };

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* One past the name at `at`, and a hash of it, case aside. */
static size_t
past_name(struct dg_bytes s, size_t at, uint32_t *h)
{
	*h = 2166136261u;
	for (; at < s.n && !is_blank(s.p[at]) && s.p[at] != '>' && s.p[at] != '/'; at++)
		*h = (*h ^ (unsigned char)(s.p[at] | 32)) * 16777619u;
	return at;
}

/* One past the `>` of the tag, quoted ones aside; *cut: behind its first attributes. */
static size_t
past_tag(struct dg_bytes s, size_t at, size_t *cut)
{
	size_t n = 0;

	*cut = 0;
	while (at < s.n && s.p[at] != '>') {
		const char *close;

		if (is_blank(s.p[at]) && at + 1 < s.n && !is_blank(s.p[at + 1]) && ++n == ATTRIBUTES)
			*cut = at;
		if (s.p[at] == '=' && at + 1 < s.n && (s.p[at + 1] == '"' || s.p[at + 1] == '\'')) {
			close = memchr(s.p + at + 2, s.p[at + 1], s.n - at - 2);
			at = close ? (size_t)(close - s.p) : at + 1;
		}
		at++;
	}
	return at < s.n ? at + 1 : s.n;
}

static bool
is_raw_text(struct dg_bytes name)
{
	return (name.n == 6 && strncasecmp(name.p, "script", 6) == 0) ||
	    (name.n == 5 && strncasecmp(name.p, "style", 5) == 0);
}

/* Behind the script or style that begins at `at`, or behind the comment. */
static size_t
past_raw(struct dg_bytes s, size_t at, const char *end)
{
	size_t n = strlen(end);

	for (; at + n <= s.n; at++) {
		const char *p = memchr(s.p + at, end[0], s.n - n + 1 - at);

		if (!p)
			break;
		at = (size_t)(p - s.p);
		if (strncasecmp(p, end, n) == 0)
			return at;
	}
	return s.n;
}

/* <![if …]>, <![endif]> (WHATWG HTML, "bogus comment state"): what Word writes around its
 * lists is text to libxml2. */
void
dg_drop_bogus(struct dg_buf *out, struct dg_bytes s)
{
	size_t from = 0;

	for (size_t at = 0; at + 3 < s.n;) {
		const char *p = memchr(s.p + at, '!', s.n - at - 1), *end;

		if (!p)
			break;
		at = (size_t)(p - s.p) + 1;
		if (at > 1 && p[-1] == '<' && at + 1 < s.n && p[1] == '-' && p[2] == '-') {
			at = past_raw(s, at + 2, "-->");
			continue;
		}
		if (at < 2 || p[-1] != '<' || s.n - at < 6 || (strncasecmp(p + 1, "[if", 3) != 0 &&
		    strncasecmp(p + 1, "[endif", 6) != 0))
			continue;
		if (!(end = memchr(p, '>', s.n - at)))
			break;
		dg_put(out, s.p + from, at - 2 - from);
		at = from = (size_t)(end - s.p) + 1;
	}
	if (from)
		dg_put(out, s.p + from, s.n - from);
}

struct tamer {
	struct dg_bytes s;
	struct dg_buf *out;
	size_t from;			/* what stands from here on is not yet copied */
	uint32_t open[NAMES];		/* begun, not ended, by the hash of the name */
};

static void
leave_out(struct tamer *t, size_t at, size_t end)
{
	dg_put(t->out, t->s.p + t->from, at - t->from);
	t->from = end;
}

static size_t
end_tag(struct tamer *t, size_t at)
{
	uint32_t h;
	size_t name = past_name(t->s, at + 2, &h), cut, end = past_tag(t->s, name, &cut);
	uint32_t *open = &t->open[h % NAMES];
	size_t n = name - at - 2;

	if (*open)
		--*open;
	/* </p> and </br> break a paragraph even where nothing is open */
	else if (!((n == 1 && (t->s.p[at + 2] | 32) == 'p') ||
	    (n == 2 && strncasecmp(t->s.p + at + 2, "br", 2) == 0)))
		leave_out(t, at, end);
	return end;
}

static size_t
start_tag(struct tamer *t, size_t at)
{
	uint32_t h;
	size_t name = past_name(t->s, at + 1, &h), cut, end = past_tag(t->s, name, &cut);
	struct dg_bytes what = { t->s.p + at + 1, name - at - 1 };

	t->open[h % NAMES]++;
	if (cut && end - at > TAG_LONG && end > cut)
		leave_out(t, cut, end - 1);
	if (is_raw_text(what))
		return past_raw(t->s, end, what.n == 6 ? "</script" : "</style");
	return end;
}

void
dg_tame(struct dg_buf *out, struct dg_bytes s)
{
	struct tamer t = { .s = s, .out = out };

	if (s.n < TAME)
		return;
	for (size_t at = 0; at + 1 < s.n;) {
		const char *lt = memchr(s.p + at, '<', s.n - 1 - at);

		if (!lt)
			break;
		at = (size_t)(lt - s.p);
		if (s.n - at > 3 && memcmp(lt, "<!--", 4) == 0)
			at = past_raw(s, at + 4, "-->");
		else if (lt[1] == '/' && at + 2 < s.n && is_letter(lt[2]))
			at = end_tag(&t, at);
		else if (is_letter(lt[1]))
			at = start_tag(&t, at);
		else
			at++;
	}
	if (t.from)
		dg_put(out, s.p + t.from, s.n - t.from);
}
