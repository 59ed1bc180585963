#!/usr/bin/perl

# Which language a notice is in, and what a placeholder becomes.

use warnings;
use strict;

use IO::Select;
use IO::Socket::INET;
use Test::More;
use LN;

my $t = LN->new;

$t->write("text/$_.html", "<p>$_</p>") for qw( de en fa ru sr-Latn zh-Hant );
$t->write("ar/$_.html", "<p>$_</p>") for qw( ar be kk ru );
$t->write('holder/en.html',
    "<p title=\"{{arg_x}}\">{{arg_x}} {{{{ {{http_user_agent}}</p>");

$t->write('marked/en.html', "\xef\xbb\xbf<p>marked</p>");
$t->write('cyr/ru.html', "<p>\xd0\xb4\xd0\xb0</p>");

my %lang = (en => 'en', ru => 'ru', kz => 'kk', none => '', gb => 'en-GB',
    tw => 'zh-Hant-TW', fa => 'fa', upper => 'RU');
$t->write("html/$_.html", "<!DOCTYPE html><html"
    . ($lang{$_} ? " lang=\"$lang{$_}\"" : '') . '><body><p>x</body></html>')
    for keys %lang;
$t->write('html/cp1251.html', "<html lang=ru><meta charset=windows-1251>"
    . "<body>\xef\xf0\xe8\xe2\xe5\xf2</body>");

# the page's language is waited for, up to 32 KB, however the page comes

my %late = map { ("late$_" => '<!--' . 'x' x $_ . '--><html lang="fa"><body>'
    . '<p>x' . ' ' x 50000) } 30000, 40000;
$t->write("html/$_.html", $late{$_}) for keys %late;
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($size, $name) = $head =~ m{^\S+ /(\d+)/(\w+)} or return;
    my $body = $late{$name};
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    print $c substr $body, 0, $size, '' while length $body;
});
my $begun = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        . '<!DOCTYPE html>';
    within(10, sub { -e $t->dir . '/has' });
    print $c '<html lang="fa"><body>x';
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice pr { in ru; text DIR/text; }
legal_notice r { in ru; text DIR/text; language reader; }
legal_notice tag { in ru; text DIR/text; language ru; }
legal_notice mixed { in ru; text DIR/text; language reader fa page; }
legal_notice rp { in ru; text DIR/text; language reader page; }
legal_notice page { in ru; text DIR/text; language page; }
legal_notice fa { in ru; text DIR/text; language page reader fa; }
legal_notice ar { in ru; text DIR/ar; }
legal_notice kk { in ru; text DIR/ar; language page reader kk; }
legal_restriction refused { in ru; page DIR/text; }
legal_restriction refused_tag { in ru; page DIR/text; language fa; }
legal_restriction refused_reader { in ru; page DIR/text;
    language reader zh-Hant; }
legal_restriction refused_ar { in ru; page DIR/ar; }
legal_notice holder { in ru; text DIR/holder; }
legal_notice marked { in ru; text DIR/marked; }
legal_restriction refused_marked { in ru; page DIR/marked; }
legal_notice cyr { in ru; text DIR/cyr; }
server {
    listen 127.0.0.1:PORT;
    sendfile on;
    location / { root DIR/html; legal_apply pr; }
    location /r/ { alias DIR/html/; legal_apply r; }
    location /refused/ { legal_apply refused; }
    location /refused_tag/ { legal_apply refused_tag; }
    location /refused_reader/ { legal_apply refused_reader; }
    location /refused_ar/ { legal_apply refused_ar; }
    location /fa/ { alias DIR/html/; legal_apply fa; }
    location /ar/ { alias DIR/html/; legal_apply ar; }
    location /kk/ { alias DIR/html/; legal_apply kk; }
    location /tag/ { alias DIR/html/; legal_apply tag; }
    location /mixed/ { alias DIR/html/; legal_apply mixed; }
    location /rp/ { alias DIR/html/; legal_apply rp; }
    location /page/ { alias DIR/html/; legal_apply page; }
    location /holder/ { alias DIR/html/; legal_apply holder; }
    location /marked/ { alias DIR/html/; legal_apply marked; }
    location /refused_marked/ { legal_apply refused_marked; }
    location /cyr/ { alias DIR/html/; legal_apply cyr; }
    location /p/ { proxy_pass http://127.0.0.1:$upstream/; legal_apply pr;
        proxy_buffering off; proxy_buffer_size 4k; }
    location /begun/ { proxy_pass http://127.0.0.1:$begun; legal_apply pr;
        proxy_buffering off; }
    location /begun/r { proxy_pass http://127.0.0.1:$begun; legal_apply r;
        proxy_buffering off; }
    location /begun/tag { proxy_pass http://127.0.0.1:$begun; legal_apply tag;
        proxy_buffering off; }
}
END

