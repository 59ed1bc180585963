#!/usr/bin/perl

# Pages that their upstream streams: it sends a part, and pauses until the reader
# has the part.  Each part comes, whatever the notice waits for; the notice comes
# once.

use warnings;
use strict;

use Compress::Raw::Zlib;
use IO::Compress::Gzip;
use IO::Select;
use IO::Socket::INET;
use JSON::PP;
use List::Util qw( min );
use Test::More;
use Time::HiRes qw( time );
use H2;
use LN;

my $t = LN->new;
my $dir = $t->dir;
mkdir "$dir/has";

# How long the upstream and the reader wait for each other.
my $patience = 20;

my $aside = qr{<aside class="legal-notice".*?</aside>}s;

$t->write("$_/en.html", "<p>$_</p>") for qw( text other );
$t->write("many/$_.html", "<p>$_</p>") for qw( en ru );
$t->write('html/ssi.html', '<html lang="en"><body><h1>a</h1>'
    . '<!--#include virtual="/part?$args" --><p>end</p></body></html>');

# A page is what its parts are; `|` is where its notice is to stand.
my @shell = ('<!doctype html><html lang="en"><head><meta charset="utf-8">'
    . '<title>t</title></head><body><div id="page"><main><h1>News</h1>'
    . '<!--$?--><template id="B:0"></template><p>Loading</p><!--/$-->|</main>'
    . '<footer>f</footer></div>',
    '<div hidden id="S:0"><article><p>Text</p></article></div>',
    '<script>$RC=function(b,c){};$RC("B:0","S:0")</script>',
    '</body></html>');

my %pages = (

    # React's Suspense: a shell, and then what takes a placeholder's place
    suspense => [@shell],
    better => ['<body><h1>a</h1>|<p>b</p>', '<article>c</article>', '</body>'],
    open => ['<body><h1>a</h1><article><p>b</p>', '<p>c</p>',
        '|</article>', '</body>'],
    end => ['<body><p>a|</body></html>', "\n", '<!-- late -->'],
    tag => ['<body><p>a<article>b|</ar', 'ticle>c<b ti', 'tle=x>d</b></bo',
        'dy>'],
    letters => ['a', 'b', '<p>', 'c', '|'],
    prescan => ['<!doctype html>', '<html>', '<head><title>a</title>',
        '<meta charset="utf-8">', '<body><article>b|</article>', '</body>'],
    language => ['<!doctype html>', '<html la', 'ng="ru"><body>',
        '<article>b|</article>', '</body>'],
    plain => ['<body><article>a|</article>', '<p>b', '</body>'],
    nothing => ['', '<body><article>a|</article>', '</body>'],
    pattern => ['<body><p>one two', ' three|<p>', 'four</body>'],
    pattern_late => ['<body><p>x', 'one two three|</p>', '</body>'],

    # no pages, as it shows when the header has gone
    json => ['{"a":', '"<p>b</p>"', '}'],
    json_long => ['{"a":"' . 'x' x 2000, '"}'],
    word => ['O', 'K'],

    # pages, for a place that a text has, too
    begun => ['<!doctype html><body>|<h1>a</h1>', '<p>b</p>', '</body>'],
    part => ['|word <b>x</b>', '<p>b</p>'],
    words => ['Load', 'ing', ' ..|<p>a', '<p>b'],
    cut_tag => ['a <', 'b>c</b>', '<p>d|'],

    # without a doctype, html, head or body; and with one that comes late
    fragment => ['<div>a</div>', '<p>b</p>', '<p>c'],
    fragment_not => ['<div>a</div>', '<body><article>b|</article>', '</body>'],

    # where there is no fallback: without a place, with a late one
    fallback => ['<body><b>a</b>', '<p>b</p>', '</body>'],
    fallback_not => ['<body><b>a</b>', '<p>b</p>', '<article>c|</article>',
        '</body>'],
    slow => ['<body><h1>a</h1>', '<p>b</p>', '<article>c|</article>',
        '</body>'],
    steady => ['<body><h1>a</h1>', ('<p>b</p>') x 5, '<article>c|</article>',
        '</body>'],
    untyped => ['<!doctype html><body><h1>a</h1>|<p>', 'b', '</body>'],
);

