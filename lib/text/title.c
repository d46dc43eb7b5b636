/* title.c -- which of the blocks above the text is its title. */
#include <string.h>

#include "text/text.h"

enum { TITLE_MIN = 4, TITLE_MAX = 400, FAR = 80 };

bool
dg_is_around(const struct dg_block *b)
{
	return b->around || (b->meta && !b->date) || (b->shape & (SHAPE_LINKS | SHAPE_NEVER));
}

double
dg_heading_weight(const struct dg_document *doc, const struct dg_block *b)
{
	static const double weights[] = { 0, 2, 1.5, 1, 0.5, 0.5, 0.5 };
	double w = b->titled ? 1 : 0;

	if (b->element != NO_ELEMENT)
		w += weights[doc->elements[b->element].level];
	w += b->bold * 10 >= b->width * 8 ? 0.7 : 0;
	return w + (b->large ? 1 : 0) + (b->centred ? 0.5 : 0);
}

static uint32_t
cell_of(const struct dg_document *doc, size_t i)
{
	uint32_t e = doc->blocks[i].element;

	return e == NO_ELEMENT ? NO_ELEMENT : doc->elements[e].cell;
}

/* In the column of a layout table in which the text stands, or above it. */
static double
column_weight(const struct dg_document *doc, size_t i, size_t first)
{
	uint32_t mine = cell_of(doc, i), texts = cell_of(doc, first);
	uint32_t outer = texts == NO_ELEMENT ? NO_ELEMENT : doc->elements[texts].table;

	/* a cell may stand outside of any table */
	if (texts == NO_ELEMENT || outer == NO_ELEMENT)
		return 0;
	return mine == texts || (mine != NO_ELEMENT && doc->elements[mine].table == outer &&
	    doc->elements[outer].fullest < 8) ? 0.5 : -0.5;
}

/* "IP/09/1677": one word with figures in it. */
static bool
is_code(const struct dg_document *doc, size_t i)
{
	struct dg_bytes s = dg_block_text(doc, i);
	bool digit = false;

	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] == ' ' || (unsigned char)s.p[k] >= 0x80)
			return false;
		digit |= s.p[k] >= '0' && s.p[k] <= '9';
	}
	return digit;
}

/* In favour: what the head says, what the type says, a date line right above or below.
 * Against: the place.  The name of the site agrees with the head too, but leads home. */
static double
title_score(const struct dg_document *doc, size_t i, size_t distance, double dated)
{
	const struct dg_block *b = &doc->blocks[i];
	double weight = dg_heading_weight(doc, b), score;
	/* what says nothing of being a heading leads home, whatever it agrees with */
	bool link = (b->shape & SHAPE_LINKS) && (b->agree < 0.95 || weight < 0.5);

	score = (link && weight < 1 ? 1 : 3) * b->agree + weight -
	    0.25 * (double)distance;

	if (b->width < TITLE_MIN || b->width > TITLE_MAX || b->date || (b->shape & SHAPE_WORDS))
		return -10;
	score += dated > 0 ? dated : i > 0 && b[-1].date && !b[-1].around ? 0.7 : 0;
	score -= b->around ? 3 : b->weak ? 0.5 : 0;
	score -= link ? 2 : 0;
	score -= b->width < 30 && b->agree < 0.6 && is_code(doc, i) ? 1.5 : 0;
	score -= b->shape & SHAPE_TRAIL ? (b->agree > 0.9 ? 0.5 : 3) : 0;
	return score - (b->ends && b->marks > 2 ? 1 : 0);
}

/* "Mr. Speaker,", "各位议员：": of the text, but it keeps no title away from it. */
static bool
is_salutation(const struct dg_document *doc, size_t i)
{
	struct dg_bytes s = dg_block_text(doc, i);

	return doc->blocks[i].width < 60 && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ':' || (s.n > 3 &&
	    (memcmp(s.p + s.n - 3, "，", 3) == 0 || memcmp(s.p + s.n - 3, "：", 3) == 0)));
}

