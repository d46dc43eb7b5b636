/* statement.c -- the whole way of one statement, in one process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statement/statement.h"

/* ---- language ---- */

/* The name that messages use for a language. */
static const char *
language_name(const char *tag)
{
	static const struct { const char *tag, *name; } names[] = {
		{ "fr", "French" }, { "zh", "Chinese" }, { "en", "English" }, { "de", "German" },
		{ "es", "Spanish" }, { "ru", "Russian" }, { "ar", "Arabic" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (dg_language_same(names[i].tag, tag))
			return names[i].name;
	return tag;
}

/* What the words of the page say comes before what its markup claims: pages are
 * copied from templates of another language. */
static enum dg_status
tell_language(struct dg_statement_side *side, const char *given, struct dg_error *err)
{
	struct dg_buf text = { 0 };
	const char *seen = given;
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < side->page->n && !given; i++) {
		dg_put_bytes(&text, side->page->paragraphs[i].text);
		dg_put_char(&text, '\n');
	}
	if (!seen && !text.failed)
		seen = dg_language_guess(dg_buf_bytes(&text));
	if (!seen)
		seen = side->page->lang;
	if (text.failed)
		st = dg_fail_nomem(err);
	else if (!seen)
		st = dg_fail(err, DG_EINPUT, 0, "cannot tell the language of the page");
	else if (strlen(seen) >= sizeof side->lang)
		st = dg_fail(err, DG_EUSAGE, 0, "language tag '%.40s' is too long", seen);
	else
		memcpy(side->lang, seen, strlen(seen) + 1);
	dg_buf_free(&text);
	return st;
}

static enum dg_status
languages_differ(const struct dg_statement *s, const struct dg_source sources[], size_t *at,
    struct dg_error *err)
{
	for (size_t i = 0; i < s->sides; i++)
		for (size_t k = 0; k < i; k++)
			if (dg_language_same(s->side[i].lang, s->side[k].lang)) {
				*at = i;
				return dg_fail(err, DG_EINPUT, 0, "is in %s, as is %s",
				    language_name(s->side[i].lang), sources[k].name);
			}
	return DG_OK;
}

/* ---- segments ---- */

static enum dg_status
add_segments(struct dg_segments *to, const struct dg_spans *spans, struct dg_bytes text,
    struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t k = 0; k < spans->n && st == DG_OK; k++)
		st = dg_segments_add(to, (struct dg_bytes){ text.p + spans->at[k].start,
		    spans->at[k].end - spans->at[k].start }, k == 0, err);
	return st;
}

static enum dg_status
cut(struct dg_statement_side *side, struct dg_kit *kit, struct dg_error *err)
{
	struct dg_segmenter *segmenter;
	struct dg_spans spans = { 0 };
	enum dg_status st = kit_segmenter(kit, side->lang, &segmenter, err);

	if (st != DG_OK)
		return st;
	if (!(side->segments = dg_segments_new()))
		st = dg_fail_nomem(err);
	for (size_t i = 0; i < side->page->n && st == DG_OK; i++) {
		struct dg_bytes text = side->page->paragraphs[i].text;

		if ((st = dg_segment(segmenter, text, &spans, err)) == DG_OK)
			st = add_segments(side->segments, &spans, text, err);
	}
	dg_spans_free(&spans);
	return st;
}

/* ---- typography ---- */

/* The segments as a document: a line each, an empty line between paragraphs. */
static struct dg_bytes *
as_lines(const struct dg_segments *s, size_t *n)
{
	struct dg_bytes *lines = malloc((2 * s->n + 1) * sizeof *lines);

	*n = 0;
	for (size_t i = 0; i < s->n && lines; i++) {
		if (i && s->opens[i])
			lines[(*n)++] = (struct dg_bytes){ "", 0 };
		lines[(*n)++] = s->at[i];
	}
	return lines;
}

/* Lines back to segments; as many came out as went in. */
static enum dg_status
from_lines(struct dg_segments **s, const struct dg_buf *out, struct dg_error *err)
{
	const struct dg_segments *was = *s;
	struct dg_segments *now = dg_segments_new();
	enum dg_status st = now ? DG_OK : dg_fail_nomem(err);
	size_t at = 0;

	for (size_t i = 0; i < was->n && st == DG_OK; i++) {
		const char *end;

		at += i && was->opens[i];
		end = memchr(out->p + at, '\n', out->n - at);
		/* hygiene may leave nothing of a line of controls: keep it then */
		if (end == out->p + at)
			st = dg_segments_add(now, was->at[i], was->opens[i], err);
		else
			st = dg_segments_add(now, (struct dg_bytes){ out->p + at,
			    (size_t)(end - (out->p + at)) }, was->opens[i], err);
		at = (size_t)(end - out->p) + 1;
	}
	if (st != DG_OK) {
		dg_segments_free(now);
		return st;
	}
	dg_segments_free(*s);
	*s = now;
	return DG_OK;
}

