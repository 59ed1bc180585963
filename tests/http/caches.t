#!/usr/bin/perl

# Real caches in front of the module: nginx's proxy_cache and Varnish, with
# readers in different places who share them.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write("two/$_.html", "<p>$_</p>") for qw( en ru );

my $asked = $t->dir . '/asked';
sub asked {
    my $n = -s $asked // 0;
    unlink $asked;
    return $n;
}

my $app = $t->upstream(sub {
    my ($head, $c) = @_;
    open my $f, '>>', $asked;
    print $f '.';
    close $f;
    my $type = $head =~ m{/png} ? 'image/png' : 'text/html';
    my $body = '<body>a</body>';
    print $c join "\r\n", 'HTTP/1.1 200 OK', "Content-Type: $type",
        'Connection: close', 'ETag: "o"', 'X-Accel-Expires: 60',
        'Cache-Control: public, max-age=60, s-maxage=60',
        'Surrogate-Control: max-age=60', 'CDN-Cache-Control: max-age=60',
        'Cloudflare-CDN-Cache-Control: max-age=60',
        'Content-Length: ' . length $body, '', $body;
});

my ($front, $edge, $varnish) = map { LN::free_port() } 1 .. 3;
my %country = (11 => 'RU', 12 => 'RU', 21 => 'DE', 41 => 'KZ', 51 => 'US');

# The origin trusts its caches to say who asks; edge is another one, that has
# the module too, for $legal_variant.

$t->start(<<"END");
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction kz { country KZ; }
legal_notice n { in ru; text DIR/text; }
legal_notice two { in ru; text DIR/two; language reader; }
legal_restriction r { in kz; }
legal_apply n r;
log_format said '\$request_uri \$sent_http_cache_control';
server {
    listen 127.0.0.1:PORT;
    access_log DIR/said.log said;
    set_real_ip_from 127.0.0.1;
    set_real_ip_from 127.0.0.2;
    real_ip_header X-Forwarded-For;
    location / { proxy_pass http://127.0.0.1:$app; }
    location /expires/ { proxy_pass http://127.0.0.1:$app; expires 1h;
        add_header X-Accel-Expires 60; add_header Edge-Control max-age=60; }
    location /hidden/ { proxy_pass http://127.0.0.1:$app;
        proxy_pass_header X-Accel-Expires; }
    location /no-store/ { proxy_pass http://127.0.0.1:$app;
        legal_cache no-store; proxy_pass_header X-Accel-Expires; }
    location /vary-two/ { proxy_pass http://127.0.0.1:$app; gzip_vary on;
        legal_apply two r; add_header Vary X-Own;
        legal_cache vary X-Country; legal_client \$http_x_country country; }
    location /vary/ { proxy_pass http://127.0.0.1:$app;
        legal_cache vary X-Country; legal_client \$http_x_country country; }
}
server {
    listen 127.0.0.1:$edge;
    legal_dry_run on;
    location / {
        proxy_pass http://127.0.0.1:PORT;
        proxy_bind 127.0.0.2;
        proxy_set_header X-Forwarded-For \$remote_addr;
        proxy_cache c; proxy_cache_valid 200 1m;
        proxy_cache_key \$request_uri\$legal_variant;
        proxy_ignore_headers Cache-Control Expires Vary X-Accel-Expires;
        add_header X-Cache \$upstream_cache_status always;
    }
}
END

my $with = '<body>a<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside></body>';
my $without = '<body>a</body>';

$t->write('front.conf', <<"END" =~ s/\bDIR\b/$t->dir/ger);
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
            proxy_set_header X-Forwarded-For \$remote_addr;
            proxy_cache c; proxy_cache_lock on; proxy_cache_revalidate on;
            add_header X-Cache \$upstream_cache_status always;
        }
    }
}
END

$t->spawn(sub {
    open STDERR, '>', $t->dir . '/front.err';
    exec $ENV{LN_NGINX} // 'nginx', '-c', $t->dir . '/front.conf', '-e',
        $t->dir . '/front.log';
});

sub up {
    for (1 .. 100) {
        return 1 if IO::Socket::INET->new("127.0.0.1:$_[0]");
        select undef, undef, undef, 0.1;
    }
    return 0;
}

ok(up($front), 'a cache is in front');

# As a CDN would ask for a reader: nginx heeds Vary by the fields it is sent.
sub ask {
    my ($port, $path, $from, @fields) = @_;
    return $t->get($from, $path, port => $port,
        fields => ["X-Country: $country{$from}", @fields]);
}

# What a reader must be given, whatever anyone was given before.
sub right {
    my ($port, $path, $from, $name) = @_;
    my $a = ask($port, $path, $from);
    if ($from == 41) {
        is($a->{status}, 451, "$name: refused");
        unlike($a->{body}, qr/>a</, 'with nothing of the page');
    } else {
        is($a->{status}, 200, "$name: $from is answered");
        is($a->{body}, $from == 11 || $from == 12 ? $with : $without,
            'as is due');
    }
    return $a;
}

my @readers = (21, 11, 41, 51, 12, 11, 21, 41, 12, 51);

sub never_wrong {
    my ($port, $path, $name) = @_;
    asked();
    right($port, $path, $_, $name) for @readers;
    return asked();
}

my $refused = grep { $_ == 41 } @readers;
for my $path (qw( / /expires/ /hidden/ /no-store/ )) {
    is(never_wrong($front, $path, "nginx, $path"), @readers - $refused,
        "nothing is shared: $path");
}

