#!/usr/bin/perl
# crawl.pl FILE PILE DOC -- the three pages of a document of pile.pl as a WARC file (a gzip
# member a record where its name ends in .gz), and a manifest of it on standard output; on
# standard error where the record of a page begins that was not found.
use strict;
use warnings;
use IO::Compress::Gzip qw(gzip);

my ($file, $pile, $doc) = @ARGV;
my @langs = qw(fr zh en);
my ($at, %at) = (0);
open my $out, '>:raw', $file or die "$file: $!\n";
for my $what ('info', 'lost', @langs) {
	my $body = 'none';
	if (grep { $_ eq $what } @langs) {
		open my $in, '<:raw', "$pile/$what/$doc.txt" or die "$pile/$what/$doc.txt: $!\n";
		$body = do { local $/; <$in> };
	}
	my $status = $what eq 'lost' ? '404 Not Found' : '200 OK';
	my $http = join "\r\n", "HTTP/1.1 $status", 'Content-Type: text/plain; charset=utf-8', '', $body;
	my $record = join "\r\n", 'WARC/1.0', 'WARC-Type: ' . ($what eq 'info' ? 'warcinfo' : 'response'),
	    "WARC-Target-URI: http://crawl.example/$what/$doc.txt", 'Content-Length: ' . length $http,
	    '', $http, '', '';
	if ($file =~ /\.gz$/) {
		my $plain = $record;
		gzip(\$plain => \$record, -Minimal => 1) or die "gzip\n";
	}
	$at{$what} = $at;
	$at += length $record;
	print $out $record;
}
print join("\t", 'doc', @langs), "\n", join("\t", $doc, map { "$file#$at{$_}" } @langs), "\n";
print STDERR "$at{lost}\n";
