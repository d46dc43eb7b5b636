/* dfa.c -- all programs at once: states are made when they are first met.
 *
 * A state is the set of instructions that wait for the next character, together
 * with the rules that were accepted on the way into it.  An assertion (\b, ^) waits
 * as well: it needs to see the character on its other side, so a state that holds
 * one also remembers of which kind the last character was.
 *
 * Backwards, over beforebreaks, all accepted rules are gathered; what waits for one
 * of them alone is dropped.  Forwards, over the afterbreaks of just those rules, only
 * the first one counts: what waits for a later one is dropped.  So both ways most
 * places are decided within a few characters. */
#include <stdlib.h>
#include <string.h>

#include "segment/segment.h"

enum { SHIFT_FIRST = 5 };

static bool
marks_new(struct marks *m, size_t n)
{
	m->list = malloc((n + 1) * sizeof *m->list);
	m->where = calloc(n + 1, sizeof *m->where);
	return m->list && m->where;
}

static bool
mark(struct marks *m, uint32_t i)
{
	if (m->where[i] < m->n && m->list[m->where[i]] == i)
		return false;
	m->where[i] = (uint32_t)m->n;
	m->list[m->n++] = i;
	return true;
}

struct dfa *
dfa_new(const struct nfa *nfa, struct sets *sets)
{
	struct dfa *d = calloc(1, sizeof *d);

	if (!d)
		return NULL;
	d->nfa = nfa;
	d->sets = sets;
	d->shift = SHIFT_FIRST;
	/* an instruction is pushed at most once by each one that leads to it */
	d->stack = malloc((2 * nfa->n + 2) * sizeof *d->stack);
	d->waiting = malloc((nfa->n + 1) * sizeof *d->waiting);
	if (!d->stack || !d->waiting || !marks_new(&d->now, nfa->n) ||
	    !marks_new(&d->then, nfa->n) || !marks_new(&d->accepted, nfa->starts_n)) {
		dfa_free(d);
		return NULL;
	}
	memset(d->buckets, 0xFF, sizeof d->buckets);
	memset(d->start, 0xFF, sizeof d->start);
	return d;
}

static bool
holds(const struct dfa *d, uint32_t assertion, enum kind_of_char behind, enum kind_of_char ahead)
{
	switch ((enum assertion)assertion) {
	case ASSERT_WORD_EDGE:
		return (behind == KIND_WORD) != (ahead == KIND_WORD);
	case ASSERT_NO_WORD_EDGE:
		return (behind == KIND_WORD) == (ahead == KIND_WORD);
	case ASSERT_BEGIN:
		return (d->nfa->backwards ? ahead : behind) == KIND_EDGE;
	case ASSERT_END:
		return (d->nfa->backwards ? behind : ahead) == KIND_EDGE;
	}
	return false;
}

/* Mark what can be reached from `i` without a character.  Where the character
 * ahead is known, assertions are decided; else they stay and wait. */