sub text { return join('', @{ $pages{$_[0]} }) =~ s/\|//r }

# The reader confirms a part by a file.
sub confirm { open my $f, '>', "$dir/has/$_[0].$_[1]" or die $! }

sub confirmed {
    my ($id, $n) = @_;
    for (1 .. $patience * 200) {
        return 1 if -e "$dir/has/$id.$n";
        select undef, undef, undef, 0.005;
    }
    return 0;
}

sub upstream_parts {
    my ($head, $send, $c) = @_;
    my ($page, $id) = $head =~ m{ (?:/\w+)*/(\w+)\?(\w+)} or return;
    return if $head =~ /^HEAD/;
    my $n = 0;
    for my $part (@{ $pages{$page} }) {
        select undef, undef, undef, 0.03 if $page eq 'steady';
        select undef, undef, undef, 0.2 if $page eq 'slow';
        $send->($part =~ s/\|//r);
        confirmed($id, $n++) or return;
    }
    return 1;
}

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($way) = $head =~ m{ /(\w+)};
    my ($page) = $head =~ m{/(\w+)\?\w+} or return;
    my $length = $way eq 'length' && length text($page);
    my $gzip = $way eq 'coded'
        && Compress::Raw::Zlib::Deflate->new(-WindowBits => WANT_GZIP,
            -AppendOutput => 1);
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\n",
        $page eq 'untyped' ? '' : "Content-Type: text/html\r\n",
        "ETag: \"e\"\r\nLast-Modified: Mon, 09 Nov 2026 00:00:00 GMT\r\n",
        $way eq 'accel' ? "X-Accel-Buffering: no\r\n" : '',
        $length ? "Content-Length: $length\r\n" : "Transfer-Encoding: chunked\r\n",
        $gzip ? "Content-Encoding: gzip\r\n" : '', "\r\n";
    my $put = sub {
        my ($bytes) = @_;
        return if !length $bytes;
        print $c $length ? $bytes
            : sprintf "%x\r\n%s\r\n", length $bytes, $bytes;
    };
    upstream_parts($head, sub {
        my ($part) = @_;
        return $put->($part) if !$gzip;
        my $out = '';
        $gzip->deflate($part, $out);
        $gzip->flush($out, Z_SYNC_FLUSH);
        $put->($out);
    }) or return;
    if ($gzip) { my $out = ''; $gzip->flush($out); $put->($out) }
    print $c "0\r\n\r\n" if !$length;
});

my $fastcgi = $t->server(sub {
    my ($c) = @_;
    my $got = '';
    my $uri;
    while (sysread $c, $got, 4096, length $got) {
        ($uri) = $got =~ m{REQUEST_URI(/\w+/\w+\?\w+)} and last;
    }
    my $record = sub {
        my ($type, $bytes) = @_;
        print $c pack('CCnnCx', 1, $type, 1, length $bytes, 0), $bytes;
    };
    $record->(6, "Content-Type: text/html\r\nETag: \"e\"\r\n\r\n");
    upstream_parts(" $uri", sub { $record->(6, $_[0]) if length $_[0] });
    $record->(6, '');
    $record->(3, "\0" x 8);
});

my $proxy = "proxy_pass http://127.0.0.1:$upstream;"
    . ' proxy_http_version 1.1; proxy_read_timeout 60s;';

$t->start(<<"END", main => 'worker_processes 1;');
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; place append main;
    place after h1; }
legal_notice o { in ru; text DIR/other; place after p; place before h1; }
legal_notice p { in ru; text DIR/text; place after ~ "one\\s+two\\s+three";
    place after h1; }
legal_notice fragments { in ru; text DIR/text; place append article;
    fragments skip; }
legal_notice fallback { in ru; text DIR/text; place append article;
    fallback none; }