static enum dg_status
set_right(struct dg_statement_side *side, struct dg_kit *kit, bool hygiene, const char *space,
    struct dg_error *err)
{
	struct dg_typography *t;
	struct dg_buf out = { 0 };
	struct dg_bytes *lines = NULL;
	size_t n;
	enum dg_status st;

	if (side->segments->n == 0)
		return DG_OK;
	if ((st = kit_typography(kit, side->lang, hygiene, space, &t, err)) != DG_OK)
		return st;
	if (!(lines = as_lines(side->segments, &n)))
		return dg_fail_nomem(err);
	st = dg_typography_document(t, lines, n, &out, NULL, NULL, err);
	if (st == DG_OK)
		st = out.failed ? dg_fail_nomem(err) : from_lines(&side->segments, &out, err);
	dg_buf_free(&out);
	free(lines);
	return st;
}

static enum dg_status
number_paragraphs(struct dg_statement_side *side, struct dg_error *err)
{
	uint32_t at = 0;

	if (!(side->paragraph = calloc(side->segments->n + 1, sizeof *side->paragraph)))
		return dg_fail_nomem(err);
	for (size_t i = 0; i < side->segments->n; i++) {
		at += i && side->segments->opens[i];
		side->paragraph[i] = at;
	}
	return DG_OK;
}

/* ---- the columns of its bitext ---- */

enum { FIRST_SIDE = 3 };

static void
put_name(struct dg_buf *store, const char *a, const char *b)
{
	dg_put_format(store, "%s%s", a, b);
	dg_put(store, "", 1);
}

static const char *
date_of(const struct dg_statement *s)
{
	for (size_t i = 0; i < s->sides; i++)
		if (s->side[i].page->date)
			return s->side[i].page->date;
	return "";
}

/* The page of a side has a date of its own: another than the statement's. */
static bool
other_date(const struct dg_statement *s, size_t i)
{
	const char *date = s->side[i].page->date;

	return date && strcmp(date, date_of(s)) != 0;
}

static enum dg_status
name_columns(struct dg_statement *s, struct dg_error *err)
{
	struct dg_bytes *names = calloc(FIRST_SIDE + 3 * DG_TEXTS_MAX + 3, sizeof *names);
	size_t n = 0;

	if (!names)
		return dg_fail_nomem(err);
	put_name(&s->store, "doc", "");
	put_name(&s->store, "bead", "");
	put_name(&s->store, "score", "");
	for (size_t i = 0; i < s->sides; i++)
		put_name(&s->store, s->side[i].lang, "");
	put_name(&s->store, "paragraph", "");
	put_name(&s->store, "sentence", "");
	put_name(&s->store, "date", "");
	for (size_t i = 0; i < s->sides; i++)
		if (other_date(s, i))
			put_name(&s->store, "date-", s->side[i].lang);
	for (size_t i = 0; i < s->sides; i++)
		if (s->side[i].url)
			put_name(&s->store, "url-", s->side[i].lang);
	if (s->store.failed) {
		free(names);
		return dg_fail_nomem(err);
	}
	for (size_t at = 0; at < s->store.n; at += names[n++].n + 1)
		names[n] = dg_bytes_of(s->store.p + at);
	s->head = (struct dg_bitext_head){ .names = names, .n = n, .doc = 0, .bead = 1, .score = 2,
	    .first_side = FIRST_SIDE, .sides = s->sides };
	return DG_OK;
}

/* Where the bead begins: the paragraph of its first side that has a text, and the sentence
 * in it. */
static void
put_place(const struct dg_statement *s, const struct dg_bead *b, struct dg_buf *out)
{
	size_t side = 0, sentence = 0;
	uint32_t paragraph = 0;

	while (side < s->sides && b->to[side] == b->from[side])
		side++;
	if (side < s->sides) {
		size_t at = b->from[side];

		paragraph = s->side[side].paragraph[at];
		while (sentence < at && s->side[side].paragraph[at - sentence - 1] == paragraph)
			sentence++;
	}
	dg_put_number(out, paragraph);
	dg_put_char(out, 0);
	dg_put_number(out, sentence);
	dg_put_char(out, 0);
}

static void
put_cell(struct dg_buf *out, const char *s)
{
	dg_put(out, s, strlen(s) + 1);
}

