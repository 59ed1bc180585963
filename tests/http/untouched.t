#!/usr/bin/perl

# What takes no notice is as without the module; what cannot take one is
# undeliverable, by policy.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/a.json', '{"a": "</body>"}');
$t->write('html/a.png', join '', map { chr } 0 .. 255);
$t->write('html/big.html', '<body>' . 'x' x 300000 . '</body>');

my $page = '<body>a</body>';

# compress is a coding that browsers do not undo
sub page { $_[0] eq 'compress' ? "\x1f\x9d$page" : $page }

my %answers = (

    klingon => [ '200 OK', 'Content-Type: text/html', 'Content-Encoding: klingon' ],
    compress => [ '200 OK', 'Content-Type: text/html',
        'Content-Encoding: compress' ],
    identity => [ '200 OK', 'Content-Type: text/html',
        'Content-Encoding: identity' ],
    part => [ '206 Partial Content', 'Content-Type: text/html',
        'Content-Range: bytes 0-13/99' ],
    bare => [ '200 OK', 'Content-Type: text/html', 'ETag: bare' ],
    quote => [ '200 OK', 'Content-Type: text/html', 'ETag: "' ],
    utf7q => [ '200 OK', 'Content-Type: text/html; charset="utf-7"' ],
    utf7p => [ '200 OK',
        'Content-Type: text/html; x="a\\";,"; charset=utf-7 ' ],
    utf7 => [ '200 OK', 'Content-Type: text/html; charset=utf-7' ],
    download => [ '200 OK', 'Content-Type: text/html',
        'Content-Disposition: attachment; filename=a.html' ],
    inline => [ '200 OK', 'Content-Type: text/html',
        'Content-Disposition: inline' ],
    upper => [ '200 OK', 'Content-Type: TEXT/HTML;charset=UTF-8' ],
    params => [ '200 OK', 'Content-Type: text/html; profile="x"' ],
    blank => [ '200 OK', 'Content-Type: text/html ; charset=utf-8' ],
    semicolon => [ '200 OK', 'Content-Type: text/html;' ],
    longer => [ '200 OK', 'Content-Type: text/html5' ],
    feed => [ '200 OK', 'Content-Type: application/rss+xml' ],
    none => [ '204 No Content', 'Content-Type: text/html' ],
    digests => [ '200 OK', 'Content-Type: text/html', 'Content-MD5: x',
        'Digest: x', 'Repr-Digest: x', 'Accept-Ranges: bytes',
        'Last-Modified: Mon, 09 Nov 2026 00:00:00 GMT', 'ETag: "o"' ],
    weak => [ '200 OK', 'Content-Type: text/html', 'ETag: W/"o"' ],
    cached => [ '200 OK', 'Content-Type: text/html',
        'Cache-Control: public, s-maxage=60, max-age=5, no-transform',
        'Surrogate-Control: max-age=60', 'CDN-Cache-Control: max-age=60' ],
    quoted => [ '200 OK', 'Content-Type: text/html',
        'Cache-Control: private="set-cookie, x-\\"y", s-maxage=9 , '
        . 'no-cache="a, public, b",max-age=5' ],
    short => [ '200 OK', 'Content-Type: text/html', 'Content-Length: 99' ],
);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\w+)} or return;
    my ($status, @fields) = @{ $answers{$name} || return };
    my $body = $status =~ /^204/ ? '' : page($name);
    push @fields, 'Content-Length: ' . length $body
        unless grep { /^Content-Length/ } @fields;
    print $c join("\r\n", "HTTP/1.1 $status", @fields, 'Connection: close',
        '', '') . $body;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; }
