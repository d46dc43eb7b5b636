/* tsv.c -- the bitext between the tools: a header line, then a row a bead. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include "drogman/bitext.h"
#include "base/base.h"

enum { ROW_MAX = 64 << 20, TAG_MAX = 64 };

struct dg_bitext {
	struct dg_lines *lines;
	struct dg_bitext_head head;
	char *text;		/* the header line */
	struct dg_bytes *names, *cells;
};

static bool
known_to_icu(const char *language)
{
	for (const char *const *l = uloc_getISOLanguages(); *l; l++)
		if (strcmp(*l, language) == 0)
			return true;
	return false;
}

bool
dg_is_language(struct dg_bytes tag)
{
	char name[TAG_MAX + 1], locale[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY];
	UErrorCode u = U_ZERO_ERROR;
	int32_t parsed = 0;

	if (tag.n < 2 || tag.n > TAG_MAX || memchr(tag.p, '\0', tag.n))
		return false;
	/* ICU forgives the underscore, BCP 47 does not */
	if (memchr(tag.p, '_', tag.n))
		return false;
	memcpy(name, tag.p, tag.n);
	name[tag.n] = '\0';
	uloc_forLanguageTag(name, locale, sizeof locale, &parsed, &u);
	if (U_FAILURE(u) || (size_t)parsed != tag.n)
		return false;
	uloc_getLanguage(locale, language, sizeof language, &u);
	return U_SUCCESS(u) && known_to_icu(language);
}

bool
dg_is_blank(struct dg_bytes s)
{
	size_t at = 0;

	while (at < s.n) {
		uint32_t c = dg_decode(s, &at);

		if (!u_isUWhiteSpace((UChar32)c))
			return false;
	}
	return true;
}

static bool
is(struct dg_bytes s, const char *name)
{
	return dg_bytes_equal(s, dg_bytes_of(name));
}

/* Cut `line` at its tabs into at most `cap` cells; returns how many there are. */
static size_t
cut(struct dg_bytes line, struct dg_bytes *cells, size_t cap)
{
	size_t n = 0;

	for (;;) {
		const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
		size_t len = tab ? (size_t)(tab - line.p) : line.n;

		if (n < cap)
			cells[n] = (struct dg_bytes){ line.p, len };
		n++;
		if (!tab)
			return n;
		line.p += len + 1;
		line.n -= len + 1;
	}
}

static void
find_languages(struct dg_bitext_head *head)
{
	size_t i = 0;

	if (head->score >= 0 && (size_t)head->score + 1 < head->n &&
	    dg_is_language(head->names[head->score + 1]))
		i = (size_t)head->score + 1;
	while (i < head->n && !dg_is_language(head->names[i]))
		i++;
	head->first_side = i;
	while (i < head->n && dg_is_language(head->names[i]))
		i++;
	head->sides = i - head->first_side;
}

static enum dg_status
check_names(const struct dg_bitext_head *head, struct dg_error *err)
{
	for (size_t i = 0; i < head->n; i++) {
		struct dg_bytes a = head->names[i];

		if (a.n == 0)
			return dg_fail(err, DG_EINPUT, 1, "column %zu has no name", i + 1);
		for (size_t k = 0; k < i; k++)
			if (dg_bytes_equal(a, head->names[k]))
				return dg_fail(err, DG_EINPUT, 1, "column '%.*s' stands twice",
				    (int)(a.n < 64 ? a.n : 64), a.p);
	}
	if (head->sides == 0)
		return dg_fail(err, DG_EINPUT, 1, "no language among the columns");
	if (head->sides > DG_SIDES_MAX)
		return dg_fail(err, DG_EINPUT, 1, "%zu languages, the most is %d", head->sides,
		    (int)DG_SIDES_MAX);
	return DG_OK;
}

enum { COLUMNS_MAX = 1000 };	/* names are compared pair by pair */