static size_t
title_of_page(const struct dg_document *doc, size_t first)
{
	size_t best = doc->n_blocks, distance = 0;
	/* a date below: more for the line right above it, less for the next */
	double best_score = 0.9, dated = 0;

	for (size_t i = first; i-- > 0 && first - i < FAR * 4 && distance < FAR;) {
		const struct dg_block *b = &doc->blocks[i];
		double score = title_score(doc, i, distance, dated) + column_weight(doc, i, first);

		if (score > best_score) {
			best_score = score;
			best = i;
		}
		if (dg_is_around(b))
			continue;
		distance += !b->date && !is_salutation(doc, i);
		dated = b->date ? 1 : dated > 0.9 ? 0.8 : 0;
	}
	return best;
}

static bool
may_be_title(const struct dg_block *b)
{
	return !dg_is_around(b) && !b->date && b->width >= TITLE_MIN && b->width <= TITLE_MAX;
}

/* "MINISTRY OF …", "République de …": who writes, not what about. */
static bool
is_letterhead(const struct dg_document *doc, size_t i)
{
	static const char *const names[] = { "ministry ", "ministere ", "embassy ", "ambassade ", "consulate ",
		"consulat ", "republic ", "republique ", "kingdom ", "royaume ", "government ", "gouvernement ",
		"department ", "departement ", "office of ", "permanent mission ", "mission permanente ",
		"delegation ", "secretariat ", "the ministry ", "the embassy ", "中华人民共和国外交部", "外交部", "大使馆",
		"新闻司", "新闻处", "驻" };
	struct dg_buf f = { 0 };
	struct dg_bytes s;
	bool found = false;

	dg_fold(&f, dg_block_text(doc, i));
	s = dg_buf_bytes(&f);
	for (size_t k = 0; k < sizeof names / sizeof *names && !found && !f.failed; k++)
		found = s.n >= strlen(names[k]) && memcmp(s.p, names[k], strlen(names[k])) == 0;
	dg_buf_free(&f);
	return found;
}

/* The line between the date and the text that is a title, where the one above the date is
 * a letterhead; n_blocks: none. */
static size_t
title_below(const struct dg_document *doc, size_t date, size_t first)
{
	for (size_t i = date + 1; i < first; i++) {
		const struct dg_block *b = &doc->blocks[i];
		struct dg_bytes s = dg_block_text(doc, i);

		/* "Excellency," is none */
		if (may_be_title(b) && b->width >= 16 && !b->ends && s.p[s.n - 1] != ',' && s.p[s.n - 1] != ':')
			return i;
	}
	return doc->n_blocks;
}

/* Without type or head: the line above the date line or below it; else the
 * first of the longer lines that stand right above the text. */
static size_t
title_of_text(const struct dg_document *doc, size_t begin, size_t first)
{
	size_t best = doc->n_blocks, above = first;

	for (size_t i = begin; i < first; i++)
		if (doc->blocks[i].date)
			above = i;
	if (above < first) {
		for (size_t i = above; i-- > begin;)
			if (may_be_title(&doc->blocks[i])) {
				size_t below = is_letterhead(doc, i) ? title_below(doc, above, first) :
				    doc->n_blocks;

				return below < doc->n_blocks ? below : i;
			}
		above = first;
	}
	for (size_t i = above; i-- > begin;) {
		const struct dg_block *b = &doc->blocks[i];

		if (b->date || (b->shape & SHAPE_WORDS))
			continue;
		if (!may_be_title(b) || (best < first && (b->width < 20 || is_letterhead(doc, i))))
			break;
		best = i;
	}
	return best;
}

/* The first block of the <pre> that block `i` stands in; n_blocks: it stands in none. */
static size_t
begin_of_pre(const struct dg_document *doc, size_t i)
{
	uint32_t at = doc->blocks[i].element;

	while (at != NO_ELEMENT && !(doc->elements[at].is & TAG_PRE))
		at = doc->elements[at].parent;
	if (at == NO_ELEMENT)
		return doc->n_blocks;
	while (i > 0 && doc->blocks[i - 1].element >= at &&
	    doc->blocks[i - 1].element < doc->elements[at].end)
		i--;
	return i;
}

/* A plain text in a page has its title in itself, as one without a page has. */
size_t
dg_find_title(const struct dg_document *doc, size_t first)
{
	size_t pre, title;

	if (!doc->html)
		return title_of_text(doc, 0, first);
	title = title_of_page(doc, first);
	if ((pre = begin_of_pre(doc, first)) < doc->n_blocks)
		pre = title_of_text(doc, pre, first);
	return pre < doc->n_blocks && (title == doc->n_blocks || doc->blocks[pre].agree > 0.5) ?
	    pre : title;
}
