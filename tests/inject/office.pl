# office.pl -- a.docx and b.odt, of two paragraphs each, a list and a note among them.
use strict;
use warnings;
use File::Basename qw(dirname);

my $zip = dirname($0) . '/../zip.pl';
my %part = (
	'word/document.xml' => '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
	    . '<w:p><w:r><w:t>Le ministre a parlé.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
	    . '<w:p><w:r><w:t>Il fait beau.</w:t></w:r></w:p></w:body></w:document>',
	'word/footnotes.xml' => '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
	    . '<w:footnote w:id="2"><w:p><w:r><w:t>Une note.</w:t></w:r></w:p></w:footnote></w:footnotes>',
	'mimetype' => 'application/vnd.oasis.opendocument.text',
	'content.xml' => '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
	    . 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
	    . '<text:p>Bonjour.</text:p><text:list><text:list-item><text:p>Un.</text:p></text:list-item></text:list>'
	    . '</office:text></office:body></office:document-content>',
);
my %archive = ('a.docx' => [ 'word/document.xml', 'word/footnotes.xml' ], 'b.odt' => [ 'mimetype', 'content.xml' ]);
for my $to (sort keys %archive) {
	my @arguments;
	for my $name (@{$archive{$to}}) {
		open my $f, '>', 'part' . @arguments or die $!;
		print $f $part{$name};
		close $f;
		push @arguments, $name, 'part' . @arguments;
	}
	open my $out, '>', $to or die $!;
	open my $p, '-|', $^X, $zip, @arguments or die $!;
	binmode $_ for $out, $p;
	print $out $_ while <$p>;
	close $p or die 'zip.pl';
	unlink grep { /^part/ } @arguments;
}
