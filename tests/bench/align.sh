#!/bin/sh
# align.sh -- segments a second of dg-align (both texts' segments counted), and its memory, at 1,
# 4 and 16 times some 5,000 and 12,000 segments a side, and for texts from which it learns; the
# same as many documents, by one thread and by two; the whole of dg-align on a statement; and
# statements one after the other in one process.  The text is the corpus, in an order that differs
# from copy to copy.
set -u
BIN=${BIN:-build/bin}
OUT=${OUT:-build}
make -s OUT="$OUT" "$OUT/tests/bench/documents" || exit 2
mkdir -p "$OUT/bench" && ${CC:-cc} -O2 -o "$OUT/bench/measure" tests/bench/measure.c || exit 2
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
set -- corpora/statements/*/

# text N STEM: N times as many statements as there are, at random, into STEM.fr and STEM.en
text() {
	awk -v n="$1" -v docs="$statements" -v out="$2" 'BEGIN {
	    c = split(docs, doc, " "); srand(7)
	    for (i = 0; i < n * c; i++) {
	        x = doc[1 + int(rand() * c)]
	        for (l = 0; l < 2; l++) {
	            lang = l ? "en" : "fr"; file = x lang ".seg"
	            while ((getline line < file) > 0) print line > (out "." lang)
	            close(file); print "" > (out "." lang) } } }'
}
statements="$*"

# align N: one line of it, the quickest of three runs, and seconds of CPU into last
align() {
	text "$1" "$d/$1"
	n=$(cat "$d/$1.fr" "$d/$1.en" | grep -c .)
	for run in 1 2 3; do
		"$OUT/bench/measure" "$BIN/dg-align" -q --in-order -l fr,en -f beads "$d/$1.fr" "$d/$1.en" \
		    3>"$d/took.$run" >/dev/null || exit 2
	done
	cat "$d"/took.? | awk '{ t = $1 + $2; if (NR == 1 || t < least) { least = t; line = $0 } }
	    END { print line }' >"$d/took"
	awk -v n="$n" '{ t = $1 + $2
	    printf "fr-en, %d segments: %.2f s of CPU, %.0f a second, %.0f MB\n", n, t, n / t, $3 / 1024 }' "$d/took"
	last=$(awk '{ print $1 + $2 }' "$d/took")
	rm -f "$d/$1.fr" "$d/$1.en"
}
echo "texts that teach their words (at most 4,000 beads), aligned three times:"
align 2
align 12
echo "others (asked: 100,000 a second at 10,000; 16 times in 17 times the time; below 500 MB at 400,000):"
align 17
align 40
one=$last
align 160
align 640
awk -v a="$one" -v b="$last" 'BEGIN { printf "16 times the text: %.1f times the time\n", b / a }'

# many documents, by threads
i=0
while [ $i -lt 10 ]; do
	i=$((i + 1))
	for s in $statements; do printf '%d-%s\t%sfr.seg\t%szh.seg\t%sen.seg\n' $i "$(basename "$s")" "$s" "$s" "$s"; done
done >"$d/list"
n=$(grep -c . "$d/list")
for j in 1 2; do
	a=$(date +%s%N)
	"$OUT/bench/measure" "$BIN/dg-align" -q -j$j -l fr,zh,en -f beads -o "$d/many" --documents "$d/list" 3>"$d/took" || exit 2
	b=$(date +%s%N)
	awk -v n="$n" -v j=$j -v w=$((b - a)) '{
	    printf "%d statements, three texts, threads: %d: %.0f a second of CPU, %.0f by the clock\n",
	    n, j, n / ($1 + $2), n / w * 1e9 }' "$d/took"
done
for l in fr,zh fr,zh,en; do
	s=corpora/statements/readout-foreign-ministers
	set -- $s/fr.seg $s/zh.seg
	[ $l = fr,zh ] || set -- "$@" $s/en.seg
	sh -c 'i=0; while [ $i -lt 50 ]; do "$@" >/dev/null; i=$((i + 1)); done; times' sh \
	    "$BIN/dg-align" -q -l $l "$@" | awk -v n=$# 'NR == 2 {
	    split($1, a, /[ms]/); split($2, b, /[ms]/)
	    printf "%d texts of a statement, start to end: %.1f ms of CPU (asked: at most 20)\n", n, (a[2] + b[2]) * 20 }'
done
set -- corpora/statements/*/
"$OUT/tests/bench/documents" 10 "$@"
