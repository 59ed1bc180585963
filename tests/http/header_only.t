#!/usr/bin/perl

# A header that waits for the body, and that no body follows: HEAD, a 304; or that
# of another page: a 412, a refusal.  By then the body is on its way, in pieces.
# Nothing of it goes, so that the connection's next answer is where its reader
# looks for it.

use warnings;
use strict;

use IO::Select;
use IO::Socket::INET;
use Test::More;
use H2;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/next.html', '<p>next</p>');

my %body = (
    json => '{"a":"' . 'x' x 300_000 . '"}',
    row => '<tr><td>' . 'x' x 300_000 . '</td></tr>',
    page => '<html><body>' . 'x' x 300_000 . '</body></html>',
    home => '<html><body>' . 'x' x 30_000 . '</body></html>',
);

$t->write("html/$_.html", $body{$_}) for keys %body;

# /typed/NAME, /untyped/NAME, in pieces; /length/NAME, of an announced length
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^\S+ \S*/(\w+)/(\w+)} or return;
    my $length = $how eq 'length';
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"o\"\r\n",
        $how ne 'untyped' ? "Content-Type: text/html\r\n" : '',
        $length ? 'Content-Length: ' . length $body{$name}
            : 'Transfer-Encoding: chunked', "\r\n\r\n";
    return if $head =~ /^HEAD/;
    for (my $i = 0; $i < length $body{$name}; $i += 5000) {
        my $piece = substr $body{$name}, $i, 5000;
        print $c $length ? $piece
            : sprintf "%x\r\n%s\r\n", length $piece, $piece;
        select undef, undef, undef, 0.01 if $i < 50_000;
    }
    print $c "0\r\n\r\n" if !$length;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice skip { in ru; text DIR/text; fragments skip; }
legal_notice none { in ru; text DIR/text; place append article; fallback none; }
legal_restriction gate { in ru; page DIR/text; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 http2;
    legal_apply n;
    proxy_http_version 1.1;
    location /on/ { proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { proxy_buffering off; proxy_pass http://127.0.0.1:$upstream; }
    location /small/ { proxy_buffer_size 1k; proxy_buffers 4 1k;
        proxy_busy_buffers_size 1k; proxy_pass http://127.0.0.1:$upstream; }
    location /skip/ { legal_apply skip; proxy_pass http://127.0.0.1:$upstream; }
    location /none/ { legal_apply none; proxy_pass http://127.0.0.1:$upstream; }
    location /file/ { alias DIR/html/; }
    location /buffers/ { output_buffers 2 4k; alias DIR/html/; }
    location /threads/ { aio threads; alias DIR/html/; }
    location /sendfile/ { sendfile on; alias DIR/html/; }
    location /files/none/ { legal_apply none; alias DIR/html/; }
    location /slow/ { limit_rate 300; proxy_pass http://127.0.0.1:$upstream; }
    location /slow/off/ { limit_rate 300; proxy_buffering off;
        proxy_pass http://127.0.0.1:$upstream; }
    location /slow/files/ { limit_rate 300; output_buffers 2 4k; alias DIR/html/; }
    location /slow/refused { limit_rate 300; legal_apply gate;
        error_page 451 https://a.example/; return 200 "secret"; }
    location /slow/gate { limit_rate 300; legal_apply gate; return 200 "secret"; }
    location = /next { legal_apply off; alias DIR/html/next.html; }
}
END

# Two requests of one connection: what stands before the second header, and
# whether the second answer is whole.
sub alone {
    my ($status, $method, $path, @fields) = @_;
    my $got = $t->raw(11, join("\r\n", "$method $path HTTP/1.1", 'Host: a',
        @fields, '', 'GET /next HTTP/1.1', 'Host: a', 'Connection: close',
        '', ''), timeout => 20);
    my ($head, $next) = $got =~ /\A(.*?\r\n\r\n)(.*)\z/s;
    like($head // '', qr{^HTTP/1.1 $status }, "$method $path: $status");
    ok(($next // '') =~ m{\AHTTP/1.1 200 .*\r\n\r\n<p>next</p>\z}s,
        '.. and the next answer is behind its header')
        or diag length($next // '') . ' bytes';
}

sub alone_h2 {
    my ($path, @fields) = @_;
    my $h2 = H2->new(port => $t->{h2}, from => 11);
    my $stream = $h2->request($path, \@fields);
    $h2->run(20);
    is($h2->{streams}{$stream}{body} // '', '', "HTTP/2, $path: no body");
    my $next = $h2->request('/next');
    $h2->run(20);
    is($h2->{streams}{$next}{body}, '<p>next</p>', '.. and the next answer');
}

for my $way (qw( file buffers threads sendfile )) {
    for my $name (qw( json row page )) {
        alone(200, 'HEAD', "/$way/$name.html");
        my $etag = field($t->get(11, "/$way/$name.html", method => 'HEAD'),
            'ETag');
        alone(304, 'GET', "/$way/$name.html", "If-None-Match: $etag");
    }
}

alone(200, 'HEAD', '/files/none/home.html');

for my $way (qw( on off small skip )) {
    for my $how (qw( typed untyped )) {
        alone(304, 'GET', "/$way/$how/$_", 'If-None-Match: "o"')
            for qw( json row );
        my $etag = $t->get(11, "/$way/$how/page")->{head} =~ /^ETag: (.*)$/m
            ? $1 : '';
        alone(304, 'GET', "/$way/$how/page", "If-None-Match: $etag");
    }
}

alone(304, 'GET', '/none/typed/home', 'If-None-Match: "o"');

# Who reads slowly gets the other page in two pieces: who makes the first one goes
# on meanwhile.

sub slowly {
    my ($status, $path, @fields) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die $!;
    print $s join("\r\n", "GET $path HTTP/1.1", 'Host: a', 'Connection: close',
        @fields, '', '');
    my $select = IO::Select->new($s);
    my $got = '';
    while (length $got < 3000 && $select->can_read(20)) {
        last unless sysread $s, $got, 300, length $got;
    }
    my ($head, $body) = split /\r\n\r\n/, $got, 2;
    my ($length) = ($head // '') =~ /^Content-Length: (\d+)/m;
    like($head // '', qr{^HTTP/1.1 $status }, "$path: another page");
    is(length($body // ''), $length, '.. and nothing behind it');
    unlike($got, qr/secret/, '.. nor what is refused');
}

slowly(412, $_, 'If-Match: "x"') for qw( /slow/length/page /slow/length/json
    /slow/typed/page /slow/typed/json /slow/untyped/json /slow/off/typed/page
    /slow/off/typed/json /slow/off/length/page /slow/off/length/json
    /slow/files/page.html /slow/files/json.html );
slowly(302, '/slow/refused', @$_)
    for [], ['If-Match: "x"'], ['If-Unmodified-Since: Mon, 09 Nov 2009 00:00:00 GMT'];
slowly(451, '/slow/gate', @$_)
    for [], ['If-Match: "x"'], ['If-Unmodified-Since: Mon, 09 Nov 2009 00:00:00 GMT'];

alone_h2($_, 'if-none-match', '"o"')
    for qw( /on/typed/json /off/typed/json /on/untyped/json );

$t->done;
