/* dg-clean -- keep the rows of a bitext that one can trust, and say why of the others.
 * Reads the rows twice: to judge them, then to write them; keeps some bytes a row.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum {
	KEY_DROPPED = 256, KEY_REPORT, KEY_RULES, KEY_RULE, KEY_LIST, KEY_JSON, KEY_AMBIGUOUS,
	KEY_NO_WORDS, KEY_MEASURES, KEY_ONLY, SETTINGS_MAX = 64
};

static const struct tool_option options[] = {
	{ 'o', "output", "FILE", "the rows that are kept (default: standard output)" },
	{ KEY_DROPPED, "dropped", "FILE", "the others, each with rule, value and line" },
	{ KEY_REPORT, "report", "FILE", "what is said of rows that are kept" },
	{ KEY_AMBIGUOUS, "ambiguous", "FILE", "kept rows whose text has two translations" },
	{ 'x', "lexicon", "FILE.lex", "use this lexicon instead of the built-in one" },
	{ KEY_NO_WORDS, "no-lexicon", NULL, "do not look at words: several times as fast" },
	{ KEY_RULES, "rules", "FILE", "set rules: a line NAME = on|off|report|NUMBER each" },
	{ KEY_RULE, "rule", "NAME=VALUE", "set one rule; may be repeated" },
	{ KEY_ONLY, "only", "NAME", "this rule and no other; may be repeated" },
	{ KEY_LIST, "list-rules", NULL, "print all rules with their settings, as a rules file" },
	{ KEY_MEASURES, "measures", NULL, "print what words and lengths measure, and clean nothing" },
	{ KEY_JSON, "json", NULL, "the counts as JSON on standard error" },
	{ 0 }
};

static const struct tool self = {
	"dg-clean", "[-o OUT.tsv] [--dropped FILE] [--rules FILE] [--rule NAME=VALUE]... [BITEXT.tsv]",
	"Keep the rows of a bitext that one can trust.  What is dropped goes to --dropped,\n"
	"with the reason and the line it stood in.\n\n"
	"  dg-clean --dropped bad.tsv bitext.tsv > good.tsv\n"
	"  dg-clean --list-rules > rules; dg-clean --rules rules bitext.tsv > good.tsv", options, false
};

/* Rules of whole rows and of several rows, which come after dg_cleaner's own. */
enum { TWIN_EXACT, TWIN_NEAR, COLUMNS, OWN_RULES };
static const struct { const char *name, *about; } own_rules[OWN_RULES] = {
	{ "duplicate", "the same texts stand in a row that scores as well or better" },
	{ "near-duplicate", "the same but for case, accents, quotes, blanks and marks" },
	{ "columns", "another number of cells than the header has" },
};

enum { KEPT = -1, RULES_MAX = 64 };

/* What is remembered of a row between the two readings. */
struct fate { uint64_t near, exact; float value; int16_t rule; };

struct job {
	const char *output, *dropped, *report, *ambiguous, *lexicon, *rules;
	const char *setting[SETTINGS_MAX], *only[SETTINGS_MAX];
	size_t settings, onlys;
	bool json, no_words, measures, twin[2];
	struct dg_cleaner *cleaner;
	struct dg_out *out[4];		/* kept, dropped, report, ambiguous */
	struct fate *fates;
	size_t rows, cap;
	struct dg_twins *twins, *source[DG_TEXTS_MAX], *pair[DG_TEXTS_MAX];
	uint64_t count[RULES_MAX];	/* dropped, by rule */
	uint64_t kept, reported;
	size_t rules_n;			/* the cleaner's */
};

/* ---- rules ---- */

static const char *
rule_name(const struct job *job, size_t i)
{
	struct dg_rule r = { NULL, NULL, NULL, DG_OFF, 0 };

	if (i >= job->rules_n)
		return own_rules[i - job->rules_n].name;
	dg_cleaner_rule(i, &r);
	return r.name;
}

static int16_t
rule_number(const struct job *job, const char *name)
{
	for (size_t i = 0; i < job->rules_n; i++)
		if (strcmp(rule_name(job, i), name) == 0)
			return (int16_t)i;
	return KEPT;
}

