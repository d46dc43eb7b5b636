/* stats.c -- what a memory holds, in numbers. */
#include <stdlib.h>
#include <string.h>

#include "dg-tmx/work.h"

struct work_stats {
	size_t units, documents, scored, bins[10];
	double sum;
	struct dg_buf doc;
	struct { char tag[36]; size_t segments, characters, words; } langs[DG_SIDES_MAX];
	size_t langs_n, pairs[DG_SIDES_MAX][DG_SIDES_MAX];
};

static size_t
lang_of(struct work_stats *s, struct dg_bytes tag)
{
	char name[36] = "";

	memcpy(name, tag.p, tag.n < sizeof name - 1 ? tag.n : sizeof name - 1);
	for (size_t i = 0; i < s->langs_n; i++)
		if (strcmp(s->langs[i].tag, name) == 0)
			return i;
	if (s->langs_n == DG_SIDES_MAX)
		exit(tool_fail("more than %d languages", (int)DG_SIDES_MAX));
	strcpy(s->langs[s->langs_n].tag, name);
	return s->langs_n++;
}

/* Words are runs between blanks; a language that has none is counted in characters. */
static void
count_text(struct work_stats *s, size_t lang, struct dg_bytes text)
{
	bool inside = false;

	s->langs[lang].segments++;
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		bool blank;

		dg_decode(text, &at);
		blank = dg_is_blank((struct dg_bytes){ text.p + from, at - from });
		s->langs[lang].characters++;
		s->langs[lang].words += !blank && !inside;
		inside = !blank;
	}
}

static void
count_score(struct work_stats *s, struct dg_bytes score)
{
	char text[32] = "", *end;
	double x;
	size_t bin;

	if (score.n == 0 || score.n >= sizeof text)
		return;
	memcpy(text, score.p, score.n);
	x = strtod(text, &end);
	if (end == text || *end || !(x >= 0 && x <= 1))
		return;
	bin = (size_t)(x * 10);
	s->bins[bin < 10 ? bin : 9]++;
	s->scored++;
	s->sum += x;
}

enum dg_status
stats_take(struct work *w, const struct dg_unit *u, struct dg_error *err)
{
	struct work_stats *s = w->numbers;
	size_t there[DG_SIDES_MAX], n = 0;

	(void)err;
	if (!s && !(s = w->numbers = calloc(1, sizeof *s)))
		exit(tool_fail("out of memory"));
	if (s->units++ == 0 || !dg_bytes_equal(dg_buf_bytes(&s->doc), u->doc))
		s->documents++;
	s->doc.n = 0;
	dg_put_bytes(&s->doc, u->doc);
	count_score(s, u->score);
	for (size_t i = 0; i < u->sides_n && n < DG_SIDES_MAX; i++)
		if (!dg_is_blank(u->sides[i].text)) {
			there[n] = lang_of(s, u->sides[i].tag);
			count_text(s, there[n++], u->sides[i].text);
		}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			s->pairs[there[i]][there[k]]++;
	return DG_OK;
}

void
stats_print(const struct work *w, struct dg_out *out)
{
	static const struct work_stats none;
	const struct work_stats *s = w->numbers ? w->numbers : &none;

	dg_out_format(out, "units\t%zu\nruns of a document\t%zu\nrepeated units\t%zu\n", s->units,
	    s->documents, w->repeated);
	for (size_t i = 0; i < s->langs_n; i++)
		dg_out_format(out, "%s\t%zu segments\t%zu words\t%zu characters\n",
		    s->langs[i].tag, s->langs[i].segments,
		    dg_language_unspaced(s->langs[i].tag) ? s->langs[i].characters :
		    s->langs[i].words, s->langs[i].characters);
	for (size_t i = 0; i < s->langs_n; i++)
		for (size_t k = i + 1; k < s->langs_n; k++)
			if (s->pairs[i][k] + s->pairs[k][i])
				dg_out_format(out, "%s, %s\t%zu\n", s->langs[i].tag,
				    s->langs[k].tag, s->pairs[i][k] + s->pairs[k][i]);
	if (s->scored)
		dg_out_format(out, "score\t%zu units\t%.3f on average\n", s->scored,
		    s->sum / (double)s->scored);
	for (size_t i = 0; i < 10 && s->scored; i++)
		if (s->bins[i])
			dg_out_format(out, "score %.1f to %.1f\t%zu\n", (double)i / 10,
			    (double)(i + 1) / 10, s->bins[i]);
}

void
stats_free(struct work_stats *s)
{
	if (!s)
		return;
	dg_buf_free(&s->doc);
	free(s);
}
