#!/usr/bin/perl

# Answers that are decided late: who makes the response is at work by then.  A
# precondition that fails by the body, also where error_page leads to what takes
# time; a restriction on a `return`; a page that is broken off.  Each has a status,
# a whole body and an end.

use warnings;
use strict;

use Test::More;
use Time::HiRes qw( sleep time );
use IO::Select;
use IO::Socket::INET;
use H2;
use LN;

my $t = LN->new;
$t->write('text/en.html', '<p>n</p>');
$t->write('gate/en.html', '<h1>gate</h1>');
$t->write('html/error.html', '<html><body>static error</body></html>');
$t->write('html/large.html', '<html><body>' . 'static error ' x 200_000);
$t->write('html/head.html', '<html><head><title>t</title></head><body>');
$t->write('html/page.html', my $page = '<html><body>' . 'x' x 100_000 . '</body></html>');
$t->write("html/includes_$_.html", "<!--#include virtual=\"/$_/head.html\" -->"
    . '<article>own words</article></body></html>') for qw( part file );

sub chunk { return map { sprintf "%x\r\n%s\r\n", length $_, $_ } @_ }

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ \S*/(\w+)} or return;
    print $c "HTTP/1.1 200 OK\r\nETag: \"o\"\r\nContent-Type: text/html\r\n";
    if ($name eq 'frames') {
        print $c "Transfer-Encoding: chunked\r\n\r\n",
            chunk("<html><head><title>a</title></head>\n<frames");
        sleep 0.25;
        print $c chunk("et rows='50,", "50'>", '<frame src=a></frameset>'),
            chunk(('y' x 3000) x 10, '');
        return;
    }
    my $body = $name eq 'error' ? '<html><body>error of an upstream</body></html>'
        : $name eq 'head' ? '<html><head><title>t</title></head><body>'
        : $page x ($name eq 'slow' ? 3 : 1);
    print $c "Connection: close\r\nContent-Length: ", length $body, "\r\n\r\n";
    print $c substr $body, 0, 9, '';
    sleep 0.1 if $name =~ /error|head/;
    print $c substr $body, 0, 50_000, '';
    sleep 3 if $name eq 'slow';
    print $c $body;
});

my $proxy = "proxy_http_version 1.1; proxy_pass http://127.0.0.1:$upstream;";
my %leads = (none => '', static => '/static.html', threads => '/threads.html',
    proxied => '/err', named => '@err', away => 'https://a.example/');
