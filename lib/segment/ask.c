/* ask.c -- one place: which rule is the first that matches there? */
#include "segment/segment.h"

/* The class of the character at `at`, where straight quotes are “ or ”. */
static inline uint16_t
class_of(struct look *l, uint32_t c, size_t at)
{
	struct sets *sets = &l->s->rules.sets;

	if (c == '"' && l->s->rules.guards & GUARD_QUOTES)
		c = guards_quote(&l->s->guards, at);
	return sets_known_class(sets, c);
}

static inline uint16_t
class_ahead(struct look *l, size_t *at)
{
	size_t start = *at;

	return start >= l->text.n ? CLASS_EDGE : class_of(l, decode_ahead(l->text, at), start);
}

static inline uint16_t
class_behind(struct look *l, size_t *at)
{
	uint32_t c;

	if (*at == 0)
		return CLASS_EDGE;
	c = decode_back(l->text, at);
	return class_of(l, c, *at);
}

static enum kind_of_char
kind_of(struct look *l, uint16_t class)
{
	return class == CLASS_EDGE ? KIND_EDGE : l->s->rules.sets.classes[class].kind;
}

/* The rules whose beforebreak ends at `at`, as a state of its automaton. */
static uint32_t
run_back(struct look *l, size_t at)
{
	struct dfa *dfa = l->s->rules.before_dfa;
	size_t other = at;
	uint32_t state = dfa_start(dfa, kind_of(l, class_ahead(l, &other)));
	uint16_t class = 1;

	for (int n = 0; n < SEGMENT_SIGHT && !(state & STATE_DONE) && class != CLASS_EDGE; n++)
		state = dfa_step(dfa, state, class = class_behind(l, &at));
	return state;
}

/* Which of them is the first whose afterbreak begins there? */
static uint32_t
run_ahead(struct look *l, size_t at, uint32_t before)
{
	struct rules *r = &l->s->rules;
	size_t other = at;
	uint16_t class = class_behind(l, &other);
	uint32_t state = dfa_start_for(r->after_dfa, r->before_dfa, before, kind_of(l, class));

	class = 1;
	for (int n = 0; n < SEGMENT_SIGHT && !(state & STATE_DONE) && class != CLASS_EDGE; n++)
		state = dfa_step(r->after_dfa, state, class = class_ahead(l, &at));
	return state;
}

static enum dg_status
ask_automaton(struct look *l, size_t at, size_t *rule)
{
	struct rules *r = &l->s->rules;
	uint32_t state = run_back(l, at);
	const struct state *s;

	if (r->sets.failed || state == STATE_NONE)
		return dg_fail_nomem(l->err);
	s = &r->before_dfa->states[state & ~STATE_DONE];
	if (s->accepted == 0 || (!s->cuts && r->icu_n == 0 && !l->s->uax29 && !l->s->told))
		return DG_OK;
	state = run_ahead(l, at, state);
	if (r->sets.failed || state == STATE_NONE)
		return dg_fail_nomem(l->err);
	s = &r->after_dfa->states[state & ~STATE_DONE];
	if (s->accepted)
		*rule = s->at[s->waiting];
	return DG_OK;
}

enum dg_status
see_wide(struct look *l)
{
	enum dg_status st = l->wide ? DG_OK : wide_set(&l->s->wide, l->text, l->err);

	l->wide = st == DG_OK;
	return st;
}

enum dg_status
ask(struct look *l, size_t at, size_t *rule)
{
	struct rules *r = &l->s->rules;
	enum dg_status st;
	bool yes;

	*rule = SIZE_MAX;
	dfa_tidy(r->before_dfa, r->after_dfa);
	st = ask_automaton(l, at, rule);
	for (size_t i = 0; i < r->icu_n && r->icu[i] < *rule && st == DG_OK; i++) {
		if ((st = see_wide(l)) == DG_OK &&
		    (st = icu_rule_at(r->at[r->icu[i]].icu, &l->s->wide, at, &yes, l->err)) ==
		    DG_OK && yes)
			*rule = r->icu[i];
	}
	return st;
}
