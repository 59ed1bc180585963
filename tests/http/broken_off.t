#!/usr/bin/perl

# An upstream that breaks off soon behind its last bytes.  The reader has what it
# has sent, as without the module, with a notice wherever one can stand; the page
# is seen to be cut.

use warnings;
use strict;

use Compress::Raw::Zlib;
use Test::More;
use LN;

my $t = LN->new;
$t->write("$_/en.html", '<p>n</p>') for qw( a b );

my $aside = qr{<aside class="legal-notice".*?</aside>}s;

# A page is what its parts are; `|` is where its notice is to stand.
my %pages = (
    better => ['<!doctype html><body><h1>a</h1>|' . '<p>b' x 5000],
    parts => ['<!doctype html><body><h1>a</h1>', '|<p>b', '<p>c' x 9000],
    open => ['<!doctype html><body><h1>a</h1><article><p>b', '<p>c'],
    text => ['<!doctype html><body>|words', ' and words'],
    two => ['<!doctype html><body><h1>a</h1>|<p>b' . '<p>c' x 20000],
);

sub coded {
    my ($coding, @parts) = @_;
    return @parts if $coding eq 'plain';
    my $gzip = Compress::Raw::Zlib::Deflate->new(-WindowBits => WANT_GZIP,
        -AppendOutput => 1);
    return map {
        $gzip->deflate($_, my $out = '');
        $gzip->flush($out, Z_SYNC_FLUSH);
        $out;
    } @parts;
}

# /HOW/KIND/CODING/PAGE
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($kind, $coding, $page) = $head =~ m{ (?:/\w+)+?/(\w+)/(\w+)/(\w+) } or return;
    my @parts = coded($coding, map { s/\|//r } @{ $pages{$page} });
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
    listen 127.0.0.1:PORT;
    location /off/ { $proxy }
    location /buffered/ { legal_apply a; $proxy }
    location /streamed/ { legal_apply a; $proxy proxy_buffering off; }
    location /gunzip/ { legal_apply a; $proxy gunzip on; }
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
                is($got =~ s/$aside//r, $sent =~ s/\|//r, '.. all bytes');
                is($got =~ s/$aside/|/r, $sent, '.. and its place')
                    if $sent =~ /\|/ && $n;
            }
        }
    }
}

# Without a place so far, bytes go without a notice, as where it pauses.
my ($head, $got, $end) = ask('/end/chunked/plain/better');
is("$got $end", $pages{better}[0] =~ s/\|//r . ' cut',
    'the end is not there: its bytes');

# Two bodies do not differ under one strong tag: it ends before what is held.
# Where nothing is buffered, or the header is not sent yet, the tag is weak.
($head, $got, $end) = ask('/tagged/chunked/plain/better');
like($head, qr/^ETag: "o-/m, 'a strong tag');
my $page = $pages{better}[0] =~ s/\|//r;
is($got, substr($page, 0, length $got), '.. no other body');
is($end, 'cut', '.. it is seen to be cut');
for my $path (qw( chunked/gzip streamed/chunked/plain streamed/chunked/gzip )) {
    ($head, $got, $end) = ask("/tagged/$path/better", 1);
    like($head, qr{^ETag: W/"o-}m, "$path: a weak tag");
    is($got =~ s/$aside/|/r, $pages{better}[0], '.. all of it');
    is($end, 'cut', '.. it is seen to be cut');
}

$t->done;