legal_notice first { in ru; text DIR/text; place prepend body; }
legal_notice l { in ru; text DIR/many; language page ru; place append article; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 http2;
    root DIR/html;
    proxy_buffering off; fastcgi_buffering off;
    legal_apply n;
    location /off/ { $proxy }
    location /accel/ { $proxy proxy_buffering on; }
    location /length/ { $proxy }
    location /coded/ { $proxy }
    location /gzip/ { $proxy gzip on; gzip_min_length 0; gzip_types text/html; }
    location /both/ { legal_apply n o; $proxy }
    location /pattern/ { legal_apply p; $proxy }
    location /fragments/ { legal_apply fragments; $proxy }
    location /fallback/ { legal_apply fallback; $proxy }
    location /first/ { legal_apply first; $proxy }
    location /language/ { legal_apply l; $proxy }
    location /threads/ { $proxy aio threads; sendfile on; }
    location /postpone/ { $proxy postpone_output 100k; }
    location /fcgi/ { fastcgi_pass 127.0.0.1:$fastcgi;
        fastcgi_param REQUEST_URI \$request_uri;
        fastcgi_param REQUEST_METHOD GET; }
    location /buffered/ { $proxy proxy_buffering on; }
    location = /ssi.html { ssi on; }
    location = /part { proxy_pass http://127.0.0.1:$upstream/off/suspense?\$args;
        proxy_http_version 1.1; }
}
END

my $id = 0;

sub inflated {
    my ($bytes) = @_;
    my $inflate = Compress::Raw::Zlib::Inflate->new(-WindowBits => WANT_GZIP);
    my $out = '';
    $inflate->inflate(my $copy = $bytes, $out);
    return $out;
}

sub dechunked {
    my ($raw) = @_;
    my $plain = '';
    while ($raw =~ s/^([0-9a-f]+)\r\n//i) {
        my $n = hex $1;
        return ($plain, 1) if $n == 0;
        $plain .= substr $raw, 0, $n, '';
        $raw =~ s/^\r\n//;
    }
    return ($plain, 0);
}

# Reads a page of these parts, and confirms each.  What came, with the number of
# parts that came while the upstream paused, and the time of each.
sub stream {
    my ($path, $parts, %o) = @_;
    my $this = 'r' . ++$id;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.' . ($o{from} // 11))
        or die $!;
    print $s "GET $path?$this HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        . join('', map { "$_\r\n" } @{ $o{fields} || [] }) . "\r\n";
    my $select = IO::Select->new($s);
    my ($got, $has, $sent) = ('', 0, '');
    my (@times, $from);
    my %a = (head => '', body => '', has => 0);
    my $until = time + $patience;
    $from = time;
    while (time < $until && $select->can_read($until - time)) {
        last unless sysread $s, $got, 65536, length $got;
        my ($head, $raw) = split /\r\n\r\n/, $got, 2;
        next unless defined $raw;
        $head =~ s/\r//g;
        my ($body, $end) = $head =~ /^Transfer-Encoding: chunked/mi
            ? dechunked($raw) : ($raw, 1);
        $body = inflated($body) if $head =~ /^Content-Encoding: gzip/mi;
        @a{qw( head body end )} = ($head, $body, $end);
        my $plain = $body =~ s/$aside//gr;
        while ($has < @$parts
            && $plain =~ /^\Q$sent@{[ $parts->[$has] =~ s{\|}{}r ]}\E/)
        {
            $sent .= $parts->[$has] =~ s/\|//r;
            push @times, time - $from;
            confirm($this, $has++);
            $from = time;
        }
        $a{has} = $has;
        return { %a, times => \@times } if defined $o{leave} && $has > $o{leave};
    }
    close $s;
    confirm($this, $_) for $has .. $has + 9;
    return { %a, times => \@times };
}

