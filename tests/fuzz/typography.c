/* typography.c -- libFuzzer: twice is once; lines in are lines out; with the
 * repairs off, only marks and blanks that we own differ; the map leads back. */
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

/* What a map must lead through: the lines as given and as written, and where the
 * last stretch ended. */
struct walk { const struct dg_bytes *in; struct dg_bytes *out; size_t line, from, at; };

static void
walk_ends(const struct walk *w)
{
	if (w->line && (w->from != w->in[w->line - 1].n || w->at != w->out[w->line - 1].n))
		abort();
}

/* The stretches cover both lines in order, and equal bytes are equal. */
static void
stretch(const struct dg_stretch *s, void *ctx)
{
	struct walk *w = ctx;

	if (s->line != w->line) {
		walk_ends(w);
		w->line = s->line;
		w->from = w->at = 0;
	}
	if (s->from != w->from || s->at != w->at || s->to < s->from || s->end < s->at ||
	    s->to > w->in[s->line - 1].n || s->end > w->out[s->line - 1].n)
		abort();
	if (s->same && (s->to - s->from != s->end - s->at || (s->to > s->from &&
	    memcmp(w->in[s->line - 1].p + s->from, w->out[s->line - 1].p + s->at,
	    s->to - s->from) != 0)))
		abort();
	w->from = s->to;
	w->at = s->end;
}

/* The map inverts: it leads from every byte of the output to one of the input. */
static void
map(struct dg_typography *t, const struct dg_bytes *lines, struct dg_bytes *written, size_t n)
{
	struct walk w = { .in = lines, .out = written };
	struct dg_buf out = { 0 };
	struct dg_error err;

	dg_typography_map(t, stretch, &w);
	if (dg_typography_document(t, lines, n, &out, NULL, NULL, &err) != DG_OK)
		abort();
	walk_ends(&w);
	dg_typography_map(t, NULL, NULL);
	dg_buf_free(&out);
}

/* What a norm may change: quotation marks, blanks, dashes, dots and the marks that have a
 * full-width twin.  A blank may be one of U+2000 to U+200A, which are E2 80 80 to 8A. */
static const char *const owned[] = { "\"", "'", "`", "<", ">", "«", "»", "‹", "›", "“", "”", "„",
	"‟", "‘", "’", "‚", "´", "「", "」", "《", "》", "『", "』", "〝", "〞", "〟", "＂", "＇", " ", "\t", "\u00A0",
	"\u202F", ".", "…", "-", "–", "—", ",", ":", ";", "?", "!", "(", ")", "，", "：", "；", "？",
	"！", "（", "）", "。" };

static size_t
owned_at(struct dg_bytes s, size_t at)
{
	for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
		size_t n = strlen(owned[i]);

		if (s.n - at >= n && memcmp(s.p + at, owned[i], n) == 0)
			return n;
	}
	return s.n - at >= 3 && memcmp(s.p + at, "\xE2\x80", 2) == 0 &&
	    (unsigned char)s.p[at + 2] >= 0x80 && (unsigned char)s.p[at + 2] <= 0x8A ? 3 : 0;
}

/* All that nobody may touch. */
static void
kept(struct dg_buf *out, struct dg_bytes s)
{
	size_t n;

	out->n = 0;
	for (size_t i = 0; i < s.n; i += n)
		if ((n = owned_at(s, i)) == 0) {
			dg_put_char(out, s.p[i]);
			n = 1;
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const off[] = { "mojibake=off", "utf8=off", "control=off", "cp1252=off",
	    "bom=off", "soft-hyphen=off", "zero-width=off", "bidi=off", "separator=off", "nfc=off",
	    "entity=off", "half-width=off", NULL };
	static const char *const asked[] = { "ligature=on", "homoglyph=on", "wide-ascii=on",
	    "simplified=on", NULL };
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
	/* locales from 22 on are the first ones again, with what is done on request */
	opt.rules = raw ? off : data[0] >> 3 >= 22 ? asked : NULL;
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
	map(t, lines, again, n);
	if (raw) {
		twice.n = 0;
		for (size_t i = 0; i < n; i++) {
			dg_put_bytes(&twice, lines[i]);
			dg_put_char(&twice, '\n');
		}
		kept(&a, dg_buf_bytes(&twice));
		kept(&b, dg_buf_bytes(&once));
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
