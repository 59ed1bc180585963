#!/usr/bin/perl

# A compressed page that an upstream sends again, byte for byte, is compared
# with the one that came before.  Whatever else comes is spliced, and reaches
# the reader as soon as ever.

use warnings;
use strict;

use Compress::Zlib ();
use IO::Compress::Gzip qw( gzip );
use Test::More;
use Time::HiRes qw( time );
use LN;

my $t = LN->new;

$t->write('n/en.html', '<p>n</p>');
$t->write('v/en.html', '<p>for {{http_user_agent}}</p>');

sub lines {
    my ($n) = @_;
    return join '', map {
        "<p class=\"a b\">line $_ of the page, number @{[ $_ * 7919 % 997 ]}"
    } 1 .. $n;
}

sub page {
    my ($n, $title) = @_;
    return '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body>'
        . "<article><h1>$title</h1>" . lines($n) . '</article></body></html>';
}

sub gzipped { my ($page) = @_; gzip \$page => \my $coded; return $coded }

sub aside {
    my ($text, $name) = @_;
    return '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
        . " data-legal-notice=\"$name\">$text</aside>";
}

sub with {
    my ($page, $n) = @_;
    $n //= aside('<p>n</p>', 'n');
    return $page =~ s{(?=</article>)}{$n}r;
}

my %page = map { $_ => page(600, $_) } qw( a b same );
my %coded = map { $_ => gzipped($page{$_}) } keys %page;

$page{big} = page(6000, 'big');
$coded{big} = gzipped($page{big});
$coded{short} = substr $coded{same}, 0, length($coded{same}) - 10;

# the same but for its last line, so that the first bytes are the same

$page{late} = $page{same} =~ s{(?=</article>)}{<p>late</p>}r;
$coded{late} = gzipped($page{late});
# stored, and as long: their bytes are the same up to the article's end

$page{inner} = $page{same} =~ s{</article>}{<p>zz</article>}r;
$page{outer} = $page{same} =~ s{</article>}{</article><p>zz}r;
for my $name (qw( inner outer )) {
    gzip \$page{$name} => \$coded{$name}, -Level => 0;
}
srand 1;
$page{huge} = '<html lang="en"><meta charset="utf-8"><article>'
    . join('', map { chr 97 + rand 26 } 1 .. 600_000) . '</article>';
$coded{huge} = gzipped($page{huge});

# What the upstream sends is told by a file of its own.

sub sends { $t->write('now', join ' ', @_) }

my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name, @how) = split / /, $t->slurp('now');
    my %how = map { /(\w+)=(.*)/ ? ($1 => $2) : ($_ => 1) } @how;
    my $body = $coded{$name};
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . ($how{bare} ? '' : 'ETag: "' . ($how{etag} // 'e') . "\"\r\n")
        . ($how{cookie} ? "Set-Cookie: a=b\r\n" : '')
        . "Content-Encoding: gzip\r\n"
        . ($how{chunked} ? '' : 'Content-Length: ' . length($body) . "\r\n")
        . "Connection: close\r\n\r\n";
    $c->flush;
    return if $head =~ /^HEAD/;
    if ($how{cut}) {
        print $c substr $body, 0, $how{cut};
        return;
    }
    if ($how{pause}) {
        print $c substr $body, 0, $how{pause}, '';
        $c->flush;
        select undef, undef, undef, 0.6;
    }
    if ($how{trickle}) {
        while (length $body) {
            print $c substr $body, 0, $how{trickle}, '';
            $c->flush;
            select undef, undef, undef, 0.03;
        }
    }
    my $size = $how{size} // 100_000;
    print $c substr $body, 0, $size, '' while length $body;
});

my $fastcgi = $t->server(sub {
    my ($c) = @_;
    while (read $c, my ($record), 8) {
        my (undef, $type, $id, $length, $padding) = unpack 'CCnnC', $record;
        read $c, $record, $length + $padding if $length + $padding;
        last if $type == 5 && $length == 0;
    }
    my ($name) = split / /, $t->slurp('now');
    my $rest = "Content-Type: text/html\r\nETag: \"f\"\r\n"
        . "Content-Encoding: gzip\r\n\r\n$coded{$name}";
    while (length(my $piece = substr $rest, 0, 700, '')) {
        print $c pack('CCnnCx', 1, 6, 1, length $piece, 0) . $piece;
    }
    print $c pack('CCnnCx', 1, 6, 1, 0, 0),
        pack('CCnnCx', 1, 3, 1, 8, 0) . "\0" x 8;
});

