#!/usr/bin/perl

# Runs tests on a build with --coverage, one after the other, and says which
# lines of module/ they reach.
# usage: coverage.pl OUT TEST.., called by ./config.sh coverage
#
# OUT/tests says which lines there are ("-"), which each test reaches, and how
# long it took: mutate.pl reads it.  OUT/missed has the lines that none does,
# OUT/untaken the branches of other lines that none takes, by kind.

use warnings;
use strict;

use File::Find qw( find );
use Time::HiRes qw( time );

my ($out, @tests) = @ARGV;
@tests = grep { /\.t$/ || -x } @tests;
my $root = `pwd`;
chomp $root;
$| = 1;

# What was run how often: of each file's lines, and of the branches in a line.
my (%lines, %branches, %source);

sub objects {
    my ($end) = @_;
    my @found;
    find({ no_chdir => 1, wanted => sub {
        push @found, $File::Find::name if /\Q$end\E$/;
    } }, $out);
    return sort @found;
}

# What gcov says of objects: its counts are added; which lines were reached.
sub count {
    my @objects = @_;
    my %reached;
    my ($file, $line);
    return {} unless @objects;
    open my $gcov, '-|', "gcov -t -b -c @objects 2> $out/gcov.log"
        or die "gcov: $!\n";
    while (<$gcov>) {
        if (/^ *-: +0:Source:(.*)/) {
            $file = $1;
            $file =~ s{^\Q$root\E/}{};
            undef $file unless $file =~ m{^module/};

        } elsif (!defined $file) {
            next;

        } elsif (/^ *([-#=0-9]+)\*?: *([1-9]\d*):(.*)/) {
            my ($times, $code) = ($1, $3);
            $line = $2;
            next if $times eq '-';
            my $n = $times =~ /^\d/ ? $times : 0;
            $lines{$file}{$line} += $n;
            $source{$file}{$line} = $code;
            $reached{$file}{$line} = 1 if $n;

        } elsif (/^branch +(\d+) (?:taken (\d+)|never)/) {
            $branches{$file}{$line}{$1} += $2 // 0;
        }
    }
    close $gcov or die "gcov fails, see $out/gcov.log\n";
    return \%reached;
}

# 1-3,7
sub ranges {
    my @parts;
    for my $n (sort { $a <=> $b } @_) {
        if (@parts && $parts[-1][1] == $n - 1) {
            $parts[-1][1] = $n;
        } else {
            push @parts, [ $n, $n ];
        }
    }
    return join ',', map { $_->[0] == $_->[1] ? $_->[0] : "$_->[0]-$_->[1]" }
        @parts;
}

unlink objects('.gcda');
count(objects('.gcno'));

open my $map, '>', "$out/tests" or die "$out/tests: $!\n";
print $map "-\t0\t$_\t", ranges(keys %{ $lines{$_} }), "\n"
    for sort keys %lines;

for my $test (@tests) {
    my ($name, @command) = ($test, $^X, $test);
    if ($test !~ /\.t$/) {
        my ($source) = $test =~ m{(tests/unit/.+)$};
        ($name, @command) = ("$source.c", $test);
    }
    unlink objects('.gcda');
    my $start = time;
    my $status = system("@command > $out/log 2>&1");
    my $took = time - $start;
    printf "%s %s (%.0f s)\n", $status ? 'FAILS' : 'ok   ', $name, $took;
    if ($status) {
        open my $log, '<', "$out/log";
        print grep { /^ *not ok/ } <$log>;
    }

    my $reached = count(objects('.gcda'));
    printf $map "%s\t%.1f\t%s\t%s\n", $name, $took, $_,
        ranges(keys %{ $reached->{$_} }) for sort keys %$reached;
}

close $map or die "$out/tests: $!\n";

# What a branch is for, by its line: the first that fits.
my @kinds = (
    [ 'an error is handed on' =>
        qr/[!=]= (?:NGX|LN)_(?:OK|ERROR)|== NULL|< 0\b|== -1|errno/ ],
    [ 'a loop\'s end' => qr/\b(?:for|while) \(/ ],
    [ 'a case of a switch' => qr/\bswitch \(/ ],
    [ 'a part of a condition' => qr/&&|\|\|/ ],
    [ 'a choice of values' => qr/[?:] / ],
    [ 'the other way of an if' => qr/\bif \(/ ],
    [ 'other' => qr/^/ ],
);

sub kind {
    my ($code) = @_;
    return (grep { $code =~ $_->[1] } @kinds)[0][0];
}

# A line for each room, and what is left.

my (%room, @missed, @untaken, %of_kind, $list);

for my $file (sort keys %lines) {
    my ($room) = $file =~ m{module/(\w+)/} or next;
    for my $which ($room, 'all') {
        my $r = $room{$which} //= [ (0) x 4 ];
        for my $n (values %{ $lines{$file} }) {
            $r->[0]++;
            $r->[1]++ if $n;
        }
        for my $line (values %{ $branches{$file} }) {
            $r->[2] += keys %$line;
            $r->[3] += grep { $_ } values %$line;
        }
    }
    push @missed, map { "$file:$_:$source{$file}{$_}\n" }
        grep { !$lines{$file}{$_} }
        sort { $a <=> $b } keys %{ $lines{$file} };

    for my $line (sort { $a <=> $b } keys %{ $branches{$file} }) {
        my $branches = $branches{$file}{$line};
        my @left = grep { !$branches->{$_} } sort { $a <=> $b } keys %$branches;
        next if !@left || !$lines{$file}{$line};
        my $code = $source{$file}{$line};
        my $kind = kind($code);
        $of_kind{$kind} += @left;
        push @untaken, "$kind\t$file:$line: " . @left . ' of '
            . keys(%$branches) . ":$code\n";
    }
}

open $list, '>', "$out/untaken" or die "$out/untaken: $!\n";
print $list sort @untaken;
close $list or die "$out/untaken: $!\n";

open $list, '>', "$out/missed" or die "$out/missed: $!\n";
print $list @missed;
close $list or die "$out/missed: $!\n";

print "\n| module/ | lines | reached | branches | taken |\n|---|--:|--:|--:|--:|\n";
for my $room ((sort grep { $_ ne 'all' } keys %room), 'all') {
    my ($lines, $reached, $branches, $taken) = @{ $room{$room} };
    printf "| %s | %d | %.1f%% | %d | %.1f%% |\n", $room, $lines,
        100 * $reached / $lines, $branches, 100 * $taken / ($branches || 1);
}

print "\n| branches not taken, in lines that are reached | |\n|---|--:|\n";
print "| $_ | $of_kind{$_} |\n" for grep { $of_kind{$_} } map { $_->[0] } @kinds;
