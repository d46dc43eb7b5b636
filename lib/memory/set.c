/* set.c -- a set of hashes with a value each, in bounded memory.  The newest stand in a
 * table; when that is full it goes, sorted, to a file without a name.  Four files of a
 * size become one (a log-structured merge tree, O'Neil et al. 1996).  A blocked Bloom
 * filter (Putze et al. 2007) of ten bits a hash says which file need not be asked, the
 * first hash of every page where in it to look. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/gzip.h"
#include "memory/set.h"

enum { FIRST_BITS = 8, LAST_BITS = 15, SPARE = 512, PAGE = 128, FAN = 4,
    FILTER_BITS = 10, PROBES = 6 };

struct memory_slot { uint64_t hash, value; };

struct memory_run {
	int fd, level;
	size_t n, blocks;
	uint64_t *fences;	/* the first hash of each page */
	uint64_t (*filter)[8];	/* NULL: whatever is asked may be there */
};

/* ---- runs ---- */

static void
run_free(struct memory_run *r)
{
	if (r->fd >= 0)
		close(r->fd);
	free(r->fences);
	free(r->filter);
}

static bool
run_new(struct memory_run *r, size_t n, int level)
{
	*r = (struct memory_run){ .fd = temporary_file(NULL), .level = level };
	r->blocks = n * FILTER_BITS / 512 + 1;
	r->fences = calloc(n / PAGE + 1, sizeof *r->fences);
	r->filter = calloc(r->blocks, sizeof *r->filter);
	if (r->fd >= 0 && r->fences && r->filter)
		return true;
	run_free(r);
	return false;
}

/* Six bits of one cache line; all of them set, with `set`, or asked for. */
static bool
filter(const struct memory_run *r, uint64_t hash, bool set)
{
	uint64_t *block;

	if (!r->filter)
		return true;
	block = r->filter[(hash >> 32) * r->blocks >> 32];
	for (int i = 0; i < PROBES; i++, hash >>= 9) {
		uint64_t bit = (uint64_t)1 << (hash & 63);
		uint64_t *word = &block[hash >> 6 & 7];

		if (set)
			*word |= bit;
		else if (!(*word & bit))
			return false;
	}
	return true;
}

struct page { struct memory_slot slots[PAGE]; size_t n, at; };

static bool
flush_page(struct memory_run *r, struct page *page)
{
	bool good = write_whole(r->fd, page->slots, page->n * sizeof *page->slots) == 0;

	page->n = 0;
	return good;
}

static bool
run_add(struct memory_run *r, struct page *page, struct memory_slot slot)
{
	if (r->n % PAGE == 0)
		r->fences[r->n / PAGE] = slot.hash;
	r->n++;
	filter(r, slot.hash, true);
	page->slots[page->n++] = slot;
	return page->n < PAGE || flush_page(r, page);
}

static bool
read_page(const struct memory_run *r, size_t number, struct page *page)
{
	size_t from = number * PAGE, n = r->n - from < PAGE ? r->n - from : PAGE;

	page->n = n;
	page->at = 0;
	n *= sizeof *page->slots;
	return pread(r->fd, page->slots, n, (off_t)(from * sizeof *page->slots)) == (ssize_t)n;
}

