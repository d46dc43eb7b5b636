/* lexicon_learn.c -- dg-lexicon learn: parallel text in, a section of a .lex out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

struct pair {
	size_t a, b;			/* languages */
	struct dg_learner *learner;
	struct dg_pair_sum sum;
};

struct lesson {
	struct lexicon_job *job;
	struct pair pair[LANGS * LANGS];
	size_t pairs, rows;
};

/* Segments on side `side` of "[3, 4]:[3]"; 1 where it does not say. */
static size_t
segments(struct dg_bytes bead, size_t side)
{
	size_t n = 0, at = 0, colons = 0;

	for (; at < bead.n && colons < side; at++)
		colons += bead.p[at] == ':';
	if (colons < side || at == bead.n)
		return 1;
	for (bool inside = false; at < bead.n && bead.p[at] != ':'; at++) {
		bool digit = bead.p[at] >= '0' && bead.p[at] <= '9';

		n += digit && !inside;
		inside = digit;
	}
	return n;
}

/* A row: texts by the job's languages, `side` the place of each in the bead. */
static enum dg_status
learn_row(struct lesson *l, const struct dg_bytes cells[], struct dg_bytes bead,
    const size_t side[], struct dg_error *err)
{
	struct lexicon_job *j = l->job;
	enum dg_status st = DG_OK;

	l->rows++;
	for (size_t i = 0; i < j->langs && st == DG_OK; i++)
		if (cells[i].n)
			st = dg_lexicon_builder_count(j->builder, j->lang[i], cells[i], 1, err);
	for (size_t p = 0; p < l->pairs && st == DG_OK; p++) {
		struct pair *x = &l->pair[p];

		if (cells[x->a].n == 0 && cells[x->b].n == 0)
			continue;
		/* what is no bead of a text, a message say, tells nothing of texts */
		if (bead.n)
			dg_pair_sum_add(&x->sum, cells[x->a], cells[x->b],
			    cells[x->a].n ? segments(bead, side[x->a]) : 0,
			    cells[x->b].n ? segments(bead, side[x->b]) : 0);
		if (cells[x->a].n && cells[x->b].n)
			st = dg_learner_add(x->learner, cells[x->a], cells[x->b], err);
	}
	return st;
}

static enum dg_status
learn_tsv(struct lesson *l, struct dg_in *in, struct dg_error *err)
{
	struct lexicon_job *j = l->job;
	struct dg_bitext *rows = NULL;
	const struct dg_bitext_head *head;
	const struct dg_bytes *row;
	struct dg_bytes cells[LANGS];
	size_t column[LANGS], side[LANGS] = { 0 };
	enum dg_status st = dg_bitext_new(&rows, in, err);

	if (st != DG_OK)
		return st;
	head = dg_bitext_head(rows);
	for (size_t i = 0; i < j->langs; i++) {
		column[i] = head->n;
		for (size_t c = 0; c < head->sides; c++) {
			char tag[16];

			snprintf(tag, sizeof tag, "%.*s", (int)(head->names[head->first_side + c].n <
			    15 ? head->names[head->first_side + c].n : 15),
			    head->names[head->first_side + c].p);
			if (column[i] == head->n && dg_language_same(tag, j->lang[i])) {
				column[i] = head->first_side + c;
				side[i] = c;
			}
		}
	}
	while ((st = dg_bitext_next(rows, &row, err)) == DG_OK || st == DG_EINPUT) {
		if (st == DG_EINPUT) {
			lexicon_trouble(j, j->file, err);
			continue;
		}
		for (size_t i = 0; i < j->langs; i++)
			cells[i] = column[i] < head->n ? row[column[i]] :
			    (struct dg_bytes){ NULL, 0 };
		st = learn_row(l, cells, head->bead >= 0 ? row[head->bead] :
		    (struct dg_bytes){ NULL, 0 }, side, err);
		if (st != DG_OK)
			break;
	}
	dg_bitext_free(rows);
	return st == DG_END ? DG_OK : st;
}

static enum dg_status
learn_unit(void *ctx, const struct dg_unit *unit, struct dg_error *err)
{
	struct lesson *l = ctx;
	struct dg_bytes cells[LANGS] = { { NULL, 0 } };
	size_t side[LANGS] = { 0 };

	for (size_t s = 0; s < unit->sides_n; s++)
		for (size_t i = 0; i < l->job->langs; i++) {
			char tag[16];

			snprintf(tag, sizeof tag, "%.*s", (int)(unit->sides[s].tag.n < 15 ?
			    unit->sides[s].tag.n : 15), unit->sides[s].tag.p);
			if (cells[i].n == 0 && dg_language_same(tag, l->job->lang[i])) {
				cells[i] = unit->sides[s].text;
				side[i] = s;
			}
		}
	return learn_row(l, cells, unit->bead, side, err);
}

static enum dg_status
learn_message(const struct dg_bytes cells[], void *ctx, struct dg_error *err)
{
	struct lesson *l = ctx;
	struct dg_bytes mine[LANGS] = { { NULL, 0 } }, none = { NULL, 0 };
	size_t side[LANGS] = { 0 };

	for (size_t i = 0, k = 1; i < l->job->langs; i++)
		mine[i] = strcmp(l->job->lang[i], "en") == 0 ? cells[0] : cells[k++];
	return learn_row(l, mine, none, side, err);
}

