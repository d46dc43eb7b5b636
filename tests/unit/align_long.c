/* align_long.c -- texts of hundreds of segments, in languages that nobody has a lexicon of: the
 * strip in which the path is sought, and what the texts teach about their own words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "align/align.h"
#include "drogman.h"

enum { WORDS = 400, FEW = 60, BEADS_MAX = 3000 };

static uint32_t seed;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Invented words: two languages that share no letter. */
struct tongue { char word[2][WORDS][16]; };

static void
invent(struct tongue *t)
{
	static const char *const letters[2] = { "bdgaei", "pktoyu" };

	for (int l = 0; l < 2; l++)
		for (int w = 0; w < WORDS; w++) {
			size_t n = 4 + chance(7);

			for (size_t k = 0; k < n; k++)
				t->word[l][w][k] = letters[l][k % 2 * 3 + chance(3)];
			t->word[l][w][n] = '\0';
		}
}

/* A bead's side: `n` segments of what `words` say, the end of one being where `cut` is. */
static void
say(struct dg_segments *to, const struct tongue *t, int l, const uint32_t words[], size_t n,
    size_t segments, bool opens)
{
	struct dg_buf text = { 0 };
	struct dg_error err;

	for (size_t k = 0, done = 0; k < n; k++) {
		dg_put(&text, t->word[l][words[k]], strlen(t->word[l][words[k]]));
		if (k + 1 == n || (k + 1) * segments / n > done) {
			done++;
			dg_put_char(&text, '.');
			assert_int_equal(dg_segments_add(to, dg_buf_bytes(&text), opens, &err),
			    DG_OK);
			opens = false;
			text.n = 0;
		} else {
			dg_put_char(&text, ' ');
		}
	}
	dg_buf_free(&text);
}

struct made { struct dg_segments *text[2]; struct dg_bead gold[BEADS_MAX]; size_t n; };

static void
begin(struct made *m, struct tongue *t, uint32_t from, size_t beads)
{
	memset(m, 0, sizeof *m);
	seed = from;
	invent(t);
	m->text[0] = dg_segments_new();
	m->text[1] = dg_segments_new();
	assert_true(m->text[0] && m->text[1] && beads <= BEADS_MAX);
}

/* In two tongues, with beads of several shapes. */
static void
make(struct made *m, size_t beads)
{
	struct tongue t;

	begin(m, &t, 7, beads);
	for (; m->n < beads; m->n++) {
		struct dg_bead *b = &m->gold[m->n];
		uint32_t words[16], kind = chance(16), n = 6 + chance(8);
		size_t side[2] = { kind != 0, kind != 1 };

		if (kind == 2 || kind == 3)
			side[kind - 2] = 2;
		for (uint32_t k = 0; k < n; k++)
			words[k] = chance(FEW);
		for (int l = 0; l < 2; l++) {
			b->from[l] = (uint32_t)m->text[l]->n;
			if (side[l])
				say(m->text[l], &t, l, words, n, side[l], chance(5) == 0);
			b->to[l] = (uint32_t)m->text[l]->n;
		}
	}
}

/* In one tongue, segment by segment; those of from ≤ k < to are in the first text alone. */
static void
make_gap(struct made *m, uint32_t of, size_t beads, size_t from, size_t to)
{
	struct tongue t;

	begin(m, &t, 11, beads);
	for (; m->n < beads; m->n++) {
		struct dg_bead *b = &m->gold[m->n];
		uint32_t words[16], n = 6 + chance(8);

		for (uint32_t k = 0; k < n; k++)
			words[k] = chance(of);
		for (int l = 0; l < 2; l++) {
			b->from[l] = (uint32_t)m->text[l]->n;
			if (l == 0 || m->n < from || m->n >= to)
				say(m->text[l], &t, 0, words, n, 1, false);
			b->to[l] = (uint32_t)m->text[l]->n;
		}
	}
}

