#!/bin/sh
# align.sh -- strict F1 of dg-align against gold beads: the project's own statements,
# and the development sets beside the checkout where they are (GOLD, default
# ../shared/gold/align).  One line a set and pair, with the F1 of its even and odd documents
# alone; each document is aligned by itself.  Then what its scores are worth (reliability and
# expected calibration error), and what each kind of evidence is (the F1 without it).
# Figures below their floor fail.
# usage: align.sh [dg-align options]          LEXICON=FILE.lex: the same with this lexicon
set -u
BIN=${BIN:-build/bin}
GOLD=${GOLD:-../shared/gold/align}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
options="$*"
bad=0

# documents SET ... : a line a document: set, languages, gold, files
documents() {
	for p in fr-zh fr-en zh-en; do
		for d in corpora/statements/*/; do
			echo "statements-$p ${p%-*},${p#*-} $d$p.beads $d${p%-*}.seg $d${p#*-}.seg"
		done
	done
	for d in corpora/statements/*/; do
		echo "statements-fr-zh-en fr,zh,en ${d}fr-zh-en.beads ${d}fr.seg ${d}zh.seg ${d}en.seg"
	done
	[ -d "$GOLD" ] || return
	for p in fr-zh zh-en fr-en; do
		for g in "$GOLD"/ntrex-dev/*.$p.gold; do
			s=${g%.$p.gold}
			echo "ntrex-dev-$p ${p%-*},${p#*-} $g $s.${p%-*} $s.${p#*-}"
		done
	done
	for g in "$GOLD"/ntrex-dev/*.all.gold; do
		s=${g%.all.gold}
		echo "ntrex-dev-fr-zh-en fr,zh,en $g $s.fr $s.zh $s.en"
	done
	for g in "$GOLD"/mac-dev/*.gold; do
		s=${g%.gold}
		echo "mac-dev-zh-en zh,en $g $s.zh $s.en"
	done
	echo "tb-dev-de-fr de,fr $GOLD/tb-dev/dev.gold $GOLD/tb-dev/dev.de $GOLD/tb-dev/dev.fr"
}

# align_all DIR OPTIONS: every document of stdin, a TSV each, and its beads
align_all() {
	dir=$1 o=$2
	mkdir -p "$dir"
	n=0
	while read -r set langs gold files; do
		n=$((n + 1))
		# shellcheck disable=SC2086
		"$BIN/dg-align" -q $options $o -l "$langs" -o "$dir/$n.tsv" $files || exit 2
		cut -f2 "$dir/$n.tsv" | sed 1d >"$dir/$n.beads"
		echo "$set $gold $dir/$n.beads" >>"$dir/list"
	done
}

# f1 KIND FILES ... : 3 decimals
f1() {
	kind=$1
	shift
	"$BIN/dg-score" "$@" | awk -v k="$kind" '$1 == k { print $7 }'
}

# pairs DIR SET HALF: gold and test of its documents (HALF: all, even, odd)
pairs() {
	awk -v s="$2" -v h="$3" '$1 == s { n++; if (h == "all" || (h == "even") == (n % 2 == 1)) print $2, $3 }' "$1/list"
}

floor_of() { awk -v s="$1" '$1 == s { print $2 }' <<'END'
statements-fr-zh .960
statements-fr-en .974
statements-zh-en .948
statements-fr-zh-en .950
ntrex-dev-fr-zh .969
ntrex-dev-zh-en .976
ntrex-dev-fr-en .978
ntrex-dev-fr-zh-en .956
mac-dev-zh-en .878
tb-dev-de-fr .884
tb-freedict-de-fr .910
learn-ntrex-dev-fr-zh .970
learn-ntrex-dev-zh-en .973
learn-ntrex-dev-fr-en .978
learn-mac-dev-zh-en .882
learn-tb-dev-de-fr .882
without-lexicon-ntrex-dev-fr-zh .890
without-lexicon-mac-dev-zh-en .770
without-lexicon-statements-fr-zh-en .850
END
}

# table DIR
table() {
	for s in $(awk '!seen[$1]++ { print $1 }' "$1/list"); do
		# shellcheck disable=SC2046
		f=$(f1 strict $(pairs "$1" "$s" all))
		# shellcheck disable=SC2046
		printf '%-22s strict %s (even %s, odd %s)  lax %s  1-1 %s  n-m %s\n' "$s" "$f" \
		    "$(f1 strict $(pairs "$1" "$s" even))" \
		    "$(l=$(pairs "$1" "$s" odd); [ -n "$l" ] && f1 strict $l || echo -)" \
		    "$(f1 lax $(pairs "$1" "$s" all))" "$(f1 1-1 $(pairs "$1" "$s" all))" \
		    "$(f1 n-m $(pairs "$1" "$s" all))"
		[ -n "$options$LEXICON" ] && continue
		least=$(floor_of "$s")
		awk -v f="$f" -v l="$least" 'BEGIN { exit !(f < l) }' &&
		    { echo "$s: $f is below $least"; bad=1; }
	done
}

# of all beads: what was said, and how many were right
reliability() {
	while read -r _ gold beads; do
		awk 'NR == FNR { gold[$0] = 1; next } FNR > 1 { split($0, c, "\t"); print c[3], (c[2] in gold) }' \
		    "$gold" "${beads%.beads}.tsv"
	done <"$1/list" | awk '
	    { b = int($1 * 10); if (b > 9) b = 9; n[b]++; said[b] += $1; right[b] += $2; all++ }
	    END { for (b = 0; b < 10; b++) if (n[b]) {
	            printf "  said %.3f  right %.3f  of %d beads\n", said[b] / n[b], right[b] / n[b], n[b]
	            d = said[b] - right[b]; e += d < 0 ? -d : d }
	          printf "expected calibration error %.4f (asked: at most .03)\n", e / all }'
}

LEXICON=${LEXICON:-}
documents >"$tmp/documents"
align_all "$tmp/all" "${LEXICON:+-x $LEXICON}" <"$tmp/documents"
[ -d "$GOLD" ] || echo "skipped: no $GOLD"
table "$tmp/all"
# a dictionary of the two languages, from the machine's package manager
[ ! -d "$GOLD" ] || sh .ci/deps dict-freedict-deu-fra dict-freedict-fra-deu || true
freedict=/usr/share/dictd/freedict
if [ -d "$GOLD" ] && [ -f $freedict-deu-fra.index ] && [ -f $freedict-fra-deu.index ]; then
	"$BIN/dg-lexicon" build -q -o "$tmp/de-fr.lex" -l de,fr --dictd de,fr=$freedict-deu-fra.index \
	    --dictd fr,de=$freedict-fra-deu.index
	sed -n 's/^tb-dev/tb-freedict/p' "$tmp/documents" | align_all "$tmp/tb" "-x $tmp/de-fr.lex"
	table "$tmp/tb"
else
	echo "skipped: tb-dev with FreeDict (packages dict-freedict-deu-fra, dict-freedict-fra-deu)"
fi
# the documents of a set as one collection, aligned again by what they have taught
collection() {
	awk -v s="$1" '$1 == s { printf "%d", ++n; for (i = 4; i <= NF; i++) printf "\t%s", $i; print "" }' \
	    "$tmp/documents" >"$tmp/list"
	langs=$(awk -v s="$1" '$1 == s { print $2; exit }' "$tmp/documents")
	"$BIN/dg-align" -q -j2 --learn -l "$langs" -f beads -o "$tmp/learnt-$1" --documents "$tmp/list" || exit 2
	# shellcheck disable=SC2046
	f=$(f1 strict $(awk -v s="$1" -v d="$tmp/learnt-$1" '$1 == s { print $3, d "/" ++n ".beads" }' "$tmp/documents"))
	echo "$1, the whole set learnt from: strict $f"
	least=$(floor_of "learn-$1")
	awk -v f="$f" -v l="$least" 'BEGIN { exit !(f < l) }' && { echo "$1, learnt: $f is below $least"; bad=1; }
}
if [ -z "$options$LEXICON" ] && [ -d "$GOLD" ]; then
	for s in ntrex-dev-fr-zh ntrex-dev-zh-en ntrex-dev-fr-en mac-dev-zh-en tb-dev-de-fr; do collection "$s"; done
fi
reliability "$tmp/all" | tee "$tmp/reliability"
# the own statements alone are a thousand beads: a few of them decide what a tenth of the scale says
[ -d "$GOLD" ] && most=.03 || most=.05
[ -n "$options$LEXICON" ] || awk -v most="$most" '/^expected/ && $4 > most { exit 1 }' "$tmp/reliability" ||
    { echo "the calibration error is above $most"; bad=1; }
[ -n "$options" ] && exit "$bad"
for w in lexicon length marks numbers names cognates paragraphs; do
	align_all "$tmp/$w" "${LEXICON:+-x $LEXICON} --without $w" <"$tmp/documents"
	printf 'without %-11s' "$w"
	for s in $(awk '!seen[$1]++ { print $1 }' "$tmp/all/list"); do
		# shellcheck disable=SC2046
		f=$(f1 strict $(pairs "$tmp/$w" "$s" all))
		least=$(floor_of "without-$w-$s")
		printf ' %s' "$f"
		[ -n "$LEXICON" ] || awk -v f="$f" -v l="${least:-0}" 'BEGIN { exit !(f < l) }' &&
		    { printf ' (below %s)' "$least"; bad=1; }
	done
	echo
done
exit "$bad"
