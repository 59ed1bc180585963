#!/usr/bin/perl

# The notice in the page's own charset: by BOM, Content-Type, meta, and default.

use warnings;
use strict;
use utf8;

use Encode;
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/ru.html', encode('UTF-8', '<p>Внимание 😀</p>'));

sub aside {
    return '<aside class="legal-notice" role="note" lang="ru" dir="ltr"'
        . ' data-legal-notice="n"><p>' . $_[0] . '</p></aside>';
}

my $text = 'Внимание 😀';
my $ascii = join '', map { ord($_) < 128 ? $_ : '&#' . ord($_) . ';' }
    split //, $text;

# more than a prescan looks at
my $late = '<!-- ' . 'late ' x 220 . '-->';

# name => [ charset of Content-Type, of the bytes, BOM, the notice, meta, cut,
# words, what comes before the meta ]
my %pages = (
    utf8 => [ 'utf-8', 'UTF-8', '', $text ],
    meta => [ '', 'UTF-8', '', $text, 'utf-8' ],
    bom => [ 'windows-1251', 'UTF-8', "\x{feff}", $text ],
    none => [ '', 'UTF-8', '', $ascii ],
    header => [ 'windows-1251', 'cp1251', '', $ascii, 'utf-8' ],
    koi8 => [ '', 'koi8-r', '', $ascii, 'koi8-r' ],
    utf16le => [ 'utf-16', 'UTF-16LE', '', $text ],
    utf16be => [ 'UTF-16BE', 'UTF-16BE', '', $text ],
    bom16le => [ '', 'UTF-16LE', "\x{feff}", $text ],
    bom16be => [ 'utf-8', 'UTF-16BE', "\x{feff}", $text, 'koi8-r' ],
    cut16 => [ 'utf-16le', 'UTF-16LE', '', $text, '', 'cut' ],
    sjis => [ 'shift_jis', 'shiftjis', '', $ascii, '', '', 'ソ表示<貼り' ],
    jis => [ '', 'iso-2022-jp', '', $ascii, 'iso-2022-jp', '', '日本語' ],
    jislate => [ '', 'iso-2022-jp', '', $ascii, 'iso-2022-jp', '', '主賞社上<',
        $late ],
);

my (%body, %with, %type);

for my $name (keys %pages) {
    my ($header, $code, $bom, $notice, $meta, $cut, $words, $before)
        = @{$pages{$name}};
    my $head = $bom . ($before // '') . ($meta ? "<meta charset=$meta>" : '<title></title>')
        . '<body><article>' . ($words || 'Привет');
    my ($close, $tail) = ('', '</article></body>');
    ($close, $tail) = ('--></article>', '') if $cut;
    $head .= '<!-- ' if $cut;
    $head = Encode::encode($code, $head, Encode::FB_XMLCREF);
    $body{$name} = $head . encode($code, $tail);
    $with{$name} = $head . encode($code, ($cut ? '-->' : '') . aside($notice)
        . $tail);
    $type{$name} = 'text/html' . ($header ? "; charset=$header" : '');
}

# it breaks off amid kanji, in the byte of a `<`
$body{jiscut} = "$late<meta charset=iso-2022-jp><body><article>\e\$B<g>^<q";
$with{jiscut} = "$body{jiscut}\e(B" . aside($ascii);
$type{jiscut} = 'text/html';

$type{hz} = 'text/html';
$body{hz} = '<meta charset=hz-gb-2312><body>~{<:Ky~}</body>' . 'x' x 2000;

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($size, $name) = $head =~ m{^GET /(\d+)/(\w+)} or return;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: $type{$name}\r\n"
        . "Connection: close\r\n\r\n";
    my $page = $body{$name};
    print $c substr $page, 0, $size, '' while length $page;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
server {
    listen 127.0.0.1:PORT;
    legal_apply n;
    location /p/ { proxy_pass http://127.0.0.1:$upstream/;
        proxy_buffering off; }
}
END

for my $name (sort keys %with) {
    for my $size (9999, 7, 1) {
        is(unpack('H*', $t->body(11, "/p/$size/$name")),
            unpack('H*', $with{$name}), "$name in pieces of $size");
    }
}

my $a = $t->get(11, '/p/9999/hz');
is($a->{status}, 503, 'what no notice can be written in');
like($a->{body}, qr/<p>\xd0\x92/, 'holds the notice alone');

$t->done;
