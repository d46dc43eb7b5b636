/* lexicon.c -- a .lex file, mapped and asked. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lexicon/lexicon.h"

struct dg_lexicon {
	const char *base;
	size_t size;
	bool mapped;
	const struct lex_head *head;
};

/* ---- a file from anywhere is believed only after this ---- */

static bool
table_fits(const struct dg_lexicon *lex, const struct lex_table *t, size_t item)
{
	return t->at % 4 == 0 && t->at <= lex->size && t->n <= (lex->size - t->at) / item;
}

static const uint32_t *
words_at(const struct dg_lexicon *lex, const struct lex_table *t)
{
	return (const uint32_t *)(const void *)(lex->base + t->at);
}

static bool
language_fits(const struct dg_lexicon *lex, uint32_t l)
{
	const struct lex_head *h = lex->head;
	uint32_t n = h->strings[l].n, cells = h->hash[l].n;
	const uint32_t *offset, *cell;

	if (n == 0 || !table_fits(lex, &h->strings[l], 4) || !table_fits(lex, &h->hash[l], 4) ||
	    !table_fits(lex, &h->flags[l], 1) || !table_fits(lex, &h->unigrams[l], 4) ||
	    h->flags[l].n != n - 1 || h->unigrams[l].n != n - 1 ||
	    cells < n || (cells & (cells - 1)) != 0 || !memchr(h->tag[l], 0, sizeof h->tag[l]))
		return false;
	offset = words_at(lex, &h->strings[l]);
	for (uint32_t i = 1; i < n; i++)
		if (offset[i] < offset[i - 1])
			return false;
	if (offset[n - 1] > h->pool.n)
		return false;
	cell = words_at(lex, &h->hash[l]);
	for (uint32_t i = 0; i < cells; i++)
		if (cell[i] > n - 1)
			return false;
	return true;
}

static bool
links_fit(const struct dg_lexicon *lex, uint32_t a, uint32_t b)
{
	const struct lex_head *h = lex->head;
	const struct lex_table *rows = &h->rows[a][b], *links = &h->links[a][b];
	const uint32_t *row;
	const struct lex_link *link;

	if (rows->n == 0)
		return links->n == 0;
	if (rows->n != h->strings[a].n || !table_fits(lex, rows, 4) ||
	    !table_fits(lex, links, sizeof *link))
		return false;
	row = words_at(lex, rows);
	for (uint32_t i = 1; i < rows->n; i++)
		if (row[i] < row[i - 1])
			return false;
	if (row[rows->n - 1] > links->n)
		return false;
	link = (const struct lex_link *)(const void *)(lex->base + links->at);
	for (uint32_t i = 0; i < links->n; i++)
		if (link[i].to >= h->strings[b].n - 1)
			return false;
	return true;
}

static bool
han_fits(const struct dg_lexicon *lex)
{
	const struct lex_head *h = lex->head;
	const uint16_t *reading;

	if (!table_fits(lex, &h->simplified, 2) || !table_fits(lex, &h->reading, 2) ||
	    !table_fits(lex, &h->syllables, SYLLABLE_SIZE) ||
	    h->simplified.n != HAN_END - HAN_FIRST || h->reading.n != HAN_END - HAN_FIRST)
		return false;
	reading = (const uint16_t *)(const void *)(lex->base + h->reading.at);
	for (uint32_t i = 0; i < h->reading.n; i++)
		if (reading[i] >= h->syllables.n)
			return false;
	for (uint32_t i = 0; i < h->syllables.n; i++)
		if (!memchr(lex->base + h->syllables.at + i * SYLLABLE_SIZE, 0, SYLLABLE_SIZE))
			return false;
	return true;
}

/* Everything that a look-up relies on; `sum` also asks for the checksum. */
static enum dg_status
check(const struct dg_lexicon *lex, bool sum, struct dg_error *err)
{
	const struct lex_head *h = lex->head;
	uLong crc = crc32(0, Z_NULL, 0);

	if (lex->size < sizeof *h || memcmp(h->magic, LEX_MAGIC, sizeof h->magic) != 0)
		return dg_fail(err, DG_EINPUT, 0, "not a lexicon");
	if (h->endian != LEX_ENDIAN)
		return dg_fail(err, DG_EINPUT, 0, "lexicon of a machine of other byte order");
	if (h->version != LEX_VERSION)
		return dg_fail(err, DG_EINPUT, 0, "lexicon of version %u, this is %d",
		    h->version, LEX_VERSION);
	if (h->size != lex->size)
		return dg_fail(err, DG_EINPUT, 0, "lexicon of %u bytes cut to %zu", h->size,
		    lex->size);
	if (sum && crc32(crc, (const Bytef *)lex->base + sizeof *h,
	    (uInt)(lex->size - sizeof *h)) != h->crc)
		return dg_fail(err, DG_EINPUT, 0, "lexicon with a wrong checksum");
	if (h->langs > LEX_LANGS_MAX || !table_fits(lex, &h->pool, 1) || !han_fits(lex))
		return dg_fail(err, DG_EINPUT, 0, "damaged lexicon");
	for (uint32_t a = 0; a < h->langs; a++)
		if (!language_fits(lex, a))
			return dg_fail(err, DG_EINPUT, 0, "damaged lexicon");
	for (uint32_t a = 0; a < h->langs; a++)
		for (uint32_t b = 0; b < h->langs; b++)
			if (!links_fit(lex, a, b))
				return dg_fail(err, DG_EINPUT, 0, "damaged lexicon");
	return DG_OK;
}

