#!/usr/bin/perl

# POST with conditions.  What an upstream changes things by is the upstream's;
# for a page that nginx keeps (proxy_cache_methods POST) nginx sees to them, and
# so does the module: by the variant that the reader has.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
$t->write('text/en.html', '<p>n</p>');

my $date = 'Mon, 09 Nov 2026 00:00:00 GMT';
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my @asked = $head =~ /^(If-[\w-]+): /mg;
    my $failed = $head =~ m{^\S+ /old/} && $head =~ /^If-Match/m;
    my $body = '<html><body><article>' . ($failed ? 'failed' : "@asked")
        . '</article></body></html>';
    my ($type) = $head =~ /png/ ? 'image/png' : 'text/html';
    print $c 'HTTP/1.1 ', $failed ? '412 X' : '200 OK', "\r\nETag: \"o\"\r\n",
        "Last-Modified: $date\r\nContent-Type: $type\r\nContent-Length: ",
        length $body, "\r\nConnection: close\r\n\r\n$body";
});

$t->start(<<"END");
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
server {
    listen 127.0.0.1:PORT;
    legal_apply n;
    proxy_cache_valid 1m;
    proxy_cache_methods GET HEAD POST;
    proxy_cache_key "\$request_method\$uri";
    location / { proxy_pass http://127.0.0.1:$upstream; proxy_cache c; }
    location /dry/ { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        legal_dry_run on; }
    location /put/ { proxy_pass http://127.0.0.1:$upstream; }
    location /old/ { proxy_pass http://127.0.0.1:$upstream; }
}
END

sub post {
    my ($from, $path, @fields) = @_;
    return $t->get($from, $path, method => 'POST',
        fields => [ 'Content-Length: 0', @fields ]);
}

sub shows { return ($_[0]{body} =~ /<aside/ ? 'notice ' : '') . $_[0]{status} }

my $first = post(11, '/a');
my $tag = field($first, 'ETag');
is(shows($first), 'notice 200', 'a page has its notice');
like($tag, qr/^"o-[0-9a-f]{16}"$/, 'and the ETag of the variant');

for my $case (
    [ 'If-None-Match: "o"', 'notice 200', 304 ],
    [ "If-None-Match: $tag", 304, 200 ],
    [ "If-None-Match: \"x\", W/$tag", 304, 200 ],
    [ 'If-None-Match: *', 'notice 200', 304 ],
    [ 'If-None-Match: "x"', 'notice 200', 200 ],
    [ "If-Modified-Since: $date", 'notice 200', 304 ],
    [ 'If-Match: "o"', 'notice 412', 200 ],
    [ "If-Match: $tag", 'notice 200', 412 ],
    [ 'If-Match: "x"', 'notice 412', 412 ],
    [ 'If-Match: *', 'notice 200', 200 ])
{
    my ($field, $due, $free) = @$case;
    my $a = post(11, '/a', $field);
    is(shows($a), $due, "$field: who owes a notice");
    is(field($a, 'ETag'), $tag, '.. a 304 names the variant') if $due eq '304';
    is(shows(post(21, '/a', $field)), $free, '.. who owes none: as nginx does');
    is(shows(post(11, '/dry/a', $field)), $free, '.. likewise in a dry run');
    is(shows(post(11, '/png', $field)), $free =~ s/^412/notice 412/r,
        '.. a picture too, but for the page of a 412');
}

like(post(11, '/put/a', 'If-Match: "x"', 'If-None-Match: "y"')->{body},
    qr/<article>If-Match If-None-Match<aside/,
    'an upstream that is asked each time gets them all');
is(post(11, '/old/a', 'If-Match: "x"')->{status}, 412, 'and decides');

$t->done;
