#!/usr/bin/perl

# nginx's image filter takes each response of its location block for an image,
# error pages too.  What the module answers itself is none: it goes as
# elsewhere, wherever the filter stands.

use warnings;
use strict;

use MIME::Base64;
use Test::More;
use LN;

my $filter = '/usr/lib/nginx/modules/ngx_http_image_filter_module.so';

plan skip_all => 'without the image filter that is made for this nginx'
    if $ENV{LN_NGINX} || $ENV{LN_STATIC} || !-e $filter;

my $t = LN->new;
my $gif = decode_base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');
my $ours = "load_module $t->{build}/ngx_http_legal_notice_module.so;";
my $theirs = "load_module $filter;";

$t->write('text/en.html', '<p>Not here, {{uri}}.</p>');
$t->write('key', 'k' x 40);
chmod 0600, $t->dir . '/key';
$t->write('html/i.gif', $gif);
$t->write('html/451.html', '<html><body>page of the site</body></html>');

my $conf = <<"END";
legal_database DB/City.mmdb;
legal_key DIR/key;
legal_jurisdiction ru { country RU; }
legal_restriction r { in ru; page DIR/text; }
legal_restriction late { in ru; page DIR/text; }
legal_restriction ask { in ru; page DIR/text; acknowledge 1h; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    types { image/gif gif; text/html html; }
    legal_apply r;
    location /size/ { alias DIR/html/; image_filter size; }
    location /test/ { alias DIR/html/; image_filter test; }
    location /turn/ { alias DIR/html/; image_filter rotate 90; }
    location /small/ { alias DIR/html/; image_filter rotate 90;
        image_filter_buffer 100; }
    location /page/ { alias DIR/html/; image_filter rotate 90;
        error_page 451 /451.html; }
    location /pages/ { root DIR; image_filter rotate 90;
        error_page 451 /pages/451.html; }
    location /return/ { image_filter rotate 90; default_type image/gif;
        return 200 "GIF8"; }
    location /ask/ { alias DIR/html/; image_filter rotate 90; legal_apply ask; }
    location /free/ { alias DIR/html/; image_filter rotate 90;
        legal_dry_run on; }
}
END

$t->write('pages/451.html', '<html><body>page of the location</body></html>');

for my $case ([ 'below', "$ours $theirs" ], [ 'above', "$theirs $ours" ]) {
    my ($where, $load) = @$case;

    $t->{nginx} ? $t->restart($conf, load => $load)
                : $t->start($conf, load => $load);

    for my $path (map { "/$_/i.gif" } qw( size test turn small return )) {
        for my $method (qw( GET HEAD )) {
            my $a = $t->get(11, $path, method => $method);
            is($a->{status}, 451, "$where: $method $path is refused");
            is(field($a, 'Content-Type'), 'text/html; charset=utf-8',
                'its type is that of a page');
            is(field($a, 'Cache-Control'), 'no-store', 'and no cache has it');
            like($a->{body}, qr/Not here, \Q$path\E\./,
                'with the page of the restriction') if $method eq 'GET';
        }
    }

    like($t->body(11, '/page/i.gif'), qr/page of the site/,
        "$where: or that of error_page");
    like($t->body(11, '/pages/i.gif'), qr/page of the location/,
        'also where that page is in the same location block');

    my $a = $t->get(11, '/ask/i.gif');
    like($a->{body}, qr/<form/, "$where: a page that asks has its form");
    my ($value) = $a->{body} =~ /name="legal_acknowledge" value="([^"]+)"/;
    my $form = 'legal_acknowledge=' . ($value // '');
    $a = $t->get(11, '/ask/i.gif', method => 'POST', body => $form,
        fields => [ 'Content-Type: application/x-www-form-urlencoded',
            'Sec-Fetch-Site: same-origin', 'Content-Length: ' . length $form ]);
    is($a->{status}, 303, 'which is taken');
    my ($cookie) = (field($a, 'Set-Cookie') // '') =~ /^([^;]+)/;
    $a = $t->get(11, '/ask/i.gif', fields => [ 'Cookie: ' . ($cookie // '') ]);
    is("$a->{status} " . (field($a, 'Content-Type') // ''), '200 image/gif',
        'and the image is there, turned');

    for my $case ([ 21, '/turn/i.gif' ], [ 11, '/free/i.gif' ]) {
        my $a = $t->get(@$case);
        is("$a->{status} " . (field($a, 'Content-Type') // ''),
            '200 image/gif', "$where: @$case is the image");
    }
    is($t->status(21, '/turn/451.html'), 415, 'a page is no image, as ever');
}

$t->done;
