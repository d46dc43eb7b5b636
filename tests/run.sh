#!/bin/sh
# run.sh [unit|cli|contract|examples|corpora ...] -- run the tests through prove, which
# counts them and closes with its line.  Each suite prints TAP.
set -u
OUT=${OUT:-build}
BIN=$(cd "$OUT/bin" && pwd)
export BIN OUT
here=$(dirname "$0")
[ $# -gt 0 ] || set -- unit cli contract inject confine threads completion xml examples rules corpora \
	pdf lexicon batch copies random clients
suites=
for s; do
	case $s in
	unit) for u in "$OUT"/tests/unit/*; do [ -x "$u" ] && [ -f "$u" ] && suites="$suites $u"; done ;;
	*) suites="$suites $here/$s.t" ;;
	esac
done
export CMOCKA_MESSAGE_OUTPUT=TAP
# shellcheck disable=SC2086
exec prove --exec "$here/tap.sh" $suites
