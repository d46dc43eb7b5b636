/* dfa.c -- all programs at once: states are made when they are first met.
 *
 * A state is the set of instructions that wait for the next character, together
 * with the rules that were accepted on the way into it.  An assertion (\b, ^) waits
 * as well: it needs to see the character on its other side, so a state that holds
 * one also remembers of which kind the last character was. */
#include <stdlib.h>
#include <string.h>

#include "segment/segment.h"

enum { STATES_MAX = 20000, BUCKETS = 4096 };

struct state {
	uint32_t *at;		/* waiting instructions, rising; then the accepted rules */
	size_t waiting, accepted;
	enum kind_of_char behind;
	uint32_t same_bucket;
	uint32_t *next;		/* by class, STATE_NONE: not yet made */
	size_t next_n;
};

struct marks { uint32_t *list, *where; size_t n; };	/* a sparse set */

struct dfa {
	const struct nfa *nfa;
	struct sets *sets;
	struct state *states;
	size_t n, cap;
	uint32_t buckets[BUCKETS];
	uint32_t start[3];
	struct marks now, then;		/* instructions reached */
	uint32_t *stack, *accepted, *waiting;
	size_t accepted_n, waiting_n;
};

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
	/* an instruction is pushed at most once by each one that leads to it */
	d->stack = malloc((2 * nfa->n + 2) * sizeof *d->stack);
	d->accepted = malloc((2 * nfa->n + 1) * sizeof *d->accepted);
	d->waiting = malloc((nfa->n + 1) * sizeof *d->waiting);
	if (!d->stack || !d->accepted || !d->waiting || !marks_new(&d->now, nfa->n) ||
	    !marks_new(&d->then, nfa->n)) {
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
			d->accepted[d->accepted_n++] = in->arg;
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
	return (h ^ h >> 15) % BUCKETS;
}

static bool
same_state(const struct state *a, const struct state *b)
{
	return a->behind == b->behind && a->waiting == b->waiting && a->accepted == b->accepted &&
	    memcmp(a->at, b->at, (a->waiting + a->accepted) * sizeof *a->at) == 0;
}

/* The state that equals `s`, made if there is none. */
static uint32_t
intern(struct dfa *d, struct state s)
{
	uint32_t h = hash_of(&s), i;
	size_t size = (s.waiting + s.accepted) * sizeof *s.at;
	uint32_t *copy;

	for (i = d->buckets[h]; i != STATE_NONE; i = d->states[i].same_bucket)
		if (same_state(&d->states[i], &s))
			return i;
	if (!dg_grow(&d->states, &d->cap, d->n + 1, sizeof *d->states) ||
	    !(copy = malloc(size ? size : 1)))
		return STATE_NONE;
	memcpy(copy, s.at, size);
	s.at = copy;
	s.same_bucket = d->buckets[h];
	d->states[d->n] = s;
	d->buckets[h] = (uint32_t)d->n;
	return (uint32_t)d->n++;
}

/* A state out of what `then` holds and d->accepted. */
static uint32_t
state_of(struct dfa *d, enum kind_of_char behind)
{
	struct state s = { .behind = KIND_OTHER };
	uint32_t id;

	d->waiting_n = 0;
	for (size_t i = 0; i < d->then.n; i++) {
		enum op op = d->nfa->at[d->then.list[i]].op;

		if (op == OP_SET || op == OP_ASSERT)
			d->waiting[d->waiting_n++] = d->then.list[i];
		if (op == OP_ASSERT)
			s.behind = behind;
	}
	if (d->n == 0 && intern(d, (struct state){ .at = d->waiting }) != STATE_DEAD)
		return STATE_NONE;
	qsort(d->waiting, d->waiting_n, sizeof *d->waiting, by_number);
	qsort(d->accepted, d->accepted_n, sizeof *d->accepted, by_number);
	s.waiting = d->waiting_n;
	s.accepted = d->accepted_n;
	if (!(s.at = malloc((s.waiting + s.accepted + 1) * sizeof *s.at)))
		return STATE_NONE;
	memcpy(s.at, d->waiting, s.waiting * sizeof *s.at);
	memcpy(s.at + s.waiting, d->accepted, s.accepted * sizeof *s.at);
	id = intern(d, s);
	free(s.at);
	return id;
}

uint32_t
dfa_start(struct dfa *d, enum kind_of_char behind)
{
	if (d->start[behind] == STATE_NONE) {
		d->then.n = d->accepted_n = 0;
		for (size_t i = 0; i < d->nfa->starts_n; i++)
			reach(d, &d->then, d->nfa->starts[i], behind, NULL);
		d->start[behind] = state_of(d, behind);
	}
	return d->start[behind];
}

static uint32_t
make_step(struct dfa *d, uint32_t from, uint16_t class)
{
	const struct state *s = &d->states[from];
	enum kind_of_char ahead = class == CLASS_EDGE ? KIND_EDGE : d->sets->classes[class].kind;

	d->now.n = d->then.n = d->accepted_n = 0;
	for (size_t i = 0; i < s->waiting; i++)
		reach(d, &d->now, s->at[i], s->behind, &ahead);
	for (size_t i = 0; i < d->now.n; i++) {
		const struct inst *in = &d->nfa->at[d->now.list[i]];

		if (in->op == OP_SET && class_in(d->sets, class, in->arg))
			reach(d, &d->then, in->next, ahead, NULL);
	}
	return state_of(d, ahead);
}

uint32_t
dfa_step(struct dfa *d, uint32_t from, uint16_t class)
{
	struct state *s = &d->states[from];
	uint32_t to;

	if (class < s->next_n && s->next[class] != STATE_NONE)
		return s->next[class];
	if ((to = make_step(d, from, class)) == STATE_NONE)
		return STATE_NONE;
	s = &d->states[from];
	if (class >= s->next_n) {
		size_t n = class + 16u;
		uint32_t *next = realloc(s->next, n * sizeof *next);

		if (!next)
			return STATE_NONE;
		memset(next + s->next_n, 0xFF, (n - s->next_n) * sizeof *next);
		s->next = next;
		s->next_n = n;
	}
	return s->next[class] = to;
}

const uint32_t *
dfa_accepts(const struct dfa *d, uint32_t state, size_t *n)
{
	const struct state *s = &d->states[state];

	*n = s->accepted;
	return s->at + s->waiting;
}

static void
forget(struct dfa *d)
{
	for (size_t i = 0; i < d->n; i++) {
		free(d->states[i].at);
		free(d->states[i].next);
	}
	d->n = 0;
	memset(d->buckets, 0xFF, sizeof d->buckets);
	memset(d->start, 0xFF, sizeof d->start);
}

void
dfa_tidy(struct dfa *d)
{
	if (d->n > STATES_MAX)
		forget(d);
}

void
dfa_free(struct dfa *d)
{
	if (!d)
		return;
	forget(d);
	free(d->states);
	free(d->now.list);
	free(d->now.where);
	free(d->then.list);
	free(d->then.where);
	free(d->stack);
	free(d->accepted);
	free(d->waiting);
	free(d);
}
