/* lexicon.c -- a .lex file, mapped and asked. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>

#include "lexicon/lexicon.h"

struct dg_lexicon {
	const char *base;
	size_t size;
	bool mapped;
	const struct lex_head *head;
};

/* ---- opening: the head, and where the tables lie ---- */

static bool
table_fits(const struct dg_lexicon *lex, const struct lex_table *t, size_t item)
{
	return t->at % 8 == 0 && t->at <= lex->size && t->n <= (lex->size - t->at) / item;
}

static bool
tongue_fits(const struct dg_lexicon *lex, const struct lex_tongue *t)
{
	uint32_t n = t->strings.n, cells = t->hash.n, edges = t->edges.n;

	return n > 1 && table_fits(lex, &t->strings, 4) && table_fits(lex, &t->hash, 4) &&
	    table_fits(lex, &t->flags, 1) && table_fits(lex, &t->unigrams, 4) &&
	    table_fits(lex, &t->edges, 8) && table_fits(lex, &t->roots, 4) &&
	    (t->roots.n ? t->roots.n == HAN_END - HAN_FIRST && edges > 0 : edges == 0) &&
	    t->flags.n == n - 1 && t->unigrams.n == n - 1 &&
	    cells > 0 && (cells & (cells - 1)) == 0 && (edges & (edges - 1)) == 0 &&
	    memchr(t->tag, 0, sizeof t->tag);
}

static bool
links_fit(const struct dg_lexicon *lex, uint32_t a, uint32_t b)
{
	const struct lex_head *h = lex->head;
	const struct lex_table *rows = &h->rows[a][b];

	if (!table_fits(lex, &h->pairs[a][b], sizeof(struct lex_pair)))
		return false;
	if (rows->n == 0)
		return h->links[a][b].n == 0;
	return rows->n == h->lang[a].strings.n && table_fits(lex, rows, 4) &&
	    table_fits(lex, &h->links[a][b], sizeof(struct lex_link));
}

static bool
han_fits(const struct dg_lexicon *lex)
{
	const struct lex_head *h = lex->head;
	const char *syllable = lex->base + h->syllables.at;

	if (!table_fits(lex, &h->simplified, 2) || !table_fits(lex, &h->reading, 2) ||
	    !table_fits(lex, &h->syllables, SYLLABLE_SIZE) || h->syllables.n == 0 ||
	    h->simplified.n != HAN_END - HAN_FIRST || h->reading.n != HAN_END - HAN_FIRST)
		return false;
	for (uint32_t i = 0; i < h->syllables.n; i++)
		if (syllable[i * SYLLABLE_SIZE + SYLLABLE_SIZE - 1] != '\0')
			return false;
	return true;
}

static bool
tables_fit(const struct dg_lexicon *lex)
{
	const struct lex_head *h = lex->head;

	if (h->langs > LEX_LANGS_MAX || !table_fits(lex, &h->pool, 1) || !han_fits(lex) ||
	    !table_fits(lex, &h->sections, sizeof(struct lex_section)) ||
	    !table_fits(lex, &h->texts, 1) ||
	    (h->texts.n && lex->base[h->texts.at + h->texts.n - 1] != '\0'))
		return false;
	for (uint32_t a = 0; a < h->langs; a++)
		if (!tongue_fits(lex, &h->lang[a]))
			return false;
	for (uint32_t a = 0; a < h->langs; a++)
		for (uint32_t b = 0; b < h->langs; b++)
			if (!links_fit(lex, a, b))
				return false;
	return true;
}

