#!/usr/bin/perl

# Every way a page reaches a reader: each gets its notice once, and HEAD says
# what GET says; what is no page passes as it is.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );
use MIME::Base64;
use Test::More;
use LN;

my $t = LN->new;

my $page = '<html lang="en"><body><article>' . 'x' x 3000
    . '</article></body></html>';

$t->write('text/en.html', '<p>n</p>');
$t->write('text/ru.html', '<p>ru</p>');
$t->write('html/a.html', $page);
$t->write('html/b.html', $page);
$t->write('html/c.css', 'c' x 3000);
$t->write('html/dir/index.html', $page);
$t->write('html/many/a.html', $page);
$t->write('html/rand/only.html', $page);
$t->write('html/ssi.html', $page =~ s{x+}{<!--#include virtual="/part"-->}r);
$t->write('html/v.mp4', 'mp4' x 1000);
gzip \$page => \my $zipped;
gzip \('c' x 3000) => \my $zipped_css;
$t->write('html/b.html.gz', $zipped);
$t->write('html/c.css.gz', $zipped_css);
$t->write('html/i.gif', decode_base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAA'
    . 'AAABAAEAAAIBRAA7'));

my $http = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($method, $path) = $head =~ m{^(\S+) (\S+)};
    my @fields = ('Content-Type: ' . ($path =~ /bin/ ? 'image/png'
        : 'text/html'), 'ETag: "o"', 'Connection: close',
        'Accept-Ranges: bytes');
    if ($path =~ /hints/) {
        print $c "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    }
    if ($path =~ /slice/ && $head =~ /^Range: bytes=(\d+)-(\d+)/mi) {
        my $last = $2 < length $page ? $2 : length($page) - 1;
        my $part = substr $page, $1, $last - $1 + 1;
        print $c join "\r\n", 'HTTP/1.1 206 Partial', @fields,
            "Content-Range: bytes $1-$last/" . length $page,
            'Content-Length: ' . length $part, '', $method eq 'HEAD' ? '' : $part;
        return;
    }
    print $c join "\r\n", 'HTTP/1.1 ' . ($path =~ m{/(4\d\d|201|203)} ? $1 : 200)
        . ' X', @fields, 'Content-Length: ' . length $page, '',
        $method eq 'HEAD' ? '' : $page;
});

my $cgi = join "\r\n", 'Status: 200 OK', 'Content-Type: text/html',
    'ETag: "o"', '', $page;

my $fastcgi = $t->server(sub {
    my ($c) = @_;
    while (read $c, my ($record), 8) {
        my (undef, $type, $id, $length, $padding) = unpack 'CCnnC', $record;
        read $c, $record, $length + $padding if $length + $padding;
        last if $type == 5 && $length == 0;
    }
    my $rest = $cgi;
    while (length(my $piece = substr $rest, 0, 700, '')) {
        print $c pack('CCnnCx', 1, 6, 1, length $piece, 0) . $piece;
    }
    print $c pack('CCnnCx', 1, 6, 1, 0, 0),
        pack('CCnnCx', 1, 3, 1, 8, 0) . "\0" x 8;
});

my $scgi = $t->server(sub {
    my ($c) = @_;
    local $/ = ':';
    my $length = <$c>;
    read $c, my ($head), $length =~ s/://r + 1;
    print $c $cgi;
});

my $uwsgi = $t->server(sub {
    my ($c) = @_;
    read $c, my ($head), 4;
    read $c, my ($params), (unpack 'Cv', $head)[1];
    print $c $cgi =~ s/^Status:/HTTP\/1.1/r;
});

my $memcached = $t->server(sub {
    my ($c) = @_;
    my ($key) = <$c> =~ /^get (\S+)/;
    print $c $key =~ /none/ ? "END\r\n"
        : "VALUE $key 0 " . length($page) . "\r\n$page\r\nEND\r\n";
});