static int
list_rules(void)
{
	struct dg_rule r;

	for (size_t i = 0; dg_cleaner_rule(i, &r); i++) {
		const char *mode = r.mode == DG_OFF ? "off" : r.mode == DG_REPORT ? "report" : "on";

		dg_out_format(tool_stdout(), "# %s\n%-14s = %s\n", r.about, r.name, mode);
		if (r.unit)
			dg_out_format(tool_stdout(), "#%-13s = %g\t# limit, in %s\n", r.name, r.limit,
			    r.unit);
	}
	for (size_t i = 0; i < COLUMNS; i++)
		dg_out_format(tool_stdout(), "# %s\n%-14s = on\n", own_rules[i].about, own_rules[i].name);
	return 0;
}

/* The rules that the tool itself has; DG_END: it is none of them. */
static enum dg_status
set_own(struct job *job, struct dg_bytes name, struct dg_bytes value, struct dg_error *err)
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (dg_bytes_equal(name, dg_bytes_of(own_rules[i].name))) {
			job->twin[i] = dg_bytes_equal(value, dg_bytes_of("on"));
			if (job->twin[i] || dg_bytes_equal(value, dg_bytes_of("off")))
				return DG_OK;
			snprintf(err->text, sizeof err->text, "rule '%s' is on or off", own_rules[i].name);
			err->line = 0;
			return DG_EUSAGE;
		}
	return DG_END;
}

static struct dg_bytes
trimmed(const char *p, size_t n)
{
	while (n && (*p == ' ' || *p == '\t'))
		p++, n--;
	while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return (struct dg_bytes){ p, n };
}

static enum dg_status
set_one(struct job *job, struct dg_bytes name, struct dg_bytes value, struct dg_error *err)
{
	enum dg_status st = set_own(job, name, value, err);

	return st == DG_END ? dg_cleaner_set(job->cleaner, name, value, err) : st;
}

static enum dg_status
set_rule(struct job *job, struct dg_bytes line, struct dg_error *err)
{
	const char *equals = line.n ? memchr(line.p, '=', line.n) : NULL;
	struct dg_bytes name, value;

	if (!equals) {
		err->line = 0;
		strcpy(err->text, "not NAME = VALUE");
		return DG_EUSAGE;
	}
	name = trimmed(line.p, (size_t)(equals - line.p));
	value = trimmed(equals + 1, line.n - (size_t)(equals - line.p) - 1);
	return set_one(job, name, value, err);
}

static int
read_rules(struct job *job)
{
	struct dg_in *in = NULL;
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	struct dg_error err;
	enum dg_status st = dg_in_open(&in, job->rules, &err);

	if (st == DG_OK)
		st = dg_lines_new(&lines, in, 1 << 16, &err);
	while (st == DG_OK && (st = dg_lines_next(lines, &line, &err)) == DG_OK) {
		const char *hash = line.n ? memchr(line.p, '#', line.n) : NULL;

		line = trimmed(line.p, hash ? (size_t)(hash - line.p) : line.n);
		if (line.n && (st = set_rule(job, line, &err)) != DG_OK)
			err.line = dg_lines_number(lines);
	}
	dg_lines_free(lines);
	dg_in_free(in);
	return st == DG_END ? 0 : tool_error(job->rules, &err);
}

/* --only: all rules off but these. */
static int
only_these(struct job *job)
{
	struct dg_error err;

	for (size_t i = 0; i < job->rules_n + COLUMNS; i++) {
		struct dg_bytes name = dg_bytes_of(rule_name(job, i));

		if (set_one(job, name, dg_bytes_of("off"), &err) != DG_OK)
			return tool_fail("--only: %s", err.text);
	}
	for (size_t i = 0; i < job->onlys; i++)
		if (set_one(job, dg_bytes_of(job->only[i]), dg_bytes_of("on"), &err) != DG_OK)
			return tool_fail("--only %s: %s", job->only[i], err.text);
	return 0;
}

static int
take_settings(struct job *job)
{
	struct dg_error err;

	if (job->rules && read_rules(job) != 0)
		return 2;
	if (job->onlys && only_these(job) != 0)
		return 2;
	for (size_t i = 0; i < job->settings; i++)
		if (set_rule(job, dg_bytes_of(job->setting[i]), &err) != DG_OK)
			return tool_fail("--rule %s: %s", job->setting[i], err.text);
	return 0;
}

/* ---- keys of rows ---- */

static const struct dg_bytes *
texts_of(const struct dg_bitext_head *head, const struct dg_bytes *cells)
{
	return cells + head->first_side;
}

static uint64_t
mix(uint64_t key, uint64_t with)
{
	return (key ^ with) * 0x9E3779B97F4A7C15u;
}

