package Model::Record;

# What a record says of a reader: docs/databases.md, "What is taken".

use warnings;
use strict;

use Exporter qw( import );
use Model::Mmdb;
use Model::World;

our @EXPORT = qw( location capable );

# Countries of ISO 3166-1 that records may name, beside those of the world.
my %known = (%country, map { $_ => 1 } qw( AT SE PL JP CN BR ));

my %flags = (
    vpn => [qw( is_anonymous_vpn is_vpn vpn )],
    proxy => [qw( is_public_proxy is_residential_proxy is_anonymous_proxy
        is_proxy is_relay is_icloud_relay proxy relay )],
    tor => [qw( is_tor_exit_node is_tor tor )],
    hosting => [qw( is_hosting_provider is_hosting hosting )],
    anonymous => [qw( is_anonymous )],
);

# What is at a path of names, as country.iso_code; a map where it is one.
sub at {
    my ($record, $path) = @_;
    for my $name (split /\./, $path) {
        return if ref $record ne 'HASH';
        $record = $record->{$name};
    }
    return $record;
}

sub first_text {
    my ($record, @paths) = @_;
    for my $path (@paths) {
        my $text = at($record, $path);
        return $text if defined $text && !ref $text && $text ne '';
    }
    return undef;
}

# As it is written; undef where it is no number.
sub number_of {
    my ($value) = @_;
    my $is = ref $value eq 'Model::Mmdb::Value' && $value->[0] eq 'boolean';
    return $is ? undef : plain($value);
}

sub first_number {
    my ($record, @paths) = @_;
    for my $path (@paths) {
        my $n = number_of(at($record, $path));
        return $n + 0 if defined $n && $n =~ /^-?\d+(\.\d+)?$/;
    }
    return undef;
}

