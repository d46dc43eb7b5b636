/* pairing.c -- the pile: pages in, what is known of them already. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "pair/pair.h"

enum dg_status
dg_pairing_new(struct dg_pairing **ret, const char *const langs[], size_t n,
    const struct dg_lexicon *lexicon, struct dg_error *err)
{
	struct dg_pairing *pg;
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (n < 2 || n > SIDES)
		return dg_fail(err, DG_EUSAGE, 0, "%zu languages, not two or three", n);
	if (!(pg = calloc(1, sizeof *pg)))
		return dg_fail_nomem(err);
	pg->pile.lex = lexicon;
	pg->pile.sides = n;
	for (size_t i = 0; i < n && st == DG_OK; i++) {
		strncpy(pg->pile.lang[i], langs[i], sizeof pg->pile.lang[i] - 1);
		pg->pile.unspaced[i] = dg_language_unspaced(langs[i]);
		st = gather_new(&pg->gatherer[i], lexicon, pg->pile.lang[i], i, &pg->pile.clues, err);
	}
	if (st != DG_OK) {
		dg_pairing_free(pg);
		return st;
	}
	*ret = pg;
	return DG_OK;
}

static void
page_free(struct page *page)
{
	free(page->name);
	free(page->tokens);
}

void
dg_pairing_free(struct dg_pairing *pg)
{
	struct pile *p;

	if (!pg)
		return;
	p = &pg->pile;
	for (size_t i = 0; i < SIDES; i++)
		gather_free(pg->gatherer[i]);
	for (size_t i = 0; i < p->n; i++)
		page_free(&p->pages[i]);
	for (size_t x = 0; x < SIDES; x++)
		for (size_t y = 0; y < SIDES; y++)
			bridge_free(&p->bridge[x][y]);
	free(p->pages);
	free(p->first);
	free(p->posting);
	free(p->stamps[0]);
	free(p->stamps[1]);
	free(p->edges);
	free(p->known);
	free(pg->groups);
	free(pg->outcome);
	free(p->names.at);
	free(p->bytes.at);
	clues_free(&p->clues);
	free(pg);
}

/* "2019-05-21" as days; NO_DAY. */
static long
day_of(const char *date)
{
	int y, m, d;

	/* four digits at most: NOLINTNEXTLINE(cert-err34-c) */
	if (!date || sscanf(date, "%4d-%2d-%2d", &y, &m, &d) != 3)
		return NO_DAY;
	y -= m <= 2;		/* years from March, of 400 */
	return y * 365L + y / 4 - y / 100 + y / 400 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d;
}

/* ---- pages by their names, and by their bytes ---- */

static size_t
book_slot(const struct book *b, uint64_t hash)
{
	size_t at = (size_t)hash & (b->cells - 1);

	while (b->at[at].page && b->at[at].hash != hash)
		at = (at + 1) & (b->cells - 1);
	return at;
}

static uint32_t
book_find(const struct book *b, uint64_t hash)
{
	uint32_t page = b->cells ? b->at[book_slot(b, hash)].page : 0;

	return page ? page - 1 : NO_PAGE;
}

static bool
book_put(struct book *b, uint64_t hash, uint32_t page)
{
	struct book was = *b;

	if (b->cells <= 2 * (b->n + 1)) {
		b->cells = was.cells ? 2 * was.cells : 1024;
		if (!(b->at = calloc(b->cells, sizeof *b->at))) {
			*b = was;
			return false;
		}
		for (size_t i = 0; i < was.cells; i++)
			if (was.at[i].page)
				b->at[book_slot(b, was.at[i].hash)] = was.at[i];
		free(was.at);
	}
	b->at[book_slot(b, hash)] = (struct booked){ hash, page + 1 };
	b->n++;
	return true;
}

uint32_t
pile_page(const struct pile *p, const char *name)
{
	return book_find(&p->names, XXH3_64bits(name, strlen(name)));
}

/* ---- a page ---- */

/* The side whose language the text is in, else the one that the page claims, else the one
 * that the caller takes it for. */
