/* regex.c -- the tree of a regular expression, in ICU's syntax.
 *
 * Known: characters, escapes, ., [sets] of characters, ranges, \d \s \w \h \p{…} with
 * general categories and Han, groups, |, * + ? {n,m} also lazy, \b \B ^.  The rest
 * (look-around, back references, flags, possessive repeats, set arithmetic, $) and
 * everything wrong is not told apart: the parser gives up, and ICU has its say. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "segment/segment.h"

enum { DEPTH_MAX = 40, REPEAT_MAX = 1000 };

struct parser {
	struct tree *tree;
	struct sets *sets;
	struct dg_bytes s;
	size_t at;
	int depth;
};

size_t
tree_add(struct tree *tree, size_t parent, struct node node)
{
	size_t new;

	if (tree->n == 0)
		tree->n = 1;	/* 0 means none */
	if (!dg_grow(&tree->at, &tree->cap, tree->n + 1, sizeof *tree->at)) {
		tree->failed = true;
		return 0;
	}
	new = tree->n++;
	tree->at[new] = node;
	if (parent) {
		struct node *p = &tree->at[parent];

		tree->at[new].previous = p->last;
		if (p->last)
			tree->at[p->last].next = new;
		else
			p->first = new;
		p->last = new;
	}
	return new;
}

static bool
more(const struct parser *p)
{
	return p->at < p->s.n;
}

static bool
take(struct parser *p, char c)
{
	if (!more(p) || p->s.p[p->at] != c)
		return false;
	p->at++;
	return true;
}

static char
peek(const struct parser *p)
{
	return more(p) ? p->s.p[p->at] : '\0';
}

static bool
valid(uint32_t c)
{
	return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF);
}

/* \xhh \x{h…} \uhhhh \Uhhhhhhhh, after the letter */
static bool
hex(struct parser *p, char letter, uint32_t *c)
{
	size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8, n = 0;
	bool braces = letter == 'x' && take(p, '{');

	if (braces)
		digits = 6;
	*c = 0;
	for (; n < digits && more(p); n++, p->at++) {
		unsigned char d = (unsigned char)peek(p);

		if (d >= '0' && d <= '9')
			*c = *c << 4 | (d - '0');
		else if ((d | 0x20) >= 'a' && (d | 0x20) <= 'f')
			*c = *c << 4 | ((d | 0x20) - 'a' + 10u);
		else
			break;
	}
	if (braces ? n == 0 || !take(p, '}') : n != digits)
		return false;
	return valid(*c);
}

/* \p{…}: general categories by their short names, and Han */
static bool
property(struct parser *p, bool negated, struct set_item *item)
{
	static const struct { const char *name; uint32_t mask; } names[] = {
		{ "L", U_GC_L_MASK }, { "Lu", U_GC_LU_MASK }, { "Ll", U_GC_LL_MASK },
		{ "Lt", U_GC_LT_MASK }, { "Lm", U_GC_LM_MASK }, { "Lo", U_GC_LO_MASK },
		{ "M", U_GC_M_MASK }, { "Mn", U_GC_MN_MASK }, { "N", U_GC_N_MASK },
		{ "Nd", U_GC_ND_MASK }, { "Nl", U_GC_NL_MASK }, { "No", U_GC_NO_MASK },
		{ "P", U_GC_P_MASK }, { "Pc", U_GC_PC_MASK }, { "Pd", U_GC_PD_MASK },
		{ "Pe", U_GC_PE_MASK }, { "Pf", U_GC_PF_MASK }, { "Pi", U_GC_PI_MASK },
		{ "Po", U_GC_PO_MASK }, { "Ps", U_GC_PS_MASK }, { "S", U_GC_S_MASK },
		{ "Sc", U_GC_SC_MASK }, { "Sm", U_GC_SM_MASK }, { "Z", U_GC_Z_MASK },
		{ "Zs", U_GC_ZS_MASK }, { "Cc", U_GC_CC_MASK }, { "Cf", U_GC_CF_MASK },
	};
	const char *start, *end;

	if (!take(p, '{'))
		return false;
	start = p->s.p + p->at;
	if (!(end = memchr(start, '}', p->s.n - p->at)))
		return false;
	p->at += (size_t)(end - start) + 1;
	*item = (struct set_item){ .kind = ITEM_CATEGORIES, .not = negated };
	if (end - start == 3 && memcmp(start, "Han", 3) == 0) {
		item->kind = ITEM_HAN;
		return true;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == (size_t)(end - start) &&
		    memcmp(start, names[i].name, (size_t)(end - start)) == 0) {
			item->low = names[i].mask;
			return true;
		}
	return false;
}

