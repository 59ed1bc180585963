#!/usr/bin/perl

# What newer versions of nginx have: tunnels, upstreams by HTTP/2, their trailers
# and their early hints.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );
use Test::More;
use LN;

plan skip_all => 'this nginx is older than 1.31' if LN::minor() < 31;

my $t = LN->new;

my $page = '<html><body><article>' . join('', map { "<p>line $_" } 1 .. 9000)
    . '</article></body></html>';
gzip \$page => \my $zipped;
$t->write('text/en.html', '<p>n</p>');

# An origin whose answers have a trailer; /early has hints before, /cut no end.

my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    my $body = $head =~ /zip/ ? $zipped : $page;
    print $c "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n"
        . "Content-Type: text/plain\r\nETag: \"h\"\r\n\r\n" if $head =~ /early/;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"o\"\r\n"
        . "Transfer-Encoding: chunked\r\n"
        . ($head =~ /zip/ ? "Content-Encoding: gzip\r\n" : '') . "\r\n";
    my $half = length($body) / 2;
    for my $part (substr($body, 0, $half), substr $body, $half) {
        printf $c "%x\r\n%s\r\n", length $part, $part;
        return if $head =~ /cut/;
    }
    print $c "0\r\nX-T: t\r\nRepr-Digest: sha-256=:aa=:\r\n\r\n";
});

my $echo = $t->server(sub {
    my ($c) = @_;
    while (my $line = <$c>) { print $c "<body>$line" }
});

my $inner = LN::free_port();
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; place prepend article; }
legal_restriction r { in eu; }
early_hints 1;
proxy_pass_trailers on;
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2;
    http2 on;
    legal_apply n r;
    location / { tunnel_pass 127.0.0.1:$echo; }
    location /1/ { proxy_pass http://127.0.0.1:$origin; }
    location /1off/ { proxy_buffering off; proxy_pass http://127.0.0.1:$origin; }
    location /2/ { proxy_http_version 2; proxy_pass http://127.0.0.1:$inner; }
    location /2off/ { proxy_http_version 2; proxy_buffering off;
        proxy_pass http://127.0.0.1:$inner; }
}
server {
    listen 127.0.0.1:$inner;
    http2 on;
    location / { proxy_pass http://127.0.0.1:$origin; }
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $with = $page =~ s{<article>}{<article>$n}r;

# a tunnel

for my $from (11, 41) {
    my $a = $t->raw($from, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
        later => "x\n", timeout => 1);
    like($a, qr/^HTTP\/1.1 200 OK\r\n.*\r\n\r\n<body>x\n$/s,
        "127.0.0.$from: a tunnel says that it is there, and is no page");
}
like($t->raw(21, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
    qr/^HTTP\/1.1 451 /, 'nor one for whom it is restricted');

# upstreams

sub plain {
    my ($body) = @_;
    return $body unless $body =~ /^\x1f\x8b/;
    gunzip \$body => \my $plain;
    return $plain // '';
}

for my $way (qw( 1 1off 2 2off )) {
    for my $path ("/$way/a", "/$way/zip", "/$way/early", "/$way/early/zip") {
        for my $from (11, 41) {
            my $a = $t->raw($from, "GET $path HTTP/1.1\r\nHost: a\r\n"
                . "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n");
            my $hints = $a =~ s{^HTTP/1.1 103 .*?\r\n\r\n}{}s;
            is($hints, $path =~ /early/ ? 1 : '', "$from $path: hints");
            my ($head, $body) = split /\r\n\r\n/, $a, 2;
            my $etag = $from == 11 ? qr/(?:W\/)?"o-\w+"/ : qr/"o"/;
            like($head, qr/^HTTP\/1.1 200.*^etag: $etag\r?$/mis, 'then a page');
            like($head, qr/^content-type: text\/html\r?$/mi, 'of its own type');
            my $out = '';
            while ($body =~ s/^([0-9a-f]+)\r\n//i) {
                last if $1 eq '0';
                $out .= substr $body, 0, hex $1, '';
                $body =~ s/^\r\n//;
            }
            ok(plain($out) eq ($from == 11 ? $with : $page), 'whole');
            like($body, $from == 11 ? qr/^X-T: t\r\n\r\n$/i
                : qr/^X-T: t\r\nRepr-Digest: \S+\r\n\r\n$/i,
                'with the trailers that are its own');
        }
    }
    my $a = $t->get(11, "/$way/cut");
    ok($a->{cut} || !$a->{status}, "$way: what breaks off is not completed");
}

$t->done;
