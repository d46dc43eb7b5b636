/* dg-score -- precision, recall and F1 of an alignment against a gold one. */
#include <stdio.h>
#include <string.h>

#include "tool.h"

enum { KEY_JSON = 256, KEY_MIN };

static const struct tool_option options[] = {
	{ KEY_JSON, "json", NULL, "print one JSON object instead of the table" },
	{ KEY_MIN, "min", "F", "exit 1 when the strict F1 is below F (0 to 1)" },
	{ 0 }
};

static const struct tool self = {
	"dg-score", "[--json] [--min F] GOLD.beads TEST.beads [GOLD TEST ...]",
	"Score alignments against gold ones; several pairs of files add up to one figure.", options, false
};

static struct dg_beads *
read_beads(const char *file)
{
	struct dg_in *in;
	struct dg_beads *beads = NULL;
	struct dg_error err;

	if (dg_in_open(&in, file, &err) != DG_OK || dg_beads_read(&beads, in, &err) != DG_OK)
		tool_error(file, &err);
	dg_in_free(in);
	return beads;
}

static int
add_pair(const char *gold_file, const char *test_file, struct dg_score *score)
{
	struct dg_beads *gold = read_beads(gold_file), *test = read_beads(test_file);
	struct dg_error err;
	int rc = gold && test ? 0 : 2;

	if (rc == 0 && dg_beads_score(gold, test, score, &err) != DG_OK)
		rc = tool_error(test_file, &err);
	dg_beads_free(gold);
	dg_beads_free(test);
	return rc;
}

static void
print_row(const char *name, const struct dg_tally *t, bool json, bool last)
{
	double p = dg_tally_precision(t), r = dg_tally_recall(t), f = dg_tally_f1(t);

	if (json)
		dg_out_format(tool_stdout(), "\"%s\": {\"p\": %.4f, \"r\": %.4f, \"f1\": %.4f, "
		    "\"test\": %zu, \"gold\": %zu}%s", name, p, r, f, t->test, t->gold,
		    last ? "}\n" : ", ");
	else
		dg_out_format(tool_stdout(), "%-7s P %.3f  R %.3f  F1 %.3f   (test %zu, gold %zu)\n",
		    name, p, r, f, t->test, t->gold);
}

int
main(int argc, char *argv[])
{
	struct dg_score score = { 0 };
	const char *arg;
	double min = 0;
	bool json = false;
	int key, at, rc = 0;

	while ((key = tool_option(&self, argc, argv, &arg, &at)) != -1)
		switch (key) {
		case KEY_JSON: json = true; break;
		case KEY_MIN: min = tool_real("--min", arg, 0, 1); break;
		}
	if (at == argc || (argc - at) % 2)
		return tool_end(tool_usage());
	for (; at < argc; at += 2)
		if (add_pair(argv[at], argv[at + 1], &score))
			rc = 2;
	if (rc == 2)
		return tool_end(rc);
	if (json)
		dg_out_str(tool_stdout(), "{");
	print_row("strict", &score.strict, json, false);
	print_row("lax", &score.lax, json, false);
	print_row("paired", &score.paired, json, false);
	print_row("1-1", &score.one, json, false);
	print_row("n-m", &score.many, json, false);
	print_row("null", &score.null, json, true);
	return tool_end(dg_tally_f1(&score.strict) < min ? 1 : 0);
}
