# zip.pl NAME FILE [NAME FILE ...] -- a ZIP archive of these files under these names, to standard output.
use strict;
use warnings;
use Compress::Raw::Zlib qw(crc32 Z_OK);

binmode STDOUT;
my ($at, $n, $directory) = (0, 0, '');
while (my ($name, $file) = splice @ARGV, 0, 2) {
	open my $f, '<:raw', $file or die "$file: $!";
	my $data = do { local $/; <$f> };
	my ($deflate) = Compress::Raw::Zlib::Deflate->new(-WindowBits => -15, -AppendOutput => 1);
	my $packed = '';
	$deflate->deflate($data, $packed) == Z_OK and $deflate->flush($packed) == Z_OK or die 'deflate';
	my $head = pack 'v5 V3 v2', 20, 0, 8, 0, 0x21, crc32($data), length $packed, length $data, length $name, 0;
	print 'PK', "\3\4", $head, $name, $packed;
	$directory .= pack('a4 v', "PK\1\2", 20) . $head . pack('v3 V2', 0, 0, 0, 0, $at) . $name;
	$at += 30 + length($name) + length $packed;
	$n++;
}
print $directory, pack 'a4 v4 V2 v', "PK\5\6", 0, 0, $n, $n, length $directory, $at, 0;
