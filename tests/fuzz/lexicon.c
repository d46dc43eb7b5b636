/* lexicon.c -- fuzz: a .lex of any bytes is refused or answers from within itself; one whose
 * head has been made good again as well. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "lexicon/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t seen;

static void
translation(const struct dg_translation *t, void *ctx)
{
	(void)ctx;
	for (size_t i = 0; i < t->text.n; i++)
		seen += (unsigned char)t->text.p[i];
}

static void
row(const struct dg_lexicon_row *r, void *ctx)
{
	translation(&r->t, ctx);
}

static void
span(size_t start, size_t end, void *ctx)
{
	(void)ctx;
	if (start >= end)
		abort();
}

static void
ask(const struct dg_lexicon *lex)
{
	static const char *const langs[] = { "zh", "fr", "en" };
	static const char *const words[] = { "合作", "coopération", "cooperation", "" };
	struct dg_lexicon_section s;
	struct dg_lexicon_count c;
	struct dg_pair_statistics p;
	struct dg_error err;
	size_t n;

	for (size_t i = 0; i < 4; i++)
		for (size_t a = 0; a < 3; a++)
			for (size_t b = 0; b < 3; b++) {
				(void)dg_lexicon_lookup(lex, langs[a], langs[b], dg_bytes_of(words[i]), &n,
				    translation, NULL, &err);
				(void)dg_lexicon_pair(lex, langs[a], langs[b], &p);
			}
	(void)dg_lexicon_scan(lex, "zh", dg_bytes_of("上海合作组织的中国合作"), span, NULL, &err);
	for (size_t i = 0; i < 300 && dg_lexicon_section_at(lex, i, &s); i++)
		seen += strlen(s.name) + strlen(s.licence) + strlen(s.date) + strlen(s.origin);
	for (size_t i = 0; dg_lexicon_language_at(lex, i, &c); i++)
		seen += strlen(c.lang);
	for (uint32_t h = HAN_FIRST; h < HAN_END; h += 61)
		seen += strlen(lex_reading(lex, h)) + lex_simplified(lex, h);
	dg_lexicon_dump(lex, SIZE_MAX, row, NULL);
}

static void
open_and_ask(char *copy, size_t size)
{
	struct dg_lexicon *lex;
	struct dg_error err;

	if (dg_lexicon_memory(&lex, (struct dg_bytes){ copy, size }, &err) != DG_OK)
		return;
	(void)dg_lexicon_verify(lex, &err);
	ask(lex);
	dg_lexicon_free(lex);
}

/* The library's own lexicon, with the input laid over it from the place that its first
 * bytes tell, and the head's checksum made good. */
static void
overlay(const uint8_t *data, size_t size)
{
	struct dg_bytes own = dg_embedded("data/glossary.lex");
	struct lex_head *h;
	size_t at, n;
	char *copy;

	if (size < 4 || !own.p || !(copy = malloc(own.n)))
		return;
	memcpy(copy, own.p, own.n);
	at = ((size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16) %
	    (data[3] & 1 ? sizeof *h : own.n);
	n = size - 4 < own.n - at ? size - 4 : own.n - at;
	memcpy(copy + at, data + 4, n);
	h = (void *)copy;
	h->own_sum = XXH3_64bits(h, offsetof(struct lex_head, own_sum));
	open_and_ask(copy, own.n);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1);

	if (copy && size)
		memcpy(copy, data, size);
	if (copy)
		open_and_ask(copy, size);
	free(copy);
	overlay(data, size);
	return 0;
}
