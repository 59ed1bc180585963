package Model::Generate;

# A random configuration: databases, jurisdictions, rules, and the server and
# location blocks where they are in force.

use warnings;
use strict;

use Exporter qw( import );
use Model::Address;
use Model::Area;
use Model::Databases;
use Model::Decision;
use Model::Mmdb;
use Model::Random;
use Model::Record;
use Model::World;
use Model::Date;
use POSIX qw( strftime );

our @EXPORT = qw( configuration );

# A network of prefix bits, as it is written.
sub cidr {
    my ($prefix) = @_;
    my $four = $prefix =~ /^0{96}/;
    my $bits = $prefix . '0' x (128 - length $prefix);
    return text($bits, $four ? 4 : 6) . '/'
        . (length($prefix) - ($four ? 96 : 0));
}

# Of which kinds of terms some database can answer one, and with which words.
sub words_known {
    my ($conf) = @_;
    my %known;
    for my $db (@{ $conf->{databases} }) {
        for my $record (Model::Mmdb::records($db)) {
            my $says = location($record, %{ $db->{use} });
            my @has = (
                defined $says->{country} ? qw( country group ) : (),
                @{ $says->{regions} } ? 'region' : (),
                defined $says->{registered} ? 'registered_country' : (),
                defined $says->{represented} ? 'represented_country' : (),
                defined $says->{latitude} ? 'area' : (),
                defined $says->{asn} ? 'asn' : (),
            );
            $known{$_}{''} = 1 for @has;
            $known{trait}{$_} = 1 for keys %{ $says->{has} };
            $known{geoname}{$_} = 1 for grep { defined } $says->{country_id},
                @{ $says->{region_ids} }, $says->{city_id};
        }
    }
    return { map { my $kind = $_;
        $kind => [grep { $_ ne '' } sort keys %{ $known{$kind} }] }
        keys %known };
}

my %words = (
    country => sub { some(3, sort keys %country) },
    group => sub { some(2, qw( EU EEA )) },
    region => sub { some(3, sort keys %region) },
    geoname => sub { some(3, @{ $_[0]{known}{geoname} }) },
    registered_country => sub { some(3, sort keys %country) },
    represented_country => sub { some(3, sort keys %country) },
    asn => sub { some(3, 1, 2, 12389, 3320, 64512, 4200000000) },
    trait => sub { some(2, @{ $_[0]{known}{trait} }) },
    area => sub { some(2, sort keys %{ $_[0]{areas} }) },
    network => sub {
        my ($conf) = @_;
        return map { chance(0.15) && %{ $conf->{network_files} }
            ? pick(sort keys %{ $conf->{network_files} })
            : cidr(subnet(@{ $conf->{bases} })) } 1 .. 1 + number(3);
    },
);

my @often = (('country') x 4, ('region') x 4, ('geoname') x 3, qw( group area
    area registered_country represented_country network network asn trait ));

sub term {
    my ($conf, $defined) = @_;
    my @kinds = grep { $conf->{known}{$_} || $_ eq 'network' } @often;
    my $kind = @$defined && chance(0.12) ? 'jurisdiction' : pick(@kinds);
    my %unique = map { $_ => 1 } $kind eq 'jurisdiction' ? some(2, @$defined)
        : $words{$kind}->($conf);
    return { kind => $kind, words => [sort keys %unique] };
}

sub jurisdiction {
    my ($conf, $name, $defined) = @_;
    my @terms = map { term($conf, $defined) } 1 .. 1 + number(3);
    push @terms, map { +{ %{ term($conf, $defined) }, except => 1 } }
        1 .. (chance(0.4) ? 1 + number(2) : 0);
    for my $except (grep { $_->{except} } @terms) {
        $except->{words} = [$except->{words}[0]] if chance(0.5);
    }
    return { name => $name, terms => [shuffled(@terms)] };
}

# Dates around the times at which requests come.
sub date {
    my ($now) = @_;
    my $at = $now + pick(-400, -2, -1, 0, 1, 2, 400) * 86400
        + pick(0, 0, 3600, -1, 1);
    return strftime('%Y-%m-%d', gmtime $at) if chance(0.2);
    my $offset = pick('', 'Z', '+00:00', '+03:00', '-05:30', '+14:00');
    my ($sign, $hours, $minutes) = $offset =~ /^([+-])(\d\d):(\d\d)/
        ? ("${1}1", $2, $3) : (1, 0, 0);
    my $local = $at + $sign * ($hours * 3600 + $minutes * 60);
    return strftime(chance(0.2) ? '%Y-%m-%dT%H:%M' : '%Y-%m-%dT%H:%M:%S',
        gmtime $local) . $offset;
}

my @patterns = ('^/news/', '^/news/old/', '\.html$', '\.PNG$', '/ru\.',
    '^/shop/.*de', 'none', '^/$', '/x/');

my @conditions = qw( arg_w http_x_w cookie_w v_one v_zero v_empty m );

my @tags = qw( en ru kk de uk pt-BR zh-Hant zh-Hans );

sub rule {
    my ($conf, $kind, $name) = @_;
    my @texts = some(4, @tags);
    my %rule = (kind => $kind, name => $name,
        in => [some(2, map { $_->{name} } @{ $conf->{jurisdictions} })],
        texts => \@texts);
    delete $rule{texts} if $kind eq 'restriction' && chance(0.4);
    if ($rule{texts} && chance(0.5)) {
        my %seen;
        $rule{language} = [grep { !$seen{$_}++ }
            map { pick($kind eq 'notice' ? 'page' : (), 'reader', @texts) }
                1 .. 1 + number(3)];
    }
    $rule{uncertain} = pick($kind eq 'notice' ? qw( show hide )
        : qw( allow block )) if chance(0.5);
    $rule{since} = date($conf->{now}) if chance(0.2);
    $rule{until} = date($conf->{now}) if chance(0.2);
    delete $rule{until} if $rule{since} && $rule{until}
        && Model::Date::seconds($rule{until})
            <= Model::Date::seconds($rule{since});
    $rule{uri} = [map { [pick('~', '~', '!~', '~*', '!~*'), pick(@patterns)] }
        1 .. 1 + number(3)] if chance(0.3);
    $rule{when} = [some(2, @conditions)] if chance(0.2);
    $rule{place} = 1 if $kind eq 'notice' && chance(0.4);
    $rule{status} = pick(403, 404, 410, 451) if $kind eq 'restriction'
        && chance(0.2);
    return \%rule;
}

