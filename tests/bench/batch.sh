#!/bin/sh
# batch.sh -- drogman build over small documents: those of the project's own statements, and where
# GOLD is at hand those of its pile (or the manifest in PILE alone).  Documents a CPU second, the
# gain of a second thread, memory, with --learn too, and a run with nothing to do.  DOCUMENTS: how
# many (default 1000); RUNS: of how many the best counts (default 3), because other work takes
# from the clock.
set -u
BIN=${BIN:-build/bin} GOLD=${GOLD:-../shared/gold/pair}
n=${DOCUMENTS:-1000} runs=${RUNS:-3}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# wall, CPU, kilobytes of a run
run() {
	/usr/bin/time -o "$d/t" -f '%e %U %S %M' "$BIN/drogman" build -q "$@" 2>/dev/null
	awk '{ print $1, $2 + $3, $4 }' "$d/t"
}
# best NUMBER THREADS MANIFEST: the least of that number in several runs, each from nothing
best() {
	i=0
	while [ $i -lt "$runs" ]; do
		i=$((i + 1)); rm -rf "$d/o"
		run -j"$2" -o "$d/o" "$3"
	done | sort -n -k"$1,$1" | head -1
}
tell() {	# NAME MANIFEST
	rows=$(($(wc -l <"$2") - 1))
	one=$(best 2 1 "$2") clock=$(best 1 1 "$2") two=$(best 1 2 "$2") again=$(run -j1 -o "$d/o" "$2")
	learn=$(run -j2 --learn -o "$d/learn" "$2")
	rm -rf "$d/o" "$d/learn"
	echo "$rows $one $clock $two $again $learn" | awk -v name="$1" '{
		printf "%s: %d documents, pages to TMX: %.0f a CPU second (asked: 1000)\n", name, $1, $1 / $3
		printf "%s: two threads: %.2f times as fast by the clock (asked: 1.85)\n", name, $5 / $8
		printf "%s: memory %.0f MB, with --learn %.0f MB (asked: below 150 for 10,000 documents)\n",
		    name, $10 / 1024, $16 / 1024
		printf "%s: nothing to do: %.2f s by the clock (asked: below 1 for 10,000 documents)\n", name, $11 }'
}
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null); the clock is worth what the machine has to spare"
if [ -n "${PILE:-}" ]; then tell "$PILE" "$PILE"; exit; fi
perl tests/pile.pl "$d/pile" "$n" || exit 2
tell "own statements" "$d/pile/pages.tsv"
if [ -r "$GOLD/make_pile.py" ]; then
	python3 "$GOLD/make_pile.py" "$d/gold" "$n" 7 >/dev/null || exit 2
	# a row a pair there, a row a statement here
	awk -F'\t' -v OFS='\t' '{ split($1, a, "."); page[a[1], $2] = $4; page[a[1], $3] = $5 }
	    !(a[1] in seen) { seen[a[1]] = 1; name[++n] = a[1] }
	    END { print "doc", "fr", "zh", "en"
	        for (i = 1; i <= n; i++) print name[i], page[name[i], "fr"], page[name[i], "zh"], page[name[i], "en"] }' \
	    "$d/gold/manifest.tsv" >"$d/gold/pages.tsv"
	tell "pile of a ministry" "$d/gold/pages.tsv"
else
	echo "pile of a ministry: skipped, $GOLD is not here"
fi
