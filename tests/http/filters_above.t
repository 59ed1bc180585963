#!/usr/bin/perl

# Filters above the module.  One that wants a file's bytes in memory has them read
# by nginx's threads: with sendfile the module reads beside them, and takes nothing
# away.  A part of a page that SSI includes may pause: the page goes on.

use warnings;
use strict;

use Test::More;
use Time::HiRes qw( sleep );
use IO::Select;
use IO::Socket::INET;
use Socket;
use LN;

my $t = LN->new;
$t->write('text/en.html', '<p>n</p>');

my $aside = qr{<aside class="legal-notice".*?</aside>}s;
my $i = 0;

sub words { return join '', map { sprintf "<p>%06d%s\n", $i++, ' word' x 20 } 1 .. $_[0] }

my $long = '<html><body>' . words(5000) . '<article>A|</article>' . words(5000)
    . '</body></html>';
$t->write('html/long.html', $long =~ s/\|//r);

# Each page includes a part, whose upstream pauses amid it.
my %pages = (
    article => '<html><body><article>AINCLUDEB|</article><p>z</p></body></html>',
    style => '<html><head><style>p { color: red } INCLUDE article { color: red }'
        . '</style></head><body><article>A|</article><p>z</p></body></html>',
    table => '<html><body><table><tr><td>x</td>INCLUDE<td>y</td></table>'
        . '<article>A|</article><p>z</p></body></html>',
);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^\S+ /(\w+)/(\w+)} or return;
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n";
    if ($name eq 'part') {
        print $c "Content-Length: 18\r\n\r\n/* one */";
        sleep 0.25;
        print $c '/* two */';
        return;
    }
    my ($page, $part) = $name =~ /^(\w+)_(\w+)$/;
    my $body = $pages{$page} =~ s/\|//r
        =~ s{INCLUDE}{<!--#include virtual="/$part/part" -->}r;
    print $c 'Content-Length: ', length $body, "\r\n\r\n$body";
});

my $proxy = "proxy_http_version 1.1; proxy_pass http://127.0.0.1:$upstream;";

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
server {
    listen 127.0.0.1:PORT sndbuf=16k;
    legal_apply n;
    location /sub/ { aio threads; sendfile on; sub_filter foobar bar;
        alias DIR/html/; }
    location /ssi/ { aio threads; sendfile on; ssi on; alias DIR/html/; }
    location /page/ { ssi on; $proxy }
    location /streamed/ { ssi on; proxy_buffering off; $proxy }
    location /buffered/ { ssi on; $proxy }
    location /plain/ { proxy_buffering off; $proxy }
}
END

# The body as a reader gets it who takes it in small pieces.
sub slowly {
    my ($path) = @_;
    my $s = IO::Socket::INET->new(Proto => 'tcp');
    setsockopt $s, SOL_SOCKET, SO_RCVBUF, pack 'i', 4096;
    $s->bind(pack_sockaddr_in(0, inet_aton('127.0.0.11')));
    $s->connect(pack_sockaddr_in($t->port, inet_aton('127.0.0.1'))) or die $!;
    syswrite $s, "GET $path HTTP/1.0\r\nHost: a\r\n\r\n";
    my ($got, $n) = ('', 0);
    my $select = IO::Select->new($s);
    while ($select->can_read(10)) {
        last unless sysread $s, $got, 20000, length $got;
        sleep 0.002 if $n++ < 200;
    }
    return $got =~ s/^.*?\r\n\r\n//sr;
}

for my $path (map { ("/$_/long.html") x 4 } qw( sub ssi )) {
    my $body = slowly($path) =~ s/$aside/|/r;
    ok($body eq $long, "$path: each byte once, and its notice");
}

for my $page (sort keys %pages) {
    for my $part (qw( streamed buffered plain )) {
        my $a = $t->get(11, "/page/${page}_$part");
        is(($a->{cut} ? 'cut ' : 'whole ') . $a->{body} =~ s/$aside/|/r,
            'whole ' . $pages{$page} =~ s{INCLUDE}{/* one *//* two */}r,
            "$page: a part pauses ($part), the page goes on");
    }
}

$t->done;
