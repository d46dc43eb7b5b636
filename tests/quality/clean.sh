#!/bin/sh
# clean.sh -- what dg-clean drops of rows that were damaged on purpose, and of good ones, in
# per cent, with the built-in lexicon (or the one in LEXICON).  The gold lies outside the
# project; without it: skipped.  A floor that is missed is a failure.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
gold=${GOLD:-$here/../shared/gold}/clean
[ -d "$gold" ] || { echo "clean: skipped (no gold rows)"; exit 0; }
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
bad=0
# one PAIR: a line a label, "label dropped rows"
one() {
	{ printf 'row\tdoc\t%s\t%s\tlabel\tnote\n' "${1%-*}" "${1#*-}"; cat "$gold/dev.$1.tsv"; } >"$d/in"
	"$BIN/dg-clean" -q ${LEXICON:+-x "$LEXICON"} -o "$d/kept" "$d/in" || exit 2
	awk -F'\t' 'NR == FNR { kept[$1] = 1; next } FNR > 1 { n[$5]++; x[$5] += !($1 in kept) }
	    END { for (l in n) print l, 100 * x[l] / n[l] }' "$d/kept" "$d/in" >"$d/$1"
}
for p in fr-en fr-zh en-zh; do one $p; done
# row LABEL FLOOR: at least (or, with <, at most) for each pair: fr-en, then the Chinese ones
row() {
	set -- "$1" "$2" $(for p in fr-en fr-zh en-zh; do awk -v l="$1" '$1 == l { print $2 }' "$d/$p"; done)
	printf '%-18s %s\n' "$1" "$(shift 2; printf '%6.1f' "$@")"
	for x in $(shift 2; echo "$@"); do
		case $2 in
		\<*) awk "BEGIN { exit !($x > ${2#<}) }" && { echo "$1: $x above ${2#<}"; bad=1; } ;;
		*) awk "BEGIN { exit !($x < $2) }" && { echo "$1: $x below $2"; bad=1; } ;;
		esac
	done
}
echo "                    fr-en fr-zh en-zh   dropped, per cent"
row clean '<1.5'
row twin_keep '<3'
row number_changed 97
row date_changed 99
for l in empty url_only mojibake markup very_long untranslated dup_exact dup_near; do row $l 99; done
row boilerplate 99
row wrong_lang_src 99
row wrong_lang_tgt 99
row truncated 90
row glued 68
row misaligned_1 78
row random 95
for l in name_changed negation_dropped; do printf '%-18s reported, not dropped\n' $l; done
exit $bad
