#!/usr/bin/perl

# What a request could try to get past a restriction, or to the page without
# its notice.

use warnings;
use strict;

use IO::Select;
use IO::Socket::INET;
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/secret/a.html', '<body>PAGE</body>');
$t->write('html/open/a.html', '<body>PAGE</body>');
$t->write('html/dav/a.html', '<body>PAGE</body>');

# It answers anything with the page, and what it is asked for: a part, a 304.
my $seen = $t->dir . '/seen';
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    open my $f, '>>', $seen;
    print $f $head;
    close $f;
    my $fields = "Content-Type: text/html\r\nETag: \"o\"\r\n"
        . "Last-Modified: Mon, 09 Nov 2026 00:00:00 GMT\r\n"
        . "Connection: close\r\n";
    my $body = '<body>PAGE</body>';
    if ($head =~ /^(?:If-None-Match|If_None_Match|If-Modified-Since):/mi) {
        print $c "HTTP/1.1 304 Not Modified\r\n$fields\r\n";
        return;
    }
    if ($head =~ /^Range: bytes=(\d+)-(\d+)/mi) {
        $body = substr $body, $1, $2 - $1 + 1;
        print $c "HTTP/1.1 206 Partial Content\r\n$fields"
            . "Content-Range: bytes $1-$2/17\r\nContent-Length: "
            . length($body) . "\r\n\r\n$body";
        return;
    }
    print $c "HTTP/1.1 200 OK\r\n${fields}Content-Length: 17\r\n\r\n"
        . ($head =~ /^HEAD/ ? '' : $body);
});

