/* manifest.c -- fuzz: bytes as a manifest.  What is taken has no document twice and says the same when
 * it is written and read again. */
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_manifest(const struct dg_manifest *m, struct dg_buf *out)
{
	for (size_t row = 0; row <= m->n; row++)
		for (size_t c = 0; c < m->columns; c++) {
			dg_put_str(out, row ? manifest_cell(m, row - 1, c) : manifest_name(m, c));
			dg_put_char(out, c + 1 < m->columns ? '\t' : '\n');
		}
}

/* A CR is of the line's end where a LF follows it, and of the last cell where the file ends. */
static bool
has_return(const struct dg_buf *text)
{
	return text->n && memchr(text->p, '\r', text->n);
}

/* Two or three languages; names that are there, and once. */
static void
check(const struct dg_manifest *m)
{
	if (m->sides < 2 || m->sides > DG_TEXTS_MAX || m->n == 0 || m->n != dg_manifest_documents(m))
		abort();
	for (size_t s = 0; s < m->sides; s++)
		if (!dg_is_language(dg_bytes_of(manifest_name(m, 1 + s))))
			abort();
	for (size_t i = 0; i < m->n; i++) {
		if (!*manifest_cell(m, i, 0))
			abort();
		for (size_t k = 0; m->n < 50 && k < i; k++)
			if (strcmp(manifest_cell(m, i, 0), manifest_cell(m, k, 0)) == 0)
				abort();
	}
}

static struct dg_manifest *
read_manifest(struct dg_bytes text)
{
	struct dg_manifest *m = NULL;
	struct dg_error err;
	struct dg_in *in;

	if (dg_in_memory(&in, text, &err) != DG_OK)
		abort();
	if (dg_manifest_read(&m, in, &err) != DG_OK && (m || !*err.text))
		abort();
	dg_in_free(in);
	return m;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_buf all = { 0 }, once = { 0 }, twice = { 0 };
	struct dg_manifest *m, *again;

	if (size % 2)	/* bytes as rows, or as header and rows */
		dg_put_str(&all, "doc\tfr\tzh\ten\turl\n");
	dg_put(&all, data, size);
	if ((m = read_manifest(dg_buf_bytes(&all)))) {
		check(m);
		put_manifest(m, &once);
		again = has_return(&once) ? NULL : read_manifest(dg_buf_bytes(&once));
		if (!again && !has_return(&once))
			abort();
		if (again)
			put_manifest(again, &twice);
		if (again && !dg_bytes_equal(dg_buf_bytes(&once), dg_buf_bytes(&twice)))
			abort();
		dg_manifest_free(again);
	}
	dg_manifest_free(m);
	dg_buf_free(&all);
	dg_buf_free(&once);
	dg_buf_free(&twice);
	return 0;
}
