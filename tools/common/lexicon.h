/* lexicon.h -- the parts of dg-lexicon. */
#ifndef TOOL_LEXICON_H
#define TOOL_LEXICON_H

#include "tool.h"

enum { LANGS = 16, STEPS = 4096 };

enum step_kind { STEP_SOURCE, STEP_TSV, STEP_CEDICT, STEP_DICTD, STEP_UNIHAN, STEP_MO, STEP_TBX,
	STEP_TMX, STEP_LEX, STEP_REGIONS, STEP_PIVOT, STEP_COUNT,
	STEP_FREQUENCIES, STEP_UNIGRAMS, STEP_PAIRS, STEP_DROP, STEP_KINDS };

/* What the command line asked for, in its order. */
struct lexicon_job {
	const char *output, *languages, *lexicon, *section;
	struct step { enum step_kind kind; const char *arg; } step[STEPS];
	size_t steps;
	size_t threads, iterations;
	double min_count;
	/* while at work */
	char list[256];
	const char *lang[LANGS];
	size_t langs;
	struct dg_lexicon_builder *builder;
	const char *file;
	bool lost;		/* a source that is not wrong could not be read */
	int rc;
};

void lexicon_step(struct lexicon_job *j, enum step_kind kind, const char *arg);
/* "zh,fr,en" into j->lang; returns how many. */
size_t lexicon_languages(struct lexicon_job *j, const char *list);
/* Tell of a row that cannot be used: file, line, what; status 2. */
void lexicon_bad_row(uint64_t line, const char *what, void *job);
/* 2 with a message: the file, the error. */
int lexicon_trouble(struct lexicon_job *j, const char *file, const struct dg_error *err);
/* Carry out the steps, in order; counts come last, when all entries are there. */
int lexicon_steps(struct lexicon_job *j);
int lexicon_begin(struct lexicon_job *j);
int lexicon_save(struct lexicon_job *j);

int lexicon_build(struct lexicon_job *j, char *files[]);
int lexicon_learn(struct lexicon_job *j, char *files[]);
int lexicon_merge(struct lexicon_job *j, char *files[]);
int lexicon_show(struct lexicon_job *j, char *words[]);
int lexicon_stat(struct lexicon_job *j, char *files[]);
int lexicon_dump(struct lexicon_job *j, char *files[]);
int lexicon_verify(char *files[]);
int lexicon_pairs(struct lexicon_job *j, char *files[]);
int lexicon_unigrams(struct lexicon_job *j, char *files[]);

#endif
