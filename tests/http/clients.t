#!/usr/bin/perl

# Whose address counts: realip, PROXY protocol, a CDN's header, unix sockets,
# and what nobody should be able to forge.

use warnings;
use strict;

use IO::Socket::UNIX;
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my ($proxy, $unix) = (LN::free_port(), "$dir/unix");

$t->write('html/a.html', '<p>x');
$t->write('n.html', '<p>N</p>');

my $where = 'add_header X-Where "$legal_country|$legal_jurisdictions|'
    . '$legal_uncertain" always;';

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction lan { network 10.0.0.0/8 100.64.0.0/10 fc00::/7; }
legal_notice n { in ru lan; text DIR/n.html; place append body; }
legal_apply n;
$where
geo \$by_address { 127.0.0.11 RU; default DE; }
map \$who \$by_who { default \$who; }
underscores_in_headers on;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    location /realip/ {
        alias DIR/html/;
        set_real_ip_from 127.0.0.1;
        real_ip_header X-Forwarded-For;
    }
    location /recursive/ {
        alias DIR/html/;
        set_real_ip_from 127.0.0.1;
        set_real_ip_from 192.0.2.0/24;
        real_ip_header X-Forwarded-For;
        real_ip_recursive on;
    }
    location /header/ { alias DIR/html/; legal_client \$http_x_client; }
    location /cdn/ {
        alias DIR/html/; legal_client \$http_cf_ipcountry country;
    }
    location /known/ {
        alias DIR/html/; legal_client \$who;
        set \$who 127.0.0.21; auth_request /who;
        auth_request_set \$who 127.0.0.11;
    }
    location /mapped/ { alias DIR/html/; legal_client \$by_who;
        set \$who 127.0.0.21; auth_request /who;
        auth_request_set \$who 127.0.0.11;
    }
    location /early/ {
        alias DIR/html/;
        set \$asked \$legal_country;
        legal_client \$by_address country;
        set_real_ip_from 127.0.0.1;
        real_ip_header X-Forwarded-For;
    }
    location = /who { return 204; }
}
server {
    listen 127.0.0.1:$proxy proxy_protocol;
    root DIR/html;
    set_real_ip_from 127.0.0.1;
    real_ip_header proxy_protocol;
}
server {
    listen unix:$unix;
    root DIR/html;
    location /realip/ {
        alias DIR/html/;
        set_real_ip_from unix:;
        real_ip_header X-Forwarded-For;
    }
}
END

sub where {
    my ($from, $path, @fields) = @_;
    return field($t->get($from, $path, fields => \@fields), 'X-Where');
}

is(where(11, '/a.html'), 'RU|ru|0', 'the peer itself');
is(where(21, '/a.html'), 'DE||0', 'and another');
is(where(99, '/a.html'), '||1', 'nowhere');

for my $field ('X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Client-IP',
    'True-Client-IP', 'CF-IPCountry', 'CF-Connecting-IP')
{
    is(where(21, '/a.html', "$field: 127.0.0.11"), 'DE||0', "$field alone");
}

# realip: only from whom it trusts, and only what it makes of the header.
is(where(1, '/realip/a.html', 'X-Forwarded-For: 127.0.0.11'), 'RU|ru|0',
    'realip');
is(where(21, '/realip/a.html', 'X-Forwarded-For: 127.0.0.11'), 'DE||0',
    'from one who is not trusted');
is(where(1, '/realip/a.html', 'X-Forwarded-For: 127.0.0.11, 127.0.0.21'),
    'DE||0', 'a list: the last one, which the proxy itself has added');
is(where(1, '/recursive/a.html',
    'X-Forwarded-For: 127.0.0.21, 127.0.0.11, 192.0.2.7'), 'RU|ru|0',
    'a list: the last one that is not trusted');
is(where(1, '/realip/a.html', 'X-Forwarded-For: 127.0.0.21',
    'X-Forwarded-For: 127.0.0.11'), 'RU|ru|0', 'twice');
is(where(1, '/realip/a.html', 'X-Forwarded-For: 127.0.0.11:8080'), 'RU|ru|0',
    'with a port');
