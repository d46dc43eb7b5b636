/* xliff_write.c -- units to XLIFF: what the dialects have in common. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/xliff.h"

static const struct xliff_dialect *
dialect(const struct dg_xliff_write *w)
{
	return w->rules.version == 12 ? &xliff_dialect_1 : &xliff_dialect_2;
}

struct dg_bytes
xliff_columns(const struct dg_xliff_write *w)
{
	return memory_kept(&w->head, w->columns);
}

struct dg_bytes
xliff_tags(const struct dg_xliff_write *w)
{
	return memory_kept(&w->head, w->tags);
}

struct dg_bytes
xliff_date(const struct dg_xliff_write *w)
{
	return memory_kept(&w->head, w->date);
}

static enum dg_status
check(const struct dg_memory_head *head, const struct dg_xliff_rules *rules, struct dg_error *err)
{
	int v = rules->version;
	const struct dg_bytes tags[2] = { head->source, head->target };

	if (v != 12 && v != 20 && v != 21 && v != 22)
		return dg_fail(err, DG_EUSAGE, 0, "no XLIFF %d.%d", v / 10, v % 10);
	for (size_t i = 0; i < 2; i++)
		if (!memory_good_tag(tags[i]))
			return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag",
			    memory_brief(tags[i]), tags[i].n ? tags[i].p : "");
	if (memory_same_tag(tags[0], tags[1]))
		return dg_fail(err, DG_EUSAGE, 0, "source and target are both '%.*s'",
		    memory_brief(tags[0]), tags[0].p);
	if (head->date.n && !memory_good_date(head->date))
		return dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no date (YYYYMMDDThhmmssZ)",
		    memory_brief(head->date), head->date.p);
	return DG_OK;
}

enum dg_status
dg_xliff_write_new(struct dg_xliff_write **ret, struct dg_out *out,
    const struct dg_memory_head *head, const struct dg_xliff_rules *rules, struct dg_error *err)
{
	struct dg_xliff_write *w;
	enum dg_status st;

	*ret = NULL;
	if ((st = check(head, rules, err)) != DG_OK)
		return st;
	if (!(w = calloc(1, sizeof *w)))
		return dg_fail_nomem(err);
	w->out = out;
	w->rules = *rules;
	w->source = memory_copy(head->source);
	w->target = memory_copy(head->target);
	w->date = memory_keep(&w->head, head->date);
	w->columns = memory_keep(&w->head, head->columns);
	w->tags = memory_keep(&w->head, head->tags);
	if (!w->source || !w->target || w->head.failed) {
		dg_xliff_write_free(w);
		return dg_fail_nomem(err);
	}
	dg_out_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	dialect(w)->begin(w);
	*ret = w;
	return DG_OK;
}

static void
close_group(struct dg_xliff_write *w)
{
	if (w->group_open)
		dg_out_format(w->out, "%s</group>\n", dialect(w)->group_indent);
	w->group_open = false;
}

/* A <file> is a run of units of one document, a <group> one of a paragraph. */
static enum dg_status
open_file(struct dg_xliff_write *w, struct dg_bytes doc, size_t *replaced, struct dg_error *err)
{
	if (w->file_open && dg_bytes_equal(doc, dg_buf_bytes(&w->doc)))
		return DG_OK;
	close_group(w);
	if (w->file_open)
		dialect(w)->end_file(w);
	memory_set_text(&w->doc, doc);
	if (w->doc.failed)
		return dg_fail_nomem(err);
	w->files++;
	w->file_open = true;
	*replaced += dialect(w)->begin_file(w);
	return DG_OK;
}

static enum dg_status
open_group(struct dg_xliff_write *w, const struct dg_unit *unit, size_t *replaced,
    struct dg_error *err)
{
	struct dg_bytes paragraph = { "", 0 };

