/* many.c -- many documents in one process: threads take the next one from a counter, messages
 * wait for their turn, so that everything is the same for any number of threads.  Of the first of
 * two passes the beads are kept, not the texts. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "dg-align/many.h"

struct document {
	char *line;		/* the name and the files lie in it */
	const char *name, *file[DG_TEXTS_MAX];
	struct dg_alignment *al;/* of the first pass */
	struct dg_error err;
	const char *where;	/* the file that is at fault; NULL: none */
};

struct many {
	const struct work *w;
	struct document *doc;
	size_t n, cap, threads;
	const struct dg_lexicon *lexicon;
	bool last;		/* pass: beads are written, not kept */
	pthread_mutex_t lock;
	size_t next;
	int rc;
};

/* ---- the list ---- */

static int
bad_line(const char *list, uint64_t line, const char *what)
{
	struct dg_error err = { .status = DG_EINPUT, .line = line };

	snprintf(err.text, sizeof err.text, "%s", what);
	return tool_error(list, &err);
}

/* The name is that of a file to be. */
static int
put_document(struct many *m, const char *list, uint64_t number, struct dg_bytes line)
{
	struct document d = { .line = malloc(line.n + 1) };
	size_t parts = 0;

	if (!d.line)
		return tool_fail("out of memory");
	memcpy(d.line, line.p, line.n);
	d.line[line.n] = '\0';
	d.name = d.line;
	for (char *p = d.line; (p = strchr(p, '\t')) != NULL; parts++) {
		*p++ = '\0';
		if (parts < m->w->sides)
			d.file[parts] = p;
	}
	if (parts != m->w->sides || strlen(d.line) == 0 || memchr(line.p, '\0', line.n)) {
		free(d.line);
		return bad_line(list, number, "a document is its name and a file a language, "
		    "parted by tabs");
	}
	if (strchr(d.name, '/') || d.name[0] == '.') {
		free(d.line);
		return bad_line(list, number, "the name of a document is that of a file");
	}
	if (m->n == m->cap) {
		size_t cap = m->cap ? 2 * m->cap : 256;
		struct document *now = realloc(m->doc, cap * sizeof *now);

		if (!now) {
			free(d.line);
			return tool_fail("out of memory");
		}
		m->doc = now;
		m->cap = cap;
	}
	m->doc[m->n++] = d;
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
names_differ(const struct many *m, const char *list)
{
	const char **name = malloc((m->n + 1) * sizeof *name);
	int rc = 0;

	if (!name)
		return tool_fail("out of memory");
	for (size_t i = 0; i < m->n; i++)
		name[i] = m->doc[i].name;
	qsort(name, m->n, sizeof *name, by_name);
	for (size_t i = 1; i < m->n && rc == 0; i++)
		if (strcmp(name[i], name[i - 1]) == 0)
			rc = tool_fail("%s: two documents are called '%s'", list, name[i]);
	free(name);
	return rc;
}

static int
read_list(struct many *m, const char *list)
{
	struct dg_lines *lines = NULL;
	struct dg_in *in = NULL;
	struct dg_bytes line;
	struct dg_error err;
	enum dg_status st = dg_in_open(&in, list, &err);
	uint64_t number = 0;
	int rc = 0;

	if (st == DG_OK)
		st = dg_lines_new(&lines, in, TOOL_LINE_MAX, &err);
	while (st == DG_OK && (st = dg_lines_next(lines, &line, &err)) == DG_OK) {
		number++;
		if (line.n && put_document(m, list, number, line) != 0)
			rc = 2;
	}
	dg_lines_free(lines);
	dg_in_free(in);
	if (st != DG_END)
		return tool_error(list, &err);
	return rc ? rc : names_differ(m, list);
}

/* ---- one document ---- */

static void
forget_texts(struct work *w)
{
	for (size_t s = 0; s < w->sides; s++) {
		dg_segments_free(w->text[s]);
		w->text[s] = NULL;
	}
}

/* The texts of a document; what is wrong is kept for its turn. */
static bool
open_document(const struct many *m, struct document *d, struct work *w)
{
	*w = *m->w;
	w->document = d->name;
	for (size_t s = 0; s < w->sides && !d->where; s++) {
		struct dg_in *in = NULL;

		w->file[s] = d->file[s];
		if (dg_in_open(&in, d->file[s], &d->err) != DG_OK ||
		    dg_segments_read(&w->text[s], in, &d->err) != DG_OK)
			d->where = d->file[s];
		dg_in_free(in);
	}
	return !d->where;
}

static bool
write_document(struct document *d, struct work *w, const struct dg_alignment *al)
{
	const char *folder = w->output;
	struct dg_buf path = { 0 };
	bool good;

	dg_put_format(&path, "%s/%s.%s", folder, d->name,
	    strcmp(w->format, "hunalign") == 0 ? "ladder" : w->format);
	dg_put(&path, "", 1);
	w->output = path.p;
	good = !path.failed && put_alignment(w, al) == 0;
	dg_buf_free(&path);
	return good;
}

static void
align_document(struct many *m, struct document *d, struct dg_align_cache *cache)
{
	struct dg_align_options opt = { .lexicon = m->lexicon, .cache = cache,
	    .max_bead = m->w->max_bead, .moved = !m->w->in_order, .without = m->w->without };
	struct dg_alignment *al = NULL;
	struct work w;

	if (d->where)	/* it failed in the pass that teaches: what that taught is without it */
		return;
	if (open_document(m, d, &w) && dg_align(&al, (const struct dg_segments *const *)w.text,
	    w.lang, w.sides, &opt, &d->err) != DG_OK)
		d->where = d->name;
	if (al && m->last && !write_document(d, &w, al)) {
		pthread_mutex_lock(&m->lock);
		m->rc = 2;
		pthread_mutex_unlock(&m->lock);
	}
	forget_texts(&w);
	dg_alignment_free(d->al);
	d->al = al;
}

/* ---- all of them ---- */

static struct document *
next_document(struct many *m)
{
	struct document *d;

	pthread_mutex_lock(&m->lock);
	d = m->next < m->n ? &m->doc[m->next++] : NULL;
	pthread_mutex_unlock(&m->lock);
	return d;
}

static void *
work(void *arg)
{
	struct many *m = arg;
	struct dg_align_cache *cache = dg_align_cache_new(m->lexicon);
	struct document *d;

	while ((d = next_document(m)) != NULL)
		align_document(m, d, cache);
	dg_align_cache_free(cache);
	return NULL;
}

/* One of the threads is the caller's own. */
static void
pass(struct many *m, const struct dg_lexicon *lexicon, bool last)
{
	enum { THREADS_MAX = 64 };
	pthread_t thread[THREADS_MAX];
	size_t n = 0;

	m->next = 0;
	m->lexicon = lexicon;
	m->last = last;
	while (n + 1 < m->threads && n < THREADS_MAX &&
	    pthread_create(&thread[n], NULL, work, m) == 0)
		n++;
	work(m);
	while (n > 0)
		pthread_join(thread[--n], NULL);
}

/* What went wrong, and what does not look right, in the order of the list. */
static void
tell(struct many *m)
{
	size_t failed = 0, beads = 0;
	double sum = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct document *d = &m->doc[i];

		if (d->where) {
			m->rc = tool_error(d->where, &d->err);
			failed++;
			continue;
		}
		for (size_t s = 0; s < m->w->sides; s++)
			if (d->al->strange[s])
				tool_warn("%s: this does not look like '%s'", d->file[s], m->w->lang[s]);
		if (d->al->unrelated)
			tool_warn("%s: the texts do not look like translations of each other",
			    d->name);
		beads += d->al->n;
		sum += d->al->mean * (double)d->al->n;
	}
	tool_note("%zu documents, %zu beads, mean score %.3f", m->n - failed, beads,
	    beads ? sum / (double)beads : 0);
}

