#!/usr/bin/perl

# Every way a page comes about: subrequests, redirects, try_files, named
# locations, error pages.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/part.html', '<b>part</b>');
$t->write('html/ssi.html', '<body><!--# include virtual="/part/part.html" -->'
    . '<!--# include virtual="/part/none.html" --></body>');
$t->write('html/404.html', '<body>none</body>');
$t->write('html/dir/index.html', '<body>index</body>');

my $seen = $t->dir . '/seen';
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($path) = $head =~ m{^\S+ (\S+)};
    open my $f, '>>', $seen;
    print $f "$path\n";
    close $f;
    my $body = "<body>$path</body>";
    my $fields = $path =~ /accel\/x/ ? "X-Accel-Redirect: /inner/a.html\r\n"
        : $path =~ /out/ ? "X-Accel-Redirect: /free/a.html\r\n"
        : $path =~ /to-refuse/ ? "X-Accel-Redirect: \@refuse\r\n" : '';
    my $status = $path =~ /404/ ? '404 Not Found' : '200 OK';
    print $c "HTTP/1.1 $status\r\nContent-Type: text/html\r\n$fields"
        . "Content-Length: @{[ length $body ]}\r\nConnection: close\r\n\r\n"
        . ($head =~ /^HEAD/ ? '' : $body);
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; }
legal_notice m { in ru; text DIR/text; }
legal_notice u { in ru; text DIR/text; uri ~ ^/a\\.html\$; }
legal_restriction r { in eu; }
legal_restriction r404 { in eu; status 404; }
legal_restriction r408 { in eu; status 408; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location /ssi { ssi on; }
    location /part/ { alias DIR/html/; legal_apply n r; }
    location /auth/ { alias DIR/html/; auth_request /allow; }
    location /allow { legal_apply r; proxy_pass http://127.0.0.1:$upstream; }
    location /mirror/ { alias DIR/html/; mirror /copy; }
    location /copy { internal; legal_apply n r;
        proxy_pass http://127.0.0.1:$upstream; }
    location /try/ { try_files \$uri /a.html; }
    location /try-m/ { try_files \$uri /m/a.html; }
    location /tf/ { legal_apply u; try_files /a.html =404; }
    location /m/ { alias DIR/html/; legal_apply m; }
    location /try-refuse/ { legal_apply off; try_files \$uri /refuse/a.html; }
    location /refuse/ { alias DIR/html/; legal_apply r; }
    location /refuse-first/ { legal_apply r; try_files \$uri /free/a.html; }
    location /free/ { alias DIR/html/; legal_apply off; }
    location /rewrite/ { rewrite ^/rewrite/(.*) /free/\$1 last; legal_apply r; }
    location /named/ { try_files \$uri \@named; legal_apply off; }
    location \@named { proxy_pass http://127.0.0.1:$upstream; }
    location \@refuse { legal_apply r; root DIR/html; try_files /a.html =404; }
    location /accel/ { legal_apply off; proxy_pass http://127.0.0.1:$upstream; }
    location /inner/ { internal; alias DIR/html/; }
    location /out/ { legal_apply r; proxy_pass http://127.0.0.1:$upstream; }
    location /r200 { default_type text/html; return 200 "<body>r</body>"; }
    location /r302 { return 302 /x; }
    location /miss/ { alias DIR/html/; error_page 404 /404.html; }
    location /plain-miss/ { alias DIR/html/; }
    location /post/ { proxy_pass http://127.0.0.1:$upstream; }
    location /up404/ { proxy_pass http://127.0.0.1:$upstream; }
    location /sub/ { alias DIR/html/; sub_filter a BB; }
    location /gzip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
    location /add/ { alias DIR/html/; add_after_body /part/part.html; }
    location /loop/ { legal_apply r; error_page 451 /loop/x; }
    location /ep/ { legal_apply r; error_page 451 /451.html; }
    location = /451.html { legal_apply off; default_type text/html;
        return 200 "ours"; }
    location /ep404/ { legal_apply r; error_page 404 /404.html; }
    location /late-ep/ { legal_apply r; error_page 451 /451.html;
        return 200 "late"; }
    location /408/ { legal_apply r408; error_page 408 /451.html; }
    location /late-408/ { legal_apply r408; error_page 408 /451.html;
        return 200 "late"; }
    location /404/ { alias DIR/html/; legal_apply r404; }
    location /redirected/ { legal_apply r;
        error_page 451 =302 https://example.org/; }
    location /limit/ { legal_apply r; limit_except GET { deny all; } }
    location /auto/ { alias DIR/html/; autoindex on; }
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $m = $n =~ s/"n"/"m"/r;

my $ssi = $t->get(11, '/ssi.html');
like($ssi->{body}, qr{^<body><b>part</b>(?:<!DOCTYPE[^>]*>\s*)?<html>.*404\ Not\ Found.*</html>\r\n
    \Q$n\E</body>$}xs, 'SSI: the whole page has one');
is(() = $ssi->{body} =~ /<aside/g, 1, 'and one only');
like($t->body(21, '/ssi.html'), qr{^<body><b>part</b>.*</body>$}s,
    'a part is not refused by itself');

is($t->body(11, '/auth/a.html'), "<body>a$n</body>", 'auth_request');
is($t->status(21, '/auth/a.html'), 200, 'its subrequest is not refused');
is($t->body(11, '/mirror/a.html'), "<body>a$n</body>", 'mirror');
is($t->body(21, '/mirror/a.html'), '<body>a</body>', 'untouched by its mirror');
is($t->body(11, '/try/x.html'), "<body>a$n</body>", 'try_files');
is($t->body(11, '/try-m/x.html'), "<body>a$m</body>",
    'the final location decides');
is($t->body(11, '/tf/x', fields => ['Range: bytes=0-3',
    'If-None-Match: *']), "<body>a" . $n =~ s/"n"/"u"/r . "</body>",
    'a URI that try_files found, and whole');
is($t->status(21, '/try-refuse/x.html'), 451, 'also to refuse');
is($t->status(21, '/refuse-first/x.html'), 451, 'a refusal is not lost');
is($t->status(21, '/rewrite/a.html'), 200, 'rewritten away before a verdict');
is($t->body(11, '/named/x'), "<body>/named/x$n</body>", 'a named location');
is($t->body(11, '/accel/x'), "<body>a$n</body>", 'X-Accel-Redirect');
is($t->status(21, '/accel/to-refuse'), 451, 'to a location that refuses');
is($t->status(21, '/out/x'), 451, 'from one that refuses');
is($t->body(11, '/r200'), "<body>r$n</body>", 'return 200');
is($t->status(11, '/r302'), 302, 'return 302');
is($t->body(11, '/dir/'), "<body>index$n</body>", 'index');
like($t->body(11, '/auto/'), qr/\Q$n\E/, 'autoindex');
my $miss = $t->get(11, '/miss/x.html');
is($miss->{status}, 404, 'error_page');
is($miss->{body}, "<body>none$n</body>", 'with its notice');
like($t->body(11, '/plain-miss/x.html'), qr/\Q$n\E/, 'nginx\'s own page');
is($t->body(11, '/up404/404'), "<body>/up404/404$n</body>", 'of an upstream');
is($t->body(11, '/post/x', method => 'POST', body => 'x',
    fields => ['Content-Length: 1']), "<body>/post/x$n</body>", 'POST');
is($t->body(11, '/sub/a.html'), "<body>BB$n</body>", 'sub_filter');
is($t->body(11, '/add/a.html'), "<body>a</body><b>part</b>$n",
    'addition: what stands after </body> is in the body all the same');

SKIP: {
    eval { require IO::Uncompress::Gunzip } or skip 'no Gunzip', 3;
    my $a = $t->get(11, '/gzip/a.html', fields => ['Accept-Encoding: gzip']);
    is(field($a, 'Content-Encoding'), 'gzip', 'gzip on');
    IO::Uncompress::Gunzip::gunzip(\$a->{body}, \my $plain);
    is($plain, "<body>a$n</body>", 'compresses the page with its notice');
    unlike(field($a, 'ETag') // '', qr/^"/, 'with a weak validator at most');
}

is($t->status(21, '/loop/a.html'), 451, 'error_page 451 does not loop');
is($t->get(21, '/ep404/a.html')->{reason}, 'Unavailable For Legal Reasons',
    'an error page of another status');
my $late = $t->get(21, '/late-ep/x');
is("$late->{status} $late->{body}", '451 ours',
    '`return` in a location that refuses, with an error page');
is($t->body(11, '/late-ep/x'), 'late', 'and elsewhere');
my $other = $t->get(21, '/404/a.html');
is("$other->{status} $other->{reason}", '404 Not Found', 'another status');
unlike($other->{body}, qr/<body>a/, 'and no page');
my $a408 = $t->get(21, '/408/a.html');
is("$a408->{status} $a408->{body}", '408 ours',
    'a status at which nginx closes connections');
$a408 = $t->get(21, '/late-408/x');
like("$a408->{status} $a408->{body}", qr/^408 .*<html/s,
    "behind a return: the restriction's own page");
unlike($a408->{body}, qr/late|ours/, '.. and nothing else');
my $ours = $t->get(21, '/ep/a.html');
is($ours->{status}, 451, 'error_page 451 keeps the status');
is($ours->{body}, 'ours', 'and wins over the built-in page');
is($t->status(21, '/redirected/x'), 302, 'a redirect may stand');

for my $path ('/refuse/a.html', '//refuse/a.html', '/x/../refuse/a.html',
    '/refuse/%61.html', '/%72efuse/a.html', '/refuse/./a.html?x')
{
    is($t->status(21, $path), 451, "$path is refused");
}

my $port = $t->port;
like($t->raw(21, "GET http://b/refuse/a.html HTTP/1.1\r\nHost: a\r\n"
    . "Connection: close\r\n\r\n"), qr/^HTTP\/1.1 451 /, 'absolute form');
like($t->raw(21, "GET /refuse/a.html HTTP/1.0\r\n\r\n"),
    qr/^HTTP\/1.1 451 Unav/, 'HTTP/1.0');
like($t->raw(21, "GET /refuse/a.html\r\n"), qr/451|Unavailable/, 'HTTP/0.9');
like($t->raw(21, "GET /refuse/a.html HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\n"
    . "Connection: upgrade, close\r\n\r\n"), qr/^HTTP\/1.1 451 /, 'Upgrade');

my $two = $t->raw(11, "GET /a.html HTTP/1.1\r\nHost: a\r\n\r\n"
    . "GET /sub/a.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
is(() = $two =~ /<aside/g, 2, 'pipelined');

my ($get, $head) = map { $t->get(11, '/a.html', method => $_) } qw( GET HEAD );
is($head->{body}, '', 'HEAD has no body');
for my $name (qw( ETag Content-Type Legal-Notice Cache-Control Vary
    Last-Modified Accept-Ranges ))
{
    is(field($head, $name), field($get, $name), "HEAD: $name as GET");
}

$t->done;
