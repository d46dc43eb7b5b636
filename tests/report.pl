#!/usr/bin/perl
# report.pl DIR -- does report.json of a corpus add up, within itself and with the files beside it?
# Prints rows kept and rows dropped; dies of the first figure that does not.
use strict;
use warnings;
use JSON::PP;

my $dir = shift // die "usage: report.pl DIR\n";

sub rows {
	open my $in, '-|', 'gzip', '-dc', "$dir/$_[0]" or die "$_[0]: $!\n";
	my ($head, @rows) = map { chomp; [split /\t/, $_, -1] } <$in>;
	return @rows;
}
sub total { my $n = 0; $n += $_ for @_; return $n }
sub same {
	my ($what, $x, $y) = @_;
	die "$what: $x, not $y\n" if $x ne $y;
}

open my $in, '<', "$dir/report.json" or die "report.json: $!\n";
my $j = decode_json(do { local $/; <$in> });
my @kept = rows('corpus.tsv.gz');
my @dropped = rows('dropped.tsv.gz');
my %why;
$why{$_->[-2]}++ for @dropped;

open my $docs, '<', "$dir/documents.tsv" or die "documents.tsv: $!\n";
my ($head, @documents) = map { chomp; [split /\t/, $_, -1] } <$docs>;
my %at = map { $head->[$_] => $_ } 0 .. $#$head;
my $sum = sub { my $c = $at{$_[0]}; total(map { $_->[$c] } @documents) };

same('rows', $j->{rows}, $j->{kept} + $j->{dropped});
same('kept', $j->{kept}, scalar @kept);
same('dropped', $j->{dropped}, scalar @dropped);
same('kept in documents.tsv', $sum->('kept'), scalar @kept);
same('dropped in documents.tsv', $sum->('dropped'), scalar @dropped);
same('rules', join(' ', map { "$_ $j->{dropped_by_rule}{$_}" } sort keys %{$j->{dropped_by_rule}}),
	join(' ', map { "$_ $why{$_}" } sort keys %why));
same('documents', $j->{documents}, scalar @documents);
same('failed', $j->{failed}, scalar grep { $_->[$at{error}] ne '' } @documents);
same('errors by kind', $j->{failed}, total(values %{$j->{errors_by_kind}}));
same('warned', $j->{warned}, scalar grep { $_->[$at{warning}] ne '' } @documents);
same('rows by score', total(@{$j->{rows_by_score}}), scalar @kept);
same('rows by length', total(@{$j->{rows_by_length_log2}}), scalar @kept);
same('beads', total(@{$j->{beads_one_many_null}}), $j->{rows});
same('beads in documents.tsv', $sum->('beads'), $j->{rows});
same("beads $_->[0]", $sum->($_->[0]), $j->{beads_one_many_null}[$_->[1]])
	for ['one', 0], ['many', 1], ['null', 2];
my @langs = map { /^segments-(.*)/ ? $1 : () } @$head;
same("segments $langs[$_]", $sum->("segments-$langs[$_]"), $j->{segments}[$_]) for 0 .. $#langs;
print scalar(@kept), ' ', scalar(@dropped), "\n";
