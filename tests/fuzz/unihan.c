/* unihan.c -- fuzz: bytes as Unihan readings; what is made of them is a whole lexicon. */
#include "dictionary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_source(dg_lexicon_builder_unihan, (struct dg_bytes){ (const char *)data, size });
	return 0;
}