my $http = <<"END";
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n; place append article; }
legal_notice v { in ru; text DIR/v; place append article; }
legal_notice none { in ru; text DIR/n; place prepend nav; fallback none; }
proxy_cache_path DIR/cache keys_zone=z:1m;
CACHE
server {
    listen 127.0.0.1:PORT;
    legal_apply n;
    location / { proxy_pass http://127.0.0.1:$origin; }
    location /unbuffered/ { proxy_buffering off;
        proxy_pass http://127.0.0.1:$origin; }
    location /small/ { proxy_buffer_size 1k; proxy_buffers 4 1k;
        proxy_busy_buffers_size 2k; proxy_pass http://127.0.0.1:$origin; }
    location /gzip/ { gzip on; gzip_min_length 0;
        proxy_pass http://127.0.0.1:$origin; }
    location /store/ { proxy_cache z; proxy_cache_valid 1h;
        proxy_cache_bypass 1; proxy_pass http://127.0.0.1:$origin; }
    location /temporary/ { proxy_buffer_size 1k; proxy_buffers 2 1k;
        proxy_busy_buffers_size 1k; proxy_temp_file_write_size 1k;
        limit_rate 60k; proxy_pass http://127.0.0.1:$origin; }
    location /v/ { legal_apply v; proxy_pass http://127.0.0.1:$origin; }
    location /none/ { legal_apply none; proxy_pass http://127.0.0.1:$origin; }
    location /fastcgi/ { fastcgi_pass 127.0.0.1:$fastcgi;
        fastcgi_param REQUEST_METHOD \$request_method; }
    location /status { legal_apply off; legal_status json; }
}
server { listen 127.0.0.1:H2 http2; legal_apply n;
    location / { proxy_pass http://127.0.0.1:$origin; } }
END

sub server {
    my ($cache) = @_;
    $t->restart($http =~ s/CACHE/$cache/r);
}

sub inflated {
    my ($body) = @_;
    my ($z) = Compress::Zlib::inflateInit(-WindowBits => 31);
    my ($out, $rc) = $z->inflate($body);
    return $rc == Compress::Zlib::Z_STREAM_END() && $body eq '' ? $out : '';
}

sub remembered {
    my ($n) = $t->body(21, '/status') =~ /"remembered": (\d+)/;
    return $n;
}

# Asks so many times; how many of the answers were remembered ones.
sub ask {
    my ($path, $want, $times, %o) = @_;
    my $before = remembered();
    for my $time (1 .. $times) {
        my $a = $t->get(11, $path, fields => ['Accept-Encoding: gzip',
            @{ $o{fields} // [] }]);
        my $got = inflated($a->{body});
        ok($got eq $want, "$path, time $time: its page, with its notice")
            or diag(length($got) . ' bytes for ' . length $want);
        ok(!$a->{cut}, 'whole');
        is(field($a, 'Content-Encoding'), 'gzip', 'compressed');
        is(fields($a, 'Vary'), 'Accept-Encoding', 'and varies');
        like(field($a, 'ETag') // 'W/', qr/^W\//, 'with a weak tag');
    }
    return remembered() - $before;
}

# It is remembered sooner or later: a busy machine may take longer than what a
# reader may wait.
sub becomes {
    my ($path, $want, $name) = @_;
    my $n = 0;
    for (1 .. 20) { last if $n = ask($path, $want, 1) }
    is($n, 1, $name);
}

server('');

for my $path (qw( /x /small/x /gzip/x /fastcgi/x )) {
    for my $how ($path =~ /fastcgi/ ? '' : ('', 'chunked', 'size=50',
        'chunked size=333'))
    {
        sends('same', split / /, $how);
        my $at = "$path-" . $how =~ tr/ =/--/r;
        is(ask($at, with($page{same}), 2), 0, "$at: not at once");
        becomes($at, with($page{same}), "$at: then it is remembered");
        ask($at, with($page{same}), 2);
    }
}

for my $path (qw( /store/x /temporary/x )) {
    for my $name (qw( same late big )) {
        sends($name);
        ask($path, with($page{$name}), 4);
    }
}
sends('same');

# another page, which begins as the last one did or not

my $same = with($page{same});
sends('late');
is(ask('/x-', with($page{late}), 1), 0, 'another end');
becomes('/x-', with($page{late}), 'is remembered in its turn');
sends('a');
is(ask('/x-', with($page{a}), 1), 0, 'another beginning');
sends('late');
is(ask('/x-', with($page{late}), 1), 0, 'the old one again');
for my $i (1 .. 12) {
    my $name = $i % 2 ? 'a' : 'b';
    sends($name);
    is(ask('/turns', with($page{$name}), 1), 0, "in turns, $i");
}
sends('a', 'etag=x');
becomes('/tags', with($page{a}), 'the bytes count');
sends('a', 'etag=y');
becomes('/tags', with($page{a}), 'not the tag');
like(field($t->get(11, '/tags', fields => ['Accept-Encoding: gzip']), 'ETag'),
    qr/^W\/"y-/, 'which is that of this answer');

# what is not kept

for my $how ('bare', 'cookie') {
    sends('same', $how);
    is(ask("/$how", $same, 4), 0, "$how: never");
}
sends('same');
is(ask('/x?a=b', $same, 4), 0, 'with arguments: never');
is(ask('/authorized', $same, 4, fields => ['Authorization: Basic YTpi']), 0,
    'with a password: never');
is(ask('/unbuffered/x', $same, 4), 0, 'unbuffered: never');
sends('huge');
is(ask('/huge', with($page{huge}), 4), 0, 'a huge page: never');

# values of each reader

sends('same');
for my $i (1 .. 5) {
    ask('/v/x', with($page{same}, aside("<p>for agent $i</p>", 'v')), 1,
        fields => ["User-Agent: agent $i"]);
}
$same = with($page{same});
for (1 .. 4) {
    my $a = $t->get(11, '/none/x', fields => ['Accept-Encoding: gzip']);
    ok($a->{body} eq $coded{same}, 'no notice is due: as it came');
    is($t->get(11, '/x-', fields => ['Accept-Encoding: identity'])->{body},
        $same, 'decoded for others');
    is($t->get(11, '/x-', method => 'HEAD', fields => ['Accept-Encoding: gzip'])
        ->{status}, 200, 'HEAD');
}

# an upstream that pauses, trickles or breaks off amid what is the same

ask('/small/slow', $same, 3);
for my $how ('pause=2000', 'trickle=300') {
    sends('same', $how);
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11');
    my $begin = time;
    print $s "GET /small/slow HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n";
    sysread $s, my $got, 65536;
    cmp_ok(time - $begin, '<', 0.4, "$how: the first bytes do not wait")
        unless $ENV{LN_SLOW};
    while (sysread $s, $got, 65536, length $got) { }
    ok(inflated($got =~ s/^.*?\r\n\r\n//sr) eq $same, 'and the page is whole');
}

# what comes after a pause may be other bytes

sends('inner');
becomes('/small/stored', with($page{inner}), 'a page that is not compressed');
sends('outer', 'pause=20000');
ask('/small/stored', with($page{outer}), 1);

# bytes that come steadily do not wait for the last of them

sends('big');
ask('/small/big', with($page{big}), 3);
sends('big', 'trickle=1200');
my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
    PeerPort => $t->port, LocalAddr => '127.0.0.11');
my $begin = time;
print $s "GET /small/big HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n";
sysread $s, my $got, 65536;
my $first = time - $begin;
while (sysread $s, $got, 65536, length $got) { }
cmp_ok($first, '<', (time - $begin) / 2, 'the first bytes go amid the page');
ok(inflated($got =~ s/^.*?\r\n\r\n//sr) eq with($page{big}),
    'which is whole');

# a body that is shorter than what was the same

sends('same');
ask('/slow', $same, 3);
sends('short');
ok($t->get(11, '/slow', fields => ['Accept-Encoding: gzip'])->{cut},
    'a shorter body is not whole');
sends('same', 'cut=2000');
ok($t->get(11, '/slow', fields => ['Accept-Encoding: gzip'])->{cut},
    'broken off: not whole');
sends('same');
becomes('/slow', $same, 'and it goes on');

# readers who leave amid it

for my $i (1 .. 10) {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11');
    sends('same', $i % 2 ? 'trickle=300' : 'size=100');
    print $s "GET /slow HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";
    select undef, undef, undef, 0.01 * $i;
    close $s;
}
sends('same');
ask('/slow', $same, 2);

# HTTP/2

for (1 .. 4) {
    my $got = `curl -s --http2-prior-knowledge --interface 127.0.0.11 -H 'Accept-Encoding: gzip' http://127.0.0.1:$t->{h2}/h2`;
    ok(inflated($got) eq $same, "HTTP/2, time $_");
}

# memory and number are bounded

server('legal_place_cache max=100 memory=4k;');
is(ask('/x', $same, 4), 0, 'no memory for it');
server('legal_place_cache off;');
is(ask('/x', $same, 4), 0, 'off');
server('legal_place_cache max=1;');
ask("/x$_", $same, 3) for 1 .. 3;
becomes('/x3', $same, 'one page');
is(ask('/x2', $same, 1), 0, 'not two');

$t->done(seen => qr/Content-Encoding of|upstream prematurely closed/);
