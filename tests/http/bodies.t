#!/usr/bin/perl

# The same page however its bytes come and go: framing, buffers, files,
# threads, pauses, slow and leaving readers, upstreams that break off.

use warnings;
use strict;

use Compress::Zlib;
use IO::Select;
use IO::Socket::INET;
use Socket qw( SOL_SOCKET SO_RCVBUF );
use Test::More;
use Time::HiRes qw( time );
use LN;

my $t = LN->new;

sub page {
    my ($size) = @_;
    my $text = join ' ', map { "word $_ <b title='</article>'>b</b>" }
        1 .. $size / 40;
    return "<!DOCTYPE html><html lang=\"en\"><body><article>$text"
        . "<!-- </article> --></article><p>$text</p></body></html>";
}

my %page = (small => page(400), middle => page(40_000), large => page(400_000),
    none => '', bare => '<p>');

$t->write('text/en.html', '<p>n</p>');
$t->write('text/ru.html', '<p>ru</p>');
$t->write("html/$_.html", $page{$_}) for keys %page;

# /PAGE/PIECE/HOW: how is l (Content-Length), c (chunked), d (close-delimited)
# and bN: broken off after N bytes, p: a pause after the first part, until the
# reader has it, u: it is said to be UTF-8, z: gzip.

sub parts {
    my ($how, $page) = @_;
    if ($how =~ /z/) {
        my ($z) = deflateInit(-WindowBits => 31);
        my $half = $z->deflate(substr $page, 0, length($page) / 2)
            . $z->flush(Z_SYNC_FLUSH);
        return ($half, $z->deflate(substr $page, length($page) / 2)
            . $z->flush);
    }
    return ($page) unless $how =~ /p/;
    my $cut = index($page, $how =~ /u/ ? 'word 5 ' : 'word 40 ') + 3;
    return (substr($page, 0, $cut), substr $page, $cut);
}

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name, $size, $how, $reader)
        = $head =~ m{^\S+ \S*/(\w+)/(\d+)/(\w+)(?:\?(\w+))?} or return;
    my @parts = parts($how, $page{$name});
    my $whole = join '', @parts;
    my $left = $how =~ /b(\d+)/ ? $1 : length $whole;
    print $c join "\r\n", 'HTTP/1.1 200 OK', 'Content-Type: text/html'
        . ($how =~ /u/ ? '; charset=utf-8' : ''),
        'ETag: "o"', 'Connection: close',
        $how =~ /l/ ? 'Content-Length: ' . length $whole : (),
        $how =~ /c/ ? 'Transfer-Encoding: chunked' : (),
        $how =~ /z/ ? 'Content-Encoding: gzip' : (), '', '';
    return if $head =~ /^HEAD/;
    for my $part (@parts) {
        while (length(my $piece = substr $part, 0, $size, '')) {
            $piece = substr $piece, 0, $left;
            $left -= length $piece;
            $piece = sprintf "%x\r\n%s\r\n", length $piece, $piece
                if $how =~ /c/ && length $piece;
            print $c $piece or return;
            return if $left <= 0 && $how =~ /b/;
        }
        within(10, sub { -e $t->dir . "/has.$reader" })
            if $how =~ /p/ && $part eq '' && @parts;
        $how =~ s/p//;
    }
    print $c "0\r\n\r\n" if $how =~ /c/;
});

my $slow = LN::free_port();
my $proxy = "proxy_pass http://127.0.0.1:$upstream; proxy_http_version 1.1;";

my %layout = (
    'sendfile' => 'sendfile on; tcp_nopush on;',
    'sendfile in pieces' => 'sendfile on; sendfile_max_chunk 1k;',
    'no sendfile' => 'sendfile off;',
    'small buffers' => 'sendfile off; output_buffers 1 512;',
    'odd buffers' => 'sendfile off; output_buffers 3 1000;',
    'directio' => 'directio 512; output_buffers 1 4k;',
    'threads' => 'sendfile off; aio threads; output_buffers 2 4k;',
    'threads and sendfile' => 'sendfile on; aio threads;',
    'threads and directio' => 'aio threads; directio 512;',
    'no postponing' => 'postpone_output 0;',
    'gzip' => 'gzip on;',
    'ssi' => 'ssi on;',
    'sub' => 'sub_filter nothing-of-it x;',
    'rate' => 'limit_rate 1m;',
);
my %proxied = (
    'buffered' => '',
    'small buffers' => 'proxy_buffer_size 1k; proxy_buffers 2 1k;'
        . ' proxy_busy_buffers_size 1k;',
    'no temporary file' => 'proxy_buffer_size 1k; proxy_buffers 3 1k;'
        . ' proxy_busy_buffers_size 2k; proxy_max_temp_file_size 0;',
    'unbuffered' => 'proxy_buffering off; proxy_buffer_size 1k;',
    'cached' => 'proxy_cache c; proxy_cache_valid 1m;',
    'cached by threads' => 'proxy_cache c2; proxy_cache_valid 1m; aio threads;'
        . ' aio_write on;',
);
my $wide = join ' ', map { "add_header X-Wide-$_ " . 'w' x 3900 . ';' } 1 .. 8;
my @layouts = sort keys %layout;
my @proxied = sort keys %proxied;

