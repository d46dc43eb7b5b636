#!/bin/sh
# tap.sh TEST -- run a unit program or a shell suite; both print TAP.  One that hangs is ended
# with all it began, after SUITE_SECONDS, and counts as failed; at a terminal ^C reaches it.
fore=
[ ! -t 2 ] || fore=--foreground
bounded() { exec timeout -k 5 $fore "${SUITE_SECONDS:-2400}" "$@"; }
case $1 in
*.t) bounded sh "$1" ;;
*) bounded "$1" ;;
esac
