#!/usr/bin/perl

# Makes the test databases from networks.txt beside this script, or another.
# usage: make-testdb.pl OUTDIR [NETWORKS]

use warnings;
use strict;

use File::Basename qw( dirname );
use MaxMind::DB::Writer::Tree;

my $out = shift or die "usage: make-testdb.pl OUTDIR [NETWORKS]\n";
my $networks = shift // dirname($0) . '/networks.txt';

my %types = (
    continent => 'map', country => 'map', registered_country => 'map',
    represented_country => 'map', subdivisions => ['array', 'map'],
    city => 'map', location => 'map', names => 'map', en => 'utf8_string',
    iso_code => 'utf8_string', geoname_id => 'uint32',
    latitude => 'double', longitude => 'double',
    accuracy_radius => 'uint16', autonomous_system_number => 'uint32',
    autonomous_system_organization => 'utf8_string',
);

sub tree {
    my ($type) = @_;
    return MaxMind::DB::Writer::Tree->new(
        ip_version => 6, record_size => 24, database_type => $type,
        languages => ['en'], description => { en => "$type, for tests" },
        map_key_type_callback => sub { $types{$_[0]} },
        remove_reserved_networks => 0, alias_ipv6_to_ipv4 => 0,
    );
}

sub place {
    my ($country, $region, $city, $id, $lat, $lon, $radius) = @_;
    my %r = (country => { iso_code => $country,
                          geoname_id => 1_000_000 + unpack('n', $country) });
    $r{registered_country} = { %{$r{country}} };
    $r{subdivisions} = [{ iso_code => $region, geoname_id => $id + 1 }]
        if $region ne '-';
    $r{city} = { geoname_id => $id + 0, names => { en => $city } }
        if $city ne '-';
    $radius //= 20;
    $r{location} = { latitude => $lat, longitude => $lon,
                     $radius eq '-' ? () : (accuracy_radius => $radius) }
        if defined $lon;
    return \%r;
}

my $city = tree('Test-City');
my $country = tree('Test-Country');
my $asn = tree('Test-ASN');

open my $in, '<', $networks or die "$networks: $!\n";

while (<$in>) {
    s/#.*//;
    my ($network, $as, $cc, @rest) = split or next;
    my $place = $cc eq 'registered'
        ? { registered_country => { iso_code => $rest[0] } }
        : place($cc, @rest);

    $city->insert_network($network, $place);
    $country->insert_network($network,
        { map { $_ => $place->{$_} }
              grep { /country/ } keys %$place });
    $asn->insert_network($network, { autonomous_system_number => $as + 0 })
        if $as;
}

my %trees = (City => $city, Country => $country, ASN => $asn);

for my $name (sort keys %trees) {
    open my $fh, '>:raw', "$out/$name.mmdb" or die "$out/$name.mmdb: $!\n";
    $trees{$name}->write_tree($fh);
    close $fh or die "$out/$name.mmdb: $!\n";
}
