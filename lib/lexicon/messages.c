/* messages.c -- message catalogues of several languages, joined by their msgids. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

struct message { struct { uint32_t at, n; } cell[LEX_LANGS_MAX]; };

struct dg_messages {
	char tag[LEX_LANGS_MAX][12];
	size_t langs;
	struct dg_buf pool;
	struct message *message;
	size_t n, cap;
	uint32_t *hash;		/* message + 1, open addressing */
	size_t cells;
	size_t lang;		/* of the catalogue being read */
	bool failed;
};

enum dg_status
dg_messages_new(struct dg_messages **ret, const char *const langs[], size_t n,
    struct dg_error *err)
{
	struct dg_messages *m;

	*ret = NULL;
	if (n < 2 || n > LEX_LANGS_MAX)
		return dg_fail(err, DG_EUSAGE, 0, "2 to %d languages", LEX_LANGS_MAX);
	if (!(m = calloc(1, sizeof *m)))
		return dg_fail_nomem(err);
	for (size_t l = 0; l < n; l++)
		strncpy(m->tag[l], langs[l], sizeof m->tag[l] - 1);
	m->langs = n;
	*ret = m;
	return DG_OK;
}

void
dg_messages_free(struct dg_messages *m)
{
	if (!m)
		return;
	dg_buf_free(&m->pool);
	free(m->message);
	free(m->hash);
	free(m);
}

static struct dg_bytes
cell_of(const struct dg_messages *m, size_t i, size_t lang)
{
	return (struct dg_bytes){ m->pool.p + m->message[i].cell[lang].at,
	    m->message[i].cell[lang].n };
}

static size_t
slot(const struct dg_messages *m, struct dg_bytes id)
{
	size_t at = lex_hash(id) & (m->cells - 1);

	while (m->hash[at] && !dg_bytes_equal(cell_of(m, m->hash[at] - 1, 0), id))
		at = (at + 1) & (m->cells - 1);
	return at;
}

static bool
grow(struct dg_messages *m)
{
	if (m->cells > 2 * (m->n + 1))
		return true;
	m->cells = m->cells ? 2 * m->cells : 1024;
	free(m->hash);
	if (!(m->hash = calloc(m->cells, sizeof *m->hash)))
		return false;
	for (size_t i = 0; i < m->n; i++)
		m->hash[slot(m, cell_of(m, i, 0))] = (uint32_t)i + 1;
	return true;
}

/* Text without accelerators: "_File", "&File", "Fichier(_F)". */
static void
put_plain(struct dg_messages *m, struct dg_bytes s, struct message *to, size_t lang)
{
	to->cell[lang].at = (uint32_t)m->pool.n;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (c == '(' && i + 3 < s.n && (next == '_' || next == '&') && s.p[i + 3] == ')') {
			i += 3;
			continue;
		}
		if ((c == '_' || c == '&' || c == '~') && ((next | 32) >= 'a' && (next | 32) <= 'z'))
			continue;
		dg_put_char(&m->pool, c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
	}
	to->cell[lang].n = (uint32_t)m->pool.n - to->cell[lang].at;
}

static void
take(struct dg_bytes id, struct dg_bytes text, void *ctx)
{
	struct dg_messages *m = ctx;
	struct message new = { { { 0, 0 } } };
	size_t before = m->pool.n, at;

	if (m->failed || m->pool.n + id.n + text.n > UINT32_MAX / 2)
		return;
	put_plain(m, id, &new, 0);
	m->failed = m->pool.failed || !grow(m) ||
	    !dg_grow(&m->message, &m->cap, m->n + 1, sizeof new);
	if (m->failed)
		return;
	m->message[m->n] = new;
	at = slot(m, cell_of(m, m->n, 0));
	if (m->hash[at])
		m->pool.n = before;
	else
		m->hash[at] = (uint32_t)++m->n;
	if (m->message[m->hash[at] - 1].cell[m->lang].n == 0)	/* the first one stands */
		put_plain(m, text, &m->message[m->hash[at] - 1], m->lang);
	m->failed = m->pool.failed;
}

/* Read to know its language, or to take its messages. */
static void
ignore(struct dg_bytes id, struct dg_bytes text, void *ctx)
{
	(void)id, (void)text, (void)ctx;
}

static void
ignore_bad(uint64_t line, const char *what, void *ctx)
{
	(void)line, (void)what, (void)ctx;
}

enum dg_status
dg_messages_add(struct dg_messages *m, struct dg_in *in, const char *lang, bool *lang_known,
    dg_bad_row *bad, void *ctx, struct dg_error *err)
{
	struct dg_buf file = { 0 };
	struct dg_in *again = NULL;
	char told[16] = "";
	enum dg_status st = dg_in_all(in, (size_t)1 << 28, &file, err);

	*lang_known = false;
	if (st == DG_OK && !lang && (st = dg_in_memory(&again, dg_buf_bytes(&file), err)) == DG_OK)
		st = dg_mo_read(again, told, ignore, NULL, ignore_bad, NULL, err);
	dg_in_free(again);
	again = NULL;
	for (m->lang = 1; m->lang < m->langs && !dg_language_same(m->tag[m->lang],
	    lang ? lang : told); m->lang++)
		;
	if (st == DG_OK && m->lang < m->langs &&
	    (st = dg_in_memory(&again, dg_buf_bytes(&file), err)) == DG_OK) {
		*lang_known = true;
		st = dg_mo_read(again, told, take, m, bad, ctx, err);
	}
	dg_in_free(again);
	dg_buf_free(&file);
	return st == DG_OK && m->failed ? dg_fail_nomem(err) : st;
}

enum dg_status
dg_messages_each(const struct dg_messages *m,
    enum dg_status (*each)(const struct dg_bytes cells[], void *ctx, struct dg_error *err),
    void *ctx, struct dg_error *err)
{
	struct dg_bytes cells[LEX_LANGS_MAX];
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < m->n && st == DG_OK; i++) {
		for (size_t l = 0; l < m->langs; l++)
			cells[l] = cell_of(m, i, l);
		st = each(cells, ctx, err);
	}
	return st;
}