/* *found: the value of `hash`; false where the file cannot be read. */
static bool
run_find(const struct memory_run *r, uint64_t hash, bool *found, uint64_t *value)
{
	size_t low = 0, high = (r->n + PAGE - 1) / PAGE;
	struct page page;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (r->fences[middle] <= hash)
			low = middle;
		else
			high = middle;
	}
	if (!read_page(r, low, &page))
		return false;
	for (low = 0, high = page.n; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (page.slots[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	*found = low < page.n && page.slots[low].hash == hash;
	if (*found)
		*value = page.slots[low].value;
	return true;
}

/* The least hash that the sources are at; of equal ones the newest, the others are
 * stepped over.  False at the end. */
static bool
least(struct memory_run *from, struct page *pages, size_t *next, struct memory_slot *slot,
    bool *good)
{
	bool any = false;

	for (int i = FAN; i-- > 0;) {
		struct page *p = &pages[i];

		if (p->at == p->n && next[i] * PAGE < from[i].n)
			*good = *good && read_page(&from[i], next[i]++, p);
		if (p->at < p->n && (!any || p->slots[p->at].hash < slot->hash)) {
			*slot = p->slots[p->at];
			any = true;
		}
	}
	for (int i = 0; any && i < FAN; i++)
		pages[i].at += pages[i].at < pages[i].n &&
		    pages[i].slots[pages[i].at].hash == slot->hash;
	return any && *good;
}

/* The last FAN runs, of one level, become one of the next; they stay where that
 * cannot be done. */
static bool
merge(struct memory_set *set)
{
	struct memory_run *from = set->runs + set->runs_n - FAN, into;
	struct page *pages = calloc(FAN + 1, sizeof *pages);
	size_t next[FAN] = { 0 }, n = 0;
	struct memory_slot slot;
	bool good = pages != NULL;

	/* nobody asks meanwhile, and memory is dear */
	for (int i = 0; i < FAN; i++) {
		n += from[i].n;
		free(from[i].filter);
		from[i].filter = NULL;
	}
	if (!good || !run_new(&into, n, from->level + 1)) {
		free(pages);
		return false;
	}
	while (good && least(from, pages, next, &slot, &good))
		good = run_add(&into, &pages[FAN], slot);
	good = good && flush_page(&into, &pages[FAN]);
	free(pages);
	if (!good) {
		run_free(&into);
		return false;
	}
	for (int i = 0; i < FAN; i++)
		run_free(&from[i]);
	*from = into;
	set->runs_n -= FAN - 1;
	return true;
}

static bool
level_is_full(const struct memory_set *set)
{
	const struct memory_run *last = set->runs + set->runs_n;

	if (set->runs_n < FAN)
		return false;
	for (int i = 2; i <= FAN; i++)
		if (last[-i].level != last[-1].level)
			return false;
	return true;
}

/* ---- the table ---- */

static size_t
home(const struct memory_set *set, uint64_t hash)
{
	return (size_t)(hash >> (64 - set->bits));
}

/* The slot of `hash`, or the free one where it belongs; NULL: no room behind. */
static struct memory_slot *
find(const struct memory_set *set, uint64_t hash)
{
	size_t i = home(set, hash), end = ((size_t)1 << set->bits) + SPARE;

	while (i < end && set->slots[i].hash && set->slots[i].hash != hash)
		i++;
	return i < end ? &set->slots[i] : NULL;
}

/* Homes rise with the hashes, so the table is all but sorted. */
static void
sort(struct memory_slot *slots, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct memory_slot slot = slots[i];
		size_t k = i;

		for (; k > 0 && slots[k - 1].hash > slot.hash; k--)
			slots[k] = slots[k - 1];
		slots[k] = slot;
	}
}

/* The table to a file; false where that cannot be done: the table is sorted then, and
 * wants to be widened. */
static bool
spill(struct memory_set *set)
{
	size_t size = ((size_t)1 << set->bits) + SPARE, n = 0;
	struct memory_run run;
	struct page page = { .n = 0 };
	bool good;

	if (!dg_grow(&set->runs, &set->runs_cap, set->runs_n + 1, sizeof run))
		return false;
	for (size_t i = 0; i < size; i++)
		if (set->slots[i].hash)
			set->slots[n++] = set->slots[i];
	memset(set->slots + n, 0, (size - n) * sizeof *set->slots);
	sort(set->slots, n);
	if (!run_new(&run, n, 0))
		return false;
	good = true;
	for (size_t i = 0; good && i < n; i++)
		good = run_add(&run, &page, set->slots[i]);
	if (!good || !flush_page(&run, &page)) {
		run_free(&run);
		return false;
	}
	set->runs[set->runs_n++] = run;
	memset(set->slots, 0, n * sizeof *set->slots);
	set->n = 0;
	while (level_is_full(set) && merge(set))
		;
	return true;
}

static bool
widen(struct memory_set *set)
{
	struct memory_slot *old = set->slots;
	int bits = set->bits;
	size_t size = old ? ((size_t)1 << bits) + SPARE : 0;

	for (;;) {
		bool fits = true;

		set->bits = set->bits ? set->bits + 1 : FIRST_BITS;
		set->slots = calloc(((size_t)1 << set->bits) + SPARE, sizeof *set->slots);
		if (!set->slots)
			break;
		for (size_t i = 0; i < size && fits; i++)
			if (old[i].hash) {
				struct memory_slot *slot = find(set, old[i].hash);

				if ((fits = slot != NULL))
					*slot = old[i];
			}
		if (fits) {
			free(old);
			return true;
		}
		free(set->slots);
	}
	set->slots = old;
	set->bits = bits;
	return false;
}

/* Room for one more: by a file when the table is as large as it may be, and by a larger
 * table where no file can be had. */
static bool
make_room(struct memory_set *set)
{
	return (set->bits >= LAST_BITS && spill(set)) || widen(set);
}

static bool
find_in_runs(const struct memory_set *set, uint64_t hash, uint64_t *value)
{
	bool found = false;

	for (size_t i = set->runs_n; i-- > 0 && !found;)
		if (filter(&set->runs[i], hash, false) &&
		    !run_find(&set->runs[i], hash, &found, value))
			return false;
	return true;
}

bool
memory_set_get(const struct memory_set *set, uint64_t hash, uint64_t *value)
{
	struct memory_slot *slot;

	hash += hash == 0;
	*value = 0;
	if (set->bits && (slot = find(set, hash)) && slot->hash) {
		*value = slot->value;
		return true;
	}
	return find_in_runs(set, hash, value);
}

static uint64_t *
insert(struct memory_set *set, uint64_t hash, uint64_t value)
{
	struct memory_slot *slot = set->bits ? find(set, hash) : NULL;

	while (!slot || set->n >= ((size_t)1 << set->bits) / 4 * 3) {
		if (!make_room(set))
			return NULL;
		slot = find(set, hash);
	}
	*slot = (struct memory_slot){ hash, value };
	set->n++;
	return &slot->value;
}

uint64_t *
memory_set_at(struct memory_set *set, uint64_t hash)
{
	struct memory_slot *slot;
	uint64_t value = 0;

	hash += hash == 0;	/* 0 marks a free slot */
	if (set->bits && (slot = find(set, hash)) && slot->hash)
		return &slot->value;
	return find_in_runs(set, hash, &value) ? insert(set, hash, value) : NULL;
}

bool
memory_set_add(struct memory_set *set, uint64_t hash, uint64_t value)
{
	return insert(set, hash + (hash == 0), value) != NULL;
}

void
memory_set_free(struct memory_set *set)
{
	for (size_t i = 0; i < set->runs_n; i++)
		run_free(&set->runs[i]);
	free(set->runs);
	free(set->slots);
	*set = (struct memory_set){ 0 };
}
