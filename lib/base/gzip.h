/* gzip.h -- compression on a thread of its own, and plain writing. */
#ifndef DG_GZIP_H
#define DG_GZIP_H

#include "base/base.h"

/* All of it, or the errno of what went wrong. */
int write_whole(int fd, const void *p, size_t n);
int write_whole_at(int fd, const char *p, size_t n, off_t at);
/* A file without a name in `dir` (NULL: the system's place); -1 with errno. */
int temporary_file(const char *dir);

/* A source over `fd`, from where it stands; the source closes it. */
enum dg_status in_of_fd(struct dg_in **ret, int fd, struct dg_error *err);

struct gzip;
/* NULL: out of memory.  `fd` stays the caller's. */
struct gzip *gzip_new(int fd, int level);
void gzip_put(struct gzip *g, const void *p, size_t n);
/* Room for `n` bytes (65,535 at the most) that are known only later, where `fd` can seek;
 * one gap at a time.  What stands before is neither compressed with what follows, nor is
 * the gap compressed at all. */
void gzip_gap(struct gzip *g, size_t n);
void gzip_fill(struct gzip *g, const void *p);
bool gzip_failed(struct gzip *g);
/* All that was put is written, or the errno of the first failure; once. */
int gzip_end(struct gzip *g);
void gzip_free(struct gzip *g);

#endif
