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

# Kosovo has a code that ISO 3166-1 leaves to its users, and databases have it.
my @countries = sort { $a->{alpha_2} cmp $b->{alpha_2} } @{table('3166-1')},
    { alpha_2 => 'XK', alpha_3 => 'XKX', name => 'Kosovo' };

# Codes that ISO has changed since that package was made, or databases have from
# before.  OLD=NEW are one region; PARENT:NEW is a new one.  Databases differ in
# which they have.
my @changed = qw(
    IN-TG=IN-TS IN-OR=IN-OD IN-UT=IN-UK IN-CT=IN-CG
    KZ-AKM=KZ-11 KZ-AKT=KZ-15 KZ-ALM=KZ-19 KZ-ATY=KZ-23 KZ-ZAP=KZ-27
    KZ-ZHA=KZ-31 KZ-KAR=KZ-35 KZ-KUS=KZ-39 KZ-KZY=KZ-43 KZ-MAN=KZ-47
    KZ-PAV=KZ-55 KZ-SEV=KZ-59 KZ-YUZ=KZ-61 KZ-VOS=KZ-63 KZ-AST=KZ-71
    KZ-ALA=KZ-75 KZ-SHY=KZ-79 KZ:KZ-10 KZ:KZ-33 KZ:KZ-62
    NO-30:NO-31 NO-30:NO-32 NO-30:NO-33 NO-38:NO-39 NO-38:NO-40 NO-54:NO-55
    NO-54:NO-56 NO-01=NO-31 NO-02=NO-32 NO-06=NO-33 NO-07=NO-39 NO-08=NO-40
    NO-19=NO-55 NO-20=NO-56
    GT-GU=GT-01 GT-PR=GT-02 GT-SA=GT-03 GT-CM=GT-04 GT-ES=GT-05 GT-SR=GT-06
    GT-SO=GT-07 GT-TO=GT-08 GT-QZ=GT-09 GT-SU=GT-10 GT-RE=GT-11 GT-SM=GT-12
    GT-HU=GT-13 GT-QC=GT-14 GT-BV=GT-15 GT-AV=GT-16 GT-PE=GT-17 GT-IZ=GT-18
    GT-ZA=GT-19 GT-CQ=GT-20 GT-JA=GT-21 GT-JU=GT-22
    GB-ENG:GB-NNH GB-ENG:GB-WNH ET:ET-SI IS:IS-MUL LV:LV-113
    DZ:DZ-49 DZ:DZ-50 DZ:DZ-51 DZ:DZ-52 DZ:DZ-53 DZ:DZ-54 DZ:DZ-55 DZ:DZ-56
    DZ:DZ-57 DZ:DZ-58 ID:ID-PD ID:ID-PE ID:ID-PS ID:ID-PT
);

my %region = map { $_->{code} => $_ } @{table('3166-2')};
my %same;

for my $change (@changed) {
    my ($old, $how, $new) = $change =~ /^(.*)([=:])(.*)$/;
    $region{$new} //= { %{ $region{$old} // {} }, code => $new };
    if ($how eq '=') {
        $region{$old} //= { code => $old };
        $same{$old} = $new;
    } elsif ($old =~ /-/) {
        $region{$new}{parent} = $old;
    }
}

# Regions that are countries, too, or lie in one: databases know the country
# alone.  ISO 3166-2 says so in its notes; those that lie
# in Western Sahara are marked.
my %country = map { my ($country, @codes) = split m{[:/]};
    map { $_ => $country } @codes } qw(
    AS:US-AS GU:US-GU MP:US-MP PR:US-PR UM:US-UM VI:US-VI HK:CN-HK MO:CN-MO
    TW:CN-TW BL:FR-BL GF:FR-GF/FR-973 GP:FR-GP/FR-971 MF:FR-MF MQ:FR-MQ/FR-972
    NC:FR-NC PF:FR-PF PM:FR-PM RE:FR-RE/FR-974 TF:FR-TF WF:FR-WF YT:FR-YT/FR-976
    AW:NL-AW BQ:NL-BQ1/NL-BQ2/NL-BQ3 CW:NL-CW SX:NL-SX SJ:NO-21/NO-22 AX:FI-01
    XK:RS-KM/RS-25/RS-26/RS-27/RS-28/RS-29
);

for (values %region) {
    $country{$_->{code}} = 'EH' if ($_->{name} // '') =~ /\(EH\)/;
}

for (sort keys %country) {
    die "no region $_\n" unless $region{$_};
}

my @regions = map { $region{$_} } sort keys %region;
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
    printf qq(    { "%s", %d, %d },\n), $r->{code}, $index{$parent} // 0,
        $index{$same{$r->{code}} // ''} // 0;
}

print "};\n\nconst unsigned  ln_iso_nregions = ", scalar @regions, ";\n";

print "\nconst ln_iso_region_country_t  ln_iso_region_countries[] = {\n";
print qq(    { "$_", "$country{$_}" },\n) for sort keys %country;
print "};\n\nconst unsigned  ln_iso_nregion_countries = ",
    scalar keys %country, ";\n";
