#!/usr/bin/perl

# Plain text where `types` lists it: the notice is text and stands at the end.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use Test::More;
use LN;

my $t = LN->new;

my $page = "line <p>\n" x 3000;
my $cyrillic = "\xd0\xbd\xd0\xb5\xd1\x82";
gzip \$page => \my $zipped;

$t->write('en/en.html', "<p>See <a href=\"/law\">the\n law</a> &amp; "
    . "{{arg_x}}</p>\n<ul><li>one</li><li>two</li></ul>");
$t->write('ru/ru.html', "<p>$cyrillic</p>");
$t->write("both/$_.html", "<p>$_</p>") for qw( de en );
$t->write('html/a.txt', $page);
$t->write('html/none.txt', '');
$t->write('html/a.html', '<body>a</body>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($method, $name) = $head =~ m{^(\S+) \S*/(\w+)} or return;
    my $type = { cp1251 => '; charset=windows-1251', utf8 => '; charset=UTF-8',
        flowed => '; format=flowed', utf16 => '; charset=utf-16le' }->{$name};
    my $body = $name eq 'gzip' ? $zipped : $page;
    print $c join "\r\n", 'HTTP/1.1 200 OK', 'Connection: close',
        'Content-Type: text/plain' . ($type // ''), 'ETag: "o"',
        $name eq 'gzip' ? 'Content-Encoding: gzip' : (),
        $name eq 'chunked' ? 'Transfer-Encoding: chunked'
            : 'Content-Length: ' . length $body, '',
        $method eq 'HEAD' ? '' : $name eq 'chunked'
            ? sprintf "%x\r\n%s\r\n0\r\n\r\n", length $body, $body : $body;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/en; types text/plain text/html; }
legal_notice r { in ru; text DIR/ru; types TEXT/Plain; }
legal_notice b { in ru; text DIR/both; types text/plain; }
legal_notice h { in ru; text DIR/en; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n h;
    location /p/ { proxy_pass http://127.0.0.1:$upstream; }
    location /slow/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffering off; }
    location /r/ { legal_apply r; proxy_pass http://127.0.0.1:$upstream; }
    location /pass/ { legal_apply r; legal_undeliverable pass;
        proxy_pass http://127.0.0.1:$upstream; }
    location /both/ { legal_apply b; alias DIR/html/; }
    location /two/ { legal_apply n r; alias DIR/html/; }
    location /h/ { legal_apply h; alias DIR/html/; }
    location /gzip/ { alias DIR/html/; gzip on; gzip_types text/plain; }
    location /cut/ { alias DIR/html/; sendfile on; output_buffers 1 512; }
}
END

my $n = "\n\nSee the law & <b>\none\ntwo\n";
my $arg = '?x=<b>';

for my $path (qw( /a.txt /cut/a.txt /p/plain /p/chunked /p/gzip /slow/plain
    /slow/chunked /slow/gzip /p/utf8 /p/flowed /p/cp1251 ))
{
    my $a = $t->get(11, $path . $arg);
    ok($a->{body} eq $page . $n, "$path has its notice");
    ok(!$a->{cut}, 'whole');
    is(field($a, 'Legal-Notice'), 'n;lang=en', 'and says so');
    like(field($a, 'Content-Type'), $path =~ /(utf8|cp1251|flowed)/
        ? { utf8 => qr/=UTF-8$/, cp1251 => qr/=windows-1251$/,
            flowed => qr/=flowed; charset=utf-8$/ }->{$1} : qr/; charset=utf-8$/,
        'in its charset');
    my $there = $t->get(21, $path);
    ok($there->{body} eq ($path =~ /gzip/ ? $zipped : $page), 'elsewhere not');
}

my $a = $t->get(11, "/a.txt$arg");
is(field($a, 'Content-Length'), length $page . $n, 'the exact length');
is(field($a, 'Last-Modified'), undef, 'no date of the original');
my $etag = field($a, 'ETag');
is($t->status(11, "/a.txt$arg", fields => ["If-None-Match: $etag"]), 304,
    '304 for this variant');
is($t->status(11, "/a.txt", fields => ["If-None-Match: $etag"]), 200,
    'but not for another');
my $plain = field($t->get(21, '/a.txt'), 'ETag');
is($t->status(11, "/a.txt$arg", fields => ["If-None-Match: $plain"]), 200,
    'nor for the plain text');
ok($t->body(11, "/a.txt$arg", fields => ['Range: bytes=0-3']) eq $page . $n,
    'no part of it');
for my $path (qw( /a.txt /p/plain /p/chunked )) {
    my ($get, $head) = map { $t->get(11, $path . $arg, method => $_) }
        qw( GET HEAD );
    is($head->{body}, '', "$path: HEAD");
    is(field($head, $_), field($get, $_), "$path: HEAD, $_")
        for qw( ETag Content-Type Legal-Notice ), $path =~ /chunked/ ? ()
            : 'Content-Length';
}

is($t->body(11, "/none.txt$arg"), $n, 'an empty text');
is($t->body(11, '/two/none.txt?x=1'), "\n\nSee the law & 1\none\ntwo\n"
    . "\n\n$cyrillic\n", 'two notices');
for my $language (qw( de en )) {
    $a = $t->get(11, '/both/none.txt',
        fields => ["Accept-Language: $language"]);
    is($a->{body}, "\n\n$language\n", "the reader's language, $language");
    is(field($a, 'Legal-Notice'), "b;lang=$language", 'and says so');
}
is($t->body(11, '/h/a.txt'), $page, 'not unless its type is listed');
like($t->body(11, '/a.html'), qr/<body>a<aside.*<aside.*<\/body>$/s,
    'pages as ever');

$a = $t->get(11, "/r/plain");
ok($a->{body} eq "$page\n\n$cyrillic\n", 'letters beyond ASCII');
is(field($a, 'Content-Type'), 'text/plain; charset=utf-8', 'are said to be so');
ok($t->body(11, '/r/utf16') eq $page . join('', map { pack 'v', $_ }
    10, 10, 0x43d, 0x435, 0x442, 10), 'in UTF-16');
$a = $t->get(11, '/r/cp1251');
is($a->{status}, 503, 'letters that cannot be written');
like($a->{body}, qr/<p>$cyrillic<\/p>/, 'are in a page of their own');
$a = $t->get(11, '/pass/cp1251');
ok($a->{body} eq $page, 'or it passes, where that is said');
is(field($a, 'Content-Type'), 'text/plain; charset=windows-1251', 'untouched');

$a = $t->get(11, "/gzip/a.txt$arg", fields => ['Accept-Encoding: gzip']);
is(field($a, 'Content-Encoding'), 'gzip', 'gzip on');
require IO::Uncompress::Gunzip;
IO::Uncompress::Gunzip::gunzip(\$a->{body} => \my $again);
ok(($again // '') eq $page . $n, 'has it, too');

# what a notice would break

for my $type (qw( application/json application/rss+xml application/atom+xml
    text/css text/javascript application/xml text/xml image/svg+xml image/png
    application/pdf text/event-stream text/* */* application/ld+json
    text/csv ))
{
    my ($ok, $said) = $t->check("legal_jurisdiction ru { country RU; }\n"
        . "legal_notice n {\nin ru; text DIR/en;\ntypes text/html $type;\n}\n"
        . "legal_database DB/City.mmdb;");
    ok(!$ok, "$type is refused");
    like($said, qr/"\Q$type\E" in "types" .*"text\/plain" in \S+nginx.conf:\d+/,
        'with what is allowed');
}
for my $type (qw( text/html application/xhtml+xml text/plain
    text/vnd.turbo-stream.html application/vnd.wap.xhtml+xml ))
{
    my ($ok, $said) = $t->check("legal_jurisdiction ru { country RU; }\n"
        . "legal_notice n { in ru; text DIR/en; types $type; }\n"
        . "legal_database DB/City.mmdb;");
    ok($ok, "$type is taken") or diag $said;
}

$t->done(seen => qr/invalid value \S+ in "types"/);