sub expect {
    my ($path, %o) = @_;
    my ($name) = $path =~ m{(\w+)$};
    my $parts = $o{parts} // $pages{$name};
    my $a = stream($path, $parts, %o);
    is($a->{has}, scalar @$parts, "$path: each part comes while it pauses");
    my @asides = $a->{body} =~ /$aside/g;
    is(scalar @asides, $o{notices} // 1, "$path: the notice comes once");
    if (($o{notices} // 1) == 1) {
        is($a->{body} =~ s/$aside/|/r, join('', @$parts), "$path: its place");
    }
    ok($a->{end}, "$path: the page's end");
    return $a;
}

# What the notice waits for, by page.

expect("/off/$_") for grep { !/pattern|language|fragment|fallback|steady|slow|json|word/
    && !/^(?:begun|part|cut_tag)$/ } sort keys %pages;
expect("/pattern/$_") for qw( pattern pattern_late );

# The ways of a page.

for my $way (qw( accel length coded gzip threads postpone fcgi )) {
    my %o = $way eq 'gzip' ? (fields => ['Accept-Encoding: gzip']) : ();
    my $a = expect("/$way/$_", %o) for qw( suspense tag prescan );
}

expect('/both/suspense', notices => 2);

# The language: the header goes before it is known, the notice speaks it.

my $a = expect('/language/language');
like($a->{body}, qr/lang="ru"/, 'the language of the page that comes late');
is(field($a, 'Legal-Notice'), 'l', 'and the header names none');

# Whether a notice is due is not known yet.  The header goes, and names what
# each page gets that is a page.

sub undetermined {
    return decode_json($t->body(1, '/', port => $t->{watch}))->{undetermined};
}

is(field(expect('/off/nothing'), 'Legal-Notice'), 'n;lang=en',
    'a page of which nothing has come claims what it will have');
for my $name (qw( json json_long word )) {
    $a = expect("/off/$name", notices => 0);
    is($a->{body}, text($name), "$name is no page");
    is(field($a, 'Legal-Notice'), $name eq 'json_long' ? undef : 'n;lang=en',
        '.. as was known of 512 bytes alone');
}

# A text has a place that is its beginning: it goes without a notice until it is
# known to be a page.

for my $name (qw( json json_long word )) {
    $a = expect("/first/$name", notices => 0);
    is($a->{body}, text($name), "$name: no page, though it has the place");
}
expect('/first/begun');
expect('/first/part');
expect('/first/words');
expect('/first/cut_tag');

my $was = undetermined();
for my $path (qw( /fragments/fragment /fragments/fragment_not
    /fallback/fallback /fallback/fallback_not ))
{
    $a = expect($path, notices => $path =~ /_not/ ? 1 : 0);
    is($a->{body} =~ s/$aside//r, text($path =~ s{.*/}{}r), "$path: the page");
    is(field($a, 'Legal-Notice'), undef, "$path: claims none");
    like(field($a, 'ETag'), qr/^W\/"e-\w{16}"$/, "$path: of this variant");
}
is(undetermined() - $was, 4, 'each is counted');

# What comes steadily is not decided by time.  A busy machine may pause amid it.

for my $n (1 .. 30) {
    confirm("s$n", $_) for 0 .. 9;
    $a = $t->get(11, "/off/steady?s$n");
    last if $a->{body} =~ /<article>c$aside/;
}
is($a->{body} =~ s/$aside/|/r, join('', @{ $pages{steady} }),
    'a page that comes steadily for longer has its best place');

# Subrequests.

my @parts = ('<html lang="en"><body><h1>a</h1>' . ($shell[0] =~ s/\|//r),
    @shell[1 .. 3], '<p>end</p></body></html>');
$parts[0] =~ s{</main>}{|</main>};
$a = stream('/ssi.html', \@parts);
is($a->{has}, 5, 'SSI: each part comes');
is($a->{body} =~ s/$aside/|/r, join('', @parts), 'SSI: the page');

# The entity tag: where a pause may decide, it is weak.

$a = expect('/off/suspense');
confirm('x', $_) for 0 .. 9;
my $etag = field($a, 'ETag');
like($etag, qr/^W\/"e-\w+"$/, 'a streamed variant has a weak ETag');
is($t->get(11, '/off/suspense?x', method => 'HEAD',
    fields => [])->{head} =~ /^ETag: (.*)$/m ? $1 : '', $etag, 'HEAD too');
is($t->status(11, '/off/suspense?x', fields => ["If-None-Match: $etag"]), 304,
    'it is confirmed');
is($t->status(11, '/off/suspense?x', fields => ["If-Match: $etag"]), 412,
    'but not strongly');
is($t->status(11, '/off/suspense?x', fields => ["If-Range: $etag",
    'Range: bytes=0-9']), 200, 'and no part is joined to another');

# Nothing is decided by time where nginx buffers: nothing is flushed.

confirm('b1', $_) for 0 .. 9;
$a = $t->get(11, '/buffered/slow?b1');
is($a->{body} =~ s/$aside/|/r, join('', @{ $pages{slow} }),
    'a buffered page has its best place');
like(field($a, 'ETag'), qr/^"e-/, 'and a strong ETag');

# Without a pause the place is the same.

confirm('b2', $_) for 0 .. 9;
$a = $t->get(11, '/off/better?b2');
is($a->{body} =~ s/$aside/|/r, '<body><h1>a</h1><p>b</p><article>c|</article>'
    . '</body>', 'so has a streamed page without a pause');

# Who gets no notice is not concerned.

$a = stream('/off/suspense', $pages{suspense}, from => 41);
is($a->{body}, text('suspense'), 'no notice, nothing done');
is(field($a, 'ETag'), '"e"', 'and its own ETag');

# HTTP/2.

{
    my $h2 = H2->new(port => $t->{h2}, from => 11);
    my $stream = $h2->request('/off/suspense?h2');
    my ($has, $sent) = (0, '');
    my $until = time + $patience;
    while ($has < @shell && time < $until) {
        $h2->run(0.05);
        my $plain = ($h2->{streams}{$stream}{body} // '') =~ s/$aside//gr;
        while ($has < @shell
            && $plain =~ /^\Q$sent@{[ $shell[$has] =~ s{\|}{}r ]}\E/)
        {
            $sent .= $shell[$has] =~ s/\|//r;
            confirm('h2', $has++);
        }
    }
    $h2->run(10);
    is($has, 4, 'HTTP/2: each part comes');
    is($h2->{streams}{$stream}{body} =~ s/$aside/|/r, join('', @shell),
        'HTTP/2: the page');
}

# The connection goes on after a page that was released, and its timer with it.

{
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die $!;
    my $select = IO::Select->new($s);
    my $ends = 0;
    for my $n (1 .. 3) {
        my $got = '';
        confirm("k$n", $_) for 1 .. 9;
        print $s "GET /off/better?k$n HTTP/1.1\r\nHost: a\r\n\r\n";
        while ($got !~ /\r\n0\r\n\r\n$/ && $select->can_read($patience)) {
            sysread $s, $got, 65536, length $got or last;
            confirm("k$n", 0) if $got =~ /<p>b/;
        }
        $ends++ if $got =~ /\r\n0\r\n\r\n$/ && $got =~ /$aside/;
        select undef, undef, undef, 0.15;
    }
    is($ends, 3, 'keepalive: three pages of one connection');
}

# Readers leave while the page is held, or has just been released.

for my $leave (0 .. 3) {
    stream('/off/tag', $pages{tag}, leave => $leave);
    stream('/coded/suspense', $pages{suspense}, leave => $leave);
}
for my $wait (1 .. 12) {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die $!;
    print $s "GET /off/better?gone HTTP/1.1\r\nHost: a\r\n\r\n";
    select undef, undef, undef, $wait * 0.0125;
    close $s;
}
is($t->status(1, '/ssi.html?x'), 200, 'nginx is there');

# How long a part waits: 100 ms, and what the machine takes without a notice.

my @waits;
for (1 .. 50) {
    my $plain = stream('/off/better', $pages{better}, from => 1);
    $a = stream('/off/better', $pages{better});
    push @waits, $a->{times}[0] - $plain->{times}[0];
    last if @waits > 4 && min(@waits) < 0.1;
}
my $least = min(@waits);
ok($least < 0.1, 'a part that is held waits for at most 100 ms')
    or diag "@waits";

$t->done;
