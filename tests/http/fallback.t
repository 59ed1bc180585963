#!/usr/bin/perl

# `fallback none`: where a page offers none of the places no notice is due in
# it, and it goes as it came.  Whether it offers one is known late.

use warnings;
use strict;

use Compress::Zlib;
use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('two/en.html', '<p>en</p>');
$t->write('two/de.html', '<p>de</p>');

my $lm = 'Mon, 09 Nov 2026 00:00:00 GMT';
my $far = '<p>' . 'a' x 60 . '</p>';

# a: an article; l: a late one; h: no article; b: no article, and big; o: an
# article that is left open; f: frames; s: as l, but the upstream pauses
my %page = (
    a => '<html><body><article>a</article><p>b</body></html>',
    l => "<html><body>" . $far x 4000 . '<article>a</article>'
        . $far x 100 . '</body></html>',
    h => '<html><body><div>home</div></body></html>',
    b => '<html><body>' . $far x 20_000 . '</body></html>',
    o => '<html><body><article>a',
    f => '<html><frameset><frame src=x></frameset></html>',
    s => '<html><body>' . $far x 100 . '<article>a</article></body></html>',
    t => 'just text',
);
my %has = (a => 1, l => 1, h => 0, b => 0, o => 1, f => 0, s => 1, t => 0);

$t->write("html/$_.html", $page{$_}) for keys %page;
$t->write("gz/$_.html", Compress::Zlib::memGzip($page{$_})) for keys %page;

# /HOW/NAME: how is validators (e, l, w, n) and z (gzip), c (chunked)
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^\S+ \S*/(\w+)/(\w)(?:\?\S*)? } or return;
    my $body = $page{$name};
    my %is = map { $_ => 1 } split //, $how;
    my $etag = $is{w} ? "W/\"$name\"" : "\"$name\"";
    my ($inm) = $head =~ /^If-None-Match: (.*?)\r/mi;
    my ($ims) = $head =~ /^If-Modified-Since: (.*?)\r/mi;
    my $not = defined $inm ? $inm =~ /"$name"/ && ($is{e} || $is{w})
        : defined $ims && $is{l} && $ims eq $lm;
    open my $f, '>>', $t->dir . '/seen';
    print $f $not ? '304' : '200', ' ', $inm // '-', ' ', $ims // '-', "\n";
    close $f;
    $body = Compress::Zlib::memGzip($body) if $is{z};
    my $answer = join "\r\n", 'HTTP/1.1 ' . ($not ? 304 : 200) . ' X',
        'Connection: close', $is{e} || $is{w} ? "ETag: $etag" : (),
        $is{l} ? "Last-Modified: $lm" : (),
        $not ? ('', '') : ('Content-Type: text/html',
            $is{z} ? 'Content-Encoding: gzip' : (), 'Accept-Ranges: bytes',
            $is{c} ? 'Transfer-Encoding: chunked'
                   : 'Content-Length: ' . length $body, '', '');
    return print $c $answer if $not || $head =~ /^HEAD/;
    return print $c $answer . $body if !$is{c};
    while (length $body) {
        my $piece = substr $body, 0, $name eq 's' ? 1000 : 20_000, '';
        $answer .= sprintf "%x\r\n%s\r\n", length $piece, $piece;
        next if $name ne 's' || $head =~ m{^\S+ /off/};
        print $c $answer;
        $answer = '';
        select undef, undef, undef, 0.02;
    }

    # the pause of an upstream that streams would decide: it makes none there

    print $c $answer . "0\r\n\r\n";
});

sub asked {
    my $text = $t->slurp('seen');
    unlink $t->dir . '/seen';
    return $text;
}

# it pauses amid the tag of a frameset, when its header has gone

my $framed = '<html><head></head><frameset><frame src=x></frameset></html>';
my $pauses = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c join "\r\n", 'HTTP/1.1 200 X', 'Content-Type: text/html',
        'Content-Length: ' . length $framed, 'Connection: close', '',
        substr $framed, 0, 25;
    select undef, undef, undef, 0.5;
    print $c substr $framed, 25;
});

my $http = <<"END";
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction ua { region UA-43; }
legal_notice n { in ru; text DIR/text; place append article; fallback none; }
legal_notice m { in ua; text DIR/text; place append article; fallback none; }
legal_notice all { in ru; text DIR/two; language reader en; }
legal_notice two { in ru; text DIR/two; place append article; fallback none;
    language reader en; }
