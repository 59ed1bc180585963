#!/usr/bin/perl

# The table of the duty: whom databases miss, and whom they warn needlessly, for
# jurisdictions of config/jurisdictions.  Called by `./config.sh duty`.
# usage: duty.pl LEGAL-NOTICE DOCUMENT NAME=PATH[,PATH] ...
#
# NAME is what the table calls a maker; PATHs are its database, or its two, one
# for IPv4 and one for IPv6.  The part of DOCUMENT between `<!-- duty -->` and
# `<!-- end duty -->` is written anew.

use warnings;
use strict;

use JSON::PP;
use POSIX qw( strftime );
use Text::Wrap qw( wrap );

$Text::Wrap::columns = 81;

my ($command, $document, @named) = @ARGV;
die "duty: name databases: NAME=PATH[,PATH] ...\n" unless @named;

my @jurisdictions = qw( russia-controlled eu us-mississippi );
my (@makers, @paths);

for (@named) {
    my ($name, $list) = /^([^=]+)=(.+)$/
        or die "duty: \"$_\" is not of the form NAME=PATH[,PATH]\n";
    my @list = split /,/, $list;
    -e $_ or die "duty: no file \"$_\"\n" for @list;
    push @makers, { name => $name, paths => [ 0 + @paths .. @paths + $#list ] };
    push @paths, @list;
}

sub counted {
    my ($name) = @_;
    my @command = ($command, 'compare', '--json',
        (map { ('--database', $_) } @paths),
        '--jurisdictions', "config/jurisdictions/$name.conf");
    open my $f, '-|', @command or die "duty: $command: $!\n";
    local $/;
    my $said = <$f>;
    close $f or die "duty: @command fails\n";
    return decode_json($said);
}

# The file of a maker that knows something of that family of addresses.
sub file_of {
    my ($maker, $family) = @_;
    my @with = grep { $family->{alone}[$_]{in} || $family->{alone}[$_]{out} }
        @{ $maker->{paths} };
    die "duty: two files of $maker->{name} know the same addresses\n"
        if @with > 1;
    return $with[0];
}

sub pair {
    my ($family, $i, $k) = @_;
    ($i, $k) = ($k, $i) if $i > $k;
    return $family->{pairs}[$k * ($k - 1) / 2 + $i];
}

sub number {
    my ($n) = @_;
    $n = sprintf '%.0f', $n;
    1 while $n =~ s/^(\d+)(\d{3})/$1,$2/;
    return $n;
}

sub share {
    my ($n, $of) = @_;
    return '-' unless $of;
    my $percent = 100 * $n / $of;
    return $n == 0 ? '0' : $percent < 0.01 ? '< 0.01%'
        : sprintf $percent < 10 ? '%.2f%%' : '%.1f%%', $percent;
}

# Sets of makers: each one, each two, and all.
sub sets {
    my ($family) = @_;
    my (@alone, @pairs);
    my @known = grep { defined file_of($_, $family) } @makers;
    for my $m (0 .. $#known) {
        my $file = file_of($known[$m], $family);
        push @alone, [ $known[$m]{name}, $family->{alone}[$file] ];
        push @pairs, [ "$known[$_]{name} + $known[$m]{name}",
            pair($family, file_of($known[$_], $family), $file) ]
            for 0 .. $m - 1;
    }
    @pairs = sort { $a->[1]{missed} <=> $b->[1]{missed}
        || $a->[1]{needless} <=> $b->[1]{needless} } @pairs;
    return (\@alone, \@pairs, [ 'all ' . @known, $family->{all} ]);
}

# Rows: each maker, the two that miss least together, and all.
sub rows {
    my ($family) = @_;
    my ($alone, $pairs, $all) = sets($family);
    return (@$alone, @$alone > 2 ? $pairs->[0] : (), @$alone > 1 ? $all : ());
}

my $text = '';

for my $name (@jurisdictions) {
    my $counted = counted($name);
    my $all = $counted->{ipv4}{all};
    my $union = $all->{in} + $all->{conflict};
    my ($six_alone, $six_pairs, $six_all) = sets($counted->{ipv6});
    my %six = map { @$_ } @$six_alone, @$six_pairs, $six_all;
    my $six = $counted->{ipv6}{all};
    my $six_union = $six->{in} + $six->{conflict};

    $text .= "\n" . wrap('', '', "**$name.conf**: " . number($union)
        . ' IPv4 addresses are in by one database or more, '
        . number($all->{conflict}) . ' of them in conflict.') . "\n\n"
        . "| databases | in | uncertain | missed | .. of all that are in "
        . "| needless | IPv6: missed of all |\n|---|--:|--:|--:|--:|--:|--:|\n";
    for my $row (rows($counted->{ipv4})) {
        my ($of, $said) = @$row;
        $text .= '| ' . join(' | ', $of, number($said->{in}),
            number($said->{uncertain} - $all->{uncertain}
                   + ($said->{conflict} // 0)),
            number($said->{missed}), share($said->{missed}, $union),
            number($said->{needless}),
            $six{$of} ? share($six{$of}{missed}, $six_union) : '') . " |\n";
    }
}

# The type and the date of each database, as the command tells them.
open my $told, '-|', $command, 'compare', '--table',
    (map { ('--database', $_) } @paths),
    '--jurisdictions', 'config/jurisdictions/eu.conf' or die "duty: $!\n";
my @built = map { /^\d+: .*\((.*), built (.*)\)$/ ? "$1 of $2" : () } <$told>;
close $told or die "duty: $command fails\n";

$text = wrap('', '', 'Written by `./config.sh duty` on '
    . strftime('%Y-%m-%d', gmtime) . ', from ' . join('; ', map {
        my $maker = $_;
        "$maker->{name} (" . join(', ', map { "`$built[$_]`" }
            @{ $maker->{paths} }) . ')' } @makers) . '.') . "\n" . $text;

open my $f, '<', $document or die "duty: $document: $!\n";
my $old = do { local $/; <$f> };
close $f;
$old =~ s/(<!-- duty -->\n).*(<!-- end duty -->\n)/$1$text$2/s
    or die "duty: no part \"duty\" in $document\n";
open $f, '>', $document or die "duty: $document: $!\n";
print $f $old;
close $f or die "duty: $document: $!\n";
print $text;