static enum dg_status
map_file(struct dg_lexicon *lex, const char *path, struct dg_error *err)
{
	struct stat sb;
	void *p;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) ||
	    (size_t)sb.st_size < sizeof(struct lex_head)) {
		close(fd);
		return dg_fail(err, DG_EINPUT, 0, "not a lexicon");
	}
	p = mmap(NULL, (size_t)sb.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return dg_fail(err, DG_EIO, 0, "%s", strerror(errno));
	lex->base = p;
	lex->size = (size_t)sb.st_size;
	lex->mapped = true;
	return DG_OK;
}

enum dg_status
dg_lexicon_open(struct dg_lexicon **ret, const char *path, struct dg_error *err)
{
	struct dg_lexicon *lex;
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!(lex = calloc(1, sizeof *lex)))
		return dg_fail_nomem(err);
	if (path) {
		st = map_file(lex, path, err);
	} else {
		struct dg_bytes own = dg_embedded("data/glossary.lex");

		lex->base = own.p;
		lex->size = own.n;
		if (!own.p)
			st = dg_fail(err, DG_EUSAGE, 0, "this build carries no lexicon");
	}
	lex->head = (const void *)lex->base;
	if (st == DG_OK && path)
		st = check(lex, true, err);
	if (st != DG_OK) {
		dg_lexicon_free(lex);
		return st;
	}
	*ret = lex;
	return DG_OK;
}

void
dg_lexicon_free(struct dg_lexicon *lex)
{
	if (!lex)
		return;
	if (lex->mapped)
		munmap((void *)(uintptr_t)lex->base, lex->size);
	free(lex);
}

size_t
dg_lexicon_entries(const struct dg_lexicon *lex)
{
	return lex->head->entries;
}

/* ---- look-up ---- */

uint32_t
lex_hash(struct dg_bytes s)
{
	uint32_t h = 2166136261u;	/* FNV-1a, 32 bits */

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h ^ h >> 15;
}

int
lex_language(const struct dg_lexicon *lex, const char *tag)
{
	for (uint32_t l = 0; l < lex->head->langs; l++)
		if (dg_language_same(lex->head->tag[l], tag))
			return (int)l;
	return -1;
}

struct dg_bytes
lex_string(const struct dg_lexicon *lex, int lang, uint32_t id)
{
	const uint32_t *offset = words_at(lex, &lex->head->strings[lang]) + id;

	return (struct dg_bytes){ lex->base + lex->head->pool.at + offset[0],
	    offset[1] - offset[0] };
}

/* Index of the string in its language's table, whether entry or mere prefix. */
static uint32_t
find(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	const struct lex_head *h = lex->head;
	const uint32_t *cell;
	uint32_t mask, at;

	if (lang < 0)
		return LEX_NONE;
	cell = words_at(lex, &h->hash[lang]);
	mask = h->hash[lang].n - 1;
	at = lex_hash(s) & mask;
	for (uint32_t tries = 0; cell[at] && tries <= mask; tries++, at = (at + 1) & mask) {
		uint32_t id = cell[at] - 1;

		if (dg_bytes_equal(lex_string(lex, lang, id), s))
			return id;
	}
	return LEX_NONE;
}

static bool
has_flag(const struct dg_lexicon *lex, int lang, uint32_t id, int flag)
{
	return id != LEX_NONE && (lex->base[lex->head->flags[lang].at + id] & flag) != 0;
}

uint32_t
lex_find(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	uint32_t id = find(lex, lang, s);

	return has_flag(lex, lang, id, LEX_IS_ENTRY) ? id : LEX_NONE;
}

bool
lex_prefix(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	return has_flag(lex, lang, find(lex, lang, s), LEX_IS_PREFIX);
}

const struct lex_link *
lex_links(const struct dg_lexicon *lex, int from, int to, uint32_t id, size_t *n)
{
	const struct lex_head *h = lex->head;
	const uint32_t *row;

	*n = 0;
	if (from < 0 || to < 0 || id == LEX_NONE || h->rows[from][to].n == 0)
		return NULL;
	row = words_at(lex, &h->rows[from][to]);
	*n = row[id + 1] - row[id];
	return (const struct lex_link *)(const void *)(lex->base + h->links[from][to].at) + row[id];
}

double
lex_unigram(const struct dg_lexicon *lex, int lang, uint32_t id)
{
	const float *q;

	if (lang < 0)
		return 1e-4;
	if (id == LEX_NONE)
		return (double)lex->head->floor[lang];
	q = (const float *)(const void *)(lex->base + lex->head->unigrams[lang].at);
	return (double)q[id];
}

size_t
lex_longest(const struct dg_lexicon *lex, int lang)
{
	return lang < 0 ? 0 : lex->head->longest[lang];
}

static uint16_t
han_value(const struct dg_lexicon *lex, const struct lex_table *t, uint32_t c)
{
	if (c < HAN_FIRST || c >= HAN_END)
		return 0;
	return ((const uint16_t *)(const void *)(lex->base + t->at))[c - HAN_FIRST];
}

uint32_t
lex_simplified(const struct dg_lexicon *lex, uint32_t c)
{
	uint32_t s = han_value(lex, &lex->head->simplified, c);

	return s ? s : c;
}

const char *
lex_reading(const struct dg_lexicon *lex, uint32_t c)
{
	return lex->base + lex->head->syllables.at +
	    SYLLABLE_SIZE * han_value(lex, &lex->head->reading, c);
}