my $locations = join '', map {
    my ($name, $to) = ($_, $leads{$_});
    my $e = $to && "error_page 412 $to;";
    my $r = $to && "error_page 451 $to;";
    "location /on/$name/ { $e $proxy }
    location /off/$name/ { $e proxy_buffering off; $proxy }
    location /file/$name/ { $e aio threads; alias DIR/html/; }
    location /ssi/$name/ { $e ssi on; alias DIR/html/; }
    location /returned/$name/ { legal_apply gate; $r return 200 secret; }
    location /moved/$name/ { legal_apply gate; $r return 301 /secret; }
    "
} sort keys %leads;

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_restriction gate { in ru; page DIR/gate; }
legal_restriction timeout { in ru; page DIR/gate; status 408; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 http2;
    legal_apply n;
    proxy_read_timeout 20s; send_timeout 20s;
    $locations
    location = /static.html { alias DIR/html/error.html; }
    location = /threads.html { aio threads; alias DIR/html/error.html; }
    location = /large.html { alias DIR/html/large.html; }
    location = /err { proxy_pass http://127.0.0.1:$upstream/error; }
    location \@err { rewrite ^ /error break; proxy_pass http://127.0.0.1:$upstream; }
    location /returned/large/ { legal_apply gate; error_page 451 /large.html;
        return 200 secret; }
    location /recursive/ { legal_apply gate; recursive_error_pages on;
        error_page 451 /err; return 301 /secret; }
    location /timeout/ { legal_apply timeout; error_page 408 /static.html;
        return 200 secret; }
    location /empty/ { legal_apply gate; error_page 451 /static.html; return 204; }
    location /itself/ { legal_apply gate; error_page 451 /itself/451.html;
        return 200 secret; }
    location /part/ { $proxy }
    location /head/ { alias DIR/html/; }
    location /file/head.html { alias DIR/html/head.html; }
    location /frames { proxy_buffering off; $proxy }
    location /limited/ { limit_rate 300; $proxy }
    location = /next { legal_apply off; return 200 next; }
}
server {
    listen 127.0.0.1:PORT;
    server_name whole.example;
    legal_apply gate;
    error_page 451 /451.html;
    return 200 secret;
}
END

# A request and a second one on the same connection.
sub ask {
    my ($path, $fields, %o) = @_;
    my $got = $t->raw(11, join("\r\n", "GET $path HTTP/1.1", 'Host: a', @$fields,
        '', 'GET /next HTTP/1.1', 'Host: a', 'Connection: close', '', ''), %o);
    my ($head, $rest) = split /\r\n\r\n/, $got, 2;
    my ($length) = ($head //= '') =~ /^Content-Length: (\d+)/m;
    $rest //= '';
    my $body = substr $rest, 0, $length // length $rest, '';
    return { head => $head, body => $body, next => $rest };
}

my $next = qr{^HTTP/1.1 200 OK\r\n.*\r\n\r\nnext$}s;

# The reader has another page: the 412 is the module's, wherever error_page leads.
for my $way (qw( on off file ssi )) {
    for my $name (sort keys %leads) {
        for my $which ($way eq 'ssi' ? qw( includes_part includes_file ) : 'page') {
            my $path = "/$way/$name/$which" . ($way =~ /file|ssi/ ? '.html' : '');
            my $a = ask($path, ['If-Match: "x"']);
            like($a->{head}, qr{^HTTP/1.1 412 Precondition Failed\r}, $path);
            like($a->{body}, qr{<title>412 Precondition Failed</title>.*<aside.*</html>\n$}s,
                '.. a whole page, with the notice');
            unlike($a->{body}, qr/xxx|own words|error/, '.. and nothing else');
            like($a->{head}, qr/^Cache-Control: no-store\r?$/m, '.. never stored');
            like($a->{head}, qr/^Legal-Notice: n;lang=en\r?$/m, '.. and says so');
            unlike($a->{head}, qr/^(?:ETag|Last-Modified)/m, '.. without a validator');
            like($a->{next}, $next, '.. the connection goes on');
        }
    }
}

my $h2 = H2->new(port => $t->{h2}, from => 11);
my @asked = map { $h2->request($_, ['if-match', '"x"']) } qw( /on/named/page
    /off/proxied/page /ssi/none/includes_part.html );
$h2->run(10);
ok($h2->{streams}{$_}{end}
    && $h2->{streams}{$_}{body} =~ /412 Precondition Failed.*<aside.*<.html>\n$/s,
    'the same over HTTP/2') for @asked;

# A slow reader has his answer when he has taken it, not when the upstream is done
# or given up.
my $began = time;
my $slow = ask('/limited/slow', ['If-Match: "x"'], timeout => 20);
like($slow->{head}, qr{^HTTP/1.1 412 }, 'a 412 for a slow reader');
like($slow->{next}, $next, '.. the connection goes on');
ok(time - $began < 15, '.. as soon as the upstream is done');

# A page that breaks off amid its bytes does so soon.
$began = time;
like($t->raw(11, "GET /frames HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    timeout => 20), qr/^HTTP.*<title>a/s, 'a page that is broken off');
ok(time - $began < 10, '.. has an end');

# What error_page makes of a refusal may take time, behind a `return`, too.
my %is = (none => qr{<h1>gate</h1>}, static => qr/static error/,
    threads => qr/static error/, proxied => qr/error of an upstream/,
    named => qr/error of an upstream/, away => qr/302 Found/);
for my $name (sort keys %leads) {
    my $a = ask("/returned/$name/", []);
    my $status = $name eq 'away' ? 302 : 451;
    like($a->{head}, qr{^HTTP/1.1 $status }, "a refused return, error_page: $name");
    like($a->{body}, $is{$name}, '.. its page');
    like($a->{head}, qr/^Cache-Control: no-store\r?$/m, '.. never stored');
    like($a->{next}, $next, '.. the connection goes on');
    unlike("$a->{head} $a->{body}", qr/secret/, '.. nothing of the text');

    # nothing reads a body that is discarded, and no upstream gets one of it

    my $got = $t->raw(11, "POST /returned/$name/ HTTP/1.1\r\nHost: a\r\n"
        . "Content-Length: 3\r\n\r\n",
        later => "abcGET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    like($got, qr{^HTTP/1.1 451 .*<h1>gate</h1>.*</html>\s*HTTP/1.1 200 .*next$}s,
        ".. the restriction's own page where a body is still to come");

    $a = $t->get(11, "/returned/$name/", method => 'POST',
        fields => ['Content-Length: 3'], body => 'abc');
    is($a->{status}, $status, '.. a body that has come');
    like($a->{body}, $is{$name}, '.. its page');

    $a = ask("/moved/$name/", []);
    like($a->{head}, qr{^HTTP/1.1 451 }, '.. a redirect');
    like($a->{body}, $is{none}, ".. has the restriction's own page");
}
my $a = ask('/recursive/', []);
like($a->{head}, qr{^HTTP/1.1 451 }, 'error pages within error pages');
like($a->{body}, $is{none}, ".. the restriction's own page");
$a = $t->get(11, '/empty/');
like("$a->{status} $a->{body}", qr/^451 .*static error/s, 'return 204');
$a = $t->get(11, '/timeout/');
like("$a->{status} $a->{body}", qr/^408 .*$is{none}/s,
    "status 408: the restriction's own page");
for my $host ('a', 'whole.example') {
    my $got = $t->raw(11, "GET /itself/ HTTP/1.1\r\nHost: $host\r\n"
        . "Connection: close\r\n\r\n");
    like($got, qr{^HTTP/1.1 451 .*<h1>gate</h1>}s,
        "$host: error_page leads to the same return");
    unlike($got, qr/secret/, '.. which stays refused');
}
$a = $t->get(11, '/returned/large/', wait => 0.3);
is("$a->{status} " . length $a->{body}, '451 ' . -s $t->dir . '/html/large.html',
    'a slow reader has all of a large page');
is($t->status(11, '/returned/proxied/', method => 'HEAD'), 451, 'HEAD');
is($t->body(21, '/returned/proxied/'), 'secret', 'who is let through');

$t->done;
