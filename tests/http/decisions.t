#!/usr/bin/perl

# Where the reader is: jurisdictions, what is uncertain, dates, clients, the
# variables.

use warnings;
use strict;

use POSIX qw( strftime );
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<p>x');
$t->write('nets.txt', "# ours\n127.0.0.99\n2001:db8::/32 # docs\n");

my $past = strftime('%Y-%m-%dT%H:%M:%SZ', gmtime(time - 3600));
my $future = strftime('%Y-%m-%dT%H:%M:%SZ', gmtime(time + 3600));

$t->start(<<"END");
legal_database DB/City.mmdb DB/ASN.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction rc { jurisdiction ru; region UA-43 UA-40; }
legal_jurisdiction eu { group EU; }
legal_jurisdiction not-paris { group EU; except geoname 2988507; }
legal_jurisdiction ms { region US-MS; }
legal_jurisdiction net { network DIR/nets.txt 127.0.0.98/31; }
legal_jurisdiction nest { network 127.0.0.112/30 127.0.0.112/28; }
legal_jurisdiction as { asn 12389; }
legal_jurisdiction reg { registered_country RU; }
legal_jurisdiction moscow { geoname 524901; }
legal_jurisdiction petersburg { geoname 498817; }
legal_notice city { in petersburg; text DIR/text; }
legal_notice rc { in rc; text DIR/text; }
legal_notice hide { in rc; text DIR/text; uncertain hide; }
legal_notice both { in eu ms; text DIR/text; }
legal_notice past { in ru; text DIR/text; until $past; }
legal_notice future { in ru; text DIR/text; since $future; }
legal_notice now { in ru; text DIR/text; since $past; until $future; }
legal_notice uri { in ru; text DIR/text; uri ~ ^/u/; uri !~* \\.TXT; }
legal_restriction allow { in rc; }
legal_restriction block { in rc; uncertain block; }
log_format x '\$legal_country';
server {
    listen 127.0.0.1:PORT;
    set_real_ip_from 127.0.0.5; real_ip_header X-Real-IP;
    root DIR/html;
    add_header X-Where "\$legal_country|\$legal_region|\$legal_asn|\$legal_jurisdictions|\$legal_uncertain|\$legal_notices|\$legal_restriction" always;
    add_header X-Variant \$legal_variant always;
    location /rc/ { alias DIR/html/; legal_apply rc; }
    location /city/ { alias DIR/html/; legal_apply city; }
    location /rc2/ { alias DIR/html/; legal_apply rc; }
    location /hide/ { alias DIR/html/; legal_apply hide; }
    location /both/ { alias DIR/html/; legal_apply both; }
    location /dates/ { alias DIR/html/; legal_apply past future now; }
    location /u/ { alias DIR/html/; legal_apply uri; default_type text/html; }
    location /allow/ { alias DIR/html/; legal_apply allow; }
    location /block/ { alias DIR/html/; legal_apply block; }
    location /all/ { alias DIR/html/; legal_apply block rc; }
    location /cdn/ { alias DIR/html/; legal_apply rc;
        legal_client \$http_x_country country; }
    location /header/ { alias DIR/html/; legal_apply rc;
        legal_client \$http_x_address; }
    location /if/ { alias DIR/html/; if (\$legal_country = RU) { return 299; } }
}
END

sub where { return field($t->get(@_), 'X-Where') }

is(where(11, '/rc/a.html'), 'RU|RU-MOW|12389|ru,rc,as,reg,moscow|0|rc|',
    'Moscow');
is(where(31, '/rc/a.html'), 'UA|UA-43||rc|0|rc|', 'Simferopol');
is(where(34, '/rc/a.html'), 'UA|UA-30|||0||', 'Kyiv');
is(where(33, '/rc/a.html'), 'UA||||1|rc|', 'Ukraine, region unknown');
is(where(33, '/hide/a.html'), 'UA||||1||', 'hidden on uncertain');
is(where(11, '/hide/a.html'), 'RU|RU-MOW|12389|ru,rc,as,reg,moscow|0|hide|',
    'and shown when certain');
is(where(1, '/rc/a.html'), '||||1|rc|', 'unlocated');
is(where(12, '/city/a.html'), 'RU|RU-SPE||ru,rc,reg,petersburg|0|city|',
    'in a city');
is(where(14, '/city/a.html'), 'RU|RU-SPE||ru,rc,reg|1|city|',
    'in its region, city unknown: uncertain');
is(where(13, '/city/a.html'), 'RU|||ru,rc,reg|1|city|',
    'in its country, region unknown: uncertain');
is(where(15, '/city/a.html'), 'RU|RU-MOW||ru,rc,reg|0||',
    'in another region, city unknown: out');
is(where(11, '/city/a.html'), 'RU|RU-MOW|12389|ru,rc,as,reg,moscow|0||',
    'in another city: out');
is(where(99, '/rc/a.html'), '|||net|1|rc|', 'a network');
is(where($_, '/rc/a.html'), '|||nest|1|rc|', "a network of a network: $_")
    for 113, 125;
is(where($_, '/rc/a.html'), '||||1|rc|', "and none: $_") for 111, 128;
is(where(97, '/rc/a.html'), '||||1|rc|', 'beside it');
is(where(21, '/both/a.html'), 'DE|DE-BE|3320|eu,not-paris|0|both|', 'Berlin');
is(where(22, '/both/a.html'), 'FR|FR-IDF||eu|0|both|', 'Paris, excepted');
is(where(51, '/both/a.html'), 'US|US-MS||ms|0|both|', 'Jackson');
is(where(91, '/rc/a.html'), '|||reg|1|rc|', 'only registered');
is(where(11, '/a.html'), 'RU|RU-MOW|12389|ru,rc,as,reg,moscow|0||',
    'variables without legal_apply');