/* The texts of a row, in their order: their bytes, for they stand in one line. */
static uint64_t
exact_key(struct job *job, const struct dg_bytes *texts, size_t sides)
{
	const char *end = texts[sides - 1].p + texts[sides - 1].n;

	return dg_cleaner_key(job->cleaner, (struct dg_bytes){ texts[0].p, (size_t)(end - texts[0].p) },
	    false);
}

/* What the texts of the row judged last fold to. */
static uint64_t
near_key(const struct job *job, size_t sides)
{
	uint64_t key = 1;

	for (size_t s = 0; s < sides; s++)
		key = mix(key, dg_cleaner_judged_key(job->cleaner, s));
	return key;
}

/* The other texts of a row than `side`. */
static uint64_t
others_key(struct job *job, const struct dg_bytes *texts, size_t sides, size_t side)
{
	uint64_t key = 1;

	for (size_t s = 0; s < sides; s++)
		if (s != side)
			key = mix(key, dg_cleaner_key(job->cleaner, texts[s], true));
	return key;
}

/* ---- the first reading: judge ---- */

static double
score_of(const struct dg_bitext_head *head, const struct dg_bytes *cells)
{
	char text[32], *end;
	double x;
	struct dg_bytes cell;

	if (head->score < 0)
		return -1;
	cell = cells[head->score];
	if (cell.n == 0 || cell.n >= sizeof text)
		return -1;
	memcpy(text, cell.p, cell.n);
	text[cell.n] = '\0';
	x = strtod(text, &end);
	return *end || !(x >= 0) ? -1 : x;
}

static int
remember(struct job *job, int16_t rule, double value)
{
	if (job->rows == job->cap) {
		size_t cap = job->cap ? 2 * job->cap : 4096;
		struct fate *more = realloc(job->fates, cap * sizeof *more);

		if (!more)
			return tool_fail("out of memory");
		job->fates = more;
		job->cap = cap;
	}
	job->fates[job->rows++] = (struct fate){ .value = (float)value, .rule = rule };
	return 0;
}

static void
put_reports(struct job *job, const struct dg_bitext_head *head, uint64_t line,
    const struct dg_verdict *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (v[i].mode != DG_REPORT)
			continue;
		job->reported++;
		if (job->out[2]) {
			struct dg_bytes side = head->names[head->first_side + v[i].side];

			dg_out_format(job->out[2], "%" PRIu64 "\t%s\t%.*s\t%g\n", line, v[i].rule,
			    (int)side.n, side.p, v[i].value);
		}
	}
}

/* The row that was judged last is kept, unless a twin is better. */
static enum dg_status
put_twins(struct job *job, const struct dg_bitext_head *head, const struct dg_bytes *cells,
    double score, struct dg_error *err)
{
	struct fate *f = &job->fates[job->rows - 1];

	if (!job->twin[TWIN_EXACT] && !job->twin[TWIN_NEAR])
		return DG_OK;
	f->exact = exact_key(job, texts_of(head, cells), head->sides);
	f->near = job->twin[TWIN_NEAR] ? near_key(job, head->sides) : f->exact;
	return dg_twins_put(job->twins, f->near, score, (uint32_t)(job->rows - 1), err);
}

/* A line a pair of texts: the row's line, the two, and the measures. */
static void
put_measures(struct job *job, const struct dg_bitext_head *head, const struct dg_bytes *cells,
    uint64_t line)
{
	const double *x;
	size_t n;

	for (size_t a = 0; a < head->sides; a++)
		for (size_t b = a + 1; b < head->sides; b++) {
			struct dg_bytes na = head->names[head->first_side + a];
			struct dg_bytes nb = head->names[head->first_side + b];

			if (!dg_cleaner_measures(job->cleaner, texts_of(head, cells), a, b, &x, &n))
				continue;
			dg_out_format(job->out[0], "%" PRIu64 "\t%.*s\t%.*s", line, (int)na.n, na.p,
			    (int)nb.n, nb.p);
			for (size_t i = 0; i < n; i++)
				dg_out_format(job->out[0], "\t%.4f", x[i]);
			dg_out_str(job->out[0], "\n");
		}
}

static enum dg_status
judge_row(struct job *job, const struct dg_bitext_head *head, const struct dg_bytes *cells,
    uint64_t line, struct dg_error *err)
{
	struct dg_verdict v[RULES_MAX];
	double score = score_of(head, cells);
	size_t n;
	enum dg_status st;

	if (job->measures) {
		put_measures(job, head, cells, line);
		return DG_OK;
	}
	st = dg_cleaner_judge(job->cleaner, texts_of(head, cells), score, v, &n, err);
	if (st != DG_OK)
		return st;
	if (n && v[n - 1].mode == DG_DROP)
		return remember(job, rule_number(job, v[n - 1].rule), v[n - 1].value) ? DG_ENOMEM : DG_OK;
	put_reports(job, head, line, v, n);
	if (remember(job, KEPT, score) != 0)
		return DG_ENOMEM;
	return put_twins(job, head, cells, score, err);
}

