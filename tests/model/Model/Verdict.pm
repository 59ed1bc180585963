package Model::Verdict;

# What becomes of a request, by docs/directives.md: the rules that are due, the
# variables, and what goes out.

use warnings;
use strict;

use Exporter qw( import );
use Model::Date;
use Model::Decision;
use Model::Language;
use Model::World;

our @EXPORT = qw( expected );

my %inherited = map { $_ => 1 } qw( apply client preview dry_run );

# What holds in a location block: its own lines, else those around it.
sub settings {
    my (@levels) = @_;
    my %holds;
    for my $level (@levels) {
        $holds{$_} = $level->{$_}
            for grep { defined $level->{$_} } keys %inherited;
    }
    return \%holds;
}

sub matches {
    my ($uri, $pattern) = @_;
    my ($how, $what) = @$pattern;
    return $how =~ /\*$/ ? $uri =~ /$what/i : $uri =~ /$what/;
}

sub fits_uri {
    my ($rule, $uri) = @_;
    my @patterns = @{ $rule->{uri} // [] };
    my @wanted = grep { $_->[0] !~ /^!/ } @patterns;
    return 0 if @wanted && !grep { matches($uri, $_) } @wanted;
    return !grep { $_->[0] =~ /^!/ && matches($uri, $_) } @patterns;
}

sub fits_time {
    my ($rule, $now) = @_;
    my ($since, $until) = @{ $rule->{times} //= [map {
        defined() ? seconds($_) : undef } @$rule{qw( since until )}] };
    return !(defined $since && $now < $since)
        && !(defined $until && $now >= $until);
}

