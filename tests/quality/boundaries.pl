#!/usr/bin/perl
# boundaries.pl GOLD.seg TEST.seg -- precision, recall and F1 of the cuts inside paragraphs, at
# offsets over characters that are no blanks.  Both hold the same text.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

# a file as the set of its cuts, each the number of characters before it, and that number
sub cuts {
	my ($file) = @_;
	my (%at, $n, $inside);
	$n = $inside = 0;
	open my $in, '<:encoding(UTF-8)', $file or die "$file: $!\n";
	while (<$in>) {
		s/\s+//g;
		if ($_ eq '') { $inside = 0; next }
		$at{$n} = 1 if $inside;
		$inside = 1;
		$n += length;
	}
	return (\%at, $n);
}
my ($gold, $n) = cuts($ARGV[0]);
my ($test, $m) = cuts($ARGV[1]);
die "the texts differ: $n and $m characters\n" if $n != $m;
my $right = grep { $gold->{$_} } keys %$test;
my ($p, $r) = map { $_ ? $right / $_ : 1 } scalar keys %$test, scalar keys %$gold;
printf "P %.2f R %.2f F1 %.2f (%d cuts)\n", 100 * $p, 100 * $r, $right ? 200 * $p * $r / ($p + $r) : 0, scalar keys %$gold;