static void
reach(struct dfa *d, struct marks *m, uint32_t i, enum kind_of_char behind,
    const enum kind_of_char *ahead)
{
	size_t n = 0;

	d->stack[n++] = i;
	while (n > 0) {
		const struct inst *in = &d->nfa->at[i = d->stack[--n]];

		if (!mark(m, i))
			continue;
		if (in->op == OP_SPLIT) {
			d->stack[n++] = in->next;
			d->stack[n++] = in->other;
		} else if (in->op == OP_ACCEPT) {
			mark(&d->accepted, in->rule);
		} else if (in->op == OP_ASSERT && ahead && holds(d, in->arg, behind, *ahead)) {
			d->stack[n++] = in->next;
		}
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

static uint32_t
hash_of(const struct state *s)
{
	uint32_t h = 2166136261u ^ (uint32_t)s->behind;

	for (size_t i = 0; i < s->waiting + s->accepted; i++)
		h = (h ^ s->at[i]) * 16777619u;
	return (h ^ h >> 15) % DFA_BUCKETS;
}

static bool
same_state(const struct state *a, const struct state *b)
{
	return a->behind == b->behind && a->waiting == b->waiting && a->accepted == b->accepted &&
	    memcmp(a->at, b->at, (a->waiting + a->accepted) * sizeof *a->at) == 0;
}

/* Room in the table for the classes known by now and for `n` states. */
static bool
widen(struct dfa *d, size_t n)
{
	unsigned shift = d->shift;
	uint32_t *wider;
	size_t cells;

	while (d->sets->classes_n >> shift)
		shift++;
	if (shift == d->shift && n <= d->rows)
		return true;
	n = n <= d->rows ? d->rows : 2 * n;
	cells = n << shift;
	if (!(wider = malloc(cells * sizeof *wider)))
		return false;
	memset(wider, 0xFF, cells * sizeof *wider);
	for (size_t i = 0; i < d->n; i++)
		memcpy(wider + (i << shift), d->table + (i << d->shift),
		    sizeof *wider << d->shift);
	free(d->table);
	d->table = wider;
	d->shift = shift;
	d->rows = n;
	return true;
}

static bool
any_cuts(const struct dfa *d, const struct state *s)
{
	for (size_t i = 0; d->rules && i < s->accepted; i++)
		if (d->rules[s->at[s->waiting + i]].cuts)
			return true;
	return false;
}

/* The state that equals `s`, made if there is none. */
static uint32_t
intern(struct dfa *d, struct state s)
{
	uint32_t h = hash_of(&s), i, name;
	size_t size = (s.waiting + s.accepted) * sizeof *s.at;
	uint32_t *copy;

	for (i = d->buckets[h]; i != STATE_NONE; i = d->states[i & ~STATE_DONE].same_bucket)
		if (same_state(&d->states[i & ~STATE_DONE], &s))
			return i;
	if (!dg_grow(&d->states, &d->cap, d->n + 1, sizeof *d->states) || !widen(d, d->n + 1) ||
	    !(copy = malloc(size ? size : 1)))
		return STATE_NONE;
	if (size)
		memcpy(copy, s.at, size);
	s.at = copy;
	s.same_bucket = d->buckets[h];
	s.cuts = any_cuts(d, &s);
	memset(s.ahead, 0xFF, sizeof s.ahead);
	d->states[d->n] = s;
	name = (uint32_t)d->n++ | (s.waiting ? 0 : STATE_DONE);
	d->buckets[h] = name;
	return name;
}

/* Does the instruction still wait for something that would change the answer? */
static bool
matters(const struct dfa *d, const struct inst *in)
{
	const struct marks *a = &d->accepted;

	if (in->op != OP_SET && in->op != OP_ASSERT)
		return false;
	if (!d->nfa->backwards)
		return a->n == 0 || in->rule < a->list[0];
	return a->where[in->rule] >= a->n || a->list[a->where[in->rule]] != in->rule;
}

/* A state out of what `then` holds and d->accepted. */
static uint32_t
state_of(struct dfa *d, enum kind_of_char behind)
{
	struct state s = { .behind = KIND_OTHER };
	uint32_t id;
	size_t n = 0;

	if (!d->nfa->backwards && d->accepted.n > 1) {
		for (size_t i = 1; i < d->accepted.n; i++)
			if (d->accepted.list[i] < d->accepted.list[0])
				d->accepted.list[0] = d->accepted.list[i];
		d->accepted.n = 1;
	}
	for (size_t i = 0; i < d->then.n; i++) {
		const struct inst *in = &d->nfa->at[d->then.list[i]];

		if (!matters(d, in))
			continue;
		d->waiting[n++] = d->then.list[i];
		if (in->op == OP_ASSERT)
			s.behind = behind;
	}
	qsort(d->waiting, n, sizeof *d->waiting, by_number);
	qsort(d->accepted.list, d->accepted.n, sizeof *d->accepted.list, by_number);
	s.waiting = n;
	s.accepted = d->accepted.n;
	if (!(s.at = malloc((s.waiting + s.accepted + 1) * sizeof *s.at)))
		return STATE_NONE;
	memcpy(s.at, d->waiting, s.waiting * sizeof *s.at);
	memcpy(s.at + s.waiting, d->accepted.list, s.accepted * sizeof *s.at);
	id = intern(d, s);
	free(s.at);
	return id;
}

uint32_t
dfa_make_start(struct dfa *d, enum kind_of_char behind)
{
	d->then.n = d->accepted.n = 0;
	for (size_t i = 0; i < d->nfa->starts_n; i++)
		if (d->nfa->starts[i] != NFA_NONE)
			reach(d, &d->then, d->nfa->starts[i], behind, NULL);
	return d->start[behind] = state_of(d, behind);
}

uint32_t
dfa_start_for(struct dfa *d, struct dfa *before, uint32_t from, enum kind_of_char behind)
{
	struct state *s = &before->states[from & ~STATE_DONE];

	if (s->ahead[behind] == STATE_NONE) {
		d->then.n = d->accepted.n = 0;
		for (size_t i = 0; i < s->accepted; i++)
			reach(d, &d->then, d->nfa->starts[s->at[s->waiting + i]], behind, NULL);
		s->ahead[behind] = state_of(d, behind);
	}
	return s->ahead[behind];
}

uint32_t
dfa_make_step(struct dfa *d, uint32_t from, uint16_t class)
{
	const struct state *s = &d->states[from];
	enum kind_of_char ahead = class == CLASS_EDGE ? KIND_EDGE : d->sets->classes[class].kind;
	uint32_t to;

	d->now.n = d->then.n = d->accepted.n = 0;
	for (size_t i = 0; i < s->accepted; i++)
		mark(&d->accepted, s->at[s->waiting + i]);
	for (size_t i = 0; i < s->waiting; i++)
		reach(d, &d->now, s->at[i], s->behind, &ahead);
	for (size_t i = 0; i < d->now.n; i++) {
		const struct inst *in = &d->nfa->at[d->now.list[i]];

		if (in->op == OP_SET && class_in(d->sets, class, in->arg))
			reach(d, &d->then, in->next, ahead, NULL);
	}
	if ((to = state_of(d, ahead)) != STATE_NONE && widen(d, d->n))
		d->table[((size_t)from << d->shift) + class] = to;
	return to;
}

static void
forget(struct dfa *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->states[i].at);
	d->n = 0;
	if (d->table)
		memset(d->table, 0xFF, (d->rows << d->shift) * sizeof *d->table);
	memset(d->buckets, 0xFF, sizeof d->buckets);
	memset(d->start, 0xFF, sizeof d->start);
}

/* States of `before` name states of `after`, so they go together. */
void
dfa_forget(struct dfa *before, struct dfa *after)
{
	forget(before);
	forget(after);
}

/* Can what `rule` starts with be of the class?  Whatever asks or is empty can. */
static bool
may_begin(struct dfa *d, uint32_t rule, uint16_t class)
{
	d->then.n = d->accepted.n = 0;
	reach(d, &d->then, d->nfa->starts[rule], KIND_OTHER, NULL);
	for (size_t i = 0; i < d->then.n; i++) {
		const struct inst *in = &d->nfa->at[d->then.list[i]];

		if (in->op == OP_ACCEPT || in->op == OP_ASSERT ||
		    (in->op == OP_SET && class_in(d->sets, class, in->arg)))
			return true;
	}
	return false;
}

bool
dfa_may_cut(struct dfa *before, struct dfa *after, uint16_t behind, uint16_t ahead)
{
	uint32_t state = dfa_start(before, before->sets->classes[ahead].kind);
	const struct state *s;

	if (state == STATE_NONE || (!(state & STATE_DONE) &&
	    (state = dfa_step(before, state, behind)) == STATE_NONE))
		return true;
	s = &before->states[state & ~STATE_DONE];
	for (size_t i = 0; i < s->waiting + s->accepted; i++) {
		uint32_t rule = i < s->waiting ? before->nfa->at[s->at[i]].rule : s->at[i];

		if (before->rules[rule].cuts && may_begin(after, rule, ahead))
			return true;
	}
	return false;
}

void
dfa_free(struct dfa *d)
{
	if (!d)
		return;
	forget(d);
	free(d->table);
	free(d->states);
	free(d->now.list);
	free(d->now.where);
	free(d->then.list);
	free(d->then.where);
	free(d->accepted.list);
	free(d->accepted.where);
	free(d->stack);
	free(d->waiting);
	free(d);
}
