# Browser.pm -- a headless Chromium by the WebDriver protocol (W3C), through chromedriver.
package Browser;
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP;
use MIME::Base64;

my %KEY = (
	Enter => "\x{E007}", Escape => "\x{E00C}", Left => "\x{E012}", Up => "\x{E013}",
	Right => "\x{E014}", Down => "\x{E015}", Control => "\x{E009}", Shift => "\x{E008}",
	Home => "\x{E011}", End => "\x{E010}", Tab => "\x{E004}", Delete => "\x{E017}", F2 => "\x{E032}",
);

# Starts driver and browser; `dir` gets the profile and what is saved.
sub new {
	my ($class, %o) = @_;
	my $self = bless { http => HTTP::Tiny->new(timeout => 60), dir => $o{dir} }, $class;
	$self->{pid} = open(my $out, '-|', 'chromedriver', '--port=0') or return;
	while (<$out>) {
		last if ($self->{port}) = /successfully on port (\d+)/;
	}
	$self->{out} = $out;
	return unless $self->{port};
	my $made = $self->call(POST => '/session', { capabilities => { alwaysMatch => {
		browserName => 'chrome', 'goog:loggingPrefs' => { browser => 'ALL' },
		'goog:chromeOptions' => {
			args => [qw(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
			    --disable-background-networking --disable-component-update --disable-sync
			    --force-device-scale-factor=1), '--window-size=' . ($o{size} // '1280,900'),
			    "--user-data-dir=$o{dir}/profile"],
			prefs => { 'download.default_directory' => $o{dir} },
		} } } });
	$self->{session} = $made->{sessionId} or return;
	return $self;
}

sub call {
	my ($self, $method, $path, $data) = @_;
	my $r = $self->{http}->request($method, "http://127.0.0.1:$self->{port}$path",
	    $data ? { content => encode_json($data) } : {});
	my $answer = eval { decode_json($r->{content}) } // {};
	die "$method $path: " . substr($r->{content}, 0, 600) . "\n" unless $r->{success};
	return $answer->{value};
}

sub ask { my ($self, $method, $path, $data) = @_; $self->call($method, "/session/$self->{session}$path", $data) }
sub visit { $_[0]->ask(POST => '/url', { url => $_[1] }) }
sub js { my ($self, $code, @args) = @_; $self->ask(POST => '/execute/sync', { script => $code, args => \@args }) }
sub logged { $_[0]->ask(POST => '/se/log', { type => 'browser' }) }
sub cdp { $_[0]->ask(POST => '/goog/cdp/execute', { cmd => $_[1], params => $_[2] // {} }) }

# Keys one after another: letters, names of %KEY, "Control+z".
sub press_keys {
	my ($self, @keys) = @_;
	my @do;
	for (@keys) {
		my @held = split /\+(?=.)/;
		my @codes = map { $KEY{$_} // $_ } @held;
		push @do, map { { type => 'keyDown', value => $_ } } @codes;
		push @do, map { { type => 'keyUp', value => $_ } } reverse @codes;
	}
	$self->ask(POST => '/actions', { actions => [{ type => 'key', id => 'keys', actions => \@do }] });
}

sub type { my ($self, $text) = @_; $self->press_keys(split //, $text) }

sub click {
	my ($self, $selector, $times) = @_;
	my $element = $self->ask(POST => '/element', { using => 'css selector', value => $selector });
	my ($id) = values %$element;
	return $self->ask(POST => "/element/$id/click", {}) unless $times;
	my $press = [{ type => 'pointerMove', origin => $element, x => 0, y => 0 },
	    map { ({ type => 'pointerDown', button => 0 }, { type => 'pointerUp', button => 0 }) } 1 .. $times];
	$self->ask(POST => '/actions', { actions => [{ type => 'pointer', id => 'mouse', actions => $press }] });
}

# Press at a point of the window.
sub press {
	my ($self, $x, $y) = @_;
	$self->ask(POST => '/actions', { actions => [{ type => 'pointer', id => 'mouse', actions => [
		{ type => 'pointerMove', x => int $x, y => int $y }, { type => 'pointerDown', button => 0 },
		{ type => 'pointerUp', button => 0 }] }] });
}

sub picture {
	my ($self, $file) = @_;
	open my $out, '>:raw', $file or die "$file: $!\n";
	print $out decode_base64($self->ask(GET => '/screenshot'));
	close $out or die "$file: $!\n";
}

# A file that the page saves: waits until it is whole.
sub saved {
	my ($self, $name) = @_;
	for (1 .. 100) {
		return "$self->{dir}/$name" if -e "$self->{dir}/$name";
		select undef, undef, undef, 0.05;
	}
	return;
}

sub DESTROY {
	my ($self) = @_;
	local $?;
	eval { $self->call(DELETE => "/session/$self->{session}") } if $self->{session};
	kill TERM => $self->{pid} if $self->{pid};
	close $self->{out} if $self->{out};
}

1;