/* After a backslash: an item of a set, or a single character as a range. */
static bool
escape(struct parser *p, struct set_item *item)
{
	char c = peek(p);
	uint32_t code = (unsigned char)c;

	if (!more(p) || code >= 0x80)
		return false;
	p->at++;
	switch (c) {
	case 'p': case 'P': return property(p, c == 'P', item);
	case 'd': case 'D':
		*item = (struct set_item){ ITEM_CATEGORIES, c == 'D', U_GC_ND_MASK, 0 };
		return true;
	case 's': case 'S':
		*item = (struct set_item){ ITEM_SPACE, c == 'S', 0, 0 };
		return true;
	case 'w': case 'W':
		*item = (struct set_item){ ITEM_WORD, c == 'W', 0, 0 };
		return true;
	case 't': code = '\t'; break;
	case 'n': code = '\n'; break;
	case 'r': code = '\r'; break;
	case 'f': code = '\f'; break;
	case 'x': case 'u': case 'U':
		if (!hex(p, c, &code))
			return false;
		break;
	default:	/* \1, \Q, \k …: not here */
		if ((code | 0x20) - 'a' < 26 || code - '0' < 10)
			return false;
	}
	*item = (struct set_item){ ITEM_RANGE, false, code, code };
	return true;
}

static size_t
add_set(struct parser *p, size_t parent, struct set_item item)
{
	struct set set = { .not = false, .first = p->sets->items_n, .n = 1 };

	if (!sets_put_item(p->sets, item))
		return 0;
	return tree_add(p->tree, parent, (struct node){ .kind = NODE_SET,
	    .set = sets_add(p->sets, set) });
}

/* One member of [ ]: a character, a range or an escape. */
static bool
member(struct parser *p, struct set_item *item)
{
	struct set_item high;

	if (take(p, '\\')) {
		if (!escape(p, item))
			return false;
	} else {
		if (strchr("[&^", peek(p)))
			return false;	/* set arithmetic and nested sets */
		item->kind = ITEM_RANGE;
		item->not = false;
		item->low = item->high = dg_decode(p->s, &p->at);
		if (!valid(item->low))
			return false;
	}
	if (peek(p) != '-' || p->at + 1 >= p->s.n || p->s.p[p->at + 1] == ']')
		return true;
	p->at++;
	if (item->kind != ITEM_RANGE || peek(p) == '-' || peek(p) == '[')
		return false;
	if (take(p, '\\')) {
		if (!escape(p, &high) || high.kind != ITEM_RANGE)
			return false;
		item->high = high.high;
	} else {
		item->high = dg_decode(p->s, &p->at);
	}
	return valid(item->high) && item->low <= item->high;
}

static size_t
bracketed(struct parser *p, size_t parent)
{
	struct set set = { .not = false, .first = p->sets->items_n, .n = 0 };
	struct set_item item;

	set.not = take(p, '^');
	do {
		if (!more(p) || !member(p, &item) || !sets_put_item(p->sets, item)) {
			p->sets->items_n = set.first;
			return 0;
		}
		set.n++;
	} while (!take(p, ']'));
	return tree_add(p->tree, parent, (struct node){ .kind = NODE_SET,
	    .set = sets_add(p->sets, set) });
}

/* . is anything but a line terminator */
static size_t
any(struct parser *p, size_t parent)
{
	struct set set = { .not = true, .first = p->sets->items_n, .n = 3 };

	if (!sets_put_item(p->sets, (struct set_item){ ITEM_RANGE, false, '\n', '\r' }) ||
	    !sets_put_item(p->sets, (struct set_item){ ITEM_RANGE, false, 0x85, 0x85 }) ||
	    !sets_put_item(p->sets, (struct set_item){ ITEM_RANGE, false, 0x2028, 0x2029 }))
		return 0;
	return tree_add(p->tree, parent, (struct node){ .kind = NODE_SET,
	    .set = sets_add(p->sets, set) });
}

static size_t
assertion(struct parser *p, size_t parent, enum assertion which)
{
	return tree_add(p->tree, parent, (struct node){ .kind = NODE_ASSERT, .set = which });
}

