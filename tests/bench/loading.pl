#!/usr/bin/perl

# How long a database takes from its file to the first answer: this build and
# another one, in turn.  usage: loading.pl COMMAND BEFORE DATABASE [ROUNDS]
# COMMAND and BEFORE are the `legal-notice` of two builds.

use warnings;
use strict;

use Time::HiRes qw( time );

my ($command, $before, $database, $rounds) = @ARGV;
-x $_ or die "loading: no program \"$_\"\n" for $command, $before;
-f $database or die "loading: no file \"$database\"\n";
$rounds ||= 9;

sub median {
    my @sorted = sort { $a <=> $b } @_;
    return $sorted[@sorted / 2];
}

# Seconds by the clock, and of processors.
sub load {
    my ($program) = @_;
    my ($begin, @was) = (time, times);
    system("$program locate --database $database 192.0.2.1 > /dev/null") == 0
        or die "loading: $program fails\n";
    my ($end, @is) = (time, times);
    return ($end - $begin, $is[2] + $is[3] - $was[2] - $was[3]);
}

load($_) for $before, $command;         # the file is in memory then

my (%wall, %cpu, @wall, @cpu);
for (1 .. $rounds) {
    for ([ before => $before ], [ now => $command ]) {
        my ($name, $program) = @$_;
        my ($wall, $cpu) = load($program);
        push @{ $wall{$name} }, $wall;
        push @{ $cpu{$name} }, $cpu;
    }
    push @wall, $wall{now}[-1] / $wall{before}[-1];
    push @cpu, $cpu{now}[-1] / $cpu{before}[-1];
}

my $processors = `nproc`;
chomp $processors;
printf <<'END', (-s $database) / 1e6, $processors, median(@{ $wall{before} }),
## Loading

A file of %.1f MB, %d processors, the build before and this one in turn.

| from the file to the first answer | before | now | ratio | bar |
|---|--:|--:|--:|--:|
| by the clock | %.2f s | %.2f s | %.2f | 0.50 |
| processor time | %.2f s | %.2f s | %.2f | |

Medians of %d rounds, of `legal-notice locate` with one address. A ratio is the
median of the rounds' ratios.
END
    median(@{ $wall{now} }), median(@wall), median(@{ $cpu{before} }),
    median(@{ $cpu{now} }), median(@cpu), $rounds;
