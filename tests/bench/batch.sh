#!/bin/sh
# batch.sh -- drogman build over small documents of the project's own statements (or the
# pile in PILE): documents a CPU second, the gain of a second thread, memory, and a run
# with nothing to do.  DOCUMENTS: how many (default 1000).
set -u
BIN=${BIN:-build/bin}
n=${DOCUMENTS:-1000}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
if [ -n "${PILE:-}" ]; then m=$PILE; else perl tests/pile.pl "$d/pile" "$n" || exit 2; m=$d/pile/pages.tsv; fi
n=$(($(wc -l <"$m") - 1))
# wall user sys kilobytes of a run
run() { /usr/bin/time -o "$d/t" -f '%e %U %S %M' "$BIN/drogman" build -q "$@" 2>/dev/null; cat "$d/t"; }
one=$(run -j1 -o "$d/one" "$m")
two=$(run -j2 -o "$d/two" "$m")
again=$(run -j1 -o "$d/one" "$m")
echo "$n $one $two $again" | awk '{
	printf "%d documents, pages to TMX: %.0f documents a CPU second (asked: 1000)\n", $1, $1 / ($3 + $4)
	printf "two threads: %.2f times as fast by the clock (asked: 1.85); memory %.0f MB (asked: below 150)\n", $2 / $6, $9 / 1024
	printf "nothing to do: %.2f s by the clock (asked: below 1 s for 10,000 documents)\n", $10 }'
