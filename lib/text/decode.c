/* decode.c -- page bytes to UTF-8 that HTML and XML can hold. */
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "text/text.h"

enum { CHUNK = 16 * 1024, DETECT = 64 * 1024 };

/* Each sequence that is none becomes one U+FFFD, counted by its bytes. */
static void U_CALLCONV
bad_sequence(const void *context, UConverterToUnicodeArgs *args, const char *units,
    int32_t length, UConverterCallbackReason reason, UErrorCode *code)
{
	static const UChar replacement = 0xFFFD;
	size_t *bad;

	(void)units;
	if (reason > UCNV_IRREGULAR)
		return;
	/* ICU lends the context as const; it is the caller's counter */
	memcpy(&bad, &context, sizeof bad);
	*bad += (size_t)length;
	*code = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

/* *lead: the first half of a pair that the last chunk ended in. */
static void
put_utf16(struct dg_buf *out, const UChar *u, size_t n, UChar *lead)
{
	uint8_t utf8[1024];
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t c = u[i];

		if (U16_IS_LEAD(c)) {
			*lead = u[i];
			continue;
		}
		if (U16_IS_TRAIL(c))
			c = *lead ? (uint32_t)U16_GET_SUPPLEMENTARY(*lead, c) : 0xFFFD;
		*lead = 0;
		U8_APPEND_UNSAFE(utf8, at, c);
		if (at > sizeof utf8 - 8) {
			dg_put(out, utf8, at);
			at = 0;
		}
	}
	dg_put(out, utf8, at);
}

