/* page.c -- a bitext as one page for a browser: style, skeleton, rows as data, scripts.  Rows
 * go out as they come; nothing is kept of them. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/review.h"

enum { ROWS_DEFAULT = 50000 };
static const uint64_t TEXT_MAX = (uint64_t)256 << 20;	/* more is no page for a browser */

struct dg_review {
	struct dg_out *out;
	struct dg_bitext_head head;
	struct cells cells;
	struct lacks lacks;
	struct review_key *key;
	struct dg_spans spans;
	struct dg_buf row;
	size_t max_rows;
	struct dg_review_counts counts;
};

static void
put_bytes(struct dg_out *out, struct dg_bytes s)
{
	dg_out_put(out, s.p, s.n);
}

/* What the page runs, in this order: the first before anything shows, the others behind the rows. */
static const struct { const char *file, *sum; } script[] = {
	{ "data/page-theme.js", "data/page-theme.js.sha256" },
	{ "data/review-rows.js", "data/review-rows.js.sha256" },
	{ "data/review-text.js", "data/review-text.js.sha256" },
	{ "data/review-table.js", "data/review-table.js.sha256" },
	{ "data/review-head.js", "data/review-head.js.sha256" },
	{ "data/review-change.js", "data/review-change.js.sha256" },
	{ "data/review.js", "data/review.js.sha256" },
};
enum { SCRIPTS = sizeof script / sizeof *script };

/* ---- the frame ---- */

static void
put_script(struct dg_out *out, size_t i)
{
	dg_out_str(out, "<script>");
	put_bytes(out, dg_embedded(script[i].file));
	dg_out_str(out, "</script>\n");
}

static void
put_text(struct dg_out *out, struct dg_bytes s)
{
	for (size_t at = 0; at < s.n; ) {
		size_t start = at;
		uint32_t c = dg_decode(s, &at);

		if (c == '&' || c == '<' || c == '>' || c == '"')
			dg_out_format(out, "&#%u;", (unsigned)c);
		else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xDFFF))
			dg_out_str(out, "\xEF\xBF\xBD");
		else
			dg_out_put(out, s.p + start, at - start);
	}
}

static void
put_sum(struct dg_out *out, const char *file)
{
	struct dg_bytes hash = dg_embedded(file);

	dg_out_format(out, " 'sha256-%.*s'", (int)hash.n, hash.p);
}

/* Nothing but the page's own script and style, known by their hashes; nothing is loaded. */
static void
put_policy(struct dg_out *out)
{
	dg_out_str(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "base-uri 'none'; form-action 'none'; script-src");
	for (size_t i = 0; i < SCRIPTS; i++)
		put_sum(out, script[i].sum);
	dg_out_str(out, "; style-src");
	put_sum(out, "data/page.css.sha256");
	dg_out_str(out, "\">\n");
}

static void
put_head_data(struct dg_review *r, struct dg_bytes name)
{
	struct dg_buf *b = &r->row;

	dg_put_str(b, "<script type=\"application/json\" id=\"head\">{\"name\":");
	json_text(b, name);
	dg_put_format(b, ",\"version\":\"%s\",\"doc\":%d,\"bead\":%d,\"score\":%d,\"first\":%zu,"
	    "\"sides\":%zu,\"columns\":[", DG_VERSION, r->head.doc, r->head.bead, r->head.score,
	    r->head.first_side, r->head.sides);
	for (size_t i = 0; i < r->head.n; i++) {
		dg_put_str(b, i ? "," : "");
		json_text(b, r->head.names[i]);
	}
	dg_put_str(b, "],\"joints\":[");
	for (size_t s = 0; s < r->head.sides; s++)
		dg_put_format(b, "%s\"%s\"", s ? "," : "",
		    dg_language_unspaced(r->cells.lang[s]) ? "" : " ");
	dg_put_str(b, "]}</script>\n<script type=\"application/json\" id=\"rows\">[");
	dg_out_put(r->out, b->p, b->n);
	b->n = 0;
}

static void
put_frame(struct dg_review *r, struct dg_bytes name)
{
	struct dg_out *out = r->out;

	dg_out_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n");
	put_policy(out);
	dg_out_str(out, "<title>");
	put_text(out, name);
	dg_out_str(out, " – review</title>\n<style>");
	put_bytes(out, dg_embedded("data/page.css"));
	dg_out_str(out, "</style>\n");
	put_script(out, 0);
	put_bytes(out, dg_embedded("data/review.html"));
	put_head_data(r, name);
}

/* ---- new ---- */

static enum dg_status
take_head(struct dg_review *r, const struct dg_bitext_head *head, struct dg_error *err)
{
	if (head->sides < 2)
		return dg_fail(err, DG_EINPUT, 1, "one language alone: nothing to compare");
	r->head = *head;
	r->cells.sides = r->lacks.sides = head->sides;
	r->lacks.langs = (const char (*)[64])r->cells.lang;
	for (size_t s = 0; s < head->sides; s++) {
		struct dg_bytes tag = head->names[head->first_side + s];

		if (tag.n >= sizeof r->cells.lang[s])
			return dg_fail(err, DG_EINPUT, 1, "a language tag of %zu bytes", tag.n);
		memcpy(r->cells.lang[s], tag.p, tag.n);
	}
	return DG_OK;
}

