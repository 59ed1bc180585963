#!/usr/bin/perl

# Pages that come with a Content-Encoding: decoded, given their notice, and
# compressed again where nginx does that.

use warnings;
use strict;

use IO::Compress::Deflate qw( deflate );
use IO::Compress::Gzip qw( gzip );
use IO::Compress::RawDeflate qw( rawdeflate );
use IO::Uncompress::Gunzip qw( gunzip );
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');

my $page = '<!DOCTYPE html><html lang="en"><body><article>'
    . join('', map { "<p>line $_ of the page, number @{[ $_ * 7919 % 997 ]}" }
        1 .. 20000);
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $end = '</article></body></html>';
my ($plain, $with) = ($page . $end, $page . $n . $end);

my %coded;
gzip \$plain => \$coded{gzip};
deflate \$plain => \$coded{deflate};
rawdeflate \$plain => \$coded{raw};
gzip \($coded{gzip}) => \$coded{twice};
gzip \$page => \my $first;
gzip \$end => \my $second;
$coded{members} = $first . $second;
$coded{identity} = $plain;
$coded{cut} = substr $coded{gzip}, 0, length($coded{gzip}) - 100;
$coded{early} = substr $coded{gzip}, 0, 20;
$coded{corrupt} = $plain;
$coded{void} = '';
$coded{png} = $coded{gzip};

# zstd and brotli make nothing of many a buffer, and then much of one

srand 7;
my $dense = '<html lang="en"><body><article>'
    . join('', map { sprintf '<p>%08x%08x', rand 2**32, rand 2**32 }
        1 .. 40000);
$t->write('dense', $dense . $end);
my $read = sub { local $/; open my $f, '-|', @_ or die; <$f> };
$coded{zstd} = $read->('zstd', '-q', '-c', $t->dir . '/dense');
$coded{br} = $read->('brotli', '-c', $t->dir . '/dense');
my $bomb = '<p>' . ' ' x 20_000_000;
gzip \$bomb => \$coded{bomb};
my %field = (raw => 'deflate', twice => 'gzip, gzip',
    map { $_ => 'gzip' } qw( members cut early corrupt void bomb png ));

$t->write("html/$_.html", $coded{$_}) for keys %coded;

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($size, $name) = $head =~ m{^\S+ /(\d+)/(\w+)} or return;
    my $body = $coded{$name};
    my $type = $name eq 'png' ? 'image/png' : 'text/html';
    print $c "HTTP/1.1 200 OK\r\nContent-Type: $type\r\nETag: \"e\"\r\n"
        . 'Content-Encoding: ' . ($field{$name} // $name) . "\r\n"
        . 'Content-Length: ' . length($body) . "\r\nConnection: close\r\n\r\n";
    return if $head =~ /^HEAD/;
    print $c substr $body, 0, $size, '' while length $body;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location /p/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /unbuffered/ { proxy_buffering off;
        proxy_pass http://127.0.0.1:$upstream/; }
    location /gzip/ { proxy_pass http://127.0.0.1:$upstream/; gzip on; }
    location /file/ { alias DIR/html/; add_header Content-Encoding gzip; }
    location /send/ { alias DIR/html/; add_header Content-Encoding gzip;
        sendfile on; }
    location /file-zstd/ { alias DIR/html/; add_header Content-Encoding zstd; }
    location /file-br/ { alias DIR/html/; add_header Content-Encoding br; }
    location /pass/ { legal_undeliverable pass;
        proxy_pass http://127.0.0.1:$upstream/; }
}
END

for my $name (qw( gzip deflate raw twice members identity )) {
    for my $size (100000, 999, 50) {
        my $a = $t->get(11, "/p/$size/$name");
        ok($a->{body} eq $with, "$name in pieces of $size");
        is(field($a, 'Content-Encoding'), undef, 'without its coding');
        ok(!$a->{cut}, 'whole');
    }
    ok($t->get(11, "/unbuffered/777/$name")->{body} eq $with, 'unbuffered');
    ok($t->get(21, "/p/5000/$name")->{body} eq $coded{$name},
        "$name passes as it is elsewhere");
    my $a = $t->get(11, "/gzip/5000/$name", fields => ['Accept-Encoding: gzip']);
    is(field($a, 'Content-Encoding'), 'gzip', "$name and gzip on");
    gunzip \($a->{body}) => \my $again;
    ok(($again // '') eq $with, 'compressed again');
}

for my $name (qw( zstd br )) {
    for my $way (qw( p unbuffered gzip )) {
        for my $size (1000, 40000) {
            my $a = $t->get(11, "/$way/$size/$name");
            ok($a->{body} eq $dense . $n . $end && !$a->{cut},
                "$name of a dense page, /$way, in pieces of $size");
        }
    }
    my $a = $t->get(11, "/file-$name/$name.html");
    ok($a->{body} eq $dense . $n . $end && !$a->{cut}, "$name in a file");
}

my $a = $t->get(11, '/file/gzip.html');
ok($a->{body} eq $with, 'a file that is coded');
for my $name (qw( gzip members void )) {
    $a = $t->get(11, "/send/$name.html");
    ok($a->{body} eq ($name eq 'void' ? $coded{void} : $with) && !$a->{cut},
        "$name, in a file that is sent");
}
is($t->status(11, '/send/corrupt.html'), 503, 'one that is corrupt');
ok($t->get(11, '/send/cut.html')->{cut}, 'one that is cut');

is($t->get(11, '/p/100/void')->{body}, $coded{void}, 'an empty body');
is(field($t->get(11, '/p/100/gzip', method => 'HEAD'), 'Content-Encoding'),
    undef, 'HEAD');

my $etag = field($t->get(11, '/p/100/gzip'), 'ETag');
like($etag, qr/^W\/"e-|^"e-/, 'a coded page, decoded, has an ETag');
$a = $t->get(11, '/p/100/gzip', fields => ["If-None-Match: $etag"]);
is("$a->{status} $a->{body}", '304 ', 'which is known again');
is(field($a, 'Content-Encoding'), undef, 'with no coding');
$a = $t->get(11, '/p/100/gzip', fields => ['If-None-Match: "e"']);
ok($a->{status} == 200 && $a->{body} eq $with, 'the plain one is another');

$a = $t->get(11, '/p/100/png');
is(field($a, 'Content-Encoding'), 'gzip', 'what takes no notice stays coded');
ok($a->{body} eq $coded{png}, 'as it is');
$a = $t->get(11, '/p/100/png', fields => ['If-None-Match: "e"']);
is("$a->{status} $a->{body}", '304 ', 'and is known again');
is(field($a, 'Content-Encoding'), undef, 'with no coding said');

$a = $t->get(11, '/p/9999/bomb');
is(length $a->{body}, length($n) + length $bomb, 'a page that swells');

$a = $t->get(11, '/p/9999/corrupt');
is($a->{status}, 503, 'a corrupt page is undeliverable');
like($a->{body}, qr/<p>n<\/p>/, 'with its notice');
$a = $t->get(11, '/p/9999/early');
is($a->{status}, 503, 'one that is cut before its first byte, too');
$a = $t->get(11, '/p/9999/cut');
ok($a->{cut}, 'a page that is cut later is not completed');
is(() = $a->{body} =~ /<aside/g, 0, 'nor given a false end');
$a = $t->get(11, '/pass/9999/corrupt');
ok($a->{status} != 200 || $a->{cut}, 'nothing is made of it under pass');

$t->done;
