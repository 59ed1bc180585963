#!/usr/bin/perl

# Chromium reads pages that stay compressed: files, from the first request to
# the remembered ones, and pages of an upstream, over HTTP/1.1 and HTTP/2.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use IO::Compress::Deflate qw( deflate );
use IO::Compress::Gzip qw( gzip );
use Test::More;
use lib dirname(abs_path($0));

use Chromium;
use LN;

my $t = LN->new;
my $b = Chromium->new;

$t->write('n/en.html', '<p>n</p>');
$t->write('v/en.html', '<p>{{arg_v}}</p>');

my $page = '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
    . '<link rel="icon" href="data:,"><title>x</title><article><h1>T</h1>'
    . join('', map { "<p>line $_ of the page, number @{[ $_ * 7919 % 997 ]}" }
        1 .. 3000) . '<p id="last">end</article>';
gzip \$page => \my $coded;
deflate \$page => \my $zlib;
$t->write('html/a.html', $coded);
$t->write('zlib/a.html', $zlib);
my $second = $page;
my $first = substr $second, 0, 30_000, '';
gzip \$first => \my $one;
gzip \$second => \my $two;
$t->write('members/a.html', $one);

my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"e\"\r\n"
        . "Content-Encoding: gzip\r\nConnection: close\r\n\r\n$coded";
});

system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout @{[ $t->dir ]}/key.pem -out @{[ $t->dir ]}/cert.pem"
    . ' 2> /dev/null';

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction all { network 127.0.0.0/8; }
legal_notice n { in all; text DIR/n; place after h1; }
legal_notice m { in all; text DIR/n; place append article; }
legal_notice v { in all; text DIR/v; place after h1; }
server {
    listen 127.0.0.1:PORT;
    legal_apply n m;
    location /file/ { alias DIR/html/; add_header Content-Encoding gzip; }
    location /zlib/ { alias DIR/zlib/; add_header Content-Encoding deflate; }
    location /members/ { alias DIR/members/; add_header Content-Encoding gzip; }
    location /values/ { alias DIR/html/; add_header Content-Encoding gzip;
        legal_apply v; }
    location /proxied/ { proxy_pass http://127.0.0.1:$origin/; }
    location /status { legal_apply off; legal_status json; }
}
END

select undef, undef, undef, 3.1;

my $url = 'http://127.0.0.1:' . $t->port;
my $seen = '[...document.querySelectorAll("[data-legal-notice]")]'
    . '.map(e => e.textContent).join(" ") + " " + '
    . 'document.querySelectorAll("p").length + " " + '
    . '(document.querySelector("#last") || {}).textContent';

# a copy that Chromium has would be confirmed: each time another URL

for my $way (qw( file zlib )) {
    for my $time (1 .. 4) {
        $b->open("$url/$way/a.html?$time");
        is($b->value($seen), 'n n 3003 end', "$way, time $time");
    }
}
$b->open("$url/proxied/a.html");
is($b->value($seen), 'n n 3003 end', 'of an upstream');
for my $time (1 .. 2) {
    $t->get(11, '/proxied/b.html', fields => ['Accept-Encoding: gzip']);
}
$b->open("$url/proxied/b.html");
is($b->value($seen), 'n n 3003 end', 'of an upstream that sends it again');
for my $time (1 .. 4) {
    $b->open("$url/values/a.html?v=reader$time");
    is($b->value($seen), "reader$time 3002 end", "values, time $time");
}
$b->open("$url/members/a.html");
like($b->value($seen), qr/^n n \d+ undefined$/, 'one member');

my ($n) = $t->body(11, '/status') =~ /"remembered": (\d+)/;
cmp_ok($n, '>', 6, "$n of them were remembered");

$t->done;
