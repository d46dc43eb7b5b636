/* tsv.c -- fuzz: bytes as a bitext.  Its rows make a memory that can be read, and that gives
 * back every text, but for the characters that XML cannot hold. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the writer makes of a text. */
static void
put_fitting(struct dg_buf *out, struct dg_bytes s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c = dg_decode(s, &at);
		bool fits = c < 0x20 ? c == '\t' || c == '\n' || c == '\r' :
		    c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF);

		dg_put_code(out, fits ? c : 0xFFFD);
	}
	dg_put_char(out, '\n');
}

static enum dg_status
to_texts(void *ctx, const struct dg_unit *u, struct dg_error *err)
{
	(void)err;
	for (size_t i = 0; i < u->sides_n; i++)
		put_fitting(ctx, u->sides[i].text);
	return DG_OK;
}

static enum dg_status
write_rows(struct dg_bitext *reader, struct dg_rows *rows, const char *path, struct dg_buf *texts)
{
	struct dg_memory_head head = { .source = { "", 0 }, .target = dg_rows_tag(rows, 0) };
	struct dg_tmx_rules rules = { .alternatives = true };
	struct dg_tmx_write *w;
	const struct dg_bytes *cells;
	struct dg_error err;
	struct dg_out *out;
	enum dg_status st;

	if (dg_rows_describe(rows, false, &head, &err) != DG_OK ||
	    dg_out_open(&out, path, 0, &err) != DG_OK ||
	    dg_tmx_write_new(&w, out, &head, &rules, &err) != DG_OK)
		abort();
	while ((st = dg_bitext_next(reader, &cells, &err)) != DG_END) {
		const struct dg_unit *u;
		struct dg_put put;

		if (st != DG_OK)
			continue;
		u = dg_rows_unit(rows, cells);
		if (dg_tmx_write_put(w, u, &put, &err) != DG_OK)
			abort();
		for (size_t i = 0; put.fate == DG_FATE_WRITTEN && i < u->sides_n; i++)
			if (put.sides >> i & 1)
				put_fitting(texts, u->sides[i].text);
	}
	dg_tmx_write_end(w);
	st = dg_out_commit(out, &err);
	dg_tmx_write_free(w);
	dg_out_free(out);
	return st;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[] = "/dev/shm/fuzz-tsv-XXXXXX";
	struct dg_buf all = { 0 }, texts = { 0 }, back = { 0 };
	struct dg_memory_events events = { NULL, to_texts, &back, DG_INLINE_TEXT, NULL };
	struct dg_bitext *reader = NULL;
	struct dg_rows *rows = NULL;
	struct dg_error err;
	struct dg_in *in, *made;

	if (path[sizeof path - 2] == 'X')
		close(mkstemp(path));
	if (size % 2)	/* bytes as rows, or as header and rows */
		dg_put_str(&all, "doc\tfr\tzh\ten\turl-fr\n");
	dg_put(&all, data, size);
	if (dg_in_memory(&in, dg_buf_bytes(&all), &err) != DG_OK)
		abort();
	if (!memchr(data ? (const char *)data : "", 0x1F, size) &&
	    dg_bitext_new(&reader, in, &err) == DG_OK &&
	    dg_rows_new(&rows, dg_bitext_head(reader), NULL, 0, &err) == DG_OK) {
		if (write_rows(reader, rows, path, &texts) != DG_OK ||
		    dg_in_open(&made, path, &err) != DG_OK ||
		    dg_tmx_read(made, &events, &err) != DG_OK ||
		    !dg_bytes_equal(dg_buf_bytes(&texts), dg_buf_bytes(&back)))
			abort();
		dg_in_free(made);
	}
	dg_rows_free(rows);
	dg_bitext_free(reader);
	dg_in_free(in);
	dg_buf_free(&all);
	dg_buf_free(&texts);
	dg_buf_free(&back);
	return 0;
}
