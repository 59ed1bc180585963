#!/usr/bin/perl

# Bodies of an HTML type that are no page: JSON, a word, rows of a table, a
# fragment.  They go as without the module, by whatever way they come.

use warnings;
use strict;

use Compress::Zlib;
use JSON::PP;
use Test::More;
use LN;
use H2;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');

my $lm = 'Mon, 09 Nov 2026 00:00:00 GMT';

# name => [ body, a notice goes in, .. also with `fragments skip` ]
my %body = (
    json => [ '{"ok":true}', 0 ],
    jsonhtml => [ '{"html":"<p>a</p>"}', 0 ],
    array => [ '[1,"<b>"]', 0 ],
    jsonp => [ 'cb({})', 0 ],
    jsonphtml => [ '/**/a.cb([{"b":"<p>"}])', 0 ],
    number => [ '1', 0 ],
    word => [ "OK\n", 0 ],
    less => [ '1 < 2 <3', 0 ],
    empty => [ '', 0 ],
    blanks => [ " \n" x 400, 0 ],
    long => [ 'x' x 512 . '<p>a</p>', 0 ],
    longjson => [ '{"a":"' . 'x' x 100_000 . '"}', 0 ],
    row => [ ' <!-- row --><TR class=a><td>a</td></tr>', 0 ],
    option => [ "<option\n>a</option>", 0 ],
    comment => [ '<!-- a -->', 1, 0 ],
    text => [ 'a <b>b</b>', 1, 0 ],
    late => [ 'x' x 500 . '<p>a</p>', 1, 0 ],
    div => [ '<div>a</div>', 1, 0 ],
    track => [ '<track>a', 1, 0 ],
    notjson => [ '{a} "<p>b</p>"', 1, 0 ],
    template => [ '[see "<p>a</p>"]', 1, 0 ],
    body => [ '<div>a</div><body>b', 1, 1 ],
    head => [ '<head><title>a</title>', 1, 1 ],
    html => [ '<p>a<html>', 1, 1 ],
    doctype => [ "\xef\xbb\xbf<!-- a --><!DOCTYPE html><p>a", 1, 1 ],
    lines => [ "\n" x 3000 . '<html><p>a', 1, 1 ],
    warning => [ '<br /><b>Warning</b>: x<br /><html><p>a', 1, 1 ],
    page => [ '<html><body>' . '<p>a</p>' x 20_000 . '</body></html>', 1, 1 ],
    bigpart => [ '<article>a</article>' . '<p>a</p>' x 20_000, 1, 0 ],
    utf16 => [ "\xff\xfe" . join('', map { "$_\0" } split //,
        '<html><p>a'), 1, 1 ],
    bomrow => [ "\xef\xbb\xbf<tr><td>a</td></tr>", 0 ],
    bomjson => [ "\xef\xbb\xbf{\"html\":\"<p>a</p>\"}", 0 ],
    utf16json => [ "\xff\xfe" . join('', map { "$_\0" } split //, '{"a":1}'),
        0 ],
);

$t->write("html/$_.html", $body{$_}[0]) for keys %body;
$t->write("gz/$_.html.gz", Compress::Zlib::memGzip($body{$_}[0]))
    for keys %body;

# /whole/NAME, /chunked/NAME, /bytes/NAME (byte by byte), /gzip/NAME
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^\S+ \S*/(\w+)/(\w+)} or return;
    my $body = $body{$name}[0];
    my $etag = "\"$name\"";
    my @fields = ('Connection: close', 'Content-Type: text/html',
        "ETag: $etag", "Last-Modified: $lm", 'Content-MD5: x');
    $body = Compress::Zlib::memGzip($body) if $how eq 'gzip';
    push @fields, 'Content-Encoding: gzip' if $how eq 'gzip';
    my $chunked = $how =~ /chunked|bytes/;
    push @fields, $chunked ? 'Transfer-Encoding: chunked'
        : 'Content-Length: ' . length $body;
    my $answer = join "\r\n", 'HTTP/1.1 200 OK', @fields, '', '';
    return print $c $answer if $head =~ /^HEAD/;
    return print $c $answer . $body if !$chunked;
    my $size = $how eq 'bytes' ? 1 : 700;
    $size = 4000 if length $body > 5000;
    for (my $i = 0; $i < length $body; $i += $size) {
        my $piece = substr $body, $i, $size;
        $answer .= sprintf "%x\r\n%s\r\n", length $piece, $piece;
        next if $head =~ m{^\S+ /off/};
        print $c $answer;
        $answer = '';
    }

    # the pause of an upstream that streams would decide: it makes none there

    print $c $answer . "0\r\n\r\n";
});

