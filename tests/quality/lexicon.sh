#!/bin/sh
# lexicon.sh -- how often the true translation comes first in a pool of up to 1,000 sentences, order
# unknown, by words, numbers, names and lengths alone: with the glossary alone, with the built-in
# lexicon, with the full one where make lexicon has built it, and with each source of that left
# out (not where SOURCES is set and empty); and how well the documents are aligned by each.  The pools are the sentences of
# ntrex-dev beside the checkout (GOLD): those of its 1-1 beads are asked for, the others stand
# between.  Below the floors recorded here is a failure.
set -u
BIN=${BIN:-build/bin}
OUT=${OUT:-build}
GOLD=${GOLD:-../shared/gold}
[ -d "$GOLD/align" ] && GOLD=$GOLD/align
[ -d "$GOLD/ntrex-dev" ] || { echo "lexicon: skipped (no $GOLD/ntrex-dev)"; exit 0; }
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
make -s OUT="$OUT" "$OUT/tests/quality/pool" || exit 2
bad=0
for p in zh-en fr-zh fr-en; do
	a=${p%-*} b=${p#*-}
	for g in "$GOLD"/ntrex-dev/*.$p.gold; do
		s=${g%.$p.gold}
		awk -v g="$g" -v p="$d/$p" '
		    FNR == 1 { file++ }
		    NF { text[file, n[file]++] = $0 }
		    END {
			while ((getline bead < g) > 0)
				if (bead ~ /^\[[0-9]+\]:\[[0-9]+\]$/) {
					split(bead, id, /[^0-9]+/)
					used[1, id[2]] = used[2, id[3]] = 1
					print text[1, id[2]] >>(p ".1"); print text[2, id[3]] >>(p ".2")
				}
			for (f = 1; f <= 2; f++)
				for (i = 0; i < n[f]; i++)
					if (!((f, i) in used)) print text[f, i] >>(p ".rest" f)
		    }' "$s.$a" "$s.$b"
	done
	wc -l <"$d/$p.1" >"$d/$p.n"
	for f in 1 2; do cat "$d/$p.$f" "$d/$p.rest$f" | head -1000 >"$d/$p.pool$f"; done
done
# row NAME LEXICON [FLOORS...]: six figures, the two ways of three pairs
row() {
	name=$1 lex=$2
	shift 2
	line=
	for p in zh-en fr-zh fr-en; do
		"$OUT/tests/quality/pool" "$(echo $p | tr - ,)" "$lex" "$(cat "$d/$p.n")" \
		    "$d/$p.pool1" "$d/$p.pool2" >"$d/two" || exit 2
		line="$line $(cut -d' ' -f1,2 "$d/two")"
	done
	# shellcheck disable=SC2086
	printf '%-28s zh-en %s, en-zh %s   fr-zh %s, zh-fr %s   fr-en %s, en-fr %s\n' "$name" $line
	[ $# -eq 0 ] || echo "$line $*" | awk '{ for (i = 1; i <= 6; i++) if ($i < $(i + 6)) exit 1 }' ||
	    { echo "$name: below $*"; bad=1; }
}
# aligned NAME OPTION [FLOORS...]: bead F1 of the documents of the three pairs, each by itself
aligned() {
	name=$1 option=$2
	shift 2
	line=
	for p in zh-en fr-zh fr-en; do
		rm -rf "$d/beads"
		for g in "$GOLD"/ntrex-dev/*."$p".gold; do
			n=${g##*/}
			printf '%s\t%s\t%s\n' "$n" "${g%."$p".gold}.${p%-*}" "${g%."$p".gold}.${p#*-}"
		done >"$d/list"
		# shellcheck disable=SC2086
		"$BIN/dg-align" -q $option -l "$(echo $p | tr - ,)" -f beads -o "$d/beads" --documents "$d/list" || exit 2
		# shellcheck disable=SC2046
		line="$line $("$BIN/dg-score" $(cut -f1 "$d/list" | while read -r n; do
			echo "$GOLD/ntrex-dev/$n $d/beads/$n.beads"
		done) | awk '$1 == "strict" { print $7 }')"
	done
	# shellcheck disable=SC2086
	printf '%-28s zh-en %s   fr-zh %s   fr-en %s   (F1 of beads)\n' "$name" $line
	[ $# -eq 0 ] || echo "$line $*" | awk '{ for (i = 1; i <= 3; i++) if ($i < $(i + 3)) exit 1 }' ||
	    { echo "$name: beads below $*"; bad=1; }
}
echo "asked for: $(cat "$d/zh-en.n") $(cat "$d/fr-zh.n") $(cat "$d/fr-en.n"); pools: $(wc -l <"$d/zh-en.pool2") $(wc -l <"$d/fr-zh.pool2") $(wc -l <"$d/fr-en.pool2")"
row "no lexicon" none
# what our own entries give alone: no counts of words, no lengths and beads of pairs
"$BIN/dg-lexicon" build -q -o "$d/glossary.lex" corpora/glossary.tsv || exit 2
row "glossary alone" "$d/glossary.lex" .915 .930 .868 .868 .952 .954
aligned "glossary alone" "-x $d/glossary.lex" .959 .931 .970
row "built-in" - .940 .933 .902 .891 .960 .951
aligned "built-in" ""
if [ -f "$OUT/full.lex" ]; then
	row "full" "$OUT/full.lex" .957 .957 .920 .920 .965 .964
	aligned "full" "-x $OUT/full.lex" .975 .974 .977
	[ "${SOURCES-yes}" ] && "$BIN/dg-lexicon" stat "$OUT/full.lex" | awk -F'\t' '$1 == "source" && $2 !~ /freedict-.*deu/ { print $2 }' >"$d/sources"
	[ -f "$d/sources" ] && while read -r s; do
		"$BIN/dg-lexicon" merge -o "$d/without.lex" --drop "$s" "$OUT/full.lex" || exit 2
		row "full without $s" "$d/without.lex"
		aligned "full without $s" "-x $d/without.lex"
	done <"$d/sources"
else
	echo "full: skipped (make lexicon builds $OUT/full.lex)"
fi
exit $bad
