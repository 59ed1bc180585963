#!/usr/bin/perl

# Writes ln_cldr.c from Unicode CLDR, as in Debian's package unicode-cldr-core.
# usage: make-cldr.pl > ln_cldr.c

use warnings;
use strict;

my $dir = $ENV{CLDR} || '/usr/share/unicode/cldr/common';

# What CLDR 41 lacks or has otherwise.  South Azerbaijani and Western Punjabi
# have no entry.  Kurdish of Iraq and of Iran has its own tags there (ckb, sdh),
# and yet "ku-IQ" is written.  "grc" is Cypriot there: it is printed in Greek.
my %otherwise = ('azb' => 'Arab', 'pnb' => 'Arab', 'ku-IQ' => 'Arab',
    'ku-IR' => 'Arab', 'grc' => 'Grek');

# Variants of these scripts, which ISO 15924 has codes for and CLDR no data.
my %variants = (Arab => [ qw( Aran ) ], Syrc => [ qw( Syre Syrj Syrn ) ]);

sub text {
    my ($name) = @_;
    open my $f, '<', "$dir/$name"
        or die "$name: $!, install the package unicode-cldr-core\n";
    local $/;
    return scalar <$f>;
}

my ($version) = text('dtd/ldmlSupplemental.dtd')
    =~ /cldrVersion CDATA #FIXED "([^"]+)"/ or die "no version\n";

# The seventh field is whether a script runs from right to left.
my %rtl = map { $_ => 1 } map { ($_, @{ $variants{$_} || [] }) }
    map { $_->[0] } grep { @$_ > 6 && $_->[6] eq 'YES' }
    map { [ split /\s*;\s*/ ] } grep { !/^#/ }
    split /\n/, text('properties/scriptMetadata.txt');

# The script of each language, and of a language in a region.
my %script = text('supplemental/likelySubtags.xml')
    =~ /from="([a-z]{2,3}(?:_(?:[A-Z]{2}|\d{3}))?)" to="[a-z]+_([A-Z][a-z]+)_/g;

$script{s/_/-/r} = delete $script{$_} for grep { /_/ } keys %script;
delete $script{$_} for grep { /^und/ } keys %script;
%script = (%script, %otherwise);

# Other names of a language: deprecated ones, and those of ISO 639-2.
my %name = text('supplemental/supplementalMetadata.xml')
    =~ /type="([a-z]{2,3})" replacement="([a-z]{2,3})(?:_[A-Z]{2})?" reason=/g;

$script{$_} //= $script{$name{$_}} // '' for keys %name;

# Needed: languages that run from right to left, and those that are written in
# more than one script.
my %several;

for (keys %script) {
    my ($language, $region) = split /-/;
    next unless defined $region;
    delete $script{$_}, next if $script{$_} eq $script{$language};
    $several{$language} = 1;
}

my @rows = sort { $a->[0] cmp $b->[0] || $a->[1] cmp $b->[1] }
    map { my ($language, $region) = split /-/;
          [ $language, $region // '', $script{$_} ] }
    grep { /-/ || $rtl{$script{$_}} || $several{$_} } keys %script;

print <<"END";
/*
 * Scripts of languages, from Unicode CLDR $version, which is under the Unicode
 * License (Unicode-DFS-2016); Copyright 1991-2022 Unicode, Inc.  Made by
 * make-cldr.pl: do not edit.
 */

#include "notice/ln_cldr.h"


const char  ln_cldr_rtl[][5] = {
END

my @scripts = sort keys %rtl;
print '    ', join(', ', map { qq("$_") } splice @scripts, 0, 8),
    @scripts ? ",\n" : "\n" while @scripts;

print "};\n\nconst unsigned  ln_cldr_nrtl = ", scalar keys %rtl, ";\n\n";
print "const ln_cldr_script_t  ln_cldr_scripts[] = {\n";
printf qq(    { "%s", "%s", "%s" },\n), @$_ for @rows;
print "};\n\nconst unsigned  ln_cldr_nscripts = ", scalar @rows, ";\n";
