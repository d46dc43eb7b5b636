/* tmx.c -- fuzz: bytes as a memory.  What can be read is read again from what is written of
 * it, with the same texts; the linter and every handling of tags end, and nothing crashes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct state { struct dg_buf texts; struct dg_tmx_write *w; bool spoilt; };

static void
no_finding(void *ctx, const struct dg_finding *f)
{
	*(size_t *)ctx += f->line;
}

static void
put_texts(struct dg_buf *out, const struct dg_unit *u)
{
	for (size_t i = 0; i < u->sides_n; i++) {
		dg_put_bytes(out, u->sides[i].text);
		dg_put_char(out, '\n');
	}
}

/* The first time: to the writer; what it writes is remembered. */
static enum dg_status
to_writer(void *ctx, const struct dg_unit *u, struct dg_error *err)
{
	struct state *s = ctx;
	struct dg_put put;
	enum dg_status st = dg_tmx_write_put(s->w, u, &put, err);

	if (st == DG_OK && put.fate == DG_FATE_WRITTEN)
		for (size_t i = 0; i < u->sides_n; i++)
			if (put.sides >> i & 1)
				put_texts(&s->texts, &(struct dg_unit){ .sides = u->sides + i, .sides_n = 1 });
	return st == DG_EUSAGE ? DG_OK : st;
}

static enum dg_status
to_texts(void *ctx, const struct dg_unit *u, struct dg_error *err)
{
	(void)err;
	put_texts(&((struct state *)ctx)->texts, u);
	return DG_OK;
}

static enum dg_status
read_back(const char *path, struct dg_buf *out)
{
	struct dg_error err;
	struct dg_in *in;
	enum dg_status st = dg_in_open(&in, path, &err);

	if (st == DG_OK)
		st = dg_in_all(in, (size_t)1 << 28, out, &err);
	dg_in_free(in);
	return st;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[] = "/dev/shm/fuzz-tmx-XXXXXX";
	struct dg_bytes bytes = { (const char *)data, size };
	struct state first = { .spoilt = false }, second = { .spoilt = false };
	struct dg_memory_head head = { .source = { "", 0 } };
	struct dg_tmx_rules rules = { .alternatives = true };
	struct dg_memory_events events = { NULL, to_writer, &first, DG_INLINE_TEXT, no_finding };
	struct dg_buf written = { 0 };
	struct dg_error err;
	struct dg_in *in;
	struct dg_out *out;
	size_t sum = 0;
	bool good;

	if (path[sizeof path - 2] == 'X')
		close(mkstemp(path));
	if (dg_in_memory(&in, bytes, &err) != DG_OK ||
	    dg_out_open(&out, path, 0, &err) != DG_OK ||
	    dg_tmx_write_new(&first.w, out, &head, &rules, &err) != DG_OK)
		abort();
	events.illegal = NULL;
	events.inlines = (enum dg_inline)(size % 3);
	good = dg_tmx_read(in, &events, &err) == DG_OK;
	dg_in_free(in);
	dg_tmx_write_end(first.w);
	if (dg_out_commit(out, &err) != DG_OK || read_back(path, &written) != DG_OK)
		abort();
	dg_tmx_write_free(first.w);
	dg_out_free(out);
	/* whatever was put, good or bad: well-formed, and the same texts */
	events = (struct dg_memory_events){ NULL, to_texts, &second, DG_INLINE_TEXT, NULL };
	if (dg_in_memory(&in, dg_buf_bytes(&written), &err) != DG_OK ||
	    dg_tmx_read(in, &events, &err) != DG_OK ||
	    !dg_bytes_equal(dg_buf_bytes(&first.texts), dg_buf_bytes(&second.texts)))
		abort();
	dg_in_free(in);
	/* the linter takes what the reader takes */
	if (dg_in_memory(&in, bytes, &err) != DG_OK)
		abort();
	if (dg_tmx_lint(in, no_finding, &sum, &err) != DG_OK && good)
		abort();
	dg_in_free(in);
	dg_buf_free(&written);
	dg_buf_free(&first.texts);
	dg_buf_free(&second.texts);
	return 0;
}
