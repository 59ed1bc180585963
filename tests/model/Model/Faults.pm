package Model::Faults;

# Makes a configuration wrong at one place.  nginx must refuse it, and name the
# line and the value.

use warnings;
use strict;

use Exporter qw( import );
use Model::Random;

our @EXPORT = qw( spoil );

my @no_dates = qw( 2026-13-01 2026-02-29 2025-02-30 2026-1-2 01.02.2026
    2026-01-01T25:00 2026-01-01T10:60:00Z 2026-01-01T10:00:00+24:00
    2026-01-01T10 tomorrow 2026-01-01T10:00:00+ 2026-00-10 );

my %no_words = (
    country => [qw( ZZ RUS R1 EU A )],
    registered_country => [qw( ZZ AP RUS )],
    represented_country => [qw( QQ 12 )],
    group => [qw( NATO BRICS )],
    region => [qw( GB-ZZZ RU UA43 XX-1 RU- )],
    network => [qw( 10.0.0.0/33 300.1.1.1 2001:db8::/129 ::/0 10.0.0.0/-1
        missing.txt 10.0.0/x )],
    asn => [qw( ASx -1 4294967296 1.5 )],
    trait => [qw( spy VPNS )],
    geoname => [qw( Moscow -5 4294967296 99999999 )],
    area => [qw( missing.geojson )],
    jurisdiction => [qw( nowhere off- )],
);

sub any_term { return pick(map { @{ $_->{terms} } } @{ $_[0]{jurisdictions} }) }
sub any_rule { return pick(@{ $_[0]{rules} }) }

sub any_of_kind {
    my ($conf, $kind) = @_;
    return pick(grep { $_->{kind} eq $kind } @{ $conf->{rules} });
}

