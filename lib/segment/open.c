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

/* ---- a user's own abbreviations */

enum { ABBREVIATION_MAX = 200 };

static bool
own_text(struct srx *srx, struct dg_buf *text, struct dg_bytes *ret)
{
	dg_put(text, "", 1);
	if (text->failed || !dg_grow(&srx->texts, &srx->texts_cap, srx->texts_n + 1,
	    sizeof *srx->texts))
		return false;
	srx->texts[srx->texts_n++] = text->p;
	*ret = (struct dg_bytes){ text->p, text->n - 1 };
	*text = (struct dg_buf){ 0 };
	return true;
}

/* A letter or digit or, seen by its bytes, something beyond ASCII. */
static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static void
put_literal(struct dg_buf *out, struct dg_bytes word)
{
	for (size_t i = 0; i < word.n; i++)
		if (is_blank((unsigned char)word.p[i]))
			dg_put_str(out, "\\s");
		else
			dg_put_format(out, is_plain(word.p[i]) ? "%c" : "\\%c", word.p[i]);
}

/* No cut between `left` and `right`, two parts of a word, or behind it. */
static bool
add_rule(struct srx *srx, struct srx_rule rule, struct dg_bytes left, struct dg_bytes right)
{
	struct dg_buf before = { 0 }, after = { 0 };
	char last = left.p[left.n - 1];
	bool ok;

	dg_put_str(&before, is_plain(left.p[0]) ? "\\b" : "");
	put_literal(&before, left);
	if (last != '.' && last != '!' && last != '?')
		dg_put_str(&before, "\\.");
	ok = own_text(srx, &before, &rule.before);
	if (right.n)
		put_literal(&after, right);
	ok = ok && (!right.n || own_text(srx, &after, &rule.after)) &&
	    dg_grow(&srx->rules, &srx->rules_cap, srx->rules_n + 1, sizeof *srx->rules);
	if (ok)
		srx->rules[srx->rules_n++] = rule;
	dg_buf_free(&before);
	dg_buf_free(&after);
	return ok;
}

/* One line: nothing, a comment, a word; a word that counts before numbers alone (the
 * lists of Moses say so with #NUMERIC_ONLY#). */
static enum dg_status
add_abbreviation(struct srx *srx, struct dg_bytes line, unsigned number, struct dg_error *err)
{
	const char *note = line.n ? memchr(line.p, '#', line.n) : NULL;
	struct srx_rule rule = { .line = number, .after = dg_bytes_of("\\s") };

	if (note && (size_t)(line.p + line.n - note) >= 14 &&
	    memcmp(note, "#NUMERIC_ONLY#", 14) == 0)
		rule.after = dg_bytes_of("\\s+\\p{Nd}");
	if (note)
		line.n = (size_t)(note - line.p);
	while (line.n > 0 && is_blank((unsigned char)line.p[line.n - 1]))
		line.n--;
	while (line.n > 0 && is_blank((unsigned char)line.p[0]))
		line.p++, line.n--;
	if (line.n == 0)
		return DG_OK;
	if (line.n > ABBREVIATION_MAX || memchr(line.p, '\0', line.n))
		return dg_fail(err, DG_EINPUT, number, "no abbreviation: longer than %d bytes, or "
		    "with a NUL", ABBREVIATION_MAX);
	for (size_t i = 1; i < line.n; i++)	/* z. B. */
		if (is_blank((unsigned char)line.p[i]) && line.p[i - 1] == '.' &&
		    !add_rule(srx, rule, (struct dg_bytes){ line.p, i },
		    (struct dg_bytes){ line.p + i, line.n - i }))
			return dg_fail_nomem(err);
	return add_rule(srx, rule, line, (struct dg_bytes){ "", 0 }) ? DG_OK :
	    dg_fail_nomem(err);
}

static enum dg_status
add_abbreviations(struct dg_segmenter *s, struct dg_bytes list, const char *lang,
    struct dg_error *err)
{
	struct srx srx = { 0 };
	enum dg_status st = DG_OK;
	unsigned number = 1;
	bool any;

	if (!dg_grow(&srx.languages, &srx.languages_cap, 1, sizeof *srx.languages) ||
	    !dg_grow(&srx.maps, &srx.maps_cap, 1, sizeof *srx.maps))
		st = dg_fail_nomem(err);
	for (size_t at = 0; at < list.n && st == DG_OK; number++) {
		const char *nl = memchr(list.p + at, '\n', list.n - at);
		size_t n = nl ? (size_t)(nl - list.p) - at : list.n - at;

		st = add_abbreviation(&srx, (struct dg_bytes){ list.p + at, n }, number, err);
		at += n + 1;
	}
	if (st == DG_OK) {
		srx.languages[srx.languages_n++] = dg_bytes_of("abbreviations");
		srx.maps[srx.maps_n++] = (struct srx_map){ dg_bytes_of(".*"), srx.languages[0] };
		st = rules_add(&s->rules, &srx, lang, &any, err);
	}
	srx_free(&srx);
	return st;
}

/* ---- all of them, in their order */

static enum dg_status
add_own(struct dg_segmenter *s, const char *lang, struct dg_error *err)
{
	struct dg_bytes own = rules_for(lang);
	enum dg_status st = DG_OK;
	bool any;

	/* what the language says goes before what is so everywhere */
	if (own.p)
		st = add_srx(s, own, lang, &any, err);
	if (st == DG_OK)
		st = add_srx(s, dg_embedded("rules/default.srx"), lang, &any, err);
	if (st == DG_OK && !own.p) {
		dg_put_str(&s->rules.title, ", UAX #29");
		st = uax29_new(&s->uax29, lang, err);
	}
	return st;
}

enum dg_status
dg_segmenter_open(struct dg_segmenter **ret, const char *lang, struct dg_segmenter_options *opt,
    struct dg_error *err)
{
	enum dg_status st = new_segmenter(ret, err);
	bool any = true;

	if (st != DG_OK)
		return st;
	if (opt->abbreviations.p)
		st = add_abbreviations(*ret, opt->abbreviations, lang, err);
	opt->at_abbreviations = st != DG_OK;
	if (st == DG_OK && opt->srx.p)
		st = add_srx(*ret, opt->srx, lang, &any, err);
	else if (st == DG_OK)
		st = add_own(*ret, lang, err);
	if (st == DG_OK && !any)
		st = dg_fail(err, DG_EINPUT, 0, "no language map takes '%s'", lang);
	return finish(ret, st, err);
}

enum dg_status
dg_segmenter_new(struct dg_segmenter **ret, const char *lang, struct dg_error *err)
{
	struct dg_segmenter_options none = { 0 };

	return dg_segmenter_open(ret, lang, &none, err);
}

enum dg_status
dg_segmenter_srx(struct dg_segmenter **ret, struct dg_bytes srx, const char *lang,
    struct dg_error *err)
{
	struct dg_segmenter_options opt = { .srx = { srx.p ? srx.p : "", srx.n } };

	return dg_segmenter_open(ret, lang, &opt, err);
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
