#!/usr/bin/perl

# An upstream that breaks off soon behind its last bytes.  The reader has what it
# has sent, as without the module, with a notice wherever one can stand; the page
# is seen to be cut.

use warnings;
use strict;

use Compress::Raw::Zlib;
use IO::Socket::INET;
use Test::More;
use LN;

my $t = LN->new;
$t->write("$_/en.html", '<p>n</p>') for qw( a b );

my $aside = qr{<aside class="legal-notice".*?</aside>}s;

# A page is what its parts are; `|` is where its notice is to stand.
my %pages = (
    better => ['<!doctype html><body><h1>a</h1>|' . '<p>b' x 5000],
    parts => ['<!doctype html><body><h1>a</h1>', '|<p>b', '<p>c' x 9000],
    open => ['<!doctype html><body><article><p>b', '<p>c|'],
    tag => ['<!doctype html><body><article><p>b', '<p>c|<b class="d'],
    script => ['<!doctype html><body><article><p>b', '<p>c<script>d()|'],
    text => ['<!doctype html><body>|words', ' and words'],
    words => ['<!doctype html><body><article><p>b', join(' ', 1 .. 900) . '<p>c|'],
    two => ['<!doctype html><body><h1>a</h1>|<p>b' . '<p>c' x 20000],
);
my %closers = (script => '</script>');

sub long { substr '<!doctype html><body><article>' . '<p>b' x $_[0], 0, $_[0] }

sub coded {
    my ($coding, @parts) = @_;
    return @parts if $coding eq 'plain';
    my $gzip = Compress::Raw::Zlib::Deflate->new(-WindowBits => WANT_GZIP,
        -AppendOutput => 1);
    my @coded = map {
        $gzip->deflate($_, my $out = '');
        $gzip->flush($out, Z_SYNC_FLUSH);
        $out;
    } @parts;
    substr $coded[-1], -$1, $1, '' if $coding =~ /^cut(\d+)/;
    return @coded;
}

# /HOW/KIND/CODING/PAGE
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($kind, $coding, $page) = $head =~ m{ (?:/\w+)+?/(\w+)/(\w+)/(\w+) } or return;
    my @parts = $page =~ /^long(\d+)/ ? long($1)
        : coded($coding, map { s/\|//r } @{ $pages{$page} });
    print $c join("\r\n", 'HTTP/1.1 200 OK', 'Connection: close',
        'Content-Type: text/html', $kind eq 'length'
            ? 'Content-Length: 1000000' : 'Transfer-Encoding: chunked',
        $head =~ m{ /tagged} ? 'ETag: "o"' : (),
        $coding eq 'plain' ? () : 'Content-Encoding: gzip', '', '');
    for my $part (@parts) {
        print $c $kind eq 'length' ? $part
            : sprintf "%x\r\n%s\r\n", length $part, $part;
        select undef, undef, undef, 0.01 if @parts > 1;
    }
});

my $proxy = "proxy_pass http://127.0.0.1:$upstream; proxy_http_version 1.1;";

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice a { in ru; text DIR/a; place append article; place after h1;
    place prepend body; }
legal_notice b { in ru; text DIR/b; place append article; place append body; }
server {
    listen 127.0.0.1:PORT sndbuf=32k;
    location /off/ { $proxy }
    location /buffered/ { legal_apply a; $proxy }
    location /streamed/ { legal_apply a; $proxy proxy_buffering off; }
    location /gunzip/ { legal_apply a; $proxy gunzip on; }
    location /threads/ { legal_apply a; $proxy aio threads; aio_write on; }
    location /decoded/ { legal_apply a; $proxy gzip on; gzip_min_length 0; }
    location /tagged/ { legal_apply a; $proxy }
    location /tagged/streamed/ { legal_apply a; $proxy proxy_buffering off; }
    location /end/ { legal_apply b; $proxy }
}
END

# The bytes of the body, without their coding and their chunks.
sub body {
    my ($head, $raw) = @_;
    my $plain = '';
    if ($head =~ /^Transfer-Encoding: chunked/mi) {
        while ($raw =~ s/^([0-9a-f]+)\r\n//i) {
            my $n = hex $1;
            return ($plain, 'whole') if $n == 0;
            $plain .= substr $raw, 0, $n, '';
            $raw =~ s/^\r\n//;
        }
    } else {
        $plain = $raw;
    }
    return ($plain, 'cut') if $head !~ /^Content-Encoding: gzip/mi;
    my $inflate = Compress::Raw::Zlib::Inflate->new(-WindowBits => WANT_GZIP);
    $inflate->inflate($plain, my $out = '');
    return ($out, 'cut');
}

