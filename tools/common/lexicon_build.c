/* lexicon_build.c -- dg-lexicon build and merge: sources in, a .lex out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

void
lexicon_step(struct lexicon_job *j, enum step_kind kind, const char *arg)
{
	if (j->steps < STEPS)
		j->step[j->steps++] = (struct step){ kind, arg };
	else
		j->rc = tool_fail("more than %d sources and options", STEPS);
}

size_t
lexicon_languages(struct lexicon_job *j, const char *list)
{
	j->langs = 0;
	snprintf(j->list, sizeof j->list, "%s", list);
	for (char *p = strtok(j->list, ","); p && j->langs < LANGS; p = strtok(NULL, ","))
		j->lang[j->langs++] = p;
	return j->langs;
}

int
lexicon_trouble(struct lexicon_job *j, const char *file, const struct dg_error *err)
{
	j->lost = j->lost || err->status != DG_EINPUT;
	return j->rc = tool_error(file ? file : j->output, err);
}

void
lexicon_bad_row(uint64_t line, const char *what, void *job)
{
	struct lexicon_job *j = job;
	struct dg_error err = { .status = DG_EINPUT, .line = line };

	snprintf(err.text, sizeof err.text, "%s", what);
	lexicon_trouble(j, j->file, &err);
}

/* ---- sources ---- */

/* "name; licence; date; origin; trust", the later ones left out as one likes. */
static enum dg_status
source_step(struct lexicon_job *j, const char *arg, struct dg_error *err)
{
	char text[512], *field[5] = { NULL }, *p = text;
	struct dg_lexicon_section s;

	snprintf(text, sizeof text, "%s", arg);
	for (size_t i = 0; i < 5 && p; i++) {
		char *end = strchr(p, ';');

		while (*p == ' ')
			p++;
		field[i] = p;
		if (end)
			*end++ = '\0';
		p = end;
	}
	s = (struct dg_lexicon_section){ field[0], field[1], field[2], field[3],
	    field[4] ? strtod(field[4], NULL) : 1, 0 };
	return dg_lexicon_builder_section(j->builder, &s, err);
}

/* FROM,TO=BASE.index, with BASE.dict.dz or BASE.dict beside. */
static enum dg_status
dictd_step(struct lexicon_job *j, const char *arg, struct dg_error *err)
{
	char from[16] = "", to[16] = "", path[4096];
	const char *file = strchr(arg, '=');
	struct dg_in *index = NULL, *data = NULL;
	enum dg_status st;
	size_t n;

	if (!file || sscanf(arg, "%15[^,=],%15[^=]", from, to) != 2) {
		snprintf(err->text, sizeof err->text, "not FROM,TO=FILE.index");
		err->line = 0;
		return err->status = DG_EUSAGE;
	}
	j->file = ++file;
	n = strlen(file);
	n -= n > 6 && strcmp(file + n - 6, ".index") == 0 ? 6 : 0;
	snprintf(path, sizeof path, "%.*s.dict.dz", (int)(n < 4000 ? n : 4000), file);
	if ((st = dg_in_open(&data, path, err)) != DG_OK) {
		path[strlen(path) - 3] = '\0';
		st = dg_in_open(&data, path, err);
	}
	if (st == DG_OK && (st = dg_in_open(&index, file, err)) == DG_OK)
		st = dg_lexicon_builder_dictd(j->builder, index, data, from, to, lexicon_bad_row, j,
		    err);
	dg_in_free(index);
	dg_in_free(data);
	return st;
}

/* Short messages are words and terms; longer ones are for dg-lexicon learn. */
static enum dg_status
put_message(const struct dg_bytes cells[], void *ctx, struct dg_error *err)
{
	struct lexicon_job *j = ctx;
	struct dg_bytes mine[LANGS] = { { NULL, 0 } };
	size_t words = 1;

	/* what programs fill in, keys, markup */
	if (cells[0].n > 60 || memchr(cells[0].p, '%', cells[0].n) ||
	    memchr(cells[0].p, '<', cells[0].n) || memchr(cells[0].p, '\\', cells[0].n))
		return DG_OK;
	for (size_t i = 0; i < cells[0].n; i++)
		words += cells[0].p[i] == ' ';
	if (words > 4)
		return DG_OK;
	for (size_t l = 0, k = 1; l < j->langs; l++)
		mine[l] = strcmp(j->lang[l], "en") == 0 ? cells[0] : cells[k++];
	return dg_lexicon_builder_entry(j->builder, mine, 1, err);
}

