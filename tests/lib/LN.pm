package LN;

# A real nginx with the module, asked over real sockets from real source
# addresses: 127.0.0.N is where tests/lib/testdb/networks.txt says.

use warnings;
use strict;

use Exporter qw( import );
use File::Path qw( make_path );
use File::Basename qw( dirname );
use File::Temp qw( tempdir );
use IO::Select;
use IO::Socket::INET;
use JSON::PP;
use List::Util qw( sum0 );
use POSIX qw( WNOHANG );
use Test::More;

our @EXPORT = qw( field fields until_is within );

# LN_NGINX is another nginx than the installed one, LN_STATIC one that has the
# module in it.
my $nginx = $ENV{LN_NGINX} // 'nginx';
my @running;

# What is watched, by its process, and what was wrong with its rules' outcomes.
my (%watched, @unsettled);

# How many times longer than usual nginx is given to reload (under valgrind).
my $slow = $ENV{LN_SLOW} // 1;

sub new {
    my ($class, %o) = @_;
    my $build = $ENV{LN_BUILD};
    plan skip_all => 'LN_BUILD is not set, run ./config.sh test'
        unless $build;
    my $dir = tempdir('ln-test-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    chmod 0755, $dir;
    make_path("$dir/$_") for qw( html cache tmp );
    my $self = bless { build => $build, dir => $dir, %o }, $class;
    $self->{port} = free_port();
    $self->{h2} = free_port();
    $self->{watch} = free_port();
    return $self;
}

# What nginx -V says of it, which is asked for once: to start nginx is dear.
my $nginx_is;
sub nginx_is { return $nginx_is //= `$nginx -V 2>&1` }

# Whether nginx is under AddressSanitizer, whose memory is no measure.
sub sanitized { return `ldd \$(command -v $nginx)` =~ /asan/ }

# Whether nginx was built --with-NAME.
sub has {
    my ($name) = @_;
    return nginx_is() =~ /--with-\Q$name\E(?!\S)/;
}

# The second number of nginx's version.  Angie and Tengine name the nginx
# underneath.
sub minor {
    my ($minor) = nginx_is() =~ /(?:nginx|openresty)\/1\.(\d+)/
        or die "$nginx -V says no version\n";
    return $minor;
}

sub dir { $_[0]{dir} }
sub port { $_[0]{port} }

# A port nobody listens on, kept from the ports that connections are given.
my $last_port = 20000 + ($$ * 17) % 9000;

sub free_port {
    for (1 .. 200) {
        $last_port = 20000 + ($last_port + 1 - 20000) % 12000;
        my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1',
            LocalPort => $last_port, ReuseAddr => 1) or next;
        close $s;
        return $last_port;
    }
    die "no free port";
}

sub write {
    my ($self, $name, $text) = @_;
    my $path = "$self->{dir}/$name";
    make_path(dirname($path));
    open my $f, '>:raw', $path or die "$path: $!";
    print $f $text;
    close $f or die "$path: $!";
    return $path;
}

# Databases of one's own: DIR/NAME/City.mmdb, and of the other kinds, for the
# networks and places of its lines, as tests/lib/testdb/networks.txt has them.
sub databases {
    my ($self, %lines) = @_;
    for my $name (sort keys %lines) {
        make_path("$self->{dir}/$name");
        system('perl', "$self->{build}/../tests/lib/testdb/make-testdb.pl",
            "$self->{dir}/$name",
            $self->write("$name.txt", $lines{$name})) == 0
            or die "make-testdb.pl fails\n";
    }
}

# DIR, DB, PORT and H2 (a second port) stand for what they are; the rest is as
# given.  load is what nginx loads, in place of the module alone; user is whom the
# workers run as, root if the test does.
sub conf {
    my ($self, $http, %o) = @_;
    my $main = $o{main} // '';

    # Tengine starts a worker for each processor, and has many variables

    $main .= ' worker_processes 1;' if $main !~ /worker_processes/;
    my $variables = nginx_is() =~ /Tengine/ ?
        'variables_hash_max_size 2048;' : '';
    my $load = $ENV{LN_STATIC} ? '' : $o{load}
        // "load_module $self->{build}/ngx_http_legal_notice_module.so;";
    my $conf = <<"END";
$load
$main
daemon off; pid DIR/pid; error_log DIR/error.log info;
@{[ $> == 0 ? 'user ' . ($o{user} // 'root') . ';' : '' ]}
events { }
http {
    access_log off; $variables
    types { text/html html; text/plain txt; application/xhtml+xml xhtml;
            application/json json; image/png png; }
    client_body_temp_path DIR/tmp/b; proxy_temp_path DIR/tmp/p;
    fastcgi_temp_path DIR/tmp/f; uwsgi_temp_path DIR/tmp/u;
    scgi_temp_path DIR/tmp/s;
$http
@{[ $self->watcher($http, %o) ]}
}
END
    $conf =~ s/\bDIR\b/$self->{dir}/g;
    $conf =~ s/\bDB\b/$self->{build}\/testdb/g;
    $conf =~ s/\bPORT\b/$self->{port}/g;
    $conf =~ s/\bH2\b/$self->{h2}/g;

    # whole at once: a slow master may still read the one before

    rename $self->write('nginx.conf.new', $conf), "$self->{dir}/nginx.conf"
        or die "nginx.conf: $!";
    return "$self->{dir}/nginx.conf";
}

# Where rules apply a server of its own tells the counters, for watch().
sub watcher {
    my ($self, $http, %o) = @_;
    return '' if $http !~ /\blegal_apply\b/ || !($o{watch} // 1);
    return "server { listen 127.0.0.1:$self->{watch};"
        . ' location / { legal_status; } }';
}

# Whether nginx takes the configuration, and what it says.
sub check {
    my ($self, $http, %o) = @_;
    my $conf = $self->conf($http, watch => 0, %o);
    my $said = `$nginx -t -c $conf -e $self->{dir}/error.log 2>&1`;
    return ($? == 0, $said);
}

sub start {
    my ($self, $http, %o) = @_;
    my $conf = $self->conf($http, %o);
    my $pid = $self->spawn(sub {
        open STDERR, '>', "$self->{dir}/stderr";
        exec $nginx, '-c', $conf, '-e', "$self->{dir}/error.log";
    });
    $self->{nginx} = $pid;
    $watched{$pid} = $self if $self->watcher($http, %o);
    for (1 .. 600 * $slow) {
        return $self if IO::Socket::INET->new("127.0.0.1:$self->{port}");
        last if waitpid($pid, WNOHANG) == $pid;
        select undef, undef, undef, 0.05;
    }
    open my $f, '<', "$self->{dir}/stderr";
    die "nginx doesn't start: ", <$f>;
}

sub spawn {
    my ($self, $run) = @_;
    defined(my $pid = fork) or die "fork: $!";
    if (!$pid) {
        $SIG{$_} = 'DEFAULT' for qw( INT TERM );
        eval { $run->() };
        print STDERR $@ if $@;
        POSIX::_exit(1);
    }
    push @running, $pid;
    return $pid;
}

# An origin: handler gets the request's head and the connection, one request
# a connection.  Returns its port.
sub upstream {
    my ($self, $handler) = @_;
    return $self->server(sub {
        my ($c) = @_;
        my $head = '';
        while (my $line = <$c>) { $head .= $line; last if $line =~ /^\r/ }
        $handler->($head, $c) if length $head;
    });
}

# The same of another protocol: handler gets the connection alone.
sub server {
    my ($self, $handler) = @_;
    my $port = free_port();
    my $server = IO::Socket::INET->new(Listen => 50, ReuseAddr => 1,
        LocalAddr => '127.0.0.1', LocalPort => $port) or die "upstream: $!";
    $self->spawn(sub { serve($server, $handler) });
    close $server;
    return $port;
}

# A process takes one connection after another.  One that takes a connection
# while no other process waits forks one that does; so to fork, which is dear,
# is rare.  Each byte of the pipe is a process that waits.
sub serve {
    my ($server, $handler) = @_;
    local $SIG{PIPE} = 'IGNORE';
    local $SIG{CHLD} = 'IGNORE';
    pipe my $waiting, my $waits or die "pipe: $!";
    my ($came, $others) = map { IO::Select->new($_) } $server, $waiting;
    my $first = $$;
    $server->blocking(0);
    syswrite $waits, '.';
    while (1) {
        my $c = $came->can_read(1) && $server->accept;
        if (!$c) {
            POSIX::_exit(0) unless $$ == $first || kill 0, $first;
            next;
        }
        sysread $waiting, my $byte, 1;
        if (!$others->can_read(0)) {
            my $pid = fork;
            if (defined $pid && !$pid) {
                close $c;
                syswrite $waits, '.';
                next;
            }
        }
        $c->blocking(1);
        $c->autoflush(1);
        $handler->($c);
        close $c;
        syswrite $waits, '.';
    }
}

# What comes back; a reader who takes his time reads after so many seconds (wait).
# What comes in a packet of its own is in later.
sub raw {
    my ($self, $from, $text, %o) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $o{port} || $self->{port}, LocalAddr => "127.0.0.$from",
        Timeout => 30) or die "connect: $!";
    local $SIG{PIPE} = 'IGNORE';
    $s->autoflush(1);
    print $s $text;
    if (defined $o{later}) {
        select undef, undef, undef, 0.1 * $slow;
        print $s $o{later};
    }
    select undef, undef, undef, $o{wait} if $o{wait};
    my $got = '';
    my $select = IO::Select->new($s);
    while ($select->can_read($o{timeout} || 10)) {
        last unless sysread $s, $got, 65536, length $got;
    }
    return $got;
}

# { status, reason, head, body } of one request; body without its framing.
sub get {
    my ($self, $from, $path, %o) = @_;
    my $method = $o{method} || 'GET';
    my $got = $self->raw($from, "$method $path HTTP/"
        . ($o{http} || '1.1') . "\r\nHost: a\r\nConnection: close\r\n"
        . join('', map { "$_\r\n" } @{ $o{fields} || [] }) . "\r\n"
        . ($o{body} // ''), %o);
    my ($head, $body) = split /\r\n\r\n/, $got, 2;
    $head //= '';
    $body //= '';
    $head =~ s/\r//g;
    my $cut = 0;
    if ($head =~ /^Transfer-Encoding: chunked/mi) {
        my $plain = '';
        $cut = 1;
        while ($body =~ s/^([0-9a-f]+)\r\n//i) {
            my $n = hex $1;
            if ($n == 0) { $cut = 0; last }
            $plain .= substr $body, 0, $n, '';
            $body =~ s/^\r\n//;
        }
        $body = $plain;
    } elsif ($method ne 'HEAD' && $head =~ /^Content-Length: (\d+)/mi) {
        $cut = length $body != $1;
    }
    require Test::More;
    Test::More::fail("$path: a field without a value: $1")
        if $head =~ /^((?:Vary|Cache-Control|Content-\w+|ETag|Legal-\w+):\s*)$/mi;
    my ($status, $reason) = $head =~ m{^HTTP/1.1 (\d+) ?(.*)};
    return { status => $status // 0, reason => $reason // '', head => $head,
             body => $body, cut => $cut };
}

sub body { my $self = shift; return $self->get(@_)->{body} }
sub status { my $self = shift; return $self->get(@_)->{status} }

# The value of a field of an answer; undef without it.
sub field {
    my ($answer, $name) = @_;
    return $answer->{head} =~ /^\Q$name\E: (.*)$/mi ? $1 : undef;
}

sub fields {
    my ($answer, $name) = @_;
    return join ', ', $answer->{head} =~ /^\Q$name\E: (.*)$/mgi;
}

sub slurp {
    my ($self, $name) = @_;
    open my $f, '<', "$self->{dir}/$name" or return '';
    local $/;
    return <$f> // '';
}

sub log { return $_[0]->slurp('error.log') }

# The processes of the workers.  The master listens before it has some.
sub workers {
    my ($self) = @_;
    my @workers;
    within(10, sub {
        open my $f, '<', "/proc/$self->{nginx}/task/$self->{nginx}/children"
            or die $!;
        return @workers = split ' ', <$f> // '';
    });
    return @workers;
}

# Waits until something is so; how long at most, on a machine that has nothing
# else to do.  A busy one has ten times as long.
sub within {
    my ($seconds, $is) = @_;
    my $so;
    for (1 .. $seconds * 200 * $slow) {
        last if $so = $is->();
        select undef, undef, undef, 0.05;
    }
    return $so;
}

# A page that is not buffered goes by what has come of it as soon as its upstream
# pauses.  On a busy machine it may do so unasked: then it is asked anew.
sub until_is {
    my ($should, $get) = @_;
    my $is;
    for (1 .. 30) {
        $is = $get->();
        last if $is eq $should;
    }
    return $is;
}

# Another configuration, on other ports, in place of the one that runs.
sub restart {
    my ($self, $http, %o) = @_;
    if (my $old = delete $self->{nginx}) {
        $_->watch for grep { $_ } delete $watched{$old};
        end($old);
        @running = grep { $_ != $old } @running;
    }
    $self->{$_} = free_port() for qw( port h2 watch );
    return $self->start($http, %o);
}

# The workers of before have closed their sockets then, unless the configuration
# is refused.
sub reload {
    my ($self) = @_;
    $self->watch if $watched{$self->{nginx}};
    my $log = $self->log;
    my $said = length $log;
    my @old = grep { $log !~ / $_#\d+: gracefully shutting down/ }
        $log =~ /: start worker process (\d+)$/mg;
    kill 'HUP', $self->{nginx};
    within(10, sub {
        $log = substr $self->log, $said;
        return $log =~ /\[emerg\]/
            || !grep { $log !~ / $_#\d+: gracefully shutting down/
                && kill 0, $_ } @old;
    });
    select undef, undef, undef, 0.1 * $slow;
}

# By SIGTERM, a second after which nginx kills workers that are still there.  A
# slow one is asked to end of its own accord before.
sub end {
    my (@processes) = @_;
    if ($slow > 1) {
        kill 'QUIT', @processes;
        for (1 .. 100 * $slow) {
            @processes = grep { waitpid($_, WNOHANG) == 0 } @processes;
            return if !@processes;
            select undef, undef, undef, 0.05;
        }
    }
    kill 'TERM', @processes;
    waitpid $_, 0 for @processes;
}

# Each rule that was due in a request has one outcome, and none is lost: what is
# not so is told when the test is done.  Another request may be counted just now.
sub watch {
    my ($self) = @_;
    my @wrong;
    for (1 .. 20) {
        my $told = eval {
            decode_json($self->body(1, '/', port => $self->{watch}));
        };
        @wrong = $told ? unsettled($told) : 'the counters are not told';
        last if !@wrong;
        select undef, undef, undef, 0.05 * $slow;
    }
    push @unsettled, @wrong;
}

# Of what legal_status tells: what is wrong with the outcomes of rules.
sub unsettled {
    my ($told) = @_;
    my @wrong;
    my %rules = (%{ $told->{notices} }, %{ $told->{restrictions} });
    for my $name (sort keys %rules) {
        my $n = $rules{$name};
        my $sum = sum0(map({ $n->{$_} // 0 } qw( shown already_there
            not_modified dry_run no_page outlet head aborted lost refused )),
            map { values %$_ } values %{ $n->{undeliverable} // {} });
        push @wrong, "$name: $n->{decided} decided, $sum outcomes"
            if $sum != $n->{decided};
        push @wrong, "$name: $n->{lost} lost" if $n->{lost};
    }
    return @wrong;
}

sub settled {
    is(join(', ', @unsettled), '',
        'each rule that was due has one outcome, none is lost');
}

sub stop {
    $_->watch for grep { $_ } delete @watched{@running};
    end(@running);
    @running = ();
}

# Ends the test: no worker has died, no rule was lost and nothing went wrong
# unseen but what the test itself has looked at (seen).
sub done {
    my ($self, %o) = @_;
    stop();
    settled() unless $o{unsettled};
    my @bad = grep {
        /\[(alert|crit|emerg)\]|exited on signal|\w+Sanitizer:|runtime error/
    } grep { !$o{seen} || !/$o{seen}/ } split /^/, killed_late($self->log);

    # UBSan minds how nginx itself writes fields of HTTP/2 and HTTP/3

    @bad = grep { !m{^src/http/ngx_http_huff_encode\.c.*misaligned address} }
        @bad;
    is("@bad", '', 'no worker died, nothing alarming is logged');
    done_testing();
}

# A log without workers that their master has killed when it was to end: it does
# so after a second, which a busy machine may need.
sub killed_late {
    my ($log) = @_;
    my %ending;
    return join '', grep {
        $ending{$1} = 1 if / (\d+)#\1: signal 15 \(SIGTERM\) received/;
        !(/ (\d+)#\1: worker process \d+ exited on signal 9$/ && $ending{$1});
    } split /^/, $log;
}

END { my $status = $?; end(@running); $? = $status }

1;