static enum dg_status
find_side(const struct pile *p, const struct dg_page *page, const char *hint, uint8_t *side,
    struct dg_error *err)
{
	const char *said[3] = { NULL, page->lang, hint }, *is = NULL;
	struct dg_buf text = { 0 };
	bool told;

	for (size_t i = 0; i < page->n && text.n < 4000; i++) {
		dg_put_bytes(&text, page->paragraphs[i].text);
		dg_put_char(&text, '\n');
	}
	said[0] = dg_language_guess(dg_buf_bytes(&text));
	told = text.n > 200;	/* a few words may look like many a language */
	dg_buf_free(&text);
	for (size_t k = 0; k < 3; k++) {
		if (!said[k])
			continue;
		is = is ? is : said[k];
		for (size_t i = 0; i < p->sides; i++)
			if (dg_language_same(p->lang[i], said[k])) {
				*side = (uint8_t)i;
				return DG_OK;
			}
		if (k == 0 && told)
			break;
	}
	return is ? dg_fail(err, DG_EINPUT, 0, "the page is in '%s', none of the languages", is) :
	    dg_fail(err, DG_EINPUT, 0, "no telling which language the page is in");
}

enum dg_status
dg_pairing_add(struct dg_pairing *pg, const char *name, struct dg_bytes raw, const char *hint,
    struct dg_error *err)
{
	struct pile *p = &pg->pile;
	struct dg_page *from;
	struct page page = { .day = NO_DAY };
	uint64_t bytes = XXH3_64bits(raw.p, raw.n);
	uint32_t twin = book_find(&p->bytes, bytes);
	enum dg_status st;

	page.same = twin == NO_PAGE ? (uint32_t)p->n : twin;
	if (pile_page(p, name) != NO_PAGE)
		return dg_fail(err, DG_EINPUT, 0, "the page was given twice");
	if ((st = dg_page_read(&from, raw, NULL, err)) != DG_OK)
		return st;
	page.day = day_of(from->date);
	if ((st = find_side(p, from, hint, &page.side, err)) == DG_OK &&
	    (!(page.name = strdup(name)) ||
	    !dg_grow(&p->pages, &p->cap, p->n + 1, sizeof *p->pages)))
		st = dg_fail_nomem(err);
	if (st == DG_OK && !addresses_read(p, from, name, &page))
		st = dg_fail_nomem(err);
	if (st == DG_OK)
		st = gather_page(pg->gatherer[page.side], from, &page, err);
	dg_page_free(from);
	if (st == DG_OK && (!book_put(&p->names, XXH3_64bits(name, strlen(name)), (uint32_t)p->n) ||
	    (twin == NO_PAGE && !book_put(&p->bytes, bytes, (uint32_t)p->n))))
		st = dg_fail_nomem(err);
	if (st != DG_OK) {
		page_free(&page);
		return st;
	}
	p->pages[p->n++] = page;
	p->count[page.side]++;
	return DG_OK;
}

/* ---- an old manifest ---- */

enum dg_status
dg_pairing_keep(struct dg_pairing *pg, const char *const pages[], struct dg_error *err)
{
	struct pile *p = &pg->pile;
	struct group g = { .old = true };

	if (!dg_grow(&p->known, &p->cap_known, p->n_known + 1, sizeof *p->known))
		return dg_fail_nomem(err);
	for (size_t s = 0; s < SIDES; s++) {
		g.page[s] = NO_PAGE;
		if (s >= p->sides || !pages[s])
			continue;
		g.fixed |= (uint8_t)(1 << s);
		g.page[s] = pile_page(p, pages[s]);
		if (g.page[s] != NO_PAGE && p->pages[g.page[s]].side != s)
			g.page[s] = NO_PAGE;
		if (g.page[s] != NO_PAGE && p->pages[g.page[s]].old)
			return dg_fail(err, DG_EUSAGE, 0, "'%.120s' stands in two rows", pages[s]);
		if (g.page[s] != NO_PAGE)
			p->pages[g.page[s]].old = true;
	}
	p->known[p->n_known++] = g;
	return DG_OK;
}

