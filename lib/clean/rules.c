/* rules.c -- the rules of the cleaner: names, limits, what each is for; rules files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"

const struct rule_info rule_table[RULES] = {
	[RULE_EMPTY] = { "empty", "fewer than two texts that show anything", DG_DROP, 0, NULL,
	    single_empty, NULL },
	[RULE_CHARACTERS] = { "characters", "U+FFFD, control, private or broken characters", DG_DROP,
	    1, "characters", single_characters, NULL },
	[RULE_MOJIBAKE] = { "mojibake", "UTF-8 that was read as another charset", DG_DROP, 1,
	    "sequences", single_mojibake, NULL },
	[RULE_MARKUP] = { "markup", "HTML tags or entities", DG_DROP, 1, "tags", single_markup, NULL },
	[RULE_URL] = { "url", "nothing but addresses, e-mails and paths", DG_DROP, 0, NULL,
	    single_url, NULL },
	[RULE_LETTERS] = { "letters", "no letter at all", DG_DROP, 0, NULL, single_letters, NULL },
	[RULE_LONG] = { "long", "longer than any sentence", DG_DROP, 2000,
	    "columns (a Han character is 3)", single_long, NULL },
	[RULE_SHORT] = { "short", "shorter than a word worth keeping", DG_OFF, 2, "characters",
	    single_short, NULL },
	[RULE_BOILERPLATE] = { "boilerplate", "navigation, share and print lines, legal footers",
	    DG_DROP, 0, NULL, single_boilerplate, NULL },
	[RULE_COPY] = { "copy", "one text is a copy of the other: untranslated", DG_DROP, 0, NULL,
	    NULL, across_copy },
	[RULE_LANGUAGE] = { "language", "a text that is not in its column's language", DG_DROP, 0,
	    NULL, single_language, NULL },
	[RULE_SCORE] = { "score", "the aligner's own doubt", DG_DROP, 0.3, "probability", NULL, NULL },
	[RULE_RATIO] = { "ratio", "lengths that no translation has", DG_DROP, 4.5,
	    "standard deviations", NULL, across_ratio },
	[RULE_NUMBER] = { "number", "a number or date of each text that the other has not", DG_DROP,
	    1, "pairs", NULL, across_number },
	[RULE_WORDS] = { "words", "words that do not translate each other", DG_DROP, 0.5,
	    "probability", NULL, across_words },
	[RULE_TRUNCATED] = { "truncated", "one text is too short and lacks words of the other",
	    DG_DROP, 0.5, "probability", NULL, across_truncated },
	[RULE_GLUED] = { "glued", "one text is too long and has words that the other lacks", DG_DROP,
	    0.5, "probability", NULL, across_glued },
	[RULE_MISSING] = { "missing", "numbers of one text that the other leaves out", DG_REPORT, 1,
	    "numbers", NULL, across_missing },
	[RULE_QUOTES] = { "quotes", "quotes or brackets without their other half", DG_REPORT, 0, NULL,
	    single_quotes, NULL },
	[RULE_NEGATION] = { "negation", "one text denies, the other does not", DG_REPORT, 0, NULL,
	    NULL, across_negation },
	[RULE_NAMES] = { "names", "names in Latin letters that the other text lacks", DG_REPORT, 1,
	    "names", NULL, across_names },
	[RULE_CAPITALS] = { "capitals", "a long text in capitals alone", DG_REPORT, 20, "letters",
	    single_capitals, NULL },
};

bool
dg_cleaner_rule(size_t i, struct dg_rule *ret)
{
	const struct rule_info *r = &rule_table[i];

	if (i >= RULES)
		return false;
	*ret = (struct dg_rule){ r->name, r->about, r->unit, r->mode, r->limit };
	return true;
}

static bool
is(struct dg_bytes s, const char *word)
{
	return dg_bytes_equal(s, dg_bytes_of(word));
}

static enum dg_status
set_limit(struct rule_state *state, const struct rule_info *info, struct dg_bytes value,
    struct dg_error *err)
{
	char text[32], *end;
	double x;

	if (!info->unit)
		return dg_fail(err, DG_EUSAGE, 0, "rule '%s' is on, off or report, not '%.*s'",
		    info->name, (int)(value.n < 40 ? value.n : 40), value.p);
	if (value.n == 0 || value.n >= sizeof text)
		return dg_fail(err, DG_EUSAGE, 0, "rule '%s' wants on, off, report or a number",
		    info->name);
	memcpy(text, value.p, value.n);
	text[value.n] = '\0';
	errno = 0;
	x = strtod(text, &end);
	if (errno || *end || !(x >= 0 && x <= 1e9))
		return dg_fail(err, DG_EUSAGE, 0, "rule '%s': '%s' is no number", info->name, text);
	state->limit = x;
	if (state->mode == DG_OFF)
		state->mode = DG_DROP;
	return DG_OK;
}

enum dg_status
dg_cleaner_set(struct dg_cleaner *c, struct dg_bytes name, struct dg_bytes value,
    struct dg_error *err)
{
	for (size_t i = 0; i < RULES; i++) {
		struct rule_state *state = &c->rule[i];

		if (!is(name, rule_table[i].name))
			continue;
		if (is(value, "on"))
			state->mode = DG_DROP;
		else if (is(value, "off"))
			state->mode = DG_OFF;
		else if (is(value, "report"))
			state->mode = DG_REPORT;
		else
			return set_limit(state, &rule_table[i], value, err);
		return DG_OK;
	}
	return dg_fail(err, DG_EUSAGE, 0, "no rule is named '%.*s'",
	    (int)(name.n < 40 ? name.n : 40), name.p);
}

static struct dg_bytes
trim(struct dg_bytes s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = (struct dg_bytes){ s.p + 1, s.n - 1 };
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

static enum dg_status
read_line(struct dg_cleaner *c, struct dg_bytes line, uint64_t at, struct dg_error *err)
{
	const char *hash = line.n ? memchr(line.p, '#', line.n) : NULL, *equals;
	struct dg_bytes name, value;
	enum dg_status st;

	if (hash)
		line.n = (size_t)(hash - line.p);
	line = trim(line);
	if (line.n == 0)
		return DG_OK;
	if (!(equals = memchr(line.p, '=', line.n)))
		return dg_fail(err, DG_EINPUT, at, "not 'name = value'");
	name = trim((struct dg_bytes){ line.p, (size_t)(equals - line.p) });
	value = trim((struct dg_bytes){ equals + 1, line.n - (size_t)(equals - line.p) - 1 });
	if ((st = dg_cleaner_set(c, name, value, err)) != DG_OK) {
		err->line = at;
		err->status = DG_EINPUT;
		return DG_EINPUT;
	}
	return DG_OK;
}

enum dg_status
dg_cleaner_read(struct dg_cleaner *c, struct dg_in *in, struct dg_error *err)
{
	struct dg_lines *lines = NULL;
	struct dg_bytes line;
	enum dg_status st = dg_lines_new(&lines, in, 1 << 16, err);

	if (st != DG_OK)
		return st;
	while ((st = dg_lines_next(lines, &line, err)) == DG_OK &&
	    (st = read_line(c, line, dg_lines_number(lines), err)) == DG_OK)
		continue;
	dg_lines_free(lines);
	return st == DG_END ? DG_OK : st;
}
