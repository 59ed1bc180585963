#!/usr/bin/perl

# The ways by which a request comes to a page that asks, and its form back: hosts
# and origins, error_page, X-Accel-Redirect, post_action, bodies in files.

use warnings;
use strict;

use Test::More;
use Time::HiRes qw( sleep );
use LN;

my $t = LN->new;

$t->write('key', 'k' x 32);
chmod 0600, $t->dir . '/key';
$t->write('gate/en.html', '<p>Are you 18?</p>');
$t->write('n/en.html', '<p>n</p>');
$t->write('html/gated/a.html', '<body>gated page');

my $actions = $t->dir . '/actions';

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $sent = '';
    read $c, $sent, $1 if $head =~ /^Content-Length: (\d+)/mi;
    my ($method, $path) = $head =~ /^(\S+) (\S+)/;
    my ($file) = $head =~ /^X-File: (\S+)/mi;
    if ($path =~ m{^/action/}) {
        open my $f, '>>', $actions;
        print $f "$method $path\n";
    }
    if (defined $file) {
        open my $f, '<', $file;
        local $/;
        $sent = 'file ' . ($f ? <$f> : "no $file");
    }
    my $accel = $path =~ m{^/accel-named/} ? "X-Accel-Redirect: \@gated\r\n"
        : $path =~ m{^/accel/} ? "X-Accel-Redirect: /gated/a.html\r\n" : '';
    my $body = "<body>up $method [$sent]";
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n${accel}"
        . "Content-Length: @{[ length $body ]}\r\nConnection: close\r\n\r\n$body";
});

