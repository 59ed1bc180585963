#!/usr/bin/perl

# legal_preview, legal_dry_run and legal_inner_tier.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>a</body>');

my %says = (one => 'n;lang=en', both => 'm, n;lang=ru', other => 'nn, n-2',
    none => '', list => "x,\tn ;lang=en");
my $asked = $t->dir . '/asked';
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\w+)} or return;
    open my $f, '>>', $asked;
    print $f "$name\n";
    close $f;
    my $field = $says{$name} ? "Legal-Notice: $says{$name}\r\n" : '';
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n$field"
        . "Cache-Control: max-age=60\r\n"
        . "Content-Length: 14\r\nConnection: close\r\n\r\n<body>a</body>";
});

$t->start(<<"END");
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction eu { group EU; }
legal_notice n { in rc; text DIR/text; }
legal_notice m { in rc; text DIR/text; }
legal_restriction r { in eu; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n r;
    set_real_ip_from 127.0.0.5; real_ip_header X-Real-IP;
    add_header X-Where "\$legal_country|\$legal_region|\$legal_notices|\$legal_restriction" always;
    location /p/ { alias DIR/html/; legal_preview 127.0.0.41 127.0.0.50/31 127.0.0.12; }
    location /cdn/ { alias DIR/html/; legal_preview 127.0.0.41;
        legal_client \$http_x_country country; }
    location /cached/ { legal_preview 127.0.0.41; proxy_cache c;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /none/ { alias DIR/html/; }
    location /unapplied/ { alias DIR/html/; legal_apply off;
        legal_preview 127.0.0.41; }
    location /unapplied-cached/ { legal_apply off; legal_preview 127.0.0.41;
        proxy_cache c; proxy_pass http://127.0.0.1:$upstream/; }
    location /unapplied-dry/ { alias DIR/html/; legal_apply off;
        legal_preview 127.0.0.41; legal_dry_run on; }
    location /edge/ { legal_apply n; legal_dry_run on; proxy_cache c; ssi on;
        proxy_bind 127.0.0.5; proxy_set_header X-Real-IP \$remote_addr;
        proxy_cache_valid 200 1m;
        proxy_cache_key \$request_uri\$legal_variant;
        proxy_ignore_headers Cache-Control; proxy_pass http://127.0.0.1:PORT/p/; }
    location /dry/ { alias DIR/html/; legal_dry_run on; }
    location /inner/ { legal_apply n; legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /inner-two/ { legal_apply n m; legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /outer/ { legal_apply n;
        proxy_pass http://127.0.0.1:$upstream/; }
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $with = "<body>a$n</body>";
my $without = '<body>a</body>';

for my $place (qw( RU ua-43 127.0.0.11 ::ffff:127.0.0.31 2001:db8:11::9 )) {
    my $a = $t->get(41, "/p/a.html?legal_preview=$place");
    is($a->{body}, $with, "$place by argument");
    is(field($a, 'Cache-Control'), 'no-store', 'is not stored');
    $a = $t->get(50, '/p/a.html', fields => ["X-Legal-Preview: $place"]);
    is($a->{body}, $with, 'by header');
    is($t->body(34, "/p/a.html?legal_preview=$place",
        fields => ["X-Legal-Preview: $place"]), $without,
        'not from elsewhere');
    is($t->body(41, "/none/a.html?legal_preview=$place"), $without,
        'not where it is off');
}

is($t->status(41, '/p/a.html?legal_preview=DE'), 451, 'a refusal');
is($t->body(41, '/p/a.html?legal_preview=UA-30'), $without, 'Kyiv');
is(field($t->get(41, '/p/a.html?legal_preview=UA'), 'X-Where'), 'UA||n|',
    'uncertain as for a reader there');

for my $value ('', 'XX', 'RUS', '300.1.1.1', '127.0.0.11,RU', '%52U') {
    like(field($t->get(41, "/p/a.html?legal_preview=$value"), 'X-Where'),
        qr/^KZ\|/, "\"$value\" is ignored");
}

is($t->body(34, '/p/a.html?legal_preview=RU',
    fields => ['X-Real-IP: 127.0.0.41', 'X-Forwarded-For: 127.0.0.41']),
    $without, 'an address that is claimed is none');
is($t->body(5, '/p/a.html?legal_preview=RU',
    fields => ['X-Real-IP: 127.0.0.41']), $with, 'but through realip');
is($t->body(41, '/cdn/a.html?legal_preview=RU', fields => ['X-Country: KZ']),
    $with, 'also where a CDN tells the country');
is($t->body(41, '/cdn/a.html', fields => ['X-Country: KZ']), $without,
    'which is heard without a preview');

for my $i (1, 2) {
    is($t->body(41, '/cached/none?legal_preview=RU'), $with, 'a cached page');
}

open my $f, '<', $asked or die;
is(scalar(() = <$f>), 2, 'a preview is not cached');

# Without rules, too, an application can ask where the reader is.
my $a = $t->get(41, '/unapplied/a.html?legal_preview=RU');
is($a->{body}, $without, 'no rule is in force');
is(field($a, 'X-Where'), 'RU|||', 'but the variables have the place');
is(field($a, 'Legal-Preview'), 'RU', 'which the response says');
is(field($a, 'Cache-Control'), 'no-store', 'and it is not stored');
$a = $t->get(41, '/unapplied/a.html?legal_preview=nowhere');
is(field($a, 'Legal-Preview'), 'invalid', 'a mistyped one');
is(field($a, 'Cache-Control'), 'no-store', 'is not stored either');
for my $path ('/unapplied/a.html', '/unapplied-dry/a.html?legal_preview=RU') {
    $a = $t->get(41, $path);
    is(field($a, 'Legal-Preview'), undef, "$path is no preview");
    is(field($a, 'Cache-Control'), undef, 'and has its own header');
}
$t->body(41, '/unapplied-cached/other?legal_preview=RU') for 1, 2;
open $f, '<', $asked or die;
is(scalar(grep { /^other$/ } <$f>), 2, 'nor does proxy_cache store it');

# an edge that ignores the Cache-Control of its origin

$t->write('html/parts.html', '<body>a</body><!--#include virtual="/edge/a.html?legal_preview=DE" -->');
for my $path ('/edge/a.html?legal_preview=GB', '/edge/parts.html') {
    is(field($t->get(12, $path), 'Legal-Preview'), $path =~ /preview/ ? 'GB' : undef,
        "who may preview by an edge: $path");
}
for my $path ('/edge/a.html?legal_preview=GB', '/edge/a.html?legal_preview=DE') {
    $a = $t->get(11, $path);
    is($a->{body}, $with, 'who may not gets the page of this reader');
    is(field($a, 'Legal-Preview'), undef, '.. which is no preview');
}

$a = $t->get(11, '/dry/a.html');
is($a->{body}, $without, 'a dry run shows nothing');
is(field($a, 'Cache-Control'), undef, 'and touches nothing');
is(field($a, 'X-Where'), 'RU|RU-MOW|n|', 'but decides');
is($t->status(21, '/dry/a.html'), 200, 'and refuses nobody');
is($t->status(11, '/dry/a.html', fields => ['If-None-Match: '
    . field($a, 'ETag')]), 304, 'nor takes over conditionals');
like($t->log, qr/dry run: notice "n" would show/, 'and says so');
like($t->log, qr/dry run: restriction "r" would refuse with 451/, 'both');

is($t->body(11, "/inner/$_"), $without, "an inner tier has it: $_")
    for qw( one both list );
is($t->body(11, "/inner/$_"), $with, "an inner tier lacks it: $_")
    for qw( other none );
is($t->body(11, '/inner-two/one'), $with =~ s/"n"/"m"/r,
    'the other is put in');
is($t->body(11, "/outer/$_"), $with, "nobody is trusted unasked: $_")
    for qw( one both );

$t->done;
