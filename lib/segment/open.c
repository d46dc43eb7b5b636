/* open.c -- making a segmenter: whose rules, in which order. */
#include <stdlib.h>
#include <string.h>

#include "segment/segment.h"

static enum dg_status
add_srx(struct dg_segmenter *s, struct dg_bytes text, const char *lang, bool *any,
    struct dg_error *err)
{
	struct srx srx = { 0 };
	enum dg_status st = srx_read(&srx, text, err);

	if (st == DG_OK)
		st = rules_add(&s->rules, &srx, lang, any, err);
	srx_free(&srx);
	return st;
}

static enum dg_status
new_segmenter(struct dg_segmenter **ret, struct dg_error *err)
{
	if (!(*ret = calloc(1, sizeof **ret)))
		return dg_fail_nomem(err);
	(*ret)->rules.before.backwards = true;
	return DG_OK;
}

static enum dg_status
finish(struct dg_segmenter **ret, enum dg_status st, struct dg_error *err)
{
	if (st == DG_OK)
		st = rules_ready(&(*ret)->rules, err);
	if (st != DG_OK) {
		dg_segmenter_free(*ret);
		*ret = NULL;
	}
	return st;
}

enum dg_status
dg_segmenter_srx(struct dg_segmenter **ret, struct dg_bytes srx, const char *lang,
    struct dg_error *err)
{
	enum dg_status st = new_segmenter(ret, err);
	bool any = false;

	if (st != DG_OK)
		return st;
	if ((st = add_srx(*ret, srx, lang, &any, err)) == DG_OK && !any)
		st = dg_fail(err, DG_EINPUT, 0, "no language map takes '%s'", lang);
	return finish(ret, st, err);
}

/* "rules/fr.srx" for fr, fr-CA, FR_be; NULL bytes where there is none. */
static struct dg_bytes
rules_for(const char *lang)
{
	char name[32];
	size_t n = strcspn(lang, "-_");
	struct dg_buf path = { 0 };
	struct dg_bytes found = { NULL, 0 };

	if (n == 0 || n > 8)
		return found;
	for (size_t i = 0; i < n; i++)
		name[i] = (char)(lang[i] >= 'A' && lang[i] <= 'Z' ? lang[i] | 0x20 : lang[i]);
	name[n] = '\0';
	if (strcmp(name, "default") == 0)
		return found;
	dg_put_format(&path, "rules/%s.srx", name);
	dg_put(&path, "", 1);
	if (!path.failed)
		found = dg_embedded(path.p);
	dg_buf_free(&path);
	return found;
}

enum dg_status
dg_segmenter_new(struct dg_segmenter **ret, const char *lang, struct dg_error *err)
{
	struct dg_bytes own = rules_for(lang);
	enum dg_status st = new_segmenter(ret, err);
	bool any;

	if (st != DG_OK)
		return st;
	if (!own.p) {
		dg_put_str(&(*ret)->rules.title, "UAX #29");
		st = uax29_new(&(*ret)->uax29, lang, err);
		return finish(ret, st, err);
	}
	/* what the language says goes before what is so everywhere */
	if ((st = add_srx(*ret, own, lang, &any, err)) == DG_OK)
		st = add_srx(*ret, dg_embedded("rules/default.srx"), lang, &any, err);
	return finish(ret, st, err);
}

void
dg_segmenter_free(struct dg_segmenter *s)
{
	if (!s)
		return;
	rules_free(&s->rules);
	guards_free(&s->guards);
	uax29_free(s->uax29);
	wide_free(&s->wide);
	free(s->places);
	free(s);
}

const char *
dg_segmenter_name(const struct dg_segmenter *s)
{
	return s->rules.title.p;
}

bool
dg_segmenter_is_fallback(const struct dg_segmenter *s)
{
	return s->uax29 != NULL;
}