	for (size_t i = 0; i < unit->props_n; i++)
		if (memory_is(unit->props[i].name, "paragraph") && unit->props[i].lang.n == 0)
			paragraph = unit->props[i].value;
	if (w->group_open && dg_bytes_equal(paragraph, dg_buf_bytes(&w->paragraph)))
		return DG_OK;
	close_group(w);
	if (paragraph.n == 0)
		return DG_OK;
	memory_set_text(&w->paragraph, paragraph);
	if (w->paragraph.failed)
		return dg_fail_nomem(err);
	w->groups++;
	w->group_open = true;
	dg_out_format(w->out, "%s<group id=\"p%" PRIu64 "\"", dialect(w)->group_indent, w->groups);
	*replaced += memory_put_attr(w->out, dialect(w)->group_name, paragraph);
	dg_out_str(w->out, ">\n");
	return DG_OK;
}

enum dg_status
dg_xliff_write_put(struct dg_xliff_write *w, const struct dg_unit *unit, struct dg_put *put,
    struct dg_error *err)
{
	struct xliff_item item = { .unit = unit, .source = memory_side(unit, w->source),
	    .target = memory_side(unit, w->target) };
	enum dg_status st;

	*put = (struct dg_put){ 0 };
	snprintf(put->id, sizeof put->id, "u%" PRIu64, w->units + 1);
	if (!item.source) {
		put->fate = item.target ? DG_FATE_NO_SOURCE : DG_FATE_ALONE;
		return DG_OK;
	}
	if (!memory_number(unit->score, &item.score))
		item.score = -1;
	item.reviewed = item.target && item.score >= 0 && item.score >= w->rules.reviewed_above;
	if ((st = open_file(w, unit->doc, &put->replaced, err)) != DG_OK ||
	    (st = open_group(w, unit, &put->replaced, err)) != DG_OK)
		return st;
	w->units++;
	put->replaced += dialect(w)->put(w, &item);
	return DG_OK;
}

/* Both dialects want a <file>. */
void
dg_xliff_write_end(struct dg_xliff_write *w)
{
	if (!w->file_open) {
		w->files++;
		dialect(w)->begin_file(w);
		if (w->rules.version != 12)
			dg_out_str(w->out, "    <group id=\"g1\"/>\n");
	}
	close_group(w);
	dialect(w)->end_file(w);
	dg_out_str(w->out, "</xliff>\n");
}

void
dg_xliff_write_free(struct dg_xliff_write *w)
{
	if (!w)
		return;
	free(w->source);
	free(w->target);
	dg_buf_free(&w->head);
	dg_buf_free(&w->doc);
	dg_buf_free(&w->paragraph);
	free(w);
}

size_t
xliff_put_line(struct dg_out *out, const char *start, struct dg_bytes text, const char *end)
{
	size_t bad;

	dg_out_str(out, start);
	bad = memory_put_text(out, text);
	dg_out_str(out, end);
	return bad;
}

size_t
xliff_put_about(struct dg_out *out, const char *start, const struct dg_unit *unit, const char *end)
{
	size_t bad = 0;

	if (unit->score.n == 0 && unit->bead.n == 0)
		return 0;
	dg_out_str(out, start);
	if (unit->score.n)
		bad += xliff_put_line(out, "score ", unit->score, unit->bead.n ? ", " : "");
	if (unit->bead.n)
		bad += xliff_put_line(out, "bead ", unit->bead, "");
	dg_out_str(out, end);
	return bad;
}

void
xliff_prop_name(struct dg_buf *out, const struct dg_prop *p)
{
	out->n = 0;
	dg_put_bytes(out, p->name);
	if (p->lang.n) {
		dg_put_char(out, '-');
		dg_put_bytes(out, p->lang);
	}
}

void
xliff_pack_name(struct dg_buf *out, struct dg_bytes name)
{
	for (size_t i = 0; i < name.n; i++)
		switch (name.p[i]) {
		case ' ': case '\t': case '\n': case '\r': case '%':
			dg_put_format(out, "%%%02X", (unsigned)name.p[i]);
			break;
		default:
			dg_put_char(out, name.p[i]);
		}
}

void
xliff_unpack_name(struct dg_buf *out, struct dg_bytes name)
{
	static const struct { const char *packed; char c; } codes[] = {
		{ "%20", ' ' }, { "%25", '%' }, { "%09", '\t' }, { "%0A", '\n' }, { "%0D", '\r' },
	};

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
			if (name.n - i >= 3 && memcmp(name.p + i, codes[k].packed, 3) == 0) {
				c = codes[k].c;
				i += 2;
				break;
			}
		dg_put_char(out, c);
	}
}
