package H2;

# One HTTP/2 connection without TLS, frame by frame: streams with fields of
# their own, windows of any size, resets.  Header blocks of answers are not
# decoded.

use warnings;
use strict;

use IO::Select;
use IO::Socket::INET;

my %type = (data => 0, headers => 1, reset => 3, settings => 4, goaway => 7,
    window => 8);

sub frame {
    my ($type, $flags, $id, $data) = @_;
    return substr(pack('N', length $data), 1)
        . pack('CCN', $type{$type}, $flags, $id) . $data;
}

# HPACK: a length, with a prefix of seven bits; a field that nothing remembers.
sub length_of {
    my ($n) = @_;
    return chr $n if $n < 127;
    my $bytes = chr 127;
    for ($n -= 127; $n >= 128; $n >>= 7) { $bytes .= chr(128 | $n & 127) }
    return $bytes . chr $n;
}

sub literal {
    return join '', "\0", map { length_of(length $_) . $_ } @_;
}

# port, from (127.0.0.FROM), window: each stream's at first.
sub new {
    my ($class, %o) = @_;
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $o{port}, LocalAddr => "127.0.0.$o{from}", Timeout => 5)
        or die "connect: $!";
    my $self = bless { socket => $socket, next => 1, in => '', streams => {} },
        $class;
    print $socket "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" . frame('settings', 0, 0,
        defined $o{window} ? pack('nN', 4, $o{window}) : '');
    return $self;
}

# Asks; returns the stream's number.
sub request {
    my ($self, $path, @fields) = @_;
    my $id = $self->{next};
    $self->{next} += 2;
    print { $self->{socket} } frame('headers', 5, $id, join '',
        map { literal(@$_) } [':method', 'GET'], [':scheme', 'http'],
        [':path', $path], [':authority', 'a'], @fields);
    $self->{streams}{$id} = { body => '', end => 0 };
    return $id;
}

sub reset {
    my ($self, $id) = @_;
    print { $self->{socket} } frame('reset', 0, $id, pack 'N', 8);
    delete $self->{streams}{$id};
}

sub window {
    my ($self, $id, $more) = @_;
    print { $self->{socket} } frame('window', 0, $id, pack 'N', $more);
}

sub frame_in {
    my ($self, $type, $flags, $id, $data) = @_;
    if ($type == $type{settings} && !($flags & 1)) {
        print { $self->{socket} } frame('settings', 1, 0, '');
    }
    my $stream = $self->{streams}{$id} or return;
    $stream->{end} = 1 if $type == $type{reset} || $type < 2 && $flags & 1;
    return unless $type == $type{data} && length $data;
    $stream->{body} .= $data;
    $self->window($_, length $data) for 0, $stream->{end} ? () : $id;
}

# Until all streams have ended, or nothing comes for so many seconds.
sub run {
    my ($self, $seconds) = @_;
    my $select = IO::Select->new($self->{socket});
    while (grep { !$_->{end} } values %{ $self->{streams} }) {
        $select->can_read($seconds) or last;
        sysread $self->{socket}, $self->{in}, 65536, length $self->{in} or last;
        while (length $self->{in} >= 9) {
            my ($size, $type, $flags, $id) = (unpack('N', "\0$self->{in}"),
                unpack 'CCN', substr $self->{in}, 3, 6);
            last if length $self->{in} < 9 + $size;
            my $frame = substr $self->{in}, 0, 9 + $size, '';
            $self->frame_in($type, $flags, $id & 0x7fffffff, substr $frame, 9);
        }
    }
}

1;
