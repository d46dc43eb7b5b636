/* icu.c -- what is left to ICU: expressions beyond the automaton, UAX #29. */
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "segment/segment.h"

/* Steps of the matching engine in thousands or so: some milliseconds each. */
enum { TIME_MAX = 1000, STACK_MAX = 8 << 20 };

struct icu_rule { URegularExpression *re; const struct wide *set; };

/* Look-behind needs an end: * becomes {0,100}, + {1,100}, {n,} {n,n+100}, outside
 * sets and quotations (as the SRX libraries do that are built on look-behind). */
static void
put_bounded(struct dg_buf *out, struct dg_bytes s)
{
	int set = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		size_t n = 1;

		if (c == '\\' && i + 1 < s.n) {
			if (s.p[i + 1] == 'Q')
				for (n = 2; i + n < s.n && memcmp(s.p + i + n - 1, "\\E", 2) != 0; n++)
					;
			dg_put(out, s.p + i, n == 1 ? 2 : n);
			i += n == 1 ? 1 : n - 1;
			continue;
		}
		set += c == '[' ? 1 : c == ']' && set > 0 ? -1 : 0;
		if (!set && c == '*')
			dg_put_str(out, "{0,100}");
		else if (!set && c == '+' && i > 0 && !strchr("*+?}", s.p[i - 1]))
			dg_put_str(out, "{1,100}");
		else if (!set && c == '{') {
			unsigned long min = 0;

			while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9' &&
			    min < 100000)
				min = min * 10 + (unsigned long)(s.p[i + n++] - '0');
			dg_put(out, s.p + i, n);
			if (i + n + 1 < s.n && memcmp(s.p + i + n, ",}", 2) == 0) {
				dg_put_format(out, ",%lu", min + 100);
				n++;
			}
			i += n - 1;
		} else
			dg_put_char(out, c);
	}
}

static enum dg_status
open_pattern(URegularExpression **ret, struct dg_bytes pattern, struct dg_error *err)
{
	UErrorCode e = U_ZERO_ERROR;
	UParseError where;
	UChar *wide;
	int32_t n = 0;

	*ret = NULL;
	if (pattern.n > 1 << 20)
		return dg_fail(err, DG_EINPUT, 0, "an expression of more than 1 MiB");
	if (!(wide = malloc((pattern.n + 1) * sizeof *wide)))
		return dg_fail_nomem(err);
	u_strFromUTF8(wide, (int32_t)pattern.n + 1, &n, pattern.p, (int32_t)pattern.n, &e);
	*ret = uregex_open(wide, n, 0, &where, &e);
	free(wide);
	if (U_FAILURE(e)) {
		*ret = NULL;
		return dg_fail(err, DG_EINPUT, 0, "no regular expression (%s)", u_errorName(e));
	}
	uregex_setTimeLimit(*ret, TIME_MAX, &e);
	uregex_setStackLimit(*ret, STACK_MAX, &e);
	return DG_OK;
}

/* Each half must be an expression by itself: ")(" is none. */
static enum dg_status
check(struct dg_bytes half, struct dg_error *err)
{
	URegularExpression *re;
	enum dg_status st;

	if (half.n == 0)
		return DG_OK;
	st = open_pattern(&re, half, err);
	uregex_close(re);
	return st;
}

enum dg_status
icu_rule_new(struct icu_rule **ret, struct dg_bytes before, struct dg_bytes after,
    struct dg_error *err)
{
	struct dg_buf pattern = { 0 };
	struct icu_rule *rule = NULL;
	enum dg_status st;

	*ret = NULL;
	if ((st = check(before, err)) != DG_OK || (st = check(after, err)) != DG_OK)
		return st;
	dg_put_str(&pattern, "(?<=(?:");
	put_bounded(&pattern, before);
	dg_put_str(&pattern, "))(?=");
	dg_put_bytes(&pattern, after);
	dg_put_str(&pattern, ")");
	if (pattern.failed || !(rule = calloc(1, sizeof *rule)))
		st = dg_fail_nomem(err);
	else
		st = open_pattern(&rule->re, dg_buf_bytes(&pattern), err);
	dg_buf_free(&pattern);
	if (st != DG_OK)
		icu_rule_free(rule);
	else
		*ret = rule;
	return st;
}

void
icu_rule_free(struct icu_rule *rule)
{
	if (!rule)
		return;
	if (rule->re)
		uregex_close(rule->re);
	free(rule);
}

