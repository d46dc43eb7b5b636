/* rules.c -- the rules of one language, ready to run. */
#include <stdlib.h>
#include <string.h>

#include "segment/segment.h"

/* Does the whole of `text` match?  The language maps' question, mostly answered
 * without waking ICU's regular expressions (a millisecond and more). */
static bool
matches_as_it_is(struct dg_bytes pattern, const char *text)
{
	struct tree tree = { 0 };
	struct sets sets = { 0 };
	struct nfa nfa = { 0 };
	struct dfa *dfa = NULL;
	struct dg_bytes s = dg_bytes_of(text);
	size_t n = 0, at = 0, all = tree_add(&tree, 0, (struct node){ .kind = NODE_CAT });
	size_t root = regex_parse(&tree, &sets, pattern);
	uint32_t state = STATE_NONE;

	if (!all || !root) {
		free(tree.at);
		sets_free(&sets);
		return icu_matches(pattern, text);
	}
	/* the tree of the pattern, then the end of the text */
	tree.at[all].first = tree.at[all].last = root;
	if (tree_add(&tree, all, (struct node){ .kind = NODE_ASSERT, .set = ASSERT_END }) &&
	    nfa_add(&nfa, &tree, all, 0) && (dfa = dfa_new(&nfa, &sets)))
		state = dfa_start(dfa, KIND_EDGE);
	while (!(state & STATE_DONE) && at < s.n) {
		uint32_t c = dg_decode(s, &at);

		state = dfa_step(dfa, state, sets_class(&sets, c));
	}
	if (!(state & STATE_DONE))
		state = dfa_step(dfa, state, CLASS_EDGE);
	if (state != STATE_NONE)
		n = dfa->states[state & ~STATE_DONE].accepted;
	dfa_free(dfa);
	nfa_free(&nfa);
	sets_free(&sets);
	free(tree.at);
	return n > 0;
}

/* Letter case says nothing in a language tag (RFC 5646, 2.1.1): EN.*, [Ff][Rr]-ca and
 * pt-BR are all written. */
static bool
matches(struct dg_bytes pattern, const char *lang)
{
	char as[4][64];
	size_t n = strlen(lang) < sizeof as[0] ? strlen(lang) : 0;
	bool first = true, yes = matches_as_it_is(pattern, lang);

	for (size_t i = 0; i < n; i++) {
		bool letter = (lang[i] | 0x20) >= 'a' && (lang[i] | 0x20) <= 'z';
		char upper = letter ? (char)(lang[i] & ~0x20) : lang[i];
		char lower = letter ? (char)(lang[i] | 0x20) : lang[i];

		as[0][i] = upper;
		as[1][i] = lower;
		as[2][i] = first ? lower : upper;
		as[3][i] = first || (i > 0 && as[0][i - 1] != '-' && as[0][i - 1] != '_') ?
		    lower : upper;
		first = first && letter;
	}
	for (size_t i = 0; n && i < 4 && !yes; i++) {
		as[i][n] = '\0';
		yes = matches_as_it_is(pattern, as[i]);
	}
	return yes;
}

/* Which bytes can begin the last character of what `inst` matches backwards? */
static void
mark_first_bytes(struct rules *r, size_t set)
{
	struct set *t = &r->sets.at[set];

	t->ends = true;
	for (unsigned c = 0; c < 0x80; c++)
		if (set_has(&r->sets, set, c))
			r->may_end[c] = true;
	for (size_t i = 0; i < t->n; i++) {
		const struct set_item *item = &r->sets.items[t->first + i];

		if (t->not || item->kind != ITEM_RANGE || item->not) {
			memset(r->may_end + 0x80, true, 0x80);
			return;
		}
		for (uint32_t c = item->low < 0x80 ? 0x80 : item->low; c <= item->high;
		    c = (c | 0x3F) + 1)
			r->may_end[c < 0x800 ? 0xC0 | c >> 6 : c < 0x10000 ? 0xE0 | c >> 12 :
			    0xF0 | c >> 18] = true;
	}
}

static bool
find_ends(struct rules *r, uint32_t start)
{
	size_t n = 0, size = r->before.n;
	uint32_t *stack = malloc((2 * size + 2) * sizeof *stack);
	bool *seen = calloc(size + 1, sizeof *seen);
	bool ok = stack && seen;

	if (ok)
		stack[n++] = start;
	while (n > 0) {
		uint32_t i = stack[--n];
		const struct inst *in = &r->before.at[i];

		if (seen[i])
			continue;
		seen[i] = true;
		if (in->op == OP_SET)
			mark_first_bytes(r, in->arg);
		else if (in->op == OP_ACCEPT)	/* an empty beforebreak */
			r->anywhere = true;
		else
			stack[n++] = in->next;
		if (in->op == OP_SPLIT)
			stack[n++] = in->other;
	}
	free(stack);
	free(seen);
	return ok;
}