my ($h2, $proxied, $other) = map { LN::free_port() } 1 .. 3;
my $server = <<"END";
    root DIR/html;
    legal_preview 127.0.0.41;
    location / { }
    location /up/ { proxy_pass http://127.0.0.1:$upstream; }
    location /fixed { proxy_pass http://127.0.0.1:$upstream/up/open/x; }
    location /dav/ { dav_methods PUT DELETE MKCOL COPY MOVE; }
END

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction de { country DE; }
legal_notice n { in ru; text DIR/text; }
legal_restriction r { in de; uri ~ ^/(up/)?secret/; }
underscores_in_headers on;
legal_apply n r;
server { listen 127.0.0.1:PORT default_server; server_name a; $server }
server { listen 127.0.0.1:PORT; server_name free; $server }
server { listen 127.0.0.1:$h2 http2; server_name a; $server }
server { listen 127.0.0.1:$proxied proxy_protocol;
    set_real_ip_from 127.0.0.0/8; real_ip_header proxy_protocol; $server }
END

# Whoever asks, and however: what holds the page is the notice's reader's with
# its notice, and is none of what is refused.

sub holds {
    my ($got, $name, %o) = @_;
    my $pages = () = $got =~ /PAGE/g;
    is(() = $got =~ /PAGE<aside class="legal-notice"/g, $pages,
        "$name: with its notice");
    unlike($got, qr/\bPA|AGE<|^<?body/m, "$name: no part of it")
        if $got =~ / 206 /;
    unlike($got, qr/^HTTP\S+ 304/m, "$name: no 304 by another copy")
        unless $name =~ /underscore/;   # of which the reader's browser knows none
}

sub refused {
    my ($got, $name) = @_;
    unlike($got, qr/PAGE/, "$name: the page is not given");
    like($got, qr/^(?:HTTP\S+\ 100\ Continue\s+)?HTTP\S+\ (?:451|40\d|50[15])
            |^<!DOCTYPE.*Unavailable\ For\ Legal|^<html>.*<title>4|^$/xs,
        "$name: refused");
}

# One request as it is sent, %s being the path.
my %requests = map { $_ => "$_ %s HTTP/1.1\r\nHost: a\r\n\r\n" }
    qw( GET HEAD POST PUT DELETE OPTIONS TRACE CONNECT PATCH PROPFIND PROPPATCH
        MKCOL COPY MOVE LOCK UNLOCK PURGE FOO get );

my %fields = (
    'another method' => 'X-HTTP-Method-Override: PUT',
    'another method, too' => 'X-Method-Override: HEAD',
    'another path' => 'X-Original-URL: /open/a.html',
    'another path, too' => 'X-Rewrite-URL: /open/a.html',
    'another address' => 'X-Forwarded-For: 127.0.0.61',
    'another address, too' => 'X-Real-IP: 127.0.0.61',
    'an address by Forwarded' => 'Forwarded: for=127.0.0.61',
    'another host' => 'X-Forwarded-Host: free',
    'another country' => 'CF-IPCountry: KZ',
    'a preview' => 'X-Legal-Preview: KZ',
    'a preview twice' => "X-Legal-Preview: KZ\r\nX-Legal-Preview: KZ",
    'a preview by an underscore' => 'X_Legal_Preview: KZ',
    'a notice seen' => 'Legal-Notice: n;lang=en',
    'an upgrade' => "Connection: upgrade\r\nUpgrade: websocket",
    'h2c' => "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        . 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
    'a part' => 'Range: bytes=0-9',
    'parts' => 'Range: bytes=0-1,3-9',
    'two parts' => "Range: bytes=0-1\r\nRange: bytes=0-9",
    'a part in capitals' => 'RANGE: bytes=0-9',
    'a part, spaced' => "Range:\t bytes=0-9  ",
    'a part if' => "Range: bytes=0-9\r\nIf-Range: \"o\"",
    'any copy' => 'If-None-Match: *',
    'the plain copy' => 'If-None-Match: "o"',
    'copies' => "If-None-Match: \"a\"\r\nif-none-match: \"o\"",
    'a copy by an underscore' => 'If_None_Match: "o"',
    'a date' => 'If-Modified-Since: Mon, 09 Nov 2026 00:00:00 GMT',
    'a late date' => 'If-Modified-Since: Mon, 09 Nov 2099 00:00:00 GMT',
    'the plain one only' => 'If-Match: "o"',
    'nothing newer' => 'If-Unmodified-Since: Mon, 09 Nov 2026 00:00:00 GMT',
    'hop by hop' => 'Connection: close, Range, X-Real-IP',
    'waits' => "Expect: 100-continue\r\nContent-Length: 0",
    'no body of type HTML' => 'Accept: application/json',
    'no language' => 'Accept-Language: *;q=0',
    'a long language' => 'Accept-Language: ' . 'x' x 900,
    'a coding' => 'Accept-Encoding: br, gzip, zstd, klingon',
    'a fragment' => 'HX-Request: true',
    'from a worker' => 'Sec-Fetch-Dest: empty',
);

$requests{"GET with $_"} = "GET %s HTTP/1.1\r\nHost: a\r\n$fields{$_}\r\n\r\n"
    for keys %fields;
$requests{"POST with $_"} = "POST %s HTTP/1.1\r\nHost: a\r\n"
    . "Content-Length: 0\r\n$fields{$_}\r\n\r\n"
    for grep { !/waits/ } keys %fields;
%requests = (%requests,
    'HTTP/0.9' => "GET %s\r\n",
    'HTTP/1.0' => "GET %s HTTP/1.0\r\n\r\n",
    'HTTP/1.9' => "GET %s HTTP/1.9\r\nHost: a\r\n\r\n",
    'HTTP/2.0, said so' => "GET %s HTTP/2.0\r\nHost: a\r\n\r\n",
    'no host' => "GET %s HTTP/1.1\r\n\r\n",
    'an empty host' => "GET %s HTTP/1.1\r\nHost:\r\n\r\n",
    'a host unknown' => "GET %s HTTP/1.1\r\nHost: x.y:99\r\n\r\n",
    'a host with a dot' => "GET %s HTTP/1.1\r\nHost: A.\r\n\r\n",
    'another server' => "GET %s HTTP/1.1\r\nHost: free\r\n\r\n",
    'two hosts' => "GET %s HTTP/1.1\r\nHost: a\r\nHost: free\r\n\r\n",
    'absolute' => "GET http://free%s HTTP/1.1\r\nHost: a\r\n\r\n",
    'absolute, in capitals' => "GET HTTP://FREE:80%s HTTP/1.1\r\nHost: a\r\n\r\n",
    'absolute, of a user' => "GET http://u\@free%s HTTP/1.1\r\nHost: a\r\n\r\n",
    'absolute, no HTTP' => "GET ftp://free%s HTTP/1.1\r\nHost: a\r\n\r\n",
    'lines that end early' => "GET %s HTTP/1.1\nHost: a\n\n",
    'an empty line first' => "\r\nGET %s HTTP/1.1\r\nHost: a\r\n\r\n",
    'two blanks' => "GET  %s  HTTP/1.1\r\nHost: a\r\n\r\n",
    'arguments' => "GET %s?legal_preview=KZ HTTP/1.1\r\nHost: a\r\n\r\n",
    'a fragment' => "GET %s#x HTTP/1.1\r\nHost: a\r\n\r\n",
    'chunks' => "POST %s HTTP/1.1\r\nHost: a\r\n"
        . "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    'chunks and a length' => "POST %s HTTP/1.1\r\nHost: a\r\n"
        . "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    'two lengths' => "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
        . "Content-Length: 9\r\n\r\n",
);

sub ask {
    my ($from, $text, @paths) = @_;
    return $t->raw($from, sprintf($text, @paths)
        =~ s/(Host:[^\r\n]*\r?\n(?!.*Host:))/$1Connection: close\r\n/sr,
        timeout => 2);
}

for my $name (sort keys %requests) {
    my $text = $requests{$name};
    for my $way ('', '/up') {
        refused(ask(21, $text, "$way/secret/a.html"), "$name, $way/secret");
        holds(ask(11, $text, "$way/open/a.html"), "$name, $way/open");
    }
}

like(ask(11, $requests{GET}, '/open/a.html'), qr/PAGE<aside/, 'the check sees it');
like(ask(61, $requests{GET}, '/secret/a.html'), qr/PAGE/, 'elsewhere it is had');
like(ask(21, $requests{GET}, '/open/a.html'), qr/PAGE</, 'and what is open');

# Paths: all of the one page.
for my $path (qw( //secret/a.html /x/../secret/a.html /./secret/./a.html
    /secret//a.html /%73ecret/a.html /%73%65%63%72%65%74%2fa.html
    /secret%2Fa.html /x%2f..%2fsecret/a.html /x/%2e%2e/secret/a.html
    /x/.%2E//secret/a.html /secret/x/..//a.html /secret/a.html? /secret/a.html?x
    /secret/a.html?/../open /up/../secret/a.html
    /open/../secret/a.html /open/%2e%2e%2fsecret%2fa.html
    /secret/%61.html /../secret/a.html /secret/a.html%00 /secret/a%2ehtml
    /%2573ecret/a.html /SECRET/a.html /secret%c0%afa.html /secret\a.html
    /secret;x/a.html /.;/secret/a.html /secret/a.html/ /secret/a.html/x
    /secret%20/a.html /secret%09/a.html /secret%0a/a.html ))
{
    refused(ask(21, $requests{GET}, $path), $path);
}

# What the upstream makes of such a path is what nginx has judged it by.
for my $path (qw( /up//secret/a /up/x/../secret/a /up/%73ecret/a
    /up/x%2f..%2fsecret/a /%75p/secret/a /up/./secret/a /x/..//up/secret/a ))
{
    refused(ask(21, $requests{GET}, $path), "$path to an upstream");
}

# One connection: each request by itself.
my $two = join '', map { "GET $_ HTTP/1.1\r\nHost: a\r\n\r\n" }
    ('/open/a.html', '/secret/a.html') x 3;
my $got = $t->raw(21, $two . "GET /secret/a.html HTTP/1.0\r\n\r\n");
is(join(' ', $got =~ /HTTP\/1.1 (\d+)/g), '200 451 200 451 200 451 451',
    'pipelined');
$got = $t->raw(21, "POST /open/a.html HTTP/1.1\r\nHost: a\r\n"
    . "Content-Length: 44\r\n\r\n"
    . "GET /secret/a.html HTTP/1.1\r\nHost: a\r\n\r\nxx"
    . "GET /secret/a.html HTTP/1.0\r\n\r\n");
unlike($got, qr/PAGE.*PAGE/s, 'what hides in a body');
$got = $t->raw(41, "GET /open/a.html?legal_preview=RU HTTP/1.1\r\nHost: a\r\n\r\n"
    . "GET /secret/a.html HTTP/1.1\r\nHost: a\r\nX-Legal-Preview: DE\r\n\r\n"
    . "GET /open/a.html HTTP/1.1\r\nHost: a\r\n\r\n"
    . "GET /secret/a.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
is(join(' ', map { /<aside/ ? 'n' : /451/ ? 'r' : '-' }
    split /(?=HTTP\/1)/, $got), 'n r - -', 'kept alive after a preview');

for my $case ([ 21, 'r r' ], [ 11, '- n' ], [ 41, '- -' ]) {
    my ($from, $then) = @$case;
    $got = $t->raw(1, "PROXY TCP4 127.0.0.$from 127.0.0.1 5 6\r\n"
        . "GET /secret/a.html HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 127.0.0.61"
        . "\r\n\r\nGET /" . ($from == 21 ? 'secret' : 'open')
        . "/a.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        port => $proxied);
    $then =~ s/^-/n/ if $from == 11;
    is(join(' ', map { /<aside/ ? 'n' : /451/ ? 'r' : '-' }
        split /(?=HTTP\/1)/, $got), $then, "PROXY from $from, kept alive");
}
$got = $t->raw(1, "PROXY TCP4 127.0.0.21 127.0.0.1 5 6\r\n"
    . "PROXY TCP4 127.0.0.61 127.0.0.1 5 6\r\nGET /secret/a.html HTTP/1.0\r\n\r\n",
    port => $proxied);
refused($got, 'a second PROXY line');
$got = $t->raw(21, "PROXY TCP4 127.0.0.61 127.0.0.1 5 6\r\n"
    . "GET /secret/a.html HTTP/1.0\r\n\r\n");
refused($got, 'PROXY where none is spoken');

# WebDAV moves a page to where it is not refused only for who may write: a
# restriction says who may read.
refused(ask(21, "COPY %s HTTP/1.1\r\nHost: a\r\nDestination: http://a/dav/b.html"
    . "\r\n\r\n", '/secret/a.html'), 'COPY of the page');

# HTTP/2, by hand: fields are literals without indexing (RFC 7541, 6.2.2).

sub frame {
    my ($type, $flags, $stream, $data) = @_;
    return substr(pack('N', length $data), 1)
        . pack('CCN', $type, $flags, $stream) . $data;
}

# The status, or `reset`, and the body.
sub h2 {
    my ($from, @fields) = @_;
    my $block = join '', map {
        "\0" . join '', map { chr(length $_) . $_ } @$_
    } @fields;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $h2,
        LocalAddr => "127.0.0.$from") or die "connect: $!";
    print $s "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" . frame(4, 0, 0, '')
        . frame(1, 5, 1, $block);
    my ($status, $body, $got) = ('', '', '');
    my $has = sub {
        my ($n) = @_;
        1 while length $got < $n && IO::Select->new($s)->can_read(5)
            && sysread $s, $got, 65536, length $got;
        return length $got >= $n;
    };
    while ($has->(9)) {
        my ($n, $type, $flags) = (unpack('N', "\0$got"), unpack 'x3CC', $got);
        last unless $has->(9 + $n);
        my $data = substr $got, 9, $n;
        substr $got, 0, 9 + $n, '';
        $body .= $data if $type == 0;
        ($status) = $data =~ /[\x08\x48]\x03(\d{3})/ ? $1
            : map { { 0x88 => 200, 0x8c => 400 }->{$_} // () }
              map { ord } split //, $data if $type == 1;
        $status ||= 'reset' if $type == 3 || $type == 7;
        last if $type == 3 || $type == 7 || ($type < 2 && $flags & 1);
    }
    return ($status // '', $body);
}

my @normal = ([ ':method', 'GET' ], [ ':scheme', 'http' ],
    [ ':authority', 'a' ]);
my ($status, $body) = h2(11, @normal, [ ':path', '/open/a.html' ]);
is($status, 200, 'HTTP/2');
like($body, qr/PAGE<aside/, 'its notice');
($status, $body) = h2(61, @normal, [ ':path', '/secret/a.html' ]);
like($body, qr/PAGE/, 'elsewhere it is had');

my %streams = (
    'as it is' => [ @normal, [ ':path', '/secret/a.html' ] ],
    'no authority' => [ @normal[0, 1], [ ':path', '/secret/a.html' ] ],
    'another authority' => [ @normal[0, 1], [ ':authority', 'free' ],
        [ ':path', '/secret/a.html' ] ],
    'authority and host' => [ @normal, [ ':path', '/secret/a.html' ],
        [ 'host', 'free' ] ],
    'two paths' => [ @normal, [ ':path', '/open/a.html' ],
        [ ':path', '/secret/a.html' ] ],
    'two paths, the other way' => [ @normal, [ ':path', '/secret/a.html' ],
        [ ':path', '/open/a.html' ] ],
    'an absolute path' => [ @normal, [ ':path', 'http://free/secret/a.html' ] ],
    'a path without a slash' => [ @normal, [ ':path', 'secret/a.html' ] ],
    'a path encoded' => [ @normal, [ ':path', '/%73ecret//a.html' ] ],
    'a path with dots' => [ @normal, [ ':path', '/open/../secret/a.html' ] ],
    'a NUL' => [ @normal, [ ':path', "/secret/a.html\0" ] ],
    'a line' => [ @normal, [ ':path', "/secret/a.html HTTP/1.1\r\nX: y" ] ],
    'another scheme' => [ [ ':method', 'GET' ], [ ':scheme', 'https' ],
        [ ':authority', 'a' ], [ ':path', '/secret/a.html' ] ],
    'two methods' => [ @normal, [ ':method', 'HEAD' ],
        [ ':path', '/secret/a.html' ] ],
    'POST' => [ [ ':method', 'POST' ], @normal[1, 2],
        [ ':path', '/secret/a.html' ] ],
    'a method unknown' => [ [ ':method', 'FOO' ], @normal[1, 2],
        [ ':path', '/secret/a.html' ] ],
    'a protocol' => [ [ ':method', 'CONNECT' ], [ ':protocol', 'websocket' ],
        @normal[1, 2], [ ':path', '/secret/a.html' ] ],
    'an unknown pseudo-header' => [ @normal, [ ':path', '/secret/a.html' ],
        [ ':x', 'y' ] ],
    'a pseudo-header at the end' => [ @normal, [ 'x', 'y' ],
        [ ':path', '/secret/a.html' ] ],
    'a field in capitals' => [ @normal, [ ':path', '/secret/a.html' ],
        [ 'X-Forwarded-For', '127.0.0.61' ] ],
    'a part' => [ @normal, [ ':path', '/secret/a.html' ],
        [ 'range', 'bytes=0-9' ] ],
);

for my $name (sort keys %streams) {
    ($status, $body) = h2(21, @{ $streams{$name} });
    like($status, qr/^(?:451|4\d\d|reset)$/, "HTTP/2, $name: refused");
    unlike($body, qr/PAGE/, 'the page is not given');
    my @open = map { [ $_->[0], $_->[1] =~ s/secret/open/r ] }
        @{ $streams{$name} };
    ($status, $body) = h2(11, @open);
    unlike($body, qr/PAGE(?!<aside)/, 'and a notice is kept');
}

# Nothing of what was taken over has reached the upstream.
open my $f, '<', $seen or die;
my @asked = split /\r\n\r\n/, join '', <$f>;
my @owed = grep { /^(?:GET|HEAD) \/up\/open/ && !/PROXY/ } @asked;
cmp_ok(scalar @owed, '>', 50, 'the upstream was asked');
is(scalar(grep { /^(?:Range|If-(?!_)[\w-]+|Accept-Encoding):/mi } @owed), 0,
    'for no part, no 304 and no coding');
is(scalar(grep { /^\S+ \S*secret/ } @asked), 0, 'for nothing that is refused');

$t->done(seen => qr/client sent/);
