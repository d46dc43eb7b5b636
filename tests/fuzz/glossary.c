/* glossary.c -- fuzz: bytes as a glossary; what is made of them is a whole lexicon. */
#include "dictionary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_source(dg_lexicon_builder_glossary, (struct dg_bytes){ (const char *)data, size });
	return 0;
}
