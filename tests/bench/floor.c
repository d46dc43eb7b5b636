/* floor.c -- what dg-tmx is measured against: the least that a C program can do for the
 * same job.  floor write BITEXT.tsv: rows to TMX, texts escaped, by stdio; no character is
 * looked at twice, nothing is checked.  floor read FILE.tmx: libxml2's SAX2 push parser
 * with handlers that count the bytes of segs.  floor run COMMAND…: runs it, then CPU
 * seconds, seconds by the clock and kilobytes at the most, on stderr. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <libxml/parser.h>

static void
put_escaped(const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': fputs("&amp;", stdout); break;
		case '<': fputs("&lt;", stdout); break;
		case '>': fputs("&gt;", stdout); break;
		default: putchar_unlocked(*s);
		}
}

/* doc, bead, score, then the languages; every row a unit. */
static int
write_tmx(const char *path)
{
	static const char *const props[] = { "x-document", "x-bead", "x-score" };
	FILE *in = fopen(path, "r");
	char *line = NULL, *langs[8], *head = NULL, *cell;
	size_t cap = 0, head_cap = 0, n = 0;
	unsigned long row = 0;

	if (!in || getline(&head, &head_cap, in) < 0)
		return 2;
	for (cell = strtok(head, "\t\n"); cell && n < 8; cell = strtok(NULL, "\t\n"))
		langs[n++] = cell;
	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n"
	    "  <header srclang=\"*all*\"/>\n  <body>");
	while (getline(&line, &cap, in) > 0) {
		char *rest = line;

		line[strcspn(line, "\n")] = '\0';
		printf("    <tu tuid=\"%016lx\">\n", ++row);
		for (size_t i = 0; i < n && (cell = strsep(&rest, "\t")); i++) {
			if (i < 3)
				printf("      <prop type=\"%s\">", props[i]);
			else
				printf("      <tuv xml:lang=\"%s\"><seg>", langs[i]);
			put_escaped(cell);
			puts(i < 3 ? "</prop>" : "</seg></tuv>");
		}
		puts("    </tu>");
	}
	puts("  </body>\n</tmx>");
	return fclose(stdout) ? 2 : 0;
}

static size_t bytes, units;
static int in_seg;

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_n,
    const xmlChar **ns, int n, int defaulted, const xmlChar **attrs)
{
	(void)ctx, (void)prefix, (void)uri, (void)ns_n, (void)ns, (void)n, (void)defaulted;
	(void)attrs;
	in_seg = strcmp((const char *)name, "seg") == 0;
	units += strcmp((const char *)name, "tu") == 0;
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)ctx, (void)name, (void)prefix, (void)uri;
	in_seg = 0;
}

static void
on_text(void *ctx, const xmlChar *p, int n)
{
	(void)ctx, (void)p;
	if (in_seg)
		bytes += (size_t)n;
}

static int
read_tmx(const char *path)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
	    .endElementNs = on_end, .characters = on_text };
	FILE *in = fopen(path, "r");
	char buf[16 * 1024];
	xmlParserCtxt *ctxt = in ? xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL) : NULL;
	size_t n;
	int rc;

	if (!ctxt)
		return 2;
	while ((n = fread(buf, 1, sizeof buf, in)) > 0)
		xmlParseChunk(ctxt, buf, (int)n, 0);
	rc = xmlParseChunk(ctxt, NULL, 0, 1);
	printf("%zu units, %zu bytes\n", units, bytes);
	return rc ? 2 : 0;
}

static int
run(char *argv[])
{
	struct timespec from, to;
	struct rusage u;
	int status;
	pid_t child;

	clock_gettime(CLOCK_MONOTONIC, &from);
	if ((child = vfork()) == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &u) < 0)
		return 2;
	clock_gettime(CLOCK_MONOTONIC, &to);
	fprintf(stderr, "%.3f %.3f %ld\n", (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	    (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9,
	    u.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

int
main(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "write") == 0)
		return write_tmx(argv[2]);
	if (argc == 3 && strcmp(argv[1], "read") == 0)
		return read_tmx(argv[2]);
	if (argc >= 3 && strcmp(argv[1], "run") == 0)
		return run(argv + 2);
	fputs("usage: floor write BITEXT.tsv | read FILE.tmx | run COMMAND...\n", stderr);
	return 2;
}
