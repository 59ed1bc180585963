#!/usr/bin/perl

# The URI that `uri` patterns see: nginx's own, normalized, of the location
# block that answers, and without doubled slashes wherever they come from.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write("html/$_", '<body>a</body>')
    for qw( secret/a.html public/a.html index.html );

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($to) = $head =~ m{^\S+ /(\S*)};
    print $c join "\r\n", 'HTTP/1.1 200 OK', 'Content-Type: text/html',
        "X-Accel-Redirect: /$to", 'Content-Length: 0', 'Connection: close',
        '', '';
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; uri ~ ^/secret/a\\.html\$; }
legal_restriction r { in eu; uri ~ ^/secret/a\\.html\$; }
legal_notice not { in ru; text DIR/text; uri !~ ^/public/a\\.html\$; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    merge_slashes off;
    legal_apply n r;
    location / { }
    location /not/ { legal_apply not; rewrite ^/not/(.*) /\$1 break; }
    location /rewritten/ { rewrite ^/rewritten(.*) //secret\$1; }
    location /last/ { rewrite ^/last(.*) ///secret//\$1 last; }
    location /break/ { rewrite ^/break(.*) //secret/\$1 break; }
    location /tried/ { try_files /none //secret/a.html; }
    location /found/ { try_files /none //secret/a.html =404; }
    location /paged/ { error_page 404 //secret/a.html; }
    location /accel { legal_apply off; proxy_pass http://127.0.0.1:$upstream/; }
}
END

sub seen {
    my ($path) = @_;
    my $n = field($t->get(11, $path), 'Legal-Notice') // '-';
    return "$n " . $t->status(21, $path);
}

is(seen('/secret/a.html'), 'n;lang=en 451', 'a URI as it is');
is(seen('/public/a.html'), '- 200', 'and another');

for my $path ('//secret/a.html', '/secret//a.html', '///secret///a.html',
    '/%2Fsecret/a.html', '/./secret/a.html', '/public/../secret/a.html',
    '/%73ecret/a.html', '/secret/%2e/a.html', '/public/..//secret/a.html',
    '/rewritten/a.html', '/last/a.html', '/break/a.html', '/tried/a.html',
    '/found/a.html',
    '/accel//secret/a.html', '/accel/secret//a.html')
{
    is(seen($path), 'n;lang=en 451', $path);
}

like(seen('/paged/a.html'), qr/^n;lang=en /, '/paged/a.html');
is(field($t->get(11, '/not//public/a.html'), 'Legal-Notice'), undef,
    'a pattern that may not match');
is(field($t->get(11, '/not/public//a.html'), 'Legal-Notice'), undef,
    'nor where doubled slashes are amid it');
is(field($t->get(11, '/not/index.html'), 'Legal-Notice'), 'not;lang=en',
    'does not match');
is(field($t->get(11, '//'), 'Legal-Notice'), undef, 'slashes alone');

$t->done;
