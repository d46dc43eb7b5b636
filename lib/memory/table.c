/* table.c -- units to rows of the TSV. */
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

enum kind { DOC, BEAD, SCORE, ID, SIDE, PROP };
enum { COLUMNS_MAX = 1000 };

struct column {
	enum kind kind;
	/* each of its own; tag: of a side, or what a property is called that has an x- here */
	struct dg_bytes name, tag;
	struct dg_buf joined;		/* where a unit has two values */
};

struct dg_table {
	struct column *columns;
	size_t n, cap, sides;
	size_t last;		/* the column found last: units are alike */
	bool told;		/* by the head */
	struct dg_bytes *cells, *wide;
	bool *filled;
	size_t cells_cap, wide_cap, filled_cap;
	uint64_t rows;		/* given so far */
	struct change { uint64_t row; size_t at; } *changes;	/* columns that came then */
	size_t changes_n, changes_cap;
};

enum dg_status
dg_table_new(struct dg_table **ret, struct dg_error *err)
{
	*ret = calloc(1, sizeof **ret);
	return *ret ? DG_OK : dg_fail_nomem(err);
}

static bool
note_change(struct dg_table *t, size_t at)
{
	if (t->rows == 0)
		return true;
	if (!dg_grow(&t->changes, &t->changes_cap, t->changes_n + 1, sizeof *t->changes))
		return false;
	t->changes[t->changes_n++] = (struct change){ t->rows, at };
	return true;
}

static void
free_column(struct column *c)
{
	free((char *)c->name.p);
	free((char *)c->tag.p);
	dg_buf_free(&c->joined);
}

/* Insert a column at `at`, so that the languages stay together. */
static enum dg_status
add(struct dg_table *t, size_t at, enum kind kind, struct dg_bytes name, struct dg_bytes tag,
    struct dg_error *err)
{
	struct column c = { .kind = kind };

	if (t->n >= COLUMNS_MAX)
		return dg_fail(err, DG_ELIMIT, 0, "more than %d columns", (int)COLUMNS_MAX);
	c.name = (struct dg_bytes){ memory_copy(name), name.n };
	c.tag = (struct dg_bytes){ memory_copy(tag), tag.n };
	if (!c.name.p || !c.tag.p || !note_change(t, at) ||
	    !dg_grow(&t->columns, &t->cap, t->n + 1, sizeof c)) {
		free_column(&c);
		return dg_fail_nomem(err);
	}
	memmove(t->columns + at + 1, t->columns + at, (t->n - at) * sizeof c);
	t->columns[at] = c;
	t->n++;
	t->sides += kind == SIDE;
	return DG_OK;
}

static enum kind
kind_of(struct dg_bytes name)
{
	if (memory_is(name, "doc"))
		return DOC;
	if (memory_is(name, "bead"))
		return BEAD;
	if (memory_is(name, "score"))
		return SCORE;
	return memory_is(name, "tuid") ? ID : PROP;
}

/* Is `name` the language that became `tag`?  Else the lists do not agree, by
 * another's hand. */
static bool
was(struct dg_bytes name, struct dg_bytes tag)
{
	return dg_is_language(name) && memory_good_tag(tag);
}

/* The n-th field of the columns begins the run of languages, as the reader of
 * the TSV finds it. */
static size_t
first_side(struct dg_bytes columns)
{
	struct dg_bytes name;
	size_t i = 0, first = SIZE_MAX;
	bool after_score = false;

	for (; memory_field(&columns, &name); i++) {
		if (dg_is_language(name) && (first == SIZE_MAX || after_score))
			first = i;
		if (after_score)
			break;
		after_score = memory_is(name, "score");
	}
	return first;
}

static void
forget(struct dg_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		free_column(&t->columns[i]);
	t->n = t->sides = 0;
}

static enum dg_status
take_columns(struct dg_table *t, const struct dg_memory_head *head, bool *good,
    struct dg_error *err)
{
	struct dg_bytes names = head->columns, tags = head->tags, name, tag;
	struct dg_bytes none = { "", 0 };
	size_t first = first_side(names), sides = 0;
	enum dg_status st = DG_OK;

	*good = first != SIZE_MAX;
	for (size_t i = 0; *good && st == DG_OK && memory_field(&names, &name); i++) {
		*good = name.n > 0;
		if (i < first || !tags.p) {
			st = add(t, t->n, kind_of(name), name, none, err);
			continue;
		}
		memory_field(&tags, &tag);
		*good = was(name, tag) && ++sides <= DG_SIDES_MAX;
		st = add(t, t->n, SIDE, name, tag, err);
	}
	*good = *good && !tags.p;
	return st;
}

