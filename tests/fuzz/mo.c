/* mo.c -- fuzz: a message catalogue of any bytes; every message lies within it. */
#include <stdlib.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t seen;

static void
message(struct dg_bytes id, struct dg_bytes text, void *ctx)
{
	(void)ctx;
	if (id.n == 0 || text.n == 0)
		abort();
	for (size_t i = 0; i < id.n; i++)
		seen += (unsigned char)id.p[i];
	for (size_t i = 0; i < text.n; i++)
		seen += (unsigned char)text.p[i];
}

static void
bad(uint64_t line, const char *what, void *ctx)
{
	(void)what, (void)ctx;
	if (line == 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = { "en", "fr", "zh" };
	struct dg_bytes file = { (const char *)data, size };
	struct dg_messages *m;
	struct dg_error err;
	struct dg_in *in;
	char lang[16];
	bool known;

	if (dg_in_memory(&in, file, &err) == DG_OK)
		(void)dg_mo_read(in, lang, message, NULL, bad, NULL, &err);
	dg_in_free(in);
	if (dg_messages_new(&m, langs, 3, &err) == DG_OK && dg_in_memory(&in, file, &err) == DG_OK) {
		(void)dg_messages_add(m, in, "fr", &known, bad, NULL, &err);
		dg_in_free(in);
	}
	dg_messages_free(m);
	return 0;
}
