package Model::Decision;

# Where a reader is and which jurisdictions he is in, by docs/directives.md.
# A configuration is what Model::Generate makes.

use warnings;
use strict;

use Exporter qw( import );
use Model::Address;
use Model::Mmdb;
use Model::Record;
use Model::World;

our @EXPORT = qw( any_of by_address by_code decide );

# What nobody knows of a reader.
sub nothing { return { traits => {}, regions => [], region_ids => [], @_ } }

# What a database's records say of each GeoNames id: the ids around it, its
# country's code, and whether it is a country.  Of an id whose records disagree
# nothing is known but a country that they agree on.
sub gazetteer_of {
    my ($conf, $db) = @_;
    my %of;
    for my $record (Model::Mmdb::records($db)) {
        my $says = says($conf, $db, $record);
        my @ids = grep { defined } $says->{country_id},
            @{ $says->{region_ids} }, $says->{city_id};
        for my $n (0 .. $#ids) {
            my $seen = $of{$ids[$n]} //= { around => {}, code => {} };
            my $is = $n == 0 && defined $says->{country_id} ? 1 : 0;
            $seen->{around}{join ' ', $is, @ids[0 .. $n - 1]} = 1;
            $seen->{code}{$says->{country} // ''} = 1;
            $seen->{region} = 1 if !$is
                && !($n == $#ids && defined $says->{city_id});
        }
    }
    return { map { $_ => agreed($of{$_}) } keys %of };
}

sub agreed {
    my ($seen) = @_;
    my ($code, @codes) = keys %{ $seen->{code} };
    my ($around, @others) = keys %{ $seen->{around} };
    my ($is, @around) = split / /, $around;
    return { region => $seen->{region},
        code => @codes ? '' : $code, around => @codes || @others ? []
            : \@around, country => !@codes && !@others && $is };
}

# All databases together: an id is in all that any of them has around it.
sub gazetteer {
    my ($conf) = @_;
    return $conf->{gazetteer} //= do {
        my %all;
        for my $db (grep { $_->{use}{place} } @{ $conf->{databases} }) {
            my $of = gazetteer_of($conf, $db);
            for my $id (keys %$of) {
                my $one = $of->{$id};
                $all{$id}{around}{$_} = 1 for @{ $one->{around} };
                $all{$id}{codes}{$one->{code}} = 1 if $one->{code} ne '';
                $all{$id}{$_} = 1 for grep { $one->{$_} } qw( country region );
            }
        }
        for my $id (values %all) {
            my @codes = keys %{ $id->{codes} };
            $id->{code} = $codes[0] if @codes == 1;
            delete $id->{country} if %{ $id->{around} // {} };
        }
        \%all;
    };
}

sub says {
    my ($conf, $db, $record) = @_;
    return $conf->{says}{"$db $record"}
        //= location($record, %{ $db->{use} });
}

sub old {
    my ($conf, $db, $now) = @_;
    my ($age, $what) = @{ $conf->{max_age} // [] };
    return defined $now && defined $age && $what eq 'uncertain'
        && $now - $db->{epoch} > $age;
}

# A part of a record, which another database has where it lacks it.
my %parts = (
    place => [qw( country regions represented country_id region_ids city_id
        latitude longitude radius )],
    asn => ['asn'], registered => ['registered'],
);

sub has {
    my ($says, $part) = @_;
    return $part eq 'place' ? capable($says) : defined $says->{$part};
}

# Whether a part of one record goes with a part of another: one of them lacks
# what the other says.
sub together {
    my ($one, $part, $two, $other) = @_;
    return !$one || !$two || $one == $two || !has($one, $other)
        || !has($two, $part);
}

# What databases say of an address: a place, an autonomous system and a country
# of registration each, by all that go together.
sub by_address {
    my ($conf, $text, $now) = @_;
    my $reader = reader($text // '')
        or return [nothing()];
    my @records;
    for my $db (@{ $conf->{databases} }) {
        my $record = Model::Mmdb::lookup($db, $reader) // next;
        my %says = %{ says($conf, $db, $record) };
        %says = %{ nothing(map { $_ => $says{$_} } qw( asn traits )) }
            if old($conf, $db, $now);
        push @records, \%says;
    }
    my %by;
    for my $part (keys %parts) {
        $by{$part} = [grep { has($_, $part) } @records];
    }
    my %shown = (reader => $reader,
        traits => { map { %{ $_->{traits} } } @records });
    my $first = one_of(\%shown, map { $_ => $by{$_}[0] } keys %parts);
    my @witnesses;
    for my $p (@{ $by{place} }, @{ $by{place} } ? () : undef) {
        for my $a (@{ $by{asn} }, @{ $by{asn} } ? () : undef) {
            for my $r (@{ $by{registered} },
                @{ $by{registered} } ? () : undef)
            {
                next if !together($p, 'place', $a, 'asn')
                    || !together($p, 'place', $r, 'registered')
                    || !together($a, 'asn', $r, 'registered');
                push @witnesses, { %{ one_of(\%shown, place => $p,
                    asn => $a, registered => $r) }, first => $first };
            }
        }
    }
    return \@witnesses;
}

sub one_of {
    my ($shown, %from) = @_;
    my %one = (%{ nothing() }, %$shown);
    for my $part (grep { $from{$_} } keys %from) {
        @one{@{ $parts{$part} }} = @{ $from{$part} }{@{ $parts{$part} }};
    }
    return \%one;
}

# What a country's or region's code says; nothing where it is none.
sub by_code {
    my ($code) = @_;
    my ($country, $region) = ($code // '') =~ /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/
        or return [nothing()];
    return [nothing()] if !$country{$country};
    return [nothing(country => $country, coded => 1,
        regions => [$region && $Model::World::region{$code} ? $code : ()])];
}

sub in_or_out { return $_[0] ? 'in' : 'out' }

# One in is in, else one uncertain is uncertain.
sub any_of {
    my %said = map { $_ => 1 } @_;
    return $said{in} ? 'in' : $said{uncertain} ? 'uncertain' : 'out';
}

sub region_answer {
    my ($who, $code) = @_;
    my $region = canonical($code);
    my %in = map {; canonical($_) => 1 }
        map { around($_) } @{ $who->{regions} };
    return 'in' if $in{$region};
    return 'uncertain' if !defined $who->{country};
    return 'out' if $who->{country} ne country_of($code);
    return 'uncertain' if !%in;
    my %wider = map {; canonical($_) => 1 } around($code);
    return grep({ !$wider{canonical($_)} } @{ $who->{regions} })
        ? 'out' : 'uncertain';
}

sub geoname_answer {
    my ($conf, $who, $id) = @_;
    my $its = gazetteer($conf)->{$id} // {};
    my ($country, $code) = ($who->{country}, $its->{code});
    my @ids = grep { defined } $who->{country_id}, @{ $who->{region_ids} },
        $who->{city_id};
    return 'in' if grep { $_ == $id } @ids;
    if ($its->{country}) {
        return 'uncertain' if !defined $country;
        return in_or_out($country eq ($code // ''));
    }
    return 'uncertain' if !defined $country && !@ids;
    return 'out' if defined $who->{city_id} && (@ids > 1 || !$its->{region});
    return $its->{around}{$ids[-1]} ? 'uncertain' : 'out'
        if @ids && %{ $its->{around} // {} } && !defined $who->{city_id};
    return defined $code && defined $country && $code ne $country
        ? 'out' : 'uncertain';
}

sub area_answer {
    my ($conf, $who, $name) = @_;
    return 'uncertain' if !defined $who->{latitude};
    my $radius = $who->{radius} // 50;
    return $conf->{areas}{$name}->answer(@$who{qw( latitude longitude )},
        $radius);
}

my %answers = (
    country => sub {
        my ($conf, $who, $cc) = @_;
        return 'uncertain' if !defined $who->{country};
        return in_or_out($who->{country} eq $cc);
    },
    group => sub {
        my ($conf, $who, $name) = @_;
        return 'uncertain' if !defined $who->{country};
        return in_or_out($group{$name}{$who->{country}});
    },
    region => sub { return region_answer(@_[1, 2]) },
    geoname => \&geoname_answer,
    registered_country => sub {
        my ($conf, $who, $cc) = @_;
        return 'uncertain' if !defined $who->{registered};
        return in_or_out($who->{registered} eq $cc);
    },
    represented_country => sub {
        my ($conf, $who, $cc) = @_;
        return in_or_out($who->{represented} eq $cc)
            if defined $who->{represented};
        return $who->{coded} || !capable($who) ? 'uncertain' : 'out';
    },
    area => \&area_answer,
    network => sub {
        my ($conf, $who, $cidr) = @_;
        return 'out' if !$who->{reader};
        my @networks = $conf->{network_files}{$cidr}
            ? @{ $conf->{network_files}{$cidr} } : $cidr;
        return in_or_out(grep { within($who->{reader}, network($_)) }
            @networks);
    },
    asn => sub {
        my ($conf, $who, $asn) = @_;
        return in_or_out(defined $who->{asn} && $who->{asn} == $asn);
    },
    trait => sub {
        my ($conf, $who, $trait) = @_;
        return in_or_out($who->{traits}{$trait});
    },
    jurisdiction => sub {
        my ($conf, $who, $name) = @_;
        return by_one($conf, $who, $conf->{jurisdiction}{$name});
    },
);

# What a jurisdiction says of one witness.
sub by_one {
    my ($conf, $who, $jurisdiction) = @_;
    my (@terms, @except);
    for my $term (@{ $jurisdiction->{terms} }) {
        my ($kind, @words) = @$term{qw( kind )};
        push @{ $term->{except} ? \@except : \@terms },
            map { $answers{$kind}->($conf, $who, $_) } @{ $term->{words} };
    }
    my ($terms, $except) = (any_of(@terms), any_of(@except));
    return $except eq 'in' ? 'out'
        : $except eq 'uncertain' && $terms eq 'in' ? 'uncertain' : $terms;
}

# What all witnesses say together: the answer, and whether it is a conflict.
sub decide {
    my ($conf, $witnesses, $jurisdiction) = @_;
    my @answers = grep { $_ ne 'uncertain' }
        map { by_one($conf, $_, $jurisdiction) } @$witnesses;
    return ('uncertain', 0) if !@answers;
    my %said = map { $_ => 1 } @answers;
    return ($answers[0], 0) if keys %said == 1;
    return ($conf->{conflict} eq 'first' ? $answers[0] : 'uncertain', 1);
}

1;
