/* tmx_choose.c -- which units become part of a memory, with which sides and ids: two sides,
 * the source among them; one translation of a source; one tuid a unit. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "memory/tmx_write.h"

/* What is known of a source text: hashes of its translation, and of the first tuid that
 * had both. */
struct pair { uint32_t text, id; };

/* How a unit stands to those before. */
struct sight {
	bool fresh;		/* some pair of it was never seen: so its tuid was not */
	uint64_t pairs[DG_SIDES_MAX];	/* key of each other side, 0: not asked */
	uint32_t text[DG_SIDES_MAX];
	bool known[DG_SIDES_MAX];
	uint32_t ids[DG_SIDES_MAX];	/* of the first that had the same pair */
};

static uint64_t
hash_unit(const struct dg_unit *unit, uint64_t sides)
{
	uint64_t h = memory_hash(0, unit->doc);

	for (size_t i = 0; i < unit->sides_n; i++)
		if (sides >> i & 1) {
			h = memory_hash(h, unit->sides[i].tag);
			h = memory_hash(h, unit->sides[i].text);
		}
	return h;
}

static struct pair
unpack(uint64_t value)
{
	return (struct pair){ (uint32_t)(value >> 32), (uint32_t)value };
}

/* One source, one target.  Towards the target language each other side is a
 * source; without one, the source has the others as targets.  *sides loses those
 * others whose pair has another translation already. */
static enum dg_status
compare(struct dg_tmx_write *w, const struct dg_unit *unit, struct sight *sight, uint64_t *sides,
    struct dg_error *err)
{
	const struct dg_side *pivot = memory_side(unit, w->target ? w->target : w->source);

	for (size_t i = 0; pivot && i < unit->sides_n; i++) {
		const struct dg_side *other = &unit->sides[i];
		const struct dg_side *from = w->target ? other : pivot;
		const struct dg_side *to = w->target ? pivot : other;
		uint64_t value;
		struct pair known;

		if (other == pivot || !(*sides >> i & 1))
			continue;
		sight->pairs[i] = memory_hash(memory_hash(memory_hash(1, from->tag), to->tag),
		    from->text) | 1;
		sight->text[i] = (uint32_t)memory_hash(2, to->text) | 1;
		if (!memory_set_get(&w->pairs, sight->pairs[i], &value))
			return dg_fail_nomem(err);
		known = unpack(value);
		sight->known[i] = known.text != 0;
		sight->ids[i] = known.id;
		if (!known.text)
			sight->fresh = true;
		else if (known.text != sight->text[i])
			*sides &= ~((uint64_t)1 << i);
	}
	return DG_OK;
}

/* The pairs of a unit that is written, under its tuid where they are new. */
static enum dg_status
learn(struct dg_tmx_write *w, const struct sight *sight, uint64_t sides, uint32_t id,
    struct dg_error *err)
{
	for (size_t i = 0; i < DG_SIDES_MAX; i++)
		if (sight->pairs[i] && !sight->known[i] && (sides >> i & 1) &&
		    !memory_set_add(&w->pairs, sight->pairs[i],
		    (uint64_t)sight->text[i] << 32 | id))
			return dg_fail_nomem(err);
	return DG_OK;
}

static int
count(uint64_t sides)
{
	int n = 0;

	for (; sides; sides &= sides - 1)
		n++;
	return n;
}

static bool
has_source(const struct dg_tmx_write *w, const struct dg_unit *unit, uint64_t sides)
{
	const struct dg_side *source = memory_side(unit, w->source);

	return source && (!w->source || sides >> (source - unit->sides) & 1);
}

static enum dg_status
judge(struct dg_tmx_write *w, const struct dg_unit *unit, struct sight *sight,
    struct dg_put *put, struct dg_error *err)
{
	enum dg_status st;
	double score;
	int before;

	for (size_t i = 0; i < unit->sides_n; i++)
		put->sides |= (uint64_t)memory_there(&unit->sides[i]) << i;
	before = count(put->sides);
	if (before < 2)
		put->fate = DG_FATE_ALONE;
	else if (!has_source(w, unit, put->sides))
		put->fate = DG_FATE_NO_SOURCE;
	else if (w->rules.min_score > 0 &&
	    (!memory_number(unit->score, &score) || score < w->rules.min_score))
		put->fate = DG_FATE_LOW;
	if (put->fate != DG_FATE_WRITTEN || w->rules.alternatives)
		return DG_OK;
	if ((st = compare(w, unit, sight, &put->sides, err)) != DG_OK)
		return st;
	put->alternatives = (size_t)(before - count(put->sides));
	if (count(put->sides) < 2 || !has_source(w, unit, put->sides))
		put->fate = DG_FATE_ALTERNATIVE;
	return DG_OK;
}

/* A tuid has no white space (TMX 1.4b §3.3); ours has room for a suffix. */
static bool
usable_id(struct dg_bytes id)
{
	size_t at = 0;

	while (at < id.n) {
		uint32_t c = dg_decode(id, &at);

		if (c <= 0x20 || c == 0x7F || (c >= 0xD800 && c < 0xE000) || c >= 0xFFFE)
			return false;
	}
	return id.n > 0 && id.n < sizeof ((struct dg_put *)NULL)->id - 24;
}

static void
put_hex(char *to, uint64_t x)
{
	for (int i = 16; i-- > 0; x >>= 4)
		to[i] = "0123456789abcdef"[x & 15];
	to[16] = '\0';
}

/* The same document and texts always give the same tuid; where they stand in one file
 * again, the second is …-2.  A unit with a pair that was never seen cannot be there
 * already; of the others, some pair remembers the first tuid, and `ids` has the rest. */
static enum dg_status
make_id(struct dg_tmx_write *w, const struct dg_unit *unit, struct sight *sight,
    struct dg_put *put, struct dg_error *err)
{
	bool own = usable_id(unit->id), first = false;
	uint32_t id;
	size_t n;

	if (own)
		memcpy(put->id, unit->id.p, unit->id.n);
	else
		put_hex(put->id, unit->id.n ? memory_hash(3, unit->id) :
		    hash_unit(unit, put->sides));
	if (put->fate != DG_FATE_WRITTEN)
		return DG_OK;
	n = strlen(put->id);
	id = (uint32_t)memory_hash(4, dg_bytes_of(put->id));
	for (size_t i = 0; i < unit->sides_n; i++)
		first = first || (sight->pairs[i] && sight->ids[i] == id);
	while (own || !sight->fresh) {
		uint64_t *times = memory_set_at(&w->ids,
		    memory_hash(4, dg_bytes_of(put->id)));

		if (!times)
			return dg_fail_nomem(err);
		if (*times == 0 && first && !own)
			*times = 1;
		first = false;
		if (++*times == 1)
			break;
		snprintf(put->id + n, sizeof put->id - n, "-%" PRIu64, *times);
	}
	return learn(w, sight, put->sides, id, err);
}

enum dg_status
tmx_choose(struct dg_tmx_write *w, const struct dg_unit *unit, struct dg_put *put,
    struct dg_error *err)
{
	struct sight sight = { .fresh = false };
	enum dg_status st = judge(w, unit, &sight, put, err);

	return st == DG_OK ? make_id(w, unit, &sight, put, err) : st;
}
