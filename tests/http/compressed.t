#!/usr/bin/perl

# Pages that stay compressed: a client that accepts the coding gets the page as
# it was compressed, with its notice put in.  zlib, curl, Python and node read
# it.

use warnings;
use strict;

use IO::Compress::Deflate qw( deflate );
use IO::Compress::Gzip qw( gzip );
use IO::Compress::RawDeflate qw( rawdeflate );
use IO::Uncompress::AnyInflate qw( anyinflate );
use IO::Uncompress::Gunzip qw( gunzip );
use Test::More;
use LN;

my $t = LN->new;

$t->write('n/en.html', '<p>n</p>');
$t->write('m/en.html', '<p>m</p>');

my $aside = '<aside class="legal-notice" role="note" lang="en" dir="ltr"';
my $n = "$aside data-legal-notice=\"n\"><p>n</p></aside>";
my $m = "$aside data-legal-notice=\"m\"><p>m</p></aside>";

sub lines {
    my ($from, $to) = @_;
    return join '', map {
        "<p class=\"a b\">line $_ of the page, number @{[ $_ * 7919 % 997 ]}"
    } $from .. $to;
}

my $head = '<!DOCTYPE html><html lang="en"><body><article><h1>T</h1>';
my $end = '</article></body></html>';
my $lines = lines(1, 15000);
my $plain = $head . $lines . $end;
my $with = $head . $n . $lines . $m . $end;

my %coded;
gzip \$plain => \$coded{gzip};
gzip \$plain => \$coded{fast}, -Level => 1;
gzip \$plain => \$coded{stored}, -Level => 0;
gzip \$plain => \$coded{named}, -Name => 'a.html', -Comment => 'c',
    -ExtraField => [ 'xx' => 'y' x 9 ];
deflate \$plain => \$coded{deflate};
rawdeflate \$plain => \$coded{raw};
gzip \($head . substr $lines, 0, 9999) => \my $first;
gzip \(substr($lines, 9999) . $end) => \my $second;
$coded{members} = $first . $second;
$coded{garbage} = $coded{gzip} . "\0" x 5000;
$coded{cut} = substr $coded{gzip}, 0, length($coded{gzip}) - 100;
$coded{end} = substr $coded{gzip}, 0, length($coded{gzip}) - 4;
$coded{early} = substr $coded{gzip}, 0, 20;
$coded{corrupt} = $plain;
$coded{sum} = $coded{gzip} =~ s/.{8}\z/xxxxxxxx/sr;
$coded{void} = '';
gzip \'' => \$coded{nothing};
gzip \'<frameset><frame src=a></frameset>' => \$coded{frames};
gzip \'{"a": 1}' => \$coded{json};
gzip \($coded{gzip}) => \$coded{twice};
my $small = '<html lang="en"><article><h1>h</h1>x</article>';
gzip \$small => \$coded{small};
my $small_with = "<html lang=\"en\"><article><h1>h</h1>${n}x$m</article>";

my $open = '<html lang="en"><h1>h</h1><div hidden>x';
gzip \$open => \$coded{open};

my %field = (raw => 'deflate', deflate => 'deflate', twice => 'gzip, gzip',
    named => 'x-gzip');

$t->write("html/$_.html", $coded{$_}) for keys %coded;
$t->write('static/a.html', $plain);
$t->write('static/a.html.gz', $coded{gzip});
$t->write('static/small.html', $small);
$t->write('static/small.html.gz', $coded{small});
$t->write('static/open.html', $open);
$t->write('static/open.html.gz', $coded{open});

