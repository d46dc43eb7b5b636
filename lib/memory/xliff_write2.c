/* xliff_write2.c -- XLIFF 2.0, 2.1, 2.2 (OASIS; ISO 21720): core, the metadata
 * module for what the bitext knows, the matches module for what it thinks of a target. */
#include <inttypes.h>

#include "memory/xliff.h"

/* 2.1 kept the namespace of 2.0; 2.2 has its own, its modules have not. */
static void
begin(struct dg_xliff_write *w)
{
	dg_out_format(w->out, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.%d\""
	    " xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\""
	    " xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" version=\"2.%d\"",
	    w->rules.version == 22 ? 2 : 0, w->rules.version % 10);
	memory_put_attr(w->out, "srcLang", dg_bytes_of(w->source));
	memory_put_attr(w->out, "trgLang", dg_bytes_of(w->target));
	dg_out_str(w->out, ">\n");
}

static size_t
put_meta(struct dg_out *out, const char *indent, struct dg_bytes type, struct dg_bytes value)
{
	size_t bad = 0;

	if (value.n == 0)
		return 0;
	dg_out_format(out, "%s<mda:meta", indent);
	bad += memory_put_attr(out, "type", type);
	bad += xliff_put_line(out, ">", value, "</mda:meta>\n");
	return bad;
}

static size_t
begin_file(struct dg_xliff_write *w)
{
	static const char *const indent = "        ";
	struct dg_bytes doc = dg_buf_bytes(&w->doc);
	struct dg_out *out = w->out;
	size_t bad = 0;

	dg_out_format(out, "  <file id=\"f%" PRIu64 "\"", w->files);
	if (doc.n)
		bad += memory_put_attr(out, "original", doc);
	dg_out_str(out, ">\n");
	if (doc.n == 0 && xliff_columns(w).n == 0 && xliff_date(w).n == 0)
		return bad;
	dg_out_str(out, "    <mda:metadata>\n      <mda:metaGroup category=\"drogman-file\">\n");
	put_meta(out, indent, dg_bytes_of("document"), doc);
	put_meta(out, indent, dg_bytes_of("date"), xliff_date(w));
	bad += put_meta(out, indent, dg_bytes_of("columns"), xliff_columns(w));
	put_meta(out, indent, dg_bytes_of("tags"), xliff_tags(w));
	dg_out_str(out, "      </mda:metaGroup>\n    </mda:metadata>\n");
	return bad;
}

static bool
knows(const struct dg_unit *u, bool notes)
{
	if (u->score.n || u->bead.n)
		return true;
	for (size_t i = 0; i < u->props_n; i++)
		if (u->props[i].value.n && memory_is(u->props[i].name, "note") == notes)
			return true;
	return false;
}

static size_t
put_metadata(struct dg_out *out, const struct dg_unit *u)
{
	static const char *const indent = "          ";
	struct dg_buf name = { 0 };
	size_t bad = 0;

	if (!knows(u, false))
		return 0;
	dg_out_str(out, "      <mda:metadata>\n        <mda:metaGroup category=\"drogman\">\n");
	bad += put_meta(out, indent, dg_bytes_of("score"), u->score);
	bad += put_meta(out, indent, dg_bytes_of("bead"), u->bead);
	for (size_t i = 0; i < u->props_n; i++)
		if (!memory_is(u->props[i].name, "note")) {
			xliff_prop_name(&name, &u->props[i]);
			bad += put_meta(out, indent, dg_buf_bytes(&name), u->props[i].value);
		}
	dg_buf_free(&name);
	dg_out_str(out, "        </mda:metaGroup>\n      </mda:metadata>\n");
	return bad;
}

static size_t
put_notes(struct dg_out *out, const struct dg_unit *u)
{
	size_t bad = 0, n = 1;

	if (!knows(u, true))
		return 0;
	dg_out_str(out, "      <notes>\n");
	bad += xliff_put_about(out, "        <note id=\"n1\" category=\"drogman\">", u,
	    "</note>\n");
	for (size_t i = 0; i < u->props_n; i++)
		if (memory_is(u->props[i].name, "note") && u->props[i].value.n) {
			dg_out_format(out, "        <note id=\"n%zu\">", ++n);
			bad += xliff_put_line(out, "", u->props[i].value, "</note>\n");
		}
	dg_out_str(out, "      </notes>\n");
	return bad;
}

static size_t
put_texts(struct dg_out *out, const char *indent, const struct xliff_item *item)
{
	size_t bad = 0;

	dg_out_str(out, indent);
	bad += xliff_put_line(out, "<source xml:space=\"preserve\">", item->source->text,
	    "</source>\n");
	if (!item->target)
		return bad;
	dg_out_str(out, indent);
	bad += xliff_put_line(out, "<target xml:space=\"preserve\">", item->target->text,
	    "</target>\n");
	return bad;
}

/* matchQuality is a percentage (2.1 §5.1.6.2). */
static size_t
put_match(struct dg_out *out, const struct xliff_item *item)
{
	size_t bad;

	if (!item->target || item->score < 0 || item->score > 1)
		return 0;
	dg_out_format(out, "      <mtc:matches>\n        <mtc:match ref=\"#s1\""
	    " matchQuality=\"%.2f\" origin=\"drogman\">\n", item->score * 100);
	bad = put_texts(out, "          ", item);
	dg_out_str(out, "        </mtc:match>\n      </mtc:matches>\n");
	return bad;
}

static size_t
put(struct dg_xliff_write *w, const struct xliff_item *item)
{
	struct dg_out *out = w->out;
	size_t bad = 0;

	dg_out_format(out, "    <unit id=\"u%" PRIu64 "\">\n", w->units);
	put_match(out, item);	/* what it replaces is counted with the segment */
	bad += put_metadata(out, item->unit);
	bad += put_notes(out, item->unit);
	dg_out_format(out, "      <segment id=\"s1\" state=\"%s\">\n",
	    !item->target ? "initial" : item->reviewed ? "reviewed" : "translated");
	bad += put_texts(out, "        ", item);
	dg_out_str(out, "      </segment>\n    </unit>\n");
	return bad;
}

static void
end_file(struct dg_xliff_write *w)
{
	dg_out_str(w->out, "  </file>\n");
}

const struct xliff_dialect xliff_dialect_2 = { "    ", "name", begin,
    begin_file, put, end_file };
