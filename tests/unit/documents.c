/* documents.c -- DOCX, ODT and WARC: made here, read by the library. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <minizip/zip.h>

#include "drogman.h"

struct part { const char *name, *text; };

/* An archive of the parts, until the first without a name. */
static struct dg_buf
zip_of(const struct part *parts)
{
	char path[] = "/tmp/documents.XXXXXX";
	struct dg_buf raw = { 0 };
	struct dg_error err;
	struct dg_in *in;
	zipFile zip;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	zip = zipOpen64(path, APPEND_STATUS_CREATE);
	assert_non_null(zip);
	for (; parts->name; parts++) {
		assert_int_equal(zipOpenNewFileInZip(zip, parts->name, NULL, NULL, 0, NULL, 0, NULL,
		    Z_DEFLATED, 9), ZIP_OK);
		zipWriteInFileInZip(zip, parts->text, (unsigned)strlen(parts->text));
		zipCloseFileInZip(zip);
	}
	zipClose(zip, NULL);
	assert_int_equal(dg_in_open(&in, path, &err), DG_OK);
	assert_int_equal(dg_in_all(in, 1 << 20, &raw, &err), DG_OK);
	dg_in_free(in);
	unlink(path);
	return raw;
}

/* [T:title][D:date][H1:heading][I:item][C:cell][paragraph] */
static void
put_page(struct dg_buf *out, const struct dg_page *page)
{
	static const char *const marks[] = { "", "T:", "D:", "H", "I:", "C:", "A:" };

	for (size_t i = 0; i < page->n; i++) {
		dg_put_format(out, "[%s", marks[page->paragraphs[i].kind]);
		if (page->paragraphs[i].kind == DG_HEADING)
			dg_put_format(out, "%u:", page->paragraphs[i].level);
		dg_put_bytes(out, page->paragraphs[i].text);
		dg_put_char(out, ']');
	}
	dg_put_char(out, '\0');
}

#define DOCX(body) "<w:document xmlns:w='w' xmlns:mc='m'><w:body>" body "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define PP(properties, text) "<w:p><w:pPr>" properties "</w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ODT(body) "<o:document-content xmlns:o='o' xmlns:text='t' xmlns:table='b'><o:body><o:text>" body \
    "</o:text></o:body></o:document-content>"

