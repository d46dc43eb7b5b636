#!/bin/sh
# lexicon.sh -- what a lexicon costs: to open, to look a word up, to find every entry in a
# text (lookup.c, beside the plainest means); to build the full one without learning, and to
# learn from its parallel texts, beside wc -w over the same bytes.  Without build/full.lex
# (make lexicon) the built-in one is asked, and building and learning are skipped.
set -u
BIN=${BIN:-build/bin}
OUT=${OUT:-build}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
mkdir -p "$OUT/bench"
make -s OUT="$OUT" "$OUT/tests/bench/lookup" && ${CC:-cc} -O2 -o "$OUT/bench/measure" tests/bench/measure.c || exit 2
cat corpora/statements/*/zh.seg >"$d/zh"
for x in "$OUT/full.lex" "$OUT/data/glossary.lex"; do
	[ -f "$x" ] || continue
	echo "$(basename "$x"), $(($(wc -c <"$x") / 1000000)) MB:"
	"$OUT/tests/bench/lookup" "$x" "$d/zh" | sed 's/^/  /'
done
[ -f "$OUT/cache/arguments" ] || { echo "building, learning: skipped (no make lexicon here)"; exit 0; }
took() {	# FILE: seconds of CPU
	awk '{ printf "%.2f\n", $1 + $2 }' "$1"
}
for j in 1 2; do
	start=$(date +%s.%N)
	sed 's/[^A-Za-z0-9_]/\\&/g' "$OUT/cache/arguments" |
	    xargs -x "$OUT/bench/measure" "$BIN/dg-lexicon" build -j $j -o "$d/full.$j" -l zh,fr,en,de 3>"$d/build.$j"
	awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }' >"$d/clock.$j"
done
grep '^/\|^build/\|=' "$OUT/cache/arguments" | sed 's/^[a-z,]*=//' | while read -r f; do [ -f "$f" ] && echo "$f"; done >"$d/files"
xargs "$OUT/bench/measure" wc -w <"$d/files" >/dev/null 3>"$d/wc"
b=$(took "$d/build.1") w=$(took "$d/wc")
echo "build of the full one: $(cat "$d/clock.1") s, by two threads $(cat "$d/clock.2") s (asked: 3), $b s of CPU, $(awk -v b="$b" -v w="$w" 'BEGIN { printf "%.1f", b / (w > 0.01 ? w : 0.01) }') times wc -w of its sources"
[ -f "$OUT/cache/texts" ] || exit 0
xargs "$OUT/bench/measure" wc -w <"$OUT/cache/texts" >/dev/null 3>"$d/wc"
for j in 1 2; do
	start=$(date +%s.%N)
	xargs "$OUT/bench/measure" "$BIN/dg-lexicon" learn -j $j -l fr,en -o "$d/learnt.$j" <"$OUT/cache/texts" 3>"$d/learn" 2>"$d/note" || exit 2
	n=$(awk '/ rows$/ { print $2 }' "$d/note")
	echo "learning $n pairs both ways, 5 iterations, $j threads: $(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }') s (asked: 20 by two)," \
	    "$(took "$d/learn") s of CPU, $(awk -v n="$n" '{ printf "%.0f", n / ($1 + $2) }' "$d/learn") pairs/s," \
	    "$(awk -v b="$(took "$d/learn")" -v w="$(took "$d/wc")" 'BEGIN { printf "%.0f", b / (w > 0.01 ? w : 0.01) }') times wc -w"
done
cmp "$d/learnt.1" "$d/learnt.2" && echo "the same bytes"
