/* charset.c -- libFuzzer: no byte in any encoding ends the page before its last paragraph. */
#include "paragraphs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const charsets[] = { NULL, "utf-8", "windows-1252", "gb18030", "big5", "shift_jis",
	"euc-kr", "euc-jp", "koi8-r", "iso-8859-15" };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_page_options opt = { .all = true };
	static const char last[] = "<p>The last paragraph of the page</p>";
	struct dg_buf raw = { 0 };
	struct dg_page *page;
	struct dg_error err;
	enum dg_status st;

	if (size == 0)
		return 0;
	opt.charset = charsets[data[0] % (sizeof charsets / sizeof *charsets)];
	dg_put_str(&raw, "<html><body><p>");
	/* text alone: markup may rightly hide what follows it */
	for (size_t i = 1; i < size; i++)
		dg_put_char(&raw, data[i] == '<' || data[i] == '&' ? ' ' : (char)data[i]);
	dg_put_str(&raw, "\n\n\n\n</p>");
	dg_put_str(&raw, last);
	st = dg_page_read(&page, dg_buf_bytes(&raw), &opt, &err);
	if (st == DG_OK) {
		check_paragraphs(page);
		/* UTF-16 is told by its zeros, and reads the rest in pairs */
		if (strncmp(page->charset, "UTF-16", 6) != 0) {
			struct dg_bytes s = page->paragraphs[page->n - 1].text;

			if (!dg_bytes_equal(s, dg_bytes_of("The last paragraph of the page")))
				abort();
		}
		dg_page_free(page);
	} else if (st != DG_EINPUT) {
		abort();
	}
	dg_buf_free(&raw);
	return 0;
}
