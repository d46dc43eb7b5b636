#!/bin/sh
# corpora.t -- the project's own texts: that they are well made, and that the tools
# get out of the pages what the gold says.  Figures below the recorded ones are red.
. "$(dirname "$0")/tap.inc"
dir=$(cd "$(dirname "$0")/.." && pwd)
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
cd "$dir" || exit 2

# ---- the glossary
g=corpora/glossary.tsv
t "glossary: seven columns in every row" "" "$(awk -F'\t' 'NF != 7 { print NR }' $g | head -3)"
t "glossary: zh, fr, en, pos and field are filled" "" \
	"$(awk -F'\t' '$1 == "" || $3 == "" || $4 == "" || $5 == "" || $7 == "" { print NR }' $g | head -3)"
t "glossary: no Chinese headword twice" "" \
	"$(sed 1d $g | cut -f1 | awk '{ n = split($0, a, / \| /); for (i = 1; i <= n; i++) print a[i] }' | sort | uniq -d | head -3)"
t "glossary: a noun has a gender" "" \
	"$(awk -F'\t' 'NR > 1 && ($5 == "noun" || $5 == "propn") && $6 !~ /^(m|f|mf|mpl|fpl)$/ { print NR }' $g | head -3)"
# a noun is masculine or feminine wherever it heads a form; words that take either stand aside
t "glossary: a French noun has one gender" "" \
	"$(awk -F'\t' 'BEGIN { n = split("autre cent deux deuxième dix double garde jeune jeunes livre mémoire mode même notre " \
	    "plusieurs poste porte-parole quatre quelques trois troisième eau", e, " "); while (n) either[e[n--]] = 1 }
	    NR > 1 && $5 == "noun" && $6 ~ /^[mf](pl)?$/ { split($3, w, " "); g = substr($6, 1, 1)
		if (w[1] in either || w[1] ~ /^(les|le|la)$/) next
		if (w[1] in gender && gender[w[1]] != g) print NR ": " w[1]; gender[w[1]] = g }' $g | head -3)"
t "glossary: no straight apostrophe" "" "$(grep -n "'" $g | head -3)"
t "glossary: no Han in French or English, no blanks at the ends" "" \
	"$(LC_ALL=C awk -F'\t' 'NR > 1 && ($3 $4) ~ /[\344-\351][\200-\277][\200-\277]/ { print NR }' $g | head -3)"
t "glossary: at least 10,000 entries" yes "$([ "$(sed 1d $g | wc -l)" -ge 10000 ] && echo yes)"
t "glossary: parts of speech are of the list" "" \
	"$(awk -F'\t' 'NR > 1 && $5 !~ /^(noun|propn|verb|adj|adv|phrase|prep|pron|conj|num)$/ { print NR }' $g | head -3)"
t "glossary: no alternative twice in a cell" "" \
	"$(awk -F'\t' '{ for (c = 1; c <= 4; c++) { n = split($c, a, / \| /); split("", seen); for (i = 1; i <= n; i++) if (seen[a[i]]++ || a[i] == "") print NR } }' $g | head -3)"
spelt() {	# DICTIONARIES COLUMN: words that neither hunspell nor the list of names knows
	# the word-joining apostrophe of the dictionaries is the straight one
	sed 1d $g | cut -f"$2" | sed "s/ | /\n/g; s/’/'/g" | hunspell -i utf-8 -d "$1" -l | LC_ALL=C sort -u |
	    LC_ALL=C comm -23 - "$d/words"
}
grep -v '^#' tests/glossary.words | LC_ALL=C sort -u >"$d/words"
t "glossary: hunspell has its dictionaries" "zzqx zzqx" \
	"$(for l in fr en_US,en_GB; do echo "table zzqx" | hunspell -i utf-8 -d $l -l; done | paste -sd' ')"
t "glossary: French is spelt well" "" "$(spelt fr 3 | head -5)"
t "glossary: English is spelt well" "" "$(spelt en_US,en_GB 4 | head -5)"

