#!/usr/bin/perl

# Writes ln_region_names.c: names of regions from ISO 3166-2 (Debian's package
# iso-codes), CLDR (unicode-cldr-core) and region-spellings.txt.
# usage: make-region-names.pl > ln_region_names.c

use warnings;
use strict;
use utf8;
use feature qw( unicode_strings );

use Encode qw( decode );
use File::Basename qw( dirname );
use JSON::PP;
use Unicode::Normalize qw( NFKD );

my $here = dirname($0);
my $iso = $ENV{ISO_CODES} || '/usr/share/iso-codes/json';
my $cldr = $ENV{CLDR} || '/usr/share/unicode/cldr/common';

# Words that a name of a region may have or lack.  "City" is none: a city and
# the region around it often have one name.
my @words = qw( autonomous comarca commune county department departement
    departamento distrito district division emirate estado governorate
    governate island islands krai kray municipality oblast of okrug
    parish prefecture province provincia provinsi raion rayon region regione
    regiunea republic state territory the viloyati voivodeship wilayah );

sub text {
    my ($path) = @_;
    open my $f, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$f>;
}

sub version { `dpkg-query -W -f '\${Version}' $_[0] 2>/dev/null` || 'unknown' }

# As ln_region_fold() does it: NFKD leaves letters of ASCII and accents, but for
# letters that are no other letter with an accent.
my %letters = ('ß' => 'ss', 'æ' => 'ae', 'ø' => 'o', 'đ' => 'd', 'ð' => 'd',
    'ł' => 'l', 'þ' => 'th', 'ı' => 'i', 'œ' => 'oe', 'ə' => 'a', 'ħ' => 'h',
    'ŋ' => 'ng', 'ŧ' => 't', 'ǝ' => 'a');

sub letter {
    my ($c) = @_;
    my $text = NFKD(lc chr $c) =~ s/\pM//gr;
    $text = join '', map { $letters{$_} // $_ } split //, $text;
    return $text =~ /^[a-z0-9]{1,2}$/ ? $text : '';
}

my %letter = map { chr $_ => letter($_) } 0x30 .. 0x24f, 0x1e00 .. 0x1eff;
my %word = map { $_ => 1 } @words;

# The words of a name; none where it can't be folded.
sub fold {
    my ($name) = @_;
    my $text = '';
    for my $c (split //, $name) {
        if (length($letter{$c} // '')) {
            $text .= $letter{$c};
        } elsif ($c !~ /['`.´\x{2b0}-\x{36f}‘’]/) {
            return () if ord $c >= 0x80 && $c !~ /[\xa0\x{2010}-\x{2015}]/;
            $text .= ' ';
        }
    }
    return split ' ', $text;
}

my $regions = decode_json(text("$iso/iso_3166-2.json"))->{'3166-2'};

# Indices are those of ln_iso3166.c; a code is the one of today.
my @all = text("$here/ln_iso3166.c") =~ /\{ "(\w\w-\w+)", \d+, \d+ \}/g;
my @now = text("$here/ln_iso3166.c") =~ /\{ "\w\w-\w+", \d+, (\d+) \}/g;
my %index = map { $all[$_] => $now[$_] ? $now[$_] - 1 : $_ } 0 .. $#all;
my (%names, %stems);

# A name of the tables; a spelling that was seen is taken before these.
sub name {
    my ($country, $name, @codes) = @_;
    my @words = fold($name) or return;
    @codes = map { $all[$index{$_}] } @codes;
    my @stem = grep { !$word{$_} } @words;
    $names{"$country @words"}{"@codes"} = 1;
    $stems{"$country @stem"}{"@codes"} = 1 if @stem;
}

for my $r (@$regions) {
    my $country = substr($r->{code}, 0, 2);
    for my $name (split m{\s*[/\[\](]\s*}, $r->{name}) {
        $name =~ s/\)//;
        $name =~ s/\*//;
        name($country, $name =~ s/^(.*), (.*)$/$2 $1/r, $r->{code});
        name($country, $1, $r->{code}) if $name =~ /^(.*),/;
    }
}

# CLDR 41 has codes that Iran's provinces had before 2020.
my %stale = (IR => 1);

my $english = decode('UTF-8', text("$cldr/subdivisions/en.xml"));
while ($english =~ m{<subdivision type="([a-z]{2})([a-z0-9]+)">([^<]+)<}g) {
    my ($country, $code, $name) = (uc $1, uc "$1-$2", $3);
    $name =~ s/&amp;/&/;
    name($country, $name, $code) if exists $index{$code} && !$stale{$country};
}

# CODE[|CODE] [@COUNTRY] NAME; NAME; ..
my %seen;
for (split /\n/, decode('UTF-8', text("$here/region-spellings.txt"))) {
    next if /^#|^\s*$/;
    my ($codes, $in, $list) = /^(\S+)\s+(?:\@([A-Z]{2})\s+)?(\S.*)$/
        or die "region-spellings.txt: $_\n";
    my @codes = split /\|/, $codes;
    exists $index{$_} or die "region-spellings.txt: no region $_\n" for @codes;
    for my $name (split /\s*;\s*/, $list) {
        my $country = $in // substr($codes, 0, 2);
        my $key = join ' ', $country, fold($name);
        die "region-spellings.txt: $name twice\n" if $seen{$key}++;
        $names{$key} = { "@codes" => 1 };
        my @stem = grep { !$word{$_} } fold($name);
        $stems{"$country @stem"}{"@codes"} = 1 if @stem;
    }
}

print <<"END";
/*
 * Names of regions, from ISO 3166-2 as in the package iso-codes
 * ${\version('iso-codes')}, which is under the LGPL 2.1 or later; from Unicode
 * CLDR, as in the package unicode-cldr-core ${\version('unicode-cldr-core')},
 * which is under the Unicode licence; and from region-spellings.txt.  Made by
 * make-region-names.pl: do not edit.
 */

#include "geo/location/ln_region_name.h"

END

# The one region, or the one pair, of all that have that name.
sub one {
    my ($list, $key) = @_;
    my @codes = keys %{ $list->{$key} // {} };
    return @codes == 1 ? split(/ /, $codes[0]) : ();
}

my $n = 0;
my %keys = (%names, %stems);
print "\nconst ln_region_name_t  ln_region_names[] = {\n";
for my $key (sort keys %keys) {
    my ($region, $around) = map { $index{$_} + 1 } one(\%names, $key);
    my @stem = map { $index{$_} + 1 } one(\%stems, $key);
    my $stem = @stem == 1 ? $stem[0] : 0;
    next if length $key > 94 || !($region || $stem);
    $region //= 0;
    my $numbers = sprintf '{ %d, %d }, %d', $region, $around // $region, $stem;
    my $break = length "$key$numbers" > 65 ? "\n      " : ' ';
    print qq(    { "$key",$break$numbers },\n);
    $n++;
}
print "};\n\nconst unsigned  ln_region_nnames = $n;\n\n";

my @rows = map { qq("$letter{chr $_}") } 0x30 .. 0x24f, 0x1e00 .. 0x1eff;
print "\nconst char  ln_region_letters[LN_REGION_NLATIN + LN_REGION_NVIET][3]"
    . " = {\n";
print '    ' . join(', ', splice @rows, 0, 8) . ",\n" while @rows;
print "};\n\n\nconst char *const  ln_region_words[] = {\n";
my @list = map { qq("$_") } @words;
print '    ' . join(', ', splice @list, 0, 5) . ",\n" while @list;
print "    NULL\n};\n";
