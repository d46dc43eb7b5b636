/* features.c -- what each block looks like: prose, link, title, label, cell. */
#include <string.h>

#include "text/text.h"

/* A sentence of officialese is wider than this; a menu entry is not. */
enum { PROSE_WIDTH = 50, PROSE_FULL = 800, TITLE_WIDTH = 400 };

/* Where an element that says of itself that it is none of the text holds this
 * much of the page's prose, it is wrong: ASP.NET puts whole pages into a form. */
static const double too_much = 0.4;

/* What stands at the end of a <title> is more often the name of the site. */
static double
contains(struct dg_bytes whole, struct dg_bytes part)
{
	double share = (double)part.n / (double)whole.n;

	for (size_t i = 0; i + part.n <= whole.n; i++)
		if (whole.p[i] == part.p[0] && memcmp(whole.p + i, part.p, part.n) == 0)
			return i ? 0.2 + 0.4 * share : 0.5 + 0.5 * share;
	return 0;
}

/* How well the folded block and the folded title of the head agree. */
static double
agreement(struct dg_bytes title, struct dg_bytes block)
{
	size_t same = 0, shorter = title.n < block.n ? title.n : block.n;

	if (shorter < 6 || block.n > 4 * title.n)
		return 0;
	if (block.n <= title.n && contains(title, block) > 0)
		return contains(title, block);
	while (same < shorter && title.p[same] == block.p[same])
		same++;
	/* cut short in the one, with an addition in the other */
	return same * 10 >= shorter * 8 ? 0.8 * (double)same / (double)block.n : 0;
}

/* "© 2002 The Board": what the foot of the page says is a site is no title of a text. */
static bool
names_site(const struct dg_document *doc, struct dg_bytes title, struct dg_buf *scratch)
{
	enum { FOOT = 8 };
	size_t from = doc->n_blocks > FOOT ? doc->n_blocks - FOOT : 0;

	for (size_t i = from; i < doc->n_blocks && title.n; i++) {
		struct dg_bytes s = dg_block_text(doc, i), f;

		if (s.n > 400 || contains(s, dg_bytes_of("©")) + contains(s, dg_bytes_of("opyright")) +
		    contains(s, dg_bytes_of("版权")) <= 0)
			continue;
		scratch->n = 0;
		dg_fold(scratch, s);
		f = dg_buf_bytes(scratch);
		if (f.n >= title.n && contains(f, title) > 0)
			return true;
	}
	return false;
}

/* What the head and the foot say of the page, folded. */
struct said { struct dg_buf title[2], site; bool is_site[2]; };

static void
read_head(const struct dg_document *doc, struct said *said, struct dg_buf *scratch)
{
	static const int from[] = { HEAD_OG_TITLE, HEAD_TITLE };

	for (int t = 0; t < 2; t++) {
		dg_fold(&said->title[t], dg_buf_bytes(&doc->head[from[t]]));
		said->is_site[t] = names_site(doc, dg_buf_bytes(&said->title[t]), scratch);
	}
	dg_fold(&said->site, dg_buf_bytes(&doc->head[HEAD_SITE]));
}

/* -1: what the head calls the title, but is the name of the site. */
static double
agreement_with(const struct said *said, struct dg_bytes block)
{
	double best = 0;

	if (block.n == 0 || dg_bytes_equal(block, dg_buf_bytes(&said->site)))
		return 0;
	for (int t = 0; t < 2; t++) {
		struct dg_bytes title = dg_buf_bytes(&said->title[t]);
		double a = said->is_site[t] ? 0 : agreement(title, block);

		if (said->is_site[t] && dg_bytes_equal(block, title))
			return -1;
		best = a > best ? a : best;
	}
	return best;
}

static void
agree_with_head(struct dg_document *doc)
{
	struct said said = { 0 };
	struct dg_buf f = { 0 };
	size_t longest;

	read_head(doc, &said, &f);
	longest = 8 * (said.title[0].n + said.title[1].n);
	for (size_t i = 0; i < doc->n_blocks && longest > 0; i++) {
		struct dg_block *b = &doc->blocks[i];

		/* far too long to agree: not worth the folding */
		if (b->width > TITLE_WIDTH || b->n > longest)
			continue;
		f.n = 0;
		dg_fold(&f, dg_block_text(doc, i));
		b->agree = agreement_with(&said, dg_buf_bytes(&f));
	}
	doc->failed |= said.title[0].failed | said.title[1].failed | said.site.failed | f.failed;
	dg_buf_free(&said.title[0]);
	dg_buf_free(&said.title[1]);
	dg_buf_free(&said.site);
	dg_buf_free(&f);
}

