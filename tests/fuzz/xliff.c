/* xliff.c -- fuzz: bytes as XLIFF.  The texts that are read stand in what is written of
 * them in any version, and the linter takes what the reader takes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drogman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct state { struct dg_buf texts; struct dg_xliff_write *w; };

static void
no_finding(void *ctx, const struct dg_finding *f)
{
	*(size_t *)ctx += f->line;
}

/* As XML can hold it: <cp> may have brought what it cannot. */
static void
put_held(struct dg_buf *out, struct dg_bytes text)
{
	for (size_t at = 0; at < text.n; ) {
		uint32_t c = dg_decode(text, &at);

		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			c = 0xFFFD;
		dg_put_code(out, c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
	}
}

static void
put_texts(struct dg_buf *out, const struct dg_unit *u)
{
	for (size_t i = 0; i < u->sides_n; i++)
		if (!dg_is_blank(u->sides[i].text)) {
			put_held(out, u->sides[i].text);
			dg_put_char(out, '\n');
		}
}

/* Source and target, whatever the file calls them. */
static enum dg_status
to_writer(void *ctx, const struct dg_unit *u, struct dg_error *err)
{
	struct state *s = ctx;
	struct dg_side sides[2] = { { .tag = dg_bytes_of("zh-CN") },
	    { .tag = dg_bytes_of("fr-FR") } };
	struct dg_unit two = *u;
	struct dg_put put;
	enum dg_status st;

	for (size_t i = 0; i < u->sides_n && i < 2; i++)
		sides[i].text = u->sides[i].text;
	two.sides = sides;
	two.sides_n = 2;
	st = dg_xliff_write_put(s->w, &two, &put, err);
	if (st == DG_OK && put.fate == DG_FATE_WRITTEN)
		put_texts(&s->texts, &two);
	return st;
}

static enum dg_status
to_texts(void *ctx, const struct dg_unit *u, struct dg_error *err)
{
	(void)err;
	put_texts(&((struct state *)ctx)->texts, u);
	return DG_OK;
}

static void
write_again(const char *path, struct dg_bytes bytes, int version, struct state *s, bool *good)
{
	struct dg_memory_head head = { .source = dg_bytes_of("zh-CN"),
	    .target = dg_bytes_of("fr-FR") };
	struct dg_xliff_rules rules = { version, 0.5 };
	struct dg_memory_events events = { NULL, to_writer, s, DG_INLINE_TEXT, NULL };
	struct dg_error err;
	struct dg_out *out;
	struct dg_in *in;

	if (dg_in_memory(&in, bytes, &err) != DG_OK || dg_out_open(&out, path, 0, &err) != DG_OK ||
	    dg_xliff_write_new(&s->w, out, &head, &rules, &err) != DG_OK)
		abort();
	*good = dg_xliff_read(in, &events, &err) == DG_OK;
	dg_xliff_write_end(s->w);
	if (dg_out_commit(out, &err) != DG_OK)
		abort();
	dg_xliff_write_free(s->w);
	dg_out_free(out);
	dg_in_free(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[] = "/dev/shm/fuzz-xliff-XXXXXX";
	static const int versions[] = { 12, 20, 21, 22 };
	struct dg_bytes bytes = { (const char *)data, size };
	struct state first = { .w = NULL }, second = { .w = NULL };
	struct dg_memory_events events = { NULL, to_texts, &second, DG_INLINE_TEXT, NULL };
	struct dg_error err;
	struct dg_in *in;
	size_t sum = 0;
	bool good;

	if (path[sizeof path - 2] == 'X')
		close(mkstemp(path));
	write_again(path, bytes, versions[size % 4], &first, &good);
	if (dg_in_open(&in, path, &err) != DG_OK || dg_xliff_read(in, &events, &err) != DG_OK ||
	    !dg_bytes_equal(dg_buf_bytes(&first.texts), dg_buf_bytes(&second.texts)))
		abort();
	dg_in_free(in);
	if (dg_in_memory(&in, bytes, &err) != DG_OK)
		abort();
	if (dg_xliff_lint(in, no_finding, &sum, &err) != DG_OK && good)
		abort();
	dg_in_free(in);
	dg_buf_free(&first.texts);
	dg_buf_free(&second.texts);
	return 0;
}
