#!/bin/sh
# typography.sh -- CPU of the whole French pass of dg-normalize against sed with twelve
# substitutions (french.sed) on the same text, five turns each, the best of each; then
# how time grows with 10^5 nested quotes.  Text: our own statements, typed on a
# typewriter; and, where it lies beside the project, French damaged seven ways.
set -u
BIN=${BIN:-build/bin}
here=$(dirname "$0")
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
cpu() {	# COMMAND...: CPU milliseconds, user and system
	sh -c '"$@" >/dev/null 2>&1; times' sh "$@" | awk 'NR == 2 { split($1, a, /[ms]/)
	    split($2, b, /[ms]/); printf "%d\n", (a[1] * 60 + a[2] + b[1] * 60 + b[2]) * 1000 }'
}
best() { sort -n | head -1; }
race() {	# NAME FILE
	: >"$d/a"
	: >"$d/b"
	for i in 1 2 3 4 5; do
		cpu "$BIN/dg-normalize" -l fr "$2" >>"$d/a"
		cpu env LC_ALL=C sed -f "$here/french.sed" "$2" >>"$d/b"
	done
	awk -v what="$1" -v a="$(best <"$d/a")" -v b="$(best <"$d/b")" -v n="$(wc -c <"$2")" 'BEGIN {
	    printf "%s: %.1f MB, dg-normalize %d MB/s, sed with 12 rules %d MB/s: %.1f times (asked: 2)\n",
	        what, n / 1e6, n / 1e3 / a, n / 1e3 / b, b / a }'
}
repeat() {	# BYTES FILE...
	n=$1
	shift
	cat "$@" >"$d/one"
	: >"$d/text"
	while [ "$(wc -c <"$d/text")" -lt "$n" ]; do cat "$d/one" >>"$d/text"; done
}
repeat 16000000 corpora/statements/*/fr.seg
sed "s/«[[:space:]]*\|[[:space:]]*»/\"/g; s/’/'/g" "$d/text" >"$d/typed"
race "own statements" "$d/typed"
gold=${GOLD:-$here/../../../shared/gold/normalize}
if [ -f "$gold/fr.in" ]; then
	repeat 16000000 "$gold/fr.in"
	race "French damaged seven ways" "$d/text"
fi
for n in 100000 200000; do
	awk -v n="$n" 'BEGIN { for (i = 0; i < n; i++) printf " \"a «b"; print "" }' >"$d/deep"
	echo "nested quotes, $n twice: $(cpu "$BIN/dg-normalize" -l fr "$d/deep") ms"
done