/* Of what is left when the links are cut: "21 May 2019 by". */
static struct dg_bytes
trim_end(struct dg_bytes s)
{
	static const char *const ends[] = { " ", "|", "[", "(", "-", "/", ",", "•", "·", "–", "【",
		"\xC2\xA0", "\xE3\x80\x80", " in", " dans" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);

		if (s.n > n && memcmp(s.p + s.n - n, ends[i], n) == 0) {
			s.n -= n;
			i = (size_t)-1;
		}
	}
	return s;
}

/* "【评论】【打印】", links or not: where it begins behind a date; s.n: nowhere. */
static size_t
brackets(struct dg_bytes s, const struct dg_words *words, struct dg_buf *scratch)
{
	for (size_t i = 1; i + 3 < s.n; i++)
		if (memcmp(s.p + i, "【", 3) == 0)
			return dg_words_shape(words, (struct dg_bytes){ s.p + i, s.n - i }, scratch) ? i : s.n;
	return s.n;
}

/* What the links are is said: "by …", "来源：…". */
static bool
announces(struct dg_bytes s)
{
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s.n > 4 && (s.p[s.n - 1] == ':' || memcmp(s.p + s.n - 3, "：", 3) == 0 ||
	    memcmp(s.p + s.n - 3, " by", 3) == 0 || memcmp(s.p + s.n - 4, " par", 4) == 0);
}

/* "21 May 2019 | Print": the date line ends where the links or the words of the page begin. */
static void
cut_tools(struct dg_document *doc, struct dg_block *b, const struct dg_words *words,
    struct dg_buf *scratch)
{
	struct dg_bytes all = { doc->text.p + b->at, b->n }, s = all;

	if (b->n > 300)
		return;
	s.n = b->tail ? b->tail : brackets(s, words, scratch);
	if (s.n == all.n || (announces(s) && !dg_words_shape(words,
	    (struct dg_bytes){ all.p + s.n, all.n - s.n }, scratch)))
		return;
	s = trim_end(s);
	if (!dg_is_date_line(s))
		return;
	b->n = s.n;
	b->width -= b->link < b->width ? b->link : 0;
	b->link = b->links = b->tail = 0;
}

/* Home / News / Title: links with slashes between them. */
static bool
is_path(const struct dg_block *b, struct dg_bytes s)
{
	size_t slashes = 0;

	for (size_t i = 0; b->links > 1 && b->width < TITLE_WIDTH && i + 3 <= s.n; i++)
		slashes += memcmp(s.p + i, " / ", 3) == 0;
	return slashes && slashes >= b->links && !b->ends;
}

/* "© 2024 The Board", anywhere in a line of a page. */
static bool
is_copyright(struct dg_bytes s)
{
	const char *p = s.p, *end = s.p + s.n;

	for (; s.n < 400 && p + 3 < end && (p = memchr(p, 0xC2, (size_t)(end - p - 3))); p++) {
		const char *q = p + 2;

		while (q < end && *q == ' ')
			q++;
		if ((unsigned char)p[1] == 0xA9 && end - q >= 4 &&
		    (memcmp(q, "20", 2) == 0 || memcmp(q, "19", 2) == 0))
			return true;
	}
	return false;
}

/* "© Ministry / A. Name", below a picture. */
static bool
is_credit(struct dg_bytes s)
{
	return s.n < 80 && s.n > 3 && memcmp(s.p, "©", 2) == 0;
}

