/* pdf.c -- libFuzzer: any bytes as what a page of a PDF draws, with fonts of one byte and of
 * two; or as the whole of the PDF.  poppler itself is as the system has it. */
#include "paragraphs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OBJECTS = 8 };

static void
put_object(struct dg_buf *out, size_t *at, size_t number, const char *text)
{
	at[number] = out->n;
	dg_put_format(out, "%zu 0 obj\n%s\nendobj\n", number, text);
}

/* Two pages that draw the same, so that running lines are told, too. */
static void
put_pdf(struct dg_buf *out, struct dg_bytes drawn)
{
	size_t at[OBJECTS] = { 0 }, table;

	dg_put_str(out, "%PDF-1.4\n");
	put_object(out, at, 1, "<< /Type /Catalog /Pages 2 0 R >>");
	put_object(out, at, 2, "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] "
	    "/Resources << /Font << /F1 6 0 R /F2 7 0 R >> >> >>");
	put_object(out, at, 3, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>");
	put_object(out, at, 4, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>");
	at[5] = out->n;
	dg_put_format(out, "5 0 obj\n<< /Length %zu >>\nstream\n", drawn.n);
	dg_put_bytes(out, drawn);
	dg_put_str(out, "\nendstream\nendobj\n");
	put_object(out, at, 6, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
	    "/Encoding /WinAnsiEncoding >>");
	put_object(out, at, 7, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>");
	table = out->n;
	dg_put_format(out, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS);
	for (size_t i = 1; i < OBJECTS; i++)
		dg_put_format(out, "%010zu 00000 n \n", at[i]);
	dg_put_format(out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS, table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dg_page_options opt = { .max = (size_t)1 << 20 };
	struct dg_buf raw = { 0 };
	struct dg_bytes rest = { (const char *)data + 1, size - 1 };
	struct dg_page *page;
	struct dg_error err;

	if (size == 0)
		return 0;
	if (data[0] == '%')
		dg_put(&raw, data, size);
	else
		put_pdf(&raw, rest);
	if (dg_page_read(&page, dg_buf_bytes(&raw), &opt, &err) == DG_OK) {
		if (strcmp(page->format, "pdf") == 0)
			check_paragraphs(page);
		dg_page_free(page);
	}
	dg_buf_free(&raw);
	return 0;
}
