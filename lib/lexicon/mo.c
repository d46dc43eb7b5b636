/* mo.c -- compiled message catalogues of gettext, as parallel text.
 *
 * The format is told in the GNU gettext manual, "The Format of GNU MO Files": a magic number
 * that tells the byte order, then two tables of lengths and offsets, of the msgids and of
 * the translations.  A msgid may have a context before it (ended by EOT) and a plural form
 * behind it (after a NUL); the translation of the empty one is the catalogue's header. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/build.h"

enum { MO_MAX = 1 << 28 };

struct mo { struct dg_bytes file; bool swapped; };

static uint32_t
word_at(const struct mo *mo, size_t at)
{
	const unsigned char *p = (const unsigned char *)mo->file.p + at;
	uint32_t little = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;

	return mo->swapped ? (uint32_t)p[3] | (uint32_t)p[2] << 8 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[0] << 24 : little;
}

/* The string that entry `i` of the table at `table` tells; false when it lies outside. */
static bool
string_at(const struct mo *mo, size_t table, size_t i, struct dg_bytes *s)
{
	uint32_t n = word_at(mo, table + 8 * i), at = word_at(mo, table + 8 * i + 4);

	if (at > mo->file.n || n > mo->file.n - at)
		return false;
	*s = (struct dg_bytes){ mo->file.p + at, n };
	return true;
}

/* The next of the strings that NULs part; false behind the last. */
static bool
next_form(struct dg_bytes *rest, struct dg_bytes *form)
{
	const char *nul;

	if (!rest->p)
		return false;
	nul = memchr(rest->p, '\0', rest->n);
	*form = (struct dg_bytes){ rest->p, nul ? (size_t)(nul - rest->p) : rest->n };
	*rest = nul ? (struct dg_bytes){ nul + 1, rest->n - form->n - 1 } :
	    (struct dg_bytes){ NULL, 0 };
	return true;
}

/* "Language: zh_CN\n" of the header. */
static void
read_language(struct dg_bytes head, char lang[16])
{
	static const char field[] = "Language: ";
	size_t k = sizeof field - 1, n = 0;

	for (size_t i = 0; i + k < head.n; i++) {
		if ((i && head.p[i - 1] != '\n') || memcmp(head.p + i, field, k) != 0)
			continue;
		for (i += k; i < head.n && n < 15 && head.p[i] > ' ' && head.p[i] != '@'; i++)
			lang[n++] = head.p[i] == '_' ? '-' : head.p[i];
		break;
	}
	lang[n] = '\0';
}

static void
put_message(struct dg_bytes id, struct dg_bytes text,
    void (*each)(struct dg_bytes id, struct dg_bytes text, void *ctx), void *ctx)
{
	const char *eot = memchr(id.p, 4, id.n);
	struct dg_bytes a = { "", 0 }, b;

	if (eot)
		id = (struct dg_bytes){ eot + 1, id.n - (size_t)(eot + 1 - id.p) };
	/* the last msgid goes with all further forms */
	for (struct dg_bytes ids = id, texts = text; next_form(&texts, &b);) {
		next_form(&ids, &a);
		if (a.n && b.n)
			each(a, b, ctx);
	}
}

static enum dg_status
read_head(struct mo *mo, size_t *n, size_t *ids, size_t *texts, struct dg_error *err)
{
	uint32_t magic = mo->file.n < 28 ? 0 : word_at(mo, 0);

	if (magic != 0x950412DE && magic != 0xDE120495)
		return dg_fail(err, DG_EINPUT, 0, "not a message catalogue");
	mo->swapped = magic == 0xDE120495;
	if (word_at(mo, 4) >> 16 > 1)
		return dg_fail(err, DG_EINPUT, 0, "a message catalogue of revision %u",
		    word_at(mo, 4) >> 16);
	*n = word_at(mo, 8);
	*ids = word_at(mo, 12);
	*texts = word_at(mo, 16);
	if (*ids > mo->file.n || *n > (mo->file.n - *ids) / 8 || *texts > mo->file.n ||
	    *n > (mo->file.n - *texts) / 8)
		return dg_fail(err, DG_EINPUT, 0, "a message catalogue cut short");
	return DG_OK;
}

enum dg_status
dg_mo_read(struct dg_in *in, char lang[16],
    void (*each)(struct dg_bytes id, struct dg_bytes text, void *ctx), void *ctx,
    dg_bad_row *bad, void *bad_ctx, struct dg_error *err)
{
	struct dg_buf file = { 0 };
	struct mo mo = { 0 };
	size_t n = 0, ids = 0, texts = 0;
	enum dg_status st = dg_in_all(in, MO_MAX, &file, err);

	lang[0] = '\0';
	mo.file = dg_buf_bytes(&file);
	if (st == DG_OK)
		st = read_head(&mo, &n, &ids, &texts, err);
	for (size_t i = 0; st == DG_OK && i < n; i++) {
		struct dg_bytes id, text;

		if (!string_at(&mo, ids, i, &id) || !string_at(&mo, texts, i, &text))
			bad(i + 1, "a message outside of the file", bad_ctx);
		else if (id.n == 0)
			read_language(text, lang);
		else
			put_message(id, text, each, ctx);
	}
	dg_buf_free(&file);
	return st;
}
