#!/usr/bin/perl

# Signals amid a page: a reload, an upgrade of the binary, an orderly end.  The
# page is whole, with its notice, over HTTP/1, TLS and HTTP/2; so is the next.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use IO::Select;
use IO::Socket::INET;
use Test::More;
use Time::HiRes qw( sleep );
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $nginx = $ENV{LN_NGINX} // 'nginx';
my @masters;

# an upgrade starts what it was started as
($nginx) = grep { -x } map { "$_/$nginx" } split /:/, $ENV{PATH}
    unless $nginx =~ m{^/};

# it daemonizes, for the upgrade: see to it that none is left
END { kill 'KILL', @masters if @masters }

my $page = '<!DOCTYPE html><html lang="en"><body><article>'
    . join('', map { "<p>line $_</p>" } 1 .. 6000);
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $end = '</article>' . '<p>tail</p>' x 6000 . '</body></html>';
my $with = $page . $n . $end;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', $page . $end);

# half a page, a while, the rest: at half of it the notice is not in yet
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    open my $asked, '>>', "$dir/asked";
    syswrite $asked, 'a';
    my $body = $page . $end;
    my $coded = $head =~ m{ /coded};
    gzip \($page . $end) => \$body if $coded;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . ($coded ? "Content-Encoding: gzip\r\n" : '')
        . 'Content-Length: ' . length($body) . "\r\n\r\n";
    print $c substr $body, 0, 20000, '';
    sleep 2;
    print $c $body;
});

my $tls = LN::free_port();
system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout $dir/key.pem -out $dir/cert.pem >/dev/null 2>&1";

my $conf = $t->conf(<<"END");
    legal_database DB/City.mmdb;
    legal_jurisdiction ru { country RU; }
    legal_notice n { in ru; text DIR/text; place append article; }
    server {
        listen 127.0.0.1:PORT;
        listen 127.0.0.1:H2 http2;
        listen 127.0.0.1:$tls ssl http2;
        ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
        root DIR/html;
        legal_apply n;
        location /slow/ { alias DIR/html/; limit_rate 80k; sendfile on; }
        location /proxied { proxy_pass http://127.0.0.1:$upstream; }
        location /now { proxy_pass http://127.0.0.1:$upstream;
            proxy_buffering off; }
        location /coded { proxy_pass http://127.0.0.1:$upstream; }
    }
END
$t->write('nginx.conf', do {
    open my $f, '<', $conf or die;
    local $/;
    <$f> =~ s/daemon off;//r;
});

system($nginx, '-c', $conf, '-e', "$dir/error.log") == 0 or die "no start\n";

sub pid {
    my ($name) = @_;
    for (1 .. 60) {
        open my $f, '<', "$dir/$name" or do { sleep 0.05; next };
        my $pid = <$f> // '';
        chomp $pid;
        return $pid if $pid =~ /^\d+$/ && kill 0, $pid;
        sleep 0.05;
    }
    die "no $name\n";
}

my $master = pid('pid');
push @masters, $master;

my @paths = qw( /slow/a.html /proxied /now /coded );

my %curl = (
    'TLS' => "--http1.1 https://127.0.0.1:$tls",
    'HTTP/2' => "--http2-prior-knowledge http://127.0.0.1:$t->{h2}",
    'HTTP/2 over TLS' => "--http2 https://127.0.0.1:$tls",
);

# All pages begin; then comes what is to come; then they are read to their end.
sub amid {
    my ($name, $what) = @_;
    my (@open, %other);
    for my $way (sort keys %curl) {
        for my $path (@paths) {
            open $other{"$path over $way"}, '-|',
                "exec curl -Nsk --interface 127.0.0.11 $curl{$way}$path" or die;
        }
    }
    for my $path (@paths) {
        my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
            PeerPort => $t->port, LocalAddr => '127.0.0.11', Timeout => 5)
            or die "connect: $!";
        print $s "GET $path HTTP/1.0\r\nHost: a\r\n\r\n";
        push @open, $s;
    }
    # each has begun: a file's first bytes are here, an upstream was asked
    IO::Select->new($_)->can_read(20) for $open[0], map { $other{$_} }
        grep { /slow/ } keys %other;
    my $most = @open + keys(%other);
    for (1 .. 200) { last if (-s "$dir/asked" // 0) >= $most * 3 / 4;
        sleep 0.02 }
    sleep 0.1;
    unlink "$dir/asked";
    $what->();
    for my $i (0 .. $#open) {
        my $got = '';
        1 while sysread $open[$i], $got, 65536, length $got;
        my ($head, $body) = split /\r\n\r\n/, $got, 2;
        ok(($body // '') eq $with, "$name: $paths[$i] is whole")
            or diag length($body // ''), ' of ', length $with;
    }
    for my $page (sort keys %other) {
        local $/;
        my $got = readline $other{$page};
        ok(($got // '') eq $with, "$name: $page is whole")
            or diag length($got // ''), ' of ', length $with;
        close $other{$page};
    }
}

sub next_one {
    ok($t->body(11, "/a.html") eq $with, "$_[0]: the next one");
    $t->watch;
}

amid('SIGHUP', sub { kill 'HUP', $master });
next_one('SIGHUP');
amid('SIGHUP twice', sub { kill 'HUP', $master; sleep 0.2;
    kill 'HUP', $master });
next_one('SIGHUP twice');

my $new;
amid('SIGUSR2', sub {
    kill 'USR2', $master;
    for (1 .. 60) { last if -e "$dir/pid.oldbin"; sleep 0.05 }
    for (1 .. 60) { $new = pid('pid'); last if $new != $master; sleep 0.05 }
    push @masters, $new;
});
isnt($new, $master, 'another master');
next_one('SIGUSR2');
amid('SIGWINCH to the old one', sub { kill 'WINCH', $master });
next_one('SIGWINCH');
amid('SIGQUIT to the old one', sub { kill 'QUIT', $master });
next_one('SIGQUIT to the old one');
for (1 .. 60) { last unless kill 0, $master; sleep 0.05 }
ok(!kill(0, $master), 'the old one is gone');

amid('SIGQUIT', sub { kill 'QUIT', $new });
for (1 .. 60) { last unless kill 0, $new; sleep 0.05 }
ok(!kill(0, $new), 'it ends in order');
@masters = grep { kill 0, $_ } @masters;

$t->done;
