#!/usr/bin/perl

# HTTP/1.0, pipelining, keep-alive, HTTP/2, TLS, the PROXY protocol.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use Test::More;
use LN;

my $t = LN->new;

my $page = '<html><body><article>' . 'x' x 20000 . '</article></body></html>';
$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', $page);
$t->write('coded/a.html', "\x01$page");
$t->write('html/small.html', '<body>a</body>');

my $noise = join '', map { chr 65 + rand 60 } 1 .. 300_000;
gzip \$noise => \my $zipped;

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $cut = $head =~ m{/cut};
    my $body = $cut ? substr $zipped, 0, 150_000 : $page;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . ($cut ? "Content-Encoding: gzip\r\n" : '')
        . 'Content-Length: ' . length($body) . "\r\nConnection: close\r\n\r\n";
    print $c $body unless $head =~ /^HEAD/;
});

my $websocket = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
        . "Connection: upgrade\r\n\r\n";
    print $c scalar <$c>;
});

my ($h2, $tls, $proxied) = map { LN::free_port() } 1 .. 3;
my $dir = $t->dir;
system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout $dir/key.pem -out $dir/cert.pem >/dev/null 2>&1";

my $has_ktls = -e '/proc/net/tls_stat';
my $server = <<"END";
    root DIR/html;
    legal_apply n r;
    location / { }
    location /p/ { proxy_pass http://127.0.0.1:$upstream; }
    location /ws/ { proxy_pass http://127.0.0.1:$websocket;
        proxy_http_version 1.1; proxy_set_header Connection upgrade;
        proxy_set_header Upgrade \$http_upgrade; }
    location /off/ { proxy_buffering off;
        proxy_pass http://127.0.0.1:$upstream; }
    location /refuse/ { legal_apply r; alias DIR/html/; }
    location /klingon/ { add_header Content-Encoding klingon;
        alias DIR/coded/; }
END

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_restriction r { in eu; }
keepalive_requests 10000;
server {
    listen 127.0.0.1:PORT;
    set_real_ip_from 127.0.0.5; real_ip_header X-Real-IP;
    $server
}
server { listen 127.0.0.1:$h2 http2; $server }
server {
    listen 127.0.0.1:$tls ssl http2;
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    @{[ $has_ktls ? 'ssl_conf_command Options KTLS;' : '' ]}
    sendfile on;
    $server
}
server {
    listen 127.0.0.1:$proxied proxy_protocol;
    set_real_ip_from 127.0.0.0/8; real_ip_header proxy_protocol;
    $server
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $with = $page =~ s{</article>}{$n</article>}r;
my $small = "<body>a$n</body>";

# HTTP/1.0 and 0.9

my $a = $t->raw(11, "GET /a.html HTTP/1.0\r\n\r\n");
like($a, qr/^HTTP\/1.1 200 .*\r\nConnection: close\r\n/s, 'HTTP/1.0');
unlike($a, qr/Transfer-Encoding/, 'has no chunks');
ok($a =~ /\r\n\r\n\Q$with\E$/, 'but its notice');
$a = $t->raw(11, "GET /a.html HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    . "GET /p/x HTTP/1.0\r\n\r\n");
like($a, qr/Content-Length: @{[ length $with ]}\r\n/, 'kept alive by a length');
is(() = $a =~ /\Q$with\E/g, 2, 'two pages');
is($t->raw(11, "GET /a.html\r\n"), $with, 'HTTP/0.9');

# pipelined, kept alive

my $many = join '', map { "GET $_ HTTP/1.1\r\nHost: a\r\n\r\n" }
    ('/small.html', '/p/x', '/none', '/refuse/small.html', '/a.html') x 20;
$a = $t->raw(11, $many . "GET /a.html HTTP/1.1\r\nHost: a\r\n"
    . "Connection: close\r\n\r\n");
is(() = $a =~ /<aside/g, 81, 'pipelined');
is(() = $a =~ /HTTP\/1.1 200/g, 81, 'each is answered');
$a = $t->raw(5, join('', map { "GET /small.html HTTP/1.1\r\nHost: a\r\n"
    . "X-Real-IP: 127.0.0.$_\r\n\r\n" } 11, 41, 21, 11, 41)
    . "GET /small.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    . "X-Real-IP: 127.0.0.21\r\n\r\n");
is(join(' ', map { /<aside/ ? 'n' : /451/ ? 'r' : '-' }
    split /(?=HTTP\/1)/, $a), 'n - r n - r',
    'a trusted proxy\'s connection has many readers');
$a = $t->raw(11, "HEAD /a.html HTTP/1.1\r\nHost: a\r\n\r\n"
    . "HEAD /p/x HTTP/1.1\r\nHost: a\r\n\r\n"
    . "GET /small.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
is(() = $a =~ /HTTP\/1.1 200/g, 3, 'HEAD keeps the connection in step');
like($a, qr/\r\n\r\n\Q$small\E$/, 'the page after it is whole');
$a = $t->raw(11, "GET /klingon/a.html HTTP/1.1\r\nHost: a\r\n\r\n"
    . "HEAD /klingon/a.html HTTP/1.1\r\nHost: a\r\n\r\n"
    . "GET /small.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
is(join(' ', $a =~ /HTTP\/1.1 (\d+)/g), '503 200 200',
    'so do pages that are undeliverable');

# an upgraded connection is none of ours

$a = $t->raw(11, "GET /ws/x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
    . "Connection: upgrade\r\n\r\n<body>x</body>\n");
like($a, qr/^HTTP\/1.1 101 .*\r\n\r\n<body>x<\/body>\n$/s, 'Upgrade');
unlike($a, qr/<aside/, 'what goes over it is untouched');

# the PROXY protocol

for my $case ([11, 200, 1], [21, 451, 0], [41, 200, 0]) {
    my ($from, $status, $notices) = @$case;
    $a = $t->raw(1, "PROXY TCP4 127.0.0.$from 127.0.0.1 5 6\r\n"
        . "GET /small.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        port => $proxied);
    like($a, qr/^HTTP\/1.1 $status /, "PROXY from $from");
    is(() = $a =~ /<aside/g, $notices, 'its notices');
}
$a = $t->raw(1, "PROXY UNKNOWN\r\nGET /small.html HTTP/1.1\r\nHost: a\r\n"
    . "Connection: close\r\n\r\n", port => $proxied);
like($a, qr/<aside/, 'PROXY UNKNOWN is nowhere: uncertain');

# HTTP/2 and TLS

sub curl {
    my ($from, @args) = @_;
    my $out = "$dir/curl.out";
    my $status = system("curl -sk --max-time 20 --interface 127.0.0.$from "
        . join(' ', map { "'$_'" } @args) . " > $out 2>/dev/null") >> 8;
    open my $f, '<', $out or die;
    local $/;
    return ($status, <$f> // '');
}

SKIP: {
    skip 'curl has no HTTP/2', 1 unless `curl -V 2>&1` =~ /HTTP2/;
    for my $how (['HTTP/2', '--http2-prior-knowledge', "http://127.0.0.1:$h2"],
        ['TLS, HTTP/2', '--http2', "https://127.0.0.1:$tls"],
        ['TLS, HTTP/1.1', '--http1.1', "https://127.0.0.1:$tls"])
    {
        my ($name, $option, $url) = @$how;
        for my $path (qw( /a.html /p/x /off/x )) {
            my ($s, $b) = curl(11, $option, "$url$path");
            is($s, 0, "$name, $path");
            ok($b eq $with, 'has its notice');
            ($s, $b) = curl(41, $option, "$url$path");
            ok($b eq $page, 'and none elsewhere');
        }
        my ($s, $b) = curl(21, $option, '-i', "$url/refuse/a.html");
        like($b, qr/^HTTP\/\S+ 451/, "$name: refused");
        ($s, $b) = curl(11, $option, '-I', "$url/a.html");
        like($b, qr/^content-length: @{[ length $with ]}\r$/mi, 'HEAD');
        ($s, $b) = curl(11, $option, '-i', "$url/klingon/a.html");
        like($b, qr/^HTTP\/\S+ 503.*<p>n<\/p>/s, 'undeliverable');
        ($s, $b) = curl(11, $option, '-H', 'Range: bytes=0-3', "$url/a.html");
        ok($b eq $with, 'no part of it');
        for my $path (qw( /p/cut /off/cut )) {
            ($s, $b) = curl(11, $option, "$url$path", "$url/small.html");
            unlike($b, qr/<aside.*<aside/s, "$name, $path: not completed");
            like($b, qr/\Q$small\E$/, 'the next page comes')
                if $name ne 'HTTP/2';   # curl 7.88 stops at the first
            ($s, $b) = curl(11, $option, "$url$path");
            isnt($s, 0, 'and is known to be cut');
        }
    }
}

SKIP: {
    skip 'no nghttp, install the package nghttp2-client', 1
        unless `which nghttp h2load` =~ /h2load/;
    for my $url ("http://127.0.0.1:$h2", "https://127.0.0.1:$tls") {
        my $b = `nghttp $url/a.html 2>/dev/null`;
        ok($b eq $with, "nghttp $url");
        $b = `nghttp $url/a.html $url/p/x $url/small.html 2>/dev/null`;
        is(() = $b =~ /<aside/g, 3, 'three streams at once');
        for my $path (qw( /a.html /p/x )) {
            my $said = `h2load -n 300 -c 3 -m 20 $url$path 2>&1`;
            like($said, qr/300 succeeded, 0 failed, 0 errored/,
                "h2load $url$path");
            my $all = 300 * length $with;
            like($said, qr/\($all\) data/, 'every byte of it');
        }
        my $said = `h2load -n 100 -c 2 -m 20 $url/p/cut $url/small.html 2>&1`;
        like($said, qr/50 succeeded, 50 failed/,
            'cut pages reset their streams, the others stand');
    }
}

$t->done;
