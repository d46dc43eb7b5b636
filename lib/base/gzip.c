/* gzip.c -- compression on a thread of its own: it takes ten times what writing takes,
 * and who makes the data need not wait for it.  Four buffers go round.  Head and trailer
 * (RFC 1952) are written here, so that a gap can be filled when all else is written: it is
 * a stored block (RFC 1951 §3.2.4), and the checksums of the parts give that of the whole. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/gzip.h"

enum { CHUNK = 64 * 1024, BUFFERS = 4 };

struct gzip {
	int fd;
	atomic_int failed;
	z_stream z;
	uint32_t crc, crc_before;	/* since the last gap, and up to it */
	uint64_t total, since;		/* bytes: all, since the last gap */
	size_t gap;			/* its width; 0: none was made */
	off_t gap_at;
	unsigned char *packed;
	char *buf[BUFFERS];
	size_t n[BUFFERS];
	/* under the lock: buffers filled, buffers done with */
	unsigned long filled, done;
	bool ending;
	bool threaded, ready;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change;
};

int
write_whole(int fd, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0) {
		ssize_t put = write(fd, p, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return errno;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

int
write_whole_at(int fd, const char *p, size_t n, off_t at)
{
	while (n > 0) {
		ssize_t put = pwrite(fd, p, n, at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return errno;
		p += put;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

int
temporary_file(const char *dir)
{
	struct dg_buf name = { 0 };
	int fd = -1;

	dg_put_format(&name, "%s/drogman-XXXXXX", dir && *dir ? dir : "/tmp");
	dg_put(&name, "", 1);
	if (name.failed)
		errno = ENOMEM;
	else if ((fd = mkstemp(name.p)) >= 0)
		unlink(name.p);
	dg_buf_free(&name);
	return fd;
}

static void
put_raw(struct gzip *g, const void *p, size_t n)
{
	int code = g->failed ? 0 : write_whole(g->fd, p, n);

	if (code)
		g->failed = code;
}

static void
pack(struct gzip *g, const char *p, size_t n, int flush)
{
	int z;

	if (g->failed)
		return;
	g->crc = (uint32_t)crc32(g->crc, (const unsigned char *)p, (unsigned)n);
	g->since += n;
	g->total += n;
	g->z.next_in = (unsigned char *)p;
	g->z.avail_in = (unsigned)n;
	do {
		g->z.next_out = g->packed;
		g->z.avail_out = CHUNK;
		z = deflate(&g->z, flush);
		put_raw(g, g->packed, CHUNK - g->z.avail_out);
	} while (!g->failed && (flush == Z_FINISH ? z != Z_STREAM_END : g->z.avail_out == 0));
}

static void *
work(void *ctx)
{
	struct gzip *g = ctx;

	pthread_mutex_lock(&g->lock);
	for (;;) {
		size_t slot = g->done % BUFFERS;

		while (g->done == g->filled && !g->ending)
			pthread_cond_wait(&g->change, &g->lock);
		if (g->done == g->filled)
			break;
		pthread_mutex_unlock(&g->lock);
		pack(g, g->buf[slot], g->n[slot], Z_NO_FLUSH);
		pthread_mutex_lock(&g->lock);
		g->done++;
		pthread_cond_broadcast(&g->change);
	}
	pthread_mutex_unlock(&g->lock);
	return NULL;
}

/* Signals are for the caller's threads. */
static bool
start(struct gzip *g)
{
	sigset_t all, before;
	bool good;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	good = pthread_create(&g->thread, NULL, work, g) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return good;
}

/* No name, no time: the same bytes each time.  What the level says is for the curious. */
static void
put_head(struct gzip *g, int level)
{
	unsigned char head[10] = { 0x1F, 0x8B, Z_DEFLATED };

	head[8] = level == 9 ? 2 : level == 1 ? 4 : 0;
	head[9] = 3;	/* Unix */
	put_raw(g, head, sizeof head);
}

struct gzip *
gzip_new(int fd, int level)
{
	struct gzip *g = calloc(1, sizeof *g);
	bool good = g != NULL;

	for (size_t i = 0; good && i < BUFFERS; i++)
		good = (g->buf[i] = malloc(CHUNK));
	good = good && (g->packed = malloc(CHUNK)) &&
	    deflateInit2(&g->z, level ? level : Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8,
	    Z_DEFAULT_STRATEGY) == Z_OK;
	if (!good) {
		gzip_free(g);
		return NULL;
	}
	g->fd = fd;
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->change, NULL);
	g->ready = true;
	put_head(g, level);
	return g;
}

/* A full buffer to the thread, which the first one starts; where there is none to be
 * had, it is packed here. */
static void
hand_over(struct gzip *g)
{
	size_t slot = g->filled % BUFFERS;

	if (g->filled == 0)
		g->threaded = start(g);
	if (!g->threaded) {
		pack(g, g->buf[slot], g->n[slot], Z_NO_FLUSH);
		g->filled = g->done = g->filled + 1;
	} else {
		pthread_mutex_lock(&g->lock);
		g->filled++;
		pthread_cond_broadcast(&g->change);
		while (g->filled - g->done == BUFFERS)
			pthread_cond_wait(&g->change, &g->lock);
		pthread_mutex_unlock(&g->lock);
	}
	g->n[g->filled % BUFFERS] = 0;
}

void
gzip_put(struct gzip *g, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0 && !g->failed) {
		size_t slot = g->filled % BUFFERS;
		size_t some = CHUNK - g->n[slot] < n ? CHUNK - g->n[slot] : n;

		memcpy(g->buf[slot] + g->n[slot], p, some);
		g->n[slot] += some;
		p += some;
		n -= some;
		if (g->n[slot] == CHUNK)
			hand_over(g);
	}
}

bool
gzip_failed(struct gzip *g)
{
	return g->failed != 0;
}

static void
join(struct gzip *g)
{
	if (!g->threaded)
		return;
	pthread_mutex_lock(&g->lock);
	g->ending = true;
	pthread_cond_broadcast(&g->change);
	pthread_mutex_unlock(&g->lock);
	pthread_join(g->thread, NULL);
	g->threaded = false;
}

/* What was put before a gap, the gap (of whatever checksum) and what came since: the
 * part before the next gap. */
static void
close_part(struct gzip *g)
{
	g->crc_before = (uint32_t)crc32_combine(g->crc_before, g->crc, (off_t)g->since);
	g->crc = 0;
	g->since = 0;
}

static void
put_little(unsigned char *to, uint32_t x, int n)
{
	for (; n-- > 0; x >>= 8)
		*to++ = (unsigned char)(x & 0xFF);
}

void
gzip_gap(struct gzip *g, size_t n)
{
	size_t slot = g->filled % BUFFERS;
	unsigned char head[5] = { 0 };

	if (g->threaded) {
		pthread_mutex_lock(&g->lock);
		while (g->done < g->filled)
			pthread_cond_wait(&g->change, &g->lock);
		pthread_mutex_unlock(&g->lock);
	}
	pack(g, g->buf[slot], g->n[slot], Z_FULL_FLUSH);
	g->n[slot] = 0;
	put_little(head + 1, (uint32_t)n, 2);
	put_little(head + 3, ~(uint32_t)n, 2);
	put_raw(g, head, sizeof head);
	close_part(g);
	g->gap = n;
	g->total += n;
	if (!g->failed && (g->gap_at = lseek(g->fd, 0, SEEK_CUR)) < 0)
		g->failed = errno;
	memset(g->packed, ' ', n);
	put_raw(g, g->packed, n);
}

/* Those who write meanwhile write elsewhere in the file. */
void
gzip_fill(struct gzip *g, const void *p)
{
	if (!g->failed)
		g->failed = write_whole_at(g->fd, p, g->gap, g->gap_at);
	g->crc_before = (uint32_t)crc32_combine(g->crc_before,
	    crc32(0, p, (unsigned)g->gap), (off_t)g->gap);
}

int
gzip_end(struct gzip *g)
{
	size_t slot = g->filled % BUFFERS;
	unsigned char tail[8];

	join(g);
	pack(g, g->buf[slot], g->n[slot], Z_FINISH);
	close_part(g);
	put_little(tail, g->crc_before, 4);
	put_little(tail + 4, (uint32_t)g->total, 4);
	put_raw(g, tail, sizeof tail);
	return g->failed;
}

void
gzip_free(struct gzip *g)
{
	if (!g)
		return;
	join(g);
	if (g->ready) {
		pthread_mutex_destroy(&g->lock);
		pthread_cond_destroy(&g->change);
	}
	if (g->z.state)
		deflateEnd(&g->z);
	for (size_t i = 0; i < BUFFERS; i++)
		free(g->buf[i]);
	free(g->packed);
	free(g);
}
