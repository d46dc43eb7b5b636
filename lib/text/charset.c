/* charset.c -- which encoding a page says it is in, as browsers read it. */
#include <string.h>
#include <strings.h>

#include "text/text.h"

/* The labels of the WHATWG Encoding Standard (§4.2) that pages use, with the
 * encoding that browsers take for them; sorted, "x-" forms included. */
static const struct dg_charset labels[] = {
	{ "ascii", "windows-1252", "windows-1252" },
	{ "big5", "Big5-HKSCS", "Big5" },
	{ "big5-hkscs", "Big5-HKSCS", "Big5" },
	{ "chinese", "GB18030", "GBK" },
	{ "cn-big5", "Big5-HKSCS", "Big5" },
	{ "cp1250", "windows-1250", "windows-1250" },
	{ "cp1251", "windows-1251", "windows-1251" },
	{ "cp1252", "windows-1252", "windows-1252" },
	{ "cp936", "GB18030", "GBK" },
	{ "csbig5", "Big5-HKSCS", "Big5" },
	{ "euc-jp", "EUC-JP", "EUC-JP" },
	{ "euc-kr", "windows-949", "EUC-KR" },
	{ "gb18030", "GB18030", "gb18030" },
	{ "gb2312", "GB18030", "GBK" },
	{ "gb_2312-80", "GB18030", "GBK" },
	{ "gbk", "GB18030", "GBK" },
	{ "hz-gb-2312", "HZ-GB-2312", "HZ-GB-2312" },
	{ "iso-2022-jp", "ISO-2022-JP", "ISO-2022-JP" },
	{ "iso-8859-1", "windows-1252", "windows-1252" },
	{ "iso-8859-15", "ISO-8859-15", "ISO-8859-15" },
	{ "iso-8859-2", "ISO-8859-2", "ISO-8859-2" },
	{ "iso-8859-5", "ISO-8859-5", "ISO-8859-5" },
	{ "iso-8859-6", "ISO-8859-6", "ISO-8859-6" },
	{ "iso-8859-7", "ISO-8859-7", "ISO-8859-7" },
	{ "iso-8859-9", "windows-1254", "windows-1254" },
	{ "iso8859-1", "windows-1252", "windows-1252" },
	{ "iso88591", "windows-1252", "windows-1252" },
	{ "iso_8859-1", "windows-1252", "windows-1252" },
	{ "koi8-r", "KOI8-R", "KOI8-R" },
	{ "koi8-u", "KOI8-U", "KOI8-U" },
	{ "ks_c_5601-1987", "windows-949", "EUC-KR" },
	{ "l1", "windows-1252", "windows-1252" },
	{ "latin1", "windows-1252", "windows-1252" },
	{ "latin9", "ISO-8859-15", "ISO-8859-15" },
	{ "macintosh", "macintosh", "macintosh" },
	{ "shift-jis", "Shift_JIS", "Shift_JIS" },
	{ "shift_jis", "Shift_JIS", "Shift_JIS" },
	{ "sjis", "Shift_JIS", "Shift_JIS" },
	{ "tis-620", "windows-874", "windows-874" },
	{ "unicode", "UTF-16LE", "UTF-16LE" },
	{ "us-ascii", "windows-1252", "windows-1252" },
	{ "utf-16", "UTF-16LE", "UTF-16LE" },
	{ "utf-16be", "UTF-16BE", "UTF-16BE" },
	{ "utf-16le", "UTF-16LE", "UTF-16LE" },
	{ "utf-8", "UTF-8", "UTF-8" },
	{ "utf8", "UTF-8", "UTF-8" },
	{ "windows-1250", "windows-1250", "windows-1250" },
	{ "windows-1251", "windows-1251", "windows-1251" },
	{ "windows-1252", "windows-1252", "windows-1252" },
	{ "windows-1253", "windows-1253", "windows-1253" },
	{ "windows-1254", "windows-1254", "windows-1254" },
	{ "windows-1255", "windows-1255", "windows-1255" },
	{ "windows-1256", "windows-1256", "windows-1256" },
	{ "windows-1257", "windows-1257", "windows-1257" },
	{ "windows-1258", "windows-1258", "windows-1258" },
	{ "windows-31j", "Shift_JIS", "Shift_JIS" },
	{ "windows-874", "windows-874", "windows-874" },
	{ "windows-949", "windows-949", "EUC-KR" },
	{ "x-gbk", "GB18030", "GBK" },
	{ "x-sjis", "Shift_JIS", "Shift_JIS" },
	{ "x-x-big5", "Big5-HKSCS", "Big5" },
};

/* Browsers look into the first 1024 bytes; pages that open with long comments
 * or scripts declare later, so look further: it costs nothing. */
enum { LOOK = 16 * 1024 };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool
dg_charset_find(struct dg_bytes label, struct dg_charset *ret)
{
	while (label.n && is_blank(label.p[0])) {
		label.p++;
		label.n--;
	}
	while (label.n && is_blank(label.p[label.n - 1]))
		label.n--;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strlen(labels[i].label) == label.n &&
		    strncasecmp(labels[i].label, label.p, label.n) == 0) {
			*ret = labels[i];
			return true;
		}
	return false;
}

static bool
starts(struct dg_bytes s, size_t at, const char *word)
{
	size_t n = strlen(word);

	return n <= s.n - at && strncasecmp(s.p + at, word, n) == 0;
}

