#!/bin/sh
# huge.t -- a memory larger than any machine's, out of a pipe: GB=10 of it, which breaks off in
# the middle of a unit.  Memory stays what it is (the limit is on addresses: programs and
# libraries are counted too), all the units up to there are kept, and the error names line
# and unit, both beyond what 32 bits of bytes can count.  Ten gigabytes take some minutes.
. "$(dirname "$0")/tap.inc"
GB=${GB:-10}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT

# 2,500 units make a block of a megabyte; tuids are told apart by the number of the block
memory() {
	perl -e '
	use strict;
	my $blocks = shift;
	print qq{<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="x"},
	    qq{ creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr-FR" datatype="x">\n},
	    qq{<prop type="x-drogman-columns">doc\tscore\tfr\tzh</prop><prop type="x-drogman-tags">fr-FR\tzh-CN</prop>\n},
	    qq{</header><body>\n};
	my $text = "Le ministre a dit : \xC2\xAB\xC2\xA0la coop\xC3\xA9ration &amp; la paix\xC2\xA0\xC2\xBB. " x 4;
	my $han = "\xE5\xA4\x96\xE4\xBA\xA4\xE9\x83\xA8" x 12;
	my $units = join "", map { qq{<tu tuid="BLOCK-$_">\n<tuv xml:lang="fr-FR"><seg>$text</seg></tuv>\n} .
	    qq{<tuv xml:lang="zh-CN"><seg>$han</seg></tuv>\n</tu>\n} } 1 .. 2500;
	for my $k (1 .. $blocks) {
		(my $block = $units) =~ s/BLOCK/$k/g;
		print $block or exit 1;
	}
	print qq{<tu tuid="last">\n<tuv xml:lang="fr-FR"><seg>cut};' "$1"
}
one=$(($(memory 2 | wc -c) - $(memory 1 | wc -c)))
blocks=$((GB * 1000000000 / one))
units=$((blocks * 2500))
line=$((4 + units * 4 + 2))
bounded() { (ulimit -v 120000 && exec "$@"); }
trouble="standard input:$line: unit $((units + 1)) (last): the file ends in the middle"

memory "$blocks" | bounded "$BIN/dg-tmx" -d --keep-going 2>"$d/err" | wc -l >"$d/rows"
t "$GB GB: the good units are kept" $((units + 1)) "$(tr -d ' ' <"$d/rows")"
t "$GB GB: the error names line and unit" "dg-tmx: $trouble" "$(cat "$d/err")"
memory "$blocks" | bounded "$BIN/dg-tmx" --lint >"$d/out" 2>"$d/err"; t "$GB GB: the linter ends with 2" 2 $?
t "$GB GB: the linter finds nothing before" "" "$(head "$d/out")"
t "$GB GB: the linter names line and unit" "dg-tmx: $trouble" "$(cat "$d/err")"
memory "$blocks" | bounded "$BIN/dg-tmx" --stats --keep-going 2>"$d/err" | head -1 >"$d/out"
t "$GB GB: the units are counted" "units	$units" "$(cat "$d/out")"
finish
