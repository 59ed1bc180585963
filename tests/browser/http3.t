#!/usr/bin/perl

# What a browser shows of pages that come by HTTP/3.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;
use LN;
use lib dirname(abs_path($0));
use Chromium;

plan skip_all => 'this nginx has no HTTP/3: ./config.sh test http3'
    unless LN::has('http_v3_module');

my $t = LN->new;
my $dir = $t->dir;
system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout $dir/key.pem -out $dir/cert.pem >/dev/null 2>&1";

$t->write('text/en.html', '<p>An authority wants you to know this.</p>');
$t->write("html/$_.html", "<!DOCTYPE html><title>$_</title><article><p>$_</p>"
    . '<p>It sails at noon.</p>' x 2000 . '</article>') for qw( ferry harbour );

my $tls = LN::free_port();
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction here { network 127.0.0.1/32; }
legal_notice n { in here; text DIR/text; place prepend article; }
legal_restriction r { in here; uri ~ ^/harbour; }
gzip on;
server { listen 127.0.0.1:PORT; }
server {
    listen 127.0.0.1:$tls ssl;
    listen 127.0.0.1:$tls quic reuseport;
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    ssl_protocols TLSv1.3;
    root DIR/html;
    legal_apply n r;
    location / { }
}
END

my $b = Chromium->new(quic => "127.0.0.1:$tls",
    certificate => "$dir/cert.pem");

my $protocol = 'performance.getEntriesByType("navigation")[0].nextHopProtocol';
my $notices = '[...document.querySelectorAll("aside.legal-notice")]'
    . '.map(n => n.getBoundingClientRect().height > 0 && n.innerText).join("|")';

for my $how ('first', 'again, by what the browser has kept') {
    $b->open("https://127.0.0.1:$tls/ferry.html");
    is($b->value($protocol), 'h3', "by HTTP/3, $how");
    is($b->value($notices), 'An authority wants you to know this.',
        'one notice, to be seen');
    is($b->value('document.querySelectorAll("p").length'), 2002,
        'the page around it is whole');
}

$b->open("https://127.0.0.1:$tls/harbour.html");
is($b->value($protocol), 'h3', 'a page that is refused');
is($b->value('performance.getEntriesByType("navigation")[0].responseStatus'), 451,
    'by its status');
unlike($b->value('document.body.innerText'), qr/noon/, 'shows nothing of it');

$b->stop;
$t->done;
