/* print.h -- what dg-text writes of a page. */
#ifndef DG_TEXT_PRINT_H
#define DG_TEXT_PRINT_H

#include "drogman.h"

enum print_form { PRINT_LINES, PRINT_JSON, PRINT_BASE64 };

struct print_how {
	enum print_form form;
	bool all;	/* paragraphs that are not kept too */
	bool numbers;	/* those of list items, in lines and base64 */
};
void print_page(struct dg_out *out, const struct print_how *how, const char *name,
    const struct dg_page *page);
/* A line of JSON about it. */
void print_meta(struct dg_out *out, const char *name, const struct dg_page *page);
/* A row a block: page, kept or left out, kind, reason, text. */
void print_report(struct dg_out *out, const char *name, const struct dg_page *page);
void print_report_head(struct dg_out *out);

#endif
