/* show.c -- an alignment side by side on a terminal. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "show.h"

static const char *const BOLD = "\033[1m", *const DIM = "\033[2m", *const GREEN = "\033[32m",
    *const YELLOW = "\033[33m", *const RED = "\033[31m", *const PLAIN = "\033[0m";

size_t
show_columns(void)
{
	enum { COLUMNS_MAX = 10000 };
	const char *set = getenv("COLUMNS");
	long columns = set ? strtol(set, NULL, 10) : 0;
	struct winsize w;

	if (columns >= 40 && columns <= COLUMNS_MAX)
		return (size_t)columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= 40)
		return w.ws_col;
	return 100;
}

/* ---- one line of one side ---- */

/* How much of `s` fits into `width` columns: up to the last place where a line may
 * end.  *used gets the columns of what is shown, *next where the rest begins. */
static size_t
fit(struct dg_bytes s, size_t width, size_t *used, size_t *next)
{
	size_t at = 0, columns = 0, end = 0, end_columns = 0, rest = 0;

	while (at < s.n) {
		size_t before = at, wide;
		uint32_t c = dg_decode(s, &at);

		wide = dg_code_width(c);
		if (columns + wide > width)
			break;
		if (c == ' ') {
			end = before;
			end_columns = columns;
			rest = at;
		}
		columns += wide;
		if (wide == 2 || c == '-') {	/* behind a Han character, a hyphen */
			end = rest = at;
			end_columns = columns;
		}
		if (at == s.n) {
			end = rest = at;
			end_columns = columns;
		}
	}
	if (rest == 0) {	/* a word longer than the line */
		size_t n = 0;

		for (columns = 0; n < s.n;) {
			size_t after = n, wide = dg_code_width(dg_decode(s, &after));

			if (columns + wide > width && n > 0)
				break;
			columns += wide;
			n = after;
		}
		end = rest = n;
		end_columns = columns;
	}
	*used = end_columns;
	*next = rest;
	return end;
}

static void
put_blanks(struct dg_out *out, size_t n)
{
	while (n-- > 0)
		dg_out_put(out, " ", 1);
}

static const char *
score_colour(double score)
{
	return score >= 0.8 ? GREEN : score >= 0.5 ? YELLOW : RED;
}

static void
put_bead(struct dg_out *out, const struct dg_statement *st, size_t k, struct dg_bytes text[],
    size_t width, bool colours)
{
	const struct dg_bead *b = &st->alignment->beads[k];
	bool more = true;

	for (size_t line = 0; more; line++) {
		more = false;
		if (line == 0)
			dg_out_format(out, "%s%4.2f%s ", colours ? score_colour(b->score) : "",
			    b->score, colours ? PLAIN : "");
		else
			put_blanks(out, 5);
		for (size_t s = 0; s < st->sides; s++) {
			size_t used, next, n = fit(text[s], width, &used, &next);

			dg_out_str(out, s ? " │ " : "");
			dg_out_put(out, text[s].p, n);
			if (s + 1 < st->sides)
				put_blanks(out, width - used);
			text[s] = (struct dg_bytes){ text[s].p + next, text[s].n - next };
			more = more || text[s].n > 0;
		}
		dg_out_str(out, "\n");
	}
}

static void
put_rule(struct dg_out *out, size_t sides, size_t width, bool colours)
{
	dg_out_str(out, colours ? DIM : "");
	dg_out_str(out, "─────");
	for (size_t s = 0; s < sides; s++) {
		dg_out_str(out, s ? "─┼─" : "");
		for (size_t i = 0; i < width; i++)
			dg_out_str(out, "─");
	}
	dg_out_format(out, "%s\n", colours ? PLAIN : "");
}

static void
put_heads(struct dg_out *out, const struct dg_statement *st, size_t width, bool colours)
{
	put_blanks(out, 5);
	for (size_t s = 0; s < st->sides; s++) {
		dg_out_format(out, "%s%s%s%s", s ? " │ " : "", colours ? BOLD : "",
		    st->side[s].lang, colours ? PLAIN : "");
		if (s + 1 < st->sides)
			put_blanks(out, width - strlen(st->side[s].lang));
	}
	dg_out_str(out, "\n");
}

void
show_statement(struct dg_out *out, const struct dg_statement *st, size_t columns, bool colours)
{
	size_t width = (columns - 5 - 3 * (st->sides - 1)) / st->sides;
	struct dg_row row = { 0 };
	struct dg_error err;

	put_heads(out, st, width, colours);
	for (size_t k = 0; k < st->alignment->n; k++) {
		struct dg_bytes text[DG_TEXTS_MAX];

		put_rule(out, st->sides, width, colours);
		if (dg_statement_row(st, k, &row, &err) != DG_OK)
			break;
		for (size_t s = 0; s < st->sides; s++)
			text[s] = row.cells[st->head.first_side + s];
		put_bead(out, st, k, text, width, colours);
	}
	put_rule(out, st->sides, width, colours);
	dg_row_free(&row);
}

void
show_figures(struct dg_out *out, const struct dg_statement *st)
{
	const struct dg_alignment *al = st->alignment;
	size_t ones = 0, nulls = 0;

	for (size_t k = 0; k < al->n; k++) {
		size_t full = 0, one = 0;

		for (size_t s = 0; s < st->sides; s++) {
			uint32_t n = al->beads[k].to[s] - al->beads[k].from[s];

			full += n > 0;
			one += n == 1;
		}
		nulls += full < 2;
		ones += one == st->sides;
	}
	for (size_t s = 0; s < st->sides; s++)
		dg_out_format(out, "%s%s %zu", s ? ", " : "segments: ", st->side[s].lang,
		    st->side[s].segments->n);
	dg_out_format(out, "; beads: %zu (%zu one to one, %zu others, %zu alone); "
	    "mean confidence %.3f\n", al->n, ones, al->n - ones - nulls, nulls, al->mean);
}