/* How many of the beads come out, in a thousand; each segment comes once, in order. */
static size_t
found(struct made *m, size_t *widened)
{
	static const char *const langs[] = { "eo", "eu" };
	struct dg_alignment *al;
	struct dg_error err;
	size_t right = 0, at[2] = { 0, 0 };

	assert_int_equal(dg_align(&al, (const struct dg_segments *const *)m->text, langs, 2, NULL,
	    &err), DG_OK);
	for (size_t k = 0; k < al->n; k++) {
		const struct dg_bead *b = &al->beads[k];

		for (int s = 0; s < 2; s++) {
			assert_int_equal(b->from[s], at[s]);
			at[s] = b->to[s];
		}
		for (size_t g = 0; g < m->n; g++)
			right += memcmp(b->from, m->gold[g].from, sizeof b->from) == 0 &&
			    memcmp(b->to, m->gold[g].to, sizeof b->to) == 0;
	}
	assert_int_equal(at[0], m->text[0]->n);
	assert_int_equal(at[1], m->text[1]->n);
	*widened = al->widened;
	dg_alignment_free(al);
	dg_segments_free(m->text[0]);
	dg_segments_free(m->text[1]);
	return right * 1000 / m->n;
}

/* Ninety beads are too few to learn from. */
static void
texts_teach_their_words(void **state)
{
	static struct made m;
	size_t widened, few, many;
	(void)state;

	make(&m, 90);
	few = found(&m, &widened);
	make(&m, 600);
	many = found(&m, &widened);
	if (many < 780 || many < few + 100)
		fail_msg("of 90 beads %zu in a thousand, of 600 %zu", few, many);
}

/* Words that stand rarely in both texts lead over a gap, wherever it is. */
static void
gaps_are_crossed(void **state)
{
	static const struct { const char *name; size_t beads, from, to; } rows[] = {
		{ "at the beginning", 500, 0, 200 },
		{ "in the middle", 500, 150, 400 },
		{ "at the end", 500, 300, 500 },
		{ "nearly all", 400, 5, 395 },
		{ "none", 2000, 0, 0 },
	};
	static struct made m;
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t widened, right;

		make_gap(&m, WORDS, rows[i].beads, rows[i].from, rows[i].to);
		if ((right = found(&m, &widened)) < 990)
			fail_msg("%s: %zu in a thousand", rows[i].name, right);
	}
}

/* In each row neither edge falls, and the next row begins within it. */
static void
assert_settled(const struct band *b)
{
	assert_int_equal(b->low[0], 0);
	assert_int_equal(b->high[b->n], b->m);
	for (size_t i = 0; i < b->n; i++) {
		assert_true(b->low[i] <= b->low[i + 1] && b->high[i] <= b->high[i + 1]);
		assert_true(b->low[i] <= b->high[i] && b->low[i + 1] <= b->high[i]);
		assert_int_equal(b->base[i + 1] - b->base[i], b->high[i] - b->low[i] + 1);
	}
}

static void
a_strip_is_widened(void **state)
{
	enum { SIDE = 200, AT = 100, FAR = 190 };
	uint32_t row[] = { AT, AT + 1 };
	struct band b;
	(void)state;

	assert_true(band_new(&b, SIDE, SIDE));
	for (uint32_t i = 0; i <= SIDE; i++) {
		b.low[i] = i > 3 ? i - 3 : 0;
		b.high[i] = i + 3 < SIDE ? i + 3 : SIDE;
	}
	band_settle(&b);
	assert_settled(&b);
	assert_true(band_cell(&b, AT, AT + 4) == SIZE_MAX && band_cell(&b, AT, AT + 3) != SIZE_MAX);
	assert_true(band_widen(&b, row, 2));
	assert_settled(&b);
	assert_true(band_cell(&b, AT, AT + 6) != SIZE_MAX && band_cell(&b, AT, AT - 6) != SIZE_MAX);
	assert_true(band_cell(&b, FAR, FAR + 4) == SIZE_MAX);
	band_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_teach_their_words),
		cmocka_unit_test(gaps_are_crossed),
		cmocka_unit_test(a_strip_is_widened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