sub code {
    my ($text) = @_;
    my $code = uc($text // '');
    return $known{$code} ? $code : undef;
}

sub country {
    my ($record) = @_;
    my $flat = first_text($record, 'country');
    my $text = first_text($record, 'country.iso_code')
        // (defined $flat && length $flat == 2 ? $flat : undef)
        // first_text($record, 'country_code', 'geo.country_code');
    return code($text);
}

# The record of a network's holder: its country is no place.
sub holder {
    my ($record) = @_;
    return grep({ defined $record->{$_} } qw( name org ))
        && !defined $record->{continent}
        && !defined $record->{country_name}
        && !(defined first_text($record, 'country')
            && length first_text($record, 'country') != 2)
        && !defined first_number($record, qw( location.latitude latitude lat
            geo.latitude geo.lat ));
}

# Names that records of the tests have, of whom databases.md tells.
my %names = (
    'UA crimea' => 'UA-43', 'RU crimea' => 'UA-43',
    'UA sevastopol' => 'UA-40', 'RU sevastopol' => 'UA-40',
    "UA kharkivs\x{2019}ka oblast\x{2019}" => 'UA-63',
    map({ my ($code, $name) = ($_, $region{$_}[2]);
          country_of($code) . ' ' . lc $name => $code }
        grep { $region{$_}[2] } keys %region),
);

sub named {
    my ($cc, $name, $city) = @_;
    my $text = $name;
    utf8::decode($text);
    return (defined $city && $city eq 'Kyiv') ? 'UA-30' : 'UA-32'
        if $cc eq 'UA' && lc $text eq 'kyiv';
    return $names{"$cc " . lc $text};
}

# A region's code as databases write it: alone or with its country's.
sub coded {
    my ($cc, $text) = @_;
    return undef if !defined $text;
    my $code = uc $text;
    $code = "$cc-$code" if $code !~ /^\Q$cc\E-/;
    return $region{$code} ? $code : undef;
}

# The same in a flat field: the country's may be another than the record's.
sub coded_flat {
    my ($cc, $text) = @_;
    my $code = uc($text // '');
    return $code =~ /^[A-Z]{2}-/ && $region{$code} ? $code : coded($cc, $text);
}

# All regions that a record names, with those around them.
sub regions {
    my ($record, $cc) = @_;
    return [] if !defined $cc;
    my $city = first_text($record, 'city', 'city.names.en', 'geo.city');
    my @codes;
    if (ref $record->{subdivisions} eq 'ARRAY') {
        for my $part (@{ $record->{subdivisions} }) {
            my $name = first_text($part, 'names.en');
            push @codes, coded($cc, first_text($part, 'iso_code'))
                // (defined $name ? named($cc, $name, $city) : undef);
        }
    }
    for my $in ($record, $record->{geo} ? $record->{geo} : ()) {
        last if grep { defined } @codes;
        push @codes, coded_flat($cc, first_text($in, 'region_code'))
            // coded_flat($cc, first_text($in, 'region'));
        last if grep { defined } @codes;
        push @codes, map { named($cc, $_, $city) } grep { defined }
            map { first_text($in, $_) }
                qw( region_name subdivision region );
        last if grep { defined } @codes;
        push @codes, map { named($cc, $_, $city) } grep { defined }
            map { first_text($in, $_) } qw( state1 state2 );
    }
    return [grep { defined } @codes];
}

sub first_id {
    my ($record, @paths) = @_;
    for my $path (@paths) {
        my $id = first_number($record, $path);
        return $id if defined $id && $id > 0 && $id == int $id;
    }
    return undef;
}

sub ids {
    my ($record) = @_;
    my @parts = ref $record->{subdivisions} eq 'ARRAY'
        ? @{ $record->{subdivisions} } : ();
    return (country_id => first_id($record, 'country.geoname_id'),
        region_ids => [grep { defined }
            map { first_id($_, 'geoname_id') } @parts],
        city_id => first_id($record, 'city.geoname_id', 'geoname_id'));
}

sub position {
    my ($record) = @_;
    my @in = ('location.', '', 'geo.');
    my $latitude = first_number($record,
        map { ("${_}latitude", "${_}lat") } @in);
    my $longitude = first_number($record,
        map { ("${_}longitude", "${_}lng") } @in);
    return if !defined $latitude || !defined $longitude;
    return (latitude => $latitude, longitude => $longitude,
        radius => first_number($record, 'location.accuracy_radius', 'radius',
            'geo.radius'));
}

sub maps {
    my ($record) = @_;
    return ($record, map { ref $record->{$_} eq 'HASH' ? $record->{$_} : () }
        grep { exists $record->{$_} } qw( traits anonymizer privacy ));
}

sub true {
    my ($value) = @_;
    my $plain = plain($value);
    return defined $plain && ($plain eq 'true' || $plain eq '1');
}

# Whether a value can be that of a flag.
sub tells {
    my ($value) = @_;
    return defined plain($value)
        && !(ref $value && $value->[0] =~ /^(double|float)$/);
}

# The traits whose fields a record has, and whether they are so.
sub traits {
    my ($record) = @_;
    my (%has, %is);
    for my $trait (keys %flags) {
        for my $map (maps($record)) {
            for my $flag (grep { tells($map->{$_}) } @{ $flags{$trait} }) {
                $has{$trait} = 1;
                $is{$trait} = 1 if true($map->{$flag});
            }
        }
    }
    $has{proxy} = $is{proxy} = 1 if defined $record->{percent_days_seen}
        || (!%has && grep { defined $_->{anonymizer_confidence} }
                maps($record));
    for my $trait (qw( vpn proxy tor )) {
        $has{anonymous} = 1 if $has{$trait};
        $is{anonymous} = 1 if $is{$trait};
    }
    return (\%has, \%is);
}

# A number, or text as "AS12389".
sub asn {
    my ($record) = @_;
    for my $path (qw( autonomous_system_number
        traits.autonomous_system_number asn as.asn
        country.AutonomousSystemNumber ))
    {
        my $asn = number_of(at($record, $path)) // next;
        return $1 + 0 if $asn =~ /^(?:AS)?(\d+)$/i;
    }
    return undef;
}

# What a record says, of which only the uses of %use count.
sub location {
    my ($record, %use) = @_;
    my %says = (traits => {}, has => {}, regions => [], region_ids => []);
    return \%says if ref $record ne 'HASH';
    if ($use{place}) {
        my $holder = holder($record);
        my $country = country($record);
        $says{registered} = code(first_text($record,
            'registered_country.iso_code', 'as.country_code'))
            // ($holder ? $country : undef);
        $says{represented} = code(first_text($record,
            'represented_country.iso_code'));
        $says{country} = $holder ? undef : $country;
        if (!$holder) {
            %says = (%says, regions => regions($record, $country),
                ids($record), position($record));
        }
    }
    $says{asn} = asn($record) if $use{asn};
    @says{qw( has traits )} = traits($record) if $use{traits};
    return \%says;
}

# Whether it says where a reader is.
sub capable {
    my ($says) = @_;
    return (defined $says->{country} || defined $says->{represented}
        || @{ $says->{regions} }
        || defined $says->{country_id} || @{ $says->{region_ids} }
        || defined $says->{city_id} || defined $says->{latitude});
}

1;