is(never_wrong($front, '/vary/', 'nginx, vary'), 3,
    'vary: one object a country');
is(field(ask($front, '/vary/', $_), 'X-Cache'), 'HIT',
    "which $_ has from the cache") for 11, 12, 21, 51;
like(fields(ask($front, '/vary/', 41), 'Vary'), qr/X-Country/,
    'a refusal varies too');

# nginx up to 1.22 heeds the last line alone

for my $from (@readers) {
    my $a = ask($front, '/vary-two/', $from, 'Accept-Language: en');
    is($a->{status}, $from == 41 ? 451 : 200, "vary by several fields: $from");
    is($a->{body} =~ /<aside/ ? 1 : 0, $from == 11 || $from == 12 ? 1 : 0,
        'as is due');
}
my $last = (ask($t->port, '/vary-two/', 11)->{head} =~ /^Vary: (.*)/mg)[-1];
is($last, 'X-Own, Accept-Encoding, X-Country, Accept-Language',
    'the last line has them all');

my $etag = field(ask($front, '/vary/', 11), 'ETag');
is(ask($front, '/vary/', 12, "If-None-Match: $etag")->{status}, 304,
    'the cache answers 304');
is(ask($front, '/vary/', 21, "If-None-Match: $etag")->{status}, 200,
    'but not across a border');

is(never_wrong($edge, '/', '$legal_variant'), 2, 'one object a variant');
is(field($t->get($_, '/', port => $edge), 'X-Cache'), 'HIT',
    "which $_ has from the cache") for 11, 12, 21, 51;

for my $field ('public', 'max-age=60, public', 's-maxage="60", PUBLIC') {
    like(fields($t->get(21, '/'), 'Cache-Control'),
        qr/^private, max-age=60$/, 'private');
}
for my $path (qw( / /expires/ /hidden/ /no-store/ )) {
    for my $from (11, 21) {
        my $a = $t->get($from, $path);
        is(field($a, $_), undef, "$path $from: no $_")
            for qw( Surrogate-Control CDN-Cache-Control Edge-Control
                Cloudflare-CDN-Cache-Control X-Accel-Expires );
    }
}

# Varnish

my $varnishd = (grep { -x } '/usr/sbin/varnishd', '/usr/local/sbin/varnishd')[0];

SKIP: {
    skip 'no varnishd, install the package varnish', 1 unless $varnishd;
    $t->write('varnish.vcl', <<"END");
vcl 4.1;
backend origin { .host = "127.0.0.1"; .port = "@{[ $t->port ]}"; }
sub vcl_recv {
    set req.http.X-Forwarded-For = client.ip;
    unset req.http.X-Country;
    if (client.ip ~ ru) { set req.http.X-Country = "RU"; }
    if (client.ip ~ de) { set req.http.X-Country = "DE"; }
    if (client.ip ~ kz) { set req.http.X-Country = "KZ"; }
    if (client.ip ~ us) { set req.http.X-Country = "US"; }
}
acl ru { "127.0.0.11"; "127.0.0.12"; }
acl de { "127.0.0.21"; }
acl kz { "127.0.0.41"; }
acl us { "127.0.0.51"; }
sub vcl_deliver { set resp.http.X-Hits = obj.hits; }
END
    $t->spawn(sub {
        open STDOUT, '>', $t->dir . '/varnish.log';
        open STDERR, '>&', \*STDOUT;
        exec $varnishd, '-F', '-n', $t->dir . '/varnish', '-f',
            $t->dir . '/varnish.vcl', '-a', "127.0.0.1:$varnish",
            '-s', 'malloc,16m', '-p', 'thread_pool_min=10';
    });
    ok(up($varnish), 'Varnish is in front') or do {
        diag `cat @{[ $t->dir ]}/varnish.log`;
        last SKIP;
    };

    for my $path (qw( / /expires/ /no-store/ )) {
        is(never_wrong($varnish, $path, "Varnish, $path"), @readers - $refused,
            "nothing is shared: $path");
    }
    is(never_wrong($varnish, '/vary/', 'Varnish, vary'), 3,
        'vary: one object a country');
    cmp_ok(field(ask($varnish, '/vary/', $_), 'X-Hits'), '>', 0,
        "which $_ has from the cache") for 11, 12, 21, 51;
    is(ask($varnish, '/vary/', 12, "If-None-Match: $etag")->{status}, 304,
        'Varnish answers 304');
    is(ask($varnish, '/vary/', 21, "If-None-Match: $etag")->{status}, 200,
        'but not across a border');
    my $range = ask($varnish, '/vary/', 11, 'Range: bytes=0-3');
    is($range->{status}, 206, 'a cache may cut what it has whole');
    is($range->{body}, substr($with, 0, 4), 'of the right variant');
}

# a log has what the response said

for my $case (
    [ 11, '/told/', 'private, max-age=60' ], [ 21, '/told/', 'private, max-age=60' ],
    [ 41, '/told/', 'no-store' ], [ 11, '/no-store/told', 'no-store' ],
) {
    my ($from, $path, $said) = @$case;
    is(field($t->get(1, $path, fields => [ "X-Forwarded-For: 127.0.0.$from" ]),
        'Cache-Control'), $said, "$path says $said");
    is(within(5, sub { my ($last) = $t->slurp('said.log') =~ /^\Q$path\E (.*)\n\z/m;
        $last }), $said, 'and so does $sent_http_cache_control');
}

$t->done;
