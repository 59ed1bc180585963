#!/usr/bin/perl

# Compressed pages that are files: from the second request on they are
# remembered with gaps, into which any notices go.  The same page whatever the
# way, with the exact length and a strong ETag; never the bytes of another
# version of the file, nor those of another reader.

use warnings;
use strict;

use Compress::Zlib ();
use IO::Compress::Deflate qw( deflate );
use IO::Compress::Gzip qw( gzip );
use IO::Compress::RawDeflate qw( rawdeflate );
use IO::Socket::INET;
use Test::More;
use LN;

my $t = LN->new;

$t->write('n/en.html', '<p>n</p>');
$t->write('m/en.html', '<p>m</p>');
$t->write('v/en.html', '<p>for {{request_uri}} {{http_user_agent}}</p>');
$t->write('l/en.html', '<p>English</p>');
$t->write('l/ru.html', '<p>' . "Русский " x 40 . '</p>');

system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout @{[ $t->dir ]}/key.pem -out @{[ $t->dir ]}/cert.pem"
    . ' 2> /dev/null';
my $tls = LN::free_port();

sub aside {
    my ($name, $text, $lang) = @_;
    return '<aside class="legal-notice" role="note" lang="' . ($lang // 'en')
        . "\" dir=\"ltr\" data-legal-notice=\"$name\">$text</aside>";
}

sub lines {
    my ($n) = @_;
    return join '', map {
        "<p class=\"a b\">line $_ of the page, number @{[ $_ * 7919 % 997 ]}"
    } 1 .. $n;
}

# A page: of so many lines.
sub page {
    my ($n, $title) = @_;
    return '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body><article><h1>'
        . ($title // 'T') . '</h1>' . lines($n) . '</article></body></html>';
}

# With what stands behind the heading, and at the article's end.
sub with {
    my ($page, $top, $end) = @_;
    $page =~ s{(?<=</h1>)}{$top} if length $top;
    $page =~ s{(?=</article>)}{$end} if length $end;
    return $page;
}

my ($n, $m) = (aside('n', '<p>n</p>'), aside('m', '<p>m</p>'));

my %page = (tiny => page(1), small => page(60), long => page(1100),
    huge => page(6000));
my %coded;
for my $name (sort keys %page) {
    gzip \$page{$name} => \$coded{$name};
    gzip \$page{$name} => \$coded{"fast$name"}, -Level => 1;
    gzip \$page{$name} => \$coded{"stored$name"}, -Level => 0;
}
for my $name (qw( tiny small long huge )) {
    $page{"$_$name"} = $page{$name} for qw( fast stored );
}
gzip \$page{long} => \$coded{named}, -Name => 'a.html', -Comment => 'c';
$page{named} = $page{long};
my ($half, $rest) = $page{long} =~ /^(.{40000})(.*)/s;
gzip \$half => \my $first;
gzip \$rest => \my $second;
$coded{members} = $first . $second;
$page{members} = $page{long};
$coded{garbage} = $coded{long} . "\0" x 3000;
$page{garbage} = $page{long};

my (%zlib, %zlib_page);
deflate \$page{long} => \$zlib{zlib};
rawdeflate \$page{long} => \$zlib{raw};
my $open = '<html lang="en"><article><h1>T</h1><div><p>open';
gzip \$open => \$coded{open};
$page{open} = $open;

for my $name (keys %page) {
    $t->write("static/$name.html", $page{$name});
    $t->write("static/$name.html.gz", $coded{$name});
    $t->write("own/$name.html", $coded{$name});
}
$t->write("deflate/$_.html", $zlib{$_}) for keys %zlib;
gzip \'<frameset><frame src=a></frameset>' => \my $frames;
gzip \'{"a": 1}' => \my $json;
$t->write('own/frames.html', $frames);
$t->write('own/json.html', $json);
$t->write('own/cut.html', substr $coded{long}, 0, -100);

my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{/(\w+)\.html};
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"o\"\r\n"
        . "Content-Encoding: gzip\r\nContent-Length: "
        . length($coded{$name}) . "\r\nConnection: close\r\n\r\n"
        . $coded{$name};
});

my @way = qw( static own cached memory threads tls nopush limit chunk kept
    postpone h2 );

