# inject.pl SHIM SAMPLE KINDS CASE ... -- run each case, of the contract or of inject/cases.tsv, again
# and again, and have one call fail each time.  TAP: a line a case and a kind of failure.
# SHIM: fail.so; SAMPLE: how many of the calls, 0: all;
# KINDS: names, with commas.  What must come of it: exit 2 (a batch: 1) and a message of the tool, nothing under
# the final name and nothing beside it, or else what came without the failure, byte for byte.
use strict;
use warnings;
use File::Temp qw(tempdir);
use File::Path qw(remove_tree);
use File::Find;
use POSIX ();

my ($shim, $sample, $kinds, @cases) = @ARGV;
my ($bin, $contract) = @ENV{qw(BIN contract)};
my $keep = tempdir(CLEANUP => 1);
my %err = (ENOMEM => 12, EIO => 5, ENOSPC => 28, EINTR => 4, short => 'short');
# call, failure, and whether the output must be what it is without: who is interrupted goes on
my %kind = (
	alloc => [ 'alloc', 'ENOMEM', 0 ], write => [ 'write', 'ENOSPC', 0 ], read => [ 'read', 'EIO', 0 ],
	'write-eintr' => [ 'write', 'EINTR', 1 ], 'write-short' => [ 'write', 'short', 1 ],
	'read-eintr' => [ 'read', 'EINTR', 1 ], 'read-short' => [ 'read', 'short', 1 ],
	close => [ 'close', 'EIO', 0 ], fsync => [ 'fsync', 'EIO', 0 ], rename => [ 'rename', 'EIO', 0 ],
	mmap => [ 'mmap', 'ENOMEM', 0 ], open => [ 'open', 'EIO', 0 ],
);
my ($n, $bad, $runs) = (0, 0, 0);
my %own;	# of cases.tsv: what is made once, the command, whether the other files go on

sub own_cases {
	(my $path = $0) =~ s/\.pl$/\/cases.tsv/;
	open my $f, '<', $path or die "$path: $!";
	while (<$f>) {
		next if /^#/;
		chomp;
		my ($name, $setup, $command, $others) = split /\t/;
		$own{$name} = { setup => $setup, command => $command, others => defined $others };
	}
}

