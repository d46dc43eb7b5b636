#!/usr/bin/env perl
# pdf.pl DIR -- write PDFs into DIR, each with NAME.gold beside it: the paragraphs that a
# reader of it would write down.  Courier, so that the width of a line is known; Chinese in
# a font of one em with the Unicode values that PDF 32000-1 §9.10.3 asks for.
use strict;
use warnings;
use utf8;

my $dir = shift // '.';
my (@pages, @lines);	# a line: x, y from the top, size, text

sub at { push @lines, [@_] }
sub page { push @pages, [@lines]; @lines = () }

# Lines of $text, at most $n columns, words parted at a hyphen that they have or at §.
sub wrap {
	my ($text, $n) = @_;
	my (@out, $line);
	$line = '';
	for my $word (split / /, $text) {
		my $bare = $word =~ s/§//gr;
		if (length($line) + length($bare) + ($line ne '') <= $n) {
			$line .= ($line ne '' ? ' ' : '') . $bare;
			next;
		}
		my $room = $n - length($line) - 1;
		my $cut = '';
		while ($word =~ /\G(.*?)(§|-)/g) {
			my $head = substr($word, 0, pos $word);
			my $shown = $head =~ s/§$/-/r =~ s/§//gr;
			$cut = $head if length $shown <= $room;
		}
		if ($cut ne '') {
			push @out, $line . ' ' . ($cut =~ s/§$/-/r =~ s/§//gr);
			$line = substr($word, length $cut) =~ s/§//gr;
		} else {
			push @out, $line if $line ne '';
			$line = $bare;
		}
	}
	push @out, $line;
	return @out;
}

# Chinese breaks behind any character.
sub wrap_han { my ($text, $n) = @_; return $text =~ /.{1,$n}/g }

sub show {
	my ($x, $y, $size, $text) = @$_;
	$y = 842 - $y;
	# from right to left: the glyphs stand as they are seen
	$text = reverse $text if $text =~ /\p{Hebrew}/;
	if ($text =~ /\p{Han}|\p{Hebrew}/) {
		my $hex = join '', map { sprintf '%04X', ord } split //, $text;
		return "BT /H $size Tf 1 0 0 1 $x $y Tm <$hex> Tj ET\n";
	}
	$text =~ s/([\\()])/\\$1/g;
	$text =~ tr/’–«»é/\x92\x96\xAB\xBB\xE9/;
	return "BT /C $size Tf 1 0 0 1 $x $y Tm ($text) Tj ET\n";
}

my $cmap = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n" .
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n" .
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end\n";

sub write_pdf {
	my ($name, $gold) = @_;
	my @objects = ('<< /Type /Catalog /Pages 2 0 R >>', '',
	    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
	    '<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 7 0 R >>',
	    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) ' .
	    '/Supplement 0 >> /DW 1000 /FontDescriptor 6 0 R >>',
	    '<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 ' .
	    '/Descent -120 /CapHeight 700 /StemV 80 >>',
	    '<< /Length ' . length($cmap) . " >>\nstream\n${cmap}endstream");
	my @kids;
	for my $page (@pages) {
		my $stream = join '', map { show } @$page;
		push @objects, '<< /Length ' . length($stream) . " >>\nstream\n${stream}endstream";
		push @objects, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ' . @objects . ' 0 R ' .
		    '/Resources << /Font << /C 3 0 R /H 4 0 R >> >> >>';
		push @kids, @objects . ' 0 R';
	}
	$objects[1] = "<< /Type /Pages /Kids [@kids] /Count " . @kids . ' >>';
	my ($out, @places) = ("%PDF-1.4\n");
	for my $i (0 .. $#objects) {
		push @places, length $out;
		$out .= ($i + 1) . " 0 obj\n$objects[$i]\nendobj\n";
	}
	my $xref = length $out;
	$out .= "xref\n0 " . (@objects + 1) . "\n0000000000 65535 f \n";
	$out .= sprintf "%010d 00000 n \n", $_ for @places;
	$out .= 'trailer << /Size ' . (@objects + 1) . " /Root 1 0 R >>\nstartxref\n$xref\n%%EOF\n";
	open my $f, '>:raw', "$dir/$name.pdf" or die "$dir/$name.pdf: $!\n";
	print $f $out;
	close $f;
	open $f, '>:encoding(UTF-8)', "$dir/$name.gold" or die "$dir/$name.gold: $!\n";
	print $f map { s/§//gr . "\n" } @$gold;
	close $f;
	@pages = ();
}

my $title = 'Entretien des deux ministres';
my @text = (
    'Le porte-parole a indiqué que les deux ministres s’étaient entretenus pendant deux heures de la co§opé§ra§tion, ' .
    'des échanges com§mer§ciaux et de la pré§pa§ra§tion du sommet. « Nous avançons », a-t-il dit.',
    'Ils sont convenus de se revoir au mois de juin, en marge de la réunion des ministres de la ré§gion, et de ' .
    'charger leurs col§la§bo§ra§teurs d’un pre§mier projet de texte.',
    'Une déclaration commune a été publiée à l’issue de l’entretien ; elle sera remise aux par§le§men§taires, ' .
    'et le porte-parole la commentera jeudi devant la presse.',
    'Les travaux du comité mixte reprendront à l’automne. Trois dossiers lui sont soumis : l’eau, les visas et la ' .
    'recherche.');

# one column, paragraphs apart
at(72, 90, 16, $title);
at(72, 120, 10, 'Paris, le 21 mai 2019');
my $y = 150;
for (@text) {
	at(72, $y, 10, $_), $y += 12 for wrap($_, 60);
	$y += 8;
}
at(72, $y + 8, 10, '- le projet de texte ;');
at(72, $y + 20, 10, '- la liste des dossiers.');
page();
write_pdf('plain', [$title, 'Paris, le 21 mai 2019', @text, '- le projet de texte ;', '- la liste des dossiers.']);

# first lines moved in, no space between; header, page number, a paragraph over the page's end, a note
my @gold;
for my $n (1 .. 3) {
	at(72, 40, 8, 'Bulletin de l’ambassade');
	at(290, 810, 8, "- $n -");
	$y = 90;
	my @part = $n == 1 ? @text[0, 1] : $n == 2 ? @text[2, 3] : @text[1, 0];
	for my $k (0 .. $#part) {
		my @l = wrap('  ' . $part[$k], 60);
		$l[0] =~ s/^ +//;
		at($_ == 0 ? 84 : 72, $y, 10, $l[$_]), $y += 12 for 0 .. $#l;
	}
	at(72, 760, 8, '1 Sous réserve de ratification.') if $n == 2;
	page();
	push @gold, @part;
	push @gold, '1 Sous réserve de ratification.' if $n == 2;
}
write_pdf('running', \@gold);

# a paragraph that goes on overleaf, a note between
my @l = wrap($text[0], 60);
at(72, 700 + 12 * $_, 10, $l[$_]) for 0 .. 1;
at(72, 760, 8, '1 Note de bas de page.');
page();
at(72, 90 + 12 * ($_ - 2), 10, $l[$_]) for 2 .. $#l;
$y = 90 + 12 * (@l - 2) + 10;
at(72, $y, 10, $_), $y += 12 for wrap($text[1], 60);
page();
write_pdf('overleaf', [$text[0], '1 Note de bas de page.', $text[1]]);

# two columns
for my $c (0, 1) {
	$y = 120;
	for (@text[2 * $c, 2 * $c + 1]) {
		at(60 + 260 * $c, $y, 10, $_), $y += 12 for wrap($_, 38);
		$y += 8;
	}
}
at(60, 90, 16, $title);
page();
write_pdf('columns', [$title, @text]);

# Chinese, two characters in
my @zh = ('外交部发言人二十一日在记者会上表示，两国外长就双边关系和共同关心的问题深入交换了意见，达成广泛共识。',
    '双方同意于六月再次会晤，并责成有关部门拟定文本。“我们在前进。”发言人说，成果来之不易，值得双方珍惜。');
at(200, 90, 18, '两国外长举行会谈');
$y = 130;
for my $p (@zh) {
	my @l = ($p =~ /^(.{24})(.*)/s);
	at(108, $y, 12, $l[0]);
	$y += 18;
	at(84, $y, 12, $_), $y += 18 for wrap_han($l[1], 26);
}
page();
write_pdf('han', ['两国外长举行会谈', @zh]);

# from right to left
at(300, 90, 16, 'הודעה לעיתונות');
at(108, 130 + 16 * $_, 12, ('שר החוץ נפגש היום עם עמיתו', 'והשניים דנו בשיתוף הפעולה.')[$_]) for 0, 1;
page();
write_pdf('rtl', ['הודעה לעיתונות', 'שר החוץ נפגש היום עם עמיתו והשניים דנו בשיתוף הפעולה.']);

# nothing but an empty page
page();
write_pdf('empty', []);
