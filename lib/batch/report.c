/* report.c -- what became of a corpus: report.json for programs, report.html for eyes (one
 * file, no script, nothing loaded from anywhere). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

/* ---- taking in ---- */

/* Keep the RANKED first by `figure` (rising), the earlier document first among equals. */
static void
rank(struct batch_rank *list, size_t *n, size_t document, double figure)
{
	size_t at = *n;

	while (at > 0 && list[at - 1].figure > figure)
		at--;
	if (at >= RANKED)
		return;
	if (*n < RANKED)
		++*n;
	memmove(&list[at + 1], &list[at], (*n - 1 - at) * sizeof *list);
	list[at] = (struct batch_rank){ document, figure };
}

/* The row's score to its bin, the first language's length to that of its power of two. */
static void
take_rows(struct batch_report *rep, struct dg_bytes rows)
{
	struct dg_bytes row, cells[4];

	while (row_next(&rows, &row)) {
		double score;
		size_t bin, chars = 0;

		if (row_cells(row, cells, 4) < 4)
			continue;
		/* the cell ends in a tab, which ends the number */
		score = strtod(cells[2].p, NULL);
		bin = score > 0 ? (size_t)(score * SCORE_BINS) : 0;
		rep->scores[bin < SCORE_BINS ? bin : SCORE_BINS - 1]++;
		for (size_t at = 0; at < cells[3].n; chars++)
			dg_decode(cells[3], &at);
		for (bin = 0; bin < LENGTH_BINS - 1 && chars >> (bin + 1); )
			bin++;
		rep->lengths[bin]++;
	}
}

/* The last place is for all kinds that find none: the sum stays what was counted. */
static void
count_kind(struct batch_kind *list, size_t *n, struct dg_bytes name)
{
	size_t i = 0;

	while (i < *n && !dg_bytes_equal(dg_bytes_of(list[i].name), name))
		i++;
	if (i == *n && *n >= KINDS_MAX - 1) {
		i = KINDS_MAX - 1;
		name = dg_bytes_of("other kinds");
	}
	if (i == *n) {
		char *copy = malloc(name.n + 1);

		if (!copy) {
			dg_lacks(name.n + 1);
			return;
		}
		memcpy(copy, name.p, name.n);
		copy[name.n] = '\0';
		list[(*n)++].name = copy;
	}
	list[i].n++;
}

/* "pages/a.html:12: what": the kind is what. */
static struct dg_bytes
kind_of_error(struct dg_bytes error)
{
	for (size_t i = error.n; i-- > 1; )
		if (error.p[i - 1] == ':' && error.p[i] == ' ')
			return (struct dg_bytes){ error.p + i + 1, error.n - i - 1 };
	return error;
}

void
report_take(struct batch_report *rep, size_t document, const struct batch_part *part)
{
	const struct batch_facts *f = &part->facts;
	struct dg_bytes rows = part->dropped, row;

	rep->one += f->one;
	rep->many += f->many;
	rep->null += f->null;
	rep->microseconds += f->microseconds;
	for (size_t s = 0; s < DG_TEXTS_MAX; s++)
		rep->segments[s] += f->segments[s];
	if (part->error.n) {
		count_kind(rep->errors, &rep->errors_n, kind_of_error(part->error));
		return;
	}
	take_rows(rep, part->kept);
	rank(rep->worst, &rep->worst_n, document, (double)f->mean_millionths / 1e6);
	rank(rep->slowest, &rep->slowest_n, document, -(double)f->microseconds / 1e3);
	while (row_next(&rows, &row)) {
		/* the last cell but one */
		size_t end = row.n, at;

		while (end > 0 && row.p[end - 1] != '\t')
			end--;
		for (at = end ? end - 1 : 0; at > 0 && row.p[at - 1] != '\t'; )
			at--;
		count_kind(rep->rules, &rep->rules_n,
		    (struct dg_bytes){ row.p + at, end ? end - 1 - at : 0 });
	}
}

void
report_free(struct batch_report *rep)
{
	for (size_t i = 0; i < rep->rules_n; i++)
		free(rep->rules[i].name);
	for (size_t i = 0; i < rep->errors_n; i++)
		free(rep->errors[i].name);
}

/* ---- JSON ---- */

/* A name may hold any bytes; what is no UTF-8 becomes U+FFFD. */
static void
json_string(struct dg_out *out, const char *s)
{
	struct dg_bytes text = dg_bytes_of(s);

	dg_out_put(out, "\"", 1);
	for (size_t at = 0, from = 0; at < text.n; from = at) {
		uint32_t c = dg_decode(text, &at);

		if (c == '"' || c == '\\')
			dg_out_format(out, "\\%c", (char)c);
		else if (c < 0x20)
			dg_out_format(out, "\\u%04x", c);
		else if (c >= 0xD800 && c < 0xE000)
			dg_out_str(out, "\xEF\xBF\xBD");
		else
			dg_out_put(out, s + from, at - from);
	}
	dg_out_put(out, "\"", 1);
}

