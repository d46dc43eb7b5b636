#!/bin/sh
# examples.t -- the EXAMPLES of every man page run: each `.Dl $ command` line, in
# order, in one directory that holds the first statement of the corpus.
. "$(dirname "$0")/tap.inc"
dir=$(cd "$(dirname "$0")/.." && pwd)
PATH="$BIN:$PATH" LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export PATH LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
for page in "$dir"/tools/*.1; do
	b=$(basename "$page" .1)
	t "$b.1: mandoc finds nothing" "" "$(mandoc -Tlint -Wwarning "$page" 2>&1)"
	rm -rf "$d/w" && mkdir "$d/w" && cd "$d/w" || exit 2
	cp "$dir"/corpora/statements/readout-foreign-ministers/* .
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh [A-DF-Z]/s/^\.Dl \$ //p' "$page" | sed 's/\\&//g; s/\\e/\\/g' >"$d/lines"
	t "$b.1: mdoc takes no quote away from an example" "" "$(grep '^\.Dl .* "' "$page")"
	t "$b.1: there are examples" yes "$([ -s "$d/lines" ] && echo yes)"
	while IFS= read -r line; do
		sh -c "$line" >"$d/o" 2>"$d/e" </dev/null
		t "$b.1: $line" "0 " "$? $(head -c 300 "$d/e")"
	done <"$d/lines"
done
finish