sub language {
    my ($path, $accept) = @_;
    my $a = $t->get(11, $path,
        fields => [ $accept ? "Accept-Language: $accept" : () ]);
    my ($tag, $text) = $a->{body} =~ /<aside[^>]* lang="([^"]*)".*<p>(.*?)<\/p>/
        or return 'none';
    return "$tag differs from $text" if $tag ne $text;
    my $field = field($a, 'Legal-Notice') // '';
    return "Legal-Notice: $field" if $field !~ /;lang=\Q$tag\E$/;
    return $tag;
}

for my $case (
    [ '/ru.html', 'de', 'ru', 'the page\'s language before the reader\'s' ],
    [ '/upper.html', 'de', 'ru', 'in any case' ],
    [ '/gb.html', '', 'en', 'en-GB is en' ],
    [ '/tw.html', '', 'zh-Hant', 'zh-Hant-TW is zh-Hant' ],
    [ '/kz.html', 'fr, de;q=0.5', 'de', 'the reader\'s where the page has none' ],
    [ '/kz.html', 'de;q=0, en;q=0.1', 'en', 'q=0 is a refusal' ],
    [ '/none.html', '', 'en', 'else English, not the first file by name' ],
    [ '/kz.html', 'kk', 'en', 'also of a page and a reader without a text' ],
    [ '/kz.html', 'xx, en;q=0', 'en', 'which no tag can avoid' ],
    [ '/fa/kz.html', 'kk', 'fa', 'or the tag that the list ends in' ],
    [ '/fa/kz.html', 'kk, de;q=0.1', 'de', 'where the reader has no text' ],
    [ '/fa/none.html', '*', 'fa', 'any language: the list\'s' ],
    [ '/fa/none.html', '*, fa;q=0', 'de', 'but not one that is refused' ],
    [ '/page/kz.html', 'ru', 'en', 'English at the end of each list' ],
    [ '/ar/none.html', 'de', 'ar', 'without English the first file by name' ],
    [ '/ar/ru.html', 'de', 'ru', 'where the page has no text' ],
    [ '/kk/none.html', '', 'kk', 'or what is named' ],
    [ '/none.html', 'sr-Latn-RS', 'sr-Latn', 'a script' ],
    [ '/none.html', '*', 'en', 'any' ],
    [ '/none.html', 'x' x 2000, 'en', 'nonsense' ],
    [ '/r/ru.html', 'en', 'en', 'reader' ],
    [ '/r/ru.html', '', 'en', 'reader without a wish' ],
    [ '/tag/en.html', 'en', 'ru', 'a tag' ],
    [ '/mixed/en.html', 'kk', 'fa', 'in the order given' ],
    [ '/mixed/en.html', 'de', 'de', 'the first that is there' ],
) {
    my ($path, $accept, $want, $name) = @$case;
    is(language($path, $accept), $want, $name);
}

for my $name (sort keys %late) {
    my $want = $name eq 'late30000' ? 'fa' : 'ru';
    is(language("/$name.html", 'ru'), $want, "$name, a file");
    is(language("/p/$_/$name", 'ru'), $want, "$name, in pieces of $_")
        for 1000, 100000;
}

like($t->body(11, '/fa.html'), qr/lang="fa" dir="rtl"/, 'right to left');
like($t->body(11, '/en.html'), qr/lang="en" dir="ltr"/, 'left to right');

# while the upstream pauses the header does not wait for it, but the notice does

for my $case ([ '/begun/', 'fa', 'pr' ], [ '/begun/r', 'ru', 'r;lang=ru' ],
    [ '/begun/tag', 'ru', 'tag;lang=ru' ])
{
    my ($path, $tag, $field) = @$case;
    unlink $t->dir . '/has';
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die "connect: $!";
    print $s "GET $path HTTP/1.0\r\nAccept-Language: ru\r\n\r\n";
    my $first = '';
    my $select = IO::Select->new($s);
    while ($first !~ /\r\n\r\n/ && $select->can_read(10)) {
        sysread $s, $first, 65536, length $first or last;
    }
    $t->write('has', '');
    like($first, qr/^HTTP\/1.1 200/, "$path: its header, before the language");
    like($first, qr/^Legal-Notice: \Q$field\E\r$/m, "$path: what it says");
    like($t->body(11, $path, fields => ['Accept-Language: ru']),
        qr/<aside[^>]* lang="$tag".*<p>$tag<\/p>/, "$path: its notice");
}

