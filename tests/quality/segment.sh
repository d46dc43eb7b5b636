#!/bin/sh
# segment.sh -- boundary F1 of dg-segment against gold segments, as a table.  The
# gold lies outside the project (other people's texts); without it: skipped.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
gold=${GOLD:-$here/../shared/gold}/segment
[ -d "$gold" ] || gold=$here/../../shared/gold/segment
[ -f "$gold/score.py" ] && command -v python3 >/dev/null || { echo "segment: skipped (no gold segments)"; exit 0; }
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
bad=0
# floor NAME LANG F1: a fall below it is a failure
floor() {
	"$BIN/dg-segment" -l "$2" "$gold/$1.$2.par" >"$d/seg" || exit 2
	line=$(python3 "$gold/score.py" "$gold/$1.$2.seg" "$d/seg")
	f=$(expr "$line" : '.*F1 \([0-9.]*\)')
	printf '%-14s %s\n' "$1.$2" "$line"
	awk "BEGIN { exit !($f < $3) }" && { echo "$1.$2: F1 below $3"; bad=1; }
}
floor gsd_dev fr 98.3
floor sequoia_dev fr 91.4
floor ewt_dev en 90.3
floor gsdsimp_dev zh 99.6
for l in fr en zh; do
	"$BIN/dg-segment" -l $l "$gold/quotes.$l.par" >"$d/seg" || exit 2
	python3 "$gold/score.py" --probes "$gold/quotes.$l.probes.tsv" "$gold/quotes.$l.par" "$d/seg" >"$d/p"
	printf '%-14s %s\n' "quotes.$l" "$(paste -sd' ' "$d/p")"
	# between a mark and its quote, before an attribution: never; behind the quote: always
	awk '($1 == "C" && $3 < 99) || ($1 != "C" && $3 < 100) { exit 1 }' "$d/p" ||
	    { echo "quotes.$l: below the floor"; bad=1; }
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
