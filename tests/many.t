#!/bin/sh
# many.t -- PAGES=100000 pages paired in one go: the memory that a page takes is bounded (the
# limit is on addresses, the program's and the lexicon's included), every page is in the
# manifest once, and what is found is right.  The time is told; it is some minutes.
# The pages are made of a frame that all share, and of terms and figures that some do.
. "$(dirname "$0")/tap.inc"
LC_ALL=C
export LC_ALL
PAGES=${PAGES:-100000}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# a name of a page tells nothing; page i of a language is told by its third line
mkdir "$d/pile"
perl -e '
use strict; use warnings;
my ($dir, $n) = @ARGV;
my $state = 1;
sub draw { $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 65536) % $_[0] }
open my $in, "<", "corpora/glossary.tsv" or die;
my @terms;
while (<$in>) {
	my ($zh, undef, $fr, $en) = split /\t/;
	push @terms, [map { (split / \| /)[0] } $fr, $zh, $en] if $fr && $en && $zh =~ /[^\x00-\x7f]{6}/ && !/^#/;
}
my @frame = (["Le ministre a parlé de %s et de %s.", "部长谈到%s和%s。", "The minister spoke of %s and %s."],
    ["Le pays a investi %d millions de dollars dans ce domaine : %s.", "该国在这一领域投资%d00万美元：%s。",
    "The country has invested %d million dollars in this field: %s."]);
my @lang = qw(fr zh en);
for my $i (1 .. $n) {
	my $year = 2000 + draw(20); my $day = sprintf "%d-%02d-%02d", $year, 1 + draw(12), 1 + draw(28);
	my @body;
	for my $s (1 .. 6) {
		my @t = map { $terms[draw(32768) % @terms] } 0, 1; my $k = 1 + draw(900);
		for my $l (0 .. 2) {
			push @{$body[$l]}, $s % 2 ? sprintf $frame[0][$l], $t[0][$l], $t[1][$l] : sprintf $frame[1][$l], $k, $t[0][$l];
		}
	}
	for my $l (0 .. 2) {
		my $name = sprintf "%s/pile/%08x", $dir, ($i * 3 + $l) * 2654435761 % 4294967296;
		open my $out, ">", $name or die "$name: $!";
		print $out join("\n\n", ["Communiqué", "公报", "Statement"]->[$l], $day, @{$body[$l]}), "\n";
		print "$name\t$i\n";
	}
}' "$d" $((PAGES / 3)) | sort >"$d/gold"
n=$(wc -l <"$d/gold")
limit=$((150000 + n * 6))
(ulimit -v "$limit"
"$BIN/dg-pair" -q -l fr,zh,en -o "$d/out.tsv" "$d/pile"
echo $? >"$d/rc"
times >"$d/times")
t "$n pages are paired within $limit KiB" 0 "$(cat "$d/rc")"
echo "# $n pages: CPU, user and system $(tail -1 "$d/times")"
sed 1d "$d/out.tsv" | cut -f2-4 | tr '\t' '\n' | grep -v '^-$' | sort >"$d/seen"
t "every page is in the manifest once" "" "$(cut -f1 "$d/gold" | cmp - "$d/seen" 2>&1)"
right=$(awk -F'\t' 'NR == FNR { of[$1] = $2; next } $2 in of && $4 in of { k += of[$2] == of[$4] } END { print k + 0 }' \
    "$d/gold" "$d/out.tsv")
t "of $((n / 3)) statements 99 in a hundred are found, French and English" yes \
    "$([ $((right * 100)) -ge $((n / 3 * 99)) ] && echo yes || echo "$right")"
finish