legal_notice o { in ru; text DIR/text; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location /p/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /late/ { legal_apply o; rewrite /late/p/(.*) /\$1 break;
        proxy_pass http://127.0.0.1:$upstream; }
    location /pass/ { legal_undeliverable pass;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /vary/ { legal_cache vary X-Country X-Region;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /no-store/ { legal_cache no-store;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /cache-off/ { legal_cache off;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /off/ { legal_apply off; alias DIR/html/; }
    location /offp/ { legal_apply off; proxy_pass http://127.0.0.1:$upstream/; }
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $with = "<body>a$n</body>";
my $a;

for my $name (qw( klingon identity inline upper params blank semicolon digests weak
    cached ))
{
    is($t->body(11, "/p/$name"), $with, "$name takes a notice");
}

for my $name (qw( download longer feed none )) {
    $a = $t->get(11, "/p/$name");
    my $plain = $t->get(11, "/offp/$name");
    is($a->{body}, $plain->{body}, "$name takes none");
    is($a->{status}, $plain->{status}, 'nor another status');
    is(field($a, 'Legal-Notice'), undef, 'and says so');
}

for my $path (qw( a.json a.png )) {
    $a = $t->get(11, "/$path");
    my $plain = $t->get(11, "/off/$path");
    is($a->{body}, $plain->{body}, "$path is untouched");
    is(field($a, $_), field($plain, $_), "$path: $_")
        for qw( ETag Last-Modified Content-Length Accept-Ranges );
}

for my $name (qw( compress part utf7 utf7q utf7p )) {
    $a = $t->get(11, "/p/$name");
    is($a->{status}, 503, "$name is undeliverable");
    like($a->{body}, qr/<p>n<\/p>/, 'the page holds the notice');
    like($a->{body}, qr/cannot be shown with its legal notice/, 'and says why');
    is(field($a, 'Cache-Control'), 'no-store', 'and is not stored');
    is(field($a, $_), undef, "without $_")
        for qw( Content-Encoding Content-Range );
    ok(!$a->{cut}, 'its length is right');

    is($t->body(11, "/pass/$name"), page($name), "$name passes where that is said");
    is($t->body(21, "/p/$name"), page($name), "$name is itself elsewhere");
    is($t->get(11, "/p/$name", method => 'HEAD')->{status},
        $name eq 'compress' ? 200 : 503, 'HEAD, where the header tells');
}

like($t->log, qr/\[error\].*notice "n" is undeliverable.*206/, 'it is logged');

$t->get(11, '/late/p/utf7?token=secret');
like($t->log, qr{"o" is undeliverable, the page "/late/p/utf7" },
    'a page is logged by its path');
unlike($t->log, qr/is undeliverable.*secret/, 'without what it was asked with');

$a = $t->get(11, '/p/digests');
is(field($a, $_), undef, "$_ of the original is gone")
    for qw( Content-MD5 Digest Repr-Digest Last-Modified Accept-Ranges );
like(field($a, 'ETag'), qr/^"o-[^"]+"$/, 'the ETag is the variant\'s');
like(field($t->get(11, '/p/weak'), 'ETag'), qr/^W\/"o-[^"]+"$/, 'weak stays weak');

for my $name (qw( bare quote )) {
    $a = $t->get(11, "/p/$name");
    is(field($a, 'ETag'), undef, "$name: what is no ETag makes none");
    is($a->{body}, $with, 'and the page has its notice');
}

$a = $t->get(11, '/p/cached');
is(fields($a, 'Cache-Control'), 'private, max-age=5, no-transform', 'private');
is(field($a, $_), undef, "no $_") for qw( Surrogate-Control CDN-Cache-Control );
$a = $t->get(21, '/p/cached');
is(fields($a, 'Cache-Control'), 'private, max-age=5, no-transform',
    'for those without a notice too');
is(fields($t->get(21, '/p/quoted'), 'Cache-Control'),
    'private, no-cache="a, public, b", max-age=5',
    'directives with commas in quotes');
like(fields($t->get(21, '/vary/cached'), 'Vary'), qr/X-Country, X-Region/, 'vary');
like(fields($t->get(21, '/vary/cached'), 'Cache-Control'), qr/public/,
    'vary leaves Cache-Control');
is(fields($t->get(21, '/no-store/cached'), 'Cache-Control'), 'no-store',
    'no-store');
like(fields($t->get(21, '/cache-off/cached'), 'Cache-Control'), qr/public/, 'off');

$a = $t->get(11, '/p/short');
ok($a->{cut}, 'a page the upstream cut is not completed');

$a = $t->get(11, '/big.html');
is(length $a->{body}, 300000 + length("<body></body>$n"), 'a big file');
ok(!$a->{cut}, 'whole');

for my $from (21, 11) {
    $a = $t->get($from, '/a.png', fields => ['Range: bytes=1-3']);
    is($a->{status}, 206, 'a part of what takes no notice');
}

$t->done;