static int
start_cleaner(struct job *job, const struct dg_bitext_head *head, const struct dg_lexicon *lex,
    const char *file)
{
	char tags[DG_SIDES_MAX][64];
	const char *langs[DG_SIDES_MAX];
	struct dg_error err;

	for (size_t s = 0; s < head->sides; s++) {
		struct dg_bytes name = head->names[head->first_side + s];

		snprintf(tags[s], sizeof tags[s], "%.*s", (int)name.n, name.p);
		langs[s] = tags[s];
	}
	if (dg_cleaner_new(&job->cleaner, langs, head->sides, lex, &err) != DG_OK)
		return tool_error(file, &err);
	dg_cleaner_reports(job->cleaner, job->report != NULL);
	if (job->out[2])
		dg_out_str(job->out[2], "line\trule\ttext\tvalue\n");
	return take_settings(job);
}

static int
judge(struct job *job, const char *file, const char *path, const struct dg_lexicon *lex)
{
	struct dg_in *in = NULL;
	struct dg_bitext *reader = NULL;
	const struct dg_bytes *cells;
	struct dg_error err;
	enum dg_status st;
	int rc = 0;

	if (dg_in_open(&in, path, &err) != DG_OK || dg_bitext_new(&reader, in, &err) != DG_OK)
		rc = tool_error(file, &err);
	else
		rc = start_cleaner(job, dg_bitext_head(reader), lex, file);
	while (rc != 2 && reader && (st = dg_bitext_next(reader, &cells, &err)) != DG_END) {
		if (st == DG_EINPUT) {
			/* told, kept aside, and at the end exit 2 */
			tool_error(file, &err);
			if (remember(job, (int16_t)(job->rules_n + COLUMNS), 0) != 0)
				rc = 2;
		} else if (st != DG_OK || judge_row(job, dg_bitext_head(reader), cells,
		    dg_bitext_line(reader), &err) != DG_OK) {
			rc = tool_error(file, &err);
		}
	}
	dg_bitext_free(reader);
	dg_in_free(in);
	return rc;
}

/* A row that is not the best of those that say the same falls to it. */
static void
settle(struct job *job)
{
	bool any = job->twin[TWIN_EXACT] || job->twin[TWIN_NEAR];
	uint32_t best;

	for (size_t i = 0; i < job->rows && any; i++) {
		struct fate *f = &job->fates[i];
		bool same;

		if (f->rule != KEPT || !dg_twins_best(job->twins, f->near, &best) || best == i)
			continue;
		same = job->twin[TWIN_EXACT] && job->fates[best].exact == f->exact;
		f->value = (float)best;
		f->rule = (int16_t)(job->rules_n + (same ? TWIN_EXACT : TWIN_NEAR));
	}
}

/* ---- the second reading: write ---- */

/* One text with two translations: the first row of a text, and the first of a text with its
 * translation, are then different rows. */
static enum dg_status
see_alternatives(struct job *job, const struct dg_bitext_head *head, const struct dg_bytes *cells,
    size_t row, bool ask, struct dg_error *err)
{
	const struct dg_bytes *texts = texts_of(head, cells);
	enum dg_status st = DG_OK;

	for (size_t s = 0; s < head->sides && st == DG_OK; s++) {
		uint64_t key = dg_cleaner_key(job->cleaner, texts[s], true);
		uint64_t both = others_key(job, texts, head->sides, s) ^ key * 31;
		uint32_t first, last;

		if (dg_is_blank(texts[s]))
			continue;
		if (!ask) {
			/* a higher "score" wins: once the first row, once the last */
			st = dg_twins_put(job->source[s], key, -(double)(both >> 40), (uint32_t)(both >> 32), err);
			if (st == DG_OK)
				st = dg_twins_put(job->pair[s], key, (double)(both >> 40), (uint32_t)(both >> 32), err);
		} else if (dg_twins_best(job->source[s], key, &first) &&
		    dg_twins_best(job->pair[s], key, &last) && first != last) {
			struct dg_bytes side = head->names[head->first_side + s];

			dg_out_format(job->out[3], "%.*s\t%zu\t", (int)side.n, side.p, row + 2);
			dg_bitext_put(job->out[3], texts, head->sides);
		}
	}
	return st;
}