# A line of a rule that is wrong: its key and its value.
sub line_of {
    my ($rule, $name, $words, $value) = @_;
    delete $rule->{$name};
    push @{ $rule->{more} }, [$name, $words];
    return ("rule $rule->{name} $name", $value // $words);
}

# A server or location block, and the key that its lines have.
sub any_level {
    my ($conf) = @_;
    my $server = pick(@{ $conf->{servers} });
    my $location = pick(@{ $server->{locations} });
    return chance(0.5) ? ($server, $server->{how})
        : ($location, "$server->{how} $location->{path}");
}

sub any_apply {
    my ($conf, @names) = @_;
    my ($level, $key) = any_level($conf);
    $level->{apply} = \@names;
    return "apply $key";
}

# Each makes one fault, and returns the key of its line, or of two lines between
# which it is, and the value; or nothing where it cannot be made.
my %faults = (
    word => sub {
        my ($conf) = @_;
        my $term = any_term($conf);
        my $word = pick(@{ $no_words{$term->{kind}} });
        my $at = number(1 + @{ $term->{words} });
        splice @{ $term->{words} }, $at, 0, $word;
        return ("term $term", $word);
    },
    kind => sub {
        my $term = any_term($_[0]);
        $term->{kind} = pick(qw( planet countrys Country exclude ));
        return ("term $term", $term->{kind});
    },
    no_words => sub {
        my $term = any_term($_[0]);
        $term->{words} = [];
        return ("term $term", $term->{except} ? 'except' : $term->{kind});
    },
    except_alone => sub {
        my $jurisdiction = pick(@{ $_[0]{jurisdictions} });
        $_->{except} = 1 for @{ $jurisdiction->{terms} };
        my $name = $jurisdiction->{name};
        return (["jurisdiction $name", "jurisdiction $name end"], $name);
    },
    empty => sub {
        my $jurisdiction = pick(@{ $_[0]{jurisdictions} });
        $jurisdiction->{terms} = [];
        my $name = $jurisdiction->{name};
        return (["jurisdiction $name", "jurisdiction $name end"], $name);
    },
    itself => sub {
        my ($conf) = @_;
        my $jurisdiction = pick(@{ $conf->{jurisdictions} });
        my $term = pick(@{ $jurisdiction->{terms} });
        @$term{qw( kind words )} = ('jurisdiction', [$jurisdiction->{name}]);
        return ("term $term", $jurisdiction->{name});
    },
    later => sub {
        my ($conf) = @_;
        my @all = @{ $conf->{jurisdictions} };
        return if @all < 2;
        my $term = pick(@{ $all[0]{terms} });
        @$term{qw( kind words )} = ('jurisdiction', [$all[-1]{name}]);
        return ("term $term", $all[-1]{name});
    },
    twice => sub {
        my ($conf) = @_;
        my $name = $conf->{jurisdictions}[0]{name};
        push @{ $conf->{jurisdictions} }, { name => $name, terms =>
            [{ kind => 'network', words => ['192.0.2.1'] }] };
        return (["jurisdiction $name", "jurisdiction $name end"], $name);
    },
    unanswered => sub {
        my ($conf) = @_;
        return if grep { /country/ } map { $_->{client} ? @{ $_->{client} }
            : () } $conf->{http}, map { ($_, map { ($_,
                @{ $_->{locations} // [] }) } @{ $_->{locations} }) }
                @{ $conf->{servers} };
        my %some = (country => 'RU', group => 'EU', region => 'RU-MOW',
            registered_country => 'RU', represented_country => 'US',
            asn => 1, trait => 'vpn', area => 'area0.geojson',
            geoname => 524901);
        my @kinds = grep { !$conf->{known}{$_} } sort keys %some;
        return if !@kinds;
        my $term = any_term($conf);
        my $kind = pick(@kinds);
        @$term{qw( kind words )} = ($kind, [$some{$kind}]);
        return ("term $term", $kind);
    },
    no_jurisdiction => sub {
        return line_of(any_rule($_[0]), 'in', 'j1 nowhere', 'nowhere');
    },
    without_in => sub {
        my $rule = any_rule($_[0]);
        $rule->{in} = undef;
        return (["rule $rule->{name}", "rule $rule->{name} end"], 'in');
    },
    without_text => sub {
        my $rule = any_of_kind($_[0], 'notice');
        delete @$rule{qw( texts language )};
        return (["rule $rule->{name}", "rule $rule->{name} end"], 'text');
    },
    no_text => sub {
        my $rule = any_of_kind($_[0], 'notice');
        delete @$rule{qw( texts language )};
        return line_of($rule, 'text', 'texts/missing');
    },
    policy => sub {
        my ($rule, $word) = (any_rule($_[0]));
        return line_of($rule, 'uncertain',
            pick('maybe', 'Show', $rule->{kind} eq 'notice' ? qw( allow block )
                : qw( show hide )));
    },
    status => sub {
        my $rule = any_of_kind($_[0], 'restriction') // return;
        return line_of($rule, 'status', pick(qw( 200 301 399 444 499 500 503 0
            45l 4510 )));
    },
    date => sub {
        my $rule = any_rule($_[0]);
        delete @$rule{qw( since until )};
        return line_of($rule, pick(qw( since until )), pick(@no_dates));
    },
    line => sub {
        my ($conf) = @_;
        my ($key) = line_of(any_rule($conf), pick(qw( where untill text_ )),
            'x');
        return ($key, (split ' ', $key)[-1]);
    },
    pattern => sub {
        return line_of(any_rule($_[0]), 'uri', pick('~ "("', '~* "[a"',
            '!~ "*"') , '');
    },
    operator => sub {
        return line_of(any_rule($_[0]), 'uri', '= /news/', '=');
    },
    condition => sub {
        my $word = pick(qw( arg_w 1 $no_such_variable ));
        return line_of(any_rule($_[0]), 'when', $word,
            $word =~ s/^\$//r);
    },
    late_condition => sub {
        my $rule = any_of_kind($_[0], 'restriction') // return;
        my $name = pick(qw( sent_http_x upstream_http_x ));
        return line_of($rule, 'when', "\$$name", $name);
    },
    page_language => sub {
        my $rule = any_of_kind($_[0], 'restriction') // return;
        return line_of($rule, 'language', 'page', 'page');
    },
    no_language => sub {
        my $rule = any_of_kind($_[0], 'notice');
        return line_of($rule, 'language', 'reader sw', 'sw');
    },
    no_rule => sub {
        return (any_apply($_[0], 'n1', 'nothing'), 'nothing');
    },
    rule_twice => sub {
        return (any_apply($_[0], 'n1', 'n1'), 'n1');
    },
    off_and_more => sub {
        return (any_apply($_[0], shuffled(qw( n1 off ))), 'off');
    },
    client => sub {
        my ($level, $key) = any_level($_[0]);
        my $word = pick('X-Addr', '10.0.0.1');
        $level->{client} = ['raw', $word];
        return ("client $key", $word);
    },
    preview => sub {
        my ($level, $key) = any_level($_[0]);
        my $word = pick(qw( 10.0.0.0/33 nowhere 10.0.0 on 2001:db8::/200 ));
        $level->{preview} = ['127.0.0.0/8', $word];
        return ("preview $key", $word);
    },
    missing_database => sub {
        my $db = pick(@{ $_[0]{databases} }) // return;
        $db->{bytes} = undef;
        return ("database $db->{name}", $db->{name});
    },
    cut_database => sub {
        my $db = pick(@{ $_[0]{databases} }) // return;
        my $bytes = Model::Mmdb::bytes($db);
        $db->{bytes} = substr $bytes, 0, number(length $bytes);
        return ("database $db->{name}", $db->{name});
    },
    no_database => sub {
        my $db = pick(@{ $_[0]{databases} }) // return;
        $db->{bytes} = pick('', "text\n", "\x1f\x8b\x08" . 'x' x 400,
            'PK' . 'x' x 400, "\0" x 5000);
        return ("database $db->{name}", $db->{name});
    },
    use => sub {
        my $db = pick(@{ $_[0]{databases} }) // return;
        $db->{use_words} = pick("places", "asn,traitz", "place,city");
        return ("database $db->{name}", (split ',', $db->{use_words})[-1]);
    },
    conflict => sub {
        my ($conf) = @_;
        $conf->{conflict_line} = pick(qw( never last firsts ));
        return ('database_conflict', $conf->{conflict_line});
    },
    age => sub {
        my ($conf) = @_;
        $conf->{max_age} = [30, pick(qw( ignore uncertainn ))];
        return ('max_age', $conf->{max_age}[1]);
    },
);

# Returns { name, key, value }.
sub spoil {
    my ($conf) = @_;
    for (1 .. 20) {
        my $name = pick(sort keys %faults);
        my ($key, $value) = $faults{$name}->($conf);
        return { name => $name, key => $key, value => $value }
            if defined $key;
    }
    die "no fault can be made\n";
}

1;
