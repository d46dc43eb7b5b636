/* buf.c -- growing output and borrowed bytes. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

enum { SMALL = 64 * 1024 };

static void (*on_lack)(void);

void
dg_on_lack(void (*end)(void))
{
	on_lack = end;
}

bool
dg_lacks(size_t n)
{
	if (n < SMALL && on_lack)
		on_lack();
	return false;
}

bool
dg_grow(void *items, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap ? *cap : 16;
	void *p, *grown;

	if (need <= *cap)
		return true;
	while (n < need) {
		if (n > SIZE_MAX / 2)
			return false;
		n *= 2;
	}
	if (n > SIZE_MAX / size)
		return false;
	/* `items` is the address of a pointer of any object type. */
	memcpy(&p, items, sizeof p);
	if (!(grown = realloc(p, n * size)))
		return dg_lacks(n * size);
	memcpy(items, &grown, sizeof grown);
	*cap = n;
	return true;
}

static bool
room_for(struct dg_buf *out, size_t n)
{
	if (out->failed)
		return false;
	if (n > SIZE_MAX - out->n || !dg_grow(&out->p, &out->cap, out->n + n, 1))
		out->failed = true;
	return !out->failed;
}

void
dg_put(struct dg_buf *out, const void *p, size_t n)
{
	if (n == 0 || ((out->failed || n > out->cap - out->n) && !room_for(out, n)))
		return;
	memcpy(out->p + out->n, p, n);
	out->n += n;
}

void
dg_put_bytes(struct dg_buf *out, struct dg_bytes s)
{
	dg_put(out, s.p, s.n);
}

void
dg_put_str(struct dg_buf *out, const char *s)
{
	dg_put(out, s, strlen(s));
}

void
dg_put_char(struct dg_buf *out, char c)
{
	dg_put(out, &c, 1);
}

void
dg_put_code(struct dg_buf *out, uint32_t c)
{
	unsigned char b[4];
	size_t n;

	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = 0xFFFD;
	if (c < 0x80) {
		b[0] = (unsigned char)c;
		n = 1;
	} else if (c < 0x800) {
		b[0] = (unsigned char)(0xC0 | c >> 6);
		n = 2;
	} else if (c < 0x10000) {
		b[0] = (unsigned char)(0xE0 | c >> 12);
		n = 3;
	} else {
		b[0] = (unsigned char)(0xF0 | c >> 18);
		n = 4;
	}
	for (size_t i = 1; i < n; i++)
		b[i] = (unsigned char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3F));
	dg_put(out, b, n);
}

void
dg_put_number(struct dg_buf *out, uint64_t n)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	dg_put(out, digits + at, sizeof digits - at);
}

/* Most of it fits into the room that is there; what does not is written again. */
void
dg_put_format(struct dg_buf *out, const char *format, ...)
{
	va_list ap, again;
	size_t room = out->failed || !out->p ? 0 : out->cap - out->n;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(room ? out->p + out->n : NULL, room, format, ap);
	va_end(ap);
	if (n < 0)
		out->failed = true;
	else if ((size_t)n < room)
		out->n += (size_t)n;
	else if (room_for(out, (size_t)n + 1)) {
		vsnprintf(out->p + out->n, (size_t)n + 1, format, again);
		out->n += (size_t)n;
	}
	va_end(again);
}

void
dg_buf_free(struct dg_buf *buf)
{
	free(buf->p);
	*buf = (struct dg_buf){ 0 };
}

struct dg_bytes
dg_bytes_of(const char *s)
{
	return (struct dg_bytes){ s, strlen(s) };
}

struct dg_bytes
dg_buf_bytes(const struct dg_buf *buf)
{
	return (struct dg_bytes){ buf->p, buf->n };
}

bool
dg_bytes_equal(struct dg_bytes a, struct dg_bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

struct dg_bytes
dg_embedded(const char *name)
{
	for (size_t i = 0; i < dg_embedded_count; i++) {
		const struct dg_embedded_file *f = &dg_embedded_files[i];

		if (strcmp(f->name, name) == 0)
			return (struct dg_bytes){ f->start, (size_t)(f->end - f->start) };
	}
	return (struct dg_bytes){ NULL, 0 };
}
