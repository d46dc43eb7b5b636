/* kit.c -- compiled rules that statements of one thread share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statement/statement.h"

/* One entry a language and use; a handful, so a walk finds it. */
struct kit_item {
	char name[64];
	struct dg_segmenter *segmenter;
	struct dg_typography *typography;
};

struct dg_kit {
	struct kit_item *items;
	size_t n, cap;
	struct dg_align_cache *words;
	const struct dg_lexicon *lexicon;	/* that `words` are of */
};

enum dg_status
dg_kit_new(struct dg_kit **ret, struct dg_error *err)
{
	*ret = calloc(1, sizeof **ret);
	return *ret ? DG_OK : dg_fail_nomem(err);
}

void
dg_kit_free(struct dg_kit *kit)
{
	if (!kit)
		return;
	for (size_t i = 0; i < kit->n; i++) {
		dg_segmenter_free(kit->items[i].segmenter);
		dg_typography_free(kit->items[i].typography);
	}
	dg_align_cache_free(kit->words);
	free(kit->items);
	free(kit);
}

struct dg_align_cache *
kit_words(struct dg_kit *kit, const struct dg_lexicon *lexicon)
{
	if (kit->words && kit->lexicon != lexicon) {
		dg_align_cache_free(kit->words);
		kit->words = NULL;
	}
	if (!kit->words)
		kit->words = dg_align_cache_new(lexicon);
	kit->lexicon = lexicon;
	return kit->words;
}

/* The entry of that name, an empty one when it is new; NULL: out of memory. */
static struct kit_item *
item(struct dg_kit *kit, const char *name)
{
	for (size_t i = 0; i < kit->n; i++)
		if (strcmp(kit->items[i].name, name) == 0)
			return &kit->items[i];
	if (!dg_grow(&kit->items, &kit->cap, kit->n + 1, sizeof *kit->items))
		return NULL;
	kit->items[kit->n] = (struct kit_item){ .segmenter = NULL };
	snprintf(kit->items[kit->n].name, sizeof kit->items[kit->n].name, "%s", name);
	return &kit->items[kit->n++];
}

enum dg_status
kit_segmenter(struct dg_kit *kit, const char *lang, struct dg_segmenter **ret,
    struct dg_error *err)
{
	struct kit_item *it = item(kit, lang);
	enum dg_status st = DG_OK;

	*ret = NULL;
	if (!it)
		return dg_fail_nomem(err);
	if (!it->segmenter)
		st = dg_segmenter_new(&it->segmenter, lang, err);
	*ret = it->segmenter;
	return st;
}

enum dg_status
kit_typography(struct dg_kit *kit, const char *lang, bool hygiene, const char *space,
    struct dg_typography **ret, struct dg_error *err)
{
	/* a statement is prose: " within « » is a quotation, however seldom it stands there */
	static const char *const prose[] = { "literal=off", NULL };
	struct dg_typography_options opt = { .space = space, .hygiene = hygiene, .rules = prose };
	char name[64];
	struct kit_item *it;
	enum dg_status st = DG_OK;

	*ret = NULL;
	snprintf(name, sizeof name, "%s %d %s", lang, hygiene, space ? space : "");
	if (!(it = item(kit, name)))
		return dg_fail_nomem(err);
	if (!it->typography)
		st = dg_typography_new(&it->typography, lang, &opt, err);
	if (st == DG_EUSAGE) {
		struct dg_error other;

		opt.hygiene = true;
		/* the space may be what is wrong: then *err stays the first answer */
		st = dg_typography_new(&it->typography, "en-US", &opt, &other);
	}
	*ret = it->typography;
	return st;
}
