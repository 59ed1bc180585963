package Model::Ask;

# Asks a real nginx and the command.

use warnings;
use strict;

use IO::Socket::INET;
use JSON::PP;
use Model::Address;

# { dir, nginx, locate, clock } and the shim that holds the clock.
sub new {
    my ($class, %o) = @_;
    my $self = bless { resets => 0, %o }, $class;
    my $port = $o{port};
    $self->{ports} = { map { $_ => $port++ } qw( realip proxy plain status ) };
    return $self;
}

sub set_clock {
    my ($self, $now) = @_;
    open my $f, '+<:raw', $self->{clock} or die "$self->{clock}: $!\n";
    syswrite $f, pack 'q', $now;
    close $f;
}

# Whether nginx takes the configuration, and what it says.
sub check {
    my ($self) = @_;
    my $said = $self->with_clock(sub {
        `$self->{nginx} -t -p $self->{dir} -c $self->{dir}/nginx.conf -e $self->{dir}/error.log 2>&1`
    });
    return ($? == 0, $said);
}

sub with_clock {
    my ($self, $run) = @_;
    local $ENV{LD_PRELOAD} = $self->{shim};
    local $ENV{LN_STILL} = $self->{clock};
    return $run->();
}

sub start {
    my ($self) = @_;
    my $dir = $self->{dir};
    $self->with_clock(sub {
        defined(my $pid = fork) or die "fork: $!\n";
        if (!$pid) {
            open STDERR, '>', "$dir/stderr";
            exec $self->{nginx}, '-p', $dir, '-c', "$dir/nginx.conf", '-e',
                "$dir/error.log" or exit 1;
        }
        $self->{pid} = $pid;
    });
    for (1 .. 1000) {
        if (my $s = IO::Socket::INET->new(
            "127.0.0.1:$self->{ports}{status}"))
        {
            return;
        }
        last if waitpid($self->{pid}, 1) == $self->{pid};
        select undef, undef, undef, 0.01;
    }
    open my $f, '<', "$dir/stderr";
    die "nginx doesn't start: ", <$f>;
}

sub stop {
    my ($self) = @_;
    my $pid = delete $self->{pid} or return;
    kill 'TERM', $pid;
    waitpid $pid, 0;
}

sub encoded { return $_[0] =~ s/([^A-Za-z0-9._:-])/sprintf '%%%02X', ord $1/ger }

sub text_of {
    my ($request, $last) = @_;
    my $args = join '&', map { "$_=" . encoded($request->{args}{$_}) }
        sort keys %{ $request->{args} };
    my %headers = %{ $request->{headers} };
    $headers{'X-Number'} = $request->{number};
    $headers{'X-Real-IP'} = $request->{address}
        if $request->{server} eq 'realip';
    return "GET $request->{uri}" . ($args ne '' ? "?$args" : '')
        . " HTTP/1.1\r\nHost: a\r\n"
        . join('', map { "$_: $headers{$_}\r\n" } sort keys %headers)
        . ($last ? "Connection: close\r\n" : '') . "\r\n";
}

# The first response of what has come: { status, head, body }, taken from it.
sub response {
    my ($got) = @_;
    $$got =~ s/^(HTTP\/1\.1 (\d+).*?)\r\n\r\n//s or return undef;
    my ($head, $status) = ("$1\r\n", $2);
    my $body = '';
    if ($head =~ /^Transfer-Encoding: chunked/mi) {
        while ($$got =~ s/^([0-9a-f]+)\r\n//i) {
            my $size = hex $1;
            $body .= substr $$got, 0, $size, '';
            $$got =~ s/^\r\n//;
            last if !$size;
        }
    } elsif ($head =~ /^Content-Length: (\d+)/mi) {
        $body = substr $$got, 0, $1, '';
    }
    $head =~ s/\r//g;
    return { status => $status, head => $head, body => $body };
}

# One connection's requests, all at once, and its responses.  A connection that
# the system has reset is made anew, and counted.
sub talk {
    my ($self, $from, $server, $first, @requests) = @_;
    my $text = $first . join '', map {
        text_of($requests[$_], $_ == $#requests) } 0 .. $#requests;
    my $why;
    for (1 .. 3) {
        (my $got, $why) = $self->said($from, $server, $text);
        my @responses = map { response(\$got) } @requests;
        my ($lost) = grep { !is_of($responses[$_], $requests[$_]) }
            0 .. $#requests;
        return @responses if !defined $lost;
        $why = "request $requests[$lost]{number} has no response: $why";
        last if $why !~ /reset/;
        $self->{resets}++;
    }
    die "$why\n";
}

sub is_of {
    my ($response, $request) = @_;
    return $response
        && $response->{head} =~ /^X-Number: $request->{number}$/m;
}

# All that comes back, and why it ended.
sub said {
    my ($self, $from, $server, $text) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $self->{ports}{$server}, LocalAddr => $from,
        Timeout => 30) or die "connect from $from: $!\n";
    local $SIG{PIPE} = 'IGNORE';
    my $written = syswrite $s, $text;
    return ('', "$!") if ($written // 0) != length $text;
    my ($got, $read) = ('');
    1 while $read = sysread $s, $got, 1 << 20, length $got;
    return ($got, defined $read ? 'the end' : "$!");
}

# The responses to requests of one server, in their order.
sub ask {
    my ($self, @requests) = @_;
    my $server = $requests[0]{server};
    if ($server eq 'realip') {
        my @all;
        while (my @some = splice @requests, 0, 100) {
            push @all, $self->talk('127.0.0.1', $server, '', @some);
        }
        return @all;
    }
    return map {
        my $address = $_->{address};
        my $kind = $address =~ /:/ ? 'TCP6' : 'TCP4';
        my $to = $kind eq 'TCP6' ? '::1' : '127.0.0.1';
        $server eq 'proxy'
            ? $self->talk('127.0.0.1', $server,
                "PROXY $kind $address $to 1000 80\r\n", $_)
            : $self->talk($address, $server, '', $_);
    } @requests;
}

# What legal_status tells.
sub status {
    my ($self) = @_;
    my $s = IO::Socket::INET->new("127.0.0.1:$self->{ports}{status}")
        or die "status: $!\n";
    print $s "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    my $got = do { local $/; <$s> };
    return decode_json(response(\$got)->{body});
}

# What the command says of addresses, each as decoded JSON.
sub locate {
    my ($self, $conf, @addresses) = @_;
    my $dir = $self->{dir};
    my @command = ($self->{locate}, 'locate');
    for my $db (@{ $conf->{databases} }) {
        push @command, '--database', "$dir/$db->{name}";
        push @command, '--use', $db->{use_words} if $db->{use_words};
    }
    push @command, '--conflict', $conf->{conflict_line}
        if $conf->{conflict_line};
    push @command, '--jurisdictions', "$dir/jurisdictions.conf", @addresses;
    open my $out, '-|', @command or die "$self->{locate}: $!\n";
    my @said = map { decode_json($_) } <$out>;
    close $out;
    return @said;
}

1;