is(where(1, '/realip/a.html', 'X-Forwarded-For: [2001:db8:11::1]:8080'),
    'RU|ru|0', 'with brackets');
is(where(1, '/realip/a.html', 'X-Forwarded-For: unknown'), '||1', 'no address');
is(where(1, '/realip/a.html', 'X-Forwarded-For: ::ffff:127.0.0.11'),
    'RU|ru|0', 'an IPv4-mapped one');
is(where(1, '/realip/a.html', 'X-Forwarded-For: 10.1.2.3'), '|lan|0',
    'a private one: nowhere, but in its network');
is(where(1, '/realip/a.html', 'X-Forwarded-For: 100.64.1.2'), '|lan|0',
    'a carrier-grade one');
is(where(1, '/realip/a.html', 'X-Forwarded-For: 192.168.1.2'), '||1',
    'a private one of no network');

# legal_client takes one address and nothing else.
for my $case (
    [ '127.0.0.11', 'RU|ru|0' ], [ '2001:db8:11::5', 'RU|ru|0' ],
    [ '::ffff:127.0.0.11', 'RU|ru|0' ], [ '64:ff9b::7f00:b', 'RU|ru|0' ],
    [ '2002:7f00:b::1', 'RU|ru|0' ], [ '::127.0.0.11', 'RU|ru|0' ],
    [ '::1', '||1' ], [ '::', '||1' ], [ '::10.1.2.3', '|lan|0' ],
    [ '2001:0:7f00:15:8000:63bf:80ff:fff4', 'RU|ru|0' ],
    [ '127.0.0.11, 127.0.0.21', '||1' ], [ '127.0.0.11:80', '||1' ],
    [ '[2001:db8:11::5]', '||1' ], [ 'RU', '||1' ], [ '127.0.0.011', '||1' ],
    [ '', '||1' ], [ 'x' x 3000, '||1' ],
) {
    is(where(21, '/header/a.html', "X-Client: $case->[0]"), $case->[1],
        'legal_client: ' . substr $case->[0], 0, 40);
}
is(where(21, '/header/a.html'), '||1', 'legal_client: none');

like($t->body(21, '/known/a.html'), qr/<aside/,
    'legal_client: one that is known only when access was checked');
like($t->body(21, '/mapped/a.html'), qr/<aside/, '.. and by a map');
is(where(1, '/early/a.html', 'X-Forwarded-For: 127.0.0.11'), 'RU|ru|0',
    'legal_client: asked for before realip, which makes it another one');
is(where(1, '/early/a.html', 'X-Forwarded-For: 127.0.0.21'), 'DE||0',
    '.. or not');

for my $case (
    [ '$legal_country country', 'is made of the reader\'s location itself' ],
    [ '$legal_preview', 'is made of the reader\'s location itself' ],
    [ '$legal_notices', 'is made of the reader\'s location itself' ],
    [ '$upstream_http_x', 'is known only with the response, and readers are located before' ],
    [ '$legal_sent', 'is known only with the response, and readers are located before' ],
) {
    my ($client, $why) = @$case;
    my ($ok, $said) = $t->check("server { listen 127.0.0.1:1;\nlegal_client $client; }");
    ok(!$ok, "legal_client $client");
    my ($name) = $client =~ /^\$(\w+)/;
    like($said, qr/"legal_client" directive: variable "\$$name" $why, take a variable of the request, in \S+:\d+/,
        'says why');
}

# A CDN's country.
for my $case (
    [ 'RU', 'RU|ru|0' ], [ 'ru', 'RU|ru|0' ], [ 'RU-MOW', 'RU|ru|0' ],
    [ 'DE', 'DE||0' ], [ 'XX', '||1' ], [ 'T1', '||1' ], [ '', '||1' ],
    [ 'RU, DE', '||1' ], [ '127.0.0.11', '||1' ], [ 'Russia', '||1' ],
) {
    is(where(21, '/cdn/a.html', "CF-IPCountry: $case->[0]"), $case->[1],
        "a CDN's country: $case->[0]");
}
is(where(21, '/cdn/a.html', 'CF-IPCountry: XK'), 'XK||0', '.. Kosovo');
is(where(21, '/cdn/a.html', 'CF-IPCountry: RU-ZZZ'), 'RU|ru|0',
    '.. a region that nobody knows, of a country that all do');
