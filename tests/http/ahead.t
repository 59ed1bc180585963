#!/usr/bin/perl

# Files that nginx reads into memory: the header has the exact length all the
# same, places are remembered, and what a filter above changes is looked at as
# it was changed.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
$t->write('text/en.html', '<p>n</p>');
$t->write('text2/en.html', '<p>{{uri}}</p>');

# `|` is where the notice goes.
my $p = '<p>' . 'text ' x 150 . "</p>\n";
my $head = '<!DOCTYPE html><html lang="en"><body>';
my %page = (
    early => "$head<article>a|</article>" . $p x 120,
    middle => "$head<article>" . $p x 60 . '|</article>' . $p x 60,
    head => "$head<article>" . $p x 4 . '|</article>' . $p x 100,
    late => "$head<article>" . $p x 120 . '|</article></body></html>',
    none => $head . $p x 120 . '|',
    open => $head . $p x 120 . '<!-- left open',
    large => "$head<article>" . $p x 1600 . '|</article>' . $p x 10,
);
my %with = map { ($_ => $page{$_} =~ s/\|/$n/r) } keys %page;
$with{open} .= "-->$n";
s/\|// for values %page;
$t->write("html/$_.html", $page{$_}) for keys %page;
$t->write('html/changing.html', "$head<article>1</article>" . $p x 120);
$t->write('html/tail', '<p>after</p>');

my $tls = LN::free_port();
system("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout @{[ $t->dir ]}/key.pem -out @{[ $t->dir ]}/cert.pem"
    . ' 2> /dev/null') == 0 or die "openssl fails\n";

my %layout = (
    memory => 'sendfile off;',
    small => 'sendfile off; output_buffers 1 1000;',
    sendfile => 'sendfile on;',
    threads => 'sendfile off; aio threads;',
    directio => 'directio 512; output_buffers 1 4k;',
    cached => 'sendfile off; open_file_cache max=10;',
);

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice u { in ru; text DIR/text2; place append article; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:$tls ssl;
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    root DIR/html;
    legal_apply n;
    @{[ map { "location /$_/ { alias DIR/html/; $layout{$_} }\n" }
        sort keys %layout ]}
    location /two/ { alias DIR/html/; sendfile off; legal_apply n u; }
    location /gzip/ { alias DIR/html/; gzip on; }
    location /sub/ { alias DIR/html/; sub_filter text word;
        sub_filter_once off; }
    location /add/ { alias DIR/html/; add_after_body /tail; }
    location /tail { types { } default_type text/html; legal_apply off; }
    location /ssi/ { alias DIR/html/; ssi on; }
    location /status { legal_status json; legal_apply off; }
}
END

# as soon as the files may be remembered
sleep 3;

sub counted {
    return decode_json($t->body(21, '/status'))->{place_cache};
}

for my $layout (sort keys %layout) {
    for my $name (sort keys %page) {
        my $before = counted();
        for my $again (1 .. 3) {
            my $a = $t->get(11, "/$layout/$name.html");
            ok($a->{body} eq $with{$name}, "$layout: $name");
            next if $again == 1 && ($layout =~ /threads|directio/
                || $name eq 'large');
            is(LN::field($a, 'Content-Length'), length $with{$name},
                "its length, the $again. time");
        }
        cmp_ok(counted()->{hits}, '>=', $before->{hits} + 2, 'remembered');
        my $head = $t->get(11, "/$layout/$name.html", method => 'HEAD');
        is(LN::field($head, 'Content-Length'), length $with{$name}, 'HEAD');
        ok($t->body(21, "/$layout/$name.html") eq $page{$name}, 'elsewhere');
    }
}

for my $name (sort keys %page) {
    my $url = "https://127.0.0.1:$tls/memory/$name.html";
    my $got = `curl -skD - --interface 127.0.0.11 $url`;
    my ($head, $body) = split /\r\n\r\n/, $got, 2;
    ok($body eq $with{$name}, "TLS: $name");
    like($head, qr/^Content-Length: @{[ length $with{$name} ]}\r?$/m,
        'its length');
    $got = `curl -s --compressed --interface 127.0.0.11 http://127.0.0.1:@{[ $t->port ]}/gzip/$name.html`;
    ok($got eq $with{$name}, 'gzip');
}

# two notices, one of them with a value of the request, in several buffers

for my $again (1, 2) {
    my $a = $t->get(11, '/two/late.html');
    is((() = $a->{body} =~ /<aside/g), 2, 'both');
    like($a->{body}, qr{<p>/two/late.html</p></aside></article>}, 'with its value');
    is(LN::field($a, 'Content-Length'), length $a->{body}, 'and the length');
}

# what is made of the file is another page

for my $again (1, 2) {
    my $a = $t->get(11, '/sub/late.html');
    ok($a->{body} eq $with{late} =~ s/text/word/gr, 'sub');
    $a = $t->get(11, '/add/none.html');
    ok($a->{body} eq "$page{none}<p>after</p>$n", 'after what is added');
    $a = $t->get(11, '/ssi/late.html');
    ok($a->{body} eq $with{late}, 'ssi');
}

# another file of the same length and time

my $file = $t->dir . '/html/changing.html';
utime 1_000_000_000, 1_000_000_000, $file;
sleep 3;
$t->get(11, '/memory/changing.html') for 1 .. 2;
open my $f, '+<', $file or die;
print $f $head =~ s/en/ru/r, '<p>1</p><article>2</article>';
close $f;
utime 1_000_000_000, 1_000_000_000, $file;
my $a = $t->get(11, '/memory/changing.html');
like($a->{body}, qr{<article>2<aside[^>]*><p>n</p></aside></article>},
    'a file that was written over');
ok(!$a->{cut}, 'whole');

$t->reload;
$a = $t->get(11, '/memory/late.html');
ok($a->{body} eq $with{late}, 'after a reload');
is(LN::field($a, 'Content-Length'), length $with{late}, 'the length');

$t->done;
