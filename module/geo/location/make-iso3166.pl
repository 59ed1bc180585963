#!/usr/bin/perl

# Writes ln_iso3166.c from the tables of Debian's package iso-codes.
# usage: make-iso3166.pl > ln_iso3166.c

use warnings;
use strict;

use JSON::PP;
use Unicode::Normalize qw( NFD );

my $dir = $ENV{ISO_CODES} || '/usr/share/iso-codes/json';
my $version = `dpkg-query -W -f '\${Version}' iso-codes 2>/dev/null`
    || 'unknown';

sub table {
    my ($name) = @_;
    open my $f, '<', "$dir/iso_$name.json"
        or die "iso_$name.json: $!, install the package iso-codes\n";
    local $/;
    return decode_json(<$f>)->{$name};
}

my @countries = sort { $a->{alpha_2} cmp $b->{alpha_2} } @{table('3166-1')};
my @regions = sort { $a->{code} cmp $b->{code} } @{table('3166-2')};
my %index = map { $regions[$_]{code} => $_ + 1 } 0 .. $#regions;

print <<"END";
/*
 * ISO 3166-1 and ISO 3166-2, from the package iso-codes $version, which is
 * under the LGPL 2.1 or later.  Made by make-iso3166.pl: do not edit.
 */

#include "geo/location/ln_iso3166.h"


const ln_iso_country_t  ln_iso_countries[] = {
END

for my $c (@countries) {
    my $name = NFD($c->{common_name} || $c->{name});
    $name =~ s/\pM//g;
    $name =~ s/[^\x20-\x7e]/?/g;
    $name =~ s/,.*//;
    print qq(    { "$c->{alpha_2}", "$c->{alpha_3}",\n      "$name" },\n);
}

print "};\n\nconst unsigned  ln_iso_ncountries = ", scalar @countries, ";\n\n";
print "const ln_iso_region_t  ln_iso_regions[] = {\n";

for my $r (@regions) {
    my $parent = $r->{parent} // '';
    $parent = substr($r->{code}, 0, 3) . $parent unless $parent =~ /-/;
    printf qq(    { "%s", %d },\n), $r->{code}, $index{$parent} // 0;
}

print "};\n\nconst unsigned  ln_iso_nregions = ", scalar @regions, ";\n";
