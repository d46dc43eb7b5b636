/* xliff_lint_file.c -- the names that one part of a file calls another by, and what stands
 * beside its units: phases, tools, skeletons (XLIFF 1.2 §2.2, §3; 2.1 §4.2.2, §4.3.1). */
#include <stdlib.h>
#include <string.h>

#include "memory/xliff_lint.h"

/* ---- names of a file ---- */

uint64_t
lint_key(const char *kind, uint64_t scope, struct dg_bytes id)
{
	return memory_hash(memory_hash(scope, dg_bytes_of(kind)), id);
}

void
lint_promise(struct xml *x, struct lint *l, const char *what, const char *kind, struct dg_bytes id)
{
	struct promises *p = &l->promises;
	uint64_t key = lint_key(kind, l->files, id), times;

	if (!id.p || (memory_set_get(&l->ids, key, &times) && times > 0))
		return;
	if (dg_grow(&p->at, &p->cap, p->n + 1, sizeof *p->at))
		p->at[p->n++] = (struct promise){ key, xml_line(x), what, kind,
		    memory_keep(&p->text, id), memory_keep(&p->text, xml_unit_id(x)) };
	else
		p->text.failed = true;
	if (p->text.failed)
		xml_stop(x, dg_fail_nomem(xml_error(x)));
}

void
lint_promise_all(struct xml *x, struct lint *l, const char *what, const char *kind,
    struct dg_bytes list)
{
	for (size_t i = 0, from; i < list.n; i++) {
		for (from = i; i < list.n && !strchr(" \t\r\n", list.p[i]); i++)
			;
		if (i > from)
			lint_promise(x, l, what, kind, (struct dg_bytes){ list.p + from, i - from });
	}
}

void
lint_end_file(struct xml *x, struct lint *l)
{
	struct promises *p = &l->promises;

	for (size_t i = 0; i < p->n; i++) {
		const struct promise *one = &p->at[i];
		struct dg_bytes id = memory_kept(&p->text, one->id);
		uint64_t times;

		if (memory_set_get(&l->ids, one->key, &times) && times > 0)
			continue;
		if (one->unit.n)
			xml_in_unit(x, l->units, memory_kept(&p->text, one->unit));
		xml_note(x, one->line, "%s '%.*s': the file has no such %s", one->what,
		    memory_brief(id), id.p, one->kind);
		xml_out_of_unit(x);
	}
	p->n = p->text.n = 0;
}

/* ---- phases and tools ---- */

/* What a phase or a tool is called by. */
static void
define(struct xml *x, struct lint *l, const char *kind, const char *attr,
    const struct xml_attrs *attrs)
{
	struct dg_bytes id = xml_attr(attrs, attr);
	uint64_t *times;

	if (id.n == 0)
		xml_note(x, 0, "%s without %s", kind, attr);
	else if (!(times = memory_set_at(&l->ids, lint_key(kind, l->files, id))))
		xml_stop(x, dg_fail_nomem(xml_error(x)));
	else if (++*times == 2)
		xml_note(x, 0, "%s '%.*s' stands more than once", attr, memory_brief(id), id.p);
}

static void
check_names(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	switch (element) {
	case XLIFF_TOOL:
		define(x, l, "tool", "tool-id", attrs);
		break;
	case XLIFF_PHASE:
		define(x, l, "phase", "phase-name", attrs);
		lint_promise(x, l, "tool-id", "tool", xml_attr(attrs, "tool-id"));
		break;
	case XLIFF_ALT_TRANS:
		lint_promise(x, l, "tool-id", "tool", xml_attr(attrs, "tool-id"));
		break;
	case XLIFF_BIN_UNIT:	/* has its id out of one pool with the others */
		lint_id(x, l, "trans-unit", l->files, xml_attr(attrs, "id"));
		/* fall through */
	case XLIFF_TRANS_UNIT:
	case XLIFF_TARGET:
	case XLIFF_COUNT:
		lint_promise(x, l, "phase-name", "phase", xml_attr(attrs, "phase-name"));
		break;
	}
}

/* ---- skeletons ---- */

void
lint_beside(struct xml *x, struct lint *l, int element, const struct xml_attrs *attrs)
{
	if (!l->two && element >= 0)
		check_names(x, l, element, attrs);
	if (!l->two && element == XLIFF_EXTERNAL_FILE && xml_attr(attrs, "href").n == 0)
		xml_note(x, 0, "external-file without href");
	if (l->in_skeleton) {
		l->content = true;
	} else if (l->skip == 0 && element == (l->two ? XLIFF_SKELETON : XLIFF_SKL)) {
		l->in_skeleton = true;
		l->content = false;
		l->href = xml_attr(attrs, "href").n > 0;
	}
}

/* XLIFF 2.1 §4.2.2.5: href, if and only if it is empty. */
void
lint_end_skeleton(struct xml *x, struct lint *l, int element)
{
	if (!l->in_skeleton || element != (l->two ? XLIFF_SKELETON : XLIFF_SKL))
		return;
	l->in_skeleton = false;
	if (!l->two && !l->content)
		xml_note(x, 0, "skl without internal-file or external-file");
	else if (l->two && l->href == l->content)
		xml_note(x, 0, l->href ? "skeleton with href, but it is not empty" :
		    "empty skeleton without href");
}