my $http = <<"END";
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n; place after h1; }
legal_notice m { in ru; text DIR/m; place append article; }
legal_notice v { in ru; text DIR/v; place after h1; }
legal_notice l { in ru; text DIR/l; place after h1; language reader en; }
legal_notice none { in ru; text DIR/n; place prepend nav; fallback none; }
legal_notice both { in ru; text DIR/n; place before h1; }
proxy_cache_path DIR/cache keys_zone=z:1m;
sendfile on;
CACHE
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:$tls ssl;
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    legal_cache vary User-Agent;
    legal_apply n m;
    location /static/ { alias DIR/static/; gzip_static on; }
    location /own/ { alias DIR/own/; add_header Content-Encoding gzip;
        gzip off; }
    location /on/ { alias DIR/own/; add_header Content-Encoding gzip;
        gzip on; gzip_min_length 0; }
    location /pass/ { alias DIR/own/; add_header Content-Encoding gzip;
        legal_undeliverable pass; }
    location /deflate/ { alias DIR/deflate/;
        add_header Content-Encoding deflate; }
    location /cached/ { proxy_pass http://127.0.0.1:$origin/; proxy_cache z;
        proxy_cache_valid 1h; }
    location /memory/ { alias DIR/static/; gzip_static on; sendfile off;
        output_buffers 2 4k; }
    location /threads/ { alias DIR/static/; gzip_static on; aio threads; }
    location /direct/ { alias DIR/static/; gzip_static on; directio 512; }
    location /tls/ { alias DIR/static/; gzip_static on; }
    location /nopush/ { alias DIR/static/; gzip_static on; tcp_nopush on; }
    location /limit/ { alias DIR/static/; gzip_static on; limit_rate 60m; }
    location /slow/ { alias DIR/static/; gzip_static always;
        limit_rate 20k; }
    location /chunk/ { alias DIR/static/; gzip_static on;
        sendfile_max_chunk 1k; }
    location /kept/ { alias DIR/static/; gzip_static on;
        open_file_cache max=10; }
    location /postpone/ { alias DIR/static/; gzip_static on;
        postpone_output 0; }
    location /plain/ { alias DIR/own/; }
    location /values/ { alias DIR/static/; gzip_static on; legal_apply v; }
    location /languages/ { alias DIR/static/; gzip_static on; legal_apply l; }
    location /none/ { alias DIR/static/; gzip_static on; legal_apply none; }
    location /some/ { alias DIR/static/; gzip_static on; legal_apply none m; }
    location /three/ { alias DIR/static/; gzip_static on;
        legal_apply both n m; }
    location /status { legal_apply off; legal_status json; }
    location /metrics { legal_apply off; legal_status prometheus; }
}
server {
    listen 127.0.0.1:H2 http2;
    legal_apply n m;
    location / { alias DIR/static/; gzip_static on; }
}
END

sub server {
    my ($cache, %o) = @_;
    $t->restart($http =~ s/CACHE/$cache/r, %o);
}

my @gzip = ('Accept-Encoding: gzip');

