#!/usr/bin/perl
# pile.pl DIR N -- N small trilingual documents of the project's own statements, and their
# manifest DIR/pages.tsv.  Document i is a run of about fourteen gold beads, with a title of
# its own; the same bytes every time.
use strict;
use warnings;

my ($dir, $n) = @ARGV;
die "usage: pile.pl DIR N\n" unless defined $n;
my @langs = qw(fr zh en);
my @runs;    # [ [fr, zh, en] texts of a bead, ... ]
for my $s (sort glob 'corpora/statements/*') {
	my %seg;
	next unless -f "$s/fr-zh-en.beads";
	for my $l (@langs) {
		open my $in, '<', "$s/$l.seg" or die "$s/$l.seg: $!\n";
		$seg{$l} = [grep { length } map { chomp; $_ } <$in>];
	}
	open my $in, '<', "$s/fr-zh-en.beads" or die "$s: $!\n";
	my @beads;
	while (<$in>) {
		my @side = /\[([\d, ]*)\]/g;
		push @beads, [map {
			my $l = $langs[$_];
			join $l eq 'zh' ? '' : ' ', map { $seg{$l}[$_] } split /, /, $side[$_]
		} 0 .. 2];
	}
	push @runs, \@beads;
}
for my $l (@langs) { mkdir $_ for $dir, "$dir/$l" }
open my $m, '>', "$dir/pages.tsv" or die "$dir: $!\n";
print $m join("\t", 'doc', @langs), "\n";
for my $i (0 .. $n - 1) {
	my $run = $runs[$i % @runs];
	my $from = int($i / @runs) * 5 % (@$run > 14 ? @$run - 13 : 1);
	my $to = $from + 13 < $#$run ? $from + 13 : $#$run;
	my $name = sprintf 'd%05d', $i;
	for my $k (0 .. 2) {
		open my $out, '>', "$dir/$langs[$k]/$name.txt" or die "$dir: $!\n";
		my $day = 1 + $i % 28;
		print $out (("Communiqué n° $i du $day mai 2019", "2019年5月${day}日第${i}号公报",
			"Press release No. $i of May $day, 2019")[$k], "\n\n");
		print $out map { "$_->[$k]\n\n" } grep { length $_->[$k] } @$run[$from .. $to];
	}
	print $m join("\t", $name, map { "$dir/$_/$name.txt" } @langs), "\n";
}