static enum dg_status
read_head(struct dg_bitext *b, struct dg_error *err)
{
	struct dg_bytes line;
	struct dg_bitext_head *head = &b->head;
	enum dg_status st = dg_lines_next(b->lines, &line, err);

	if (st == DG_END)
		return dg_fail(err, DG_EINPUT, 0, "no header line");
	if (st != DG_OK)
		return st;
	head->n = cut(line, NULL, 0);
	if (head->n > COLUMNS_MAX)
		return dg_fail(err, DG_EINPUT, 1, "%zu columns, the most is %d", head->n,
		    (int)COLUMNS_MAX);
	b->text = malloc(line.n + 1);
	b->names = calloc(head->n, sizeof *b->names);
	b->cells = calloc(head->n, sizeof *b->cells);
	if (!b->text || !b->names || !b->cells)
		return dg_fail_nomem(err);
	if (line.n)
		memcpy(b->text, line.p, line.n);
	cut((struct dg_bytes){ b->text, line.n }, b->names, head->n);
	head->names = b->names;
	head->doc = head->bead = head->score = -1;
	for (size_t i = 0; i < head->n; i++) {
		if (is(b->names[i], "doc"))
			head->doc = (int)i;
		else if (is(b->names[i], "bead"))
			head->bead = (int)i;
		else if (is(b->names[i], "score"))
			head->score = (int)i;
	}
	find_languages(head);
	return check_names(head, err);
}

enum dg_status
dg_bitext_new(struct dg_bitext **ret, struct dg_in *in, struct dg_error *err)
{
	struct dg_bitext *b;
	enum dg_status st;

	*ret = NULL;
	if (!(b = calloc(1, sizeof *b)))
		return dg_fail_nomem(err);
	if ((st = dg_lines_new(&b->lines, in, ROW_MAX, err)) != DG_OK ||
	    (st = read_head(b, err)) != DG_OK) {
		dg_bitext_free(b);
		return st;
	}
	*ret = b;
	return DG_OK;
}

const struct dg_bitext_head *
dg_bitext_head(const struct dg_bitext *b)
{
	return &b->head;
}

enum dg_status
dg_bitext_next(struct dg_bitext *b, const struct dg_bytes **cells, struct dg_error *err)
{
	struct dg_bytes line;
	enum dg_status st;
	size_t n;

	if ((st = dg_lines_next(b->lines, &line, err)) != DG_OK)
		return st;
	n = cut(line, b->cells, b->head.n);
	if (n != b->head.n)
		return dg_fail(err, DG_EINPUT, dg_lines_number(b->lines),
		    "%zu cells where the header has %zu", n, b->head.n);
	*cells = b->cells;
	return DG_OK;
}

uint64_t
dg_bitext_line(const struct dg_bitext *b)
{
	return dg_lines_number(b->lines);
}

void
dg_bitext_free(struct dg_bitext *b)
{
	if (!b)
		return;
	dg_lines_free(b->lines);
	free(b->text);
	free(b->names);
	free(b->cells);
	free(b);
}

/* Of eight bytes none is below 16, as tab and line breaks are: one of the upper four bits
 * of each is set. */
static bool
eight_are_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t w;

	memcpy(&w, p, 8);
	w |= w >> 2;
	w |= w >> 1;
	return (~w & ones << 4) == 0;
}

/* It holds surely neither tab nor line break. */
static bool
is_plain(struct dg_bytes s)
{
	size_t at = 0;

	if (s.n >= 8) {
		for (; s.n - at > 8; at += 8)
			if (!eight_are_plain(s.p + at))
				return false;
		return eight_are_plain(s.p + s.n - 8);
	}
	for (; at < s.n; at++)
		if ((unsigned char)s.p[at] < 16)
			return false;
	return true;
}

static void
put_cell(struct dg_out *out, struct dg_bytes s)
{
	size_t from = 0;

	if (is_plain(s)) {
		dg_out_put(out, s.p, s.n);
		return;
	}
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
			continue;
		if (i > from)
			dg_out_put(out, s.p + from, i - from);
		dg_out_put(out, " ", 1);
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			i++;
		from = i + 1;
	}
	if (s.n > from)
		dg_out_put(out, s.p + from, s.n - from);
}

/* All cells at once, where all is plain and the row not too long. */
static bool
put_plain(struct dg_out *out, const struct dg_bytes *cells, size_t n)
{
	size_t size = n;
	char *p;

	for (size_t i = 0; i < n; i++) {
		if (!is_plain(cells[i]))
			return false;
		size += cells[i].n;
	}
	if (n == 0 || !(p = dg_out_room(out, size)))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (cells[i].n)
			memcpy(p, cells[i].p, cells[i].n);
		p += cells[i].n;
		*p++ = i + 1 < n ? '\t' : '\n';
	}
	return true;
}

void
dg_bitext_put(struct dg_out *out, const struct dg_bytes *cells, size_t n)
{
	if (put_plain(out, cells, n))
		return;
	for (size_t i = 0; i < n; i++) {
		if (i)
			dg_out_put(out, "\t", 1);
		put_cell(out, cells[i]);
	}
	dg_out_put(out, "\n", 1);
}
