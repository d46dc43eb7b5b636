/* select.c -- which units to take: conditions, and what was there before. */
#include <stdlib.h>
#include <string.h>

#include "memory/memory.h"

enum op { AT_LEAST, AT_MOST, NOT, MORE, LESS, EQUAL, HOLDS };

struct dg_filter { char *name, *value; enum op op; };

enum dg_status
dg_filter_new(struct dg_filter **ret, const char *text, struct dg_error *err)
{
	static const char *const signs[] = { ">=", "<=", "!=", ">", "<", "=", "~", "==" };
	size_t at = strcspn(text, "<>!=~"), width = strspn(text + at, "<>!="), op = 0, n = at;
	struct dg_filter *f;

	*ret = NULL;
	width += width == 0 && text[at] == '~';
	while (op < 8 && (strlen(signs[op]) != width || strncmp(text + at, signs[op], width) != 0))
		op++;
	while (n > 0 && text[n - 1] == ' ')
		n--;
	if (n == 0 || op == 8)
		return dg_fail(err, DG_EUSAGE, 0, "'%.60s' is no condition (score>=0.8)", text);
	if (!(f = calloc(1, sizeof *f)))
		return dg_fail_nomem(err);
	f->op = op == 7 ? EQUAL : (enum op)op;
	f->name = memory_copy((struct dg_bytes){ text, n });
	f->value = memory_copy(dg_bytes_of(text + at + width + strspn(text + at + width, " ")));
	if (!f->name || !f->value) {
		dg_filter_free(f);
		return dg_fail_nomem(err);
	}
	*ret = f;
	return DG_OK;
}

void
dg_filter_free(struct dg_filter *f)
{
	if (!f)
		return;
	free(f->name);
	free(f->value);
	free(f);
}

static bool
find(const struct dg_unit *u, const char *name, struct dg_bytes *value)
{
	const struct { const char *name; struct dg_bytes value; } own[] = {
		{ "score", u->score }, { "doc", u->doc }, { "document", u->doc },
		{ "bead", u->bead }, { "tuid", u->id },
	};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(own[i].name, name) == 0) {
			*value = own[i].value;
			return value->n > 0;
		}
	for (size_t i = 0; i < u->props_n; i++)
		if (memory_is(u->props[i].name, name)) {
			*value = u->props[i].value;
			return true;
		}
	for (size_t k = 0; k < 2; k++)	/* the tag itself before another of its language */
		for (size_t i = 0; i < u->sides_n; i++) {
			struct dg_bytes tag = u->sides[i].tag;
			size_t n = strlen(name);

			if (k ? n < tag.n && tag.p[n] == '-' &&
			    memory_same_tag((struct dg_bytes){ tag.p, n }, dg_bytes_of(name)) :
			    memory_same_tag(tag, dg_bytes_of(name))) {
				*value = u->sides[i].text;
				return true;
			}
		}
	return false;
}

static bool
holds(struct dg_bytes s, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; n > 0 && i + n <= s.n; i++)
		if (memcmp(s.p + i, part, n) == 0)
			return true;
	return n == 0;
}

bool
dg_filter_takes(const struct dg_filter *f, const struct dg_unit *u)
{
	struct dg_bytes value = { "", 0 };
	bool there = find(u, f->name, &value);
	double x, y;
	bool numbers = memory_number(value, &x) && memory_number(dg_bytes_of(f->value), &y);

	switch (f->op) {
	case AT_LEAST: return numbers && x >= y;
	case AT_MOST: return numbers && x <= y;
	case MORE: return numbers && x > y;
	case LESS: return numbers && x < y;
	case EQUAL: return numbers ? x >= y && x <= y : memory_is(value, f->value);
	case NOT: return numbers ? x < y || x > y : !memory_is(value, f->value);
	case HOLDS: return there && holds(value, f->value);
	}
	return false;
}

struct dg_seen { struct memory_set set; };

enum dg_status
dg_seen_new(struct dg_seen **ret, struct dg_error *err)
{
	*ret = calloc(1, sizeof **ret);
	return *ret ? DG_OK : dg_fail_nomem(err);
}

/* Sides in any order: their hashes are added up. */
enum dg_status
dg_seen_before(struct dg_seen *seen, const struct dg_unit *u, bool *before, struct dg_error *err)
{
	uint64_t hash = 0, value;

	for (size_t i = 0; i < u->sides_n; i++)
		if (!dg_is_blank(u->sides[i].text))
			hash += memory_hash(memory_tag_hash(u->sides[i].tag), u->sides[i].text);
	if (!memory_set_get(&seen->set, hash, &value) ||
	    (!value && !memory_set_add(&seen->set, hash, 1)))
		return dg_fail_nomem(err);
	*before = value != 0;
	return DG_OK;
}

void
dg_seen_free(struct dg_seen *seen)
{
	if (!seen)
		return;
	memory_set_free(&seen->set);
	free(seen);
}
