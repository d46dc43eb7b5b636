/* gzip.c -- compression on a thread of its own: it takes ten times what writing takes,
 * and who makes the data need not wait for it.  Four buffers go round. */
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
pack(struct gzip *g, const char *p, size_t n, int flush)
{
	int z;

	if (g->failed)
		return;
	g->z.next_in = (unsigned char *)p;
	g->z.avail_in = (unsigned)n;
	do {
		int code;

		g->z.next_out = g->packed;
		g->z.avail_out = CHUNK;
		z = deflate(&g->z, flush);
		if ((code = write_whole(g->fd, g->packed, CHUNK - g->z.avail_out)) != 0)
			g->failed = code;
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

struct gzip *
gzip_new(int fd, int level)
{
	struct gzip *g = calloc(1, sizeof *g);
	bool good = g != NULL;

	for (size_t i = 0; good && i < BUFFERS; i++)
		good = (g->buf[i] = malloc(CHUNK));
	good = good && (g->packed = malloc(CHUNK)) &&
	    deflateInit2(&g->z, level ? level : Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY) == Z_OK;
	if (!good) {
		gzip_free(g);
		return NULL;
	}
	g->fd = fd;
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->change, NULL);
	g->ready = true;
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

int
gzip_end(struct gzip *g)
{
	size_t slot = g->filled % BUFFERS;

	join(g);
	pack(g, g->buf[slot], g->n[slot], Z_FINISH);
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