static bool
ends(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);

	return n >= k && strcmp(s + n - k, with) == 0;
}

/* Catalogues are joined before they are learnt from. */
static enum dg_status
learn_catalogues(struct lesson *l, char *files[], struct dg_error *err)
{
	const char *lang[LANGS] = { "en" };
	struct lexicon_job *j = l->job;
	struct dg_messages *m;
	size_t n = 1;
	bool known;
	enum dg_status st;

	for (size_t i = 0; i < j->langs; i++)
		if (strcmp(j->lang[i], "en") != 0 && n < LANGS)
			lang[n++] = j->lang[i];
	if ((st = dg_messages_new(&m, lang, n, err)) != DG_OK)
		return st;
	for (; *files; files++) {
		struct dg_in *in = NULL;

		if (!ends(*files, ".mo"))
			continue;
		j->file = *files;
		if (dg_in_open(&in, *files, err) != DG_OK ||
		    dg_messages_add(m, in, NULL, &known, lexicon_bad_row, j, err) != DG_OK)
			lexicon_trouble(j, *files, err);
		dg_in_free(in);
	}
	st = dg_messages_each(m, learn_message, l, err);
	dg_messages_free(m);
	return st;
}

static void
learn_file(struct lesson *l, const char *file)
{
	struct dg_memory_events units = { .unit = learn_unit, .ctx = l,
	    .inlines = DG_INLINE_DROP };
	struct dg_in *in = NULL;
	struct dg_error err = { 0 };
	enum dg_status st = dg_in_open(&in, file, &err);

	l->job->file = file;
	if (st == DG_OK)
		st = ends(file, ".tmx") || ends(file, ".tmx.gz") ? dg_tmx_read(in, &units, &err) :
		    learn_tsv(l, in, &err);
	if (st != DG_OK)
		lexicon_trouble(l->job, file, &err);
	dg_in_free(in);
}

static enum dg_status
finish(struct lesson *l, struct dg_error *err)
{
	struct lexicon_job *j = l->job;
	struct dg_learn_options opt = { .iterations = j->iterations, .threads = j->threads,
	    .min_count = j->min_count };
	struct dg_pair_statistics stat;
	enum dg_status st = DG_OK;

	for (size_t p = 0; p < l->pairs && st == DG_OK; p++) {
		struct pair *x = &l->pair[p];

		st = dg_learner_run(x->learner, &opt, err);
		if (st == DG_OK && dg_pair_sum_end(&x->sum, &stat))
			st = dg_lexicon_builder_pair(j->builder, j->lang[x->a], j->lang[x->b],
			    &stat, err);
	}
	return st;
}

static enum dg_status
begin(struct lesson *l, struct dg_error *err)
{
	struct lexicon_job *j = l->job;
	enum dg_status st = DG_OK;
	bool named = false;

	for (size_t i = 0; i < j->steps; i++)
		named = named || j->step[i].kind == STEP_SOURCE;
	if (!named) {
		struct dg_lexicon_section s = { .name = "learnt" };

		st = dg_lexicon_builder_section(j->builder, &s, err);
	}
	for (size_t a = 0; a < j->langs; a++)
		for (size_t b = a + 1; b < j->langs && st == DG_OK; b++) {
			l->pair[l->pairs] = (struct pair){ .a = a, .b = b };
			st = dg_learner_new(&l->pair[l->pairs++].learner, j->builder, j->lang[a],
			    j->lang[b], err);
		}
	return st;
}

int
lexicon_learn(struct lexicon_job *j, char *files[])
{
	struct lesson *l = calloc(1, sizeof *l);
	struct dg_error err = { 0 };
	enum dg_status st;

	if (!j->output || !*files || !l) {
		free(l);
		return j->output && *files ? tool_fail("out of memory") : tool_usage();
	}
	l->job = j;
	if (lexicon_begin(j) != 0) {
		free(l);
		return 2;
	}
	if (j->lexicon) {	/* its entries are the words of unspaced text */
		lexicon_step(j, STEP_LEX, j->lexicon);
		for (size_t i = j->steps - 1; i > 0; i--) {
			struct step s = j->step[i];

			j->step[i] = j->step[i - 1];
			j->step[i - 1] = s;
		}
	}
	lexicon_steps(j);
	st = begin(l, &err);
	for (size_t i = 0; files[i] && st == DG_OK; i++)
		if (!ends(files[i], ".mo"))
			learn_file(l, files[i]);
	if (st == DG_OK && (st = learn_catalogues(l, files, &err)) == DG_OK)
		st = finish(l, &err);
	tool_note("%zu rows", l->rows);
	for (size_t p = 0; p < l->pairs; p++)
		dg_learner_free(l->pair[p].learner);
	free(l);
	if (st == DG_OK)
		return lexicon_save(j);
	dg_lexicon_builder_free(j->builder);
	return lexicon_trouble(j, j->output, &err);
}