static bool
convert(struct dg_buf *out, struct dg_bytes raw, const char *icu, size_t *bad)
{
	UErrorCode code = U_ZERO_ERROR;
	UConverter *from = ucnv_open(icu, &code);
	UChar wide[CHUNK];
	const char *at = raw.p, *end = raw.p + raw.n;
	UChar lead = 0;

	if (U_FAILURE(code))
		return false;
	ucnv_setToUCallBack(from, bad_sequence, bad, NULL, NULL, &code);
	do {
		UChar *to = wide;

		code = U_ZERO_ERROR;
		ucnv_toUnicode(from, &to, wide + CHUNK, &at, end, NULL, true, &code);
		put_utf16(out, wide, (size_t)(to - wide), &lead);
	} while (code == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(from);
	return U_SUCCESS(code);
}

/* Past the printable ASCII at `i`, eight bytes at a time. */
static size_t
past_ascii(struct dg_bytes s, size_t i)
{
	static const uint64_t high = 0x8080808080808080u, blank = 0x2020202020202020u;
	uint64_t v;

	if (i < s.n && (unsigned char)s.p[i] >= 0x80)
		return i;
	while (i + 8 <= s.n) {
		memcpy(&v, s.p + i, 8);
		/* a byte at or above 0x80, or one below 0x20 */
		if ((v & high) || ((v - blank) & ~v & high))
			break;
		i += 8;
	}
	return i;
}

static bool
is_utf8(struct dg_bytes s)
{
	for (size_t i = past_ascii(s, 0); i < s.n; i = past_ascii(s, i))
		if ((dg_next(s, &i) & 0xFFFFFF00u) == 0xDC00u)
			return false;
	return true;
}

static bool
is_open_1252(unsigned char c)
{
	return c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
}

/* No bad sequence, and none of the five bytes that windows-1252 leaves open. */
static bool
is_valid(struct dg_bytes raw, const struct dg_charset *set)
{
	struct dg_buf text = { 0 };
	size_t bad = 0;
	bool ok;

	if (strcmp(set->name, "UTF-8") == 0)
		return is_utf8(raw);
	if (strcmp(set->name, "windows-1252") == 0) {
		for (size_t i = 0; i < raw.n; i++)
			if (is_open_1252((unsigned char)raw.p[i]))
				return false;
		return true;
	}
	ok = convert(&text, raw, set->icu, &bad) && bad == 0 && !text.failed;
	dg_buf_free(&text);
	return ok;
}

/* UTF-16 without a mark: zero bytes on one side only, and often. */
static const char *
utf16_by_zeros(struct dg_bytes raw)
{
	size_t n = (raw.n < DETECT ? raw.n : DETECT) & ~(size_t)1, zero[2] = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		zero[i & 1] += raw.p[i] == 0;
	if (n < 8 || zero[0] + zero[1] < n / 40 + 2)
		return NULL;
	if (zero[1] > 8 * zero[0])
		return "utf-16le";
	return zero[0] > 8 * zero[1] ? "utf-16be" : NULL;
}

/* The text between the tags, which is what tells a language's bytes. */
static void
without_tags(struct dg_buf *out, struct dg_bytes raw)
{
	bool in_tag = false;

	for (size_t i = 0; i < raw.n && out->n < DETECT; i++) {
		if (raw.p[i] == '<')
			in_tag = true;
		if (!in_tag)
			dg_put_char(out, raw.p[i]);
		if (raw.p[i] == '>')
			in_tag = false;
	}
}

/* What ICU may say, most are beyond belief for a page without a declaration. */
static const struct { const char *icu, *label; } believed[] = {
	{ "GB18030", "gbk" }, { "Big5", "big5" }, { "ISO-8859-1", "windows-1252" },
	{ "windows-1252", "windows-1252" }, { "Shift_JIS", "shift_jis" },
	{ "EUC-KR", "euc-kr" }, { "EUC-JP", "euc-jp" }, { "ISO-8859-2", "windows-1250" },
	{ "windows-1250", "windows-1250" }, { "ISO-8859-5", "windows-1251" },
	{ "windows-1251", "windows-1251" }, { "KOI8-R", "koi8-r" },
	{ "ISO-8859-7", "windows-1253" }, { "windows-1253", "windows-1253" },
	{ "ISO-8859-9", "windows-1254" }, { "windows-1254", "windows-1254" },
	{ "windows-1255", "windows-1255" }, { "windows-1256", "windows-1256" },
};

static const char *
believe(const char *icu)
{
	for (size_t i = 0; icu && i < sizeof believed / sizeof *believed; i++)
		if (strcmp(believed[i].icu, icu) == 0)
			return believed[i].label;
	return NULL;
}

static const char *
detect_in(struct dg_bytes text, struct dg_bytes raw)
{
	UErrorCode code = U_ZERO_ERROR;
	UCharsetDetector *d = ucsdet_open(&code);
	const UCharsetMatch **all;
	const char *label = NULL;
	int32_t n = 0;

	if (U_SUCCESS(code))
		ucsdet_setText(d, text.p, (int32_t)text.n, &code);
	all = U_SUCCESS(code) ? ucsdet_detectAll(d, &n, &code) : NULL;
	for (int32_t i = 0; all && U_SUCCESS(code) && i < n && !label; i++) {
		struct dg_charset set;

		label = believe(ucsdet_getName(all[i], &code));
		if (label && (!dg_charset_find(dg_bytes_of(label), &set) || !is_valid(raw, &set)))
			label = NULL;
	}
	ucsdet_close(d);
	return label;
}

static const char *
detect(struct dg_bytes raw)
{
	struct dg_buf text = { 0 };
	const char *label = NULL;

	without_tags(&text, raw);
	if (!text.failed && text.n)
		label = detect_in(dg_buf_bytes(&text), raw);
	dg_buf_free(&text);
	return label ? label : "windows-1252";
}

/* A cut character or two do not make UTF-8 something else. */
static bool
nearly_utf8(struct dg_bytes raw)
{
	size_t good = 0, bad = 0;

	for (size_t i = past_ascii(raw, 0); i < raw.n; i = past_ascii(raw, i)) {
		uint32_t c = dg_next(raw, &i);

		if ((c & 0xFFFFFF00u) == 0xDC00u)
			bad++;
		else
			good += c >= 0x80;
	}
	return bad * 4 <= good;
}

/* Valid UTF-8 with several characters beyond ASCII is UTF-8 whatever is declared: no text
 * of another encoding falls into that pattern again and again, and a copied declaration is
 * the commonest mistake there is.  (Browsers show such a page garbled.) */
static bool
surely_utf8(struct dg_bytes raw)
{
	enum { SURE = 3 };
	size_t good = 0;

	for (size_t i = past_ascii(raw, 0); i < raw.n; i = past_ascii(raw, i)) {
		uint32_t c = dg_next(raw, &i);

		if ((c & 0xFFFFFF00u) == 0xDC00u)
			return false;
		good += c >= 0x80;
	}
	return good >= SURE;
}

static bool
is_text(uint32_t c)
{
	return (c >= 0x20 && (c & 0xFFFFFF00u) != 0xDC00u && (c & 0xFFFE) != 0xFFFE) ||
	    (c >= '\t' && c <= '\r');
}

/* UTF-8 throughout, and nothing in it that XML 1.0 (§2.2) has no place for. */
static bool
is_clean(struct dg_bytes s)
{
	for (size_t i = past_ascii(s, 0); i < s.n; i = past_ascii(s, i))
		if (!is_text(dg_next(s, &i)))
			return false;
	return true;
}

/* In this order: mark, caller, zeros, declaration, UTF-8, detector.  *clean is set
 * where nothing has to be replaced. */
static struct dg_charset
choose(struct dg_bytes *raw, const struct dg_page_options *opt, bool *clean)
{
	static const struct { const char *mark; size_t n; const char *label; } marks[] = {
		{ "\xEF\xBB\xBF", 3, "utf-8" }, { "\xFF\xFE", 2, "utf-16le" },
		{ "\xFE\xFF", 2, "utf-16be" } };
	const struct dg_charset utf8 = { "utf-8", "UTF-8", "UTF-8" };
	struct dg_charset set;
	struct dg_bytes label;
	const char *zeros;

	for (size_t i = 0; i < 3; i++)
		if (raw->n >= marks[i].n && memcmp(raw->p, marks[i].mark, marks[i].n) == 0) {
			raw->p += marks[i].n;
			raw->n -= marks[i].n;
			dg_charset_find(dg_bytes_of(marks[i].label), &set);
			return set;
		}
	if (opt->charset && dg_charset_find(dg_bytes_of(opt->charset), &set))
		return set;
	if ((zeros = utf16_by_zeros(*raw)) && dg_charset_find(dg_bytes_of(zeros), &set))
		return set;
	if (!dg_charset_declared(*raw, &label) || !dg_charset_find(label, &set))
		set = utf8;
	/* a declaration that could be read as ASCII was not in UTF-16 */
	if (strncmp(set.name, "UTF-", 4) == 0) {
		*clean = is_clean(*raw);
		if (*clean || nearly_utf8(*raw))
			return utf8;
	} else if (!surely_utf8(*raw) && (is_valid(*raw, &set) || !is_utf8(*raw))) {
		return set;
	} else {
		return utf8;
	}
	if (raw->n == 0 || !dg_charset_find(dg_bytes_of(detect(*raw)), &set))
		return utf8;
	return set;
}

/* `text` may hold any bytes: what is not UTF-8 or what XML 1.0 (§2.2) has no
 * place for becomes U+FFFD; nothing is put where there is none. */
static void
put_clean(struct dg_buf *out, struct dg_bytes text, size_t *bad)
{
	size_t from = 0;

	for (size_t i = past_ascii(text, 0); i < text.n; i = past_ascii(text, i)) {
		size_t start = i;
		uint32_t c;

		c = dg_next(text, &i);
		if (is_text(c))
			continue;
		dg_put(out, text.p + from, start - from);
		dg_put_str(out, "\xEF\xBF\xBD");
		++*bad;
		from = i;
	}
	if (from)
		dg_put(out, text.p + from, text.n - from);
}

enum dg_status
dg_text_decode(struct dg_bytes *page, struct dg_buf *own, const struct dg_page_options *opt,
    const char **charset, size_t *bad, struct dg_error *err)
{
	struct dg_buf wide = { 0 };
	struct dg_charset set;
	const char *kind;
	bool ok = true, clean = false;

	if ((kind = dg_binary_kind(*page)))
		return dg_fail(err, DG_EINPUT, 0, "not a text page (%s)", kind);
	set = choose(page, opt, &clean);
	if (strcmp(set.name, "UTF-8") != 0) {
		ok = convert(&wide, *page, set.icu, bad);
		*page = dg_buf_bytes(&wide);
	}
	if (!clean)
		put_clean(own, *page, bad);
	if (own->n) {
		*page = dg_buf_bytes(own);
		dg_buf_free(&wide);
	} else {
		dg_buf_free(own);
		*own = wide;
	}
	if (!ok || own->failed)
		return dg_fail_nomem(err);
	/* a bad character takes three bytes here: more than one in seven */
	if (*bad > 8 && *bad > page->n / 20)
		return dg_fail(err, DG_EINPUT, 0, "not a text page (binary data)");
	*charset = set.name;
	return DG_OK;
}