/* Every cell ends in a NUL; the cells are cut apart when all are written. */
enum dg_status
dg_statement_row(const struct dg_statement *s, size_t k, struct dg_row *row, struct dg_error *err)
{
	const struct dg_bead *b = &s->alignment->beads[k];
	struct dg_buf *out = &row->text;
	size_t at = 0;

	out->n = 0;
	put_cell(out, s->document);
	dg_bead_format(b, s->sides, out);
	dg_put_format(out, "%c%.4f%c", 0, b->score, 0);
	for (size_t i = 0; i < s->sides; i++) {
		dg_segments_join(s->side[i].segments, s->side[i].lang, b->from[i], b->to[i], out);
		dg_put_char(out, 0);
	}
	put_place(s, b, out);
	put_cell(out, date_of(s));
	for (size_t i = 0; i < s->sides; i++)
		if (other_date(s, i))
			put_cell(out, s->side[i].page->date);
	for (size_t i = 0; i < s->sides; i++)
		if (s->side[i].url)
			put_cell(out, s->side[i].url);
	if (out->failed || !dg_grow(&row->cells, &row->cap, s->head.n, sizeof *row->cells))
		return dg_fail_nomem(err);
	for (size_t c = 0; c < s->head.n; c++) {
		const char *end = memchr(out->p + at, 0, out->n - at);

		row->cells[c] = (struct dg_bytes){ out->p + at, (size_t)(end - (out->p + at)) };
		at += row->cells[c].n + 1;
	}
	return DG_OK;
}

void
dg_row_free(struct dg_row *row)
{
	dg_buf_free(&row->text);
	free(row->cells);
	*row = (struct dg_row){ { 0 }, NULL, 0 };
}

/* ---- all of it ---- */

static enum dg_status
read_page(struct dg_statement_side *side, const struct dg_source *source, struct dg_error *err)
{
	struct dg_page_options opt = { .lang = source->lang, .charset = source->charset,
	    .url = source->url };
	enum dg_status st = dg_page_read(&side->page, source->raw, &opt, err);

	if (st == DG_OK)
		side->url = side->page->url;
	return st == DG_OK ? tell_language(side, source->lang, err) : st;
}

static enum dg_status
read_side(struct dg_statement_side *side, bool original, const struct dg_statement_options *opt,
    struct dg_kit *kit, struct dg_error *err)
{
	enum dg_status st = cut(side, kit, err);

	if (st == DG_OK && side->segments->n == 0)
		st = dg_fail(err, DG_EINPUT, 0, "the page holds no text");
	if (st == DG_OK && !opt->keep)
		st = set_right(side, kit, original, opt->space, err);
	return st == DG_OK ? number_paragraphs(side, err) : st;
}

static enum dg_status
make(struct dg_statement *s, const struct dg_source sources[],
    const struct dg_statement_options *opt, struct dg_kit *kit, size_t *at, struct dg_error *err)
{
	struct dg_align_options align = { .lexicon = opt->lexicon,
	    .max_bead = opt->max_bead, .moved = true,
	    .cache = kit_words(kit, opt->lexicon) };
	const struct dg_segments *text[DG_TEXTS_MAX];
	const char *lang[DG_TEXTS_MAX];
	enum dg_status st = DG_OK;

	for (*at = 0; *at < s->sides; ++*at)
		if ((st = read_page(&s->side[*at], &sources[*at], err)) != DG_OK)
			return st;
	if ((st = languages_differ(s, sources, at, err)) != DG_OK)
		return st;
	for (*at = 0; *at < s->sides; ++*at) {
		if ((st = read_side(&s->side[*at], *at > 0, opt, kit, err)) != DG_OK)
			return st;
		text[*at] = s->side[*at].segments;
		lang[*at] = s->side[*at].lang;
	}
	*at = 0;
	s->document = opt->document ? opt->document : sources[0].name;
	st = dg_align(&s->alignment, text, lang, s->sides, &align, err);
	return st == DG_OK ? name_columns(s, err) : st;
}

enum dg_status
dg_statement_make(struct dg_statement **ret, const struct dg_source sources[], size_t n,
    const struct dg_statement_options *opt, size_t *at, struct dg_error *err)
{
	static const struct dg_statement_options none;
	struct dg_kit *kit = opt ? opt->kit : NULL, *own = NULL;
	struct dg_statement *s;
	enum dg_status st;

	*ret = NULL;
	*at = 0;
	if (n < 2 || n > DG_TEXTS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "a statement has two or three texts, not %zu", n);
	if (!(s = calloc(1, sizeof *s)))
		return dg_fail_nomem(err);
	s->sides = n;
	st = kit ? DG_OK : dg_kit_new(&own, err);
	if (st == DG_OK)
		st = make(s, sources, opt ? opt : &none, kit ? kit : own, at, err);
	dg_kit_free(own);
	if (st != DG_OK) {
		dg_statement_free(s);
		return st;
	}
	*ret = s;
	return DG_OK;
}

void
dg_statement_free(struct dg_statement *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->sides; i++) {
		dg_page_free(s->side[i].page);
		dg_segments_free(s->side[i].segments);
		free(s->side[i].paragraph);
	}
	dg_alignment_free(s->alignment);
	free((void *)(uintptr_t)s->head.names);
	dg_buf_free(&s->store);
	free(s);
}