my $upstream = $t->upstream(sub {
    my ($request, $c) = @_;
    my ($size, $name) = $request =~ m{^\S+ /(\d+)/(\w+)} or return;
    my $body = $coded{$name};
    if ($request =~ m{^If-None-Match: W/"e"\r}mi) {
        print $c "HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n"
            . "Connection: close\r\n\r\n";
        return;
    }
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"e\"\r\n"
        . 'X-Asked: ' . ($request =~ /^Accept-Encoding: (.*)\r/mi ? $1 : '-')
        . "\r\nContent-Encoding: " . ($field{$name} // 'gzip') . "\r\n"
        . 'Content-Length: ' . length($body) . "\r\nConnection: close\r\n\r\n";
    return if $request =~ /^HEAD/;
    print $c substr $body, 0, $size, '' while length $body;
});

# a part, flushed, and the rest when the test says so

my $streams = $t->upstream(sub {
    my ($request, $c) = @_;
    my ($name) = $request =~ m{^\S+ /(\w+)} or return;
    my $z = Compress::Zlib::deflateInit(-WindowBits => 31);
    my $out = $z->deflate($head . '<p>first') . $z->flush(2);
    $c->autoflush(1);
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Content-Encoding: gzip\r\nConnection: close\r\n\r\n$out";
    select undef, undef, undef, 0.8;
    print $c $z->deflate("<p>second$end") . $z->flush;
});

use Compress::Zlib ();

my $p = "proxy_pass http://127.0.0.1:$upstream/;";

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n; place after h1; }
legal_notice m { in ru; text DIR/m; place append article; }
legal_notice s { in ru; text DIR/m; uri ~ ^/never/; script /s.js; }
proxy_cache_path DIR/cache keys_zone=z:1m;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n m;
    location /p/ { $p }
    location /unbuffered/ { proxy_buffering off; $p }
    location /gzip/ { $p gzip on; }
    location /pass/ { legal_undeliverable pass; $p }
    location /cache/ { $p proxy_cache z; proxy_cache_valid 1m; }
    location /stream/ { proxy_buffering off;
        proxy_pass http://127.0.0.1:$streams/; }
    location /file/ { alias DIR/html/; add_header Content-Encoding gzip; }
    location /send/ { alias DIR/html/; add_header Content-Encoding gzip;
        sendfile on; gzip on; gzip_types text/html; }
    location /static/ { alias DIR/static/; gzip_static on; }
    location /threads/ { alias DIR/static/; gzip_static on; aio threads; }
    location /memory/ { alias DIR/static/; gzip_static on; sendfile off;
        output_buffers 2 8k; }
    location /limit/ { alias DIR/static/; gzip_static on; sendfile on;
        limit_rate 300k; }
    location /vary/ { alias DIR/static/; gzip_static on; gzip_vary on; }
    location /status { legal_apply off; legal_status json; }
    location /always/ { alias DIR/static/; gzip_static always; }
    location /script/ { legal_apply n s; $p }
    location /script/static/ { legal_apply n s; alias DIR/static/;
        gzip_static on; }
    location /script/file/ { legal_apply n s; alias DIR/html/;
        add_header Content-Encoding gzip; }
    location /first/ { legal_apply n; $p }
    location /first/unbuffered/ { legal_apply n; proxy_buffering off; $p }
    location /first/send/ { legal_apply n; alias DIR/html/;
        add_header Content-Encoding gzip; sendfile on; }
    location /first/read/ { legal_apply n; alias DIR/html/;
        add_header Content-Encoding gzip; sendfile off; output_buffers 2 8k; }
    location /first/threads/ { legal_apply n; alias DIR/html/;
        add_header Content-Encoding gzip; aio threads; sendfile on; }
}
END

my @gzip = (fields => ['Accept-Encoding: gzip']);
my @deflate = (fields => ['Accept-Encoding: br;q=0.9, deflate;q=0.5']);

# What a strict reader makes of it: one stream, to its end.
sub inflated {
    my ($body, $coding) = @_;
    my ($z, $status) = Compress::Zlib::inflateInit(
        -WindowBits => $coding eq 'raw' ? -15 : $coding eq 'deflate' ? 15 : 31);
    my ($out, $rc) = $z->inflate($body);
    return $rc == Compress::Zlib::Z_STREAM_END() && $body eq '' ? $out : '';
}

for my $name (qw( gzip fast stored named deflate raw members garbage small )) {
    my ($coding) = $name =~ /(deflate|raw)/ ? $1 : 'gzip';
    my @accept = $coding eq 'gzip' ? @gzip : @deflate;
    my $want = $name eq 'small' ? $small_with : $with;
    for my $way (qw( p/100000 p/999 p/50 unbuffered/777 gzip/5000 )) {
        my $a = $t->get(11, "/$way/$name", @accept);
        is(field($a, 'Content-Encoding'), $field{$name} // 'gzip',
            "$name by $way stays compressed");
        ok(!$a->{cut}, 'is whole');
        my $got = inflated($a->{body}, $coding);
        ok($got eq $want, 'and has its notices');
        is(field($a, 'X-Asked'), '-', 'which was not asked for');
        is(field($a, 'Vary'), 'Accept-Encoding', 'and varies');
        like(field($a, 'ETag'), qr/^W\/"e-\w+"$/, 'with a weak ETag');
    }
    my $a = $t->get(11, "/p/5000/$name");
    is(field($a, 'Content-Encoding'), undef, "$name, decoded for others");
    ok($a->{body} eq $want, 'with its notices');
    is(field($a, 'Vary'), 'Accept-Encoding', 'and varies');
    $a = $t->get(21, "/p/5000/$name", @accept);
    ok($a->{body} eq $coded{$name}, "$name elsewhere is as it was");
}

