package H3;

# A client of HTTP/3: ngtcp2's gtlsclient, with addresses and fields of its own.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use LN;

# Why there is none, or nothing.
sub missing {
    return 'this nginx has no HTTP/3: ./config.sh test http3'
        unless LN::has('http_v3_module');
    return 'no program gtlsclient is here, of the package ngtcp2-client'
        unless grep { -x "$_/gtlsclient" } split /:/, $ENV{PATH};
    return;
}

# dir: a folder of its own, for what it downloads.
sub new {
    my ($class, %o) = @_;
    my $lib = dirname(abs_path(__FILE__));
    mkdir $o{dir} or die "$o{dir}: $!\n";
    system('gcc', '-O1', '-shared', '-fPIC', '-o', "$o{dir}/quic.so",
        "$lib/quic_client.c") == 0 or die "gcc fails\n";
    return bless { %o, downloads => 0 }, $class;
}

# Answers, one for each path, in the order of the streams: { status, head, body,
# whole, said }.  No two paths may end in one name: the client keeps a body under
# it.  from is one address, or where the connection starts and where it goes to;
# fields are those of each request.
sub get {
    my ($self, $from, $paths, %o) = @_;
    my $down = "$self->{dir}/$$-" . $self->{downloads}++;
    mkdir $down;
    local $ENV{LN_FROM} = join ',', map { "127.0.0.$_" }
        @{ ref $from ? $from : [ $from ] };
    local $ENV{LN_FIELDS} = join "\n", @{ $o{fields} || [] };
    local $ENV{LD_PRELOAD} = "$self->{dir}/quic.so";
    my @options = (qw( --no-quic-dump --no-http-dump --timeout=10s ),
        $o{first} ? '--exit-on-first-stream-close' : '--exit-on-all-streams-close',
        "--download=$down", @{ $o{options} || [] },
        $o{method} ? "--http-method=$o{method}" : ());
    my $port = $o{port} // $self->{port};
    my $host = $o{host} // 'a';
    my $said = `timeout @{[ $o{seconds} // 60 ]} gtlsclient @options 127.0.0.1 $port \\
        @{[ map { "'https://$host$_'" } @$paths ]} 2>&1`;
    my (%head, @answers);
    $head{hex $1} .= "$2: $3\n"
        while $said =~ /^http: stream 0x([0-9a-f]+) \[([^\]]*?): (.*)\]$/mg;
    for my $n (0 .. $#$paths) {
        my $head = $head{4 * $n} // '';
        my ($name) = $paths->[$n] =~ m{([^/]+)$};
        my ($status) = $head =~ /^:status: (\d+)/m;
        push @answers, { status => $status // 0, head => $head, said => $said,
            whole => scalar($said =~ /^HTTP stream @{[ 4 * $n ]} closed with error code 256$/m),
            body => slurp("$down/$name") };
    }
    unlink glob "$down/*";
    rmdir $down;
    return wantarray ? @answers : $answers[0];
}

sub slurp {
    open my $f, '<:raw', $_[0] or return '';
    local $/;
    return <$f> // '';
}

1;
