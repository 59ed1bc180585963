#!/usr/bin/perl

# lint-logs.pl DOCUMENT FILE..: each line that the code logs stands in the
# document, first in a table's row, with words in capitals for what is filled
# in.

use warnings;
use strict;

my ($document, @files) = @ARGV;

sub slurp { local (@ARGV, $/) = @_; return scalar <> }

my @lines = slurp($document) =~ /^\| `([^`]+)` \|/gm;
my $bad = 0;

for my $file (@files) {
    my $code = slurp($file);

    while ($code =~ /\bngx_(?:conf_)?log_error\(((?:[^;"]|"(?:[^"\\]|\\.)*")*);/g)
    {
        my $call = $1;
        my $format = '';
        my ($first) = $call =~ /("(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*)/
            or next;

        $format .= $1 while $first =~ /"((?:[^"\\]|\\.)*)"/g;
        $format =~ s/\\(.)/$1/g;

        my $pattern = join '.*', map { quotemeta }
            split /%(?:\*s|u[idA]|[VsTd])/, $format;
        $pattern =~ s/(?:\.\*)+$/.*/;

        next if grep { /^$pattern/ } @lines;

        print "$file: \"$format\"\n";
        $bad = 1;
    }
}

print STDERR "lint: $document lacks these log lines\n" if $bad;
exit $bad;