# it is not compressed again: 32 KB behind the first notice all is as it was

my $a = $t->get(11, '/p/5000/fast', @gzip);
my $same = substr $coded{fast}, 20000, 20000;
ok(index($a->{body}, $same) > 0, 'what it was made of is still there');

for my $accept ('gzip;q=0', 'br', 'identity', 'deflate, *;q=0', '',
    "*\r\nAccept-Encoding: gzip;q=0")
{
    my $a = $t->get(11, '/p/5000/gzip', fields => ["Accept-Encoding: $accept"]);
    is(field($a, 'Content-Encoding'), undef, "\"$accept\" gets it decoded");
    ok($a->{body} eq $with, 'with its notices');
}
for my $accept ('x-gzip', '*', 'br, GZIP;q=0.1', "br\r\nAccept-Encoding: gzip")
{
    my $a = $t->get(11, '/p/5000/gzip', fields => ["Accept-Encoding: $accept"]);
    is(field($a, 'Content-Encoding'), 'gzip', "\"$accept\" gets it compressed");
}
$a = $t->get(11, '/gzip/5000/twice', @gzip);
is(inflated($a->{body}, 'gzip'), $with, 'a list of codings is decoded');
like($t->body(11, '/status'), qr/"decoded_coding": 1,/, 'which is counted');
like($t->log, qr/\[notice\].*"\/gzip\/5000\/twice" is decoded for its notices, as only gzip and deflate can stay, not its Content-Encoding "gzip, gzip"/,
    'and the log says why');

# files

for my $path (qw( /file/gzip.html /send/gzip.html /send/stored.html
    /static/a.html /vary/a.html /always/a.html /static/small.html
    /threads/a.html /memory/a.html /limit/a.html /threads/small.html ))
{
    my $want = $path =~ /small/ ? $small_with : $with;
    my $a = $t->get(11, $path, @gzip);
    is(field($a, 'Content-Encoding'), 'gzip', "$path stays compressed");
    is(inflated($a->{body}, 'gzip'), $want, 'with its notices');
    my $etag = field($a, 'ETag');
    like($etag, qr/^(W\/)?"/, 'an ETag, weak until it is remembered');
    $a = $t->get(11, $path, fields => ['Accept-Encoding: gzip',
        "If-None-Match: $etag"]);
    is($a->{status}, 304, 'which is known again');
    is($t->get(11, $path)->{body}, $want, 'decoded for others');
    $a = $t->get(11, $path, method => 'HEAD', @gzip);
    is("$a->{status} $a->{body}", '200 ', 'HEAD');
    is(field($a, 'Content-Encoding'), 'gzip', 'says the coding');
    is(field($a, 'ETag'), $etag, 'and the ETag');
    is(fields($a, 'Vary'), 'Accept-Encoding', 'and Vary, once');
}

# caches

for (1 .. 3) {
    my $a = $t->get(11, '/cache/5000/gzip', @gzip);
    ok(inflated($a->{body}, 'gzip') eq $with, 'proxy_cache, compressed');
    ok($t->get(11, '/cache/5000/gzip')->{body} eq $with, 'and decoded');
}
my $etag = field($t->get(11, '/p/100/gzip', @gzip), 'ETag');
$a = $t->get(11, '/p/100/gzip', fields => ['Accept-Encoding: gzip',
    "If-None-Match: $etag"]);
is("$a->{status} $a->{body}", '304 ', 'an upstream\'s ETag is known again');
is(field($a, 'ETag'), $etag, 'and said as before');
$a = $t->get(11, '/p/100/gzip', method => 'HEAD', @gzip);
is(field($a, 'Content-Encoding'), 'gzip', 'HEAD says the coding');

# what cannot be put in

for my $name (qw( early corrupt )) {
    is($t->status(11, "/p/5000/$name", @gzip), 503, "$name is refused");
    is($t->status(11, "/pass/5000/$name", @gzip), 503, 'under pass, too');
}
for my $name (qw( cut end )) {
    ok($t->get(11, "/p/5000/$name", @gzip)->{cut}, "$name ends without an end");
}
$a = $t->get(11, '/p/5000/void', @gzip);
is($a->{body}, '', 'an empty body');
is($t->status(11, '/p/5000/frames', @gzip), 503, 'a frameset');
$a = $t->get(11, '/pass/5000/frames', @gzip);
ok($a->{body} eq $coded{frames}, 'is passed as it was');
is(field($a, 'Content-Encoding'), 'gzip', 'with its coding');
$a = $t->get(11, '/p/5000/json', @gzip);
ok($a->{body} eq $coded{json}, 'JSON goes as it was');
is(field($a, 'ETag'), '"e"', 'with its ETag');

# a stream

$a = $t->get(11, '/stream/x', @gzip);
is(inflated($a->{body}, 'gzip'), $head . $n . "<p>first<p>second$m$end",
    'a stream has its notices');

# two at the same time, and one after them: each has a splicer of its own

my @streams = map {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->port,
        LocalAddr => '127.0.0.11', Timeout => 5) or die "connect: $!";
    print $s "GET /stream/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        . "Accept-Encoding: gzip\r\n\r\n";
    $s;
} 1, 2;
for my $s (@streams) {
    my ($got, $whole) = (join('', <$s>), '');
    $got =~ s/.*?\r\n\r\n//s;
    $whole .= substr $got, 0, hex $1, '' while $got =~ s/^(?:\r\n)?([0-9a-f]+)\r\n//;
    is(inflated($whole, 'gzip'), $head . $n . "<p>first<p>second$m$end",
        'one of two streams');
}
is(inflated($t->get(11, '/p/5000/small', @gzip)->{body}, 'gzip'), $small_with,
    'and a page after them');

