#!/usr/bin/perl

# Copies the databases below a folder, with another build date: the only bytes
# that two runs of make-testdb.pl and make-layouts.pl have different.
# usage: dated.pl FROM TO [SECONDS], since 1970; without them it is now

use warnings;
use strict;

use File::Basename qw( dirname );
use File::Path qw( make_path );

@ARGV == 2 || @ARGV == 3 or die "usage: dated.pl FROM TO [SECONDS]\n";
my ($from, $to, $date) = (@ARGV, time);

# build_epoch in the metadata: a key of 11 bytes, then a uint64 that is written
# in four bytes, as any date from July 1970 to 2106 is
my $epoch = qr/Kbuild_epoch\x04\x02\K.{4}/s;

# The names of databases below $from, in its folder $in and those in there.
sub names {
    my ($in) = @_;
    opendir my $dir, "$from/$in" or die "$from/$in: $!\n";
    return map { -d "$from/$in$_" ? names("$in$_/") : /\.mmdb$/ ? "$in$_" : () }
        grep { !/^\./ } sort readdir $dir;
}

sub copy {
    my ($name) = @_;
    my $made = do { local (@ARGV, $/) = "$from/$name"; <> };
    my $copy = "$to/$name";
    1 == ($made =~ s/$epoch/pack 'N', $date/ge)
        or die "$from/$name: it has no build date of four bytes\n";
    make_path(dirname($copy));
    open my $fh, '>:raw', $copy or die "$copy: $!\n";
    print $fh $made;
    close $fh or die "$copy: $!\n";
}

my @names = names('') or die "$from: no database is there\n";
copy($_) for @names;
