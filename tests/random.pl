# random.pl ROWS SEED: a bitext of which every cell, and the name of a column, are random bytes
# without tab and line feed
use strict;
use warnings;
my ($rows, $seed) = @ARGV;
srand $seed;
# the classes of bytes that spoil XML stand out, else all bytes are as likely
my @bad = ("\x00", "\x01", "\x1F", "\x7F", "\x0B", "\x0C", "\r", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xED\xA0\x80",
    "\xC0\xAF", "\xE2\x82", "\xF5\x80\x80\x80", "\xF0\x9F\x98\x80", "\xC2\x85", "\xE2\x80\xA8", "&", "<", ">", '"',
    "]]>", "&#0;", "<!--", "-->", "<?", "<![CDATA[", "</seg>", "\xEF\xBB\xBF", " ", "  ");
sub text {
	my $s = join "", map { rand > 0.3 ? chr int rand 256 : $bad[rand @bad] } 1 .. 1 + rand shift;
	$s =~ tr/\t\n/xy/;
	return $s;
}
sub cell { rand > 0.3 ? text(12) : "" }
my ($doc, $paragraph) = ("", 0);
print join("\t", qw(doc bead score fr zh en note paragraph date url-fr tuid), "odd \xFF\x01<&\"%\x{a0}"), "\n";
for my $i (1 .. $rows) {
	$doc = cell() if rand > 0.9;
	$paragraph = rand > 0.5 ? $i : cell() if rand > 0.6;
	print join("\t", $doc, cell(), rand > 0.3 ? sprintf("%.3f", rand) : cell(), "a" . text(20), "b" . text(20),
	    cell(), cell(), $paragraph, cell(), cell(), $i . cell(), cell()), "\n";
}