static void
look_at(struct dg_document *doc, size_t i, const struct dg_words *words, struct dg_buf *scratch)
{
	struct dg_block *b = &doc->blocks[i];
	struct dg_bytes s;

	if (b->links || b->han)
		cut_tools(doc, b, words, scratch);
	s = dg_block_text(doc, i);
	if (b->link * 10 >= b->width * 6 && !(b->ends && b->width - b->link > 40))
		b->shape |= SHAPE_LINKS;
	/* two or more in brackets, with nothing said between them */
	if (b->links > 1 && b->unlinked == 0)
		b->shape |= SHAPE_LINKS;
	b->shape |= dg_words_shape(words, s, scratch);
	b->rights = !b->ends && is_copyright(s);
	b->shape |= b->rights || (!b->ends && is_credit(s)) ? SHAPE_WORDS : 0;
	if (b->width <= TITLE_WIDTH && (dg_is_trail(s) || is_path(b, s)))
		b->shape |= SHAPE_TRAIL;
	b->date = !(b->shape & SHAPE_STAMP) && b->agree < 0.6 && dg_is_date_line(s);
	/* "Source: X, 21 May 2019" */
	if (b->date)
		b->shape &= ~(unsigned)SHAPE_WORDS;
}

/* Sums from the blocks up: a parent stands before its children. */
static void
add_up(struct dg_document *doc)
{
	struct dg_element *e = doc->elements;

	for (size_t i = 0; i < doc->n_elements; i++) {
		e[i].width = e[i].prose = 0;
		e[i].blocks = e[i].linked = 0;
	}
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct dg_block *b = &doc->blocks[i];

		if (b->element == NO_ELEMENT)
			continue;
		e[b->element].width += b->width;
		e[b->element].prose += b->around ? 0 : b->prose;
		e[b->element].blocks++;
		e[b->element].linked += (b->shape & SHAPE_LINKS) != 0;
	}
	for (size_t i = doc->n_elements; i-- > 0;) {
		uint32_t up = e[i].parent;

		if ((e[i].is & TAG_CELL) && e[i].table != NO_ELEMENT) {
			struct dg_element *t = &e[e[i].table];

			t->widest = e[i].width > t->widest ? (uint32_t)e[i].width : t->widest;
			t->fullest = e[i].blocks > t->fullest ? e[i].blocks : t->fullest;
		}
		if (up == NO_ELEMENT)
			continue;
		e[up].width += e[i].width;
		e[up].prose += e[i].prose;
		e[up].blocks += e[i].blocks;
		e[up].linked += e[i].linked;
		e[up].end = e[i].end > e[up].end ? e[i].end : e[up].end;
	}
}

/* A table for layout has a table inside, one cell, or a column of text. */
static bool
is_layout(const struct dg_element *t)
{
	return t->nested || t->cells < 2 || t->widest > 600 || (t->fullest > 3 && t->widest > 200);
}

static enum dg_kind
kind_of(const struct dg_document *doc, const struct dg_block *b)
{
	const struct dg_element *e;

	if (b->element == NO_ELEMENT)
		return DG_BODY;
	e = &doc->elements[b->element];
	if (e->level || b->opener)
		return DG_HEADING;
	if (e->item)
		return DG_ITEM;
	if (e->cell != NO_ELEMENT && e->table != NO_ELEMENT && !is_layout(&doc->elements[e->table]))
		return DG_CELL;
	return b->bold * 10 >= b->width * 9 && b->width < 160 && !b->ends ? DG_HEADING : DG_BODY;
}

/* The weight of a block as prose.  Strictness 2: sentences of some length; 1:
 * sentences; 0: whatever is no link and no label. */
static double
prose(const struct dg_document *doc, const struct dg_block *b, int strict)
{
	uint32_t own = b->width - b->link;
	double full;

	if ((b->shape & (SHAPE_LINKS | SHAPE_WORDS)) || b->caption || own < 4 ||
	    b->hinted * 2 > b->width || (strict && (b->date || (b->agree > 0.85 && !b->ends))))
		return 0;
	if (strict && b->element != NO_ELEMENT && doc->elements[b->element].level &&
	    doc->elements[b->element].level < 4)
		return 0;
	if (strict == 2 && (own < PROSE_WIDTH || b->marks == 0 || !(b->ends || b->marks > 1)))
		return 0;
	if (strict == 1 && !b->ends)
		return 0;
	full = own < PROSE_FULL ? own : PROSE_FULL;
	return full / 100 * (1 - (double)b->link / b->width);
}

static double
weigh(struct dg_document *doc, int strict)
{
	double total = 0;

	for (size_t i = 0; i < doc->n_blocks; i++) {
		doc->blocks[i].prose = prose(doc, &doc->blocks[i], strict);
		total += doc->blocks[i].prose;
	}
	return total;
}

