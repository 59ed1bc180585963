#!/usr/bin/perl

# Pages that take no notice although one is due: refused with every notice that
# is due in them, or passed as they would be without the module.

use warnings;
use strict;

use Compress::Zlib;
use Test::More;
use Time::HiRes qw( time );
use LN;

my $t = LN->new;

$t->write('n/en.html', '<p>first</p>');
$t->write('n/ru.html', "<p>\xd0\xbf\xd0\xb5\xd1\x80\xd0\xb2\xd1\x8b\xd0\xb9</p>");
$t->write('m/en.html', '<p>second</p>');
$t->write('x/en.html', '<p>xhtml only</p>');

my $frames = '<html lang="ru"><head><title>f</title></head>'
    . '<frameset cols="1,2"><frame src="a"><frame src="b"></frameset></html>';
my $late = '<html><head>' . '<meta name="x" content="y">' x 200
    . '</head><frameset><frame src="a"></frameset></html>';
my $hz = '<html><head><meta charset="hz-gb-2312"></head><body>a</body></html>';
my $utf7 = '<html><head><meta charset="utf-7"></head><body>' . 'a' x 100_000
    . '</body></html>';
my $far = '<html><head>' . "<meta name='x' content='y'>\n" x 100
    . '</head><frameset><frame src="a"></frameset></html>';
my %page = (frames => $frames, late => $late, hz => $hz, utf7 => $utf7,
    far => $far);

my $long = join '', map { chr(32 + int rand 90) } 1 .. 60_000;
my %body = (
    garbage => 'this is no gzip ' x 10,
    cut => substr(Compress::Zlib::memGzip('<body>' . $long), 0, 20_000),
    flipped => do {
        my $gz = Compress::Zlib::memGzip('<body>abc</body>');
        substr($gz, -6, 1) ^= "\xff";
        $gz
    },
    late_cut => substr(Compress::Zlib::memGzip("<html><head><title>$long$long"),
        0, 60_000),
    gzframes => Compress::Zlib::memGzip($frames),
    untyped => '<!DOCTYPE html><p>' . 'a' x 3000,
    gzutf7 => Compress::Zlib::memGzip($utf7),
    gzhz => Compress::Zlib::memGzip($hz),
);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($method, $name) = $head =~ m{^(\S+) \S*?/(\w+)(?:\?|\s)};
    my $piece = $head =~ /piece=(\d+)/ ? $1 : 0;
    my $coded = exists $body{$name};
    my $body = $coded ? $body{$name} : $page{$name} // '<body>a</body>';
    my $tag = '"o"';
    my $status = $head =~ /^If-None-Match:.*\Q$tag\E/mi && !$coded
        ? '304 Not Modified' : '200 OK';
    $status = '206 Partial Content' if $name eq 'part';
    print $c join "\r\n", "HTTP/1.1 $status",
        $name eq 'untyped' ? () : 'Content-Type: text/html',
        $head =~ m{ /refuse/inner/} ? 'Legal-Notice: n;lang=en' : (),
        'Connection: close', "ETag: $tag", 'Accept-Ranges: bytes',
        'Last-Modified: Mon, 28 Sep 1970 06:00:00 GMT',
        'Repr-Digest: sha-256=:x:', 'Content-Length: ' . length $body,
        $name eq 'untyped' ? 'Content-Encoding: br, br, br, br, br'
        : $coded ? 'Content-Encoding: gzip' : (), '', '';
    return if $method eq 'HEAD' || $status =~ /^304/;
    if ($piece) {
        while (length(my $part = substr $body, 0, $piece, '')) {
            print $c $part;
            select undef, undef, undef, 0.002;
        }
    }
    print $c $body;
});

$t->write("html/$_.html", $page{$_}) for keys %page;

