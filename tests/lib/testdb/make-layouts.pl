#!/usr/bin/perl

# Makes a small database of each layout that is understood: our own data in
# other makers' fields.  10.0.0.0/8 and 2001:db8::/32 stand for all networks.
# usage: make-layouts.pl OUTDIR

use warnings;
use strict;

use MaxMind::DB::Writer::Tree;

my $out = shift or die "usage: make-layouts.pl OUTDIR\n";

my %types = (
    (map { $_ => 'map' } qw( country registered_country represented_country
        city location traits names anonymizer continent postal )),
    subdivisions => ['array', 'map'],
    (map { $_ => 'uint32' } qw( geoname_id autonomous_system_number )),
    (map { $_ => 'double' } qw( latitude longitude )),
    (map { $_ => 'uint16' } qw( accuracy_radius anonymizer_confidence
        confidence )),
    (map { $_ => 'boolean' } qw( is_anonymous is_anonymous_vpn
        is_hosting_provider is_public_proxy is_residential_proxy
        is_tor_exit_node is_in_european_union is_vpn is_proxy is_relay is_tor
        is_hosting is_icloud_relay )),
);

sub layout {
    my ($name, $type, $records, %o) = @_;
    my $flat = $o{flat} || {};
    my $tree = MaxMind::DB::Writer::Tree->new(
        ip_version => $o{version} || 6, record_size => $o{size} || 24,
        database_type => $type, languages => ['en'],
        description => { en => "$type, for tests" },
        map_key_type_callback => sub {
            $flat->{$_[0]} // $types{$_[0]} // 'utf8_string' },
        remove_reserved_networks => 0, alias_ipv6_to_ipv4 => 0,
    );
    for (my $i = 0; $i < @$records; $i += 2) {
        $tree->insert_network($records->[$i], $records->[$i + 1]);
    }
    open my $fh, '>:raw', "$out/$name.mmdb" or die "$out/$name.mmdb: $!\n";
    $tree->write_tree($fh);
    close $fh or die "$out/$name.mmdb: $!\n";
}

my $gb = { iso_code => 'GB', geoname_id => 2635167,
           names => { en => 'United Kingdom' }, is_in_european_union => 0 };
my $us = { iso_code => 'US', geoname_id => 6252001 };
my $england = { iso_code => 'ENG', geoname_id => 6269131 };
my $cambridgeshire = { iso_code => 'CAM', geoname_id => 2653940 };
my $position = { latitude => 52.14, longitude => -0.24,
                 accuracy_radius => 20 };
my $town = {
    continent => { code => 'EU' }, country => $gb, registered_country => $us,
    city => { geoname_id => 2648899, names => { en => 'Great Paxton' } },
    subdivisions => [$england, $cambridgeshire], location => $position,
    postal => { code => 'PE19' },
};

layout('GeoIP2-City', 'GeoIP2-City', [
    '10.1.0.0/16' => $town,
    '10.2.0.0/16' => { country => $gb, registered_country => $us },
    '10.3.0.0/16' => { country => $gb, subdivisions => [$england] },
    '10.4.0.0/16' => { continent => { code => 'EU' } },
    '10.5.0.0/16' => { country => { iso_code => 'DE' },
                       represented_country => { iso_code => 'US' } },
    '10.6.0.0/16' => { registered_country => $gb },
    '2001:db8:1::/48' => $town,
], size => 28);

layout('GeoIP2-Country', 'GeoIP2-Country', [
    '10.1.0.0/16' => { country => $gb, registered_country => $us },
], size => 32);

layout('GeoIP2-Enterprise', 'GeoIP2-Enterprise', [
    '10.1.0.0/16' => {
        %$town, country => { %$gb, confidence => 95 },
        traits => { autonomous_system_number => 6871, isp => 'Plusnet',
                    is_anonymous => 1, is_tor_exit_node => 1 },
    },
]);

layout('GeoIP2-ISP', 'GeoIP2-ISP', [
    '10.1.0.0/16' => { autonomous_system_number => 6871, isp => 'Plusnet',
                       autonomous_system_organization => 'Plusnet' },
]);

layout('GeoIP2-Anonymous-IP', 'GeoIP2-Anonymous-IP', [
    '10.1.0.0/16' => { is_anonymous => 1, is_anonymous_vpn => 1 },
    '10.2.0.0/16' => { is_hosting_provider => 1 },
    '10.3.0.0/16' => { is_anonymous => 1, is_public_proxy => 1 },
    '10.4.0.0/16' => { is_anonymous => 1, is_tor_exit_node => 1 },
]);

layout('GeoIP-Anonymous-Plus', 'GeoIP-Anonymous-Plus', [
    '10.1.0.0/16' => { is_anonymous => 1, is_anonymous_vpn => 1,
                       anonymizer_confidence => 99, provider_name => 'x',
                       network_last_seen => '2026-04-14' },
    '10.2.0.0/16' => { anonymizer_confidence => 30, provider_name => 'y' },
    '10.3.0.0/16' => { anonymizer => { is_anonymous => 1,
                                       is_residential_proxy => 1 } },
]);

layout('DBIP-City', 'DBIP-City', [
    '10.1.0.0/16' => {
        continent => { code => 'EU' }, country => $gb,
        city => { names => { en => 'Great Paxton' } },
        subdivisions => [{ names => { en => 'England' } }],
        location => { latitude => 52.14, longitude => -0.24 },
    },
    '10.2.0.0/16' => { country => { iso_code => 'UA', geoname_id => 690791 },
                       subdivisions => [{ names => { en => 'Crimea' } }] },
    '10.3.0.0/16' => { country => { iso_code => 'UA', geoname_id => 690791 },
                       subdivisions => [{ names => { en => 'Nowhere' } }] },
    '10.4.0.0/16' => { country => { iso_code => 'RU', geoname_id => 2017370 },
                       subdivisions => [{ names => { en => 'Crimea' } }] },
]);

# IPinfo writes numbers and booleans as text.
layout('IPinfo-location', 'ipinfo generic_location_free_sample.mmdb', [
    '10.1.0.0/16' => {
        city => 'Great Paxton', country => 'GB', region => 'Cambridgeshire',
        region_code => 'CAM', geoname_id => '2648899', lat => '52.14',
        lng => '-0.24', postal => 'PE19', radius => '20', timezone => 'x',
    },
], flat => { country => 'utf8_string', city => 'utf8_string',
             geoname_id => 'utf8_string', postal => 'utf8_string' });

layout('IPinfo-lite', 'ipinfo bundle_location_lite.mmdb', [
    '10.1.0.0/16' => {
        asn => 'AS6871', as_name => 'Plusnet', continent => 'Europe',
        country => 'United Kingdom', country_code => 'GB',
    },
], flat => { country => 'utf8_string', continent => 'utf8_string' });

layout('IPinfo-privacy', 'ipinfo standard_privacy.mmdb', [
    '10.1.0.0/16' => { vpn => 'true', proxy => '', tor => '', relay => '',
                       hosting => 'true', service => 'x' },
    '10.2.0.0/16' => { vpn => '', proxy => '', tor => 'true', relay => '',
                       hosting => '' },
]);

layout('ip-location-db-country-ipv4', 'country ipv4', [
    '10.1.0.0/16' => { country_code => 'GB' },
], version => 4);

layout('ip-location-db-country-ipv6', 'country ipv6', [
    '2001:db8:1::/48' => { country_code => 'FR' },
]);

layout('ip-location-db-city', 'city ipv4', [
    '10.1.0.0/16' => {
        city => 'Great Paxton', country_code => 'GB', latitude => 52.14,
        longitude => -0.24, postcode => '', state1 => 'England',
        state2 => '', timezone => '',
    },
], version => 4, flat => { city => 'utf8_string', latitude => 'float',
                           longitude => 'float' });

# Names of regions as they are spelled in the wild.
my $n = 0;
layout('ip-location-db-city-regions', 'city ipv4', [
    map { my ($country, $state1, $state2, $city) = @$_;
          utf8::upgrade($state1);
          '10.' . ++$n . '.0.0/16' => { city => $city // '',
              country_code => $country, latitude => 1, longitude => 2,
              postcode => '', state1 => $state1, state2 => $state2 // '',
              timezone => '' } }
    ['UA', 'Sebastopol City'], ['UA', "Kharkivs\x{2019}ka Oblast\x{2019}"],
    ['UA', 'Kyiv', '', 'Kyiv (Desna)'], ['UA', 'Kyiv', '', 'Brovary'],
    ['RU', 'Crimea'], ['RU', 'St.-Petersburg'],
    ['FR', "\x{ce}le-de-France", 'Paris'], ['VN', "\x{110}\x{1eaf}k L\x{1eaf}k"],
    ['UA', ''], ['UA', "\x{41a}\x{440}\x{438}\x{43c}"],
    ['US', 'MISSISSIPPI'], ['GB', 'England', 'Cambridgeshire'],
    ['GB', 'Mercia', 'Cambridgeshire'], ['EU', 'Crimea']
], version => 4, flat => { city => 'utf8_string', latitude => 'float',
                           longitude => 'float' });

layout('ip-location-db-country-codes', 'country ipv4', [
    map { '10.' . ++$n . '.0.0/16' => { country_code => $_ } }
        qw( AP EU ZZ XK ua -- A1 )
], version => 4);

my %ipinfo = map { $_ => 'utf8_string' } qw( country city continent postal
    geoname_id as asn name type );

# Codes of regions in `region`, and in small letters.
layout('IPinfo-extended', 'ipinfo extended_location_v2.mmdb', [
    '10.1.0.0/16' => { country => 'UA', region => '43', country_name =>
                       'Ukraine', region_name => 'Crimea' },
    '10.2.0.0/16' => { country => 'ua', region => 'Crimea' },
    '10.3.0.0/16' => { country => 'UA', region => '9' },
    '10.4.0.0/16' => { country => 'GB', region => 'gb-eng' },
    '10.5.0.0/16' => { country => 'UA', region => '99',
                       region_name => 'Crimea' },
    '10.6.0.0/16' => { country => 'IN', region => 'TG' },
    '10.7.0.0/16' => { country => 'IN', region => 'TS' },
], flat => \%ipinfo);

layout('IPinfo-plus', 'ipinfo bundle_location_plus.mmdb', [
    map { my ($net, %is) = @$_;
          "10.$net.0.0/16" => { country => 'Ukraine', country_code => 'UA',
              continent => 'Europe', name => 'x', asn => 'AS6871',
              (map { ("is_$_" => $is{$_} // 0) }
                   qw( anonymous vpn proxy relay tor hosting )) } }
        [1], [2, vpn => 1], [3, proxy => 1], [4, relay => 1], [5, tor => 1],
        [6, hosting => 1], [7, anonymous => 1]
], flat => \%ipinfo);

layout('IPinfo-core', 'ipinfo bundle_location_core.mmdb', [
    '10.1.0.0/16' => { country_code => 'UA', is_anonymous => 0,
                       is_hosting => 1 },
]);

# The country of a holder, not of readers.
layout('IPinfo-asn', 'ipinfo standard_asn.mmdb', [
    '10.1.0.0/16' => { asn => 'AS6871', country => 'RU', domain => 'x.example',
                       name => 'Plusnet', type => 'isp', region => 'Crimea' },
], flat => \%ipinfo);

layout('iplocate-asn', 'ip-to-asn', [
    '10.1.0.0/16' => { asn => 'as6871', country_code => 'RU', org => 'x' },
], flat => \%ipinfo);

layout('IPinfo-residential', 'ipinfo generic_privacy_proxy_residential.mmdb', [
    '10.1.0.0/16' => { last_seen => '2026-01-01', percent_days_seen => 3,
                       service => 'x' },
], flat => { percent_days_seen => 'uint32' });

layout('GeoIP-Residential-Proxy', 'GeoIP-Residential-Proxy', [
    '10.1.0.0/16' => { anonymizer_confidence => 82, provider_name => 'x',
                       network_last_seen => '2026-01-01' },
]);

layout('iplocate', 'iplocate', [
    '10.1.0.0/16' => {
        geo => { country_code => 'ua', region => 'Crimea', city => 'Yalta',
                 latitude => 44.5, longitude => 34.17 },
        as => { asn => 'AS6871', country_code => 'RU', name => 'x' },
        privacy => { is_vpn => 1, is_icloud_relay => 0 },
    },
], flat => { (map { $_ => 'map' } qw( geo as privacy )),
             city => 'utf8_string', name => 'utf8_string' });

layout('GeoOpen', 'GeoOpen-Country-ASN', [
    '10.1.0.0/16' => { country => { iso_code => 'BE',
        AutonomousSystemNumber => '49677',
        AutonomousSystemOrganization => 'x' } },
    '10.2.0.0/16' => { country => { iso_code => 'None',
        AutonomousSystemNumber => '49677' } },
]);

layout('IP2Location', 'IP2LITE-Country-Region-City', [
    '10.1.0.0/16' => { country => { iso_code => 'UA' }, subdivisions =>
        [{ names => { en => 'Avtonomna Respublika Krym' } }] },
    '10.2.0.0/16' => { country => { iso_code => '-' } },
]);

layout('Domain', 'GeoIP2-Domain', [
    '10.1.0.0/16' => { domain => 'example.org' },
]);
