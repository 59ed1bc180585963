#!/usr/bin/perl

# While a page comes, the memory that its request has does not grow, not after
# hundreds of pieces more.

use warnings;
use strict;

use Compress::Zlib;
use IO::Select;
use IO::Socket::INET;
use Test::More;
use LN;
use Live;

my $t = LN->new;
Live::preload($t);

$t->write('text/en.html', '<p>n</p>');

my $listening = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5)
    or die "listen: $!\n";
my $upstream = $listening->sockport;

$t->start(<<"END", main => 'worker_processes 1;');
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice first { in ru; text DIR/text; place prepend body; }
legal_notice last { in ru; text DIR/text; place append article; }
legal_notice found { in ru; text DIR/text; place after ~ (?<=x)NONE; }
proxy_buffering off;
server {
    listen 127.0.0.1:PORT;
    location /first { legal_apply first; proxy_pass http://127.0.0.1:$upstream; }
    location /last { legal_apply last; proxy_pass http://127.0.0.1:$upstream; }
    location /found { legal_apply found; proxy_pass http://127.0.0.1:$upstream; }
    location /both { legal_apply first last;
        proxy_pass http://127.0.0.1:$upstream; }
    location /zip { legal_apply first; gzip on; gzip_min_length 0;
        gzip_proxied any; proxy_pass http://127.0.0.1:$upstream; }
    location /pass { legal_apply last; legal_undeliverable pass;
        proxy_pass http://127.0.0.1:$upstream; }
    location /buffered { legal_apply first last; proxy_buffering on;
        proxy_pass http://127.0.0.1:$upstream; }
}
END
Live::loaded();

sub live { return (Live::count())[1] }

cmp_ok(live(), '>', 10_000, 'bytes are counted');

# What the reader has got of a piece; a filter may hold it for a while.
sub got {
    my ($client, $wait) = @_;
    my $n = 0;
    while (IO::Select->new($client)->can_read($n ? 0 : $wait)) {
        sysread $client, my $part, 65536 or return $n;
        $n += length $part;
    }
    return $n;
}

# coding: of the upstream's body; piece: the text that comes again and again;
# bytes: its coded bytes come one by one; most: that nginx's own buffers take
sub steady {
    my ($path, $coding, $from, $piece, %o) = @_;
    my $name = join ', ', $path, $coding || 'identity',
        $from == 11 ? () : 'no notice', $o{bytes} ? 'byte by byte' : ();
    my $client = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => "127.0.0.$from") or die "$path: $!\n";
    print $client "GET $path HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n";
    my $server = $listening->accept or die;
    $server->autoflush(1);
    while (my $line = <$server>) {
        last if $line eq "\r\n";
    }
    my $z = deflateInit(-WindowBits => $coding eq 'gzip' ? 31 : 15);
    my $code = sub {
        my ($text) = @_;
        return $text if !$coding;
        return $z->deflate($text) . $z->flush(Z_SYNC_FLUSH);
    };
    print $server "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        . ($coding ? "Content-Encoding: $coding\r\n" : '') . "Connection: close\r\n\r\n"
        . $code->("<html lang=en><body><article><p>" . 'x' x 2000);
    got($client, 1);
    my $rest = '';
    my $pass = sub {
        my ($n) = @_;
        my $passed = 0;
        for (1 .. $n) {
            $rest = $code->($piece) if !length $rest;
            print $server substr $rest, 0, $o{bytes} ? 1 : length $rest, '';
            $passed += got($client, 0.002);
        }
        got($client, 0.05);
        return $passed;
    };
    $pass->(150);
    my $was = live();
    my $passed = $pass->(500);
    my $grown = live() - $was;
    cmp_ok($passed, '>', 100, "$name: pieces pass");
    cmp_ok($grown, '<', $o{most} // 1500, "$name: nothing grows");
    print $server $rest, $code->('</p></article></body></html>');
    print $server $z->flush if $coding;
    close $server;
    got($client, 1);
}

for my $coding ('', 'gzip', 'deflate') {
    for my $path (qw( /first /last /both /zip /pass /found )) {
        next if $path eq '/found' && $coding;
        # a pattern's window is full before it is looked at, and what is held
        # may take a block more
        steady($path, $coding, 11, '<i>y</i> ' x ($path eq '/found' ? 60 : 1),
            most => $path eq '/found' ? 9000 : undef);
    }
    steady('/both', $coding, 21, '<i>y</i> ');
}
steady('/both', '', 11, '<div>');
steady($_, 'deflate', 11, '<b>longer</b>' x 4, bytes => 1) for qw( /last /zip );
steady('/both', 'gzip', 11, '<b>longer</b>' x 4, bytes => 1);
steady('/buffered', '', 11, '<b>b</b>' x 1000, most => 8 * 4200);

$t->done;
