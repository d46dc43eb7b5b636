/* rows.c -- rows of the TSV to units. */
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

struct dg_rows {
	size_t n, first, sides_n;
	int doc, bead, score, id;
	struct dg_buf text;		/* names and tags */
	struct span *names;
	struct dg_bytes (*own)[2];	/* NULL p, or name and tag of a side's property */
	struct span tags[DG_SIDES_MAX];
	struct dg_buf columns, all_tags;	/* as describe gives them */
	struct dg_side sides[DG_SIDES_MAX];
	struct dg_prop *props;
	struct dg_unit unit;
};

static struct dg_bytes
chosen_for(const struct dg_bytes *chosen, size_t n, struct dg_bytes name)
{
	for (size_t i = 0; i < n; i++) {
		struct dg_bytes c = chosen[i];

		if (c.n > name.n && c.p[name.n] == '=' &&
		    memory_same_tag((struct dg_bytes){ c.p, name.n }, name))
			return (struct dg_bytes){ c.p + name.n + 1, c.n - name.n - 1 };
	}
	return (struct dg_bytes){ NULL, 0 };
}

struct dg_bytes
dg_memory_chosen(const struct dg_bytes *chosen, size_t n, struct dg_bytes lang)
{
	struct dg_bytes tag = chosen_for(chosen, n, lang);
	const char *hyphen = lang.n ? memchr(lang.p, '-', lang.n) : NULL;

	if (!tag.p && hyphen)
		tag = chosen_for(chosen, n, (struct dg_bytes){ lang.p, (size_t)(hyphen - lang.p) });
	return tag;
}

/* "url-fr" where there is a column "fr": the url of that side. */
static void
find_owner(struct dg_rows *r, const struct dg_bitext_head *head, size_t column)
{
	struct dg_bytes name = memory_kept(&r->text, r->names[column]);

	for (size_t i = 1; i + 1 < name.n; i++)
		for (size_t k = 0; name.p[i] == '-' && k < r->sides_n; k++) {
			struct dg_bytes lang = { name.p + i + 1, name.n - i - 1 };

			if (!dg_bytes_equal(lang, head->names[r->first + k]))
				continue;
			r->own[column][0] = (struct dg_bytes){ name.p, i };
			r->own[column][1] = memory_kept(&r->text, r->tags[k]);
			return;
		}
}

static enum dg_status
make_tag(struct dg_rows *r, size_t i, struct dg_bytes name, struct dg_bytes want,
    struct dg_error *err)
{
	enum dg_status st = DG_OK;

	r->tags[i].at = r->text.n;
	if (!want.p)
		st = dg_memory_tag(&r->text, name, err);
	else if (memory_good_tag(want))
		dg_put_bytes(&r->text, want);
	else
		st = dg_fail(err, DG_EUSAGE, 0, "'%.*s' is no language tag", memory_brief(want),
		    want.p);
	r->tags[i].n = r->text.n - r->tags[i].at;
	for (size_t k = 0; st == DG_OK && k < i; k++)
		if (memory_same_tag(memory_kept(&r->text, r->tags[k]), memory_kept(&r->text, r->tags[i])))
			st = dg_fail(err, DG_EUSAGE, 0, "two columns would both be '%.*s'",
			    (int)r->tags[i].n, memory_kept(&r->text, r->tags[i]).p);
	return st;
}

enum dg_status
dg_rows_new(struct dg_rows **ret, const struct dg_bitext_head *head, const struct dg_bytes *chosen,
    size_t n, struct dg_error *err)
{
	struct dg_rows *r = calloc(1, sizeof *r);
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!r)
		return dg_fail_nomem(err);
	r->n = head->n;
	r->first = head->first_side;
	r->sides_n = head->sides;
	r->doc = head->doc, r->bead = head->bead, r->score = head->score, r->id = -1;
	r->names = calloc(r->n, sizeof *r->names);
	r->props = calloc(r->n, sizeof *r->props);
	r->own = calloc(r->n, sizeof *r->own);
	if (!r->names || !r->props || !r->own)
		st = dg_fail_nomem(err);
	for (size_t i = 0; st == DG_OK && i < r->n; i++) {
		r->names[i] = memory_keep(&r->text, head->names[i]);
		if (memory_is(head->names[i], "tuid"))
			r->id = (int)i;
	}
	for (size_t i = 0; st == DG_OK && i < r->sides_n; i++)
		st = make_tag(r, i, head->names[r->first + i],
		    dg_memory_chosen(chosen, n, head->names[r->first + i]), err);
	if (st == DG_OK && r->text.failed)
		st = dg_fail_nomem(err);
	for (size_t i = 0; st == DG_OK && i < r->n; i++)
		find_owner(r, head, i);
	if (st != DG_OK) {
		dg_rows_free(r);
		return st;
	}
	*ret = r;
	return DG_OK;
}

