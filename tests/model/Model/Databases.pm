package Model::Databases;

# Random small databases in the layouts of docs/databases.md, of which fields
# are missing, and whose networks lie in each other.

use warnings;
use strict;

use Exporter qw( import );
use Model::Address;
use Model::Mmdb;
use Model::Random;
use Model::World;

our @EXPORT = qw( bases database subnet );

my @four = qw( 10.0.0.0/8 10.20.0.0/16 127.0.0.0/8 127.16.0.0/12 192.0.2.0/24
    198.51.100.0/24 203.0.113.0/24 81.2.69.0/24 5.0.0.0/8 172.16.0.0/12
    100.64.0.0/10 224.0.0.0/4 0.0.0.0/1 );
my @six = qw( 2001:db8::/32 2a02:6b8::/32 2620:fe::/48 fd00::/8
    2001:db8:7::/48 2c0f::/16 );

# A few networks, of which all else is made: prefixes of bits.
sub bases {
    return map { network($_)->{prefix} } some(7, @four), some(3, @six);
}

# A network in one of these, often one of them itself.
sub subnet {
    my ($prefix) = pick(@_);
    my $room = 128 - length $prefix;
    my $more = chance(0.3) ? 0 : number(1 + ($room < 12 ? $room : 12));
    $more = $room if chance(0.1);
    return $prefix . join '', map { number(2) } 1 .. $more;
}

sub as_text {
    my ($n) = @_;
    return chance(0.5) ? "$n" : typed(double => $n);
}

# Somewhere: a city and what is around it, of which the narrow may be unknown.
sub somewhere {
    my $id = pick(@cities);
    my ($name, $country, $region, $latitude, $longitude) = @{ $city{$id} };
    my %at = (country => $country, region => $region, city => $id,
        name => $name, latitude => $latitude + (number(200) - 100) / 10,
        longitude => $longitude + (number(400) - 200) / 10,
        radius => pick(1, 5, 20, 50, 100, 200, 500, 1000));
    delete @at{qw( city name )} if chance(0.3);
    delete @at{qw( city name region )} if chance(0.2);
    if ($at{region} && chance(0.1)) {
        my ($wide) = (around($at{region}))[-1];
        $at{region} = $wide;
        delete @at{qw( city name )};
    }
    $at{regions} = [$at{region} ? reverse around($at{region}) : ()];
    return \%at;
}

my @no_country = qw( ZZ AP EU A1 - );

sub cc {
    my ($code) = @_;
    return pick(@no_country) if chance(0.03);
    return chance(0.05) ? lc $code : $code;
}

sub flag { return typed(boolean => chance(0.4)) }

sub some_of {
    my ($chance, %fields) = @_;
    delete @fields{ grep { chance($chance) } sort keys %fields };
    return %fields;
}

my @asns = (1, 2, 12389, 3320, 64512, 4200000000);

sub subdivisions {
    my ($at) = @_;
    return map {
        my $code = $_;
        my ($id, $around, $name) = @{ $region{$code} };
        +{ (chance(0.9) || !$name ? (iso_code => substr $code, 3)
              : (chance(0.3) ? (iso_code => 'QQ') : (),
                 names => { en => $name })),
          chance(0.85) ? (geoname_id => typed(uint32 => $id)) : () }
    } @{ $at->{regions} };
}

