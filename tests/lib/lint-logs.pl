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

    while ($code =~ /\b(ngx_(?:conf_)?log_error|ngx_http_legal_conf_invalid)
                     \(((?:[^;"]|"(?:[^"\\]|\\.)*")*);/gx)
    {
        my $call = $2;

        # ngx_http_legal_conf_invalid() is given how the line ends

        my $format = $1 =~ /invalid$/
                     ? 'invalid value "%V" in "%V" directive, ' : '';
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