legal_notice patterns { in ru; text DIR/text; place before ~ "<article>";
    place after ".none"; fallback none; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n m;
    location /p/ { proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { proxy_buffering off; proxy_pass http://127.0.0.1:$upstream; }
    location /pauses/ { proxy_buffering off;
        proxy_pass http://127.0.0.1:$pauses; }
    location /small/ { proxy_buffer_size 1k; proxy_buffers 4 1k;
        proxy_busy_buffers_size 1k; proxy_pass http://127.0.0.1:$upstream; }
    location /c/ { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        proxy_cache_valid 200 1m; }
    location /etag-off/ { alias DIR/html/; etag off; }
    location /sendfile/ { alias DIR/html/; sendfile on; }
    location /zip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
    location /gz/ { alias DIR/gz/; add_header Content-Encoding gzip; }
    location /no-cache/ { alias DIR/html/; directio 1; }
    location /both/ { legal_apply n all; proxy_pass http://127.0.0.1:$upstream; }
    location /both-file/ { legal_apply n all; alias DIR/html/; sendfile on; }
    location /two/ { legal_apply two; alias DIR/html/; }
    location /patterns/ { legal_apply patterns; alias DIR/html/; }
    location /inner/ { legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream; }
    location = /legal { legal_apply off; legal_status; }
}
END
$t->start($http);

sub told { return decode_json($t->body(1, '/legal')) }

sub plain {
    my ($a) = @_;
    my $body = $a->{body};
    return fields($a, 'Content-Encoding') =~ /gzip/
        ? Compress::Zlib::memGunzip($body) // 'corrupt' : $body;
}

# by every way, twice: the notice where a place is, the page as it came where
# none is

my @ways = map { ref $_ ? $_ : [$_, 0] } '/p/el/', '/p/elc/', '/p/elz/',
    '/p/elzc/', '/off/el/', '/off/elc/', '/small/el/', '/small/elc/',
    '/c/el/', '/c/elz/', '/c/n/', map({ [$_, 1] } '/', '/etag-off/',
    '/sendfile/', '/zip/', '/gz/', '/no-cache/');

for (@ways) {
    my ($way, $file) = @$_;
    for my $name (sort keys %page) {
        my $path = $way . $name . ($file ? '.html' : '');
        for my $again (1, 2) {
            my $a = $t->get(11, $path);
            my $b = $t->get(21, $path);
            is($a->{status}, 200, "$path is answered");
            ok(!$a->{cut}, 'whole');
            my $n = () = plain($a) =~ /<aside/g;
            is($n, $has{$name}, "$path, $again: notices");
            if ($has{$name}) {
                (my $rest = plain($a)) =~ s/<aside.*?<\/aside>//;
                ok($rest eq plain($b), 'in an unchanged page');
                unlike(field($a, 'ETag') // '', qr/^"[\w-]*"$/
                    ? qr/^"\w"$/ : qr/^$/, 'which is another');
                is(fields($a, 'Last-Modified'), '', 'without a date');
                next;
            }
            is(fields($a, 'Legal-Notice'), '', "$path claims none");
            ok(plain($a) eq plain($b), "$path is as it came");
            next if $name eq 'b' && $way ne '/sendfile/';
            $_->{head} =~ s/^Date: .*\n//m for $a, $b;
            is($a->{head}, $b->{head}, "$path, $again: its own header");
            ok($a->{body} eq $b->{body}, 'and bytes');
        }
    }
}

# the table of validators: with a place as ever, without one as where nothing
# is due

sub holds {
    my ($copy) = @_;
    my ($etag, $date) = map { field($copy, $_) } qw( ETag Last-Modified );
    return [ defined $etag ? "If-None-Match: $etag" : (),
        defined $date ? "If-Modified-Since: $date" : () ];
}

my %holder = (plain => 21, n => 11, m => 31);

sub table {
    my ($name, $path, $place, %o) = @_;
    my %copy = map { $_ => $t->get($holder{$_}, $path) } keys %holder;
    for my $which (sort keys %holder) {
        my $variant = $place && $which ne 'plain';
        my $mine = $copy{$which};
        is($mine->{status}, 200, "$name: $which without a copy");
        is(() = $mine->{body} =~ /<aside/g, $variant ? 1 : 0, 'its notices');
        if ($variant) {
            like(field($mine, 'ETag') // '', $o{etag}, 'its ETag');
        } else {
            is(field($mine, 'ETag'), field($copy{plain}, 'ETag'), 'its ETag');
        }
        for my $held (sort keys %holder) {
            my $fields = holds($copy{$held});
            my $a = $t->get($holder{$which}, $path, fields => $fields);
            my $same = @$fields && ($place ? $held eq $which : 1) ? 304 : 200;
            is($a->{status}, $same, "$name: $held held where $which is due");
            is(field($a, 'ETag'), field($mine, 'ETag'), 'with its ETag');
            is($a->{body}, $same == 304 ? '' : $mine->{body}, 'its body');
        }
    }
}

for my $place (1, 0) {
    my $p = $place ? 'a' : 'h';
    my $w = $place ? 'a place' : 'no place';
    table("$w, a file", "/$p.html", $place, etag => qr/^"[0-9a-f]+-[0-9a-f]+-\w{16}"$/);
    table("$w, a file without ETag", "/etag-off/$p.html", $place,
        etag => qr/^W\/"LM-\w+-\w+"$/);
    table("$w, sendfile", "/sendfile/$p.html", $place, etag => qr/-\w{16}"$/);
    table("$w, ETag", "/p/e/$p", $place, etag => qr/^"a-\w{16}"$/);
    table("$w, weak", "/p/w/$p", $place, etag => qr/^W\/"a-\w{16}"$/);
    table("$w, both", "/p/el/$p", $place, etag => qr/^"a-\w{16}"$/);
    table("$w, gzip", "/p/elz/$p", $place, etag => qr/^"a-\w{16}"$/) if $place;
    table("$w, Last-Modified", "/p/l/$p", $place,
        etag => qr/^W\/"LM-\w+-\w{16}"$/);
    table("$w, neither", "/p/n/$p", $place, etag => qr/^$/);
    table("$w, cached", "/c/e/$p", $place, etag => qr/^"a-\w{16}"$/);
    table("$w, cached, Last-Modified", "/c/l/$p", $place,
        etag => qr/^W\/"LM-\w+-\w{16}"$/);
    table("$w, an inner tier", "/inner/e/$p", $place, etag => qr/^"a-\w{16}"$/);
}

# what the upstream is asked: the variant, and nothing by which a 304 would keep
# a page without its notice

my $etag = field($t->get(11, '/p/e/a'), 'ETag');
for my $case (
    [ 'a', "If-None-Match: $etag", 304, '304 "a" -' ],
    [ 'a', 'If-None-Match: "a"', 200, '200 - -' ],
    [ 'a', "If-Modified-Since: $lm", 200, '200 - -' ],
    [ 'h', 'If-None-Match: "h"', 304, '200 - -' ],
    [ 'h', 'If-None-Match: "x"', 200, '200 - -' ],
    [ 'a', 'Range: bytes=0-3', 200, '200 - -' ],
    [ 'h', 'Range: bytes=0-3', 200, '200 - -' ],
) {
    my ($name, $field, $status, $seen) = @$case;
    asked();
    my $a = $t->get(11, "/p/e/$name", fields => [$field]);
    is($a->{status}, $status, "$name, $field");
    is(asked(), "$seen\n", 'what the upstream is asked');
}

# preconditions

for my $case (['/a.html', 1], ['/h.html', 0], ['/p/el/a', 1], ['/p/el/h', 0],
    ['/c/el/a', 1], ['/c/el/h', 0], ['/p/elz/h', 0])
{
    my ($path, $place) = @$case;
    my $mine = field($t->get(11, $path), 'ETag');
    my $other = field($t->get(21, $path), 'ETag');
    my $date = field($t->get(21, $path), 'Last-Modified');
    my %is = ("If-Match: $mine" => 200, "If-Match: $other" => $place ? 412 : 200,
        'If-Match: "x"' => 412, 'If-Match: *' => 200,
        "If-Unmodified-Since: $date" => $place ? 412 : 200);
    is($t->status(11, $path, fields => [$_]), $is{$_}, "$path, $_")
        for sort keys %is;
}

# HEAD says what GET would, or nothing where nobody can know it

for my $path ('/a.html', '/h.html', '/sendfile/h.html', '/c/el/a', '/c/el/h') {
    my $get = $t->get(11, $path);
    my $head = $t->get(11, $path, method => 'HEAD');
    is(field($head, $_), field($get, $_), "HEAD $path: $_")
        for qw( ETag Last-Modified Legal-Notice Content-Length );
}
for my $path ('/p/el/a', '/p/el/h') {
    my $head = $t->get(11, $path, method => 'HEAD');
    is($head->{status}, 200, "HEAD $path, from an upstream");
    is(fields($head, $_), '', "says no $_")
        for qw( ETag Last-Modified Legal-Notice Content-Length );
}

# a page that is too big to wait for: the notice goes in where there is a place,
# the tag is that of this variant, and no claim is made

my $before = told();
my $l = $t->get(11, '/p/elc/l');
like($l->{body}, qr/<article>a<aside/, 'a late place');
like(field($l, 'ETag'), qr/^"l-\w{16}"$/, 'a variant');
my $b = $t->get(11, '/p/elc/b');
ok($b->{body} eq $page{b}, 'no place in a big page');
like(field($b, 'ETag'), qr/^"b-\w{16}"$/, 'counts as this variant');
is($t->status(11, '/p/elc/b', fields => holds($b)), 304, 'and is current');
is($t->status(11, '/p/elc/b', fields => ['If-None-Match: "b"']), 200,
    'the plain one is another');
is($t->status(21, '/p/elc/b', fields => holds($b)), 200, 'elsewhere, too');
is(told()->{undetermined} - $before->{undetermined}, 3, 'counted');

# beside a notice that is due in any page

for my $way ('/both/el/a', '/both/elc/a', '/both-file/a.html') {
    for my $again (1, 2) {
        my $a = $t->get(11, $way);
        like($a->{body}, qr/<article>a<aside.*<p>b<aside/s, "$way: both");
        is(fields($a, 'Legal-Notice'), 'n;lang=en, all;lang=en', 'both are named');
    }
}
for my $way ('/both/el/h', '/both/elc/h', '/both-file/h.html') {
    for my $again (1, 2) {
        my $a = $t->get(11, $way);
        is(() = $a->{body} =~ /<aside/g, 1, "$way, $again: the other one alone");
        is(fields($a, 'Legal-Notice'), 'all;lang=en', 'is named');
        like(field($a, 'ETag'), qr/-\w{16}"$/, 'of a variant');
        is($t->status(11, $way, fields => holds($a)), 304, 'that is known again');
        is(field($a, 'Content-Length'), length $a->{body}, 'with its length')
            if $way !~ /elc/;
    }
}
is(fields($t->get(11, '/both/elc/b'), 'Legal-Notice'), 'all;lang=en',
    'a claim is made for what is known');

# a language by the reader, patterns

like(fields($t->get(11, '/two/a.html'), 'Vary'), qr/Accept-Language/, 'Vary');
unlike(fields($t->get(11, '/two/h.html'), 'Vary'), qr/Accept-Language/,
    'but not where there is none');
like($t->body(11, '/patterns/a.html'), qr/<aside.*<article>/s, 'a pattern');
ok($t->body(11, '/patterns/h.html') eq $page{h}, 'that is not found');

my $frames = $t->get(11, '/pauses/x');
is($frames->{body}, $framed, 'frames whose tag is sent in part: no notice is due');
ok(!$frames->{cut}, '.. and all of them come');
unlike($t->log, qr/<frameset> that came after/, '.. and nobody is told of frames');

# counted

my ($n, $was) = (told()->{notices}{n}, $before->{notices}{n});
cmp_ok($n->{no_place}, '>', 100, 'pages without a place are counted');
is($n->{fallback}{body} + $n->{fallback}{end}, 0, 'there is no fallback');
is($n->{lost}, 0, 'none is lost');

# what nginx -t says

for my $case (
    [ 'fallback none;', qr/"fallback none" of notice "x" has no "place"/ ],
    [ 'place append p; fallback no;', qr/"body" and "none" are allowed/ ],
    [ 'fallback body; fallback body;', qr/"fallback" directive is duplicate/ ],
    [ 'place append p; fallback none; types text/html text/plain;',
        qr/no place in "text\/plain"/ ],
    [ 'fragments no;', qr/"show" and "skip" are allowed/ ],
    [ 'fragments show; fragments skip;', qr/"fragments" directive is dupl/ ],
) {
    my ($lines, $says) = @$case;
    my ($ok, $said) = LN->new->check(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice x { in ru; text $t->{dir}/text; $lines }
END
    ok(!$ok, "refused: $lines");
    like($said, $says, 'in words');
    like($said, qr/nginx.conf:\d+/, 'with its line');
}

$t->done;