sub inflated {
    my ($body, $bits) = @_;
    my ($z) = Compress::Zlib::inflateInit(-WindowBits => $bits // 31);
    my ($out, $rc) = $z->inflate($body);
    return $rc == Compress::Zlib::Z_STREAM_END() && $body eq '' ? $out : '';
}

# is() would print them
sub same { my ($got, $want, $name) = @_; ok($got eq $want, $name)
    or diag(length($got) . ' bytes for ' . length $want) }

sub counted {
    my ($what) = @_;
    my ($n) = $t->body(11, '/status') =~ /"$what": (\d+)/;
    return $n;
}

sub remembered { return counted('remembered') }

sub settle { select undef, undef, undef, 3.1 }

sub curl {
    my ($way, $path) = @_;
    my $get = $way eq 'tls' ? "-k https://127.0.0.1:$tls$path"
        : "--http2-prior-knowledge http://127.0.0.1:$t->{h2}$path";
    my $got = `curl -s -i --interface 127.0.0.11 -H 'Accept-Encoding: gzip' $get`;
    my ($head, $body) = split /\r\n\r\n/, $got, 2;
    $head =~ s/\r//g;
    return { head => $head, body => $body, cut => 0 };
}

sub ask {
    my ($way, $name) = @_;
    return curl('h2', "/$name.html") if $way eq 'h2';
    return curl('tls', "/tls/$name.html") if $way eq 'tls';
    return $t->get(11, "/$way/$name.html", fields => [@gzip]);
}

server('');
$t->get(11, "/cached/$_.html") for keys %page;
settle();

for my $way (@way) {
    my $before = remembered();
    for my $name (sort keys %page) {
        my $want = with($page{$name}, $n, $m);
        $want .= $m if $name eq 'open';
        my ($weak, $strong);
        for my $time (1 .. 4) {
            my $a = ask($way, $name);
            same(inflated($a->{body}), $want, "$way: $name, time $time");
            my $etag = field($a, 'ETag') // '';
            ok(!$a->{cut}, 'is whole');
            is(field($a, 'Content-Encoding'), 'gzip', 'compressed');
            is(fields($a, 'Vary'), 'User-Agent, Accept-Encoding', 'Vary')
                if $way !~ /h2|tls/;
            if ($etag =~ s{^W/}{}) { $weak //= $etag } else {
                $strong //= $etag;
                is(field($a, 'Content-Length'), length $a->{body},
                    'and says how long it is') if $way ne 'h2';
            }
        }
        if ($name =~ /members|storedlong/) {

            # nor two gaps in one stored block

            is($strong, undef, "$name: never");
        }
        else { ok($strong, "$way: $name has a strong ETag in the end")
            or next; }
        is($strong, $weak, 'the same tag') if $weak && $strong;
    }
    cmp_ok(remembered() - $before, '>', 30, "$way: remembered");
}

# what plain files do

my $a = $t->get(11, '/static/long.html', fields => [@gzip]);
my $etag = field($a, 'ETag');
like($etag, qr/^"/, 'a strong tag');
for my $tag ($etag, "W/$etag", "\"x\", $etag") {
    my $a = $t->get(11, '/static/long.html',
        fields => [@gzip, "If-None-Match: $tag"]);
    is($a->{status}, 304, "304 for $tag");
    is(field($a, 'ETag'), $tag =~ /^W/ ? "W/$etag" : $etag, 'with that tag');
    is(fields($a, 'Vary'), 'User-Agent, Accept-Encoding', 'and Vary');
}
is($t->status(11, '/static/long.html', fields => [@gzip, "If-Match: $etag"]),
    200, 'If-Match');
is($t->status(11, '/static/long.html', fields => [@gzip, 'If-Match: "x"']),
    412, 'If-Match of another');
is($t->status(11, '/static/long.html', fields => [@gzip, "If-Match: W/$etag"]),
    412, 'If-Match, weak');
my $head = $t->get(11, '/static/long.html', fields => [@gzip],
    method => 'HEAD');
is($head->{head} =~ s/^Date.*\n//mr, $a->{head} =~ s/^Date.*\n//mr,
    'HEAD has the header of GET');
is($head->{body}, '', 'and no body');
same(inflated($t->get(11, '/static/long.html', fields => [@gzip,
    'Range: bytes=10-20'])->{body}), with($page{long}, $n, $m), 'no range');
same($t->body(11, '/static/long.html'), with($page{long}, $n, $m),
    'decoded for others');
same($t->get(21, '/static/long.html', fields => [@gzip])->{body}, $coded{long},
    'elsewhere as it was');
same(inflated($t->get(11, '/own/long.html', fields => [@gzip], http => '1.0')
    ->{body}), with($page{long}, $n, $m), 'HTTP/1.0');

# a HEAD has the tag of the GET before it

utime 1_700_000_000, 1_700_000_000, $t->dir . '/static/tiny.html.gz';
sub tag_of { return field($t->get(11, '/static/tiny.html',
    fields => [@gzip], method => $_[0]), 'ETag') }
$t->write('static/other', $coded{tiny});
rename $t->dir . '/static/other', $t->dir . '/static/tiny.html.gz';
settle();
my $weak = tag_of('GET');
like($weak, qr/^W/, 'a first GET: weak');
is(tag_of('HEAD'), $weak, 'HEAD, too') for 1 .. 3;
is('W/' . tag_of('GET'), $weak, 'a second GET: strong');
is('W/' . tag_of('HEAD'), $weak, 'HEAD, too');

# the stream is not compressed again

my $kept = substr $coded{huge}, length($coded{huge}) / 2, 4000;
ok(index(ask('static', 'huge')->{body}, $kept) > 0, 'what it was is there');
cmp_ok(length(ask('static', 'long')->{body}), '<',
    length($coded{long}) * 1.15 + 800, 'and it is not much longer');

for my $name (qw( zlib raw )) {
    for my $time (1 .. 3) {
        my $a = $t->get(11, "/deflate/$name.html",
            fields => ['Accept-Encoding: deflate']);
        same(inflated($a->{body}, $name eq 'raw' ? -15 : 15),
            with($page{long}, $n, $m), "$name, time $time");
        like(field($a, 'ETag'), $time < 3 ? qr/./ : qr/^"/, 'its tag');
    }
}

# gzip on does not compress it again, and a file that is not said to be
# compressed is another one

for my $time (1 .. 3) {
    my $a = $t->get(11, '/on/long.html', fields => [@gzip]);
    same(inflated($a->{body}), with($page{long}, $n, $m), "gzip on: $time");
}
same($t->body(21, '/plain/long.html'), $coded{long}, 'bytes of no coding');
is($t->status(11, '/plain/long.html'), 200, 'which are looked at apart')
    for 1 .. 3;

# values of each reader, texts in each language

for my $time (1 .. 6) {
    my $query = "q$time" x ($time * 7);
    my $a = $t->get(11, "/values/long.html?$query",
        fields => [@gzip, "User-Agent: agent $time"]);
    same(inflated($a->{body}), with($page{long}, aside('v',
        "<p>for /values/long.html?$query agent $time</p>")),
        "values of request $time");
    is(field($a, 'Content-Length'), length $a->{body}, 'and its length')
        if $time > 2;
    like(field($a, 'ETag'), qr/^"/, 'and a strong tag') if $time > 2;
}
for my $time (1 .. 4) {
    for my $lang (qw( en ru )) {
        my $text = $t->slurp("l/$lang.html");
        my $a = $t->get(11, '/languages/long.html',
            fields => [@gzip, "Accept-Language: $lang"]);
        same(inflated($a->{body}), with($page{long}, aside('l', $text, $lang)),
            "$lang, time $time");
    }
}

# notices that are not due by the body, or all at one place

for my $time (1 .. 4) {
    my $a = $t->get(11, '/none/long.html', fields => [@gzip]);
    same($a->{body}, $coded{long}, "fallback none, time $time");
    $a = $t->get(11, '/some/long.html', fields => [@gzip]);
    same(inflated($a->{body}), with($page{long}, '', $m), 'one of two is due');
    is(field($a, 'Content-Length'), length $a->{body}, 'and the length')
        if $time > 2;
    $a = $t->get(11, '/three/long.html', fields => [@gzip]);
    same(inflated($a->{body}), with($page{long}, $n, $m)
        =~ s{(?=<h1>)}{aside('both', '<p>n</p>')}er, 'three notices');
    $a = $t->get(11, '/own/json.html', fields => [@gzip]);
    same($a->{body}, $json, 'JSON goes as it was');
    is($t->status(11, '/own/frames.html', fields => [@gzip]), 503,
        'a frameset is refused');
    same($t->get(11, '/pass/frames.html', fields => [@gzip])->{body}, $frames,
        'or passed as it was');
    ok($t->get(11, '/own/cut.html', fields => [@gzip])->{cut}, 'a cut file');
}

# directio: spliced as a stream

same(inflated($t->get(11, '/direct/long.html', fields => [@gzip])->{body}),
    with($page{long}, $n, $m), 'directio') for 1 .. 3;

# another version of the file

my $file = $t->dir . '/static/long.html.gz';
my $other = page(1100, 'U');
gzip \$other => \my $other_coded;

sub replaced {
    my ($bytes) = @_;
    $t->write('static/new', $bytes);
    rename $t->dir . '/static/new', $file;
}

sub asked { return inflated($t->get(11, '/static/long.html',
    fields => [@gzip])->{body}) }

for my $i (1 .. 3) {
    replaced($i % 2 ? $other_coded : $coded{long});
    my $want = with($i % 2 ? $other : $page{long}, $n, $m);
    same(asked(), $want, "replaced, time $_") for 1 .. 2;
    utime 1_700_000_000, 1_700_000_000, $file;
    settle();
    same(asked(), $want, 'and settled') for 1 .. 3;
}
my $before = remembered();
asked();
is(remembered() - $before, 1, 'it is remembered');
open my $f, '+<:raw', $file or die $!;
syswrite $f, $coded{long};
truncate $f, length $coded{long};
close $f;
utime 1_700_000_000, 1_700_000_000, $file;
same(asked(), with($page{long}, $n, $m), 'written over, its time put back');

# readers who leave, and those who are slow, while the file is replaced

settle();
asked() for 1 .. 3;
my @slow = map {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11', Rcvbuf => 4096)
        or die $!;
    print $s "GET /slow/long.html HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n";
    $s } 1 .. 6;
my @begun = map { sysread $_, my $got, 500; $got } @slow;
close $_ for @slow[0 .. 2];
replaced($other_coded);
same(asked(), with($other, $n, $m), 'replaced meanwhile');
for my $i (3 .. 5) {
    my $got = $begun[$i];
    while (sysread $slow[$i], $got, 65536, length $got) { }
    same(inflated($got =~ s/^.*?\r\n\r\n//sr), with($page{long}, $n, $m),
        'a slow reader has the version that he asked for');
}

# counters

cmp_ok(counted('spliced'), '>', 50, 'counted: spliced');
cmp_ok(counted('decoded_unaccepted'), '>', 0, 'decoded');
like($t->body(11, '/metrics'),
    qr/^legal_compressed_pages_total\{way="remembered"\} \d\d+$/m, 'a metric');
like($t->log, qr/\[info\].*"\/\w+\/\w+\.html" is decoded for a client that does not accept its Content-Encoding "gzip"/,
    'and the log says why');

# little memory, few files, none at all

sub warm {
    my ($name, $times) = @_;
    my $before = remembered();
    for (1 .. $times // 4) {
        same(inflated(ask('static', $name)->{body}),
            with($page{$name}, $n, $m), "$name is right");
    }
    return remembered() - $before;
}

utime 1_700_000_000, 1_700_000_000, $file;
replaced($coded{long});
settle();
server('legal_place_cache max=100 memory=20k;');
is(warm('small'), 3, 'memory for a small page');
is(warm('huge'), 0, 'not for a huge one');
is(warm('small', 1), 1, 'which does not drop the other');
server('legal_place_cache max=1;');
is(warm('small'), 3, 'max=1: one file');
is(warm('long'), 3, 'then another');
is(warm('small', 1), 0, 'and not the first any more');
server('legal_place_cache max=100 memory=0;');
is(warm('long'), 0, 'memory=0: spliced each time');
server('legal_place_cache off;');
is(warm('long'), 0, 'off: spliced each time');

# layouts count, too: twelve pages of 8 KB have no room

server('legal_place_cache max=100 memory=64k;');
for my $page (1 .. 12) {
    $t->write("static/y$page.html.gz", $coded{fastlong});
    $t->write("static/y$page.html", $page{long});
}
settle();
for my $page (1 .. 12) { ask('static', "y$page") for 1 .. 2 }
$before = remembered();
ask('static', "y$_") for 1 .. 12;
my $kept_pages = remembered() - $before;
cmp_ok($kept_pages, '>=', 2, "$kept_pages pages are kept");
cmp_ok($kept_pages, '<=', 9, 'and no more');

# memory stays bounded, whatever is asked

server('legal_place_cache max=1 memory=1m;');
$t->write("static/x$_.html.gz", $coded{fastlong}) for 1 .. 150;
$t->write("static/x$_.html", $page{long}) for 1 .. 150;
settle();

sub rss {
    my ($pid) = $t->workers;
    open my $f, '<', "/proc/$pid/status" or return 0;
    return join('', <$f>) =~ /^RssAnon:\s+(\d+)/m ? $1 : 0;
}
$before = remembered();
my $rss = 0;
for my $time (1 .. 3) {
    for my $page (1 .. 150) { ask('static', "x$page") for 1 .. 2 }
    $rss ||= rss();
}
cmp_ok(remembered() - $before, '>', 400, 'each was remembered');
cmp_ok(rss() - $rss, '<', 1000, 'which takes no more memory')
    unless LN::sanitized();

# two workers, each with its own: the same bytes

server('', main => 'worker_processes 2;');
my %tags;
for (1 .. 40) {
    my $a = ask('static', 'long');
    same(inflated($a->{body}), with($page{long}, $n, $m), 'two workers');
    my $tag = field($a, 'ETag');
    push @{ $tags{$tag} }, $a->{body} if $tag =~ /^"/;
}
is(scalar keys %tags, 1, 'one strong tag');
my ($bodies) = values %tags;
is(scalar(grep { $_ ne $bodies->[0] } @$bodies), 0,
    'under it always the same bytes');

$t->done(seen => qr/Content-Encoding of|is undeliverable/);
