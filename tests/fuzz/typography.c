/* typography.c -- libFuzzer: twice is once; lines in are lines out; with the
 * blanks as typed and the repairs off, only marks that we own differ. */
#include <stdlib.h>
#include <string.h>

#include "drogman.h"

enum { LINES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const locales[] = { "fr", "fr-CA", "fr-EU", "en-US", "en-GB", "zh-Hans", "zh-Hant",
	"de", "es", "ru", "fr-CH" };
static const char *const spaces[] = { "fine", "nbsp", "plain", "keep" };

/* At most LINES of them; what is behind the last stays unread. */
static size_t
cut(struct dg_bytes s, struct dg_bytes *lines)
{
	size_t n = 0;

	if (s.n == 0)
		return 0;
	for (const char *p = s.p, *end = s.p + s.n; p < end && n < LINES; n++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		lines[n] = (struct dg_bytes){ p, (size_t)((nl ? nl : end) - p) };
		p = nl ? nl + 1 : end;
	}
	return n;
}

static void
told(const struct dg_change *c, void *ctx)
{
	const struct dg_bytes *lines = ctx;

	/* the place is one of the line as given */
	if (c->byte > lines[c->line - 1].n)
		abort();
}

/* Letters and digits: ASCII ones are enough to see one lost. */
static void
letters(struct dg_buf *out, struct dg_bytes s)
{
	out->n = 0;
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		    (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '\n')
			dg_put_char(out, s.p[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const off[] = { "entity=off", "nfc=off", "half-width=off", "utf8=off", NULL };
	struct dg_typography_options opt = { 0 };
	struct dg_typography *t;
	struct dg_bytes lines[LINES], again[LINES];
	struct dg_buf once = { 0 }, twice = { 0 }, a = { 0 }, b = { 0 };
	struct dg_error err;
	size_t n;
	bool raw;

	if (size < 1)
		return 0;
	opt.space = spaces[data[0] & 3];
	raw = data[0] >> 2 & 1;
	opt.rules = raw ? off : NULL;
	if (dg_typography_new(&t, locales[(data[0] >> 3) % 11], &opt, &err) != DG_OK)
		abort();
	n = cut((struct dg_bytes){ (const char *)data + 1, size - 1 }, lines);
	if (dg_typography_document(t, lines, n, &once, told, lines, &err) != DG_OK)
		abort();
	if (cut(dg_buf_bytes(&once), again) != n)
		abort();
	if (dg_typography_document(t, again, n, &twice, told, again, &err) != DG_OK)
		abort();
	if (!dg_bytes_equal(dg_buf_bytes(&once), dg_buf_bytes(&twice)))
		abort();
	if (raw) {
		twice.n = 0;
		for (size_t i = 0; i < n; i++) {
			dg_put_bytes(&twice, lines[i]);
			dg_put_char(&twice, '\n');
		}
		letters(&a, dg_buf_bytes(&twice));
		letters(&b, dg_buf_bytes(&once));
		if (!dg_bytes_equal(dg_buf_bytes(&a), dg_buf_bytes(&b)))
			abort();
	}
	dg_buf_free(&once);
	dg_buf_free(&twice);
	dg_buf_free(&a);
	dg_buf_free(&b);
	dg_typography_free(t);
	return 0;
}