$t->start(<<"END");
legal_key DIR/key;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n; }
legal_restriction gate { in ru; page DIR/gate; acknowledge 30d; }
legal_restriction other { in ru; page DIR/n; acknowledge 30d; }
client_body_timeout 5s;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    error_page 418 = \@gated;
    location /gated/ { legal_apply gate n; }
    location \@gated { legal_apply gate n; rewrite ^ /gated/a.html break; }
    location /named/ { error_page 404 \@gated; }
    location /named-200/ { error_page 404 = \@gated; }
    location /page/ { error_page 404 /gated/a.html; }
    location /page-200/ { error_page 404 = /gated/a.html; }
    location /return/ { return 418; }
    location /accel/ { proxy_pass http://127.0.0.1:$upstream; }
    location /accel-named/ { proxy_pass http://127.0.0.1:$upstream; }
    location /stored/ { legal_apply gate; expires 1h;
        add_header Cache-Control "public, max-age=9" always;
        add_header Surrogate-Control max-age=9 always; alias DIR/html/gated/; }
    location /acted/ { legal_apply gate; post_action /action/x; alias DIR/html/gated/; }
    location /action/ { legal_apply gate; proxy_pass http://127.0.0.1:$upstream; }
    location /two/ { legal_apply gate other; alias DIR/html/gated/; }
}
server {
    listen 127.0.0.1:PORT;
    server_name file;
    legal_apply gate;
    location / { client_body_in_file_only clean; proxy_pass_request_body off;
        proxy_set_header Content-Length ""; proxy_set_header X-File \$request_body_file;
        proxy_pass http://127.0.0.1:$upstream; }
    location /sent/ { client_body_in_file_only clean; proxy_set_header X-File "";
        proxy_pass http://127.0.0.1:$upstream; }
    location /outside/ { legal_apply off; client_body_in_file_only clean;
        proxy_pass_request_body off; proxy_set_header Content-Length "";
        proxy_set_header X-File \$request_body_file;
        proxy_pass http://127.0.0.1:$upstream; }
}
END

# A request as it stands on the line; @fields may have a Host.
sub request {
    my ($method, $target, $body, @fields) = @_;
    unshift @fields, 'Host: a' unless grep { /^Host:/ } @fields;
    push @fields, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . length $body
        if defined $body;
    return $t->raw(11, join "\r\n", "$method $target HTTP/1.1", 'Connection: close', @fields, '', $body // '');
}

sub token { return $_[0] =~ /name="legal_acknowledge" value="([^"]*)"/ ? $1 : '' }
sub head { return $_[0] =~ /^(.*?)\r\n\r\n/s ? $1 : '' }
sub cookie { return head($_[0]) =~ /^Set-Cookie: (legal_\w+=[^;\r]*)/mi ? $1 : '' }
sub where { return head($_[0]) =~ /^Location: ([^\r]*)/mi ? $1 : undef }

# Asks and sends the form as a browser would: with these fields.
sub lift {
    my ($target, @fields) = @_;
    my $asked = request('GET', $target, undef, grep { !/^Origin:/ } @fields);
    return request('POST', $target, 'legal_acknowledge=' . token($asked), @fields);
}

# The location has no host, as a proxy in front may have another scheme or port.
{
    my %host = (
        'a' => 'http://a', 'a.' => 'http://a.', 'a:8080' => 'https://a:8080', 'A.Example' => 'http://a.example',
        'a.example.' => 'https://a.example.:8443', '[::1]' => 'http://[::1]', '[::1]:8080' => 'http://[::1]:8080',
        '127.0.0.1' => 'http://127.0.0.1', '127.0.0.1:81' => 'http://127.0.0.1:81',
        'xn--e1afmkfd.example' => 'https://xn--e1afmkfd.example',
    );
    for my $host (sort keys %host) {
        my $got = lift('/gated/a.html?q', "Host: $host", "Origin: $host{$host}");
        like($got, qr{^HTTP/1.1 303 }, "$host: its form lifts");
        is(where($got), '/gated/a.html?q', '.. and leads to the path alone');
        like(request('GET', '/gated/a.html', undef, "Host: $host", 'Cookie: ' . cookie($got)), qr/gated page/, '.. which is shown');
    }
    my $got = lift('http://b/gated/a.html?x', 'Host: a', 'Origin: http://b');
    is(where($got), '/gated/a.html?x', 'a request line with a host, which counts');
    like(request('GET', 'http://b/gated/a.html', undef, 'Host: a', 'Cookie: ' . cookie($got)), qr/gated page/, '.. shows the page');
    like(request('GET', '/gated/a.html', undef, 'Host: a', 'Cookie: ' . cookie($got)), qr/^HTTP\/1.1 451 /, '.. of that host');
    my $asked = $t->raw(11, "GET /gated/a.html HTTP/1.0\r\n\r\n");
    my $body = 'legal_acknowledge=' . token($asked);
    my $old = $t->raw(11, "POST /gated/a.html HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " . length($body) . "\r\n\r\n$body");
    like($old, qr{^HTTP/1.1 303 }, 'HTTP/1.0 without a host');
    like($t->raw(11, "GET /gated/a.html HTTP/1.0\r\nCookie: " . cookie($old) . "\r\n\r\n"), qr/gated page/, '.. which has its own cookie');
    is(where(lift("http://file$_", 'Host: file', 'Origin: http://file')), "/$_",
        "a request line with a host and no path: \"$_\"") for '', '?a=/b';
    my $same = lift('//gated/.//%61.html?%2F#x');
    is(where($same), '/.//gated/.//%61.html?%2F#x', 'a path in another spelling stays as it was sent');
    is(where(lift('/gated/' . 'a' x 6000)), '/gated/' . 'a' x 6000, 'so does a long one');
    my $long = request('GET', '/gated/a.html', undef, 'Host: ' . 'a' x 3000);
    like($long, qr{^HTTP/1.1 451 }, 'a host that is longer than any name is refused');
    unlike($long, qr/<form/, '.. without a form');
    like(head(request('POST', '/gated/a.html', 'legal_acknowledge=' . token(request('GET', '/gated/a.html')), 'Origin: http://a.evil.')),
        qr/^HTTP\/1.1 451 /, 'a point does not make another host the same');
    like(head(request('POST', '/gated/a.html', 'legal_acknowledge=' . token(request('GET', '/gated/a.html')), 'Origin: http://.')),
        qr/^HTTP\/1.1 451 /, '.. nor a point alone');
}

# Whatever leads to the page that asks, leads its form there, too.
for my $way (qw( named named-200 page page-200 return accel accel-named )) {
    my $asked = request('GET', "/$way/x");
    like($asked, qr{^HTTP/1.1 451 .*<form}s, "$way: asked");
    my $got = lift("/$way/x?q");
    like($got, qr{^HTTP/1.1 303 See Other\r}, '.. and lifted');
    is(where($got), "/$way/x?q", '.. at the URI of the reader');
    like(head($got), qr/^Cache-Control: no-store\r?$/m, '.. which no cache stores');
    like(request('GET', "/$way/x", undef, 'Cookie: ' . cookie($got)), qr/gated page.*<p>n<\/p>/s, '.. and shown');
    my $wrong = request('POST', "/$way/x", 'legal_acknowledge=gate.1');
    like($wrong, qr{^HTTP/1.1 451 .*<form}s, '.. but not by a wrong form');
    is(cookie($wrong), '', '.. nor is there a cookie');
}

# Nothing lets a cache keep the redirect.
{
    my $got = lift('/stored/a.html');
    like($got, qr{^HTTP/1.1 303 }, 'in a location block with expires');
    is_deeply([ head($got) =~ /^(?:Cache-Control|Expires|Surrogate-Control): ([^\r]*)/mgi ], ['no-store'],
        'the redirect is no-store, whatever add_header says');
}

# post_action is no page, and its request no form.
{
    my $did = sub { my @lines; LN::within(5, sub { @lines = split /\n/, -e $actions ? $t->slurp('actions') : ''; @lines >= $_[0] }); return scalar @lines };
    my $got = lift('/acted/a.html');
    like($got, qr{^HTTP/1.1 303 }, 'a form where post_action is');
    LN::within(5, sub { -e $actions && scalar(my @lines = split /\n/, $t->slurp('actions')) == 2 });
    is($t->slurp('actions'), "GET /action/x\nPOST /action/x\n", 'each request has its action, the form, too');
}

# A body that was read before its location block was known is where that wants it.
{
    my $cookie = cookie(lift('/', 'Host: file'));
    for my $body ('a=b', 'x' x 1024, 'y' x 1025) {
        my $n = length $body;
        like(request('POST', '/', $body, 'Host: file', "Cookie: $cookie"), qr/up POST \[file \Q$body\E\]/, "$n bytes are in the file");
        like(request('POST', '/sent/', $body, 'Host: file', "Cookie: $cookie"), qr/up POST \[\Q$body\E\]/, '.. and come from there');
        like(request('POST', '/outside/', $body, 'Host: file'), qr/up POST \[file \Q$body\E\]/, '.. also where nothing is asked');
    }
    my $tmp = $t->dir . '/tmp';
    is(`find $tmp -type f`, '', 'no file is left');
    like(lift('/', 'Host: file'), qr{^HTTP/1.1 303 }, 'a form is one there, too');
}

# Two restrictions: a form of either, in either order.
{
    my $gate = cookie(lift('/two/a.html'));
    my $both = lift('/two/a.html', "Cookie: $gate");
    like(cookie($both), qr/^legal_other=/, 'the second one asks when the first is lifted');
    like(request('GET', '/two/a.html', undef, "Cookie: $gate; " . cookie($both)), qr/gated page/, 'and both show the page');
}

$t->done(seen => qr/\[error\].*open\(\)/);