static enum dg_status
check_head(const struct dg_lexicon *lex, struct dg_error *err)
{
	const struct lex_head *h = lex->head;

	if (lex->size < 16 || memcmp(h->magic, LEX_MAGIC, sizeof h->magic) != 0)
		return dg_fail(err, DG_EINPUT, 0, "not a lexicon");
	if (h->endian != LEX_ENDIAN)
		return dg_fail(err, DG_EINPUT, 0, "lexicon of a machine of other byte order");
	if (h->version != LEX_VERSION)
		return dg_fail(err, DG_EINPUT, 0, "lexicon of version %u, this is %d",
		    h->version, LEX_VERSION);
	if (lex->size < sizeof *h || h->size != lex->size)
		return dg_fail(err, DG_EINPUT, 0, "lexicon cut short at %zu bytes", lex->size);
	if (XXH3_64bits(h, offsetof(struct lex_head, own_sum)) != h->own_sum)
		return dg_fail(err, DG_EINPUT, 0, "lexicon with a wrong checksum");
	if (!tables_fit(lex))
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
	if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) || sb.st_size < 16) {
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

/* Check what `lex` points at and give it out, or let go of it. */
static enum dg_status
take(struct dg_lexicon **ret, struct dg_lexicon *lex, enum dg_status st, struct dg_error *err)
{
	lex->head = (const void *)lex->base;
	if (st == DG_OK)
		st = check_head(lex, err);
	if (st == DG_OK)
		*ret = lex;
	else
		dg_lexicon_free(lex);
	return st;
}

enum dg_status
dg_lexicon_memory(struct dg_lexicon **ret, struct dg_bytes data, struct dg_error *err)
{
	struct dg_lexicon *lex;

	*ret = NULL;
	if (!(lex = calloc(1, sizeof *lex)))
		return dg_fail_nomem(err);
	lex->base = data.p;
	lex->size = data.n;
	return take(ret, lex, (uintptr_t)data.p % 8 ? dg_fail(err, DG_EUSAGE, 0,
	    "a lexicon in memory begins at a multiple of 8") : DG_OK, err);
}

enum dg_status
dg_lexicon_open(struct dg_lexicon **ret, const char *path, struct dg_error *err)
{
	struct dg_lexicon *lex;
	struct dg_bytes own;

	*ret = NULL;
	if (!path) {
		own = dg_embedded("data/glossary.lex");
		return own.p ? dg_lexicon_memory(ret, own, err) :
		    dg_fail(err, DG_EUSAGE, 0, "this build carries no lexicon");
	}
	if (!(lex = calloc(1, sizeof *lex)))
		return dg_fail_nomem(err);
	return take(ret, lex, map_file(lex, path, err), err);
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

/* ---- parts ---- */

const struct lex_head *
lex_head(const struct dg_lexicon *lex)
{
	return lex->head;
}

const void *
lex_table_at(const struct dg_lexicon *lex, const struct lex_table *t)
{
	return lex->base + t->at;
}

const char *
lex_text(const struct dg_lexicon *lex, uint32_t at)
{
	return at < lex->head->texts.n ? lex->base + lex->head->texts.at + at : "";
}

size_t
dg_lexicon_entries(const struct dg_lexicon *lex)
{
	return lex->head->entries;
}

int
lex_language(const struct dg_lexicon *lex, const char *tag)
{
	for (uint32_t l = 0; l < lex->head->langs; l++)
		if (dg_language_same(lex->head->lang[l].tag, tag))
			return (int)l;
	return -1;
}

struct dg_bytes
lex_string(const struct dg_lexicon *lex, int lang, uint32_t id)
{
	const struct lex_table *t = &lex->head->lang[lang].strings;
	const uint32_t *offset = lex_table_at(lex, t);

	if (id >= t->n - 1 || offset[id] > offset[id + 1] || offset[id + 1] > lex->head->pool.n)
		return (struct dg_bytes){ "", 0 };
	return (struct dg_bytes){ lex->base + lex->head->pool.at + offset[id],
	    offset[id + 1] - offset[id] };
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

/* Index of the string in its language's table, whether entry or mere prefix. */
static uint32_t
find(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	const struct lex_tongue *t;
	const uint32_t *cell;
	uint32_t mask, at, hash = lex_hash(s);

	if (lang < 0)
		return LEX_NONE;
	t = &lex->head->lang[lang];
	cell = lex_table_at(lex, &t->hash);
	mask = t->hash.n - 1;
	at = hash & mask;
	for (uint32_t tries = 0; cell[at] && tries <= mask; tries++, at = (at + 1) & mask) {
		uint32_t id = (cell[at] & 0xFFFFFF) - 1;

		if (cell[at] >> 24 == hash >> 24 && dg_bytes_equal(lex_string(lex, lang, id), s))
			return id < t->flags.n ? id : LEX_NONE;
	}
	return LEX_NONE;
}

static bool
has_flag(const struct dg_lexicon *lex, int lang, uint32_t id, int flag)
{
	return id != LEX_NONE && (lex->base[lex->head->lang[lang].flags.at + id] & flag) != 0;
}

uint32_t
lex_find(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	uint32_t id = find(lex, lang, s);

	return has_flag(lex, lang, id, LEX_IS_ENTRY) ? id : LEX_NONE;
}

/* The first string that is not before s and a blank, all of which stand sorted. */
static uint32_t
first_longer(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	uint32_t low = 0, high = lex->head->lang[lang].flags.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		struct dg_bytes have = lex_string(lex, lang, mid);
		int c = memcmp(have.p, s.p, have.n < s.n ? have.n : s.n);

		if (c < 0 || (c == 0 && (have.n <= s.n || (unsigned char)have.p[s.n] < ' ')))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
lex_prefix(const struct dg_lexicon *lex, int lang, struct dg_bytes s)
{
	struct dg_bytes longer;
	uint32_t id;

	if (lang < 0)
		return false;
	id = find(lex, lang, s);
	if (lex->head->lang[lang].edges.n > 0)
		return has_flag(lex, lang, id, LEX_IS_PREFIX);
	id = id == LEX_NONE ? first_longer(lex, lang, s) : id + 1;
	if (id >= lex->head->lang[lang].flags.n)
		return false;
	longer = lex_string(lex, lang, id);
	return longer.n > s.n && longer.p[s.n] == ' ' && memcmp(longer.p, s.p, s.n) == 0;
}

struct lex_trie
lex_trie(const struct dg_lexicon *lex, int lang)
{
	const struct lex_tongue *t = &lex->head->lang[lang < 0 ? 0 : lang];

	if (lang < 0 || t->roots.n == 0)
		return (struct lex_trie){ NULL, NULL, 0, 0 };
	return (struct lex_trie){ lex_table_at(lex, &t->edges), lex_table_at(lex, &t->roots),
	    t->edges.n - 1, t->flags.n };
}

uint32_t
lex_step(const struct dg_lexicon *lex, int lang, uint32_t *node, uint32_t code)
{
	struct lex_trie t = lex_trie(lex, lang);
	uint32_t edge = t.root ? lex_trie_step(&t, *node, code) : 0, child = edge >> 2;

	*node = LEX_NONE;
	if (child >= t.strings)
		return LEX_NONE;
	if (edge & LEX_IS_PREFIX)
		*node = child;
	return edge & LEX_IS_ENTRY ? child : LEX_NONE;
}

struct lex_rows
lex_rows(const struct dg_lexicon *lex, int from, int to)
{
	const struct lex_table *rows, *links;

	if (from < 0 || to < 0 || (rows = &lex->head->rows[from][to])->n == 0)
		return (struct lex_rows){ NULL, NULL, 0, 0 };
	links = &lex->head->links[from][to];
	return (struct lex_rows){ lex_table_at(lex, rows), lex_table_at(lex, links),
	    rows->n - 1, links->n };
}

const struct lex_link *
lex_links(const struct dg_lexicon *lex, int from, int to, uint32_t id, size_t *n)
{
	struct lex_rows r = lex_rows(lex, from, to);

	return lex_row(&r, id, n);
}

double
lex_unigram(const struct dg_lexicon *lex, int lang, uint32_t id)
{
	const float *q;

	if (lang < 0)
		return 1e-4;
	if (id >= lex->head->lang[lang].unigrams.n)
		return (double)lex->head->lang[lang].floor;
	q = lex_table_at(lex, &lex->head->lang[lang].unigrams);
	return (double)q[id];
}

size_t
lex_longest(const struct dg_lexicon *lex, int lang)
{
	return lang < 0 ? 0 : lex->head->lang[lang].longest;
}

static uint16_t
han_value(const struct dg_lexicon *lex, const struct lex_table *t, uint32_t c)
{
	if (c < HAN_FIRST || c >= HAN_END)
		return 0;
	return ((const uint16_t *)lex_table_at(lex, t))[c - HAN_FIRST];
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
	uint32_t i = han_value(lex, &lex->head->reading, c);

	return lex->base + lex->head->syllables.at +
	    SYLLABLE_SIZE * (i < lex->head->syllables.n ? i : 0);
}
