#!/usr/bin/perl

# script: readers of a notice get the script in each document, once.

use warnings;
use strict;

use Encode qw( encode );
use IO::Compress::Gzip qw( gzip );
use JSON::PP;
use Test::More;

use LN;

my $t = LN->new;

my $html = '<!DOCTYPE html><html><body><article>x</article></body></html>';
my $tag = '<script src="/l.js?outlet=/o" type="module" async></script>';
$t->write('html/index.html', $html);
$t->write('html/news/a.html', $html);
$t->write('html/a.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
    . '<p>x</p></body></html>');
$t->write('html/head.html', '<!DOCTYPE html><html><head><title>x</title></head>'
    . '<body><article>x</article></body></html>');
$t->write('html/news/head.html', '<!DOCTYPE html><html><head><title>x</title>'
    . '</head><body><article>x</article></body></html>');
$t->write('html/a.txt', 'x');
$t->write('html/a.json', '{}');
$t->write('html/frames.html', '<html><frameset><frame src=x></frameset></html>');
$t->write('html/framed.html', '<html><head><title>x</title></head><frameset>'
    . '<frame src=x></frameset></html>');
$t->write('html/wide.html', encode('UTF-16LE', "\x{feff}$html"));
$t->write("html/$_/part.html", '<div>part</div>') for '.', 'news';
$t->write('html/word.html', 'OK');
$t->write('text.html', '<p>text</p>');

# Bodies whose Content-Encoding is no gzip, or that are cut or spoilt.
my $many = join '', map { "<p>$_ " . rand } 1 .. 3000;
gzip(\"$html$many", \my $good);
my %corrupt = (
    garbage => 'no gzip at all ' x 20,
    cut => substr($good, 0, 100),
    spoilt => substr($good, 0, 40) . "\xff" x 4000,
    empty => '',
);

my $upstream = $t->upstream(sub {
    my ($request, $c) = @_;
    my $body = $html;
    my $fields = "Content-Type: text/html\r\n";
    if ($request =~ m{/odd}) {
        $fields = "Content-Type: text/html; charset=utf-7\r\n";
    }
    if ($request =~ m{/zipped}) {
        gzip(\$html, \$body);
        $fields .= "Content-Encoding: gzip\r\n";
    }
    if ($request =~ m{/corrupt/(\w+)}) {
        $body = $corrupt{$1};
        $fields .= "Content-Encoding: gzip\r\n";
    }
    $body = '<html><frameset><frame src=x></frameset>' if $request =~ m{/frames};
    $fields .= "Legal-Notice: owed\r\n" if $request =~ m{/tier};
    print $c "HTTP/1.1 200 OK\r\n$fields"
        . "ETag: \"o\"\r\nContent-Length: @{[ length $body ]}\r\n"
        . "Connection: close\r\n\r\n$body";
});

$t->start(<<"END");
legal_jurisdiction here { network 127.0.0.11/32; }
legal_jurisdiction there { network 127.0.0.12/32; }
legal_restriction secret { in here; uri ~ ^/secret; }
legal_notice one { in here; text DIR/text.html; uri ~ ^/news/;
    place append article; script /l.js?outlet=/o; }
legal_notice two { in here; text DIR/text.html; uri ~ ^/news/;
    place append article; script /l.js?outlet=/o; }
