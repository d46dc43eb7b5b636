/* drogman.h -- pages in three languages in, a checked translation memory out.
 *
 * Encoding: all text is UTF-8 unless a call says otherwise.  Offsets and
 *   lengths are bytes.  Languages are BCP 47 tags ("fr", "zh-Hant", "en").
 * Ownership: what a *_new or *_open call gives you, you *_free; *_free(NULL)
 *   is fine.  A struct dg_bytes is borrowed: it is not NUL-terminated, may
 *   hold any byte, and lives until the next call on the object that lent it.
 * Errors: a call that can fail returns enum dg_status; when that is an error
 *   it also fills *err.  Nothing in here prints, exits or reads the
 *   environment.
 * Threads: an object belongs to one thread at a time; a struct dg_lexicon may
 *   be read by many at once.  There is no global state but the list of files that
 *   are being written (dg_out_abandon_all).
 *
 * This is the header to include; its chapters stand in the order in which data goes
 * through them, and each can be included alone.
 */
#ifndef DROGMAN_H
#define DROGMAN_H

#include "drogman/base.h"		/* bytes, errors, input, lines, output */
#include "drogman/text.h"		/* page bytes to paragraphs */
#include "drogman/segment.h"		/* paragraphs to segments */
#include "drogman/typography.h"	/* quotes, spaces, marks */
#include "drogman/lexicon.h"		/* which words translate which */
#include "drogman/align.h"		/* which segments translate which */
#include "drogman/bitext.h"		/* beads, and the TSV of beads */
#include "drogman/memory.h"		/* TMX and XLIFF */
#include "drogman/review.h"		/* a bitext as a page, and what came back */
#include "drogman/statement.h"	/* the whole way in one call */
#include "drogman/pair.h"		/* which page translates which */
#include "drogman/clean.h"		/* rows that one can trust */
#include "drogman/batch.h"		/* a corpus of statements */

#endif