static void
put_dropped(struct job *job, const struct dg_bitext_head *head, const struct dg_bytes *cells,
    size_t row, uint64_t line)
{
	struct fate f = job->fates[row];

	job->count[f.rule]++;
	if (!job->out[1])
		return;
	for (size_t i = 0; i < head->n; i++) {
		if (cells)
			dg_out_put(job->out[1], cells[i].p, cells[i].n);
		dg_out_str(job->out[1], "\t");
	}
	dg_out_format(job->out[1], "%s\t%.4g\t%" PRIu64 "\n", rule_name(job, (size_t)f.rule),
	    (double)f.value, line);
}

static void
put_heads(struct job *job, const struct dg_bitext_head *head)
{
	dg_bitext_put(job->out[0], head->names, head->n);
	if (job->out[1]) {
		for (size_t i = 0; i < head->n; i++)
			dg_out_format(job->out[1], "%.*s\t", (int)head->names[i].n, head->names[i].p);
		dg_out_str(job->out[1], "rule\tvalue\tline\n");
	}
	if (job->out[3]) {
		dg_out_str(job->out[3], "of\tline\t");
		dg_bitext_put(job->out[3], head->names + head->first_side, head->sides);
	}
}

/* The line as it stood; a carriage return inside would end it elsewhere. */
static void
put_row(struct job *job, const struct dg_bitext_head *head, const struct dg_bytes *cells)
{
	const char *end = cells[head->n - 1].p + cells[head->n - 1].n;
	size_t n = (size_t)(end - cells[0].p);

	job->kept++;
	if (memchr(cells[0].p, '\r', n)) {
		dg_bitext_put(job->out[0], cells, head->n);
	} else {
		dg_out_put(job->out[0], cells[0].p, n);
		dg_out_put(job->out[0], "\n", 1);
	}
}

enum pass { ALTERNATIVES, WRITE };

static enum dg_status
walk_row(struct job *job, const struct dg_bitext *reader, const struct dg_bytes *cells, size_t row,
    enum pass pass, struct dg_error *err)
{
	const struct dg_bitext_head *head = dg_bitext_head(reader);
	bool kept = job->fates[row].rule == KEPT;
	enum dg_status st = DG_OK;

	if (kept && job->ambiguous)
		st = see_alternatives(job, head, cells, row, pass == WRITE, err);
	if (pass == WRITE && kept)
		put_row(job, head, cells);
	else if (pass == WRITE)
		put_dropped(job, head, cells, row, dg_bitext_line(reader));
	return st;
}

static int
walk(struct job *job, const char *file, const char *path, enum pass pass)
{
	struct dg_in *in = NULL;
	struct dg_bitext *reader = NULL;
	const struct dg_bytes *cells;
	struct dg_error err;
	enum dg_status st = dg_in_open(&in, path, &err);
	size_t row = 0;

	if (st == DG_OK && (st = dg_bitext_new(&reader, in, &err)) == DG_OK && pass == WRITE)
		put_heads(job, dg_bitext_head(reader));
	while (st == DG_OK) {
		st = dg_bitext_next(reader, &cells, &err);
		if (st == DG_END || row >= job->rows || (st != DG_OK && st != DG_EINPUT))
			break;
		st = walk_row(job, reader, st == DG_OK ? cells : NULL, row, pass, &err);
		row++;
	}
	dg_bitext_free(reader);
	dg_in_free(in);
	if ((st == DG_END && row < job->rows) || (st == DG_OK && row >= job->rows))
		return tool_fail("%s: it changed while it was read", file);
	return st == DG_END ? 0 : tool_error(file, &err);
}

/* ---- counts ---- */

static void
put_counts(const struct job *job)
{
	if (job->json)
		fprintf(stderr, "{\"rows\": %zu, \"kept\": %" PRIu64 ", \"reports\": %" PRIu64
		    ", \"dropped\": {", job->rows, job->kept, job->reported);
	else if (!tool_quiet)
		fprintf(stderr, "dg-clean: %zu rows, %" PRIu64 " kept", job->rows, job->kept);
	for (size_t i = 0, n = 0; i < job->rules_n + OWN_RULES; i++) {
		if (job->count[i] == 0)
			continue;
		if (job->json)
			fprintf(stderr, "%s\"%s\": %" PRIu64, n++ ? ", " : "", rule_name(job, i), job->count[i]);
		else if (!tool_quiet)
			fprintf(stderr, ", %s %" PRIu64, rule_name(job, i), job->count[i]);
	}
	if (job->json)
		fputs("}}\n", stderr);
	else if (!tool_quiet)
		fputc('\n', stderr);
}