static void
json_numbers(struct dg_out *out, const char *name, const uint64_t *n, size_t count)
{
	dg_out_format(out, "  \"%s\": [", name);
	for (size_t i = 0; i < count; i++)
		dg_out_format(out, "%s%" PRIu64, i ? ", " : "", n[i]);
	dg_out_str(out, "],\n");
}

static void
json_kinds(struct dg_out *out, const char *name, const struct batch_kind *kinds, size_t n)
{
	dg_out_format(out, "  \"%s\": {", name);
	for (size_t i = 0; i < n; i++) {
		dg_out_str(out, i ? ", " : "");
		json_string(out, kinds[i].name);
		dg_out_format(out, ": %" PRIu64, kinds[i].n);
	}
	dg_out_str(out, "},\n");
}

static void
json_ranks(struct dg_out *out, const struct batch_run *r, const char *name, const char *figure,
    const struct batch_rank *list, size_t n, double sign, const char *end)
{
	dg_out_format(out, "  \"%s\": [", name);
	for (size_t i = 0; i < n; i++) {
		dg_out_format(out, "%s\n    {\"doc\": ", i ? "," : "");
		json_string(out, manifest_cell(r->m, list[i].document, 0));
		dg_out_format(out, ", \"%s\": %.6g}", figure, sign * list[i].figure);
	}
	dg_out_format(out, "]%s\n", end);
}

static void
put_json(struct dg_out *out, const struct batch_report *rep, const struct batch_run *r)
{
	const struct dg_batch_counts *c = r->counts;
	const uint64_t beads[3] = { rep->one, rep->many, rep->null };

	dg_out_format(out, "{\n  \"version\": \"%s\",\n  \"documents\": %zu,\n  \"failed\": %zu,\n"
	    "  \"warned\": %zu,\n  \"rows\": %" PRIu64 ",\n  \"kept\": %" PRIu64 ",\n  \"dropped\": %"
	    PRIu64 ",\n  \"cpu_seconds\": %.3f,\n", DG_VERSION, c->documents, c->failed, c->warned,
	    c->rows, c->kept, c->dropped, (double)rep->microseconds / 1e6);
	json_kinds(out, "dropped_by_rule", rep->rules, rep->rules_n);
	json_kinds(out, "errors_by_kind", rep->errors, rep->errors_n);
	json_numbers(out, "segments", rep->segments, r->m->sides);
	json_numbers(out, "beads_one_many_null", beads, 3);
	json_numbers(out, "rows_by_score", rep->scores, SCORE_BINS);
	json_numbers(out, "rows_by_length_log2", rep->lengths, LENGTH_BINS);
	json_ranks(out, r, "worst", "mean", rep->worst, rep->worst_n, 1, ",");
	json_ranks(out, r, "slowest", "milliseconds", rep->slowest, rep->slowest_n, -1, "");
	dg_out_str(out, "}\n");
}

/* ---- HTML ---- */

static void
html_text(struct dg_out *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': dg_out_str(out, "&amp;"); break;
		case '<': dg_out_str(out, "&lt;"); break;
		case '"': dg_out_str(out, "&quot;"); break;
		default: dg_out_put(out, s, 1);
		}
}

static void
html_card(struct dg_out *out, uint64_t n, const char *what)
{
	dg_out_format(out, "<li><b>%" PRIu64 "</b><span>%s</span></li>\n", n, what);
}

/* Bars over named values; the class of bar i comes from `tone`, NULL: none. */
static void
html_bars(struct dg_out *out, const char *caption, const uint64_t *n, size_t bars,
    void (*label)(size_t i, char text[16]), const char *(*tone)(size_t i))
{
	enum { WIDTH = 440, HEIGHT = 150, BASE = 130 };
	uint64_t most = 1;
	double step = (double)WIDTH / (double)bars;

	for (size_t i = 0; i < bars; i++)
		most = n[i] > most ? n[i] : most;
	dg_out_format(out, "<figure><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH,
	    HEIGHT, caption);
	for (size_t i = 0; i < bars; i++) {
		double h = 110.0 * (double)n[i] / (double)most, x = step * (double)i;
		char text[16];

		label(i, text);
		dg_out_format(out, "<rect class=\"bar %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
		    "<title>%s: %" PRIu64 "</title></rect>\n", tone ? tone(i) : "", x + 1, BASE - h,
		    step - 2, h, text, n[i]);
		if (bars <= 8 || i % 4 == 0)
			dg_out_format(out, "<text x=\"%.1f\" y=\"%d\">%s</text>\n", x + 1, BASE + 14,
			    text);
	}
	dg_out_format(out, "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/></svg>\n"
	    "<figcaption>%s (highest bar: %" PRIu64 ")</figcaption></figure>\n", BASE, WIDTH, BASE,
	    caption, most);
}

static void
label_score(size_t i, char text[16])
{
	snprintf(text, 16, "%.2f", (double)i / SCORE_BINS);
}

static const char *
tone_score(size_t i)
{
	return i < SCORE_BINS / 2 ? "bad" : i < SCORE_BINS * 8 / 10 ? "fair" : "good";
}