static size_t alternatives(struct parser *p, size_t parent);

static size_t
group(struct parser *p, size_t parent)
{
	size_t node;

	if (peek(p) == '?') {
		p->at++;
		if (!take(p, ':'))
			return 0;
	}
	if (++p->depth > DEPTH_MAX || !(node = alternatives(p, parent)) || !take(p, ')'))
		return 0;
	p->depth--;
	return node;
}

static size_t
atom(struct parser *p, size_t parent)
{
	struct set_item item;
	uint32_t c;

	if (take(p, '('))
		return group(p, parent);
	if (take(p, '['))
		return bracketed(p, parent);
	if (take(p, '.'))
		return any(p, parent);
	if (take(p, '^'))
		return assertion(p, parent, ASSERT_BEGIN);
	if (take(p, '\\')) {
		if (take(p, 'b'))
			return assertion(p, parent, ASSERT_WORD_EDGE);
		if (take(p, 'B'))
			return assertion(p, parent, ASSERT_NO_WORD_EDGE);
		if (take(p, 'h')) {
			struct set set = { .not = false, .first = p->sets->items_n, .n = 2 };

			if (!sets_put_item(p->sets, (struct set_item){ ITEM_CATEGORIES, false,
			    U_GC_ZS_MASK, 0 }) || !sets_put_item(p->sets,
			    (struct set_item){ ITEM_RANGE, false, '\t', '\t' }))
				return 0;
			return tree_add(p->tree, parent, (struct node){ .kind = NODE_SET,
			    .set = sets_add(p->sets, set) });
		}
		return escape(p, &item) ? add_set(p, parent, item) : 0;
	}
	if (strchr("*+?{}$])", peek(p)))
		return 0;
	c = dg_decode(p->s, &p->at);
	if (!valid(c))
		return 0;
	return add_set(p, parent, (struct set_item){ ITEM_RANGE, false, c, c });
}

static bool
number(struct parser *p, unsigned *n)
{
	size_t start = p->at;

	for (*n = 0; peek(p) >= '0' && peek(p) <= '9'; p->at++)
		if ((*n = *n * 10 + (unsigned)(peek(p) - '0')) > REPEAT_MAX)
			return false;
	return p->at > start;
}

static bool
bounds(struct parser *p, unsigned *min, unsigned *max)
{
	if (!number(p, min))
		return false;
	*max = *min;
	if (take(p, ',')) {
		*max = REPEAT_NO_END;
		if (peek(p) != '}' && !number(p, max))
			return false;
	}
	return take(p, '}') && *min <= *max;
}

/* An atom and what repeats it; the atom moves below a node of its own. */
static bool
repeated(struct parser *p, size_t parent)
{
	size_t inside = tree_add(p->tree, parent, (struct node){ .kind = NODE_REPEAT, .min = 1,
	    .max = 1 });
	struct node *node;
	unsigned min = 1, max = 1;

	if (!inside || !atom(p, inside))
		return false;
	if (take(p, '*'))
		min = 0, max = REPEAT_NO_END;
	else if (take(p, '+'))
		max = REPEAT_NO_END;
	else if (take(p, '?'))
		min = 0;
	else if (take(p, '{')) {
		if (!bounds(p, &min, &max))
			return false;
	} else
		return true;
	node = &p->tree->at[inside];
	node->min = min;
	node->max = max;
	(void)take(p, '?');	/* lazy: the same language */
	return !strchr("*+?{", peek(p)) || !more(p);
}

static size_t
alternatives(struct parser *p, size_t parent)
{
	size_t alt = tree_add(p->tree, parent, (struct node){ .kind = NODE_ALT }), cat;

	do {
		if (!(cat = tree_add(p->tree, alt, (struct node){ .kind = NODE_CAT })))
			return 0;
		while (more(p) && peek(p) != '|' && peek(p) != ')')
			if (!repeated(p, cat))
				return 0;
	} while (take(p, '|'));
	return alt;
}

size_t
regex_parse(struct tree *tree, struct sets *sets, struct dg_bytes text)
{
	struct parser p = { .tree = tree, .sets = sets, .s = text };
	size_t root = alternatives(&p, 0);

	/* a NUL would end the strchr() sets above early */
	if (text.n && memchr(text.p, '\0', text.n))
		return 0;
	return more(&p) || tree->failed || sets->failed ? 0 : root;
}
