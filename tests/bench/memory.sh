#!/bin/sh
# memory.sh -- dg-tmx against floors in C (tests/bench/floor.c) in the same run: half a
# million trilingual units written, read and linted, compressed; and a million random
# byte strings as text.  UNITS=500000 STRINGS=1000000 for less or more; the figures are the
# least of three runs, CPU seconds (gzip: by the clock), and kilobytes at the most.
set -eu
BIN=${BIN:-build/bin} OUT=${OUT:-build} UNITS=${UNITS:-500000} STRINGS=${STRINGS:-1000000}
here=$(dirname "$0")
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# shellcheck disable=SC2046
${CC:-cc} -O2 -o "$d/floor" "$here/floor.c" $(pkg-config --cflags --libs libxml-2.0)

# rows like those of statements: 12 to 40 words, quotes, accents, signs to escape; one in
# fifty repeats another
perl -CO -Mutf8 -e '
	srand 7;
	my @fr = split / /, "le ministre des Affaires étrangères a rencontré son homologue à Astana « coopération & paix » développement commun partenariat stratégique visite officielle";
	my @en = split / /, "the Foreign Minister met with his counterpart in Astana cooperation & peace common development strategic partnership official visit talks <agreement>";
	my @zh = split //, "外交部长王毅会见哈萨克斯坦外长双方应推动一带一路同光明之路对接合作共同发展战略伙伴关系倡议正式访问";
	print join("\t", qw(doc bead score fr zh en)), "\n";
	for my $i (0 .. $ARGV[0] - 1) {
		my $k = 12 + int rand 29;
		my $n = $i % 50 ? $i : 7;
		printf "statement-%d\t[%d]:[%d]:[%d]\t0.%03d\t%s %d.\t%s%d。\t%s %d.\n", $i / 40,
		    $i % 40, $i % 40, $i % 40, 300 + rand 700,
		    join(" ", map { $fr[rand @fr] } 1 .. $k), $n,
		    join("", map { $zh[rand @zh] } 1 .. 2 * $k), $n,
		    join(" ", map { $en[rand @en] } 1 .. $k), $n;
	}' "$UNITS" >"$d/t.tsv"

# least N COLUMN COMMAND...: the least of N runs; kilobytes of the last in $d/kb
least() {
	n=$1 column=$2
	shift 2
	while [ "$n" -gt 0 ]; do
		"$d/floor" run "$@" 2>&1 >"$d/sink" | tail -1
		n=$((n - 1))
	done | sort -n -k"$column" | awk -v c="$column" -v kb="$d/kb" '
		NR == 1 { x = $c } $3 > most { most = $3 } END { print x; print most >kb }'
}
tell() {	# WHAT OURS FLOOR ASKED KB
	awk -v w="$1" -v a="$2" -v b="$3" -v asked="$4" -v kb="$5" 'BEGIN {
		printf "%-34s %.2f s, floor %.2f s: %.2f times (asked: %s), %.1f MB\n", w, a, b, a / b, asked, kb / 1024 }'
}
f=$(least 3 1 "$d/floor" write "$d/t.tsv")
a=$(least 3 1 "$BIN/dg-tmx" "$d/t.tsv"); tell "write, $UNITS units of three" "$a" "$f" "1.2, 8 MB" "$(cat "$d/kb")"
"$BIN/dg-tmx" -o "$d/t.tmx" "$d/t.tsv"
echo "the memory: $(($(wc -c <"$d/t.tmx") / 1000000)) MB"
f=$(least 3 1 "$d/floor" read "$d/t.tmx")
a=$(least 3 1 "$BIN/dg-tmx" --stats --filter score=2 "$d/t.tmx"); tell "read, units thrown away" "$a" "$f" "1.15, 16 MB" "$(cat "$d/kb")"
a=$(least 3 1 "$BIN/dg-tmx" -d "$d/t.tmx"); tell "read and written as a bitext" "$a" "$f" "-" "$(cat "$d/kb")"
a=$(least 3 1 "$BIN/dg-tmx" --lint "$d/t.tmx"); tell "lint" "$a" "$f" "1.6, 16 MB" "$(cat "$d/kb")"
for level in 1 6; do
	f=$(least 1 2 gzip -c -$level "$d/t.tmx")
	a=$(least 1 2 "$BIN/dg-tmx" -$level -o "$d/t.tmx.gz" "$d/t.tsv")
	tell "gzip -$level, by the clock" "$a" "$f" "1.1" "$(cat "$d/kb")"
done
rm -f "$d"/t.* "$d/sink"

# any bytes but tab and line feed
perl -e 'srand 3; print "doc\tscore\tfr\tzh\n";
	for my $i (1 .. $ARGV[0]) { my @s = map { my $s = join "", map { chr int rand 256 } 1 .. 2 + rand 20;
		$s =~ tr/\t\n/xx/; $s } 1 .. 2; print "$i\t0.5\ta$s[0]\tb$s[1]\n" }' "$STRINGS" >"$d/r.tsv"
"$BIN/dg-tmx" -q "$d/r.tsv" >"$d/r.tmx"
for v in 1.2 2.0; do "$BIN/dg-xliff" -q --version $v -s zh -t fr "$d/r.tsv" >"$d/$v.xlf"; done
for x in r.tmx 1.2.xlf 2.0.xlf; do
	xmllint --noout --nonet --stream --huge "$d/$x" 2>"$d/e" && e=0 || e=$(wc -l <"$d/e")
	echo "$STRINGS random rows as $x: $e error(s) of well-formedness"
	[ "$e" = 0 ]
done