/* All the catalogues that follow each other are one collection. */
static enum dg_status
mo_steps(struct lexicon_job *j, size_t *at, struct dg_error *err)
{
	const char *lang[LANGS] = { "en" };
	struct dg_messages *m;
	size_t n = 1;
	enum dg_status st;

	for (size_t l = 0; l < j->langs; l++)
		if (strcmp(j->lang[l], "en") != 0)
			lang[n++] = j->lang[l];
	if ((st = dg_messages_new(&m, lang, n, err)) != DG_OK)
		return st;
	for (; *at < j->steps && j->step[*at].kind == STEP_MO; ++*at) {
		struct dg_in *in;
		bool known;

		j->file = j->step[*at].arg;
		if (dg_in_open(&in, j->file, err) != DG_OK ||
		    dg_messages_add(m, in, NULL, &known, lexicon_bad_row, j, err) != DG_OK)
			lexicon_trouble(j, j->file, err);
		else if (!known)
			tool_note("%s: of no language of the lexicon", j->file);
		dg_in_free(in);
	}
	--*at;
	if (n == j->langs)
		st = dg_messages_each(m, put_message, j, err);
	dg_messages_free(m);
	return st;
}

static enum dg_status
tmx_unit(void *ctx, const struct dg_unit *unit, struct dg_error *err)
{
	struct lexicon_job *j = ctx;
	struct dg_bytes cells[LANGS] = { { NULL, 0 } };
	char tag[16];

	for (size_t s = 0; s < unit->sides_n; s++)
		for (size_t l = 0; l < j->langs; l++) {
			snprintf(tag, sizeof tag, "%.*s", (int)(unit->sides[s].tag.n < 15 ?
			    unit->sides[s].tag.n : 15), unit->sides[s].tag.p);
			if (cells[l].n == 0 && unit->sides[s].text.n < 80 &&
			    dg_language_same(j->lang[l], tag))
				cells[l] = unit->sides[s].text;
		}
	return dg_lexicon_builder_entry(j->builder, cells, 1, err);
}

static enum dg_status
file_step(struct lexicon_job *j, const struct step *s, struct dg_error *err)
{
	struct dg_memory_events units = { .unit = tmx_unit, .ctx = j,
	    .inlines = DG_INLINE_DROP };
	struct dg_in *in = NULL;
	enum dg_status st = dg_in_open(&in, s->arg, err);

	j->file = s->arg;
	if (st != DG_OK)
		return st;
	switch (s->kind) {
	case STEP_TSV:
		st = dg_lexicon_builder_glossary(j->builder, in, lexicon_bad_row, j, err);
		break;
	case STEP_CEDICT:
		st = dg_lexicon_builder_cedict(j->builder, in, lexicon_bad_row, j, err);
		break;
	case STEP_UNIHAN:
		st = dg_lexicon_builder_unihan(j->builder, in, lexicon_bad_row, j, err);
		break;
	case STEP_PAIRS:
		st = dg_lexicon_builder_pairs(j->builder, in, lexicon_bad_row, j, err);
		break;
	case STEP_TBX:
		st = dg_lexicon_builder_tbx(j->builder, in, lexicon_bad_row, j, err);
		break;
	default:
		st = dg_tmx_read(in, &units, err);
	}
	dg_in_free(in);
	return st;
}

static bool
is_dropped(const char *section, void *ctx)
{
	const struct lexicon_job *j = ctx;

	for (size_t i = 0; i < j->steps; i++)
		if (j->step[i].kind == STEP_DROP && strcmp(j->step[i].arg, section) == 0)
			return true;
	return false;
}

static enum dg_status
lex_step(struct lexicon_job *j, const char *file, struct dg_error *err)
{
	struct dg_lexicon *lex;
	enum dg_status st;

	j->file = file;
	if ((st = dg_lexicon_open(&lex, file, err)) != DG_OK)
		return st;
	if ((st = dg_lexicon_verify(lex, err)) == DG_OK)
		st = dg_lexicon_builder_merge(j->builder, lex, is_dropped, j, err);
	dg_lexicon_free(lex);
	return st;
}

static enum dg_status
pivot_step(struct lexicon_job *j, const char *arg, struct dg_error *err)
{
	char from[16], by[16], to[16];

	j->file = "--pivot";
	if (sscanf(arg, "%15[^,],%15[^,],%15s", from, by, to) == 3)
		return dg_lexicon_builder_pivot(j->builder, from, by, to, err);
	snprintf(err->text, sizeof err->text, "'%s' is not FROM,BY,TO", arg);
	err->line = 0;
	return err->status = DG_EUSAGE;
}

