#!/bin/sh
# segment.sh -- boundary F1 of dg-segment against gold segments, as a table: the project's
# own statements, out of their pages' paragraphs, then other people's texts, which lie
# outside the project; without those: skipped.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
gold=${GOLD:-$here/../shared/gold}/segment
[ -d "$gold" ] || gold=$here/../../shared/gold/segment
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
bad=0
# a paragraph a line, as dg-text gives it, cut again
for l in fr en zh; do
	: >"$d/gold"; : >"$d/seg"
	for s in "$here"/corpora/statements/*/; do
		awk -v j="$([ $l = zh ] || echo ' ')" 'NF { p = p (p == "" ? "" : j) $0; next } { print p; p = "" }
		    END { if (p != "") print p }' "$s$l.seg" >"$d/par"
		"$BIN/dg-segment" -l $l "$d/par" >>"$d/seg" || exit 2
		echo >>"$d/seg"
		cat "$s$l.seg" >>"$d/gold"; echo >>"$d/gold"
	done
	line=$(perl "$here/tests/quality/boundaries.pl" "$d/gold" "$d/seg") || { echo "statements.$l: $line"; bad=1; }
	printf '%-14s %s\n' "statements.$l" "$line"
	f=${line##*F1 }; awk "BEGIN { exit !(${f%% *} < 99) }" && { echo "statements.$l: F1 below 99"; bad=1; }
done
[ -f "$gold/score.py" ] && command -v python3 >/dev/null || { echo "segment: the rest is skipped (no gold segments)"; exit $bad; }
# floor NAME LANG F1: a fall below it is a failure, and so is one of more than 0.3 when all
# the paragraphs stand on one line
floor() {
	"$BIN/dg-segment" -l "$2" "$gold/$1.$2.par" >"$d/seg" || exit 2
	line=$(python3 "$gold/score.py" "$gold/$1.$2.seg" "$d/seg")
	f=$(expr "$line" : '.*F1 \([0-9.]*\)')
	tr '\n' ' ' <"$gold/$1.$2.par" | "$BIN/dg-segment" -l "$2" >"$d/seg" || exit 2
	one=$(python3 "$gold/score.py" "$gold/$1.$2.seg" "$d/seg")
	one=$(expr "$one" : '.*F1 \([0-9.]*\)')
	printf '%-14s %s; all on one line: %s\n' "$1.$2" "$line" "$one"
	awk "BEGIN { exit !($f < $3) }" && { echo "$1.$2: F1 below $3"; bad=1; }
	awk "BEGIN { exit !($one < $f - 0.3) }" && { echo "$1.$2: one line loses more than 0.3"; bad=1; }
}
floor gsd_dev fr 98.3
floor sequoia_dev fr 91.4
floor ewt_dev en 90.3
floor gsdsimp_dev zh 99.6
# quotes NAME LANG: between a mark and its quote, before an attribution: never cut; behind
# the quote: always.  The text comes on stdin, re-spaced perhaps.
quotes() {
	"$BIN/dg-segment" -l "$2" >"$d/seg" || exit 2
	python3 "$gold/score.py" --probes "$gold/quotes.$2.probes.tsv" "$gold/quotes.$2.par" "$d/seg" >"$d/p"
	printf '%-22s %s\n' "$1" "$(paste -sd' ' "$d/p")"
	awk '($1 == "C" && $3 < 99) || ($1 != "C" && $3 < 100) { exit 1 }' "$d/p" ||
	    { echo "$1: below the floor"; bad=1; }
}
for l in fr en zh; do quotes quotes.$l $l <"$gold/quotes.$l.par"; done
nbsp=$(printf '\302\240') nnbsp=$(printf '\342\200\257') thin=$(printf '\342\200\211')
for blank in "no-break=$nbsp" "narrow=$nnbsp" "thin=$thin" "plain= " "none="; do
	sed -E "s/«($nbsp|$nnbsp|$thin| )*/«${blank#*=}/g; s/($nbsp|$nnbsp|$thin| )*([»!?;])/${blank#*=}\\2/g" \
	    "$gold/quotes.fr.par" | quotes "quotes.fr, ${blank%%=*}" fr
done
for l in en fr zh; do
	python3 - "$gold/golden-rules.$l.txt" "$BIN/dg-segment" $l <<'P' || bad=1
import subprocess, sys
rows = [r.split('---\n') for r in open(sys.argv[1], encoding='utf-8').read().split('===\n') if r.strip()]
ok = sum(subprocess.run([sys.argv[2], '-l', sys.argv[3]], input=a.encode(), capture_output=True).stdout.decode() == b for a, b in rows)
print(f'golden-rules.{sys.argv[3]:1} {ok}/{len(rows)}')
sys.exit(ok < len(rows))
P
done
exit $bad