# when all is put in, the rest is not looked at: it goes as it came

my $early = $head . $n . $lines . $end;
for my $name (qw( gzip fast stored named deflate raw members garbage )) {
    my ($coding) = $name =~ /(deflate|raw)/ ? $1 : 'gzip';
    my @accept = $coding eq 'gzip' ? @gzip : @deflate;
    for my $way (qw( first/100000 first/999 first/unbuffered/777
        first/unbuffered/50000 ))
    {
        my $a = $t->get(11, "/$way/$name", @accept);
        gunzip \$a->{body} => \my $members, MultiStream => 1;
        ok(!$a->{cut} && ($name eq 'members' ? $members
            : inflated($a->{body}, $coding)) eq $early,
            "$name by $way has the first notice");
        ok($name eq 'members'
            || index($a->{body}, substr $coded{$name},
                0.6 * length $coded{$name}, 9000) > 0,
            'the rest is as it was');
    }
}
for my $way (qw( send read threads )) {
    for my $name (qw( gzip stored fast )) {
        my $a = $t->get(11, "/first/$way/$name.html", @gzip);
        ok(!$a->{cut} && inflated($a->{body}, 'gzip') eq $early,
            "$name.html by $way has the first notice");
    }
}
for my $name (qw( cut end )) {
    ok($t->get(11, "/first/$_/$name", @gzip)->{cut},
        "$name ends without an end, by pieces of $_") for 999, 100000;
}

# end tags that a notice needs, and scripts, go in compressed, too; the second
# time into the page as it was laid out

my $open_with = "<html lang=\"en\"><h1>h</h1>$n<div hidden>x</div>$m";
for my $path (qw( /p/5000/open /p/5000/open /unbuffered/10/open
    /file/open.html /file/open.html /file/open.html /send/open.html
    /static/open.html /static/open.html /static/open.html ))
{
    my $a = $t->get(11, $path, @gzip);
    is(inflated($a->{body}, 'gzip'), $open_with, "$path: behind its end tags");
    ok(!$a->{cut}, 'whole');
}
for my $path (qw( /script/5000/small /script/5000/small /script/5/small
    /script/file/small.html /script/file/small.html /script/static/small.html
    /script/static/small.html /script/static/small.html ))
{
    my $a = $t->get(11, $path, @gzip);
    my $got = inflated($a->{body}, 'gzip');
    my $scripts = () = $got =~ s{<script src="/s\.js"[^>]*></script>}{}g;
    is($scripts, 1, "$path has the script");
    is($got, "<html lang=\"en\"><article><h1>h</h1>${n}x</article>",
        'and the notice');
    ok(!$a->{cut}, 'whole');
}

# other readers

my $url = 'http://127.0.0.1:' . $t->port . '/p/5000/';
my $python = "import sys,zlib,gzip\n"
    . "sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))";
my $node = 'process.stdout.write(require("zlib").gunzipSync('
    . 'require("fs").readFileSync(0)))';

for my $name (qw( gzip fast stored named members )) {
    my $a = $t->get(11, "/p/5000/$name", @gzip);
    my $file = $t->write("got", $a->{body});
    $file = $t->dir . '/got';
    ok(`python3 -c '$python' < $file` eq $with, "$name by Python");
    ok(`node -e '$node' < $file` eq $with, "$name by node");
    ok(`curl -s --interface 127.0.0.11 --compressed -H 'Accept-Encoding: gzip' $url$name`
        eq $with, "$name by curl");
}

$t->done;