is(where(11, '/dates/a.html') =~ s/.*\|0//r, '|now|', 'since and until');
is(where(11, '/u/a.html') =~ s/.*\|0//r, '|uri|', 'uri');
$t->write('html/a.txt.html', '<p>x');
is(where(11, '/u/a.txt.html') =~ s/.*\|0//r, '||', 'negative uri');

is($t->status(11, '/allow/a.html'), 451, 'refused where certain');
is($t->status(33, '/allow/a.html'), 200, 'not where uncertain');
is($t->status(33, '/block/a.html'), 451, 'but with uncertain block');
like(where(33, '/block/a.html'), qr/\|1\|\|block$/, '$legal_restriction');
like(where(11, '/all/a.html'), qr/\|0\|\|block$/, 'a refusal shows nothing');

sub with { my ($path, @fields) = @_; where(21, $path, fields => \@fields) }

like(with('/cdn/a.html', 'X-Country: RU'), qr/^RU\|\|.*\|0\|rc/, 'a CDN header');
like(with('/cdn/a.html', 'X-Country: ua-43'), qr/^UA\|UA-43.*\|0\|rc/, 'region');
like(with('/cdn/a.html', 'X-Country: DE'), qr/^DE\|.*\|0\|\|/, 'elsewhere');
like(with('/cdn/a.html', "X-Country: $_"), qr/^\|.*\|1\|rc/, "\"$_\" is nowhere")
    for '', 'XX', 'T1', 'RU, DE', 'R';
like(with('/cdn/a.html'), qr/^\|.*\|1\|rc/, 'no header is nowhere');

like(with('/header/a.html', 'X-Address: 127.0.0.11'), qr/^RU/, 'an address');
like(with('/header/a.html', 'X-Address: ::ffff:7f00:000b'), qr/^RU/, 'mapped');
like(with('/header/a.html', 'X-Address: 2002:7f00:b::1'), qr/^RU/, '6to4');
like(with('/header/a.html', 'X-Address: 64:ff9b::127.0.0.11'), qr/^RU/, 'NAT64');
like(with('/header/a.html', 'X-Address: 2001:0:7f00:15:0:0:80ff:fff4'),
    qr/^RU/, 'Teredo: the client, not the server');
like(with('/header/a.html', 'X-Address: 2001:db8:11::5'), qr/^RU/, 'IPv6');
like(with('/header/a.html', "X-Address: $_"), qr/^\|.*\|1\|rc/,
    "\"$_\" is nowhere") for '', 'x', '127.0.0.21, 127.0.0.11',
    '127.0.0.21:80', '[2001:db8:21::1]', '127.1';

is((where(5, '/rc/a.html', fields => ['X-Real-IP: 127.0.0.11'])) =~ s/\|.*//r,
    'RU', 'realip is heard');
is((where(21, '/rc/a.html', fields => ['X-Real-IP: 127.0.0.11'])) =~ s/\|.*//r,
    'DE', 'from whom it is trusted');

# Requests of one connection may have an address each.
my $all = $t->raw(5, join '', map { "GET /rc/a.html HTTP/1.1\r\nHost: a\r\n"
    . "X-Real-IP: 127.0.0.$_\r\n" . ($_ == 33 ? "Connection: close\r\n" : '')
    . "\r\n" } 11, 11, 34, 31, 33);
is(join(' ', $all =~ /^X-Where: (\S*?)\|/mg), 'RU RU UA UA UA',
    'each request of a connection by its own address');
is(() = $all =~ /<aside/g, 4, 'each with the notice it is owed');

my @variants = (
    map { field($t->get(@$_), 'X-Variant') }
        [ 11, '/rc/a.html' ], [ 31, '/rc/a.html' ], [ 33, '/rc/a.html' ],
        [ 34, '/rc/a.html' ], [ 21, '/rc/a.html' ], [ 11, '/hide/a.html' ],
        [ 11, '/block/a.html' ]);
is($variants[0], $variants[1], 'one variant in two places');
is($variants[0], $variants[2], 'also where uncertain');
is($variants[3], '-', 'none where nothing is shown');
is($variants[3], $variants[4], 'to anybody');
isnt($variants[0], $variants[3], 'shown and not shown differ');
isnt($variants[0], $variants[5], 'two notices differ');
isnt($variants[0], $variants[6], 'refused is another');
like($variants[0], qr/^[0-9A-Za-z_-]{1,32}$/, 'short');

is($t->status(11, '/if/a.html'), 299, 'in if');
is($t->status(21, '/if/a.html'), 200, 'and not');

# A busy machine may take longer to start: then it has more time.

my ($held, $until);
for my $seconds (3, 10, 30) {
    $until = time + $seconds;
    $t->restart(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice ending { in ru; text DIR/text;
    until @{[ strftime('%Y-%m-%dT%H:%M:%SZ', gmtime $until) ]}; }
server { listen 127.0.0.1:PORT; root DIR/html; legal_apply ending; }
END
    $held = $t->get(11, '/a.html');
    last if time < $until;
}
like($held->{body}, qr/aside/, 'before until');
sleep 1 while time < $until + 1;
unlike($t->body(11, '/a.html'), qr/aside/, 'after until, no reload');
is($t->status(11, '/a.html', fields => ['If-None-Match: '
    . field($held, 'ETag')]), 200, 'and no 304 for the copy with the notice');

$t->done;