/* ---- what the first pass has taught ---- */

static enum dg_status
take_beads(struct dg_lessons *l, const struct work *w, const struct dg_alignment *al,
    struct dg_error *err)
{
	struct dg_buf buf[DG_TEXTS_MAX] = { { 0 } };
	enum dg_status st = DG_OK;

	for (size_t k = 0; k < al->n && st == DG_OK; k++) {
		const struct dg_bead *b = &al->beads[k];
		struct dg_bytes text[DG_TEXTS_MAX];
		size_t segments[DG_TEXTS_MAX];

		if (b->score < DG_LESSON_SCORE)
			continue;
		for (size_t s = 0; s < w->sides; s++) {
			buf[s].n = 0;
			dg_segments_join(w->text[s], w->lang[s], b->from[s], b->to[s], &buf[s]);
			text[s] = dg_buf_bytes(&buf[s]);
			segments[s] = b->to[s] - b->from[s];
		}
		st = dg_lessons_add(l, text, segments, err);
	}
	for (size_t s = 0; s < w->sides; s++)
		dg_buf_free(&buf[s]);
	return st;
}

/* The texts are read again for each pair of languages, one document after the other. */
static enum dg_status
take_documents(struct many *m, struct dg_lessons *l, struct dg_error *err)
{
	enum dg_status st = DG_OK;

	for (size_t i = 0; i < m->n && st == DG_OK; i++) {
		struct work w;

		if (m->doc[i].where)
			continue;
		if (open_document(m, &m->doc[i], &w))
			st = take_beads(l, &w, m->doc[i].al, err);
		forget_texts(&w);
	}
	return st;
}