/* The value after NAME = in a tag, quoted or not (WHATWG HTML, "extracting a
 * character encoding from a meta element"). */
static bool
value_after(struct dg_bytes tag, const char *name, struct dg_bytes *value)
{
	size_t n = strlen(name);

	for (size_t i = 1; i + n < tag.n; i++) {
		size_t at = i + n, end;
		char quote = 0;

		if (!starts(tag, i, name))
			continue;
		while (at < tag.n && is_blank(tag.p[at]))
			at++;
		if (at >= tag.n || tag.p[at] != '=')
			continue;
		for (at++; at < tag.n && is_blank(tag.p[at]); at++)
			;
		if (at < tag.n && (tag.p[at] == '"' || tag.p[at] == '\''))
			quote = tag.p[at++];
		for (end = at; end < tag.n; end++)
			if (quote ? tag.p[end] == quote : is_blank(tag.p[end]) ||
			    strchr(";\"'/>?", tag.p[end]))
				break;
		*value = (struct dg_bytes){ tag.p + at, end - at };
		return end > at;
	}
	return false;
}

/* One past the comment or tag that begins at `at`. */
static size_t
past_markup(struct dg_bytes s, size_t at)
{
	if (starts(s, at, "<!--")) {
		for (at += 4; at + 3 <= s.n; at++)
			if (memcmp(s.p + at, "-->", 3) == 0)
				return at + 3;
		return s.n;
	}
	while (at < s.n && s.p[at] != '>')
		at++;
	return at;
}

bool
dg_charset_declared(struct dg_bytes raw, struct dg_bytes *label)
{
	struct dg_bytes s = { raw.p, raw.n < LOOK ? raw.n : LOOK };
	struct dg_charset set;

	for (size_t at = 0; at < s.n; at++) {
		const char *name = NULL;
		size_t end;
		const char *lt = memchr(s.p + at, '<', s.n - at);

		if (!lt)
			break;
		at = (size_t)(lt - s.p);
		end = past_markup(s, at);
		if (starts(s, at, "<meta"))
			name = "charset";
		else if (starts(s, at, "<?xml"))
			name = "encoding";
		if (name && value_after((struct dg_bytes){ lt, end - at }, name, label) &&
		    dg_charset_find(*label, &set))
			return true;
		at = starts(s, at, "<!--") ? end - 1 : at;
	}
	return false;
}

static const struct { const char *magic; size_t at, n; const char *kind; } binaries[] = {
	{ "\x89PNG\r\n\x1A\n", 0, 8, "PNG image" },
	{ "\xFF\xD8\xFF", 0, 3, "JPEG image" },
	{ "GIF87a", 0, 6, "GIF image" },
	{ "GIF89a", 0, 6, "GIF image" },
	{ "WEBP", 8, 4, "WebP image" },
	{ "II*\0", 0, 4, "TIFF image" },
	{ "MM\0*", 0, 4, "TIFF image" },
	{ "%!PS", 0, 4, "PostScript document" },
	{ "{\\rtf", 0, 5, "RTF document" },
	{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, 8, "old Office document" },
	{ "PK\x03\x04", 0, 4, "ZIP archive" },
	{ "PK\x05\x06", 0, 4, "ZIP archive" },
	{ "7z\xBC\xAF\x27\x1C", 0, 6, "7z archive" },
	{ "Rar!\x1A", 0, 5, "RAR archive" },
	{ "\xFD" "7zXZ\0", 0, 6, "xz archive" },
	{ "BZh", 0, 3, "bzip2 archive" },
	{ "\x28\xB5\x2F\xFD", 0, 4, "zstd archive" },
	{ "\x1F\x8B", 0, 2, "gzip archive inside gzip" },
	{ "\x7F" "ELF", 0, 4, "ELF program" },
	{ "ID3", 0, 3, "MP3 sound" },
	{ "OggS", 0, 4, "Ogg sound" },
	{ "ftyp", 4, 4, "MP4 film" },
	{ "SQLite format 3", 0, 15, "SQLite database" },
};

bool
dg_is_pdf(struct dg_bytes raw)
{
	return raw.n >= 5 && memcmp(raw.p, "%PDF-", 5) == 0;
}

bool
dg_is_zip(struct dg_bytes raw)
{
	return raw.n >= 4 && memcmp(raw.p, "PK\x03\x04", 4) == 0;
}

/* [MS-OFFCRYPTO] §2.3.4.10: a stream of this name, in UTF-16, holds the encrypted one. */
static bool
is_encrypted(struct dg_bytes raw)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	for (size_t i = 0; i + sizeof name <= raw.n; i += 4)
		if (raw.p[i] == 'E' && memcmp(raw.p + i, name, sizeof name) == 0)
			return true;
	return false;
}

const char *
dg_binary_kind(struct dg_bytes raw)
{
	for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
		if (raw.n >= binaries[i].at + binaries[i].n &&
		    memcmp(raw.p + binaries[i].at, binaries[i].magic, binaries[i].n) == 0)
			return binaries[i].magic[0] == '\xD0' && is_encrypted(raw) ?
			    "encrypted Office document" : binaries[i].kind;
	return NULL;
}

bool
dg_charset_known(const char *label)
{
	struct dg_charset found;

	return dg_charset_find(dg_bytes_of(label), &found);
}