my %layouts = (
    maxmind => sub {
        my $at = somewhere();
        my $other = pick(sort keys %country);
        my @parts = subdivisions($at);
        return { some_of(0.12,
            continent => { code => 'EU' },
            country => { iso_code => cc($at->{country}),
                some_of(0.1, geoname_id =>
                    typed(uint32 => $country{$at->{country}})) },
            @parts ? (subdivisions => \@parts) : (),
            $at->{city} ? (city => { names => { en => $at->{name} },
                some_of(0.1, geoname_id => typed(uint32 => $at->{city})) })
                : (),
            location => { latitude => typed(double => $at->{latitude}),
                longitude => typed(double => $at->{longitude}),
                some_of(0.2, accuracy_radius =>
                    typed(uint16 => $at->{radius})) },
            registered_country => { iso_code => cc($other) },
            chance(0.2) ? (represented_country => { iso_code => cc($other),
                type => 'military' }) : (),
            chance(0.3) ? (traits => { some_of(0.3,
                autonomous_system_number => typed(uint32 => pick(@asns)),
                is_anonymous => flag(), is_tor_exit_node => flag()) }) : (),
        ) };
    },
    ipinfo => sub {
        my $at = somewhere();
        return { some_of(0.1,
            (chance(0.5) ? (country => cc($at->{country}))
                : (country => 'Somewhere', country_code =>
                    cc($at->{country}))),
            $at->{region} ? (region_code =>
                substr $at->{region}, chance(0.2) ? 0 : 3) : (),
            $at->{city} ? (city => $at->{name}, geoname_id =>
                chance(0.5) ? "$at->{city}"
                    : typed(uint32 => $at->{city})) : (),
            lat => as_text($at->{latitude}), lng => as_text($at->{longitude}),
            radius => "$at->{radius}", asn => 'AS' . pick(@asns),
            is_vpn => flag(), is_hosting => chance(0.5) ? 'true' : 'false',
        ) };
    },
    names => sub {
        my $at = somewhere();
        my @names = grep { defined } map { $region{$_}[2] }
            @{ $at->{regions} };
        return { some_of(0.1,
            country_code => cc($at->{country}), city => $at->{name} // '',
            latitude => typed(double => $at->{latitude}),
            longitude => typed(double => $at->{longitude}),
            state1 => $names[0] // pick('', 'Nowhere at all'),
            state2 => $names[1] // '', postcode => '', timezone => '') };
    },
    asn => sub {
        return { some_of(0.05,
            autonomous_system_number => typed(uint32 => pick(@asns)),
            autonomous_system_organization => 'Somebody') };
    },
    anonymous => sub {
        return { some_of(0.3, is_anonymous => flag(),
            is_anonymous_vpn => flag(), is_hosting_provider => flag(),
            is_public_proxy => flag(), is_residential_proxy => flag(),
            is_tor_exit_node => flag()) };
    },
    holder => sub {
        return { asn => 'AS' . pick(@asns), name => 'Somebody',
            some_of(0.2, country => cc(pick(sort keys %country))) };
    },
    country => sub {
        return { country_code => cc(pick(sort keys %country)) };
    },
    nested => sub {
        my $at = somewhere();
        return { some_of(0.1,
            geo => { some_of(0.1, country_code => cc($at->{country}),
                $at->{region} ? (region_code => substr $at->{region}, 3) : (),
                latitude => typed(double => $at->{latitude}),
                longitude => typed(double => $at->{longitude})) },
            as => { asn => 'AS' . pick(@asns),
                country_code => cc(pick(sort keys %country)) },
            privacy => { is_vpn => flag(), is_icloud_relay => flag() }) };
    },
);

my @wrong = (sub { typed(uint32 => 7) }, sub { 'text' }, sub { '' },
    sub { typed(boolean => 1) }, sub { [] }, sub { {} }, sub { ['RU'] },
    sub { { iso_code => 'RU' } }, sub { typed(double => 3) },
    sub { typed(int32 => -5) }, sub { typed(uint64 => 7) });

# One value of a record becomes another, of a type that does not belong there.
sub spoiled {
    my ($record) = @_;
    my @at = grep { %$_ } $record, map { ref eq 'HASH' ? $_ : ref eq 'ARRAY'
        ? grep { ref eq 'HASH' } @$_ : () } map { $record->{$_} }
        sort keys %$record;
    my $map = pick(@at) // return $record;
    $map->{pick(sort keys %$map)} = pick(@wrong)->();
    return $record;
}

my @likely = (('maxmind') x 5, ('ipinfo') x 2, ('asn') x 2,
    qw( names anonymous holder country nested ));

# A database of some networks in these.
sub database {
    my ($name, $now, @bases) = @_;
    my $layout = pick(@likely);
    my @records = map { $layouts{$layout}->() } 1 .. 4 + number(20);
    @records = map { chance(0.06) ? spoiled($_) : $_ } @records;
    my %networks = map {; subnet(@bases) => pick(@records) }
        1 .. 5 + number(40);
    return {
        name => $name, layout => $layout, type => "Random-$layout",
        version => chance(0.12) ? 4 : 6, size => pick(24, 28, 32),
        epoch => $now - 86400 * pick(1, 10, 29, 31, 400),
        pointers => chance(0.6), aliases => chance(0.3),
        use => { place => 1, asn => 1, traits => 1 },
        networks => [map { [$_, $networks{$_}] } sort keys %networks],
    };
}

1;
