#!/bin/sh
# align.sh -- segments a second of dg-align (both texts' segments counted) at 1, 4 and 16
# times some 12,000 segments a side; the whole of dg-align on one statement; and statements
# one after the other in one process.  The text is the corpus, in an order that differs from copy to copy.
set -u
BIN=${BIN:-build/bin}
OUT=${OUT:-build}
make -s OUT="$OUT" "$OUT/tests/bench/documents" || exit 2
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
set -- corpora/statements/*/
for k in 1 4 16; do
	awk -v n=$((40 * k)) -v docs="$*" -v out="$d/$k" 'BEGIN {
	    c = split(docs, doc, " "); srand(7)
	    for (i = 0; i < n * c; i++) {
	        x = doc[1 + int(rand() * c)]
	        for (l = 0; l < 2; l++) {
	            lang = l ? "en" : "fr"; file = x lang ".seg"
	            while ((getline line < file) > 0) print line > (out "." lang)
	            close(file); print "" > (out "." lang) } } }'
	n=$(cat "$d/$k.fr" "$d/$k.en" | grep -c .)
	/usr/bin/env sh -c '"$@" >/dev/null; times' sh "$BIN/dg-align" -q --in-order -l fr,en -f beads \
	    "$d/$k.fr" "$d/$k.en" | awk -v n="$n" -v k="$k" 'NR == 2 { split($1, a, /[ms]/)
	    split($2, b, /[ms]/); t = a[1] * 60 + a[2] + b[1] * 60 + b[2]
	    printf "fr-en, %d times: %d segments in %.2f s of CPU, %.0f a second\n", k, n, t, n / t }'
done
s=corpora/statements/readout-foreign-ministers
sh -c 'i=0; while [ $i -lt 50 ]; do "$@" >/dev/null; i=$((i + 1)); done; times' sh \
    "$BIN/dg-align" -q -l fr,zh,en $s/fr.seg $s/zh.seg $s/en.seg | awk 'NR == 2 {
    split($1, a, /[ms]/); split($2, b, /[ms]/)
    printf "three texts of a statement, start to end: %.1f ms of CPU (asked: at most 20)\n", (a[2] + b[2]) * 20 }'
"$OUT/tests/bench/documents" 10 corpora/statements/*/