static struct dg_bytes
cell(const struct dg_bytes *cells, int column)
{
	return column < 0 ? (struct dg_bytes){ "", 0 } : cells[column];
}

const struct dg_unit *
dg_rows_unit(struct dg_rows *r, const struct dg_bytes *cells)
{
	r->unit = (struct dg_unit){ .id = cell(cells, r->id), .doc = cell(cells, r->doc),
	    .bead = cell(cells, r->bead), .score = cell(cells, r->score), .sides = r->sides,
	    .sides_n = r->sides_n, .props = r->props };
	for (size_t i = 0; i < r->sides_n; i++)
		r->sides[i] = (struct dg_side){ .tag = memory_kept(&r->text, r->tags[i]),
		    .text = cells[r->first + i] };
	for (size_t i = 0; i < r->n; i++) {
		if (i >= r->first && i < r->first + r->sides_n)
			continue;
		if ((int)i == r->doc || (int)i == r->bead || (int)i == r->score || (int)i == r->id)
			continue;
		r->props[r->unit.props_n++] = (struct dg_prop){
		    r->own[i][0].p ? r->own[i][0] : memory_kept(&r->text, r->names[i]), cells[i],
		    r->own[i][1] };
	}
	return &r->unit;
}

struct dg_bytes
dg_rows_tag(const struct dg_rows *r, size_t i)
{
	return i < r->sides_n ? memory_kept(&r->text, r->tags[i]) : (struct dg_bytes){ "", 0 };
}

struct dg_bytes
dg_rows_find(const struct dg_rows *r, struct dg_bytes lang)
{
	for (size_t i = 0; i < r->sides_n; i++)
		if (memory_same_tag(memory_kept(&r->text, r->names[r->first + i]), lang))
			return memory_kept(&r->text, r->tags[i]);
	for (size_t i = 0; i < r->sides_n; i++)
		if (memory_same_tag(memory_kept(&r->text, r->tags[i]), lang))
			return memory_kept(&r->text, r->tags[i]);
	return (struct dg_bytes){ "", 0 };
}

static void
put_field(struct dg_buf *list, struct dg_bytes s)
{
	dg_put_str(list, list->n ? "\t" : "");
	dg_put_bytes(list, s);
}

enum dg_status
dg_rows_describe(struct dg_rows *r, bool two, struct dg_memory_head *head,
    struct dg_error *err)
{
	r->columns.n = r->all_tags.n = 0;
	for (size_t i = 0; i < r->n; i++) {
		bool side = i >= r->first && i < r->first + r->sides_n;
		struct dg_bytes tag = side ? memory_kept(&r->text, r->tags[i - r->first]) : head->source;

		if (side && two && !memory_same_tag(tag, head->source) &&
		    !memory_same_tag(tag, head->target))
			continue;
		put_field(&r->columns, memory_kept(&r->text, r->names[i]));
		if (side)
			put_field(&r->all_tags, tag);
	}
	if (r->columns.failed || r->all_tags.failed)
		return dg_fail_nomem(err);
	head->columns = dg_buf_bytes(&r->columns);
	head->tags = dg_buf_bytes(&r->all_tags);
	return DG_OK;
}

void
dg_rows_free(struct dg_rows *r)
{
	if (!r)
		return;
	dg_buf_free(&r->text);
	dg_buf_free(&r->columns);
	dg_buf_free(&r->all_tags);
	free(r->names);
	free(r->own);
	free(r->props);
	free(r);
}
