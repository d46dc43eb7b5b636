/* xliff_refs.c -- the names that the parts of a unit call each other by: XLIFF 2.1 §4.3.1.12
 * (id), §4.4 (fragment identification). */
#include <stdlib.h>

#include "memory/xliff_lint.h"

static const char *const kind_names[] = { [REF_PART] = "segment", [REF_SOURCE] = "code",
    [REF_TARGET] = "code", [REF_NOTE] = "note", [REF_DATA] = "data" };

/* Parts and codes have their names out of one pool. */
static uint64_t
key_of(enum ref_kind kind, struct dg_bytes id)
{
	return memory_hash(kind == REF_NOTE || kind == REF_DATA ? kind : REF_PART, id);
}

bool
refs_name(struct refs *r, enum ref_kind kind, struct dg_bytes id, uint64_t line)
{
	if (!dg_grow(&r->names, &r->names_cap, r->names_n + 1, sizeof *r->names))
		return false;
	r->names[r->names_n++] = (struct ref){ key_of(kind, id), line, kind,
	    memory_keep(&r->text, id), { 0, 0 } };
	return !r->text.failed;
}

bool
refs_use(struct refs *r, enum ref_kind kind, struct dg_bytes id, const char *what, uint64_t line)
{
	if (!dg_grow(&r->uses, &r->uses_cap, r->uses_n + 1, sizeof *r->uses))
		return false;
	r->uses[r->uses_n++] = (struct ref){ key_of(kind, id), line, kind,
	    memory_keep(&r->text, id), memory_keep(&r->text, dg_bytes_of(what)) };
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

static int
compare_key(const void *key, const void *name)
{
	uint64_t a = *(const uint64_t *)key, b = ((const struct ref *)name)->key;

	return a < b ? -1 : a > b;
}

/* A code of the target may have the name of one of the source, nothing else. */
static void
check_name(struct refs *r, size_t i, refs_told *told, void *ctx)
{
	const struct ref *name = &r->names[i], *before = i ? name - 1 : NULL;
	struct dg_bytes id = memory_kept(&r->text, name->id);

	if (!before || before->key != name->key)
		return;
	if (before->kind == name->kind)
		told(ctx, name->line, "%s id '%.*s' stands more than once", kind_names[name->kind],
		    memory_brief(id), id.p);
	else if (before->kind == REF_PART)
		told(ctx, name->line, "code id '%.*s' is a segment's too", memory_brief(id), id.p);
}

void
refs_check(struct refs *r, refs_told *told, void *ctx)
{
	if (r->names_n)
		qsort(r->names, r->names_n, sizeof *r->names, compare);
	for (size_t i = 0; i < r->names_n; i++)
		check_name(r, i, told, ctx);
	for (size_t i = 0; i < r->uses_n; i++) {
		struct dg_bytes id = memory_kept(&r->text, r->uses[i].id);
		struct dg_bytes what = memory_kept(&r->text, r->uses[i].what);

		if (!r->names_n || !bsearch(&r->uses[i].key, r->names, r->names_n,
		    sizeof *r->names, compare_key))
			told(ctx, r->uses[i].line, "%.*s refers to '%.*s', which is nothing here",
			    (int)what.n, what.p, memory_brief(id), id.p);
	}
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
