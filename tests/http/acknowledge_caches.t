#!/usr/bin/perl

# Real caches between readers and a restriction that they may lift: nobody has
# the page behind it from a cache without a cookie, and nobody with a cookie is
# asked again by one.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;

$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";
$t->write('gate/en.html', '<p>Are you 18?</p>');

my $app = $t->upstream(sub {
    my ($head, $c) = @_;
    my $body = '<body>a</body>';
    print $c join "\r\n", 'HTTP/1.1 200 OK', 'Content-Type: text/html',
        'Connection: close', 'ETag: "o"', 'Surrogate-Control: max-age=60',
        'Cache-Control: public, max-age=60, s-maxage=60',
        'Content-Length: ' . length $body, '', $body;
});

my ($front, $varnish) = map { LN::free_port() } 1 .. 2;
my %country = (11 => 'RU', 12 => 'RU', 21 => 'DE');

$t->start(<<"END");
legal_key DIR/key;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_restriction gate { in ru; page DIR/gate; acknowledge 30d; }
legal_restriction court { in ru; }
proxy_cache_path DIR/inner keys_zone=inner:1m;
legal_apply gate;
server {
    listen 127.0.0.1:PORT;
    set_real_ip_from 127.0.0.1;
    set_real_ip_from 127.0.0.2;
    real_ip_header X-Forwarded-For;
    location / { proxy_pass http://127.0.0.1:$app; }
    location /off/ { proxy_pass http://127.0.0.1:$app; legal_cache off; }
    location /no-store/ { proxy_pass http://127.0.0.1:$app; legal_cache no-store; }
    location /inner/ { proxy_pass http://127.0.0.1:$app; proxy_cache inner;
        add_header X-Inner \$upstream_cache_status; }
    location /moved/ { try_files /none \@bare; }
    location /court/ { legal_apply court; try_files /none \@bare; }
    location /dry/ { legal_apply court; legal_dry_run on; try_files /none \@bare; }
    location /bare/ { try_files /none \@bare; legal_apply off; }
    location \@bare { legal_apply off; proxy_pass http://127.0.0.1:$app; }
    location /vary/ { proxy_pass http://127.0.0.1:$app;
        legal_cache vary X-Country; legal_client \$http_x_country country; }
}
END

$t->write('front.conf', <<"END" =~ s/\bDIR\b/$dir/gr);
daemon off; pid DIR/front.pid; error_log DIR/front.log info;
@{[ $> == 0 ? 'user root;' : '' ]}
events { }
http {
    access_log off;
    proxy_cache_path DIR/front-cache keys_zone=c:1m;
    client_body_temp_path DIR/tmp/fb; proxy_temp_path DIR/tmp/fp;
    fastcgi_temp_path DIR/tmp/ff; uwsgi_temp_path DIR/tmp/fu;
    scgi_temp_path DIR/tmp/fs;
    server {
        listen 127.0.0.1:$front;
        location / {
            proxy_pass http://127.0.0.1:@{[ $t->port ]};
            proxy_bind 127.0.0.2;
            proxy_set_header Host \$http_host;
            proxy_set_header X-Forwarded-For \$remote_addr;
            proxy_cache c; proxy_cache_lock on; proxy_cache_revalidate on;
            add_header X-Cache \$upstream_cache_status always;
        }
    }
}
END

$t->spawn(sub {
    open STDERR, '>', "$dir/front.err";
    exec $ENV{LN_NGINX} // 'nginx', '-c', "$dir/front.conf", '-e', "$dir/front.log";
});

# Varnish looks up what is asked for with a cookie as well: the worst case.

my $varnishd = (grep { -x } '/usr/sbin/varnishd', '/usr/local/sbin/varnishd')[0];

$t->write('varnish.vcl', <<"END");
vcl 4.1;
backend origin { .host = "127.0.0.1"; .port = "@{[ $t->port ]}"; }
sub vcl_recv {
    set req.http.X-Forwarded-For = client.ip;
    if (req.method == "GET" || req.method == "HEAD") { return (hash); }
    return (pass);
}
sub vcl_deliver { set resp.http.X-Hits = obj.hits; }
END

if ($varnishd) {
    $t->spawn(sub {
        open STDOUT, '>', "$dir/varnish.log";
        open STDERR, '>&', \*STDOUT;
        exec $varnishd, '-F', '-n', "$dir/varnish", '-f', "$dir/varnish.vcl",
            '-a', "127.0.0.1:$varnish", '-s', 'malloc,16m', '-p', 'thread_pool_min=10';
    });
}

sub ask {
    my ($port, $path, $from, @fields) = @_;
    return $t->get($from, $path, port => $port,
        fields => ["X-Country: $country{$from}", @fields]);
}

sub lift {
    my ($port, $path) = @_;
    my ($token) = ask($port, $path, 11)->{body} =~ /value="([^"]*)"/;
    my $body = 'legal_acknowledge=' . ($token // '');
    my $got = $t->get(11, $path, port => $port, method => 'POST', body => $body, fields => [
        'X-Country: RU', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . length $body ]);
    is($got->{status}, 303, "$path: the form goes through the cache");
    return (LN::field($got, 'Set-Cookie') // '') =~ s/;.*//r;
}

# Readers with and without a cookie, in turns that tempt a cache.
sub kept_apart {
    my ($port, $name, $path) = @_;
    my $cookie = lift($port, $path);
    for my $turn (1 .. 2) {
        for my $reader ([ 11, 1 ], [ 11, 0 ], [ 12, 0 ], [ 21, 0 ], [ 12, 1 ], [ 12, 0 ], [ 21, 0 ], [ 11, 0 ]) {
            my ($from, $has) = @$reader;
            my $got = ask($port, $path, $from, $has ? "Cookie: $cookie" : ());
            my $may = $has || $from == 21;
            is($got->{status}, $may ? 200 : 451, "$name $path, $turn: $from " . ($has ? 'with' : 'without') . ' a cookie');
            like($got->{body}, $may ? qr/^<body>a<\/body>$/ : qr/<form/, '.. has what is due');
        }
    }
    my $etag = LN::field(ask($port, $path, 11, "Cookie: $cookie"), 'ETag') // '"o"';
    is(ask($port, $path, 11, "If-None-Match: $etag")->{status}, 451, "$name $path: no 304 for who has no cookie");
    is(ask($port, $path, 11, 'Range: bytes=0-3')->{status}, 451, '.. and no part');
}

for ([ nginx => $front ], $varnishd ? [ Varnish => $varnish ] : ()) {
    my ($name, $port) = @$_;
    ok(LN::within(10, sub { IO::Socket::INET->new("127.0.0.1:$port") }), "$name is in front") or next;
    kept_apart($port, $name, $_) for qw( / /vary/ /no-store/ /inner/ /moved/ );
}

# `off` promises that there is no cache in front; the page is private all the
# same where a restriction was lifted.
my $cookie = lift($t->port, '/off/');
is(LN::field($t->get(1, '/off/', fields => [ 'X-Forwarded-For: 127.0.0.11', "Cookie: $cookie" ]), 'Cache-Control'),
    'private, max-age=60', 'off: private behind a restriction');

# Where a restriction has let a reader through, another location block may make
# the page: it is no shared cache's, either.
for ([ court => 'private, max-age=60' ], map { [ $_ => 'public, max-age=60, s-maxage=60' ] } qw( dry bare )) {
    my ($path, $expected) = @$_;
    my $got = $t->get(1, "/$path/", fields => [ 'X-Forwarded-For: 127.0.0.21' ]);
    is("$got->{status} " . LN::field($got, 'Cache-Control'), "200 $expected", "/$path/ leads to a location block without rules");
}

# nginx's own cache behind the restriction is shared by all who may see it.
$cookie = lift($t->port, '/inner/x');
my @inner = map { LN::field($t->get(11, '/inner/x', fields => [ "Cookie: $cookie" ]), 'X-Inner') } 1 .. 2;
is("@inner", 'MISS HIT', 'a cache behind the restriction is one for all');
is($t->get(12, '/inner/x')->{status}, 451, 'and asks who has no cookie');

SKIP: {
    skip 'no varnishd, install the package varnish', 1 unless $varnishd;
    cmp_ok(LN::field(ask($varnish, '/vary/', 21), 'X-Hits'), '>', 0, 'Varnish keeps the page of another country');
}

$t->done;