static void
office_documents_become_paragraphs(void **state)
{
	static const struct { const char *name, *part, *body, *notes, *out; } rows[] = {
		{ "title, date, heading", "word/document.xml", DOCX(PP("<w:pStyle w:val='Title'/>", "Entretien")
		    P("Paris, le 21 mai 2019") PP("<w:pStyle w:val='Titre2'/>", "Contexte") P("Il a dit.")), NULL,
		    "[T:Entretien][D:Paris, le 21 mai 2019][H2:Contexte][Il a dit.]" },
		{ "guillemets as typed", "word/document.xml",
		    DOCX(P("Il a dit : «\xC2\xA0oui\xC2\xA0» et «\xE2\x80\xAFnon\xE2\x80\xAF».")), NULL,
		    "[Il a dit : «\xC2\xA0oui\xC2\xA0» et «\xE2\x80\xAFnon\xE2\x80\xAF».]" },
		{ "deletions out, insertions in", "word/document.xml", DOCX("<w:p><w:del><w:r><w:delText>non"
		    "</w:delText></w:r></w:del><w:ins><w:r><w:t>Oui, a-t-il dit.</w:t></w:r></w:ins>"
		    "<w:moveFrom><w:r><w:t>ailleurs</w:t></w:r></w:moveFrom></w:p>"), NULL, "[Oui, a-t-il dit.]" },
		{ "an end that was deleted", "word/document.xml", DOCX("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
		    "<w:r><w:t xml:space='preserve'>Un </w:t></w:r></w:p>" P("seul.") P("Deux.")), NULL,
		    "[Un seul.][Deux.]" },
		{ "a note after its paragraph", "word/document.xml", DOCX("<w:p><w:r><w:t>Il a dit</w:t></w:r>"
		    "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>.</w:t></w:r></w:p>" P("Puis rien.")),
		    "<w:footnotes xmlns:w='w'><w:footnote w:id='0'><w:p/></w:footnote><w:footnote w:id='2'>"
		    P("Hier.") P("Ici.") "</w:footnote></w:footnotes>", "[Il a dit¹.][¹ Hier.][Ici.][Puis rien.]" },
		{ "a second note, and one with a mark of its own", "word/document.xml", DOCX("<w:p><w:r><w:t>Un</w:t>"
		    "</w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:t>, deux</w:t></w:r><w:r>"
		    "<w:footnoteReference w:id='3' w:customMarkFollows='1'/><w:t>*</w:t></w:r><w:r>"
		    "<w:footnoteReference w:id='2'/></w:r></w:p>"),
		    "<w:footnotes xmlns:w='w'><w:footnote w:id='1'>" P("Ici.") "</w:footnote><w:footnote w:id='2'>"
		    P(" Là.") "</w:footnote><w:footnote w:id='3'>" P("* Ailleurs.") "</w:footnote></w:footnotes>",
		    "[T:Un¹, deux*²][¹ Ici.][* Ailleurs.][² Là.]" },
		{ "a text box, once", "word/document.xml", DOCX("<w:p><w:r><mc:AlternateContent><mc:Choice>"
		    "<w:txbxContent>" P("En marge.") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
		    P("En marge.") "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
		    "<w:r><w:t>Au centre.</w:t></w:r></w:p>"), NULL, "[Au centre.][En marge.]" },
		{ "hidden, breaks, hyphens", "word/document.xml", DOCX("<w:p><w:r><w:rPr><w:vanish/></w:rPr>"
		    "<w:t>x</w:t></w:r><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
		    "<w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e.</w:t></w:r></w:p>"), NULL,
		    "[a\xE2\x80\xA8" "b c\xE2\x80\x91" "d\xC2\xAD" "e.]" },
		{ "items, cells", "word/document.xml", DOCX(P("Deux choses.") PP("<w:numPr/>", "un")
		    "<w:tbl><w:tr><w:tc>" P("a") "</w:tc><w:tc>" P("b") "</w:tc></w:tr></w:tbl>"), NULL,
		    "[Deux choses.][I:un][C:a][C:b]" },
		{ "ODT", "content.xml", ODT("<text:tracked-changes><text:p>non</text:p></text:tracked-changes>"
		    "<text:h text:outline-level='1'>Entretien</text:h><text:p>21 mai 2019</text:p><text:p>Il a dit"
		    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Hier.</text:p>"
		    "</text:note-body></text:note><text:s text:c='2'/>: oui.<text:line-break/>Bien.</text:p>"
		    "<text:h text:outline-level='3'>Suite</text:h><text:list><text:list-item><text:p>un</text:p>"
		    "</text:list-item></text:list>"), NULL,
		    "[T:Entretien][D:21 mai 2019][Il a dit¹ : oui.\xE2\x80\xA8" "Bien.][¹ Hier.][H3:Suite][I:un]" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct part parts[] = { { rows[i].part, rows[i].body },
			{ rows[i].notes ? "word/footnotes.xml" : NULL, rows[i].notes }, { NULL, NULL } };
		struct dg_buf raw = zip_of(parts), out = { 0 };
		struct dg_page *page;
		struct dg_error err;

		assert_int_equal(dg_page_read(&page, dg_buf_bytes(&raw), NULL, &err), DG_OK);
		put_page(&out, page);
		if (strcmp(out.p, rows[i].out) != 0)
			print_message("row: %s\n", rows[i].name);
		assert_string_equal(out.p, rows[i].out);
		dg_page_free(page);
		dg_buf_free(&out);
		dg_buf_free(&raw);
	}
}

static void
bad_documents_are_told(void **state)
{
	static const struct part other[] = { { "xl/workbook.xml", "<x/>" }, { NULL, NULL } },
	    broken[] = { { "word/document.xml", DOCX(P("a") "<w:p>") }, { NULL, NULL } },
	    none[] = { { "word/document.xml", DOCX("") }, { NULL, NULL } },
	    secret[] = { { "content.xml", "?" }, { "META-INF/manifest.xml",
	    "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>" }, { NULL, NULL } },
	    large[] = { { "word/document.xml", DOCX(P("a long paragraph, for a limit of ten bytes")) },
	    { NULL, NULL } };
	static const struct { const struct part *parts; size_t max; enum dg_status st; const char *text; }
	rows[] = {
		{ other, 0, DG_EINPUT, "not a text page (ZIP archive, no DOCX or ODT)" },
		{ broken, 0, DG_EINPUT, "word/document.xml is no well-formed XML" },
		{ none, 0, DG_EINPUT, "no text in the document" },
		{ secret, 0, DG_EINPUT, "encrypted OpenDocument text" },
		{ large, 10, DG_ELIMIT, "word/document.xml unpacks to more than 10 bytes" },
	};
	struct dg_page *page;
	struct dg_error err;
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dg_buf raw = zip_of(rows[i].parts);
		struct dg_page_options opt = { .max = rows[i].max };

		assert_int_equal(dg_page_read(&page, dg_buf_bytes(&raw), &opt, &err), rows[i].st);
		assert_string_equal(err.text, rows[i].text);
		/* cut anywhere, it is an error or the whole, never a crash or a part */
		for (size_t n = 4; n < raw.n; n += 7)
			assert_int_not_equal(dg_page_read(&page, (struct dg_bytes){ raw.p, n }, NULL, &err),
			    DG_OK);
		dg_buf_free(&raw);
	}
}

