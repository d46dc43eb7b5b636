/* dictd.c -- fuzz: an index and its data, parted by a NUL; what is made of them is a whole lexicon. */
#include "dictionary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *nul = size ? memchr(text, 0, size) : NULL;
	size_t n = nul ? (size_t)(nul - text) : size;
	struct dg_lexicon_builder *b = builder();
	struct dg_error err;
	struct dg_in *in, *index;
	struct dg_buf rows;

	if (dg_in_memory(&index, (struct dg_bytes){ text, n }, &err) != DG_OK ||
	    dg_in_memory(&in, (struct dg_bytes){ text + n, size - n }, &err) != DG_OK)
		abort();
	(void)dg_lexicon_builder_dictd(b, index, in, "fr", "en", bad_row, NULL, &err);
	dg_in_free(in);
	dg_in_free(index);
	rows = check_builder(b);
	dg_buf_free(&rows);
	return 0;
}