legal_notice owed { in here; text DIR/text.html; script /l.js?outlet=/o; }
legal_notice amp { in here; text DIR/text.html; script '/l.js?a=1&b=2'; }
legal_notice other { in there; text DIR/text.html; uri ~ ^/never/;
    script https://a.example/x.js; }
legal_notice none { in here; text DIR/text.html; place append article;
    fallback none; script /l.js?outlet=/o; }
legal_notice type { in here; text DIR/text.html; types application/xhtml+xml; }
legal_notice old { in here; text DIR/text.html; until 2020-01-01;
    script /old.js; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply secret one two other old;
    location /up/ { proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffering off; }
    location /owed/ { legal_apply owed; proxy_pass http://127.0.0.1:$upstream; }
    location /amp/ { alias DIR/html/; legal_apply amp; }
    location /none/ { alias DIR/html/; legal_apply none; }
    location /type/ { legal_apply type one;
        proxy_pass http://127.0.0.1:$upstream; }
    location /tier/ { legal_apply owed; legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream; }
    location /dry/ { alias DIR/html/; legal_dry_run on; }
    location = /status { legal_status; }
    location = /named { return 200 \$legal_notices; }
}
END

sub scripts { my ($a) = @_;
    return join ' ', $a->{body} =~ /<script src="([^"]*)"/g }

my $home = $t->get(11, '/');
like($home->{body}, qr{x</article>\Q$tag\E</body>}, 'a page that uri leaves out');
is(scripts($home), '/l.js?outlet=/o', '.. once');
is(field($home, 'Legal-Notice'), undef, '.. is no notice');
is(field($home, 'Cache-Control'), 'private', '.. and private');
my $etag = field($home, 'ETag');
like($etag, qr/-[0-9a-f]{16}"$/, '.. with a tag of its own');
my $plain = $t->get(13, '/');
is(scripts($plain), '', 'not for others');
isnt(field($plain, 'ETag'), $etag, '.. whose page has another tag');
is($t->status(11, '/', fields => [ "If-None-Match: $etag" ]), 304,
    'the same: 304');
is($t->status(11, '/', fields =>
    [ 'If-None-Match: ' . field($plain, 'ETag') ]), 200,
    'the plain page is another');
is($t->status(13, '/', fields => [ "If-None-Match: $etag" ]), 200,
    '.. and the other way round');
is($t->status(11, '/', fields => [ 'Range: bytes=0-1' ]), 200, 'no parts');
is($t->status(13, '/', fields => [ 'Range: bytes=0-1' ]), 206, '.. for others');
is($t->status(11, '/a.txt', fields => [ 'Range: bytes=0-0' ]), 206,
    '.. and of what takes no script');
my $head = $t->get(11, '/', method => 'HEAD');
is(field($head, $_), field($home, $_), "HEAD: $_")
    for qw( ETag Content-Length Cache-Control );

like($t->body(11, '/head.html'), qr{</title>\Q$tag\E</head><body>.*</html>$},
    'a page with a head: at its end');
my $both = $t->body(11, '/news/head.html');
like($both, qr{</title>\Q$tag\E</head>.*x<aside.*<aside.*</article>},
    '.. and the notices at their place');
is($t->body(11, '/news/head.html', fields => [ 'Accept-Encoding: gzip' ]),
    $both, '.. the same once more, from the cache of places');

my $news = $t->get(11, '/news/a.html');
is(scripts($news), '/l.js?outlet=/o', 'a page with two notices: one script');
is(() = $news->{body} =~ /<aside/g, 2, '.. and the notices');
is(field($news, 'Legal-Notice'), 'one, two', '.. which the header names');
is(scripts($t->get(12, '/')), 'https://a.example/x.js', 'another one\'s');
like($t->body(11, '/a.xhtml'), 
    qr{<script src="/l.js\?outlet=/o" type="module" async=""></script></body>},
    'XHTML stays well-formed');
like($t->body(11, '/wide.html'), qr/\Q@{[ encode('UTF-16LE', $tag) ]}\E/,
    'UTF-16');
is($t->body(11, '/a.txt'), 'x', 'no plain text');
is($t->body(11, '/a.json'), '{}', 'no JSON');
like($t->body(11, '/frames.html'), qr{^<html><frameset>.*</html>$},
    'a page that cannot take it goes without it');
is(scripts($t->get(11, '/up/zipped')), '/l.js?outlet=/o', 'decoded');
my $odd = $t->get(11, '/up/odd');
is("$odd->{status} $odd->{body}", "200 $html", 'a charset without a notice: without it');
is($t->status(11, '/up/x', fields => [ 'If-None-Match: "o"' ]), 200,
    'an upstream\'s plain copy');
is($t->body(11, '/dry/'), $html, 'a dry run');

# a fragment goes into a document, which has the script

sub answer { my ($a) = @_;
    return $a->{head} =~ s/^Date: .*\n//mr . "\n\n$a->{body}" }

for my $path ('/part.html', '/word.html') {
    is(answer($t->get(11, $path)), answer($t->get(13, $path)),
        "$path is no document: as it is for others");
    is($t->status(11, $path, fields => [ 'If-None-Match: '
        . field($t->get(13, $path), 'ETag') ]), 304, '.. with its own tag');
}
my $part = $t->get(11, '/news/part.html');
is(() = $part->{body} =~ /<aside/g, 2, 'a fragment with notices');
is(scripts($part), '', '.. has no script');

# what lacks its script only owes nothing: also where it is corrupt

for my $name (sort keys %corrupt) {
    for my $way (qw( up off )) {
        my $path = "/$way/corrupt/$name";
        is(answer($t->get(11, $path)), answer($t->get(13, $path)),
            "$path goes as it came");
    }
    is($t->status(11, "/owed/corrupt/$name"), 503, '.. where a notice is due it '
        . 'does not') if $name ne 'empty';
}

# .. and where the notices beside it are not due, or there already

for my $path ('/none/frames.html', map { my $on = $_; map { "/$on/$_" }
    qw( frames odd corrupt/garbage corrupt/spoilt ) } qw( type tier ))
{
    for my $time ('', ', once more') {
        is(answer($t->get(11, $path)), answer($t->get(13, $path)),
            "$path goes as it came$time");
    }
}
like($t->body(11, '/none/framed.html'), qr{</title>\Q$tag\E</head><frameset>},
    "a head takes the script also where frames follow$_") for '', ', once more';
is($t->status(11, '/owed/frames'), 503, 'a notice that is due is in the way');

is($t->status(11, '/secret'), 451, 'a refusal');
is(scripts($t->get(11, '/secret')), '', '.. has none');
like($t->get(11, '/named')->{body}, qr{^(?!.*one)}, 'no notice of $legal_notices');

like($t->body(11, '/amp/head.html'), qr{<script src="/l\.js\?a=1&amp;b=2" },
    'an ampersand is written as a reference');

my $n = decode_json($t->body(1, '/status'))->{notices};
is($n->{one}{decided}, $n->{one}{shown}, 'only notices are counted');

for my $case (
    [ 'l.js' => 'a path that begins with a slash' ],
    [ 'https://' => 'a path that begins with a slash' ],
    [ 'https:///l.js' => 'a path that begins with a slash' ],
    [ 'ftp://a/l.js' => 'a path that begins with a slash' ],
    [ q('/a"b') => 'percent-encode' ], [ q("/a b") => 'percent-encode' ],
    [ "\"/a\x7fb\"" => 'percent-encode' ], [ "\"/a\xd0\xb6\"" => 'percent-encode' ],
    [ '/a$b' => 'percent-encode' ], [ '/a<' => 'percent-encode' ],
    [ '/a script /b' => 'number of arguments' ],
    [ '/a; script /b' => 'duplicate' ],
) {
    my ($url, $why) = @$case;
    my ($ok, $said) = $t->check('legal_jurisdiction h { network ::1/128; }'
        . "legal_notice n { in h; text DIR/text.html; script $url; }");
    ok(!$ok, "script $url");
    like($said, qr/"script" directive.*$why|$why.*"script" directive/, '.. says why');
}

$t->done(seen => qr/"script"/);
