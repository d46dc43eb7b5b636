/* address.c -- what pages say of each other by their addresses: alternate links, and file
 * names that differ in the language alone. */
#include <stdlib.h>
#include <string.h>

#include "pair/pair.h"

/* Names of languages in file names and addresses. */
static const char *const tongues[] = { "fr", "fra", "fre", "french", "francais", "en", "eng",
    "english", "zh", "zho", "chi", "cn", "chn", "chinese", "hans", "hant", "de", "es", "ru",
    "ar", "pt", "it", "ja", "ko", NULL };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_tongue(const struct pile *p, const char *s, size_t n)
{
	char word[16];

	if (n == 0 || n >= sizeof word)
		return false;
	for (size_t i = 0; i < n; i++)
		word[i] = (char)(s[i] | 32);
	word[n] = '\0';
	for (size_t i = 0; tongues[i]; i++)
		if (strcmp(word, tongues[i]) == 0)
			return true;
	for (size_t i = 0; i < p->sides; i++)
		if (strcmp(word, p->lang[i]) == 0)
			return true;
	return false;
}

/* "fr/2019/visite.html" and "en/2019/visite.html" are the same but for the language. */
static bool
without_language(const struct pile *p, const char *name, struct dg_buf *out)
{
	bool any = false;

	for (size_t i = 0, n; name[i]; i += n) {
		for (n = 0; is_letter(name[i + n]); n++)
			;
		if (n && is_tongue(p, name + i, n)) {
			dg_put_char(out, '*');
			any = true;
		} else {
			n = n ? n : 1;
			dg_put(out, name + i, n);
		}
	}
	return any;
}

/* An address without its scheme, and without a slash at the end. */
static struct dg_bytes
plain_address(const char *url)
{
	const char *p = strstr(url, "://");
	struct dg_bytes s = dg_bytes_of(p ? p + 3 : url);

	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

static bool
put(struct page *page, uint32_t clue)
{
	if (clue == NO_CLUE)
		return false;
	for (size_t i = 0; i < page->n_addresses; i++)
		if (page->address[i] == clue)
			return true;
	if (page->n_addresses < ADDRESSES)
		page->address[page->n_addresses++] = clue;
	return true;
}

/* Pages that name one another share the addresses of all of them. */
bool
addresses_read(struct pile *p, const struct dg_page *from, const char *name, struct page *to)
{
	struct dg_buf key = { 0 };
	bool good = true;

	if (from->url)
		good = put(to, clues_put(&p->clues, CLUE_LINK, 0, plain_address(from->url)));
	for (size_t i = 0; i < from->n_alternates && good; i++)
		good = put(to, clues_put(&p->clues, CLUE_LINK, 0,
		    plain_address(from->alternates[i].url)));
	if (good && without_language(p, name, &key))
		good = put(to, clues_put(&p->clues, CLUE_FILE, 0, dg_buf_bytes(&key)));
	key.n = 0;
	if (good && from->url && without_language(p, from->url, &key))
		good = put(to, clues_put(&p->clues, CLUE_FILE, 0, dg_buf_bytes(&key)));
	good = good && !key.failed;
	dg_buf_free(&key);
	return good;
}

/* What two pages have in common that no third of their languages has; NO_CLUE. */
uint32_t
address_shared(const struct pile *p, const struct page *a, const struct page *b,
    enum clue_kind kind)
{
	for (size_t i = 0; i < a->n_addresses; i++) {
		const struct clue *c = &p->clues.at[a->address[i]];

		if (clues_kind(&p->clues, a->address[i]) != kind || c->df[a->side] != 1 ||
		    c->df[b->side] != 1)
			continue;
		for (size_t k = 0; k < b->n_addresses; k++)
			if (a->address[i] == b->address[k])
				return a->address[i];
	}
	return NO_CLUE;
}