for my $path ('/r/ru.html', '/refused/') {
    like($t->body(11, $path, fields => [ map({ "X-Field-$_: x" } 1 .. 45),
        'Accept-Language: ru' ]), qr/<p>ru<\/p>/,
        "$path: a wish that comes after 45 other fields");
}

# a field in several lines is one (RFC 9110, 5.3)

for my $case (
    [ 'ru', 'xx', 'ru' ], [ 'en', 'xx;q=0.9', 'en' ],
    [ 'fa', 'de;q=0.2', 'X-Between: x', 'fa;q=0.8, en;q=0.5' ],
    [ 'sr-Latn', 'xx', 'yy', '', 'sr-Latn' ], [ 'ru', 'de;q=0', 'en;q=0.1', 'ru' ],
) {
    my ($want, @lines) = @$case;
    for my $path ('/r/ru.html', '/refused/', '/kz.html') {
        my $body = $t->body(11, $path, fields => [ map({ /^X-/ ? $_
            : "Accept-Language: $_" } @lines) , "Accept-Language: $want" ]);
        like($body, qr/<p>\Q$want\E<\/p>/,
            "$path: $want of " . join ' | ', @lines);
    }
}
isnt(map({ field($_, 'ETag') } $t->get(11, '/r/ru.html',
        fields => ['Accept-Language: xx', 'Accept-Language: ru']),
    $t->get(11, '/r/ru.html', fields => ['Accept-Language: xx',
        'Accept-Language: en'])), 'the second line makes another variant');

my $a = $t->get(11, '/kz.html', fields => ['Accept-Language: en']);
like(fields($a, 'Vary'), qr/Accept-Language/,
    'Vary where the reader chose the language');
isnt(field($a, 'ETag'), field($t->get(11, '/kz.html',
    fields => ['Accept-Language: ru']), 'ETag'), 'a language, an ETag');

is(field($t->get(11, '/ru.html', fields => ['Accept-Language: en']), 'Vary'),
    undef, 'none where the page says it');
is(field($t->get(11, '/tag/en.html', fields => ['Accept-Language: en']),
    'Vary'), undef, 'nor where a tag does');
$a = $t->get(11, '/page/kz.html', fields => ['Accept-Language: ru']);
is(field($a, 'Vary'), undef, 'nor where nothing but the page might have');
like($a->{body}, qr/<p>en<\/p>/, 'and did not: English');

# a restriction's page has a language, too, by the same rules

for my $case (
    [ 'refused', '', 'en', 'English by default' ],
    [ 'refused', 'kk', 'en', 'and without a match' ],
    [ 'refused', 'kk, ru;q=0.1', 'ru', 'the reader\'s by default' ],
    [ 'refused_tag', 'ru', 'fa', 'a tag alone' ],
    [ 'refused_reader', 'ru', 'ru', 'the reader first' ],
    [ 'refused_reader', 'kk', 'zh-Hant', 'then a tag' ],
    [ 'refused_reader', '*', 'zh-Hant', 'a tag for any' ],
    [ 'refused_ar', 'de', 'ar', 'without English the first by name' ],
) {
    my ($path, $accept, $want, $name) = @$case;
    my $a = $t->get(11, "/$path/",
        fields => [ $accept ? "Accept-Language: $accept" : () ]);
    is($a->{status}, 451, "/$path/: 451");
    like($a->{body}, qr/<html lang="$want".*<p>$want<\/p>/s,
        "a restriction: $name");
    is(field($a, 'Cache-Control'), 'no-store', 'which no cache keeps');
}

# a validator is that of the text that is sent, whatever chose it