# ---- the statements
t "statements: at least twelve" yes "$([ "$(ls -d corpora/statements/*/ | wc -l)" -ge 12 ] && echo yes)"
paragraphs() {	# of a .seg, as dg-text must give them
	awk -v join="$2" 'NF { p = p (p == "" ? "" : join) $0; next } { print p; p = "" } END { if (p != "") print p }' "$1"
}
all=0 right=0
for s in corpora/statements/*/; do
	n=$(basename "$s")
	for l in fr zh en; do
		page=$(ls "$s$l".html "$s$l".txt 2>/dev/null)
		tag=$l join=' '
		[ $l = zh ] && join=
		"$BIN/dg-text" "$page" >"$d/text" 2>"$d/err"; t "$n $l: the page is read" 0 $?
		paragraphs "$s$l.seg" "$join" >"$d/gold"
		# a <br> inside a paragraph parts segments: no blank, or one, in the gold
		sed "s/$(printf '\342\200\250')/$join/g" "$d/text" >"$d/test"
		sort "$d/gold" >"$d/a"; sort "$d/test" >"$d/b"
		c=$(comm -12 "$d/a" "$d/b" | wc -l)
		right=$((right + 2 * c)); all=$((all + $(wc -l <"$d/a") + $(wc -l <"$d/b")))
		"$BIN/dg-segment" -l $tag "$d/gold" >"$d/seg" 2>>"$d/err"
		cat "$d/seg" >>"$d/seg.$l"; echo >>"$d/seg.$l"
		cat "$s$l.seg" >>"$d/gold.$l"; echo >>"$d/gold.$l"
	done
done
t "statements: paragraph F1 of the pages at least .99 ($right of $all)" yes "$([ $((right * 100)) -ge $((all * 99)) ] && echo yes)"

# cuts as "text before, up to here" lines would be heavy: compare segments as sets of lines in place
for l in fr zh en; do
	f=$(diff "$d/gold.$l" "$d/seg.$l" | grep -c '^[<>]')
	n=$(grep -c . "$d/gold.$l")
	t "statements $l: segments as the gold has them ($f lines differ of $n)" yes "$([ $((f * 100)) -le $((n * 4)) ] && echo yes)"
done

f1() {	# MIN PAIR: strict F1 over all statements
	list=
	for s in corpora/statements/*/; do
		a=${2%%-*} rest=${2#*-}
		files=$s$a.seg
		for b in $(echo "$rest" | tr - ' '); do files="$files $s$b.seg"; done
		n=$(basename "$s")
		# shellcheck disable=SC2086
		"$BIN/dg-align" -q -l "$(echo "$2" | tr - ,)" -f beads -o "$d/$n.$2" $files || return
		list="$list $s$2.beads $d/$n.$2"
	done
	# shellcheck disable=SC2086
	"$BIN/dg-score" --min "$1" $list >"$d/score"
	t "statements: strict F1 of $2 at least $1 ($(awk '$1 == "strict" { print $7 }' "$d/score"))" 0 $?
}
f1 .94 fr-zh
f1 .965 fr-en
f1 .935 zh-en
f1 .845 fr-zh-en

# ---- a real page, where the shared material is beside the checkout
r=../shared/statement
if [ -d $r ]; then
	"$BIN/drogman" $r/fr.page.txt $r/zh.page.txt $r/en.page.txt -o "$d/real.tmx" -o "$d/real.xlf" -o "$d/real.tsv"
	t "real statement: exit 0" 0 $?
	sed 1d "$d/real.tsv" | cut -f2 >"$d/real.beads"
	t "real statement: every bead of three texts" "" "$(diff $r/fr-zh-en.beads "$d/real.beads")"
	for p in fr-zh fr-en; do
		"$BIN/drogman" $r/${p%-*}.page.txt $r/${p#*-}.page.txt | sed 1d | cut -f2 >"$d/real.beads"
		t "real statement: every bead of $p" "" "$(diff $r/$p.beads "$d/real.beads")"
	done
	for l in fr zh en; do
		"$BIN/dg-text" $r/$l.page.txt | "$BIN/dg-segment" -l $l >"$d/seg"
		t "real statement: every segment of $l" "" "$(diff $r/$l.seg "$d/seg")"
	done
else
	skip "real statement" "no ../shared/statement"
fi
finish