/* What every TSV begins with; languages and the rest come as they are seen. */
static enum dg_status
begin(struct dg_table *t, const struct dg_memory_head *head, struct dg_error *err)
{
	static const struct { enum kind kind; const char *name; } own[] = {
		{ DOC, "doc" }, { BEAD, "bead" }, { SCORE, "score" },
	};
	struct dg_bytes none = { "", 0 }, sides[2] = { head->source, head->target };
	enum dg_status st = DG_OK;

	forget(t);
	for (size_t i = 0; st == DG_OK && i < 3; i++)
		st = add(t, t->n, own[i].kind, dg_bytes_of(own[i].name), none, err);
	/* the source first, whatever the units' order */
	for (size_t i = 0; st == DG_OK && i < 2; i++)
		if (sides[i].n && memory_good_tag(sides[i]) &&
		    !(i && memory_same_tag(sides[0], sides[1])))
			st = add(t, t->n, SIDE, sides[i], sides[i], err);
	return st;
}

enum dg_status
dg_table_take(struct dg_table *t, const struct dg_memory_head *head, struct dg_error *err)
{
	enum dg_status st;
	bool good = false;

	forget(t);
	if (head->columns.n) {
		if ((st = take_columns(t, head, &good, err)) != DG_OK && st != DG_ELIMIT)
			return st;
		good = good && st == DG_OK;
	}
	t->told = good;
	if (good)
		return DG_OK;
	st = begin(t, head, err);
	return st == DG_OK ? DG_END : st;
}

static bool
is(const struct column *c, enum kind kind, struct dg_bytes name)
{
	if (c->kind != kind)
		return false;
	if (kind != SIDE && kind != PROP)
		return true;
	if (dg_bytes_equal(c->tag.n ? c->tag : c->name, name))
		return true;
	return kind == SIDE && memory_same_tag(c->tag, name);
}

/* No two columns answer alike, so it may begin anywhere: behind the column found last, as
 * a unit's parts come in the order of those before. */
static struct column *
find(struct dg_table *t, enum kind kind, struct dg_bytes name)
{
	for (size_t k = 0; k < t->n; k++) {
		if (++t->last >= t->n)
			t->last = 0;
		if (is(&t->columns[t->last], kind, name))
			return &t->columns[t->last];
	}
	return NULL;
}

/* Is it "url-fr", for the property "url" of the side of column "fr"? */
static bool
is_owned(const struct column *c, struct dg_bytes name, const struct column *side)
{
	return c->kind == PROP && c->name.n == name.n + 1 + side->name.n &&
	    memcmp(c->name.p, name.p, name.n) == 0 && c->name.p[name.n] == '-' &&
	    memcmp(c->name.p + name.n + 1, side->name.p, side->name.n) == 0;
}

static struct column *
find_owned(struct dg_table *t, struct dg_bytes name, struct dg_bytes lang)
{
	size_t last = t->last;
	struct column *side = find(t, SIDE, lang);

	t->last = last;
	for (size_t k = 0; side && k < t->n; k++) {
		if (++t->last >= t->n)
			t->last = 0;
		if (is_owned(&t->columns[t->last], name, side))
			return &t->columns[t->last];
	}
	return NULL;
}

/* XLIFF has no place for a side's property but its name: "url-fr-FR". */
static struct column *
find_prop(struct dg_table *t, const struct dg_prop *p)
{
	struct column *c = p->lang.n ? find_owned(t, p->name, p->lang) : find(t, PROP, p->name);

	for (size_t i = 1; !c && !p->lang.n && i + 1 < p->name.n; i++)
		if (p->name.p[i] == '-')
			c = find_owned(t, (struct dg_bytes){ p->name.p, i },
			    (struct dg_bytes){ p->name.p + i + 1, p->name.n - i - 1 });
	return c;
}

/* A property's column may not be taken for another thing. */
static bool
name_is_free(struct dg_table *t, struct dg_bytes name)
{
	if (name.n == 0 || kind_of(name) != PROP || dg_is_language(name))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20)
			return false;
	for (size_t i = 0; i < t->n; i++)
		if (dg_bytes_equal(name, t->columns[i].name))
			return false;
	return true;
}

static enum dg_status
see_side(struct dg_table *t, struct dg_bytes tag, struct dg_error *err)
{
	size_t at = 3 + t->sides;

	if (find(t, SIDE, tag))
		return DG_OK;
	if (!dg_is_language(tag))
		return dg_fail(err, DG_EINPUT, 0, "'%.*s' is no language tag",
		    memory_brief(tag), tag.n ? tag.p : "");
	if (t->sides == DG_SIDES_MAX)
		return dg_fail(err, DG_ELIMIT, 0, "more than %d languages", (int)DG_SIDES_MAX);
	return add(t, at, SIDE, tag, tag, err);
}

static enum dg_status
see_prop(struct dg_table *t, const struct dg_prop *p, struct dg_error *err)
{
	struct column *side = p->lang.n ? find(t, SIDE, p->lang) : NULL;
	struct dg_bytes called = { "", 0 };
	struct dg_buf name = { 0 };
	enum dg_status st = DG_OK;

	if (find_prop(t, p) || (p->lang.n && !side))
		return DG_OK;
	/* a prop "id" is no Indonesian */
	if (!side && dg_is_language(p->name)) {
		dg_put_str(&name, "x-");
		called = p->name;
	}
	dg_put_bytes(&name, p->name);
	if (side) {
		dg_put_char(&name, '-');
		dg_put_bytes(&name, side->name);
	}
	if (name.failed)
		st = dg_fail_nomem(err);
	else if (p->name.n && name_is_free(t, dg_buf_bytes(&name)))
		st = add(t, t->n, PROP, dg_buf_bytes(&name), called, err);
	dg_buf_free(&name);
	return st;
}

