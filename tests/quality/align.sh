#!/bin/sh
# align.sh -- strict F1 of dg-align against gold beads: the project's own statements,
# and the development sets beside the checkout where they are (GOLD, default
# ../shared/gold/align).  One line a set and pair; each document is aligned alone.
# usage: align.sh [dg-align options]
set -u
BIN=${BIN:-build/bin}
GOLD=${GOLD:-../shared/gold/align}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
options="$*"

# row NAME GOLD TEST ... : one line of figures
row() {
	name=$1
	shift
	"$BIN/dg-score" "$@" | awk -v n="$name" '
	    $1 == "strict" { s = $7 } $1 == "lax" { l = $7 } $1 == "1-1" { o = $7 } $1 == "n-m" { m = $7 }
	    END { printf "%-28s strict %s  lax %s  1-1 %s  n-m %s\n", n, s, l, o, m }'
}
# align NAME LANGS GOLD FILES ... : adds to $tmp/list
align() {
	l=$1 g=$2
	shift 2
	n=$((n + 1))
	# shellcheck disable=SC2086
	"$BIN/dg-align" -q $options -l "$l" -f beads -o "$tmp/$n" "$@" || exit 2
	list="$list $g $tmp/$n"
}
set_row() {
	# shellcheck disable=SC2086
	row "$1" $list
	list=
}
n=0 list=
for p in fr-zh fr-en zh-en; do
	a=${p%-*} b=${p#*-}
	for d in corpora/statements/*/; do align "$a,$b" "$d$p.beads" "$d$a.seg" "$d$b.seg"; done
	set_row "statements $p"
done
for d in corpora/statements/*/; do align fr,zh,en "${d}fr-zh-en.beads" "${d}fr.seg" "${d}zh.seg" "${d}en.seg"; done
set_row "statements fr-zh-en"
[ -d "$GOLD" ] || { echo "skipped: no $GOLD"; exit 0; }
for p in fr-zh zh-en fr-en; do
	a=${p%-*} b=${p#*-}
	for g in "$GOLD"/ntrex-dev/*.$p.gold; do
		s=${g%.$p.gold}
		align "$a,$b" "$g" "$s.$a" "$s.$b"
	done
	set_row "ntrex-dev $p"
done
for g in "$GOLD"/ntrex-dev/*.all.gold; do
	s=${g%.all.gold}
	align fr,zh,en "$g" "$s.fr" "$s.zh" "$s.en"
done
set_row "ntrex-dev fr-zh-en"
for g in "$GOLD"/mac-dev/*.gold; do
	s=${g%.gold}
	align zh,en "$g" "$s.zh" "$s.en"
done
set_row "mac-dev zh-en"
align de,fr "$GOLD/tb-dev/dev.gold" "$GOLD/tb-dev/dev.de" "$GOLD/tb-dev/dev.fr"
set_row "tb-dev de-fr"
