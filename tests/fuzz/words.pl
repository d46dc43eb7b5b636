# words.pl TARGET -- a dictionary for libFuzzer and AFL: the words that the code of the target's room
# looks for, the marks of its seeds, and some of the corpora.
use strict;
use warnings;

my ($target) = @ARGV;
my %room = (html => 'text', pdf => 'text', charset => 'text', docx => 'text',
	segment => 'segment', srx => 'segment', typography => 'typography', align => 'align', pair => 'pair',
	review => 'review', tmx => 'memory', xliff => 'memory', tsv => 'bitext', beads => 'bitext', manifest => 'batch', clean => 'clean');
my $room = $room{$target} // 'lexicon';
my (@words, %seen);

sub lines_of {
	my ($file) = @_;
	open my $f, '<:raw', $file or return ();
	return <$f>;
}

# At most so many of a kind: a long dictionary is none.
sub add {
	my ($most, @new) = @_;
	@new = grep { length $_ >= 2 and length $_ <= 24 and !/%/ and !$seen{$_}++ } @new;
	push @words, @new > $most ? @new[map { int($_ * @new / $most) } 0 .. $most - 1] : @new;
}

add(400, map { /"((?:[^"\\]|\\["\\])+)"/g } map { lines_of($_) } glob "lib/$room/*.c");
add(200, map { /(<\/?[\w:]+|\b[\w:-]+="|&#?\w+;|\]\]>|<!\[CDATA\[)/g } map { lines_of($_) }
    glob "tests/cli/$target-*/* tests/fuzz/seeds/$target/*");
add(100, map { split /[\t\n|]+/ } grep { !/^#/ } lines_of('corpora/glossary.tsv'));
for my $w (@words) {
	$w =~ s/\\(["\\])/$1/g;
	$w =~ s/([^ !#-\[\]-~])/sprintf '\\x%02X', ord $1/ge;
	print "\"$w\"\n";
}