static enum dg_status
count_lines(struct lexicon_job *j, const char *lang, struct dg_in *in, struct dg_error *err)
{
	struct dg_lines *lines;
	struct dg_bytes line;
	enum dg_status st;

	if ((st = dg_lines_new(&lines, in, TOOL_LINE_MAX, err)) != DG_OK)
		return st;
	while ((st = dg_lines_next(lines, &line, err)) == DG_OK &&
	    (st = dg_lexicon_builder_count(j->builder, lang, line, 1, err)) == DG_OK)
		;
	dg_lines_free(lines);
	return st == DG_END ? DG_OK : st;
}

/* LANG=FILE, running text or a frequency list */
static enum dg_status
count_step(struct lexicon_job *j, enum step_kind kind, const char *spec, struct dg_error *err)
{
	const char *file = strchr(spec, '=');
	char lang[16] = "";
	struct dg_in *in = NULL;
	enum dg_status st;

	j->file = file ? ++file : spec;
	if (!file || sscanf(spec, "%15[^=]", lang) != 1) {
		snprintf(err->text, sizeof err->text, "not LANG=FILE");
		err->line = 0;
		return err->status = DG_EUSAGE;
	}
	if ((st = dg_in_open(&in, file, err)) == DG_OK)
		st = kind == STEP_COUNT ? count_lines(j, lang, in, err) : kind == STEP_UNIGRAMS ?
		    dg_lexicon_builder_unigrams(j->builder, lang, in, lexicon_bad_row, j, err) :
		    dg_lexicon_builder_frequencies(j->builder, lang, in, lexicon_bad_row, j, err);
	dg_in_free(in);
	return st;
}

static enum dg_status
one_step(struct lexicon_job *j, size_t *at, struct dg_error *err)
{
	const struct step *s = &j->step[*at];

	switch (s->kind) {
	case STEP_SOURCE: return source_step(j, s->arg, err);
	case STEP_DICTD: return dictd_step(j, s->arg, err);
	case STEP_MO: return mo_steps(j, at, err);
	case STEP_LEX: return lex_step(j, s->arg, err);
	case STEP_PIVOT: return pivot_step(j, s->arg, err);
	case STEP_REGIONS:
		j->file = "--regions";
		return dg_lexicon_builder_regions(j->builder, err);
	case STEP_COUNT: case STEP_FREQUENCIES: case STEP_UNIGRAMS: case STEP_DROP: case STEP_KINDS: return DG_OK;
	default: return file_step(j, s, err);
	}
}

int
lexicon_steps(struct lexicon_job *j)
{
	struct dg_error err = { 0 };

	for (size_t i = 0; i < j->steps; i++)
		if (one_step(j, &i, &err) != DG_OK)
			lexicon_trouble(j, j->file, &err);
	for (size_t i = 0; i < j->steps; i++)
		if ((j->step[i].kind == STEP_COUNT || j->step[i].kind == STEP_FREQUENCIES ||
		    j->step[i].kind == STEP_UNIGRAMS) &&
		    count_step(j, j->step[i].kind, j->step[i].arg, &err) != DG_OK)
			lexicon_trouble(j, j->file, &err);
	return j->rc;
}

/* ---- the commands ---- */

int
lexicon_begin(struct lexicon_job *j)
{
	struct dg_error err;

	lexicon_languages(j, j->languages ? j->languages : "zh,fr,en");
	if (dg_lexicon_builder_new(&j->builder, j->lang, j->langs, &err) != DG_OK)
		return lexicon_trouble(j, j->output, &err);
	dg_lexicon_builder_threads(j->builder, j->threads);
	return 0;
}

/* Where a source could not be read for other reasons than what stands in it, what stands under
 * the name stays. */
int
lexicon_save(struct lexicon_job *j)
{
	struct dg_out *out = NULL;
	struct dg_error err;

	if (!j->lost && (dg_out_open(&out, j->output, 0, &err) != DG_OK ||
	    dg_lexicon_builder_save(j->builder, out, &err) != DG_OK ||
	    dg_out_commit(out, &err) != DG_OK))
		lexicon_trouble(j, j->output, &err);
	dg_out_free(out);
	dg_lexicon_builder_free(j->builder);
	return j->rc;
}

int
lexicon_build(struct lexicon_job *j, char *files[])
{
	for (; *files; files++)
		lexicon_step(j, STEP_TSV, *files);
	if (!j->output || j->steps == 0)
		return tool_usage();
	if (lexicon_begin(j) != 0)
		return 2;
	lexicon_steps(j);
	return lexicon_save(j);
}

int
lexicon_merge(struct lexicon_job *j, char *files[])
{
	if (!j->output || !*files)
		return tool_usage();
	for (; *files; files++)
		lexicon_step(j, STEP_LEX, *files);
	if (lexicon_begin(j) != 0)
		return 2;
	lexicon_steps(j);
	return lexicon_save(j);
}