enum dg_status
dg_review_new(struct dg_review **ret, struct dg_out *out, const struct dg_bitext_head *head,
    const struct dg_review_options *opt, struct dg_error *err)
{
	struct dg_review *r = calloc(1, sizeof *r);
	enum dg_status st;

	*ret = NULL;
	if (!r)
		return dg_fail_nomem(err);
	r->out = out;
	r->max_rows = opt->max_rows ? opt->max_rows : ROWS_DEFAULT;
	r->cells.texts = opt->texts;
	st = take_head(r, head, err);
	if (st == DG_OK && !(r->key = review_key_new()))
		st = dg_fail_nomem(err);
	if (st == DG_OK && opt->lexicon)
		st = names_new(&r->lacks.names, opt->lexicon, r->lacks.langs, r->cells.sides, err);
	if (st != DG_OK) {
		dg_review_free(r);
		return st;
	}
	review_key_row(r->key, head->names, head->n);
	put_frame(r, dg_bytes_of(opt->name));
	*ret = r;
	return DG_OK;
}

/* ---- rows ---- */

/* Where a segment ends and the next begins: [end, start, …] in UTF-16 units; 0: one segment. */
static enum dg_status
put_cuts(struct dg_review *r, size_t s, struct dg_bytes bead, struct dg_bytes cell,
    struct dg_error *err)
{
	struct json_units u = { cell, 0, 0 };
	enum dg_status st = cells_cut(&r->cells, s, bead, cell, &r->spans, err);

	if (st != DG_OK)
		return st;
	if (r->spans.n < 2) {
		dg_put_char(&r->row, '0');
		return DG_OK;
	}
	for (size_t i = 1; i < r->spans.n; i++) {
		size_t end = json_units_at(&u, r->spans.at[i - 1].end);

		dg_put_format(&r->row, "%c%zu,%zu", i == 1 ? '[' : ',', end,
		    json_units_at(&u, r->spans.at[i].start));
	}
	dg_put_char(&r->row, ']');
	return DG_OK;
}

/* [from, to, sides that lack it, value, …] */
static void
put_lacks(struct dg_review *r, size_t s, struct dg_bytes cell)
{
	const struct lack_list *l = &r->lacks.list[s];
	struct json_units u = { cell, 0, 0 };

	if (l->n == 0) {
		dg_put_char(&r->row, '0');
		return;
	}
	for (size_t i = 0; i < l->n; i++) {
		size_t from = json_units_at(&u, l->at[i].from);

		dg_put_format(&r->row, "%c%zu,%zu,%u,%.10g", i ? ',' : '[', from,
		    json_units_at(&u, l->at[i].to), l->at[i].sides,
		    isfinite(l->at[i].x) ? l->at[i].x : 0.0);
	}
	dg_put_char(&r->row, ']');
}

static enum dg_status
put_row(struct dg_review *r, const struct dg_bytes *cells, struct dg_error *err)
{
	const struct dg_bytes *side = cells + r->head.first_side;
	struct dg_bytes bead = r->head.bead >= 0 ? cells[r->head.bead] : (struct dg_bytes){ "", 0 };
	enum dg_status st = DG_OK;

	if (!lacks_find(&r->lacks, side))
		return dg_fail_nomem(err);
	dg_put_str(&r->row, r->counts.shown ? ",\n[[" : "\n[[");
	for (size_t i = 0; i < r->head.n; i++) {
		dg_put_str(&r->row, i ? "," : "");
		json_text(&r->row, cells[i]);
	}
	dg_put_str(&r->row, "],[");
	for (size_t s = 0; s < r->head.sides && st == DG_OK; s++) {
		dg_put_str(&r->row, s ? "," : "");
		st = put_cuts(r, s, bead, side[s], err);
	}
	dg_put_str(&r->row, "],[");
	for (size_t s = 0; s < r->head.sides; s++) {
		dg_put_str(&r->row, s ? "," : "");
		put_lacks(r, s, side[s]);
	}
	dg_put_str(&r->row, "]]");
	return st == DG_OK && r->row.failed ? dg_fail_nomem(err) : st;
}

enum dg_status
dg_review_put(struct dg_review *r, const struct dg_bytes *cells, struct dg_error *err)
{
	enum dg_status st;

	review_key_row(r->key, cells, r->head.n);
	r->counts.rows++;
	if (r->counts.shown == r->max_rows || r->counts.full)
		return DG_OK;
	r->row.n = 0;
	if ((st = put_row(r, cells, err)) != DG_OK)
		return st;
	if (r->counts.text + r->row.n > TEXT_MAX) {
		r->counts.full = true;
		return DG_OK;
	}
	r->counts.text += r->row.n;
	r->counts.shown++;
	dg_out_buf(r->out, &r->row);
	return DG_OK;
}

void
dg_review_end(struct dg_review *r, struct dg_review_counts *counts)
{
	char key[KEY_SIZE];

	review_key_text(r->key, key);
	dg_out_format(r->out, "\n]</script>\n<script type=\"application/json\" id=\"tail\">"
	    "{\"key\":\"%s\",\"rows\":%" PRIu64 ",\"shown\":%" PRIu64 "}</script>\n", key,
	    r->counts.rows, r->counts.shown);
	for (size_t i = 1; i < SCRIPTS; i++)
		put_script(r->out, i);
	dg_out_str(r->out, "</html>\n");
	*counts = r->counts;
}

void
dg_review_free(struct dg_review *r)
{
	if (!r)
		return;
	cells_free(&r->cells);
	lacks_free(&r->lacks);
	review_key_free(r->key);
	dg_spans_free(&r->spans);
	dg_buf_free(&r->row);
	free(r);
}
