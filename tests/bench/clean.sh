#!/bin/sh
# clean.sh -- dg-clean beside `sort -u` over the same rows in the same run, in CPU seconds: exact
# duplicates alone, all rules without words, and all rules.  The rows are those of the project's
# statements, aligned, made ROWS (default 300,000) different ones by a name at the end of each
# text.  A ratio above its bound is a failure: the bounds say how many times the CPU of
# sort -u each may take.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
bad=0
# rows A B: the rows of the statements that have both texts, many times over
rows() {
	for s in "$here"/corpora/statements/*/; do
		"$BIN/dg-align" -q -l "$1,$2" -f tsv "$s$1.seg" "$s$2.seg" | tail -n +2
	done | awk -F'\t' -v OFS='\t' -v n="${ROWS:-300000}" -v a="$1" -v b="$2" '
	    function name(k,  s, i) {
	        for (i = 0; i < 4; i++) {
	            s = s substr("bcdfghjklmnprstvz", k % 17 + 1, 1); k = int(k / 17)
	            s = s substr("aeiou", k % 5 + 1, 1); k = int(k / 5)
	        }
	        return toupper(substr(s, 1, 1)) substr(s, 2)
	    }
	    $4 != "" && $5 != "" { score[rows] = $3; x[rows] = $4; y[rows++] = $5 }
	    END {
	        print "score", a, b
	        for (k = 0; k < n; k++)
	            print score[k % rows], x[k % rows] " " name(k), y[k % rows] (b == "zh" ? "" : " ") name(k)
	    }' >"$d/in"
}
# cpu COMMAND...: its CPU seconds, the least of three runs
cpu() {
	for i in 1 2 3; do
		LC_ALL=C /usr/bin/time -o "$d/time" -f '%U %S' "$@" >/dev/null || exit 2
		awk '{ print $1 + $2 }' "$d/time"
	done | sort -n | head -1
}
# tell WHAT BOUND ROWS COMMAND...
tell() {
	what=$1 bound=$2 n=$3
	shift 3
	awk -v w="$what" -v b="$bound" -v n="$n" -v t="$(cpu "$@")" -v f="$floor" -v all="${ROWS:-300000}" 'BEGIN {
	    r = (t / n) / (f / all)
	    printf "  %-22s %8.0f rows a CPU second, %.2f times sort -u (at most %s)\n", w, n / (t + .001), r, b
	    exit !(r <= b) }' || bad=1
}
for p in "fr en" "fr zh"; do
	# shellcheck disable=SC2086
	rows $p
	floor=$(cpu sort -u "$d/in")
	echo "$p: $(wc -l <"$d/in") rows, $(wc -c <"$d/in") bytes, sort -u $floor s"
	tell "exact duplicates" 1 "${ROWS:-300000}" "$BIN/dg-clean" -q --no-lexicon --only duplicate "$d/in"
	tell "rules without words" 7 "${ROWS:-300000}" "$BIN/dg-clean" -q --no-lexicon "$d/in"
	head -n 10001 "$d/in" >"$d/part"
	tell "all rules" 120 10000 "$BIN/dg-clean" -q "$d/part"
done
exit $bad
