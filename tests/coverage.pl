# coverage.pl OUT FLOOR -- lines of lib/ that were gone through, a file a line where some were not;
# exit 1 below FLOOR percent of all.  gcov counts, this adds.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Cwd qw(abs_path getcwd);

my ($out, $floor) = @ARGV;
my $root = getcwd();
my $objects = abs_path($out);
my $d = tempdir(CLEANUP => 1);
my (%lines, %hit, %function);
for my $c (glob 'lib/*/*.c') {
	(my $o = "$objects/$c") =~ s/\.c$/.o/;
	my ($lines, $file) = (0, '');
	open my $g, '-|', "gcov -t -f -o '$o' '$root/$c' 2>/dev/null" or die "gcov: $!";
	while (<$g>) {
		$file = $1 if /^\s*-:\s*0:Source:(.*)/;
		next if $file !~ /\Q$c\E$/;
		next if !/^\s*([^:]+):\s*(\d+):(.*)/ or $2 == 0;
		my ($n, $text) = ($1, $3);
		$function{$c} = $1 if $text =~ /^(\w+)\(/;
		next if $n =~ /^-/;
		$lines{$c}++;
		$hit{$c}++ if $n !~ /^[#=]/;
	}
	close $g;
}
my ($all, $all_hit) = (0, 0);
for my $c (sort { ($hit{$a} // 0) / $lines{$a} <=> ($hit{$b} // 0) / $lines{$b} } keys %lines) {
	my $h = $hit{$c} // 0;
	$all += $lines{$c};
	$all_hit += $h;
	printf "%6.1f %%  %4d of %4d not  %s\n", 100 * $h / $lines{$c}, $lines{$c} - $h, $lines{$c}, $c
	    if $h / $lines{$c} < .95;
}
my $share = $all ? 100 * $all_hit / $all : 0;
printf "lines of lib/ covered: %.1f %% of %d\n", $share, $all;
exit($share < $floor);