# For a notice a variable of "map" may be one of the response: before it is there
# ($early) the notice counts as due.
sub fits_when {
    my ($rule, $vars, $early) = @_;
    my @names = grep { !($early && $_ eq 'm' && $rule->{kind} eq 'notice') }
        @{ $rule->{when} // [] };
    return !grep { ($vars->{$_} // '') =~ /^0?$/ } @names;
}

# Whether one of those who may ask has asked for a preview: (its place, what the
# header says).
sub preview {
    my ($conf, $holds, $request) = @_;
    my $place = $request->{headers}{'X-Legal-Preview'}
        // $request->{args}{legal_preview};
    my $peer = Model::Address::reader($request->{address} // '');
    return if !defined $place || $place eq ''
        || ref $holds->{preview} ne 'ARRAY';
    my $valid = Model::Address::bits($place) || ($place =~ /-/
        ? $Model::World::region{$place} : by_code($place)->[0]{coded});
    my $may = $peer && grep { Model::Address::within($peer,
        Model::Address::network($_)) } @{ $holds->{preview} };
    return $may ? ($place, $place) : (undef, undef, 1) if $valid;
    return $may ? (undef, 'invalid') : ();
}

# What is known of the reader: witnesses.
sub witnesses {
    my ($conf, $holds, $request, $place) = @_;
    my $now = $request->{now};
    if (defined $place) {
        return Model::Address::bits($place)
            ? by_address($conf, $place, $now) : by_code($place);
    }
    my ($how, $header) = @{ $holds->{client} // ['connection'] };
    return by_address($conf, $request->{address}, $now)
        if $how eq 'connection';
    my $value = $request->{headers}{$header};
    return $how eq 'country' ? by_code($value)
        : by_address($conf, $value, $now);
}

# A rule's answer, and whether its jurisdictions have a conflict.
sub rule_answer {
    my ($rule, $answers) = @_;
    my @said = map { $answers->{$_} } @{ $rule->{in} };
    return (any_of(map { $_->[0] } @said), scalar grep { $_->[1] } @said);
}

# Everything that nginx should say of a request.
sub expected {
    my ($conf, $request) = @_;
    my $holds = settings($conf, @{ $request->{levels} });
    my ($place, $says, $refused) = preview($conf, $holds, $request);
    my $witnesses = witnesses($conf, $holds, $request, $place);
    my (%answers, @in);
    for my $jurisdiction (@{ $conf->{jurisdictions} }) {
        my $name = $jurisdiction->{name};
        $answers{$name} = [decide($conf, $witnesses, $jurisdiction)];
        push @in, $name if $answers{$name}[0] eq 'in';
    }
    my $first = $witnesses->[0]{first} // $witnesses->[0];
    my %e = (jurisdictions => join(',', @in), uncertain => 0, conflict => 0,
        preview => $place // '', place => $place, says => $says,
        preview_refused => $refused, items => [],
        country => $first->{country} // '',
        region => narrowest($first),
        asn => $first->{asn} // '', answers => \%answers,
        unlocated => !located($witnesses), scope => scalar @{ $holds->{apply} // [] },
        dry_run => $holds->{dry_run});
    my @due;
    for my $rule (map { $conf->{rule}{$_} } @{ $holds->{apply} // [] }) {
        my ($answer, $conflict) = rule_answer($rule, \%answers);
        $e{conflict} = 1 if $conflict;
        next if !fits_uri($rule, $request->{uri})
            || !fits_time($rule, $request->{now})
            || !fits_when($rule, $request->{vars}, 1);
        $e{uncertain} = 1 if $answer eq 'uncertain';
        my $acts = $rule->{uncertain}
            // ($rule->{kind} eq 'notice' ? 'show' : 'allow');
        my $due = $answer eq 'in' || $acts =~ /^(show|block)$/ ? 1 : 0;
        next if $answer eq 'out';
        push @due, $rule if $due;
        push @{ $e{items} }, { rule => $rule, answer => $answer, due => $due };
    }
    my ($refusal) = grep { $_->{kind} eq 'restriction' } @due;
    my @notices = $refusal ? () : grep { $_->{kind} eq 'notice' } @due;
    $e{restriction} = $refusal ? $refusal->{name} : '';
    $e{notices} = join ',', map { $_->{name} } @notices;
    $e{due} = $refusal || @notices ? 1 : 0;
    @notices = grep { fits_when($_, $request->{vars}) } @notices;
    my %counted = map { $_->{name} => 1 } $refusal // @notices;
    $e{items} = [grep { $_->{due} ? $counted{$_->{rule}{name}}
        : !$refusal || $e{dry_run} } @{ $e{items} }];
    sent(\%e, $request, $refusal, @notices);
    return \%e;
}

sub located {
    my ($witnesses) = @_;
    return grep { Model::Record::capable($_) } @$witnesses;
}

sub narrowest {
    my ($who) = @_;
    my @regions = @{ $who->{regions} };
    return @regions ? canonical($regions[-1]) : '';
}

# What the response has.
sub sent {
    my ($e, $request, $refusal, @notices) = @_;
    my $page = $request->{page};
    my $accept = $request->{headers}{'Accept-Language'};
    @$e{qw( status asides legal_notice )} = (200, [], '');
    return if $e->{dry_run};
    if ($refusal) {
        $e->{status} = $refusal->{status} // 451;
        $e->{page} = text_of($refusal, undef, $accept);
        return;
    }
    return if !$page->{html};
    my @texts = map { [$_, text_of($_, $page->{lang}, $accept)] } @notices;
    $e->{legal_notice} = join ', ', map {
        my ($notice, $text) = @$_;
        $notice->{name} . (defined $text ? ";lang=$text" : '');
    } @texts;
    my @inside = grep { $_->[0]{place} && $page->{article} } @texts;
    my @behind = grep { !($_->[0]{place} && $page->{article}) } @texts;
    $e->{asides} = [map { $_->[0]{name} . ':' . ($_->[1] // '-') }
        @inside, @behind];
}

# The language of a rule's text; undef where it has none.
sub text_of {
    my ($rule, $page, $accept) = @_;
    my $texts = $rule->{texts} // return;
    my $default = $rule->{kind} eq 'notice' ? [qw( page reader en )]
        : [qw( reader en )];
    return language($rule->{language} // $default, $texts, $page, $accept);
}

1;
