# mo.pl -- a catalogue of gettext (its manual, "The Format of GNU MO Files"), two messages and a head.
use strict;
use warnings;

my @pairs = ('', "Language: fr\nContent-Type: text/plain; charset=UTF-8\n", 'File', 'Fichier', 'Open', 'Ouvrir');
my $n = @pairs / 2;
my ($at, $text, @where) = (28 + 16 * $n, '', ());
for my $s (@pairs) {
	push @where, pack 'V2', length $s, $at + length $text;
	$text .= "$s\0";
}
binmode STDOUT;
print pack('V7', 0x950412de, 0, $n, 28, 28 + 8 * $n, 0, 28 + 16 * $n),
    (map { $where[2 * $_] } 0 .. $n - 1), (map { $where[2 * $_ + 1] } 0 .. $n - 1), $text;