sub slurp { open my $f, '<', $_[0] or return ''; local $/; <$f> // '' }
sub spew { open my $f, '>', $_[0] or die "$_[0]: $!"; print $f $_[1] }

# A case has a folder of its own, with what it reads.
sub fresh {
	my ($case) = @_;
	remove_tree("$keep/w");
	if ($own{$case}{made}) {
		system 'cp', '-a', "$keep/$case", "$keep/w";
		return;
	}
	mkdir "$keep/w" and mkdir "$keep/w/x" and mkdir "$keep/w/tmp" or die $!;
	my $good = -f "$contract/$case.in" ? slurp("$contract/$case.in") : "Bonjour le monde. Il fait beau.\n";
	spew("$keep/w/x/good", $good);
	spew("$keep/w/in", "Bonjour le monde. Il fait beau.\n");
}

# The status, stdout, stderr and the files that there are then; times are none of the result.
sub run {
	my ($command, %env) = @_;
	$runs++;
	my $pid = fork // die $!;
	if (!$pid) {
		@ENV{keys %env} = values %env;
		$ENV{LD_PRELOAD} = $shim if $shim ne '-' and %env;
		$ENV{TMPDIR} = "$keep/w/tmp";
		chdir "$keep/w" or POSIX::_exit(99);
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', "$keep/out";
		open STDERR, '>', "$keep/err";
		exec 'timeout', '60', 'sh', '-c', $command or POSIX::_exit(99);
	}
	waitpid $pid, 0;
	my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	my %files;
	find({ no_chdir => 1, wanted => sub {
		$files{substr $_, length "$keep/w/"} = slurp($_)
		    if -f and !m{/w/(?:x/|in$)|times\.tsv$|report\.|/lock$|/state$|/parts/|/first/};
	} }, "$keep/w");
	return { status => $status, out => slurp("$keep/out"), err => slurp("$keep/err"), files => \%files };
}

sub same {
	my ($a, $b) = @_;
	return 0 if $a->{out} ne $b->{out};
	return join("\0", map { $_, $a->{files}{$_} } sort keys %{$a->{files}}) eq
	    join("\0", map { $_, $b->{files}{$_} } sort keys %{$b->{files}});
}

# "" where all is well
sub judge {
	my ($tool, $want, $got, $goes_on, $others) = @_;
	my @debris = grep { /\.part-|^tmp\// } keys %{$got->{files}};
	return "status $got->{status}: " . substr($got->{err}, 0, 300) if $got->{status} > 2;
	return "left: @debris" if @debris;
	# 1: a batch of which a document failed, and said so
	if ($got->{status} == 2 or $got->{status} != $want->{status}) {
		return 'gave up' if $goes_on;
		return 'without a word' if $got->{err} !~ /^(?:\Q$tool\E|drogman)\b[^\n]*:/m;
		return '' if $others or $got->{status} == 1;	# what was made of the others
		for my $f (keys %{$got->{files}}) {
			return "half of $f" if exists $want->{files}{$f} and $want->{files}{$f} ne $got->{files}{$f};
		}
		return '';
	}
	return same($want, $got) ? '' : "exit $got->{status} with another output: " . substr($got->{err}, 0, 200);
}

sub spread {
	my ($count) = @_;
	return 1 .. $count if !$sample or $count <= $sample;
	# the first ones, and the others evenly
	my %at = map { (1 + int(($count - 1) * $_ / ($sample - 1))) => 1 } 0 .. $sample - 1;
	return sort { $a <=> $b } keys %at;
}

sub command_of {
	my ($case) = @_;
	if ($own{$case}) {
		fresh($case);
		my $r = run($own{$case}{setup});
		die "$case: $r->{status}: $r->{err}" if $r->{status};
		rename "$keep/w", "$keep/$case" or die $!;
		$own{$case}{made} = 1;
		return $own{$case}{command};
	}
	my $line = -f "$contract/$case" ? slurp("$contract/$case") : "\"\$BIN/$case\" {}";
	chomp $line;
	$line =~ s/\{\}/x\/good/g;
	for my $to ('out', 'out.tsv') {
		fresh($case);
		my $r = run("$line -o $to");
		return "$line -o $to" if $r->{status} == 0 and exists $r->{files}{$to};
	}
	return $line;
}

own_cases();
@cases = (@cases, sort keys %own) if !$ENV{CASES};
for my $case (@cases) {
	my ($tool) = $case =~ /^([^.]+)/;
	next if slurp("$bin/$tool") =~ /^#!/;
	my $command = command_of($case);
	fresh($case);
	my $want = run($command);
	die "$case: $want->{status}: $want->{err}" if $own{$case} and $want->{status};
	for my $k (split /,/, $kinds) {
		my ($call, $how, $goes_on) = @{$kind{$k}};
		my %env = (FAIL_PROGRAM => $tool, FAIL_CALL => $call, FAIL_HOW => $err{$how});
		fresh($case);
		# where the tools may write
		run($command, %env, FAIL_AT => 0, FAIL_COUNT => "$keep/w/tmp/count");
		my $count = slurp("$keep/w/tmp/count") =~ /(\d+)/ ? $1 : 0;
		my @wrong;
		for my $at (spread($count)) {
			fresh($case);
			my $what = judge($tool, $want, run($command, %env, FAIL_AT => $at), $goes_on,
			    $own{$case}{others});
			push @wrong, "$k $at of $count: $what" if $what ne '';
		}
		$n++;
		$bad++ if @wrong;
		print @wrong ? 'not ok' : 'ok', " $n - $case: each $k that fails ($count)\n";
		print map { s/\n/ /gr =~ s/^/# /r . "\n" } splice(@wrong, 0, $ENV{SHOW} // 6);
		print '# … and ', scalar @wrong, " more\n" if @wrong;
	}
}
print "# $runs runs\n1..$n\n";
exit($bad ? 1 : 0);
