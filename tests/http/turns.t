#!/usr/bin/perl

# A page whose reading takes long comes whole: a file that is looked at before
# it is sent, one that is read as it comes, and one that is decoded while its
# upstream sends more.

use warnings;
use strict;

use Test::More;
use LN;

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

my $t = LN->new;
my $dir = $t->dir;
my $shim = "$dir/fail_system.so";
system('gcc', '-O1', '-shared', '-fPIC', '-o', $shim,
    "$t->{build}/../tests/lib/fail_system.c") == 0 or die "gcc fails\n";

my %page = map { $_->[0] => "<article>" . '<i>x</i>' x $_->[1] . '</article><p>end' }
    [ small => 10 ], [ large => 20_000 ], [ huge => 90_000 ];
$t->write('text/en.html', '<p>n</p>');
$t->write("html/$_.html", $page{$_}) for keys %page;

# each read of a page takes 8 ms
$t->write('fault', pack 'l6 q a256 l', 1, 0, 2 ** 30, (0) x 4, '.html', 8);

my %at = (plain => 'sendfile off;', sendfile => 'sendfile on;',
    buffers => 'output_buffers 2 4k;', threads => 'aio threads;',
    gzip => 'gzip on; gzip_types *;');
my @locations = map { "location /$_/ { alias DIR/html/; $at{$_} }" } sort keys %at;

# Its coded bytes come one by one, and the decoder makes something of them now and
# then.
srand 3;
my $lines = '<article>' . join('', map { sprintf '<p>%08x', rand 2 ** 32 } 1 .. 3000)
    . '</article><p>end';
$t->write('lines', $lines);
my $coded = do { local $/; open my $f, '-|', 'brotli', '-c', '-q', '5', "$dir/lines" or die; <$f> };
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
        . "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n";
    print $c "1\r\n$_\r\n" for split //, $coded;
    print $c "0\r\n\r\n";
});

{
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    $t->start(<<"END");
legal_jurisdiction all { network 127.0.0.0/8; }
legal_notice n { in all; text DIR/text; place append article; }
server { listen 127.0.0.1:PORT; legal_apply n; default_type text/html;
    proxy_http_version 1.1;
    location /up/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /now/ { proxy_pass http://127.0.0.1:$upstream/; proxy_buffering off; }
    location /zip/ { proxy_pass http://127.0.0.1:$upstream/; gzip on;
        gzip_proxied any; }
    @locations }
END
}

for my $at (sort keys %at) {
    for my $name (sort keys %page) {
        for my $again ('first', 'again') {
            my $got = $t->body(11, "/$at/$name.html", timeout => 60);
            is(length($got =~ s/<aside.*?<\/aside>//r), length $page{$name},
                "$at: $name, $again: whole");
            is(() = $got =~ m{<aside.*</aside></article><p>end$}g, 1,
                'with its notice');
        }
    }
}

for my $at (qw( up now zip )) {
    for my $n (1 .. 10) {
        my $got = $t->body(11, "/$at/x", timeout => 60);
        is(length($got =~ s/<aside.*?<\/aside>//r), length $lines,
            "$at, decoded, time $n: whole");
        is(() = $got =~ m{<aside.*</aside></article><p>end$}g, 1, 'with its notice');
    }
}

$t->done;
