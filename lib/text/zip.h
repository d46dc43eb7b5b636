/* zip.h -- the files of a ZIP archive that lies in memory, one after the other. */
#ifndef DG_ZIP_H
#define DG_ZIP_H

#include <libxml/xmlreader.h>

#include "base/base.h"

struct dg_zip;
/* DG_EINPUT: damaged, or encrypted. */
enum dg_status dg_zip_open(struct dg_zip **ret, struct dg_bytes raw, struct dg_error *err);
bool dg_zip_has(struct dg_zip *zip, const char *name);
/* A reader over the XML file `name`, inflated as it reads; no more than `max` bytes of
 * it, and beyond 16 MiB no more than 100 for each one packed.  NULL with *err filled. */
xmlTextReaderPtr dg_zip_xml(struct dg_zip *zip, const char *name, size_t max,
    struct dg_error *err);
/* After the last read: DG_OK, or what went wrong while inflating or parsing. */
enum dg_status dg_zip_xml_end(struct dg_zip *zip, xmlTextReaderPtr reader, int last,
    struct dg_error *err);
void dg_zip_free(struct dg_zip *zip);

#endif
