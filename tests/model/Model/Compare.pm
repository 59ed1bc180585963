package Model::Compare;

# What nginx and the command said, beside what the model expects: each
# difference in words.

use warnings;
use strict;

use Exporter qw( import );
use Model::Decision;

our @EXPORT = qw( differs differs_located );

sub field {
    my ($head, $name) = @_;
    return $head =~ /^\Q$name\E: (.*)$/mi ? $1 : undef;
}

my @variables = qw( country region asn jurisdictions uncertain conflict notices
    restriction preview );

sub differ {
    my ($what, $got, $expected) = @_;
    $_ //= '(none)' for $got, $expected;
    return $got eq $expected ? () : "$what: nginx $got, model $expected";
}

# Notices in a page, in order, as NAME:LANG of their texts; and the page without
# them.
sub asides {
    my ($body) = @_;
    my @found;
    $body =~ s{<aside class="legal-notice"[^>]*data-legal-notice="([\w-]+)"[^>]*>(.*?)</aside>}{
        my ($name, $text) = ($1, $2);
        push @found, $text =~ /<p>(\S+?)<\/p>/ ? $1 : "$name:?";
        '' }ges;
    return (\@found, $body);
}

sub differs {
    my ($e, $request, $response) = @_;
    return 'no response' if !$response;
    my ($status, $head, $body) = @$response{qw( status head body )};
    my @shown = split /\|/, field($head, 'X-Shown') // '', -1;
    my ($found, $rest) = asides($body);
    my $page = $request->{page};
    my @wrong = (
        differ(status => $status, $e->{status}),
        map({ differ("\$legal_$variables[$_]", $shown[$_],
            $e->{$variables[$_]}) } 0 .. $#variables),
        differ('Legal-Notice' => field($head, 'Legal-Notice') // '',
            $e->{legal_notice}),
        differ('Legal-Preview' => field($head, 'Legal-Preview'),
            $e->{dry_run} ? undef : $e->{says}),
        differ(notices => "@$found", "@{ $e->{asides} }"),
        differ('whether a variant is due' => $shown[9] ne '-' ? 1 : 0,
            $e->{due}),
    );
    if ($e->{status} == 200) {
        push @wrong, 'another page' if $rest ne Model::Config::page($page);
    } elsif (defined $e->{page} && $body !~ /<p>\w+:\Q$e->{page}\E<\/p>/) {
        push @wrong, "page of the restriction: no text in $e->{page}";
    }
    my $cache = field($head, 'Cache-Control') // '';
    my $should = $e->{dry_run} ? '' : defined $e->{says}
        || $e->{status} != 200 ? 'no-store' : $e->{scope} ? 'private' : '';
    push @wrong, differ('Cache-Control' => $cache, $should);
    return @wrong;
}

sub differs_located {
    my ($conf, $address, $said) = @_;
    my $witnesses = by_address($conf, $address);
    my $first = $witnesses->[0]{first};
    my @wrong = (
        differ('located country', $said->{country}, $first->{country}),
        differ('located regions', join(',', @{ $said->{regions} // [] }),
            join(',', map { Model::World::canonical($_) } @{ $first->{regions} })),
        differ('located asn', $said->{asn}, $first->{asn}),
        differ('registered country', $said->{registered_country},
            $first->{registered}),
        differ('represented country', $said->{represented_country},
            $first->{represented}),
        differ('GeoNames ids', join(',', @{ $said->{geonames} // [] }),
            join(',', grep { defined } $first->{country_id},
                @{ $first->{region_ids} }, $first->{city_id})),
        differ('traits', join(',', sort @{ $said->{traits} // [] }),
            join(',', sort keys %{ $first->{traits} })),
        differ('latitude', about($said->{latitude}),
            about($first->{latitude})),
        differ('longitude', about($said->{longitude}),
            about($first->{longitude})),
    );
    for my $jurisdiction (@{ $conf->{jurisdictions} }) {
        my $name = $jurisdiction->{name};
        my ($answer, $conflict) = decide($conf, $witnesses, $jurisdiction);
        my $says = $said->{jurisdictions}{$name};
        push @wrong, differ("located in $name", $says->{answer}, $answer),
            differ("conflict on $name", $says->{conflict} ? 1 : 0, $conflict);
    }
    return @wrong;
}

sub about { return defined $_[0] ? sprintf '%.3f', $_[0] : undef }

1;