static int
learn(struct many *m, const struct dg_lexicon *known, const char *path)
{
	struct dg_lessons *l = NULL;
	struct dg_out *out = NULL;
	struct dg_error err;
	enum dg_status st = dg_lessons_new(&l, m->w->lang, m->w->sides, known, &err);

	while (st == DG_OK)
		if ((st = take_documents(m, l, &err)) == DG_OK)
			st = dg_lessons_next(l, m->threads, &err);
	if (st == DG_END && (st = dg_out_open(&out, path, 0, &err)) == DG_OK)
		st = dg_lessons_save(l, out, &err);
	if (st == DG_OK)
		st = dg_out_commit(out, &err);
	dg_out_free(out);
	dg_lessons_free(l);
	return st == DG_OK ? 0 : tool_error(path, &err);
}

static int
learn_and_pass(struct many *m, const struct dg_lexicon *known)
{
	struct dg_lexicon *learnt = NULL;
	struct dg_buf path = { 0 };
	struct dg_error err;
	int rc;

	pass(m, known, false);
	dg_put_format(&path, "%s/learnt.lex", m->w->output);
	dg_put(&path, "", 1);
	rc = path.failed ? tool_fail("out of memory") : learn(m, known, path.p);
	if (rc == 0 && dg_lexicon_open(&learnt, path.p, &err) != DG_OK)
		rc = tool_error(path.p, &err);
	if (rc == 0)
		pass(m, learnt, true);
	dg_lexicon_free(learnt);
	dg_buf_free(&path);
	return rc;
}

int
align_many(const struct work *w, const char *list, bool teach, size_t threads)
{
	struct many m = { .w = w, .threads = threads };
	struct dg_lexicon *lex = NULL;
	struct dg_error err;
	int rc = read_list(&m, list);

	if (rc == 0 && mkdir(w->output, 0777) != 0 && errno != EEXIST)
		rc = tool_fail("%s: %s", w->output, strerror(errno));
	if (rc == 0 && !w->no_lexicon && dg_lexicon_open(&lex, w->lexicon, &err) != DG_OK)
		rc = tool_error(w->lexicon ? w->lexicon : "built-in lexicon", &err);
	if (rc == 0 && pthread_mutex_init(&m.lock, NULL) == 0) {
		if (teach)
			rc = learn_and_pass(&m, lex);
		else
			pass(&m, lex, true);
		if (rc == 0)
			tell(&m);
		pthread_mutex_destroy(&m.lock);
	}
	for (size_t i = 0; i < m.n; i++) {
		dg_alignment_free(m.doc[i].al);
		free(m.doc[i].line);
	}
	free(m.doc);
	dg_lexicon_free(lex);
	return rc ? rc : m.rc;
}
