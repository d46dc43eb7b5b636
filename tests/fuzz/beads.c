/* beads.c -- fuzz: bytes as beads.  What is read holds each segment of a side once, says the same
 * when it is written and read again, and is right against itself. */
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_side(const struct dg_beads *b, const struct dg_bead_side *x, struct dg_buf *out)
{
	for (size_t i = 0; i < x->n; i++) {
		if (i && b->ids[x->at + i] <= b->ids[x->at + i - 1])
			abort();
		dg_put_format(out, i ? ", %u" : "%u", b->ids[x->at + i]);
	}
}

static void
put_beads(const struct dg_beads *b, struct dg_buf *out)
{
	for (size_t k = 0; k < b->n; k++) {
		for (size_t s = 0; s < b->sides; s++) {
			dg_put_str(out, s ? ":[" : "[");
			put_side(b, &b->side[k * b->sides + s], out);
			dg_put_char(out, ']');
		}
		dg_put_char(out, '\n');
	}
}

static int
by_id(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
check_once(const struct dg_beads *b, size_t s)
{
	uint32_t *ids = malloc((b->n_ids + 1) * sizeof *ids);
	size_t n = 0;

	if (!ids)
		abort();
	for (size_t k = 0; k < b->n; k++) {
		const struct dg_bead_side *x = &b->side[k * b->sides + s];

		for (size_t i = 0; i < x->n; i++)
			ids[n++] = b->ids[x->at + i];
	}
	qsort(ids, n, sizeof *ids, by_id);
	for (size_t i = 1; i < n; i++)
		if (ids[i] == ids[i - 1])
			abort();
	free(ids);
}

static void
check_score(const struct dg_beads *b)
{
	struct dg_score sum = { 0 };
	struct dg_error err;

	if (dg_beads_score(b, b, &sum, &err) != DG_OK ||
	    sum.strict.test_right != sum.strict.test || sum.strict.gold_found != sum.strict.gold ||
	    sum.lax.test_right != sum.lax.test)
		abort();
}

static struct dg_beads *
read_beads(struct dg_bytes text)
{
	struct dg_beads *b = NULL;
	struct dg_error err;
	struct dg_in *in;

	if (dg_in_memory(&in, text, &err) != DG_OK)
		abort();
	if (dg_beads_read(&b, in, &err) != DG_OK && b)
		abort();
	dg_in_free(in);
	return b;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_beads *b = read_beads((struct dg_bytes){ (const char *)data, size }), *again;
	struct dg_buf once = { 0 }, twice = { 0 };

	if (!b)
		return 0;
	put_beads(b, &once);
	for (size_t s = 0; s < b->sides; s++)
		check_once(b, s);
	check_score(b);
	if (b->n) {
		if (!(again = read_beads(dg_buf_bytes(&once))))
			abort();
		put_beads(again, &twice);
		if (!dg_bytes_equal(dg_buf_bytes(&once), dg_buf_bytes(&twice)))
			abort();
		dg_beads_free(again);
	}
	dg_beads_free(b);
	dg_buf_free(&once);
	dg_buf_free(&twice);
	return 0;
}
