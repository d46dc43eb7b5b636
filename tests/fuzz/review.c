/* review.c -- any bytes as a bitext: the page's data blocks hold nothing that HTML could take
 * for markup, and a cell comes back from them byte for byte. */
#include <stdlib.h>
#include <string.h>

#include "review/review.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static unsigned
hex(const char *p)
{
	char four[5] = { p[0], p[1], p[2], p[3], 0 };

	return (unsigned)strtoul(four, NULL, 16);
}

/* What JSON.parse and the page's bytesOf make of it. */
static void
read_back(struct dg_buf *out, const char *p, const char *end)
{
	while (p < end) {
		unsigned c;

		if (*p != '\\') {
			dg_put_char(out, *p++);
			continue;
		}
		c = hex(p + 2);
		p += 6;
		if (c >= 0xD800 && c < 0xDC00) {
			dg_put_code(out, 0x10000 + ((c - 0xD800) << 10) + (hex(p + 2) - 0xDC00));
			p += 6;
		} else if (c >= 0xDC80 && c <= 0xDCFF) {
			dg_put_char(out, (char)(c - 0xDC00));
		} else {
			dg_put_code(out, c);
		}
	}
}

static void
one_cell(struct dg_bytes cell)
{
	struct dg_buf text = { 0 }, back = { 0 };

	json_text(&text, cell);
	if (text.n < 2 || memchr(text.p, '<', text.n) || memchr(text.p, '>', text.n) ||
	    memchr(text.p, '\0', text.n) || memchr(text.p + 1, '"', text.n - 2))
		abort();
	read_back(&back, text.p + 1, text.p + text.n - 1);
	if (back.n != cell.n || (cell.n && memcmp(back.p, cell.p, cell.n) != 0))
		abort();
	dg_buf_free(&text);
	dg_buf_free(&back);
}

/* The cell in two parts as a row of its own, with a bead that its first byte chooses. */
static void
one_row(struct dg_bytes cell)
{
	static const char *const bead[] = { "[0, 1]:[0]", "[0]:[]", "1-1", "" };
	static struct dg_lexicon *lex;
	struct dg_bytes names[] = { dg_bytes_of("bead"), dg_bytes_of("fr"), dg_bytes_of("zh") };
	struct dg_bitext_head head = { names, 3, -1, 0, -1, 1, 2 };
	struct dg_bytes row[3] = { dg_bytes_of(bead[cell.n ? cell.p[0] & 3 : 0]),
	    { cell.p, cell.n / 2 }, { cell.p + cell.n / 2, cell.n - cell.n / 2 } };
	struct dg_review_options opt = { .name = "fuzz" };
	struct dg_review_counts counts;
	struct dg_review *r;
	struct dg_out *out;
	struct dg_error err;

	if (!lex && dg_lexicon_open(&lex, NULL, &err) != DG_OK)
		abort();
	opt.lexicon = lex;
	if (dg_out_open(&out, "/dev/null", 0, &err) != DG_OK ||
	    dg_review_new(&r, out, &head, &opt, &err) != DG_OK ||
	    dg_review_put(r, row, &err) != DG_OK)
		abort();
	dg_review_end(r, &counts);
	if (counts.shown != 1)
		abort();
	dg_review_free(r);
	dg_out_free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct dg_bytes cell = { (const char *)data, n };

	one_cell(cell);
	if (n < 4096)
		one_row(cell);
	return 0;
}