{
    my @asked = ('', 'kk', 'de', 'ru', '*', '*, fa;q=0', '*, en;q=0', 'xx', 'fa');
    my (%of, %text);
    for my $path (qw( / /r/ /fa/ /page/ /rp/ /tag/ /mixed/ /ar/ )) {
        for my $page (qw( ru kz none )) {
            for my $accept (@asked) {
                my $a = $t->get(11, "$path$page.html", fields => [ $accept
                    ? "Accept-Language: $accept" : () ]);
                my ($text) = $a->{body} =~ /<aside[^>]* lang="([^"]*)"/;
                $of{"$path$page"}{$accept} = [ $text, field($a, 'ETag'),
                    (fields($a, 'Vary') // '') =~ /Accept-Language/ ? 1 : 0 ];
            }
        }
    }
    my ($same, $varies) = (0, 0);
    for my $page (sort keys %of) {
        my $got = $of{$page};
        for my $one (@asked) {
            for my $other (@asked) {
                my ($a, $b) = ($got->{$one}, $got->{$other});
                if ($a->[0] eq $b->[0]) { next }
                $same++ if $a->[1] eq $b->[1];
                $varies++ if !$a->[2] || !$b->[2];
            }
        }
    }
    is($same, 0, 'no two texts of a page have one ETag');
    is($varies, 0, 'and where the reader chose, Vary says so');
}

$a = $t->body(11, '/holder/en.html?x=%22%3E%3Cb%3E',
    fields => ['User-Agent: <script>alert(1)</script>"\'&']);
unlike($a, qr/<script|<b>/, 'no markup from a variable');
like($a, qr/\{\{ &lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#39;&amp;<\/p>/,
    'escaped, and {{{{ is {{');

$a = $t->get(11, '/cyr/cp1251.html');
like($a->{body}, qr/<p>&#1076;&#1072;<\/p>/, 'as references');
unlike($a->{body} =~ /(<aside.*<\/aside>)/s ? $1 : "\xff", qr/[\x80-\xff]/,
    'ASCII on a page in windows-1251');
like($a->{body}, qr/\xef\xf0\xe8\xe2\xe5\xf2/, 'whose bytes stay');

# a text's byte order mark is none of its bytes

like($t->body(11, '/marked/en.html'), qr/data-legal-notice="marked"><p>marked/,
    'no byte order mark in a notice');
unlike($t->body(11, '/refused_marked/'), qr/\xef\xbb\xbf/,
    'nor in a restriction\'s page');

# a text that changed is read at a reload, and is another variant

my $etag = field($t->get(11, '/cyr/en.html'), 'ETag');
$t->write('cyr/ru.html', '<p>new</p>');
is($t->status(11, '/cyr/en.html', fields => ["If-None-Match: $etag"]), 304,
    'texts are not read under a running server');
$t->reload;
$a = $t->get(11, '/cyr/en.html', fields => ["If-None-Match: $etag"]);
is($a->{status}, 200, 'a changed text is another variant');
like($a->{body}, qr/<p>new<\/p>/, 'and is shown after a reload');

$t->write('cyr/ru.html', '<p><b>new</p>');
$t->reload;
like($t->body(11, '/cyr/en.html'), qr/<p>new<\/p>/,
    'a text that does not balance is not taken at a reload');
like($t->log, qr/"<b>" is not closed before.*cyr\/ru.html":1:10/, 'and said');

# a 304 says no language that the reader's copy may not have

for my $path ('/ru.html', '/en.html') {
    $a = $t->get(11, $path, fields => ['Accept-Language: de']);
    my ($claim) = $a->{head} =~ /^Legal-Notice: (\w+);lang=\w+$/m;
    my $now = $t->get(11, $path, fields => ['Accept-Language: de',
        'If-None-Match: ' . field($a, 'ETag')]);
    is($now->{status}, 304, "$path: confirmed");
    is(field($now, 'Legal-Notice'), $claim, '.. the notice without a language');
}

# "en", the last resort, is also what a reader without a match is given;
# but here the page's language comes before that.
$a = $t->get(11, '/rp/ru.html', fields => ['Accept-Language: en']);
like($a->{body}, qr/lang="en"/, 'the reader before the page');
$etag = field($a, 'ETag');
is($t->status(11, '/rp/ru.html', fields => ['Accept-Language: en',
    "If-None-Match: $etag"]), 304, 'who still wishes for it has it');
$a = $t->get(11, '/rp/ru.html', fields => ['Accept-Language: xx',
    "If-None-Match: $etag"]);
is($a->{status}, 200, 'another wish, another text: no 304');
like($a->{body}, qr/lang="ru" dir/, 'and it is sent');

# one language has one text

$t->write("twice/$_.html", "<p>$_</p>") for qw( EN en ru );
my ($ok, $said) = $t->check("legal_jurisdiction x { network 192.0.2.0/24; }
legal_notice n { in x; text DIR/twice; }");
ok(!$ok, 'two files of one language');
like($said, qr{twice/EN\.html" and "\S+/twice/en\.html" are of one language, remove one of them},
    'are refused by name');

$t->done(seen => qr/is not closed before|are of one language/);
