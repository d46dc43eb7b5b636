/* dictd.c -- fuzz: an index and its data, parted by a NUL; and the same bytes as the other
 * text formats of dictionaries. */
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
bad(uint64_t line, const char *what, void *ctx)
{
	(void)line, (void)what, (void)ctx;
}

typedef enum dg_status source(struct dg_lexicon_builder *, struct dg_in *, dg_bad_row *, void *,
    struct dg_error *);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "zh", "fr", "en" };
	static source *const sources[] = { dg_lexicon_builder_cedict, dg_lexicon_builder_unihan,
		dg_lexicon_builder_glossary, dg_lexicon_builder_tbx };
	static struct dg_lexicon_builder *b;
	static size_t runs;
	const char *nul = memchr(data, 0, size), *text = (const char *)data;
	size_t n = nul ? (size_t)(nul - text) : size;
	struct dg_bytes whole = { text, size };
	struct dg_error err;
	struct dg_in *in, *index;

	if (runs++ % 512 == 0) {	/* to make one takes longer than to fill it */
		dg_lexicon_builder_free(b);
		if (dg_lexicon_builder_new(&b, langs, 3, &err) != DG_OK)
			return 0;
	}
	if (dg_in_memory(&index, (struct dg_bytes){ text, n }, &err) == DG_OK &&
	    dg_in_memory(&in, (struct dg_bytes){ text + n, size - n }, &err) == DG_OK) {
		(void)dg_lexicon_builder_dictd(b, index, in, "fr", "en", bad, NULL, &err);
		dg_in_free(in);
	}
	dg_in_free(index);
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (dg_in_memory(&in, whole, &err) == DG_OK) {
			(void)sources[i](b, in, bad, NULL, &err);
			dg_in_free(in);
		}
	return 0;
}
