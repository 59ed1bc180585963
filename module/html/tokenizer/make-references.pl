#!/usr/bin/perl

# usage: make-references.pl entities.json > ln_reference_names.c
# The file is https://html.spec.whatwg.org/entities.json.

use warnings;
use strict;

use JSON::PP;

open my $f, '<', $ARGV[0] or die "$ARGV[0]: $!";
local $/;
my $entities = decode_json(<$f>);

print <<'END';
/*
 * The named character references of the HTML Standard (13.5), which is
 * licensed under CC BY 4.0.  Made by make-references.pl.
 */

#include "html/tokenizer/ln_reference.h"


const ln_reference_t  ln_references[] = {
END

my @lines;
for my $name (sort keys %$entities) {
    next unless $name =~ /^&(\w+);$/;
    my ($word, $codes) = ($1, $entities->{$name}{codepoints});

    # what would be longer than its reference: nobody looks for these two

    my $size = 0;
    $size += $_ < 0x80 ? 1 : $_ < 0x800 ? 2 : $_ < 0x10000 ? 3 : 4
        for @$codes;
    next if $size > length $name;

    push @lines, sprintf '    { "%s", %d, 0x%x, 0x%x }', $word,
        exists $entities->{"&$word"} || 0, $codes->[0], $codes->[1] // 0;
}

print join(",\n", @lines), "\n};\n\n";
print "const size_t  ln_references_count =\n"
    . "    sizeof(ln_references) / sizeof(ln_references[0]);\n";
