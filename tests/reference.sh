#!/bin/sh
# reference.sh -- dg-segment's automaton against every rule at every position, with the own
# rules and with OmegaT's, on MB megabytes of text: a sixth each, half of it in disorder.
set -eu
OUT=${OUT:-build} MB=${MB:-10}
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
