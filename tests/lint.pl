# lint.pl FILE ... -- what the compiler does not look at: files of at most 900 lines; in lib/ and
# tools/ functions of at most 80, lines of at most 120 columns, and a comment for every public call.  Exit 1: found.
# A call is documented by a comment on its line, or before it in its paragraph; *_free is told of at the
# top of the header.
use strict;
use warnings;

use constant { FUNCTION => 80, FILE => 900, COLUMNS => 120 };
my $found = 0;

sub tell_of {
	my ($file, $line, $what) = @_;
	print "$file:$line: $what\n";
	$found = 1;
}

# Columns, a tab to the next eighth.
sub columns {
	my ($line) = @_;
	1 while $line =~ s/^([^\t]*)\t/$1 . ' ' x (8 - length($1) % 8)/e;
	return length $line;
}

sub check_sizes {
	my ($file, @lines) = @_;
	my ($begun, $name) = (0, '');
	tell_of($file, scalar @lines, 'a file of more than ' . FILE . ' lines') if @lines > FILE;
	return if $file =~ m{^tests/};	# tables are long
	for my $i (0 .. $#lines) {
		my $width = columns($lines[$i]);
		tell_of($file, $i + 1, "a line of $width columns") if $width > COLUMNS;
		($begun, $name) = ($i, $1) if $lines[$i] =~ /^(\w+)\(/;
		tell_of($file, $begun + 1, "$name: a function of " . ($i - $begun + 1) . ' lines')
		    if $lines[$i] =~ /^\}/ and $name ne '' and $i - $begun + 1 > FUNCTION;
		$name = '' if $lines[$i] =~ /^\}/;
	}
}

sub check_documented {
	my ($file, @lines) = @_;
	my $told = 0;
	for my $i (0 .. $#lines) {
		$told = 0 if $lines[$i] =~ /^\s*$/;
		$told = 1 if $lines[$i] =~ m{/\*} and $lines[$i] !~ m{^/\* ---};
		next if $lines[$i] !~ /^DG_API\b.*?\b(dg_\w+)\(/ or $told or $1 =~ /_free$/;
		tell_of($file, $i + 1, "$1 is not documented");
	}
}

for my $file (@ARGV) {
	open my $f, '<:utf8', $file or die "$file: $!\n";
	chomp(my @lines = <$f>);
	check_sizes($file, @lines);
	check_documented($file, @lines) if $file =~ m{^lib/drogman/};
}
exit $found;