# A level: http, a server or a location block.
sub level {
    my ($conf, $chance) = @_;
    my %level;
    my @names = sort keys %{ $conf->{rule} };
    $level{apply} = chance(0.15) ? [] : [some(5, @names)] if chance($chance);
    $level{client} = pick(['connection'], ['address', 'X-Addr'],
        ['country', 'X-CC']) if chance(0.15);
    delete $level{client} if $level{client} && $level{client}[0] eq
        'connection';
    $level{preview} = chance(0.3) ? 'off'
        : [map { cidr(subnet(@{ $conf->{bases} })) } 1 .. 1 + number(3)]
        if chance(0.15);
    $level{dry_run} = chance(0.7) if chance(0.1);
    return \%level;
}

# Location blocks, each in the one before whose path begins its own.
sub locations {
    my ($conf) = @_;
    my @paths = grep { chance(0.6) } qw( /news/ /shop/ );
    return ({ path => '/', %{ level($conf, 0.5) } }, map {
        my $path = $_;
        my @inner = chance(0.5)
            ? { path => $path . pick(qw( old/ x/ )), %{ level($conf, 0.6) } }
            : ();
        { path => $path, %{ level($conf, 0.7) }, locations => \@inner };
    } @paths);
}

# Areas that positions of the databases are never too near to tell.
sub areas {
    my ($conf) = @_;
    my @seeds = ([43, 29], [42, 29], [38, 28], [36, 27], [35, 28], [36, 28],
        [50, 26], [0, 30], [71, 30], [37, 27], [17, 24]);
    for my $n (0 .. number(3)) {
        my @cells = some(3, @seeds);
        push @cells, map { my ($column, $row) = @$_;
            ([$column + 1, $row], [$column, $row + 1]) } some(2, @cells);
        my %cells = map { my ($c, $r) = ($_->[0] % 72, $_->[1]);
            "$c $r" => [$c, $r] } @cells;
        $conf->{areas}{"area$n.geojson"} = Model::Area->new(values %cells);
    }
    for my $db (@{ $conf->{databases} }) {
        for my $record (map { $_->[1] } @{ $db->{networks} }) {
            my $says = location($record, place => 1);
            next if !defined $says->{latitude};
            my $radius = $says->{radius} // 50;
            next if !grep { $_->answer(@$says{qw( latitude longitude )},
                $radius) eq 'near' } values %{ $conf->{areas} };
            delete @$record{qw( location latitude longitude lat lng )};
            delete @{ $record->{geo} }{qw( latitude longitude )}
                if $record->{geo};
        }
    }
}

sub network_files {
    my ($conf) = @_;
    return { map { ("networks$_.txt" => [map {
        cidr(subnet(@{ $conf->{bases} })) } 1 .. 1 + number(12)]) }
        1 .. number(3) };
}

sub databases {
    my ($conf) = @_;
    my $many = pick(0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5);
    $conf->{databases} = [map {
        database("db$_.mmdb", $conf->{now}, @{ $conf->{bases} })
    } 1 .. $many];
    for my $db (@{ $conf->{databases} }) {
        next if !chance(0.2);
        my @use = some(2, qw( place asn traits ));
        $db->{use} = { map { $_ => 1 } @use };
        $db->{use_words} = join ',', @use;
    }
    $conf->{max_age} = [86400 * 30, pick(qw( warn uncertain uncertain ))]
        if chance(0.3);
    $conf->{conflict_line} = pick(qw( uncertain first )) if chance(0.5);
    $conf->{conflict} = $conf->{conflict_line} // 'uncertain';
}

# Without those of which nothing could be asked, as nginx refuses them.
sub without_empty {
    my ($conf) = @_;
    $conf->{databases} = [grep {
        %{ words_known({ databases => [{ %$_,
            use => { place => 1, asn => 1, traits => 1 } }] }) }
    } @{ $conf->{databases} }];
}

sub configuration {
    my ($seed, $now) = @_;
    seeded($seed);
    my $conf = { seed => $seed, now => $now, bases => [bases()] };
    databases($conf);
    areas($conf);
    without_empty($conf);
    $conf->{network_files} = network_files($conf);
    $conf->{known} = words_known($conf);
    my @defined;
    for my $n (1 .. 1 + number(6)) {
        push @{ $conf->{jurisdictions} },
            jurisdiction($conf, "j$n", \@defined);
        push @defined, "j$n";
    }
    $conf->{jurisdiction} = { map { $_->{name} => $_ }
        @{ $conf->{jurisdictions} } };
    $conf->{rules} = [
        map({ rule($conf, 'notice', "n$_") } 1 .. 1 + number(4)),
        map({ rule($conf, 'restriction', "r$_") } 1 .. number(4))];
    $conf->{rule} = { map { $_->{name} => $_ } @{ $conf->{rules} } };
    $conf->{http} = level($conf, 0.2);
    $conf->{servers} = [map { { how => $_, %{ level($conf, 0.6) },
        locations => [locations($conf)] } } qw( realip proxy plain )];
    return $conf;
}

1;
