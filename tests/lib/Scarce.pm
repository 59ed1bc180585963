package Scarce;

# A program whose n-th allocation fails, once (fail_alloc.c).

use warnings;
use strict;

use Exporter qw( import );
use LN;

our @EXPORT = qw( arm left scarce shimmed checked sites );

my ($dir, $shim);

# Compiles the shim, for a test whose files are in dir.
sub scarce {
    my ($t) = @_;
    $dir = $t->dir;
    $shim = "$dir/fail_alloc.so";
    system('gcc', '-O1', '-shared', '-fPIC', '-o', $shim,
        "$t->{build}/../tests/lib/fail_alloc.c", '-ldl') == 0
        or die "gcc fails\n";
    $t->write('countdown', pack 'l!', 0);
}

# The number of the allocation that is to fail; what is left of it.
sub arm {
    open my $f, '+<:raw', "$dir/countdown" or die;
    syswrite $f, pack 'l!', $_[0];
}
sub left {
    open my $f, '<:raw', "$dir/countdown" or die;
    sysread $f, my $bytes, 8;
    return unpack 'l!', $bytes;
}

# Runs code, or a program that reads $in, so.  A program has no shell, whose
# allocations would count too; its status and what it said are returned.
sub shimmed {
    my ($in, @command) = @_;
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_ALLOC} = "$dir/countdown";
    return $in->() if ref $in;
    my $pid = open my $out, '-|';
    die "fork: $!" unless defined $pid;
    if (!$pid) {
        open STDIN, '<', $in or die;
        open STDERR, '>&', \*STDOUT or die;
        exec @command;
    }
    local $/;
    my $said = <$out>;
    close $out;
    return ($?, $said);
}

# The allocations of a program that code runs, by number: the first from each
# place in it that takes memory, but for those in tried, to which they go; the
# last one, too, if both are wanted.
sub sites {
    my ($code, %o) = @_;
    my (%first, %last);
    unlink "$dir/sites";
    arm(0);
    {
        local $ENV{LN_FAIL_SITES} = "$dir/sites";
        $code->();
    }
    open my $f, '<:raw', "$dir/sites" or die "no allocation was seen: $!";
    my @places = unpack 'Q*', do { local $/; <$f> };
    for my $i (grep { $places[$_] } 0 .. $#places) {
        $first{$places[$i]} //= $i + 1;
        $last{$places[$i]} = $i + 1 if $o{both};
    }
    if ($o{tried}) {
        delete @first{keys %{ $o{tried} }};
        $o{tried}{$_} = 1 for keys %first;
    }
    my %numbers = map { $_ => 1 } values %first, values %last;
    return sort { $a <=> $b } keys %numbers;
}

# nginx -t, again and again: how many allocations failed, what was wrong then,
# and what stopped it without a word.
sub checked {
    my ($file) = @_;
    my ($failures, @bad, @silent) = (0);
    my $check = sub {
        return shimmed('/dev/null', $ENV{LN_NGINX} // 'nginx', '-t', '-c',
            $file, '-e', "$dir/error.log");
    };
    for my $i (sites($check, both => 1)) {
        arm($i);
        my ($status, $out) = $check->();
        next if left() > 0;
        $failures++;
        push @bad, "allocation $i: status $status $out"
            if $status & 127 || ($status >> 8) > 1;
        push @silent, "allocation $i: nothing is said"
            if $status && $out !~ /\[(emerg|alert|crit|error)\]|memory/;
    }
    return ($failures, \@bad, \@silent);
}

1;
