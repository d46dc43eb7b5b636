/* html.c -- libFuzzer: paragraphs are clean, and those of the statement stand in the same
 * order among those of the whole page. */
#include "paragraphs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_page_options every = { .all = true };
	struct dg_buf raw = { 0 };
	struct dg_page *all, *some;
	struct dg_error err;
	size_t at = 0;

	dg_put_str(&raw, "<html><body>");
	dg_put(&raw, data, size);
	if (dg_page_read(&all, dg_buf_bytes(&raw), &every, &err) == DG_OK) {
		check_paragraphs(all);
		if (dg_page_read(&some, dg_buf_bytes(&raw), NULL, &err) == DG_OK) {
			check_paragraphs(some);
			for (size_t i = 0; i < some->n; i++, at++) {
				while (at < all->n && !dg_bytes_equal(all->paragraphs[at].text, some->paragraphs[i].text))
					at++;
				if (at == all->n)
					abort();
			}
			dg_page_free(some);
		}
		dg_page_free(all);
	}
	dg_buf_free(&raw);
	return 0;
}
