#!/usr/bin/perl

# The values of placeholders are those of the response, whoever asked for them
# before there was one: a condition of the request, a key of a cache, a log.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
$t->write('up/en.html', '<p>[{{upstream_http_x_a}} {{upstream_status}} '
    . '{{sent_http_x_a}} {{mapped}}]</p>');
$t->write('file/en.html', '<p>[{{uri}} {{status}} {{set}} {{arg_a}}]</p>');
$t->write('own/en.html', '<p>[{{upstream_app}}]</p>');
$t->write('body/en.html', '<p>{{body_bytes_sent}}</p>');
$t->write('html/index.html', '<html><body><article>a</article></body></html>');

my $asked = 0;
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    $asked++;
    my ($value) = $head =~ /^Ask: (\w+)/mi;
    my $fields = "ETag: \"o\"\r\nX-A: " . ($value // 42) . "\r\n"
        . "Connection: close\r\n";
    if ($head =~ m{ /part}) {
        print $c "HTTP/1.1 206 P\r\n${fields}Content-Type: text/html\r\n"
            . "Content-Range: bytes 0-0/9\r\nContent-Length: 1\r\n\r\n<";
        return;
    }
    if ($head =~ /^If-None-Match: .*"o"/mi) {
        print $c "HTTP/1.1 304 N\r\n$fields\r\n";
        return;
    }
    my $page = '<html><body><article>a</article></body></html>';
    print $c "HTTP/1.1 200 OK\r\n${fields}Content-Type: text/html\r\n"
        . 'Content-Length: ' . length($page) . "\r\n\r\n$page";
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
map \$sent_http_x_a \$mapped { default none; "~.+" "m\$sent_http_x_a"; }
proxy_cache_path DIR/cache keys_zone=c:1m;
log_format own '[\$upstream_app]';
legal_notice own { in ru; text DIR/own; when \$upstream_app; place append article; }
log_format v '\$legal_variant';
legal_notice up { in ru; text DIR/up; place append article; }
legal_notice file { in ru; text DIR/file; place append article; }
server {
    listen 127.0.0.1:PORT;
    set \$set s;
    root DIR/html;
    legal_apply file;
    location /up { legal_apply up; proxy_pass http://127.0.0.1:$upstream;
        access_log DIR/v.log v; }
    location /key { legal_apply up; proxy_pass http://127.0.0.1:$upstream;
        proxy_cache c; proxy_cache_key \$uri\$legal_variant; }
    location /told { legal_apply up; proxy_pass http://127.0.0.1:$upstream;
        proxy_set_header X-V \$legal_variant; }
    location /own { set \$upstream_app shop; legal_apply own;
        proxy_pass http://127.0.0.1:$upstream; access_log DIR/own.log own; }
    location /part { if (\$upstream_http_x_a) { set \$q 1; } legal_apply up;
        proxy_pass http://127.0.0.1:$upstream; }
    location /named { try_files /none \@named; }
    location \@named { legal_apply up; proxy_pass http://127.0.0.1:$upstream; }
}
END

sub text { $_[0]{body} =~ /\[(.*?)\]/ ? $1 : '' }

for my $path (qw( /up /key /told /named )) {
    my $plain = $t->get(11, $path);
    is(text($plain), '42 200 42 m42', "$path: its values");
    my $etag = field($plain, 'ETag');
    for my $condition ('"old"', '"a-0123456789abcdef"', '"o"', '"o-old", "x"') {
        my $a = $t->get(11, $path, fields => ["If-None-Match: $condition"]);
        is(text($a), '42 200 42 m42', "$path, $condition: the same");
        is(field($a, 'ETag'), $etag, '.. by the same name');
    }
    is($t->get(11, $path, fields => ["If-None-Match: $etag"])->{status}, 304,
        "$path: what it has named is not sent again");
    next if $path eq '/key';
    my $other = $t->get(11, $path, fields => ["If-None-Match: $etag",
        'Ask: 43']);
    is(text($other), '43 200 43 m43', "$path: another value");
    isnt(field($other, 'ETag'), $etag, '.. has another name');
}

my $file = $t->get(11, '/?a=b');
is(text($file), '/index.html 200 s b', 'a file: its values');
for my $condition ('"old"', field($file, 'ETag') =~ s/.$/x"/r) {
    my $a = $t->get(11, '/?a=b', fields => ["If-None-Match: $condition"]);
    is(text($a), '/index.html 200 s b', 'the same behind a condition');
    is(field($a, 'ETag'), field($file, 'ETag'), '.. by the same name');
}
is($t->get(11, '/?a=b', fields => ['If-None-Match: ' . field($file, 'ETag')])
    ->{status}, 304, 'what it has named is not sent again');

# A site's own variable may have a name that begins as nginx's do.
is(text($t->get(11, '/own')), 'shop', 'a variable of the site');
LN::within(5, sub { -s $t->dir . '/own.log' });
is($t->slurp('own.log'), "[shop]\n", '.. and nothing is taken from it');

my $part = $t->get(11, '/part');
is($part->{status}, 503, 'a page that cannot take its notice');
is(text($part), '42 206 42 m42', '.. has the values of the response');

my $rest = 'server { location / { legal_apply n; } }';
my ($ok, $said) = $t->check("legal_jurisdiction h { network ::1/128; }\n"
    . "legal_notice n { in h; text DIR/body; }\n$rest");
ok($ok, 'a variable of the body is no error');
like($said, qr{\[warn\] "text" directive: variable "body_bytes_sent" of the placeholder at .*body/en.html:1:4 is known only when the body was sent, it is empty in the text, take another one, in .*:\d+},
    '.. but has no value');
($ok, $said) = $t->check("legal_jurisdiction h { network ::1/128; }\n"
    . "legal_restriction n { in h; page DIR/up; }\n"
    . "map \$sent_http_x_a \$mapped { default none; }\n$rest");
like($said, qr{"page" directive: variable "upstream_http_x_a" .* is known only with a response},
    'nor has one of the response where there is none');

$t->done(seen => qr/undeliverable/);
