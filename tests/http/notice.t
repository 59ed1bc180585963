#!/usr/bin/perl

# The main job: a notice for one reader, none for another, a 451 for a third;
# over real sockets, from real source addresses.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

my $head = '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">'
    . '<title>a</title><script>"</article>"</script></head><body><article>'
    . '<!-- </article> --><p title="</article>">text</p>';
my $tail = '</article><p>end</p></body></html>';
my $notice = '<aside class="legal-notice" role="note" lang="ru" dir="ltr"'
    . ' data-legal-notice="und"><p>RU &lt;b&gt;</p></aside>';

# Sends the page in pieces: the path's number of bytes each.

my $upstream = $t->upstream(sub {
    my ($request, $c) = @_;
    my ($size) = $request =~ m{ /(\d+)} or return;
    my $page = $head . $tail;
    my $fields = join '', $request =~ /^((?:Range|If-\S+|Accept-Enc.*):.*)/mg;
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\nX-Seen: [$fields]\r\n"
        . "Content-Type: text/html\r\nCache-Control: public, max-age=9\r\n"
        . ($request =~ m{ /\d+c} ? "Transfer-Encoding: chunked\r\n\r\n"
            : "Content-Length: @{[ length $page ]}\r\n\r\n");
    while (length(my $piece = substr $page, 0, $size, '')) {
        $piece = sprintf "%x\r\n%s\r\n", length $piece, $piece
            if $request =~ m{ /\d+c};
        print $c $piece;
    }
    print $c "0\r\n\r\n" if $request =~ m{ /\d+c};
});

$t->write('html/a.html', $head . $tail);
$t->write('html/a.txt', $head . $tail);
$t->write('text/ru.html', "<p>RU {{publisher}}</p>\n");
$t->write('text/en.html', "<p>EN {{publisher}}</p>\n");

$t->start(<<"END");
    proxy_cache_path DIR/cache keys_zone=c:1m;

    legal_database DB/City.mmdb;
    legal_jurisdiction rc { country RU; region UA-43 UA-40; }
    legal_jurisdiction eu { group EU; }
    legal_notice und { in rc; text DIR/text; place append article; }
    legal_restriction block { in eu; blocked_by https://example.org/; }

    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        set \$publisher "<b>";
        legal_apply und;
        location / { }
        location /off/ { legal_apply off; alias DIR/html/; }
        location /proxy/ { proxy_pass http://127.0.0.1:$upstream/; }
        location /cache/ {
            proxy_pass http://127.0.0.1:$upstream/;
            proxy_cache c; proxy_cache_valid 1m;
        }
        location /block/ { legal_apply block; alias DIR/html/; }
        location /return/ { legal_apply block; return 200 secret; }
        location /page/ {
            legal_apply block; alias DIR/html/; error_page 451 =200 /a.html;
        }
        location /any/ {
            legal_apply block; alias DIR/html/; satisfy any; allow all;
        }
    }
END

# (head, body) of an answer
sub get {
    my $answer = $t->get(@_);
    return ($answer->{head}, $answer->{body});
}

my $with = $head . $notice . $tail;
my $without = $head . $tail;
my ($h, $b);

($h, $b) = get(11, '/a.html');
is($b, $with, 'the notice stands at the end of the article, in Moscow');
like($h, qr/^Content-Length: @{[ length $with ]}$/m, 'exact length');
like($h, qr/^Legal-Notice: und;lang=ru$/m, 'Legal-Notice');
unlike($h, qr/^Last-Modified/m, 'no validator of the original');
my ($etag) = $h =~ /^ETag: (\S+)/m;

is((get(31, '/a.html'))[1], $with, 'in Simferopol');
is((get(33, '/a.html'))[1], $with, 'in Ukraine without a region: uncertain');
is((get(34, '/a.html'))[1], $without, 'not in Kyiv');
is((get(1, '/a.html'))[1], $with, 'unlocated: uncertain');
is((get(11, '/a.txt'))[1], $without, 'no notice in plain text');
is((get(11, '/off/a.html'))[1], $without, 'legal_apply off');

($h, $b) = get(21, '/a.html');
is($b, $without, 'not in Berlin');
my ($plain) = $h =~ /^ETag: (\S+)/m;
isnt($plain, $etag, 'another variant, another ETag');

like((get(11, '/a.html', fields => [ "If-None-Match: $etag" ]))[0],
    qr/^HTTP\/1.1 304/, '304 for this variant');
is((get(11, '/a.html', fields => [ "If-None-Match: $plain" ]))[1], $with,
    '200 for the copy without the notice');
is((get(11, '/a.html', fields => [ 'Range: bytes=0-9' ]))[1], $with,
    'no part of a page');
like((get(21, '/a.html', fields => [ 'Range: bytes=0-9' ]))[0],
    qr/^HTTP\/1.1 206/, 'a part where nothing is shown');
is((get(11, '/a.html', method => 'HEAD'))[1], '', 'HEAD has no body');

for my $size (1, 2, 7, 64, 5000) {
    is((get(11, "/proxy/$size"))[1], $with, "proxied in pieces of $size");
    is((get(11, "/proxy/${size}c"))[1], $with, "chunked, pieces of $size");
    is((get(21, "/proxy/${size}c"))[1], $without, 'and without');
}

($h, $b) = get(11, '/proxy/99', fields => [ 'Range: bytes=0-9',
    'If-None-Match: "a"', 'Accept-Encoding: gzip' ]);
like($h, qr/^X-Seen: \[\]/m, 'the upstream is asked for the whole page');
like($h, qr/^Cache-Control: private, max-age=9$/m, 'private');

is((get(21, '/cache/99'))[1], $without, 'cached without');
is((get(11, '/cache/99'))[1], $with, 'with, from the cache');
is((get(21, '/cache/99'))[1], $without, 'and without again');

for my $path (qw( /block/a.html /return/ /page/a.html /any/a.html )) {
    for my $method (qw( GET HEAD POST PURGE )) {
        ($h, $b) = get(21, $path, method => $method);
        like($h, qr/^HTTP\/1.1 451 Unavailable For Legal Reasons$/m,
            "$method $path is refused");
        like($h, qr/^Cache-Control: no-store$/m, 'no-store');
        like($h, qr/^Link: <https:\/\/example.org\/>; rel="blocked-by"/m,
            'blocked-by');
        unlike($b, qr/secret/, 'nothing of the page');
    }
}

is((get(11, '/block/a.html'))[1], $without, 'not refused elsewhere');

$t->done;
