/* beads.c -- alignments as text: [3, 4]:[3], three-way [8]:[8]:[8, 9]. */
#include <stdlib.h>
#include <string.h>

#include "drogman/bitext.h"
#include "base/base.h"

static bool
put_id(struct dg_beads *b, uint32_t id)
{
	if (!dg_grow(&b->ids, &b->cap_ids, b->n_ids + 1, sizeof *b->ids))
		return false;
	b->ids[b->n_ids++] = id;
	return true;
}

static void
skip_blanks(struct dg_bytes s, size_t *at)
{
	while (*at < s.n && (s.p[*at] == ' ' || s.p[*at] == '\t'))
		++*at;
}

/* One "[3, 4]"; ids strictly rise. */
static const char *
read_side(struct dg_beads *b, struct dg_bytes s, size_t *at, struct dg_bead_side *side)
{
	side->at = b->n_ids;
	side->n = 0;
	skip_blanks(s, at);
	if (*at == s.n || s.p[(*at)++] != '[')
		return "a side of a bead begins with [";
	for (;;) {
		uint64_t id = 0;
		size_t start;

		skip_blanks(s, at);
		if (*at < s.n && s.p[*at] == ']' && side->n == 0)
			break;
		for (start = *at; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at)
			if ((id = id * 10 + (uint64_t)(s.p[*at] - '0')) > UINT32_MAX - 1)
				return "a segment id is too large";
		if (*at == start)
			return "a side of a bead holds segment ids";
		if (side->n && id <= b->ids[b->n_ids - 1])
			return "the ids of a side must rise";
		if (!put_id(b, (uint32_t)id))
			return "out of memory";
		side->n++;
		skip_blanks(s, at);
		if (*at < s.n && s.p[*at] == ',') {
			++*at;
			continue;
		}
		break;
	}
	if (*at == s.n || s.p[(*at)++] != ']')
		return "a side of a bead ends with ]";
	skip_blanks(s, at);
	return NULL;
}

/* The sides of a line; what follows the last ":" and is no side (a score) is left. */
static const char *
read_line(struct dg_beads *b, struct dg_bytes s, size_t *sides)
{
	struct dg_bead_side side[DG_TEXTS_MAX];
	const char *bad;
	size_t at = 0;

	for (*sides = 0;;) {
		if (*sides == DG_TEXTS_MAX)
			return "a bead has two or three sides";
		if ((bad = read_side(b, s, &at, &side[*sides])) != NULL)
			return bad;
		++*sides;
		if (at == s.n)
			break;
		if (s.p[at++] != ':')
			return "sides of a bead are parted by a colon";
		skip_blanks(s, &at);
		if (*sides >= 2 && (at == s.n || s.p[at] != '['))
			break;
	}
	if (*sides < 2)
		return "a bead has two or three sides";
	if (b->sides && *sides != b->sides)
		return "this bead has another number of sides than the first";
	if (!dg_grow(&b->side, &b->cap, (b->n + 1) * *sides, sizeof *b->side))
		return "out of memory";
	memcpy(b->side + b->n * *sides, side, *sides * sizeof *side);
	b->n++;
	return NULL;
}

/* A segment that stands in two beads is an error; one in none is the caller's. */
static enum dg_status
check_once(const struct dg_beads *b, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t s = 0; s < b->sides && st == DG_OK; s++) {
		uint32_t top = 0;
		unsigned char *seen;

		for (size_t k = 0; k < b->n; k++) {
			const struct dg_bead_side *x = &b->side[k * b->sides + s];

			if (x->n && b->ids[x->at + x->n - 1] >= top)
				top = b->ids[x->at + x->n - 1] + 1;
		}
		if (top > 100000000u)
			return dg_fail(err, DG_ELIMIT, 0, "segment id %u is beyond reason",
			    top - 1);
		if (!(seen = calloc((size_t)top + 1, 1)))
			return dg_fail_nomem(err);
		for (size_t k = 0; k < b->n && st == DG_OK; k++) {
			const struct dg_bead_side *x = &b->side[k * b->sides + s];

			for (size_t i = 0; i < x->n && st == DG_OK; i++)
				if (seen[b->ids[x->at + i]]++)
					st = dg_fail(err, DG_EINPUT, b->line[k],
					    "segment %u of side %zu stands in two beads",
					    b->ids[x->at + i], s + 1);
		}
		free(seen);
	}
	return st;
}

enum dg_status
dg_beads_read(struct dg_beads **ret, struct dg_in *in, struct dg_error *err)
{
	struct dg_beads *b = calloc(1, sizeof *b);
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	enum dg_status st;
	size_t cap = 0, sides;

	*ret = NULL;
	if (!b)
		return dg_fail_nomem(err);
	st = dg_lines_new(&lines, in, 1 << 20, err);
	while (st == DG_OK && (st = dg_lines_next(lines, &line, err)) == DG_OK) {
		const char *bad;

		if (line.n == 0)
			continue;
		if (!dg_grow(&b->line, &cap, b->n + 1, sizeof *b->line)) {
			st = dg_fail_nomem(err);
			break;
		}
		b->line[b->n] = dg_lines_number(lines);
		if ((bad = read_line(b, line, &sides)) != NULL)
			st = dg_fail(err, DG_EINPUT, dg_lines_number(lines), "%s", bad);
		else
			b->sides = sides;
	}
	dg_lines_free(lines);
	if (st == DG_END)
		st = check_once(b, err);
	if (st != DG_OK)
		dg_beads_free(b);
	else
		*ret = b;
	return st;
}

void
dg_beads_free(struct dg_beads *b)
{
	if (!b)
		return;
	free(b->side);
	free(b->ids);
	free(b->line);
	free(b);
}

void
dg_bead_format(const struct dg_bead *bead, size_t sides, struct dg_buf *out)
{
	for (size_t s = 0; s < sides; s++) {
		dg_put_str(out, s ? ":[" : "[");
		for (uint32_t id = bead->from[s]; id < bead->to[s]; id++) {
			if (id > bead->from[s])
				dg_put_str(out, ", ");
			dg_put_number(out, id);
		}
		dg_put_char(out, ']');
	}
}
