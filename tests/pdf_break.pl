#!/usr/bin/env perl
# pdf_break.pl DIR N -- out of the PDFs in DIR make N that are broken, DIR/broken/NNN.pdf: cut,
# turned over, numbers that are none, trees that hold themselves.  The same ones every time.
use strict;
use warnings;

my ($dir, $n) = @ARGV;
my @from = map { local $/; open my $f, '<:raw', $_ or die "$_: $!\n"; <$f> } sort glob "$dir/*.pdf";
my $seed = 20190521;

sub chance { $seed = ($seed * 1103515245 + 12345) % 2147483648; return int($seed / 65536) % $_[0] }

my @numbers = (-1, 0, 1, 255, 65536, 2147483647, -2147483648, 4294967296, '1e300', 'NaN', '99999999999999999999', '.');
my @breaks = (
    sub { substr $_[0], 0, chance(length $_[0]) },
    sub { my $s = $_[0]; substr($s, chance(length $s), 1) = chr chance(256) for 0 .. chance(20); $s },
    sub { my $s = $_[0]; my $at = chance(length $s); substr($s, $at, chance(200)) = ''; $s },
    sub { my $s = $_[0]; my $at = chance(length $s); substr($s, $at, 0) = substr $s, chance(length $s), chance(400); $s },
    # a number somewhere
    sub { my $s = $_[0]; my @at; push @at, [$-[0], $+[0]] while $s =~ /\d+/g; my $k = $at[chance(scalar @at)];
	substr($s, $k->[0], $k->[1] - $k->[0]) = $numbers[chance(scalar @numbers)]; $s },
    # every number of one kind
    sub { my $v = $numbers[chance(scalar @numbers)]; $_[0] =~ s/(\/Length|\/Count|\/DW|\/MediaBox \[0 0) [-\d]+/$1 $v/gr },
    sub { my $v = $numbers[chance(scalar @numbers)]; $_[0] =~ s/[\d.]+ Tf/$v Tf/gr },
    sub { my $v = $numbers[chance(scalar @numbers)]; $_[0] =~ s/[\d.]+ Tm/$v Tm/gr },
    # references that go in a ring
    sub { my $k = 1 + chance(9); $_[0] =~ s/\/(Kids|Contents|Parent|Font|DescendantFonts) (\[?)\d+ 0 R/\/$1 $2$k 0 R/gr },
    sub { $_[0] =~ s/startxref\n\d+/"startxref\n" . chance(9000)/er },
    sub { $_[0] =~ s/trailer/<< >>/r },
    sub { $_[0] =~ s/%PDF-1\.4/'%PDF-' . chance(99)/er },
);

mkdir "$dir/broken";
for my $i (0 .. $n - 1) {
	my $s = $from[chance(scalar @from)];
	$s = $breaks[chance(scalar @breaks)]->($s) for 0 .. chance(3);
	open my $f, '>:raw', sprintf '%s/broken/%03d.pdf', $dir, $i or die "$!\n";
	print $f $s =~ /^%PDF/ ? $s : "%PDF-1.4\n$s";
	close $f;
}
# one for which a password is asked
open my $f, '>:raw', "$dir/secret.pdf" or die "$!\n";
my $secret = '<< /Filter /Standard /V 1 /R 2 /P -44 /O <' . '5a' x 32 . '> /U <' . 'a5' x 32 . '> >>';
print $f $from[0] =~ s/trailer <</trailer << \/ID [<00> <00>] \/Encrypt $secret/r;
