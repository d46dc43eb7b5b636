/* dg-segment -- paragraphs to segments.  A window of the paragraph in memory, as long as
 * its longest segment.  See dg-segment(1). */
#include <string.h>

#include "tool.h"

enum { KEY_SRX = 256, KEY_WRAPPED, KEY_OFFSETS, KEY_RULES, KEY_MAX, KEY_ABBREV };

static const struct tool_option options[] = {
	{ 'l', "lang", "LANG", "the language of the text (default: en)" },
	{ KEY_SRX, "srx", "FILE", "these rules (SRX 2.0) in place of the built-in ones" },
	{ KEY_ABBREV, "abbrev", "FILE", "abbreviations of your own, one a line" },
	{ KEY_WRAPPED, "wrapped", NULL, "lines are wrapped: an empty line ends a paragraph" },
	{ KEY_OFFSETS, "offsets", NULL, "print start, end and paragraph, not the text" },
	{ KEY_RULES, "rules", NULL, "print each place where a rule spoke, and which one" },
	{ KEY_MAX, "max", "BYTES", "cut longer segments at a blank (default: 1048576)" },
	{ 0 }
};

static const struct tool tool = {
	"dg-segment", "[-l LANG] [--srx FILE] [--abbrev FILE] [--wrapped] [--offsets | --rules] [FILE ...]",
	"Cut paragraphs into segments: one a line, an empty line between paragraphs.\n\n"
	"  dg-text -l fr page.html | dg-segment -l fr > page.seg",
	options, false
};

/* WINDOW: bytes of a long line that are looked at together */
enum { WINDOW = 64 << 10, SEGMENT_LONG = 1 << 20 };

struct job {
	struct dg_segmenter *segmenter;
	struct dg_spans spans;
	struct dg_buf paragraph;	/* of wrapped lines */
	struct dg_bytes text;		/* the window at hand */
	const char *file;
	bool wrapped, offsets, rules;
	bool inside, told;		/* a segment of the paragraph is out; a warning is */
	bool in_line;			/* of wrapped lines: one that has begun */
	size_t max;
	size_t window;			/* of wrapped lines: what to wait for */
	unsigned long long number;	/* paragraphs that were printed */
	unsigned long long line;	/* where the one at hand begins */
	unsigned long long base;	/* where in it the window begins */
};

/* A place in --rules shows a little of what stands around it. */
enum { AROUND = 30 };

static void
put_around(struct dg_bytes s, size_t start, size_t end)
{
	const char *p = s.p + start;

	for (size_t i = 0; i < end - start; i++)
		dg_out_put(tool_stdout(), p[i] == '\t' || p[i] == '\n' ? " " : p + i, 1);
}

static void
told(void *ctx, size_t at, bool cut, const char *why)
{
	struct job *job = ctx;
	size_t start = at > AROUND ? at - AROUND : 0;
	size_t end = job->text.n - at > AROUND ? at + AROUND : job->text.n;

	while (start > 0 && ((unsigned char)job->text.p[start] & 0xC0) == 0x80)
		start--;
	while (end < job->text.n && ((unsigned char)job->text.p[end] & 0xC0) == 0x80)
		end++;
	dg_out_format(tool_stdout(), "%llu\t%llu\t%s\t%s\t", job->line, job->base + at,
	    cut ? "cut" : "keep", why);
	put_around(job->text, start, at);
	dg_out_str(tool_stdout(), "|");
	put_around(job->text, at, end);
	dg_out_str(tool_stdout(), "\n");
}

static void
print(struct job *job)
{
	struct dg_out *out = tool_stdout();

	if (job->rules || job->spans.n == 0)
		return;
	if (!job->inside && job->number++ > 0 && !job->offsets)
		dg_out_put(out, "\n", 1);
	job->inside = true;
	for (size_t i = 0; i < job->spans.n; i++) {
		struct dg_span s = job->spans.at[i];

		if (job->offsets) {
			dg_out_format(out, "%llu\t%llu\t%llu\n", job->base + s.start,
			    job->base + s.end, job->number - 1);
			continue;
		}
		dg_out_put(out, job->text.p + s.start, s.end - s.start);
		dg_out_put(out, "\n", 1);
	}
}

/* A paragraph, or a window of one; *done bytes of it may go. */
static enum dg_status
paragraph(struct job *job, struct dg_bytes text, bool more, size_t *done, struct dg_error *err)
{
	struct dg_window window = { .text = text, .more = more, .max = job->max };
	enum dg_status st;

	job->text = text;
	st = dg_segment_window(job->segmenter, &window, &job->spans, err);
	if (st == DG_OK)
		print(job);
	else if (err->line == 0)
		err->line = job->line;
	if (window.forced && !job->told)
		tool_warn("%s:%llu: cut a segment longer than %zu bytes; see --max", job->file,
		    job->line, job->max);
	job->told |= window.forced > 0;
	job->base += *done = window.done;
	if (!more) {
		job->base = 0;
		job->inside = job->told = false;
	}
	return st;
}

static bool
is_empty(struct dg_bytes line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t')
			return false;
	return true;
}

/* Cut what is there of the paragraph in job->paragraph. */
static enum dg_status
flush(struct job *job, bool more, struct dg_error *err)
{
	struct dg_buf *all = &job->paragraph;
	size_t done;
	enum dg_status st = paragraph(job, dg_buf_bytes(all), more, &done, err);

	memmove(all->p, all->p + done, all->n - done);
	all->n -= done;
	return st;
}

