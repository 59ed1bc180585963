#!/usr/bin/perl

# Plants small faults in a copy of the project, one at a time, and says which
# of them the tests let live.
# usage: mutate.pl COPY [COUNT [SEED [ROOM]]], called by ./config.sh mutate

use warnings;
use strict;

my ($dir, $count, $seed, $room) = @ARGV;
chdir $dir or die "$dir: $!\n";
$count ||= 60;
$seed ||= 1;
$room ||= 'geo html notice http';
srand $seed;
$| = 1;

# What is planted: a pattern in a line of code, and what takes its place.
my @faults = (
    [ 'equals', qr/ == /, ' != ' ],
    [ 'differs', qr/ != /, ' == ' ],
    [ 'less', qr/ < /, ' <= ' ],
    [ 'at most', qr/ <= /, ' < ' ],
    [ 'greater', qr/ > /, ' >= ' ],
    [ 'at least', qr/ >= /, ' > ' ],
    [ 'and', qr/ && /, ' || ' ],
    [ 'or', qr/ \|\| /, ' && ' ],
    [ 'plus', qr/ \+ /, ' - ' ],
    [ 'minus', qr/ - /, ' + ' ],
    [ 'one more', qr/ \+ 1\b/, ' + 2' ],
    [ 'one less', qr/ - 1\b/, ' - 0' ],
    [ 'not', qr/!(?=[a-z_]+(?:\(|->))/, '' ],
    [ 'zero', qr/ = 0;/, ' = 1;' ],
    [ 'one', qr/ = 1;/, ' = 0;' ],
    [ 'a call', qr/^    +(?:\(void\) )?(?:ln|ngx)_\w+\([^;{}]*\);$/, '    ;' ],
    [ 'a continue', qr/^( +)continue;$/, '        break;' ],
    [ 'a returned success', qr/return (?:LN|NGX)_OK;/, 'return -1;' ],
    [ 'a returned yes', qr/return 1;/, 'return 0;' ],
    [ 'a returned no', qr/return 0;/, 'return 1;' ],
);

# Lines inside functions, without comments and log texts.
sub places {
    my @places;
    for my $file (map { glob "module/$_/*.c" } split ' ', $room) {
        next if $file =~ /iso3166/;
        open my $f, '<', $file or die "$file: $!\n";
        my ($in, $comment) = (0, 0);
        while (<$f>) {
            $in = 1 if /^\{/;
            $in = 0 if /^\}/;
            $comment = 1 if m{/\*};
            my $code = $in && !$comment && !/log_error|ln_error\(|^ +"/;
            $comment = 0 if m{\*/};
            next if !$code;
            for my $i (0 .. $#faults) {
                push @places, [ $file, $., $i ] if $_ =~ $faults[$i][1];
            }
        }
    }
    return @places;
}

sub run { return system("($_[0]) > build/mutate.log 2>&1") == 0 }

sub lines {
    my ($file) = @_;
    open my $f, '<', $file or die "$file: $!\n";
    return <$f>;
}

sub put {
    my ($file, @lines) = @_;
    open my $f, '>', $file or die "$file: $!\n";
    print $f @lines;
    close $f or die "$file: $!\n";
}

my @places = places();
printf "%d places for a fault in module/{%s}\n", scalar @places, $room;
run('./config.sh test') or die "the tests fail without a fault\n";

my ($planted, $caught, %seen) = (0, 0);
while ($planted < $count && keys %seen < @places) {
    my $at = int rand @places;
    next if $seen{$at}++;
    my ($file, $line, $i) = @{ $places[$at] };
    my @lines = lines($file);
    my @faulty = @lines;
    my $before = $lines[$line - 1];
    $faulty[$line - 1] =~ s/$faults[$i][1]/$faults[$i][2]/;
    put($file, @faulty);

    # what does not compile is no fault
    if (run('./config.sh build')) {
        $planted++;
        my $lives = run('timeout 240 ./config.sh test');
        $caught++ unless $lives;
        $before =~ s/^\s+|\s+$//g;
        printf "%s %s:%d %s: %s\n", $lives ? 'LIVES ' : 'caught', $file, $line,
            $faults[$i][0], $before;
    }

    put($file, @lines);
}

printf "%d of %d faults caught, %.0f%%\n", $caught, $planted,
    $planted ? 100 * $caught / $planted : 0;