my $http = <<"END";
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice show { in ru; text DIR/text; place append article; }
legal_notice first { in ru; text DIR/text; place prepend body; }
legal_notice skip { in ru; text DIR/text; place append article;
    fragments skip; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 http2;
    root DIR/html;
    RULES
    location /p/ { proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { proxy_buffering off; proxy_pass http://127.0.0.1:$upstream; }
    location /small/ { proxy_buffer_size 1k; proxy_buffers 4 1k;
        proxy_busy_buffers_size 1k;
        proxy_pass http://127.0.0.1:$upstream; }
    location /c/ { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        proxy_cache_valid 200 1m; }
    location /file/ { alias DIR/html/; }
    location /sendfile/ { sendfile on; alias DIR/html/; }
    location /zip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
    location /buffers/ { output_buffers 2 512; alias DIR/html/; }
    location /directio/ { directio 1; alias DIR/html/; }
    location /ssi/ { ssi on; alias DIR/html/; }
    location /pass/ { legal_undeliverable pass;
        proxy_pass http://127.0.0.1:$upstream; }
    location /gz/ { alias DIR/gz/; default_type text/html; types { }
        add_header Content-Encoding gzip; }
    location /away/ { error_page 412 /412.html; alias DIR/html/; }
    location /gone/ { error_page 412 \@gone; legal_apply skip;
        proxy_pass http://127.0.0.1:$upstream; }
    location = /412.html { legal_apply off; }
    location \@gone { legal_apply off; rewrite ^ /p/whole/word break;
        proxy_pass http://127.0.0.1:$upstream; }
    location = /legal { legal_apply off; legal_status; }
}
END

my @ways = (map({ my $way = $_; map { "/p/$way/$_" } ('') }
        qw( whole chunked bytes gzip )),
    '/off/whole/', '/off/chunked/', '/off/bytes/', '/small/bytes/',
    '/small/whole/', '/c/whole/', '/c/chunked/', '/c/gzip/', '/file/',
    '/sendfile/', '/zip/', '/buffers/', '/directio/', '/ssi/', '/pass/gzip/',
    '/pass/bytes/', '/gz/');

sub rules { return $http =~ s/RULES/legal_apply $_[0];/r }

sub path { my ($way, $name) = @_; return "$way$name"
    . ($way =~ m{^/gz/} ? '.html.gz'
       : $way =~ /whole|chunked|bytes|gzip/ ? '' : '.html') }

sub plain {
    my ($a) = @_;
    return $a->{body} if (fields($a, 'Content-Encoding')) !~ /gzip/;
    my $body = $a->{body};         # which is used up
    return Compress::Zlib::memGunzip($body) // "corrupt";
}

my $notice = qr/<(?:\0?)a(?:\0?)s(?:\0?)i(?:\0?)d(?:\0?)e/;

for my $rule ('show', 'skip', 'show skip', 'first') {
    $t->restart(rules($rule));
    my ($times, $no_page, $fragments) = (0, 0, 0);
    for my $way (@ways) {
        for my $name (sort keys %body) {
            next if $way =~ m{^/ssi/} && $name eq 'comment';
            my ($body, $show, $skip) = @{ $body{$name} };
            my $path = path($way, $name);
            my $want = ($rule =~ /show|first/ && $show) + ($rule =~ /skip/
                && ($skip // 0));
            for my $again (1, 2) {
                my $a = $t->get(11, $path);
                my $b = $t->get(21, $path);
                my $n = () = plain($a) =~ /$notice/g;
                is($n, $want, "$rule, $path, $again: notices");
                is($a->{status}, 200, "$path is answered");
                ok(!$a->{cut}, "$rule, $path: whole");
                if (!$want) {
                    $_->{head} =~ s/^Date: .*\n//m for $a, $b;
                    is($a->{head}, $b->{head}, "$path: the same header");
                    ok($a->{body} eq $b->{body}, "$rule, $path, $again: the same bytes");
                } else {
                    unlike($a->{head}, qr/^(?:Last-Modified|Content-MD5)/m,
                        'a variant');
                    like(field($a, 'ETag') // '"-0123456789abcdef"',
                        qr/-\w{16}"$/, 'by its tag');
                    like(fields($a, 'Legal-Notice'),
                        $rule =~ /skip/ && $skip ? qr/skip/
                            : qr/^(?:show|first)(?:;lang=\w+)?$/,
                        'that names it');
                }
            }
        }
    }
}

# by their own validators, as without the module

$t->restart(rules('show skip'));
for my $path ('/p/whole/json', '/p/gzip/json', '/c/whole/json', '/file/json.html',
    '/sendfile/row.html', '/p/chunked/row')
{
    my ($e, $d) = map { field($t->get(21, $path), $_) } qw( ETag Last-Modified );
    my %is = ("If-None-Match: $e" => 304, 'If-None-Match: "x"' => 200,
        "If-Modified-Since: $d" => 304, "If-Match: $e" => 200,
        'If-Match: "x"' => 412, 'If-Match: *' => 200,
        "If-Unmodified-Since: $d" => 200,
        'If-Unmodified-Since: Mon, 02 Nov 2020 00:00:00 GMT' => 412);
    for my $field (sort keys %is) {
        my $a = $t->get(11, $path, fields => [$field]);
        is($a->{status}, $is{$field}, "$path, $field");
        is(field($a, 'ETag'), $e, 'by its own') if $is{$field} != 412;
    }
    my $a = $t->get(11, $path, fields => ['Range: bytes=0-1']);
    is($a->{status}, 200, "$path: no part of what may be a page");
    is(field($t->get(11, $path, method => 'HEAD'), 'ETag'), $e, 'HEAD')
        if $path !~ m{^/p/};
}

# where a page fails a precondition, the 412 comes with its notice

for my $path ('/p/whole/page', '/file/page.html', '/p/gzip/page') {
    my $a = $t->get(11, $path, fields => ['If-Match: "x"']);
    is($a->{status}, 412, "$path: a precondition of a page");
    like($a->{body}, qr/<aside/, 'with the notice');
}

# .. also where there is an error_page: the body is on its way by then

$t->write('html/412.html', 'failed');
for my $path (map({ "/away/$_.html" } qw( page json div )), '/gone/whole/page',
    '/gone/whole/div')
{
    like($t->body(11, $path, fields => ['If-Match: "x"']),
        qr/412 Precondition Failed.*<aside/s, "$path: its 412 is the module's");
}
is($t->body(11, '/away/412.html'), 'failed', 'nginx is there');

# over HTTP/2 the connection goes on behind it

for my $path ('/p/whole/page', '/p/chunked/page', '/off/chunked/page',
    '/file/page.html', '/p/gzip/page')
{
    my $h2 = H2->new(port => $t->{h2}, from => 11);
    my $failed = $h2->request($path, ['if-match', '"x"']);
    $h2->run(10);
    like($h2->{streams}{$failed}{body}, qr/412 Precondition Failed.*<aside/s,
        "$path, HTTP/2: a precondition of a page, with the notice");
    my $next = $h2->request($path);
    $h2->run(10);
    ok($h2->{streams}{$failed}{end} && $h2->{streams}{$next}{end},
        'both streams have an end');
    is(() = $h2->{streams}{$next}{body} =~ /<aside/g, 2,
        'and the page comes on the same connection');
}

# counted

my $told = decode_json($t->body(1, '/legal'))->{notices};
is($told->{show}{lost} + $told->{skip}{lost}, 0, 'none is lost');
cmp_ok($told->{show}{no_page}, '>', 20, 'no pages are counted');
cmp_ok($told->{show}{fragments}, '>', 5, 'rows are, too');

$t->done;