sub ask {
    my ($path, $accepts) = @_;
    my $raw = $t->raw(11, "GET $path HTTP/1.1\r\nHost: a\r\n"
        . ($accepts ? "Accept-Encoding: gzip\r\n" : '')
        . "Connection: close\r\n\r\n");
    my ($head, $body) = split /\r\n\r\n/, $raw, 2;
    return ($head, body($head =~ s/\r//gr, $body // ''));
}

for my $page (sort keys %pages) {
    my $sent = join '', @{ $pages{$page} };
    my $closer = $closers{$page} // '';
    for my $kind (qw( length chunked )) {
        for my $coding (qw( plain gzip )) {
            my ($head, $body) = ask("/off/$kind/$coding/$page", 1);
            is($body, $sent =~ s/\|//r, "$page, $kind, $coding: as sent");

            for my $how (qw( buffered streamed gunzip decoded )) {
                my $accepts = $how ne 'gunzip';
                my ($head, $got, $end) = ask("/$how/$kind/$coding/$page",
                    $accepts);
                like($head, qr{^HTTP/1.1 200 }, "$how: its header");
                is($end, 'cut', '.. it is seen to be cut');
                my $n = () = $got =~ /$aside/g;
                ok($n <= 1, '.. no second notice');
                is($n, 1, '.. its notice') if $sent =~ /\|/;
                is($got =~ s/$closer$aside//r, $sent =~ s/\|//r,
                    '.. all bytes');
                is($got =~ s/$closer$aside/|/r, $sent, '.. and its place')
                    if $sent =~ /\|/ && $n;
            }
        }
    }
}

# It breaks off amid a compressed block.  Behind a notice bits no longer stand
# where they stood in bytes: up to 7 of them are half a byte.
for my $page (qw( words better two )) {
    for my $cut (3 .. 14) {
        my ($head, $sent) = ask("/off/chunked/cut$cut/$page", 1);
        for my $how (qw( buffered streamed gunzip decoded end )) {
            my $path = "/$how/chunked/cut$cut/$page";
            my ($head, $got, $end) = ask($path, $how ne 'gunzip');
            my $n = () = $got =~ /$aside/g;
            is("$end $n", 'cut 1', "$path: its notice");
            my $bare = $got =~ s/$aside//r;
            is($bare, substr($sent, 0, length $bare), '.. its bytes');
            ok(length($bare) + ($how eq 'gunzip' ? 0 : 7 * 258)
                >= length $sent, '.. but for 7 bits: all of them');
        }
    }
}

# Who reads slowly gets the page from a file, and the break with its last bytes.
for my $how (qw( buffered streamed threads decoded )) {
    for my $n (map { 30 + 20_000 * $_ } 5 .. 20) {
        my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
            PeerPort => $t->port, LocalAddr => '127.0.0.11') or die $!;
        print $s "GET /$how/chunked/plain/long$n HTTP/1.1\r\nHost: a\r\n"
            . "Connection: close\r\n\r\n";
        select undef, undef, undef, 0.0005;
        my ($head, $raw) = split /\r\n\r\n/, join('', <$s>), 2;
        my ($got, $end) = body($head =~ s/\r//gr, $raw);
        my $notices = () = $got =~ /$aside/g;
        is("$end $notices", 'cut 1', "$how, $n bytes, a slow reader: its notice");
        ok($got =~ s/$aside/|/r eq long($n) . '|', '.. and its place');
    }
}

# What has come is all of the page: its end is where it ends.
my ($head, $got, $end) = ask('/end/chunked/plain/better');
is($got =~ s/$aside/|/r . " $end", $pages{better}[0] =~ s/\|//r . '| cut',
    'its end is the last place');

# Behind a strong tag, too: nobody gets a part of such a page by its tag.  Where
# nothing is buffered, or the header is not sent yet, the tag is weak.
for my $page (qw( better open tag )) {
    ($head, $got, $end) = ask("/tagged/chunked/plain/$page");
    is($got =~ s/$aside/|/r, join('', @{ $pages{$page} }),
        "$page, behind a strong tag: its notice");
    is($end, 'cut', '.. it is seen to be cut');
    my ($tag) = $head =~ /^ETag: (\S+)/m;
    my $raw = $t->raw(11, "GET /tagged/chunked/plain/$page HTTP/1.1\r\nHost: a\r\n"
        . "Range: bytes=9-\r\nIf-Range: $tag\r\nConnection: close\r\n\r\n");
    like($raw, qr{^HTTP/1.1 200 }, '.. no part of it');
}
for my $path (qw( chunked/gzip streamed/chunked/plain streamed/chunked/gzip )) {
    ($head, $got, $end) = ask("/tagged/$path/better", 1);
    like($head, qr{^ETag: W/"o-}m, "$path: a weak tag");
    is($got =~ s/$aside/|/r, $pages{better}[0], '.. all of it');
    is($end, 'cut', '.. it is seen to be cut');
}

$t->done;