/* A teaser: a link or two and a few words about what is behind it. */
static bool
is_card(const struct dg_element *e)
{
	return e->blocks > 1 && e->blocks < 6 && e->linked > 0 && !(e->is & (TAG_CELL | TAG_TABLE));
}

/* Two and more teasers in a row, made alike, are a list of other pages, if they are not
 * most of this one. */
static void
mark_cards(struct dg_document *doc, double total)
{
	struct dg_element *e = doc->elements;

	for (uint32_t up = 0; up < doc->n_elements; up++) {
		const struct dg_element *last = NULL;
		double prose = 0;

		for (uint32_t c = up + 1; c < e[up].end; c = e[c].end)
			prose += is_card(&e[c]) ? e[c].prose : 0;
		if (prose <= 0 || prose > 0.6 * total)
			continue;
		for (uint32_t c = up + 1; c < e[up].end; c = e[c].end) {
			if (!is_card(&e[c]))
				continue;
			if (last && last->like == e[c].like)
				e[c].is |= TAG_AROUND, e[last - e].is |= TAG_AROUND;
			last = &e[c];
		}
	}
}

/* What follows "More from …" in the same place counts for less as the text. */
static void
weigh_sections(struct dg_document *doc)
{
	const struct dg_element *e = doc->elements;

	for (size_t i = 0; i < doc->n_blocks && doc->n_elements; i++) {
		uint32_t in = doc->blocks[i].element, up;

		if (!(doc->blocks[i].shape & SHAPE_SECTION) || in == NO_ELEMENT)
			continue;
		up = e[in].parent == NO_ELEMENT ? in : e[in].parent;
		for (; i + 1 < doc->n_blocks && doc->blocks[i + 1].element != NO_ELEMENT &&
		    doc->blocks[i + 1].element < e[up].end; i++)
			doc->blocks[i + 1].prose *= 0.2;
	}
}

/* What elements say of themselves, passed down, believed within reason. */
static void
believe_names(struct dg_document *doc, double total)
{
	struct dg_element *e = doc->elements;

	for (size_t i = 0; i < doc->n_elements; i++) {
		bool much = e[i].prose > too_much * total;

		e[i].around = (e[i].is & TAG_AROUND) && !much;
		e[i].weak = (e[i].is & TAG_WEAK) && !much;
		e[i].meta = (e[i].is & TAG_META) && !much;
		e[i].hidden = (e[i].is & TAG_HIDDEN) && !much;
		if (e[i].parent != NO_ELEMENT) {
			e[i].around |= e[e[i].parent].around;
			e[i].weak |= e[e[i].parent].weak;
			e[i].meta |= e[e[i].parent].meta;
			e[i].hidden |= e[e[i].parent].hidden;
			e[i].notes = e[e[i].parent].notes;
		}
		/* an <aside> may hold the notes */
		e[i].notes |= (e[i].is & TAG_NOTES) != 0;
		e[i].around &= !e[i].notes;
	}
	for (size_t i = 0; i < doc->n_blocks; i++) {
		struct dg_block *b = &doc->blocks[i];

		b->around = b->hinted * 10 >= b->width * 8;
		if (b->element != NO_ELEMENT) {
			b->around |= e[b->element].around || e[b->element].hidden;
			b->hidden = e[b->element].hidden;
			b->meta = e[b->element].meta;
			b->weak = e[b->element].weak;
			b->notes = e[b->element].notes;
		}
	}
}

void
dg_features(struct dg_document *doc)
{
	struct dg_buf scratch = { 0 };
	double total = 0;

	agree_with_head(doc);
	for (size_t i = 0; i < doc->n_blocks; i++)
		look_at(doc, i, dg_words(), &scratch);
	dg_buf_free(&scratch);
	/* a page of short lines is judged by them, one of links by none */
	for (int strict = 2; strict >= 0 && total <= 0; strict--) {
		total = weigh(doc, strict);
		for (size_t i = 0; i < doc->n_blocks; i++)
			doc->blocks[i].around = false;
		add_up(doc);
		mark_cards(doc, total);
		weigh_sections(doc);
		believe_names(doc, total);
		add_up(doc);
		total = doc->n_elements ? doc->elements[0].prose : total;
	}
	for (size_t i = 0; i < doc->n_blocks; i++)
		doc->blocks[i].kind = kind_of(doc, &doc->blocks[i]);
}
