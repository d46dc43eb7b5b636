#!/bin/sh
# copies.t -- a pile of near copies: statements that differ in the number and the day of their first line
# alone, a dozen and more of each.  Names of pages tell nothing.  All are paired where all are
# there, and where pages are missing few of the others are put in their places.
. "$(dirname "$0")/tap.inc"
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
perl tests/pile.pl "$d/made" 200 || exit 2
# d/pile, without every fifth page in d/part; gold: a page and its document
mkdir "$d/pile" "$d/part"
perl -MFile::Copy -e '
my ($dir, $n) = (shift, 0);
for (sort glob "$dir/made/*/*.txt") {
	my $name = sprintf "%08x", ++$n * 2654435761 % 4294967296;
	copy($_, "$dir/pile/$name") or die $!;
	copy($_, "$dir/part/$name") or die $! if $n % 5;
	m{([^/]*)\.txt$} and print "$name\t$1\n";
}' "$d" >"$d/gold"
# pairs PILE: how many pairs of pages came out, and how many of them are right
pairs() {
	(cd "$d/$1" && "$BIN/dg-pair" -q -l fr,zh,en -o "../$1.tsv" .) || echo "exit $?"
	awk -F'\t' 'NR == FNR { of[$1] = $2; next }
	    FNR > 1 { for (i = 2; i <= 4; i++) for (k = i + 1; k <= 4; k++) if ($i != "-" && $k != "-") {
	        a = $i; b = $k; sub(/.*\//, "", a); sub(/.*\//, "", b); n++; good += of[a] == of[b] } }
	    END { print n + 0, good + 0 }' "$d/gold" "$d/$1.tsv"
}
# at_least WHAT FLOOR GOT
at_least() {
	t "$1: $2 at least" yes "$([ "$3" -ge "$2" ] && echo yes || echo "$3")"
}
read -r n good <<P
$(pairs pile)
P
at_least "200 statements, of 600 pairs those that are found" 590 "$good"
at_least "of 100 that are told right ones" 99 "$((100 * good / (n > 0 ? n : 1)))"
read -r n good <<P
$(pairs part)
P
at_least "a fifth of the pages missing, of the pairs that are left those that are found" 300 "$good"
at_least "of 100 that are told right ones" 90 "$((100 * good / (n > 0 ? n : 1)))"
finish
