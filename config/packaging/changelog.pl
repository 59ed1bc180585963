#!/usr/bin/perl

# changelog.pl NAME MAINTAINER SUFFIX CODENAME < CHANGES: the same as a Debian
# changelog, of the distribution CODENAME, whose versions end in SUFFIX.

use warnings;
use strict;

use POSIX qw( strftime setlocale LC_ALL );
use Time::Local qw( timegm );

setlocale(LC_ALL, 'C');

my ($name, $maintainer, $suffix, $codename) = @ARGV;
my @months = qw( Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec );
my $signature;

sub sign { print "\n -- $maintainer  $signature\n\n" if $signature }

while (my $line = <STDIN>) {
    if ($line =~ /^Changes with (\S+) +(\d+) (\w+) (\d+)$/) {
        my ($version, $day, $word, $year) = ($1, $2, $3, $4);
        my ($month) = grep { $months[$_] eq $word } 0 .. 11;
        die "unknown month \"$word\" in CHANGES\n" unless defined $month;

        sign();
        print "$name ($version$suffix) $codename; urgency=medium\n\n";
        $signature = strftime('%a, %d %b %Y %H:%M:%S +0000',
            gmtime timegm(0, 0, 12, $day, $month, $year));

    } elsif ($line =~ /^    \*\) (.*)/) {
        print "  * $1\n";

    } elsif ($line =~ /^       (\S.*)/) {
        print "    $1\n";
    }
}

sign();