my $proxy = "proxy_pass http://127.0.0.1:$upstream;";
$t->start(<<"END");
legal_database DB/City.mmdb;
proxy_cache_path DIR/cache/u keys_zone=u:1m;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n; place append main; }
legal_notice x { in ru; text DIR/x; types application/xhtml+xml; }
legal_notice m { in ru; text DIR/m; language en; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_cache off;
    location / { legal_apply n; legal_undeliverable pass; $proxy }
    location /unbuffered/ { legal_apply n; legal_undeliverable pass;
        proxy_buffering off; $proxy }
    location /file/ { alias DIR/html/; legal_apply n; legal_undeliverable pass; }
    location /gzip/ { legal_apply n; legal_undeliverable pass; gzip on;
        gzip_min_length 1; gzip_proxied any; $proxy }
    location /threads/ { legal_apply n; legal_undeliverable pass; sendfile on;
        aio threads; proxy_cache u; proxy_cache_valid 1m;
        proxy_ignore_headers Vary Cache-Control Expires; $proxy }
    location /small/ { legal_apply n; legal_undeliverable pass;
        proxy_buffer_size 1k; proxy_buffers 16 1k;
        proxy_busy_buffers_size 15k; $proxy }
    location /refuse/small/ { legal_apply x n m; proxy_buffer_size 1k;
        proxy_buffers 16 1k; proxy_busy_buffers_size 15k; $proxy }
    location /one/ { legal_apply m; legal_undeliverable pass;
        proxy_buffering off; $proxy }
    location /refuse/one/ { legal_apply m; proxy_buffering off; $proxy }
    location /without/ { legal_apply off; $proxy }
    location /without/file/ { alias DIR/html/; legal_apply off; }
    location /refuse/ { legal_apply x n m; $proxy }
    location /refuse/inner/ { legal_apply n m; legal_inner_tier on; $proxy }
    location /refuse/two/ { legal_apply n m; $proxy }
    location /refuse/vary/ { legal_apply m; legal_client \$http_x_country country;
        legal_cache vary X-Country; $proxy }
    location /refuse/paged/ { legal_apply m; error_page 503 /sorry.html;
        proxy_intercept_errors on; $proxy }
    location = /sorry.html { return 200 sorry; }
    location = /status { legal_status; }
}
END

sub status { return $t->body(51, '/status') }

# The answer without the fields that differ by themselves.
sub whole {
    my ($a) = @_;
    return join "\n", $a->{status}, (sort grep { !/^(?:Date|HTTP)/ }
        split /\n/, $a->{head}), '', $a->{body};
}

# Passed is as without the module: bytes, header, validators, conditions.

for my $name (sort keys %page, grep { /^gz/ } keys %body) {
    my $gz = exists $body{$name};
    my @late = $name =~ /late|far/ ? () : '';
    for my $query (@late, $name =~ /gzutf7/ ? ('?piece=1', '?piece=30') : ()) {
        my $should = whole($t->get(11, "/without/$name$query"));
        is(whole($t->get(11, "/$name$query")), $should,
            "$name$query passes as it came");
        is(until_is($should,
            sub { whole($t->get(11, "/unbuffered/$name$query")) }), $should,
            'not buffered neither');
    }
    is(whole($t->get(11, "/$name", fields => ['Range: bytes=3-7'])),
        whole($t->get(11, "/without/$name", fields => ['Range: bytes=3-7'])),
        'ranges are as without') if @late;
    next if $gz;
    is(whole($t->get(11, "/file/$name.html")),
        whole($t->get(11, "/without/file/$name.html")), 'a file too');
    my $etag = field($t->get(11, "/file/$name.html"), 'ETag');
    is($t->status(11, "/file/$name.html", fields => ["If-None-Match: $etag"]),
        304, 'and its own tag is current');
    next if !@late;
    is($t->status(11, "/$name", fields => ['If-None-Match: "o"']), 304,
        'as an upstream\'s is');
    my $a = $t->get(11, "/gzip/$name", fields => ['Accept-Encoding: gzip']);
    is(Compress::Zlib::memGunzip($a->{body}), $page{$name},
        'it can be compressed');
    unlike($a->{head}, qr/Legal-Notice/, 'and says nothing of notices');
}

# What is corrupt nobody can read: an error that is counted as one.

for my $name (qw( garbage flipped )) {
    my $a = $t->get(11, "/$name");
    is($a->{status}, 503, "$name is refused");
    like($a->{body}, qr/first/, 'with the notice');
}
for my $name (qw( cut late_cut )) {
    my $a = $t->get(11, "/$name");
    ok($a->{cut} || $a->{status} == 503, "$name has no end");
}
like(status(), qr/"refused": \{[^}]*"corrupt": 4/, 'counted as refused');
like(status(), qr/"passed": \{[^}]*"corrupt": 0/, 'not as passed');

# The charset of a page that comes byte by byte is waited for.

my $a;
for my $where ('', '/one') {
    for my $name (qw( hz gzhz )) {
        my $should = whole($t->get(11, "/without/$name"));
        is(until_is($should, sub { whole($t->get(11, "$where/$name?piece=1")) }),
            $should, "byte by byte $name passes, too");
    }
    is(until_is(503, sub { $t->status(11, "/refuse$where/hz?piece=1") }), 503,
        'or is refused');
}

