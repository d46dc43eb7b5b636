/* docx.c -- libFuzzer: any bytes as the document of a DOCX, as the notes of one, as the
 * content of an ODT, or as the archive itself. */
#include <zlib.h>

#include "paragraphs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_number(struct dg_buf *out, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		dg_put_char(out, (char)(v >> (8 * i)));
}

/* One stored file, with its place in the directory. */
static void
put_file(struct dg_buf *out, struct dg_buf *directory, const char *name, struct dg_bytes text)
{
	struct dg_buf head = { 0 };
	uint32_t at = (uint32_t)out->n, n = (uint32_t)text.n;

	put_number(&head, 20, 2);
	put_number(&head, 0, 2);
	put_number(&head, 0, 2);
	put_number(&head, 0, 4);
	put_number(&head, (uint32_t)crc32(0, (const unsigned char *)text.p, n), 4);
	put_number(&head, n, 4);
	put_number(&head, n, 4);
	put_number(&head, (uint32_t)strlen(name), 2);
	put_number(&head, 0, 2);
	dg_put(out, "PK\3\4", 4);
	dg_put_bytes(out, dg_buf_bytes(&head));
	dg_put_str(out, name);
	dg_put_bytes(out, text);
	dg_put(directory, "PK\1\2\24\0", 6);
	dg_put_bytes(directory, dg_buf_bytes(&head));
	put_number(directory, 0, 2);
	put_number(directory, 0, 4);
	put_number(directory, 0, 4);
	put_number(directory, at, 4);
	dg_put_str(directory, name);
	dg_buf_free(&head);
}

static void
put_archive(struct dg_buf *out, int kind, struct dg_bytes text)
{
	static const char document[] = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>a</w:t>"
	    "<w:footnoteReference w:id='1'/></w:r></w:p></w:body></w:document>";
	struct dg_buf directory = { 0 };
	uint32_t at;

	if (kind == 1)
		put_file(out, &directory, "word/footnotes.xml", text);
	put_file(out, &directory, kind == 2 ? "content.xml" : "word/document.xml",
	    kind == 1 ? dg_bytes_of(document) : text);
	at = (uint32_t)out->n;
	dg_put_bytes(out, dg_buf_bytes(&directory));
	dg_put(out, "PK\5\6\0\0\0\0", 8);
	put_number(out, 1 + (kind == 1), 2);
	put_number(out, 1 + (kind == 1), 2);
	put_number(out, (uint32_t)directory.n, 4);
	put_number(out, at, 4);
	put_number(out, 0, 2);
	dg_buf_free(&directory);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_page_options opt = { .max = 1 << 20 };
	struct dg_buf raw = { 0 };
	struct dg_bytes text;
	struct dg_page *page;
	struct dg_error err;

	if (size == 0)
		return 0;
	text = (struct dg_bytes){ (const char *)data + 1, size - 1 };
	if (data[0] % 4 == 3) {
		dg_put(&raw, "PK\3\4", 4);
		dg_put_bytes(&raw, text);
	} else {
		put_archive(&raw, data[0] % 4, text);
	}
	if (dg_page_read(&page, dg_buf_bytes(&raw), &opt, &err) == DG_OK) {
		check_paragraphs(page);
		dg_page_free(page);
	}
	dg_buf_free(&raw);
	return 0;
}
