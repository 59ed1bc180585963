#!/usr/bin/perl

# The header of a response that replaces another one: fields that add_header
# gives to the location stay, however the refusal came about; fields of the
# page's own, and those that speak of its body, do not.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/frames.html', '<html><head><title>a</title></head><frameset>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ \S*/(\w+)} or return;
    my $body = $name eq 'frames' ? '<html><frameset>' : '<body>a</body>';
    print $c join "\r\n", 'HTTP/1.1 ' . ($name eq 'gone' ? '404 N' : '200 OK'),
        'Content-Type: text/html' . ($name eq 'utf7' ? '; charset=utf-7' : ''),
        'X-Page: 1', 'ETag: "o"', 'Content-Disposition: inline',
        'Content-Length: ' . length $body, 'Connection: close', '', $body;
});

my $add = <<'END';
        add_header Strict-Transport-Security max-age=60 always;
        add_header Content-Security-Policy "default-src 'self'" always;
        add_header Set-Cookie a=1 always;
        add_header Set-Cookie b=2 always;
        add_header Cache-Control public always;
        add_header Content-Language ru always;
        add_header Last-Modified "Thu, 01 Jan 2026 00:00:00 GMT" always;
END

my $proxy = "proxy_pass http://127.0.0.1:$upstream/;";

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru eu; text DIR/text; }
legal_restriction r { in eu; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n r;
    location /phase/ { $add alias DIR/html/; }
    location /said/ { $add return 200 text; }
    location /moved/ { $add return 301 /a.html; }
    location /gone/ { legal_apply off; error_page 404 =200 \@there; $proxy
        proxy_intercept_errors on; }
    location \@there { $add return 200 text; }
    location /up/ { $add $proxy }
    location /off/ { $add proxy_buffering off; $proxy }
    location /file/ { $add alias DIR/html/; }
}
END

# what nginx writes of itself, and what the answers may differ in
sub names {
    my ($a) = @_;
    return join "\n", sort grep { !/^(?:Server|Date|Connection|Content-Length):/ }
        split /\r?\n/, $a->{head} =~ s/^[^\n]*\n//r;
}

my $phase = $t->get(21, '/phase/a.html');
is($phase->{status}, 451, 'refused in its phase');
is(field($phase, 'Strict-Transport-Security'), 'max-age=60', 'HSTS');

for my $path (qw( /said/a /moved/a /gone/gone )) {
    my $a = $t->get(21, $path);
    is($a->{status}, 451, "$path is refused");
    is(names($a), names($phase) =~ s/^(?:Content-Language|Last-Modified):.*\n//mgr,
        'by the same header');
    is($a->{body}, $phase->{body}, 'and the same body');
}

my @kept = (
    'Strict-Transport-Security' => 'max-age=60',
    'Content-Security-Policy' => "default-src 'self'",
    'Cache-Control' => 'no-store',
    'Legal-Notice' => 'n;lang=en',
    map { $_ => undef } qw( Content-Language Last-Modified ETag X-Page
        Content-Disposition ),
);

for my $path (qw( /up/utf7 /off/utf7 /up/frames /off/frames /file/frames.html )) {
    for my $method (qw( GET HEAD )) {
        next if $method eq 'HEAD' && $path =~ m{/(?:up|off)/frames};
        my $a = $t->get(11, $path, method => $method);
        is($a->{status}, 503, "$method of $path is undeliverable");
        for (my $i = 0; $i < @kept; $i += 2) {
            is(field($a, $kept[$i]), $kept[$i + 1], $kept[$i]);
        }
        is(join(' ', $a->{head} =~ /^Set-Cookie: (\S+)/mg), 'a=1 b=2',
            'each of two fields of a name');
    }
}

$t->done;