my $grpc = LN::free_port();
my $own = !$ENV{LN_NGINX} && !$ENV{LN_STATIC};
my $modules = '/usr/lib/nginx/modules';
my %load = map { my $file = "$modules/ngx_http_${_}_module.so";
    $_ => $own && -e $file ? "load_module $file;" : '' }
    qw( js perl image_filter );
$t->write('js.js', "function page(r) { r.headersOut['Content-Type'] = "
    . "'text/html'; r.headersOut.ETag = '\"o\"'; r.return(200, '$page'); }\n"
    . "export default { page };\n");

$t->start(<<"END", main => join ' ', values %load);
proxy_cache_path DIR/cache keys_zone=c:1m;
fastcgi_cache_path DIR/fcache keys_zone=f:1m;
limit_req_zone \$binary_remote_addr zone=l:1m rate=1r/m;
charset_map windows-1251 utf-8 { EF D0BF; }
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; place append article; }
@{[ $load{js} ? 'js_import main from DIR/js.js;' : '' ]}
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    types { text/html html; text/css css; image/gif gif; video/mp4 mp4; }
    legal_apply n;
    location /index/ { alias DIR/html/dir/; }
    location /many/ { autoindex on; }
    location /json/ { alias DIR/html/many/; autoindex on;
        autoindex_format json; }
    location /rand/ { random_index on; }
    location /proxy/ { proxy_pass http://127.0.0.1:$http; }
    location /unbuffered/ { proxy_pass http://127.0.0.1:$http;
        proxy_buffering off; }
    location /store/ { proxy_pass http://127.0.0.1:$http; proxy_store on;
        root DIR/store; }
    location /cache/ { proxy_pass http://127.0.0.1:$http; proxy_cache c;
        proxy_cache_valid 1m; }
    location /slice/ { proxy_pass http://127.0.0.1:$http; slice 700;
        proxy_set_header Range \$slice_range; proxy_http_version 1.1;
        proxy_cache c; proxy_cache_key \$uri\$slice_range;
        proxy_cache_valid 1m; }
    location /fastcgi/ { fastcgi_pass 127.0.0.1:$fastcgi;
        fastcgi_param REQUEST_METHOD \$request_method; }
    location /fastcgi-cache/ { fastcgi_pass 127.0.0.1:$fastcgi;
        fastcgi_cache f; fastcgi_cache_valid 1m; fastcgi_cache_key k; }
    location /scgi/ { scgi_pass 127.0.0.1:$scgi;
        scgi_param REQUEST_METHOD \$request_method; }
    location /uwsgi/ { uwsgi_pass 127.0.0.1:$uwsgi;
        uwsgi_param REQUEST_METHOD \$request_method; }
    location /memcached/ { memcached_pass 127.0.0.1:$memcached;
        set \$memcached_key \$uri; default_type text/html;
        error_page 404 = /a.html; }
    location /grpc/ { grpc_pass grpc://127.0.0.1:$grpc; }
    location /return { default_type text/html; return 200 '$page'; }
    location /error/ { error_page 404 =200 /a.html; }
    location /error-up/ { error_page 404 /a.html; proxy_intercept_errors on;
        proxy_pass http://127.0.0.1:$http/404; }
    location /try/ { try_files \$uri /b.html; }
    location /named/ { error_page 404 = \@named; }
    location \@named { proxy_pass http://127.0.0.1:$http; }
    location /rewrite/ { rewrite ^ /a.html; }
    location /gzip-static/ { alias DIR/html/; gzip_static on; }
    location /gzip-always/ { alias DIR/html/; gzip_static always; }
    location /gunzip/ { alias DIR/html/; gzip_static always; gunzip on; }
    location /part { default_type text/html; return 200 part; }
    location /ssi.html { ssi on; }
    location /sub/ { alias DIR/html/; sub_filter xxx yyy; }
    location /addition/ { alias DIR/html/; add_before_body /part; }
    location /charset/ { alias DIR/html/; charset windows-1251;
        source_charset utf-8; override_charset on;
    }
    location /mirror/ { alias DIR/html/; mirror /proxy/x; }
    location /auth/ { alias DIR/html/; auth_request /proxy/x; }
    location /satisfy/ { alias DIR/html/; satisfy any; allow all; deny all; }
    location /basic/ { auth_basic x; auth_basic_user_file DIR/none; }
    location /limited/ { alias DIR/html/; limit_req zone=l; }
    location /status { stub_status; }
    location /gif { empty_gif; }
    location /mp4/ { alias DIR/html/; mp4; }
    location /flv/ { alias DIR/html/; }
    location /dav/ { alias DIR/html/; dav_methods PUT; }
    @{[ $load{js} ? 'location /js { js_content main.page; }' : '' ]}
    @{[ $load{perl} ? q(location /perl { perl 'sub { my $r = shift;
        $r->header_out("ETag", q{"o"});
        $r->send_http_header("text/html"); return OK if $r->header_only;
        $r->sendfile($r->variable("document_root") . "/a.html"); return OK;
        }'; }) : '' ]}
    @{[ $load{image_filter} ? 'location /image/ { alias DIR/html/;
        image_filter rotate 90; } location /size/ { alias DIR/html/;
        image_filter size; }' : '' ]}
}
server {
    listen 127.0.0.1:$grpc http2;
    location / { default_type application/grpc; return 200 '$page'; }
}
END

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $with = $page =~ s{</article>}{$n</article>}r;

sub heads {
    my ($path, $get, %o) = @_;
    my @unread = $path =~ m{/(proxy|unbuffered|named)/};
    my $head = $t->get(11, $path, method => 'HEAD', %o);
    is($head->{body}, '', "$path: HEAD has no body");
    is($head->{status}, $get->{status}, "$path: HEAD, status");
    for my $name (qw( ETag Content-Type Cache-Control Last-Modified
        Accept-Ranges Content-Encoding ), @unread ? () : qw( Legal-Notice Vary ))
    {
        is(fields($head, $name), fields($get, $name), "$path: HEAD, $name");
    }
    is(field($head, 'Legal-Notice'), 'n', "$path: not read, not said")
        if @unread;
    my $length = field($head, 'Content-Length');
    is($length, length $get->{body}, "$path: HEAD, its length")
        if defined $length;
    return $length;
}

my @whole = qw( /a.html /index/ /rand/ /return /error/x /try/x /rewrite/x
    /satisfy/a.html /mirror/a.html /auth/a.html /gzip-static/b.html
    /cache/x );
my @stream = qw( /proxy/x /unbuffered/x /store/x /slice/x /fastcgi/x
    /fastcgi-cache/x /scgi/x /uwsgi/x /memcached/x /memcached/none
    /error-up/x /named/x /gzip-always/b.html /gunzip/b.html );
push @whole, '/js' if $load{js};
push @stream, '/perl' if $load{perl};

for my $path (@whole, @stream) {
    my $a = $t->get(11, $path);
    is($a->{body}, $with, "$path has its notice");
    ok(!$a->{cut}, "$path is whole");
    is(field($a, 'Legal-Notice'), 'n;lang=en', "$path says so");
    $a = $t->get(12, $path, fields => ['Accept-Encoding: gzip',
        'Accept-Language: ru', 'Range: bytes=0-9']);
    my $again = $a->{body};
    if ($path =~ /gzip-|gunzip/) {
        is(field($a, 'Content-Encoding'), 'gzip', "$path stays compressed");
        gunzip \($a->{body}) => \$again;
    }
    is($again, $with, "$path again");
    next if $path =~ /gzip-always/;
    is($t->body(21, $path), $page, "$path elsewhere");
}

for my $path (@whole) {
    my @ru = (fields => ['Accept-Language: ru']);
    my $a = $t->get(11, $path, @ru);
    is(field($a, 'Content-Length'), length $with, "$path: its length");
    ok(defined heads($path, $a, @ru), "$path: HEAD has it too");
}

for my $path (grep { !/store|memc|perl/ } @stream) {
    heads($path, $t->get(11, $path));
}


is((() = $t->body(11, $_) =~ /<aside/g), 1, "$_ has one")
    for qw( /many/ /ssi.html /sub/a.html /addition/a.html /charset/a.html
        /basic/ /proxy/404 /proxy/201 /proxy/203 /none );
is((() = $t->body(21, $_) =~ /<aside/g), 0, "$_ has none elsewhere")
    for qw( /many/ /ssi.html /sub/a.html /addition/a.html /charset/a.html );

is($t->get(11, '/limited/a.html')->{body}, $with, 'limit_req');
my $a = $t->get(11, '/limited/a.html');
is($a->{status}, 503, 'past its limit');
is((() = $a->{body} =~ /<aside/g), 1, 'its page has a notice');
$a = $t->get(11, '/dav/a.html', method => 'POST', body => '',
    fields => ['Content-Length: 0']);
is($a->{status}, 405, 'a method that is not allowed');
is((() = $a->{body} =~ /<aside/g), 1, 'the page that says so, too');

# proxy_store and proxy_cache keep the original

$a = do { local (@ARGV, $/) = $t->dir . '/store/store/x'; <> };
is($a, $page, 'what is stored is the original');

# what is no page

for my $path (qw( /c.css /json/ /status /gif /mp4/v.mp4 /i.gif /grpc/x
    /proxy/bin ), $load{image_filter} ? qw( /image/i.gif /size/i.gif ) : ())
{
    my ($here, $there) = map { $t->get($_, $path) } 11, 21;
    is($here->{status}, 200, "$path is there");
    is(field($here, $_), field($there, $_), "$path: $_ is as elsewhere")
        for qw( Content-Type Content-Length ETag Last-Modified Accept-Ranges
            Cache-Control Vary );
    is($here->{body} =~ s/\d+//gr, $there->{body} =~ s/\d+//gr,
        "$path: the body too");
    is(field($here, 'Legal-Notice'), undef, 'and says nothing');
}

if ($load{image_filter}) {
    $a = $t->get(11, '/image/a.html');
    is($a->{status}, 415, 'a page is no image');
    is((() = $a->{body} =~ /<aside/g), 1, 'which a page with its notice says');
}

$a = $t->get(11, '/gzip-static/c.css', fields => ['Accept-Encoding: gzip']);
is(field($a, 'Content-Encoding'), 'gzip', 'a style sheet comes compressed');
is($a->{body}, $zipped_css, 'as it is');

for my $path ('/mp4/v.mp4', '/proxy/bin', '/cache/bin', '/slice/bin') {
    for my $from (11, 21) {
        $a = $t->get($from, $path, fields => ['Range: bytes=3-5']);
        my $all = $t->body($from, $path);
        next if $from == 21 && $path =~ /^.proxy/;
        is($a->{status}, 206, "$path in parts");
        is($a->{body}, substr($all, 3, 3), 'the right ones');
    }
}

my ($ranges, $whole) = map { $t->get($_, '/slice/x',
    fields => ['Range: bytes=1-5']) } 21, 11;
is($ranges->{status}, 206, 'slice has parts elsewhere');
is($ranges->{body}, substr($page, 1, 5), 'the right ones');
is($whole->{status}, 200, 'and is whole where a notice is owed');

# before 1.29 nginx takes an interim answer for the answer

$a = $t->raw(11, "GET /proxy/hints HTTP/1.0\r\n\r\n");
like($a, qr/<p>n<\/p>/, 'early hints: the notice is not passed by');
like($a, qr/^HTTP\/1.1 [25]/, 'nor is an interim answer the last');

$t->done;
