package Model::Random;

# Chance, the same for the same seed.

use warnings;
use strict;

use Exporter qw( import );

our @EXPORT = qw( chance number pick some shuffled seeded );

sub seeded { srand $_[0] }

# A number from 0 to below $_[0].
sub number { return int rand $_[0] }

sub chance { return rand() < $_[0] }

sub pick { return $_[rand @_] }

sub shuffled {
    my @from = @_;
    return map { splice @from, rand @from, 1 } 1 .. @from;
}

# At most $n of them, one or more, in any order.
sub some {
    my ($n, @of) = @_;
    my @all = shuffled(@of);
    my $many = 1 + number($n < @of ? $n : scalar @of);
    return @all[0 .. $many - 1];
}

1;
