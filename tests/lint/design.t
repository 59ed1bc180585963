#!/usr/bin/perl

# docs/design.md names what there is: its table has the rooms of module/ROOMS in
# their order, each with the rooms that it includes from, functions that stand
# there, and tests that exist.  Files and functions that "Where is" sends a
# newcomer to are there, too.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( basename dirname );
use File::Find qw( find );
use Test::More;

my $top = abs_path(dirname(abs_path($0)) . '/../..');

sub slurp { local (@ARGV, $/) = @_; return scalar <> }

my $doc = slurp("$top/docs/design.md");
my @rooms = slurp("$top/module/ROOMS") =~ m{^([^#\s]\S*/)\s}gm;

sub cells {
    my ($section) = $doc =~ /^## \Q$_[0]\E\n(.*?)(?=^###? |\z)/ms;
    return map { [ map { s/^\s+|\s+$//gr } split /\|/, $_ =~ s/^\|//r ] }
        grep { !/^\| ?(?:-|room|Where)/ } $section =~ /^\|.*\|$/gm;
}

sub quoted { return $_[0] =~ /`([^`]+)`/g }

# The code of a room, headers first.
sub code {
    my ($room) = @_;
    return join '', map { slurp($_) } glob("$top/module/$room*.h"),
        glob("$top/module/$room*.c");
}

my @table = cells('The rooms');
is(join(' ', map { quoted($_->[0]) } @table), join(' ', @rooms),
    'the table has all rooms, from the ground up');

for my $row (@table) {
    my ($room) = quoted($row->[0]);
    my $code = code($room);
    my %used = map { m{/} ? dirname($_) . '/' : './', 1 }
        $code =~ /^#include "([^"]+)"/gm;
    delete $used{$room};
    is(join(' ', quoted($row->[2])), join(' ', grep { $used{$_} } @rooms),
        "$room: what it uses");

    for my $function (quoted($row->[3])) {
        my $name = $function =~ s/\(\)$//r;
        like($code, qr/^(?:\w.*)?\b\Q$name\E\(.*\n(?:.+\n)*?[\{]/m,
            "$room: it has $function");
    }

    my @tests = quoted($row->[4]);
    ok(scalar @tests, "$room: it has tests");
    ok(-f "$top/$_", "$room: $_ is there") for @tests;
}

# Where a newcomer is sent to.  Files stand in module/http, or are whole names.

my @where = cells('Where is ..?');
ok(scalar @where, 'there is something to be found');

for my $row (@where) {
    my ($what, @files) = ($row->[0], grep { /\.c$/ } quoted($row->[1]));
    my ($dir) = quoted($row->[1]);
    my $code = '';

    for my $file (@files) {
        my @at = grep { -f } "$top/$file", "$top/module/http/$file",
            $dir =~ m{/$} ? "$top/module/http/$dir$file" : ();
        is(scalar @at, 1, "$what: $file is there");
        $code .= slurp($at[0]) if @at;
    }

    like($code, qr/^(?:\w.*)?\b\Q@{[ s{\(\)$}{}r ]}\E\b/m, "$what: $_ is there")
        for quoted($row->[2]);
}

# Files and directories that are named anywhere else in it.

my %there;
find({ no_chdir => 1, wanted => sub { $there{ s{^\Q$top\E/}{}r } = 1 } },
    map { "$top/$_" } qw( module tests docs config ));
my %named = map { $_ => 1 } quoted($doc =~ s/^```.*?^```$//gmsr);

for my $name (sort grep { m{^[\w./-]+\.(?:[cht]|md|svg)$} } keys %named) {
    ok(scalar(grep { $_ eq $name || m{/\Q$name\E$} } keys %there),
        "$name is there");
}

done_testing();
