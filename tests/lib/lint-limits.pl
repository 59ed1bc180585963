#!/usr/bin/perl

# lint-limits.pl DOCUMENT MODULE TESTS: each row of the document's tables whose
# constant is named has the constant's value, and tests that exist; each constant
# of the code that says to be a bound has a row, or stands below.

use warnings;
use strict;

use File::Find qw( find );

my ($document, $module, $tests) = @ARGV;

# What looks like a bound and is none that anybody comes to.
my %no_bound = (
    LN_BLOCK_SIZE => 'a state',
    LN_CLOSER_MAX => 'the sum of others',
    LN_COMPARE_SIZE => 'what a table begins with; it grows',
    LN_DATABASE_MOST => 'half of what a pointer reaches: see 32-bit systems',
    LN_FORMATTING_AGAIN => 'of entries that hide nothing',
    LN_HISTORY_LEAST => 'memory to begin with',
    LN_HUFFMAN_DISTANCE_SIZE => 'by RFC 1951',
    LN_HUFFMAN_LENGTH_SIZE => 'by RFC 1951',
    LN_HUFFMAN_LITERAL_SIZE => 'by RFC 1951',
    LN_IMAGE_HOLD => 'memory that is asked for at once',
    LN_LEGAL_NOTICE_SIZE => 'of what is written',
    LN_PATTERN_LIMIT => 'a result: a limit of PCRE2 was reached',
    LN_PRESCAN_BOM_LEAST => 'a byte',
    LN_SPLICER_LEAST => 'memory to begin with',
    LN_VARIANT_TAG_SIZE => 'of what is written',
    LN_WINDOW_SIZE => 'the sum of others',
    NGX_HTTP_LEGAL_DECODED_SIZE => 'of a buffer; more buffers come',
);

# Names that say so.  The ends of enumerations are none.
my $bound = qr/_(?:MAX|MIN|MOST|LEAST|LIMIT|SIZE|DEPTH|LONGEST|LATEST|HOLD|HELD|KEPT)(?:_|$)/;

my %unit = ('' => 1, KB => 1 << 10, MB => 1 << 20, map { $_ => 1 }
    qw( bytes s ms us levels each ));

my $bad = 0;
sub bad { print STDERR 'lint: ', @_, "\n"; $bad = 1 }
sub slurp { local (@ARGV, $/) = @_; return scalar <> }

my (%defined, %file, %test);
find({ no_chdir => 1, wanted => sub {
    return unless /\.[ch]$/;
    my $name = s/^\Q$module\E\///r;
    my $code = slurp($_);
    while ($code =~ /^#define +((?:LN|NGX_HTTP_LEGAL)_[A-Z0-9_]+) +(\S.*?)\s*(?:\/\*.*)?$/mg) {
        ($defined{$1}, $file{$1}) = ($2, $name);
    }
} }, $module);
find(sub { $test{$_} = 1 if -f }, $tests);

# The number that an expression of numbers and constants is; undef: another one.
sub value {
    my ($text) = @_;
    $text =~ s/\b((?:LN|NGX_HTTP_LEGAL)_[A-Z0-9_]+)\b/defined $defined{$1} ? "($defined{$1})" : 'x'/ge for 1 .. 4;
    $text =~ s/\b([0-9]+)(?:u|L|LL|\.0)\b/$1/g;
    return $text =~ /^[0-9 *+\-\/()]+$/ ? eval $text : undef;
}

my (%row, $line);
for (split /\n/, slurp($document)) {
    $line++;
    next unless /^\|/ && !/^\| what |^\|-/;
    my @cell = split / \| /, s/^\| | \|$//gr;
    my $at = "$document:$line";
    bad("$at: a cell is empty") if grep { !/\S/ } @cell;
    my @named = $cell[-1] =~ /`([^`]+)`/g;
    bad("$at: no test is named") unless @named;
    $test{$_} or bad("$at: there is no test \"$_\"") for @named;
    next if @cell == 4;
    my ($name, $where) = $cell[3] =~ /^`(\w+)` \(`([^`]+)`\)$/
        or bad("$at: no constant and its file in \"$cell[3]\""), next;
    bad("$at: \"$name\" has two rows") if $row{$name}++;
    bad("$at: \"$name\" does not stand in $where") unless ($file{$name} // '') eq $where;
    my ($number, $unit) = $cell[1] =~ /^([0-9,]+)(?: (\w+))?/ or bad("$at: no number in \"$cell[1]\""), next;
    my $is = value($defined{$name} // '');
    my $says = ($number =~ tr/,//dr) * ($unit{$unit // ''} // 1);
    bad("$at: \"$name\" is ", $is // 'no number', ", not $cell[1]")
        unless defined $is && ($is == $says || $is == ($number =~ tr/,//dr));
}

for my $name (sort grep { /$bound/ } keys %defined) {
    next if $row{$name} || $no_bound{$name};
    bad("$module/$file{$name}: \"$name\" is a bound, and $document has no row for it");
}

for (sort keys %no_bound) {
    bad("tests/lib/lint-limits.pl: there is no \"$_\"") unless defined $defined{$_};
}

exit $bad;
