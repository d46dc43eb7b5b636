# alarms.pl KNOWN LOG ... -- what gcc -fanalyzer says that no line of KNOWN ("file function kind", tabs)
# tells of; exit 1 where there is any.  It is told once a function and kind.
use strict;
use warnings;

my ($known, @logs) = @ARGV;
my (%known, %told);
open my $k, '<', $known or die "$known: $!\n";
while (<$k>) {
	chomp;
	$known{$_} = 1 if !/^(?:#|$)/;
}
for my $log (@logs) {
	my $function = '';
	open my $f, '<:utf8', $log or die "$log: $!\n";
	while (<$f>) {
		$function = $1 if /In function ['‘](\w+)['’]/;
		next if !/^([\w\/.-]+):(\d+):\d+: (warning: .*?)(?: \[CWE-\d+\])? \[-W(?:analyzer-)?([\w-]+)\]/;
		my $key = join "\t", $1, $function, $4;
		print "$1:$2: $function: $3 [$4]\n" if !$known{$key} and !$told{$key}++;
	}
}
exit(%told ? 1 : 0);