/* ---- all of it ---- */

static int
open_outputs(struct job *job)
{
	const char *const path[4] = { job->output, job->dropped, job->report, job->ambiguous };
	struct dg_error err;

	for (int i = 0; i < 4; i++)
		if (path[i] && dg_out_open(&job->out[i], path[i], 0, &err) != DG_OK)
			return tool_error(path[i], &err);
	return 0;
}

static int
close_outputs(struct job *job, int rc)
{
	const char *const path[4] = { job->output, job->dropped, job->report, job->ambiguous };
	struct dg_error err;

	for (int i = 3; i >= 0; i--) {
		if (job->out[i] && rc == 0 && dg_out_commit(job->out[i], &err) != DG_OK)
			rc = tool_error(strcmp(path[i], "-") ? path[i] : "standard output", &err);
		dg_out_free(job->out[i]);
	}
	return rc;
}

static enum dg_status
open_twins(struct job *job, struct dg_error *err)
{
	enum dg_status st = dg_twins_new(&job->twins, err);

	for (size_t s = 0; s < DG_TEXTS_MAX && st == DG_OK; s++)
		if ((st = dg_twins_new(&job->source[s], err)) == DG_OK)
			st = dg_twins_new(&job->pair[s], err);
	return st;
}

static void
close_job(struct job *job)
{
	dg_twins_free(job->twins);
	for (size_t s = 0; s < DG_TEXTS_MAX; s++) {
		dg_twins_free(job->source[s]);
		dg_twins_free(job->pair[s]);
	}
	dg_cleaner_free(job->cleaner);
	free(job->fates);
}

static int
run(struct job *job, const char *file)
{
	struct memory_twice twice = { 0 };
	struct dg_lexicon *lex = NULL;
	struct dg_error err;
	struct dg_rule r;
	int rc;

	while (dg_cleaner_rule(job->rules_n, &r))
		job->rules_n++;
	if (open_twins(job, &err) != DG_OK || (!job->no_words &&
	    dg_lexicon_open(&lex, job->lexicon, &err) != DG_OK))
		rc = tool_error(job->lexicon ? job->lexicon : "built-in lexicon", &err);
	else if ((rc = memory_twice_open(&twice, file)) == 0 && (rc = open_outputs(job)) == 0) {
		rc = judge(job, file, twice.path, lex);
		if (rc == 0)
			settle(job);
		if (rc == 0 && job->ambiguous)
			rc = walk(job, file, twice.path, ALTERNATIVES);
		if (rc == 0 && !job->measures)
			rc = walk(job, file, twice.path, WRITE);
	}
	rc = close_outputs(job, rc);
	memory_twice_close(&twice);
	if (rc == 0 && !job->measures)
		put_counts(job);
	if (rc == 0 && job->count[job->rules_n + COLUMNS])
		rc = 2;
	dg_lexicon_free(lex);
	close_job(job);
	return rc;
}

int
main(int argc, char *argv[])
{
	struct job job = { .output = "-", .twin = { true, true } };
	const char *arg;
	int key, at;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case 'o': job.output = arg; break;
		case 'x': job.lexicon = arg; break;
		case KEY_DROPPED: job.dropped = arg; break;
		case KEY_REPORT: job.report = arg; break;
		case KEY_AMBIGUOUS: job.ambiguous = arg; break;
		case KEY_NO_WORDS: job.no_words = true; break;
		case KEY_RULES: job.rules = arg; break;
		case KEY_JSON: job.json = true; break;
		case KEY_MEASURES: job.measures = true; break;
		case KEY_LIST: return tool_end(list_rules());
		case KEY_ONLY:
			if (job.onlys == SETTINGS_MAX)
				return tool_fail("more than %d --only", (int)SETTINGS_MAX);
			job.only[job.onlys++] = arg;
			break;
		case KEY_RULE:
			if (job.settings == SETTINGS_MAX)
				return tool_end(tool_fail("--rule: more than %d", SETTINGS_MAX));
			job.setting[job.settings++] = arg;
			break;
		}
	if (argc - at > 1)
		return tool_end(tool_usage());
	return tool_end(run(&job, argc > at ? argv[at] : "-"));
}