is(where(21, '/cdn/a.html'), '||1', "a CDN's country: none");

# What comes twice is a list, whoever wrote the first one.
for my $lines (
    [ 'CF-IPCountry: DE', 'CF-IPCountry: RU' ],
    [ 'CF-IPCountry: RU', 'CF-IPCountry: DE' ],
    [ 'CF-IPCountry: RU', 'CF-IPCountry: RU' ],
    [ 'CF-IPCountry:', 'CF-IPCountry: RU' ],
    [ 'CF_IPCountry: DE', 'cf-ipcountry: RU' ],
) {
    is(where(21, '/cdn/a.html', @$lines), '||1', join ', ', 'a list', @$lines);
}
is(where(21, '/header/a.html', 'X-Client: 127.0.0.21', 'X-Client: 127.0.0.11'),
    '||1', 'a list of addresses, in two lines');
is(where(21, '/cdn/a.html', 'CF-IPCountry: RU', 'X-CF-IPCountry: DE',
    'CF-IPCountr: DE', 'CF-IPCountry2: DE'), 'RU|ru|0', 'other fields are none');

# PROXY protocol, versions 1 and 2.
sub by_proxy {
    my ($head) = @_;
    my $got = $t->raw(1, "${head}GET /a.html HTTP/1.1\r\nHost: a\r\n"
        . "Connection: close\r\n\r\n", port => $proxy);
    return $got =~ /^X-Where: (.*)\r/m ? $1 : '';
}

is(by_proxy("PROXY TCP4 127.0.0.11 127.0.0.1 1 2\r\n"), 'RU|ru|0', 'PROXY v1');
is(by_proxy("PROXY TCP6 2001:db8:21::1 ::1 1 2\r\n"), 'DE||0', 'PROXY v1, v6');
is(by_proxy("PROXY UNKNOWN\r\n"), '||1', 'PROXY v1, unknown');
is(by_proxy("\r\n\r\n\0\r\nQUIT\n\x21\x11" . pack('n', 12)
    . "\x7f\0\0\x0b\x7f\0\0\x01\0\1\0\2"), 'RU|ru|0', 'PROXY v2');
is(by_proxy("\r\n\r\n\0\r\nQUIT\n\x20\x00" . pack('n', 0)), '||1',
    'PROXY v2, local');

# Who comes by a unix socket has no address.
sub by_unix {
    my ($path, @fields) = @_;
    my $s = IO::Socket::UNIX->new(Peer => $unix) or die "$unix: $!";
    print $s "GET $path HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        . join('', map { "$_\r\n" } @fields) . "\r\n";
    local $/;
    return <$s> =~ /^X-Where: (.*)\r/m ? $1 : '';
}

is(by_unix('/a.html'), '||1', 'a unix socket');
is(by_unix('/a.html', 'X-Forwarded-For: 127.0.0.11'), '||1',
    'a unix socket with a header');
is(by_unix('/realip/a.html', 'X-Forwarded-For: 127.0.0.11'), 'RU|ru|0',
    'a unix socket behind realip');

# One connection: each request by its own address.
my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->port,
    LocalAddr => '127.0.0.1') or die;
my @seen;

for my $ip (qw( 127.0.0.11 127.0.0.21 127.0.0.11 )) {
    print $s "GET /realip/a.html HTTP/1.1\r\nHost: a\r\n"
        . "X-Forwarded-For: $ip\r\n\r\n";
    my $got = '';
    sysread $s, $got, 4096, length $got until $got =~ /\r\n\r\n<p>x/;
    push @seen, $got =~ /^X-Where: (.*)\r/m;
}

is("@seen", 'RU|ru|0 DE||0 RU|ru|0', 'addresses change on one connection');

$t->done(seen => qr/"legal_client" directive/);
