/* xliff_write1.c -- XLIFF 1.2 (OASIS Standard, 2008), strict: plain source and
 * target, what the bitext knows as x- contexts. */
#include <inttypes.h>

#include "memory/xliff.h"

static void
begin(struct dg_xliff_write *w)
{
	dg_out_str(w->out, "<xliff version=\"1.2\""
	    " xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
}

/* `original` is required, so a document without a name is "-". */
static size_t
begin_file(struct dg_xliff_write *w)
{
	struct dg_out *out = w->out;
	struct dg_bytes d = xliff_date(w);
	size_t bad = 0;

	dg_out_str(out, "  <file");
	bad += memory_put_attr(out, "original", w->doc.n ? dg_buf_bytes(&w->doc) :
	    dg_bytes_of("-"));
	memory_put_attr(out, "source-language", dg_bytes_of(w->source));
	memory_put_attr(out, "target-language", dg_bytes_of(w->target));
	dg_out_str(out, " datatype=\"plaintext\" tool-id=\"drogman\"");
	if (d.n)	/* xsd:dateTime */
		dg_out_format(out, " date=\"%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ\"", d.p, d.p + 4,
		    d.p + 6, d.p + 9, d.p + 11, d.p + 13);
	dg_out_str(out, ">\n    <header>\n      <tool tool-id=\"drogman\" tool-name=\"drogman\""
	    " tool-version=\"" DG_VERSION "\"/>\n");
	if (xliff_columns(w).n) {
		bad += xliff_put_line(out, "      <note from=\"drogman-columns\">",
		    xliff_columns(w), "</note>\n");
		bad += xliff_put_line(out, "      <note from=\"drogman-tags\">", xliff_tags(w),
		    "</note>\n");
	}
	dg_out_str(out, "    </header>\n    <body>\n");
	return bad;
}

static size_t
put_context(struct dg_out *out, struct dg_bytes name, struct dg_bytes value, bool *open)
{
	struct dg_buf type = { 0 };
	size_t bad = 0;

	if (value.n == 0)
		return 0;
	if (!*open)
		dg_out_str(out, "        <context-group purpose=\"information\">\n");
	*open = true;
	dg_put_str(&type, "x-");
	xliff_pack_name(&type, name);
	if (type.failed)
		dg_out_buf(out, &type);
	dg_out_str(out, "          <context");
	bad += memory_put_attr(out, "context-type", dg_buf_bytes(&type));
	bad += xliff_put_line(out, ">", value, "</context>\n");
	dg_buf_free(&type);
	return bad;
}

static size_t
put_about(struct dg_out *out, const struct dg_unit *unit)
{
	struct dg_buf name = { 0 };
	size_t bad = 0;
	bool open = false;

	bad += put_context(out, dg_bytes_of("score"), unit->score, &open);
	bad += put_context(out, dg_bytes_of("bead"), unit->bead, &open);
	for (size_t i = 0; i < unit->props_n; i++)
		if (!memory_is(unit->props[i].name, "note")) {
			xliff_prop_name(&name, &unit->props[i]);
			bad += put_context(out, dg_buf_bytes(&name), unit->props[i].value, &open);
		}
	dg_buf_free(&name);
	if (open)
		dg_out_str(out, "        </context-group>\n");
	bad += xliff_put_about(out, "        <note from=\"drogman\">", unit, "</note>\n");
	for (size_t i = 0; i < unit->props_n; i++)
		if (memory_is(unit->props[i].name, "note") && unit->props[i].value.n)
			bad += xliff_put_line(out, "        <note>", unit->props[i].value,
			    "</note>\n");
	return bad;
}

static size_t
put(struct dg_xliff_write *w, const struct xliff_item *item)
{
	struct dg_out *out = w->out;
	size_t bad = 0;

	dg_out_format(out, "      <trans-unit id=\"u%" PRIu64 "\"%s xml:space=\"preserve\">\n",
	    w->units, item->reviewed ? " approved=\"yes\"" : "");
	dg_out_str(out, "        <source");
	memory_put_attr(out, "xml:lang", dg_bytes_of(w->source));
	bad += xliff_put_line(out, ">", item->source->text, "</source>\n");
	if (item->target) {
		dg_out_str(out, "        <target");
		memory_put_attr(out, "xml:lang", dg_bytes_of(w->target));
		dg_out_format(out, " state=\"%s\"", item->reviewed ? "translated" :
		    "needs-review-translation");
		bad += xliff_put_line(out, ">", item->target->text, "</target>\n");
	}
	bad += put_about(out, item->unit);
	dg_out_str(out, "      </trans-unit>\n");
	return bad;
}

static void
end_file(struct dg_xliff_write *w)
{
	dg_out_str(w->out, "    </body>\n  </file>\n");
}

const struct xliff_dialect xliff_dialect_1 = { "      ", "restype=\"x-paragraph\" resname", begin,
    begin_file, put, end_file };