# Frames that come in another buffer than the page's beginning.

# a frameset that comes when the header has gone

{
    my $was = () = $t->log =~ /is a <frameset> that came after/g;
    is($was, 0, 'no frameset has come late');
    my $got = $t->get(11, '/one/late?piece=1000');
    like($got->{body}, qr{</head><aside [^>]*data-legal-notice="m">.*</aside><frameset>}s,
        'the notice stands before a late one');
    is(LN::field($got, 'Legal-Notice'), 'm;lang=en', '.. as the header has said');
    $t->get(11, '/one/late?piece=1000');
    within(5, sub { $t->log =~ /is a <frameset> that came after/ });
    my @lines = grep { /is a <frameset> that came after/ } split /^/, $t->log;
    is(scalar @lines, 1, '.. and that is logged, once a minute');
    like($lines[0], qr{\[warn\] .* "/one/late" is a <frameset> that came after its header was sent: browsers show notice "m" and no frames, put the <frameset> nearer},
        '.. with what can be done');
    unlike($lines[0], qr/127\.0\.0\.11/, '.. and without who asked');
}

is(whole($t->get(11, '/small/far')), whole($t->get(11, '/without/far')),
    'frames in a later buffer');
is($t->status(11, '/refuse/small/far'), 503, 'are seen');

# A page that a thread has read to see its type, and that passes then.

for my $time (qw( first second )) {
    my $start = time;
    $a = $t->get(11, '/threads/untyped', timeout => 30);
    is($a->{body}, $body{untyped}, "a page without a type, the $time time");
    cmp_ok(time - $start, '<', 20, 'it ends');
}

# The 503 holds the notice: no page of error_page takes its place.

for my $name (qw( hz garbage part )) {
    $a = $t->get(11, "/refuse/paged/$name");
    is($a->{status}, 503, "$name is refused, whatever error_page says");
    like($a->{body}, qr/second/, 'with the notice');
    unlike($a->{body}, qr/sorry/, 'and without that page');
}

# A refusal holds every notice that is due in this page, and no other.

for my $name (qw( garbage frames hz part )) {
    $a = $t->get(11, "/refuse/$name");
    is($a->{status}, 503, "$name is refused");
    like($a->{body}, qr/first/, 'with the notice');
    like($a->{body}, qr/second/, 'and the other one');
    unlike($a->{body}, qr/xhtml only/, 'and none that is for other types');
    is(() = $a->{body} =~ /<html/g, 1, 'it is one page');
    is(field($a, 'Cache-Control'), 'no-store', 'which nobody stores');
}
$a = $t->get(11, '/refuse/hz', fields => ['Accept-Language: ru']);
like($a->{body}, qr/lang="ru".*\xd0\xbf\xd0\xb5/s, 'in the reader\'s language');
like($a->{body}, qr/lang="en"[^>]*><p>second/, 'or the one that is chosen');
for my $name (qw( frames hz )) {
    $a = $t->get(11, "/refuse/vary/$name", fields => ['X-Country: RU']);
    is("$a->{status} " . fields($a, 'Vary'), '503 X-Country',
        "$name: the Vary of a page, once");
}

# What an inner tier has put in goes with the page that held it.

for my $name (qw( garbage frames hz part )) {
    my ($before) = status() =~ /"already_there":(\d+)/;
    $a = $t->get(11, "/refuse/inner/$name");
    is($a->{status}, 503, "$name of an inner tier is refused");
    like($a->{body}, qr/first.*second/s, 'with the notice that it had, too');
    is(field($a, 'Legal-Notice'), 'n;lang=en, m;lang=en', 'as it says');
    is((status() =~ /"already_there":(\d+)/)[0], $before, 'as it is counted');
}

# The log names the first notice that the page owes, once a minute.

is($t->status(11, '/refuse/two/untyped'), 503, 'a page that owes two');
ok(within(5, sub { $t->log
    =~ m{notice "n" is undeliverable, the page "/refuse/part" is refused: } }),
    'the log names a notice that is due');
unlike($t->log, qr/notice "x" is undeliverable/, '.. not the one for other types');
unlike($t->log, qr{notice "m" is undeliverable, the page "/refuse/two},
    '.. nor the one behind it');

$t->done;