/* A wrapped line, or a window of one, joins its paragraph; an empty one ends it. */
static enum dg_status
wrapped_line(struct job *job, struct dg_bytes line, bool more, uint64_t number,
    struct dg_error *err)
{
	struct dg_buf *all = &job->paragraph;
	enum dg_status st = DG_OK;

	if (!job->in_line && !more && is_empty(line)) {
		if (all->n > 0)
			st = flush(job, false, err);
		all->n = 0;
		return st;
	}
	if (all->n == 0 && job->base == 0)
		job->line = number;
	else if (!job->in_line && line.n > 0)
		dg_put_str(all, all->n == 0 ? " " : dg_line_joint(dg_buf_bytes(all), line));
	dg_put_bytes(all, line);
	job->in_line = more;
	if (all->failed) {
		*err = (struct dg_error){ .status = DG_ENOMEM, .line = job->line };
		strcpy(err->text, "out of memory");
		return DG_ENOMEM;
	}
	if (all->n < job->window)
		return DG_OK;
	st = flush(job, true, err);
	job->window = all->n + WINDOW;
	return st;
}

static enum dg_status
every_line(struct job *job, struct dg_lines *lines, struct dg_error *err)
{
	struct dg_bytes text;
	enum dg_status st;
	bool more;

	while ((st = dg_lines_window(lines, &text, &more, err)) == DG_OK &&
	    !dg_out_failed(tool_stdout())) {
		uint64_t number = dg_lines_number(lines);
		size_t done = text.n;

		if (job->wrapped) {
			st = wrapped_line(job, text, more, number, err);
		} else {
			job->line = number;
			st = paragraph(job, text, more, &done, err);
		}
		if (st != DG_OK)
			return st;
		dg_lines_used(lines, done);
	}
	if (st == DG_END && job->paragraph.n > 0)
		st = flush(job, false, err);
	return st == DG_END ? DG_OK : st;
}

static int
one_file(const char *file, struct dg_in *in, void *ctx)
{
	struct job *job = ctx;
	struct dg_lines *lines;
	struct dg_error err = { 0 };
	enum dg_status st = dg_lines_new(&lines, in, WINDOW, &err);

	job->file = strcmp(file, "-") == 0 ? "standard input" : file;
	job->window = WINDOW;
	job->paragraph.n = 0;
	job->base = 0;
	job->inside = job->told = job->in_line = false;
	if (st == DG_OK)
		st = every_line(job, lines, &err);
	dg_lines_free(lines);
	return st == DG_OK ? 0 : tool_error(file, &err);
}

static int
read_rules(const char *file, struct dg_buf *text, struct dg_bytes *ret)
{
	struct dg_error err;
	struct dg_in *in = NULL;
	enum dg_status st = DG_OK;

	if (!file)
		return 0;
	if ((st = dg_in_open(&in, file, &err)) == DG_OK)
		st = dg_in_all(in, TOOL_LINE_MAX, text, &err);
	dg_in_free(in);
	*ret = (struct dg_bytes){ text->p ? text->p : "", text->n };
	return st == DG_OK ? 0 : tool_error(file, &err);
}

static int
open_rules(struct job *job, const char *lang, const char *srx, const char *abbrev)
{
	struct dg_segmenter_options opt = { 0 };
	struct dg_buf srx_text = { 0 }, abbrev_text = { 0 };
	struct dg_error err;
	int rc;

	if ((rc = read_rules(srx, &srx_text, &opt.srx)) == 0 &&
	    (rc = read_rules(abbrev, &abbrev_text, &opt.abbreviations)) == 0 &&
	    dg_segmenter_open(&job->segmenter, lang, &opt, &err) != DG_OK)
		rc = tool_error(opt.at_abbreviations ? abbrev : srx ? srx : lang, &err);
	dg_buf_free(&srx_text);
	dg_buf_free(&abbrev_text);
	if (rc != 0)
		return rc;
	if (dg_segmenter_is_fallback(job->segmenter))
		tool_note("no rules for '%s': those for every language, then sentences of UAX #29",
		    lang);
	else
		tool_note("rules: %s", dg_segmenter_name(job->segmenter));
	if (job->rules)
		dg_segmenter_trace(job->segmenter, told, job);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct job job = { .max = SEGMENT_LONG };
	const char *arg, *lang = "en", *srx = NULL, *abbrev = NULL;
	int key, operand, rc;

	while ((key = tool_option(&tool, argc, argv, &arg, &operand)) != -1)
		switch (key) {
		case 'l': lang = arg; break;
		case KEY_SRX: srx = arg; break;
		case KEY_ABBREV: abbrev = arg; break;
		case KEY_WRAPPED: job.wrapped = true; break;
		case KEY_OFFSETS: job.offsets = true; break;
		case KEY_RULES: job.rules = true; break;
		case KEY_MAX:
			job.max = (size_t)tool_number("--max", arg, 4, 1 << 30);
			break;
		}
	if ((rc = open_rules(&job, lang, srx, abbrev)) == 0)
		rc = tool_each(argv + operand, one_file, &job);
	dg_segmenter_free(job.segmenter);
	dg_spans_free(&job.spans);
	dg_buf_free(&job.paragraph);
	return tool_end(rc);
}
