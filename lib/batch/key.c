/* key.c -- what a result depends on, as 128 bits (XXH3, of xxHash by Yann Collet): not
 * against forgers, against mistaking one text for another. */
#include <string.h>
#include <xxhash.h>

#include "batch/batch.h"

/* The number goes up when parts are written in another way or hold other things. */
static const char FORM[] = "drogman part 3";

/* The length goes in as well, so that ("ab", "c") is not ("a", "bc"). */
static void
add(XXH3_state_t *state, const void *p, size_t n)
{
	uint64_t length = n;

	XXH3_128bits_update(state, &length, sizeof length);
	XXH3_128bits_update(state, p, n);
}

static void
add_text(XXH3_state_t *state, const char *s)
{
	add(state, s ? s : "\xff", s ? strlen(s) : 1);
}

static void
put_digits(XXH128_hash_t hash, char key[BATCH_KEY])
{
	static const char digit[] = "0123456789abcdef";
	XXH128_canonical_t bytes;

	XXH128_canonicalFromHash(&bytes, hash);
	for (size_t i = 0; i < sizeof bytes.digest; i++) {
		key[2 * i] = digit[bytes.digest[i] >> 4];
		key[2 * i + 1] = digit[bytes.digest[i] & 15];
	}
	key[BATCH_KEY - 1] = '\0';
}

void
key_of(struct dg_bytes bytes, char key[BATCH_KEY])
{
	put_digits(XXH3_128bits(bytes.p, bytes.n), key);
}

static enum dg_status
add_lexicon(XXH3_state_t *state, const char *path, struct dg_error *err)
{
	struct dg_in *in = NULL;
	struct dg_buf all = { 0 };
	enum dg_status st;

	if (!path) {
		struct dg_bytes own = dg_embedded("data/glossary.lex");

		add(state, own.p, own.n);
		return DG_OK;
	}
	if ((st = dg_in_open(&in, path, err)) == DG_OK)
		st = dg_in_all(in, SIZE_MAX, &all, err);
	if (st == DG_OK)
		add(state, all.p, all.n);
	dg_in_free(in);
	dg_buf_free(&all);
	return st;
}

enum dg_status
key_of_run(const struct dg_manifest *m, const struct dg_batch_options *opt, char key[BATCH_KEY],
    struct dg_error *err)
{
	XXH3_state_t *state = XXH3_createState();
	enum dg_status st;

	if (!state)
		return dg_fail_nomem(err);
	XXH3_128bits_reset(state);
	add(state, FORM, sizeof FORM);
	add_text(state, DG_VERSION);
	for (size_t c = 0; c < m->columns; c++)
		add_text(state, manifest_name(m, c));
	add(state, &opt->keep, sizeof opt->keep);
	add_text(state, opt->space);
	add(state, &opt->min_score, sizeof opt->min_score);
	add(state, opt->rules.p, opt->rules.n);
	st = add_lexicon(state, opt->lexicon, err);
	put_digits(XXH3_128bits_digest(state), key);
	XXH3_freeState(state);
	return st;
}

void
key_of_document(const struct dg_manifest *m, size_t document, const struct batch_page *pages,
    const char run[BATCH_KEY], char key[BATCH_KEY])
{
	struct dg_buf text = { 0 };

	dg_put(&text, run, BATCH_KEY);
	/* the pages go in by what they hold, the other cells as they are */
	for (size_t c = 0; c < m->columns; c++) {
		if (c > 0 && c <= m->sides) {
			const struct batch_page *p = &pages[c - 1];
			char page[BATCH_KEY];

			if (!manifest_has(m, document, c - 1)) {
				dg_put(&text, "", 1);
				continue;
			}
			key_of(dg_buf_bytes(&p->raw), page);
			dg_put(&text, page, BATCH_KEY);
			dg_put_bytes(&text, dg_buf_bytes(&p->url));
			dg_put_bytes(&text, dg_buf_bytes(&p->charset));
		} else {
			const char *cell = manifest_cell(m, document, c);

			dg_put(&text, cell, strlen(cell) + 1);
		}
	}
	key_of(dg_buf_bytes(&text), key);
	dg_buf_free(&text);
}