static void
label_length(size_t i, char text[16])
{
	snprintf(text, 16, "%u", i ? 1u << i : 0);
}

static void
label_bead(size_t i, char text[16])
{
	static const char *const names[] = { "1-1", "n-m", "null" };

	snprintf(text, 16, "%s", names[i]);
}

static void
html_kinds(struct dg_out *out, const char *title, const char *what,
    const struct batch_kind *kinds, size_t n)
{
	if (n == 0)
		return;
	dg_out_format(out, "<h2>%s</h2>\n<table><thead><tr><th>%s<th class=\"n\">count</thead>\n", title,
	    what);
	for (size_t i = 0; i < n; i++) {
		dg_out_str(out, "<tr><td>");
		html_text(out, kinds[i].name);
		dg_out_format(out, "<td class=\"n\">%" PRIu64 "\n", kinds[i].n);
	}
	dg_out_str(out, "</table>\n");
}

static void
html_ranks(struct dg_out *out, const struct batch_run *r, const char *title, const char *what,
    const struct batch_rank *list, size_t n, double sign)
{
	if (n == 0)
		return;
	dg_out_format(out, "<h2>%s</h2>\n<table><thead><tr><th>document<th class=\"n\">%s</thead>\n", title,
	    what);
	for (size_t i = 0; i < n; i++) {
		dg_out_str(out, "<tr><td>");
		html_text(out, manifest_cell(r->m, list[i].document, 0));
		dg_out_format(out, "<td class=\"n\">%.3f\n", sign * list[i].figure);
	}
	dg_out_str(out, "</table>\n");
}

static void
put_html(struct dg_out *out, const struct batch_report *rep, const struct batch_run *r)
{
	const struct dg_batch_counts *c = r->counts;
	const uint64_t beads[3] = { rep->one, rep->many, rep->null };
	struct dg_bytes style = dg_embedded("data/page.css"), theme = dg_embedded("data/page-theme.js");
	struct dg_bytes style_sum = dg_embedded("data/page.css.sha256");
	struct dg_bytes theme_sum = dg_embedded("data/page-theme.js.sha256");

	dg_out_format(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "base-uri 'none'; form-action 'none'; script-src 'sha256-%.*s'; style-src 'sha256-%.*s'\">\n"
	    "<title>drogman build: report</title>\n<style>", (int)theme_sum.n, theme_sum.p,
	    (int)style_sum.n, style_sum.p);
	dg_out_put(out, style.p, style.n);
	dg_out_str(out, "</style>\n<script>");
	dg_out_put(out, theme.p, theme.n);
	dg_out_str(out, "</script>\n<body class=\"report\">\n<button id=\"theme-next\" "
	    "title=\"Light, dark, or as the browser has it\" aria-label=\"Theme\">"
	    "<span class=\"half\"></span></button>\n");
	dg_out_format(out, "<h1>Corpus of %zu documents</h1>\n<p class=\"sub\">drogman %s, %.1f s of "
	    "CPU for the documents</p>\n<ul class=\"cards\">\n", c->documents, DG_VERSION,
	    (double)rep->microseconds / 1e6);
	html_card(out, c->rows, "rows read");
	html_card(out, c->kept, "kept");
	html_card(out, c->dropped, "dropped");
	html_card(out, c->failed, "documents failed");
	html_card(out, c->warned, "documents with a warning");
	dg_out_str(out, "</ul>\n<div class=\"plots\">\n");
	html_bars(out, "Rows kept, by score", rep->scores, SCORE_BINS, label_score, tone_score);
	html_bars(out, "Rows kept, by characters of the first text", rep->lengths, LENGTH_BINS,
	    label_length, NULL);
	html_bars(out, "Beads", beads, 3, label_bead, NULL);
	dg_out_str(out, "</div>\n");
	html_kinds(out, "Dropped rows", "rule", rep->rules, rep->rules_n);
	html_kinds(out, "Errors", "what was wrong", rep->errors, rep->errors_n);
	html_ranks(out, r, "Worst documents first", "mean score", rep->worst, rep->worst_n, 1);
	html_ranks(out, r, "Slowest documents", "milliseconds of CPU", rep->slowest, rep->slowest_n,
	    -1);
	dg_out_str(out, "</html>\n");
}

enum dg_status
report_write(const struct batch_report *rep, const struct batch_run *r, struct dg_error *err)
{
	static const struct {
		const char *name;
		void (*put)(struct dg_out *, const struct batch_report *, const struct batch_run *);
	} form[] = { { "report.json", put_json }, { "report.html", put_html } };
	struct dg_buf path = { 0 };
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < 2 && st == DG_OK; i++) {
		struct dg_out *out = NULL;

		st = dg_out_open(&out, folder_path(r->opt, form[i].name, &path), 0, err);
		if (st == DG_OK) {
			form[i].put(out, rep, r);
			st = dg_out_commit(out, err);
		}
		dg_out_free(out);
	}
	dg_buf_free(&path);
	return st;
}
