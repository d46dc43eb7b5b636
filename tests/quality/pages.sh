#!/bin/sh
# pages.sh -- paragraphs, words, titles, dates and junk of the ministry-like pages under
# tests/quality/pages.  `second` was written after the rules had been made on `first`; read
# for the first time it had paragraph F1 .927 (fr .937, zh .944, en .904), words .944,
# titles 23/24, dates 20/23, 17 junk lines; the rules have seen it since.  `third` is held
# out: nothing was changed after it was read (.994; fr 1, zh 1, en .986).
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
command -v python3 >/dev/null || { echo "pages: skipped (no python3)"; exit 0; }
out=$(python3 "$here/tests/quality/pages/pages.py" "$BIN" "$here"/tests/quality/pages/*/) || exit 2
echo "$out"
# a fall below is a failure: paragraphs .97 in each language, words .99, every title and date
echo "$out" | awk '{ split($8, t, "/"); split($10, d, "/")
	if ($4 < .97 || $6 < .99 || t[1] + 0 < t[2] || d[1] + 0 < d[2] || $13 > 3) { print $1, $2 ": below the floor"; bad = 1 } }
	END { exit bad || NR == 0 }'
