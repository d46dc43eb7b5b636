#!/bin/sh
# pair.sh -- dg-pair over PAGES pages (default 10,000): time and memory, beside the time that
# reading the same pages takes dg-text.  The pile comes from a program outside the project,
# else from the project's own statements.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
n=$((${PAGES:-10000} * 20 / 57))	# a triple lacks a page now and then
gold=${GOLD:-$here/../shared/gold}/pair
[ -d "$gold" ] || gold=$here/../../shared/gold/pair
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
if [ -f "$gold/make_pile.py" ] && command -v python3 >/dev/null; then
	python3 "$gold/make_pile.py" "$d/pile" "$n" 5 || exit 2
else
	(cd "$here" && perl tests/pile.pl "$d/pile" "$n") || exit 2
fi
pages=$(find "$d/pile" -name '*.txt' | wc -l)
/usr/bin/time -o "$d/t" -f '%U %S %M' "$BIN/dg-pair" -q -l fr,zh,en -o "$d/out.tsv" "$d/pile"
read -r u s m <"$d/t"
find "$d/pile" -name '*.txt' | /usr/bin/time -o "$d/r" -f '%U %S' xargs "$BIN/dg-text" >/dev/null
read -r ru rs <"$d/r"
# bounds: 6 ms and 30 kB a page, above what the program and its lexicon take
echo "$pages $u $s $m $ru $rs" | awk '{
	cpu = $2 + $3; read = $5 + $6
	printf "%d pages paired: %.1f s of CPU, %.1f ms a page (at most 6), %.0f MB (at most %.0f); reading them alone %.1f s\n",
	    $1, cpu, 1000 * cpu / $1, $4 / 1024, 40 + .026 * $1, read
	exit cpu > .006 * $1 || $4 / 1024 > 40 + .026 * $1 }'
