#!/bin/sh
# statement.sh -- CPU of one statement, three pages to TMX, against the floor of any
# program that opens the same libraries and reads the same bytes (dg-text --version and
# wc); and segments a second of the aligner at 1 and 4 times the input.
set -u
BIN=${BIN:-build/bin}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
s=corpora/statements/readout-foreign-ministers
cpu() {	# N COMMAND...: mean CPU milliseconds
	n=$1
	shift
	sh -c 'i=0; while [ $i -lt '"$n"' ]; do "$@" >/dev/null 2>&1; i=$((i + 1)); done; times' sh "$@" |
	    awk 'NR == 2 { split($1, a, /[ms]/); split($2, b, /[ms]/); printf "%.2f\n", (a[1] * 60 + a[2] + b[1] * 60 + b[2]) * 1000 / '"$n"' }'
}
a=$(cpu 20 "$BIN/drogman" $s/fr.html $s/zh.html $s/en.html -o "$d/o.tmx")
b=$(cpu 20 "$BIN/dg-text" --version)
c=$(cpu 20 wc -m $s/fr.html $s/zh.html $s/en.html)
echo "one statement, pages to TMX: $a ms of CPU (asked: below 100); starting a tool $b ms; wc -m $c ms"
e=$(cpu 5 "$BIN/dg-align" -l fr,zh $s/fr.seg $s/zh.seg)
echo "dg-align of its two texts, start to end: $e ms"
for k in 1 4; do
	: >"$d/fr" >"$d/en"
	i=0
	while [ $i -lt $k ]; do
		for x in corpora/statements/*/; do cat "${x}fr.seg" >>"$d/fr"; echo >>"$d/fr"; cat "${x}en.seg" >>"$d/en"; echo >>"$d/en"; done
		i=$((i + 1))
	done
	n=$(grep -c . "$d/fr")
	t=$(cpu 1 "$BIN/dg-align" -q -l fr,en -f beads "$d/fr" "$d/en")
	echo "fr-en, $n segments a side: $(awk -v n="$n" -v t="$t" 'BEGIN { printf "%.0f segments/s", n * 1000 / t }')"
done
