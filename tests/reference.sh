#!/bin/sh
# reference.sh -- dg-segment's automaton against every rule at every position, with the own
# rules and with OmegaT's, on MB megabytes of text: a sixth each, half of it in disorder.
# Then against OmegaT itself, with its rules: what it takes apart, it lists when it is
# asked for a pseudo-translation.  (Java's \s knows no no-break space, ICU's does, and SRX
# 2.0 says ICU: so that text has plain ones.  And OmegaT looks for a beforebreak from left to
# right, so that in .... it sees ... at the first three only: the text has no four.)
set -eu
OUT=${OUT:-build} MB=${MB:-10}
BIN=${BIN:-$OUT/bin}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
unzip -p "${OMEGAT:-/usr/share/omegat/OmegaT.jar}" org/omegat/core/segmentation/defaultRules.srx >"$d/omegat.srx"
slowly=$OUT/tests/unit/segment_slowly
unset CMOCKA_MESSAGE_OUTPUT
n=$(((MB + 5) / 6))
for l in fr en zh; do
	sh tests/bench/text.sh $l $n >"$d/text"
	sh tests/bench/text.sh $l $n salad >"$d/salad"
	for t in text salad; do
		"$slowly" $l "$d/$t" lib/rules/$l.srx lib/rules/default.srx >"$d/log" 2>&1 ||
		    { cat "$d/log"; exit 1; }
		"$slowly" $l "$d/$t" "$d/omegat.srx" >"$d/log" 2>&1 || { cat "$d/log"; exit 1; }
		echo "$l, $(wc -c <"$d/$t") bytes of $t: own rules and OmegaT's cut alike, slowly and fast"
	done
done

# LANG FILE: the different segments that OmegaT finds, sorted
omegat_cuts() {
	p=$d/project
	rm -rf "$p"
	mkdir -p "$p/source" "$p/target" "$p/omegat" "$p/tm" "$p/glossary" "$p/dictionary"
	{
		echo '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><omegat><project version="1.0">'
		for f in source_dir target_dir tm_dir glossary_dir glossary_file dictionary_dir; do
			echo "<$f>__DEFAULT__</$f>"
		done
		echo "<source_lang>$1</source_lang><target_lang>de-DE</target_lang>"
		echo '<sentence_seg>true</sentence_seg></project></omegat>'
	} >"$p/omegat.project"
	sed G "$2" >"$p/source/text.txt"	# an empty line ends a paragraph
	omegat "$p" --mode=console-createpseudotranslatetmx --pseudotranslatetmx="$p/out.tmx" \
	    --pseudotranslatetype=equal --config-dir="$d/config" </dev/null >"$d/log" 2>&1 || cat "$d/log" >&2
	"$BIN/dg-tmx" -q -d "$p/out.tmx" | awk -F '\t' -v lang="$1" '
	    NR == 1 { for (i = 1; i <= NF; i++) if (tolower($i) == tolower(lang)) c = i; next } { print $c }' | LC_ALL=C sort -u
}
nbsp=$(printf '\302\240') nnbsp=$(printf '\342\200\257')
for l in fr-FR en-US zh-CN; do
	{
		sh tests/bench/text.sh ${l%-*} 1 | awk '!seen[$0]++'
		sh tests/bench/text.sh ${l%-*} 1 salad | head -n 500 | grep -v '[<>&]'
	} | sed "s/$nbsp/ /g; s/$nnbsp/ /g; s/\\.\\.\\.\\.*/.../g" | tr -s ' ' | sed 's/^ //; s/ $//' >"$d/text"
	omegat_cuts $l "$d/text" >"$d/theirs"
	"$BIN/dg-segment" -l $l --srx "$d/omegat.srx" "$d/text" | grep . | LC_ALL=C sort -u >"$d/ours"
	diff "$d/theirs" "$d/ours" >"$d/log" || { echo "$l: OmegaT cuts otherwise:"; head -20 "$d/log"; exit 1; }
	[ -s "$d/theirs" ] || { echo "$l: OmegaT gave nothing"; exit 1; }
	echo "$l: all $(wc -l <"$d/ours") different segments are OmegaT's own"
done
