#!/usr/bin/perl

# Decisions with one database: bench_geo of another build and of this one, in
# turn.  usage: geo-before.pl BEFORE PROGRAM DATABASE [ROUNDS]

use warnings;
use strict;

my ($before, $program, $database, $rounds) = @ARGV;
-x $_ or die "geo-before: no program \"$_\"\n" for $before, $program;
$rounds ||= 3;

# What a program measures of decisions through the cache, ns by row.
sub rows {
    my ($path) = @_;
    my ($kind, %ns);
    open my $f, '-|', 'taskset', '-c', 1, $path, $database
        or die "geo-before: $path: $!\n";
    while (<$f>) {
        $kind = $1 if /^\| a decision, (\S+ addresses), /;
        $ns{"$kind, 1 jurisdiction"} = $1
            if /^\| a decision, .* 1 jurisdiction .*\| (\d+) ns/;
        $ns{"$kind, 50 jurisdictions"} = $1
            if /^\| \.\. 50 jurisdictions of 30 terms \| (\d+) ns/;
    }
    close $f;
    return %ns;
}

my %ratios;
for (1 .. $rounds) {
    my %was = rows($before);
    my %is = rows($program);
    push @{ $ratios{$_} }, $is{$_} / $was{$_} for grep { $was{$_} } keys %is;
    print STDERR "round $_\n";
}

print "| a decision, 1 database | ratio of the times, now to before | bar |\n"
    . "|---|--:|--:|\n";
for my $row (sort keys %ratios) {
    my @sorted = sort { $a <=> $b } @{ $ratios{$row} };
    printf "| %s | %.2f | 1.03 |\n", $row, $sorted[@sorted / 2];
}