#define RECORD(type, url, length, block) "WARC/1.1\r\nWARC-Type: " type "\r\nWARC-Target-URI: " url \
    "\r\nContent-Length: " length "\r\n\r\n" block "\r\n\r\n"
#define HTTP(status, type, body) "HTTP/1.1 " status "\r\nContent-Type: " type "\r\n\r\n" body

static void
pages_of_a_crawl_come_one_by_one(void **state)
{
	static const char in[] =
	    RECORD("warcinfo", "", "4", "a: b")
	    RECORD("request", "http://x/1", "3", "GET")
	    RECORD("response", "http://x/1", "68", HTTP("200 OK", "text/html; charset=gbk", "<p>\xD6\xD0\xB9\xFA</p>"))
	    RECORD("response", "http://x/2", "55", HTTP("404 No", "text/html", "<p>gone</p>"))
	    RECORD("response", "http://x/3", "53", HTTP("200 OK", "image/png", "<p>no</p>"))
	    RECORD("response", "<http://x/4>", "91", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "6\r\n<html>\r\n0a;x=y\r\n<p>ab</p>\n\r\n0\r\n\r\n.......")
	    RECORD("response", "http://x/5", "900", "HTTP/1.1 200");
	static const struct { enum dg_status st; const char *url, *charset, *body; } rows[] = {
		{ DG_OK, "http://x/1", "gbk", "<p>\xD6\xD0\xB9\xFA</p>" },
		{ DG_OK, "http://x/4", NULL, "<html><p>ab</p>\n" },
		{ DG_EINPUT, NULL, NULL, "record 7 ends in the middle" },
		{ DG_END, NULL, NULL, NULL },
	};
	struct dg_warc *warc;
	struct dg_warc_record r;
	struct dg_error err;
	struct dg_in *source;
	(void)state;

	assert_int_equal(dg_in_memory(&source, dg_bytes_of(in), &err), DG_OK);
	assert_int_equal(dg_warc_new(&warc, source, 1000, &err), DG_OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(dg_warc_next(warc, &r, &err), rows[i].st);
		if (rows[i].st == DG_EINPUT)
			assert_string_equal(err.text, rows[i].body);
		if (rows[i].st != DG_OK)
			continue;
		assert_string_equal(r.url, rows[i].url);
		assert_true((r.charset == NULL) == (rows[i].charset == NULL));
		assert_int_equal(r.body.n, strlen(rows[i].body));
		assert_memory_equal(r.body.p, rows[i].body, r.body.n);
	}
	dg_warc_free(warc);
	dg_in_free(source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(office_documents_become_paragraphs),
		cmocka_unit_test(bad_documents_are_told),
		cmocka_unit_test(pages_of_a_crawl_come_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