$t->start(<<"END");
proxy_cache_path DIR/cache keys_zone=c:1m;
proxy_cache_path DIR/cache2 keys_zone=c2:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice end { in ru; text DIR/text; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:$slow sndbuf=16k;
    root DIR/html;
    legal_apply n;
    @{[ map { "location /f$_/ { alias DIR/html/; $layout{$layouts[$_]} }\n" }
        0 .. $#layouts ]}
    @{[ map { "location /p$_/ { $proxy $proxied{$proxied[$_]} }\n" }
        0 .. $#proxied ]}
    location /end/ { legal_apply n end; $proxy proxy_buffering off; }
    location /trailer/ { alias DIR/html/; add_trailer X-T \$legal_country;
        add_trailer Repr-Digest x; add_trailer content-md5 y; }
    location /trailer/up/ { $proxy add_trailer X-T \$legal_country;
        add_trailer Repr-Digest x; add_trailer content-md5 y; }
    location /flush/ { $proxy proxy_buffering off; }
    location /header/ { alias DIR/html/; limit_rate 20k; $wide }
    location /header/up/ { $proxy limit_rate 20k; $wide }
    location /slow/ { alias DIR/html/; sendfile on; }
    location /status { stub_status; legal_apply off; }
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';

sub with {
    my ($name) = @_;
    my $page = $page{$name};
    return '' if $page eq '';   # which is no page
    my $at = index $page, '</article><p>';
    substr $page, $at < 0 ? length $page : $at, 0, $n;
    return $page;
}

# files

for my $i (0 .. $#layouts) {
    for my $name (sort keys %page) {
        for my $again (1, 2) {
            my $a = $t->get(11, "/f$i/$name.html");
            ok($a->{body} eq with($name), "$layouts[$i]: $name");
            ok(!$a->{cut}, 'whole');
        }
        my $head = $t->get(11, "/f$i/$name.html", method => 'HEAD');
        is($head->{body}, '', 'HEAD');
        ok($t->body(21, "/f$i/$name.html") eq $page{$name}, 'and elsewhere');
    }
}

is(field($t->get(11, "/f$_/small.html"), 'Content-Length'),
    length with('small'), "$layouts[$_]: the exact length")
    for grep { $layouts[$_] =~ /sendfile/ } 0 .. $#layouts;

# upstreams

for my $i (0 .. $#proxied) {
    for my $name (sort keys %page) {
        for my $how (qw( l c d lz cz )) {
            for my $size ($name eq 'large' || $how =~ /d/ ? 50_000 : 777) {
                next if $name eq 'none' && $how =~ /z/;
                my $a = $t->get(11, "/p$i/$name/$size/$how");
                ok($a->{body} eq with($name),
                    "$proxied[$i]: $name by $size, $how");
                ok(!$a->{cut}, 'whole');
            }
        }
        my $head = $t->get(11, "/p$i/$name/999/c", method => 'HEAD');
        is($head->{body}, '', 'HEAD');
    }
    my $a = $t->get(11, "/p$i/small/1/c");
    ok($a->{body} eq with('small'), "$proxied[$i]: byte by byte");
}

# each flush reaches the reader at once, up to the place

my $readers = 0;

sub first_half {
    my ($path, $part) = @_;
    my $reader = ++$readers;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', LocalAddr =>
        '127.0.0.11', PeerPort => $t->port) or die;
    print $s "GET $path?$reader HTTP/1.1\r\nHost: a\r\n"
        . "Connection: close\r\n\r\n";
    my $got = '';
    my $select = IO::Select->new($s);
    while ($got !~ /\Q$part\E/ && $select->can_read(10)) {
        sysread $s, $got, 65536, length $got or last;
    }
    my $first = $got;
    $t->write("has.$reader", '');
    while ($select->can_read(10)) {
        sysread $s, $got, 65536, length $got or last;
    }
    return ($first, $got);
}

# Where the charset is not said, a page's first 1024 bytes are read for it.

for my $how (qw( lp cp dp czp lpu cpu czpu )) {
    for my $path ("/flush/middle/9999/$how", "/end/middle/9999/$how") {
        my $part = $how =~ /z/ ? 'word 300 ' : $how =~ /u/ ? 'word 4 '
            : 'word 39 ';
        my ($first, $all) = first_half($path, $part);
        like($first, qr/\Q$part\E/, "$path: the first part is there at once");
        unlike($first, qr/<\/html>/, 'and no more');
        like($all, qr/\Q$n\E/, 'the rest comes, with its notice');
    }
}

# an upstream that breaks off: nothing is made whole that is not

for my $i (0 .. $#proxied) {
    next if $proxied[$i] =~ /cached/;
    for my $name (qw( small middle )) {
        for my $how (qw( l c )) {
            my $cut = index $page{$name}, '</article><p>';
            for my $after (1, 20, 50, 300, $cut + 3, $cut + 12, $cut + 40,
                length($page{$name}) - 1)
            {
                my $a = $t->get(11, "/p$i/$name/999/$how" . "b$after");
                ok($a->{cut} || $a->{body} eq '', "$proxied[$i]: $name, $how"
                    . " broken off after $after");
                my $notices = () = $a->{body} =~ /\Q$n\E/g;
                is($notices, $after > 1 ? 1 : 0, '.. with its notice');
                is(index($page{$name}, $a->{body} =~ s/\Q$n\E//r), 0,
                    '.. a part of the page');
            }
        }
    }
}
my $a = $t->get(11, '/p0/middle/999/db500');
is((() = $a->{body} =~ /<aside/g), 1,
    'where nobody can tell that it is broken off, it has its notice');

# readers who leave

for my $after (0, 1, 200, 3000, 50_000) {
    for my $path (qw( /f0/large.html /f5/large.html /f10/large.html
        /p0/large/999/l /p3/large/999/c /p5/large/999/cz ))
    {
        my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
            LocalAddr => '127.0.0.11', PeerPort => $t->port) or die;
        setsockopt $s, SOL_SOCKET, SO_RCVBUF, 4096;
        print $s "GET $path HTTP/1.1\r\nHost: a\r\n\r\n";
        my $got = '';
        while (length $got < $after) {
            sysread $s, $got, $after - length $got, length $got or last;
        }
        close $s;
    }
}

# slow ones

for my $path (qw( /slow/large.html /p0/large/50000/l /p5/large/50000/cz )) {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        LocalAddr => '127.0.0.11', PeerPort => $slow) or die;
    setsockopt $s, SOL_SOCKET, SO_RCVBUF, 32768;
    print $s "GET $path HTTP/1.0\r\n\r\n";
    my $got = '';
    while (sysread $s, $got, 20_000, length $got) {
        select undef, undef, undef, 0.005;
    }
    $got =~ s/^.*?\r\n\r\n//s;
    ok($got eq with('large'), "$path: a slow reader gets it all");
}

# a header that cannot go out at once

for my $path (qw( small.html up/small/777/c up/small/777/lz )) {
    my $a = $t->get(11, "/header/$path");
    is($a->{body}, with('small'), "/header/$path: the page follows its header");
    ok(!$a->{cut}, 'whole');
}

# trailers

$a = $t->raw(11, "GET /trailer/small.html HTTP/1.1\r\nHost: a\r\n"
    . "Connection: close\r\n\r\n");
like($a, qr/^Transfer-Encoding: chunked\r$/m, 'a trailer needs chunks');
like($a, qr/\r\n0\r\nX-T: RU\r\n\r\n$/, 'and comes at the end');
like($a, qr/\Q$n\E/, 'of a page with its notice');
like($t->raw(21, "GET /trailer/small.html HTTP/1.1\r\nHost: a\r\n"
    . "Connection: close\r\n\r\n"), qr/X-T: DE\r\nRepr-Digest: x\r\ncontent-md5: y/,
    'a digest in it is the original\'s');

for my $how (qw( c zc )) {
    my $request = "GET /trailer/up/large/77777/$how HTTP/1.1\r\nHost: a\r\n"
        . "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n";
    ok($t->raw(11, $request) =~ /\r\n0\r\nX-T: RU\r\n\r\n$/,
        "$how: none comes behind an upstream's page that has its notice");
    ok($t->raw(21, $request) =~ /\r\n0\r\nX-T: DE\r\nRepr-Digest: x\r\n/,
        'and it does where none is due');
}

select undef, undef, undef, 0.5;
like($t->body(21, '/status'), qr/Active connections: [12] /,
    'nothing hangs');

$t->done;
