package Model::Reduce;

# Makes a configuration small: what can go, goes, while a difference stays.

use warnings;
use strict;

use Exporter qw( import );
use JSON::PP;
use Model::Address;
use Model::Generate;
use Model::Mmdb;
use Model::Readers;

our @EXPORT = qw( reduced shown_records );

# Each part that a configuration may do without: [what, ..].
sub parts {
    my ($conf) = @_;
    return (
        map({ [server => $_->{how}] } @{ $conf->{servers} }),
        map({ [rule => $_->{name}] } @{ $conf->{rules} }),
        map({ [database => $_->{name}] } @{ $conf->{databases} }),
        map({ [jurisdiction => $_->{name}] }
            reverse @{ $conf->{jurisdictions} }),
        map({ [networks => $_->{name}] } @{ $conf->{databases} }),
        map({ my $name = $_->{name};
            map { [term => $name, $_] } 0 .. $#{ $_->{terms} } }
            @{ $conf->{jurisdictions} }),
        map({ my $name = $_->{name}; map { [line => $name, $_] }
            qw( uri when since until language place status uncertain ) }
            @{ $conf->{rules} }),
        [all => 'max_age'], [all => 'conflict_line'],
    );
}

sub levels { return map { ($_, levels(@{ $_->{locations} // [] })) } @_ }

# Takes the jurisdictions or rules of a name out of where they are named.
sub unname {
    my ($name, $list) = @_;
    @$list = grep { $_ ne $name } @$list;
}

my %without = (
    server => sub {
        my ($conf, $how) = @_;
        $conf->{servers} = [grep { $_->{how} ne $how } @{ $conf->{servers} }];
    },
    rule => sub {
        my ($conf, $name) = @_;
        $conf->{rules} = [grep { $_->{name} ne $name } @{ $conf->{rules} }];
        unname($name, $_) for grep { $_ } map { $_->{apply} } $conf->{http},
            levels(map { ($_, @{ $_->{locations} }) } @{ $conf->{servers} });
    },
    database => sub {
        my ($conf, $name) = @_;
        $conf->{databases} = [grep { $_->{name} ne $name }
            @{ $conf->{databases} }];
    },
    jurisdiction => sub {
        my ($conf, $name) = @_;
        $conf->{jurisdictions} = [grep { $_->{name} ne $name }
            @{ $conf->{jurisdictions} }];
        unname($name, $_) for map { $_->{in} } @{ $conf->{rules} };
        for my $jurisdiction (@{ $conf->{jurisdictions} }) {
            unname($name, $_->{words}) for @{ $jurisdiction->{terms} };
            $jurisdiction->{terms} = [grep { @{ $_->{words} } }
                @{ $jurisdiction->{terms} }];
        }
    },
    networks => sub {
        my ($conf, $name, $reader) = @_;
        for my $db (grep { $_->{name} eq $name } @{ $conf->{databases} }) {
            $db->{networks} = [grep { index($reader->{bits}, $_->[0]) == 0 }
                @{ $db->{networks} }];
        }
    },
    term => sub {
        my ($conf, $name, $n) = @_;
        $conf->{jurisdiction}{$name}{terms}[$n]{gone} = 1;
    },
    line => sub {
        my ($conf, $name, $key) = @_;
        delete $conf->{rule}{$name}{$key};
    },
    all => sub {
        my ($conf, $key) = @_;
        delete $conf->{$key};
        $conf->{conflict} = $conf->{conflict_line} // 'uncertain';
    },
);

sub made {
    my ($seed, $now, $reader, @gone) = @_;
    my $conf = configuration($seed, $now);
    for my $part (@gone) {
        my ($what, @words) = @$part;
        $without{$what}->($conf, @words,
            $what eq 'networks' ? $reader : ());
    }
    $_->{terms} = [grep { !$_->{gone} } @{ $_->{terms} }]
        for @{ $conf->{jurisdictions} };
    return $conf;
}

# The smallest configuration of a seed for which $differs->(conf, request) says
# anything; the request, which may be an address alone, is made anew for it.
sub reduced {
    my ($seed, $now, $request, $differs) = @_;
    my $reader = reader(ref $request ? $request->{address} : $request);
    my (@gone, @best);
    for my $part (parts(configuration($seed, $now))) {
        my $conf = made($seed, $now, $reader, @gone, $part);
        my $again = ref $request ? again($conf, $request) : $request;
        my @wrong = defined $again ? eval { $differs->($conf, $again) } : ();
        next if !@wrong;
        push @gone, $part;
        @best = ($conf, $again, @wrong);
    }
    return @best;
}

# The same request in another configuration; undef where its server has gone.
sub again {
    my ($conf, $request) = @_;
    my ($server) = grep { $_->{how} eq $request->{server} }
        @{ $conf->{servers} } or return undef;
    my ($block) = grep { $_->[0] eq $request->{block} }
        Model::Readers::blocks([$conf->{http}, $server],
            @{ $server->{locations} });
    return { %$request, levels => $block->[1] };
}

sub Model::Mmdb::Value::TO_JSON { return $_[0][1] }

# What each database says of an address, for people.
sub shown_records {
    my ($conf, $address) = @_;
    my $reader = reader($address) or return;
    my $json = JSON::PP->new->canonical->convert_blessed;
    return map {
        my $record = Model::Mmdb::lookup($_, $reader);
        "$_->{name}: " . ($record ? $json->encode($record) : 'nothing')
    } @{ $conf->{databases} };
}

1;
