/* xliff_refs.c -- the names that the parts of a unit call each other by: XLIFF 2.1 §4.3.1.12
 * (id), §4.4 (fragment identification). */
#include <stdlib.h>

#include "memory/xliff_lint.h"

static const char *const kind_names[] = { [REF_PART] = "segment", [REF_SOURCE] = "code",
    [REF_TARGET] = "code", [REF_NOTE] = "note", [REF_DATA] = "data", [REF_MATCH] = "match" };

/* Parts and codes have their names out of one pool. */
static uint64_t
key_of(enum ref_kind kind, struct dg_bytes id)
{
	return memory_hash(kind >= REF_NOTE && kind <= REF_MATCH ? kind : REF_PART, id);
}

struct ref *
refs_name(struct refs *r, enum ref_kind kind, struct dg_bytes id, uint64_t line)
{
	if (!dg_grow(&r->names, &r->names_cap, r->names_n + 1, sizeof *r->names))
		return NULL;
	r->names[r->names_n] = (struct ref){ .key = key_of(kind, id), .line = line, .kind = kind,
	    .id = memory_keep(&r->text, id) };
	return r->text.failed ? NULL : &r->names[r->names_n++];
}

bool
refs_use(struct refs *r, enum ref_kind kind, struct dg_bytes id, const char *what, uint64_t line)
{
	if (!dg_grow(&r->uses, &r->uses_cap, r->uses_n + 1, sizeof *r->uses))
		return false;
	r->uses[r->uses_n++] = (struct ref){ .key = key_of(kind, id), .line = line, .kind = kind,
	    .id = memory_keep(&r->text, id), .what = memory_keep(&r->text, dg_bytes_of(what)) };
	return !r->text.failed;
}

static int
compare(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	/* in the order of the file, which is that of the texts */
	return x->id.at < y->id.at ? -1 : x->id.at > y->id.at;
}

/* pc may become sc and ec, mrk become sm and em. */
static int
family(int element)
{
	switch (element) {
	case XLIFF_SC:
	case XLIFF_EC: return XLIFF_PC;
	case XLIFF_SM: return XLIFF_MRK;
	default: return element;
	}
}

/* XLIFF 2.1 §4.3.1.12: a code of the target may have the name of one of the source beside
 * it, which it is then; nothing else may. */
static void
check_name(struct refs *r, size_t i, struct xml *x)
{
	const struct ref *name = &r->names[i], *before = i ? name - 1 : NULL;
	struct dg_bytes id = memory_kept(&r->text, name->id);

	if (!before || before->key != name->key)
		return;
	if (before->kind == name->kind)
		xml_note(x, name->line, "%s id '%.*s' stands more than once",
		    kind_names[name->kind], memory_brief(id), id.p);
	else if (before->kind == REF_PART)
		xml_note(x, name->line, "code id '%.*s' is a segment's too", memory_brief(id), id.p);
	else if (family(before->element) != family(name->element))
		xml_note(x, name->line, "code id '%.*s' is a %s in the source, a %s in the target",
		    memory_brief(id), id.p, xliff_elements[before->element],
		    xliff_elements[name->element]);
	else if (before->place != name->place)
		xml_note(x, name->line, "code id '%.*s' of the target is in another segment's source",
		    memory_brief(id), id.p);
}

/* The first of the names with that key, r->names_n: there is none. */
static size_t
first(const struct refs *r, uint64_t key)
{
	size_t low = 0, high = r->names_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->names[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->names_n && r->names[low].key == key ? low : r->names_n;
}

static void
check_use(const struct refs *r, const struct ref *use, struct xml *x)
{
	struct dg_bytes id = memory_kept(&r->text, use->id);
	struct dg_bytes what = memory_kept(&r->text, use->what);
	bool there = false, fixed = false, target = false;

	for (size_t i = first(r, use->key); i < r->names_n && r->names[i].key == use->key; i++) {
		there = true;
		fixed |= r->names[i].fixed;
		target |= r->names[i].kind == REF_TARGET;
	}
	if (!there)
		xml_note(x, use->line, "%.*s refers to '%.*s', which is nothing here", (int)what.n,
		    what.p, memory_brief(id), id.p);
	else if (use->kind == REF_COPY && fixed)
		xml_note(x, use->line, "copyOf refers to '%.*s', which has data or may not be copied",
		    memory_brief(id), id.p);
	else if (use->kind == REF_KEPT && !target)
		xml_note(x, use->line, "code '%.*s' may not be deleted, but the target is final and "
		    "has none", memory_brief(id), id.p);
}

void
refs_check(struct refs *r, struct xml *x)
{
	if (r->names_n)
		qsort(r->names, r->names_n, sizeof *r->names, compare);
	for (size_t i = 0; i < r->names_n; i++)
		check_name(r, i, x);
	for (size_t i = 0; i < r->uses_n; i++)
		check_use(r, &r->uses[i], x);
}

void
refs_clear(struct refs *r)
{
	r->text.n = r->names_n = r->uses_n = 0;
}

void
refs_free(struct refs *r)
{
	dg_buf_free(&r->text);
	free(r->names);
	free(r->uses);
}