enum dg_status
dg_table_see(struct dg_table *t, const struct dg_unit *u, struct dg_error *err)
{
	struct dg_bytes none = { "", 0 };
	enum dg_status st = DG_OK;

	if (t->told)
		return DG_OK;
	for (size_t i = 0; st == DG_OK && i < u->sides_n; i++)
		st = see_side(t, u->sides[i].tag, err);
	if (st == DG_OK && u->id.n && !find(t, ID, none))
		st = add(t, t->n, ID, dg_bytes_of("tuid"), none, err);
	for (size_t i = 0; st == DG_OK && i < u->props_n; i++)
		st = see_prop(t, &u->props[i], err);
	return st;
}

static bool
make_cells(struct dg_table *t)
{
	return dg_grow(&t->cells, &t->cells_cap, t->n + 1, sizeof *t->cells) &&
	    dg_grow(&t->filled, &t->filled_cap, t->n + 1, sizeof *t->filled);
}

const struct dg_bytes *
dg_table_head(struct dg_table *t, size_t *n, struct dg_error *err)
{
	*n = t->n;
	if (!make_cells(t)) {
		dg_fail_nomem(err);
		return NULL;
	}
	for (size_t i = 0; i < t->n; i++)
		t->cells[i] = t->columns[i].name;
	return t->cells;
}

/* A second value of one column: a property is joined on, a text has no place. */
static void
fill(struct dg_table *t, struct column *c, struct dg_bytes value, size_t *lost)
{
	size_t i;

	if (!c) {
		*lost += value.n > 0;
		return;
	}
	i = (size_t)(c - t->columns);
	if (!t->filled[i] || t->cells[i].n == 0) {
		t->filled[i] = true;
		t->cells[i] = value;
	} else if (c->kind == PROP && value.n) {
		if (t->cells[i].p != c->joined.p) {
			c->joined.n = 0;
			dg_put_bytes(&c->joined, t->cells[i]);
		}
		dg_put_str(&c->joined, "; ");
		dg_put_bytes(&c->joined, value);
		t->cells[i] = dg_buf_bytes(&c->joined);
	} else {
		*lost += value.n > 0;
	}
}

/* What the neighbours say is no loss, nor who a CAT tool says to have changed a text. */
static bool
is_aside(struct dg_bytes name)
{
	return memory_is(name, "context-pre") || memory_is(name, "context-post") ||
	    tmx_is_history(name);
}

enum dg_status
dg_table_row(struct dg_table *t, const struct dg_unit *u, const struct dg_bytes **cells,
    size_t *lost, struct dg_error *err)
{
	struct dg_bytes none = { "", 0 };
	struct column *c;

	*lost = 0;
	if (!make_cells(t))
		return dg_fail_nomem(err);
	for (size_t i = 0; i < t->n; i++) {
		t->cells[i] = none;
		t->filled[i] = false;
	}
	fill(t, find(t, DOC, none), u->doc, lost);
	fill(t, find(t, BEAD, none), u->bead, lost);
	fill(t, find(t, SCORE, none), u->score, lost);
	if ((c = find(t, ID, none)))
		fill(t, c, u->id, lost);
	for (size_t i = 0; i < u->sides_n; i++)
		fill(t, find(t, SIDE, u->sides[i].tag), u->sides[i].text, lost);
	for (size_t i = 0; i < u->props_n; i++)
		if ((c = find_prop(t, &u->props[i])) || !is_aside(u->props[i].name))
			fill(t, c, u->props[i].value, lost);
	for (size_t i = 0; i < t->n; i++)
		if (t->columns[i].joined.failed)
			return dg_fail_nomem(err);
	*cells = t->cells;
	t->rows++;
	return DG_OK;
}

bool
dg_table_grew(const struct dg_table *t)
{
	return t->changes_n > 0;
}

const struct dg_bytes *
dg_table_widen(struct dg_table *t, uint64_t row, const struct dg_bytes *cells,
    struct dg_error *err)
{
	size_t first = 0, n;

	if (!dg_grow(&t->wide, &t->wide_cap, t->n + 1, sizeof *t->wide)) {
		dg_fail_nomem(err);
		return NULL;
	}
	while (first < t->changes_n && t->changes[first].row <= row)
		first++;
	n = t->n - (t->changes_n - first);
	memcpy(t->wide, cells, n * sizeof *cells);
	for (; first < t->changes_n; first++) {
		size_t at = t->changes[first].at;

		memmove(t->wide + at + 1, t->wide + at, (n++ - at) * sizeof *t->wide);
		t->wide[at] = (struct dg_bytes){ "", 0 };
	}
	return t->wide;
}

size_t
dg_table_width(const struct dg_table *t)
{
	return t->n;
}

void
dg_table_free(struct dg_table *t)
{
	if (!t)
		return;
	forget(t);
	free(t->columns);
	free(t->wide);
	free(t->changes);
	free(t->cells);
	free(t->filled);
	free(t);
}
