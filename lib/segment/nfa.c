/* nfa.c -- trees to programs (Thompson's construction), forwards or backwards. */
#include <stdlib.h>

#include "segment/segment.h"

/* x{1000}{1000} is short to write and long to run */
enum { PROGRAM_MAX = 1 << 20, RULE_MAX = 1 << 14 };

#define NOWHERE NFA_NONE

struct emitter {
	struct nfa *nfa;
	const struct tree *tree;
	size_t limit;
	uint32_t rule;
};

static uint32_t
put(struct emitter *e, struct inst inst)
{
	struct nfa *nfa = e->nfa;

	if (inst.next == NOWHERE || inst.other == NOWHERE || nfa->n >= e->limit ||
	    !dg_grow(&nfa->at, &nfa->cap, nfa->n + 1, sizeof *nfa->at))
		return NOWHERE;
	inst.rule = e->rule;
	nfa->at[nfa->n] = inst;
	return (uint32_t)nfa->n++;
}

static uint32_t emit(struct emitter *e, size_t at, uint32_t next);

static uint32_t
emit_repeat(struct emitter *e, const struct node *node, uint32_t next)
{
	uint32_t loop, body;

	if (node->max == REPEAT_NO_END) {
		if ((loop = put(e, (struct inst){ .op = OP_SPLIT, .next = next, .other = next })) == NOWHERE ||
		    (body = emit(e, node->first, loop)) == NOWHERE)
			return NOWHERE;
		e->nfa->at[loop].other = body;
		next = loop;
	} else {
		uint32_t out = next;

		for (unsigned i = node->min; i < node->max && next != NOWHERE; i++) {
			body = emit(e, node->first, next);
			next = put(e, (struct inst){ .op = OP_SPLIT, .next = out, .other = body });
		}
	}
	for (unsigned i = 0; i < node->min && next != NOWHERE; i++)
		next = emit(e, node->first, next);
	return next;
}

/* The program of the tree at `at`, then `next`; made from its end. */
static uint32_t
emit(struct emitter *e, size_t at, uint32_t next)
{
	const struct node *node = &e->tree->at[at];
	uint32_t all = NOWHERE, one;

	if (next == NOWHERE)
		return NOWHERE;
	switch (node->kind) {
	case NODE_SET:
		return put(e, (struct inst){ .op = OP_SET, .arg = (uint32_t)node->set, .next = next });
	case NODE_ASSERT:
		return put(e, (struct inst){ .op = OP_ASSERT, .arg = (uint32_t)node->set,
		    .next = next });
	case NODE_REPEAT:
		return emit_repeat(e, node, next);
	case NODE_CAT:
		at = e->nfa->backwards ? node->first : node->last;
		for (; at && next != NOWHERE; at = e->nfa->backwards ?
		    e->tree->at[at].next : e->tree->at[at].previous)
			next = emit(e, at, next);
		return next;
	case NODE_ALT:
		for (at = node->first; at; at = e->tree->at[at].next) {
			if ((one = emit(e, at, next)) == NOWHERE)
				return NOWHERE;
			all = all == NOWHERE ? one :
			    put(e, (struct inst){ .op = OP_SPLIT, .next = all, .other = one });
			if (all == NOWHERE)
				return NOWHERE;
		}
		return all;
	}
	return NOWHERE;
}

bool
nfa_skip(struct nfa *nfa, uint32_t rule)
{
	if (!dg_grow(&nfa->starts, &nfa->starts_cap, rule + (size_t)1, sizeof *nfa->starts))
		return false;
	while (nfa->starts_n < rule)
		nfa->starts[nfa->starts_n++] = NFA_NONE;
	return true;
}

bool
nfa_add(struct nfa *nfa, const struct tree *tree, size_t root, uint32_t rule)
{
	struct emitter e = { nfa, tree, nfa->n + RULE_MAX, rule };
	size_t before = nfa->n;
	uint32_t start;

	if (e.limit > PROGRAM_MAX)
		e.limit = PROGRAM_MAX;
	if (!nfa_skip(nfa, rule + 1))
		return false;
	start = emit(&e, root, put(&e, (struct inst){ .op = OP_ACCEPT }));
	if (start == NOWHERE)
		nfa->n = before;
	nfa->starts[rule] = start;
	return start != NOWHERE;
}

void
nfa_free(struct nfa *nfa)
{
	free(nfa->at);
	free(nfa->starts);
	*nfa = (struct nfa){ 0 };
}
