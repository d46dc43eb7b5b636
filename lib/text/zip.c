/* zip.c -- the archives that office documents are: minizip over memory, libxml2's reader
 * over what it inflates, so that no part stands in memory whole. */
#include <stdlib.h>
#include <string.h>

#include <minizip/unzip.h>

#include "text/zip.h"

/* Text packs well, but not better than this; below SMALL bytes a bomb is none. */
enum { RATIO = 100, SMALL = 16 * 1024 * 1024 };

struct dg_zip {
	struct dg_bytes raw;
	uint64_t at;		/* where minizip reads next */
	unzFile file;
	const char *part;	/* open in it */
	size_t max, packed, got;
	bool damaged, bomb, too_large;
};

/* ---- minizip's idea of a file, over memory ---- */

static void *
memory_open(void *opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return opaque;
}

static uLong
memory_read(void *opaque, void *stream, void *buf, uLong n)
{
	struct dg_zip *zip = opaque;
	uint64_t left = zip->raw.n - zip->at;

	(void)stream;
	n = n < left ? n : (uLong)left;
	memcpy(buf, zip->raw.p + zip->at, n);
	zip->at += n;
	return n;
}

static ZPOS64_T
memory_tell(void *opaque, void *stream)
{
	(void)stream;
	return ((struct dg_zip *)opaque)->at;
}

static long
memory_seek(void *opaque, void *stream, ZPOS64_T offset, int origin)
{
	struct dg_zip *zip = opaque;
	uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->at :
	    origin == ZLIB_FILEFUNC_SEEK_END ? zip->raw.n : 0;

	(void)stream;
	if (base + offset > zip->raw.n)
		return -1;
	zip->at = base + offset;
	return 0;
}

static int
memory_close(void *opaque, void *stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

enum dg_status
dg_zip_open(struct dg_zip **ret, struct dg_bytes raw, struct dg_error *err)
{
	zlib_filefunc64_def calls = { .zopen64_file = memory_open, .zread_file = memory_read,
	    .ztell64_file = memory_tell, .zseek64_file = memory_seek, .zclose_file = memory_close,
	    .zerror_file = memory_close };
	struct dg_zip *zip = calloc(1, sizeof *zip);

	*ret = NULL;
	if (!zip)
		return dg_fail_nomem(err);
	zip->raw = raw;
	calls.opaque = zip;
	if (!(zip->file = unzOpen2_64("", &calls))) {
		free(zip);
		return dg_fail(err, DG_EINPUT, 0, "damaged ZIP archive");
	}
	*ret = zip;
	return DG_OK;
}

bool
dg_zip_has(struct dg_zip *zip, const char *name)
{
	return unzLocateFile(zip->file, name, 1) == UNZ_OK;
}

static int
inflate_part(void *context, char *buf, int n)
{
	struct dg_zip *zip = context;
	int got = unzReadCurrentFile(zip->file, buf, (unsigned)n);

	if (got < 0) {
		zip->damaged = true;
		return -1;
	}
	zip->got += (size_t)got;
	zip->too_large = zip->got > zip->max;
	zip->bomb = zip->got > SMALL && zip->got / RATIO > zip->packed;
	return zip->too_large || zip->bomb ? -1 : got;
}

static int
close_part(void *context)
{
	struct dg_zip *zip = context;

	/* the checksum is wrong */
	if (unzCloseCurrentFile(zip->file) == UNZ_CRCERROR)
		zip->damaged = true;
	return 0;
}

static void
say_nothing(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

xmlTextReaderPtr
dg_zip_xml(struct dg_zip *zip, const char *name, size_t max, struct dg_error *err)
{
	unz_file_info64 info;
	xmlTextReaderPtr reader;

	if (unzLocateFile(zip->file, name, 1) != UNZ_OK ||
	    unzGetCurrentFileInfo64(zip->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK) {
		dg_fail(err, DG_EINPUT, 0, "damaged ZIP archive: no %s in it", name);
		return NULL;
	}
	if (info.flag & 1) {
		dg_fail(err, DG_EINPUT, 0, "encrypted ZIP archive");
		return NULL;
	}
	if (unzOpenCurrentFile(zip->file) != UNZ_OK) {
		dg_fail(err, DG_EINPUT, 0, "damaged ZIP archive: %s cannot be read", name);
		return NULL;
	}
	zip->part = name;
	zip->max = max;
	zip->packed = (size_t)info.compressed_size + 1;
	zip->got = 0;
	zip->damaged = zip->bomb = zip->too_large = false;
	dg_xml_begin();
	reader = xmlReaderForIO(inflate_part, close_part, zip, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!reader) {
		unzCloseCurrentFile(zip->file);
		dg_fail_nomem(err);
		return NULL;
	}
	xmlTextReaderSetStructuredErrorHandler(reader, say_nothing, NULL);
	return reader;
}

enum dg_status
dg_zip_xml_end(struct dg_zip *zip, xmlTextReaderPtr reader, int last, struct dg_error *err)
{
	xmlFreeTextReader(reader);
	if (zip->too_large)
		return dg_fail(err, DG_ELIMIT, 0, "%s unpacks to more than %zu bytes", zip->part, zip->max);
	if (zip->bomb)
		return dg_fail(err, DG_ELIMIT, 0, "%s unpacks to more than %d times its size", zip->part,
		    RATIO);
	if (zip->damaged)
		return dg_fail(err, DG_EINPUT, 0, "damaged ZIP archive: %s cannot be unpacked", zip->part);
	if (last < 0)
		return dg_fail(err, DG_EINPUT, 0, "%s is no well-formed XML", zip->part);
	return DG_OK;
}

void
dg_zip_free(struct dg_zip *zip)
{
	if (zip)
		unzClose(zip->file);
	free(zip);
}