enum dg_status
wide_set(struct wide *w, struct dg_bytes text, struct dg_error *err)
{
	size_t at = 0;

	w->n = 0;
	if (text.n > INT32_MAX - 1)
		return dg_fail(err, DG_ELIMIT, 0, "a paragraph larger than %d bytes", INT32_MAX);
	if (!dg_grow(&w->at, &w->cap, text.n + 1, sizeof *w->at) ||
	    !dg_grow(&w->bytes, &w->bytes_cap, text.n + 1, sizeof *w->bytes))
		return dg_fail_nomem(err);
	while (at < text.n) {
		size_t start = at;
		uint32_t c = dg_decode(text, &at);

		w->bytes[w->n] = start;
		if (c > 0xFFFF) {
			w->at[w->n++] = (uint16_t)(0xD7C0 + (c >> 10));
			w->bytes[w->n] = start;
			c = 0xDC00 | (c & 0x3FF);
		}
		/* a byte that is no UTF-8 is shown as U+FFFD: no half surrogates */
		w->at[w->n] = (uint16_t)(c >= 0xDC80 && c <= 0xDCFF &&
		    (w->n == 0 || w->bytes[w->n - 1] != start) ? 0xFFFD : c);
		w->n++;
	}
	w->bytes[w->n] = text.n;
	return DG_OK;
}

void
wide_free(struct wide *w)
{
	free(w->at);
	free(w->bytes);
	*w = (struct wide){ 0 };
}

static size_t
unit_of(const struct wide *w, size_t byte)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->bytes[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum dg_status
trouble(UErrorCode e, struct dg_error *err)
{
	return dg_fail(err, DG_ELIMIT, 0, "a rule took too long or too much (%s)", u_errorName(e));
}

enum dg_status
icu_rule_at(struct icu_rule *rule, const struct wide *w, size_t at, bool *yes,
    struct dg_error *err)
{
	UErrorCode e = U_ZERO_ERROR;

	uregex_setText(rule->re, w->at, (int32_t)w->n, &e);
	*yes = uregex_lookingAt(rule->re, (int32_t)unit_of(w, at), &e);
	return U_FAILURE(e) ? trouble(e, err) : DG_OK;
}

enum dg_status
icu_rule_all(struct icu_rule *rule, const struct wide *w, void (*found)(void *, size_t), void *ctx,
    struct dg_error *err)
{
	UErrorCode e = U_ZERO_ERROR;

	uregex_setText(rule->re, w->at, (int32_t)w->n, &e);
	while (uregex_findNext(rule->re, &e))
		found(ctx, w->bytes[uregex_start(rule->re, 0, &e)]);
	return U_FAILURE(e) ? trouble(e, err) : DG_OK;
}

bool
icu_matches(struct dg_bytes pattern, const char *text)
{
	URegularExpression *re;
	UErrorCode e = U_ZERO_ERROR;
	struct wide w = { 0 };
	bool yes = false;

	if (open_pattern(&re, pattern, NULL) == DG_OK &&
	    wide_set(&w, dg_bytes_of(text), NULL) == DG_OK) {
		uregex_setText(re, w.at, (int32_t)w.n, &e);
		yes = uregex_matches(re, 0, &e) && U_SUCCESS(e);
	}
	uregex_close(re);
	wide_free(&w);
	return yes;
}

enum dg_status
uax29_new(UBreakIterator **ret, const char *lang, struct dg_error *err)
{
	UErrorCode e = U_ZERO_ERROR;

	*ret = ubrk_open(UBRK_SENTENCE, lang, NULL, 0, &e);
	if (U_FAILURE(e)) {
		*ret = NULL;
		return dg_fail(err, DG_EUSAGE, 0, "ICU has no sentences (%s)", u_errorName(e));
	}
	return DG_OK;
}

enum dg_status
uax29_all(UBreakIterator *it, struct dg_bytes text, size_t from, void (*found)(void *, size_t),
    void *ctx, struct dg_error *err)
{
	UErrorCode e = U_ZERO_ERROR;
	UText *u;
	int32_t at;

	if (text.n > INT32_MAX - 1)
		return dg_fail(err, DG_ELIMIT, 0, "a paragraph larger than %d bytes", INT32_MAX);
	u = utext_openUTF8(NULL, text.n ? text.p + from : "", (int64_t)(text.n - from), &e);
	ubrk_setUText(it, u, &e);
	if (U_SUCCESS(e))
		for (at = ubrk_first(it); (at = ubrk_next(it)) != UBRK_DONE;)
			found(ctx, from + (size_t)at);
	utext_close(u);
	return U_FAILURE(e) ? dg_fail(err, DG_EINPUT, 0, "ICU: %s", u_errorName(e)) : DG_OK;
}

void
uax29_free(UBreakIterator *it)
{
	if (it)
		ubrk_close(it);
}
