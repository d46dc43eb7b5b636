/* part.c -- the result of one document as a record that says of itself whether it is whole:
 *
 *	drogman-part <run> <document> <key> <bytes in all, twelve digits>
 *	facts <segments a side…> <beads> <one> <many> <null> <kept> <dropped> <full> <mean·10⁶> <µs>
 *	bytes <warning> <error> <kept> <dropped>
 *	<these, one behind the other>
 *	<the key of all bytes before>
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "batch/batch.h"

_Static_assert(DG_TEXTS_MAX == 3, "the facts line names three sides");

enum { SUM = BATCH_KEY };	/* digits and a newline */

void
part_format(const struct batch_part *p, struct dg_buf *out)
{
	const struct batch_facts *f = &p->facts;
	size_t from = out->n, end;
	char sum[BATCH_KEY], length[13];

	dg_put_format(out, "drogman-part %-32s %-32s %-32s %012zu\n", p->run, p->document, p->key,
	    (size_t)0);
	dg_put_format(out, "facts %zu %zu %zu %zu %zu %zu %zu %zu %zu %u %zu %" PRIu64 "\n",
	    f->segments[0], f->segments[1], f->segments[2], f->beads, f->one, f->many, f->null,
	    f->kept, f->dropped, f->full, f->mean_millionths, f->microseconds);
	dg_put_format(out, "bytes %zu %zu %zu %zu\n", p->warning.n, p->error.n, p->kept.n,
	    p->dropped.n);
	dg_put_bytes(out, p->warning);
	dg_put_bytes(out, p->error);
	dg_put_bytes(out, p->kept);
	dg_put_bytes(out, p->dropped);
	if (out->failed)
		return;
	end = out->n;
	snprintf(length, sizeof length, "%012zu", (end - from + SUM) % (size_t)1000000000000);
	memcpy(out->p + from + PART_HEAD - sizeof length, length, sizeof length - 1);
	key_of((struct dg_bytes){ out->p + from, end - from }, sum);
	dg_put_str(out, sum);
	dg_put_char(out, '\n');
}

bool
part_head(const char *head, struct batch_head *h)
{
	/* a checksum says that it is ours: NOLINTNEXTLINE(cert-err34-c) */
	return sscanf(head, "drogman-part %32s %32s %32s %zu", h->run, h->document, h->key,
	    &h->length) == 4 && head[PART_HEAD - 1] == '\n' && h->length >= PART_HEAD + SUM;
}

/* The next n bytes of what is left. */
static struct dg_bytes
take(struct dg_bytes *rest, size_t n)
{
	struct dg_bytes s = { rest->p, n };

	*rest = (struct dg_bytes){ rest->p + n, rest->n - n };
	return s;
}

bool
part_parse(struct batch_part *p)
{
	struct batch_facts *f = &p->facts;
	struct batch_head h;
	size_t n[4], body;
	char sum[BATCH_KEY];
	struct dg_bytes rest;
	int head = 0;

	if (p->file.n < PART_HEAD + SUM || !part_head(p->file.p, &h) || h.length != p->file.n)
		return false;
	body = p->file.n - SUM;
	key_of((struct dg_bytes){ p->file.p, body }, sum);
	if (memcmp(p->file.p + body, sum, SUM - 1) != 0)
		return false;
	memcpy(p->run, h.run, sizeof h.run);
	memcpy(p->document, h.document, sizeof h.document);
	memcpy(p->key, h.key, sizeof h.key);
	/* a checksum has said that it is ours: NOLINTNEXTLINE(cert-err34-c) */
	if (sscanf(p->file.p + PART_HEAD, "facts %zu %zu %zu %zu %zu %zu %zu %zu %zu %u %zu %" SCNu64
	    "\nbytes %zu %zu %zu %zu%n", &f->segments[0], &f->segments[1], &f->segments[2],
	    &f->beads, &f->one, &f->many, &f->null, &f->kept, &f->dropped, &f->full,
	    &f->mean_millionths, &f->microseconds, &n[0], &n[1], &n[2], &n[3], &head) != 16)
		return false;
	body -= PART_HEAD + (size_t)head + 1;
	rest = (struct dg_bytes){ p->file.p + PART_HEAD + head + 1, body };
	if (n[0] + n[1] + n[2] + n[3] != rest.n)
		return false;
	p->warning = take(&rest, n[0]);
	p->error = take(&rest, n[1]);
	p->kept = take(&rest, n[2]);
	p->dropped = take(&rest, n[3]);
	return true;
}

void
part_free(struct batch_part *part)
{
	dg_buf_free(&part->file);
}