static bool
add_to_automaton(struct rules *r, const struct srx_rule *from, uint32_t number)
{
	struct tree tree = { 0 };
	size_t before = regex_parse(&tree, &r->sets, from->before);
	size_t after = before ? regex_parse(&tree, &r->sets, from->after) : 0;
	bool ok = after && nfa_add(&r->before, &tree, before, number) &&
	    nfa_add(&r->after, &tree, after, number);

	if (!ok && r->before.starts_n > number)	/* half a rule is never started */
		r->before.starts[number] = NFA_NONE;
	free(tree.at);
	return ok;
}

static enum dg_status
add_rule(struct rules *r, const struct srx *srx, const struct srx_rule *from, struct dg_error *err)
{
	struct rule rule = { .cuts = from->cuts, .line = from->line, .name = r->names.n };
	struct dg_bytes name = srx->languages[from->language];
	enum dg_status st;
	struct dg_error why;

	if (!dg_grow(&r->at, &r->cap, r->n + 1, sizeof *r->at) ||
	    !dg_grow(&r->icu, &r->icu_cap, r->icu_n + 1, sizeof *r->icu))
		return dg_fail_nomem(err);
	dg_put_format(&r->names, "%.*s, line %u", (int)name.n, name.p, from->line);
	dg_put(&r->names, "", 1);
	if (!add_to_automaton(r, from, (uint32_t)r->n)) {
		if ((st = icu_rule_new(&rule.icu, from->before, from->after, &why)) != DG_OK)
			return dg_fail(err, st, from->line, "%.*s: %s", (int)name.n, name.p,
			    why.text);
		r->icu[r->icu_n++] = r->n;
	} else if (rule.cuts && !find_ends(r, r->before.starts[r->n]))
		return dg_fail_nomem(err);
	r->at[r->n++] = rule;
	return DG_OK;
}

/* The rules of language rule `name`; a map may name one that is not there. */
static enum dg_status
add_language(struct rules *r, const struct srx *srx, struct dg_bytes name, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	dg_put_str(&r->title, r->title.n ? ", " : "");
	dg_put_bytes(&r->title, name);
	for (size_t i = 0; i < srx->rules_n && st == DG_OK; i++)
		if (dg_bytes_equal(srx->languages[srx->rules[i].language], name))
			st = add_rule(r, srx, &srx->rules[i], err);
	return st;
}

enum dg_status
rules_add(struct rules *r, const struct srx *srx, const char *lang, bool *any, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	*any = false;
	for (size_t i = 0; i < srx->maps_n && st == DG_OK; i++) {
		if (!matches(srx->maps[i].pattern, lang))
			continue;
		*any = true;
		st = add_language(r, srx, srx->maps[i].name, err);
		if (!srx->cascade)
			break;
	}
	r->guards |= srx->guards;
	for (size_t i = 0; i < srx->pairs_n && r->pairs_n < PAIRS_MAX; i++)
		r->pairs[r->pairs_n++] = srx->pairs[i];
	return st;
}

enum dg_status
rules_ready(struct rules *r, struct dg_error *err)
{
	dg_put(&r->title, "", 1);
	r->before.backwards = true;
	r->before_dfa = dfa_new(&r->before, &r->sets);
	r->after_dfa = dfa_new(&r->after, &r->sets);
	r->between = calloc(1 << 16, sizeof *r->between);
	if (r->title.failed || r->names.failed || r->sets.failed || !r->before_dfa ||
	    !r->after_dfa || !r->between)
		return dg_fail_nomem(err);
	r->before_dfa->rules = r->at;
	if (r->anywhere)
		memset(r->may_end, true, sizeof r->may_end);
	scanner_set(&r->ends, r->may_end);
	guards_signs(r);
	return DG_OK;
}

void
rules_free(struct rules *r)
{
	for (size_t i = 0; i < r->n; i++)
		icu_rule_free(r->at[i].icu);
	dfa_free(r->before_dfa);
	dfa_free(r->after_dfa);
	nfa_free(&r->before);
	nfa_free(&r->after);
	sets_free(&r->sets);
	dg_buf_free(&r->names);
	dg_buf_free(&r->title);
	free(r->between);
	free(r->icu);
	free(r->at);
	*r = (struct rules){ 0 };
}
